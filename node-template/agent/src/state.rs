//! What an agent remembers between runs, in an embedded database.
//!
//! The chain is the truth: everything in here can be lost without harm. It spares work and tells
//! the operator what happened. Secrets and nonces are never written.

use crate::chain::{AccountId, BlockNumber};
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};
use serde::{de::DeserializeOwned, Deserialize, Serialize};
use sp_core::H256;
use std::{
	fs,
	path::{Path, PathBuf},
	sync::atomic::{AtomicBool, Ordering},
};
use vajra_primitives::{ChipIndex, ChipKey, ManifestId, Power, RoundIndex};

/// Layout of the database.
const LAYOUT: u32 = 1;

/// Rounds, reports and the like that are kept; older ones are dropped.
const KEPT_ROUNDS: RoundIndex = 10_000;

const META: TableDefinition<&str, &[u8]> = TableDefinition::new("meta");
const ROUNDS: TableDefinition<u32, &[u8]> = TableDefinition::new("rounds");
const CLAIMS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("claims");
const WATCHED: TableDefinition<u32, &[u8]> = TableDefinition::new("watched");
const REPORTS: TableDefinition<(u32, &[u8]), &[u8]> = TableDefinition::new("reports");

/// The state cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
	/// The folder cannot be made.
	#[error("state folder {}: {source}", path.display())]
	Folder {
		/// The folder.
		path: PathBuf,
		/// The system's answer.
		source: std::io::Error,
	},
	/// Another process has it open.
	#[error("{} is in use by another agent; stop it, or give this one a --state of its own", .0.display())]
	InUse(PathBuf),
	/// The database does not work.
	#[error(
		"the state in {} cannot be used ({reason}); move it away and start again: what matters \
		 is on the chain",
		path.display()
	)]
	Damaged {
		/// The database.
		path: PathBuf,
		/// What is wrong.
		reason: String,
	},
	/// It was written by another version.
	#[error("the state in {} has layout {found}, this agent knows layout {LAYOUT}", path.display())]
	Layout {
		/// The database.
		path: PathBuf,
		/// Its layout.
		found: String,
	},
	/// It belongs to another chain or account.
	#[error("the state in {} is of another {what} ({found}, now {expected}); give this one a --state of its own", path.display())]
	Foreign {
		/// The database.
		path: PathBuf,
		/// "chain" or "account".
		what: &'static str,
		/// What the state belongs to.
		found: String,
		/// What it should belong to.
		expected: String,
	},
}

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

/// A report of absence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRecord {
	/// The block with the report; `None` where the chain did not want it.
	pub block: Option<BlockNumber>,
	/// The provider's misses after it.
	pub misses: Option<u32>,
	/// Why the chain did not want it.
	pub note: Option<String>,
}

/// An agent's database.
#[derive(Debug)]
pub struct State {
	db: Database,
	path: PathBuf,
	/// Whether the operator was told that the database does not work, and it has not since.
	told: AtomicBool,
}

