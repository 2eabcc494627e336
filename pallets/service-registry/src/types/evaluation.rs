//! Evaluators, and what they find.

use super::{Balance, Blocks, EvaluationTerms, Registration};
use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{
	traits::Get, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::{traits::Saturating, Perbill};
use vajra_primitives::service::ServiceId;

/// An account that tests services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Evaluator {
	/// What tells it from an earlier evaluator of the same account.
	pub registration: Registration,
	/// What is on hold, planck.
	pub stake: Balance,
	/// Open evaluations that refer to it.
	pub open: u32,
	/// The first block in which the stake can be withdrawn, if it has left.
	pub leaving: Option<Blocks>,
	/// What slashes should have taken, and was not there, planck.
	pub shortfall: Balance,
}

/// What an evaluator has said so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum BallotState {
	/// It has committed to a score.
	Committed(H256),
	/// It has revealed its score.
	Revealed(Perbill),
}

/// An evaluator's part in an evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Ballot<AccountId> {
	/// Who.
	pub evaluator: AccountId,
	/// What it had at stake when it committed, planck.
	pub stake: Balance,
	/// What it has said.
	pub state: BallotState,
}

/// A test of a service, or of one of its operators.
#[derive(
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[scale_info(skip_type_params(MaxEvaluators))]
pub struct Evaluation<AccountId: Clone + core::fmt::Debug + Eq, MaxEvaluators: Get<u32>> {
	/// Who pays for it.
	pub opener: AccountId,
	/// The service.
	pub service: ServiceId,
	/// The operator, with its registration; all of the service otherwise.
	pub operator: Option<(AccountId, Registration)>,
	/// What evaluators share, on hold in the opener's account, planck.
	pub bounty: Balance,
	/// The last block for commitments.
	pub commit_until: Blocks,
	/// The last block for reveals.
	pub reveal_until: Blocks,
	/// Who takes part.
	pub ballots: BoundedVec<Ballot<AccountId>, MaxEvaluators>,
}

/// What comes of an evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
	/// The score, if enough agree.
	pub score: Option<Perbill>,
	/// For each ballot, whether it agrees.
	pub agrees: Vec<bool>,
	/// For each ballot, whether it is slashed.
	pub slashed: Vec<bool>,
}

impl<AccountId: Clone + core::fmt::Debug + Eq, Max: Get<u32>> Evaluation<AccountId, Max> {
	/// The score is the median of those revealed, the lower one of two, if at least a quorum of them
	/// are close to it. Then those further away are slashed; those who did not reveal always are.
	pub fn judge(&self, terms: &EvaluationTerms) -> Judgement {
		let score_of = |ballot: &Ballot<AccountId>| match ballot.state {
			BallotState::Revealed(score) => Some(score),
			BallotState::Committed(_) => None,
		};
		let mut scores: Vec<_> = self.ballots.iter().filter_map(score_of).collect();
		scores.sort_unstable();
		let middle = scores.len().saturating_sub(1) / 2;
		let median = scores.get(middle).copied();
		let close = |score: Perbill| {
			median.is_some_and(|median| {
				score.max(median).saturating_sub(score.min(median)) <= terms.tolerance
			})
		};
		let count = scores.iter().filter(|score| close(**score)).count();
		let decided = count > 0 && count >= terms.quorum as usize;
		let agrees: Vec<_> =
			self.ballots.iter().map(|one| decided && score_of(one).is_some_and(close)).collect();
		let slashed = self.ballots.iter().map(|one| match score_of(one) {
			Some(score) => decided && !close(score),
			None => true,
		});
		let slashed = slashed.collect();
		Judgement { score: median.filter(|_| decided), agrees, slashed }
	}

	/// The place of an evaluator's ballot.
	pub fn ballot_of(&self, evaluator: &AccountId) -> Option<usize> {
		self.ballots.iter().position(|ballot| ballot.evaluator == *evaluator)
	}
}
