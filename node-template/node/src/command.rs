//! Does what the command line asks for.

use crate::{
	cli::{Cli, Subcommand},
	client::{self, Client},
	consensus,
	database::{Backend, Database},
	preflight, service,
};
use sc_cli::{Error, Result, SubstrateCli};
use std::sync::Arc;
use vajra_runtime::opaque::Block;

/// Reads the command line and does what it says.
///
/// # Errors
///
/// Whatever keeps the command from its end, in words for people.
pub fn run() -> Result<()> {
	let cli = Cli::parse_or_exit();
	match &cli.subcommand {
		None => run_node(&cli),
		Some(Subcommand::Key(cmd)) => cmd.run(&cli),
		Some(Subcommand::Sign(cmd)) => cmd.run(),
		Some(Subcommand::Verify(cmd)) => cmd.run(),
		Some(Subcommand::Vanity(cmd)) => cmd.run(),
		Some(Subcommand::ExportChainSpec(cmd)) => cmd.run(cli.load_spec(&cmd.chain)?),
		Some(Subcommand::ChainInfo(cmd)) => cli.create_runner(cmd)?.sync_run(|config| {
			let database = Database::of(&config);
			cmd.run::<Block>(&config).map_err(|error| database.blame(error))
		}),
		Some(Subcommand::PurgeChain(cmd)) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.database))
		}
		Some(Subcommand::CheckBlock(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let chain = client::open(&config, None)?;
			let pipeline = consensus::pipeline(&config, &chain, None)?;
			let work = cmd.run(chain.client, pipeline.import_queue);
			let keep = pipeline.babe_worker;
			Ok((async move { work.await.map(|()| drop(keep)) }, chain.tasks))
		}),
		Some(Subcommand::ImportBlocks(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let chain = client::open(&config, None)?;
			let pipeline = consensus::pipeline(&config, &chain, None)?;
			let work = cmd.run(chain.client, pipeline.import_queue);
			let keep = pipeline.babe_worker;
			Ok((async move { work.await.map(|()| drop(keep)) }, chain.tasks))
		}),
		Some(Subcommand::ExportBlocks(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let chain = client::open(&config, None)?;
			Ok((cmd.run(chain.client, config.database), chain.tasks))
		}),
		Some(Subcommand::ExportState(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let chain = client::open(&config, None)?;
			Ok((cmd.run(chain.client, config.chain_spec), chain.tasks))
		}),
		Some(Subcommand::Revert(cmd)) => cli.create_runner(cmd)?.async_run(|config| {
			let chain = client::open(&config, None)?;
			// What BABE and GRANDPA noted about the blocks has to go with them.
			let forget = Box::new(|client: Arc<Client>, backend: Arc<Backend>, blocks| {
				sc_consensus_babe::revert(client.clone(), backend, blocks)?;
				sc_consensus_grandpa::revert(client, blocks)?;
				Ok(())
			});
			Ok((cmd.run(chain.client, chain.backend, Some(forget)), chain.tasks))
		}),
	}
}

fn run_node(cli: &Cli) -> Result<()> {
	let shared = &cli.run.shared_params;
	if shared.chain.is_none() && !shared.dev {
		return Err(Error::Application(
			"no chain is given. Use --dev for a chain of one's own on this machine, --chain local \
			 or --chain staging, or --chain <file> with a chain specification"
				.into(),
		));
	}
	cli.create_runner(&cli.run)?.run_node_until_exit(|mut config| async move {
		preflight::ports(&mut config).map_err(|error| Error::Application(error.into()))?;
		service::start(config)
	})
}
