//! What was bought.

use super::{Balance, Blocks, Product, ProductId};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{traits::Get, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound};
use scale_info::TypeInfo;
use vajra_primitives::service::RequestId;

/// How far a policy has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Stage {
	/// It was not claimed.
	Open,
	/// It was claimed, and waits for the result.
	Claimed {
		/// Of this request.
		request: RequestId,
		/// The block in which it was made.
		at: Blocks,
	},
	/// It was claimed, and there was no result.
	Unanswered {
		/// The block in which that was known.
		at: Blocks,
	},
}

/// Why a policy cannot be claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclaimable {
	/// Not yet.
	TooEarly,
	/// Not any more.
	TooLate,
	/// A result is still to come.
	Pending,
}

/// A policy.
#[derive(
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[scale_info(skip_type_params(MaxQuestion))]
pub struct Policy<AccountId: Clone + core::fmt::Debug + Eq, MaxQuestion: Get<u32>> {
	/// Who is insured.
	pub holder: AccountId,
	/// For how much, planck.
	pub sum: Balance,
	/// What it is a policy of.
	pub product: ProductId,
	/// The terms of that, as they were sold.
	pub terms: Product<MaxQuestion>,
	/// How far it has come.
	pub stage: Stage,
}

impl<AccountId: Clone + core::fmt::Debug + Eq, MaxQuestion: Get<u32>>
	Policy<AccountId, MaxQuestion>
{
	/// Whether it can be claimed in a block, where claims are waited for for `patience` blocks.
	pub fn may_claim(&self, now: Blocks, patience: Blocks) -> Result<(), Unclaimable> {
		if now < self.terms.claim_from {
			return Err(Unclaimable::TooEarly);
		}
		if let Stage::Claimed { at, .. } = self.stage {
			if now <= at.saturating_add(patience) {
				return Err(Unclaimable::Pending);
			}
		}
		if now > self.last_block(patience) {
			return Err(Unclaimable::TooLate);
		}
		Ok(())
	}

	/// The last block in which it is in force. A claim that was made in time keeps it so for as long as
	/// its result is waited for, and as long again, so that it can be made once more.
	pub fn last_block(&self, patience: Blocks) -> Blocks {
		let extended = match self.stage {
			Stage::Open => 0,
			Stage::Claimed { at, .. } => at.saturating_add(patience).saturating_add(patience),
			Stage::Unanswered { at } => at.saturating_add(patience),
		};
		extended.max(self.terms.claim_until)
	}

	/// The request whose result it waits for.
	pub fn request(&self) -> Option<RequestId> {
		match self.stage {
			Stage::Claimed { request, .. } => Some(request),
			Stage::Open | Stage::Unanswered { .. } => None,
		}
	}
}
