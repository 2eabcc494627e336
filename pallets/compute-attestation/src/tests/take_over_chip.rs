use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use sp_core::H256;
use vajra_primitives::{Capacity, ChipSignature, Possession, Transfer};

/// Alice's two chips and Bob's one.
fn two() -> ExtBuilder {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, [4])
}

fn submit(to: u64, seed: u32, possession: ChipSignature) -> DispatchResult {
	let to = RuntimeOrigin::signed(to);
	done(ComputeAttestation::take_over_chip(to, key(seed), possession))
}

#[test]
fn take_over_chip_works() {
	two().build_and_execute(|| {
		run_to_challenge(2);
		assert_ok!(prove_all(ALICE));
		System::reset_events();
		let before = Chips::<Test>::get(key(0)).unwrap();
		assert_ok!(take_over(BOB, 0));
		assert_eq!(
			events(),
			[Event::ChipTransferred {
				chip: key(0),
				from: ALICE,
				to: BOB,
				collateral: STAKE,
				counts_from: 4
			}]
		);
		assert_eq!((seeds_of(ALICE), seeds_of(BOB)), (vec![1], vec![4, 0]));
		assert_eq!(Chips::<Test>::get(key(0)), Some(Chip { provider: BOB, index: 1, ..before }));
		assert_eq!(
			Slots::<Test>::get(BOB, 1).unwrap(),
			Slot { key: key(0), manifest: 0, units: UNITS, counts_from: 4, collateral: STAKE }
		);
		assert_eq!(Manifests::<Test>::get(0).unwrap().claimed, 3);

		let (alice, bob) = (record(ALICE), record(BOB));
		assert_eq!((alice.aggregate_key, alice.claims), (key(1), 1));
		assert_eq!((bob.aggregate_key, bob.claims), (public(&join(&[chip(4), chip(0)])), 2));
		// The old owner's collateral waits, the new owner's is held.
		assert_eq!((alice.required, alice.collateral, held(ALICE)), (STAKE, STAKE, 2 * STAKE));
		let unlocks_at = System::block_number() + THREE_ROUNDS;
		assert_eq!(alice.retiring.to_vec(), [Retirement { amount: STAKE, unlocks_at }]);
		assert_eq!((bob.required, bob.collateral, held(BOB)), (2 * STAKE, 2 * STAKE, 2 * STAKE));
		for (who, claimed) in [(ALICE, 1), (BOB, 2)] {
			assert_eq!(Capacities::<Test>::get(who, 0).claimed, claimed);
		}
		// It warms up again.
		let network = NetworkPower::<Test>::get();
		assert_eq!((network.counted(3), network.counted(4)), (Some(2 * POWER), Some(3 * POWER)));
		run_to_challenge(3);
		assert_ok!(prove_all(BOB));
		assert_ok!(prove_all(ALICE));
		assert_eq!(challenge().proved, 2 * POWER);
		run_to_challenge(4);
		assert_ok!(prove_all(BOB));
		assert_eq!(challenge().proved, 2 * POWER);
	});
}

#[test]
fn take_over_chip_works_for_an_account_without_chips_and_for_a_last_chip() {
	two().build_and_execute(|| {
		run_to_challenge(1);
		assert_ok!(take_over(CAROL, 4));
		assert_eq!((seeds_of(BOB), seeds_of(CAROL)), (vec![], vec![4]));
		assert_eq!(record(BOB).due_from, None);
		assert_eq!(record(CAROL).due_from, Some(3));
		assert_eq!(record(BOB).aggregate_key, Sr25519Sum::neutral());
	});
}

#[test]
fn old_owner_owes_the_open_challenge_while_chips_are_left() {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..8).build_and_execute(|| {
		run_to_challenge(2);
		assert_ok!(prove_all(BOB));
		assert_ok!(take_over(BOB, 0));
		run_past_challenge(2);
		assert_ok!(report(2, ALICE));
	});
}

