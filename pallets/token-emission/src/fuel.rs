//! Fuel of miners: on hold in their accounts, burned when someone settles it.

use crate::*;
use core::marker::PhantomData;
use frame_support::{
	defensive, ensure,
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{BalancedHold, InspectHold, MutateHold},
		tokens::Precision,
		Contains, Get, Imbalance, OnUnbalanced,
	},
};
use sp_runtime::Perbill;

/// The accounts that have fuel, for whatever asks for it, such as a claim of compute rewards; all of
/// them where the runtime has no fuel.
pub struct Fuelled<T>(PhantomData<T>);

impl<T: Config> Contains<T::AccountId> for Fuelled<T> {
	fn contains(who: &T::AccountId) -> bool {
		Pallet::<T>::has_fuel(who)
	}
}

impl<T: Config> Pallet<T> {
	/// Whether the account has fuel that has not burned, or needs none.
	pub fn has_fuel(who: &T::AccountId) -> bool {
		T::Fuel::get().is_none()
			|| Fuels::<T>::get(who).is_some_and(|fuel| fuel.left_at(Self::now()) > 0)
	}

	pub(crate) fn do_deposit_fuel(who: T::AccountId, amount: Balance) -> DispatchResult {
		let terms = T::Fuel::get().ok_or(Error::<T>::FuelDisabled)?;
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let reason = HoldReason::Fuel.into();
		ensure!(CurrencyOf::<T>::can_hold(&reason, &who, amount), Error::<T>::InsufficientBalance);
		let now = Self::now();
		let mut fuel = Fuels::<T>::get(&who).unwrap_or(Fuel::new(now));
		let sum = fuel.left_at(now).saturating_add(amount);
		ensure!(sum >= terms.least, Error::<T>::FuelTooLow);
		Self::settle(&who, &mut fuel)?;
		fuel.add(now, amount, &terms).ok_or(Error::<T>::Overflow)?;
		CurrencyOf::<T>::hold(&reason, &who, amount)?;
		Fuels::<T>::insert(&who, fuel);
		let (left, until) = (fuel.left(), fuel.until);
		Self::deposit_event(Event::FuelDeposited { who, amount, left, until });
		Ok(())
	}

	pub(crate) fn do_burn_fuel(who: T::AccountId) -> DispatchResult {
		let mut fuel = Self::fuel(&who)?;
		let burned = Self::settle(&who, &mut fuel)?;
		ensure!(burned > 0, Error::<T>::NothingToBurn);
		let kept = (fuel.left() > 0).then_some(fuel);
		Fuels::<T>::set(&who, kept);
		Ok(())
	}

	pub(crate) fn do_withdraw_fuel(who: T::AccountId) -> DispatchResult {
		let mut fuel = Self::fuel(&who)?;
		let locked = T::Fuel::get().is_some() && Self::now() < fuel.locked_until;
		ensure!(!locked, Error::<T>::FuelLocked);
		Self::settle(&who, &mut fuel)?;
		let amount = fuel.left();
		if amount > 0 {
			CurrencyOf::<T>::release(&HoldReason::Fuel.into(), &who, amount, Precision::Exact)?;
		}
		Fuels::<T>::remove(&who);
		Self::deposit_event(Event::FuelWithdrawn { who, amount });
		Ok(())
	}

	/// The account's fuel. Fuel that is there can be settled and withdrawn also once the runtime takes
	/// no more.
	fn fuel(who: &T::AccountId) -> Result<Fuel, Error<T>> {
		let missing = match T::Fuel::get() {
			Some(_) => Error::<T>::FuelNotFound,
			None => Error::<T>::FuelDisabled,
		};
		Fuels::<T>::get(who).ok_or(missing)
	}

	/// Burns what has burned, the treasury's part aside: how much in all. The caller stores the record.
	fn settle(who: &T::AccountId, fuel: &mut Fuel) -> Result<Balance, Error<T>> {
		let foundation = T::Fuel::get().map_or(Perbill::zero(), |terms| terms.foundation);
		let (amount, share) = fuel.settle(Self::now(), foundation);
		if amount == 0 {
			return Ok(0);
		}
		let (credit, missing) = CurrencyOf::<T>::slash(&HoldReason::Fuel.into(), who, amount);
		if missing > 0 {
			// Rolled back with the call.
			defensive!("the fuel's record is what is on hold");
			return Err(Error::<T>::Overflow);
		}
		let (share, burned) = credit.split(share);
		let (burned_amount, foundation) = (burned.peek(), share.peek());
		Self::burn_credit(BurnCause::Fuel, burned);
		if foundation > 0 {
			Self::placing(|| TreasuryOf::<T>::on_unbalanced(share));
		}
		Self::deposit_event(Event::FuelBurned {
			who: who.clone(),
			burned: burned_amount,
			foundation,
		});
		Ok(amount)
	}
}
