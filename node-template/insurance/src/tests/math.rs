//! Arithmetic rounds for the pot, and never past its type.

use crate::{math::*, Balance};
use proptest::prelude::*;
use sp_runtime::Perbill;

proptest! {
	#[test]
	fn premium_is_the_least_that_is_enough(rate in 0..=1_000_000_000u32, sum: Balance) {
		let premium = premium(Perbill::from_parts(rate), sum);
		prop_assert!(premium <= sum);
		if let Some(exact) = sum.checked_mul(rate.into()) {
			prop_assert_eq!(premium, exact.div_ceil(1_000_000_000));
		}
	}

	#[test]
	fn what_can_be_spared_leaves_the_reserve(
		pot: Balance,
		covered: Balance,
		share in 0..=1_000_000_000u32,
	) {
		let share = Perbill::from_parts(share);
		let spare = spare(pot, covered, share);
		prop_assert!(spare <= pot);
		prop_assert!(spare == 0 || pot - spare == reserve(covered, share));
	}
}
