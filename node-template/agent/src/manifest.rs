//! Manifest files: the list of chips behind a manifest's Merkle root.
//!
//! The vendor writes the file when it publishes the manifest and sends it along with the chips;
//! the provider needs it to prove that its chips belong to the manifest. Nothing in it is secret.

use crate::chain::{AccountId, BlockNumber, ManifestEntry};
use serde::{Deserialize, Serialize};
use sp_core::{Blake2Hasher, Hasher, H256};
use std::{
	collections::HashMap,
	fs, io,
	path::{Path, PathBuf},
};
use vajra_primitives::{manifest_leaf, ChipKey, ManifestId, ModelId, SerialHash};

/// Version of the file's layout.
pub const MANIFEST_FILE_VERSION: u32 = 1;

/// A manifest file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
	/// The file cannot be read or written.
	#[error("manifest file {}: {source}", path.display())]
	File {
		/// The file.
		path: PathBuf,
		/// The system's answer.
		source: io::Error,
	},
	/// It is no manifest file.
	#[error("{} is not a manifest file: {reason}", path.display())]
	Format {
		/// The file.
		path: PathBuf,
		/// What is wrong with it.
		reason: String,
	},
	/// Its chips do not add up to its root.
	#[error(
		"manifest file {} was changed: its chips lead to the root {found:?}, but it says {said:?}; \
		 ask the vendor for a fresh copy",
		path.display()
	)]
	Tampered {
		/// The file.
		path: PathBuf,
		/// The root that the file states.
		said: H256,
		/// The root of the chips in the file.
		found: H256,
	},
	/// A chip is listed twice.
	#[error("chip {key} is listed twice in {}", path.display())]
	Repeated {
		/// The file.
		path: PathBuf,
		/// The chip.
		key: String,
	},
	/// A manifest lists at least one chip.
	#[error("a manifest needs at least one chip")]
	Empty,
}

/// Hash of a serial number as the chain keeps it.
pub fn serial_hash(serial: &str) -> SerialHash {
	Blake2Hasher::hash(serial.as_bytes())
}

/// One chip of a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestChip {
	/// Its serial number.
	pub serial: String,
	/// Its public key.
	#[serde(with = "hex_key")]
	pub key: ChipKey,
}

/// The contents of a manifest file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestFile {
	/// [`MANIFEST_FILE_VERSION`].
	pub version: u32,
	/// Hash of block 0 of the chain that the manifest is published on.
	pub genesis: H256,
	/// The manifest's id.
	pub manifest: ManifestId,
	/// The model of its chips.
	pub model: ModelId,
	/// Its vendor.
	pub vendor: AccountId,
	/// Merkle root over the chips, in the file's order.
	pub root: H256,
	/// First block at which its chips can no longer be claimed.
	pub expires_at: BlockNumber,
	/// The chips.
	pub chips: Vec<ManifestChip>,
}

impl ManifestFile {
	/// Reads and checks a file.
	pub fn load(path: &Path) -> Result<Self, ManifestError> {
		let bytes =
			fs::read(path).map_err(|source| ManifestError::File { path: path.into(), source })?;
		let format = |reason: String| ManifestError::Format { path: path.into(), reason };
		let file: Self =
			serde_json::from_slice(&bytes).map_err(|error| format(error.to_string()))?;
		if file.version != MANIFEST_FILE_VERSION {
			return Err(format(format!(
				"it has version {}, this agent reads version {MANIFEST_FILE_VERSION}",
				file.version
			)));
		}
		let tree = file.tree()?;
		if tree.root() != file.root {
			let (said, found) = (file.root, tree.root());
			return Err(ManifestError::Tampered { path: path.into(), said, found });
		}
		let mut seen = std::collections::HashSet::new();
		for chip in &file.chips {
			if !seen.insert(chip.key.0) {
				let key = hex::encode(chip.key.0);
				return Err(ManifestError::Repeated { path: path.into(), key });
			}
		}
		Ok(file)
	}

