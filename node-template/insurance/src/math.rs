//! Pure arithmetic: premiums and reserves. All of it rounds for the pot.

use crate::Balance;
use sp_runtime::Perbill;

/// What a policy costs, planck. Rounded up.
pub fn premium(rate: Perbill, sum: Balance) -> Balance {
	rate.mul_ceil(sum)
}

/// What a pot must have to cover all sums, planck. Rounded up.
pub fn reserve(covered: Balance, share: Perbill) -> Balance {
	share.mul_ceil(covered)
}

/// What a pot has above its reserve, planck.
pub fn spare(pot: Balance, covered: Balance, share: Perbill) -> Balance {
	pot.saturating_sub(reserve(covered, share))
}
