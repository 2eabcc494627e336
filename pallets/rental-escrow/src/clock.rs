//! The clock: what a deadline does once it has passed.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use sp_runtime::{traits::BlockNumberProvider, DispatchError};

impl<T: Config> Pallet<T> {
	/// An order, and the block, for a step that the clock has nothing to do with: it is as it was stored,
	/// unless the clock has moved it on, in which case no such step can be taken.
	pub(crate) fn load(id: OrderId) -> Result<(OrderOf<T>, BlockNumberFor<T>), DispatchError> {
		let mut order = Orders::<T>::get(id).ok_or(Error::<T>::OrderNotFound)?;
		let (now, _) = Self::pass_time(&mut order)?;
		Ok((order, now))
	}

	/// Takes an order through the deadlines that have passed. Fails where one of them has closed it;
	/// what else they have done is left to [`Self::catch_up`].
	pub(crate) fn pass_time(
		order: &mut OrderOf<T>,
	) -> Result<(BlockNumberFor<T>, Progress), DispatchError> {
		let now = T::BlockNumberProvider::current_block_number();
		let progress = order.progress(now);
		ensure!(progress.closed.is_none(), Error::<T>::DeadlinePassed);
		Ok((now, progress))
	}

	/// Does what deadlines have done to an order that is still open.
	pub(crate) fn catch_up(id: OrderId, order: &mut OrderOf<T>, progress: Progress) {
		if progress.lease_over {
			Self::note_lease_over(id, order);
		}
		if progress.dispute_over {
			Self::deposit_event(Event::DisputeLapsed { order: id });
		}
		if progress.rent_due {
			Self::settle_dues(id, order);
		}
	}

	pub(crate) fn do_resolve(id: OrderId) -> DispatchResult {
		let mut order = Orders::<T>::get(id).ok_or(Error::<T>::OrderNotFound)?;
		let now = T::BlockNumberProvider::current_block_number();
		ensure!(order.until <= now, Error::<T>::DeadlineAhead);
		let progress = order.progress(now);
		Self::catch_up(id, &mut order, progress);
		match progress.closed {
			Some(outcome) => Self::close(id, order, outcome),
			None => Orders::<T>::insert(id, order),
		}
		Ok(())
	}
}
