//! Pure arithmetic: shares of a fee, decay, and the order of reputations.
//!
//! Every function says where it rounds.

use crate::{Balance, Blocks, Shares};
use sp_arithmetic::{helpers_128bit::multiply_by_rational_with_rounding as mul_div, Rounding};
use sp_runtime::Perbill;

/// Bits behind the point of a rank.
const FRACTION: u32 = 16;

/// Parts of an amount, planck. They make exactly the amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
	/// The owner's.
	pub owner: Balance,
	/// Each operator's.
	pub operator: Balance,
	/// The developer's.
	pub developer: Balance,
	/// The treasury's, with what rounding leaves.
	pub treasury: Balance,
	/// What is burned.
	pub burned: Balance,
}

/// Shares an amount out among a service's owner, its developer and `operators` operators, who have
/// equal parts. Each part is rounded down; the treasury has the rest, and with no operators their part.
pub fn split(amount: Balance, shares: &Shares, operators: u32) -> Split {
	let part = |share: Perbill| share.mul_floor(amount);
	let operator = part(shares.operators).checked_div(operators.into()).unwrap_or(0);
	let (owner, developer, burned) =
		(part(shares.owner), part(shares.developer), part(shares.burned));
	let given = [owner, developer, burned, operator.saturating_mul(operators.into())];
	let treasury = given.iter().fold(amount, |left, part| left.saturating_sub(*part));
	Split { owner, operator, developer, treasury, burned }
}

/// What is left of a value after `elapsed` blocks if it halves in each `half_life` blocks, and falls
/// evenly in between. Rounded down. With a half-life of zero it stays.
pub fn decay(value: u128, elapsed: Blocks, half_life: Blocks) -> u128 {
	let (Some(halvings), Some(part)) =
		(elapsed.checked_div(half_life), elapsed.checked_rem(half_life))
	else {
		return value;
	};
	let halvings = u32::try_from(halvings).unwrap_or(u32::MAX);
	let left = value.checked_shr(halvings).unwrap_or(0);
	// Half of it, in proportion. Rounded up, as it goes.
	let gone = mul_div(left, part.into(), u128::from(half_life).saturating_mul(2), Rounding::Up);
	left.saturating_sub(gone.unwrap_or(0))
}

/// The place of a reputation among others: more is better.
///
/// It orders by `good² / total`, the value of what went well times the share that it is of all, at any
/// one time. As both halve in each half-life, log₂ of it falls by one; with the number of half-lives
/// since block 0 added it stays as it is, so that ranks found out at different times can be compared.
/// 16 bits are behind the point, and log₂ is taken to be a straight line between powers of two.
pub fn rank(good: u128, total: u128, at: Blocks, half_life: Blocks) -> u64 {
	let worth = mul_div(good, good, total.max(1), Rounding::Down).unwrap_or(u128::MAX);
	let Some(power) = worth.checked_ilog2() else { return 0 };
	// The bits behind the first one, moved to where the fraction is.
	let mantissa = worth ^ (1u128 << power);
	let fraction = match power.checked_sub(FRACTION) {
		Some(surplus) => mantissa >> surplus,
		None => mantissa << (FRACTION - power),
	};
	let age = (u128::from(at) << FRACTION).checked_div(half_life.into()).unwrap_or(0);
	// One more, so that anything done well comes before nothing.
	let rank = age.saturating_add(u128::from(power) << FRACTION).saturating_add(fraction);
	u64::try_from(rank.saturating_add(1)).unwrap_or(u64::MAX)
}
