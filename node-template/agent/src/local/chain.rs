//! A reader of a chain, independent of what the agents believe.

use super::records::{
	AbsenceReported, AuthorsEqual, AuthorsWeighed, ChallengeRecord, ComputeProved, Head, History,
	ProveCall, ProviderRecord, ProviderReinstated, ProviderSlashed, ProviderSuspended,
	SubmittedProof, TallyRecord,
};
use anyhow::{anyhow, Context, Result};
use std::sync::Arc;
use subxt::{
	backend::LegacyBackend,
	client::OfflineClientAtBlockT,
	config::substrate::H256,
	dynamic,
	events::Phase,
	ext::scale_decode::DecodeAsType,
	extrinsics::Extrinsic,
	rpcs::{client::rpc_params, RpcClient},
	utils::AccountId32,
	OnlineClient, OnlineClientAtBlock, PolkadotConfig,
};

/// Name of the pallet in the runtime.
pub const PALLET: &str = "ComputeAttestation";

/// Reads a chain's blocks, events and state over RPC.
#[derive(Clone, Debug)]
pub struct ChainView {
	rpc: RpcClient,
	api: OnlineClient<PolkadotConfig>,
}

impl ChainView {
	/// Connects to a node of a local chain.
	pub async fn connect(url: &str) -> Result<Self> {
		let rpc = RpcClient::from_insecure_url(url)
			.await
			.with_context(|| format!("no connection to the node at {url}"))?;
		// The plain RPC methods: they read any block, not only the latest ones.
		let backend = LegacyBackend::<PolkadotConfig>::builder().build(rpc.clone());
		let api = OnlineClient::from_backend(Arc::new(backend)).await?;
		Ok(Self { rpc, api })
	}

	/// The client behind, to submit transactions with.
	pub fn api(&self) -> &OnlineClient<PolkadotConfig> {
		&self.api
	}

	/// The plain RPC connection behind.
	pub fn rpc(&self) -> &RpcClient {
		&self.rpc
	}

	/// Hash of block 0.
	pub fn genesis(&self) -> H256 {
		self.api.genesis_hash()
	}

	/// The heights.
	pub async fn head(&self) -> Result<Head> {
		let finalized: H256 = self.rpc.request("chain_getFinalizedHead", rpc_params![]).await?;
		// In this order: finality advances between the two answers, the best block first.
		let finalized = self.number(Some(finalized)).await?;
		let best = self.number(None).await?;
		Ok(Head { best, finalized })
	}

	async fn number(&self, hash: Option<H256>) -> Result<u64> {
		let header: serde_json::Value =
			self.rpc.request("chain_getHeader", rpc_params![hash]).await?;
		let number = header.get("number").and_then(|number| number.as_str()).unwrap_or_default();
		u64::from_str_radix(number.trim_start_matches("0x"), 16)
			.with_context(|| format!("the node sent a header without a number: {header}"))
	}

	/// The chain at its best block, finalised or not.
	pub async fn at_best(&self) -> Result<OnlineClientAtBlock<PolkadotConfig>> {
		let best: H256 = self.rpc.request("chain_getBlockHash", rpc_params![]).await?;
		let number = self.number(Some(best)).await?;
		Ok(self.api.at_block_hash_and_number(best, number).await?)
	}

	/// A provider's record in the best block.
	pub async fn provider(&self, provider: &AccountId32) -> Result<Option<ProviderRecord>> {
		let address = dynamic::storage::<([u8; 32],), ProviderRecord>(PALLET, "Providers");
		let best = self.at_best().await?;
		let value = best.storage().try_fetch(address, (provider.0,)).await?;
		value.map(|value| value.decode().map_err(Into::into)).transpose()
	}

	/// The latest challenge in the best block, open or closed.
	pub async fn challenge(&self) -> Result<Option<ChallengeRecord>> {
		let address = dynamic::storage::<(), ChallengeRecord>(PALLET, "Challenge");
		let best = self.at_best().await?;
		let value = best.storage().try_fetch(address, ()).await?;
		value.map(|value| value.decode().map_err(Into::into)).transpose()
	}

	/// What was proved in a validator's name, in the best block.
	pub async fn tally(&self, validator: &AccountId32) -> Result<TallyRecord> {
		let address = dynamic::storage::<([u8; 32],), TallyRecord>(PALLET, "Tallies");
		let best = self.at_best().await?;
		let value = best.storage().try_fetch(address, (validator.0,)).await?;
		Ok(value.map(|value| value.decode()).transpose()?.unwrap_or_default())
	}

