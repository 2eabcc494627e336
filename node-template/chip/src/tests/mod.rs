//! Tests with access to what must not be public: private keys and the nonces' generator.

mod aggregate;
mod coordinator;
mod element;
mod keyfile;
mod signing;
mod vectors;
mod wrap;

use crate::{
	AccountId32, CatStatement, ChipIndex, Commitment, PartialSignature, Possession, Refusal,
	SecureElement, Session, SigningPackage, SoftwareElement, Transfer,
};
use curve25519_dalek::scalar::Scalar;
use vajra_primitives::{ChipKey, ChipSignature};
use zeroize::Zeroizing;

fn private(seed: u64) -> Scalar {
	Scalar::from_bytes_mod_order_wide(&sp_crypto_hashing::blake2_512(&seed.to_le_bytes()))
}

/// Private keys that cancel out: those of `seeds`, and the one that undoes them all.
fn cancelling(seeds: impl IntoIterator<Item = u64>) -> Vec<Scalar> {
	let mut privates: Vec<_> = seeds.into_iter().map(private).collect();
	privates.push(-privates.iter().sum::<Scalar>());
	privates
}

fn element_of(private: Scalar) -> SoftwareElement {
	SoftwareElement::from_private(Zeroizing::new(private)).unwrap()
}

fn element(seed: u64) -> SoftwareElement {
	element_of(private(seed))
}

fn bank(count: u32) -> Vec<(ChipIndex, SoftwareElement)> {
	(0..count).map(|index| (index, element(index.into()))).collect()
}

fn statement(round: u32) -> CatStatement<AccountId32> {
	CatStatement {
		genesis: [1; 32].into(),
		provider: [2; 32].into(),
		round,
		seed: [3; 32].into(),
		absent: vec![],
	}
}

/// First round of all elements, and the session over `statement`.
fn open(elements: &mut [SoftwareElement], statement: CatStatement<AccountId32>) -> Session {
	let commitments = elements.iter_mut().map(|element| element.commit().unwrap()).collect();
	let keys: Vec<_> = elements.iter().map(|element| element.key()).collect();
	let aggregate = crate::aggregate::sum(&keys).unwrap();
	Session::open(SigningPackage::new(aggregate, commitments), statement).unwrap()
}

/// What a faulty chip does wrong, and in which attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
	/// Does not commit.
	NoCommitment,
	/// Commits to points that are none.
	InvalidNonce,
	/// Commits to the identity.
	IdentityNonce,
	/// Commits in another chip's name.
	ForeignKey,
	/// Commits and goes away.
	NoShare,
	/// Sends a share that is off by one.
	WrongShare,
	/// Sends a share that is no canonical scalar.
	InvalidShare,
}

/// A real element behind a connection that fails.
struct Faulty {
	inner: SoftwareElement,
	failure: Option<Failure>,
	/// Responses that work before the failure begins.
	good: u32,
	/// Every commitment made, to see that none is repeated.
	commitments: Vec<Commitment>,
}

impl Faulty {
	fn new(inner: SoftwareElement, failure: Option<Failure>) -> Self {
		Self { inner, failure, good: 0, commitments: vec![] }
	}

	fn failure(&self) -> Option<Failure> {
		self.failure.filter(|_| self.good == 0)
	}
}

fn gone() -> Refusal {
	Refusal::Unavailable("no power".into())
}

impl SecureElement for Faulty {
	fn key(&self) -> ChipKey {
		self.inner.key()
	}

	fn prove_possession(
		&self,
		possession: &Possession<AccountId32>,
	) -> Result<ChipSignature, Refusal> {
		self.inner.prove_possession(possession)
	}

	fn prove_transfer(&self, transfer: &Transfer<AccountId32>) -> Result<ChipSignature, Refusal> {
		self.inner.prove_transfer(transfer)
	}

	fn commit(&mut self) -> Result<Commitment, Refusal> {
		let mut commitment = self.inner.commit()?;
		self.commitments.push(commitment);
		match self.failure() {
			Some(Failure::NoCommitment) => return Err(gone()),
			Some(Failure::InvalidNonce) => commitment.binding = [0xff; 32],
			Some(Failure::IdentityNonce) => commitment.hiding = [0; 32],
			Some(Failure::ForeignKey) => commitment.key = element(99).key(),
			_ => (),
		}
		Ok(commitment)
	}

	fn respond(&mut self, session: &Session) -> Result<PartialSignature, Refusal> {
		let share = self.inner.respond(session)?;
		let failure = self.failure();
		self.good = self.good.saturating_sub(1);
		match failure {
			Some(Failure::NoShare) => Err(gone()),
			Some(Failure::WrongShare) => {
				let scalar = Scalar::from_canonical_bytes(share.0).unwrap() + Scalar::ONE;
				Ok(PartialSignature(scalar.to_bytes()))
			}
			Some(Failure::InvalidShare) => Ok(PartialSignature([0xff; 32])),
			_ => Ok(share),
		}
	}
}
