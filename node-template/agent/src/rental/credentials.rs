//! Credentials: what opens a session, sealed to the renter's key.
//!
//! A sealed message is a version, a fresh X25519 public key, and ChaCha20-Poly1305 under a key derived
//! with HKDF-SHA256 from the shared secret, both public keys and the [`Binding`]. The key is used once,
//! so the nonce is zero. Who holds a ciphertext of one order cannot make it open in another, nor on
//! another chain, nor under other terms.

use chacha20poly1305::{
	aead::{Aead, KeyInit, Payload},
	ChaCha20Poly1305, Nonce,
};
use hkdf::Hkdf;
use rand::{rngs::OsRng, RngCore};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::Sha256;
use sp_core::H256;
use vajra_primitives::rental::{EncryptionKey, OrderId};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Version of sealed messages.
const VERSION: u8 = 1;

/// Bytes before the ciphertext: the version and a public key.
const HEAD: usize = 33;

/// Bytes of the ciphertext's tag.
const TAG: usize = 16;

/// Longest sealed message that is opened, in bytes.
pub const MAX_SEALED: usize = 4_096;

/// Domain of the key derivation.
const DOMAIN: &[u8] = b"vajra/rental/credentials/v1";

/// Credentials cannot be sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsError {
	/// Not a sealed message.
	#[error("they are no sealed message")]
	Malformed,
	/// Sealed by a later agent.
	#[error("they are sealed in version {0}, which this agent does not know; use a later one")]
	Version(u8),
	/// Too long.
	#[error("they are too long: {0} bytes, of {MAX_SEALED} at most")]
	TooLong(usize),
	/// A key to which everything encrypts alike.
	#[error("the key they are encrypted with is weak")]
	WeakKey,
	/// Another key, order, chain or terms, or changed on the way.
	#[error("they do not open with this order's key and terms")]
	NotOurs,
	/// They open, but not to what they should be.
	#[error("they open, but they are no credentials for this order")]
	Content,
}

/// 32 secret bytes, wiped when dropped and never shown.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Secret([u8; 32]);

impl Secret {
	/// Fresh ones.
	pub fn random() -> Self {
		let mut bytes = [0; 32];
		OsRng.fill_bytes(&mut bytes);
		Self(bytes)
	}

	/// The bytes.
	pub fn expose(&self) -> &[u8; 32] {
		&self.0
	}

	/// The bytes as text, as they are written to files and sent.
	pub fn to_text(&self) -> Zeroizing<String> {
		Zeroizing::new(hex::encode(self.0))
	}

	/// Reads them.
	pub fn from_text(text: &str) -> Option<Self> {
		let mut bytes = [0; 32];
		hex::decode_to_slice(text, &mut bytes).ok()?;
		Some(Self(bytes))
	}
}

impl std::fmt::Debug for Secret {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.write_str("Secret")
	}
}

impl Serialize for Secret {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&self.to_text())
	}
}

impl<'de> Deserialize<'de> for Secret {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = Zeroizing::new(String::deserialize(deserializer)?);
		Self::from_text(&text).ok_or_else(|| serde::de::Error::custom("not 32 bytes of hex"))
	}
}

/// A renter's keys for one order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeyPair {
	secret: Secret,
}

impl KeyPair {
	/// Fresh ones.
	pub fn random() -> Self {
		Self { secret: Secret::random() }
	}

	/// What others encrypt to.
	pub fn public(&self) -> EncryptionKey {
		PublicKey::from(&self.private()).to_bytes()
	}

	fn private(&self) -> StaticSecret {
		StaticSecret::from(*self.secret.expose())
	}
}

/// What credentials are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
	/// Hash of the chain's block 0.
	pub genesis: H256,
	/// The order.
	pub order: OrderId,
	/// Hash of its terms.
	pub terms: H256,
}

impl Binding {
	/// Its bytes: each part has a fixed length.
	pub fn to_bytes(&self) -> [u8; 72] {
		let mut bytes = [0; 72];
		bytes[..32].copy_from_slice(&self.genesis.0);
		bytes[32..40].copy_from_slice(&self.order.to_le_bytes());
		bytes[40..].copy_from_slice(&self.terms.0);
		bytes
	}

	/// Reads them.
	pub fn from_bytes(bytes: &[u8; 72]) -> Self {
		let part = |from: usize| {
			let mut part = [0; 32];
			part.copy_from_slice(&bytes[from..from + 32]);
			H256(part)
		};
		let mut order = [0; 8];
		order.copy_from_slice(&bytes[32..40]);
		Self { genesis: part(0), order: OrderId::from_le_bytes(order), terms: part(40) }
	}
}

/// What opens a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credentials {
	/// The order.
	pub order: OrderId,
	/// Where the session is once the lease runs: an http URL.
	pub session: String,
	/// Whether it is the agent's own session, which runs commands and proves that it knows the token.
	pub runs_commands: bool,
	/// Where the provider shows before that that it has the token: an http URL.
	pub door: String,
	/// What the session asks for.
	pub token: Secret,
}

