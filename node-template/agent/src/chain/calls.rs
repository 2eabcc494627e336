//! The calls that the agent makes, each with what the chain says about it.

use super::{
	codegen, AccountId, BlockNumber, Chain, ChipClaim, Claimed, Included, ManifestEntry, Proved,
	Refusal, Signer, SubmitError, Until,
};
use codegen::{
	compute_attestation::events,
	runtime_types::{
		bounded_collections::bounded_vec::BoundedVec,
		pallet_compute_attestation::{pallet::Call as PalletCall, types as generated},
	},
};
use sp_core::H256;
use vajra_primitives::{ChipIndex, ChipSignature, ManifestId, ModelId, RoundIndex};

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

	/// Reports a provider that did not answer, and gives its misses. A `nonce` of one's own makes it
	/// possible to have several reports on their way at once.
	pub async fn report_absence(
		&self,
		reporter: &Signer,
		round: RoundIndex,
		provider: &AccountId,
		nonce: Option<u64>,
	) -> Result<(u32, Included), SubmitError> {
		let call = pallet().report_absence(round, *provider);
		let included = self.submit(reporter, &call, Until::InBlock, nonce).await?;
		let event = included.event::<events::AbsenceReported>("AbsenceReported")?;
		Ok((event.misses, included))
	}

	/// Names a dispatch error that came inside an event.
	async fn refusal(
		&self,
		included: &Included,
		error: codegen::runtime_types::sp_runtime::DispatchError,
	) -> Refusal {
		use codegen::runtime_types::sp_runtime::DispatchError;
		let unnamed =
			|| Refusal { pallet: String::new(), name: format!("{error:?}"), docs: String::new() };
		let DispatchError::Module(module) = &error else { return unnamed() };
		let Ok(at) = self.at(included.block).await else { return unnamed() };
		let metadata = at.inner.metadata();
		let Some(pallet) = metadata.pallet_by_error_index(module.index) else { return unnamed() };
		match pallet.error_variant_by_index(module.error[0]) {
			Some(variant) => Refusal {
				pallet: pallet.name().into(),
				name: variant.name.clone(),
				docs: variant.docs.join(" ").trim().into(),
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
