use super::*;
use crate::{ChipKeyFile, KeyFileError, SecureKey, UnlockError, WrapError, MAX_CHIPS_PER_FILE};
use serde_json::{json, Value};
use std::{
	fs,
	path::{Path, PathBuf},
};

fn folder() -> tempfile::TempDir {
	tempfile::tempdir().unwrap()
}

/// A file of three chips as JSON.
fn file(folder: &Path) -> (PathBuf, Value) {
	let path = folder.join("chips.json");
	ChipKeyFile::generate(3, "T").unwrap().create(&path).unwrap();
	let value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
	(path, value)
}

fn load_after(change: impl FnOnce(&mut Value)) -> KeyFileError {
	let folder = folder();
	let (path, mut value) = file(folder.path());
	change(&mut value);
	fs::write(&path, value.to_string()).unwrap();
	ChipKeyFile::load(&path).unwrap_err()
}

#[test]
fn file_is_read_back_and_unlocks() {
	let folder = folder();
	let path = folder.path().join("chips.json");
	let made = ChipKeyFile::generate(3, "VJ-TEST").unwrap();
	made.create(&path).unwrap();
	let read = ChipKeyFile::load(&path).unwrap();
	assert_eq!(read.keys(), made.keys());
	for (number, (made, read)) in made.entries().iter().zip(read.entries()).enumerate() {
		assert_eq!(read.serial(), format!("VJ-TEST-{number:06}"));
		assert_eq!(read.serial_hash().0, sp_crypto_hashing::blake2_256(read.serial().as_bytes()));
		assert_eq!(read.encrypted_key(), made.encrypted_key());
		assert_eq!(SoftwareElement::unlock(read).unwrap().key(), made.key());
	}
	let others: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
	assert_eq!(others.len(), 1, "no temporary file is left");
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_file() {
	use std::os::unix::fs::PermissionsExt;
	let folder = folder();
	let (path, _) = file(folder.path());
	assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn existing_files_are_never_overwritten() {
	let folder = folder();
	let path = folder.path().join("chips.json");
	fs::write(&path, "precious").unwrap();
	let error = ChipKeyFile::generate(1, "T").unwrap().create(&path).unwrap_err();
	assert!(matches!(&error, KeyFileError::Exists(found) if found == &path), "{error}");
	assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
	assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
}

#[test]
fn missing_files_and_folders_are_named() {
	let path = folder().path().join("gone").join("chips.json");
	let error = ChipKeyFile::load(&path).unwrap_err();
	assert!(matches!(error, KeyFileError::Io { .. }) && error.to_string().contains("gone"));
	let error = ChipKeyFile::generate(1, "T").unwrap().create(&path).unwrap_err();
	assert!(matches!(error, KeyFileError::Io { .. }), "{error}");
}

#[test]
fn generate_checks_its_input() {
	assert!(matches!(ChipKeyFile::generate(0, "T"), Err(KeyFileError::Empty)));
	let many = MAX_CHIPS_PER_FILE + 1;
	let error = ChipKeyFile::generate(many, "T").unwrap_err();
	assert!(matches!(error, KeyFileError::TooManyChips(found) if found == many));
	for prefix in ["", "a b", "ü", "a\n", &"x".repeat(60)] {
		let error = ChipKeyFile::generate(1, prefix).unwrap_err();
		assert!(matches!(error, KeyFileError::InvalidSerial(_)), "{prefix:?}");
	}
}

#[test]
fn damaged_files_are_refused() {
	let folder = folder();
	let (path, value) = file(folder.path());
	let text = value.to_string();
	let secret = value["chips"][0]["secure_key"].as_str().unwrap().to_owned();
	for damaged in [
		"",
		"{}",
		"[]",
		&text[..text.len() / 2],
		&text.replace("secure_key", "secret"),
		&text.replacen('{', "{\"other\":1,", 1),
		&text.replacen("\"version\":1", "\"version\":1,\"version\":1", 1),
	] {
		fs::write(&path, damaged).unwrap();
		let error = ChipKeyFile::load(&path).unwrap_err();
		assert!(matches!(error, KeyFileError::Damaged { .. }), "{error} for {damaged}");
		assert!(!error.to_string().contains(&secret));
	}
}

#[test]
fn unknown_version_is_refused() {
	let error = load_after(|file| {
		*file = json!({ "version": 2, "anything": true });
	});
	assert!(matches!(error, KeyFileError::UnknownVersion { found: 2 }), "{error}");
}

#[test]
fn empty_list_is_refused() {
	let error = load_after(|file| file["chips"] = json!([]));
	assert!(matches!(error, KeyFileError::Empty), "{error}");
}

#[test]
fn invalid_fields_are_named() {
	for field in ["serial_hash", "public_key", "encrypted_key", "secure_key"] {
		for bad in ["", "0x", "0x00", "zz", &format!("0x{}", "zz".repeat(32))] {
			let error = load_after(|file| file["chips"][1][field] = bad.into());
			let KeyFileError::InvalidField { entry: 1, field: found } = error else {
				panic!("{error}")
			};
			assert_eq!(found, field);
		}
	}
	// The identity, bytes that are no point, and the hash of another serial number.
	for (field, byte) in [("public_key", "00"), ("public_key", "ff"), ("serial_hash", "11")] {
		let value = format!("0x{}", byte.repeat(32));
		let error = load_after(|file| file["chips"][1][field] = value.into());
		assert!(matches!(error, KeyFileError::InvalidField { entry: 1, .. }), "{error}");
	}
	let error = load_after(|file| file["chips"][1]["serial"] = "".into());
	assert!(matches!(error, KeyFileError::InvalidSerial(_)), "{error}");
}

#[test]
fn duplicates_are_refused() {
	let error = load_after(|file| {
		let first = file["chips"][0].clone();
		file["chips"].as_array_mut().unwrap().push(first);
	});
	assert!(matches!(&error, KeyFileError::DuplicateSerial(serial) if serial == "T-000000"));
	let error = load_after(|file| {
		let key = file["chips"][0]["public_key"].clone();
		file["chips"][2]["public_key"] = key;
	});
	let KeyFileError::DuplicateKey(first, second) = error else { panic!("{error}") };
	assert_eq!((&first[..], &second[..]), ("T-000000", "T-000002"));
}

#[test]
fn swapped_secrets_do_not_unlock() {
	let folder = folder();
	let (path, mut value) = file(folder.path());
	let key = value["chips"][1]["secure_key"].clone();
	value["chips"][0]["secure_key"] = key;
	let key = value["chips"][1]["public_key"].clone();
	value["chips"][2]["public_key"] = key;
	value["chips"].as_array_mut().unwrap().remove(1);
	fs::write(&path, value.to_string()).unwrap();
	let read = ChipKeyFile::load(&path).unwrap();
	let error = SoftwareElement::unlock(&read.entries()[0]).unwrap_err();
	assert_eq!(error, UnlockError::Wrap(WrapError::WrongSecureKey));
	let error = SoftwareElement::unlock(&read.entries()[1]).unwrap_err();
	assert_eq!(error, UnlockError::KeyMismatch(read.entries()[1].key()));
}

#[test]
fn foreign_secure_key_does_not_unlock() {
	let file = ChipKeyFile::generate(1, "T").unwrap();
	let entry = &file.entries()[0];
	let wrong = SecureKey::generate().unwrap();
	let error = SoftwareElement::unlock_with(&wrong, entry.encrypted_key(), entry.key());
	assert_eq!(error.unwrap_err(), UnlockError::Wrap(WrapError::WrongSecureKey));
}
