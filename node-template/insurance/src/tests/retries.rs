//! Callbacks that fail, as the pot has too little, and what becomes of their claims.

use super::*;

/// Half of the sum, with the premium, is in the pot, and it has not rained.
fn dry() -> (PolicyId, u64) {
	let policy = insured();
	let request = claim(FARMER, policy);
	rain(request, [1, 2, 3]);
	System::reset_events();
	(policy, request)
}

fn poor() -> ExtBuilder {
	ready().pot(SUM / 2)
}

fn too_small(request: u64, attempts_left: u32) -> Told<Test> {
	let error = Error::<Test>::PotTooSmall.into();
	Told::CallbackFailed { request, error, attempts_left }
}

#[test]
fn a_payment_that_fails_is_made_later() {
	poor().build_and_execute(|| {
		let (policy, request) = dry();
		let before = stage(policy);
		assert_eq!(gains([FARMER], || assert!(finalize(request).is_ok())), [0]);
		assert_eq!(callbacks(), [too_small(request, 2)]);
		// Nothing of it stays: the claim is there to be paid.
		assert_eq!((stage(policy), Claims::<Test>::get(request)), (before, Some(policy)));
		assert_eq!(Pot::<Test>::get(), SUM / 2 + 2_000);
		assert_ok!(Insurance::fund(signed(INSURER), SUM / 2 - 2_001));
		assert_ok!(retry(request));
		assert_eq!(callbacks(), [too_small(request, 1)]);
		// To the last planck.
		assert_ok!(Insurance::fund(signed(INSURER), 1));
		assert_eq!(gains([FARMER], || ok(retry(request))), [SUM as i128]);
		assert_eq!(callbacks(), [Told::CallbackDelivered { request }]);
		assert_eq!((Pot::<Test>::get(), held(), Covered::<Test>::get()), (0, 0, 0));
		assert_noop!(retry(request), pallet_service_registry::Error::<Test>::CallbackNotFound);
	});
}

#[test]
fn a_claim_whose_callback_was_dropped_can_be_made_again() {
	poor().build_and_execute(|| {
		let (policy, request) = dry();
		let at = CLAIM_FROM;
		assert!(finalize(request).is_ok());
		assert_ok!(retry(request));
		assert_ok!(retry(request));
		assert_eq!(callbacks().last(), Some(&Told::CallbackDropped { request }));
		assert_eq!(stage(policy), Stage::Claimed { request, at });
		run_to_block(at + PATIENCE + 1);
		assert_ok!(Insurance::fund(signed(INSURER), SUM));
		let again = claim(FARMER, policy);
		// The first one counts no more.
		assert_eq!(
			(Claims::<Test>::get(request), Claims::<Test>::get(again)),
			(None, Some(policy))
		);
		rain(again, [1, 2, 3]);
		assert_eq!(gains([FARMER], || assert!(finalize(again).is_ok())), [SUM as i128]);
	});
}

#[test]
fn a_result_that_comes_too_late_moves_nothing() {
	poor().build_and_execute(|| {
		let (policy, request) = dry();
		run_to_block(CLAIM_FROM + PATIENCE + 1);
		let again = claim(FARMER, policy);
		// The first request was answered long ago, and is finalised only now.
		assert_ok!(Insurance::fund(signed(INSURER), SUM));
		System::reset_events();
		assert_eq!(gains([FARMER], || assert!(finalize(request).is_ok())), [0]);
		let error = Error::<Test>::ClaimNotFound.into();
		assert_eq!(callbacks(), [Told::CallbackFailed { request, error, attempts_left: 2 }]);
		rain(again, [1, 2, 3]);
		assert_eq!(gains([FARMER], || assert!(finalize(again).is_ok())), [SUM as i128]);
		assert_ok!(retry(request));
		assert_eq!(Policies::<Test>::get(policy), None);
	});
}
