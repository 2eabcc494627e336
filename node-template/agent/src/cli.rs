//! The command line.

use crate::{
	chain::{AccountId, BlockNumber, Chain, Signer},
	chips,
	demo::{self, DemoArgs},
	error::AgentError,
	output::Output,
	progress::{self, LogFormat, StatusLine},
	provider,
	signals::Shutdown,
	status, vendor, watcher,
};
use clap::{Args, Parser, Subcommand};
use std::{path::PathBuf, str::FromStr, time::Duration};
use vajra_primitives::{ManifestId, ModelId};

/// How long one-shot commands wait for a node that is not there.
const PATIENCE: Duration = Duration::from_secs(10);

/// The agent of vendors, providers and watchers on a Vajra chain.
#[derive(Debug, Parser)]
#[command(name = "vajra-agent", version, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
	/// Options of all commands.
	#[command(flatten)]
	pub global: Global,
	/// The command.
	#[command(subcommand)]
	pub command: Command,
}

/// Options of all commands.
#[derive(Clone, Debug, Args)]
pub struct Global {
	/// WebSocket URL of a node.
	#[arg(long, global = true, default_value = "ws://127.0.0.1:9944", value_name = "URL")]
	pub url: String,
	/// Secret of the account that signs: a phrase, a 0x seed, or a path such as //Alice on the
	/// development phrase. Others on this machine can see it: prefer --key-file.
	#[arg(long, global = true, value_name = "SECRET", conflicts_with = "key_file")]
	pub key: Option<String>,
	/// File whose first line is the secret of the account that signs.
	#[arg(long, global = true, value_name = "FILE")]
	pub key_file: Option<PathBuf>,
	/// Form of the log lines, which go to standard error.
	#[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
	pub log_format: LogFormat,
	/// Which log lines are written: a level, or a filter such as warn,vajra_agent=debug.
	#[arg(long, global = true, default_value = "warn,vajra_agent=info", value_name = "FILTER")]
	pub log: String,
	/// Write the result to standard output as JSON.
	#[arg(long, global = true)]
	pub json: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Admit and revoke vendors. Signed with the chain's sudo key.
	#[command(subcommand)]
	Governance(Governance),
	/// Register models, publish manifests, revoke.
	#[command(subcommand)]
	Vendor(Vendor),
	/// Make and show chips in software, for development.
	#[command(subcommand)]
	Chips(Chips),
	/// Claim chips and answer challenges.
	#[command(subcommand)]
	Provider(ProviderCommand),
	/// Report providers that do not answer.
	#[command(subcommand)]
	Watcher(WatcherCommand),
	/// Play the whole story on a chain of its own, from the first chip to the last proof.
	Demo(DemoArgs),
	/// Show the chain's heads, challenges and providers.
	Status {
		/// Show this provider only.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		provider: Option<AccountId>,
	},
}

/// Commands of governance.
#[derive(Debug, Subcommand)]
pub enum Governance {
	/// Admit a vendor.
	RegisterVendor {
		/// The vendor's account.
		#[arg(long, value_parser = account)]
		account: AccountId,
		/// Its name, at most 64 bytes.
		#[arg(long, value_parser = name)]
		name: String,
	},
	/// Revoke a vendor. Final.
	RevokeVendor {
		/// The vendor's account.
		#[arg(long, value_parser = account)]
		account: AccountId,
	},
}

