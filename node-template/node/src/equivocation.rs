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
	check_equivocation_proof, AuthorityIndex, BabeApi, Epoch as RuntimeEpoch, EquivocationProof,
	Slot,
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
		let found = match block.origin {
			ConsensusBroadcast | NetworkBroadcast | Own => {
				self.reporter.look_at(block.post_header())
			}
			_ => Ok(None),
		};
		let imported = self.inner.import_block(block).await;
		// Now that its state is there: if the block opens a session, no earlier one knows that.
		let reported = match found {
			Ok(Some(proof)) => self.reporter.report(proof).await,
			Ok(None) => Ok(()),
			Err(error) => Err(error),
		};
		// A report that fails must not keep a good block out.
		if let Err(error) = reported {
			log::warn!(target: "babe", "An equivocation could not be reported: {error}");
		}
		imported
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
	/// The proof of an equivocation, if the header is the second of its author and slot.
	fn look_at(&self, header: Header) -> Result<Option<EquivocationProof<Header>>, Failure> {
		let digest = find_pre_digest::<Block>(&header)?;
		let (slot, author) = (digest.slot(), digest.authority_index());
		let first = {
			let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
			seen.note(slot, author, &header)
		};
		let Some(first_header) = first else { return Ok(None) };

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
		Ok(Some(proof))
	}

	async fn report(&self, proof: EquivocationProof<Header>) -> Result<(), Failure> {
		let best = self.select_chain.best_chain().await?.hash();
		let (first, second, slot) = (&proof.first_header, &proof.second_header, proof.slot);
		// The report goes into the best chain, so its word counts first.
		let states = [best, second.hash(), first.hash(), second.parent_hash, first.parent_hash];
		let epoch = |at: Hash| BabeApi::current_epoch(&*self.client.runtime_api(), at).ok();
		let at = of_session(slot, states, epoch)
			.ok_or_else(|| format!("no state of the session of slot {slot} is known"))?;
		let api = self.client.runtime_api();
		let offender = proof.offender.clone();
		let owner = BabeApi::generate_key_ownership_proof(&*api, at, slot, offender)?
			.ok_or_else(|| format!("{} is no authority", proof.offender))?;
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

/// The first of some blocks whose state is in the epoch of a slot, and so in its session. Only such a
/// state proves whose a key was then; any other makes up a proof all the same, which the chain refuses.
/// The block before the one that opens a session is no such one.
fn of_session(
	slot: Slot,
	blocks: impl IntoIterator<Item = Hash>,
	epoch_at: impl Fn(Hash) -> Option<RuntimeEpoch>,
) -> Option<Hash> {
	blocks.into_iter().find(|block| epoch_at(*block).is_some_and(|epoch| contains(&epoch, slot)))
}

fn contains(epoch: &RuntimeEpoch, slot: Slot) -> bool {
	let since = u64::from(slot).checked_sub(epoch.start_slot.into());
	since.is_some_and(|since| since < epoch.duration)
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
	use sp_consensus_babe::{AllowedSlots, BabeEpochConfiguration};
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

	/// An epoch of ten slots.
	fn epoch(start: u64) -> RuntimeEpoch {
		RuntimeEpoch {
			epoch_index: 0,
			start_slot: start.into(),
			duration: 10,
			authorities: vec![],
			randomness: Default::default(),
			config: BabeEpochConfiguration { c: (1, 4), allowed_slots: AllowedSlots::PrimarySlots },
		}
	}

	fn block(number: u8) -> Hash {
		Hash::repeat_byte(number)
	}

	/// The state of block n is in the epoch that starts with slot 10n; of blocks from 9 on it is lost.
	fn asked(slot: u64, blocks: &[u8]) -> Option<u8> {
		let epoch_at = |at: Hash| {
			let number = at.as_bytes()[0];
			(number < 9).then(|| epoch(10 * u64::from(number)))
		};
		let blocks = blocks.iter().copied().map(block);
		of_session(slot.into(), blocks, epoch_at).map(|at| at.as_bytes()[0])
	}

	#[test]
	fn epoch_contains_its_slots() {
		for (slot, inside) in [(0, false), (19, false), (20, true), (29, true), (30, false)] {
			assert_eq!(contains(&epoch(20), slot.into()), inside, "{slot}");
		}
	}

	#[test]
	fn block_that_opens_a_session_is_proved_by_its_own_state() {
		// Its parent is in the epoch before.
		assert_eq!(asked(20, &[2, 1]), Some(2));
		assert_eq!(asked(20, &[1, 2, 1]), Some(2));
		// Nothing is better than a proof of another session.
		assert_eq!(asked(20, &[1, 1]), None);
		assert_eq!(asked(20, &[]), None);
	}

	#[test]
	fn state_of_the_slots_session_is_asked_wherever_the_chain_is_now() {
		// The best chain is one session ahead, or has lost that state.
		assert_eq!(asked(25, &[3, 2, 2]), Some(2));
		assert_eq!(asked(25, &[9, 3, 2]), Some(2));
		// Skipped epochs: the parent is far behind.
		assert_eq!(asked(75, &[7, 7, 1]), Some(7));
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
