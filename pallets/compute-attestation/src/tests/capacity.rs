use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use vajra_primitives::{Capacity, ModelId};

fn four() -> ExtBuilder {
	ExtBuilder::default().claimed(ALICE, 0..4)
}

fn available(provider: u64, model: ModelId) -> u32 {
	<ComputeAttestation as Capacity<_>>::available(&provider, model)
}

fn reserve(provider: u64, model: ModelId, chips: u32) -> DispatchResult {
	<ComputeAttestation as Capacity<_>>::reserve(&provider, model, chips)
}

fn release(provider: u64, model: ModelId, chips: u32) -> DispatchResult {
	<ComputeAttestation as Capacity<_>>::release(&provider, model, chips)
}

#[test]
fn reserve_and_release_work_up_to_the_chips_there_are() {
	four().build_and_execute(|| {
		assert_eq!(available(ALICE, 0), 4);
		assert_noop!(reserve(ALICE, 0, 5), Error::<Test>::CapacityExceeded);
		assert_ok!(reserve(ALICE, 0, 3));
		assert_eq!(available(ALICE, 0), 1);
		assert_noop!(reserve(ALICE, 0, 2), Error::<Test>::CapacityExceeded);
		assert_noop!(reserve(ALICE, 0, u32::MAX), Error::<Test>::CapacityExceeded);
		assert_ok!(reserve(ALICE, 0, 1));
		assert_eq!(available(ALICE, 0), 0);
		assert_noop!(release(ALICE, 0, 5), Error::<Test>::NotReserved);
		assert_ok!(release(ALICE, 0, 4));
		assert_noop!(release(ALICE, 0, 1), Error::<Test>::NotReserved);
		assert_eq!(available(ALICE, 0), 4);
		assert_eq!(events(), []);
	});
}

#[test]
fn capacity_is_kept_by_provider_and_model() {
	four().claimed(BOB, 4..6).build_and_execute(|| {
		let light = publish_light();
		assert_ok!(claim_from(1, &light, ALICE, [16]));
		assert_eq!((available(ALICE, 0), available(ALICE, 1)), (4, 1));
		assert_eq!((available(BOB, 0), available(BOB, 1)), (2, 0));
		assert_ok!(reserve(ALICE, 0, 4));
		assert_noop!(reserve(ALICE, 0, 1), Error::<Test>::CapacityExceeded);
		assert_ok!(reserve(ALICE, 1, 1));
		assert_noop!(reserve(BOB, 1, 1), Error::<Test>::CapacityExceeded);
		assert_noop!(release(BOB, 0, 1), Error::<Test>::NotReserved);
	});
}

#[test]
fn capacity_grows_and_shrinks_with_the_chips() {
	four().build_and_execute(|| {
		run_to_challenge(1);
		claim(ALICE, [4]);
		assert_eq!(available(ALICE, 0), 5);
		assert_ok!(retire(ALICE, &[0, 1]));
		assert_ok!(take_over(BOB, 4));
		assert_eq!((available(ALICE, 0), available(BOB, 0)), (2, 1));
	});
}

#[test]
fn nothing_can_be_reserved_of_an_account_without_chips() {
	four().build_and_execute(|| {
		assert_eq!(available(BOB, 0), 0);
		assert_noop!(reserve(BOB, 0, 1), Error::<Test>::ProviderNotFound);
		assert_noop!(release(BOB, 0, 1), Error::<Test>::NotReserved);
	});
}

#[test]
fn nothing_can_be_reserved_of_an_unknown_or_revoked_model() {
	four().build_and_execute(|| {
		assert_eq!(available(ALICE, 1), 0);
		assert_noop!(reserve(ALICE, 1, 1), Error::<Test>::ModelNotFound);
		assert_ok!(ComputeAttestation::revoke_vendor(RuntimeOrigin::root(), VENDOR));
		assert_eq!(available(ALICE, 0), 0);
		assert_noop!(reserve(ALICE, 0, 1), Error::<Test>::VendorRevoked);
		assert_ok!(ComputeAttestation::revoke_model(RuntimeOrigin::signed(VENDOR), 0));
		assert_eq!(available(ALICE, 0), 0);
		assert_noop!(reserve(ALICE, 0, 1), Error::<Test>::ModelRevoked);
	});
}

