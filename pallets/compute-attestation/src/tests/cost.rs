//! Fees: each call is charged for the path it takes.

use crate::{mock::*, *};
use frame_support::{
	assert_ok,
	dispatch::{DispatchResultWithPostInfo, GetDispatchInfo},
	traits::Get,
	weights::Weight,
	BoundedVec,
};
use vajra_primitives::ChipSignature;

type Weights = ();

fn spent(result: DispatchResultWithPostInfo) -> Weight {
	result.unwrap().actual_weight.unwrap()
}

/// Alice with chips of two manifests, of which a revocation takes the second, and Bob.
fn two() -> ExtBuilder {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..8)
}

fn revoke() {
	let vendor = RuntimeOrigin::signed(VENDOR);
	assert_ok!(ComputeAttestation::publish_manifest(
		vendor.clone(),
		0,
		sp_core::H256::zero(),
		1,
		EXPIRY
	));
	let last = NextManifestId::<Test>::get() - 1;
	assert_ok!(ComputeAttestation::revoke_manifest(vendor, last));
}

#[test]
fn prove_costs_by_absent_chips_and_path() {
	two().build_and_execute(|| {
		let absent = BoundedVec::truncate_from(vec![0]);
		let signature = ChipSignature::from_raw([0; 64]);
		let declared = RuntimeCall::from(Call::prove { round: 2, absent, signature })
			.get_dispatch_info()
			.call_weight;
		let checks = Weights::prune_revoked(<Test as Config>::MaxBatches::get());
		assert_eq!(declared, Weights::prove(1) + checks + Weights::reinstate());

		run_to_challenge(2);
		assert_eq!(spent(prove(ALICE, &[0, 1], &[1])), Weights::prove(1));
		assert_eq!(spent(prove_all(BOB)), Weights::prove(0));
		run_past_challenge(2);
		revoke();
		run_to_challenge(3);
		assert_eq!(spent(prove_all(ALICE)), Weights::prove(0) + Weights::prune_revoked(1));
		assert_ok!(prove_all(BOB));
		run_to_challenge(4);
		assert_eq!(spent(prove_all(ALICE)), Weights::prove(0));
	});
}

#[test]
fn prove_costs_more_after_a_suspension() {
	two().build_and_execute(|| {
		suspend(ALICE, &[BOB]);
		run_to_challenge(5);
		assert_eq!(spent(prove_all(ALICE)), Weights::prove(0) + Weights::reinstate());
	});
}

#[test]
fn claims_cost_more_after_a_suspension() {
	let signed = RuntimeOrigin::signed;
	two().build_and_execute(|| {
		let claims = || shipment().claims(ALICE, [2]);
		let declared = RuntimeCall::from(Call::claim_chips { manifest: 0, claims: claims() })
			.get_dispatch_info()
			.call_weight;
		let checks = Weights::prune_revoked(<Test as Config>::MaxBatches::get());
		assert_eq!(declared, Weights::claim_chips(1) + checks + Weights::start_over());
		suspend(ALICE, &[BOB]);
		assert_ok!(retire(ALICE, &[0, 1]));
		let claim = spent(ComputeAttestation::claim_chips(signed(ALICE), 0, claims()));
		assert_eq!(claim, Weights::claim_chips(1) + Weights::start_over());
		assert_eq!(Missed::<Test>::get(ALICE).0.len(), 1);
	});
	two().build_and_execute(|| {
		suspend(BOB, &[ALICE]);
		assert_ok!(retire(BOB, &[0, 1, 2, 3]));
		let possession = sign(&chip(0), &transfer(ALICE, BOB, 0).payload());
		let taken = ComputeAttestation::take_over_chip(signed(BOB), key(0), possession);
		assert_eq!(spent(taken), Weights::take_over_chip() + Weights::start_over());
	});
}

#[test]
fn calls_cost_more_where_records_are_behind_revocations() {
	two().build_and_execute(|| {
		let prune = Weights::prune_revoked(1);
		let signed = RuntimeOrigin::signed;
		let claims = || shipment().claims(ALICE, [2]);
		pass_round(2, &[ALICE, BOB]);
		let claim = spent(ComputeAttestation::claim_chips(signed(ALICE), 0, claims()));
		assert_eq!(claim, Weights::claim_chips(1));
		let retire = |who, index| {
			let indices = BoundedVec::truncate_from(vec![index]);
			spent(ComputeAttestation::retire_chips(signed(who), indices))
		};
		assert_eq!(retire(ALICE, 2), Weights::retire_chips(1));
		revoke();
		assert_eq!(retire(ALICE, 0), Weights::retire_chips(1) + prune);
		assert_eq!(retire(BOB, 3), Weights::retire_chips(1) + prune);
		pass_round(3, &[BOB]);
		revoke();
		assert_eq!(spent(report(3, ALICE)), Weights::report_absence() + prune);
	});
}

#[test]
fn take_over_costs_more_for_each_owner_that_is_behind_revocations() {
	two().build_and_execute(|| {
		let take = |seed| {
			let possession = sign(&chip(seed), &transfer(ALICE, BOB, seed).payload());
			let bob = RuntimeOrigin::signed(BOB);
			spent(ComputeAttestation::take_over_chip(bob, key(seed), possession))
		};
		let prune = Weights::prune_revoked(1);
		run_to_challenge(2);
		revoke();
		assert_eq!(take(0), Weights::take_over_chip() + prune * 2);
		assert_eq!(take(1), Weights::take_over_chip());
	});
}

#[test]
fn check_against_revocations_costs_by_the_providers_own_batches() {
	two().build_and_execute(|| {
		let second = publish_second();
		assert_ok!(claim_from(1, &second, ALICE, [8]));
		let batches = ComputeAttestation::unchecked_batches;
		assert_eq!((batches(&ALICE), batches(&BOB), batches(&CAROL)), (None, None, None));
		revoke();
		assert_eq!((batches(&ALICE), batches(&BOB), batches(&CAROL)), (Some(2), Some(1), None));
		let with = |who| ComputeAttestation::with_refresh(Weights::back(), Some(&who));
		assert_eq!(with(ALICE), Weights::back() + Weights::prune_revoked(2));
		assert_eq!(with(BOB), Weights::back() + Weights::prune_revoked(1));
		assert_eq!(with(CAROL), Weights::back());

		let prune = |who| ComputeAttestation::prune_revoked(RuntimeOrigin::signed(WATCHER), who);
		assert_ok!(ComputeAttestation::revoke_manifest(RuntimeOrigin::signed(VENDOR), 1));
		assert_eq!(spent(prune(ALICE)), Weights::prune_revoked(2));
		assert_eq!(batches(&ALICE), None);
		// What is not trusted any more is not looked at again.
		assert_ok!(ComputeAttestation::revoke_vendor(RuntimeOrigin::root(), VENDOR));
		assert_eq!((batches(&ALICE), batches(&BOB)), (Some(1), Some(1)));
		assert_eq!(spent(prune(ALICE)), Weights::prune_revoked(1));
	});
}