/// Commands of vendors.
#[derive(Debug, Subcommand)]
pub enum Vendor {
	/// Register a chip model; prints its id.
	Model {
		/// Its name, at most 64 bytes.
		#[arg(long, value_parser = name)]
		name: String,
		/// Rated compute of one chip.
		#[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
		units: u64,
	},
	/// Publish a manifest over all chips of a file; writes the manifest file.
	Manifest {
		/// The chips' model.
		#[arg(long, value_name = "ID")]
		model: ModelId,
		/// The chip file.
		#[arg(long, value_name = "FILE")]
		chips: PathBuf,
		/// Blocks until the chips can no longer be claimed.
		#[arg(
			long,
			value_name = "BLOCKS",
			default_value_t = 100_000,
			value_parser = clap::value_parser!(u32).range(1..),
		)]
		expires_in: BlockNumber,
		/// Where the manifest file goes. Nothing is overwritten.
		#[arg(long, value_name = "FILE")]
		out: PathBuf,
	},
	/// Revoke a model. Final.
	RevokeModel {
		/// Its id.
		#[arg(long, value_name = "ID")]
		model: ModelId,
	},
	/// Revoke a manifest. Final.
	RevokeManifest {
		/// Its id.
		#[arg(long, value_name = "ID")]
		manifest: ManifestId,
	},
	/// Revoke one chip. Final; its owner loses its power at once.
	RevokeChip {
		/// The manifest file that lists it.
		#[arg(long, value_name = "FILE")]
		manifest: PathBuf,
		/// Its serial number.
		#[arg(long)]
		serial: String,
	},
}

/// Commands about chip files.
#[derive(Debug, Subcommand)]
pub enum Chips {
	/// Make chips with new keys. Nothing is overwritten.
	Make {
		/// How many.
		#[arg(long, value_parser = clap::value_parser!(u32).range(1..=65_536))]
		count: u32,
		/// Where the chip file goes.
		#[arg(long, value_name = "FILE")]
		out: PathBuf,
		/// Start of the serial numbers.
		#[arg(long, default_value = "SOFT")]
		serial_prefix: String,
	},
	/// Show the public parts of a chip file.
	Show {
		/// The chip file.
		#[arg(long, value_name = "FILE")]
		chips: PathBuf,
	},
}

/// Commands of providers.
#[derive(Debug, Subcommand)]
pub enum ProviderCommand {
	/// Claim the chips that are not claimed yet, then answer every challenge until stopped.
	Run {
		/// The chip file.
		#[arg(long, value_name = "FILE")]
		chips: PathBuf,
		/// A manifest file of chips to claim; can be given more than once. Without it nothing is
		/// claimed.
		#[arg(long = "manifest", value_name = "FILE", required_if_eq("claim_only", "true"))]
		manifests: Vec<PathBuf>,
		/// Folder for what the agent remembers.
		#[arg(long, value_name = "DIR")]
		state: PathBuf,
		/// Maintenance list: a text file of chips that are out of service, by index (7), range
		/// (16-31) or serial number (serial:SOFT-000007). Read again for each challenge.
		#[arg(long, value_name = "FILE")]
		dark_file: Option<PathBuf>,
		/// Claim, wait until that is final, and stop.
		#[arg(long)]
		claim_only: bool,
	},
}

/// Commands of watchers.
#[derive(Debug, Subcommand)]
pub enum WatcherCommand {
	/// Report every provider that owed an answer and gave none, until stopped.
	Run {
		/// Folder for what the agent remembers.
		#[arg(long, value_name = "DIR")]
		state: PathBuf,
	},
}

fn account(text: &str) -> Result<AccountId, String> {
	AccountId::from_str(text).map_err(|error| {
		format!("not an SS58 address ({error}); an example is 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY")
	})
}

fn name(text: &str) -> Result<String, String> {
	match text.len() {
		1..=64 => Ok(text.into()),
		length => Err(format!("a name has 1 to 64 bytes, this one has {length}")),
	}
}

impl Global {
	/// The signer that the options name.
	pub fn signer(&self) -> Result<Signer, AgentError> {
		let secret = match (&self.key, &self.key_file) {
			(Some(key), _) => key.clone(),
			(None, Some(path)) => {
				let wrong = |reason: String| AgentError::File { path: path.clone(), reason };
				let text =
					std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
				let line = text.lines().next().unwrap_or_default().trim();
				if line.is_empty() {
					return Err(wrong("its first line holds no secret".into()));
				}
				line.to_string()
			}
			(None, None) => {
				let help = "this command signs: name a secret with --key-file or --key";
				return Err(AgentError::Usage(help.into()));
			}
		};
		signer(&secret)
	}

	fn output(&self) -> Output {
		if self.json {
			Output::Json
		} else {
			Output::Text
		}
	}

	async fn connect(&self) -> Result<Chain, AgentError> {
		Ok(Chain::connect(&self.url, Some(PATIENCE)).await?)
	}
}

