use super::*;
use crate::{signing::verify, AggregateSigner, Answer, FaultCause, SignError, MAX_ATTEMPTS};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn faulty_bank(count: u32, failures: &[(ChipIndex, Failure)]) -> Vec<(ChipIndex, Faulty)> {
	let failures: BTreeMap<_, _> = failures.iter().copied().collect();
	bank(count)
		.into_iter()
		.map(|(index, element)| (index, Faulty::new(element, failures.get(&index).copied())))
		.collect()
}

/// The chain's side: the sum of all keys less the absent ones.
fn assert_valid<E: SecureElement>(bank: &[(ChipIndex, E)], answer: &Answer) {
	let keys = |absent: bool| -> Vec<_> {
		bank.iter()
			.filter(|(index, _)| answer.absent().contains(index) || !absent)
			.map(|(_, element)| element.key())
			.collect()
	};
	let all = crate::aggregate::sum(&keys(false)).unwrap();
	let key = crate::aggregate::subtract(&all, &keys(true)).unwrap();
	assert_eq!(key, answer.aggregate);
	assert!(answer.absent().is_sorted_by(|a, b| a < b), "strictly ascending");
	assert!(verify(&key, &answer.statement, &answer.signature));
}

fn no_dark() -> BTreeSet<ChipIndex> {
	BTreeSet::new()
}

#[test]
fn all_chips_answer() {
	let mut bank = bank(5);
	let answer = AggregateSigner::sign(&mut bank, statement(1), &no_dark()).unwrap();
	assert_eq!(answer.statement, statement(1));
	assert_eq!((answer.attempts, answer.faults.len()), (1, 0));
	assert_valid(&bank, &answer);
}

#[test]
fn boxed_chips_answer() {
	let mut bank: Vec<(ChipIndex, Box<dyn SecureElement>)> =
		vec![(0, Box::new(element(0))), (1, Box::new(Faulty::new(element(1), None)))];
	let answer = AggregateSigner::sign(&mut bank, statement(1), &no_dark()).unwrap();
	assert_valid(&bank, &answer);
}

#[test]
fn dark_chips_are_not_asked() {
	let mut bank = faulty_bank(4, &[]);
	// Chip 9 is dark and has no element here; chip 3 is listed by the question.
	let question = CatStatement { absent: vec![3], ..statement(1) };
	let answer = AggregateSigner::sign(&mut bank, question, &BTreeSet::from([1, 9])).unwrap();
	assert_eq!(answer.absent(), [1, 3, 9]);
	assert!(bank[1].1.commitments.is_empty() && bank[3].1.commitments.is_empty());
	assert_valid(&bank, &answer);
}

#[test]
fn each_failure_is_named_and_survived() {
	use Failure::*;
	let cases = [
		(NoCommitment, FaultCause::Refused(gone()), 1),
		(InvalidNonce, FaultCause::InvalidCommitment, 1),
		(IdentityNonce, FaultCause::InvalidCommitment, 1),
		(ForeignKey, FaultCause::InvalidCommitment, 1),
		(NoShare, FaultCause::Refused(gone()), 2),
		(WrongShare, FaultCause::WrongShare, 2),
		(InvalidShare, FaultCause::WrongShare, 2),
	];
	for (failure, cause, attempts) in cases {
		let mut bank = faulty_bank(4, &[(2, failure)]);
		let answer = AggregateSigner::sign(&mut bank, statement(1), &no_dark()).unwrap();
		assert_eq!(answer.absent(), [2], "{failure:?}");
		assert_eq!(answer.faults.len(), 1, "{failure:?}");
		assert_eq!((answer.faults[0].chip, &answer.faults[0].cause), (2, &cause));
		assert_eq!(answer.attempts, attempts, "{failure:?}");
		assert_valid(&bank, &answer);
	}
}

#[test]
fn one_restart_leaves_out_all_that_failed() {
	use Failure::*;
	let failures = [(0, NoCommitment), (1, WrongShare), (2, NoShare), (4, InvalidShare)];
	let mut bank = faulty_bank(6, &failures);
	let answer = AggregateSigner::sign(&mut bank, statement(1), &no_dark()).unwrap();
	assert_eq!(answer.absent(), [0, 1, 2, 4]);
	assert_eq!(answer.attempts, 2);
	assert_valid(&bank, &answer);
}

