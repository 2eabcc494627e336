//! Each invariant, broken on purpose, is caught by its check.

use super::*;
use crate::math;
use frame_support::{
	assert_err,
	traits::{
		fungible::{Mutate, MutateHold},
		tokens::Precision,
	},
};

/// Breaks a healthy state, and expects `complaint`. In it are: three validators in era 3, of whom 1 and 2
/// are paid for era 0; delegators of 1, of whom 30 has shares that count from eras to come, stake that
/// waits, some of it moved, and stake that has moved; 4, which has no seat, and whose bond waits in
/// part; and a pot.
fn caught(complaint: &'static str, breakage: impl FnOnce()) {
	even().delegated(30, 1, 1_000).delegated(31, 1, 500).build_and_execute(|| {
		fund(900);
		run_to_era(2);
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, Some(300)));
		assert_ok!(Dpos::undelegate(signed(30), 2, Some(50)));
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(100)));
		assert_ok!(Dpos::bond_less(signed(4), 100));
		run_to_era(3);
		pay(0, 1);
		pay(0, 2);
		assert_ok!(Dpos::delegate(signed(31), 1, 10));
		Dpos::do_try_state().unwrap();
		frame_support::storage::with_transaction(|| {
			breakage();
			assert_err!(Dpos::do_try_state(), complaint);
			sp_runtime::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(()))
		})
		.unwrap();
	});
}

fn record(who: AccountId, change: impl FnOnce(&mut CandidateOf<Test>)) {
	Candidates::<Test>::mutate(who, |record| change(record.as_mut().unwrap()));
}

fn share(who: AccountId, candidate: AccountId, change: impl FnOnce(&mut DelegationOf<Test>)) {
	Delegations::<Test>::mutate(who, candidate, |one| change(one.as_mut().unwrap()));
}

fn owner(who: AccountId, change: impl FnOnce(&mut DelegatorOf<Test>)) {
	Delegators::<Test>::mutate(who, change);
}

fn left(candidate: AccountId, era: EraIndex, change: impl FnOnce(&mut Exit)) {
	Exits::<Test>::mutate(candidate, era, |exit| change(exit.as_mut().unwrap()));
}

/// Holds one planck more in the pallet's account.
fn hold_more(reason: HoldReason) {
	assert_ok!(Balances::mint_into(&pot(), 1));
	assert_ok!(Balances::hold(&reason.into(), &pot(), 1));
}

#[test]
fn bonds() {
	let complaint = "a bond is not what is on hold";
	caught(complaint, || record(1, |record| record.bond += 1));
	caught(complaint, || record(4, |record| record.unbonding[0].amount -= 1));
	caught(complaint, || {
		assert_ok!(Balances::release(&HoldReason::Bond.into(), &3, 1, Precision::Exact));
	});
	caught("a bond of no candidate", || Candidates::<Test>::remove(1));
}

#[test]
fn stake() {
	let complaint = "pools and exits are not what is on hold";
	caught(complaint, || record(1, |record| record.pool.tokens -= 1));
	caught(complaint, || left(1, 2, |exit| exit.pool.tokens += 1));
	caught(complaint, || {
		Exits::<Test>::remove(1, 2);
	});
	caught(complaint, || hold_more(HoldReason::Stake));
}

#[test]
fn shares() {
	let pools = "a pool's shares are not its delegations'";
	caught(pools, || record(1, |record| record.pool.shares += 1));
	caught(pools, || share(31, 1, |one| one.spans.last_mut().unwrap().shares -= 1));
	caught(pools, || Delegations::<Test>::remove(31, 1));
	caught("a delegation without a candidate", || {
		Delegations::<Test>::insert(31, 9, delegation(31, 1).unwrap())
	});
	let exits = "an exit's shares are not its chunks'";
	caught(exits, || left(1, 2, |exit| exit.pool.shares += 1));
	caught(exits, || owner(30, |owner| owner.unbonding[0].shares -= 1));
	caught("a chunk without an exit", || {
		owner(30, |owner| {
			let other = Chunk { era: 1, ..owner.unbonding[0].clone() };
			owner.unbonding.try_push(other).unwrap();
		})
	});
}

