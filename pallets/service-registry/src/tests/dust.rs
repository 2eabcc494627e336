//! Accounts that are too poor to be paid, or to exist, hold up nobody.

use super::*;

#[test]
fn a_payee_that_cannot_take_its_part_leaves_it_to_the_treasury() {
	// An account that does not exist, and a share that does not make it exist.
	let rules = Rules { developer: who(61), ..reported() };
	three(rules).build_and_execute(|| {
		Least::set(101);
		let request = ask();
		report(request, &[(A, number(1)), (B, number(1)), (C, number(1))]);
		events();
		let gained = gains([OWNER, 61, TREASURY, A], || {
			assert_eq!(finalize(request), Ok(number(1)));
		});
		assert_eq!(gained, [200, 0, 252, 166]);
		let events = events();
		let Event::Paid { developer, treasury, .. } = &events[0] else { panic!("{events:?}") };
		assert_eq!((*developer, *treasury), (0, 252));
		Least::set(100);
		let request = ask();
		report(request, &[(A, number(1)), (B, number(1)), (C, number(1))]);
		assert_eq!(gains([61], || assert!(finalize(request).is_ok())), [100]);
	});
}

#[test]
fn a_consumer_that_cannot_take_its_fee_back_leaves_it_to_the_treasury() {
	three(reported()).build_and_execute(|| {
		let request = ask();
		// Something has taken all that it had beside the fee, and more is needed to exist.
		frame_system::Account::<Test>::mutate(who(CONSUMER), |account| account.data.free = 0);
		Least::set(PRICE + 1);
		run_over(request);
		events();
		let gained = gains([CONSUMER, TREASURY], || {
			assert_eq!(finalize(request), Err(NoResult::TooFew));
		});
		assert_eq!(gained, [0, PRICE as i128]);
		assert_eq!(held(HoldReason::Fee, CONSUMER), 0);
		let refunded = Event::Refunded { service: 0, consumer: who(CONSUMER), amount: 0 };
		assert_eq!(events()[0], refunded);
	});
}

#[test]
fn an_operator_that_has_lost_its_account_is_slashed_and_withdrawn() {
	three(reported()).build_and_execute(|| {
		let request = ask();
		frame_system::Account::<Test>::mutate(who(C), |account| account.data.free = 0);
		Least::set(STAKE + 1);
		report(request, &[(A, number(1)), (B, number(1)), (C, number(99))]);
		let gained = gains([SLASHED], || assert_eq!(finalize(request), Ok(number(1))));
		assert_eq!(gained, [200]);
		assert_ok!(Registry::leave(signed(C), 0));
		run_for(DELAY);
		events();
		assert_eq!(
			gains([C, TREASURY], || {
				assert_ok!(Registry::withdraw_stake(signed(WATCHER), 0, who(C)));
			}),
			[0, 800]
		);
		let event = Event::StakeWithdrawn { service: 0, operator: who(C), amount: 0 };
		assert_eq!(events(), [event]);
	});
}

#[test]
fn the_least_price_is_shared_out_to_the_planck() {
	let rules = Rules { pricing: Pricing::PerCall { price: 10 }, ..reported() };
	three(rules).build_and_execute(|| {
		let request = ask();
		report(request, &[(A, number(1)), (B, number(1)), (C, number(1))]);
		let before = issuance();
		let gained = gains([OWNER, DEVELOPER, A, B, C, TREASURY], || {
			assert_eq!(finalize(request), Ok(number(1)));
		});
		assert_eq!(gained, [2, 1, 1, 1, 1, 4]);
		assert_eq!(before, issuance());
	});
}
