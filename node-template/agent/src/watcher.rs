//! The watcher's daemon: reports providers that owed an answer and gave none.
//!
//! It looks at finalised state only, so that a reorganisation cannot turn a report into a false
//! one, which would cost a fee.

use crate::{
	chain::{AccountId, At, Chain, ChainError, Signer, SubmitError},
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
		for challenge in challenges.into_iter().flatten() {
			let closed = at.block().number >= challenge.closes_at;
			if closed && self.state.watched(challenge.round)?.is_none() {
				self.report_round(at, challenge.round).await?;
			}
		}
		Ok(())
	}

	async fn report_round(&self, at: &At, round: RoundIndex) -> Result<(), AgentError> {
		let absent = absentees(at, round).await?;
		let mut reports = 0;
		for batch in absent.chunks(REPORTS_AT_ONCE) {
			self.status.set(format!("round {round}: {reports} of {} absences", absent.len()));
			reports += self.report_batch(round, batch).await?;
		}
		self.state.put_watched(round, reports)?;
		tracing::info!(round, absent = absent.len(), reports, "round watched");
		Ok(())
	}

	async fn report_batch(
		&self,
		round: RoundIndex,
		providers: &[AccountId],
	) -> Result<u32, AgentError> {
		let mut open = Vec::new();
		for provider in providers {
			// Known from before a restart.
			if self.state.report(round, provider)?.is_none() {
				open.push(provider);
			}
		}
		let first = self.chain.best().await?.nonce(&self.account).await?;
		let sent = (0..).zip(&open).map(|(place, provider)| {
			self.chain.report_absence(
				&self.signer,
				round,
				provider,
				Some(first.saturating_add(place)),
			)
		});
		let results = join_all(sent).await;
		let mut reports = 0;
		let mut trouble = None;
		for (provider, result) in open.into_iter().zip(results) {
			match result {
				Ok((misses, included)) => {
					let block = included.block.number;
					tracing::info!(round, %provider, misses, block, "absence reported");
					let record =
						ReportRecord { block: Some(block), misses: Some(misses), note: None };
					self.state.put_report(round, provider, &record)?;
					reports += 1;
				}
				Err(error) if settled(&error) => {
					tracing::info!(round, %provider, %error, "no report needed");
					let note = Some(error.to_string());
					let record = ReportRecord { block: None, misses: None, note };
					self.state.put_report(round, provider, &record)?;
				}
				Err(error) => {
					tracing::warn!(round, %provider, %error, "the report did not get through");
					trouble = Some(error);
				}
			}
		}
		match trouble {
			// The round stays open; what was reported is known, the rest is tried again.
			Some(error) => Err(again(error).into()),
			None => Ok(reports),
		}
	}
}

/// Providers that owed an answer to `round`, gave none and have not been reported.
async fn absentees(at: &At, round: RoundIndex) -> Result<Vec<AccountId>, ChainError> {
	let mut absent = Vec::new();
	at.for_each_provider(|account, provider| {
		let reported = provider.reported.is_some_and(|last| last >= round);
		if provider.is_due(round) && provider.answer(round).is_none() && !reported {
			absent.push(account);
		}
	})
	.await?;
	Ok(absent)
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
