//! Fees and tips, as pallet-transaction-payment takes them.

use super::*;
use frame_support::traits::{fungible::Balanced, OnUnbalanced};

fn remark() -> frame_system::Call<Test> {
	frame_system::Call::remark { remark: vec![] }
}

#[test]
fn a_fee_is_burned_in_part_and_the_rest_is_the_validators() {
	ExtBuilder::default().build_and_execute(|| {
		// 1 000 planck, of which a fifth is burned.
		assert_ok!(extrinsic(1, remark(), 900, 0));
		assert_eq!(free(1), WEALTH - 1_000);
		assert_eq!(free(VALIDATORS), 800);
		assert_eq!(free(AUTHOR), 0);
		assert_eq!(ledger().burned, BurnedTotals { fees: 200, ..Default::default() });
	});
}

#[test]
fn a_tip_is_the_authors() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(extrinsic(1, remark(), 900, 500));
		assert_eq!((free(VALIDATORS), free(AUTHOR)), (800, 500));
		assert_eq!(ledger().burned.sum(), 200);
		assert_eq!(free(1), WEALTH - 1_500);
	});
}

#[test]
fn a_tip_is_the_validators_when_nobody_is_the_author() {
	ExtBuilder::default().build_and_execute(|| {
		Known::set(None);
		assert_ok!(extrinsic(1, remark(), 900, 500));
		assert_eq!((free(VALIDATORS), free(AUTHOR)), (1_300, 0));
		assert_eq!(ledger().burned.sum(), 200);
	});
}

#[test]
fn a_tip_is_the_validators_when_the_author_cannot_take_it() {
	ExtBuilder::default().build_and_execute(|| {
		// Less than an account is opened with.
		assert_ok!(extrinsic(1, remark(), 900, EXISTENTIAL - 1));
		assert_eq!((free(VALIDATORS), free(AUTHOR)), (800 + EXISTENTIAL - 1, 0));
		assert_eq!(ledger().burned.sum(), 200);
		// From then on it can.
		assert_ok!(extrinsic(1, remark(), 900, EXISTENTIAL));
		assert_ok!(extrinsic(1, remark(), 900, 1));
		assert_eq!(free(AUTHOR), EXISTENTIAL + 1);
	});
}

#[test]
fn what_the_sink_cannot_take_is_counted() {
	ExtBuilder::default().burn_share(percent(80)).build_and_execute(|| {
		// 109 planck, of which 87 are burned; 22 are too few to open the sink's account.
		assert_ok!(extrinsic(1, remark(), 9, 0));
		let expected = BurnedTotals { fees: 87, unplaced: 22, ..Default::default() };
		assert_eq!(ledger().burned, expected);
		assert_eq!(Balances::total_issuance(), GENESIS - 109);
	});
}

#[test]
fn nothing_of_a_fee_is_burned_when_the_share_is_zero() {
	ExtBuilder::default().burn_share(Perbill::zero()).build_and_execute(|| {
		assert_ok!(extrinsic(1, remark(), 900, 0));
		assert_eq!(free(VALIDATORS), 1_000);
		assert_eq!(ledger().burned.sum(), 0);
	});
}

#[test]
fn the_fee_of_a_call_that_fails_is_shared_all_the_same() {
	ExtBuilder::default().build_and_execute(|| {
		let outcome = extrinsic(1, crate::Call::burn { amount: WEALTH }, 900, 0).unwrap();
		assert_eq!(outcome, Err(Error::<Test>::BurnAboveBalance.into()));
		assert_eq!(ledger().burned, BurnedTotals { fees: 200, ..Default::default() });
		assert_eq!(free(VALIDATORS), 800);
	});
}

#[test]
fn an_account_that_cannot_pay_does_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		assert!(extrinsic(50, remark(), 900, 0).is_err());
		assert!(extrinsic(1, remark(), 900, WEALTH).is_err());
		assert_eq!(ledger().burned.sum(), 0);
	});
}

#[test]
fn the_payer_may_burn_all_else_that_it_has() {
	// What the fee takes is in no account while the call runs; the ledger is right all the same.
	ExtBuilder::default().build_and_execute(|| {
		let amount = WEALTH - 1_000 - EXISTENTIAL;
		assert_ok!(extrinsic(1, crate::Call::burn { amount }, 900, 0).unwrap());
		assert_eq!(free(1), EXISTENTIAL);
		let expected = BurnedTotals { fees: 200, calls: amount, ..Default::default() };
		assert_eq!(ledger().burned, expected);
	});
}

#[test]
fn a_payer_that_dies_in_the_call_leaves_nothing_uncounted() {
	ExtBuilder::default().build_and_execute(|| {
		let all = pallet_balances::Call::<Test>::transfer_all { dest: 2, keep_alive: false };
		assert_ok!(extrinsic(1, all, 900, 50).unwrap());
		assert_eq!(free(1), 0);
		assert_eq!(free(2), 2 * WEALTH - 1_050);
		assert_eq!((free(VALIDATORS), ledger().burned.sum()), (850, 200));
	});
}

#[test]
fn fees_handed_over_one_by_one_are_shared_too() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Emission::burn(signed(1), 1_000));
		let take = |amount| {
			Balances::withdraw(
				&1,
				amount,
				frame_support::traits::tokens::Precision::Exact,
				frame_support::traits::tokens::Preservation::Preserve,
				frame_support::traits::tokens::Fortitude::Polite,
			)
			.unwrap()
		};
		FeeSplit::<Test>::on_unbalanced(take(1_000));
		assert_eq!((free(VALIDATORS), ledger().burned.fees), (800, 200));
		FeeSplit::<Test>::on_unbalanced(take(0));
		FeeSplit::<Test>::on_unbalanceds(core::iter::empty());
		FeeSplit::<Test>::on_unbalanceds([take(1_000), take(150), take(50)].into_iter());
		assert_eq!((free(VALIDATORS), ledger().burned.fees, free(AUTHOR)), (1_600, 400, 200));
	});
}
