//! What goes into the pot, and out of it.
//!
//! All of it is on hold in an account of the pallet's own, so that what somebody sends to that account by
//! mistake is not mistaken for the pot.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{Inspect, Mutate, MutateHold},
		tokens::{Fortitude, Precision, Preservation, Restriction},
		Get,
	},
};
use sp_runtime::traits::AccountIdConversion;

impl<T: Config> Pallet<T> {
	/// The account that the pot is in.
	pub fn pot_account() -> T::AccountId {
		T::PotId::get().into_account_truncating()
	}

	pub(crate) fn do_fund(who: T::AccountId, amount: Balance) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		Self::put_in(&who, amount)?;
		Self::deposit_event(Event::Funded { who, amount });
		Ok(())
	}

	pub(crate) fn do_withdraw(to: T::AccountId, amount: Balance) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		ensure!(amount <= Self::spare(), Error::<T>::NothingToSpare);
		Self::take_out(&to, amount)?;
		Self::deposit_event(Event::Withdrawn { to, amount });
		Ok(())
	}

	/// Moves value from an account, which stays alive, into the pot.
	pub(crate) fn put_in(from: &T::AccountId, amount: Balance) -> DispatchResult {
		let pot = Self::pot_account();
		let after = Pot::<T>::get().checked_add(amount).ok_or(Error::<T>::Overflow)?;
		// What keeps the account alive is not on hold, and no part of the pot.
		let existential = CurrencyOf::<T>::minimum_balance();
		let missing = existential.saturating_sub(CurrencyOf::<T>::balance(&pot));
		let opening = if missing > 0 { existential } else { 0 };
		let whole = amount.checked_add(opening).ok_or(Error::<T>::Overflow)?;
		CurrencyOf::<T>::transfer(from, &pot, whole, Preservation::Preserve)?;
		CurrencyOf::<T>::hold(&HoldReason::Pot.into(), &pot, amount)?;
		Pot::<T>::put(after);
		Ok(())
	}

	/// Moves value out of the pot to an account.
	pub(crate) fn take_out(to: &T::AccountId, amount: Balance) -> DispatchResult {
		let after = Pot::<T>::get().checked_sub(amount).ok_or(Error::<T>::PotTooSmall)?;
		CurrencyOf::<T>::transfer_on_hold(
			&HoldReason::Pot.into(),
			&Self::pot_account(),
			to,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Polite,
		)?;
		Pot::<T>::put(after);
		Ok(())
	}
}
