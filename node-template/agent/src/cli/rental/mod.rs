//! The commands about rented compute.

mod provider;
mod renter;
mod values;

pub use provider::{FinishArgs, ProviderRentalCommand, ServeArgs};
pub use renter::{HireArgs, RenterCommand};

use super::{daemon, Global};
use crate::{
	amount::parse_percent,
	arbiter,
	chain::{Chain, Offer, Share, Split},
	error::AgentError,
	output::Output,
	progress::StatusLine,
	rental::{
		self,
		finish::{self, SignedFinish},
		offers::{self, Offered},
		session::{self, SessionOptions},
		Binding,
	},
	renter::{self as actions, Evidence},
	signals::Shutdown,
};
use clap::{Args, Subcommand};
use std::{net::SocketAddr, path::PathBuf, time::Duration};
use vajra_primitives::rental::{OrderId, Role};
use values::context;

/// What the arbiter does.
#[derive(Debug, Subcommand)]
pub enum ArbiterCommand {
	/// Decide a dispute. Signed with the chain's sudo key.
	Resolve {
		/// The order.
		#[arg(value_name = "ORDER")]
		order: OrderId,
		/// The payee's part of the rent that is on hold, in percent; the rest is the renter's.
		#[arg(long, value_name = "PERCENT", value_parser = parse_percent)]
		rent: Share,
		/// The renter's part of its deposit, in percent; the rest is the payee's.
		#[arg(long, value_name = "PERCENT", value_parser = parse_percent)]
		deposit: Share,
		/// The provider's part of its bond, in percent; the rest is the renter's.
		#[arg(long, value_name = "PERCENT", value_parser = parse_percent)]
		bond: Share,
	},
}

/// What anyone does with what others have signed.
#[derive(Debug, Subcommand)]
pub enum RelayCommand {
	/// Submit a settlement that both sides of an order have signed.
	Finish {
		/// The file with one side's signature.
		#[arg(value_name = "FILE")]
		one: PathBuf,
		/// The file with the other side's.
		#[arg(value_name = "FILE")]
		other: PathBuf,
	},
}

/// The session that `provider serve` starts by default.
#[derive(Clone, Debug, Args)]
pub struct SessionArgs {
	/// Where it listens.
	#[arg(long, value_name = "ADDR:PORT")]
	listen: SocketAddr,
	/// The file with the token that it asks for.
	#[arg(long, value_name = "FILE")]
	token_file: PathBuf,
	/// Where commands run.
	#[arg(long, value_name = "DIR")]
	folder: PathBuf,
	/// What the token is for: genesis, order and terms, in hex.
	#[arg(long, value_name = "HEX", value_parser = context)]
	context: Binding,
	/// How many seconds a command may take.
	#[arg(long, value_name = "SECONDS", default_value_t = 3_600)]
	time_limit: u64,
}

pub(super) async fn run_provider(
	global: &Global,
	command: ProviderRentalCommand,
	status: StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	let signer = global.signer()?;
	match command {
		ProviderRentalCommand::List {
			model,
			chips,
			price,
			min_blocks,
			max_blocks,
			payee,
			datasets,
		} => {
			let chain = global.connect().await?;
			let own = Chain::account_of(&signer);
			let offer = Offer {
				price,
				max_chips: chips,
				min_duration: min_blocks,
				max_duration: max_blocks,
				payee: payee.unwrap_or(own),
				datasets,
			};
			offers::list(&chain, &signer, model, &offer, output).await
		}
		ProviderRentalCommand::Unlist { model } => {
			offers::unlist(&global.connect().await?, &signer, model, output).await
		}
		ProviderRentalCommand::Bid { order, price, max_blocks, payee, state } => {
			let bid = Offered { order, price, max_duration: max_blocks, payee };
			let chain = global.connect().await?;
			offers::bid(&chain, &signer, &bid, state.as_deref(), output).await
		}
		ProviderRentalCommand::WithdrawBid { order, provider } => {
			let chain = global.connect().await?;
			let provider = provider.unwrap_or_else(|| Chain::account_of(&signer));
			offers::withdraw_bid(&chain, &signer, order, &provider, output).await
		}
		ProviderRentalCommand::Serve(args) => {
			let prepared = args.options().prepare()?;
			match daemon(global, &status).await? {
				Some((chain, shutdown)) => {
					rental::serve(chain, signer, prepared, status, shutdown).await
				}
				None => Ok(()),
			}
		}
		ProviderRentalCommand::EndLease { order } => {
			actions::end(&global.connect().await?, &signer, order, output).await
		}
		ProviderRentalCommand::Rate { order, score } => {
			actions::rate(&global.connect().await?, &signer, order, score, output).await
		}
		ProviderRentalCommand::SignFinish(args) => {
			let proposal = args.proposal()?;
			let chain = global.connect().await?;
			finish::sign(&chain, &signer, Role::Provider, args.order, proposal, output).await
		}
	}
}

