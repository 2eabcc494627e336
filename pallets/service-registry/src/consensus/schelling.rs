//! What everybody expects everybody else to say.

use super::{divide, is_quorum, median_of, numbers, Outcome, Vote};
use alloc::vec::Vec;
use vajra_primitives::service::{Answer, NoResult};

/// The median of all numbers, if at least a quorum of them are within the tolerance of it. Those are
/// paid, and the others deviate. Without such a quorum nobody is proved wrong.
pub fn schelling(votes: &[Vote], quorum: u32, tolerance: u128) -> Outcome {
	let mut numbers = numbers(votes);
	if !is_quorum(numbers.len(), quorum) {
		return Outcome::NoResult(NoResult::TooFew);
	}
	numbers.sort_unstable();
	let ascending: Vec<i128> = numbers.iter().map(|(number, _)| *number).collect();
	let Some(value) = median_of(&ascending) else {
		return Outcome::NoResult(NoResult::TooFew);
	};
	let (honest, deviating) = divide(&numbers, |number| number.abs_diff(value) <= tolerance);
	if honest.is_empty() || !is_quorum(honest.len(), quorum) {
		return Outcome::NoResult(NoResult::NoAgreement);
	}
	Outcome::Result { value: Answer::Number(value), honest, deviating }
}
