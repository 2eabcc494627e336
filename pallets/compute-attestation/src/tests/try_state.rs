//! Each invariant, broken on purpose, is caught by its check.

use crate::{mock::*, *};
use frame_support::{assert_err, assert_ok, traits::fungible::MutateHold};

/// Breaks a healthy state of two providers and expects `complaint`.
fn caught(complaint: &'static str, breakage: impl FnOnce()) {
	ExtBuilder::default().claimed(ALICE, 0..3).claimed(BOB, 3..5).build_and_execute(|| {
		run_to_challenge(2);
		assert_ok!(prove(ALICE, &[0, 1, 2], &[]));
		assert_ok!(ComputeAttestation::do_try_state());
		frame_support::storage::with_transaction(|| {
			breakage();
			assert_err!(ComputeAttestation::do_try_state(), complaint);
			sp_runtime::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(()))
		})
		.unwrap();
	});
}

fn provider(change: impl FnOnce(&mut ProviderOf<Test>)) {
	Providers::<Test>::mutate(ALICE, |provider| change(provider.as_mut().unwrap()));
}

#[test]
fn vendor_counts() {
	caught("vendor's counts are off", || {
		Vendors::<Test>::mutate(VENDOR, |vendor| vendor.as_mut().unwrap().models = 2)
	});
	caught("vendor's counts are off", || {
		Vendors::<Test>::mutate(VENDOR, |vendor| vendor.as_mut().unwrap().manifests = 0)
	});
	caught("model without a vendor", || Vendors::<Test>::remove(VENDOR));
	caught("manifest without a model", || Models::<Test>::remove(0));
	caught("model id is not below the next", NextModelId::<Test>::kill);
	caught("manifest id is not below the next", NextManifestId::<Test>::kill);
}

#[test]
fn slots() {
	caught("hole in a provider's indices", || Slots::<Test>::remove(ALICE, 1));
	caught("slot without a chip", || Chips::<Test>::remove(key(0)));
	caught("chip and slot do not point at each other", || {
		Chips::<Test>::mutate(key(0), |chip| chip.as_mut().unwrap().index = 1)
	});
	caught("slot beyond a provider's chips", || {
		Slots::<Test>::insert(ALICE, 3, Slots::<Test>::get(ALICE, 0).unwrap())
	});
	caught("chip without a slot", || {
		Chips::<Test>::insert(key(7), Chips::<Test>::get(key(0)).unwrap())
	});
}

#[test]
fn aggregate_keys() {
	caught("aggregate key is not the sum of chip keys", || {
		provider(|provider| provider.aggregate_key = key(0))
	});
	caught("malformed chip key", || {
		let odd = vajra_primitives::ChipKey::from_raw([0xff; 32]);
		let chip = Chips::<Test>::take(key(0)).unwrap();
		Chips::<Test>::insert(odd, chip);
		Slots::<Test>::mutate(ALICE, 0, |slot| slot.as_mut().unwrap().key = odd);
	});
}

#[test]
fn power() {
	caught("provider's power is not the sum of its chips' units", || {
		provider(|provider| provider.power.mature += 1)
	});
	caught("network's power is not the sum over providers", || {
		NetworkPower::<Test>::mutate(|power| power.mature -= 1)
	});
	caught("provider is not due from when its chips count", || {
		provider(|provider| provider.due_from = u32::MAX)
	});
	caught("provider is not due from when its chips count", || {
		claim(WATCHER, [6]);
		Providers::<Test>::mutate(WATCHER, |provider| provider.as_mut().unwrap().due_from = 2);
	});
}

#[test]
fn collateral() {
	caught("collateral is not the sum over chips", || {
		provider(|provider| provider.collateral -= 1)
	});
	caught("collateral is not what is on hold", || {
		assert_ok!(Balances::hold(&HoldReason::Collateral.into(), &ALICE, 1));
	});
}

#[test]
fn manifests() {
	caught("manifest's claimed count is off", || {
		Manifests::<Test>::mutate(0, |manifest| manifest.as_mut().unwrap().claimed = 0)
	});
	caught("chip without a manifest", || {
		Manifests::<Test>::remove(0);
		Vendors::<Test>::mutate(VENDOR, |vendor| vendor.as_mut().unwrap().manifests = 0);
	});
	caught("more chips claimed than the manifest has", || {
		Manifests::<Test>::mutate(0, |manifest| manifest.as_mut().unwrap().chips = 1)
	});
}

#[test]
fn challenges() {
	caught("proved power is not the sum over providers", || {
		Challenge::<Test>::mutate(|challenge| challenge.as_mut().unwrap().proved -= 1)
	});
	caught("proved power is not the sum over providers", || {
		Challenge::<Test>::mutate(|challenge| challenge.as_mut().unwrap().answers += 1)
	});
	caught("more power proved than expected", || {
		Challenge::<Test>::mutate(|challenge| challenge.as_mut().unwrap().expected = 1)
	});
	caught("challenges out of order", || PreviousChallenge::<Test>::set(Challenge::<Test>::get()));
}

#[test]
fn revoked_chips() {
	caught("revoked chip is claimed", || RevokedChips::<Test>::insert(VENDOR, key(0), ()));
}