/// The signer of a secret. The secret is never part of an error.
pub fn signer(secret: &str) -> Result<Signer, AgentError> {
	let wrong = |reason: String| {
		AgentError::Usage(format!(
			"the key is not usable ({reason}): give a phrase, a 0x seed of 64 digits, or a path such \
			 as //Alice"
		))
	};
	let uri =
		subxt_signer::SecretUri::from_str(secret).map_err(|error| wrong(error.to_string()))?;
	Signer::from_uri(&uri).map_err(|error| match error {
		// These name parts of the secret, or positions in it.
		subxt_signer::sr25519::Error::Phrase(_) => wrong("it is not a valid phrase".into()),
		subxt_signer::sr25519::Error::Hex(_) => wrong("it is not a valid seed".into()),
		error => wrong(error.to_string()),
	})
}

/// Runs a command.
pub async fn run(cli: Cli) -> Result<(), AgentError> {
	let Cli { global, command } = cli;
	let status = progress::init(global.log_format, &global.log).map_err(AgentError::Usage)?;
	let output = global.output();
	match command {
		Command::Governance(command) => governance(&global, command, output).await,
		Command::Vendor(command) => vendor(&global, command, output).await,
		Command::Chips(Chips::Make { count, out, serial_prefix }) => {
			chips::make(count as usize, &serial_prefix, &out, output).map(drop)
		}
		Command::Chips(Chips::Show { chips }) => chips::show(&chips, output),
		Command::Demo(args) => {
			demo::run(args).await.map_err(|error| AgentError::Usage(format!("{error:#}")))
		}
		Command::Provider(command) => provider(&global, command, status).await,
		Command::Watcher(command) => watcher(&global, command, status).await,
		Command::Status { provider } => {
			status::show(&global.connect().await?, provider.as_ref(), output).await
		}
	}
}

async fn governance(
	global: &Global,
	command: Governance,
	output: Output,
) -> Result<(), AgentError> {
	let sudo = global.signer()?;
	let chain = global.connect().await?;
	match command {
		Governance::RegisterVendor { account, name } => {
			vendor::register_vendor(&chain, &sudo, &account, &name, output).await.map(drop)
		}
		Governance::RevokeVendor { account } => {
			vendor::revoke_vendor(&chain, &sudo, &account, output).await.map(drop)
		}
	}
}

async fn vendor(global: &Global, command: Vendor, output: Output) -> Result<(), AgentError> {
	let signer = global.signer()?;
	let chain = global.connect().await?;
	match command {
		Vendor::Model { name, units } => {
			vendor::register_model(&chain, &signer, &name, units, output).await.map(drop)
		}
		Vendor::Manifest { model, chips, expires_in, out } => {
			let publication = vendor::Publication { model, chips, expires_in, out };
			vendor::publish_manifest(&chain, &signer, &publication, output).await.map(drop)
		}
		Vendor::RevokeModel { model } => {
			vendor::revoke_model(&chain, &signer, model, output).await.map(drop)
		}
		Vendor::RevokeManifest { manifest } => {
			vendor::revoke_manifest(&chain, &signer, manifest, output).await.map(drop)
		}
		Vendor::RevokeChip { manifest, serial } => {
			vendor::revoke_chip(&chain, &signer, &manifest, &serial, output).await.map(drop)
		}
	}
}

async fn provider(
	global: &Global,
	command: ProviderCommand,
	status: StatusLine,
) -> Result<(), AgentError> {
	let ProviderCommand::Run { chips, manifests, state, dark_file, claim_only } = command;
	let signer = global.signer()?;
	let prepared =
		provider::Options { chips, manifests, state, dark_file, claim_only }.prepare()?;
	let (chain, shutdown) = match daemon(global, &status).await? {
		Some(ready) => ready,
		None => return provider::stopped_early(claim_only),
	};
	provider::run(chain, signer, prepared, status, shutdown).await
}

async fn watcher(
	global: &Global,
	command: WatcherCommand,
	status: StatusLine,
) -> Result<(), AgentError> {
	let WatcherCommand::Run { state } = command;
	let signer = global.signer()?;
	let (chain, shutdown) = match daemon(global, &status).await? {
		Some(ready) => ready,
		None => return Ok(()),
	};
	watcher::run(chain, signer, &watcher::Options { state }, status, shutdown).await
}

