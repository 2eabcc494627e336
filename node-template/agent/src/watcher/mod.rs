//! The watcher's daemon: reports providers that owed an answer and gave none, earns its part of the
//! slashes, and takes revoked power out of what the network is expected to prove. And the commands
//! that do one of these once.
//!
//! Who was absent is read from finalised state only, so that a reorganisation cannot turn a report
//! into a false one, which would cost a fee. A round is dealt with once finalised state holds all
//! its reports: one that a reorganisation takes back is sent again. What the chain takes is free,
//! what it does not costs the fee: nothing is sent that it will not take, or that the account cannot
//! pay for.

mod commands;
mod plan;
mod revoked;

pub use commands::{prune, report};

use crate::{
	amount::vaj,
	chain::{
		AccountId, At, Balance, BlockId, Chain, ChainError, EraIndex, Limits, Provider, Reported,
		Round, Signer, SubmitError, MORTAL_FOR,
	},
	error::AgentError,
	metrics::{Endpoint, WatcherMetrics},
	payouts,
	progress::StatusLine,
	rewards,
	signals::Shutdown,
	state::{Earnings, ReportRecord, State},
};
use futures::future::join_all;
use plan::{Absentee, Report};
use revoked::{Prunes, Registry};
use std::{net::SocketAddr, path::PathBuf};
use vajra_primitives::RoundIndex;

/// Reports on their way at once.
const REPORTS_AT_ONCE: usize = 16;

/// What the daemon needs.
#[derive(Clone, Debug)]
pub struct Options {
	/// State folder.
	pub state: PathBuf,
	/// Where metrics are served.
	pub metrics: Option<SocketAddr>,
	/// Whether eras are paid out as soon as they can be.
	pub payouts: bool,
}

impl Options {
	/// Looks whether they can work, so that mistakes show before a node is waited for.
	pub fn prepare(self) -> Result<Prepared, AgentError> {
		let endpoint = self.metrics.map(Endpoint::check).transpose()?;
		Ok(Prepared { state: self.state, endpoint, payouts: self.payouts })
	}
}

/// Options that were looked at.
#[derive(Clone, Debug)]
pub struct Prepared {
	state: PathBuf,
	endpoint: Option<Endpoint>,
	payouts: bool,
}

struct Watcher {
	chain: Chain,
	signer: Signer,
	account: AccountId,
	state: State,
	status: StatusLine,
	metrics: WatcherMetrics,
	/// The round for which the operator was told last that there are no funds.
	poor: Option<RoundIndex>,
	/// Revoked power that is to be taken out.
	prunes: Prunes,
	/// Whether eras are paid out.
	payouts: bool,
	/// The era in which all was paid that can be.
	paid: Option<EraIndex>,
}

