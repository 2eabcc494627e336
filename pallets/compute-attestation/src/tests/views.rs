use crate::{mock::*, *};
use frame_support::assert_ok;
use vajra_primitives::ProvedCompute;

/// Alice with two chips and Bob with four.
fn two() -> ExtBuilder {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..8)
}

#[test]
fn proved_power_is_that_of_the_last_closed_round() {
	two().build_and_execute(|| {
		let power = || {
			let power = ComputeAttestation::proved_power(ALICE);
			assert_eq!(power, <ComputeAttestation as ProvedCompute<_>>::power_of(&ALICE));
			power
		};
		assert_eq!(power(), 0);
		run_to_challenge(2);
		assert_ok!(prove_all(ALICE));
		assert_eq!(power(), 0);
		run_past_challenge(2);
		assert_eq!(power(), 2 * POWER);
		run_to_challenge(3);
		assert_ok!(prove(ALICE, &[0, 1], &[0]));
		assert_eq!(power(), 2 * POWER);
		run_past_challenge(3);
		assert_eq!(power(), POWER);
		pass_round(4, &[BOB]);
		assert_eq!((power(), ComputeAttestation::proved_power(CAROL)), (0, 0));
	});
}

#[test]
fn validator_power_is_that_of_the_last_closed_round() {
	two().build_and_execute(|| {
		let back = |who| ComputeAttestation::back(RuntimeOrigin::signed(who), Some(VALIDATOR));
		assert_ok!(back(ALICE));
		assert_eq!(ComputeAttestation::validator_power(VALIDATOR), 0);
		pass_round(2, &[ALICE, BOB]);
		assert_eq!(ComputeAttestation::validator_power(VALIDATOR), 2 * POWER);
		assert_eq!(ComputeAttestation::validator_power(OTHER_VALIDATOR), 0);
	});
}

#[test]
fn open_challenge_is_there_while_it_takes_answers() {
	two().build_and_execute(|| {
		assert_eq!(ComputeAttestation::open_challenge(), None);
		run_to_challenge(2);
		assert_eq!(ComputeAttestation::open_challenge(), Some(challenge()));
		run_to_block(challenge().closes_at);
		assert_eq!(ComputeAttestation::open_challenge(), Some(challenge()));
		run_past_challenge(2);
		assert_eq!(ComputeAttestation::open_challenge(), None);
	});
}

#[test]
fn has_answered_knows_the_last_two_rounds() {
	two().build_and_execute(|| {
		run_to_challenge(2);
		assert!(!ComputeAttestation::has_answered(ALICE, 2));
		assert_ok!(prove_all(ALICE));
		assert!(ComputeAttestation::has_answered(ALICE, 2));
		for (who, round) in [(ALICE, 1), (ALICE, 3), (BOB, 2), (CAROL, 2)] {
			assert!(!ComputeAttestation::has_answered(who, round));
			assert!(!<ComputeAttestation as ProvedCompute<_>>::answered(&who, round));
		}
		pass_round(3, &[ALICE]);
		assert!(ComputeAttestation::has_answered(ALICE, 2));
		pass_round(4, &[ALICE]);
		assert!(!ComputeAttestation::has_answered(ALICE, 2));
	});
}

#[test]
fn answers_come_in_pages() {
	ExtBuilder::default()
		.claimed(ALICE, [0])
		.claimed(BOB, 1..3)
		.claimed(CAROL, 3..6)
		.claimed(WATCHER, [6])
		.build_and_execute(|| {
			pass_round(2, &[ALICE, BOB, CAROL]);
			let all = ComputeAttestation::answers(2, None, 100);
			let mut sorted = all.clone();
			sorted.sort_unstable();
			assert_eq!(sorted, [(ALICE, POWER), (BOB, 2 * POWER), (CAROL, 3 * POWER)]);
			for limit in 1..4 {
				let (mut pages, mut after) = (Vec::new(), None);
				loop {
					let page = ComputeAttestation::answers(2, after, limit);
					let Some((last, _)) = page.last() else { break };
					assert!(page.len() <= limit as usize);
					after = Some(*last);
					pages.extend(page);
				}
				assert_eq!(pages, all);
			}
			assert_eq!(ComputeAttestation::answers(2, None, 0), []);
			assert_eq!(ComputeAttestation::answers(1, None, 9), []);
		});
}

