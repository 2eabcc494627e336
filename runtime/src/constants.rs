//! Units of value and of time.

/// Units of value. One unit is `10^12` planck.
pub mod currency {
	use crate::Balance;

	/// One VAJ, in planck.
	pub const UNIT: Balance = 1_000_000_000_000;
	/// A thousandth of a VAJ, in planck.
	pub const MILLI_UNIT: Balance = UNIT / 1_000;
	/// A millionth of a VAJ, in planck.
	pub const MICRO_UNIT: Balance = UNIT / 1_000_000;

	/// Symbol that clients show.
	pub const TOKEN_SYMBOL: &str = "VAJ";
	/// Decimals that clients show.
	pub const TOKEN_DECIMALS: u8 = 12;

	/// What an account must hold to exist, in planck.
	pub const EXISTENTIAL_DEPOSIT: Balance = MILLI_UNIT;
}

/// Units of time.
///
/// Slots and epochs are fixed by the genesis block: a chain that has started cannot change them.
/// The feature `fast-runtime` is for development and tests and makes another chain.
pub mod time {
	use crate::BlockNumber;

	/// Length of a BABE slot, in milliseconds.
	#[cfg(not(feature = "fast-runtime"))]
	pub const SLOT_DURATION: u64 = 3_000;
	/// Length of a BABE slot, in milliseconds.
	#[cfg(feature = "fast-runtime")]
	pub const SLOT_DURATION: u64 = 1_000;

	/// Length of an epoch, which is also a session, in slots: one hour.
	#[cfg(not(feature = "fast-runtime"))]
	pub const EPOCH_DURATION_IN_SLOTS: u64 = 1_200;
	/// Length of an epoch, which is also a session, in slots: twenty seconds.
	#[cfg(feature = "fast-runtime")]
	pub const EPOCH_DURATION_IN_SLOTS: u64 = 20;

	/// Length of a round of compute challenges, in blocks.
	#[cfg(not(feature = "fast-runtime"))]
	pub const ROUND_LENGTH: BlockNumber = 200;
	/// Length of a round of compute challenges, in blocks.
	#[cfg(feature = "fast-runtime")]
	pub const ROUND_LENGTH: BlockNumber = 15;

	/// How long a challenge can be answered, in blocks.
	#[cfg(not(feature = "fast-runtime"))]
	pub const RESPONSE_WINDOW: BlockNumber = 20;
	/// How long a challenge can be answered, in blocks.
	#[cfg(feature = "fast-runtime")]
	pub const RESPONSE_WINDOW: BlockNumber = 6;

	/// Rounds that a chip waits after its claim before it counts.
	///
	/// They span two epochs, even for a claim at the end of a round: nobody may know the randomness
	/// of a challenge when claiming.
	#[cfg(not(feature = "fast-runtime"))]
	pub const WARM_UP_ROUNDS: u32 = 13;
	/// Rounds that a chip waits after its claim before it counts.
	///
	/// Too few to span two epochs, so that development need not wait for them.
	#[cfg(feature = "fast-runtime")]
	pub const WARM_UP_ROUNDS: u32 = 2;

	const _: () = assert!(RESPONSE_WINDOW < ROUND_LENGTH, "a challenge fits its round");

	// A slot holds at most one block.
	#[cfg(not(feature = "fast-runtime"))]
	const _: () = assert!(
		(WARM_UP_ROUNDS as u64 - 1) * ROUND_LENGTH as u64 >= 2 * EPOCH_DURATION_IN_SLOTS,
		"the warm-up spans two epochs"
	);
}
