//! Records and the rules of their change; no storage.

mod market;
mod order;
mod reputation;
mod state;

pub use market::*;
pub use order::*;
pub use reputation::*;
pub use state::*;
pub use vajra_primitives::rental::{
	Balance, Conditions, EncryptionKey, Finish, OrderId, OrderKind, OrderStatement, OrderTerms,
	Periods, Rating, Role, Score, Settlement, Shares, SubTask, Verification, BEST_SCORE,
	WHOLE_CHIP,
};

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The rules of the chain. Orders that are made keep what they need of them.
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
pub struct RentalTerms<BlockNumber> {
	/// What becomes part of each order.
	pub conditions: Conditions<BlockNumber>,
	/// Longest lease, in blocks.
	pub max_duration: BlockNumber,
	/// What is on hold for each record in storage (listing, bid, order), planck.
	pub record_deposit: Balance,
	/// Blocks in which what an order counts for a reputation halves.
	pub half_life: BlockNumber,
}
