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
	fn prove_of_many(c: u32) -> Weight;
	/// Weight of `report_absence`.
	fn report_absence() -> Weight;
	/// Provisional.
	fn reinstate() -> Weight;
	/// Provisional.
	fn retire_chips(n: u32) -> Weight;
	/// Provisional.
	fn withdraw_collateral() -> Weight;
	/// Provisional.
	fn take_over_chip() -> Weight;
	/// Provisional.
	fn back() -> Weight;
	/// Provisional.
	fn fund_rewards() -> Weight;
	/// Provisional.
	fn claim_rewards(n: u32) -> Weight;
	/// Provisional.
	fn prune_revoked() -> Weight;
}

/// The measured weights, for a runtime whose database costs are `T::DbWeight`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	fn on_initialize_idle() -> Weight {
		// Proof size measured:  289
		// Proof size estimated: 1565
		// Shortest run: 4_186_000 picoseconds
		Weight::from_parts(4_567_000, 1565).saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `Babe::AuthorVrfRandomness` (r:1 w:0)
	/// Proof: `Babe::AuthorVrfRandomness` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	/// Storage: `Babe::NextRandomness` (r:1 w:0)
	/// Proof: `Babe::NextRandomness` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `Babe::EpochStart` (r:1 w:0)
	/// Proof: `Babe::EpochStart` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn on_initialize_draw() -> Weight {
		// Proof size measured:  425
		// Proof size estimated: 1565
		// Shortest run: 9_475_000 picoseconds
		Weight::from_parts(10_015_000, 1565).saturating_add(T::DbWeight::get().reads(4_u64))
	}
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:1)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:0 w:1)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	fn on_initialize_open() -> Weight {
		// Proof size measured:  592
		// Proof size estimated: 1762
		// Shortest run: 11_447_000 picoseconds
		Weight::from_parts(12_388_000, 1762)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:1)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	fn register_vendor() -> Weight {
		// Proof size measured:  3
		// Proof size estimated: 3588
		// Shortest run: 7_251_000 picoseconds
		Weight::from_parts(7_882_000, 3588)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:1)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	fn revoke_vendor() -> Weight {
		// Proof size measured:  155
		// Proof size estimated: 3588
		// Shortest run: 8_943_000 picoseconds
		Weight::from_parts(9_705_000, 3588)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:1)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NextModelId` (r:1 w:1)
	/// Proof: `ComputeAttestation::NextModelId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Models` (r:0 w:1)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	fn register_model() -> Weight {
		// Proof size measured:  155
		// Proof size estimated: 3588
		// Shortest run: 11_447_000 picoseconds
		Weight::from_parts(12_178_000, 3588)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ComputeAttestation::Models` (r:1 w:1)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	fn revoke_model() -> Weight {
		// Proof size measured:  206
		// Proof size estimated: 3584
		// Shortest run: 8_823_000 picoseconds
		Weight::from_parts(9_394_000, 3584)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ComputeAttestation::Models` (r:1 w:0)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:1)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NextManifestId` (r:1 w:1)
	/// Proof: `ComputeAttestation::NextManifestId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Manifests` (r:0 w:1)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn publish_manifest() -> Weight {
		// Proof size measured:  321
		// Proof size estimated: 3588
		// Shortest run: 15_043_000 picoseconds
		Weight::from_parts(15_944_000, 3588)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ComputeAttestation::Manifests` (r:1 w:1)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Models` (r:1 w:0)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	fn revoke_manifest() -> Weight {
		// Proof size measured:  312
		// Proof size estimated: 3584
		// Shortest run: 11_798_000 picoseconds
		Weight::from_parts(12_689_000, 3584)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ComputeAttestation::Manifests` (r:2 w:1)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Models` (r:1 w:0)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:0)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::RevokedChips` (r:1 w:1)
	/// Proof: `ComputeAttestation::RevokedChips` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Chips` (r:2 w:2)
	/// Proof: `ComputeAttestation::Chips` (`max_values`: None, `max_size`: Some(186), added: 2661, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(436), added: 2911, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Slots` (r:2 w:2)
	/// Proof: `ComputeAttestation::Slots` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	fn revoke_chip() -> Weight {
		// Proof size measured:  1606
		// Proof size estimated: 6312
		// Shortest run: 117_106_000 picoseconds
		Weight::from_parts(124_037_000, 6312)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `ComputeAttestation::Manifests` (r:1 w:1)
	/// Proof: `ComputeAttestation::Manifests` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Models` (r:1 w:0)
	/// Proof: `ComputeAttestation::Models` (`max_values`: None, `max_size`: Some(119), added: 2594, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Vendors` (r:1 w:0)
	/// Proof: `ComputeAttestation::Vendors` (`max_values`: None, `max_size`: Some(123), added: 2598, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(436), added: 2911, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::RevokedChips` (r:64 w:0)
	/// Proof: `ComputeAttestation::RevokedChips` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Chips` (r:64 w:64)
	/// Proof: `ComputeAttestation::Chips` (`max_values`: None, `max_size`: Some(186), added: 2661, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::NetworkPower` (r:1 w:1)
	/// Proof: `ComputeAttestation::NetworkPower` (`max_values`: Some(1), `max_size`: Some(277), added: 772, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Slots` (r:0 w:64)
	/// Proof: `ComputeAttestation::Slots` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	fn claim_chips(n: u32) -> Weight {
		// Proof size measured:  655
		// Proof size estimated: 3901 + n * (2661 ±0)
		// Shortest run: 156_836_000 picoseconds
		Weight::from_parts(143_654_025, 3901)
			// Standard error: 137_148
			.saturating_add(Weight::from_parts(67_009_202, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2661).saturating_mul(n.into()))
	}
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:1)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(436), added: 2911, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Slots` (r:256 w:0)
	/// Proof: `ComputeAttestation::Slots` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn prove(a: u32) -> Weight {
		// Proof size measured:  918 + a * (78 ±0)
		// Proof size estimated: 3901 + a * (2595 ±0)
		// Shortest run: 58_948_000 picoseconds
		Weight::from_parts(60_856_310, 3901)
			// Standard error: 9_580
			.saturating_add(Weight::from_parts(8_613_805, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(a.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(0, 2595).saturating_mul(a.into()))
	}
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:1)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(436), added: 2911, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn prove_of_many(c: u32) -> Weight {
		// Proof size measured:  875
		// Proof size estimated: 3901
		// Shortest run: 100_271_000 picoseconds
		Weight::from_parts(127_455_830, 3901)
			// Standard error: 109
			.saturating_add(Weight::from_parts(868, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ComputeAttestation::Challenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::Challenge` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::PreviousChallenge` (r:1 w:0)
	/// Proof: `ComputeAttestation::PreviousChallenge` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	/// Storage: `ComputeAttestation::Providers` (r:1 w:1)
	/// Proof: `ComputeAttestation::Providers` (`max_values`: None, `max_size`: Some(436), added: 2911, mode: `MaxEncodedLen`)
	fn report_absence() -> Weight {
		// Proof size measured:  852
		// Proof size estimated: 3901
		// Shortest run: 14_552_000 picoseconds
		Weight::from_parts(15_413_000, 3901)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
	fn retire_chips(n: u32) -> Weight {
		Weight::from_parts(100_000_000, 10_000)
			.saturating_add(Weight::from_parts(50_000_000, 0).saturating_mul(n.into()))
	}
	fn withdraw_collateral() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
	fn take_over_chip() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
	fn back() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
	fn fund_rewards() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
	fn claim_rewards(n: u32) -> Weight {
		Weight::from_parts(100_000_000, 10_000)
			.saturating_add(Weight::from_parts(50_000_000, 0).saturating_mul(n.into()))
	}
	fn prune_revoked() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
}

/// The same with the database costs of ParityDB, for tests.
impl WeightInfo for () {
	fn on_initialize_idle() -> Weight {
		Weight::from_parts(4_567_000, 1565).saturating_add(ParityDbWeight::get().reads(1_u64))
	}
	fn on_initialize_draw() -> Weight {
		Weight::from_parts(10_015_000, 1565).saturating_add(ParityDbWeight::get().reads(4_u64))
	}
	fn on_initialize_open() -> Weight {
		Weight::from_parts(12_388_000, 1762)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn register_vendor() -> Weight {
		Weight::from_parts(7_882_000, 3588)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn revoke_vendor() -> Weight {
		Weight::from_parts(9_705_000, 3588)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn register_model() -> Weight {
		Weight::from_parts(12_178_000, 3588)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn revoke_model() -> Weight {
		Weight::from_parts(9_394_000, 3584)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn publish_manifest() -> Weight {
		Weight::from_parts(15_944_000, 3588)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn revoke_manifest() -> Weight {
		Weight::from_parts(12_689_000, 3584)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn revoke_chip() -> Weight {
		Weight::from_parts(124_037_000, 6312)
			.saturating_add(ParityDbWeight::get().reads(13_u64))
			.saturating_add(ParityDbWeight::get().writes(10_u64))
	}
	fn claim_chips(n: u32) -> Weight {
		Weight::from_parts(143_654_025, 3901)
			.saturating_add(Weight::from_parts(67_009_202, 0).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2661).saturating_mul(n.into()))
	}
	fn prove(a: u32) -> Weight {
		Weight::from_parts(60_856_310, 3901)
			.saturating_add(Weight::from_parts(8_613_805, 0).saturating_mul(a.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(a.into())))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(0, 2595).saturating_mul(a.into()))
	}
	fn prove_of_many(c: u32) -> Weight {
		Weight::from_parts(127_455_830, 3901)
			.saturating_add(Weight::from_parts(868, 0).saturating_mul(c.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn report_absence() -> Weight {
		Weight::from_parts(15_413_000, 3901)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn reinstate() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
	fn retire_chips(n: u32) -> Weight {
		Weight::from_parts(100_000_000, 10_000)
			.saturating_add(Weight::from_parts(50_000_000, 0).saturating_mul(n.into()))
	}
	fn withdraw_collateral() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
	fn take_over_chip() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
	fn back() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
	fn fund_rewards() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
	fn claim_rewards(n: u32) -> Weight {
		Weight::from_parts(100_000_000, 10_000)
			.saturating_add(Weight::from_parts(50_000_000, 0).saturating_mul(n.into()))
	}
	fn prune_revoked() -> Weight {
		Weight::from_parts(100_000_000, 10_000)
	}
}
