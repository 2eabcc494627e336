//! Four validators, four providers, and what happens to them.

use super::{
	harness::{agent_program, node_program, SOON},
	ledger::{in_proportion, Ledger},
	report::Report,
	stats::median,
};
use anyhow::{ensure, Context, Result};
use futures::future::try_join_all;
use serde_json::{json, Value};
use sp_crypto_hashing::twox_128;
use std::{
	fs,
	path::Path,
	time::{Duration, Instant, SystemTime},
};
use subxt::{
	config::substrate::H256,
	dynamic::{self, Value as Dynamic},
	ext::scale_value::Composite,
	rpcs::client::rpc_params,
};
use vajra_agent::local::{
	weights_by_key, Cast, ChainView, Clock, Deadline, EqualReason, Head, LocalNetwork, LocalNode,
	NetworkOptions, Player, Process, Shipment, PALLET,
};

/// The validators: development accounts. Their BABE keys are their accounts' keys, by which they are
/// found in a session's set, whose order is that of its election.
pub const NAMES: [&str; 4] = ["alice", "bob", "charlie", "dave"];
const VALIDATORS: [Player; 4] = [Player::ALICE, Player::BOB, Player::CHARLIE, Player::DAVE];

/// Who governs, and who ships chips.
const GOVERNANCE: Player = Player::ALICE;
const VENDOR: Player = Player::BOB;

/// Each backs the validator at the same place.
const PROVIDERS: [Player; 4] = [Player::CHARLIE, Player::DAVE, Player::EVE, Player::FERDIE];

/// Chips of the providers, all of one model, so proved power is in the same proportion.
pub const CHIPS: [u64; 4] = [1, 2, 3, 6];

/// What a cap of a third makes of it.
pub const CAPPED: [u64; 4] = [1, 2, 3, 3];

/// Without proved power all weigh the same.
pub const EQUAL: [u64; 4] = [1; 4];

/// The validator that dies and comes back.
const VICTIM: usize = 3;

/// For what takes a few rounds and epochs.
const LONG: Duration = Duration::from_secs(480);

/// Time between two looks in waits for blocks.
const LOOK: Duration = Duration::from_millis(1_000);

/// Blocks of progress that show that finality goes on.
const GOES_ON: u64 = 5;

/// Where the runtime keeps the largest share of blocks that one author may have.
const MAX_AUTHOR_SHARE: &[u8] = b":MaxAuthorShare:";

/// 100 %, as the runtime stores it: in parts of a billion.
const WHOLE: u32 = 1_000_000_000;

/// An outage of all validators.
pub struct Outage {
	/// The last epoch before it.
	pub before: u64,
	/// Number and epoch of the first block after it.
	pub resumed: (u64, u64),
}

/// The network, the players, and the blocks so far.
pub struct Stage {
	pub network: LocalNetwork,
	pub cast: Cast,
	pub view: ChainView,
	pub ledger: Ledger,
	pub report: Report,
	clock: Clock,
	shipments: Vec<Shipment>,
	agents: Vec<Process>,
}

impl Stage {
	/// Starts four validators that draw blocks by weight only, and waits until all finalise.
	pub async fn start(logs: &Path) -> Result<Self> {
		if logs.exists() {
			fs::remove_dir_all(logs)?;
		}
		let mut report = Report::start(logs)?;
		let network = LocalNetwork::start(NetworkOptions {
			program: node_program()?,
			logs: logs.into(),
			// At c = 1/2 half of the slots stay empty.
			genesis: json!({
				"babe": { "epochConfig": { "c": [1, 2], "allowed_slots": "PrimarySlots" } }
			}),
		})
		.await?;
		let url = network.nodes()[0].url();
		let mut cast = Cast::new(agent_program(), logs)?;
		cast.connect_to(&url);
		let view = ChainView::connect(&url).await?;
		for node in network.nodes() {
			let view = ChainView::connect(&node.url()).await?;
			finalized(&view, node.name(), 2).await?;
		}
		let clock = view.clock().await?;
		ensure!(
			clock.slot * u32::try_from(clock.epoch_length)? <= Duration::from_secs(60),
			"the node at {} was built without its feature fast-runtime: its epochs take too long \
			 for tests",
			node_program()?.display()
		);
		report.say(&format!("four validators finalise one chain; {clock:?}"))?;
		let ledger = Ledger::new(keys());
		let (shipments, agents) = Default::default();
		Ok(Self { network, cast, view, ledger, report, clock, shipments, agents })
	}

