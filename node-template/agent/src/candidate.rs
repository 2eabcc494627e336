//! What candidates do: stand for election, change their terms, leave.

use crate::{
	amount::{percent, vaj},
	chain::{
		AccountId, Balance, Candidate, Chain, EraIndex, Included, Share, Signer, Standing,
		SubmitError,
	},
	chips::print,
	error::AgentError,
	output::Output,
	progress::StatusLine,
	vendor::Receipt,
};
use serde::Serialize;

/// A change of a candidate's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
	/// Add to the bond, planck.
	BondMore(Balance),
	/// Take from the bond, planck.
	BondLess(Balance),
	/// Set the commission.
	Commission(Share),
	/// Stay out of elections.
	Chill,
	/// Stand for election again.
	Resume,
	/// Leave for good.
	Leave,
	/// Leave jail.
	Unjail,
}

/// Makes the signer a candidate.
pub async fn register(
	chain: &Chain,
	signer: &Signer,
	bond: Balance,
	commission: Share,
	output: Output,
) -> Result<(), AgentError> {
	let account = Chain::account_of(signer);
	let included = chain.register_candidate(signer, bond, commission).await?;
	let has_keys = chain.at(included.block).await?.has_session_keys(&account).await?;
	let mut text = format!(
		"{account} is a candidate with a bond of {} and a commission of {}",
		vaj(bond),
		percent(commission)
	);
	if !has_keys {
		text.push_str("; elections pass over it until it has session keys: run `candidate keys`");
	}
	done(output, text, &included)
}

/// Has a validator's node make new session keys, and registers them for the signer. `node` is the
/// connection to that node, `chain` the one that transactions are sent by.
///
/// Who validates, or will in the next session, keeps the keys that it has: the chain could not tell
/// whose the old ones are.
pub async fn keys(
	chain: &Chain,
	node: &Chain,
	signer: &Signer,
	status: &StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Registered {
		babe: String,
		grandpa: String,
		#[serde(flatten)]
		receipt: Receipt,
	}
	if chain.genesis() != node.genesis() {
		return Err(AgentError::Usage(format!(
			"{} and {} run different chains: name two nodes of one",
			node.url(),
			chain.url()
		)));
	}
	let account = Chain::account_of(signer);
	let at = chain.best().await?;
	if at.candidate(&account).await?.is_none() {
		return Err(AgentError::Usage(format!(
			"{account} is no candidate, and only candidates have session keys: run `candidate register`"
		)));
	}
	if at.session_keys_are_used(&account).await? {
		return Err(keys_in_use(&account));
	}
	status.set("the node makes keys");
	let keys = node.rotate_keys(signer).await.map_err(|error| {
		AgentError::Usage(format!(
			"the node at {} makes no keys: {error}; keys are made by the validator's own node only, \
			 over an RPC port that takes unsafe calls (on its own machine it does, unless it is \
			 started with --rpc-methods safe)",
			node.url()
		))
	})?;
	status.set("the keys are registered");
	let included = chain.set_keys(signer, &keys).await;
	status.clear();
	let included = match included {
		// It was queued since.
		Err(SubmitError::Refused(refusal)) if refusal.name == KEYS_IN_USE => {
			return Err(keys_in_use(&account));
		}
		included => included?,
	};
	let hex = |key: [u8; 32]| format!("0x{}", hex::encode(key));
	let registered = Registered {
		babe: hex(keys.babe),
		grandpa: hex(keys.grandpa),
		receipt: (&included).into(),
	};
	let text = format!(
		"session keys of {account} are registered in block {}, in force from the session after \
		 next: babe {}, grandpa {}",
		included.block.number, registered.babe, registered.grandpa
	);
	print(output, &text, &registered)
}

/// Name of the error with which the chain refuses keys of whoever validates.
const KEYS_IN_USE: &str = "NoAssociatedValidatorId";

fn keys_in_use(account: &AccountId) -> AgentError {
	AgentError::Usage(format!(
		"{account} validates, or will in the next session, and its session keys stay as they are while it \
		 does, so that what it signs can be told from others' (the chain refuses new ones: \
		 {KEYS_IN_USE}); run `candidate chill`, wait until `candidate show` says that it validates \
		 neither in this era nor the next, then run `candidate keys` and `candidate resume`"
	))
}

