//! Chips change hands: claims and revocation.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{InspectHold, MutateHold},
		tokens::Precision,
		Get,
	},
	BoundedVec,
};
use sp_runtime::{
	traits::{CheckedAdd, CheckedSub, UniqueSaturatedInto},
	DispatchError,
};
use vajra_primitives::{ChipIndex, ChipKey, ManifestId, Possession, Power};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_claim_chips(
		who: T::AccountId,
		id: ManifestId,
		claims: BoundedVec<ChipClaim, T::MaxChipsPerClaim>,
	) -> DispatchResult {
		ensure!(!claims.is_empty(), Error::<T>::NoClaims);
		let (mut manifest, model) = Self::claimable(id)?;
		let mut provider =
			Providers::<T>::get(&who).unwrap_or_else(|| Provider::new(T::Verifier::neutral()));
		let count = claims.len() as u32;
		let first = provider.chips;
		let number = provider.claims;
		provider.claims = number.checked_add(1).ok_or(Error::<T>::Overflow)?;
		provider.chips = first
			.checked_add(count)
			.filter(|chips| *chips <= T::MaxChipsPerProvider::get())
			.ok_or(Error::<T>::TooManyChips)?;

		let genesis = Self::genesis_hash();
		let mut keys = Vec::with_capacity(claims.len());
		for claim in &claims {
			let key = claim.entry.key;
			ensure!(key != T::Verifier::neutral(), Error::<T>::IdentityKey);
			ensure!(!RevokedChips::<T>::contains_key(&model.vendor, key), Error::<T>::ChipRevoked);
			ensure!(!Chips::<T>::contains_key(key), Error::<T>::ChipAlreadyClaimed);
			Self::ensure_in_manifest(&manifest, &claim.entry)?;
			let possession =
				Possession { genesis, provider: who.clone(), claim: number, chip: key };
			let possessed = T::Verifier::verify(&key, &possession.payload(), &claim.possession);
			ensure!(possessed, Error::<T>::InvalidPossession);
			keys.push(key);
		}
		keys.sort_unstable();
		ensure!(keys.windows(2).all(|pair| pair[0] != pair[1]), Error::<T>::ChipAlreadyClaimed);
		provider.aggregate_key = T::Verifier::add(&provider.aggregate_key, keys.iter())
			.map_err(|_| Error::<T>::InvalidKey)?;
		ensure!(provider.aggregate_key != T::Verifier::neutral(), Error::<T>::IdentityKey);

		let now = Self::current_round().ok_or(Error::<T>::Overflow)?;
		let power = Power::from(model.units).saturating_mul(Power::from(count));
		let mut network = NetworkPower::<T>::get();
		network.add(now, power).ok_or(Error::<T>::Overflow)?;
		let counts_from = provider.power.add(now, power).ok_or(Error::<T>::Overflow)?;
		provider.defer();

		let per_chip = Self::collateral_for(Power::from(model.units))?;
		let collateral = Self::collateral_for(power)?;
		provider.collateral =
			provider.collateral.checked_add(&collateral).ok_or(Error::<T>::Overflow)?;
		manifest.claimed = manifest.claimed.checked_add(count).ok_or(Error::<T>::Overflow)?;
		let reason = HoldReason::Collateral.into();
		ensure!(T::Currency::can_hold(&reason, &who, collateral), Error::<T>::CollateralMissing);
		T::Currency::hold(&reason, &who, collateral)?;

		let units = model.units;
		for (index, ChipClaim { entry, encrypted_key, .. }) in (first..).zip(claims) {
			let ManifestEntry { key, serial, .. } = entry;
			Slots::<T>::insert(&who, index, Slot { key, units, counts_from, collateral: per_chip });
			Chips::<T>::insert(
				key,
				Chip { provider: who.clone(), index, manifest: id, serial, encrypted_key },
			);
		}
		Manifests::<T>::insert(id, manifest);
		NetworkPower::<T>::put(network);
		Providers::<T>::insert(&who, provider);
		Self::deposit_event(Event::ChipsClaimed {
			provider: who,
			manifest: id,
			count,
			power,
			collateral,
			counts_from,
		});
		Ok(())
	}

	pub(crate) fn do_revoke_chip(
		vendor: T::AccountId,
		id: ManifestId,
		entry: ManifestEntry,
	) -> DispatchResult {
		let manifest = Manifests::<T>::get(id).ok_or(Error::<T>::ManifestNotFound)?;
		ensure!(Self::vendor_of(&manifest)? == vendor, Error::<T>::NotVendor);
		// Governance revokes a vendor whose key it no longer trusts: that key takes nothing.
		Self::trusted_vendor(&vendor)?;
		let key = entry.key;
		ensure!(!RevokedChips::<T>::contains_key(&vendor, key), Error::<T>::ChipRevoked);
		Self::ensure_in_manifest(&manifest, &entry)?;
		// The chip may have been claimed with another manifest of this vendor. One claimed with
		// another vendor's is not this one's to take.
		let mut owner = None;
		if let Some(chip) = Chips::<T>::get(key) {
			let claimed_with =
				Manifests::<T>::get(chip.manifest).ok_or(Error::<T>::ManifestNotFound)?;
			if Self::vendor_of(&claimed_with)? == vendor {
				owner = Some(chip.provider.clone());
				Self::detach(key, chip, claimed_with)?;
			}
		}
		RevokedChips::<T>::insert(&vendor, key, ());
		Self::deposit_event(Event::ChipRevoked { chip: key, manifest: id, provider: owner });
		Ok(())
	}

	/// Takes a chip from its owner: key, power, collateral and index go. O(1).
	fn detach(key: ChipKey, chip: ChipOf<T>, mut manifest: ManifestOf<T>) -> DispatchResult {
		let who = chip.provider;
		let mut provider = Providers::<T>::get(&who).ok_or(Error::<T>::ProviderNotFound)?;
		let slot = Slots::<T>::get(&who, chip.index).ok_or(Error::<T>::UnknownChip)?;
		let mut network = NetworkPower::<T>::get();
		let now = Self::current_round().ok_or(Error::<T>::Overflow)?;
		let last = provider.chips.checked_sub(1).ok_or(Error::<T>::UnknownChip)?;
		let power = Power::from(slot.units);
		for ledger in [&mut provider.power, &mut network] {
			ledger.advance(now).ok_or(Error::<T>::Overflow)?;
			ledger.remove(slot.counts_from, power).ok_or(Error::<T>::Overflow)?;
		}
		provider.aggregate_key =
			T::Verifier::subtract(&provider.aggregate_key, core::iter::once(&key))
				.map_err(|_| Error::<T>::InvalidKey)?;
		provider.collateral =
			provider.collateral.checked_sub(&slot.collateral).ok_or(Error::<T>::Overflow)?;
		provider.chips = last;
		provider.defer();
		manifest.claimed = manifest.claimed.checked_sub(1).ok_or(Error::<T>::Overflow)?;

		let reason = HoldReason::Collateral.into();
		T::Currency::release(&reason, &who, slot.collateral, Precision::Exact)?;
		Self::vacate(&who, chip.index, last)?;
		Chips::<T>::remove(key);
		Manifests::<T>::insert(chip.manifest, manifest);
		NetworkPower::<T>::put(network);
		Providers::<T>::insert(&who, provider);
		Ok(())
	}

	/// Empties the slot `index` and moves the one at `last` there, so that no hole is left.
	fn vacate(who: &T::AccountId, index: ChipIndex, last: ChipIndex) -> DispatchResult {
		let moved = Slots::<T>::take(who, last).ok_or(Error::<T>::UnknownChip)?;
		if index != last {
			Chips::<T>::try_mutate(moved.key, |chip| {
				chip.as_mut().map(|chip| chip.index = index).ok_or(Error::<T>::UnknownChip)
			})?;
			Slots::<T>::insert(who, index, moved);
		}
		Ok(())
	}

	fn collateral_for(power: Power) -> Result<BalanceOf<T>, DispatchError> {
		let per_unit = T::CollateralPerUnit::get().unique_saturated_into();
		let collateral = math::collateral(power, per_unit).ok_or(Error::<T>::Overflow)?;
		BalanceOf::<T>::try_from(collateral).map_err(|_| Error::<T>::Overflow.into())
	}
}
