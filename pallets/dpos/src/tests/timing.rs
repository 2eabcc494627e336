//! Who earns what is a matter of when: ways to earn without being at stake, tried.

use super::*;
use frame_support::assert_noop;

#[test]
fn stake_and_unstake_in_one_era_earns_nothing() {
	even().build_and_execute(|| {
		fund(900);
		assert_ok!(Dpos::delegate(signed(30), 1, 100_000));
		assert_noop!(Dpos::claim(signed(30), 1), Error::<Test>::NothingToClaim);
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
		assert_eq!(delegation(30, 1), None);
		assert_eq!(Checkpoints::<Test>::iter().count(), 0);
		run_to_era(2);
		pay(0, 1);
		assert_eq!(candidate(1).rewards.own, 300);
		assert_noop!(Dpos::claim(signed(30), 1), Error::<Test>::DelegationNotFound);
	});
}

#[test]
fn stake_earns_nothing_for_the_era_in_which_it_comes() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		run_to_era(1);
		fund(1_000);
		assert_ok!(Dpos::delegate(signed(31), 1, 8_000));
		run_to_era(2);
		fund(1_000);
		run_to_era(4);
		pay(0, 1);
		pay(1, 1);
		assert_noop!(Dpos::claim(signed(31), 1), Error::<Test>::NothingToClaim);
		assert_eq!(claimed(30, 1), 135);
		pay(2, 1);
		// 360 of 400, one part for the bond, one for 30, eight for 31.
		assert_eq!((claimed(30, 1), claimed(31, 1)), (36, 288));
	});
}

#[test]
fn more_stake_earns_nothing_for_the_era_in_which_it_comes() {
	even().delegated(30, 1, 1_000).delegated(31, 1, 1_000).build_and_execute(|| {
		fund(900);
		assert_ok!(Dpos::delegate(signed(30), 1, 98_000));
		run_to_era(2);
		pay(0, 1);
		assert_eq!((claimed(30, 1), claimed(31, 1)), (90, 90));
	});
}

#[test]
fn stake_earns_for_the_whole_era_in_which_it_leaves() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		fund(450);
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
		fund(450);
		run_to_era(1);
		fund(1_000);
		run_to_era(3);
		pay(0, 1);
		pay(1, 1);
		assert_eq!(claimed(30, 1), 135);
		assert_eq!(delegation(30, 1), None);
		// Era 1 is the bond's alone.
		assert_eq!(claimed(1, 1), 165 + 300);
	});
}

#[test]
fn stake_that_leaves_and_comes_back_in_one_era_earns_as_if_it_had_stayed() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		run_to_era(1);
		fund(1_000);
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
		assert_ok!(Dpos::delegate(signed(30), 1, 1_000));
		run_to_era(2);
		assert_eq!(seat(2, 1).shares, 1_000);
		run_to_era(3);
		pay(0, 1);
		pay(1, 1);
		assert_eq!(claimed(30, 1), 135);
	});
}

#[test]
fn stake_cannot_earn_twice_for_one_era() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		run_to_era(1);
		fund(1_000);
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, None));
		assert_ok!(Dpos::undelegate(signed(30), 2, None));
		run_to_era(3);
		for era in 0..2 {
			pay(era, 1);
			pay(era, 2);
		}
		assert_eq!(claimed(30, 1), 135);
		assert_noop!(Dpos::claim(signed(30), 2), Error::<Test>::DelegationNotFound);
	});
}

#[test]
fn stake_earns_nothing_for_eras_that_are_not_paid_when_it_comes() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		fund(900);
		run_to_era(1);
		fund(1_000);
		// The candidate has no seat from era 2 on, but two eras to be paid for.
		run_to_session(2);
		assert_ok!(Dpos::chill(signed(1)));
		run_to_era(3);
		assert_eq!(candidate(1).unpaid.to_vec(), [0, 1]);
		assert_ok!(Dpos::delegate(signed(31), 1, 9_000));
		pay(0, 1);
		pay(1, 1);
		assert_noop!(Dpos::claim(signed(31), 1), Error::<Test>::NothingToClaim);
		assert_eq!(claimed(30, 1), 270);
	});
}

