use super::*;

const UNTIL: Blocks = 51;

fn subscribe_by(n: u8) -> Result<(), DispatchError> {
	Registry::subscribe(signed(n), 0, 1, fingerprint(1))
}

fn end() -> Result<(), DispatchError> {
	Registry::end_subscription(signed(WATCHER), 0, who(CONSUMER))
		.map(|_| ())
		.map_err(|error| error.error)
}

fn request_by(n: u8) -> Result<(), DispatchError> {
	let asked = Registry::request(signed(n), 0, 1, fingerprint(1), input(), None);
	asked.map(|_| ()).map_err(|error| error.error)
}

fn subscription() -> Subscription {
	Subscriptions::<Test>::get(0, who(CONSUMER)).unwrap()
}

fn answered() -> RequestId {
	let request = ask();
	report(request, &[(A, number(1)), (B, number(1)), (C, number(1))]);
	request
}

#[test]
fn subscribe_works() {
	three(subscribed()).build_and_execute(|| {
		assert_ok!(subscribe_by(CONSUMER));
		let consumer = who(CONSUMER);
		let event = Event::Subscribed { service: 0, consumer, version: 1, calls: 4, until: UNTIL };
		assert_eq!(events(), [event]);
		assert_eq!(held(HoldReason::Fee, CONSUMER), 1_003);
		let Subscription { per_call, calls, held, .. } = subscription();
		assert_eq!((per_call, calls, held), (250, 4, 1_003));
		assert_eq!(service(0).users, 1);
	});
}

#[test]
fn subscribe_fails_when_it_must() {
	three(subscribed()).build_and_execute(|| {
		let subscribe =
			|service, version, by| Registry::subscribe(signed(CONSUMER), service, version, by);
		assert_noop!(subscribe(9, 1, fingerprint(1)), Error::<Test>::ServiceNotFound);
		assert_noop!(subscribe(0, 2, fingerprint(1)), Error::<Test>::VersionNotFound);
		assert_noop!(subscribe(0, 1, fingerprint(2)), Error::<Test>::FingerprintMismatch);
		assert_ok!(subscribe_by(CONSUMER));
		assert_noop!(subscribe_by(CONSUMER), Error::<Test>::AlreadySubscribed);
		assert_ok!(Registry::pause_service(signed(OWNER), 0));
		assert_noop!(subscribe_by(A), Error::<Test>::ServicePaused);
		assert_ok!(Registry::resume_service(signed(OWNER), 0));
		assert_ok!(Registry::publish_version(signed(OWNER), 0, fingerprint(2), subscribed()));
		assert_noop!(subscribe_by(A), Error::<Test>::VersionOutdated);
		let dear = Rules {
			pricing: Pricing::Subscription { price: WEALTH, period: 9, quota: 1 },
			..subscribed()
		};
		assert_ok!(Registry::publish_version(signed(OWNER), 0, fingerprint(3), dear));
		let poor = Registry::subscribe(signed(A), 0, 3, fingerprint(3));
		assert_noop!(poor, Error::<Test>::InsufficientBalance);
	});
	three(reported()).build_and_execute(|| {
		assert_noop!(subscribe_by(CONSUMER), Error::<Test>::WrongPricing);
	});
}

#[test]
fn requests_come_out_of_the_subscription() {
	three(subscribed()).build_and_execute(|| {
		assert_noop!(request_by(CONSUMER), Error::<Test>::NotSubscribed);
		assert_ok!(subscribe_by(CONSUMER));
		let request = answered();
		assert_eq!((subscription().calls, subscription().held), (3, 753));
		assert_eq!(held(HoldReason::Fee, CONSUMER), 1_003);
		let gained = gains([CONSUMER, OWNER, A, B, C], || {
			assert_eq!(finalize(request), Ok(number(1)));
		});
		assert_eq!(gained, [0, 50, 41, 41, 41]);
		assert_eq!(held(HoldReason::Fee, CONSUMER), 753);
		for _ in 0..3 {
			let _ = finalize(answered());
		}
		assert_noop!(request_by(CONSUMER), Error::<Test>::QuotaUsed);
		assert_eq!(held(HoldReason::Fee, CONSUMER), 3);
	});
}

#[test]
fn a_subscription_is_good_in_its_last_block_and_not_after() {
	three(subscribed()).build_and_execute(|| {
		assert_ok!(subscribe_by(CONSUMER));
		run_to_block(UNTIL);
		assert_noop!(end(), Error::<Test>::SubscriptionOpen);
		assert_ok!(request_by(CONSUMER));
		run_for(1);
		assert_noop!(request_by(CONSUMER), Error::<Test>::SubscriptionOver);
		assert_ok!(end());
		assert_noop!(end(), Error::<Test>::NotSubscribed);
	});
}

#[test]
fn a_call_without_a_result_comes_back() {
	three(subscribed()).build_and_execute(|| {
		assert_ok!(subscribe_by(CONSUMER));
		let request = ask();
		run_over(request);
		events();
		assert_eq!(finalize(request), Err(NoResult::TooFew));
		let returned = Event::CallReturned { service: 0, consumer: who(CONSUMER) };
		let result = Err(NoResult::TooFew);
		assert_eq!(events(), [returned, Event::Finalized { request, result }]);
		assert_eq!((subscription().calls, subscription().held), (4, 1_003));
	});
}

