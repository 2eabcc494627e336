//! Pure arithmetic of rent, settlement, reputation and ranking: no storage, no runtime types.

use sp_runtime::{
	helpers_128bit::multiply_by_rational_with_rounding, traits::Zero, Perbill, Rounding,
};
use vajra_primitives::rental::WHOLE_CHIP;

/// What runs of sub-tasks of (weight, replicas, blocks) in their first `elapsed` blocks: the sum of
/// weight × replicas × time, in thousandths of a chip times blocks. A machine hour is a whole chip for
/// as many blocks as an hour has. `None` on overflow.
pub fn metered(
	tasks: impl IntoIterator<Item = (u32, u32, u128)>,
	elapsed: u128,
) -> Option<u128> {
	tasks.into_iter().try_fold(0u128, |sum, (weight, replicas, blocks)| {
		let rate = u128::from(weight).checked_mul(replicas.into())?;
		sum.checked_add(rate.checked_mul(blocks.min(elapsed))?)
	})
}

/// The rent for what was metered, at a price in planck of a chip for a block: rounded down, which
/// leaves the rest with the renter. `None` on overflow.
pub fn rent(price: u128, metered: u128) -> Option<u128> {
	multiply_by_rational_with_rounding(price, metered, WHOLE_CHIP.into(), Rounding::Down)
}

/// What is left of rent that has accrued in `elapsed` blocks when the provider was away for `down` of
/// them: rounded down, which leaves the rest with the renter.
pub fn earned(accrued: u128, down: u128, elapsed: u128) -> Option<u128> {
	let up = elapsed.saturating_sub(down);
	if elapsed.is_zero() {
		return Some(0);
	}
	multiply_by_rational_with_rounding(accrued, up, elapsed, Rounding::Down)
}

/// What becomes of rent and bond, planck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Division {
	/// Rent for the payee.
	pub pay: u128,
	/// Rent that is kept back as a fee.
	pub fee: u128,
	/// Rent for the renter.
	pub refund: u128,
	/// Bond for the renter: the penalty, and rent that was drawn and was not earned.
	pub compensation: u128,
	/// Bond for the provider.
	pub bond: u128,
}

/// Divides `rent` and `bond` that are on hold, of which `owed` is the provider's with what it has been
/// `paid` before, and `penalty` the renter's. The fee is rounded up, against the payee.
///
/// Nothing is lost: `pay + fee + refund = rent`, and `compensation + bond` is the bond.
pub fn divide(
	rent: u128,
	bond: u128,
	paid: u128,
	owed: u128,
	penalty: u128,
	fee: Perbill,
) -> Division {
	let due = owed.saturating_sub(paid).min(rent);
	let overpaid = paid.saturating_sub(owed);
	let fee = fee.mul_ceil(due);
	let compensation = penalty.saturating_add(overpaid).min(bond);
	Division {
		pay: due.saturating_sub(fee),
		fee,
		refund: rent.saturating_sub(due),
		compensation,
		bond: bond.saturating_sub(compensation),
	}
}

/// What is left of a weight after `elapsed` blocks: half of it after each half-life, with a straight
/// line in between; rounded down. Without a half-life nothing decays.
pub fn decayed(weight: u128, elapsed: u128, half_life: u128) -> u128 {
	let (Some(halvings), Some(rest)) =
		(elapsed.checked_div(half_life), elapsed.checked_rem(half_life))
	else {
		return weight;
	};
	let halvings = u32::try_from(halvings).unwrap_or(u32::MAX);
	let whole = weight.checked_shr(halvings).unwrap_or_default();
	let span = half_life.saturating_mul(2);
	let lost = multiply_by_rational_with_rounding(whole, rest, span, Rounding::Up);
	whole.saturating_sub(lost.unwrap_or(whole))
}

