//! Listings, and orders that take them.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use sp_runtime::{
	traits::{BlockNumberProvider, Zero},
	DispatchError,
};
use vajra_primitives::{Capacity, ModelId};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_list_capacity(
		provider: T::AccountId,
		model: ModelId,
		offer: OfferOf<T>,
	) -> DispatchResult {
		ensure!(!Listings::<T>::contains_key(model, &provider), Error::<T>::ListingExists);
		Self::ensure_sound(&offer)?;
		let storage = T::Terms::get().record_deposit;
		Self::hold(HoldReason::Storage, &provider, storage)?;
		Listings::<T>::insert(model, &provider, Listing { offer: offer.clone(), storage });
		Self::deposit_event(Event::CapacityListed { provider, model, offer });
		Ok(())
	}

	pub(crate) fn do_update_listing(
		provider: T::AccountId,
		model: ModelId,
		offer: OfferOf<T>,
	) -> DispatchResult {
		let before = Listings::<T>::get(model, &provider).ok_or(Error::<T>::ListingNotFound)?;
		Self::ensure_sound(&offer)?;
		let listing = Listing { offer: offer.clone(), ..before };
		Listings::<T>::insert(model, &provider, listing);
		Self::deposit_event(Event::ListingUpdated { provider, model, offer });
		Ok(())
	}

	pub(crate) fn do_unlist_capacity(provider: T::AccountId, model: ModelId) -> DispatchResult {
		let listing = Listings::<T>::take(model, &provider).ok_or(Error::<T>::ListingNotFound)?;
		Self::release(HoldReason::Storage, &provider, listing.storage)?;
		Self::deposit_event(Event::CapacityUnlisted { provider, model });
		Ok(())
	}

	pub(crate) fn do_place_order(
		renter: T::AccountId,
		provider: T::AccountId,
		need: NeedOf<T>,
		max_price: Balance,
	) -> DispatchResult {
		ensure!(renter != provider, Error::<T>::OwnOrder);
		let listing =
			Listings::<T>::get(need.model, &provider).ok_or(Error::<T>::ListingNotFound)?;
		let offer = listing.offer;
		ensure!(offer.price <= max_price, Error::<T>::PriceTooHigh);
		ensure!(need.chips <= offer.max_chips, Error::<T>::TooManyChips);
		let allowed = offer.min_duration..=offer.max_duration;
		ensure!(allowed.contains(&need.duration), Error::<T>::DurationOutOfBounds);
		let mut order = Self::draft(renter, need, offer.price)?;
		Self::ensure_available(&provider, &order.need)?;

		// The listing may be older than the chain's limit.
		order.max_duration = offer.max_duration.min(T::Terms::get().max_duration);
		order.state = OrderState::Placed;
		let id = Self::reserve_id()?;
		let supply = Supply { provider: provider.clone(), payee: offer.payee };
		let hash = order.bind(supply, Self::genesis_hash(), id);
		Self::hold_for(&mut order)?;
		let (renter, rent, deposit) = (order.renter.clone(), order.rent, order.deposit);
		Orders::<T>::insert(id, order);
		Self::deposit_event(Event::OrderPlaced {
			order: id,
			renter,
			provider,
			hash,
			rent,
			deposit,
		});
		Ok(())
	}

	/// Whether an offer can be meant. Chips need not be there yet.
	fn ensure_sound(offer: &OfferOf<T>) -> DispatchResult {
		ensure!(offer.price > 0, Error::<T>::PriceZero);
		ensure!(offer.max_chips > 0, Error::<T>::NoChips);
		let ordered = !offer.min_duration.is_zero() && offer.min_duration <= offer.max_duration;
		let longest = T::Terms::get().max_duration;
		ensure!(ordered && offer.max_duration <= longest, Error::<T>::DurationOutOfBounds);
		Ok(())
	}

	/// An order at a price, that waits for a provider from now on; nothing is on hold for it.
	pub(crate) fn draft(
		renter: T::AccountId,
		need: NeedOf<T>,
		price: Balance,
	) -> Result<OrderOf<T>, DispatchError> {
		let terms = T::Terms::get();
		ensure!(price > 0, Error::<T>::PriceZero);
		let lasts = !need.duration.is_zero() && need.duration <= terms.max_duration;
		ensure!(lasts, Error::<T>::DurationOutOfBounds);
		need.check().map_err(Error::<T>::from)?;
		let now = T::BlockNumberProvider::current_block_number();
		let mut order = Order::new(renter, need, terms.conditions, now);
		order.price_at(price).ok_or(Error::<T>::RentOutOfBounds)?;
		Ok(order)
	}

	/// Puts rent and deposit of a new order on hold, and what its record takes.
	pub(crate) fn hold_for(order: &mut OrderOf<T>) -> DispatchResult {
		let storage = T::Terms::get().record_deposit;
		Self::hold(HoldReason::Rent, &order.renter, order.rent)?;
		Self::hold(HoldReason::Deposit, &order.renter, order.deposit)?;
		Self::hold(HoldReason::Storage, &order.renter, storage)?;
		order.held = Held { rent: order.rent, deposit: order.deposit, bond: 0, storage };
		Ok(())
	}

	pub(crate) fn ensure_available(provider: &T::AccountId, need: &NeedOf<T>) -> DispatchResult {
		let available = T::Capacity::available(provider, need.model);
		ensure!(need.chips <= available, Error::<T>::NotEnoughChips);
		Ok(())
	}

	/// The id of a new order, which is used up.
	pub(crate) fn reserve_id() -> Result<OrderId, DispatchError> {
		let id = NextOrderId::<T>::get();
		NextOrderId::<T>::put(id.checked_add(1).ok_or(sp_runtime::ArithmeticError::Overflow)?);
		Ok(id)
	}
}
