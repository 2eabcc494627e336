//! Fuel is deposited, burns, and is withdrawn.

use super::*;
use frame_support::traits::Contains;
use proptest::prelude::*;

fn deposit(who: AccountId, amount: Balance) {
	assert_ok!(Emission::deposit_fuel(signed(who), amount));
}

fn settle(who: AccountId) {
	assert_ok!(Emission::burn_fuel(signed(9), who));
}

#[test]
fn deposit_fuel_works() {
	ExtBuilder::default().build_and_execute(|| {
		deposit(1, 10_000);
		let expected = Event::FuelDeposited { who: 1, amount: 10_000, left: 10_000, until: 101 };
		assert_eq!(events(), [expected]);
		assert_eq!((free(1), held(1)), (WEALTH - 10_000, 10_000));
	});
}

#[test]
fn fuel_burns_linearly() {
	ExtBuilder::default().schedule(Schedule::Fixed).build_and_execute(|| {
		deposit(1, 10_000);
		// The treasury's account is open.
		assert_ok!(Balances::transfer_allow_death(signed(2), TREASURY, 1_000));
		run_to_block(26);
		events();
		settle(1);
		assert_eq!(events(), [Event::FuelBurned { who: 1, burned: 2_375, foundation: 125 }]);
		assert_eq!((held(1), free(TREASURY)), (7_500, 1_125));
		assert_eq!(ledger().burned, BurnedTotals { fuel: 2_375, ..Default::default() });
		run_to_block(101);
		settle(1);
		assert_eq!(held(1), 0);
		assert_eq!(free(TREASURY), 1_500);
		assert_eq!(ledger().burned, BurnedTotals { fuel: 9_500, ..Default::default() });
		assert_eq!(Fuels::<Test>::get(1), None);
		assert_eq!(free(1), WEALTH - 10_000);
	});
}

#[test]
fn what_the_treasury_cannot_take_is_burned_too() {
	ExtBuilder::default().schedule(Schedule::Fixed).build_and_execute(|| {
		deposit(1, 10_000);
		run_to_block(11);
		events();
		settle(1);
		// 50 planck do not open its account.
		assert_eq!(events(), [Event::FuelBurned { who: 1, burned: 950, foundation: 50 }]);
		let expected = BurnedTotals { fuel: 950, unplaced: 50, ..Default::default() };
		assert_eq!(ledger().burned, expected);
		assert_eq!(Balances::total_issuance(), GENESIS - 1_000);
	});
}

#[test]
fn deposit_fuel_settles_what_has_burned() {
	ExtBuilder::default().schedule(Schedule::Fixed).build_and_execute(|| {
		deposit(1, 10_000);
		run_to_block(51);
		events();
		// 5 000 that burn in 50 blocks, and 5 000 in 100: all of it in 75.
		deposit(1, 5_000);
		let expected = [
			Event::FuelBurned { who: 1, burned: 4_750, foundation: 250 },
			Event::FuelDeposited { who: 1, amount: 5_000, left: 10_000, until: 126 },
		];
		assert_eq!(events(), expected);
		assert_eq!(held(1), 10_000);
	});
}

#[test]
fn small_deposits_buy_no_time() {
	ExtBuilder::default().schedule(Schedule::Fixed).build_and_execute(|| {
		deposit(1, 1_000_000);
		for block in 2..101 {
			run_to_block(block);
			deposit(1, 1);
		}
		run_to_block(102);
		settle(1);
		// As if each had been left alone, but for rounding.
		assert!(held(1) <= 100, "{} left", held(1));
	});
}

#[test]
fn withdraw_fuel_works() {
	ExtBuilder::default().schedule(Schedule::Fixed).build_and_execute(|| {
		deposit(1, 10_000);
		run_to_block(31);
		events();
		assert_ok!(Emission::withdraw_fuel(signed(1)));
		let expected = [
			Event::FuelBurned { who: 1, burned: 2_850, foundation: 150 },
			Event::FuelWithdrawn { who: 1, amount: 7_000 },
		];
		assert_eq!(events(), expected);
		assert_eq!((free(1), held(1)), (WEALTH - 3_000, 0));
		assert_eq!(Fuels::<Test>::get(1), None);
	});
}

