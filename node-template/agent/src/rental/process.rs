//! Programs that run for a lease: started in a folder and, as root, as a user of their own; found again
//! after a restart; ended with all that they have started.
//!
//! A process is known by its id, the time it started at and the boot of the machine, so that another
//! one that has got the same id is never taken for it. All processes of a lease have a mark of it in
//! their environment, and the lease's user where it has one: who leaves the process group is found
//! by these.

use crate::error::AgentError;
use rustix::process::{getuid, kill_process, kill_process_group, Pid, Signal};
use serde::{Deserialize, Serialize};
use std::{
	fs::{self, DirBuilder, OpenOptions},
	io,
	os::unix::{
		fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt},
		process::CommandExt,
	},
	path::{Path, PathBuf},
	process::{Child, Command, Stdio},
	str::FromStr,
};

/// Name of the variable with the lease's mark.
pub const MARK: &str = "VAJRA_LEASE";

/// This program, also after its file was replaced, and for users who cannot reach the file.
pub const OWN_PROGRAM: &str = "/proc/self/exe";

/// Longest log of a session, in bytes: what is over is cut off from the beginning.
const MAX_LOG: u64 = 8 * 1024 * 1024;

/// Mode of a folder that nobody but its owner may enter.
pub const PRIVATE: u32 = 0o700;

/// Mode of a folder that others may pass through.
pub const PASSABLE: u32 = 0o711;

/// Where programs are looked for.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Users that leases run as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UidRange {
	/// The first one.
	pub first: u32,
	/// The last one.
	pub last: u32,
}

impl Default for UidRange {
	/// High enough to be nobody's, low enough to be there in containers.
	fn default() -> Self {
		Self { first: 62_000, last: 62_999 }
	}
}

impl FromStr for UidRange {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let parts = text.split_once('-').unwrap_or((text, text));
		let (Ok(first), Ok(last)) = (parts.0.trim().parse(), parts.1.trim().parse()) else {
			return Err("give user ids such as 62000-62999".into());
		};
		// The last one stands for no user.
		if first == 0 || first > last || last == u32::MAX {
			return Err("give an ascending range of user ids, without root's 0".into());
		}
		Ok(Self { first, last })
	}
}

/// Whether this program runs as root.
pub fn is_root() -> bool {
	getuid().is_root()
}

/// One process, whatever ids are used again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessId {
	/// Its id.
	pub pid: i32,
	/// When it started, in ticks after the boot.
	started: u64,
	/// The boot.
	boot: String,
}

/// What the system says about a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stat {
	/// Whether it has ended, and nobody has asked for its status yet.
	ended: bool,
	group: i32,
	started: u64,
}

impl Stat {
	fn read(pid: i32) -> Option<Self> {
		Self::parse(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)
	}

	/// The name, in brackets, may hold anything: what counts comes after the last bracket.
	fn parse(text: &str) -> Option<Self> {
		let mut fields = text.rsplit_once(')')?.1.split_whitespace();
		let state = fields.next()?;
		let group = fields.nth(1)?.parse().ok()?;
		let started = fields.nth(16)?.parse().ok()?;
		Some(Self { ended: matches!(state, "Z" | "X" | "x"), group, started })
	}
}

fn boot() -> Option<String> {
	let text = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
	Some(text.trim().to_string())
}

impl ProcessId {
	/// The process that has an id now.
	pub fn of(pid: i32) -> Option<Self> {
		let stat = Stat::read(pid).filter(|stat| !stat.ended)?;
		Some(Self { pid, started: stat.started, boot: boot()? })
	}

	/// Does it run?
	pub fn is_alive(&self) -> bool {
		Self::of(self.pid).as_ref() == Some(self)
	}
}

/// What belongs to a lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belongings {
	/// Its mark.
	pub mark: String,
	/// The user that nobody else runs as.
	pub uid: Option<u32>,
	/// The process that was started.
	pub leader: Option<ProcessId>,
}

impl Belongings {
	/// All processes of the lease that run.
	pub fn running(&self) -> Vec<ProcessId> {
		let own = std::process::id();
		let leads = self.leader.as_ref().filter(|leader| leader.is_alive());
		let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
		entries
			.flatten()
			.filter_map(|entry| {
				let pid: i32 = entry.file_name().to_str()?.parse().ok()?;
				let stat = Stat::read(pid).filter(|stat| !stat.ended)?;
				let ours = self.owns(pid) || leads.is_some_and(|leader| leader.pid == stat.group);
				if !ours || u32::try_from(pid).ok() == Some(own) {
					return None;
				}
				// The same one that was looked at.
				ProcessId::of(pid).filter(|id| id.started == stat.started)
			})
			.collect()
	}

