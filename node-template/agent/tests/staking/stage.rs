//! Four validators, and what is done to them.

use super::{
	chronicle::{names, Chronicle},
	harness::{node_program, SOON},
	records::{State, DPOS},
	report::Report,
	ACCOUNTS, NAMES,
};
use anyhow::{bail, ensure, Context, Result};
use futures::future::try_join_all;
use serde_json::{json, Value};
use std::{
	collections::BTreeSet,
	fs,
	path::Path,
	time::{Duration, Instant, SystemTime},
};
use subxt::{
	config::{substrate::H256, DefaultExtrinsicParamsBuilder},
	dynamic::{self, Value as Dynamic},
	error::{DispatchError, TransactionEventsError},
	rpcs::client::rpc_params,
	tx::TransactionStatus,
};
use vajra_agent::local::{
	ChainView, Clock, Deadline, LocalNetwork, LocalNode, NetworkOptions, Player,
};

/// Codes with which a pool refuses a transaction that another fork has outdated, or that is there.
const FORKED: [&str; 2] = ["(1010)", "(1014)"];

/// For what takes an era or two.
const LONG: Duration = Duration::from_secs(300);

/// Time between two looks in waits for blocks.
const LOOK: Duration = Duration::from_millis(300);

/// Sessions of an era, in the preset for tests.
pub const SESSIONS: u32 = 3;

/// The network and the blocks so far.
pub struct Stage {
	pub network: LocalNetwork,
	/// The chain as the first validator has it, which is always there.
	pub view: ChainView,
	pub chronicle: Chronicle,
	pub report: Report,
	pub clock: Clock,
	down: BTreeSet<usize>,
	/// The node that is given a copy of a key.
	spare: Option<LocalNode>,
}

impl Stage {
	/// Starts four validators and waits until all finalise.
	pub async fn start(logs: &Path) -> Result<Self> {
		if logs.exists() {
			fs::remove_dir_all(logs)?;
		}
		let report = Report::start(logs)?;
		let network = LocalNetwork::start(NetworkOptions {
			program: node_program()?,
			logs: logs.into(),
			// Three slots of four are drawn, in the preset one of four; those that go round to a
			// validator that is down stay empty. So even half of the network makes the 32 blocks of
			// an era from which on absence is more than chance.
			genesis: json!({ "babe": { "epochConfig": {
				"c": [3, 4], "allowed_slots": "PrimaryAndSecondaryVRFSlots"
			} } }),
		})
		.await?;
		let view = ChainView::connect(&network.nodes()[0].url()).await?;
		Deadline::after(SOON)
			.until("the first block", async || {
				Ok::<_, anyhow::Error>((view.head().await?.best > 0).then_some(()))
			})
			.await?;
		let clock = view.clock().await?;
		let sessions: u32 = view.constant(DPOS, "SessionsPerEra").await?;
		ensure!(
			sessions == SESSIONS && clock.epoch_length == 20,
			"the node at {} was built without its feature fast-runtime: its eras take too long for \
			 tests: {sessions} sessions, {clock:?}",
			node_program()?.display()
		);
		let chronicle = Chronicle::new(view.clone());
		let (down, spare) = Default::default();
		let mut stage = Self { network, view, chronicle, report, clock, down, spare };
		let started = Instant::now();
		for node in 0..NAMES.len() {
			stage.finalised_at(node, 2).await?;
		}
		report_after(&mut stage.report, started, "four validators finalise one chain")?;
		Ok(stage)
	}

	/// The moment in which an era starts. Epochs are sessions as long as none is skipped.
	pub fn start_of(&self, era: u32) -> SystemTime {
		self.clock.start_of((era * SESSIONS).into())
	}

	/// Waits until a node has finalised block `number`.
	async fn finalised_at(&mut self, node: usize, number: u64) -> Result<()> {
		let view = ChainView::connect(&self.network.nodes()[node].url()).await?;
		Deadline::after(SOON)
			.until_seen(&format!("finality of block {number} at {}", NAMES[node]), async || {
				self.check_running()?;
				let head = view.head().await?;
				Ok::<_, anyhow::Error>(match head.finalized >= number {
					true => Ok(()),
					false => Err(format!("{head:?}")),
				})
			})
			.await
	}

	/// Waits until block `number` is final, and reads all blocks up to it.
	pub async fn finalised(&mut self, number: u64) -> Result<()> {
		Deadline::after(SOON)
			.every(LOOK)
			.until_seen(&format!("finality of block {number}"), async || {
				self.check_running()?;
				let head = self.chronicle.read().await?;
				Ok::<_, anyhow::Error>(match head.finalized >= number {
					true => Ok(()),
					false => Err(format!("{head:?}")),
				})
			})
			.await
	}

	/// Waits for a moment that comes by the clock, as slots do.
	pub async fn moment(&mut self, what: &str, moment: SystemTime) -> Result<()> {
		Deadline::after(LONG)
			.until(what, async || {
				self.check_running()?;
				Ok((SystemTime::now() >= moment).then_some(()))
			})
			.await
	}

