//! Worst cases of every call, and evidence that none grows with the number of delegators.
//!
//! Calls that can take the last thing that keeps a candidate's record do so here: the record goes, its
//! session keys are purged, and what could not be shared falls into the pot. That costs more than the
//! record's place in the ranking, which a candidate that stays would lose or change instead.
//!
//! The evidence has a benchmark for each size, as a component's values are spaced evenly: pools of 10,
//! 1 000 and 100 000 delegators would be 49 measurements of the smaller ones for one of the largest.

use crate::*;
use alloc::{vec, vec::Vec};
use codec::Decode;
use frame_benchmarking::v2::*;
use frame_support::{
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{Inspect, Mutate, MutateHold},
		EnsureOrigin, Get,
	},
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_runtime::{
	traits::{OpaqueKeys, TrailingZeroInput, Zero},
	Perbill,
};
use sp_staking::offence::Kind;

const SEED: u32 = 0;
/// Numbers of delegators in the evidence that they do not matter.
const SIZES: [u32; 3] = [10, 1_000, MANY];
/// The largest of them.
const MANY: u32 = 100_000;
/// What one share earns in an era.
const RISE: u128 = math::ONE / 100;
/// What a candidate's index has come to.
const INDEX: u128 = math::ONE;
/// What is kept of stake once the candidate that it has left is slashed.
const KEPT: u128 = math::ONE / 10 * 9;
/// The kind of what is punished.
const KIND: Kind = *b"vajra:benchmark ";

/// An era far from genesis, which becomes the current one. The pallet's account is open.
fn begin<T: Config>() -> Result<EraIndex, BenchmarkError> {
	Pallet::<T>::open_pot_account()?;
	let now = now::<T>();
	ActiveEra::<T>::put(now);
	Ok(now)
}

fn now<T: Config>() -> EraIndex {
	T::HistoryDepth::get() + T::BondingDuration::get() + T::MaxChunks::get() + 100
}

/// The last era whose stake has waited long enough.
fn ripe<T: Config>() -> EraIndex {
	now::<T>() - T::BondingDuration::get()
}

/// The oldest era that can still be paid.
fn oldest<T: Config>() -> EraIndex {
	now::<T>() - T::HistoryDepth::get() + 1
}

/// An amount whose parts are enough for anything.
fn unit<T: Config>() -> Balance {
	let terms = T::Terms::get();
	let penalty = T::Penalties::get().double_sign.fixed;
	let least = terms.min_bond.max(terms.min_delegation).max(penalty);
	least.max(CurrencyOf::<T>::minimum_balance()).max(1) * 1_000
}

/// Shares of a delegation.
fn stake<T: Config>() -> Shares {
	unit::<T>() * 10
}

/// What shares of any pool here are worth: a slash has made it another number.
fn worth(shares: Shares) -> Balance {
	shares - shares / 10
}

/// An account that can pay for anything.
fn funded<T: Config>(name: &'static str) -> Result<T::AccountId, BenchmarkError> {
	let who: T::AccountId = account(name, 0, SEED);
	endow::<T>(&who)?;
	Ok(who)
}

fn endow<T: Config>(who: &T::AccountId) -> DispatchResult {
	let parts = Balance::from(T::MaxChunks::get()) + 1_000;
	CurrencyOf::<T>::mint_into(who, unit::<T>() * parts)?;
	Ok(())
}

/// Puts an amount on hold in the pallet's account.
fn hold<T: Config>(reason: HoldReason, amount: Balance) -> DispatchResult {
	let pot = Pallet::<T>::pot_account();
	CurrencyOf::<T>::mint_into(&pot, amount)?;
	CurrencyOf::<T>::hold(&reason.into(), &pot, amount)
}

/// An account with session keys, as if it had set them itself.
fn with_keys<T: Config>(name: &'static str) -> Result<T::AccountId, BenchmarkError> {
	let who = funded::<T>(name)?;
	let keys = zeros::<T>()?;
	for id in T::Keys::key_ids() {
		pallet_session::KeyOwner::<T>::insert((*id, keys.get_raw(*id).to_vec()), &who);
	}
	pallet_session::NextKeys::<T>::insert(&who, keys);
	pallet_session::Pallet::<T>::ensure_can_pay_key_deposit(&who)?;
	let deposit = T::KeyDeposit::get();
	if !deposit.is_zero() {
		let reason = pallet_session::HoldReason::Keys.into();
		<T as pallet_session::Config>::Currency::hold(&reason, &who, deposit)?;
	}
	frame_system::Pallet::<T>::inc_consumers(&who)?;
	Ok(who)
}

