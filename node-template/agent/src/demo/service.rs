//! The story's services: three operators each with a model behind them answer by median and by plurality.
//! One of the three lies, and pays.

use crate::{
	amount::vaj,
	chain::{
		services::{Answer, Operator, RequestId, ServiceId, Settled},
		AccountId, At, Balance, Chain, Signer,
	},
	cli::signer,
	local::{Cast, LocalModel, ModelOptions, Player, Process},
	operator::{show_decimal, text_hash},
};
use anyhow::{ensure, Context, Result};
use futures::future::try_join_all;
use serde_json::Value;
use std::{
	fs,
	path::{Path, PathBuf},
	time::Duration,
};

/// Planck in a VAJ.
const UNIT: Balance = 1_000_000_000_000;

/// What each account is given, what operators stake, and what a result costs, VAJ.
const ENDOWMENT: Balance = 500;
const STAKE: Balance = 100;
const PRICE: Balance = 3;

/// Operators of each service; the last one lies.
const OPERATORS: usize = 3;

/// Time an operator or a model gets to end when it is asked to.
const STOP_WITHIN: Duration = Duration::from_secs(20);

/// Decimals of millimetres of rain.
const DECIMALS: u32 = 3;

const RAIN_SCHEMA: &str = r#"{
	"openapi": "3.1.0",
	"info": { "title": "Rain of a day, in millimetres", "version": "1" },
	"x-vajra-decimals": 3,
	"paths": { "/rainfall": { "post": {
		"requestBody": { "content": { "application/json": { "schema": {
			"type": "object",
			"properties": { "station": { "type": "integer" }, "day": { "type": "integer" } }
		} } } },
		"responses": { "200": { "description": "The rain", "content": { "application/json": { "schema": {
			"type": "object", "properties": { "answer": { "type": "number" } }
		} } } } }
	} } }
}"#;

const REPORT_SCHEMA: &str = r#"{
	"$schema": "https://json-schema.org/draft/2020-12/schema",
	"title": "What has befallen the crops, of a report in words",
	"type": "string",
	"enum": ["drought", "flood", "frost", "hail", "pests", "storm"]
}"#;

