//! Answers and claimed chips.

use super::{State, StateError, KEPT_ROUNDS};
use crate::chain::BlockNumber;
use redb::TableDefinition;
use serde::{Deserialize, Serialize};
use sp_core::H256;
use vajra_primitives::{ChipIndex, ChipKey, ManifestId, Power, RoundIndex};

pub(super) const ROUNDS: TableDefinition<u32, &[u8]> = TableDefinition::new("rounds");
pub(super) const CLAIMS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("claims");

/// How far an answer got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundStatus {
	/// Signed and sent; its fate is not known.
	Sent,
	/// In a block.
	Answered,
	/// In a finalised block.
	Finalized,
	/// The window closed without an answer.
	Missed,
}

/// What the provider's agent did in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundRecord {
	/// The round.
	pub round: RoundIndex,
	/// How far its answer got.
	pub status: RoundStatus,
	/// Chips on the chain at that time.
	pub chips: u32,
	/// Chips that did not answer.
	pub absent: Vec<ChipIndex>,
	/// Answers signed, each with nonces of its own.
	pub attempts: u32,
	/// The block with the answer.
	pub block: Option<BlockNumber>,
	/// The answer's transaction.
	pub extrinsic: Option<H256>,
	/// Power proved.
	pub power: Option<Power>,
	/// Why it was missed, or why an attempt failed.
	pub note: Option<String>,
}

/// A claimed chip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRecord {
	/// The manifest it was claimed from.
	pub manifest: ManifestId,
	/// The block with the claim.
	pub block: BlockNumber,
	/// The claim's transaction.
	pub extrinsic: H256,
}

impl State {
	/// What happened in a round.
	pub fn round(&self, round: RoundIndex) -> Result<Option<RoundRecord>, StateError> {
		self.get(ROUNDS, round)
	}

	/// The newest round with a record.
	pub fn last_round(&self) -> Result<Option<RoundRecord>, StateError> {
		let newest = self.newest(ROUNDS, 1)?;
		newest.first().map(|(_, bytes)| self.parse(bytes)).transpose()
	}

	/// Rounds whose answer is in a block that was not final when last looked at.
	pub fn unsettled_rounds(&self) -> Result<Vec<RoundRecord>, StateError> {
		let mut rounds = Vec::new();
		// The chain keeps a provider's last two answers: no use in looking further back.
		for (_, bytes) in self.newest(ROUNDS, 4)? {
			let record: RoundRecord = self.parse(&bytes)?;
			if matches!(record.status, RoundStatus::Answered) {
				rounds.push(record);
			}
		}
		Ok(rounds)
	}

	/// Notes what happened in a round.
	pub fn put_round(&self, record: &RoundRecord) -> Result<(), StateError> {
		let bytes = self.serialize(record)?;
		self.with(|db| {
			let transaction = db.begin_write()?;
			{
				let mut table = transaction.open_table(ROUNDS)?;
				table.insert(record.round, bytes.as_slice())?;
				table.retain_in(..record.round.saturating_sub(KEPT_ROUNDS), |_, _| false)?;
			}
			transaction.commit()?;
			Ok(())
		})
	}

	/// Notes claimed chips, all or none.
	pub fn put_claims(&self, keys: &[ChipKey], record: &ClaimRecord) -> Result<(), StateError> {
		let bytes = self.serialize(record)?;
		self.with(|db| {
			let transaction = db.begin_write()?;
			{
				let mut table = transaction.open_table(CLAIMS)?;
				for key in keys {
					table.insert(key.0.as_slice(), bytes.as_slice())?;
				}
			}
			transaction.commit()?;
			Ok(())
		})
	}

	/// A chip's claim.
	pub fn claim(&self, key: &ChipKey) -> Result<Option<ClaimRecord>, StateError> {
		self.get(CLAIMS, key.0.as_slice())
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::tests::{open, record},
		*,
	};

	#[test]
	fn records_survive_a_restart() {
		let folder = tempfile::tempdir().unwrap();
		let claim = ClaimRecord { manifest: 4, block: 5, extrinsic: H256::repeat_byte(6) };
		let key = ChipKey::from_raw([9; 32]);
		{
			let state = open(folder.path());
			assert_eq!(state.last_round().unwrap(), None);
			assert_eq!(state.claim(&key).unwrap(), None);
			state.put_round(&record(7, RoundStatus::Answered)).unwrap();
			state.put_round(&record(8, RoundStatus::Sent)).unwrap();
			state.put_claims(&[key], &claim).unwrap();
		}
		let state = open(folder.path());
		assert_eq!(state.round(7).unwrap(), Some(record(7, RoundStatus::Answered)));
		assert_eq!(state.last_round().unwrap(), Some(record(8, RoundStatus::Sent)));
		assert_eq!(state.unsettled_rounds().unwrap(), [record(7, RoundStatus::Answered)]);
		assert_eq!(state.claim(&key).unwrap(), Some(claim));
	}

	#[test]
	fn old_rounds_are_dropped() {
		let folder = tempfile::tempdir().unwrap();
		let state = open(folder.path());
		state.put_round(&record(1, RoundStatus::Finalized)).unwrap();
		let newest = KEPT_ROUNDS + 2;
		state.put_round(&record(newest, RoundStatus::Finalized)).unwrap();
		assert_eq!(state.round(1).unwrap(), None);
		assert!(state.round(newest).unwrap().is_some());
	}
}
