//! The ledger, and what passes through it.

use super::*;
use codec::Encode;
use frame_support::traits::{
	fungible::Balanced,
	tokens::{Fortitude, Precision, Preservation},
	Contains, OnUnbalanced,
};

#[test]
fn dust_is_counted() {
	ExtBuilder::default().build_and_execute(|| {
		let rest = EXISTENTIAL - 1;
		assert_ok!(Balances::transfer_allow_death(signed(1), 2, WEALTH - rest));
		assert_eq!(free(1), 0);
		assert_eq!(ledger().burned, BurnedTotals { dust: rest, ..Default::default() });
		assert_eq!(Balances::total_issuance(), GENESIS - rest);
	});
}

#[test]
fn slashes_are_counted() {
	ExtBuilder::default().build_and_execute(|| {
		slash(1, 1_000);
		assert_eq!(ledger().burned, BurnedTotals { slashes: 1_000, ..Default::default() });
		// A slash that leaves dust.
		slash(2, WEALTH - 1);
		let expected = BurnedTotals { slashes: WEALTH + 999, dust: 1, ..Default::default() };
		assert_eq!(ledger().burned, expected);
		slash(2, 1);
		assert_eq!(ledger().burned, expected);
	});
}

#[test]
fn every_cause_has_its_total() {
	ExtBuilder::default().build_and_execute(|| {
		fn burn<Cause: causes::Cause>(amount: Balance) {
			let credit = <Balances as frame_support::traits::fungible::Balanced<_>>::withdraw(
				&1,
				amount,
				frame_support::traits::tokens::Precision::Exact,
				frame_support::traits::tokens::Preservation::Preserve,
				frame_support::traits::tokens::Fortitude::Polite,
			);
			Burned::<Test, Cause>::on_unbalanced(credit.unwrap());
		}
		burn::<causes::Dust>(1);
		burn::<causes::Slashes>(20);
		burn::<causes::Expired>(300);
		burn::<causes::Services>(4_000);
		burn::<causes::Rentals>(50_000);
		burn::<causes::Rentals>(0);
		let expected = BurnedTotals {
			dust: 1,
			slashes: 20,
			expired: 300,
			services: 4_000,
			rentals: 50_000,
			..Default::default()
		};
		assert_eq!(ledger().burned, expected);
		assert_eq!(expected.sum(), 54_321);
	});
}

#[test]
fn totals_are_kept_apart() {
	for (number, cause) in BurnCause::ALL.iter().enumerate() {
		let mut totals = BurnedTotals::default();
		totals.add(*cause, 7);
		totals.add(*cause, 1);
		assert_eq!(totals.sum(), 8);
		let of: Vec<_> = BurnCause::ALL.iter().map(|other| totals.of(*other)).collect();
		assert_eq!(of.iter().position(|total| *total == 8), Some(number));
		// The index is the place in the layout.
		assert_eq!(cause.encode(), [number as u8]);
		assert_eq!(totals.encode()[16 * number], 8);
	}
	for (number, cause) in MintCause::ALL.iter().enumerate() {
		let mut totals = MintedTotals::default();
		totals.add(*cause, 8);
		assert_eq!((totals.sum(), totals.of(*cause)), (8, 8));
		assert_eq!(totals.encode()[16 * number], 8);
		assert_eq!(totals.scheduled(), if *cause == MintCause::Other { 0 } else { 8 });
	}
}

#[test]
fn calls_that_burn_past_the_ledger_are_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let refused = [
			pallet_balances::Call::<Test>::burn { value: 1, keep_alive: true },
			pallet_balances::Call::force_set_balance { who: 1, new_free: 1 },
			pallet_balances::Call::force_adjust_total_issuance {
				direction: pallet_balances::AdjustmentDirection::Decrease,
				delta: 1,
			},
		];
		for call in refused {
			assert!(!NothingPastTheLedger::contains(&call.clone().into()));
			let outcome = extrinsic(1, call, 0, 0).unwrap();
			assert_eq!(outcome, Err(frame_system::Error::<Test>::CallFiltered.into()));
		}
	});
}

#[test]
fn reconcile_works() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Balances::force_set_balance(root(), 1, WEALTH + 500));
		assert!(Emission::do_try_state().is_err());
		assert_ok!(Emission::reconcile(root()));
		assert_eq!(events(), [Event::Reconciled { minted: 500, burned: 0 }]);
		check();
		assert_ok!(Balances::force_set_balance(root(), 1, WEALTH));
		assert_ok!(Emission::reconcile(root()));
		assert_eq!(events(), [Event::Reconciled { minted: 0, burned: 500 }]);
		assert_eq!((ledger().minted.other, ledger().burned.other), (500, 500));
	});
}

#[test]
fn reconcile_fails_when_the_ledger_is_right() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Emission::reconcile(root()), Error::<Test>::NothingToReconcile);
	});
}

#[test]
fn reconcile_fails_when_the_origin_is_another() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Balances::force_set_balance(root(), 1, WEALTH + 500));
		for origin in [RuntimeOrigin::none(), signed(1)] {
			assert_noop!(Emission::reconcile(origin), BadOrigin);
		}
		assert_ok!(Emission::reconcile(root()));
	});
}

#[test]
fn drift_that_was_there_is_not_taken_for_what_a_sink_drops() {
	for wealth in [WEALTH + 1_000_000, WEALTH - 1_000_000] {
		ExtBuilder::default().build_and_execute(|| {
			assert_ok!(Balances::force_set_balance(root(), 1, wealth));
			// 9 000 planck for the sinks, all of which can take them.
			end_block();
			assert_eq!(ledger().burned, BurnedTotals { share: 1_000, ..Default::default() });
			assert_ok!(Emission::reconcile(root()));
		});
	}
}

#[test]
fn what_another_pallets_sink_drops_is_counted() {
	ExtBuilder::default().build_and_execute(|| {
		type Sink = Placed<Test, TreasuryOf<Test>>;
		let take = |amount| {
			let (rule, force) = (Preservation::Expendable, Fortitude::Polite);
			Balances::withdraw(&1, amount, Precision::Exact, rule, force).unwrap()
		};
		// Too little for an account.
		Sink::on_unbalanced(take(EXISTENTIAL - 1));
		assert_eq!((free(TREASURY), ledger().burned.unplaced), (0, EXISTENTIAL - 1));
		check();
		Sink::on_unbalanced(take(EXISTENTIAL));
		assert_eq!((free(TREASURY), ledger().burned.unplaced), (EXISTENTIAL, EXISTENTIAL - 1));
	});
}

#[test]
fn a_chain_that_adds_the_pallet_opens_the_ledger() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Balances::force_set_balance(root(), 1, 1_000_000));
		SupplyLedger::<Test>::kill();
		Emission::open_ledger();
		assert_eq!(ledger().genesis, Balances::total_issuance());
	});
}
