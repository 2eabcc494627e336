//! Phase I: acceptance, credentials, confirmation.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use sp_core::H256;
use vajra_primitives::Capacity;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_cancel(who: T::AccountId, id: OrderId) -> DispatchResult {
		let (order, _) = Self::load(id)?;
		ensure!(order.role_of(&who).is_some(), Error::<T>::NotParty);
		order.state.next(Step::Cancel).map_err(Error::<T>::from)?;
		Self::close(id, order, Outcome::Cancelled);
		Ok(())
	}

	pub(crate) fn do_accept(provider: T::AccountId, id: OrderId, terms: H256) -> DispatchResult {
		let (mut order, now) = Self::load(id)?;
		Self::ensure_role(&order, &provider, Role::Provider)?;
		order.state.next(Step::Accept).map_err(Error::<T>::from)?;
		ensure!(order.hash == Some(terms), Error::<T>::TermsMismatch);
		Self::ensure_available(&provider, &order.need)?;
		T::Capacity::reserve(&provider, order.need.model, order.need.chips)?;
		let bond = order.bond;
		Self::hold(HoldReason::Bond, &provider, bond)?;
		order.held.bond = bond;
		order.enter(OrderState::Accepted, now);
		Orders::<T>::insert(id, order);
		Self::deposit_event(Event::OrderAccepted { order: id, bond });
		Ok(())
	}

	pub(crate) fn do_deliver(
		provider: T::AccountId,
		id: OrderId,
		credentials: CredentialsOf<T>,
	) -> DispatchResult {
		let (mut order, now) = Self::load(id)?;
		Self::ensure_role(&order, &provider, Role::Provider)?;
		order.state.next(Step::Deliver).map_err(Error::<T>::from)?;
		let hash = credentials.hash().ok_or(Error::<T>::NoCredentials)?;
		order.credentials = Some(hash);
		order.enter(OrderState::Delivered, now);
		Delivered::<T>::insert(id, credentials);
		Orders::<T>::insert(id, order);
		Self::deposit_event(Event::CredentialsDelivered { order: id, hash });
		Ok(())
	}

	pub(crate) fn do_confirm(
		renter: T::AccountId,
		id: OrderId,
		terms: H256,
		credentials: H256,
	) -> DispatchResult {
		let (mut order, now) = Self::load(id)?;
		Self::ensure_role(&order, &renter, Role::Renter)?;
		order.state.next(Step::Confirm).map_err(Error::<T>::from)?;
		ensure!(order.hash == Some(terms), Error::<T>::TermsMismatch);
		ensure!(order.credentials == Some(credentials), Error::<T>::CredentialsMismatch);
		order.start(now);
		let ends_at = order.until;
		Orders::<T>::insert(id, order);
		Self::deposit_event(Event::LeaseStarted { order: id, ends_at });
		Ok(())
	}

	pub(crate) fn ensure_role(
		order: &OrderOf<T>,
		who: &T::AccountId,
		role: Role,
	) -> DispatchResult {
		ensure!(order.role_of(who) == Some(role), Error::<T>::NotParty);
		Ok(())
	}
}
