//! Running nodes: blocks are made and become final, RPC and metrics answer, and the commands work
//! on the database that a node leaves behind.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod common;

use common::{database, free_port, http, run, run_ok, stderr, wait_for, Node, Rpc, START};
use serde_json::{json, Value};
use std::{collections::BTreeSet, net::SocketAddr, path::Path, time::Duration};

/// A few blocks and their finality, on a busy machine.
const BLOCKS: Duration = Duration::from_secs(240);

/// The network on this machine only, on any free port.
const LOOPBACK: [&str; 2] = ["--listen-addr", "/ip4/127.0.0.1/tcp/0"];

fn wait_for_finalized(node: &Node, rpc: Rpc, number: u64) {
	wait_for(&format!("finalised block {number}"), BLOCKS, || {
		(rpc.finalized() >= number).then_some(())
	})
	.unwrap_or_else(|error| panic!("{error}:\n{}", node.log()));
}

/// The development chain in `base`.
fn start_dev(base: &Path) -> Node {
	let mut args = vec!["--dev", "--no-prometheus", "--base-path", base.to_str().unwrap()];
	args.extend(LOOPBACK);
	Node::start(args)
}

#[test]
fn development_chain_finalises_and_serves() {
	let metrics: SocketAddr = ([127, 0, 0, 1], free_port()).into();
	let port = metrics.port().to_string();
	let mut node = Node::start(["--dev", "--prometheus-port", &port, LOOPBACK[0], LOOPBACK[1]]);
	let rpc = node.rpc();
	wait_for_finalized(&node, rpc, 2);

	assert_eq!(rpc.call("system_chain", json!([])), "Vajra Development");
	assert_eq!(
		rpc.call("system_properties", json!([])),
		json!({"tokenSymbol": "VAJ", "tokenDecimals": 12, "ss58Format": 42}),
	);
	let methods = rpc.call("rpc_methods", json!([]))["methods"].take();
	for method in [
		"author_rotateKeysWithOwner",
		"author_submitExtrinsic",
		"babe_epochAuthorship",
		"chainHead_v1_follow",
		"chainSpec_v1_properties",
		"grandpa_proveFinality",
		"grandpa_roundState",
		"grandpa_subscribeJustifications",
		"payment_queryFeeDetails",
		"payment_queryInfo",
		"state_getMetadata",
		"sync_state_genSyncSpec",
		"system_accountNextIndex",
		"system_dryRun",
		"system_health",
		"transactionWatch_v1_submitAndWatch",
	] {
		assert!(methods.as_array().unwrap().iter().any(|name| name == method), "{method}");
	}

	// BABE's worker answers: Alice can make blocks in this epoch.
	let authorship = rpc.call("babe_epochAuthorship", json!([]));
	assert_eq!(authorship.as_object().unwrap().len(), 1, "{authorship}");
	// GRANDPA's voter answers.
	let round = rpc.call("grandpa_roundState", json!([]));
	assert_eq!(round["best"]["totalWeight"], 1, "{round}");
	// A light client could start from here.
	let spec = rpc.call("sync_state_genSyncSpec", json!([true]));
	assert!(spec["lightSyncState"]["finalizedBlockHeader"].is_string());
	let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	assert_eq!(rpc.call("system_accountNextIndex", json!([alice])), 0);

	let text = http(metrics, "GET", "/metrics", "").expect("metrics are served");
	for name in ["substrate_block_height", "substrate_finality_grandpa_round"] {
		assert!(text.contains(name), "{name} is missing from:\n{text}");
	}
	assert!(node.stop().success());
}

#[test]
fn commands_work_on_the_database_of_a_stopped_node() {
	let base = tempfile::tempdir().unwrap();
	let mut node = start_dev(base.path());
	let rpc = node.rpc();
	wait_for_finalized(&node, rpc, 3);
	let second = rpc.hash(2);

	// Nobody else gets at the database meanwhile.
	let path = base.path().to_str().unwrap();
	let output = run(["export-blocks", "--chain", "dev", "--base-path", path]);
	assert!(!output.status.success());
	for word in ["the database in", "in use", "Stop that process"] {
		assert!(stderr(&output).contains(word), "{}", stderr(&output));
	}
	assert!(node.stop().success());

	let info = chain_info(path);
	let best = info["best_number"].as_u64().unwrap();
	assert!(best >= 3, "{info}");
	run_ok(["check-block", "2", "--chain", "dev", "--base-path", path]);
	let state = run_ok(["export-state", "2", "--chain", "dev", "--base-path", path]);
	assert!(state.contains("0x3a636f6465"), "the code is missing");

	// The same blocks make the same chain elsewhere.
	let blocks = base.path().join("blocks");
	let blocks = blocks.to_str().unwrap();
	run_ok(["export-blocks", "--chain", "dev", "--base-path", path, "--binary", blocks]);
	let other = tempfile::tempdir().unwrap();
	let other_path = other.path().to_str().unwrap();
	run_ok(["import-blocks", "--chain", "dev", "--base-path", other_path, "--binary", blocks]);
	let imported = chain_info(other_path);
	assert_eq!(imported["best_hash"], info["best_hash"]);
	// Imported blocks carry no finality yet, so they can be taken back.
	run_ok(["revert", "1", "--chain", "dev", "--base-path", other_path]);
	assert_eq!(chain_info(other_path)["best_number"], best - 1);

	// The node goes on where it stopped.
	let mut node = start_dev(base.path());
	let rpc = node.rpc();
	assert_eq!(rpc.hash(2), second);
	wait_for_finalized(&node, rpc, best + 1);
	drop(node);

	run_ok(["purge-chain", "-y", "--chain", "dev", "--base-path", path]);
	assert!(!database(base.path(), "vajra_dev").exists());
}

