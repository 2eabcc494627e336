use crate::{mock::*, *};
use frame_support::traits::Hooks;

/// The block at which the challenge of `round` opened, when it opened as drawn.
fn opened(round: u32, draw_at: u64) -> u64 {
	run_to_block(draw_at - 1);
	NextDraw::set(Some(0));
	run_to_block(draw_at);
	NextDraw::set(Some(1));
	run_to_block(start_of(round + 1) - 1);
	let challenge = Challenge::<Test>::get().unwrap();
	assert_eq!(challenge.round, round);
	challenge.opened_at
}

#[test]
fn challenge_opens_at_the_drawn_block() {
	for place in 0..ROUND - WINDOW {
		ExtBuilder::default().build_and_execute(|| {
			let at = start_of(1) + place;
			assert_eq!(opened(1, at), at);
		});
	}
}

#[test]
fn challenge_opens_at_the_last_possible_block_at_the_latest() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_block(start_of(2) - 1);
		let challenge = Challenge::<Test>::get().unwrap();
		assert_eq!(challenge.opened_at, start_of(1) + ROUND - WINDOW - 1);
		assert_eq!(challenge.closes_at, start_of(2) - 1);
	});
}

#[test]
fn challenge_opens_once_in_a_round() {
	ExtBuilder::default().build_and_execute(|| {
		NextDraw::set(Some(0));
		run_to_block(start_of(4));
		let opened: Vec<_> = events()
			.into_iter()
			.map(|event| match event {
				Event::ChallengeOpened { round, .. } => round,
				event => panic!("unexpected {event:?}"),
			})
			.collect();
		assert_eq!(opened, [0, 1, 2, 3, 4]);
		assert_eq!(PreviousChallenge::<Test>::get().unwrap().round, 3);
	});
}

#[test]
fn challenge_does_not_open_without_randomness() {
	ExtBuilder::default().build_and_execute(|| {
		NextDraw::set(None);
		run_to_block(start_of(2));
		assert_eq!(Challenge::<Test>::get(), None);
		NextDraw::set(Some(0));
		run_to_block(start_of(2) + 1);
		assert_eq!(Challenge::<Test>::get().unwrap().opened_at, start_of(2) + 1);
	});
}

#[test]
fn challenge_seeds_differ() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_challenge(1);
		let first = Challenge::<Test>::get().unwrap().seed;
		run_to_challenge(2);
		assert_ne!(Challenge::<Test>::get().unwrap().seed, first);
	});
}

#[test]
fn challenge_expects_the_power_past_its_warm_up() {
	ExtBuilder::default().claimed(ALICE, 0..4).build_and_execute(|| {
		run_to_challenge(1);
		assert_eq!(Challenge::<Test>::get().unwrap().expected, 0);
		claim(BOB, [4]);
		run_to_challenge(2);
		assert_eq!(Challenge::<Test>::get().unwrap().expected, 4 * u128::from(UNITS));
		run_to_challenge(3);
		assert_eq!(Challenge::<Test>::get().unwrap().expected, 5 * u128::from(UNITS));
	});
}

#[test]
fn hook_returns_the_weight_of_its_path() {
	ExtBuilder::default().build_and_execute(|| {
		let (idle, draw) =
			(<() as WeightInfo>::on_initialize_idle(), <() as WeightInfo>::on_initialize_draw());
		System::set_block_number(3);
		assert_eq!(ComputeAttestation::on_initialize(3), draw);
		NextDraw::set(Some(0));
		let open = draw.saturating_add(<() as WeightInfo>::on_initialize_open());
		assert_eq!(ComputeAttestation::on_initialize(3), open);
		assert_eq!(ComputeAttestation::on_initialize(3), idle);
		System::set_block_number(ROUND + ROUND - WINDOW);
		assert_eq!(ComputeAttestation::on_initialize(ROUND + ROUND - WINDOW), idle);
	});
}
