//! What providers do now and then, one command each.

use super::ChipList;
use crate::{
	amount::vaj,
	chain::{
		AccountId, At, BlockNumber, Chain, ChainError, Included, Signer, SubmitError, TakenOver,
		Until,
	},
	chips::{self, print},
	error::AgentError,
	manifest::serial_hash,
	output::Output,
	vendor::Receipt,
};
use futures::future::try_join_all;
use serde::Serialize;
use std::{
	collections::{HashMap, HashSet},
	path::Path,
};
use vajra_chip::{ChipEntry, SecureElement, SoftwareElement, Transfer};
use vajra_primitives::{ChipIndex, ChipKey, RoundIndex, SerialHash};

/// How many times a take-over is tried again where a new challenge opened meanwhile.
const OVERTAKEN_ATTEMPTS: u32 = 3;

/// Records that are asked for at once.
const AT_ONCE: usize = 64;

/// Points the signer's power at a validator, or at none.
pub async fn back(
	chain: &Chain,
	signer: &Signer,
	validator: Option<&AccountId>,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Backed<'a> {
		validator: Option<&'a AccountId>,
		from_round: RoundIndex,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let (from_round, included) = chain.back(signer, validator).await?;
	let whom = validator.map_or("no validator".into(), ToString::to_string);
	let text = format!("backing {whom} from round {from_round} on");
	print(output, &text, &Backed { validator, from_round, receipt: (&included).into() })
}

/// Which of a provider's chips.
#[derive(Clone, Debug)]
pub enum Selection {
	/// All of them.
	All,
	/// Those listed.
	Listed(ChipList),
}