/// Runs the daemon until it is asked to stop, or cannot go on.
pub async fn run(
	chain: Chain,
	signer: Signer,
	options: Prepared,
	status: StatusLine,
	mut shutdown: Shutdown,
) -> Result<(), AgentError> {
	let account = Chain::account_of(&signer);
	let state = State::open(&options.state, "watcher", chain.genesis(), &account)?;
	let metrics = WatcherMetrics::new(&chain)?;
	let earnings = state.earnings()?;
	metrics.earnings(&earnings);
	if let Some(endpoint) = options.endpoint {
		metrics.common.serve(endpoint);
	}
	tracing::info!(
		%account,
		chain = chain.name().await?,
		genesis = ?chain.genesis(),
		state = %state.path().display(),
		earned = vaj(earnings.rewards),
		"watcher started"
	);
	let payouts = options.payouts;
	let (poor, prunes, paid) = Default::default();
	let mut watcher =
		Watcher { chain, signer, account, state, status, metrics, poor, prunes, payouts, paid };
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
	async fn watch(&mut self) -> Result<(), AgentError> {
		let mut follower = self.chain.follow();
		loop {
			let heads = follower.next().await?;
			self.metrics.common.heads(&heads);
			let looked = async {
				let at = self.chain.at(heads.finalized).await?;
				// First, because it changes what providers owe. Trouble with it keeps no report back.
				let pruned = self.prune(&at).await;
				self.look(&at).await?;
				pruned?;
				self.pay_out(&at).await
			};
			match looked.await {
				Ok(()) => {
					let earned = self.state.tolerate(self.state.earnings()).rewards;
					self.status.set(format!(
						"best #{} · finalised #{} · watching · {} earned",
						heads.best.number,
						heads.finalized.number,
						vaj(earned)
					))
				}
				Err(error) if error.is_fatal() => return Err(error),
				Err(error) => tracing::warn!(%error, "could not look at the chain; trying again"),
			}
		}
	}

	/// Deals with the rounds that can be reported, both at once: what earns most goes first.
	async fn look(&mut self, at: &At) -> Result<(), AgentError> {
		let challenges = [at.previous_challenge().await?, at.challenge().await?];
		let now = challenges[1].as_ref().map_or(0, |latest| latest.round);
		self.start_over_if_reset(now).await?;
		let limits = at.limits()?;
		let known: Vec<_> = challenges.into_iter().flatten().collect();
		let (mut rounds, mut damped) = (Vec::new(), Vec::new());
		for challenge in &known {
			let closed = at.block().number >= challenge.closes_at;
			let watched = self.state.tolerate(self.state.watched(challenge.round));
			if !closed || watched.is_some() {
				continue;
			}
			rounds.push(challenge.round);
			if !challenge.met_quorum(&limits.penalties) {
				let Round { round, proved, expected, .. } = challenge;
				tracing::debug!(round, %proved, %expected, "too little power answered to slash anyone");
				damped.push(challenge.round);
			}
		}
		if !rounds.is_empty() {
			self.report_rounds(at, &rounds, &damped, &limits).await?;
		}
		let oldest = known.iter().map(|challenge| challenge.round).min().unwrap_or(0);
		// What can no longer be reported is final as it is.
		for round in self.state.tolerate(self.state.unwatched_before(oldest)) {
			self.close(round).await?;
		}
		Ok(())
	}

	/// Pays all that can be paid, once in each era. What fails is tried again in the next one, and by
	/// others before that.
	async fn pay_out(&mut self, at: &At) -> Result<(), AgentError> {
		if !self.payouts {
			return Ok(());
		}
		let era = at.eras().await?.active;
		if self.paid == Some(era) {
			return Ok(());
		}
		let due = payouts::due(at, &[]).await?;
		let count = due.len();
		let tell = |done| self.status.set(format!("paying out: {done} of {count} eras"));
		let closed = payouts::close(&self.chain, &self.signer, &due, tell).await.map_err(again)?;
		rewards::log_closed(&closed);
		self.paid = Some(era);
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

	async fn report_rounds(
		&mut self,
		at: &At,
		rounds: &[RoundIndex],
		damped: &[RoundIndex],
		limits: &Limits,
	) -> Result<(), AgentError> {
		let absentees = absentees(at, rounds).await?;
		for round in rounds {
			if !absentees.iter().any(|absentee| absentee.rounds.contains(round)) {
				self.close(*round).await?;
			}
		}
		let reports = plan::plan(&absentees, damped, &limits.penalties);
		for (number, batch) in reports.chunks(REPORTS_AT_ONCE).enumerate() {
			let (done, all) = (number * REPORTS_AT_ONCE, reports.len());
			self.status.set(format!("reporting: {done} of {all} absences"));
			let mut open = self.still_open(batch).await?;
			while !open.is_empty() {
				let count = self.affordable(&open).await?;
				if count == 0 {
					return Ok(());
				}
				let rest = open.split_off(count);
				self.send(&open).await?;
				open = rest;
			}
		}
		Ok(())
	}

	/// The reports that the best chain still has a use for: others report, too. A provider with
	/// revoked power in its record may owe less than the record says: its turn comes once that is out.
	async fn still_open(&self, reports: &[Report]) -> Result<Vec<Report>, AgentError> {
		let best = self.chain.best().await?;
		let mut registry = Registry::new(&best).await?;
		let challenges = [best.previous_challenge().await?, best.challenge().await?];
		let mut open = Vec::with_capacity(reports.len());
		for report in reports {
			let mut latest = challenges.iter().flatten();
			if !latest.any(|challenge| challenge.round == report.round) {
				continue;
			}
			let record = best.provider(&report.provider).await?;
			let Some(record) = record.filter(|record| record.owes(report.round)) else { continue };
			if registry.revoked_power(&record).await? == 0 {
				open.push(*report);
			}
		}
		Ok(open)
	}

	/// How many of the next reports the account can pay for.
	async fn affordable(&mut self, reports: &[Report]) -> Result<usize, AgentError> {
		let Some(first) = reports.first() else { return Ok(0) };
		let spendable = self.chain.best().await?.spendable(&self.account).await?;
		self.metrics.spendable(spendable);
		let fee = self.chain.report_fee(&self.signer, first.round, &first.provider).await?;
		let count = plan::affordable(spendable, fee, REPORTS_AT_ONCE);
		if count == 0 && self.poor < Some(first.round) {
			self.poor = Some(first.round);
			tracing::warn!(
				account = %self.account,
				reports = reports.len(),
				fee = vaj(fee),
				spendable = vaj(spendable),
				"no funds to set the fee of a report aside; it is given back when the chain takes \
				 the report. Transfer some to the account"
			);
		}
		Ok(count.min(reports.len()))
	}

	/// Sends reports, in this order.
	async fn send(&self, reports: &[Report]) -> Result<(), AgentError> {
		let best = self.chain.best().await?;
		let first = best.nonce(&self.account).await?;
		let sent_at = Some(best.block().number);
		for report in reports {
			// Before it is sent: after a crash it tells what to look for on the chain.
			self.remember(report, &ReportRecord { sent_at, ..ReportRecord::default() });
		}
		let sent = (0..).zip(reports).map(|(place, report)| {
			let nonce = Some(first.saturating_add(place));
			self.chain.report_absence(&self.signer, report.round, &report.provider, nonce)
		});
		let results = join_all(sent).await;
		let mut trouble = None;
		for (report, result) in reports.iter().zip(results) {
			let Report { round, provider, .. } = report;
			match result {
				Ok((reported, included)) => self.note(report, reported, included.block),
				Err(error) if settled(&error) => {
					tracing::info!(round, %provider, %error, "no report needed");
					self.metrics.unwanted();
					self.remember(report, &unwanted(&error));
				}
				Err(error) => {
					tracing::warn!(round, %provider, %error, "the report did not get through");
					if error.fee() > 0 {
						self.remember(report, &unwanted(&error));
					}
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

	/// Notes a report in a block.
	fn note(&self, report: &Report, reported: Reported, included: BlockId) {
		let Report { round, provider, .. } = report;
		let slashed = reported.slashed.map_or(0, |slashed| slashed.amount);
		let (reward, block) = (reported.reward(), included.number);
		let Reported { misses, suspended, .. } = reported;
		match slashed {
			0 => tracing::info!(round, %provider, misses, block, suspended, "absence reported"),
			_ => tracing::info!(
				round,
				%provider,
				misses,
				block,
				slashed = vaj(slashed),
				reward = vaj(reward),
				suspended,
				"absence reported and slashed"
			),
		}
		self.metrics.reported(slashed);
		self.remember(report, &taken(&reported, included));
	}

	fn remember(&self, report: &Report, record: &ReportRecord) {
		self.state.tolerate(self.state.put_report(report.round, &report.provider, record));
	}

	/// Looks on the chain for reports that were sent and not heard of, as where the agent was stopped
	/// in the middle of it. All of them are in finalised blocks, or void.
	async fn find_unheard_of(
		&self,
		round: RoundIndex,
		reports: &mut [(AccountId, ReportRecord)],
	) -> Result<(), ChainError> {
		let sent = || reports.iter().filter_map(|(_, record)| record.unheard_of());
		let (Some(first), Some(last)) = (sent().min(), sent().max()) else { return Ok(()) };
		let finalized = self.chain.finalized().await?.block().number;
		for number in first.saturating_add(1)..=last.saturating_add(MORTAL_FOR).min(finalized) {
			let at = self.chain.at_number(number).await?;
			for (reported_round, provider, reported) in at.reports_by(&self.account).await? {
				let own = reports.iter_mut().find(|(account, record)| {
					*account == provider && record.unheard_of().is_some()
				});
				if let (Some((_, record)), true) = (own, reported_round == round) {
					tracing::info!(round, %provider, block = number, "found an earlier report");
					let fee = record.fee;
					*record = ReportRecord { fee, ..taken(&reported, at.block()) };
				}
			}
			if reports.iter().all(|(_, record)| record.unheard_of().is_none()) {
				break;
			}
		}
		Ok(())
	}

	/// Closes a round that finalised state can say no more about, with what its reports earned.
	async fn close(&self, round: RoundIndex) -> Result<(), AgentError> {
		let mut reports = self.state.tolerate(self.state.reports(round));
		for (_, record) in &mut reports {
			let Some(block) = record.included() else { continue };
			if !self.chain.is_canonical(block).await? {
				*record = taken_back(record);
			}
		}
		match self.find_unheard_of(round, &mut reports).await {
			// Nodes keep the state of old blocks for a while only.
			Err(ChainError::Node(reason)) => {
				tracing::warn!(round, %reason, "what became of earlier reports is not known");
			}
			looked => looked?,
		}
		let Earnings { reports: count, rewards, fees } =
			Earnings::of(reports.iter().map(|(_, record)| record));
		let total = self.state.tolerate(self.state.put_watched(round, &reports));
		self.metrics.watched(round);
		self.metrics.earnings(&total);
		tracing::info!(
			round,
			reports = count,
			earned = vaj(rewards),
			fees = vaj(fees),
			total_earned = vaj(total.rewards),
			total_fees = vaj(total.fees),
			"round watched"
		);
		Ok(())
	}
}

/// The record of a report in a block.
fn taken(reported: &Reported, block: BlockId) -> ReportRecord {
	ReportRecord {
		block: Some(block.number),
		block_hash: Some(block.hash),
		misses: Some(reported.misses),
		reward: reported.reward(),
		fee: reported.fee,
		..ReportRecord::default()
	}
}

/// Providers that owed answers to some of `rounds`, gave none and have not been reported.
async fn absentees(at: &At, rounds: &[RoundIndex]) -> Result<Vec<Absentee>, ChainError> {
	let mut absent = Vec::new();
	at.for_each_provider(|account, provider| {
		let owed = owed(&provider, rounds);
		if !owed.is_empty() {
			absent.push(Absentee { account, provider, rounds: owed });
		}
	})
	.await?;
	Ok(absent)
}

/// Those of `rounds` that a provider owes an answer to.
fn owed(provider: &Provider, rounds: &[RoundIndex]) -> Vec<RoundIndex> {
	rounds.iter().copied().filter(|round| provider.owes(*round)).collect()
}

/// Is the newest round on record one that the chain has not come to?
fn is_ahead(last: Option<RoundIndex>, now: RoundIndex) -> bool {
	last.is_some_and(|last| last > now)
}

/// Does the refusal say that there is nothing to report any more? That is in the nature of the work:
/// other watchers report, too, and providers are suspended.
fn settled(error: &SubmitError) -> bool {
	matches!(
		error.attestation_error(),
		Some("AlreadyReported" | "NotAbsent" | "NotDue" | "RoundNotReportable" | "Suspended")
	)
}

/// The record of a report that the chain did not want.
fn unwanted(error: &SubmitError) -> ReportRecord {
	let (fee, note): (Balance, _) = (error.fee(), Some(error.to_string()));
	ReportRecord { fee, note, ..ReportRecord::default() }
}

/// The record of a report whose block a reorganisation took back for good.
fn taken_back(record: &ReportRecord) -> ReportRecord {
	let note = Some("a reorganisation took it back".into());
	ReportRecord { fee: record.fee, note, ..ReportRecord::default() }
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
	use crate::chain::{testing::provider, Refusal, PALLET};

	fn refused(name: &str) -> SubmitError {
		let docs = String::new();
		SubmitError::Refused(Refusal { pallet: PALLET.into(), name: name.into(), docs, fee: 3 })
	}

	#[test]
	fn owed_rounds_are_those_neither_answered_nor_reported() {
		// Due from round 5.
		assert_eq!(owed(&provider(None), &[4, 5]), [5]);
		assert_eq!(owed(&provider(Some(7)), &[6, 7]), [6]);
		let reported = Provider { reported: Some(7), ..provider(Some(5)) };
		assert_eq!(owed(&reported, &[6, 7]), [6]);
		assert!(owed(&Provider { suspended: true, ..provider(None) }, &[6, 7]).is_empty());
	}

	#[test]
	fn what_the_chain_has_no_use_for_is_no_error() {
		for name in ["AlreadyReported", "NotAbsent", "NotDue", "RoundNotReportable", "Suspended"] {
			assert!(settled(&refused(name)), "{name}");
		}
		// Sent too early: the round will be reported yet.
		assert!(!settled(&refused("RoundStillOpen")));
		assert!(!settled(&SubmitError::Busy(String::new())));
		let record = unwanted(&refused("AlreadyReported"));
		assert_eq!((record.fee, record.reward, record.block), (3, 0, None));
	}

	#[test]
	fn report_that_was_taken_back_earned_nothing() {
		let hash = Some(sp_core::H256::zero());
		let record = ReportRecord {
			block: Some(7),
			block_hash: hash,
			misses: Some(2),
			reward: 5,
			fee: 1,
			..ReportRecord::default()
		};
		let record = taken_back(&record);
		assert_eq!((record.block, record.reward, record.fee), (None, 0, 1));
	}

	#[test]
	fn round_of_the_future_tells_a_reset_chain() {
		assert!(!is_ahead(None, 0));
		assert!(!is_ahead(Some(7), 7));
		assert!(is_ahead(Some(8), 7));
		assert!(is_ahead(Some(1), 0));
	}
}
