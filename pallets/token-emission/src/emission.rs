//! What each block releases, when it is minted, and what governance decides about it.

use crate::*;
use core::marker::PhantomData;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{Balanced, Inspect, Mutate},
		Get, Imbalance, OnUnbalanced,
	},
};
use sp_runtime::{
	traits::{BlockNumberProvider, UniqueSaturatedInto},
	Perbill, Weight,
};
use vajra_primitives::Accrual;

impl<T: Config> Pallet<T> {
	/// The block, as the configured clock counts it.
	pub(crate) fn now() -> BlockIndex {
		T::BlockNumberProvider::current_block_number().unique_saturated_into()
	}

	/// Counts what the schedule releases up to this block, and for whom. O(log n).
	pub(crate) fn release_block() {
		let now = Self::now();
		let Some(mut progress) = CurrentProgress::<T>::get().or_else(|| Self::start(now)) else {
			return;
		};
		// A clock that jumps releases the heights that it passes over; one that rests releases nothing.
		let height = progress.height_at(now);
		if height <= progress.height {
			return;
		}
		let total = CurrentCurve::<T>::get().total(height);
		let released = total.saturating_sub(progress.released);
		let room = Self::room(&SupplyLedger::<T>::get(), &progress.due);
		let amount = released.min(room);
		let mut parts = CurrentDistribution::<T>::get().split(amount);
		if parts.validators > 0 && !T::AuthorGate::may_mint() {
			progress.withheld = progress.withheld.saturating_add(parts.validators);
			parts.validators = 0;
		}
		progress.height = height;
		progress.released = total;
		progress.cut = progress.cut.saturating_add(released.saturating_sub(amount));
		progress.due = progress.due.plus(parts);
		CurrentProgress::<T>::put(progress);
		if amount > 0 && parts.sum() == room {
			Self::deposit_event(Event::CapReached { at: now });
		}
	}

	/// Starts the schedule, if the time has come.
	fn start(now: BlockIndex) -> Option<Progress> {
		let started = match Start::<T>::get() {
			StartCondition::Immediately => true,
			StartCondition::AtHeight(height) => now >= height,
			StartCondition::AtChips(chips) => T::ProvedChips::proved_chips() >= chips,
		};
		if !started {
			return None;
		}
		Self::deposit_event(Event::Started { at: now });
		Some(Progress { first: now, ..Default::default() })
	}

	/// Mints what is due in the parts that `take` takes out of it, counts it, and hands it to the sinks.
	/// O(1).
	pub(crate) fn mint_due(take: impl FnOnce(&mut Parts) -> Parts) {
		let Some(mut progress) = CurrentProgress::<T>::get() else { return };
		let parts = take(&mut progress.due);
		let sum = parts.sum();
		if sum == 0 {
			return;
		}
		CurrentProgress::<T>::put(progress);
		// The cap keeps the sum within what the currency can count.
		let credit = CurrencyOf::<T>::issue(sum);
		let (burn, credit) = credit.split(parts.burn);
		let (validators, credit) = credit.split(parts.validators);
		let (providers, treasury) = credit.split(parts.providers);
		SupplyLedger::<T>::mutate(|ledger| {
			let minted = &mut ledger.minted;
			minted.add(MintCause::Validators, validators.peek());
			minted.add(MintCause::Providers, providers.peek());
			minted.add(MintCause::Treasury, treasury.peek());
			minted.add(MintCause::Share, burn.peek());
			ledger.burned.add(BurnCause::Share, burn.peek());
		});
		drop(burn);
		Self::placing(|| {
			ValidatorsOf::<T>::on_unbalanced(validators);
			ProvidersOf::<T>::on_unbalanced(providers);
			TreasuryOf::<T>::on_unbalanced(treasury);
		});
	}

	pub(crate) fn do_hand_over() -> DispatchResult {
		let due = CurrentProgress::<T>::get().unwrap_or_default().due;
		ensure!(due.sum() > due.providers, Error::<T>::NothingDue);
		ValidatorsDue::<T>::hand_over();
		Ok(())
	}

	/// What can still be released: the cap less all that there ever was or is due, burned or not, and no
	/// more than fits beside what there is.
	pub(crate) fn room(ledger: &Ledger, due: &Parts) -> Balance {
		MaxSupply::<T>::get().saturating_sub(Self::least_cap(ledger, due))
	}

	/// The lowest cap that is not below what there is, ever was, or is due.
	pub(crate) fn least_cap(ledger: &Ledger, due: &Parts) -> Balance {
		ledger.created().max(CurrencyOf::<T>::total_issuance()).saturating_add(due.sum())
	}

	pub(crate) fn do_set_schedule(schedule: Schedule, heights: Heights) -> DispatchResult {
		let new = schedule.curve().map_err(Error::<T>::from)?;
		let old = CurrentCurve::<T>::get();
		let progress = CurrentProgress::<T>::get();
		let next = progress.map_or(1, |progress| progress.height.saturating_add(1));
		let new_next = if heights == Heights::Restart { 1 } else { next };
		let (old_reward, new_reward) = (old.reward_at(next), new.reward_at(new_next));
		let due = progress.unwrap_or_default().due;
		let room = Self::room(&SupplyLedger::<T>::get(), &due);
		ensure!(new_reward <= room, Error::<T>::CapExceeded);
		let progress = progress.map(|old| Self::taken_over(old, &new, heights)).transpose()?;
		CurrentSchedule::<T>::put(schedule);
		CurrentCurve::<T>::put(new);
		CurrentProgress::<T>::set(progress);
		Self::deposit_event(Event::ScheduleSet {
			schedule,
			height: new_next,
			old_reward,
			new_reward,
		});
		Ok(())
	}

