//! What a provider has promised and runs, and what a renter has hired. These records hold secrets:
//! their files are their owner's alone.

use super::{State, StateError};
use crate::{
	chain::{AccountId, BlockNumber},
	rental::{process::ProcessId, Binding, Credentials, KeyPair, Secret},
};
use redb::{ReadableDatabase, ReadableTable, TableDefinition};
use serde::{de::DeserializeOwned, Deserialize, Serialize};
use sp_core::H256;
use std::{
	fs::{self, OpenOptions, Permissions},
	io,
	os::unix::fs::{OpenOptionsExt, PermissionsExt},
	path::Path,
};
use vajra_primitives::rental::{EncryptionKey, OrderId};
use zeroize::Zeroizing;

const LEASES: TableDefinition<u64, &[u8]> = TableDefinition::new("leases");
/// Requests that were bid for.
const BIDS: TableDefinition<u64, &[u8]> = TableDefinition::new("bids");
/// Where renters come.
const DOOR: TableDefinition<&str, &[u8]> = TableDefinition::new("door");
const HIRES: TableDefinition<&[u8], &[u8]> = TableDefinition::new("hires");

/// How far a provider got with an order. Each is written before what it stands for is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
	/// It is being accepted.
	Promised,
	/// Credentials are made, and are being delivered.
	Sealed,
	/// The session is being started; there may be a process that nobody has noted yet.
	Starting,
	/// The session runs.
	Running,
	/// The session is being ended; the folder is still there.
	Ending,
	/// The session has ended; the folder is still there.
	Ended,
	/// The folder is deleted.
	Wiped,
}

/// What opens an order's session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
	/// What credentials are bound to.
	pub binding: Binding,
	/// The session's token.
	pub token: Secret,
	/// The session's port.
	pub port: u16,
	/// The sealed credentials.
	#[serde(with = "hex")]
	pub ciphertext: Vec<u8>,
}

/// A provider's record of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaseRecord {
	/// The order.
	pub order: OrderId,
	/// Its renter.
	pub renter: AccountId,
	/// The renter's key, which tells the order from another one with its id on a chain that started
	/// anew.
	#[serde(with = "hex")]
	pub key: EncryptionKey,
	/// Its chips.
	pub chips: u32,
	/// How far it got.
	pub stage: Stage,
	/// What its processes are marked with.
	pub mark: String,
	/// The user that its processes run as, if it is one of their own.
	pub uid: Option<u32>,
	/// What opens the session, once that is made.
	pub access: Option<Access>,
	/// The session's process.
	pub process: Option<ProcessId>,
	/// How many times it was started.
	pub starts: u32,
}

/// A renter's record of an order, by its key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HireRecord {
	/// The key.
	pub keys: KeyPair,
	/// The best block when it was made.
	pub made_at: BlockNumber,
	/// The order, once it is known.
	pub order: Option<OrderId>,
	/// What the credentials are bound to, once they are opened.
	pub binding: Option<Binding>,
	/// Hash of their ciphertext.
	pub ciphertext: Option<H256>,
	/// The opened credentials.
	pub credentials: Option<Credentials>,
}

