//! The state of an order: one total function says what may follow.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use vajra_primitives::rental::Role;

/// Who had rated when a dispute was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Rated {
	/// Neither side.
	Nobody,
	/// The renter.
	Renter,
	/// The provider.
	Provider,
}

/// What an order waits for. Each state has one deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum OrderState {
	/// A bid that the renter takes.
	Requested,
	/// The listing's provider, to accept.
	Placed,
	/// The provider, to deliver credentials.
	Accepted,
	/// The renter, to confirm them.
	Delivered,
	/// The end of the lease.
	Running,
	/// A rating; the renter's time.
	Ended,
	/// The provider's rating, the renter's time being over.
	Overdue,
	/// The provider's rating, the renter having rated.
	RenterRated,
	/// The renter's rating, the provider having rated.
	ProviderRated,
	/// The renter's rating; the rent is paid, the deposit is not back.
	Unrated,
	/// The arbiter.
	Disputed(Rated),
}

/// What can happen to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
	/// The renter takes a bid.
	TakeBid,
	/// The listing's provider accepts.
	Accept,
	/// The renter, or the listing's provider, wants it no more.
	Cancel,
	/// The provider delivers credentials.
	Deliver,
	/// The renter confirms them.
	Confirm,
	/// The renter extends the lease.
	Extend,
	/// The provider draws rent.
	Draw,
	/// A side ends the lease early.
	End,
	/// A side rates the other.
	Rate(Role),
	/// A side opens a dispute.
	Dispute(Role),
	/// The arbiter decides.
	Arbitrate,
	/// Both sides have signed how to settle it.
	Finish,
	/// The deadline passes.
	Lapse,
}

/// How an order closed.
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
pub enum Outcome {
	/// By its renter, or declined by the provider. All is back.
	Cancelled,
	/// No provider accepted. All is back.
	NotAccepted,
	/// The provider delivered no credentials. All is back to the renter, with a penalty on top.
	NotDelivered,
	/// The renter did not confirm. All is back.
	NotConfirmed,
	/// Both have rated. Rent and bond are the provider's, the deposit is the renter's.
	Signed,
	/// Both have signed a settlement of their own.
	Agreed,
	/// The renter has rated, the provider has not. Rent and deposit are the renter's.
	ProviderSilent,
	/// Neither has rated. Rent and deposit are the renter's.
	BothSilent,
	/// The renter has rated late, after the rent was paid. The deposit is its own.
	RatedLate,
	/// The renter has never rated. The deposit is forfeited.
	Forfeited,
	/// The arbiter has decided.
	Arbitrated,
}

/// What follows from a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
	/// Another state.
	State(OrderState),
	/// The end.
	Closed(Outcome),
}

/// Why a step cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
	/// It is no request, or its bid is taken.
	NotRequested,
	/// It waits for no provider, or not for a listing's.
	NotPlaced,
	/// It does not wait for credentials.
	NotAccepted,
	/// It does not wait for a confirmation.
	NotDelivered,
	/// Its lease has not begun.
	NotStarted,
	/// Its lease does not run.
	NotRunning,
	/// Its lease has not ended.
	StillRunning,
	/// That side has rated, and so agreed.
	AlreadyRated,
	/// The renter's time to rate is over, as long as the provider has its own.
	RatingOverdue,
	/// Its rent is paid.
	RentPaid,
	/// It waits for the arbiter.
	InDispute,
	/// It does not wait for the arbiter.
	NotDisputed,
}

