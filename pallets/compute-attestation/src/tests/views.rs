use crate::{mock::*, *};
use codec::{Decode, Encode};
use frame_support::{
	assert_ok,
	view_functions::{ViewFunction, ViewFunctionDispatchError, ViewFunctionId},
};
use vajra_primitives::{Power, ProvedCompute, RoundIndex};

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
fn proved_power_falls_when_chips_are_revoked() {
	two().build_and_execute(|| {
		let second = publish_second();
		assert_ok!(claim_from(1, &second, ALICE, [8]));
		pass_round(2, &[ALICE, BOB]);
		let power = |who| ComputeAttestation::proved_power(who);
		assert_eq!((power(ALICE), power(BOB)), (3 * POWER, 4 * POWER));
		// At once, whether the records have been checked or not.
		let vendor = RuntimeOrigin::signed(VENDOR);
		assert_ok!(ComputeAttestation::revoke_manifest(vendor.clone(), 1));
		assert_eq!((power(ALICE), power(BOB)), (2 * POWER, 4 * POWER));
		let prune = |who| ComputeAttestation::prune_revoked(RuntimeOrigin::signed(WATCHER), who);
		assert_ok!(prune(ALICE));
		assert_eq!((power(ALICE), power(BOB)), (2 * POWER, 4 * POWER));
		let chip = shipment().entry(4);
		assert_ok!(ComputeAttestation::revoke_chip(vendor, 0, chip));
		assert_eq!((power(ALICE), power(BOB)), (2 * POWER, 3 * POWER));
		assert_ok!(ComputeAttestation::revoke_vendor(RuntimeOrigin::root(), VENDOR));
		assert_eq!((power(ALICE), power(BOB)), (0, 0));
		assert_ok!(prune(BOB));
		assert_eq!((power(ALICE), power(BOB)), (0, 0));
		// What was answered stays on record.
		assert!(ComputeAttestation::has_answered(ALICE, 2));
	});
}

#[test]
fn proved_power_falls_when_chips_leave() {
	two().build_and_execute(|| {
		pass_round(2, &[ALICE, BOB]);
		assert_ok!(retire(BOB, &[0]));
		assert_ok!(take_over(ALICE, 5));
		let power = |who| ComputeAttestation::proved_power(who);
		assert_eq!((power(ALICE), power(BOB)), (2 * POWER, 2 * POWER));
	});
}

#[test]
fn proved_power_is_never_more_than_was_proved() {
	two().build_and_execute(|| {
		let second = publish_second();
		assert_ok!(claim_from(1, &second, ALICE, [8]));
		run_to_challenge(2);
		assert_ok!(prove(ALICE, &[0, 1, 8], &[0, 1]));
		run_past_challenge(2);
		assert_eq!(ComputeAttestation::proved_power(ALICE), POWER);
		// The chip that answered is gone; one that was absent has as much.
		assert_ok!(ComputeAttestation::revoke_manifest(RuntimeOrigin::signed(VENDOR), 1));
		assert_eq!(ComputeAttestation::proved_power(ALICE), POWER);
		assert_ok!(ComputeAttestation::revoke_manifest(RuntimeOrigin::signed(VENDOR), 0));
		assert_eq!(ComputeAttestation::proved_power(ALICE), 0);
	});
}

