//! The strategies.

use super::*;
use crate::consensus::{
	first, median, median_of, plurality, schelling, ConsensusStrategy, Outcome, Vote,
};
use proptest::prelude::*;

fn numbers(numbers: &[i128]) -> Vec<Vote> {
	let votes = (0..).zip(numbers);
	votes.map(|(seat, n)| Vote { seat, answer: number(*n), arrival: seat }).collect()
}

fn hashes(bytes: &[u8]) -> Vec<Vote> {
	let votes = (0..).zip(bytes);
	votes.map(|(seat, byte)| Vote { seat, answer: hash(*byte), arrival: seat }).collect()
}

fn result(value: Answer, honest: &[u32], deviating: &[u32]) -> Outcome {
	Outcome::Result { value, honest: honest.to_vec(), deviating: deviating.to_vec() }
}

fn none(reason: NoResult) -> Outcome {
	Outcome::NoResult(reason)
}

#[test]
fn plurality_works() {
	let cases: &[(&[u8], u32, Outcome)] = &[
		(&[], 0, none(NoResult::TooFew)),
		(&[], 1, none(NoResult::TooFew)),
		(&[1], 1, result(hash(1), &[0], &[])),
		(&[1], 2, none(NoResult::TooFew)),
		(&[1, 1], 2, result(hash(1), &[0, 1], &[])),
		(&[1, 2], 1, none(NoResult::Tie)),
		(&[1, 2], 2, none(NoResult::NoAgreement)),
		(&[2, 1, 2], 2, result(hash(2), &[0, 2], &[1])),
		(&[1, 2, 3], 2, none(NoResult::NoAgreement)),
		(&[1, 2, 3, 3, 2], 2, none(NoResult::Tie)),
		// A tie below the best is none, whichever comes first.
		(&[1, 2, 3, 3, 3, 2, 1], 2, result(hash(3), &[2, 3, 4], &[0, 1, 5, 6])),
		(&[3, 2, 1, 1, 1, 2, 3], 3, result(hash(1), &[2, 3, 4], &[0, 1, 5, 6])),
		(&[1, 1, 1, 2, 2, 3, 3], 3, result(hash(1), &[0, 1, 2], &[3, 4, 5, 6])),
		(&[1, 1, 1, 2, 2, 2, 3], 3, none(NoResult::Tie)),
		(&[1, 1, 1, 2, 2, 2, 3], 4, none(NoResult::NoAgreement)),
	];
	for (bytes, quorum, expected) in cases {
		assert_eq!(plurality(&hashes(bytes), *quorum), *expected, "{bytes:?} {quorum}");
	}
	// Numbers can be equal, too; a number and a hash cannot.
	assert_eq!(plurality(&numbers(&[5, 5]), 2), result(number(5), &[0, 1], &[]));
}

#[test]
fn median_works() {
	let cases: &[(&[i128], u32, Option<u128>, Outcome)] = &[
		(&[], 1, None, none(NoResult::TooFew)),
		(&[1, 2], 1, None, none(NoResult::TooFew)),
		(&[1, 2, 3], 4, None, none(NoResult::TooFew)),
		(&[3, 1, 2], 1, None, result(number(2), &[0, 1, 2], &[])),
		(&[3, 1, 2_000], 3, None, result(number(3), &[0, 1, 2], &[])),
		(&[3, 1, 2_000], 3, Some(2), result(number(3), &[0, 1], &[2])),
		(&[3, 1, 2_000], 3, Some(1), result(number(3), &[0], &[1, 2])),
		(&[5, 5, 5], 3, Some(0), result(number(5), &[0, 1, 2], &[])),
		(&[1, 2, 5, 9], 3, None, result(number(3), &[0, 1, 2, 3], &[])),
		(&[-1, -2, -5, -9], 3, None, result(number(-3), &[0, 1, 2, 3], &[])),
		(&[i128::MIN, i128::MAX, 0], 3, Some(u128::MAX), result(number(0), &[0, 1, 2], &[])),
		(
			&[i128::MIN, i128::MIN, i128::MAX, i128::MAX],
			3,
			Some(1),
			result(number(0), &[], &[0, 1, 2, 3]),
		),
	];
	for (values, quorum, limit, expected) in cases {
		let outcome = median(&numbers(values), *quorum, *limit);
		assert_eq!(outcome, *expected, "{values:?} {quorum} {limit:?}");
	}
	assert_eq!(median_of(&[]), None);
}

