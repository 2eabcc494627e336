//! Vendors, models and manifests.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, BlockNumberProvider},
	DispatchError,
};
use vajra_primitives::{manifest_leaf, ComputeUnits, ManifestId, ModelId, RoundIndex};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_vendor(vendor: T::AccountId, name: Name) -> DispatchResult {
		ensure!(!Vendors::<T>::contains_key(&vendor), Error::<T>::VendorExists);
		Vendors::<T>::insert(&vendor, Vendor { name, revoked: None, models: 0, manifests: 0 });
		Self::deposit_event(Event::VendorRegistered { vendor });
		Ok(())
	}

	pub(crate) fn do_revoke_vendor(vendor: T::AccountId) -> DispatchResult {
		let mut record = Self::trusted_vendor(&vendor)?;
		record.revoked = Some(Self::note_revocation()?);
		Vendors::<T>::insert(&vendor, record);
		Self::deposit_event(Event::VendorRevoked { vendor });
		Ok(())
	}

	pub(crate) fn do_register_model(
		vendor: T::AccountId,
		name: Name,
		units: ComputeUnits,
	) -> DispatchResult {
		let mut record = Self::trusted_vendor(&vendor)?;
		ensure!((1..=T::MaxComputeUnits::get()).contains(&units), Error::<T>::UnitsOutOfBounds);
		ensure!(record.models < T::MaxRecordsPerVendor::get(), Error::<T>::TooManyRecords);
		let model = NextModelId::<T>::get();
		let next = model.checked_add(1).ok_or(Error::<T>::Overflow)?;

		record.models = record.models.saturating_add(1);
		NextModelId::<T>::put(next);
		Vendors::<T>::insert(&vendor, record);
		Models::<T>::insert(model, Model { vendor: vendor.clone(), name, units, revoked: None });
		Self::deposit_event(Event::ModelRegistered { model, vendor, units });
		Ok(())
	}

	pub(crate) fn do_revoke_model(vendor: T::AccountId, model: ModelId) -> DispatchResult {
		let mut record = Self::trusted_model(model)?;
		ensure!(record.vendor == vendor, Error::<T>::NotVendor);
		record.revoked = Some(Self::note_revocation()?);
		Models::<T>::insert(model, record);
		Self::deposit_event(Event::ModelRevoked { model });
		Ok(())
	}

	pub(crate) fn do_publish_manifest(
		vendor: T::AccountId,
		model: ModelId,
		root: H256,
		chips: u32,
		expires_at: BlockNumberFor<T>,
	) -> DispatchResult {
		ensure!(Self::trusted_model(model)?.vendor == vendor, Error::<T>::NotVendor);
		let mut record = Self::trusted_vendor(&vendor)?;
		ensure!(chips > 0, Error::<T>::ManifestEmpty);
		let now = T::BlockNumberProvider::current_block_number();
		ensure!(expires_at > now, Error::<T>::InvalidExpiry);
		ensure!(record.manifests < T::MaxRecordsPerVendor::get(), Error::<T>::TooManyRecords);
		let manifest = NextManifestId::<T>::get();
		let next = manifest.checked_add(1).ok_or(Error::<T>::Overflow)?;

		record.manifests = record.manifests.saturating_add(1);
		NextManifestId::<T>::put(next);
		Vendors::<T>::insert(&vendor, record);
		Manifests::<T>::insert(
			manifest,
			Manifest { model, root, chips, expires_at, revoked: None, claimed: 0 },
		);
		Self::deposit_event(Event::ManifestPublished { manifest, model, root, chips, expires_at });
		Ok(())
	}

	pub(crate) fn do_revoke_manifest(vendor: T::AccountId, manifest: ManifestId) -> DispatchResult {
		let mut record = Manifests::<T>::get(manifest).ok_or(Error::<T>::ManifestNotFound)?;
		ensure!(Self::vendor_of(&record)? == vendor, Error::<T>::NotVendor);
		ensure!(record.revoked.is_none(), Error::<T>::ManifestRevoked);
		record.revoked = Some(Self::note_revocation()?);
		Manifests::<T>::insert(manifest, record);
		Self::deposit_event(Event::ManifestRevoked { manifest });
		Ok(())
	}

	/// A vendor that is registered and not revoked.
	pub(crate) fn trusted_vendor(vendor: &T::AccountId) -> Result<Vendor, DispatchError> {
		let record = Vendors::<T>::get(vendor).ok_or(Error::<T>::VendorNotFound)?;
		ensure!(record.revoked.is_none(), Error::<T>::VendorRevoked);
		Ok(record)
	}

	/// A model that is registered and not revoked; its vendor may be.
	fn trusted_model(model: ModelId) -> Result<ModelOf<T>, DispatchError> {
		let record = Models::<T>::get(model).ok_or(Error::<T>::ModelNotFound)?;
		ensure!(record.revoked.is_none(), Error::<T>::ModelRevoked);
		Ok(record)
	}

	/// The vendor of a manifest.
	pub(crate) fn vendor_of(manifest: &ManifestOf<T>) -> Result<T::AccountId, DispatchError> {
		let model = Models::<T>::get(manifest.model).ok_or(Error::<T>::ModelNotFound)?;
		Ok(model.vendor)
	}

	/// A model that is registered and not revoked, nor is its vendor.
	pub(crate) fn trusted_model_and_vendor(model: ModelId) -> Result<ModelOf<T>, DispatchError> {
		let record = Self::trusted_model(model)?;
		Self::trusted_vendor(&record.vendor)?;
		Ok(record)
	}

	/// A manifest that is published and not revoked, nor is its model or its vendor.
	pub(crate) fn trusted_manifest(
		manifest: ManifestId,
	) -> Result<(ManifestOf<T>, ModelOf<T>), DispatchError> {
		let record = Manifests::<T>::get(manifest).ok_or(Error::<T>::ManifestNotFound)?;
		ensure!(record.revoked.is_none(), Error::<T>::ManifestRevoked);
		let model = Self::trusted_model_and_vendor(record.model)?;
		Ok((record, model))
	}

	/// The first round in which chips of a manifest owe nothing, if it, its model or their vendor is
	/// revoked.
	pub(crate) fn revoked_from(
		manifest: &ManifestOf<T>,
	) -> Result<Option<RoundIndex>, DispatchError> {
		let model = Models::<T>::get(manifest.model).ok_or(Error::<T>::ModelNotFound)?;
		let vendor = Vendors::<T>::get(&model.vendor).ok_or(Error::<T>::VendorNotFound)?;
		Ok([manifest.revoked, model.revoked, vendor.revoked].into_iter().flatten().min())
	}

	/// A manifest whose chips may be claimed now, with its model.
	pub(crate) fn claimable(
		manifest: ManifestId,
	) -> Result<(ManifestOf<T>, ModelOf<T>), DispatchError> {
		let (record, model) = Self::trusted_manifest(manifest)?;
		let now = T::BlockNumberProvider::current_block_number();
		ensure!(now < record.expires_at, Error::<T>::ManifestExpired);
		Ok((record, model))
	}

	/// Checks that a chip is in a manifest. O(log chips).
	///
	/// The library folds a proof of any length, so its length is checked first: only one leads to a
	/// leaf, and a manifest vouches for no more chips than it says.
	pub(crate) fn ensure_in_manifest(
		manifest: &ManifestOf<T>,
		entry: &ManifestEntry,
	) -> DispatchResult {
		let length = math::proof_length(entry.leaf, manifest.chips);
		let complete = length == Some(entry.proof.len() as u32);
		ensure!(complete, Error::<T>::InvalidManifestProof);
		let leaf = manifest_leaf(manifest.model, &entry.serial, &entry.key);
		let proved = binary_merkle_tree::verify_proof::<BlakeTwo256, _, _>(
			&manifest.root,
			entry.proof.iter().copied(),
			manifest.chips,
			entry.leaf,
			binary_merkle_tree::Leaf::Value(&leaf),
		);
		ensure!(proved, Error::<T>::InvalidManifestProof);
		Ok(())
	}
}
