use super::*;
use crate::PackageError;
use rand::{CryptoRng, RngCore};
use sp_core::{sr25519, Pair};

fn possession(chip: ChipKey) -> Possession<AccountId32> {
	Possession { genesis: [1; 32].into(), provider: [2; 32].into(), claim: 3, chip }
}

#[test]
fn possession_verifies_for_the_own_key() {
	let element = element(1);
	let possession = possession(element.key());
	let signature = element.prove_possession(&possession).unwrap();
	assert!(sr25519::Pair::verify(&signature, possession.payload(), &element.key()));
}

#[test]
fn possession_of_another_key_is_refused() {
	let other = possession(element(2).key());
	assert_eq!(element(1).prove_possession(&other), Err(Refusal::ForeignKey));
}

fn transfer(chip: ChipKey) -> Transfer<AccountId32> {
	Transfer {
		genesis: [1; 32].into(),
		from: [2; 32].into(),
		to: [4; 32].into(),
		claim: 3,
		chip,
		seed: [5; 32].into(),
	}
}

#[test]
fn transfer_verifies_for_the_own_key() {
	let element = element(1);
	let transfer = transfer(element.key());
	let signature = element.prove_transfer(&transfer).unwrap();
	assert!(sr25519::Pair::verify(&signature, transfer.payload(), &element.key()));
	// A box does what is in it.
	let boxed: Box<dyn SecureElement> = Box::new(element);
	let signature = boxed.prove_transfer(&transfer).unwrap();
	assert!(sr25519::Pair::verify(&signature, transfer.payload(), &boxed.key()));
}

#[test]
fn transfer_of_another_chip_or_to_the_same_owner_is_refused() {
	let other = transfer(element(2).key());
	assert_eq!(element(1).prove_transfer(&other), Err(Refusal::ForeignKey));
	let own = transfer(element(1).key());
	let same = Transfer { to: own.from.clone(), ..own };
	assert_eq!(element(1).prove_transfer(&same), Err(Refusal::SameOwner));
}

#[test]
fn transfer_serves_for_this_transfer_only() {
	let element = element(1);
	let good = transfer(element.key());
	let signature = element.prove_transfer(&good).unwrap();
	let others = [
		Transfer { genesis: [9; 32].into(), ..good.clone() },
		Transfer { from: [9; 32].into(), ..good.clone() },
		Transfer { to: [9; 32].into(), ..good.clone() },
		Transfer { claim: 9, ..good.clone() },
		Transfer { seed: [9; 32].into(), ..good.clone() },
	];
	for other in others {
		assert!(!sr25519::Pair::verify(&signature, other.payload(), &element.key()));
	}
	// Nor does it claim the chip, or the other way round.
	let possession = possession(element.key());
	assert!(!sr25519::Pair::verify(&signature, possession.payload(), &element.key()));
	let signature = element.prove_possession(&possession).unwrap();
	assert!(!sr25519::Pair::verify(&signature, good.payload(), &element.key()));
}

#[test]
fn response_spends_the_commitment() {
	let mut elements = [element(1), element(2)];
	let session = open(&mut elements, statement(1));
	elements[0].respond(&session).unwrap();
	assert_eq!(elements[0].respond(&session), Err(Refusal::NotCommitted));
}

#[test]
fn refusal_spends_the_commitment_too() {
	let mut elements = [element(1), element(2)];
	let session = open(&mut elements, statement(1));
	let foreign = open(&mut [element(3)], statement(1));
	assert_eq!(elements[0].respond(&foreign), Err(Refusal::ForeignCommitment));
	assert_eq!(elements[0].respond(&session), Err(Refusal::NotCommitted));
}

#[test]
fn new_commitment_replaces_the_old() {
	let mut elements = [element(1), element(2)];
	let old = open(&mut elements, statement(1));
	let new = open(&mut elements, statement(1));
	assert_eq!(elements[0].respond(&old), Err(Refusal::ForeignCommitment));
	assert!(elements[1].respond(&new).is_ok());
}

#[test]
fn restarted_element_cannot_answer_an_old_commitment() {
	let mut elements = [element(1), element(2)];
	let session = open(&mut elements, statement(1));
	let [_, other] = elements;

	// The chip loses power, and with it the nonces.
	let mut restarted = element(1);
	assert_eq!(restarted.respond(&session), Err(Refusal::NotCommitted));
	// Also with a commitment of its own it does not answer for the one from before.
	restarted.commit().unwrap();
	assert_eq!(restarted.respond(&session), Err(Refusal::ForeignCommitment));

	// With fresh nonces it takes part again.
	let mut elements = [restarted, other];
	let session = open(&mut elements, statement(1));
	let shares = elements.each_mut().map(|element| element.respond(&session).unwrap());
	assert!(session.finish(&shares).is_some());
}

#[test]
fn commitments_never_repeat() {
	let mut seen = std::collections::HashSet::new();
	let mut chip = element(1);
	for _ in 0..50 {
		let first = chip.commit().unwrap();
		let restarted = element(1).commit().unwrap();
		for point in [first.hiding, first.binding, restarted.hiding, restarted.binding] {
			assert!(seen.insert(point));
		}
	}
}

