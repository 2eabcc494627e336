//! Weights of `pallet_compute_attestation`, measured; do not edit.
//!
//! Made by `make bench PALLET=pallet_compute_attestation` with the SDK's benchmarking library 64.0.0 on
//! 2026-11-25: 50 steps, 20 repeats, Intel(R) Xeon(R) Processor.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// The weight of each of the pallet's calls and hooks.
pub trait WeightInfo {
	/// Weight of `on_initialize_idle`.
	fn on_initialize_idle() -> Weight;
	/// Weight of `on_initialize_draw`.
	fn on_initialize_draw() -> Weight;
	/// Weight of `on_initialize_open`.
	fn on_initialize_open() -> Weight;
	/// Weight of `register_vendor`.
	fn register_vendor() -> Weight;
	/// Weight of `revoke_vendor`.
	fn revoke_vendor() -> Weight;
	/// Weight of `register_model`.
	fn register_model() -> Weight;
	/// Weight of `revoke_model`.
	fn revoke_model() -> Weight;
	/// Weight of `publish_manifest`.
	fn publish_manifest() -> Weight;
	/// Weight of `revoke_manifest`.
	fn revoke_manifest() -> Weight;
	/// Weight of `revoke_chip`.
	fn revoke_chip() -> Weight;
	/// Weight of `claim_chips`.
	///
	/// `n` was measured within `[1, 64]`.
	fn claim_chips(n: u32) -> Weight;
	/// Weight of `prove`.
	///
	/// `a` was measured within `[0, 256]`.
	fn prove(a: u32) -> Weight;
	/// Weight of `prove_of_many`.
	///
	/// `c` was measured within `[1, 4096]`.
	fn prove_of_many(_c: u32) -> Weight;
	/// Weight of `report_absence`.
	fn report_absence() -> Weight;
	/// Weight of `reinstate`.
	fn reinstate() -> Weight;
	/// Weight of `start_over`.
	fn start_over() -> Weight;
	/// Weight of `retire_chips`.
	///
	/// `n` was measured within `[1, 64]`.
	fn retire_chips(n: u32) -> Weight;
	/// Weight of `withdraw_collateral`.
	fn withdraw_collateral() -> Weight;
	/// Weight of `take_over_chip`.
	fn take_over_chip() -> Weight;
	/// Weight of `back`.
	fn back() -> Weight;
	/// Weight of `fund_rewards`.
	fn fund_rewards() -> Weight;
	/// Weight of `claim_rewards`.
	///
	/// `n` was measured within `[1, 16]`.
	fn claim_rewards(n: u32) -> Weight;
	/// Weight of `prune_revoked`.
	///
	/// `b` was measured within `[1, 32]`.
	fn prune_revoked(b: u32) -> Weight;
}

