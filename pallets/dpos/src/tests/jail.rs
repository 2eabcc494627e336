use super::*;
use frame_support::assert_noop;
use sp_runtime::DispatchError::BadOrigin;

/// A validator that has signed twice in era 0, with a delegator; its time is over in era 5.
fn jailed(test: impl FnOnce()) {
	even().delegated(30, 1, BOND).build_and_execute(|| {
		fund(900);
		assert_ok!(equivocate(1));
		assert_eq!(candidate(1).jailed_until, Some(5));
		test();
	});
}

#[test]
fn unjail_works() {
	jailed(|| {
		run_to_era(5);
		events();
		assert_ok!(Dpos::unjail(signed(1)));
		assert_eq!(events(), [Event::Unjailed { candidate: 1 }]);
		assert_eq!((candidate(1).jailed_until, candidate(1).status), (None, Status::Active));
		assert_eq!(ranking()[0], (1, BOND - 150 + BOND - 50));
		run_to_era(6);
		assert_eq!(Session::validators(), [1, 2, 3]);
	});
}

#[test]
fn unjail_fails_when_the_time_is_not_over() {
	jailed(|| {
		run_to_block(5 * ERA - 1);
		assert_noop!(Dpos::unjail(signed(1)), Error::<Test>::StillJailed);
	});
}

#[test]
fn unjail_fails_when_not_in_jail() {
	even().build_and_execute(|| {
		assert_noop!(Dpos::unjail(signed(1)), Error::<Test>::NotJailed);
	});
}

#[test]
fn unjail_fails_when_the_candidate_is_leaving() {
	jailed(|| {
		run_to_era(5);
		assert_ok!(Dpos::leave(signed(1)));
		assert_noop!(Dpos::unjail(signed(1)), Error::<Test>::CandidateLeaving);
	});
}

#[test]
fn unjail_fails_when_the_bond_is_too_low() {
	jailed(|| {
		run_to_era(5);
		Conditions::mutate(|terms| terms.min_bond = 851);
		assert_noop!(Dpos::unjail(signed(1)), Error::<Test>::BondTooLow);
		assert_ok!(Dpos::bond_more(signed(1), 1));
		assert_ok!(Dpos::unjail(signed(1)));
	});
}

#[test]
fn unjail_fails_when_the_account_is_no_candidate() {
	even().build_and_execute(|| {
		assert_noop!(Dpos::unjail(signed(5)), Error::<Test>::CandidateNotFound);
	});
}

#[test]
fn unjail_fails_when_nobody_has_signed() {
	even().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::unjail(origin), BadOrigin);
		}
	});
}

#[test]
fn jail_time_is_the_longest_of_all() {
	jailed(|| {
		run_to_era(2);
		// Of another kind, in the same era: four eras from now on.
		assert_ok!(report::<GRANDPA>(0, 1, &[1], &[]));
		assert_eq!(candidate(1).jailed_until, Some(7));
		Costs::mutate(|costs| costs.double_sign.jail = 0);
		assert_ok!(report::<3>(0, 1, &[1], &[]));
		assert_eq!(candidate(1).jailed_until, Some(7));
	});
}

#[test]
fn delegators_can_go_from_a_jailed_candidate() {
	jailed(|| {
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(100)));
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, None));
		assert_eq!(worth(30, 2), 850);
		run_to_era(WAIT);
		assert_eq!(withdrawn(30), 100);
	});
}

#[test]
fn bond_can_be_changed_in_jail() {
	jailed(|| {
		assert_ok!(Dpos::bond_more(signed(1), 10));
		assert_ok!(Dpos::bond_less(signed(1), 10));
		assert_eq!(candidate(1).unbonding.to_vec(), [BondChunk { era: 1, amount: 10 }]);
		assert_eq!(ranking().iter().find(|(who, _)| *who == 1), None);
	});
}
