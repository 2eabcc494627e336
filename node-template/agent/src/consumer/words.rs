//! The words behind hashes, from operators that serve them.

use super::Outcome;
use crate::{
	chain::services::PlainAnswer,
	http::{Call, HttpClient},
	operator::{text_hash, ServedAnswer},
};
use sp_core::H256;
use std::time::Duration;

/// Longest wait for an operator that serves an answer.
const FETCH_WITHIN: Duration = Duration::from_secs(5);

/// Most bytes of what it serves.
const LONGEST_ANSWER: usize = 256 * 1024;

/// Asks operators for the words behind hashes, and keeps those whose hash is right.
pub(super) async fn read_words(outcomes: &mut [Outcome], from: &[String]) {
	let client = HttpClient::default();
	for outcome in outcomes {
		let Some(PlainAnswer::Hash(hash)) = outcome.answer else { continue };
		for base in from {
			let url = format!("{}/answers/{}", base.trim_end_matches('/'), outcome.request);
			match words(&client, &url, hash).await {
				Ok(text) => {
					outcome.text = Some(text);
					break;
				}
				Err(reason) => tracing::warn!(request = outcome.request, %url, reason, "no words"),
			}
		}
	}
}

/// The words that an operator serves, if their hash is this one.
async fn words(client: &HttpClient, url: &str, hash: H256) -> Result<String, String> {
	let call = Call { url, body: None, bearer: None, within: FETCH_WITHIN, most: LONGEST_ANSWER };
	let reply = client.ask(call).await.map_err(|error| error.to_string())?;
	let served: ServedAnswer = serde_json::from_slice(&reply).map_err(|error| error.to_string())?;
	let text = served.text.ok_or("it has no words for it")?;
	if text_hash(&text) == hash {
		Ok(text)
	} else {
		Err("its words are others than those of the result".into())
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::outcome::tests::{outcome, settled},
		*,
	};
	use crate::{
		chain::services::Answer,
		http::testing::{reply, serve},
	};

	#[tokio::test]
	async fn words_are_taken_only_if_their_hash_is_right() {
		let served = |text: Option<&str>| {
			let answer = ServedAnswer {
				request: 7,
				operator: crate::chain::AccountId::from([1; 32]),
				answer: Answer::Hash(text_hash("flood")).into(),
				text: text.map(Into::into),
			};
			reply("200 OK", &serde_json::to_string(&answer).unwrap())
		};
		let url = serve(vec![
			served(Some("drought")),
			served(None),
			reply("404 Not Found", "{}"),
			reply("200 OK", "{}"),
			served(Some("flood")),
		])
		.await;
		let mut outcomes = [outcome()];
		outcomes[0].settle(&settled(Ok(Answer::Hash(text_hash("flood")))), None);
		let peers = vec![url; 5];
		read_words(&mut outcomes, &peers[..1]).await;
		assert_eq!(outcomes[0].text, None);
		read_words(&mut outcomes, &peers).await;
		assert_eq!(outcomes[0].text.as_deref(), Some("flood"));
	}
}
