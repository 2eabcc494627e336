use super::*;

fn request_by(n: u8) -> Result<(), DispatchError> {
	let asked = Registry::request(signed(n), 0, 1, fingerprint(1), input(), None);
	asked.map(|_| ()).map_err(|error| error.error)
}

#[test]
fn request_works() {
	three(sealed()).build_and_execute(|| {
		assert_ok!(request_by(CONSUMER));
		let event = Event::Requested {
			request: 0,
			service: 0,
			version: 1,
			consumer: who(CONSUMER),
			fee: PRICE,
			asked: 3,
			answer_until: 1 + 2 * WINDOW,
		};
		assert_eq!(events(), [event]);
		assert_eq!((held(HoldReason::Fee, CONSUMER), free(CONSUMER)), (PRICE, WEALTH - PRICE));
		let asked = question(0);
		assert_eq!((asked.asked_at, asked.commit_until), (1, 1 + WINDOW));
		assert_eq!(asked.panel.iter().map(|seat| seat.stake).sum::<Balance>(), 3 * STAKE);
		assert_eq!(Inputs::<Test>::get(0), Some(input()));
		assert_eq!((service(0).users, operator(A).open), (1, 1));
		// The question can be elsewhere.
		let hash = Input::Hash(H256::repeat_byte(9));
		assert_ok!(Registry::request(signed(A), 0, 1, fingerprint(1), hash.clone(), None));
		assert_eq!(Inputs::<Test>::get(1), Some(hash));
	});
}

#[test]
fn request_fails_when_the_service_or_version_is_unknown() {
	three(sealed()).build_and_execute(|| {
		let ask = |service, version, by| {
			let asked = Registry::request(signed(CONSUMER), service, version, by, input(), None);
			asked.map_err(|error| error.error)
		};
		assert_noop!(ask(9, 1, fingerprint(1)), Error::<Test>::ServiceNotFound);
		assert_noop!(ask(0, 2, fingerprint(1)), Error::<Test>::VersionNotFound);
		assert_noop!(ask(0, 0, fingerprint(1)), Error::<Test>::VersionNotFound);
		assert_noop!(ask(0, 1, fingerprint(2)), Error::<Test>::FingerprintMismatch);
		assert_ok!(Registry::publish_version(signed(OWNER), 0, fingerprint(2), sealed()));
		// The price, or the payee, may be another one now.
		assert_noop!(ask(0, 1, fingerprint(1)), Error::<Test>::VersionOutdated);
		assert_ok!(ask(0, 2, fingerprint(2)));
	});
}

#[test]
fn request_fails_when_the_service_is_called_in_sessions() {
	three(timed()).build_and_execute(|| {
		assert_noop!(request_by(CONSUMER), Error::<Test>::WrongPricing);
	});
}

#[test]
fn request_fails_when_too_few_operators_serve() {
	ExtBuilder::default().service(sealed()).operators(2).build_and_execute(|| {
		assert_noop!(request_by(CONSUMER), Error::<Test>::TooFewOperators);
	});
	ExtBuilder::default().service(equal()).operators(1).build_and_execute(|| {
		assert_noop!(request_by(CONSUMER), Error::<Test>::TooFewOperators);
		assert_ok!(Registry::join(signed(B), 0, STAKE));
		assert_ok!(request_by(CONSUMER));
	});
}

#[test]
fn request_fails_when_the_consumer_cannot_pay() {
	let price = WEALTH;
	three(Rules { pricing: Pricing::PerCall { price }, ..sealed() }).build_and_execute(|| {
		assert_noop!(request_by(CONSUMER), Error::<Test>::InsufficientBalance);
	});
	let price = WEALTH - 1;
	three(Rules { pricing: Pricing::PerCall { price }, ..sealed() }).build_and_execute(|| {
		assert_ok!(request_by(CONSUMER));
		assert_eq!(free(CONSUMER), 1);
	});
}

#[test]
fn request_fails_when_the_consumer_on_chain_is_unknown() {
	three(sealed()).build_and_execute(|| {
		let ask = |consumer, data: &[u8]| {
			let callback = Some((consumer, data.to_vec().try_into().unwrap()));
			let asked =
				Registry::request(signed(CONSUMER), 0, 1, fingerprint(1), input(), callback);
			asked.map_err(|error| error.error)
		};
		assert_noop!(ask(*b"nobody!!", &[]), Error::<Test>::ConsumerUnknown);
		assert_noop!(ask(insurance::CONSUMER, &[1, 2, 3]), Error::<Test>::ConsumerUnknown);
		ListenerWeight::set(Some(Weight::from_all(1_001)));
		assert_noop!(ask(LISTENER, &[]), Error::<Test>::CallbackTooHeavy);
		ListenerWeight::set(Some(Weight::from_all(1_000)));
		assert_ok!(ask(LISTENER, &[]));
		assert_eq!(question(0).prepaid, 1_000);
		assert_eq!(held(HoldReason::Fee, CONSUMER), PRICE + 1_000);
	});
}

#[test]
fn request_fails_when_ids_run_out() {
	three(sealed()).build_and_execute(|| {
		NextRequest::<Test>::put(RequestId::MAX);
		assert_noop!(request_by(CONSUMER), Error::<Test>::Overflow);
		NextRequest::<Test>::put(0);
	});
}

#[test]
fn questions_have_a_limit() {
	assert!(BytesOf::<Test>::try_from(vec![0; MAX_INPUT as usize]).is_ok());
	assert!(BytesOf::<Test>::try_from(vec![0; MAX_INPUT as usize + 1]).is_err());
	three(sealed()).build_and_execute(|| {
		let ask = |length, callback: usize| {
			let ask = Ask {
				service: 0,
				version: 1,
				fingerprint: fingerprint(1),
				input: AskInput::Bytes(vec![0; length]),
				callback: Some((LISTENER, vec![0; callback])),
			};
			<Registry as Oracle<AccountId>>::ask(&who(CONSUMER), ask)
		};
		let most = MAX_INPUT as usize;
		assert_noop!(ask(most + 1, 0), DispatchError::Exhausted);
		assert_noop!(ask(0, most + 1), DispatchError::Exhausted);
		assert_eq!(ask(most, most), Ok(0));
	});
}

#[test]
fn an_oracle_that_fails_leaves_nothing() {
	three(sealed()).build_and_execute(|| {
		let ask = Ask {
			service: 0,
			version: 1,
			fingerprint: fingerprint(2),
			input: AskInput::Hash(H256::zero()),
			callback: None,
		};
		let failed = <Registry as Oracle<AccountId>>::ask(&who(CONSUMER), ask);
		assert_noop!(failed, Error::<Test>::FingerprintMismatch);
	});
}
