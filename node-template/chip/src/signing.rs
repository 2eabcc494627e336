//! The two rounds of an aggregate signature, without anything that drives them.
//!
//! Round one makes a [`Commitment`] per chip. The list of all commitments and the aggregate key
//! are a [`SigningPackage`], which [`Session::open`] checks against a statement. Round two makes a
//! [`PartialSignature`] per chip, and [`Session::finish`] adds them up.

use crate::AccountId32;
use codec::{Decode, Encode};
use curve25519_dalek::{
	ristretto::{CompressedRistretto, RistrettoPoint},
	scalar::Scalar,
	traits::{Identity, IsIdentity, VartimeMultiscalarMul},
};
use rand::{CryptoRng, RngCore};
use schnorrkel::{context::SigningTranscript, signing_context, PublicKey, Signature};
use sp_crypto_hashing::blake2_256;
use vajra_primitives::{CatStatement, ChipKey, ChipSignature};
use zeroize::{Zeroize, Zeroizing};

/// The signing context of every sr25519 signature of a Substrate chain.
pub(crate) const SIGNING_CONTEXT: &[u8] = b"substrate";

/// Domain of the hash that makes the binding factor `b`.
const BINDING_DOMAIN: &[u8] = b"vajra/cat/binding/v1";

/// What a chip sends in the first round: its key and the points of its two nonces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Commitment {
	/// The chip's public key `X`.
	pub key: ChipKey,
	/// `D = d·G`, compressed.
	pub hiding: [u8; 32],
	/// `E = e·G`, compressed.
	pub binding: [u8; 32],
}

impl Commitment {
	/// The points `D` and `E`; neither may be invalid or the identity.
	pub(crate) fn points(&self) -> Result<(RistrettoPoint, RistrettoPoint), PackageError> {
		let point = |bytes| {
			CompressedRistretto(bytes)
				.decompress()
				.filter(|point| !point.is_identity())
				.ok_or(PackageError::InvalidNonce(self.key))
		};
		Ok((point(self.hiding)?, point(self.binding)?))
	}
}

/// What a chip sends in the second round: `s = d + b·e + c·x`, as a canonical scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct PartialSignature(pub [u8; 32]);

impl PartialSignature {
	fn scalar(&self) -> Option<Scalar> {
		Scalar::from_canonical_bytes(self.0).into()
	}
}

/// The nonces behind one commitment.
///
/// They are neither `Clone` nor `Encode`, and responding takes them by value: no code can use
/// them twice, and no file or message can hold them.
pub(crate) struct SecretNonces {
	hiding: Zeroizing<Scalar>,
	binding: Zeroizing<Scalar>,
	commitment: Commitment,
}

impl SecretNonces {
	/// Draws the nonces of the chip with `key`; `None` if the generator fails.
	pub(crate) fn draw<R: RngCore + CryptoRng>(key: ChipKey, rng: &mut R) -> Option<Self> {
		let mut draw = || {
			let mut bytes = Zeroizing::new([0; 64]);
			rng.try_fill_bytes(bytes.as_mut_slice()).ok()?;
			Some(Zeroizing::new(Scalar::from_bytes_mod_order_wide(&bytes)))
		};
		let (hiding, binding) = (draw()?, draw()?);
		let commitment = Commitment {
			key,
			hiding: RistrettoPoint::mul_base(&hiding).compress().0,
			binding: RistrettoPoint::mul_base(&binding).compress().0,
		};
		Some(Self { hiding, binding, commitment })
	}

	/// The public side of the nonces.
	pub(crate) fn commitment(&self) -> &Commitment {
		&self.commitment
	}

	/// The share of the chip with `private`; the nonces are gone afterwards.
	pub(crate) fn respond(self, private: &Scalar, session: &Session) -> PartialSignature {
		let mut share =
			*self.hiding + session.binding * *self.binding + session.challenge * private;
		let bytes = share.to_bytes();
		share.zeroize();
		PartialSignature(bytes)
	}
}

/// Why a signing package is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
	/// The list of commitments is empty.
	#[error("no chip has committed")]
	Empty,
	/// The list is not strictly ascending by key.
	#[error("the commitments are not in the order of their keys, or a chip is listed twice")]
	NotSorted,
	/// The aggregate key is no point, or the identity.
	#[error("the aggregate key is not a valid point other than the identity")]
	InvalidAggregate,
	/// A nonce is no point, or the identity.
	#[error("the nonces of chip {0:?} are not valid points other than the identity")]
	InvalidNonce(ChipKey),
	/// The nonces cancel one another out; fresh ones will not.
	#[error("the nonces add up to the identity; commit again")]
	IdentityNonce,
}

/// What the coordinator sends to all chips between the rounds.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SigningPackage {
	/// The key under which the result verifies: the sum of the participants' keys.
	pub aggregate: ChipKey,
	/// The commitments of all participants, strictly ascending by key.
	pub commitments: Vec<Commitment>,
}

impl SigningPackage {
	/// A package with `commitments` put in order.
	pub fn new(aggregate: ChipKey, mut commitments: Vec<Commitment>) -> Self {
		commitments.sort_unstable_by_key(|commitment| commitment.key);
		Self { aggregate, commitments }
	}
}

/// A package that was found sound, with everything that follows from it and from the statement.
///
/// [`Session::open`] is the only way to build one, so an element in the same process may rely on
/// it. There is nothing secret in it.
#[derive(Clone, Debug)]
pub struct Session {
	package: SigningPackage,
	statement: CatStatement<AccountId32>,
	payload: Vec<u8>,
	/// The binding factor `b`.
	pub(crate) binding: Scalar,
	/// The aggregate nonce `R`.
	pub(crate) nonce: CompressedRistretto,
	/// The Schnorr challenge `c`.
	pub(crate) challenge: Scalar,
}

