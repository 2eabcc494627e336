use super::*;
use frame_support::assert_noop;
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn delegate_works() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::delegate(signed(30), 4, 100));
		assert_eq!(events(), [Event::Delegated { delegator: 30, candidate: 4, amount: 100 }]);
		assert_eq!(candidate(4).pool, Pool { tokens: 100, shares: 100 });
		assert_eq!(candidate(4).delegations, 1);
		assert_eq!((worth(30, 4), free(30)), (100, WEALTH - 100));
		assert_eq!(held(HoldReason::Stake, pot()), 100);
		assert_eq!(ranking()[0], (4, BOND + 100));
		run_to_era(1);
		assert_eq!(Session::validators(), [4, 1, 2]);
	});
}

#[test]
fn delegate_adds_to_a_delegation() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::delegate(signed(30), 1, 100));
		// Less than the least, but not in all.
		assert_ok!(Dpos::delegate(signed(30), 1, 1));
		run_to_era(1);
		assert_ok!(Dpos::delegate(signed(30), 1, 9));
		assert_eq!((worth(30, 1), candidate(1).delegations), (110, 1));
		assert_eq!(Delegators::<Test>::get(30).delegations, 1);
	});
}

#[test]
fn delegate_buys_shares_at_their_price() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		slash_pool(1, percent(20));
		run_to_era(1);
		assert_ok!(Dpos::unjail(signed(1)));
		assert_ok!(Dpos::delegate(signed(31), 1, 800));
		assert_eq!(candidate(1).pool, Pool { tokens: 1_600, shares: 2_000 });
		assert_eq!((worth(30, 1), worth(31, 1)), (800, 800));
	});
}

#[test]
fn delegate_works_at_the_limits() {
	even().candidates((1..=5).map(|who| (who, BOND))).build_and_execute(|| {
		for candidate in 1..=4 {
			assert_ok!(Dpos::delegate(signed(30), candidate, terms().min_delegation));
		}
		let fifth = Dpos::delegate(signed(30), 5, 100);
		assert_noop!(fifth, Error::<Test>::TooManyDelegations);
		// A place is free when a delegation has ended.
		assert_ok!(Dpos::undelegate(signed(30), 4, None));
		assert_ok!(Dpos::delegate(signed(30), 5, 100));
	});
}

#[test]
fn delegate_works_with_all_but_the_existential_deposit() {
	even().build_and_execute(|| {
		for amount in [WEALTH, Balance::MAX] {
			let more = Dpos::delegate(signed(30), 1, amount);
			assert_noop!(more, Error::<Test>::InsufficientBalance);
		}
		assert_ok!(Dpos::delegate(signed(30), 1, WEALTH - EXISTENTIAL));
	});
}

#[test]
fn candidate_can_delegate_to_another() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::delegate(signed(1), 2, 100));
		assert_eq!(worth(1, 2), 100);
		let bonded = Dpos::delegate(signed(1), 2, WEALTH - BOND - 100);
		assert_noop!(bonded, Error::<Test>::InsufficientBalance);
	});
}

#[test]
fn delegate_fails_when_it_is_nothing() {
	even().delegated(30, 1, 100).build_and_execute(|| {
		assert_noop!(Dpos::delegate(signed(30), 1, 0), Error::<Test>::AmountTooSmall);
	});
}

#[test]
fn share_is_never_worth_more_than_a_planck() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		slash_pool(1, percent(5));
		// Rounding against who leaves raises a share's price, up to one.
		for _ in 0..60 {
			assert_ok!(Dpos::undelegate(signed(30), 1, Some(1)));
		}
		assert_eq!(candidate(1).pool.tokens, candidate(1).pool.shares);
		run_to_era(1);
		assert_ok!(Dpos::unjail(signed(1)));
		// So that a planck always buys at least one.
		assert_ok!(Dpos::delegate(signed(30), 1, 1));
	});
}

