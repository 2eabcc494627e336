//! The watcher's daemon: reports providers that owed an answer and gave none.
//!
//! Who was absent is read from finalised state only, so that a reorganisation cannot turn a report
//! into a false one, which would cost a fee. A round is dealt with once finalised state holds all
//! its reports: one that a reorganisation takes back is sent again.

use crate::{
	chain::{AccountId, At, Chain, ChainError, Provider, Signer, SubmitError},
	error::AgentError,
	progress::StatusLine,
	signals::Shutdown,
	state::{ReportRecord, State},
};
use futures::future::join_all;
use std::path::PathBuf;
use vajra_primitives::RoundIndex;

/// Reports on their way at once.
const REPORTS_AT_ONCE: usize = 16;

/// What the daemon needs.
#[derive(Clone, Debug)]
pub struct Options {
	/// State folder.
	pub state: PathBuf,
}

struct Watcher {
	chain: Chain,
	signer: Signer,
	account: AccountId,
	state: State,
	status: StatusLine,
}

/// Runs the daemon until it is asked to stop, or cannot go on.
pub async fn run(
	chain: Chain,
	signer: Signer,
	options: &Options,
	status: StatusLine,
	mut shutdown: Shutdown,
) -> Result<(), AgentError> {
	let account = Chain::account_of(&signer);
	let state = State::open(&options.state, "watcher", chain.genesis(), &account)?;
	tracing::info!(
		%account,
		chain = chain.name().await?,
		genesis = ?chain.genesis(),
		state = %state.path().display(),
		"watcher started"
	);
	let watcher = Watcher { chain, signer, account, state, status };
	let result = tokio::select! {
		result = watcher.watch() => result,
		() = shutdown.requested() => Ok(()),
	};
	watcher.status.clear();
	if result.is_ok() {
		tracing::info!("stopped");
	}
	result
}

impl Watcher {
	async fn watch(&self) -> Result<(), AgentError> {
		let mut follower = self.chain.follow();
		loop {
			let heads = follower.next().await?;
			let looked = async {
				let at = self.chain.at(heads.finalized).await?;
				self.look(&at).await
			};
			match looked.await {
				Ok(()) => self.status.set(format!(
					"best #{} · finalised #{} · watching",
					heads.best.number, heads.finalized.number
				)),
				Err(error) if error.is_fatal() => return Err(error),
				Err(error) => tracing::warn!(%error, "could not look at the chain; trying again"),
			}
		}
	}

	/// Deals with the rounds that can be reported, the older one first: the chain takes reports of a
	/// provider in ascending order only.
	async fn look(&self, at: &At) -> Result<(), AgentError> {
		let challenges = [at.previous_challenge().await?, at.challenge().await?];
		self.start_over_if_reset(challenges[1].as_ref().map_or(0, |latest| latest.round)).await?;
		for challenge in challenges.into_iter().flatten() {
			let closed = at.block().number >= challenge.closes_at;
			let watched = self.state.tolerate(self.state.watched(challenge.round));
			if closed && watched.is_none() {
				self.report_round(at, challenge.round).await?;
			}
		}
		Ok(())
	}

	/// Drops the records of a chain that is no more: a development chain that starts anew has the
	/// same genesis. A node that has lost its blocks is at an early round, too, until it has caught
	/// up.
	async fn start_over_if_reset(&self, now: RoundIndex) -> Result<(), AgentError> {
		let last = self.state.tolerate(self.state.last_watched());
		if is_ahead(last, now) && !self.chain.is_syncing().await? {
			tracing::warn!(last, now, "the chain was reset to before known rounds; starting over");
			self.state.tolerate(self.state.clear());
		}
		Ok(())
	}

	async fn report_round(&self, at: &At, round: RoundIndex) -> Result<(), AgentError> {
		let absent = absentees(at, round).await?;
		if absent.is_empty() {
			let reports = self.state.tolerate(self.state.reports(round));
			self.state.tolerate(self.state.put_watched(round, reports));
			tracing::info!(round, reports, "round watched");
			return Ok(());
		}
		for (number, batch) in absent.chunks(REPORTS_AT_ONCE).enumerate() {
			let done = number * REPORTS_AT_ONCE;
			self.status.set(format!("round {round}: {done} of {} absences", absent.len()));
			self.report_batch(round, batch).await?;
		}
		Ok(())
	}

