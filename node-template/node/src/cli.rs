//! What can be typed after `vajra-node`.

use crate::chain_spec;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use sc_cli::SubstrateCli;
use sc_service::ChainSpec;

/// The command line: a subcommand, or the options of a running node.
#[derive(Debug, clap::Parser)]
pub struct Cli {
	/// Work to do instead of running a node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// Options of a running node.
	#[command(flatten)]
	pub run: sc_cli::RunCmd,
}

/// Everything the binary does besides running a node.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
	/// Generate, inspect and insert keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Sign a message with a secret key.
	Sign(sc_cli::SignCmd),

	/// Verify the signature of a message.
	Verify(sc_cli::VerifyCmd),

	/// Search for an address with a given pattern.
	Vanity(sc_cli::VanityCmd),

	/// Write a chain specification: `dev`, `local`, `staging` or a file.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Print the head, the finalised block and the genesis of a database as JSON.
	ChainInfo(sc_cli::ChainInfoCmd),

	/// Execute a block of the database once more.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Write the state at a block as a chain specification.
	ExportState(sc_cli::ExportStateCmd),

	/// Read blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Remove the database of a chain. Keys stay.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Take back unfinalised blocks.
	Revert(sc_cli::RevertCmd),
}

impl Cli {
	/// Reads the command line; prints help, version or what is wrong with it, and exits, where
	/// there is nothing to run.
	pub fn parse_or_exit() -> Self {
		<Self as SubstrateCli>::try_from_iter(std::env::args_os())
			.unwrap_or_else(|error| explain(error).exit())
	}
}

/// RocksDB is what most nodes of this kind know, so its absence deserves a word.
fn explain(mut error: clap::Error) -> clap::Error {
	let wants_rocksdb = error.kind() == ErrorKind::InvalidValue
		&& matches!(
			error.get(ContextKind::InvalidValue),
			Some(ContextValue::String(value)) if value.eq_ignore_ascii_case("rocksdb"),
		);
	if wants_rocksdb {
		error.remove(ContextKind::SuggestedValue);
		error.insert(
			ContextKind::Suggested,
			ContextValue::StyledStrs(vec![
				"RocksDB is not built into this node; leave the option out or use paritydb".into(),
			]),
		);
	}
	error
}

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Vajra Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		"the issue tracker of the repository this node was built from".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn ChainSpec>, String> {
		chain_spec::load(id)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn options_do_not_contradict_each_other() {
		Cli::command().debug_assert();
	}
}