#[test]
fn delegate_fails_when_it_is_below_the_least() {
	even().build_and_execute(|| {
		let low = Dpos::delegate(signed(30), 1, terms().min_delegation - 1);
		assert_noop!(low, Error::<Test>::DelegationTooLow);
	});
}

#[test]
fn delegate_fails_when_it_is_to_oneself() {
	even().build_and_execute(|| {
		assert_noop!(Dpos::delegate(signed(1), 1, 100), Error::<Test>::SelfDelegation);
		assert_noop!(Dpos::delegate(signed(30), 30, 100), Error::<Test>::SelfDelegation);
	});
}

#[test]
fn delegate_fails_when_nobody_stands_there() {
	even().build_and_execute(|| {
		assert_noop!(Dpos::delegate(signed(30), 5, 100), Error::<Test>::CandidateNotFound);
	});
}

#[test]
fn delegate_fails_when_the_candidate_is_leaving() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::leave(signed(1)));
		assert_noop!(Dpos::delegate(signed(30), 1, 100), Error::<Test>::CandidateLeaving);
	});
}

#[test]
fn delegate_fails_when_the_candidate_is_jailed() {
	even().build_and_execute(|| {
		assert_ok!(equivocate(1));
		assert_noop!(Dpos::delegate(signed(30), 1, 100), Error::<Test>::CandidateJailed);
		// Until it has left jail, not only until it could.
		run_to_era(5);
		assert_noop!(Dpos::delegate(signed(30), 1, 100), Error::<Test>::CandidateJailed);
		assert_ok!(Dpos::unjail(signed(1)));
		assert_ok!(Dpos::delegate(signed(30), 1, 100));
	});
}

#[test]
fn delegate_fails_when_the_pool_is_worthless() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		slash_pool(1, Perbill::one());
		run_to_era(1);
		assert_ok!(Dpos::unjail(signed(1)));
		assert_noop!(Dpos::delegate(signed(31), 1, 100), Error::<Test>::PoolWorthless);
		// When all who have lost everything are gone, it can start again.
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
		assert!(Delegators::<Test>::get(30).unbonding.is_empty());
		assert_ok!(Dpos::delegate(signed(31), 1, 100));
		assert_eq!(candidate(1).pool, Pool { tokens: 100, shares: 100 });
	});
}

#[test]
fn delegate_fails_when_it_has_changed_in_too_many_unpaid_eras() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		// The span that it has from genesis on, and one for each of four eras.
		for era in 0..4 {
			run_to_era(era);
			assert_ok!(Dpos::delegate(signed(30), 1, 10));
			assert_ok!(Dpos::delegate(signed(30), 1, 10));
		}
		assert_eq!(delegation(30, 1).unwrap().spans.len(), 5);
		run_to_era(4);
		let more = Dpos::delegate(signed(30), 1, 10);
		assert_noop!(more, Error::<Test>::PayoutsPending);
		let less = Dpos::undelegate(signed(30), 1, Some(10));
		assert_noop!(less, Error::<Test>::PayoutsPending);
		let moved = Dpos::redelegate(signed(30), 1, 2, Some(10));
		assert_noop!(moved, Error::<Test>::PayoutsPending);
		pay(0, 1);
		assert_ok!(Dpos::delegate(signed(30), 1, 10));
	});
}

#[test]
fn expire_payout_unblocks_delegators() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		for era in 0..4 {
			run_to_era(era);
			assert_ok!(Dpos::delegate(signed(30), 1, 10));
		}
		run_to_era(HISTORY - 1);
		let early = Dpos::expire_payout(signed(WATCHER), 1);
		assert_noop!(early, Error::<Test>::NotExpired);
		// The era begins with the place that era 0 has left.
		run_to_era(HISTORY);
		assert_eq!(candidate(1).unpaid.to_vec(), [1, 2, 3, 4, 5]);
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
	});
}

#[test]
fn delegate_fails_when_nobody_has_signed() {
	even().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::delegate(origin, 1, 100), BadOrigin);
		}
	});
}
