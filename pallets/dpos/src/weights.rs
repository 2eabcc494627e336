//! Weights of `pallet_dpos`, measured; do not edit.
//!
//! Made by `make bench PALLET=pallet_dpos` with the SDK's benchmarking library 64.0.0 on
//! 2026-11-20: 50 steps, 20 repeats, AMD EPYC.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// The weight of each of the pallet's calls and hooks.
pub trait WeightInfo {
	/// Weight of `register`.
	fn register() -> Weight;
	/// Weight of `bond_more`.
	fn bond_more() -> Weight;
	/// Weight of `bond_less`.
	fn bond_less() -> Weight;
	/// Weight of `set_commission`.
	fn set_commission() -> Weight;
	/// Weight of `chill`.
	fn chill() -> Weight;
	/// Weight of `resume`.
	fn resume() -> Weight;
	/// Weight of `leave`.
	fn leave() -> Weight;
	/// Weight of `unjail`.
	fn unjail() -> Weight;
	/// Weight of `delegate`.
	fn delegate() -> Weight;
	/// Weight of `undelegate`.
	fn undelegate() -> Weight;
	/// Weight of `redelegate`.
	fn redelegate() -> Weight;
	/// Weight of `withdraw`.
	///
	/// `c` was measured within `[1, 16]`.
	fn withdraw(c: u32) -> Weight;
	/// Weight of `payout`.
	fn payout() -> Weight;
	/// Weight of `expire_payout`.
	fn expire_payout() -> Weight;
	/// Weight of `claim`.
	fn claim() -> Weight;
	/// Weight of `compound`.
	fn compound() -> Weight;
	/// Weight of `settle_moved`.
	fn settle_moved() -> Weight;
	/// Weight of `set_validator_count`.
	fn set_validator_count() -> Weight;
	/// Weight of `set_election_mode`.
	fn set_election_mode() -> Weight;
	/// Weight of `punish`.
	///
	/// `e` was measured within `[1, 8]`.
	fn punish(e: u32) -> Weight;
}