#[test]
fn a_call_does_not_come_back_into_a_later_subscription() {
	three(subscribed()).build_and_execute(|| {
		assert_ok!(subscribe_by(CONSUMER));
		run_to_block(UNTIL);
		let request = ask();
		run_for(1);
		// The same consumer subscribes again.
		assert_ok!(subscribe_by(CONSUMER));
		run_over(request);
		let gained = gains([CONSUMER], || {
			let _ = finalize(request);
		});
		assert_eq!(gained, [250]);
		assert_eq!((subscription().calls, subscription().held), (4, 1_003));
	});
}

#[test]
fn what_is_not_used_is_shared_but_for_the_operators_part() {
	three(subscribed()).build_and_execute(|| {
		assert_ok!(subscribe_by(CONSUMER));
		let _ = finalize(answered());
		run_to_block(UNTIL + 1);
		events();
		// 753 are left: half of them, rounded down, would have been the operators'.
		let everybody = [CONSUMER, OWNER, DEVELOPER, TREASURY, A];
		let before = issuance();
		let gained = gains(everybody, || ok(end()));
		assert_eq!(gained, [376, 150, 75, 115, 0]);
		assert_eq!((before - issuance(), held(HoldReason::Fee, CONSUMER)), (37, 0));
		let consumer = who(CONSUMER);
		let paid = Event::Paid {
			service: 0,
			consumer: consumer.clone(),
			owner: 150,
			operators: 0,
			developer: 75,
			treasury: 115,
			burned: 37,
		};
		let refunded = Event::Refunded { service: 0, consumer: consumer.clone(), amount: 376 };
		let ended = Event::SubscriptionEnded { service: 0, consumer, calls: 3 };
		assert_eq!(events(), [paid, refunded, ended]);
		assert_eq!(service(0).users, 0);
	});
}

#[test]
fn calls_without_a_result_are_not_paid_in_the_end_either() {
	three(subscribed()).build_and_execute(|| {
		assert_ok!(subscribe_by(CONSUMER));
		for _ in 0..2 {
			let request = ask();
			run_over(request);
			let _ = finalize(request);
		}
		let _ = finalize(answered());
		assert_eq!((subscription().calls, subscription().returned), (3, 2));
		run_to_block(UNTIL + 1);
		// 753 are left: 500 for two calls that failed, and half of 253 would have been the operators'.
		assert_eq!(gains([CONSUMER, OWNER], || ok(end())), [500 + 126, 50]);
		assert_eq!(held(HoldReason::Fee, CONSUMER), 0);
	});
}

#[test]
fn who_cannot_be_answered_has_all_calls_back_in_the_end() {
	three(subscribed()).build_and_execute(|| {
		let by = |n| Registry::end_subscription(signed(n), 0, who(CONSUMER)).map_err(|e| e.error);
		assert_ok!(subscribe_by(CONSUMER));
		let _ = finalize(answered());
		assert_noop!(by(CONSUMER), Error::<Test>::SubscriptionOpen);
		for n in [A, B, C] {
			assert_ok!(Registry::leave(signed(n), 0));
		}
		assert_noop!(request_by(CONSUMER), Error::<Test>::TooFewOperators);
		for n in [OWNER, WATCHER] {
			assert_noop!(by(n), Error::<Test>::SubscriptionOpen);
		}
		events();
		assert_ok!(by(CONSUMER));
		let failed = Event::SubscriptionFailed { service: 0, consumer: who(CONSUMER), calls: 3 };
		assert_eq!(events(), [failed]);
		// Once, as it is free.
		assert_noop!(by(CONSUMER), Error::<Test>::SubscriptionOpen);
		run_to_block(UNTIL + 1);
		// All calls that were not used; what the price leaves beside them is not worth sharing out.
		let gained = gains([CONSUMER, OWNER], || ok(by(WATCHER).map(|_| ())));
		assert_eq!(gained, [750 + 1, 0]);
		assert_eq!((service(0).users, held(HoldReason::Fee, CONSUMER)), (0, 0));
	});
}

#[test]
fn subscribers_are_served_to_the_end_and_have_the_rest_back_if_the_service_is_gone() {
	three(subscribed()).build_and_execute(|| {
		assert_ok!(subscribe_by(CONSUMER));
		assert_ok!(Registry::publish_version(signed(OWNER), 0, fingerprint(2), sealed()));
		assert_ok!(Registry::retire_service(signed(OWNER), 0));
		// Still by the version that it has subscribed to.
		assert_eq!(finalize(answered()), Ok(number(1)));
		run_to_block(UNTIL + 1);
		assert_eq!(gains([CONSUMER, OWNER], || ok(end())), [753, 0]);
	});
}

#[test]
fn subscribing_again_ends_what_is_over() {
	three(subscribed()).build_and_execute(|| {
		assert_ok!(subscribe_by(CONSUMER));
		run_to_block(UNTIL + 1);
		assert_ok!(subscribe_by(CONSUMER));
		assert_eq!(held(HoldReason::Fee, CONSUMER), 1_003);
		assert_eq!((subscription().until, service(0).users), (2 * UNTIL, 1));
	});
}