#[test]
fn no_signature_without_a_chip() {
	let mut two = bank(2);
	let error = AggregateSigner::sign(&mut two, statement(1), &BTreeSet::from([0, 1]));
	assert_eq!(error, Err(SignError::NoChipLeft { faults: vec![] }));
	let mut none: [(ChipIndex, SoftwareElement); 0] = [];
	let error = AggregateSigner::sign(&mut none, statement(1), &no_dark());
	assert_eq!(error, Err(SignError::NoChipLeft { faults: vec![] }));

	let mut failing = faulty_bank(2, &[(0, Failure::NoShare), (1, Failure::NoCommitment)]);
	let error = AggregateSigner::sign(&mut failing, statement(1), &no_dark()).unwrap_err();
	assert!(matches!(&error, SignError::NoChipLeft { faults } if faults.len() == 2));
	assert!(error.to_string().contains("no power"), "{error}");
}

#[test]
fn stale_question_is_explained() {
	let mut bank = bank(2);
	AggregateSigner::sign(&mut bank, statement(5), &no_dark()).unwrap();
	let error = AggregateSigner::sign(&mut bank, statement(4), &no_dark()).unwrap_err();
	assert!(error.to_string().contains("round 4 is over"), "{error}");
	AggregateSigner::sign(&mut bank, statement(5), &no_dark()).unwrap();
}

#[test]
fn repeated_chips_are_refused() {
	let mut index = [(3, element(0)), (3, element(1))];
	let error = AggregateSigner::sign(&mut index, statement(1), &no_dark());
	assert_eq!(error, Err(SignError::DuplicateIndex(3)));
	let mut key = [(3, element(0)), (4, element(0))];
	let error = AggregateSigner::sign(&mut key, statement(1), &no_dark());
	assert_eq!(error, Err(SignError::DuplicateKey(3, 4)));
}

#[test]
fn keys_that_cancel_out_are_refused() {
	let mut two = [(0, element_of(private(1))), (1, element_of(-private(1)))];
	let error = AggregateSigner::sign(&mut two, statement(1), &no_dark());
	assert_eq!(error, Err(SignError::IdentityKey));
	// With a third chip they may answer; without it they may not.
	let mut three =
		[(0, element_of(private(1))), (1, element_of(-private(1))), (2, element_of(private(2)))];
	assert!(AggregateSigner::sign(&mut three, statement(1), &no_dark()).is_ok());
	let error = AggregateSigner::sign(&mut three, statement(1), &BTreeSet::from([2]));
	assert_eq!(error, Err(SignError::IdentityKey));
}

#[test]
fn chips_failing_one_after_the_other_end_in_an_error() {
	let count = MAX_ATTEMPTS + 2;
	let mut bank = faulty_bank(count, &[]);
	for (index, chip) in &mut bank {
		chip.failure = Some(Failure::WrongShare);
		chip.good = *index;
	}
	let error = AggregateSigner::sign(&mut bank, statement(1), &no_dark()).unwrap_err();
	let SignError::TooManyAttempts { faults } = error else { panic!("{error}") };
	assert_eq!(faults.len() as u32, MAX_ATTEMPTS);
}

#[test]
fn chip_restarted_between_rounds_answers_the_next() {
	let mut chips = bank(3);
	AggregateSigner::sign(&mut chips, statement(1), &no_dark()).unwrap();
	chips[1].1 = element(1);
	let answer = AggregateSigner::sign(&mut chips, statement(2), &no_dark()).unwrap();
	assert!(answer.absent().is_empty());
	assert_valid(&chips, &answer);
}

#[test]
fn a_large_bank_signs() {
	let mut chips = bank(4_096);
	let start = std::time::Instant::now();
	let answer = AggregateSigner::sign(&mut chips, statement(1), &BTreeSet::from([7])).unwrap();
	println!("4,095 chips signed in {:?}", start.elapsed());
	assert_eq!((answer.absent(), answer.attempts), (&[7][..], 1));
	assert_valid(&chips, &answer);
}

/// What becomes of a chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
	Fine,
	Dark,
	Fails(Failure),
}

/// Seldom fine, so that often no chip is.
fn any_fate() -> impl Strategy<Value = Fate> {
	prop_oneof![
		1 => Just(Fate::Fine),
		3 => Just(Fate::Dark),
		3 => any_failure().prop_map(Fate::Fails),
	]
}

