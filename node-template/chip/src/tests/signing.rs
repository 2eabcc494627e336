use super::*;
use crate::signing::verify;
use codec::{Decode, Encode};
use proptest::prelude::*;
use sp_core::{sr25519, Pair};

fn elements(count: usize) -> Vec<SoftwareElement> {
	(0..count as u64).map(element).collect()
}

fn sign(elements: &mut [SoftwareElement], session: &Session) -> Option<ChipSignature> {
	let shares: Vec<_> =
		elements.iter_mut().map(|element| element.respond(session).unwrap()).collect();
	session.finish(&shares)
}

#[test]
fn one_chip_makes_an_ordinary_signature() {
	let mut elements = elements(1);
	let session = open(&mut elements, statement(1));
	assert_eq!(session.package().aggregate, elements[0].key());
	let signature = sign(&mut elements, &session).unwrap();
	assert!(sr25519::Pair::verify(&signature, statement(1).payload(), &elements[0].key()));
}

#[test]
fn same_statement_gets_another_nonce_each_time() {
	let mut elements = elements(3);
	let mut seen = std::collections::HashSet::new();
	for _ in 0..20 {
		let session = open(&mut elements, statement(1));
		let signature = sign(&mut elements, &session).unwrap();
		assert!(seen.insert(signature.0[..32].to_vec()), "R must differ");
	}
}

#[test]
fn missing_or_repeated_share_makes_no_signature() {
	let mut elements = elements(3);
	let session = open(&mut elements, statement(1));
	let shares: Vec<_> =
		elements.iter_mut().map(|element| element.respond(&session).unwrap()).collect();
	assert_eq!(session.finish(&shares[..2]), None);
	assert_eq!(session.finish(shares.iter().chain(&shares[..1])), None);
	assert_eq!(session.finish(&[]), None);
	assert!(session.finish(&shares).is_some());
}

#[test]
fn aggregate_that_is_not_the_sum_makes_no_signature() {
	let mut elements = elements(2);
	let commitments: Vec<_> =
		elements.iter_mut().map(|element| element.commit().unwrap()).collect();
	let package = SigningPackage::new(element(77).key(), commitments);
	let session = Session::open(package, statement(1)).unwrap();
	assert_eq!(sign(&mut elements, &session), None);
}

#[test]
fn identity_key_never_verifies() {
	// R = s·G with the identity as key satisfies the bare equation for any message.
	let s = private(5);
	let nonce = curve25519_dalek::RistrettoPoint::mul_base(&s).compress();
	let mut forged = [0; 64];
	forged[..32].copy_from_slice(nonce.as_bytes());
	forged[32..].copy_from_slice(s.as_bytes());
	forged[63] |= 128;
	let forged = ChipSignature::from_raw(forged);
	let identity = ChipKey::from_raw([0; 32]);
	// This is why: the library itself accepts it.
	assert!(sr25519::Pair::verify(&forged, statement(1).payload(), &identity));
	assert!(!verify(&identity, &statement(1), &forged));
}

#[test]
fn messages_between_host_and_chip_survive_encoding() {
	let mut elements = elements(3);
	let session = open(&mut elements, statement(1));
	let package = SigningPackage::decode(&mut &session.package().encode()[..]).unwrap();
	assert_eq!(&package, session.package());
	// What firmware would do with it gives the same session.
	let again = Session::open(package, session.statement().clone()).unwrap();
	assert_eq!((again.binding, again.challenge), (session.binding, session.challenge));
	assert!(sign(&mut elements, &again).is_some());
}

#[test]
fn binding_factor_covers_everything() {
	let mut elements = elements(3);
	let session = open(&mut elements, statement(1));
	let package = session.package();
	let mut factors = vec![session.binding];
	let mut add = |package: &SigningPackage, statement| {
		factors.push(Session::open(package.clone(), statement).unwrap().binding);
	};
	add(package, statement(2));
	add(package, CatStatement { absent: vec![3], ..statement(1) });
	add(&SigningPackage { aggregate: element(9).key(), ..package.clone() }, statement(1));
	for place in 0..3 {
		let other = element(9).commit().unwrap();
		let mut changed = package.clone();
		changed.commitments[place].hiding = other.hiding;
		add(&changed, statement(1));
		let mut changed = package.clone();
		changed.commitments[place].binding = other.binding;
		add(&changed, statement(1));
		// Same points, other order: the sums stay, the list does not.
		let mut changed = package.clone();
		let next = changed.commitments[(place + 1) % 3].hiding;
		changed.commitments[(place + 1) % 3].hiding = changed.commitments[place].hiding;
		changed.commitments[place].hiding = next;
		add(&changed, statement(1));
	}
	for (place, factor) in factors.iter().enumerate() {
		assert!(!factors[..place].contains(factor), "factor {place} is repeated");
	}
}

