//! Keys that can be summed, and signatures under the sum.

use curve25519_dalek::{
	ristretto::{CompressedRistretto, RistrettoPoint},
	traits::Identity,
};
use sp_core::sr25519;
use vajra_primitives::{ChipKey, ChipSignature};

/// A key that is not a point of the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedKey;

/// Sums chip keys and verifies what many chips signed as one.
///
/// The plain sum is safe against rogue keys because each key's possession is proved before it
/// counts. The neutral sum must never verify: with it anyone can sign.
pub trait AggregateVerifier {
	/// The sum of no keys.
	fn neutral() -> ChipKey;

	/// `total` plus all of `keys`. One point addition and one decoding per key.
	fn add<'a>(
		total: &ChipKey,
		keys: impl Iterator<Item = &'a ChipKey>,
	) -> Result<ChipKey, MalformedKey>;

	/// `total` minus all of `keys`. One point subtraction and one decoding per key.
	fn subtract<'a>(
		total: &ChipKey,
		keys: impl Iterator<Item = &'a ChipKey>,
	) -> Result<ChipKey, MalformedKey>;

	/// Whether `signature` over `payload` is one of `key`'s. False under the neutral key.
	///
	/// Costs the same whether one chip signed or many.
	fn verify(key: &ChipKey, payload: &[u8], signature: &ChipSignature) -> bool;
}

/// Ordinary sr25519 under the sum of ristretto255 points.
pub struct Sr25519Sum;

impl Sr25519Sum {
	fn decode(key: &ChipKey) -> Result<RistrettoPoint, MalformedKey> {
		CompressedRistretto(key.0).decompress().ok_or(MalformedKey)
	}

	fn encode(point: RistrettoPoint) -> ChipKey {
		sr25519::Public::from_raw(point.compress().to_bytes())
	}

	fn sum<'a>(
		mut keys: impl Iterator<Item = &'a ChipKey>,
	) -> Result<RistrettoPoint, MalformedKey> {
		keys.try_fold(RistrettoPoint::identity(), |sum, key| Ok(sum + Self::decode(key)?))
	}
}

impl AggregateVerifier for Sr25519Sum {
	fn neutral() -> ChipKey {
		Self::encode(RistrettoPoint::identity())
	}

	fn add<'a>(
		total: &ChipKey,
		keys: impl Iterator<Item = &'a ChipKey>,
	) -> Result<ChipKey, MalformedKey> {
		Ok(Self::encode(Self::decode(total)? + Self::sum(keys)?))
	}

	fn subtract<'a>(
		total: &ChipKey,
		keys: impl Iterator<Item = &'a ChipKey>,
	) -> Result<ChipKey, MalformedKey> {
		Ok(Self::encode(Self::decode(total)? - Self::sum(keys)?))
	}

	fn verify(key: &ChipKey, payload: &[u8], signature: &ChipSignature) -> bool {
		*key != Self::neutral() && sp_io::crypto::sr25519_verify(signature, payload, key)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use curve25519_dalek::{constants::RISTRETTO_BASEPOINT_POINT as G, scalar::Scalar};
	use proptest::prelude::*;

	fn key(scalar: u64) -> ChipKey {
		Sr25519Sum::encode(G * Scalar::from(scalar))
	}

	/// R = s·G, c arbitrary: what anyone can compute passes under the identity.
	fn forgery() -> ChipSignature {
		let s = Scalar::from(7u64);
		let mut bytes = [0; 64];
		bytes[..32].copy_from_slice((G * s).compress().as_bytes());
		bytes[32..].copy_from_slice(s.as_bytes());
		bytes[63] |= 128;
		ChipSignature::from_raw(bytes)
	}

	#[test]
	fn neutral_key_never_verifies() {
		let neutral = Sr25519Sum::neutral();
		assert_eq!(neutral.0, [0; 32]);
		// The library itself accepts the forgery: the guard is ours.
		assert!(sp_io::crypto::sr25519_verify(&forgery(), b"anything", &neutral));
		assert!(!Sr25519Sum::verify(&neutral, b"anything", &forgery()));
	}

	#[test]
	fn malformed_keys_are_refused() {
		let odd = ChipKey::from_raw([0xff; 32]);
		assert_eq!(Sr25519Sum::add(&Sr25519Sum::neutral(), [odd].iter()), Err(MalformedKey));
		assert_eq!(Sr25519Sum::subtract(&odd, [].iter()), Err(MalformedKey));
	}

	proptest! {
		#[test]
		fn subtract_undoes_add(start in 0u64.., scalars in prop::collection::vec(1u64.., 0..8)) {
			let keys: Vec<_> = scalars.iter().map(|scalar| key(*scalar)).collect();
			let sum = Sr25519Sum::add(&key(start), keys.iter()).unwrap();
			prop_assert_eq!(Sr25519Sum::subtract(&sum, keys.iter()).unwrap(), key(start));
		}

		#[test]
		fn order_and_grouping_do_not_matter(scalars in prop::collection::vec(0u64.., 1..8), cut: prop::sample::Index) {
			let keys: Vec<_> = scalars.iter().map(|scalar| key(*scalar)).collect();
			let neutral = Sr25519Sum::neutral();
			let whole = Sr25519Sum::add(&neutral, keys.iter().rev()).unwrap();
			let (head, tail) = keys.split_at(cut.index(keys.len()));
			let head = Sr25519Sum::add(&neutral, head.iter()).unwrap();
			prop_assert_eq!(Sr25519Sum::add(&head, tail.iter()).unwrap(), whole);
		}
	}
}
