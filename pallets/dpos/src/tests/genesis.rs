use super::*;
use frame_support::traits::Hooks;
use std::panic::{catch_unwind, AssertUnwindSafe};

#[test]
fn genesis_works() {
	even().mode(ElectionMode::Draw).delegated(30, 1, 100).build_and_execute(|| {
		assert_eq!((ValidatorCount::<Test>::get(), Mode::<Test>::get()), (3, ElectionMode::Draw));
		assert_eq!(candidate(1).pool, Pool { tokens: 100, shares: 100 });
		assert_eq!((free(30), free(1)), (WEALTH - 100, WEALTH - BOND));
		assert_eq!((free(pot()), held(HoldReason::Stake, pot())), (EXISTENTIAL, 100));
		assert_eq!((active(), Session::validators().len()), (0, 3));
	});
}

#[test]
fn genesis_stake_earns_in_the_first_era() {
	even().delegated(30, 1, BOND).build_and_execute(|| {
		fund(900);
		assert_eq!(seat(0, 1).shares, BOND);
		run_to_era(2);
		pay(0, 1);
		assert_eq!(claimed(30, 1), 135);
	});
}

#[test]
fn genesis_without_candidates_takes_the_validators_of_session() {
	even().candidates([]).build_and_execute(|| {
		assert_eq!(Session::validators(), (1..=20).collect::<Vec<_>>());
		fund(100);
		run_to_era(1);
		// They serve, but have nothing at stake, and so no seats.
		assert_eq!((era(0), Seats::<Test>::iter().count()), (Era { pot: 100, points: 0 }, 0));
		assert_ok!(Dpos::register(signed(7), BOND, percent(10)));
		run_to_era(2);
		assert_eq!(Session::validators(), [7]);
	});
}

#[test]
fn genesis_takes_as_many_validators_as_a_set_can_have() {
	even().validator_count(10).build_and_execute(|| {
		assert_eq!(ValidatorCount::<Test>::get(), 10);
	});
}

/// The message that a build of genesis ends with.
fn refused(chain: ExtBuilder) -> String {
	let result = catch_unwind(AssertUnwindSafe(|| chain.build()));
	let Err(cause) = result else { panic!("genesis is built") };
	let text = cause.downcast_ref::<String>().cloned();
	text.or_else(|| cause.downcast_ref::<&str>().map(|text| text.to_string())).unwrap()
}

#[test]
fn genesis_fails_when_it_is_wrong() {
	for (chain, part) in [
		(even().validator_count(11), "more genesis validators to elect than a set can have"),
		(even().candidates([(1, 499)]), "BondTooLow"),
		(even().candidates([(1, BOND), (1, BOND)]), "CandidateExists"),
		(even().candidates([(1, WEALTH + 1)]), "InsufficientBalance"),
		(even().delegated(30, 5, 100), "CandidateNotFound"),
		(even().delegated(30, 1, 9), "DelegationTooLow"),
		(even().delegated(30, 1, WEALTH), "InsufficientBalance"),
	] {
		let message = refused(chain);
		assert!(message.contains(part), "{message}");
	}
}

#[test]
fn integrity_test_refuses_penalties_that_make_no_sense() {
	<Dpos as Hooks<u64>>::integrity_test();
	let wrong: [fn(&mut Penalties); 2] =
		[|costs| costs.short = percent(91), |costs| costs.reporter = Perbill::one()];
	for change in wrong {
		let checked = catch_unwind(|| {
			Costs::mutate(change);
			<Dpos as Hooks<u64>>::integrity_test()
		});
		Costs::set(penalties());
		assert!(checked.is_err());
	}
}
