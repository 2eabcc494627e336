//! A request on its way from the question to the result.

use super::{Balance, Blocks, Registration, SlashTerms};
use crate::consensus::{Outcome, Vote};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::Get, weights::Weight, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound,
	PartialEqNoBound,
};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::Perbill;
use vajra_primitives::service::{Answer, ConsumerId, ServiceId, ServiceResult, ServiceVersion};

/// A question.
#[derive(
	CloneNoBound,
	DebugNoBound,
	EqNoBound,
	PartialEqNoBound,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[scale_info(skip_type_params(MaxInput))]
pub enum Input<MaxInput: Get<u32>> {
	/// The question itself.
	Bytes(BoundedVec<u8, MaxInput>),
	/// Blake2-256 of a question that operators have from elsewhere. Who has not been told it cannot be
	/// told from who is silent: silence costs nobody anything.
	Hash(H256),
}

/// What is told of a result, and to whom.
#[derive(
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[scale_info(skip_type_params(MaxInput))]
pub struct Callback<MaxInput: Get<u32>> {
	/// Who hears of it.
	pub consumer: ConsumerId,
	/// What it is told besides.
	pub data: BoundedVec<u8, MaxInput>,
	/// What was prepaid for it.
	pub weight: Weight,
	/// How often it has failed.
	pub attempts: u32,
}

/// What an operator has said so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum SeatState {
	/// Nothing.
	Silent,
	/// It has committed to an answer.
	Committed(H256),
	/// It has answered.
	Answered {
		/// What.
		answer: Answer,
		/// How many reveals or reports came before.
		arrival: u32,
	},
}

/// An operator that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Seat<AccountId> {
	/// Who.
	pub operator: AccountId,
	/// Which registration of it.
	pub registration: Registration,
	/// What it had at stake when it was asked, planck.
	pub stake: Balance,
	/// What it has said.
	pub state: SeatState,
}

/// What can be done about a request now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum Phase {
	/// Operators commit.
	Commit,
	/// Operators reveal.
	Reveal,
	/// Answers are reported.
	Report,
	/// Nothing but to finalise it.
	Over,
}

/// How an operator is treated when a request is finalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
	/// It has its part of the fee.
	Paid,
	/// It gets nothing and loses nothing.
	Spared,
	/// It is slashed, as the result proves its answer wrong.
	Deviated,
	/// It is slashed, as it has not answered.
	Silent,
	/// It is slashed, as it has not revealed what it committed to.
	Withheld,
}

impl Treatment {
	/// What it costs: a share of what the operator had at stake when it was asked, `asked` planck, or, for
	/// silence, of what it has left of that, `now` planck: silences of one cause come many at once.
	/// Rounded up, against the operator.
	pub fn slash(self, slashes: &SlashTerms, asked: Balance, now: Balance) -> Balance {
		match self {
			Self::Paid | Self::Spared => 0,
			Self::Deviated => slashes.deviation.mul_ceil(asked),
			Self::Silent => slashes.silence.mul_ceil(asked.min(now)),
			Self::Withheld => slashes.deviation.max(slashes.silence).mul_ceil(asked),
		}
	}
}

/// An open request.
#[derive(
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[scale_info(skip_type_params(MaxOperators))]
pub struct Request<AccountId: Clone + core::fmt::Debug + Eq, MaxOperators: Get<u32>> {
	/// The service.
	pub service: ServiceId,
	/// The version whose rules it is made by.
	pub version: ServiceVersion,
	/// Who asks, and pays.
	pub consumer: AccountId,
	/// What a result costs, on hold, planck.
	pub fee: Balance,
	/// What the callback costs, on hold, planck.
	pub prepaid: Balance,
	/// The subscription that the fee came from.
	pub subscription: Option<Registration>,
	/// Whether operators commit and reveal; otherwise answers are reported.
	pub sealed: bool,
	/// Whether the question was given by its hash.
	pub hidden: bool,
	/// The block in which it was made.
	pub asked_at: Blocks,
	/// The last block for commitments, or for reports.
	pub commit_until: Blocks,
	/// The last block for reveals, or for reports.
	pub answer_until: Blocks,
	/// Reveals or reports so far.
	pub arrivals: u32,
	/// What all reports were, in one hash.
	pub evidence: H256,
	/// Who was asked.
	pub panel: BoundedVec<Seat<AccountId>, MaxOperators>,
}

