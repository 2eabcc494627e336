//! What the daemons tell Prometheus.
//!
//! Metrics are always counted; they are served only where the operator names an address. Amounts are
//! in VAJ as floating-point numbers: the exact ones are on the chain.

mod operator;
mod rental;

pub use operator::OperatorMetrics;
pub use rental::RentalMetrics;

use crate::{
	amount::rough_vaj,
	chain::{Balance, Chain, Heads, Provider},
	error::AgentError,
	state::Earnings,
};
use std::{
	net::{SocketAddr, TcpListener},
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
};
use substrate_prometheus_endpoint::{
	init_prometheus,
	prometheus::{core::Collector, HistogramOpts, Opts},
	register, Counter, Gauge, Histogram, MetricSource, PrometheusError, Registry, SourcedGauge,
	F64, U64,
};
use vajra_primitives::RoundIndex;

/// Bounds of the buckets for answers, in blocks from the opening of the challenge.
const LATENCY: [f64; 10] = [1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 20.0, 40.0, 80.0];

/// Whether the chain is in sight.
#[derive(Clone)]
struct Sight(Arc<AtomicBool>);

impl MetricSource for Sight {
	type N = u64;

	fn collect(&self, mut set: impl FnMut(&[&str], u64)) {
		set(&[], u64::from(self.0.load(Ordering::Relaxed)));
	}
}

/// Makes metrics of one registry.
struct Maker<'a>(&'a Registry);

impl Maker<'_> {
	fn add<T: Clone + Collector + 'static>(
		&self,
		metric: Result<T, PrometheusError>,
	) -> Result<T, PrometheusError> {
		register(metric?, self.0)
	}

	fn counter(&self, name: &str, help: &str) -> Result<Counter<U64>, PrometheusError> {
		self.add(Counter::new(name, help))
	}

	fn amount_counter(&self, name: &str, help: &str) -> Result<Counter<F64>, PrometheusError> {
		self.add(Counter::new(name, help))
	}

	fn gauge(&self, name: &str, help: &str) -> Result<Gauge<U64>, PrometheusError> {
		self.add(Gauge::new(name, help))
	}

	fn amount(&self, name: &str, help: &str) -> Result<Gauge<F64>, PrometheusError> {
		self.add(Gauge::new(name, help))
	}

	fn blocks(&self, name: &str, help: &str) -> Result<Histogram, PrometheusError> {
		let options = HistogramOpts::new(name, help).buckets(LATENCY.to_vec());
		self.add(Histogram::with_opts(options))
	}
}

fn fault(error: PrometheusError) -> AgentError {
	AgentError::Fault(format!("its metrics cannot be set up: {error}"))
}

/// What each daemon tells.
#[derive(Clone, Debug)]
pub struct CommonMetrics {
	registry: Registry,
	best: Gauge<U64>,
	finalized: Gauge<U64>,
}

impl CommonMetrics {
	fn new(chain: &Chain) -> Result<Self, PrometheusError> {
		Self::with_sight(chain.in_sight())
	}

	fn with_sight(in_sight: Arc<AtomicBool>) -> Result<Self, PrometheusError> {
		let registry = Registry::new();
		let make = Maker(&registry);
		let connected = Opts::new("vajra_agent_connected", "1 while the chain's heads are seen");
		make.add(SourcedGauge::new(&connected, Sight(in_sight)))?;
		let best = make.gauge("vajra_agent_best_block", "Number of the best block")?;
		let finalized =
			make.gauge("vajra_agent_finalized_block", "Number of the last finalised block")?;
		Ok(Self { best, finalized, registry })
	}

	/// Notes the heads.
	pub fn heads(&self, heads: &Heads) {
		self.best.set(heads.best.number.into());
		self.finalized.set(heads.finalized.number.into());
	}

	/// Serves all metrics at an address, `/metrics`, for as long as the program runs.
	pub fn serve(&self, endpoint: Endpoint) {
		let registry = self.registry.clone();
		let address = endpoint.0;
		tokio::spawn(async move {
			tracing::info!(%address, "metrics are served at /metrics");
			if let Err(error) = init_prometheus(address, registry).await {
				tracing::error!(%address, %error, "metrics are not served any more");
			}
		});
	}
}

/// Where metrics are served.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint(SocketAddr);

