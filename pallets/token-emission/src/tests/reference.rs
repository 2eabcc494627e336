//! What schedules release by exact arithmetic: integers of any size, in units of 2⁻¹⁰²⁴.
//!
//! Written from the published formulas, and not from the code: exponentials are power series, the steps
//! are a list of cases, sums are sums of geometric series of these numbers.

use crate::*;
use num_bigint::{BigInt, BigUint};
use num_traits::{One, Signed, ToPrimitive, Zero};
use sp_runtime::{FixedPointNumber, FixedU128, PerThing, Perbill};

/// Bits behind the point.
const BITS: u32 = 1_024;

/// A non-negative number in units of 2⁻¹⁰²⁴.
pub type Big = BigUint;

pub fn one() -> Big {
	Big::one() << BITS
}

pub fn whole(number: u128) -> Big {
	Big::from(number) << BITS
}

pub fn times(a: &Big, b: &Big) -> Big {
	(a * b) >> BITS
}

pub fn over(a: &Big, b: &Big) -> Big {
	(a << BITS) / b
}

pub fn ratio(numerator: u128, denominator: u128) -> Big {
	whole(numerator) / denominator
}

/// exp(−y) as 1 / exp(y), with exp(y) = exp(y / 2ⁿ)^(2ⁿ) and that as a power series.
pub fn exp_neg(y: &Big) -> Big {
	// exp(−800) is less than 2⁻¹⁰²⁴, and the inverse of much less would fill the memory.
	if y >> BITS > Big::from(800u32) {
		return Big::zero();
	}
	let halvings = (y.bits().saturating_sub(u64::from(BITS) - 16)) as u32;
	let small = y >> halvings;
	let (mut sum, mut term, mut number) = (one(), one(), 1u32);
	while !term.is_zero() {
		term = times(&term, &small) / number;
		sum += &term;
		number += 1;
	}
	for _ in 0..halvings {
		sum = times(&sum, &sum);
	}
	over(&one(), &sum)
}

/// ln 2 = 2 · artanh(1/3) = 2 · Σ (1/3)^(2i+1) / (2i+1).
pub fn ln_2() -> Big {
	let (mut sum, mut power, mut odd) = (Big::zero(), one() / 3u32, 1u32);
	while !power.is_zero() {
		sum += &power / odd;
		power /= 9u32;
		odd += 2;
	}
	sum * 2u32
}

pub fn power(base: &Big, exponent: u64) -> Big {
	let mut result = one();
	for bit in (0..64).rev() {
		result = times(&result, &result);
		if exponent >> bit & 1 == 1 {
			result = times(&result, base);
		}
	}
	result
}

/// x + x² + … + xⁿ.
pub fn geometric(x: &Big, count: u64) -> Big {
	over(&times(x, &(one() - power(x, count))), &(one() - x))
}

pub fn beta(beta: FixedU128) -> Big {
	ratio(beta.into_inner(), FixedU128::DIV)
}

fn perbill(part: Perbill) -> Big {
	ratio(part.deconstruct().into(), Perbill::ACCURACY.into())
}

/// What a schedule releases at a height. None where it is below zero.
pub fn reward(schedule: &Schedule, height: Height) -> Option<Big> {
	if height == 0 {
		return Some(Big::zero());
	}
	Some(match schedule {
		Schedule::Fixed => Big::zero(),
		Schedule::Stepped(curve) => {
			let [first, second, third, corner] = curve.rewards.map(whole);
			match height {
				h if h <= curve.n => first,
				h if h <= curve.n1 => second,
				h if h < curve.n2 => third,
				h => {
					let x = exp_neg(&beta(curve.beta));
					let fall = geometric(&x, h - curve.n2) * curve.decrement;
					(fall <= corner).then(|| corner - fall)?
				}
			}
		}
		Schedule::Halving(curve) if curve.smooth => {
			let time = ratio((height - 1).into(), curve.period.into());
			times(&whole(curve.reward), &exp_neg(&times(&ln_2(), &time)))
		}
		Schedule::Halving(curve) => whole(curve.reward) >> ((height - 1) / curve.period),
		Schedule::Cycles(curve) => {
			let cycle = (height - 1) / curve.length;
			times(&whole(curve.first), &power(&perbill(curve.ratio), cycle)) / curve.length
		}
	})
}

