//! Pure arithmetic of rent, settlement, reputation and ranking: no storage, no runtime types.

use sp_runtime::{
	helpers_128bit::multiply_by_rational_with_rounding, traits::Zero, Perbill, Rounding,
};
use vajra_primitives::rental::WHOLE_CHIP;

/// What sub-tasks of (weight, replicas, blocks) take: the sum of weight × replicas × time, in thousandths
/// of a chip times blocks. A machine hour is a whole chip for as many blocks as an hour has. `None` on
/// overflow.
pub fn metered(tasks: impl IntoIterator<Item = (u32, u32, u128)>) -> Option<u128> {
	tasks.into_iter().try_fold(0u128, |sum, (weight, replicas, blocks)| {
		let rate = u128::from(weight).checked_mul(replicas.into())?;
		sum.checked_add(rate.checked_mul(blocks)?)
	})
}

/// The rent for what was metered, at a price in planck of a chip for a block: rounded down, which
/// leaves the rest with the renter. `None` on overflow.
pub fn rent(price: u128, metered: u128) -> Option<u128> {
	multiply_by_rational_with_rounding(price, metered, WHOLE_CHIP.into(), Rounding::Down)
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
	/// What the provider has had of the rent then, fee included.
	pub earned: u128,
}

/// Divides `rent` and `bond` that are on hold, of which `owed` is the provider's with what it has been
/// `paid` before, and `penalty` the renter's. The fee is rounded up, against the payee.
///
/// Nothing is lost: `pay + fee + refund = rent`, and `compensation + bond` is the bond. Of a bond that is
/// too small, what was overpaid comes before the penalty.
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
		earned: paid.saturating_add(due).saturating_sub(overpaid.min(bond)),
	}
}

/// Divides `rent`, of which the payee is to have `due` and the provider had `paid` before, and `bond`, of
/// which the provider keeps `kept`. The fee is rounded up, against the payee.
pub fn split(rent: u128, bond: u128, paid: u128, due: u128, kept: u128, fee: Perbill) -> Division {
	let (due, kept) = (due.min(rent), kept.min(bond));
	let fee = fee.mul_ceil(due);
	Division {
		pay: due.saturating_sub(fee),
		fee,
		refund: rent.saturating_sub(due),
		compensation: bond.saturating_sub(kept),
		bond: kept,
		earned: paid.saturating_add(due),
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
	let weighed: u128 = gains
		.iter()
		.map(|(gain, weight)| u128::from(gain.deconstruct()) * u128::from(*weight))
		.sum();
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
