//! A candidate: its bond, the pool of its delegators, and what it has earned for both.

use super::{Balance, EraIndex, Pool};
use crate::math;
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{
	traits::Get, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// What a candidate wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Status {
	/// To be elected.
	Active,
	/// To stay out of elections for a while.
	Chilled,
	/// To leave.
	Leaving,
}

/// What a candidate may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
	/// It can be elected.
	Electable,
	/// It cannot be elected, but still validates what it was elected for.
	Finishing,
	/// It must not validate.
	Out,
}

/// Part of a bond that waits for its release, on hold until it can no longer be slashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct BondChunk {
	/// The last era in which it may have been at stake.
	pub era: EraIndex,
	/// How much, planck.
	pub amount: Balance,
}

/// What a candidate and its delegators have earned and not taken, planck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Rewards {
	/// The candidate's own.
	pub own: Balance,
	/// Its delegators', the `carry` included.
	pub delegated: Balance,
	/// Too little to have been shared yet: it joins the next reward.
	pub carry: Balance,
	/// All that one share has ever earned, times [`math::ONE`].
	pub index: u128,
}

impl Rewards {
	/// Shares out `reward` among the delegators' `shares`. O(1) for any number of them.
	pub fn share(&mut self, reward: Balance, shares: u128) -> Option<()> {
		let ready = self.carry.checked_add(reward)?;
		let (step, used) = math::index_step(ready, shares)?;
		self.index = self.index.checked_add(step)?;
		self.carry = ready.checked_sub(used)?;
		self.delegated = self.delegated.checked_add(reward)?;
		Some(())
	}
}

/// An account that stands for election.
#[derive(
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[scale_info(skip_type_params(MaxUnpaid, MaxChunks))]
pub struct Candidate<MaxUnpaid: Get<u32>, MaxChunks: Get<u32>> {
	/// Its own stake, planck.
	pub bond: Balance,
	/// Parts of its bond that wait for their release, oldest first.
	pub unbonding: BoundedVec<BondChunk, MaxChunks>,
	/// Share of rewards that is its own before they are shared by stake.
	pub commission: Perbill,
	/// The era in which it set its commission last.
	pub commission_set: EraIndex,
	/// What it wants.
	pub status: Status,
	/// The first era in which it can leave jail, if it is there.
	pub jailed_until: Option<EraIndex>,
	/// What is delegated to it.
	pub pool: Pool,
	/// Number of delegation records that point at it.
	pub delegations: u32,
	/// What has been earned.
	pub rewards: Rewards,
	/// Eras in which it had a seat and has not been paid for, oldest first.
	pub unpaid: BoundedVec<EraIndex, MaxUnpaid>,
}

impl<MaxUnpaid: Get<u32>, MaxChunks: Get<u32>> Candidate<MaxUnpaid, MaxChunks> {
	/// One with nothing but its bond.
	pub fn new(bond: Balance, commission: Perbill, now: EraIndex) -> Self {
		Self {
			bond,
			unbonding: BoundedVec::new(),
			commission,
			commission_set: now,
			status: Status::Active,
			jailed_until: None,
			pool: Pool::default(),
			delegations: 0,
			rewards: Rewards::default(),
			unpaid: BoundedVec::new(),
		}
	}

	/// What it is elected by: its bond and what is delegated to it.
	pub fn stake(&self) -> Balance {
		self.bond.saturating_add(self.pool.tokens)
	}

	/// What it may do. The least bond is asked for when it registers, returns or unbonds; what a slash
	/// takes later it takes together with the freedom to be elected.
	pub fn duty(&self) -> Duty {
		match self.status {
			_ if self.jailed_until.is_some() => Duty::Out,
			Status::Active => Duty::Electable,
			Status::Chilled => Duty::Finishing,
			Status::Leaving => Duty::Out,
		}
	}

	/// Moves part of the bond, which may be at stake up to `era`, to what waits for its release.
	/// `None` if the bond is smaller, or too many parts wait.
	pub fn unbond(&mut self, amount: Balance, era: EraIndex) -> Option<()> {
		let bond = self.bond.checked_sub(amount)?;
		match self.unbonding.iter_mut().find(|chunk| chunk.era == era) {
			Some(chunk) => chunk.amount = chunk.amount.checked_add(amount)?,
			None => self.unbonding.try_push(BondChunk { era, amount }).ok()?,
		}
		self.bond = bond;
		Some(())
	}

	/// Keeps what waits at stake in `era`, in which its owner validates though it has left, and though
	/// all of it was to be at stake in earlier eras only: nobody else can be elected. Says whether
	/// that changed anything.
	pub fn stay_at_stake(&mut self, era: EraIndex) -> bool {
		let served_its_time = self.unbonding.iter().all(|chunk| chunk.era < era);
		if self.status != Status::Leaving || self.unbonding.is_empty() || !served_its_time {
			return false;
		}
		let amounts = self.unbonding.iter().map(|chunk| chunk.amount);
		let amount = amounts.fold(0, Balance::saturating_add);
		self.unbonding.truncate(1);
		self.unbonding.iter_mut().for_each(|chunk| *chunk = BondChunk { era, amount });
		true
	}

	/// Takes out what was last at stake in `last` or earlier.
	pub fn unlock(&mut self, last: EraIndex) -> Balance {
		let unlocked = |chunk: &&BondChunk| chunk.era <= last;
		let amount = self.unbonding.iter().filter(unlocked).map(|chunk| chunk.amount).sum();
		self.unbonding.retain(|chunk| chunk.era > last);
		amount
	}

	/// What an offence in `era` can take: the bond, and its parts that were at stake then.
	pub fn liable(&self, era: EraIndex) -> Balance {
		let at_stake = self.unbonding.iter().filter(|chunk| chunk.era >= era);
		at_stake.fold(self.bond, |sum, chunk| sum.saturating_add(chunk.amount))
	}

	/// Takes `amount` for an offence in `era`: of the bond first, then of its parts, oldest first.
	pub fn deduct(&mut self, amount: Balance, era: EraIndex) {
		let mut left = amount;
		let mut take = |from: &mut Balance| {
			let part = left.min(*from);
			*from = from.saturating_sub(part);
			left = left.saturating_sub(part);
		};
		take(&mut self.bond);
		self.unbonding
			.iter_mut()
			.filter(|chunk| chunk.era >= era)
			.for_each(|chunk| take(&mut chunk.amount));
		self.unbonding.retain(|chunk| chunk.amount != 0);
	}

	/// Whether nothing keeps the record: its owner and all delegators have left with what is theirs.
	pub fn is_gone(&self) -> bool {
		self.status == Status::Leaving
			&& self.bond == 0
			&& self.unbonding.is_empty()
			&& self.delegations == 0
			&& self.unpaid.is_empty()
			&& self.rewards.own == 0
	}
}

/// A candidate's place among all: those with more stake come first, and among equals the one whose
/// account comes first.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Rank<AccountId> {
	/// The stake in planck, subtracted from the largest number, most significant byte first.
	inverted: [u8; 16],
	/// Whose it is.
	pub candidate: AccountId,
}

impl<AccountId> Rank<AccountId> {
	/// The place of a candidate with this stake.
	pub fn new(stake: Balance, candidate: AccountId) -> Self {
		Self { inverted: (Balance::MAX - stake).to_be_bytes(), candidate }
	}

	/// The stake.
	pub fn stake(&self) -> Balance {
		Balance::MAX - Balance::from_be_bytes(self.inverted)
	}
}
