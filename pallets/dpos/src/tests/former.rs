//! Stake that has moved pays for what its former candidate did, and for nothing else.

use super::*;

/// 1 000 planck that candidate 1 and its delegator 30 have moved to candidate 2 in era 0, where 31
/// has as many.
fn moved(test: impl FnOnce()) {
	even().delegated(30, 1, 1_000).delegated(31, 2, 1_000).build_and_execute(|| {
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, None));
		test();
	});
}

fn settle() {
	assert_ok!(Dpos::settle_moved(signed(WATCHER), 30, 2));
}

#[test]
fn moved_stake_pays_for_the_former_candidate() {
	moved(|| {
		assert_ok!(equivocate(1));
		// Not before it is touched; its new neighbour never.
		assert_eq!((worth(30, 2), worth(31, 2)), (1_000, 1_000));
		settle();
		assert_eq!((worth(30, 2), worth(31, 2)), (950, 1_000));
		assert_eq!(held(HoldReason::Stake, pot()), 1_950);
	});
}

#[test]
fn moved_stake_pays_whenever_its_owner_does_something() {
	let acts: [fn(); 4] = [
		|| {
			assert_ok!(Dpos::delegate(signed(30), 2, 10));
		},
		|| {
			assert_ok!(Dpos::undelegate(signed(30), 2, Some(10)));
		},
		|| {
			assert_ok!(Dpos::undelegate(signed(30), 2, None));
		},
		|| {
			assert_ok!(Dpos::delegate(signed(30), 2, 100));
			assert_ok!(Dpos::redelegate(signed(30), 2, 3, None));
		},
	];
	for act in acts {
		moved(|| {
			assert_ok!(equivocate(1));
			events();
			act();
			let paid = Event::MovedStakeSlashed { delegator: 30, from: 1, amount: 50 };
			assert_eq!(events()[0], paid);
			assert_eq!(worth(31, 2), 1_000);
		});
	}
}

#[test]
fn moved_stake_pays_for_several_offences() {
	moved(|| {
		assert_ok!(equivocate(1));
		assert_ok!(report::<GRANDPA>(0, 1, &[1], &[]));
		settle();
		// 5 % of 1 000, and of what that leaves; rounded up.
		assert_eq!(worth(30, 2), 902);
	});
	moved(|| {
		assert_ok!(equivocate(1));
		settle();
		assert_ok!(report::<GRANDPA>(0, 1, &[1], &[]));
		settle();
		assert_eq!(worth(30, 2), 902);
	});
}

#[test]
fn moved_stake_pays_for_the_new_candidate_too() {
	moved(|| {
		assert_ok!(equivocate(2));
		assert_eq!(worth(30, 2), 950);
		assert_ok!(equivocate(1));
		settle();
		assert_eq!(worth(30, 2), 902);
		// Rounding costs the neighbour less than a planck.
		assert_eq!(worth(31, 2), 949);
	});
}

#[test]
fn moved_stake_does_not_pay_for_later_offences() {
	moved(|| {
		run_to_era(1);
		assert_ok!(Dpos::delegate(signed(32), 1, 500));
		assert_ok!(equivocate(1));
		assert_eq!(worth(32, 1), 475);
		let nothing = Dpos::settle_moved(signed(WATCHER), 30, 2);
		frame_support::assert_noop!(nothing, Error::<Test>::NothingToSettle);
		assert_eq!(worth(30, 2), 1_000);
	});
}

#[test]
fn moved_stake_does_not_pay_for_what_came_before_it_moved() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		assert_ok!(equivocate(1));
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, None));
		assert_eq!(worth(30, 2), 950);
		let nothing = Dpos::settle_moved(signed(WATCHER), 30, 2);
		frame_support::assert_noop!(nothing, Error::<Test>::NothingToSettle);
	});
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, Some(500)));
		assert_ok!(equivocate(1));
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, None));
		// 475 paid in the pool, 475 on settlement.
		assert_eq!(worth(30, 2), 950);
	});
}

#[test]
fn moved_stake_pays_an_offence_that_is_reported_late() {
	moved(|| {
		run_to_block(ERA * u64::from(WAIT) - 1);
		assert_ok!(report::<BABE>(1, 1, &[1], &[]));
		// The time of its liability is over when it is settled, but was not when the slash came.
		run_to_era(WAIT + 3);
		settle();
		assert_eq!(worth(30, 2), 950);
		assert_eq!(delegation(30, 2).unwrap().moved, None);
		assert_eq!(exit(1, 0), None);
	});
}

#[test]
fn moved_stake_pays_nothing_when_its_time_is_over() {
	moved(|| {
		run_to_era(WAIT);
		assert_eq!(report::<BABE>(1, 1, &[1], &[]), Err(OffenceError::DuplicateReport));
		settle();
		assert_eq!(worth(30, 2), 1_000);
	});
}