/// The measured weights, for a runtime whose database costs are `T::DbWeight`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	fn on_initialize_idle() -> Weight {
		// Proof size measured:  352
		// Proof size estimated: 1585
		// Shortest run: 4_849_000 picoseconds
		Weight::from_parts(5_452_000, 1585).saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `Babe::AuthorVrfRandomness` (r:1 w:0)
	/// Proof: `Babe::AuthorVrfRandomness` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	/// Storage: `Babe::NextRandomness` (r:1 w:0)
	/// Proof: `Babe::NextRandomness` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `Babe::EpochStart` (r:1 w:0)
	/// Proof: `Babe::EpochStart` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn on_initialize_draw() -> Weight {
		// Proof size measured:  525
		// Proof size estimated: 1585
		// Shortest run: 11_677_000 picoseconds
		Weight::from_parts(12_608_000, 1585).saturating_add(T::DbWeight::get().reads(4_u64))
	}
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::CurrentProgress` (r:1 w:0)
	/// Proof: `TokenEmission::CurrentProgress` (`max_values`: Some(1), `max_size`: Some(160), added: 655, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:1)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Pots` (r:1 w:1)
	/// Proof: `ComputeAttestation::Pots` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:0 w:1)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	fn on_initialize_open() -> Weight {
		// Proof size measured:  1180
		// Proof size estimated: 3802
		// Shortest run: 122_424_000 picoseconds
		Weight::from_parts(126_628_000, 3802)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:1)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(127), added: 2602, mode: `MaxEncodedLen`)
	fn register_vendor() -> Weight {
		// Proof size measured:  3
		// Proof size estimated: 3592
		// Shortest run: 8_933_000 picoseconds
		Weight::from_parts(9_739_000, 3592)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:1)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(127), added: 2602, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:1)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	fn revoke_vendor() -> Weight {
		// Proof size measured:  155
		// Proof size estimated: 3592
		// Shortest run: 14_217_000 picoseconds
		Weight::from_parts(15_130_000, 3592)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:1)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(127), added: 2602, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NextModelId` (r:1 w:1)
	/// Proof: `ComputeAttestation::NextModelId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Models` (r:0 w:1)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	fn register_model() -> Weight {
		// Proof size measured:  155
		// Proof size estimated: 3592
		// Shortest run: 14_159_000 picoseconds
		Weight::from_parts(15_098_000, 3592)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ComputeAttestation::Models` (r:1 w:1)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:1)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	fn revoke_model() -> Weight {
		// Proof size measured:  206
		// Proof size estimated: 3588
		// Shortest run: 14_279_000 picoseconds
		Weight::from_parts(15_120_000, 3588)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ComputeAttestation::Models` (r:1 w:0)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:1)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(127), added: 2602, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NextManifestId` (r:1 w:1)
	/// Proof: `ComputeAttestation::NextManifestId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Manifests` (r:0 w:1)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	fn publish_manifest() -> Weight {
		// Proof size measured:  321
		// Proof size estimated: 3592
		// Shortest run: 18_517_000 picoseconds
		Weight::from_parts(19_457_000, 3592)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ComputeAttestation::Manifests` (r:1 w:1)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Models` (r:1 w:0)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:1)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	fn revoke_manifest() -> Weight {
		// Proof size measured:  312
		// Proof size estimated: 3588
		// Shortest run: 17_585_000 picoseconds
		Weight::from_parts(18_703_000, 3588)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ComputeAttestation::Chips` (r:2 w:2)
	/// Proof: `ComputeAttestation::Chips` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Manifests` (r:2 w:1)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Models` (r:1 w:0)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:0)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(127), added: 2602, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::RevokedChips` (r:1 w:1)
	/// Proof: `ComputeAttestation::RevokedChips` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Slots` (r:2 w:2)
	/// Proof: `ComputeAttestation::Slots` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Capacities` (r:1 w:1)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	fn revoke_chip() -> Weight {
		// Proof size measured:  5314
		// Proof size estimated: 6304
		// Shortest run: 145_322_000 picoseconds
		Weight::from_parts(153_835_000, 6304)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Manifests` (r:1 w:1)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Models` (r:1 w:0)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:0)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(127), added: 2602, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::RevokedChips` (r:64 w:0)
	/// Proof: `ComputeAttestation::RevokedChips` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Chips` (r:64 w:64)
	/// Proof: `ComputeAttestation::Chips` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Capacities` (r:1 w:1)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Slots` (r:0 w:64)
	/// Proof: `ComputeAttestation::Slots` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	fn claim_chips(n: u32) -> Weight {
		// Proof size measured:  2897
		// Proof size estimated: 4848 + n * (2657 ±0)
		// Shortest run: 214_794_000 picoseconds
		Weight::from_parts(188_551_081, 4848)
			// Standard error: 130_720
			.saturating_add(Weight::from_parts(80_277_358, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2657).saturating_mul(n.into()))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:1)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Slots` (r:256 w:0)
	/// Proof: `ComputeAttestation::Slots` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Tallies` (r:1 w:1)
	/// Proof: `ComputeAttestation::Tallies` (`max_values`: None, `max_size`: Some(98), added: 2573, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Earned` (r:0 w:1)
	/// Proof: `ComputeAttestation::Earned` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn prove(a: u32) -> Weight {
		// Proof size measured:  1799 + a * (83 ±0)
		// Proof size estimated: 4848 + a * (2599 ±0)
		// Shortest run: 88_335_000 picoseconds
		Weight::from_parts(118_745_461, 4848)
			// Standard error: 10_898
			.saturating_add(Weight::from_parts(11_126_963, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 2599).saturating_mul(a.into()))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:1)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Tallies` (r:1 w:1)
	/// Proof: `ComputeAttestation::Tallies` (`max_values`: None, `max_size`: Some(98), added: 2573, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Earned` (r:0 w:1)
	/// Proof: `ComputeAttestation::Earned` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn prove_of_many(_c: u32) -> Weight {
		// Proof size measured:  1756
		// Proof size estimated: 4848
		// Shortest run: 174_384_000 picoseconds
		Weight::from_parts(197_874_215, 4848)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Missed` (r:1 w:1)
	/// Proof: `ComputeAttestation::Missed` (`max_values`: None, `max_size`: Some(241), added: 2716, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	fn report_absence() -> Weight {
		// Proof size measured:  3209
		// Proof size estimated: 6196
		// Shortest run: 92_340_000 picoseconds
		Weight::from_parts(98_146_000, 6196)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Missed` (r:1 w:1)
	/// Proof: `ComputeAttestation::Missed` (`max_values`: None, `max_size`: Some(241), added: 2716, mode: `MaxEncodedLen`)
	fn reinstate() -> Weight {
		// Proof size measured:  1092
		// Proof size estimated: 3802
		// Shortest run: 64_055_000 picoseconds
		Weight::from_parts(67_977_000, 3802)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `ComputeAttestation::Missed` (r:1 w:1)
	/// Proof: `ComputeAttestation::Missed` (`max_values`: None, `max_size`: Some(241), added: 2716, mode: `MaxEncodedLen`)
	fn start_over() -> Weight {
		// Proof size measured:  532
		// Proof size estimated: 3706
		// Shortest run: 8_997_000 picoseconds
		Weight::from_parts(9_889_000, 3706)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Slots` (r:128 w:128)
	/// Proof: `ComputeAttestation::Slots` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Manifests` (r:32 w:32)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Capacities` (r:32 w:32)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Chips` (r:64 w:128)
	/// Proof: `ComputeAttestation::Chips` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	fn retire_chips(n: u32) -> Weight {
		// Proof size measured:  4250 + n * (409 ±0)
		// Proof size estimated: 21453 + n * (5198 ±91)
		// Shortest run: 108_551_000 picoseconds
		Weight::from_parts(105_943_498, 21453)
			// Standard error: 85_180
			.saturating_add(Weight::from_parts(36_308_378, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(21_u64))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(18_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5198).saturating_mul(n.into()))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	fn withdraw_collateral() -> Weight {
		// Proof size measured:  2182
		// Proof size estimated: 4848
		// Shortest run: 69_362_000 picoseconds
		Weight::from_parts(75_340_000, 4848)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ComputeAttestation::Chips` (r:2 w:2)
	/// Proof: `ComputeAttestation::Chips` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:2 w:2)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Slots` (r:2 w:3)
	/// Proof: `ComputeAttestation::Slots` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Manifests` (r:1 w:1)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Models` (r:1 w:0)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:0)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(127), added: 2602, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Capacities` (r:2 w:2)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(100), added: 595, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	fn take_over_chip() -> Weight {
		// Proof size measured:  7313
		// Proof size estimated: 8706
		// Shortest run: 303_240_000 picoseconds
		Weight::from_parts(324_446_000, 8706)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(13_u64))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Candidates` (r:1 w:0)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	fn back() -> Weight {
		// Proof size measured:  1732
		// Proof size estimated: 4848
		// Shortest run: 21_697_000 picoseconds
		Weight::from_parts(24_879_000, 4848)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Pots` (r:1 w:1)
	/// Proof: `ComputeAttestation::Pots` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	fn fund_rewards() -> Weight {
		// Proof size measured:  485
		// Proof size estimated: 6196
		// Shortest run: 145_173_000 picoseconds
		Weight::from_parts(149_291_000, 6196)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `ComputeAttestation::Earned` (r:16 w:16)
	/// Proof: `ComputeAttestation::Earned` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Pots` (r:16 w:16)
	/// Proof: `ComputeAttestation::Pots` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn claim_rewards(n: u32) -> Weight {
		// Proof size measured:  538 + n * (112 ±0)
		// Proof size estimated: 6196 + n * (2559 ±0)
		// Shortest run: 59_707_000 picoseconds
		Weight::from_parts(52_003_301, 6196)
			// Standard error: 17_286
			.saturating_add(Weight::from_parts(12_129_623, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2559).saturating_mul(n.into()))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1383), added: 3858, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Manifests` (r:32 w:0)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Models` (r:32 w:0)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Vendors` (r:32 w:0)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(127), added: 2602, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Capacities` (r:32 w:32)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	fn prune_revoked(b: u32) -> Weight {
		// Proof size measured:  921 + b * (338 ±0)
		// Proof size estimated: 4848 + b * (2602 ±0)
		// Shortest run: 44_437_000 picoseconds
		Weight::from_parts(25_860_376, 4848)
			// Standard error: 33_411
			.saturating_add(Weight::from_parts(18_246_254, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(b.into())))
			.saturating_add(Weight::from_parts(0, 2602).saturating_mul(b.into()))
	}
}

