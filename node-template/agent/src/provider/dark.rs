//! The maintenance list: chips that are out of service for a while.
//!
//! A text file with a [`ChipList`], read again for each answer, so that chips can be taken out and
//! put back without a restart. Listed chips are declared absent: the provider loses their power for
//! the round, and no more than that.

use super::list::ChipList;
use crate::error::AgentError;
use std::{
	fs, io,
	path::{Path, PathBuf},
};

/// A maintenance list in a file.
#[derive(Clone, Debug)]
pub struct DarkFile {
	path: PathBuf,
	last: ChipList,
}

impl DarkFile {
	/// Reads the file a first time, where mistakes end the command. A file that is not there yet is
	/// an empty list.
	pub fn open(path: &Path) -> Result<Self, AgentError> {
		let mut file = Self { path: path.into(), last: ChipList::default() };
		file.last = file.load().map_err(|reason| AgentError::File { path: path.into(), reason })?;
		Ok(file)
	}

	/// Reads the file again. A mistake in it must not cost the round: the last good list stands.
	pub fn read(&mut self) -> &ChipList {
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

	fn load(&self) -> Result<ChipList, String> {
		match fs::read_to_string(&self.path) {
			Ok(text) => ChipList::parse(&text),
			Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(ChipList::default()),
			Err(error) => Err(error.to_string()),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn file_is_read_anew_and_the_last_good_list_stands() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("dark.txt");
		let mut file = DarkFile::open(&path).unwrap();
		assert_eq!(file.read(), &ChipList::default());
		fs::write(&path, "2").unwrap();
		let two = ChipList::parse("2").unwrap();
		assert_eq!(file.read(), &two);
		fs::write(&path, "nonsense").unwrap();
		assert_eq!(file.read(), &two);
		assert!(DarkFile::open(&path).is_err());
		fs::remove_file(&path).unwrap();
		assert_eq!(file.read(), &ChipList::default());
	}
}
