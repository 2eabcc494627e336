//! Arithmetic against exact arithmetic: what is rounded, what is bounded, what cannot be represented.

use crate::math::*;
use num_bigint::BigUint;
use proptest::prelude::*;
use sp_runtime::Perbill;
use vajra_primitives::rental::WHOLE_CHIP;

fn percent(percent: u32) -> Perbill {
	Perbill::from_percent(percent)
}

#[test]
fn metering_adds_up_sub_tasks() {
	// Half a chip in three replicas for 10 blocks, and two chips for 4.
	assert_eq!(metered([(500, 3, 10), (2_000, 1, 4)]), Some(15_000 + 8_000));
	assert_eq!(metered([]), Some(0));
	assert_eq!(metered([(u32::MAX, u32::MAX, u128::MAX)]), None);
	assert_eq!(metered([(u32::MAX, u32::MAX, 1 << 64); 2]), None);
}

/// An hour of 600 blocks on one chip is a machine hour, as are two on half a chip, or on two halves one.
#[test]
fn machine_hours_are_chips_times_time() {
	let hour = metered([(WHOLE_CHIP, 1, 600)]);
	assert_eq!(metered([(500, 1, 1_200)]), hour);
	assert_eq!(metered([(500, 2, 600)]), hour);
	assert_eq!(metered([(250, 2, 600), (500, 1, 600)]), hour);
}

/// Too much is never nothing.
#[test]
fn rent_that_does_not_fit_is_none() {
	assert_eq!(rent(7, 1_500), Some(10));
	assert_eq!(rent(u128::MAX, 1_000), Some(u128::MAX));
	assert_eq!(rent(u128::MAX, 1_001), None);
	assert_eq!(rent(1_001, u128::MAX), None);
	assert_eq!(rent(1 << 63, 1 << 74), Some(174_224_571_863_520_493_293_247_799_005_065_324_265));
}

#[test]
fn division_of_what_was_drawn_too_much() {
	let divided = divide(700, 500, 300, 200, 50, percent(1));
	let expected =
		Division { refund: 700, compensation: 150, bond: 350, earned: 200, ..Default::default() };
	assert_eq!(divided, expected);
	let divided = divide(700, 500, 300, 905, 0, percent(1));
	let expected =
		Division { pay: 598, fee: 7, refund: 95, compensation: 0, bond: 500, earned: 905 };
	assert_eq!(divided, expected);
}

/// No bond makes good more than it is; what was drawn counts before the penalty.
#[test]
fn division_with_a_bond_that_is_too_small() {
	let divided = divide(0, 60, 100, 0, 50, percent(1));
	let expected = Division { compensation: 60, earned: 40, ..Default::default() };
	assert_eq!(divided, expected);
	assert_eq!(
		divide(10, 0, 0, 25, 5, percent(0)),
		Division { pay: 10, earned: 10, ..Default::default() }
	);
}

#[test]
fn split_gives_each_side_its_part() {
	let expected =
		Division { pay: 297, fee: 3, refund: 400, compensation: 120, bond: 380, earned: 400 };
	assert_eq!(split(700, 500, 100, 300, 380, percent(1)), expected);
	let all = Division { pay: 693, fee: 7, bond: 500, earned: 700, ..Default::default() };
	assert_eq!(split(700, 500, 0, 701, 501, percent(1)), all);
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
	assert_eq!(score(&[(percent(50), 1), (percent(100), 3)]).deconstruct(), 875_000_000);
	assert_eq!(score(&[(percent(50), 0)]), Perbill::zero());
	assert_eq!(score(&[(Perbill::one(), u32::MAX); 5]), Perbill::one());
	assert_eq!((price_gain(25, 100), price_gain(101, 100)), (percent(75), percent(0)));
	assert_eq!(reputation_gain(percent(90), 0, 0), percent(50));
	assert_eq!(reputation_gain(percent(90), 100, 100), percent(70));
	assert_eq!((share(5, 4), share(1, 0)), (Perbill::one(), Perbill::zero()));
}

