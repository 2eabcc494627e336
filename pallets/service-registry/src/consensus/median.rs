//! The median, with the highest and the lowest dropped.

use super::{divide, is_quorum, numbers, Outcome, Vote};
use alloc::vec::Vec;
use vajra_primitives::service::{Answer, NoResult};

/// Fewer answers than this have no middle once the highest and the lowest are dropped.
pub(super) const LEAST: u32 = 3;

/// Of at least three numbers, and at least a quorum of them, drops the highest and the lowest, and takes
/// the median of the others: the middle one, or what is halfway between the two in the middle, rounded
/// towards zero. It lies between two honest answers as long as fewer than half of the answers lie.
///
/// With a `limit`, answers further away than that deviate; a dropped one that is close enough does not.
pub fn median(votes: &[Vote], quorum: u32, limit: Option<u128>) -> Outcome {
	let mut numbers = numbers(votes);
	numbers.sort_unstable();
	let kept = match &numbers[..] {
		[_, kept @ .., _] if is_quorum(numbers.len(), quorum.max(LEAST)) => kept,
		_ => return Outcome::NoResult(NoResult::TooFew),
	};
	let kept: Vec<i128> = kept.iter().map(|(number, _)| *number).collect();
	let Some(value) = median_of(&kept) else {
		return Outcome::NoResult(NoResult::TooFew);
	};
	let close = |number: i128| limit.is_none_or(|limit| number.abs_diff(value) <= limit);
	let (honest, deviating) = divide(&numbers, close);
	Outcome::Result { value: Answer::Number(value), honest, deviating }
}

/// The median of ascending numbers: the middle one, or what is halfway between the two in the middle,
/// rounded towards zero. `None` of none.
pub fn median_of(ascending: &[i128]) -> Option<i128> {
	let last = ascending.len().checked_sub(1)?;
	let low = ascending.get(last / 2)?;
	let high = ascending.get(last.div_ceil(2))?;
	Some(low.midpoint(*high))
}