	fn owns(&self, pid: i32) -> bool {
		let folder = PathBuf::from(format!("/proc/{pid}"));
		if let Some(uid) = self.uid {
			if fs::metadata(&folder).is_ok_and(|owner| owner.uid() == uid) {
				return true;
			}
		}
		let wanted = format!("{MARK}={}", self.mark);
		fs::read(folder.join("environ"))
			.is_ok_and(|all| all.split(|byte| *byte == 0).any(|one| one == wanted.as_bytes()))
	}

	/// Asks all of them to end, or ends them.
	pub fn signal(&self, signal: Signal) {
		if let Some(leader) = self.leader.as_ref().filter(|leader| leader.is_alive()) {
			if let Some(pid) = Pid::from_raw(leader.pid) {
				let _ = kill_process_group(pid, signal);
			}
		}
		for process in self.running() {
			if let (Some(pid), true) = (Pid::from_raw(process.pid), process.is_alive()) {
				// One that has ended since is what is wanted.
				let _ = kill_process(pid, signal);
			}
		}
	}

	/// Asks all of them to end.
	pub fn terminate(&self) {
		self.signal(Signal::TERM);
	}

	/// Ends them. Those that start others meanwhile are looked for again; tells whether none is left.
	pub fn kill(&self) -> bool {
		for _ in 0..100 {
			if self.running().is_empty() {
				return true;
			}
			self.signal(Signal::KILL);
			std::thread::sleep(std::time::Duration::from_millis(10));
		}
		self.running().is_empty()
	}
}

/// Ends all processes that work in a folder or below it: for who has started sessions for a while, and
/// leaves without their records.
pub fn end_all_in(base: &Path) {
	let Ok(entries) = fs::read_dir("/proc") else { return };
	for entry in entries.flatten() {
		let inside = fs::read_link(entry.path().join("cwd")).is_ok_and(|cwd| cwd.starts_with(base));
		let pid = entry.file_name().to_str().and_then(|name| name.parse().ok());
		if let (true, Some(pid)) = (inside, pid.and_then(Pid::from_raw)) {
			let _ = kill_process(pid, Signal::KILL);
		}
	}
}

/// How a program is started.
#[derive(Clone, Debug)]
pub struct Launch {
	/// The program.
	pub program: String,
	/// Its arguments.
	pub arguments: Vec<String>,
	/// Where it starts.
	pub folder: PathBuf,
	/// The user it runs as; this program's own without.
	pub uid: Option<u32>,
	/// The lease's mark.
	pub mark: String,
	/// Where its output goes.
	pub log: PathBuf,
}

impl Launch {
	/// Starts it, in a process group of its own and with nothing of this program's environment.
	pub fn start(&self) -> io::Result<(Child, ProcessId)> {
		let output = OpenOptions::new().create(true).append(true).mode(0o600).open(&self.log)?;
		let mut command = Command::new(&self.program);
		command
			.args(&self.arguments)
			.current_dir(&self.folder)
			.env_clear()
			.env("PATH", PATH)
			.env("HOME", &self.folder)
			.env("LANG", "C.UTF-8")
			.env(MARK, &self.mark)
			.stdin(Stdio::null())
			.stdout(output.try_clone()?)
			.stderr(output)
			.process_group(0);
		if let Some(uid) = self.uid {
			// The groups of root go with it.
			command.uid(uid).gid(uid);
		}
		let mut child = command.spawn()?;
		let id = i32::try_from(child.id()).ok().and_then(ProcessId::of);
		match id {
			Some(id) => Ok((child, id)),
			None => {
				let ended = child.try_wait()?;
				let how = ended.map_or("at once".into(), |status| format!("with {status}"));
				Err(io::Error::other(format!("it ended {how}")))
			}
		}
	}
}

/// Looks whether programs can be started as another user here.
pub fn check_user(uid: u32, folder: &Path) -> Result<(), AgentError> {
	let mut probe = Command::new(OWN_PROGRAM);
	probe.arg("--version").env_clear().current_dir(folder).uid(uid).gid(uid);
	let status = probe.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
	match status {
		Ok(status) if status.success() => Ok(()),
		Ok(status) => Err(cannot_be(uid, folder, &status.to_string())),
		Err(error) => Err(cannot_be(uid, folder, &error.to_string())),
	}
}

