//! JSON-RPC of this node beyond what every node of the SDK serves.
//!
//! `sc-service` adds chain, state, author, system, offchain and the `chainHead`, `chainSpec`,
//! `transaction` and `archive` groups by itself.

use crate::{
	client::Client,
	consensus::{SelectChain, TransactionPool},
	database::Backend,
};
use jsonrpsee::RpcModule;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_consensus_babe::BabeWorkerHandle;
use sc_consensus_babe_rpc::{Babe, BabeApiServer};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_rpc::SubscriptionTaskExecutor;
use sc_service::ChainSpec;
use sc_sync_state_rpc::{SyncState, SyncStateApiServer};
use sp_keystore::KeystorePtr;
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};
use vajra_runtime::{opaque::Block, BlockNumber, Hash};

/// What the RPC answers from.
pub struct Sources {
	/// The client.
	pub client: Arc<Client>,
	/// The transactions that wait for a block.
	pub pool: Arc<TransactionPool>,
	/// The fork choice.
	pub select_chain: SelectChain,
	/// The chain specification in use.
	pub chain_spec: Box<dyn ChainSpec>,
	/// The session keys of this node.
	pub keystore: KeystorePtr,
	/// Answers questions about epochs; kept alive here for as long as the node serves RPC.
	pub babe_worker: BabeWorkerHandle<Block>,
	/// The GRANDPA authorities.
	pub authority_set: SharedAuthoritySet<Hash, BlockNumber>,
	/// What the GRANDPA voter is doing.
	pub voter_state: SharedVoterState,
	/// Finality proofs as they are made.
	pub justifications: GrandpaJustificationStream<Block>,
	/// Finality proofs of the past.
	pub finality_proofs: Arc<FinalityProofProvider<Backend, Block>>,
}

/// Builds the module that is served beside the SDK's own.
///
/// # Errors
///
/// Fails if two groups claim one method name, or the chain specification has no place for a light
/// client's state.
pub fn module(
	sources: &Sources,
	executor: SubscriptionTaskExecutor,
) -> Result<RpcModule<()>, Box<dyn std::error::Error + Send + Sync>> {
	let client = &sources.client;
	let mut module = RpcModule::new(());
	module.merge(System::new(client.clone(), sources.pool.clone()).into_rpc())?;
	module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
	module.merge(
		Babe::new(
			client.clone(),
			sources.babe_worker.clone(),
			sources.keystore.clone(),
			sources.select_chain.clone(),
		)
		.into_rpc(),
	)?;
	module.merge(
		Grandpa::new(
			executor,
			sources.authority_set.clone(),
			sources.voter_state.clone(),
			sources.justifications.clone(),
			sources.finality_proofs.clone(),
		)
		.into_rpc(),
	)?;
	module.merge(
		SyncState::new(
			sources.chain_spec.cloned_box(),
			client.clone(),
			sources.authority_set.clone(),
			sources.babe_worker.clone(),
		)?
		.into_rpc(),
	)?;
	Ok(module)
}