/// The same with the database costs of ParityDB, for tests.
impl WeightInfo for () {
	fn on_initialize_idle() -> Weight {
		Weight::from_parts(5_452_000, 1585).saturating_add(ParityDbWeight::get().reads(1_u64))
	}
	fn on_initialize_draw() -> Weight {
		Weight::from_parts(12_608_000, 1585).saturating_add(ParityDbWeight::get().reads(4_u64))
	}
	fn on_initialize_open() -> Weight {
		Weight::from_parts(126_628_000, 3802)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn register_vendor() -> Weight {
		Weight::from_parts(9_739_000, 3592)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn revoke_vendor() -> Weight {
		Weight::from_parts(15_130_000, 3592)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn register_model() -> Weight {
		Weight::from_parts(15_098_000, 3592)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn revoke_model() -> Weight {
		Weight::from_parts(15_120_000, 3588)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn publish_manifest() -> Weight {
		Weight::from_parts(19_457_000, 3592)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn revoke_manifest() -> Weight {
		Weight::from_parts(18_703_000, 3588)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn revoke_chip() -> Weight {
		Weight::from_parts(153_835_000, 6304)
			.saturating_add(ParityDbWeight::get().reads(15_u64))
			.saturating_add(ParityDbWeight::get().writes(9_u64))
	}
	fn claim_chips(n: u32) -> Weight {
		Weight::from_parts(188_551_081, 4848)
			.saturating_add(Weight::from_parts(80_277_358, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2657).saturating_mul(n.into()))
	}
	fn prove(a: u32) -> Weight {
		Weight::from_parts(118_745_461, 4848)
			.saturating_add(Weight::from_parts(11_126_963, 0).saturating_mul(a.into()))
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(a.into())))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 2599).saturating_mul(a.into()))
	}
	fn prove_of_many(_c: u32) -> Weight {
		Weight::from_parts(197_874_215, 4848)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn report_absence() -> Weight {
		Weight::from_parts(98_146_000, 6196)
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(67_977_000, 3802)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn start_over() -> Weight {
		Weight::from_parts(9_889_000, 3706)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn retire_chips(n: u32) -> Weight {
		Weight::from_parts(105_943_498, 21453)
			.saturating_add(Weight::from_parts(36_308_378, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(21_u64))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(18_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5198).saturating_mul(n.into()))
	}
	fn withdraw_collateral() -> Weight {
		Weight::from_parts(75_340_000, 4848)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn take_over_chip() -> Weight {
		Weight::from_parts(324_446_000, 8706)
			.saturating_add(ParityDbWeight::get().reads(18_u64))
			.saturating_add(ParityDbWeight::get().writes(13_u64))
	}
	fn back() -> Weight {
		Weight::from_parts(24_879_000, 4848)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn fund_rewards() -> Weight {
		Weight::from_parts(149_291_000, 6196)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn claim_rewards(n: u32) -> Weight {
		Weight::from_parts(52_003_301, 6196)
			.saturating_add(Weight::from_parts(12_129_623, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2559).saturating_mul(n.into()))
	}
	fn prune_revoked(b: u32) -> Weight {
		Weight::from_parts(25_860_376, 4848)
			.saturating_add(Weight::from_parts(18_246_254, 0).saturating_mul(b.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(b.into())))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64.saturating_mul(b.into())))
			.saturating_add(Weight::from_parts(0, 2602).saturating_mul(b.into()))
	}
}
