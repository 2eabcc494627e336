use super::*;
use frame_support::assert_noop;
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn leave_works() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::leave(signed(4)));
		assert_eq!(events(), [Event::CandidateLeft { candidate: 4 }]);
		assert_eq!((candidate(4).status, candidate(4).bond), (Status::Leaving, 0));
		assert_eq!(candidate(4).unbonding.to_vec(), [BondChunk { era: 1, amount: BOND }]);
		assert_eq!(ranking(), [(1, BOND), (2, BOND), (3, BOND)]);

		run_to_era(WAIT);
		assert_noop!(Dpos::withdraw(signed(4), 4), Error::<Test>::NothingToWithdraw);
		run_to_era(WAIT + 1);
		assert_ok!(Dpos::withdraw(signed(4), 4));
		assert!(!Candidates::<Test>::contains_key(4));
		assert_eq!((free(4), held(HoldReason::Bond, 4)), (WEALTH, 0));
		assert_ok!(Dpos::register(signed(4), BOND, percent(10)));
	});
}

#[test]
fn leave_takes_a_validator_out_of_the_next_session_planned() {
	even().build_and_execute(|| {
		fund(900);
		assert_ok!(Dpos::leave(signed(1)));
		run_to_session(1);
		assert_eq!(Session::validators(), [1, 2, 3]);
		run_to_era(1);
		assert_eq!(Session::validators(), [2, 3, 4]);
		// Elected when it left.
		assert_ok!(Dpos::leave(signed(2)));
		run_to_session(3);
		assert_eq!(Session::validators(), [2, 3, 4]);
		run_to_era(2);
		assert_eq!(Session::validators(), [3, 4]);
		// For what it did it is paid.
		pay(0, 1);
		assert_eq!(claimed(1, 1), 300);
	});
}

#[test]
fn leaving_validator_is_liable_for_the_era_it_was_elected_for() {
	even().build_and_execute(|| {
		run_to_session(1);
		assert_ok!(Dpos::leave(signed(1)));
		run_to_era(1);
		assert_eq!((candidate(1).bond, seat(1, 1).bond), (0, BOND));
		assert_ok!(equivocate(1));
		assert_eq!(candidate(1).unbonding.to_vec(), [BondChunk { era: 1, amount: 850 }]);
		assert_eq!(free(1), WEALTH - BOND);
		run_to_era(WAIT + 1);
		// Era 1 can no longer be slashed.
		assert_eq!(report::<GRANDPA>(2, 1, &[1], &[]), Err(OffenceError::DuplicateReport));
		assert_ok!(Dpos::withdraw(signed(1), 1));
		assert_eq!(free(1), WEALTH - 150);
	});
}

#[test]
fn leaving_candidate_keeps_its_delegators_until_they_go() {
	even().delegated(30, 1, 997).build_and_execute(|| {
		fund(1_000);
		assert_ok!(Dpos::leave(signed(1)));
		let more = Dpos::delegate(signed(30), 1, 100);
		assert_noop!(more, Error::<Test>::CandidateLeaving);
		run_to_era(4);
		assert_ok!(Dpos::withdraw(signed(1), 1));
		assert!(Candidates::<Test>::contains_key(1));
		pay(0, 1);
		assert_ok!(Dpos::claim(signed(1), 1));
		assert!(Candidates::<Test>::contains_key(1));
		// What its delegators' shares were too few to get goes on to the current pot.
		assert_eq!(era(4).pot, 0);
		let owed = candidate(1).rewards.delegated;
		let taken = claimed(30, 1);
		assert_eq!((owed, taken), (150, 149));
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
		assert!(!Candidates::<Test>::contains_key(1));
		assert_eq!(era(4).pot, 1);
		// It can come back while the stake that left it waits.
		assert_ok!(Dpos::register(signed(1), BOND, percent(10)));
		assert_ok!(Dpos::delegate(signed(31), 1, 100));
		run_to_era(7);
		assert_eq!(withdrawn(30), 997);
	});
}

#[test]
fn leave_keeps_the_record_as_long_as_an_era_is_unpaid() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::leave(signed(1)));
		run_to_era(4);
		assert_ok!(Dpos::withdraw(signed(1), 1));
		assert_eq!(candidate(1).unpaid.to_vec(), [0]);
		pay(0, 1);
		assert!(!Candidates::<Test>::contains_key(1));
		assert_ok!(Dpos::register(signed(1), BOND, percent(10)));
		assert_noop!(Dpos::payout(signed(1), 0, 1), Error::<Test>::AlreadyPaid);
	});
}

#[test]
fn leave_fails_when_leaving() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::leave(signed(1)));
		assert_noop!(Dpos::leave(signed(1)), Error::<Test>::CandidateLeaving);
	});
}

#[test]
fn leave_fails_when_in_jail() {
	even().build_and_execute(|| {
		assert_ok!(equivocate(1));
		assert_eq!(candidate(1).jailed_until, Some(5));
		run_to_block(5 * ERA - 1);
		assert_noop!(Dpos::leave(signed(1)), Error::<Test>::CandidateJailed);
		run_to_era(5);
		assert_ok!(Dpos::leave(signed(1)));
	});
}

#[test]
fn leave_works_when_the_bond_is_lost() {
	even().build_and_execute(|| {
		Costs::mutate(|costs| costs.double_sign.fixed = BOND);
		assert_ok!(equivocate(1));
		assert_eq!(candidate(1).bond, 0);
		run_to_era(5);
		assert_ok!(Dpos::leave(signed(1)));
		assert_ok!(Dpos::expire_payout(signed(WATCHER), 1));
		assert!(!Candidates::<Test>::contains_key(1));
	});
}

#[test]
fn leave_fails_when_the_account_is_no_candidate() {
	even().build_and_execute(|| {
		assert_noop!(Dpos::leave(signed(5)), Error::<Test>::CandidateNotFound);
	});
}

#[test]
fn leave_fails_when_nobody_has_signed() {
	even().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::leave(origin), BadOrigin);
		}
	});
}
