//! Records and what they can do; no storage.

mod emission;
mod fuel;
mod ledger;

pub use emission::{Distribution, Endowment, Heights, Parts, Progress, StartCondition};
pub use fuel::{Fuel, FuelTerms};
pub use ledger::{BurnCause, BurnedTotals, Ledger, MintCause, MintedTotals};

/// Planck.
pub type Balance = u128;

/// A block's number, as [`Config::BlockNumberProvider`](crate::Config::BlockNumberProvider) counts it.
pub type BlockIndex = u64;
