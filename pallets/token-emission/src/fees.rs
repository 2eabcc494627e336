//! Fees: a share is burned, the rest is the validators', tips are the author's.

use crate::*;
use core::marker::PhantomData;
use frame_support::traits::{fungible::Balanced, Imbalance, OnUnbalanced};

/// For `pallet_transaction_payment::FungibleAdapter`: of each fee [`BurnShare`] is burned, and the
/// validators' sink gets the rest. The block's author gets the tip; where it is not known, or its
/// account cannot take that little, the validators' sink does.
pub struct FeeSplit<T>(PhantomData<T>);

impl<T: Config> OnUnbalanced<CreditOf<T>> for FeeSplit<T> {
	/// The first is the fee, whatever follows are tips.
	fn on_unbalanceds(mut amounts: impl Iterator<Item = CreditOf<T>>) {
		let Some(fee) = amounts.next() else { return };
		let tips = amounts.fold(CreditOf::<T>::zero(), |tips, more| tips.merge(more));
		Pallet::<T>::share_out(fee, tips);
	}

	fn on_nonzero_unbalanced(fee: CreditOf<T>) {
		Pallet::<T>::share_out(fee, CreditOf::<T>::zero());
	}
}

impl<T: Config> Pallet<T> {
	fn share_out(fee: CreditOf<T>, tip: CreditOf<T>) {
		let burned = BurnShare::<T>::get().mul_floor(fee.peek());
		let (burned, rest) = fee.split(burned);
		Self::burn_credit(BurnCause::Fees, burned);
		let rest = rest.merge(Self::pay_author(tip));
		if rest.peek() > 0 {
			Self::placing(|| ValidatorsOf::<T>::on_unbalanced(rest));
		}
	}

	/// Pays the author: what is left of it.
	fn pay_author(tip: CreditOf<T>) -> CreditOf<T> {
		if tip.peek() == 0 {
			return tip;
		}
		match T::BlockAuthor::author() {
			Some(author) => match CurrencyOf::<T>::resolve(&author, tip) {
				Ok(()) => CreditOf::<T>::zero(),
				Err(tip) => tip,
			},
			None => tip,
		}
	}
}