	/// Kills a validator. The others finalise on: the vendor ships, the providers claim and back,
	/// each in finalised blocks.
	pub async fn claim_with_one_validator_down(&mut self) -> Result<()> {
		self.network.nodes_mut()[VICTIM].kill()?;
		let killed_at = self.view.head().await?;
		self.report.say(&format!("{} is killed at {killed_at:?}", NAMES[VICTIM]))?;
		self.cast.register_vendor(VENDOR).await?;
		self.cast.register_model(VENDOR).await?;
		for (name, chips) in NAMES.iter().zip(CHIPS) {
			let shipment = self.cast.ship(VENDOR, name, u32::try_from(chips)?).await?;
			self.shipments.push(shipment);
		}
		self.report.say("the vendor has shipped")?;
		let cast = &self.cast;
		let players = PROVIDERS.iter().zip(NAMES).zip(&self.shipments).zip(VALIDATORS);
		try_join_all(players.map(|(((provider, name), shipment), validator)| async move {
			cast.claim(*provider, name, shipment).await?;
			cast.back(*provider, name, &validator.account()).await
		}))
		.await?;
		let head = finalized(&self.view, "the rest", killed_at.best + GOES_ON).await?;
		self.report
			.say(&format!("claims and backing are final, with three of four validators: {head:?}"))
	}

	/// Brings the dead validator back: it catches up with what it missed. Then all providers have a
	/// node to talk to.
	pub async fn revive(&mut self) -> Result<()> {
		let started = Instant::now();
		self.network.nodes_mut()[VICTIM].restart().await?;
		let missed = self.view.head().await?.finalized;
		let own = ChainView::connect(&self.network.nodes()[VICTIM].url()).await?;
		let head = finalized(&own, NAMES[VICTIM], missed).await?;
		ensure!(
			block_hash(&own, missed).await? == block_hash(&self.view, missed).await?,
			"{} has another finalised block {missed} than the others",
			NAMES[VICTIM]
		);
		self.start_agents()?;
		self.report.say(&format!(
			"{} is back and has finalised what it missed, after {:.1} s: {head:?}",
			NAMES[VICTIM],
			started.elapsed().as_secs_f64()
		))
	}

	/// Each provider's agent talks to the node of the validator that it backs.
	fn start_agents(&mut self) -> Result<()> {
		let players = PROVIDERS.iter().zip(NAMES).zip(&self.shipments);
		for (node, ((provider, name), shipment)) in self.network.nodes().iter().zip(players) {
			self.cast.connect_to(&node.url());
			self.agents.push(self.cast.provider(*provider, name, shipment)?);
		}
		Ok(())
	}

