//! What an operator serves to others: answers in words that everybody may know, and signed answers for
//! reports.
//!
//! | | |
//! | --- | --- |
//! | `GET /answers/<request>` | what was answered, once the chain has it or nobody can copy it any more |
//! | `GET /observations/<request>` | the signed answers that are there |
//! | `POST /observations/<request>` | takes a signed answer; its signature is verified |
//!
//! Nobody has to be trusted for any of it: what is on chain is the hash of an answer, and a signed answer
//! is worth what its signature is. Requests are bounded in size, in time and in number.

use super::board::{Board, Refused};
use crate::{
	chain::{
		services::{PlainAnswer, RequestId, SignedObservation},
		AccountId,
	},
	error::AgentError,
	metrics::OperatorMetrics,
	state::{AnswerRecord, State},
};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
	body::{Bytes, Incoming},
	header::CONTENT_TYPE,
	service::service_fn,
	Method, Request, Response, StatusCode,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde::{Deserialize, Serialize};
use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::Semaphore};

/// Most bytes of what is posted.
const LONGEST_POST: usize = 4 * 1024;

/// Most connections at once.
const CONNECTIONS: usize = 128;

/// Longest wait for a request's head, and for all of a connection.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
const CONNECTION_WITHIN: Duration = Duration::from_secs(60);

/// Pause after the system has refused a connection.
const PAUSE: Duration = Duration::from_millis(100);

/// A signed answer as it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlainObservation {
	/// Who answers.
	pub operator: AccountId,
	/// What.
	pub answer: PlainAnswer,
	/// Its sr25519 signature, hex.
	pub signature: String,
}

impl From<&SignedObservation> for PlainObservation {
	fn from(signed: &SignedObservation) -> Self {
		Self {
			operator: signed.operator,
			answer: signed.answer.into(),
			signature: hex::encode(signed.signature),
		}
	}
}

impl PlainObservation {
	/// The signed answer, if it has the form of one.
	pub fn signed(&self) -> Option<SignedObservation> {
		let signature = hex::decode(&self.signature).ok()?.try_into().ok()?;
		Some(SignedObservation {
			operator: self.operator,
			answer: self.answer.answer()?,
			signature,
		})
	}
}

/// An answer as it is served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServedAnswer {
	/// The request.
	pub request: RequestId,
	/// Who has answered.
	pub operator: AccountId,
	/// What goes on chain.
	pub answer: PlainAnswer,
	/// The words behind a hash.
	pub text: Option<String>,
}

impl ServedAnswer {
	fn of(record: AnswerRecord, operator: AccountId) -> Self {
		Self { request: record.request, operator, answer: record.answer, text: record.text }
	}
}

/// What is served, and out of what.
#[derive(Clone, Debug)]
pub struct Post {
	account: AccountId,
	state: Arc<State>,
	board: Arc<Board>,
	metrics: OperatorMetrics,
}

impl Post {
	/// A post of an operator.
	pub fn new(
		account: AccountId,
		state: Arc<State>,
		board: Arc<Board>,
		metrics: OperatorMetrics,
	) -> Self {
		Self { account, state, board, metrics }
	}

	/// Listens at an address, for as long as the program runs. Tells the address, in which port 0 is
	/// replaced by a free one.
	pub async fn listen(self, address: SocketAddr) -> Result<SocketAddr, AgentError> {
		let wrong = |error: std::io::Error| {
			AgentError::Usage(format!(
				"nothing can be served at {address} ({error}); give another address of this machine \
				 with --listen, such as 127.0.0.1:7070"
			))
		};
		let listener = TcpListener::bind(address).await.map_err(wrong)?;
		let address = listener.local_addr().map_err(wrong)?;
		let slots = Arc::new(Semaphore::new(CONNECTIONS));
		tokio::spawn(async move {
			loop {
				let Ok(slot) = slots.clone().acquire_owned().await else { return };
				let stream = match listener.accept().await {
					Ok((stream, _)) => stream,
					Err(error) => {
						tracing::debug!(%error, "a connection was not accepted");
						tokio::time::sleep(PAUSE).await;
						continue;
					}
				};
				let post = self.clone();
				tokio::spawn(async move {
					let service = service_fn(|request| {
						let post = post.clone();
						async move { Ok::<_, Infallible>(post.respond(request).await) }
					});
					let served = hyper::server::conn::http1::Builder::new()
						.timer(TokioTimer::new())
						.header_read_timeout(HEAD_WITHIN)
						.serve_connection(TokioIo::new(stream), service);
					if let Ok(Err(error)) = tokio::time::timeout(CONNECTION_WITHIN, served).await {
						tracing::debug!(%error, "a connection has ended badly");
					}
					drop(slot);
				});
			}
		});
		Ok(address)
	}

