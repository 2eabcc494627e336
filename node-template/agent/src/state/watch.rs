//! A watcher's reports, and what they earned.

use super::{State, StateError, KEPT_ROUNDS, TOTALS};
use crate::chain::{AccountId, Balance, BlockId, BlockNumber};
use redb::{ReadableDatabase, TableDefinition};
use serde::{Deserialize, Serialize};
use sp_core::H256;
use vajra_primitives::RoundIndex;

pub(super) const WATCHED: TableDefinition<u32, &[u8]> = TableDefinition::new("watched");
pub(super) const REPORTS: TableDefinition<(u32, &[u8]), &[u8]> = TableDefinition::new("reports");

const EARNINGS: &str = "earnings";

/// Reports that are looked through for rounds that were left open: an agent that was stopped in the
/// middle of a round leaves one or two.
const SEARCHED: usize = 1_000;

/// A report of absence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRecord {
	/// The block with the report; `None` where the chain did not want it.
	pub block: Option<BlockNumber>,
	/// That block's hash.
	#[serde(default)]
	pub block_hash: Option<H256>,
	/// The provider's misses after it.
	pub misses: Option<u32>,
	/// What it earned, planck.
	#[serde(default)]
	pub reward: Balance,
	/// What it and failed attempts before it cost, planck.
	#[serde(default)]
	pub fee: Balance,
	/// The best block when it was sent last.
	#[serde(default)]
	pub sent_at: Option<BlockNumber>,
	/// Why the chain did not want it.
	pub note: Option<String>,
}

impl ReportRecord {
	/// Was it sent, and nothing heard of it since? Then tells the best block at that time.
	pub fn unheard_of(&self) -> Option<BlockNumber> {
		self.sent_at.filter(|_| self.block.is_none() && self.note.is_none())
	}

	/// The block with the report.
	pub fn included(&self) -> Option<BlockId> {
		Some(BlockId { number: self.block?, hash: self.block_hash? })
	}
}

/// What reports came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earnings {
	/// Reports in finalised blocks.
	pub reports: u64,
	/// What they earned, planck.
	pub rewards: Balance,
	/// What reports cost, those included that the chain did not want, planck.
	pub fees: Balance,
}

impl Earnings {
	/// The sum of some reports.
	pub fn of<'a>(records: impl IntoIterator<Item = &'a ReportRecord>) -> Self {
		records.into_iter().fold(Self::default(), |sum, record| Self {
			reports: sum.reports + u64::from(record.block.is_some()),
			rewards: sum.rewards.saturating_add(record.reward),
			fees: sum.fees.saturating_add(record.fee),
		})
	}

	/// With others.
	pub fn plus(self, other: Self) -> Self {
		Self {
			reports: self.reports.saturating_add(other.reports),
			rewards: self.rewards.saturating_add(other.rewards),
			fees: self.fees.saturating_add(other.fees),
		}
	}
}

impl State {
	/// Notes a report. What earlier attempts cost stays noted.
	pub fn put_report(
		&self,
		round: RoundIndex,
		provider: &AccountId,
		record: &ReportRecord,
	) -> Result<(), StateError> {
		let spent = self.report(round, provider)?.map_or(0, |before| before.fee);
		let record = ReportRecord { fee: record.fee.saturating_add(spent), ..record.clone() };
		self.put(REPORTS, (round, provider.0.as_slice()), &record)
	}

	/// The report of a provider's absence in a round.
	pub fn report(
		&self,
		round: RoundIndex,
		provider: &AccountId,
	) -> Result<Option<ReportRecord>, StateError> {
		self.get(REPORTS, (round, provider.0.as_slice()))
	}

	/// All reports of a round.
	pub fn reports(&self, round: RoundIndex) -> Result<Vec<(AccountId, ReportRecord)>, StateError> {
		let found = self.with(|db| {
			let transaction = db.begin_read()?;
			let table = match transaction.open_table(REPORTS) {
				Err(redb::TableError::TableDoesNotExist(_)) => return Ok(Vec::new()),
				table => table?,
			};
			let none = [].as_slice();
			let mut found = Vec::new();
			for item in table.range((round, none)..(round.saturating_add(1), none))? {
				let (key, bytes) = item?;
				found.push((key.value().1.to_vec(), bytes.value().to_vec()));
			}
			Ok(found)
		})?;
		let mut reports = Vec::with_capacity(found.len());
		for (account, bytes) in found {
			let account: [u8; 32] = account
				.as_slice()
				.try_into()
				.map_err(|_| self.damaged(format!("a report of round {round} names no account")))?;
			reports.push((AccountId::from(account), self.parse(&bytes)?));
		}
		Ok(reports)
	}

