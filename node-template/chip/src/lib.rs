//! The chip: a secure element in software, and the aggregate signer that makes one 64-byte
//! signature out of any number of chips.
//!
//! # Overview
//!
//! - [`SecureElement`] is what a chip can do: give its key, prove possession, state that it has a
//!   new owner, and take part in the two rounds of an aggregate signature. [`SoftwareElement`] does
//!   it in this process.
//! - [`SecureKey`] is the AES-128 key `S` inside a chip; it wraps the chip's private key into
//!   [`EncryptedKey`], the `PriKEnc` that the chain stores.
//! - [`ChipKeyFile`] keeps software elements between runs.
//! - [`aggregate`] adds and subtracts chip keys.
//! - [`signing`] is the protocol, and [`AggregateSigner`] drives it over a bank of chips: it finds
//!   chips that fail, leaves them out, and starts again with fresh nonces.
//!
//! # The scheme
//!
//! SpeedyMuSig (Crites, Komlo, Maller: ePrint 2021/1375) over ristretto255. The aggregate key is
//! the plain sum of the chips' keys, safe against rogue keys because each chip proved possession
//! of its own. The result is an ordinary sr25519 signature under the sum. `n` chips do this:
//!
//! 1. Each chip draws nonces `dᵢ, eᵢ` and sends `Dᵢ = dᵢ·G`, `Eᵢ = eᵢ·G`.
//! 2. All compute `b = H(apk, message, every (Xⱼ, Dⱼ, Eⱼ), ΣD, ΣE)`, `R = ΣD + b·ΣE`, and the
//!    ordinary Schnorr challenge `c = H(message, apk, R)`.
//! 3. Each chip sends `sᵢ = dᵢ + b·eᵢ + c·xᵢ`. The signature is `(R, Σs)`.
//!
//! # Threat model
//!
//! The host that drives the chips is *not* trusted by a chip: it chooses messages, commitment
//! lists, the aggregate key and the timing, it may run other chips of its own making, and it may
//! cut the power at any moment. It must not get a chip's private key, nor a signature over
//! anything that the chip would not sign. Therefore an element:
//!
//! - signs only [`Possession`] of its own key, [`Transfer`] of itself and [`CatStatement`], never
//!   bytes of the caller's choice. A chip that signed raw bytes could be made to vouch for a rogue
//!   key, because a possession proof for `X + a·G` is an aggregate signature with this chip in it;
//! - draws its nonces from the operating system at each commitment, keeps them in memory only,
//!   and spends them in its next response *whatever comes of it*: a refusal burns them too. So no
//!   nonce can ever serve twice, also not after a crash, as a restarted element has none;
//! - has one open commitment at most. A new one replaces the old;
//! - refuses lists without its own commitment, with repeated keys, with identity nonces, and
//!   aggregate keys that are the identity: with that key anyone could sign.
//!
//! An element does *not* check that the aggregate key is the sum of the listed keys, which would
//! cost a point decompression for each chip. It need not. To an element all other signers
//! together are one adversary, so what matters is that this adversary cannot choose anything once
//! it knows `b`: `b` covers the aggregate key, the message and all nonces, so that changing any of
//! them changes `b`, and `c` has one value for each `b`. (If the aggregate key were left out of
//! `b`, a host could try keys until the challenges of parallel sessions add up to a forgery.) A
//! response under a key that is not the sum is a share of a signature that verifies under no
//! provider's key. Likewise `b` covers the sums `ΣD` and `ΣE`, so that an element with
//! little memory may take them from its host and only hash the list: the host could have reached
//! any sum by choosing one co-signer's nonces.
//!
//! ## A bank of elements
//!
//! Hashing the list costs each element `O(n)`, in parallel where elements are hardware. Software
//! elements in one process share one memory, hence one trust domain: whoever could falsify the
//! digest could as well read the keys. So the list is checked and hashed once, by
//! [`Session::open`], and each element takes the opened session, which cannot be built in any
//! other way or changed afterwards. A driver for hardware sends [`Session::package`] and
//! [`Session::statement`] to the chip, whose firmware opens them itself.
//!
//! ## What the software element does not protect
//!
//! It is for development and tests. Its key file holds `S` next to what `S` wraps, its memory can
//! be read by the host, and AES's key schedule is not wiped from the stack. Private keys, nonces
//! and `S` themselves are wiped when dropped.
//!
//! # Example
//!
//! ```
//! use std::collections::BTreeSet;
//! use vajra_chip::{AggregateSigner, CatStatement, ChipKeyFile, SecureElement, SoftwareElement};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // Four chips, with indices in the order in which they were claimed.
//! let file = ChipKeyFile::generate(4, "EXAMPLE")?;
//! let mut bank = Vec::new();
//! for (index, entry) in (0..).zip(file.entries()) {
//!     bank.push((index, SoftwareElement::unlock(entry)?));
//! }
//!
//! // Chip 2 is dark; the others answer together.
//! let question = CatStatement {
//!     genesis: [1; 32].into(),
//!     provider: [2; 32].into(),
//!     round: 3,
//!     seed: [4; 32].into(),
//!     absent: vec![],
//! };
//! let answer = AggregateSigner::sign(&mut bank, question, &BTreeSet::from([2]))?;
//! assert_eq!(answer.absent(), [2]);
//!
//! // The chain keeps the sum of all keys, subtracts the absent one, and verifies.
//! let all = vajra_chip::aggregate::sum(&file.keys())?;
//! let key = vajra_chip::aggregate::subtract(&all, &[bank[2].1.key()])?;
//! assert!(vajra_chip::signing::verify(&key, &answer.statement, &answer.signature));
//! # Ok(())
//! # }
//! ```

#![warn(missing_docs)]

pub mod aggregate;
mod coordinator;
mod element;
mod keyfile;
pub mod signing;
mod wrap;

#[cfg(test)]
mod tests;

pub use aggregate::AggregateError;
pub use coordinator::{AggregateSigner, Answer, Fault, FaultCause, SignError, MAX_ATTEMPTS};
pub use element::{Refusal, SecureElement, SoftwareElement, UnlockError};
pub use keyfile::{ChipEntry, ChipKeyFile, KeyFileError, KEY_FILE_VERSION, MAX_CHIPS_PER_FILE};
pub use signing::{Commitment, PackageError, PartialSignature, Session, SigningPackage};
pub use wrap::{EncryptedKey, SecureKey, WrapError, ENCRYPTED_KEY_BYTES};

// What callers need to build questions and read answers.
pub use sp_core::crypto::AccountId32;
pub use vajra_primitives::{CatStatement, ChipIndex, ChipKey, ChipSignature, Possession, Transfer};
