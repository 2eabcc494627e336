//! Weights of `pallet_dpos`, measured; do not edit.
//!
//! Made by `make bench PALLET=pallet_dpos` with the SDK's benchmarking library 64.0.0 on
//! 2026-11-25: 50 steps, 20 repeats, Intel(R) Xeon(R) Processor.

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
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Ranking` (r:0 w:1)
	/// Proof: `Dpos::Ranking` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn register() -> Weight {
		// Proof size measured:  1133
		// Proof size estimated: 4085
		// Shortest run: 63_781_000 picoseconds
		Weight::from_parts(66_674_000, 4085)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Ranking` (r:0 w:2)
	/// Proof: `Dpos::Ranking` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn bond_more() -> Weight {
		// Proof size measured:  1115
		// Proof size estimated: 4085
		// Shortest run: 62_412_000 picoseconds
		Weight::from_parts(64_753_000, 4085)
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
		// Shortest run: 20_489_000 picoseconds
		Weight::from_parts(21_850_000, 4085)
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
		// Shortest run: 17_721_000 picoseconds
		Weight::from_parts(18_826_000, 4085)
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
		// Shortest run: 16_499_000 picoseconds
		Weight::from_parts(17_565_000, 4085)
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
		// Shortest run: 16_527_000 picoseconds
		Weight::from_parts(17_712_000, 4085)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::QueuedKeys` (r:1 w:0)
	/// Proof: `Session::QueuedKeys` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
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
		// Proof size measured:  13630
		// Proof size estimated: 17095
		// Shortest run: 74_718_000 picoseconds
		Weight::from_parts(78_457_000, 17095)
			.saturating_add(T::DbWeight::get().reads(9_u64))
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
		// Shortest run: 19_165_000 picoseconds
		Weight::from_parts(20_274_000, 4085)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
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
		// Shortest run: 184_693_000 picoseconds
		Weight::from_parts(191_378_000, 16326)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Eras` (r:1 w:1)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Delegators` (r:1 w:1)
	/// Proof: `Dpos::Delegators` (`max_values`: None, `max_size`: Some(1733), added: 4208, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::QueuedKeys` (r:1 w:0)
	/// Proof: `Session::QueuedKeys` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::KeyOwner` (r:0 w:2)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn undelegate() -> Weight {
		// Proof size measured:  15776
		// Proof size estimated: 19241
		// Shortest run: 220_481_000 picoseconds
		Weight::from_parts(229_623_000, 19241)
			.saturating_add(T::DbWeight::get().reads(20_u64))
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
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
	/// Storage: `Session::QueuedKeys` (r:1 w:0)
	/// Proof: `Session::QueuedKeys` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Dpos::Ranking` (r:0 w:2)
	/// Proof: `Dpos::Ranking` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// Storage: `Session::KeyOwner` (r:0 w:2)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn redelegate() -> Weight {
		// Proof size measured:  15963
		// Proof size estimated: 29106
		// Shortest run: 351_125_000 picoseconds
		Weight::from_parts(360_371_000, 29106)
			.saturating_add(T::DbWeight::get().reads(29_u64))
			.saturating_add(T::DbWeight::get().writes(29_u64))
	}
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Delegators` (r:1 w:1)
	/// Proof: `Dpos::Delegators` (`max_values`: None, `max_size`: Some(1733), added: 4208, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Exits` (r:32 w:32)
	/// Proof: `Dpos::Exits` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Eras` (r:1 w:1)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::QueuedKeys` (r:1 w:0)
	/// Proof: `Session::QueuedKeys` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::KeyOwner` (r:0 w:2)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn withdraw(c: u32) -> Weight {
		// Proof size measured:  14368 + c * (301 ±0)
		// Proof size estimated: 17833 + c * (5174 ±0)
		// Shortest run: 225_320_000 picoseconds
		Weight::from_parts(147_650_482, 17833)
			// Standard error: 169_488
			.saturating_add(Weight::from_parts(77_754_380, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(12_u64))
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
	fn payout() -> Weight {
		// Proof size measured:  4029
		// Proof size estimated: 6004
		// Shortest run: 39_508_000 picoseconds
		Weight::from_parts(41_791_000, 6004)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Candidates` (r:1 w:1)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Checkpoints` (r:1 w:1)
	/// Proof: `Dpos::Checkpoints` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Dpos::Eras` (r:1 w:1)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	fn expire_payout() -> Weight {
		// Proof size measured:  3731
		// Proof size estimated: 5216
		// Shortest run: 27_154_000 picoseconds
		Weight::from_parts(29_002_000, 5216)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
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
	/// Storage: `Session::QueuedKeys` (r:1 w:0)
	/// Proof: `Session::QueuedKeys` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
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
		// Proof size measured:  14347
		// Proof size estimated: 17812
		// Shortest run: 163_510_000 picoseconds
		Weight::from_parts(169_394_000, 17812)
			.saturating_add(T::DbWeight::get().reads(19_u64))
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
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
		// Shortest run: 216_605_000 picoseconds
		Weight::from_parts(223_579_000, 16326)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
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
	/// Storage: `Session::QueuedKeys` (r:1 w:0)
	/// Proof: `Session::QueuedKeys` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::KeyOwner` (r:0 w:2)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn settle_moved() -> Weight {
		// Proof size measured:  14573
		// Proof size estimated: 18038
		// Shortest run: 200_099_000 picoseconds
		Weight::from_parts(209_811_000, 18038)
			.saturating_add(T::DbWeight::get().reads(19_u64))
			.saturating_add(T::DbWeight::get().writes(17_u64))
	}
	/// Storage: `Dpos::ValidatorCount` (r:0 w:1)
	/// Proof: `Dpos::ValidatorCount` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn set_validator_count() -> Weight {
		// Proof size measured:  0
		// Proof size estimated: 0
		// Shortest run: 4_855_000 picoseconds
		Weight::from_parts(5_513_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Dpos::Mode` (r:0 w:1)
	/// Proof: `Dpos::Mode` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	fn set_election_mode() -> Weight {
		// Proof size measured:  0
		// Proof size estimated: 0
		// Shortest run: 4_997_000 picoseconds
		Weight::from_parts(5_620_000, 0).saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Dpos::ActiveEra` (r:1 w:0)
	/// Proof: `Dpos::ActiveEra` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Punishments` (r:1 w:1)
	/// Proof: `Dpos::Punishments` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Seats` (r:2 w:2)
	/// Proof: `Dpos::Seats` (`max_values`: None, `max_size`: Some(129), added: 2604, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Candidates` (r:2 w:2)
	/// Proof: `Dpos::Candidates` (`max_values`: None, `max_size`: Some(620), added: 3095, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Eras` (r:1 w:1)
	/// Proof: `Dpos::Eras` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:3 w:3)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:4 w:4)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Dpos::Exits` (r:8 w:8)
	/// Proof: `Dpos::Exits` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Session::DisabledValidators` (r:1 w:1)
	/// Proof: `Session::DisabledValidators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::Validators` (r:1 w:0)
	/// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::QueuedKeys` (r:1 w:0)
	/// Proof: `Session::QueuedKeys` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	/// Storage: `Session::NextKeys` (r:1 w:1)
	/// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	/// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	/// Storage: `Dpos::Ranking` (r:0 w:1)
	/// Proof: `Dpos::Ranking` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// Storage: `Session::KeyOwner` (r:0 w:2)
	/// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn punish(e: u32) -> Weight {
		// Proof size measured:  15168 + e * (48 ±0)
		// Proof size estimated: 18559 + e * (2587 ±2)
		// Shortest run: 228_281_000 picoseconds
		Weight::from_parts(242_016_111, 18559)
			// Standard error: 72_767
			.saturating_add(Weight::from_parts(4_853_340, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(19_u64))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(18_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 2587).saturating_mul(e.into()))
	}
}

