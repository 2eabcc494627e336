//! Results on standard output: a line for people, or JSON for programs.

use serde::Serialize;
use std::io::{self, Write};

/// How results are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Output {
	/// Text for people.
	#[default]
	Text,
	/// One JSON document.
	Json,
}

impl Output {
	/// Writes a result.
	pub fn result(&self, text: &str, value: &impl Serialize) -> io::Result<()> {
		let mut out = io::stdout().lock();
		match self {
			Self::Text => writeln!(out, "{text}")?,
			Self::Json => {
				serde_json::to_writer(&mut out, value)?;
				writeln!(out)?;
			}
		}
		out.flush()
	}
}
