//! What runs for leases on this machine.

use super::{
	credentials::CredentialsError,
	http,
	process::{self, Belongings, Launch, ProcessId, UidRange, OWN_PROGRAM},
	template::Template,
	Binding, Credentials, Secret,
};
use crate::{
	chain::Order,
	error::AgentError,
	state::{Access, LeaseRecord, Stage, State},
};
use std::{
	collections::{BTreeMap, HashMap, HashSet},
	io,
	net::{IpAddr, SocketAddr, TcpListener},
	path::{Path, PathBuf},
	process::Child,
	sync::Arc,
	time::{Duration, Instant},
};
use vajra_primitives::rental::OrderId;

/// Time that a session has to end when it is asked to.
const END_WITHIN: Duration = Duration::from_secs(5);

/// Longest pause before a session that ends by itself is started again.
const RESTART_WITHIN: Duration = Duration::from_secs(60);

/// Time that the command after a lease may take.
const CLEAN_UP_WITHIN: Duration = Duration::from_secs(60);

/// The sessions of this machine.
#[derive(Debug)]
pub(super) struct Leases {
	pub(super) state: Arc<State>,
	/// The folder of the leases' folders.
	pub(super) base: PathBuf,
	/// Where sessions listen.
	pub(super) host: IpAddr,
	/// How others call this machine.
	pub(super) public: Option<String>,
	/// Where the door is.
	pub(super) door: SocketAddr,
	/// What is started; the agent's own session without.
	pub(super) command: Option<Template>,
	/// What is run after a lease.
	pub(super) cleanup: Option<Template>,
	/// Users of their own for leases.
	pub(super) uids: Option<UidRange>,
	/// Children that are to be asked how they ended.
	pub(super) children: HashMap<OrderId, Child>,
	/// Since when sessions are asked to end.
	pub(super) ending: HashMap<OrderId, Instant>,
	/// Before when sessions are not started again.
	pub(super) not_before: HashMap<OrderId, Instant>,
}

fn trouble(path: &Path) -> impl FnOnce(io::Error) -> AgentError + '_ {
	move |error| AgentError::File { path: path.into(), reason: error.to_string() }
}

impl Leases {
	/// The record of an order that is about to be accepted.
	pub(super) fn promise(&self, id: OrderId, order: &Order) -> Result<LeaseRecord, AgentError> {
		let record = LeaseRecord {
			order: id,
			renter: order.renter,
			key: order.need.key,
			chips: order.need.chips,
			stage: Stage::Promised,
			mark: format!("{id}-{}", &Secret::random().to_text()[..32]),
			uid: None,
			access: None,
			process: None,
			starts: 0,
		};
		self.state.put_lease(&record)?;
		Ok(record)
	}

	/// Makes the credentials of an order, once.
	pub(super) fn seal(
		&self,
		record: &mut LeaseRecord,
		binding: Binding,
	) -> Result<Access, AgentError> {
		if let Some(access) = record.access.clone().filter(|access| access.binding == binding) {
			return Ok(access);
		}
		record.uid = self.free_uid()?;
		let (token, port) = (Secret::random(), self.free_port()?);
		let session = SocketAddr::new(self.host, port);
		let credentials = Credentials {
			order: record.order,
			session: http::url(self.public.as_deref(), session),
			runs_commands: self.command.is_none(),
			door: http::url(self.public.as_deref(), self.door),
			token: token.clone(),
		};
		let ciphertext = credentials.seal(&record.key, &binding).map_err(|error| match error {
			CredentialsError::WeakKey => {
				AgentError::Usage(format!("order {}: the renter's key is weak", record.order))
			}
			error => AgentError::Fault(format!("credentials cannot be sealed: {error}")),
		})?;
		let access = Access { binding, token, port, ciphertext };
		record.access = Some(access.clone());
		record.stage = Stage::Sealed;
		self.state.put_lease(record)?;
		Ok(access)
	}

