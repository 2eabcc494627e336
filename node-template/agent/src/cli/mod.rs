//! The command line.

mod commands;
mod rental;
mod service;
mod staking;
mod values;

pub use commands::{
	Chips, Command, Governance, ProviderCommand, RewardsCommand, Vendor, WatcherCommand,
};
pub use rental::{
	ArbiterCommand, FinishArgs, HireArgs, ProviderRentalCommand, RelayCommand, RenterCommand,
	ServeArgs, SessionArgs,
};
pub use service::{
	AskArgs, ConsumerCommand, OperatorCommand, PublishArgs, RunArgs, ServiceCommand,
};
pub use staking::{CandidateCommand, DelegateCommand, ReportCommand};

use crate::{
	candidate::{self, Change},
	chain::{AccountId, Chain, Signer},
	chips, delegate, demo,
	error::AgentError,
	output::Output,
	progress::{self, LogFormat, StatusLine},
	provider::{self, ChipList, Selection},
	report,
	rewards::{self, Take},
	signals::Shutdown,
	status, validators, vendor, watcher,
};
use clap::{Args, Parser};
use std::{path::PathBuf, str::FromStr, time::Duration};

/// How long one-shot commands wait for a node that is not there.
const PATIENCE: Duration = Duration::from_secs(10);

/// The agent of everybody on a Vajra chain: vendors, providers, renters, operators of AI services and
/// their consumers, arbiters, watchers, candidates and delegators.
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

	/// The account that is named, or else the signer's.
	fn account_or_own(&self, named: Option<AccountId>) -> Result<AccountId, AgentError> {
		if let Some(account) = named {
			return Ok(account);
		}
		if self.key.is_none() && self.key_file.is_none() {
			let help = "whose? Name an account, or one's own key with --key-file or --key";
			return Err(AgentError::Usage(help.into()));
		}
		Ok(Chain::account_of(&self.signer()?))
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
		Command::Provider(command) => provider(&global, command, status, output).await,
		Command::Renter(command) => rental::run_renter(&global, command, status, output).await,
		Command::Arbiter(command) => rental::run_arbiter(&global, command, output).await,
		Command::Relay(command) => rental::run_relay(&global, command, output).await,
		Command::Session(args) => rental::run_session(args).await,
		Command::Service(command) => service::service(&global, command, output).await,
		Command::Operator(command) => service::operator(&global, command, status, output).await,
		Command::Consumer(command) => service::consumer(&global, command, status, output).await,
		Command::Rewards(command) => rewards(&global, command, status, output).await,
		Command::Candidate(command) => candidate(&global, command, status, output).await,
		Command::Delegate(command) => delegate(&global, command, output).await,
		Command::Validators => validators::show(&global.connect().await?, output).await,
		Command::ReportEquivocation(command) => report(&global, command, status, output).await,
		Command::Watcher(command) => watcher(&global, command, status, output).await,
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
	output: Output,
) -> Result<(), AgentError> {
	let signer = match command {
		ProviderCommand::Rental(command) => {
			return rental::run_provider(global, command, status, output).await
		}
		_ => global.signer()?,
	};
	match command {
		ProviderCommand::Rental(_) => Ok(()),
		ProviderCommand::Run { chips, manifests, state, dark_file, claim_only, metrics_addr } => {
			let metrics = metrics_addr;
			let options =
				provider::Options { chips, manifests, state, dark_file, claim_only, metrics };
			let prepared = options.prepare()?;
			let (chain, shutdown) = match daemon(global, &status).await? {
				Some(ready) => ready,
				None => return provider::stopped_early(claim_only),
			};
			provider::run(chain, signer, prepared, status, shutdown).await
		}
		// One of the two is given.
		ProviderCommand::Back { validator, nobody: _ } => {
			provider::back(&global.connect().await?, &signer, validator.as_ref(), output).await
		}
		ProviderCommand::Retire { chips, all } => {
			let selection = selection(&chips, all)?;
			provider::retire(&global.connect().await?, &signer, &selection, output).await
		}
		ProviderCommand::Withdraw { provider } => {
			provider::withdraw(&global.connect().await?, &signer, provider.as_ref(), output).await
		}
		ProviderCommand::ClaimRewards => {
			provider::claim_rewards(&global.connect().await?, &signer, output).await
		}
		ProviderCommand::TakeOver { chips, serials } => {
			provider::take_over(&global.connect().await?, &signer, &chips, &serials, output).await
		}
	}
}

async fn rewards(
	global: &Global,
	command: RewardsCommand,
	status: StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	if let RewardsCommand::Show { account } = command {
		let account = global.account_or_own(account)?;
		return rewards::show(&global.connect().await?, &account, output).await;
	}
	let signer = global.signer()?;
	let chain = global.connect().await?;
	let (how, candidate) = match command {
		RewardsCommand::Show { .. } => return Ok(()),
		RewardsCommand::Fund { amount } => {
			return rewards::fund(&chain, &signer, amount, output).await
		}
		RewardsCommand::Payout { validators } => {
			return rewards::pay_out(&chain, &signer, &validators, &status, output).await
		}
		RewardsCommand::Claim { candidate } => (Take::Claim, candidate),
		RewardsCommand::Compound { candidate } => (Take::Compound, candidate),
	};
	rewards::take(&chain, &signer, how, candidate.as_ref(), &status, output).await
}