	async fn respond(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
		let path = request.uri().path().trim_matches('/').to_owned();
		let (kind, id) = match path.split_once('/').map(|(kind, id)| (kind, id.parse())) {
			Some((kind, Ok(id))) => (kind, id),
			_ => return complaint(StatusCode::NOT_FOUND, "nothing is served here"),
		};
		match (request.method(), kind) {
			(&Method::GET, "answers") => self.answer(id),
			(&Method::GET, "observations") => {
				let known = self.board.known(id);
				json(&known.iter().map(PlainObservation::from).collect::<Vec<_>>())
			}
			(&Method::POST, "observations") => {
				let body = Limited::new(request.into_body(), LONGEST_POST).collect().await;
				let Ok(body) = body else {
					return complaint(StatusCode::PAYLOAD_TOO_LARGE, "that is too long");
				};
				self.observation(id, &body.to_bytes())
			}
			_ => complaint(StatusCode::NOT_FOUND, "nothing is served here"),
		}
	}

	fn answer(&self, id: RequestId) -> Response<Full<Bytes>> {
		match self.state.opened_answer(id) {
			Ok(Some(record)) => json(&ServedAnswer::of(record, self.account)),
			Ok(None) => complaint(StatusCode::NOT_FOUND, "no answer to this is known, or not yet"),
			Err(error) => {
				tracing::warn!(%error, "an answer cannot be read");
				complaint(StatusCode::INTERNAL_SERVER_ERROR, "it cannot be read")
			}
		}
	}

	fn observation(&self, id: RequestId, body: &[u8]) -> Response<Full<Bytes>> {
		let plain: Option<PlainObservation> = serde_json::from_slice(body).ok();
		let Some(signed) = plain.and_then(|plain| plain.signed()) else {
			self.metrics.observation(false);
			return complaint(StatusCode::BAD_REQUEST, "this is no signed answer");
		};
		match self.board.take(id, &signed) {
			Ok(new) => {
				if new {
					self.metrics.observation(true);
					tracing::debug!(request = id, operator = %signed.operator, "signed answer taken");
				}
				json(&serde_json::json!({ "new": new }))
			}
			// Those who see a block first send before others know the request.
			Err(refused @ Refused::UnknownRequest) => {
				complaint(StatusCode::NOT_FOUND, &refused.to_string())
			}
			Err(refused) => {
				self.metrics.observation(false);
				tracing::warn!(request = id, operator = %signed.operator, %refused, "signed answer refused");
				complaint(StatusCode::BAD_REQUEST, &refused.to_string())
			}
		}
	}
}

