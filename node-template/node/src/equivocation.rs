//! Reports authorities that sign two blocks for one slot.
//!
//! The import of `sc-consensus-babe` 0.60 looks for them, too, but only after the verifier has taken
//! the seals off the headers. Its reports hold no signatures, so the chain refuses each of them
//! with `InvalidEquivocationProof`. Here the headers keep their seals. BABE's own import gets
//! [`Discard`] for a transaction pool; once it keeps the seals, both can go.

use crate::{client::Client, consensus::SelectChain};
use async_trait::async_trait;
use sc_consensus::{BlockCheckParams, BlockImport, BlockImportParams, ImportResult};
use sc_consensus_babe::{find_pre_digest, BabeLink, Epoch};
use sc_consensus_epochs::descendent_query;
use sc_transaction_pool_api::{
	error::Error as PoolError, LocalTransactionPool, OffchainTransactionPoolFactory,
};
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_consensus::{BlockOrigin, SelectChain as _};
use sp_consensus_babe::{
	check_equivocation_proof, AuthorityIndex, BabeApi, EquivocationProof, Slot,
};
use std::{
	collections::{BTreeMap, HashMap},
	sync::{Arc, Mutex, PoisonError},
};
use vajra_runtime::{
	opaque::{Block, Header, UncheckedExtrinsic},
	Hash,
};

/// For how many slots back headers are kept. Who signs a block for an older slot gains nothing: it
/// is long final.
const SLOTS_KEPT: u64 = 1_000;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Imports blocks, and reports their authors where two are for the same slot.
#[derive(Clone)]
pub struct Reporting<Import> {
	inner: Import,
	reporter: Arc<Reporter>,
}

impl<Import> Reporting<Import> {
	/// Looks at blocks on their way into `inner`, and reports through `pool`.
	pub fn new(
		inner: Import,
		client: Arc<Client>,
		select_chain: SelectChain,
		babe: BabeLink<Block>,
		pool: OffchainTransactionPoolFactory<Block>,
	) -> Self {
		let seen = Mutex::default();
		let reporter = Reporter { client, select_chain, babe, pool, seen };
		Self { inner, reporter: Arc::new(reporter) }
	}
}

#[async_trait]
impl<Import> BlockImport<Block> for Reporting<Import>
where
	Import: BlockImport<Block, Error = sp_consensus::Error> + Send + Sync,
{
	type Error = sp_consensus::Error;

	async fn check_block(
		&self,
		block: BlockCheckParams<Block>,
	) -> Result<ImportResult, Self::Error> {
		self.inner.check_block(block).await
	}

	async fn import_block(
		&self,
		block: BlockImportParams<Block>,
	) -> Result<ImportResult, Self::Error> {
		// Only blocks as they are made: a report about history would come too late.
		use BlockOrigin::{ConsensusBroadcast, NetworkBroadcast, Own};
		if matches!(block.origin, ConsensusBroadcast | NetworkBroadcast | Own) {
			// A report that fails must not keep a good block out.
			if let Err(error) = self.reporter.look_at(block.post_header()).await {
				log::warn!(target: "babe", "An equivocation could not be reported: {error}");
			}
		}
		self.inner.import_block(block).await
	}
}

struct Reporter {
	client: Arc<Client>,
	select_chain: SelectChain,
	babe: BabeLink<Block>,
	pool: OffchainTransactionPoolFactory<Block>,
	seen: Mutex<Seen>,
}

impl Reporter {
	async fn look_at(&self, header: Header) -> Result<(), Failure> {
		let digest = find_pre_digest::<Block>(&header)?;
		let (slot, author) = (digest.slot(), digest.authority_index());
		let first = {
			let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
			seen.note(slot, author, &header)
		};
		let Some(first_header) = first else { return Ok(()) };

		let parent = header.parent_hash;
		let offender = self.authority(&header, slot, author)?;
		let proof = EquivocationProof {
			offender: offender.clone(),
			slot,
			first_header,
			second_header: header,
		};
		if !check_equivocation_proof(proof.clone()) {
			return Err(format!("{offender} did not sign both headers of slot {slot}").into());
		}
		log::warn!(
			target: "babe",
			"{offender} equivocates: it made {} and {} for slot {slot}",
			proof.first_header.hash(),
			proof.second_header.hash(),
		);

		let best = self.select_chain.best_chain().await?.hash();
		// The session of the block knows whose key it is. If the block opens a session, its parent
		// is still in the one before, and the best block is the better one to ask.
		let owner = |at: Hash| {
			let api = self.client.runtime_api();
			BabeApi::generate_key_ownership_proof(&*api, at, slot, offender.clone())
		};
		let owner = match owner(parent)? {
			Some(owner) => owner,
			None => owner(best)?.ok_or_else(|| format!("{offender} is no authority"))?,
		};
		let mut api = self.client.runtime_api();
		api.register_extension(self.pool.offchain_transaction_pool(best));
		BabeApi::submit_report_equivocation_unsigned_extrinsic(&*api, best, proof, owner)?
			.ok_or_else(|| "the runtime does not take the report".into())
	}

