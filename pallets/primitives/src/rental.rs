//! Renting compute: what the two sides of an order agree on, and what each signs about it, byte for
//! byte.
//!
//! Each message starts with a domain of its own, followed by the genesis hash of the chain and what it
//! is about, so that a signature made for one purpose, chain, order or role is worth nothing for
//! another. All payloads are SCALE. `node-template/agent/tests/javascript/rental-messages.mjs`
//! builds the same bytes in JavaScript.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Hash, IdentifyAccount, Verify},
	Perbill,
};

use crate::ModelId;

/// Id of an order, never used twice.
pub type OrderId = u64;

/// An amount of money, in planck.
pub type Balance = u128;

/// What one side thinks of the other, from 0 to [`BEST_SCORE`].
pub type Score = u8;

/// The best score.
pub const BEST_SCORE: Score = 100;

/// A public key of X25519.
pub type EncryptionKey = [u8; 32];

/// Weight of a sub-task whose replicas take a whole chip each.
pub const WHOLE_CHIP: u32 = 1_000;

/// Domain of [`OrderStatement`].
pub const ORDER_DOMAIN: &[u8; 21] = b"vajra/rental/order/v1";

/// Domain of [`Rating`].
pub const RATING_DOMAIN: &[u8; 22] = b"vajra/rental/rating/v1";

/// Domain of [`Finish`].
pub const FINISH_DOMAIN: &[u8; 22] = b"vajra/rental/finish/v1";

/// A side of an order.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Role {
	/// Who pays.
	Renter,
	/// Whose chips they are.
	Provider,
}

impl Role {
	/// The other side.
	pub fn other(self) -> Self {
		match self {
			Self::Renter => Self::Provider,
			Self::Provider => Self::Renter,
		}
	}
}

/// How a renter checks what a deployed model answers.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Verification {
	/// Not at all.
	Unverified,
	/// The renter repeats a sample of the answers.
	Sampled,
	/// Replicas answer the same, and must agree.
	Replicated,
	/// Each answer has a proof; the hash says of which scheme and circuit.
	Proved(H256),
}

/// A part of an inference deployment.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct SubTask<BlockNumber> {
	/// What one replica takes, in thousandths of a chip.
	pub weight: u32,
	/// How many replicas run.
	pub replicas: u32,
	/// For how many blocks, from the start of the lease on.
	pub blocks: BlockNumber,
}

/// What chips are rented for. `Tasks` is a list of [`SubTask`]s.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum OrderKind<Tasks> {
	/// The chips, with an environment on them, for the whole of the lease.
	TimeHire {
		/// Hash of the environment's image.
		image: H256,
	},
	/// A model that answers.
	InferenceDeployment {
		/// Hash of the model.
		model: H256,
		/// Hash of its data set.
		dataset: H256,
		/// How its answers are checked.
		verification: Verification,
		/// What runs for how long.
		tasks: Tasks,
	},
}

/// How long each step may take, in blocks.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Periods<BlockNumber> {
	/// For a provider to accept an order.
	pub accept: BlockNumber,
	/// For the provider to deliver credentials.
	pub deliver: BlockNumber,
	/// For the renter to confirm that they open.
	pub confirm: BlockNumber,
	/// For the renter to rate after the end. Longer than a miss of the provider's can be reported.
	pub rate: BlockNumber,
	/// For the provider to rate after the renter, or after the renter's time.
	pub counter: BlockNumber,
	/// For a renter that was silent to fetch its deposit.
	pub grace: BlockNumber,
	/// For the arbiter to resolve a dispute.
	pub arbitration: BlockNumber,
	/// What a renter that ends a lease early still pays for.
	pub notice: BlockNumber,
}

/// Shares of money.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Shares {
	/// The renter's deposit, of the rent.
	pub deposit: Perbill,
	/// The provider's bond, of the rent.
	pub bond: Perbill,
	/// What a provider pays that delivers nothing or ends a lease early, of the bond.
	pub penalty: Perbill,
	/// What a provider may draw before the end, of what it has earned.
	pub draw: Perbill,
	/// What is kept back, of rent that is paid.
	pub fee: Perbill,
}

