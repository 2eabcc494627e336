use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{DispatchResultWithPostInfo, Pays},
};
use vajra_primitives::RoundIndex;

fn report(round: RoundIndex, provider: u64) -> DispatchResultWithPostInfo {
	ComputeAttestation::report_absence(RuntimeOrigin::signed(WATCHER), round, provider)
}

fn misses(provider: u64) -> u32 {
	Providers::<Test>::get(provider).unwrap().misses
}

#[test]
fn report_absence_records_a_miss_and_is_free() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		run_past_challenge(2);
		System::reset_events();
		assert_eq!(report(2, ALICE).unwrap().pays_fee, Pays::No);
		assert_eq!(
			events(),
			[Event::AbsenceReported { round: 2, provider: ALICE, reporter: WATCHER, misses: 1 }]
		);
		run_past_challenge(3);
		assert_ok!(report(3, ALICE));
		assert_eq!(misses(ALICE), 2);
	});
}

#[test]
fn report_absence_works_for_the_challenge_before_the_latest() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		run_to_challenge(3);
		assert_ok!(report(2, ALICE));
		run_past_challenge(3);
		assert_ok!(report(3, ALICE));
		assert_eq!(misses(ALICE), 2);
	});
}

#[test]
fn answer_ends_a_row_of_misses() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		run_past_challenge(2);
		assert_ok!(report(2, ALICE));
		run_to_challenge(3);
		assert_ok!(prove(ALICE, &[0], &[]));
		assert_eq!(misses(ALICE), 0);
	});
}

#[test]
fn late_report_of_a_row_that_has_ended_does_not_start_a_new_one() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		run_to_challenge(3);
		assert_ok!(prove(ALICE, &[0], &[]));
		assert_ok!(report(2, ALICE));
		assert_eq!(misses(ALICE), 0);
	});
}

#[test]
fn report_absence_fails_when_the_window_is_open() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		run_to_challenge(2);
		run_to_block(Challenge::<Test>::get().unwrap().closes_at);
		assert_noop!(report(2, ALICE), Error::<Test>::RoundStillOpen);
	});
}

#[test]
fn report_absence_fails_when_the_round_is_not_one_of_the_last_two() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		assert_noop!(report(0, ALICE), Error::<Test>::RoundNotReportable);
		run_past_challenge(4);
		for round in [2, 5] {
			assert_noop!(report(round, ALICE), Error::<Test>::RoundNotReportable);
		}
	});
}

#[test]
fn report_absence_fails_when_the_account_is_no_provider() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		run_past_challenge(2);
		assert_noop!(report(2, BOB), Error::<Test>::ProviderNotFound);
	});
}

#[test]
fn report_absence_fails_when_the_provider_answered() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		run_to_challenge(2);
		assert_ok!(prove(ALICE, &[0], &[]));
		run_past_challenge(2);
		assert_noop!(report(2, ALICE), Error::<Test>::NotAbsent);
		run_to_challenge(3);
		assert_ok!(prove(ALICE, &[0], &[]));
		assert_noop!(report(2, ALICE), Error::<Test>::NotAbsent);
	});
}

#[test]
fn report_absence_fails_when_the_provider_is_in_warm_up() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		run_past_challenge(1);
		assert_noop!(report(1, ALICE), Error::<Test>::NotDue);
	});
}

#[test]
fn report_absence_fails_when_no_chip_is_left_or_only_new_ones_are() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		run_past_challenge(2);
		let vendor = RuntimeOrigin::signed(VENDOR);
		assert_ok!(ComputeAttestation::revoke_chip(vendor, 0, shipment().entry(0)));
		assert_noop!(report(2, ALICE), Error::<Test>::NotDue);
		claim(ALICE, [1]);
		let due = Providers::<Test>::get(ALICE).unwrap().due_from;
		run_past_challenge(due - 1);
		assert_noop!(report(due - 1, ALICE), Error::<Test>::NotDue);
		run_past_challenge(due);
		assert_ok!(report(due, ALICE));
	});
}

#[test]
fn report_absence_fails_when_reported_already() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		run_past_challenge(3);
		assert_ok!(report(3, ALICE));
		for round in [2, 3] {
			assert_noop!(report(round, ALICE), Error::<Test>::AlreadyReported);
		}
	});
}