/// The measured weights, for a runtime whose database costs are `T::DbWeight`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Ranking` (r:0 w:1)
	/// Proof: `Dpos::Ranking` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn register() -> Weight {
		// Proof size measured:  434
		// Proof size estimated: 4085
		// Shortest run: 56_765_000 picoseconds
		Weight::from_parts(62_865_000, 4085)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Ranking` (r:0 w:2)
	/// Proof: `Dpos::Ranking` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn bond_more() -> Weight {
		// Proof size measured:  1115
		// Proof size estimated: 4085
		// Shortest run: 61_522_000 picoseconds
		Weight::from_parts(65_679_000, 4085)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Ranking` (r:0 w:2)
	/// Proof: `Dpos::Ranking` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn bond_less() -> Weight {
		// Proof size measured:  901
		// Proof size estimated: 4085
		// Shortest run: 17_866_000 picoseconds
		Weight::from_parts(19_228_000, 4085)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	fn set_commission() -> Weight {
		// Proof size measured:  901
		// Proof size estimated: 4085
		// Shortest run: 14_893_000 picoseconds
		Weight::from_parts(16_585_000, 4085)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Ranking` (r:0 w:1)
	/// Proof: `Dpos::Ranking` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn chill() -> Weight {
		// Proof size measured:  887
		// Proof size estimated: 4085
		// Shortest run: 13_630_000 picoseconds
		Weight::from_parts(14_692_000, 4085)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Ranking` (r:0 w:1)
	/// Proof: `Dpos::Ranking` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn resume() -> Weight {
		// Proof size measured:  887
		// Proof size estimated: 4085
		// Shortest run: 13_520_000 picoseconds
		Weight::from_parts(14_561_000, 4085)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Dpos::Eras` (r:1 w:1)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Ranking` (r:0 w:1)
	/// Proof: `Dpos::Ranking` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// Storage: `Session::KeyOwner` (r:0 w:2)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn leave() -> Weight {
		// Proof size measured:  869
		// Proof size estimated: 4334
		// Shortest run: 51_638_000 picoseconds
		Weight::from_parts(58_949_000, 4334)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Ranking` (r:0 w:1)
	/// Proof: `Dpos::Ranking` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn unjail() -> Weight {
		// Proof size measured:  905
		// Proof size estimated: 4085
		// Shortest run: 15_994_000 picoseconds
		Weight::from_parts(17_366_000, 4085)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Delegations` (r:1 w:1)
	/// Proof: `Dpos::Delegations` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Checkpoints` (r:6 w:6)
	/// Proof: `Dpos::Checkpoints` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Exits` (r:1 w:1)
	/// Proof: `Dpos::Exits` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Eras` (r:1 w:1)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Ranking` (r:0 w:2)
	/// Proof: `Dpos::Ranking` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn delegate() -> Weight {
		// Proof size measured:  1964
		// Proof size estimated: 16326
		// Shortest run: 185_649_000 picoseconds
		Weight::from_parts(201_092_000, 16326)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Delegations` (r:1 w:1)
	/// Proof: `Dpos::Delegations` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Checkpoints` (r:5 w:5)
	/// Proof: `Dpos::Checkpoints` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Exits` (r:2 w:2)
	/// Proof: `Dpos::Exits` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Eras` (r:1 w:1)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Delegators` (r:1 w:1)
	/// Proof: `Dpos::Delegators` (`max_values`: None, `max_size`: Some(1733), added: 4208, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::KeyOwner` (r:0 w:2)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn undelegate() -> Weight {
		// Proof size measured:  3015
		// Proof size estimated: 13770
		// Shortest run: 206_540_000 picoseconds
		Weight::from_parts(223_595_000, 13770)
			.saturating_add(T::DbWeight::get().reads(19_u64))
			.saturating_add(T::DbWeight::get().writes(18_u64))
	}
	/// Storage: `Dpos::Candidates` (r:2 w:2)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Delegations` (r:2 w:2)
	/// Proof: `Dpos::Delegations` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Checkpoints` (r:11 w:11)
	/// Proof: `Dpos::Checkpoints` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Exits` (r:3 w:3)
	/// Proof: `Dpos::Exits` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Eras` (r:1 w:1)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Delegators` (r:1 w:1)
	/// Proof: `Dpos::Delegators` (`max_values`: None, `max_size`: Some(1733), added: 4208, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Dpos::Ranking` (r:0 w:2)
	/// Proof: `Dpos::Ranking` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// Storage: `Session::KeyOwner` (r:0 w:2)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn redelegate() -> Weight {
		// Proof size measured:  3202
		// Proof size estimated: 29106
		// Shortest run: 336_866_000 picoseconds
		Weight::from_parts(362_765_000, 29106)
			.saturating_add(T::DbWeight::get().reads(28_u64))
			.saturating_add(T::DbWeight::get().writes(29_u64))
	}
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Delegators` (r:1 w:1)
	/// Proof: `Dpos::Delegators` (`max_values`: None, `max_size`: Some(1733), added: 4208, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Exits` (r:32 w:32)
	/// Proof: `Dpos::Exits` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Eras` (r:1 w:1)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::KeyOwner` (r:0 w:2)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn withdraw(c: u32) -> Weight {
		// Proof size measured:  1607 + c * (301 ±0)
		// Proof size estimated: 6254 + c * (5174 ±0)
		// Shortest run: 223_245_000 picoseconds
		Weight::from_parts(142_535_761, 6254)
			// Standard error: 51_678
			.saturating_add(Weight::from_parts(86_304_534, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(10_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 5174).saturating_mul(c.into()))
	}
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Seats` (r:1 w:0)
	/// Proof: `Dpos::Seats` (`max_values`: None, `max_size`: Some(129), added: 2604, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Eras` (r:2 w:2)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Checkpoints` (r:1 w:1)
	/// Proof: `Dpos::Checkpoints` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::KeyOwner` (r:0 w:2)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn payout() -> Weight {
		// Proof size measured:  1173
		// Proof size estimated: 6004
		// Shortest run: 64_838_000 picoseconds
		Weight::from_parts(75_573_000, 6004)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Checkpoints` (r:1 w:1)
	/// Proof: `Dpos::Checkpoints` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Dpos::Eras` (r:1 w:1)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `Session::KeyOwner` (r:0 w:2)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn expire_payout() -> Weight {
		// Proof size measured:  875
		// Proof size estimated: 4340
		// Shortest run: 58_397_000 picoseconds
		Weight::from_parts(61_943_000, 4340)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Delegations` (r:1 w:1)
	/// Proof: `Dpos::Delegations` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Checkpoints` (r:5 w:5)
	/// Proof: `Dpos::Checkpoints` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Delegators` (r:1 w:1)
	/// Proof: `Dpos::Delegators` (`max_values`: None, `max_size`: Some(1733), added: 4208, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Eras` (r:1 w:1)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `Session::KeyOwner` (r:0 w:2)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn claim() -> Weight {
		// Proof size measured:  1586
		// Proof size estimated: 13770
		// Shortest run: 146_340_000 picoseconds
		Weight::from_parts(154_572_000, 13770)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
	}
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Delegations` (r:1 w:1)
	/// Proof: `Dpos::Delegations` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Checkpoints` (r:6 w:6)
	/// Proof: `Dpos::Checkpoints` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Exits` (r:1 w:1)
	/// Proof: `Dpos::Exits` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Eras` (r:1 w:1)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Ranking` (r:0 w:2)
	/// Proof: `Dpos::Ranking` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn compound() -> Weight {
		// Proof size measured:  1862
		// Proof size estimated: 16326
		// Shortest run: 222_054_000 picoseconds
		Weight::from_parts(234_111_000, 16326)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Delegations` (r:1 w:1)
	/// Proof: `Dpos::Delegations` (`max_values`: None, `max_size`: Some(347), added: 2822, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Checkpoints` (r:5 w:5)
	/// Proof: `Dpos::Checkpoints` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Exits` (r:1 w:1)
	/// Proof: `Dpos::Exits` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Eras` (r:1 w:1)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Delegators` (r:1 w:1)
	/// Proof: `Dpos::Delegators` (`max_values`: None, `max_size`: Some(1733), added: 4208, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::KeyOwner` (r:0 w:2)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn settle_moved() -> Weight {
		// Proof size measured:  1812
		// Proof size estimated: 13770
		// Shortest run: 181_032_000 picoseconds
		Weight::from_parts(196_254_000, 13770)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
	}
	/// Storage: `Dpos::ValidatorCount` (r:0 w:1)
	/// Proof: `Dpos::ValidatorCount` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn set_validator_count() -> Weight {
		// Proof size measured:  0
		// Proof size estimated: 0
		// Shortest run: 4_086_000 picoseconds
		Weight::from_parts(4_536_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Dpos::Mode` (r:0 w:1)
	/// Proof: `Dpos::Mode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	fn set_election_mode() -> Weight {
		// Proof size measured:  0
		// Proof size estimated: 0
		// Shortest run: 3_976_000 picoseconds
		Weight::from_parts(4_616_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Punishments` (r:1 w:1)
	/// Proof: `Dpos::Punishments` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Seats` (r:1 w:0)
	/// Proof: `Dpos::Seats` (`max_values`: None, `max_size`: Some(129), added: 2604, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Exits` (r:8 w:8)
	/// Proof: `Dpos::Exits` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Eras` (r:1 w:1)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::DisabledValidators` (r:1 w:1)
	/// Proof: `Session::DisabledValidators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	fn punish(e: u32) -> Weight {
		// Proof size measured:  4526 + e * (48 ±0)
		// Proof size estimated: 8799 + e * (2587 ±0)
		// Shortest run: 162_875_000 picoseconds
		Weight::from_parts(168_628_026, 8799)
			// Standard error: 17_655
			.saturating_add(Weight::from_parts(4_338_287, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(9_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 2587).saturating_mul(e.into()))
	}
}

/// The same with the database costs of ParityDB, for tests.
impl WeightInfo for () {
	fn register() -> Weight {
		Weight::from_parts(62_865_000, 4085)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn bond_more() -> Weight {
		Weight::from_parts(65_679_000, 4085)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn bond_less() -> Weight {
		Weight::from_parts(19_228_000, 4085)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn set_commission() -> Weight {
		Weight::from_parts(16_585_000, 4085)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn chill() -> Weight {
		Weight::from_parts(14_692_000, 4085)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(14_561_000, 4085)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn leave() -> Weight {
		Weight::from_parts(58_949_000, 4334)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	fn unjail() -> Weight {
		Weight::from_parts(17_366_000, 4085)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn delegate() -> Weight {
		Weight::from_parts(201_092_000, 16326)
			.saturating_add(ParityDbWeight::get().reads(14_u64))
			.saturating_add(ParityDbWeight::get().writes(15_u64))
	}
	fn undelegate() -> Weight {
		Weight::from_parts(223_595_000, 13770)
			.saturating_add(ParityDbWeight::get().reads(19_u64))
			.saturating_add(ParityDbWeight::get().writes(18_u64))
	}
	fn redelegate() -> Weight {
		Weight::from_parts(362_765_000, 29106)
			.saturating_add(ParityDbWeight::get().reads(28_u64))
			.saturating_add(ParityDbWeight::get().writes(29_u64))
	}
	fn withdraw(c: u32) -> Weight {
		Weight::from_parts(142_535_761, 6254)
			.saturating_add(Weight::from_parts(86_304_534, 0).saturating_mul(c.into()))
			.saturating_add(ParityDbWeight::get().reads(11_u64))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(c.into())))
			.saturating_add(ParityDbWeight::get().writes(10_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 5174).saturating_mul(c.into()))
	}
	fn payout() -> Weight {
		Weight::from_parts(75_573_000, 6004)
			.saturating_add(ParityDbWeight::get().reads(11_u64))
			.saturating_add(ParityDbWeight::get().writes(9_u64))
	}
	fn expire_payout() -> Weight {
		Weight::from_parts(61_943_000, 4340)
			.saturating_add(ParityDbWeight::get().reads(9_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	fn claim() -> Weight {
		Weight::from_parts(154_572_000, 13770)
			.saturating_add(ParityDbWeight::get().reads(18_u64))
			.saturating_add(ParityDbWeight::get().writes(17_u64))
	}
	fn compound() -> Weight {
		Weight::from_parts(234_111_000, 16326)
			.saturating_add(ParityDbWeight::get().reads(13_u64))
			.saturating_add(ParityDbWeight::get().writes(14_u64))
	}
	fn settle_moved() -> Weight {
		Weight::from_parts(196_254_000, 13770)
			.saturating_add(ParityDbWeight::get().reads(18_u64))
			.saturating_add(ParityDbWeight::get().writes(17_u64))
	}
	fn set_validator_count() -> Weight {
		Weight::from_parts(4_536_000, 0).saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn set_election_mode() -> Weight {
		Weight::from_parts(4_616_000, 0).saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn punish(e: u32) -> Weight {
		Weight::from_parts(168_628_026, 8799)
			.saturating_add(Weight::from_parts(4_338_287, 0).saturating_mul(e.into()))
			.saturating_add(ParityDbWeight::get().reads(12_u64))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(e.into())))
			.saturating_add(ParityDbWeight::get().writes(9_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64.saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 2587).saturating_mul(e.into()))
	}
}
