//! An order: its terms, its state, and what is on hold for it.

use super::{
	Balance, Conditions, EncryptionKey, Need, Next, OrderId, OrderState, OrderStatement,
	OrderTerms, Outcome, Role, Score, Step, SubTask,
};
use crate::math;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::{traits::AtLeast32BitUnsigned, Perbill};

/// Who rents out.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Supply<AccountId> {
	/// Whose chips they are.
	pub provider: AccountId,
	/// Who gets the rent.
	pub payee: AccountId,
}

/// How a lease ends.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Ending {
	/// When its time is over.
	InTime,
	/// Early, by the renter, who pays for the time of notice.
	WithNotice,
	/// Early, by the renter, whose provider has missed rounds.
	WithoutNotice,
	/// Early, by the provider, which pays a penalty.
	ByProvider,
	/// Early, by both.
	ByAgreement,
}

/// The time in which a renter has the chips.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Lease<BlockNumber> {
	/// Its first block.
	pub started_at: BlockNumber,
	/// The block after its last.
	pub ends_at: BlockNumber,
	/// How it ends.
	pub ending: Ending,
}

/// What is on hold for an order, planck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Held {
	/// Rent that is not paid, in the renter's account.
	pub rent: Balance,
	/// The renter's deposit.
	pub deposit: Balance,
	/// The provider's bond.
	pub bond: Balance,
	/// For the record in storage, in the renter's account.
	pub storage: Balance,
}

/// What the sides think of each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Scores {
	/// What the renter thinks of the provider.
	pub renter: Option<Score>,
	/// What the provider thinks of the renter.
	pub provider: Option<Score>,
}

/// What the arbiter decides.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Split {
	/// The payee's part of the rent that is on hold. The rest is the renter's.
	pub rent: Perbill,
	/// The renter's part of its deposit. The rest is the payee's.
	pub deposit: Perbill,
	/// The provider's part of its bond. The rest is the renter's.
	pub bond: Perbill,
}

/// Credentials, encrypted to the renter's key. `Bytes` is what holds a ciphertext.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Credentials<Bytes> {
	/// The ciphertext itself.
	Ciphertext(Bytes),
	/// Blake2-256 of a ciphertext that the renter has from elsewhere.
	Hash(H256),
}

impl<Bytes: AsRef<[u8]>> Credentials<Bytes> {
	/// Bytes of the ciphertext that are on chain.
	pub fn size(&self) -> u32 {
		match self {
			Self::Ciphertext(bytes) => u32::try_from(bytes.as_ref().len()).unwrap_or(u32::MAX),
			Self::Hash(_) => 0,
		}
	}

	/// Blake2-256 of the ciphertext, which the renter confirms. `None` if there is none.
	pub fn hash(&self) -> Option<H256> {
		match self {
			Self::Ciphertext(bytes) if bytes.as_ref().is_empty() => None,
			Self::Ciphertext(bytes) => Some(H256(sp_io::hashing::blake2_256(bytes.as_ref()))),
			Self::Hash(hash) => Some(*hash),
		}
	}
}

/// What the clock has done to an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
	/// The lease is over: the chips are to be released.
	pub lease_over: bool,
	/// The arbiter has let its time pass.
	pub dispute_over: bool,
	/// The rent is the provider's.
	pub rent_due: bool,
	/// It is closed.
	pub closed: Option<Outcome>,
}

/// What a provider has earned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dues {
	/// Its part of the rent, what it has drawn before included, planck.
	pub rent: Balance,
	/// What it owes the renter, planck.
	pub penalty: Balance,
}

/// An order. `Tasks` is a list of [`SubTask`]s.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Order<AccountId, BlockNumber, Tasks> {
	/// Who pays.
	pub renter: AccountId,
	/// Who rents out; nobody yet where it is requested.
	pub supply: Option<Supply<AccountId>>,
	/// What the renter needs.
	pub need: Need<BlockNumber, Tasks>,
	/// Price of one chip for one block, planck: the highest where it is requested.
	pub price: Balance,
	/// Up to which the lease can be extended, in blocks.
	pub max_duration: BlockNumber,
	/// The whole rent, planck.
	pub rent: Balance,
	/// The renter's deposit, planck.
	pub deposit: Balance,
	/// The provider's bond, planck.
	pub bond: Balance,
	/// The rules it was made under.
	pub conditions: Conditions<BlockNumber>,
	/// Hash of its terms, once it has a provider.
	pub hash: Option<H256>,
	/// What it waits for.
	pub state: OrderState,
	/// The first block in which it waits no more.
	pub until: BlockNumber,
	/// What is on hold for it.
	pub held: Held,
	/// The provider's part of the rent so far, planck.
	pub paid: Balance,
	/// The time in which the renter has the chips, once that has begun.
	pub lease: Option<Lease<BlockNumber>>,
	/// Hash of the credentials, once they are delivered.
	pub credentials: Option<H256>,
	/// What the sides think of each other.
	pub scores: Scores,
	/// Whether there was a dispute: there is only one.
	pub disputed: bool,
	/// Number of bids.
	pub bids: u32,
}

