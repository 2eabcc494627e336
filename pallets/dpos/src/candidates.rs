//! Candidates come, change and go.

use crate::*;
use core::marker::PhantomData;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{Inspect, InspectHold, Mutate, MutateHold},
		Contains, Get,
	},
};
use pallet_session::SessionInterface;
use sp_runtime::{
	traits::{AccountIdConversion, Convert, Saturating},
	DispatchError, Perbill,
};

/// Candidates: who may set session keys (`pallet_session::Config::ValidatorIdOf`), each in its own
/// name, and whom others may support (`Contains`).
///
/// Nobody may set keys while older ones of its are in force, or planned to be: Session proves whose a
/// key is by the keys that were set last, so who signs twice with those in force could not be
/// reported. Who wants new keys chills, waits until it is out of the set, sets them, and resumes.
/// A conversion reads three values: the candidate, Session's validators, and its queued keys.
pub struct IsCandidate<T>(PhantomData<T>);

impl<T: Config> Convert<T::AccountId, Option<T::AccountId>> for IsCandidate<T> {
	fn convert(account: T::AccountId) -> Option<T::AccountId> {
		let may =
			<Self as Contains<_>>::contains(&account) && !Pallet::<T>::keys_are_used(&account);
		may.then_some(account)
	}
}

impl<T: Config> Contains<T::AccountId> for IsCandidate<T> {
	fn contains(account: &T::AccountId) -> bool {
		Candidates::<T>::contains_key(account)
	}
}

impl<T: Config> Pallet<T> {
	/// The account that holds what is delegated, and the pots. It keeps the existential deposit from
	/// genesis on.
	pub fn pot_account() -> T::AccountId {
		T::PotId::get().into_account_truncating()
	}

	/// Endows the pallet's account with the existential deposit, if it has less. A chain that adds this
	/// pallet later calls it in its migration, and there sets [`ActiveEra`] to the era that the current
	/// session is in ([`era_of`]).
	pub fn open_pot_account() -> DispatchResult {
		let pot = Self::pot_account();
		let minimum = CurrencyOf::<T>::minimum_balance();
		if CurrencyOf::<T>::balance(&pot) < minimum {
			CurrencyOf::<T>::mint_into(&pot, minimum)?;
		}
		Ok(())
	}

	pub(crate) fn do_register(
		who: T::AccountId,
		bond: Balance,
		commission: Perbill,
	) -> DispatchResult {
		let terms = T::Terms::get();
		let now = ActiveEra::<T>::get();
		ensure!(bond >= terms.min_bond, Error::<T>::BondTooLow);
		ensure!(commission <= terms.max_commission, Error::<T>::CommissionTooHigh);
		let candidate = match Candidates::<T>::get(&who) {
			None => Candidate::new(bond, commission, now),
			Some(former) => Self::returning(former, bond, commission, now)?,
		};
		Self::hold_bond(&who, bond)?;
		// Neither was in the ranking.
		Self::store_candidate(&who, candidate, None);
		Self::deposit_event(Event::CandidateRegistered { candidate: who, bond, commission });
		Ok(())
	}

	/// One that had left and comes back, to what is kept of its record: what waits stays liable, and who
	/// still delegates to it does so again. Without this a single delegation that never leaves would
	/// keep an account from ever being a candidate again. O(1).
	fn returning(
		mut candidate: CandidateOf<T>,
		bond: Balance,
		commission: Perbill,
		now: EraIndex,
	) -> Result<CandidateOf<T>, DispatchError> {
		ensure!(candidate.status == Status::Leaving, Error::<T>::CandidateExists);
		let free = candidate.jailed_until.is_none_or(|until| now >= until);
		ensure!(free, Error::<T>::CandidateJailed);
		// To leave and come back takes no more from those who stay than to set it would.
		if commission > candidate.commission && !candidate.pool.is_empty() {
			ensure!(candidate.commission_set != now, Error::<T>::CommissionSet);
			let step = commission.saturating_sub(candidate.commission);
			ensure!(step <= T::Terms::get().commission_step, Error::<T>::CommissionJump);
		}
		candidate.bond = candidate.bond.checked_add(bond).ok_or(Error::<T>::Overflow)?;
		candidate.commission = commission;
		candidate.commission_set = now;
		candidate.status = Status::Active;
		candidate.jailed_until = None;
		Ok(candidate)
	}

