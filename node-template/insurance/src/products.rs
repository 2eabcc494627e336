//! What is offered.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{fungible::Inspect, Get},
};
use sp_runtime::{traits::BlockNumberProvider, SaturatedConversion};

impl<T> From<Unsound> for Error<T> {
	fn from(unsound: Unsound) -> Self {
		match unsound {
			Unsound::Question => Self::QuestionEmpty,
			Unsound::Rate => Self::RateZero,
			Unsound::Sums => Self::SumsInvalid,
			Unsound::Blocks => Self::BlocksInvalid,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The current block.
	pub(crate) fn now() -> Blocks {
		T::BlockNumberProvider::current_block_number().saturated_into()
	}

	pub(crate) fn do_offer(product: ProductOf<T>) -> DispatchResult {
		product.check(CurrencyOf::<T>::minimum_balance()).map_err(Error::<T>::from)?;
		ensure!(Self::now() <= product.sold_until, Error::<T>::BlocksInvalid);
		ensure!(Products::<T>::count() < T::MaxProducts::get(), Error::<T>::TooManyProducts);
		let id = NextProduct::<T>::get();
		let next = id.checked_add(1).ok_or(Error::<T>::Overflow)?;
		NextProduct::<T>::put(next);
		Products::<T>::insert(id, product);
		Self::deposit_event(Event::Offered { product: id });
		Ok(())
	}

	pub(crate) fn do_discontinue(product: ProductId) -> DispatchResult {
		ensure!(Products::<T>::contains_key(product), Error::<T>::ProductNotFound);
		Products::<T>::remove(product);
		Self::deposit_event(Event::Discontinued { product });
		Ok(())
	}
}
