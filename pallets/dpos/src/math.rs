//! Pure arithmetic: shares of pools, rewards per share, draws, and what is too few blocks.
//!
//! Every function says where it rounds. `None` is overflow or a division by zero. Neither happens as
//! long as the issuance stays below 2⁹⁶ planck, a pool keeps more than a 2⁻³⁰th of what was paid for its
//! shares, and one share's reward for one era stays below 2⁶⁰ planck.

use crate::{Balance, Shares};
use alloc::vec::Vec;
use sp_arithmetic::{
	helpers_128bit::multiply_by_rational_with_rounding as mul_div, PerThing, Perbill, Rounding,
};

/// One, as a fixed-point number: indices of rewards, and kept parts of stake.
pub const ONE: u128 = 1_000_000_000_000_000_000;

/// One block, in the unit that expectations are counted in.
pub const BLOCK: u128 = 1_000_000;

/// Tokens that `shares` of a pool are worth, rounded down.
pub fn worth(shares: Shares, pool_tokens: Balance, pool_shares: Shares) -> Option<Balance> {
	if shares == 0 {
		return Some(0);
	}
	mul_div(shares, pool_tokens, pool_shares, Rounding::Down)
}

/// Tokens that `shares` of a pool are worth, rounded up.
pub fn worth_up(shares: Shares, pool_tokens: Balance, pool_shares: Shares) -> Option<Balance> {
	if shares == 0 {
		return Some(0);
	}
	mul_div(shares, pool_tokens, pool_shares, Rounding::Up)
}

/// Shares that `tokens` buy, rounded down: one each in an empty pool, none in a pool that has lost
/// all it had.
pub fn shares_bought(tokens: Balance, pool_tokens: Balance, pool_shares: Shares) -> Option<Shares> {
	if pool_shares == 0 {
		return Some(tokens);
	}
	mul_div(tokens, pool_shares, pool_tokens, Rounding::Down)
}

/// Shares that must go for `tokens` to leave, rounded up.
pub fn shares_spent(tokens: Balance, pool_tokens: Balance, pool_shares: Shares) -> Option<Shares> {
	mul_div(tokens, pool_shares, pool_tokens, Rounding::Up)
}

/// How far an index rises when `reward` is shared by `shares`, rounded down, and how much of the
/// reward that takes, rounded up. The rest is too little to share.
pub fn index_step(reward: Balance, shares: Shares) -> Option<(u128, Balance)> {
	let step = mul_div(reward, ONE, shares, Rounding::Down)?;
	let used = mul_div(step, shares, ONE, Rounding::Up)?;
	Some((step, used))
}

/// What `shares` have earned between two values of the index, rounded down.
pub fn earned(shares: Shares, from: u128, to: u128) -> Option<Balance> {
	mul_div(shares, to.checked_sub(from)?, ONE, Rounding::Down)
}

/// The part of a pot that `points` of the `points_left` are due, rounded down. Who comes last takes
/// what is left, so that nothing stays behind.
pub fn part_of_pot(left: Balance, points: u32, points_left: u32) -> Option<Balance> {
	if points == 0 {
		return Some(0);
	}
	mul_div(left, points.into(), points_left.into(), Rounding::Down)
}

/// A validator's reward, cut into its own part, rounded down, and its delegators'. Its own is the
/// commission, and of the rest the share of its bond in the stake.
pub fn split_reward(
	reward: Balance,
	commission: Perbill,
	bond: Balance,
	delegated: Balance,
) -> Option<(Balance, Balance)> {
	let commission = commission.mul_floor(reward);
	let rest = reward.checked_sub(commission)?;
	let stake = bond.checked_add(delegated)?;
	let of_bond = match delegated {
		0 => rest,
		_ => mul_div(rest, bond, stake, Rounding::Down)?,
	};
	let own = commission.checked_add(of_bond)?;
	Some((own, reward.checked_sub(own)?))
}