impl Credentials {
	/// Seals them to a renter's key.
	pub fn seal(&self, to: &EncryptionKey, binding: &Binding) -> Result<Vec<u8>, CredentialsError> {
		let content = serde_json::to_vec(self).map_err(|_| CredentialsError::Content)?;
		seal(&Zeroizing::new(content), to, binding, &KeyPair::random())
	}

	/// Opens them with the key of an order, and looks whether they are for it.
	pub fn open(sealed: &[u8], key: &KeyPair, binding: &Binding) -> Result<Self, CredentialsError> {
		let content = open(sealed, key, binding)?;
		let found: Self =
			serde_json::from_slice(&content).map_err(|_| CredentialsError::Content)?;
		let is_url = |url: &str| super::http::Target::parse(url).is_ok();
		if found.order != binding.order || !is_url(&found.session) || !is_url(&found.door) {
			return Err(CredentialsError::Content);
		}
		Ok(found)
	}
}

fn seal(
	content: &[u8],
	to: &EncryptionKey,
	binding: &Binding,
	ephemeral: &KeyPair,
) -> Result<Vec<u8>, CredentialsError> {
	let length = HEAD + content.len() + TAG;
	if length > MAX_SEALED {
		return Err(CredentialsError::TooLong(length));
	}
	let sender = ephemeral.public();
	let cipher = cipher(&ephemeral.private(), to, (&sender, to), binding)?;
	let context = binding.to_bytes();
	let payload = Payload { msg: content, aad: &context };
	let body =
		cipher.encrypt(&Nonce::default(), payload).map_err(|_| CredentialsError::Malformed)?;
	Ok([&[VERSION][..], &sender, &body].concat())
}

fn open(
	sealed: &[u8],
	key: &KeyPair,
	binding: &Binding,
) -> Result<Zeroizing<Vec<u8>>, CredentialsError> {
	if sealed.len() > MAX_SEALED {
		return Err(CredentialsError::TooLong(sealed.len()));
	}
	let (version, rest) = sealed.split_first().ok_or(CredentialsError::Malformed)?;
	if *version != VERSION {
		return Err(CredentialsError::Version(*version));
	}
	let (sender, body) = rest.split_first_chunk::<32>().ok_or(CredentialsError::Malformed)?;
	let own = key.public();
	let cipher = cipher(&key.private(), sender, (sender, &own), binding)?;
	let context = binding.to_bytes();
	let payload = Payload { msg: body, aad: &context };
	let content = cipher.decrypt(&Nonce::default(), payload);
	content.map(Zeroizing::new).map_err(|_| CredentialsError::NotOurs)
}