impl State {
	/// Opens the state of `role` in `folder`, or makes it. It belongs to one account on one chain.
	pub fn open(
		folder: &Path,
		role: &str,
		genesis: H256,
		account: &AccountId,
	) -> Result<Self, StateError> {
		fs::create_dir_all(folder)
			.map_err(|source| StateError::Folder { path: folder.into(), source })?;
		let path = folder.join(format!("{role}.redb"));
		let db = Database::create(&path).map_err(|error| match error {
			redb::DatabaseError::DatabaseAlreadyOpen => StateError::InUse(path.clone()),
			error => StateError::Damaged { path: path.clone(), reason: error.to_string() },
		})?;
		let state = Self { db, path, told: AtomicBool::new(false) };
		state.adopt("layout", &LAYOUT.to_string(), |found, _| StateError::Layout {
			path: state.path.clone(),
			found,
		})?;
		let foreign = |what: &'static str| {
			let path = state.path.clone();
			move |found, expected| StateError::Foreign { path, what, found, expected }
		};
		state.adopt("genesis", &format!("{genesis:?}"), foreign("chain"))?;
		state.adopt("account", &account.to_string(), foreign("account"))?;
		Ok(state)
	}

	/// The database file.
	pub fn path(&self) -> &Path {
		&self.path
	}

	/// What a daemon at work makes of a read or a write: where the disk is full, say, it goes on
	/// without.
	pub fn tolerate<T: Default>(&self, result: Result<T, StateError>) -> T {
		let told = self.told.swap(result.is_err(), Ordering::Relaxed);
		result.unwrap_or_else(|error| {
			if !told {
				tracing::warn!(%error, "going on without records: what matters is on the chain");
			}
			T::default()
		})
	}

	/// Drops all records, but not whose they are.
	pub fn clear(&self) -> Result<(), StateError> {
		self.with(|db| {
			let transaction = db.begin_write()?;
			transaction.delete_table(ROUNDS)?;
			transaction.delete_table(CLAIMS)?;
			transaction.delete_table(WATCHED)?;
			transaction.delete_table(REPORTS)?;
			transaction.commit()?;
			Ok(())
		})
	}

	/// Writes a fact on first use, and compares it ever after.
	fn adopt(
		&self,
		key: &str,
		value: &str,
		mismatch: impl FnOnce(String, String) -> StateError,
	) -> Result<(), StateError> {
		let found = self.with(|db| {
			let transaction = db.begin_write()?;
			let found = {
				let mut table = transaction.open_table(META)?;
				let found = table.get(key)?.map(|found| found.value().to_vec());
				if found.is_none() {
					table.insert(key, value.as_bytes())?;
				}
				found
			};
			transaction.commit()?;
			Ok(found)
		})?;
		match found {
			Some(found) if found != value.as_bytes() => {
				Err(mismatch(String::from_utf8_lossy(&found).into_owned(), value.into()))
			}
			_ => Ok(()),
		}
	}

	/// What happened in a round.
	pub fn round(&self, round: RoundIndex) -> Result<Option<RoundRecord>, StateError> {
		self.get(ROUNDS, round)
	}

	/// The newest round with a record.
	pub fn last_round(&self) -> Result<Option<RoundRecord>, StateError> {
		self.last(ROUNDS)?.map(|(_, bytes)| self.parse(&bytes)).transpose()
	}

	/// Rounds whose answer is in a block that was not final when last looked at.
	pub fn unsettled_rounds(&self) -> Result<Vec<RoundRecord>, StateError> {
		let found = self.with(|db| {
			let transaction = db.begin_read()?;
			let table = match transaction.open_table(ROUNDS) {
				Err(redb::TableError::TableDoesNotExist(_)) => return Ok(Vec::new()),
				table => table?,
			};
			// The chain keeps a provider's last two answers: no use in looking further back.
			let mut newest = Vec::new();
			for item in table.iter()?.rev().take(4) {
				newest.push(item?.1.value().to_vec());
			}
			Ok(newest)
		})?;
		let mut rounds = Vec::new();
		for bytes in found {
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

	/// Notes a report.
	pub fn put_report(
		&self,
		round: RoundIndex,
		provider: &AccountId,
		record: &ReportRecord,
	) -> Result<(), StateError> {
		self.put(REPORTS, (round, provider.0.as_slice()), record)
	}

	/// How many reports of a round were in a block.
	pub fn reports(&self, round: RoundIndex) -> Result<u32, StateError> {
		let found = self.with(|db| {
			let transaction = db.begin_read()?;
			let table = match transaction.open_table(REPORTS) {
				Err(redb::TableError::TableDoesNotExist(_)) => return Ok(Vec::new()),
				table => table?,
			};
			let none = [].as_slice();
			let mut found = Vec::new();
			for item in table.range((round, none)..(round.saturating_add(1), none))? {
				found.push(item?.1.value().to_vec());
			}
			Ok(found)
		})?;
		let mut reports = 0;
		for bytes in found {
			let record: ReportRecord = self.parse(&bytes)?;
			reports += u32::from(record.block.is_some());
		}
		Ok(reports)
	}

	/// The report of a provider's absence in a round.
	pub fn report(
		&self,
		round: RoundIndex,
		provider: &AccountId,
	) -> Result<Option<ReportRecord>, StateError> {
		self.get(REPORTS, (round, provider.0.as_slice()))
	}

	/// Notes that all absences of a round have been dealt with, and drops what is old.
	pub fn put_watched(&self, round: RoundIndex, reports: u32) -> Result<(), StateError> {
		let bytes = self.serialize(&reports)?;
		let oldest = round.saturating_sub(KEPT_ROUNDS);
		self.with(|db| {
			let transaction = db.begin_write()?;
			{
				let mut table = transaction.open_table(WATCHED)?;
				table.insert(round, bytes.as_slice())?;
				table.retain_in(..oldest, |_, _| false)?;
				let mut table = transaction.open_table(REPORTS)?;
				table.retain_in(..(oldest, [].as_slice()), |_, _| false)?;
			}
			transaction.commit()?;
			Ok(())
		})
	}

	/// The newest round that was dealt with.
	pub fn last_watched(&self) -> Result<Option<RoundIndex>, StateError> {
		Ok(self.last(WATCHED)?.map(|(round, _)| round))
	}

	/// How many reports a round took; `None` while it has not been dealt with.
	pub fn watched(&self, round: RoundIndex) -> Result<Option<u32>, StateError> {
		self.get(WATCHED, round)
	}

	fn last(
		&self,
		definition: TableDefinition<u32, &'static [u8]>,
	) -> Result<Option<(u32, Vec<u8>)>, StateError> {
		self.with(|db| {
			let transaction = db.begin_read()?;
			let table = match transaction.open_table(definition) {
				Err(redb::TableError::TableDoesNotExist(_)) => return Ok(None),
				table => table?,
			};
			let last = table.last()?.map(|(key, value)| (key.value(), value.value().to_vec()));
			Ok(last)
		})
	}

	fn get<'k, K: redb::Key + 'static, V: DeserializeOwned>(
		&self,
		definition: TableDefinition<K, &'static [u8]>,
		key: impl std::borrow::Borrow<K::SelfType<'k>>,
	) -> Result<Option<V>, StateError> {
		let found = self.with(|db| {
			let transaction = db.begin_read()?;
			let table = match transaction.open_table(definition) {
				Err(redb::TableError::TableDoesNotExist(_)) => return Ok(None),
				table => table?,
			};
			let found = table.get(key)?.map(|value| value.value().to_vec());
			Ok(found)
		})?;
		found.map(|bytes| self.parse(&bytes)).transpose()
	}

	fn put<'k, K: redb::Key + 'static>(
		&self,
		definition: TableDefinition<K, &'static [u8]>,
		key: impl std::borrow::Borrow<K::SelfType<'k>>,
		value: &impl Serialize,
	) -> Result<(), StateError> {
		let bytes = self.serialize(value)?;
		self.with(|db| {
			let transaction = db.begin_write()?;
			transaction.open_table(definition)?.insert(key, bytes.as_slice())?;
			transaction.commit()?;
			Ok(())
		})
	}

	fn with<T>(
		&self,
		work: impl FnOnce(&Database) -> Result<T, redb::Error>,
	) -> Result<T, StateError> {
		work(&self.db).map_err(|error| self.damaged(error.to_string()))
	}

	fn serialize(&self, value: &impl Serialize) -> Result<Vec<u8>, StateError> {
		serde_json::to_vec(value).map_err(|error| self.damaged(error.to_string()))
	}

	fn parse<V: DeserializeOwned>(&self, bytes: &[u8]) -> Result<V, StateError> {
		serde_json::from_slice(bytes).map_err(|error| self.damaged(error.to_string()))
	}

	fn damaged(&self, reason: String) -> StateError {
		StateError::Damaged { path: self.path.clone(), reason }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const GENESIS: H256 = H256::repeat_byte(1);

	fn account(n: u8) -> AccountId {
		AccountId::from([n; 32])
	}

	fn open(folder: &Path) -> State {
		State::open(folder, "provider", GENESIS, &account(2)).unwrap()
	}

	fn record(round: RoundIndex, status: RoundStatus) -> RoundRecord {
		RoundRecord {
			round,
			status,
			chips: 64,
			absent: vec![3, 9],
			attempts: 1,
			block: Some(12),
			extrinsic: Some(H256::repeat_byte(7)),
			power: Some(Power::MAX),
			note: None,
		}
	}

	#[test]
	fn records_survive_a_restart() {
		let folder = tempfile::tempdir().unwrap();
		let claim = ClaimRecord { manifest: 4, block: 5, extrinsic: H256::repeat_byte(6) };
		let report = ReportRecord { block: Some(8), misses: Some(2), note: None };
		let key = ChipKey::from_raw([9; 32]);
		{
			let state = open(folder.path());
			assert_eq!(state.last_round().unwrap(), None);
			assert_eq!(state.claim(&key).unwrap(), None);
			state.put_round(&record(7, RoundStatus::Answered)).unwrap();
			state.put_round(&record(8, RoundStatus::Sent)).unwrap();
			state.put_claims(&[key], &claim).unwrap();
			state.put_report(7, &account(3), &report).unwrap();
			state.put_watched(7, 1).unwrap();
		}
		let state = open(folder.path());
		assert_eq!(state.round(7).unwrap(), Some(record(7, RoundStatus::Answered)));
		assert_eq!(state.last_round().unwrap(), Some(record(8, RoundStatus::Sent)));
		assert_eq!(state.unsettled_rounds().unwrap(), [record(7, RoundStatus::Answered)]);
		assert_eq!(state.claim(&key).unwrap(), Some(claim));
		assert_eq!(state.report(7, &account(3)).unwrap(), Some(report));
		assert_eq!(state.report(7, &account(4)).unwrap(), None);
		assert_eq!(state.watched(7).unwrap(), Some(1));
		assert_eq!(state.watched(8).unwrap(), None);
	}

	#[test]
	fn old_rounds_are_dropped() {
		let folder = tempfile::tempdir().unwrap();
		let state = open(folder.path());
		let report = ReportRecord { block: None, misses: None, note: Some("why".into()) };
		state.put_round(&record(1, RoundStatus::Finalized)).unwrap();
		state.put_report(1, &account(3), &report).unwrap();
		state.put_watched(1, 1).unwrap();

		let newest = KEPT_ROUNDS + 2;
		state.put_round(&record(newest, RoundStatus::Finalized)).unwrap();
		state.put_report(newest, &account(3), &report).unwrap();
		state.put_watched(newest, 1).unwrap();
		assert_eq!(state.round(1).unwrap(), None);
		assert_eq!(state.report(1, &account(3)).unwrap(), None);
		assert_eq!(state.watched(1).unwrap(), None);
		assert!(state.round(newest).unwrap().is_some());
		assert!(state.report(newest, &account(3)).unwrap().is_some());
	}

	#[test]
	fn cleared_state_still_knows_whose_it_is() {
		let folder = tempfile::tempdir().unwrap();
		let state = open(folder.path());
		// Before there is anything to drop, too.
		state.clear().unwrap();
		state.put_round(&record(7, RoundStatus::Sent)).unwrap();
		state.put_watched(6, 1).unwrap();
		assert_eq!(state.last_watched().unwrap(), Some(6));
		state.clear().unwrap();
		assert_eq!(state.last_round().unwrap(), None);
		assert_eq!(state.last_watched().unwrap(), None);
		drop(state);
		let foreign = State::open(folder.path(), "provider", GENESIS, &account(9));
		assert!(matches!(foreign, Err(StateError::Foreign { what: "account", .. })));
	}

	#[test]
	fn reports_of_one_round_are_counted() {
		let folder = tempfile::tempdir().unwrap();
		let state = open(folder.path());
		assert_eq!(state.reports(7).unwrap(), 0);
		let sent = ReportRecord { block: Some(8), misses: Some(2), note: None };
		let refused = ReportRecord { block: None, misses: None, note: Some("why".into()) };
		for (round, provider, record) in
			[(6, 3, &sent), (7, 3, &sent), (7, 4, &sent), (7, 5, &refused), (8, 3, &sent)]
		{
			state.put_report(round, &account(provider), record).unwrap();
		}
		assert_eq!(state.reports(7).unwrap(), 2);
	}

	#[test]
	fn state_that_does_not_work_is_done_without() {
		let folder = tempfile::tempdir().unwrap();
		let state = open(folder.path());
		assert_eq!(state.tolerate(Ok(Some(1))), Some(1));
		assert_eq!(state.tolerate(Err::<Option<u32>, _>(state.damaged("full".into()))), None);
	}

	#[test]
	fn state_belongs_to_one_chain_and_account() {
		let folder = tempfile::tempdir().unwrap();
		drop(open(folder.path()));
		let foreign = |genesis, account: u8| {
			State::open(folder.path(), "provider", genesis, &super::tests::account(account))
		};
		assert!(matches!(
			foreign(H256::repeat_byte(9), 2),
			Err(StateError::Foreign { what: "chain", .. })
		));
		assert!(matches!(foreign(GENESIS, 9), Err(StateError::Foreign { what: "account", .. })));
		assert!(foreign(GENESIS, 2).is_ok());
	}

	#[test]
	fn state_has_one_user_at_a_time() {
		let folder = tempfile::tempdir().unwrap();
		let _state = open(folder.path());
		let second = State::open(folder.path(), "provider", GENESIS, &account(2));
		assert!(matches!(second, Err(StateError::InUse(_))));
		// A watcher in the same folder has a database of its own.
		assert!(State::open(folder.path(), "watcher", GENESIS, &account(2)).is_ok());
	}

	#[test]
	fn damaged_state_says_so() {
		let folder = tempfile::tempdir().unwrap();
		fs::write(folder.path().join("provider.redb"), [0x55; 4_096]).unwrap();
		let state = State::open(folder.path(), "provider", GENESIS, &account(2));
		assert!(matches!(state, Err(StateError::Damaged { .. })));
	}
}
