//! What an agent remembers between runs, in an embedded database.
//!
//! The chain is the truth: everything in here can be lost without harm. It spares work and tells
//! the operator what happened. Secrets and nonces are never written. Both but for the answers of
//! a service's operator: losing them between commitment and reveal costs stake; and but for the tokens
//! and keys of leases, which are in files of their own that nobody else may read.

mod answers;
mod leases;
mod rewards;
mod rounds;
mod watch;

pub use answers::AnswerRecord;
pub use leases::{Access, HireRecord, LeaseRecord, Stage};
pub use rewards::{RewardRecord, RewardStatus};
pub use rounds::{ClaimRecord, RoundRecord, RoundStatus};
pub use watch::{Earnings, ReportRecord};

use crate::chain::AccountId;
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};
use serde::{de::DeserializeOwned, Serialize};
use sp_core::H256;
use std::{
	fs,
	path::{Path, PathBuf},
	sync::atomic::{AtomicBool, Ordering},
};
use vajra_primitives::RoundIndex;

/// Layout of the database.
const LAYOUT: u32 = 1;

/// Rounds, reports and the like that are kept; older ones are dropped.
const KEPT_ROUNDS: RoundIndex = 10_000;

const META: TableDefinition<&str, &[u8]> = TableDefinition::new("meta");
/// Sums over all rounds, also of those whose records are dropped.
const TOTALS: TableDefinition<&str, &[u8]> = TableDefinition::new("totals");

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
			transaction.delete_table(answers::ANSWERS)?;
			transaction.delete_table(answers::OPENED)?;
			transaction.delete_table(rounds::ROUNDS)?;
			transaction.delete_table(rounds::CLAIMS)?;
			transaction.delete_table(rewards::REWARDS)?;
			transaction.delete_table(watch::WATCHED)?;
			transaction.delete_table(watch::REPORTS)?;
			transaction.delete_table(TOTALS)?;
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

	/// The newest rows of a table of rounds, the newest first.
	fn newest(
		&self,
		definition: TableDefinition<u32, &'static [u8]>,
		count: usize,
	) -> Result<Vec<(RoundIndex, Vec<u8>)>, StateError> {
		self.with(|db| {
			let transaction = db.begin_read()?;
			let table = match transaction.open_table(definition) {
				Err(redb::TableError::TableDoesNotExist(_)) => return Ok(Vec::new()),
				table => table?,
			};
			let mut rows = Vec::new();
			for row in table.iter()?.rev().take(count) {
				let (round, bytes) = row?;
				rows.push((round.value(), bytes.value().to_vec()));
			}
			Ok(rows)
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
pub(crate) mod tests {
	use super::*;
	use vajra_primitives::Power;

	const GENESIS: H256 = H256::repeat_byte(1);

	pub(crate) fn account(n: u8) -> AccountId {
		AccountId::from([n; 32])
	}

	pub(crate) fn open(folder: &Path) -> State {
		State::open(folder, "provider", GENESIS, &account(2)).unwrap()
	}

	pub(crate) fn record(round: RoundIndex, status: RoundStatus) -> RoundRecord {
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
	fn cleared_state_still_knows_whose_it_is() {
		let folder = tempfile::tempdir().unwrap();
		let state = open(folder.path());
		// Before there is anything to drop, too.
		state.clear().unwrap();
		state.put_round(&record(7, RoundStatus::Sent)).unwrap();
		state.put_watched(6, &[]).unwrap();
		assert_eq!(state.last_watched().unwrap(), Some(6));
		state.clear().unwrap();
		assert_eq!(state.last_round().unwrap(), None);
		assert_eq!(state.last_watched().unwrap(), None);
		drop(state);
		let foreign = State::open(folder.path(), "provider", GENESIS, &account(9));
		assert!(matches!(foreign, Err(StateError::Foreign { what: "account", .. })));
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
