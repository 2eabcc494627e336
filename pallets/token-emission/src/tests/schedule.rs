//! Schedules against exact arithmetic, and the published corners.

use super::{reference::*, *};
use proptest::prelude::*;

/// A schedule of each kind, small enough that all of it can be looked at.
pub fn examples() -> Vec<Schedule> {
	let halving = Halving { reward: 1_000_003, period: 7, smooth: false };
	vec![
		Schedule::Fixed,
		Schedule::Stepped(stepped()),
		Schedule::Stepped(Stepped { decrement: 0, ..stepped() }),
		Schedule::Halving(halving),
		Schedule::Halving(Halving { smooth: true, ..halving }),
		Schedule::Cycles(Cycles { first: 1_000_003, ratio: percent(95), length: 7 }),
	]
}

fn curve(schedule: Schedule) -> Curve {
	schedule.curve().unwrap()
}

/// The published stepped curve with n = 1 M, n1 = 3 M, n2 = 6 M, and β at which its tail falls to 0.1
/// units.
fn published() -> Stepped {
	Stepped::published(UNIT, 1_000_000, 3_000_000, 6_000_000, FixedU128::from_rational(1, 2_990))
}

/// Heights of interest: all sizes up to 2³², corners of schedules, and the end of the type.
fn height() -> impl Strategy<Value = Height> {
	prop_oneof![
		4 => 0..=u64::from(u32::MAX),
		2 => 0..100_000u64,
		2 => (0..32u32).prop_flat_map(|bits| (1u64 << bits)..=(2u64 << bits)),
		1 => Just(u64::from(u32::MAX)),
	]
}

fn reward_of() -> impl Strategy<Value = Balance> {
	(0..90u32).prop_flat_map(|bits| (1u128 << bits)..=(2u128 << bits))
}

/// Steps with the tail at its limits and far from them, halvings, and cycles.
fn schedule() -> impl Strategy<Value = Schedule> {
	let steps = (height(), 1..10_000_000u64, 1..10_000_000u64);
	let rewards = prop::array::uniform4(reward_of());
	// β from 10⁻⁶ to some hundreds.
	let beta = (40..69u32).prop_flat_map(|bits| (1u128 << bits)..=(2u128 << bits));
	let stepped = (steps, rewards, reward_of(), beta).prop_filter_map(
		"the curve is valid",
		|((n, second, third), mut rewards, decrement, beta)| {
			rewards.sort_by(|a, b| b.cmp(a));
			let n1 = n + second;
			let schedule = Schedule::Stepped(Stepped {
				n,
				n1,
				n2: n1 + third,
				rewards,
				decrement,
				beta: FixedU128::from_inner(beta),
			});
			schedule.validate().is_ok().then_some(schedule)
		},
	);
	let period = || prop_oneof![1..100u64, 1..50_000_000u64];
	let halving = (reward_of(), period(), any::<bool>())
		.prop_map(|(reward, period, smooth)| Schedule::Halving(Halving { reward, period, smooth }));
	let ratio =
		prop_oneof![0..1_000_000_000u32, Just(950_000_000u32), Just(999_999_999u32), Just(0u32)];
	let cycles = (reward_of(), ratio, period()).prop_map(|(first, ratio, length)| {
		Schedule::Cycles(Cycles { first, ratio: Perbill::from_parts(ratio), length })
	});
	prop_oneof![2 => stepped, 2 => halving, 2 => cycles]
}

/// Half a planck, and a whole one, in parts of 2³², with what arithmetic may add.
const HALF: u64 = (1 << 31) + 1;
const ONE: u64 = (1 << 32) + 2;