/// An amount of up to about 2^bits, of any size.
fn amount(bits: u32) -> impl Strategy<Value = u128> {
	(0..bits, any::<u128>()).prop_map(move |(shift, random)| random >> (128 - bits + shift))
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	/// No planck is made or lost, and what the provider ends up with is what it is owed, less the
	/// fee and the penalty, as far as its bond goes.
	#[test]
	fn division_conserves(
		rent in amount(100),
		bond in amount(100),
		paid in amount(100),
		owed in amount(101),
		penalty in amount(100),
		fee in 0u32..=1_000_000_000,
	) {
		let fee = Perbill::from_parts(fee);
		let divided = divide(rent, bond, paid, owed, penalty, fee);
		prop_assert_eq!(divided.pay + divided.fee + divided.refund, rent);
		prop_assert_eq!(divided.compensation + divided.bond, bond);
		prop_assert_eq!(divided.fee, fee.mul_ceil(divided.pay + divided.fee));
		let owed = owed.min(paid + rent);
		if paid.saturating_sub(owed) + penalty <= bond {
			prop_assert_eq!(divided.earned, owed);
			let with_bond = paid + divided.pay + divided.fee + divided.bond;
			prop_assert_eq!(with_bond, owed + bond - penalty);
		} else {
			prop_assert_eq!(divided.bond, 0);
		}
	}

	#[test]
	fn split_conserves(
		rent in amount(100),
		bond in amount(100),
		paid in amount(100),
		due in amount(101),
		kept in amount(101),
		fee in 0u32..=1_000_000_000,
	) {
		let divided = split(rent, bond, paid, due, kept, Perbill::from_parts(fee));
		prop_assert_eq!(divided.pay + divided.fee + divided.refund, rent);
		prop_assert_eq!(divided.compensation + divided.bond, bond);
		prop_assert_eq!(divided.bond, kept.min(bond));
		prop_assert_eq!(divided.earned, paid + divided.pay + divided.fee);
		prop_assert_eq!(divided.pay + divided.fee, due.min(rent));
	}

	/// Against exact arithmetic, over the whole range.
	#[test]
	fn rent_is_exact(price in amount(128), metered in amount(128)) {
		let exact = BigUint::from(price) * metered / WHOLE_CHIP;
		let expected = Some(exact).filter(|exact| *exact <= u128::MAX.into());
		prop_assert_eq!(rent(price, metered).map(BigUint::from), expected);
	}

	#[test]
	fn metering_is_exact(tasks in prop::collection::vec((any::<u32>(), any::<u32>(), amount(128)), 0..5)) {
		let exact: BigUint =
			tasks.iter().map(|(weight, replicas, blocks)| BigUint::from(*weight) * replicas * blocks).sum();
		let expected = Some(exact).filter(|exact| *exact <= u128::MAX.into());
		prop_assert_eq!(metered(tasks).map(BigUint::from), expected);
	}

	/// The mean of means lies between them, and is off by less than two parts in 10⁹.
	#[test]
	fn mean_is_nearly_exact(
		one in 0u32..=1_000_000_000,
		w in amount(127),
		other in 0u32..=1_000_000_000,
		v in amount(127),
	) {
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
	fn decay_is_monotone(
		weight in amount(128),
		at in 0u128..1_000,
		later in 0u128..1_000,
		half_life in 1u128..300,
	) {
		let before = decayed(weight, at, half_life);
		let after = decayed(weight, at + later, half_life);
		prop_assert!(after <= before);
		let halved = decayed(weight, at + half_life, half_life);
		prop_assert!(halved.abs_diff(before / 2) <= 1);
	}

	/// A score lies between the least and the greatest of what it is made of.
	#[test]
	fn score_is_a_mean(gains in prop::collection::vec((0u32..=1_000_000_000, any::<u32>()), 1..6)) {
		let gains: Vec<_> =
			gains.into_iter().map(|(gain, weight)| (Perbill::from_parts(gain), weight)).collect();
		let score = score(&gains);
		let counted = || gains.iter().filter(|(_, weight)| *weight > 0).map(|(gain, _)| *gain);
		match (counted().min(), counted().max()) {
			(Some(least), Some(most)) => prop_assert!(least <= score && score <= most),
			_ => prop_assert_eq!(score, Perbill::zero()),
		}
	}
}
