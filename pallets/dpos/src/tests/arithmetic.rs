//! Each function of [`crate::math`] and of [`Pool`], against exact arithmetic.

use crate::{math, math::Verdict, Pool, Rewards};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use proptest::prelude::*;
use sp_runtime::Perbill;

type Exact = BigRational;

fn exact(amount: impl Into<BigInt>) -> Exact {
	Exact::from_integer(amount.into())
}

fn part(share: Perbill) -> Exact {
	Exact::new(share.deconstruct().into(), 1_000_000_000.into())
}

/// Whether this is the whole number at or below an exact one.
fn is_floor(found: u128, exactly: &Exact) -> bool {
	exact(found) == exactly.floor()
}

fn is_ceil(found: u128, exactly: &Exact) -> bool {
	exact(found) == exactly.ceil()
}

/// Amounts up to the largest that a chain can have: small ones, and any number of bits.
fn amounts() -> impl Strategy<Value = u128> {
	prop_oneof![
		0..20u128,
		0..100_000u128,
		(0..96u32, any::<u128>()).prop_map(|(bits, number)| { number & ((1 << bits) - 1) })
	]
}

fn positive() -> impl Strategy<Value = u128> {
	amounts().prop_map(|amount| amount.max(1))
}

fn shares_of_one() -> impl Strategy<Value = Perbill> {
	prop_oneof![
		1 => Just(Perbill::zero()),
		1 => Just(Perbill::one()),
		2 => (0..20u32).prop_map(Perbill::from_parts),
		2 => (999_999_980..=1_000_000_000u32).prop_map(Perbill::from_parts),
		6 => (0..=1_000_000_000u32).prop_map(Perbill::from_parts),
	]
}

/// A pool as it can have come about: small ones, where rounding has raised the price of a share, and
/// such as have lost up to all but a millionth.
fn pools() -> impl Strategy<Value = Pool> {
	let slashed = (positive(), 1_000..1_000_000_000u128)
		.prop_map(|(tokens, times)| Pool { tokens, shares: (tokens * times / 1_000).min(1 << 96) });
	prop_oneof![
		1 => Just(Pool::default()),
		2 => (1..40u128, 1..40u128).prop_map(|(tokens, shares)| Pool { tokens, shares }),
		4 => slashed,
	]
}

fn price(pool: &Pool) -> Exact {
	exact(pool.tokens) / exact(pool.shares.max(1))
}