fn any_statement() -> impl Strategy<Value = CatStatement<AccountId32>> {
	let absent = prop::collection::btree_set(0u32..100, 0..4);
	(any::<[u8; 32]>(), any::<[u8; 32]>(), any::<u32>(), any::<[u8; 32]>(), absent).prop_map(
		|(genesis, provider, round, seed, absent)| CatStatement {
			genesis: genesis.into(),
			provider: provider.into(),
			round,
			seed: seed.into(),
			absent: absent.into_iter().collect(),
		},
	)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn any_number_in_any_order_verifies(
		mut seeds in prop::collection::hash_set(any::<u64>(), 1..10).prop_map(Vec::from_iter).prop_shuffle(),
		statement in any_statement(),
		order in any::<u64>(),
	) {
		let mut elements: Vec<_> = seeds.drain(..).map(element).collect();
		let keys: Vec<_> = elements.iter().map(|element| element.key()).collect();
		let aggregate = crate::aggregate::sum(&keys).unwrap();
		let mut commitments: Vec<_> = elements.iter_mut().map(|e| e.commit().unwrap()).collect();
		let shift = order as usize % commitments.len();
		commitments.rotate_left(shift);
		let session =
			Session::open(SigningPackage::new(aggregate, commitments), statement.clone()).unwrap();

		elements.reverse();
		let mut shares = Vec::new();
		for element in &mut elements {
			let share = element.respond(&session).unwrap();
			prop_assert!(session.verify_share(&element.key(), &share));
			shares.push(share);
		}
		let signature = session.finish(&shares).unwrap();
		prop_assert_eq!(signature.0[63] & 128, 128);
		prop_assert!(verify(&aggregate, &statement, &signature));
		prop_assert!(sr25519::Pair::verify(&signature, statement.payload(), &aggregate));
		let by_schnorrkel = schnorrkel::PublicKey::from_bytes(&aggregate.0).unwrap().verify_simple(
			b"substrate",
			&statement.payload(),
			&schnorrkel::Signature::from_bytes(&signature.0).unwrap(),
		);
		prop_assert!(by_schnorrkel.is_ok());
	}

	#[test]
	fn signature_of_one_statement_is_worth_nothing_for_another(
		signed in any_statement(),
		other in any_statement(),
	) {
		prop_assume!(signed != other);
		let mut elements = elements(3);
		let session = open(&mut elements, signed.clone());
		let aggregate = session.package().aggregate;
		let signature = sign(&mut elements, &session).unwrap();
		for tampered in [
			other.clone(),
			CatStatement { genesis: other.genesis, ..signed.clone() },
			CatStatement { provider: other.provider, ..signed.clone() },
			CatStatement { round: signed.round ^ 1, ..signed.clone() },
			CatStatement { seed: other.seed, ..signed.clone() },
			CatStatement { absent: vec![200], ..signed.clone() },
		] {
			prop_assert!(!verify(&aggregate, &tampered, &signature));
		}
		prop_assert!(!verify(&element(0).key(), &signed, &signature));
	}

	#[test]
	fn share_for_a_tampered_statement_is_found(faulty in 0usize..3, round in 1u32..) {
		let mut elements = elements(3);
		let session = open(&mut elements, statement(0));
		let tampered = Session::open(session.package().clone(), statement(round)).unwrap();
		let mut shares = Vec::new();
		for (place, element) in elements.iter_mut().enumerate() {
			let asked = if place == faulty { &tampered } else { &session };
			let share = element.respond(asked).unwrap();
			prop_assert_eq!(session.verify_share(&element.key(), &share), place != faulty);
			shares.push(share);
		}
		prop_assert_eq!(session.finish(&shares), None);
	}

	#[test]
	fn wrong_share_is_found(place in 0usize..3, bit in 0usize..256) {
		let mut elements = elements(3);
		let session = open(&mut elements, statement(1));
		let mut shares: Vec<_> =
			elements.iter_mut().map(|element| element.respond(&session).unwrap()).collect();
		shares[place].0[bit / 8] ^= 1 << (bit % 8);
		for (other, element) in elements.iter().enumerate() {
			prop_assert_eq!(session.verify_share(&element.key(), &shares[other]), other != place);
		}
		prop_assert_eq!(session.finish(&shares), None);
	}
}
