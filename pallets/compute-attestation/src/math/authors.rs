//! How often each validator makes blocks, from the compute proved for it.

use crate::EqualReason;
use alloc::vec::Vec;
use sp_runtime::Perbill;
use vajra_primitives::Power;

/// Largest weight. Sums of weights stay far within the 64 bits that BABE gives them.
const MAX_WEIGHT: u128 = u32::MAX as u128;

/// Weights of block authors in proportion to their proved `powers`, none with a share above
/// `max_share`.
///
/// - Weights come in the order of `powers`, one each, all from 1 on: a power of zero, or one too
///   small for the scale, weighs 1.
/// - Powers are cut at one level (water-filling), so that what is above it is spread over the
///   others in proportion to their powers. The level is the highest at which no share of the
///   *resulting* weights exceeds `max_share`; this holds exactly, in integers.
/// - Ratios of weights that were not cut are those of the powers, up to rounding down to
///   1/2³² of the largest weight.
///
/// `Err` where weights can or should not differ: every author then weighs the same.
pub fn author_weights(powers: &[Power], max_share: Perbill) -> Result<Vec<u32>, EqualReason> {
	let cap = Cap::new(powers.len(), max_share).ok_or(EqualReason::SetTooSmall)?;
	let largest = powers.iter().copied().max().unwrap_or_default();
	if largest == 0 {
		return Err(EqualReason::PowerCollapsed);
	}
	if powers.iter().all(|power| *power == largest) {
		return Err(EqualReason::PowerEqual);
	}
	let weights = cap.cut(cap.scale(powers, largest));
	// Nothing is above `MAX_WEIGHT`, so nothing saturates.
	Ok(weights.into_iter().map(|weight| u32::try_from(weight).unwrap_or(u32::MAX)).collect())
}

/// Lifts weights to at least one sixteenth of an equal share of what they add up to before.
///
/// Weights only change with new blocks. If all proved compute stood behind a few validators and
/// these went down, the others, with weights next to nothing, would not make the blocks that it
/// takes to weigh them again. Finality survives the loss of a third of the validators; so must
/// the making of blocks. What is lifted takes from the others in proportion, so that no capped share
/// grows.
pub fn lift(weights: Vec<u32>) -> Vec<u32> {
	const PART: u64 = 16;
	let total: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
	let parts = (weights.len() as u64).saturating_mul(PART);
	let least = total.checked_div(parts).unwrap_or_default();
	let least = u32::try_from(least).unwrap_or(u32::MAX);
	weights.into_iter().map(|weight| weight.max(least)).collect()
}

/// A number as a fraction.
#[derive(Clone, Copy)]
struct Ratio {
	numerator: u128,
	denominator: u128,
}

/// The largest share that one author may have, in a set where it can be kept.
#[derive(Clone, Copy)]
struct Cap {
	/// The share, in parts of [`Cap::WHOLE`].
	share: u128,
}

impl Cap {
	/// All shares together.
	const WHOLE: u128 = Perbill::from_percent(100).deconstruct() as u128;

	/// `None` where shares of `authors` that add up to the whole cannot all be at most `max_share`,
	/// or only if all are equal.
	fn new(authors: usize, max_share: Perbill) -> Option<Self> {
		let share = u128::from(max_share.deconstruct());
		let authors = u128::try_from(authors).ok()?;
		(authors.checked_mul(share)? > Self::WHOLE).then_some(Self { share })
	}

	/// The level that values are cut at, `None` if no value's share exceeds the cap.
	///
	/// With the `k` largest values cut to a level L and the others adding up to `rest`, the cap is
	/// met exactly where `L = share · (k · L + rest)`, that is `L = share · rest / (1 − k · share)`.
	/// The least `k` for which no other value is above L is the one. It is found before `k · share`
	/// reaches the whole: when no more than one share is left, L is at least `rest`.
	///
	/// Values are below 2⁶⁴, the share below 2³⁰: with up to 2³² values nothing leaves 128 bits.
	fn level(&self, values: &[u128]) -> Option<Ratio> {
		let mut descending = values.to_vec();
		descending.sort_unstable_by(|a, b| b.cmp(a));
		let mut rest: u128 = descending.iter().sum();
		let mut left = Self::WHOLE;
		for value in descending {
			let level = Ratio { numerator: self.share.saturating_mul(rest), denominator: left };
			if value.saturating_mul(left) <= level.numerator {
				return (left < Self::WHOLE).then_some(level);
			}
			rest = rest.saturating_sub(value);
			left = left.saturating_sub(self.share);
		}
		None
	}

