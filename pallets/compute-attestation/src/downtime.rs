//! When providers were away, as leases see it.

use crate::*;
use frame_support::traits::Get;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::UniqueSaturatedInto;
use vajra_primitives::{Downtime, RoundIndex};

impl<T: Config> Pallet<T> {
	/// Notes rounds in a row that a provider missed. O(1).
	pub(crate) fn note_missed(who: &T::AccountId, from: RoundIndex, until: RoundIndex) {
		Missed::<T>::mutate(who, |missed| missed.note(from, until));
	}

	/// The rounds that a suspended provider has missed without a report: those after the last report,
	/// up to `now`.
	pub(crate) fn silent_rounds(provider: &ProviderOf<T>, now: RoundIndex) -> Option<Absence> {
		let from = provider.reported.filter(|_| provider.suspended)?.checked_add(1)?;
		(from < now).then(|| Absence::of(from, now))
	}
}

/// A round counts as a whole: its window of [`Config::RoundLength`] blocks. A provider that is
/// suspended is away from the round after the one it was last reported for, until it answers.
impl<T: Config> Downtime<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn blocks(
		who: &T::AccountId,
		from: BlockNumberFor<T>,
		until: BlockNumberFor<T>,
	) -> BlockNumberFor<T> {
		let (from, until): (u128, u128) =
			(from.unique_saturated_into(), until.unique_saturated_into());
		let length = T::RoundLength::get().unique_saturated_into();
		let now = Self::current_round().unwrap_or_default();
		let silent = Providers::<T>::get(who)
			.and_then(|provider| Self::silent_rounds(&provider, now))
			.map_or(0, |absence| absence.blocks(from, until, length));
		let missed = Missed::<T>::get(who).blocks(from, until, length);
		missed.saturating_add(silent).unique_saturated_into()
	}
}
