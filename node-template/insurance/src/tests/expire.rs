//! Policies run out.

use super::*;
use frame_support::dispatch::Pays;

#[test]
fn expire_works() {
	ready().build_and_execute(|| {
		let policy = insured();
		run_to_block(CLAIM_UNTIL);
		assert_noop!(Insurance::expire(signed(WATCHER), policy), Error::<Test>::PolicyInForce);
		run_to_block(CLAIM_UNTIL + 1);
		let info = Insurance::expire(signed(WATCHER), policy).unwrap();
		assert_eq!(info.pays_fee, Pays::No);
		assert_eq!(events(), [Event::Expired { policy }]);
		// The premium stays in the pot.
		assert_eq!((Pot::<Test>::get(), Covered::<Test>::get()), (102_000, 0));
		assert_noop!(Insurance::expire(signed(WATCHER), policy), Error::<Test>::PolicyNotFound);
	});
}

#[test]
fn a_claim_keeps_its_policy_in_force() {
	ready().build_and_execute(|| {
		let policy = insured();
		run_to_block(CLAIM_UNTIL);
		let request = claim(FARMER, policy);
		run_to_block(CLAIM_UNTIL + 2 * PATIENCE);
		assert_noop!(Insurance::expire(signed(WATCHER), policy), Error::<Test>::PolicyInForce);
		run_to_block(CLAIM_UNTIL + 2 * PATIENCE + 1);
		assert_noop!(Insurance::claim(signed(FARMER), policy), Error::<Test>::ClaimTooLate);
		assert_ok!(Insurance::expire(signed(WATCHER), policy));
		assert_eq!(Claims::<Test>::get(request), None);
		// What comes after that moves nothing.
		assert!(finalize(request).is_err());
		assert_eq!((Pot::<Test>::get(), Policies::<Test>::count()), (102_000, 0));
	});
}

#[test]
fn a_claim_that_was_made_early_does_not_shorten_its_policy() {
	ready().build_and_execute(|| {
		let policy = insured();
		let request = claim(FARMER, policy);
		run_over(request);
		assert_eq!(finalize(request), Err(NoResult::TooFew));
		run_to_block(CLAIM_UNTIL);
		assert_ok!(Insurance::claim(signed(FARMER), policy));
	});
}