#[test]
fn moved_stake_pays_in_part_when_it_has_left_in_part() {
	moved(|| {
		assert_ok!(Dpos::undelegate(signed(30), 2, Some(400)));
		assert_eq!(exit(1, 0).unwrap().moved, 2);
		assert_ok!(equivocate(1));
		settle();
		// 5 % of 600 now, and of 400 when they are withdrawn.
		assert_eq!(worth(30, 2), 570);
		assert_eq!(exit(2, 0).unwrap().pool.tokens, 400);
		run_to_era(WAIT);
		events();
		assert_eq!(withdrawn(30), 380);
		assert_eq!(
			events(),
			[
				Event::MovedStakeSlashed { delegator: 30, from: 1, amount: 20 },
				Event::Withdrawn { who: 30, amount: 380 }
			]
		);
		assert_eq!(era(WAIT).pot, 20);
		settle();
		assert_eq!(exit(1, 0), None);
	});
}

#[test]
fn moved_stake_that_waits_pays_for_both_candidates() {
	moved(|| {
		assert_ok!(Dpos::undelegate(signed(30), 2, None));
		assert_ok!(equivocate(2));
		assert_ok!(equivocate(1));
		run_to_era(WAIT);
		// 1 000, 950, and 5 % of that, rounded up.
		assert_eq!(withdrawn(30), 902);
		assert_eq!((exit(1, 0), exit(2, 0)), (None, None));
	});
}

#[test]
fn moved_stake_that_leaves_later_pays_once() {
	moved(|| {
		assert_ok!(equivocate(1));
		run_to_era(1);
		// Pays as it leaves, and not again.
		assert_ok!(Dpos::undelegate(signed(30), 2, None));
		run_to_era(1 + WAIT);
		assert_eq!(withdrawn(30), 950);
	});
}

#[test]
fn own_stake_leaves_before_moved_stake() {
	moved(|| {
		assert_ok!(Dpos::delegate(signed(30), 2, 300));
		assert_ok!(Dpos::undelegate(signed(30), 2, Some(300)));
		assert_eq!(exit(1, 0).unwrap().moved, 1);
		assert_ok!(equivocate(1));
		run_to_era(WAIT);
		assert_eq!(withdrawn(30), 300);
		settle();
		assert_eq!(worth(30, 2), 950);
	});
}

#[test]
fn own_and_moved_stake_wait_in_two_parts() {
	moved(|| {
		assert_ok!(Dpos::delegate(signed(30), 2, 300));
		assert_ok!(Dpos::undelegate(signed(30), 2, Some(400)));
		let waiting: Vec<_> = Delegators::<Test>::get(30)
			.unbonding
			.iter()
			.map(|chunk| (chunk.shares, chunk.moved.is_some()))
			.collect();
		assert_eq!(waiting, [(300, false), (100, true)]);
	});
}

#[test]
fn moved_stake_that_is_all_lost_is_no_longer_liable() {
	moved(|| {
		slash_pool(1, Perbill::one());
		settle();
		assert_eq!((worth(30, 2), worth(31, 2)), (0, 1_000));
		assert_eq!(exit(1, 0), None);
		assert_eq!(delegation(30, 2), None);
	});
}

#[test]
fn liable_chunk_of_a_pool_that_is_lost_is_forgotten() {
	moved(|| {
		slash_pool(2, Perbill::one());
		assert_ok!(Dpos::undelegate(signed(30), 2, None));
		assert!(Delegators::<Test>::get(30).unbonding.is_empty());
		assert_eq!(exit(1, 0), None);
	});
}

#[test]
fn moved_stake_earns_for_what_is_left_after_a_slash() {
	moved(|| {
		run_to_era(1);
		fund(1_000);
		assert_ok!(report::<BABE>(0, 1, &[1], &[]));
		settle();
		assert_eq!(seat(1, 2).shares, 2_000);
		run_to_era(2);
		assert_eq!(seat(2, 2).shares, 1_950);
		run_to_era(3);
		// Era 0 was earned before it came.
		pay(0, 2);
		let earlier = claimed(31, 2);
		assert!(earlier > 0);
		pay(1, 2);
		assert_eq!(claimed(31, 2), claimed(30, 2));
	});
}

#[test]
fn stake_that_has_moved_twice_pays_for_the_last_former_candidate() {
	moved(|| {
		run_to_era(WAIT);
		assert_ok!(Dpos::redelegate(signed(30), 2, 3, None));
		assert_eq!(exit(1, 0), None);
		assert_ok!(report::<BABE>(6, 1, &[1], &[]));
		assert_ok!(report::<BABE>(5, 2, &[2], &[]));
		assert_ok!(Dpos::settle_moved(signed(WATCHER), 30, 3));
		assert_eq!(worth(30, 3), 950);
	});
}

#[test]
fn liability_outlasts_the_record_of_the_former_candidate() {
	moved(|| {
		assert_ok!(Dpos::leave(signed(1)));
		assert_ok!(equivocate(1));
		run_to_era(WAIT + 1);
		pay(0, 1);
		assert_ok!(Dpos::withdraw(signed(1), 1));
		assert_ok!(Dpos::claim(signed(30), 1));
		assert!(!Candidates::<Test>::contains_key(1));
		assert_ok!(Dpos::register(signed(1), BOND, percent(10)));
		settle();
		assert_eq!((worth(30, 2), exit(1, 0)), (950, None));
	});
}