#[test]
fn proved_power_leaves_out_chips_that_count_from_a_later_round_on() {
	ExtBuilder::default().claimed(ALICE, [0]).build_and_execute(|| {
		let second = publish_second();
		run_to_block(start_of(1));
		assert_ok!(claim_from(1, &second, ALICE, [8]));
		pass_round(2, &[ALICE]);
		// The second chip counts from round 3 on, and does not stand in for the first.
		assert_ok!(ComputeAttestation::revoke_manifest(RuntimeOrigin::signed(VENDOR), 0));
		assert_eq!(ComputeAttestation::proved_power(ALICE), 0);
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

/// What the pages of a round's answers add up to, and how many pages there are.
fn pages(round: RoundIndex, limit: u32) -> (Vec<(u64, Power)>, usize) {
	let (mut answers, mut count, mut after) = (Vec::new(), 0, None);
	loop {
		let (page, next) = ComputeAttestation::answers(round, after, limit);
		assert!(page.len() <= limit as usize);
		answers.extend(page);
		count += 1;
		if next.is_none() {
			return (answers, count);
		}
		assert_ne!(next, after);
		after = next;
	}
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
			let (all, last) = ComputeAttestation::answers(2, None, 100);
			assert_eq!(last, None);
			let mut sorted = all.clone();
			sorted.sort_unstable();
			assert_eq!(sorted, [(ALICE, POWER), (BOB, 2 * POWER), (CAROL, 3 * POWER)]);
			// Of four providers, three of which have answered.
			for (limit, count) in [(1, 5), (2, 3), (3, 2), (4, 2), (5, 1)] {
				assert_eq!(pages(2, limit), (all.clone(), count));
			}
			assert_eq!(
				ComputeAttestation::answers(2, None, 0),
				ComputeAttestation::answers(2, None, 1)
			);
			assert_eq!(ComputeAttestation::answers(1, None, 9), (vec![], None));
			// An account that is no provider has a place among them, too.
			let (rest, last) = ComputeAttestation::answers(2, Some(VENDOR), 9);
			assert!(last.is_none() && all.ends_with(&rest));
		});
}

#[test]
fn page_of_a_round_that_nobody_has_answered_is_bounded() {
	two().build_and_execute(|| {
		pass_round(2, &[ALICE]);
		let silent = record(BOB);
		(1_000..2_100).for_each(|who| Providers::<Test>::insert(who, silent.clone()));
		let keys: Vec<_> = Providers::<Test>::iter_keys().collect();
		for (limit, last) in [(1, 0), (5, 4), (1_024, 1_023), (u32::MAX, 1_023)] {
			let page = ComputeAttestation::answers(3, None, limit);
			assert_eq!(page, (vec![], Some(keys[last])));
		}
		let rest = ComputeAttestation::answers(3, Some(keys[1_023]), u32::MAX);
		assert_eq!(rest, (vec![], None));
		// The one answer of round 2 is found, page by page.
		assert_eq!(pages(2, 100), (vec![(ALICE, 2 * POWER)], 12));
		assert_eq!(pages(2, u32::MAX), (vec![(ALICE, 2 * POWER)], 2));
		(1_000..2_100).for_each(Providers::<Test>::remove);
	});
}

#[test]
fn answers_of_the_round_before_stay_while_a_challenge_is_open() {
	two().build_and_execute(|| {
		pass_round(2, &[ALICE]);
		run_to_challenge(3);
		assert_ok!(prove_all(ALICE));
		assert_ok!(prove_all(BOB));
		assert_eq!(ComputeAttestation::answers(2, None, 9), (vec![(ALICE, 2 * POWER)], None));
		assert_eq!(ComputeAttestation::answers(3, None, 9).0.len(), 2);
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
		provider.latest = Some(Answer { round: 2, power: 1, chips: 1 });
		for who in 1_000..2_025 {
			Providers::<Test>::insert(who, provider.clone());
		}
		let (page, next) = ComputeAttestation::answers(2, None, u32::MAX);
		assert!(page.len() <= 1_024 && next.is_some());
		assert_eq!(pages(2, u32::MAX).0.len(), 1_025);
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

#[test]
fn view_functions_are_dispatched_by_id() {
	/// Asks as a node does: by id, with encoded arguments.
	fn ask<F: ViewFunction>(arguments: impl Encode) -> F::ReturnType
	where
		F::ReturnType: Decode,
	{
		let answer = Test::execute_view_function(F::id(), arguments.encode()).unwrap();
		F::ReturnType::decode(&mut &answer[..]).unwrap()
	}

	two().build_and_execute(|| {
		run_to_block(start_of(2));
		assert_ok!(fund(300));
		pass_round(2, &[ALICE, BOB]);
		assert_eq!(ask::<ProvedPowerViewFunction<Test>>(ALICE), 2 * POWER);
		assert_eq!(ask::<ValidatorPowerViewFunction<Test>>(VALIDATOR), 0);
		assert!(ask::<HasAnsweredViewFunction<Test>>((BOB, 2u32)));
		let answers = ask::<AnswersViewFunction<Test>>((2u32, None::<u64>, 9u32));
		assert_eq!(answers, ComputeAttestation::answers(2, None, 9));
		assert_eq!(ask::<ChipsOfViewFunction<Test>>((BOB, 1u32, 9u32)).len(), 3);
		run_to_challenge(3);
		assert_eq!(ask::<OpenChallengeViewFunction<Test>>(()), Some(challenge()));
		assert_eq!(ask::<RewardsOfViewFunction<Test>>(BOB), [(2, 200)]);

		let id = ProvedPowerViewFunction::<Test>::id();
		let other = ViewFunctionId { suffix: [0; 16], ..id.clone() };
		for other in [other, ViewFunctionId { prefix: [0; 16], ..id.clone() }] {
			assert!(matches!(
				Test::execute_view_function(other, ALICE.encode()),
				Err(ViewFunctionDispatchError::NotFound(_))
			));
		}
		for arguments in [vec![], (ALICE, 0u8).encode()] {
			assert!(matches!(
				Test::execute_view_function(id.clone(), arguments),
				Err(ViewFunctionDispatchError::Codec)
			));
		}
	});
}