	/// A fresh node joins by warp sync: it has the state of a late block and follows finality, but
	/// never executed the early ones.
	pub async fn warp(&mut self) -> Result<()> {
		let started = Instant::now();
		let goal = self.view.head().await?.finalized;
		let mut visitor = self.network.start_warping("visitor").await?;
		let view = ChainView::connect(&visitor.url()).await?;
		let log = || fs::read_to_string(visitor.log());
		Deadline::after(SOON)
			.until_seen(&format!("a warp to block {goal} or later"), async || {
				let head = view.head().await?;
				ensure!(!log()?.contains("State sync failed"), "the visitor could not warp");
				Ok::<_, anyhow::Error>(match head.finalized >= goal {
					true => Ok(()),
					false => Err(format!("{head:?}")),
				})
			})
			.await?;
		let took = started.elapsed();
		let head = finalized(&view, visitor.name(), goal + GOES_ON).await?;
		let last = block_hash(&view, head.finalized).await?;
		ensure!(last == block_hash(&self.view, head.finalized).await?, "the visitor forked");
		// Any key will do: a state that is not there is an error, an empty value is not.
		view.raw(b":heappages", last).await.context("the visitor has no state of its head")?;
		// It keeps the states of the latest 256 blocks it executed; the chain is younger than that.
		ensure!(head.best < 200, "too late to tell a warp from pruning: {head:?}");
		let first = block_hash(&self.view, 1).await?;
		ensure!(
			view.raw(b":heappages", first).await.is_err(),
			"the visitor has the state of block 1: it executed the whole chain"
		);
		for word in ["Warp sync is complete", "State sync is complete"] {
			ensure!(log()?.contains(word), "no `{word}` in {}", visitor.log().display());
		}
		let status = visitor.stop().await?;
		ensure!(status.success(), "asked to stop, the visitor ended with {status}");
		self.report.say(&format!(
			"a fresh node warped to block {goal} or later in {:.1} s, without the state of block 1, \
			 and finalises on: {head:?}",
			took.as_secs_f64()
		))
	}

	/// Waits until weights of a proportion are announced for the next epoch.
	pub async fn announced(&mut self, weights: &[u64; 4]) -> Result<()> {
		let Self { view, agents, network, .. } = self;
		let what = format!("announced weights in the proportion {weights:?}");
		let epoch = Deadline::after(LONG)
			.every(LOOK)
			.until_seen(&what, async || {
				network.check_running()?;
				agents.iter_mut().try_for_each(Process::check_running)?;
				let epochs = view.epochs().await?;
				let next = weights_by_key(&epochs.next_authorities, &keys());
				let next = next.with_context(|| format!("the set is another one: {epochs:?}"))?;
				if in_proportion(&next, weights) {
					return Ok(Ok(epochs.current + 1));
				}
				Ok::<_, anyhow::Error>(Err(format!(
					"{next:?} after epoch {}; answers: {}",
					epochs.current,
					latest_answers(view).await?
				)))
			})
			.await?;
		self.report.say(&format!("weights {weights:?} are announced for epoch {epoch}"))
	}

	/// Governance lets an author have any share of the blocks.
	pub async fn lift_cap(&mut self) -> Result<()> {
		let key = twox_128(MAX_AUTHOR_SHARE);
		let share = WHOLE.to_le_bytes();
		let items =
			[Dynamic::unnamed_composite([Dynamic::from_bytes(key), Dynamic::from_bytes(share)])];
		let items = Composite::unnamed([Dynamic::unnamed_composite(items)]);
		let call = dynamic::tx("System", "set_storage", items);
		let call = dynamic::tx("Sudo", "sudo", vec![call.into_value()]);
		let mut transactions = self.view.api().tx().await?;
		transactions
			.sign_and_submit_then_watch_default(&call, &GOVERNANCE.pair())
			.await?
			.wait_for_finalized_success()
			.await?;
		let stored = self.view.raw(&key, finalized_hash(&self.view).await?).await?;
		ensure!(stored.as_deref() == Some(&share[..]), "the cap was not lifted: {stored:?}");
		self.report.say("the cap on one author's share is lifted")
	}

	/// Reads finalised blocks until `blocks` of them above `after` were made with weights in a
	/// proportion, and gives the counts.
	pub async fn count(
		&mut self,
		weights: &[u64; 4],
		after: u64,
		blocks: u64,
		within: Duration,
	) -> Result<[u64; 4]> {
		let Self { network, view, ledger, report, agents, .. } = self;
		let mut told = 0;
		let what = format!("{blocks} finalised blocks with weights {weights:?}");
		Deadline::after(within)
			.every(LOOK)
			.until_seen(&what, async || {
				network.check_running()?;
				agents.iter_mut().try_for_each(Process::check_running)?;
				let head = ledger.read(view).await?;
				let counts = ledger.count(weights, after);
				let counted: u64 = counts.iter().sum();
				if counted / 50 > told {
					told = counted / 50;
					report.say(&format!("{counted} blocks counted: {counts:?}, {head:?}"))?;
				}
				if counted >= blocks {
					return Ok(Ok(counts));
				}
				let now = ledger.blocks().last().map(|block| (block.epoch, &block.weights));
				Ok::<_, anyhow::Error>(Err(format!(
					"{counts:?}, {head:?}, epoch and weights {now:?}"
				)))
			})
			.await
	}

