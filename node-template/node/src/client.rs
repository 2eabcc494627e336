//! The client on top of the database: all that commands without a network need.

use crate::database::{Backend, Database};
use sc_cli::Result;
use sc_executor::WasmExecutor;
use sc_service::{Configuration, GenesisBlockBuilder, KeystoreContainer, TaskManager};
use sc_telemetry::TelemetryHandle;
use std::sync::Arc;
use vajra_runtime::{opaque::Block, RuntimeApi};

/// What the runtime may call. The runtime only ever runs as WASM, whatever is linked in.
type HostFunctions = sp_io::SubstrateHostFunctions;

/// Executes and imports blocks, and answers calls of the runtime's API.
pub type Client = sc_service::TFullClient<Block, RuntimeApi, WasmExecutor<HostFunctions>>;

/// An opened chain.
pub struct Chain {
	/// The client.
	pub client: Arc<Client>,
	/// The database under the client.
	pub backend: Arc<Backend>,
	/// Where the database is.
	pub database: Database,
	/// The session keys of this node.
	pub keystore: KeystoreContainer,
	/// Spawns and ends the node's tasks.
	pub tasks: TaskManager,
}

/// Opens the chain that `config` describes, and writes its genesis if the database is new.
///
/// # Errors
///
/// Fails if the database cannot be opened or read, or the runtime refuses the genesis.
pub fn open(config: &Configuration, telemetry: Option<TelemetryHandle>) -> Result<Chain> {
	let executor = sc_service::new_wasm_executor::<HostFunctions>(&config.executor);
	let database = Database::of(config);
	let backend = database.open(config)?;
	let genesis = GenesisBlockBuilder::new(
		config.chain_spec.as_storage_builder(),
		!config.no_genesis(),
		backend.clone(),
		executor.clone(),
	)?;
	let (client, backend, keystore, tasks) =
		sc_service::new_full_parts_with_genesis_builder::<Block, RuntimeApi, _, _>(
			config, telemetry, executor, backend, genesis, false,
		)
		.map_err(|error| database.blame(error))?;
	Ok(Chain { client: Arc::new(client), backend, database, keystore, tasks })
}
