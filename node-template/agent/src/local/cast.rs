//! Players of a local chain: development accounts, and the agent's commands run in their names.

use super::Process;
use anyhow::{ensure, Context, Result};
use std::{
	ffi::OsStr,
	fs,
	path::{Path, PathBuf},
	process::{Command, Output},
	time::Duration,
};
use subxt::utils::AccountId32;
use subxt_signer::sr25519::{dev, Keypair};
use tempfile::TempDir;

/// Time for a command that sends a few transactions.
const COMMAND_WITHIN: Duration = Duration::from_secs(180);

/// Blocks until a manifest expires: no test takes that long.
const EXPIRES_IN: &str = "100000";

/// Rated compute of one chip of the vendor's model.
pub const MODEL_UNITS: u32 = 100;

/// One of the development accounts.
#[derive(Clone, Copy, Debug)]
pub struct Player {
	key: &'static str,
	pair: fn() -> Keypair,
}

impl Player {
	/// Governance, and the author of a development chain's blocks.
	pub const ALICE: Self = Self { key: "//Alice", pair: dev::alice };
	/// The vendor.
	pub const BOB: Self = Self { key: "//Bob", pair: dev::bob };
	/// The first provider.
	pub const CHARLIE: Self = Self { key: "//Charlie", pair: dev::charlie };
	/// The second provider.
	pub const DAVE: Self = Self { key: "//Dave", pair: dev::dave };
	/// The watcher.
	pub const EVE: Self = Self { key: "//Eve", pair: dev::eve };
	/// A further provider.
	pub const FERDIE: Self = Self { key: "//Ferdie", pair: dev::ferdie };

	/// Its account.
	pub fn account(self) -> AccountId32 {
		self.pair().public_key().to_account_id()
	}

	/// The secret of its sr25519 key, which everybody knows.
	pub fn secret(self) -> &'static str {
		self.key
	}

	/// Its keys.
	pub fn pair(self) -> Keypair {
		(self.pair)()
	}
}

/// A set of chips of one vendor, with the files that belong to it.
#[derive(Clone, Debug)]
pub struct Shipment {
	/// The chips' file.
	pub chips: PathBuf,
	/// The manifest's file.
	pub manifest: PathBuf,
	/// Lists the chips that are to be taken for dark.
	pub dark: PathBuf,
	/// The folder of the provider's memory.
	pub state: PathBuf,
}

/// Runs the agent's commands against one node, as processes of their own.
#[derive(Debug)]
pub struct Cast {
	agent: PathBuf,
	logs: PathBuf,
	/// Chips and states; gone when this is dropped.
	work: TempDir,
	url: String,
	/// Whether a Ctrl-C at the terminal does not reach the processes.
	shielded: bool,
}

impl Cast {
	/// Players that use the program `agent` and write their logs to `logs`.
	pub fn new(agent: impl Into<PathBuf>, logs: impl Into<PathBuf>) -> Result<Self> {
		let work = tempfile::Builder::new()
			.prefix("vajra-cast-")
			.tempdir()
			.context("no temporary folder")?;
		let (agent, logs, url) = (agent.into(), logs.into(), String::new());
		Ok(Self { agent, logs, work, url, shielded: false })
	}

	/// All processes are started with [`Process::spawn_shielded`].
	pub fn shielded(self) -> Self {
		Self { shielded: true, ..self }
	}

	/// Names the node that all commands talk to.
	pub fn connect_to(&mut self, url: &str) {
		self.url = url.into();
	}

	/// Governance admits a player as a vendor.
	pub async fn register_vendor(&self, vendor: Player) -> Result<()> {
		let account = vendor.account().to_string();
		let mut command = self.command(Player::ALICE);
		command.args([
			"governance",
			"register-vendor",
			"--account",
			&account,
			"--name",
			"Demo Chips",
		]);
		self.run("governance", &mut command).await
	}

	/// The vendor registers its model: the first on a new chain has the id 0.
	pub async fn register_model(&self, vendor: Player) -> Result<()> {
		let mut command = self.command(vendor);
		let units = MODEL_UNITS.to_string();
		command.args(["vendor", "model", "--name", "demo-100", "--units", &units]);
		self.run("vendor-model", &mut command).await
	}

	/// The vendor makes chips of its model and publishes their manifest.
	pub async fn ship(&self, vendor: Player, name: &str, chips: u32) -> Result<Shipment> {
		let file = |kind: &str| self.work.path().join(format!("{name}-{kind}"));
		let shipment = Shipment {
			chips: file("chips.json"),
			manifest: file("manifest.json"),
			dark: file("dark.txt"),
			state: file("state"),
		};
		let mut command = self.command(vendor);
		command
			.args(["chips", "make", "--count", &chips.to_string(), "--out"])
			.arg(&shipment.chips);
		self.run(&format!("chips-{name}"), &mut command).await?;
		let mut command = self.command(vendor);
		command.args(["vendor", "manifest", "--model", "0", "--chips"]).arg(&shipment.chips);
		command.args(["--expires-in", EXPIRES_IN, "--out"]).arg(&shipment.manifest);
		self.run(&format!("manifest-{name}"), &mut command).await?;
		Ok(shipment)
	}

