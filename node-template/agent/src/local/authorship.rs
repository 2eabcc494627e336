//! Who made which block, and with what right: BABE's side of a chain.

use super::ChainView;
use anyhow::{bail, ensure, Context, Result};
use sp_crypto_hashing::twox_128;
use std::{
	collections::BTreeSet,
	time::{Duration, SystemTime, UNIX_EPOCH},
};
use subxt::{
	config::substrate::H256,
	ext::codec::{Compact, Decode},
	rpcs::client::rpc_params,
};

/// Name of BABE's pallet in the runtime.
const BABE: &str = "Babe";

/// How a header's digest marks what was put in before the block was executed.
const PRE_RUNTIME: u8 = 6;

/// Marks what belongs to BABE in a digest.
const BABE_ENGINE: [u8; 4] = *b"BABE";

/// How BABE's part of a digest marks a slot that was won by weight.
const PRIMARY: u8 = 1;

/// An authority of an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Decode)]
#[codec(crate = subxt::ext::codec)]
pub struct Authority {
	/// Its BABE key.
	pub key: [u8; 32],
	/// How often it makes blocks, against the sum over all authorities.
	pub weight: u64,
}

/// A block as far as its author is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authored {
	/// The block.
	pub number: u64,
	/// Its slot.
	pub slot: u64,
	/// Its epoch.
	pub epoch: u64,
	/// Whether its slot was won by weight, and not given to its author in turn.
	pub primary: bool,
	/// Which one of `authorities` made it.
	pub author: usize,
	/// The authorities of its epoch.
	pub authorities: Vec<Authority>,
}

impl Authored {
	/// The BABE key of its author.
	pub fn author_key(&self) -> Option<[u8; 32]> {
		self.authorities.get(self.author).map(|authority| authority.key)
	}
}

/// Weights of the authorities with these BABE keys, in the order of the keys: the order of a set is
/// that of its election. `None` unless the set has these keys, each once, and no others.
pub fn weights_by_key(authorities: &[Authority], keys: &[[u8; 32]]) -> Option<Vec<u64>> {
	let weight = |key: &[u8; 32]| {
		let found = authorities.iter().find(|authority| authority.key == *key);
		found.map(|authority| authority.weight)
	};
	let weights: Vec<u64> = keys.iter().map(weight).collect::<Option<_>>()?;
	// As many keys as authorities, and each of them found: no other is left, if no key repeats.
	let distinct: BTreeSet<_> = keys.iter().collect();
	(distinct.len() == authorities.len() && keys.len() == authorities.len()).then_some(weights)
}

/// How a chain divides time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
	/// The first slot of the first epoch.
	pub genesis_slot: u64,
	/// Slots of an epoch.
	pub epoch_length: u64,
	/// Length of a slot.
	pub slot: Duration,
}

impl Clock {
	/// The epoch of a moment; the first one for all that is before the chain.
	pub fn epoch_at(&self, moment: SystemTime) -> u64 {
		let since_1970 = moment.duration_since(UNIX_EPOCH).unwrap_or_default();
		let slot = since_1970.as_millis() / self.slot.as_millis().max(1);
		let since_genesis = slot.saturating_sub(self.genesis_slot.into());
		let epoch = since_genesis / u128::from(self.epoch_length.max(1));
		u64::try_from(epoch).unwrap_or(u64::MAX)
	}

	/// The moment in which an epoch starts.
	pub fn start_of(&self, epoch: u64) -> SystemTime {
		let slot = self.genesis_slot.saturating_add(epoch.saturating_mul(self.epoch_length));
		UNIX_EPOCH + self.slot.saturating_mul(u32::try_from(slot).unwrap_or(u32::MAX))
	}
}

/// What BABE's pallet says at a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epochs {
	/// The epoch of the block.
	pub current: u64,
	/// Authorities of that epoch.
	pub authorities: Vec<Authority>,
	/// Authorities announced for the next one.
	pub next_authorities: Vec<Authority>,
	/// First epochs after a gap, with their sessions.
	pub skipped: Vec<(u64, u32)>,
}

impl ChainView {
	/// Who made block `number`, which must be finalised to be sure.
	pub async fn authored(&self, number: u64) -> Result<Authored> {
		let hash: Option<H256> =
			self.rpc().request("chain_getBlockHash", rpc_params![number]).await?;
		let hash = hash.with_context(|| format!("the node has no block {number}"))?;
		let header: serde_json::Value =
			self.rpc().request("chain_getHeader", rpc_params![hash]).await?;
		let PreDigest { kind, author, slot } =
			pre_digest(&header).with_context(|| format!("header of block {number}: {header}"))?;
		let authorities: Vec<Authority> = self.babe("Authorities", hash).await?.unwrap_or_default();
		let author = usize::try_from(author)?;
		ensure!(
			author < authorities.len(),
			"block {number} names author {author} of {} authorities",
			authorities.len()
		);
		let epoch = self.babe("EpochIndex", hash).await?.unwrap_or_default();
		Ok(Authored { number, slot, epoch, primary: kind == PRIMARY, author, authorities })
	}

	/// How the chain divides time. A chain without blocks does not know yet.
	pub async fn clock(&self) -> Result<Clock> {
		let slot: u64 = self.constant(BABE, "ExpectedBlockTime").await?;
		let best = self.best_hash().await?;
		let genesis_slot = self.babe("GenesisSlot", best).await?;
		Ok(Clock {
			genesis_slot: genesis_slot.context("the chain has no block yet")?,
			epoch_length: self.constant(BABE, "EpochDuration").await?,
			slot: Duration::from_millis(slot),
		})
	}