impl State {
	/// Opens the state of a `role` whose records hold secrets: nobody else may read the file.
	pub fn open_private(
		folder: &Path,
		role: &str,
		genesis: H256,
		account: &AccountId,
	) -> Result<Self, StateError> {
		let trouble = |source| StateError::Folder { path: folder.into(), source };
		fs::create_dir_all(folder).map_err(trouble)?;
		let path = folder.join(format!("{role}.redb"));
		// Before anything is in it.
		match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
			Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
				return Err(trouble(error))
			}
			_ => fs::set_permissions(&path, Permissions::from_mode(0o600)).map_err(trouble)?,
		}
		Self::open(folder, role, genesis, account)
	}

	/// Notes how far an order got.
	pub fn put_lease(&self, record: &LeaseRecord) -> Result<(), StateError> {
		let bytes = Zeroizing::new(self.serialize(record)?);
		self.with(|db| {
			let transaction = db.begin_write()?;
			transaction.open_table(LEASES)?.insert(record.order, bytes.as_slice())?;
			transaction.commit()?;
			Ok(())
		})
	}

	/// An order's record.
	pub fn lease(&self, order: OrderId) -> Result<Option<LeaseRecord>, StateError> {
		self.get(LEASES, order)
	}

	/// All records, by order.
	pub fn leases(&self) -> Result<Vec<LeaseRecord>, StateError> {
		self.all(LEASES)
	}

	/// Forgets an order.
	pub fn drop_lease(&self, order: OrderId) -> Result<(), StateError> {
		self.remove(LEASES, order)
	}

	/// Notes a request that was bid for.
	pub fn put_bid(&self, order: OrderId) -> Result<(), StateError> {
		self.put(BIDS, order, &order)
	}

	/// All requests that were bid for.
	pub fn bids(&self) -> Result<Vec<OrderId>, StateError> {
		self.all(BIDS)
	}

	/// Forgets a bid.
	pub fn drop_bid(&self, order: OrderId) -> Result<(), StateError> {
		self.remove(BIDS, order)
	}

	/// Notes the port of the provider's door.
	pub fn put_door_port(&self, port: u16) -> Result<(), StateError> {
		self.put(DOOR, "port", &port)
	}

	/// The port of the provider's door when it was open last.
	pub fn door_port(&self) -> Result<Option<u16>, StateError> {
		self.get(DOOR, "port")
	}

	/// Notes what was hired.
	pub fn put_hire(&self, record: &HireRecord) -> Result<(), StateError> {
		let bytes = Zeroizing::new(self.serialize(record)?);
		let key = record.keys.public();
		self.with(|db| {
			let transaction = db.begin_write()?;
			transaction.open_table(HIRES)?.insert(key.as_slice(), bytes.as_slice())?;
			transaction.commit()?;
			Ok(())
		})
	}

	/// What was hired with a key.
	pub fn hire(&self, key: &EncryptionKey) -> Result<Option<HireRecord>, StateError> {
		self.get(HIRES, key.as_slice())
	}

	fn remove<'k>(
		&self,
		definition: TableDefinition<u64, &'static [u8]>,
		key: impl std::borrow::Borrow<u64> + 'k,
	) -> Result<(), StateError> {
		self.with(|db| {
			let transaction = db.begin_write()?;
			transaction.open_table(definition)?.remove(*key.borrow())?;
			transaction.commit()?;
			Ok(())
		})
	}

	fn all<V: DeserializeOwned>(
		&self,
		definition: TableDefinition<u64, &'static [u8]>,
	) -> Result<Vec<V>, StateError> {
		let rows = self.with(|db| {
			let transaction = db.begin_read()?;
			let table = match transaction.open_table(definition) {
				Err(redb::TableError::TableDoesNotExist(_)) => return Ok(Vec::new()),
				table => table?,
			};
			let mut rows = Vec::new();
			for row in table.iter()? {
				rows.push(Zeroizing::new(row?.1.value().to_vec()));
			}
			Ok(rows)
		})?;
		rows.iter().map(|bytes| self.parse(bytes)).collect()
	}
}

#[cfg(test)]
mod tests {
	use super::{super::tests::account, *};
	use std::os::unix::fs::MetadataExt;

	fn open(folder: &Path) -> State {
		State::open_private(folder, "leases", H256::repeat_byte(1), &account(2)).unwrap()
	}

	fn record(order: OrderId, stage: Stage) -> LeaseRecord {
		let binding = Binding { genesis: H256::zero(), order, terms: H256::zero() };
		LeaseRecord {
			order,
			renter: account(3),
			key: [4; 32],
			chips: 16,
			stage,
			mark: "mark".into(),
			uid: Some(62_000),
			access: Some(Access {
				binding,
				token: Secret::random(),
				port: 4_000,
				ciphertext: vec![1, 2, 3],
			}),
			process: None,
			starts: 1,
		}
	}

	#[test]
	fn leases_survive_a_restart() {
		let folder = tempfile::tempdir().unwrap();
		let records = [record(7, Stage::Starting), record(300, Stage::Ended)];
		{
			let state = open(folder.path());
			assert_eq!(state.leases().unwrap(), []);
			for record in &records {
				state.put_lease(record).unwrap();
			}
			state.put_bid(9).unwrap();
			assert_eq!(state.door_port().unwrap(), None);
			state.put_door_port(4_000).unwrap();
		}
		let state = open(folder.path());
		assert_eq!(state.leases().unwrap(), records);
		assert_eq!(state.lease(7).unwrap().as_ref(), Some(&records[0]));
		assert_eq!(state.bids().unwrap(), [9]);
		assert_eq!(state.door_port().unwrap(), Some(4_000));
		state.drop_lease(7).unwrap();
		state.drop_bid(9).unwrap();
		assert_eq!(state.lease(7).unwrap(), None);
		assert_eq!(state.leases().unwrap(), records[1..]);
		assert!(state.bids().unwrap().is_empty());
	}

	#[test]
	fn hires_are_found_by_their_key() {
		let folder = tempfile::tempdir().unwrap();
		let keys = KeyPair::random();
		let public = keys.public();
		{
			let state = open(folder.path());
			let (order, binding, ciphertext, credentials) = Default::default();
			let made_at = 5;
			let hire = HireRecord { keys, made_at, order, binding, ciphertext, credentials };
			state.put_hire(&hire).unwrap();
			state.put_hire(&HireRecord { order: Some(7), ..hire }).unwrap();
		}
		let state = open(folder.path());
		let hire = state.hire(&public).unwrap().unwrap();
		assert_eq!((hire.keys.public(), hire.order), (public, Some(7)));
		assert!(state.hire(&[0; 32]).unwrap().is_none());
	}

	#[test]
	fn files_are_their_owners_alone() {
		let folder = tempfile::tempdir().unwrap();
		let state = open(folder.path());
		assert_eq!(fs::metadata(state.path()).unwrap().mode() & 0o777, 0o600);
		let path = state.path().to_path_buf();
		drop(state);
		fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
		drop(open(folder.path()));
		assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
	}
}