/// What is kept of stake after another `share` of it is gone, rounded down.
pub fn keep(kept: u128, share: Perbill) -> u128 {
	share.left_from_one().mul_floor(kept)
}

/// How much of `amount` is lost when the kept part falls from `then` to `now`, rounded up.
pub fn lost(amount: u128, then: u128, now: u128) -> Option<u128> {
	let fall = then.saturating_sub(now);
	if fall == 0 {
		return Some(0);
	}
	mul_div(amount, fall, then, Rounding::Up)
}

/// The part of a cut of `new` that is still to be taken of what a cut of `old` has left, rounded
/// down.
pub fn further_cut(old: Perbill, new: Perbill) -> Perbill {
	let (old, new) = (u64::from(old.deconstruct()), u64::from(new.deconstruct()));
	let whole = u64::from(Perbill::one().deconstruct());
	let parts = new
		.saturating_sub(old)
		.saturating_mul(whole)
		.checked_div(whole.saturating_sub(old))
		.unwrap_or(0);
	Perbill::from_parts(u32::try_from(parts).unwrap_or(u32::MAX))
}

/// Whether a validator made the blocks that were expected of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
	/// It did, or too few were expected to tell.
	Present,
	/// So few that the era's reward is the others'.
	Short,
	/// So few that it was not there.
	Absent,
}

/// Judges `authored` blocks against the `expected` ones, in parts of [`BLOCK`].
///
/// The shortfall must exceed a share, `short` or `absent`, and must not be chance: by Chernoff's
/// bound a validator that is there falls short of μ expected blocks by d or more with a probability
/// of at most exp(−d² / 2μ), which must be below exp(−`certainty`).
pub fn verdict(
	authored: u32,
	expected: u64,
	short: Perbill,
	absent: Perbill,
	certainty: u32,
) -> Verdict {
	let expected = u128::from(expected);
	let missing = expected.saturating_sub(u128::from(authored).saturating_mul(BLOCK));
	let chance = expected.saturating_mul(2).saturating_mul(BLOCK).saturating_mul(certainty.into());
	if missing.saturating_mul(missing) <= chance {
		Verdict::Present
	} else if missing > absent.mul_floor(expected) {
		Verdict::Absent
	} else if missing > short.mul_floor(expected) {
		Verdict::Short
	} else {
		Verdict::Present
	}
}

/// Blocks that were expected of a validator with `share` of the `total` shares, of the `authored`
/// blocks of all, in parts of [`BLOCK`], rounded down.
pub fn expected(authored: u32, share: u64, total: u64) -> u64 {
	u128::from(authored)
		.saturating_mul(BLOCK)
		.checked_mul(share.into())
		.and_then(|blocks| blocks.checked_div(total.into()))
		.and_then(|blocks| u64::try_from(blocks).ok())
		.unwrap_or(0)
}

/// Draws up to `count` different places, each with a probability proportional to its stake among
/// those that are left. `random` gives a fresh random number for each draw; that one is taken modulo
/// the stake left, which for stakes below 2⁹⁶ favours no place by more than 2⁻³².
pub fn draw(stakes: &[Balance], count: usize, mut random: impl FnMut() -> u128) -> Vec<usize> {
	let mut left: Vec<(usize, Balance)> = stakes.iter().copied().enumerate().collect();
	let mut total = stakes.iter().fold(0u128, |total, stake| total.saturating_add(*stake));
	let mut drawn = Vec::new();
	while drawn.len() < count && total > 0 {
		let mut point = random().checked_rem(total).unwrap_or(0);
		let hit = left.iter().position(|(_, stake)| match point.checked_sub(*stake) {
			Some(further) => {
				point = further;
				false
			}
			None => true,
		});
		// Only a sum that was cut off at the type's limit leaves a point without a place.
		let Some(hit) = hit else { break };
		let (place, stake) = left.swap_remove(hit);
		total = total.saturating_sub(stake);
		drawn.push(place);
	}
	drawn
}