	/// Brings powers to the scale of weights: the level that they will be cut at becomes
	/// [`MAX_WEIGHT`], so that one giant does not crush the differences between the others.
	fn scale(&self, powers: &[Power], largest: Power) -> Vec<u128> {
		// 64 leading bits are plenty.
		let surplus = (u128::BITS - largest.leading_zeros()).saturating_sub(u64::BITS);
		let values: Vec<u128> = powers.iter().map(|power| power >> surplus).collect();
		let top =
			self.level(&values).unwrap_or(Ratio { numerator: largest >> surplus, denominator: 1 });
		let scaled = |value: u128| {
			// At most 64 + 32 + 30 bits.
			let weight = value.saturating_mul(MAX_WEIGHT).saturating_mul(top.denominator);
			// A level of zero is below all powers but those of zero.
			weight.checked_div(top.numerator).unwrap_or(weight).clamp(1, MAX_WEIGHT)
		};
		values.into_iter().map(scaled).collect()
	}

	/// Cuts weights at their level, and multiplies all so that the level comes close to
	/// [`MAX_WEIGHT`].
	///
	/// With an integer factor `g`, uncut weights become `g · w ≤ ⌊g · L⌋`, cut ones `c = ⌊g · L⌋`;
	/// from `c · (1 − k · share) ≤ share · g · rest` follows `c ≤ share · (k · c + g · rest)`: the
	/// cap holds without any rounding error.
	fn cut(&self, weights: Vec<u128>) -> Vec<u128> {
		let Some(level) = self.level(&weights) else { return weights };
		let factor = MAX_WEIGHT
			.saturating_mul(level.denominator)
			.checked_div(level.numerator)
			.map_or(1, |factor| factor.max(1));
		let highest = factor
			.saturating_mul(level.numerator)
			.checked_div(level.denominator)
			.map_or(1, |highest| highest.max(1));
		weights.into_iter().map(|weight| weight.saturating_mul(factor).min(highest)).collect()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::{collection::vec, prelude::*};

	const THIRD: Perbill = Perbill::from_parts(333_333_333);

	/// Shares of the whole, in parts of a billion, rounded to the nearest.
	fn shares(weights: &[u32]) -> Vec<u64> {
		let total: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
		let billion = |weight: &u32| (u64::from(*weight) * 1_000_000_000 + total / 2) / total;
		weights.iter().map(billion).collect()
	}

	/// Whether no weight's share of the sum exceeds the cap, in integers.
	fn is_kept(cap: Perbill, weights: &[u32]) -> bool {
		let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
		let cap = u128::from(cap.deconstruct());
		weights.iter().all(|weight| u128::from(*weight) * Cap::WHOLE <= cap * total)
	}

	#[test]
	fn one_two_three_six_becomes_one_two_three_three_with_a_third() {
		let weights = author_weights(&[1, 2, 3, 6], THIRD).unwrap();
		assert!(is_kept(THIRD, &weights));
		for (share, ninths) in shares(&weights).into_iter().zip([1u64, 2, 3, 3]) {
			// A third of a billion is rounded down, which moves the others up.
			assert!(share.abs_diff(ninths * 1_000_000_000 / 9) <= 2, "{share}");
		}
	}

	#[test]
	fn one_two_three_six_stays_without_a_cap() {
		let weights = author_weights(&[1, 2, 3, 6], Perbill::one()).unwrap();
		assert_eq!(weights, [u32::MAX / 6, u32::MAX / 3, u32::MAX / 2, u32::MAX]);
	}

	#[test]
	fn order_is_that_of_the_powers() {
		let weights = author_weights(&[6, 1, 3, 2], Perbill::one()).unwrap();
		assert_eq!(weights, [u32::MAX, u32::MAX / 6, u32::MAX / 2, u32::MAX / 3]);
	}

	#[test]
	fn what_is_above_the_cap_goes_to_those_without_power_if_there_are_no_others() {
		let weights = author_weights(&[0, 7, 0, 0], THIRD).unwrap();
		assert!(is_kept(THIRD, &weights));
		let shares = shares(&weights);
		assert!(shares[1].abs_diff(333_333_333) <= 1, "{shares:?}");
		assert_eq!((shares[0], shares[2], shares[3]), (222_222_222, 222_222_222, 222_222_222));
	}

	#[test]
	fn three_of_four_share_what_a_cap_of_a_third_leaves() {
		let weights = author_weights(&[5, 4, 9, 0], THIRD).unwrap();
		assert!(is_kept(THIRD, &weights));
		// Three thirds in billionths leave a billionth.
		assert_eq!(shares(&weights), [333_333_333, 333_333_333, 333_333_333, 1]);
	}

	#[test]
	fn powers_of_zero_weigh_one() {
		assert_eq!(
			author_weights(&[0, 9, 0, 9], Perbill::one()),
			Ok(vec![1, u32::MAX, 1, u32::MAX])
		);
	}

	#[test]
	fn giant_does_not_crush_the_others() {
		let weights = author_weights(&[1, 2, 3, 5, Power::from(u64::MAX)], THIRD).unwrap();
		assert!(is_kept(THIRD, &weights));
		let (giant, others) = weights.split_last().unwrap();
		assert!(giant > &others[3]);
		let unit = others[0];
		for (weight, times) in others.iter().zip([1u32, 2, 3, 5]) {
			assert!(weight.abs_diff(unit * times) <= times, "{weights:?}");
		}
	}

	#[test]
	fn extremes_stay_in_range() {
		let powers = [Power::MAX, 1, Power::MAX - 1, 0, Power::MAX / 2];
		for share in [THIRD, Perbill::from_percent(21), Perbill::one()] {
			let weights = author_weights(&powers, share).unwrap();
			assert!(is_kept(share, &weights), "{share:?}: {weights:?}");
			assert!(weights.iter().all(|weight| *weight > 0));
		}
	}

	#[test]
	fn set_too_small_for_the_cap_is_told() {
		let small = Err(EqualReason::SetTooSmall);
		assert_eq!(author_weights(&[], Perbill::one()), small);
		assert_eq!(author_weights(&[5], Perbill::one()), small);
		assert_eq!(author_weights(&[1, 2, 3], THIRD), small);
		assert_eq!(author_weights(&[1, 2, 3, 4], Perbill::from_percent(25)), small);
		assert_eq!(author_weights(&[1, 2, 3, 4], Perbill::zero()), small);
		assert!(author_weights(&[1, 2, 3, 4], Perbill::from_parts(250_000_001)).is_ok());
	}

	#[test]
	fn collapse_and_equality_are_told() {
		assert_eq!(author_weights(&[0; 4], THIRD), Err(EqualReason::PowerCollapsed));
		assert_eq!(author_weights(&[8; 4], THIRD), Err(EqualReason::PowerEqual));
		assert_eq!(author_weights(&[Power::MAX; 4], THIRD), Err(EqualReason::PowerEqual));
	}

	#[test]
	fn lift_leaves_one_two_three_six_alone() {
		for cap in [THIRD, Perbill::one()] {
			let weights = author_weights(&[1, 2, 3, 6], cap).unwrap();
			assert_eq!(lift(weights.clone()), weights);
		}
		assert!(lift(vec![]).is_empty());
	}

	/// All compute stands behind a few of 21 validators; finality can lose six.
	#[test]
	fn lifted_validators_make_blocks_when_those_with_all_compute_are_down() {
		for backed in [3, 6] {
			let mut powers = vec![0; 21];
			powers[..backed].fill(1_000);
			let weights = lift(author_weights(&powers, THIRD).unwrap());
			let rest: u64 = shares(&weights)[backed..].iter().sum();
			// Of 3 s slots with c = 1/2: at least one block in two minutes.
			assert!(rest > 25_000_000, "{rest} parts in a billion");
		}
	}

	/// Powers of all magnitudes, zeros and repetitions among them.
	fn powers() -> impl Strategy<Value = Vec<Power>> {
		let power = prop_oneof![
			1 => Just(0),
			2 => 1..10u128,
			4 => (any::<u128>(), 0..128u32).prop_map(|(bits, shift)| bits >> shift),
		];
		vec(power, 2..60)
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(2_000))]

