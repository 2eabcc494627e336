//! What an account's counterparties think of it.

use super::{Balance, Score, BEST_SCORE};
use crate::math;
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// Scores, weighed by the rent that was paid, of which each counts half as much after a half-life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Reputation<BlockNumber> {
	/// The mean: one is best.
	pub mean: Perbill,
	/// What it is the mean of, planck, as of `updated`.
	pub weight: Balance,
	/// The block of the last score.
	pub updated: BlockNumber,
}

impl<BlockNumber: Default> Default for Reputation<BlockNumber> {
	fn default() -> Self {
		Self { mean: Perbill::zero(), weight: 0, updated: BlockNumber::default() }
	}
}

impl<BlockNumber> Reputation<BlockNumber>
where
	BlockNumber: sp_runtime::traits::AtLeast32BitUnsigned + Copy,
{
	/// The reputation as it is now.
	pub fn at(&self, now: BlockNumber, half_life: BlockNumber) -> Self {
		let elapsed = now.saturating_sub(self.updated).unique_saturated_into();
		let weight = math::decayed(self.weight, elapsed, half_life.unique_saturated_into());
		Self { mean: self.mean, weight, updated: now.max(self.updated) }
	}

	/// The reputation with one more score, for an order of this value.
	pub fn rated(
		&self,
		score: Score,
		value: Balance,
		now: BlockNumber,
		half_life: BlockNumber,
	) -> Self {
		let before = self.at(now, half_life);
		let score = Perbill::from_rational(u32::from(score), u32::from(BEST_SCORE));
		let (mean, weight) = math::mixed((before.mean, before.weight), (score, value));
		Self { mean, weight, ..before }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn one_large_order_outweighs_many_dust_orders() {
		let mut reputation = Reputation::<u32>::default().rated(20, 1_000_000, 1, 100);
		for _ in 0..1_000 {
			reputation = reputation.rated(100, 10, 1, 100);
		}
		// 0.2 · 1 000 000 and 1 · 10 000 of 1 010 000: 0.2079.
		assert_eq!(reputation.weight, 1_010_000);
		assert_eq!(reputation.mean.deconstruct() / 100_000, 2_079);
	}

	#[test]
	fn later_orders_count_more() {
		let first = Reputation::<u32>::default().rated(0, 1_000, 0, 100);
		let later = first.rated(100, 1_000, 100, 100);
		assert_eq!(later.weight, 1_500);
		assert_eq!(later.mean.deconstruct(), 666_666_666);
		// The mean stays, what it is worth goes.
		let much_later = later.at(10_000, 100);
		assert_eq!((much_later.mean, much_later.weight), (later.mean, 0));
		assert_eq!(much_later.rated(100, 5, 10_000, 100).mean, Perbill::one());
	}

	#[test]
	fn worthless_orders_change_nothing() {
		let none = Reputation::<u32>::default();
		assert_eq!(none.rated(100, 0, 0, 100), none);
		let some = none.rated(50, 10, 0, 100);
		assert_eq!(some.rated(0, 0, 0, 100), some);
		assert_eq!(some.mean, Perbill::from_percent(50));
	}
}
