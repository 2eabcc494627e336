//! What programs ask about the state, off chain. Pages bound what one question costs.

use crate::*;
use alloc::vec::Vec;
use codec::Decode;
use frame_support::traits::Get;
use sp_runtime::{traits::BlockNumberProvider, Perbill};
use vajra_primitives::{Capacity, ProvedCompute};

/// Most entries of one page.
const PAGE: u32 = 1_024;

impl<T: Config> Pallet<T> {
	fn moved_on(mut order: OrderOf<T>) -> OrderOf<T> {
		order.progress(T::BlockNumberProvider::current_block_number());
		order
	}

	pub(crate) fn view_order(id: OrderId) -> Option<OrderOf<T>> {
		Orders::<T>::get(id).map(Self::moved_on)
	}

	pub(crate) fn view_orders(
		after: Option<OrderId>,
		limit: u32,
	) -> (Vec<(OrderId, OrderOf<T>)>, Option<OrderId>) {
		let mut orders = match after {
			Some(id) => Orders::<T>::iter_from_key(id),
			None => Orders::<T>::iter(),
		};
		let (mut page, mut last) = (Vec::new(), None);
		for _ in 0..limit.clamp(1, PAGE) {
			let Some((id, order)) = orders.next() else { return (page, None) };
			page.push((id, Self::moved_on(order)));
			last = Some(id);
		}
		(page, last)
	}

	pub(crate) fn view_bids(id: OrderId) -> Vec<(T::AccountId, BidOf<T>)> {
		let now = T::BlockNumberProvider::current_block_number();
		let open = Orders::<T>::get(id)
			.filter(|order| order.state == OrderState::Requested && now < order.until);
		match open {
			Some(_) => Bids::<T>::iter_prefix(id).collect(),
			None => Vec::new(),
		}
	}

	pub(crate) fn view_quote(
		need: NeedOf<T>,
		price: Balance,
	) -> Option<(Balance, Balance, Balance)> {
		// Who the renter would be makes no difference to what it costs.
		let nobody =
			T::AccountId::decode(&mut sp_runtime::traits::TrailingZeroInput::zeroes()).ok()?;
		let order = Self::draft(nobody, need, price).ok()?;
		Some((order.rent, order.deposit, order.bond))
	}

	pub(crate) fn view_drawable(id: OrderId) -> Balance {
		let now = T::BlockNumberProvider::current_block_number();
		Self::view_order(id)
			.filter(|order| order.state == OrderState::Running)
			.and_then(|order| Self::drawable_now(&order, now))
			.unwrap_or_default()
	}

	pub(crate) fn view_reputation(who: T::AccountId, role: Role) -> ReputationOf<T> {
		let now = T::BlockNumberProvider::current_block_number();
		Reputations::<T>::get((who, role)).at(now, T::Terms::get().half_life)
	}

	pub(crate) fn view_rank(
		query: RankQuery<BlockNumberFor<T>>,
		after: Option<T::AccountId>,
		limit: u32,
	) -> (Vec<Ranked<T::AccountId>>, Option<T::AccountId>) {
		let model = query.model;
		let mut listings = match after {
			Some(account) => {
				let key = Listings::<T>::hashed_key_for(model, account);
				Listings::<T>::iter_prefix_from(model, key)
			}
			None => Listings::<T>::iter_prefix(model),
		};
		// What is bounded is what is looked at: a page that few meet must not search all for them.
		let (mut page, mut last) = (Vec::new(), None);
		for _ in 0..limit.clamp(1, PAGE) {
			let Some((provider, listing)) = listings.next() else { return (page, None) };
			page.extend(Self::ranked(&query, &provider, listing.offer));
			last = Some(provider);
		}
		(page, last)
	}

	/// What a query makes of an offer; `None` if it does not meet it.
	fn ranked(
		query: &RankQuery<BlockNumberFor<T>>,
		provider: &T::AccountId,
		offer: OfferOf<T>,
	) -> Option<Ranked<T::AccountId>> {
		let available = T::Capacity::available(provider, query.model).min(offer.max_chips);
		let meets = query.chips <= available
			&& offer.price <= query.max_price
			&& (offer.min_duration..=offer.max_duration).contains(&query.duration);
		if !meets {
			return None;
		}
		let Strategy { load, price, reputation, affinity, power } = query.strategy;
		let known = Self::view_reputation(provider.clone(), Role::Provider);
		let near = query.dataset.is_some_and(|dataset| offer.datasets.contains(&dataset));
		let gains = [
			(math::share(available.into(), offer.max_chips.into()), load),
			(math::price_gain(offer.price, query.max_price), price),
			(math::reputation_gain(known.mean, known.weight, query.familiar), reputation),
			(if near { Perbill::one() } else { Perbill::zero() }, affinity),
			(math::share(T::Compute::power_of(provider), query.full_power), power),
		];
		let score = math::score(&gains);
		Some(Ranked { provider: provider.clone(), price: offer.price, available, score })
	}
}