fn any_failure() -> impl Strategy<Value = Failure> {
	prop::sample::select(vec![
		Failure::NoCommitment,
		Failure::InvalidNonce,
		Failure::IdentityNonce,
		Failure::ForeignKey,
		Failure::NoShare,
		Failure::WrongShare,
		Failure::InvalidShare,
	])
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn any_subset_answers(
		count in 1u32..12,
		dark in prop::collection::btree_set(0u32..12, 0..12),
		reverse in any::<bool>(),
	) {
		let mut bank = bank(count);
		if reverse {
			bank.reverse();
		}
		let left = (0..count).filter(|index| !dark.contains(index)).count();
		match AggregateSigner::sign(&mut bank, statement(1), &dark) {
			Ok(answer) => {
				prop_assert!(left > 0);
				prop_assert_eq!(answer.absent(), Vec::from_iter(dark));
				let rest = bank.iter().filter(|(index, _)| !answer.absent().contains(index));
				let keys: Vec<_> = rest.map(|(_, element)| element.key()).collect();
				prop_assert_eq!(crate::aggregate::sum(&keys), Ok(answer.aggregate));
				prop_assert!(verify(&answer.aggregate, &answer.statement, &answer.signature));
			},
			Err(error) => {
				prop_assert_eq!(error, SignError::NoChipLeft { faults: vec![] });
				prop_assert_eq!(left, 0);
			},
		}
	}

	/// Chips whose keys cancel out answer only together with others. It does not matter how many they
	/// are, nor whether the others were dark from the start or dropped out on the way.
	#[test]
	fn any_chips_that_cancel_out_never_answer_alone(
		seeds in prop::collection::hash_set(any::<u64>(), 1..6),
		others in prop::collection::vec((any::<u64>(), any_fate()), 0..6),
		turn in any::<prop::sample::Index>(),
	) {
		let mut chips: Vec<_> =
			cancelling(seeds).into_iter().map(|private| (element_of(private), Fate::Fine)).collect();
		let alone = others.iter().all(|(_, fate)| *fate != Fate::Fine);
		chips.extend(others.into_iter().map(|(seed, fate)| (element(seed), fate)));
		let turn = turn.index(chips.len());
		chips.rotate_left(turn);

		let (mut bank, mut dark) = (Vec::new(), BTreeSet::new());
		for (index, (element, fate)) in (0..).zip(chips) {
			let failure = match fate {
				Fate::Fine => None,
				Fate::Dark => {
					dark.insert(index);
					None
				}
				Fate::Fails(failure) => Some(failure),
			};
			bank.push((index, Faulty::new(element, failure)));
		}
		match AggregateSigner::sign(&mut bank, statement(1), &dark) {
			Ok(answer) => {
				prop_assert!(!alone);
				assert_valid(&bank, &answer);
			}
			Err(error) => {
				prop_assert_eq!(error, SignError::IdentityKey);
				prop_assert!(alone);
			}
		}
	}

	#[test]
	fn any_dropouts_are_named_and_no_nonce_serves_twice(
		failures in prop::collection::btree_map(1u32..8, (any_failure(), 0u32..3), 0..7),
	) {
		// Chip 0 never fails.
		let mut bank = faulty_bank(8, &[]);
		for (index, (failure, good)) in &failures {
			let chip = &mut bank[*index as usize].1;
			(chip.failure, chip.good) = (Some(*failure), *good);
		}
		// Enough rounds for every failure to begin.
		let mut dark = BTreeSet::new();
		let mut nonces = BTreeSet::new();
		for round in 0..4 {
			let answer = AggregateSigner::sign(&mut bank, statement(round), &dark).unwrap();
			assert_valid(&bank, &answer);
			prop_assert!(nonces.insert(answer.signature.0[..32].to_vec()));
			dark.extend(answer.faults.iter().map(|fault| fault.chip));
		}
		prop_assert_eq!(&dark, &failures.keys().copied().collect());
		for (_, chip) in &bank {
			let mut points: Vec<_> =
				chip.commitments.iter().flat_map(|c| [c.hiding, c.binding]).collect();
			let made = points.len();
			points.sort_unstable();
			points.dedup();
			prop_assert_eq!(points.len(), made);
		}
	}
}