async fn candidate(
	global: &Global,
	command: CandidateCommand,
	status: StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	let change = match command {
		CandidateCommand::List { limit } => {
			return candidate::list(&global.connect().await?, limit, output).await
		}
		CandidateCommand::Show { candidate } => {
			let account = global.account_or_own(candidate)?;
			return candidate::show(&global.connect().await?, &account, output).await;
		}
		CandidateCommand::Register { bond, commission } => {
			let signer = global.signer()?;
			let chain = global.connect().await?;
			return candidate::register(&chain, &signer, bond, commission, output).await;
		}
		CandidateCommand::Keys { node } => {
			let signer = global.signer()?;
			let chain = global.connect().await?;
			let node = match node {
				Some(url) => Chain::connect(&url, Some(PATIENCE)).await?,
				None => chain.clone(),
			};
			return candidate::keys(&chain, &node, &signer, &status, output).await;
		}
		CandidateCommand::BondMore { amount } => Change::BondMore(amount),
		CandidateCommand::BondLess { amount } => Change::BondLess(amount),
		CandidateCommand::Commission { commission } => Change::Commission(commission),
		CandidateCommand::Chill => Change::Chill,
		CandidateCommand::Resume => Change::Resume,
		CandidateCommand::Leave => Change::Leave,
		CandidateCommand::Unjail => Change::Unjail,
	};
	let signer = global.signer()?;
	candidate::change(&global.connect().await?, &signer, change, output).await
}

async fn delegate(
	global: &Global,
	command: DelegateCommand,
	output: Output,
) -> Result<(), AgentError> {
	if let DelegateCommand::Show { account } = command {
		let account = global.account_or_own(account)?;
		return delegate::show(&global.connect().await?, &account, output).await;
	}
	let signer = global.signer()?;
	let chain = global.connect().await?;
	match command {
		DelegateCommand::Show { .. } => Ok(()),
		DelegateCommand::Add { candidate, amount } => {
			delegate::add(&chain, &signer, &candidate, amount, output).await
		}
		// Without an amount it is all.
		DelegateCommand::Remove { candidate, amount, all: _ } => {
			delegate::remove(&chain, &signer, &candidate, amount, output).await
		}
		DelegateCommand::Move { from, to, amount, all: _ } => {
			delegate::relocate(&chain, &signer, &from, &to, amount, output).await
		}
		DelegateCommand::Withdraw { account } => {
			delegate::withdraw(&chain, &signer, account.as_ref(), output).await
		}
	}
}

async fn report(
	global: &Global,
	command: ReportCommand,
	status: StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	let signer = global.signer()?;
	let chain = global.connect().await?;
	match command {
		ReportCommand::Babe { first, second } => {
			report::babe(&chain, &signer, [&first, &second], &status, output).await
		}
		ReportCommand::Grandpa { proof } => {
			report::grandpa(&chain, &signer, &proof, &status, output).await
		}
	}
}

/// Which chips the words of the command line name.
fn selection(words: &[String], all: bool) -> Result<Selection, AgentError> {
	if all {
		return Ok(Selection::All);
	}
	let list = ChipList::parse(&words.join("\n")).map_err(|error| {
		// One word a line: the number of the line is that of the word.
		AgentError::Usage(error.replacen("line", "chip", 1))
	})?;
	match list.is_empty() {
		true => Err(AgentError::Usage("no chip is named".into())),
		false => Ok(Selection::Listed(list)),
	}
}