	/// A user that no lease has, and as whom nothing runs.
	fn free_uid(&self) -> Result<Option<u32>, AgentError> {
		let Some(range) = self.uids else { return Ok(None) };
		let records = self.state.leases()?;
		let taken: HashSet<_> = records
			.iter()
			.filter(|record| record.stage != Stage::Wiped)
			.filter_map(|record| record.uid)
			.collect();
		let free = (range.first..=range.last).find(|uid| !taken.contains(uid) && !is_in_use(*uid));
		free.map(Some).ok_or_else(|| {
			AgentError::Usage("all users for leases are taken: name more with --uids".into())
		})
	}

	fn free_port(&self) -> Result<u16, AgentError> {
		let promised: HashSet<_> = self
			.state
			.leases()?
			.into_iter()
			.filter_map(|record| Some(record.access?.port))
			.collect();
		for _ in 0..64 {
			let listener = TcpListener::bind((self.host, 0)).map_err(no_port)?;
			let port = listener.local_addr().map_err(no_port)?.port();
			if !promised.contains(&port) {
				return Ok(port);
			}
		}
		Err(no_port(io::Error::other("all that were found are promised")))
	}

	fn folder(&self, order: OrderId) -> PathBuf {
		self.base.join(format!("order-{order}"))
	}

	fn belongings(&self, record: &LeaseRecord) -> Belongings {
		Belongings { mark: record.mark.clone(), uid: record.uid, leader: record.process.clone() }
	}

	/// Sees to it that the session of a lease that runs does. Tells whether it was started.
	pub(super) fn run(&mut self, record: &mut LeaseRecord) -> Result<bool, AgentError> {
		let order = record.order;
		self.ending.remove(&order);
		let alive = record.process.as_ref().is_some_and(ProcessId::is_alive);
		if record.stage == Stage::Running && alive {
			process::bound_log(&self.folder(order).join("session.log"));
			return Ok(false);
		}
		if self.not_before.get(&order).is_some_and(|at| Instant::now() < *at) {
			return Ok(false);
		}
		let pause = Duration::from_secs(1 << record.starts.min(6)).min(RESTART_WITHIN);
		self.not_before.insert(order, Instant::now() + pause);
		if record.stage == Stage::Running {
			let ended = self.reap(order);
			tracing::warn!(
				order,
				?ended,
				"the session has ended before its lease; starting it again"
			);
		}
		// Nothing of this lease has run yet: what runs as its user is of another daemon, which was faster.
		if record.stage == Stage::Sealed && record.uid.is_some_and(is_in_use) {
			record.uid = self.free_uid()?;
		}
		// What is left of an earlier start, which may not have been noted.
		if !self.belongings(record).kill() {
			return Err(AgentError::Fault(format!("processes of order {order} cannot be ended")));
		}
		self.reap(order);
		self.start(record)?;
		Ok(true)
	}

	fn start(&mut self, record: &mut LeaseRecord) -> Result<(), AgentError> {
		let order = record.order;
		let Some(access) = record.access.clone() else {
			let text = format!("the record of order {order} has no credentials to start it with");
			return Err(AgentError::Fault(text));
		};
		// Somebody else's server must not get what is meant for the session.
		let place = SocketAddr::new(self.host, access.port);
		TcpListener::bind(place).map_err(|error| {
			AgentError::Usage(format!(
				"{place} was promised for order {order}, and is taken: {error}"
			))
		})?;
		record.stage = Stage::Starting;
		record.process = None;
		self.state.put_lease(record)?;

		let folder = self.folder(order);
		let (work, token_file) = (folder.join("work"), folder.join("token"));
		// What the lease's user owns is below: it cannot put a link where this writes.
		let mode = record.uid.map_or(process::PRIVATE, |_| process::PASSABLE);
		process::make_folder(&folder, mode, None).map_err(trouble(&folder))?;
		process::make_folder(&work, process::PRIVATE, record.uid).map_err(trouble(&work))?;
		process::write_secret(&token_file, &access.token.to_text(), record.uid)
			.map_err(trouble(&token_file))?;
		let template = self.command.clone().unwrap_or_else(own_session);
		let (program, arguments) = template.fill(&self.values(record, &access, &work, &token_file));
		let launch = Launch {
			program,
			arguments,
			folder: work,
			uid: record.uid,
			mark: record.mark.clone(),
			log: folder.join("session.log"),
		};
		let (child, process) = launch.start().map_err(|error| {
			AgentError::Usage(format!("order {order}: {} does not start: {error}", launch.program))
		})?;
		self.children.insert(order, child);
		record.process = Some(process);
		record.stage = Stage::Running;
		record.starts = record.starts.saturating_add(1);
		self.state.put_lease(record)?;
		Ok(())
	}

