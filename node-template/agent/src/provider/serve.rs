//! The loop: looks at the chain at each new head and does what is due.

use super::{
	answer::{self, Chips, Outcome},
	claim::{self, LoadedManifest},
	rewards::{self, Claiming, Rewards},
	rounds::{self, Rounds},
	standing::Standing,
	Session,
};
use crate::{
	chain::{Heads, Provider, Round, SubmitError},
	error::AgentError,
	signals::Shutdown,
};
use std::{
	future::{pending, Future},
	pin::Pin,
	time::Duration,
};
use vajra_chip::ChipKeyFile;
use vajra_primitives::RoundIndex;

/// How long an answer on its way may take when the agent is asked to stop.
const FINISH_WITHIN: Duration = Duration::from_secs(10);

type Work<'a, T> = Option<Pin<Box<dyn Future<Output = T> + 'a>>>;

/// Waits for work, or for ever where there is none. Finished work is taken away.
async fn finished<T>(work: &mut Work<'_, T>) -> T {
	match work.as_mut() {
		Some(future) => {
			let result = future.await;
			*work = None;
			result
		}
		None => pending().await,
	}
}

/// Answers challenges, and claims chips and rewards meanwhile, until asked to stop.
pub(super) async fn serve(
	session: &Session,
	chips: &Chips,
	file: &ChipKeyFile,
	manifests: &[LoadedManifest],
	shutdown: &mut Shutdown,
) -> Result<(), AgentError> {
	let mut follower = session.chain.follow();
	let mut rounds = Rounds::default();
	let mut claiming: Work<'_, Result<(), AgentError>> = if manifests.is_empty() {
		None
	} else {
		Some(Box::pin(claim_or_go_on(session, file, manifests)))
	};
	let mut answering: Work<'_, Result<Outcome, AgentError>> = None;
	let mut rewards = Rewards::default();
	let mut claiming_rewards: Work<'_, Result<(Claiming, bool), AgentError>> = None;
	let mut standing = Standing::default();
	// The round of the last answer that was begun.
	let mut current = 0;
	loop {
		let heads = tokio::select! {
			() = shutdown.requested() => break,
			claimed = finished(&mut claiming) => {
				claimed?;
				continue;
			},
			outcome = finished(&mut answering) => {
				rounds.settle(session, chips, current, outcome)?;
				continue;
			},
			claimed = finished(&mut claiming_rewards) => {
				rewards.settle(claimed)?;
				continue;
			},
			heads = follower.next() => heads?,
		};
		// Without a connection a look hangs until there is one again.
		let seen = tokio::select! {
			() = shutdown.requested() => break,
			seen = look(session, heads, &mut rounds, &mut standing) => seen,
		};
		match seen {
			Ok(seen) => {
				if answering.is_some() && seen.is_over(current) {
					tracing::warn!(round = current, "no news of the answer; the window is closed");
					answering = None;
				}
				if let (Some(round), None) = (seen.wanted, &answering) {
					current = round;
					answering = Some(Box::pin(answer::answer(session, chips, round)));
				}
				// An answer cannot wait; a reward can.
				let idle = answering.is_none() && claiming_rewards.is_none();
				if let (Some(challenge), true) = (&seen.challenge, idle) {
					if let Some(look) = rewards.begin(challenge, heads) {
						claiming_rewards = Some(Box::pin(rewards::claim(session, heads, look)));
					}
				}
			}
			Err(error) if error.is_fatal() => return Err(error),
			Err(error) => tracing::warn!(%error, "could not look at the chain"),
		}
	}
	if answering.is_some() {
		tracing::info!("finishing the answer that is on its way");
		// Claims on their way hold the lane that the answer waits for: they have to go on as well.
		let finishing = async {
			loop {
				tokio::select! {
					outcome = finished(&mut answering) => return outcome,
					claimed = finished(&mut claiming) => {
						if let Err(error) = claimed {
							tracing::error!(%error, "claiming failed");
						}
					},
					// What came of it is on record, or will be found on the chain.
					_ = finished(&mut claiming_rewards) => {},
				}
			}
		};
		tokio::select! {
			outcome = finishing => rounds.settle(session, chips, current, outcome)?,
			() = tokio::time::sleep(FINISH_WITHIN) => tracing::warn!("it took too long"),
			() = shutdown.insisted() => tracing::warn!("not finished"),
		}
	}
	Ok(())
}

