//! The state machine as a whole: every state with every step.

use super::*;
use std::collections::BTreeSet;
use OrderState::*;

const STATES: [OrderState; 13] = [
	Requested,
	Placed,
	Accepted,
	Delivered,
	Running,
	Ended,
	Overdue,
	RenterRated,
	ProviderRated,
	Unrated,
	Disputed(Rated::Nobody),
	Disputed(Rated::Renter),
	Disputed(Rated::Provider),
];

const STEPS: [Step; 15] = [
	Step::TakeBid,
	Step::Accept,
	Step::Cancel,
	Step::Deliver,
	Step::Confirm,
	Step::Extend,
	Step::Draw,
	Step::End,
	Step::Rate(Role::Renter),
	Step::Rate(Role::Provider),
	Step::Dispute(Role::Renter),
	Step::Dispute(Role::Provider),
	Step::Arbitrate,
	Step::Finish,
	Step::Lapse,
];

/// What a step leads to, or in brackets why it cannot be taken; `!` marks an outcome.
fn cell(state: OrderState, step: Step) -> String {
	match state.next(step) {
		Ok(Next::State(next)) => format!("{next:?}"),
		Ok(Next::Closed(outcome)) => format!("!{outcome:?}"),
		Err(refusal) => format!("({refusal:?})"),
	}
}

/// All 195 pairs.
#[test]
fn every_step_in_every_state_is_pinned() {
	let table = [
		// Phase I.
		"Requested: TakeBid Accepted, Accept (NotPlaced), Cancel !Cancelled, \
		 Deliver (NotAccepted), Confirm (NotDelivered), Extend (NotRunning), Draw (NotRunning), \
		 End (NotRunning), Rate(Renter) (NotStarted), Rate(Provider) (NotStarted), \
		 Dispute(Renter) (NotStarted), Dispute(Provider) (NotStarted), Arbitrate (NotDisputed), \
		 Finish (NotStarted), Lapse !NotAccepted",
		"Placed: TakeBid (NotRequested), Accept Accepted, Cancel !Cancelled, \
		 Deliver (NotAccepted), Confirm (NotDelivered), Extend (NotRunning), Draw (NotRunning), \
		 End (NotRunning), Rate(Renter) (NotStarted), Rate(Provider) (NotStarted), \
		 Dispute(Renter) (NotStarted), Dispute(Provider) (NotStarted), Arbitrate (NotDisputed), \
		 Finish (NotStarted), Lapse !NotAccepted",
		"Accepted: TakeBid (NotRequested), Accept (NotPlaced), Cancel (NotPlaced), \
		 Deliver Delivered, Confirm (NotDelivered), Extend (NotRunning), Draw (NotRunning), \
		 End (NotRunning), Rate(Renter) (NotStarted), Rate(Provider) (NotStarted), \
		 Dispute(Renter) (NotStarted), Dispute(Provider) (NotStarted), Arbitrate (NotDisputed), \
		 Finish (NotStarted), Lapse !NotDelivered",
		"Delivered: TakeBid (NotRequested), Accept (NotPlaced), Cancel (NotPlaced), \
		 Deliver (NotAccepted), Confirm Running, Extend (NotRunning), Draw (NotRunning), \
		 End (NotRunning), Rate(Renter) (NotStarted), Rate(Provider) (NotStarted), \
		 Dispute(Renter) (NotStarted), Dispute(Provider) (NotStarted), Arbitrate (NotDisputed), \
		 Finish (NotStarted), Lapse !NotConfirmed",
		// The lease.
		"Running: TakeBid (NotRequested), Accept (NotPlaced), Cancel (NotPlaced), \
		 Deliver (NotAccepted), Confirm (NotDelivered), Extend Running, Draw Running, \
		 End Ended, Rate(Renter) (StillRunning), Rate(Provider) (StillRunning), \
		 Dispute(Renter) (StillRunning), Dispute(Provider) (StillRunning), \
		 Arbitrate (NotDisputed), Finish !Agreed, Lapse Ended",
		// Phase II.
		"Ended: TakeBid (NotRequested), Accept (NotPlaced), Cancel (NotPlaced), \
		 Deliver (NotAccepted), Confirm (NotDelivered), Extend (NotRunning), Draw (NotRunning), \
		 End (NotRunning), Rate(Renter) RenterRated, Rate(Provider) ProviderRated, \
		 Dispute(Renter) Disputed(Nobody), Dispute(Provider) Disputed(Nobody), \
		 Arbitrate (NotDisputed), Finish !Agreed, Lapse Overdue",
		"Overdue: TakeBid (NotRequested), Accept (NotPlaced), Cancel (NotPlaced), \
		 Deliver (NotAccepted), Confirm (NotDelivered), Extend (NotRunning), Draw (NotRunning), \
		 End (NotRunning), Rate(Renter) (RatingOverdue), Rate(Provider) Unrated, \
		 Dispute(Renter) (RatingOverdue), Dispute(Provider) Disputed(Nobody), \
		 Arbitrate (NotDisputed), Finish !Agreed, Lapse !BothSilent",
		"RenterRated: TakeBid (NotRequested), Accept (NotPlaced), Cancel (NotPlaced), \
		 Deliver (NotAccepted), Confirm (NotDelivered), Extend (NotRunning), Draw (NotRunning), \
		 End (NotRunning), Rate(Renter) (AlreadyRated), Rate(Provider) !Signed, \
		 Dispute(Renter) (AlreadyRated), Dispute(Provider) Disputed(Renter), \
		 Arbitrate (NotDisputed), Finish !Agreed, Lapse !ProviderSilent",
		"ProviderRated: TakeBid (NotRequested), Accept (NotPlaced), Cancel (NotPlaced), \
		 Deliver (NotAccepted), Confirm (NotDelivered), Extend (NotRunning), Draw (NotRunning), \
		 End (NotRunning), Rate(Renter) !Signed, Rate(Provider) (AlreadyRated), \
		 Dispute(Renter) Disputed(Provider), Dispute(Provider) (AlreadyRated), \
		 Arbitrate (NotDisputed), Finish !Agreed, Lapse Unrated",
		"Unrated: TakeBid (NotRequested), Accept (NotPlaced), Cancel (NotPlaced), \
		 Deliver (NotAccepted), Confirm (NotDelivered), Extend (NotRunning), Draw (NotRunning), \
		 End (NotRunning), Rate(Renter) !RatedLate, Rate(Provider) (AlreadyRated), \
		 Dispute(Renter) (RentPaid), Dispute(Provider) (RentPaid), Arbitrate (NotDisputed), \
		 Finish (RentPaid), Lapse !Forfeited",
		// A dispute.
		"Disputed(Nobody): TakeBid (NotRequested), Accept (NotPlaced), Cancel (NotPlaced), \
		 Deliver (NotAccepted), Confirm (NotDelivered), Extend (NotRunning), Draw (NotRunning), \
		 End (NotRunning), Rate(Renter) (InDispute), Rate(Provider) (InDispute), \
		 Dispute(Renter) (InDispute), Dispute(Provider) (InDispute), Arbitrate !Arbitrated, \
		 Finish !Agreed, Lapse Ended",
		"Disputed(Renter): TakeBid (NotRequested), Accept (NotPlaced), Cancel (NotPlaced), \
		 Deliver (NotAccepted), Confirm (NotDelivered), Extend (NotRunning), Draw (NotRunning), \
		 End (NotRunning), Rate(Renter) (InDispute), Rate(Provider) (InDispute), \
		 Dispute(Renter) (InDispute), Dispute(Provider) (InDispute), Arbitrate !Arbitrated, \
		 Finish !Agreed, Lapse RenterRated",
		"Disputed(Provider): TakeBid (NotRequested), Accept (NotPlaced), Cancel (NotPlaced), \
		 Deliver (NotAccepted), Confirm (NotDelivered), Extend (NotRunning), Draw (NotRunning), \
		 End (NotRunning), Rate(Renter) (InDispute), Rate(Provider) (InDispute), \
		 Dispute(Renter) (InDispute), Dispute(Provider) (InDispute), Arbitrate !Arbitrated, \
		 Finish !Agreed, Lapse ProviderRated",
	];
	for (state, row) in STATES.into_iter().zip(table) {
		let cells = STEPS.map(|step| format!("{step:?} {}", cell(state, step)));
		assert_eq!(format!("{state:?}: {}", cells.join(", ")), row);
	}
}

