use super::*;

fn open(n: u8, blocks: Blocks) -> Result<(), DispatchError> {
	Registry::open_session(signed(n), 0, 1, fingerprint(1), who(B), blocks)
}

fn close(n: u8) -> Result<(), DispatchError> {
	Registry::close_session(signed(n), 0, who(CONSUMER))
}

#[test]
fn sessions_work() {
	three(timed()).build_and_execute(|| {
		assert_ok!(open(CONSUMER, 10));
		let (consumer, operator_b) = (who(CONSUMER), who(B));
		let opened = Event::SessionOpened {
			service: 0,
			consumer: consumer.clone(),
			operator: operator_b,
			until: 11,
		};
		assert_eq!(events(), [opened]);
		assert_eq!((held(HoldReason::Fee, CONSUMER), operator(B).open), (500, 1));
		run_to_block(5);
		// Four blocks of 50 each.
		let gained = gains([CONSUMER, OWNER, DEVELOPER, TREASURY, B], || {
			assert_ok!(close(CONSUMER));
		});
		assert_eq!(gained, [300, 40, 20, 30, 100]);
		let paid = Event::Paid {
			service: 0,
			consumer: consumer.clone(),
			owner: 40,
			operators: 100,
			developer: 20,
			treasury: 30,
			burned: 10,
		};
		let refunded = Event::Refunded { service: 0, consumer: consumer.clone(), amount: 300 };
		let closed = Event::SessionClosed { service: 0, consumer, cost: 200 };
		assert_eq!(events(), [paid, refunded, closed]);
		assert_eq!((held(HoldReason::Fee, CONSUMER), operator(B).open), (0, 0));
		assert_eq!(service(0).users, 0);
	});
}

#[test]
fn a_session_costs_a_block_at_least_and_all_at_most() {
	three(timed()).build_and_execute(|| {
		assert_ok!(open(CONSUMER, 10));
		assert_eq!(gains([CONSUMER], || ok(close(CONSUMER))), [450]);
		assert_ok!(open(CONSUMER, 10));
		run_for(50);
		assert_eq!(gains([CONSUMER, B], || ok(close(WATCHER))), [0, 250]);
	});
}

#[test]
fn open_session_fails_when_it_must() {
	three(timed()).build_and_execute(|| {
		let open_with =
			|version, by, n| Registry::open_session(signed(CONSUMER), 0, version, by, who(n), 5);
		assert_noop!(open_with(2, fingerprint(1), B), Error::<Test>::VersionNotFound);
		assert_noop!(open_with(1, fingerprint(2), B), Error::<Test>::FingerprintMismatch);
		assert_noop!(open_with(1, fingerprint(1), D), Error::<Test>::OperatorNotFound);
		assert_noop!(open(CONSUMER, 0), Error::<Test>::SessionLength);
		assert_noop!(open(CONSUMER, 31), Error::<Test>::SessionLength);
		assert_ok!(open(CONSUMER, 30));
		assert_noop!(open(CONSUMER, 1), Error::<Test>::SessionExists);
		assert_ok!(Registry::leave(signed(B), 0));
		assert_noop!(open(A, 1), Error::<Test>::OperatorNotServing);
		assert_ok!(Registry::pause_service(signed(OWNER), 0));
		assert_noop!(open(A, 1), Error::<Test>::ServicePaused);
	});
	three(reported()).build_and_execute(|| {
		assert_noop!(open(CONSUMER, 1), Error::<Test>::WrongPricing);
	});
	let price = WEALTH / 2;
	let dear = Rules { pricing: Pricing::Session { price, longest: 30 }, ..timed() };
	three(dear).build_and_execute(|| {
		assert_noop!(open(CONSUMER, 2), Error::<Test>::InsufficientBalance);
	});
}

#[test]
fn close_session_fails_when_it_must() {
	three(timed()).build_and_execute(|| {
		assert_noop!(close(CONSUMER), Error::<Test>::SessionNotFound);
		assert_ok!(open(CONSUMER, 10));
		run_to_block(11);
		assert_noop!(close(WATCHER), Error::<Test>::SessionOpen);
		// The operator may go, but its stake stays until the session is closed.
		assert_ok!(Registry::leave(signed(B), 0));
		run_for(DELAY);
		let withdraw = || Registry::withdraw_stake(signed(B), 0, who(B));
		assert_noop!(withdraw(), Error::<Test>::StakeInUse);
		assert_ok!(close(WATCHER));
		assert_ok!(withdraw());
	});
	three(timed()).build_and_execute(|| {
		assert_ok!(open(CONSUMER, 10));
		assert_ok!(close(B));
	});
}

#[test]
fn sessions_outlive_versions_that_are_published() {
	three(timed()).build_and_execute(|| {
		assert_ok!(open(CONSUMER, 10));
		let dear = Rules { pricing: Pricing::Session { price: 500, longest: 30 }, ..timed() };
		assert_ok!(Registry::publish_version(signed(OWNER), 0, fingerprint(2), dear));
		run_to_block(11);
		assert_eq!(gains([B], || ok(close(CONSUMER))), [250]);
	});
}
