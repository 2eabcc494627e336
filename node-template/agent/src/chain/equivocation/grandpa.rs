//! Two votes in one round of finality.

use super::{decode, EvidenceError, Which};
use sp_core::{ed25519, Pair};
use subxt::ext::{
	codec::{self, Decode, Encode},
	scale_encode::{self, EncodeAsType},
};

/// Two votes of one authority for different blocks in one round, as GRANDPA's pallet takes them.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, EncodeAsType)]
#[codec(crate = codec)]
#[encode_as_type(crate_path = "scale_encode")]
pub struct GrandpaEvidence {
	set_id: u64,
	equivocation: Equivocation,
}

#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, EncodeAsType)]
#[codec(crate = codec)]
#[encode_as_type(crate_path = "scale_encode")]
enum Equivocation {
	Prevote(Votes),
	Precommit(Votes),
}

#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, EncodeAsType)]
#[codec(crate = codec)]
#[encode_as_type(crate_path = "scale_encode")]
struct Votes {
	round_number: u64,
	identity: [u8; 32],
	first: (Vote, [u8; 64]),
	second: (Vote, [u8; 64]),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, EncodeAsType)]
#[codec(crate = codec)]
#[encode_as_type(crate_path = "scale_encode")]
struct Vote {
	target_hash: [u8; 32],
	target_number: u32,
}

impl GrandpaEvidence {
	/// Reads the hex of the SCALE encoding of GRANDPA's `EquivocationProof`.
	pub fn from_hex(text: &str) -> Result<Self, EvidenceError> {
		decode("the proof", text)
	}

	/// The hex of its SCALE encoding.
	pub fn to_hex(&self) -> String {
		format!("0x{}", hex::encode(self.encode()))
	}

	/// The set of authorities that the votes are of.
	pub fn set_id(&self) -> u64 {
		self.set_id
	}

	/// The round.
	pub fn round(&self) -> u64 {
		self.votes().1.round_number
	}

	/// Whose votes they are: a GRANDPA key.
	pub fn offender(&self) -> [u8; 32] {
		self.votes().1.identity
	}

	/// The votes, and how GRANDPA marks their kind in what is signed.
	fn votes(&self) -> (u8, &Votes) {
		match &self.equivocation {
			Equivocation::Prevote(votes) => (0, votes),
			Equivocation::Precommit(votes) => (1, votes),
		}
	}

	/// Looks whether they contradict each other, and are signed.
	pub fn check(&self) -> Result<(), EvidenceError> {
		let (kind, votes) = self.votes();
		if votes.first.0 == votes.second.0 {
			return Err(EvidenceError::Same);
		}
		for (which, (vote, signature)) in
			[(Which::First, &votes.first), (Which::Second, &votes.second)]
		{
			let message = (kind, *vote, votes.round_number, self.set_id).encode();
			let offender = votes.identity;
			let key = ed25519::Public::from_raw(offender);
			let signature = ed25519::Signature::from_raw(*signature);
			if !ed25519::Pair::verify(&signature, message, &key) {
				return Err(EvidenceError::BadSignature { which, offender });
			}
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use testing::{evidence, pair};

	#[test]
	fn two_signed_votes_of_a_round_are_evidence() {
		for kind in [0, 1] {
			let evidence = evidence(kind, [1, 2]);
			evidence.check().unwrap();
			assert_eq!((evidence.set_id(), evidence.round()), (3, 5));
			assert_eq!(GrandpaEvidence::from_hex(&evidence.to_hex()), Ok(evidence));
		}
	}

	#[test]
	fn anything_else_is_refused_by_name() {
		assert_eq!(evidence(0, [1, 1]).check(), Err(EvidenceError::Same));
		let mut other_set = evidence(0, [1, 2]);
		other_set.set_id = 4;
		let bad = |which| EvidenceError::BadSignature { which, offender: pair().public().0 };
		assert_eq!(other_set.check(), Err(bad(Which::First)));
		let mut forged = evidence(1, [1, 2]);
		if let Equivocation::Precommit(votes) = &mut forged.equivocation {
			votes.second.1[0] ^= 1;
		}
		assert_eq!(forged.check(), Err(bad(Which::Second)));
		let text = evidence(0, [1, 2]).to_hex();
		assert!(GrandpaEvidence::from_hex(&text[..text.len() - 2]).is_err());
		assert!(GrandpaEvidence::from_hex(&format!("{text}00")).is_err());
	}
}

/// Evidence for tests.
#[cfg(test)]
pub(crate) mod testing {
	use super::*;

	pub(crate) fn pair() -> ed25519::Pair {
		ed25519::Pair::from_seed(&[7; 32])
	}

	fn vote(number: u32) -> Vote {
		Vote { target_hash: [number as u8; 32], target_number: number }
	}

	/// Two signed votes for blocks of these numbers.
	pub(crate) fn evidence(kind: u8, targets: [u32; 2]) -> GrandpaEvidence {
		let signed = |number| {
			let message = (kind, vote(number), 5u64, 3u64).encode();
			(vote(number), pair().sign(&message).0)
		};
		let votes = Votes {
			round_number: 5,
			identity: pair().public().0,
			first: signed(targets[0]),
			second: signed(targets[1]),
		};
		let equivocation = match kind {
			0 => Equivocation::Prevote(votes),
			_ => Equivocation::Precommit(votes),
		};
		GrandpaEvidence { set_id: 3, equivocation }
	}
}
