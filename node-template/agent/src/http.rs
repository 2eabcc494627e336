//! Asking servers over HTTP: short requests, bounded replies, and a limit of time for each.

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{
	body::Bytes,
	header::{AUTHORIZATION, CONTENT_TYPE},
	Method, Request, StatusCode, Uri,
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
	client::legacy::{connect::HttpConnector, Client},
	rt::TokioExecutor,
};
use std::{str::FromStr, time::Duration};

/// Bytes of a server's complaint that go into an error message.
const COMPLAINT: usize = 200;

/// A server did not answer as it should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
	/// The URL cannot be used.
	#[error(
		"{url} is not a URL that can be asked ({reason}); an example is http://127.0.0.1:8080"
	)]
	BadUrl {
		/// The URL.
		url: String,
		/// What is wrong with it.
		reason: String,
	},
	/// Nobody answers.
	#[error("no answer ({0})")]
	Unreachable(String),
	/// The answer took too long.
	#[error("no answer within {} ms", .0.as_millis())]
	TimedOut(Duration),
	/// The server refuses.
	#[error("status {code}: {words}")]
	Status {
		/// The status.
		code: u16,
		/// The beginning of what it says.
		words: String,
	},
	/// The answer is too long.
	#[error("an answer of more than {0} bytes")]
	TooLarge(usize),
}

impl HttpError {
	/// May the same request work later? Servers that are busy or broken come back.
	pub fn is_passing(&self) -> bool {
		match self {
			Self::Unreachable(_) | Self::TimedOut(_) => true,
			Self::Status { code, .. } => *code >= 500 || matches!(code, 408 | 429),
			Self::BadUrl { .. } | Self::TooLarge(_) => false,
		}
	}
}

/// Where and how a server is asked.
#[derive(Clone, Debug)]
pub struct Call<'a> {
	/// The URL.
	pub url: &'a str,
	/// A JSON document that is posted; without it the URL is only fetched.
	pub body: Option<Vec<u8>>,
	/// What the server knows the caller by.
	pub bearer: Option<&'a str>,
	/// Longest wait.
	pub within: Duration,
	/// Most bytes of the reply.
	pub most: usize,
}

/// A client that keeps its connections.
#[derive(Clone, Debug)]
pub struct HttpClient {
	plain: Client<HttpConnector, Full<Bytes>>,
	/// Or why there is none: a machine without root certificates can ask plain servers.
	secure: Result<Client<HttpsConnector<HttpConnector>, Full<Bytes>>, String>,
}

impl Default for HttpClient {
	fn default() -> Self {
		let builder = || Client::builder(TokioExecutor::new());
		let connector = HttpsConnectorBuilder::new().with_native_roots();
		let secure = connector
			.map(|roots| builder().build(roots.https_only().enable_http1().build()))
			.map_err(|error| error.to_string());
		Self { plain: builder().build_http(), secure }
	}
}

impl HttpClient {
	/// Asks once. Anything but success is an error.
	pub async fn ask(&self, call: Call<'_>) -> Result<Bytes, HttpError> {
		let (within, most) = (call.within, call.most);
		let asked = tokio::time::timeout(within, self.ask_patiently(call, most));
		asked.await.map_err(|_| HttpError::TimedOut(within))?
	}

	async fn ask_patiently(&self, call: Call<'_>, most: usize) -> Result<Bytes, HttpError> {
		let wrong = |reason: String| HttpError::BadUrl { url: call.url.into(), reason };
		let uri = check_url(call.url)?;
		let secure = uri.scheme_str() == Some("https");
		let method = if call.body.is_some() { Method::POST } else { Method::GET };
		let mut request = Request::builder().method(method).uri(uri);
		if call.body.is_some() {
			request = request.header(CONTENT_TYPE, "application/json");
		}
		if let Some(bearer) = call.bearer {
			request = request.header(AUTHORIZATION, format!("Bearer {bearer}"));
		}
		let body = Full::new(Bytes::from(call.body.clone().unwrap_or_default()));
		// The secret is never part of an error.
		let request = request.body(body).map_err(|_| wrong("it makes no request".into()))?;
		let sent = if secure {
			let client = self.secure.as_ref().map_err(|reason| wrong(reason.clone()))?;
			client.request(request).await
		} else {
			self.plain.request(request).await
		};
		let response = sent.map_err(|error| HttpError::Unreachable(with_causes(&error)))?;
		let status = response.status();
		let collected = Limited::new(response.into_body(), most).collect().await;
		let body = match collected {
			Ok(body) => body.to_bytes(),
			Err(error) if error.is::<LengthLimitError>() => return Err(HttpError::TooLarge(most)),
			Err(error) => return Err(HttpError::Unreachable(error.to_string())),
		};
		if status != StatusCode::OK {
			let words = String::from_utf8_lossy(&body).chars().take(COMPLAINT).collect();
			return Err(HttpError::Status { code: status.as_u16(), words });
		}
		Ok(body)
	}
}

