//! Rewards: a pot for each era, payouts that raise a pool's index, and claims.

use crate::*;
use frame_support::{
	defensive, ensure,
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{Balanced, Inspect, InspectHold, MutateHold},
		tokens::Precision,
		Get, Imbalance, OnUnbalanced,
	},
};
use sp_runtime::DispatchError;

/// Puts what it is given into the current era's pot: the sink for fees and for the validators' part
/// of the emission. What it cannot take, before the pallet's account is
/// [open](Pallet::open_pot_account), is dropped, and so burned.
pub struct EraPot<T>(core::marker::PhantomData<T>);

impl<T: Config> OnUnbalanced<CreditOf<T>> for EraPot<T> {
	fn on_nonzero_unbalanced(credit: CreditOf<T>) {
		Pallet::<T>::fund(ActiveEra::<T>::get(), credit);
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_payout(era: EraIndex, validator: T::AccountId) -> DispatchResult {
		let age = ActiveEra::<T>::get().saturating_sub(era);
		ensure!(age >= 2, Error::<T>::EraNotPayable);
		ensure!(age < T::HistoryDepth::get(), Error::<T>::EraExpired);
		let seat = Seats::<T>::get(era, &validator).ok_or(Error::<T>::SeatNotFound)?;
		let (own, delegated) = Self::with_candidate(&validator, |candidate| {
			ensure!(candidate.unpaid.contains(&era), Error::<T>::AlreadyPaid);
			ensure!(candidate.unpaid.first() == Some(&era), Error::<T>::EarlierEraUnpaid);
			let reward = if seat.forfeited { 0 } else { Self::take_from_pot(era, seat.points)? };
			let (own, delegated) =
				math::split_reward(reward, seat.commission, seat.bond, seat.delegated)
					.ok_or(Error::<T>::Overflow)?;
			let rewards = &mut candidate.rewards;
			rewards.own = rewards.own.checked_add(own).ok_or(Error::<T>::Overflow)?;
			if delegated > 0 {
				rewards.share(delegated, seat.shares).ok_or(Error::<T>::Overflow)?;
			}
			Self::close_oldest(&validator, candidate);
			Ok((own, delegated))
		})?;
		Self::deposit_event(Event::PaidOut { era, validator, own, delegated });
		Ok(())
	}

	pub(crate) fn do_expire_payout(validator: T::AccountId) -> DispatchResult {
		let now = ActiveEra::<T>::get();
		let era = Self::with_candidate(&validator, |candidate| {
			let oldest = candidate.unpaid.first().copied().ok_or(Error::<T>::NotExpired)?;
			let age = now.saturating_sub(oldest);
			ensure!(age >= T::HistoryDepth::get(), Error::<T>::NotExpired);
			Self::close_oldest(&validator, candidate);
			Ok(oldest)
		})?;
		Self::deposit_event(Event::PayoutExpired { era, validator });
		Ok(())
	}

	pub(crate) fn do_claim(who: T::AccountId, candidate: T::AccountId) -> DispatchResult {
		let amount = Self::collect(&who, &candidate)?;
		Self::give(HoldReason::Rewards, &who, amount)?;
		Self::deposit_event(Event::Claimed { who, candidate, amount });
		Ok(())
	}

	pub(crate) fn do_close(who: T::AccountId, candidate: T::AccountId) -> DispatchResult {
		let delegation = Delegations::<T>::get(&who, &candidate);
		let delegation = delegation.ok_or(Error::<T>::DelegationNotFound)?;
		ensure!(delegation.shares() == 0, Error::<T>::DelegationOpen);
		let amount = Self::collect(&who, &candidate)?;
		let closed = !Delegations::<T>::contains_key(&who, &candidate);
		ensure!(closed, Error::<T>::PayoutsPending);
		Self::give(HoldReason::Rewards, &who, amount)?;
		Self::deposit_event(Event::Claimed { who, candidate, amount });
		Ok(())
	}

	pub(crate) fn do_compound(who: T::AccountId, candidate: T::AccountId) -> DispatchResult {
		let amount = Self::collect(&who, &candidate)?;
		ensure!(amount > 0, Error::<T>::NothingToClaim);
		if who == candidate {
			Self::give(HoldReason::Rewards, &who, amount)?;
			Self::do_bond_more(who.clone(), amount)?;
		} else {
			let pot = Self::pot_account();
			let reason = HoldReason::Rewards.into();
			CurrencyOf::<T>::release(&reason, &pot, amount, Precision::Exact)?;
			CurrencyOf::<T>::hold(&HoldReason::Stake.into(), &pot, amount)?;
			Self::with_candidate(&candidate, |record| {
				Self::ensure_takes_delegations(record)?;
				let mut delegation = Self::open_delegation(&who, &candidate, record)?;
				Self::join(&candidate, record, &mut delegation, amount)?;
				Self::store_delegation(&who, &candidate, record, delegation)
			})?;
		}
		Self::deposit_event(Event::Compounded { who, candidate, amount });
		Ok(())
	}

	/// Takes what the account has earned with a candidate, or as one, off the books. Nothing is an
	/// error, unless a record goes with it.
	fn collect(who: &T::AccountId, candidate: &T::AccountId) -> Result<Balance, DispatchError> {
		Self::with_candidate(candidate, |record| {
			if who == candidate {
				let own = core::mem::take(&mut record.rewards.own);
				ensure!(own > 0, Error::<T>::NothingToClaim);
				return Ok(own);
			}
			let mut delegation =
				Delegations::<T>::get(who, candidate).ok_or(Error::<T>::DelegationNotFound)?;
			Self::settle(candidate, record, &mut delegation)?;
			let amount = core::mem::take(&mut delegation.owed);
			ensure!(amount > 0 || delegation.is_gone(), Error::<T>::NothingToClaim);
			let left = record.rewards.delegated.checked_sub(amount);
			record.rewards.delegated = left.ok_or(Error::<T>::Overflow)?;
			Self::store_delegation(who, candidate, record, delegation)?;
			Ok(amount)
		})
	}

	/// Adds to a delegation what its shares have earned. O(spans).
	pub(crate) fn settle(
		candidate: &T::AccountId,
		record: &CandidateOf<T>,
		delegation: &mut DelegationOf<T>,
	) -> DispatchResult {
		while let Some(span) = delegation.spans.first().copied() {
			let Some(from) = Self::value_at(candidate, span.from) else {
				break;
			};
			// To where the next span starts, if that is known.
			let next = delegation.spans.get(1).map(|next| next.from);
			let end = next.and_then(|start| Self::value_at(candidate, start));
			let to = end.unwrap_or(record.rewards.index);
			let gain = math::earned(span.shares, from, to).ok_or(Error::<T>::Overflow)?;
			delegation.owed = delegation.owed.checked_add(gain).ok_or(Error::<T>::Overflow)?;
			Self::release_start(candidate, span.from)?;
			if end.is_some() {
				delegation.spans.remove(0);
				continue;
			}
			if let Some(span) = delegation.spans.iter_mut().next() {
				span.from = Start::Index(to);
			}
			break;
		}
		Ok(())
	}

	/// What a delegation is owed once it is settled. Changes nothing.
	pub(crate) fn settled(
		candidate: &T::AccountId,
		record: &CandidateOf<T>,
		delegation: &DelegationOf<T>,
	) -> Option<Balance> {
		let mut owed = delegation.owed;
		for (place, span) in delegation.spans.iter().enumerate() {
			let Some(from) = Self::value_at(candidate, span.from) else { break };
			let next = delegation.spans.get(place.saturating_add(1));
			let end = next.and_then(|next| Self::value_at(candidate, next.from));
			let to = end.unwrap_or(record.rewards.index);
			owed = owed.checked_add(math::earned(span.shares, from, to)?)?;
			if end.is_none() {
				break;
			}
		}
		Some(owed)
	}

	/// Sets how many shares a settled delegation has: from now on where no reward is unknown, and
	/// otherwise after the current era or the last one whose reward is.
	pub(crate) fn set_shares(
		candidate: &T::AccountId,
		record: &CandidateOf<T>,
		delegation: &mut DelegationOf<T>,
		shares: Shares,
	) -> DispatchResult {
		let from = record
			.unpaid
			.last()
			.map_or(Start::Index(record.rewards.index), |era| Start::After(*era));
		match delegation.spans.last_mut() {
			Some(last) if last.from == from => last.shares = shares,
			Some(last) if last.shares == shares => {}
			_ => {
				let pushed = delegation.spans.try_push(Span { shares, from });
				pushed.map_err(|_| Error::<T>::PayoutsPending)?;
				if let Start::After(era) = from {
					Checkpoints::<T>::try_mutate(candidate, era, |checkpoint| {
						let checkpoint = checkpoint.get_or_insert_default();
						checkpoint.users =
							checkpoint.users.checked_add(1).ok_or(Error::<T>::Overflow)?;
						Ok::<_, DispatchError>(())
					})?;
				}
			}
		}
		Ok(())
	}

	/// The index where a span starts, if it is known.
	pub(crate) fn value_at(candidate: &T::AccountId, start: Start) -> Option<u128> {
		match start {
			Start::Index(index) => Some(index),
			Start::After(era) => Checkpoints::<T>::get(candidate, era)?.index,
		}
	}

	/// A span no longer starts there.
	pub(crate) fn release_start(candidate: &T::AccountId, start: Start) -> DispatchResult {
		let Start::After(era) = start else {
			return Ok(());
		};
		Checkpoints::<T>::try_mutate_exists(candidate, era, |stored| {
			let checkpoint = stored.as_mut().ok_or(Error::<T>::Overflow)?;
			checkpoint.users = checkpoint.users.checked_sub(1).ok_or(Error::<T>::Overflow)?;
			if checkpoint.users == 0 {
				*stored = None;
			}
			Ok(())
		})
	}

	/// The candidate's oldest unpaid era is done with: those whose shares changed in it learn the index.
	pub(crate) fn close_oldest(who: &T::AccountId, candidate: &mut CandidateOf<T>) {
		if candidate.unpaid.is_empty() {
			return;
		}
		let era = candidate.unpaid.remove(0);
		Checkpoints::<T>::mutate_exists(who, era, |stored| {
			if let Some(checkpoint) = stored {
				checkpoint.index = Some(candidate.rewards.index);
			}
		});
	}

	/// Takes the part of an era's pot that some of its points are due.
	fn take_from_pot(era: EraIndex, points: u32) -> Result<Balance, DispatchError> {
		Eras::<T>::try_mutate(era, |record| {
			let reward =
				math::part_of_pot(record.pot, points, record.points).ok_or(Error::<T>::Overflow)?;
			record.pot = record.pot.checked_sub(reward).ok_or(Error::<T>::Overflow)?;
			record.points = record.points.checked_sub(points).ok_or(Error::<T>::Overflow)?;
			Ok(reward)
		})
	}

	/// Puts value into an era's pot, and says how much: nothing if there is no account to hold it.
	pub(crate) fn fund(era: EraIndex, credit: CreditOf<T>) -> Balance {
		let pot = Self::pot_account();
		let reason = HoldReason::Rewards.into();
		let amount = credit.peek();
		let ready = CurrencyOf::<T>::balance(&pot) >= CurrencyOf::<T>::minimum_balance()
			&& CurrencyOf::<T>::hold_available(&reason, &pot);
		if amount == 0 || !ready || CurrencyOf::<T>::resolve(&pot, credit).is_err() {
			return 0;
		}
		if CurrencyOf::<T>::hold(&reason, &pot, amount).is_err() {
			defensive!("the account has just been given the amount");
			return 0;
		}
		Self::add_to_pot(era, amount);
		amount
	}

	/// Counts what the pallet's account has on hold for rewards as an era's.
	pub(crate) fn add_to_pot(era: EraIndex, amount: Balance) {
		if amount > 0 {
			Eras::<T>::mutate(era, |record| record.pot = record.pot.saturating_add(amount));
		}
	}
}
