//! Reading the chain's state.

use super::{
	codegen, AccountId, Answer, Balance, BlockId, ChainError, Chip, Config, Limits, Manifest,
	Model, PowerLedger, Provider, Round,
};
use futures::future::try_join_all;
use subxt::{client::OnlineClientAtBlock, storage::Address};
use vajra_primitives::{ChipIndex, ChipKey, ManifestId, ModelId, Power, RoundIndex};

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
			revoked: model.revoked,
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
			revoked: manifest.revoked,
			claimed: manifest.claimed,
		}))
	}

	/// A claimed chip.
	pub async fn chip(&self, key: &ChipKey) -> Result<Option<Chip>, ChainError> {
		let address = codegen::storage().compute_attestation().chips();
		Ok(self.fetch(address, (key.0,)).await?.map(|chip| Chip {
			provider: chip.provider,
			index: chip.index,
			manifest: chip.manifest,
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

	/// Power of some of a provider's chips that counts in `round`.
	pub async fn counted_power(
		&self,
		provider: &AccountId,
		chips: &[ChipIndex],
		round: RoundIndex,
	) -> Result<Power, ChainError> {
		let slots = chips.iter().map(|index| {
			self.fetch(codegen::storage().compute_attestation().slots(), (*provider, *index))
		});
		let slots = try_join_all(slots).await?;
		Ok(slots
			.into_iter()
			.flatten()
			.filter(|slot| slot.counts_from <= round)
			.fold(0, |sum: Power, slot| sum.saturating_add(slot.units.into())))
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

	/// What an account can spend, planck.
	pub async fn free_balance(&self, account: &AccountId) -> Result<Balance, ChainError> {
		let address = codegen::storage().system().account();
		Ok(self.fetch(address, (*account,)).await?.map_or(0, |info| info.data.free))
	}

	/// The next nonce of an account.
	pub async fn nonce(&self, account: &AccountId) -> Result<u64, ChainError> {
		Ok(self.inner.tx().account_nonce(account).await.map_err(subxt::Error::from)?)
	}

	async fn fetch<A: Address>(
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

fn ledger(ledger: generated::PowerLedger) -> PowerLedger {
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

fn answer(answer: generated::Answer) -> Answer {
	Answer { round: answer.round, power: answer.power }
}

fn provider(provider: generated::Provider<Balance>) -> Provider {
	Provider {
		aggregate_key: ChipKey::from_raw(provider.aggregate_key),
		chips: provider.chips,
		claims: provider.claims,
		power: ledger(provider.power),
		collateral: provider.collateral,
		due_from: provider.due_from,
		latest: provider.latest.map(answer),
		previous: provider.previous.map(answer),
		misses: provider.misses,
		reported: provider.reported,
	}
}

fn round(round: generated::Round<u32>) -> Round {
	Round {
		round: round.round,
		seed: round.seed,
		opened_at: round.opened_at,
		closes_at: round.closes_at,
		expected: round.expected,
		proved: round.proved,
		answers: round.answers,
	}
}