/// The cipher of one message. `keys` are the sender's and the receiver's public ones.
fn cipher(
	own: &StaticSecret,
	other: &[u8; 32],
	keys: (&[u8; 32], &[u8; 32]),
	binding: &Binding,
) -> Result<ChaCha20Poly1305, CredentialsError> {
	let shared = own.diffie_hellman(&PublicKey::from(*other));
	// A point of small order would make the secret the same whoever computes it.
	if !shared.was_contributory() {
		return Err(CredentialsError::WeakKey);
	}
	let mut key = Zeroizing::new([0; 32]);
	let info = [&binding.to_bytes()[..], keys.0, keys.1].concat();
	Hkdf::<Sha256>::new(Some(DOMAIN), shared.as_bytes())
		.expand(&info, &mut *key)
		.map_err(|_| CredentialsError::Malformed)?;
	Ok(ChaCha20Poly1305::new((&*key).into()))
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn pair(byte: u8) -> KeyPair {
		KeyPair { secret: Secret([byte; 32]) }
	}

	fn binding() -> Binding {
		Binding { genesis: H256::repeat_byte(1), order: 7, terms: H256::repeat_byte(2) }
	}

	fn credentials() -> Credentials {
		Credentials {
			order: 7,
			session: "http://127.0.0.1:4000".into(),
			runs_commands: true,
			door: "http://127.0.0.1:4001".into(),
			token: Secret([5; 32]),
		}
	}

	#[test]
	fn credentials_open_with_their_key_only() {
		let sealed = credentials().seal(&pair(1).public(), &binding()).unwrap();
		assert_eq!(Credentials::open(&sealed, &pair(1), &binding()), Ok(credentials()));
		let wrong = Credentials::open(&sealed, &pair(2), &binding());
		assert_eq!(wrong, Err(CredentialsError::NotOurs));
		// The same content never looks the same.
		assert_ne!(sealed, credentials().seal(&pair(1).public(), &binding()).unwrap());
	}

	#[test]
	fn credentials_open_for_their_order_chain_and_terms_only() {
		let sealed = credentials().seal(&pair(1).public(), &binding()).unwrap();
		for other in [
			Binding { genesis: H256::zero(), ..binding() },
			Binding { order: 8, ..binding() },
			Binding { terms: H256::zero(), ..binding() },
		] {
			let opened = Credentials::open(&sealed, &pair(1), &other);
			assert_eq!(opened, Err(CredentialsError::NotOurs), "{other:?}");
		}
		// Sealed for this order, but made for another one.
		let swapped = Credentials { order: 8, ..credentials() };
		let sealed = swapped.seal(&pair(1).public(), &binding()).unwrap();
		let opened = Credentials::open(&sealed, &pair(1), &binding());
		assert_eq!(opened, Err(CredentialsError::Content));
	}

	#[test]
	fn each_byte_counts() {
		let sealed = credentials().seal(&pair(1).public(), &binding()).unwrap();
		for place in 0..sealed.len() {
			let mut changed = sealed.clone();
			changed[place] ^= 1;
			assert!(Credentials::open(&changed, &pair(1), &binding()).is_err(), "byte {place}");
		}
		for length in 0..sealed.len() {
			assert!(Credentials::open(&sealed[..length], &pair(1), &binding()).is_err());
		}
		let longer = [&sealed[..], &[0]].concat();
		assert!(Credentials::open(&longer, &pair(1), &binding()).is_err());
	}

	#[test]
	fn what_is_too_long_is_refused() {
		let long = Credentials { session: "x".repeat(MAX_SEALED), ..credentials() };
		let sealed = long.seal(&pair(1).public(), &binding());
		assert!(matches!(sealed, Err(CredentialsError::TooLong(_))));
		let opened = Credentials::open(&[VERSION; MAX_SEALED + 1], &pair(1), &binding());
		assert_eq!(opened, Err(CredentialsError::TooLong(MAX_SEALED + 1)));
	}

	#[test]
	fn weak_keys_are_refused() {
		let mut one = [0; 32];
		one[0] = 1;
		for weak in [[0; 32], one] {
			assert_eq!(credentials().seal(&weak, &binding()), Err(CredentialsError::WeakKey));
			let sealed = [&[VERSION][..], &weak, &[0; 40]].concat();
			let opened = Credentials::open(&sealed, &pair(1), &binding());
			assert_eq!(opened, Err(CredentialsError::WeakKey));
		}
	}

	#[test]
	fn other_versions_and_addresses_are_told_apart() {
		let opened = Credentials::open(&[9, 0, 0], &pair(1), &binding());
		assert_eq!(opened, Err(CredentialsError::Version(9)));
		let bad = Credentials { door: "file:///etc/passwd".into(), ..credentials() };
		let sealed = bad.seal(&pair(1).public(), &binding()).unwrap();
		let opened = Credentials::open(&sealed, &pair(1), &binding());
		assert_eq!(opened, Err(CredentialsError::Content));
	}

	/// RFC 7748, section 6.1: Bob's keys.
	#[test]
	fn keys_are_those_of_the_standard() {
		let secret = "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb";
		let public = "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f";
		let pair = KeyPair { secret: Secret::from_text(secret).unwrap() };
		assert_eq!(hex::encode(pair.public()), public);
	}

	/// Computed apart from this program, from the definitions of X25519, HKDF and the cipher.
	#[test]
	fn sealed_message_is_pinned() {
		let sealed = seal(b"a session", &pair(4).public(), &binding(), &pair(3)).unwrap();
		let expected = "015dfedd3b6bd47f6fa28ee15d969d5bb0ea53774d488bdaf9df1c6e0124b3ef22\
			ffb6263cd05206500bc3a2759bd55ff4c78dd7aff37e1f6e5f";
		assert_eq!(hex::encode(&sealed), expected);
		assert_eq!(open(&sealed, &pair(4), &binding()).unwrap().as_slice(), b"a session");
	}

	proptest! {
		#[test]
		fn any_content_comes_back(
			content in prop::collection::vec(any::<u8>(), 0..1_000),
			order: OrderId,
			key in 1u8..255,
		) {
			let binding = Binding { order, ..binding() };
			let sealed = seal(&content, &pair(key).public(), &binding, &KeyPair::random()).unwrap();
			prop_assert_eq!(sealed.len(), HEAD + content.len() + TAG);
			let opened = open(&sealed, &pair(key), &binding).unwrap();
			prop_assert_eq!(&*opened, &content);
		}

		#[test]
		fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
			prop_assert!(Credentials::open(&bytes, &pair(1), &binding()).is_err());
		}

		#[test]
		fn bindings_are_read_back(genesis: [u8; 32], order: OrderId, terms: [u8; 32]) {
			let binding = Binding { genesis: H256(genesis), order, terms: H256(terms) };
			prop_assert_eq!(Binding::from_bytes(&binding.to_bytes()), binding);
		}
	}

	#[test]
	fn secrets_are_not_shown() {
		let shown = format!("{:?} {:?}", credentials(), pair(3));
		assert!(!shown.contains("0505") && !shown.contains("0303"), "{shown}");
		assert_eq!(Secret::from_text("00"), None);
		assert_eq!(Secret::from_text(&Secret([9; 32]).to_text()), Some(Secret([9; 32])));
	}
}
