//! Test vectors: fixed keys, fixed nonces, and everything that follows from them.
//!
//! `vectors.json` serves other implementations of the chip, too. Scalars and points are in their
//! 32-byte encodings; a nonce is its 64 uniform bytes, reduced, little end first.

use super::*;
use crate::signing::verify;
use curve25519_dalek::{
	ristretto::{CompressedRistretto, RistrettoPoint},
	traits::Identity,
};
use rand::{CryptoRng, RngCore};
use schnorrkel::context::SigningTranscript;
use serde::Deserialize;
use serde_json::{json, Value};
use sp_core::{sr25519, Pair};
use std::collections::VecDeque;

/// Gives the nonces of a vector, and fails when they are used up.
pub(super) struct Replay(VecDeque<[u8; 64]>);

impl Replay {
	pub(super) fn new(nonces: Vec<[u8; 64]>) -> Self {
		Self(nonces.into())
	}
}

impl RngCore for Replay {
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
		let nonce = self.0.pop_front().ok_or_else(|| rand::Error::new("used up"))?;
		dest.copy_from_slice(&nonce);
		Ok(())
	}
}

impl CryptoRng for Replay {}

#[derive(Deserialize)]
struct Vector {
	payload: String,
	genesis: String,
	provider: String,
	round: u32,
	seed: String,
	absent: Vec<ChipIndex>,
	chips: Vec<Chip>,
	aggregate: String,
	b: String,
	#[serde(rename = "R")]
	nonce: String,
	c: String,
	signature: String,
}

#[derive(Deserialize)]
struct Chip {
	private: String,
	key: String,
	d: String,
	e: String,
	#[serde(rename = "D")]
	hiding: String,
	#[serde(rename = "E")]
	binding: String,
	s: String,
}

fn bytes<const N: usize>(text: &str) -> [u8; N] {
	hex::decode(text).unwrap().try_into().unwrap()
}

fn vectors() -> Vec<Vector> {
	serde_json::from_str(include_str!("vectors.json")).unwrap()
}

fn statement_of(vector: &Vector) -> CatStatement<AccountId32> {
	CatStatement {
		genesis: bytes::<32>(&vector.genesis).into(),
		provider: bytes::<32>(&vector.provider).into(),
		round: vector.round,
		seed: bytes::<32>(&vector.seed).into(),
		absent: vector.absent.clone(),
	}
}

#[test]
fn vectors_hold() {
	let vectors = vectors();
	assert_eq!(vectors.iter().map(|v| v.chips.len()).collect::<Vec<_>>(), [1, 2, 3]);
	for vector in &vectors {
		let statement = statement_of(vector);
		assert_eq!(hex::encode(statement.payload()), vector.payload);

		let mut elements = Vec::new();
		let mut commitments = Vec::new();
		for chip in &vector.chips {
			let private = Scalar::from_canonical_bytes(bytes(&chip.private)).unwrap();
			let mut element = element_of(private);
			let mut rng = Replay::new(vec![bytes(&chip.d), bytes(&chip.e)]);
			let commitment = element.commit_with(&mut rng).unwrap();
			assert_eq!(hex::encode(commitment.key), chip.key);
			assert_eq!(hex::encode(commitment.hiding), chip.hiding);
			assert_eq!(hex::encode(commitment.binding), chip.binding);
			elements.push(element);
			commitments.push(commitment);
		}
		let keys: Vec<_> = elements.iter().map(|element| element.key()).collect();
		let aggregate = crate::aggregate::sum(&keys).unwrap();
		assert_eq!(hex::encode(aggregate), vector.aggregate);

		let package = SigningPackage::new(aggregate, commitments);
		let session = Session::open(package, statement.clone()).unwrap();
		assert_eq!(hex::encode(session.binding.as_bytes()), vector.b);
		assert_eq!(hex::encode(session.nonce.as_bytes()), vector.nonce);
		assert_eq!(hex::encode(session.challenge.as_bytes()), vector.c);

		let mut shares = Vec::new();
		for (element, chip) in elements.iter_mut().zip(&vector.chips) {
			let share = element.respond(&session).unwrap();
			assert_eq!(hex::encode(share.0), chip.s);
			shares.push(share);
		}
		let signature = session.finish(&shares).unwrap();
		assert_eq!(hex::encode(signature), vector.signature);
	}
}

#[test]
fn vectors_verify_with_stock_verifiers() {
	for vector in vectors() {
		let payload = hex::decode(&vector.payload).unwrap();
		let key = bytes::<32>(&vector.aggregate);
		let signature = bytes::<64>(&vector.signature);
		schnorrkel::PublicKey::from_bytes(&key)
			.unwrap()
			.verify_simple(
				b"substrate",
				&payload,
				&schnorrkel::Signature::from_bytes(&signature).unwrap(),
			)
			.unwrap();
		let signature = ChipSignature::from_raw(signature);
		assert!(sr25519::Pair::verify(&signature, &payload, &key.into()));
		assert!(verify(&key.into(), &statement_of(&vector), &signature));
	}
}

