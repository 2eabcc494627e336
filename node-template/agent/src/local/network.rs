//! Several nodes on this machine that run one chain.

use super::{free_port, LocalError, LocalNode, NodeOptions};
use anyhow::{bail, ensure, Context, Result};
use futures::future::try_join_all;
use serde_json::Value;
use std::{
	ffi::OsString,
	fs,
	path::{Path, PathBuf},
	time::Duration,
};
use tempfile::TempDir;

/// The chain whose genesis the network starts from.
const CHAIN: &str = "local";

/// Its validators, as the node's options call them. The order of the session is another one.
const VALIDATORS: [&str; 4] = ["alice", "bob", "charlie", "dave"];

/// Attempts with fresh ports when a node ends before it answers: a port may have been taken
/// between the search and the start.
const START_ATTEMPTS: u32 = 3;

/// Time for a command of the node's program that does not run a node.
const COMMAND_WITHIN: Duration = Duration::from_secs(60);

/// How a [`LocalNetwork`] is started.
#[derive(Clone, Debug)]
pub struct NetworkOptions {
	/// The node's program.
	pub program: PathBuf,
	/// Folder of the nodes' logs, one file each.
	pub logs: PathBuf,
	/// Merged into the genesis of the local test network (RFC 7396).
	pub genesis: Value,
}

/// The validators of the local test network, each a node of its own, all of them connected.
///
/// They keep all state, so that every block of a run can be examined after it. They meet on the
/// loopback interface only, and end when this is dropped.
#[derive(Debug)]
pub struct LocalNetwork {
	options: NetworkOptions,
	/// The nodes, in the order of [`VALIDATORS`].
	nodes: Vec<LocalNode>,
	/// Where peers reach them, in the same order.
	addresses: Vec<String>,
	/// The chain's specification and the nodes' keys; gone when this is dropped.
	folder: TempDir,
}

/// What a validator needs before it can be told of the others.
struct Identity {
	p2p_port: u16,
	key_file: PathBuf,
	address: String,
}

impl LocalNetwork {
	/// Starts all validators on a new chain and waits until their RPCs answer.
	pub async fn start(options: NetworkOptions) -> Result<Self> {
		if !options.program.is_file() {
			return Err(LocalError::ProgramMissing(options.program).into());
		}
		let folder = tempfile::Builder::new()
			.prefix("vajra-network-")
			.tempdir()
			.context("no temporary folder")?;
		let specification = specification(folder.path());
		write_specification(&options, &specification).await?;
		let mut attempt = 1;
		loop {
			match start_validators(&options, folder.path()).await {
				Ok((nodes, addresses)) => return Ok(Self { options, nodes, addresses, folder }),
				Err(error) if attempt < START_ATTEMPTS && ended_early(&error) => attempt += 1,
				Err(error) => return Err(error),
			}
		}
	}

	/// The validators' nodes: Alice's, Bob's, Charlie's and Dave's.
	pub fn nodes(&self) -> &[LocalNode] {
		&self.nodes
	}

	/// The same, to stop, kill or restart single ones.
	pub fn nodes_mut(&mut self) -> &mut [LocalNode] {
		&mut self.nodes
	}

	/// An error that shows the end of a node's log, if one has ended.
	pub fn check_running(&mut self) -> Result<(), LocalError> {
		self.nodes.iter_mut().try_for_each(LocalNode::check_running)
	}

	/// Asks all validators to end, at the same time, and waits for that.
	pub async fn stop(&mut self) -> Result<(), LocalError> {
		try_join_all(self.nodes.iter_mut().map(LocalNode::stop)).await?;
		Ok(())
	}

	/// Starts all validators again at the same time, each on its folder and ports, and waits until
	/// their RPCs answer.
	pub async fn restart(&mut self) -> Result<(), LocalError> {
		try_join_all(self.nodes.iter_mut().map(LocalNode::restart)).await?;
		Ok(())
	}

	/// Starts a node without keys, in a new folder, that takes the last finalised state from the
	/// validators instead of executing every block since genesis. It keeps the states of the
	/// latest blocks only, because a node that keeps all cannot do without the early ones.
	pub async fn start_warping(&self, name: &str) -> Result<LocalNode> {
		let mut arguments = common_arguments(&specification(self.folder.path()));
		arguments.extend(["--sync", "warp"].map(OsString::from));
		arguments.extend(["--name", name].map(OsString::from));
		arguments.extend(reserved(self.addresses.iter()));
		Ok(LocalNode::start(node_options(&self.options, name, arguments, None)).await?)
	}

	/// Starts a node in a new folder that is ready to make blocks, but has no keys to sign them with:
	/// `author_insertKey` gives it some. It keeps all state, as the validators do.
	pub async fn start_spare(&self, name: &str) -> Result<LocalNode> {
		let own = identity(&self.options, self.folder.path(), name).await?;
		let mut arguments = common_arguments(&specification(self.folder.path()));
		arguments.extend(["--validator", "--name", name].map(OsString::from));
		arguments.extend(["--state-pruning", "archive", "--node-key-file"].map(OsString::from));
		arguments.push(own.key_file.into());
		arguments.extend(reserved(self.addresses.iter()));
		let port = Some(own.p2p_port);
		Ok(LocalNode::start(node_options(&self.options, name, arguments, port)).await?)
	}
}

fn specification(folder: &Path) -> PathBuf {
	folder.join("chain.json")
}

