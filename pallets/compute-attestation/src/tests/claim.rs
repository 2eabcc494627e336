use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult, BoundedVec};
use schnorrkel::SecretKey;
use sp_core::H256;
use vajra_primitives::*;

type Claims = BoundedVec<ChipClaim, sp_core::ConstU32<4>>;

fn try_claim(provider: u64, claims: Claims) -> DispatchResult {
	done(ComputeAttestation::claim_chips(RuntimeOrigin::signed(provider), 0, claims))
}

fn one(claim: ChipClaim) -> Claims {
	BoundedVec::truncate_from(vec![claim])
}

#[test]
fn claim_chips_works() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		assert_ok!(try_claim(ALICE, shipment().claims(ALICE, [3, 0, 5])));

		let collateral = 3 * UNITS * RATE;
		let power = Power::from(3 * UNITS);
		assert_eq!(
			events(),
			[Event::ChipsClaimed {
				provider: ALICE,
				manifest: 0,
				count: 3,
				power,
				collateral,
				counts_from: 2
			}]
		);
		let provider = record(ALICE);
		assert_eq!((provider.chips, provider.claims, provider.due_from), (3, 1, Some(2)));
		assert_eq!((provider.required, provider.collateral), (collateral, collateral));
		assert_eq!(provider.aggregate_key, public(&join(&[chip(3), chip(0), chip(5)])));
		assert_eq!((provider.counted(1), provider.counted(2)), (0, power));
		let batch = Batch { manifest: 0, counts_from: 2, chips: 3, power, trusted: true };
		assert_eq!(provider.batches.to_vec(), [batch]);
		assert_eq!(held(ALICE), collateral);
		assert_eq!(
			Slots::<Test>::get(ALICE, 1).unwrap(),
			Slot { key: key(0), manifest: 0, units: UNITS, counts_from: 2, collateral: STAKE }
		);
		assert_eq!(
			Chips::<Test>::get(key(5)).unwrap(),
			Chip {
				provider: ALICE,
				index: 2,
				serial: serial(5),
				encrypted_key: BoundedVec::truncate_from(vec![5; 40]),
			}
		);
		assert_eq!(Manifests::<Test>::get(0).unwrap().claimed, 3);
		let capacity = CapacityRecord { claimed: 3, reserved: 0, lost: 0 };
		assert_eq!(Capacities::<Test>::get(ALICE, 0), capacity);
	});
}

#[test]
fn claim_chips_adds_to_earlier_claims_up_to_the_limit() {
	ExtBuilder::default().claimed(ALICE, 0..8).build_and_execute(|| {
		assert_eq!(Providers::<Test>::get(ALICE).unwrap().chips, 8);
		let more = publish_second();
		assert_noop!(claim_from(1, &more, ALICE, [8]), Error::<Test>::TooManyChips);
		assert_ok!(claim_from(1, &more, BOB, [8]));
	});
}

#[test]
fn claim_chips_keeps_providers_apart() {
	ExtBuilder::default().claimed(ALICE, [0, 1]).claimed(BOB, [2]).build_and_execute(|| {
		assert_eq!(Providers::<Test>::get(ALICE).unwrap().chips, 2);
		assert_eq!(Providers::<Test>::get(BOB).unwrap().aggregate_key, key(2));
		assert_eq!(NetworkPower::<Test>::get().total(), Some(Power::from(3 * UNITS)));
	});
}

#[test]
fn claim_chips_fails_when_the_manifest_is_not_usable() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		let claims = || shipment().claims(ALICE, [0]);
		assert_noop!(
			ComputeAttestation::claim_chips(RuntimeOrigin::signed(ALICE), 7, claims()),
			Error::<Test>::ManifestNotFound
		);
		assert_noop!(try_claim(ALICE, Default::default()), Error::<Test>::NoChips);
		System::set_block_number(EXPIRY);
		assert_noop!(try_claim(ALICE, claims()), Error::<Test>::ManifestExpired);
		System::set_block_number(EXPIRY - 1);
		assert_ok!(ComputeAttestation::revoke_vendor(RuntimeOrigin::root(), VENDOR));
		assert_noop!(try_claim(ALICE, claims()), Error::<Test>::VendorRevoked);
		assert_ok!(ComputeAttestation::revoke_model(RuntimeOrigin::signed(VENDOR), 0));
		assert_noop!(try_claim(ALICE, claims()), Error::<Test>::ModelRevoked);
		assert_ok!(ComputeAttestation::revoke_manifest(RuntimeOrigin::signed(VENDOR), 0));
		assert_noop!(try_claim(ALICE, claims()), Error::<Test>::ManifestRevoked);
	});
}

