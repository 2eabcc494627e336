//! Weights of `pallet_compute_attestation`, measured; do not edit.
//!
//! Made by `make bench PALLET=pallet_compute_attestation` with the SDK's benchmarking library 64.0.0 on
//! 2026-11-20: 50 steps, 20 repeats, AMD EPYC.

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
	fn prune_revoked() -> Weight;
}

/// The measured weights, for a runtime whose database costs are `T::DbWeight`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	fn on_initialize_idle() -> Weight {
		// Proof size measured:  348
		// Proof size estimated: 1581
		// Shortest run: 4_056_000 picoseconds
		Weight::from_parts(4_497_000, 1581).saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	/// Storage: `Babe::AuthorVrfRandomness` (r:1 w:0)
	/// Proof: `Babe::AuthorVrfRandomness` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	/// Storage: `Babe::NextRandomness` (r:1 w:0)
	/// Proof: `Babe::NextRandomness` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `Babe::EpochStart` (r:1 w:0)
	/// Proof: `Babe::EpochStart` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn on_initialize_draw() -> Weight {
		// Proof size measured:  484
		// Proof size estimated: 1581
		// Shortest run: 9_464_000 picoseconds
		Weight::from_parts(10_165_000, 1581).saturating_add(T::DbWeight::get().reads(4_u64))
	}
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:1)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Pots` (r:1 w:1)
	/// Proof: `ComputeAttestation::Pots` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:0 w:1)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	fn on_initialize_open() -> Weight {
		// Proof size measured:  957
		// Proof size estimated: 3593
		// Shortest run: 65_299_000 picoseconds
		Weight::from_parts(70_486_000, 3593)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:1)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(127), added: 2602, mode: `MaxEncodedLen`)
	fn register_vendor() -> Weight {
		// Proof size measured:  3
		// Proof size estimated: 3592
		// Shortest run: 7_341_000 picoseconds
		Weight::from_parts(8_112_000, 3592)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:1)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(127), added: 2602, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:1)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	fn revoke_vendor() -> Weight {
		// Proof size measured:  155
		// Proof size estimated: 3592
		// Shortest run: 11_908_000 picoseconds
		Weight::from_parts(12_990_000, 3592)
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
		// Shortest run: 12_108_000 picoseconds
		Weight::from_parts(12_969_000, 3592)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ComputeAttestation::Models` (r:1 w:1)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:1)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	fn revoke_model() -> Weight {
		// Proof size measured:  206
		// Proof size estimated: 3588
		// Shortest run: 11_938_000 picoseconds
		Weight::from_parts(12_869_000, 3588)
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
		// Shortest run: 15_984_000 picoseconds
		Weight::from_parts(16_925_000, 3592)
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
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	fn revoke_manifest() -> Weight {
		// Proof size measured:  312
		// Proof size estimated: 3588
		// Shortest run: 14_922_000 picoseconds
		Weight::from_parts(16_145_000, 3588)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ComputeAttestation::Chips` (r:2 w:2)
	/// Proof: `ComputeAttestation::Chips` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1371), added: 3846, mode: `MaxEncodedLen`)
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
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	fn revoke_chip() -> Weight {
		// Proof size measured:  1513
		// Proof size estimated: 6304
		// Shortest run: 101_212_000 picoseconds
		Weight::from_parts(107_742_000, 6304)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1371), added: 3846, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Manifests` (r:1 w:1)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Models` (r:1 w:0)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:0)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(127), added: 2602, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Slots` (r:0 w:64)
	/// Proof: `ComputeAttestation::Slots` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	fn claim_chips(n: u32) -> Weight {
		// Proof size measured:  655
		// Proof size estimated: 4836 + n * (2657 ±0)
		// Shortest run: 169_394_000 picoseconds
		Weight::from_parts(118_361_102, 4836)
			// Standard error: 72_572
			.saturating_add(Weight::from_parts(70_205_291, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2657).saturating_mul(n.into()))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1371), added: 3846, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:1)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Slots` (r:256 w:0)
	/// Proof: `ComputeAttestation::Slots` (`max_values`: None, `max_size`: Some(124), added: 2599, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Tallies` (r:1 w:1)
	/// Proof: `ComputeAttestation::Tallies` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Earned` (r:0 w:1)
	/// Proof: `ComputeAttestation::Earned` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn prove(a: u32) -> Weight {
		// Proof size measured:  1783 + a * (83 ±0)
		// Proof size estimated: 4836 + a * (2599 ±0)
		// Shortest run: 77_526_000 picoseconds
		Weight::from_parts(81_970_817, 4836)
			// Standard error: 6_427
			.saturating_add(Weight::from_parts(9_312_337, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 2599).saturating_mul(a.into()))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1371), added: 3846, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:1)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Tallies` (r:1 w:1)
	/// Proof: `ComputeAttestation::Tallies` (`max_values`: None, `max_size`: Some(90), added: 2565, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Earned` (r:0 w:1)
	/// Proof: `ComputeAttestation::Earned` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn prove_of_many(_c: u32) -> Weight {
		// Proof size measured:  1740
		// Proof size estimated: 4836
		// Shortest run: 128_583_000 picoseconds
		Weight::from_parts(154_452_258, 4836)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1371), added: 3846, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	fn report_absence() -> Weight {
		// Proof size measured:  2392
		// Proof size estimated: 6196
		// Shortest run: 68_513_000 picoseconds
		Weight::from_parts(73_229_000, 6196)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	fn reinstate() -> Weight {
		// Proof size measured:  784
		// Proof size estimated: 3593
		// Shortest run: 54_402_000 picoseconds
		Weight::from_parts(59_620_000, 3593)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1371), added: 3846, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
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
		// Proof size measured:  4230 + n * (409 ±0)
		// Proof size estimated: 21453 + n * (5198 ±0)
		// Shortest run: 90_897_000 picoseconds
		Weight::from_parts(90_598_075, 21453)
			// Standard error: 58_040
			.saturating_add(Weight::from_parts(32_167_115, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(21_u64))
			.saturating_add(T::DbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(18_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5198).saturating_mul(n.into()))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1371), added: 3846, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Revocations` (r:1 w:0)
	/// Proof: `ComputeAttestation::Revocations` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	fn withdraw_collateral() -> Weight {
		// Proof size measured:  2124
		// Proof size estimated: 4836
		// Shortest run: 60_821_000 picoseconds
		Weight::from_parts(63_476_000, 4836)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ComputeAttestation::Chips` (r:2 w:2)
	/// Proof: `ComputeAttestation::Chips` (`max_values`: None, `max_size`: Some(182), added: 2657, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:2 w:2)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1371), added: 3846, mode: `MaxEncodedLen`)
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
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Capacities` (r:2 w:2)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	fn take_over_chip() -> Weight {
		// Proof size measured:  5401
		// Proof size estimated: 8682
		// Shortest run: 238_328_000 picoseconds
		Weight::from_parts(248_633_000, 8682)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(13_u64))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1371), added: 3846, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	fn back() -> Weight {
		// Proof size measured:  1598
		// Proof size estimated: 4836
		// Shortest run: 16_155_000 picoseconds
		Weight::from_parts(17_786_000, 4836)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Pots` (r:1 w:1)
	/// Proof: `ComputeAttestation::Pots` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	fn fund_rewards() -> Weight {
		// Proof size measured:  447
		// Proof size estimated: 6196
		// Shortest run: 95_964_000 picoseconds
		Weight::from_parts(100_892_000, 6196)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `ComputeAttestation::Earned` (r:16 w:16)
	/// Proof: `ComputeAttestation::Earned` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Pots` (r:16 w:16)
	/// Proof: `ComputeAttestation::Pots` (`max_values`: None, `max_size`: Some(65), added: 2540, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(103), added: 2578, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn claim_rewards(n: u32) -> Weight {
		// Proof size measured:  500 + n * (108 ±0)
		// Proof size estimated: 6196 + n * (2555 ±0)
		// Shortest run: 52_949_000 picoseconds
		Weight::from_parts(45_615_454, 6196)
			// Standard error: 4_316
			.saturating_add(Weight::from_parts(11_695_790, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2555).saturating_mul(n.into()))
	}
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(1371), added: 3846, mode: `MaxEncodedLen`)
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
	/// Storage: `ComputeAttestation::Capacities` (r:31 w:31)
	/// Proof: `ComputeAttestation::Capacities` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	fn prune_revoked() -> Weight {
		// Proof size measured:  11784
		// Proof size estimated: 84254
		// Shortest run: 533_150_000 picoseconds
		Weight::from_parts(567_532_000, 84254)
			.saturating_add(T::DbWeight::get().reads(130_u64))
			.saturating_add(T::DbWeight::get().writes(33_u64))
	}
}