#[test]
fn withdraw_fuel_works_when_all_of_it_has_burned() {
	ExtBuilder::default().schedule(Schedule::Fixed).build_and_execute(|| {
		deposit(1, 10_000);
		run_to_block(200);
		events();
		assert_ok!(Emission::withdraw_fuel(signed(1)));
		let expected = [
			Event::FuelBurned { who: 1, burned: 9_500, foundation: 500 },
			Event::FuelWithdrawn { who: 1, amount: 0 },
		];
		assert_eq!(events(), expected);
		assert_noop!(Emission::withdraw_fuel(signed(1)), Error::<Test>::FuelNotFound);
	});
}

#[test]
fn withdraw_fuel_fails_when_it_is_locked() {
	ExtBuilder::default().build_and_execute(|| {
		deposit(1, 10_000);
		run_to_block(10);
		assert_noop!(Emission::withdraw_fuel(signed(1)), Error::<Test>::FuelLocked);
		// A deposit locks all of it again.
		deposit(1, 1);
		run_to_block(19);
		assert_noop!(Emission::withdraw_fuel(signed(1)), Error::<Test>::FuelLocked);
		next_block();
		assert_ok!(Emission::withdraw_fuel(signed(1)));
	});
}

#[test]
fn fuel_calls_fail_when_there_is_none() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Emission::withdraw_fuel(signed(1)), Error::<Test>::FuelNotFound);
		assert_noop!(Emission::burn_fuel(signed(2), 1), Error::<Test>::FuelNotFound);
	});
}

#[test]
fn burn_fuel_fails_when_none_has_burned() {
	ExtBuilder::default().build_and_execute(|| {
		deposit(1, 10_000);
		assert_noop!(Emission::burn_fuel(signed(2), 1), Error::<Test>::NothingToBurn);
		next_block();
		settle(1);
		assert_noop!(Emission::burn_fuel(signed(2), 1), Error::<Test>::NothingToBurn);
	});
}

#[test]
fn deposit_fuel_fails_when_it_is_too_little() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Emission::deposit_fuel(signed(1), 0), Error::<Test>::ZeroAmount);
		assert_noop!(Emission::deposit_fuel(signed(1), 999), Error::<Test>::FuelTooLow);
		deposit(1, 1_000);
		run_to_block(51);
		// 500 are left.
		assert_noop!(Emission::deposit_fuel(signed(1), 499), Error::<Test>::FuelTooLow);
		deposit(1, 500);
	});
}

#[test]
fn deposit_fuel_fails_when_the_balance_is_too_small() {
	ExtBuilder::default().build_and_execute(|| {
		for amount in [WEALTH - EXISTENTIAL + 1, WEALTH, Balance::MAX] {
			let above = Emission::deposit_fuel(signed(1), amount);
			assert_noop!(above, Error::<Test>::InsufficientBalance);
		}
		deposit(1, WEALTH - EXISTENTIAL);
	});
}

#[test]
fn deposit_fuel_fails_when_the_dates_overflow() {
	ExtBuilder::default().build_and_execute(|| {
		Terms::set(Some(FuelTerms { duration: u64::MAX, ..terms() }));
		assert_noop!(Emission::deposit_fuel(signed(1), 1_000), Error::<Test>::Overflow);
		Terms::set(Some(FuelTerms { lock: u64::MAX, ..terms() }));
		assert_noop!(Emission::deposit_fuel(signed(1), 1_000), Error::<Test>::Overflow);
	});
}

#[test]
fn fuel_calls_fail_when_the_runtime_takes_none() {
	ExtBuilder::default().build_and_execute(|| {
		Terms::set(None);
		assert_noop!(Emission::deposit_fuel(signed(1), 1_000), Error::<Test>::FuelDisabled);
		assert_noop!(Emission::burn_fuel(signed(1), 1), Error::<Test>::FuelDisabled);
		assert_noop!(Emission::withdraw_fuel(signed(1)), Error::<Test>::FuelDisabled);
		assert!(Emission::has_fuel(&1), "nobody needs any");
	});
}

