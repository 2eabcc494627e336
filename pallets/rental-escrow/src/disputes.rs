//! Disputes, and what the arbiter makes of them.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use sp_core::H256;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_dispute(who: T::AccountId, id: OrderId, evidence: H256) -> DispatchResult {
		let mut order = Orders::<T>::get(id).ok_or(Error::<T>::OrderNotFound)?;
		let role = order.role_of(&who).ok_or(Error::<T>::NotParty)?;
		let (now, progress) = Self::pass_time(&mut order)?;
		let next = order.state.next(Step::Dispute(role)).map_err(Error::<T>::from)?;
		ensure!(!order.disputed, Error::<T>::AlreadyDisputed);
		Self::catch_up(id, &mut order, progress);
		order.disputed = true;
		if let Next::State(state) = next {
			order.enter(state, now);
		}
		let until = order.until;
		Orders::<T>::insert(id, order);
		Self::deposit_event(Event::DisputeOpened { order: id, role, evidence, until });
		Ok(())
	}

	pub(crate) fn do_resolve_dispute(id: OrderId, split: Split) -> DispatchResult {
		let (mut order, _) = Self::load(id)?;
		order.state.next(Step::Arbitrate).map_err(Error::<T>::from)?;
		Self::settle_split(id, &mut order, split);
		Self::close(id, order, Outcome::Arbitrated);
		Ok(())
	}
}
