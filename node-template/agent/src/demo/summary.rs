//! The demo's result, for people and for programs.

use super::ledger::LedgerReport;
use crate::local::Head;
use serde::Serialize;
use std::{fmt::Write, time::Duration};

/// One step of the story.
#[derive(Clone, Debug, Serialize)]
pub(super) struct StepReport {
	name: &'static str,
	ok: bool,
	detail: String,
	seconds: f64,
}

impl StepReport {
	pub(super) fn new(name: &'static str, ok: bool, detail: String, time: Duration) -> Self {
		Self { name, ok, detail, seconds: tenths(time) }
	}
}

/// What was measured on the attestation of the first provider.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct CatReport {
	/// Its chips on chain.
	pub chips: u32,
	/// Rounds that it proved.
	pub rounds: usize,
	/// Length of the signature argument of its proofs as they stand in the blocks.
	pub proof_bytes: usize,
	/// Length of the absent list of its latest proof.
	pub absent: usize,
}

/// What is read from the chain at the end.
#[derive(Clone, Debug, Default)]
pub(super) struct Measured {
	pub chain: Head,
	pub cat: CatReport,
	pub ledger: LedgerReport,
}

/// The content of `summary.json`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Summary {
	ok: bool,
	seconds: f64,
	steps: Vec<StepReport>,
	chain: Head,
	cat: CatReport,
	ledger: LedgerReport,
}

impl Summary {
	pub(super) fn new(
		ok: bool,
		time: Duration,
		steps: Vec<StepReport>,
		Measured { chain, cat, ledger }: Measured,
	) -> Self {
		Self { ok, seconds: tenths(time), steps, chain, cat, ledger }
	}

	/// The summary as a table.
	pub(super) fn table(&self) -> String {
		let widest = self.steps.iter().map(|step| step.name.len()).max().unwrap_or(0).max(6);
		let mut table = format!("{:widest$}  {:6}  {:>7}  detail\n", "step", "result", "seconds");
		let rule = "-".repeat(widest + 60);
		table += &format!("{rule}\n");
		for step in &self.steps {
			let result = if step.ok { "ok" } else { "FAILED" };
			// An error may be long (it quotes logs); its first line is enough here.
			let detail = step.detail.lines().next().unwrap_or_default();
			// Writing into a string cannot fail.
			let _ = writeln!(
				table,
				"{:widest$}  {result:6}  {:>7.1}  {detail}",
				step.name, step.seconds
			);
		}
		let Head { best, finalized } = self.chain;
		let CatReport { chips, rounds, proof_bytes, absent } = self.cat;
		let _ = write!(
			table,
			"{rule}\nchain   best block {best}, finalised {finalized}\nproofs  {rounds} rounds for \
			 {chips} chips, {proof_bytes} bytes each, {absent} absent in the last\nresult  {} in \
			 {:.1} s",
			if self.ok { "ok" } else { "FAILED" },
			self.seconds
		);
		table
	}
}

fn tenths(time: Duration) -> f64 {
	(time.as_secs_f64() * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
	use super::*;

	fn summary(ok: bool) -> Summary {
		let steps = vec![
			StepReport::new("chain", true, "up".into(), Duration::from_millis(1_234)),
			StepReport::new("vendor", ok, "first\nsecond".into(), Duration::from_secs(2)),
		];
		let measured = Measured {
			chain: Head { best: 9, finalized: 7 },
			cat: CatReport { chips: 64, rounds: 3, proof_bytes: 64, absent: 4 },
			ledger: LedgerReport { genesis: 5, minted: 3, burned: 1, issuance: 7 },
		};
		Summary::new(ok, Duration::from_millis(3_250), steps, measured)
	}

	#[test]
	fn json_has_the_agreed_shape() {
		let json = serde_json::to_value(summary(true)).unwrap();
		assert_eq!(
			json,
			serde_json::json!({
				"ok": true,
				"seconds": 3.3,
				"steps": [
					{"name": "chain", "ok": true, "detail": "up", "seconds": 1.2},
					{"name": "vendor", "ok": true, "detail": "first\nsecond", "seconds": 2.0},
				],
				"chain": {"best": 9, "finalized": 7},
				"cat": {"chips": 64, "rounds": 3, "proof_bytes": 64, "absent": 4},
				"ledger": {"genesis": "5", "minted": "3", "burned": "1", "issuance": "7"},
			})
		);
	}

	#[test]
	fn table_shows_a_failed_step() {
		let table = summary(false).table();
		assert!(table.contains("vendor  FAILED      2.0  first\n"), "{table}");
		assert!(table.ends_with("result  FAILED in 3.3 s"), "{table}");
	}
}
