//! Records, and how they change; no storage.

mod access;
mod evaluation;
mod operator;
mod request;
mod service;
mod terms;

pub use access::{Permission, Refusal, Session, Subscription};
pub use evaluation::{Ballot, BallotState, Evaluation, Evaluator, Judgement};
pub use operator::{Member, Operator, Roster, Standing};
pub use request::{
	Callback, Input, Phase, Request, Seat, SeatState, Settled, SignedObservation, Treatment,
};
pub use service::{
	Admission, Answering, Label, Listing, Pricing, Rank, Release, Reputation, Rules, Service,
	Shares, Status, Tags, Tested,
};
pub use terms::{CallbackTerms, EvaluationTerms, ReputationTerms, ServiceTerms, SlashTerms};

/// An amount, in planck.
pub type Balance = u128;
/// Number of a block, or a number of blocks.
pub type Blocks = u64;
/// What tells an operator, evaluator, subscription or session from any other one, earlier ones of the
/// same account included. Never given twice.
pub type Registration = u64;
