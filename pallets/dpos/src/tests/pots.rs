//! What comes in, and where it waits.

use super::*;
use frame_support::traits::{fungible::Balanced, OnUnbalanced};

#[test]
fn pot_takes_what_comes_in_during_its_era() {
	even().build_and_execute(|| {
		let before = Balances::total_issuance();
		fund(100);
		run_to_block(ERA - 1);
		fund(20);
		next_block();
		fund(3);
		fund(0);
		assert_eq!((era(0).pot, era(1).pot), (120, 3));
		assert_eq!(held(HoldReason::Rewards, pot()), 123);
		assert_eq!(free(pot()), EXISTENTIAL);
		assert_eq!(Balances::total_issuance(), before + 123);
	});
}

#[test]
fn expired_pot_goes_on_to_the_current_one() {
	even().build_and_execute(|| {
		fund(900);
		run_to_era(1);
		fund(50);
		run_to_era(4);
		pay(0, 1);
		run_to_block(ERA * u64::from(HISTORY) - 1);
		events();
		next_block();
		assert_eq!(
			events(),
			[
				Event::PotExpired { era: 0, amount: 600 },
				Event::EraBegun { era: HISTORY, validators: 3 }
			]
		);
		assert_eq!(era(HISTORY).pot, 600);
		assert_eq!(held(HoldReason::Rewards, pot()), 950);
		// It is paid in the end.
		run_to_era(HISTORY + 2);
		for validator in 1..=3 {
			for era in 3..=5 {
				pay(era, validator);
			}
		}
		let paid: Balance = (1..=3).map(|who| claimed(who, who)).sum();
		assert_eq!(paid, 300 + 600);
		assert_eq!(era(6).pot, 50);
		assert_eq!(held(HoldReason::Rewards, pot()), 50);
	});
}

#[test]
fn what_has_added_up_when_an_era_ends_is_in_its_pot() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_era(1);
		Accrued::set(700);
		run_to_session(Session::current_index() + 1);
		assert_eq!((era(1).pot, Accrued::get()), (0, 700));
		run_to_era(2);
		assert_eq!((era(1).pot, era(2).pot, Accrued::get()), (700, 0, 0));
	});
}

#[test]
fn pot_account_must_be_open() {
	sp_io::TestExternalities::default().execute_with(|| {
		// What it cannot take is burned.
		EraPot::<Test>::on_unbalanced(Balances::issue(100));
		assert_eq!((Balances::total_issuance(), era(0).pot), (0, 0));
		assert_ok!(Dpos::open_pot_account());
		assert_eq!(free(pot()), EXISTENTIAL);
		EraPot::<Test>::on_unbalanced(Balances::issue(100));
		assert_eq!((era(0).pot, held(HoldReason::Rewards, pot())), (100, 100));
		// Opening it again costs nothing.
		assert_ok!(Dpos::open_pot_account());
		assert_eq!(Balances::total_issuance(), EXISTENTIAL + 100);
		Dpos::do_try_state().unwrap();
	});
}