	/// How far a new schedule has come when it takes over.
	fn taken_over(old: Progress, new: &Curve, heights: Heights) -> Result<Progress, Error<T>> {
		let former = old.released_in_all().ok_or(Error::<T>::Overflow)?;
		let (first, height) = match heights {
			Heights::Restart => (old.first.checked_add(old.height).ok_or(Error::<T>::Overflow)?, 0),
			Heights::Continue => (old.first, old.height),
		};
		let base = new.total(height);
		Ok(Progress { first, height, released: base, base, former, ..old })
	}

	pub(crate) fn do_set_distribution(distribution: Distribution) -> DispatchResult {
		ensure!(distribution.is_whole(), Error::<T>::SharesNotWhole);
		CurrentDistribution::<T>::put(distribution);
		Self::deposit_event(Event::DistributionSet { distribution });
		Ok(())
	}

	pub(crate) fn do_set_burn_share(share: Perbill) -> DispatchResult {
		ensure!(share <= T::MaxBurnShare::get(), Error::<T>::BurnShareTooHigh);
		BurnShare::<T>::put(share);
		Self::deposit_event(Event::BurnShareSet { share });
		Ok(())
	}

	pub(crate) fn do_set_max_supply(max_supply: Balance) -> DispatchResult {
		ensure!(max_supply <= MaxSupply::<T>::get(), Error::<T>::CapRaised);
		let due = CurrentProgress::<T>::get().unwrap_or_default().due;
		let least = Self::least_cap(&SupplyLedger::<T>::get(), &due);
		ensure!(max_supply >= least, Error::<T>::CapBelowIssuance);
		MaxSupply::<T>::put(max_supply);
		Self::deposit_event(Event::MaxSupplySet { max_supply });
		Ok(())
	}

	/// Puts the settings of a genesis in force, once they have been checked.
	pub(crate) fn settle_genesis(config: &GenesisConfig<T>) -> Result<(), Error<T>> {
		let curve = config.schedule.curve().map_err(Error::<T>::from)?;
		ensure!(config.distribution.is_whole(), Error::<T>::SharesNotWhole);
		ensure!(config.burn_share <= T::MaxBurnShare::get(), Error::<T>::BurnShareTooHigh);
		for Endowment { account, amount } in &config.endowments {
			let minted = CurrencyOf::<T>::mint_into(account, *amount);
			ensure!(*amount > 0 && minted.is_ok(), Error::<T>::EndowmentNotPossible);
		}
		ensure!(
			config.max_supply >= CurrencyOf::<T>::total_issuance(),
			Error::<T>::CapBelowIssuance
		);
		Self::open_ledger();
		CurrentSchedule::<T>::put(config.schedule);
		CurrentCurve::<T>::put(curve);
		Start::<T>::put(config.start);
		MaxSupply::<T>::put(config.max_supply);
		CurrentDistribution::<T>::put(config.distribution);
		BurnShare::<T>::put(config.burn_share);
		Ok(())
	}
}

/// What validators are due, and with it what is the treasury's and what is to be burned. For whoever ends
/// an era.
pub struct ValidatorsDue<T>(PhantomData<T>);

impl<T: Config> Accrual for ValidatorsDue<T> {
	fn hand_over() {
		Pallet::<T>::mint_due(|due| {
			let providers = core::mem::take(&mut due.providers);
			core::mem::replace(due, Parts { providers, ..Default::default() })
		});
	}

	fn weight() -> Weight {
		T::WeightInfo::hand_over()
	}
}

/// What compute providers are due. For whoever begins a round, and nobody else: who could choose the moment
/// could choose between those who have answered the last challenge and those who will answer the next.
pub struct ProvidersDue<T>(PhantomData<T>);

impl<T: Config> Accrual for ProvidersDue<T> {
	fn hand_over() {
		Pallet::<T>::mint_due(|due| {
			let providers = core::mem::take(&mut due.providers);
			Parts { providers, ..Default::default() }
		});
	}

	fn weight() -> Weight {
		T::WeightInfo::hand_over()
	}
}

impl<T: Config> From<ScheduleError> for Error<T> {
	fn from(error: ScheduleError) -> Self {
		match error {
			ScheduleError::StepsOutOfOrder => Self::StepsOutOfOrder,
			ScheduleError::RewardsRise => Self::RewardsRise,
			ScheduleError::CurveBelowZero => Self::CurveBelowZero,
			ScheduleError::ZeroPeriod => Self::ZeroPeriod,
			ScheduleError::RatioNotBelowOne => Self::RatioNotBelowOne,
			ScheduleError::CurveTooLarge => Self::CurveTooLarge,
		}
	}
}
