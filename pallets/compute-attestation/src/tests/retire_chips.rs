use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use vajra_primitives::{Capacity, ChipIndex};

fn alice(chips: u32) -> ExtBuilder {
	ExtBuilder::default().claimed(ALICE, 0..chips)
}

/// As [`alice`], with Bob's four chips, who answers.
fn two() -> ExtBuilder {
	alice(2).claimed(BOB, 4..8)
}

#[test]
fn retire_chips_works() {
	alice(4).build_and_execute(|| {
		run_to_block(3);
		System::reset_events();
		assert_ok!(retire(ALICE, &[1, 3]));
		assert_eq!(
			events(),
			[Event::ChipsRetired {
				provider: ALICE,
				count: 2,
				power: 2 * POWER,
				collateral: 2 * STAKE,
				unlocks_at: 3 + THREE_ROUNDS
			}]
		);
		// The last chips take the free indices.
		assert_eq!(seeds_of(ALICE), [0, 2]);
		assert_eq!(Chips::<Test>::get(key(2)).unwrap().index, 1);
		for seed in [1, 3] {
			assert!(!Chips::<Test>::contains_key(key(seed)));
		}
		let provider = record(ALICE);
		assert_eq!(provider.aggregate_key, public(&join(&[chip(0), chip(2)])));
		assert_eq!((provider.required, provider.collateral), (2 * STAKE, 2 * STAKE));
		let waiting = Retirement { amount: 2 * STAKE, unlocks_at: 3 + THREE_ROUNDS };
		assert_eq!(provider.retiring.to_vec(), [waiting]);
		assert_eq!(held(ALICE), 4 * STAKE);
		assert_eq!(Manifests::<Test>::get(0).unwrap().claimed, 2);
		assert_eq!(NetworkPower::<Test>::get().total(), Some(2 * POWER));
		assert_eq!(Capacities::<Test>::get(ALICE, 0).claimed, 2);
		run_to_challenge(2);
		assert_ok!(prove(ALICE, &[0, 2], &[]));
		assert_eq!(challenge().proved, 2 * POWER);
	});
}

#[test]
fn retire_chips_moves_the_last_chip_for_any_choice_of_indices() {
	for choice in 1u32..16 {
		alice(4).build_and_execute(|| {
			let indices: Vec<ChipIndex> =
				(0..4).filter(|index| choice & (1 << index) > 0).collect();
			assert_ok!(retire(ALICE, &indices));
			let mut left = seeds_of(ALICE);
			left.sort_unstable();
			let kept: Vec<_> = (0..4).filter(|index| choice & (1 << index) == 0).collect();
			assert_eq!(left, kept);
		});
	}
}

#[test]
fn retired_chips_can_be_claimed_again_but_not_with_an_old_proof() {
	alice(2).build_and_execute(|| {
		let old = shipment().claims(ALICE, [1]);
		assert_ok!(retire(ALICE, &[0, 1]));
		claim(BOB, [0]);
		claim(ALICE, [2]);
		assert_noop!(
			ComputeAttestation::claim_chips(RuntimeOrigin::signed(ALICE), 0, old),
			Error::<Test>::InvalidPossession
		);
		claim(ALICE, [1]);
		assert_eq!((seeds_of(ALICE), seeds_of(BOB)), (vec![2, 1], vec![0]));
	});
}

#[test]
fn retire_chips_keeps_the_record_when_the_last_chip_goes() {
	alice(2).build_and_execute(|| {
		assert_ok!(retire(ALICE, &[0, 1]));
		let provider = record(ALICE);
		assert_eq!((provider.chips, provider.claims, provider.due_from), (0, 1, None));
		assert_eq!((provider.required, provider.collateral), (0, 0));
		assert_eq!(provider.aggregate_key, Sr25519Sum::neutral());
		assert!(provider.batches.is_empty());
		assert!(!Capacities::<Test>::contains_key(ALICE, 0));
	});
}

