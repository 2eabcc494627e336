//! Rewards: a pot for each round, shared by proved power, claimed by pull.
//!
//! Pots and unclaimed answers lie in a ring of [`Config::ClaimRounds`] places, so that nothing
//! grows. A round that takes the place of an older one sends what is left of the older pot to
//! [`Config::ExpiredRewards`].

use crate::*;
use frame_support::{
	defensive, ensure,
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{Balanced, Inspect, InspectHold, Mutate, MutateHold},
		tokens::{Fortitude, Precision, Preservation, Restriction},
		Contains, Get, Imbalance, OnUnbalanced,
	},
	BoundedVec,
};
use sp_runtime::{
	traits::{AccountIdConversion, CheckedAdd, CheckedSub, UniqueSaturatedInto, Zero},
	DispatchError,
};
use vajra_primitives::{Power, RoundIndex};

/// Puts what it is given into the current round's pot: the sink for the providers' part of the
/// emission. It can be [`Config::ExpiredRewards`] itself, which then passes on what expires. What
/// it cannot take, before the pots' account is [open](Pallet::open_pot_account), is dropped, and so
/// burned.
pub struct RoundPot<T>(core::marker::PhantomData<T>);

impl<T: Config> OnUnbalanced<CreditOf<T>> for RoundPot<T> {
	fn on_nonzero_unbalanced(credit: CreditOf<T>) {
		let pot = Pallet::<T>::pot_account();
		let amount = credit.peek();
		let (Some(round), true) = (Pallet::<T>::current_round(), Pallet::<T>::pot_is_ready(&pot))
		else {
			return;
		};
		if T::Currency::resolve(&pot, credit).is_err() {
			return;
		}
		let held = T::Currency::hold(&HoldReason::Rewards.into(), &pot, amount);
		if held.and_then(|()| Pallet::<T>::fill_pot(round, amount)).is_err() {
			defensive!("the pot exists, and the issuance fits its type");
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The account that holds all pots. It keeps the existential deposit from genesis on.
	pub fn pot_account() -> T::AccountId {
		T::PotId::get().into_account_truncating()
	}

	/// Endows the pots' account with the existential deposit, if it has less. A chain that adds this
	/// pallet later calls it in its migration.
	pub fn open_pot_account() -> DispatchResult {
		let pot = Self::pot_account();
		let minimum = T::Currency::minimum_balance();
		if T::Currency::balance(&pot) < minimum {
			T::Currency::mint_into(&pot, minimum)?;
		}
		Ok(())
	}

	pub(crate) fn do_fund_rewards(who: T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
		ensure!(!amount.is_zero(), Error::<T>::NothingToFund);
		let round = Self::current_round().ok_or(Error::<T>::Overflow)?;
		T::Currency::transfer_and_hold(
			&HoldReason::Rewards.into(),
			&who,
			&Self::pot_account(),
			amount,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		)?;
		Self::fill_pot(round, amount)
	}

	pub(crate) fn do_claim_rewards(
		who: T::AccountId,
		rounds: BoundedVec<RoundIndex, T::MaxRoundsPerClaim>,
	) -> DispatchResult {
		ensure!(!rounds.is_empty(), Error::<T>::RewardNotFound);
		ensure!(T::MayClaim::contains(&who), Error::<T>::ClaimNotAllowed);
		let mut total = BalanceOf::<T>::zero();
		for round in rounds {
			let (mut pot, amount) = Self::reward(&who, round)?;
			pot.remaining = pot.remaining.checked_sub(&amount).ok_or(Error::<T>::Overflow)?;
			total = total.checked_add(&amount).ok_or(Error::<T>::Overflow)?;
			Pots::<T>::insert(Self::ring(round), pot);
			Earned::<T>::remove(&who, Self::ring(round));
			Self::deposit_event(Event::RewardClaimed { provider: who.clone(), round, amount });
		}
		if !total.is_zero() {
			T::Currency::transfer_on_hold(
				&HoldReason::Rewards.into(),
				&Self::pot_account(),
				&who,
				total,
				Precision::Exact,
				Restriction::Free,
				Fortitude::Polite,
			)?;
		}
		Ok(())
	}

	/// The pot of `round` and what the provider can claim of it.
	pub(crate) fn reward(
		who: &T::AccountId,
		round: RoundIndex,
	) -> Result<(Pot<BalanceOf<T>>, BalanceOf<T>), DispatchError> {
		let place = Self::ring(round);
		let earned = Earned::<T>::get(who, place).filter(|earned| earned.round == round);
		let earned = earned.ok_or(Error::<T>::RewardNotFound)?;
		let pot = Pots::<T>::get(place).ok_or(Error::<T>::RoundNotSettled)?;
		ensure!(pot.round <= round, Error::<T>::RewardNotFound);
		let settled = pot.proved.filter(|_| pot.round == round);
		let proved = settled.ok_or(Error::<T>::RoundNotSettled)?;
		let amount = pot.amount.unique_saturated_into();
		let share = math::share_of_pot(amount, earned.power, proved).ok_or(Error::<T>::Overflow)?;
		let share = BalanceOf::<T>::try_from(share).map_err(|_| Error::<T>::Overflow)?;
		Ok((pot, share))
	}

	/// Fixes the power that shares the pot of a round that is over.
	pub(crate) fn settle_pot(round: RoundIndex, proved: Power) {
		// Rounds without a challenge may have put a later pot in its place already.
		if Pots::<T>::get(Self::ring(round)).is_some_and(|pot| pot.round > round) {
			return;
		}
		let pot = Pot { proved: Some(proved), ..Self::pot(round) };
		Pots::<T>::insert(Self::ring(round), pot);
	}

	/// The place of a round in the ring.
	pub(crate) fn ring(round: RoundIndex) -> u32 {
		// `integrity_test` refuses a ring without places.
		round.checked_rem(T::ClaimRounds::get()).unwrap_or(0)
	}

	fn fill_pot(round: RoundIndex, amount: BalanceOf<T>) -> DispatchResult {
		let mut pot = Self::pot(round);
		pot.amount = pot.amount.checked_add(&amount).ok_or(Error::<T>::Overflow)?;
		pot.remaining = pot.remaining.checked_add(&amount).ok_or(Error::<T>::Overflow)?;
		Pots::<T>::insert(Self::ring(round), pot);
		Self::deposit_event(Event::RewardsFunded { round, amount });
		Ok(())
	}

	/// The pot of a round, empty if it is new. The pot whose place it takes expires.
	fn pot(round: RoundIndex) -> Pot<BalanceOf<T>> {
		let place = Self::ring(round);
		if let Some(old) = Pots::<T>::get(place).filter(|pot| pot.round != round) {
			// Gone first: what takes it may be a pot again, this one.
			Pots::<T>::remove(place);
			Self::expire(old);
		}
		Pots::<T>::get(place).unwrap_or(Pot {
			round,
			amount: Zero::zero(),
			remaining: Zero::zero(),
			proved: None,
		})
	}

	fn expire(pot: Pot<BalanceOf<T>>) {
		let Pot { round, remaining: amount, .. } = pot;
		if amount.is_zero() {
			return;
		}
		let account = Self::pot_account();
		let reason = HoldReason::Rewards.into();
		let credit =
			T::Currency::release(&reason, &account, amount, Precision::Exact).and_then(|amount| {
				T::Currency::withdraw(
					&account,
					amount,
					Precision::Exact,
					Preservation::Preserve,
					Fortitude::Polite,
				)
			});
		match credit {
			Ok(credit) => {
				T::ExpiredRewards::on_unbalanced(credit);
				Self::deposit_event(Event::RewardsExpired { round, amount });
			}
			Err(_) => {
				defensive!("what pots hold is on hold");
			}
		}
	}

	/// Whether the account exists, so that it can put what it is given on hold.
	fn pot_is_ready(pot: &T::AccountId) -> bool {
		T::Currency::balance(pot) >= T::Currency::minimum_balance()
			&& T::Currency::hold_available(&HoldReason::Rewards.into(), pot)
	}
}