const STATIONS: [&str; 3] =
	[r#"{"station":7,"day":120}"#, r#"{"station":12,"day":200}"#, r#"{"station":3,"day":41}"#];

const REPORTS: [&str; 3] = [
	"The river is over its banks and the fields are under water.",
	"No rain for nine weeks, the soil is dust and the maize has wilted.",
	"The night was well below zero, the blossoms are black.",
];

/// One service with its operators and its consumer.
struct Kind {
	name: &'static str,
	schema: &'static str,
	consensus: &'static str,
	answers: &'static str,
	inputs: [&'static str; 3],
}

const MEDIAN: Kind = Kind {
	name: "median",
	schema: RAIN_SCHEMA,
	consensus: "median:1",
	answers: "number",
	inputs: STATIONS,
};

const PLURALITY: Kind = Kind {
	name: "plurality",
	schema: REPORT_SCHEMA,
	consensus: "plurality",
	answers: "hash",
	inputs: REPORTS,
};

impl Kind {
	fn owner(&self) -> String {
		format!("//Service//{}", self.name)
	}

	fn consumer(&self) -> String {
		format!("//Consumer//{}", self.name)
	}

	fn operator(&self, place: usize) -> String {
		format!("//Operator//{}//{place}", self.name)
	}

	/// All accounts that play a part in it.
	fn secrets(&self) -> Vec<String> {
		let operators = (0..OPERATORS).map(|place| self.operator(place));
		[self.owner(), self.consumer()].into_iter().chain(operators).collect()
	}
}

/// What one service came to.
struct Played {
	results: Vec<Settled>,
	words: Vec<Option<String>>,
	/// What the liar lost, and what each of the others earned, planck.
	lost: Balance,
	earned: Balance,
}

/// Plays the step on a running chain; `note` is told how it stands.
pub(super) async fn play(
	cast: &Cast,
	logs: &Path,
	url: &str,
	mut note: impl FnMut(&str),
) -> Result<String> {
	let chain = Chain::connect(url, None).await?;
	note("accounts are endowed, and two models start, one of which lies");
	let kinds = [&MEDIAN, &PLURALITY];
	let secrets: Vec<_> = kinds.iter().flat_map(|kind| kind.secrets()).collect();
	let accounts = secrets.iter().map(|secret| account(secret)).collect::<Result<Vec<_>>>()?;
	let program = model_program()?;
	let model = |name: &str, lie: bool| ModelOptions {
		program: program.clone(),
		log: logs.join(format!("model-{name}.log")),
		lie,
		noise: None,
		shielded: true,
	};
	let sudo = Player::ALICE.pair();
	let (good, bad) = (model("honest", false), model("lying", true));
	let (endowed, honest, liar) = tokio::join!(
		chain.endow(&sudo, &accounts, ENDOWMENT * UNIT),
		LocalModel::start(&good),
		LocalModel::start(&bad)
	);
	endowed?;
	let (mut honest, mut liar) = (honest?, liar?);

	note("two services are published, operators join, and requests are made");
	let (rain, reports) = tokio::try_join!(
		serve(cast, &chain, &MEDIAN, honest.url(), liar.url()),
		serve(cast, &chain, &PLURALITY, honest.url(), liar.url())
	)?;
	honest.check_running()?;
	liar.check_running()?;
	let stopped = tokio::try_join!(honest.stop(), liar.stop())?;
	ensure!(stopped.0.success() && stopped.1.success(), "models ended with {stopped:?}");
	Ok(told(&rain, &reports))
}

/// The step's detail.
fn told(rain: &Played, reports: &Played) -> String {
	let numbers: Vec<_> = rain
		.results
		.iter()
		.filter_map(|settled| match settled.result {
			Ok(Answer::Number(number)) => Some(show_decimal(number, DECIMALS)),
			_ => None,
		})
		.collect();
	let words: Vec<_> = reports.words.iter().flatten().cloned().collect();
	format!(
		"rain by median: {} mm; reports by plurality: {}; each liar lost {} and {} of its stake of \
		 {STAKE} VAJ, each honest operator earned {} and {}",
		numbers.join(", "),
		words.join(", "),
		vaj(rain.lost),
		vaj(reports.lost),
		vaj(rain.earned),
		vaj(reports.earned)
	)
}

/// Publishes a service, has its operators join and run, asks it, and checks what came of it.
async fn serve(
	cast: &Cast,
	chain: &Chain,
	kind: &Kind,
	honest: &str,
	liar: &str,
) -> Result<Played> {
	let folder = cast.work().join(format!("service-{}", kind.name));
	fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
	let schema = folder.join("schema.json");
	fs::write(&schema, kind.schema).with_context(|| schema.display().to_string())?;
	let schema = text(&schema)?;
	let service = publish(cast, kind, &schema).await?;
	let (number, stake) = (service.to_string(), STAKE.to_string());
	let secrets: Vec<_> = (0..OPERATORS).map(|place| kind.operator(place)).collect();
	let join = ["operator", "join", "--service", &number, "--stake", &stake];
	try_join_all(secrets.iter().map(|secret| cast.ask_of(secret, &join))).await?;

	let mut operators = Vec::new();
	for (place, secret) in secrets.iter().enumerate() {
		let base = if place + 1 == OPERATORS { liar } else { honest };
		let mut command = cast.command_of(secret);
		command.args(["operator", "run", "--service", &number, "--schema", &schema]);
		match kind.answers {
			"number" => command.args(["--endpoint", &format!("{base}/rainfall")]),
			_ => command.args([
				"--endpoint",
				base,
				"--format",
				"openai",
				"--model",
				"vajra-reports-1",
			]),
		};
		command.arg("--state").arg(folder.join(format!("state-{place}")));
		if place == 0 {
			command.args(["--listen", "127.0.0.1:0"]);
		}
		operators.push(cast.spawn(&format!("operator-{}-{place}", kind.name), &mut command)?);
	}
	let before = chain.finalized().await?;
	let asked = ask(cast, kind, &number, &schema, &mut operators).await?;
	let after = chain.finalized().await?;
	let played = check(kind, service, &before, &after, &asked).await?;
	for mut operator in operators {
		let status = operator.stop(STOP_WITHIN).await?;
		ensure!(status.success(), "asked to stop, {} ended with {status}", operator.name());
	}
	Ok(played)
}

async fn publish(cast: &Cast, kind: &Kind, schema: &str) -> Result<ServiceId> {
	let price = PRICE.to_string();
	let arguments = [
		"service",
		"publish",
		"--schema",
		schema,
		"--category",
		"crops",
		"--tag",
		kind.name,
		"--min-stake",
		"10",
		"--price",
		&price,
		"--answers",
		kind.answers,
		"--commit",
		"8",
		"--reveal",
		"8",
		"--consensus",
		kind.consensus,
		"--quorum",
		"2",
	];
	let published = cast.ask_of(&kind.owner(), &arguments).await?;
	let id = published.get("service").and_then(Value::as_u64);
	Ok(u32::try_from(id.context("the service has no id")?)?)
}

/// Asks all questions at once, and waits for what comes of them.
async fn ask(
	cast: &Cast,
	kind: &Kind,
	service: &str,
	schema: &str,
	operators: &mut [Process],
) -> Result<Vec<RequestId>> {
	let price = PRICE.to_string();
	let mut arguments = vec![
		"consumer",
		"ask",
		"--service",
		service,
		"--schema",
		schema,
		"--max-price",
		&price,
		"--wait",
		"--within",
		"90",
	];
	for input in kind.inputs {
		arguments.extend(["--input", input]);
	}
	let answered = cast.ask_of(&kind.consumer(), &arguments).await;
	for operator in operators {
		// Who is gone is the likelier cause of what failed.
		operator.check_running()?;
	}
	let answered = answered?;
	let requests = answered.get("requests").and_then(Value::as_array);
	let requests = requests.context("there are no requests")?;
	ensure!(requests.len() == kind.inputs.len(), "{} requests were made", requests.len());
	let id = |request: &Value| request.get("request").and_then(Value::as_u64);
	requests.iter().map(|request| id(request).context("a request without a number")).collect()
}

/// Checks that honest answers are the results, that the liar has paid for each, and nobody else.
async fn check(
	kind: &Kind,
	service: ServiceId,
	before: &At,
	after: &At,
	requests: &[RequestId],
) -> Result<Played> {
	let mut results = Vec::new();
	for request in requests {
		let settled = after.service_result(*request).await?;
		let settled = settled.with_context(|| format!("request {request} has no outcome"))?;
		ensure!(
			settled.result.is_ok() && (settled.answered, settled.confirmed) == (3, 2),
			"request {request} by {}: {settled:?}",
			kind.name
		);
		results.push(settled);
	}
	let mut lost = 0;
	let mut earned = Vec::new();
	for place in 0..OPERATORS {
		let who = account(&kind.operator(place))?;
		let (was, is) =
			(operator(before, service, &who).await?, operator(after, service, &who).await?);
		let slashed = was.stake.saturating_sub(is.stake);
		if place + 1 == OPERATORS {
			lost = slashed;
			ensure!(slashed > 0 && is.shortfall == 0, "the liar has lost nothing: {is:?}");
		} else {
			ensure!(slashed == 0, "an honest operator has lost {}", vaj(slashed));
			let gain = free(after, &who).await?.saturating_sub(free(before, &who).await?);
			earned.push(gain);
		}
	}
	let earned = earned.into_iter().min().unwrap_or_default();
	ensure!(earned > 0, "an honest operator has earned nothing");
	let words = results.iter().map(|settled| settled.result.ok().and_then(label)).collect();
	Ok(Played { results, words, lost, earned })
}

/// The label that an answer is the hash of.
fn label(answer: Answer) -> Option<String> {
	let labels = ["drought", "flood", "frost", "hail", "pests", "storm"];
	labels.into_iter().find(|word| answer == Answer::Hash(text_hash(word))).map(Into::into)
}

async fn operator(at: &At, service: ServiceId, who: &AccountId) -> Result<Operator> {
	at.operator(service, who).await?.with_context(|| format!("{who} is no operator"))
}

async fn free(at: &At, who: &AccountId) -> Result<Balance> {
	Ok(at.funds(who).await?.free)
}

fn account(secret: &str) -> Result<AccountId> {
	let signer: Signer = signer(secret)?;
	Ok(Chain::account_of(&signer))
}

/// The model's program, which lies beside this one.
fn model_program() -> Result<PathBuf> {
	let agent = std::env::current_exe().context("the path of this program is unknown")?;
	Ok(agent.with_file_name("vajra-model"))
}

fn text(path: &Path) -> Result<String> {
	Ok(path.to_str().context("a path that is no text")?.to_owned())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_account_plays_one_part() {
		let mut secrets: Vec<_> =
			[&MEDIAN, &PLURALITY].iter().flat_map(|kind| kind.secrets()).collect();
		let count = secrets.len();
		secrets.sort();
		secrets.dedup();
		assert_eq!((secrets.len(), count), (10, 10));
		for secret in &secrets {
			account(secret).unwrap();
		}
	}

	#[test]
	fn labels_are_known_by_their_hashes() {
		assert_eq!(label(Answer::Hash(text_hash("hail"))).as_deref(), Some("hail"));
		assert_eq!(label(Answer::Hash(text_hash("rain"))), None);
	}

	#[test]
	fn schemas_are_read() {
		for schema in [RAIN_SCHEMA, REPORT_SCHEMA] {
			crate::service::canonical::parse(schema).unwrap();
		}
	}
}
