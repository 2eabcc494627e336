//! Commands around AI services, and their arguments.

mod consumer;
mod operator;

pub(super) use consumer::consumer;
pub use consumer::{AskArgs, ConsumerCommand};
pub(super) use operator::operator;
pub use operator::{OperatorCommand, RunArgs};

use super::{values::account, Global};
use crate::{
	chain::{services::ServiceId, AccountId},
	error::AgentError,
	output::Output,
	service::{self, Change, Publication, Terms},
};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Commands of services' owners, and of whoever looks for a service.
#[derive(Debug, Subcommand)]
pub enum ServiceCommand {
	/// Register a service from its schema and its terms; prints its id.
	Publish(Box<PublishArgs>),
	/// Publish a new version; what its terms leave open stays as it is.
	Version {
		/// The service.
		#[arg(long, value_name = "ID")]
		service: ServiceId,
		/// Its schema and terms.
		#[command(flatten)]
		publish: Box<PublishArgs>,
	},
	/// Show the fingerprint of a schema's file, without a chain.
	Fingerprint {
		/// An OpenAPI document or JSON schema, as JSON.
		#[arg(long, value_name = "FILE")]
		schema: PathBuf,
	},
	/// List a service by another category and other tags.
	Relist {
		/// The service.
		#[arg(long, value_name = "ID")]
		service: ServiceId,
		/// Its new category.
		#[arg(long, value_name = "NAME")]
		category: String,
		/// Its new tags.
		#[arg(long = "tag", value_name = "NAME")]
		tags: Vec<String>,
	},
	/// Take no new customers for a while.
	Pause {
		/// The service.
		#[arg(long, value_name = "ID")]
		service: ServiceId,
	},
	/// Take new customers again.
	Resume {
		/// The service.
		#[arg(long, value_name = "ID")]
		service: ServiceId,
	},
	/// Take no new customers ever again.
	Retire {
		/// The service.
		#[arg(long, value_name = "ID")]
		service: ServiceId,
	},
	/// Remove a retired service that nothing refers to, and get the deposit back.
	Remove {
		/// The service.
		#[arg(long, value_name = "ID")]
		service: ServiceId,
	},
	/// Let an operator serve that waits for approval.
	Approve {
		/// The service.
		#[arg(long, value_name = "ID")]
		service: ServiceId,
		/// The operator.
		#[arg(value_name = "ACCOUNT", value_parser = account)]
		operator: AccountId,
	},
	/// Let an operator go that was approved of, or waits to be.
	Dismiss {
		/// The service.
		#[arg(long, value_name = "ID")]
		service: ServiceId,
		/// The operator.
		#[arg(value_name = "ACCOUNT", value_parser = account)]
		operator: AccountId,
	},
	/// Show services: all, or those of a category or with a tag, the best first.
	List {
		/// A category.
		#[arg(long, value_name = "NAME", conflicts_with = "tag")]
		category: Option<String>,
		/// A tag.
		#[arg(long, value_name = "NAME")]
		tag: Option<String>,
	},
	/// Show a service, its latest version and its operators.
	Show {
		/// The service.
		#[arg(long, value_name = "ID")]
		service: ServiceId,
	},
}

/// A schema with terms.
#[derive(Args, Clone, Debug)]
pub struct PublishArgs {
	/// An OpenAPI document or JSON schema, as JSON.
	#[arg(long, value_name = "FILE")]
	pub schema: PathBuf,
	/// A file of terms, TOML or JSON, with the names of the options below as keys.
	#[arg(long, value_name = "FILE")]
	pub terms: Option<PathBuf>,
	/// Terms that go before the file's.
	#[command(flatten)]
	pub options: Terms,
}

impl From<PublishArgs> for Publication {
	fn from(args: PublishArgs) -> Self {
		Self { schema: args.schema, file: args.terms, terms: args.options }
	}
}

