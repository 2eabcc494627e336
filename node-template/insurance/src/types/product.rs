//! What is sold.

use super::{Balance, Blocks};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::Get, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::Perbill;
use vajra_primitives::service::{Ask, AskInput, ConsumerId, ServiceId, ServiceVersion};

/// When a sum is paid, in the numbers that the service answers with.
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
pub enum Peril {
	/// There is too little.
	Drought {
		/// Less than this.
		below: i128,
	},
	/// There is too much.
	Flood {
		/// More than this.
		above: i128,
	},
}

impl Peril {
	/// Whether a sum is paid.
	pub fn has_come(&self, answer: i128) -> bool {
		match self {
			Self::Drought { below } => answer < *below,
			Self::Flood { above } => answer > *above,
		}
	}
}

/// Why a product cannot be offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsound {
	/// It asks nothing.
	Question,
	/// It costs nothing.
	Rate,
	/// The least sum is above the most, or cannot be paid.
	Sums,
	/// Its blocks do not follow each other.
	Blocks,
}

/// What is sold. Never changes.
#[derive(
	CloneNoBound,
	DebugNoBound,
	EqNoBound,
	PartialEqNoBound,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
#[scale_info(skip_type_params(MaxQuestion))]
pub struct Product<MaxQuestion: Get<u32>> {
	/// What the service is asked, in its own language. The manager writes it, as who writes it chooses what
	/// is insured.
	pub question: BoundedVec<u8, MaxQuestion>,
	/// When a sum is paid.
	pub peril: Peril,
	/// The service that is asked.
	pub service: ServiceId,
	/// Its version.
	pub version: ServiceVersion,
	/// That version's fingerprint.
	pub fingerprint: H256,
	/// The premium, of the sum.
	pub rate: Perbill,
	/// Least sum, planck.
	pub min_sum: Balance,
	/// Most.
	pub max_sum: Balance,
	/// The last block in which it is sold: before anybody knows the outcome.
	pub sold_until: Blocks,
	/// The first block in which its policies can be claimed.
	pub claim_from: Blocks,
	/// The last one.
	pub claim_until: Blocks,
}

impl<MaxQuestion: Get<u32>> Product<MaxQuestion> {
	/// Whether it can be offered, on a chain with this existential deposit.
	pub fn check(&self, existential: Balance) -> Result<(), Unsound> {
		let ensure = |sound: bool, what: Unsound| if sound { Ok(()) } else { Err(what) };
		ensure(!self.question.is_empty(), Unsound::Question)?;
		ensure(!self.rate.is_zero(), Unsound::Rate)?;
		let least = existential.max(1);
		ensure(least <= self.min_sum && self.min_sum <= self.max_sum, Unsound::Sums)?;
		let ordered = self.sold_until < self.claim_from && self.claim_from <= self.claim_until;
		ensure(ordered, Unsound::Blocks)
	}

	/// Whether it is sold for a sum.
	pub fn covers(&self, sum: Balance) -> bool {
		(self.min_sum..=self.max_sum).contains(&sum)
	}

	/// What is asked when a policy of it is claimed.
	pub fn ask(&self, consumer: ConsumerId, data: Vec<u8>) -> Ask {
		Ask {
			service: self.service,
			version: self.version,
			fingerprint: self.fingerprint,
			input: AskInput::Bytes(self.question.to_vec()),
			callback: Some((consumer, data)),
		}
	}
}
