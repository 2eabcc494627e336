//! The one ledger: what burns value, or sees it burned, counts it here.

use crate::*;
use core::marker::PhantomData;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{Balanced, Inspect},
		tokens::{Fortitude, Precision, Preservation},
		Imbalance, OnUnbalanced,
	},
};

/// Causes as types, for [`Burned`].
pub mod causes {
	use crate::BurnCause;

	/// A [`BurnCause`] as a type.
	pub trait Cause {
		/// The cause.
		const CAUSE: BurnCause;
	}

	macro_rules! markers {
		($($(#[$doc:meta])* $name:ident,)*) => {
			$(
				$(#[$doc])*
				pub struct $name;

				impl Cause for $name {
					const CAUSE: BurnCause = BurnCause::$name;
				}
			)*
		};
	}

	markers! {
		/// For `pallet_balances::Config::DustRemoval`.
		Dust,
		/// For whatever slashes.
		Slashes,
		/// For rewards that nobody claimed.
		Expired,
		/// For the burned share of what services earn.
		Services,
		/// For the burned share of rents.
		Rentals,
	}
}

/// Burns what it is given, and counts it: an `OnUnbalanced` for everything whose end is to be burned.
pub struct Burned<T, Cause>(PhantomData<(T, Cause)>);

impl<T: Config, Cause: causes::Cause> OnUnbalanced<CreditOf<T>> for Burned<T, Cause> {
	fn on_nonzero_unbalanced(credit: CreditOf<T>) {
		Pallet::<T>::burn_credit(Cause::CAUSE, credit);
	}
}

/// Hands what it is given to a sink, and counts what that cannot take and drops: an `OnUnbalanced` for
/// value that goes to an account, which may not be there.
pub struct Placed<T, Sink>(PhantomData<(T, Sink)>);

impl<T: Config, Sink: OnUnbalanced<CreditOf<T>>> OnUnbalanced<CreditOf<T>> for Placed<T, Sink> {
	fn on_nonzero_unbalanced(credit: CreditOf<T>) {
		Pallet::<T>::placing(|| Sink::on_unbalanced(credit));
	}
}

impl<T: Config> Pallet<T> {
	/// Books what there is as what there was at first. For a chain that adds this pallet later, in its
	/// migration; everything that was counted before is forgotten.
	pub fn open_ledger() {
		let genesis = CurrencyOf::<T>::total_issuance();
		SupplyLedger::<T>::put(Ledger { genesis, ..Default::default() });
	}

	/// Burns a credit, and counts it.
	pub(crate) fn burn_credit(cause: BurnCause, credit: CreditOf<T>) {
		Self::count_burned(cause, credit.peek());
		drop(credit);
	}

	/// Places value by `place`, and counts what that drops.
	pub(crate) fn placing(place: impl FnOnce()) {
		let before = Self::drift();
		place();
		let dropped = Self::drift().wrapping_sub(before);
		// The upper half stands for negative numbers: value that was made in passing.
		if (dropped as i128) > 0 {
			Self::count_burned(BurnCause::Unplaced, dropped);
		}
	}

	fn count_burned(cause: BurnCause, amount: Balance) {
		if amount > 0 {
			SupplyLedger::<T>::mutate(|ledger| ledger.burned.add(cause, amount));
		}
	}

	/// How far the issuance is below what the ledger expects, modulo 2¹²⁸.
	fn drift() -> Balance {
		SupplyLedger::<T>::get().drift(CurrencyOf::<T>::total_issuance())
	}

	pub(crate) fn do_burn(who: T::AccountId, amount: Balance) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let most =
			CurrencyOf::<T>::reducible_balance(&who, Preservation::Preserve, Fortitude::Polite);
		ensure!(amount <= most, Error::<T>::BurnAboveBalance);
		let credit = CurrencyOf::<T>::withdraw(
			&who,
			amount,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		)?;
		Self::burn_credit(BurnCause::Calls, credit);
		Self::deposit_event(Event::Burned { who, amount });
		Ok(())
	}

	pub(crate) fn do_reconcile() -> DispatchResult {
		let drift = Self::drift();
		ensure!(drift != 0, Error::<T>::NothingToReconcile);
		let below = (drift as i128) > 0;
		let (minted, burned) = if below { (0, drift) } else { (drift.wrapping_neg(), 0) };
		SupplyLedger::<T>::mutate(|ledger| {
			ledger.minted.add(MintCause::Other, minted);
			ledger.burned.add(BurnCause::Other, burned);
		});
		Self::deposit_event(Event::Reconciled { minted, burned });
		Ok(())
	}
}
