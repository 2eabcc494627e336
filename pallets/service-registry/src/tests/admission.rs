//! Who serves: approval, dismissal, and election by stake.

use super::*;

fn approved() -> ExtBuilder {
	three(reported()).admission(Admission::Approved)
}

fn elected(seats: u32) -> ExtBuilder {
	three(reported()).admission(Admission::Elected { seats })
}

fn approve(n: u8) -> Result<(), DispatchError> {
	Registry::approve_operator(signed(OWNER), 0, who(n), operator(n).registration)
}

#[test]
fn approve_operator_works() {
	approved().build_and_execute(|| {
		assert_eq!(operator(A).standing, Standing::Pending);
		assert!(roster().is_empty());
		assert_ok!(approve(B));
		assert_eq!(events(), [Event::OperatorApproved { service: 0, operator: who(B) }]);
		assert_eq!(roster(), [who(B)]);
		// Who is not approved of is not asked.
		assert_ok!(approve(A));
		let asked = Registry::request(signed(CONSUMER), 0, 1, fingerprint(1), input(), None);
		assert_noop!(asked.map_err(|e| e.error), Error::<Test>::TooFewOperators);
		assert_ok!(approve(C));
		assert_eq!(question(ask()).panel.len(), 3);
	});
}

#[test]
fn approve_operator_fails_when_it_must() {
	approved().build_and_execute(|| {
		let approve_by =
			|by, n, registration| Registry::approve_operator(signed(by), 0, who(n), registration);
		assert_noop!(approve_by(A, A, 0), Error::<Test>::NotOwner);
		assert_noop!(approve_by(OWNER, D, 0), Error::<Test>::OperatorNotFound);
		assert_noop!(approve_by(OWNER, A, 1), Error::<Test>::RegistrationMismatch);
		assert_ok!(approve(A));
		assert_noop!(approve(A), Error::<Test>::OperatorNotPending);
		assert_ok!(Registry::leave(signed(B), 0));
		assert_noop!(approve(B), Error::<Test>::OperatorNotPending);
		assert_ok!(Registry::retire_service(signed(OWNER), 0));
		assert_noop!(approve(C), Error::<Test>::ServiceRetired);
	});
}

#[test]
fn approval_is_not_inherited() {
	approved().build_and_execute(|| {
		let before = operator(A).registration;
		assert_ok!(Registry::leave(signed(A), 0));
		run_for(DELAY);
		assert_ok!(Registry::withdraw_stake(signed(A), 0, who(A)));
		assert_ok!(Registry::join(signed(A), 0, STAKE));
		assert_eq!(operator(A).standing, Standing::Pending);
		let late = Registry::approve_operator(signed(OWNER), 0, who(A), before);
		assert_noop!(late, Error::<Test>::RegistrationMismatch);
	});
}

#[test]
fn approve_operator_fails_when_there_is_no_room() {
	let builder = ExtBuilder::default().service(reported()).admission(Admission::Approved);
	builder.operators(MAX_OPERATORS as u8 + 1).build_and_execute(|| {
		for n in OPERATORS..OPERATORS + MAX_OPERATORS as u8 {
			assert_ok!(approve(n));
		}
		let last = OPERATORS + MAX_OPERATORS as u8;
		assert_noop!(approve(last), Error::<Test>::TooManyOperators);
	});
}

#[test]
fn dismiss_operator_works() {
	approved().build_and_execute(|| {
		assert_ok!(approve(A));
		events();
		for n in [A, B] {
			let registration = operator(n).registration;
			assert_ok!(Registry::dismiss_operator(signed(OWNER), 0, who(n), registration));
		}
		let left = |n| Event::OperatorLeft { service: 0, operator: who(n), until: 1 + DELAY };
		assert_eq!(events(), [left(A), left(B)]);
		assert!(roster().is_empty());
	});
}

#[test]
fn dismiss_operator_fails_when_it_must() {
	approved().build_and_execute(|| {
		let dismiss =
			|by, n, registration| Registry::dismiss_operator(signed(by), 0, who(n), registration);
		assert_noop!(dismiss(B, A, 0), Error::<Test>::NotOwner);
		assert_noop!(dismiss(OWNER, D, 0), Error::<Test>::OperatorNotFound);
		assert_noop!(dismiss(OWNER, A, 7), Error::<Test>::RegistrationMismatch);
		assert_ok!(Registry::leave(signed(A), 0));
		assert_noop!(dismiss(OWNER, A, 0), Error::<Test>::OperatorLeaving);
	});
	three(reported()).build_and_execute(|| {
		let open = Registry::dismiss_operator(signed(OWNER), 0, who(A), 0);
		assert_noop!(open, Error::<Test>::NotDismissible);
	});
}

#[test]
fn those_with_the_most_stake_are_elected() {
	elected(3).build_and_execute(|| {
		assert_ok!(Registry::join(signed(D), 0, STAKE - 1));
		let asked = |request| -> Vec<_> {
			question(request).panel.into_iter().map(|seat| seat.operator).collect()
		};
		assert_eq!(asked(ask()), [A, B, C].map(who));
		assert_ok!(Registry::add_stake(signed(D), 0, 2));
		assert_eq!(asked(ask()), [D, A, B].map(who));
		// Who has just lost its seat still answers what it was asked.
		report(0, &[(A, number(1)), (B, number(1)), (C, number(1))]);
		assert_eq!(finalize(0), Ok(number(1)));
		let refused = Registry::report(signed(WATCHER), 1, reports(1, &[(C, number(1))]));
		assert_noop!(refused.map_err(|e| e.error), Error::<Test>::NotAsked);
	});
}

#[test]
fn a_full_roster_takes_only_more_stake() {
	let seats = 3;
	let builder = ExtBuilder::default()
		.service(reported())
		.admission(Admission::Elected { seats })
		.operators(MAX_OPERATORS as u8);
	builder.build_and_execute(|| {
		let (last, late) = (OPERATORS + 4, OPERATORS + 5);
		assert_ok!(Registry::join(signed(late), 0, STAKE));
		assert_eq!(operator(late).standing, Standing::Benched);
		events();
		assert_ok!(Registry::add_stake(signed(late), 0, 1));
		let benched = Event::OperatorBenched { service: 0, operator: who(last) };
		let added = Event::StakeAdded {
			service: 0,
			operator: who(late),
			stake: STAKE + 1,
			standing: Standing::Serving,
		};
		assert_eq!(events(), [benched, added]);
		assert_eq!(roster()[0], who(late));
		assert_eq!(operator(last).standing, Standing::Benched);
		// A place that has become free is taken by whoever adds to its stake.
		assert_ok!(Registry::leave(signed(A), 0));
		assert_ok!(Registry::add_stake(signed(last), 0, 1));
		assert_eq!(operator(last).standing, Standing::Serving);
		// Who is benched can leave.
		assert_ok!(Registry::join(signed(late + 1), 0, 100));
		assert_ok!(Registry::leave(signed(late + 1), 0));
	});
}
