//! Operators leave, and withdraw their stake.

use super::*;

#[test]
fn leave_and_withdraw_stake_work() {
	three(sealed()).build_and_execute(|| {
		assert_ok!(Registry::leave(signed(B), 0));
		let until = 1 + DELAY;
		assert_eq!(events(), [Event::OperatorLeft { service: 0, operator: who(B), until }]);
		assert_eq!(roster(), [A, C].map(who));
		run_to_block(until - 1);
		let early = Registry::withdraw_stake(signed(WATCHER), 0, who(B));
		assert_noop!(early, Error::<Test>::StakeLocked);
		run_to_block(until);
		assert_ok!(Registry::withdraw_stake(signed(WATCHER), 0, who(B)));
		let event = Event::StakeWithdrawn { service: 0, operator: who(B), amount: STAKE };
		assert_eq!(events(), [event]);
		assert_eq!((free(B), held(HoldReason::Stake, B)), (WEALTH, 0));
		assert_eq!(Operators::<Test>::get(0, who(B)), None);
		assert_eq!(service(0).operators, 2);
	});
}

#[test]
fn leave_fails_when_it_must() {
	three(sealed()).build_and_execute(|| {
		assert_noop!(Registry::leave(signed(D), 0), Error::<Test>::OperatorNotFound);
		assert_ok!(Registry::leave(signed(A), 0));
		assert_noop!(Registry::leave(signed(A), 0), Error::<Test>::OperatorLeaving);
		let withdraw = |n| Registry::withdraw_stake(signed(n), 0, who(n));
		assert_noop!(withdraw(D), Error::<Test>::OperatorNotFound);
		assert_noop!(withdraw(B), Error::<Test>::OperatorNotLeaving);
	});
}

#[test]
fn stake_stays_while_a_request_refers_to_it() {
	three(reported()).build_and_execute(|| {
		let (first, second) = (ask(), ask());
		assert_eq!(operator(A).open, 2);
		for n in [A, B, C] {
			assert_ok!(Registry::leave(signed(n), 0));
		}
		run_for(DELAY);
		let withdraw = |n| Registry::withdraw_stake(signed(n), 0, who(n));
		assert_noop!(withdraw(A), Error::<Test>::StakeInUse);
		let _ = finalize(first);
		assert_noop!(withdraw(A), Error::<Test>::StakeInUse);
		let _ = finalize(second);
		assert_ok!(withdraw(A));
	});
}

#[test]
fn who_is_leaving_answers_what_it_was_asked_and_is_asked_no_more() {
	three(reported()).build_and_execute(|| {
		assert_ok!(Registry::join(signed(D), 0, STAKE));
		let request = ask();
		assert_ok!(Registry::leave(signed(D), 0));
		assert_eq!(question(ask()).panel.len(), 3);
		report(request, &[(A, number(1)), (B, number(1)), (C, number(1))]);
		run_over(request);
		events();
		// It is slashed for its silence on its way out.
		let _ = finalize(request);
		assert_eq!(operator(D).stake, STAKE - 100);
		run_for(DELAY);
		assert_ok!(Registry::withdraw_stake(signed(D), 0, who(D)));
		assert_eq!((free(D), held(HoldReason::Stake, D)), (WEALTH - 100, 0));
	});
}

#[test]
fn who_comes_back_inherits_nothing() {
	three(sealed()).build_and_execute(|| {
		let request = ask();
		answer_sealed(request, &[(A, number(1)), (B, number(2)), (C, number(99))]);
		assert_eq!(finalize(request), Ok(number(2)));
		let before = operator(C);
		assert_eq!(before.reputation.total, 200);
		assert_ok!(Registry::leave(signed(C), 0));
		run_for(DELAY);
		assert_ok!(Registry::withdraw_stake(signed(C), 0, who(C)));
		assert_ok!(Registry::join(signed(C), 0, STAKE));
		let after = operator(C);
		assert_ne!(after.registration, before.registration);
		assert_eq!(after.reputation, Reputation::default());
		assert_eq!((after.stake, after.open, after.shortfall), (STAKE, 0, 0));
	});
}
