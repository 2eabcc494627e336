use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use vajra_primitives::Capacity;

fn revoke(seed: u32) -> DispatchResult {
	let vendor = RuntimeOrigin::signed(VENDOR);
	done(ComputeAttestation::revoke_chip(vendor, 0, shipment().entry(seed)))
}

#[test]
fn revoke_chip_works_before_the_claim() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		assert_ok!(revoke(3));
		assert_eq!(events(), [Event::ChipRevoked { chip: key(3), manifest: 0, provider: None }]);
	});
}

#[test]
fn revoke_chip_takes_power_and_index_at_once_and_makes_collateral_wait() {
	ExtBuilder::default().claimed(ALICE, 0..4).build_and_execute(|| {
		run_to_challenge(2);
		System::reset_events();
		assert_ok!(revoke(1));
		assert_eq!(
			events(),
			[Event::ChipRevoked { chip: key(1), manifest: 0, provider: Some(ALICE) }]
		);
		// As after a retirement: no longer the chips', but slashable for a while.
		let provider = record(ALICE);
		assert_eq!((provider.required, provider.collateral), (3 * STAKE, 3 * STAKE));
		let waiting =
			Retirement { amount: STAKE, unlocks_at: System::block_number() + THREE_ROUNDS };
		assert_eq!(provider.retiring.to_vec(), [waiting]);
		assert_eq!(held(ALICE), 4 * STAKE);
		assert_eq!(NetworkPower::<Test>::get().total(), Some(3 * POWER));
		assert_eq!(Capacities::<Test>::get(ALICE, 0).claimed, 3);
		assert_eq!(Slots::<Test>::get(ALICE, 1).unwrap().key, key(3));
		assert_eq!(Manifests::<Test>::get(0).unwrap().claimed, 3);
		// The last chip has moved to the revoked one's place.
		assert_ok!(prove(ALICE, &[0, 3, 2], &[1]));
		assert_eq!(challenge().proved, 2 * POWER);
	});
}

#[test]
fn revoke_chip_works_on_the_last_and_the_only_chip() {
	ExtBuilder::default().claimed(ALICE, 0..2).build_and_execute(|| {
		assert_ok!(revoke(1));
		assert_ok!(revoke(0));
		let provider = record(ALICE);
		assert_eq!((provider.chips, provider.required, provider.collateral), (0, 0, 0));
		assert_eq!((provider.aggregate_key, provider.due_from), (Sr25519Sum::neutral(), None));
		assert_eq!(held(ALICE), 2 * STAKE);
	});
}

#[test]
fn revoke_chip_works_after_the_answer() {
	ExtBuilder::default().claimed(ALICE, 0..2).build_and_execute(|| {
		run_to_challenge(2);
		assert_ok!(prove(ALICE, &[0, 1], &[]));
		assert_ok!(revoke(0));
		run_to_challenge(3);
		assert_ok!(prove(ALICE, &[1], &[]));
		assert_eq!(challenge().proved, POWER);
	});
}

#[test]
fn revoke_chip_frees_what_was_held_even_if_the_rate_has_changed() {
	ExtBuilder::default().claimed(ALICE, 0..2).build_and_execute(|| {
		PerUnit::set(RATE * 7);
		assert_ok!(revoke(0));
		assert_eq!((record(ALICE).collateral, held(ALICE)), (STAKE, 2 * STAKE));
		claim(ALICE, [2]);
		assert_eq!((record(ALICE).collateral, held(ALICE)), (8 * STAKE, 9 * STAKE));
		assert_ok!(revoke(2));
		assert_eq!((record(ALICE).collateral, held(ALICE)), (STAKE, 9 * STAKE));
	});
}

#[test]
fn revoke_chip_takes_free_chips_first_and_reserved_ones_when_it_must() {
	ExtBuilder::default().claimed(ALICE, 0..2).build_and_execute(|| {
		assert_ok!(ComputeAttestation::reserve(&ALICE, 0, 1));
		assert_ok!(revoke(0));
		assert_eq!(
			events(),
			[Event::ChipRevoked { chip: key(0), manifest: 0, provider: Some(ALICE) }]
		);
		assert_ok!(revoke(1));
		assert_eq!(
			events(),
			[
				Event::CapacityLost { provider: ALICE, model: 0, chips: 1 },
				Event::ChipRevoked { chip: key(1), manifest: 0, provider: Some(ALICE) }
			]
		);
		let lost = CapacityRecord { claimed: 0, reserved: 0, lost: 1 };
		assert_eq!(Capacities::<Test>::get(ALICE, 0), lost);
	});
}

