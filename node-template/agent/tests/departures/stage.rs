//! The chain, the players and their agents.

use super::{
	harness::{complaint, scrape, Scene, SOON},
	ledger::Ledger,
};
use anyhow::{ensure, Context, Result};
use serde_json::Value;
use std::{
	net::{Ipv4Addr, SocketAddr},
	path::Path,
	time::Duration,
};
use vajra_agent::{
	chain::{At, BlockId, Chain, Limits, Provider},
	chips,
	local::{free_port, Deadline, Player, Process, Shipment, MODEL_UNITS},
};
use vajra_primitives::ChipKey;

/// Admits and revokes vendors, and fills the pots.
pub const GOVERNANCE: Player = Player::ALICE;
pub const VENDOR: Player = Player::BOB;
/// Has the first manifest's chips, gives some up and loses one.
pub const OWNER: Player = Player::CHARLIE;
/// Has the second manifest's chips, and answers all the time: two thirds of all power, so that the
/// others' silence is theirs alone.
pub const STEADY: Player = Player::DAVE;
/// Takes one of the owner's chips over.
pub const TAKER: Player = Player::FERDIE;
/// Reports, and takes revoked power out.
pub const WATCHER: Player = Player::EVE;

/// Chips of the two manifests.
pub const CHIPS: u32 = 6;
pub const OTHER_CHIPS: u32 = 8;

/// Planck in a VAJ.
const VAJ: f64 = 1e12;

/// The chain and who plays on it.
pub struct Stage {
	pub scene: Scene,
	pub chain: Chain,
	pub ledger: Ledger,
	pub limits: Limits,
	pub first: Shipment,
	pub second: Shipment,
	/// The block from which all that waits for its release can be withdrawn.
	pub unlocks_at: u32,
	pub owner: Option<Process>,
	pub steady: Option<Process>,
	pub taker: Option<Process>,
	pub watcher: Option<Process>,
	/// Where the agents serve their metrics.
	pub owner_metrics: SocketAddr,
	pub steady_metrics: SocketAddr,
	pub watcher_metrics: SocketAddr,
}

impl Stage {
	/// A chain with a vendor's two manifests.
	pub async fn start() -> Result<Self> {
		let scene = Scene::start("departures").await?;
		let chain = Chain::connect(&scene.node.url(), Some(Duration::from_secs(60))).await?;
		let limits = chain.best().await?.limits()?;
		scene.vendor().await?;
		let first = scene.cast.ship(VENDOR, "first", CHIPS).await?;
		let second = scene.cast.ship(VENDOR, "second", OTHER_CHIPS).await?;
		let ledger = Ledger::new(scene.view.clone());
		Ok(Self {
			scene,
			chain,
			ledger,
			limits,
			first,
			second,
			unlocks_at: 0,
			owner: None,
			steady: None,
			taker: None,
			watcher: None,
			owner_metrics: address()?,
			steady_metrics: address()?,
			watcher_metrics: address()?,
		})
	}

	/// A provider's agent that claims nothing.
	pub fn provider(
		&self,
		player: Player,
		name: &str,
		chips: &Path,
		state: &Path,
		metrics: Option<SocketAddr>,
	) -> Result<Process> {
		let mut command = self.scene.cast.command(player);
		command.args(["provider", "run", "--chips"]).arg(chips).arg("--state").arg(state);
		if let Some(address) = metrics {
			command.args(["--metrics-addr", &address.to_string()]);
		}
		self.scene.cast.spawn(&format!("provider-{name}"), &mut command)
	}

	/// The owner's agent.
	pub fn start_owner(&mut self) -> Result<()> {
		let Shipment { chips, state, .. } = &self.first;
		let owner = self.provider(OWNER, "owner", chips, state, Some(self.owner_metrics))?;
		self.owner = Some(owner);
		Ok(())
	}

	/// Fails when an agent has ended of itself.
	pub fn check_running(&mut self) -> Result<()> {
		let agents = [&mut self.owner, &mut self.steady, &mut self.taker, &mut self.watcher];
		for agent in agents.into_iter().flatten() {
			agent.check_running()?;
		}
		Ok(())
	}

	/// What a command prints.
	pub async fn ask(&self, player: Player, args: &[&str]) -> Result<Value> {
		self.scene.cast.ask(player, args).await
	}

	/// A command that fails must say this.
	pub async fn is_refused(&self, player: Player, args: &[&str], word: &str) -> Result<()> {
		let words = complaint(&self.scene.cast, player, args).await?;
		ensure!(words.contains(word), "{args:?}: no {word} in {words}");
		Ok(())
	}

