//! Questions: what tells them apart, where they are found, and why they get no answer.

use super::endpoint::AskError;
use crate::chain::services::{Input, Request};
use sp_core::H256;
use std::path::Path;

/// What tells a question from another one of the same number, on another fork or a chain that has begun
/// anew.
pub(super) fn question(request: &Request, input: &Input) -> H256 {
	let asked = match input {
		Input::Bytes(bytes) => sp_crypto_hashing::blake2_256(bytes),
		Input::Hash(hash) => hash.0,
	};
	let mut bytes = Vec::from(request.service.to_le_bytes());
	bytes.extend(request.version.to_le_bytes());
	bytes.extend(request.consumer.0);
	bytes.extend(asked);
	H256(sp_crypto_hashing::blake2_256(&bytes))
}

/// A question got no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
	/// The endpoint has none.
	#[error(transparent)]
	Ask(#[from] AskError),
	/// Nobody knows the question.
	#[error("the chain has only the question's hash, {hash:?}, and {reason}")]
	UnknownQuestion {
		/// The hash.
		hash: H256,
		/// Why it is not known.
		reason: String,
	},
}

impl Trouble {
	pub(super) fn is_passing(&self) -> bool {
		match self {
			Self::Ask(error) => error.is_passing(),
			// It may be put there.
			Self::UnknownQuestion { .. } => true,
		}
	}

	pub(super) fn name(&self) -> &'static str {
		match self {
			Self::Ask(error) => error.name(),
			Self::UnknownQuestion { .. } => "unknown_question",
		}
	}
}

/// The question itself; where the chain has only its hash, out of the folder for such questions.
pub(super) fn known_question(input: &Input, folder: Option<&Path>) -> Result<Vec<u8>, Trouble> {
	let hash = match input {
		Input::Bytes(bytes) => return Ok(bytes.clone()),
		Input::Hash(hash) => *hash,
	};
	let unknown = |reason: String| Trouble::UnknownQuestion { hash, reason };
	let folder = folder.ok_or_else(|| unknown("no folder is named with --inputs".into()))?;
	let path = folder.join(hex::encode(hash.0));
	let bytes = std::fs::read(&path)
		.map_err(|error| unknown(format!("{} cannot be read ({error})", path.display())))?;
	if sp_crypto_hashing::blake2_256(&bytes) == hash.0 {
		Ok(bytes)
	} else {
		Err(unknown(format!("{} holds something else", path.display())))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::services::testing::request;

	#[test]
	fn hashed_questions_are_found_by_their_hash() {
		let folder = tempfile::tempdir().unwrap();
		let bytes = b"{\"place\": 7}".to_vec();
		let hash = H256(sp_crypto_hashing::blake2_256(&bytes));
		let input = Input::Hash(hash);
		let known = |folder: Option<&Path>| known_question(&input, folder);
		assert!(known(None).unwrap_err().to_string().contains("--inputs"));
		assert!(known(Some(folder.path())).unwrap_err().is_passing());
		let path = folder.path().join(hex::encode(hash.0));
		std::fs::write(&path, b"something else").unwrap();
		assert!(known(Some(folder.path())).is_err());
		std::fs::write(&path, &bytes).unwrap();
		assert_eq!(known(Some(folder.path())).unwrap(), bytes);
		assert_eq!(known_question(&Input::Bytes(vec![1]), None).unwrap(), [1]);
	}

	#[test]
	fn questions_are_told_apart() {
		let asked = request(true, &[]);
		let input = Input::Bytes(vec![1]);
		let one = question(&asked, &input);
		assert_eq!(one, question(&Request { asked_at: 99, ..asked.clone() }, &input));
		assert_ne!(one, question(&asked, &Input::Bytes(vec![2])));
		assert_ne!(one, question(&Request { version: 2, ..asked }, &input));
	}
}
