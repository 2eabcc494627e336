//! What honest servers say, and liars.

// Helpers of tests are tests.
#![allow(clippy::unwrap_used)]

mod common;

use common::{honest, report_body, start};
use serde_json::json;
use vajra_model::{server::MODEL, Behaviour, Model};

const WET: &str =
	r#"{"temperature": 18.5, "pressure": 992, "humidity": 95, "wind": 11, "cloud": 95}"#;
const DRY: &str =
	r#"{"temperature": 18.5, "pressure": 1025, "humidity": 40, "wind": 2, "cloud": 10}"#;

fn question(station: u32, day: u32) -> String {
	json!({ "station": station, "day": day }).to_string()
}

#[tokio::test]
async fn rainfall_is_answered() {
	let served = honest().await;
	assert!(served.thousandths(WET).await > 20_000);
	assert!(served.thousandths(DRY).await < 1_000);
	let model = Model::shipped().unwrap().rainfall;
	for (station, day) in [(7, 120), (0, 0), (9_999, 36_500)] {
		let weather = vajra_model::weather::Weather::of(station, day);
		let said = served.thousandths(&question(station, day)).await;
		assert_eq!(said, (f64::from(model.estimate(&weather)) * 1_000.0).round() as i64);
	}
}

#[tokio::test]
async fn all_servers_say_the_same_to_the_last_byte() {
	let (one, other) = (honest().await, honest().await);
	for day in 0..20 {
		let question = question(3, day);
		let first = one.rainfall(&question).await;
		assert_eq!(first, one.rainfall(&question).await);
		assert_eq!(first, other.rainfall(&question).await);
	}
	let body = report_body("Hail has battered our vines");
	assert_eq!(one.chat(&body).await, other.chat(&body).await);
	// It makes no difference what was asked before, or how much at once.
	let days: Vec<u32> = (0..20).collect();
	let asked = days.iter().map(|day| async { other.rainfall(&question(3, *day)).await });
	let answers = futures::future::join_all(asked).await;
	for (day, answer) in days.into_iter().zip(answers).rev() {
		assert_eq!(one.rainfall(&question(3, day)).await, answer);
	}
}

/// What stands here is what every operator on every machine says.
#[tokio::test]
async fn answers_are_pinned() {
	let served = honest().await;
	let mut said = Vec::new();
	for day in 120..128 {
		said.push(served.thousandths(&question(7, day)).await);
	}
	assert_eq!(said, [5_300, 0, 16_521, 0, 0, 205, 0, 285]);
	for (report, label) in [
		("The ground is so dry that nothing sprouts", "drought"),
		("Our meadow is under water", "flood"),
		("The pears froze in April", "frost"),
		("hailstones, hailstones", "hail"),
		("The beetles are back in the beans", "pests"),
		("A gale took the roof", "storm"),
	] {
		assert_eq!(served.label(report).await, label, "{report}");
	}
}

#[tokio::test]
async fn noise_is_small_and_a_sensors_own() {
	let exact = honest().await;
	let mut sensors = Vec::new();
	for seed in 0..3 {
		sensors.push(start(Behaviour { noise: Some(seed), lie: false }).await);
	}
	let (mut differ, mut largest) = (0, 0);
	for day in 0..40 {
		// Of weather that is wet enough not to be cut off at zero.
		let humidity = 80.0 + f64::from(day) / 4.0;
		let body = json!({
			"temperature": 15, "pressure": 990, "humidity": humidity, "wind": 12, "cloud": 90,
		})
		.to_string();
		let truth = exact.thousandths(&body).await;
		let mut said = Vec::new();
		for sensor in &sensors {
			said.push(sensor.thousandths(&body).await);
			assert_eq!(said.last(), Some(&sensor.thousandths(&body).await));
		}
		assert!(said.iter().all(|one| (one - truth).abs() <= 500), "{said:?} of {truth}");
		differ += usize::from(said[0] != said[1] && said[1] != said[2]);
		largest = said.iter().map(|one| (one - truth).abs()).max().unwrap().max(largest);
	}
	assert!(differ > 35 && largest > 300, "{differ} {largest}");
}

#[tokio::test]
async fn a_liar_is_far_off() {
	let (truth, lie) = (honest().await, start(Behaviour { lie: true, noise: Some(1) }).await);
	for body in [WET, DRY, r#"{"station": 7, "day": 120}"#] {
		let by = lie.thousandths(body).await - truth.thousandths(body).await;
		assert!((99_000..=101_000).contains(&by), "{by}");
	}
	for report in ["Hail battered the vines", "the river is over its banks", "storm", "?!x"] {
		assert_ne!(lie.label(report).await, truth.label(report).await);
	}
}

#[tokio::test]
async fn reports_are_answered_in_openais_form() {
	let served = honest().await;
	let report = "The river is over its banks";
	let answer = served.chat(&report_body(report)).await;
	let id = answer.body["id"].clone();
	assert_eq!(id.as_str().map(|id| (id.len(), id.starts_with("chatcmpl-"))), Some((25, true)));
	let message = json!({ "role": "assistant", "content": "flood" });
	let choice =
		json!({ "index": 0, "message": message, "logprobs": null, "finish_reason": "stop" });
	let expected = json!({
		"id": id, "object": "chat.completion", "created": 1_795_564_800, "model": MODEL,
		"choices": [choice],
		"usage": { "prompt_tokens": 6, "completion_tokens": 1, "total_tokens": 7 },
	});
	assert_eq!((answer.status, answer.body), (200, expected));
}

#[tokio::test]
async fn the_last_words_of_the_users_count() {
	let served = honest().await;
	let chat = |messages: serde_json::Value| {
		// With what OpenAI's clients send besides.
		json!({
			"model": MODEL, "messages": messages, "temperature": 0.7, "max_tokens": 100,
			"seed": 1, "stream": false, "n": 1, "stop": null, "user": "somebody",
		})
		.to_string()
	};
	let user = |text: &str| json!({ "role": "user", "content": text });
	let (flood, frost) = ("the river has burst its banks", "the buds froze last night");
	let system = json!({ "role": "system", "content": frost });
	let answers = [
		(json!([system, user(flood)]), "flood"),
		(json!([user(flood), { "role": "assistant", "content": "flood" }, user(frost)]), "frost"),
		(json!([user(frost), user(flood), { "role": "assistant", "content": null }]), "flood"),
		(
			json!([{ "role": "user", "content": [
			{ "type": "text", "text": "the river" }, { "type": "text", "text": "has burst its banks" },
		] }]),
			"flood",
		),
	];
	for (messages, label) in answers {
		let answer = served.chat(&chat(messages.clone())).await;
		assert_eq!(answer.status, 200, "{answer:?}");
		assert_eq!(answer.body["choices"][0]["message"]["content"], label, "{messages}");
	}
}

#[tokio::test]
async fn models_are_listed() {
	let answer = honest().await.ask("GET", "/v1/models", "").await;
	let model =
		json!({ "id": MODEL, "object": "model", "created": 1_795_564_800, "owned_by": "vajra" });
	let expected = json!({ "object": "list", "data": [model] });
	assert_eq!((answer.status, answer.body), (200, expected));
}
