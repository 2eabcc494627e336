//! The capacity ledger: how many of a provider's chips leases hold.

use crate::*;
use alloc::vec::Vec;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use vajra_primitives::{Capacity, ModelId};

impl<T: Config> Pallet<T> {
	/// Takes one claimed chip out.
	pub(crate) fn shrink_capacity(
		who: &T::AccountId,
		model: ModelId,
		reserved: Reserved,
	) -> DispatchResult {
		match reserved {
			Reserved::Lost => Self::lose_capacity(who, model, 1),
			Reserved::Kept => {
				let mut record = Capacities::<T>::get(who, model);
				record.shrink(1).ok_or(Error::<T>::ChipsReserved)?;
				Self::put_capacity(who, model, record);
				Ok(())
			}
		}
	}

	/// Takes revoked chips out, and out of leases where it must.
	pub(crate) fn lose_capacity(who: &T::AccountId, model: ModelId, chips: u32) -> DispatchResult {
		let mut record = Capacities::<T>::get(who, model);
		let before = record.lost;
		record.lose(chips).ok_or(Error::<T>::Overflow)?;
		let lost = record.lost.saturating_sub(before);
		Self::put_capacity(who, model, record);
		if lost > 0 {
			Self::deposit_event(Event::CapacityLost { provider: who.clone(), model, chips: lost });
		}
		Ok(())
	}

	fn put_capacity(who: &T::AccountId, model: ModelId, record: CapacityRecord) {
		if record.is_empty() {
			Capacities::<T>::remove(who, model);
		} else {
			Capacities::<T>::insert(who, model, record);
		}
	}
}

impl<T: Config> Capacity<T::AccountId> for Pallet<T> {
	fn available(who: &T::AccountId, model: ModelId) -> u32 {
		let Some(provider) = Providers::<T>::get(who).filter(|provider| !provider.suspended) else {
			return 0;
		};
		let mut record = Capacities::<T>::get(who, model);
		if provider.checked != Revocations::<T>::get() {
			let revoked = provider.batches.iter().filter(|batch| batch.trusted).filter(|batch| {
				Manifests::<T>::get(batch.manifest).is_none_or(|manifest| {
					manifest.model == model && Self::revoked_from(&manifest) != Ok(None)
				})
			});
			let chips = revoked.fold(0u32, |sum, batch| sum.saturating_add(batch.chips));
			if record.lose(chips).is_none() {
				return 0;
			}
		}
		record.available()
	}

	fn reserve(who: &T::AccountId, model: ModelId, chips: u32) -> DispatchResult {
		Self::trusted_model_and_vendor(model)?;
		let mut provider = Providers::<T>::get(who).ok_or(Error::<T>::ProviderNotFound)?;
		ensure!(!provider.suspended, Error::<T>::Suspended);
		if Self::refresh(who, &mut provider)? > 0 {
			Providers::<T>::insert(who, provider);
		}
		let mut record = Capacities::<T>::get(who, model);
		record.reserve(chips).ok_or(Error::<T>::CapacityExceeded)?;
		Self::put_capacity(who, model, record);
		Ok(())
	}

	fn release(who: &T::AccountId, model: ModelId, chips: u32) -> DispatchResult {
		let mut record = Capacities::<T>::get(who, model);
		record.release(chips).ok_or(Error::<T>::NotReserved)?;
		Self::put_capacity(who, model, record);
		Ok(())
	}

	fn reservations() -> Option<Vec<(T::AccountId, ModelId, u32)>> {
		// What a revocation took is still to be given back.
		let reserved = Capacities::<T>::iter()
			.map(|(who, model, record)| (who, model, record.reserved.saturating_add(record.lost)));
		Some(reserved.filter(|(.., chips)| *chips > 0).collect())
	}
}
