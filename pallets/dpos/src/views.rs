//! Answers for clients, off chain.

use crate::*;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::traits::Get;
use scale_info::TypeInfo;

/// What an account has at stake.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct StakeView<AccountId> {
	/// Its bond as a candidate, planck.
	pub bond: Balance,
	/// What it delegates.
	pub delegations: Vec<DelegationView<AccountId>>,
}

/// What an account delegates to one candidate.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DelegationView<AccountId> {
	/// The candidate.
	pub candidate: AccountId,
	/// What it is worth, planck, less what it owes for a former candidate.
	pub amount: Balance,
	/// How much of that cannot move on, planck.
	pub cooling_down: Balance,
	/// The first era in which it can, if any of it is cooling down.
	pub moves_at: Option<EraIndex>,
}

/// A reward that can be claimed, or will be.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ClaimableReward {
	/// The era that has earned it; none for what can be claimed now.
	pub era: Option<EraIndex>,
	/// How much, planck. For an era that is not paid it is what it would be if it were paid now.
	pub amount: Balance,
}

/// Stake that waits for its release.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct UnbondingView {
	/// The first era in which it can be withdrawn.
	pub unlocks_at: EraIndex,
	/// How much, planck, as long as nothing more is slashed.
	pub amount: Balance,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn view_stake(who: &T::AccountId) -> StakeView<T::AccountId> {
		let bond = Candidates::<T>::get(who).map_or(0, |candidate| candidate.bond);
		let delegations = Delegations::<T>::iter_prefix(who)
			.filter_map(|(candidate, delegation)| Self::view_delegation(candidate, &delegation))
			.collect();
		StakeView { bond, delegations }
	}

	fn view_delegation(
		candidate: T::AccountId,
		delegation: &DelegationOf<T>,
	) -> Option<DelegationView<T::AccountId>> {
		let pool = Candidates::<T>::get(&candidate)?.pool;
		let (mut owed, mut cooling, mut moves_at) = (0, 0, None);
		if let Some((moved, shares)) = &delegation.moved {
			let kept = Exits::<T>::get(&moved.from, moved.era)?.kept;
			owed = math::lost(*shares, moved.kept, kept)?;
			if !Self::is_over(moved.era) {
				cooling = shares.saturating_sub(owed);
				moves_at = Some(moved.era.saturating_add(T::BondingDuration::get()));
			}
		}
		let amount = pool.worth(delegation.shares().saturating_sub(owed))?;
		Some(DelegationView { candidate, amount, cooling_down: pool.worth(cooling)?, moves_at })
	}

	pub(crate) fn view_rewards(
		who: &T::AccountId,
		candidate: &T::AccountId,
	) -> Vec<ClaimableReward> {
		let Some(record) = Candidates::<T>::get(candidate) else {
			return Vec::new();
		};
		let delegation = Delegations::<T>::get(who, candidate);
		let now = if who == candidate {
			record.rewards.own
		} else {
			let owed = |delegation| Self::settled(candidate, &record, delegation);
			delegation.as_ref().and_then(owed).unwrap_or(0)
		};
		let active = ActiveEra::<T>::get();
		let to_come = record.unpaid.iter().copied().filter(|era| *era < active).filter_map(|era| {
			let (own, delegated, shares) = Self::expected_reward(era, candidate)?;
			let amount = if who == candidate {
				own
			} else {
				math::worth(delegation.as_ref()?.shares_in(era), delegated, shares)?
			};
			Some(ClaimableReward { era: Some(era), amount })
		});
		let known = ClaimableReward { era: None, amount: now };
		core::iter::once(known).chain(to_come).filter(|reward| reward.amount > 0).collect()
	}

	/// What paying the era out would bring the validator and its delegators, and the latters' shares.
	fn expected_reward(
		era: EraIndex,
		validator: &T::AccountId,
	) -> Option<(Balance, Balance, Shares)> {
		let seat = Seats::<T>::get(era, validator).filter(|seat| !seat.forfeited)?;
		let record = Eras::<T>::get(era);
		let reward = math::part_of_pot(record.pot, seat.points, record.points)?;
		let (own, delegated) =
			math::split_reward(reward, seat.commission, seat.bond, seat.delegated)?;
		Some((own, delegated, seat.shares))
	}

	pub(crate) fn view_unbonding(who: &T::AccountId) -> Vec<UnbondingView> {
		let wait = T::BondingDuration::get();
		let delegated = Delegators::<T>::get(who).unbonding.into_iter().filter_map(|chunk| {
			let tokens = Exits::<T>::get(&chunk.candidate, chunk.era)?.pool.worth(chunk.shares)?;
			let owed = match &chunk.moved {
				Some(moved) => {
					let kept = Exits::<T>::get(&moved.from, moved.era)?.kept;
					math::lost(tokens, moved.kept, kept)?
				}
				None => 0,
			};
			Some((chunk.era, tokens.saturating_sub(owed)))
		});
		let bonded = Candidates::<T>::get(who)
			.map(|candidate| candidate.unbonding.into_inner())
			.unwrap_or_default()
			.into_iter()
			.map(|chunk| (chunk.era, chunk.amount));
		let mut waiting: Vec<_> = delegated
			.chain(bonded)
			.map(|(era, amount)| UnbondingView { unlocks_at: era.saturating_add(wait), amount })
			.collect();
		waiting.sort_by_key(|chunk| chunk.unlocks_at);
		waiting
	}

	pub(crate) fn view_current_validators() -> Vec<(T::AccountId, Seat)> {
		Seats::<T>::iter_prefix(ActiveEra::<T>::get()).collect()
	}

	pub(crate) fn view_next_validators() -> Vec<(T::AccountId, Balance)> {
		let next = pallet_session::Pallet::<T>::current_index().saturating_add(1);
		let planned = era_of(next, T::SessionsPerEra::get()) > ActiveEra::<T>::get();
		// Less those who were put out, or have left, since they were elected.
		let elected = if planned { Self::serving_of(Elected::<T>::get()) } else { Vec::new() };
		if !elected.is_empty() {
			let stake = |who: &T::AccountId| Candidates::<T>::get(who).map_or(0, |c| c.stake());
			return elected.into_iter().map(|who| (who.clone(), stake(&who))).collect();
		}
		let top = Self::top(ValidatorCount::<T>::get()).into_iter();
		top.map(|rank| (rank.candidate.clone(), rank.stake())).collect()
	}

	pub(crate) fn view_candidates(
		after: Option<(T::AccountId, Balance)>,
		limit: u32,
	) -> Vec<(T::AccountId, Balance)> {
		let ranks = match after {
			Some((candidate, stake)) => {
				let last = Ranking::<T>::hashed_key_for(Rank::new(stake, candidate));
				Ranking::<T>::iter_keys_from(last)
			}
			None => Ranking::<T>::iter_keys(),
		};
		ranks.take(limit as usize).map(|rank| (rank.candidate.clone(), rank.stake())).collect()
	}
}
