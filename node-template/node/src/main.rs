//! The chain node: BABE and GRANDPA over the reference runtime.

#![warn(missing_docs)]
// The SDK's own error type; it is returned a few times in the life of a process.
#![allow(clippy::result_large_err)]

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
mod warp;

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
