//! Weights of `pallet_rental_escrow`. Nothing is measured yet: `make bench
//! PALLET=pallet_rental_escrow` overwrites this file.

use core::marker::PhantomData;
use frame_support::weights::Weight;

/// The weight of each of the pallet's calls.
pub trait WeightInfo {
	/// Weight of `list_capacity`.
	fn list_capacity() -> Weight;
	/// Weight of `update_listing`.
	fn update_listing() -> Weight;
	/// Weight of `unlist_capacity`.
	fn unlist_capacity() -> Weight;
	/// Weight of `place_order`.
	fn place_order(t: u32) -> Weight;
	/// Weight of `request`.
	fn request(t: u32) -> Weight;
	/// Weight of `bid`.
	fn bid() -> Weight;
	/// Weight of `withdraw_bid`.
	fn withdraw_bid() -> Weight;
	/// Weight of `take_bid`.
	fn take_bid() -> Weight;
	/// Weight of `cancel`.
	fn cancel() -> Weight;
	/// Weight of `accept`.
	fn accept() -> Weight;
	/// Weight of `deliver`.
	fn deliver(c: u32) -> Weight;
	/// Weight of `confirm`.
	fn confirm() -> Weight;
	/// Weight of `extend`.
	fn extend() -> Weight;
	/// Weight of `draw`.
	fn draw() -> Weight;
	/// Weight of `end`.
	fn end() -> Weight;
	/// Weight of `rate`.
	fn rate() -> Weight;
	/// Weight of `rate_signed`.
	fn rate_signed() -> Weight;
	/// Weight of `settle_signed`.
	fn settle_signed() -> Weight;
	/// Weight of `dispute`.
	fn dispute() -> Weight;
	/// Weight of `resolve_dispute`.
	fn resolve_dispute() -> Weight;
	/// Weight of `resolve_silence`.
	fn resolve_silence() -> Weight;
	/// Weight of `resolve_forfeit`.
	fn resolve_forfeit() -> Weight;
}

/// The measured weights, for a runtime whose database costs are `T::DbWeight`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn list_capacity() -> Weight {
		Weight::zero()
	}
	fn update_listing() -> Weight {
		Weight::zero()
	}
	fn unlist_capacity() -> Weight {
		Weight::zero()
	}
	fn place_order(_t: u32) -> Weight {
		Weight::zero()
	}
	fn request(_t: u32) -> Weight {
		Weight::zero()
	}
	fn bid() -> Weight {
		Weight::zero()
	}
	fn withdraw_bid() -> Weight {
		Weight::zero()
	}
	fn take_bid() -> Weight {
		Weight::zero()
	}
	fn cancel() -> Weight {
		Weight::zero()
	}
	fn accept() -> Weight {
		Weight::zero()
	}
	fn deliver(_c: u32) -> Weight {
		Weight::zero()
	}
	fn confirm() -> Weight {
		Weight::zero()
	}
	fn extend() -> Weight {
		Weight::zero()
	}
	fn draw() -> Weight {
		Weight::zero()
	}
	fn end() -> Weight {
		Weight::zero()
	}
	fn rate() -> Weight {
		Weight::zero()
	}
	fn rate_signed() -> Weight {
		Weight::zero()
	}
	fn settle_signed() -> Weight {
		Weight::zero()
	}
	fn dispute() -> Weight {
		Weight::zero()
	}
	fn resolve_dispute() -> Weight {
		Weight::zero()
	}
	fn resolve_silence() -> Weight {
		Weight::zero()
	}
	fn resolve_forfeit() -> Weight {
		Weight::zero()
	}
}

/// The same with the database costs of ParityDB, for tests.
impl WeightInfo for () {
	fn list_capacity() -> Weight {
		Weight::zero()
	}
	fn update_listing() -> Weight {
		Weight::zero()
	}
	fn unlist_capacity() -> Weight {
		Weight::zero()
	}
	fn place_order(_t: u32) -> Weight {
		Weight::zero()
	}
	fn request(_t: u32) -> Weight {
		Weight::zero()
	}
	fn bid() -> Weight {
		Weight::zero()
	}
	fn withdraw_bid() -> Weight {
		Weight::zero()
	}
	fn take_bid() -> Weight {
		Weight::zero()
	}
	fn cancel() -> Weight {
		Weight::zero()
	}
	fn accept() -> Weight {
		Weight::zero()
	}
	fn deliver(_c: u32) -> Weight {
		Weight::zero()
	}
	fn confirm() -> Weight {
		Weight::zero()
	}
	fn extend() -> Weight {
		Weight::zero()
	}
	fn draw() -> Weight {
		Weight::zero()
	}
	fn end() -> Weight {
		Weight::zero()
	}
	fn rate() -> Weight {
		Weight::zero()
	}
	fn rate_signed() -> Weight {
		Weight::zero()
	}
	fn settle_signed() -> Weight {
		Weight::zero()
	}
	fn dispute() -> Weight {
		Weight::zero()
	}
	fn resolve_dispute() -> Weight {
		Weight::zero()
	}
	fn resolve_silence() -> Weight {
		Weight::zero()
	}
	fn resolve_forfeit() -> Weight {
		Weight::zero()
	}
}
