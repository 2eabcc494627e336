//! Pure arithmetic of rounds, collateral, rewards and author weights: no storage, no runtime types.

mod authors;

pub use authors::{author_weights, lift};

use sp_core::H256;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};
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

/// How many siblings lead from the leaf number `leaf` to the root of a binary Merkle tree over
/// `leaves` leaves; `None` where it has no such leaf. O(log `leaves`), at most 32.
///
/// The last node of a level with an odd number of them moves up as it is, without a sibling. The
/// number of siblings and the sides they stand on follow from `leaf` and `leaves` alone, so that a
/// root vouches for one value at each leaf, and for no more of them than it has leaves. Verifying a
/// proof of any other length would let a root vouch for nodes below or above its leaves.
pub fn proof_length(leaf: u32, leaves: u32) -> Option<u32> {
	if leaf >= leaves {
		return None;
	}
	// Numbers of the last node and of ours, level by level.
	let (mut last, mut node, mut length) = (leaves.checked_sub(1)?, leaf, 0u32);
	while last > 0 {
		let promoted = node == last && last.is_multiple_of(2);
		length = length.checked_add(u32::from(!promoted))?;
		(last, node) = (last >> 1, node >> 1);
	}
	Some(length)
}

/// The part of a pot of `amount` planck that belongs to `power` out of all the power `proved`:
/// ⌊`amount` · `power` / `proved`⌋, without overflow in between.
///
/// Rounded down, in favour of the pot: the parts never add up to more than `amount`. `None` where
/// nothing was proved, or less than `power`.
pub fn share_of_pot(amount: u128, power: Power, proved: Power) -> Option<u128> {
	if power > proved {
		return None;
	}
	multiply_by_rational_with_rounding(amount, power, proved, Rounding::Down)
}

#[cfg(test)]
mod tests {
	use super::*;
	use binary_merkle_tree::merkle_proof;
	use proptest::prelude::*;
	use sp_core::U256;
	use sp_io::hashing::blake2_256;
	use sp_runtime::traits::BlakeTwo256;

	#[test]
	fn proof_length_knows_its_limits() {
		assert_eq!(proof_length(0, 0), None);
		assert_eq!((proof_length(0, 1), proof_length(1, 1)), (Some(0), None));
		assert_eq!((proof_length(4, 5), proof_length(5, 5)), (Some(1), None));
		// As in a full tree of 2³², but for what moves up.
		assert_eq!(proof_length(0, u32::MAX), Some(32));
		assert_eq!(proof_length(u32::MAX - 1, u32::MAX), Some(31));
		assert_eq!(proof_length(u32::MAX, u32::MAX), None);
	}

	#[test]
	fn share_of_pot_refuses_more_than_was_proved() {
		assert_eq!(share_of_pot(100, 0, 0), None);
		assert_eq!(share_of_pot(100, 3, 2), None);
		assert_eq!(share_of_pot(100, 1, 3), Some(33));
		assert_eq!(share_of_pot(u128::MAX, Power::MAX, Power::MAX), Some(u128::MAX));
	}

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
		/// Against the proofs that the library makes.
		#[test]
		fn proof_length_is_that_of_a_proof(leaves in 1u32..400, leaf: prop::sample::Index) {
			let leaf = leaf.index(leaves as usize) as u32;
			let values: Vec<_> = (0..leaves).map(u32::to_le_bytes).collect();
			let proof = merkle_proof::<BlakeTwo256, _, _>(values, leaf);
			prop_assert_eq!(proof_length(leaf, leaves), Some(proof.proof.len() as u32));
		}

		#[test]
		fn proof_length_is_at_most_the_trees_height(leaves in 1u32.., leaf: u32) {
			let height = u32::BITS - (leaves - 1).leading_zeros();
			match proof_length(leaf, leaves) {
				Some(length) => prop_assert!(leaf < leaves && length <= height),
				None => prop_assert!(leaf >= leaves),
			}
		}

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

		/// Against 256-bit arithmetic, over the whole range of amounts and powers.
		#[test]
		fn share_of_pot_is_exact(amount: u128, a: u128, b: u128) {
			let (power, proved) = (a.min(b), a.max(b).max(1));
			let exact = U256::from(amount) * U256::from(power) / U256::from(proved);
			prop_assert_eq!(share_of_pot(amount, power, proved).map(U256::from), Some(exact));
		}

		/// However the proved power is split, the parts stay within the pot, and fall short of it by
		/// less than one planck each.
		#[test]
		fn parts_of_a_pot_stay_within_it(
			amount: u128,
			powers in proptest::collection::vec(0..u128::MAX / 32, 1..32),
		) {
			let proved: Power = powers.iter().sum();
			prop_assume!(proved > 0);
			let parts = powers.iter().map(|power| share_of_pot(amount, *power, proved).unwrap());
			let paid: U256 = parts.map(U256::from).fold(U256::zero(), |sum, part| sum + part);
			prop_assert!(paid <= U256::from(amount));
			prop_assert!(U256::from(amount) < paid + powers.len());
		}

		/// More power never earns less.
		#[test]
		fn share_of_pot_is_monotone(amount: u128, a: u128, b: u128, proved: u128) {
			let (small, large) = (a.min(b), a.max(b));
			let proved = proved.max(large).max(1);
			prop_assert!(share_of_pot(amount, small, proved) <= share_of_pot(amount, large, proved));
		}
	}
}