/// Writes the chain's specification with the changed genesis.
async fn write_specification(options: &NetworkOptions, file: &Path) -> Result<()> {
	let text = run(options, ["export-chain-spec", "--chain", CHAIN]).await?.stdout;
	let mut json: Value = serde_json::from_slice(&text)
		.context("`export-chain-spec` prints something else than JSON")?;
	let genesis = json
		.pointer_mut("/genesis/runtimeGenesis/patch")
		.context("the chain's specification has no patch of the runtime's genesis")?;
	merge(genesis, &options.genesis);
	fs::write(file, json.to_string())
		.with_context(|| format!("{} cannot be written", file.display()))
}

/// Merges `patch` into `target` (RFC 7396): objects field by field, null removes, anything else
/// replaces.
fn merge(target: &mut Value, patch: &Value) {
	let Value::Object(fields) = patch else {
		*target = patch.clone();
		return;
	};
	if !target.is_object() {
		*target = Value::Object(Default::default());
	}
	let Value::Object(object) = target else { return };
	for (name, value) in fields {
		if value.is_null() {
			object.remove(name);
		} else {
			merge(object.entry(name.clone()).or_insert(Value::Null), value);
		}
	}
}

async fn start_validators(
	options: &NetworkOptions,
	folder: &Path,
) -> Result<(Vec<LocalNode>, Vec<String>)> {
	let mut identities = Vec::new();
	for name in VALIDATORS {
		identities.push(identity(options, folder, name).await?);
	}
	let nodes = VALIDATORS.iter().zip(&identities).map(|(name, own)| {
		let others = identities
			.iter()
			.map(|other| &other.address)
			.filter(|address| **address != own.address);
		let mut arguments = common_arguments(&specification(folder));
		arguments.extend([format!("--{name}"), "--state-pruning".into()].map(OsString::from));
		arguments.extend(["archive", "--node-key-file"].map(OsString::from));
		arguments.push(own.key_file.clone().into());
		arguments.extend(reserved(others));
		LocalNode::start(node_options(options, name, arguments, Some(own.p2p_port)))
	});
	let nodes = try_join_all(nodes).await?;
	Ok((nodes, identities.into_iter().map(|identity| identity.address).collect()))
}

/// A network key, which the node keeps over restarts, and the address that follows from it.
async fn identity(options: &NetworkOptions, folder: &Path, name: &str) -> Result<Identity> {
	let key_file = folder.join(format!("{name}.key"));
	let command = ["key", "generate-node-key", "--file"].map(OsString::from);
	let output =
		run(options, command.into_iter().chain([key_file.clone().into_os_string()])).await?;
	let peer = String::from_utf8_lossy(&output.stderr).trim().to_owned();
	ensure!(
		!peer.is_empty() && peer.chars().all(|letter| letter.is_ascii_alphanumeric()),
		"`key generate-node-key` prints something else than a peer id: {peer}"
	);
	let p2p_port = free_port()?;
	Ok(Identity { p2p_port, key_file, address: format!("{}/p2p/{peer}", loopback(p2p_port)) })
}

fn loopback(port: u16) -> String {
	format!("/ip4/127.0.0.1/tcp/{port}")
}

fn common_arguments(specification: &Path) -> Vec<OsString> {
	vec!["--chain".into(), specification.into()]
}

/// The option that makes a node hold a connection to each of `addresses`.
fn reserved<'a>(addresses: impl Iterator<Item = &'a String>) -> Vec<OsString> {
	let option = OsString::from("--reserved-nodes");
	[option].into_iter().chain(addresses.map(OsString::from)).collect()
}

fn node_options(
	options: &NetworkOptions,
	name: &str,
	arguments: Vec<OsString>,
	p2p_port: Option<u16>,
) -> NodeOptions {
	NodeOptions {
		name: name.into(),
		arguments,
		p2p_port,
		..NodeOptions::new(&options.program, options.logs.join(format!("{name}.log")))
	}
}

/// Runs a command of the node's program to its end.
async fn run<A: Into<OsString>>(
	options: &NetworkOptions,
	arguments: impl IntoIterator<Item = A>,
) -> Result<std::process::Output> {
	let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
	let shown = format!("{} {}", options.program.display(), arguments.join(" ".as_ref()).display());
	let mut command = tokio::process::Command::new(&options.program);
	command.args(&arguments).kill_on_drop(true);
	let output = tokio::time::timeout(COMMAND_WITHIN, command.output())
		.await
		.with_context(|| format!("`{shown}` does not end"))?
		.with_context(|| format!("`{shown}` cannot be started"))?;
	if !output.status.success() {
		bail!("`{shown}` fails: {}", String::from_utf8_lossy(&output.stderr));
	}
	Ok(output)
}

fn ended_early(error: &anyhow::Error) -> bool {
	matches!(error.downcast_ref(), Some(LocalError::EndedEarly { .. }))
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn merge_goes_into_objects_and_replaces_the_rest() {
		let mut target = json!({ "a": { "b": [1, 2], "c": 3, "d": 4 }, "e": 5 });
		merge(&mut target, &json!({ "a": { "b": [6], "d": null }, "f": { "g": 7, "h": null } }));
		assert_eq!(target, json!({ "a": { "b": [6], "c": 3 }, "e": 5, "f": { "g": 7 } }));
	}

	#[tokio::test]
	async fn start_names_a_missing_program() {
		let folder = tempfile::tempdir().unwrap();
		let program = folder.path().join("nothing");
		let options = NetworkOptions {
			program: program.clone(),
			logs: folder.path().into(),
			genesis: json!({}),
		};
		let error = LocalNetwork::start(options).await.unwrap_err();
		assert!(matches!(
			error.downcast_ref(),
			Some(LocalError::ProgramMissing(path)) if *path == program
		));
	}
}