	/// All providers stop. Gives the chain's word on why the weights are equal then.
	pub async fn silence(&mut self) -> Result<()> {
		let stopped = try_join_all(self.agents.iter_mut().map(|agent| agent.stop(SOON))).await?;
		self.agents.clear();
		ensure!(stopped.iter().all(|status| status.success()), "agents end badly: {stopped:?}");
		let from = self.view.head().await?.finalized;
		self.report.say(&format!("all providers have stopped, at block {from}"))?;
		self.announced(&EQUAL).await?;
		let best = self.view.head().await?.best;
		finalized(&self.view, NAMES[0], best).await?;
		let history = self.view.history(from, best).await?;
		let (block, event) = history.equal.last().context("weights are equal without an event")?;
		ensure!(event.reason == EqualReason::PowerCollapsed, "equal for another reason: {event:?}");
		self.report.say(&format!("block {block} says why: {event:?}"))
	}

	/// Stops all validators for more than an epoch and starts them again.
	pub async fn skip_an_epoch(&mut self) -> Result<Outage> {
		self.ledger.read(&self.view).await?;
		self.network.stop().await?;
		let now = SystemTime::now();
		let before = self.clock.epoch_at(now);
		let resume = self.clock.start_of(before + 2);
		self.report.say(&format!("all validators are down in epoch {before}"))?;
		// The outage itself: nothing could be waited for.
		tokio::time::sleep(resume.duration_since(now)?).await;
		let started = Instant::now();
		self.network.restart().await?;
		let url = self.network.nodes()[0].url();
		self.cast.connect_to(&url);
		self.view = ChainView::connect(&url).await?;
		let last = self.ledger.last();
		for node in self.network.nodes() {
			connected(node, self.network.nodes().len() - 1).await?;
		}
		// Until then some could not make blocks, or nobody would hear of them.
		let fair_from = self.view.head().await?.best + 1;
		self.ledger.ignore(last + 1..=fair_from);
		let Self { view, ledger, .. } = self;
		let resumed = Deadline::after(SOON)
			.every(LOOK)
			.until_seen("finality after the outage", async || {
				let head = ledger.read(view).await?;
				let after = ledger.blocks().iter().find(|block| block.epoch > before + 1);
				Ok::<_, anyhow::Error>(
					after.map(|block| (block.number, block.epoch)).ok_or(format!("{head:?}")),
				)
			})
			.await?;
		self.report.say(&format!(
			"block {} of epoch {} is final {:.1} s after the restart",
			resumed.0,
			resumed.1,
			started.elapsed().as_secs_f64()
		))?;
		Ok(Outage { before, resumed })
	}

	/// Epochs and sessions after an outage; and all validators have finalised the same blocks.
	pub async fn after_outage(&mut self, outage: &Outage) -> Result<()> {
		let (first, epoch) = outage.resumed;
		let gap = self
			.ledger
			.blocks()
			.iter()
			.find(|block| block.epoch > outage.before && block.number < first);
		ensure!(gap.is_none(), "a block of an epoch that should have been skipped: {gap:?}");
		let skipped = self.view.epochs().await?.skipped;
		ensure!(
			skipped.iter().any(|(first, session)| *first == epoch && u64::from(*session) < epoch),
			"epoch {epoch} came after a gap, but is not in the list of these: {skipped:?}"
		);
		let last = self.ledger.blocks().last().context("no blocks")?.clone();
		ensure!(last.epoch > epoch, "no epoch has ended since the outage: {last:?}");
		for node in self.network.nodes() {
			let view = ChainView::connect(&node.url()).await?;
			finalized(&view, node.name(), last.number).await?;
			ensure!(
				block_hash(&view, last.number).await?
					== block_hash(&self.view, last.number).await?,
				"{} finalised another block {}",
				node.name(),
				last.number
			);
		}
		self.report.say(&format!(
			"epochs {}..{epoch} were skipped, noted as (epoch, session) {skipped:?}; four validators \
			 have finalised block {} of epoch {}",
			outage.before, last.number, last.epoch
		))
	}

