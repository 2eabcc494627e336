//! What an endpoint is asked, and what its reply means.
//!
//! Two forms are spoken. In the plain one, `json`, the request's input, which must be a JSON document, is
//! posted to the endpoint, and the reply is `{"answer": …}`: a number for a service that answers with
//! numbers, a text for one that answers with hashes. In the other one, `openai`, the input is the only
//! message of a chat, asked for at temperature 0 at `/v1/chat/completions`, and the reply's first choice
//! is the answer: a text, or a number in words where the service answers with numbers.
//!
//! A number becomes a fixed-point one with the decimals that the service's schema says. Of a text, white
//! space around it is taken away, and what goes on chain is Blake2-256 of the UTF-8 bytes that are left.

use super::decimal::{parse_decimal, DecimalError};
use crate::chain::services::{Answer, AnswerKind};
use serde::Deserialize;
use serde_json::{json, value::RawValue};
use sp_core::H256;

/// Most bytes of a reply.
pub const LONGEST_REPLY: usize = 256 * 1024;

/// Most bytes of an answer in words.
pub const LONGEST_TEXT: usize = 64 * 1024;

/// What an endpoint speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
	/// The input is posted as it is; the reply is {"answer": …}.
	Json,
	/// Chat completions as OpenAI has them.
	Openai,
}

/// What an endpoint says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
	/// What goes on chain.
	pub answer: Answer,
	/// The words behind a hash.
	pub text: Option<String>,
}

/// There is no answer in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplyError {
	/// The input is no JSON document.
	#[error("the request's input is no JSON document, which the endpoint takes: {0}")]
	InputNotJson(String),
	/// The input is no text.
	#[error("the request's input is not UTF-8 text, which a chat takes")]
	InputNotText,
	/// The reply is something else.
	#[error("the endpoint's reply has another form: {0}")]
	Malformed(String),
	/// The answer is of another kind than the service gives.
	#[error("the endpoint answers with a {found}, and the service gives {expected}s")]
	WrongKind {
		/// What it is.
		found: &'static str,
		/// What it should be.
		expected: &'static str,
	},
	/// The number cannot be an answer.
	#[error("the endpoint's number: {0}")]
	Number(#[from] DecimalError),
	/// There are no words in it.
	#[error("the endpoint's answer is empty")]
	Empty,
	/// There are too many words in it.
	#[error("the endpoint's answer has {0} bytes, and may have {LONGEST_TEXT}")]
	TooLong(usize),
}

impl ReplyError {
	/// Its name, for metrics.
	pub fn name(&self) -> &'static str {
		match self {
			Self::InputNotJson(_) => "input_not_json",
			Self::InputNotText => "input_not_text",
			Self::Malformed(_) => "malformed",
			Self::WrongKind { .. } => "wrong_kind",
			Self::Number(_) => "number",
			Self::Empty => "empty",
			Self::TooLong(_) => "too_long",
		}
	}
}

/// The document that is posted, and the path that it is posted to.
pub fn question(
	format: Format,
	model: &str,
	input: &[u8],
) -> Result<(&'static str, Vec<u8>), ReplyError> {
	match format {
		Format::Json => {
			serde_json::from_slice::<serde::de::IgnoredAny>(input)
				.map_err(|error| ReplyError::InputNotJson(error.to_string()))?;
			Ok(("", input.to_vec()))
		}
		Format::Openai => {
			let content = std::str::from_utf8(input).map_err(|_| ReplyError::InputNotText)?;
			let messages = json!([{ "role": "user", "content": content }]);
			let body = json!({ "model": model, "messages": messages, "temperature": 0 });
			Ok(("/v1/chat/completions", body.to_string().into_bytes()))
		}
	}
}

/// Reads a reply.
pub fn answer(
	format: Format,
	kind: AnswerKind,
	decimals: u32,
	reply: &[u8],
) -> Result<Said, ReplyError> {
	#[derive(Deserialize)]
	struct Plain {
		answer: Box<RawValue>,
	}
	#[derive(Deserialize)]
	struct Chat {
		choices: Vec<Choice>,
	}
	#[derive(Deserialize)]
	struct Choice {
		message: Message,
	}
	#[derive(Deserialize)]
	struct Message {
		content: String,
	}
	let malformed = |error: serde_json::Error| ReplyError::Malformed(error.to_string());
	match format {
		Format::Json => {
			let plain: Plain = serde_json::from_slice(reply).map_err(malformed)?;
			let raw = plain.answer.get().trim();
			match (raw.as_bytes().first(), kind) {
				(Some(b'"'), AnswerKind::Hash) => {
					words(&serde_json::from_str::<String>(raw).map_err(malformed)?)
				}
				(Some(b'"'), AnswerKind::Number) => {
					Err(ReplyError::WrongKind { found: "text", expected: "number" })
				}
				(Some(b'-' | b'0'..=b'9'), AnswerKind::Number) => number(raw, decimals),
				(Some(b'-' | b'0'..=b'9'), AnswerKind::Hash) => {
					Err(ReplyError::WrongKind { found: "number", expected: "text" })
				}
				_ => Err(ReplyError::Malformed("its answer is neither a number nor a text".into())),
			}
		}
		Format::Openai => {
			let chat: Chat = serde_json::from_slice(reply).map_err(malformed)?;
			let choice = chat.choices.into_iter().next();
			let choice = choice.ok_or_else(|| ReplyError::Malformed("it has no choices".into()))?;
			match kind {
				AnswerKind::Number => number(&choice.message.content, decimals),
				AnswerKind::Hash => words(&choice.message.content),
			}
		}
	}
}

