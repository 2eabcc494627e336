//! Whatever comes, the server says what is wrong with it, and serves on.

// Helpers of tests are tests.
#![allow(clippy::unwrap_used)]

mod common;

use common::{honest, Answer};
use serde_json::{json, Value};
use vajra_model::server::MODEL;

fn refused(answer: &Answer, status: u16, param: Value, code: Value) {
	let error = &answer.body["error"];
	assert_eq!(answer.status, status, "{answer:?}");
	assert_eq!(error["type"], "invalid_request_error", "{answer:?}");
	assert_eq!((&error["param"], &error["code"]), (&param, &code), "{answer:?}");
	assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()));
}

#[tokio::test]
async fn bad_questions_about_rainfall() {
	let served = honest().await;
	let good = json!({ "temperature": 1, "pressure": 1000, "humidity": 2, "wind": 3, "cloud": 4 });
	assert_eq!(served.rainfall(&good.to_string()).await.status, 200);
	let with = |field: &str, value: Value| {
		let mut body = good.clone();
		body[field] = value;
		body
	};
	let without = |field: &str| {
		let mut body = good.clone();
		body.as_object_mut().unwrap().remove(field);
		body
	};
	let cases = [
		(json!({}), "temperature", "missing_field"),
		(without("wind"), "wind", "missing_field"),
		(with("humidity", json!(120)), "humidity", "out_of_range"),
		(with("humidity", json!(-0.001)), "humidity", "out_of_range"),
		(with("pressure", json!(1e308)), "pressure", "out_of_range"),
		(with("pressure", json!("1000")), "pressure", "wrong_type"),
		(with("cloud", json!(null)), "cloud", "wrong_type"),
		(with("cloud", json!([1])), "cloud", "wrong_type"),
		(with("colour", json!(1)), "colour", "unknown_field"),
		(with("station", json!(1)), "cloud", "unknown_field"),
		(json!({ "station": 1 }), "day", "missing_field"),
		(json!({ "day": 1 }), "station", "missing_field"),
		(json!({ "station": 10_000, "day": 1 }), "station", "out_of_range"),
		(json!({ "station": -1, "day": 1 }), "station", "out_of_range"),
		(json!({ "station": 1, "day": 36_501 }), "day", "out_of_range"),
		(json!({ "station": 1.5, "day": 1 }), "station", "wrong_type"),
		(json!({ "station": u64::MAX, "day": 1 }), "station", "wrong_type"),
		(json!({ "station": 1, "day": 1, "hour": 1 }), "hour", "unknown_field"),
	];
	for (body, param, code) in cases {
		let answer = served.rainfall(&body.to_string()).await;
		refused(&answer, 400, json!(param), json!(code));
	}
	for body in ["[]", "1", "null", "\"x\""] {
		refused(&served.rainfall(body).await, 400, json!(null), json!("wrong_type"));
	}
	let deep = "[".repeat(10_000);
	for body in ["", "{", "{\"station\": 1,}", "nonsense", "{\"station\": NaN}", &deep] {
		refused(&served.rainfall(body).await, 400, json!(null), json!("invalid_json"));
	}
	// The limits themselves are fine.
	for edge in [with("humidity", json!(100)), with("temperature", json!(-30.0))] {
		assert_eq!(served.rainfall(&edge.to_string()).await.status, 200);
	}
}