impl<AccountId, BlockNumber, Tasks> Order<AccountId, BlockNumber, Tasks>
where
	AccountId: Clone + PartialEq,
	BlockNumber: AtLeast32BitUnsigned + Copy,
	Tasks: Clone + AsRef<[SubTask<BlockNumber>]> + AsMut<[SubTask<BlockNumber>]>,
{
	/// An order that waits for a provider.
	pub fn new(
		renter: AccountId,
		need: Need<BlockNumber, Tasks>,
		conditions: Conditions<BlockNumber>,
		now: BlockNumber,
	) -> Self {
		let duration = need.duration;
		let mut order = Self {
			renter,
			supply: None,
			need,
			price: 0,
			max_duration: duration,
			rent: 0,
			deposit: 0,
			bond: 0,
			conditions,
			hash: None,
			state: OrderState::Requested,
			until: now,
			held: Held::default(),
			paid: 0,
			lease: None,
			credentials: None,
			scores: Scores::default(),
			disputed: false,
			bids: 0,
		};
		order.enter(OrderState::Requested, now);
		order
	}

	/// Sets the price, and what follows from it. `None` if that is too much, or nothing.
	pub fn price_at(&mut self, price: Balance) -> Option<()> {
		let rent = self.rent_for(price, self.need.duration).filter(|rent| *rent > 0)?;
		let shares = self.conditions.shares;
		self.price = price;
		self.rent = rent;
		self.deposit = shares.deposit.mul_ceil(rent);
		self.bond = shares.bond.mul_ceil(rent);
		Some(())
	}

	/// The rent of the first `elapsed` blocks, rounded down.
	fn rent_for(&self, price: Balance, elapsed: BlockNumber) -> Option<Balance> {
		math::rent(price, self.need.metered(elapsed, |_| BlockNumber::zero())?)
	}

	/// The rent that the terms make.
	pub fn full_rent(&self) -> Option<Balance> {
		self.rent_for(self.price, self.need.duration)
	}

	/// All that the two sides agree on, once there are two.
	pub fn terms(&self) -> Option<OrderTerms<AccountId, BlockNumber, Tasks>> {
		self.supply.as_ref().map(|supply| self.terms_with(supply))
	}

	fn terms_with(&self, supply: &Supply<AccountId>) -> OrderTerms<AccountId, BlockNumber, Tasks> {
		OrderTerms {
			renter: self.renter.clone(),
			provider: supply.provider.clone(),
			payee: supply.payee.clone(),
			model: self.need.model,
			chips: self.need.chips,
			price: self.price,
			duration: self.need.duration,
			max_duration: self.max_duration,
			kind: self.need.kind.clone(),
			key: self.key(),
			rent: self.rent,
			deposit: self.deposit,
			bond: self.bond,
			conditions: self.conditions,
		}
	}

	/// The hash of the terms, once there are two sides.
	pub fn hash_of_terms(&self, genesis: H256, order: OrderId) -> Option<H256>
	where
		AccountId: Encode,
		BlockNumber: Encode,
		Tasks: Encode,
	{
		Some(OrderStatement { genesis, order, terms: self.terms()? }.hash())
	}

	/// Says who rents out, and binds this and all other terms as they are now. Returns their hash.
	pub fn bind(&mut self, supply: Supply<AccountId>, genesis: H256, order: OrderId) -> H256
	where
		AccountId: Encode,
		BlockNumber: Encode,
		Tasks: Encode,
	{
		let hash = OrderStatement { genesis, order, terms: self.terms_with(&supply) }.hash();
		self.supply = Some(supply);
		self.hash = Some(hash);
		hash
	}

	/// What credentials are encrypted to.
	pub fn key(&self) -> EncryptionKey {
		self.need.key
	}

	/// The provider, if there is one.
	pub fn provider(&self) -> Option<&AccountId> {
		self.supply.as_ref().map(|supply| &supply.provider)
	}

	/// The side that an account is on.
	pub fn role_of(&self, who: &AccountId) -> Option<Role> {
		if *who == self.renter {
			Some(Role::Renter)
		} else {
			self.provider().filter(|provider| *provider == who).map(|_| Role::Provider)
		}
	}

	/// The account of a side.
	pub fn party(&self, role: Role) -> Option<&AccountId> {
		match role {
			Role::Renter => Some(&self.renter),
			Role::Provider => self.provider(),
		}
	}

	/// Enters a state in block `from`, and sets its deadline.
	pub fn enter(&mut self, state: OrderState, from: BlockNumber) {
		use OrderState::*;
		let periods = &self.conditions.periods;
		let period = match state {
			Requested | Placed => periods.accept,
			Accepted => periods.deliver,
			Delivered => periods.confirm,
			Running => self.need.duration,
			Ended | ProviderRated => periods.rate,
			Overdue | RenterRated => periods.counter,
			Unrated => periods.grace,
			Disputed(_) => periods.arbitration,
		};
		// The provider's rating takes nothing from the renter's time, and adds nothing to it.
		if (self.state, state) != (Ended, ProviderRated) {
			self.until = from.saturating_add(period);
		}
		self.state = state;
	}

	/// Takes the order through the deadlines that have passed, up to one that closes it.
	pub fn progress(&mut self, now: BlockNumber) -> Progress {
		let mut progress = Progress::default();
		while self.until <= now {
			match self.state.next(Step::Lapse) {
				Ok(Next::State(state)) => {
					progress.lease_over |= self.state == OrderState::Running;
					progress.dispute_over |= matches!(self.state, OrderState::Disputed(_));
					progress.rent_due |= state == OrderState::Unrated;
					self.enter(state, self.until);
				}
				Ok(Next::Closed(outcome)) => {
					progress.closed = Some(outcome);
					break;
				}
				Err(_) => break,
			}
		}
		progress
	}

	/// Begins the lease.
	pub fn start(&mut self, now: BlockNumber) {
		self.enter(OrderState::Running, now);
		self.lease = Some(Lease { started_at: now, ends_at: self.until, ending: Ending::InTime });
	}

	/// Lengthens the lease, and returns the rent that comes with it. `None` where that is too much.
	pub fn extend(&mut self, blocks: BlockNumber) -> Option<Balance> {
		let lease = self.lease.as_mut()?;
		self.need.extend(blocks)?;
		self.until = self.until.checked_add(&blocks)?;
		lease.ends_at = self.until;
		let rent = self.full_rent()?;
		let more = rent.checked_sub(self.rent)?;
		self.rent = rent;
		self.held.rent = self.held.rent.checked_add(more)?;
		Some(more)
	}

	/// What the provider has earned in the first part of the lease, up to `now`; rounded down.
	/// `down(from, until)` says for how many of these blocks it was away.
	pub fn earned(
		&self,
		now: BlockNumber,
		down: impl Fn(BlockNumber, BlockNumber) -> BlockNumber,
	) -> Option<Balance> {
		let Lease { started_at, ends_at, .. } = self.lease?;
		let elapsed = now.min(ends_at).saturating_sub(started_at);
		let away = |blocks| down(started_at, started_at.saturating_add(blocks));
		math::rent(self.price, self.need.metered(elapsed, away)?)
	}

	/// What the provider has earned in the whole lease, and what it owes for the way in which it ended.
	/// `down(from, until)` says for how many of these blocks it was away.
	pub fn dues(&self, down: impl Fn(BlockNumber, BlockNumber) -> BlockNumber) -> Option<Dues> {
		let lease = self.lease?;
		let mut rent = self.earned(lease.ends_at, &down)?;
		// Who finds out only after an early end that the provider was away did not have to give notice.
		let noticed = || down(lease.started_at, lease.ends_at).is_zero();
		if lease.ending == Ending::WithNotice && noticed() {
			let elapsed = lease.ends_at.saturating_sub(lease.started_at);
			let billed = elapsed.saturating_add(self.conditions.periods.notice);
			let before = self.rent_for(self.price, elapsed)?;
			let notice = self.rent_for(self.price, billed)?.checked_sub(before)?;
			rent = rent.checked_add(notice)?;
		}
		let penalty = match lease.ending {
			Ending::ByProvider => self.penalty(),
			_ => 0,
		};
		Some(Dues { rent, penalty })
	}

	/// What a provider pays that delivers nothing, or ends the lease early; rounded up.
	pub fn penalty(&self) -> Balance {
		self.conditions.shares.penalty.mul_ceil(self.bond)
	}

	/// How much the provider may draw in block `now`: a safe share of what it has earned, all of which its
	/// bond, less a penalty, makes good if it comes to that. `down(from, until)` says for how many of
	/// these blocks it was away.
	pub fn drawable(
		&self,
		now: BlockNumber,
		down: impl Fn(BlockNumber, BlockNumber) -> BlockNumber,
	) -> Option<Balance> {
		let share = self.conditions.shares.draw.mul_floor(self.earned(now, down)?);
		let covered = self.held.bond.saturating_sub(self.penalty());
		Some(share.min(covered).saturating_sub(self.paid))
	}
}
