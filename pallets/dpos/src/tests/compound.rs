use super::*;
use frame_support::assert_noop;
use sp_runtime::DispatchError::BadOrigin;

/// Era 0 has brought candidate 1 165, and its delegator 135.
fn paid(test: impl FnOnce()) {
	even().delegated(30, 1, BOND).build_and_execute(|| {
		fund(900);
		run_to_era(2);
		pay(0, 1);
		events();
		test();
	});
}

#[test]
fn compound_adds_to_a_delegation() {
	paid(|| {
		assert_ok!(Dpos::compound(signed(30), 1));
		assert_eq!(events(), [Event::Compounded { who: 30, candidate: 1, amount: 135 }]);
		assert_eq!((worth(30, 1), free(30)), (BOND + 135, WEALTH - BOND));
		assert_eq!(held(HoldReason::Stake, pot()), BOND + 135);
		assert_eq!(held(HoldReason::Rewards, pot()), 765);
		assert_eq!(ranking()[0], (1, 2 * BOND + 135));
		assert_noop!(Dpos::claim(signed(30), 1), Error::<Test>::NothingToClaim);
	});
}

#[test]
fn compound_adds_to_a_bond() {
	paid(|| {
		assert_ok!(Dpos::compound(signed(1), 1));
		let bond = BOND + 165;
		assert_eq!(
			events(),
			[
				Event::BondChanged { candidate: 1, bond },
				Event::Compounded { who: 1, candidate: 1, amount: 165 }
			]
		);
		assert_eq!((candidate(1).bond, held(HoldReason::Bond, 1)), (bond, bond));
		assert_eq!(free(1), WEALTH - BOND);
	});
}

#[test]
fn compounded_stake_earns_from_the_next_era_on() {
	paid(|| {
		assert_ok!(Dpos::compound(signed(30), 1));
		assert_eq!(seat(2, 1).shares, BOND);
		fund(1_000);
		run_to_era(3);
		assert_eq!(seat(3, 1).shares, BOND + 135);
		run_to_era(4);
		pay(1, 1);
		pay(2, 1);
		// Of 400, as if nothing had been added.
		assert_eq!(claimed(30, 1), 180);
	});
}

#[test]
fn compound_fails_when_there_is_nothing() {
	paid(|| {
		assert_ok!(Dpos::compound(signed(30), 1));
		assert_noop!(Dpos::compound(signed(30), 1), Error::<Test>::NothingToClaim);
		assert_noop!(Dpos::compound(signed(2), 2), Error::<Test>::NothingToClaim);
	});
}

#[test]
fn compound_fails_when_a_delegation_that_has_ended_brings_nothing() {
	even().delegated(30, 1, BOND).build_and_execute(|| {
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
		run_to_era(2);
		pay(0, 1);
		assert_noop!(Dpos::compound(signed(30), 1), Error::<Test>::NothingToClaim);
		// A claim clears it away.
		assert_ok!(Dpos::claim(signed(30), 1));
		assert!(delegation(30, 1).is_none());
	});
}

#[test]
fn compound_fails_when_too_little_would_be_delegated() {
	even().delegated(30, 1, BOND).build_and_execute(|| {
		fund(60);
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
		run_to_era(2);
		pay(0, 1);
		assert_noop!(Dpos::compound(signed(30), 1), Error::<Test>::DelegationTooLow);
		assert_eq!(claimed(30, 1), 9);
	});
}

#[test]
fn compound_can_start_a_delegation_again() {
	even().delegated(30, 1, BOND).build_and_execute(|| {
		fund(900);
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
		run_to_era(2);
		pay(0, 1);
		assert_ok!(Dpos::compound(signed(30), 1));
		assert_eq!((worth(30, 1), candidate(1).delegations), (135, 1));
	});
}

#[test]
fn compound_fails_when_the_candidate_is_leaving() {
	paid(|| {
		assert_ok!(Dpos::leave(signed(1)));
		assert_noop!(Dpos::compound(signed(1), 1), Error::<Test>::CandidateLeaving);
		assert_noop!(Dpos::compound(signed(30), 1), Error::<Test>::CandidateLeaving);
		assert_eq!((claimed(1, 1), claimed(30, 1)), (165, 135));
	});
}

#[test]
fn compound_fails_when_the_candidate_is_jailed() {
	paid(|| {
		assert_ok!(equivocate(1));
		assert_noop!(Dpos::compound(signed(30), 1), Error::<Test>::CandidateJailed);
		// Its own bond it can restore.
		assert_ok!(Dpos::compound(signed(1), 1));
	});
}

#[test]
fn compound_fails_when_the_pool_is_worthless() {
	paid(|| {
		slash_pool(1, Perbill::one());
		run_to_era(3);
		assert_ok!(Dpos::unjail(signed(1)));
		assert_noop!(Dpos::compound(signed(30), 1), Error::<Test>::PoolWorthless);
		assert_eq!(claimed(30, 1), 135);
	});
}

#[test]
fn compound_fails_when_payouts_are_pending() {
	even().delegated(30, 1, BOND).build_and_execute(|| {
		fund(900);
		run_to_era(2);
		pay(0, 1);
		for era in 2..6 {
			run_to_era(era);
			assert_ok!(Dpos::delegate(signed(30), 1, 1));
		}
		run_to_era(6);
		assert_noop!(Dpos::compound(signed(30), 1), Error::<Test>::PayoutsPending);
		assert_eq!(claimed(30, 1), 135);
	});
}

#[test]
fn compound_fails_when_there_is_no_delegation() {
	paid(|| {
		assert_noop!(Dpos::compound(signed(31), 1), Error::<Test>::DelegationNotFound);
		assert_noop!(Dpos::compound(signed(30), 5), Error::<Test>::CandidateNotFound);
	});
}

#[test]
fn compound_fails_when_nobody_has_signed() {
	paid(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::compound(origin, 1), BadOrigin);
		}
	});
}
