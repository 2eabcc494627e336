//! A chain and its players for one test: the real programs, on free ports, in temporary folders.

// Each test target uses a part of this.
#![allow(dead_code)]

use anyhow::{ensure, Context, Result};
use std::{
	collections::BTreeMap,
	net::SocketAddr,
	path::{Path, PathBuf},
	sync::Arc,
	time::Duration,
};
use subxt::rpcs::client::rpc_params;
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpStream,
	sync::Mutex,
	task::JoinHandle,
};
use vajra_agent::local::{
	Cast, ChainView, ChallengeRecord, Deadline, History, LocalNode, NodeOptions, Player,
	SubmittedProof, PALLET,
};

/// For what takes a few blocks. Machines that run tests may be slow.
pub const SOON: Duration = Duration::from_secs(180);

/// For what takes a few rounds.
pub const ROUNDS: Duration = Duration::from_secs(360);

/// The agent's program.
pub fn agent_program() -> PathBuf {
	env!("CARGO_BIN_EXE_vajra-agent").into()
}

/// The node's program, which lies beside the agent's.
pub fn node_program() -> Result<PathBuf> {
	let node = agent_program().with_file_name("vajra-node");
	ensure!(
		node.is_file(),
		"no node at {}: build it first, with the profile and the target folder of this test: \
		 cargo build -p vajra-node --features fast-runtime",
		node.display()
	);
	Ok(node)
}

/// What a command says when it fails.
pub async fn complaint(cast: &Cast, player: Player, args: &[&str]) -> Result<String> {
	let mut command = tokio::process::Command::from(cast.command(player));
	command.args(args).kill_on_drop(true);
	let output = tokio::time::timeout(SOON, command.output()).await??;
	let words = String::from_utf8_lossy(&output.stderr).into_owned();
	assert!(!output.status.success(), "{args:?} passed");
	assert!(!words.contains("panicked"), "{args:?} panicked: {words}");
	Ok(words)
}