	/// What BABE's pallet says at the best block.
	pub async fn epochs(&self) -> Result<Epochs> {
		let best = self.best_hash().await?;
		Ok(Epochs {
			current: self.babe("EpochIndex", best).await?.unwrap_or_default(),
			authorities: self.babe("Authorities", best).await?.unwrap_or_default(),
			next_authorities: self.babe("NextAuthorities", best).await?.unwrap_or_default(),
			skipped: self.babe("SkippedEpochs", best).await?.unwrap_or_default(),
		})
	}

	async fn best_hash(&self) -> Result<H256> {
		Ok(self.rpc().request("chain_getBlockHash", rpc_params![]).await?)
	}

	/// The bytes under a key of the state at block `at`, if there are any.
	pub async fn raw(&self, key: &[u8], at: H256) -> Result<Option<Vec<u8>>> {
		let key = format!("0x{}", hex::encode(key));
		let value: Option<String> =
			self.rpc().request("state_getStorage", rpc_params![key, at]).await?;
		value.map(|text| unhex(&text)).transpose()
	}

	/// A plain value of a pallet at block `at`, if there is one. Read without the metadata: this is
	/// asked for every block of a long run.
	pub async fn plain<T: Decode>(&self, pallet: &str, item: &str, at: H256) -> Result<Option<T>> {
		let key = [twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat();
		let Some(bytes) = self.raw(&key, at).await? else { return Ok(None) };
		let value = T::decode(&mut &bytes[..])
			.with_context(|| format!("{pallet}::{item} holds something else: {bytes:02x?}"))?;
		Ok(Some(value))
	}

	async fn babe<T: Decode>(&self, item: &str, at: H256) -> Result<Option<T>> {
		self.plain(BABE, item, at).await
	}
}

/// The start that all kinds of BABE's pre-digests share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Decode)]
#[codec(crate = subxt::ext::codec)]
struct PreDigest {
	kind: u8,
	author: u32,
	slot: u64,
}

/// What BABE put into a header.
fn pre_digest(header: &serde_json::Value) -> Result<PreDigest> {
	let logs = header.pointer("/digest/logs").and_then(|logs| logs.as_array());
	for log in logs.context("no digest")? {
		let bytes = unhex(log.as_str().context("a digest that is no text")?)?;
		let Some((&PRE_RUNTIME, mut rest)) = bytes.split_first() else { continue };
		if <[u8; 4]>::decode(&mut rest)? == BABE_ENGINE {
			// The length of what follows.
			Compact::<u32>::decode(&mut rest)?;
			return Ok(PreDigest::decode(&mut rest)?);
		}
	}
	bail!("BABE did not sign its slot")
}

fn unhex(text: &str) -> Result<Vec<u8>> {
	hex::decode(text.trim_start_matches("0x"))
		.with_context(|| format!("the node sent something else than hex: {text}"))
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn clock_tells_epochs_from_moments() {
		let clock = Clock { genesis_slot: 100, epoch_length: 20, slot: Duration::from_secs(3) };
		assert_eq!(clock.start_of(0), UNIX_EPOCH + Duration::from_secs(300));
		assert_eq!(clock.start_of(7), UNIX_EPOCH + Duration::from_secs(720));
		for epoch in 0..5 {
			let start = clock.start_of(epoch);
			assert_eq!(clock.epoch_at(start), epoch);
			assert_eq!(clock.epoch_at(start - Duration::from_millis(1)), epoch.saturating_sub(1));
		}
		assert_eq!(clock.epoch_at(UNIX_EPOCH), 0);
	}

	#[test]
	fn weights_follow_keys_whatever_the_order_of_the_set() {
		let [one, two, three] = [1, 2, 3].map(|key| [key; 32]);
		let authority = |key, weight| Authority { key, weight };
		let set = [authority(two, 20), authority(one, 10)];
		assert_eq!(weights_by_key(&set, &[one, two]), Some(vec![10, 20]));
		assert_eq!(weights_by_key(&set, &[two, one]), Some(vec![20, 10]));
		assert_eq!(weights_by_key(&set, &[one]), None);
		assert_eq!(weights_by_key(&set, &[one, one]), None);
		assert_eq!(weights_by_key(&set, &[one, three]), None);
		assert_eq!(weights_by_key(&set, &[one, two, three]), None);
		assert_eq!(weights_by_key(&[authority(one, 1); 2], &[one, two]), None);
	}

	#[test]
	fn pre_digest_is_found_and_read() {
		// Another engine's, then BABE's with an output and a proof of 96 bytes.
		let other = format!("0x06{}0401", hex::encode(b"aura"));
		let babe = format!(
			"0x06{}b501{}{}{}{}",
			hex::encode(b"BABE"),
			"01",
			"02000000",
			"0807060504030201",
			"00".repeat(96),
		);
		let header = json!({ "digest": { "logs": [other, "0x08", babe] } });
		let expected = PreDigest { kind: PRIMARY, author: 2, slot: 0x0102_0304_0506_0708 };
		assert_eq!(pre_digest(&header).unwrap(), expected);
	}

	#[test]
	fn pre_digest_of_another_engine_is_refused() {
		let header = json!({ "digest": { "logs": ["0x08"] } });
		assert!(pre_digest(&header).is_err());
		assert!(pre_digest(&json!({})).is_err());
	}
}
