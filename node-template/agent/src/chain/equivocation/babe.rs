//! Two blocks for one slot.

use super::{decode, EvidenceError, Which};
use sp_core::H256;
use sp_crypto_hashing::blake2_256;
use subxt::ext::{
	codec::{self, Decode, Encode},
	scale_encode::{self, EncodeAsType},
};
use subxt_signer::sr25519::{self, Keypair, PublicKey, Signature};

/// Marks what belongs to BABE in a digest.
const ENGINE: [u8; 4] = *b"BABE";

/// A block's header, with the seal of its author at the end of its digest.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, EncodeAsType)]
#[codec(crate = codec)]
#[encode_as_type(crate_path = "scale_encode")]
pub struct SealedHeader {
	parent_hash: [u8; 32],
	#[codec(compact)]
	number: u32,
	state_root: [u8; 32],
	extrinsics_root: [u8; 32],
	digest: Digest,
}

#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, EncodeAsType)]
#[codec(crate = codec)]
#[encode_as_type(crate_path = "scale_encode")]
struct Digest {
	logs: Vec<DigestItem>,
}

#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, EncodeAsType)]
#[codec(crate = codec)]
#[encode_as_type(crate_path = "scale_encode")]
enum DigestItem {
	#[codec(index = 0)]
	Other(Vec<u8>),
	#[codec(index = 4)]
	Consensus([u8; 4], Vec<u8>),
	#[codec(index = 5)]
	Seal([u8; 4], Vec<u8>),
	#[codec(index = 6)]
	PreRuntime([u8; 4], Vec<u8>),
	#[codec(index = 8)]
	RuntimeEnvironmentUpdated,
}

/// The start that all kinds of BABE's pre-digests share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Decode)]
#[codec(crate = codec)]
struct PreDigest {
	_kind: u8,
	author: u32,
	slot: u64,
}

impl SealedHeader {
	/// Reads a header from the hex of its SCALE encoding.
	pub fn from_hex(text: &str) -> Result<Self, EvidenceError> {
		decode("the header", text)
	}

	/// The hex of its SCALE encoding.
	pub fn to_hex(&self) -> String {
		format!("0x{}", hex::encode(self.encode()))
	}

	/// Puts a header together from what `chain_getHeader` answers.
	pub fn from_json(json: &serde_json::Value) -> Result<Self, EvidenceError> {
		let wrong =
			|reason: String| EvidenceError::Undecodable { what: "the node's header", reason };
		let text = |path: &str| {
			let found = json.pointer(path).and_then(|value| value.as_str());
			found.ok_or_else(|| wrong(format!("it has no {path}")))
		};
		let hash = |path: &str| decode::<[u8; 32]>("the node's header", text(path)?);
		let number = text("/number")?.trim_start_matches("0x");
		let logs = json.pointer("/digest/logs").and_then(|logs| logs.as_array());
		let logs = logs.ok_or_else(|| wrong("it has no digest".into()))?;
		let logs = logs.iter().map(|log| {
			let log = log.as_str().ok_or_else(|| wrong("its digest is no text".into()))?;
			decode("the node's header", log)
		});
		Ok(Self {
			parent_hash: hash("/parentHash")?,
			number: u32::from_str_radix(number, 16).map_err(|error| wrong(error.to_string()))?,
			state_root: hash("/stateRoot")?,
			extrinsics_root: hash("/extrinsicsRoot")?,
			digest: Digest { logs: logs.collect::<Result<_, _>>()? },
		})
	}

	/// The block's hash.
	pub fn hash(&self) -> H256 {
		blake2_256(&self.encode()).into()
	}

	/// The block's number.
	pub fn number(&self) -> u32 {
		self.number
	}

	/// The header of another block for the same slot, on the same parent, with another content; signed
	/// with `key`, which is the author's if the chain is to take it for evidence.
	///
	/// This is what an equivocation looks like. For demonstrations and tests.
	pub fn conflicting(&self, key: &Keypair) -> Self {
		let mut other = self.clone();
		other.extrinsics_root = blake2_256(&other.extrinsics_root);
		other.digest.logs.retain(|log| !matches!(log, DigestItem::Seal(ENGINE, _)));
		let signature = key.sign(&blake2_256(&other.encode())).0;
		other.digest.logs.push(DigestItem::Seal(ENGINE, signature.to_vec()));
		other
	}