pub(super) async fn service(
	global: &Global,
	command: ServiceCommand,
	output: Output,
) -> Result<(), AgentError> {
	let (id, change) = match command {
		ServiceCommand::Fingerprint { schema } => return service::fingerprint(&schema, output),
		ServiceCommand::List { category, tag } => {
			let chain = global.connect().await?;
			return service::list(&chain, category.as_deref(), tag.as_deref(), output).await;
		}
		ServiceCommand::Show { service: id } => {
			return service::show(&global.connect().await?, id, output).await
		}
		ServiceCommand::Publish(args) => {
			let signer = global.signer()?;
			return service::publish(&global.connect().await?, &signer, (*args).into(), output)
				.await;
		}
		ServiceCommand::Version { service: id, publish } => {
			let signer = global.signer()?;
			let chain = global.connect().await?;
			return service::publish_version(&chain, &signer, id, (*publish).into(), output).await;
		}
		ServiceCommand::Relist { service: id, category, tags } => {
			let signer = global.signer()?;
			let terms = Terms { category: Some(category), tags, ..Terms::default() };
			return service::relist(&global.connect().await?, &signer, id, &terms, output).await;
		}
		ServiceCommand::Approve { service: id, operator } => {
			let signer = global.signer()?;
			let chain = global.connect().await?;
			return service::decide(&chain, &signer, id, &operator, true, output).await;
		}
		ServiceCommand::Dismiss { service: id, operator } => {
			let signer = global.signer()?;
			let chain = global.connect().await?;
			return service::decide(&chain, &signer, id, &operator, false, output).await;
		}
		ServiceCommand::Pause { service } => (service, Change::Pause),
		ServiceCommand::Resume { service } => (service, Change::Resume),
		ServiceCommand::Retire { service } => (service, Change::Retire),
		ServiceCommand::Remove { service } => (service, Change::Remove),
	};
	let signer = global.signer()?;
	service::change(&global.connect().await?, &signer, id, change, output).await
}

#[cfg(test)]
mod tests {
	use crate::cli::Cli;
	use clap::Parser;

	fn parse(line: &str) -> Result<Cli, clap::Error> {
		Cli::try_parse_from(line.split_whitespace())
	}

	#[test]
	fn commands_are_understood() {
		let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
		let hash = "ab".repeat(32);
		for line in [
			"a service publish --schema s.json --terms t.toml --key //Alice",
			"a service publish --schema s.json --category weather --tag rain --tag daily --admission \
			 elected:5 --min-stake 100 --price 0.5 --answers number --commit 5 --reveal 5 --consensus \
			 median:0.5 --quorum 3 --share operators=80 --share owner=10 --share treasury=10",
			"a service publish --schema s.json --price 5 --period 100 --quota 10 --report 20",
			"a service version --service 0 --schema s.json --price 1",
			"a service fingerprint --schema s.json --json",
			"a service relist --service 0 --category weather --tag rain",
			"a service pause --service 0",
			"a service resume --service 0",
			"a service retire --service 0",
			"a service remove --service 0",
			&format!("a service approve --service 0 {alice}"),
			&format!("a service dismiss --service 0 {alice}"),
			"a service list",
			"a service list --category weather --json",
			"a service list --tag rain",
			"a service show --service 0",
			"a operator join --service 0 --stake 100",
			"a operator add-stake --service 0 --amount 1",
			"a operator leave --service 0",
			"a operator withdraw --service 0",
			&format!("a operator withdraw --service 0 --operator {alice}"),
			"a operator show --service 0 --key //Bob",
			"a operator run --service 0 --endpoint http://127.0.0.1:1/rainfall --state s --schema s.json",
			"a operator run --service 0 --endpoint http://127.0.0.1:1 --format openai --model m --state s \
			 --token-file t --timeout-ms 500 --retries 0 --at-once 2 --inputs i --listen 127.0.0.1:0 --peer \
			 http://127.0.0.1:2 --peer http://127.0.0.1:3 --metrics-addr 127.0.0.1:9615",
			"a consumer ask --service 0 --input {} --input {} --wait --within 60 --max-price 2",
			&format!("a consumer ask --service 0 --input-hash {hash} --fingerprint 0x{hash} --service-version 2"),
			"a consumer ask --service 0 --input-file f --schema s.json --callback rain-ins --callback-data 07",
			"a consumer result 7 --schema s.json --from http://127.0.0.1:1",
			"a consumer finalize 7",
			"a consumer retry-callback 7",
			"a consumer forget 7 --json",
		] {
			if let Err(error) = parse(line) {
				panic!("{line}: {error}");
			}
		}
	}

	#[test]
	fn mistakes_are_refused() {
		for line in [
			"a service publish",
			"a service publish --schema s.json --period 100",
			"a service publish --schema s.json --commit 5",
			"a service publish --schema s.json --commit 5 --reveal 5 --report 5",
			"a service list --category a --tag b",
			"a service approve --service 0 nobody",
			"a operator join --service 0 --stake 0",
			"a operator run --service 0 --endpoint http://127.0.0.1:1",
			"a operator run --service 0 --endpoint http://127.0.0.1:1 --state s --at-once 0",
			"a operator run --service 0 --endpoint http://127.0.0.1:1 --state s --format xml",
			"a consumer ask --service 0",
			"a consumer ask --service 0 --input-hash abcd",
			"a consumer ask --service 0 --input {} --callback seven77",
			"a consumer ask --service 0 --input {} --callback-data 07",
			"a consumer ask --service 0 --input {} --within 5",
			"a consumer result",
		] {
			assert!(parse(line).is_err(), "{line}");
		}
	}
}
