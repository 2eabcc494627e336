//! Sums of chip keys.
//!
//! The identity is refused everywhere: nothing in the signature scheme refuses it, and under the
//! identity as public key anyone can sign.

use curve25519_dalek::{
	ristretto::{CompressedRistretto, RistrettoPoint},
	traits::{Identity, IsIdentity},
};
use vajra_primitives::ChipKey;

/// Why keys cannot be added or subtracted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AggregateError {
	/// There is nothing to add.
	#[error("no key is left to add up: an aggregate needs one chip at least")]
	Empty,
	/// A key is not the canonical encoding of a point.
	#[error("{0:?} is no valid chip key: check the file or the chain's record that it came from")]
	InvalidPoint(ChipKey),
	/// A single key is the identity.
	#[error("a chip key is the identity point, under which anyone can sign")]
	IdentityKey,
	/// The keys cancel one another out.
	#[error("the keys add up to the identity point, under which anyone can sign")]
	IdentitySum,
}

/// The point that a chip's key encodes; neither invalid nor the identity.
pub fn point(key: &ChipKey) -> Result<RistrettoPoint, AggregateError> {
	let point =
		CompressedRistretto(key.0).decompress().ok_or(AggregateError::InvalidPoint(*key))?;
	if point.is_identity() {
		return Err(AggregateError::IdentityKey);
	}
	Ok(point)
}

/// The sum of `keys`: the aggregate key under which their common signature verifies.
pub fn sum<'a>(keys: impl IntoIterator<Item = &'a ChipKey>) -> Result<ChipKey, AggregateError> {
	let mut keys = keys.into_iter().peekable();
	if keys.peek().is_none() {
		return Err(AggregateError::Empty);
	}
	let total = keys.try_fold(RistrettoPoint::identity(), |sum, key| Ok(sum + point(key)?))?;
	encode(&total)
}

/// `aggregate` without the keys of absent chips.
///
/// Nothing that is left is reported as [`AggregateError::IdentitySum`].
pub fn subtract<'a>(
	aggregate: &ChipKey,
	absent: impl IntoIterator<Item = &'a ChipKey>,
) -> Result<ChipKey, AggregateError> {
	let rest =
		absent.into_iter().try_fold(point(aggregate)?, |rest, key| Ok(rest - point(key)?))?;
	encode(&rest)
}

/// The encoding of a sum, unless it is the identity.
pub(crate) fn encode(sum: &RistrettoPoint) -> Result<ChipKey, AggregateError> {
	if sum.is_identity() {
		return Err(AggregateError::IdentitySum);
	}
	Ok(ChipKey::from_raw(sum.compress().0))
}
