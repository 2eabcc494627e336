//! The secure element: what a chip does, and the one in software.

use crate::{
	signing::{Commitment, PackageError, PartialSignature, SecretNonces, Session, SIGNING_CONTEXT},
	wrap::{EncryptedKey, SecureKey, WrapError},
	AccountId32, ChipEntry,
};
use curve25519_dalek::{ristretto::RistrettoPoint, scalar::Scalar};
use rand::{rngs::OsRng, CryptoRng, RngCore};
use schnorrkel::{Keypair, SecretKey};
use sp_core::H256;
use vajra_primitives::{ChipKey, ChipSignature, Possession, RoundIndex, Transfer};
use zeroize::Zeroizing;

/// Why a chip does not do what it was asked to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
	/// The statement about possession or transfer names another chip.
	#[error("a chip vouches for its own key only, and the statement names another")]
	ForeignKey,
	/// The transfer's old and new owner are the same account.
	#[error("a transfer needs a new owner, and the statement names the old one twice")]
	SameOwner,
	/// There is no open commitment.
	#[error("no commitment is open: commit first, and once for each response")]
	NotCommitted,
	/// The session does not hold the chip's open commitment.
	#[error("the session does not hold this chip's last commitment: commit again")]
	ForeignCommitment,
	/// A later round was already answered.
	#[error(
		"round {asked} is over: this chip has already answered round {answered} of the same \
		 chain (if the chain was set back on purpose, restart the chip)"
	)]
	RoundIsOver {
		/// The round asked for.
		asked: RoundIndex,
		/// The latest round answered.
		answered: RoundIndex,
	},
	/// The signing package is unsound. Elements that open packages themselves answer so.
	#[error(transparent)]
	Package(#[from] PackageError),
	/// The random number generator fails or repeats itself.
	#[error("the chip's random number generator fails: nonces cannot be drawn safely")]
	Randomness,
	/// The chip cannot be reached. For drivers of chips outside this process.
	#[error("the chip does not respond: {0}")]
	Unavailable(String),
}

/// A chip that keeps its private key to itself.
///
/// [The crate's documentation](crate#threat-model) says what an element must refuse.
pub trait SecureElement: Send {
	/// The chip's public key. Never changes.
	fn key(&self) -> ChipKey;

	/// Signs that the provider may claim this chip.
	fn prove_possession(
		&self,
		possession: &Possession<AccountId32>,
	) -> Result<ChipSignature, Refusal>;

	/// Signs that this chip has a new owner. Whoever holds the chip can let it say so, as whoever
	/// holds it can let it answer challenges.
	fn prove_transfer(&self, transfer: &Transfer<AccountId32>) -> Result<ChipSignature, Refusal>;

	/// First round: draws fresh nonces. An older commitment becomes void.
	fn commit(&mut self) -> Result<Commitment, Refusal>;

	/// Second round: the chip's share of the signature over the session's statement.
	///
	/// The open commitment is spent in any case, also where the chip refuses.
	fn respond(&mut self, session: &Session) -> Result<PartialSignature, Refusal>;
}

impl<E: SecureElement + ?Sized> SecureElement for Box<E> {
	fn key(&self) -> ChipKey {
		(**self).key()
	}

	fn prove_possession(
		&self,
		possession: &Possession<AccountId32>,
	) -> Result<ChipSignature, Refusal> {
		(**self).prove_possession(possession)
	}

	fn prove_transfer(&self, transfer: &Transfer<AccountId32>) -> Result<ChipSignature, Refusal> {
		(**self).prove_transfer(transfer)
	}

	fn commit(&mut self) -> Result<Commitment, Refusal> {
		(**self).commit()
	}

	fn respond(&mut self, session: &Session) -> Result<PartialSignature, Refusal> {
		(**self).respond(session)
	}
}

/// Why a software element cannot be unlocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnlockError {
	/// The private key cannot be recovered.
	#[error(transparent)]
	Wrap(#[from] WrapError),
	/// The private key is intact but belongs to another public key.
	#[error("the wrapped private key belongs to another chip than {0:?}")]
	KeyMismatch(ChipKey),
}

/// A secure element in this process, for development and tests.
///
/// It is not `Clone`: a copy would hold the same nonces.
pub struct SoftwareElement {
	private: Zeroizing<Scalar>,
	/// For proofs of possession and transfer; wiped by its own `Drop`.
	pair: Keypair,
	key: ChipKey,
	/// The open commitment. In memory only.
	nonces: Option<SecretNonces>,
	/// The commitment drawn last, to notice a generator that repeats itself.
	drawn: Option<Commitment>,
	/// The chain and round answered last.
	///
	/// The *same* round is signed again, as another absent list follows each dropout, and another
	/// seed may follow a reorganisation. Earlier rounds are not: an honest host has no use for
	/// them. This guards against a confused host, such as one on a stalled node, not against a
	/// hostile one, to which an old answer is worth nothing either. It is forgotten at a
	/// restart and when the chip serves another chain, so that a chain that was set back never
	/// locks a chip for good.
	answered: Option<(H256, RoundIndex)>,
}