	/// Writes the file, whole or not at all.
	pub fn save(&self, path: &Path) -> Result<(), ManifestError> {
		let failed = |source| ManifestError::File { path: path.into(), source };
		let json = serde_json::to_vec_pretty(self).map_err(|error| failed(error.into()))?;
		let folder = match path.parent() {
			Some(folder) if !folder.as_os_str().is_empty() => folder,
			_ => Path::new("."),
		};
		let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
		io::Write::write_all(&mut file, &json).map_err(failed)?;
		#[cfg(unix)]
		{
			// Temporary files are private; this one is for others to read.
			use std::os::unix::fs::PermissionsExt;
			let public = fs::Permissions::from_mode(0o644);
			file.as_file().set_permissions(public).map_err(failed)?;
		}
		file.as_file().sync_all().map_err(failed)?;
		file.persist(path).map_err(|error| failed(error.error))?;
		Ok(())
	}

	/// The Merkle tree over its chips.
	pub fn tree(&self) -> Result<ManifestTree, ManifestError> {
		ManifestTree::new(self.model, &self.chips)
	}
}

/// The Merkle tree over a manifest's chips, with all its nodes: a proof costs O(log n), so that
/// a large shipment can be claimed in many batches.
#[derive(Clone, Debug)]
pub struct ManifestTree {
	/// Levels from the leaves up; the last holds the root alone.
	levels: Vec<Vec<H256>>,
	/// Leaves by key.
	places: HashMap<[u8; 32], (u32, SerialHash)>,
}

impl ManifestTree {
	/// Builds the tree.
	pub fn new(model: ModelId, chips: &[ManifestChip]) -> Result<Self, ManifestError> {
		if chips.is_empty() {
			return Err(ManifestError::Empty);
		}
		let mut places = HashMap::with_capacity(chips.len());
		let mut level = Vec::with_capacity(chips.len());
		for (leaf, chip) in (0u32..).zip(chips) {
			let serial = serial_hash(&chip.serial);
			level.push(Blake2Hasher::hash(&manifest_leaf(model, &serial, &chip.key)));
			places.insert(chip.key.0, (leaf, serial));
		}
		let mut levels = Vec::new();
		while level.len() > 1 {
			let next = level
				.chunks(2)
				.map(|pair| match pair {
					[left, right] => Blake2Hasher::hash(&[left.0, right.0].concat()),
					// The last of an odd number moves up as it is.
					single => single.first().copied().unwrap_or_default(),
				})
				.collect();
			levels.push(std::mem::replace(&mut level, next));
		}
		levels.push(level);
		Ok(Self { levels, places })
	}

	/// The root.
	pub fn root(&self) -> H256 {
		self.levels.last().and_then(|level| level.first()).copied().unwrap_or_default()
	}

	/// A chip with its proof; `None` if the manifest does not list it.
	pub fn entry(&self, key: &ChipKey) -> Option<ManifestEntry> {
		let (leaf, serial) = *self.places.get(&key.0)?;
		let mut place = leaf as usize;
		let mut proof = Vec::with_capacity(self.levels.len());
		for level in &self.levels {
			if let Some(sibling) = level.get(place ^ 1) {
				proof.push(*sibling);
			}
			place /= 2;
		}
		Some(ManifestEntry { key: *key, serial, leaf, proof })
	}
}

/// Chip keys as hexadecimal text.
pub(crate) mod hex_key {
	use serde::{de::Error, Deserialize, Deserializer, Serializer};
	use vajra_primitives::ChipKey;