	/// Waits until an era has begun in the best chain; gives the number of the best block.
	pub async fn begun(&mut self, era: u32) -> Result<u64> {
		let best = Deadline::after(LONG)
			.every(LOOK)
			.until_seen(&format!("the start of era {era}"), async || {
				self.check_running()?;
				let active = State::best(&self.view).await?.active_era().await?;
				let head = self.view.head().await?;
				ensure!(
					active <= era,
					"too late: era {active} is on, and era {era} was waited for"
				);
				Ok(match active == era {
					true => Ok(head.best),
					false => Err(format!("era {active}, {head:?}")),
				})
			})
			.await?;
		self.report.say(&format!("era {era} has begun, at block {best}"))?;
		Ok(best)
	}

	/// Nodes that should run do.
	fn check_running(&mut self) -> Result<()> {
		for (place, node) in self.network.nodes_mut().iter_mut().enumerate() {
			if !self.down.contains(&place) {
				node.check_running()?;
			}
		}
		Ok(self.spare.as_mut().map_or(Ok(()), LocalNode::check_running)?)
	}

	/// Asks validators to end, at the same time.
	pub async fn stop(&mut self, validators: &[usize]) -> Result<()> {
		let nodes = self.network.nodes_mut().iter_mut().enumerate();
		let nodes = nodes.filter(|(place, _)| validators.contains(place));
		let ended = try_join_all(nodes.map(|(_, node)| node.stop())).await?;
		ensure!(ended.iter().all(|status| status.success()), "nodes end badly: {ended:?}");
		self.down.extend(validators);
		let head = self.view.head().await?;
		self.report.say(&format!("{} stopped, at {head:?}", names(validators)))
	}

	/// Starts a validator again and waits until its RPC answers.
	pub async fn restart(&mut self, validator: usize) -> Result<()> {
		self.network.nodes_mut()[validator].restart().await?;
		self.down.remove(&validator);
		let head = self.view.head().await?;
		self.report.say(&format!("{} started again, at {head:?}", NAMES[validator]))
	}

	/// Sends a call in a player's name and waits until it is in the best chain. Gives its block, and
	/// the name of the error where the chain refuses it. Finality is not waited for: it stalls while
	/// too many are down.
	pub async fn send(
		&self,
		player: Player,
		pallet: &str,
		call: &str,
		arguments: Vec<Dynamic>,
	) -> Result<(H256, Option<String>)> {
		let what = format!("{pallet}.{call}");
		let payload = dynamic::tx(pallet, call, arguments);
		let account = player.account().to_string();
		// The chain may change forks between the question for the next nonce and the submission, which
		// is then refused as outdated, or as a rival of the same call in the pool.
		let mut progress = Deadline::after(SOON)
			.until(&format!("{what} is accepted"), async || {
				let nonce = self
					.view
					.rpc()
					.request("system_accountNextIndex", rpc_params![account.clone()])
					.await?;
				// The finalised block that a limited life would count from can be far behind.
				let params = DefaultExtrinsicParamsBuilder::new().nonce(nonce).immortal().build();
				let best = self.view.at_best().await?;
				let transaction = best
					.tx()
					.create_signable_offline(&payload, params)
					.and_then(|mut transaction| transaction.sign(&player.pair()))
					.context(what.clone())?;
				match transaction.submit_and_watch().await {
					Ok(progress) => Ok(Some(progress)),
					Err(error) if FORKED.iter().any(|code| error.to_string().contains(code)) => {
						Ok(None)
					}
					Err(error) => Err(anyhow::Error::from(error).context(what.clone())),
				}
			})
			.await?;
		let follow = async {
			while let Some(status) = progress.next().await {
				match status? {
					TransactionStatus::InBestBlock(block)
					| TransactionStatus::InFinalizedBlock(block) => return Ok(block),
					TransactionStatus::Error { message }
					| TransactionStatus::Invalid { message }
					| TransactionStatus::Dropped { message } => bail!("{what} is lost: {message}"),
					_ => {}
				}
			}
			bail!("the node stopped reporting about {what}")
		};
		let block = tokio::time::timeout(SOON, follow)
			.await
			.with_context(|| format!("{what} gets into no block"))??;
		let refused = match block.wait_for_success().await {
			Ok(_) => None,
			Err(TransactionEventsError::ExtrinsicFailed(DispatchError::Module(error))) => {
				Some(error.details()?.variant.name.clone())
			}
			Err(error) => return Err(anyhow::Error::from(error).context(what)),
		};
		Ok((block.block_hash(), refused))
	}

	/// The same, for a call that must succeed.
	pub async fn done(
		&self,
		player: Player,
		pallet: &str,
		call: &str,
		arguments: Vec<Dynamic>,
	) -> Result<H256> {
		let (block, refused) = self.send(player, pallet, call, arguments).await?;
		ensure!(refused.is_none(), "{pallet}.{call} was refused: {refused:?}");
		Ok(block)
	}

