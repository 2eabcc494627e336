use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{DispatchResultWithPostInfo, Pays},
	BoundedVec,
};
use sp_core::H256;
use vajra_primitives::*;

fn submit(
	who: u64,
	round: RoundIndex,
	absent: &[ChipIndex],
	signature: ChipSignature,
) -> DispatchResultWithPostInfo {
	let absent = BoundedVec::truncate_from(absent.to_vec());
	ComputeAttestation::prove(RuntimeOrigin::signed(who), round, absent, signature)
}

fn alice(chips: u32) -> ExtBuilder {
	ExtBuilder::default().claimed(ALICE, 0..chips)
}

#[test]
fn prove_works_and_is_free() {
	alice(4).build_and_execute(|| {
		run_to_challenge(2);
		System::reset_events();
		let info = prove(ALICE, &[0, 1, 2, 3], &[]).unwrap();
		assert_eq!(info.pays_fee, Pays::No);

		let power = Power::from(4 * UNITS);
		assert_eq!(
			events(),
			[Event::ComputeProved { round: 2, provider: ALICE, power, absent: 0 }]
		);
		let provider = Providers::<Test>::get(ALICE).unwrap();
		assert_eq!(provider.latest, Some(Answer { round: 2, power, chips: 4 }));
		let challenge = challenge();
		assert_eq!((challenge.proved, challenge.expected), (power, power));
		assert_eq!((challenge.answers, challenge.chips, challenge.unbacked), (1, 4, power));
		assert_eq!(Earned::<Test>::get(ALICE, 2), Some(Answer { round: 2, power, chips: 4 }));
	});
}

#[test]
fn prove_leaves_absent_chips_out() {
	alice(4).build_and_execute(|| {
		run_to_challenge(2);
		System::reset_events();
		assert_ok!(prove(ALICE, &[0, 1, 2, 3], &[0, 2, 3]));
		let power = Power::from(UNITS);
		assert_eq!(
			events(),
			[Event::ComputeProved { round: 2, provider: ALICE, power, absent: 3 }]
		);
		assert_eq!(challenge().chips, 1);
	});
}

#[test]
fn prove_counts_only_chips_past_their_warm_up() {
	alice(2).build_and_execute(|| {
		run_to_block(start_of(1));
		claim(ALICE, [2]);
		run_to_challenge(2);
		// Chip 2 signs, but does not count yet; an absent chip that does not count costs nothing.
		assert_ok!(prove(ALICE, &[0, 1, 2], &[]));
		assert_eq!(challenge().proved, Power::from(2 * UNITS));
		run_to_challenge(3);
		assert_ok!(prove(ALICE, &[0, 1, 2], &[]));
		assert_eq!(challenge().proved, Power::from(3 * UNITS));
	});
}

#[test]
fn prove_ignores_an_absent_chip_in_warm_up() {
	alice(2).build_and_execute(|| {
		run_to_block(start_of(1));
		claim(ALICE, [2]);
		run_to_challenge(2);
		assert_ok!(prove(ALICE, &[0, 1, 2], &[2]));
		assert_eq!((challenge().proved, challenge().chips), (Power::from(2 * UNITS), 2));
	});
}

#[test]
fn prove_works_for_several_providers() {
	alice(2).claimed(BOB, [5]).build_and_execute(|| {
		run_to_challenge(2);
		assert_ok!(prove(BOB, &[5], &[]));
		assert_ok!(prove(ALICE, &[0, 1], &[]));
		let challenge = challenge();
		assert_eq!((challenge.answers, challenge.chips), (2, 3));
		assert_eq!(challenge.proved, Power::from(3 * UNITS));
	});
}

#[test]
fn prove_takes_answers_to_the_last_block_of_the_window() {
	alice(1).build_and_execute(|| {
		run_to_challenge(2);
		run_to_block(challenge().closes_at);
		assert_ok!(prove(ALICE, &[0], &[]));
	});
}