/// A candidate with the longest record: a queue with one place left, all eras unpaid, and a delegator.
fn candidate<T: Config>(
	name: &'static str,
) -> Result<(T::AccountId, CandidateOf<T>), BenchmarkError> {
	let now = begin::<T>()?;
	let who = funded::<T>(name)?;
	let unit = unit::<T>();
	let mut record = CandidateOf::<T>::new(unit * 10, Perbill::zero(), 0);
	let waiting = T::MaxChunks::get() - 1;
	let eras = now + 1 - waiting..=now;
	record.unbonding =
		BoundedVec::truncate_from(eras.map(|era| BondChunk { era, amount: unit }).collect());
	record.unpaid = BoundedVec::truncate_from((oldest::<T>()..=now).collect());
	let bond = record.bond + unit * Balance::from(waiting);
	CurrencyOf::<T>::hold(&HoldReason::Bond.into(), &who, bond)?;
	record.rewards =
		Rewards { own: unit, delegated: unit * 1_000, index: INDEX, ..Default::default() };
	hold::<T>(HoldReason::Rewards, unit * 1_001)?;
	let mut delegation = DelegationOf::<T>::new();
	delegation.spans =
		BoundedVec::truncate_from(vec![Span { shares: stake::<T>(), from: Start::Index(0) }]);
	enter::<T>(&account("another delegator", 0, SEED), &who, &mut record, delegation)?;
	Ok((who, record))
}

/// The largest set of validators that there can be, in force and queued; the last of them is `also`, if
/// there is one.
fn crowd<T: Config>(also: Option<&T::AccountId>) -> Result<(), BenchmarkError> {
	let others = T::MaxValidators::get() - also.map_or(0, |_| 1);
	let mut set: Vec<T::AccountId> = (0..others).map(|n| account("validator", n, SEED)).collect();
	set.extend(also.cloned());
	let keys = zeros::<T>()?;
	let queued: Vec<_> = set.iter().map(|who| (who.clone(), keys.clone())).collect();
	pallet_session::Validators::<T>::put(set);
	pallet_session::QueuedKeys::<T>::put(queued);
	Ok(())
}

/// Session keys of zeros, which every kind of public key can be read from; nobody signs with them.
fn zeros<T: Config>() -> Result<T::Keys, BenchmarkError> {
	T::Keys::decode(&mut TrailingZeroInput::zeroes())
		.map_err(|_| BenchmarkError::Stop("zeros are no session keys"))
}

/// A candidate that has left, and validates no more, among as many as can: but for what is added here,
/// nothing keeps its record any more.
fn remains<T: Config>(
	name: &'static str,
) -> Result<(T::AccountId, CandidateOf<T>), BenchmarkError> {
	begin::<T>()?;
	crowd::<T>(None)?;
	let who = with_keys::<T>(name)?;
	let mut record = CandidateOf::<T>::new(0, Perbill::zero(), 0);
	record.status = Status::Leaving;
	// Too little for the shares that there were.
	record.rewards.delegated = 1;
	hold::<T>(HoldReason::Rewards, 1)?;
	Ok((who, record))
}

/// Stores a candidate and its place in the ranking.
fn store<T: Config>(who: &T::AccountId, record: CandidateOf<T>) {
	if let Some(rank) = Pallet::<T>::rank(who, &record) {
		Ranking::<T>::insert(rank, ());
	}
	Candidates::<T>::insert(who, record);
}

/// Enters a delegation.
fn enter<T: Config>(
	delegator: &T::AccountId,
	candidate: &T::AccountId,
	record: &mut CandidateOf<T>,
	delegation: DelegationOf<T>,
) -> DispatchResult {
	let shares = delegation.shares();
	record.delegations += 1;
	record.pool.shares += shares;
	record.pool.tokens += worth(shares);
	hold::<T>(HoldReason::Stake, worth(shares))?;
	Delegators::<T>::mutate(delegator, |owner| owner.delegations += 1);
	Delegations::<T>::insert(delegator, candidate, delegation);
	Ok(())
}

