//! What the daemon does, once: one command each.
//!
//! What the chain would refuse is not sent, since that costs the fee; the command then gives the name
//! that the chain has for what is wrong.

use super::revoked::Registry;
use crate::{
	amount::vaj,
	chain::{AccountId, BlockNumber, Chain, Provider, Reported, Round, Signer},
	chips::print,
	error::AgentError,
	output::Output,
	vendor::Receipt,
};
use serde::Serialize;
use std::fmt;
use vajra_primitives::RoundIndex;

/// Why the chain would refuse a report.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Objection {
	/// The round is none of the last two challenges', whose rounds are given, oldest first.
	RoundNotReportable(Vec<RoundIndex>),
	/// The challenge takes answers up to this block; the best block.
	RoundStillOpen(BlockNumber, BlockNumber),
	/// The account has never claimed a chip.
	ProviderNotFound,
	/// It answered.
	NotAbsent,
	/// It is suspended.
	Suspended,
	/// It owed no answer.
	NotDue,
	/// It was reported before.
	AlreadyReported,
}

impl Objection {
	/// The name of the chain's error.
	fn name(&self) -> &'static str {
		match self {
			Self::RoundNotReportable(_) => "RoundNotReportable",
			Self::RoundStillOpen(..) => "RoundStillOpen",
			Self::ProviderNotFound => "ProviderNotFound",
			Self::NotAbsent => "NotAbsent",
			Self::Suspended => "Suspended",
			Self::NotDue => "NotDue",
			Self::AlreadyReported => "AlreadyReported",
		}
	}
}

impl fmt::Display for Objection {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}: ", self.name())?;
		match self {
			Self::RoundNotReportable(rounds) if rounds.is_empty() => {
				f.write_str("no challenge has opened on this chain yet")
			}
			Self::RoundNotReportable(rounds) => {
				let rounds: Vec<_> = rounds.iter().map(ToString::to_string).collect();
				write!(f, "only the last two challenges can be, here {}", rounds.join(" and "))
			}
			Self::RoundStillOpen(closes_at, now) => write!(
				f,
				"its challenge takes answers up to block {closes_at}, and now is block {now}"
			),
			Self::ProviderNotFound => f.write_str("it has never claimed a chip"),
			Self::NotAbsent => f.write_str("it answered"),
			Self::Suspended => {
				f.write_str("it is suspended, and nothing is expected of it until it answers again")
			}
			Self::NotDue => f.write_str("it owed no answer"),
			Self::AlreadyReported => f.write_str("another report came first"),
		}
	}
}

/// Why the chain would refuse a report of an absence, at block `now`, if it would. What it looks at
/// first comes first.
fn objection(
	round: RoundIndex,
	challenges: &[Round],
	now: BlockNumber,
	record: Option<&Provider>,
) -> Option<Objection> {
	let Some(challenge) = challenges.iter().find(|challenge| challenge.round == round) else {
		let rounds = challenges.iter().map(|challenge| challenge.round).collect();
		return Some(Objection::RoundNotReportable(rounds));
	};
	// The report runs in the next block at the earliest.
	if now < challenge.closes_at {
		return Some(Objection::RoundStillOpen(challenge.closes_at, now));
	}
	let Some(record) = record else { return Some(Objection::ProviderNotFound) };
	if record.answer(round).is_some() {
		return Some(Objection::NotAbsent);
	}
	if record.suspended {
		return Some(Objection::Suspended);
	}
	if !record.is_due(round) {
		return Some(Objection::NotDue);
	}
	record.is_reported(round).then_some(Objection::AlreadyReported)
}

/// What a report brought. Amounts are in planck, as decimal text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AbsenceStatus {
	/// Who was absent.
	pub provider: AccountId,
	/// In which round.
	pub round: RoundIndex,
	/// Its misses since its last answer, this one included, damped rounds left out.
	pub misses: u32,
	/// Taken of its collateral.
	pub slashed: String,
	/// Owed, but not there.
	pub shortfall: String,
	/// The reporter's part.
	pub reward: String,
	/// Whether it is suspended now.
	pub suspended: bool,
	/// What the report cost.
	pub fee: String,
}