#[test]
fn claim_chips_works_in_the_last_block_before_expiry() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		System::set_block_number(EXPIRY - 1);
		assert_ok!(try_claim(ALICE, shipment().claims(ALICE, [0])));
	});
}

#[test]
fn claim_chips_fails_when_the_proof_is_for_another_manifest() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		let second = Shipment::new(0, 8..16);
		publish(&second);
		assert_noop!(
			try_claim(ALICE, second.claims(ALICE, [8])),
			Error::<Test>::InvalidManifestProof
		);
	});
}

#[test]
fn claim_chips_fails_when_the_proof_is_for_another_chip_leaf_serial_or_model() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		let good = || shipment().claim(ALICE, 2);
		let mut leaf = good();
		leaf.entry.leaf = 3;
		let mut beyond = good();
		beyond.entry.leaf = 8;
		let mut serial = good();
		serial.entry.serial = H256::zero();
		let mut shorter = good();
		shorter.entry.proof.pop();
		let mut longer = good();
		longer.entry.proof.try_push(H256::zero()).unwrap();
		let mut swapped = good();
		swapped.entry.key = key(3);
		swapped.possession = possession(ALICE, 3);
		let foreign = Shipment::new(1, 0..8).claim(ALICE, 2);
		for claim in [leaf, beyond, serial, shorter, longer, swapped, foreign] {
			assert_noop!(try_claim(ALICE, one(claim)), Error::<Test>::InvalidManifestProof);
		}
		assert_ok!(try_claim(ALICE, one(good())));
	});
}

#[test]
fn claim_chips_fails_when_possession_is_not_proved() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		let good = shipment().claim(ALICE, 0);
		let genesis = Possession { genesis: H256::zero(), provider: ALICE, claim: 0, chip: key(0) };
		let later = Possession { claim: 1, genesis: mock::genesis(), ..genesis.clone() };
		let round = CatStatement {
			genesis: mock::genesis(),
			provider: ALICE,
			round: 0,
			seed: H256::zero(),
			absent: vec![],
		};
		for possession in [
			possession(ALICE, 1),
			possession(BOB, 0),
			sign(&chip(0), &genesis.payload()),
			sign(&chip(0), &later.payload()),
			sign(&chip(0), &round.payload()),
			sign(&chip(0), b""),
			ChipSignature::from_raw([0; 64]),
		] {
			let claim = ChipClaim { possession, ..good.clone() };
			assert_noop!(try_claim(ALICE, one(claim)), Error::<Test>::InvalidPossession);
		}
		assert_noop!(try_claim(BOB, one(good)), Error::<Test>::InvalidPossession);
	});
}

#[test]
fn claim_chips_fails_when_the_proof_was_used_before() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		let mut claims = shipment().claims(ALICE, [0, 1]);
		let late = claims.pop().unwrap();
		assert_ok!(try_claim(ALICE, claims));
		assert_noop!(try_claim(ALICE, one(late)), Error::<Test>::InvalidPossession);
		assert_ok!(try_claim(ALICE, shipment().claims(ALICE, [1])));
		assert_eq!(Providers::<Test>::get(ALICE).unwrap().claims, 2);
	});
}

#[test]
fn claim_chips_fails_when_one_of_several_chips_is_bad() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		let mut claims = shipment().claims(ALICE, [0, 1, 2]);
		claims[2].possession = possession(BOB, 2);
		assert_noop!(try_claim(ALICE, claims), Error::<Test>::InvalidPossession);
	});
}

