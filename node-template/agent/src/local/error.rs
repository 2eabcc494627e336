//! What can go wrong with a local process.

use std::{io, path::PathBuf, time::Duration};

/// A local program did not start, did not answer or did not stop.
#[derive(Debug, thiserror::Error)]
pub enum LocalError {
	/// The program is not there.
	#[error("no program at {}: build it first (for the node: cargo build -p vajra-node)", .0.display())]
	ProgramMissing(PathBuf),
	/// The operating system refused to start or to signal it.
	#[error("{name} could not be {action}: {source}")]
	Process {
		/// Name of the process in messages and of its log.
		name: String,
		/// What was tried, as a participle.
		action: &'static str,
		/// The system's answer.
		source: io::Error,
	},
	/// A file or a folder could not be made or read.
	#[error("{}: {source}", path.display())]
	File {
		/// The file or folder.
		path: PathBuf,
		/// The system's answer.
		source: io::Error,
	},
	/// It ended although it should run.
	#[error("{name} has ended with {status}; its last words:\n{tail}\n(log: {})", log.display())]
	EndedEarly {
		/// Name of the process.
		name: String,
		/// Exit status in words.
		status: String,
		/// The end of its log.
		tail: String,
		/// The whole log.
		log: PathBuf,
	},
	/// A condition did not become true in time.
	#[error("waited {} s in vain for {what}{}", waited.as_secs(), last.as_ref().map(|l| format!("; last seen: {l}")).unwrap_or_default())]
	TimedOut {
		/// The condition.
		what: String,
		/// How long.
		waited: Duration,
		/// The last observation, where there was one.
		last: Option<String>,
	},
	/// No port is free.
	#[error("no free loopback port: {0}")]
	NoPort(io::Error),
}
