//! AES-128 key wrap (RFC 3394) of a chip's private key with its secure key `S`.
//!
//! The wrap carries an integrity check, so that a wrong `S` or a damaged wrap is noticed and never
//! yields a wrong private key.

use aes_kw::KekAes128;
use curve25519_dalek::scalar::Scalar;
use rand::{rngs::OsRng, RngCore};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Length of a wrapped private key: 32 bytes and the wrap's own 8.
pub const ENCRYPTED_KEY_BYTES: usize = 40;

/// `PriKEnc`: a private key that only the chip with the right secure key can recover.
///
/// It is public; the chain stores it, so that an owner cannot lose it.
pub type EncryptedKey = [u8; ENCRYPTED_KEY_BYTES];

/// Why a private key cannot be wrapped or recovered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrapError {
	/// The integrity check failed.
	#[error(
		"the wrapped key does not open: it belongs to a chip with another secure key, or it is \
		 damaged"
	)]
	WrongSecureKey,
	/// The wrapped bytes are intact but are no private key.
	#[error("the wrapped key opens but holds no private key: the chip was not made properly")]
	NotAPrivateKey,
	/// The operating system gave no randomness.
	#[error("the operating system gives no randomness; try again later")]
	Randomness,
}

/// The AES-128 key `S` of one chip. A real chip never lets it out.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SecureKey([u8; 16]);

impl SecureKey {
	/// A new key from the operating system's randomness.
	pub fn generate() -> Result<Self, WrapError> {
		let mut key = Self([0; 16]);
		OsRng.try_fill_bytes(&mut key.0).map_err(|_| WrapError::Randomness)?;
		Ok(key)
	}

	/// The key with these bytes.
	pub fn from_bytes(bytes: [u8; 16]) -> Self {
		Self(bytes)
	}

	pub(crate) fn expose(&self) -> &[u8; 16] {
		&self.0
	}

	/// `PriKEnc` of a private key.
	pub(crate) fn wrap(&self, private: &Scalar) -> Result<EncryptedKey, WrapError> {
		if private == &Scalar::ZERO {
			return Err(WrapError::NotAPrivateKey);
		}
		let mut wrapped = [0; ENCRYPTED_KEY_BYTES];
		KekAes128::from(self.0)
			.wrap(private.as_bytes(), &mut wrapped)
			.map_err(|_| WrapError::NotAPrivateKey)?;
		Ok(wrapped)
	}

	/// The private key inside `wrapped`.
	pub(crate) fn unwrap(&self, wrapped: &EncryptedKey) -> Result<Zeroizing<Scalar>, WrapError> {
		let mut bytes = Zeroizing::new([0; 32]);
		KekAes128::from(self.0)
			.unwrap(wrapped, bytes.as_mut_slice())
			.map_err(|_| WrapError::WrongSecureKey)?;
		Option::<Scalar>::from(Scalar::from_canonical_bytes(*bytes))
			.filter(|private| private != &Scalar::ZERO)
			.map(Zeroizing::new)
			.ok_or(WrapError::NotAPrivateKey)
	}
}

impl core::fmt::Debug for SecureKey {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str("SecureKey(..)")
	}
}
