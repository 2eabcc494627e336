use super::*;

/// A request with a callback to the listener, answered by all.
fn answered(data: &[u8]) -> RequestId {
	let request = ask_with_callback(LISTENER, data);
	report(request, &[(A, number(1)), (B, number(2)), (C, number(3))]);
	events();
	request
}

fn retry_by(n: u8, request: RequestId) -> Result<(), DispatchError> {
	Registry::retry_callback(signed(n), request).map(|_| ()).map_err(|error| error.error)
}

fn retry(request: RequestId) -> Result<(), DispatchError> {
	retry_by(CONSUMER, request)
}

fn failed(request: RequestId, attempts_left: u32) -> Event<Test> {
	let error = DispatchError::Other("");
	Event::CallbackFailed { request, error, attempts_left }
}

#[test]
fn callbacks_are_delivered() {
	three(reported()).build_and_execute(|| {
		let request = answered(b"data");
		let gained = gains([CONSUMER, TREASURY], || {
			let info = Registry::finalize(signed(WATCHER), request).unwrap();
			let weight = <() as WeightInfo>::finalize(3) + Weight::from_all(70);
			assert_eq!(info.actual_weight, Some(weight));
		});
		// What was prepaid is the treasury's.
		assert_eq!(gained, [0, 152 + 70]);
		assert_eq!(held(HoldReason::Fee, CONSUMER), 0);
		assert_eq!(heard(), Some((request, who(CONSUMER), b"data".to_vec(), Ok(number(2)))));
		let events = events();
		let [.., finalized, delivered] = &events[..] else { panic!("{events:?}") };
		assert_eq!(*finalized, Event::Finalized { request, result: Ok(number(2)) });
		assert_eq!(*delivered, Event::CallbackDelivered { request });
		assert_eq!(Callbacks::<Test>::get(request), None);
	});
}

#[test]
fn callbacks_tell_of_no_result() {
	three(reported()).build_and_execute(|| {
		let request = ask_with_callback(LISTENER, b"");
		run_over(request);
		let gained = gains([CONSUMER, TREASURY], || {
			let _ = finalize(request);
		});
		assert_eq!(gained, [PRICE as i128, 70]);
		assert_eq!(heard().unwrap().3, Err(NoResult::TooFew));
	});
}

#[test]
fn a_callback_that_fails_is_isolated_and_can_be_retried() {
	three(reported()).build_and_execute(|| {
		let request = answered(b"data");
		Refuses::set(true);
		// The request is settled all the same.
		let gained = gains([A, B, C], || assert_eq!(finalize(request), Ok(number(2))));
		assert_eq!(gained, [166; 3]);
		assert_eq!(events().last(), Some(&failed(request, 2)));
		// Nothing of what it wrote stays.
		assert_eq!(heard(), None);
		assert_ok!(retry(request));
		assert_eq!(events(), [failed(request, 1)]);
		Refuses::set(false);
		assert_ok!(retry(request));
		assert_eq!(events(), [Event::CallbackDelivered { request }]);
		assert_eq!(heard().unwrap().3, Ok(number(2)));
		assert_noop!(retry(request), Error::<Test>::CallbackNotFound);
	});
}

#[test]
fn callbacks_are_not_tried_for_ever() {
	three(reported()).build_and_execute(|| {
		let request = answered(b"data");
		Refuses::set(true);
		let _ = finalize(request);
		assert_ok!(retry(request));
		events();
		assert_ok!(retry(request));
		assert_eq!(events(), [failed(request, 0), Event::CallbackDropped { request }]);
		assert_noop!(retry(request), Error::<Test>::CallbackNotFound);
		assert_noop!(retry(9), Error::<Test>::ResultNotFound);
	});
}

#[test]
fn nobody_uses_up_the_consumers_attempts() {
	three(reported()).build_and_execute(|| {
		let request = answered(b"data");
		Refuses::set(true);
		let _ = finalize(request);
		events();
		for _ in 0..9 {
			assert_ok!(retry_by(WATCHER, request));
			assert_eq!(events(), [failed(request, 2)]);
		}
		// They may succeed.
		Refuses::set(false);
		assert_ok!(retry_by(WATCHER, request));
		assert_eq!(events(), [Event::CallbackDelivered { request }]);
	});
}

#[test]
fn a_callback_that_has_become_too_heavy_fails() {
	three(reported()).build_and_execute(|| {
		let request = answered(b"data");
		ListenerWeight::set(Some(Weight::from_all(71)));
		let _ = finalize(request);
		let error = Error::<Test>::CallbackTooHeavy.into();
		let too_heavy = Event::CallbackFailed { request, error, attempts_left: 2 };
		assert_eq!(events().last(), Some(&too_heavy));
		ListenerWeight::set(None);
		assert_ok!(retry(request));
		let events = events();
		let [Event::CallbackFailed { error, .. }] = &events[..] else { panic!("{events:?}") };
		assert_eq!(*error, Error::<Test>::ConsumerUnknown.into());
		assert_eq!(heard(), None);
	});
}

#[test]
fn a_callback_cannot_be_delivered_while_it_is() {
	three(reported()).build_and_execute(|| {
		let request = answered(b"data");
		Recurses::set(true);
		let _ = finalize(request);
		let events = events();
		let Some(Event::CallbackFailed { error, .. }) = events.last() else { panic!("{events:?}") };
		assert_eq!(*error, Error::<Test>::CallbackNotFound.into());
		Recurses::set(false);
		assert_ok!(retry(request));
	});
}

#[test]
fn forget_result_works() {
	three(reported()).build_and_execute(|| {
		let request = answered(b"data");
		Refuses::set(true);
		let _ = finalize(request);
		events();
		let forget = || Registry::forget_result(signed(WATCHER), request).map_err(|e| e.error);
		run_for(RETENTION);
		assert_noop!(forget(), Error::<Test>::ResultKept);
		run_for(1);
		assert_ok!(forget());
		assert_eq!(
			events(),
			[Event::CallbackDropped { request }, Event::ResultForgotten { request }]
		);
		assert_noop!(forget(), Error::<Test>::ResultNotFound);
		assert_noop!(retry(request), Error::<Test>::ResultNotFound);
		assert_eq!(Callbacks::<Test>::iter().count() + Results::<Test>::iter().count(), 0);
	});
}