#[test]
fn old_owner_without_chips_does_not_owe_the_open_challenge() {
	ExtBuilder::default().claimed(ALICE, [0]).claimed(BOB, 4..8).build_and_execute(|| {
		run_to_challenge(2);
		assert_ok!(prove_all(BOB));
		assert_ok!(take_over(BOB, 0));
		run_past_challenge(2);
		assert_noop!(report(2, ALICE), Error::<Test>::NotDue);
		// Nor does the chip's new owner owe for it before its warm-up is over.
		assert_eq!(challenge().expected, 5 * POWER);
	});
}

#[test]
fn take_over_chip_works_after_the_manifests_expiry_and_at_another_rate() {
	two().build_and_execute(|| {
		run_to_challenge(2);
		Manifests::<Test>::mutate(0, |manifest| manifest.as_mut().unwrap().expires_at = 1);
		PerUnit::set(2 * RATE);
		assert_ok!(take_over(BOB, 0));
		assert_eq!((record(BOB).required, held(BOB)), (3 * STAKE, 3 * STAKE));
		assert_eq!((record(ALICE).collateral, record(ALICE).retiring[0].amount), (STAKE, STAKE));
	});
}

#[test]
fn take_over_chip_works_from_a_suspended_owner() {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..8).build_and_execute(|| {
		suspend(ALICE, &[BOB]);
		assert_ok!(take_over(CAROL, 0));
		assert_eq!(NetworkPower::<Test>::get().total(), Some(5 * POWER));
		assert_ok!(take_over(CAROL, 1));
		assert_eq!(NetworkPower::<Test>::get().total(), Some(6 * POWER));
	});
}

#[test]
fn take_over_chip_makes_up_for_what_slashes_took() {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..8).build_and_execute(|| {
		for round in 2..4 {
			pass_round(round, &[BOB]);
			assert_ok!(report(round, ALICE));
		}
		System::reset_events();
		assert_ok!(take_over(ALICE, 4));
		assert!(matches!(
			events()[..],
			[Event::ChipTransferred { collateral, .. }] if collateral == STAKE + 30
		));
		assert_eq!(held(ALICE), 3 * STAKE);
	});
}

#[test]
fn take_over_chip_fails_when_no_challenge_has_opened() {
	two().build_and_execute(|| {
		assert_noop!(take_over(BOB, 0), Error::<Test>::NoOpenChallenge);
	});
}

#[test]
fn take_over_chip_fails_when_nobody_has_claimed_the_chip() {
	two().build_and_execute(|| {
		run_to_challenge(1);
		assert_noop!(take_over(BOB, 2), Error::<Test>::UnknownChip);
		assert_noop!(take_over(BOB, 99), Error::<Test>::UnknownChip);
	});
}

#[test]
fn take_over_chip_fails_when_it_is_the_senders_own() {
	two().build_and_execute(|| {
		run_to_challenge(1);
		assert_noop!(take_over(ALICE, 0), Error::<Test>::ChipAlreadyClaimed);
	});
}

#[test]
fn take_over_chip_fails_when_possession_is_not_proved() {
	two().build_and_execute(|| {
		run_to_challenge(1);
		let stale = transfer(ALICE, BOB, 0).seed;
		run_to_challenge(2);
		let good = transfer(ALICE, BOB, 0);
		let bad = [
			Transfer { genesis: H256::zero(), ..good.clone() },
			Transfer { from: CAROL, ..good.clone() },
			Transfer { to: CAROL, ..good.clone() },
			Transfer { claim: 0, ..good.clone() },
			Transfer { claim: 2, ..good.clone() },
			Transfer { chip: key(1), ..good.clone() },
			Transfer { seed: stale, ..good.clone() },
		];
		for statement in bad {
			let signature = sign(&chip(0), &statement.payload());
			assert_noop!(submit(BOB, 0, signature), Error::<Test>::InvalidPossession);
		}
		let claim = Possession { genesis: genesis(), provider: BOB, claim: 1, chip: key(0) };
		for signature in [
			sign(&chip(1), &good.payload()),
			sign(&chip(0), &claim.payload()),
			sign(&chip(0), b""),
			ChipSignature::from_raw([0; 64]),
		] {
			assert_noop!(submit(BOB, 0, signature), Error::<Test>::InvalidPossession);
		}
		let signature = sign(&chip(0), &good.payload());
		// Not even the chip's owner can use it for another.
		assert_noop!(submit(CAROL, 0, signature), Error::<Test>::InvalidPossession);
		assert_ok!(submit(BOB, 0, signature));
	});
}

