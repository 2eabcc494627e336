//! Sessions and eras: who serves, what each has done, and what follows from it.

use crate::{
	slashing::{ABSENCE, KINDS},
	*,
};
use alloc::{vec, vec::Vec};
use frame_support::{defensive, traits::Get, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_session::historical;
use sp_staking::{offence::OffenceSeverity, SessionIndex};
use vajra_primitives::Accrual;

/// Each validator's share of the blocks that are made.
pub trait BlockShares<AccountId> {
	/// A number for each of the session's validators, in the session's order, proportional to the
	/// blocks it is expected to make. Asked when the session ends, before the next one's weights
	/// are in force.
	fn shares(validators: &[AccountId]) -> Vec<u64>;
}

/// All make the same number of blocks.
impl<AccountId> BlockShares<AccountId> for () {
	fn shares(validators: &[AccountId]) -> Vec<u64> {
		vec![1; validators.len()]
	}
}

impl<T: Config> pallet_authorship::EventHandler<T::AccountId, BlockNumberFor<T>> for Pallet<T> {
	fn note_author(author: T::AccountId) {
		Authored::<T>::mutate(author, |blocks| *blocks = blocks.saturating_add(1));
	}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		Self::plan(index)
	}

	fn end_session(index: SessionIndex) {
		let era = ActiveEra::<T>::get();
		Self::tally(era);
		if index.checked_add(1).is_some_and(Self::begins_era) {
			Self::judge(era);
		}
	}

	fn start_session(index: SessionIndex) {
		if Self::begins_era(index) {
			Self::begin_era(era_of(index, T::SessionsPerEra::get()));
		} else {
			// Who was elected in between.
			Self::seat_validators(ActiveEra::<T>::get());
		}
		Self::disable_jailed();
	}
}

impl<T: Config<FullIdentification = ()>> historical::SessionManager<T::AccountId, ()>
	for Pallet<T>
{
	fn new_session(index: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
		let set = <Self as pallet_session::SessionManager<_>>::new_session(index)?;
		Some(set.into_iter().map(|validator| (validator, ())).collect())
	}

	fn end_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::end_session(index);
	}

	/// Forgets who validated so long ago that nothing can be slashed for it.
	fn start_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::start_session(index);
		let kept = T::SessionsPerEra::get().saturating_mul(T::BondingDuration::get());
		if let Some(up_to) = index.checked_sub(kept).filter(|up_to| *up_to > 0) {
			historical::Pallet::<T>::prune_up_to(up_to);
		}
	}
}

impl<T: Config> Pallet<T> {
	fn begins_era(session: SessionIndex) -> bool {
		session.checked_rem(T::SessionsPerEra::get()) == Some(0)
	}

	/// The validators of a session to come: those elected for its era, less those who must not serve. An
	/// election in between, if nobody is left. Never an empty set, which would stop the chain: where
	/// nobody can be elected those who serve now stay, whatever they did. Where they have taken their
	/// session keys away, which a runtime should not let them, anybody who has keys steps in. O(validators).
	fn plan(session: SessionIndex) -> Option<Vec<T::AccountId>> {
		let mut set = Self::serving_of(Elected::<T>::get());
		if set.is_empty() || Self::begins_era(session) {
			let elected = Self::elect();
			if elected.is_empty() {
				Self::deposit_event(Event::ElectionFailed);
			} else {
				Self::deposit_event(Event::Elected { validators: elected.len() as u32 });
				let elected = BoundedVec::truncate_from(elected);
				Elected::<T>::put(&elected);
				set = Self::serving_of(elected);
			}
		}
		if !set.is_empty() {
			return Some(set);
		}
		let serving = pallet_session::Pallet::<T>::validators();
		// At genesis there is none, and Session takes the validators of its own configuration.
		if serving.is_empty() {
			return None;
		}
		let able: Vec<_> = serving.iter().filter(|who| Self::has_keys(who)).cloned().collect();
		if !able.is_empty() {
			return Some(able);
		}
		let others = Self::anybody();
		Some(if others.is_empty() { serving } else { others })
	}

	/// Some of those with session keys, candidates if there are any among the first that Session knows,
	/// and be they in jail: no more than are to be elected. O(validators).
	fn anybody() -> Vec<T::AccountId> {
		let count = ValidatorCount::<T>::get() as usize;
		let known: Vec<_> =
			pallet_session::NextKeys::<T>::iter_keys().take(Self::reach()).collect();
		let candidates = known.iter().filter(|who| Candidates::<T>::contains_key(who));
		let candidates: Vec<_> = candidates.take(count).cloned().collect();
		if candidates.is_empty() {
			known.into_iter().take(count).collect()
		} else {
			candidates
		}
	}

	/// Those of a set who may serve, and can.
	pub(crate) fn serving_of(set: BoundedVec<T::AccountId, T::MaxValidators>) -> Vec<T::AccountId> {
		let serves = |who: &T::AccountId| {
			let candidate = Candidates::<T>::get(who);
			candidate.is_some_and(|candidate| candidate.duty() != Duty::Out) && Self::has_keys(who)
		};
		set.into_iter().filter(serves).collect()
	}

