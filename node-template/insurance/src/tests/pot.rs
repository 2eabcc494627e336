//! What goes into the pot, and out of it.

use super::*;
use sp_runtime::TokenError;

#[test]
fn fund_works() {
	ExtBuilder::default().build_and_execute(|| {
		// The first to do so keeps the account alive.
		let gained = gains([INSURER], || ok(Insurance::fund(signed(INSURER), 7)));
		assert_eq!(gained, [-7 - EXISTENTIAL as i128]);
		let gained = gains([FARMER], || ok(Insurance::fund(signed(FARMER), 1_000)));
		assert_eq!(gained, [-1_000]);
		assert_eq!((Pot::<Test>::get(), held()), (1_007, 1_007));
		let funded = |n, amount| Event::Funded { who: who(n), amount };
		assert_eq!(events(), [funded(INSURER, 7), funded(FARMER, 1_000)]);
	});
}

#[test]
fn fund_fails_when_nothing_is_given_or_it_is_not_there() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Insurance::fund(signed(INSURER), 0), Error::<Test>::ZeroAmount);
		assert_noop!(Insurance::fund(signed(NOBODY), 1), TokenError::FundsUnavailable);
		// The account stays alive.
		let all = WEALTH - EXISTENTIAL;
		assert_noop!(Insurance::fund(signed(INSURER), all), TokenError::NotExpendable);
		assert_noop!(Insurance::fund(signed(INSURER), Balance::MAX), Error::<Test>::Overflow);
		assert_ok!(Insurance::fund(signed(INSURER), all - EXISTENTIAL));
		assert_noop!(Insurance::fund(signed(FARMER), Balance::MAX), Error::<Test>::Overflow);
	});
}

#[test]
fn gifts_to_the_account_are_not_the_pot() {
	ready().build_and_execute(|| {
		assert_ok!(Balances::mint_into(&Insurance::pot_account(), 5_000));
		assert_eq!((Pot::<Test>::get(), held(), Insurance::spare()), (100_000, 100_000, 100_000));
		assert_ok!(Insurance::fund(signed(INSURER), 1));
		assert_eq!(Pot::<Test>::get(), 100_001);
	});
}

#[test]
fn a_gift_below_the_existential_deposit_is_made_up_for() {
	ExtBuilder::default().build_and_execute(|| {
		// Nobody can make such an account; but the pot's may be left with so little.
		assert_ok!(Insurance::fund(signed(INSURER), 1));
		assert_ok!(Insurance::withdraw(manager(), who(INSURER), 1));
		assert_eq!((Pot::<Test>::get(), held()), (0, 0));
		let gained = gains([INSURER], || ok(Insurance::fund(signed(INSURER), 50)));
		assert_eq!((gained, held()), ([-50], 50));
	});
}

#[test]
fn withdraw_works() {
	ready().build_and_execute(|| {
		insure(FARMER, 0, SUM);
		events();
		// Half of the sum has to stay.
		let spare = 100_000 + 2_000 - SUM / 2;
		assert_eq!(Insurance::spare(), spare);
		assert_noop!(
			Insurance::withdraw(manager(), who(NOBODY), spare + 1),
			Error::<Test>::NothingToSpare
		);
		assert_ok!(Insurance::withdraw(manager(), who(NOBODY), spare));
		assert_eq!((Pot::<Test>::get(), free(NOBODY)), (SUM / 2, spare));
		assert_eq!(events(), [Event::Withdrawn { to: who(NOBODY), amount: spare }]);
		assert_noop!(Insurance::withdraw(manager(), who(NOBODY), 1), Error::<Test>::NothingToSpare);
	});
}

#[test]
fn withdraw_fails_when_it_is_nothing_or_not_the_manager() {
	ready().build_and_execute(|| {
		assert_noop!(Insurance::withdraw(manager(), who(1), 0), Error::<Test>::ZeroAmount);
		assert_noop!(
			Insurance::withdraw(signed(INSURER), who(INSURER), 1),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn withdraw_fails_when_it_is_too_little_for_an_account() {
	ready().build_and_execute(|| {
		assert_noop!(
			Insurance::withdraw(manager(), who(NOBODY), EXISTENTIAL - 1),
			TokenError::CannotCreate
		);
	});
}
