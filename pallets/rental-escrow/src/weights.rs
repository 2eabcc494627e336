//! Weights of `pallet_rental_escrow`, measured; do not edit.
//!
//! Made by `make bench PALLET=pallet_rental_escrow` with the SDK's benchmarking library 64.0.0 on
//! 2026-11-25: 50 steps, 20 repeats, Intel(R) Xeon(R) Processor.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// The weight of each of the pallet's calls and hooks.
pub trait WeightInfo {
	/// Weight of `list_capacity`.
	fn list_capacity() -> Weight;
	/// Weight of `update_listing`.
	fn update_listing() -> Weight;
	/// Weight of `unlist_capacity`.
	fn unlist_capacity() -> Weight;
	/// Weight of `place_order`.
	///
	/// `t` was measured within `[0, 16]`.
	fn place_order(t: u32) -> Weight;
	/// Weight of `request`.
	///
	/// `t` was measured within `[0, 16]`.
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
	///
	/// `c` was measured within `[0, 1024]`.
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
	/// Storage: `RentalEscrow::Listings` (r:1 w:1)
	/// Proof: `RentalEscrow::Listings` (`max_values`: None, `max_size`: Some(401), added: 2876, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	fn list_capacity() -> Weight {
		// Proof size measured:  198
		// Proof size estimated: 3866
		// Shortest run: 65_464_000 picoseconds
		Weight::from_parts(69_363_000, 3866)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `RentalEscrow::Listings` (r:1 w:1)
	/// Proof: `RentalEscrow::Listings` (`max_values`: None, `max_size`: Some(401), added: 2876, mode: `MaxEncodedLen`)
	fn update_listing() -> Weight {
		// Proof size measured:  433
		// Proof size estimated: 3866
		// Shortest run: 19_297_000 picoseconds
		Weight::from_parts(21_187_000, 3866)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `RentalEscrow::Listings` (r:1 w:1)
	/// Proof: `RentalEscrow::Listings` (`max_values`: None, `max_size`: Some(401), added: 2876, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	fn unlist_capacity() -> Weight {
		// Proof size measured:  666
		// Proof size estimated: 3866
		// Shortest run: 49_720_000 picoseconds
		Weight::from_parts(52_728_000, 3866)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `RentalEscrow::Listings` (r:1 w:0)
	/// Proof: `RentalEscrow::Listings` (`max_values`: None, `max_size`: Some(401), added: 2876, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:0)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Capacities` (r:1 w:0)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Manifests` (r:32 w:0)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::NextOrderId` (r:1 w:1)
	/// Proof: `RentalEscrow::NextOrderId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Orders` (r:0 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	fn place_order(t: u32) -> Weight {
		// Proof size measured:  4723
		// Proof size estimated: 82270
		// Shortest run: 268_070_000 picoseconds
		Weight::from_parts(277_660_759, 82270)
			// Standard error: 24_499
			.saturating_add(Weight::from_parts(24_402, 0).saturating_mul(t.into()))
			.saturating_add(T::DbWeight::get().reads(40_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `RentalEscrow::NextOrderId` (r:1 w:1)
	/// Proof: `RentalEscrow::NextOrderId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Orders` (r:0 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	fn request(t: u32) -> Weight {
		// Proof size measured:  198
		// Proof size estimated: 3802
		// Shortest run: 130_568_000 picoseconds
		Weight::from_parts(135_402_781, 3802)
			// Standard error: 14_246
			.saturating_add(Weight::from_parts(162_580, 0).saturating_mul(t.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Bids` (r:1 w:1)
	/// Proof: `RentalEscrow::Bids` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:0)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Capacities` (r:1 w:0)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Manifests` (r:32 w:0)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	fn bid() -> Weight {
		// Proof size measured:  4894
		// Proof size estimated: 82270
		// Shortest run: 226_121_000 picoseconds
		Weight::from_parts(236_341_000, 82270)
			.saturating_add(T::DbWeight::get().reads(39_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `RentalEscrow::Bids` (r:1 w:1)
	/// Proof: `RentalEscrow::Bids` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	fn withdraw_bid() -> Weight {
		// Proof size measured:  1117
		// Proof size estimated: 4204
		// Shortest run: 86_524_000 picoseconds
		Weight::from_parts(90_540_000, 4204)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Bids` (r:1 w:1)
	/// Proof: `RentalEscrow::Bids` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Capacities` (r:33 w:33)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Manifests` (r:32 w:0)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Models` (r:33 w:0)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Vendors` (r:33 w:0)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(127), added: 2602, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn take_bid() -> Weight {
		// Proof size measured:  13190
		// Proof size estimated: 86856
		// Shortest run: 759_491_000 picoseconds
		Weight::from_parts(777_044_000, 86856)
			.saturating_add(T::DbWeight::get().reads(141_u64))
			.saturating_add(T::DbWeight::get().writes(41_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Delivered` (r:0 w:1)
	/// Proof: `RentalEscrow::Delivered` (`max_values`: None, `max_size`: Some(1043), added: 3518, mode: `MaxEncodedLen`)
	fn cancel() -> Weight {
		// Proof size measured:  1091
		// Proof size estimated: 4204
		// Shortest run: 115_192_000 picoseconds
		Weight::from_parts(121_631_000, 4204)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Capacities` (r:33 w:33)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Manifests` (r:32 w:0)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Models` (r:33 w:0)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Vendors` (r:33 w:0)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(127), added: 2602, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	fn accept() -> Weight {
		// Proof size measured:  12857
		// Proof size estimated: 86856
		// Shortest run: 702_279_000 picoseconds
		Weight::from_parts(717_952_000, 86856)
			.saturating_add(T::DbWeight::get().reads(137_u64))
			.saturating_add(T::DbWeight::get().writes(38_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Delivered` (r:0 w:1)
	/// Proof: `RentalEscrow::Delivered` (`max_values`: None, `max_size`: Some(1043), added: 3518, mode: `MaxEncodedLen`)
	fn deliver(c: u32) -> Weight {
		// Proof size measured:  787
		// Proof size estimated: 4204
		// Shortest run: 21_870_000 picoseconds
		Weight::from_parts(25_508_718, 4204)
			// Standard error: 151
			.saturating_add(Weight::from_parts(1_736, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	fn confirm() -> Weight {
		// Proof size measured:  852
		// Proof size estimated: 4204
		// Shortest run: 18_851_000 picoseconds
		Weight::from_parts(22_090_000, 4204)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Models` (r:33 w:0)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Vendors` (r:33 w:0)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(127), added: 2602, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Manifests` (r:32 w:0)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Capacities` (r:33 w:33)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn extend() -> Weight {
		// Proof size measured:  13022
		// Proof size estimated: 86856
		// Shortest run: 672_871_000 picoseconds
		Weight::from_parts(685_484_000, 86856)
			.saturating_add(T::DbWeight::get().reads(138_u64))
			.saturating_add(T::DbWeight::get().writes(38_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:0)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Missed` (r:1 w:0)
	/// Proof: `ComputeAttestation::Missed` (`max_values`: None, `max_size`: Some(241), added: 2716, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	fn draw() -> Weight {
		// Proof size measured:  3217
		// Proof size estimated: 6196
		// Shortest run: 170_154_000 picoseconds
		Weight::from_parts(178_969_000, 6196)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:0)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Missed` (r:1 w:0)
	/// Proof: `ComputeAttestation::Missed` (`max_values`: None, `max_size`: Some(241), added: 2716, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Capacities` (r:1 w:1)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	fn end() -> Weight {
		// Proof size measured:  2982
		// Proof size estimated: 4848
		// Shortest run: 48_541_000 picoseconds
		Weight::from_parts(51_245_000, 4848)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:0)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Missed` (r:1 w:0)
	/// Proof: `ComputeAttestation::Missed` (`max_values`: None, `max_size`: Some(241), added: 2716, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Reputations` (r:2 w:2)
	/// Proof: `RentalEscrow::Reputations` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Delivered` (r:0 w:1)
	/// Proof: `RentalEscrow::Delivered` (`max_values`: None, `max_size`: Some(1043), added: 3518, mode: `MaxEncodedLen`)
	fn rate() -> Weight {
		// Proof size measured:  3417
		// Proof size estimated: 8799
		// Shortest run: 332_864_000 picoseconds
		Weight::from_parts(345_889_000, 8799)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:0)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Missed` (r:1 w:0)
	/// Proof: `ComputeAttestation::Missed` (`max_values`: None, `max_size`: Some(241), added: 2716, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Reputations` (r:2 w:2)
	/// Proof: `RentalEscrow::Reputations` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Delivered` (r:0 w:1)
	/// Proof: `RentalEscrow::Delivered` (`max_values`: None, `max_size`: Some(1043), added: 3518, mode: `MaxEncodedLen`)
	fn rate_signed() -> Weight {
		// Proof size measured:  3471
		// Proof size estimated: 8799
		// Shortest run: 440_530_000 picoseconds
		Weight::from_parts(461_549_000, 8799)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Capacities` (r:1 w:1)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Reputations` (r:2 w:2)
	/// Proof: `RentalEscrow::Reputations` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Delivered` (r:0 w:1)
	/// Proof: `RentalEscrow::Delivered` (`max_values`: None, `max_size`: Some(1043), added: 3518, mode: `MaxEncodedLen`)
	fn settle_signed() -> Weight {
		// Proof size measured:  2675
		// Proof size estimated: 8799
		// Shortest run: 400_309_000 picoseconds
		Weight::from_parts(444_287_000, 8799)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Capacities` (r:1 w:1)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	fn dispute() -> Weight {
		// Proof size measured:  1630
		// Proof size estimated: 4204
		// Shortest run: 38_057_000 picoseconds
		Weight::from_parts(40_550_000, 4204)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Delivered` (r:0 w:1)
	/// Proof: `RentalEscrow::Delivered` (`max_values`: None, `max_size`: Some(1043), added: 3518, mode: `MaxEncodedLen`)
	fn resolve_dispute() -> Weight {
		// Proof size measured:  1854
		// Proof size estimated: 8799
		// Shortest run: 265_928_000 picoseconds
		Weight::from_parts(273_142_000, 8799)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Capacities` (r:1 w:1)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:0)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Missed` (r:1 w:0)
	/// Proof: `ComputeAttestation::Missed` (`max_values`: None, `max_size`: Some(241), added: 2716, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Delivered` (r:0 w:1)
	/// Proof: `RentalEscrow::Delivered` (`max_values`: None, `max_size`: Some(1043), added: 3518, mode: `MaxEncodedLen`)
	fn resolve_silence() -> Weight {
		// Proof size measured:  3484
		// Proof size estimated: 6614
		// Shortest run: 275_523_000 picoseconds
		Weight::from_parts(284_259_000, 6614)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `RentalEscrow::Orders` (r:1 w:1)
	/// Proof: `RentalEscrow::Orders` (`max_values`: None, `max_size`: Some(739), added: 3214, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:0)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Missed` (r:1 w:0)
	/// Proof: `ComputeAttestation::Missed` (`max_values`: None, `max_size`: Some(241), added: 2716, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:4 w:4)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Reputations` (r:1 w:1)
	/// Proof: `RentalEscrow::Reputations` (`max_values`: None, `max_size`: Some(73), added: 2548, mode: `MaxEncodedLen`)
	/// Storage: `RentalEscrow::Delivered` (r:0 w:1)
	/// Proof: `RentalEscrow::Delivered` (`max_values`: None, `max_size`: Some(1043), added: 3518, mode: `MaxEncodedLen`)
	fn resolve_forfeit() -> Weight {
		// Proof size measured:  3520
		// Proof size estimated: 11402
		// Shortest run: 328_157_000 picoseconds
		Weight::from_parts(339_929_000, 11402)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
}

/// The same with the database costs of ParityDB, for tests.
impl WeightInfo for () {
	fn list_capacity() -> Weight {
		Weight::from_parts(69_363_000, 3866)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn update_listing() -> Weight {
		Weight::from_parts(21_187_000, 3866)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn unlist_capacity() -> Weight {
		Weight::from_parts(52_728_000, 3866)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn place_order(t: u32) -> Weight {
		Weight::from_parts(277_660_759, 82270)
			.saturating_add(Weight::from_parts(24_402, 0).saturating_mul(t.into()))
			.saturating_add(ParityDbWeight::get().reads(40_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn request(t: u32) -> Weight {
		Weight::from_parts(135_402_781, 3802)
			.saturating_add(Weight::from_parts(162_580, 0).saturating_mul(t.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn bid() -> Weight {
		Weight::from_parts(236_341_000, 82270)
			.saturating_add(ParityDbWeight::get().reads(39_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn withdraw_bid() -> Weight {
		Weight::from_parts(90_540_000, 4204)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn take_bid() -> Weight {
		Weight::from_parts(777_044_000, 86856)
			.saturating_add(ParityDbWeight::get().reads(141_u64))
			.saturating_add(ParityDbWeight::get().writes(41_u64))
	}
	fn cancel() -> Weight {
		Weight::from_parts(121_631_000, 4204)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn accept() -> Weight {
		Weight::from_parts(717_952_000, 86856)
			.saturating_add(ParityDbWeight::get().reads(137_u64))
			.saturating_add(ParityDbWeight::get().writes(38_u64))
	}
	fn deliver(c: u32) -> Weight {
		Weight::from_parts(25_508_718, 4204)
			.saturating_add(Weight::from_parts(1_736, 0).saturating_mul(c.into()))
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn confirm() -> Weight {
		Weight::from_parts(22_090_000, 4204)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn extend() -> Weight {
		Weight::from_parts(685_484_000, 86856)
			.saturating_add(ParityDbWeight::get().reads(138_u64))
			.saturating_add(ParityDbWeight::get().writes(38_u64))
	}
	fn draw() -> Weight {
		Weight::from_parts(178_969_000, 6196)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn end() -> Weight {
		Weight::from_parts(51_245_000, 4848)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn rate() -> Weight {
		Weight::from_parts(345_889_000, 8799)
			.saturating_add(ParityDbWeight::get().reads(11_u64))
			.saturating_add(ParityDbWeight::get().writes(10_u64))
	}
	fn rate_signed() -> Weight {
		Weight::from_parts(461_549_000, 8799)
			.saturating_add(ParityDbWeight::get().reads(12_u64))
			.saturating_add(ParityDbWeight::get().writes(10_u64))
	}
	fn settle_signed() -> Weight {
		Weight::from_parts(444_287_000, 8799)
			.saturating_add(ParityDbWeight::get().reads(11_u64))
			.saturating_add(ParityDbWeight::get().writes(11_u64))
	}
	fn dispute() -> Weight {
		Weight::from_parts(40_550_000, 4204)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn resolve_dispute() -> Weight {
		Weight::from_parts(273_142_000, 8799)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	fn resolve_silence() -> Weight {
		Weight::from_parts(284_259_000, 6614)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
	}
	fn resolve_forfeit() -> Weight {
		Weight::from_parts(339_929_000, 11402)
			.saturating_add(ParityDbWeight::get().reads(11_u64))
			.saturating_add(ParityDbWeight::get().writes(10_u64))
	}
}