	fn pre_digest(&self, which: Which) -> Result<PreDigest, EvidenceError> {
		let babe = self.digest.logs.iter().find_map(|log| match log {
			DigestItem::PreRuntime(ENGINE, bytes) => PreDigest::decode(&mut &bytes[..]).ok(),
			_ => None,
		});
		babe.ok_or(EvidenceError::NoSlot { which })
	}

	/// Is it signed with this key?
	fn check_seal(&self, which: Which, key: &[u8; 32]) -> Result<(), EvidenceError> {
		let mut unsealed = self.clone();
		let Some(DigestItem::Seal(ENGINE, seal)) = unsealed.digest.logs.pop() else {
			return Err(EvidenceError::NoSeal { which });
		};
		let signed = <[u8; 64]>::try_from(&seal[..]).is_ok_and(|seal| {
			let message = blake2_256(&unsealed.encode());
			sr25519::verify(&Signature(seal), message, &PublicKey(*key))
		});
		match signed {
			true => Ok(()),
			false => Err(EvidenceError::BadSignature { which, offender: *key }),
		}
	}
}

/// Two headers that one authority signed for one slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BabeEvidence {
	first: SealedHeader,
	second: SealedHeader,
	author: u32,
	slot: u64,
}

/// The evidence as BABE's pallet takes it.
#[derive(Clone, Debug, PartialEq, Eq, EncodeAsType)]
#[encode_as_type(crate_path = "scale_encode")]
pub(crate) struct EquivocationProof {
	pub offender: [u8; 32],
	slot: u64,
	first_header: SealedHeader,
	second_header: SealedHeader,
}

impl BabeEvidence {
	/// Looks whether two headers contradict each other, as far as that shows without the chain.
	pub fn new(first: SealedHeader, second: SealedHeader) -> Result<Self, EvidenceError> {
		let one = first.pre_digest(Which::First)?;
		let other = second.pre_digest(Which::Second)?;
		if first.hash() == second.hash() {
			return Err(EvidenceError::Same);
		}
		if one.slot != other.slot {
			return Err(EvidenceError::OtherSlot { first: one.slot, second: other.slot });
		}
		if one.author != other.author {
			return Err(EvidenceError::OtherAuthor { first: one.author, second: other.author });
		}
		Ok(Self { first, second, author: one.author, slot: one.slot })
	}

	/// The slot.
	pub fn slot(&self) -> u64 {
		self.slot
	}