pub(super) async fn run_renter(
	global: &Global,
	command: RenterCommand,
	status: StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	if let RenterCommand::Orders { account } = command {
		let account = global.account_or_own(account)?;
		return actions::orders(&global.connect().await?, &account, output).await;
	}
	let signer = global.signer()?;
	let chain = global.connect().await?;
	match command {
		RenterCommand::Orders { .. } => Ok(()),
		RenterCommand::Hire(args) => {
			actions::hire(&chain, &signer, &args.options(), &status, output).await
		}
		RenterCommand::Confirm { order, state, door } => {
			actions::confirm(&chain, &signer, order, &state, door.as_deref(), output).await
		}
		RenterCommand::Open { order, state, in_the_clear, command } => {
			let wish = actions::Wish { order, command, in_the_clear };
			actions::open(&chain, &signer, &state, wish, &status, output).await
		}
		RenterCommand::Extend { order, blocks } => {
			actions::extend(&chain, &signer, order, blocks, output).await
		}
		RenterCommand::End { order } => actions::end(&chain, &signer, order, output).await,
		RenterCommand::Rate { order, score } => {
			actions::rate(&chain, &signer, order, score, output).await
		}
		RenterCommand::Dispute { order, evidence, evidence_hash } => {
			let evidence = match (evidence, evidence_hash) {
				(Some(path), _) => Evidence::File(path),
				(None, hash) => Evidence::Hash(hash.unwrap_or_default()),
			};
			actions::dispute(&chain, &signer, order, &evidence, output).await
		}
		RenterCommand::Cancel { order } => actions::cancel(&chain, &signer, order, output).await,
		RenterCommand::Resolve { order } => actions::resolve(&chain, &signer, order, output).await,
		RenterCommand::SignFinish(args) => {
			let proposal = args.proposal()?;
			finish::sign(&chain, &signer, Role::Renter, args.order, proposal, output).await
		}
	}
}

pub(super) async fn run_arbiter(
	global: &Global,
	command: ArbiterCommand,
	output: Output,
) -> Result<(), AgentError> {
	let ArbiterCommand::Resolve { order, rent, deposit, bond } = command;
	let sudo = global.signer()?;
	let split = Split { rent, deposit, bond };
	arbiter::resolve(&global.connect().await?, &sudo, order, split, output).await
}

pub(super) async fn run_relay(
	global: &Global,
	command: RelayCommand,
	output: Output,
) -> Result<(), AgentError> {
	let RelayCommand::Finish { one, other } = command;
	let (one, other) = (SignedFinish::load(&one)?, SignedFinish::load(&other)?);
	let signer = global.signer()?;
	finish::relay(&global.connect().await?, &signer, [&one, &other], output).await
}

pub(super) async fn run_session(args: SessionArgs) -> Result<(), AgentError> {
	let SessionArgs { listen, token_file, folder, context, time_limit } = args;
	let time_limit = Duration::from_secs(time_limit);
	let options = SessionOptions { listen, token_file, folder, binding: context, time_limit };
	let shutdown = Shutdown::on_signals()
		.map_err(|error| AgentError::Fault(format!("signals cannot be listened to: {error}")))?;
	session::run(options, shutdown).await
}

