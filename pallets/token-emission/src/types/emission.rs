//! When emission starts, how far it has come, and how a block's mint is shared.

use crate::{Balance, BlockIndex, Height};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{PerThing, Perbill};

/// What has to be before anything is minted.
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
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum StartCondition {
	/// Nothing: the first block mints.
	#[default]
	#[codec(index = 0)]
	Immediately,
	/// This block.
	#[codec(index = 1)]
	AtHeight(BlockIndex),
	/// This many proved chips, at the end of a block.
	#[codec(index = 2)]
	AtChips(u64),
}

/// How the mint of a block is shared. The parts must add up to one. What rounding leaves is the
/// treasury's.
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
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Distribution {
	/// The validators' part.
	pub validators: Perbill,
	/// The compute providers' part.
	pub providers: Perbill,
	/// The treasury's, or the foundation's, part.
	pub treasury: Perbill,
	/// The part that is burned at once. It is counted as minted and as burned.
	pub burn: Perbill,
}

impl Default for Distribution {
	fn default() -> Self {
		let nothing = Perbill::zero();
		Self { validators: Perbill::one(), providers: nothing, treasury: nothing, burn: nothing }
	}
}

/// An amount by destination, planck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Parts {
	/// For the validators.
	pub validators: Balance,
	/// For the compute providers.
	pub providers: Balance,
	/// For the treasury.
	pub treasury: Balance,
	/// To be burned.
	pub burn: Balance,
}

impl Parts {
	/// All of it, planck.
	pub fn sum(&self) -> Balance {
		let Self { validators, providers, treasury, burn } = *self;
		validators.saturating_add(providers).saturating_add(treasury).saturating_add(burn)
	}

	/// Both together, part by part.
	pub fn plus(&self, other: Self) -> Self {
		Self {
			validators: self.validators.saturating_add(other.validators),
			providers: self.providers.saturating_add(other.providers),
			treasury: self.treasury.saturating_add(other.treasury),
			burn: self.burn.saturating_add(other.burn),
		}
	}
}

impl Distribution {
	/// Whether the parts add up to one.
	pub fn is_whole(&self) -> bool {
		let parts = [self.validators, self.providers, self.treasury, self.burn];
		let sum: u64 = parts.into_iter().map(|part| u64::from(part.deconstruct())).sum();
		sum == u64::from(Perbill::ACCURACY)
	}

	/// Shares an amount. The parts add up to it.
	pub fn split(&self, amount: Balance) -> Parts {
		let validators = self.validators.mul_floor(amount);
		let providers = self.providers.mul_floor(amount);
		let burn = self.burn.mul_floor(amount);
		let shared = validators.saturating_add(providers).saturating_add(burn);
		Parts { validators, providers, treasury: amount.saturating_sub(shared), burn }
	}
}

/// Where a new schedule begins.
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
pub enum Heights {
	/// At its first height: the next block has height 1.
	#[codec(index = 0)]
	Restart,
	/// At the height that the old one has come to: nothing that it would have released before is
	/// made up for.
	#[codec(index = 1)]
	Continue,
}

/// How far emission has come.
///
/// At each block `former + (released − base)` is what schedules have released so far, and that is
/// what was minted, and `due`, and `withheld`, and `cut`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Progress {
	/// The block of height 1.
	pub first: BlockIndex,
	/// The height up to which the schedule's releases were counted.
	pub height: Height,
	/// The schedule's total at that height, planck.
	pub released: Balance,
	/// The schedule's total where it took over from the one before, planck.
	pub base: Balance,
	/// What the schedules before it have released, planck.
	pub former: Balance,
	/// What was not minted for validators because an author's compute was not proved, planck.
	pub withheld: Balance,
	/// What was not minted because of the cap, planck.
	pub cut: Balance,
	/// What is to be minted when it is handed over, planck.
	pub due: Parts,
}

impl Progress {
	/// The height of a block; none before the first.
	pub fn height_at(&self, block: BlockIndex) -> Height {
		block.checked_sub(self.first).map_or(0, |blocks| blocks.saturating_add(1))
	}

	/// What all schedules have released, planck.
	pub fn released_in_all(&self) -> Option<Balance> {
		self.former.checked_add(self.released.checked_sub(self.base)?)
	}
}

/// An amount that an account gets at genesis.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Endowment<AccountId> {
	/// The account.
	pub account: AccountId,
	/// Planck.
	#[serde(with = "crate::serde_balance")]
	pub amount: Balance,
}