impl Endpoint {
	/// Looks whether an address can be served at, so that a wrong one ends the command. Port 0 is
	/// replaced by a free one.
	pub fn check(address: SocketAddr) -> Result<Self, AgentError> {
		let probe = TcpListener::bind(address).and_then(|listener| listener.local_addr());
		probe.map(Self).map_err(|error| {
			AgentError::Usage(format!(
				"metrics cannot be served at {address} ({error}); give another address of this \
				 machine with --metrics-addr, such as 127.0.0.1:9615"
			))
		})
	}
}

/// What a provider tells.
#[derive(Clone, Debug)]
pub struct ProviderMetrics {
	/// What each daemon tells.
	pub common: CommonMetrics,
	chips: Gauge<U64>,
	absent: Gauge<U64>,
	power: Gauge<F64>,
	misses: Gauge<U64>,
	suspended: Gauge<U64>,
	collateral: Gauge<F64>,
	shortfall: Gauge<F64>,
	answered: Counter<U64>,
	missed: Counter<U64>,
	last_round: Gauge<U64>,
	latency: Histogram,
	claimed: Counter<F64>,
	claimable: Gauge<F64>,
}

impl ProviderMetrics {
	/// Metrics of a provider on `chain`.
	pub fn new(chain: &Chain) -> Result<Self, AgentError> {
		CommonMetrics::new(chain).and_then(Self::with).map_err(fault)
	}

	fn with(common: CommonMetrics) -> Result<Self, PrometheusError> {
		let make = Maker(&common.registry);
		Ok(Self {
			chips: make.gauge("vajra_provider_chips", "Claimed chips")?,
			absent: make.gauge(
				"vajra_provider_absent_chips",
				"Chips that were absent in the last answer",
			)?,
			power: make.amount("vajra_provider_power", "Power that counts in this round")?,
			misses: make.gauge("vajra_provider_misses", "Reported misses since the last answer")?,
			suspended: make.gauge("vajra_provider_suspended", "1 while it is suspended")?,
			collateral: make
				.amount("vajra_provider_collateral_vaj", "Collateral on hold for claimed chips")?,
			shortfall: make
				.amount("vajra_provider_shortfall_vaj", "What slashes did not find on hold")?,
			answered: make.counter(
				"vajra_provider_rounds_answered_total",
				"Rounds with an answer in a block",
			)?,
			missed: make
				.counter("vajra_provider_rounds_missed_total", "Rounds without a due answer")?,
			last_round: make.gauge("vajra_provider_last_round_answered", "Last answered round")?,
			latency: make.blocks(
				"vajra_provider_answer_blocks",
				"Blocks from the opening of a challenge to the block with the answer",
			)?,
			claimed: make.amount_counter(
				"vajra_provider_rewards_claimed_vaj_total",
				"Claimed rewards in finalised blocks, those before this run included",
			)?,
			claimable: make
				.amount("vajra_provider_rewards_claimable_vaj", "Rewards that can be claimed")?,
			common,
		})
	}

	/// Metrics that belong to no chain.
	#[cfg(test)]
	pub(crate) fn detached() -> Self {
		CommonMetrics::with_sight(Arc::default()).and_then(Self::with).unwrap()
	}

	/// Notes the provider's record.
	pub fn record(&self, provider: Option<&Provider>, round: RoundIndex) {
		let Some(provider) = provider else { return };
		self.chips.set(provider.chips.into());
		let counts = !provider.suspended;
		self.power.set(if counts { provider.counted(round) as f64 } else { 0.0 });
		self.misses.set(provider.misses.into());
		self.suspended.set(provider.suspended.into());
		self.collateral.set(rough_vaj(provider.collateral));
		self.shortfall.set(rough_vaj(provider.shortfall));
	}

	/// Notes an answer of one's own in a block, `blocks` after the challenge opened.
	pub fn answered(&self, round: RoundIndex, absent: usize, blocks: u32) {
		self.absent.set(absent as u64);
		self.latency.observe(blocks.into());
		self.answered_unseen(round);
	}

	/// Notes an answer that the chain has although this run did not see it get into a block.
	pub fn answered_unseen(&self, round: RoundIndex) {
		self.answered.inc();
		self.last_round.set(round.into());
	}

	/// Notes a round without a due answer.
	pub fn missed(&self) {
		self.missed.inc();
	}

