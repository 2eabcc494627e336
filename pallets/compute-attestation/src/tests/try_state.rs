//! Each invariant, broken on purpose, is caught by its check.

use crate::{mock::*, *};
use frame_support::{assert_err, assert_ok, traits::fungible::MutateHold, BoundedVec};
use vajra_primitives::Capacity;

/// Breaks a healthy state of two providers, with an answer, a pot, a reservation and collateral
/// that waits, and expects `complaint`.
fn caught(complaint: &'static str, breakage: impl FnOnce()) {
	ExtBuilder::default().claimed(ALICE, 0..4).claimed(BOB, 4..6).build_and_execute(|| {
		let alice = || RuntimeOrigin::signed(ALICE);
		assert_ok!(ComputeAttestation::back(alice(), Some(VALIDATOR)));
		assert_ok!(retire(ALICE, &[3]));
		run_to_block(2);
		assert_ok!(retire(BOB, &[1]));
		assert_ok!(fund(1_000));
		pass_round(2, &[ALICE]);
		run_to_challenge(3);
		assert_ok!(prove_all(ALICE));
		assert_ok!(ComputeAttestation::reserve(&ALICE, 0, 2));
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
	caught("batch is not its chips, counted", || {
		provider(|provider| provider.batches[0].power += 1)
	});
	caught("batch is not its chips, counted", || {
		provider(|provider| provider.batches[0].chips -= 1)
	});
	caught("batch is not its chips, counted", || {
		provider(|provider| provider.batches[0].counts_from = 9)
	});
	caught("chips without a batch", || provider(|provider| provider.batches.clear()));
	caught("batch is not trusted as its manifest is", || {
		provider(|provider| provider.batches[0].trusted = false)
	});
	caught("batch is not trusted as its manifest is", || {
		Manifests::<Test>::mutate(0, |manifest| manifest.as_mut().unwrap().revoked = Some(9))
	});
	caught("checked against revocations to come", || provider(|provider| provider.checked = 1));
	caught("network's power is not the sum over providers", || {
		NetworkPower::<Test>::mutate(|power| power.mature -= 1)
	});
	caught("network's power is not the sum over providers", || {
		provider(|provider| provider.suspended = true)
	});
	caught("provider is not due from when its chips count", || {
		provider(|provider| provider.due_from = None)
	});
	caught("provider is not due from when its chips count", || {
		claim(WATCHER, [6]);
		Providers::<Test>::mutate(WATCHER, |provider| {
			provider.as_mut().unwrap().due_from = Some(2)
		});
	});
	// Round 3 is open.
	caught("provider is not due from when its chips count", || {
		provider(|provider| provider.due_from = Some(5))
	});
}

#[test]
fn collateral() {
	caught("required collateral is not the sum over chips", || {
		provider(|provider| provider.required += 1)
	});
	caught("more collateral than required", || provider(|provider| provider.collateral += 1));
	caught("collateral is not what is on hold", || provider(|provider| provider.collateral -= 1));
	caught("collateral is not what is on hold", || {
		provider(|provider| provider.retiring[0].amount -= 1)
	});
	caught("collateral is not what is on hold", || {
		assert_ok!(Balances::hold(&HoldReason::Collateral.into(), &ALICE, 1));
	});
	caught("collateral of no provider", || {
		assert_ok!(Balances::hold(&HoldReason::Collateral.into(), &WATCHER, 1));
	});
	caught("waiting collateral out of order", || {
		provider(|provider| {
			let twin = Retirement { amount: STAKE - 1, ..provider.retiring[0].clone() };
			provider.retiring[0].amount = 1;
			provider.retiring.try_push(twin).unwrap();
		})
	});
}

#[test]
fn manifests() {
	caught("manifest's claimed count is off", || {
		Manifests::<Test>::mutate(0, |manifest| manifest.as_mut().unwrap().claimed = 0)
	});
	// The first check that meets it.
	caught("batch is not trusted as its manifest is", || {
		Manifests::<Test>::remove(0);
		Vendors::<Test>::mutate(VENDOR, |vendor| vendor.as_mut().unwrap().manifests = 0);
	});
	caught("more chips claimed than the manifest has", || {
		Manifests::<Test>::mutate(0, |manifest| manifest.as_mut().unwrap().chips = 1)
	});
}

#[test]
fn challenges() {
	let latest = |change: fn(&mut RoundOf<Test>)| {
		Challenge::<Test>::mutate(|challenge| change(challenge.as_mut().unwrap()))
	};
	caught("proved power is not the sum over providers", || latest(|latest| latest.proved -= 1));
	caught("proved power is not the sum over providers", || latest(|latest| latest.answers += 1));
	caught("proved power is not the sum over providers", || latest(|latest| latest.chips += 1));
	caught("more power proved than expected", || latest(|latest| latest.expected = 1));
	caught("proved power is not the sum over validators", || latest(|latest| latest.unbacked += 1));
	caught("proved power is not the sum over validators", || Tallies::<Test>::remove(VALIDATOR));
	caught("proved power is not the sum over providers", || {
		PreviousChallenge::<Test>::mutate(|previous| previous.as_mut().unwrap().proved += 1)
	});
	caught("challenges out of order", || PreviousChallenge::<Test>::set(Challenge::<Test>::get()));
}

#[test]
fn revoked_chips() {
	caught("revoked chip is claimed", || RevokedChips::<Test>::insert(VENDOR, key(0), ()));
}

#[test]
fn capacities() {
	let capacity = |change: fn(&mut CapacityRecord)| Capacities::<Test>::mutate(ALICE, 0, change);
	caught("capacity is not the number of trusted chips", || {
		capacity(|record| record.claimed += 1)
	});
	caught("more chips reserved than claimed", || capacity(|record| record.reserved = 4));
	caught("chips without capacity", || Capacities::<Test>::remove(ALICE, 0));
	caught("empty capacity is kept", || {
		Capacities::<Test>::insert(WATCHER, 0, CapacityRecord::default())
	});
}

#[test]
fn pots() {
	let pot =
		|change: fn(&mut Pot<u64>)| Pots::<Test>::mutate(0, |pot| change(pot.as_mut().unwrap()));
	caught("what is on hold for rewards is not what is in pots", || pot(|pot| pot.remaining -= 1));
	caught("more left in a pot than was put in", || pot(|pot| pot.remaining += 1));
	caught("pot out of place", || pot(|pot| pot.round = 1));
	caught("answer out of place", || {
		Earned::<Test>::insert(ALICE, 1, Answer { round: 2, power: 1, chips: 1 })
	});
	caught("pot does not cover what can be claimed", || {
		pot(|pot| pot.remaining = 0);
		Pots::<Test>::mutate(2, |pot| {
			let pot = pot.as_mut().unwrap();
			(pot.amount, pot.remaining) = (1_000, 999);
		});
	});
	caught("what is on hold for rewards is not what is in pots", || Pots::<Test>::remove(0));
}

#[test]
fn missed() {
	caught("misses out of order", || {
		Missed::<Test>::mutate(ALICE, |missed| {
			missed.0 = BoundedVec::truncate_from(vec![Absence::of(4, 5), Absence::of(2, 3)])
		})
	});
	caught("misses out of order", || {
		let absence = Absence { from: 1, until: 2, missed: 2 };
		Missed::<Test>::mutate(ALICE, |missed| missed.0 = BoundedVec::truncate_from(vec![absence]))
	});
	caught("reported miss is not noted", || provider(|provider| provider.reported = Some(2)));
	caught("reported miss is not noted", || provider(|one| one.reported_before = Some(1)));
}