/// The same with the database costs of ParityDB, for tests.
impl WeightInfo for () {
	fn on_initialize_idle() -> Weight {
		Weight::from_parts(4_497_000, 1581).saturating_add(ParityDbWeight::get().reads(1_u64))
	}
	fn on_initialize_draw() -> Weight {
		Weight::from_parts(10_165_000, 1581).saturating_add(ParityDbWeight::get().reads(4_u64))
	}
	fn on_initialize_open() -> Weight {
		Weight::from_parts(70_486_000, 3593)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
	}
	fn register_vendor() -> Weight {
		Weight::from_parts(8_112_000, 3592)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn revoke_vendor() -> Weight {
		Weight::from_parts(12_990_000, 3592)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn register_model() -> Weight {
		Weight::from_parts(12_969_000, 3592)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn revoke_model() -> Weight {
		Weight::from_parts(12_869_000, 3588)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn publish_manifest() -> Weight {
		Weight::from_parts(16_925_000, 3592)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn revoke_manifest() -> Weight {
		Weight::from_parts(16_145_000, 3588)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn revoke_chip() -> Weight {
		Weight::from_parts(107_742_000, 6304)
			.saturating_add(ParityDbWeight::get().reads(15_u64))
			.saturating_add(ParityDbWeight::get().writes(9_u64))
	}
	fn claim_chips(n: u32) -> Weight {
		Weight::from_parts(118_361_102, 4836)
			.saturating_add(Weight::from_parts(70_205_291, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(6_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2657).saturating_mul(n.into()))
	}
	fn prove(a: u32) -> Weight {
		Weight::from_parts(81_970_817, 4836)
			.saturating_add(Weight::from_parts(9_312_337, 0).saturating_mul(a.into()))
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(a.into())))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
			.saturating_add(Weight::from_parts(0, 2599).saturating_mul(a.into()))
	}
	fn prove_of_many(_c: u32) -> Weight {
		Weight::from_parts(154_452_258, 4836)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn report_absence() -> Weight {
		Weight::from_parts(73_229_000, 6196)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(59_620_000, 3593)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn retire_chips(n: u32) -> Weight {
		Weight::from_parts(90_598_075, 21453)
			.saturating_add(Weight::from_parts(32_167_115, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(21_u64))
			.saturating_add(ParityDbWeight::get().reads(4_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(18_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 5198).saturating_mul(n.into()))
	}
	fn withdraw_collateral() -> Weight {
		Weight::from_parts(63_476_000, 4836)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn take_over_chip() -> Weight {
		Weight::from_parts(248_633_000, 8682)
			.saturating_add(ParityDbWeight::get().reads(18_u64))
			.saturating_add(ParityDbWeight::get().writes(13_u64))
	}
	fn back() -> Weight {
		Weight::from_parts(17_786_000, 4836)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn fund_rewards() -> Weight {
		Weight::from_parts(100_892_000, 6196)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn claim_rewards(n: u32) -> Weight {
		Weight::from_parts(45_615_454, 6196)
			.saturating_add(Weight::from_parts(11_695_790, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2555).saturating_mul(n.into()))
	}
	fn prune_revoked() -> Weight {
		Weight::from_parts(567_532_000, 84254)
			.saturating_add(ParityDbWeight::get().reads(130_u64))
			.saturating_add(ParityDbWeight::get().writes(33_u64))
	}
}
