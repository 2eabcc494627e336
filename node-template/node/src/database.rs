//! The database's folder, and words for what can be wrong with it.

use sc_cli::{Error, Result};
use sc_service::{Configuration, DatabaseSource};
use std::{
	fmt::Display,
	panic::{self, PanicHookInfo},
	path::PathBuf,
	process,
	sync::Arc,
};
use vajra_runtime::opaque::Block;

/// The database of a full node.
pub type Backend = sc_service::TFullBackend<Block>;

/// Where a database is, and whether it was there before.
#[derive(Clone, Debug)]
pub struct Database {
	folder: PathBuf,
	is_new: bool,
}

impl Database {
	/// The database that `config` names.
	pub fn of(config: &Configuration) -> Self {
		let folder = match &config.database {
			DatabaseSource::Auto { paritydb_path, .. } => Some(paritydb_path.as_path()),
			source => source.path(),
		};
		let folder = folder.unwrap_or(&config.data_path).to_path_buf();
		let is_new = std::fs::read_dir(&folder).map_or(true, |mut files| files.next().is_none());
		Self { folder, is_new }
	}

	/// Opens the database, or makes it.
	///
	/// # Errors
	///
	/// Fails if the database is in use or damaged, or its folder cannot be written.
	pub fn open(&self, config: &Configuration) -> Result<Arc<Backend>> {
		// ParityDB takes a folder without its `metadata` file for a new database, and would begin
		// a new chain among the files of the old one.
		if !self.is_new && !self.folder.join("metadata").exists() {
			return Err(self.unusable("it holds files but no `metadata`"));
		}
		self.explain_panics();
		sc_service::new_db_backend(config.db_config()).map_err(|error| self.unusable(error))
	}

	/// Adds to an error of reading the chain that the database is the likely reason, unless it was
	/// made just now.
	pub fn blame(&self, error: impl Into<Error>) -> Error {
		let error = error.into();
		if self.is_new {
			error
		} else {
			self.unusable(error)
		}
	}

	fn unusable(&self, reason: impl Display) -> Error {
		Error::Application(self.complaint(&reason.to_string()).into())
	}

	fn complaint(&self, reason: &str) -> String {
		let folder = self.folder.display();
		// ParityDB's words for a lock that another process holds.
		if reason.contains("Database file is in use") {
			return format!(
				"the database in {folder} is in use by another process. Stop that process, or \
				 choose another folder with --base-path"
			);
		}
		format!(
			"cannot use the database in {folder}: {reason}. If it is damaged, restore a backup, or \
			 remove it with `purge-chain` and sync again"
		)
	}

	/// ParityDB and the SDK's adapter panic where reads find damage. From now on such a panic ends
	/// the process with the same words as other damage; any other goes the SDK's way.
	fn explain_panics(&self) {
		let database = self.clone();
		let other = panic::take_hook();
		panic::set_hook(Box::new(move |panic| match damage(panic) {
			Some(reason) => {
				eprintln!("Error: {}", database.complaint(&reason));
				process::exit(1);
			}
			None => other(panic),
		}));
	}
}

/// What a panic of the database says.
fn damage(panic: &PanicHookInfo<'_>) -> Option<String> {
	let reason = match panic.payload().downcast_ref::<String>() {
		Some(reason) => reason.as_str(),
		None => panic.payload().downcast_ref::<&str>()?,
	};
	let in_paritydb = panic.location().is_some_and(|place| place.file().contains("parity-db-"));
	(in_paritydb || reason.starts_with("Critical database error")).then(|| reason.to_owned())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn database(is_new: bool) -> Database {
		Database { folder: "/chain/db".into(), is_new }
	}

	#[test]
	fn a_new_database_is_not_blamed() {
		let error = database(true).blame(Error::Input("a bad genesis".into())).to_string();
		assert!(error.contains("a bad genesis") && !error.contains("/chain/db"), "{error}");
	}

	#[test]
	fn an_old_database_is_blamed_with_the_way_out() {
		let error = database(false).blame(Error::Input("no such block".into())).to_string();
		for word in ["/chain/db", "no such block", "damaged", "purge-chain"] {
			assert!(error.contains(word), "{error}");
		}
	}

	#[test]
	fn a_database_in_use_is_not_called_damaged() {
		let error = database(false).unusable("Database file is in use. (os error 11)").to_string();
		assert!(error.contains("another process") && !error.contains("damaged"), "{error}");
	}
}
