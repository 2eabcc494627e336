//! The small model that answers requests, as a server on this machine.

use super::{Deadline, LocalError, Process};
use std::{
	fs,
	path::{Path, PathBuf},
	process::{Command, ExitStatus},
	time::Duration,
};

/// Time until it listens.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// Time it gets to end when it is asked to.
const STOP_WITHIN: Duration = Duration::from_secs(20);

/// How a model is served.
#[derive(Clone, Debug)]
pub struct ModelOptions {
	/// The model's program.
	pub program: PathBuf,
	/// Where its output goes.
	pub log: PathBuf,
	/// Whether it lies.
	pub lie: bool,
	/// The seed of its noise, if its numbers are to differ a little from others'.
	pub noise: Option<u64>,
	/// Whether a Ctrl-C at the terminal does not reach it.
	pub shielded: bool,
}

/// A model that is served on a free port of the loopback interface.
#[derive(Debug)]
pub struct LocalModel {
	process: Process,
	url: String,
}

impl LocalModel {
	/// Starts it, and waits until it listens.
	pub async fn start(options: &ModelOptions) -> Result<Self, LocalError> {
		let ModelOptions { program, log, lie, noise, shielded } = options;
		if log.exists() {
			// An earlier one's address must not pass for this one's.
			fs::remove_file(log)
				.map_err(|source| LocalError::File { path: log.clone(), source })?;
		}
		let mut command = Command::new(program);
		command.args(["serve", "--listen", "127.0.0.1:0"]);
		if *lie {
			command.arg("--lie");
		}
		if let Some(seed) = noise {
			command.args(["--noise", &seed.to_string()]);
		}
		let spawn = if *shielded { Process::spawn_shielded } else { Process::spawn };
		let mut process = spawn("model", &mut command, log)?;
		let address = Deadline::after(READY_WITHIN)
			.until("the model's address", async || {
				process.check_running()?;
				Ok::<_, LocalError>(address(log))
			})
			.await?;
		Ok(Self { process, url: format!("http://{address}") })
	}

	/// Where it is asked.
	pub fn url(&self) -> &str {
		&self.url
	}

	/// An error that shows the end of its log, if it has ended.
	pub fn check_running(&mut self) -> Result<(), LocalError> {
		self.process.check_running()
	}

	/// Asks it to end.
	pub async fn stop(&mut self) -> Result<ExitStatus, LocalError> {
		self.process.stop(STOP_WITHIN).await
	}
}

/// The address in the line that it prints once it listens.
fn address(log: &Path) -> Option<String> {
	let text = fs::read_to_string(log).ok()?;
	let line = text.lines().find(|line| line.starts_with("{\"listening\""))?;
	let told: serde_json::Value = serde_json::from_str(line).ok()?;
	Some(told.get("listening")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn address_is_found_among_log_lines() {
		let folder = tempfile::tempdir().unwrap();
		let log = folder.path().join("model.log");
		assert_eq!(address(&log), None);
		fs::write(&log, "INFO starting\n{\"listening\":\"127.0").unwrap();
		assert_eq!(address(&log), None);
		fs::write(&log, "INFO starting\n{\"listening\":\"127.0.0.1:40123\"}\nINFO on\n").unwrap();
		assert_eq!(address(&log).as_deref(), Some("127.0.0.1:40123"));
	}
}