	/// Looks whether the author's key, of those of the epoch, has signed both.
	pub(super) fn signed_by(
		self,
		authorities: &[[u8; 32]],
	) -> Result<EquivocationProof, EvidenceError> {
		let Self { first, second, author, slot } = self;
		let place = usize::try_from(author).ok();
		let offender = place.and_then(|place| authorities.get(place)).copied();
		let offender = offender
			.ok_or(EvidenceError::NoAuthority { index: author, authorities: authorities.len() })?;
		first.check_seal(Which::First, &offender)?;
		second.check_seal(Which::Second, &offender)?;
		Ok(EquivocationProof { offender, slot, first_header: first, second_header: second })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use subxt_signer::sr25519::dev;
	use testing::header;

	fn authorities() -> [[u8; 32]; 2] {
		[dev::alice().public_key().0, dev::bob().public_key().0]
	}

	fn check(
		first: SealedHeader,
		second: SealedHeader,
	) -> Result<EquivocationProof, EvidenceError> {
		BabeEvidence::new(first, second)?.signed_by(&authorities())
	}

	#[test]
	fn two_signed_headers_of_a_slot_are_evidence() {
		let first = header(7, 1);
		let second = first.conflicting(&dev::bob());
		let proof = check(first.clone(), second.clone()).unwrap();
		assert_eq!(proof.offender, dev::bob().public_key().0);
		assert_eq!((proof.slot, proof.first_header, proof.second_header), (7, first, second));
	}

	#[test]
	fn anything_else_is_refused_by_name() {
		let first = header(7, 1);
		assert_eq!(check(first.clone(), first.clone()), Err(EvidenceError::Same));
		let other_slot = EvidenceError::OtherSlot { first: 7, second: 8 };
		assert_eq!(check(first.clone(), header(8, 1)), Err(other_slot));
		let other_author = EvidenceError::OtherAuthor { first: 1, second: 0 };
		assert_eq!(check(first.clone(), header(7, 0)), Err(other_author));
		let forged = first.conflicting(&dev::alice());
		let bad =
			|which| Err(EvidenceError::BadSignature { which, offender: dev::bob().public_key().0 });
		assert_eq!(check(first.clone(), forged.clone()), bad(Which::Second));
		assert_eq!(check(forged, first.clone()), bad(Which::First));
		let unknown = header(7, 2);
		let nobody = EvidenceError::NoAuthority { index: 2, authorities: 2 };
		assert_eq!(check(unknown.clone(), unknown.conflicting(&dev::bob())), Err(nobody));
		let mut unsealed = first.conflicting(&dev::bob());
		unsealed.digest.logs.pop();
		let no_seal = EvidenceError::NoSeal { which: Which::Second };
		assert_eq!(check(first.clone(), unsealed), Err(no_seal));
		let mut foreign = first.clone();
		foreign.digest.logs.clear();
		assert_eq!(check(foreign, first), Err(EvidenceError::NoSlot { which: Which::First }));
	}

	#[test]
	fn header_survives_both_forms() {
		let header = header(7, 1);
		assert_eq!(SealedHeader::from_hex(&header.to_hex()), Ok(header.clone()));
		assert_eq!(header.hash(), H256::from(blake2_256(&header.encode())));
		let hex = |bytes: &[u8]| format!("0x{}", hex::encode(bytes));
		let logs: Vec<_> = header.digest.logs.iter().map(|log| hex(&log.encode())).collect();
		let json = serde_json::json!({
			"parentHash": hex(&header.parent_hash),
			"number": "0x12c",
			"stateRoot": hex(&header.state_root),
			"extrinsicsRoot": hex(&header.extrinsics_root),
			"digest": { "logs": logs },
		});
		assert_eq!(SealedHeader::from_json(&json), Ok(header));
	}

	#[test]
	fn other_texts_are_no_headers() {
		let text = header(7, 1).to_hex();
		for text in ["", "0x", "0xzz", &text[..text.len() - 2], &format!("{text}00")] {
			assert!(matches!(SealedHeader::from_hex(text), Err(EvidenceError::Undecodable { .. })));
		}
		assert!(SealedHeader::from_json(&serde_json::json!({ "number": "0x1" })).is_err());
	}
}

/// Headers for tests.
#[cfg(test)]
pub(crate) mod testing {
	use super::*;
	use subxt_signer::sr25519::dev;

	/// A header for a slot, signed by Bob.
	pub(crate) fn header(slot: u64, author: u32) -> SealedHeader {
		let pre_digest = (2u8, author, slot, [0u8; 96]).encode();
		let logs = vec![
			DigestItem::PreRuntime(*b"aura", vec![1]),
			DigestItem::PreRuntime(ENGINE, pre_digest),
			DigestItem::Consensus(*b"FRNK", vec![2]),
		];
		let unsealed = SealedHeader {
			parent_hash: [1; 32],
			number: 300,
			state_root: [2; 32],
			extrinsics_root: [3; 32],
			digest: Digest { logs },
		};
		seal(unsealed, &dev::bob())
	}

	fn seal(mut header: SealedHeader, key: &Keypair) -> SealedHeader {
		let signature = key.sign(&blake2_256(&header.encode())).0;
		header.digest.logs.push(DigestItem::Seal(ENGINE, signature.to_vec()));
		header
	}

	/// Evidence against Bob, and its SCALE encoding.
	pub(crate) fn proof() -> (EquivocationProof, Vec<u8>) {
		let first = header(7, 0);
		let second = first.conflicting(&dev::bob());
		let offender = dev::bob().public_key().0;
		let encoded = (offender, 7u64, first.clone(), second.clone()).encode();
		let evidence = BabeEvidence { first, second, author: 0, slot: 7 };
		let proof = evidence.signed_by(&[offender]).expect("it holds");
		(proof, encoded)
	}
}
