//! Whatever comes first.

use super::{Outcome, Vote};
use alloc::{vec, vec::Vec};
use vajra_primitives::service::NoResult;

/// The answer that came first, and among those of one report the one of the first seat, which has the
/// most at stake. Only its operator is paid, and nobody deviates.
pub fn first(votes: &[Vote]) -> Outcome {
	match votes.iter().min_by_key(|vote| (vote.arrival, vote.seat)) {
		Some(vote) => {
			Outcome::Result { value: vote.answer, honest: vec![vote.seat], deviating: Vec::new() }
		}
		None => Outcome::NoResult(NoResult::TooFew),
	}
}
