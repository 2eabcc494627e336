//! Plain HTTP, as sessions and doors speak it: a small client, and what their servers share.

use super::{
	proof::{self, Challenge, Proof},
	Binding, Secret,
};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
	body::{Bytes, Incoming},
	header, Method, Request, Response, StatusCode,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use rand::{rngs::OsRng, RngCore};
use serde::{Deserialize, Serialize};
use std::{
	convert::Infallible,
	future::Future,
	net::{IpAddr, SocketAddr},
	sync::Arc,
	time::Duration,
};
use tokio::{
	net::{TcpListener, TcpStream},
	sync::Semaphore,
};

/// Connections that a server has at once.
const CONNECTIONS: usize = 64;

/// Time in which a request has to arrive.
const REQUEST_WITHIN: Duration = Duration::from_secs(10);

/// Time that a connection may take to be made.
const CONNECT_WITHIN: Duration = Duration::from_secs(10);

/// Longest answer that the client reads, in bytes.
const MAX_ANSWER: usize = 4 * 1024 * 1024;

/// An answer of a server.
pub type Answer = Response<Full<Bytes>>;

/// What went wrong with a request.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
	/// Not a URL that is understood.
	#[error("{0} is no http URL such as http://127.0.0.1:9966")]
	Url(String),
	/// Nobody is there.
	#[error("no answer from {address}: {reason}")]
	Unreachable {
		/// The host and port.
		address: String,
		/// Why.
		reason: String,
	},
	/// It answers with an error.
	#[error("{address} answers {status}: {reason}")]
	Refused {
		/// The host and port.
		address: String,
		/// The status.
		status: u16,
		/// What it says.
		reason: String,
	},
	/// It answers something else.
	#[error("{0} does not prove that it has the order's token: it is somebody else's")]
	Impostor(String),
}

/// Where a server is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
	host: String,
	port: u16,
	path: String,
}

