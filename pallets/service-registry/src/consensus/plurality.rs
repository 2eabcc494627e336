//! Equal answers.

use super::{divide, is_quorum, Outcome, Vote};
use alloc::vec::Vec;
use vajra_primitives::service::{Answer, NoResult};

/// The answer that most have given, if at least a quorum have; those who have given another one deviate.
///
/// As nothing but equal answers of a quorum makes a result, fewer than a quorum cannot make theirs the
/// result, however the others' are scattered. If two answers are given by as many, and by a quorum, it
/// is a tie, which proves nobody wrong.
pub fn plurality(votes: &[Vote], quorum: u32) -> Outcome {
	if votes.is_empty() || !is_quorum(votes.len(), quorum) {
		return Outcome::NoResult(NoResult::TooFew);
	}
	let mut answers: Vec<(Answer, u32)> =
		votes.iter().map(|vote| (vote.answer, vote.seat)).collect();
	answers.sort_unstable();
	let (mut best, mut most, mut tie) = (None, 0, false);
	for group in answers.chunk_by(|one, other| one.0 == other.0) {
		tie = group.len() == most || (tie && group.len() < most);
		if group.len() > most {
			most = group.len();
			best = group.first().map(|(answer, _)| *answer);
		}
	}
	match best {
		Some(value) if is_quorum(most, quorum) && !tie => {
			let (honest, deviating) = divide(&answers, |answer| answer == value);
			Outcome::Result { value, honest, deviating }
		}
		_ if is_quorum(most, quorum) => Outcome::NoResult(NoResult::Tie),
		_ => Outcome::NoResult(NoResult::NoAgreement),
	}
}
