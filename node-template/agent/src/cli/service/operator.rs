//! Commands of operators, and their arguments.

use crate::{
	amount::parse_positive_vaj,
	chain::{services::ServiceId, AccountId, Balance},
	cli::{daemon, values::account, Global},
	error::AgentError,
	operator::{self, EndpointOptions, Format, Token},
	output::Output,
	progress::StatusLine,
};
use clap::{Args, Subcommand};
use std::{fs, net::SocketAddr, path::PathBuf, time::Duration};

/// Commands of operators.
#[derive(Debug, Subcommand)]
pub enum OperatorCommand {
	/// Put stake on a service, to operate it.
	Join {
		/// The service.
		#[arg(long, value_name = "ID")]
		service: ServiceId,
		/// How much, in VAJ.
		#[arg(long, value_name = "VAJ", value_parser = parse_positive_vaj)]
		stake: Balance,
	},
	/// Add to the stake.
	AddStake {
		/// The service.
		#[arg(long, value_name = "ID")]
		service: ServiceId,
		/// How much, in VAJ.
		#[arg(long, value_name = "VAJ", value_parser = parse_positive_vaj)]
		amount: Balance,
	},
	/// Leave a service. The stake waits for its release.
	Leave {
		/// The service.
		#[arg(long, value_name = "ID")]
		service: ServiceId,
	},
	/// Release stake that has waited long enough.
	Withdraw {
		/// The service.
		#[arg(long, value_name = "ID")]
		service: ServiceId,
		/// Whose; by default one's own. Anyone may release it, to its owner.
		#[arg(long, value_name = "ACCOUNT", value_parser = account)]
		operator: Option<AccountId>,
	},
	/// Show an operator's stake and standing.
	Show {
		/// The service.
		#[arg(long, value_name = "ID")]
		service: ServiceId,
		/// The operator; by default one's own account.
		#[arg(value_name = "ACCOUNT", value_parser = account)]
		operator: Option<AccountId>,
	},
	/// Answer every request by asking an HTTP endpoint, until stopped.
	Run(Box<RunArgs>),
}

/// What an operator's daemon needs.
#[derive(Args, Clone, Debug)]
pub struct RunArgs {
	/// The service.
	#[arg(long, value_name = "ID")]
	pub service: ServiceId,
	/// The endpoint that knows the answers.
	#[arg(long, value_name = "URL")]
	pub endpoint: String,
	/// What it speaks.
	#[arg(long, value_enum, default_value = "json", value_name = "FORMAT")]
	pub format: Format,
	/// The model that an openai endpoint is asked for.
	#[arg(long, value_name = "NAME", default_value = "default")]
	pub model: String,
	/// File whose first line the endpoint knows the operator by: sent as a bearer token.
	#[arg(long, value_name = "FILE")]
	pub token_file: Option<PathBuf>,
	/// Schema of a version; needed where answers are numbers. Several, while versions overlap.
	#[arg(long = "schema", value_name = "FILE")]
	pub schemas: Vec<PathBuf>,
	/// Folder of the state. It holds answers between commitment and reveal: losing it costs stake.
	#[arg(long, value_name = "FOLDER")]
	pub state: PathBuf,
	/// Longest wait for the endpoint's reply, milliseconds.
	#[arg(long, value_name = "MS", default_value_t = 20_000, value_parser = clap::value_parser!(u64).range(1..))]
	pub timeout_ms: u64,
	/// Attempts after the first one, with growing pauses.
	#[arg(long, value_name = "TIMES", default_value_t = 4)]
	pub retries: u32,
	/// Most questions on their way to the endpoint.
	#[arg(long, value_name = "QUESTIONS", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..))]
	pub at_once: u32,
	/// Folder of questions of which the chain has only the hash: each in a file named after its hash,
	/// 64 hex digits.
	#[arg(long, value_name = "FOLDER")]
	pub inputs: Option<PathBuf>,
	/// Serve answers, and take other operators' signed ones, at this address.
	#[arg(long, value_name = "ADDRESS")]
	pub listen: Option<SocketAddr>,
	/// Where another operator listens; several.
	#[arg(long = "peer", value_name = "URL")]
	pub peers: Vec<String>,
	/// Serve Prometheus metrics at this address.
	#[arg(long, value_name = "ADDRESS")]
	pub metrics_addr: Option<SocketAddr>,
}

impl RunArgs {
	fn options(self) -> Result<operator::Options, AgentError> {
		let token = match &self.token_file {
			None => None,
			Some(path) => {
				let wrong = |reason: String| AgentError::File { path: path.clone(), reason };
				let text = fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
				let line = text.lines().next().unwrap_or_default().trim();
				if line.is_empty() {
					return Err(wrong("its first line holds no token".into()));
				}
				Some(Token(line.to_owned()))
			}
		};
		let endpoint = EndpointOptions {
			url: self.endpoint,
			format: self.format,
			model: self.model,
			token,
			timeout: Duration::from_millis(self.timeout_ms),
			retries: self.retries,
			at_once: self.at_once as usize,
		};
		Ok(operator::Options {
			service: self.service,
			endpoint,
			schemas: self.schemas,
			state: self.state,
			inputs: self.inputs,
			listen: self.listen,
			peers: self.peers,
			metrics: self.metrics_addr,
		})
	}
}

/// Runs a command of operators.
pub(in crate::cli) async fn operator(
	global: &Global,
	command: OperatorCommand,
	status: StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	if let OperatorCommand::Show { service, operator } = command {
		let account = global.account_or_own(operator)?;
		return operator::show(&global.connect().await?, service, &account, output).await;
	}
	let signer = global.signer()?;
	if let OperatorCommand::Run(args) = command {
		let prepared = args.options()?.prepare()?;
		let Some((chain, shutdown)) = daemon(global, &status).await? else { return Ok(()) };
		return operator::run(chain, signer, prepared, status, shutdown).await;
	}
	let chain = global.connect().await?;
	match command {
		OperatorCommand::Join { service, stake } => {
			operator::join(&chain, &signer, service, stake, output).await
		}
		OperatorCommand::AddStake { service, amount } => {
			operator::add_stake(&chain, &signer, service, amount, output).await
		}
		OperatorCommand::Leave { service } => {
			operator::leave(&chain, &signer, service, output).await
		}
		OperatorCommand::Withdraw { service, operator } => {
			operator::withdraw(&chain, &signer, service, operator.as_ref(), output).await
		}
		OperatorCommand::Show { .. } | OperatorCommand::Run(_) => Ok(()),
	}
}