/// What a daemon tells Prometheus at an address, by name.
pub async fn scrape(address: SocketAddr) -> Result<BTreeMap<String, f64>> {
	let mut stream = TcpStream::connect(address).await?;
	let request = format!("GET /metrics HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
	stream.write_all(request.as_bytes()).await?;
	let mut answer = String::new();
	stream.read_to_string(&mut answer).await?;
	ensure!(answer.starts_with("HTTP/1.1 200"), "no metrics at {address}: {answer}");
	let value = |line: &str| {
		let (name, value) = line.rsplit_once(' ')?;
		Some((name.to_owned(), value.parse().ok()?))
	};
	Ok(answer.lines().filter(|line| !line.starts_with('#')).filter_map(value).collect())
}

/// A running chain.
pub struct Scene {
	pub node: LocalNode,
	pub cast: Cast,
	pub view: ChainView,
	logs: PathBuf,
}

impl Scene {
	/// Starts a chain for the test `name`, with its logs in a folder of that name.
	pub async fn start(name: &str) -> Result<Self> {
		let logs = Path::new(env!("CARGO_TARGET_TMPDIR")).join("logs").join(name);
		if logs.exists() {
			std::fs::remove_dir_all(&logs)?;
		}
		eprintln!("logs: {}", logs.display());
		let node =
			LocalNode::start(NodeOptions::new(node_program()?, logs.join("node.log"))).await?;
		let mut cast = Cast::new(agent_program(), &logs)?;
		cast.connect_to(&node.url());
		let view = ChainView::connect(&node.url()).await?;
		let warm_up: u32 = view.constant(PALLET, "WarmUpRounds").await?;
		let round_length: u32 = view.constant(PALLET, "RoundLength").await?;
		ensure!(
			warm_up * round_length <= 60,
			"the node at {} was built without its feature fast-runtime: its rounds take too long \
			 for tests",
			node_program()?.display()
		);
		Ok(Self { node, cast, view, logs })
	}

	/// Where the logs are.
	pub fn logs(&self) -> &Path {
		&self.logs
	}

	/// Connects again, after the node was restarted.
	pub async fn reconnect(&mut self) -> Result<()> {
		self.view = ChainView::connect(&self.node.url()).await?;
		Ok(())
	}

	/// A vendor with one model.
	pub async fn vendor(&self) -> Result<()> {
		self.cast.register_vendor(Player::BOB).await?;
		self.cast.register_model(Player::BOB).await
	}

	/// Waits until a provider has a number of chips.
	pub async fn claimed(&self, provider: Player, chips: u32) -> Result<()> {
		let account = provider.account();
		Deadline::after(SOON)
			.until(&format!("a claim of {chips} chips"), async || {
				let record = self.view.provider(&account).await?;
				Ok(record.filter(|record| record.chips == chips).map(drop))
			})
			.await
	}

	/// Waits until a provider's latest answer is to `round` or a later one, and gives its round.
	pub async fn answered(&self, provider: Player, round: u32) -> Result<u32> {
		let account = provider.account();
		Deadline::after(ROUNDS)
			.until(&format!("an answer to round {round} or later"), async || {
				let record = self.view.provider(&account).await?;
				let latest = record.and_then(|record| record.latest).map(|answer| answer.round);
				Ok(latest.filter(|latest| *latest >= round))
			})
			.await
	}

	/// Waits until a provider's latest answer is to `round` or a later one and proves power, and
	/// gives its round.
	pub async fn counts(&self, provider: Player, round: u32) -> Result<u32> {
		let account = provider.account();
		Deadline::after(ROUNDS)
			.until_seen(&format!("proved power in round {round} or later"), async || {
				let record = self.view.provider(&account).await?;
				let latest = record.as_ref().and_then(|record| record.latest.as_ref());
				Ok(match latest {
					Some(answer) if answer.round >= round && answer.power > 0 => Ok(answer.round),
					_ => Err(format!("{record:?}")),
				})
			})
			.await
	}

	/// Waits until a challenge of a round above `after` opens; looks at the best block.
	pub async fn challenge_after(&self, after: u32) -> Result<ChallengeRecord> {
		Deadline::after(ROUNDS)
			.until(&format!("a challenge after round {after}"), async || {
				let challenge = self.view.challenge().await?;
				Ok(challenge.filter(|challenge| challenge.round > after))
			})
			.await
	}

	/// Makes the node forget the transactions that wait in its pool.
	pub async fn empty_pool(&self) -> Result<()> {
		let rpc = self.view.rpc();
		let pending: Vec<String> = rpc.request("author_pendingExtrinsics", rpc_params![]).await?;
		let pending: Vec<_> =
			pending.iter().map(|bytes| serde_json::json!({ "extrinsic": bytes })).collect();
		let _: Vec<String> = rpc.request("author_removeExtrinsic", rpc_params![pending]).await?;
		Ok(())
	}

	/// Waits until what is the best block now is finalised, and reads all blocks up to it.
	pub async fn history(&self) -> Result<History> {
		let best = self.view.head().await?.best;
		Deadline::after(SOON)
			.until(&format!("finality of block {best}"), async || {
				Ok::<_, anyhow::Error>((self.view.head().await?.finalized >= best).then_some(()))
			})
			.await?;
		self.view.history(1, best).await.context("the chain's history cannot be read")
	}
}

/// Collects every proof that passes through the node's pool, also those that no block takes.
pub struct PoolWatch {
	task: JoinHandle<()>,
	seen: Arc<Mutex<Vec<SubmittedProof>>>,
}

impl PoolWatch {
	/// Watches the pool of the node at `url`, over its restarts.
	pub fn start(url: String) -> Self {
		let seen = Arc::new(Mutex::new(Vec::<SubmittedProof>::new()));
		let sink = seen.clone();
		let task = tokio::spawn(async move {
			let mut view = None;
			loop {
				if view.is_none() {
					view = ChainView::connect(&url).await.ok();
				}
				let pending = match &view {
					Some(view) => view.pending_proofs().await,
					None => Ok(Vec::new()),
				};
				match pending {
					Ok(pending) => {
						let mut sink = sink.lock().await;
						for proof in pending {
							if !sink.contains(&proof) {
								sink.push(proof);
							}
						}
					}
					// The node is gone; the next look connects again.
					Err(_) => view = None,
				}
				tokio::time::sleep(Duration::from_millis(50)).await;
			}
		});
		Self { task, seen }
	}

	/// Waits for an answer of a round above `after`, and gives it.
	pub async fn answer_after(&self, after: u32) -> Result<SubmittedProof> {
		Deadline::after(ROUNDS)
			.until(&format!("an answer after round {after} in the pool"), async || {
				let seen = self.seen.lock().await;
				Ok(seen.iter().find(|proof| proof.round > after).cloned())
			})
			.await
	}

	/// What was seen.
	pub async fn stop(self) -> Vec<SubmittedProof> {
		self.task.abort();
		self.seen.lock().await.clone()
	}
}

/// No nonce may serve twice: the first half of a signature, R, tells it.
///
/// Only one and the same signature may be in the list more than once, seen in the pool and in a
/// block.
pub fn assert_no_nonce_twice(proofs: &[SubmittedProof]) {
	for (index, one) in proofs.iter().enumerate() {
		assert_eq!(one.signature.len(), 64, "not an sr25519 signature: {one:?}");
		for other in &proofs[index + 1..] {
			assert!(
				one.signature == other.signature || one.signature[..32] != other.signature[..32],
				"one nonce signed twice:\n{one:?}\n{other:?}"
			);
		}
	}
}
