//! Runs the real binary, and asks a running node over its real JSON-RPC port.

// Each test file uses its own part of this.
#![allow(dead_code)]

use serde_json::{json, Value};
use std::{
	fs::File,
	io::{Read, Write},
	net::{SocketAddr, TcpListener, TcpStream},
	path::{Path, PathBuf},
	process::{Child, Command, ExitStatus, Output, Stdio},
	thread,
	time::{Duration, Instant},
};
use tempfile::TempDir;

/// Long enough for a node to start on a busy machine.
pub const START: Duration = Duration::from_secs(120);

/// Between two looks at something that is waited for.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// The binary under test.
pub fn binary() -> Command {
	let mut command = Command::new(env!("CARGO_BIN_EXE_vajra-node"));
	// Colours would get between the words that tests look for.
	command.env("NO_COLOR", "1").env_remove("RUST_LOG");
	command
}

/// Runs the binary to its end.
pub fn run<S: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = S>) -> Output {
	binary().args(args).output().expect("the binary starts")
}

/// Runs the binary to its end, which must be a good one, and returns what it printed.
pub fn run_ok<S: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = S>) -> String {
	let output = run(args);
	assert!(output.status.success(), "{}", stderr(&output));
	String::from_utf8(output.stdout).expect("text")
}

/// What `output` says on the error stream.
pub fn stderr(output: &Output) -> String {
	String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Waits until `look` finds something, at most `deadline`.
pub fn wait_for<T>(
	what: &str,
	deadline: Duration,
	mut look: impl FnMut() -> Option<T>,
) -> Result<T, String> {
	let end = Instant::now() + deadline;
	loop {
		if let Some(found) = look() {
			return Ok(found);
		}
		if Instant::now() >= end {
			return Err(format!("no {what} within {deadline:?}"));
		}
		thread::sleep(LOOK_AGAIN);
	}
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
	let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
	listener.local_addr().expect("it is bound").port()
}

/// A running node. Ends with this value.
pub struct Node {
	child: Child,
	log: PathBuf,
	_folder: TempDir,
}

impl Node {
	/// Starts a node with `args`, with JSON-RPC on a free port.
	pub fn start<S: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = S>) -> Self {
		let mut command = binary();
		command.args(["--rpc-port", "0", "--no-telemetry", "--no-mdns"]).args(args);
		Self::spawn(command)
	}

	/// Starts a node with nothing but what `command` holds.
	pub fn spawn(mut command: Command) -> Self {
		let folder = tempfile::tempdir().expect("a folder");
		let log = folder.path().join("log");
		let file = File::create(&log).expect("a log file");
		let child = command
			.stdin(Stdio::null())
			.stdout(file.try_clone().expect("a second handle"))
			.stderr(file)
			.spawn()
			.expect("the binary starts");
		Self { child, log, _folder: folder }
	}

	/// Everything the node has said.
	pub fn log(&self) -> String {
		let bytes = std::fs::read(&self.log).expect("the log file is there");
		String::from_utf8_lossy(&bytes).into_owned()
	}

	/// Waits until the node says `text`, and returns the rest of that line.
	pub fn wait_for_log(&mut self, text: &str, deadline: Duration) -> String {
		let found = wait_for(text, deadline, || {
			let log = self.log();
			let ended = self.child.try_wait().expect("a child can be asked").is_some();
			match log.split_once(text) {
				Some((_, rest)) if rest.contains('\n') => {
					Some(Ok(rest.lines().next().unwrap_or_default().to_owned()))
				}
				_ if ended => Some(Err(())),
				_ => None,
			}
		});
		match found {
			Ok(Ok(line)) => line,
			Ok(Err(())) => panic!("the node ended without saying `{text}`:\n{}", self.log()),
			Err(error) => panic!("{error}:\n{}", self.log()),
		}
	}

	/// Where the node serves JSON-RPC, once it does.
	pub fn rpc(&mut self) -> Rpc {
		let addresses = self.wait_for_log("Running JSON-RPC server: addr=", START);
		let address = addresses.split(',').next().unwrap_or_default().trim();
		Rpc(address.parse().unwrap_or_else(|_| panic!("`{addresses}` is no address")))
	}

	/// Asks the node to end, as an operator would, and waits for it.
	pub fn stop(mut self) -> ExitStatus {
		let id = self.child.id().to_string();
		let told = Command::new("kill").args(["-TERM", &id]).status().expect("kill is there");
		assert!(told.success());
		let status = wait_for("end of the node", Duration::from_secs(70), || {
			self.child.try_wait().expect("a child can be asked")
		});
		status.unwrap_or_else(|error| panic!("{error}:\n{}", self.log()))
	}

	/// Waits for the node to end by itself.
	pub fn wait_for_end(mut self, deadline: Duration) -> (ExitStatus, String) {
		let status = wait_for("end of the node", deadline, || {
			self.child.try_wait().expect("a child can be asked")
		});
		let log = self.log();
		(status.unwrap_or_else(|error| panic!("{error}:\n{log}")), log)
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		// Asked first, so that it clears its temporary folder. It may have ended by itself.
		let id = self.child.id().to_string();
		if matches!(self.child.try_wait(), Ok(None)) {
			let _ = Command::new("kill").args(["-TERM", &id]).status();
		}
		let ended = || self.child.try_wait().ok().flatten();
		if wait_for("end of the node", Duration::from_secs(20), ended).is_err() {
			let _ = self.child.kill();
			let _ = self.child.wait();
		}
	}
}