/// Claims chips. Those that cannot be claimed must not keep those that are from answering.
async fn claim_or_go_on(
	session: &Session,
	file: &ChipKeyFile,
	manifests: &[LoadedManifest],
) -> Result<(), AgentError> {
	let error = loop {
		match claim::claim_finally(session, file, manifests).await {
			Ok(()) => return Ok(()),
			Err(AgentError::Suspended { .. }) => {
				tracing::warn!("suspended; more chips are claimed after the next answer");
				let back = |provider: &Option<Provider>| {
					!provider.as_ref().is_some_and(|provider| provider.suspended)
				};
				provider_when(session, back).await?;
			}
			Err(error) if concerns_claims_only(&error) => break error,
			Err(error) => return Err(error),
		}
	};
	let provider = provider_when(session, |_| true).await?;
	if provider.map_or(0, |provider| provider.chips) == 0 {
		return Err(error);
	}
	tracing::error!(%error, "NOT ALL CHIPS ARE CLAIMED; answering with those that are");
	Ok(())
}

/// Waits until the provider's record in the best block fulfils a condition.
async fn provider_when(
	session: &Session,
	condition: impl Fn(&Option<Provider>) -> bool,
) -> Result<Option<Provider>, AgentError> {
	let mut follower = session.chain.follow();
	loop {
		let heads = follower.next().await?;
		let looked = async { session.chain.at(heads.best).await?.provider(&session.account).await };
		match looked.await {
			Ok(provider) if condition(&provider) => return Ok(provider),
			Ok(_) => {}
			Err(trouble) if trouble.is_transient() => {
				tracing::warn!(error = %trouble, "could not look at the chain");
			}
			Err(trouble) => return Err(trouble.into()),
		}
	}
}

/// Is the trouble with chips and manifests, and none with the chain or the agent itself?
pub(super) fn concerns_claims_only(error: &AgentError) -> bool {
	match error {
		AgentError::Chain(_)
		| AgentError::Submit(SubmitError::Chain(_))
		| AgentError::State(_)
		| AgentError::Fault(_) => false,
		AgentError::Submit(_)
		| AgentError::Manifest(_)
		| AgentError::ChipFile(_)
		| AgentError::Unlock { .. }
		| AgentError::Possession { .. }
		| AgentError::ForeignChip { .. }
		| AgentError::Suspended { .. }
		| AgentError::File { .. }
		| AgentError::Usage(_) => true,
	}
}

/// What a look at the chain showed.
#[derive(Debug, Default)]
struct Seen {
	/// The round that is to be answered.
	wanted: Option<RoundIndex>,
	/// The latest challenge's round, and whether an answer to it can no longer be in a block that
	/// we have not seen.
	latest: Option<(RoundIndex, bool)>,
	/// The latest challenge, where the account is a provider.
	challenge: Option<Round>,
}

impl Seen {
	/// Is there no hope left for an answer to `round`?
	fn is_over(&self, round: RoundIndex) -> bool {
		self.latest.is_some_and(|(latest, over)| latest != round || over)
	}
}

