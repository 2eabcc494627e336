use super::*;
use frame_support::assert_noop;
use pallet_session::SessionInterface;
use sp_runtime::{testing::UintAuthorityId, traits::Convert, DispatchError::BadOrigin};

#[test]
fn register_works() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::register(signed(5), 700, percent(20)));
		let event = Event::CandidateRegistered { candidate: 5, bond: 700, commission: percent(20) };
		assert_eq!(events(), [event]);
		assert_eq!(candidate(5), Candidate::new(700, percent(20), 0));
		assert_eq!((held(HoldReason::Bond, 5), free(5)), (700, WEALTH - 700));
		assert_eq!(ranking().last(), Some(&(5, 700)));
	});
}

#[test]
fn register_works_at_the_limits() {
	even().build_and_execute(|| {
		let Terms { min_bond, max_commission, .. } = terms();
		assert_ok!(Dpos::register(signed(5), min_bond, max_commission));
		// All but what an account needs to exist.
		assert_ok!(Dpos::register(signed(6), WEALTH - EXISTENTIAL, Perbill::zero()));
		assert_eq!(free(6), EXISTENTIAL);
	});
}

#[test]
fn register_fails_when_the_account_is_a_candidate() {
	even().build_and_execute(|| {
		let again = Dpos::register(signed(1), BOND, percent(10));
		assert_noop!(again, Error::<Test>::CandidateExists);
		// On its way out, too.
		assert_ok!(Dpos::leave(signed(4)));
		let again = Dpos::register(signed(4), BOND, percent(10));
		assert_noop!(again, Error::<Test>::CandidateExists);
	});
}

#[test]
fn register_works_before_session_keys_are_set() {
	even().build_and_execute(|| {
		assert_eq!(IsCandidate::<Test>::convert(30), None);
		assert_ok!(Dpos::register(signed(30), 2 * BOND, percent(10)));
		assert_eq!(IsCandidate::<Test>::convert(30), Some(30));
		// Without keys it is passed over, with them it is elected.
		run_to_era(1);
		assert_eq!(Session::validators(), [1, 2, 3]);
		set_keys(30);
		run_to_era(2);
		assert_eq!(Session::validators(), [30, 1, 2]);
	});
}

#[test]
fn session_keys_are_for_candidates() {
	even().build_and_execute(|| {
		let keys = Keys { key: UintAuthorityId(30) };
		let nobody = <Session as SessionInterface>::set_keys(&30, keys.clone());
		assert_noop!(nobody, pallet_session::Error::<Test>::NoAssociatedValidatorId);
		assert_ok!(Dpos::register(signed(30), BOND, percent(10)));
		assert_ok!(<Session as SessionInterface>::set_keys(&30, keys));
		assert_ok!(Dpos::leave(signed(30)));
		run_to_era(WAIT + 1);
		assert!(Session::load_keys(&30).is_some());
		assert_ok!(Dpos::withdraw(signed(30), 30));
		// They go with the record.
		assert_eq!(IsCandidate::<Test>::convert(30), None);
		assert!(Session::load_keys(&30).is_none());
	});
}

#[test]
fn register_fails_when_the_bond_is_too_low() {
	even().build_and_execute(|| {
		let low = Dpos::register(signed(5), terms().min_bond - 1, percent(10));
		assert_noop!(low, Error::<Test>::BondTooLow);
	});
}

#[test]
fn register_fails_when_the_commission_is_too_high() {
	even().build_and_execute(|| {
		let above = Perbill::from_parts(terms().max_commission.deconstruct() + 1);
		let high = Dpos::register(signed(5), BOND, above);
		assert_noop!(high, Error::<Test>::CommissionTooHigh);
	});
}

#[test]
fn register_fails_when_the_balance_is_too_small() {
	even().build_and_execute(|| {
		for bond in [WEALTH, WEALTH + 1, Balance::MAX] {
			let rich = Dpos::register(signed(5), bond, percent(10));
			assert_noop!(rich, Error::<Test>::InsufficientBalance);
		}
	});
}

#[test]
fn register_fails_when_nobody_has_signed() {
	even().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::register(origin, BOND, percent(10)), BadOrigin);
		}
	});
}