fn chain_info(base: &str) -> Value {
	let text = run_ok(["chain-info", "--chain", "dev", "--base-path", base]);
	serde_json::from_str(&text).unwrap()
}

/// The local test network on this machine.
struct Local {
	/// Where nodes find the others.
	boot_node: String,
	nodes: Vec<Node>,
}

impl Local {
	/// The four validators; the first is everybody's boot node.
	fn start() -> Self {
		let address = format!("/ip4/127.0.0.1/tcp/{}", free_port());
		let mut alice = Node::start(Self::args("--alice", 1, &["--listen-addr", &address]));
		let peer = alice.wait_for_log("Local node identity is: ", START);
		let boot_node = format!("{address}/p2p/{}", peer.trim());
		let mut network = Self { boot_node, nodes: vec![alice] };
		for (name, key) in [("--bob", 2), ("--charlie", 3), ("--dave", 4)] {
			network.join(name, key);
		}
		network
	}

	/// Adds a node with the session keys of `name` and the network key number `key`.
	fn join(&mut self, name: &str, key: u8) {
		let more = [LOOPBACK[0], LOOPBACK[1], "--bootnodes", &self.boot_node];
		self.nodes.push(Node::start(Self::args(name, key, &more)));
	}

	fn args(name: &str, key: u8, more: &[&str]) -> Vec<String> {
		let key = format!("{key:064x}");
		let own = ["--chain", "local", "--tmp", "--no-prometheus", name, "--node-key", &key];
		own.iter().chain(more).map(|arg| arg.to_string()).collect()
	}
}

#[test]
fn four_validators_finalise_one_chain() {
	let mut network = Local::start();
	let rpcs: Vec<Rpc> = network.nodes.iter_mut().map(Node::rpc).collect();
	for (node, rpc) in network.nodes.iter().zip(&rpcs) {
		wait_for_finalized(node, *rpc, 5);
	}
	let hash = rpcs[0].hash(5);
	assert!(rpcs.iter().all(|rpc| rpc.hash(5) == hash));
	let mut authors = BTreeSet::new();
	for (node, rpc) in network.nodes.iter().zip(&rpcs) {
		assert_eq!(rpc.call("grandpa_roundState", json!([]))["best"]["totalWeight"], 4);
		// Each has a key of its own among the four authorities.
		let keys = wait_for("slot of its own", BLOCKS, || {
			let slots = rpc.call("babe_epochAuthorship", json!([]));
			let keys: Vec<_> = slots.as_object().unwrap().keys().cloned().collect();
			(!keys.is_empty()).then_some(keys)
		});
		let keys = keys.unwrap_or_else(|error| panic!("{error}:\n{}", node.log()));
		assert_eq!(keys.len(), 1, "{keys:?}");
		authors.extend(keys);
	}
	assert_eq!(authors.len(), 4, "{authors:?}");
}

#[test]
fn two_nodes_with_one_key_are_reported_on_chain() {
	// Offences::ConcurrentReportsIndex, which is keyed by the kind of the offence.
	const REPORTS: &str = "0xd5c41b52a371aa36c9254ce34324f2a560dc8ef000cdbdc859dd352229ce16fb";
	let kind: String = b"babe:equivocatio".map(|byte| format!("{byte:02x}")).concat();

	// The well-known key of Alice, only to make blocks with: a second voter in her name would be caught,
	// and she put out, before there is a second block.
	const ALICE: &str = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
	let mut network = Local::start();
	network.join("--validator", 5);
	network.nodes[4].rpc().call("author_insertKey", json!(["babe", "//Alice", ALICE]));
	let bob = network.nodes[1].rpc();
	let reported = wait_for("report of an equivocation", BLOCKS, || {
		let keys = bob.call("state_getKeysPaged", json!([REPORTS, 1, null]));
		keys[0].as_str().map(|key| key.contains(&kind))
	});
	match reported {
		Ok(of_that_kind) => assert!(of_that_kind),
		Err(error) => panic!("{error}:\n{}", network.nodes[1].log()),
	}
}

#[test]
fn node_starts_in_warp_sync() {
	let mut args = vec!["--chain", "local", "--tmp", "--no-prometheus", "--sync", "warp"];
	args.extend(LOOPBACK);
	let mut node = Node::start(args);
	let rpc = node.rpc();
	assert_eq!(rpc.call("system_chain", json!([])), "Vajra Local Testnet");
	assert_eq!(rpc.best(), 0);
	assert!(node.stop().success());
}

#[test]
fn node_runs_on_libp2p_too() {
	let mut args = vec!["--dev", "--no-prometheus", "--network-backend", "libp2p"];
	args.extend(LOOPBACK);
	let mut node = Node::start(args);
	let rpc = node.rpc();
	wait_for_finalized(&node, rpc, 1);
}
