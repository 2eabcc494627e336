//! The state of the network, for people and for programs.

use crate::{
	amount::vaj,
	chain::{
		AccountId, Answer, Balance, BlockNumber, Chain, PowerLedger, Provider, Retirement, Round,
	},
	chips::print,
	error::AgentError,
	output::Output,
};
use futures::future::try_join_all;
use serde::{Deserialize, Serialize};
use sp_core::H256;
use std::cmp::Reverse;
use vajra_primitives::{Power, RoundIndex};

/// Power that counts in the current round, and power that does not yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PowerStatus {
	/// Power that counts.
	pub mature: Power,
	/// Power in warm-up.
	pub warming: Power,
}

/// An amount that waits for its release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetirementStatus {
	/// How much, planck, as decimal text.
	pub amount: String,
	/// The block from which it can be withdrawn.
	pub unlocks_at: BlockNumber,
}

/// The validator that a provider's power is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackingStatus {
	/// In the current round.
	pub validator: Option<AccountId>,
	/// From round `from` on.
	pub next: Option<AccountId>,
	/// The first round of `next`.
	pub from: RoundIndex,
}

/// Rewards that can be claimed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimableStatus {
	/// Of which rounds.
	pub rounds: Vec<RoundIndex>,
	/// How much in all, planck, as decimal text.
	pub amount: String,
}

/// One provider. Amounts are in planck, as decimal text: they may not fit a JSON number.
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
	/// What slashes have left of `required`.
	pub collateral: String,
	/// What was put on hold for its chips.
	pub required: String,
	/// What is on hold for chips it has retired.
	pub retiring: Vec<RetirementStatus>,
	/// What slashes did not find on hold.
	pub shortfall: String,
	/// Whom its power is for.
	pub backing: BackingStatus,
	/// First round that it has to answer, and all later ones; null where no power will count.
	pub due_from: Option<RoundIndex>,
	/// Reported misses since its last answer.
	pub misses: u32,
	/// Last round for which it was reported absent.
	pub reported: Option<RoundIndex>,
	/// Whether its power counts nowhere until it answers again.
	pub suspended: bool,
	/// Its last answer.
	pub latest: Option<Answer>,
	/// Its last answer but one.
	pub previous: Option<Answer>,
	/// What it can claim; null where that was not looked up, see [`LOOKED_UP`].
	pub claimable: Option<ClaimableStatus>,
}

/// A validator's power.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValidatorStatus {
	/// Its account.
	pub account: AccountId,
	/// What providers proved for it in the last closed round.
	pub power: Power,
}

/// Providers whose rewards are looked up at most: each takes the node some work.
pub const LOOKED_UP: usize = 64;

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
	/// Validators that power was proved for in the last closed round, the strongest first.
	pub validators: Vec<ValidatorStatus>,
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
	let looked_up = providers.iter().take(LOOKED_UP);
	let rewards = try_join_all(looked_up.map(|provider| at.rewards_of(&provider.account))).await?;
	for (provider, rewards) in providers.iter_mut().zip(rewards) {
		provider.claimable = Some(claimable(rewards));
	}
	let mut validators = Vec::new();
	if let Some(closed) = &previous {
		at.for_each_tally(|account, tally| match tally.power(closed.round) {
			0 => {}
			power => validators.push(ValidatorStatus { account, power }),
		})
		.await?;
	}
	validators.sort_by_key(|validator| (Reverse(validator.power), validator.account.0));
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
		validators,
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
	let retirement = |waiting: &Retirement| RetirementStatus {
		amount: waiting.amount.to_string(),
		unlocks_at: waiting.unlocks_at,
	};
	ProviderStatus {
		account,
		chips: provider.chips,
		mature: provider.counted(round),
		warming: provider.waiting(round),
		collateral: provider.collateral.to_string(),
		required: provider.required.to_string(),
		retiring: provider.retiring.iter().map(retirement).collect(),
		shortfall: provider.shortfall.to_string(),
		backing: BackingStatus {
			validator: provider.backing.at(round).copied(),
			next: provider.backing.next,
			from: provider.backing.from,
		},
		due_from: provider.due_from,
		misses: provider.misses,
		reported: provider.reported,
		suspended: provider.suspended,
		latest: provider.latest,
		previous: provider.previous,
		claimable: None,
	}
}

fn claimable(rewards: Vec<(RoundIndex, Balance)>) -> ClaimableStatus {
	let rewards = || rewards.iter().filter(|(_, amount)| *amount > 0);
	let amount = rewards().fold(0, |sum: Balance, (_, amount)| sum.saturating_add(*amount));
	let rounds = rewards().map(|(round, _)| *round).collect();
	ClaimableStatus { rounds, amount: amount.to_string() }
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
	lines.extend(status.providers.iter().map(|provider| provider_text(provider, *round)));
	lines.push(match status.validators.len() {
		0 => "no power was proved for validators in the last closed round".into(),
		count => format!("{count} validators with proved power"),
	});
	let validator =
		|validator: &ValidatorStatus| format!("  {}: power {}", validator.account, validator.power);
	lines.extend(status.validators.iter().map(validator));
	lines.join("\n")
}

