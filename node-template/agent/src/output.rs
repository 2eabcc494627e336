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

/// An amount of planck as VAJ, exact.
pub fn vaj(planck: u128) -> String {
	const UNIT: u128 = 1_000_000_000_000;
	let (whole, rest) = (planck / UNIT, planck % UNIT);
	if rest == 0 {
		return format!("{whole} VAJ");
	}
	let digits = format!("{rest:012}");
	format!("{whole}.{} VAJ", digits.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
	use super::vaj;

	#[test]
	fn amounts_are_exact() {
		assert_eq!(vaj(0), "0 VAJ");
		assert_eq!(vaj(64_000_000_000_000), "64 VAJ");
		assert_eq!(vaj(1), "0.000000000001 VAJ");
		assert_eq!(vaj(1_500_000_000_000), "1.5 VAJ");
	}
}
