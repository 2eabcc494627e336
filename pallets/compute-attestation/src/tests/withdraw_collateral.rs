use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResultWithPostInfo};

fn withdraw(provider: u64) -> DispatchResultWithPostInfo {
	ComputeAttestation::withdraw_collateral(RuntimeOrigin::signed(WATCHER), provider)
}

#[test]
fn withdraw_collateral_works_for_anyone_from_the_block_it_unlocks_at() {
	ExtBuilder::default().claimed(ALICE, 0..2).build_and_execute(|| {
		assert_ok!(retire(ALICE, &[0]));
		run_to_block(THREE_ROUNDS);
		assert_noop!(withdraw(ALICE), Error::<Test>::NothingToWithdraw);
		run_to_block(1 + THREE_ROUNDS);
		System::reset_events();
		assert_ok!(withdraw(ALICE));
		assert_eq!(events(), [Event::CollateralWithdrawn { provider: ALICE, amount: STAKE }]);
		assert_eq!((held(ALICE), free(ALICE)), (STAKE, ENDOWMENT - STAKE));
		assert_noop!(withdraw(ALICE), Error::<Test>::NothingToWithdraw);
	});
}

#[test]
fn withdraw_collateral_takes_only_what_has_waited_long_enough() {
	ExtBuilder::default().claimed(ALICE, 0..3).build_and_execute(|| {
		assert_ok!(retire(ALICE, &[0]));
		run_to_block(3);
		assert_ok!(retire(ALICE, &[0, 1]));
		run_to_block(2 + THREE_ROUNDS);
		assert_ok!(withdraw(ALICE));
		assert_eq!(held(ALICE), 2 * STAKE);
		run_to_block(3 + THREE_ROUNDS);
		assert_ok!(withdraw(ALICE));
		assert_eq!((held(ALICE), free(ALICE)), (0, ENDOWMENT));
	});
}

#[test]
fn withdraw_collateral_keeps_its_date_when_the_delay_changes() {
	ExtBuilder::default().claimed(ALICE, 0..2).build_and_execute(|| {
		assert_ok!(retire(ALICE, &[0]));
		run_to_block(2);
		Delay::set(THREE_ROUNDS - 10);
		// Not before what waits already.
		assert_ok!(retire(ALICE, &[0]));
		run_to_block(THREE_ROUNDS);
		assert_noop!(withdraw(ALICE), Error::<Test>::NothingToWithdraw);
		run_to_block(1 + THREE_ROUNDS);
		assert_ok!(withdraw(ALICE));
		assert_eq!(held(ALICE), 0);
	});
}

#[test]
fn withdraw_collateral_leaves_the_collateral_of_chips_that_are_there() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		assert_noop!(withdraw(ALICE), Error::<Test>::NothingToWithdraw);
	});
}

#[test]
fn withdraw_collateral_fails_when_the_account_has_never_claimed() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		assert_noop!(withdraw(BOB), Error::<Test>::ProviderNotFound);
	});
}

/// Two providers, of which the first misses rounds 2 and 3 and gives its only chip away. Then no
/// challenge opens for longer than collateral waits.
fn paused(test: impl FnOnce()) {
	ExtBuilder::default().claimed(ALICE, [0]).claimed(BOB, 4..8).build_and_execute(|| {
		pass_round(2, &[BOB]);
		assert_ok!(report(2, ALICE));
		pass_round(3, &[BOB]);
		assert_ok!(take_over(CAROL, 0));
		NextDraw::set(None);
		run_to_block(System::block_number() + THREE_ROUNDS);
		test();
	});
}

#[test]
fn withdraw_collateral_fails_when_an_answer_is_owed() {
	paused(|| {
		assert_noop!(withdraw(ALICE), Error::<Test>::AnswerOwed);
		assert_ok!(report(3, ALICE));
		assert_eq!(held(ALICE), STAKE - STAKE / 10);
		assert_ok!(withdraw(ALICE));
		assert_eq!(held(ALICE), 0);
	});
}
