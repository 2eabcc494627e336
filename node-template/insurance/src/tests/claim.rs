//! Policies are claimed.

use super::*;
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
use pallet_service_registry::{Error as Refusal, Input, Inputs, Requests};

#[test]
fn claim_works() {
	ready().build_and_execute(|| {
		let policy = insured();
		let gained = gains([FARMER], || ok(Insurance::claim(signed(FARMER), policy)));
		// The question's price is on hold; the callback weighs nothing here.
		assert_eq!(gained, [-(PRICE as i128)]);
		assert_eq!(events(), [Event::Claimed { policy, request: 0 }]);
		assert_eq!(stage(policy), Stage::Claimed { request: 0, at: CLAIM_FROM });
		assert_eq!(Claims::<Test>::get(0), Some(policy));
		let asked = Requests::<Test>::get(0).unwrap();
		assert_eq!((asked.service, asked.version, asked.consumer), (0, 1, who(FARMER)));
		assert_eq!(Inputs::<Test>::get(0), Some(Input::Bytes(drought().question)));
	});
}

#[test]
fn claim_fails_when_it_is_not_the_holders() {
	ready().build_and_execute(|| {
		let policy = insured();
		assert_noop!(Insurance::claim(signed(NEIGHBOUR), policy), Error::<Test>::NotHolder);
		assert_noop!(Insurance::claim(signed(FARMER), policy + 1), Error::<Test>::PolicyNotFound);
	});
}

#[test]
fn claim_fails_when_it_is_too_early_or_too_late() {
	ready().build_and_execute(|| {
		let (one, other) = (insure(FARMER, 0, SUM), insure(FARMER, 0, SUM));
		run_to_block(CLAIM_FROM - 1);
		assert_noop!(Insurance::claim(signed(FARMER), one), Error::<Test>::ClaimTooEarly);
		run_to_block(CLAIM_UNTIL);
		assert_ok!(Insurance::claim(signed(FARMER), one));
		run_to_block(CLAIM_UNTIL + 1);
		assert_noop!(Insurance::claim(signed(FARMER), other), Error::<Test>::ClaimTooLate);
	});
}

#[test]
fn claim_fails_when_the_result_is_still_to_come() {
	ready().build_and_execute(|| {
		let policy = insured();
		claim(FARMER, policy);
		assert_noop!(Insurance::claim(signed(FARMER), policy), Error::<Test>::ClaimPending);
		run_to_block(CLAIM_FROM + PATIENCE);
		assert_noop!(Insurance::claim(signed(FARMER), policy), Error::<Test>::ClaimPending);
		run_to_block(CLAIM_FROM + PATIENCE + 1);
		assert_ok!(Insurance::claim(signed(FARMER), policy));
	});
}

#[test]
fn claim_fails_when_the_service_cannot_be_asked() {
	// No service at all.
	ExtBuilder::default().product(drought()).pot(100_000).build_and_execute(|| {
		let policy = insured();
		assert_noop!(Insurance::claim(signed(FARMER), policy), Refusal::<Test>::ServiceNotFound);
	});
	// Another schema than what was agreed to.
	let other = Product { fingerprint: H256::zero(), ..drought() };
	ExtBuilder::default().service(rules()).product(other).pot(100_000).build_and_execute(|| {
		let policy = insured();
		assert_noop!(
			Insurance::claim(signed(FARMER), policy),
			Refusal::<Test>::FingerprintMismatch
		);
	});
}

#[test]
fn a_claim_weighs_what_it_weighs_to_ask() {
	let call = Call::<Test>::claim { policy: 0 };
	let own = <() as WeightInfo>::claim();
	let ask = Weight::from_parts(77, 7);
	assert_eq!(call.get_dispatch_info().call_weight, own.saturating_add(ask));
}