/// How far a total may be from the exact one.
fn tolerance(schedule: &Schedule) -> u64 {
	if matches!(schedule, Schedule::Cycles(_)) {
		ONE
	} else {
		HALF
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(400))]

	#[test]
	fn totals_are_exact_to_the_planck(schedule in schedule(), height in height()) {
		let exact = total(&schedule, height);
		prop_assume!(exact < whole(Balance::MAX));
		prop_assert!(is_within(curve(schedule).total(height), &exact, tolerance(&schedule)));
	}

	#[test]
	fn rewards_are_exact_to_the_planck(schedule in schedule(), height in height()) {
		prop_assume!(total(&schedule, height) < whole(Balance::MAX));
		let exact = reward(&schedule, height).unwrap();
		let actual = curve(schedule).reward_at(height);
		prop_assert!(is_within(actual, &exact, 2 * tolerance(&schedule)), "{actual}");
	}

	#[test]
	fn sums_are_exact_to_the_planck(schedule in schedule(), a in height(), b in height()) {
		let (after, to) = (a.min(b), a.max(b));
		prop_assume!(total(&schedule, to) < whole(Balance::MAX));
		let exact = total(&schedule, to) - total(&schedule, after);
		let actual = curve(schedule).minted_between(after, to);
		prop_assert!(is_within(actual, &exact, 2 * tolerance(&schedule)), "{actual}");
		// One in 10⁹, where two planck are less than that.
		if exact >= whole(2_000_000_001) {
			prop_assert!(is_accurate(actual, &exact, 1_000_000_000));
		}
	}

	#[test]
	fn rewards_of_a_real_size_are_exact_to_one_in_a_trillion(
		bits in 41..80u32,
		period in 1_000_000..50_000_000u64,
		height in 1..=u64::from(u32::MAX),
		smooth in any::<bool>(),
	) {
		// From two units of twelve decimals on, as long as two planck are not more than that.
		let halving = Schedule::Halving(Halving { reward: 1 << bits, period, smooth });
		let tail = Schedule::Stepped(published());
		let cycles = Schedule::Cycles(Cycles {
			first: period as Balance * (1 << bits),
			ratio: percent(95),
			length: period,
		});
		for schedule in [halving, tail, cycles] {
			let exact = reward(&schedule, height).unwrap();
			let actual = curve(schedule).reward_at(height);
			if exact >= whole(2_000_000_000_001) {
				prop_assert!(is_accurate(actual, &exact, 1_000_000_000_000));
			}
			prop_assert!(is_within(actual, &exact, 2 * ONE));
		}
	}

	#[test]
	fn parts_of_a_span_add_up(schedule in schedule(), mut heights in prop::array::uniform3(height())) {
		heights.sort();
		let [a, b, c] = heights;
		let curve = curve(schedule);
		prop_assert_eq!(
			curve.minted_between(a, c),
			curve.minted_between(a, b) + curve.minted_between(b, c)
		);
		prop_assert_eq!(curve.minted_between(0, c), curve.total(c));
		prop_assert_eq!(curve.minted_between(c, a.min(c)), 0);
	}

	#[test]
	fn totals_never_fall(schedule in schedule(), height in height(), step in 1..1_000u64) {
		let curve = curve(schedule);
		prop_assert!(curve.total(height) <= curve.total(height + 1));
		prop_assert!(curve.total(height) <= curve.total(height + step));
		if let Some(limit) = curve.limit() {
			prop_assert!(curve.total(height) <= limit);
			prop_assert_eq!(curve.total(Height::MAX).min(limit), curve.total(Height::MAX));
		}
	}

	#[test]
	fn rewards_rise_by_no_more_than_rounding(schedule in schedule(), height in 1..u64::from(u32::MAX)) {
		let curve = curve(schedule);
		let rounding = if matches!(schedule, Schedule::Cycles(_)) { 2 } else { 1 };
		prop_assert!(curve.reward_at(height + 1) <= curve.reward_at(height) + rounding);
	}

	#[test]
	fn the_published_tail_falls_at_each_block_until_it_is_flat(steps in 0..70_000u64) {
		// A planck or two for each block, as long as it falls by three.
		let curve = curve(Schedule::Stepped(published()));
		let height = published().n2 + steps;
		let fall = reward(&Schedule::Stepped(published()), height).unwrap()
			- reward(&Schedule::Stepped(published()), height + 1).unwrap();
		if fall >= whole(3) {
			prop_assert!(curve.reward_at(height + 1) < curve.reward_at(height));
		}
	}

	#[test]
	fn periods_halve_exactly(
		reward in reward_of(),
		period in 1..50_000_000u64,
		smooth in any::<bool>(),
		halvings in 1..40u32,
		block in 1..50_000_000u64,
	) {
		// A first reward that can be halved as often, and whose sum fits its type.
		let reward = (reward & ((1 << 60) - 1)) << 40;
		let curve = curve(Schedule::Halving(Halving { reward, period, smooth }));
		let start = u64::from(halvings) * period;
		if !smooth {
			prop_assert_eq!(curve.minted_between(start, start + period), u128::from(period) * (reward >> halvings));
			let height = start + 1 + block % period;
			prop_assert_eq!(curve.reward_at(height), reward >> halvings);
		}
		let (all, half) = (curve.total(period), curve.minted_between(period, 2 * period));
		let rounding = if smooth { 2 } else { 0 };
		prop_assert!(all.abs_diff(2 * half) <= rounding);
		let limit = curve.limit().unwrap();
		prop_assert!(curve.total(start).abs_diff(limit - (limit >> halvings)) <= 1);
	}

	#[test]
	fn cycles_are_paid_evenly_and_in_full(
		first in reward_of(),
		ratio in 0..1_000_000_000u32,
		length in 1..1_000u64,
		cycle in 0..200u64,
	) {
		let ratio = Perbill::from_parts(ratio);
		let curve = curve(Schedule::Cycles(Cycles { first, ratio, length }));
		let (start, end) = (cycle * length, (cycle + 1) * length);
		let released = curve.minted_between(start, end);
		let rewards: Vec<_> = (start + 1..=end).map(|height| curve.reward_at(height)).collect();
		prop_assert_eq!(rewards.iter().sum::<Balance>(), released);
		let even = released / u128::from(length);
		prop_assert!(rewards.iter().all(|reward| *reward == even || *reward == even + 1));
	}
}

