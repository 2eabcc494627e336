//! The command line: keys, chain specifications, and what the node says when something is wrong.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod common;

use common::{binary, database, free_port, run, run_ok, stderr, Node};
use serde_json::Value;
use std::{
	fs,
	net::{TcpListener, UdpSocket},
	path::Path,
	time::Duration,
};

/// A node that cannot start says so long before this.
const REFUSAL: Duration = Duration::from_secs(60);

fn json(text: &str) -> Value {
	serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Starts a node that must refuse, and returns what it says.
fn refusal(args: &[&str]) -> String {
	let mut command = binary();
	command.args(args);
	let (status, log) = Node::spawn(command).wait_for_end(REFUSAL);
	assert!(!status.success(), "the node ended well:\n{log}");
	assert!(!log.contains("panicked"), "a panic is no answer:\n{log}");
	log
}

fn assert_says(log: &str, words: &[&str]) {
	for word in words {
		assert!(log.contains(word), "`{word}` is missing from:\n{log}");
	}
}

#[test]
fn version_names_the_crate_version() {
	let text = run_ok(["--version"]);
	assert!(text.starts_with(&format!("vajra-node {}", env!("CARGO_PKG_VERSION"))), "{text}");
}

#[test]
fn help_lists_every_subcommand() {
	let text = run_ok(["--help"]);
	let commands = [
		"key",
		"sign",
		"verify",
		"vanity",
		"export-chain-spec",
		"chain-info",
		"check-block",
		"export-blocks",
		"export-state",
		"import-blocks",
		"purge-chain",
		"revert",
	];
	assert_says(&text, &commands);
}

#[test]
fn wrong_flag_is_named() {
	let output = run(["--dev", "--no-such-flag"]);
	assert_eq!(output.status.code(), Some(2));
	assert_says(&stderr(&output), &["--no-such-flag", "--help"]);
}

#[test]
fn rocksdb_is_refused_with_the_way_out() {
	let output = run(["--dev", "--database", "rocksdb"]);
	assert_eq!(output.status.code(), Some(2));
	assert_says(
		&stderr(&output),
		&["rocksdb", "--database", "RocksDB is not built into", "paritydb"],
	);
}

#[test]
fn missing_chain_is_asked_for() {
	assert_says(&refusal(&[]), &["no chain is given", "--dev", "--chain local"]);
}

#[test]
fn unknown_chain_is_named() {
	let log = refusal(&["--chain", "no-such-chain", "--tmp"]);
	assert_says(&log, &["no-such-chain", "dev, local, staging"]);
}

#[test]
fn broken_chain_file_is_named() {
	let folder = tempfile::tempdir().unwrap();
	let file = folder.path().join("chain.json");
	fs::write(&file, "{ \"name\": 1 }").unwrap();
	let log = refusal(&["--tmp", "--chain", file.to_str().unwrap()]);
	assert_says(&log, &["chain.json", "not a chain specification"]);
}

#[test]
fn keys_are_generated_and_inspected() {
	let one = json(&run_ok(["key", "generate", "--output-type", "json"]));
	let other = json(&run_ok(["key", "generate", "--output-type", "json"]));
	assert_ne!(one["secretPhrase"], other["secretPhrase"]);
	let phrase = one["secretPhrase"].as_str().unwrap();
	assert_eq!(phrase.split(' ').count(), 12);
	assert!(one["ss58Address"].as_str().unwrap().starts_with('5'), "{one}");

	let seen = json(&run_ok(["key", "inspect", "--output-type", "json", phrase]));
	assert_eq!(seen["publicKey"], one["publicKey"]);
}

#[test]
fn node_key_is_generated_into_a_file() {
	let folder = tempfile::tempdir().unwrap();
	let file = folder.path().join("node-key");
	let output = run(["key", "generate-node-key", "--file", file.to_str().unwrap()]);
	assert!(output.status.success(), "{}", stderr(&output));
	let peer = stderr(&output).trim().to_owned();
	let seen = run_ok(["key", "inspect-node-key", "--file", file.to_str().unwrap()]);
	assert_eq!(seen.trim(), peer);
}

#[test]
fn session_key_is_inserted_into_the_keystore() {
	let base = tempfile::tempdir().unwrap();
	run_ok([
		"key",
		"insert",
		"--chain",
		"local",
		"--key-type",
		"babe",
		"--scheme",
		"sr25519",
		"--suri",
		"//Alice",
		"--base-path",
		base.path().to_str().unwrap(),
	]);
	let keys = base.path().join("chains/vajra_local/keystore");
	let names: Vec<_> =
		fs::read_dir(keys).unwrap().map(|entry| entry.unwrap().file_name()).collect();
	// The name of the file is the key type and Alice's public key, in hexadecimal.
	let alice = "62616265d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
	assert_eq!(names, [alice]);
}

#[test]
fn signatures_verify_and_others_do_not() {
	let signature = run_ok(["sign", "--suri", "//Alice", "--message", "proof"]);
	let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	run_ok(["verify", "--message", "proof", signature.trim(), alice]);
	let output = run(["verify", "--message", "another", signature.trim(), alice]);
	assert!(!output.status.success());
	assert_says(&stderr(&output), &["Signature"]);
}

#[test]
fn chain_specs_of_the_presets_are_exported() {
	for (chain, id, kind) in [
		("dev", "vajra_dev", "Development"),
		("local", "vajra_local", "Local"),
		("staging", "vajra_staging", "Live"),
	] {
		let spec = json(&run_ok(["export-chain-spec", "--chain", chain]));
		assert_eq!(spec["id"], id);
		assert_eq!(spec["chainType"], kind);
		assert_eq!(spec["properties"]["tokenSymbol"], "VAJ");
		assert_eq!(spec["properties"]["tokenDecimals"], 12);
		assert_eq!(spec["properties"]["ss58Format"], 42);
		let genesis = &spec["genesis"]["runtimeGenesis"];
		assert!(genesis["code"].as_str().unwrap().len() > 1_000);
		assert!(genesis["patch"]["balances"].is_object(), "{chain}: no balances");
	}
}

#[test]
fn chain_spec_is_exported_raw_into_a_file_that_loads_again() {
	let folder = tempfile::tempdir().unwrap();
	let file = folder.path().join("raw.json");
	let path = file.to_str().unwrap();
	run_ok(["export-chain-spec", "--chain", "local", "--raw", "--output", path]);
	let spec = json(&fs::read_to_string(&file).unwrap());
	// The storage key of the code.
	assert!(spec["genesis"]["raw"]["top"]["0x3a636f6465"].is_string());
	let again = json(&run_ok(["export-chain-spec", "--chain", path, "--raw"]));
	assert_eq!(again["genesis"], spec["genesis"]);
}

#[test]
fn used_rpc_port_is_refused() {
	let holder = TcpListener::bind("127.0.0.1:0").unwrap();
	let port = holder.local_addr().unwrap().port().to_string();
	let log = refusal(&["--dev", "--no-prometheus", "--port", "0", "--rpc-port", &port]);
	assert_says(&log, &["Error: ", &port, "already in use", "JSON-RPC", "--rpc-port"]);
}

#[test]
fn used_network_port_is_refused() {
	let holder = TcpListener::bind("0.0.0.0:0").unwrap();
	let port = holder.local_addr().unwrap().port().to_string();
	let log = refusal(&["--dev", "--no-prometheus", "--rpc-port", "0", "--port", &port]);
	assert_says(&log, &["Error: ", &port, "already in use", "network", "--port"]);
}

#[test]
fn used_datagram_port_is_refused() {
	let holder = UdpSocket::bind("127.0.0.1:0").unwrap();
	let port = holder.local_addr().unwrap().port().to_string();
	let address = format!("/ip4/127.0.0.1/udp/{port}/webrtc-direct");
	let log = refusal(&["--dev", "--no-prometheus", "--rpc-port", "0", "--listen-addr", &address]);
	assert_says(&log, &["Error: ", &port, "already in use", "--listen-addr"]);
}

#[test]
fn used_prometheus_port_is_refused() {
	let holder = TcpListener::bind("127.0.0.1:0").unwrap();
	let port = holder.local_addr().unwrap().port().to_string();
	let log = refusal(&["--dev", "--port", "0", "--rpc-port", "0", "--prometheus-port", &port]);
	assert_says(&log, &["Error: ", &port, "already in use", "--prometheus-port"]);
}

/// A database of the development chain with its genesis, in `base`.
fn make_database(base: &Path) {
	let output = base.join("state.json");
	let state = run_ok(["export-state", "--dev", "--base-path", base.to_str().unwrap()]);
	fs::write(output, state).unwrap();
	assert!(database(base, "vajra_dev").join("metadata").is_file());
}

/// Starts a node on a database that `damage` went over, and returns what it says.
fn refusal_of_damaged(damage: impl FnOnce(&Path)) -> String {
	let base = tempfile::tempdir().unwrap();
	make_database(base.path());
	damage(&database(base.path(), "vajra_dev"));
	let port = free_port().to_string();
	let base = base.path().to_str().unwrap();
	refusal(&["--dev", "--no-prometheus", "--rpc-port", "0", "--port", &port, "--base-path", base])
}

fn files(folder: &Path, start: &str) -> Vec<std::path::PathBuf> {
	let found: Vec<_> = fs::read_dir(folder)
		.unwrap()
		.map(|entry| entry.unwrap().path())
		.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(start))
		.collect();
	assert!(!found.is_empty(), "no {start} files");
	found
}

