//! How many answers become one: strategies as pure functions.
//!
//! What comes out never depends on the order in which answers are given to a strategy. An answer's
//! [arrival](Vote::arrival) is part of it; only [`first`] looks at it.

mod first;
mod median;
mod plurality;
mod schelling;

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use vajra_primitives::service::{Answer, AnswerKind, NoResult};

pub use first::first;
pub use median::{median, median_of};
pub use plurality::plurality;
pub use schelling::schelling;

/// One operator's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vote {
	/// Its place in the panel, from 0 on.
	pub seat: u32,
	/// Its answer.
	pub answer: Answer,
	/// How many reveals or reports came before.
	pub arrival: u32,
}

/// What came of the answers. Seats ascend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
	/// There is a result.
	Result {
		/// It.
		value: Answer,
		/// Who has earned a part of the fee.
		honest: Vec<u32>,
		/// Whose answers it proves wrong. Who is in neither list gets nothing and loses nothing.
		deviating: Vec<u32>,
	},
	/// There is none.
	NoResult(NoResult),
}

/// A way to make one result of many answers.
pub trait ConsensusStrategy {
	/// Whether it is fit for a service: its parameters are sound, it can compare answers of this kind,
	/// and it works with this quorum, and with answers that are hidden until all have been given, or
	/// are not.
	fn is_fit(&self, kind: AnswerKind, sealed: bool, quorum: u32) -> bool;

	/// How many operators a request takes at least.
	fn least_panel(&self, quorum: u32) -> u32;

	/// Whether every operator has to answer. Otherwise the request can be finalised as soon as there is
	/// an answer, and nobody is blamed for being slower.
	fn needs_all(&self) -> bool;

	/// Makes the result. Answers are of a kind that it is fit for, each of another seat.
	fn resolve(&self, votes: &[Vote], quorum: u32) -> Outcome;
}

/// The strategies that are built in.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Standard {
	/// [`plurality`]: equal answers of at least a quorum.
	Plurality,
	/// [`median`] of at least a quorum of numbers.
	Median {
		/// How far from the result an answer may be. Without it nobody deviates.
		limit: Option<u128>,
	},
	/// [`schelling`]: at least a quorum of numbers close to their median.
	Schelling {
		/// How close.
		tolerance: u128,
	},
	/// [`first`]: whatever comes first.
	First,
}

impl ConsensusStrategy for Standard {
	fn is_fit(&self, kind: AnswerKind, sealed: bool, quorum: u32) -> bool {
		quorum > 0
			&& match self {
				Self::Plurality => true,
				Self::Median { .. } | Self::Schelling { .. } => kind == AnswerKind::Number,
				// Where answers are hidden, the first to be revealed is not the first that was given.
				Self::First => !sealed && quorum == 1,
			}
	}

	fn least_panel(&self, quorum: u32) -> u32 {
		match self {
			Self::Median { .. } => quorum.max(median::LEAST),
			Self::Plurality | Self::Schelling { .. } | Self::First => quorum,
		}
	}

	fn needs_all(&self) -> bool {
		!matches!(self, Self::First)
	}

	fn resolve(&self, votes: &[Vote], quorum: u32) -> Outcome {
		match self {
			Self::Plurality => plurality(votes, quorum),
			Self::Median { limit } => median(votes, quorum, *limit),
			Self::Schelling { tolerance } => schelling(votes, quorum, *tolerance),
			Self::First => first(votes),
		}
	}
}

/// The numbers among the answers, with their seats.
fn numbers(votes: &[Vote]) -> Vec<(i128, u32)> {
	let number = |vote: &Vote| match vote.answer {
		Answer::Number(number) => Some((number, vote.seat)),
		Answer::Hash(_) => None,
	};
	votes.iter().filter_map(number).collect()
}

/// Seats in two lists, by whether they pass, each ascending.
fn divide<A: Copy>(votes: &[(A, u32)], passes: impl Fn(A) -> bool) -> (Vec<u32>, Vec<u32>) {
	let mut lists: (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
	for (answer, seat) in votes {
		let list = if passes(*answer) { &mut lists.0 } else { &mut lists.1 };
		list.push(*seat);
	}
	lists.0.sort_unstable();
	lists.1.sort_unstable();
	lists
}

/// Whether there are at least as many as a quorum.
fn is_quorum(count: usize, quorum: u32) -> bool {
	u32::try_from(count).is_ok_and(|count| count >= quorum)
}
