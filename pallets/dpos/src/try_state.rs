//! The invariants of the module documentation, in its order.

use crate::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::TryRuntimeError;

type Outcome = Result<(), TryRuntimeError>;

impl<T: Config> Pallet<T> {
	/// Proves all invariants.
	pub fn do_try_state() -> Outcome {
		Self::bonds_are_on_hold()?;
		Self::stake_is_on_hold()?;
		Self::shares_add_up()?;
		Self::ranking_is_the_order()?;
		Self::rewards_are_on_hold()?;
		Self::seats_know_their_shares()?;
		Self::counts_are_right()?;
		Self::points_add_up()
	}

	/// 1. A candidate's bond and the parts of it that wait are what is on hold in its account.
	fn bonds_are_on_hold() -> Outcome {
		for (who, candidate) in Candidates::<T>::iter() {
			let waiting: Balance = candidate.unbonding.iter().map(|chunk| chunk.amount).sum();
			let held = CurrencyOf::<T>::balance_on_hold(&HoldReason::Bond.into(), &who);
			ensure!(held == candidate.bond + waiting, "a bond is not what is on hold");
		}
		for who in frame_system::Account::<T>::iter_keys() {
			let held = CurrencyOf::<T>::balance_on_hold(&HoldReason::Bond.into(), &who);
			ensure!(held == 0 || Candidates::<T>::contains_key(&who), "a bond of no candidate");
		}
		Ok(())
	}

	/// 2. What is on hold for stake in the pallet's account is the sum over pools and exits.
	fn stake_is_on_hold() -> Outcome {
		let pools: Balance = Candidates::<T>::iter_values().map(|record| record.pool.tokens).sum();
		let exits: Balance = Exits::<T>::iter_values().map(|exit| exit.pool.tokens).sum();
		let held =
			CurrencyOf::<T>::balance_on_hold(&HoldReason::Stake.into(), &Self::pot_account());
		ensure!(held == pools + exits, "pools and exits are not what is on hold");
		Ok(())
	}

	/// 3. A pool's shares are the sum over its delegations, and an exit's over the chunks that wait in
	///    it.
	fn shares_add_up() -> Outcome {
		let mut pools = BTreeMap::<T::AccountId, Shares>::new();
		for (_, candidate, delegation) in Delegations::<T>::iter() {
			*pools.entry(candidate).or_default() += delegation.shares();
		}
		for (who, candidate) in Candidates::<T>::iter() {
			let shares = pools.remove(&who).unwrap_or(0);
			ensure!(candidate.pool.shares == shares, "a pool's shares are not its delegations'");
		}
		ensure!(pools.is_empty(), "a delegation without a candidate");

		let mut exits = BTreeMap::<(T::AccountId, EraIndex), Shares>::new();
		for chunk in Delegators::<T>::iter_values().flat_map(|owner| owner.unbonding) {
			*exits.entry((chunk.candidate, chunk.era)).or_default() += chunk.shares;
		}
		for (who, era, exit) in Exits::<T>::iter() {
			let shares = exits.remove(&(who, era)).unwrap_or(0);
			ensure!(exit.pool.shares == shares, "an exit's shares are not its chunks'");
		}
		ensure!(exits.values().all(|shares| *shares == 0), "a chunk without an exit");
		Ok(())
	}

	/// 4. The ranking lists the electable candidates, each with its stake, and nobody else.
	fn ranking_is_the_order() -> Outcome {
		let ranked: Vec<_> = Ranking::<T>::iter_keys().collect();
		ensure!(
			ranked.windows(2).all(|pair| pair[0].stake() >= pair[1].stake()),
			"the ranking is out of order"
		);
		let expected: BTreeSet<_> = Candidates::<T>::iter()
			.filter_map(|(who, candidate)| Self::rank(&who, &candidate))
			.map(|rank| (rank.stake(), rank.candidate))
			.collect();
		let ranked: BTreeSet<_> =
			ranked.into_iter().map(|rank| (rank.stake(), rank.candidate)).collect();
		ensure!(ranked == expected, "the ranking does not list the electable candidates");
		Ok(())
	}

	/// 5. What is on hold for rewards is the sum over pots, and over what candidates and their
	///    delegators have not claimed, which covers all that delegations are owed.
	fn rewards_are_on_hold() -> Outcome {
		let pots: Balance = Eras::<T>::iter_values().map(|era| era.pot).sum();
		let unclaimed: Balance = Candidates::<T>::iter_values()
			.map(|candidate| candidate.rewards.own + candidate.rewards.delegated)
			.sum();
		let held =
			CurrencyOf::<T>::balance_on_hold(&HoldReason::Rewards.into(), &Self::pot_account());
		ensure!(held == pots + unclaimed, "pots and unclaimed rewards are not what is on hold");

		let mut owed = BTreeMap::<T::AccountId, Balance>::new();
		for (_, candidate, delegation) in Delegations::<T>::iter() {
			let record = Candidates::<T>::get(&candidate).ok_or("a delegation to nobody")?;
			let settled =
				Self::settled(&candidate, &record, &delegation).ok_or("an index falls")?;
			*owed.entry(candidate).or_default() += settled;
		}
		for (candidate, owed) in owed {
			let rewards = Candidates::<T>::get(&candidate).ok_or("a delegation to nobody")?.rewards;
			ensure!(
				owed + rewards.carry <= rewards.delegated,
				"delegations are owed more than there is"
			);
		}
		Ok(())
	}