const DAMAGED: [&str; 4] = ["Error: ", "the database in", "paritydb", "purge-chain"];

#[test]
fn damaged_metadata_is_refused() {
	let log = refusal_of_damaged(|folder| {
		fs::write(folder.join("metadata"), b"\x00garbage\xff").unwrap();
	});
	assert_says(&log, &DAMAGED);
}

#[test]
fn missing_metadata_is_refused() {
	let log = refusal_of_damaged(|folder| fs::remove_file(folder.join("metadata")).unwrap());
	assert_says(&log, &DAMAGED);
}

#[test]
fn damaged_tables_are_refused() {
	let log = refusal_of_damaged(|folder| {
		for table in files(folder, "table_") {
			let length = fs::metadata(&table).unwrap().len() as usize;
			fs::write(&table, vec![0xa5; length]).unwrap();
		}
	});
	assert_says(&log, &DAMAGED);
}

#[test]
fn missing_tables_are_refused() {
	let log = refusal_of_damaged(|folder| {
		for table in files(folder, "table_") {
			fs::remove_file(table).unwrap();
		}
	});
	assert_says(&log, &DAMAGED);
}

#[test]
fn truncated_tables_are_refused() {
	let log = refusal_of_damaged(|folder| {
		for table in files(folder, "table_") {
			fs::File::options().write(true).open(table).unwrap().set_len(100).unwrap();
		}
	});
	assert_says(&log, &DAMAGED);
}