/// What shares of a pool are worth, without rounding.
fn value(pool: &Pool, shares: u128) -> Exact {
	exact(shares) * price(pool)
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	#[test]
	fn shares_are_worth_their_part_of_the_pool(pool in pools(), shares in amounts()) {
		let shares = shares.min(pool.shares);
		let found = math::worth(shares, pool.tokens, pool.shares).unwrap();
		prop_assert!(is_floor(found, &value(&pool, shares)));
		prop_assert!(found <= pool.tokens);
		prop_assert_eq!(pool.worth(shares), Some(found));
		if pool.shares > 0 {
			prop_assert_eq!(pool.worth(pool.shares), Some(pool.tokens));
		}
	}

	#[test]
	fn tokens_buy_no_more_than_their_shares(pool in pools(), tokens in amounts()) {
		let bought = math::shares_bought(tokens, pool.tokens, pool.shares);
		if pool.shares == 0 {
			prop_assert_eq!(bought, Some(tokens));
		} else {
			prop_assert!(is_floor(bought.unwrap(), &(exact(tokens) / price(&pool))));
		}
	}

	#[test]
	fn nobody_buys_into_a_worthless_pool(tokens in amounts(), shares in positive()) {
		prop_assert_eq!(math::shares_bought(tokens, 0, shares), None);
		let mut pool = Pool { tokens: 0, shares };
		prop_assert!(pool.is_worthless());
		prop_assert_eq!(pool.join(tokens), None);
	}

	#[test]
	fn tokens_cost_no_fewer_than_their_shares(pool in pools(), tokens in amounts()) {
		prop_assume!(pool.shares > 0);
		let spent = math::shares_spent(tokens, pool.tokens, pool.shares).unwrap();
		prop_assert!(is_ceil(spent, &(exact(tokens) / price(&pool))));
		// They are worth the tokens.
		prop_assert!(math::worth(spent, pool.tokens, pool.shares).unwrap() >= tokens);
	}

	#[test]
	fn an_index_never_pays_more_than_it_takes(
		reward in amounts(),
		parts in prop::collection::vec(amounts(), 1..8),
		index in amounts(),
	) {
		let shares: u128 = parts.iter().sum();
		prop_assume!(shares > 0);
		// Less than 2⁶⁰ planck a share.
		let reward = reward.min(shares << 20);
		let (step, used) = math::index_step(reward, shares).unwrap();
		let exactly = exact(reward) * exact(math::ONE) / exact(shares);
		prop_assert!(is_floor(step, &exactly));
		prop_assert!(is_ceil(used, &(exact(step) * exact(shares) / exact(math::ONE))));
		prop_assert!(used <= reward);
		// What stays behind is less than a planck, and a step of the index for all.
		prop_assert!(exact(reward - used) <= exact(shares) / exact(math::ONE) + exact(1));

		let mut earned = 0;
		for part in parts {
			let own = math::earned(part, index, index + step).unwrap();
			let due = exact(reward) * exact(part) / exact(shares);
			prop_assert!(exact(own) <= due);
			prop_assert!(&due - exact(own) < exact(part) / exact(math::ONE) + exact(1));
			earned += own;
		}
		prop_assert!(earned <= used);
	}

	#[test]
	fn taking_rewards_often_brings_no_more(
		shares in amounts(),
		steps in prop::collection::vec(0..1u128 << 84, 1..8),
	) {
		let (mut index, mut earned) = (0u128, 0u128);
		for step in &steps {
			earned += math::earned(shares, index, index + step).unwrap();
			index += step;
		}
		let at_once = math::earned(shares, 0, index).unwrap();
		prop_assert!(earned <= at_once && at_once - earned < steps.len() as u128);
		prop_assert_eq!(math::earned(shares, index, index), Some(0));
		prop_assert!(index == 0 || math::earned(shares, index, 0).is_none());
	}

	#[test]
	fn rewards_are_shared_or_carried(
		rounds in prop::collection::vec((amounts(), positive()), 1..10),
	) {
		let mut rewards = Rewards::default();
		let (mut given, mut paid) = (0, Exact::zero());
		for (reward, shares) in rounds {
			let before = rewards;
			let reward = reward.min(shares << 20);
			rewards.share(reward, shares).unwrap();
			given += reward;
			paid += exact(rewards.index - before.index) * exact(shares) / exact(math::ONE);
			prop_assert_eq!(rewards.delegated, given);
			prop_assert!(&paid + exact(rewards.carry) <= exact(given));
			prop_assert!(exact(rewards.carry) <= exact(shares) / exact(math::ONE) + exact(1));
		}
	}

	#[test]
	fn a_pot_is_paid_in_full_in_any_order(
		pot in amounts(),
		seats in prop::collection::vec(0..1_000u32, 1..12),
	) {
		let all: u32 = seats.iter().sum();
		let (mut left, mut points_left) = (pot, all);
		for points in &seats {
			let paid = math::part_of_pot(left, *points, points_left).unwrap();
			if *points > 0 {
				prop_assert!(is_floor(paid, &(exact(left) * exact(*points) / exact(points_left))));
				// The order moves less than a planck for each who came before.
				let due = exact(pot) * exact(*points) / exact(all);
				prop_assert!((exact(paid) - due).abs() < exact(seats.len()));
			} else {
				prop_assert_eq!(paid, 0);
			}
			left -= paid;
			points_left -= points;
		}
		prop_assert_eq!(left, if all == 0 { pot } else { 0 });
	}

	#[test]
	fn a_reward_is_split_in_full(
		reward in amounts(),
		commission in shares_of_one(),
		bond in amounts(),
		delegated in amounts(),
	) {
		let (own, theirs) = math::split_reward(reward, commission, bond, delegated).unwrap();
		prop_assert_eq!(own + theirs, reward);
		let first = exact(reward) * part(commission);
		if delegated == 0 {
			prop_assert_eq!(theirs, 0);
		} else {
			let of_bond = (exact(reward) - &first) * exact(bond) / exact(bond + delegated);
			let exactly = first + of_bond;
			// Rounded down, twice.
			prop_assert!(exact(own) <= &exactly + exact(1));
			prop_assert!(&exactly - exact(own) < exact(2));
			prop_assert!(commission != Perbill::one() || theirs == 0);
		}
	}

	#[test]
	fn kept_stake_is_never_too_much(
		kept in 0..=math::ONE,
		shares in prop::collection::vec(shares_of_one(), 1..6),
		amount in amounts(),
	) {
		let (mut now, mut exactly) = (kept, exact(kept));
		for share in &shares {
			let next = math::keep(now, *share);
			prop_assert!(is_floor(next, &(exact(now) * (Exact::one() - part(*share)))));
			now = next;
			exactly *= Exact::one() - part(*share);
		}
		prop_assert!(exact(now) <= exactly);
		prop_assert!(&exactly - exact(now) < exact(shares.len()));

		let lost = math::lost(amount, kept, now).unwrap();
		prop_assert!(lost <= amount);
		if kept > 0 {
			prop_assert!(is_ceil(lost, &(exact(amount) * exact(kept - now) / exact(kept))));
		}
		prop_assert_eq!(math::lost(amount, now, now), Some(0));
	}

	#[test]
	fn a_further_cut_makes_up_for_the_difference(old in shares_of_one(), new in shares_of_one()) {
		let further = math::further_cut(old, new);
		let kept = (Exact::one() - part(old)) * (Exact::one() - part(further));
		if new <= old || old == Perbill::one() {
			prop_assert!(further.is_zero());
		} else {
			// The two together keep what the new one alone does, or up to a billionth more.
			let wanted = Exact::one() - part(new);
			prop_assert!(kept >= wanted);
			prop_assert!(kept - wanted < Exact::new(1.into(), 1_000_000_000.into()));
			prop_assert_eq!(further == Perbill::one(), new == Perbill::one());
		}
	}

	#[test]
	fn a_verdict_needs_a_shortfall_that_chance_does_not_explain(
		expected in prop_oneof![0..200_000_000u64, 0..40_000_000_000u64],
		made in 0..=1_200u64,
		short in shares_of_one(),
		absent in shares_of_one(),
		certainty in 0..50u32,
	) {
		let (short, absent) = (short.min(absent), short.max(absent));
		// Up to a fifth more than was expected.
		let authored = (expected / 1_000_000 * made / 1_000) as u32;
		let mean = exact(expected) / exact(math::BLOCK);
		let missing = &mean - exact(authored);
		// exp(−d² / 2μ) < exp(−certainty)
		let certain = missing.is_positive()
			&& &missing * &missing > exact(2 * certainty) * &mean;
		// Thresholds are rounded down to the unit that expectations are counted in.
		let above = |share: Perbill| {
			let units = (exact(expected) * part(share)).floor();
			&missing * exact(math::BLOCK) > units
		};
		let wanted = match () {
			_ if !certain => Verdict::Present,
			_ if above(absent) => Verdict::Absent,
			_ if above(short) => Verdict::Short,
			_ => Verdict::Present,
		};
		prop_assert_eq!(math::verdict(authored, expected, short, absent, certainty), wanted);
	}

	#[test]
	fn expectations_are_shares_of_all_blocks(
		authored in any::<u32>(),
		shares in prop::collection::vec(0..u64::MAX / 16, 1..10),
	) {
		let total: u64 = shares.iter().sum();
		prop_assume!(total > 0);
		let mut sum = Exact::zero();
		for share in &shares {
			let found = math::expected(authored, *share, total);
			let exactly = exact(authored) * exact(math::BLOCK) * exact(*share) / exact(total);
			prop_assert!(is_floor(found.into(), &exactly));
			sum += exact(found);
		}
		let all = exact(authored) * exact(math::BLOCK);
		prop_assert!(sum <= all && all - sum < exact(shares.len()));
		prop_assert_eq!(math::expected(authored, 1, 0), 0);
	}

	#[test]
	fn a_draw_repeats_nobody_and_leaves_out_who_has_nothing(
		stakes in prop::collection::vec(prop_oneof![1 => Just(0), 4 => amounts()], 0..12),
		count in 0..14usize,
		numbers in prop::collection::vec(any::<u128>(), 14),
	) {
		let mut numbers = numbers.into_iter();
		let drawn = math::draw(&stakes, count, || numbers.next().unwrap());
		let staked = stakes.iter().filter(|stake| **stake > 0).count();
		prop_assert_eq!(drawn.len(), count.min(staked));
		let mut sorted = drawn.clone();
		sorted.sort_unstable();
		sorted.dedup();
		prop_assert_eq!(sorted.len(), drawn.len());
		prop_assert!(drawn.iter().all(|place| stakes[*place] > 0));
	}

	/// Of all the points that a stake can be hit at, each place has as many as its stake: first, and then
	/// among those that are left.
	#[test]
	fn a_draw_is_in_proportion_to_stake(
		stakes in prop::collection::vec(0..12u128, 1..6),
		skip in any::<prop::sample::Index>(),
	) {
		let total: u128 = stakes.iter().sum();
		prop_assume!(total > 0);
		let mut hits = vec![0u128; stakes.len()];
		for point in 0..total {
			hits[math::draw(&stakes, 1, || point)[0]] += 1;
		}
		prop_assert_eq!(&hits, &stakes);

		let first = skip.index(total as usize) as u128;
		let gone = math::draw(&stakes, 1, || first)[0];
		let left = total - stakes[gone];
		let mut hits = vec![0u128; stakes.len()];
		for point in 0..left {
			let mut points = [first, point].into_iter();
			hits[math::draw(&stakes, 2, || points.next().unwrap())[1]] += 1;
		}
		let mut expected = stakes.clone();
		expected[gone] = 0;
		prop_assert_eq!(hits, expected);
	}

	#[test]
	fn joining_brings_nothing_and_costs_less_than_a_share(pool in pools(), tokens in amounts()) {
		let mut after = pool;
		let bought = after.join(tokens).unwrap();
		prop_assert_eq!(after.tokens, pool.tokens + tokens);
		prop_assert_eq!(after.shares, pool.shares + bought);
		prop_assert!(value(&after, bought) <= exact(tokens));
		if pool.shares > 0 {
			prop_assert!(exact(tokens) - value(&after, bought) < price(&pool).max(exact(1)));
			// Nobody else loses anything by it.
			prop_assert!(price(&after) >= price(&pool));
		}
		// Who leaves at once has lost at most the price of a share, and a planck.
		if bought > 0 {
			let back = after.leave(bought).unwrap();
			prop_assert!(back <= tokens);
			prop_assert!(exact(tokens - back) < price(&pool).max(exact(1)) + exact(1));
		}
	}

	#[test]
	fn leaving_brings_nothing_and_costs_less_than_a_planck(pool in pools(), shares in amounts()) {
		let shares = shares.min(pool.shares);
		let mut after = pool;
		let tokens = after.leave(shares).unwrap();
		prop_assert_eq!(after.tokens, pool.tokens - tokens);
		prop_assert_eq!(after.shares, pool.shares - shares);
		prop_assert!(exact(tokens) <= value(&pool, shares));
		prop_assert!(value(&pool, shares) - exact(tokens) < exact(1));
		if !after.is_empty() {
			prop_assert!(price(&after) >= price(&pool));
		}
		prop_assert_eq!(after.leave(after.shares + 1), None);
	}

	#[test]
	fn what_is_forfeited_leaves_nothing_with_its_owner(pool in pools(), shares in amounts()) {
		let shares = shares.min(pool.shares);
		let mut after = pool;
		let tokens = after.forfeit(shares).unwrap();
		prop_assert_eq!(after.tokens, pool.tokens - tokens);
		prop_assert_eq!(after.shares, pool.shares - shares);
		if after.is_empty() {
			prop_assert_eq!(after, Pool::default());
		} else if value(&pool, shares) > exact(pool.tokens) - exact(1) {
			prop_assert_eq!(after.tokens, 1);
		} else {
			prop_assert!(is_ceil(tokens, &value(&pool, shares)));
			prop_assert_eq!(math::worth_up(shares, pool.tokens, pool.shares), Some(tokens));
		}
		prop_assert_eq!(after.forfeit(after.shares + 1), None);
	}

	#[test]
	fn who_leaves_last_takes_all(pool in pools(), parts in prop::collection::vec(amounts(), 0..6)) {
		let mut left = pool;
		let mut taken = 0;
		for part in parts {
			let part = part.min(left.shares);
			taken += left.leave(part).unwrap();
		}
		if !left.is_empty() {
			taken += left.leave(left.shares).unwrap();
		}
		prop_assert_eq!(taken, pool.tokens);
		prop_assert_eq!(left, Pool::default());
	}

	#[test]
	fn an_amount_takes_the_fewest_shares(pool in pools(), limit in amounts(), tokens in amounts()) {
		prop_assume!(pool.shares > 0);
		let limit = limit.min(pool.shares);
		let worth = pool.worth(limit).unwrap();
		let shares = pool.shares_for(tokens, limit).unwrap();
		prop_assert!(shares <= limit);
		if tokens >= worth {
			prop_assert_eq!(shares, limit);
		} else {
			prop_assert!(pool.worth(shares).unwrap() >= tokens);
			prop_assert!(shares == 0 || pool.worth(shares - 1).unwrap() < tokens);
			prop_assert!(exact(pool.worth(shares).unwrap()) < exact(tokens) + price(&pool).max(exact(1)));
		}
	}

	#[test]
	fn a_cut_takes_its_share_rounded_up(pool in pools(), share in shares_of_one()) {
		let mut after = pool;
		let cut = after.cut(share);
		let exactly = exact(pool.tokens) * part(share);
		if share == Perbill::one() || pool.tokens == 0 {
			prop_assert_eq!(cut, pool.tokens);
		} else if exactly > exact(pool.tokens) - exact(1) {
			prop_assert_eq!(after.tokens, 1);
		} else {
			prop_assert!(is_ceil(cut, &exactly));
		}
		prop_assert_eq!(after, Pool { tokens: pool.tokens - cut, ..pool });
	}

	/// Any order of joining, leaving and cuts: together all get what was put in and not cut, and nobody gets
	/// more than their own part and what others have lost by rounding.
	#[test]
	fn a_pool_gives_back_what_was_put_in(
		moves in prop::collection::vec((0..4usize, 0..3u8, positive(), shares_of_one()), 1..40),
	) {
		let mut pool = Pool::default();
		let mut members = [0u128; 4];
		let mut owned = [(); 4].map(|_| Exact::zero());
		let (mut put_in, mut taken, mut cut) = (0u128, 0u128, 0u128);
		let (mut rounded, mut spared) = (Exact::zero(), Exact::zero());
		for (who, kind, amount, share) in moves {
			let amount = amount % 100_000;
			match kind {
				0 if !pool.is_worthless() => {
					rounded += price(&pool).max(exact(1));
					members[who] += pool.join(amount).unwrap();
					owned[who] += exact(amount);
					put_in += amount;
				}
				1 => {
					let shares = amount.min(members[who]);
					rounded += exact(1);
					let tokens = pool.leave(shares).unwrap();
					members[who] -= shares;
					owned[who] -= exact(tokens);
					taken += tokens;
				}
				_ => {
					rounded += exact(1);
					cut += pool.cut(share);
					if pool.tokens == 1 {
						spared += exact(1);
					}
					owned.iter_mut().for_each(|owned| *owned *= Exact::one() - part(share));
				}
			}
			prop_assert_eq!(pool.tokens, put_in - taken - cut);
			prop_assert_eq!(pool.shares, members.iter().sum::<u128>());
			prop_assert!(exact(pool.tokens) <= owned.iter().sum::<Exact>() + &spared);
			for (shares, owned) in members.iter().zip(&owned) {
				prop_assert!((value(&pool, *shares) - owned).abs() <= rounded);
			}
		}
	}
}

