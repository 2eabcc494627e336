//! Anyone burns what is theirs.

use super::*;
use frame_support::traits::fungible::MutateHold;

#[test]
fn burn_works() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Emission::burn(signed(1), 1_000));
		assert_eq!(events(), [Event::Burned { who: 1, amount: 1_000 }]);
		assert_eq!(free(1), WEALTH - 1_000);
		assert_eq!(Balances::total_issuance(), GENESIS - 1_000);
		assert_eq!(ledger().burned, BurnedTotals { calls: 1_000, ..Default::default() });
	});
}

#[test]
fn burn_keeps_the_account_alive() {
	ExtBuilder::default().build_and_execute(|| {
		let most = WEALTH - EXISTENTIAL;
		assert_noop!(Emission::burn(signed(1), most + 1), Error::<Test>::BurnAboveBalance);
		assert_ok!(Emission::burn(signed(1), most));
		assert_eq!(free(1), EXISTENTIAL);
	});
}

#[test]
fn burn_fails_when_it_is_above_the_balance() {
	ExtBuilder::default().build_and_execute(|| {
		for amount in [WEALTH, WEALTH + 1, Balance::MAX] {
			let above = Emission::burn(signed(1), amount);
			assert_noop!(above, Error::<Test>::BurnAboveBalance);
		}
		assert_noop!(Emission::burn(signed(50), 1), Error::<Test>::BurnAboveBalance);
	});
}

#[test]
fn burn_fails_when_it_is_on_hold() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Emission::deposit_fuel(signed(1), WEALTH - 1_000));
		assert_noop!(Emission::burn(signed(1), 1_000), Error::<Test>::BurnAboveBalance);
		assert_ok!(Emission::burn(signed(1), 900));
		assert!(Balances::hold(&HoldReason::Fuel.into(), &1, 1).is_err());
	});
}

#[test]
fn burn_fails_when_it_is_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Emission::burn(signed(1), 0), Error::<Test>::ZeroAmount);
	});
}

#[test]
fn burn_fails_when_nobody_has_signed() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), root()] {
			assert_noop!(Emission::burn(origin, 1), BadOrigin);
		}
	});
}
