//! Policies are bought, and run out.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_insure(
		holder: T::AccountId,
		product: ProductId,
		sum: Balance,
	) -> DispatchResult {
		let terms = Products::<T>::get(product).ok_or(Error::<T>::ProductNotFound)?;
		ensure!(Self::now() <= terms.sold_until, Error::<T>::SaleOver);
		ensure!(terms.covers(sum), Error::<T>::SumOutOfRange);
		ensure!(Policies::<T>::count() < T::MaxPolicies::get(), Error::<T>::TooManyPolicies);
		let premium = math::premium(terms.rate, sum);
		let covered = Covered::<T>::get().checked_add(sum).ok_or(Error::<T>::Overflow)?;
		let pot = Pot::<T>::get().checked_add(premium).ok_or(Error::<T>::Overflow)?;
		let reserve = math::reserve(covered, T::Reserve::get());
		ensure!(reserve <= pot, Error::<T>::ReserveTooSmall);
		let policy = NextPolicy::<T>::get();
		let next = policy.checked_add(1).ok_or(Error::<T>::Overflow)?;
		Self::put_in(&holder, premium)?;

		NextPolicy::<T>::put(next);
		Covered::<T>::put(covered);
		let record = Policy { holder: holder.clone(), sum, product, terms, stage: Stage::Open };
		Policies::<T>::insert(policy, record);
		Self::deposit_event(Event::Insured { policy, product, holder, sum, premium });
		Ok(())
	}

	pub(crate) fn do_expire(policy: PolicyId) -> DispatchResult {
		let record = Self::policy(policy)?;
		let last = record.last_block(T::Patience::get());
		ensure!(Self::now() > last, Error::<T>::PolicyInForce);
		Self::close(policy, &record)?;
		Self::deposit_event(Event::Expired { policy });
		Ok(())
	}

	/// A policy that is not over.
	pub(crate) fn policy(policy: PolicyId) -> Result<PolicyOf<T>, Error<T>> {
		Policies::<T>::get(policy).ok_or(Error::<T>::PolicyNotFound)
	}

	/// Ends a policy: nothing is covered by it any more, and no result counts for it.
	pub(crate) fn close(policy: PolicyId, record: &PolicyOf<T>) -> DispatchResult {
		let covered = Covered::<T>::get().checked_sub(record.sum).ok_or(Error::<T>::Overflow)?;
		Covered::<T>::put(covered);
		if let Some(request) = record.request() {
			Claims::<T>::remove(request);
		}
		Policies::<T>::remove(policy);
		Ok(())
	}
}