	/// Who was authority number `author` when `header` was made.
	fn authority(
		&self,
		header: &Header,
		slot: Slot,
		author: AuthorityIndex,
	) -> Result<sp_consensus_babe::AuthorityId, Failure> {
		let epoch = self.babe.epoch_changes().shared_data().epoch_data_for_child_of(
			descendent_query(&*self.client),
			&header.parent_hash,
			header.number.saturating_sub(1),
			slot,
			|slot| Epoch::genesis(self.babe.config(), slot),
		)?;
		let authorities = epoch.as_ref().map_or(&[][..], |epoch| &epoch.authorities[..]);
		let (authority, _weight) = usize::try_from(author)
			.ok()
			.and_then(|author| authorities.get(author))
			.ok_or_else(|| format!("there is no authority {author} in slot {slot}"))?;
		Ok(authority.clone())
	}
}

/// The headers of the last slots.
#[derive(Default)]
struct Seen(BTreeMap<Slot, HashMap<AuthorityIndex, Entry>>);

enum Entry {
	One(Box<Header>),
	/// One report is enough, however many more blocks there are.
	Reported,
}

impl Seen {
	/// Notes a header; the other one of the same author and slot, if this is the second.
	fn note(&mut self, slot: Slot, author: AuthorityIndex, header: &Header) -> Option<Header> {
		let latest = self.0.last_key_value().map_or(slot, |(latest, _)| (*latest).max(slot));
		let oldest = latest.saturating_sub(SLOTS_KEPT);
		if slot < oldest {
			return None;
		}
		self.0 = self.0.split_off(&oldest);
		let authors = self.0.entry(slot).or_default();
		match authors.insert(author, Entry::Reported) {
			None => {
				authors.insert(author, Entry::One(Box::new(header.clone())));
				None
			}
			// A block can come more than once.
			Some(Entry::One(first)) if first.hash() == header.hash() => {
				authors.insert(author, Entry::One(first));
				None
			}
			Some(Entry::One(first)) => Some(*first),
			Some(Entry::Reported) => None,
		}
	}
}

/// A transaction pool that takes everything and keeps nothing.
pub struct Discard;

impl LocalTransactionPool for Discard {
	type Block = Block;
	type Hash = Hash;
	type Error = PoolError;

	fn submit_local(&self, _: Hash, _: UncheckedExtrinsic) -> Result<Hash, PoolError> {
		Ok(Hash::default())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_runtime::traits::Header as _;

	fn header(number: u32, state: u8) -> Header {
		let state = Hash::repeat_byte(state);
		Header::new(number, Hash::zero(), state, Hash::zero(), Default::default())
	}

	#[test]
	fn second_block_of_a_slot_is_found_once() {
		let mut seen = Seen::default();
		assert_eq!(seen.note(5.into(), 0, &header(1, 1)), None);
		assert_eq!(seen.note(5.into(), 0, &header(1, 2)), Some(header(1, 1)));
		assert_eq!(seen.note(5.into(), 0, &header(1, 3)), None);
	}

	#[test]
	fn same_block_again_is_no_equivocation() {
		let mut seen = Seen::default();
		assert_eq!(seen.note(5.into(), 0, &header(1, 1)), None);
		assert_eq!(seen.note(5.into(), 0, &header(1, 1)), None);
		assert_eq!(seen.note(5.into(), 0, &header(1, 2)), Some(header(1, 1)));
	}

	#[test]
	fn other_authors_and_other_slots_are_apart() {
		let mut seen = Seen::default();
		assert_eq!(seen.note(5.into(), 0, &header(1, 1)), None);
		assert_eq!(seen.note(5.into(), 1, &header(1, 2)), None);
		assert_eq!(seen.note(6.into(), 0, &header(2, 3)), None);
	}

	#[test]
	fn only_recent_slots_are_kept() {
		let mut seen = Seen::default();
		assert_eq!(seen.note(1.into(), 0, &header(1, 1)), None);
		assert_eq!(seen.note((2 + SLOTS_KEPT).into(), 0, &header(2, 2)), None);
		assert_eq!(seen.0.len(), 1);
		assert_eq!(seen.note(1.into(), 0, &header(1, 3)), None);
		assert_eq!(seen.0.len(), 1);
	}
}