	/// Notes that a round has been dealt with, with what became of its reports, and drops what is
	/// old. Its earnings are added to the total, once. Gives the total.
	pub fn put_watched(
		&self,
		round: RoundIndex,
		reports: &[(AccountId, ReportRecord)],
	) -> Result<Earnings, StateError> {
		let records = || reports.iter().map(|(_, record)| record);
		let earned = Earnings::of(records());
		let total = self.earnings()?.plus(earned);
		let total_bytes = self.serialize(&total)?;
		let bytes = self.serialize(&earned.reports)?;
		let rows = records().map(|record| self.serialize(record));
		let rows = rows.collect::<Result<Vec<_>, _>>()?;
		let oldest = round.saturating_sub(KEPT_ROUNDS);
		let first_time = self.with(|db| {
			let transaction = db.begin_write()?;
			let first_time = {
				let mut table = transaction.open_table(WATCHED)?;
				let first_time = table.insert(round, bytes.as_slice())?.is_none();
				table.retain_in(..oldest, |_, _| false)?;
				let mut table = transaction.open_table(REPORTS)?;
				for ((account, _), row) in reports.iter().zip(&rows) {
					table.insert((round, account.0.as_slice()), row.as_slice())?;
				}
				table.retain_in(..(oldest, [].as_slice()), |_, _| false)?;
				if first_time {
					transaction.open_table(TOTALS)?.insert(EARNINGS, total_bytes.as_slice())?;
				}
				first_time
			};
			transaction.commit()?;
			Ok(first_time)
		})?;
		if first_time {
			Ok(total)
		} else {
			self.earnings()
		}
	}

	/// What all reports of rounds that were dealt with came to.
	pub fn earnings(&self) -> Result<Earnings, StateError> {
		Ok(self.get(TOTALS, EARNINGS)?.unwrap_or_default())
	}

	/// Rounds before `round` with reports that were not dealt with to the end.
	pub fn unwatched_before(&self, round: RoundIndex) -> Result<Vec<RoundIndex>, StateError> {
		let rounds = self.with(|db| {
			let transaction = db.begin_read()?;
			let table = match transaction.open_table(REPORTS) {
				Err(redb::TableError::TableDoesNotExist(_)) => return Ok(Vec::new()),
				table => table?,
			};
			let mut rounds = Vec::new();
			for item in table.range(..(round, [].as_slice()))?.rev().take(SEARCHED) {
				let round = item?.0.value().0;
				if rounds.last() != Some(&round) {
					rounds.push(round);
				}
			}
			Ok(rounds)
		})?;
		let mut open = Vec::new();
		for round in rounds {
			if self.watched(round)?.is_none() {
				open.push(round);
			}
		}
		Ok(open)
	}

	/// The newest round that was dealt with.
	pub fn last_watched(&self) -> Result<Option<RoundIndex>, StateError> {
		Ok(self.newest(WATCHED, 1)?.first().map(|(round, _)| *round))
	}

	/// How many reports a round took; `None` while it has not been dealt with.
	pub fn watched(&self, round: RoundIndex) -> Result<Option<u64>, StateError> {
		self.get(WATCHED, round)
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::tests::{account, open},
		*,
	};

	fn report(reward: Balance, fee: Balance) -> ReportRecord {
		let hash = H256::repeat_byte(8);
		let (block, block_hash, misses) = (Some(8), Some(hash), Some(2));
		ReportRecord { block, block_hash, misses, reward, fee, ..ReportRecord::default() }
	}

	fn refused(fee: Balance) -> ReportRecord {
		ReportRecord { fee, note: Some("why".into()), ..ReportRecord::default() }
	}

	#[test]
	fn records_survive_a_restart() {
		let folder = tempfile::tempdir().unwrap();
		let rewards = Balance::MAX / 2;
		{
			let state = open(folder.path());
			assert_eq!(state.last_watched().unwrap(), None);
			assert_eq!(state.earnings().unwrap(), Earnings::default());
			state.put_report(7, &account(3), &report(rewards, 0)).unwrap();
			state.put_watched(7, &state.reports(7).unwrap()).unwrap();
		}
		let state = open(folder.path());
		assert_eq!(state.report(7, &account(3)).unwrap(), Some(report(rewards, 0)));
		assert_eq!(state.report(7, &account(4)).unwrap(), None);
		assert_eq!(state.watched(7).unwrap(), Some(1));
		assert_eq!(state.watched(8).unwrap(), None);
		assert_eq!(state.last_watched().unwrap(), Some(7));
		assert_eq!(state.earnings().unwrap(), Earnings { reports: 1, rewards, fees: 0 });
	}

