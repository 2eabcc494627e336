//! Reading the chain's state.

use super::{
	codegen, AccountId, Answer, Backing, Balance, Batch, BlockId, ChainError, Chip, Config, Funds,
	Limits, Manifest, Model, Penalties, PowerLedger, Provider, Reported, Retirement, Round, Share,
	Slashed, Slot, Tally,
};
use futures::future::try_join_all;
use subxt::{client::OnlineClientAtBlock, storage::Address};
use vajra_primitives::{ChipIndex, ChipKey, ManifestId, ModelId, RoundIndex};

/// The chain's state at one block.
#[derive(Clone)]
pub struct At {
	pub(super) block: BlockId,
	pub(super) inner: OnlineClientAtBlock<Config>,
}

impl std::fmt::Debug for At {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.debug_struct("At").field("block", &self.block).finish_non_exhaustive()
	}
}

impl At {
	/// The block.
	pub fn block(&self) -> BlockId {
		self.block
	}

	/// The attestation pallet's constants.
	pub fn limits(&self) -> Result<Limits, ChainError> {
		let constants = self.inner.constants();
		let pallet = || codegen::constants().compute_attestation();
		let read = || -> Result<Limits, subxt::error::ConstantError> {
			Ok(Limits {
				round_length: constants.entry(pallet().round_length())?,
				response_window: constants.entry(pallet().response_window())?,
				warm_up_rounds: constants.entry(pallet().warm_up_rounds())?,
				chips_per_claim: constants.entry(pallet().max_chips_per_claim())?,
				chips_per_provider: constants.entry(pallet().max_chips_per_provider())?,
				absent: constants.entry(pallet().max_absent())?,
				collateral_per_unit: constants.entry(pallet().collateral_per_unit())?,
				retirement_delay: constants.entry(pallet().retirement_delay())?,
				claim_rounds: constants.entry(pallet().claim_rounds())?,
				rounds_per_claim: constants.entry(pallet().max_rounds_per_claim())?,
				penalties: penalties(constants.entry(pallet().penalties())?),
			})
		};
		Ok(read().map_err(subxt::Error::from)?)
	}

	/// A model.
	pub async fn model(&self, id: ModelId) -> Result<Option<Model>, ChainError> {
		let address = codegen::storage().compute_attestation().models();
		Ok(self.fetch(address, (id,)).await?.map(|model| Model {
			vendor: model.vendor,
			name: String::from_utf8_lossy(&model.name.0).into_owned(),
			units: model.units,
			revoked: model.revoked.is_some(),
		}))
	}

	/// A manifest.
	pub async fn manifest(&self, id: ManifestId) -> Result<Option<Manifest>, ChainError> {
		let address = codegen::storage().compute_attestation().manifests();
		Ok(self.fetch(address, (id,)).await?.map(|manifest| Manifest {
			model: manifest.model,
			root: manifest.root,
			chips: manifest.chips,
			expires_at: manifest.expires_at,
			revoked: manifest.revoked.is_some(),
			claimed: manifest.claimed,
		}))
	}

	/// Is a vendor revoked?
	pub async fn is_vendor_revoked(&self, vendor: &AccountId) -> Result<bool, ChainError> {
		let address = codegen::storage().compute_attestation().vendors();
		Ok(self.fetch(address, (*vendor,)).await?.is_some_and(|vendor| vendor.revoked.is_some()))
	}

	/// How many vendors, models and manifests have been revoked.
	pub async fn revocations(&self) -> Result<u32, ChainError> {
		let address = codegen::storage().compute_attestation().revocations();
		Ok(self.fetch(address, ()).await?.unwrap_or_default())
	}

	/// A claimed chip.
	pub async fn chip(&self, key: &ChipKey) -> Result<Option<Chip>, ChainError> {
		let address = codegen::storage().compute_attestation().chips();
		Ok(self.fetch(address, (key.0,)).await?.map(|chip| Chip {
			provider: chip.provider,
			index: chip.index,
			serial: chip.serial,
		}))
	}

	/// Has this vendor revoked this chip?
	pub async fn is_chip_revoked(
		&self,
		vendor: &AccountId,
		key: &ChipKey,
	) -> Result<bool, ChainError> {
		let address = codegen::storage().compute_attestation().revoked_chips();
		Ok(self.fetch(address, (*vendor, key.0)).await?.is_some())
	}

