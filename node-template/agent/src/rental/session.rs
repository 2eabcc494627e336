//! The session that is rented out by default: a small server that runs commands in the leased folder.
//!
//! `POST /run` with the token runs a command and answers with what it says; `GET /hello` proves that
//! the server has the token, so that a renter can find out before it sends it. What a command says, how
//! long it may take and how many run at once is bounded.

use super::{
	http::{self, Answer},
	process::MARK,
	Binding, Secret,
};
use crate::{error::AgentError, signals::Shutdown};
use http_body_util::{BodyExt, Limited};
use hyper::{body::Incoming, header, Method, Request, StatusCode};
use rustix::process::{kill_process_group, Pid, Signal};
use serde::{Deserialize, Serialize};
use std::{
	fs,
	net::SocketAddr,
	path::{Path, PathBuf},
	process::Stdio,
	sync::Arc,
	time::Duration,
};
use subtle::ConstantTimeEq;
use tokio::{
	io::{AsyncRead, AsyncReadExt},
	net::TcpListener,
	process::Command,
	sync::Semaphore,
};
use zeroize::Zeroizing;

/// Longest command, in bytes.
const MAX_COMMAND: usize = 64 * 1024;

/// Most that is kept of what a command says, on each of its two outputs, in bytes.
const MAX_OUTPUT: usize = 1024 * 1024;

/// Commands that run at once.
const COMMANDS: usize = 8;

/// What the server is told.
#[derive(Clone, Debug)]
pub struct SessionOptions {
	/// Where it listens.
	pub listen: SocketAddr,
	/// The file with the token.
	pub token_file: PathBuf,
	/// Where commands run.
	pub folder: PathBuf,
	/// What the token is for.
	pub binding: Binding,
	/// How long a command may take.
	pub time_limit: Duration,
}

/// A command that is to be run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
	/// The program and its arguments.
	pub command: Vec<String>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
	/// Its exit code; none where it was ended.
	pub code: Option<i32>,
	/// What it said.
	pub stdout: String,
	/// What it complained about.
	pub stderr: String,
	/// Whether it said more than is kept.
	pub truncated: bool,
	/// Whether it was ended because it took too long.
	pub timed_out: bool,
}

#[derive(Debug)]
struct Session {
	token: Secret,
	folder: PathBuf,
	binding: Binding,
	time_limit: Duration,
	commands: Semaphore,
}

/// Serves until asked to stop.
pub async fn run(options: SessionOptions, mut shutdown: Shutdown) -> Result<(), AgentError> {
	let SessionOptions { listen, token_file, folder, binding, time_limit } = options;
	let token = read_token(&token_file)?;
	let listener = TcpListener::bind(listen).await.map_err(|error| {
		AgentError::Usage(format!("the session cannot listen at {listen}: {error}"))
	})?;
	tracing::info!(%listen, order = binding.order, "session ready");
	let commands = Semaphore::new(COMMANDS);
	let session = Arc::new(Session { token, folder, binding, time_limit, commands });
	let server = http::serve(listener, move |request| answer(session.clone(), request));
	tokio::select! {
		() = server => {},
		() = shutdown.requested() => {},
	}
	Ok(())
}

fn read_token(path: &Path) -> Result<Secret, AgentError> {
	let wrong = |reason: String| AgentError::File { path: path.into(), reason };
	let text = fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
	let text = Zeroizing::new(text);
	Secret::from_text(text.trim()).ok_or_else(|| wrong("it holds no token of 64 digits".into()))
}

async fn answer(session: Arc<Session>, request: Request<Incoming>) -> Answer {
	match (request.method(), request.uri().path()) {
		(&Method::GET, "/hello") => {
			http::hello(request.uri().query(), &session.token, &session.binding)
		}
		(&Method::POST, "/run") => {
			if !session.admits(&request) {
				return http::refusal(StatusCode::UNAUTHORIZED, "that is not the session's token");
			}
			session.run(request).await
		}
		_ => http::refusal(StatusCode::NOT_FOUND, "there are GET /hello and POST /run"),
	}
}