impl OrderState {
	/// What follows from a step in this state. A side's steps are for the time before the state's
	/// deadline, [`Step::Lapse`] for the time from then on.
	pub fn next(self, step: Step) -> Result<Next, Refusal> {
		use Next::{Closed, State};
		use OrderState::*;
		use Role::{Provider, Renter};
		match step {
			Step::TakeBid => match self {
				Requested => Ok(State(Accepted)),
				_ => Err(Refusal::NotRequested),
			},
			Step::Accept => match self {
				Placed => Ok(State(Accepted)),
				_ => Err(Refusal::NotPlaced),
			},
			Step::Cancel => match self {
				Requested | Placed => Ok(Closed(Outcome::Cancelled)),
				_ => Err(Refusal::NotPlaced),
			},
			Step::Deliver => match self {
				Accepted => Ok(State(Delivered)),
				_ => Err(Refusal::NotAccepted),
			},
			Step::Confirm => match self {
				Delivered => Ok(State(Running)),
				_ => Err(Refusal::NotDelivered),
			},
			Step::Extend | Step::Draw => match self {
				Running => Ok(State(Running)),
				_ => Err(Refusal::NotRunning),
			},
			Step::End => match self {
				Running => Ok(State(Ended)),
				_ => Err(Refusal::NotRunning),
			},
			Step::Rate(role) => match (self, role) {
				(Ended, Renter) => Ok(State(RenterRated)),
				(Ended, Provider) => Ok(State(ProviderRated)),
				(Overdue, Provider) => Ok(State(Unrated)),
				(RenterRated, Provider) | (ProviderRated, Renter) => Ok(Closed(Outcome::Signed)),
				(Unrated, Renter) => Ok(Closed(Outcome::RatedLate)),
				(Overdue, Renter) => Err(Refusal::RatingOverdue),
				(RenterRated, Renter) | (ProviderRated | Unrated, Provider) => {
					Err(Refusal::AlreadyRated)
				}
				(Disputed(_), _) => Err(Refusal::InDispute),
				(Running, _) => Err(Refusal::StillRunning),
				(Requested | Placed | Accepted | Delivered, _) => Err(Refusal::NotStarted),
			},
			Step::Dispute(role) => match (self, role) {
				(Ended, _) | (Overdue, Provider) => Ok(State(Disputed(Rated::Nobody))),
				(RenterRated, Provider) => Ok(State(Disputed(Rated::Renter))),
				(ProviderRated, Renter) => Ok(State(Disputed(Rated::Provider))),
				(Overdue, Renter) => Err(Refusal::RatingOverdue),
				(RenterRated, Renter) | (ProviderRated, Provider) => Err(Refusal::AlreadyRated),
				(Unrated, _) => Err(Refusal::RentPaid),
				(Disputed(_), _) => Err(Refusal::InDispute),
				(Running, _) => Err(Refusal::StillRunning),
				(Requested | Placed | Accepted | Delivered, _) => Err(Refusal::NotStarted),
			},
			Step::Arbitrate => match self {
				Disputed(_) => Ok(Closed(Outcome::Arbitrated)),
				_ => Err(Refusal::NotDisputed),
			},
			Step::Finish => match self {
				Running | Ended | Overdue | RenterRated | ProviderRated | Disputed(_) => {
					Ok(Closed(Outcome::Agreed))
				}
				Unrated => Err(Refusal::RentPaid),
				Requested | Placed | Accepted | Delivered => Err(Refusal::NotStarted),
			},
			Step::Lapse => Ok(match self {
				Requested | Placed => Closed(Outcome::NotAccepted),
				Accepted => Closed(Outcome::NotDelivered),
				Delivered => Closed(Outcome::NotConfirmed),
				Running => State(Ended),
				Ended => State(Overdue),
				Overdue => Closed(Outcome::BothSilent),
				RenterRated => Closed(Outcome::ProviderSilent),
				ProviderRated => State(Unrated),
				Unrated => Closed(Outcome::Forfeited),
				// As if there had been no dispute, with full time for what is still to do.
				Disputed(Rated::Nobody) => State(Ended),
				Disputed(Rated::Renter) => State(RenterRated),
				Disputed(Rated::Provider) => State(ProviderRated),
			}),
		}
	}

	/// Whether chips are reserved.
	pub fn holds_chips(self) -> bool {
		matches!(self, Self::Accepted | Self::Delivered | Self::Running)
	}
}