	/// 6. The effective shares of a seat that is not paid are those that its reward will be shared by.
	fn seats_know_their_shares() -> Outcome {
		let mut effective = BTreeMap::<(T::AccountId, EraIndex), Shares>::new();
		for (_, candidate, delegation) in Delegations::<T>::iter() {
			let record = Candidates::<T>::get(&candidate).ok_or("a delegation to nobody")?;
			for era in record.unpaid {
				*effective.entry((candidate.clone(), era)).or_default() +=
					delegation.shares_in(era);
			}
		}
		for (who, candidate) in Candidates::<T>::iter() {
			ensure!(
				candidate.unpaid.windows(2).all(|pair| pair[0] < pair[1]),
				"unpaid eras are out of order"
			);
			for era in candidate.unpaid {
				// Seats of eras that have expired are gone.
				let Some(seat) = Seats::<T>::get(era, &who) else { continue };
				let shares = effective.get(&(who.clone(), era)).copied().unwrap_or(0);
				ensure!(seat.shares == shares, "a seat's shares are not its delegations'");
			}
		}
		Ok(())
	}

	/// 7. Counts are right, and no record is kept for nobody.
	fn counts_are_right() -> Outcome {
		let mut by_candidate = BTreeMap::<T::AccountId, u32>::new();
		let mut by_delegator = BTreeMap::<T::AccountId, u32>::new();
		let mut checkpoints = BTreeMap::<(T::AccountId, EraIndex), u32>::new();
		let mut liable = BTreeMap::<(T::AccountId, EraIndex), u32>::new();
		let chunks = Delegators::<T>::iter_values().flat_map(|owner| owner.unbonding);
		let chunks = chunks.filter_map(|chunk| chunk.moved);
		for (delegator, candidate, delegation) in Delegations::<T>::iter() {
			ensure!(!delegation.is_gone(), "a delegation is kept for nothing");
			*by_candidate.entry(candidate.clone()).or_default() += 1;
			*by_delegator.entry(delegator).or_default() += 1;
			for span in delegation.spans {
				if let Start::After(era) = span.from {
					*checkpoints.entry((candidate.clone(), era)).or_default() += 1;
				}
			}
			if let Some((moved, shares)) = delegation.moved {
				ensure!(shares > 0, "no shares are liable");
				*liable.entry((moved.from, moved.era)).or_default() += 1;
			}
		}
		for moved in chunks {
			*liable.entry((moved.from, moved.era)).or_default() += 1;
		}
		for (who, candidate) in Candidates::<T>::iter() {
			let count = by_candidate.get(&who).copied().unwrap_or(0);
			ensure!(candidate.delegations == count, "a candidate's count is wrong");
			ensure!(!candidate.is_gone(), "a candidate is kept for nothing");
		}
		for (who, owner) in Delegators::<T>::iter() {
			let count = by_delegator.remove(&who).unwrap_or(0);
			ensure!(owner.delegations == count, "a delegator's count is wrong");
			ensure!(!owner.is_gone(), "a delegator is kept for nothing");
		}
		ensure!(by_delegator.is_empty(), "a delegation without a delegator");
		let stored: BTreeMap<_, _> = Checkpoints::<T>::iter()
			.map(|(who, era, checkpoint)| ((who, era), checkpoint.users))
			.collect();
		ensure!(stored == checkpoints, "checkpoints are not those that are used");
		for (who, era, exit) in Exits::<T>::iter() {
			let count = liable.remove(&(who, era)).unwrap_or(0);
			ensure!(exit.moved == count, "an exit's count is wrong");
			ensure!(!exit.is_gone(), "an exit is kept for nothing");
		}
		ensure!(liable.is_empty(), "a liability without an exit");
		Ok(())
	}

	/// 8. An era's points are the sum over its seats that are not paid.
	fn points_add_up() -> Outcome {
		let mut points = BTreeMap::<EraIndex, u32>::new();
		for (era, who, seat) in Seats::<T>::iter() {
			let unpaid =
				Candidates::<T>::get(&who).is_some_and(|record| record.unpaid.contains(&era));
			// Points that were lost too late stay in the sum for good: their part is nobody's.
			if unpaid || seat.forfeited {
				*points.entry(era).or_default() += seat.points;
			}
		}
		for (era, record) in Eras::<T>::iter() {
			let sum = points.get(&era).copied().unwrap_or(0);
			ensure!(record.points == sum, "an era's points are not its seats'");
		}
		Ok(())
	}
}
