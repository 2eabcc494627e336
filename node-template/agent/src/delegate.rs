//! What delegators do: delegate, move, take back, withdraw.

use crate::{
	amount::vaj,
	chain::{AccountId, Balance, Chain, EraIndex, Included, Signer, Stake, Unbonding},
	chips::print,
	error::AgentError,
	output::Output,
	vendor::Receipt,
};
use serde::Serialize;

/// Delegates to a candidate.
pub async fn add(
	chain: &Chain,
	signer: &Signer,
	candidate: &AccountId,
	amount: Balance,
	output: Output,
) -> Result<(), AgentError> {
	let (delegated, included) = chain.delegate(signer, candidate, amount).await?;
	let text = format!(
		"{} more are delegated to {candidate}; they earn from the next era on",
		vaj(delegated.amount)
	);
	done(output, text, delegated.amount, None, &included)
}

/// Takes stake, or all of it, back from a candidate.
pub async fn remove(
	chain: &Chain,
	signer: &Signer,
	candidate: &AccountId,
	amount: Option<Balance>,
	output: Output,
) -> Result<(), AgentError> {
	let (taken, included) = chain.undelegate(signer, candidate, amount).await?;
	let text = format!(
		"{} have left {candidate}; withdraw them from era {} on with `delegate withdraw`",
		vaj(taken.amount),
		taken.unlocks_at
	);
	done(output, text, taken.amount, Some(taken.unlocks_at), &included)
}

/// Moves stake, or all that can move, from one candidate to another.
pub async fn relocate(
	chain: &Chain,
	signer: &Signer,
	from: &AccountId,
	to: &AccountId,
	amount: Option<Balance>,
	output: Output,
) -> Result<(), AgentError> {
	let (moved, included) = chain.redelegate(signer, from, to, amount).await?;
	let text = format!("{} moved from {from} to {to}", vaj(moved.amount));
	done(output, text, moved.amount, None, &included)
}

/// Releases an account's stake that has waited long enough.
pub async fn withdraw(
	chain: &Chain,
	signer: &Signer,
	whose: Option<&AccountId>,
	output: Output,
) -> Result<(), AgentError> {
	let who = whose.copied().unwrap_or_else(|| Chain::account_of(signer));
	let (amount, included) = chain.withdraw_stake(signer, &who).await?;
	done(output, format!("{} are released to {who}", vaj(amount)), amount, None, &included)
}

/// An account's stake. Amounts are in planck, as decimal text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StakeStatus {
	/// The account.
	pub account: AccountId,
	/// The current era.
	pub era: EraIndex,
	/// Its bond as a candidate.
	pub bond: String,
	/// What it delegates.
	pub delegations: Vec<DelegationStatus>,
	/// What waits for its release, oldest first.
	pub unbonding: Vec<UnbondingStatus>,
}

/// What an account delegates to one candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DelegationStatus {
	/// The candidate.
	pub candidate: AccountId,
	/// What it is worth.
	pub amount: String,
	/// How much of that cannot move on yet.
	pub cooling_down: String,
	/// The first era in which it can.
	pub moves_at: Option<EraIndex>,
}

/// Stake that waits for its release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnbondingStatus {
	/// How much.
	pub amount: String,
	/// The first era in which it can be withdrawn.
	pub unlocks_at: EraIndex,
	/// Whether it can be withdrawn now.
	pub unlocked: bool,
}

/// Shows an account's stake.
pub async fn show(chain: &Chain, account: &AccountId, output: Output) -> Result<(), AgentError> {
	let at = chain.best().await?;
	let (stake, unbonding) = (at.stake(account).await?, at.unbonding(account).await?);
	let status = stake_status(*account, at.eras().await?.active, &stake, &unbonding);
	print(output, &text(&status), &status)
}