impl Target {
	/// Reads an http URL.
	pub fn parse(url: &str) -> Result<Self, HttpError> {
		let wrong = || HttpError::Url(url.chars().take(200).collect());
		let uri: hyper::Uri = url.parse().map_err(|_| wrong())?;
		let host = uri.host().filter(|host| !host.is_empty()).ok_or_else(wrong)?;
		if uri.scheme_str() != Some("http") || uri.query().is_some() {
			return Err(wrong());
		}
		// A name before the host would be taken for it by a hasty reader.
		if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
			return Err(wrong());
		}
		let host = host.trim_start_matches('[').trim_end_matches(']').to_string();
		let path = uri.path().trim_end_matches('/').to_string();
		Ok(Self { host, port: uri.port_u16().unwrap_or(80), path })
	}

	/// Whether it is on this machine, so that what is sent there is seen by nobody on the way.
	pub fn is_local(&self) -> bool {
		let ip = self.host.parse::<IpAddr>();
		self.host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
	}

	fn address(&self) -> String {
		if self.host.contains(':') {
			format!("[{}]:{}", self.host, self.port)
		} else {
			format!("{}:{}", self.host, self.port)
		}
	}

	/// Sends a request, and gives what comes back.
	async fn ask(
		&self,
		method: Method,
		path: &str,
		token: Option<&Secret>,
		body: Vec<u8>,
		within: Duration,
	) -> Result<Bytes, HttpError> {
		let unreachable =
			|reason: String| HttpError::Unreachable { address: self.address(), reason };
		let asked = async {
			let connect = TcpStream::connect((self.host.as_str(), self.port));
			let stream = tokio::time::timeout(CONNECT_WITHIN, connect)
				.await
				.map_err(|_| unreachable("it takes too long".into()))?
				.map_err(|error| unreachable(error.to_string()))?;
			let (mut sender, connection) =
				hyper::client::conn::http1::handshake(TokioIo::new(stream))
					.await
					.map_err(|error| unreachable(error.to_string()))?;
			let connection = tokio::spawn(connection);
			let mut request = Request::builder()
				.method(method)
				.uri(format!("{}{path}", self.path))
				.header(header::HOST, self.address())
				.header(header::CONNECTION, "close");
			if let Some(token) = token {
				let value = format!("Bearer {}", &*token.to_text());
				let mut value = header::HeaderValue::from_str(&value)
					.map_err(|error| unreachable(error.to_string()))?;
				value.set_sensitive(true);
				request = request.header(header::AUTHORIZATION, value);
			}
			let request = request
				.body(Full::new(Bytes::from(body)))
				.map_err(|error| unreachable(error.to_string()))?;
			let answer = sender
				.send_request(request)
				.await
				.map_err(|error| unreachable(error.to_string()))?;
			let status = answer.status();
			let body = Limited::new(answer.into_body(), MAX_ANSWER)
				.collect()
				.await
				.map_err(|error| unreachable(error.to_string()))?
				.to_bytes();
			connection.abort();
			if !status.is_success() {
				let reason: String =
					String::from_utf8_lossy(&body).trim().chars().take(200).collect();
				let address = self.address();
				return Err(HttpError::Refused { address, status: status.as_u16(), reason });
			}
			Ok(body)
		};
		let asked = tokio::time::timeout(within, asked).await;
		asked.unwrap_or_else(|_| Err(unreachable("it takes too long".into())))
	}

	/// Has it prove that it has an order's token. The token is not sent.
	pub async fn check_token(
		&self,
		path: &str,
		token: &Secret,
		binding: &Binding,
	) -> Result<(), HttpError> {
		let mut challenge: Challenge = [0; 32];
		OsRng.fill_bytes(&mut challenge);
		let path = format!("{path}?challenge={}", hex::encode(challenge));
		let answer = self.ask(Method::GET, &path, None, Vec::new(), REQUEST_WITHIN * 2).await?;
		let impostor = || HttpError::Impostor(self.address());
		let hello: Hello = serde_json::from_slice(&answer).map_err(|_| impostor())?;
		let mut proof: Proof = [0; 32];
		hex::decode_to_slice(&hello.proof, &mut proof).map_err(|_| impostor())?;
		if proof::holds(token, binding, &challenge, &proof) {
			Ok(())
		} else {
			Err(impostor())
		}
	}

	/// Fetches bytes that anyone may have.
	pub async fn fetch(&self, path: &str) -> Result<Bytes, HttpError> {
		self.ask(Method::GET, path, None, Vec::new(), REQUEST_WITHIN * 2).await
	}

	/// Sends something to a session, and gives its answer.
	pub async fn post(
		&self,
		path: &str,
		token: &Secret,
		body: Vec<u8>,
		within: Duration,
	) -> Result<Bytes, HttpError> {
		self.ask(Method::POST, path, Some(token), body, within).await
	}
}

/// The answer to a challenge.
#[derive(Debug, Serialize, Deserialize)]
struct Hello {
	/// Hex.
	proof: String,
}

/// Answers a request for a proof.
pub(super) fn hello(query: Option<&str>, token: &Secret, binding: &Binding) -> Answer {
	let mut challenge: Challenge = [0; 32];
	let text = query.and_then(|query| query.strip_prefix("challenge="));
	let read = text.is_some_and(|text| hex::decode_to_slice(text, &mut challenge).is_ok());
	if !read {
		return refusal(StatusCode::BAD_REQUEST, "ask with ?challenge= and 64 digits of hex");
	}
	let proof = hex::encode(proof::prove(token, binding, &challenge));
	json(&Hello { proof })
}

/// An answer in JSON.
pub(super) fn json(value: &impl Serialize) -> Answer {
	match serde_json::to_vec(value) {
		Ok(bytes) => answer(StatusCode::OK, "application/json", bytes),
		Err(_) => refusal(StatusCode::INTERNAL_SERVER_ERROR, "the answer cannot be written"),
	}
}

/// An answer that says what is wrong.
pub(super) fn refusal(status: StatusCode, reason: &str) -> Answer {
	answer(status, "text/plain; charset=utf-8", format!("{reason}\n").into_bytes())
}

pub(super) fn answer(status: StatusCode, kind: &'static str, body: Vec<u8>) -> Answer {
	let mut answer = Response::new(Full::new(Bytes::from(body)));
	*answer.status_mut() = status;
	let headers = answer.headers_mut();
	headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
	headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
	answer
}