#[test]
fn revoke_chip_works_when_its_manifest_is_revoked() {
	ExtBuilder::default().claimed(ALICE, 0..2).build_and_execute(|| {
		let vendor = RuntimeOrigin::signed(VENDOR);
		assert_ok!(ComputeAttestation::revoke_manifest(vendor, 0));
		assert_ok!(revoke(0));
		assert_eq!(record(ALICE).chips, 1);
		assert_eq!(NetworkPower::<Test>::get().total(), Some(0));
		assert!(!Capacities::<Test>::contains_key(ALICE, 0));
	});
}

#[test]
fn revoke_chip_works_when_its_owner_is_suspended() {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..8).build_and_execute(|| {
		suspend(ALICE, &[BOB]);
		assert_ok!(revoke(0));
		assert_eq!(NetworkPower::<Test>::get().total(), Some(4 * POWER));
		run_to_challenge(5);
		assert_ok!(prove_all(ALICE));
		assert_eq!(NetworkPower::<Test>::get().total(), Some(5 * POWER));
	});
}

/// Manifest 1: the same chips, shipped again by the same vendor.
fn reissue() {
	publish(&shipment());
	System::reset_events();
}

#[test]
fn revoke_chip_holds_in_all_manifests_of_the_vendor() {
	ExtBuilder::default().claimed(ALICE, 0..2).build_and_execute(|| {
		reissue();
		assert_ok!(ComputeAttestation::revoke_chip(
			RuntimeOrigin::signed(VENDOR),
			1,
			shipment().entry(0)
		));
		assert_eq!(
			events(),
			[Event::ChipRevoked { chip: key(0), manifest: 1, provider: Some(ALICE) }]
		);
		assert_noop!(revoke(0), Error::<Test>::ChipRevoked);
		for manifest in [0, 1] {
			assert_noop!(
				ComputeAttestation::claim_chips(
					RuntimeOrigin::signed(ALICE),
					manifest,
					shipment().claims(ALICE, [0])
				),
				Error::<Test>::ChipRevoked
			);
		}
	});
}

#[test]
fn revoke_chip_fails_when_the_vendor_is_revoked() {
	ExtBuilder::default().claimed(ALICE, 0..2).build_and_execute(|| {
		assert_ok!(ComputeAttestation::revoke_vendor(RuntimeOrigin::root(), VENDOR));
		assert_noop!(revoke(0), Error::<Test>::VendorRevoked);
	});
}

#[test]
fn answer_with_a_revoked_chip_fails() {
	ExtBuilder::default().claimed(ALICE, 0..4).build_and_execute(|| {
		run_to_challenge(2);
		assert_ok!(revoke(1));
		// As signed before the revocation: with the chip's key, or by the old indices.
		assert_noop!(prove(ALICE, &[0, 1, 2, 3], &[]), Error::<Test>::InvalidSignature);
		assert_noop!(prove(ALICE, &[0, 1, 2, 3], &[1]), Error::<Test>::InvalidSignature);
		assert_ok!(prove(ALICE, &[0, 3, 2], &[1]));
	});
}

#[test]
fn revoke_chip_fails_when_not_by_the_vendor() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		let entry = shipment().entry(0);
		for who in [ALICE, OTHER_VENDOR] {
			assert_noop!(
				ComputeAttestation::revoke_chip(RuntimeOrigin::signed(who), 0, entry.clone()),
				Error::<Test>::NotVendor
			);
		}
		assert_noop!(
			ComputeAttestation::revoke_chip(RuntimeOrigin::signed(VENDOR), 1, entry),
			Error::<Test>::ManifestNotFound
		);
	});
}

#[test]
fn revoke_chip_fails_when_revoked_or_not_in_the_manifest() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		assert_ok!(revoke(0));
		assert_noop!(revoke(0), Error::<Test>::ChipRevoked);
		let foreign = Shipment::new(0, 8..16).entry(8);
		assert_noop!(
			ComputeAttestation::revoke_chip(RuntimeOrigin::signed(VENDOR), 0, foreign),
			Error::<Test>::InvalidManifestProof
		);
	});
}

#[test]
fn vendor_cannot_revoke_anothers_chip_by_listing_it() {
	ExtBuilder::default().claimed(ALICE, 0..2).build_and_execute(|| {
		let other = RuntimeOrigin::signed(OTHER_VENDOR);
		let name = Name::truncate_from(b"Copy".to_vec());
		assert_ok!(ComputeAttestation::register_model(other.clone(), name, 1));
		let copy = Shipment::new(1, 0..8);
		assert_ok!(ComputeAttestation::publish_manifest(
			other.clone(),
			1,
			copy.root(),
			copy.len(),
			EXPIRY
		));
		System::reset_events();
		assert_ok!(ComputeAttestation::revoke_chip(other, 1, copy.entry(0)));
		assert_eq!(events(), [Event::ChipRevoked { chip: key(0), manifest: 1, provider: None }]);
		assert_eq!(Providers::<Test>::get(ALICE).unwrap().chips, 2);
	});
}