	/// The same, for a call that must be refused by this name.
	pub async fn refused(
		&mut self,
		player: Player,
		call: &str,
		arguments: Vec<Dynamic>,
		name: &str,
	) -> Result<()> {
		let (_, refused) = self.send(player, DPOS, call, arguments).await?;
		ensure!(refused.as_deref() == Some(name), "{call}: {refused:?} instead of {name}");
		self.report.say(&format!("{call} is refused: {name}"))
	}

	/// Has a validator paid for all eras from the first on, up to this one.
	pub async fn pay_out(&mut self, payer: Player, validator: usize, until: u32) -> Result<()> {
		for era in 0..=until {
			self.done(payer, DPOS, "payout", payout(era, validator)).await?;
		}
		self.report.say(&format!("{} is paid for eras 0 to {until}", NAMES[validator]))
	}

	/// Waits until a validator has made so many blocks in the current era, as the best chain has it.
	pub async fn authored(&mut self, validator: usize, era: u32, blocks: u32) -> Result<u32> {
		let account = ACCOUNTS[validator].account();
		let what = format!("{blocks} blocks of {} in era {era}", NAMES[validator]);
		Deadline::after(LONG)
			.until_seen(&what, async || {
				self.check_running()?;
				let state = State::best(&self.view).await?;
				let seat = state.seat(era, &account).await?;
				let before = seat.with_context(|| format!("no seat in era {era}"))?.authored;
				let made = before + state.authored(&account).await?;
				Ok::<_, anyhow::Error>(match made >= blocks {
					true => Ok(made),
					false => Err(made.to_string()),
				})
			})
			.await
	}

	/// Starts another node, without keys.
	pub async fn start_spare(&mut self) -> Result<()> {
		self.spare = Some(self.network.start_spare("twin").await?);
		Ok(())
	}

	/// Gives that node a copy of a validator's BABE key, once it has caught up.
	pub async fn copy_key(&mut self, validator: usize, best: u64) -> Result<()> {
		let spare = self.spare.as_ref().context("no spare node")?;
		let view = ChainView::connect(&spare.url()).await?;
		Deadline::after(SOON)
			.until_seen(&format!("block {best} at the spare node"), async || {
				self.check_running()?;
				let head = view.head().await?;
				let health: Value = view.rpc().request("system_health", rpc_params![]).await?;
				let ready = head.best >= best && health["isSyncing"] == false;
				Ok::<_, anyhow::Error>(match ready {
					true => Ok(()),
					false => Err(format!("{head:?}, {health}")),
				})
			})
			.await?;
		let player = ACCOUNTS[validator];
		let public = format!("0x{}", hex::encode(player.account().0));
		let key = rpc_params!["babe", player.secret(), public];
		let () = view.rpc().request("author_insertKey", key).await?;
		let name = NAMES[validator];
		self.report.say(&format!("a second node has a copy of {name}'s BABE key"))
	}

	/// Waits until a validator is in jail in the best chain; stops the second node then, and gives the
	/// session.
	pub async fn caught(&mut self, validator: usize) -> Result<u32> {
		let account = ACCOUNTS[validator].account();
		let started = Instant::now();
		Deadline::after(SOON)
			.until(&format!("jail for {}", NAMES[validator]), async || {
				self.check_running()?;
				let candidate = State::best(&self.view).await?.candidate(&account).await?;
				Ok::<_, anyhow::Error>(candidate.jailed_until.map(drop))
			})
			.await?;
		let session = self.session().await?;
		if let Some(mut spare) = self.spare.take() {
			let status = spare.stop().await?;
			ensure!(status.success(), "the second node ended with {status}");
		}
		let what = format!("{} is caught in session {session}", NAMES[validator]);
		report_after(&mut self.report, started, &what)?;
		Ok(session)
	}

	/// The session of the best block.
	pub async fn session(&self) -> Result<u32> {
		let address = dynamic::storage::<(), u32>("Session", "CurrentIndex");
		let best = self.view.at_best().await?;
		Ok(best.storage().fetch(address, ()).await?.decode()?)
	}

	/// Waits until a session has begun in the best chain; gives the number of the best block.
	pub async fn session_begun(&mut self, session: u32) -> Result<u64> {
		Deadline::after(LONG)
			.every(LOOK)
			.until_seen(&format!("the start of session {session}"), async || {
				self.check_running()?;
				let now = self.session().await?;
				let head = self.view.head().await?;
				Ok::<_, anyhow::Error>(match now >= session {
					true => Ok(head.best),
					false => Err(format!("session {now}, {head:?}")),
				})
			})
			.await
	}

	/// Asks all nodes to end.
	pub async fn end(&mut self) -> Result<()> {
		Ok(self.network.stop().await?)
	}
}

/// An account as an argument of a call.
pub fn account(player: Player) -> Dynamic {
	Dynamic::from_bytes(player.account().0)
}

/// Arguments of a payout.
pub fn payout(era: u32, validator: usize) -> Vec<Dynamic> {
	vec![Dynamic::u128(era.into()), account(ACCOUNTS[validator])]
}

fn report_after(report: &mut Report, started: Instant, what: &str) -> Result<()> {
	report.say(&format!("{what}, after {:.1} s", started.elapsed().as_secs_f64()))
}
