//! The consumer of a service: asks, waits for results, and reads the words behind a hash.
//!
//! What is asked is pinned: the version, its fingerprint and its price as they were when the consumer
//! looked at them. An owner that publishes another version meanwhile gets a refusal, and no money.

mod outcome;
mod settle;
mod words;

pub use outcome::Outcome;

use crate::{
	amount::vaj,
	chain::{
		services::{
			Answer, AnswerKind, Input, Pricing, Release, RequestId, ServiceId, ServiceVersion,
		},
		Balance, Chain, Included, Signer, Until,
	},
	chips::print,
	error::AgentError,
	http::check_url,
	output::Output,
	progress::StatusLine,
	service::{known, Schema},
	vendor::Receipt,
};
use outcome::named;
use serde::Serialize;
use settle::settle;
use sp_core::H256;
use std::{path::PathBuf, time::Duration};
use vajra_primitives::service::ConsumerId;
use words::read_words;

/// A question to a service.
#[derive(Clone, Debug)]
pub struct Question {
	/// The service.
	pub service: ServiceId,
	/// What is asked; several are asked in one transaction.
	pub inputs: Vec<Input>,
	/// The version that it must be; the latest otherwise.
	pub version: Option<ServiceVersion>,
	/// The fingerprint that it must have.
	pub fingerprint: Option<H256>,
	/// A schema whose fingerprint it must have; numbers are shown with its decimals.
	pub schema: Option<PathBuf>,
	/// The most that a result of each may cost, planck.
	pub max_price: Option<Balance>,
	/// Who on chain hears of the result, and what it is told besides.
	pub callback: Option<(ConsumerId, Vec<u8>)>,
	/// Wait for the results.
	pub wait: bool,
	/// Longest wait; as long as it takes otherwise.
	pub within: Option<Duration>,
	/// Operators that serve the words behind a hash.
	pub from: Vec<String>,
}

/// Asks a service.
pub async fn ask(
	chain: &Chain,
	signer: &Signer,
	question: Question,
	status: &StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Printed {
		service: ServiceId,
		version: ServiceVersion,
		fingerprint: H256,
		requests: Vec<Outcome>,
		#[serde(flatten)]
		receipt: Receipt,
	}
	check_peers(&question.from)?;
	let schema = question.schema.as_deref().map(Schema::load).transpose()?;
	let release = pinned(chain, &question, schema.as_ref()).await?;
	let longest = chain.best().await?.longest_input()?;
	check_inputs(&question.inputs, longest)?;
	status.set("asking");
	let (asked, included) = chain
		.ask_service(
			signer,
			question.service,
			release.version,
			release.fingerprint,
			&question.inputs,
			question.callback.clone(),
			Until::Finalized,
		)
		.await?;
	let mut outcomes: Vec<_> = asked.iter().map(Outcome::open).collect();
	if question.wait {
		let decimals = schema.as_ref().map(|schema| schema.decimals);
		let waiting = settle(chain, signer, &mut outcomes, decimals, status);
		match question.within {
			None => waiting.await?,
			Some(within) => tokio::time::timeout(within, waiting).await.map_err(|_| {
				AgentError::Usage(format!(
					"no outcome of requests {:?} within {} s; look later with `consumer result`",
					asked.iter().map(|asked| asked.request).collect::<Vec<_>>(),
					within.as_secs()
				))
			})??,
		}
		status.set("reading the answers' words");
		read_words(&mut outcomes, &question.from).await;
	}
	status.clear();
	let printed = Printed {
		service: question.service,
		version: release.version,
		fingerprint: release.fingerprint,
		receipt: (&included).into(),
		requests: outcomes,
	};
	let lines: Vec<_> = printed.requests.iter().map(Outcome::text).collect();
	print(output, &lines.join("\n"), &printed)
}

/// The version that is asked, if it is as the consumer wants it.
async fn pinned(
	chain: &Chain,
	question: &Question,
	schema: Option<&Schema>,
) -> Result<Release, AgentError> {
	let usage = |text: String| Err(AgentError::Usage(text));
	let (_, latest) = known(chain, question.service).await?;
	let release = match question.version {
		Some(version) if version != latest.version => {
			let at = chain.best().await?;
			let release = at.release(question.service, Some(version)).await?;
			match release {
				Some(release) => release,
				None => {
					return usage(format!("the service has no version {version}, or no longer"))
				}
			}
		}
		_ => latest,
	};
	let wanted = question.fingerprint.into_iter().chain(schema.map(|schema| schema.fingerprint));
	for fingerprint in wanted {
		if fingerprint != release.fingerprint {
			return usage(format!(
				"version {} has the fingerprint {:?}, not {fingerprint:?}: its schema is another one",
				release.version, release.fingerprint
			));
		}
	}
	let price = match release.rules.pricing {
		Pricing::PerCall { price } => price,
		// Paid before; what is asked comes out of it.
		Pricing::Subscription { .. } => 0,
		Pricing::Session { .. } => {
			return usage("the service is called in sessions, and answers no requests".into())
		}
	};
	match question.max_price {
		Some(most) if price > most => usage(format!(
			"a result costs {}, which is more than --max-price {}",
			vaj(price),
			vaj(most)
		)),
		_ => Ok(release),
	}
}

