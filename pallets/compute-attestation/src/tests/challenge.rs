use crate::{mock::*, *};
use frame_support::traits::Hooks;
use vajra_primitives::Accrual;

/// The block at which the challenge of `round` opened, when it opened as drawn.
fn opened(round: u32, draw_at: u64) -> u64 {
	run_to_block(draw_at - 1);
	NextDraw::set(Some(0));
	run_to_block(draw_at);
	NextDraw::set(Some(1));
	run_to_block(start_of(round + 1) - 1);
	let challenge = challenge();
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
		let challenge = challenge();
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
		assert_eq!(challenge().opened_at, start_of(2) + 1);
	});
}

#[test]
fn challenge_seeds_differ() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_challenge(1);
		let first = challenge().seed;
		run_to_challenge(2);
		assert_ne!(challenge().seed, first);
	});
}

#[test]
fn challenge_expects_the_power_past_its_warm_up() {
	ExtBuilder::default().claimed(ALICE, 0..4).build_and_execute(|| {
		run_to_challenge(1);
		assert_eq!(challenge().expected, 0);
		claim(BOB, [4]);
		run_to_challenge(2);
		assert_eq!(challenge().expected, 4 * POWER);
		run_to_challenge(3);
		assert_eq!(challenge().expected, 5 * POWER);
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
		let open = draw
			.saturating_add(<() as WeightInfo>::on_initialize_open())
			.saturating_add(Accruing::weight());
		assert_eq!(ComputeAttestation::on_initialize(3), open);
		assert_eq!(ComputeAttestation::on_initialize(3), idle);
		System::set_block_number(ROUND + ROUND - WINDOW);
		assert_eq!(ComputeAttestation::on_initialize(ROUND + ROUND - WINDOW), idle);
	});
}

/// Where in their windows the challenges of rounds 1 to `rounds` open, drawn as on a chain.
fn places(rounds: u32, seed: u64) -> Vec<u64> {
	let mut places = Vec::new();
	ExtBuilder::default().build_and_execute(|| {
		Hashed::set(Some(seed));
		for round in 1..=rounds {
			System::run_to_block::<AllPalletsWithSystem>(start_of(round + 1) - 1);
			let challenge = challenge();
			assert_eq!(challenge.round, round);
			assert_eq!(challenge.closes_at, challenge.opened_at + WINDOW);
			places.push(challenge.opened_at - start_of(round));
		}
	});
	places
}

fn chi_square(counts: &[u32]) -> f64 {
	let expected = f64::from(counts.iter().sum::<u32>()) / counts.len() as f64;
	counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum()
}

/// Rounds over which the distribution is tested.
const MANY: u32 = 1_200;

/// Each block of a window that may open the challenge is equally likely to: the 99.9 % quantile of
/// chi-square at 5 degrees of freedom is 20.52. The seeds are fixed, so this does not depend on
/// luck.
#[test]
fn challenge_opens_at_each_block_of_a_window_equally_often() {
	for seed in 0..3 {
		let mut counts = [0; (ROUND - WINDOW) as usize];
		for place in places(MANY, seed) {
			counts[place as usize] += 1;
		}
		let chi_square = chi_square(&counts);
		assert!(chi_square < 20.52, "chi-square {chi_square}, counts {counts:?}");
	}
}

/// The place of one challenge says nothing about the next one's: chi-square over pairs, 66.62 is
/// the 99.9 % quantile at 35 degrees of freedom.
#[test]
fn challenge_places_of_rounds_in_a_row_are_independent() {
	const SPAN: usize = (ROUND - WINDOW) as usize;
	let places = places(MANY, 7);
	let mut counts = [0; SPAN * SPAN];
	for pair in places.chunks(2) {
		counts[pair[0] as usize * SPAN + pair[1] as usize] += 1;
	}
	let chi_square = chi_square(&counts);
	assert!(chi_square < 66.62, "chi-square {chi_square}, counts {counts:?}");
}

#[test]
fn challenge_is_drawn_from_the_randomness_alone() {
	assert_eq!(places(40, 3), places(40, 3));
	assert_ne!(places(40, 3), places(40, 4));
}