#[test]
fn nothing_can_be_reserved_of_a_revoked_manifest() {
	four().build_and_execute(|| {
		assert_ok!(reserve(ALICE, 0, 1));
		assert_ok!(ComputeAttestation::revoke_manifest(RuntimeOrigin::signed(VENDOR), 0));
		// Whether or not anybody has pruned it.
		assert_eq!(available(ALICE, 0), 0);
		assert_eq!(reserve(ALICE, 0, 1), Err(Error::<Test>::CapacityExceeded.into()));
		assert_eq!(available(ALICE, 0), 0);
	});
}

#[test]
fn reserve_counts_only_the_manifests_that_are_trusted() {
	four().build_and_execute(|| {
		let second = publish_second();
		assert_ok!(claim_from(1, &second, ALICE, [8, 9]));
		assert_ok!(ComputeAttestation::revoke_manifest(RuntimeOrigin::signed(VENDOR), 1));
		assert_eq!(available(ALICE, 0), 4);
		assert_ok!(reserve(ALICE, 0, 4));
		assert_eq!(available(ALICE, 0), 0);
		assert_eq!(record(ALICE).checked, 1);
	});
}

#[test]
fn nothing_can_be_reserved_while_suspended_but_released() {
	four().claimed(BOB, 4..8).build_and_execute(|| {
		assert_ok!(reserve(ALICE, 0, 2));
		suspend(ALICE, &[BOB]);
		assert_eq!(available(ALICE, 0), 0);
		assert_noop!(reserve(ALICE, 0, 1), Error::<Test>::Suspended);
		assert_ok!(release(ALICE, 0, 1));
		run_to_challenge(5);
		assert_ok!(prove_all(ALICE));
		assert_eq!(available(ALICE, 0), 3);
	});
}

#[test]
fn lost_chips_are_released_before_those_that_are_left() {
	four().build_and_execute(|| {
		assert_ok!(reserve(ALICE, 0, 4));
		for seed in [0, 1] {
			let vendor = RuntimeOrigin::signed(VENDOR);
			assert_ok!(ComputeAttestation::revoke_chip(vendor, 0, shipment().entry(seed)));
		}
		let records = |lost, reserved| {
			let record = CapacityRecord { claimed: 2, reserved, lost };
			assert_eq!(Capacities::<Test>::get(ALICE, 0), record);
		};
		records(2, 2);
		assert_noop!(retire(ALICE, &[0]), Error::<Test>::ChipsReserved);
		assert_ok!(release(ALICE, 0, 1));
		records(1, 2);
		assert_noop!(release(ALICE, 0, 4), Error::<Test>::NotReserved);
		assert_ok!(release(ALICE, 0, 3));
		records(0, 0);
	});
}

#[test]
fn empty_records_are_removed() {
	four().build_and_execute(|| {
		assert_ok!(reserve(ALICE, 0, 4));
		for seed in 0..4 {
			let vendor = RuntimeOrigin::signed(VENDOR);
			assert_ok!(ComputeAttestation::revoke_chip(vendor, 0, shipment().entry(seed)));
		}
		assert!(Capacities::<Test>::contains_key(ALICE, 0));
		assert_ok!(release(ALICE, 0, 4));
		assert!(!Capacities::<Test>::contains_key(ALICE, 0));
		// Nothing is what an empty record gives.
		assert_ok!(reserve(ALICE, 0, 0));
		assert_ok!(release(ALICE, 0, 0));
		assert!(!Capacities::<Test>::contains_key(ALICE, 0));
	});
}
