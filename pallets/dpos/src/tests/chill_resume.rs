use super::*;
use frame_support::assert_noop;
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn chill_works() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::chill(signed(1)));
		assert_eq!(events(), [Event::Chilled { candidate: 1 }]);
		assert_eq!(ranking(), [(2, BOND), (3, BOND), (4, BOND)]);
		// It finishes what it was elected for.
		run_to_session(1);
		assert_eq!(Session::validators(), [1, 2, 3]);
		run_to_era(1);
		assert_eq!(Session::validators(), [2, 3, 4]);
		assert_eq!(seat(0, 1).authored, 3);
	});
}

#[test]
fn chill_after_the_election_counts_an_era_later() {
	even().build_and_execute(|| {
		run_to_session(1);
		assert_ok!(Dpos::chill(signed(1)));
		run_to_era(1);
		assert_eq!(Session::validators(), [1, 2, 3]);
		run_to_session(3);
		assert_eq!(Session::validators(), [1, 2, 3]);
		run_to_era(2);
		assert_eq!(Session::validators(), [2, 3, 4]);
	});
}

#[test]
fn chilled_candidate_takes_delegations() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::chill(signed(1)));
		assert_ok!(Dpos::delegate(signed(30), 1, 100));
		assert_ok!(Dpos::bond_more(signed(1), 100));
		assert_eq!(ranking(), [(2, BOND), (3, BOND), (4, BOND)]);
		assert_ok!(Dpos::resume(signed(1)));
		assert_eq!(ranking()[0], (1, BOND + 200));
	});
}

#[test]
fn chill_fails_when_chilled() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::chill(signed(1)));
		assert_noop!(Dpos::chill(signed(1)), Error::<Test>::AlreadyChilled);
	});
}

#[test]
fn chill_fails_when_the_candidate_is_leaving() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::leave(signed(1)));
		assert_noop!(Dpos::chill(signed(1)), Error::<Test>::CandidateLeaving);
	});
}

#[test]
fn chill_fails_when_the_account_is_no_candidate() {
	even().build_and_execute(|| {
		assert_noop!(Dpos::chill(signed(5)), Error::<Test>::CandidateNotFound);
	});
}

#[test]
fn chill_fails_when_nobody_has_signed() {
	even().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::chill(origin), BadOrigin);
		}
	});
}

#[test]
fn resume_works() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::chill(signed(1)));
		events();
		assert_ok!(Dpos::resume(signed(1)));
		assert_eq!(events(), [Event::Resumed { candidate: 1 }]);
		assert_eq!(candidate(1).status, Status::Active);
		run_to_era(1);
		assert_eq!(Session::validators(), [1, 2, 3]);
	});
}

#[test]
fn resume_fails_when_active() {
	even().build_and_execute(|| {
		assert_noop!(Dpos::resume(signed(1)), Error::<Test>::AlreadyActive);
	});
}

#[test]
fn resume_fails_when_the_candidate_is_leaving() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::leave(signed(1)));
		assert_noop!(Dpos::resume(signed(1)), Error::<Test>::CandidateLeaving);
	});
}

#[test]
fn resume_fails_when_in_jail() {
	even().build_and_execute(|| {
		assert_ok!(equivocate(1));
		assert_ok!(Dpos::chill(signed(1)));
		assert_noop!(Dpos::resume(signed(1)), Error::<Test>::CandidateJailed);
		// The way out of jail is the way back to elections, too.
		run_to_era(5);
		assert_noop!(Dpos::resume(signed(1)), Error::<Test>::CandidateJailed);
		assert_ok!(Dpos::unjail(signed(1)));
		assert_noop!(Dpos::resume(signed(1)), Error::<Test>::AlreadyActive);
	});
}

#[test]
fn resume_fails_when_the_bond_is_too_low() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::chill(signed(1)));
		Conditions::mutate(|terms| terms.min_bond = BOND + 1);
		assert_noop!(Dpos::resume(signed(1)), Error::<Test>::BondTooLow);
		assert_ok!(Dpos::bond_more(signed(1), 1));
		assert_ok!(Dpos::resume(signed(1)));
	});
}

#[test]
fn resume_fails_when_the_account_is_no_candidate() {
	even().build_and_execute(|| {
		assert_noop!(Dpos::resume(signed(5)), Error::<Test>::CandidateNotFound);
	});
}

#[test]
fn resume_fails_when_nobody_has_signed() {
	even().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::resume(origin), BadOrigin);
		}
	});
}