/// The same with the database costs of ParityDB, for tests.
impl WeightInfo for () {
	fn register() -> Weight {
		Weight::from_parts(66_674_000, 4085)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn bond_more() -> Weight {
		Weight::from_parts(64_753_000, 4085)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn bond_less() -> Weight {
		Weight::from_parts(21_850_000, 4085)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn set_commission() -> Weight {
		Weight::from_parts(18_826_000, 4085)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn chill() -> Weight {
		Weight::from_parts(17_565_000, 4085)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn resume() -> Weight {
		Weight::from_parts(17_712_000, 4085)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn leave() -> Weight {
		Weight::from_parts(78_457_000, 17095)
			.saturating_add(ParityDbWeight::get().reads(9_u64))
			.saturating_add(ParityDbWeight::get().writes(8_u64))
	}
	fn unjail() -> Weight {
		Weight::from_parts(20_274_000, 4085)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn delegate() -> Weight {
		Weight::from_parts(191_378_000, 16326)
			.saturating_add(ParityDbWeight::get().reads(14_u64))
			.saturating_add(ParityDbWeight::get().writes(15_u64))
	}
	fn undelegate() -> Weight {
		Weight::from_parts(229_623_000, 19241)
			.saturating_add(ParityDbWeight::get().reads(20_u64))
			.saturating_add(ParityDbWeight::get().writes(18_u64))
	}
	fn redelegate() -> Weight {
		Weight::from_parts(360_371_000, 29106)
			.saturating_add(ParityDbWeight::get().reads(29_u64))
			.saturating_add(ParityDbWeight::get().writes(29_u64))
	}
	fn withdraw(c: u32) -> Weight {
		Weight::from_parts(147_650_482, 17833)
			.saturating_add(Weight::from_parts(77_754_380, 0).saturating_mul(c.into()))
			.saturating_add(ParityDbWeight::get().reads(12_u64))
			.saturating_add(ParityDbWeight::get().reads(2_u64.saturating_mul(c.into())))
			.saturating_add(ParityDbWeight::get().writes(10_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64.saturating_mul(c.into())))
			.saturating_add(Weight::from_parts(0, 5174).saturating_mul(c.into()))
	}
	fn payout() -> Weight {
		Weight::from_parts(41_791_000, 6004)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn expire_payout() -> Weight {
		Weight::from_parts(29_002_000, 5216)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn claim() -> Weight {
		Weight::from_parts(169_394_000, 17812)
			.saturating_add(ParityDbWeight::get().reads(19_u64))
			.saturating_add(ParityDbWeight::get().writes(17_u64))
	}
	fn compound() -> Weight {
		Weight::from_parts(223_579_000, 16326)
			.saturating_add(ParityDbWeight::get().reads(13_u64))
			.saturating_add(ParityDbWeight::get().writes(14_u64))
	}
	fn settle_moved() -> Weight {
		Weight::from_parts(209_811_000, 18038)
			.saturating_add(ParityDbWeight::get().reads(19_u64))
			.saturating_add(ParityDbWeight::get().writes(17_u64))
	}
	fn set_validator_count() -> Weight {
		Weight::from_parts(5_513_000, 0).saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn set_election_mode() -> Weight {
		Weight::from_parts(5_620_000, 0).saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn punish(e: u32) -> Weight {
		Weight::from_parts(242_016_111, 18559)
			.saturating_add(Weight::from_parts(4_853_340, 0).saturating_mul(e.into()))
			.saturating_add(ParityDbWeight::get().reads(19_u64))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(e.into())))
			.saturating_add(ParityDbWeight::get().writes(18_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64.saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 2587).saturating_mul(e.into()))
	}
}
