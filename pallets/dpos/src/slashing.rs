//! What misconduct takes, from whom, and who gets it. The cost does not depend on how many delegate.

use crate::*;
use frame_support::{
	defensive,
	traits::{
		fungible::{Balanced, BalancedHold},
		Get, Imbalance,
	},
};
use sp_runtime::Perbill;
use sp_staking::offence::{Kind, OffenceSeverity};

/// Kinds of misconduct that one validator can be punished for in one era: BABE's and GRANDPA's
/// equivocations, what is reported without a kind, and absence.
pub(crate) const KINDS: u32 = 4;

/// The kind of misconduct that nobody reports.
pub(crate) const ABSENCE: Kind = *b"vajra:absent    ";

/// What an offence still costs.
pub(crate) struct Due {
	/// Of the bond, planck.
	bond: Balance,
	/// Share of what was delegated.
	share: Perbill,
	/// What it has cost then.
	after: Punishment,
}

impl<T: Config> Pallet<T> {
	/// Puts a validator out, takes what its offence in `era` costs, and gives that to the reporters and
	/// to the other validators. Once for each era and kind: later only what has become more is taken.
	/// It earns nothing for that era, and nothing for the current one, into whose pot late slashes
	/// and the debts of stake that has moved go. O(eras since the offence), at most
	/// [`Config::BondingDuration`].
	pub(crate) fn punish(
		validator: &T::AccountId,
		era: EraIndex,
		kind: Kind,
		penalty: Penalty,
		reporters: &[T::AccountId],
	) {
		let Some(Due { bond, share, after }) = Self::due(validator, era, kind, penalty) else {
			return;
		};
		Punishments::<T>::insert(era, (validator, kind), after);
		Self::forfeit(era, validator);
		Self::forfeit(ActiveEra::<T>::get(), validator);
		let slashed = Self::with_candidate(validator, |candidate| {
			Self::jail(validator, candidate, penalty.jail);
			Self::slash(validator, candidate, era, bond, share, reporters);
			Ok(())
		});
		// Nobody but a candidate has anything at stake. One who validates all the same, having been put
		// there by the genesis of Session, is only kept from going on.
		if slashed.is_err() && Seats::<T>::contains_key(era, validator) {
			defensive!("who has a seat is a candidate");
		}
		// Who is absent makes no blocks anyway, and must not use up the session's limit.
		let severity = if kind == ABSENCE {
			OffenceSeverity::min_severity()
		} else {
			OffenceSeverity::max_severity()
		};
		pallet_session::Pallet::<T>::report_offence(validator.clone(), severity);
	}

	/// What an offence still costs. Nothing, if it is too old, or was punished as hard before.
	pub(crate) fn due(
		validator: &T::AccountId,
		era: EraIndex,
		kind: Kind,
		penalty: Penalty,
	) -> Option<Due> {
		if Self::is_over(era) {
			return None;
		}
		let known = Punishments::<T>::try_get(era, (validator, kind)).ok();
		let before = known.unwrap_or_default();
		let at_stake = match Seats::<T>::get(era, validator) {
			Some(seat) => seat.bond,
			None => Candidates::<T>::get(validator).map_or(0, |candidate| candidate.liable(era)),
		};
		// Rounded up, against the offender.
		let owed = penalty.fixed.saturating_add(penalty.bond.mul_ceil(at_stake));
		let bond = owed.saturating_sub(before.owed);
		let share = math::further_cut(before.pool, penalty.pool);
		if known.is_some() && bond == 0 && share.is_zero() {
			return None;
		}
		let after = Punishment { owed: owed.max(before.owed), pool: penalty.pool.max(before.pool) };
		Some(Due { bond, share, after })
	}

