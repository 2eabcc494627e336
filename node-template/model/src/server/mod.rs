//! Both networks over HTTP: rainfall in plain JSON, reports in OpenAI's form.
//!
//! There is no TLS and no access control: it belongs on loopback, behind an operator.

mod chat;
mod error;
mod rainfall;

pub use chat::{CREATED, MODEL};
pub use error::Refusal;

use crate::{Behaviour, Model};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{
	body::{Body, Bytes, Incoming},
	header,
	server::conn::http1,
	service::service_fn,
	Method, Request, Response, StatusCode,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::Value;
use std::{convert::Infallible, future::Future, io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::Semaphore, task::JoinSet};

/// Connections that are served at once; others wait.
const CONNECTIONS: usize = 64;
/// Time in which a request has to arrive.
const REQUEST_WITHIN: Duration = Duration::from_secs(10);
/// Longest body of a question about rainfall, bytes.
const MAX_MEASUREMENTS: usize = 16 * 1024;
/// Longest body of a chat, bytes.
const MAX_CHAT: usize = 64 * 1024;

/// A server that listens.
#[derive(Debug)]
pub struct Server {
	listener: TcpListener,
	address: SocketAddr,
	oracle: Arc<Oracle>,
}

/// A model, and how it behaves.
#[derive(Debug)]
struct Oracle {
	model: Model,
	behaviour: Behaviour,
}

impl Server {
	/// Listens, with the shipped model.
	pub async fn bind(address: SocketAddr, behaviour: Behaviour) -> anyhow::Result<Self> {
		let model = Model::shipped()?;
		let listener = TcpListener::bind(address).await?;
		let address = listener.local_addr()?;
		Ok(Self { listener, address, oracle: Arc::new(Oracle { model, behaviour }) })
	}

	/// Where it listens.
	pub fn address(&self) -> SocketAddr {
		self.address
	}

	/// Serves until `shutdown` is over. Connections that are still open then are closed.
	pub async fn run(self, shutdown: impl Future<Output = ()>) {
		let Self { listener, oracle, .. } = self;
		let mut connections = JoinSet::new();
		let places = Arc::new(Semaphore::new(CONNECTIONS));
		let mut shutdown = std::pin::pin!(shutdown);
		loop {
			let place = tokio::select! {
				() = &mut shutdown => return,
				place = places.clone().acquire_owned() => place,
			};
			let accepted = tokio::select! {
				() = &mut shutdown => return,
				accepted = listener.accept() => accepted,
			};
			// Those that are over.
			while connections.try_join_next().is_some() {}
			let Ok((stream, _)) = accepted else {
				// Too many files are open, or the other side has gone: not for long.
				tokio::time::sleep(Duration::from_millis(50)).await;
				continue;
			};
			let oracle = oracle.clone();
			connections.spawn(async move {
				let _place = place;
				let service = service_fn(move |request| serve(oracle.clone(), request));
				// Whatever is wrong with a connection concerns nobody else.
				let _ = http1::Builder::new()
					.timer(TokioTimer::new())
					.header_read_timeout(REQUEST_WITHIN)
					.serve_connection(TokioIo::new(stream), service)
					.await;
			});
		}
	}
}

async fn serve(
	oracle: Arc<Oracle>,
	request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
	let (status, body) = match answer(&oracle, request).await {
		Ok(body) => (StatusCode::OK, body),
		Err(refusal) => (refusal.status(), refusal.body()),
	};
	let mut response = Response::new(Full::new(Bytes::from(body.to_string())));
	*response.status_mut() = status;
	let json = header::HeaderValue::from_static("application/json");
	response.headers_mut().insert(header::CONTENT_TYPE, json);
	if matches!(status, StatusCode::PAYLOAD_TOO_LARGE | StatusCode::REQUEST_TIMEOUT) {
		// What is left of the body is not read.
		let close = header::HeaderValue::from_static("close");
		response.headers_mut().insert(header::CONNECTION, close);
	}
	Ok(response)
}

async fn answer(oracle: &Oracle, request: Request<Incoming>) -> Result<Value, Refusal> {
	let (method, path) = (request.method().clone(), request.uri().path().to_owned());
	let only = |allowed: Method| {
		if method == allowed {
			Ok(())
		} else {
			Err(Refusal::Method { method: method.to_string(), path: path.clone() })
		}
	};
	match path.as_str() {
		"/rainfall" => {
			only(Method::POST)?;
			let body = json(request, MAX_MEASUREMENTS).await?;
			rainfall::answer(&oracle.model.rainfall, oracle.behaviour, &body)
		}
		"/v1/chat/completions" => {
			only(Method::POST)?;
			let body = json(request, MAX_CHAT).await?;
			chat::answer(&oracle.model.reports, oracle.behaviour, &body)
		}
		"/v1/models" => {
			only(Method::GET)?;
			Ok(chat::models())
		}
		_ => Err(Refusal::Path(path)),
	}
}

/// The body of a request, which has to be JSON.
async fn json(request: Request<Incoming>, most: usize) -> Result<Value, Refusal> {
	let body = request.into_body();
	if body.size_hint().lower() > most as u64 {
		return Err(Refusal::TooLarge(most));
	}
	let body = tokio::time::timeout(REQUEST_WITHIN, Limited::new(body, most).collect())
		.await
		.map_err(|_| Refusal::TooSlow)?
		.map_err(|error| {
			if error.is::<LengthLimitError>() {
				Refusal::TooLarge(most)
			} else {
				Refusal::Broken(error.to_string())
			}
		})?;
	serde_json::from_slice(&body.to_bytes()).map_err(|error| Refusal::NotJson(error.to_string()))
}

/// Ends when this program is told to: by SIGINT or SIGTERM.
pub async fn told_to_stop() -> io::Result<()> {
	#[cfg(unix)]
	{
		use tokio::signal::unix::{signal, SignalKind};
		let mut terminate = signal(SignalKind::terminate())?;
		tokio::select! {
			interrupted = tokio::signal::ctrl_c() => interrupted,
			_ = terminate.recv() => Ok(()),
		}
	}
	#[cfg(not(unix))]
	tokio::signal::ctrl_c().await
}