	/// A constant of the runtime.
	pub async fn constant<T: DecodeAsType>(&self, pallet: &str, name: &str) -> Result<T> {
		let best = self.at_best().await?;
		Ok(best.constants().entry(dynamic::constant::<T>(pallet, name))?)
	}

	/// What the canonical blocks `from..=to` say about attestation.
	pub async fn history(&self, from: u64, to: u64) -> Result<History> {
		let mut history = History::default();
		for number in from..=to {
			self.read_block(number, &mut history)
				.await
				.with_context(|| format!("block {number} cannot be read"))?;
		}
		Ok(history)
	}

	/// The `prove` extrinsics that wait in the node's pool.
	pub async fn pending_proofs(&self) -> Result<Vec<SubmittedProof>> {
		let pending: Vec<String> =
			self.rpc.request("author_pendingExtrinsics", rpc_params![]).await?;
		let pending: Vec<Vec<u8>> = pending
			.iter()
			.map(|text| hex::decode(text.trim_start_matches("0x")))
			.collect::<Result<_, _>>()
			.context("the node sent an extrinsic that is not hex")?;
		let best = self.at_best().await?;
		let mut proofs = Vec::new();
		for extrinsic in best.extrinsics().from_bytes(pending).await.iter() {
			proofs.extend(proof(&extrinsic?, None, false)?);
		}
		Ok(proofs)
	}

	async fn read_block(&self, number: u64, history: &mut History) -> Result<()> {
		let block = self.api.at_block(number).await?;
		let events = block.events().fetch().await?;
		let mut succeeded = Vec::new();
		for event in events.iter() {
			let event = event?;
			match (event.pallet_name(), event.event_name()) {
				(PALLET, "ComputeProved") => {
					history.proved.push(event.decode_fields_unchecked_as::<ComputeProved>()?)
				}
				(PALLET, "AbsenceReported") => {
					history.reports.push(event.decode_fields_unchecked_as::<AbsenceReported>()?)
				}
				(PALLET, "ProviderSlashed") => {
					history.slashed.push(event.decode_fields_unchecked_as::<ProviderSlashed>()?)
				}
				(PALLET, "ProviderSuspended") => {
					history.suspended.push(event.decode_fields_unchecked_as::<ProviderSuspended>()?)
				}
				(PALLET, "ProviderReinstated") => history
					.reinstated
					.push(event.decode_fields_unchecked_as::<ProviderReinstated>()?),
				(PALLET, "AuthorsWeighed") => {
					let event = event.decode_fields_unchecked_as::<AuthorsWeighed>()?;
					history.weighed.push((number, event));
				}
				(PALLET, "AuthorsEqual") => {
					let event = event.decode_fields_unchecked_as::<AuthorsEqual>()?;
					history.equal.push((number, event));
				}
				("System", "ExtrinsicSuccess") => {
					if let Phase::ApplyExtrinsic(index) = event.phase() {
						succeeded.push(index as usize);
					}
				}
				_ => {}
			}
		}
		for extrinsic in block.extrinsics().fetch().await?.iter() {
			let extrinsic = extrinsic?;
			let accepted = succeeded.contains(&extrinsic.index());
			history.proofs.extend(proof(&extrinsic, Some(number), accepted)?);
		}
		Ok(())
	}
}

/// The proof in an extrinsic, if it is one.
fn proof<C: OfflineClientAtBlockT<PolkadotConfig>>(
	extrinsic: &Extrinsic<'_, PolkadotConfig, C>,
	block: Option<u64>,
	accepted: bool,
) -> Result<Option<SubmittedProof>> {
	if (extrinsic.pallet_name(), extrinsic.call_name()) != (PALLET, "prove") {
		return Ok(None);
	}
	let call = extrinsic.decode_call_data_fields_unchecked_as::<ProveCall>()?;
	Ok(Some(SubmittedProof {
		block,
		provider: signer(extrinsic.address_bytes())?,
		round: call.round,
		absent: call.absent,
		signature: call.signature,
		accepted,
	}))
}

/// The account behind an extrinsic's address: the id variant of a multi-address.
fn signer(address: Option<&[u8]>) -> Result<AccountId32> {
	match address {
		Some([0, id @ ..]) => Ok(AccountId32(id.try_into().context("a short account id")?)),
		other => Err(anyhow!("a proof with an unknown kind of sender: {other:?}")),
	}
}