	/// Starts a provider with a shipment.
	pub fn provider(&self, player: Player, name: &str, shipment: &Shipment) -> Result<Process> {
		self.spawn(&format!("provider-{name}"), &mut self.provider_command(player, shipment))
	}

	fn provider_command(&self, player: Player, shipment: &Shipment) -> Command {
		let mut command = self.command(player);
		command.args(["provider", "run", "--chips"]).arg(&shipment.chips);
		command.arg("--manifest").arg(&shipment.manifest);
		command.arg("--state").arg(&shipment.state);
		command.arg("--dark-file").arg(&shipment.dark);
		command
	}

	/// A provider claims its chips, and answers nothing yet.
	pub async fn claim(&self, player: Player, name: &str, shipment: &Shipment) -> Result<()> {
		let mut command = self.provider_command(player, shipment);
		command.arg("--claim-only");
		self.run(&format!("claim-{name}"), &mut command).await
	}

	/// A provider points its power at a validator.
	pub async fn back(&self, provider: Player, name: &str, validator: &AccountId32) -> Result<()> {
		let mut command = self.command(provider);
		command.args(["provider", "back", "--validator", &validator.to_string()]);
		self.run(&format!("back-{name}"), &mut command).await
	}

	/// Starts a watcher.
	pub fn watcher(&self, player: Player) -> Result<Process> {
		let mut command = self.command(player);
		command.args(["watcher", "run", "--state"]).arg(self.work.path().join("watcher-state"));
		self.spawn("watcher", &mut command)
	}

	/// Tells a provider which of its chips no longer answer.
	pub fn go_dark(&self, shipment: &Shipment, chips: &[u32]) -> Result<()> {
		let text: String = chips.iter().map(|chip| format!("{chip}\n")).collect();
		// In one step: the provider may read at any moment.
		let draft = shipment.dark.with_extension("draft");
		fs::write(&draft, text)
			.and_then(|()| fs::rename(&draft, &shipment.dark))
			.with_context(|| format!("{} cannot be written", shipment.dark.display()))
	}

	/// What `status --json` prints about a player.
	pub async fn status(&self, player: Player) -> Result<serde_json::Value> {
		self.ask(player, &["status", "--provider", &player.account().to_string()]).await
	}

	/// What a command prints with `--json`. One that fails is an error with its words.
	pub async fn ask(&self, player: Player, arguments: &[&str]) -> Result<serde_json::Value> {
		self.ask_of(player.key, arguments).await
	}

	/// The same with a key that everybody knows.
	pub async fn ask_of(&self, secret: &str, arguments: &[&str]) -> Result<serde_json::Value> {
		let what = arguments.join(" ");
		let mut command = tokio::process::Command::from(self.command_of(secret));
		command.args(arguments).arg("--json").kill_on_drop(true);
		let output = tokio::time::timeout(COMMAND_WITHIN, command.output())
			.await
			.with_context(|| format!("`{what}` does not end"))?
			.with_context(|| format!("`{what}` cannot be started"))?;
		let Output { status, stdout, stderr } = output;
		ensure!(status.success(), "`{what}` fails: {}", String::from_utf8_lossy(&stderr));
		serde_json::from_slice(&stdout).with_context(|| {
			format!("`{what} --json` prints something else: {}", String::from_utf8_lossy(&stdout))
		})
	}

	/// A folder for further files, gone when this is dropped.
	pub fn work(&self) -> &Path {
		self.work.path()
	}

	/// The agent's program with a player's key.
	pub fn command(&self, player: Player) -> Command {
		self.command_of(player.key)
	}

	/// The agent's program with a key that everybody knows.
	pub fn command_of(&self, secret: &str) -> Command {
		let mut command = Command::new(&self.agent);
		command.args([
			"--url".as_ref(),
			OsStr::new(&self.url),
			"--key".as_ref(),
			OsStr::new(secret),
		]);
		command
	}

	/// Starts a command; its output goes to a log of its name.
	pub fn spawn(&self, name: &str, command: &mut Command) -> Result<Process> {
		let spawn = if self.shielded { Process::spawn_shielded } else { Process::spawn };
		Ok(spawn(name, command, &self.logs.join(format!("{name}.log")))?)
	}

	/// Runs a command to its end.
	pub async fn run(&self, name: &str, command: &mut Command) -> Result<()> {
		let mut process = self.spawn(name, command)?;
		let status = process.wait(COMMAND_WITHIN).await?;
		ensure!(
			status.success(),
			"{name} ended with {status}:\n{}\n(log: {})",
			process.log_tail(),
			process.log().display()
		);
		Ok(())
	}
}
