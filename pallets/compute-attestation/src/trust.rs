//! What a revoked vendor, model or manifest takes with it.
//!
//! A revocation is counted. Before a provider's power is used, its batches are checked against the
//! revocations since the last check, so that no chip counts after its revocation, without a loop
//! over chips or providers.

use crate::*;
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchResult, weights::Weight};
use sp_runtime::DispatchError;
use vajra_primitives::{Power, RoundIndex};

impl<T: Config> Pallet<T> {
	/// `weight`, and that of a check against revocations if the provider's records need one.
	pub(crate) fn with_refresh(weight: Weight, who: Option<&T::AccountId>) -> Weight {
		match who.and_then(Self::unchecked_batches) {
			Some(batches) => weight.saturating_add(T::WeightInfo::prune_revoked(batches)),
			None => weight,
		}
	}

	/// How many batches of a provider a check against revocations looks at; `None` where its record
	/// needs none. Anybody's revocation makes every provider's next call check its batches, so each
	/// is charged for its own, and not for as many as one may have.
	pub(crate) fn unchecked_batches(who: &T::AccountId) -> Option<u32> {
		let provider = Providers::<T>::get(who)?;
		let behind = provider.checked != Revocations::<T>::get();
		behind.then(|| provider.batches.iter().filter(|batch| batch.trusted).count() as u32)
	}

	/// Power of the provider's chips that count in `round` and are trusted as of now, whether its
	/// record has been checked or not. O(batches).
	pub(crate) fn trusted_power(provider: &ProviderOf<T>, round: RoundIndex) -> Power {
		let behind = provider.checked != Revocations::<T>::get();
		let still = |batch: &&Batch| {
			let unrevoked = |manifest| Self::revoked_from(&manifest) == Ok(None);
			!behind || Manifests::<T>::get(batch.manifest).is_some_and(unrevoked)
		};
		let counted = |batch: &&Batch| batch.trusted && batch.counts_from <= round;
		let batches = provider.batches.iter().filter(counted).filter(still);
		batches.fold(0, |sum: Power, batch| sum.saturating_add(batch.power))
	}

	/// Counts a revocation, and returns the first round in which the chips that it takes owe nothing.
	pub(crate) fn note_revocation() -> Result<RoundIndex, DispatchError> {
		let count = Revocations::<T>::get().checked_add(1).ok_or(Error::<T>::Overflow)?;
		Revocations::<T>::put(count);
		Ok(Self::owes_nothing_from())
	}

	/// First round in which chips that leave now owe nothing: the one after the last that takes no
	/// more answers.
	pub(crate) fn owes_nothing_from() -> RoundIndex {
		Self::closed_round().map_or(0, |closed| closed.saturating_add(1))
	}

	pub(crate) fn do_prune_revoked(who: T::AccountId) -> DispatchResult {
		let mut provider = Providers::<T>::get(&who).ok_or(Error::<T>::ProviderNotFound)?;
		ensure!(Self::refresh(&who, &mut provider)? > 0, Error::<T>::NothingRevoked);
		Providers::<T>::insert(&who, provider);
		Ok(())
	}

	/// A provider's record, checked against revocations.
	pub(crate) fn fresh_provider(who: &T::AccountId) -> Result<ProviderOf<T>, DispatchError> {
		let mut provider = Providers::<T>::get(who).ok_or(Error::<T>::ProviderNotFound)?;
		Self::refresh(who, &mut provider)?;
		Ok(provider)
	}

	/// Checks a provider's batches against new revocations, takes the power of revoked ones out of
	/// the network's, and returns it. The caller stores the record. O(1) if there are none, else
	/// O(batches).
	pub(crate) fn refresh(
		who: &T::AccountId,
		provider: &mut ProviderOf<T>,
	) -> Result<Power, DispatchError> {
		let revocations = Revocations::<T>::get();
		if provider.checked == revocations {
			return Ok(0);
		}
		provider.checked = revocations;
		let now = Self::current_round().ok_or(Error::<T>::Overflow)?;
		let mut network = NetworkPower::<T>::get();
		network.advance(now).ok_or(Error::<T>::Overflow)?;
		let (mut power, mut lost) = (0, Vec::new());
		for batch in provider.batches.iter_mut().filter(|batch| batch.trusted) {
			let manifest =
				Manifests::<T>::get(batch.manifest).ok_or(Error::<T>::ManifestNotFound)?;
			let Some(from) = Self::revoked_from(&manifest)? else { continue };
			batch.trusted = false;
			power = batch.power.saturating_add(power);
			lost.push((batch.counts_from, from));
			if !provider.suspended {
				network.remove(batch.counts_from, batch.power).ok_or(Error::<T>::Overflow)?;
			}
			Self::lose_capacity(who, manifest.model, batch.chips)?;
		}
		if power > 0 {
			provider.follow(&lost);
			NetworkPower::<T>::put(network);
			Self::deposit_event(Event::PowerRevoked { provider: who.clone(), power });
		}
		Ok(power)
	}
}