		#[test]
		fn cap_holds_exactly(powers in powers(), parts in 1..=1_000_000_000u32) {
			let cap = Perbill::from_parts(parts);
			if let Ok(weights) = author_weights(&powers, cap) {
				prop_assert_eq!(weights.len(), powers.len());
				prop_assert!(weights.iter().all(|weight| *weight > 0));
				prop_assert!(is_kept(cap, &weights), "{:?}", weights);
			}
		}

		/// The cap takes no more than it must: the cut ones have it, up to rounding and to the ones
		/// that stand for zeros, of 60 · 2⁻³² at most.
		#[test]
		fn cap_is_used_up(powers in powers(), percent in 1..=100u32) {
			const TOLERANCE: u64 = 20;
			let cap = Perbill::from_percent(percent);
			let Ok(weights) = author_weights(&powers, cap) else { return Ok(()) };
			let Ok(free) = author_weights(&powers, Perbill::one()) else { return Ok(()) };
			if is_kept(cap, &free) {
				for (share, free) in shares(&weights).into_iter().zip(shares(&free)) {
					prop_assert!(share.abs_diff(free) <= TOLERANCE, "{:?}", weights);
				}
			} else {
				let highest = shares(&weights).into_iter().max().unwrap();
				let cap = u64::from(cap.deconstruct());
				prop_assert!(highest.abs_diff(cap) <= TOLERANCE, "{:?}", weights);
			}
		}

