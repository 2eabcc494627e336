use super::*;
use frame_support::{assert_noop, traits::fungible::Mutate};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn candidates_with_the_most_stake_are_elected() {
	even().build_and_execute(|| {
		assert_eq!(Session::validators(), [1, 2, 3]);
		assert_ok!(Dpos::bond_more(signed(4), 2));
		assert_ok!(Dpos::delegate(signed(30), 3, 10));
		run_to_block(SESSION - 1);
		events();
		next_block();
		assert_eq!(events(), [Event::Elected { validators: 3 }]);
		assert_eq!(Elected::<Test>::get().to_vec(), [3, 4, 1]);
		run_to_era(1);
		assert_eq!(Session::validators(), [3, 4, 1]);
	});
}

#[test]
fn who_registers_after_the_election_waits_for_the_next() {
	even().build_and_execute(|| {
		run_to_session(1);
		assert_ok!(Dpos::register(signed(5), 2 * BOND, percent(10)));
		run_to_era(1);
		assert_eq!(Session::validators(), [1, 2, 3]);
		run_to_era(2);
		assert_eq!(Session::validators(), [5, 1, 2]);
	});
}

#[test]
fn candidates_without_keys_are_passed_over() {
	even().build_and_execute(|| {
		assert_ok!(Session::purge_keys(signed(1)));
		run_to_era(1);
		assert_eq!(Session::validators(), [2, 3, 4]);
		set_keys(1);
		run_to_era(2);
		assert_eq!(Session::validators(), [1, 2, 3]);
	});
}

#[test]
fn genesis_candidates_without_keys_are_passed_over() {
	even().candidates([(30, 9 * BOND), (31, 8 * BOND), (1, BOND)]).build_and_execute(|| {
		assert_eq!(Session::validators(), [1]);
	});
}

#[test]
fn set_is_never_empty_when_all_are_jailed() {
	four().build_and_execute(|| {
		for validator in 1..=4 {
			assert_ok!(equivocate(validator));
		}
		events();
		for session in 1..6 {
			run_to_session(session);
			assert_eq!(Session::validators(), [1, 2, 3, 4]);
			// As many as may be, and no more.
			assert_eq!(Session::disabled_validators(), [0]);
		}
		let failed = events().into_iter().filter(|event| *event == Event::ElectionFailed).count();
		assert_eq!(failed, 5);
		// Nobody has a seat, so nobody is judged and what comes in waits.
		fund(1_000);
		run_to_era(4);
		assert_eq!(era(3), Era::default());
		assert_eq!(era(2), Era { pot: 1_000, points: 0 });
		run_to_era(5);
		assert_ok!(Dpos::unjail(signed(3)));
		run_to_era(6);
		assert_eq!(Session::validators(), [3]);
	});
}

#[test]
fn set_is_never_empty_when_all_have_left() {
	even().build_and_execute(|| {
		for who in 1..=4 {
			assert_ok!(Dpos::leave(signed(who)));
		}
		run_to_era(3);
		assert_eq!(Session::validators(), [1, 2, 3]);
		assert_ok!(Dpos::register(signed(5), BOND, percent(10)));
		run_to_era(4);
		assert_eq!(Session::validators(), [5]);
	});
}

#[test]
fn others_step_in_when_all_who_were_elected_have_taken_their_keys_back() {
	even().build_and_execute(|| {
		run_to_session(1);
		assert_eq!(Elected::<Test>::get().to_vec(), [1, 2, 3]);
		for who in 1..=3 {
			assert_ok!(Session::purge_keys(signed(who)));
		}
		run_to_session(3);
		assert_eq!(Session::validators(), [4]);
	});
}

/// Runtimes that let validators take their keys away: somebody who has some is found, and be it in jail.
#[test]
fn anybody_with_keys_steps_in_when_nobody_else_has_any() {
	even().build_and_execute(|| {
		run_to_session(1);
		assert_ok!(equivocate(4));
		for who in 1..=3 {
			assert_ok!(Session::purge_keys(signed(who)));
		}
		run_to_session(3);
		assert_eq!(Session::validators(), [4]);
		// It is out, and stays so: no seat, no reward.
		assert_eq!(Seats::<Test>::get(1, 4), None);
		set_keys(2);
		run_to_era(2);
		run_to_era(3);
		assert_eq!(Session::validators(), [2]);
	});
}