/// A JSON-RPC port.
#[derive(Clone, Copy)]
pub struct Rpc(SocketAddr);

impl Rpc {
	/// Calls `method`; its result, which must be one.
	pub fn call(&self, method: &str, params: Value) -> Value {
		let request = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
		let answer = http(self.0, "POST", "/", &request.to_string()).expect("the node answers");
		let mut answer: Value = serde_json::from_str(&answer).expect("JSON");
		assert!(answer.get("error").is_none(), "{method}: {answer}");
		answer["result"].take()
	}

	/// The number of the best block.
	pub fn best(&self) -> u64 {
		number(&self.call("chain_getHeader", json!([])))
	}

	/// The number of the last finalised block.
	pub fn finalized(&self) -> u64 {
		let hash = self.call("chain_getFinalizedHead", json!([]));
		number(&self.call("chain_getHeader", json!([hash])))
	}

	/// The hash of block `number`, if there is one.
	pub fn hash(&self, number: u64) -> Value {
		self.call("chain_getBlockHash", json!([number]))
	}
}

fn number(header: &Value) -> u64 {
	let text = header["number"].as_str().expect("a header has a number");
	u64::from_str_radix(text.trim_start_matches("0x"), 16).expect("hexadecimal")
}

/// One HTTP request, and the body of the answer.
pub fn http(to: SocketAddr, verb: &str, path: &str, body: &str) -> std::io::Result<String> {
	let mut stream = TcpStream::connect_timeout(&to, Duration::from_secs(10))?;
	stream.set_read_timeout(Some(Duration::from_secs(30)))?;
	write!(
		stream,
		"{verb} {path} HTTP/1.1\r\nHost: {to}\r\nContent-Type: application/json\r\n\
		 Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
		body.len(),
	)?;
	let mut answer = Vec::new();
	stream.read_to_end(&mut answer)?;
	let answer = String::from_utf8_lossy(&answer).into_owned();
	let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((answer.as_str(), ""));
	if head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
		return Ok(unchunk(body));
	}
	Ok(body.to_owned())
}

fn unchunk(mut body: &str) -> String {
	let mut whole = String::new();
	while let Some((size, rest)) = body.split_once("\r\n") {
		let size = usize::from_str_radix(size.trim(), 16).unwrap_or(0);
		if size == 0 || rest.len() < size {
			break;
		}
		whole.push_str(&rest[..size]);
		body = rest[size..].trim_start_matches("\r\n");
	}
	whole
}

/// The folder of the database of `chain` under `base`.
pub fn database(base: &Path, chain: &str) -> PathBuf {
	base.join("chains").join(chain).join("paritydb").join("full")
}