fn cannot_be(uid: u32, folder: &Path, reason: &str) -> AgentError {
	AgentError::Usage(format!(
		"nothing can be started as user {uid} in {} ({reason}): name a folder that all users may pass \
		 through with --leases, other users with --uids, or run everything as this user with --own-user",
		folder.display()
	))
}

/// Makes a folder that nobody but its owner may enter, or, as root, one that others may pass through: what
/// is right below it can then be trusted to be what was put there.
pub fn make_folder(path: &Path, mode: u32, uid: Option<u32>) -> io::Result<()> {
	match DirBuilder::new().mode(mode).create(path) {
		Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
			// Left by an earlier attempt; a link to elsewhere is none of ours.
			if !fs::symlink_metadata(path)?.is_dir() {
				return Err(error);
			}
		}
		made => made?,
	}
	fs::set_permissions(path, fs::Permissions::from_mode(mode))?;
	own(path, uid)
}

/// Writes a file that nobody but its owner may read, in place of one that is there.
pub fn write_secret(path: &Path, text: &str, uid: Option<u32>) -> io::Result<()> {
	match fs::remove_file(path) {
		Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
		_ => {}
	}
	let mut file = OpenOptions::new().write(true).create_new(true).mode(0o400).open(path)?;
	io::Write::write_all(&mut file, text.as_bytes())?;
	own(path, uid)
}

fn own(path: &Path, uid: Option<u32>) -> io::Result<()> {
	match uid {
		Some(uid) => std::os::unix::fs::lchown(path, Some(uid), Some(uid)),
		None => Ok(()),
	}
}

/// Deletes a folder with all that is in it. Links are deleted, not followed.
pub fn wipe(path: &Path) -> io::Result<()> {
	let deleted = fs::remove_dir_all(path);
	match deleted {
		Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
		// What is inside may forbid its own deletion.
		Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
			open_up(path)?;
			fs::remove_dir_all(path)
		}
		deleted => deleted,
	}
}

/// Lets this user into all folders below one.
fn open_up(path: &Path) -> io::Result<()> {
	let mut left = vec![path.to_path_buf()];
	while let Some(folder) = left.pop() {
		fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
		for entry in fs::read_dir(&folder)? {
			let entry = entry?;
			if entry.file_type()?.is_dir() {
				left.push(entry.path());
			}
		}
	}
	Ok(())
}