	/// Asks all validators to end.
	pub async fn stop(&mut self) -> Result<()> {
		self.network.stop().await?;
		Ok(())
	}
}

/// The validators' BABE keys, in the order of their names.
fn keys() -> [[u8; 32]; 4] {
	VALIDATORS.map(|validator| validator.account().0)
}

/// Sends a few transfers, one at a time, and measures each from its submission until it is final.
pub async fn transfers(view: ChainView, count: u32, pause: Duration) -> Result<Vec<Duration>> {
	let to = Dynamic::unnamed_variant("Id", [Dynamic::from_bytes(VENDOR.account().0)]);
	let call =
		dynamic::tx("Balances", "transfer_keep_alive", vec![to, Dynamic::u128(1_000_000_000)]);
	let mut times = Vec::new();
	for _ in 0..count {
		// Spread over the slots and epochs of the run.
		tokio::time::sleep(pause).await;
		let mut transactions = view.api().tx().await?;
		let started = Instant::now();
		transactions
			.sign_and_submit_then_watch_default(&call, &GOVERNANCE.pair())
			.await?
			.wait_for_finalized_success()
			.await?;
		times.push(started.elapsed());
	}
	Ok(times)
}

/// Times in words.
pub fn summary(times: &[Duration]) -> String {
	let seconds: Vec<_> = times.iter().map(Duration::as_secs_f64).collect();
	let largest = seconds.iter().copied().fold(0.0, f64::max);
	format!(
		"{} transfers, from submission to finality: median {:.1} s (goal: 5 s), longest {largest:.1} s",
		seconds.len(),
		median(&seconds).unwrap_or_default()
	)
}

/// Waits until a node has finalised block `number`.
async fn finalized(view: &ChainView, name: &str, number: u64) -> Result<Head> {
	Deadline::after(SOON)
		.until_seen(&format!("finality of block {number} at {name}"), async || {
			let head = view.head().await?;
			Ok(if head.finalized >= number { Ok(head) } else { Err(format!("{head:?}")) })
		})
		.await
}

/// Waits until a node has so many peers.
async fn connected(node: &LocalNode, peers: usize) -> Result<()> {
	let view = ChainView::connect(&node.url()).await?;
	Deadline::after(SOON)
		.until_seen(&format!("{peers} peers of {}", node.name()), async || {
			let health: Value = view.rpc().request("system_health", rpc_params![]).await?;
			let enough = health["peers"].as_u64() >= Some(peers as u64);
			Ok(if enough { Ok(()) } else { Err(health.to_string()) })
		})
		.await
}

async fn finalized_hash(view: &ChainView) -> Result<H256> {
	Ok(view.rpc().request("chain_getFinalizedHead", rpc_params![]).await?)
}

async fn block_hash(view: &ChainView, number: u64) -> Result<H256> {
	let hash: Option<H256> = view.rpc().request("chain_getBlockHash", rpc_params![number]).await?;
	hash.with_context(|| format!("no block {number}"))
}

/// The round each provider answered last, for messages.
async fn latest_answers(view: &ChainView) -> Result<String> {
	let mut answers = Vec::new();
	for provider in PROVIDERS {
		let record = view.provider(&provider.account()).await?;
		let latest = record.and_then(|record| record.latest);
		answers.push(latest.map(|answer| (answer.round, answer.power)));
	}
	let challenge = view.challenge().await?.map(|challenge| challenge.round);
	Ok(format!("{answers:?} in round {challenge:?} of {PALLET}"))
}
