//! The state of the network, for people and for programs.

use crate::{
	chain::{AccountId, Answer, BlockNumber, Chain, PowerLedger, Provider, Round},
	chips::print,
	error::AgentError,
	output::{vaj, Output},
};
use serde::{Deserialize, Serialize};
use sp_core::H256;
use vajra_primitives::{Power, RoundIndex};

/// Power that counts in the current round, and power that does not yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PowerStatus {
	/// Power that counts.
	pub mature: Power,
	/// Power in warm-up.
	pub warming: Power,
}

/// One provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderStatus {
	/// Its account.
	pub account: AccountId,
	/// Number of its chips.
	pub chips: u32,
	/// Power that counts.
	pub mature: Power,
	/// Power in warm-up.
	pub warming: Power,
	/// What is on hold for its chips, planck, as decimal text: it may not fit a JSON number.
	pub collateral: String,
	/// First round that it has to answer.
	pub due_from: RoundIndex,
	/// Reported misses since its last answer.
	pub misses: u32,
	/// Last round for which it was reported absent.
	pub reported: Option<RoundIndex>,
	/// Its last answer.
	pub latest: Option<Answer>,
	/// Its last answer but one.
	pub previous: Option<Answer>,
}

/// The network at the best block. Its JSON form is stable: fields are only ever added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
	/// The chain's name.
	pub chain: String,
	/// Hash of block 0.
	pub genesis: H256,
	/// Best block.
	pub best: BlockNumber,
	/// Last finalised block.
	pub finalized: BlockNumber,
	/// The round that the best block lies in.
	pub round: RoundIndex,
	/// The challenge that takes answers now.
	pub challenge: Option<Round>,
	/// The last challenge that takes none any more.
	pub previous: Option<Round>,
	/// Power of the whole network.
	pub network_power: PowerStatus,
	/// Providers, by account.
	pub providers: Vec<ProviderStatus>,
}

/// Reads the status; of one provider where `only` is given.
pub async fn read(chain: &Chain, only: Option<&AccountId>) -> Result<Status, AgentError> {
	let finalized = chain.finalized().await?.block().number;
	let at = chain.best().await?;
	let best = at.block().number;
	let round = best / at.limits()?.round_length.max(1);
	let latest = at.challenge().await?;
	// The latest challenge stays in its place after its window has closed.
	let (challenge, previous) = match latest {
		Some(latest) if best <= latest.closes_at => (Some(latest), at.previous_challenge().await?),
		closed => (None, closed),
	};
	let mut providers = Vec::new();
	match only {
		Some(account) => {
			let found = at.provider(account).await?;
			providers.extend(found.map(|found| provider_status(*account, &found, round)));
		}
		None => {
			at.for_each_provider(|account, provider| {
				providers.push(provider_status(account, &provider, round));
			})
			.await?
		}
	}
	providers.sort_by_key(|provider| provider.account.0);
	Ok(Status {
		chain: chain.name().await?,
		genesis: chain.genesis(),
		best,
		finalized,
		round,
		challenge,
		previous,
		network_power: power_status(&at.network_power().await?, round),
		providers,
	})
}

/// Reads and prints the status.
pub async fn show(
	chain: &Chain,
	only: Option<&AccountId>,
	output: Output,
) -> Result<(), AgentError> {
	let status = read(chain, only).await?;
	if let Some(account) = only {
		if status.providers.is_empty() && output == Output::Text {
			return Err(AgentError::Usage(format!("{account} has never claimed a chip")));
		}
	}
	print(output, &text(&status), &status)
}

fn power_status(ledger: &PowerLedger, round: RoundIndex) -> PowerStatus {
	PowerStatus { mature: ledger.counted(round), warming: ledger.waiting(round) }
}