/// Reports one provider for one round.
pub async fn report(
	chain: &Chain,
	signer: &Signer,
	provider: &AccountId,
	round: RoundIndex,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Done<'a> {
		#[serde(flatten)]
		status: &'a AbsenceStatus,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let at = chain.best().await?;
	let challenges = [at.previous_challenge().await?, at.challenge().await?];
	let challenges: Vec<_> = challenges.into_iter().flatten().collect();
	let record = at.provider(provider).await?;
	let now = at.block().number;
	let refused = |why: String| {
		AgentError::Usage(format!("{provider} cannot be reported for round {round}: {why}"))
	};
	if let Some(objection) = objection(round, &challenges, now, record.as_ref()) {
		return Err(refused(objection.to_string()));
	}
	if let Some(record) = &record {
		// It may owe less than its record says, and nothing at all for this round.
		let power = Registry::new(&at).await?.revoked_power(record).await?;
		if power > 0 {
			return Err(refused(format!(
				"{power} of its power is revoked; take that out first, `watcher prune`"
			)));
		}
	}
	let (reported, included) = chain.report_absence(signer, round, provider, None).await?;
	chain.await_finality(included.block).await?;
	let status = absence_status(*provider, round, &reported);
	let receipt = Receipt::from(&included);
	let text = format!("{} (block {})", text(&status), receipt.block);
	print(output, &text, &Done { status: &status, receipt })
}

fn absence_status(provider: AccountId, round: RoundIndex, reported: &Reported) -> AbsenceStatus {
	let (slashed, shortfall) =
		reported.slashed.map_or((0, 0), |slashed| (slashed.amount, slashed.shortfall));
	AbsenceStatus {
		provider,
		round,
		misses: reported.misses,
		slashed: slashed.to_string(),
		shortfall: shortfall.to_string(),
		reward: reported.reward().to_string(),
		suspended: reported.suspended,
		fee: reported.fee.to_string(),
	}
}

fn text(status: &AbsenceStatus) -> String {
	let amount = |planck: &str| planck.parse().map_or_else(|_| planck.into(), vaj);
	let AbsenceStatus { provider, round, misses, .. } = status;
	let mut text = format!(
		"{provider} is reported absent in round {round}; misses since its last answer: {misses}"
	);
	if status.slashed == "0" && status.shortfall == "0" {
		text.push_str("; no slash, no reward");
	} else {
		text.push_str(&format!("; slashed by {}", amount(&status.slashed)));
		if status.shortfall != "0" {
			text.push_str(&format!(" ({} more was not there)", amount(&status.shortfall)));
		}
		text.push_str(&format!(", of which the reporter has {}", amount(&status.reward)));
	}
	if status.suspended {
		text.push_str("; suspended until it answers");
	}
	if status.fee != "0" {
		text.push_str(&format!("; fee {}", amount(&status.fee)));
	}
	text
}