impl Session {
	/// Does a request come with the token? Takes the same time whatever digit is wrong.
	fn admits(&self, request: &Request<Incoming>) -> bool {
		let given = request.headers().get(header::AUTHORIZATION);
		given.is_some_and(|given| is_token(&self.token, given.as_bytes()))
	}

	async fn run(&self, request: Request<Incoming>) -> Answer {
		// First a place, so that what waits is not kept in memory.
		let Ok(_place) = self.commands.try_acquire() else {
			let reason = "as many commands as may run at once do so: wait for one to end";
			return http::refusal(StatusCode::TOO_MANY_REQUESTS, reason);
		};
		let body = Limited::new(request.into_body(), MAX_COMMAND).collect();
		let body = match tokio::time::timeout(Duration::from_secs(10), body).await {
			Ok(Ok(body)) => body.to_bytes(),
			Ok(Err(_)) => {
				return http::refusal(StatusCode::PAYLOAD_TOO_LARGE, "the command is too long")
			}
			Err(_) => return http::refusal(StatusCode::REQUEST_TIMEOUT, "the command is too slow"),
		};
		let job = match serde_json::from_slice::<Job>(&body) {
			Ok(job) if !job.command.is_empty() => job,
			_ => {
				let reason = r#"send a command such as {"command":["echo","hello"]}"#;
				return http::refusal(StatusCode::BAD_REQUEST, reason);
			}
		};
		match execute(&job, &self.folder, self.time_limit).await {
			Ok(done) => http::json(&done),
			Err(error) => http::refusal(
				StatusCode::UNPROCESSABLE_ENTITY,
				&format!("{} cannot be started: {error}", job.command[0]),
			),
		}
	}
}

fn is_token(token: &Secret, header: &[u8]) -> bool {
	let expected = Zeroizing::new(format!("Bearer {}", &*token.to_text()));
	expected.as_bytes().ct_eq(header).into()
}

/// Runs a command in a folder.
async fn execute(job: &Job, folder: &Path, limit: Duration) -> std::io::Result<Done> {
	let mut command = Command::new(&job.command[0]);
	command
		.args(&job.command[1..])
		.current_dir(folder)
		.env_clear()
		.env("HOME", folder)
		.stdin(Stdio::null())
		.stdout(Stdio::piped())
		.stderr(Stdio::piped())
		.process_group(0)
		.kill_on_drop(true);
	for name in ["PATH", "LANG", MARK] {
		if let Some(value) = std::env::var_os(name) {
			command.env(name, value);
		}
	}
	let mut child = command.spawn()?;
	// Of all that it has started, whenever this ends.
	let group = Group(child.id());
	let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
	let all = async {
		let (status, stdout, stderr) = tokio::join!(child.wait(), collect(stdout), collect(stderr));
		(status, stdout, stderr)
	};
	// What it says is lost where it takes too long: it can write to a file.
	let Ok((status, stdout, stderr)) = tokio::time::timeout(limit, all).await else {
		drop(group);
		let (stdout, stderr) = Default::default();
		return Ok(Done { code: None, stdout, stderr, truncated: false, timed_out: true });
	};
	Ok(Done {
		code: status?.code(),
		truncated: stdout.1 || stderr.1,
		stdout: String::from_utf8_lossy(&stdout.0).into_owned(),
		stderr: String::from_utf8_lossy(&stderr.0).into_owned(),
		timed_out: false,
	})
}

/// Kills a process group when dropped.
struct Group(Option<u32>);

impl Drop for Group {
	fn drop(&mut self) {
		let pid = self.0.and_then(|pid| i32::try_from(pid).ok()).and_then(Pid::from_raw);
		if let Some(pid) = pid {
			// Nothing is left of most.
			let _ = kill_process_group(pid, Signal::KILL);
		}
	}
}

/// Reads an output to its end, and keeps the beginning; tells whether there was more.
async fn collect(output: Option<impl AsyncRead + Unpin>) -> (Vec<u8>, bool) {
	let (mut kept, mut more) = (Vec::new(), false);
	let Some(mut output) = output else { return (kept, more) };
	let mut buffer = vec![0; 8_192];
	while let Ok(length @ 1..) = output.read(&mut buffer).await {
		let room = MAX_OUTPUT.saturating_sub(kept.len()).min(length);
		kept.extend_from_slice(&buffer[..room]);
		more |= room < length;
	}
	(kept, more)
}

