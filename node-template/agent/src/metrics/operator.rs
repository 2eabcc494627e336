//! What an operator of a service tells.

use super::{fault, CommonMetrics, Maker};
use crate::{
	amount::rough_vaj,
	chain::{services::Step, Balance, Chain},
	error::AgentError,
};
use std::sync::{Arc, Mutex, PoisonError};
use substrate_prometheus_endpoint::{Counter, Gauge, PrometheusError, F64, U64};

/// What an operator of a service tells.
#[derive(Clone, Debug)]
pub struct OperatorMetrics {
	/// What each daemon tells.
	pub common: CommonMetrics,
	open: Gauge<U64>,
	answers: Counter<U64>,
	unanswered: Counter<U64>,
	endpoint_failures: Counter<U64>,
	useless_replies: Counter<U64>,
	commits: Counter<U64>,
	reveals: Counter<U64>,
	reports: Counter<U64>,
	finalized: Counter<U64>,
	refused: Counter<U64>,
	lost: Counter<U64>,
	observations: Counter<U64>,
	bad_observations: Counter<U64>,
	stake: Gauge<F64>,
	slashed: Counter<F64>,
	/// The stake when it was last looked at.
	seen: Arc<Mutex<Option<Balance>>>,
}

impl OperatorMetrics {
	/// Metrics of an operator on `chain`.
	pub fn new(chain: &Chain) -> Result<Self, AgentError> {
		CommonMetrics::new(chain).and_then(Self::with).map_err(fault)
	}

	fn with(common: CommonMetrics) -> Result<Self, PrometheusError> {
		let make = Maker(&common.registry);
		Ok(Self {
			open: make.gauge("vajra_operator_open_requests", "Open requests that it was asked")?,
			answers: make.counter("vajra_operator_answers_total", "Answers from the endpoint")?,
			unanswered: make.counter(
				"vajra_operator_unanswered_total",
				"Requests that were over without an answer of its own",
			)?,
			endpoint_failures: make.counter(
				"vajra_operator_endpoint_failures_total",
				"Questions that the endpoint did not answer, all attempts together",
			)?,
			useless_replies: make.counter(
				"vajra_operator_useless_replies_total",
				"Replies or questions without a usable answer; nothing was sent for them",
			)?,
			commits: make.counter("vajra_operator_commits_total", "Commitments in a block")?,
			reveals: make.counter("vajra_operator_reveals_total", "Reveals in a block")?,
			reports: make.counter("vajra_operator_reports_total", "Reports in a block")?,
			finalized: make
				.counter("vajra_operator_finalized_total", "Requests that it has finalised")?,
			refused: make
				.counter("vajra_operator_refused_total", "Steps that the chain has refused")?,
			lost: make.counter(
				"vajra_operator_lost_answers_total",
				"Commitments that cannot be revealed, as nothing is written down about them",
			)?,
			observations: make.counter(
				"vajra_operator_observations_total",
				"Signed answers taken from other operators",
			)?,
			bad_observations: make.counter(
				"vajra_operator_bad_observations_total",
				"What was sent as a signed answer and is none",
			)?,
			stake: make.amount("vajra_operator_stake_vaj", "Stake on the service")?,
			slashed: make.amount_counter(
				"vajra_operator_slashed_vaj_total",
				"By how much slashes have lowered the stake in this run",
			)?,
			seen: Arc::default(),
			common,
		})
	}

	/// Metrics that belong to no chain.
	#[cfg(test)]
	pub(crate) fn detached() -> Self {
		CommonMetrics::with_sight(Arc::default()).and_then(Self::with).unwrap()
	}

	/// Notes how many requests are open.
	pub fn open(&self, requests: usize) {
		self.open.set(requests as u64);
	}

	/// Notes an answer of the endpoint's.
	pub fn answered(&self) {
		self.answers.inc();
	}

	/// Notes that there was none: `passing` if the endpoint may do better later.
	pub fn failed(&self, passing: bool) {
		if passing {
			self.endpoint_failures.inc();
		} else {
			self.useless_replies.inc();
		}
	}

	/// Notes a request that was over without an answer.
	pub fn unanswered(&self) {
		self.unanswered.inc();
	}

	/// Notes a step in a block.
	pub fn stepped(&self, step: &Step) {
		match step {
			Step::Commit(..) => self.commits.inc(),
			Step::Reveal(..) => self.reveals.inc(),
			Step::Report(..) => self.reports.inc(),
			Step::Finalize(..) => self.finalized.inc(),
		}
	}

	/// Notes a step that the chain has refused.
	pub fn refused(&self) {
		self.refused.inc();
	}

	/// Notes a commitment that cannot be revealed.
	pub fn lost(&self) {
		self.lost.inc();
	}

	/// Notes what another operator has sent.
	pub fn observation(&self, good: bool) {
		if good {
			self.observations.inc();
		} else {
			self.bad_observations.inc();
		}
	}

	/// Notes the stake. Nothing but a slash makes it less.
	pub fn stake(&self, stake: Balance) {
		let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(before) = seen.replace(stake) {
			self.slashed.inc_by(rough_vaj(before.saturating_sub(stake)));
		}
		self.stake.set(rough_vaj(stake));
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::H256;
	use substrate_prometheus_endpoint::prometheus::TextEncoder;

	#[test]
	fn operator_tells_what_it_does() {
		let metrics = OperatorMetrics::detached();
		metrics.open(3);
		metrics.answered();
		metrics.failed(true);
		metrics.failed(false);
		metrics.stepped(&Step::Commit(1, H256::zero()));
		metrics.stepped(&Step::Finalize(1));
		metrics.refused();
		metrics.lost();
		metrics.unanswered();
		metrics.observation(true);
		metrics.observation(false);
		for stake in [10, 9, 12, 11] {
			metrics.stake(stake * 1_000_000_000_000);
		}
		let text = TextEncoder::new().encode_to_string(&metrics.common.registry.gather()).unwrap();
		for line in [
			"vajra_operator_open_requests 3",
			"vajra_operator_answers_total 1",
			"vajra_operator_endpoint_failures_total 1",
			"vajra_operator_useless_replies_total 1",
			"vajra_operator_commits_total 1",
			"vajra_operator_reveals_total 0",
			"vajra_operator_finalized_total 1",
			"vajra_operator_refused_total 1",
			"vajra_operator_lost_answers_total 1",
			"vajra_operator_unanswered_total 1",
			"vajra_operator_observations_total 1",
			"vajra_operator_bad_observations_total 1",
			"vajra_operator_stake_vaj 11",
			"vajra_operator_slashed_vaj_total 2",
		] {
			assert!(text.lines().any(|other| other == line), "{line} is missing in:\n{text}");
		}
	}
}