#[test]
fn retire_chips_frees_an_equal_part_of_what_slashes_left() {
	ExtBuilder::default().claimed(ALICE, 0..3).claimed(BOB, 4..8).build_and_execute(|| {
		for round in 2..4 {
			pass_round(round, &[BOB]);
			assert_ok!(report(round, ALICE));
		}
		// 450 − 45, of which each chip has a third; the last one has the rest.
		assert_eq!(record(ALICE).collateral, 405);
		for (left, freed) in [(2, 135), (1, 135), (0, 135)] {
			System::reset_events();
			assert_ok!(retire(ALICE, &[0]));
			assert!(matches!(
				events()[..],
				[Event::ChipsRetired { collateral, .. }] if collateral == freed
			));
			assert_eq!(record(ALICE).required, left * STAKE);
		}
		assert_eq!((record(ALICE).collateral, held(ALICE)), (0, 405));
	});
}

#[test]
fn retire_chips_works_without_collateral() {
	ExtBuilder::default().shipment().build_and_execute(|| {
		PerUnit::set(0);
		claim(ALICE, [0]);
		PerUnit::set(RATE);
		claim(ALICE, [1]);
		assert_ok!(retire(ALICE, &[0]));
		assert!(record(ALICE).retiring.is_empty());
		assert_ok!(retire(ALICE, &[0]));
		assert_eq!(record(ALICE).retiring[0].amount, STAKE);
	});
}

#[test]
fn retire_chips_in_one_block_wait_as_one_and_too_many_amounts_wait_longer() {
	alice(8).build_and_execute(|| {
		Challenge::<Test>::kill();
		NextDraw::set(None);
		assert_ok!(retire(ALICE, &[7]));
		assert_ok!(retire(ALICE, &[6]));
		assert_eq!(record(ALICE).retiring.len(), 1);
		for block in 2..8 {
			run_to_block(block);
			assert_ok!(retire(ALICE, &[0]));
		}
		claim(ALICE, [0, 1]);
		for block in 8..10 {
			run_to_block(block);
			assert_ok!(retire(ALICE, &[0]));
		}
		let waiting = record(ALICE).retiring;
		assert_eq!(waiting.len(), 8);
		let last = Retirement { amount: 2 * STAKE, unlocks_at: 9 + THREE_ROUNDS };
		assert_eq!(waiting[7], last);
		run_to_block(9 + THREE_ROUNDS);
		assert_ok!(ComputeAttestation::withdraw_collateral(RuntimeOrigin::signed(BOB), ALICE));
		assert_eq!((held(ALICE), free(ALICE)), (0, ENDOWMENT));
	});
}

#[test]
fn retire_chips_fails_when_none_is_named() {
	alice(2).build_and_execute(|| {
		assert_noop!(retire(ALICE, &[]), Error::<Test>::NoChips);
	});
}

#[test]
fn retire_chips_fails_when_indices_are_unsorted_or_repeated() {
	alice(4).build_and_execute(|| {
		for indices in [&[1, 0][..], &[1, 1], &[0, 2, 1]] {
			assert_noop!(retire(ALICE, indices), Error::<Test>::IndicesNotSorted);
		}
	});
}

#[test]
fn retire_chips_fails_when_an_index_is_unknown() {
	alice(2).claimed(BOB, 2..6).build_and_execute(|| {
		for indices in [&[2][..], &[0, 2], &[u32::MAX]] {
			assert_noop!(retire(ALICE, indices), Error::<Test>::UnknownChip);
		}
	});
}

#[test]
fn retire_chips_fails_when_the_account_has_never_claimed() {
	alice(2).build_and_execute(|| {
		assert_noop!(retire(BOB, &[0]), Error::<Test>::ProviderNotFound);
	});
}

#[test]
fn retire_chips_takes_no_more_than_its_limit() {
	alice(8).build_and_execute(|| {
		let indices: Vec<ChipIndex> = (0..5).collect();
		assert!(BoundedVec::<_, <Test as Config>::MaxChipsPerClaim>::try_from(indices).is_err());
		assert_ok!(retire(ALICE, &[0, 1, 2, 3]));
	});
}

#[test]
fn retire_chips_fails_when_a_stored_key_is_no_point() {
	alice(2).build_and_execute(|| {
		let slot = Slots::<Test>::get(ALICE, 1).unwrap();
		let odd = Slot { key: vajra_primitives::ChipKey::from_raw([0xff; 32]), ..slot.clone() };
		Slots::<Test>::insert(ALICE, 1, odd);
		assert_noop!(retire(ALICE, &[1]), Error::<Test>::InvalidKey);
		Slots::<Test>::insert(ALICE, 1, slot);
	});
}

