//! The chain, the players and their agents.

use super::{
	harness::{complaint, Scene, SOON},
	ledger::Ledger,
};
use anyhow::{ensure, Context, Result};
use serde_json::Value;
use std::{
	net::{Ipv4Addr, SocketAddr},
	os::unix::fs::PermissionsExt,
	path::PathBuf,
	str::FromStr,
	time::Duration,
};
use subxt::utils::AccountId32;
use subxt_signer::{sr25519::Keypair, SecretUri};
use tempfile::TempDir;
use vajra_agent::{
	chain::{At, Chain, Order, OrderState},
	local::{free_port, Deadline, Player, Process, Shipment},
};

pub const VENDOR: Player = Player::BOB;
/// Rents out.
pub const PROVIDER: Player = Player::CHARLIE;
/// Answers all the time: most of the power, so that the provider's miss is its own.
pub const STEADY: Player = Player::DAVE;
/// Reports.
pub const WATCHER: Player = Player::EVE;
pub const RENTER: Player = Player::FERDIE;
/// Submits what others have signed.
pub const RELAYER: Player = Player::ALICE;

pub const CHIPS: u32 = 64;
pub const OTHER_CHIPS: u32 = 80;

/// Price of one chip for one block: 0.01 VAJ.
pub const PRICE: u128 = 10_000_000_000;
pub const PRICE_TEXT: &str = "0.01";

/// The chain and who plays on it.
pub struct Stage {
	pub scene: Scene,
	pub chain: Chain,
	pub ledger: Ledger,
	pub first: Shipment,
	pub second: Shipment,
	/// The folder of leases, which all users may pass through.
	pub leases: TempDir,
	pub provider: Option<Process>,
	pub steady: Option<Process>,
	pub watcher: Option<Process>,
	pub shop: Option<Process>,
	pub shop_metrics: SocketAddr,
	/// The round that the provider has missed.
	pub missed: Option<u32>,
	/// What the accounts had before any order.
	pub before: [u128; 3],
}

impl Stage {
	/// A chain with a vendor's two manifests.
	pub async fn start() -> Result<Self> {
		let scene = Scene::start("rental").await?;
		let chain = Chain::connect(&scene.node.url(), Some(Duration::from_secs(60))).await?;
		scene.vendor().await?;
		let first = scene.cast.ship(VENDOR, "first", CHIPS).await?;
		let second = scene.cast.ship(VENDOR, "second", OTHER_CHIPS).await?;
		let leases = tempfile::Builder::new().prefix("vajra-leases-").tempdir()?;
		std::fs::set_permissions(leases.path(), std::fs::Permissions::from_mode(0o711))?;
		let ledger = Ledger::new(scene.view.clone());
		Ok(Self {
			scene,
			chain,
			ledger,
			first,
			second,
			leases,
			provider: None,
			steady: None,
			watcher: None,
			shop: None,
			shop_metrics: (Ipv4Addr::LOCALHOST, free_port()?).into(),
			missed: None,
			before: [0; 3],
		})
	}

	/// Starts the daemon that rents out.
	pub fn start_shop(&mut self, more: &[&str]) -> Result<()> {
		let mut command = self.scene.cast.command(PROVIDER);
		command.args(["provider", "serve", "--score", "90", "--draw-at", "0.5", "--state"]);
		command.arg(self.scene.cast.work().join("shop"));
		command.arg("--leases").arg(self.leases.path());
		command.args(["--metrics-addr", &self.shop_metrics.to_string()]).args(more);
		self.shop = Some(self.scene.cast.spawn("serve", &mut command)?);
		Ok(())
	}

	/// Fails when an agent has ended of itself.
	pub fn check_running(&mut self) -> Result<()> {
		let agents = [&mut self.provider, &mut self.steady, &mut self.watcher, &mut self.shop];
		for agent in agents.into_iter().flatten() {
			agent.check_running()?;
		}
		Ok(())
	}

	/// What a command prints.
	pub async fn ask(&self, player: Player, args: &[&str]) -> Result<Value> {
		self.scene.cast.ask(player, args).await
	}