/// Cuts a log that has become too long.
pub fn bound_log(path: &Path) {
	let Ok(about) = fs::symlink_metadata(path) else { return };
	if about.is_file() && about.len() > MAX_LOG {
		let cut = OpenOptions::new().write(true).open(path).and_then(|file| file.set_len(0));
		if let Err(error) = cut {
			tracing::warn!(path = %path.display(), %error, "a session's log cannot be cut");
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::time::{Duration, Instant};

	fn launch(folder: &Path, mark: &str, script: &str) -> Launch {
		Launch {
			program: "sh".into(),
			arguments: vec!["-c".into(), script.into()],
			folder: folder.into(),
			uid: None,
			mark: mark.into(),
			log: folder.join("log"),
		}
	}

	fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
		let begun = Instant::now();
		while !holds() {
			assert!(begun.elapsed() < Duration::from_secs(20), "never: {what}");
			std::thread::sleep(Duration::from_millis(10));
		}
	}

	#[test]
	fn names_with_brackets_do_not_confuse() {
		let text = "42 (a) Z) S 1 41 41 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 9 10";
		let stat = Stat::parse(text).unwrap();
		assert_eq!((stat.group, stat.started, stat.ended), (41, 987_654, false));
		assert!(Stat::parse("42 (a) Z 1 42 42 0 -1 0 1 2 3 4 5 6 7 8 20 0 1 0 9 9").unwrap().ended);
		for text in ["", "42", "42 (a)", "42 (a) S", "42 (a) S 1 x 41"] {
			assert_eq!(Stat::parse(text), None, "{text}");
		}
	}

	#[test]
	fn process_is_known_by_more_than_its_id() {
		let own = ProcessId::of(i32::try_from(std::process::id()).unwrap()).unwrap();
		assert!(own.is_alive());
		assert!(!ProcessId { started: own.started + 1, ..own.clone() }.is_alive());
		assert!(!ProcessId { boot: "another".into(), ..own }.is_alive());
	}

	#[test]
	fn all_that_a_lease_has_started_ends_with_it() {
		let folder = tempfile::tempdir().unwrap();
		let mark = format!("test-{}-all", std::process::id());
		// One that does not listen, and one that leaves the group.
		let script = "trap '' TERM; setsid sleep 300 & sleep 300 & while :; do sleep 1; done";
		let (mut child, leader) = launch(folder.path(), &mark, script).start().unwrap();
		let all = Belongings { mark, uid: None, leader: Some(leader.clone()) };
		eventually("three processes", || all.running().len() >= 3);
		all.terminate();
		assert!(leader.is_alive());
		assert!(all.kill());
		assert!(!leader.is_alive());
		child.wait().unwrap();
		assert!(all.running().is_empty());
	}

	#[test]
	fn what_was_started_is_found_without_its_id() {
		let folder = tempfile::tempdir().unwrap();
		let mark = format!("test-{}-lost", std::process::id());
		let (mut child, leader) = launch(folder.path(), &mark, "exec sleep 300").start().unwrap();
		let lost = Belongings { mark: mark.clone(), uid: None, leader: None };
		eventually("the process", || lost.running().contains(&leader));
		let other = Belongings { mark: format!("{mark}-other"), uid: None, leader: None };
		assert!(other.running().is_empty());
		assert!(lost.kill());
		child.wait().unwrap();
	}

	#[test]
	fn folders_are_left_by_all() {
		let folder = tempfile::tempdir().unwrap();
		let base = folder.path().canonicalize().unwrap();
		let (mut child, _) = launch(&base, "test-folder", "exec sleep 300").start().unwrap();
		end_all_in(&base.join("elsewhere"));
		assert!(child.try_wait().unwrap().is_none());
		end_all_in(&base);
		assert_eq!(child.wait().unwrap().code(), None);
	}

	#[test]
	fn programs_see_nothing_of_this_ones_environment() {
		let folder = tempfile::tempdir().unwrap();
		let (mut child, _) =
			launch(folder.path(), "test-environment", "env; pwd; sleep 0.2").start().unwrap();
		child.wait().unwrap();
		let seen = fs::read_to_string(folder.path().join("log")).unwrap();
		assert!(seen.contains("VAJRA_LEASE=test-environment"), "{seen}");
		assert!(!seen.contains("CARGO"), "{seen}");
	}

	#[test]
	fn folders_are_private_and_wiped_whatever_is_in_them() {
		let base = tempfile::tempdir().unwrap();
		let kept = base.path().join("kept");
		fs::create_dir(&kept).unwrap();
		fs::write(kept.join("file"), "kept").unwrap();
		let path = base.path().join("lease");
		make_folder(&path, PRIVATE, None).unwrap();
		// A second attempt finds it.
		make_folder(&path, PRIVATE, None).unwrap();
		assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o700);
		let inner = path.join("closed");
		fs::create_dir(&inner).unwrap();
		fs::write(inner.join("file"), "gone").unwrap();
		std::os::unix::fs::symlink(&kept, path.join("link")).unwrap();
		fs::set_permissions(&inner, fs::Permissions::from_mode(0o000)).unwrap();
		write_secret(&path.join("token"), "one", None).unwrap();
		write_secret(&path.join("token"), "two", None).unwrap();
		assert_eq!(fs::metadata(path.join("token")).unwrap().mode() & 0o777, 0o400);
		wipe(&path).unwrap();
		wipe(&path).unwrap();
		assert!(!path.exists() && kept.join("file").exists());
		std::os::unix::fs::symlink(&kept, &path).unwrap();
		assert!(make_folder(&path, PRIVATE, None).is_err());
	}

	#[test]
	fn user_ranges_are_read() {
		assert_eq!("62000-62003".parse(), Ok(UidRange { first: 62_000, last: 62_003 }));
		assert_eq!("7".parse(), Ok(UidRange { first: 7, last: 7 }));
		for text in ["", "0-5", "9-8", "a-b", "1-", "5-4294967295"] {
			assert!(text.parse::<UidRange>().is_err(), "{text}");
		}
	}

	#[test]
	fn long_logs_are_cut() {
		let folder = tempfile::tempdir().unwrap();
		let log = folder.path().join("log");
		fs::write(&log, "short").unwrap();
		bound_log(&log);
		assert_eq!(fs::read_to_string(&log).unwrap(), "short");
		fs::File::create(&log).unwrap().set_len(MAX_LOG + 1).unwrap();
		bound_log(&log);
		assert_eq!(fs::metadata(&log).unwrap().len(), 0);
	}
}
