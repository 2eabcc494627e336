//! What the agent knows of the chain, in its own words: no type here depends on the metadata.

use serde::{Deserialize, Serialize};
use sp_core::H256;
use vajra_primitives::{
	ChipIndex, ChipKey, ChipSignature, ManifestId, ModelId, Power, RoundIndex, SerialHash,
};

/// An account of the chain.
pub type AccountId = subxt::utils::AccountId32;

/// A block's number.
pub type BlockNumber = u32;

/// An amount in planck.
pub type Balance = u128;

/// A block by number and hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockId {
	/// Its number.
	pub number: BlockNumber,
	/// Its hash.
	pub hash: H256,
}

/// The attestation pallet's constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
	/// Blocks of one round.
	pub round_length: BlockNumber,
	/// Blocks in which a challenge takes answers.
	pub response_window: BlockNumber,
	/// Rounds until a claimed chip's power counts.
	pub warm_up_rounds: u32,
	/// Chips in one claim.
	pub chips_per_claim: u32,
	/// Chips of one provider.
	pub chips_per_provider: u32,
	/// Absent chips in one answer.
	pub absent: u32,
	/// What is put on hold for each unit of a claimed chip, planck.
	pub collateral_per_unit: Balance,
}

/// A chip model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
	/// Its vendor.
	pub vendor: AccountId,
	/// Its name.
	pub name: String,
	/// Rated compute of one chip.
	pub units: u64,
	/// Whether its vendor has revoked it.
	pub revoked: bool,
}

/// A shipment of chips.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
	/// The model of all its chips.
	pub model: ModelId,
	/// Merkle root over its chips.
	pub root: H256,
	/// Number of its chips.
	pub chips: u32,
	/// First block at which its chips can no longer be claimed.
	pub expires_at: BlockNumber,
	/// Whether its vendor has revoked it.
	pub revoked: bool,
	/// How many of its chips are claimed.
	pub claimed: u32,
}

/// A claimed chip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
	/// Its owner.
	pub provider: AccountId,
	/// Its place among its owner's chips.
	pub index: ChipIndex,
	/// The manifest it came with.
	pub manifest: ManifestId,
}

/// Power that counts, and power that does not yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PowerLedger {
	/// Power that counts already.
	pub mature: Power,
	/// Power in warm-up, with the round in which it starts to count.
	pub warming: Vec<(RoundIndex, Power)>,
}

impl PowerLedger {
	/// Power that counts in `round`. The chain moves matured power over only when it next writes
	/// the ledger, so `mature` alone can lag behind.
	pub fn counted(&self, round: RoundIndex) -> Power {
		self.warming
			.iter()
			.filter(|(from, _)| *from <= round)
			.fold(self.mature, |sum, (_, power)| sum.saturating_add(*power))
	}

	/// Power that does not count in `round` yet.
	pub fn waiting(&self, round: RoundIndex) -> Power {
		self.warming
			.iter()
			.filter(|(from, _)| *from > round)
			.fold(0, |sum: Power, (_, power)| sum.saturating_add(*power))
	}
}

/// A provider's answer to one challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
	/// The challenge's round.
	pub round: RoundIndex,
	/// The power it proved.
	pub power: Power,
}

/// An owner of claimed chips.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
	/// Sum of its chips' keys.
	pub aggregate_key: ChipKey,
	/// Number of its chips.
	pub chips: u32,
	/// Number of claims it has made; the next one's possession proofs state it.
	pub claims: u32,
	/// Its chips' power.
	pub power: PowerLedger,
	/// What is on hold for its chips, planck.
	pub collateral: Balance,
	/// First round that it has to answer.
	pub due_from: RoundIndex,
	/// Its last answer.
	pub latest: Option<Answer>,
	/// Its last answer but one.
	pub previous: Option<Answer>,
	/// Reported misses since its last answer.
	pub misses: u32,
	/// Last round for which it was reported absent.
	pub reported: Option<RoundIndex>,
}

impl Provider {
	/// Its answer to the challenge of `round`, where that was one of its last two.
	pub fn answer(&self, round: RoundIndex) -> Option<&Answer> {
		[&self.latest, &self.previous].into_iter().flatten().find(|answer| answer.round == round)
	}

	/// Has it to answer the challenge of `round`?
	pub fn is_due(&self, round: RoundIndex) -> bool {
		self.chips > 0 && self.due_from <= round
	}
}

/// One round's challenge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
	/// Its number.
	pub round: RoundIndex,
	/// What the chips sign.
	pub seed: H256,
	/// The block that opened it.
	pub opened_at: BlockNumber,
	/// The last block that takes answers.
	pub closes_at: BlockNumber,
	/// Power of all chips that count in this round.
	pub expected: Power,
	/// Power proved so far.
	pub proved: Power,
	/// Number of answers.
	pub answers: u32,
}

impl Round {
	/// Can an answer that is sent on top of block `best` still arrive?
	pub fn is_open(&self, best: BlockNumber) -> bool {
		best < self.closes_at
	}
}

/// A chip with its proof against a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestEntry {
	/// The chip's key.
	pub key: ChipKey,
	/// Hash of its serial number.
	pub serial: SerialHash,
	/// Number of its leaf.
	pub leaf: u32,
	/// Siblings from the leaf up.
	pub proof: Vec<H256>,
}

/// One chip in a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChipClaim {
	/// The chip and its proof.
	pub entry: ManifestEntry,
	/// Its private key, readable by its own secure element only.
	pub encrypted_key: Vec<u8>,
	/// The chip's signature that its owner may claim it.
	pub possession: ChipSignature,
}

/// A claim that the chain accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claimed {
	/// Chips claimed.
	pub count: u32,
	/// Their power.
	pub power: Power,
	/// What was put on hold for them, planck.
	pub collateral: Balance,
}

/// An answer that the chain accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proved {
	/// The round.
	pub round: RoundIndex,
	/// Power proved.
	pub power: Power,
	/// Absent chips.
	pub absent: u32,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn ledger_counts_matured_cohorts() {
		let ledger = PowerLedger { mature: 5, warming: vec![(3, 10), (4, 20)] };
		assert_eq!((ledger.counted(2), ledger.waiting(2)), (5, 30));
		assert_eq!((ledger.counted(3), ledger.waiting(3)), (15, 20));
		assert_eq!((ledger.counted(9), ledger.waiting(9)), (35, 0));
	}

	#[test]
	fn round_takes_answers_up_to_its_last_block() {
		let round = Round {
			round: 1,
			seed: H256::zero(),
			opened_at: 10,
			closes_at: 16,
			expected: 0,
			proved: 0,
			answers: 0,
		};
		// Sent on top of block 15, an answer can be in block 16, the last one.
		assert!(round.is_open(15));
		assert!(!round.is_open(16));
	}
}