fn provider_status(account: AccountId, provider: &Provider, round: RoundIndex) -> ProviderStatus {
	let PowerStatus { mature, warming } = power_status(&provider.power, round);
	ProviderStatus {
		account,
		chips: provider.chips,
		mature,
		warming,
		collateral: provider.collateral.to_string(),
		due_from: provider.due_from,
		misses: provider.misses,
		reported: provider.reported,
		latest: provider.latest,
		previous: provider.previous,
	}
}

fn text(status: &Status) -> String {
	let Status { chain, best, finalized, round, network_power: power, .. } = status;
	let mut lines = vec![
		format!("{chain}: best block {best}, finalised {finalized}, round {round}"),
		format!("network power {} counting, {} in warm-up", power.mature, power.warming),
	];
	let challenge = |what: &str, challenge: &Round| {
		format!(
			"{what} round {}: {} answers, power {} of {}, blocks {} to {}",
			challenge.round,
			challenge.answers,
			challenge.proved,
			challenge.expected,
			challenge.opened_at,
			challenge.closes_at
		)
	};
	match &status.challenge {
		Some(open) => lines.push(challenge("open challenge:", open)),
		None => lines.push("no challenge is open".into()),
	}
	lines.extend(status.previous.iter().map(|previous| challenge("last closed:", previous)));
	lines.push(format!("{} providers", status.providers.len()));
	for provider in &status.providers {
		let collateral = provider.collateral.parse().map_or_else(|_| String::new(), vaj);
		let answer = |answer: &Option<Answer>| match answer {
			Some(answer) => format!("round {} ({})", answer.round, answer.power),
			None => "none".into(),
		};
		lines.push(format!(
			"  {}: {} chips, power {} + {} in warm-up, collateral {collateral}, answers {} and {}, \
			 {} misses",
			provider.account,
			provider.chips,
			provider.mature,
			provider.warming,
			answer(&provider.latest),
			answer(&provider.previous),
			provider.misses
		));
	}
	lines.join("\n")
}

#[cfg(test)]
mod tests {
	use super::*;

	fn status() -> Status {
		let round = |number| Round {
			round: number,
			seed: H256::repeat_byte(5),
			opened_at: 100,
			closes_at: 106,
			expected: 6_400,
			proved: 6_000,
			answers: 1,
		};
		Status {
			chain: "Development".into(),
			genesis: H256::repeat_byte(1),
			best: 103,
			finalized: 100,
			round: 6,
			challenge: Some(round(6)),
			previous: None,
			network_power: PowerStatus { mature: 6_400, warming: 0 },
			providers: vec![ProviderStatus {
				account: AccountId::from([7; 32]),
				chips: 64,
				mature: 6_400,
				warming: 0,
				collateral: "6400000000000".into(),
				due_from: 4,
				misses: 0,
				reported: None,
				latest: Some(Answer { round: 6, power: 6_000 }),
				previous: None,
			}],
		}
	}

	#[test]
	fn json_has_the_documented_fields() {
		let json: serde_json::Value =
			serde_json::from_str(&serde_json::to_string(&status()).unwrap()).unwrap();
		assert_eq!(json["best"], 103);
		assert_eq!(json["finalized"], 100);
		assert_eq!(json["challenge"]["round"], 6);
		assert_eq!(json["challenge"]["closes_at"], 106);
		assert!(json["previous"].is_null());
		assert_eq!(json["network_power"]["mature"], 6_400);
		let provider = &json["providers"][0];
		assert_eq!(provider["chips"], 64);
		assert_eq!(provider["collateral"], "6400000000000");
		assert_eq!(provider["latest"]["round"], 6);
		assert_eq!(provider["latest"]["power"], 6_000);
		assert_eq!(provider["misses"], 0);
		assert_eq!(provider["account"], AccountId::from([7; 32]).to_string());
	}

	#[test]
	fn text_names_what_people_ask_for() {
		let text = text(&status());
		for part in ["best block 103", "finalised 100", "round 6", "64 chips", "6.4 VAJ"] {
			assert!(text.contains(part), "{part} is missing in:\n{text}");
		}
	}
}
