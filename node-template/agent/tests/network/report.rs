//! What a long test says while it runs.

use anyhow::Result;
use std::{
	fs::{self, File},
	io::{self, Write},
	path::Path,
	time::Instant,
};

/// Progress and figures, to the terminal and to `report.txt` beside the logs.
///
/// The test runner keeps back what passing tests print; figures are for people, so they go to the
/// terminal past it.
pub struct Report {
	started: Instant,
	file: File,
}

impl Report {
	/// A new report in the folder `logs`.
	pub fn start(logs: &Path) -> Result<Self> {
		fs::create_dir_all(logs)?;
		let file = File::create(logs.join("report.txt"))?;
		let mut report = Self { started: Instant::now(), file };
		report.say(&format!("logs: {}", logs.display()))?;
		Ok(report)
	}

	/// Says something, with the seconds since the start.
	pub fn say(&mut self, text: &str) -> Result<()> {
		let line = format!("[{:>6.1} s] {text}\n", self.started.elapsed().as_secs_f64());
		self.file.write_all(line.as_bytes())?;
		io::stderr().write_all(line.as_bytes())?;
		Ok(())
	}
}
