//! Arithmetic: exact where it must be, and never in the caller's favour.

use super::*;
use crate::math::{decay, rank, split};
use proptest::prelude::*;

fn any_shares() -> impl Strategy<Value = Shares> {
	const ONE: u32 = 1_000_000_000;
	prop::array::uniform4(0..=ONE).prop_map(|mut cuts| {
		cuts.sort();
		let [a, b, c, d] = cuts;
		let parts = [a, b - a, c - b, d - c, ONE - d].map(Perbill::from_parts);
		let [owner, operators, developer, treasury, burned] = parts;
		Shares { owner, operators, developer, treasury, burned }
	})
}

proptest! {
	#[test]
	fn parts_make_the_whole(amount: u128, shares in any_shares(), operators in 0..50u32) {
		prop_assert!(shares.are_whole());
		let parts = split(amount, &shares, operators);
		let operators = parts.operator * u128::from(operators);
		let others = parts.owner + parts.developer + parts.burned + operators;
		prop_assert_eq!(others + parts.treasury, amount);
		// The treasury has what rounding leaves, and nobody has more than its share.
		prop_assert!(parts.treasury >= shares.treasury.mul_floor(amount));
		prop_assert!(parts.owner <= shares.owner.mul_ceil(amount));
		prop_assert!(operators <= shares.operators.mul_floor(amount));
	}

	#[test]
	fn values_decay_steadily(
		value: u128,
		one in 0..10_000u64,
		more in 0..10_000u64,
		half_life in 1..1_000u64,
	) {
		let (early, late) = (decay(value, one, half_life), decay(value, one + more, half_life));
		prop_assert!(late <= early && early <= value);
		prop_assert_eq!(decay(value, half_life, half_life), value / 2);
		prop_assert_eq!(decay(value, 0, half_life), value);
	}

	#[test]
	fn larger_values_stay_larger(
		small in 0..u128::MAX / 2,
		more in 0..u128::MAX / 2,
		elapsed in 0..5_000u64,
		half_life in 1..1_000u64,
	) {
		let large = decay(small + more, elapsed, half_life);
		prop_assert!(decay(small, elapsed, half_life) <= large);
	}

	#[test]
	fn ranks_follow_what_went_well(
		good in 1..1u128 << 100,
		more in 0..1u128 << 100,
		bad in 0..1u128 << 100,
		at in 0..1_000_000u64,
	) {
		let one = rank(good, good + bad, at, 100);
		prop_assert!(rank(good + more, good + more + bad, at, 100) >= one);
		prop_assert!(rank(good, good + bad + more, at, 100) <= one);
	}

	#[test]
	fn ranks_do_not_change_by_waiting(
		good in 1u128 << 40..1u128 << 80,
		bad in 0..1u128 << 48,
		wait in 0..1_000u64,
	) {
		let now = Reputation { good, total: good + bad, at: 500 };
		let later = now.decayed(500 + wait, 100);
		let (now, later) = (now.rank(100), later.rank(100));
		// By less than a fifth of a half-life, and only as log₂ is taken to be straight in between.
		prop_assert!(now.abs_diff(later) < (1 << 16) / 5, "{} {}", now, later);
	}
}

#[test]
fn edges_of_decay() {
	assert_eq!(decay(1_000, 50, 100), 750);
	assert_eq!(decay(1_000, 150, 100), 375);
	assert_eq!(decay(u128::MAX, 12_800, 100), 0);
	assert_eq!(decay(u128::MAX, u64::MAX, 1), 0);
	assert_eq!(decay(1, 1, 100), 0);
	assert_eq!(decay(7, 9, 0), 7);
}

#[test]
fn edges_of_ranks() {
	assert_eq!(rank(0, 0, 0, 100), 0);
	assert_eq!(rank(0, 100, 1_000, 100), 0);
	assert_eq!(rank(1, 1, 0, 100), 1);
	assert_eq!(rank(2, 2, 0, 100), (1 << 16) + 1);
	assert_eq!(rank(3, 3, 0, 100), (1 << 16) + (1 << 15) + 1);
	assert_eq!(rank(1 << 20, 1 << 20, 0, 100), (20 << 16) + 1);
	assert_eq!(rank(u128::MAX, u128::MAX, u64::MAX, 1), u64::MAX);
	assert_eq!(rank(4, 4, 7, 0), (2 << 16) + 1);
}

#[test]
fn one_large_success_outweighs_many_small_ones() {
	let mut large = Reputation::default();
	large.note(true, 1_000_000, 0, 100);
	let mut small = Reputation::default();
	for _ in 0..1_000 {
		small.note(true, 10, 0, 100);
	}
	assert!(large.rank(100) > small.rank(100));
	assert!(large.score(1_000) > small.score(1_000));
	// And one large failure outweighs them, too.
	small.note(false, 1_000_000, 0, 100);
	assert!(small.score(1_000) < Perbill::from_percent(1));
	assert_eq!(Reputation::default().score(0), Perbill::zero());
}

#[test]
fn a_price_that_does_not_fit_is_not_free() {
	let session = Pricing::Session { price: Balance::MAX, longest: 2 };
	assert_eq!(session.due(2), None);
	assert!(!session.is_within(&terms()));
	assert_eq!(Pricing::Subscription { price: 1, period: 1, quota: 0 }.unit(), None);
}