impl<AccountId: Clone + core::fmt::Debug + Eq, Max: Get<u32>> Request<AccountId, Max> {
	/// What can be done in block `now`. Commitments are taken in the block of the request and in those
	/// up to `commit_until`; reveals in the blocks after it up to `answer_until`, and before it once all
	/// have committed, as then nobody can copy any more. It is over when nobody can answer any more.
	pub fn phase(&self, now: Blocks) -> Phase {
		let any =
			|wanted: fn(&SeatState) -> bool| self.panel.iter().any(|seat| wanted(&seat.state));
		let silent = any(|state| matches!(state, SeatState::Silent));
		let committed = any(|state| matches!(state, SeatState::Committed(_)));
		match () {
			_ if now > self.answer_until => Phase::Over,
			_ if !self.sealed && silent => Phase::Report,
			_ if self.sealed && silent && now <= self.commit_until => Phase::Commit,
			_ if self.sealed && committed => Phase::Reveal,
			_ => Phase::Over,
		}
	}

	/// The place of an operator in the panel.
	pub fn seat_of(&self, operator: &AccountId) -> Option<usize> {
		self.panel.iter().position(|seat| seat.operator == *operator)
	}

	/// The answers so far.
	pub fn votes(&self) -> Vec<Vote> {
		let seats = (0..).zip(&self.panel);
		seats
			.filter_map(|(seat, Seat { state, .. })| match *state {
				SeatState::Answered { answer, arrival } => Some(Vote { seat, answer, arrival }),
				_ => None,
			})
			.collect()
	}

	/// Whether all could see the question, and so many have answered, or committed, that silence is the
	/// silent ones' fault.
	pub fn is_witnessed(&self, witnesses: Perbill) -> bool {
		if self.hidden {
			return false;
		}
		let there = self.panel.iter().filter(|seat| seat.state != SeatState::Silent).count();
		there > 0 && there as u64 >= witnesses.mul_ceil(self.panel.len() as u64)
	}

	/// How each operator is treated. `needs_all` says whether the result needed everybody's answer.
	pub fn treatments(
		&self,
		outcome: &Outcome,
		needs_all: bool,
		witnesses: Perbill,
	) -> Vec<Treatment> {
		let witnessed = self.is_witnessed(witnesses);
		let excused = matches!(outcome, Outcome::Result { .. }) && !needs_all;
		let treat = |(place, seat): (u32, &Seat<AccountId>)| match seat.state {
			SeatState::Answered { .. } => match outcome {
				Outcome::Result { honest, .. } if honest.contains(&place) => Treatment::Paid,
				Outcome::Result { deviating, .. } if deviating.contains(&place) => {
					Treatment::Deviated
				}
				_ => Treatment::Spared,
			},
			// Who has committed could have answered; a lie that would not have won is kept back, too.
			SeatState::Committed(_) => Treatment::Withheld,
			SeatState::Silent if witnessed && !excused => Treatment::Silent,
			SeatState::Silent => Treatment::Spared,
		};
		(0..).zip(&self.panel).map(treat).collect()
	}
}

/// An operator's answer, with its signature of the `Observation` of `vajra-primitives`.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct SignedObservation<AccountId, Signature> {
	/// Who answers.
	pub operator: AccountId,
	/// What.
	pub answer: Answer,
	/// Its signature.
	pub signature: Signature,
}

/// What came of a request, kept for a while.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Settled<AccountId> {
	/// The service.
	pub service: ServiceId,
	/// The version that it was asked by.
	pub version: ServiceVersion,
	/// Who asked.
	pub consumer: AccountId,
	/// The result.
	pub result: ServiceResult,
	/// How many were asked.
	pub asked: u32,
	/// How many answered.
	pub answered: u32,
	/// How many of those are paid.
	pub confirmed: u32,
	/// Hash over all reports: each is hashed with that of those before it, from zero on, as
	/// `blake2_256(before ++ observations)`, of which those are left out whose operator had answered
	/// before. The reports themselves are in the blocks.
	pub evidence: H256,
	/// When it was finalised.
	pub at: Blocks,
}