#[test]
fn ranks() {
	let complaint = "the ranking does not list the electable candidates";
	caught(complaint, || {
		let last = Ranking::<Test>::iter_keys().last().unwrap();
		Ranking::<Test>::remove(last);
	});
	caught(complaint, || Ranking::<Test>::insert(Rank::new(7, 9), ()));
	caught(complaint, || record(1, |record| record.status = Status::Chilled));
	caught(complaint, || record(1, |record| record.jailed_until = Some(9)));
	caught(complaint, || {
		let first = Ranking::<Test>::iter_keys().next().unwrap();
		Ranking::<Test>::insert(Rank::new(first.stake() - 1, first.candidate), ());
		Ranking::<Test>::remove(first);
	});
}

#[test]
fn rewards() {
	let complaint = "pots and unclaimed rewards are not what is on hold";
	caught(complaint, || Eras::<Test>::mutate(0, |era| era.pot += 1));
	caught(complaint, || record(1, |record| record.rewards.own -= 1));
	caught(complaint, || record(1, |record| record.rewards.delegated += 1));
	caught(complaint, || hold_more(HoldReason::Rewards));
	let owed = "delegations are owed more than there is";
	caught(owed, || share(31, 1, |one| one.owed += 100));
	caught(owed, || record(1, |record| record.rewards.index += math::ONE));
	caught(owed, || record(1, |record| record.rewards.carry += 100));
	caught("an index falls", || record(1, |record| record.rewards.index = 0));
}

#[test]
fn seats() {
	let complaint = "a seat's shares are not its delegations'";
	let change = |era, change: fn(&mut Seat)| {
		Seats::<Test>::mutate(era, 1, |seat| change(seat.as_mut().unwrap()))
	};
	caught(complaint, || change(1, |seat| seat.shares += 1));
	caught(complaint, || change(3, |seat| seat.shares -= 1));
	caught(complaint, || {
		// Shares that would earn for an era that had begun when they came.
		share(31, 1, |one| {
			let last = one.spans.pop().unwrap();
			one.spans.last_mut().unwrap().shares = last.shares;
		});
		Checkpoints::<Test>::remove(1, 3);
	});
	caught("unpaid eras are out of order", || {
		record(1, |record| record.unpaid = vec![2, 1, 3].try_into().unwrap())
	});
}

#[test]
fn counts() {
	caught("a candidate's count is wrong", || record(1, |record| record.delegations += 1));
	caught("a delegator's count is wrong", || owner(31, |owner| owner.delegations += 1));
	caught("a delegation without a delegator", || Delegators::<Test>::remove(31));
	caught("a delegator is kept for nothing", || {
		Delegators::<Test>::insert(50, DelegatorOf::<Test>::default())
	});
	caught("a delegation is kept for nothing", || {
		Delegations::<Test>::insert(50, 1, Delegation::new())
	});
	caught("a candidate is kept for nothing", || {
		let gone = Candidate { status: Status::Leaving, ..Candidate::new(0, percent(0), 0) };
		Candidates::<Test>::insert(50, gone)
	});
	let checkpoints = "checkpoints are not those that are used";
	caught(checkpoints, || {
		Checkpoints::<Test>::mutate(1, 3, |point| point.as_mut().unwrap().users += 1)
	});
	caught(checkpoints, || Checkpoints::<Test>::insert(1, 0, Checkpoint::default()));
	caught("an exit's count is wrong", || left(1, 2, |exit| exit.moved -= 1));
	caught("an exit is kept for nothing", || Exits::<Test>::insert(3, 3, Exit::default()));
	caught("a liability without an exit", || {
		share(30, 2, |one| {
			let (moved, _) = one.moved.as_mut().unwrap();
			moved.era = 1;
		});
		left(1, 2, |exit| exit.moved -= 1);
	});
	caught("no shares are liable", || share(30, 2, |one| one.moved.as_mut().unwrap().1 = 0));
}

#[test]
fn points() {
	let complaint = "an era's points are not its seats'";
	caught(complaint, || Eras::<Test>::mutate(1, |era| era.points += 1));
	caught(complaint, || Seats::<Test>::mutate(1, 3, |seat| seat.as_mut().unwrap().points -= 1));
	// As if it had not been paid.
	caught(complaint, || Eras::<Test>::mutate(0, |era| era.points += 3));
}