#[test]
fn claim_chips_fails_when_claimed_already() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		for who in [ALICE, BOB] {
			assert_noop!(
				try_claim(who, shipment().claims(who, [0])),
				Error::<Test>::ChipAlreadyClaimed
			);
		}
		assert_noop!(
			try_claim(BOB, shipment().claims(BOB, [1, 2, 1])),
			Error::<Test>::ChipAlreadyClaimed
		);
	});
}

#[test]
fn claim_chips_fails_when_the_chip_is_revoked() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		let entry = shipment().entry(0);
		assert_ok!(ComputeAttestation::revoke_chip(RuntimeOrigin::signed(VENDOR), 0, entry));
		assert_noop!(try_claim(ALICE, shipment().claims(ALICE, [0])), Error::<Test>::ChipRevoked);
		assert_ok!(try_claim(ALICE, shipment().claims(ALICE, [1])));
	});
}

#[test]
fn claim_chips_fails_when_the_collateral_is_missing() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		assert_noop!(
			try_claim(POOR, shipment().claims(POOR, [0])),
			Error::<Test>::CollateralMissing
		);
	});
}

/// A manifest whose chips have chosen keys, with an entry for each.
fn manifest_of(keys: &[ChipKey]) -> Vec<ManifestEntry> {
	let leaves: Vec<_> = keys.iter().map(|key| manifest_leaf(0, &serial(0), key)).collect();
	let root =
		binary_merkle_tree::merkle_root::<sp_runtime::traits::BlakeTwo256, _>(leaves.clone());
	let chips = keys.len() as u32;
	let vendor = RuntimeOrigin::signed(VENDOR);
	assert_ok!(ComputeAttestation::publish_manifest(vendor, 0, root, chips, EXPIRY));
	(0..chips)
		.map(|leaf| {
			let proof = binary_merkle_tree::merkle_proof::<sp_runtime::traits::BlakeTwo256, _, _>(
				leaves.clone(),
				leaf,
			);
			ManifestEntry {
				key: keys[leaf as usize],
				serial: serial(0),
				leaf,
				proof: BoundedVec::truncate_from(proof.proof),
			}
		})
		.collect()
}

#[test]
fn claim_chips_works_for_every_leaf_of_an_odd_tree() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		// The last leaf of five has one sibling, that of three has one, too, and the others more.
		for (id, seeds) in [(1, 8..13), (2, 13..16)] {
			let odd = Shipment::new(0, seeds.clone());
			publish(&odd);
			for seed in seeds {
				assert_ok!(claim_from(id, &odd, if id == 1 { ALICE } else { BOB }, [seed]));
			}
			assert_eq!(Manifests::<Test>::get(id).unwrap().claimed, odd.len());
		}
	});
}

/// A tree that leans to the right, with a chip on the left of each level, published as a manifest of
/// two leaves: each chip with a proof by which the library takes it for the first leaf.
fn leaning(seeds: &[u32]) -> Vec<ManifestEntry> {
	let hash = |bytes: &[u8]| H256(sp_io::hashing::blake2_256(bytes));
	let leaf = |seed: u32| manifest_leaf(0, &mock::serial(seed), &key(seed));
	let mut node = hash(b"the end");
	let mut entries = Vec::<ManifestEntry>::new();
	for seed in seeds {
		let left = hash(&leaf(*seed));
		for entry in &mut entries {
			entry.proof.try_push(left).unwrap();
		}
		entries.push(ManifestEntry {
			key: key(*seed),
			serial: mock::serial(*seed),
			leaf: 0,
			proof: BoundedVec::truncate_from(vec![node]),
		});
		node = hash(&[left.as_bytes(), node.as_bytes()].concat());
	}
	for (entry, seed) in entries.iter().zip(seeds) {
		assert!(binary_merkle_tree::verify_proof::<sp_runtime::traits::BlakeTwo256, _, _>(
			&node,
			entry.proof.iter().copied(),
			2,
			entry.leaf,
			binary_merkle_tree::Leaf::Value(&leaf(*seed)),
		));
	}
	let vendor = RuntimeOrigin::signed(VENDOR);
	assert_ok!(ComputeAttestation::publish_manifest(vendor, 0, node, 2, EXPIRY));
	entries
}