/// What a schedule releases up to a height.
pub fn total(schedule: &Schedule, height: Height) -> Big {
	match schedule {
		Schedule::Fixed => Big::zero(),
		Schedule::Stepped(curve) => {
			let [first, second, third, corner] = curve.rewards.map(whole);
			let up_to = |end: Height| height.min(end);
			let mut sum = first * up_to(curve.n);
			sum += second * (up_to(curve.n1) - up_to(curve.n));
			sum += third * (up_to(curve.n2 - 1) - up_to(curve.n1));
			if height >= curve.n2 {
				let steps = height - curve.n2;
				// The reward after k steps is r − d·(x + … + xᵏ), so that the falls are x in each of
				// them, x² in all but one, and so on: d·Σ (n + 1 − i)·xⁱ.
				let x = exp_neg(&beta(curve.beta));
				let falls = if steps == 0 {
					Big::zero()
				} else {
					// Σ_{k=1..n} g·(1 − xᵏ) = g·(n − Σ xᵏ), with g = x / (1 − x).
					let g = over(&x, &(one() - &x));
					times(&g, &(whole(steps.into()) - geometric(&x, steps)))
				};
				sum += corner * (steps + 1);
				sum -= falls * curve.decrement;
			}
			sum
		}
		Schedule::Halving(curve) if curve.smooth => {
			let x = exp_neg(&(ln_2() / curve.period));
			let left = one() - power(&x, height);
			over(&times(&whole(curve.reward), &left), &(one() - x))
		}
		Schedule::Halving(curve) => {
			let (periods, blocks) = (height / curve.period, height % curve.period);
			let reward = whole(curve.reward);
			// 1 + 1/2 + … of as many periods.
			let full = (&reward * 2u32 - ((&reward * 2u32) >> periods)) * curve.period;
			full + (reward >> periods) * blocks
		}
		Schedule::Cycles(curve) => {
			let (cycles, blocks) = (height / curve.length, height % curve.length);
			let share = perbill(curve.ratio);
			let first = whole(curve.first);
			let full = times(&first, &over(&(one() - power(&share, cycles)), &(one() - &share)));
			full + times(&first, &power(&share, cycles)) * blocks / curve.length
		}
	}
}

/// Whether `value` is within `parts` / 2³² planck of the exact one.
pub fn is_within(value: Balance, exact: &Big, parts: u64) -> bool {
	let distance = (BigInt::from(whole(value)) - BigInt::from(exact.clone())).abs();
	distance <= (BigInt::one() << (BITS - 32)) * parts
}

/// Whether `value` is within a share of one in `accuracy` of the exact one.
pub fn is_accurate(value: Balance, exact: &Big, accuracy: u64) -> bool {
	let distance = (BigInt::from(whole(value)) - BigInt::from(exact.clone())).abs();
	distance * accuracy <= BigInt::from(exact.clone())
}

/// The nearest whole number of planck.
pub fn rounded(exact: &Big) -> Balance {
	((exact + (one() >> 1u32)) >> BITS).to_u128().unwrap()
}

#[test]
fn the_reference_agrees_with_known_digits() {
	// ln 2 and 1/e to 30 digits.
	let digits = |value: Big| rounded(&(value * 10u128.pow(30)));
	assert_eq!(digits(ln_2()), 693_147_180_559_945_309_417_232_121_458);
	assert_eq!(digits(exp_neg(&one())), 367_879_441_171_442_321_595_523_770_161);
	assert_eq!(digits(exp_neg(&ratio(1, 3_000))), 999_666_722_216_049_897_085_049_916_081);
	assert_eq!(digits(exp_neg(&ln_2())), 500_000_000_000_000_000_000_000_000_000);
}

#[test]
fn sums_of_the_reference_are_sums() {
	for schedule in super::schedule::examples() {
		let mut sum = Big::zero();
		for height in 0..=300 {
			sum += reward(&schedule, height).unwrap();
			assert!(
				is_within(rounded(&sum), &sum, 1 << 31)
					&& (&sum + one()) - total(&schedule, height) <= one() + (one() >> 900u32)
					&& (total(&schedule, height) + one()) - &sum <= one() + (one() >> 900u32),
				"{schedule:?} at {height}"
			);
		}
	}
}

#[test]
fn the_tail_is_the_recurrence() {
	// R(H) = R(H−1) − d·exp(−β(H−n2)), step by step.
	let curve = super::stepped();
	let mut expected = whole(curve.rewards[3]);
	for steps in 1..200u64 {
		let exponent = beta(curve.beta) * steps;
		expected -= exp_neg(&exponent) * curve.decrement;
		let actual = reward(&Schedule::Stepped(curve), curve.n2 + steps).unwrap();
		let distance = BigInt::from(actual) - BigInt::from(expected.clone());
		assert!(distance.abs() < BigInt::one() << (BITS - 900));
	}
}
