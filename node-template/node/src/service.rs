//! Puts a running node together.

use crate::{
	client,
	consensus::{self, GrandpaNetwork, Pipeline, Running},
	rpc,
};
use futures::FutureExt;
use sc_cli::Result;
use sc_client_api::{Backend as _, BlockBackend};
use sc_consensus_grandpa::{
	grandpa_peers_set_config, protocol_standard_name, warp_proof, FinalityProofProvider,
	SharedVoterState,
};
use sc_network::{
	config::{FullNetworkConfiguration, NetworkBackendType},
	Litep2pNetworkBackend, NetworkBackend, NetworkWorker,
};
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{
	BuildNetworkParams, Configuration, SpawnTasksParams, TaskManager, WarpSyncConfig,
};
use sc_telemetry::{Telemetry, TelemetryWorker};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use std::sync::Arc;
use vajra_runtime::{opaque::Block, Hash};

/// Messages that may wait for a telemetry server.
const TELEMETRY_BUFFER: usize = 16;

/// Starts a node on the network layer that `config` asks for.
///
/// # Errors
///
/// Fails if the database, the consensus, the network or a server cannot start.
pub fn start(config: Configuration) -> Result<TaskManager> {
	match config.network.network_backend {
		NetworkBackendType::Litep2p => start_on::<Litep2pNetworkBackend>(config),
		NetworkBackendType::Libp2p => start_on::<NetworkWorker<Block, Hash>>(config),
	}
}

fn start_on<Network: NetworkBackend<Block, Hash>>(config: Configuration) -> Result<TaskManager> {
	let telemetry = telemetry(&config)?;
	let telemetry_handle = telemetry.as_ref().map(|(_, telemetry)| telemetry.handle());
	let mut chain = client::open(&config, telemetry_handle.clone())?;
	let Pipeline {
		select_chain,
		pool,
		import_queue,
		block_import,
		babe_link,
		babe_worker,
		grandpa_link,
	} = consensus::pipeline(&config, &chain, telemetry_handle.clone())?;
	let mut telemetry = telemetry.map(|(worker, telemetry)| {
		chain.tasks.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});

	// The network, with GRANDPA's protocol and warp sync on it.
	let registry = config.prometheus_registry().cloned();
	let metrics = Network::register_notification_metrics(registry.as_ref());
	let mut network_config =
		FullNetworkConfiguration::<Block, Hash, Network>::new(&config.network, registry.clone());
	let genesis = chain
		.client
		.block_hash(0)?
		.ok_or_else(|| chain.database.blame("there is no genesis block"))?;
	let grandpa_protocol = protocol_standard_name(&genesis, &config.chain_spec);
	let (grandpa_set, grandpa_notifications) = grandpa_peers_set_config::<Block, Network>(
		grandpa_protocol.clone(),
		metrics.clone(),
		network_config.peer_store_handle(),
	);
	network_config.add_notification_protocol(grandpa_set);
	let authority_set = grandpa_link.shared_authority_set().clone();
	let warp_sync = warp_proof::NetworkProvider::new(
		chain.backend.clone(),
		authority_set.clone(),
		// Authority sets that were changed by hand; this chain has none.
		Vec::new(),
	);
	let (network, system_rpc_tx, tx_handler_controller, sync, _bitswap) =
		sc_service::build_network(BuildNetworkParams {
			config: &config,
			net_config: network_config,
			client: chain.client.clone(),
			transaction_pool: pool.clone(),
			spawn_handle: chain.tasks.spawn_handle(),
			spawn_essential_handle: chain.tasks.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(Arc::new(warp_sync))),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;

	if config.offchain_worker.enabled {
		let workers = OffchainWorkers::new(OffchainWorkerOptions {
			runtime_api_provider: chain.client.clone(),
			keystore: Some(chain.keystore.keystore()),
			offchain_db: chain.backend.offchain_storage(),
			transaction_pool: Some(OffchainTransactionPoolFactory::new(pool.clone())),
			network_provider: Arc::new(network.clone()),
			is_validator: config.role.is_authority(),
			enable_http_requests: true,
			custom_extensions: |_| Vec::new(),
		})?;
		chain.tasks.spawn_handle().spawn(
			"offchain-workers",
			Some("offchain-worker"),
			workers.run(chain.client.clone(), chain.tasks.spawn_handle()).boxed(),
		);
	}

	let role = config.role;
	let force_authoring = config.force_authoring;
	let vote = !config.disable_grandpa;
	let name = config.network.node_name.clone();
	let keystore = chain.keystore.keystore();
	let voter_state = SharedVoterState::empty();
	let rpc_sources = rpc::Sources {
		client: chain.client.clone(),
		pool: pool.clone(),
		select_chain: select_chain.clone(),
		chain_spec: config.chain_spec.cloned_box(),
		keystore: keystore.clone(),
		babe_worker,
		authority_set: authority_set.clone(),
		voter_state: voter_state.clone(),
		justifications: grandpa_link.justification_stream(),
		finality_proofs: FinalityProofProvider::new_for_service(
			chain.backend.clone(),
			Some(authority_set),
		),
	};
	sc_service::spawn_tasks(SpawnTasksParams {
		config,
		client: chain.client.clone(),
		backend: chain.backend.clone(),
		task_manager: &mut chain.tasks,
		keystore: keystore.clone(),
		transaction_pool: pool.clone(),
		rpc_builder: Box::new(move |executor| Ok(rpc::module(&rpc_sources, executor)?)),
		network: network.clone(),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: sync.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;

	let running = Running {
		tasks: &chain.tasks,
		keystore,
		sync,
		pool,
		registry: registry.as_ref(),
		telemetry: telemetry_handle,
	};
	if role.is_authority() {
		consensus::start_authoring(
			&running,
			chain.client.clone(),
			select_chain,
			block_import,
			babe_link,
			force_authoring,
		)?;
	}
	if vote {
		let network = GrandpaNetwork {
			protocol: grandpa_protocol,
			network,
			notifications: grandpa_notifications,
			voter_state,
		};
		consensus::start_voting(&running, grandpa_link, network, role, name)?;
	}
	Ok(chain.tasks)
}

/// Connects to the telemetry servers of the chain or of the command line, if there are any.
fn telemetry(
	config: &Configuration,
) -> std::result::Result<Option<(TelemetryWorker, Telemetry)>, sc_service::Error> {
	let endpoints = config.telemetry_endpoints.clone().filter(|endpoints| !endpoints.is_empty());
	let Some(endpoints) = endpoints else { return Ok(None) };
	let worker = TelemetryWorker::new(TELEMETRY_BUFFER)?;
	let telemetry = worker.handle().new_telemetry(endpoints);
	Ok(Some((worker, telemetry)))
}
