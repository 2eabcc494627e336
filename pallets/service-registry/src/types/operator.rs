//! Operators, and those of them who serve.

use super::{Balance, Blocks, Registration, Reputation, Tested};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::cmp::Reverse;
use frame_support::{
	traits::Get, BoundedVec, CloneNoBound, DebugNoBound, DefaultNoBound, EqNoBound,
	PartialEqNoBound,
};
use scale_info::TypeInfo;

/// Where an operator stands.
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
pub enum Standing {
	/// It waits for the owner's approval.
	Pending,
	/// It is in the service's roster.
	Serving,
	/// It is not in the roster, as its stake is too low for it.
	Benched,
	/// It has left, and its stake waits.
	Leaving {
		/// The first block in which the stake can be withdrawn.
		until: Blocks,
	},
}

/// An account that operates a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Operator {
	/// What tells it from an earlier operator of the same account.
	pub registration: Registration,
	/// What is on hold for this service, planck.
	pub stake: Balance,
	/// Where it stands.
	pub standing: Standing,
	/// Open requests and sessions that refer to it.
	pub open: u32,
	/// What slashes should have taken, and was not there, planck.
	pub shortfall: Balance,
	/// How its answers were.
	pub reputation: Reputation,
	/// What evaluators found last.
	pub tested: Option<Tested>,
}

/// An operator's place in the roster.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Member<AccountId> {
	/// Who.
	pub operator: AccountId,
	/// Which registration of it.
	pub registration: Registration,
	/// Its stake, planck.
	pub stake: Balance,
}

impl<AccountId> Member<AccountId> {
	/// What members are ordered by: those with more stake come first, and among equals the one that has
	/// been there for longer.
	fn order(&self) -> (Reverse<Balance>, Registration) {
		(Reverse(self.stake), self.registration)
	}
}

/// The operators of a service that serve, those with the most stake first.
#[derive(
	CloneNoBound,
	DebugNoBound,
	DefaultNoBound,
	EqNoBound,
	PartialEqNoBound,
	Encode,
	Decode,
	MaxEncodedLen,
	TypeInfo,
)]
#[scale_info(skip_type_params(Max))]
pub struct Roster<AccountId: Clone + core::fmt::Debug + Eq, Max: Get<u32>> {
	/// The members, in order.
	pub members: BoundedVec<Member<AccountId>, Max>,
}

impl<AccountId: Clone + core::fmt::Debug + Eq, Max: Get<u32>> Roster<AccountId, Max> {
	/// Whether another one finds a place without taking somebody's.
	pub fn has_room(&self) -> bool {
		!self.members.is_full()
	}

	/// Puts a member in its place. `false` if there is no room.
	pub fn enter(&mut self, member: Member<AccountId>) -> bool {
		let place = self.members.partition_point(|other| other.order() < member.order());
		self.members.try_insert(place, member).is_ok()
	}

	/// Takes a member out.
	pub fn leave(&mut self, operator: &AccountId) {
		self.members.retain(|member| member.operator != *operator);
	}

	/// Takes the last member out, if its stake is below `stake`.
	pub fn displace(&mut self, stake: Balance) -> Option<Member<AccountId>> {
		self.members.last().filter(|last| last.stake < stake)?;
		self.members.pop()
	}

	/// Notes what a member has at stake now, and moves it to its place.
	pub fn restake(&mut self, operator: &AccountId, stake: Balance) {
		let found = self.members.iter_mut().find(|member| member.operator == *operator);
		if let Some(member) = found {
			member.stake = stake;
			self.members.sort_by_key(|member| member.order());
		}
	}

	/// Whether the members are in order.
	pub fn is_sorted(&self) -> bool {
		self.members.windows(2).all(|pair| pair[0].order() < pair[1].order())
	}
}
