use super::*;
use frame_support::assert_noop;
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn bond_more_works() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::bond_more(signed(4), 1));
		assert_eq!(events(), [Event::BondChanged { candidate: 4, bond: BOND + 1 }]);
		assert_eq!((candidate(4).bond, held(HoldReason::Bond, 4)), (BOND + 1, BOND + 1));
		assert_eq!(ranking(), [(4, BOND + 1), (1, BOND), (2, BOND), (3, BOND)]);
	});
}

#[test]
fn bond_more_counts_from_the_next_seat_on() {
	even().delegated(30, 1, BOND).build_and_execute(|| {
		fund(900);
		assert_ok!(Dpos::bond_more(signed(1), 8 * BOND));
		assert_eq!(seat(0, 1).bond, BOND);
		run_to_era(2);
		assert_eq!(seat(1, 1).bond, 9 * BOND);
		pay(0, 1);
		// 10 % of 300, and half of the rest.
		assert_eq!(claimed(1, 1), 165);
	});
}

#[test]
fn bond_more_fails_when_it_is_nothing() {
	even().build_and_execute(|| {
		assert_noop!(Dpos::bond_more(signed(1), 0), Error::<Test>::AmountTooSmall);
	});
}

#[test]
fn bond_more_fails_when_the_account_is_no_candidate() {
	even().build_and_execute(|| {
		assert_noop!(Dpos::bond_more(signed(5), 1), Error::<Test>::CandidateNotFound);
	});
}

#[test]
fn bond_more_fails_when_the_candidate_is_leaving() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::leave(signed(4)));
		assert_noop!(Dpos::bond_more(signed(4), 1), Error::<Test>::CandidateLeaving);
	});
}

#[test]
fn bond_more_fails_when_the_balance_is_too_small() {
	even().build_and_execute(|| {
		let all = Dpos::bond_more(signed(1), WEALTH - BOND);
		assert_noop!(all, Error::<Test>::InsufficientBalance);
		assert_ok!(Dpos::bond_more(signed(1), WEALTH - BOND - EXISTENTIAL));
	});
}

#[test]
fn bond_more_fails_when_nobody_has_signed() {
	even().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::bond_more(origin, 1), BadOrigin);
		}
	});
}

#[test]
fn bond_less_works() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::bond_less(signed(1), 500));
		assert_eq!(events(), [Event::BondChanged { candidate: 1, bond: 500 }]);
		assert_eq!(candidate(1).bond, 500);
		// Elected for the next era already, it may be at stake there.
		assert_eq!(candidate(1).unbonding.to_vec(), [BondChunk { era: 1, amount: 500 }]);
		assert_eq!((held(HoldReason::Bond, 1), free(1)), (BOND, WEALTH - BOND));
		assert_eq!(ranking().last(), Some(&(1, 500)));

		run_to_era(WAIT);
		let early = Dpos::withdraw(signed(1), 1);
		assert_noop!(early, Error::<Test>::NothingToWithdraw);
		run_to_era(WAIT + 1);
		events();
		assert_ok!(Dpos::withdraw(signed(1), 1));
		assert_eq!(events(), [Event::Withdrawn { who: 1, amount: 500 }]);
		assert_eq!((held(HoldReason::Bond, 1), free(1)), (500, WEALTH - 500));
	});
}

#[test]
fn bond_less_waits_in_one_part_per_era() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::bond_less(signed(1), 100));
		assert_ok!(Dpos::bond_less(signed(1), 20));
		run_to_era(1);
		assert_ok!(Dpos::bond_less(signed(1), 3));
		let parts = [BondChunk { era: 1, amount: 120 }, BondChunk { era: 2, amount: 3 }];
		assert_eq!(candidate(1).unbonding.to_vec(), parts);
		run_to_era(4);
		assert_eq!(withdrawn(1), 120);
		run_to_era(5);
		assert_eq!(withdrawn(1), 3);
	});
}

#[test]
fn bond_less_fails_when_it_is_nothing() {
	even().build_and_execute(|| {
		assert_noop!(Dpos::bond_less(signed(1), 0), Error::<Test>::AmountTooSmall);
	});
}

#[test]
fn bond_less_fails_when_the_account_is_no_candidate() {
	even().build_and_execute(|| {
		assert_noop!(Dpos::bond_less(signed(5), 1), Error::<Test>::CandidateNotFound);
	});
}

#[test]
fn bond_less_fails_when_the_candidate_is_leaving() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::leave(signed(4)));
		assert_noop!(Dpos::bond_less(signed(4), 1), Error::<Test>::CandidateLeaving);
	});
}

#[test]
fn bond_less_fails_when_there_is_less() {
	even().build_and_execute(|| {
		assert_noop!(Dpos::bond_less(signed(1), BOND + 1), Error::<Test>::NotEnoughStake);
	});
}

#[test]
fn bond_less_fails_when_too_little_would_stay() {
	even().build_and_execute(|| {
		assert_noop!(Dpos::bond_less(signed(1), 501), Error::<Test>::BondTooLow);
		assert_noop!(Dpos::bond_less(signed(1), BOND), Error::<Test>::BondTooLow);
	});
}

#[test]
fn bond_less_fails_when_too_many_parts_wait() {
	even().build_and_execute(|| {
		for era in 0..5 {
			run_to_era(era);
			assert_ok!(Dpos::bond_less(signed(1), 1));
		}
		assert_eq!(candidate(1).unbonding.len(), 5);
		// To the part of this era.
		assert_ok!(Dpos::bond_less(signed(1), 1));
		run_to_era(5);
		assert_noop!(Dpos::bond_less(signed(1), 1), Error::<Test>::TooManyChunks);
		assert_noop!(Dpos::leave(signed(1)), Error::<Test>::TooManyChunks);
		assert_ok!(Dpos::withdraw(signed(1), 1));
		assert_ok!(Dpos::bond_less(signed(1), 1));
	});
}

#[test]
fn bond_less_fails_when_eras_run_out() {
	even().build_and_execute(|| {
		ActiveEra::<Test>::put(EraIndex::MAX);
		assert_noop!(Dpos::bond_less(signed(1), 1), Error::<Test>::Overflow);
		assert_noop!(Dpos::leave(signed(1)), Error::<Test>::Overflow);
		ActiveEra::<Test>::put(0);
	});
}

#[test]
fn bond_less_fails_when_nobody_has_signed() {
	even().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::bond_less(origin, 1), BadOrigin);
		}
	});
}

#[test]
fn bond_that_waits_counts_as_long_as_it_is_at_stake() {
	even().build_and_execute(|| {
		run_to_session(1);
		assert_ok!(Dpos::bond_less(signed(1), 500));
		run_to_era(2);
		assert_eq!((seat(0, 1).bond, seat(1, 1).bond), (BOND, BOND));
		// Three others have more.
		assert_eq!(Session::validators(), [2, 3, 4]);
		assert_ok!(Dpos::set_validator_count(RuntimeOrigin::root(), 4));
		run_to_era(3);
		assert_eq!(seat(3, 1).bond, 500);
	});
}