	/// Takes an era's reward from a validator, for the others while none of them can have been paid, and
	/// for a later era's validators after that.
	pub(crate) fn forfeit(era: EraIndex, validator: &T::AccountId) {
		let unpaid = Candidates::<T>::get(validator)
			.is_some_and(|candidate| candidate.unpaid.contains(&era));
		// What has been paid is gone.
		if !unpaid {
			return;
		}
		let open = Self::is_open(era);
		Seats::<T>::mutate_exists(era, validator, |seat| {
			let Some(seat) = seat.as_mut().filter(|seat| !seat.forfeited) else { return };
			seat.forfeited = true;
			if open {
				let points = core::mem::take(&mut seat.points);
				Eras::<T>::mutate(era, |era| era.points = era.points.saturating_sub(points));
			}
			Self::deposit_event(Event::RewardForfeited { validator: validator.clone(), era });
		});
	}

	/// Whether nobody can have been paid for the era.
	fn is_open(era: EraIndex) -> bool {
		ActiveEra::<T>::get().saturating_sub(era) < 2
	}

	fn jail(validator: &T::AccountId, candidate: &mut CandidateOf<T>, eras: EraIndex) {
		let until = ActiveEra::<T>::get().saturating_add(eras).saturating_add(1);
		let until = candidate.jailed_until.map_or(until, |before| before.max(until));
		candidate.jailed_until = Some(until);
		Self::deposit_event(Event::Jailed { candidate: validator.clone(), until });
	}

	/// Takes `wanted` planck of the bond, as far as they are there, and a share of all that was delegated
	/// in `era` and has not been released.
	fn slash(
		validator: &T::AccountId,
		candidate: &mut CandidateOf<T>,
		era: EraIndex,
		wanted: Balance,
		share: Perbill,
		reporters: &[T::AccountId],
	) {
		let there = wanted.min(candidate.liable(era));
		let (mut credit, _) = CurrencyOf::<T>::slash(&HoldReason::Bond.into(), validator, there);
		let bond = credit.peek();
		candidate.deduct(bond, era);
		let shortfall = wanted.saturating_sub(bond);
		let reward = Self::reward_reporters(&mut credit, validator, reporters);

		let mut cut = candidate.pool.cut(share);
		for left in era..=ActiveEra::<T>::get() {
			Exits::<T>::mutate_exists(validator, left, |exit| {
				if let Some(exit) = exit {
					cut = cut.saturating_add(exit.pool.cut(share));
					exit.kept = math::keep(exit.kept, share);
				}
			});
		}
		let (stake, _) =
			CurrencyOf::<T>::slash(&HoldReason::Stake.into(), &Self::pot_account(), cut);
		let delegated = stake.peek();
		credit.subsume(stake);

		// To the other validators of the era, as long as none of them can have been paid.
		let pot = if Self::is_open(era) { era } else { ActiveEra::<T>::get() };
		Self::fund(pot, credit);
		Self::deposit_event(Event::Slashed {
			validator: validator.clone(),
			era,
			bond,
			shortfall,
			delegated,
			reward,
		});
	}

	/// Gives the reporters their share of what was taken of the bond, in equal parts. Nothing of what was
	/// delegated: who reports itself by another account must get back less than it loses, whatever
	/// others have lost with it. The offender is none of the reporters: a report without a signature
	/// counts as its block's author's, which it may be. Who cannot take it, such as an account that is
	/// too poor to exist, leaves it.
	fn reward_reporters(
		credit: &mut CreditOf<T>,
		offender: &T::AccountId,
		reporters: &[T::AccountId],
	) -> Balance {
		let reporters = reporters.iter().filter(|reporter| *reporter != offender);
		let share = T::Penalties::get().reporter.mul_floor(credit.peek());
		let Some(part) = share.checked_div(reporters.clone().count() as Balance) else { return 0 };
		let mut given: Balance = 0;
		for reporter in reporters {
			match CurrencyOf::<T>::resolve(reporter, credit.extract(part)) {
				Ok(()) => given = given.saturating_add(part),
				Err(refused) => credit.subsume(refused),
			}
		}
		given
	}
}