/// The rules of the chain, as they were when an order was made.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Conditions<BlockNumber> {
	/// How long each step may take.
	pub periods: Periods<BlockNumber>,
	/// Shares of money.
	pub shares: Shares,
}

/// All that the two sides of an order agree on.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct OrderTerms<AccountId, BlockNumber, Tasks> {
	/// Who pays.
	pub renter: AccountId,
	/// Whose chips they are.
	pub provider: AccountId,
	/// Who gets the rent.
	pub payee: AccountId,
	/// The chips' model.
	pub model: ModelId,
	/// How many chips.
	pub chips: u32,
	/// Price of one chip for one block, planck.
	pub price: Balance,
	/// Length of the lease, in blocks. An extension changes it, and what follows from it.
	pub duration: BlockNumber,
	/// Up to which it can be extended, in blocks.
	pub max_duration: BlockNumber,
	/// What the chips are rented for.
	pub kind: OrderKind<Tasks>,
	/// What credentials are encrypted to.
	pub key: EncryptionKey,
	/// The whole rent, planck.
	pub rent: Balance,
	/// The renter's deposit, planck.
	pub deposit: Balance,
	/// The provider's bond, planck.
	pub bond: Balance,
	/// The rules.
	pub conditions: Conditions<BlockNumber>,
}

/// An order on a chain, with its terms.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct OrderStatement<AccountId, BlockNumber, Tasks> {
	/// Hash of the chain's block 0.
	pub genesis: H256,
	/// The order.
	pub order: OrderId,
	/// Its terms.
	pub terms: OrderTerms<AccountId, BlockNumber, Tasks>,
}

impl<AccountId: Encode, BlockNumber: Encode, Tasks: Encode>
	OrderStatement<AccountId, BlockNumber, Tasks>
{
	/// The bytes that are hashed.
	pub fn payload(&self) -> Vec<u8> {
		(ORDER_DOMAIN, self).encode()
	}

	/// The order's hash: Blake2-256 of the payload. Whoever signs it has agreed to each term.
	pub fn hash(&self) -> H256 {
		BlakeTwo256::hash(&self.payload())
	}
}

/// What one side of an order signs about the other after the end.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Rating {
	/// Hash of the chain's block 0.
	pub genesis: H256,
	/// The order's hash.
	pub order: H256,
	/// Who rates, and signs.
	pub role: Role,
	/// What it thinks of the other.
	pub score: Score,
}

impl Rating {
	/// The bytes that are signed.
	pub fn payload(&self) -> Vec<u8> {
		(RATING_DOMAIN, self).encode()
	}
}

/// What both sides of an order sign, each in its role, to end and settle it in one step.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Finish<BlockNumber> {
	/// Hash of the chain's block 0.
	pub genesis: H256,
	/// The order's hash.
	pub order: H256,
	/// Who signs.
	pub role: Role,
	/// What they agree on.
	pub settlement: Settlement<BlockNumber>,
}

/// What both sides agree on at the end.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Settlement<BlockNumber> {
	/// The provider's part of the rent, what it has drawn before included, planck.
	pub rent: Balance,
	/// What the renter thinks of the provider.
	pub renter_score: Score,
	/// What the provider thinks of the renter.
	pub provider_score: Score,
	/// The first block in which it is good no more. Best near: until then either side can carry it out,
	/// whatever the lease has cost since.
	pub expires_at: BlockNumber,
}

impl<BlockNumber: Encode> Finish<BlockNumber> {
	/// The bytes that are signed.
	pub fn payload(&self) -> Vec<u8> {
		(FINISH_DOMAIN, self).encode()
	}
}

/// Whether an account has signed a payload, as it is or, as browsers' wallets do it, between
/// `<Bytes>` and `</Bytes>`.
pub fn is_signed_by<AccountId, Signature>(
	payload: &[u8],
	signature: &Signature,
	who: &AccountId,
) -> bool
where
	Signature: Verify<Signer: IdentifyAccount<AccountId = AccountId>>,
{
	signature.verify(payload, who) || signature.verify(&wrapped(payload)[..], who)
}

/// A payload as browsers' wallets sign it.
pub fn wrapped(payload: &[u8]) -> Vec<u8> {
	[b"<Bytes>", payload, b"</Bytes>"].concat()
}

#[cfg(test)]
mod tests;
