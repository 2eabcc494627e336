//! What ends an agent's command.

use crate::{
	chain::{ChainError, SubmitError},
	manifest::ManifestError,
	state::StateError,
};
use std::path::PathBuf;

/// A command failed. The text says what happened and what to do.
#[derive(Debug, thiserror::Error)]
pub enum AgentError {
	/// The chain could not be asked.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// A transaction failed.
	#[error(transparent)]
	Submit(#[from] SubmitError),
	/// A manifest file cannot be used.
	#[error(transparent)]
	Manifest(#[from] ManifestError),
	/// The state cannot be used.
	#[error(transparent)]
	State(#[from] StateError),
	/// A key file cannot be used.
	#[error("chips file: {0}")]
	ChipFile(#[from] vajra_chip::KeyFileError),
	/// A chip cannot be unlocked.
	#[error("chip {serial} cannot be unlocked: {source}; restore the file from a copy")]
	Unlock {
		/// Its serial number.
		serial: String,
		/// Why.
		source: vajra_chip::UnlockError,
	},
	/// A chip refused to prove its possession.
	#[error("chip {serial} does not vouch for its owner: {source}")]
	Possession {
		/// Its serial number.
		serial: String,
		/// Why.
		source: vajra_chip::Refusal,
	},
	/// A chip belongs to someone else.
	#[error(
		"chip {serial} is claimed by {owner}, not by {account}; take it out of the chips file, or \
		 run with the key of its owner"
	)]
	ForeignChip {
		/// Its serial number.
		serial: String,
		/// Who has claimed it.
		owner: crate::chain::AccountId,
		/// Who wants it.
		account: crate::chain::AccountId,
	},
	/// A suspended provider wants to claim chips.
	#[error(
		"account {account} is suspended for rounds it missed and cannot get chips: let its own answer \
		 the next challenge with `provider run`, and try again"
	)]
	Suspended {
		/// The provider.
		account: crate::chain::AccountId,
	},
	/// A file of the operator's cannot be read or understood.
	#[error("{}: {reason}", path.display())]
	File {
		/// The file.
		path: PathBuf,
		/// What is wrong with it.
		reason: String,
	},
	/// The command cannot work like this.
	#[error("{0}")]
	Usage(String),
	/// Something inside the agent broke.
	#[error("the agent has a fault: {0}; report it")]
	Fault(String),
}

impl AgentError {
	/// Is it no use to go on? The rest passes by itself, and is tried again.
	pub fn is_fatal(&self) -> bool {
		match self {
			Self::Chain(error) => !error.is_transient(),
			Self::Submit(error) => !error.is_transient(),
			_ => true,
		}
	}
}