/// Changes the signer's terms.
pub async fn change(
	chain: &Chain,
	signer: &Signer,
	change: Change,
	output: Output,
) -> Result<(), AgentError> {
	let account = Chain::account_of(signer);
	let (text, included) = apply(chain, signer, change).await?;
	done(output, format!("{account} {text}"), &included)
}

async fn apply(
	chain: &Chain,
	signer: &Signer,
	change: Change,
) -> Result<(String, Included), SubmitError> {
	Ok(match change {
		Change::BondMore(amount) => {
			let (bond, included) = chain.bond_more(signer, amount).await?;
			(format!("has a bond of {} now", vaj(bond)), included)
		}
		Change::BondLess(amount) => {
			let (bond, included) = chain.bond_less(signer, amount).await?;
			let text = format!(
				"has a bond of {} now; {} wait for their release, see `delegate show`",
				vaj(bond),
				vaj(amount)
			);
			(text, included)
		}
		Change::Commission(commission) => {
			let included = chain.set_commission(signer, commission).await?;
			(
				format!("takes a commission of {} from the next era on", percent(commission)),
				included,
			)
		}
		Change::Chill => {
			let included = chain.chill(signer).await?;
			("stays out of elections, and serves what it was elected for".into(), included)
		}
		Change::Resume => ("stands for election again".into(), chain.resume(signer).await?),
		Change::Leave => {
			let included = chain.leave(signer).await?;
			("has left; its bond waits for its release, see `delegate show`".into(), included)
		}
		Change::Unjail => {
			("is out of jail and stands for election".into(), chain.unjail(signer).await?)
		}
	})
}

/// A candidate, for people and for programs. Amounts are in planck, as decimal text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CandidateStatus {
	/// Its account.
	pub account: AccountId,
	/// Its bond.
	pub bond: String,
	/// What is delegated to it.
	pub delegated: String,
	/// Number of its delegations.
	pub delegations: u32,
	/// Its commission, parts of a billion.
	pub commission: u32,
	/// What it wants.
	pub standing: Standing,
	/// The first era in which it can leave jail, if it is there.
	pub jailed_until: Option<EraIndex>,
	/// Whether it has session keys.
	pub keys: bool,
	/// Whether it validates in this era.
	pub validates: bool,
	/// Whether it will validate in the next one, as far as is known.
	pub elected: bool,
	/// Eras that it has not been paid for, oldest first.
	pub unpaid: Vec<EraIndex>,
}

/// Shows a candidate.
pub async fn show(chain: &Chain, account: &AccountId, output: Output) -> Result<(), AgentError> {
	let at = chain.best().await?;
	let candidate = at.candidate(account).await?;
	let candidate =
		candidate.ok_or_else(|| AgentError::Usage(format!("{account} is no candidate")))?;
	let validates = at.current_validators().await?.iter().any(|(who, _)| who == account);
	let elected = at.next_validators().await?.iter().any(|(who, _)| who == account);
	let keys = at.has_session_keys(account).await?;
	let status = candidate_status(*account, candidate, keys, validates, elected);
	print(output, &text(&status), &status)
}

fn candidate_status(
	account: AccountId,
	candidate: Candidate,
	keys: bool,
	validates: bool,
	elected: bool,
) -> CandidateStatus {
	CandidateStatus {
		account,
		bond: candidate.bond.to_string(),
		delegated: candidate.delegated.to_string(),
		delegations: candidate.delegations,
		commission: candidate.commission.0,
		standing: candidate.standing,
		jailed_until: candidate.jailed_until,
		keys,
		validates,
		elected,
		unpaid: candidate.unpaid,
	}
}

