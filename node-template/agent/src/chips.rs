//! Chip files: making, showing and listing chips.

use crate::{
	error::AgentError,
	manifest::{ManifestChip, ManifestTree},
	output::Output,
};
use serde::Serialize;
use std::path::Path;
use vajra_chip::{ChipKeyFile, KeyFileError, SoftwareElement};
use vajra_primitives::ModelId;

/// Reads a chip file. Every error names the file.
pub fn load(path: &Path) -> Result<ChipKeyFile, AgentError> {
	ChipKeyFile::load(path).map_err(|error| match error {
		KeyFileError::Io { .. } | KeyFileError::Exists(_) | KeyFileError::Damaged { .. } => {
			error.into()
		}
		error => AgentError::File { path: path.into(), reason: error.to_string() },
	})
}

/// Makes chips and writes them to a new file.
pub fn make(
	count: usize,
	serial_prefix: &str,
	path: &Path,
	output: Output,
) -> Result<ChipKeyFile, AgentError> {
	let file = ChipKeyFile::generate(count, serial_prefix)?;
	file.create(path)?;
	#[derive(Serialize)]
	struct Made<'a> {
		chips: usize,
		file: &'a Path,
	}
	let text = format!("made {count} chips in {}", path.display());
	print(output, &text, &Made { chips: count, file: path })?;
	Ok(file)
}

/// Shows the public parts of a chip file, and whether each chip can be unlocked.
pub fn show(path: &Path, output: Output) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Shown<'a> {
		serial: &'a str,
		key: String,
		unlocks: bool,
	}
	let file = load(path)?;
	let shown: Vec<_> = file
		.entries()
		.iter()
		.map(|entry| Shown {
			serial: entry.serial(),
			key: format!("0x{}", hex::encode(entry.key().0)),
			unlocks: SoftwareElement::unlock(entry).is_ok(),
		})
		.collect();
	let mut text = format!("{} chips in {}", shown.len(), path.display());
	for chip in &shown {
		let note = if chip.unlocks { "" } else { "  DAMAGED: cannot be unlocked" };
		text.push_str(&format!("\n{}  {}{note}", chip.serial, chip.key));
	}
	print(output, &text, &shown)
}

/// The chips of a file as a manifest lists them, in the file's order.
pub fn manifest_chips(file: &ChipKeyFile) -> Vec<ManifestChip> {
	file.entries()
		.iter()
		.map(|entry| ManifestChip { serial: entry.serial().into(), key: entry.key() })
		.collect()
}

/// The Merkle tree over all chips of a file, as chips of `model`.
pub fn manifest_tree(file: &ChipKeyFile, model: ModelId) -> Result<ManifestTree, AgentError> {
	Ok(ManifestTree::new(model, &manifest_chips(file))?)
}

/// Writes a result; a closed pipe and the like are the operator's to know about.
pub(crate) fn print(output: Output, text: &str, value: &impl Serialize) -> Result<(), AgentError> {
	output
		.result(text, value)
		.map_err(|error| AgentError::Usage(format!("the result cannot be written: {error}")))
}
