//! An era, and what a validator did in it.

use super::{Balance, EraIndex, Shares};
use crate::math;
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// An era's pot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Era {
	/// What has not been paid, planck.
	pub pot: Balance,
	/// Points that it is still to be shared by.
	pub points: u32,
}

/// A validator in one era: what stood behind it when the era began, and the blocks it made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Seat {
	/// Its own bond, and parts of it that leave and are still at stake, planck.
	pub bond: Balance,
	/// What was delegated to it, planck.
	pub delegated: Balance,
	/// The shares of that.
	pub shares: Shares,
	/// Its commission.
	pub commission: Perbill,
	/// Blocks it made in sessions that are over.
	pub authored: u32,
	/// What it shares the pot by.
	pub points: u32,
	/// Blocks that were expected of it in these, in parts of [`math::BLOCK`].
	pub expected: u64,
	/// It has lost the era's reward. Points that it still has were lost when the others could already
	/// be paid: their part of the pot waits for a later era.
	pub forfeited: bool,
}

impl Seat {
	/// Counts a session, and returns the points that it brings.
	pub fn count(&mut self, authored: u32, expected: u64) -> u32 {
		self.authored = self.authored.saturating_add(authored);
		self.expected = self.expected.saturating_add(expected);
		let points = if self.forfeited { 0 } else { authored };
		self.points = self.points.saturating_add(points);
		points
	}

	/// Whether it made enough blocks.
	pub fn verdict(&self, short: Perbill, absent: Perbill, certainty: u32) -> math::Verdict {
		math::verdict(self.authored, self.expected, short, absent, certainty)
	}
}

/// What an offence of one kind in one era has cost its offender so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Punishment {
	/// What was owed of the bond, planck.
	pub owed: Balance,
	/// Share of what was delegated.
	pub pool: Perbill,
}

/// The era that a session is in. 0 where eras have no length, which `integrity_test` refuses.
pub fn era_of(session: sp_staking::SessionIndex, sessions_per_era: u32) -> EraIndex {
	session.checked_div(sessions_per_era).unwrap_or(0)
}
