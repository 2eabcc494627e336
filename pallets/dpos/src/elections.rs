//! Who validates: the candidates with the most stake, or a draw among them.

use crate::*;
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{Get, Randomness},
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_validator_count(count: u32) -> DispatchResult {
		let valid = (1..=T::MaxValidators::get()).contains(&count);
		ensure!(valid, Error::<T>::InvalidValidatorCount);
		ValidatorCount::<T>::put(count);
		Self::deposit_event(Event::ValidatorCountSet { count });
		Ok(())
	}

	pub(crate) fn do_set_election_mode(mode: ElectionMode) {
		Mode::<T>::put(mode);
		Self::deposit_event(Event::ElectionModeSet { mode });
	}

	/// Elects validators as governance has set. Nobody, if no candidate could serve.
	pub(crate) fn elect() -> Vec<T::AccountId> {
		match Mode::<T>::get() {
			ElectionMode::MostStake => Self::most_stake(),
			ElectionMode::Draw => Self::drawn().unwrap_or_else(Self::most_stake),
		}
	}

	/// The candidates with the most stake. O(validators).
	fn most_stake() -> Vec<T::AccountId> {
		let elected = Self::top(ValidatorCount::<T>::get());
		elected.into_iter().map(|rank| rank.candidate).collect()
	}

	/// Some of the candidates with the most stake, drawn by stake. `None` without randomness.
	fn drawn() -> Option<Vec<T::AccountId>> {
		let (seed, _) = T::Randomness::random(b"vajra/dpos/draw");
		let seed = seed?;
		let count = ValidatorCount::<T>::get();
		let field = Self::top(T::AlternateCount::get().max(count));
		let stakes: Vec<Balance> = field.iter().map(Rank::stake).collect();
		let mut draws = 0u32;
		let random = || {
			draws = draws.wrapping_add(1);
			let hash = (seed, draws).using_encoded(sp_io::hashing::blake2_128);
			u128::from_le_bytes(hash)
		};
		let places = math::draw(&stakes, count as usize, random);
		let elected = places.iter().filter_map(|place| field.get(*place));
		Some(elected.map(|rank| rank.candidate.clone()).collect())
	}

	/// The first `count` of the ranking. Those who have set no session keys are passed over:
	/// they could not serve. It looks at no more than the largest set and a draw's field together.
	pub(crate) fn top(count: u32) -> Vec<Rank<T::AccountId>> {
		Ranking::<T>::iter_keys()
			.take(Self::reach())
			.filter(|rank| Self::has_keys(&rank.candidate))
			.take(count as usize)
			.collect()
	}

	/// How many records an election looks at, at most.
	pub(crate) fn reach() -> usize {
		T::MaxValidators::get().saturating_add(T::AlternateCount::get()) as usize
	}

	/// Whether the account could validate.
	pub(crate) fn has_keys(who: &T::AccountId) -> bool {
		pallet_session::Pallet::<T>::load_keys(who).is_some()
	}
}