/// A delegation that has changed in as many eras as it may, all of which were paid since, and now has
/// this many shares.
fn unsettled<T: Config>(candidate: &T::AccountId, shares: Shares, rise: u128) -> DelegationOf<T> {
	let mut delegation = DelegationOf::<T>::new();
	let mut era = oldest::<T>() - 50;
	let mut index = 0;
	while !delegation.spans.is_full() {
		let shares = stake::<T>() + Shares::from(era);
		let pushed = delegation.spans.try_push(Span { shares, from: Start::After(era) });
		assert!(pushed.is_ok());
		Checkpoints::<T>::insert(candidate, era, Checkpoint { users: 1, index: Some(index) });
		era += 1;
		index += rise;
	}
	if let Some(span) = delegation.spans.last_mut() {
		span.shares = shares;
	}
	delegation
}

/// Makes shares liable for a former candidate that has been slashed, in the era in which that ends.
fn make_liable<T: Config>(
	delegation: &mut DelegationOf<T>,
	former: &'static str,
	shares: Shares,
	kept: u128,
) {
	delegation.moved = Some((former_candidate::<T>(former, 0, kept), shares));
}

fn former_candidate<T: Config>(name: &'static str, index: u32, kept: u128) -> MovedOf<T> {
	let from: T::AccountId = account(name, index, SEED);
	let era = ripe::<T>();
	Exits::<T>::insert(&from, era, Exit { kept, moved: 1, ..Default::default() });
	Moved { from, era, kept: math::ONE }
}

/// The costliest delegation to a candidate that stays: all of its spans are to be settled, and a part
/// of it has to pay for a former candidate.
fn delegate_long<T: Config>(
	delegator: &T::AccountId,
	candidate: &T::AccountId,
	record: &mut CandidateOf<T>,
	former: &'static str,
) -> DispatchResult {
	let shares = stake::<T>();
	let mut delegation = unsettled::<T>(candidate, shares, RISE);
	make_liable::<T>(&mut delegation, former, shares / 2, KEPT);
	enter::<T>(delegator, candidate, record, delegation)
}

/// Puts stake into an exit, to wait.
fn wait<T: Config>(
	owner: &mut DelegatorOf<T>,
	candidate: &T::AccountId,
	era: EraIndex,
	moved: Option<MovedOf<T>>,
) -> DispatchResult {
	let shares = stake::<T>();
	Exits::<T>::mutate(candidate, era, |exit| {
		let pool = &mut exit.get_or_insert_default().pool;
		pool.shares += shares;
		pool.tokens += worth(shares);
	});
	let chunk = Chunk { candidate: candidate.clone(), era, shares, moved };
	assert!(owner.unbonding.try_push(chunk).is_ok());
	hold::<T>(HoldReason::Stake, worth(shares))
}

/// In tests, proves that what was set up could be there, and what came of it.
fn sound<T: Config>() {
	#[cfg(test)]
	frame_support::assert_ok!(Pallet::<T>::do_try_state());
}

/// A validator with `d` delegators, one of [`SIZES`], and an era to be paid for; and the first of the
/// delegators.
///
/// All sizes are in every state, so that it is as large whatever `d` is. In a runtime that has [populated]
/// its genesis they need not be set up for each measurement either, which would leave the machine's
/// memory in such a state that nothing could be told from the time.
///
/// [populated]: populate
fn pooled<T: Config>(d: u32) -> Result<(T::AccountId, T::AccountId), BenchmarkError> {
	let now = begin::<T>()?;
	let validator: T::AccountId = account("validator of", d, SEED);
	if !Candidates::<T>::contains_key(&validator) {
		populate::<T>()?;
	}
	let least = T::Terms::get().min_delegation.max(1);
	earn::<T>(&validator, now - 2, least * Balance::from(MANY) * 100)?;
	Ok((validator, account("delegator", 0, d)))
}

