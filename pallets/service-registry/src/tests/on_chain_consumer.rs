//! A consumer on chain: an insurance that pays on the median of the rainfall.

use super::*;
use crate::mock::insurance::{Claims, Policies};
use frame_support::traits::fungible::{Inspect, Mutate};

const FARMER: u8 = 50;
const SUM: Balance = 40_000;

fn fund(amount: Balance) {
	assert_ok!(Balances::mint_into(&Insurance::pot(), amount));
}

fn claim() -> RequestId {
	let request = NextRequest::<Test>::get();
	assert_ok!(Insurance::claim(signed(FARMER), 7, 0, 1, fingerprint(1)));
	request
}

/// Three stations say how much it has rained.
fn rain(request: RequestId, stations: [i128; 3]) {
	let [a, b, c] = stations.map(number);
	answer_sealed(request, &[(A, a), (B, b), (C, c)]);
}

fn insured() -> ExtBuilder {
	let consensus = Standard::Median { limit: Some(5_000) };
	three(Rules { consensus, ..sealed() })
}

#[test]
fn a_drought_is_paid() {
	insured().build_and_execute(|| {
		fund(100_000);
		assert_ok!(Insurance::insure(signed(FARMER), 7, SUM, 250_000));
		let request = claim();
		assert_eq!(Claims::<Test>::get(request), Some(7));
		// One station lies.
		rain(request, [240_000, 241_500, 900_000]);
		let gained = gains([FARMER, A, B, C], || {
			assert_eq!(finalize(request), Ok(number(241_500)));
		});
		assert_eq!(gained, [SUM as i128, 250, 250, 0]);
		assert_eq!(operator(C).stake, STAKE - 200);
		assert_eq!((Policies::<Test>::get(7), Claims::<Test>::get(request)), (None, None));
		assert_eq!(Balances::balance(&Insurance::pot()), 100_000 - SUM);
	});
}

#[test]
fn rain_is_not_paid() {
	insured().build_and_execute(|| {
		fund(100_000);
		assert_ok!(Insurance::insure(signed(FARMER), 7, SUM, 250_000));
		let request = claim();
		rain(request, [251_000, 252_000, 253_000]);
		assert_eq!(gains([FARMER], || assert!(finalize(request).is_ok())), [0]);
		assert!(Policies::<Test>::contains_key(7));
	});
}

#[test]
fn a_payment_that_fails_is_made_later() {
	insured().build_and_execute(|| {
		// The insurance has too little.
		fund(1_000);
		assert_ok!(Insurance::insure(signed(FARMER), 7, SUM, 250_000));
		let request = claim();
		rain(request, [1, 2, 3]);
		events();
		assert_eq!(gains([FARMER, A], || assert!(finalize(request).is_ok())), [0, 166]);
		let log = events();
		let Some(Event::CallbackFailed { attempts_left: 2, .. }) = log.last() else {
			panic!("{log:?}")
		};
		// Nothing of the failed payment stays: the claim is there to be paid.
		assert_eq!(Claims::<Test>::get(request), Some(7));
		fund(SUM);
		let retry = || Registry::retry_callback(signed(WATCHER), request).map_err(|e| e.error);
		assert_eq!(gains([FARMER], || assert!(retry().is_ok())), [SUM as i128]);
		assert_eq!(events(), [Event::CallbackDelivered { request }]);
		assert_noop!(retry(), Error::<Test>::CallbackNotFound);
	});
}

#[test]
fn a_claim_without_a_result_can_be_made_again() {
	insured().build_and_execute(|| {
		fund(100_000);
		assert_ok!(Insurance::insure(signed(FARMER), 7, SUM, 250_000));
		let request = claim();
		run_over(request);
		let before = free(FARMER);
		assert_eq!(finalize(request), Err(NoResult::TooFew));
		assert_eq!(free(FARMER), before + PRICE);
		assert_eq!(Claims::<Test>::get(request), None);
		let request = claim();
		rain(request, [1, 2, 3]);
		assert_eq!(gains([FARMER], || assert!(finalize(request).is_ok())), [SUM as i128]);
	});
}

#[test]
fn a_request_of_somebody_elses_moves_nothing() {
	insured().build_and_execute(|| {
		fund(100_000);
		assert_ok!(Insurance::insure(signed(FARMER), 7, SUM, 250_000));
		// It names the insurance and the policy, but the insurance has not made it.
		let data = codec::Encode::encode(&7u32);
		let request = ask_with_callback(insurance::CONSUMER, &data);
		rain(request, [1, 2, 3]);
		assert_eq!(gains([FARMER, CONSUMER], || assert!(finalize(request).is_ok())), [0, 0]);
		let log = events();
		let Some(Event::CallbackFailed { .. }) = log.last() else { panic!("{log:?}") };
	});
}