/// Looks at the chain at new heads.
async fn look(
	session: &Session,
	heads: Heads,
	rounds: &mut Rounds,
	standing: &mut Standing,
) -> Result<Seen, AgentError> {
	session.metrics.common.heads(&heads);
	let best = session.chain.at(heads.best).await?;
	let provider = best.provider(&session.account).await?;
	let challenge = best.challenge().await?;
	let now = challenge.as_ref().map_or(0, |challenge| challenge.round);
	// A node that has lost its blocks is at an early round, too, until it has caught up.
	if rounds::is_ahead(&session.state, now) && !session.chain.is_syncing().await? {
		rounds::start_over(&session.state, now);
		*rounds = Rounds::default();
	}
	rounds::settle_finality(session, heads).await?;
	session.status.set(status_text(heads, provider.as_ref(), challenge.as_ref()));
	session.metrics.record(provider.as_ref(), now);
	let (Some(provider), Some(challenge)) = (provider, challenge) else {
		return Ok(Seen::default());
	};
	for change in standing.follow(&provider) {
		change.tell();
	}
	let (number, round) = (heads.best.number, challenge.round);
	tracing::debug!(best = number, finalized = heads.finalized.number, round, "looked");
	// The block after the last one is left for news of an answer in the last one to arrive.
	let latest = Some((round, number > challenge.closes_at.saturating_add(1)));
	if challenge.is_open(number) {
		let wanted = rounds.given_up != Some(round)
			&& provider.chips > 0
			&& provider.answer(round).is_none();
		return Ok(Seen { wanted: wanted.then_some(round), latest, challenge: Some(challenge) });
	}
	// In the window's last block nothing can be sent any more, but an answer may be in it.
	if number > challenge.closes_at && rounds.closed != Some(round) {
		rounds.closed = Some(round);
		rounds::account_for(&session.state, &session.metrics, rounds, &provider, round);
	}
	Ok(Seen { wanted: None, latest, challenge: Some(challenge) })
}

fn status_text(heads: Heads, provider: Option<&Provider>, challenge: Option<&Round>) -> String {
	let best = heads.best.number;
	let mut text = format!("best #{best} · finalised #{}", heads.finalized.number);
	match provider {
		Some(provider) => {
			text.push_str(&format!(" · {} chips", provider.chips));
			if let Some(latest) = &provider.latest {
				text.push_str(&format!(" · round {} proved, power {}", latest.round, latest.power));
			}
			if provider.suspended {
				text.push_str(" · SUSPENDED");
			}
			if provider.misses > 0 {
				text.push_str(&format!(" · {} misses", provider.misses));
			}
		}
		None => text.push_str(" · no chips claimed"),
	}
	match challenge {
		Some(challenge) if challenge.is_open(best) => text.push_str(&format!(
			" · round {} open for {} more blocks",
			challenge.round,
			challenge.closes_at - best
		)),
		_ => text.push_str(" · waiting for a challenge"),
	}
	text
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::{
		testing::{provider, round},
		AccountId, BlockId, ChainError,
	};
	use sp_core::H256;

	#[test]
	fn hope_for_an_answer_ends_with_its_window() {
		let seen = |latest| Seen { latest, ..Seen::default() };
		assert!(!seen(None).is_over(3));
		assert!(!seen(Some((3, false))).is_over(3));
		assert!(seen(Some((3, true))).is_over(3));
		assert!(seen(Some((4, false))).is_over(3));
	}

	#[test]
	fn trouble_with_claims_is_told_from_trouble_with_the_chain() {
		let account = AccountId::from([1; 32]);
		for error in [
			AgentError::Usage(String::new()),
			AgentError::ForeignChip { serial: String::new(), owner: account, account },
			SubmitError::Fee { account }.into(),
		] {
			assert!(concerns_claims_only(&error), "{error}");
		}
		let other = || ChainError::OtherChain { expected: H256::zero(), found: H256::zero() };
		for error in [
			other().into(),
			SubmitError::Chain(other()).into(),
			ChainError::Incompatible(String::new()).into(),
			AgentError::Fault(String::new()),
		] {
			assert!(!concerns_claims_only(&error), "{error}");
		}
	}

	#[test]
	fn status_line_tells_heads_chips_and_window() {
		let block = |number| BlockId { number, hash: H256::zero() };
		let heads = Heads { best: block(103), finalized: block(100) };
		let challenge = round(8, 100, 106);
		let text = status_text(heads, Some(&provider(Some(7))), Some(&challenge));
		for part in ["#103", "#100", "4 chips", "round 7 proved", "round 8 open for 3 more"] {
			assert!(text.contains(part), "{part} is missing in {text}");
		}
		let out = Provider { suspended: true, ..provider(Some(7)) };
		assert!(status_text(heads, Some(&out), Some(&challenge)).contains("SUSPENDED"));
		assert!(status_text(heads, None, None).contains("waiting for a challenge"));
	}
}