#[test]
fn same_round_is_answered_again_but_no_lower_round() {
	let mut elements = [element(1)];
	let mut respond = |statement| {
		let session = open(&mut elements, statement);
		elements[0].respond(&session).map(drop)
	};
	assert_eq!(respond(statement(5)), Ok(()));
	// After a dropout, with another absent list.
	assert_eq!(respond(CatStatement { absent: vec![7], ..statement(5) }), Ok(()));
	// After a reorganisation, with another seed.
	assert_eq!(respond(CatStatement { seed: [9; 32].into(), ..statement(5) }), Ok(()));
	assert_eq!(respond(statement(4)), Err(Refusal::RoundIsOver { asked: 4, answered: 5 }));
	assert_eq!(respond(statement(6)), Ok(()));
	assert_eq!(respond(statement(5)), Err(Refusal::RoundIsOver { asked: 5, answered: 6 }));
	// Another chain counts its own rounds.
	assert_eq!(respond(CatStatement { genesis: [9; 32].into(), ..statement(1) }), Ok(()));
}

#[test]
fn own_commitment_must_be_listed_unchanged() {
	let mut chip = element(1);
	let mut other = element(2);
	let aggregate = crate::aggregate::sum(&[chip.key(), other.key()]).unwrap();
	type Change = fn(&mut Commitment, &Commitment);
	let changes: [Change; 3] = [
		|own, other| own.hiding = other.hiding,
		|own, other| own.binding = other.binding,
		|own, _| core::mem::swap(&mut own.hiding, &mut own.binding),
	];
	for change in changes {
		let mut own = chip.commit().unwrap();
		let other = other.commit().unwrap();
		change(&mut own, &other);
		let package = SigningPackage::new(aggregate, vec![own, other]);
		let session = Session::open(package, statement(1)).unwrap();
		assert_eq!(chip.respond(&session), Err(Refusal::ForeignCommitment));
	}
}

#[test]
fn unsound_packages_are_refused() {
	let (mut first, mut second) = (element(1), element(2));
	let aggregate = crate::aggregate::sum(&[first.key(), second.key()]).unwrap();
	let (a, b) = (first.commit().unwrap(), second.commit().unwrap());
	let refuse = |aggregate, commitments: Vec<Commitment>| {
		Session::open(SigningPackage::new(aggregate, commitments), statement(1)).unwrap_err()
	};

	assert_eq!(refuse(aggregate, vec![]), PackageError::Empty);
	assert_eq!(refuse(aggregate, vec![a, a, b]), PackageError::NotSorted);
	// Twice the same chip, with other nonces.
	assert_eq!(
		refuse(aggregate, vec![a, b, Commitment { key: a.key, ..b }]),
		PackageError::NotSorted
	);
	let mut unsorted = SigningPackage::new(aggregate, vec![a, b]);
	unsorted.commitments.reverse();
	assert_eq!(Session::open(unsorted, statement(1)).unwrap_err(), PackageError::NotSorted);

	for bad in [[0; 32], [0xff; 32]] {
		assert_eq!(refuse(ChipKey::from_raw(bad), vec![a, b]), PackageError::InvalidAggregate);
		let invalid = PackageError::InvalidNonce(b.key);
		assert_eq!(refuse(aggregate, vec![a, Commitment { hiding: bad, ..b }]), invalid);
		assert_eq!(refuse(aggregate, vec![a, Commitment { binding: bad, ..b }]), invalid);
	}
}

#[test]
fn nonces_that_add_up_to_the_identity_are_refused() {
	let mut first = element(1);
	let a = first.commit().unwrap();
	let negate = |bytes| {
		let point = curve25519_dalek::ristretto::CompressedRistretto(bytes).decompress().unwrap();
		(-point).compress().0
	};
	let b =
		Commitment { key: element(2).key(), hiding: negate(a.hiding), binding: negate(a.binding) };
	let package = SigningPackage::new(element(3).key(), vec![a, b]);
	assert_eq!(Session::open(package, statement(1)).unwrap_err(), PackageError::IdentityNonce);
}

/// Gives the same byte for ever, or fails.
struct Stuck(Option<u8>);

impl RngCore for Stuck {
	fn next_u32(&mut self) -> u32 {
		unreachable!("nonces are drawn as bytes")
	}

	fn next_u64(&mut self) -> u64 {
		unreachable!("nonces are drawn as bytes")
	}

	fn fill_bytes(&mut self, _: &mut [u8]) {
		unreachable!("nonces are drawn with the call that can fail")
	}

	fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand::Error> {
		let byte = self.0.ok_or_else(|| rand::Error::new("no entropy"))?;
		dest.fill(byte);
		Ok(())
	}
}

impl CryptoRng for Stuck {}

#[test]
fn failing_generator_is_noticed() {
	let mut chip = element(1);
	for stuck in [None, Some(0), Some(5)] {
		assert_eq!(chip.commit_with(&mut Stuck(stuck)), Err(Refusal::Randomness));
	}
	// Nonces drawn before are void, too.
	let mut elements = [chip];
	let session = open(&mut elements, statement(1));
	assert_eq!(elements[0].commit_with(&mut Stuck(None)), Err(Refusal::Randomness));
	assert_eq!(elements[0].respond(&session), Err(Refusal::NotCommitted));
}

#[test]
fn generator_that_repeats_the_last_nonces_is_noticed() {
	let replay = || super::vectors::Replay::new(vec![[1; 64], [2; 64]]);
	let mut chip = element(1);
	chip.commit_with(&mut replay()).unwrap();
	assert_eq!(chip.commit_with(&mut replay()), Err(Refusal::Randomness));
}
