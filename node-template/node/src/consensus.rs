//! BABE and GRANDPA: how blocks come in, are made, and become final.

use crate::{
	client::{Chain, Client},
	database::Backend,
	equivocation,
	warp::WithoutWarpProofs,
};
use sc_cli::Result;
use sc_consensus::{BlockImport, DefaultImportQueue, LongestChain};
use sc_consensus_babe::{BabeLink, BabeWorkerHandle, SlotProportion};
use sc_consensus_grandpa::{ThreeQuartersOfTheUnfinalizedChain, VotingRulesBuilder};
use sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging;
use sc_network::{
	config::Role, service::traits::NetworkService, types::ProtocolName, NotificationService,
};
use sc_network_sync::SyncingService;
use sc_service::{Configuration, TaskManager};
use sc_telemetry::TelemetryHandle;
use sc_transaction_pool::TransactionPoolHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_babe::{inherents::InherentDataProvider as BabeInherent, SlotDuration};
use sp_keystore::KeystorePtr;
use std::{sync::Arc, time::Duration};
use substrate_prometheus_endpoint::Registry;
use vajra_runtime::opaque::Block;

/// The fork choice: the longest chain, counted by BABE in primary slots.
pub type SelectChain = LongestChain<Backend, Block>;

/// The transactions that wait for a block.
pub type TransactionPool = TransactionPoolHandle<Block, Client>;

/// Ties the GRANDPA voter to the import of blocks.
pub type GrandpaLink = sc_consensus_grandpa::LinkHalf<Block, Client, SelectChain>;

/// Finality proofs are kept, and served to peers, at least once in this many blocks.
const JUSTIFICATION_PERIOD: u32 = 512;

/// How long GRANDPA expects a vote to travel to all voters.
const GOSSIP_DURATION: Duration = Duration::from_millis(333);

/// The share of a slot that goes into making the block; the rest is for sending it.
const PROPOSAL_SHARE_OF_SLOT: f32 = 0.5;

/// Everything between the client and the network.
pub struct Pipeline<Import> {
	/// The fork choice.
	pub select_chain: SelectChain,
	/// The transactions that wait for a block.
	pub pool: Arc<TransactionPool>,
	/// Verifies and imports blocks of others.
	pub import_queue: DefaultImportQueue<Block>,
	/// Imports our own blocks.
	pub block_import: Import,
	/// BABE's view of epochs.
	pub babe_link: BabeLink<Block>,
	/// Answers questions about epochs. BABE's worker, an essential task, ends with its last handle.
	pub babe_worker: BabeWorkerHandle<Block>,
	/// For the GRANDPA voter.
	pub grandpa_link: GrandpaLink,
}

/// Builds the import pipeline: BABE checks and weighs a block, GRANDPA watches it for changes of
/// the authority set, the client executes it.
///
/// The transaction pool is part of it: a BABE equivocation that is seen on the way is reported by a
/// transaction.
///
/// # Errors
///
/// Fails if the consensus data in the database or the runtime's configuration cannot be read.
pub fn pipeline(
	config: &Configuration,
	chain: &Chain,
	telemetry: Option<TelemetryHandle>,
) -> Result<
	Pipeline<impl BlockImport<Block, Error = sp_consensus::Error> + Clone + Send + Sync + 'static>,
> {
	let client = chain.client.clone();
	let select_chain = LongestChain::new(chain.backend.clone());
	let pool = Arc::new(
		sc_transaction_pool::Builder::new(
			chain.tasks.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);

	let (grandpa_import, grandpa_link) = sc_consensus_grandpa::block_import(
		client.clone(),
		JUSTIFICATION_PERIOD,
		&client,
		select_chain.clone(),
		telemetry.clone(),
	)
	.map_err(|error| chain.database.blame(error))?;
	let babe_config =
		sc_consensus_babe::configuration(&*client).map_err(|error| chain.database.blame(error))?;
	let slot_duration = babe_config.slot_duration();
	let (babe_import, babe_link) = sc_consensus_babe::block_import(
		babe_config,
		grandpa_import.clone(),
		client.clone(),
		move |_, ()| async move { Ok(slot_and_time(slot_duration)) },
		select_chain.clone(),
		OffchainTransactionPoolFactory::new(equivocation::Discard),
	)?;
	let block_import = equivocation::Reporting::new(
		WithoutWarpProofs(babe_import),
		client.clone(),
		select_chain.clone(),
		babe_link.clone(),
		OffchainTransactionPoolFactory::new(pool.clone()),
	);
	let (import_queue, babe_worker) =
		sc_consensus_babe::import_queue(sc_consensus_babe::ImportQueueParams {
			link: babe_link.clone(),
			block_import: block_import.clone(),
			justification_import: Some(Box::new(grandpa_import)),
			client,
			slot_duration,
			spawner: &chain.tasks.spawn_essential_handle(),
			registry: config.prometheus_registry(),
			telemetry,
		})?;

	Ok(Pipeline {
		select_chain,
		pool,
		import_queue,
		block_import,
		babe_link,
		babe_worker,
		grandpa_link,
	})
}

/// The inherent data of a block: the time, and the slot it falls into.
fn slot_and_time(
	slot_duration: SlotDuration,
) -> (BabeInherent, sp_timestamp::InherentDataProvider) {
	let time = sp_timestamp::InherentDataProvider::from_system_time();
	(BabeInherent::from_timestamp_and_slot_duration(*time, slot_duration), time)
}

/// What the author of blocks and the voter both need of the running node.
pub struct Running<'a> {
	/// Where tasks are spawned.
	pub tasks: &'a TaskManager,
	/// The session keys of this node.
	pub keystore: KeystorePtr,
	/// Whether the node is syncing, and its events.
	pub sync: Arc<SyncingService<Block>>,
	/// The transactions that wait for a block.
	pub pool: Arc<TransactionPool>,
	/// Where metrics are registered.
	pub registry: Option<&'a Registry>,
	/// Where events are reported.
	pub telemetry: Option<TelemetryHandle>,
}