/// Sets up a candidate with as many delegators for each size: for the genesis of a runtime that
/// measures what their number costs. The pallet's account must be open.
pub fn populate<T: Config>() -> DispatchResult {
	for d in SIZES {
		let candidate: T::AccountId = account("validator of", d, SEED);
		endow::<T>(&candidate)?;
		let mut record = CandidateOf::<T>::new(unit::<T>(), Perbill::zero(), 0);
		CurrencyOf::<T>::hold(&HoldReason::Bond.into(), &candidate, record.bond)?;
		// The same pool, and the same first delegation, for each size.
		let least = T::Terms::get().min_delegation.max(1);
		let total = least * Balance::from(MANY);
		let each = (total - least) / Balance::from(d - 1);
		let last = total - least - each * Balance::from(d - 2);
		for n in 0..d {
			let shares = match n {
				0 => least,
				n if n + 1 < d => each,
				_ => last,
			};
			let mut delegation = DelegationOf::<T>::new();
			let pushed = delegation.spans.try_push(Span { shares, from: Start::Index(0) });
			assert!(pushed.is_ok() && record.pool.join(shares).is_some());
			let who: T::AccountId = account("delegator", n, d);
			Delegations::<T>::insert(&who, &candidate, delegation);
			Delegators::<T>::insert(&who, Delegator { delegations: 1, ..Default::default() });
		}
		endow::<T>(&account("delegator", 0, d))?;
		record.delegations = d;
		hold::<T>(HoldReason::Stake, record.pool.tokens)?;
		store::<T>(&candidate, record);
	}
	Ok(())
}

/// A reward of `pot` planck, for the three eras that are unpaid in a chain that pays when it can: the
/// first of them.
fn earn<T: Config>(validator: &T::AccountId, era: EraIndex, pot: Balance) -> DispatchResult {
	hold::<T>(HoldReason::Rewards, pot)?;
	Eras::<T>::insert(era, Era { pot, points: 100 });
	Pallet::<T>::with_candidate(validator, |record| {
		let seat = Seat {
			bond: record.bond,
			delegated: record.pool.tokens,
			shares: record.pool.shares,
			commission: T::Terms::get().max_commission,
			authored: 100,
			points: 100,
			..Default::default()
		};
		Seats::<T>::insert(era, validator, seat);
		record.unpaid = BoundedVec::truncate_from((era..=now::<T>()).collect());
		Ok(())
	})
}

/// [`pooled`], and the era is paid.
fn paid<T: Config>(d: u32) -> Result<(T::AccountId, T::AccountId), BenchmarkError> {
	let (validator, delegator) = pooled::<T>(d)?;
	Pallet::<T>::do_payout(now::<T>() - 2, validator.clone())?;
	Ok((validator, delegator))
}

/// Punishes a validator as if it had signed twice, reported by one account that does not exist yet.
fn punish<T: Config>(validator: &T::AccountId, era: EraIndex, reporters: &[T::AccountId]) {
	let penalty = T::Penalties::get().double_sign;
	Pallet::<T>::punish(validator, era, KIND, penalty, reporters);
}

