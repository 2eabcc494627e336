use super::*;
use frame_support::{assert_noop, dispatch::Pays};
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn settle_moved_works() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, None));
		assert_ok!(equivocate(1));
		events();
		let info = Dpos::settle_moved(signed(WATCHER), 30, 2).unwrap();
		assert_eq!(info.pays_fee, Pays::No);
		assert_eq!(events(), [Event::MovedStakeSlashed { delegator: 30, from: 1, amount: 50 }]);
		assert_eq!((worth(30, 2), candidate(2).pool.tokens), (950, 950));
		assert_eq!(ranking()[0], (2, BOND + 950));
		// 150 of the bond, and this.
		assert_eq!(era(0).pot, 200);
		let again = Dpos::settle_moved(signed(WATCHER), 30, 2);
		assert_noop!(again, Error::<Test>::NothingToSettle);
	});
}

#[test]
fn settle_moved_ends_a_liability_whose_time_is_over() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, None));
		run_to_block(ERA * u64::from(WAIT) - 1);
		let early = Dpos::settle_moved(signed(WATCHER), 30, 2);
		assert_noop!(early, Error::<Test>::NothingToSettle);
		run_to_era(WAIT);
		events();
		assert_ok!(Dpos::settle_moved(signed(WATCHER), 30, 2));
		assert_eq!(events(), []);
		assert_eq!(delegation(30, 2).unwrap().moved, None);
		assert_eq!((worth(30, 2), exit(1, 0)), (1_000, None));
	});
}

#[test]
fn settle_moved_fails_when_nothing_has_moved() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		assert_ok!(equivocate(1));
		let still = Dpos::settle_moved(signed(WATCHER), 30, 1);
		assert_noop!(still, Error::<Test>::NothingToSettle);
	});
}

#[test]
fn settle_moved_fails_when_there_is_no_delegation() {
	even().build_and_execute(|| {
		let none = Dpos::settle_moved(signed(WATCHER), 30, 1);
		assert_noop!(none, Error::<Test>::DelegationNotFound);
		let unknown = Dpos::settle_moved(signed(WATCHER), 30, 5);
		assert_noop!(unknown, Error::<Test>::CandidateNotFound);
	});
}

#[test]
fn settle_moved_fails_when_payouts_are_pending() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		assert_ok!(Dpos::delegate(signed(30), 2, 100));
		for era in 1..4 {
			run_to_era(era);
			assert_ok!(Dpos::delegate(signed(30), 2, 10));
			if era == 3 {
				assert_ok!(Dpos::redelegate(signed(30), 1, 2, None));
			}
		}
		assert_ok!(report::<BABE>(7, 1, &[1], &[]));
		// In the same era it needs no other span.
		assert_ok!(Dpos::settle_moved(signed(WATCHER), 30, 2));
		assert_eq!(worth(30, 2), 130 + 950);
		assert_ok!(Dpos::delegate(signed(30), 2, 10));
		run_to_era(4);
		assert_ok!(Dpos::delegate(signed(30), 2, 10));
		assert_ok!(report::<GRANDPA>(7, 1, &[1], &[]));
		run_to_era(5);
		let full = Dpos::settle_moved(signed(WATCHER), 30, 2);
		assert_noop!(full, Error::<Test>::PayoutsPending);
		for era in 1..3 {
			pay(era, 2);
		}
		assert_ok!(Dpos::settle_moved(signed(WATCHER), 30, 2));
	});
}

#[test]
fn settle_moved_fails_when_nobody_has_signed() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, None));
		assert_ok!(equivocate(1));
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::settle_moved(origin, 30, 2), BadOrigin);
		}
	});
}