#[cfg(test)]
mod tests {
	use super::{
		values::{hash, host, task, weights},
		*,
	};
	use crate::{
		chain::Weights,
		cli::{Cli, Command},
		renter::Whom,
	};
	use clap::Parser;
	use sp_core::H256;
	use vajra_primitives::rental::{OrderKind, SubTask};

	fn parse(arguments: &[&str]) -> Result<Command, clap::Error> {
		Cli::try_parse_from([&["vajra-agent"], arguments].concat()).map(|cli| cli.command)
	}

	#[test]
	fn hiring_names_one_way_to_a_provider() {
		let base = [
			"renter",
			"hire",
			"--model",
			"0",
			"--chips",
			"16",
			"--blocks",
			"40",
			"--max-price",
			"0.1",
			"--state",
			"s",
		];
		let hire = |more: &[&str]| parse(&[&base, more].concat());
		let Ok(Command::Renter(RenterCommand::Hire(args))) = hire(&[]) else { panic!("no hire") };
		let options = args.options();
		assert!(matches!(options.whom, Whom::Best(Weights { price: 1, load: 0, .. })));
		assert_eq!(options.kind, OrderKind::TimeHire { image: H256::zero() });
		assert!(hire(&["--bids-within", "5"]).is_ok());
		assert!(hire(&["--bids-within", "5", "--strategy", "price=1"]).is_err());
		assert!(hire(&["--task", "1x1x40"]).is_err());
		assert!(hire(&["--chips", "0"]).is_err());
		let deploy = ["--deploy", &"ab".repeat(32), "--task", "0.5x32x40"];
		let Ok(Command::Renter(RenterCommand::Hire(args))) = hire(&deploy) else {
			panic!("no deployment")
		};
		let OrderKind::InferenceDeployment { tasks, .. } = args.options().kind else {
			panic!("no deployment")
		};
		assert_eq!(tasks, [SubTask { weight: 500, replicas: 32, blocks: 40 }]);
	}

	#[test]
	fn values_are_read() {
		assert_eq!(
			weights("price=3, load=1").unwrap(),
			Weights { price: 3, load: 1, ..Weights::default() }
		);
		for text in ["", "price", "price=x", "beauty=1", "price=0"] {
			assert!(weights(text).is_err(), "{text}");
		}
		assert_eq!(task("2x3x4"), Ok(SubTask { weight: 2_000, replicas: 3, blocks: 4 }));
		assert_eq!(task("0.05x1x4").unwrap().weight, 50);
		for text in
			["", "1", "1x2", "1x2x3x4", "0x1x1", "0.0001x1x1", "-1x1x1", "1.xx1", "9999999x1x1"]
		{
			assert!(task(text).is_err(), "{text}");
		}
		assert!(hash("0x00").is_err() && hash(&"0f".repeat(32)).is_ok());
		assert!(host("").is_err() && host("a b").is_err() && host("gpu.example").is_ok());
	}

	#[test]
	fn commands_of_providers_stand_beside_the_others() {
		let list = ["provider", "list", "--model", "0", "--chips", "16", "--price", "0.1"];
		assert!(parse(&list).is_err());
		assert!(parse(&[&list[..], &["--max-blocks", "100"]].concat()).is_ok());
		assert!(
			parse(&["provider", "serve", "--state", "s", "--command", "prog {volume}"]).is_err()
		);
		assert!(parse(&["provider", "serve", "--state", "s", "--command", "prog {folder}"]).is_ok());
		assert!(parse(&["provider", "serve", "--state", "s", "--uids", "0-5"]).is_err());
		assert!(parse(&["renter", "open", "7", "--state", "s", "--", "ls", "-l"]).is_ok());
		assert!(parse(&["renter", "rate", "7", "--score", "101"]).is_err());
		assert!(parse(&["renter", "dispute", "7"]).is_err());
		assert!(parse(&["relay", "finish", "a", "b"]).is_ok());
		assert!(parse(&["provider", "withdraw-bid", "7"]).is_ok());
		assert!(parse(&["provider", "withdraw-bid", "7", "--provider", "nobody"]).is_err());
		assert!(parse(&["renter", "sign-finish", "7", "--from", "a", "--rent", "1"]).is_err());
	}
}