/// The thresholds of the module's documentation: nobody of whom fewer than 40 blocks are expected is
/// judged at a certainty of 20, and at 686 nobody who made more than half.
#[test]
fn few_blocks_tell_nothing() {
	let judge = |authored, expected: u64| {
		let (short, absent) = (Perbill::from_percent(50), Perbill::from_percent(90));
		math::verdict(authored, expected * 1_000_000, short, absent, 20)
	};
	assert_eq!(judge(0, 39), Verdict::Present);
	assert_eq!(judge(0, 40), Verdict::Present);
	assert_eq!(judge(0, 41), Verdict::Absent);
	assert_eq!(judge(343, 686), Verdict::Present);
	assert_eq!(judge(342, 686), Verdict::Short);
	assert_eq!(judge(69, 686), Verdict::Short);
	assert_eq!(judge(68, 686), Verdict::Absent);
}

/// How often one who makes each of the blocks with a probability of 1 / `of` makes at most `most` of
/// them, exactly: in so many of so many cases.
fn makes_at_most(most: u32, blocks: u32, of: u32) -> (BigInt, BigInt) {
	let others = BigInt::from(of - 1);
	// Those of none, then of one more each time.
	let mut ways = others.pow(blocks);
	let mut sum = ways.clone();
	for made in 0..most {
		ways = ways * (blocks - made) / (&others * (made + 1));
		sum += &ways;
	}
	(sum, BigInt::from(of).pow(blocks))
}

