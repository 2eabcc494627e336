//! Stake joins candidates, moves between them and leaves them.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{Inspect, MutateHold},
		tokens::{Fortitude, Precision, Preservation},
		Get,
	},
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_delegate(
		delegator: T::AccountId,
		candidate: T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		ensure!(delegator != candidate, Error::<T>::SelfDelegation);
		ensure!(amount > 0, Error::<T>::AmountTooSmall);
		Self::with_candidate(&candidate, |record| {
			Self::ensure_takes_delegations(record)?;
			Self::take_in(&delegator, amount)?;
			let mut delegation = Self::open_delegation(&delegator, &candidate, record)?;
			Self::join(&candidate, record, &mut delegation, amount)?;
			Self::store_delegation(&delegator, &candidate, record, delegation)
		})?;
		Self::deposit_event(Event::Delegated { delegator, candidate, amount });
		Ok(())
	}

	pub(crate) fn do_undelegate(
		delegator: T::AccountId,
		candidate: T::AccountId,
		amount: Option<Balance>,
	) -> DispatchResult {
		let now = ActiveEra::<T>::get();
		let unlocks_at = now.checked_add(T::BondingDuration::get()).ok_or(Error::<T>::Overflow)?;
		let amount = Self::with_candidate(&candidate, |record| {
			let mut delegation = Self::touched_delegation(&delegator, &candidate, record)?;
			let shares = Self::shares_to_take(record, &delegation, amount)?;
			// What nobody else can cost leaves first, so that the rest can move on the sooner.
			let free = shares.min(delegation.free_shares());
			let moved = shares.checked_sub(free).ok_or(Error::<T>::Overflow)?;
			let mut owner = Delegators::<T>::get(&delegator);
			let mut total = Self::part(&mut owner, &candidate, record, free, None)?;
			if moved > 0 {
				let liable = Self::carve_moved(&mut delegation, moved)?;
				let tokens = Self::part(&mut owner, &candidate, record, moved, liable)?;
				total = total.checked_add(tokens).ok_or(Error::<T>::Overflow)?;
			}
			Delegators::<T>::insert(&delegator, owner);
			Self::take_shares(&candidate, record, &mut delegation, shares)?;
			Self::store_delegation(&delegator, &candidate, record, delegation)?;
			Ok(total)
		})?;
		Self::deposit_event(Event::Undelegated { delegator, candidate, amount, unlocks_at });
		Ok(())
	}

	pub(crate) fn do_redelegate(
		delegator: T::AccountId,
		from: T::AccountId,
		to: T::AccountId,
		amount: Option<Balance>,
	) -> DispatchResult {
		ensure!(from != to, Error::<T>::SelfRedelegation);
		ensure!(delegator != to, Error::<T>::SelfDelegation);
		let amount = Self::with_candidate(&from, |record| {
			let mut delegation = Self::touched_delegation(&delegator, &from, record)?;
			let free = delegation.free_shares();
			ensure!(free > 0, Error::<T>::CoolingDown);
			// All means all that can move; the rest must not be too little to stay.
			let amount = match amount {
				None if free < delegation.shares() => record.pool.worth(free),
				amount => amount,
			};
			let shares = Self::shares_to_take(record, &delegation, amount)?;
			ensure!(shares <= free, Error::<T>::CoolingDown);
			let tokens = record.pool.leave(shares).ok_or(Error::<T>::Overflow)?;
			ensure!(tokens > 0, Error::<T>::AmountTooSmall);
			Self::take_shares(&from, record, &mut delegation, shares)?;
			Self::store_delegation(&delegator, &from, record, delegation)?;
			Ok(tokens)
		})?;
		Self::with_candidate(&to, |record| {
			Self::ensure_takes_delegations(record)?;
			let mut delegation = Self::open_delegation(&delegator, &to, record)?;
			let before = delegation.shares();
			Self::join(&to, record, &mut delegation, amount)?;
			let shares = delegation.shares().saturating_sub(before);
			Self::mark_moved(&mut delegation, &from, shares)?;
			Self::store_delegation(&delegator, &to, record, delegation)
		})?;
		Self::deposit_event(Event::Redelegated { delegator, from, to, amount });
		Ok(())
	}

	/// Buys shares of a pool for a delegation, with tokens that the pallet's account holds already.
	pub(crate) fn join(
		candidate: &T::AccountId,
		record: &mut CandidateOf<T>,
		delegation: &mut DelegationOf<T>,
		amount: Balance,
	) -> DispatchResult {
		let before = record.pool.worth(delegation.shares()).ok_or(Error::<T>::Overflow)?;
		let after = before.checked_add(amount).ok_or(Error::<T>::Overflow)?;
		ensure!(after >= T::Terms::get().min_delegation, Error::<T>::DelegationTooLow);
		let bought = record.pool.join(amount).ok_or(Error::<T>::Overflow)?;
		ensure!(bought > 0, Error::<T>::AmountTooSmall);
		let shares = delegation.shares().checked_add(bought).ok_or(Error::<T>::Overflow)?;
		Self::set_shares(candidate, record, delegation, shares)
	}

	/// The delegation, with rewards and former candidates' slashes settled.
	pub(crate) fn touched_delegation(
		delegator: &T::AccountId,
		candidate: &T::AccountId,
		record: &mut CandidateOf<T>,
	) -> Result<DelegationOf<T>, DispatchError> {
		let mut delegation = Delegations::<T>::get(delegator, candidate)
			.filter(|delegation| delegation.shares() > 0)
			.ok_or(Error::<T>::DelegationNotFound)?;
		Self::settle(candidate, record, &mut delegation)?;
		Self::pay_for_former(delegator, candidate, record, &mut delegation)?;
		Ok(delegation)
	}

	/// The delegation, settled, or a new one, counted.
	pub(crate) fn open_delegation(
		delegator: &T::AccountId,
		candidate: &T::AccountId,
		record: &mut CandidateOf<T>,
	) -> Result<DelegationOf<T>, DispatchError> {
		if let Some(mut delegation) = Delegations::<T>::get(delegator, candidate) {
			Self::settle(candidate, record, &mut delegation)?;
			Self::pay_for_former(delegator, candidate, record, &mut delegation)?;
			return Ok(delegation);
		}
		Delegators::<T>::try_mutate(delegator, |owner| {
			ensure!(owner.delegations < T::MaxDelegations::get(), Error::<T>::TooManyDelegations);
			owner.delegations = owner.delegations.checked_add(1).ok_or(Error::<T>::Overflow)?;
			Ok::<_, DispatchError>(())
		})?;
		record.delegations = record.delegations.checked_add(1).ok_or(Error::<T>::Overflow)?;
		Ok(Delegation::new())
	}

	/// Stores a delegation, or removes it if it has nothing left.
	pub(crate) fn store_delegation(
		delegator: &T::AccountId,
		candidate: &T::AccountId,
		record: &mut CandidateOf<T>,
		delegation: DelegationOf<T>,
	) -> DispatchResult {
		if !delegation.is_gone() {
			Delegations::<T>::insert(delegator, candidate, delegation);
			return Ok(());
		}
		for span in &delegation.spans {
			Self::release_start(candidate, span.from)?;
		}
		record.delegations = record.delegations.checked_sub(1).ok_or(Error::<T>::Overflow)?;
		Delegations::<T>::remove(delegator, candidate);
		Delegators::<T>::try_mutate_exists(delegator, |owner| {
			let record = owner.as_mut().ok_or(Error::<T>::DelegationNotFound)?;
			record.delegations = record.delegations.checked_sub(1).ok_or(Error::<T>::Overflow)?;
			if record.is_gone() {
				*owner = None;
			}
			Ok(())
		})
	}

	/// How many of a delegation's shares must go for `amount` planck, or all. What stays must not be
	/// too little.
	fn shares_to_take(
		record: &CandidateOf<T>,
		delegation: &DelegationOf<T>,
		amount: Option<Balance>,
	) -> Result<Shares, DispatchError> {
		let shares = delegation.shares();
		let Some(amount) = amount else {
			return Ok(shares);
		};
		ensure!(amount > 0, Error::<T>::AmountTooSmall);
		let worth = record.pool.worth(shares).ok_or(Error::<T>::Overflow)?;
		let left = worth.checked_sub(amount).ok_or(Error::<T>::NotEnoughStake)?;
		ensure!(left == 0 || left >= T::Terms::get().min_delegation, Error::<T>::DelegationTooLow);
		Ok(record.pool.shares_for(amount, shares).ok_or(Error::<T>::Overflow)?)
	}

	/// Takes shares from a delegation, to the end of the era's rewards.
	pub(crate) fn take_shares(
		candidate: &T::AccountId,
		record: &CandidateOf<T>,
		delegation: &mut DelegationOf<T>,
		shares: Shares,
	) -> DispatchResult {
		let left = delegation.shares().checked_sub(shares).ok_or(Error::<T>::Overflow)?;
		Self::set_shares(candidate, record, delegation, left)
	}

	pub(crate) fn ensure_takes_delegations(record: &CandidateOf<T>) -> DispatchResult {
		ensure!(record.status != Status::Leaving, Error::<T>::CandidateLeaving);
		ensure!(record.jailed_until.is_none(), Error::<T>::CandidateJailed);
		ensure!(!record.pool.is_worthless(), Error::<T>::PoolWorthless);
		Ok(())
	}

	/// Moves tokens from an account into the pallet's, on hold as stake.
	fn take_in(who: &T::AccountId, amount: Balance) -> DispatchResult {
		let spendable =
			CurrencyOf::<T>::reducible_balance(who, Preservation::Preserve, Fortitude::Polite);
		ensure!(spendable >= amount, Error::<T>::InsufficientBalance);
		CurrencyOf::<T>::transfer_and_hold(
			&HoldReason::Stake.into(),
			who,
			&Self::pot_account(),
			amount,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		)?;
		Ok(())
	}
}