fn number(text: &str, decimals: u32) -> Result<Said, ReplyError> {
	Ok(Said { answer: Answer::Number(parse_decimal(text, decimals)?), text: None })
}

fn words(text: &str) -> Result<Said, ReplyError> {
	let text = text.trim();
	match text.len() {
		0 => Err(ReplyError::Empty),
		length if length > LONGEST_TEXT => Err(ReplyError::TooLong(length)),
		_ => Ok(Said { answer: Answer::Hash(text_hash(text)), text: Some(text.into()) }),
	}
}

/// What goes on chain of an answer in words.
pub fn text_hash(text: &str) -> H256 {
	H256(sp_crypto_hashing::blake2_256(text.as_bytes()))
}

#[cfg(test)]
mod tests {
	use super::*;
	use AnswerKind::{Hash, Number};

	fn chat(content: &str) -> String {
		json!({ "choices": [{ "message": { "role": "assistant", "content": content } }] })
			.to_string()
	}

	#[test]
	fn questions_have_the_documented_form() {
		let asked = question(Format::Json, "m", b"{\"place\": 7}").unwrap();
		assert_eq!(asked, ("", b"{\"place\": 7}".to_vec()));
		let (path, body) = question(Format::Openai, "m", b"Why?").unwrap();
		let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
		assert_eq!(path, "/v1/chat/completions");
		assert_eq!(
			body,
			json!({
				"model": "m",
				"messages": [{ "role": "user", "content": "Why?" }],
				"temperature": 0
			})
		);
		for input in [&b"rain"[..], b"", b"{} {}", b"{\"a\":"] {
			let refused = question(Format::Json, "m", input);
			assert!(matches!(refused, Err(ReplyError::InputNotJson(_))), "{input:?}");
		}
		assert_eq!(question(Format::Openai, "m", &[0xff]), Err(ReplyError::InputNotText));
	}

	#[test]
	fn numbers_are_read_to_the_last_digit() {
		let read = |reply: &str| answer(Format::Json, Number, 6, reply.as_bytes()).unwrap();
		let said = |number| Said { answer: Answer::Number(number), text: None };
		assert_eq!(read(r#"{"answer": 12.5}"#), said(12_500_000));
		assert_eq!(read(r#"{"answer":-3,"unit":"mm"}"#), said(-3_000_000));
		// As a float it would lose its last digits.
		assert_eq!(
			read(r#"{"answer": 9007199254740993.000001}"#),
			said(9_007_199_254_740_993_000_001)
		);
		let chat = answer(Format::Openai, Number, 3, chat(" 41.25\n").as_bytes()).unwrap();
		assert_eq!(chat, said(41_250));
	}

	#[test]
	fn texts_are_hashed_without_the_space_around_them() {
		let said =
			Said { answer: Answer::Hash(text_hash("It rains.")), text: Some("It rains.".into()) };
		let plain = answer(Format::Json, Hash, 6, br#"{"answer": "It rains. "}"#).unwrap();
		assert_eq!(plain, said);
		let chat = answer(Format::Openai, Hash, 6, chat("\n It rains.\n").as_bytes()).unwrap();
		assert_eq!(chat, said);
		let known = "0x0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8";
		assert_eq!(format!("{:?}", text_hash("")), known);
	}

	#[test]
	fn replies_without_an_answer_are_named() {
		let plain =
			|kind, reply: &str| answer(Format::Json, kind, 6, reply.as_bytes()).unwrap_err();
		let long = format!("{{\"answer\": \"{}\"}}", "x".repeat(LONGEST_TEXT + 1));
		for (kind, reply, name) in [
			(Number, "", "malformed"),
			(Number, "12.5", "malformed"),
			(Number, "{}", "malformed"),
			(Number, r#"{"answer": null}"#, "malformed"),
			(Number, r#"{"answer": [1]}"#, "malformed"),
			(Number, r#"{"answer": true}"#, "malformed"),
			(Number, r#"{"answer": 1"#, "malformed"),
			(Number, r#"{"answer": "1"}"#, "wrong_kind"),
			(Hash, r#"{"answer": 1}"#, "wrong_kind"),
			(Number, r#"{"answer": 1e60}"#, "number"),
			(Hash, r#"{"answer": " "}"#, "empty"),
			(Hash, &long, "too_long"),
		] {
			assert_eq!(plain(kind, reply).name(), name, "{reply}");
		}
		let chat_of = |kind, reply: &str| {
			answer(Format::Openai, kind, 6, reply.as_bytes()).unwrap_err().name()
		};
		assert_eq!(chat_of(Hash, r#"{"choices": []}"#), "malformed");
		assert_eq!(chat_of(Hash, r#"{"choices": [{"message": {"content": null}}]}"#), "malformed");
		assert_eq!(chat_of(Number, &chat("about 7 mm")), "number");
		assert_eq!(chat_of(Hash, &chat("  ")), "empty");
	}
}
