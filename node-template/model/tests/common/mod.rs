//! A client that speaks just enough HTTP, and sees every byte.

// Each test uses some of it.
#![allow(dead_code)]

use serde_json::Value;
use std::{net::SocketAddr, time::Duration};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::TcpStream,
	task::JoinHandle,
};
use vajra_model::{server::Server, Behaviour};

/// A server of its own for a test.
pub struct Served {
	pub address: SocketAddr,
	task: JoinHandle<()>,
}

impl Drop for Served {
	fn drop(&mut self) {
		self.task.abort();
	}
}

/// An answer.
#[derive(Debug, PartialEq)]
pub struct Answer {
	pub status: u16,
	pub body: Value,
	/// As it came.
	pub text: String,
}

pub async fn start(behaviour: Behaviour) -> Served {
	let server = Server::bind(([127, 0, 0, 1], 0).into(), behaviour).await.unwrap();
	let address = server.address();
	Served { address, task: tokio::spawn(server.run(std::future::pending())) }
}

pub async fn honest() -> Served {
	start(Behaviour::default()).await
}

impl Served {
	/// Sends bytes as they are, and gives all that comes back.
	pub async fn send(&self, bytes: &[u8]) -> Answer {
		let answer = tokio::time::timeout(Duration::from_secs(30), async {
			let mut stream = TcpStream::connect(self.address).await.unwrap();
			// The server may have answered and gone before it has read everything.
			let _ = stream.write_all(bytes).await;
			let mut answer = Vec::new();
			let _ = stream.read_to_end(&mut answer).await;
			String::from_utf8(answer).unwrap()
		});
		let answer = answer.await.unwrap();
		let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
		let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
		let body = body.to_string();
		Answer { status, body: serde_json::from_str(&body).unwrap_or_default(), text: body }
	}

	pub async fn ask(&self, method: &str, path: &str, body: &str) -> Answer {
		let (host, length) = (self.address, body.len());
		let head = format!(
			"{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\
			content-type: application/json\r\ncontent-length: {length}\r\n\r\n"
		);
		self.send(format!("{head}{body}").as_bytes()).await
	}

	pub async fn rainfall(&self, body: &str) -> Answer {
		self.ask("POST", "/rainfall", body).await
	}

	/// How much it rains, thousandths of a millimetre.
	pub async fn thousandths(&self, body: &str) -> i64 {
		let answer = self.rainfall(body).await;
		assert_eq!(answer.status, 200, "{answer:?}");
		let exact = answer.body["answer"].as_f64().unwrap() * 1_000.0;
		assert!((exact - exact.round()).abs() < 1e-6, "{exact}");
		exact.round() as i64
	}

	pub async fn chat(&self, body: &str) -> Answer {
		self.ask("POST", "/v1/chat/completions", body).await
	}

	/// What a report is about.
	pub async fn label(&self, report: &str) -> String {
		let answer = self.chat(&report_body(report)).await;
		assert_eq!(answer.status, 200, "{answer:?}");
		answer.body["choices"][0]["message"]["content"].as_str().unwrap().to_string()
	}
}

pub fn report_body(report: &str) -> String {
	let message = serde_json::json!({ "role": "user", "content": report });
	serde_json::json!({ "model": "vajra-reports-1", "messages": [message] }).to_string()
}
