//! Calls that subscribers make off chain.

use super::*;
use sp_core::Pair;
use sp_runtime::MultiSignature;

fn call(nonce: u64) -> SignedCall<AccountId> {
	SignedCall {
		genesis: genesis(),
		service: 0,
		version: 1,
		consumer: who(CONSUMER),
		operator: who(A),
		nonce,
		expiry: 30,
		request: H256::repeat_byte(9),
	}
}

fn sign(call: &SignedCall<AccountId>) -> MultiSignature {
	pair(CONSUMER).sign(&call.payload()).into()
}

/// Somebody redeems a call that was signed for it.
fn redeem(n: u8, call: SignedCall<AccountId>) -> Result<(), DispatchError> {
	let call = SignedCall { operator: who(n), ..call };
	let signature = sign(&call);
	Registry::redeem_call(signed(n), call, signature)
}

fn chain() -> ExtBuilder {
	three(subscribed())
}

fn subscribe() {
	assert_ok!(Registry::subscribe(signed(CONSUMER), 0, 1, fingerprint(1)));
	events();
}

#[test]
fn redeem_call_works() {
	chain().build_and_execute(|| {
		subscribe();
		let gained = gains([CONSUMER, OWNER, DEVELOPER, TREASURY, B], || {
			assert_ok!(redeem(B, call(0)));
		});
		assert_eq!(gained, [0, 50, 25, 38, 125]);
		let paid = Event::Paid {
			service: 0,
			consumer: who(CONSUMER),
			owner: 50,
			operators: 125,
			developer: 25,
			treasury: 38,
			burned: 12,
		};
		let redeemed =
			Event::CallRedeemed { service: 0, consumer: who(CONSUMER), operator: who(B), nonce: 0 };
		assert_eq!(events(), [paid, redeemed]);
		assert_eq!(Subscriptions::<Test>::get(0, who(CONSUMER)).unwrap().calls, 3);
		assert_eq!(operator(B).reputation.good, 50);
	});
}

#[test]
fn redeem_call_fails_when_the_call_is_spent() {
	chain().build_and_execute(|| {
		subscribe();
		assert_ok!(redeem(B, call(5)));
		// By nobody else either, whom the same number was signed for.
		for n in [B, C] {
			assert_noop!(redeem(n, call(5)), Error::<Test>::CallSpent);
		}
		assert_ok!(redeem(B, call(4)));
		run_to_block(30);
		assert_ok!(redeem(B, call(6)));
		run_to_block(31);
		assert_noop!(redeem(B, call(7)), Error::<Test>::CallSpent);
		let later = SignedCall { expiry: 50, ..call(8) };
		assert_ok!(redeem(B, later));
		let later = SignedCall { expiry: 50, ..call(9) };
		assert_noop!(redeem(B, later), Error::<Test>::QuotaUsed);
	});
}

#[test]
fn is_redeemable_tells_before_the_call_is_served() {
	chain().build_and_execute(|| {
		let until = |version, nonce, expiry| {
			Registry::is_redeemable(who(CONSUMER), 0, version, nonce, expiry)
		};
		let ask = |version, nonce| until(version, nonce, 30);
		assert!(!ask(1, 0));
		subscribe();
		assert!(ask(1, 0) && ask(1, u64::MAX) && !ask(2, 0));
		assert!(until(1, 0, now()) && !until(1, 0, now() - 1));
		assert!(until(1, 0, 51) && !until(1, 0, 52));
		assert_ok!(redeem(B, call(200)));
		// What was used, and what has become too old to tell.
		assert!(!ask(1, 200) && !ask(1, 72) && ask(1, 73) && ask(1, 201));
		for nonce in 201..204 {
			assert_ok!(redeem(B, call(nonce)));
		}
		assert!(!ask(1, 204));
	});
}