/// A chip's private key and the bytes of its two nonces.
type Secrets = (Scalar, [u8; 64], [u8; 64]);

/// The scheme once more, straight from its formulas and without this crate's own code.
fn reference(statement: &CatStatement<AccountId32>, chips: &[Secrets]) -> Value {
	let scalar = Scalar::from_bytes_mod_order_wide;
	let base = RistrettoPoint::mul_base;
	let payload = statement.payload();
	let sum = |part: &dyn Fn(&Secrets) -> Scalar| {
		chips.iter().fold(RistrettoPoint::identity(), |sum, chip| sum + base(&part(chip)))
	};
	let aggregate = sum(&|chip| chip.0).compress();
	let (hiding, binding) = (sum(&|chip| scalar(&chip.1)), sum(&|chip| scalar(&chip.2)));

	let mut rows: Vec<_> = chips
		.iter()
		.map(|(x, d, e)| {
			[*x, scalar(d), scalar(e)].map(|secret| base(&secret).compress().to_bytes()).concat()
		})
		.collect();
	rows.sort();
	// SCALE: fewer than 64 items have their count times four in one byte before them.
	let list = [vec![chips.len() as u8 * 4], rows.concat()].concat();
	let mut transcript = merlin::Transcript::new(b"vajra/cat/binding/v1");
	transcript.append_message(b"aggregate", aggregate.as_bytes());
	transcript.append_message(b"message", &payload);
	transcript.append_message(b"commitments", &sp_crypto_hashing::blake2_256(&list));
	transcript.append_message(b"hiding", hiding.compress().as_bytes());
	transcript.append_message(b"binding", binding.compress().as_bytes());
	let mut wide = [0; 64];
	transcript.challenge_bytes(b"factor", &mut wide);
	let b = scalar(&wide);

	let nonce: CompressedRistretto = (hiding + b * binding).compress();
	let mut transcript = schnorrkel::signing_context(b"substrate").bytes(&payload);
	transcript.proto_name(b"Schnorr-sig");
	transcript.commit_point(b"sign:pk", &aggregate);
	transcript.commit_point(b"sign:R", &nonce);
	let c = transcript.challenge_scalar(b"sign:c");

	let share = |(x, d, e): &Secrets| scalar(d) + b * scalar(e) + c * x;
	let mut signature =
		[nonce.to_bytes(), chips.iter().map(share).sum::<Scalar>().to_bytes()].concat();
	signature[63] |= 0x80;

	let point = |secret: &Scalar| hex::encode(base(secret).compress().as_bytes());
	let rows: Vec<_> = chips
		.iter()
		.map(|chip| {
			json!({
				"private": hex::encode(chip.0.as_bytes()), "key": point(&chip.0),
				"d": hex::encode(chip.1), "e": hex::encode(chip.2),
				"D": point(&scalar(&chip.1)), "E": point(&scalar(&chip.2)),
				"s": hex::encode(share(chip).as_bytes()),
			})
		})
		.collect();
	json!({
		"genesis": hex::encode(statement.genesis), "provider": hex::encode(&statement.provider),
		"round": statement.round, "seed": hex::encode(statement.seed), "absent": statement.absent,
		"payload": hex::encode(payload), "chips": rows,
		"aggregate": hex::encode(aggregate.as_bytes()), "b": hex::encode(b.as_bytes()),
		"R": hex::encode(nonce.as_bytes()), "c": hex::encode(c.as_bytes()),
		"signature": hex::encode(signature),
	})
}

#[test]
fn vectors_follow_from_the_formulas() {
	let seeded = |label: &str, chip: u8| {
		sp_crypto_hashing::blake2_512(format!("vajra test vector {label} {chip}").as_bytes())
	};
	let vectors: Vec<_> = [(1u8, vec![]), (2, vec![0]), (3, vec![1, 63, 64, 4_095])]
		.into_iter()
		.map(|(count, absent)| {
			let statement = CatStatement {
				genesis: [0x11; 32].into(),
				provider: [0x22; 32].into(),
				round: 1_000_000 + u32::from(count),
				seed: [0x33; 32].into(),
				absent,
			};
			let chips: Vec<_> = (0..count)
				.map(|chip| {
					let private = Scalar::from_bytes_mod_order_wide(&seeded("private", chip));
					(private, seeded("d", 8 * count + chip), seeded("e", 8 * count + chip))
				})
				.collect();
			reference(&statement, &chips)
		})
		.collect();
	let pinned: Value = serde_json::from_str(include_str!("vectors.json")).unwrap();
	let computed = Value::from(vectors);
	assert_eq!(computed, pinned, "{computed:#}");
}
