//! Chips find an owner: claims and take-overs.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{InspectHold, MutateHold},
		Get,
	},
	weights::Weight,
	BoundedVec,
};
use sp_runtime::{
	traits::{CheckedAdd, Saturating, UniqueSaturatedInto},
	DispatchError,
};
use vajra_primitives::{
	ChipKey, ChipSignature, ComputeUnits, ManifestId, ModelId, Possession, Power, RoundIndex,
	Transfer,
};

/// Chips of one model on their way to a provider.
struct Arrival {
	model: ModelId,
	manifest: ManifestId,
	units: ComputeUnits,
	keys: Vec<ChipKey>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_claim_chips(
		who: T::AccountId,
		id: ManifestId,
		claims: BoundedVec<ChipClaim, T::MaxChipsPerClaim>,
	) -> DispatchResult {
		ensure!(!claims.is_empty(), Error::<T>::NoChips);
		let (mut manifest, model) = Self::claimable(id)?;
		let provider = Self::claimant(&who)?;
		let genesis = Self::genesis_hash();
		let mut keys = Vec::with_capacity(claims.len());
		for claim in &claims {
			let key = claim.entry.key;
			ensure!(key != T::Verifier::neutral(), Error::<T>::IdentityKey);
			ensure!(!RevokedChips::<T>::contains_key(&model.vendor, key), Error::<T>::ChipRevoked);
			ensure!(!Chips::<T>::contains_key(key), Error::<T>::ChipAlreadyClaimed);
			Self::ensure_in_manifest(&manifest, &claim.entry)?;
			let possession =
				Possession { genesis, provider: who.clone(), claim: provider.claims, chip: key };
			let possessed = T::Verifier::verify(&key, &possession.payload(), &claim.possession);
			ensure!(possessed, Error::<T>::InvalidPossession);
			keys.push(key);
		}
		let mut sorted = keys.clone();
		sorted.sort_unstable();
		ensure!(sorted.windows(2).all(|pair| pair[0] != pair[1]), Error::<T>::ChipAlreadyClaimed);

		let first = provider.chips;
		let count = keys.len() as u32;
		manifest.claimed = manifest.claimed.checked_add(count).ok_or(Error::<T>::Overflow)?;
		// Proofs leave no room for more; a root that took them would be a fault of the proofs'.
		ensure!(manifest.claimed <= manifest.chips, Error::<T>::InvalidManifestProof);
		let arrival = Arrival { model: manifest.model, manifest: id, units: model.units, keys };
		let (counts_from, collateral) = Self::admit(&who, provider, arrival)?;
		for (index, ChipClaim { entry, encrypted_key, .. }) in (first..).zip(claims) {
			let ManifestEntry { key, serial, .. } = entry;
			let chip = Chip { provider: who.clone(), index, serial, encrypted_key };
			Chips::<T>::insert(key, chip);
		}
		Manifests::<T>::insert(id, manifest);
		Self::deposit_event(Event::ChipsClaimed {
			provider: who,
			manifest: id,
			count,
			power: Power::from(model.units).saturating_mul(count.into()),
			collateral,
			counts_from,
		});
		Ok(())
	}

	pub(crate) fn do_take_over_chip(
		to: T::AccountId,
		key: ChipKey,
		possession: ChipSignature,
	) -> DispatchResult {
		let mut chip = Chips::<T>::get(key).ok_or(Error::<T>::UnknownChip)?;
		let from = chip.provider.clone();
		ensure!(from != to, Error::<T>::ChipAlreadyClaimed);
		let slot = Slots::<T>::get(&from, chip.index).ok_or(Error::<T>::UnknownChip)?;
		let (manifest, _) = Self::trusted_manifest(slot.manifest)?;
		let provider = Self::claimant(&to)?;
		let seed = Challenge::<T>::get().ok_or(Error::<T>::NoOpenChallenge)?.seed;
		let statement = Transfer {
			genesis: Self::genesis_hash(),
			from: from.clone(),
			to: to.clone(),
			claim: provider.claims,
			chip: key,
			seed,
		};
		let possessed = T::Verifier::verify(&key, &statement.payload(), &possession);
		ensure!(possessed, Error::<T>::InvalidPossession);

		let giver = Self::fresh_provider(&from)?;
		Self::depart(&from, giver, &[chip.index], Reserved::Kept)?;
		// Not among its chips yet, but the index is free.
		chip.index = provider.chips;
		chip.provider = to.clone();
		let arrival = Arrival {
			model: manifest.model,
			manifest: slot.manifest,
			units: slot.units,
			keys: alloc::vec![key],
		};
		let (counts_from, collateral) = Self::admit(&to, provider, arrival)?;
		Chips::<T>::insert(key, chip);
		Manifests::<T>::mutate(slot.manifest, |manifest| {
			if let Some(manifest) = manifest {
				manifest.claimed = manifest.claimed.saturating_add(1);
			}
		});
		Self::deposit_event(Event::ChipTransferred {
			chip: key,
			from,
			to,
			collateral,
			counts_from,
		});
		Ok(())
	}