impl SoftwareElement {
	/// Unlocks the chip of a key file's entry.
	pub fn unlock(entry: &ChipEntry) -> Result<Self, UnlockError> {
		Self::unlock_with(entry.secure_key(), entry.encrypted_key(), entry.key())
	}

	/// Recovers the private key in `encrypted` with `secure_key`; it must be the one of `key`.
	pub fn unlock_with(
		secure_key: &SecureKey,
		encrypted: &EncryptedKey,
		key: ChipKey,
	) -> Result<Self, UnlockError> {
		let element = Self::from_private(secure_key.unwrap(encrypted)?)?;
		if element.key != key {
			return Err(UnlockError::KeyMismatch(key));
		}
		Ok(element)
	}

	/// The public key of a private key.
	pub(crate) fn public_key(private: &Scalar) -> ChipKey {
		ChipKey::from_raw(RistrettoPoint::mul_base(private).compress().0)
	}

	pub(crate) fn from_private(private: Zeroizing<Scalar>) -> Result<Self, WrapError> {
		// sr25519 keys carry a seed for nonces beside the scalar. It is never stored, as any
		// secret value will do.
		let mut bytes = Zeroizing::new([0; 64]);
		bytes[..32].copy_from_slice(private.as_bytes());
		OsRng.try_fill_bytes(&mut bytes[32..]).map_err(|_| WrapError::Randomness)?;
		let pair = SecretKey::from_bytes(bytes.as_slice())
			.map_err(|_| WrapError::NotAPrivateKey)?
			.to_keypair();
		let key = ChipKey::from_raw(pair.public.to_bytes());
		Ok(Self { private, pair, key, nonces: None, drawn: None, answered: None })
	}

	/// The payload of a statement that was checked: never bytes of the caller's choice.
	fn sign(&self, payload: &[u8]) -> ChipSignature {
		let signature = self.pair.sign_simple(SIGNING_CONTEXT, payload);
		ChipSignature::from_raw(signature.to_bytes())
	}

	pub(crate) fn commit_with<R: RngCore + CryptoRng>(
		&mut self,
		rng: &mut R,
	) -> Result<Commitment, Refusal> {
		// Void the older commitment first, whatever happens next.
		self.nonces = None;
		let nonces = SecretNonces::draw(self.key, rng).ok_or(Refusal::Randomness)?;
		let commitment = *nonces.commitment();
		// A stuck generator would repeat nonces, and two responses with one nonce give the
		// private key away.
		let stuck = commitment.hiding == commitment.binding
			|| self.drawn.is_some_and(|drawn| {
				[drawn.hiding, drawn.binding].contains(&commitment.hiding)
					|| [drawn.hiding, drawn.binding].contains(&commitment.binding)
			});
		if stuck || commitment.points().is_err() {
			return Err(Refusal::Randomness);
		}
		self.drawn = Some(commitment);
		self.nonces = Some(nonces);
		Ok(commitment)
	}
}

impl SecureElement for SoftwareElement {
	fn key(&self) -> ChipKey {
		self.key
	}

	fn prove_possession(
		&self,
		possession: &Possession<AccountId32>,
	) -> Result<ChipSignature, Refusal> {
		if possession.chip != self.key {
			return Err(Refusal::ForeignKey);
		}
		Ok(self.sign(&possession.payload()))
	}

	fn prove_transfer(&self, transfer: &Transfer<AccountId32>) -> Result<ChipSignature, Refusal> {
		if transfer.chip != self.key {
			return Err(Refusal::ForeignKey);
		}
		if transfer.from == transfer.to {
			return Err(Refusal::SameOwner);
		}
		Ok(self.sign(&transfer.payload()))
	}

	fn commit(&mut self) -> Result<Commitment, Refusal> {
		self.commit_with(&mut OsRng)
	}

	fn respond(&mut self, session: &Session) -> Result<PartialSignature, Refusal> {
		let nonces = self.nonces.take().ok_or(Refusal::NotCommitted)?;
		if session.commitment_of(&self.key) != Some(nonces.commitment()) {
			return Err(Refusal::ForeignCommitment);
		}
		let (genesis, asked) = (session.statement().genesis, session.statement().round);
		match self.answered {
			Some((chain, answered)) if chain == genesis && asked < answered => {
				return Err(Refusal::RoundIsOver { asked, answered })
			}
			_ => self.answered = Some((genesis, asked)),
		}
		Ok(nonces.respond(&self.private, session))
	}
}

impl core::fmt::Debug for SoftwareElement {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.debug_struct("SoftwareElement").field("key", &self.key).finish_non_exhaustive()
	}
}