#[test]
fn stake_behind_who_has_no_seat_earns_from_the_first_one_on() {
	even().build_and_execute(|| {
		fund(900);
		assert_ok!(Dpos::delegate(signed(30), 4, 1_000));
		run_to_era(1);
		fund(1_000);
		assert_eq!(seat(1, 4).shares, 1_000);
		run_to_era(3);
		let points = seat(1, 4).points;
		pay(1, 4);
		assert_eq!(claimed(30, 4), 45 * Balance::from(points));
	});
}

#[test]
fn stake_that_comes_between_election_and_era_earns_in_that_era() {
	even().build_and_execute(|| {
		run_to_block(ERA - 1);
		assert_ok!(Dpos::delegate(signed(30), 1, 1_000));
		next_block();
		fund(1_000);
		assert_eq!(seat(1, 1).shares, 1_000);
		// It leaves at once, is out for as long as all, and liable for the era that it earns for.
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
		run_to_era(3);
		pay(0, 1);
		pay(1, 1);
		assert_eq!(claimed(30, 1), 135);
		assert_ok!(report::<BABE>(2, 1, &[1], &[]));
		run_to_era(4);
		assert_eq!(withdrawn(30), 950);
	});
}

#[test]
fn claims_can_wait_for_any_time() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		let mut expected = 0;
		for era in 0..12 {
			run_to_era(era);
			fund(1_000);
			if era > 1 {
				(1..=3).for_each(|validator| pay(era - 2, validator));
				expected += 45 * Balance::from(seat(era - 2, 1).points);
			}
		}
		// Era 0 had nine blocks for its thousand: 333, of which 150 are for delegators.
		assert_eq!(claimed(30, 1), expected - 135 + 150);
	});
}

#[test]
fn changes_in_each_era_earn_what_was_there() {
	even().delegated(30, 1, 1_000).delegated(31, 1, 1_000).build_and_execute(|| {
		// 30 has 1 000, 2 000, 500 and 0 in eras 0 to 3; 31 always 1 000.
		fund(900);
		assert_ok!(Dpos::delegate(signed(30), 1, 1_000));
		run_to_era(1);
		fund(1_000);
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(1_500)));
		run_to_era(2);
		fund(1_000);
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
		run_to_era(3);
		fund(1_000);
		let shares: Vec<_> = (0..4).map(|era| seat(era, 1).shares).collect();
		assert_eq!(shares, [2_000, 3_000, 1_500, 1_000]);
		let mut expected = 0;
		for (era, (own, all)) in
			[(1_000, 3_000), (2_000, 4_000), (500, 2_500), (0, 2_000)].into_iter().enumerate()
		{
			let era = era as EraIndex;
			run_to_era(era + 2);
			pay(era, 1);
			let earned = if era == 0 { 300 } else { 100 * Balance::from(seat(era, 1).points) };
			expected += (earned - earned / 10) * own / all;
		}
		assert_eq!(claimed(30, 1), expected);
		assert_eq!(delegation(30, 1), None);
	});
}

#[test]
fn payout_order_does_not_change_what_delegators_earn() {
	let earned = |late: bool| {
		let mut taken = 0;
		even().delegated(30, 1, 700).delegated(31, 1, 1_234).build_and_execute(|| {
			for era in 0..5 {
				run_to_era(era);
				fund(997);
				if !late && era > 1 {
					pay(era - 2, 1);
				}
				if era == 1 {
					assert_ok!(Dpos::delegate(signed(30), 1, 300));
				}
				if era == 2 {
					assert_ok!(Dpos::undelegate(signed(31), 1, Some(34)));
				}
			}
			let first = if late { 0 } else { 3 };
			for era in first..3 {
				pay(era, 1);
			}
			taken = claimed(30, 1) + claimed(31, 1);
		});
		taken
	};
	assert_eq!(earned(true), earned(false));
}
