//! The program itself.

// Helpers of tests are tests.
#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::{
	io::{BufRead, BufReader, Read, Write},
	net::{TcpListener, TcpStream},
	process::{Child, Command, Stdio},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_vajra-model");

/// Ends with the test.
struct Running(Child);

impl Drop for Running {
	fn drop(&mut self) {
		let _ = self.0.kill();
		let _ = self.0.wait();
	}
}

fn serve(arguments: &[&str]) -> Running {
	let mut command = Command::new(PROGRAM);
	command.arg("serve").args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
	Running(command.spawn().unwrap())
}

/// The first line, which says where it listens.
fn address(running: &mut Running) -> (String, BufReader<std::process::ChildStdout>) {
	let mut out = BufReader::new(running.0.stdout.take().unwrap());
	let mut line = String::new();
	out.read_line(&mut line).unwrap();
	let said: Value = serde_json::from_str(&line).unwrap();
	assert_eq!(said.as_object().map(|said| said.len()), Some(1));
	(said["listening"].as_str().unwrap().to_string(), out)
}

fn ask(address: &str) -> String {
	let mut stream = TcpStream::connect(address).unwrap();
	let body = r#"{"station":7,"day":120}"#;
	let length = body.len();
	let head = "POST /rainfall HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length";
	stream.write_all(format!("{head}: {length}\r\n\r\n{body}").as_bytes()).unwrap();
	let mut answer = String::new();
	stream.read_to_string(&mut answer).unwrap();
	answer.split_once("\r\n\r\n").unwrap().1.to_string()
}

#[test]
fn it_serves_until_it_is_told_to_stop() {
	let (mut honest, mut liar) = (serve(&[]), serve(&["--lie", "--listen", "127.0.0.1:0"]));
	let ((truth, mut out), (lie, _)) = (address(&mut honest), address(&mut liar));
	assert_ne!(ask(&truth), ask(&lie));
	assert_eq!(ask(&truth), ask(&truth));
	// SIGTERM, as a supervisor sends it. A connection that is open does not hold it up.
	let _open = TcpStream::connect(&truth).unwrap();
	let told = Command::new("kill").arg(honest.0.id().to_string()).status().unwrap();
	assert!(told.success());
	assert!(honest.0.wait().unwrap().success());
	let mut rest = String::new();
	out.read_to_string(&mut rest).unwrap();
	assert_eq!(rest, "");
}

#[test]
fn an_address_in_use_is_an_error() {
	let taken = TcpListener::bind("127.0.0.1:0").unwrap();
	let address = taken.local_addr().unwrap().to_string();
	let output = Command::new(PROGRAM).args(["serve", "--listen", &address]).output().unwrap();
	assert_eq!(output.status.code(), Some(1));
	assert!(output.stdout.is_empty());
	assert!(String::from_utf8_lossy(&output.stderr).contains(&address));
}

#[test]
fn bad_arguments_are_errors() {
	for arguments in [
		&["serve", "--listen", "nowhere"][..],
		&["serve", "--noise", "-1"],
		&["serve", "--noise", "loud"],
		&["train", "--seed", "x"],
		&["sing"],
		&[],
	] {
		let output = Command::new(PROGRAM).args(arguments).output().unwrap();
		assert_eq!(output.status.code(), Some(2), "{arguments:?}");
		assert!(output.stdout.is_empty());
	}
}
