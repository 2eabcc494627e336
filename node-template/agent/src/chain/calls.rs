//! The calls that the agent makes, each with what the chain says about it.

use super::{
	codegen, AccountId, Balance, BlockNumber, Chain, ChipClaim, Claimed, Included, ManifestEntry,
	Proved, Refusal, Reported, Retired, Signer, Slashed, SubmitError, TakenOver, Until,
};
use codegen::{
	compute_attestation::events,
	runtime_types::{
		bounded_collections::bounded_vec::BoundedVec,
		pallet_compute_attestation::{pallet::Call as PalletCall, types::registry as generated},
	},
};
use sp_core::H256;
use vajra_primitives::{ChipIndex, ChipKey, ChipSignature, ManifestId, ModelId, Power, RoundIndex};

fn pallet() -> codegen::compute_attestation::calls::api::TransactionApi {
	codegen::tx().compute_attestation()
}

impl Chain {
	/// The account that `signer` signs for.
	pub fn account_of(signer: &Signer) -> AccountId {
		super::submit::account_of(signer)
	}

	/// Registers a vendor; `sudo` is the key of the chain's sudo account.
	pub async fn register_vendor(
		&self,
		sudo: &Signer,
		vendor: &AccountId,
		name: &str,
	) -> Result<Included, SubmitError> {
		let call = PalletCall::register_vendor { vendor: *vendor, name: bounded(name) };
		self.as_root(sudo, call).await
	}

	/// Revokes a vendor; `sudo` is the key of the chain's sudo account.
	pub async fn revoke_vendor(
		&self,
		sudo: &Signer,
		vendor: &AccountId,
	) -> Result<Included, SubmitError> {
		let call = PalletCall::revoke_vendor { vendor: *vendor };
		self.as_root(sudo, call).await
	}

	async fn as_root(&self, sudo: &Signer, call: PalletCall) -> Result<Included, SubmitError> {
		let call = codegen::Call::ComputeAttestation(call);
		let included =
			self.submit(sudo, &codegen::tx().sudo().sudo(call), Until::Finalized, None).await?;
		// The outer call succeeds even where the inner one fails: the event tells.
		let event = included.event::<codegen::sudo::events::Sudid>("Sudo::Sudid")?;
		match event.sudo_result {
			Ok(()) => Ok(included),
			Err(error) => Err(SubmitError::Refused(self.refusal(&included, error).await)),
		}
	}

	/// Registers a model of the signer's and gives its id.
	pub async fn register_model(
		&self,
		vendor: &Signer,
		name: &str,
		units: u64,
	) -> Result<(ModelId, Included), SubmitError> {
		let call = pallet().register_model(bounded(name), units);
		let included = self.submit(vendor, &call, Until::Finalized, None).await?;
		let event = included.event::<events::ModelRegistered>("ModelRegistered")?;
		Ok((event.model, included))
	}

	/// Revokes a model of the signer's.
	pub async fn revoke_model(
		&self,
		vendor: &Signer,
		model: ModelId,
	) -> Result<Included, SubmitError> {
		self.submit(vendor, &pallet().revoke_model(model), Until::Finalized, None).await
	}

	/// Publishes a manifest and gives its id.
	pub async fn publish_manifest(
		&self,
		vendor: &Signer,
		model: ModelId,
		root: H256,
		chips: u32,
		expires_at: BlockNumber,
	) -> Result<(ManifestId, Included), SubmitError> {
		let call = pallet().publish_manifest(model, root, chips, expires_at);
		let included = self.submit(vendor, &call, Until::Finalized, None).await?;
		let event = included.event::<events::ManifestPublished>("ManifestPublished")?;
		Ok((event.manifest, included))
	}

	/// Revokes a manifest of the signer's.
	pub async fn revoke_manifest(
		&self,
		vendor: &Signer,
		manifest: ManifestId,
	) -> Result<Included, SubmitError> {
		self.submit(vendor, &pallet().revoke_manifest(manifest), Until::Finalized, None).await
	}

	/// Revokes one chip of a manifest of the signer's.
	pub async fn revoke_chip(
		&self,
		vendor: &Signer,
		manifest: ManifestId,
		chip: ManifestEntry,
	) -> Result<Included, SubmitError> {
		self.submit(vendor, &pallet().revoke_chip(manifest, entry(chip)), Until::Finalized, None)
			.await
	}

