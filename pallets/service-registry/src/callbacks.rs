//! Results for consumers on chain.

use crate::*;
use frame_support::{
	ensure, pallet_prelude::DispatchResult, storage::with_storage_layer, traits::Get,
	weights::Weight,
};
use sp_runtime::DispatchError;
use vajra_primitives::service::{OnResult, RequestId};

impl<T: Config> Pallet<T> {
	/// Tells a consumer of a new result, if the request says so. What was used of its weight.
	pub(crate) fn first_callback(request: RequestId, settled: &SettledOf<T>) -> Weight {
		match Callbacks::<T>::take(request) {
			Some(callback) => Self::deliver(request, settled, callback, true),
			None => Weight::zero(),
		}
	}

	pub(crate) fn do_retry_callback(
		who: &T::AccountId,
		request: RequestId,
	) -> Result<Weight, DispatchError> {
		let settled = Results::<T>::get(request).ok_or(Error::<T>::ResultNotFound)?;
		let callback = Callbacks::<T>::take(request).ok_or(Error::<T>::CallbackNotFound)?;
		// Nobody uses up somebody else's attempts.
		let counts = *who == settled.consumer;
		Ok(Self::deliver(request, &settled, callback, counts))
	}

	/// Tries a callback, which has been taken out of storage: a consumer that comes back to this pallet
	/// cannot have it delivered again meanwhile. Nothing of one that fails stays but the count, if it
	/// `counts`.
	fn deliver(
		request: RequestId,
		settled: &SettledOf<T>,
		mut callback: CallbackOf<T>,
		counts: bool,
	) -> Weight {
		let terms = T::Terms::get().callbacks;
		// No more than the call is charged for: the terms may have been others.
		let weight = callback.weight.min(terms.max_weight);
		let delivered = with_storage_layer(|| {
			// Not before it is sure that the weight that was paid for is enough: it may have been for
			// another version of the runtime.
			let needed = T::Consumers::weight(callback.consumer, &callback.data)
				.ok_or(Error::<T>::ConsumerUnknown)?;
			ensure!(needed.all_lte(weight), Error::<T>::CallbackTooHeavy);
			T::Consumers::on_result(
				callback.consumer,
				request,
				&settled.consumer,
				&callback.data,
				&settled.result,
			)
		});
		match delivered {
			Ok(()) => {
				Self::deposit_event(Event::CallbackDelivered { request });
			}
			Err(error) => {
				callback.attempts = callback.attempts.saturating_add(counts.into());
				let attempts_left = terms.attempts.saturating_sub(callback.attempts);
				if attempts_left > 0 {
					Callbacks::<T>::insert(request, callback);
				}
				Self::deposit_event(Event::CallbackFailed { request, error, attempts_left });
				if attempts_left == 0 {
					Self::deposit_event(Event::CallbackDropped { request });
				}
			}
		}
		weight
	}

	pub(crate) fn do_forget_result(request: RequestId) -> DispatchResult {
		let settled = Results::<T>::get(request).ok_or(Error::<T>::ResultNotFound)?;
		let kept_until = settled.at.saturating_add(T::Terms::get().retention);
		ensure!(Self::now() > kept_until, Error::<T>::ResultKept);
		Results::<T>::remove(request);
		if Callbacks::<T>::take(request).is_some() {
			Self::deposit_event(Event::CallbackDropped { request });
		}
		Self::deposit_event(Event::ResultForgotten { request });
		Ok(())
	}
}
