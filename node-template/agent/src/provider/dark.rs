//! The maintenance list: chips that are out of service for a while.
//!
//! A text file, read again for each answer, so that chips can be taken out and put back without a
//! restart. Each line holds chip indices (`7`), ranges (`16-31`) or serial numbers
//! (`serial:GPU-000007`), separated by spaces or commas; `#` starts a comment. Square brackets are
//! taken for spaces, so that a JSON list of numbers will do. Listed chips are declared absent: the
//! provider loses their power for the round, and no more than that.

use super::bank::Bank;
use crate::error::AgentError;
use std::{
	collections::BTreeSet,
	fs, io,
	path::{Path, PathBuf},
};
use vajra_primitives::ChipIndex;

/// One item of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
	Range(ChipIndex, ChipIndex),
	Serial(String),
}

/// A maintenance list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DarkList(Vec<Item>);

impl DarkList {
	/// Reads a list.
	pub fn parse(text: &str) -> Result<Self, String> {
		let mut items = Vec::new();
		for (number, line) in (1..).zip(text.lines()) {
			let line = line.split('#').next().unwrap_or_default();
			for word in line.split([' ', '\t', ',', '[', ']']).filter(|word| !word.is_empty()) {
				let item = item(word).ok_or_else(|| {
					format!(
						"line {number}: {word:?} is none of an index (7), a range (16-31) and a \
						 serial number (serial:GPU-000007)"
					)
				})?;
				items.push(item);
			}
		}
		Ok(Self(items))
	}

	/// The listed chips that the provider has, by index, and what in the list is none of them.
	pub fn resolve(&self, bank: &Bank) -> (BTreeSet<ChipIndex>, Vec<String>) {
		let (mut dark, mut unknown) = (BTreeSet::new(), Vec::new());
		for item in &self.0 {
			match item {
				Item::Range(from, to) => {
					// A list may be longer than the chips are many: look at those that exist.
					let last = bank.chips().saturating_sub(1).min(*to);
					dark.extend((*from..=last).filter(|index| bank.has(*index)));
					if !bank.has(*to) {
						unknown.push(to.to_string());
					}
				}
				Item::Serial(serial) => match bank.index_of(serial) {
					Some(index) => drop(dark.insert(index)),
					None => unknown.push(serial.clone()),
				},
			}
		}
		(dark, unknown)
	}
}

fn item(word: &str) -> Option<Item> {
	if let Some(serial) = word.strip_prefix("serial:") {
		return (!serial.is_empty()).then(|| Item::Serial(serial.into()));
	}
	let (from, to) = word.split_once('-').unwrap_or((word, word));
	let (from, to) = (from.parse().ok()?, to.parse().ok()?);
	(from <= to).then_some(Item::Range(from, to))
}

/// A maintenance list in a file.
#[derive(Clone, Debug)]
pub struct DarkFile {
	path: PathBuf,
	last: DarkList,
}

impl DarkFile {
	/// Reads the file a first time, where mistakes end the command. A file that is not there yet is
	/// an empty list.
	pub fn open(path: &Path) -> Result<Self, AgentError> {
		let mut file = Self { path: path.into(), last: DarkList::default() };
		file.last = file.load().map_err(|reason| AgentError::File { path: path.into(), reason })?;
		Ok(file)
	}

	/// Reads the file again. A mistake in it must not cost the round: the last good list stands.
	pub fn read(&mut self) -> &DarkList {
		match self.load() {
			Ok(list) => self.last = list,
			Err(reason) => tracing::error!(
				file = %self.path.display(),
				%reason,
				"the maintenance list cannot be read; the last good one stands"
			),
		}
		&self.last
	}

	fn load(&self) -> Result<DarkList, String> {
		match fs::read_to_string(&self.path) {
			Ok(text) => DarkList::parse(&text),
			Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(DarkList::default()),
			Err(error) => Err(error.to_string()),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use vajra_chip::ChipKeyFile;

	fn bank() -> Bank {
		let file = ChipKeyFile::generate(6, "D").unwrap();
		let mut bank = Bank::unlock(&file).unwrap();
		let keys = file.keys();
		let aggregate = vajra_chip::aggregate::sum(&keys).unwrap();
		bank.seat(aggregate, (0..).zip(keys).collect());
		bank
	}

	#[test]
	fn lists_are_read() {
		let list = DarkList::parse("# rack 7\n1, 3-4\n\nserial:D-000005 # fan\n").unwrap();
		assert_eq!(list.resolve(&bank()), (BTreeSet::from([1, 3, 4, 5]), vec![]));
		assert_eq!(DarkList::parse("").unwrap(), DarkList::default());
		assert_eq!(DarkList::parse("[1,2]").unwrap(), DarkList::parse("1\n2").unwrap());
	}

	#[test]
	fn chips_of_nobody_are_named() {
		let list = DarkList::parse("9 4-4000000000 serial:X").unwrap();
		let (dark, unknown) = list.resolve(&bank());
		assert_eq!(dark, BTreeSet::from([4, 5]));
		assert_eq!(unknown, ["9", "4000000000", "X"]);
	}

	#[test]
	fn mistakes_are_shown_with_their_line() {
		for bad in ["x", "-1", "5-3", "serial:", "1-", "1 2 three"] {
			let error = DarkList::parse(&format!("0\n{bad}")).unwrap_err();
			assert!(error.starts_with("line 2"), "{bad}: {error}");
		}
	}

	#[test]
	fn file_is_read_anew_and_the_last_good_list_stands() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("dark.txt");
		let mut file = DarkFile::open(&path).unwrap();
		assert_eq!(file.read(), &DarkList::default());
		fs::write(&path, "2").unwrap();
		let two = DarkList::parse("2").unwrap();
		assert_eq!(file.read(), &two);
		fs::write(&path, "nonsense").unwrap();
		assert_eq!(file.read(), &two);
		assert!(DarkFile::open(&path).is_err());
		fs::remove_file(&path).unwrap();
		assert_eq!(file.read(), &DarkList::default());
	}
}
