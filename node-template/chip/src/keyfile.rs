//! The file that keeps software elements between runs.
//!
//! JSON with a version, and for each chip its serial number and hash, its public key, its wrapped
//! private key (`PriKEnc`) and, as there is no hardware to hold it, its secure key `S`. Order is
//! kept. Files are written once: whole, readable by their owner only, and never over another file.

use crate::{
	aggregate,
	element::SoftwareElement,
	wrap::{EncryptedKey, SecureKey, WrapError},
};
use curve25519_dalek::scalar::Scalar;
use rand::{rngs::OsRng, RngCore};
use serde::{Deserialize, Serialize};
use sp_crypto_hashing::blake2_256;
use std::{
	collections::HashSet,
	fs::{self, File},
	io::{self, Write},
	path::{Path, PathBuf},
};
use vajra_primitives::{ChipKey, SerialHash};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The version of key files that this crate writes and reads.
pub const KEY_FILE_VERSION: u32 = 1;

/// The most chips in one file: as many as one provider can have in the reference runtime.
pub const MAX_CHIPS_PER_FILE: usize = 65_536;

/// Longest serial number, in bytes.
const MAX_SERIAL_BYTES: usize = 64;

/// Why a key file cannot be made, read or written.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
	/// The operating system refused.
	#[error("{}: {error}", path.display())]
	Io {
		/// The file.
		path: PathBuf,
		/// What the operating system said.
		error: io::Error,
	},
	/// There is something at the path already.
	#[error(
		"{} exists and is not overwritten, as its keys would be lost: choose another path or move \
		 it away",
		.0.display()
	)]
	Exists(PathBuf),
	/// Not the JSON of a key file. The position is given, the content is not: it is secret.
	#[error(
		"{} is damaged at line {line}, column {column}: restore it from a copy",
		path.display()
	)]
	Damaged {
		/// The file.
		path: PathBuf,
		/// Line, from 1.
		line: usize,
		/// Column, from 1.
		column: usize,
	},
	/// Written by another version of the program.
	#[error("key file version {found} is not known here (version {KEY_FILE_VERSION} is)")]
	UnknownVersion {
		/// The version in the file.
		found: u32,
	},
	/// No chips.
	#[error("a key file holds one chip at least")]
	Empty,
	/// Too many chips.
	#[error("a key file holds {MAX_CHIPS_PER_FILE} chips at most, not {0}: make several files")]
	TooManyChips(usize),
	/// A serial number or prefix with characters that do not print, or empty, or too long.
	#[error(
		"{0:?} is no serial number: use 1 to {MAX_SERIAL_BYTES} printable ASCII characters \
		 without spaces"
	)]
	InvalidSerial(String),
	/// A field is not hexadecimal of the right length, or a serial hash is not its serial's.
	#[error("chip {entry} has an invalid {field}: restore the file from a copy")]
	InvalidField {
		/// The chip's place in the file, from 0.
		entry: usize,
		/// The field's name.
		field: &'static str,
	},
	/// Two chips with one serial number.
	#[error("serial number {0:?} is listed twice")]
	DuplicateSerial(String),
	/// Two chips with one public key.
	#[error("chips {0:?} and {1:?} have the same public key")]
	DuplicateKey(String, String),
	/// A new chip's key could not be made.
	#[error(transparent)]
	Wrap(#[from] WrapError),
}

/// One chip of a [`ChipKeyFile`].
#[derive(Clone, Debug)]
pub struct ChipEntry {
	serial: String,
	key: ChipKey,
	encrypted_key: EncryptedKey,
	secure_key: SecureKey,
}

impl ChipEntry {
	/// The serial number.
	pub fn serial(&self) -> &str {
		&self.serial
	}

	/// Blake2-256 of the serial number, as manifests list it.
	pub fn serial_hash(&self) -> SerialHash {
		blake2_256(self.serial.as_bytes()).into()
	}

	/// The public key.
	pub fn key(&self) -> ChipKey {
		self.key
	}

