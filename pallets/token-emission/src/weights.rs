//! Weights of `pallet_token_emission`, measured; do not edit.
//!
//! Made by `make bench PALLET=pallet_token_emission` with the SDK's benchmarking library 64.0.0 on
//! 2026-11-25: 50 steps, 20 repeats, Intel(R) Xeon(R) Processor.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// The weight of each of the pallet's calls and hooks.
pub trait WeightInfo {
	/// Weight of `on_finalize`.
	fn on_finalize() -> Weight;
	/// Weight of `on_finalize_start`.
	fn on_finalize_start() -> Weight;
	/// Weight of `hand_over`.
	fn hand_over() -> Weight;
	/// Weight of `set_schedule`.
	fn set_schedule() -> Weight;
	/// Weight of `set_distribution`.
	fn set_distribution() -> Weight;
	/// Weight of `set_burn_share`.
	fn set_burn_share() -> Weight;
	/// Weight of `set_max_supply`.
	fn set_max_supply() -> Weight;
	/// Weight of `burn`.
	fn burn() -> Weight;
	/// Weight of `deposit_fuel`.
	fn deposit_fuel() -> Weight;
	/// Weight of `burn_fuel`.
	fn burn_fuel() -> Weight;
	/// Weight of `withdraw_fuel`.
	fn withdraw_fuel() -> Weight;
	/// Weight of `reconcile`.
	fn reconcile() -> Weight;
}

