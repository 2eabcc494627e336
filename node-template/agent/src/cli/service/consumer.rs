//! Commands of consumers, and their arguments.

use crate::{
	amount::parse_positive_vaj,
	chain::{
		services::{Input, RequestId, ServiceId, ServiceVersion},
		Balance,
	},
	cli::Global,
	consumer,
	error::AgentError,
	output::Output,
	progress::StatusLine,
};
use clap::{ArgGroup, Args, Subcommand};
use sp_core::H256;
use std::{fs, path::PathBuf, time::Duration};
use vajra_primitives::service::ConsumerId;

/// Commands of consumers.
#[derive(Debug, Subcommand)]
pub enum ConsumerCommand {
	/// Ask a service; its version, fingerprint and price are pinned.
	Ask(Box<AskArgs>),
	/// Show what came of a request.
	Result {
		/// The request.
		#[arg(value_name = "ID")]
		request: RequestId,
		/// The schema it was made by: shows a number with its decimals.
		#[arg(long, value_name = "FILE")]
		schema: Option<PathBuf>,
		/// Where an operator serves the words behind a hash; several.
		#[arg(long = "from", value_name = "URL")]
		from: Vec<String>,
	},
	/// Finalise a request that is over. Anyone may, and it is free.
	Finalize {
		/// The request.
		#[arg(value_name = "ID")]
		request: RequestId,
	},
	/// Try a callback again that has failed.
	RetryCallback {
		/// The request.
		#[arg(value_name = "ID")]
		request: RequestId,
	},
	/// Forget a result that has been kept for long enough. Anyone may, and it is free.
	Forget {
		/// The request.
		#[arg(value_name = "ID")]
		request: RequestId,
	},
}

/// A question.
#[derive(Args, Clone, Debug)]
#[command(group = ArgGroup::new("what").required(true).multiple(true).args(["inputs", "input_files", "input_hashes"]))]
pub struct AskArgs {
	/// The service.
	#[arg(long, value_name = "ID")]
	pub service: ServiceId,
	/// What is asked; several are asked at once.
	#[arg(long = "input", value_name = "TEXT")]
	pub inputs: Vec<String>,
	/// A file with what is asked.
	#[arg(long = "input-file", value_name = "FILE")]
	pub input_files: Vec<PathBuf>,
	/// Blake2-256 of a question that operators have from elsewhere, 64 hex digits.
	#[arg(long = "input-hash", value_name = "HEX", value_parser = hash)]
	pub input_hashes: Vec<H256>,
	/// The version that it must be; the latest otherwise.
	#[arg(long, value_name = "VERSION")]
	pub service_version: Option<ServiceVersion>,
	/// The fingerprint that it must have, 64 hex digits.
	#[arg(long, value_name = "HEX", value_parser = hash)]
	pub fingerprint: Option<H256>,
	/// The schema that it must have; numbers are shown with its decimals.
	#[arg(long, value_name = "FILE")]
	pub schema: Option<PathBuf>,
	/// The most that each result may cost, VAJ.
	#[arg(long, value_name = "VAJ", value_parser = parse_positive_vaj)]
	pub max_price: Option<Balance>,
	/// Who on chain hears of the result: 8 characters, or 16 hex digits after 0x.
	#[arg(long, value_name = "CONSUMER", value_parser = consumer_id)]
	pub callback: Option<ConsumerId>,
	/// What it is told besides, hex.
	#[arg(long, value_name = "HEX", requires = "callback", value_parser = data)]
	pub callback_data: Option<Data>,
	/// Wait for the results.
	#[arg(long)]
	pub wait: bool,
	/// Longest wait, seconds.
	#[arg(long, value_name = "SECONDS", requires = "wait")]
	pub within: Option<u64>,
	/// Where an operator serves the words behind a hash; several.
	#[arg(long = "from", value_name = "URL", requires = "wait")]
	pub from: Vec<String>,
}

impl AskArgs {
	fn question(self) -> Result<consumer::Question, AgentError> {
		let mut inputs: Vec<_> =
			self.inputs.into_iter().map(|text| Input::Bytes(text.into_bytes())).collect();
		for path in self.input_files {
			let bytes = fs::read(&path)
				.map_err(|error| AgentError::File { path, reason: error.to_string() })?;
			inputs.push(Input::Bytes(bytes));
		}
		inputs.extend(self.input_hashes.into_iter().map(Input::Hash));
		Ok(consumer::Question {
			service: self.service,
			inputs,
			version: self.service_version,
			fingerprint: self.fingerprint,
			schema: self.schema,
			max_price: self.max_price,
			callback: self.callback.map(|id| (id, self.callback_data.unwrap_or_default().0)),
			wait: self.wait,
			within: self.within.map(Duration::from_secs),
			from: self.from,
		})
	}
}

/// Bytes as one value: a list would be read as several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data(pub Vec<u8>);

fn data(text: &str) -> Result<Data, String> {
	bytes(text).map(Data)
}

fn bytes(text: &str) -> Result<Vec<u8>, String> {
	hex::decode(text.strip_prefix("0x").unwrap_or(text)).map_err(|error| format!("no hex: {error}"))
}

fn hash(text: &str) -> Result<H256, String> {
	let bytes: [u8; 32] =
		bytes(text)?.try_into().map_err(|_| "a hash has 64 hex digits".to_string())?;
	Ok(H256(bytes))
}

fn consumer_id(text: &str) -> Result<ConsumerId, String> {
	let id = if text.starts_with("0x") { bytes(text)? } else { text.as_bytes().to_vec() };
	id.try_into().map_err(|_| "a consumer's id has 8 bytes".to_string())
}

/// Runs a command of consumers.
pub(in crate::cli) async fn consumer(
	global: &Global,
	command: ConsumerCommand,
	status: StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	if let ConsumerCommand::Result { request, schema, from } = command {
		return consumer::result(&global.connect().await?, request, schema, &from, output).await;
	}
	let signer = global.signer()?;
	match command {
		ConsumerCommand::Ask(args) => {
			let question = args.question()?;
			let chain = global.connect().await?;
			let asked = consumer::ask(&chain, &signer, question, &status, output).await;
			status.clear();
			asked
		}
		ConsumerCommand::Result { .. } => Ok(()),
		ConsumerCommand::Finalize { request } => {
			consumer::finalize(&global.connect().await?, &signer, request, output).await
		}
		ConsumerCommand::RetryCallback { request } => {
			consumer::retry_callback(&global.connect().await?, &signer, request, output).await
		}
		ConsumerCommand::Forget { request } => {
			consumer::forget(&global.connect().await?, &signer, request, output).await
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn values_are_read() {
		assert_eq!(consumer_id("rain-ins"), Ok(*b"rain-ins"));
		assert_eq!(consumer_id("0x0102030405060708"), Ok([1, 2, 3, 4, 5, 6, 7, 8]));
		assert!(consumer_id("0x01").is_err());
		assert_eq!(hash(&format!("0x{}", "ab".repeat(32))), Ok(H256::repeat_byte(0xab)));
	}
}
