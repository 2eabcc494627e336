//! AI services as the agent sees them: services, their operators, requests and results.

mod calls;
mod convert;
mod read;

pub use calls::{Asked, Finalised, Joined, Step, Stepped};

pub use vajra_primitives::service::{
	Answer, AnswerKind, NoResult, RequestId, ServiceId, ServiceResult, ServiceVersion,
};

use super::{AccountId, Balance, Share};
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// Name of the service pallet in the runtime.
pub const SERVICES: &str = "ServiceRegistry";

/// A block's number, or a number of blocks, as the service pallet counts them.
pub type Blocks = u64;

/// What tells an operator from earlier ones of the same account.
pub type Registration = u64;

/// What a service wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceStatus {
	/// To be called.
	Active,
	/// No new customers for a while.
	Paused,
	/// No new customers ever again.
	Retired,
}

/// Who may be an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Admission {
	/// Whoever has the stake, as long as there is room.
	Open,
	/// Whom the owner approves of.
	Approved,
	/// Those with the most stake.
	Elected {
		/// How many of them.
		seats: u32,
	},
}

/// What a service costs, planck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pricing {
	/// A price for each request that has a result.
	PerCall {
		/// The price.
		price: Balance,
	},
	/// A price for a number of calls within a period.
	Subscription {
		/// The price of all of them.
		price: Balance,
		/// Blocks.
		period: Blocks,
		/// How many.
		quota: u32,
	},
	/// A price for each block in which one operator is at the consumer's disposal.
	Session {
		/// The price of a block.
		price: Balance,
		/// Longest session, blocks.
		longest: Blocks,
	},
}

/// How operators answer, and how long they have, in blocks after that of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answering {
	/// By commitment and reveal.
	CommitReveal {
		/// Blocks for commitments.
		commit: Blocks,
		/// Blocks for reveals, after those.
		reveal: Blocks,
	},
	/// By signed reports.
	SignedReport {
		/// Blocks for reports.
		answer: Blocks,
	},
}

/// How answers become one result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consensus {
	/// Equal answers of at least a quorum.
	Plurality,
	/// The median, without the highest and the lowest; who is further away than the limit deviates.
	Median {
		/// How far away an answer may be.
		limit: Option<u128>,
	},
	/// The median, if a quorum is within the tolerance of it.
	Schelling {
		/// How close.
		tolerance: u128,
	},
	/// Whatever comes first.
	First,
}

/// Who gets what a service earns: exactly all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shares {
	/// The owner.
	pub owner: Share,
	/// The operators that the result confirms, in equal parts.
	pub operators: Share,
	/// The developer.
	pub developer: Share,
	/// The treasury.
	pub treasury: Share,
	/// Nobody.
	pub burned: Share,
}

/// What requests of one version are made by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
	/// What it costs.
	pub pricing: Pricing,
	/// How operators answer.
	pub answering: Answering,
	/// With what.
	pub kind: AnswerKind,
	/// How answers become a result.
	pub consensus: Consensus,
	/// How many answers, or equal answers, a result takes.
	pub quorum: u32,
	/// Who gets what it earns.
	pub shares: Shares,
	/// Who has the developer's share.
	pub developer: AccountId,
}

/// A version of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
	/// Its number.
	pub version: ServiceVersion,
	/// Blake2-256 of its schema in canonical form.
	pub fingerprint: H256,
	/// What it is called by.
	pub rules: Rules,
}

/// Where a service is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listing {
	/// What kind of service it is.
	pub category: String,
	/// What else it is found by.
	pub tags: Vec<String>,
}

/// A service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
	/// Who decides about it.
	pub owner: AccountId,
	/// What the owner wants.
	pub status: ServiceStatus,
	/// Where it is found.
	pub listing: Listing,
	/// Who may be an operator.
	pub admission: Admission,
	/// Least stake of an operator, planck.
	pub min_stake: Balance,
	/// The latest version.
	pub current: ServiceVersion,
	/// Records of operators, whatever they do.
	pub operators: u32,
	/// Open requests, subscriptions and sessions.
	pub users: u32,
	/// What evaluators found last.
	pub tested: Option<Share>,
}

/// A service that was found by a category or a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
	/// Its id.
	pub service: ServiceId,
	/// Its owner.
	pub owner: AccountId,
	/// Whether it takes new customers.
	pub status: ServiceStatus,
	/// Where it is found.
	pub listing: Listing,
	/// Its latest version.
	pub version: ServiceVersion,
	/// What that costs.
	pub pricing: Pricing,
	/// How many operators serve.
	pub operators: u32,
	/// How its requests went.
	pub score: Share,
}

/// Where an operator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OperatorStanding {
	/// It waits for the owner's approval.
	Pending,
	/// It serves.
	Serving,
	/// Its stake is too low to serve.
	Benched,
	/// It has left, and its stake waits.
	Leaving {
		/// The first block in which the stake can be withdrawn.
		until: Blocks,
	},
}

/// An operator of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
	/// What tells it from an earlier one of the same account.
	pub registration: Registration,
	/// What is on hold, planck.
	pub stake: Balance,
	/// Where it stands.
	pub standing: OperatorStanding,
	/// Open requests and sessions that refer to it.
	pub open: u32,
	/// What slashes did not find, planck.
	pub shortfall: Balance,
}

/// What an operator has said to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeatState {
	/// Nothing.
	Silent,
	/// It has committed to an answer.
	Committed(H256),
	/// It has answered.
	Answered(Answer),
}