#[test]
fn claim_chips_fails_when_a_manifest_hides_more_chips_than_it_says() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		let seeds = [20, 21, 22, 23];
		let entries = leaning(&seeds);
		let claim = |place: usize| {
			let claim = ChipClaim {
				entry: entries[place].clone(),
				encrypted_key: Default::default(),
				possession: possession(ALICE, seeds[place]),
			};
			done(ComputeAttestation::claim_chips(RuntimeOrigin::signed(ALICE), 1, one(claim)))
		};
		for (place, entry) in entries.iter().enumerate().take(3) {
			assert_noop!(claim(place), Error::<Test>::InvalidManifestProof);
			let vendor = RuntimeOrigin::signed(VENDOR);
			assert_noop!(
				ComputeAttestation::revoke_chip(vendor, 1, entry.clone()),
				Error::<Test>::InvalidManifestProof
			);
		}
		// The one that is a leaf of a tree of two.
		assert_ok!(claim(3));
		assert_eq!(Manifests::<Test>::get(1).unwrap().claimed, 1);
	});
}

#[test]
fn claim_chips_fails_when_all_chips_of_the_manifest_are_claimed() {
	ExtBuilder::default().claimed(BOB, [4, 5]).build_and_execute(|| {
		// No proof leads there: the record is made to say that seven of eight are claimed.
		let full = |full| {
			Manifests::<Test>::mutate(0, |manifest| {
				manifest.as_mut().unwrap().claimed = if full { 7 } else { 2 };
			});
		};
		full(true);
		assert_noop!(
			try_claim(ALICE, shipment().claims(ALICE, [0, 1])),
			Error::<Test>::InvalidManifestProof
		);
		full(false);
		assert_ok!(try_claim(ALICE, shipment().claims(ALICE, [0, 1])));
	});
}

#[test]
fn claim_chips_fails_when_the_key_is_the_identity() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		let entry = manifest_of(&[Sr25519Sum::neutral()]).remove(0);
		let possession = ChipSignature::from_raw([0; 64]);
		let claim = ChipClaim { entry, encrypted_key: Default::default(), possession };
		assert_noop!(
			ComputeAttestation::claim_chips(RuntimeOrigin::signed(ALICE), 1, one(claim)),
			Error::<Test>::IdentityKey
		);
	});
}

#[test]
fn claim_chips_fails_when_the_keys_cancel_out() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		let secret = chip(77);
		let scalar: [u8; 32] = secret.to_bytes()[..32].try_into().unwrap();
		let scalar = curve25519_dalek::Scalar::from_canonical_bytes(scalar).unwrap();
		let mut bytes = [9; 64];
		bytes[..32].copy_from_slice((-scalar).as_bytes());
		let inverse = SecretKey::from_bytes(&bytes).unwrap();

		let secrets = [secret, inverse];
		let entries = manifest_of(&[public(&secrets[0]), public(&secrets[1])]);
		let claims: Vec<_> = entries
			.into_iter()
			.zip(&secrets)
			.map(|(entry, secret)| {
				let statement =
					Possession { genesis: genesis(), provider: ALICE, claim: 0, chip: entry.key };
				let possession = sign(secret, &statement.payload());
				ChipClaim { entry, encrypted_key: Default::default(), possession }
			})
			.collect();
		assert_noop!(
			ComputeAttestation::claim_chips(
				RuntimeOrigin::signed(ALICE),
				1,
				BoundedVec::truncate_from(claims)
			),
			Error::<Test>::IdentityKey
		);
	});
}

#[test]
fn claim_chips_fails_when_the_key_is_no_point() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		let entry = manifest_of(&[ChipKey::from_raw([0xff; 32])]).remove(0);
		let possession = possession(ALICE, 0);
		let claim = ChipClaim { entry, encrypted_key: Default::default(), possession };
		assert_noop!(
			ComputeAttestation::claim_chips(RuntimeOrigin::signed(ALICE), 1, one(claim)),
			Error::<Test>::InvalidPossession
		);
	});
}

#[test]
fn claim_chips_fails_when_power_overflows() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		NetworkPower::<Test>::mutate(|power| power.mature = Power::MAX);
		assert_noop!(try_claim(ALICE, shipment().claims(ALICE, [0])), Error::<Test>::Overflow);
		NetworkPower::<Test>::kill();
	});
}