#[test]
fn those_who_still_have_keys_go_on_alone() {
	even().build_and_execute(|| {
		for who in 1..=4 {
			assert_ok!(equivocate(who));
		}
		assert_ok!(Session::purge_keys(signed(2)));
		run_to_session(2);
		assert_eq!(Session::validators(), [1, 3]);
	});
}

#[test]
fn set_is_not_empty_even_when_nobody_has_keys() {
	use pallet_session::SessionManager;
	even().build_and_execute(|| {
		// Some have keys, but are no candidates.
		for who in 1..=4 {
			assert_ok!(Session::purge_keys(signed(who)));
		}
		let strangers = <Dpos as SessionManager<_>>::new_session(2).unwrap();
		assert!(strangers.len() == 3 && strangers.iter().all(|who| (5..=20).contains(who)));
		for who in 5..=20 {
			assert_ok!(Session::purge_keys(signed(who)));
		}
		assert_eq!(<Dpos as SessionManager<_>>::new_session(2), Some(vec![1, 2, 3]));
	});
}

#[test]
fn others_step_in_when_all_who_were_elected_are_jailed() {
	even().build_and_execute(|| {
		run_to_session(1);
		for who in 1..=3 {
			assert_ok!(equivocate(who));
		}
		run_to_session(3);
		assert_eq!(Session::validators(), [4]);
	});
}

#[test]
fn smaller_field_than_the_set_is_elected_whole() {
	even().validator_count(10).build_and_execute(|| {
		assert_eq!(Session::validators(), [1, 2, 3, 4]);
	});
}

#[test]
fn set_validator_count_works() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::set_validator_count(RuntimeOrigin::root(), 2));
		assert_eq!(events(), [Event::ValidatorCountSet { count: 2 }]);
		run_to_era(1);
		assert_eq!(Session::validators(), [1, 2]);
		assert_ok!(Dpos::set_validator_count(RuntimeOrigin::root(), 4));
		run_to_era(2);
		assert_eq!(Session::validators(), [1, 2, 3, 4]);
	});
}

#[test]
fn set_validator_count_works_at_the_limits() {
	even().candidates((1..=20).map(|who| (who, BOND))).build_and_execute(|| {
		assert_ok!(Dpos::set_validator_count(RuntimeOrigin::root(), 1));
		assert_ok!(Dpos::set_validator_count(RuntimeOrigin::root(), 10));
		run_to_era(1);
		assert_eq!(Session::validators(), (1..=10).collect::<Vec<_>>());
	});
}

#[test]
fn set_validator_count_fails_when_it_is_out_of_range() {
	even().build_and_execute(|| {
		for count in [0, 11, u32::MAX] {
			let wrong = Dpos::set_validator_count(RuntimeOrigin::root(), count);
			assert_noop!(wrong, Error::<Test>::InvalidValidatorCount);
		}
	});
}

#[test]
fn set_validator_count_fails_when_it_is_not_governance() {
	even().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), signed(1)] {
			assert_noop!(Dpos::set_validator_count(origin, 2), BadOrigin);
		}
	});
}

#[test]
fn set_election_mode_works() {
	even().build_and_execute(|| {
		let mode = ElectionMode::Draw;
		assert_ok!(Dpos::set_election_mode(RuntimeOrigin::root(), mode));
		assert_eq!(events(), [Event::ElectionModeSet { mode }]);
		assert_eq!(Mode::<Test>::get(), mode);
	});
}

#[test]
fn set_election_mode_fails_when_it_is_not_governance() {
	even().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), signed(1)] {
			assert_noop!(Dpos::set_election_mode(origin, ElectionMode::Draw), BadOrigin);
		}
	});
}

#[test]
fn ranking_orders_any_stake() {
	even()
		.candidates(
			[(1, 500), (2, 256 * 256), (3, 255), (4, 65_535)].map(|(who, bond)| (who, bond + BOND)),
		)
		.build_and_execute(|| {
			let order: Vec<_> = ranking().into_iter().map(|(who, _)| who).collect();
			assert_eq!(order, [2, 4, 1, 3]);
		});
	let large = Rank::new(Balance::MAX, 1u64);
	assert_eq!((large.stake(), Rank::new(0, 1u64).stake()), (Balance::MAX, 0));
}