/// Starts to make blocks in the slots that this node's keys win.
///
/// # Errors
///
/// Fails if BABE cannot start.
pub fn start_authoring<Import>(
	running: &Running<'_>,
	client: Arc<Client>,
	select_chain: SelectChain,
	block_import: Import,
	babe_link: BabeLink<Block>,
	force_authoring: bool,
) -> Result<()>
where
	Import: BlockImport<Block, Error = sp_consensus::Error> + Send + Sync + 'static,
{
	let slot_duration = babe_link.config().slot_duration();
	let proposer = sc_basic_authorship::ProposerFactory::new(
		running.tasks.spawn_handle(),
		client.clone(),
		running.pool.clone(),
		running.registry,
		running.telemetry.clone(),
	);
	let worker = sc_consensus_babe::start_babe(sc_consensus_babe::BabeParams {
		keystore: running.keystore.clone(),
		client,
		select_chain,
		env: proposer,
		block_import,
		sync_oracle: running.sync.clone(),
		justification_sync_link: running.sync.clone(),
		create_inherent_data_providers: move |_, ()| async move { Ok(slot_and_time(slot_duration)) },
		force_authoring,
		// Without finality a long unfinalised chain helps nobody; slow down until it is back.
		backoff_authoring_blocks: Some(BackoffAuthoringOnFinalizedHeadLagging::default()),
		babe_link,
		block_proposal_slot_portion: SlotProportion::new(PROPOSAL_SHARE_OF_SLOT),
		max_block_proposal_slot_portion: None,
		telemetry: running.telemetry.clone(),
	})
	.map_err(sc_service::Error::from)?;
	running.tasks.spawn_essential_handle().spawn_blocking(
		"babe-author",
		Some("block-authoring"),
		worker,
	);
	Ok(())
}

/// GRANDPA's end of the network.
pub struct GrandpaNetwork {
	/// The name of the protocol, which holds the genesis hash.
	pub protocol: ProtocolName,
	/// All of the network.
	pub network: Arc<dyn NetworkService>,
	/// Votes and commits from and to peers.
	pub notifications: Box<dyn NotificationService>,
	/// For the RPC: what the voter is doing.
	pub voter_state: sc_consensus_grandpa::SharedVoterState,
}

/// Starts the GRANDPA voter. A node that is no authority follows the votes and casts none.
///
/// Equivocations it sees are reported by transactions.
///
/// # Errors
///
/// Fails if GRANDPA cannot start.
pub fn start_voting(
	running: &Running<'_>,
	link: GrandpaLink,
	network: GrandpaNetwork,
	role: Role,
	name: String,
) -> Result<()> {
	let GrandpaNetwork { protocol, network, notifications, voter_state } = network;
	let config = sc_consensus_grandpa::Config {
		gossip_duration: GOSSIP_DURATION,
		justification_generation_period: JUSTIFICATION_PERIOD,
		name: Some(name),
		observer_enabled: false,
		keystore: role.is_authority().then(|| running.keystore.clone()),
		local_role: role,
		telemetry: running.telemetry.clone(),
		protocol_name: protocol,
	};
	let voter = sc_consensus_grandpa::run_grandpa_voter(sc_consensus_grandpa::GrandpaParams {
		config,
		link,
		network,
		sync: running.sync.clone(),
		notification_service: notifications,
		// Without the default rule that holds back two blocks, which would cost two block times. Votes
		// for blocks that are given up are settled by GRANDPA on what they have in common.
		voting_rule: VotingRulesBuilder::new().add(ThreeQuartersOfTheUnfinalizedChain).build(),
		prometheus_registry: running.registry.cloned(),
		shared_voter_state: voter_state,
		telemetry: running.telemetry.clone(),
		offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(running.pool.clone()),
	})?;
	running.tasks.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
	Ok(())
}