#[test]
fn fuel_can_be_withdrawn_once_the_runtime_takes_no_more() {
	ExtBuilder::default().schedule(Schedule::Fixed).build_and_execute(|| {
		deposit(1, 10_000);
		run_to_block(6);
		Terms::set(None);
		events();
		// No lock, and nothing for the foundation any more.
		assert_ok!(Emission::withdraw_fuel(signed(1)));
		let expected = [
			Event::FuelBurned { who: 1, burned: 500, foundation: 0 },
			Event::FuelWithdrawn { who: 1, amount: 9_500 },
		];
		assert_eq!(events(), expected);
	});
}

#[test]
fn fuel_calls_fail_when_nobody_has_signed() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), root()] {
			assert_noop!(Emission::deposit_fuel(origin.clone(), 1_000), BadOrigin);
			assert_noop!(Emission::burn_fuel(origin.clone(), 1), BadOrigin);
			assert_noop!(Emission::withdraw_fuel(origin), BadOrigin);
		}
	});
}

#[test]
fn has_fuel_is_true_until_it_has_burned() {
	ExtBuilder::default().build_and_execute(|| {
		assert!(!Fuelled::<Test>::contains(&1));
		deposit(1, 10_000);
		for block in [1, 50, 100] {
			run_to_block(block);
			assert!(Fuelled::<Test>::contains(&1), "block {block}");
		}
		run_to_block(101);
		// Settled or not.
		assert!(!Fuelled::<Test>::contains(&1));
		settle(1);
		assert!(!Fuelled::<Test>::contains(&1));
	});
}

#[test]
fn an_account_of_fuel_only_can_be_settled() {
	ExtBuilder::default().schedule(Schedule::Fixed).build_and_execute(|| {
		deposit(1, WEALTH - EXISTENTIAL);
		run_to_block(200);
		settle(1);
		assert_eq!(free(1), EXISTENTIAL);
		// And it can leave.
		assert_ok!(Balances::transfer_all(signed(1), 2, false));
		assert_eq!(free(1), 0);
	});
}

fn lot(amount: Balance, duration: u64) -> Fuel {
	Fuel { amount, burned: 0, from: 0, until: duration, locked_until: 0 }
}

proptest! {
	#[test]
	fn many_settlements_burn_what_one_does(
		amount in 1..u128::MAX,
		duration in 1..10_000u64,
		mut blocks in prop::collection::vec(0..12_000u64, 1..20),
		share in 0..=1_000_000_000u32,
	) {
		blocks.sort();
		let share = Perbill::from_parts(share);
		let (mut often, mut once) = (lot(amount, duration), lot(amount, duration));
		let (mut burned, mut given) = (0, 0);
		for block in &blocks {
			prop_assert!(often.left_at(*block) <= often.left());
			let (more, part) = often.settle(*block, share);
			prop_assert!(part <= more);
			prop_assert_eq!(often.left_at(*block), often.left());
			burned += more;
			given += part;
		}
		let last = blocks[blocks.len() - 1];
		prop_assert_eq!(once.settle(last, share), (burned, given));
		prop_assert_eq!(once.left(), amount - burned);
		prop_assert_eq!(burned == amount, last >= duration || burned == amount);
		if last >= duration {
			prop_assert_eq!(burned, amount);
		}
		prop_assert_eq!(once.settle(last, share), (0, 0));
	}

	#[test]
	fn a_deposit_burns_no_later_than_each_part_would(
		old in 1..u64::MAX,
		new in 1..u64::MAX,
		duration in 1..1_000_000u64,
		elapsed in 0..1_000_000u64,
	) {
		let terms = FuelTerms { duration, ..terms() };
		let mut fuel = lot(old.into(), duration);
		fuel.settle(elapsed, Perbill::zero());
		let left = fuel.left();
		let until = fuel.until;
		fuel.add(elapsed, new.into(), &terms).unwrap();
		prop_assert_eq!(fuel.left(), left + u128::from(new));
		prop_assert!(fuel.until <= elapsed + duration);
		prop_assert!(fuel.until >= until.min(elapsed + duration) || left == 0);
		// By how much the old part may be late: its share of what is new.
		let late = fuel.until.saturating_sub(until.max(elapsed));
		prop_assert!(
			u128::from(late) * (left + u128::from(new)) <= u128::from(new) * u128::from(duration)
		);
	}
}