	/// Notes all rewards claimed so far.
	pub fn rewards_claimed(&self, total: Balance) {
		raise(&self.claimed, total);
	}

	/// Notes what can be claimed.
	pub fn rewards_claimable(&self, amount: Balance) {
		self.claimable.set(rough_vaj(amount));
	}
}

/// What a watcher tells.
#[derive(Clone, Debug)]
pub struct WatcherMetrics {
	/// What each daemon tells.
	pub common: CommonMetrics,
	last_round: Gauge<U64>,
	sent: Counter<U64>,
	unwanted: Counter<U64>,
	pruned: Counter<U64>,
	slashed: Counter<F64>,
	earned: Counter<F64>,
	fees: Counter<F64>,
	spendable: Gauge<F64>,
}

impl WatcherMetrics {
	/// Metrics of a watcher on `chain`.
	pub fn new(chain: &Chain) -> Result<Self, AgentError> {
		CommonMetrics::new(chain).and_then(Self::with).map_err(fault)
	}

	fn with(common: CommonMetrics) -> Result<Self, PrometheusError> {
		let make = Maker(&common.registry);
		Ok(Self {
			last_round: make.gauge("vajra_watcher_last_round", "Last round that was dealt with")?,
			sent: make.counter("vajra_watcher_reports_sent_total", "Reports in a block")?,
			unwanted: make.counter(
				"vajra_watcher_reports_unwanted_total",
				"Reports that the chain had no use for any more",
			)?,
			pruned: make.counter(
				"vajra_watcher_prunes_sent_total",
				"Providers whose revoked power was taken out, in a block",
			)?,
			slashed: make.amount_counter(
				"vajra_watcher_slashed_vaj_total",
				"Slashed for reports in a block",
			)?,
			earned: make.amount_counter(
				"vajra_watcher_rewards_earned_vaj_total",
				"Rewards for reports in finalised blocks, those before this run included",
			)?,
			fees: make.amount_counter(
				"vajra_watcher_fees_vaj_total",
				"Fees of reports, those before this run included",
			)?,
			spendable: make
				.amount("vajra_watcher_spendable_vaj", "What fees of reports can be paid with")?,
			common,
		})
	}

	/// Notes a report in a block, and what was slashed for it.
	pub fn reported(&self, slashed: Balance) {
		self.sent.inc();
		self.slashed.inc_by(rough_vaj(slashed));
	}

	/// Notes a report that the chain had no use for.
	pub fn unwanted(&self) {
		self.unwanted.inc();
	}

	/// Notes that a provider's revoked power was taken out, in a block.
	pub fn pruned(&self) {
		self.pruned.inc();
	}

	/// Notes what fees can be paid with.
	pub fn spendable(&self, amount: Balance) {
		self.spendable.set(rough_vaj(amount));
	}

	/// Notes a round that was dealt with.
	pub fn watched(&self, round: RoundIndex) {
		self.last_round.set(round.into());
	}

	/// Notes all earnings so far.
	pub fn earnings(&self, total: &Earnings) {
		raise(&self.earned, total.rewards);
		raise(&self.fees, total.fees);
	}
}