#[test]
fn redeem_call_fails_when_it_must() {
	chain().build_and_execute(|| {
		assert_noop!(redeem(A, call(0)), Error::<Test>::NotSubscribed);
		subscribe();
		assert_noop!(redeem(D, call(0)), Error::<Test>::OperatorNotFound);
		let other = SignedCall { service: 9, ..call(0) };
		assert_noop!(redeem(A, other), Error::<Test>::ServiceNotFound);
		let other = SignedCall { version: 2, ..call(0) };
		assert_noop!(redeem(A, other), Error::<Test>::NotSubscribed);
		let other = SignedCall { genesis: H256::zero(), ..call(0) };
		assert_noop!(redeem(A, other), Error::<Test>::BadSignature);
		let forged = pair(A).sign(&call(0).payload()).into();
		let forged = Registry::redeem_call(signed(A), call(0), forged);
		assert_noop!(forged, Error::<Test>::BadSignature);
		let moved = Registry::redeem_call(signed(A), call(1), sign(&call(0)));
		assert_noop!(moved, Error::<Test>::BadSignature);
		// What is signed for one is nobody else's.
		let taken = Registry::redeem_call(signed(B), call(0), sign(&call(0)));
		assert_noop!(taken, Error::<Test>::NotCalled);
		let forged = SignedCall { operator: who(B), ..call(0) };
		let forged = Registry::redeem_call(signed(B), forged, sign(&call(0)));
		assert_noop!(forged, Error::<Test>::BadSignature);
		let long = SignedCall { expiry: 52, ..call(0) };
		assert_noop!(redeem(A, long), Error::<Test>::CallOutlivesSubscription);
		assert_ok!(Registry::leave(signed(A), 0));
		assert_noop!(redeem(A, call(0)), Error::<Test>::OperatorNotServing);
		run_to_block(52);
		let late = SignedCall { expiry: 99, ..call(0) };
		assert_noop!(redeem(B, late), Error::<Test>::SubscriptionOver);
	});
}

#[test]
fn a_later_subscription_does_not_pay_for_calls_of_an_earlier_one() {
	chain().build_and_execute(|| {
		subscribe();
		let last = SignedCall { expiry: 51, ..call(3) };
		assert_ok!(redeem(B, last.clone()));
		run_to_block(52);
		subscribe();
		assert_noop!(redeem(B, last), Error::<Test>::CallSpent);
	});
}

#[test]
fn a_call_is_redeemed_once_and_also_of_a_subscription_that_has_failed() {
	chain().build_and_execute(|| {
		subscribe();
		assert_ok!(redeem(A, call(0)));
		for n in [B, C] {
			assert_ok!(Registry::leave(signed(n), 0));
		}
		let end = || Registry::end_subscription(signed(CONSUMER), 0, who(CONSUMER));
		assert_ok!(end());
		// What was served before is paid, and nothing twice.
		assert_noop!(redeem(A, call(0)), Error::<Test>::CallSpent);
		assert_ok!(redeem(A, call(1)));
		let again = Registry::subscribe(signed(CONSUMER), 0, 1, fingerprint(1));
		assert_noop!(again, Error::<Test>::AlreadySubscribed);
	});
}

#[test]
fn a_provider_and_the_chain_agree_on_who_may_call() {
	chain().build_and_execute(|| {
		let gate =
			Gate { genesis: genesis(), service: 0, version: 1, operator: who(A), longest_life: 50 };
		let mut replays = NonceWindows::new();
		let may = || Registry::may_call(who(CONSUMER), 0);
		assert_eq!(may(), Permission::Refused(Refusal::NotSubscribed));
		subscribe();
		assert_eq!(may(), Permission::Subscribed { version: 1, calls: 4, until: 51 });
		let admit = |call: &SignedCall<AccountId>, replays: &mut NonceWindows<AccountId>| {
			gate.admit(call, &sign(call), now(), replays)
		};
		assert_eq!(admit(&call(1), &mut replays), Ok(()));
		assert_eq!(admit(&call(1), &mut replays), Err(CallRefused::Replayed));
		assert_ok!(redeem(A, call(1)));
		assert_eq!(may(), Permission::Subscribed { version: 1, calls: 3, until: 51 });
	});
}
