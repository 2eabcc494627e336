//! The chain, the models, the operators, and what is done with them.

use super::{
	events::Told,
	harness::{agent_program, node_program, Scene, SOON},
};
use anyhow::{ensure, Context, Result};
use futures::future::try_join_all;
use serde_json::Value;
use std::{fs, path::PathBuf, time::Duration};
use vajra_agent::{
	chain::{services::RequestId, AccountId, Chain},
	cli::signer,
	http::{Call, HttpClient},
	local::{free_port, Deadline, LocalModel, ModelOptions, Player, Process},
};

/// Planck in a VAJ.
pub const UNIT: u128 = 1_000_000_000_000;

/// What each operator stakes, and what a result costs, VAJ.
pub const STAKE: u128 = 1_000;
pub const PRICE: u128 = 2;

/// What each account is given, VAJ.
const ENDOWMENT: u128 = 5_000;

/// The one whose model lies, and the one that sleeps.
pub const LIAR: usize = 1;
pub const SLEEPER: usize = 4;

/// Operators of the services.
pub const OPERATORS: usize = 5;

/// Blocks for each step.
pub const COMMIT: u64 = 15;
pub const REVEAL: u64 = 15;

/// A schema with rain in thousandths of a millimetre.
const RAIN: &str =
	r#"{ "openapi": "3.1.0", "info": { "title": "rain", "version": "1" }, "x-vajra-decimals": 3 }"#;
/// A schema of words.
const WORDS: &str =
	r#"{ "type": "string", "enum": ["drought", "flood", "frost", "hail", "pests", "storm"] }"#;

/// An operator's daemon.
pub struct Daemon {
	pub process: Process,
	command: Vec<String>,
	secret: String,
}

/// The chain and everybody on it.
pub struct Stage {
	pub scene: Scene,
	/// The chain as the agent reads it.
	pub chain: Chain,
	pub told: Told,
	pub models: Vec<LocalModel>,
	/// A model without noise, which nobody uses but the test.
	pub truth: LocalModel,
	pub daemons: Vec<Option<Daemon>>,
	/// Where they listen.
	pub ports: Vec<u16>,
	pub client: HttpClient,
}

/// The secret of an operator's account.
pub fn operator(place: usize) -> String {
	format!("//Services//Operator//{place}")
}

/// Those of the owner and the consumer.
pub const OWNER: &str = "//Services//Owner";
pub const CONSUMER: &str = "//Services//Consumer";

/// The account of a secret.
pub fn account(secret: &str) -> AccountId {
	Chain::account_of(&signer(secret).unwrap_or_else(|error| panic!("{secret}: {error}")))
}

impl Stage {
	/// Starts a chain and the models, and gives everybody something.
	pub async fn start() -> Result<Self> {
		let scene = Scene::start("services").await?;
		let model = agent_program().with_file_name("vajra-model");
		ensure!(
			model.is_file() && node_program()?.is_file(),
			"no model at {}: build it first: cargo build -p vajra-model",
			model.display()
		);
		let options = |name: String, lie: bool, noise: Option<u64>| ModelOptions {
			program: model.clone(),
			log: scene.logs().join(format!("model-{name}.log")),
			lie,
			noise,
			shielded: false,
		};
		let mut models = Vec::new();
		for place in 0..OPERATORS {
			let noise = Some(place as u64 + 1);
			models
				.push(LocalModel::start(&options(place.to_string(), place == LIAR, noise)).await?);
		}
		let truth = LocalModel::start(&options("truth".into(), false, None)).await?;
		let chain = Chain::connect(&scene.node.url(), Some(SOON)).await?;
		let mut accounts: Vec<_> = (0..OPERATORS).map(|place| account(&operator(place))).collect();
		accounts.extend([account(OWNER), account(CONSUMER)]);
		chain.endow(&Player::ALICE.pair(), &accounts, ENDOWMENT * UNIT).await?;
		fs::write(scene.cast.work().join("rain.json"), RAIN)?;
		fs::write(scene.cast.work().join("words.json"), WORDS)?;
		let ports = (0..OPERATORS).map(|_| free_port()).collect::<Result<_, _>>()?;
		Ok(Self {
			scene,
			chain,
			told: Told::default(),
			models,
			truth,
			daemons: (0..OPERATORS).map(|_| None).collect(),
			ports,
			client: HttpClient::default(),
		})
	}

	/// A file in the folder for files.
	pub fn file(&self, name: &str) -> String {
		let path: PathBuf = self.scene.cast.work().join(name);
		path.display().to_string()
	}

