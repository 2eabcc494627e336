use super::*;
use frame_support::assert_noop;
use sp_runtime::DispatchError::BadOrigin;

/// Era 0 has brought candidate 1 165, and its delegators 45 and 90.
fn paid(test: impl FnOnce()) {
	let chain = even().candidates([(1, 1_500), (2, BOND), (3, BOND)]);
	chain.delegated(30, 1, 500).delegated(31, 1, 1_000).build_and_execute(|| {
		fund(900);
		run_to_era(2);
		pay(0, 1);
		events();
		test();
	});
}

#[test]
fn claim_works() {
	paid(|| {
		assert_eq!(claimed(30, 1), 45);
		assert_eq!(events(), [Event::Claimed { who: 30, candidate: 1, amount: 45 }]);
		assert_eq!(claimed(1, 1), 165);
		assert_eq!(events(), [Event::Claimed { who: 1, candidate: 1, amount: 165 }]);
		assert_eq!(held(HoldReason::Rewards, pot()), 600 + 90);
		assert_eq!(claimed(31, 1), 90);
		assert_eq!(candidate(1).rewards.delegated, 0);
	});
}

#[test]
fn claim_adds_up_over_eras() {
	paid(|| {
		fund(1_000);
		run_to_era(4);
		pay(1, 1);
		pay(2, 1);
		// 135 of 300, and 180 of 400.
		assert_eq!(claimed(30, 1), 45 + 60);
		assert_eq!(claimed(31, 1), 90 + 120);
	});
}

#[test]
fn claim_removes_a_delegation_that_has_nothing_left() {
	paid(|| {
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
		assert_eq!(claimed(30, 1), 45);
		// Eras 1 and 2 are still to come; they bring nothing.
		run_to_era(4);
		pay(1, 1);
		pay(2, 1);
		events();
		assert_ok!(Dpos::claim(signed(30), 1));
		assert_eq!(events(), [Event::Claimed { who: 30, candidate: 1, amount: 0 }]);
		assert_eq!(delegation(30, 1), None);
		assert_eq!(candidate(1).delegations, 1);
		let again = Dpos::claim(signed(30), 1);
		assert_noop!(again, Error::<Test>::DelegationNotFound);
	});
}

#[test]
fn claim_fails_when_there_is_nothing() {
	paid(|| {
		assert_eq!(claimed(30, 1), 45);
		assert_noop!(Dpos::claim(signed(30), 1), Error::<Test>::NothingToClaim);
		// Paid to nobody yet.
		assert_noop!(Dpos::claim(signed(2), 2), Error::<Test>::NothingToClaim);
	});
}

#[test]
fn claim_fails_when_there_is_no_delegation() {
	paid(|| {
		assert_noop!(Dpos::claim(signed(32), 1), Error::<Test>::DelegationNotFound);
		assert_noop!(Dpos::claim(signed(1), 2), Error::<Test>::DelegationNotFound);
	});
}

#[test]
fn claim_fails_when_nobody_stands_there() {
	paid(|| {
		assert_noop!(Dpos::claim(signed(30), 5), Error::<Test>::CandidateNotFound);
	});
}

#[test]
fn claim_fails_when_nobody_has_signed() {
	paid(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::claim(origin, 1), BadOrigin);
		}
	});
}

#[test]
fn close_works() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		fund(900);
		run_to_era(1);
		fund(900);
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
		// Not while it is unknown what the eras bring, of which it had a part.
		assert_noop!(Dpos::close(signed(WATCHER), 30, 1), Error::<Test>::NothingToClaim);
		run_to_era(2);
		pay(0, 1);
		assert_noop!(Dpos::close(signed(WATCHER), 30, 1), Error::<Test>::PayoutsPending);
		run_to_era(3);
		pay(1, 1);
		let reward = candidate(1).rewards.delegated;
		assert!(reward > 0);
		events();
		let paid = gain(30, || {
			assert_ok!(Dpos::close(signed(WATCHER), 30, 1));
		});
		assert_eq!(paid, reward);
		assert_eq!(events(), [Event::Claimed { who: 30, candidate: 1, amount: reward }]);
		assert_eq!((delegation(30, 1), candidate(1).delegations), (None, 0));
		assert_noop!(Dpos::close(signed(WATCHER), 30, 1), Error::<Test>::DelegationNotFound);
	});
}

#[test]
fn close_fails_when_the_delegation_has_not_ended() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		assert_noop!(Dpos::close(signed(WATCHER), 30, 1), Error::<Test>::DelegationOpen);
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(900)));
		assert_noop!(Dpos::close(signed(WATCHER), 30, 1), Error::<Test>::DelegationOpen);
		assert_noop!(Dpos::close(RuntimeOrigin::root(), 30, 1), BadOrigin);
	});
}