	/// The chips of a provider, each with its index, in no order.
	pub async fn chips_of(
		&self,
		provider: &AccountId,
	) -> Result<Vec<(ChipIndex, ChipKey)>, ChainError> {
		let address = codegen::storage().compute_attestation().slots();
		let entry = self.inner.storage().entry(address).map_err(subxt::Error::from)?;
		let mut chips = Vec::new();
		let mut walk = entry.iter((*provider,)).await.map_err(subxt::Error::from)?;
		while let Some(item) = walk.next().await {
			let item = item.map_err(subxt::Error::from)?;
			let key = item.key().and_then(|key| key.decode()).map_err(subxt::Error::from)?;
			let slot = item.value().decode().map_err(subxt::Error::from)?;
			chips.push((key.1, ChipKey::from_raw(slot.key)));
		}
		Ok(chips)
	}

	/// Some of a provider's chips, by index; those that do not exist are left out.
	pub async fn slots(
		&self,
		provider: &AccountId,
		chips: &[ChipIndex],
	) -> Result<Vec<Slot>, ChainError> {
		let slots = chips.iter().map(|index| {
			self.fetch(codegen::storage().compute_attestation().slots(), (*provider, *index))
		});
		let slots = try_join_all(slots).await?.into_iter().flatten();
		Ok(slots
			.map(|slot| Slot {
				key: ChipKey::from_raw(slot.key),
				manifest: slot.manifest,
				units: slot.units,
				counts_from: slot.counts_from,
			})
			.collect())
	}

	/// A provider.
	pub async fn provider(&self, account: &AccountId) -> Result<Option<Provider>, ChainError> {
		let address = codegen::storage().compute_attestation().providers();
		Ok(self.fetch(address, (*account,)).await?.map(provider))
	}

	/// Walks over all providers, a page at a time.
	pub async fn for_each_provider(
		&self,
		mut visit: impl FnMut(AccountId, Provider),
	) -> Result<(), ChainError> {
		let address = codegen::storage().compute_attestation().providers();
		let entry = self.inner.storage().entry(address).map_err(subxt::Error::from)?;
		let mut walk = entry.iter(()).await.map_err(subxt::Error::from)?;
		while let Some(item) = walk.next().await {
			let item = item.map_err(subxt::Error::from)?;
			let key = item.key().and_then(|key| key.decode()).map_err(subxt::Error::from)?;
			visit(key.0, provider(item.value().decode().map_err(subxt::Error::from)?));
		}
		Ok(())
	}

	/// Power of the whole network.
	pub async fn network_power(&self) -> Result<PowerLedger, ChainError> {
		let address = codegen::storage().compute_attestation().network_power();
		Ok(self.fetch(address, ()).await?.map(ledger).unwrap_or_default())
	}

	/// The challenge that opened last.
	pub async fn challenge(&self) -> Result<Option<Round>, ChainError> {
		let address = codegen::storage().compute_attestation().challenge();
		Ok(self.fetch(address, ()).await?.map(round))
	}

	/// The challenge before that.
	pub async fn previous_challenge(&self) -> Result<Option<Round>, ChainError> {
		let address = codegen::storage().compute_attestation().previous_challenge();
		Ok(self.fetch(address, ()).await?.map(round))
	}

	/// Walks over all validators that providers ever proved power for, a page at a time.
	pub async fn for_each_tally(
		&self,
		mut visit: impl FnMut(AccountId, Tally),
	) -> Result<(), ChainError> {
		let address = codegen::storage().compute_attestation().tallies();
		let entry = self.inner.storage().entry(address).map_err(subxt::Error::from)?;
		let mut walk = entry.iter(()).await.map_err(subxt::Error::from)?;
		while let Some(item) = walk.next().await {
			let item = item.map_err(subxt::Error::from)?;
			let key = item.key().and_then(|key| key.decode()).map_err(subxt::Error::from)?;
			visit(key.0, tally(item.value().decode().map_err(subxt::Error::from)?));
		}
		Ok(())
	}

	/// The reports of an account in this block, each with its round and the absent provider.
	pub async fn reports_by(
		&self,
		reporter: &AccountId,
	) -> Result<Vec<(RoundIndex, AccountId, Reported)>, ChainError> {
		use codegen::compute_attestation::events;
		let all = self.inner.events().fetch().await.map_err(subxt::Error::from)?;
		let reports = all.find::<events::AbsenceReported>().collect::<Result<Vec<_>, _>>();
		let slashes = all.find::<events::ProviderSlashed>().collect::<Result<Vec<_>, _>>();
		let suspended = all.find::<events::ProviderSuspended>().collect::<Result<Vec<_>, _>>();
		let slashes = slashes.map_err(subxt::Error::from)?;
		let suspended = suspended.map_err(subxt::Error::from)?;
		let mut found = Vec::new();
		for report in reports.map_err(subxt::Error::from)? {
			if report.reporter != *reporter {
				continue;
			}
			let (round, provider) = (report.round, report.provider);
			let slash =
				slashes.iter().find(|slash| (slash.round, slash.provider) == (round, provider));
			let slashed = slash.map(|slash| Slashed {
				amount: slash.amount,
				shortfall: slash.shortfall,
				reward: slash.reward,
			});
			let suspended = suspended.iter().any(|event| event.provider == provider);
			// The chain took it, so it was free.
			let reported = Reported { misses: report.misses, slashed, suspended, fee: 0 };
			found.push((round, provider, reported));
		}
		Ok(found)
	}

