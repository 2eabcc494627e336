//! Fixed-point arithmetic of schedules: fractions of 256 bits, and geometric series in closed form.
//!
//! Nothing here touches storage or knows a runtime. Results are exact to far less than a planck for
//! all that a schedule is allowed to be; the tests hold them against an arbitrary-precision reference.

use crate::Balance;
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{U256, U512};

/// A fraction below one, in units of 2⁻²⁵⁶.
pub type Fraction = U256;

/// An amount in units of 2⁻¹²⁸ planck.
pub type Fine = U256;

/// The natural logarithm of two, rounded down.
pub const LN_2: Fraction =
	U256([0x8a0d175b8baafa2b, 0x40f343267298b62d, 0xc9e3b39803f2f6af, 0xb17217f7d1cf79ab]);

/// Bits of a [`Fraction`].
pub(crate) const FRACTION_BITS: usize = 256;
/// Bits of a [`Fine`] amount behind the point.
pub(crate) const FINE_BITS: usize = 128;

/// exp(−this) is less than the smallest [`Fraction`].
const VANISHED: u32 = 178;

/// The part of a value that a fraction of it is, rounded down.
pub fn scale(value: U256, fraction: Fraction) -> U256 {
	let product = value.full_mul(fraction).0;
	U256([product[4], product[5], product[6], product[7]])
}

/// A fraction to the power of `exponent`, or none where that is one. O(log n).
pub fn power(mut base: Fraction, mut exponent: u64) -> Option<Fraction> {
	let mut result = None;
	while exponent > 0 {
		if base.is_zero() {
			return Some(base);
		}
		if exponent & 1 == 1 {
			result = Some(result.map_or(base, |factor| scale(factor, base)));
		}
		exponent >>= 1;
		if exponent > 0 {
			base = scale(base, base);
		}
	}
	result
}

/// What is left of a value after `steps`, each of which leaves `ratio` of it. O(log n).
pub fn remaining(value: U256, ratio: Fraction, steps: u64) -> U256 {
	power(ratio, steps).map_or(value, |fraction| scale(value, fraction))
}

/// exp(−`exponent`), for an exponent above zero, in units of 2⁻²⁵⁶.
///
/// The exponent is halved until it is below 2⁻⁸; there 1 − exp(−y) = y − y²/2! + y³/3! − … needs some
/// thirty terms; and the result is squared as often.
pub fn exp_neg(mut exponent: U512) -> Fraction {
	if exponent >> FRACTION_BITS >= U512::from(VANISHED) {
		return Fraction::zero();
	}
	let mut halvings = 0u32;
	while exponent >> (FRACTION_BITS - 8) > U512::zero() {
		exponent >>= 1;
		halvings += 1;
	}
	let exponent = low(exponent);
	let (mut gone, mut back) = (U256::zero(), U256::zero());
	let (mut term, mut number) = (exponent, 1u64);
	while !term.is_zero() {
		if number & 1 == 1 {
			gone = gone.saturating_add(term);
		} else {
			back = back.saturating_add(term);
		}
		number += 1;
		term = scale(term, exponent) / U256::from(number);
	}
	// 2²⁵⁶ less what is gone, which is more than zero.
	let mut result =
		U256::MAX.saturating_sub(gone.saturating_sub(back)).saturating_add(U256::one());
	for _ in 0..halvings {
		result = scale(result, result);
	}
	result
}

/// One less the fraction, in units of 2⁻²⁵⁶.
pub fn complement(fraction: Fraction) -> U512 {
	(U512::one() << FRACTION_BITS).saturating_sub(fraction.into())
}

/// An amount in whole planck, to the nearest.
pub fn nearest(amount: Fine) -> Balance {
	(amount.saturating_add(U256::one() << (FINE_BITS - 1)) >> FINE_BITS).low_u128()
}

/// `value * part / whole`, to the nearest. `part` is at most `whole`, which is not zero.
pub fn proportion(value: Balance, part: u64, whole: u64) -> Balance {
	let product = U256::from(value).saturating_mul(part.into()).saturating_add((whole / 2).into());
	saturate(product.checked_div(whole.into()).unwrap_or_default())
}

/// The number, or the largest balance if it is above that.
pub fn saturate(number: U256) -> Balance {
	Balance::try_from(number).unwrap_or(Balance::MAX)
}

/// The number's lower half.
fn low(number: U512) -> U256 {
	let limbs = number.0;
	U256([limbs[0], limbs[1], limbs[2], limbs[3]])
}

/// The number, if it fits.
pub(crate) fn narrow(number: U512) -> Option<U256> {
	(number >> 256).is_zero().then(|| low(number))
}

/// A sum that grows by a fixed amount at each step, and besides by amounts that form a geometric
/// series: `steps · slope + limit · (1 − ratioˢᵗᵉᵖˢ)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Series {
	/// What each step adds at least, in units of 2⁻¹²⁸ planck.
	pub slope: Fine,
	/// What the geometric series adds up to, in units of 2⁻¹²⁸ planck.
	pub limit: Fine,
	/// Each of its amounts in terms of the one before.
	pub ratio: Fraction,
}

impl Series {
	/// The sum after some steps, at most the largest that there is. O(log n).
	pub fn total(&self, steps: u64) -> Fine {
		let gone = self.limit.saturating_sub(remaining(self.limit, self.ratio, steps));
		self.slope.saturating_mul(steps.into()).saturating_add(gone)
	}
}