#[test]
fn answers_of_the_round_before_stay_while_a_challenge_is_open() {
	two().build_and_execute(|| {
		pass_round(2, &[ALICE]);
		run_to_challenge(3);
		assert_ok!(prove_all(ALICE));
		assert_ok!(prove_all(BOB));
		assert_eq!(ComputeAttestation::answers(2, None, 9), [(ALICE, 2 * POWER)]);
		assert_eq!(ComputeAttestation::answers(3, None, 9).len(), 2);
	});
}

#[test]
fn chips_of_come_in_pages() {
	two().build_and_execute(|| {
		let chips = |from, limit| {
			let page = ComputeAttestation::chips_of(BOB, from, limit);
			for (index, slot) in &page {
				assert_eq!(Slots::<Test>::get(BOB, index).as_ref(), Some(slot));
			}
			page.into_iter().map(|(index, _)| index).collect::<Vec<_>>()
		};
		assert_eq!(chips(0, 100), [0, 1, 2, 3]);
		assert_eq!(chips(0, 3), [0, 1, 2]);
		assert_eq!(chips(3, 3), [3]);
		assert_eq!(chips(1, 1), [1]);
		assert_eq!((chips(4, 9), chips(0, 0), chips(u32::MAX, u32::MAX)), (vec![], vec![], vec![]));
		assert_eq!(ComputeAttestation::chips_of(CAROL, 0, 9), []);
	});
}

#[test]
fn pages_are_bounded() {
	two().build_and_execute(|| {
		let slot = Slots::<Test>::get(ALICE, 0).unwrap();
		for index in 0..1_025 {
			Slots::<Test>::insert(CAROL, index, slot.clone());
		}
		assert_eq!(ComputeAttestation::chips_of(CAROL, 0, u32::MAX).len(), 1_024);
		assert_eq!(ComputeAttestation::chips_of(CAROL, 1_024, u32::MAX).len(), 1);
		let _ = Slots::<Test>::clear_prefix(CAROL, u32::MAX, None);

		let mut provider = record(ALICE);
		provider.latest = Some(Answer { round: 2, power: 1 });
		for who in 1_000..2_025 {
			Providers::<Test>::insert(who, provider.clone());
		}
		assert_eq!(ComputeAttestation::answers(2, None, u32::MAX).len(), 1_024);
		(1_000..2_025).for_each(Providers::<Test>::remove);
	});
}

#[test]
fn rewards_of_are_what_can_be_claimed_now() {
	two().build_and_execute(|| {
		let rewards = || ComputeAttestation::rewards_of(ALICE);
		for round in 2..5 {
			run_to_block(start_of(round));
			assert_ok!(fund(100 * u64::from(round)));
			pass_round(round, &[ALICE, BOB]);
			// Not the round that is not settled yet.
			let all: Vec<_> = (2..round).map(|round| (round, 100 * u64::from(round) / 3)).collect();
			assert_eq!(rewards(), all);
		}
		run_to_challenge(5);
		assert_eq!(rewards(), [(2, 66), (3, 100), (4, 133)]);
		let rounds = frame_support::BoundedVec::truncate_from(vec![3]);
		let alice = RuntimeOrigin::signed(ALICE);
		assert_ok!(ComputeAttestation::claim_rewards(alice, rounds));
		assert_eq!(rewards(), [(2, 66), (4, 133)]);
		run_to_block(start_of(6));
		assert_ok!(fund(1));
		// Round 2's pot has expired.
		assert_eq!(rewards(), [(4, 133)]);
		assert_eq!(ComputeAttestation::rewards_of(CAROL), []);
	});
}
