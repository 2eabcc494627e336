//! Stake on its way out, and stake that moved and is still liable.
//!
//! All that leaves a candidate in one era waits in one [`Exit`], which slashes of that candidate lower
//! like its pool. Stake that moved to another candidate does not wait; the exit's [`Exit::kept`] tells
//! what it owes.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{BalancedHold, MutateHold},
		tokens::{Fortitude, Precision, Restriction},
		Get,
	},
	BoundedVec,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_withdraw(who: T::AccountId) -> Result<u32, DispatchError> {
		let now = ActiveEra::<T>::get();
		let last = now.checked_sub(T::BondingDuration::get());
		let last = last.ok_or(Error::<T>::NothingToWithdraw)?;
		let mut owner = Delegators::<T>::get(&who);
		let (ripe, waiting): (Vec<_>, Vec<_>) =
			owner.unbonding.into_iter().partition(|chunk| chunk.era <= last);
		let mut chunks = ripe.len() as u32;
		let mut delegated: Balance = 0;
		for chunk in ripe {
			let tokens = Self::redeem(&who, chunk)?;
			delegated = delegated.checked_add(tokens).ok_or(Error::<T>::Overflow)?;
		}
		owner.unbonding = BoundedVec::truncate_from(waiting);
		if owner.is_gone() {
			Delegators::<T>::remove(&who);
		} else {
			Delegators::<T>::insert(&who, owner);
		}
		let mut bond = 0;
		// Of one who serves on after it has left, `Candidate::stay_at_stake` keeps it.
		if Candidates::<T>::contains_key(&who) {
			bond = Self::with_candidate(&who, |candidate| {
				let before = candidate.unbonding.len();
				let amount = candidate.unlock(last);
				chunks = chunks.saturating_add((before - candidate.unbonding.len()) as u32);
				Ok(amount)
			})?;
		}
		ensure!(chunks > 0, Error::<T>::NothingToWithdraw);
		if bond > 0 {
			CurrencyOf::<T>::release(&HoldReason::Bond.into(), &who, bond, Precision::Exact)?;
		}
		Self::give(HoldReason::Stake, &who, delegated)?;
		let amount = bond.checked_add(delegated).ok_or(Error::<T>::Overflow)?;
		Self::deposit_event(Event::Withdrawn { who, amount });
		Ok(chunks)
	}

	pub(crate) fn do_settle_moved(
		delegator: T::AccountId,
		candidate: T::AccountId,
	) -> DispatchResult {
		Self::with_candidate(&candidate, |record| {
			let mut delegation = Delegations::<T>::get(&delegator, &candidate)
				.ok_or(Error::<T>::DelegationNotFound)?;
			let before = delegation.moved.clone();
			Self::settle(&candidate, record, &mut delegation)?;
			Self::pay_for_former(&delegator, &candidate, record, &mut delegation)?;
			ensure!(delegation.moved != before, Error::<T>::NothingToSettle);
			Self::store_delegation(&delegator, &candidate, record, delegation)
		})
	}

	/// Takes shares out of a candidate's pool into the current era's exit, for their owner to wait. The
	/// caller takes them off the delegation.
	pub(crate) fn part(
		owner: &mut DelegatorOf<T>,
		candidate: &T::AccountId,
		record: &mut CandidateOf<T>,
		shares: Shares,
		moved: Option<MovedOf<T>>,
	) -> Result<Balance, DispatchError> {
		let tokens = record.pool.leave(shares).ok_or(Error::<T>::Overflow)?;
		if tokens == 0 {
			if let Some(moved) = moved {
				Self::release_moved(&moved)?;
			}
			return Ok(0);
		}
		let era = ActiveEra::<T>::get();
		let mut exit = Exits::<T>::get(candidate, era).unwrap_or_default();
		let shares = exit.pool.join(tokens).ok_or(Error::<T>::Overflow)?;
		Exits::<T>::insert(candidate, era, exit);
		let chunk = Chunk { candidate: candidate.clone(), era, shares, moved };
		owner.wait(chunk).ok_or(Error::<T>::TooManyChunks)?;
		Ok(tokens)
	}

	/// Takes shares off those of a delegation that are liable for a former candidate.
	pub(crate) fn carve_moved(
		delegation: &mut DelegationOf<T>,
		shares: Shares,
	) -> Result<Option<MovedOf<T>>, DispatchError> {
		let Some((moved, all)) = delegation.moved.take() else {
			return Ok(None);
		};
		let left = all.checked_sub(shares).ok_or(Error::<T>::Overflow)?;
		if left > 0 {
			// Two of them now.
			Self::liable_by(&moved, |exit| {
				exit.moved = exit.moved.checked_add(1)?;
				Some(())
			})?;
			delegation.moved = Some((moved.clone(), left));
		}
		Ok(Some(moved))
	}

	/// Notes that shares of a delegation have just come from another candidate.
	pub(crate) fn mark_moved(
		delegation: &mut DelegationOf<T>,
		from: &T::AccountId,
		shares: Shares,
	) -> DispatchResult {
		let era = ActiveEra::<T>::get();
		let mut exit = Exits::<T>::get(from, era).unwrap_or_default();
		match &mut delegation.moved {
			Some((moved, liable)) => {
				ensure!((&moved.from, moved.era) == (from, era), Error::<T>::CoolingDown);
				*liable = liable.checked_add(shares).ok_or(Error::<T>::Overflow)?;
			}
			moved @ None => {
				exit.moved = exit.moved.checked_add(1).ok_or(Error::<T>::Overflow)?;
				*moved = Some((Moved { from: from.clone(), era, kept: exit.kept }, shares));
			}
		}
		Exits::<T>::insert(from, era, exit);
		Ok(())
	}

	/// Takes from a delegation what it owes for a former candidate's offences, and ends its liability
	/// when its time is over.
	pub(crate) fn pay_for_former(
		delegator: &T::AccountId,
		candidate: &T::AccountId,
		record: &mut CandidateOf<T>,
		delegation: &mut DelegationOf<T>,
	) -> DispatchResult {
		let Some((mut moved, shares)) = delegation.moved.take() else {
			return Ok(());
		};
		let exit = Self::exit_of(&moved)?;
		let gone = math::lost(shares, moved.kept, exit.kept).ok_or(Error::<T>::Overflow)?;
		if gone > 0 {
			let tokens = record.pool.forfeit(gone).ok_or(Error::<T>::Overflow)?;
			Self::take_shares(candidate, record, delegation, gone)?;
			Self::slash_moved(delegator, &moved, tokens);
		}
		moved.kept = exit.kept;
		let left = shares.checked_sub(gone).ok_or(Error::<T>::Overflow)?;
		if left == 0 || Self::is_over(moved.era) {
			Self::release_moved(&moved)
		} else {
			delegation.moved = Some((moved, left));
			Ok(())
		}
	}

	/// The value of a chunk that has waited long enough, less what it owes for a former candidate.
	fn redeem(who: &T::AccountId, chunk: ChunkOf<T>) -> Result<Balance, DispatchError> {
		let Chunk { candidate, era, shares, moved } = chunk;
		let tokens = Exits::<T>::try_mutate_exists(&candidate, era, |stored| {
			let exit = stored.as_mut().ok_or(Error::<T>::Overflow)?;
			let tokens = exit.pool.leave(shares).ok_or(Error::<T>::Overflow)?;
			if exit.is_gone() {
				*stored = None;
			}
			Ok::<_, DispatchError>(tokens)
		})?;
		let Some(moved) = moved else {
			return Ok(tokens);
		};
		let kept = Self::exit_of(&moved)?.kept;
		let owed = math::lost(tokens, moved.kept, kept).ok_or(Error::<T>::Overflow)?;
		Self::slash_moved(who, &moved, owed);
		Self::release_moved(&moved)?;
		Ok(tokens.checked_sub(owed).ok_or(Error::<T>::Overflow)?)
	}

	/// Whether stake that left in `era` can no longer be slashed.
	pub(crate) fn is_over(era: EraIndex) -> bool {
		ActiveEra::<T>::get().saturating_sub(era) >= T::BondingDuration::get()
	}

	fn exit_of(moved: &MovedOf<T>) -> Result<Exit, DispatchError> {
		Ok(Exits::<T>::get(&moved.from, moved.era).ok_or(Error::<T>::Overflow)?)
	}

	fn liable_by(
		moved: &MovedOf<T>,
		change: impl FnOnce(&mut Exit) -> Option<()>,
	) -> DispatchResult {
		Exits::<T>::try_mutate_exists(&moved.from, moved.era, |stored| {
			stored.as_mut().and_then(change).ok_or(Error::<T>::Overflow)?;
			if stored.is_some_and(|exit| exit.is_gone()) {
				*stored = None;
			}
			Ok(())
		})
	}

	/// Ends one liability.
	fn release_moved(moved: &MovedOf<T>) -> DispatchResult {
		Self::liable_by(moved, |exit| {
			exit.moved = exit.moved.checked_sub(1)?;
			Some(())
		})
	}

	/// Slashes stake for a former candidate's offence. It goes into the current pot.
	fn slash_moved(delegator: &T::AccountId, moved: &MovedOf<T>, tokens: Balance) {
		if tokens == 0 {
			return;
		}
		let reason = HoldReason::Stake.into();
		let (credit, _) = CurrencyOf::<T>::slash(&reason, &Self::pot_account(), tokens);
		let amount = Self::fund(ActiveEra::<T>::get(), credit);
		Self::deposit_event(Event::MovedStakeSlashed {
			delegator: delegator.clone(),
			from: moved.from.clone(),
			amount,
		});
	}

	/// Gives an account what the pallet's account has on hold for it.
	pub(crate) fn give(reason: HoldReason, who: &T::AccountId, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		CurrencyOf::<T>::transfer_on_hold(
			&reason.into(),
			&Self::pot_account(),
			who,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Polite,
		)?;
		Ok(())
	}
}
