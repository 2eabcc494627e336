//! Absence: reports, slashes, suspension and return.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{Balanced, BalancedHold, InspectHold, MutateHold},
		Get, Imbalance, OnUnbalanced,
	},
};
use sp_runtime::{
	traits::{BlockNumberProvider, Saturating},
	DispatchError,
};
use vajra_primitives::RoundIndex;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_report_absence(
		reporter: T::AccountId,
		round: RoundIndex,
		who: T::AccountId,
	) -> DispatchResult {
		let challenge = [Challenge::<T>::get(), PreviousChallenge::<T>::get()]
			.into_iter()
			.flatten()
			.find(|challenge| challenge.round == round)
			.ok_or(Error::<T>::RoundNotReportable)?;
		let now = T::BlockNumberProvider::current_block_number();
		ensure!(now > challenge.closes_at, Error::<T>::RoundStillOpen);
		let mut provider = Providers::<T>::get(&who).ok_or(Error::<T>::ProviderNotFound)?;
		ensure!(provider.answer(round).is_none(), Error::<T>::NotAbsent);
		ensure!(!provider.suspended, Error::<T>::Suspended);
		Self::refresh(&who, &mut provider)?;
		ensure!(provider.due(round), Error::<T>::NotDue);
		ensure!(!provider.was_reported(round), Error::<T>::AlreadyReported);

		let damped = !Self::met_quorum(&challenge);
		let row = provider.missed(round, damped);
		Self::note_missed(&who, round, round.saturating_add(1));
		let misses = provider.misses;
		Self::deposit_event(Event::AbsenceReported {
			round,
			provider: who.clone(),
			reporter: reporter.clone(),
			misses,
		});
		let verdict = T::Penalties::get().verdict(row.unwrap_or(0));
		if verdict != Verdict::Recorded && !damped {
			Self::slash(&who, &mut provider, round, reporter);
		}
		if verdict == Verdict::Suspended {
			Self::suspend(&who, &mut provider)?;
		}
		Providers::<T>::insert(&who, provider);
		Ok(())
	}

	/// Whether the provider still has to answer one of the last two challenges, or to be reported
	/// for it.
	pub(crate) fn owes_answer(provider: &ProviderOf<T>) -> bool {
		let now = T::BlockNumberProvider::current_block_number();
		[Challenge::<T>::get(), PreviousChallenge::<T>::get()].into_iter().flatten().any(
			|challenge| {
				let round = challenge.round;
				let open = now <= challenge.closes_at;
				provider.due(round)
					&& provider.answer(round).is_none()
					&& !provider.was_reported(round)
					&& (open || Self::met_quorum(&challenge))
			},
		)
	}

	/// Takes the slash for one miss: what is there, with the rest recorded as a shortfall. The
	/// reporter has its share, the configured handler the rest.
	fn slash(
		who: &T::AccountId,
		provider: &mut ProviderOf<T>,
		round: RoundIndex,
		reporter: T::AccountId,
	) {
		let penalties = T::Penalties::get();
		// Rounded up, against the provider.
		let wanted = penalties.slash.mul_ceil(provider.at_stake());
		let (credit, shortfall) = T::Currency::slash(&HoldReason::Collateral.into(), who, wanted);
		let amount = credit.peek();
		provider.deduct(amount);
		provider.shortfall = provider.shortfall.saturating_add(shortfall);
		let (share, mut rest) = credit.split(penalties.reporter.mul_floor(amount));
		let mut reward = share.peek();
		// An account that cannot take it, such as one that is too poor to exist, leaves it.
		if let Err(share) = T::Currency::resolve(&reporter, share) {
			rest.subsume(share);
			reward = Default::default();
		}
		T::Slashed::on_unbalanced(rest);
		Self::deposit_event(Event::ProviderSlashed {
			round,
			provider: who.clone(),
			amount,
			shortfall,
			reporter,
			reward,
		});
	}

	/// Puts a provider out until it answers: nothing is expected of it. O(batches).
	fn suspend(who: &T::AccountId, provider: &mut ProviderOf<T>) -> DispatchResult {
		let now = Self::current_round().ok_or(Error::<T>::Overflow)?;
		let mut network = NetworkPower::<T>::get();
		network.advance(now).ok_or(Error::<T>::Overflow)?;
		for batch in provider.batches.iter().filter(|batch| batch.trusted) {
			network.remove(batch.counts_from, batch.power).ok_or(Error::<T>::Overflow)?;
		}
		NetworkPower::<T>::put(network);
		provider.suspended = true;
		Self::deposit_event(Event::ProviderSuspended { provider: who.clone() });
		Ok(())
	}

	/// Takes a provider back in that has answered `round`: it makes up for what slashes took, and
	/// owes the next round. O(batches).
	pub(crate) fn reinstate(
		who: &T::AccountId,
		provider: &mut ProviderOf<T>,
		round: RoundIndex,
	) -> Result<(), DispatchError> {
		let reason = HoldReason::Collateral.into();
		let missing = provider.required.saturating_sub(provider.collateral);
		ensure!(T::Currency::can_hold(&reason, who, missing), Error::<T>::CollateralMissing);
		T::Currency::hold(&reason, who, missing)?;
		provider.collateral = provider.required;
		let mut network = NetworkPower::<T>::get();
		for batch in provider.batches.iter().filter(|batch| batch.trusted) {
			network.add(round, batch.counts_from, batch.power).ok_or(Error::<T>::Overflow)?;
		}
		NetworkPower::<T>::put(network);
		if let Some(silent) = Self::silent_rounds(provider, round) {
			Self::note_missed(who, silent.from, silent.until);
		}
		provider.reinstate(round).ok_or(Error::<T>::Overflow)?;
		Self::deposit_event(Event::ProviderReinstated { provider: who.clone() });
		Ok(())
	}
}
