//! Weights of `pallet_compute_attestation`, measured; do not edit.
//!
//! Made by `make bench PALLET=pallet_compute_attestation` with the SDK's benchmarking library 64.0.0 on
//! 2026-11-25: 20 steps, 10 repeats, Intel(R) Xeon(R) Processor.

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
	fn prove_of_many(c: u32) -> Weight;
	/// Weight of `report_absence`.
	fn report_absence() -> Weight;
	/// Weight of `reinstate`.
	fn reinstate() -> Weight;
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
		// Shortest run: 5_032_000 picoseconds
		Weight::from_parts(5_640_000, 1585).saturating_add(T::DbWeight::get().reads(1_u64))
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
		// Shortest run: 11_941_000 picoseconds
		Weight::from_parts(12_844_000, 1585).saturating_add(T::DbWeight::get().reads(4_u64))
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
		// Shortest run: 125_373_000 picoseconds
		Weight::from_parts(130_931_000, 3802)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:1)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(127), added: 2602, mode: `MaxEncodedLen`)
	fn register_vendor() -> Weight {
		// Proof size measured:  3
		// Proof size estimated: 3592
		// Shortest run: 9_269_000 picoseconds
		Weight::from_parts(10_238_000, 3592)
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
		// Shortest run: 14_550_000 picoseconds
		Weight::from_parts(16_178_000, 3592)
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
		// Shortest run: 14_615_000 picoseconds
		Weight::from_parts(16_494_000, 3592)
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
		// Shortest run: 14_868_000 picoseconds
		Weight::from_parts(16_739_000, 3588)
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
		// Shortest run: 19_117_000 picoseconds
		Weight::from_parts(20_879_000, 3592)
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
		// Shortest run: 18_219_000 picoseconds
		Weight::from_parts(20_507_000, 3588)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ComputeAttestation::Chips` (r:2 w:2)
	/// Proof: `ComputeAttestation::Chips` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1379), added: 3854, mode: `MaxEncodedLen`)
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
		// Proof size measured:  5310
		// Proof size estimated: 6304
		// Shortest run: 155_189_000 picoseconds
		Weight::from_parts(172_233_000, 6304)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1379), added: 3854, mode: `MaxEncodedLen`)
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
		// Proof size measured:  2893
		// Proof size estimated: 4844 + n * (2657 ±0)
		// Shortest run: 223_081_000 picoseconds
		Weight::from_parts(165_021_173, 4844)
			// Standard error: 288_708
			.saturating_add(Weight::from_parts(81_871_181, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2657).saturating_mul(n.into()))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1379), added: 3854, mode: `MaxEncodedLen`)
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
		// Proof size measured:  1792 + a * (83 ±0)
		// Proof size estimated: 4844 + a * (2599 ±0)
		// Shortest run: 97_564_000 picoseconds
		Weight::from_parts(110_330_977, 4844)
			// Standard error: 30_758
			.saturating_add(Weight::from_parts(11_614_268, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 2599).saturating_mul(a.into()))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1379), added: 3854, mode: `MaxEncodedLen`)
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
	fn prove_of_many(c: u32) -> Weight {
		// Proof size measured:  1752
		// Proof size estimated: 4844
		// Shortest run: 194_549_000 picoseconds
		Weight::from_parts(213_290_803, 4844)
			// Standard error: 664
			.saturating_add(Weight::from_parts(405, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1379), added: 3854, mode: `MaxEncodedLen`)
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
		// Proof size measured:  3205
		// Proof size estimated: 6196
		// Shortest run: 98_485_000 picoseconds
		Weight::from_parts(111_354_000, 6196)
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
		// Shortest run: 65_821_000 picoseconds
		Weight::from_parts(70_026_000, 3802)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1379), added: 3854, mode: `MaxEncodedLen`)
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
		// Proof size measured:  4224 + n * (409 ±0)
		// Proof size estimated: 20796 + n * (5198 ±0)
		// Shortest run: 114_382_000 picoseconds
		Weight::from_parts(87_418_060, 20796)
			// Standard error: 212_880
			.saturating_add(Weight::from_parts(38_395_045, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(21_u64))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(18_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5198).saturating_mul(n.into()))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1379), added: 3854, mode: `MaxEncodedLen`)
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
		// Proof size measured:  2178
		// Proof size estimated: 4844
		// Shortest run: 70_683_000 picoseconds
		Weight::from_parts(77_287_000, 4844)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ComputeAttestation::Chips` (r:2 w:2)
	/// Proof: `ComputeAttestation::Chips` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:2 w:2)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1379), added: 3854, mode: `MaxEncodedLen`)
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
		// Proof size measured:  7305
		// Proof size estimated: 8698
		// Shortest run: 305_597_000 picoseconds
		Weight::from_parts(331_829_000, 8698)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(13_u64))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1379), added: 3854, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Candidates` (r:1 w:0)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	fn back() -> Weight {
		// Proof size measured:  1728
		// Proof size estimated: 4844
		// Shortest run: 23_111_000 picoseconds
		Weight::from_parts(26_411_000, 4844)
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
		// Shortest run: 148_305_000 picoseconds
		Weight::from_parts(155_801_000, 6196)
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
		// Proof size measured:  537 + n * (112 ±0)
		// Proof size estimated: 6196 + n * (2559 ±0)
		// Shortest run: 60_540_000 picoseconds
		Weight::from_parts(54_812_723, 6196)
			// Standard error: 28_588
			.saturating_add(Weight::from_parts(12_439_135, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2559).saturating_mul(n.into()))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1379), added: 3854, mode: `MaxEncodedLen`)
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
		// Proof size measured:  915 + b * (338 ±0)
		// Proof size estimated: 4844 + b * (2602 ±0)
		// Shortest run: 45_579_000 picoseconds
		Weight::from_parts(42_870_677, 4844)
			// Standard error: 172_732
			.saturating_add(Weight::from_parts(17_943_068, 0).saturating_mul(b.into()))
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
		Weight::from_parts(5_640_000, 1585).saturating_add(ParityDbWeight::get().reads(1_u64))
	}
	fn on_initialize_draw() -> Weight {
		Weight::from_parts(12_844_000, 1585).saturating_add(ParityDbWeight::get().reads(4_u64))
	}
	fn on_initialize_open() -> Weight {
		Weight::from_parts(130_931_000, 3802)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn register_vendor() -> Weight {
		Weight::from_parts(10_238_000, 3592)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn revoke_vendor() -> Weight {
		Weight::from_parts(16_178_000, 3592)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn register_model() -> Weight {
		Weight::from_parts(16_494_000, 3592)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn revoke_model() -> Weight {
		Weight::from_parts(16_739_000, 3588)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn publish_manifest() -> Weight {
		Weight::from_parts(20_879_000, 3592)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn revoke_manifest() -> Weight {
		Weight::from_parts(20_507_000, 3588)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn revoke_chip() -> Weight {
		Weight::from_parts(172_233_000, 6304)
			.saturating_add(ParityDbWeight::get().reads(15_u64))
			.saturating_add(ParityDbWeight::get().writes(9_u64))
	}
	fn claim_chips(n: u32) -> Weight {
		Weight::from_parts(165_021_173, 4844)
			.saturating_add(Weight::from_parts(81_871_181, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2657).saturating_mul(n.into()))
	}
	fn prove(a: u32) -> Weight {
		Weight::from_parts(110_330_977, 4844)
			.saturating_add(Weight::from_parts(11_614_268, 0).saturating_mul(a.into()))
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(a.into())))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 2599).saturating_mul(a.into()))
	}
	fn prove_of_many(c: u32) -> Weight {
		Weight::from_parts(213_290_803, 4844)
			.saturating_add(Weight::from_parts(405, 0).saturating_mul(c.into()))
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn report_absence() -> Weight {
		Weight::from_parts(111_354_000, 6196)
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(70_026_000, 3802)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn retire_chips(n: u32) -> Weight {
		Weight::from_parts(87_418_060, 20796)
			.saturating_add(Weight::from_parts(38_395_045, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(21_u64))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(18_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5198).saturating_mul(n.into()))
	}
	fn withdraw_collateral() -> Weight {
		Weight::from_parts(77_287_000, 4844)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn take_over_chip() -> Weight {
		Weight::from_parts(331_829_000, 8698)
			.saturating_add(ParityDbWeight::get().reads(18_u64))
			.saturating_add(ParityDbWeight::get().writes(13_u64))
	}
	fn back() -> Weight {
		Weight::from_parts(26_411_000, 4844)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn fund_rewards() -> Weight {
		Weight::from_parts(155_801_000, 6196)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn claim_rewards(n: u32) -> Weight {
		Weight::from_parts(54_812_723, 6196)
			.saturating_add(Weight::from_parts(12_439_135, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2559).saturating_mul(n.into()))
	}
	fn prune_revoked(b: u32) -> Weight {
		Weight::from_parts(42_870_677, 4844)
			.saturating_add(Weight::from_parts(17_943_068, 0).saturating_mul(b.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(b.into())))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64.saturating_mul(b.into())))
			.saturating_add(Weight::from_parts(0, 2602).saturating_mul(b.into()))
	}
}