	#[test]
	fn reports_of_one_round_are_listed() {
		let folder = tempfile::tempdir().unwrap();
		let state = open(folder.path());
		assert_eq!(state.reports(7).unwrap(), []);
		for (round, provider, record) in [
			(6, 3, report(1, 0)),
			(7, 3, report(2, 0)),
			(7, 4, report(3, 0)),
			(7, 5, refused(9)),
			(8, 3, report(4, 0)),
		] {
			state.put_report(round, &account(provider), &record).unwrap();
		}
		let reports = state.reports(7).unwrap();
		let accounts: Vec<_> = reports.iter().map(|(account, _)| *account).collect();
		assert_eq!(accounts, [3, 4, 5].map(account));
		let sum = Earnings::of(reports.iter().map(|(_, record)| record));
		assert_eq!(sum, Earnings { reports: 2, rewards: 5, fees: 9 });
	}

	#[test]
	fn failed_attempts_stay_paid_for() {
		let folder = tempfile::tempdir().unwrap();
		let state = open(folder.path());
		state.put_report(7, &account(3), &refused(9)).unwrap();
		state.put_report(7, &account(3), &report(5, 0)).unwrap();
		assert_eq!(state.report(7, &account(3)).unwrap(), Some(report(5, 9)));
	}

	#[test]
	fn round_earns_once() {
		let folder = tempfile::tempdir().unwrap();
		let state = open(folder.path());
		state.put_report(7, &account(3), &report(5, 1)).unwrap();
		let reports = state.reports(7).unwrap();
		let earned = Earnings { reports: 1, rewards: 5, fees: 1 };
		assert_eq!(state.put_watched(7, &reports).unwrap(), earned);
		assert_eq!(state.put_watched(7, &reports).unwrap(), earned);
		let both = earned.plus(Earnings::default());
		assert_eq!(state.put_watched(8, &[]).unwrap(), both);
	}

	#[test]
	fn rounds_that_were_left_in_the_middle_are_found() {
		let folder = tempfile::tempdir().unwrap();
		let state = open(folder.path());
		assert!(state.unwatched_before(9).unwrap().is_empty());
		for (round, provider) in [(5, 1), (6, 1), (6, 2), (7, 1), (9, 1)] {
			state.put_report(round, &account(provider), &report(1, 0)).unwrap();
		}
		state.put_watched(7, &state.reports(7).unwrap()).unwrap();
		assert_eq!(state.unwatched_before(9).unwrap(), [6, 5]);
	}

	#[test]
	fn old_rounds_are_dropped_but_not_what_they_earned() {
		let folder = tempfile::tempdir().unwrap();
		let state = open(folder.path());
		state.put_report(1, &account(3), &report(5, 0)).unwrap();
		state.put_watched(1, &state.reports(1).unwrap()).unwrap();
		let newest = KEPT_ROUNDS + 2;
		state.put_report(newest, &account(3), &report(5, 0)).unwrap();
		state.put_watched(newest, &state.reports(newest).unwrap()).unwrap();
		assert_eq!(state.report(1, &account(3)).unwrap(), None);
		assert_eq!(state.watched(1).unwrap(), None);
		assert!(state.report(newest, &account(3)).unwrap().is_some());
		assert_eq!(state.earnings().unwrap().rewards, 10);
	}

	#[test]
	fn fate_of_a_report_is_known_once_it_is_in_a_block_or_refused() {
		let sent = ReportRecord { sent_at: Some(7), ..ReportRecord::default() };
		assert_eq!(sent.unheard_of(), Some(7));
		assert_eq!(ReportRecord { sent_at: Some(7), ..report(0, 0) }.unheard_of(), None);
		assert_eq!(ReportRecord { sent_at: Some(7), ..refused(0) }.unheard_of(), None);
		assert_eq!(ReportRecord::default().unheard_of(), None);
	}

	#[test]
	fn records_of_older_agents_are_read() {
		let old = r#"{"block":8,"misses":2,"note":null}"#;
		let record: ReportRecord = serde_json::from_str(old).unwrap();
		assert_eq!((record.block, record.reward, record.included()), (Some(8), 0, None));
	}
}