/// Sets a counter to a sum of planck. After a reset of the chain the sum may be smaller.
fn raise(counter: &Counter<F64>, total: Balance) {
	let total = rough_vaj(total);
	if total < counter.get() {
		counter.reset();
	}
	counter.inc_by(total - counter.get());
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::{testing::provider, BlockId};
	use sp_core::H256;
	use substrate_prometheus_endpoint::prometheus::TextEncoder;

	const VAJ: Balance = 1_000_000_000_000;

	fn text(common: &CommonMetrics) -> String {
		TextEncoder::new().encode_to_string(&common.registry.gather()).unwrap()
	}

	fn assert_has(text: &str, lines: &[&str]) {
		for line in lines {
			assert!(text.lines().any(|other| other == *line), "{line} is missing in:\n{text}");
		}
	}

	#[test]
	fn provider_tells_its_state() {
		let sight = Arc::new(AtomicBool::new(true));
		let metrics =
			ProviderMetrics::with(CommonMetrics::with_sight(sight.clone()).unwrap()).unwrap();
		let block = |number| BlockId { number, hash: H256::zero() };
		metrics.common.heads(&Heads { best: block(103), finalized: block(100) });
		let record = Provider { misses: 2, collateral: 5 * VAJ / 2, ..provider(Some(7)) };
		metrics.record(Some(&record), 7);
		metrics.answered(7, 3, 2);
		metrics.answered_unseen(8);
		metrics.missed();
		metrics.rewards_claimed(VAJ);
		metrics.rewards_claimed(3 * VAJ);
		metrics.rewards_claimable(VAJ / 4);
		assert_has(
			&text(&metrics.common),
			&[
				"vajra_agent_connected 1",
				"vajra_agent_best_block 103",
				"vajra_agent_finalized_block 100",
				"vajra_provider_chips 4",
				"vajra_provider_power 400",
				"vajra_provider_misses 2",
				"vajra_provider_suspended 0",
				"vajra_provider_collateral_vaj 2.5",
				"vajra_provider_absent_chips 3",
				"vajra_provider_rounds_answered_total 2",
				"vajra_provider_rounds_missed_total 1",
				"vajra_provider_last_round_answered 8",
				"vajra_provider_answer_blocks_sum 2",
				"vajra_provider_answer_blocks_count 1",
				"vajra_provider_rewards_claimed_vaj_total 3",
				"vajra_provider_rewards_claimable_vaj 0.25",
			],
		);
		sight.store(false, Ordering::Relaxed);
		metrics.record(Some(&Provider { suspended: true, ..record }), 7);
		let lines =
			["vajra_agent_connected 0", "vajra_provider_suspended 1", "vajra_provider_power 0"];
		assert_has(&text(&metrics.common), &lines);
	}

	#[test]
	fn watcher_tells_what_it_earned() {
		let common = CommonMetrics::with_sight(Arc::default()).unwrap();
		let metrics = WatcherMetrics::with(common).unwrap();
		metrics.reported(4 * VAJ);
		metrics.reported(0);
		metrics.unwanted();
		metrics.pruned();
		metrics.watched(9);
		metrics.spendable(10 * VAJ);
		metrics.earnings(&Earnings { reports: 2, rewards: VAJ / 2, fees: 0 });
		let lines = [
			"vajra_watcher_reports_sent_total 2",
			"vajra_watcher_reports_unwanted_total 1",
			"vajra_watcher_prunes_sent_total 1",
			"vajra_watcher_slashed_vaj_total 4",
			"vajra_watcher_rewards_earned_vaj_total 0.5",
			"vajra_watcher_fees_vaj_total 0",
			"vajra_watcher_spendable_vaj 10",
			"vajra_watcher_last_round 9",
		];
		assert_has(&text(&metrics.common), &lines);
		// The chain starts anew, and the sum with it.
		metrics.earnings(&Earnings::default());
		assert_has(&text(&metrics.common), &["vajra_watcher_rewards_earned_vaj_total 0"]);
	}

	#[test]
	fn address_in_use_is_refused_by_name() {
		let taken = TcpListener::bind("127.0.0.1:0").unwrap();
		let address = taken.local_addr().unwrap();
		let error = Endpoint::check(address).unwrap_err().to_string();
		assert!(
			error.contains(&address.to_string()) && error.contains("--metrics-addr"),
			"{error}"
		);
		let free = Endpoint::check("127.0.0.1:0".parse().unwrap()).unwrap();
		assert_ne!(free.0.port(), 0);
	}

	#[tokio::test]
	async fn metrics_are_served() {
		use tokio::io::{AsyncReadExt, AsyncWriteExt};
		let common = CommonMetrics::with_sight(Arc::default()).unwrap();
		let endpoint = Endpoint::check("127.0.0.1:0".parse().unwrap()).unwrap();
		common.serve(endpoint);
		let ask = async {
			loop {
				if let Ok(stream) = tokio::net::TcpStream::connect(endpoint.0).await {
					return stream;
				}
				tokio::task::yield_now().await;
			}
		};
		let limit = std::time::Duration::from_secs(10);
		let mut stream = tokio::time::timeout(limit, ask).await.unwrap();
		let request = b"GET /metrics HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
		stream.write_all(request).await.unwrap();
		let mut answer = String::new();
		stream.read_to_string(&mut answer).await.unwrap();
		assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
		assert!(answer.contains("vajra_agent_best_block 0"), "{answer}");
	}
}