/// The mean of two means of these weights, rounded down, and the sum of the weights.
pub fn mixed(one: (Perbill, u128), other: (Perbill, u128)) -> (Perbill, u128) {
	let sum = one.1.saturating_add(other.1);
	let part = |(mean, weight): (Perbill, u128)| {
		let parts = u128::from(mean.deconstruct());
		multiply_by_rational_with_rounding(parts, weight, sum, Rounding::Down).unwrap_or_default()
	};
	if sum.is_zero() {
		return (one.0, 0);
	}
	let exact = || {
		let first = u128::from(one.0.deconstruct()).checked_mul(one.1)?;
		let second = u128::from(other.0.deconstruct()).checked_mul(other.1)?;
		first.checked_add(second)?.checked_div(sum)
	};
	let parts = exact().unwrap_or_else(|| part(one).saturating_add(part(other)));
	(Perbill::from_parts(u32::try_from(parts).unwrap_or(u32::MAX)), sum)
}

/// G = Σ gᵢ·wᵢ ∕ Σ wᵢ, rounded down; zero where nothing counts.
pub fn score(gains: &[(Perbill, u32)]) -> Perbill {
	let sum: u128 = gains.iter().map(|(_, weight)| u128::from(*weight)).sum();
	let weighed: u128 =
		gains.iter().map(|(gain, weight)| u128::from(gain.deconstruct()) * u128::from(*weight)).sum();
	let parts = weighed.checked_div(sum).unwrap_or_default();
	Perbill::from_parts(u32::try_from(parts).unwrap_or(u32::MAX))
}

/// How good a price is: one if it is nothing, zero if it is the highest.
pub fn price_gain(price: u128, highest: u128) -> Perbill {
	share(highest.saturating_sub(price), highest)
}

/// How good a reputation is: the mean, mixed with one half of the weight `familiar`.
pub fn reputation_gain(mean: Perbill, weight: u128, familiar: u128) -> Perbill {
	let half = Perbill::from_percent(50);
	match mixed((mean, weight), (half, familiar)) {
		(_, 0) => half,
		(mean, _) => mean,
	}
}

/// A part of a whole, at most one; zero where there is no whole.
pub fn share(part: u128, whole: u128) -> Perbill {
	if whole.is_zero() {
		return Perbill::zero();
	}
	Perbill::from_rational(part.min(whole), whole)
}

#[cfg(test)]
mod tests {
	use super::*;
	use num_bigint::BigUint;
	use proptest::prelude::*;

	#[test]
	fn metering_adds_up_sub_tasks() {
		// Half a chip in three replicas for 10 blocks, and two chips for 4.
		let tasks = [(500, 3, 10), (2_000, 1, 4)];
		assert_eq!(metered(tasks, 10), Some(15_000 + 8_000));
		assert_eq!(metered(tasks, 2), Some(3_000 + 4_000));
		assert_eq!(metered([], 10), Some(0));
		assert_eq!(metered([(u32::MAX, u32::MAX, u128::MAX)], u128::MAX), None);
		assert_eq!(metered([(u32::MAX, u32::MAX, 1 << 64); 2], u128::MAX), None);
		assert_eq!(rent(7, 1_500), Some(10));
		assert_eq!(rent(u128::MAX, 1_001), None);
	}

	#[test]
	fn time_away_is_not_paid_for() {
		assert_eq!(earned(1_000, 1, 10), Some(900));
		assert_eq!(earned(1_000, 1, 3), Some(666));
		assert_eq!((earned(7, 10, 10), earned(7, 11, 10), earned(7, 0, 0)), (Some(0), Some(0), Some(0)));
	}

	#[test]
	fn division_of_what_was_drawn_too_much() {
		let divided = divide(700, 500, 300, 200, 50, Perbill::from_percent(1));
		let expected = Division { refund: 700, compensation: 150, bond: 350, ..Default::default() };
		assert_eq!(divided, expected);
		let divided = divide(700, 500, 300, 905, 0, Perbill::from_percent(1));
		let expected =
			Division { pay: 598, fee: 7, refund: 95, compensation: 0, bond: 500 };
		assert_eq!(divided, expected);
	}