/// A URL that can be asked.
pub fn check_url(url: &str) -> Result<Uri, HttpError> {
	let wrong = |reason: &str| HttpError::BadUrl { url: url.into(), reason: reason.into() };
	let uri = Uri::from_str(url).map_err(|error| wrong(&error.to_string()))?;
	match uri.scheme_str() {
		Some("http" | "https") if uri.host().is_some_and(|host| !host.is_empty()) => Ok(uri),
		_ => Err(wrong("it must start with http:// or https:// and name a host")),
	}
}

/// An error with what caused it: the outer ones of the client say little.
fn with_causes(error: &dyn std::error::Error) -> String {
	let mut text = error.to_string();
	let mut cause = error.source();
	while let Some(inner) = cause {
		text.push_str(&format!(": {inner}"));
		cause = inner.source();
	}
	text
}

#[cfg(test)]
pub(crate) mod testing {
	use tokio::{
		io::{AsyncReadExt, AsyncWriteExt},
		net::TcpListener,
	};

	/// A server that gives each connection the next of some replies; tells its address.
	pub(crate) async fn serve(replies: Vec<String>) -> String {
		let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
		let address = listener.local_addr().unwrap();
		tokio::spawn(async move {
			for reply in replies {
				let (mut stream, _) = listener.accept().await.unwrap();
				let mut seen = Vec::new();
				let mut chunk = [0; 4_096];
				// The head and the body of a short request come together or soon after.
				loop {
					let read = stream.read(&mut chunk).await.unwrap();
					seen.extend_from_slice(&chunk[..read]);
					let text = String::from_utf8_lossy(&seen);
					let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
					let length = head.lines().find_map(|line| {
						line.to_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok()
					});
					if body.len() >= length.unwrap_or(0) || read == 0 {
						break;
					}
				}
				stream.write_all(reply.as_bytes()).await.unwrap();
				stream.shutdown().await.unwrap();
			}
		});
		format!("http://{address}")
	}

	pub(crate) fn reply(status: &str, body: &str) -> String {
		format!(
			"HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
			body.len()
		)
	}
}

#[cfg(test)]
mod tests {
	use super::{
		testing::{reply, serve},
		*,
	};

	fn call(url: &str) -> Call<'_> {
		let body = Some(b"{}".to_vec());
		Call { url, body, bearer: None, within: Duration::from_secs(10), most: 10 }
	}

	#[tokio::test]
	async fn replies_are_bounded_and_errors_told_apart() {
		let url = serve(vec![
			reply("200 OK", "0123456789"),
			reply("200 OK", "01234567890"),
			reply("503 Busy", "later"),
			reply("404 Gone", "no"),
		])
		.await;
		let client = HttpClient::default();
		assert_eq!(client.ask(call(&url)).await.unwrap(), "0123456789");
		assert_eq!(client.ask(call(&url)).await, Err(HttpError::TooLarge(10)));
		let busy = client.ask(call(&url)).await.unwrap_err();
		assert_eq!(busy, HttpError::Status { code: 503, words: "later".into() });
		assert!(busy.is_passing());
		assert!(!client.ask(call(&url)).await.unwrap_err().is_passing());
		// Nobody is there any more.
		let gone = client.ask(call(&url)).await.unwrap_err();
		assert!(matches!(gone, HttpError::Unreachable(_)) && gone.is_passing(), "{gone}");
	}

	#[tokio::test]
	async fn silent_servers_are_not_waited_for() {
		let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
		let url = format!("http://{}", listener.local_addr().unwrap());
		let within = Duration::from_millis(50);
		let asked = HttpClient::default().ask(Call { within, ..call(&url) }).await;
		assert_eq!(asked, Err(HttpError::TimedOut(within)));
	}

	#[test]
	fn urls_are_checked() {
		assert!(check_url("http://127.0.0.1:8080/v1").is_ok());
		assert!(check_url("https://example.org").is_ok());
		for url in ["", "127.0.0.1:80", "ftp://host", "http://", "/v1", "ws://127.0.0.1:1"] {
			assert!(matches!(check_url(url), Err(HttpError::BadUrl { .. })), "{url}");
		}
	}
}