fn provider_text(provider: &ProviderStatus, round: RoundIndex) -> String {
	let amount = |planck: &str| planck.parse().map_or_else(|_| planck.into(), vaj);
	let answer = |answer: &Option<Answer>| match answer {
		Some(answer) => format!("round {} ({})", answer.round, answer.power),
		None => "none".into(),
	};
	let whom = |validator: &Option<AccountId>| match validator {
		Some(validator) => validator.to_string(),
		None => "no validator".into(),
	};
	let ProviderStatus { account, chips, mature, warming, backing, misses, .. } = provider;
	let mut text = format!(
		"  {account}: {chips} chips, power {mature} + {warming} in warm-up, backing {}",
		whom(&backing.validator)
	);
	if backing.from > round && backing.next != backing.validator {
		text.push_str(&format!(" (from round {}: {})", backing.from, whom(&backing.next)));
	}
	text.push_str(&format!(
		"\n    answers {} and {}, {misses} misses{}",
		answer(&provider.latest),
		answer(&provider.previous),
		if provider.suspended { ", SUSPENDED until its next answer" } else { "" }
	));
	text.push_str(&format!("\n    collateral {}", amount(&provider.collateral)));
	if provider.required != provider.collateral {
		text.push_str(&format!(" of {}", amount(&provider.required)));
	}
	for waiting in &provider.retiring {
		let RetirementStatus { amount: planck, unlocks_at } = waiting;
		text.push_str(&format!(", {} retiring until block {unlocks_at}", amount(planck)));
	}
	if provider.shortfall != "0" {
		text.push_str(&format!(", shortfall {}", amount(&provider.shortfall)));
	}
	if let Some(ClaimableStatus { rounds, amount: planck }) = &provider.claimable {
		if !rounds.is_empty() {
			let rounds = rounds.len();
			text.push_str(&format!(", {} claimable for {rounds} rounds", amount(planck)));
		}
	}
	text
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::{testing, Backing};

	fn status() -> Status {
		let round = |number| Round {
			seed: H256::repeat_byte(5),
			expected: 6_400,
			proved: 6_000,
			answers: 1,
			..testing::round(number, 100, 106)
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
			providers: vec![provider()],
			validators: vec![ValidatorStatus { account: account(8), power: 6_000 }],
		}
	}

	fn account(n: u8) -> AccountId {
		AccountId::from([n; 32])
	}

	fn provider() -> ProviderStatus {
		ProviderStatus {
			account: account(7),
			chips: 64,
			mature: 6_400,
			warming: 0,
			collateral: "6400000000000".into(),
			required: "6400000000000".into(),
			retiring: vec![],
			shortfall: "0".into(),
			backing: BackingStatus::default(),
			due_from: Some(4),
			misses: 0,
			reported: None,
			suspended: false,
			latest: Some(Answer { round: 6, power: 6_000 }),
			previous: None,
			claimable: None,
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
		assert_eq!(provider["suspended"], false);
		assert_eq!(provider["shortfall"], "0");
		assert!(provider["backing"]["validator"].is_null());
		assert!(provider["claimable"].is_null());
		assert_eq!(json["validators"][0]["power"], 6_000);
		assert_eq!(provider["account"], AccountId::from([7; 32]).to_string());
	}

	#[test]
	fn text_names_what_people_ask_for() {
		let text = text(&status());
		for part in [
			"best block 103",
			"finalised 100",
			"round 6",
			"64 chips",
			"collateral 6.4 VAJ",
			"backing no validator",
			"1 validators with proved power",
		] {
			assert!(text.contains(part), "{part} is missing in:\n{text}");
		}
		for part in ["SUSPENDED", "shortfall", "retiring", "claimable", " of 6.4"] {
			assert!(!text.contains(part), "{part} is in:\n{text}");
		}
	}

	#[test]
	fn text_names_what_is_out_of_the_ordinary() {
		let waiting = RetirementStatus { amount: "500000000000".into(), unlocks_at: 145 };
		let backing =
			BackingStatus { validator: Some(account(8)), next: Some(account(9)), from: 7 };
		let provider = ProviderStatus {
			collateral: "5760000000000".into(),
			retiring: vec![waiting],
			shortfall: "1".into(),
			backing,
			misses: 3,
			suspended: true,
			claimable: Some(claimable(vec![(3, 1_000_000_000_000), (4, 0), (5, 1)])),
			..provider()
		};
		let text = text(&Status { providers: vec![provider], ..status() });
		for part in [
			"3 misses, SUSPENDED",
			"collateral 5.76 VAJ of 6.4 VAJ",
			"0.5 VAJ retiring until block 145",
			"shortfall 0.000000000001 VAJ",
			"1.000000000001 VAJ claimable for 2 rounds",
			&format!("backing {} (from round 7: {})", account(8), account(9)),
		] {
			assert!(text.contains(part), "{part} is missing in:\n{text}");
		}
	}

	#[test]
	fn record_of_the_chain_is_shown_whole() {
		let record = Provider {
			retiring: vec![Retirement { amount: 30, unlocks_at: 100 }],
			shortfall: 4,
			backing: Backing { current: None, next: Some(account(8)), from: 7 },
			suspended: true,
			..testing::provider(Some(6))
		};
		let before = provider_status(account(7), &record, 6);
		assert_eq!((before.mature, before.backing.validator), (400, None));
		assert_eq!(before.retiring, [RetirementStatus { amount: "30".into(), unlocks_at: 100 }]);
		assert_eq!((before.shortfall.as_str(), before.suspended), ("4", true));
		let after = provider_status(account(7), &record, 7);
		assert_eq!(after.backing.validator, Some(account(8)));
	}
}
