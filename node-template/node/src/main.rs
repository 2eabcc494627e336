//! The chain node: BABE and GRANDPA over the reference runtime.

#![warn(missing_docs)]

mod chain_spec;
mod cli;
mod client;
mod command;
mod consensus;
mod database;
mod equivocation;
mod preflight;
mod rpc;
mod service;

use std::process::ExitCode;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		}
	}
}
