//! Rewards: filling the pots that providers share, and what stake has earned.

use crate::{
	amount::vaj,
	chain::{
		AccountId, At, Balance, Chain, ChainError, EraIndex, Included, Reward, Signer, SubmitError,
	},
	chips::print,
	error::AgentError,
	output::Output,
	payouts::{self, Closed, Due},
	progress::StatusLine,
	vendor::Receipt,
};
use futures::future::join_all;
use serde::Serialize;
use vajra_primitives::RoundIndex;

/// Adds to the current round's pot.
pub async fn fund(
	chain: &Chain,
	signer: &Signer,
	amount: Balance,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Funded {
		round: RoundIndex,
		amount: String,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let (round, included) = chain.fund_rewards(signer, amount).await?;
	let text = format!("{} are in the pot of round {round}", vaj(amount));
	let receipt = (&included).into();
	print(output, &text, &Funded { round, amount: amount.to_string(), receipt })
}

/// What an account has earned with one candidate. Amounts are in planck, as decimal text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EarnedWith {
	/// The candidate; the account itself for what it earned as one.
	pub candidate: AccountId,
	/// What can be claimed now.
	pub claimable: String,
	/// What eras that are over will bring once they are paid, as far as is known.
	pub pending: Vec<Pending>,
}

/// What an era that is not paid will bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pending {
	/// The era.
	pub era: EraIndex,
	/// How much.
	pub amount: String,
	/// The first era in which it can be paid.
	pub payable_from: EraIndex,
}

/// Shows what an account has earned with its stake, by era.
pub async fn show(chain: &Chain, account: &AccountId, output: Output) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Shown {
		account: AccountId,
		era: EraIndex,
		rewards: Vec<EarnedWith>,
	}
	let at = chain.best().await?;
	let era = at.eras().await?.active;
	let mut rewards = Vec::new();
	for candidate in sources(&at, account).await? {
		let earned = at.staking_rewards(account, &candidate).await?;
		if !earned.is_empty() {
			rewards.push(earned_with(candidate, &earned));
		}
	}
	let text = text(account, era, &rewards);
	print(output, &text, &Shown { account: *account, era, rewards })
}

/// The candidates with which an account may have earned something; itself, if it is one.
async fn sources(at: &At, account: &AccountId) -> Result<Vec<AccountId>, ChainError> {
	let delegations = at.stake(account).await?.delegations;
	let own = at.candidate(account).await?.map(|_| *account);
	let others = delegations.into_iter().map(|delegation| delegation.candidate);
	Ok(own.into_iter().chain(others).collect())
}

fn earned_with(candidate: AccountId, rewards: &[Reward]) -> EarnedWith {
	let pending = rewards.iter().filter_map(|reward| {
		let era = reward.era?;
		let payable_from = era.saturating_add(crate::chain::Eras::PAYABLE_AFTER);
		Some(Pending { era, amount: reward.amount.to_string(), payable_from })
	});
	EarnedWith { candidate, claimable: claimable(rewards).to_string(), pending: pending.collect() }
}

fn claimable(rewards: &[Reward]) -> Balance {
	rewards
		.iter()
		.filter(|reward| reward.era.is_none())
		.fold(0, |sum: Balance, reward| sum.saturating_add(reward.amount))
}

fn text(account: &AccountId, era: EraIndex, rewards: &[EarnedWith]) -> String {
	let amount = |planck: &str| planck.parse().map_or_else(|_| planck.into(), vaj);
	let mut lines = vec![format!("{account} in era {era}")];
	if rewards.is_empty() {
		lines.push("nothing to claim, and nothing to come from eras that are over".into());
	}
	for earned in rewards {
		match earned.candidate == *account {
			true => lines.push("earned as a candidate:".into()),
			false => lines.push(format!("earned with {}:", earned.candidate)),
		}
		if earned.claimable != "0" {
			lines.push(format!("  {} can be claimed", amount(&earned.claimable)));
		}
		for Pending { era: of, amount: planck, payable_from } in &earned.pending {
			let planck = amount(planck);
			lines.push(match *payable_from <= era {
				true => format!("  {planck} for era {of}, which waits for `rewards payout`"),
				false => {
					format!("  {planck} for era {of} as it stands, payable in era {payable_from}")
				}
			});
		}
	}
	lines.join("\n")
}

/// What becomes of rewards that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
	/// They are paid to the account.
	Claim,
	/// They are added to the stake that has earned them.
	Compound,
}

