//! Pure arithmetic of rounds and collateral: no storage, no runtime types.

use sp_core::H256;
use vajra_primitives::{Power, RoundIndex};

/// The round that a block lies in, and the block's place in that round's window, from 0.
///
/// Rounds are windows of `length` blocks from block 0 on. `None` where `length` is zero or the
/// round's number does not fit.
pub fn locate(block: u128, length: u128) -> Option<(RoundIndex, u128)> {
	let round = block.checked_div(length)?;
	Some((round.try_into().ok()?, block.checked_rem(length)?))
}

/// Whether the challenge opens at a block when `remaining` blocks of the window, this one
/// included, may still open it.
///
/// Opening with probability 1/`remaining` at each block in turn makes every block of the window
/// equally likely: Π (1 − 1/(n − j)) · 1/(n − i) = 1/n. The bias of reducing 64 random bits is
/// below `remaining` / 2⁶⁴.
pub fn opens(random: &H256, remaining: u64) -> bool {
	let mut word = [0; 8];
	word.copy_from_slice(&random.as_bytes()[..8]);
	u64::from_le_bytes(word).checked_rem(remaining) == Some(0)
}

/// The collateral for `power`, in planck; `None` on overflow. Exact, so nothing is rounded.
pub fn collateral(power: Power, per_unit: u128) -> Option<u128> {
	power.checked_mul(per_unit)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use sp_io::hashing::blake2_256;

	#[test]
	fn opens_is_certain_at_the_last_block() {
		assert!(opens(&H256::repeat_byte(0xab), 1));
		assert!(!opens(&H256::repeat_byte(0xab), 0));
	}

	/// Chi-square over the opening block of many windows; 30.58 is the 99.9 % quantile at 11
	/// degrees of freedom with margin for a fixed seed, so that this test is deterministic.
	#[test]
	fn every_block_of_a_window_is_equally_likely() {
		const SPAN: u64 = 12;
		const WINDOWS: u32 = 24_000;
		let mut counts = [0u32; SPAN as usize];
		for window in 0..WINDOWS {
			let opened = (0..SPAN)
				.find(|place| {
					let random = H256(blake2_256(
						&[window.to_le_bytes(), (*place as u32).to_le_bytes()].concat(),
					));
					opens(&random, SPAN - place)
				})
				.unwrap();
			counts[opened as usize] += 1;
		}
		let expected = f64::from(WINDOWS) / SPAN as f64;
		let chi_square: f64 =
			counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
		assert!(chi_square < 31.26, "chi-square {chi_square}, counts {counts:?}");
	}

	proptest! {
		#[test]
		fn locate_is_division_with_remainder(round in 0u32.., length in 1u128..1 << 32, place in 0u128..1 << 32) {
			let place = place % length;
			prop_assert_eq!(locate(u128::from(round) * length + place, length), Some((round, place)));
		}

		#[test]
		fn locate_refuses_what_does_not_fit(block in (1u128 << 32)..) {
			prop_assert_eq!(locate(block, 1), None);
			prop_assert_eq!(locate(block, 0), None);
		}

		#[test]
		fn collateral_is_additive(a in 0u128..1 << 90, b in 0u128..1 << 90, per_unit in 0u128..1 << 36) {
			let sum = collateral(a, per_unit).zip(collateral(b, per_unit)).map(|(x, y)| x + y);
			prop_assert_eq!(collateral(a + b, per_unit), sum);
		}
	}
}