/// Takes one provider's revoked power out of what the network is expected to prove.
pub async fn prune(
	chain: &Chain,
	signer: &Signer,
	provider: &AccountId,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Pruned {
		provider: AccountId,
		power: String,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let at = chain.best().await?;
	let Some(record) = at.provider(provider).await? else {
		let text = format!("ProviderNotFound: {provider} has never claimed a chip");
		return Err(AgentError::Usage(text));
	};
	if Registry::new(&at).await?.revoked_power(&record).await? == 0 {
		let text = format!("NothingRevoked: no power that {provider} is counted with is revoked");
		return Err(AgentError::Usage(text));
	}
	let (power, included) = chain.prune_revoked(signer, provider, None).await?;
	chain.await_finality(included.block).await?;
	let receipt = Receipt::from(&included);
	let text = format!(
		"power {power} of {provider} is revoked, and nobody expects it any more (block {})",
		receipt.block
	);
	print(output, &text, &Pruned { provider: *provider, power: power.to_string(), receipt })
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::{
		testing::{provider, round},
		Slashed,
	};

	/// Challenges of rounds 6 and 7; the second one takes answers up to block 116.
	fn challenges() -> [Round; 2] {
		[round(6, 90, 96), round(7, 110, 116)]
	}

	fn of(n: RoundIndex, now: BlockNumber, record: &Provider) -> Option<Objection> {
		objection(n, &challenges(), now, Some(record))
	}

	#[test]
	fn reports_that_the_chain_takes_meet_no_objection() {
		assert_eq!(of(6, 100, &provider(Some(5))), None);
		// In block 117 the window is over.
		assert_eq!(of(7, 116, &provider(Some(6))), None);
	}

	#[test]
	fn objections_are_the_chains_and_in_its_order() {
		let absent = || provider(Some(5));
		let cases = [
			(of(5, 200, &absent()), "RoundNotReportable"),
			(of(8, 200, &absent()), "RoundNotReportable"),
			(of(7, 115, &absent()), "RoundStillOpen"),
			(objection(7, &challenges(), 116, None), "ProviderNotFound"),
			(of(7, 116, &provider(Some(7))), "NotAbsent"),
			(of(7, 116, &Provider { suspended: true, ..absent() }), "Suspended"),
			(of(7, 116, &Provider { due_from: Some(8), ..absent() }), "NotDue"),
			(of(7, 116, &Provider { reported: Some(7), ..absent() }), "AlreadyReported"),
		];
		for (objection, name) in cases {
			let words = objection.map(|objection| objection.to_string()).unwrap_or_default();
			assert!(words.starts_with(&format!("{name}: ")), "{name}: {words}");
		}
		// An answer to it is what the chain asks for first.
		let answered = Provider { suspended: true, ..provider(Some(7)) };
		assert_eq!(of(7, 116, &answered), Some(Objection::NotAbsent));
	}

	#[test]
	fn objections_say_what_there_is_instead() {
		let words = |objection: Objection| objection.to_string();
		assert!(words(Objection::RoundNotReportable(vec![6, 7])).contains("here 6 and 7"));
		assert!(words(Objection::RoundNotReportable(vec![])).contains("no challenge has opened"));
		assert!(words(Objection::RoundStillOpen(116, 115)).contains("up to block 116"));
	}

	#[test]
	fn report_says_what_it_brought() {
		const VAJ: u128 = 1_000_000_000_000;
		let free = Reported { misses: 1, slashed: None, suspended: false, fee: 0 };
		let account = AccountId::from([7; 32]);
		let first = absence_status(account, 4, &free);
		assert_eq!(
			text(&first),
			format!(
				"{account} is reported absent in round 4; misses since its last answer: 1; no slash, \
				 no reward"
			)
		);
		let slashed = Some(Slashed { amount: 3 * VAJ, shortfall: VAJ, reward: VAJ / 2 });
		let last = Reported { misses: 3, slashed, suspended: true, fee: VAJ };
		let last = absence_status(account, 6, &last);
		let shown = text(&last);
		for part in [
			"last answer: 3; slashed by 3 VAJ (1 VAJ more was not there)",
			"the reporter has 0.5 VAJ",
			"suspended until it answers",
			"fee 1 VAJ",
		] {
			assert!(shown.contains(part), "{part} is missing in: {shown}");
		}
		let json = serde_json::to_value(&last).unwrap();
		assert_eq!((&json["misses"], &json["suspended"]), (&3.into(), &true.into()));
		assert_eq!(
			(&json["slashed"], &json["fee"]),
			(&"3000000000000".into(), &"1000000000000".into())
		);
	}
}
