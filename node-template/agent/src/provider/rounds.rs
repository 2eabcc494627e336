//! What becomes of rounds, on record.

use super::{
	answer::{Chips, Outcome},
	Session,
};
use crate::{
	chain::{Heads, Provider},
	error::AgentError,
	metrics::ProviderMetrics,
	state::{RoundRecord, RoundStatus, State},
};
use vajra_primitives::RoundIndex;

/// Attempts with a fresh list of chips before a round is given up.
const OUTDATED_ATTEMPTS: u32 = 2;

/// What was decided about rounds since the start.
#[derive(Debug, Default)]
pub(super) struct Rounds {
	/// The last round in which the chain refused an answer for good: another attempt would cost
	/// another fee. All else is up to the chain's state.
	pub(super) given_up: Option<RoundIndex>,
	/// Attempts with an outdated list of chips in the current round.
	outdated: (RoundIndex, u32),
	/// What was complained about last, not to repeat it with each block.
	complaint: Option<(RoundIndex, String)>,
	/// The last closed round that was accounted for.
	pub(super) closed: Option<RoundIndex>,
}

impl Rounds {
	/// Draws the conclusions from an attempt.
	pub(super) fn settle(
		&mut self,
		session: &Session,
		chips: &Chips,
		round: RoundIndex,
		outcome: Result<Outcome, AgentError>,
	) -> Result<(), AgentError> {
		let outcome = match outcome {
			Ok(outcome) => outcome,
			Err(error) if error.is_fatal() => return Err(error),
			Err(error) => Outcome::Retry(error.to_string()),
		};
		match outcome {
			Outcome::Answered(_) => {}
			Outcome::AlreadyAnswered => tracing::info!(round, "already answered"),
			Outcome::Closed => tracing::debug!(round, "closed before the answer got through"),
			Outcome::NotCounted => {
				if self.is_news(round, "no power that counts".into()) {
					tracing::info!(round, "no power to prove counts yet; nothing to answer");
				}
			}
			Outcome::Outdated => {
				chips.invalidate()?;
				let before = if self.outdated.0 == round { self.outdated.1 } else { 0 };
				self.outdated = (round, before + 1);
				if before + 1 >= OUTDATED_ATTEMPTS {
					self.given_up = Some(round);
					tracing::error!(round, "the chain does not accept the chips' signature");
				} else {
					tracing::warn!(round, "the list of chips was out of date; trying again");
				}
			}
			Outcome::Retry(reason) => {
				self.complain(round, reason, "the answer did not get through; trying again")
			}
			Outcome::Failed(reason) => {
				self.complain(round, reason, "the challenge cannot be answered like this")
			}
			Outcome::Refused(reason) => {
				self.given_up = Some(round);
				self.complain(round, reason, "the chain refused the answer")
			}
		}
		self.note(session, round);
		Ok(())
	}

	fn complain(&mut self, round: RoundIndex, reason: String, what: &str) {
		if self.is_news(round, reason.clone()) {
			tracing::warn!(round, %reason, "{what}");
		}
	}

	/// Is this another reason than the one before?
	fn is_news(&mut self, round: RoundIndex, reason: String) -> bool {
		let complaint = Some((round, reason));
		let news = self.complaint != complaint;
		self.complaint = complaint;
		news
	}

	/// Why the current round is unanswered, if that is known.
	fn reason(&self, round: RoundIndex) -> Option<String> {
		self.complaint.as_ref().filter(|(other, _)| *other == round).map(|(_, why)| why.clone())
	}

	/// Shows the round in the status line.
	fn note(&self, session: &Session, round: RoundIndex) {
		if let Some(record) = session.state.tolerate(session.state.round(round)) {
			session.status.set(format!(
				"round {round}: {:?}, {} of {} chips",
				record.status,
				(record.chips as usize).saturating_sub(record.absent.len()),
				record.chips
			));
		}
	}
}

/// Is the newest record of a round that the chain has not come to? A development chain that starts
/// anew has the same genesis. `now` is the best block's round, whose opening a reorganisation may
/// have taken back.
pub(super) fn is_ahead(state: &State, now: RoundIndex) -> bool {
	let last = state.tolerate(state.last_round());
	last.is_some_and(|last| last.round > now.saturating_add(1))
}

/// Drops the records of a chain that is no more.
pub(super) fn start_over(state: &State, now: RoundIndex) {
	tracing::warn!(now, "records are of rounds in the chain's future: it was reset; starting over");
	state.tolerate(state.clear());
}