/// Serves requests until it is dropped. Whoever is slow, or one too many, is turned away.
pub(super) async fn serve<H, F>(listener: TcpListener, handle: H)
where
	H: Fn(Request<Incoming>) -> F + Clone + Send + 'static,
	F: Future<Output = Answer> + Send,
{
	let places = Arc::new(Semaphore::new(CONNECTIONS));
	loop {
		let (stream, _) = match listener.accept().await {
			Ok(accepted) => accepted,
			Err(error) => {
				tracing::debug!(%error, "no connection");
				// Out of descriptors, say: others are closed meanwhile.
				tokio::time::sleep(Duration::from_millis(100)).await;
				continue;
			}
		};
		let Ok(place) = places.clone().try_acquire_owned() else { continue };
		let handle = handle.clone();
		tokio::spawn(async move {
			let service = hyper::service::service_fn(move |request| {
				let answer = handle(request);
				async move { Ok::<_, Infallible>(answer.await) }
			});
			let connection = hyper::server::conn::http1::Builder::new()
				.timer(TokioTimer::new())
				.header_read_timeout(REQUEST_WITHIN)
				.keep_alive(false)
				.serve_connection(TokioIo::new(stream), service)
				.await;
			if let Err(error) = connection {
				tracing::debug!(%error, "a connection broke");
			}
			drop(place);
		});
	}
}

/// The address of a server as others reach it.
pub(super) fn url(host: Option<&str>, address: SocketAddr) -> String {
	match host {
		Some(host) => format!("http://{host}:{}", address.port()),
		None => format!("http://{address}"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn urls_are_read() {
		let target = Target::parse("http://127.0.0.1:4000/a/").unwrap();
		assert_eq!((target.address().as_str(), target.path.as_str()), ("127.0.0.1:4000", "/a"));
		assert!(target.is_local());
		let target = Target::parse("http://[::1]:4000").unwrap();
		assert_eq!(target.address(), "[::1]:4000");
		assert!(target.is_local());
		assert!(Target::parse("http://localhost").unwrap().is_local());
		assert!(!Target::parse("http://10.0.0.1:4000").unwrap().is_local());
		assert!(!Target::parse("http://127.0.0.1.example:4000").unwrap().is_local());
		for url in [
			"",
			"127.0.0.1:4000",
			"https://127.0.0.1:4000",
			"file:///etc/passwd",
			"http://",
			"http://localhost@evil.example",
			"http://host/?a",
		] {
			assert!(Target::parse(url).is_err(), "{url}");
		}
	}

	#[test]
	fn challenges_are_read_to_the_digit() {
		let binding = Binding { genesis: Default::default(), order: 1, terms: Default::default() };
		let token = Secret::random();
		let status = |query| hello(query, &token, &binding).status();
		let good = format!("challenge={}", "ab".repeat(32));
		assert_eq!(status(Some(&good)), StatusCode::OK);
		for query in [None, Some(""), Some("challenge="), Some("challenge=ab"), Some("other=ab")] {
			assert_eq!(status(query), StatusCode::BAD_REQUEST, "{query:?}");
		}
	}

	#[tokio::test]
	async fn only_who_has_the_token_passes_the_check() {
		let binding = Binding { genesis: Default::default(), order: 1, terms: Default::default() };
		let (token, other) = (Secret::random(), Secret::random());
		let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
		let target = Target::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
		let known = token.clone();
		let server = tokio::spawn(serve(listener, move |request: Request<Incoming>| {
			let answer = hello(request.uri().query(), &known, &binding);
			async move { answer }
		}));
		target.check_token("/hello", &token, &binding).await.unwrap();
		let wrong = target.check_token("/hello", &other, &binding).await;
		assert!(matches!(wrong, Err(HttpError::Impostor(_))), "{wrong:?}");
		server.abort();
		let _ = server.await;
		let gone = target.check_token("/hello", &token, &binding).await;
		assert!(matches!(gone, Err(HttpError::Unreachable { .. })), "{gone:?}");
	}
}
