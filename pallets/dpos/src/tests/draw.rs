use super::*;
use std::collections::BTreeSet;

/// Candidates with 1, 2, 3 and 4 times the bond, of whom one or two are drawn.
fn drawing(count: u32) -> ExtBuilder {
	ExtBuilder::default()
		.candidates((1..=4).map(|who| (who, BOND * Balance::from(who))))
		.validator_count(count)
		.mode(ElectionMode::Draw)
}

/// How often each of four is elected with the seeds from 0 on.
fn counted(draws: u64) -> [f64; 4] {
	let mut hits = [0.0; 4];
	for seed in 0..draws {
		// Randomness adds the block's number.
		Seed::set(Some(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
		for who in Dpos::elect() {
			hits[who as usize - 1] += 1.0;
		}
	}
	hits
}

fn chi_square(hits: [f64; 4], expected: [f64; 4]) -> f64 {
	hits.iter().zip(expected).map(|(hit, want)| (hit - want).powi(2) / want).sum()
}

#[test]
fn draw_of_one_is_proportional_to_stake() {
	drawing(1).build_and_execute(|| {
		let draws = 10_000.0;
		let chi = chi_square(counted(10_000), [0.1, 0.2, 0.3, 0.4].map(|share| share * draws));
		// Three degrees of freedom: chance exceeds this once in a thousand times.
		assert!(chi < 16.27, "{chi}");
	});
}

#[test]
fn draw_of_two_is_proportional_to_what_is_left() {
	drawing(2).build_and_execute(|| {
		let (draws, share) = (10_000.0, [0.1, 0.2, 0.3, 0.4]);
		let expected = [0, 1, 2, 3].map(|who| {
			let second: f64 = (0..4)
				.filter(|first| *first != who)
				.map(|first| share[first] * share[who] / (1.0 - share[first]))
				.sum();
			draws * (share[who] + second)
		});
		// Two places in a draw are not independent, which only makes the sum smaller.
		let chi = chi_square(counted(10_000), expected);
		assert!(chi < 16.27, "{chi}");
	});
}

#[test]
fn draw_elects_different_candidates() {
	drawing(3).build_and_execute(|| {
		for seed in 0..200 {
			Seed::set(Some(seed));
			let elected = Dpos::elect();
			let different: BTreeSet<_> = elected.iter().collect();
			assert_eq!((elected.len(), different.len()), (3, 3));
		}
	});
}

#[test]
fn draw_elects_all_where_there_are_too_few() {
	drawing(10).build_and_execute(|| {
		let elected: BTreeSet<_> = Dpos::elect().into_iter().collect();
		assert_eq!(elected, (1..=4).collect());
	});
}

#[test]
fn draw_is_among_those_with_the_most_stake() {
	let bonds = (1..=20).map(|who| (who, BOND * Balance::from(who)));
	drawing(2).candidates(bonds).build_and_execute(|| {
		let mut drawn = BTreeSet::new();
		for seed in 0..2_000 {
			Seed::set(Some(seed));
			drawn.extend(Dpos::elect());
		}
		// Twelve alternates.
		assert_eq!(drawn, (9..=20).collect());
	});
}

#[test]
fn draw_passes_over_who_has_no_keys() {
	drawing(2).candidates([(30, 900_000), (1, BOND), (2, BOND)]).build_and_execute(|| {
		let elected: BTreeSet<_> = Dpos::elect().into_iter().collect();
		assert_eq!(elected, [1, 2].into());
	});
}

#[test]
fn draw_falls_back_to_stake_without_randomness() {
	drawing(2).build_and_execute(|| {
		Seed::set(None);
		assert_eq!(Dpos::elect(), [4, 3]);
		run_to_era(1);
		assert_eq!(Session::validators(), [4, 3]);
	});
}

#[test]
fn draw_is_what_a_session_gets() {
	drawing(2).build_and_execute(|| {
		let mut sets = BTreeSet::new();
		for era in 1..20 {
			Seed::set(Some(u64::from(era)));
			run_to_era(era);
			sets.insert(Session::validators());
		}
		assert!(sets.len() > 3, "{sets:?}");
	});
}

#[test]
fn draw_is_empty_without_candidates() {
	drawing(2).build_and_execute(|| {
		for who in 1..=4 {
			assert_ok!(Dpos::chill(signed(who)));
		}
		assert!(Dpos::elect().is_empty());
	});
}