	/// The rounds whose reward a provider can claim, ascending, with their rewards, planck.
	pub async fn rewards_of(
		&self,
		provider: &AccountId,
	) -> Result<Vec<(RoundIndex, Balance)>, ChainError> {
		let call = codegen::runtime_apis().compute_attestation_api().rewards_of(*provider);
		let mut rewards = self.inner.runtime_apis().call(call).await.map_err(subxt::Error::from)?;
		rewards.sort_unstable();
		Ok(rewards)
	}

	/// What an account has.
	pub async fn funds(&self, account: &AccountId) -> Result<Funds, ChainError> {
		let address = codegen::storage().system().account();
		Ok(self.fetch(address, (*account,)).await?.map_or_else(Funds::default, |info| Funds {
			free: info.data.free,
			reserved: info.data.reserved,
			frozen: info.data.frozen,
		}))
	}

	/// What an account can pay fees with, planck.
	pub async fn spendable(&self, account: &AccountId) -> Result<Balance, ChainError> {
		let constant = codegen::constants().balances().existential_deposit();
		let existential = self.inner.constants().entry(constant).map_err(subxt::Error::from)?;
		Ok(self.funds(account).await?.spendable(existential))
	}

	/// The next nonce of an account.
	pub async fn nonce(&self, account: &AccountId) -> Result<u64, ChainError> {
		Ok(self.inner.tx().account_nonce(account).await.map_err(subxt::Error::from)?)
	}

	pub(super) async fn fetch<A: Address>(
		&self,
		address: A,
		key: A::KeyParts,
	) -> Result<Option<A::Value>, ChainError> {
		let value =
			self.inner.storage().try_fetch(address, key).await.map_err(subxt::Error::from)?;
		Ok(value.map(|value| value.decode()).transpose().map_err(subxt::Error::from)?)
	}
}

use codegen::runtime_types::pallet_compute_attestation::types as generated;

fn ledger(ledger: generated::power::PowerLedger) -> PowerLedger {
	PowerLedger {
		mature: ledger.mature,
		warming: ledger
			.warming
			.0
			.into_iter()
			.map(|cohort| (cohort.counts_from, cohort.power))
			.collect(),
	}
}

fn answer(answer: generated::round::Answer) -> Answer {
	Answer { round: answer.round, power: answer.power }
}

fn batch(batch: generated::power::Batch) -> Batch {
	Batch {
		manifest: batch.manifest,
		counts_from: batch.counts_from,
		chips: batch.chips,
		power: batch.power,
		trusted: batch.trusted,
	}
}

fn provider(provider: generated::provider::Provider<AccountId, Balance, u32>) -> Provider {
	let retirement = |retirement: generated::provider::Retirement<Balance, u32>| Retirement {
		amount: retirement.amount,
		unlocks_at: retirement.unlocks_at,
	};
	let generated::provider::Backing { current, next, from } = provider.backing;
	Provider {
		aggregate_key: ChipKey::from_raw(provider.aggregate_key),
		chips: provider.chips,
		claims: provider.claims,
		batches: provider.batches.0.into_iter().map(batch).collect(),
		checked: provider.checked,
		required: provider.required,
		collateral: provider.collateral,
		retiring: provider.retiring.0.into_iter().map(retirement).collect(),
		shortfall: provider.shortfall,
		backing: Backing { current, next, from },
		due_from: provider.due_from,
		owed: provider.owed,
		latest: provider.latest.map(answer),
		previous: provider.previous.map(answer),
		misses: provider.misses,
		damped: provider.damped,
		reported: provider.reported,
		reported_before: provider.reported_before,
		suspended: provider.suspended,
	}
}

fn round(round: generated::round::Round<u32>) -> Round {
	Round {
		round: round.round,
		seed: round.seed,
		opened_at: round.opened_at,
		closes_at: round.closes_at,
		expected: round.expected,
		proved: round.proved,
		unbacked: round.unbacked,
		answers: round.answers,
	}
}

fn tally(tally: generated::round::Tally) -> Tally {
	Tally { latest: tally.latest.map(answer), previous: tally.previous.map(answer) }
}

fn penalties(penalties: generated::round::Penalties) -> Penalties {
	Penalties {
		slash_from: penalties.slash_from,
		suspend_at: penalties.suspend_at,
		slash: Share(penalties.slash.0),
		reporter: Share(penalties.reporter.0),
		quorum: Share(penalties.quorum.0),
	}
}
