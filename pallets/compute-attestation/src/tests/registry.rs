use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use sp_core::H256;
use sp_runtime::traits::{BadOrigin, Dispatchable};

fn name(text: &str) -> Name {
	BoundedVec::truncate_from(text.as_bytes().to_vec())
}

fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

fn vendor() -> RuntimeOrigin {
	RuntimeOrigin::signed(VENDOR)
}

fn other() -> RuntimeOrigin {
	RuntimeOrigin::signed(OTHER_VENDOR)
}

#[test]
fn register_vendor_works() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(ComputeAttestation::register_vendor(root(), ALICE, name("Alice")));
		assert_eq!(Vendors::<Test>::get(ALICE).unwrap().name, name("Alice"));
		assert_eq!(events(), [Event::VendorRegistered { vendor: ALICE }]);
	});
}

#[test]
fn register_vendor_fails_when_not_governance_or_known() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			ComputeAttestation::register_vendor(vendor(), ALICE, name("Alice")),
			BadOrigin
		);
		assert_noop!(
			ComputeAttestation::register_vendor(root(), VENDOR, name("Again")),
			Error::<Test>::VendorExists
		);
	});
}

#[test]
fn revoke_vendor_works() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(ComputeAttestation::revoke_vendor(root(), VENDOR));
		assert_eq!(Vendors::<Test>::get(VENDOR).unwrap().revoked, Some(0));
		assert_eq!(events(), [Event::VendorRevoked { vendor: VENDOR }]);
	});
}

#[test]
fn revoke_vendor_fails_when_not_governance_unknown_or_revoked() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(ComputeAttestation::revoke_vendor(vendor(), VENDOR), BadOrigin);
		assert_noop!(
			ComputeAttestation::revoke_vendor(root(), ALICE),
			Error::<Test>::VendorNotFound
		);
		assert_ok!(ComputeAttestation::revoke_vendor(root(), VENDOR));
		assert_noop!(
			ComputeAttestation::revoke_vendor(root(), VENDOR),
			Error::<Test>::VendorRevoked
		);
		assert_noop!(
			ComputeAttestation::register_vendor(root(), VENDOR, name("Again")),
			Error::<Test>::VendorExists
		);
	});
}

#[test]
fn register_model_works_up_to_the_limits() {
	ExtBuilder::default().build_and_execute(|| {
		for (model, units) in [1, 500, 1_000].into_iter().enumerate() {
			assert_ok!(ComputeAttestation::register_model(vendor(), name("V"), units));
			let model = model as u32;
			assert_eq!(events(), [Event::ModelRegistered { model, vendor: VENDOR, units }]);
			assert_eq!(Models::<Test>::get(model).unwrap().units, units);
		}
		assert_noop!(
			ComputeAttestation::register_model(vendor(), name("V"), 1),
			Error::<Test>::TooManyRecords
		);
	});
}

#[test]
fn register_model_fails_when_not_a_trusted_vendor() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			ComputeAttestation::register_model(RuntimeOrigin::signed(ALICE), name("V"), 1),
			Error::<Test>::VendorNotFound
		);
		assert_ok!(ComputeAttestation::revoke_vendor(root(), VENDOR));
		assert_noop!(
			ComputeAttestation::register_model(vendor(), name("V"), 1),
			Error::<Test>::VendorRevoked
		);
	});
}

#[test]
fn register_model_fails_when_units_are_out_of_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		for units in [0, 1_001, u64::MAX] {
			assert_noop!(
				ComputeAttestation::register_model(vendor(), name("V"), units),
				Error::<Test>::UnitsOutOfBounds
			);
		}
	});
}

#[test]
fn register_model_fails_when_ids_run_out() {
	ExtBuilder::default().build_and_execute(|| {
		NextModelId::<Test>::put(u32::MAX);
		assert_noop!(
			ComputeAttestation::register_model(vendor(), name("V"), 1),
			Error::<Test>::Overflow
		);
	});
}

#[test]
fn revoke_model_works_once_and_by_its_vendor_only() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		assert_noop!(ComputeAttestation::revoke_model(other(), 0), Error::<Test>::NotVendor);
		assert_noop!(ComputeAttestation::revoke_model(vendor(), 1), Error::<Test>::ModelNotFound);
		assert_ok!(ComputeAttestation::revoke_model(vendor(), 0));
		assert_eq!(events(), [Event::ModelRevoked { model: 0 }]);
		assert_noop!(ComputeAttestation::revoke_model(vendor(), 0), Error::<Test>::ModelRevoked);
	});
}

