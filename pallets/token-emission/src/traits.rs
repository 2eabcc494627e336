//! What the pallet asks of a runtime. Each trait has a `()` that asks for nothing.

use frame_support::traits::{OnUnbalanced, TryDrop};

/// How many chips are proved to be there, for [`StartCondition::AtChips`](crate::StartCondition).
pub trait ProvedChips {
	/// Their number now.
	fn proved_chips() -> u64;
}

/// No chips.
impl ProvedChips for () {
	fn proved_chips() -> u64 {
		0
	}
}

/// Whether the validators' part of a block is minted.
pub trait AuthorGate {
	/// Whether the compute of the block's author was proved lately. Asked once, when the block ends.
	fn may_mint() -> bool;
}

/// It always is.
impl AuthorGate for () {
	fn may_mint() -> bool {
		true
	}
}

/// Who makes the block, and so gets its tips.
pub trait BlockAuthor<AccountId> {
	/// The author's account, if it is known.
	fn author() -> Option<AccountId>;
}

/// Nobody is known: tips go where fees go.
impl<AccountId> BlockAuthor<AccountId> for () {
	fn author() -> Option<AccountId> {
		None
	}
}

/// Where value goes. What a sink drops is counted as burned, with the cause
/// [`Unplaced`](crate::BurnCause::Unplaced).
pub trait Sinks<Credit: TryDrop> {
	/// The validators' pot: their part of the mint, and fees.
	type Validators: OnUnbalanced<Credit>;
	/// The compute providers' pot: their part of the mint.
	type Providers: OnUnbalanced<Credit>;
	/// The treasury, or the foundation: its part of the mint, and of fuel.
	type Treasury: OnUnbalanced<Credit>;
}

/// Nothing has a place: all of it is burned.
impl<Credit: TryDrop> Sinks<Credit> for () {
	type Validators = ();
	type Providers = ();
	type Treasury = ();
}