/// ParityDB panics over this one.
#[test]
fn short_salt_is_refused_without_a_backtrace() {
	let log = refusal_of_damaged(|folder| {
		let path = folder.join("metadata");
		let text = fs::read_to_string(&path).unwrap();
		let lines = text.lines().map(|line| match line.starts_with("salt=") {
			true => "salt=00\n".to_owned(),
			false => format!("{line}\n"),
		});
		fs::write(&path, lines.collect::<String>()).unwrap();
	});
	assert_says(&log, &DAMAGED);
}

#[test]
fn damaged_index_is_refused() {
	let log = refusal_of_damaged(|folder| {
		for index in files(folder, "index_") {
			fs::write(&index, b"garbage").unwrap();
		}
	});
	assert_says(&log, &DAMAGED);
}

#[test]
fn purging_a_damaged_database_makes_the_node_start_again() {
	let base = tempfile::tempdir().unwrap();
	make_database(base.path());
	let folder = database(base.path(), "vajra_dev");
	fs::write(folder.join("metadata"), b"garbage").unwrap();
	let path = base.path().to_str().unwrap();
	let output = run(["chain-info", "--chain", "dev", "--base-path", path]);
	assert!(!output.status.success());
	run_ok(["purge-chain", "-y", "--chain", "dev", "--base-path", path]);
	assert!(!folder.exists());
	make_database(base.path());
}