	pub fn serialize<S: Serializer>(key: &ChipKey, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&format!("0x{}", hex::encode(key.0)))
	}

	pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ChipKey, D::Error> {
		let text = String::deserialize(deserializer)?;
		let mut bytes = [0; 32];
		hex::decode_to_slice(text.strip_prefix("0x").unwrap_or(&text), &mut bytes)
			.map_err(|error| D::Error::custom(format!("{text} is not a chip key: {error}")))?;
		Ok(ChipKey::from_raw(bytes))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn file(count: u8) -> ManifestFile {
		let chips: Vec<_> = (0..count)
			.map(|n| ManifestChip {
				serial: format!("SN-{n:03}"),
				key: ChipKey::from_raw([n + 1; 32]),
			})
			.collect();
		let root = ManifestTree::new(7, &chips).unwrap().root();
		ManifestFile {
			version: MANIFEST_FILE_VERSION,
			genesis: H256::repeat_byte(1),
			manifest: 3,
			model: 7,
			vendor: AccountId::from([2; 32]),
			root,
			expires_at: 1_000,
			chips,
		}
	}

	fn leaves(file: &ManifestFile) -> Vec<Vec<u8>> {
		file.chips
			.iter()
			.map(|chip| manifest_leaf(file.model, &serial_hash(&chip.serial), &chip.key))
			.collect()
	}

	#[test]
	fn tree_equals_the_one_that_the_chain_verifies_against() {
		for count in 1..=33 {
			let file = file(count);
			let leaves = leaves(&file);
			let tree = file.tree().unwrap();
			let root = binary_merkle_tree::merkle_root::<Blake2Hasher, _>(&leaves);
			assert_eq!(tree.root(), root, "{count} chips");
			for (index, chip) in (0u32..).zip(&file.chips) {
				let entry = tree.entry(&chip.key).unwrap();
				assert_eq!(entry.leaf, index);
				assert!(binary_merkle_tree::verify_proof::<Blake2Hasher, _, _>(
					&root,
					entry.proof,
					count.into(),
					index,
					&leaves[index as usize],
				));
			}
		}
		assert_eq!(file(3).tree().unwrap().entry(&ChipKey::from_raw([99; 32])), None);
		assert!(matches!(ManifestTree::new(0, &[]), Err(ManifestError::Empty)));
	}

	#[test]
	fn file_round_trips() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("manifest.json");
		let file = file(5);
		file.save(&path).unwrap();
		assert_eq!(ManifestFile::load(&path).unwrap(), file);
		// Written over, not appended to.
		file.save(&path).unwrap();
		assert_eq!(ManifestFile::load(&path).unwrap(), file);
	}

	#[test]
	fn changed_files_are_refused() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("manifest.json");
		type Change = fn(&mut ManifestFile);
		let changes: [(&str, Change); 6] = [
			("another key", |file| file.chips[1].key = ChipKey::from_raw([99; 32])),
			("another serial number", |file| file.chips[0].serial.push('x')),
			("another model", |file| file.model = 8),
			("another order", |file| file.chips.swap(0, 1)),
			("a chip less", |file| drop(file.chips.pop())),
			("another root", |file| file.root = H256::zero()),
		];
		for (what, change) in changes {
			let mut file = file(5);
			change(&mut file);
			file.save(&path).unwrap();
			let error = ManifestFile::load(&path).unwrap_err();
			assert!(matches!(error, ManifestError::Tampered { .. }), "{what}: {error}");
		}
	}

	#[test]
	fn unusable_files_are_named() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("manifest.json");
		assert!(matches!(ManifestFile::load(&path), Err(ManifestError::File { .. })));
		for content in ["", "{}", "[1]", "{\"version\": 1, \"chips\": 4}"] {
			fs::write(&path, content).unwrap();
			assert!(matches!(ManifestFile::load(&path), Err(ManifestError::Format { .. })));
		}

		let mut newer = file(2);
		newer.version += 1;
		newer.save(&path).unwrap();
		assert!(matches!(ManifestFile::load(&path), Err(ManifestError::Format { .. })));

		let mut repeated = file(2);
		repeated.chips[1].key = repeated.chips[0].key;
		repeated.root = repeated.tree().unwrap().root();
		repeated.save(&path).unwrap();
		assert!(matches!(ManifestFile::load(&path), Err(ManifestError::Repeated { .. })));
	}
}