	/// Claims chips for the signer.
	pub async fn claim_chips(
		&self,
		provider: &Signer,
		manifest: ManifestId,
		claims: Vec<ChipClaim>,
	) -> Result<(Claimed, Included), SubmitError> {
		let claims = claims
			.into_iter()
			.map(|claim| generated::ChipClaim {
				entry: entry(claim.entry),
				encrypted_key: BoundedVec(claim.encrypted_key),
				possession: claim.possession.0,
			})
			.collect();
		let call = pallet().claim_chips(manifest, BoundedVec(claims));
		let included = self.submit(provider, &call, Until::InBlock, None).await?;
		let event = included.event::<events::ChipsClaimed>("ChipsClaimed")?;
		let claimed =
			Claimed { count: event.count, power: event.power, collateral: event.collateral };
		Ok((claimed, included))
	}

	/// Answers a challenge for the signer.
	pub async fn prove(
		&self,
		provider: &Signer,
		round: RoundIndex,
		absent: Vec<ChipIndex>,
		signature: ChipSignature,
	) -> Result<(Proved, Included), SubmitError> {
		let call = pallet().prove(round, BoundedVec(absent), signature.0);
		let included = self.submit(provider, &call, Until::InBlock, None).await?;
		let event = included.event::<events::ComputeProved>("ComputeProved")?;
		let proved = Proved { round: event.round, power: event.power, absent: event.absent };
		Ok((proved, included))
	}

	/// Reports a provider that did not answer. A `nonce` of one's own makes it possible to have
	/// several reports on their way at once.
	pub async fn report_absence(
		&self,
		reporter: &Signer,
		round: RoundIndex,
		provider: &AccountId,
		nonce: Option<u64>,
	) -> Result<(Reported, Included), SubmitError> {
		let call = pallet().report_absence(round, *provider);
		let included = self.submit(reporter, &call, Until::InBlock, nonce).await?;
		let misses = included.event::<events::AbsenceReported>("AbsenceReported")?.misses;
		let slashed = included.all_events::<events::ProviderSlashed>()?;
		let slashed = slashed.first().map(|event| Slashed {
			amount: event.amount,
			shortfall: event.shortfall,
			reward: event.reward,
		});
		let suspended = !included.all_events::<events::ProviderSuspended>()?.is_empty();
		Ok((Reported { misses, slashed, suspended, fee: included.fee() }, included))
	}

	/// The fee that is set aside while a report runs, planck.
	pub async fn report_fee(
		&self,
		reporter: &Signer,
		round: RoundIndex,
		provider: &AccountId,
	) -> Result<Balance, SubmitError> {
		self.fee_of(reporter, &pallet().report_absence(round, *provider)).await
	}

	/// Takes a provider's power that was revoked out of the network's sum, and gives it. Anyone may,
	/// and it is free where it succeeds. A `nonce` of one's own makes it possible to have several on
	/// their way at once.
	pub async fn prune_revoked(
		&self,
		signer: &Signer,
		provider: &AccountId,
		nonce: Option<u64>,
	) -> Result<(Power, Included), SubmitError> {
		let call = pallet().prune_revoked(*provider);
		let included = self.submit(signer, &call, Until::InBlock, nonce).await?;
		let event = included.event::<events::PowerRevoked>("PowerRevoked")?;
		Ok((event.power, included))
	}

	/// The fee that is set aside while revoked power is taken out, planck.
	pub async fn prune_fee(
		&self,
		signer: &Signer,
		provider: &AccountId,
	) -> Result<Balance, SubmitError> {
		self.fee_of(signer, &pallet().prune_revoked(*provider)).await
	}

	/// Gives up some of the signer's chips, by ascending index.
	pub async fn retire_chips(
		&self,
		provider: &Signer,
		indices: Vec<ChipIndex>,
	) -> Result<(Retired, Included), SubmitError> {
		let call = pallet().retire_chips(BoundedVec(indices));
		let included = self.submit(provider, &call, Until::InBlock, None).await?;
		let event = included.event::<events::ChipsRetired>("ChipsRetired")?;
		let retired = Retired {
			count: event.count,
			power: event.power,
			collateral: event.collateral,
			unlocks_at: event.unlocks_at,
		};
		Ok((retired, included))
	}

