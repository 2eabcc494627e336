//! Weights of `pallet_rain_insurance`, measured; do not edit.
//!
//! Made by `make bench PALLET=pallet_rain_insurance` with the SDK's benchmarking library 64.0.0 on
//! 2026-11-25: 50 steps, 20 repeats, Intel(R) Xeon(R) Processor.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// The weight of each of the pallet's calls and hooks.
pub trait WeightInfo {
	/// Weight of `offer`.
	fn offer() -> Weight;
	/// Weight of `discontinue`.
	fn discontinue() -> Weight;
	/// Weight of `fund`.
	fn fund() -> Weight;
	/// Weight of `withdraw`.
	fn withdraw() -> Weight;
	/// Weight of `insure`.
	fn insure() -> Weight;
	/// Weight of `claim`.
	fn claim() -> Weight;
	/// Weight of `on_result`.
	fn on_result() -> Weight;
	/// Weight of `expire`.
	fn expire() -> Weight;
}

/// The measured weights, for a runtime whose database costs are `T::DbWeight`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `RainInsurance::CounterForProducts` (r:1 w:1)
	/// Proof: `RainInsurance::CounterForProducts` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::NextProduct` (r:1 w:1)
	/// Proof: `RainInsurance::NextProduct` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::Products` (r:1 w:1)
	/// Proof: `RainInsurance::Products` (`max_values`: None, `max_size`: Some(387), added: 2862, mode: `MaxEncodedLen`)
	fn offer() -> Weight {
		// Proof size measured:  42
		// Proof size estimated: 3852
		// Shortest run: 12_940_000 picoseconds
		Weight::from_parts(13_979_000, 3852)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `RainInsurance::Products` (r:1 w:1)
	/// Proof: `RainInsurance::Products` (`max_values`: None, `max_size`: Some(387), added: 2862, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::CounterForProducts` (r:1 w:1)
	/// Proof: `RainInsurance::CounterForProducts` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn discontinue() -> Weight {
		// Proof size measured:  157
		// Proof size estimated: 3852
		// Shortest run: 13_771_000 picoseconds
		Weight::from_parts(15_061_000, 3852)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `RainInsurance::Pot` (r:1 w:1)
	/// Proof: `RainInsurance::Pot` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	fn fund() -> Weight {
		// Proof size measured:  289
		// Proof size estimated: 6196
		// Shortest run: 80_538_000 picoseconds
		Weight::from_parts(84_669_000, 6196)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `RainInsurance::Pot` (r:1 w:1)
	/// Proof: `RainInsurance::Pot` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::Covered` (r:1 w:0)
	/// Proof: `RainInsurance::Covered` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn withdraw() -> Weight {
		// Proof size measured:  368
		// Proof size estimated: 6196
		// Shortest run: 52_949_000 picoseconds
		Weight::from_parts(55_775_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `RainInsurance::Products` (r:1 w:0)
	/// Proof: `RainInsurance::Products` (`max_values`: None, `max_size`: Some(387), added: 2862, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::CounterForPolicies` (r:1 w:1)
	/// Proof: `RainInsurance::CounterForPolicies` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::Covered` (r:1 w:1)
	/// Proof: `RainInsurance::Covered` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::Pot` (r:1 w:1)
	/// Proof: `RainInsurance::Pot` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::NextPolicy` (r:1 w:1)
	/// Proof: `RainInsurance::NextPolicy` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::Policies` (r:1 w:1)
	/// Proof: `RainInsurance::Policies` (`max_values`: None, `max_size`: Some(456), added: 2931, mode: `MaxEncodedLen`)
	fn insure() -> Weight {
		// Proof size measured:  1022
		// Proof size estimated: 6196
		// Shortest run: 102_690_000 picoseconds
		Weight::from_parts(107_810_000, 6196)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `RainInsurance::Policies` (r:1 w:1)
	/// Proof: `RainInsurance::Policies` (`max_values`: None, `max_size`: Some(456), added: 2931, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::Claims` (r:0 w:2)
	/// Proof: `RainInsurance::Claims` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	fn claim() -> Weight {
		// Proof size measured:  714
		// Proof size estimated: 3921
		// Shortest run: 16_091_000 picoseconds
		Weight::from_parts(17_038_000, 3921)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `RainInsurance::Claims` (r:1 w:1)
	/// Proof: `RainInsurance::Claims` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::Policies` (r:1 w:1)
	/// Proof: `RainInsurance::Policies` (`max_values`: None, `max_size`: Some(456), added: 2931, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::Pot` (r:1 w:1)
	/// Proof: `RainInsurance::Pot` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::Covered` (r:1 w:1)
	/// Proof: `RainInsurance::Covered` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::CounterForPolicies` (r:1 w:1)
	/// Proof: `RainInsurance::CounterForPolicies` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn on_result() -> Weight {
		// Proof size measured:  1002
		// Proof size estimated: 6196
		// Shortest run: 67_318_000 picoseconds
		Weight::from_parts(69_971_000, 6196)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `RainInsurance::Policies` (r:1 w:1)
	/// Proof: `RainInsurance::Policies` (`max_values`: None, `max_size`: Some(456), added: 2931, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::Covered` (r:1 w:1)
	/// Proof: `RainInsurance::Covered` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::CounterForPolicies` (r:1 w:1)
	/// Proof: `RainInsurance::CounterForPolicies` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `RainInsurance::Claims` (r:0 w:1)
	/// Proof: `RainInsurance::Claims` (`max_values`: None, `max_size`: Some(20), added: 2495, mode: `MaxEncodedLen`)
	fn expire() -> Weight {
		// Proof size measured:  732
		// Proof size estimated: 3921
		// Shortest run: 21_903_000 picoseconds
		Weight::from_parts(23_277_000, 3921)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
}

/// The same with the database costs of ParityDB, for tests.
impl WeightInfo for () {
	fn offer() -> Weight {
		Weight::from_parts(13_979_000, 3852)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn discontinue() -> Weight {
		Weight::from_parts(15_061_000, 3852)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn fund() -> Weight {
		Weight::from_parts(84_669_000, 6196)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn withdraw() -> Weight {
		Weight::from_parts(55_775_000, 6196)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn insure() -> Weight {
		Weight::from_parts(107_810_000, 6196)
			.saturating_add(ParityDbWeight::get().reads(9_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	fn claim() -> Weight {
		Weight::from_parts(17_038_000, 3921)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn on_result() -> Weight {
		Weight::from_parts(69_971_000, 6196)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	fn expire() -> Weight {
		Weight::from_parts(23_277_000, 3921)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
}