	/// Reports those of `providers` whose report is not in the best chain already.
	async fn report_batch(
		&self,
		round: RoundIndex,
		providers: &[AccountId],
	) -> Result<(), AgentError> {
		let best = self.chain.best().await?;
		let challenges = [best.previous_challenge().await?, best.challenge().await?];
		if !challenges.iter().flatten().any(|challenge| challenge.round == round) {
			tracing::debug!(round, "the best chain takes no reports of it any more");
			return Ok(());
		}
		let mut open = Vec::new();
		for account in providers {
			if best.provider(account).await?.is_some_and(|provider| owes(&provider, round)) {
				open.push(account);
			}
		}
		let first = best.nonce(&self.account).await?;
		let sent = (0..).zip(&open).map(|(place, provider)| {
			self.chain.report_absence(
				&self.signer,
				round,
				provider,
				Some(first.saturating_add(place)),
			)
		});
		let results = join_all(sent).await;
		let mut trouble = None;
		for (provider, result) in open.into_iter().zip(results) {
			match result {
				Ok((misses, included)) => {
					let block = included.block.number;
					tracing::info!(round, %provider, misses, block, "absence reported");
					let record =
						ReportRecord { block: Some(block), misses: Some(misses), note: None };
					self.state.tolerate(self.state.put_report(round, provider, &record));
				}
				Err(error) if settled(&error) => {
					tracing::info!(round, %provider, %error, "no report needed");
					let note = Some(error.to_string());
					let record = ReportRecord { block: None, misses: None, note };
					self.state.tolerate(self.state.put_report(round, provider, &record));
				}
				Err(error) => {
					tracing::warn!(round, %provider, %error, "the report did not get through");
					trouble = Some(error);
				}
			}
		}
		match trouble {
			// The round stays open; what was reported the chain knows, the rest is tried again.
			Some(error) => Err(again(error).into()),
			None => Ok(()),
		}
	}
}

/// Providers that owed an answer to `round`, gave none and have not been reported.
async fn absentees(at: &At, round: RoundIndex) -> Result<Vec<AccountId>, ChainError> {
	let mut absent = Vec::new();
	at.for_each_provider(|account, provider| {
		if owes(&provider, round) {
			absent.push(account);
		}
	})
	.await?;
	Ok(absent)
}

/// Did it owe an answer to `round`, give none and has not been reported?
fn owes(provider: &Provider, round: RoundIndex) -> bool {
	let reported = provider.reported.is_some_and(|last| last >= round);
	provider.is_due(round) && provider.answer(round).is_none() && !reported
}

/// Is the newest round on record one that the chain has not come to?
fn is_ahead(last: Option<RoundIndex>, now: RoundIndex) -> bool {
	last.is_some_and(|last| last > now)
}

/// Does the refusal say that there is nothing to report any more?
fn settled(error: &SubmitError) -> bool {
	matches!(
		error.attestation_error(),
		Some("AlreadyReported" | "NotAbsent" | "NotDue" | "RoundNotReportable")
	)
}

/// Everything but an unusable node is worth another try: funds may come, windows may close.
fn again(error: SubmitError) -> SubmitError {
	match error {
		SubmitError::Chain(error) => SubmitError::Chain(error),
		error => SubmitError::Busy(error.to_string()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::provider::testing::provider;

	#[test]
	fn absence_is_owed_until_it_is_answered_or_reported() {
		// Due from round 5.
		assert!(!owes(&provider(None), 4));
		assert!(owes(&provider(None), 5));
		assert!(owes(&provider(Some(6)), 7));
		assert!(!owes(&provider(Some(7)), 7));
		let reported = |round| Provider { reported: Some(round), ..provider(Some(5)) };
		assert!(owes(&reported(6), 7));
		assert!(!owes(&reported(7), 7));
		assert!(!owes(&reported(8), 7));
		// Its chips were revoked.
		assert!(!owes(&Provider { chips: 0, ..provider(None) }, 7));
	}

	#[test]
	fn round_of_the_future_tells_a_reset_chain() {
		assert!(!is_ahead(None, 0));
		assert!(!is_ahead(Some(7), 7));
		assert!(is_ahead(Some(8), 7));
		assert!(is_ahead(Some(1), 0));
	}
}
