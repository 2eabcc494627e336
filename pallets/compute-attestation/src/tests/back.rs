use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use vajra_primitives::ProvedCompute;

fn back(provider: u64, validator: impl Into<Option<u64>>) -> DispatchResult {
	ComputeAttestation::back(RuntimeOrigin::signed(provider), validator.into())
}

fn power_in(validator: u64, round: u32) -> u128 {
	ComputeAttestation::validator_power_in(&validator, round)
}

fn two() -> ExtBuilder {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..8)
}

#[test]
fn back_works_from_the_next_round_on() {
	two().build_and_execute(|| {
		run_to_block(start_of(2));
		System::reset_events();
		assert_ok!(back(ALICE, VALIDATOR));
		assert_eq!(
			events(),
			[Event::BackingChanged { provider: ALICE, validator: Some(VALIDATOR), from: 3 }]
		);
		pass_round(2, &[ALICE]);
		assert_eq!((power_in(VALIDATOR, 2), challenge().unbacked), (0, 2 * POWER));
		pass_round(3, &[ALICE, BOB]);
		assert_eq!((power_in(VALIDATOR, 3), challenge().unbacked), (2 * POWER, 4 * POWER));
	});
}

#[test]
fn back_adds_up_over_providers() {
	two().build_and_execute(|| {
		assert_ok!(back(ALICE, VALIDATOR));
		assert_ok!(back(BOB, VALIDATOR));
		pass_round(2, &[ALICE, BOB]);
		assert_eq!((power_in(VALIDATOR, 2), challenge().unbacked), (6 * POWER, 0));
		let tally =
			Tally { latest: Some(Answer { round: 2, power: 6 * POWER, chips: 6 }), previous: None };
		assert_eq!(Tallies::<Test>::get(VALIDATOR), tally);
	});
}

#[test]
fn back_switches_and_ends_with_the_next_round() {
	two().build_and_execute(|| {
		assert_ok!(back(ALICE, VALIDATOR));
		run_to_block(start_of(2));
		// Twice in one round: this round's stays, and the later choice holds.
		assert_ok!(back(ALICE, None));
		assert_ok!(back(ALICE, OTHER_VALIDATOR));
		pass_round(2, &[ALICE]);
		assert_eq!((power_in(VALIDATOR, 2), power_in(OTHER_VALIDATOR, 2)), (2 * POWER, 0));
		assert_ok!(back(ALICE, None));
		pass_round(3, &[ALICE]);
		assert_eq!((power_in(VALIDATOR, 3), power_in(OTHER_VALIDATOR, 3)), (0, 2 * POWER));
		pass_round(4, &[ALICE]);
		assert_eq!(challenge().unbacked, 2 * POWER);
	});
}

#[test]
fn back_cannot_move_power_that_is_proved() {
	two().build_and_execute(|| {
		assert_ok!(back(ALICE, VALIDATOR));
		run_to_challenge(2);
		assert_ok!(prove_all(ALICE));
		assert_ok!(back(ALICE, OTHER_VALIDATOR));
		assert_eq!((power_in(VALIDATOR, 2), power_in(OTHER_VALIDATOR, 2)), (2 * POWER, 0));
	});
}

#[test]
fn back_holds_for_chips_claimed_later() {
	two().build_and_execute(|| {
		assert_ok!(back(ALICE, VALIDATOR));
		claim(ALICE, [2]);
		pass_round(2, &[ALICE]);
		assert_eq!(power_in(VALIDATOR, 2), 3 * POWER);
	});
}

#[test]
fn validator_has_the_power_of_the_last_closed_round() {
	two().build_and_execute(|| {
		assert_ok!(back(ALICE, VALIDATOR));
		let power = || <ComputeAttestation as ProvedCompute<_>>::validator_power(&VALIDATOR);
		run_to_challenge(2);
		assert_ok!(prove_all(ALICE));
		assert_eq!(power(), 0);
		run_past_challenge(2);
		assert_eq!(power(), 2 * POWER);
		run_to_challenge(3);
		assert_eq!(power(), 2 * POWER);
		run_past_challenge(3);
		assert_eq!(power(), 0);
	});
}

#[test]
fn return_from_a_suspension_adds_nothing_to_the_validator() {
	two().build_and_execute(|| {
		assert_ok!(back(ALICE, VALIDATOR));
		suspend(ALICE, &[BOB]);
		pass_round(5, &[ALICE, BOB]);
		assert_eq!((power_in(VALIDATOR, 5), challenge().unbacked), (0, 4 * POWER));
		assert!(!Tallies::<Test>::contains_key(VALIDATOR));
		pass_round(6, &[ALICE, BOB]);
		assert_eq!(power_in(VALIDATOR, 6), 2 * POWER);
	});
}

#[test]
fn tally_overflow_is_refused() {
	two().build_and_execute(|| {
		assert_ok!(back(ALICE, VALIDATOR));
		run_to_challenge(2);
		let full =
			Tally { latest: Some(Answer { round: 2, power: u128::MAX, chips: 1 }), previous: None };
		Tallies::<Test>::insert(VALIDATOR, full);
		assert_noop!(prove_all(ALICE), Error::<Test>::Overflow);
		Tallies::<Test>::remove(VALIDATOR);
	});
}

#[test]
fn back_fails_when_the_account_is_no_validator() {
	two().build_and_execute(|| {
		for who in [ALICE, BOB, WATCHER] {
			assert_noop!(back(ALICE, who), Error::<Test>::NotBackable);
		}
	});
}

#[test]
fn back_fails_when_the_account_has_never_claimed() {
	two().build_and_execute(|| {
		assert_noop!(back(CAROL, VALIDATOR), Error::<Test>::ProviderNotFound);
	});
}

#[test]
fn back_fails_when_rounds_run_out() {
	two().build_and_execute(|| {
		System::set_block_number(start_of(u32::MAX));
		assert_noop!(back(ALICE, VALIDATOR), Error::<Test>::Overflow);
		System::set_block_number(1);
	});
}
