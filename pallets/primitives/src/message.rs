//! What chips sign, byte for byte.
//!
//! Each message starts with a domain of its own that names its purpose and version, followed by
//! the genesis hash of the chain, so that a signature made for one purpose, chain, account or
//! round is worth nothing for another. All payloads are SCALE.

use crate::{ChipIndex, ChipKey, ModelId, RoundIndex, SerialHash};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use sp_core::H256;

/// Domain of [`Possession`].
pub const POSSESSION_DOMAIN: &[u8; 24] = b"vajra/poci/possession/v1";

/// Domain of [`Transfer`].
pub const TRANSFER_DOMAIN: &[u8; 22] = b"vajra/poci/transfer/v1";

/// Domain of [`CatStatement`].
pub const CAT_DOMAIN: &[u8; 19] = b"vajra/cat/answer/v1";

/// Domain of a manifest's leaves.
pub const LEAF_DOMAIN: &[u8; 22] = b"vajra/manifest/leaf/v1";

/// A chip states that its owner may claim it: the proof of possession behind a claim.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Possession<AccountId> {
	/// Hash of the chain's block 0.
	pub genesis: H256,
	/// The account that claims the chip.
	pub provider: AccountId,
	/// How many claims the account has made before, so that no proof serves twice: an earlier
	/// owner cannot take a chip back with the proof it once claimed it with.
	pub claim: u32,
	/// The chip's own public key.
	pub chip: ChipKey,
}

impl<AccountId: Encode> Possession<AccountId> {
	/// The bytes that the chip signs, in sr25519's `substrate` context.
	pub fn payload(&self) -> Vec<u8> {
		(POSSESSION_DOMAIN, self).encode()
	}
}

/// A claimed chip states that it has a new owner.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Transfer<AccountId> {
	/// Hash of the chain's block 0.
	pub genesis: H256,
	/// The account that holds the chip's claim.
	pub from: AccountId,
	/// The account that takes it over.
	pub to: AccountId,
	/// How many claims the new owner has made before, so that no proof serves twice.
	pub claim: u32,
	/// The chip's own public key.
	pub chip: ChipKey,
	/// Seed of the latest challenge, so that who gives a chip away cannot keep a proof for later.
	pub seed: H256,
}

impl<AccountId: Encode> Transfer<AccountId> {
	/// The bytes that the chip signs, in sr25519's `substrate` context.
	pub fn payload(&self) -> Vec<u8> {
		(TRANSFER_DOMAIN, self).encode()
	}
}

/// All chips of a provider, but the absent ones, state that they answer a challenge.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct CatStatement<AccountId> {
	/// Hash of the chain's block 0.
	pub genesis: H256,
	/// The account whose chips answer.
	pub provider: AccountId,
	/// The round of the challenge.
	pub round: RoundIndex,
	/// The challenge's seed, unknown before the challenge opened.
	pub seed: H256,
	/// Chips that do not answer, ascending.
	pub absent: Vec<ChipIndex>,
}

impl<AccountId: Encode> CatStatement<AccountId> {
	/// The bytes that the chips sign together, in sr25519's `substrate` context.
	pub fn payload(&self) -> Vec<u8> {
		(CAT_DOMAIN, self).encode()
	}
}

/// The leaf of a chip in its manifest's Merkle tree.
///
/// Its length differs from that of two joined hashes, so that no inner node can pass for a leaf.
pub fn manifest_leaf(model: ModelId, serial: &SerialHash, key: &ChipKey) -> Vec<u8> {
	(LEAF_DOMAIN, model, serial, key).encode()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn statement() -> CatStatement<u64> {
		CatStatement {
			genesis: H256::repeat_byte(1),
			provider: 2,
			round: 3,
			seed: H256::repeat_byte(4),
			absent: alloc::vec![5, 6],
		}
	}

	#[test]
	fn payloads_are_pinned() {
		let possession = Possession {
			genesis: H256::repeat_byte(1),
			provider: 2u64,
			claim: 7,
			chip: ChipKey::from_raw([3; 32]),
		};
		assert_eq!(
			hex::encode(possession.payload()),
			[
				&hex::encode(POSSESSION_DOMAIN)[..],
				&"01".repeat(32),
				"0200000000000000",
				"07000000",
				&"03".repeat(32)
			]
			.concat()
		);
		let transfer = Transfer {
			genesis: H256::repeat_byte(1),
			from: 2u64,
			to: 4,
			claim: 7,
			chip: ChipKey::from_raw([3; 32]),
			seed: H256::repeat_byte(5),
		};
		assert_eq!(
			hex::encode(transfer.payload()),
			[
				&hex::encode(TRANSFER_DOMAIN)[..],
				&"01".repeat(32),
				"0200000000000000",
				"0400000000000000",
				"07000000",
				&"03".repeat(32),
				&"05".repeat(32)
			]
			.concat()
		);
		assert_eq!(
			hex::encode(statement().payload()),
			[
				&hex::encode(CAT_DOMAIN)[..],
				&"01".repeat(32),
				"0200000000000000",
				"03000000",
				&"04".repeat(32),
				"08",
				"05000000",
				"06000000"
			]
			.concat()
		);
	}

	#[test]
	fn each_field_changes_the_payload() {
		let base = statement();
		let variants = [
			CatStatement { genesis: H256::zero(), ..base.clone() },
			CatStatement { provider: 9, ..base.clone() },
			CatStatement { round: 9, ..base.clone() },
			CatStatement { seed: H256::zero(), ..base.clone() },
			CatStatement { absent: alloc::vec![5], ..base.clone() },
		];
		for variant in variants {
			assert_ne!(variant.payload(), base.payload());
		}
	}

	#[test]
	fn leaf_cannot_be_an_inner_node() {
		let leaf = manifest_leaf(1, &SerialHash::repeat_byte(2), &ChipKey::from_raw([3; 32]));
		assert_ne!(leaf.len(), 2 * 32);
	}
}