fn json(value: &impl Serialize) -> Response<Full<Bytes>> {
	match serde_json::to_vec(value) {
		Ok(body) => respond(StatusCode::OK, body),
		Err(error) => complaint(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
	}
}

fn complaint(status: StatusCode, words: &str) -> Response<Full<Bytes>> {
	respond(status, serde_json::json!({ "error": words }).to_string().into_bytes())
}

fn respond(status: StatusCode, body: Vec<u8>) -> Response<Full<Bytes>> {
	let mut response = Response::new(Full::new(Bytes::from(body)));
	*response.status_mut() = status;
	let kind = hyper::header::HeaderValue::from_static("application/json");
	response.headers_mut().insert(CONTENT_TYPE, kind);
	response
}

#[cfg(test)]
mod tests {
	use super::{super::board, *};
	use crate::{
		chain::services::{testing::request, Answer, AnswerKind, Seat, SeatState},
		http::{Call, HttpClient, HttpError},
	};
	use sp_core::H256;
	use subxt_signer::sr25519::dev;

	const GENESIS: H256 = H256::repeat_byte(1);

	struct Served {
		url: String,
		state: Arc<State>,
		board: Arc<Board>,
		_folder: tempfile::TempDir,
	}

	async fn serve() -> Served {
		let folder = tempfile::tempdir().unwrap();
		let account = dev::bob().public_key().to_account_id();
		let state = Arc::new(State::open(folder.path(), "operator", GENESIS, &account).unwrap());
		let board = Arc::new(Board::new(GENESIS));
		let metrics = OperatorMetrics::detached();
		let post = Post::new(account, state.clone(), board.clone(), metrics);
		let address = post.listen("127.0.0.1:0".parse().unwrap()).await.unwrap();
		Served { url: format!("http://{address}"), state, board, _folder: folder }
	}

	async fn ask(url: &str, body: Option<Vec<u8>>) -> Result<serde_json::Value, u16> {
		let within = Duration::from_secs(10);
		let call = Call { url, body, bearer: None, within, most: 10_000 };
		match HttpClient::default().ask(call).await {
			Ok(reply) => Ok(serde_json::from_slice(&reply).unwrap()),
			Err(HttpError::Status { code, .. }) => Err(code),
			Err(error) => panic!("{error}"),
		}
	}

	#[tokio::test]
	async fn answers_are_served_once_they_are_open() {
		let served = serve().await;
		let url = format!("{}/answers/7", served.url);
		let record = AnswerRecord {
			request: 7,
			question: H256::zero(),
			answer: Answer::Hash(H256::repeat_byte(2)).into(),
			text: Some("It rains.".into()),
			salt: H256::repeat_byte(3),
			signature: None,
		};
		served.state.put_answer_once(&record).unwrap();
		assert_eq!(ask(&url, None).await, Err(404));
		served.state.open_answer(7).unwrap();
		let answer = ask(&url, None).await.unwrap();
		assert_eq!((&answer["text"], &answer["request"]), (&"It rains.".into(), &7.into()));
		assert!(answer.get("salt").is_none());
		for path in ["", "/answers", "/answers/x", "/answers/7/8", "/keys/7"] {
			assert_eq!(ask(&format!("{}{path}", served.url), None).await, Err(404), "{path}");
		}
	}

	#[tokio::test]
	async fn signed_answers_are_verified() {
		let served = serve().await;
		let url = format!("{}/observations/7", served.url);
		let operator = dev::alice().public_key().to_account_id();
		let answer = Answer::Number(5);
		let payload = board::payload(GENESIS, 7, &operator, answer);
		let signature = dev::alice().sign(&payload).0;
		let plain = PlainObservation::from(&SignedObservation { operator, answer, signature });
		let body = || Some(serde_json::to_vec(&plain).unwrap());
		assert_eq!(ask(&url, body()).await, Err(404));
		let mut asked = request(false, &[]);
		asked.panel = vec![Seat { operator, stake: 1, state: SeatState::Silent }];
		served.board.open(7, &asked, AnswerKind::Number);
		let forged = PlainObservation { answer: Answer::Number(6).into(), ..plain.clone() };
		assert_eq!(ask(&url, Some(serde_json::to_vec(&forged).unwrap())).await, Err(400));
		assert_eq!(ask(&url, body()).await.unwrap()["new"], true);
		assert_eq!(ask(&url, body()).await.unwrap()["new"], false);
		for wrong in [&b""[..], b"{}", b"[]", &[b'x'; 5_000]] {
			let code = ask(&url, Some(wrong.to_vec())).await.unwrap_err();
			assert!(matches!(code, 400 | 413), "{code}");
		}
		let known = ask(&url, None).await.unwrap();
		assert_eq!(known.as_array().map(Vec::len), Some(1));
	}
}
