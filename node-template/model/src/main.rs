//! Serves the model, or trains it again.

use anyhow::Context;
use clap::{Parser, Subcommand};
use std::{
	io::Write,
	net::SocketAddr,
	path::{Path, PathBuf},
};
use vajra_model::{
	server::{told_to_stop, Server},
	Behaviour, Model, SEED,
};

/// A small model for the operators of AI services.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
	#[command(subcommand)]
	command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
	/// Answers over HTTP until it is told to stop. The address is the only line on the output.
	Serve {
		/// Where to listen; port 0 is any that is free.
		#[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
		listen: SocketAddr,
		/// Answer wrongly, to play a liar.
		#[arg(long)]
		lie: bool,
		/// Be off by half a millimetre at most, as the sensor with this seed is.
		#[arg(long, value_name = "SEED")]
		noise: Option<u64>,
	},
	/// Makes the weights, and says how good they are.
	Train {
		/// The folder to put them in.
		#[arg(long, value_name = "FOLDER", default_value = "weights")]
		out: PathBuf,
		/// The seed. With that of the shipped weights it makes them again, byte for byte.
		#[arg(long, default_value_t = SEED)]
		seed: u64,
	},
}

fn main() -> anyhow::Result<()> {
	match Cli::parse().command {
		Command::Serve { listen, lie, noise } => serve(listen, Behaviour { lie, noise }),
		Command::Train { out, seed } => train(&out, seed),
	}
}

fn serve(listen: SocketAddr, behaviour: Behaviour) -> anyhow::Result<()> {
	let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
	runtime.block_on(async {
		let bound = Server::bind(listen, behaviour).await;
		let server = bound.with_context(|| format!("cannot listen at {listen}"))?;
		say(&serde_json::json!({ "listening": server.address().to_string() }))?;
		server
			.run(async {
				if let Err(error) = told_to_stop().await {
					eprintln!("cannot wait for signals: {error}");
				}
			})
			.await;
		Ok(())
	})
}

fn train(out: &Path, seed: u64) -> anyhow::Result<()> {
	let model = Model::train(seed);
	model.save(out).with_context(|| format!("cannot write to {}", out.display()))?;
	let rainfall = model.rainfall.accuracy();
	say(&serde_json::json!({
		"rainfall": { "error_mm": rainfall.error, "error_of_mean_mm": rainfall.error_of_mean },
		"reports": { "right": model.reports.accuracy() },
	}))
}

/// A line on the output, at once: somebody may wait for it.
fn say(line: &serde_json::Value) -> anyhow::Result<()> {
	let mut out = std::io::stdout().lock();
	writeln!(out, "{line}")?;
	Ok(out.flush()?)
}
