//! A delegation: shares of a candidate's pool, and since when they earn.

use super::{Balance, EraIndex, Pool, Shares};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{
	traits::Get, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use scale_info::TypeInfo;
use sp_core::ConstU32;

/// Most spans of a delegation: one that earns, and one for each era whose reward is not known yet. In a
/// chain whose rewards are paid when they can be, these are the current era and the two before it.
pub type MaxSpans = ConstU32<5>;

/// From when on shares earn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Start {
	/// From this value of the candidate's index on.
	Index(u128),
	/// From the value that the index has once this era is paid, or has expired.
	After(EraIndex),
}

/// Shares, from one time on up to the start of the next span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Span {
	/// How many.
	pub shares: Shares,
	/// Since when.
	pub from: Start,
}

/// Stake that came from another candidate and is still liable for what that one did.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Moved<AccountId> {
	/// The candidate it came from.
	pub from: AccountId,
	/// The era in which it came.
	pub era: EraIndex,
	/// What was kept of stake that left that candidate in that era, when this was last settled.
	pub kept: u128,
}

/// What an account delegates to one candidate.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Delegation<AccountId> {
	/// Its shares over time: the last span's are those it has now.
	pub spans: BoundedVec<Span, MaxSpans>,
	/// Rewards that are known and not taken, planck.
	pub owed: Balance,
	/// Shares that came from another candidate and are still liable for what that one did.
	pub moved: Option<(Moved<AccountId>, Shares)>,
}

impl<AccountId> Delegation<AccountId> {
	/// No shares yet; the first will earn from `from` on.
	pub fn new() -> Self {
		Self { spans: BoundedVec::new(), owed: 0, moved: None }
	}

	/// Its shares.
	pub fn shares(&self) -> Shares {
		self.spans.last().map_or(0, |span| span.shares)
	}

	/// Its shares that the reward of an era is shared by, if that era's reward is not known yet.
	pub fn shares_in(&self, era: EraIndex) -> Shares {
		let began = |span: &&Span| match span.from {
			Start::Index(_) => true,
			Start::After(before) => before < era,
		};
		self.spans.iter().rev().find(began).map_or(0, |span| span.shares)
	}

	/// Its shares that no former candidate can cost.
	pub fn free_shares(&self) -> Shares {
		let moved = self.moved.as_ref().map_or(0, |(_, shares)| *shares);
		self.shares().saturating_sub(moved)
	}

	/// Whether it has nothing left and waits for nothing.
	pub fn is_gone(&self) -> bool {
		self.owed == 0 && self.spans.iter().all(|span| span.shares == 0)
	}
}

impl<AccountId> Default for Delegation<AccountId> {
	fn default() -> Self {
		Self::new()
	}
}

/// The value that a candidate's index has after an era, for those whose shares changed in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Checkpoint {
	/// Spans that begin here.
	pub users: u32,
	/// The value, once the era is paid or has expired.
	pub index: Option<u128>,
}

/// Stake that waits for its release.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Chunk<AccountId> {
	/// The candidate it was delegated to.
	pub candidate: AccountId,
	/// The era in which it left.
	pub era: EraIndex,
	/// Shares of that candidate's [`Exit`] of that era.
	pub shares: Shares,
	/// The candidate it had come from, as long as it is liable for what that one did.
	pub moved: Option<Moved<AccountId>>,
}

/// An account that delegates, or waits for what it has delegated.
#[derive(
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[scale_info(skip_type_params(MaxChunks))]
pub struct Delegator<AccountId: Clone + core::fmt::Debug + Eq, MaxChunks: Get<u32>> {
	/// Number of its delegations.
	pub delegations: u32,
	/// Stake that waits for its release, oldest first.
	pub unbonding: BoundedVec<Chunk<AccountId>, MaxChunks>,
}

impl<AccountId: Clone + core::fmt::Debug + Eq, MaxChunks: Get<u32>> Default
	for Delegator<AccountId, MaxChunks>
{
	fn default() -> Self {
		Self { delegations: 0, unbonding: BoundedVec::new() }
	}
}

impl<AccountId: Clone + core::fmt::Debug + Eq, MaxChunks: Get<u32>>
	Delegator<AccountId, MaxChunks>
{
	/// Puts a chunk into the queue, or into the chunk there that it cannot be told from. `None` if
	/// the queue is full.
	pub fn wait(&mut self, chunk: Chunk<AccountId>) -> Option<()> {
		let same = self.unbonding.iter_mut().find(|other| {
			(&other.candidate, other.era) == (&chunk.candidate, chunk.era)
				&& other.moved.is_none()
				&& chunk.moved.is_none()
		});
		match same {
			Some(other) => other.shares = other.shares.checked_add(chunk.shares)?,
			None => self.unbonding.try_push(chunk).ok()?,
		}
		Some(())
	}

	/// Whether nothing keeps the record.
	pub fn is_gone(&self) -> bool {
		self.delegations == 0 && self.unbonding.is_empty()
	}
}

/// Stake that left a candidate in one era, for as long as the candidate's earlier deeds can cost it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Exit {
	/// What waits for its release.
	pub pool: Pool,
	/// What is kept of each planck that left, times [`crate::math::ONE`]: slashes lower it.
	pub kept: u128,
	/// Number of delegations and chunks elsewhere that are liable by it.
	pub moved: u32,
}

impl Default for Exit {
	fn default() -> Self {
		Self { pool: Pool::default(), kept: crate::math::ONE, moved: 0 }
	}
}

impl Exit {
	/// Whether nothing keeps the record.
	pub fn is_gone(&self) -> bool {
		self.pool.is_empty() && self.moved == 0
	}
}