async fn watcher(
	global: &Global,
	command: WatcherCommand,
	status: StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	let signer = global.signer()?;
	let (state, metrics_addr, payouts) = match command {
		WatcherCommand::Run { state, metrics_addr, payouts } => (state, metrics_addr, payouts),
		WatcherCommand::Report { provider, round } => {
			let chain = global.connect().await?;
			return watcher::report(&chain, &signer, &provider, round, output).await;
		}
		WatcherCommand::Prune { provider } => {
			return watcher::prune(&global.connect().await?, &signer, &provider, output).await
		}
	};
	let prepared = watcher::Options { state, metrics: metrics_addr, payouts }.prepare()?;
	let (chain, shutdown) = match daemon(global, &status).await? {
		Some(ready) => ready,
		None => return Ok(()),
	};
	watcher::run(chain, signer, prepared, status, shutdown).await
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
	use crate::chain::AccountId;
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
			"a provider run --chips c.json --state s --metrics-addr 127.0.0.1:9615",
			&format!("a provider back --validator {alice} --key //Charlie"),
			"a provider back --nobody",
			"a provider retire 7 16-31 serial:SOFT-000007",
			"a provider retire --all --json",
			"a provider withdraw",
			&format!("a provider withdraw --provider {alice}"),
			"a provider claim-rewards --json",
			"a provider take-over --chips c.json",
			"a provider take-over --chips c.json --serial S-1 --serial S-2",
			"a rewards fund --amount 12.5",
			"a --url ws://127.0.0.1:1 watcher run --state s --log-format json --log debug",
			"a watcher run --state s --metrics-addr [::1]:9615",
			"a watcher run --state s --payouts",
			&format!("a watcher report --provider {alice} --round 7 --json"),
			&format!("a watcher prune --provider {alice}"),
			"a candidate register --bond 500 --commission 5%",
			"a candidate keys",
			"a candidate keys --node ws://127.0.0.1:9945",
			"a candidate bond-more --amount 1",
			"a candidate bond-less --amount 0.5",
			"a candidate commission 7.5",
			"a candidate chill",
			"a candidate resume",
			"a candidate leave",
			"a candidate unjail",
			"a candidate list --limit 10",
			"a candidate show --key //Alice",
			&format!("a candidate show {alice} --json"),
			&format!("a delegate add --candidate {alice} --amount 10"),
			&format!("a delegate remove --candidate {alice} --all"),
			&format!("a delegate remove --candidate {alice} --amount 1"),
			&format!("a delegate move --from {alice} --to {alice} --all"),
			"a delegate withdraw",
			&format!("a delegate withdraw --account {alice}"),
			&format!("a delegate show {alice}"),
			&format!("a rewards show {alice}"),
			"a rewards claim",
			&format!("a rewards compound --candidate {alice}"),
			"a rewards payout",
			&format!("a rewards payout --validator {alice} --validator {alice}"),
			"a validators --json",
			"a report-equivocation babe --first 0x00 --second @header.hex",
			"a report-equivocation grandpa --proof @proof.hex",
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
			"a provider run --chips c.json --state s --metrics-addr 9615",
			"a provider run --chips c.json --state s --metrics-addr localhost",
			"a provider back",
			"a provider back --validator nobody",
			"a provider back --nobody --validator 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
			"a provider retire",
			"a provider retire 7 --all",
			"a provider take-over",
			"a watcher report --round 7",
			"a watcher report --provider 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
			"a watcher report --provider nobody --round 7",
			"a watcher prune",
			"a rewards fund",
			"a rewards fund --amount 0",
			"a rewards fund --amount -1",
			"a rewards fund --amount 1e3",
			"a rewards fund --amount 0.0000000000001",
			"a candidate register --bond 500",
			"a candidate register --bond 0 --commission 5",
			"a candidate register --bond 500 --commission 101",
			"a candidate commission x",
			"a candidate list --limit 0",
			"a delegate add --candidate nobody --amount 1",
			"a delegate remove --candidate 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
			"a delegate remove --candidate 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --all --amount 1",
			"a rewards claim --candidate nobody",
			"a report-equivocation",
			"a report-equivocation babe --first 0x00",
			"a report-equivocation babe --first 0x00 --second zz",
			"a report-equivocation grandpa --proof @",
			"a status --provider nobody",
			"a status --key //Alice --key-file k",
			"a status --log-format xml",
			&format!("a vendor model --units 1 --name {}", "x".repeat(65)),
		] {
			assert!(parse(line).is_err(), "{line}");
		}
	}

	#[test]
	fn amounts_are_in_vaj() {
		let cli = parse("a rewards fund --amount 12.5").unwrap();
		let Command::Rewards(RewardsCommand::Fund { amount }) = cli.command else { panic!() };
		assert_eq!(amount, 12_500_000_000_000);
	}

	#[test]
	fn shows_need_an_account_or_a_key() {
		let cli = parse("a delegate show").unwrap();
		assert!(matches!(cli.global.account_or_own(None), Err(AgentError::Usage(_))));
		let named = AccountId::from([7; 32]);
		assert_eq!(cli.global.account_or_own(Some(named)).unwrap(), named);
		let cli = parse("a delegate show --key //Alice").unwrap();
		let own = Chain::account_of(&signer("//Alice").unwrap());
		assert_eq!(cli.global.account_or_own(None).unwrap(), own);
	}

	#[test]
	fn metrics_are_off_by_default() {
		let cli = parse("a watcher run --state s").unwrap();
		let Command::Watcher(WatcherCommand::Run { metrics_addr, .. }) = cli.command else {
			panic!()
		};
		assert_eq!(metrics_addr, None);
	}

	#[test]
	fn chips_are_named_as_in_the_maintenance_list() {
		let words =
			|words: &[&str]| -> Vec<String> { words.iter().map(|word| (*word).into()).collect() };
		assert!(matches!(selection(&[], true), Ok(Selection::All)));
		let listed = selection(&words(&["7", "16-31,serial:S-1"]), false);
		let Ok(Selection::Listed(list)) = listed else { panic!() };
		assert_eq!(list, ChipList::parse("7 16-31 serial:S-1").unwrap());
		let error = selection(&words(&["7", "x"]), false).unwrap_err().to_string();
		assert!(error.contains("chip 2") && error.contains("\"x\""), "{error}");
		assert!(selection(&words(&["#7"]), false).is_err());
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
