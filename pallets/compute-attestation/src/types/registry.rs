//! Vendors, models, manifests and chips.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::BoundedVec;
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use vajra_primitives::{
	ChipIndex, ChipKey, ChipSignature, ComputeUnits, ManifestId, ModelId, RoundIndex, SerialHash,
};

/// Longest name of a vendor or model, in bytes.
pub type NameLimit = ConstU32<64>;
/// A vendor's or model's name, UTF-8 by convention.
pub type Name = BoundedVec<u8, NameLimit>;
/// Longest Merkle proof: manifests hold up to 2³² − 1 chips.
pub type ProofLimit = ConstU32<32>;
/// Longest encrypted private key, in bytes.
pub type EncryptedKeyLimit = ConstU32<64>;

/// A maker of chips, admitted by governance.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Vendor {
	/// Its name.
	pub name: Name,
	/// Since governance has withdrawn its trust, for good: the first round in which its chips owe
	/// nothing.
	pub revoked: Option<RoundIndex>,
	/// How many models it has registered.
	pub models: u32,
	/// How many manifests it has published.
	pub manifests: u32,
}

/// A chip model.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Model<AccountId> {
	/// Its vendor.
	pub vendor: AccountId,
	/// Its name.
	pub name: Name,
	/// Rated compute of one chip.
	pub units: ComputeUnits,
	/// Since its vendor has revoked it, for good: the first round in which its chips owe nothing.
	pub revoked: Option<RoundIndex>,
}

/// One shipment of chips: a Merkle root over serial hashes and keys.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Manifest<BlockNumber> {
	/// The model of all its chips.
	pub model: ModelId,
	/// Merkle root over [`vajra_primitives::manifest_leaf`] of each chip.
	pub root: H256,
	/// Number of leaves.
	pub chips: u32,
	/// First block at which its chips can no longer be claimed.
	pub expires_at: BlockNumber,
	/// Since its vendor has revoked it, for good: the first round in which its chips owe nothing.
	pub revoked: Option<RoundIndex>,
	/// How many of its chips are claimed now.
	pub claimed: u32,
}

/// A claimed chip.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Chip<AccountId> {
	/// Its owner.
	pub provider: AccountId,
	/// Its place among its owner's chips.
	pub index: ChipIndex,
	/// Hash of its serial number.
	pub serial: SerialHash,
	/// `PriKEnc`: its private key, readable by its own secure element only.
	pub encrypted_key: BoundedVec<u8, EncryptedKeyLimit>,
}

/// What a round needs to know of one of a provider's chips.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Slot<Balance> {
	/// The chip.
	pub key: ChipKey,
	/// The manifest it came with.
	pub manifest: ManifestId,
	/// Its rated compute.
	pub units: ComputeUnits,
	/// First round in which its power counts.
	pub counts_from: RoundIndex,
	/// What was put on hold for it, planck.
	pub collateral: Balance,
}

/// Proof that a chip belongs to a manifest.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ManifestEntry {
	/// The chip's key.
	pub key: ChipKey,
	/// Hash of its serial number.
	pub serial: SerialHash,
	/// Number of its leaf.
	pub leaf: u32,
	/// Siblings from the leaf up.
	pub proof: BoundedVec<H256, ProofLimit>,
}

/// One chip in a claim.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ChipClaim {
	/// The chip and its proof against the manifest.
	pub entry: ManifestEntry,
	/// `PriKEnc`, kept for the owner.
	pub encrypted_key: BoundedVec<u8, EncryptedKeyLimit>,
	/// The chip's signature over [`vajra_primitives::Possession`].
	pub possession: ChipSignature,
}