	/// Releases a provider's collateral that has waited long enough, and gives it. Anyone may.
	pub async fn withdraw_collateral(
		&self,
		signer: &Signer,
		provider: &AccountId,
	) -> Result<(Balance, Included), SubmitError> {
		let call = pallet().withdraw_collateral(*provider);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		let event = included.event::<events::CollateralWithdrawn>("CollateralWithdrawn")?;
		Ok((event.amount, included))
	}

	/// Takes a claimed chip over from its owner.
	pub async fn take_over_chip(
		&self,
		provider: &Signer,
		chip: &ChipKey,
		possession: ChipSignature,
	) -> Result<(TakenOver, Included), SubmitError> {
		let call = pallet().take_over_chip(chip.0, possession.0);
		let included = self.submit(provider, &call, Until::InBlock, None).await?;
		let event = included.event::<events::ChipTransferred>("ChipTransferred")?;
		let taken = TakenOver {
			from: event.from,
			collateral: event.collateral,
			counts_from: event.counts_from,
		};
		Ok((taken, included))
	}

	/// Points the signer's power at a validator, or at none, and gives the first round in which it
	/// counts there.
	pub async fn back(
		&self,
		provider: &Signer,
		validator: Option<&AccountId>,
	) -> Result<(RoundIndex, Included), SubmitError> {
		let call = pallet().back(validator.copied());
		let included = self.submit(provider, &call, Until::Finalized, None).await?;
		let event = included.event::<events::BackingChanged>("BackingChanged")?;
		Ok((event.from, included))
	}

	/// Adds to the current round's pot, and gives the round.
	pub async fn fund_rewards(
		&self,
		signer: &Signer,
		amount: Balance,
	) -> Result<(RoundIndex, Included), SubmitError> {
		let call = pallet().fund_rewards(amount);
		let included = self.submit(signer, &call, Until::Finalized, None).await?;
		let event = included.event::<events::RewardsFunded>("RewardsFunded")?;
		Ok((event.round, included))
	}

	/// Claims the signer's rewards for some rounds, and gives each round's reward.
	pub async fn claim_rewards(
		&self,
		provider: &Signer,
		rounds: Vec<RoundIndex>,
		until: Until,
	) -> Result<(Vec<(RoundIndex, Balance)>, Included), SubmitError> {
		let call = pallet().claim_rewards(BoundedVec(rounds));
		let included = self.submit(provider, &call, until, None).await?;
		let claimed = included.all_events::<events::RewardClaimed>()?;
		let claimed = claimed.into_iter().map(|event| (event.round, event.amount)).collect();
		Ok((claimed, included))
	}

	/// The fee that is set aside while a claim of rewards runs, planck.
	pub async fn claim_rewards_fee(
		&self,
		provider: &Signer,
		rounds: Vec<RoundIndex>,
	) -> Result<Balance, SubmitError> {
		self.fee_of(provider, &pallet().claim_rewards(BoundedVec(rounds))).await
	}

	/// Names a dispatch error that came inside an event.
	pub(in crate::chain) async fn refusal(
		&self,
		included: &Included,
		error: codegen::runtime_types::sp_runtime::DispatchError,
	) -> Refusal {
		use codegen::runtime_types::sp_runtime::DispatchError;
		let fee = included.fee();
		let unnamed = || Refusal {
			pallet: String::new(),
			name: format!("{error:?}"),
			docs: String::new(),
			fee,
		};
		let DispatchError::Module(module) = &error else { return unnamed() };
		let Ok(at) = self.at(included.block).await else { return unnamed() };
		let metadata = at.inner.metadata();
		let Some(pallet) = metadata.pallet_by_error_index(module.index) else { return unnamed() };
		match pallet.error_variant_by_index(module.error[0]) {
			Some(variant) => Refusal {
				pallet: pallet.name().into(),
				name: variant.name.clone(),
				docs: variant.docs.join(" ").trim().into(),
				fee,
			},
			None => unnamed(),
		}
	}
}

fn bounded(text: &str) -> BoundedVec<u8> {
	BoundedVec(text.as_bytes().to_vec())
}

fn entry(entry: ManifestEntry) -> generated::ManifestEntry {
	generated::ManifestEntry {
		key: entry.key.0,
		serial: entry.serial,
		leaf: entry.leaf,
		proof: BoundedVec(entry.proof),
	}
}