/// Takes what the signer has earned with a candidate, or with all of them.
pub async fn take(
	chain: &Chain,
	signer: &Signer,
	how: Take,
	candidate: Option<&AccountId>,
	status: &StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Taken {
		candidate: AccountId,
		amount: String,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let account = Chain::account_of(signer);
	let best = chain.best().await?;
	let candidates = match candidate {
		// What is wrong with it, the chain says best.
		Some(candidate) => vec![*candidate],
		None => ready(&best, &account).await?,
	};
	if candidates.is_empty() {
		let help =
			"there is nothing to claim: see `rewards show`, and pay out what waits for that \
		            with `rewards payout`";
		return Err(AgentError::Usage(help.into()));
	}
	status.set(format!("taking rewards from {} candidates", candidates.len()));
	let first = best.nonce(&account).await?;
	let sent = (0..).zip(&candidates).map(|(place, candidate)| async move {
		let nonce = Some(first.saturating_add(place));
		match how {
			Take::Claim => chain.claim_stake_rewards(signer, candidate, nonce).await,
			Take::Compound => chain.compound_stake_rewards(signer, candidate, nonce).await,
		}
	});
	let results: Vec<Result<(Balance, Included), SubmitError>> = join_all(sent).await;
	status.clear();
	let (mut lines, mut taken, mut failed) = (Vec::new(), Vec::new(), Vec::new());
	for (candidate, result) in candidates.iter().zip(results) {
		match result {
			Ok((amount, included)) => {
				let word = if how == Take::Claim { "claimed" } else { "added to the stake" };
				let block = included.block.number;
				lines.push(format!(
					"{} {word}, earned with {candidate} (block {block})",
					vaj(amount)
				));
				let (amount, receipt) = (amount.to_string(), (&included).into());
				taken.push(Taken { candidate: *candidate, amount, receipt });
			}
			Err(error) => failed.push((format!("rewards from {candidate}"), error)),
		}
	}
	if !taken.is_empty() || failed.is_empty() {
		print(output, &lines.join("\n"), &taken)?;
	}
	all_well(failed, candidates.len())
}

/// The candidates with which an account has earned something that it can claim.
async fn ready(at: &At, account: &AccountId) -> Result<Vec<AccountId>, ChainError> {
	let mut ready = Vec::new();
	for candidate in sources(at, account).await? {
		if claimable(&at.staking_rewards(account, &candidate).await?) > 0 {
			ready.push(candidate);
		}
	}
	Ok(ready)
}

/// Pays all validators, or some, and their delegators for all eras that can be paid.
pub async fn pay_out(
	chain: &Chain,
	signer: &Signer,
	validators: &[AccountId],
	status: &StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Paid {
		era: EraIndex,
		validator: AccountId,
		expired: bool,
		own: String,
		delegated: String,
	}
	let at = chain.best().await?;
	let due = payouts::due(&at, validators).await?;
	for validator in validators {
		if at.candidate(validator).await?.is_none() {
			return Err(AgentError::Usage(format!("{validator} is no candidate")));
		}
	}
	let count = due.len();
	let tell = |done| status.set(format!("paying out: {done} of {count} eras"));
	let closed = payouts::close(chain, signer, &due, tell).await;
	status.clear();
	let (mut lines, mut paid, mut failed) = (Vec::new(), Vec::new(), Vec::new());
	for (Due { era, validator, expired }, result) in closed? {
		match result {
			Ok(amounts) => {
				lines.push(match amounts {
					Some(amounts) => format!(
						"era {era}: {} to {validator}, {} to its delegators",
						vaj(amounts.own),
						vaj(amounts.delegated)
					),
					None => format!("era {era}: expired, given up for {validator}"),
				});
				let own = amounts.map_or(0, |amounts| amounts.own).to_string();
				let delegated = amounts.map_or(0, |amounts| amounts.delegated).to_string();
				paid.push(Paid { era, validator, expired, own, delegated });
			}
			Err(error) if payouts::was_closed_by_another(&error) => {
				lines.push(format!("era {era}: another one has just paid {validator}"));
			}
			Err(error) => failed.push((format!("era {era} of {validator}"), error)),
		}
	}
	if count == 0 {
		lines.push("there is nothing to pay out now".into());
	}
	if !lines.is_empty() {
		print(output, &lines.join("\n"), &paid)?;
	}
	all_well(failed, count)
}

/// An error where one of `count` steps failed.
fn all_well(failed: Vec<(String, SubmitError)>, count: usize) -> Result<(), AgentError> {
	let failures = failed.len();
	let Some((what, error)) = failed.into_iter().next() else { return Ok(()) };
	if count == 1 {
		return Err(error.into());
	}
	Err(AgentError::Usage(format!(
		"{failures} of {count} failed; the first of them, {what}: {error}"
	)))
}

/// What the watcher says about eras that it has closed, if that is worth a word.
pub(crate) fn log_closed(closed: &[Closed]) {
	for (Due { era, validator, .. }, result) in closed {
		match result {
			Ok(Some(paid)) => tracing::info!(
				era,
				%validator,
				own = vaj(paid.own),
				delegated = vaj(paid.delegated),
				"paid out"
			),
			Ok(None) => tracing::info!(era, %validator, "expired, given up"),
			Err(error) if payouts::was_closed_by_another(error) => {
				tracing::info!(era, %validator, "another one has paid it")
			}
			Err(error) => tracing::warn!(era, %validator, %error, "not paid out"),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn account(n: u8) -> AccountId {
		AccountId::from([n; 32])
	}

	#[test]
	fn rewards_are_shown_by_era() {
		let reward = |era, amount| Reward { era, amount };
		let rewards = [
			reward(None, 2_000_000_000_000),
			reward(Some(3), 1_000_000_000_000),
			reward(Some(4), 500_000_000_000),
		];
		assert_eq!(claimable(&rewards), 2_000_000_000_000);
		let earned = [earned_with(account(2), &rewards), earned_with(account(1), &rewards[1..])];
		let shown = text(&account(1), 5, &earned);
		for part in [
			&format!("earned with {}:\n  2 VAJ can be claimed\n", account(2))[..],
			"1 VAJ for era 3, which waits for `rewards payout`",
			"0.5 VAJ for era 4 as it stands, payable in era 6",
			"earned as a candidate:\n  1 VAJ for era 3",
		] {
			assert!(shown.contains(part), "{part} is missing in:\n{shown}");
		}
		assert!(text(&account(1), 5, &[]).contains("nothing to claim"));
	}

	#[test]
	fn failures_are_counted_and_the_first_is_named() {
		let failed = |name: &str| (name.to_owned(), SubmitError::Busy("wait".into()));
		all_well(vec![], 3).unwrap();
		let one = all_well(vec![failed("a")], 1).unwrap_err();
		assert!(matches!(one, AgentError::Submit(SubmitError::Busy(_))));
		let some = all_well(vec![failed("a"), failed("b")], 3).unwrap_err().to_string();
		assert!(some.contains("2 of 3 failed") && some.contains(", a: "), "{some}");
	}
}