	/// The state at the block that a command names.
	pub async fn after(&self, printed: &Value) -> Result<At> {
		let block = || -> serde_json::Result<BlockId> {
			let number = serde_json::from_value(printed["block"].clone())?;
			Ok(BlockId { number, hash: serde_json::from_value(printed["block_hash"].clone())? })
		};
		let block = block().with_context(|| format!("no block in {printed}"))?;
		Ok(self.chain.at(block).await?)
	}

	/// The state before that of a block.
	pub async fn before(&self, at: &At) -> Result<At> {
		let number = at.block().number.checked_sub(1).context("nothing is before genesis")?;
		Ok(self.chain.at_number(number).await?)
	}

	/// The collateral of some chips, planck.
	pub fn collateral(&self, chips: u32) -> u128 {
		self.limits.collateral_per_unit * u128::from(MODEL_UNITS) * u128::from(chips)
	}

	/// A provider has this many chips, and nothing but their collateral and that of `waiting` chips
	/// that have left is on hold.
	pub async fn assert_holds(
		&self,
		at: &At,
		player: Player,
		chips: u32,
		waiting: u32,
	) -> Result<Provider> {
		let record = record(at, player).await?;
		let (collateral, waits) = (self.collateral(chips), self.collateral(waiting));
		assert_eq!(record.chips, chips, "{record:?}");
		assert_eq!((record.collateral, record.required), (collateral, collateral), "{record:?}");
		assert_eq!(record.on_hold(), collateral + waits, "{record:?}");
		assert_eq!(at.funds(&player.account()).await?.reserved, collateral + waits);
		Ok(record)
	}

	/// The key of one of the first manifest's chips.
	pub fn key(&self, serial: &str) -> Result<ChipKey> {
		let file = chips::load(&self.first.chips)?;
		let mut entries = file.entries().iter();
		let chip = entries.find(|chip| chip.serial() == serial).context("no such chip")?;
		Ok(chip.key())
	}

	/// Waits until an agent's metrics are as the chain says.
	pub async fn assert_tells(
		&mut self,
		address: SocketAddr,
		player: Player,
		expected: impl Fn(&Ledger, &Provider) -> Vec<(&'static str, f64)>,
	) -> Result<()> {
		let Self { chain, ledger, .. } = self;
		Deadline::after(SOON)
			.until_seen(&format!("metrics at {address}"), async || {
				ledger.read().await?;
				let record = record(&chain.best().await?, player).await?;
				let metrics = match scrape(address).await {
					Ok(metrics) => metrics,
					Err(error) => return Ok(Err(error.to_string())),
				};
				let wrong: Vec<_> = expected(ledger, &record)
					.into_iter()
					.map(|(name, value)| (name, value, metrics.get(name).copied()))
					.filter(|(_, value, told)| !told.is_some_and(|told| is_near(told, *value)))
					.map(|(name, value, told)| format!("{name} is {told:?}, not {value}"))
					.collect();
				Ok::<_, anyhow::Error>(match wrong.is_empty() {
					true => Ok(()),
					false => Err(wrong.join(", ")),
				})
			})
			.await
	}
}

/// What a provider's agent must tell.
pub fn provider_metrics(
	player: Player,
	chips: u32,
	ledger: &Ledger,
	record: &Provider,
) -> Vec<(&'static str, f64)> {
	let answered = ledger.proofs(player).len() as f64;
	let last = record.latest.map_or(0, |answer| answer.round);
	let claimed: u128 = ledger.claims(Some(player)).iter().map(|claim| claim.amount).sum();
	vec![
		("vajra_agent_connected", 1.0),
		("vajra_provider_chips", chips.into()),
		("vajra_provider_power", f64::from(chips * MODEL_UNITS)),
		("vajra_provider_absent_chips", 0.0),
		("vajra_provider_misses", record.misses.into()),
		("vajra_provider_suspended", 0.0),
		("vajra_provider_collateral_vaj", record.collateral as f64 / VAJ),
		("vajra_provider_rounds_answered_total", answered),
		("vajra_provider_last_round_answered", last.into()),
		("vajra_provider_rewards_claimed_vaj_total", claimed as f64 / VAJ),
	]
}

/// Equal but for the rounding of floating-point sums.
fn is_near(told: f64, value: f64) -> bool {
	(told - value).abs() <= value.abs() * 1e-9
}

/// A free address of this machine.
fn address() -> Result<SocketAddr> {
	Ok((Ipv4Addr::LOCALHOST, free_port()?).into())
}

/// A provider's record.
pub async fn record(at: &At, player: Player) -> Result<Provider> {
	let record = at.provider(&player.account()).await?;
	record.with_context(|| format!("{player:?} is no provider"))
}

/// All power that is, or will be, expected of the network.
pub async fn network_power(at: &At) -> Result<u128> {
	let ledger = at.network_power().await?;
	Ok(ledger.mature + ledger.warming.iter().map(|(_, power)| power).sum::<u128>())
}
