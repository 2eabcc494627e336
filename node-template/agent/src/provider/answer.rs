//! Answering one challenge.

use super::{bank::Bank, dark::DarkFile, Session};
use crate::{
	chain::{At, Proved, Provider, Round, SubmitError},
	error::AgentError,
	state::{RoundRecord, RoundStatus},
};
use std::{
	collections::BTreeSet,
	sync::{Arc, Mutex, MutexGuard},
};
use vajra_chip::Answer;
use vajra_primitives::{ChipIndex, RoundIndex};

/// What an attempt came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
	/// The answer is in a block.
	Answered(Proved),
	/// It already was.
	AlreadyAnswered,
	/// The challenge takes no answers any more.
	Closed,
	/// There is nothing to answer with: no power counts in this round.
	NotCounted,
	/// There is no answer to send; the operator can still change that while the window is open.
	Failed(String),
	/// The chain refused the answer for a reason that will not go away.
	Refused(String),
	/// It did not work, and may in the next block.
	Retry(String),
	/// The chain found the signature invalid: the chips' list was out of date.
	Outdated,
}

/// The chips and the maintenance list. Shared with the thread that signs.
#[derive(Clone, Debug)]
pub struct Chips {
	bank: Arc<Mutex<Bank>>,
	dark: Arc<Mutex<Option<DarkFile>>>,
}

impl Chips {
	/// Chips with a maintenance list.
	pub fn new(bank: Bank, dark: Option<DarkFile>) -> Self {
		Self { bank: Arc::new(Mutex::new(bank)), dark: Arc::new(Mutex::new(dark)) }
	}

	fn bank(&self) -> Result<MutexGuard<'_, Bank>, AgentError> {
		self.bank.lock().map_err(|_| AgentError::Fault("the signing thread panicked".into()))
	}

	/// Forgets the chain's list of chips, so that it is read again.
	pub fn invalidate(&self) -> Result<(), AgentError> {
		self.bank()?.invalidate();
		Ok(())
	}

	/// Reads the chain's list of chips if it has changed.
	async fn refresh(
		&self,
		session: &Session,
		at: &At,
		provider: &Provider,
	) -> Result<(), AgentError> {
		if self.bank()?.is_current(&provider.aggregate_key) {
			return Ok(());
		}
		let roster = at.chips_of(&session.account).await?;
		let mut bank = self.bank()?;
		bank.seat(provider.aggregate_key, roster);
		let unreachable = bank.unreachable();
		tracing::info!(chips = bank.chips(), unreachable = unreachable.len(), "chips listed");
		if !unreachable.is_empty() {
			tracing::warn!(
				indices = ?unreachable.iter().take(16).collect::<Vec<_>>(),
				count = unreachable.len(),
				"chips of this account are not in the chips file; they are declared absent"
			);
		}
		Ok(())
	}

	/// Chips that are not to be asked.
	fn dark(&self) -> Result<BTreeSet<ChipIndex>, AgentError> {
		let bank = self.bank()?;
		let mut dark = bank.unreachable();
		let mut list = self
			.dark
			.lock()
			.map_err(|_| AgentError::Fault("the signing thread panicked".into()))?;
		if let Some(file) = list.as_mut() {
			let (listed, unknown) =
				file.read().resolve(bank.chips(), |serial| bank.index_of(serial));
			if !unknown.is_empty() {
				tracing::warn!(?unknown, "the maintenance list names chips that are not claimed");
			}
			dark.extend(listed);
		}
		Ok(dark)
	}
}

/// Answers the challenge of `round` if it is still open and unanswered: the chain decides, not
/// what we remember.
pub async fn answer(
	session: &Session,
	chips: &Chips,
	round: RoundIndex,
) -> Result<Outcome, AgentError> {
	// From here until the answer is in a block, no claim of ours changes the list of chips.
	let _lane = session.lane.lock().await;
	let at = session.chain.best().await?;
	let challenge = match at.challenge().await? {
		Some(challenge) if challenge.round == round && challenge.is_open(at.block().number) => {
			challenge
		}
		_ => return Ok(Outcome::Closed),
	};
	let Some(provider) = at.provider(&session.account).await? else {
		return Ok(Outcome::NotCounted);
	};
	if provider.answer(round).is_some() {
		return Ok(Outcome::AlreadyAnswered);
	}
	// A suspended provider answers, too: that is how it comes back.
	if provider.chips == 0 || provider.counted(round) == 0 {
		return Ok(Outcome::NotCounted);
	}
	chips.refresh(session, &at, &provider).await?;
	let dark = chips.dark()?;
	let answer = match sign(session, chips, &challenge, dark).await? {
		Ok(answer) => answer,
		Err(reason) => return Ok(Outcome::Failed(reason)),
	};
	// With all chips that count absent, the chain refuses what is left, for a fee.
	if provider.has_idle_chips(round) {
		let absent = at.slots(&session.account, answer.absent()).await?;
		if provider.counted_in(&absent, round) >= provider.counted(round) {
			let reason = "all chips whose power counts are absent: put some back into service";
			return Ok(Outcome::Failed(reason.into()));
		}
	}
	let limit = at.limits()?.absent as usize;
	if answer.absent().len() > limit {
		return Ok(Outcome::Failed(format!(
			"{} chips are absent, an answer may have {limit} at most: put some back into service",
			answer.absent().len()
		)));
	}
	if chips.bank()?.expected_key(answer.absent()) != Some(answer.aggregate) {
		return Ok(Outcome::Outdated);
	}
	submit(session, &challenge, &provider, answer).await
}