fn caller<T: Config>() -> RawOrigin<T::AccountId> {
	RawOrigin::Signed(account("caller", 0, SEED))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// A candidate that had left comes back to the longest record.
	#[benchmark]
	fn register() -> Result<(), BenchmarkError> {
		let (who, mut record) = candidate::<T>("candidate")?;
		record.status = Status::Leaving;
		record.jailed_until = Some(now::<T>());
		let bond = record.bond + unit::<T>();
		store::<T>(&who, record);
		sound::<T>();
		let terms = T::Terms::get();
		let commission = terms.commission_step.min(terms.max_commission);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), unit::<T>(), commission);
		assert!(Candidates::<T>::get(who).is_some_and(|record| record.bond == bond));
		sound::<T>();
		Ok(())
	}

	#[benchmark]
	fn bond_more() -> Result<(), BenchmarkError> {
		let (who, record) = candidate::<T>("candidate")?;
		let bond = record.bond + unit::<T>();
		store::<T>(&who, record);
		sound::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), unit::<T>());
		assert!(Candidates::<T>::get(who).is_some_and(|record| record.bond == bond));
		sound::<T>();
		Ok(())
	}

	/// Into the last place of the queue.
	#[benchmark]
	fn bond_less() -> Result<(), BenchmarkError> {
		let (who, record) = candidate::<T>("candidate")?;
		store::<T>(&who, record);
		sound::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), unit::<T>());
		assert!(Candidates::<T>::get(who).is_some_and(|record| record.unbonding.is_full()));
		sound::<T>();
		Ok(())
	}

	#[benchmark]
	fn set_commission() -> Result<(), BenchmarkError> {
		let (who, record) = candidate::<T>("candidate")?;
		store::<T>(&who, record);
		let terms = T::Terms::get();
		let commission = terms.commission_step.min(terms.max_commission);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), commission);
		assert!(Candidates::<T>::get(who).is_some_and(|record| record.commission == commission));
		Ok(())
	}

	#[benchmark]
	fn chill() -> Result<(), BenchmarkError> {
		let (who, record) = candidate::<T>("candidate")?;
		store::<T>(&who, record);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert!(Candidates::<T>::get(who).is_some_and(|record| record.status == Status::Chilled));
		sound::<T>();
		Ok(())
	}

	#[benchmark]
	fn resume() -> Result<(), BenchmarkError> {
		let (who, mut record) = candidate::<T>("candidate")?;
		record.status = Status::Chilled;
		store::<T>(&who, record);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert!(Candidates::<T>::get(who).is_some_and(|record| record.status == Status::Active));
		sound::<T>();
		Ok(())
	}

	/// A candidate without a bond, where none is asked for: nothing of it waits, so that the record
	/// goes.
	#[benchmark]
	fn leave() -> Result<(), BenchmarkError> {
		let (who, mut record) = remains::<T>("candidate")?;
		record.status = Status::Active;
		store::<T>(&who, record);
		sound::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert!(!Candidates::<T>::contains_key(who));
		sound::<T>();
		Ok(())
	}

	#[benchmark]
	fn unjail() -> Result<(), BenchmarkError> {
		let (who, mut record) = candidate::<T>("candidate")?;
		record.jailed_until = Some(now::<T>());
		store::<T>(&who, record);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert!(Candidates::<T>::get(who).is_some_and(|record| record.jailed_until.is_none()));
		sound::<T>();
		Ok(())
	}

	/// More of a delegation, all of whose spans are to be settled, and part of which pays for a former
	/// candidate for the last time.
	#[benchmark]
	fn delegate() -> Result<(), BenchmarkError> {
		let (candidate, mut record) = candidate::<T>("candidate")?;
		let delegator = funded::<T>("delegator")?;
		delegate_long::<T>(&delegator, &candidate, &mut record, "former")?;
		store::<T>(&candidate, record);
		sound::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(delegator.clone()), candidate.clone(), unit::<T>());
		let delegation = Delegations::<T>::get(delegator, candidate).ok_or("delegated")?;
		assert!(delegation.moved.is_none());
		assert_eq!(delegation.spans.len(), 2);
		sound::<T>();
		Ok(())
	}

	/// The last delegation to a candidate that has left, with as many spans to be settled and a former
	/// candidate to pay for, into the last place of the queue. The candidate's record goes.
	#[benchmark]
	fn undelegate() -> Result<(), BenchmarkError> {
		let (candidate, mut record) = remains::<T>("candidate")?;
		let delegator = funded::<T>("delegator")?;
		let mut owner = DelegatorOf::<T>::default();
		for n in 1..T::MaxChunks::get() {
			wait::<T>(&mut owner, &account("candidate", n, SEED), now::<T>(), None)?;
		}
		Delegators::<T>::insert(&delegator, owner);
		let shares = stake::<T>();
		let mut delegation = unsettled::<T>(&candidate, shares, 0);
		make_liable::<T>(&mut delegation, "former", shares / 2, KEPT);
		enter::<T>(&delegator, &candidate, &mut record, delegation)?;
		store::<T>(&candidate, record);
		sound::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(delegator.clone()), candidate.clone(), None);
		assert!(Delegators::<T>::get(delegator).unbonding.is_full());
		assert!(!Candidates::<T>::contains_key(candidate));
		sound::<T>();
		Ok(())
	}

	/// The last delegation to a candidate that has left, and whose record goes, to one of the
	/// delegator's other candidates. Both delegations are to be settled and pay for a former candidate.
	#[benchmark]
	fn redelegate() -> Result<(), BenchmarkError> {
		let (from, mut left) = remains::<T>("left")?;
		let (to, mut record) = candidate::<T>("candidate")?;
		let delegator = funded::<T>("delegator")?;
		let shares = stake::<T>();
		let mut delegation = unsettled::<T>(&from, shares, 0);
		make_liable::<T>(&mut delegation, "former", shares / 2, KEPT);
		enter::<T>(&delegator, &from, &mut left, delegation)?;
		store::<T>(&from, left);
		delegate_long::<T>(&delegator, &to, &mut record, "another former")?;
		store::<T>(&to, record);
		sound::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(delegator.clone()), from.clone(), to.clone(), None);
		let delegation = Delegations::<T>::get(delegator, to).ok_or("delegated")?;
		assert!(delegation.moved.is_some_and(|(moved, _)| moved.from == from));
		assert!(!Candidates::<T>::contains_key(from));
		sound::<T>();
		Ok(())
	}

	/// `c` chunks of what was delegated, each from another candidate and with another former one to pay
	/// for, and a full queue of the bond, which was the last thing that kept the record.
	#[benchmark]
	fn withdraw(c: Linear<1, { T::MaxChunks::get() }>) -> Result<(), BenchmarkError> {
		let (who, mut record) = remains::<T>("delegator")?;
		let ripe = ripe::<T>();
		let (mut owner, mut other) = (DelegatorOf::<T>::default(), DelegatorOf::<T>::default());
		for n in 0..c {
			let candidate = account("candidate", n, SEED);
			let moved = former_candidate::<T>("former", n, KEPT);
			wait::<T>(&mut owner, &candidate, ripe, Some(moved))?;
			wait::<T>(&mut other, &candidate, ripe, None)?;
		}
		Delegators::<T>::insert(&who, owner);
		Delegators::<T>::insert(account::<T::AccountId>("another delegator", 0, SEED), other);
		let eras = ripe + 1 - T::MaxChunks::get()..=ripe;
		let amount = unit::<T>();
		let chunks: Vec<_> = eras.map(|era| BondChunk { era, amount }).collect();
		let bond = amount * chunks.len() as Balance;
		CurrencyOf::<T>::hold(&HoldReason::Bond.into(), &who, bond)?;
		record.unbonding = BoundedVec::truncate_from(chunks);
		store::<T>(&who, record);
		sound::<T>();
		#[extrinsic_call]
		_(caller::<T>(), who.clone());
		assert!(!Delegators::<T>::contains_key(&who));
		assert!(!Candidates::<T>::contains_key(who));
		sound::<T>();
		Ok(())
	}

	/// More than comes together: a reward for delegators, whose shares changed in the era, and a
	/// candidate's record that goes, which it does where the last era has brought nothing.
	#[benchmark]
	fn payout() -> Result<(), BenchmarkError> {
		let (validator, mut record) = remains::<T>("validator")?;
		let era = oldest::<T>();
		record.unpaid = BoundedVec::truncate_from(vec![era]);
		store::<T>(&validator, record);
		let (delegated, shares) = (worth(stake::<T>()), stake::<T>());
		let seat = Seat { delegated, shares, authored: 100, points: 100, ..Default::default() };
		Seats::<T>::insert(era, &validator, seat);
		let pot = unit::<T>();
		hold::<T>(HoldReason::Rewards, pot)?;
		// Another validator's points are among them.
		Eras::<T>::insert(era, Era { pot, points: 300 });
		Checkpoints::<T>::insert(&validator, era, Checkpoint { users: 1, index: None });
		#[extrinsic_call]
		_(caller::<T>(), era, validator.clone());
		assert!(Checkpoints::<T>::get(&validator, era).is_some_and(|value| value.index.is_some()));
		assert!(!Candidates::<T>::contains_key(validator));
		Ok(())
	}

	/// The last era that kept a record.
	#[benchmark]
	fn expire_payout() -> Result<(), BenchmarkError> {
		let (validator, mut record) = remains::<T>("validator")?;
		record.unpaid = BoundedVec::truncate_from(vec![oldest::<T>() - 1]);
		store::<T>(&validator, record);
		sound::<T>();
		#[extrinsic_call]
		_(caller::<T>(), validator.clone());
		assert!(!Candidates::<T>::contains_key(validator));
		sound::<T>();
		Ok(())
	}

	/// What a delegation has earned that is over, in as many spans as there can be. It was the last to
	/// a candidate that has left: both records go. The delegator's account comes to life.
	#[benchmark]
	fn claim() -> Result<(), BenchmarkError> {
		let (candidate, mut record) = remains::<T>("candidate")?;
		let earned = unit::<T>() * 1_000;
		record.rewards.delegated += earned;
		record.rewards.index = INDEX;
		hold::<T>(HoldReason::Rewards, earned)?;
		let delegator: T::AccountId = account("delegator", 0, SEED);
		let delegation = unsettled::<T>(&candidate, 0, RISE);
		enter::<T>(&delegator, &candidate, &mut record, delegation)?;
		store::<T>(&candidate, record);
		sound::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(delegator.clone()), candidate.clone());
		assert!(!Delegators::<T>::contains_key(&delegator));
		assert!(!Candidates::<T>::contains_key(candidate));
		assert!(!CurrencyOf::<T>::balance(&delegator).is_zero());
		sound::<T>();
		Ok(())
	}

	/// All spans are to be settled, and a part of the delegation pays for a former candidate.
	#[benchmark]
	fn compound() -> Result<(), BenchmarkError> {
		let (candidate, mut record) = candidate::<T>("candidate")?;
		let delegator: T::AccountId = account("delegator", 0, SEED);
		delegate_long::<T>(&delegator, &candidate, &mut record, "former")?;
		store::<T>(&candidate, record);
		sound::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(delegator.clone()), candidate.clone());
		let delegation = Delegations::<T>::get(delegator, candidate).ok_or("delegated")?;
		assert!(delegation.owed == 0 && delegation.moved.is_none());
		sound::<T>();
		Ok(())
	}

	/// All of a delegation has come from a candidate that lost everything, and it was the last to one
	/// that has left: the records go.
	#[benchmark]
	fn settle_moved() -> Result<(), BenchmarkError> {
		let (candidate, mut record) = remains::<T>("candidate")?;
		let delegator: T::AccountId = account("delegator", 0, SEED);
		let shares = stake::<T>();
		let mut delegation = unsettled::<T>(&candidate, shares, 0);
		make_liable::<T>(&mut delegation, "former", shares, 0);
		enter::<T>(&delegator, &candidate, &mut record, delegation)?;
		store::<T>(&candidate, record);
		sound::<T>();
		#[extrinsic_call]
		_(caller::<T>(), delegator.clone(), candidate.clone());
		assert!(!Delegators::<T>::contains_key(delegator));
		assert!(!Candidates::<T>::contains_key(candidate));
		sound::<T>();
		Ok(())
	}

	#[benchmark]
	fn set_validator_count() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let count = T::MaxValidators::get();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, count);
		assert_eq!(ValidatorCount::<T>::get(), count);
		Ok(())
	}

	#[benchmark]
	fn set_election_mode() -> Result<(), BenchmarkError> {
		let origin =
			T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ElectionMode::Draw);
		assert_eq!(Mode::<T>::get(), ElectionMode::Draw);
		Ok(())
	}

	/// An offence `e` eras long, the current one included, each with an exit. The validator has the
	/// longest record, a place in the ranking, and seats in the offence's era and the current one, and is
	/// in the largest set that there can be. More than comes together: another candidate's record goes
	/// beside it, with its keys, as that of one who is in no set can when it is slashed.
	#[benchmark]
	fn punish(e: Linear<1, { T::BondingDuration::get() }>) -> Result<(), BenchmarkError> {
		let (gone, left_over) = remains::<T>("gone")?;
		Candidates::<T>::insert(&gone, left_over);
		let (validator, record) = candidate::<T>("validator")?;
		let now = now::<T>();
		let era = now + 1 - e;
		let mut owner = DelegatorOf::<T>::default();
		for left in era..=now {
			wait::<T>(&mut owner, &validator, left, None)?;
		}
		Delegators::<T>::insert(account::<T::AccountId>("delegator", 0, SEED), owner);
		for era in [era, now] {
			let seat = Seat { bond: record.bond, points: 100, ..Default::default() };
			Seats::<T>::insert(era, &validator, seat);
			Eras::<T>::insert(era, Era { pot: 0, points: 300 });
		}
		store::<T>(&validator, record);
		crowd::<T>(Some(&validator))?;
		let reporters = [account("reporter", 0, SEED)];
		#[block]
		{
			super::punish::<T>(&validator, era, &reporters);
			let _ = Pallet::<T>::with_candidate(&gone, |_| Ok(()));
		}
		assert!(Punishments::<T>::contains_key(era, (&validator, KIND)));
		assert!(Seats::<T>::get(now, &validator).is_some_and(|seat| seat.forfeited));
		assert!(!Candidates::<T>::contains_key(gone));
		Ok(())
	}

	/// Evidence, not a weight: an era of a validator with 10 delegators.
	#[benchmark(extra)]
	fn payout_of_10() -> Result<(), BenchmarkError> {
		let (validator, _) = pooled::<T>(10)?;
		#[extrinsic_call]
		payout(caller::<T>(), now::<T>() - 2, validator);
		sound::<T>();
		Ok(())
	}

	/// Evidence, not a weight: an era of a validator with 1 000 delegators.
	#[benchmark(extra)]
	fn payout_of_1_000() -> Result<(), BenchmarkError> {
		let (validator, _) = pooled::<T>(1_000)?;
		#[extrinsic_call]
		payout(caller::<T>(), now::<T>() - 2, validator);
		sound::<T>();
		Ok(())
	}

	/// Evidence, not a weight: an era of a validator with 100 000 delegators.
	#[benchmark(extra)]
	fn payout_of_100_000() -> Result<(), BenchmarkError> {
		let (validator, _) = pooled::<T>(MANY)?;
		#[extrinsic_call]
		payout(caller::<T>(), now::<T>() - 2, validator);
		sound::<T>();
		Ok(())
	}

	/// Evidence, not a weight: one of 10 delegators takes what it has earned.
	#[benchmark(extra)]
	fn claim_of_10() -> Result<(), BenchmarkError> {
		let (validator, delegator) = paid::<T>(10)?;
		#[extrinsic_call]
		claim(RawOrigin::Signed(delegator), validator);
		sound::<T>();
		Ok(())
	}

	/// Evidence, not a weight: one of 1 000 delegators takes what it has earned.
	#[benchmark(extra)]
	fn claim_of_1_000() -> Result<(), BenchmarkError> {
		let (validator, delegator) = paid::<T>(1_000)?;
		#[extrinsic_call]
		claim(RawOrigin::Signed(delegator), validator);
		sound::<T>();
		Ok(())
	}

	/// Evidence, not a weight: one of 100 000 delegators takes what it has earned.
	#[benchmark(extra)]
	fn claim_of_100_000() -> Result<(), BenchmarkError> {
		let (validator, delegator) = paid::<T>(MANY)?;
		#[extrinsic_call]
		claim(RawOrigin::Signed(delegator), validator);
		sound::<T>();
		Ok(())
	}

	/// Evidence, not a weight: one of 10 delegators delegates what it has earned.
	#[benchmark(extra)]
	fn compound_of_10() -> Result<(), BenchmarkError> {
		let (validator, delegator) = paid::<T>(10)?;
		#[extrinsic_call]
		compound(RawOrigin::Signed(delegator), validator);
		sound::<T>();
		Ok(())
	}

	/// Evidence, not a weight: one of 1 000 delegators delegates what it has earned.
	#[benchmark(extra)]
	fn compound_of_1_000() -> Result<(), BenchmarkError> {
		let (validator, delegator) = paid::<T>(1_000)?;
		#[extrinsic_call]
		compound(RawOrigin::Signed(delegator), validator);
		sound::<T>();
		Ok(())
	}

	/// Evidence, not a weight: one of 100 000 delegators delegates what it has earned.
	#[benchmark(extra)]
	fn compound_of_100_000() -> Result<(), BenchmarkError> {
		let (validator, delegator) = paid::<T>(MANY)?;
		#[extrinsic_call]
		compound(RawOrigin::Signed(delegator), validator);
		sound::<T>();
		Ok(())
	}

	/// Evidence, not a weight: a validator with 10 delegators has signed twice.
	#[benchmark(extra)]
	fn slash_of_10() -> Result<(), BenchmarkError> {
		let (validator, _) = pooled::<T>(10)?;
		let reporters = [account("reporter", 0, SEED)];
		#[block]
		{
			super::punish::<T>(&validator, now::<T>(), &reporters);
		}
		sound::<T>();
		Ok(())
	}

	/// Evidence, not a weight: a validator with 1 000 delegators has signed twice.
	#[benchmark(extra)]
	fn slash_of_1_000() -> Result<(), BenchmarkError> {
		let (validator, _) = pooled::<T>(1_000)?;
		let reporters = [account("reporter", 0, SEED)];
		#[block]
		{
			super::punish::<T>(&validator, now::<T>(), &reporters);
		}
		sound::<T>();
		Ok(())
	}

	/// Evidence, not a weight: a validator with 100 000 delegators has signed twice.
	#[benchmark(extra)]
	fn slash_of_100_000() -> Result<(), BenchmarkError> {
		let (validator, _) = pooled::<T>(MANY)?;
		let reporters = [account("reporter", 0, SEED)];
		#[block]
		{
			super::punish::<T>(&validator, now::<T>(), &reporters);
		}
		sound::<T>();
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
