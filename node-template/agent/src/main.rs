//! The agent's program.

use clap::Parser;
use std::process::ExitCode;
use vajra_agent::cli::{self, Cli};

#[tokio::main]
async fn main() -> ExitCode {
	match cli::run(Cli::parse()).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("error: {error}");
			ExitCode::FAILURE
		}
	}
}