	fn values(
		&self,
		record: &LeaseRecord,
		access: &Access,
		work: &Path,
		token_file: &Path,
	) -> BTreeMap<&'static str, String> {
		let host = match self.host {
			IpAddr::V4(ip) => ip.to_string(),
			IpAddr::V6(ip) => format!("[{ip}]"),
		};
		BTreeMap::from([
			("folder", work.display().to_string()),
			("host", host),
			("port", access.port.to_string()),
			("token_file", token_file.display().to_string()),
			("context", hex::encode(access.binding.to_bytes())),
			("order", record.order.to_string()),
			("chips", record.chips.to_string()),
		])
	}

	/// Ends the session of a lease that does not run, a bit more at each call; tells whether it has
	/// ended.
	pub(super) fn halt(&mut self, record: &mut LeaseRecord) -> Result<bool, AgentError> {
		let order = record.order;
		match record.stage {
			Stage::Promised | Stage::Sealed => return Ok(true),
			Stage::Ended | Stage::Wiped => return Ok(true),
			Stage::Starting | Stage::Running | Stage::Ending => {}
		}
		self.reap(order);
		let belongings = self.belongings(record);
		if !belongings.running().is_empty() {
			if record.stage != Stage::Ending {
				record.stage = Stage::Ending;
				self.state.put_lease(record)?;
			}
			let since = match self.ending.get(&order) {
				Some(since) => *since,
				None => {
					tracing::info!(order, "the session is asked to end");
					belongings.terminate();
					self.ending.insert(order, Instant::now());
					return Ok(false);
				}
			};
			if since.elapsed() < END_WITHIN {
				return Ok(false);
			}
			tracing::warn!(order, "the session does not end when it is asked to; it is killed");
			if !belongings.kill() {
				return Err(AgentError::Fault(format!("processes of order {order} do not end")));
			}
			self.reap(order);
		}
		self.reap(order);
		self.clean_up(record);
		self.ending.remove(&order);
		self.not_before.remove(&order);
		record.stage = Stage::Ended;
		record.process = None;
		self.state.put_lease(record)?;
		tracing::info!(order, "the session has ended");
		Ok(true)
	}

	/// Runs the command that is to follow a lease. A lease is over whether it works or not.
	fn clean_up(&self, record: &LeaseRecord) {
		let (Some(template), Some(access)) = (&self.cleanup, &record.access) else { return };
		let folder = self.folder(record.order);
		let values = self.values(record, access, &folder.join("work"), &folder.join("token"));
		let (program, arguments) = template.fill(&values);
		let mut command = std::process::Command::new(&program);
		command.args(arguments).stdin(std::process::Stdio::null());
		let begun = Instant::now();
		let ended = command.spawn().and_then(|mut child| loop {
			if let Some(status) = child.try_wait()? {
				return Ok(status);
			}
			if begun.elapsed() > CLEAN_UP_WITHIN {
				child.kill()?;
				return child.wait();
			}
			std::thread::sleep(Duration::from_millis(20));
		});
		match ended {
			Ok(status) if status.success() => {}
			Ok(status) => tracing::warn!(order = record.order, %status, "the clean-up has failed"),
			Err(error) => tracing::warn!(order = record.order, %error, "the clean-up does not run"),
		}
	}

	/// Deletes what a lease has left, once its session has ended.
	pub(super) fn wipe(&mut self, record: &mut LeaseRecord) -> Result<(), AgentError> {
		if record.stage == Stage::Wiped {
			return Ok(());
		}
		let folder = self.folder(record.order);
		process::wipe(&folder).map_err(trouble(&folder))?;
		record.stage = Stage::Wiped;
		record.access = None;
		self.state.put_lease(record)?;
		tracing::info!(order = record.order, "the lease's folder is deleted");
		Ok(())
	}

	/// Asks a child that has ended how.
	fn reap(&mut self, order: OrderId) -> Option<String> {
		let child = self.children.get_mut(&order)?;
		let status = child.try_wait().ok()??;
		self.children.remove(&order);
		Some(status.to_string())
	}
}

