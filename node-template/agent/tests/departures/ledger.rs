//! What finalised blocks say about money and power.

use super::harness::SOON;
use anyhow::{ensure, Context, Result};
use std::ops::RangeBounds;
use subxt::{
	config::PolkadotConfig, events::Phase, ext::scale_decode::DecodeAsType, utils::AccountId32,
};
use vajra_agent::local::{
	AbsenceReported, ChainView, ComputeProved, Deadline, Player, ProviderSlashed, PALLET,
};

/// Event: a fee was paid.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct TransactionFeePaid {
	pub who: AccountId32,
	pub actual_fee: u128,
}

/// Event: a round's pot grew.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct RewardsFunded {
	pub round: u32,
	pub amount: u128,
}

/// Event: a provider claimed its part of a round's pot.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct RewardClaimed {
	pub provider: AccountId32,
	pub round: u32,
	pub amount: u128,
}

/// Event: revoked power is gone.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct PowerRevoked {
	pub provider: AccountId32,
	pub power: u128,
}

/// What a block says that this test looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Event {
	FeePaid(TransactionFeePaid),
	Funded(RewardsFunded),
	Claimed(RewardClaimed),
	Proved(ComputeProved),
	Reported(AbsenceReported),
	Slashed(ProviderSlashed),
	Revoked(PowerRevoked),
}

impl Event {
	/// Reads an event, if it is one of these.
	fn read(event: &subxt::events::Event<'_, PolkadotConfig>) -> Result<Option<Self>> {
		Ok(Some(match (event.pallet_name(), event.event_name()) {
			("TransactionPayment", "TransactionFeePaid") => {
				Self::FeePaid(event.decode_fields_unchecked_as()?)
			}
			(PALLET, "RewardsFunded") => Self::Funded(event.decode_fields_unchecked_as()?),
			(PALLET, "RewardClaimed") => Self::Claimed(event.decode_fields_unchecked_as()?),
			(PALLET, "ComputeProved") => Self::Proved(event.decode_fields_unchecked_as()?),
			(PALLET, "AbsenceReported") => Self::Reported(event.decode_fields_unchecked_as()?),
			(PALLET, "ProviderSlashed") => Self::Slashed(event.decode_fields_unchecked_as()?),
			(PALLET, "PowerRevoked") => Self::Revoked(event.decode_fields_unchecked_as()?),
			_ => return Ok(None),
		}))
	}
}

/// An event and where it stands.
#[derive(Clone, Debug)]
struct Entry {
	block: u64,
	extrinsic: Option<u32>,
	event: Event,
}

/// The events of finalised blocks, from 1 on without a gap.
pub struct Ledger {
	view: ChainView,
	entries: Vec<Entry>,
	read_to: u64,
}

impl Ledger {
	/// An empty one.
	pub fn new(view: ChainView) -> Self {
		Self { view, entries: Vec::new(), read_to: 0 }
	}

	/// Reads what was finalised since the last time.
	pub async fn read(&mut self) -> Result<()> {
		let head = self.view.head().await?;
		while self.read_to < head.finalized {
			let number = self.read_to + 1;
			let entries = self.read_block(number).await;
			self.entries.extend(entries.with_context(|| format!("block {number}"))?);
			self.read_to = number;
		}
		Ok(())
	}

	async fn read_block(&self, block: u64) -> Result<Vec<Entry>> {
		let mut entries = Vec::new();
		for event in self.view.api().at_block(block).await?.events().fetch().await?.iter() {
			let event = event?;
			let extrinsic = match event.phase() {
				Phase::ApplyExtrinsic(index) => Some(index),
				_ => None,
			};
			let event = Event::read(&event)?;
			entries.extend(event.map(|event| Entry { block, extrinsic, event }));
		}
		Ok(entries)
	}

	/// Waits until a block is final, and reads all blocks up to it.
	pub async fn read_to(&mut self, block: u64) -> Result<()> {
		Deadline::after(SOON)
			.until(&format!("finality of block {block}"), async || {
				self.read().await?;
				Ok((self.read_to >= block).then_some(()))
			})
			.await
	}

	/// What an account got and what it paid in some blocks, planck. What is put on hold or released is
	/// neither.
	pub fn moved(&self, account: &AccountId32, blocks: impl RangeBounds<u64>) -> (u128, u128) {
		let (mut gained, mut paid) = (0, 0);
		for entry in self.entries.iter().filter(|entry| blocks.contains(&entry.block)) {
			match &entry.event {
				Event::FeePaid(fee) if fee.who == *account => paid += fee.actual_fee,
				Event::Claimed(claimed) if claimed.provider == *account => gained += claimed.amount,
				Event::Slashed(slash) => {
					if slash.provider == *account {
						paid += slash.amount;
					}
					if slash.reporter == *account {
						gained += slash.reward;
					}
				}
				_ => {}
			}
		}
		(gained, paid)
	}

	/// The answers of a provider.
	pub fn proofs(&self, provider: Player) -> Vec<&ComputeProved> {
		let account = provider.account();
		let proofs = self.entries.iter().filter_map(|entry| match &entry.event {
			Event::Proved(proof) if proof.provider == account => Some(proof),
			_ => None,
		});
		proofs.collect()
	}

	/// Claims of rewards, all of them or one provider's.
	pub fn claims(&self, provider: Option<Player>) -> Vec<&RewardClaimed> {
		let account = provider.map(Player::account);
		let claims = self.entries.iter().filter_map(|entry| match &entry.event {
			Event::Claimed(claim) if account.is_none_or(|account| claim.provider == account) => {
				Some(claim)
			}
			_ => None,
		});
		claims.collect()
	}

	/// What was reported.
	pub fn reports(&self) -> Vec<&AbsenceReported> {
		let reports = self.entries.iter().filter_map(|entry| match &entry.event {
			Event::Reported(report) => Some(report),
			_ => None,
		});
		reports.collect()
	}

	/// The part of a round's pot that an account's proof is worth, rounded down, planck.
	pub fn share(&self, round: u32, account: &AccountId32) -> Result<u128> {
		let (mut pot, mut proved, mut own) = (0, 0, 0);
		for entry in &self.entries {
			match &entry.event {
				Event::Funded(funded) if funded.round == round => pot += funded.amount,
				Event::Proved(proof) if proof.round == round => {
					proved += proof.power;
					own += if proof.provider == *account { proof.power } else { 0 };
				}
				_ => {}
			}
		}
		ensure!(own > 0, "{account} proved nothing in round {round}");
		Ok(pot * own / proved)
	}

	/// Whose revoked power was taken out, and how much of it, in order. Each time it was a call of
	/// `by` that did nothing else and was free.
	pub fn pruned(&self, by: Player) -> Result<Vec<(AccountId32, u128)>> {
		let mut pruned = Vec::new();
		for (place, entry) in self.entries.iter().enumerate() {
			let Event::Revoked(revoked) = &entry.event else { continue };
			let same =
				|other: &&Entry| (other.block, other.extrinsic) == (entry.block, entry.extrinsic);
			let others: Vec<_> = (0..)
				.zip(self.entries.iter())
				.filter(|(other, _)| *other != place)
				.map(|(_, entry)| entry)
				.filter(same)
				.map(|entry| &entry.event)
				.collect();
			let free = TransactionFeePaid { who: by.account(), actual_fee: 0 };
			ensure!(
				entry.extrinsic.is_some() && others == [&Event::FeePaid(free)],
				"{revoked:?} comes with {others:?}"
			);
			pruned.push((revoked.provider, revoked.power));
		}
		Ok(pruned)
	}
}