/// Lets the chips sign, away from the async tasks.
async fn sign(
	session: &Session,
	chips: &Chips,
	challenge: &Round,
	dark: BTreeSet<ChipIndex>,
) -> Result<Result<Answer, String>, AgentError> {
	let (genesis, account) = (session.chain.genesis(), session.account);
	let (round, seed) = (challenge.round, challenge.seed);
	let chips = chips.clone();
	let signing = tokio::task::spawn_blocking(move || {
		let answer = chips.bank()?.answer(genesis, &account, round, seed, &dark);
		Ok(answer.map_err(|error| error.to_string()))
	});
	let signed: Result<_, AgentError> = signing
		.await
		.map_err(|error| AgentError::Fault(format!("the signing thread ended: {error}")))?;
	let signed = signed?;
	if let Ok(answer) = &signed {
		for fault in &answer.faults {
			tracing::warn!(chip = fault.chip, cause = %fault.cause, "chip failed and is left out");
		}
	}
	Ok(signed)
}

async fn submit(
	session: &Session,
	challenge: &Round,
	provider: &Provider,
	answer: Answer,
) -> Result<Outcome, AgentError> {
	let round = challenge.round;
	let state = &session.state;
	let attempts = state.tolerate(state.round(round)).map_or(0, |record| record.attempts);
	let mut record = RoundRecord {
		round,
		status: RoundStatus::Sent,
		chips: provider.chips,
		absent: answer.absent().to_vec(),
		attempts: attempts.saturating_add(1),
		block: None,
		extrinsic: None,
		power: None,
		note: None,
	};
	// Before it is sent: after a crash the record tells that an answer may be on its way.
	state.tolerate(state.put_round(&record));
	tracing::debug!(round, attempt = record.attempts, "sending the answer");
	let sent = session
		.chain
		.prove(&session.signer, round, answer.absent().to_vec(), answer.signature)
		.await;
	let outcome = match sent {
		Ok((proved, included)) => {
			record.status = RoundStatus::Answered;
			record.block = Some(included.block.number);
			record.extrinsic = Some(included.extrinsic);
			record.power = Some(proved.power);
			let blocks = included.block.number.saturating_sub(challenge.opened_at);
			session.metrics.answered(round, answer.absent().len(), blocks);
			tracing::info!(
				round,
				chips = provider.chips,
				absent = answer.absent().len(),
				absent_chips = ?answer.absent().iter().take(16).collect::<Vec<_>>(),
				power = %proved.power,
				block = included.block.number,
				opened_at = challenge.opened_at,
				closes_at = challenge.closes_at,
				attempt = record.attempts,
				extrinsic = ?included.extrinsic,
				"challenge answered"
			);
			Outcome::Answered(proved)
		}
		Err(error) => {
			record.note = Some(error.to_string());
			judge(error)?
		}
	};
	state.tolerate(state.put_round(&record));
	Ok(outcome)
}

/// What a failed submission means for the round.
fn judge(error: SubmitError) -> Result<Outcome, AgentError> {
	Ok(match error.attestation_error() {
		Some("AlreadyProved") => Outcome::AlreadyAnswered,
		Some("WindowClosed" | "NoOpenChallenge" | "WrongRound") => Outcome::Closed,
		Some("InvalidSignature" | "UnknownChip" | "InvalidKey") => Outcome::Outdated,
		Some(_) => Outcome::Refused(error.to_string()),
		None => match &error {
			SubmitError::Chain(chain) if !chain.is_transient() => return Err(error.into()),
			// In a block, and refused there: a second attempt would cost a second fee.
			SubmitError::Refused(_) => Outcome::Refused(error.to_string()),
			// Not in a block, so it cost nothing. Even an account without funds may be given some
			// while the window is open.
			_ => Outcome::Retry(error.to_string()),
		},
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::{AccountId, ChainError, Refusal, PALLET};

	fn refused(name: &str) -> SubmitError {
		SubmitError::Refused(Refusal {
			pallet: PALLET.into(),
			name: name.into(),
			docs: String::new(),
			fee: 0,
		})
	}

	#[test]
	fn refusals_are_judged() {
		for (name, outcome) in [
			("AlreadyProved", Outcome::AlreadyAnswered),
			("WindowClosed", Outcome::Closed),
			("WrongRound", Outcome::Closed),
			("InvalidSignature", Outcome::Outdated),
		] {
			assert_eq!(judge(refused(name)).unwrap(), outcome, "{name}");
		}
		// Looked at before sending: what is refused all the same would be refused again.
		for name in ["InWarmUp", "Overflow"] {
			assert!(matches!(judge(refused(name)), Ok(Outcome::Refused(_))), "{name}");
		}
	}

	#[test]
	fn passing_troubles_are_tried_again_and_others_end_it() {
		let account = AccountId::from([1; 32]);
		for error in [
			SubmitError::Fee { account },
			SubmitError::Busy(String::new()),
			SubmitError::Dropped(String::new()),
			SubmitError::Invalid(String::new()),
			SubmitError::Chain(ChainError::Disconnected(String::new())),
		] {
			assert!(matches!(judge(error), Ok(Outcome::Retry(_))));
		}
		assert!(judge(SubmitError::Chain(ChainError::Incompatible(String::new()))).is_err());
	}
}