	#[test]
	fn weight_halves_along_straight_lines() {
		let left: Vec<_> = [0, 50, 100, 150, 200, 12_800, u128::MAX]
			.into_iter()
			.map(|elapsed| decayed(1_000, elapsed, 100))
			.collect();
		assert_eq!(left, [1_000, 750, 500, 375, 250, 0, 0]);
		assert_eq!(decayed(1_000, 5, 0), 1_000);
		assert_eq!(decayed(u128::MAX, 1, u128::MAX), u128::MAX - 1);
	}

	#[test]
	fn ranking_is_a_weighted_mean() {
		let percent = Perbill::from_percent;
		assert_eq!(score(&[(percent(50), 1), (percent(100), 3)]).deconstruct(), 875_000_000);
		assert_eq!(score(&[(percent(50), 0)]), Perbill::zero());
		assert_eq!(score(&[(Perbill::one(), u32::MAX); 5]), Perbill::one());
		assert_eq!((price_gain(25, 100), price_gain(101, 100)), (percent(75), percent(0)));
		assert_eq!(reputation_gain(percent(90), 0, 0), percent(50));
		assert_eq!(reputation_gain(percent(90), 100, 100), percent(70));
		assert_eq!((share(5, 4), share(1, 0)), (Perbill::one(), Perbill::zero()));
	}

	proptest! {
		/// No planck is made or lost, and what the provider ends up with is what it is owed, less the
		/// fee and the penalty, as far as its bond goes.
		#[test]
		fn division_conserves(
			rent in 0u128..1 << 100,
			bond in 0u128..1 << 100,
			paid in 0u128..1 << 100,
			owed in 0u128..1 << 101,
			penalty in 0u128..1 << 100,
			fee in 0u32..=1_000_000_000,
		) {
			let fee = Perbill::from_parts(fee);
			let divided = divide(rent, bond, paid, owed, penalty, fee);
			prop_assert_eq!(divided.pay + divided.fee + divided.refund, rent);
			prop_assert_eq!(divided.compensation + divided.bond, bond);
			prop_assert!(divided.fee >= fee.mul_floor(divided.pay + divided.fee));
			let owed = owed.min(paid + rent);
			if paid.saturating_sub(owed) + penalty <= bond {
				let with_bond = paid + divided.pay + divided.fee + divided.bond;
				prop_assert_eq!(with_bond, owed + bond - penalty);
			}
		}

		/// Against exact arithmetic.
		#[test]
		fn rent_is_exact(price in any::<u128>(), metered in any::<u128>(), down in any::<u64>(), elapsed in 1u64..) {
			let exact = BigUint::from(price) * metered / WHOLE_CHIP;
			prop_assert_eq!(rent(price, metered).map(BigUint::from), Some(exact.clone()).filter(|exact| *exact <= u128::MAX.into()));
			let up = elapsed.saturating_sub(down);
			let exact = BigUint::from(price) * up / elapsed;
			prop_assert_eq!(earned(price, down.into(), elapsed.into()).map(BigUint::from), Some(exact));
		}

		/// The mean of means lies between them, and is off by less than two parts in 10⁹.
		#[test]
		fn mean_is_nearly_exact(one in 0u32..=1_000_000_000, w in any::<u128>(), other in 0u32..=1_000_000_000, v in any::<u128>()) {
			let (w, v) = (w / 2, v / 2);
			let (mean, sum) = mixed((Perbill::from_parts(one), w), (Perbill::from_parts(other), v));
			prop_assert_eq!(sum, w + v);
			if sum > 0 {
				let exact = (BigUint::from(w) * one + BigUint::from(v) * other) / sum;
				let mean = BigUint::from(mean.deconstruct());
				prop_assert!(mean <= exact && exact - mean <= 1u32.into());
			}
		}

		/// What is left falls with time, by half in each half-life.
		#[test]
		fn decay_is_monotone(weight in any::<u128>(), at in 0u128..1_000, later in 0u128..1_000, half_life in 1u128..300) {
			let before = decayed(weight, at, half_life);
			let after = decayed(weight, at + later, half_life);
			prop_assert!(after <= before);
			let halved = decayed(weight, at + half_life, half_life);
			prop_assert!(halved.abs_diff(before / 2) <= 1);
		}
	}
}