	/// The record of an account that is about to claim, checked against revocations.
	fn claimant(who: &T::AccountId) -> Result<ProviderOf<T>, DispatchError> {
		let mut provider = match Providers::<T>::get(who) {
			Some(provider) => provider,
			None => Provider::new(T::Verifier::neutral()),
		};
		if provider.may_restart() {
			Self::start_over(who, &mut provider)?;
		}
		ensure!(!provider.suspended, Error::<T>::Suspended);
		Self::refresh(who, &mut provider)?;
		Ok(provider)
	}

	/// `weight`, and that of what only some claimants need before they claim.
	pub(crate) fn with_claimant(weight: Weight, who: &T::AccountId) -> Weight {
		let weight = Self::with_refresh(weight, Some(who));
		match Providers::<T>::get(who).is_some_and(|provider| provider.may_restart()) {
			true => weight.saturating_add(T::WeightInfo::start_over()),
			false => weight,
		}
	}

	/// Ends the suspension of a provider that has given all its chips up. Its silence stays on record.
	pub(crate) fn start_over(who: &T::AccountId, provider: &mut ProviderOf<T>) -> DispatchResult {
		let now = Self::current_round().ok_or(Error::<T>::Overflow)?;
		if let Some(silent) = Self::silent_rounds(provider, now) {
			Self::note_missed(who, silent.from, silent.until);
		}
		provider.restart();
		Ok(())
	}

	/// Gives chips of one model to a provider: key, power, capacity, collateral and slots. Returns
	/// the first round in which they count and what was put on hold. O(chips).
	fn admit(
		who: &T::AccountId,
		mut provider: ProviderOf<T>,
		arrival: Arrival,
	) -> Result<(RoundIndex, BalanceOf<T>), DispatchError> {
		let Arrival { model, manifest, units, keys } = arrival;
		let count = keys.len() as u32;
		let first = provider.chips;
		provider.claims = provider.claims.checked_add(1).ok_or(Error::<T>::Overflow)?;
		provider.chips = first
			.checked_add(count)
			.filter(|chips| *chips <= T::MaxChipsPerProvider::get())
			.ok_or(Error::<T>::TooManyChips)?;
		provider.aggregate_key = T::Verifier::add(&provider.aggregate_key, keys.iter())
			.map_err(|_| Error::<T>::InvalidKey)?;
		ensure!(provider.aggregate_key != T::Verifier::neutral(), Error::<T>::IdentityKey);

		let now = Self::current_round().ok_or(Error::<T>::Overflow)?;
		let counts_from = now.checked_add(T::WarmUpRounds::get()).ok_or(Error::<T>::Overflow)?;
		let power = Power::from(units).saturating_mul(Power::from(count));
		let mut network = NetworkPower::<T>::get();
		network.add(now, counts_from, power).ok_or(Error::<T>::Overflow)?;
		provider.mature(now);
		let enlisted = provider.enlist(manifest, counts_from, count, power);
		enlisted.ok_or(Error::<T>::TooManyBatches)?;
		provider.follow(&[]);
		let mut capacity = Capacities::<T>::get(who, model);
		capacity.grow(count).ok_or(Error::<T>::Overflow)?;

		let per_chip = Self::collateral_for(Power::from(units))?;
		let new = Self::collateral_for(power)?;
		// What slashes took from earlier chips is made up for.
		let hold = provider
			.required
			.saturating_sub(provider.collateral)
			.checked_add(&new)
			.ok_or(Error::<T>::Overflow)?;
		provider.required = provider.required.checked_add(&new).ok_or(Error::<T>::Overflow)?;
		provider.collateral = provider.required;
		let reason = HoldReason::Collateral.into();
		ensure!(T::Currency::can_hold(&reason, who, hold), Error::<T>::CollateralMissing);
		T::Currency::hold(&reason, who, hold)?;

		for (index, key) in (first..).zip(keys) {
			let slot = Slot { key, manifest, units, counts_from, collateral: per_chip };
			Slots::<T>::insert(who, index, slot);
		}
		Capacities::<T>::insert(who, model, capacity);
		NetworkPower::<T>::put(network);
		Providers::<T>::insert(who, provider);
		Ok((counts_from, hold))
	}

	fn collateral_for(power: Power) -> Result<BalanceOf<T>, DispatchError> {
		let per_unit = T::CollateralPerUnit::get().unique_saturated_into();
		let collateral = math::collateral(power, per_unit).ok_or(Error::<T>::Overflow)?;
		BalanceOf::<T>::try_from(collateral).map_err(|_| Error::<T>::Overflow.into())
	}
}
