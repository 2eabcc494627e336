use super::*;
use crate::math;
use frame_support::assert_noop;
use sp_runtime::DispatchError::BadOrigin;

fn delegated(test: impl FnOnce()) {
	even().delegated(30, 1, 1_000).build_and_execute(test);
}

fn moved(who: AccountId, candidate: AccountId) -> Option<(MovedOf<Test>, Shares)> {
	delegation(who, candidate).unwrap().moved
}

#[test]
fn redelegate_works() {
	delegated(|| {
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, Some(400)));
		assert_eq!(events(), [Event::Redelegated { delegator: 30, from: 1, to: 2, amount: 400 }]);
		assert_eq!((worth(30, 1), worth(30, 2)), (600, 400));
		assert_eq!(moved(30, 2), Some((Moved { from: 1, era: 0, kept: math::ONE }, 400)));
		assert_eq!(exit(1, 0), Some(Exit { moved: 1, ..Default::default() }));
		assert_eq!(held(HoldReason::Stake, pot()), 1_000);
		assert_eq!(ranking()[..2], [(1, BOND + 600), (2, BOND + 400)]);
		// Again in this era, to the same: one liability.
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, None));
		assert_eq!(moved(30, 2).unwrap().1, 1_000);
		assert_eq!(exit(1, 0).unwrap().moved, 1);
	});
}

#[test]
fn redelegate_earns_here_to_the_end_of_the_era_and_there_from_then_on() {
	delegated(|| {
		fund(900);
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, None));
		run_to_era(1);
		fund(1_000);
		run_to_era(3);
		for validator in [1, 2, 3] {
			pay(0, validator);
			pay(1, validator);
		}
		assert_eq!(claimed(30, 1), 135);
		assert_eq!(claimed(30, 2), 135);
		assert_eq!(delegation(30, 1), None);
	});
}

#[test]
fn redelegate_moves_what_can_move() {
	delegated(|| {
		assert_ok!(Dpos::delegate(signed(30), 2, 500));
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, Some(300)));
		// All: the 500 that came from nowhere.
		assert_ok!(Dpos::redelegate(signed(30), 2, 3, None));
		assert_eq!((worth(30, 1), worth(30, 2), worth(30, 3)), (700, 300, 500));
		let more = Dpos::redelegate(signed(30), 2, 3, None);
		assert_noop!(more, Error::<Test>::CoolingDown);
	});
}

#[test]
fn redelegate_fails_when_the_stake_has_just_moved() {
	delegated(|| {
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, None));
		for to in [1, 3] {
			let on = Dpos::redelegate(signed(30), 2, to, Some(100));
			assert_noop!(on, Error::<Test>::CoolingDown);
		}
		// More than has not moved.
		assert_ok!(Dpos::delegate(signed(30), 2, 100));
		let more = Dpos::redelegate(signed(30), 2, 3, Some(101));
		assert_noop!(more, Error::<Test>::CoolingDown);
		assert_ok!(Dpos::redelegate(signed(30), 2, 3, Some(100)));

		run_to_block(ERA * u64::from(WAIT) - 1);
		let early = Dpos::redelegate(signed(30), 2, 3, None);
		assert_noop!(early, Error::<Test>::CoolingDown);
		run_to_era(WAIT);
		assert_ok!(Dpos::redelegate(signed(30), 2, 1, None));
		assert_eq!(exit(1, 0), None);
	});
}

#[test]
fn redelegate_fails_when_other_stake_has_just_moved_there() {
	delegated(|| {
		assert_ok!(Dpos::delegate(signed(30), 3, 100));
		assert_ok!(Dpos::redelegate(signed(30), 3, 2, None));
		// From another candidate.
		let other = Dpos::redelegate(signed(30), 1, 2, Some(100));
		assert_noop!(other, Error::<Test>::CoolingDown);
		// In another era.
		run_to_era(1);
		assert_ok!(Dpos::delegate(signed(30), 3, 100));
		let later = Dpos::redelegate(signed(30), 3, 2, None);
		assert_noop!(later, Error::<Test>::CoolingDown);
	});
}

#[test]
fn redelegate_fails_when_it_goes_nowhere() {
	delegated(|| {
		let same = Dpos::redelegate(signed(30), 1, 1, None);
		assert_noop!(same, Error::<Test>::SelfRedelegation);
		let gone = Dpos::redelegate(signed(30), 1, 5, None);
		assert_noop!(gone, Error::<Test>::CandidateNotFound);
		let unknown = Dpos::redelegate(signed(30), 5, 1, None);
		assert_noop!(unknown, Error::<Test>::CandidateNotFound);
		let none = Dpos::redelegate(signed(30), 2, 1, None);
		assert_noop!(none, Error::<Test>::DelegationNotFound);
	});
}

#[test]
fn redelegate_fails_when_it_is_to_oneself() {
	even().delegated(2, 1, 1_000).build_and_execute(|| {
		let own = Dpos::redelegate(signed(2), 1, 2, None);
		assert_noop!(own, Error::<Test>::SelfDelegation);
	});
}

#[test]
fn redelegate_fails_when_the_amount_is_wrong() {
	delegated(|| {
		for (amount, error) in [
			(0, Error::<Test>::AmountTooSmall),
			(9, Error::<Test>::DelegationTooLow),
			(991, Error::<Test>::DelegationTooLow),
			(1_001, Error::<Test>::NotEnoughStake),
		] {
			assert_noop!(Dpos::redelegate(signed(30), 1, 2, Some(amount)), error);
		}
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, Some(990)));
	});
}

#[test]
fn redelegate_fails_when_all_is_lost() {
	delegated(|| {
		slash_pool(1, Perbill::one());
		let nothing = Dpos::redelegate(signed(30), 1, 2, None);
		assert_noop!(nothing, Error::<Test>::AmountTooSmall);
	});
}

#[test]
fn redelegate_fails_when_the_other_takes_none() {
	even().delegated(30, 1, 1_000).delegated(31, 2, 1_000).build_and_execute(|| {
		let to = |candidate| Dpos::redelegate(signed(30), 1, candidate, None);
		slash_pool(2, Perbill::one());
		assert_noop!(to(2), Error::<Test>::CandidateJailed);
		assert_ok!(Dpos::leave(signed(3)));
		assert_noop!(to(3), Error::<Test>::CandidateLeaving);
		run_to_era(1);
		assert_ok!(Dpos::unjail(signed(2)));
		assert_noop!(to(2), Error::<Test>::PoolWorthless);
	});
}

#[test]
fn redelegate_fails_when_there_are_too_many_delegations() {
	even().candidates((1..=5).map(|who| (who, BOND))).build_and_execute(|| {
		for candidate in 1..=4 {
			assert_ok!(Dpos::delegate(signed(30), candidate, 100));
		}
		let part = Dpos::redelegate(signed(30), 1, 5, Some(50));
		assert_noop!(part, Error::<Test>::TooManyDelegations);
		// What it leaves waits for the era's reward, and so takes up its place.
		run_to_era(1);
		let all = Dpos::redelegate(signed(30), 1, 5, None);
		assert_noop!(all, Error::<Test>::TooManyDelegations);
		// Candidate 4 has no seat.
		assert_ok!(Dpos::redelegate(signed(30), 4, 5, None));
	});
}

#[test]
fn redelegate_fails_when_nobody_has_signed() {
	delegated(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::redelegate(origin, 1, 2, None), BadOrigin);
		}
	});
}
