//! The schema of a service: an OpenAPI document or a JSON schema, as JSON.
//!
//! The chain has its fingerprint. One field of its own is read from the top level: `x-vajra-decimals`, an
//! integer from 0 to 30, says how many decimals the numbers have that the service answers with; 6 if it is
//! not there.

use super::canonical::{fingerprint, parse};
use crate::{error::AgentError, operator::MOST_DECIMALS};
use serde_json::Value;
use sp_core::H256;
use std::path::{Path, PathBuf};

/// The field that says how many decimals answers have.
pub const DECIMALS_FIELD: &str = "x-vajra-decimals";

/// Decimals of a schema that does not say.
pub const DEFAULT_DECIMALS: u32 = 6;

/// A schema that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
	/// Its file.
	pub path: PathBuf,
	/// Blake2-256 of its canonical form.
	pub fingerprint: H256,
	/// Decimals of the numbers that the service answers with.
	pub decimals: u32,
}

impl Schema {
	/// Reads a schema's file.
	pub fn load(path: &Path) -> Result<Self, AgentError> {
		let wrong = |reason: String| AgentError::File { path: path.into(), reason };
		let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
		Self::read(path, &text).map_err(wrong)
	}

	fn read(path: &Path, text: &str) -> Result<Self, String> {
		// Editors may put a mark before it.
		let document = parse(text.trim_start_matches('\u{feff}'))
			.map_err(|error| format!("{error}; convert YAML to JSON first"))?;
		let Value::Object(members) = &document else {
			return Err("a schema is a JSON object".into());
		};
		if ![
			"openapi",
			"swagger",
			"$schema",
			"type",
			"properties",
			"$ref",
			"oneOf",
			"anyOf",
			"allOf",
		]
		.iter()
		.any(|name| members.contains_key(*name))
		{
			return Err("it is neither an OpenAPI document nor a JSON schema".into());
		}
		let decimals = match members.get(DECIMALS_FIELD) {
			None => DEFAULT_DECIMALS,
			Some(value) => value
				.as_u64()
				.and_then(|value| u32::try_from(value).ok())
				.filter(|value| *value <= MOST_DECIMALS)
				.ok_or_else(|| {
					format!("its {DECIMALS_FIELD} is no integer from 0 to {MOST_DECIMALS}")
				})?,
		};
		let fingerprint = fingerprint(&document).map_err(|error| error.to_string())?;
		Ok(Self { path: path.into(), fingerprint, decimals })
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn read(text: &str) -> Result<Schema, String> {
		Schema::read(Path::new("s.json"), text)
	}

	#[test]
	fn decimals_are_read() {
		assert_eq!(read(r#"{"type": "number"}"#).unwrap().decimals, 6);
		let three = read("\u{feff}{\"openapi\": \"3.1.0\", \"x-vajra-decimals\": 3}").unwrap();
		assert_eq!(three.decimals, 3);
		for decimals in ["-1", "31", "2.5", "\"3\"", "null"] {
			let text = format!("{{\"type\": \"number\", \"x-vajra-decimals\": {decimals}}}");
			assert!(read(&text).unwrap_err().contains(DECIMALS_FIELD), "{decimals}");
		}
	}

	#[test]
	fn other_documents_are_refused() {
		for (text, word) in [
			("openapi: 3.1.0", "YAML"),
			("[]", "object"),
			("{\"price\": 1}", "neither"),
			("{\"type\": 1, \"type\": 2}", "twice"),
		] {
			let reason = read(text).unwrap_err();
			assert!(reason.contains(word), "{text}: {reason}");
		}
	}
}
