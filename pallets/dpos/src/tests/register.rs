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
		// One that only stays out, too.
		assert_ok!(Dpos::chill(signed(4)));
		let again = Dpos::register(signed(4), BOND, percent(10));
		assert_noop!(again, Error::<Test>::CandidateExists);
	});
}

/// One delegation that never leaves must not keep an account from ever being a candidate again.
#[test]
fn register_works_again_though_a_delegation_stays() {
	even().delegated(30, 4, 10).build_and_execute(|| {
		assert_ok!(Dpos::leave(signed(4)));
		run_to_era(WAIT + 1);
		assert_eq!(withdrawn(4), BOND);
		assert_eq!((candidate(4).bond, candidate(4).delegations), (0, 1));
		events();
		assert_ok!(Dpos::register(signed(4), 700, percent(10)));
		let event = Event::CandidateRegistered { candidate: 4, bond: 700, commission: percent(10) };
		assert_eq!(events(), [event]);
		assert_eq!((candidate(4).status, candidate(4).bond), (Status::Active, 700));
		assert_eq!(held(HoldReason::Bond, 4), 700);
		assert_eq!(ranking().last(), Some(&(4, 710)));
		// Both are what they were to each other, and others can join.
		assert_eq!(worth(30, 4), 10);
		assert_ok!(Dpos::delegate(signed(31), 4, 1_000));
		run_to_era(WAIT + 2);
		assert!(Session::validators().contains(&4));
	});
}

#[test]
fn register_again_leaves_what_waits_liable() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::leave(signed(1)));
		assert_ok!(Dpos::register(signed(1), 600, percent(10)));
		assert_eq!(candidate(1).bond, 600);
		assert_eq!(candidate(1).unbonding.to_vec(), [BondChunk { era: 1, amount: BOND }]);
		Costs::mutate(|costs| costs.double_sign.fixed = 650);
		assert_ok!(equivocate(1));
		// 650, and a tenth of the seat's bond.
		assert_eq!(candidate(1).bond, 0);
		assert_eq!(candidate(1).unbonding.to_vec(), [BondChunk { era: 1, amount: BOND - 150 }]);
	});
}

#[test]
fn register_again_raises_the_commission_by_a_step_for_those_who_stay() {
	even().delegated(30, 4, 10).build_and_execute(|| {
		run_to_era(1);
		assert_ok!(Dpos::leave(signed(4)));
		let again = |commission| Dpos::register(signed(4), BOND, percent(commission));
		assert_noop!(again(16), Error::<Test>::CommissionJump);
		assert_noop!(again(31), Error::<Test>::CommissionTooHigh);
		assert_ok!(again(15));
		// Nor by one more step in the same era.
		assert_ok!(Dpos::leave(signed(4)));
		assert_noop!(again(16), Error::<Test>::CommissionSet);
		assert_ok!(again(0));
		// Without delegators it is anybody's.
		assert_ok!(Dpos::leave(signed(4)));
		assert_ok!(Dpos::undelegate(signed(30), 4, None));
		assert_ok!(again(30));
	});
}

#[test]
fn register_again_fails_in_jail() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::leave(signed(1)));
		assert_ok!(equivocate(1));
		let again = || Dpos::register(signed(1), BOND, percent(10));
		run_to_block(5 * ERA - 1);
		assert_noop!(again(), Error::<Test>::CandidateJailed);
		run_to_era(5);
		assert_ok!(again());
		assert_eq!((candidate(1).jailed_until, candidate(1).bond), (None, BOND));
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

/// Keys of its own that an account has not set yet.
fn fresh_keys(who: AccountId) -> Keys {
	Keys { key: UintAuthorityId(100 + who) }
}

#[test]
fn keys_stay_as_they_are_while_their_owner_validates() {
	even().build_and_execute(|| {
		let set = || <Session as SessionInterface>::set_keys(&1, fresh_keys(1));
		let refused = pallet_session::Error::<Test>::NoAssociatedValidatorId;
		assert_noop!(set(), refused);
		// It chills, and serves what it was elected for.
		run_to_session(1);
		assert_ok!(Dpos::chill(signed(1)));
		while Session::validators().contains(&1) {
			assert_noop!(set(), pallet_session::Error::<Test>::NoAssociatedValidatorId);
			// Others may support it all the same.
			assert!(<IsCandidate<Test> as frame_support::traits::Contains<_>>::contains(&1));
			run_to_session(Session::current_index() + 1);
		}
		assert_eq!(active(), 2);
		assert_ok!(set());
		assert_ok!(Dpos::resume(signed(1)));
		run_to_era(3);
		assert!(Session::validators().contains(&1));
		assert_noop!(set(), pallet_session::Error::<Test>::NoAssociatedValidatorId);
	});
}

#[test]
fn keys_stay_as_they_are_from_when_they_are_queued_on() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::bond_more(signed(4), 1));
		let set = || <Session as SessionInterface>::set_keys(&4, fresh_keys(4));
		run_to_block(SESSION - 1);
		assert_ok!(set());
		run_to_session(1);
		assert!(!Session::validators().contains(&4));
		assert!(Session::queued_keys().iter().any(|(who, _)| *who == 4));
		assert_noop!(set(), pallet_session::Error::<Test>::NoAssociatedValidatorId);
	});
}

/// Who was elected while it had none is in no set, and can set them.
#[test]
fn keys_can_be_set_by_whom_elections_pass_over() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::register(signed(30), 2 * BOND, percent(10)));
		run_to_session(1);
		assert!(!Elected::<Test>::get().contains(&30));
		assert_ok!(<Session as SessionInterface>::set_keys(&30, fresh_keys(30)));
		run_to_era(2);
		assert!(Session::validators().contains(&30));
	});
	// Or has taken them back, which a runtime should not allow.
	even().build_and_execute(|| {
		run_to_session(1);
		assert_ok!(Session::purge_keys(signed(1)));
		let set = || <Session as SessionInterface>::set_keys(&1, fresh_keys(1));
		assert_noop!(set(), pallet_session::Error::<Test>::NoAssociatedValidatorId);
		run_to_session(3);
		assert!(!Session::validators().contains(&1));
		assert_ok!(set());
	});
}

/// A key that signs now is known as its owner's for as long as it does.
#[test]
fn keys_in_force_can_be_proved() {
	use codec::Encode;
	use frame_support::traits::KeyOwnerProofSystem;
	use sp_runtime::RuntimeAppPublic;
	even().build_and_execute(|| {
		let mut in_force = Session::queued_keys();
		let mut replaced = 0;
		for session in 1..12u64 {
			let queued = Session::queued_keys();
			// All who may set other keys, before the last block of the session and after it.
			let mut slip_away = |time: u64| {
				for who in 1..=4 {
					let fresh = Keys { key: UintAuthorityId(who + 10 * time) };
					replaced += <Session as SessionInterface>::set_keys(&who, fresh).is_ok() as u32;
				}
			};
			let prove = |in_force: &[(AccountId, Keys)]| {
				for (who, keys) in in_force {
					let key = (UintAuthorityId::ID, keys.key.encode());
					let proof = Historical::prove(key.clone()).unwrap();
					assert_eq!(Historical::check_proof(key, proof), Some((*who, ())));
				}
			};
			run_to_block(SESSION * session - 1);
			slip_away(2 * session);
			prove(&in_force);
			next_block();
			in_force = queued;
			slip_away(2 * session + 1);
			prove(&in_force);
			// They take turns.
			let richest = ranking()[0].0;
			assert_ok!(Dpos::bond_more(signed(richest % 4 + 1), 100));
		}
		assert!(replaced > 4);
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