/// Connects a daemon, which waits for its node as long as it takes; `None` if it is asked to stop
/// before that.
async fn daemon(
	global: &Global,
	status: &StatusLine,
) -> Result<Option<(Chain, Shutdown)>, AgentError> {
	let shutdown = Shutdown::on_signals()
		.map_err(|error| AgentError::Fault(format!("signals cannot be listened to: {error}")))?;
	status.set(format!("connecting to {}", global.url));
	tokio::select! {
		chain = Chain::connect(&global.url, None) => Ok(Some((chain?, shutdown))),
		() = async { shutdown.clone().requested().await } => {
			status.clear();
			tracing::info!("stopped before a node was there");
			Ok(None)
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	fn parse(line: &str) -> Result<Cli, clap::Error> {
		Cli::try_parse_from(line.split_whitespace())
	}

	#[test]
	fn definition_is_sound() {
		Cli::command().debug_assert();
	}

	#[test]
	fn commands_are_understood() {
		let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
		for line in [
			&format!("a governance register-vendor --account {alice} --name Acme --key //Alice")[..],
			"a vendor model --name M1 --units 100 --key //Alice",
			"a vendor manifest --model 0 --chips c.json --expires-in 1000 --out m.json",
			"a vendor revoke-model --model 0",
			"a vendor revoke-manifest --manifest 0",
			"a vendor revoke-chip --manifest m.json --serial S-1",
			"a chips make --count 64 --out chips.json --serial-prefix GPU",
			"a chips show --chips chips.json --json",
			"a provider run --chips c.json --manifest m.json --state s --dark-file d.txt",
			"a provider run --chips c.json --state s",
			"a provider run --chips c.json --manifest m.json --manifest n.json --state s --claim-only",
			"a --url ws://127.0.0.1:1 watcher run --state s --log-format json --log debug",
			&format!("a status --json --provider {alice}"),
		] {
			if let Err(error) = parse(line) {
				panic!("{line}: {error}");
			}
		}
	}

	#[test]
	fn mistakes_are_refused() {
		for line in [
			"a",
			"a vendor model --name M1 --units 0",
			"a chips make --count 0 --out c.json",
			"a chips make --count 65537 --out c.json",
			"a vendor manifest --model 0 --chips c.json --expires-in 0 --out m.json",
			"a provider run --chips c.json --state s --claim-only",
			"a provider run --chips c.json",
			"a status --provider nobody",
			"a status --key //Alice --key-file k",
			"a status --log-format xml",
			&format!("a vendor model --units 1 --name {}", "x".repeat(65)),
		] {
			assert!(parse(line).is_err(), "{line}");
		}
	}

	#[test]
	fn defaults_are_the_documented_ones() {
		let cli = parse("a status").unwrap();
		assert_eq!(cli.global.url, "ws://127.0.0.1:9944");
		assert_eq!(cli.global.log_format, LogFormat::Text);
		assert!(!cli.global.json);
		assert!(matches!(cli.global.signer(), Err(AgentError::Usage(_))));
	}

	#[test]
	fn keys_are_read_and_never_shown() {
		let alice = AccountId::from_str("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
		assert_eq!(Chain::account_of(&signer("//Alice").unwrap()), alice.unwrap());

		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("key");
		std::fs::write(&path, "//Bob\nignored\n").unwrap();
		let mut cli = parse("a status").unwrap();
		cli.global.key_file = Some(path.clone());
		let bob = Chain::account_of(&cli.global.signer().unwrap());
		assert_eq!(bob, Chain::account_of(&signer("//Bob").unwrap()));
		std::fs::write(&path, "\n").unwrap();
		assert!(matches!(cli.global.signer(), Err(AgentError::File { .. })));

		for secret in ["not-a-phrase", "zebra zebra zebra", "0xabcdefabcdef"] {
			let error = signer(secret).unwrap_err().to_string();
			assert!(!error.contains(secret) && !error.contains("zebra"), "{error}");
		}
	}
}
