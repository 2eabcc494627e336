//! Requests and bids.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use sp_runtime::{traits::BlockNumberProvider, DispatchError};
use vajra_primitives::Capacity;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_request(
		renter: T::AccountId,
		need: NeedOf<T>,
		max_price: Balance,
	) -> DispatchResult {
		let mut order = Self::draft(renter, need, max_price)?;
		let id = Self::reserve_id()?;
		Self::hold_for(&mut order)?;
		let event = Event::OrderRequested {
			order: id,
			renter: order.renter.clone(),
			model: order.need.model,
			price: order.price,
			rent: order.rent,
			deposit: order.deposit,
		};
		Orders::<T>::insert(id, order);
		Self::deposit_event(event);
		Ok(())
	}

	pub(crate) fn do_bid(
		provider: T::AccountId,
		id: OrderId,
		price: Balance,
		max_duration: BlockNumberFor<T>,
		payee: T::AccountId,
	) -> DispatchResult {
		let (mut order, _) = Self::load(id)?;
		order.state.next(Step::TakeBid).map_err(Error::<T>::from)?;
		ensure!(provider != order.renter, Error::<T>::OwnOrder);
		ensure!(!Bids::<T>::contains_key(id, &provider), Error::<T>::BidExists);
		ensure!(order.bids < T::MaxBids::get(), Error::<T>::TooManyBids);
		ensure!(price > 0, Error::<T>::PriceZero);
		ensure!(price <= order.price, Error::<T>::PriceTooHigh);
		let terms = T::Terms::get();
		let lasts = order.need.duration <= max_duration && max_duration <= terms.max_duration;
		ensure!(lasts, Error::<T>::DurationOutOfBounds);
		Self::ensure_available(&provider, &order.need)?;
		let mut priced = order.clone();
		priced.price_at(price).ok_or(Error::<T>::RentOutOfBounds)?;

		let (bond, storage) = (priced.bond, terms.record_deposit);
		Self::hold(HoldReason::Bond, &provider, bond)?;
		Self::hold(HoldReason::Storage, &provider, storage)?;
		Bids::<T>::insert(id, &provider, Bid { price, max_duration, payee, bond, storage });
		order.bids = order.bids.saturating_add(1);
		Orders::<T>::insert(id, order);
		Self::deposit_event(Event::BidPlaced { order: id, provider, price, bond });
		Ok(())
	}

	/// Says whether the bid could not be taken any more.
	pub(crate) fn do_withdraw_bid(
		who: T::AccountId,
		id: OrderId,
		provider: T::AccountId,
	) -> Result<bool, DispatchError> {
		let now = T::BlockNumberProvider::current_block_number();
		let bid = Bids::<T>::get(id, &provider).ok_or(Error::<T>::BidNotFound)?;
		let request = Orders::<T>::get(id).filter(|order| order.state == OrderState::Requested);
		let open = request.as_ref().is_some_and(|order| now < order.until);
		ensure!(!open || who == provider, Error::<T>::BidOpen);

		Bids::<T>::remove(id, &provider);
		Self::release(HoldReason::Bond, &provider, bid.bond)?;
		Self::release(HoldReason::Storage, &provider, bid.storage)?;
		if let Some(mut order) = request {
			order.bids = order.bids.saturating_sub(1);
			Orders::<T>::insert(id, order);
		}
		Self::deposit_event(Event::BidWithdrawn { order: id, provider });
		Ok(!open)
	}

	pub(crate) fn do_take_bid(
		renter: T::AccountId,
		id: OrderId,
		provider: T::AccountId,
		max_price: Balance,
	) -> DispatchResult {
		let (mut order, now) = Self::load(id)?;
		ensure!(renter == order.renter, Error::<T>::NotParty);
		order.state.next(Step::TakeBid).map_err(Error::<T>::from)?;
		let bid = Bids::<T>::get(id, &provider).ok_or(Error::<T>::BidNotFound)?;
		ensure!(bid.price <= max_price, Error::<T>::PriceTooHigh);
		Self::ensure_available(&provider, &order.need)?;
		order.price_at(bid.price).ok_or(Error::<T>::RentOutOfBounds)?;
		T::Capacity::reserve(&provider, order.need.model, order.need.chips)?;

		// The bid's bond becomes the order's, and stays on hold.
		Bids::<T>::remove(id, &provider);
		Self::release(HoldReason::Storage, &provider, bid.storage)?;
		let Held { rent, deposit, storage, .. } = order.held;
		Self::release(HoldReason::Rent, &renter, rent.saturating_sub(order.rent))?;
		Self::release(HoldReason::Deposit, &renter, deposit.saturating_sub(order.deposit))?;
		order.bond = bid.bond;
		order.held = Held { rent: order.rent, deposit: order.deposit, bond: bid.bond, storage };
		order.max_duration = bid.max_duration;
		// Those that are left are taken back by whoever likes.
		order.bids = 0;
		let supply = Supply { provider: provider.clone(), payee: bid.payee };
		let hash = order.bind(supply, Self::genesis_hash(), id);
		order.enter(OrderState::Accepted, now);
		let (rent, deposit) = (order.rent, order.deposit);
		Orders::<T>::insert(id, order);
		Self::deposit_event(Event::BidTaken { order: id, provider, hash, rent, deposit });
		Ok(())
	}
}