#[test]
fn election_takes_the_first_of_a_thousand_candidates() {
	even().build_and_execute(|| {
		// In an order that is none of stake: the last digit decides first.
		for who in (1_000..2_000).map(|who| 1_000 + (who * 7) % 1_000) {
			assert_ok!(<Balances as Mutate<_>>::mint_into(&who, WEALTH));
			assert_ok!(Dpos::register(signed(who), BOND + Balance::from(who), percent(10)));
			set_keys(who);
		}
		assert_eq!(Candidates::<Test>::iter_keys().count(), 1_004);
		run_to_era(1);
		assert_eq!(Session::validators(), [1_999, 1_998, 1_997]);
		// One call moves it from the middle to the front.
		assert_ok!(Dpos::delegate(signed(30), 1_500, 500));
		let places: Vec<_> = ranking().into_iter().take(3).collect();
		assert_eq!(places, [(1_500, BOND + 2_000), (1_999, BOND + 1_999), (1_998, BOND + 1_998)]);
	});
}

#[test]
fn who_steps_in_takes_a_seat_and_earns() {
	even().build_and_execute(|| {
		fund(900);
		assert_ok!(report::<BABE>(0, 1, &[1, 2, 3], &[]));
		run_to_session(1);
		assert_eq!(Seats::<Test>::get(0, 4), None);
		run_to_session(2);
		assert_eq!(Session::validators(), [4]);
		run_to_session(3);
		assert_eq!(seat(1, 4).authored, SESSION as u32);
		assert_eq!(era(1).points, SESSION as u32);
	});
}

#[test]
fn bond_and_keys_stay_while_nobody_else_can_validate() {
	ExtBuilder::default().candidates([(1, BOND)]).build_and_execute(|| {
		assert_ok!(Dpos::leave(signed(1)));
		run_to_era(WAIT + 3);
		assert_eq!(Session::validators(), [1]);
		assert_noop!(Dpos::withdraw(signed(1), 1), Error::<Test>::NothingToWithdraw);
		assert!(Session::load_keys(&1).is_some());
		// Somebody else comes, and it is free to go once it can no longer be slashed.
		assert_ok!(Dpos::register(signed(2), BOND, percent(10)));
		run_to_era(2 * WAIT + 2);
		assert_eq!(Session::validators(), [2]);
		assert_eq!(candidate(1).unbonding.to_vec(), [BondChunk { era: WAIT + 3, amount: BOND }]);
		assert_noop!(Dpos::withdraw(signed(1), 1), Error::<Test>::NothingToWithdraw);
		run_to_era(2 * WAIT + 3);
		assert_ok!(Dpos::withdraw(signed(1), 1));
	});
}

#[test]
fn bond_of_who_serves_on_can_be_slashed() {
	ExtBuilder::default().candidates([(1, BOND)]).build_and_execute(|| {
		assert_ok!(Dpos::bond_less(signed(1), 100));
		run_to_era(1);
		assert_ok!(Dpos::leave(signed(1)));
		// For as long as it was elected for, each part has its own time.
		let parts = [BondChunk { era: 1, amount: 100 }, BondChunk { era: 2, amount: BOND - 100 }];
		run_to_era(2);
		assert_eq!(candidate(1).unbonding.to_vec(), parts);
		run_to_era(8);
		assert_eq!(candidate(1).unbonding.to_vec(), [BondChunk { era: 8, amount: BOND }]);
		assert_eq!(seat(8, 1).bond, BOND);
		events();
		assert_ok!(equivocate(1));
		let Some(Event::Slashed { bond, shortfall, .. }) = events().pop() else { panic!() };
		assert_eq!((bond, shortfall), (150, 0));
		// In jail it has no seat, and is liable all the same: nobody else is there yet.
		run_to_era(10);
		assert_eq!(Seats::<Test>::get(10, 1), None);
		assert_eq!(candidate(1).unbonding.to_vec(), [BondChunk { era: 10, amount: 850 }]);
		assert_ok!(equivocate(1));
		assert_eq!(held(HoldReason::Bond, 1), 850 - 135);
	});
}