#[test]
fn claim_chips_fails_when_collateral_overflows() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		PerUnit::set(u64::MAX);
		assert_noop!(try_claim(ALICE, shipment().claims(ALICE, [0])), Error::<Test>::Overflow);
	});
}

#[test]
fn claim_chips_fails_when_claims_run_out() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		Providers::<Test>::mutate(ALICE, |provider| provider.as_mut().unwrap().claims = u32::MAX);
		assert_noop!(try_claim(ALICE, shipment().claims(ALICE, [1])), Error::<Test>::Overflow);
	});
}

#[test]
fn claim_chips_takes_no_more_than_its_limit() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		let claims: Vec<_> = (0..5).map(|seed| shipment().claim(ALICE, seed)).collect();
		assert!(BoundedVec::<_, <Test as Config>::MaxChipsPerClaim>::try_from(claims).is_err());
		assert_ok!(try_claim(ALICE, shipment().claims(ALICE, 0..4)));
	});
}

#[test]
fn claim_chips_fails_when_a_batch_too_many_would_wait() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		let second = publish_second();
		run_to_block(start_of(1));
		claim(ALICE, [1]);
		run_to_block(start_of(2));
		claim(ALICE, [2]);
		// One that counts, two in warm-up, each of another round.
		assert_eq!(record(ALICE).batches.len(), 3);
		assert_noop!(claim_from(1, &second, ALICE, [8]), Error::<Test>::TooManyBatches);
		// Of the same manifest and round: the same batch.
		claim(ALICE, [3]);
		run_to_block(start_of(3));
		// The second one counts now and has joined the first.
		assert_ok!(claim_from(1, &second, ALICE, [8]));
		assert_eq!(record(ALICE).batches.len(), 3);
	});
}

#[test]
fn claim_chips_holds_what_slashes_took_from_earlier_chips() {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..8).build_and_execute(|| {
		for round in 2..4 {
			pass_round(round, &[BOB]);
			assert_ok!(report(round, ALICE));
		}
		assert_eq!(held(ALICE), 2 * STAKE - 30);
		System::reset_events();
		claim(ALICE, [2]);
		assert_eq!(
			events(),
			[Event::ChipsClaimed {
				provider: ALICE,
				manifest: 0,
				count: 1,
				power: POWER,
				collateral: STAKE + 30,
				counts_from: 6
			}]
		);
		let provider = record(ALICE);
		assert_eq!((provider.required, provider.collateral), (3 * STAKE, 3 * STAKE));
		assert_eq!(held(ALICE), 3 * STAKE);
	});
}

#[test]
fn claim_chips_fails_when_what_slashes_took_is_missing() {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..8).build_and_execute(|| {
		for round in 2..4 {
			pass_round(round, &[BOB]);
			assert_ok!(report(round, ALICE));
		}
		// Enough for the new chip alone.
		let rest = free(ALICE) - STAKE - 30;
		assert_ok!(Balances::transfer_keep_alive(RuntimeOrigin::signed(ALICE), BOB, rest));
		assert_noop!(
			try_claim(ALICE, shipment().claims(ALICE, [2])),
			Error::<Test>::CollateralMissing
		);
		assert_ok!(Balances::transfer_keep_alive(RuntimeOrigin::signed(BOB), ALICE, 1));
		assert_ok!(try_claim(ALICE, shipment().claims(ALICE, [2])));
	});
}

#[test]
fn claim_chips_fails_when_suspended_until_all_chips_are_given_up() {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..8).build_and_execute(|| {
		suspend(ALICE, &[BOB]);
		assert_noop!(try_claim(ALICE, shipment().claims(ALICE, [2])), Error::<Test>::Suspended);
		assert_ok!(retire(ALICE, &[1]));
		assert_noop!(try_claim(ALICE, shipment().claims(ALICE, [2])), Error::<Test>::Suspended);
		assert_ok!(retire(ALICE, &[0]));
		assert_ok!(try_claim(ALICE, shipment().claims(ALICE, [2])));
		assert!(!record(ALICE).suspended);
		assert_eq!(NetworkPower::<Test>::get().total(), Some(5 * POWER));
	});
}
