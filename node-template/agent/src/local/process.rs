//! One child process with its log.

use super::{Deadline, LocalError};
use std::{
	fs::{self, OpenOptions},
	io::{self, Read, Seek, SeekFrom},
	path::{Path, PathBuf},
	process::{Child, Command, ExitStatus, Stdio},
	time::Duration,
};

/// Bytes of a log that go into an error message at most.
const TAIL_BYTES: u64 = 2_000;

/// A child process whose output goes to a file. Killed when dropped.
#[derive(Debug)]
pub struct Process {
	name: String,
	child: Child,
	log: PathBuf,
}

impl Process {
	/// Starts `command`; its output is appended to `log`.
	pub fn spawn(name: &str, command: &mut Command, log: &Path) -> Result<Self, LocalError> {
		if let Some(folder) = log.parent() {
			fs::create_dir_all(folder).map_err(|source| file_error(folder, source))?;
		}
		let open = || OpenOptions::new().create(true).append(true).open(log);
		let output = open().map_err(|source| file_error(log, source))?;
		let errors = open().map_err(|source| file_error(log, source))?;
		let child = command.stdin(Stdio::null()).stdout(output).stderr(errors).spawn().map_err(
			|source| {
				if source.kind() == io::ErrorKind::NotFound {
					LocalError::ProgramMissing(command.get_program().into())
				} else {
					LocalError::Process { name: name.into(), action: "started", source }
				}
			},
		)?;
		Ok(Self { name: name.into(), child, log: log.into() })
	}

	/// Starts `command` out of reach of a Ctrl-C at the terminal: that is for the parent alone,
	/// which must listen for it, and then stops its children in order.
	pub fn spawn_shielded(
		name: &str,
		command: &mut Command,
		log: &Path,
	) -> Result<Self, LocalError> {
		#[cfg(unix)]
		std::os::unix::process::CommandExt::process_group(command, 0);
		Self::spawn(name, command, log)
	}

	/// Its name in messages.
	pub fn name(&self) -> &str {
		&self.name
	}

	/// Where its output goes.
	pub fn log(&self) -> &Path {
		&self.log
	}

	/// The end of its log.
	pub fn log_tail(&self) -> String {
		tail(&self.log).unwrap_or_else(|error| format!("(its log cannot be read: {error})"))
	}

	/// Its exit status, if it has ended.
	pub fn try_wait(&mut self) -> Result<Option<ExitStatus>, LocalError> {
		self.child.try_wait().map_err(|source| self.error("waited for", source))
	}

	/// An error that shows the end of its log, if it has ended.
	pub fn check_running(&mut self) -> Result<(), LocalError> {
		match self.try_wait()? {
			None => Ok(()),
			Some(status) => Err(LocalError::EndedEarly {
				name: self.name.clone(),
				status: status.to_string(),
				tail: self.log_tail(),
				log: self.log.clone(),
			}),
		}
	}

	/// Waits until it ends of itself.
	pub async fn wait(&mut self, within: Duration) -> Result<ExitStatus, LocalError> {
		let what = format!("the end of {}", self.name);
		Deadline::after(within).until(&what, async || self.try_wait()).await
	}

	/// Asks it to end (SIGTERM) and waits; kills it when it does not end in time.
	pub async fn stop(&mut self, within: Duration) -> Result<ExitStatus, LocalError> {
		if let Some(status) = self.try_wait()? {
			return Ok(status);
		}
		// The standard library only knows SIGKILL; every shell has `kill`. The id cannot have
		// been reused: the child has not been waited for.
		let pid = self.child.id().to_string();
		let asked = Command::new("sh").args(["-c", "kill -TERM \"$0\"", &pid]).status();
		if asked.is_ok_and(|status| status.success()) {
			if let Ok(status) = self.wait(within).await {
				return Ok(status);
			}
		}
		self.kill()
	}

	/// Kills it at once (SIGKILL): no clean-up of its own runs.
	pub fn kill(&mut self) -> Result<ExitStatus, LocalError> {
		self.child.kill().map_err(|source| self.error("killed", source))?;
		self.child.wait().map_err(|source| self.error("waited for", source))
	}

	fn error(&self, action: &'static str, source: io::Error) -> LocalError {
		LocalError::Process { name: self.name.clone(), action, source }
	}
}

impl Drop for Process {
	fn drop(&mut self) {
		// Nobody is left to hear of an error; a child that has ended already is one.
		let _ = self.kill();
	}
}

fn file_error(path: &Path, source: io::Error) -> LocalError {
	LocalError::File { path: path.into(), source }
}

fn tail(log: &Path) -> io::Result<String> {
	let mut file = fs::File::open(log)?;
	let length = file.metadata()?.len();
	file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES)))?;
	let mut bytes = Vec::new();
	file.read_to_end(&mut bytes)?;
	Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn shell(script: &str) -> (tempfile::TempDir, Process) {
		let folder = tempfile::tempdir().unwrap();
		let log = folder.path().join("shell.log");
		let process =
			Process::spawn("shell", Command::new("sh").args(["-c", script]), &log).unwrap();
		(folder, process)
	}

	async fn is_up(process: &Process) {
		Deadline::after(Duration::from_secs(20))
			.until("the trap", async || {
				Ok::<_, LocalError>(process.log_tail().contains("up").then_some(()))
			})
			.await
			.unwrap();
	}

	#[tokio::test]
	async fn wait_gives_status_and_log() {
		let (_folder, mut process) = shell("echo out; echo err >&2; exit 3");
		let status = process.wait(Duration::from_secs(20)).await.unwrap();
		assert_eq!(status.code(), Some(3));
		assert_eq!(process.log_tail(), "out\nerr");
		let error = process.check_running().unwrap_err().to_string();
		assert!(error.contains("exit status: 3") && error.contains("err"), "{error}");
	}

	#[tokio::test]
	async fn stop_asks_first() {
		let (_folder, mut process) =
			shell("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done");
		is_up(&process).await;
		assert!(process.stop(Duration::from_secs(20)).await.unwrap().success());
		assert_eq!(process.log_tail(), "up\nbye");
	}

	#[tokio::test]
	async fn stop_kills_what_does_not_listen() {
		let (_folder, mut process) = shell("trap '' TERM; echo up; while :; do sleep 0.05; done");
		is_up(&process).await;
		let status = process.stop(Duration::from_millis(300)).await.unwrap();
		assert_eq!(status.code(), None);
		assert!(process.try_wait().unwrap().is_some());
	}

	#[test]
	fn spawn_names_a_missing_program() {
		let folder = tempfile::tempdir().unwrap();
		let program = folder.path().join("nothing");
		let error =
			Process::spawn("node", &mut Command::new(&program), &folder.path().join("node.log"))
				.unwrap_err();
		assert!(matches!(error, LocalError::ProgramMissing(path) if path == program));
	}
}
