//! The chain as the agent sees it.
//!
//! Everything that depends on the client library or on the runtime's metadata is in here; the
//! rest of the agent speaks in plain types that are re-exported from here.

mod calls;
mod codegen;
mod equivocation;
mod error;
mod heads;
mod provider;
mod read;
mod rental;
pub mod services;
mod staking;
mod submit;
mod types;

pub use equivocation::{
	BabeEvidence, EvidenceError, GrandpaEvidence, ReportError, Reported as Equivocation,
	SealedHeader,
};
pub use error::{ChainError, Refusal, SubmitError};
pub use heads::{Follower, Heads};
pub use provider::{Answer, Backing, Batch, Provider, Retirement, Slot};
pub use read::At;
pub use rental::{
	Bid, Delivery, Ending, Held, Kind, Lease, Need, Offer, Order, OrderState, Outcome, Placed,
	Query, Ranked, Rated, Reputation, Settled, Split, Terms, Weights, RENTAL,
};
pub use staking::{
	Candidate, Delegated, Delegation, EraIndex, Eras, NodeKeys, PaidOut, Punished, Reward, Seat,
	Stake, Standing, Unbonding, Undelegated, STAKING,
};
pub use submit::{Included, Until, MORTAL_FOR};
pub use types::*;

/// Records for tests.
#[cfg(test)]
pub(crate) mod testing {
	pub(crate) use super::{provider::testing::*, rental::testing::*, types::testing::*};
}

use sp_core::H256;
use std::{
	iter,
	sync::{atomic::AtomicBool, Arc},
	time::{Duration, Instant},
};
use subxt::{
	backend::LegacyBackend,
	config::{Header, RpcConfigFor},
	rpcs::{
		client::reconnecting_rpc_client::{ExponentialBackoff, PingConfig, RpcClient},
		LegacyRpcMethods,
	},
	OnlineClient,
};

/// Signs the agent's transactions.
pub type Signer = subxt_signer::sr25519::Keypair;

/// Name of the attestation pallet in the runtime.
pub const PALLET: &str = "ComputeAttestation";

/// The chain's shape: `MultiAddress` without account indices, Blake2-256, sr25519 and friends.
type Config = subxt::PolkadotConfig;

/// Time between two attempts to reach a node that is not there yet.
const RETRY_EVERY: Duration = Duration::from_millis(500);

/// Longest pause between two attempts to re-establish a connection. Shorter than the shortest
/// response window, so that a restart of the node does not cost a round.
const RECONNECT_WITHIN: Duration = Duration::from_secs(1);

/// Entries that one request of a storage walk asks for.
const PAGE: u32 = 256;

/// A connection to a node, re-established by itself when it breaks.
#[derive(Clone)]
pub struct Chain {
	url: String,
	client: OnlineClient<Config>,
	rpc: LegacyRpcMethods<RpcConfigFor<Config>>,
	/// The connection behind, for what the methods do not cover.
	raw: subxt::rpcs::RpcClient,
	/// Whether the heads are being followed, as far as is known.
	in_sight: Arc<AtomicBool>,
}

impl std::fmt::Debug for Chain {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_struct("Chain").field("url", &self.url).finish_non_exhaustive()
	}
}

impl Chain {
	/// Connects to the node at `url` and checks that its runtime is the right one.
	///
	/// A node that is not there yet is awaited for `patience`, or for ever where that is `None`.
	pub async fn connect(url: &str, patience: Option<Duration>) -> Result<Self, ChainError> {
		if !(url.starts_with("ws://") || url.starts_with("wss://")) {
			let reason = "it must start with ws:// or wss://".into();
			return Err(ChainError::InvalidUrl { url: url.into(), reason });
		}
		await_node(url, patience).await?;
		let unreachable = |reason: String| ChainError::Unreachable { url: url.into(), reason };
		let rpc = RpcClient::builder()
			.retry_policy(ExponentialBackoff::from_millis(10).max_delay(RECONNECT_WITHIN))
			.enable_ws_ping(PingConfig::new().ping_interval(Duration::from_secs(10)))
			.request_timeout(Duration::from_secs(30))
			.build(url)
			.await
			.map_err(|error| unreachable(error.to_string()))?;
		let rpc = subxt::rpcs::RpcClient::new(rpc);
		let backend = LegacyBackend::builder().storage_page_size(PAGE).build(rpc.clone());
		let config = Config::builder().use_historic_types(false).build();
		let client = OnlineClient::from_backend_with_config(config, Arc::new(backend))
			.await
			.map_err(subxt::Error::from)?;
		let raw = rpc.clone();
		let rpc = LegacyRpcMethods::new(rpc);
		let chain = Self { url: url.into(), client, rpc, raw, in_sight: Arc::default() };
		chain.best().await?.limits()?;
		Ok(chain)
	}

	/// The node's URL.
	pub fn url(&self) -> &str {
		&self.url
	}