	/// Publishes a service and has all operators join it; gives its id.
	pub async fn publish(&self, terms: &[&str]) -> Result<u32> {
		let price = PRICE.to_string();
		let mut arguments = vec![
			"service",
			"publish",
			"--category",
			"crops",
			"--min-stake",
			"100",
			"--price",
			&price,
		];
		arguments.extend(terms);
		let published = self.scene.cast.ask_of(OWNER, &arguments).await?;
		let service = published["service"].as_u64().context("no id")?.to_string();
		let stake = STAKE.to_string();
		let join = ["operator", "join", "--service", &service, "--stake", &stake];
		let secrets: Vec<_> = (0..OPERATORS).map(operator).collect();
		try_join_all(secrets.iter().map(|secret| self.scene.cast.ask_of(secret, &join))).await?;
		Ok(service.parse()?)
	}

	/// Starts an operator's daemon.
	pub fn run(&mut self, place: usize, service: u32, more: &[&str]) -> Result<()> {
		let state = self.file(&format!("state-{service}-{place}"));
		let listen = format!("127.0.0.1:{}", self.ports[place]);
		let service = service.to_string();
		let fixed = [
			"operator",
			"run",
			"--service",
			&service,
			"--state",
			&state,
			"--listen",
			&listen,
			"--log",
			"info,vajra_agent=debug",
		];
		let command = fixed.iter().chain(more).map(|word| (*word).to_owned()).collect();
		self.start_daemon(place, Launch { secret: operator(place), command })
	}

	fn start_daemon(&mut self, place: usize, what: Launch) -> Result<()> {
		let mut command = self.scene.cast.command_of(&what.secret);
		command.args(&what.command);
		let process = self.scene.cast.spawn(&format!("operator-{place}"), &mut command)?;
		let Launch { secret, command } = what;
		self.daemons[place] = Some(Daemon { process, command, secret });
		Ok(())
	}

	/// Kills a daemon without a word, and starts it again.
	pub fn kill_and_restart(&mut self, place: usize) -> Result<()> {
		let mut daemon = self.daemons[place].take().context("it does not run")?;
		daemon.process.kill()?;
		self.start_daemon(place, Launch { secret: daemon.secret, command: daemon.command })
	}

	/// Asks daemons to end.
	pub async fn stop(&mut self, places: &[usize]) -> Result<()> {
		for place in places {
			let Some(mut daemon) = self.daemons[*place].take() else { continue };
			let status = daemon.process.stop(SOON).await?;
			ensure!(status.success(), "operator {place}: {status}\n{}", daemon.process.log_tail());
		}
		Ok(())
	}

	/// Daemons that should run do.
	pub fn check_running(&mut self) -> Result<()> {
		for daemon in self.daemons.iter_mut().flatten() {
			daemon.process.check_running()?;
		}
		for model in &mut self.models {
			model.check_running()?;
		}
		Ok(())
	}

	/// Asks for something, and gives what the command prints.
	pub async fn consume(&self, service: u32, more: &[&str]) -> Result<Value> {
		let (service, price) = (service.to_string(), PRICE.to_string());
		let mut arguments = vec!["consumer", "ask", "--service", &service, "--max-price", &price];
		arguments.extend(more);
		self.scene.cast.ask_of(CONSUMER, &arguments).await
	}

	/// The outcome of requests, once all are finalised.
	pub async fn settled(
		&mut self,
		requests: &[RequestId],
	) -> Result<Vec<vajra_agent::chain::services::Settled>> {
		let chain = self.chain.clone();
		let limit = Duration::from_secs(COMMIT + REVEAL).saturating_add(SOON);
		Deadline::after(limit)
			.every(Duration::from_millis(500))
			.until(&format!("the outcome of {} requests", requests.len()), async || {
				self.check_running()?;
				let at = chain.finalized().await?;
				let looks = requests.iter().map(|request| at.service_result(*request));
				let found: Option<Vec<_>> = try_join_all(looks).await?.into_iter().collect();
				Ok::<_, anyhow::Error>(found)
			})
			.await
	}

	/// What an honest model says, without noise.
	pub async fn ask_truth(&self, path: &str, body: Value) -> Result<Value> {
		let url = format!("{}{path}", self.truth.url());
		let call = Call {
			url: &url,
			body: Some(body.to_string().into_bytes()),
			bearer: None,
			within: Duration::from_secs(20),
			most: 100_000,
		};
		Ok(serde_json::from_slice(&self.client.ask(call).await?)?)
	}

	/// Ends everything.
	pub async fn end(&mut self) -> Result<()> {
		self.stop(&[0, 1, 2, 3, 4]).await?;
		for model in self.models.iter_mut().chain([&mut self.truth]) {
			ensure!(model.stop().await?.success(), "a model ends badly");
		}
		ensure!(self.scene.node.stop().await?.success(), "the node ends badly");
		Ok(())
	}
}

/// A daemon that is to be started.
struct Launch {
	secret: String,
	command: Vec<String>,
}

/// The ids in what `consumer ask` prints.
pub fn requests(asked: &Value) -> Result<Vec<RequestId>> {
	let requests = asked["requests"].as_array().context("no requests")?;
	requests.iter().map(|request| request["request"].as_u64().context("no id")).collect()
}