#[test]
fn the_rewards_of_many_blocks_add_up() {
	for schedule in examples() {
		let curve = curve(schedule);
		let sum: Balance = (1..=20_000).map(|height| curve.reward_at(height)).sum();
		assert_eq!(sum, curve.total(20_000), "{schedule:?}");
		for height in 1..=500 {
			let exact = reward(&schedule, height).unwrap();
			assert!(is_within(curve.reward_at(height), &exact, 2 * ONE), "{schedule:?} {height}");
		}
	}
}

#[test]
fn the_stepped_curve_has_the_published_corners() {
	let Stepped { n, n1, n2, .. } = published();
	let curve = curve(Schedule::Stepped(published()));
	for (height, units) in
		[(1, 100), (n, 100), (n + 1, 75), (n1, 75), (n1 + 1, 50), (n2 - 1, 50), (n2, 30)]
	{
		assert_eq!(curve.reward_at(height), units * UNIT, "at {height}");
	}
	// 30 − 0.01·exp(−1/2990).
	assert_eq!(curve.reward_at(n2 + 1), 30 * UNIT - 9_996_656_078);
	let sum = 100 * n + 75 * (n1 - n) + 50 * (n2 - 1 - n1) + 30;
	assert_eq!(curve.total(n2), Balance::from(sum) * UNIT);
	assert_eq!(curve.limit(), None);
}

#[test]
fn the_stepped_curve_pays_its_floor_for_ever() {
	let curve = curve(Schedule::Stepped(published()));
	// 30 − 0.01 / (exp(1/2990) − 1) units.
	let far = curve.reward_at(u64::from(u32::MAX));
	let farther = curve.reward_at(u64::MAX >> 20);
	assert!(far.abs_diff(farther) <= 1);
	assert!((0..=UNIT).contains(&far), "{far}");
}

#[test]
fn a_stepped_curve_without_a_first_step_begins_with_the_second() {
	let curve = curve(Schedule::Stepped(Stepped { n: 0, n1: 1, n2: 2, ..stepped() }));
	let rewards: Vec<_> = (0..=3).map(|height| curve.reward_at(height)).collect();
	assert_eq!(rewards, [0, 750, 300, 292]);
}

#[test]
fn a_tail_that_does_not_fall_is_flat() {
	let flat = Stepped { decrement: 0, beta: FixedU128::from_inner(0), ..stepped() };
	let curve = curve(Schedule::Stepped(flat));
	for height in [20, 21, 1_000, u64::from(u32::MAX)] {
		assert_eq!(curve.reward_at(height), 300);
	}
}

#[test]
fn a_tail_that_flattens_at_once_loses_nothing() {
	// exp(−200) is nothing in 256 bits.
	let steep = Stepped { beta: FixedU128::from_u32(200), ..stepped() };
	let curve = curve(Schedule::Stepped(steep));
	assert_eq!(curve.reward_at(1_000_000), 300);
}

