//! A node on this machine.

use super::{free_port, Deadline, LocalError, Process};
use std::{
	ffi::OsString,
	path::{Path, PathBuf},
	process::{Command, ExitStatus},
	time::Duration,
};
use subxt::rpcs::{client::rpc_params, RpcClient};
use tempfile::TempDir;

/// Attempts with fresh ports when the node ends before it answers: a port may have been taken
/// between the search and the start.
const START_ATTEMPTS: u32 = 3;

/// Time a node gets to end when it is asked to.
const STOP_WITHIN: Duration = Duration::from_secs(30);

/// How a [`LocalNode`] is started.
#[derive(Clone, Debug)]
pub struct NodeOptions {
	/// Its name in messages.
	pub name: String,
	/// The node's program.
	pub program: PathBuf,
	/// Its chain and its part in it; a development chain of its own unless told otherwise.
	pub arguments: Vec<OsString>,
	/// The port for its peers; a free one unless told otherwise.
	pub p2p_port: Option<u16>,
	/// Where its output goes.
	pub log: PathBuf,
	/// Time it gets until its RPC answers.
	pub ready_within: Duration,
	/// Whether a Ctrl-C at the terminal does not reach it.
	pub shielded: bool,
}

impl NodeOptions {
	/// `program` with its output in `log` and a generous time to start.
	///
	/// It runs a development chain and keeps all state, so that every block of a run can be
	/// examined after it.
	pub fn new(program: impl Into<PathBuf>, log: impl Into<PathBuf>) -> Self {
		Self {
			name: "node".into(),
			program: program.into(),
			arguments: ["--dev", "--state-pruning", "archive"].map(Into::into).into(),
			p2p_port: None,
			log: log.into(),
			ready_within: Duration::from_secs(120),
			shielded: false,
		}
	}

	/// The node is started with [`Process::spawn_shielded`].
	pub fn shielded(self) -> Self {
		Self { shielded: true, ..self }
	}
}

/// A node on ParityDB, in a temporary folder and on free ports of the loopback interface.
#[derive(Debug)]
pub struct LocalNode {
	options: NodeOptions,
	process: Process,
	rpc_port: u16,
	p2p_port: u16,
	base: TempDir,
}

impl LocalNode {
	/// Starts a node in a new folder and waits until its RPC answers.
	pub async fn start(options: NodeOptions) -> Result<Self, LocalError> {
		let mut attempt = 1;
		loop {
			match Self::start_once(options.clone()).await {
				Err(LocalError::EndedEarly { .. }) if attempt < START_ATTEMPTS => attempt += 1,
				result => return result,
			}
		}
	}

	async fn start_once(options: NodeOptions) -> Result<Self, LocalError> {
		let base = tempfile::Builder::new()
			.prefix("vajra-node-")
			.tempdir()
			.map_err(|source| LocalError::File { path: std::env::temp_dir(), source })?;
		let rpc_port = free_port()?;
		let p2p_port = options.p2p_port.map_or_else(free_port, Ok)?;
		let process = spawn(&options, base.path(), rpc_port, p2p_port)?;
		let mut node = Self { options, process, rpc_port, p2p_port, base };
		node.wait_until_ready().await?;
		Ok(node)
	}

	/// Its name in messages.
	pub fn name(&self) -> &str {
		self.process.name()
	}

	/// Where its RPC listens.
	pub fn url(&self) -> String {
		format!("ws://127.0.0.1:{}", self.rpc_port)
	}

	/// Its folder.
	pub fn base_path(&self) -> &Path {
		self.base.path()
	}

	/// Where its output goes.
	pub fn log(&self) -> &Path {
		self.process.log()
	}

	/// An error that shows the end of its log, if it has ended.
	pub fn check_running(&mut self) -> Result<(), LocalError> {
		self.process.check_running()
	}

	/// Asks it to end and waits for that.
	pub async fn stop(&mut self) -> Result<ExitStatus, LocalError> {
		self.process.stop(STOP_WITHIN).await
	}

	/// Kills it at once.
	pub fn kill(&mut self) -> Result<ExitStatus, LocalError> {
		self.process.kill()
	}

	/// Starts it again on the same folder and ports, stopped or killed before, and waits until
	/// its RPC answers.
	pub async fn restart(&mut self) -> Result<(), LocalError> {
		self.stop().await?;
		self.process = spawn(&self.options, self.base.path(), self.rpc_port, self.p2p_port)?;
		self.wait_until_ready().await
	}

	async fn wait_until_ready(&mut self) -> Result<(), LocalError> {
		let deadline = Deadline::after(self.options.ready_within);
		let url = self.url();
		loop {
			self.process.check_running()?;
			match answers(&url).await {
				Ok(()) => return Ok(()),
				Err(error) if deadline.passed() => {
					return Err(LocalError::TimedOut {
						what: format!(
							"the RPC of {} at {url}; log: {}",
							self.name(),
							self.log().display()
						),
						waited: self.options.ready_within,
						last: Some(error.to_string()),
					});
				}
				Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
			}
		}
	}
}

/// One question that only a running chain answers.
async fn answers(url: &str) -> Result<(), subxt::rpcs::Error> {
	let client = RpcClient::from_insecure_url(url).await?;
	let _genesis: String = client.request("chain_getBlockHash", rpc_params![0]).await?;
	Ok(())
}

fn spawn(
	options: &NodeOptions,
	base: &Path,
	rpc_port: u16,
	p2p_port: u16,
) -> Result<Process, LocalError> {
	if !options.program.is_file() {
		return Err(LocalError::ProgramMissing(options.program.clone()));
	}
	let mut command = Command::new(&options.program);
	command
		.args(&options.arguments)
		.arg("--base-path")
		.arg(base)
		.args(["--database", "paritydb"])
		.arg("--rpc-port")
		.arg(rpc_port.to_string())
		.arg("--listen-addr")
		.arg(format!("/ip4/127.0.0.1/tcp/{p2p_port}"))
		.args(["--no-prometheus", "--no-telemetry", "--no-mdns"]);
	let spawn = if options.shielded { Process::spawn_shielded } else { Process::spawn };
	spawn(&options.name, &mut command, &options.log)
}