/// Whether anything runs as a user.
fn is_in_use(uid: u32) -> bool {
	let mark = format!("nobody-{uid}");
	!Belongings { mark, uid: Some(uid), leader: None }.running().is_empty()
}

fn no_port(error: io::Error) -> AgentError {
	AgentError::Usage(format!("there is no free port for a session: {error}"))
}

/// The agent's own session.
fn own_session() -> Template {
	Template::of(&[
		OWN_PROGRAM,
		"session",
		"--listen",
		"{host}:{port}",
		"--token-file",
		"{token_file}",
		"--folder",
		"{folder}",
		"--context",
		"{context}",
	])
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{chain::testing, chain::AccountId, chain::OrderState, rental::KeyPair};
	use sp_core::H256;

	fn leases(folder: &Path, command: &str) -> Leases {
		let account = AccountId::from([2; 32]);
		let genesis = H256::repeat_byte(1);
		let state = State::open_private(folder, "leases", genesis, &account).unwrap();
		let base = folder.join("leases");
		std::fs::create_dir_all(&base).unwrap();
		Leases {
			state: Arc::new(state),
			base,
			host: [127, 0, 0, 1].into(),
			public: None,
			door: ([127, 0, 0, 1], 1).into(),
			command: Some(command.parse().unwrap()),
			cleanup: Some("touch {folder}/../../cleaned-{order}".parse().unwrap()),
			uids: None,
			children: HashMap::new(),
			ending: HashMap::new(),
			not_before: HashMap::new(),
		}
	}

	fn order(keys: &KeyPair) -> Order {
		let [renter, provider] = [1, 2].map(|n| AccountId::from([n; 32]));
		let mut order = testing::order(renter, provider, OrderState::Accepted);
		order.need.key = keys.public();
		order
	}

	fn halted(leases: &mut Leases, record: &mut LeaseRecord) {
		let begun = Instant::now();
		while !leases.halt(record).unwrap() {
			assert!(begun.elapsed() < Duration::from_secs(20), "it does not end");
			std::thread::sleep(Duration::from_millis(10));
		}
	}

	#[test]
	fn lease_lives_from_promise_to_wipe() {
		let folder = tempfile::tempdir().unwrap();
		let mut leases = leases(folder.path(), "sh -c 'cp {token_file} seen; sleep 300'");
		let keys = KeyPair::random();
		let mut record = leases.promise(7, &order(&keys)).unwrap();
		let binding = Binding { genesis: H256::repeat_byte(1), order: 7, terms: H256::zero() };
		let access = leases.seal(&mut record, binding).unwrap();
		assert_eq!(leases.seal(&mut record, binding).unwrap(), access, "sealed once");
		let credentials = Credentials::open(&access.ciphertext, &keys, &binding).unwrap();
		assert_eq!(credentials.session, format!("http://127.0.0.1:{}", access.port));
		assert_eq!((&credentials.token, credentials.runs_commands), (&access.token, false));
		// Nothing has begun.
		let work = folder.path().join("leases/order-7/work");
		assert!(!work.exists() && record.process.is_none());

		assert!(leases.run(&mut record).unwrap());
		assert!(!leases.run(&mut record).unwrap(), "it is started once");
		let begun = Instant::now();
		let seen = work.join("seen");
		while std::fs::read_to_string(&seen).ok().as_deref() != Some(&*access.token.to_text()) {
			assert!(begun.elapsed() < Duration::from_secs(20), "no token seen");
			std::thread::sleep(Duration::from_millis(10));
		}
		// Nobody reads it from a state that was not written.
		assert_eq!(leases.state.lease(7).unwrap().unwrap(), record);

		halted(&mut leases, &mut record);
		assert!(folder.path().join("leases/cleaned-7").exists() && seen.exists());
		leases.wipe(&mut record).unwrap();
		assert!(!work.exists());
		let left = leases.state.lease(7).unwrap().unwrap();
		assert_eq!((left.stage, left.access, left.process), (Stage::Wiped, None, None));
	}

	#[test]
	fn session_is_kept_over_a_restart_and_never_started_twice() {
		let folder = tempfile::tempdir().unwrap();
		let command = "sh -c 'echo start >> starts; sleep 300'";
		let binding = Binding { genesis: H256::repeat_byte(1), order: 7, terms: H256::zero() };
		let (before, mut child) = {
			let mut leases = leases(folder.path(), command);
			let mut record = leases.promise(7, &order(&KeyPair::random())).unwrap();
			leases.seal(&mut record, binding).unwrap();
			leases.run(&mut record).unwrap();
			let child = leases.children.remove(&7).unwrap();
			(record, child)
		};
		// The agent was killed, and starts again.
		let mut leases = leases(folder.path(), command);
		let mut record = leases.state.lease(7).unwrap().unwrap();
		assert_eq!(record, before);
		assert!(!leases.run(&mut record).unwrap());
		assert_eq!(record.process, before.process);
		// Killed between the start and its note: the one that nobody knows of is ended first.
		record.stage = Stage::Starting;
		record.process = None;
		leases.state.put_lease(&record).unwrap();
		assert!(leases.run(&mut record).unwrap());
		assert_ne!(record.process, before.process);
		assert!(!before.process.unwrap().is_alive());
		child.wait().unwrap();
		halted(&mut leases, &mut record);
	}

	#[test]
	fn session_that_ends_by_itself_is_started_again_after_a_while() {
		let folder = tempfile::tempdir().unwrap();
		let mut leases = leases(folder.path(), "sh -c 'sleep 0.1'");
		let mut record = leases.promise(7, &order(&KeyPair::random())).unwrap();
		let binding = Binding { genesis: H256::repeat_byte(1), order: 7, terms: H256::zero() };
		leases.seal(&mut record, binding).unwrap();
		assert!(leases.run(&mut record).unwrap());
		let begun = Instant::now();
		while !leases.run(&mut record).unwrap() {
			assert!(begun.elapsed() < Duration::from_secs(20), "it is not started again");
			std::thread::sleep(Duration::from_millis(20));
		}
		assert!(begun.elapsed() > Duration::from_millis(500), "started again at once");
		assert_eq!(record.starts, 2);
		halted(&mut leases, &mut record);
	}

	/// Only root can start what is another user's.
	#[test]
	fn lease_with_a_user_of_its_own_leaves_nothing_behind() {
		use std::os::unix::fs::PermissionsExt;
		if !process::is_root() {
			return;
		}
		let folder = tempfile::tempdir().unwrap();
		let passable = std::fs::Permissions::from_mode(process::PASSABLE);
		std::fs::set_permissions(folder.path(), passable.clone()).unwrap();
		// One leaves the group and what marks it.
		let script = "id -u > user; id -G > groups; cat {token_file} > seen; touch ../token2; \
			env -i setsid sleep 300 & sleep 300";
		let mut leases = leases(folder.path(), &format!("sh -c '{script}'"));
		std::fs::set_permissions(&leases.base, passable).unwrap();
		leases.uids = Some("62990-62999".parse().unwrap());
		let mut record = leases.promise(7, &order(&KeyPair::random())).unwrap();
		let binding = Binding { genesis: H256::repeat_byte(1), order: 7, terms: H256::zero() };
		let access = leases.seal(&mut record, binding).unwrap();
		let uid = record.uid.unwrap();
		leases.run(&mut record).unwrap();
		let all = Belongings { mark: "none".into(), uid: Some(uid), leader: None };
		let begun = Instant::now();
		while all.running().len() < 3 {
			assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", all.running());
			std::thread::sleep(Duration::from_millis(10));
		}
		let work = folder.path().join("leases/order-7/work");
		let seen = |name: &str| std::fs::read_to_string(work.join(name)).unwrap().trim().to_owned();
		assert_eq!((seen("user"), seen("groups")), (uid.to_string(), uid.to_string()));
		assert_eq!(seen("seen"), *access.token.to_text());
		assert!(!work.join("../token2").exists(), "it writes where the daemon does");
		// Another lease gets another user.
		let mut other = leases.promise(8, &order(&KeyPair::random())).unwrap();
		leases.seal(&mut other, Binding { order: 8, ..binding }).unwrap();
		assert_ne!(other.uid, Some(uid));
		halted(&mut leases, &mut record);
		assert!(all.running().is_empty());
	}

	/// Only root can start what is another user's.
	#[test]
	fn user_that_another_daemon_has_taken_is_left_alone() {
		use std::os::unix::fs::PermissionsExt;
		if !process::is_root() {
			return;
		}
		let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
		let [(mut first, mut one), (mut second, mut other)] = folders.each_ref().map(|folder| {
			let passable = std::fs::Permissions::from_mode(process::PASSABLE);
			std::fs::set_permissions(folder.path(), passable.clone()).unwrap();
			let mut leases = leases(folder.path(), "sleep 300");
			std::fs::set_permissions(&leases.base, passable).unwrap();
			leases.uids = Some("62980-62989".parse().unwrap());
			let mut record = leases.promise(7, &order(&KeyPair::random())).unwrap();
			let binding = Binding { genesis: H256::repeat_byte(1), order: 7, terms: H256::zero() };
			leases.seal(&mut record, binding).unwrap();
			(leases, record)
		});
		assert_eq!(one.uid, other.uid, "neither runs yet");
		assert!(first.run(&mut one).unwrap() && second.run(&mut other).unwrap());
		assert_ne!(one.uid, other.uid);
		assert_eq!(second.state.lease(7).unwrap().unwrap(), other);
		let runs = |record: &LeaseRecord| record.process.as_ref().unwrap().is_alive();
		assert!(runs(&one) && runs(&other));
		halted(&mut second, &mut other);
		assert!(runs(&one), "it was ended with another lease");
		halted(&mut first, &mut one);
	}

	#[test]
	fn port_that_is_taken_keeps_the_session_back() {
		let folder = tempfile::tempdir().unwrap();
		let mut leases = leases(folder.path(), "sleep 300");
		let mut record = leases.promise(7, &order(&KeyPair::random())).unwrap();
		let binding = Binding { genesis: H256::repeat_byte(1), order: 7, terms: H256::zero() };
		let access = leases.seal(&mut record, binding).unwrap();
		let _taken = TcpListener::bind(("127.0.0.1", access.port)).unwrap();
		let error = leases.run(&mut record).unwrap_err().to_string();
		assert!(error.contains(&access.port.to_string()), "{error}");
		assert!(record.process.is_none());
	}
}