#[test]
fn publish_manifest_works_up_to_the_limit() {
	ExtBuilder::default().build_and_execute(|| {
		register_model(UNITS);
		System::reset_events();
		for manifest in 0..3 {
			let root = H256::repeat_byte(manifest as u8);
			assert_ok!(ComputeAttestation::publish_manifest(vendor(), 0, root, 1, 2));
			assert_eq!(
				events(),
				[Event::ManifestPublished { manifest, model: 0, root, chips: 1, expires_at: 2 }]
			);
		}
		assert_noop!(
			ComputeAttestation::publish_manifest(vendor(), 0, H256::zero(), 1, 2),
			Error::<Test>::TooManyRecords
		);
	});
}

#[test]
fn publish_manifest_fails_when_the_model_is_not_usable() {
	ExtBuilder::default().build_and_execute(|| {
		let publish = |origin| ComputeAttestation::publish_manifest(origin, 0, H256::zero(), 1, 2);
		assert_noop!(publish(vendor()), Error::<Test>::ModelNotFound);
		register_model(UNITS);
		assert_noop!(publish(other()), Error::<Test>::NotVendor);
		assert_ok!(ComputeAttestation::revoke_vendor(root(), VENDOR));
		assert_noop!(publish(vendor()), Error::<Test>::VendorRevoked);
		assert_ok!(ComputeAttestation::revoke_model(vendor(), 0));
		assert_noop!(publish(vendor()), Error::<Test>::ModelRevoked);
	});
}

#[test]
fn publish_manifest_fails_when_empty_or_expired() {
	ExtBuilder::default().build_and_execute(|| {
		register_model(UNITS);
		let publish = |chips, expiry| {
			ComputeAttestation::publish_manifest(vendor(), 0, H256::zero(), chips, expiry)
		};
		assert_noop!(publish(0, 2), Error::<Test>::ManifestEmpty);
		assert_noop!(publish(1, 1), Error::<Test>::InvalidExpiry);
		NextManifestId::<Test>::put(u32::MAX);
		assert_noop!(publish(1, 2), Error::<Test>::Overflow);
	});
}

#[test]
fn revoke_manifest_works_once_and_by_its_vendor_only() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		assert_noop!(ComputeAttestation::revoke_manifest(other(), 0), Error::<Test>::NotVendor);
		assert_noop!(
			ComputeAttestation::revoke_manifest(vendor(), 1),
			Error::<Test>::ManifestNotFound
		);
		assert_ok!(ComputeAttestation::revoke_manifest(vendor(), 0));
		assert_eq!(events(), [Event::ManifestRevoked { manifest: 0 }]);
		assert_noop!(
			ComputeAttestation::revoke_manifest(vendor(), 0),
			Error::<Test>::ManifestRevoked
		);
	});
}

#[test]
fn calls_of_users_fail_without_a_signature() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		let entry = || shipment().entry(1);
		let signature = vajra_primitives::ChipSignature::from_raw([0; 64]);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let calls: Vec<RuntimeCall> = vec![
				Call::register_model { name: name("V"), units: 1 }.into(),
				Call::revoke_model { model: 0 }.into(),
				Call::publish_manifest { model: 0, root: H256::zero(), chips: 1, expires_at: 9 }
					.into(),
				Call::revoke_manifest { manifest: 0 }.into(),
				Call::revoke_chip { manifest: 0, chip: entry() }.into(),
				Call::claim_chips { manifest: 0, claims: shipment().claims(ALICE, [1]) }.into(),
				Call::prove { round: 0, absent: Default::default(), signature }.into(),
				Call::report_absence { round: 0, provider: ALICE }.into(),
				Call::retire_chips { indices: BoundedVec::truncate_from(vec![0]) }.into(),
				Call::withdraw_collateral { provider: ALICE }.into(),
				Call::take_over_chip { chip: key(0), possession: signature }.into(),
				Call::back { validator: None }.into(),
				Call::fund_rewards { amount: 1 }.into(),
				Call::claim_rewards { rounds: BoundedVec::truncate_from(vec![0]) }.into(),
				Call::prune_revoked { provider: ALICE }.into(),
			];
			for call in calls {
				assert_noop!(
					call.dispatch(origin.clone()).map(drop).map_err(|error| error.error),
					BadOrigin
				);
			}
		}
	});
}