/// An operator that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
	/// Who.
	pub operator: AccountId,
	/// What it had at stake when it was asked, planck.
	pub stake: Balance,
	/// What it has said.
	pub state: SeatState,
}

/// What can be done about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
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

/// An open request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
	/// The service.
	pub service: ServiceId,
	/// The version whose rules it is made by.
	pub version: ServiceVersion,
	/// Who asks.
	pub consumer: AccountId,
	/// What a result costs, planck.
	pub fee: Balance,
	/// Whether operators commit and reveal.
	pub sealed: bool,
	/// The block in which it was made.
	pub asked_at: Blocks,
	/// The last block for commitments, or for reports.
	pub commit_until: Blocks,
	/// The last block for reveals, or for reports.
	pub answer_until: Blocks,
	/// Who was asked, those with the most stake first.
	pub panel: Vec<Seat>,
}

impl Request {
	/// What can be done in block `now`, as the pallet has it.
	pub fn phase(&self, now: Blocks) -> Phase {
		let any =
			|wanted: fn(&SeatState) -> bool| self.panel.iter().any(|seat| wanted(&seat.state));
		let silent = any(|state| matches!(state, SeatState::Silent));
		let committed = any(|state| matches!(state, SeatState::Committed(_)));
		match () {
			() if now > self.answer_until => Phase::Over,
			() if !self.sealed && silent => Phase::Report,
			() if self.sealed && silent && now <= self.commit_until => Phase::Commit,
			() if self.sealed && committed => Phase::Reveal,
			() => Phase::Over,
		}
	}

	/// The place of an operator in the panel.
	pub fn seat_of(&self, operator: &AccountId) -> Option<usize> {
		self.panel.iter().position(|seat| seat.operator == *operator)
	}

	/// How many have answered.
	pub fn answered(&self) -> usize {
		let answered = |seat: &&Seat| matches!(seat.state, SeatState::Answered(_));
		self.panel.iter().filter(answered).count()
	}
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
	/// The question itself.
	Bytes(Vec<u8>),
	/// Blake2-256 of a question that operators have from elsewhere.
	Hash(H256),
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
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
	/// Hash over all reports.
	pub evidence: H256,
	/// The block in which it was finalised.
	pub at: Blocks,
}

/// An operator's answer with its signature of the `Observation` of `vajra-primitives`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedObservation {
	/// Who answers.
	pub operator: AccountId,
	/// What.
	pub answer: Answer,
	/// Its sr25519 signature.
	pub signature: [u8; 64],
}

/// An answer as JSON has it: numbers as text, since they have up to 128 bits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlainAnswer {
	/// A fixed-point number, in units of its last place.
	Number(String),
	/// Blake2-256 of an answer.
	Hash(H256),
}

impl From<Answer> for PlainAnswer {
	fn from(answer: Answer) -> Self {
		match answer {
			Answer::Number(number) => Self::Number(number.to_string()),
			Answer::Hash(hash) => Self::Hash(hash),
		}
	}
}

impl PlainAnswer {
	/// The answer, if the number is one.
	pub fn answer(&self) -> Option<Answer> {
		match self {
			Self::Number(number) => number.parse().ok().map(Answer::Number),
			Self::Hash(hash) => Some(Answer::Hash(*hash)),
		}
	}
}

#[cfg(test)]
pub(crate) mod testing {
	use super::*;

	/// A request to operators with these states, made in block 10: sealed ones commit up to block 15 and
	/// reveal up to block 20.
	pub(crate) fn request(sealed: bool, states: &[SeatState]) -> Request {
		let panel = (0u8..).zip(states).map(|(n, state)| Seat {
			operator: AccountId::from([n; 32]),
			stake: 100,
			state: *state,
		});
		Request {
			service: 0,
			version: 1,
			consumer: AccountId::from([99; 32]),
			fee: 5,
			sealed,
			asked_at: 10,
			commit_until: if sealed { 15 } else { 20 },
			answer_until: 20,
			panel: panel.collect(),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::{testing::request, *};

	const COMMITTED: SeatState = SeatState::Committed(H256::zero());
	const ANSWERED: SeatState = SeatState::Answered(Answer::Number(1));

	#[test]
	fn phases_are_those_of_the_pallet() {
		use SeatState::Silent;
		let open = request(true, &[Silent, COMMITTED]);
		assert_eq!([10, 15].map(|now| open.phase(now)), [Phase::Commit; 2]);
		assert_eq!([16, 20].map(|now| open.phase(now)), [Phase::Reveal; 2]);
		assert_eq!(open.phase(21), Phase::Over);
		// All have committed: nobody can copy any more.
		assert_eq!(request(true, &[COMMITTED, COMMITTED]).phase(11), Phase::Reveal);
		assert_eq!(request(true, &[ANSWERED, Silent]).phase(16), Phase::Over);
		let reported = request(false, &[ANSWERED, Silent]);
		assert_eq!([20, 21].map(|now| reported.phase(now)), [Phase::Report, Phase::Over]);
		assert_eq!(request(false, &[ANSWERED]).phase(11), Phase::Over);
		assert_eq!(reported.answered(), 1);
	}

	#[test]
	fn numbers_survive_json() {
		for answer in [Answer::Number(i128::MIN), Answer::Hash(H256::repeat_byte(7))] {
			let text = serde_json::to_string(&PlainAnswer::from(answer)).unwrap();
			let plain: PlainAnswer = serde_json::from_str(&text).unwrap();
			assert_eq!(plain.answer(), Some(answer));
		}
		assert_eq!(PlainAnswer::Number("1.5".into()).answer(), None);
	}
}