/// The probabilities of the module's documentation: in an era of 14 400 blocks of 21 equal validators, of
/// a verdict on one that was there.
#[test]
fn verdicts_are_wrong_as_seldom_as_documented() {
	let (blocks, validators) = (14_400u32, 21u32);
	let expected = u64::from(blocks) * 1_000_000 / u64::from(validators);
	let judge = |authored| {
		let (short, absent) = (Perbill::from_percent(50), Perbill::from_percent(90));
		math::verdict(authored, expected, short, absent, 20)
	};
	// The first six digits, and the power of ten of the last of them.
	let cases = [
		(342, Verdict::Present, Verdict::Short, 665_298, 55),
		(68, Verdict::Short, Verdict::Absent, 565_797, 213),
	];
	for (most, above, verdict, digits, places) in cases {
		assert_eq!((judge(most + 1), judge(most)), (above, verdict));
		let (wrong, all) = makes_at_most(most, blocks, validators);
		assert_eq!(wrong * BigInt::from(10).pow(places) / all, BigInt::from(digits));
	}
	// The sum is that of a distribution.
	let (all_of_them, all) = makes_at_most(blocks, blocks, validators);
	assert_eq!(all_of_them, all);
}

#[test]
fn overflow_is_none() {
	assert_eq!(math::worth(u128::MAX, u128::MAX, 1), None);
	assert_eq!(math::shares_bought(u128::MAX, 1, u128::MAX), None);
	assert_eq!(math::shares_spent(1, 0, 1), None);
	assert_eq!(math::index_step(1, 0), None);
	assert_eq!(math::index_step(u128::MAX, 1), None);
	assert_eq!(math::split_reward(1, Perbill::zero(), u128::MAX, 1), None);
	assert_eq!(Pool { tokens: u128::MAX, shares: u128::MAX }.join(1), None);
}
