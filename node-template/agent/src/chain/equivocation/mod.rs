//! Evidence against validators that have signed twice, checked as the chain will check it.
//!
//! The shapes are those of the chain's own types: their SCALE encoding is what nodes exchange and what
//! is signed, and their names are those of the metadata, by which calls are encoded.

mod babe;
mod grandpa;
mod report;

pub use babe::{BabeEvidence, SealedHeader};
pub use grandpa::GrandpaEvidence;
pub use report::{ReportError, Reported};

use subxt::ext::{
	codec::{self, Decode, Encode},
	scale_encode::{self, EncodeAsType},
};

/// What is wrong with evidence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceError {
	/// It cannot be decoded.
	#[error("{what} is not in the form that is expected: {reason}")]
	Undecodable {
		/// Which part.
		what: &'static str,
		/// Why not.
		reason: String,
	},
	/// A header without BABE's mark.
	#[error("the {which} header names no BABE slot: it is of another kind of chain")]
	NoSlot {
		/// Which header.
		which: Which,
	},
	/// A header without its author's signature.
	#[error(
		"the {which} header has no BABE seal at its end; nodes show it by `chain_getHeader`, other \
		 sources may have taken it off"
	)]
	NoSeal {
		/// Which header.
		which: Which,
	},
	/// One and the same.
	#[error("the two are the same: they prove nothing")]
	Same,
	/// Headers of two slots.
	#[error("the headers are of slots {first} and {second}: to sign one block in each is allowed")]
	OtherSlot {
		/// The first one's.
		first: u64,
		/// The second one's.
		second: u64,
	},
	/// Headers of two authors.
	#[error("the headers are of authorities {first} and {second}: nobody signed both")]
	OtherAuthor {
		/// Place of the first one's author among the authorities.
		first: u32,
		/// Place of the second one's.
		second: u32,
	},
	/// The author of the slot is not known.
	#[error("there is no authority {index} in that epoch, which has {authorities}")]
	NoAuthority {
		/// Its place.
		index: u32,
		/// How many there are.
		authorities: usize,
	},
	/// A wrong signature.
	#[error("the {which} signature is not that of 0x{}", hex::encode(.offender))]
	BadSignature {
		/// Which one.
		which: Which,
		/// Whose it should be.
		offender: [u8; 32],
	},
}

/// One of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
	/// The first.
	First,
	/// The second.
	Second,
}

impl std::fmt::Display for Which {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.write_str(match self {
			Self::First => "first",
			Self::Second => "second",
		})
	}
}

/// Reads something that was written as hex.
fn decode<T: Decode>(what: &'static str, text: &str) -> Result<T, EvidenceError> {
	let wrong = |reason: String| EvidenceError::Undecodable { what, reason };
	let bytes = super::from_hex(text).map_err(|error| wrong(error.to_string()))?;
	let mut rest = &bytes[..];
	let value = T::decode(&mut rest).map_err(|error| wrong(error.to_string()))?;
	match rest.len() {
		0 => Ok(value),
		extra => Err(wrong(format!("{extra} bytes follow its end"))),
	}
}

/// That a key belonged to a validator of a session, as the runtime proves it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, EncodeAsType)]
#[codec(crate = codec)]
#[encode_as_type(crate_path = "scale_encode")]
pub struct MembershipProof {
	/// The session.
	pub session: u32,
	trie_nodes: Vec<Vec<u8>>,
	validator_count: u32,
}
