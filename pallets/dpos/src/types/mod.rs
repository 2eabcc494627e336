//! Records, and how they change; no storage.

mod candidate;
mod delegation;
mod era;
mod pool;

pub use candidate::{BondChunk, Candidate, Duty, Rank, Rewards, Status};
pub use delegation::{Checkpoint, Chunk, Delegation, Delegator, Exit, Moved, Span, Start};
pub use era::{era_of, Era, Punishment, Seat};
pub use pool::Pool;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// An amount, in planck.
pub type Balance = u128;
/// A part of a pool.
pub type Shares = u128;
/// Number of an era, from 0 on.
pub type EraIndex = u32;

/// How a set of validators is chosen.
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
pub enum ElectionMode {
	/// The candidates with the most stake.
	#[default]
	MostStake,
	/// A draw among the candidates with the most stake, with a probability in proportion to stake
	/// (PPoS).
	Draw,
}

/// What candidates and delegators agree to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
	/// Least bond of a candidate that can be elected, planck.
	pub min_bond: Balance,
	/// Least delegation, planck.
	pub min_delegation: Balance,
	/// Highest commission.
	pub max_commission: Perbill,
	/// How far a commission may move in one era.
	pub commission_step: Perbill,
}

/// What misconduct costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Penalties {
	/// For signing twice.
	pub double_sign: Penalty,
	/// For not being there.
	pub absence: Penalty,
	/// Share of what a slash takes of the bond that its reporters get; less than all, or who has signed
	/// twice gets it back by reporting itself.
	pub reporter: Perbill,
	/// Share of the expected blocks whose loss costs a validator the era's reward.
	pub short: Perbill,
	/// Share of the expected blocks whose loss is absence.
	pub absent: Perbill,
	/// How certain a shortfall must be: one that chance explains with a probability above
	/// exp(−`certainty`) is none.
	pub certainty: u32,
}

/// The price of one kind of misconduct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Penalty {
	/// Planck of the validator's bond.
	pub fixed: Balance,
	/// Share of the validator's bond, beside the fixed amount.
	pub bond: Perbill,
	/// Share of what is delegated to it.
	pub pool: Perbill,
	/// Eras in jail, after the current one.
	pub jail: EraIndex,
}
