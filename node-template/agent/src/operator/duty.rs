//! What an operator has to do about a request, out of what the chain says and what is written down.

use super::leader::{finalizes_from, rank, reports_from};
use crate::chain::services::{Blocks, Phase, Request, RequestId, SeatState};
use sp_core::H256;

/// What is known about a request.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
	/// Its id.
	pub id: RequestId,
	/// What the chain says.
	pub request: &'a Request,
	/// The operator's place in the panel.
	pub seat: usize,
	/// The block that a transaction can be in at the earliest.
	pub next: Blocks,
	/// Whether an answer is written down.
	pub answered: bool,
	/// The commitment to that answer.
	pub commitment: Option<H256>,
	/// How many operators' signed answers are there that the chain does not have, one's own included.
	pub observations: usize,
	/// Whether one answer decides.
	pub first_decides: bool,
	/// The block in which it was first seen to be over.
	pub over_since: Option<Blocks>,
}

/// What is to be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
	/// Nothing now.
	Rest,
	/// Ask the endpoint.
	Ask,
	/// Commit to the answer.
	Commit,
	/// Reveal it.
	Reveal,
	/// Report signed answers.
	Report,
	/// Finalise the request.
	Finalize,
	/// Nothing any more: the chain has a commitment that nothing is written down about.
	Lost,
}

/// What is to be done.
pub fn duty(known: &Known<'_>) -> Duty {
	let Known { id, request, seat, next, .. } = *known;
	let panel = request.panel.len();
	let Some(own) = request.panel.get(seat) else { return Duty::Rest };
	let rank = rank(id, panel, seat);
	let decided = known.first_decides && request.answered() > 0;
	let phase = request.phase(next);
	if phase == Phase::Over || decided {
		let since = known.over_since.unwrap_or(next);
		return if next >= finalizes_from(since, rank) { Duty::Finalize } else { Duty::Rest };
	}
	match (phase, own.state) {
		(Phase::Commit | Phase::Report, SeatState::Silent) if !known.answered => Duty::Ask,
		(Phase::Commit, SeatState::Silent) => Duty::Commit,
		(Phase::Commit | Phase::Reveal, SeatState::Committed(hash))
			if known.commitment != Some(hash) =>
		{
			Duty::Lost
		}
		(Phase::Reveal, SeatState::Committed(_)) => Duty::Reveal,
		(Phase::Report, _) if known.observations > 0 => {
			let silent = panel.saturating_sub(request.answered());
			let complete = known.observations >= silent;
			let mine = matches!(own.state, SeatState::Silent);
			let turn = reports_from(request.asked_at, request.answer_until, panel, rank);
			// Who is left out by the others' reports sends its own while that counts.
			let last = mine && next.saturating_add(1) >= request.answer_until;
			let now = known.first_decides || (complete && rank == 0) || next >= turn || last;
			if now {
				Duty::Report
			} else {
				Duty::Rest
			}
		}
		_ => Duty::Rest,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::services::{testing::request, Answer};
	use SeatState::Silent;

	const MINE: H256 = H256::repeat_byte(1);
	const COMMITTED: SeatState = SeatState::Committed(MINE);
	const OTHER: SeatState = SeatState::Committed(H256::zero());
	const ANSWERED: SeatState = SeatState::Answered(Answer::Number(1));

	fn at(request: &Request, next: Blocks) -> Known<'_> {
		Known {
			id: 0,
			request,
			seat: 0,
			next,
			answered: true,
			commitment: Some(MINE),
			observations: 0,
			first_decides: false,
			over_since: None,
		}
	}

	#[test]
	fn sealed_requests_are_answered_step_by_step() {
		let new = request(true, &[Silent, Silent]);
		assert_eq!(duty(&Known { answered: false, ..at(&new, 11) }), Duty::Ask);
		assert_eq!([11, 15].map(|next| duty(&at(&new, next))), [Duty::Commit; 2]);
		let half = request(true, &[COMMITTED, Silent]);
		assert_eq!(duty(&at(&half, 15)), Duty::Rest);
		assert_eq!([16, 20].map(|next| duty(&at(&half, next))), [Duty::Reveal; 2]);
		// All have committed.
		assert_eq!(duty(&at(&request(true, &[COMMITTED, OTHER]), 12)), Duty::Reveal);
		assert_eq!(duty(&at(&request(true, &[ANSWERED, OTHER]), 17)), Duty::Rest);
	}

	#[test]
	fn nothing_is_asked_or_committed_in_vain() {
		// Whoever has not committed in time has nothing to reveal.
		let late = request(true, &[Silent, OTHER]);
		assert_eq!(duty(&Known { answered: false, ..at(&late, 16) }), Duty::Rest);
		assert_eq!(duty(&at(&late, 16)), Duty::Rest);
		let strange = request(true, &[OTHER, Silent]);
		assert_eq!([12, 16].map(|next| duty(&at(&strange, next))), [Duty::Lost; 2]);
		assert_eq!(duty(&Known { seat: 7, ..at(&late, 12) }), Duty::Rest);
	}

	#[test]
	fn one_finalises_and_others_take_over() {
		let over = request(true, &[ANSWERED, ANSWERED]);
		let first = Known { over_since: Some(12), ..at(&over, 12) };
		assert_eq!(duty(&first), Duty::Finalize);
		let second = Known { seat: 1, ..first };
		assert_eq!(duty(&second), Duty::Rest);
		assert_eq!(duty(&Known { next: 14, ..second }), Duty::Finalize);
		let timed_out = request(true, &[COMMITTED, Silent]);
		assert_eq!(duty(&at(&timed_out, 21)), Duty::Finalize);
	}

	#[test]
	fn leader_reports_when_all_have_answered_and_others_when_their_turn_comes() {
		let open = request(false, &[Silent, Silent, ANSWERED]);
		let leader = Known { observations: 2, ..at(&open, 12) };
		assert_eq!(duty(&leader), Duty::Report);
		assert_eq!(duty(&Known { seat: 1, ..leader }), Duty::Rest);
		let waits = Known { observations: 1, ..at(&open, 12) };
		assert_eq!(duty(&waits), Duty::Rest);
		assert_eq!(duty(&Known { next: 15, ..waits }), Duty::Report);
		assert_eq!(duty(&Known { next: 15, seat: 1, ..waits }), Duty::Rest);
		assert_eq!(duty(&Known { next: 16, seat: 1, ..waits }), Duty::Report);
		// Nothing to report.
		assert_eq!(duty(&at(&open, 19)), Duty::Rest);
		assert_eq!(duty(&Known { answered: false, ..at(&open, 12) }), Duty::Ask);
	}

	#[test]
	fn first_answer_decides_where_it_does() {
		let open = request(false, &[Silent, Silent]);
		let known = Known { first_decides: true, observations: 1, seat: 1, ..at(&open, 11) };
		assert_eq!(duty(&known), Duty::Report);
		let decided = request(false, &[ANSWERED, Silent]);
		let known = Known { request: &decided, seat: 0, over_since: Some(11), ..known };
		assert_eq!(duty(&known), Duty::Finalize);
	}
}