#[test]
fn the_lowest_tail_reaches_zero_and_not_less() {
	// The least β of 18 decimals at which 30 − 0.01 / (exp(β) − 1) is not below zero, by bisection.
	let with = |beta| Stepped { beta: FixedU128::from_inner(beta), ..published() };
	let is_valid = |beta| Schedule::Stepped(with(beta)).validate().is_ok();
	let (mut low, mut high) = (1u128, 1_000_000_000_000_000u128);
	while high - low > 1 {
		let middle = (low + high) / 2;
		if is_valid(middle) {
			high = middle;
		} else {
			low = middle;
		}
	}
	// ln(1 + 1/3000).
	assert_eq!(high, 333_277_790_120_372);
	assert_eq!(Schedule::Stepped(with(high - 1)).validate(), Err(ScheduleError::CurveBelowZero));
	let lowest = curve(Schedule::Stepped(with(high)));
	let exact = reward(&Schedule::Stepped(with(high)), u32::MAX.into()).unwrap();
	assert!(is_within(lowest.reward_at(u32::MAX.into()), &exact, ONE));
	assert_eq!(lowest.reward_at(u64::from(u32::MAX)), 0);
	assert!(lowest.total(u32::MAX.into()) <= lowest.total(u64::MAX));
}

#[test]
fn cycles_release_the_published_amounts_in_full() {
	let length = 5_760_000;
	let cycles = Cycles { first: 500_000_000 * UNIT, ratio: percent(95), length };
	let curve = curve(Schedule::Cycles(cycles));
	let released: Vec<_> =
		(0..4).map(|cycle| curve.minted_between(cycle * length, (cycle + 1) * length)).collect();
	let expected = [500_000_000, 475_000_000, 451_250_000, 428_687_500].map(|units| units * UNIT);
	assert_eq!(released, expected);
	// All amounts are whole planck as long as twenty divides as often: 5·10²⁰ does so 10 times.
	let mut release = 500_000_000 * UNIT;
	for cycle in 0..10 {
		assert_eq!(curve.minted_between(cycle * length, (cycle + 1) * length), release);
		release = release / 20 * 19;
	}
	assert_eq!(curve.limit(), Some(10_000_000_000 * UNIT));
	assert_eq!(curve.total(u64::MAX), 10_000_000_000 * UNIT);
}

#[test]
fn cycles_reach_nine_point_seven_billion_in_the_69th() {
	let length = 5_760_000;
	let cycles = Cycles { first: 500_000_000 * UNIT, ratio: percent(95), length };
	let curve = curve(Schedule::Cycles(cycles));
	let goal = 9_700_000_000 * UNIT;
	let cycle = (1..).find(|cycle| curve.total(cycle * length) >= goal).unwrap();
	assert_eq!(cycle, 69);
	assert_eq!(curve.total(68 * length) / UNIT, 9_694_363_540);
	assert_eq!(curve.total(69 * length) / UNIT, 9_709_645_363);
}

#[test]
fn halvings_are_steps() {
	let curve = curve(halving());
	let rewards: Vec<_> =
		[0, 1, 10, 11, 20, 21, 130, 131, 140, 10_000].map(|height| curve.reward_at(height)).into();
	// 10 000 / 2¹³ is 1.22: most blocks of that period pay one, some two.
	assert_eq!(rewards[..7], [0, 10_000, 10_000, 5_000, 5_000, 2_500, 3]);
	assert!(rewards[7..9].iter().all(|reward| (1..=2).contains(reward)));
	assert_eq!(rewards[9], 0);
	assert_eq!(curve.limit(), Some(200_000));
	assert_eq!(curve.total(u64::MAX), 200_000);
}

#[test]
fn a_fixed_schedule_releases_nothing() {
	let curve = curve(Schedule::Fixed);
	assert_eq!((curve.total(u64::MAX), curve.reward_at(1), curve.limit()), (0, 0, Some(0)));
}

