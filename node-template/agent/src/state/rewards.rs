//! A provider's claims of rewards.

use super::{State, StateError, KEPT_ROUNDS, TOTALS};
use crate::chain::{Balance, BlockId, BlockNumber};
use redb::{ReadableTable, TableDefinition};
use serde::{Deserialize, Serialize};
use sp_core::H256;
use vajra_primitives::RoundIndex;

pub(super) const REWARDS: TableDefinition<u32, &[u8]> = TableDefinition::new("rewards");

const CLAIMED: &str = "rewards";

/// Claims that are looked through for such as are not final: far more than are ever on their way.
const SEARCHED: usize = 2_000;

/// How far the claim of a reward got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RewardStatus {
	/// Sent; its fate is not known.
	Sent,
	/// In a block.
	Claimed,
	/// In a finalised block.
	Finalized,
}

/// The claim of one round's reward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RewardRecord {
	/// The round.
	pub round: RoundIndex,
	/// The reward, planck.
	pub amount: Balance,
	/// How far it got.
	pub status: RewardStatus,
	/// The best block when it was sent.
	pub sent_at: BlockNumber,
	/// The block with it.
	pub block: Option<BlockId>,
	/// Its transaction.
	pub extrinsic: Option<H256>,
}

impl State {
	/// Notes claims, all or none. What becomes final is added to the total, once. Gives the total.
	pub fn put_rewards(&self, records: &[RewardRecord]) -> Result<Balance, StateError> {
		let mut total = self.rewards_claimed()?;
		let mut rows = Vec::with_capacity(records.len());
		for record in records {
			let before = self.reward(record.round)?;
			let was_final = before.is_some_and(|before| before.status == RewardStatus::Finalized);
			if record.status == RewardStatus::Finalized && !was_final {
				total = total.saturating_add(record.amount);
			}
			rows.push((record.round, self.serialize(record)?));
		}
		let bytes = self.serialize(&total)?;
		self.with(|db| {
			let transaction = db.begin_write()?;
			{
				let mut table = transaction.open_table(REWARDS)?;
				for (round, row) in &rows {
					table.insert(round, row.as_slice())?;
				}
				let newest = table.last()?.map_or(0, |(round, _)| round.value());
				table.retain_in(..newest.saturating_sub(KEPT_ROUNDS), |_, _| false)?;
				transaction.open_table(TOTALS)?.insert(CLAIMED, bytes.as_slice())?;
			}
			transaction.commit()?;
			Ok(())
		})?;
		Ok(total)
	}

	/// Forgets claims that came to nothing.
	pub fn drop_rewards(&self, rounds: &[RoundIndex]) -> Result<(), StateError> {
		self.with(|db| {
			let transaction = db.begin_write()?;
			{
				let mut table = transaction.open_table(REWARDS)?;
				for round in rounds {
					table.remove(round)?;
				}
			}
			transaction.commit()?;
			Ok(())
		})
	}

	/// The claim of a round's reward.
	pub fn reward(&self, round: RoundIndex) -> Result<Option<RewardRecord>, StateError> {
		self.get(REWARDS, round)
	}

	/// Claims that were not final when last looked at.
	pub fn open_rewards(&self) -> Result<Vec<RewardRecord>, StateError> {
		let mut open = Vec::new();
		for (_, bytes) in self.newest(REWARDS, SEARCHED)? {
			let record: RewardRecord = self.parse(&bytes)?;
			if record.status != RewardStatus::Finalized {
				open.push(record);
			}
		}
		Ok(open)
	}

	/// All rewards whose claim is final, planck.
	pub fn rewards_claimed(&self) -> Result<Balance, StateError> {
		Ok(self.get(TOTALS, CLAIMED)?.unwrap_or_default())
	}
}

#[cfg(test)]
mod tests {
	use super::{super::tests::open, *};

	fn reward(round: RoundIndex, amount: Balance, status: RewardStatus) -> RewardRecord {
		let block = (status != RewardStatus::Sent)
			.then_some(BlockId { number: 9, hash: H256::repeat_byte(9) });
		RewardRecord { round, amount, status, sent_at: 8, block, extrinsic: None }
	}

	#[test]
	fn claims_survive_a_restart_and_count_once_they_are_final() {
		use RewardStatus::{Claimed, Finalized, Sent};
		let folder = tempfile::tempdir().unwrap();
		{
			let state = open(folder.path());
			assert_eq!(state.open_rewards().unwrap(), []);
			let sent = [reward(3, 10, Sent), reward(4, 20, Sent), reward(5, 40, Sent)];
			assert_eq!(state.put_rewards(&sent).unwrap(), 0);
			assert_eq!(state.put_rewards(&[reward(4, 20, Claimed)]).unwrap(), 0);
			assert_eq!(state.put_rewards(&[reward(3, 11, Finalized)]).unwrap(), 11);
		}
		let state = open(folder.path());
		assert_eq!(state.open_rewards().unwrap(), [reward(5, 40, Sent), reward(4, 20, Claimed)]);
		// The same news once more.
		assert_eq!(state.put_rewards(&[reward(3, 11, Finalized)]).unwrap(), 11);
		assert_eq!(state.put_rewards(&[reward(4, 20, Finalized)]).unwrap(), 31);
		state.drop_rewards(&[5, 6]).unwrap();
		assert_eq!(state.open_rewards().unwrap(), []);
		assert_eq!(state.rewards_claimed().unwrap(), 31);
	}

	#[test]
	fn old_claims_are_dropped_but_not_their_sum() {
		let folder = tempfile::tempdir().unwrap();
		let state = open(folder.path());
		let big = Balance::MAX - 5;
		state.put_rewards(&[reward(1, big, RewardStatus::Finalized)]).unwrap();
		let newest = reward(KEPT_ROUNDS + 2, 4, RewardStatus::Finalized);
		state.put_rewards(&[newest]).unwrap();
		assert_eq!(state.reward(1).unwrap(), None);
		assert_eq!(state.rewards_claimed().unwrap(), big + 4);
	}
}