fn check_inputs(inputs: &[Input], longest: u32) -> Result<(), AgentError> {
	for input in inputs {
		match input {
			Input::Bytes(bytes) if bytes.len() > longest as usize => {
				return Err(AgentError::Usage(format!(
					"an input has {} bytes, and may have {longest}: give operators the file, and ask with \
					 --input-hash",
					bytes.len()
				)))
			}
			_ => {}
		}
	}
	Ok(())
}

fn check_peers(urls: &[String]) -> Result<(), AgentError> {
	for url in urls {
		check_url(url).map_err(|error| AgentError::Usage(error.to_string()))?;
	}
	Ok(())
}

/// Shows what came of a request.
pub async fn result(
	chain: &Chain,
	request: RequestId,
	schema: Option<PathBuf>,
	from: &[String],
	output: Output,
) -> Result<(), AgentError> {
	check_peers(from)?;
	let schema = schema.as_deref().map(Schema::load).transpose()?;
	let at = chain.best().await?;
	let mut outcome = Outcome {
		request,
		fee: None,
		asked: 0,
		answer: None,
		number: None,
		text: None,
		no_result: None,
		answered: None,
		confirmed: None,
		callback_waits: false,
	};
	if let Some(settled) = at.service_result(request).await? {
		let decimals = match schema {
			None => None,
			Some(schema) => {
				let release = at.release(settled.service, Some(settled.version)).await?;
				let fits = |release: &Release| {
					release.fingerprint == schema.fingerprint
						&& release.rules.kind == AnswerKind::Number
				};
				if release.is_some_and(|release| !fits(&release)) {
					return Err(AgentError::Usage(format!(
						"request {request} was made by another schema, or its answer is no number"
					)));
				}
				Some(schema.decimals)
			}
		};
		outcome.settle(&settled, decimals);
		outcome.callback_waits = at.waits_for_callback(request).await?;
	} else if let Some(open) = at.request(request).await? {
		outcome.fee = Some(open.fee.to_string());
		outcome.asked = u32::try_from(open.panel.len()).unwrap_or(u32::MAX);
	} else {
		return Err(AgentError::Usage(format!(
			"there is no request {request}, or its result is kept no longer"
		)));
	}
	let mut outcomes = [outcome];
	read_words(&mut outcomes, from).await;
	let [outcome] = outcomes;
	print(output, &outcome.text(), &outcome)
}

/// Tries a callback again that has failed.
pub async fn retry_callback(
	chain: &Chain,
	signer: &Signer,
	request: RequestId,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Printed {
		request: RequestId,
		delivered: bool,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let (delivered, included) = chain.retry_callback(signer, request).await?;
	let printed = Printed { request, delivered, receipt: (&included).into() };
	let text = format!(
		"the callback of request {request} {} (block {})",
		if delivered { "is delivered" } else { "has FAILED again" },
		included.block.number
	);
	print(output, &text, &printed)
}

/// Finalises a request that is over.
pub async fn finalize(
	chain: &Chain,
	signer: &Signer,
	request: RequestId,
	output: Output,
) -> Result<(), AgentError> {
	let (finalised, included) = chain.finalize_request(signer, request).await?;
	let result = match finalised.result {
		Ok(Answer::Number(number)) => number.to_string(),
		Ok(Answer::Hash(hash)) => format!("{hash:?}"),
		Err(reason) => format!("no result, {}", named(reason)),
	};
	let told = match finalised.delivered {
		None => "",
		Some(true) => "; the callback is delivered",
		Some(false) => "; the callback has FAILED",
	};
	done(output, format!("request {request} is finalised: {result}{told}"), &included)
}

/// Forgets a result that has been kept for long enough.
pub async fn forget(
	chain: &Chain,
	signer: &Signer,
	request: RequestId,
	output: Output,
) -> Result<(), AgentError> {
	let included = chain.forget_result(signer, request).await?;
	done(output, format!("the result of request {request} is forgotten"), &included)
}

fn done(output: Output, text: String, included: &Included) -> Result<(), AgentError> {
	let receipt = Receipt::from(included);
	print(output, &format!("{text} (block {})", receipt.block), &receipt)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn long_inputs_are_refused() {
		assert!(check_inputs(&[Input::Bytes(vec![0; 4]), Input::Hash(H256::zero())], 4).is_ok());
		let error = check_inputs(&[Input::Bytes(vec![0; 5])], 4).unwrap_err().to_string();
		assert!(error.contains("--input-hash"), "{error}");
	}
}
