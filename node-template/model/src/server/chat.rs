//! Reports, in the form of OpenAI's chat completions.

use super::Refusal;
use crate::{
	random::hash,
	reports::{Reports, LABELS},
	Behaviour,
};
use serde_json::{json, Map, Value};

/// The model's name.
pub const MODEL: &str = "vajra-reports-1";
/// When the model was made: seconds since 1970. It stands in all answers, so that those of all
/// operators are the same to the last byte.
pub const CREATED: u64 = 1_795_564_800;

/// The models that there are.
pub fn models() -> Value {
	let model = json!({ "id": MODEL, "object": "model", "created": CREATED, "owned_by": "vajra" });
	json!({ "object": "list", "data": [model] })
}

/// Completes a chat: says what the last report of the user's is about.
pub fn answer(model: &Reports, behaviour: Behaviour, request: &Value) -> Result<Value, Refusal> {
	let fields = request.as_object().ok_or(Refusal::NotAnObject)?;
	let name = fields.get("model").ok_or_else(|| Refusal::Missing("model".into()))?;
	let name = name.as_str().ok_or_else(|| wrong("model", "a string"))?;
	if name != MODEL {
		return Err(Refusal::Model(name.into()));
	}
	supported(fields)?;
	let report = report(fields)?;
	let lie = usize::from(behaviour.lie);
	let label = LABELS[(model.judge(&report) + lie) % LABELS.len()];
	let words = report.split_whitespace().count();
	let message = json!({ "role": "assistant", "content": label });
	Ok(json!({
		"id": format!("chatcmpl-{:016x}", hash(report.as_bytes())),
		"object": "chat.completion",
		"created": CREATED,
		"model": MODEL,
		"choices": [
			{ "index": 0, "message": message, "logprobs": null, "finish_reason": "stop" },
		],
		"usage": {
			"prompt_tokens": words, "completion_tokens": 1, "total_tokens": words + 1,
		},
	}))
}

/// Refuses what a client would wait for in vain.
fn supported(fields: &Map<String, Value>) -> Result<(), Refusal> {
	let given = |field: &str| fields.get(field).filter(|value| !value.is_null());
	match given("stream").map(Value::as_bool) {
		None | Some(Some(false)) => {}
		Some(Some(true)) => {
			let reason = "the answer is a single word, and comes as a whole";
			return Err(Refusal::Unsupported { field: "stream", reason });
		}
		Some(None) => return Err(wrong("stream", "true or false")),
	}
	match given("n").map(Value::as_u64) {
		None | Some(Some(1)) => Ok(()),
		Some(Some(_)) => {
			let reason = "there is but one answer";
			Err(Refusal::Unsupported { field: "n", reason })
		}
		Some(None) => Err(wrong("n", "a whole number")),
	}
}

/// The text of the last message of the user's.
fn report(fields: &Map<String, Value>) -> Result<String, Refusal> {
	let messages = fields.get("messages").ok_or_else(|| Refusal::Missing("messages".into()))?;
	let messages = messages.as_array().ok_or_else(|| wrong("messages", "a list"))?;
	let mut last = None;
	for message in messages {
		let message = message.as_object().ok_or_else(|| wrong("messages", "a list of objects"))?;
		let role = message.get("role").ok_or_else(|| Refusal::Missing("messages.role".into()))?;
		let role = role.as_str().ok_or_else(|| wrong("messages.role", "a string"))?;
		if role == "user" {
			last = Some(message);
		}
	}
	let missing = || Refusal::Missing("messages.content".into());
	let content = last.and_then(|message| message.get("content")).ok_or_else(missing)?;
	let text = match content {
		Value::String(text) => text.clone(),
		Value::Array(parts) => {
			let texts = parts.iter().map(part).collect::<Result<Vec<_>, _>>()?;
			texts.join(" ")
		}
		_ => return Err(wrong("messages.content", "a string, or a list of parts")),
	};
	if text.trim().is_empty() {
		return Err(missing());
	}
	Ok(text)
}

/// The text of a part of a message.
fn part(part: &Value) -> Result<&str, Refusal> {
	let field = |name: &str| part.get(name).and_then(Value::as_str);
	match field("type") {
		Some("text") => field("text").ok_or_else(|| wrong("messages.content.text", "a string")),
		Some(_) => {
			let reason = "only parts of the type text are read";
			Err(Refusal::Unsupported { field: "messages.content", reason })
		}
		None => Err(wrong("messages.content", "a list of parts, each with a type")),
	}
}

fn wrong(field: &str, wanted: &'static str) -> Refusal {
	Refusal::WrongType { field: field.into(), wanted }
}
