//! Operators join, and add to their stake.

use super::*;

#[test]
fn join_works() {
	three(sealed()).build_and_execute(|| {
		assert_ok!(Registry::join(signed(D), 0, 2_000));
		let event = Event::OperatorJoined {
			service: 0,
			operator: who(D),
			registration: 3,
			stake: 2_000,
			standing: Standing::Serving,
		};
		assert_eq!(events(), [event]);
		assert_eq!((held(HoldReason::Stake, D), free(D)), (2_000, WEALTH - 2_000));
		// Those with more stake come first, and among equals those who were first.
		assert_eq!(roster(), [D, A, B, C].map(who));
		assert_eq!(service(0).operators, 4);
	});
}

#[test]
fn join_works_on_several_services() {
	three(sealed()).build_and_execute(|| {
		assert_ok!(register(listing(), Admission::Open, sealed()));
		assert_ok!(Registry::join(signed(A), 1, 300));
		assert_eq!(held(HoldReason::Stake, A), STAKE + 300);
	});
}

#[test]
fn join_fails_when_it_must() {
	three(sealed()).build_and_execute(|| {
		assert_noop!(Registry::join(signed(D), 9, STAKE), Error::<Test>::ServiceNotFound);
		assert_noop!(Registry::join(signed(A), 0, STAKE), Error::<Test>::OperatorExists);
		assert_noop!(Registry::join(signed(D), 0, 99), Error::<Test>::StakeTooLow);
		for stake in [WEALTH, Balance::MAX] {
			let poor = Registry::join(signed(D), 0, stake);
			assert_noop!(poor, Error::<Test>::InsufficientBalance);
		}
		assert_ok!(Registry::join(signed(D), 0, 100));
		// Who leaves is there until it has withdrawn.
		assert_ok!(Registry::leave(signed(D), 0));
		assert_noop!(Registry::join(signed(D), 0, STAKE), Error::<Test>::OperatorExists);
	});
}

#[test]
fn join_fails_when_there_is_no_room() {
	ExtBuilder::default().service(sealed()).operators(MAX_OPERATORS as u8).build_and_execute(
		|| {
			let late = OPERATORS + MAX_OPERATORS as u8;
			let full = Registry::join(signed(late), 0, WEALTH / 2);
			assert_noop!(full, Error::<Test>::TooManyOperators);
			assert_ok!(Registry::leave(signed(A), 0));
			assert_ok!(Registry::join(signed(late), 0, STAKE));
		},
	);
}

#[test]
fn add_stake_works() {
	three(sealed()).build_and_execute(|| {
		assert_ok!(Registry::add_stake(signed(C), 0, 1));
		let event = Event::StakeAdded {
			service: 0,
			operator: who(C),
			stake: STAKE + 1,
			standing: Standing::Serving,
		};
		assert_eq!(events(), [event]);
		assert_eq!(roster(), [C, A, B].map(who));
		assert_eq!(held(HoldReason::Stake, C), STAKE + 1);
	});
}

#[test]
fn add_stake_fails_when_it_must() {
	three(sealed()).build_and_execute(|| {
		assert_noop!(Registry::add_stake(signed(A), 0, 0), Error::<Test>::AmountTooSmall);
		assert_noop!(Registry::add_stake(signed(A), 9, 1), Error::<Test>::ServiceNotFound);
		assert_noop!(Registry::add_stake(signed(D), 0, 1), Error::<Test>::OperatorNotFound);
		let rich = Registry::add_stake(signed(A), 0, WEALTH);
		assert_noop!(rich, Error::<Test>::InsufficientBalance);
		assert_noop!(Registry::add_stake(signed(A), 0, Balance::MAX), Error::<Test>::Overflow);
		assert_ok!(Registry::leave(signed(A), 0));
		assert_noop!(Registry::add_stake(signed(A), 0, 1), Error::<Test>::OperatorLeaving);
	});
}

#[test]
fn add_stake_brings_a_benched_operator_back() {
	three(reported()).build_and_execute(|| {
		conditions(|terms| terms.slashes.silence = percent(95));
		let request = ask();
		report(request, &[(A, number(1)), (B, number(1))]);
		run_over(request);
		let _ = finalize(request);
		assert_eq!((operator(C).standing, operator(C).stake), (Standing::Benched, 50));
		assert_eq!(roster(), [A, B].map(who));
		assert_ok!(Registry::add_stake(signed(C), 0, 49));
		assert_eq!(operator(C).standing, Standing::Benched);
		assert_ok!(Registry::add_stake(signed(C), 0, 1));
		assert_eq!(operator(C).standing, Standing::Serving);
		assert_eq!(roster(), [A, B, C].map(who));
	});
}
