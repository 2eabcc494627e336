//! Asking the endpoint: attempts with pauses that grow, and a limit for how many questions are on their
//! way.

use super::reply::{self, Format, ReplyError, Said, LONGEST_REPLY};
use crate::{
	chain::services::AnswerKind,
	http::{check_url, Call, HttpClient, HttpError},
};
use rand::Rng;
use std::{sync::Arc, time::Duration};
use tokio::sync::Semaphore;

/// The first pause between two attempts.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// The longest one.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// What an endpoint knows the operator by. It is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(pub String);

impl std::fmt::Debug for Token {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.write_str("Token(…)")
	}
}

/// How an endpoint is asked.
#[derive(Clone, Debug)]
pub struct EndpointOptions {
	/// Its URL.
	pub url: String,
	/// What it speaks.
	pub format: Format,
	/// The model that a chat is with.
	pub model: String,
	/// What it knows the operator by.
	pub token: Option<Token>,
	/// Longest wait for a reply.
	pub timeout: Duration,
	/// Attempts after the first one.
	pub retries: u32,
	/// Most questions on their way.
	pub at_once: usize,
}

/// An endpoint that is asked.
#[derive(Debug)]
pub struct Endpoint {
	options: EndpointOptions,
	client: HttpClient,
	slots: Arc<Semaphore>,
}

/// There is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
	/// The endpoint does not work.
	#[error("the endpoint does not answer: {0}")]
	Http(#[from] HttpError),
	/// Its reply is of no use, or the question is none for it.
	#[error(transparent)]
	Reply(#[from] ReplyError),
}

impl AskError {
	/// May it work later?
	pub fn is_passing(&self) -> bool {
		matches!(self, Self::Http(error) if error.is_passing())
	}

	/// Its name, for logs.
	pub fn name(&self) -> &'static str {
		match self {
			Self::Http(HttpError::TimedOut(_)) => "timed_out",
			Self::Http(HttpError::Unreachable(_)) => "unreachable",
			Self::Http(HttpError::Status { .. }) => "status",
			Self::Http(HttpError::TooLarge(_)) => "too_large",
			Self::Http(HttpError::BadUrl { .. }) => "bad_url",
			Self::Reply(error) => error.name(),
		}
	}
}

impl Endpoint {
	/// An endpoint; its URL is checked.
	pub fn new(options: EndpointOptions) -> Result<Self, HttpError> {
		check_url(&options.url)?;
		let slots = Arc::new(Semaphore::new(options.at_once.max(1)));
		Ok(Self { options, client: HttpClient::default(), slots })
	}

	/// Asks until there is a reply, or attempts are used up. A reply without an answer in it is not asked
	/// for again: at temperature 0 it would be the same.
	pub async fn ask(
		&self,
		kind: AnswerKind,
		decimals: u32,
		input: &[u8],
	) -> Result<Said, AskError> {
		let Ok(_slot) = self.slots.acquire().await else {
			return Err(HttpError::Unreachable("the agent stops".into()).into());
		};
		let options = &self.options;
		let (path, body) = reply::question(options.format, &options.model, input)?;
		let url = joined(&options.url, path);
		let mut attempt = 0;
		loop {
			let call = Call {
				url: &url,
				body: Some(body.clone()),
				bearer: options.token.as_ref().map(|token| token.0.as_str()),
				within: options.timeout,
				most: LONGEST_REPLY,
			};
			match self.client.ask(call).await {
				Ok(reply) => return Ok(reply::answer(options.format, kind, decimals, &reply)?),
				Err(error) if error.is_passing() && attempt < options.retries => {
					let pause = pause(attempt, rand::thread_rng().gen_range(0.0..1.0));
					attempt = attempt.saturating_add(1);
					tracing::debug!(%error, attempt, ?pause, "asking the endpoint again");
					tokio::time::sleep(pause).await;
				}
				Err(error) => return Err(error.into()),
			}
		}
	}
}

/// An endpoint's URL with a path after it. A base that ends in `/v1` has a part of it already.
fn joined(base: &str, path: &str) -> String {
	if path.is_empty() {
		return base.into();
	}
	let base = base.trim_end_matches('/');
	let base = base.strip_suffix("/v1").unwrap_or(base);
	format!("{base}{path}")
}

/// The pause after an attempt: twice as long each time, and between a half and all of that, as `chance`
/// from 0 to 1 says, so that operators of one endpoint do not come back all at once.
fn pause(attempt: u32, chance: f64) -> Duration {
	let whole = FIRST_PAUSE.saturating_mul(2u32.saturating_pow(attempt)).min(LONGEST_PAUSE);
	whole.mul_f64(0.5 + chance.clamp(0.0, 1.0) / 2.0)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		chain::services::Answer,
		http::testing::{reply, serve},
	};

	async fn endpoint(replies: Vec<String>) -> Endpoint {
		let options = EndpointOptions {
			url: serve(replies).await,
			format: Format::Json,
			model: "m".into(),
			token: None,
			timeout: Duration::from_secs(10),
			retries: 2,
			at_once: 2,
		};
		Endpoint::new(options).unwrap()
	}

	#[tokio::test]
	async fn endpoint_that_fails_is_asked_again() {
		let good = reply("200 OK", "{\"answer\": 2.5}");
		let endpoint = endpoint(vec![reply("500 Oops", ""), reply("429 Slow", ""), good]).await;
		let said = endpoint.ask(AnswerKind::Number, 1, b"{}").await.unwrap();
		assert_eq!(said.answer, Answer::Number(25));
	}

	#[tokio::test]
	async fn attempts_end() {
		let endpoint = endpoint(vec![reply("500 Oops", ""); 3]).await;
		let error = endpoint.ask(AnswerKind::Number, 1, b"{}").await.unwrap_err();
		assert!(error.is_passing() && error.name() == "status", "{error}");
	}

	#[tokio::test]
	async fn useless_replies_are_not_asked_for_again() {
		let endpoint =
			endpoint(vec![reply("200 OK", "what?"), reply("200 OK", "{\"answer\": 1}")]).await;
		let error = endpoint.ask(AnswerKind::Number, 1, b"{}").await.unwrap_err();
		assert_eq!((error.is_passing(), error.name()), (false, "malformed"));
		// Nor is a question asked that is none.
		let error = endpoint.ask(AnswerKind::Number, 1, b"rain").await.unwrap_err();
		assert_eq!(error.name(), "input_not_json");
	}

	#[test]
	fn pauses_grow_within_bounds() {
		assert_eq!(pause(0, 1.0), FIRST_PAUSE);
		assert_eq!(pause(0, 0.0), FIRST_PAUSE / 2);
		assert_eq!(pause(2, 1.0), FIRST_PAUSE * 4);
		assert_eq!(pause(u32::MAX, 1.0), LONGEST_PAUSE);
	}

	#[test]
	fn tokens_are_not_shown() {
		assert!(!format!("{:?}", Token("secret".into())).contains("secret"));
	}

	#[test]
	fn paths_are_joined() {
		for base in ["http://h:1", "http://h:1/", "http://h:1/v1", "http://h:1/v1/"] {
			assert_eq!(joined(base, "/v1/chat/completions"), "http://h:1/v1/chat/completions");
		}
		assert_eq!(joined("http://h:1/rainfall", ""), "http://h:1/rainfall");
	}
}