#[test]
fn prove_fails_when_the_window_is_closed() {
	alice(1).build_and_execute(|| {
		run_to_challenge(2);
		let closes_at = challenge().closes_at;
		run_to_block(closes_at + 1);
		assert_noop!(prove(ALICE, &[0], &[]), Error::<Test>::WindowClosed);
	});
}

#[test]
fn prove_fails_when_no_challenge_is_open() {
	alice(1).build_and_execute(|| {
		let signature = ChipSignature::from_raw([0; 64]);
		assert_noop!(submit(ALICE, 0, &[], signature), Error::<Test>::NoOpenChallenge);
		run_past_challenge(2);
		assert_noop!(submit(ALICE, 3, &[], signature), Error::<Test>::NoOpenChallenge);
	});
}

#[test]
fn prove_fails_when_the_round_is_another() {
	alice(1).build_and_execute(|| {
		run_to_challenge(2);
		let old = answer([0], &statement(ALICE, &[]));
		run_to_challenge(3);
		for round in [2, 4] {
			assert_noop!(submit(ALICE, round, &[], old), Error::<Test>::WrongRound);
		}
	});
}

#[test]
fn prove_fails_when_the_account_has_never_claimed() {
	alice(1).build_and_execute(|| {
		run_to_challenge(2);
		assert_noop!(prove(BOB, &[0], &[]), Error::<Test>::ProviderNotFound);
	});
}

#[test]
fn prove_fails_when_proved_already() {
	alice(2).build_and_execute(|| {
		run_to_challenge(2);
		assert_ok!(prove(ALICE, &[0, 1], &[]));
		assert_noop!(prove(ALICE, &[0, 1], &[]), Error::<Test>::AlreadyProved);
		assert_noop!(prove(ALICE, &[0, 1], &[1]), Error::<Test>::AlreadyProved);
	});
}

#[test]
fn prove_fails_when_absentees_are_unsorted_or_repeated() {
	alice(4).build_and_execute(|| {
		run_to_challenge(2);
		for absent in [&[1, 0][..], &[1, 1], &[0, 2, 1]] {
			assert_noop!(prove(ALICE, &[0, 1, 2, 3], absent), Error::<Test>::AbsentNotSorted);
		}
	});
}

#[test]
fn prove_fails_when_an_absentee_is_unknown() {
	alice(4).claimed(BOB, 4..8).build_and_execute(|| {
		run_to_challenge(2);
		for index in [4, u32::MAX] {
			assert_noop!(prove(ALICE, &[0, 1, 2, 3], &[index]), Error::<Test>::UnknownChip);
		}
	});
}

#[test]
fn prove_fails_when_all_chips_are_absent() {
	alice(2).build_and_execute(|| {
		run_to_challenge(2);
		let signature = ChipSignature::from_raw([0; 64]);
		for absent in [&[0, 1][..], &[0, 1, 2]] {
			assert_noop!(submit(ALICE, 2, absent, signature), Error::<Test>::AllChipsAbsent);
		}
	});
}

#[test]
fn prove_fails_when_all_that_answer_are_in_warm_up() {
	alice(1).build_and_execute(|| {
		run_to_challenge(1);
		assert_noop!(prove(ALICE, &[0], &[]), Error::<Test>::InWarmUp);
		claim(ALICE, [1]);
		run_to_challenge(2);
		assert_noop!(prove(ALICE, &[0, 1], &[0]), Error::<Test>::InWarmUp);
		assert_ok!(prove(ALICE, &[0, 1], &[1]));
	});
}

#[test]
fn prove_fails_when_the_signature_is_of_another_round_provider_or_genesis() {
	alice(2).claimed(BOB, 2..4).build_and_execute(|| {
		run_to_challenge(2);
		let last = statement(ALICE, &[]);
		run_to_challenge(3);
		let good = statement(ALICE, &[]);
		let bad = [
			last.clone(),
			CatStatement { round: 3, ..last },
			CatStatement { provider: BOB, ..good.clone() },
			CatStatement { genesis: H256::zero(), ..good.clone() },
			CatStatement { absent: vec![0], ..good.clone() },
		];
		for statement in bad {
			let signature = answer([0, 1], &statement);
			assert_noop!(submit(ALICE, 3, &[], signature), Error::<Test>::InvalidSignature);
		}
		let bobs = answer([2, 3], &statement(BOB, &[]));
		assert_noop!(submit(ALICE, 3, &[], bobs), Error::<Test>::InvalidSignature);
		assert_ok!(submit(ALICE, 3, &[], answer([0, 1], &good)));
	});
}