#[test]
fn schelling_works() {
	let cases: &[(&[i128], u32, u128, Outcome)] = &[
		(&[], 1, 5, none(NoResult::TooFew)),
		(&[], 0, 5, none(NoResult::TooFew)),
		(&[1], 2, 5, none(NoResult::TooFew)),
		(&[1], 1, 5, result(number(1), &[0], &[])),
		(&[10, 12, 14, 40], 3, 5, result(number(13), &[0, 1, 2], &[3])),
		(&[10, 12, 14, 40], 4, 5, none(NoResult::NoAgreement)),
		(&[10, 20, 30], 2, 5, none(NoResult::NoAgreement)),
		(&[10, 20, 30], 1, 5, result(number(20), &[1], &[0, 2])),
		// Two camps of the same size: nobody is near the middle.
		(&[0, 0, 100, 100], 1, 5, none(NoResult::NoAgreement)),
		(&[i128::MIN, i128::MAX], 1, u128::MAX, result(number(0), &[0, 1], &[])),
	];
	for (values, quorum, tolerance, expected) in cases {
		let outcome = schelling(&numbers(values), *quorum, *tolerance);
		assert_eq!(outcome, *expected, "{values:?} {quorum} {tolerance}");
	}
}

#[test]
fn first_works() {
	assert_eq!(first(&[]), none(NoResult::TooFew));
	let vote = |seat, n, arrival| Vote { seat, answer: number(n), arrival };
	let votes = [vote(2, 7, 1), vote(1, 8, 0), vote(0, 9, 1)];
	assert_eq!(first(&votes), result(number(8), &[1], &[]));
	// Of one report, the one with the most at stake.
	let votes = [vote(2, 7, 0), vote(1, 8, 0)];
	assert_eq!(first(&votes), result(number(8), &[1], &[]));
}

#[test]
fn strategies_know_what_they_are_fit_for() {
	let fit = |strategy: Standard, kind, sealed, quorum| strategy.is_fit(kind, sealed, quorum);
	let (hash, number) = (AnswerKind::Hash, AnswerKind::Number);
	assert!(fit(Standard::Plurality, hash, true, 1) && fit(Standard::Plurality, number, false, 9));
	for strategy in [Standard::Median { limit: None }, Standard::Schelling { tolerance: 0 }] {
		assert!(fit(strategy, number, true, 1) && !fit(strategy, hash, true, 1));
		assert!(!fit(strategy, number, true, 0));
	}
	assert!(fit(Standard::First, hash, false, 1));
	assert!(!fit(Standard::First, hash, true, 1) && !fit(Standard::First, hash, false, 2));
	assert_eq!(Standard::Median { limit: None }.least_panel(2), 3);
	assert_eq!(Standard::Median { limit: None }.least_panel(5), 5);
	assert_eq!(Standard::Plurality.least_panel(2), 2);
	assert!(!Standard::First.needs_all() && Standard::Plurality.needs_all());
}

fn strategies() -> impl Strategy<Value = Standard> {
	prop_oneof![
		Just(Standard::Plurality),
		prop::option::of(0..20u128).prop_map(|limit| Standard::Median { limit }),
		(0..20u128).prop_map(|tolerance| Standard::Schelling { tolerance }),
		Just(Standard::First),
	]
}

/// Votes in any order of seats, and reports of one or several.
fn votes() -> impl Strategy<Value = Vec<Vote>> {
	let one = (-20..20i128, 0..4u32);
	prop::collection::vec(one, 0..12).prop_map(|votes| {
		let votes = (0..).zip(votes);
		votes.map(|(seat, (n, arrival))| Vote { seat, answer: number(n), arrival }).collect()
	})
}