#[test]
fn what_is_wrong_with_a_schedule_has_a_name() {
	use ScheduleError::*;
	let stepped = |change: fn(&mut Stepped)| {
		let mut curve = stepped();
		change(&mut curve);
		Schedule::Stepped(curve).validate()
	};
	assert_eq!(stepped(|_| ()), Ok(()));
	assert_eq!(stepped(|curve| curve.n = curve.n1), Err(StepsOutOfOrder));
	assert_eq!(stepped(|curve| curve.n1 = curve.n2), Err(StepsOutOfOrder));
	assert_eq!(stepped(|curve| curve.n2 = 0), Err(StepsOutOfOrder));
	for step in 0..3 {
		let mut curve = super::stepped();
		curve.rewards[step + 1] = curve.rewards[step] + 1;
		assert_eq!(Schedule::Stepped(curve).validate(), Err(RewardsRise));
	}
	assert_eq!(stepped(|curve| curve.beta = FixedU128::from_inner(1)), Err(CurveBelowZero));
	assert_eq!(stepped(|curve| curve.beta = FixedU128::from_inner(0)), Err(CurveBelowZero));
	assert_eq!(stepped(|curve| curve.decrement = 61), Err(CurveBelowZero));
	assert_eq!(stepped(|curve| curve.decrement = 59), Ok(()));
	assert_eq!(stepped(|curve| curve.decrement = Balance::MAX), Err(CurveBelowZero));
	let huge = Schedule::Stepped(Stepped {
		n: 1,
		n1: 2,
		n2: 3,
		rewards: [Balance::MAX; 4],
		decrement: 1_000,
		beta: FixedU128::from_inner(1),
	});
	assert_eq!(huge.validate(), Err(CurveTooLarge));

	let halving =
		|period, smooth, reward| Schedule::Halving(Halving { reward, period, smooth }).validate();
	assert_eq!(halving(0, false, 1), Err(ZeroPeriod));
	assert_eq!(halving(0, true, 1), Err(ZeroPeriod));
	assert_eq!(halving(u64::MAX, true, Balance::MAX), Err(CurveTooLarge));
	assert_eq!(halving(u64::MAX, false, Balance::MAX), Ok(()));
	assert_eq!(halving(1, true, Balance::MAX / 2), Ok(()));

	let cycles =
		|length, ratio, first| Schedule::Cycles(Cycles { first, ratio, length }).validate();
	assert_eq!(cycles(0, percent(95), 1), Err(ZeroPeriod));
	assert_eq!(cycles(1, Perbill::one(), 1), Err(RatioNotBelowOne));
	assert_eq!(cycles(1, Perbill::from_parts(999_999_999), Balance::MAX), Err(CurveTooLarge));
	assert_eq!(cycles(1, Perbill::zero(), Balance::MAX), Ok(()));

	let wrong = Schedule::Cycles(Cycles { first: 1, ratio: percent(95), length: 0 });
	assert_eq!(wrong.reward_at(1), Err(ZeroPeriod));
	assert_eq!(wrong.minted_between(0, 1), Err(ZeroPeriod));
	assert_eq!(self::halving().reward_at(1), Ok(10_000));
	assert_eq!(self::halving().minted_between(5, 15), Ok(75_000));
}

#[test]
fn totals_stop_at_the_largest_balance() {
	let most = Halving { reward: Balance::MAX, period: u64::MAX, smooth: false };
	let flat = Stepped {
		n: 1,
		n1: 2,
		n2: 3,
		rewards: [Balance::MAX; 4],
		decrement: 0,
		beta: FixedU128::from_u32(1),
	};
	for schedule in [Schedule::Halving(most), Schedule::Stepped(flat)] {
		let curve = curve(schedule);
		assert_eq!(curve.reward_at(1), Balance::MAX);
		assert_eq!(curve.reward_at(2), 0);
		for height in [2, 3, 4, 1_000, u64::MAX] {
			assert_eq!(curve.total(height), Balance::MAX);
		}
	}
	let cycles = Cycles { first: Balance::MAX, ratio: Perbill::zero(), length: 3 };
	assert_eq!(curve(Schedule::Cycles(cycles)).total(u64::MAX), Balance::MAX);
}

#[test]
fn the_logarithm_of_two_is_its_digits() {
	// 2²⁵⁶ · ln 2, rounded down.
	let exact = ln_2() >> 768u32;
	let bytes = exact.to_bytes_be();
	assert_eq!(sp_core::U256::from_big_endian(&bytes), math::LN_2);
}

#[test]
fn exponentials_are_exact_to_240_bits() {
	for (numerator, denominator) in [
		(1u128, 1_000_000_000_000_000_000u128),
		(1, 3_000),
		(1, 256),
		(1, 255),
		(1, 2),
		(1, 1),
		(17, 3),
		(150, 1),
	] {
		let exponent = (sp_core::U512::from(numerator) << 256) / sp_core::U512::from(denominator);
		let exact = exp_neg(&ratio(numerator, denominator)) >> 768u32;
		let exact = sp_core::U256::from_big_endian(&exact.to_bytes_be());
		let actual = math::exp_neg(exponent);
		assert!(actual.abs_diff(exact) >> 16 == 0.into(), "exp(−{numerator}/{denominator})");
	}
}
