//! Backing: whom a provider's power is proved for.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Contains};
use vajra_primitives::{Power, ProvedCompute, RoundIndex};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_back(who: T::AccountId, validator: Option<T::AccountId>) -> DispatchResult {
		let mut provider = Providers::<T>::get(&who).ok_or(Error::<T>::ProviderNotFound)?;
		ensure!(validator.as_ref().is_none_or(T::Backable::contains), Error::<T>::NotBackable);
		let now = Self::current_round().ok_or(Error::<T>::Overflow)?;
		provider.backing.switch(now, validator.clone()).ok_or(Error::<T>::Overflow)?;
		let from = provider.backing.from;
		Providers::<T>::insert(&who, provider);
		Self::deposit_event(Event::BackingChanged { provider: who, validator, from });
		Ok(())
	}
}

impl<T: Config> ProvedCompute<T::AccountId> for Pallet<T> {
	/// As much of what the provider proved as its chips still have: power leaves with a revocation,
	/// a retirement or a take-over at once. Which chips answered is not on record, so that trusted
	/// ones which were absent can stand in for those that are gone. O(batches).
	fn power_of(who: &T::AccountId) -> Power {
		let Some(round) = Self::closed_round() else { return 0 };
		let Some(provider) = Providers::<T>::get(who) else { return 0 };
		provider
			.answer(round)
			.map_or(0, |answer| answer.power.min(Self::trusted_power(&provider, round)))
	}

	/// As it was proved, revoked power included: see [`Tallies`].
	fn validator_power(validator: &T::AccountId) -> Power {
		Self::closed_round().map_or(0, |round| Self::validator_power_in(validator, round))
	}

	fn answered(who: &T::AccountId, round: RoundIndex) -> bool {
		Providers::<T>::get(who).is_some_and(|provider| provider.answer(round).is_some())
	}
}
