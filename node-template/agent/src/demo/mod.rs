//! `vajra-agent demo`: a chain, a vendor, two providers, a watcher, a delegator and a validator that
//! signs twice, played for real.
//!
//! A node and the agents run as processes of their own, as they would on different machines, and
//! everything that the summary states is read from the chain. Nothing is left running.

mod ledger;
mod progress;
mod rent;
mod service;
mod stake;
mod story;
mod summary;

use anyhow::{bail, Context, Result};
use clap::Args;
use progress::Progress;
use std::{env, fs, path::PathBuf, time::Instant};
use story::Story;
use summary::Summary;

/// Arguments of `demo`.
#[derive(Args, Clone, Debug)]
pub struct DemoArgs {
	/// The node's program; by default `vajra-node` beside this program.
	#[arg(long, value_name = "FILE")]
	pub node: Option<PathBuf>,
	/// Folder for summary.json and the logs.
	#[arg(long, value_name = "FOLDER", default_value = "target/demo")]
	pub out: PathBuf,
}

/// Plays the story and writes `summary.json`, also when something does not hold; then the
/// result is an error.
pub async fn run(args: DemoArgs) -> Result<()> {
	let agent = env::current_exe().context("the path of this program is unknown")?;
	let node = match args.node {
		Some(node) => node,
		None => agent.with_file_name("vajra-node"),
	};
	let logs = args.out.join("logs");
	if logs.exists() {
		fs::remove_dir_all(&logs)
			.with_context(|| format!("old logs cannot be removed: {}", logs.display()))?;
	}
	let file = args.out.join("summary.json");
	if file.exists() {
		// A summary of an earlier run must not pass for this one's.
		fs::remove_file(&file)
			.with_context(|| format!("the old {} cannot be removed", file.display()))?;
	}
	fs::create_dir_all(&logs).with_context(|| format!("no folder {}", logs.display()))?;

	let started = Instant::now();
	let mut progress = Progress::start(story::STEPS);
	let mut story = Story::new(node, agent, &logs)?;
	let outcome = tokio::select! {
		outcome = story.play(&mut progress) => outcome,
		signal = interrupted() => signal.and_then(|()| bail!("interrupted")),
	};
	// Measured before anything stops; a chain that is gone already keeps what was seen last.
	let (measured, read) = story.measure().await;
	let stopped = story.stop().await;
	let held = outcome.and(read).and_then(|()| story::check(&measured));
	let failure = held.and(stopped).err();
	if let Some(error) = &failure {
		progress.fail(&format!("{error:#}"));
	}
	let summary = Summary::new(failure.is_none(), started.elapsed(), progress.finish(), measured);
	let text = serde_json::to_string_pretty(&summary).context("the summary cannot be encoded")?;
	fs::write(&file, text + "\n")
		.with_context(|| format!("{} cannot be written", file.display()))?;
	println!("\n{}", summary.table());
	println!("Summary: {}\nLogs:    {}", file.display(), logs.display());
	match failure {
		None => Ok(()),
		Some(error) => {
			// The whole of it, which may quote a log, has been shown by then.
			let text = format!("{error:#}");
			let cause = text.lines().next().unwrap_or_default();
			bail!("the demo failed: {cause} (logs: {})", logs.display())
		}
	}
}

/// Resolves at the first Ctrl-C, termination or hang-up signal.
async fn interrupted() -> Result<()> {
	#[cfg(unix)]
	{
		use tokio::signal::unix::{signal, SignalKind};
		let mut terminate = signal(SignalKind::terminate())?;
		let mut hang_up = signal(SignalKind::hangup())?;
		tokio::select! {
			result = tokio::signal::ctrl_c() => result?,
			_ = terminate.recv() => {},
			_ = hang_up.recv() => {},
		}
	}
	#[cfg(not(unix))]
	tokio::signal::ctrl_c().await?;
	Ok(())
}
