//! A stock JavaScript client, @polkadot/api from npm, against the real node.

mod harness;

use anyhow::{ensure, Context, Result};
use harness::{Scene, SOON};
use std::{
	fs,
	path::{Path, PathBuf},
	process::Command,
};
use vajra_agent::local::{LocalError, Player, Process};

const FILES: [&str; 3] = ["package.json", "package-lock.json", "check.mjs"];

#[tokio::test(flavor = "multi_thread")]
async fn stock_client_reads_a_provider_and_transfers() -> Result<()> {
	let scene = Scene::start("javascript").await?;
	let folder = installed_client(scene.logs()).await?;
	scene.vendor().await?;
	let shipment = scene.cast.ship(Player::BOB, "first", 3).await?;
	let mut provider = scene.cast.provider(Player::CHARLIE, "first", &shipment)?;
	scene.claimed(Player::CHARLIE, 3).await?;

	let mut command = Command::new("node");
	command.current_dir(&folder).args([
		"check.mjs",
		&scene.node.url(),
		&Player::CHARLIE.account().to_string(),
	]);
	let mut check = spawn("client", &mut command, scene.logs())?;
	let status = check.wait(SOON * 2).await?;
	let words = check.log_tail();
	ensure!(status.success(), "the client fails with {status}:\n{words}");
	// Warnings of the client may come after its result.
	let seen: serde_json::Value = words
		.lines()
		.rev()
		.find_map(|line| serde_json::from_str(line).ok().filter(serde_json::Value::is_object))
		.with_context(|| format!("the client printed no result:\n{words}"))?;
	let record = scene.view.provider(&Player::CHARLIE.account()).await?.context("no provider")?;
	assert_eq!(seen["chips"], 3);
	assert_eq!(seen["aggregateKey"], format!("0x{}", hex::encode(record.aggregate_key)));
	assert!(seen["finalizedIn"].as_u64().is_some_and(|block| block > 0), "{seen}");
	assert!(provider.stop(SOON).await?.success());
	Ok(())
}

/// Installs what the lock file names in a folder outside the source tree, once.
async fn installed_client(logs: &Path) -> Result<PathBuf> {
	let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/javascript");
	let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("javascript");
	let stamp = folder.join("installed-lock.json");
	fs::create_dir_all(&folder)?;
	for file in FILES {
		fs::copy(source.join(file), folder.join(file)).with_context(|| file)?;
	}
	let lock = fs::read(source.join("package-lock.json"))?;
	if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
		return Ok(folder);
	}
	let mut command = Command::new("npm");
	command.current_dir(&folder).args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
	let mut npm = spawn("npm", &mut command, logs)?;
	let status = npm.wait(SOON * 3).await?;
	ensure!(status.success(), "`npm ci` fails with {status}:\n{}", npm.log_tail());
	fs::write(&stamp, lock)?;
	Ok(folder)
}

fn spawn(name: &str, command: &mut Command, logs: &Path) -> Result<Process> {
	let log = logs.join(format!("{name}.log"));
	Process::spawn(name, command, &log).map_err(|error| match error {
		LocalError::ProgramMissing(program) => {
			let program = program.display();
			anyhow::anyhow!("no `{program}`: install Node.js 18 or later with npm")
		}
		other => other.into(),
	})
}
