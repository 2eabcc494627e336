use super::*;
use frame_support::assert_noop;
use sp_runtime::DispatchError::BadOrigin;

fn delegated(test: impl FnOnce()) {
	even().delegated(30, 1, 1_000).build_and_execute(test);
}

#[test]
fn undelegate_works() {
	delegated(|| {
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(400)));
		let event =
			Event::Undelegated { delegator: 30, candidate: 1, amount: 400, unlocks_at: WAIT };
		assert_eq!(events(), [event]);
		assert_eq!((worth(30, 1), free(30)), (600, WEALTH - 1_000));
		assert_eq!(exit(1, 0).unwrap().pool, Pool { tokens: 400, shares: 400 });
		let chunk = Chunk { candidate: 1, era: 0, shares: 400, moved: None };
		assert_eq!(Delegators::<Test>::get(30).unbonding.to_vec(), [chunk]);
		assert_eq!(held(HoldReason::Stake, pot()), 1_000);
		assert_eq!(ranking()[0], (1, BOND + 600));
	});
}

#[test]
fn undelegate_takes_all() {
	delegated(|| {
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
		assert_eq!(candidate(1).pool, Pool::default());
		// It waits for the era's reward.
		assert_eq!((delegation(30, 1).unwrap().shares(), candidate(1).delegations), (0, 1));
		let again = Dpos::undelegate(signed(30), 1, None);
		assert_noop!(again, Error::<Test>::DelegationNotFound);
	});
}

#[test]
fn undelegate_takes_all_where_nothing_is_to_come() {
	even().build_and_execute(|| {
		assert_ok!(Dpos::delegate(signed(30), 4, 1_000));
		assert_ok!(Dpos::undelegate(signed(30), 4, Some(1_000)));
		assert_eq!(delegation(30, 4), None);
		assert_eq!((candidate(4).delegations, Delegators::<Test>::get(30).delegations), (0, 0));
		run_to_era(WAIT);
		assert_ok!(Dpos::withdraw(signed(30), 30));
		assert!(!Delegators::<Test>::contains_key(30));
	});
}

#[test]
fn undelegate_takes_at_least_what_is_asked_for() {
	delegated(|| {
		slash_pool(1, percent(30));
		// 143 shares and a bit are worth 100.
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(100)));
		assert_eq!(candidate(1).pool, Pool { tokens: 600, shares: 857 });
		assert_eq!(exit(1, 0).unwrap().pool.tokens, 100);
	});
}

#[test]
fn undelegate_leaves_the_least_or_nothing() {
	delegated(|| {
		let too_much = Dpos::undelegate(signed(30), 1, Some(991));
		assert_noop!(too_much, Error::<Test>::DelegationTooLow);
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(990)));
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(10)));
		assert_eq!(candidate(1).pool, Pool::default());
		// In one part: they cannot be told from each other.
		assert_eq!(Delegators::<Test>::get(30).unbonding.len(), 1);
	});
}

#[test]
fn undelegate_fails_when_it_is_nothing() {
	delegated(|| {
		let nothing = Dpos::undelegate(signed(30), 1, Some(0));
		assert_noop!(nothing, Error::<Test>::AmountTooSmall);
	});
}

#[test]
fn undelegate_fails_when_there_is_less() {
	delegated(|| {
		let more = Dpos::undelegate(signed(30), 1, Some(1_001));
		assert_noop!(more, Error::<Test>::NotEnoughStake);
	});
}

#[test]
fn undelegate_fails_when_there_is_no_delegation() {
	delegated(|| {
		let other = Dpos::undelegate(signed(30), 2, None);
		assert_noop!(other, Error::<Test>::DelegationNotFound);
		let own = Dpos::undelegate(signed(1), 1, None);
		assert_noop!(own, Error::<Test>::DelegationNotFound);
	});
}

#[test]
fn undelegate_fails_when_nobody_stands_there() {
	delegated(|| {
		let unknown = Dpos::undelegate(signed(30), 5, None);
		assert_noop!(unknown, Error::<Test>::CandidateNotFound);
	});
}

#[test]
fn undelegate_fails_when_too_many_parts_wait() {
	delegated(|| {
		for era in 0..5 {
			run_to_era(era);
			if era > 1 {
				pay(era - 2, 1);
			}
			assert_ok!(Dpos::undelegate(signed(30), 1, Some(10)));
		}
		assert_eq!(Delegators::<Test>::get(30).unbonding.len(), 5);
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(10)));
		run_to_era(5);
		pay(3, 1);
		let sixth = Dpos::undelegate(signed(30), 1, Some(10));
		assert_noop!(sixth, Error::<Test>::TooManyChunks);
		assert_ok!(Dpos::withdraw(signed(WATCHER), 30));
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(10)));
	});
}

#[test]
fn undelegate_fails_when_eras_run_out() {
	delegated(|| {
		ActiveEra::<Test>::put(EraIndex::MAX);
		assert_noop!(Dpos::undelegate(signed(30), 1, None), Error::<Test>::Overflow);
		ActiveEra::<Test>::put(0);
	});
}

#[test]
fn undelegate_fails_when_nobody_has_signed() {
	delegated(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::undelegate(origin, 1, None), BadOrigin);
		}
	});
}

#[test]
fn undelegate_works_after_a_slash_of_next_to_nothing() {
	even().delegated(30, 1, 1_000).delegated(31, 1, 1_000).build_and_execute(|| {
		// One planck, which a slash of any share would take if it were not spared.
		assert_ok!(Dpos::undelegate(signed(31), 1, Some(1)));
		assert_ok!(equivocate(1));
		assert_eq!(exit(1, 0).unwrap().pool, Pool { tokens: 1, shares: 1 });
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
		run_to_era(WAIT);
		let taken = withdrawn(30);
		assert!((948..=950).contains(&taken), "{taken}");
	});
}
