//! What came of requests, for people and for programs.

use crate::chain::services::{Answer, Asked, NoResult, PlainAnswer, RequestId, Settled};
use crate::operator::show_decimal;
use serde::Serialize;

/// A request, and what came of it. Amounts are in planck, as decimal text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
	/// Its id.
	pub request: RequestId,
	/// What a result costs; not known of requests that were made before.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub fee: Option<String>,
	/// How many operators were asked.
	pub asked: u32,
	/// The result; none as long as there is no outcome, or if there came none.
	pub answer: Option<PlainAnswer>,
	/// The number with its decimals, where a schema was named.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub number: Option<String>,
	/// The words behind a hash, if an operator has served them. Their hash is that of the result.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub text: Option<String>,
	/// Why there is no result; the fee is back then.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub no_result: Option<&'static str>,
	/// How many operators answered.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub answered: Option<u32>,
	/// How many of those are paid.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub confirmed: Option<u32>,
	/// Whether a consumer on chain has still to take it.
	pub callback_waits: bool,
}

impl Outcome {
	pub(super) fn open(asked: &Asked) -> Self {
		Self {
			request: asked.request,
			fee: Some(asked.fee.to_string()),
			asked: asked.asked,
			answer: None,
			number: None,
			text: None,
			no_result: None,
			answered: None,
			confirmed: None,
			callback_waits: false,
		}
	}

	pub(super) fn settle(&mut self, settled: &Settled, decimals: Option<u32>) {
		self.asked = settled.asked;
		self.answered = Some(settled.answered);
		self.confirmed = Some(settled.confirmed);
		match settled.result {
			Ok(answer) => {
				self.answer = Some(answer.into());
				if let (Answer::Number(number), Some(decimals)) = (answer, decimals) {
					self.number = Some(show_decimal(number, decimals));
				}
			}
			Err(reason) => self.no_result = Some(named(reason)),
		}
	}

	pub(super) fn text(&self) -> String {
		let mut text = format!("request {}: ", self.request);
		match (&self.answer, self.no_result) {
			(Some(PlainAnswer::Number(number)), _) => match &self.number {
				Some(shown) => text.push_str(shown),
				None => text.push_str(&format!("{number} (in units of the last decimal)")),
			},
			(Some(PlainAnswer::Hash(hash)), _) => match &self.text {
				Some(words) => text.push_str(words),
				None => text.push_str(&format!("{hash:?} (the hash of the answer)")),
			},
			(None, Some(reason)) => text.push_str(&format!("NO RESULT, {reason}; the fee is back")),
			(None, None) => text.push_str("no outcome yet"),
		}
		if let (Some(answered), Some(confirmed)) = (self.answered, self.confirmed) {
			text.push_str(&format!(" ({answered} of {} answered, {confirmed} agree)", self.asked));
		}
		if self.callback_waits {
			text.push_str("; the callback has FAILED, `consumer retry-callback` tries it again");
		}
		text
	}
}

/// Why there is no result, in words.
pub(super) fn named(reason: NoResult) -> &'static str {
	match reason {
		NoResult::TooFew => "too few answers",
		NoResult::Tie => "a tie",
		NoResult::NoAgreement => "no agreement",
	}
}

#[cfg(test)]
pub(super) mod tests {
	use super::*;
	use sp_core::H256;

	pub(in crate::consumer) fn outcome() -> Outcome {
		Outcome::open(&Asked { request: 7, fee: 5, asked: 5, answer_until: 20 })
	}

	pub(in crate::consumer) fn settled(result: Result<Answer, NoResult>) -> Settled {
		Settled {
			service: 0,
			version: 1,
			consumer: crate::chain::AccountId::from([1; 32]),
			result,
			asked: 5,
			answered: 4,
			confirmed: 3,
			evidence: H256::zero(),
			at: 20,
		}
	}

	#[test]
	fn outcomes_are_told() {
		assert!(outcome().text().contains("no outcome yet"));
		let told = |result, decimals| {
			let mut outcome = outcome();
			outcome.settle(&settled(result), decimals);
			outcome.text()
		};
		assert_eq!(
			told(Ok(Answer::Number(12_340)), Some(3)),
			"request 7: 12.34 (4 of 5 answered, 3 agree)"
		);
		assert!(told(Ok(Answer::Number(12_340)), None).contains("12340 (in units"));
		assert!(told(Err(NoResult::Tie), None).contains("NO RESULT, a tie; the fee is back"));
		let failed = Outcome { callback_waits: true, ..outcome() };
		assert!(failed.text().contains("retry-callback"));
	}

	#[test]
	fn json_has_the_documented_fields() {
		let mut outcome = outcome();
		outcome.settle(&settled(Ok(Answer::Number(-5))), Some(1));
		let json = serde_json::to_value(&outcome).unwrap();
		assert_eq!(json["answer"]["number"], "-5");
		assert_eq!((&json["number"], &json["fee"]), (&"-0.5".into(), &"5".into()));
		assert_eq!(
			(&json["asked"], &json["answered"], &json["confirmed"]),
			(&5.into(), &4.into(), &3.into())
		);
		assert!(json.get("no_result").is_none());
	}
}