#[test]
fn prove_fails_when_other_chips_signed_than_the_list_says() {
	alice(4).build_and_execute(|| {
		run_to_challenge(2);
		for (signers, absent) in [
			(&[0, 1, 2][..], &[][..]),
			(&[0, 1, 2], &[2]),
			(&[0, 1, 2, 3], &[3]),
			(&[0, 1, 3, 3], &[2]),
		] {
			let signature = answer(signers.iter().copied(), &statement(ALICE, absent));
			assert_noop!(submit(ALICE, 2, absent, signature), Error::<Test>::InvalidSignature);
		}
	});
}

#[test]
fn prove_fails_when_the_present_keys_cancel_out() {
	alice(3).build_and_execute(|| {
		run_to_challenge(2);
		// Chips 1 and 2 made to cancel out, which a claim can only prevent for the whole sum.
		let slot = Slots::<Test>::get(ALICE, 2).unwrap();
		let provider = Providers::<Test>::get(ALICE).unwrap();
		let inverse = Sr25519Sum::subtract(&Sr25519Sum::neutral(), [key(1)].iter()).unwrap();
		Slots::<Test>::mutate(ALICE, 2, |slot| slot.as_mut().unwrap().key = inverse);
		Providers::<Test>::mutate(ALICE, |provider| {
			provider.as_mut().unwrap().aggregate_key = key(0);
		});
		let signature = ChipSignature::from_raw([0; 64]);
		assert_noop!(submit(ALICE, 2, &[0], signature), Error::<Test>::IdentityKey);
		Slots::<Test>::insert(ALICE, 2, slot);
		Providers::<Test>::insert(ALICE, provider);
	});
}

#[test]
fn prove_fails_when_a_stored_key_is_no_point() {
	alice(2).build_and_execute(|| {
		run_to_challenge(2);
		let slot = Slots::<Test>::get(ALICE, 1).unwrap();
		let odd = Slot { key: ChipKey::from_raw([0xff; 32]), ..slot.clone() };
		Slots::<Test>::insert(ALICE, 1, odd);
		let signature = ChipSignature::from_raw([0; 64]);
		assert_noop!(submit(ALICE, 2, &[1], signature), Error::<Test>::InvalidKey);
		Slots::<Test>::insert(ALICE, 1, slot);
	});
}

#[test]
fn prove_fails_when_the_proved_power_overflows() {
	alice(1).build_and_execute(|| {
		run_to_challenge(2);
		let before = challenge();
		Challenge::<Test>::put(Round { proved: Power::MAX, ..before.clone() });
		assert_noop!(prove_all(ALICE), Error::<Test>::Overflow);
		Challenge::<Test>::put(Round { answers: u32::MAX, ..before.clone() });
		assert_noop!(prove_all(ALICE), Error::<Test>::Overflow);
		Challenge::<Test>::put(before);
	});
}

#[test]
fn answers_of_a_challenge_never_prove_more_than_it_expects() {
	alice(2).claimed(BOB, 4..6).build_and_execute(|| {
		run_to_challenge(2);
		assert_ok!(prove_all(ALICE));
		// What answered for one owner does not answer for the next.
		assert_ok!(take_over(BOB, 1));
		assert_ok!(prove_all(BOB));
		let challenge = challenge();
		assert_eq!((challenge.expected, challenge.proved), (4 * POWER, 4 * POWER));
		assert_eq!(record(BOB).latest, Some(Answer { round: 2, power: 2 * POWER, chips: 2 }));
	});
}

#[test]
fn absent_list_is_bounded() {
	let indices: Vec<ChipIndex> = (0..4).collect();
	assert!(BoundedVec::<ChipIndex, <Test as Config>::MaxAbsent>::try_from(indices).is_err());
}