impl Session {
	/// Checks `package` and derives `b`, `R` and `c` for `statement`.
	///
	/// Costs one hash over the list and two point decompressions for each chip.
	pub fn open(
		package: SigningPackage,
		statement: CatStatement<AccountId32>,
	) -> Result<Self, PackageError> {
		if package.commitments.is_empty() {
			return Err(PackageError::Empty);
		}
		if !package.commitments.is_sorted_by(|a, b| a.key < b.key) {
			return Err(PackageError::NotSorted);
		}
		crate::aggregate::point(&package.aggregate).map_err(|_| PackageError::InvalidAggregate)?;

		let mut sums = (RistrettoPoint::identity(), RistrettoPoint::identity());
		for commitment in &package.commitments {
			let (hiding, binding) = commitment.points()?;
			sums = (sums.0 + hiding, sums.1 + binding);
		}

		let payload = statement.payload();
		let binding = binding_factor(&package, &payload, &sums);
		let nonce = sums.0 + binding * sums.1;
		if nonce.is_identity() {
			return Err(PackageError::IdentityNonce);
		}
		let nonce = nonce.compress();
		let challenge = challenge(&package.aggregate, &payload, &nonce);
		Ok(Self { package, statement, payload, binding, nonce, challenge })
	}

	/// The package as it would be sent to a chip.
	pub fn package(&self) -> &SigningPackage {
		&self.package
	}

	/// The statement that the chips make.
	pub fn statement(&self) -> &CatStatement<AccountId32> {
		&self.statement
	}

	/// The commitment of the chip with `key` in this session.
	pub fn commitment_of(&self, key: &ChipKey) -> Option<&Commitment> {
		let commitments = &self.package.commitments;
		let place = commitments.binary_search_by_key(key, |commitment| commitment.key).ok()?;
		commitments.get(place)
	}

	/// Whether `share` is what the chip with `key` owes: `s·G = D + b·E + c·X`.
	pub fn verify_share(&self, key: &ChipKey, share: &PartialSignature) -> bool {
		let check = || {
			let commitment = self.commitment_of(key)?;
			let (hiding, binding) = commitment.points().ok()?;
			let key = crate::aggregate::point(key).ok()?;
			// s·G − b·E − c·X is compared with D, as one multiplication.
			let expected = RistrettoPoint::vartime_multiscalar_mul(
				[share.scalar()?, -self.binding, -self.challenge],
				[RistrettoPoint::mul_base(&Scalar::ONE), binding, key],
			);
			Some(expected == hiding)
		};
		check().unwrap_or(false)
	}

	/// The signature that the shares of *all* participants add up to, if it verifies.
	pub fn finish<'a>(
		&self,
		shares: impl IntoIterator<Item = &'a PartialSignature>,
	) -> Option<ChipSignature> {
		let mut sum = Scalar::ZERO;
		for share in shares {
			sum += share.scalar()?;
		}
		let mut bytes = [0; 64];
		bytes[..32].copy_from_slice(self.nonce.as_bytes());
		bytes[32..].copy_from_slice(sum.as_bytes());
		// Tells sr25519 from ed25519.
		bytes[63] |= 128;
		let signature = ChipSignature::from_raw(bytes);
		verify_payload(&self.package.aggregate, &self.payload, &signature).then_some(signature)
	}
}

/// Whether `signature` is one over `statement` under `key`, as the chain would judge it.
///
/// The identity as key is refused.
pub fn verify(
	key: &ChipKey,
	statement: &CatStatement<AccountId32>,
	signature: &ChipSignature,
) -> bool {
	verify_payload(key, &statement.payload(), signature)
}

pub(crate) fn verify_payload(key: &ChipKey, payload: &[u8], signature: &ChipSignature) -> bool {
	let check = || {
		crate::aggregate::point(key).ok()?;
		let signature = Signature::from_bytes(&signature.0).ok()?;
		PublicKey::from_bytes(&key.0).ok()?.verify_simple(SIGNING_CONTEXT, payload, &signature).ok()
	};
	check().is_some()
}

/// `b = H(apk, message, list of (X, D, E), ΣD, ΣE)`.
///
/// The list goes in by its digest, so that a chip can hash it as it arrives.
fn binding_factor(
	package: &SigningPackage,
	payload: &[u8],
	sums: &(RistrettoPoint, RistrettoPoint),
) -> Scalar {
	let mut transcript = merlin::Transcript::new(BINDING_DOMAIN);
	transcript.append_message(b"aggregate", &package.aggregate.0);
	transcript.append_message(b"message", payload);
	transcript.append_message(b"commitments", &blake2_256(&package.commitments.encode()));
	transcript.append_message(b"hiding", sums.0.compress().as_bytes());
	transcript.append_message(b"binding", sums.1.compress().as_bytes());
	let mut wide = [0; 64];
	transcript.challenge_bytes(b"factor", &mut wide);
	Scalar::from_bytes_mod_order_wide(&wide)
}

/// The challenge of an ordinary sr25519 signature, step by step as its verifier computes it.
fn challenge(aggregate: &ChipKey, payload: &[u8], nonce: &CompressedRistretto) -> Scalar {
	let mut transcript = signing_context(SIGNING_CONTEXT).bytes(payload);
	transcript.proto_name(b"Schnorr-sig");
	transcript.commit_point(b"sign:pk", &CompressedRistretto(aggregate.0));
	transcript.commit_point(b"sign:R", nonce);
	transcript.challenge_scalar(b"sign:c")
}