fn text(status: &CandidateStatus) -> String {
	let amount = |planck: &str| planck.parse().map_or_else(|_| planck.into(), vaj);
	let mut text = format!(
		"{}: {}{}\nbond {}, delegated {} ({}), commission {}",
		status.account,
		match status.standing {
			Standing::Active => "stands for election",
			Standing::Chilled => "stays out of elections",
			Standing::Leaving => "is leaving",
		},
		match (status.validates, status.elected) {
			(true, true) => ", validates in this era and the next",
			(true, false) => ", validates in this era",
			(false, true) => ", validates from the next era on",
			(false, false) => "",
		},
		amount(&status.bond),
		amount(&status.delegated),
		match status.delegations {
			1 => "1 delegation".into(),
			count => format!("{count} delegations"),
		},
		percent(Share(status.commission)),
	);
	if let Some(until) = status.jailed_until {
		text.push_str(&format!("\nIN JAIL, can leave from era {until} on with `candidate unjail`"));
	}
	if !status.keys {
		text.push_str("\nhas NO SESSION KEYS: elections pass over it until `candidate keys`");
	}
	if !status.unpaid.is_empty() {
		let eras: Vec<_> = status.unpaid.iter().map(EraIndex::to_string).collect();
		text.push_str(&format!("\nstill to be paid for eras {}", eras.join(", ")));
	}
	text
}

/// Shows electable candidates by stake, most first: the first `limit`, or all.
pub async fn list(chain: &Chain, limit: Option<u32>, output: Output) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Listed {
		account: AccountId,
		stake: String,
	}
	let at = chain.best().await?;
	let candidates = match limit {
		Some(limit) => at.candidates_after(None, limit).await?,
		None => at.candidates().await?,
	};
	let mut text = format!("{} candidates by stake", candidates.len());
	for (place, (account, stake)) in (1..).zip(&candidates) {
		text.push_str(&format!("\n{place:>5}  {account}  {}", vaj(*stake)));
	}
	let listed: Vec<_> = candidates
		.into_iter()
		.map(|(account, stake)| Listed { account, stake: stake.to_string() })
		.collect();
	print(output, &text, &listed)
}

fn done(output: Output, text: String, included: &Included) -> Result<(), AgentError> {
	let receipt = Receipt::from(included);
	print(output, &format!("{text} (block {})", receipt.block), &receipt)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn candidate() -> Candidate {
		Candidate {
			bond: 500_000_000_000_000,
			delegated: 1_500_000_000_000,
			delegations: 2,
			commission: Share(50_000_000),
			standing: Standing::Active,
			jailed_until: None,
			unpaid: vec![],
		}
	}

	#[test]
	fn text_names_what_people_ask_for() {
		let account = AccountId::from([7; 32]);
		let plain = text(&candidate_status(account, candidate(), true, true, true));
		for part in [
			"stands for election, validates in this era and the next",
			"bond 500 VAJ",
			"delegated 1.5 VAJ (2 delegations)",
			"commission 5 %",
		] {
			assert!(plain.contains(part), "{part} is missing in:\n{plain}");
		}
		for part in ["JAIL", "NO SESSION KEYS", "to be paid"] {
			assert!(!plain.contains(part), "{part} is in:\n{plain}");
		}
		let jailed = Candidate { jailed_until: Some(12), unpaid: vec![3, 4], ..candidate() };
		let odd = text(&candidate_status(account, jailed, false, false, false));
		for part in
			["IN JAIL, can leave from era 12", "NO SESSION KEYS", "still to be paid for eras 3, 4"]
		{
			assert!(odd.contains(part), "{part} is missing in:\n{odd}");
		}
	}

	#[test]
	fn who_validates_is_told_how_to_replace_its_keys() {
		let text = keys_in_use(&AccountId::from([7; 32])).to_string();
		for part in
			["NoAssociatedValidatorId", "candidate chill", "candidate keys", "candidate resume"]
		{
			assert!(text.contains(part), "{part} is missing in:\n{text}");
		}
	}

	#[test]
	fn json_has_the_documented_fields() {
		let status = candidate_status(AccountId::from([7; 32]), candidate(), true, false, true);
		let json = serde_json::to_value(status).unwrap();
		assert_eq!(json["bond"], "500000000000000");
		assert_eq!(json["commission"], 50_000_000);
		assert_eq!(json["standing"], "active");
		assert!(json["jailed_until"].is_null());
		assert_eq!((&json["keys"], &json["validates"]), (&true.into(), &false.into()));
	}
}
