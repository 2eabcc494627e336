//! A state in an ordered map that notes which of its keys are read, and which are written.

use sp_core::storage::{ChildInfo, StateVersion, Storage};
use sp_runtime::traits::BlakeTwo256;
use sp_state_machine::{
	Backend, BackendTransaction, Ext, IterArgs, OverlayedChanges, StateMachineStats,
	StorageIterator, StorageKey, StorageValue, UsageInfo,
};
use sp_trie::MerkleValue;
use std::{
	cell::RefCell,
	collections::{BTreeMap, BTreeSet},
	convert::Infallible,
	fmt,
	ops::Bound,
};

type Hash = sp_core::H256;
type Found<T> = Result<T, Infallible>;

/// How many different keys something has read from the state, and written to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touched {
	pub read: usize,
	pub written: usize,
}

/// The state. It has no child tries, and nobody asks for its root.
pub struct Store {
	top: BTreeMap<StorageKey, StorageValue>,
	/// Keys that were read, while they are counted.
	read: RefCell<Option<BTreeSet<StorageKey>>>,
}

impl Store {
	pub fn new(genesis: Storage) -> Self {
		Self { top: genesis.top, read: RefCell::default() }
	}

	/// Writes records, without counting them.
	pub fn extend(&mut self, records: impl IntoIterator<Item = (StorageKey, StorageValue)>) {
		self.top.extend(records);
	}

	/// Runs something on the state, keeps what it writes, and says how many keys it touched. Whatever is
	/// found on the way to a next key counts as read, too.
	pub fn count<R>(&mut self, act: impl FnOnce() -> R) -> (R, Touched) {
		self.read.replace(Some(BTreeSet::new()));
		let (result, written) = self.run(act);
		let read = self.read.take().map_or(0, |keys| keys.len());
		(result, Touched { read, written })
	}

	/// Runs something on the state, keeps what it writes, and says how many keys that was.
	pub fn run<R>(&mut self, act: impl FnOnce() -> R) -> (R, usize) {
		let mut overlay = OverlayedChanges::<BlakeTwo256>::default();
		let mut state = Ext::new(&mut overlay, &*self, None);
		let result = sp_externalities::set_and_run_with_externalities(&mut state, act);
		let changes = overlay.drain_storage_changes(self, StateVersion::V1).unwrap();
		let changes = changes.main_storage_changes;
		let written = changes.len();
		for (key, value) in changes {
			match value {
				Some(value) => self.top.insert(key, value),
				None => self.top.remove(&key),
			};
		}
		(result, written)
	}

	fn note(&self, key: &[u8]) {
		if let Some(read) = &mut *self.read.borrow_mut() {
			read.insert(key.to_vec());
		}
	}
}

impl fmt::Debug for Store {
	fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
		write!(out, "a state of {} records", self.top.len())
	}
}

impl Backend<BlakeTwo256> for Store {
	type Error = Infallible;
	type TrieBackendStorage = BackendTransaction<BlakeTwo256>;
	type RawIter = Cursor;

	fn storage(&self, key: &[u8]) -> Found<Option<StorageValue>> {
		self.note(key);
		Ok(self.top.get(key).cloned())
	}

	fn storage_hash(&self, key: &[u8]) -> Found<Option<Hash>> {
		self.note(key);
		Ok(self.top.get(key).map(|value| <BlakeTwo256 as sp_core::Hasher>::hash(value)))
	}

	fn next_storage_key(&self, key: &[u8]) -> Found<Option<StorageKey>> {
		let after = (Bound::Excluded(key), Bound::Unbounded);
		let next = self.top.range::<[u8], _>(after).next().map(|(next, _)| next.clone());
		if let Some(next) = &next {
			self.note(next);
		}
		Ok(next)
	}

	fn raw_iter(&self, args: IterArgs) -> Found<Cursor> {
		let prefix = args.prefix.unwrap_or_default().to_vec();
		let start = args.start_at.map_or_else(|| prefix.clone(), <[u8]>::to_vec);
		Ok(Cursor { prefix, at: start, excluded: args.start_at_exclusive })
	}

	fn closest_merkle_value(&self, _: &[u8]) -> Found<Option<MerkleValue<Hash>>> {
		Ok(None)
	}

	fn child_closest_merkle_value(
		&self,
		_: &ChildInfo,
		_: &[u8],
	) -> Found<Option<MerkleValue<Hash>>> {
		Ok(None)
	}

	fn child_storage(&self, _: &ChildInfo, _: &[u8]) -> Found<Option<StorageValue>> {
		Ok(None)
	}

	fn child_storage_hash(&self, _: &ChildInfo, _: &[u8]) -> Found<Option<Hash>> {
		Ok(None)
	}

	fn next_child_storage_key(&self, _: &ChildInfo, _: &[u8]) -> Found<Option<StorageKey>> {
		Ok(None)
	}

	fn storage_root<'a>(
		&self,
		_: impl Iterator<Item = (&'a [u8], Option<&'a [u8]>)>,
		_: StateVersion,
	) -> (Hash, BackendTransaction<BlakeTwo256>) {
		Default::default()
	}

	fn child_storage_root<'a>(
		&self,
		_: &ChildInfo,
		_: impl Iterator<Item = (&'a [u8], Option<&'a [u8]>)>,
		_: StateVersion,
	) -> (Hash, bool, BackendTransaction<BlakeTwo256>) {
		Default::default()
	}

	fn register_overlay_stats(&self, _: &StateMachineStats) {}

	fn usage_info(&self) -> UsageInfo {
		UsageInfo::empty()
	}
}

/// Where a walk through the keys of a prefix is.
pub struct Cursor {
	prefix: Vec<u8>,
	at: StorageKey,
	excluded: bool,
}

impl StorageIterator<BlakeTwo256> for Cursor {
	type Backend = Store;
	type Error = Infallible;

	fn next_key(&mut self, store: &Store) -> Option<Found<StorageKey>> {
		self.next_pair(store).map(|found| found.map(|(key, _)| key))
	}

	fn next_pair(&mut self, store: &Store) -> Option<Found<(StorageKey, StorageValue)>> {
		let at = core::mem::take(&mut self.at);
		let from = if self.excluded { Bound::Excluded(at) } else { Bound::Included(at) };
		let (key, value) = store.top.range((from, Bound::Unbounded)).next()?;
		if !key.starts_with(&self.prefix) {
			return None;
		}
		store.note(key);
		(self.at, self.excluded) = (key.clone(), true);
		Some(Ok((key.clone(), value.clone())))
	}

	fn was_complete(&self) -> bool {
		true
	}
}