	/// Hash of block 0, which every signed message of the chips names.
	pub fn genesis(&self) -> H256 {
		self.client.genesis_hash()
	}

	/// Tells whether the heads are being followed: not before a follower has seen one, and not while
	/// the connection is lost.
	pub fn in_sight(&self) -> Arc<AtomicBool> {
		self.in_sight.clone()
	}

	/// Is the block one of the node's best chain?
	pub async fn is_canonical(&self, block: BlockId) -> Result<bool, ChainError> {
		let hash = self.rpc.chain_get_block_hash(Some(block.number.into())).await?;
		Ok(hash == Some(block.hash))
	}

	/// The chain's name.
	pub async fn name(&self) -> Result<String, ChainError> {
		Ok(self.rpc.system_chain().await?)
	}

	/// Is the node still catching up with the network?
	pub async fn is_syncing(&self) -> Result<bool, ChainError> {
		Ok(self.rpc.system_health().await?.is_syncing)
	}

	/// The state at the head of the best chain.
	pub async fn best(&self) -> Result<At, ChainError> {
		let hash = self.rpc.chain_get_block_hash(None).await?;
		self.at_hash(hash.ok_or_else(|| ChainError::Node("it knows no best block".into()))?).await
	}

	/// The state at the last finalised block.
	pub async fn finalized(&self) -> Result<At, ChainError> {
		let hash = self.rpc.chain_get_finalized_head().await?;
		self.at_hash(hash).await
	}

	/// The state at a block.
	pub async fn at(&self, block: BlockId) -> Result<At, ChainError> {
		let inner = self
			.client
			.at_block_hash_and_number(
				subxt::backend::BlockRef::from_hash(block.hash),
				block.number.into(),
			)
			.await
			.map_err(subxt::Error::from)?;
		Ok(At { block, inner })
	}

	/// The state at the best chain's block of a number.
	pub async fn at_number(&self, number: BlockNumber) -> Result<At, ChainError> {
		let hash = self.rpc.chain_get_block_hash(Some(number.into())).await?;
		let hash = hash.ok_or_else(|| ChainError::Node(format!("it knows no block {number}")))?;
		self.at(BlockId { number, hash }).await
	}

	/// Calls an RPC method that the client library does not know.
	async fn request<T: serde::de::DeserializeOwned>(
		&self,
		method: &str,
		params: subxt::rpcs::client::RpcParams,
	) -> Result<T, ChainError> {
		Ok(self.raw.request(method, params).await?)
	}

	async fn at_hash(&self, hash: H256) -> Result<At, ChainError> {
		let header = self.rpc.chain_get_header(Some(hash)).await?;
		let header =
			header.ok_or_else(|| ChainError::Node(format!("it has no header of {hash:?}")))?;
		self.at(BlockId { number: block_number(header.number())?, hash }).await
	}

	/// Does the node behind the URL still run the chain that we connected to?
	async fn check_genesis(&self) -> Result<(), ChainError> {
		let found = self.rpc.genesis_hash().await?;
		let expected = self.genesis();
		if found == expected {
			Ok(())
		} else {
			Err(ChainError::OtherChain { expected, found })
		}
	}
}

/// Waits until something at `url` speaks WebSocket.
async fn await_node(url: &str, patience: Option<Duration>) -> Result<(), ChainError> {
	let started = Instant::now();
	let mut told = None::<Instant>;
	loop {
		let probe = RpcClient::builder()
			.retry_policy(iter::empty::<Duration>())
			.connection_timeout(Duration::from_secs(5))
			.build(url)
			.await;
		let reason = match probe {
			Ok(_) => return Ok(()),
			Err(error) => error.to_string(),
		};
		if patience.is_some_and(|patience| started.elapsed() >= patience) {
			return Err(ChainError::Unreachable { url: url.into(), reason });
		}
		if told.is_none_or(|at| at.elapsed() > Duration::from_secs(10)) {
			tracing::warn!(url, %reason, "no node there yet, trying on");
			told = Some(Instant::now());
		}
		tokio::time::sleep(RETRY_EVERY).await;
	}
}

/// The bytes of a text that a node sent.
fn unhex(text: &str) -> Result<Vec<u8>, ChainError> {
	from_hex(text).map_err(|error| ChainError::Node(format!("it sent no hex: {error}")))
}

/// The bytes of a text, with or without 0x before it.
fn from_hex(text: &str) -> Result<Vec<u8>, hex::FromHexError> {
	let digits = text.trim();
	hex::decode(digits.strip_prefix("0x").unwrap_or(digits))
}

/// A block's number as the runtime counts it.
fn block_number(number: u64) -> Result<BlockNumber, ChainError> {
	BlockNumber::try_from(number)
		.map_err(|_| ChainError::Incompatible(format!("block number {number} is beyond 32 bits")))
}
