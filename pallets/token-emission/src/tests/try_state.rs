//! Each invariant, broken on purpose, is caught by its check.

use super::*;
use frame_support::{
	assert_err,
	traits::{
		fungible::{Mutate, MutateHold},
		tokens::Precision,
	},
};

/// Breaks a healthy state, and expects `complaint`. In it schedules have changed, the cap has cut,
/// the gate has withheld, and two accounts have fuel.
fn caught(complaint: &'static str, breakage: impl FnOnce()) {
	ExtBuilder::default().mineable(50_000).build_and_execute(|| {
		assert_ok!(Emission::deposit_fuel(signed(1), 10_000));
		assert_ok!(Emission::deposit_fuel(signed(2), 20_000));
		run_to_block(3);
		Proved::set(false);
		next_block();
		Proved::set(true);
		assert_ok!(Emission::set_schedule(root(), halving(), Heights::Restart));
		run_to_block(8);
		assert_ok!(Emission::burn_fuel(signed(1), 1));
		assert!(progress().cut > 0 && progress().withheld > 0 && progress().former > 0);
		check();
		frame_support::storage::with_transaction(|| {
			breakage();
			assert_err!(Emission::do_try_state(), complaint);
			sp_runtime::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(()))
		})
		.unwrap();
	});
}

fn account(change: impl FnOnce(&mut Ledger)) {
	SupplyLedger::<Test>::mutate(change);
}

fn come(change: impl FnOnce(&mut Progress)) {
	CurrentProgress::<Test>::mutate(|progress| change(progress.as_mut().unwrap()));
}

fn fuel(change: impl FnOnce(&mut Fuel)) {
	Fuels::<Test>::mutate(1, |fuel| change(fuel.as_mut().unwrap()));
}

#[test]
fn an_issuance_that_is_not_the_ledgers_is_caught() {
	let complaint = "the ledger is not the total issuance";
	caught(complaint, || account(|ledger| ledger.burned.dust += 1));
	caught(complaint, || account(|ledger| ledger.minted.other += 1));
	caught(complaint, || account(|ledger| ledger.genesis -= 1));
	caught(complaint, || account(|ledger| ledger.burned.dust = Balance::MAX));
	caught(complaint, || {
		assert_ok!(Balances::mint_into(&1, 1));
	});
	caught(complaint, || {
		assert_ok!(Balances::burn(signed(1), 1, true));
	});
	caught(complaint, SupplyLedger::<Test>::kill);
}

#[test]
fn a_mint_that_is_not_the_schedules_is_caught() {
	let complaint = "the mint is not what schedules have released";
	// The ledger still adds up.
	caught(complaint, || {
		account(|ledger| {
			ledger.minted.validators += 1;
			ledger.burned.dust += 1;
		})
	});
	caught(complaint, || come(|progress| progress.withheld += 1));
	caught(complaint, || come(|progress| progress.cut -= 1));
	caught(complaint, || come(|progress| progress.due.treasury += 1));
	caught(complaint, || come(|progress| progress.due.burn = Balance::MAX));
	caught(complaint, || come(|progress| progress.former += 1));
	caught(complaint, || come(|progress| progress.base += 1));
	caught(complaint, || come(|progress| progress.cut = Balance::MAX));
	caught(complaint, || come(|progress| progress.former = Balance::MAX));
	caught(complaint, CurrentProgress::<Test>::kill);
}

#[test]
fn a_curve_that_is_not_the_schedules_is_caught() {
	let complaint = "the curve is not the schedule's";
	caught(complaint, || CurrentSchedule::<Test>::put(Schedule::Fixed));
	caught(complaint, || CurrentCurve::<Test>::put(Curve::Fixed));
	let invalid = Halving { reward: 1, period: 0, smooth: false };
	caught(complaint, || CurrentSchedule::<Test>::put(Schedule::Halving(invalid)));
}

#[test]
fn a_total_that_is_not_the_curves_is_caught() {
	let complaint = "the total so far is not the curve's";
	caught(complaint, || come(|progress| progress.height += 1));
	// Its drift is explained, as a sum that was kept wrongly would be.
	caught(complaint, || {
		come(|progress| {
			progress.released += 1;
			progress.cut += 1;
		})
	});
}

#[test]
fn a_share_that_was_not_burned_is_caught() {
	caught("a share to be burned was not", || {
		account(|ledger| {
			ledger.burned.share -= 1;
			ledger.burned.dust += 1;
		})
	});
}

#[test]
fn a_cap_that_is_passed_is_caught() {
	let complaint = "the cap is passed";
	caught(complaint, || MaxSupply::<Test>::put(GENESIS + 49_999));
	caught(complaint, MaxSupply::<Test>::kill);
	// What is due counts.
	caught(complaint, || {
		come(|progress| {
			progress.cut -= 1;
			progress.due.providers += 1;
		})
	});
}

#[test]
fn shares_that_are_not_whole_are_caught() {
	caught("the parts of the mint are not one", || {
		CurrentDistribution::<Test>::mutate(|distribution| distribution.burn = Perbill::zero())
	});
}

#[test]
fn a_burned_share_that_is_not_allowed_is_caught() {
	caught("too much of fees is burned", || BurnShare::<Test>::put(percent(81)));
}

#[test]
fn fuel_that_is_not_on_hold_is_caught() {
	let complaint = "fuel is not what is on hold";
	let reason = HoldReason::Fuel.into();
	caught(complaint, || fuel(|fuel| fuel.amount += 1));
	caught(complaint, || fuel(|fuel| fuel.burned += 1));
	caught(complaint, || {
		assert_ok!(Balances::hold(&reason, &1, 1));
	});
	caught(complaint, || {
		assert_ok!(Balances::release(&reason, &1, 1, Precision::Exact));
	});
	caught("more fuel has burned than there was", || fuel(|fuel| fuel.burned = fuel.amount + 1));
	caught("fuel without a record", || Fuels::<Test>::remove(1));
}

#[test]
fn a_record_of_no_fuel_is_caught() {
	caught("a record of no fuel", || Fuels::<Test>::insert(7, Fuel::new(1)));
}