/// The outcome of each state when nobody does anything any more.
#[test]
fn silence_has_one_outcome_from_each_state() {
	let end = |mut state: OrderState| {
		for _ in 0..STATES.len() {
			match state.next(Step::Lapse) {
				Ok(Next::State(next)) => state = next,
				Ok(Next::Closed(outcome)) => return outcome,
				Err(refusal) => panic!("{state:?} does not lapse: {refusal:?}"),
			}
		}
		panic!("{state:?} never ends");
	};
	let outcomes = [
		Outcome::NotAccepted,
		Outcome::NotAccepted,
		Outcome::NotDelivered,
		Outcome::NotConfirmed,
		Outcome::BothSilent,
		Outcome::BothSilent,
		Outcome::BothSilent,
		Outcome::ProviderSilent,
		Outcome::Forfeited,
		Outcome::Forfeited,
		Outcome::BothSilent,
		Outcome::ProviderSilent,
		Outcome::Forfeited,
	];
	assert_eq!(STATES.map(end), outcomes);
}

/// Each state follows from another, but those that orders begin in, and each outcome from a state.
#[test]
fn every_state_and_outcome_is_reached() {
	let mut reached = BTreeSet::from([Requested, Placed].map(|state| format!("{state:?}")));
	for state in STATES {
		for step in STEPS {
			reached.insert(cell(state, step));
		}
	}
	for state in STATES {
		assert!(reached.contains(&format!("{state:?}")), "{state:?}");
	}
	let outcomes = reached.iter().filter(|cell| cell.starts_with('!'));
	assert_eq!(outcomes.count(), 11);
}

/// Chips are reserved on acceptance, and given back when the lease ends or the order closes.
#[test]
fn chips_are_held_without_a_gap() {
	for state in STATES {
		for step in STEPS {
			if let Ok(Next::State(next)) = state.next(step) {
				let taken = !state.holds_chips() && next.holds_chips();
				assert_eq!(taken, matches!(step, Step::TakeBid | Step::Accept));
				let given = state.holds_chips() && !next.holds_chips();
				assert_eq!(given, state == Running && next == Ended);
			}
		}
	}
}

/// Each refusal has an error of its own name.
#[test]
fn refusals_are_errors() {
	for state in STATES {
		for step in STEPS {
			if let Err(refusal) = state.next(step) {
				let error = Error::<Test>::from(refusal);
				assert_eq!(format!("{error:?}"), format!("{refusal:?}"));
			}
		}
	}
}