#[test]
fn take_over_chip_fails_when_the_proof_was_used_before() {
	two().build_and_execute(|| {
		run_to_challenge(2);
		let first = sign(&chip(0), &transfer(ALICE, BOB, 0).payload());
		let rival = sign(&chip(0), &transfer(ALICE, CAROL, 0).payload());
		assert_ok!(submit(BOB, 0, first));
		// Made for the old owner.
		assert_noop!(submit(CAROL, 0, rival), Error::<Test>::InvalidPossession);
		assert_ok!(take_over(ALICE, 0));
		// The same owners and the same seed as before, but not the same claim.
		assert_noop!(submit(BOB, 0, first), Error::<Test>::InvalidPossession);
		// Carol has not claimed anything since: hers is still good, while the seed is.
		run_to_challenge(3);
		assert_noop!(submit(CAROL, 0, rival), Error::<Test>::InvalidPossession);
	});
}

#[test]
fn take_over_chip_fails_when_the_chip_is_not_trusted() {
	two().build_and_execute(|| {
		run_to_challenge(2);
		let vendor = || RuntimeOrigin::signed(VENDOR);
		assert_ok!(ComputeAttestation::revoke_vendor(RuntimeOrigin::root(), VENDOR));
		assert_noop!(take_over(BOB, 0), Error::<Test>::VendorRevoked);
		assert_ok!(ComputeAttestation::revoke_model(vendor(), 0));
		assert_noop!(take_over(BOB, 0), Error::<Test>::ModelRevoked);
		assert_ok!(ComputeAttestation::revoke_manifest(vendor(), 0));
		assert_noop!(take_over(BOB, 0), Error::<Test>::ManifestRevoked);
	});
}

#[test]
fn take_over_chip_fails_when_the_new_owner_is_suspended() {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..8).build_and_execute(|| {
		suspend(ALICE, &[BOB]);
		assert_noop!(take_over(ALICE, 4), Error::<Test>::Suspended);
	});
}

#[test]
fn take_over_chip_fails_when_the_collateral_is_missing() {
	two().build_and_execute(|| {
		run_to_challenge(2);
		assert_noop!(take_over(POOR, 0), Error::<Test>::CollateralMissing);
	});
}

#[test]
fn take_over_chip_fails_when_the_new_owner_has_too_many_chips() {
	ExtBuilder::default().claimed(ALICE, 0..8).build_and_execute(|| {
		let second = publish_second();
		assert_ok!(claim_from(1, &second, BOB, [8]));
		run_to_challenge(2);
		assert_noop!(take_over(ALICE, 8), Error::<Test>::TooManyChips);
		assert_ok!(prove_all(ALICE));
		assert_ok!(retire(ALICE, &[7]));
		assert_ok!(take_over(ALICE, 8));
	});
}

#[test]
fn take_over_chip_fails_when_a_batch_too_many_would_wait() {
	two().build_and_execute(|| {
		let second = publish_second();
		assert_ok!(claim_from(1, &second, CAROL, [8]));
		run_to_challenge(1);
		claim(ALICE, [2]);
		run_to_challenge(2);
		claim(ALICE, [3]);
		assert_noop!(take_over(ALICE, 8), Error::<Test>::TooManyBatches);
	});
}

#[test]
fn take_over_chip_fails_when_it_is_reserved() {
	two().build_and_execute(|| {
		run_to_challenge(2);
		assert_ok!(ComputeAttestation::reserve(&ALICE, 0, 1));
		assert_ok!(take_over(BOB, 0));
		assert_noop!(take_over(BOB, 1), Error::<Test>::ChipsReserved);
		assert_ok!(ComputeAttestation::release(&ALICE, 0, 1));
		assert_ok!(take_over(BOB, 1));
	});
}
