//! What a chain's governance decides.

use super::{Balance, Blocks};
use frame_support::weights::Weight;
use sp_runtime::Perbill;

/// What services, operators and consumers agree to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServiceTerms {
	/// What a service's owner puts on hold for its records, planck.
	pub deposit: Balance,
	/// Least stake that a service may ask of its operators, planck.
	pub min_stake: Balance,
	/// Least price of a call, of a block of a session, and of an evaluation, planck.
	pub min_price: Balance,
	/// Least part of what a service earns that is burned or the treasury's. That is what a service
	/// cannot pay to itself, and so what a reputation costs.
	pub min_common: Perbill,
	/// Shortest window for commitments, reveals or reports, blocks.
	pub min_window: Blocks,
	/// The longest one.
	pub max_window: Blocks,
	/// Longest subscription or session, blocks.
	pub max_period: Blocks,
	/// Blocks that an operator's or evaluator's stake waits after it has left.
	pub leave_delay: Blocks,
	/// Blocks for which a result is kept, and its callback can be tried again.
	pub retention: Blocks,
	/// What operators lose.
	pub slashes: SlashTerms,
	/// Callbacks.
	pub callbacks: CallbackTerms,
	/// Reputations.
	pub reputation: ReputationTerms,
	/// Evaluations.
	pub evaluation: EvaluationTerms,
}

/// What operators lose, as shares of what they had at stake when the request was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlashTerms {
	/// For an answer that the result proves wrong.
	pub deviation: Perbill,
	/// For no answer, of what is left of the stake. A commitment that is not revealed costs as much as a
	/// wrong answer, or as silence where that is more.
	pub silence: Perbill,
	/// Share of those asked who must have answered, or committed, before silence is the silent one's
	/// fault. A question that most cannot answer costs nobody anything.
	pub witnesses: Perbill,
}

/// What callbacks may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallbackTerms {
	/// Most that one may weigh.
	pub max_weight: Weight,
	/// How often one is tried.
	pub attempts: u32,
}

/// How reputations come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReputationTerms {
	/// Blocks after which what was done counts half.
	pub half_life: Blocks,
	/// Value that stands between nothing done and a good name: a score is what was done well of all
	/// that was done and this, planck.
	pub doubt: Balance,
}

/// How evaluations are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvaluationTerms {
	/// Least stake of an evaluator, planck.
	pub min_stake: Balance,
	/// Blocks in which scores are committed to.
	pub commit: Blocks,
	/// Blocks in which they are revealed.
	pub reveal: Blocks,
	/// How many scores must agree.
	pub quorum: u32,
	/// How far from the median a score may be.
	pub tolerance: Perbill,
	/// Share of its stake that an evaluator loses for a score that is further away, or not revealed.
	pub slash: Perbill,
}