	/// Counts the blocks of the session that ends. O(validators).
	fn tally(era: EraIndex) {
		let validators = pallet_session::Pallet::<T>::validators();
		let shares = T::BlockShares::shares(&validators);
		let total = shares.iter().fold(0u64, |total, share| total.saturating_add(*share));
		let authored: Vec<u32> = validators.iter().map(Authored::<T>::take).collect();
		let blocks = authored.iter().fold(0u32, |blocks, count| blocks.saturating_add(*count));
		let mut points = 0u32;
		for (place, (validator, authored)) in validators.iter().zip(authored).enumerate() {
			let share = shares.get(place).copied().unwrap_or(0);
			let expected = math::expected(blocks, share, total);
			Seats::<T>::mutate_exists(era, validator, |seat| {
				if let Some(seat) = seat {
					points = points.saturating_add(seat.count(authored, expected));
				}
			});
		}
		Eras::<T>::mutate(era, |era| era.points = era.points.saturating_add(points));
	}

	/// Holds the era's validators to account for blocks that they have not made, unless so many are
	/// short that the network was the reason. O(validators).
	fn judge(era: EraIndex) {
		let penalties = T::Penalties::get();
		let verdict =
			|seat: &Seat| seat.verdict(penalties.short, penalties.absent, penalties.certainty);
		// Who was put out during the era, and so has lost its reward already, could not make blocks.
		let judged = |(_, seat): &(T::AccountId, Seat)| !seat.forfeited;
		let seats: Vec<_> = Seats::<T>::iter_prefix(era).filter(judged).collect();
		let count = seats.len();
		let short: Vec<_> = seats
			.into_iter()
			.map(|(validator, seat)| (validator, verdict(&seat)))
			.filter(|(_, verdict)| *verdict != math::Verdict::Present)
			.collect();
		if short.len().saturating_mul(3) > count {
			let short = short.len() as u32;
			return Self::deposit_event(Event::AbsenceDamped { era, short });
		}
		for (validator, verdict) in short {
			if verdict == math::Verdict::Absent {
				Self::punish(&validator, era, ABSENCE, penalties.absence, &[]);
			} else {
				Self::forfeit(era, &validator);
			}
		}
	}

	/// Starts an era, whose pot takes what is too old to be paid. O(validators).
	fn begin_era(era: EraIndex) {
		// While the era that ends is the current one, so that its pot takes it.
		T::Accrued::hand_over();
		ActiveEra::<T>::put(era);
		if let Some(old) = era.checked_sub(T::HistoryDepth::get()) {
			let amount = Eras::<T>::take(old).pot;
			if amount > 0 {
				Self::add_to_pot(era, amount);
				Self::deposit_event(Event::PotExpired { era: old, amount });
			}
			// As many as there can be: no session of an era has more validators.
			let seats = T::MaxValidators::get().saturating_mul(T::SessionsPerEra::get());
			let _ = Seats::<T>::clear_prefix(old, seats, None);
			let _ = Punishments::<T>::clear_prefix(old, seats.saturating_mul(KINDS), None);
		}
		let validators = Self::seat_validators(era);
		Self::deposit_event(Event::EraBegun { era, validators });
	}

	/// Gives a seat to each of the session's validators that has none in this era, and says how many.
	/// Whoever serves though it has left stays liable. O(validators).
	fn seat_validators(era: EraIndex) -> u32 {
		let mut seated = 0u32;
		for validator in pallet_session::Pallet::<T>::validators() {
			let Some(mut candidate) = Candidates::<T>::get(&validator) else { continue };
			if candidate.stay_at_stake(era) {
				Candidates::<T>::insert(&validator, &candidate);
			}
			// Put out after this set was queued: it makes no blocks, and is not judged for that.
			if candidate.jailed_until.is_some() || Seats::<T>::contains_key(era, &validator) {
				continue;
			}
			let seat = Seat {
				bond: candidate.liable(era),
				delegated: candidate.pool.tokens,
				shares: candidate.pool.shares,
				commission: candidate.commission,
				..Default::default()
			};
			Seats::<T>::insert(era, &validator, seat);
			if candidate.unpaid.is_full() {
				// Its pot was passed on when this era began, or before.
				Self::close_oldest(&validator, &mut candidate);
			}
			if candidate.unpaid.try_push(era).is_err() {
				defensive!("there is room for one");
			}
			Candidates::<T>::insert(&validator, candidate);
			seated = seated.saturating_add(1);
		}
		seated
	}

	fn is_jailed(who: &T::AccountId) -> bool {
		Candidates::<T>::get(who).is_some_and(|candidate| candidate.jailed_until.is_some())
	}

	/// Keeps those who were put out after this session's set was queued from making blocks in it, as far
	/// as the session's limit is not needed for somebody who has just signed twice.
	fn disable_jailed() {
		for validator in pallet_session::Pallet::<T>::validators() {
			if Self::is_jailed(&validator) {
				pallet_session::Pallet::<T>::report_offence(
					validator,
					OffenceSeverity::min_severity(),
				);
			}
		}
	}
}