#[cfg(test)]
mod tests {
	use super::*;
	use http::{HttpError, Target};

	fn job(words: &[&str]) -> Job {
		Job { command: words.iter().map(|word| word.to_string()).collect() }
	}

	const LONG: Duration = Duration::from_secs(20);

	#[tokio::test]
	async fn commands_run_in_the_folder() {
		let folder = tempfile::tempdir().unwrap();
		std::fs::write(folder.path().join("file"), "content").unwrap();
		let script = "cat file; echo complaint >&2; exit 3";
		let done = execute(&job(&["sh", "-c", script]), folder.path(), LONG).await.unwrap();
		assert_eq!((done.code, done.stdout.as_str()), (Some(3), "content"));
		assert_eq!(
			(done.stderr.as_str(), done.truncated, done.timed_out),
			("complaint\n", false, false)
		);
		assert!(execute(&job(&["/nothing"]), folder.path(), LONG).await.is_err());
	}

	#[tokio::test]
	async fn output_and_time_are_bounded() {
		let folder = tempfile::tempdir().unwrap();
		let script = format!("head -c {} /dev/zero", MAX_OUTPUT + 1);
		let done = execute(&job(&["sh", "-c", &script]), folder.path(), LONG).await.unwrap();
		assert_eq!((done.stdout.len(), done.truncated, done.code), (MAX_OUTPUT, true, Some(0)));
		let limit = Duration::from_millis(300);
		let slow = job(&["sh", "-c", "sleep 300 & sleep 300"]);
		let done = execute(&slow, folder.path(), limit).await.unwrap();
		assert_eq!((done.code, done.timed_out), (None, true));
	}

	#[test]
	fn only_the_whole_token_is_the_token() {
		let token = Secret::random();
		let good = format!("Bearer {}", &*token.to_text());
		assert!(is_token(&token, good.as_bytes()));
		for bad in [
			String::new(),
			"Bearer ".into(),
			good[..good.len() - 1].into(),
			format!("{good}0"),
			good.to_uppercase(),
			format!("Bearer {}", &*Secret::random().to_text()),
		] {
			assert!(!is_token(&token, bad.as_bytes()), "{bad}");
		}
	}

	#[tokio::test]
	async fn session_answers_who_has_the_token() {
		let folder = tempfile::tempdir().unwrap();
		let (token, stranger) = (Secret::random(), Secret::random());
		let binding = Binding { genesis: Default::default(), order: 1, terms: Default::default() };
		let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
		let target = Target::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
		let session = Arc::new(Session {
			token: token.clone(),
			folder: folder.path().into(),
			binding,
			time_limit: LONG,
			commands: Semaphore::new(COMMANDS),
		});
		let server =
			tokio::spawn(http::serve(listener, move |request| answer(session.clone(), request)));
		target.check_token("/hello", &token, &binding).await.unwrap();
		let body = serde_json::to_vec(&job(&["echo", "hello"])).unwrap();
		let done = target.post("/run", &token, body.clone(), LONG).await.unwrap();
		let done: Done = serde_json::from_slice(&done).unwrap();
		assert_eq!((done.code, done.stdout.as_str()), (Some(0), "hello\n"));
		let status = |answer: Result<_, HttpError>| match answer {
			Err(HttpError::Refused { status, .. }) => status,
			other => panic!("{other:?}"),
		};
		assert_eq!(status(target.post("/run", &stranger, body, LONG).await), 401);
		assert_eq!(status(target.fetch("/run").await), 404);
		for (body, expected) in [
			(b"{}".to_vec(), 400),
			(br#"{"command":[]}"#.to_vec(), 400),
			(br#"{"command":["/nothing"]}"#.to_vec(), 422),
			(vec![b' '; MAX_COMMAND + 1], 413),
		] {
			assert_eq!(status(target.post("/run", &token, body, LONG).await), expected);
		}
		server.abort();
	}
}