proptest! {
	#[test]
	fn outcomes_do_not_depend_on_the_order(
		(votes, shuffled) in votes().prop_flat_map(|votes| {
			(Just(votes.clone()), Just(votes).prop_shuffle())
		}),
		strategy in strategies(),
		quorum in 0..8u32,
	) {
		prop_assert_eq!(strategy.resolve(&votes, quorum), strategy.resolve(&shuffled, quorum));
	}

	#[test]
	fn everybody_is_judged_once(votes in votes(), strategy in strategies(), quorum in 1..8u32) {
		let Outcome::Result { honest, deviating, .. } = strategy.resolve(&votes, quorum) else {
			return Ok(());
		};
		let mut seats = [honest.clone(), deviating.clone()].concat();
		seats.sort();
		let all: Vec<u32> = (0..votes.len() as u32).collect();
		if strategy == Standard::First {
			prop_assert_eq!((honest.len(), deviating.len()), (1, 0));
		} else {
			prop_assert_eq!(seats, all);
		}
		prop_assert!(honest.is_sorted() && deviating.is_sorted());
	}

	#[test]
	fn a_minority_below_the_quorum_cannot_make_its_answer_the_result(
		honest in prop::collection::vec(0..6u8, 0..10),
		(quorum, lies) in (1..8u32).prop_flat_map(|quorum| (Just(quorum), 0..quorum as usize)),
	) {
		const LIE: u8 = 99;
		let all: Vec<u8> = honest.iter().copied().chain(core::iter::repeat_n(LIE, lies)).collect();
		match plurality(&hashes(&all), quorum) {
			Outcome::Result { value, honest, .. } => {
				prop_assert_ne!(value, hash(LIE));
				prop_assert!(honest.len() as u32 >= quorum);
			}
			Outcome::NoResult(_) => {}
		}
	}

	#[test]
	fn a_minority_below_the_quorum_cannot_move_what_others_agree_on(
		(quorum, lies) in (1..10usize).prop_flat_map(|quorum| {
			(Just(quorum), prop::collection::vec(1..6u8, 0..quorum))
		}),
		more in 0..4usize,
	) {
		let (agreeing, quorum) = (quorum + more, quorum as u32);
		let all: Vec<u8> = core::iter::repeat_n(0, agreeing).chain(lies).collect();
		match plurality(&hashes(&all), quorum) {
			Outcome::Result { value, honest, .. } => {
				prop_assert_eq!((value, honest.len()), (hash(0), agreeing));
			}
			outcome => prop_assert!(false, "{:?}", outcome),
		}
	}

	#[test]
	fn the_median_stays_among_honest_answers(
		(honest, lies) in (3..10usize).prop_flat_map(|count| {
			let honest = prop::collection::vec(-100..100i128, count);
			(honest, prop::collection::vec(any::<i128>(), 0..count))
		}),
	) {
		let (low, high) = (*honest.iter().min().unwrap(), *honest.iter().max().unwrap());
		let all = [honest, lies].concat();
		for outcome in [
			median(&numbers(&all), 1, None),
			median(&numbers(&all), 1, Some(10)),
		] {
			match outcome {
				Outcome::Result { value: Answer::Number(value), .. } => {
					prop_assert!((low..=high).contains(&value), "{} {} {}", low, value, high);
				}
				outcome => prop_assert!(false, "{:?}", outcome),
			}
		}
	}

	#[test]
	fn those_who_are_close_pay_nothing(
		values in prop::collection::vec(-50..50i128, 3..10),
		tolerance in 0..30u128,
		quorum in 1..5u32,
	) {
		let Outcome::Result { value: Answer::Number(value), honest, deviating } =
			schelling(&numbers(&values), quorum, tolerance)
		else {
			return Ok(());
		};
		prop_assert!(honest.len() as u32 >= quorum);
		for (seats, close) in [(honest, true), (deviating, false)] {
			for seat in seats {
				let distance = values[seat as usize].abs_diff(value);
				prop_assert_eq!(distance <= tolerance, close);
			}
		}
	}
}