/// Gives up some of the signer's chips.
pub async fn retire(
	chain: &Chain,
	signer: &Signer,
	selection: &Selection,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Gone {
		chips: u32,
		power: String,
		collateral: String,
		unlocks_at: BlockNumber,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let account = Chain::account_of(signer);
	let at = chain.best().await?;
	let limit = (at.limits()?.chips_per_claim as usize).max(1);
	let mut left = selected(&at, &account, selection).await?;
	let (mut count, mut power, mut collateral) = (0u32, 0u128, 0);
	loop {
		// Chips change their places when others leave: look them up for each batch.
		let keys: HashSet<_> = left.iter().take(limit).map(|key| key.0).collect();
		let roster = chain.best().await?.chips_of(&account).await?;
		let mut indices: Vec<_> = roster
			.iter()
			.filter(|(_, key)| keys.contains(&key.0))
			.map(|(index, _)| *index)
			.collect();
		indices.sort_unstable();
		let rest = left.split_off(left.len().min(limit));
		let (retired, included) =
			chain.retire_chips(signer, indices).await.map_err(|error| partly(count, error))?;
		count = count.saturating_add(retired.count);
		power = power.saturating_add(retired.power);
		collateral = retired.collateral.saturating_add(collateral);
		left = rest;
		if left.is_empty() {
			// The account's transactions are in blocks in their order: the last stands for all.
			chain.await_finality(included.block).await?;
			let unlocks_at = retired.unlocks_at;
			let text = format!(
				"{count} chips of power {power} are retired; {} stay on hold until block \
				 {unlocks_at}, then withdraw them",
				vaj(collateral)
			);
			let gone = Gone {
				chips: count,
				power: power.to_string(),
				collateral: collateral.to_string(),
				unlocks_at,
				receipt: (&included).into(),
			};
			return print(output, &text, &gone);
		}
		tracing::info!(count, left = left.len(), "chips retired");
	}
}

/// A failure after some chips were dealt with.
fn partly(done: u32, error: SubmitError) -> AgentError {
	match done {
		0 => error.into(),
		done => AgentError::Usage(format!(
			"{done} chips are done, then: {error}; run the command again for the others"
		)),
	}
}

/// The keys of the selected chips.
async fn selected(
	at: &At,
	account: &AccountId,
	selection: &Selection,
) -> Result<Vec<ChipKey>, AgentError> {
	let mut roster = at.chips_of(account).await?;
	if roster.is_empty() {
		return Err(AgentError::Usage(format!("{account} has no chips")));
	}
	roster.sort_unstable_by_key(|(index, _)| *index);
	let list = match selection {
		Selection::All => return Ok(roster.into_iter().map(|(_, key)| key).collect()),
		Selection::Listed(list) => list,
	};
	let serials = if list.serials().next().is_some() {
		serials_of(at, &roster).await?
	} else {
		HashMap::new()
	};
	let chips = roster.len() as u32;
	let (indices, unknown) =
		list.resolve(chips, |serial| serials.get(&serial_hash(serial)).copied());
	if !unknown.is_empty() {
		return Err(AgentError::Usage(format!(
			"{account} has {chips} chips, and these are none of them: {}",
			unknown.join(", ")
		)));
	}
	Ok(roster
		.into_iter()
		.filter(|(index, _)| indices.contains(index))
		.map(|(_, key)| key)
		.collect())
}

/// The chips by the hashes of their serial numbers.
async fn serials_of(
	at: &At,
	roster: &[(ChipIndex, ChipKey)],
) -> Result<HashMap<SerialHash, ChipIndex>, ChainError> {
	let mut serials = HashMap::with_capacity(roster.len());
	for part in roster.chunks(AT_ONCE) {
		for chip in
			try_join_all(part.iter().map(|(_, key)| at.chip(key))).await?.into_iter().flatten()
		{
			serials.insert(chip.serial, chip.index);
		}
	}
	Ok(serials)
}

/// Releases a provider's collateral that has waited long enough.
pub async fn withdraw(
	chain: &Chain,
	signer: &Signer,
	provider: Option<&AccountId>,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Withdrawn {
		provider: AccountId,
		amount: String,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let provider = provider.copied().unwrap_or_else(|| Chain::account_of(signer));
	// What cannot work is not paid for, and what is still to come is better told.
	let at = chain.best().await?;
	let Some(record) = at.provider(&provider).await? else {
		return Err(AgentError::Usage(format!("{provider} has never claimed a chip")));
	};
	let now = at.block().number;
	if record.withdrawable(now) == 0 {
		let why = match record.retiring.iter().map(|waiting| waiting.unlocks_at).min() {
			Some(block) => format!("the first of it can be from block {block} on, now is {now}"),
			None => "none is waiting; retire chips first".into(),
		};
		let text = format!("no collateral of {provider} can be withdrawn: {why}");
		return Err(AgentError::Usage(text));
	}
	let (amount, included) = chain.withdraw_collateral(signer, &provider).await?;
	let text = format!("{} of {provider}'s collateral is released", vaj(amount));
	let receipt = (&included).into();
	print(output, &text, &Withdrawn { provider, amount: amount.to_string(), receipt })
}

/// Claims all rewards that the signer can claim.
pub async fn claim_rewards(
	chain: &Chain,
	signer: &Signer,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Claimed {
		rounds: Vec<RoundIndex>,
		amount: String,
	}
	let account = Chain::account_of(signer);
	let at = chain.best().await?;
	let limit = (at.limits()?.rounds_per_claim as usize).max(1);
	let claimable = at.rewards_of(&account).await?.into_iter();
	let rounds: Vec<_> =
		claimable.filter(|(_, amount)| *amount > 0).map(|(round, _)| round).collect();
	let (mut done, mut amount) = (Vec::new(), 0u128);
	for batch in rounds.chunks(limit) {
		let claimed = chain.claim_rewards(signer, batch.to_vec(), Until::Finalized).await;
		let (claimed, _) = claimed.map_err(|error| match done.len() {
			0 => error.into(),
			rounds => AgentError::Usage(format!(
				"{} of {rounds} rounds are claimed, then: {error}; run the command again",
				vaj(amount)
			)),
		})?;
		for (round, reward) in claimed {
			done.push(round);
			amount = amount.saturating_add(reward);
		}
	}
	let text = match done.len() {
		0 => "no reward can be claimed now; a round's is there once the next challenge has \
		      opened"
			.into(),
		rounds => format!("{} of {rounds} rounds are claimed", vaj(amount)),
	};
	print(output, &text, &Claimed { rounds: done, amount: amount.to_string() })
}

/// Takes claimed chips of a chip file over from their owners; with `serials` only some of them.
pub async fn take_over(
	chain: &Chain,
	signer: &Signer,
	path: &Path,
	serials: &[String],
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Taken {
		serial: String,
		from: AccountId,
		collateral: String,
		counts_from: RoundIndex,
	}
	let account = Chain::account_of(signer);
	let file = chips::load(path)?;
	let known: HashSet<_> = file.entries().iter().map(ChipEntry::serial).collect();
	if let Some(unknown) = serials.iter().find(|serial| !known.contains(serial.as_str())) {
		let reason = format!("it holds no chip with serial number {unknown:?}");
		return Err(AgentError::File { path: path.into(), reason });
	}
	let wanted = |chip: &&ChipEntry| {
		serials.is_empty() || serials.iter().any(|serial| serial == chip.serial())
	};
	let mut taken = Vec::new();
	let mut last = None;
	for chip in file.entries().iter().filter(wanted) {
		let Some((over, included)) = take_over_one(chain, signer, chip).await.map_err(|error| {
			if let (Some(_), AgentError::Submit(error)) = (&last, &error) {
				return AgentError::Usage(format!(
					"{} chips are taken over, then chip {}: {error}; run the command again for the \
					 others",
					taken.len(),
					chip.serial()
				));
			}
			error
		})?
		else {
			tracing::info!(serial = chip.serial(), %account, "has this chip already");
			continue;
		};
		tracing::info!(serial = chip.serial(), from = %over.from, "chip taken over");
		taken.push(Taken {
			serial: chip.serial().into(),
			from: over.from,
			collateral: over.collateral.to_string(),
			counts_from: over.counts_from,
		});
		last = Some(included.block);
	}
	if let Some(block) = last {
		// As above.
		chain.await_finality(block).await?;
	}
	let text = match taken.first() {
		None => format!("{account} has all these chips already"),
		Some(first) => format!(
			"{} chips are taken over; they count from round {} on",
			taken.len(),
			first.counts_from
		),
	};
	print(output, &text, &taken)
}

/// Takes one chip over; `None` if the signer has it.
async fn take_over_one(
	chain: &Chain,
	signer: &Signer,
	chip: &ChipEntry,
) -> Result<Option<(TakenOver, Included)>, AgentError> {
	let account = Chain::account_of(signer);
	let serial = || chip.serial().to_string();
	let element = SoftwareElement::unlock(chip)
		.map_err(|source| AgentError::Unlock { serial: serial(), source })?;
	let mut attempts = 0;
	loop {
		let at = chain.best().await?;
		let Some(record) = at.chip(&chip.key()).await? else {
			return Err(AgentError::Usage(format!(
				"chip {} is claimed by nobody: claim it with its manifest, `provider run --manifest`",
				chip.serial()
			)));
		};
		if record.provider == account {
			return Ok(None);
		}
		let Some(challenge) = at.challenge().await? else {
			let text = "no challenge has opened on this chain yet: try again in the next round";
			return Err(AgentError::Usage(text.into()));
		};
		let own = at.provider(&account).await?;
		if own.as_ref().is_some_and(|own| own.suspended && own.chips > 0) {
			return Err(AgentError::Suspended { account });
		}
		let possession = element
			.prove_transfer(&Transfer {
				genesis: chain.genesis(),
				from: vajra_chip::AccountId32::from(record.provider.0),
				to: vajra_chip::AccountId32::from(account.0),
				claim: own.map_or(0, |own| own.claims),
				chip: chip.key(),
				seed: challenge.seed,
			})
			.map_err(|source| AgentError::Possession { serial: serial(), source })?;
		match chain.take_over_chip(signer, &chip.key(), possession).await {
			Ok(taken) => return Ok(Some(taken)),
			// The seed is that of the latest challenge, and a newer one has opened.
			Err(error)
				if error.attestation_error() == Some("InvalidPossession")
					&& attempts < OVERTAKEN_ATTEMPTS =>
			{
				attempts += 1;
				tracing::warn!(serial = chip.serial(), %error, "trying again");
			}
			Err(error) => return Err(error.into()),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn failure_tells_what_was_done_before() {
		let busy = || SubmitError::Busy("why".into());
		assert!(matches!(partly(0, busy()), AgentError::Submit(SubmitError::Busy(_))));
		let text = partly(64, busy()).to_string();
		assert!(text.contains("64 chips") && text.contains("why"), "{text}");
	}
}