#[test]
fn retire_chips_fails_when_they_are_reserved() {
	alice(4).build_and_execute(|| {
		assert_ok!(ComputeAttestation::reserve(&ALICE, 0, 2));
		assert_noop!(retire(ALICE, &[0, 1, 2]), Error::<Test>::ChipsReserved);
		assert_ok!(retire(ALICE, &[0, 1]));
		assert_noop!(retire(ALICE, &[0]), Error::<Test>::ChipsReserved);
		assert_ok!(ComputeAttestation::release(&ALICE, 0, 1));
		assert_ok!(retire(ALICE, &[0]));
	});
}

#[test]
fn retire_chips_counts_reservations_by_model() {
	alice(2).build_and_execute(|| {
		let light = publish_light();
		assert_ok!(claim_from(1, &light, ALICE, [16]));
		assert_ok!(ComputeAttestation::reserve(&ALICE, 0, 2));
		assert_noop!(retire(ALICE, &[1]), Error::<Test>::ChipsReserved);
		assert_ok!(retire(ALICE, &[2]));
	});
}

#[test]
fn retire_chips_fails_when_an_answer_is_owed() {
	two().build_and_execute(|| {
		// In warm-up nothing is.
		run_to_challenge(1);
		assert_ok!(retire(BOB, &[3]));
		run_to_challenge(2);
		// The open challenge.
		assert_noop!(retire(ALICE, &[0]), Error::<Test>::AnswerOwed);
		assert_ok!(prove_all(BOB));
		assert_ok!(retire(BOB, &[2]));
		run_past_challenge(2);
		// A miss that can be reported.
		assert_noop!(retire(ALICE, &[0]), Error::<Test>::AnswerOwed);
		run_to_challenge(3);
		assert_ok!(prove_all(ALICE));
		assert_noop!(retire(ALICE, &[0]), Error::<Test>::AnswerOwed);
		assert_ok!(report(2, ALICE));
		assert_ok!(retire(ALICE, &[0]));
	});
}

#[test]
fn retire_chips_works_when_misses_are_reported_or_out_of_reach() {
	two().build_and_execute(|| {
		pass_round(2, &[BOB]);
		pass_round(3, &[ALICE, BOB]);
		assert_noop!(retire(ALICE, &[0]), Error::<Test>::AnswerOwed);
		pass_round(4, &[ALICE, BOB]);
		assert_ok!(retire(ALICE, &[0]));
	});
}

#[test]
fn retire_chips_works_when_the_round_was_damped() {
	two().build_and_execute(|| {
		run_to_challenge(2);
		run_to_block(challenge().closes_at);
		assert_noop!(retire(ALICE, &[0]), Error::<Test>::AnswerOwed);
		run_past_challenge(2);
		assert_ok!(retire(ALICE, &[0]));
	});
}

#[test]
fn retire_chips_works_when_suspended() {
	two().build_and_execute(|| {
		suspend(ALICE, &[BOB]);
		run_to_challenge(5);
		assert_ok!(retire(ALICE, &[0, 1]));
		assert_eq!(NetworkPower::<Test>::get().total(), Some(4 * POWER));
		// 300 − 2 · 30.
		assert_eq!(record(ALICE).retiring[0].amount, 240);
	});
}

#[test]
fn retired_provider_owes_no_more_answers() {
	two().build_and_execute(|| {
		pass_round(2, &[ALICE, BOB]);
		assert_ok!(retire(ALICE, &[0, 1]));
		pass_round(3, &[BOB]);
		assert_noop!(report(3, ALICE), Error::<Test>::NotDue);
		assert_noop!(report(2, ALICE), Error::<Test>::NotAbsent);
	});
}

#[test]
fn revoked_chips_can_be_retired_while_a_challenge_is_open() {
	two().build_and_execute(|| {
		pass_round(2, &[ALICE, BOB]);
		let vendor = RuntimeOrigin::signed(VENDOR);
		assert_ok!(ComputeAttestation::revoke_manifest(vendor, 0));
		run_to_challenge(3);
		// It could not answer if it wanted to.
		assert_noop!(prove_all(ALICE), Error::<Test>::InWarmUp);
		assert_ok!(retire(ALICE, &[0, 1]));
		assert_eq!(NetworkPower::<Test>::get().total(), Some(4 * POWER));
	});
}
