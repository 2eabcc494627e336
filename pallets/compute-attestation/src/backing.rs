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
	fn power_of(who: &T::AccountId) -> Power {
		let Some(round) = Self::closed_round() else { return 0 };
		Providers::<T>::get(who)
			.and_then(|provider| provider.answer(round).map(|answer| answer.power))
			.unwrap_or(0)
	}

	fn validator_power(validator: &T::AccountId) -> Power {
		Self::closed_round().map_or(0, |round| Self::validator_power_in(validator, round))
	}

	fn answered(who: &T::AccountId, round: RoundIndex) -> bool {
		Providers::<T>::get(who).is_some_and(|provider| provider.answer(round).is_some())
	}
}