/// The measured weights, for a runtime whose database costs are `T::DbWeight`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `TokenEmission::CurrentProgress` (r:1 w:1)
	/// Proof: `TokenEmission::CurrentProgress` (`max_values`: Some(1), `max_size`: Some(160), added: 655, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::CurrentCurve` (r:1 w:0)
	/// Proof: `TokenEmission::CurrentCurve` (`max_values`: Some(1), `max_size`: Some(193), added: 688, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:0)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::MaxSupply` (r:1 w:0)
	/// Proof: `TokenEmission::MaxSupply` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::CurrentDistribution` (r:1 w:0)
	/// Proof: `TokenEmission::CurrentDistribution` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Tallies` (r:1 w:0)
	/// Proof: `ComputeAttestation::Tallies` (`max_values`: None, `max_size`: Some(98), added: 2573, mode: `MaxEncodedLen`)
	fn on_finalize() -> Weight {
		// Proof size measured:  776
		// Proof size estimated: 3563
		// Shortest run: 22_501_000 picoseconds
		Weight::from_parts(24_252_000, 3563)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `TokenEmission::CurrentProgress` (r:1 w:1)
	/// Proof: `TokenEmission::CurrentProgress` (`max_values`: Some(1), `max_size`: Some(160), added: 655, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::Start` (r:1 w:0)
	/// Proof: `TokenEmission::Start` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::CurrentCurve` (r:1 w:0)
	/// Proof: `TokenEmission::CurrentCurve` (`max_values`: Some(1), `max_size`: Some(193), added: 688, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:0)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::MaxSupply` (r:1 w:0)
	/// Proof: `TokenEmission::MaxSupply` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::CurrentDistribution` (r:1 w:0)
	/// Proof: `TokenEmission::CurrentDistribution` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Tallies` (r:1 w:0)
	/// Proof: `ComputeAttestation::Tallies` (`max_values`: None, `max_size`: Some(98), added: 2573, mode: `MaxEncodedLen`)
	fn on_finalize_start() -> Weight {
		// Proof size measured:  593
		// Proof size estimated: 3563
		// Shortest run: 22_549_000 picoseconds
		Weight::from_parts(24_150_000, 3563)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `TokenEmission::CurrentProgress` (r:1 w:1)
	/// Proof: `TokenEmission::CurrentProgress` (`max_values`: Some(1), `max_size`: Some(160), added: 655, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Eras` (r:1 w:1)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Pots` (r:1 w:1)
	/// Proof: `ComputeAttestation::Pots` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	fn hand_over() -> Weight {
		// Proof size measured:  1218
		// Proof size estimated: 8799
		// Shortest run: 158_767_000 picoseconds
		Weight::from_parts(167_533_000, 8799)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `TokenEmission::CurrentCurve` (r:1 w:1)
	/// Proof: `TokenEmission::CurrentCurve` (`max_values`: Some(1), `max_size`: Some(193), added: 688, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::CurrentProgress` (r:1 w:1)
	/// Proof: `TokenEmission::CurrentProgress` (`max_values`: Some(1), `max_size`: Some(160), added: 655, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:0)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::MaxSupply` (r:1 w:0)
	/// Proof: `TokenEmission::MaxSupply` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::CurrentSchedule` (r:0 w:1)
	/// Proof: `TokenEmission::CurrentSchedule` (`max_values`: Some(1), `max_size`: Some(121), added: 616, mode: `MaxEncodedLen`)
	fn set_schedule() -> Weight {
		// Proof size measured:  770
		// Proof size estimated: 1757
		// Shortest run: 38_373_000 picoseconds
		Weight::from_parts(41_375_000, 1757)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `TokenEmission::CurrentDistribution` (r:0 w:1)
	/// Proof: `TokenEmission::CurrentDistribution` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	fn set_distribution() -> Weight {
		// Proof size measured:  0
		// Proof size estimated: 0
		// Shortest run: 5_184_000 picoseconds
		Weight::from_parts(5_770_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `TokenEmission::BurnShare` (r:0 w:1)
	/// Proof: `TokenEmission::BurnShare` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn set_burn_share() -> Weight {
		// Proof size measured:  0
		// Proof size estimated: 0
		// Shortest run: 5_055_000 picoseconds
		Weight::from_parts(5_632_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `TokenEmission::MaxSupply` (r:1 w:1)
	/// Proof: `TokenEmission::MaxSupply` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::CurrentProgress` (r:1 w:0)
	/// Proof: `TokenEmission::CurrentProgress` (`max_values`: Some(1), `max_size`: Some(160), added: 655, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:0)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	fn set_max_supply() -> Weight {
		// Proof size measured:  675
		// Proof size estimated: 1757
		// Shortest run: 13_897_000 picoseconds
		Weight::from_parts(15_028_000, 1757)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	fn burn() -> Weight {
		// Proof size measured:  592
		// Proof size estimated: 3593
		// Shortest run: 31_366_000 picoseconds
		Weight::from_parts(33_239_000, 3593)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::Fuels` (r:1 w:1)
	/// Proof: `TokenEmission::Fuels` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	fn deposit_fuel() -> Weight {
		// Proof size measured:  948
		// Proof size estimated: 6196
		// Shortest run: 97_992_000 picoseconds
		Weight::from_parts(102_534_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `TokenEmission::Fuels` (r:1 w:1)
	/// Proof: `TokenEmission::Fuels` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	fn burn_fuel() -> Weight {
		// Proof size measured:  948
		// Proof size estimated: 6196
		// Shortest run: 58_523_000 picoseconds
		Weight::from_parts(61_387_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `TokenEmission::Fuels` (r:1 w:1)
	/// Proof: `TokenEmission::Fuels` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	fn withdraw_fuel() -> Weight {
		// Proof size measured:  948
		// Proof size estimated: 6196
		// Shortest run: 85_261_000 picoseconds
		Weight::from_parts(90_718_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	fn reconcile() -> Weight {
		// Proof size measured:  522
		// Proof size estimated: 1757
		// Shortest run: 12_401_000 picoseconds
		Weight::from_parts(13_254_000, 1757)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// The same with the database costs of ParityDB, for tests.
impl WeightInfo for () {
	fn on_finalize() -> Weight {
		Weight::from_parts(24_252_000, 3563)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn on_finalize_start() -> Weight {
		Weight::from_parts(24_150_000, 3563)
			.saturating_add(ParityDbWeight::get().reads(9_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn hand_over() -> Weight {
		Weight::from_parts(167_533_000, 8799)
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().writes(9_u64))
	}
	fn set_schedule() -> Weight {
		Weight::from_parts(41_375_000, 1757)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn set_distribution() -> Weight {
		Weight::from_parts(5_770_000, 0).saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn set_burn_share() -> Weight {
		Weight::from_parts(5_632_000, 0).saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn set_max_supply() -> Weight {
		Weight::from_parts(15_028_000, 1757)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn burn() -> Weight {
		Weight::from_parts(33_239_000, 3593)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn deposit_fuel() -> Weight {
		Weight::from_parts(102_534_000, 6196)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn burn_fuel() -> Weight {
		Weight::from_parts(61_387_000, 6196)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn withdraw_fuel() -> Weight {
		Weight::from_parts(90_718_000, 6196)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn reconcile() -> Weight {
		Weight::from_parts(13_254_000, 1757)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
}