	/// The same of an account whose daemons send, too: again while something of theirs is on its way.
	pub async fn insist(&self, player: Player, args: &[&str]) -> Result<Value> {
		Deadline::after(SOON)
			.until(&format!("{args:?} to get through"), async || {
				match self.ask(player, args).await {
					Err(error) if error.to_string().contains("is on its way") => Ok(None),
					answer => answer.map(Some),
				}
			})
			.await
	}

	/// A command that fails must say this.
	pub async fn is_refused(&self, player: Player, args: &[&str], word: &str) -> Result<()> {
		let words = complaint(&self.scene.cast, player, args).await?;
		ensure!(words.contains(word), "{args:?}: no {word} in {words}");
		Ok(())
	}

	/// The renter's state folder.
	pub fn renter_state(&self) -> String {
		self.scene.cast.work().join("renter").display().to_string()
	}

	/// Hires chips, and gives the order.
	pub async fn hire(&self, chips: u32, blocks: u32, more: &[&str]) -> Result<u64> {
		let (chips, blocks, state) = (chips.to_string(), blocks.to_string(), self.renter_state());
		let args = [
			"renter",
			"hire",
			"--model",
			"0",
			"--chips",
			&chips,
			"--blocks",
			&blocks,
			"--max-price",
			PRICE_TEXT,
			"--state",
			&state,
		];
		let hired = self.ask(RENTER, &[&args, more].concat()).await?;
		hired["order"].as_u64().with_context(|| format!("no order in {hired}"))
	}

	/// Starts to hire chips of whoever bids the least.
	pub fn hire_by_bids(&self, (chips, blocks): (u32, u32), within: u32) -> Result<Process> {
		let mut command = self.scene.cast.command(RENTER);
		command.args(["renter", "hire", "--model", "0", "--chips", &chips.to_string()]);
		command.args(["--blocks", &blocks.to_string(), "--max-price", PRICE_TEXT, "--confirm"]);
		command.args(["--bids-within", &within.to_string(), "--state", &self.renter_state()]);
		self.scene.cast.spawn("hire-by-bids", &mut command)
	}

	/// Runs a command in an order's session.
	pub async fn run(&self, order: u64, script: &str) -> Result<Value> {
		let (order, state) = (order.to_string(), self.renter_state());
		self.ask(
			RENTER,
			&["renter", "open", &order, "--state", &state, "--json", "--", "sh", "-c", script],
		)
		.await
	}

	/// An order in the best block.
	pub async fn order(&self, id: u64) -> Result<Option<Order>> {
		Ok(self.chain.best().await?.order(id).await?)
	}

	/// Waits until an order is in a state.
	pub async fn until(&mut self, id: u64, state: OrderState) -> Result<Order> {
		Deadline::after(SOON)
			.until_seen(&format!("order {id} to be {}", state.name()), async || {
				self.check_running()?;
				Ok::<_, anyhow::Error>(match self.order(id).await? {
					Some(order) if order.state == state => Ok(order),
					other => Err(format!("{:?}", other.map(|order| order.state))),
				})
			})
			.await
	}

	/// The leased folder of an order.
	pub fn folder(&self, order: u64) -> PathBuf {
		self.leases.path().join(format!("order-{order}"))
	}

	/// All that renter, payee and provider have, on hold or not, planck.
	pub async fn totals(&self, at: &At) -> Result<[u128; 3]> {
		let mut totals = [0; 3];
		for (total, account) in totals.iter_mut().zip(parties()?) {
			let funds = at.funds(&account).await?;
			*total = funds.free + funds.reserved;
		}
		Ok(totals)
	}
}

impl Drop for Stage {
	fn drop(&mut self) {
		// Sessions outlive the daemon that is killed with a test that fails.
		vajra_agent::rental::process::end_all_in(self.leases.path());
	}
}

/// The account that the rent is for, which has nothing else.
pub fn payee() -> Result<AccountId32> {
	let key = Keypair::from_uri(&SecretUri::from_str("//Landlord")?)?;
	Ok(key.public_key().to_account_id())
}

/// Renter, payee and provider.
pub fn parties() -> Result<[AccountId32; 3]> {
	Ok([RENTER.account(), payee()?, PROVIDER.account()])
}
