//! While a lease runs: extensions, draws, and early ends.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use sp_runtime::{
	traits::{CheckedAdd, Zero},
	DispatchError,
};
use vajra_primitives::{Capacity, Downtime};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_extend(
		renter: T::AccountId,
		id: OrderId,
		blocks: BlockNumberFor<T>,
	) -> DispatchResult {
		let (mut order, _) = Self::load(id)?;
		Self::ensure_role(&order, &renter, Role::Renter)?;
		order.state.next(Step::Extend).map_err(Error::<T>::from)?;
		let longer = order.need.duration.checked_add(&blocks);
		let allowed = longer.is_some_and(|duration| duration <= order.max_duration);
		ensure!(!blocks.is_zero() && allowed, Error::<T>::DurationOutOfBounds);
		// The chips are reserved. To reserve none more fails if the provider could reserve none: it is
		// suspended, say, or its model revoked.
		let supply = order.supply.clone().ok_or(Error::<T>::NotRunning)?;
		T::Capacity::reserve(&supply.provider, order.need.model, 0)?;
		let rent = order.extend(blocks).ok_or(Error::<T>::RentOutOfBounds)?;

		Self::hold(HoldReason::Rent, &renter, rent)?;
		let hash = order.bind(supply, Self::genesis_hash(), id);
		let ends_at = order.until;
		Orders::<T>::insert(id, order);
		Self::deposit_event(Event::LeaseExtended { order: id, hash, ends_at, rent });
		Ok(())
	}

	pub(crate) fn do_draw(provider: T::AccountId, id: OrderId) -> DispatchResult {
		let (mut order, now) = Self::load(id)?;
		Self::ensure_role(&order, &provider, Role::Provider)?;
		order.state.next(Step::Draw).map_err(Error::<T>::from)?;
		let amount = Self::drawable_now(&order, now).filter(|amount| *amount > 0);
		let amount = amount.ok_or(Error::<T>::NothingToDraw)?;
		let Supply { provider, payee } = order.supply.clone().ok_or(Error::<T>::NotRunning)?;

		let before = order.held.rent;
		let fee = order.conditions.shares.fee.mul_ceil(amount);
		let fee = Self::collect_fee(&mut order, fee);
		let amount = amount.saturating_sub(fee);
		// Unlike a settlement, a draw can wait until somebody can take it.
		let renter = order.renter.clone();
		Self::pay(HoldReason::Rent, &renter, [&payee, &provider], amount, &mut order.held.rent)
			.ok_or(Error::<T>::PayeeUnreachable)?;
		let drawn = before.saturating_sub(order.held.rent);
		order.paid = order.paid.saturating_add(drawn);
		Orders::<T>::insert(id, order);
		Self::deposit_event(Event::RentDrawn { order: id, amount, fee });
		Ok(())
	}

	/// What the provider may draw in block `now` of a lease that runs.
	pub(crate) fn drawable_now(order: &OrderOf<T>, now: BlockNumberFor<T>) -> Option<Balance> {
		let provider = order.provider()?;
		order.drawable(now, |from, until| T::Downtime::blocks(provider, from, until))
	}

	pub(crate) fn do_end(who: T::AccountId, id: OrderId) -> DispatchResult {
		let (mut order, now) = Self::load(id)?;
		let role = order.role_of(&who).ok_or(Error::<T>::NotParty)?;
		order.state.next(Step::End).map_err(Error::<T>::from)?;
		let ending = match role {
			Role::Provider => Ending::ByProvider,
			Role::Renter if Self::down_since_start(&order, now)?.is_zero() => Ending::WithNotice,
			Role::Renter => Ending::WithoutNotice,
		};
		Self::end_lease(id, &mut order, now, ending);
		order.enter(OrderState::Ended, now);
		Orders::<T>::insert(id, order);
		Ok(())
	}

	fn down_since_start(
		order: &OrderOf<T>,
		now: BlockNumberFor<T>,
	) -> Result<BlockNumberFor<T>, DispatchError> {
		let (Some(lease), Some(provider)) = (order.lease, order.provider()) else {
			return Err(Error::<T>::NotRunning.into());
		};
		Ok(T::Downtime::blocks(provider, lease.started_at, now))
	}

	/// Ends the lease in block `at`, before its time.
	pub(crate) fn end_lease(
		id: OrderId,
		order: &mut OrderOf<T>,
		at: BlockNumberFor<T>,
		ending: Ending,
	) {
		if let Some(lease) = order.lease.as_mut() {
			lease.ends_at = at;
			lease.ending = ending;
		}
		Self::note_lease_over(id, order);
	}

	/// Gives the chips of a lease that is over back.
	pub(crate) fn note_lease_over(id: OrderId, order: &OrderOf<T>) {
		Self::release_chips(id, order);
		if let Some(lease) = order.lease {
			let Lease { ends_at, ending, .. } = lease;
			Self::deposit_event(Event::LeaseEnded { order: id, ended_at: ends_at, ending });
		}
	}

	/// Gives an order's chips back. Their keeper has promised to take them ([`Capacity::release`]); if it
	/// does not, that must not keep the sides from their money, so that it is only said. The invariant on
	/// chips fails from then on.
	pub(crate) fn release_chips(id: OrderId, order: &OrderOf<T>) {
		let Some(provider) = order.provider() else { return };
		let released = frame_support::storage::with_storage_layer(|| {
			T::Capacity::release(provider, order.need.model, order.need.chips)
		});
		if released.is_err() {
			Self::deposit_event(Event::ChipsNotReleased { order: id });
		}
	}
}