fn stake_status(
	account: AccountId,
	era: EraIndex,
	stake: &Stake,
	unbonding: &[Unbonding],
) -> StakeStatus {
	let delegations = stake.delegations.iter().map(|delegation| DelegationStatus {
		candidate: delegation.candidate,
		amount: delegation.amount.to_string(),
		cooling_down: delegation.cooling_down.to_string(),
		moves_at: delegation.moves_at,
	});
	let unbonding = unbonding.iter().map(|chunk| UnbondingStatus {
		amount: chunk.amount.to_string(),
		unlocks_at: chunk.unlocks_at,
		unlocked: chunk.unlocks_at <= era,
	});
	StakeStatus {
		account,
		era,
		bond: stake.bond.to_string(),
		delegations: delegations.collect(),
		unbonding: unbonding.collect(),
	}
}

fn text(status: &StakeStatus) -> String {
	let amount = |planck: &str| planck.parse().map_or_else(|_| planck.into(), vaj);
	let mut lines = vec![format!("{} in era {}", status.account, status.era)];
	if status.bond != "0" {
		lines.push(format!("bond {}", amount(&status.bond)));
	}
	if status.delegations.is_empty() {
		lines.push("delegates nothing".into());
	}
	for delegation in &status.delegations {
		let mut line = format!("{} to {}", amount(&delegation.amount), delegation.candidate);
		if let Some(era) = delegation.moves_at {
			let cooling = amount(&delegation.cooling_down);
			line.push_str(&format!(", of which {cooling} cannot move on before era {era}"));
		}
		lines.push(line);
	}
	for chunk in &status.unbonding {
		let planck = amount(&chunk.amount);
		lines.push(match chunk.unlocked {
			true => format!("{planck} can be withdrawn"),
			false => format!("{planck} can be withdrawn from era {} on", chunk.unlocks_at),
		});
	}
	lines.join("\n")
}

fn done(
	output: Output,
	text: String,
	amount: Balance,
	unlocks_at: Option<EraIndex>,
	included: &Included,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Done {
		amount: String,
		#[serde(skip_serializing_if = "Option::is_none")]
		unlocks_at: Option<EraIndex>,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let receipt = Receipt::from(included);
	let text = format!("{text} (block {})", receipt.block);
	print(output, &text, &Done { amount: amount.to_string(), unlocks_at, receipt })
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::Delegation;

	#[test]
	fn stake_is_shown_whole() {
		let account = |n: u8| AccountId::from([n; 32]);
		let delegation = |n, moves_at| Delegation {
			candidate: account(n),
			amount: 2_000_000_000_000,
			cooling_down: 500_000_000_000,
			moves_at,
		};
		let stake =
			Stake { bond: 0, delegations: vec![delegation(8, None), delegation(9, Some(7))] };
		let unbonding = [
			Unbonding { unlocks_at: 5, amount: 1_000_000_000_000 },
			Unbonding { unlocks_at: 6, amount: 3_000_000_000_000 },
		];
		let status = stake_status(account(1), 5, &stake, &unbonding);
		let shown = text(&status);
		for part in [
			&format!("2 VAJ to {}\n", account(8))[..],
			"of which 0.5 VAJ cannot move on before era 7",
			"1 VAJ can be withdrawn\n",
			"3 VAJ can be withdrawn from era 6 on",
		] {
			assert!(shown.contains(part), "{part} is missing in:\n{shown}");
		}
		assert!(!shown.contains("bond") && !shown.contains("nothing"), "{shown}");
		let json = serde_json::to_value(&status).unwrap();
		assert_eq!(json["delegations"][1]["moves_at"], 7);
		assert_eq!(json["unbonding"][0]["unlocked"], true);
		assert_eq!(json["unbonding"][1]["amount"], "3000000000000");
		let empty = stake_status(account(1), 5, &Stake { bond: 1, delegations: vec![] }, &[]);
		assert!(text(&empty).contains("bond 0.000000000001 VAJ\ndelegates nothing"));
	}
}
