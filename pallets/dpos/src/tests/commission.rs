use super::*;
use frame_support::assert_noop;
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn set_commission_works() {
	even().build_and_execute(|| {
		run_to_era(1);
		events();
		assert_ok!(Dpos::set_commission(signed(1), percent(15)));
		assert_eq!(events(), [Event::CommissionSet { candidate: 1, commission: percent(15) }]);
		assert_eq!(candidate(1).commission, percent(15));
		// Down again, by the largest step, an era later.
		run_to_era(2);
		assert_ok!(Dpos::set_commission(signed(1), percent(10)));
	});
}

#[test]
fn set_commission_counts_from_the_next_seat_on() {
	even().delegated(30, 1, BOND).build_and_execute(|| {
		run_to_era(1);
		fund(1_000);
		assert_ok!(Dpos::set_commission(signed(1), percent(15)));
		run_to_era(2);
		fund(1_000);
		assert_eq!((seat(1, 1).commission, seat(2, 1).commission), (percent(10), percent(15)));
		run_to_era(4);
		assert_eq!((seat(1, 1).points, seat(2, 1).points), (3, 4));
		pay(0, 1);
		pay(1, 1);
		pay(2, 1);
		// Of 300 at 10 %, and of 400 at 15 %; half of the rest is the bond's.
		assert_eq!(claimed(1, 1), 30 + 135 + 60 + 170);
		assert_eq!(claimed(30, 1), 135 + 170);
	});
}

#[test]
fn set_commission_fails_when_it_was_set_in_this_era() {
	even().build_and_execute(|| {
		// With the registration.
		let again = Dpos::set_commission(signed(1), percent(11));
		assert_noop!(again, Error::<Test>::CommissionSet);
		run_to_era(1);
		assert_ok!(Dpos::set_commission(signed(1), percent(11)));
		let again = Dpos::set_commission(signed(1), percent(11));
		assert_noop!(again, Error::<Test>::CommissionSet);
	});
}

#[test]
fn set_commission_fails_when_the_step_is_too_large() {
	even().build_and_execute(|| {
		run_to_era(1);
		let (step, now) = (terms().commission_step.deconstruct(), percent(10).deconstruct());
		for far in [now + step + 1, now - step - 1] {
			let jump = Dpos::set_commission(signed(1), Perbill::from_parts(far));
			assert_noop!(jump, Error::<Test>::CommissionJump);
		}
		assert_ok!(Dpos::set_commission(signed(1), Perbill::from_parts(now - step)));
	});
}

#[test]
fn set_commission_fails_when_it_is_too_high() {
	even().build_and_execute(|| {
		run_to_era(1);
		Conditions::mutate(|terms| terms.max_commission = percent(12));
		assert_noop!(
			Dpos::set_commission(signed(1), percent(13)),
			Error::<Test>::CommissionTooHigh
		);
		assert_ok!(Dpos::set_commission(signed(1), percent(12)));
	});
}

#[test]
fn set_commission_fails_when_the_account_is_no_candidate() {
	even().build_and_execute(|| {
		let unknown = Dpos::set_commission(signed(5), percent(10));
		assert_noop!(unknown, Error::<Test>::CandidateNotFound);
	});
}

#[test]
fn set_commission_fails_when_nobody_has_signed() {
	even().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::set_commission(origin, percent(10)), BadOrigin);
		}
	});
}

#[test]
fn set_commission_comes_down_by_steps_when_the_limit_has() {
	even().build_and_execute(|| {
		run_to_era(1);
		Conditions::mutate(|terms| terms.max_commission = percent(2));
		assert_noop!(
			Dpos::set_commission(signed(1), percent(11)),
			Error::<Test>::CommissionTooHigh
		);
		assert_ok!(Dpos::set_commission(signed(1), percent(5)));
		assert_eq!(candidate(1).commission, percent(5));
	});
}