		#[test]
		fn order_of_powers_is_kept(powers in powers(), percent in 1..=100u32) {
			if let Ok(weights) = author_weights(&powers, Perbill::from_percent(percent)) {
				let mut pairs: Vec<_> = powers.iter().zip(&weights).collect();
				pairs.sort();
				for pair in pairs.windows(2) {
					prop_assert!(pair[0].1 <= pair[1].1);
					prop_assert!(pair[0].0 < pair[1].0 || pair[0].1 == pair[1].1);
				}
			}
		}

		/// Powers below 2³², so that the ratios can be compared exactly: w / v = p / q up to the
		/// rounding of both weights.
		#[test]
		fn ratios_of_uncut_weights_are_kept(
			powers in vec(1..1u128 << 32, 2..40),
			percent in 1..=100u32,
		) {
			let Ok(weights) = author_weights(&powers, Perbill::from_percent(percent)) else {
				return Ok(());
			};
			let highest = weights.iter().max().unwrap();
			let uncut: Vec<_> =
				powers.iter().zip(&weights).filter(|(_, weight)| *weight < highest).collect();
			// A weight is a power scaled, rounded down, and multiplied by a small factor.
			let slack = u128::from(u32::MAX / highest) + 2;
			for (p, w) in &uncut {
				for (q, v) in &uncut {
					let (w, v) = (u128::from(**w), u128::from(**v));
					prop_assert!(
						(w * **q).abs_diff(v * **p) <= slack * (**p + **q),
						"{} {} {} {}", p, w, q, v
					);
				}
			}
		}

		#[test]
		fn lift_takes_from_the_others_in_proportion(
			powers in powers(),
			parts in 1..=1_000_000_000u32,
		) {
			let cap = Perbill::from_parts(parts);
			let Ok(weights) = author_weights(&powers, cap) else { return Ok(()) };
			let lifted = lift(weights.clone());
			prop_assert!(is_kept(cap, &lifted), "{:?}", lifted);
			let total: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
			let least = total / (16 * weights.len() as u64);
			for (weight, lifted) in weights.iter().zip(&lifted) {
				prop_assert_eq!(u64::from(*lifted), u64::from(*weight).max(least));
			}
		}

		#[test]
		fn permuted_powers_give_permuted_weights(
			(powers, order) in powers().prop_flat_map(|powers| {
				let order: Vec<usize> = (0..powers.len()).collect();
				(Just(powers), Just(order).prop_shuffle())
			}),
			percent in 1..=100u32,
		) {
			let cap = Perbill::from_percent(percent);
			let permuted: Vec<Power> = order.iter().map(|index| powers[*index]).collect();
			let expected = author_weights(&powers, cap)
				.map(|weights| order.iter().map(|index| weights[*index]).collect::<Vec<_>>());
			prop_assert_eq!(author_weights(&permuted, cap), expected);
		}

		#[test]
		fn scale_of_powers_does_not_matter(powers in vec(0..1u128 << 40, 2..40), percent in 1..=100u32) {
			let cap = Perbill::from_percent(percent);
			let doubled: Vec<Power> = powers.iter().map(|power| power << 7).collect();
			prop_assert_eq!(author_weights(&doubled, cap), author_weights(&powers, cap));
		}
	}
}
