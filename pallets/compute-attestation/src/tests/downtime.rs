use crate::{mock::*, *};
use frame_support::assert_ok;
use vajra_primitives::Downtime;

/// Alice with two chips, who will be absent, and Bob with four, who answers.
fn two() -> ExtBuilder {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..8)
}

fn away(from: u64, until: u64) -> u64 {
	<ComputeAttestation as Downtime<_, _>>::blocks(&ALICE, from, until)
}

#[test]
fn downtime_is_the_rounds_that_were_reported() {
	two().build_and_execute(|| {
		pass_round(2, &[BOB]);
		// Nobody has said so yet.
		assert_eq!(away(0, 100), 0);
		assert_ok!(report(2, ALICE));
		assert_eq!(away(0, 100), ROUND);
		// Only the blocks that were asked for.
		assert_eq!(away(start_of(2) + 3, start_of(2) + 7), 4);
		assert_eq!((away(0, start_of(2)), away(start_of(3), 100)), (0, 0));
		pass_round(3, &[ALICE, BOB]);
		pass_round(4, &[BOB]);
		assert_ok!(report(4, ALICE));
		assert_eq!((away(0, 100), away(0, start_of(4))), (2 * ROUND, ROUND));
		assert_eq!(<ComputeAttestation as Downtime<_, u64>>::blocks(&BOB, 0, 100), 0);
	});
}

#[test]
fn downtime_reported_late_is_the_same() {
	two().build_and_execute(|| {
		pass_round(2, &[BOB]);
		pass_round(3, &[BOB]);
		assert_ok!(report(3, ALICE));
		assert_eq!(away(0, 100), ROUND);
		assert_ok!(report(2, ALICE));
		assert_eq!(away(0, 100), 2 * ROUND);
		assert_eq!(Missed::<Test>::get(ALICE).0.to_vec(), [Absence::of(2, 4)]);
	});
}

#[test]
fn downtime_grows_while_suspended_and_stays_afterwards() {
	two().build_and_execute(|| {
		suspend(ALICE, &[BOB]);
		assert_eq!(away(0, 1_000), 3 * ROUND);
		run_to_block(start_of(5) + 1);
		assert_eq!(away(0, 1_000), 3 * ROUND);
		run_to_block(start_of(6));
		assert_eq!(away(0, 1_000), 4 * ROUND);
		run_to_challenge(7);
		assert_eq!(away(0, 1_000), 5 * ROUND);
		// Of each round, the blocks that were asked for.
		assert_eq!(away(start_of(5) + 4, start_of(6) + 2), 8);
		assert_ok!(prove_all(ALICE));
		assert_eq!(away(0, 1_000), 5 * ROUND);
		assert_eq!(Missed::<Test>::get(ALICE).0.to_vec(), [Absence::of(2, 7)]);
		run_past_challenge(8);
		assert_eq!(away(0, 1_000), 5 * ROUND);
	});
}

#[test]
fn downtime_of_a_suspension_stays_when_the_provider_starts_again() {
	ExtBuilder::default().claimed(ALICE, 0..1).claimed(BOB, 4..8).build_and_execute(|| {
		suspend(ALICE, &[BOB]);
		let vendor = RuntimeOrigin::signed(VENDOR);
		assert_ok!(ComputeAttestation::revoke_chip(vendor, 0, shipment().entry(0)));
		run_to_block(start_of(7));
		assert_eq!(away(0, 1_000), 5 * ROUND);
		claim(ALICE, [1]);
		assert!(!record(ALICE).suspended);
		assert_eq!(away(0, 1_000), 5 * ROUND);
		assert_eq!(Missed::<Test>::get(ALICE).0.to_vec(), [Absence::of(2, 7)]);
	});
}