	/// `PriKEnc`, as claims carry it.
	pub fn encrypted_key(&self) -> &EncryptedKey {
		&self.encrypted_key
	}

	/// The secure key `S`.
	pub(crate) fn secure_key(&self) -> &SecureKey {
		&self.secure_key
	}

	fn generate(serial: String) -> Result<Self, WrapError> {
		let mut wide = Zeroizing::new([0; 64]);
		OsRng.try_fill_bytes(wide.as_mut_slice()).map_err(|_| WrapError::Randomness)?;
		let private = Zeroizing::new(Scalar::from_bytes_mod_order_wide(&wide));
		let secure_key = SecureKey::generate()?;
		let encrypted_key = secure_key.wrap(&private)?;
		let key = SoftwareElement::public_key(&private);
		Ok(Self { serial, key, encrypted_key, secure_key })
	}
}

/// Software elements that are kept in a file.
#[derive(Clone, Debug)]
pub struct ChipKeyFile {
	entries: Vec<ChipEntry>,
}

impl ChipKeyFile {
	/// Makes `count` new chips with serial numbers `<prefix>-000000`, `<prefix>-000001`, ….
	pub fn generate(count: usize, serial_prefix: &str) -> Result<Self, KeyFileError> {
		check_count(count)?;
		let entries = (0..count)
			.map(|number| {
				let serial = format!("{serial_prefix}-{number:06}");
				if serial_prefix.is_empty() || !is_serial(&serial) {
					return Err(KeyFileError::InvalidSerial(serial_prefix.into()));
				}
				Ok(ChipEntry::generate(serial)?)
			})
			.collect::<Result<_, _>>()?;
		Ok(Self { entries })
	}

	/// Reads and checks a file.
	///
	/// That the keys can be unlocked is left to [`SoftwareElement::unlock`].
	pub fn load(path: impl AsRef<Path>) -> Result<Self, KeyFileError> {
		let path = path.as_ref();
		let text = fs::read(path)
			.map(Zeroizing::new)
			.map_err(|error| KeyFileError::Io { path: path.into(), error })?;
		let damaged = |error: serde_json::Error| KeyFileError::Damaged {
			path: path.into(),
			line: error.line(),
			column: error.column(),
		};
		// The version comes first, as another version may have other fields.
		let Header { version } = serde_json::from_slice(&text).map_err(damaged)?;
		if version != KEY_FILE_VERSION {
			return Err(KeyFileError::UnknownVersion { found: version });
		}
		let file: FileV1 = serde_json::from_slice(&text).map_err(damaged)?;
		file.check()
	}

	/// Writes the chips to a new file at `path`, which only its owner can read.
	///
	/// The file appears whole or not at all. Nothing is ever overwritten.
	pub fn create(&self, path: impl AsRef<Path>) -> Result<(), KeyFileError> {
		let path = path.as_ref();
		let failed = |error: io::Error| match error.kind() {
			io::ErrorKind::AlreadyExists => KeyFileError::Exists(path.into()),
			_ => KeyFileError::Io { path: path.into(), error },
		};
		let text = serde_json::to_vec_pretty(&FileV1::from(self)).map(Zeroizing::new).map_err(
			|error| KeyFileError::Io { path: path.into(), error: io::Error::other(error) },
		)?;
		let folder = match path.parent() {
			Some(folder) if !folder.as_os_str().is_empty() => folder,
			_ => Path::new("."),
		};
		let mut builder = tempfile::Builder::new();
		builder.prefix(".chips-");
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt;
			builder.permissions(fs::Permissions::from_mode(0o600));
		}
		// In the same folder, as a file can only be renamed within its file system.
		let mut file = builder.tempfile_in(folder).map_err(failed)?;
		file.write_all(&text).map_err(failed)?;
		file.write_all(b"\n").map_err(failed)?;
		file.as_file().sync_all().map_err(failed)?;
		file.persist_noclobber(path).map_err(|error| failed(error.error))?;
		// The name is on disk only after its folder is.
		File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
	}

	/// The chips, in the file's order.
	pub fn entries(&self) -> &[ChipEntry] {
		&self.entries
	}

	/// The chips' public keys, in the file's order.
	pub fn keys(&self) -> Vec<ChipKey> {
		self.entries.iter().map(ChipEntry::key).collect()
	}
}

