//! The module's invariants, one function each, in the order of the module documentation.

use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{
	ensure,
	traits::{fungible::InspectHold, Get},
};
use sp_runtime::TryRuntimeError;
use vajra_primitives::{Capacity, ModelId};

impl<T: Config> Pallet<T> {
	/// Proves every invariant. Reads all storage of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_state_held()?;
		Self::try_state_amounts()?;
		Self::try_state_hashes()?;
		Self::try_state_bids()?;
		Self::try_state_credentials()?;
		Self::try_state_states()?;
		Self::try_state_ids()?;
		Self::try_state_chips()
	}

	/// 1. What is on hold in each account, named by a record or not, is what listings, bids and orders
	///    say.
	fn try_state_held() -> Result<(), TryRuntimeError> {
		// Rent, deposit, bond, storage.
		let mut sums = BTreeMap::<T::AccountId, [Balance; 4]>::new();
		let mut add = |who: &T::AccountId, amounts: [Balance; 4]| {
			let sum = sums.entry(who.clone()).or_default();
			for (sum, amount) in sum.iter_mut().zip(amounts) {
				*sum = sum.saturating_add(amount);
			}
		};
		for (_, provider, listing) in Listings::<T>::iter() {
			add(&provider, [0, 0, 0, listing.storage]);
		}
		for (_, provider, bid) in Bids::<T>::iter() {
			add(&provider, [0, 0, bid.bond, bid.storage]);
		}
		for order in Orders::<T>::iter_values() {
			let Held { rent, deposit, bond, storage } = order.held;
			add(&order.renter, [rent, deposit, 0, storage]);
			match order.provider() {
				Some(provider) => add(provider, [0, 0, bond, 0]),
				None => ensure!(bond == 0, "bond without a provider"),
			}
		}
		for who in frame_system::Account::<T>::iter_keys() {
			sums.entry(who).or_default();
		}
		for (who, sum) in sums {
			let held =
				[HoldReason::Rent, HoldReason::Deposit, HoldReason::Bond, HoldReason::Storage]
					.map(|reason| T::Currency::balance_on_hold(&reason.into(), &who));
			ensure!(held == sum, "what is on hold is not what records say");
		}
		Ok(())
	}

	/// 2. Rent is what is metered makes it; rent, deposit and bond are on hold as the state needs it.
	fn try_state_amounts() -> Result<(), TryRuntimeError> {
		for order in Orders::<T>::iter_values() {
			ensure!(order.full_rent() == Some(order.rent), "rent is not what is metered makes it");
			let settled = order.state == OrderState::Unrated;
			let rent = if settled { 0 } else { order.rent.saturating_sub(order.paid) };
			ensure!(order.held.rent == rent, "rent on hold is not what was not paid");
			ensure!(order.paid <= order.rent, "more rent paid than there is");
			ensure!(order.held.deposit == order.deposit, "deposit is not on hold");
			let bonded =
				!matches!(order.state, OrderState::Requested | OrderState::Placed) && !settled;
			let bond = if bonded { order.bond } else { 0 };
			ensure!(order.held.bond == bond, "bond is not on hold");
			let covered = settled || order.paid.saturating_add(order.penalty()) <= order.bond;
			ensure!(order.paid == 0 || covered, "bond does not cover what was drawn");
		}
		Ok(())
	}

	/// 3. An order's hash is the hash of its terms.
	fn try_state_hashes() -> Result<(), TryRuntimeError> {
		let genesis = Self::genesis_hash();
		for (id, order) in Orders::<T>::iter() {
			ensure!(
				order.hash == order.hash_of_terms(genesis, id),
				"hash is not that of the terms"
			);
		}
		Ok(())
	}

	/// 4. A request's number of bids is that of its bids.
	fn try_state_bids() -> Result<(), TryRuntimeError> {
		for (id, order) in Orders::<T>::iter() {
			ensure!(order.bids <= T::MaxBids::get(), "too many bids");
			let requested = order.state == OrderState::Requested;
			let bids = if requested { Bids::<T>::iter_prefix(id).count() } else { 0 };
			ensure!(u32::try_from(bids) == Ok(order.bids), "number of bids is off");
		}
		Ok(())
	}

	/// 5. Credentials are there for orders in which they were delivered, with the order's hash.
	fn try_state_credentials() -> Result<(), TryRuntimeError> {
		let mut delivered = 0usize;
		for (id, order) in Orders::<T>::iter() {
			let credentials = Delivered::<T>::get(id);
			let hash = credentials.and_then(|credentials| credentials.hash());
			ensure!(hash == order.credentials, "credentials are not those of the order");
			delivered = delivered.saturating_add(usize::from(hash.is_some()));
		}
		ensure!(Delivered::<T>::iter().count() == delivered, "credentials without an order");
		Ok(())
	}

	/// 6. What an order knows is what its state says.
	fn try_state_states() -> Result<(), TryRuntimeError> {
		use OrderState::*;
		for order in Orders::<T>::iter_values() {
			let state = order.state;
			let requested = state == Requested;
			ensure!(order.supply.is_none() == requested, "provider is not what the state says");
			let delivered = !matches!(state, Requested | Placed | Accepted);
			ensure!(
				order.credentials.is_some() == delivered,
				"credentials are not what the state says"
			);
			let started = delivered && state != Delivered;
			ensure!(order.lease.is_some() == started, "lease is not what the state says");
			let renter = matches!(state, RenterRated | Disputed(Rated::Renter));
			let provider = matches!(state, ProviderRated | Unrated | Disputed(Rated::Provider));
			let scores = (order.scores.renter.is_some(), order.scores.provider.is_some());
			ensure!(scores == (renter, provider), "scores are not what the state says");
			ensure!(order.disputed || !matches!(state, Disputed(_)), "unnoted dispute");
			if let (Running, Some(lease)) = (state, order.lease) {
				let whole = lease.started_at + order.need.duration == lease.ends_at;
				ensure!(whole && lease.ends_at == order.until, "lease does not end with its time");
			}
		}
		Ok(())
	}

	/// 7. Ids are below the next.
	fn try_state_ids() -> Result<(), TryRuntimeError> {
		let next = NextOrderId::<T>::get();
		ensure!(Orders::<T>::iter_keys().all(|id| id < next), "order id is not below the next");
		ensure!(Bids::<T>::iter_keys().all(|(id, _)| id < next), "bid's id is not below the next");
		Ok(())
	}

	/// 8. What chips are reserved, by provider and model, is what orders that hold chips say.
	fn try_state_chips() -> Result<(), TryRuntimeError> {
		let Some(reservations) = T::Capacity::reservations() else { return Ok(()) };
		let sum = |all: Vec<(T::AccountId, ModelId, u32)>| {
			let mut sums = BTreeMap::<(T::AccountId, ModelId), u64>::new();
			for (provider, model, chips) in all {
				let sum = sums.entry((provider, model)).or_default();
				*sum = sum.saturating_add(chips.into());
			}
			sums
		};
		let leased = Orders::<T>::iter_values().filter(|order| order.state.holds_chips());
		let leased = leased
			.filter_map(|order| Some((order.supply?.provider, order.need.model, order.need.chips)));
		ensure!(
			sum(reservations) == sum(leased.collect()),
			"reserved chips are not those of orders"
		);
		Ok(())
	}
}