	pub(crate) fn do_bond_more(who: T::AccountId, amount: Balance) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::AmountTooSmall);
		let bond = Self::with_candidate(&who, |candidate| {
			ensure!(candidate.status != Status::Leaving, Error::<T>::CandidateLeaving);
			Self::hold_bond(&who, amount)?;
			candidate.bond = candidate.bond.checked_add(amount).ok_or(Error::<T>::Overflow)?;
			Ok(candidate.bond)
		})?;
		Self::deposit_event(Event::BondChanged { candidate: who, bond });
		Ok(())
	}

	pub(crate) fn do_bond_less(who: T::AccountId, amount: Balance) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::AmountTooSmall);
		let bond = Self::with_candidate(&who, |candidate| {
			ensure!(candidate.status != Status::Leaving, Error::<T>::CandidateLeaving);
			let left = candidate.bond.checked_sub(amount).ok_or(Error::<T>::NotEnoughStake)?;
			ensure!(left >= T::Terms::get().min_bond, Error::<T>::BondTooLow);
			let last = Self::bond_at_stake_until()?;
			candidate.unbond(amount, last).ok_or(Error::<T>::TooManyChunks)?;
			Ok(left)
		})?;
		Self::deposit_event(Event::BondChanged { candidate: who, bond });
		Ok(())
	}

	pub(crate) fn do_set_commission(who: T::AccountId, commission: Perbill) -> DispatchResult {
		let terms = T::Terms::get();
		let now = ActiveEra::<T>::get();
		Self::with_candidate(&who, |candidate| {
			// One that was above a limit that has come down since may go down by steps.
			let falls = commission < candidate.commission;
			let allowed = falls || commission <= terms.max_commission;
			ensure!(allowed, Error::<T>::CommissionTooHigh);
			ensure!(candidate.commission_set != now, Error::<T>::CommissionSet);
			let step = commission
				.saturating_sub(candidate.commission)
				.max(candidate.commission.saturating_sub(commission));
			ensure!(step <= terms.commission_step, Error::<T>::CommissionJump);
			candidate.commission = commission;
			candidate.commission_set = now;
			Ok(())
		})?;
		Self::deposit_event(Event::CommissionSet { candidate: who, commission });
		Ok(())
	}

	pub(crate) fn do_chill(who: T::AccountId) -> DispatchResult {
		Self::with_candidate(&who, |candidate| match candidate.status {
			Status::Active => {
				candidate.status = Status::Chilled;
				Ok(())
			}
			Status::Chilled => Err(Error::<T>::AlreadyChilled.into()),
			Status::Leaving => Err(Error::<T>::CandidateLeaving.into()),
		})?;
		Self::deposit_event(Event::Chilled { candidate: who });
		Ok(())
	}

	pub(crate) fn do_resume(who: T::AccountId) -> DispatchResult {
		Self::with_candidate(&who, |candidate| {
			ensure!(candidate.status != Status::Leaving, Error::<T>::CandidateLeaving);
			ensure!(candidate.status != Status::Active, Error::<T>::AlreadyActive);
			ensure!(candidate.jailed_until.is_none(), Error::<T>::CandidateJailed);
			ensure!(candidate.bond >= T::Terms::get().min_bond, Error::<T>::BondTooLow);
			candidate.status = Status::Active;
			Ok(())
		})?;
		Self::deposit_event(Event::Resumed { candidate: who });
		Ok(())
	}

	pub(crate) fn do_leave(who: T::AccountId) -> DispatchResult {
		let now = ActiveEra::<T>::get();
		Self::with_candidate(&who, |candidate| {
			ensure!(candidate.status != Status::Leaving, Error::<T>::CandidateLeaving);
			let free = candidate.jailed_until.is_none_or(|until| now >= until);
			ensure!(free, Error::<T>::CandidateJailed);
			if candidate.bond > 0 {
				let last = Self::bond_at_stake_until()?;
				candidate.unbond(candidate.bond, last).ok_or(Error::<T>::TooManyChunks)?;
			}
			candidate.status = Status::Leaving;
			Ok(())
		})?;
		Self::deposit_event(Event::CandidateLeft { candidate: who });
		Ok(())
	}

	pub(crate) fn do_unjail(who: T::AccountId) -> DispatchResult {
		let now = ActiveEra::<T>::get();
		Self::with_candidate(&who, |candidate| {
			ensure!(candidate.status != Status::Leaving, Error::<T>::CandidateLeaving);
			let until = candidate.jailed_until.ok_or(Error::<T>::NotJailed)?;
			ensure!(now >= until, Error::<T>::StillJailed);
			ensure!(candidate.bond >= T::Terms::get().min_bond, Error::<T>::BondTooLow);
			candidate.jailed_until = None;
			candidate.status = Status::Active;
			Ok(())
		})?;
		Self::deposit_event(Event::Unjailed { candidate: who });
		Ok(())
	}

	/// The last era in which a bond that leaves now may be at stake: its owner may have been elected
	/// for the next one.
	fn bond_at_stake_until() -> Result<EraIndex, DispatchError> {
		Ok(ActiveEra::<T>::get().checked_add(1).ok_or(Error::<T>::Overflow)?)
	}

	fn hold_bond(who: &T::AccountId, amount: Balance) -> DispatchResult {
		let reason = HoldReason::Bond.into();
		ensure!(CurrencyOf::<T>::can_hold(&reason, who, amount), Error::<T>::InsufficientBalance);
		CurrencyOf::<T>::hold(&reason, who, amount)
	}

	/// Changes a candidate, and its place in the ranking with it. Nothing is stored on an error.
	pub(crate) fn with_candidate<R>(
		who: &T::AccountId,
		change: impl FnOnce(&mut CandidateOf<T>) -> Result<R, DispatchError>,
	) -> Result<R, DispatchError> {
		let mut candidate = Candidates::<T>::get(who).ok_or(Error::<T>::CandidateNotFound)?;
		let before = Self::rank(who, &candidate);
		let result = change(&mut candidate)?;
		Self::store_candidate(who, candidate, before);
		Ok(result)
	}

	/// A candidate's place in the ranking, if it has one.
	pub(crate) fn rank(
		who: &T::AccountId,
		candidate: &CandidateOf<T>,
	) -> Option<Rank<T::AccountId>> {
		(candidate.duty() == Duty::Electable).then(|| Rank::new(candidate.stake(), who.clone()))
	}

	/// Whether session keys of the account are in force, or planned to be.
	fn keys_are_used(who: &T::AccountId) -> bool {
		pallet_session::Pallet::<T>::validators().contains(who)
			|| pallet_session::Pallet::<T>::queued_keys().iter().any(|(queued, _)| queued == who)
	}

	/// Stores a candidate. If nothing keeps it, it is removed, with its session keys; what was too little
	/// to be shared by its delegators goes into the current pot.
	fn store_candidate(
		who: &T::AccountId,
		candidate: CandidateOf<T>,
		before: Option<Rank<T::AccountId>>,
	) {
		let after = Self::rank(who, &candidate);
		if before != after {
			if let Some(before) = before {
				Ranking::<T>::remove(before);
			}
			if let Some(after) = after {
				Ranking::<T>::insert(after, ());
			}
		}
		if candidate.is_gone() {
			// While the record is there: only candidates have keys. It may never have set any. Those
			// that are in force stay: what is signed with them must be known as its owner's, and
			// where nobody else is there, the chain would end without them.
			if !Self::keys_are_used(who) {
				let _ = <pallet_session::Pallet<T> as SessionInterface>::purge_keys(who);
			}
			Self::add_to_pot(ActiveEra::<T>::get(), candidate.rewards.delegated);
			Candidates::<T>::remove(who);
		} else {
			Candidates::<T>::insert(who, candidate);
		}
	}
}