#[derive(Deserialize)]
struct Header {
	version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileV1 {
	version: u32,
	chips: Vec<EntryV1>,
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
struct EntryV1 {
	#[zeroize(skip)]
	serial: String,
	#[zeroize(skip)]
	serial_hash: String,
	#[zeroize(skip)]
	public_key: String,
	#[zeroize(skip)]
	encrypted_key: String,
	secure_key: String,
}

impl From<&ChipKeyFile> for FileV1 {
	fn from(file: &ChipKeyFile) -> Self {
		let chips = file
			.entries
			.iter()
			.map(|entry| EntryV1 {
				serial: entry.serial.clone(),
				serial_hash: to_hex(entry.serial_hash()),
				public_key: to_hex(entry.key),
				encrypted_key: to_hex(entry.encrypted_key),
				secure_key: to_hex(entry.secure_key.expose()),
			})
			.collect();
		Self { version: KEY_FILE_VERSION, chips }
	}
}

impl FileV1 {
	fn check(self) -> Result<ChipKeyFile, KeyFileError> {
		check_count(self.chips.len())?;
		let entries = self
			.chips
			.iter()
			.enumerate()
			.map(|(place, raw)| raw.check(place))
			.collect::<Result<Vec<_>, _>>()?;

		let mut serials = HashSet::new();
		let mut keys = std::collections::HashMap::new();
		for entry in &entries {
			if !serials.insert(&entry.serial) {
				return Err(KeyFileError::DuplicateSerial(entry.serial.clone()));
			}
			if let Some(other) = keys.insert(entry.key, &entry.serial) {
				return Err(KeyFileError::DuplicateKey(other.clone(), entry.serial.clone()));
			}
		}
		Ok(ChipKeyFile { entries })
	}
}

impl EntryV1 {
	fn check(&self, place: usize) -> Result<ChipEntry, KeyFileError> {
		let invalid = |field| KeyFileError::InvalidField { entry: place, field };
		if !is_serial(&self.serial) {
			return Err(KeyFileError::InvalidSerial(self.serial.clone()));
		}
		let key = ChipKey::from_raw(from_hex(&self.public_key).ok_or(invalid("public_key"))?);
		aggregate::point(&key).map_err(|_| invalid("public_key"))?;
		let entry = ChipEntry {
			serial: self.serial.clone(),
			key,
			encrypted_key: from_hex(&self.encrypted_key).ok_or(invalid("encrypted_key"))?,
			secure_key: from_hex(&self.secure_key)
				.map(SecureKey::from_bytes)
				.ok_or(invalid("secure_key"))?,
		};
		if from_hex(&self.serial_hash) != Some(entry.serial_hash().0) {
			return Err(invalid("serial_hash"));
		}
		Ok(entry)
	}
}

fn check_count(count: usize) -> Result<(), KeyFileError> {
	match count {
		0 => Err(KeyFileError::Empty),
		1..=MAX_CHIPS_PER_FILE => Ok(()),
		_ => Err(KeyFileError::TooManyChips(count)),
	}
}

fn is_serial(serial: &str) -> bool {
	(1..=MAX_SERIAL_BYTES).contains(&serial.len()) && serial.bytes().all(|b| b.is_ascii_graphic())
}

fn to_hex(bytes: impl AsRef<[u8]>) -> String {
	format!("0x{}", hex::encode(bytes))
}

fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
	let mut bytes = [0; N];
	hex::decode_to_slice(text.strip_prefix("0x")?, &mut bytes).ok()?;
	Some(bytes)
}