#[tokio::test]
async fn bad_chats() {
	let served = honest().await;
	let user = json!([{ "role": "user", "content": "hail" }]);
	let content = |content: Value| json!({ "model": MODEL, "messages": [{ "role": "user", "content": content }] });
	let image = json!([{ "type": "image_url", "image_url": { "url": "http://x" } }]);
	let cases = [
		(json!({ "messages": user }), 400, "model", "missing_field"),
		(json!({ "model": 1, "messages": user }), 400, "model", "wrong_type"),
		(json!({ "model": "gpt-4o", "messages": user }), 404, "model", "model_not_found"),
		(json!({ "model": MODEL }), 400, "messages", "missing_field"),
		(json!({ "model": MODEL, "messages": "hail" }), 400, "messages", "wrong_type"),
		(json!({ "model": MODEL, "messages": ["hail"] }), 400, "messages", "wrong_type"),
		(json!({ "model": MODEL, "messages": [] }), 400, "messages.content", "missing_field"),
		(json!({ "model": MODEL, "messages": [{}] }), 400, "messages.role", "missing_field"),
		(
			json!({ "model": MODEL, "messages": [{ "role": 1 }] }),
			400,
			"messages.role",
			"wrong_type",
		),
		(
			json!({ "model": MODEL, "messages": [{ "role": "system", "content": "hail" }] }),
			400,
			"messages.content",
			"missing_field",
		),
		(content(json!("")), 400, "messages.content", "missing_field"),
		(content(json!(" \n\t")), 400, "messages.content", "missing_field"),
		(content(json!([])), 400, "messages.content", "missing_field"),
		(content(json!(7)), 400, "messages.content", "wrong_type"),
		(content(json!(null)), 400, "messages.content", "wrong_type"),
		(content(json!(["hail"])), 400, "messages.content", "wrong_type"),
		(content(json!([{ "type": "text" }])), 400, "messages.content.text", "wrong_type"),
		(content(image), 400, "messages.content", "unsupported"),
		(json!({ "model": MODEL, "messages": user, "stream": true }), 400, "stream", "unsupported"),
		(json!({ "model": MODEL, "messages": user, "stream": 1 }), 400, "stream", "wrong_type"),
		(json!({ "model": MODEL, "messages": user, "n": 2 }), 400, "n", "unsupported"),
		(json!({ "model": MODEL, "messages": user, "n": "1" }), 400, "n", "wrong_type"),
	];
	for (body, status, param, code) in cases {
		let answer = served.chat(&body.to_string()).await;
		refused(&answer, status, json!(param), json!(code));
	}
	refused(&served.chat("[1]").await, 400, json!(null), json!("wrong_type"));
	refused(&served.chat("{").await, 400, json!(null), json!("invalid_json"));
	// Text that is not Unicode.
	let raw = b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
		content-length: 3\r\n\r\n\"\xff\"";
	refused(&served.send(raw).await, 400, json!(null), json!("invalid_json"));
}

#[tokio::test]
async fn other_paths_and_methods() {
	let served = honest().await;
	for path in ["/", "/rainfall/", "/v1", "/v1/completions", "/../rainfall"] {
		let answer = served.ask("POST", path, "{}").await;
		refused(&answer, 404, json!(null), json!(null));
	}
	for (method, path) in [
		("GET", "/rainfall"),
		("PUT", "/rainfall"),
		("DELETE", "/v1/chat/completions"),
		("POST", "/v1/models"),
	] {
		let answer = served.ask(method, path, "").await;
		refused(&answer, 405, json!(null), json!(null));
	}
}

#[tokio::test]
async fn bodies_that_are_too_long() {
	let served = honest().await;
	let spaces = |count: usize| " ".repeat(count);
	let short = r#"{"station":1,"day":1}"#;
	let fits = format!("{short}{}", spaces(16 * 1024 - short.len()));
	assert_eq!(served.rainfall(&fits).await.status, 200);
	let over = format!("{fits} ");
	refused(&served.rainfall(&over).await, 413, json!(null), json!("too_large"));
	let long = spaces(64 * 1024 + 1);
	refused(&served.chat(&long).await, 413, json!(null), json!("too_large"));
	// A length that is announced is not waited for.
	let announced = b"POST /rainfall HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999\r\n\r\n";
	refused(&served.send(announced).await, 413, json!(null), json!("too_large"));
	// Nor is one that is not.
	let chunk = format!("4000\r\n{}\r\n", spaces(0x4000));
	let head = "POST /rainfall HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";
	let chunked = format!("{head}{chunk}{chunk}0\r\n\r\n");
	refused(&served.send(chunked.as_bytes()).await, 413, json!(null), json!("too_large"));
	assert_eq!(served.rainfall(short).await.status, 200);
}

#[tokio::test]
async fn bytes_that_are_no_http() {
	let served = honest().await;
	for bytes in [&b"\0\0\0\0\r\n\r\n"[..], b"GET\r\n\r\n", b"hello\r\n\r\n", &[0xff; 100_000]] {
		assert!(matches!(served.send(bytes).await.status, 0 | 400 | 414 | 431));
	}
	// A report as long as it may be is judged like any other.
	let long = "hail ".repeat(12_000);
	assert_eq!(served.label(&long).await, "hail");
	assert_eq!(served.rainfall(r#"{"station":1,"day":1}"#).await.status, 200);
}

#[tokio::test]
async fn a_body_that_does_not_arrive() {
	let served = honest().await;
	let started = std::time::Instant::now();
	let half = b"POST /rainfall HTTP/1.1\r\nhost: x\r\ncontent-length: 20\r\n\r\n{\"station\":";
	let answer = served.send(half).await;
	refused(&answer, 408, json!(null), json!("incomplete_body"));
	assert!(started.elapsed().as_secs() >= 9);
}