/// Notes what became of a round whose window has closed.
pub(super) fn account_for(
	state: &State,
	metrics: &ProviderMetrics,
	rounds: &Rounds,
	provider: &Provider,
	round: RoundIndex,
) {
	let known = state.tolerate(state.round(round));
	match provider.answer(round) {
		Some(answer) => {
			// Answered by an agent that did not live to see it, or by another one.
			let unseen = known.as_ref().is_none_or(|record| {
				matches!(record.status, RoundStatus::Sent | RoundStatus::Missed)
			});
			if unseen {
				let mut record = known.unwrap_or_else(|| blank(round, provider.chips));
				record.status = RoundStatus::Answered;
				record.power = Some(answer.power);
				state.tolerate(state.put_round(&record));
				metrics.answered_unseen(round);
				tracing::info!(round, power = %answer.power, "the chain has an answer to this round");
			}
		}
		None if provider.is_due(round) => {
			let noted = known.as_ref().is_some_and(|record| record.status == RoundStatus::Missed);
			if !noted {
				let mut record = known.unwrap_or_else(|| blank(round, provider.chips));
				record.status = RoundStatus::Missed;
				record.note = rounds.reason(round).or(record.note);
				state.tolerate(state.put_round(&record));
				metrics.missed();
				tracing::error!(round, reason = record.note, "round missed");
			}
		}
		None => {}
	}
}

fn blank(round: RoundIndex, chips: u32) -> RoundRecord {
	RoundRecord {
		round,
		status: RoundStatus::Missed,
		chips,
		absent: Vec::new(),
		attempts: 0,
		block: None,
		extrinsic: None,
		power: None,
		note: None,
	}
}

/// Notes which answers are final. One that a reorganisation takes back is no business of the
/// records: the chain then says that the round is unanswered.
pub(super) async fn settle_finality(session: &Session, heads: Heads) -> Result<(), AgentError> {
	let finalized = heads.finalized.number;
	let state = &session.state;
	let unsettled: Vec<_> = state
		.tolerate(state.unsettled_rounds())
		.into_iter()
		.filter(|record| record.block.is_none_or(|block| block <= finalized))
		.collect();
	if unsettled.is_empty() {
		return Ok(());
	}
	let at = session.chain.at(heads.finalized).await?;
	let Some(provider) = at.provider(&session.account).await? else { return Ok(()) };
	for mut record in unsettled {
		// Only the last two answers can be looked up; older ones are settled by what follows.
		if provider.answer(record.round).is_some() {
			record.status = RoundStatus::Finalized;
			state.tolerate(state.put_round(&record));
			tracing::info!(round = record.round, finalized, "answer is final");
		}
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::{testing::provider, AccountId};
	use sp_core::H256;

	fn state(folder: &std::path::Path) -> State {
		State::open(folder, "provider", H256::zero(), &AccountId::from([1; 32])).unwrap()
	}

	#[test]
	fn answer_of_a_killed_agent_is_noted() {
		let folder = tempfile::tempdir().unwrap();
		let state = state(folder.path());
		let sent = RoundRecord { status: RoundStatus::Sent, attempts: 1, ..blank(7, 4) };
		state.put_round(&sent).unwrap();
		account_for(
			&state,
			&ProviderMetrics::detached(),
			&Rounds::default(),
			&provider(Some(7)),
			7,
		);
		let noted = state.round(7).unwrap().unwrap();
		assert_eq!((noted.status, noted.power), (RoundStatus::Answered, Some(400)));
		assert_eq!(noted.attempts, 1);
	}

	#[test]
	fn missed_round_is_noted_with_its_reason() {
		let folder = tempfile::tempdir().unwrap();
		let state = state(folder.path());
		let mut rounds = Rounds::default();
		rounds.complain(7, "no funds".into(), "");
		account_for(&state, &ProviderMetrics::detached(), &rounds, &provider(Some(6)), 7);
		let noted = state.round(7).unwrap().unwrap();
		assert_eq!((noted.status, noted.note), (RoundStatus::Missed, Some("no funds".into())));
		// Of another round.
		account_for(&state, &ProviderMetrics::detached(), &rounds, &provider(Some(6)), 8);
		assert_eq!(state.round(8).unwrap().unwrap().note, None);
	}

	#[test]
	fn round_before_the_first_due_one_is_no_miss() {
		let folder = tempfile::tempdir().unwrap();
		let state = state(folder.path());
		account_for(&state, &ProviderMetrics::detached(), &Rounds::default(), &provider(None), 4);
		assert_eq!(state.round(4).unwrap(), None);
	}

	#[test]
	fn records_of_a_chain_that_is_no_more_are_dropped() {
		let folder = tempfile::tempdir().unwrap();
		let state = state(folder.path());
		assert!(!is_ahead(&state, 0));
		state.put_round(&blank(7, 4)).unwrap();
		assert!(!is_ahead(&state, 7));
		// The opening of round 7 was taken back by a reorganisation.
		assert!(!is_ahead(&state, 6));
		assert!(is_ahead(&state, 5));
		start_over(&state, 5);
		assert_eq!(state.last_round().unwrap(), None);
		assert!(!is_ahead(&state, 5));
	}

	#[test]
	fn one_reason_is_told_once_a_round() {
		let mut rounds = Rounds::default();
		assert!(rounds.is_news(7, "no funds".into()));
		assert!(!rounds.is_news(7, "no funds".into()));
		assert!(rounds.is_news(7, "all chips absent".into()));
		assert!(rounds.is_news(8, "all chips absent".into()));
	}
}
