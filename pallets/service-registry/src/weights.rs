//! Weights of `pallet_service_registry`, measured; do not edit.
//!
//! Made by `make bench PALLET=pallet_service_registry` with the SDK's benchmarking library 64.0.0 on
//! 2026-11-25: 50 steps, 20 repeats, Intel(R) Xeon(R) Processor.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::ParityDbWeight, Weight},
};

/// The weight of each of the pallet's calls and hooks.
pub trait WeightInfo {
	/// Weight of `register_service`.
	fn register_service() -> Weight;
	/// Weight of `publish_version`.
	fn publish_version() -> Weight;
	/// Weight of `update_listing`.
	fn update_listing() -> Weight;
	/// Weight of `pause_service`.
	fn pause_service() -> Weight;
	/// Weight of `resume_service`.
	fn resume_service() -> Weight;
	/// Weight of `retire_service`.
	fn retire_service() -> Weight;
	/// Weight of `remove_service`.
	///
	/// `v` was measured within `[1, 16]`.
	fn remove_service(v: u32) -> Weight;
	/// Weight of `refresh_rank`.
	fn refresh_rank() -> Weight;
	/// Weight of `join`.
	fn join() -> Weight;
	/// Weight of `add_stake`.
	fn add_stake() -> Weight;
	/// Weight of `approve_operator`.
	fn approve_operator() -> Weight;
	/// Weight of `dismiss_operator`.
	fn dismiss_operator() -> Weight;
	/// Weight of `leave`.
	fn leave() -> Weight;
	/// Weight of `withdraw_stake`.
	fn withdraw_stake() -> Weight;
	/// Weight of `request`.
	///
	/// `o` was measured within `[1, 32]`.
	fn request(o: u32) -> Weight;
	/// Weight of `commit`.
	fn commit() -> Weight;
	/// Weight of `reveal`.
	fn reveal() -> Weight;
	/// Weight of `report`.
	///
	/// `k` was measured within `[1, 32]`.
	fn report(k: u32) -> Weight;
	/// Weight of `finalize`.
	///
	/// `o` was measured within `[1, 32]`.
	fn finalize(o: u32) -> Weight;
	/// Weight of `retry_callback`.
	fn retry_callback() -> Weight;
	/// Weight of `forget_result`.
	fn forget_result() -> Weight;
	/// Weight of `subscribe`.
	fn subscribe() -> Weight;
	/// Weight of `end_subscription`.
	fn end_subscription() -> Weight;
	/// Weight of `redeem_call`.
	fn redeem_call() -> Weight;
	/// Weight of `open_session`.
	fn open_session() -> Weight;
	/// Weight of `close_session`.
	fn close_session() -> Weight;
	/// Weight of `register_evaluator`.
	fn register_evaluator() -> Weight;
	/// Weight of `retire_evaluator`.
	fn retire_evaluator() -> Weight;
	/// Weight of `withdraw_evaluator`.
	fn withdraw_evaluator() -> Weight;
	/// Weight of `open_evaluation`.
	fn open_evaluation() -> Weight;
	/// Weight of `commit_score`.
	fn commit_score() -> Weight;
	/// Weight of `reveal_score`.
	fn reveal_score() -> Weight;
	/// Weight of `close_evaluation`.
	///
	/// `e` was measured within `[1, 16]`.
	fn close_evaluation(e: u32) -> Weight;
}

/// The measured weights, for a runtime whose database costs are `T::DbWeight`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `ServiceRegistry::NextService` (r:1 w:1)
	/// Proof: `ServiceRegistry::NextService` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::ByCategory` (r:0 w:1)
	/// Proof: `ServiceRegistry::ByCategory` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Releases` (r:0 w:1)
	/// Proof: `ServiceRegistry::Releases` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::ByTag` (r:0 w:8)
	/// Proof: `ServiceRegistry::ByTag` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Services` (r:0 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	fn register_service() -> Weight {
		// Proof size measured:  201
		// Proof size estimated: 3802
		// Shortest run: 71_702_000 picoseconds
		Weight::from_parts(75_466_000, 3802)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Releases` (r:1 w:2)
	/// Proof: `ServiceRegistry::Releases` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	fn publish_version() -> Weight {
		// Proof size measured:  1103
		// Proof size estimated: 3922
		// Shortest run: 25_325_000 picoseconds
		Weight::from_parts(26_706_000, 3922)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::ByCategory` (r:0 w:2)
	/// Proof: `ServiceRegistry::ByCategory` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::ByTag` (r:0 w:16)
	/// Proof: `ServiceRegistry::ByTag` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn update_listing() -> Weight {
		// Proof size measured:  596
		// Proof size estimated: 3922
		// Shortest run: 45_594_000 picoseconds
		Weight::from_parts(47_879_000, 3922)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(19_u64))
	}
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	fn pause_service() -> Weight {
		// Proof size measured:  596
		// Proof size estimated: 3922
		// Shortest run: 15_488_000 picoseconds
		Weight::from_parts(16_537_000, 3922)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	fn resume_service() -> Weight {
		// Proof size measured:  596
		// Proof size estimated: 3922
		// Shortest run: 15_603_000 picoseconds
		Weight::from_parts(16_641_000, 3922)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::ByCategory` (r:0 w:1)
	/// Proof: `ServiceRegistry::ByCategory` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::ByTag` (r:0 w:8)
	/// Proof: `ServiceRegistry::ByTag` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn retire_service() -> Weight {
		// Proof size measured:  596
		// Proof size estimated: 3922
		// Shortest run: 29_370_000 picoseconds
		Weight::from_parts(31_625_000, 3922)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Releases` (r:0 w:16)
	/// Proof: `ServiceRegistry::Releases` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Rosters` (r:0 w:1)
	/// Proof: `ServiceRegistry::Rosters` (`max_values`: None, `max_size`: Some(1805), added: 4280, mode: `MaxEncodedLen`)
	fn remove_service(v: u32) -> Weight {
		// Proof size measured:  795
		// Proof size estimated: 3922
		// Shortest run: 51_608_000 picoseconds
		Weight::from_parts(53_134_031, 3922)
			// Standard error: 4_905
			.saturating_add(Weight::from_parts(1_434_978, 0).saturating_mul(v.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(v.into())))
	}
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::ByCategory` (r:0 w:2)
	/// Proof: `ServiceRegistry::ByCategory` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::ByTag` (r:0 w:16)
	/// Proof: `ServiceRegistry::ByTag` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn refresh_rank() -> Weight {
		// Proof size measured:  596
		// Proof size estimated: 3922
		// Shortest run: 44_817_000 picoseconds
		Weight::from_parts(47_003_000, 3922)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(19_u64))
	}
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Operators` (r:2 w:2)
	/// Proof: `ServiceRegistry::Operators` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::NextRegistration` (r:1 w:1)
	/// Proof: `ServiceRegistry::NextRegistration` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Rosters` (r:1 w:1)
	/// Proof: `ServiceRegistry::Rosters` (`max_values`: None, `max_size`: Some(1805), added: 4280, mode: `MaxEncodedLen`)
	fn join() -> Weight {
		// Proof size measured:  3969
		// Proof size estimated: 6272
		// Shortest run: 105_445_000 picoseconds
		Weight::from_parts(112_600_000, 6272)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `ServiceRegistry::Services` (r:1 w:0)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Operators` (r:2 w:2)
	/// Proof: `ServiceRegistry::Operators` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Rosters` (r:1 w:1)
	/// Proof: `ServiceRegistry::Rosters` (`max_values`: None, `max_size`: Some(1805), added: 4280, mode: `MaxEncodedLen`)
	fn add_stake() -> Weight {
		// Proof size measured:  4151
		// Proof size estimated: 6272
		// Shortest run: 102_178_000 picoseconds
		Weight::from_parts(110_323_000, 6272)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `ServiceRegistry::Services` (r:1 w:0)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Operators` (r:1 w:1)
	/// Proof: `ServiceRegistry::Operators` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Rosters` (r:1 w:1)
	/// Proof: `ServiceRegistry::Rosters` (`max_values`: None, `max_size`: Some(1805), added: 4280, mode: `MaxEncodedLen`)
	fn approve_operator() -> Weight {
		// Proof size measured:  3006
		// Proof size estimated: 5270
		// Shortest run: 41_278_000 picoseconds
		Weight::from_parts(47_683_000, 5270)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ServiceRegistry::Services` (r:1 w:0)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Operators` (r:1 w:1)
	/// Proof: `ServiceRegistry::Operators` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Rosters` (r:1 w:1)
	/// Proof: `ServiceRegistry::Rosters` (`max_values`: None, `max_size`: Some(1805), added: 4280, mode: `MaxEncodedLen`)
	fn dismiss_operator() -> Weight {
		// Proof size measured:  3023
		// Proof size estimated: 5270
		// Shortest run: 43_636_000 picoseconds
		Weight::from_parts(47_577_000, 5270)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ServiceRegistry::Operators` (r:1 w:1)
	/// Proof: `ServiceRegistry::Operators` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Rosters` (r:1 w:1)
	/// Proof: `ServiceRegistry::Rosters` (`max_values`: None, `max_size`: Some(1805), added: 4280, mode: `MaxEncodedLen`)
	fn leave() -> Weight {
		// Proof size measured:  2631
		// Proof size estimated: 5270
		// Shortest run: 34_614_000 picoseconds
		Weight::from_parts(40_530_000, 5270)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ServiceRegistry::Operators` (r:1 w:1)
	/// Proof: `ServiceRegistry::Operators` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	fn withdraw_stake() -> Weight {
		// Proof size measured:  1074
		// Proof size estimated: 3922
		// Shortest run: 59_366_000 picoseconds
		Weight::from_parts(63_342_000, 3922)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Releases` (r:1 w:1)
	/// Proof: `ServiceRegistry::Releases` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Subscriptions` (r:1 w:1)
	/// Proof: `ServiceRegistry::Subscriptions` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Rosters` (r:1 w:0)
	/// Proof: `ServiceRegistry::Rosters` (`max_values`: None, `max_size`: Some(1805), added: 4280, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::NextRequest` (r:1 w:1)
	/// Proof: `ServiceRegistry::NextRequest` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Operators` (r:32 w:32)
	/// Proof: `ServiceRegistry::Operators` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Callbacks` (r:0 w:1)
	/// Proof: `ServiceRegistry::Callbacks` (`max_values`: None, `max_size`: Some(1070), added: 3545, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Inputs` (r:0 w:1)
	/// Proof: `ServiceRegistry::Inputs` (`max_values`: None, `max_size`: Some(1043), added: 3518, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Requests` (r:0 w:1)
	/// Proof: `ServiceRegistry::Requests` (`max_values`: None, `max_size`: Some(3168), added: 5643, mode: `MaxEncodedLen`)
	fn request(o: u32) -> Weight {
		// Proof size measured:  1632 + o * (219 ±0)
		// Proof size estimated: 5270 + o * (2641 ±0)
		// Shortest run: 91_742_000 picoseconds
		Weight::from_parts(92_883_709, 5270)
			// Standard error: 17_489
			.saturating_add(Weight::from_parts(5_176_529, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(o.into())))
			.saturating_add(T::DbWeight::get().writes(9_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(o.into())))
			.saturating_add(Weight::from_parts(0, 2641).saturating_mul(o.into()))
	}
	/// Storage: `ServiceRegistry::Requests` (r:1 w:1)
	/// Proof: `ServiceRegistry::Requests` (`max_values`: None, `max_size`: Some(3168), added: 5643, mode: `MaxEncodedLen`)
	fn commit() -> Weight {
		// Proof size measured:  2264
		// Proof size estimated: 6633
		// Shortest run: 33_970_000 picoseconds
		Weight::from_parts(37_441_000, 6633)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ServiceRegistry::Requests` (r:1 w:1)
	/// Proof: `ServiceRegistry::Requests` (`max_values`: None, `max_size`: Some(3168), added: 5643, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Releases` (r:1 w:0)
	/// Proof: `ServiceRegistry::Releases` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn reveal() -> Weight {
		// Proof size measured:  3857
		// Proof size estimated: 6633
		// Shortest run: 47_096_000 picoseconds
		Weight::from_parts(56_219_000, 6633)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ServiceRegistry::Requests` (r:1 w:1)
	/// Proof: `ServiceRegistry::Requests` (`max_values`: None, `max_size`: Some(3168), added: 5643, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Releases` (r:1 w:0)
	/// Proof: `ServiceRegistry::Releases` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn report(k: u32) -> Weight {
		// Proof size measured:  2825
		// Proof size estimated: 6633
		// Shortest run: 103_834_000 picoseconds
		Weight::from_parts(49_698_606, 6633)
			// Standard error: 102_951
			.saturating_add(Weight::from_parts(41_432_257, 0).saturating_mul(k.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ServiceRegistry::Requests` (r:1 w:1)
	/// Proof: `ServiceRegistry::Requests` (`max_values`: None, `max_size`: Some(3168), added: 5643, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Releases` (r:1 w:1)
	/// Proof: `ServiceRegistry::Releases` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Rosters` (r:1 w:1)
	/// Proof: `ServiceRegistry::Rosters` (`max_values`: None, `max_size`: Some(1805), added: 4280, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Operators` (r:32 w:32)
	/// Proof: `ServiceRegistry::Operators` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:31 w:31)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:36 w:36)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Callbacks` (r:1 w:1)
	/// Proof: `ServiceRegistry::Callbacks` (`max_values`: None, `max_size`: Some(1070), added: 3545, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Results` (r:0 w:1)
	/// Proof: `ServiceRegistry::Results` (`max_values`: None, `max_size`: Some(142), added: 2617, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Inputs` (r:0 w:1)
	/// Proof: `ServiceRegistry::Inputs` (`max_values`: None, `max_size`: Some(1043), added: 3518, mode: `MaxEncodedLen`)
	fn finalize(o: u32) -> Weight {
		// Proof size measured:  3497 + o * (500 ±0)
		// Proof size estimated: 11402 + o * (2641 ±0)
		// Shortest run: 199_182_000 picoseconds
		Weight::from_parts(157_868_737, 11402)
			// Standard error: 80_725
			.saturating_add(Weight::from_parts(34_743_988, 0).saturating_mul(o.into()))
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().reads(3_u64.saturating_mul(o.into())))
			.saturating_add(T::DbWeight::get().writes(11_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(o.into())))
			.saturating_add(Weight::from_parts(0, 2641).saturating_mul(o.into()))
	}
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Results` (r:1 w:0)
	/// Proof: `ServiceRegistry::Results` (`max_values`: None, `max_size`: Some(142), added: 2617, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Callbacks` (r:1 w:1)
	/// Proof: `ServiceRegistry::Callbacks` (`max_values`: None, `max_size`: Some(1070), added: 3545, mode: `MaxEncodedLen`)
	fn retry_callback() -> Weight {
		// Proof size measured:  1625
		// Proof size estimated: 4535
		// Shortest run: 833_582_000 picoseconds
		Weight::from_parts(860_358_000, 4535)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ServiceRegistry::Results` (r:1 w:1)
	/// Proof: `ServiceRegistry::Results` (`max_values`: None, `max_size`: Some(142), added: 2617, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Callbacks` (r:1 w:1)
	/// Proof: `ServiceRegistry::Callbacks` (`max_values`: None, `max_size`: Some(1070), added: 3545, mode: `MaxEncodedLen`)
	fn forget_result() -> Weight {
		// Proof size measured:  1485
		// Proof size estimated: 4535
		// Shortest run: 23_162_000 picoseconds
		Weight::from_parts(25_740_000, 4535)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ServiceRegistry::Subscriptions` (r:1 w:1)
	/// Proof: `ServiceRegistry::Subscriptions` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Releases` (r:1 w:1)
	/// Proof: `ServiceRegistry::Releases` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:4 w:4)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::NextRegistration` (r:1 w:1)
	/// Proof: `ServiceRegistry::NextRegistration` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn subscribe() -> Weight {
		// Proof size measured:  2365
		// Proof size estimated: 11402
		// Shortest run: 202_975_000 picoseconds
		Weight::from_parts(212_641_000, 11402)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `ServiceRegistry::Subscriptions` (r:1 w:1)
	/// Proof: `ServiceRegistry::Subscriptions` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Releases` (r:1 w:1)
	/// Proof: `ServiceRegistry::Releases` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:4 w:4)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	fn end_subscription() -> Weight {
		// Proof size measured:  2334
		// Proof size estimated: 11402
		// Shortest run: 149_884_000 picoseconds
		Weight::from_parts(156_798_000, 11402)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Operators` (r:1 w:1)
	/// Proof: `ServiceRegistry::Operators` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Rosters` (r:1 w:0)
	/// Proof: `ServiceRegistry::Rosters` (`max_values`: None, `max_size`: Some(1805), added: 4280, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Subscriptions` (r:1 w:1)
	/// Proof: `ServiceRegistry::Subscriptions` (`max_values`: None, `max_size`: Some(144), added: 2619, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Releases` (r:1 w:0)
	/// Proof: `ServiceRegistry::Releases` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:5 w:5)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	fn redeem_call() -> Weight {
		// Proof size measured:  5689
		// Proof size estimated: 14005
		// Shortest run: 246_235_000 picoseconds
		Weight::from_parts(259_824_000, 14005)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Releases` (r:1 w:1)
	/// Proof: `ServiceRegistry::Releases` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Sessions` (r:1 w:1)
	/// Proof: `ServiceRegistry::Sessions` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Operators` (r:1 w:1)
	/// Proof: `ServiceRegistry::Operators` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Rosters` (r:1 w:0)
	/// Proof: `ServiceRegistry::Rosters` (`max_values`: None, `max_size`: Some(1805), added: 4280, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::NextRegistration` (r:1 w:1)
	/// Proof: `ServiceRegistry::NextRegistration` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn open_session() -> Weight {
		// Proof size measured:  4403
		// Proof size estimated: 5270
		// Shortest run: 122_662_000 picoseconds
		Weight::from_parts(129_211_000, 5270)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `ServiceRegistry::Sessions` (r:1 w:1)
	/// Proof: `ServiceRegistry::Sessions` (`max_values`: None, `max_size`: Some(152), added: 2627, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Services` (r:1 w:1)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Operators` (r:1 w:1)
	/// Proof: `ServiceRegistry::Operators` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Releases` (r:1 w:1)
	/// Proof: `ServiceRegistry::Releases` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:5 w:5)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	fn close_session() -> Weight {
		// Proof size measured:  2715
		// Proof size estimated: 14005
		// Shortest run: 176_069_000 picoseconds
		Weight::from_parts(185_800_000, 14005)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	/// Storage: `ServiceRegistry::Evaluators` (r:1 w:1)
	/// Proof: `ServiceRegistry::Evaluators` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::NextRegistration` (r:1 w:1)
	/// Proof: `ServiceRegistry::NextRegistration` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn register_evaluator() -> Weight {
		// Proof size measured:  201
		// Proof size estimated: 3802
		// Shortest run: 54_044_000 picoseconds
		Weight::from_parts(57_102_000, 3802)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `ServiceRegistry::Evaluators` (r:1 w:1)
	/// Proof: `ServiceRegistry::Evaluators` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	fn retire_evaluator() -> Weight {
		// Proof size measured:  154
		// Proof size estimated: 3566
		// Shortest run: 13_271_000 picoseconds
		Weight::from_parts(14_234_000, 3566)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ServiceRegistry::Evaluators` (r:1 w:1)
	/// Proof: `ServiceRegistry::Evaluators` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	fn withdraw_evaluator() -> Weight {
		// Proof size measured:  395
		// Proof size estimated: 3802
		// Shortest run: 47_160_000 picoseconds
		Weight::from_parts(49_389_000, 3802)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `ServiceRegistry::Services` (r:1 w:0)
	/// Proof: `ServiceRegistry::Services` (`max_values`: None, `max_size`: Some(457), added: 2932, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Operators` (r:1 w:0)
	/// Proof: `ServiceRegistry::Operators` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::NextEvaluation` (r:1 w:1)
	/// Proof: `ServiceRegistry::NextEvaluation` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Evaluations` (r:0 w:1)
	/// Proof: `ServiceRegistry::Evaluations` (`max_values`: None, `max_size`: Some(1422), added: 3897, mode: `MaxEncodedLen`)
	fn open_evaluation() -> Weight {
		// Proof size measured:  1027
		// Proof size estimated: 3922
		// Shortest run: 70_247_000 picoseconds
		Weight::from_parts(73_493_000, 3922)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `ServiceRegistry::Evaluations` (r:1 w:1)
	/// Proof: `ServiceRegistry::Evaluations` (`max_values`: None, `max_size`: Some(1422), added: 3897, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Evaluators` (r:1 w:1)
	/// Proof: `ServiceRegistry::Evaluators` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	fn commit_score() -> Weight {
		// Proof size measured:  2128
		// Proof size estimated: 4887
		// Shortest run: 32_115_000 picoseconds
		Weight::from_parts(35_140_000, 4887)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `ServiceRegistry::Evaluations` (r:1 w:1)
	/// Proof: `ServiceRegistry::Evaluations` (`max_values`: None, `max_size`: Some(1422), added: 3897, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn reveal_score() -> Weight {
		// Proof size measured:  1731
		// Proof size estimated: 4887
		// Shortest run: 24_478_000 picoseconds
		Weight::from_parts(28_020_000, 4887)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ServiceRegistry::Evaluations` (r:1 w:1)
	/// Proof: `ServiceRegistry::Evaluations` (`max_values`: None, `max_size`: Some(1422), added: 3897, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Evaluators` (r:16 w:16)
	/// Proof: `ServiceRegistry::Evaluators` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:14 w:14)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(337), added: 2812, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:18 w:18)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `TokenEmission::SupplyLedger` (r:1 w:1)
	/// Proof: `TokenEmission::SupplyLedger` (`max_values`: Some(1), `max_size`: Some(272), added: 767, mode: `MaxEncodedLen`)
	/// Storage: `ServiceRegistry::Operators` (r:1 w:1)
	/// Proof: `ServiceRegistry::Operators` (`max_values`: None, `max_size`: Some(166), added: 2641, mode: `MaxEncodedLen`)
	fn close_evaluation(e: u32) -> Weight {
		// Proof size measured:  1363 + e * (342 ±0)
		// Proof size estimated: 4887 + e * (2879 ±0)
		// Shortest run: 60_836_000 picoseconds
		Weight::from_parts(43_995_592, 4887)
			// Standard error: 131_733
			.saturating_add(Weight::from_parts(32_023_171, 0).saturating_mul(e.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads(3_u64.saturating_mul(e.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 2879).saturating_mul(e.into()))
	}
}

/// The same with the database costs of ParityDB, for tests.
impl WeightInfo for () {
	fn register_service() -> Weight {
		Weight::from_parts(75_466_000, 3802)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(14_u64))
	}
	fn publish_version() -> Weight {
		Weight::from_parts(26_706_000, 3922)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn update_listing() -> Weight {
		Weight::from_parts(47_879_000, 3922)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(19_u64))
	}
	fn pause_service() -> Weight {
		Weight::from_parts(16_537_000, 3922)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn resume_service() -> Weight {
		Weight::from_parts(16_641_000, 3922)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn retire_service() -> Weight {
		Weight::from_parts(31_625_000, 3922)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(10_u64))
	}
	fn remove_service(v: u32) -> Weight {
		Weight::from_parts(53_134_031, 3922)
			.saturating_add(Weight::from_parts(1_434_978, 0).saturating_mul(v.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64.saturating_mul(v.into())))
	}
	fn refresh_rank() -> Weight {
		Weight::from_parts(47_003_000, 3922)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(19_u64))
	}
	fn join() -> Weight {
		Weight::from_parts(112_600_000, 6272)
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
	}
	fn add_stake() -> Weight {
		Weight::from_parts(110_323_000, 6272)
			.saturating_add(ParityDbWeight::get().reads(6_u64))
			.saturating_add(ParityDbWeight::get().writes(5_u64))
	}
	fn approve_operator() -> Weight {
		Weight::from_parts(47_683_000, 5270)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn dismiss_operator() -> Weight {
		Weight::from_parts(47_577_000, 5270)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn leave() -> Weight {
		Weight::from_parts(40_530_000, 5270)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn withdraw_stake() -> Weight {
		Weight::from_parts(63_342_000, 3922)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn request(o: u32) -> Weight {
		Weight::from_parts(92_883_709, 5270)
			.saturating_add(Weight::from_parts(5_176_529, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(7_u64))
			.saturating_add(ParityDbWeight::get().reads(1_u64.saturating_mul(o.into())))
			.saturating_add(ParityDbWeight::get().writes(9_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64.saturating_mul(o.into())))
			.saturating_add(Weight::from_parts(0, 2641).saturating_mul(o.into()))
	}
	fn commit() -> Weight {
		Weight::from_parts(37_441_000, 6633)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn reveal() -> Weight {
		Weight::from_parts(56_219_000, 6633)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn report(k: u32) -> Weight {
		Weight::from_parts(49_698_606, 6633)
			.saturating_add(Weight::from_parts(41_432_257, 0).saturating_mul(k.into()))
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn finalize(o: u32) -> Weight {
		Weight::from_parts(157_868_737, 11402)
			.saturating_add(Weight::from_parts(34_743_988, 0).saturating_mul(o.into()))
			.saturating_add(ParityDbWeight::get().reads(9_u64))
			.saturating_add(ParityDbWeight::get().reads(3_u64.saturating_mul(o.into())))
			.saturating_add(ParityDbWeight::get().writes(11_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(o.into())))
			.saturating_add(Weight::from_parts(0, 2641).saturating_mul(o.into()))
	}
	fn retry_callback() -> Weight {
		Weight::from_parts(860_358_000, 4535)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn forget_result() -> Weight {
		Weight::from_parts(25_740_000, 4535)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn subscribe() -> Weight {
		Weight::from_parts(212_641_000, 11402)
			.saturating_add(ParityDbWeight::get().reads(10_u64))
			.saturating_add(ParityDbWeight::get().writes(10_u64))
	}
	fn end_subscription() -> Weight {
		Weight::from_parts(156_798_000, 11402)
			.saturating_add(ParityDbWeight::get().reads(9_u64))
			.saturating_add(ParityDbWeight::get().writes(9_u64))
	}
	fn redeem_call() -> Weight {
		Weight::from_parts(259_824_000, 14005)
			.saturating_add(ParityDbWeight::get().reads(13_u64))
			.saturating_add(ParityDbWeight::get().writes(10_u64))
	}
	fn open_session() -> Weight {
		Weight::from_parts(129_211_000, 5270)
			.saturating_add(ParityDbWeight::get().reads(8_u64))
			.saturating_add(ParityDbWeight::get().writes(7_u64))
	}
	fn close_session() -> Weight {
		Weight::from_parts(185_800_000, 14005)
			.saturating_add(ParityDbWeight::get().reads(11_u64))
			.saturating_add(ParityDbWeight::get().writes(11_u64))
	}
	fn register_evaluator() -> Weight {
		Weight::from_parts(57_102_000, 3802)
			.saturating_add(ParityDbWeight::get().reads(4_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn retire_evaluator() -> Weight {
		Weight::from_parts(14_234_000, 3566)
			.saturating_add(ParityDbWeight::get().reads(1_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn withdraw_evaluator() -> Weight {
		Weight::from_parts(49_389_000, 3802)
			.saturating_add(ParityDbWeight::get().reads(3_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64))
	}
	fn open_evaluation() -> Weight {
		Weight::from_parts(73_493_000, 3922)
			.saturating_add(ParityDbWeight::get().reads(5_u64))
			.saturating_add(ParityDbWeight::get().writes(4_u64))
	}
	fn commit_score() -> Weight {
		Weight::from_parts(35_140_000, 4887)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(2_u64))
	}
	fn reveal_score() -> Weight {
		Weight::from_parts(28_020_000, 4887)
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
	}
	fn close_evaluation(e: u32) -> Weight {
		Weight::from_parts(43_995_592, 4887)
			.saturating_add(Weight::from_parts(32_023_171, 0).saturating_mul(e.into()))
			.saturating_add(ParityDbWeight::get().reads(2_u64))
			.saturating_add(ParityDbWeight::get().reads(3_u64.saturating_mul(e.into())))
			.saturating_add(ParityDbWeight::get().writes(1_u64))
			.saturating_add(ParityDbWeight::get().writes(3_u64.saturating_mul(e.into())))
			.saturating_add(Weight::from_parts(0, 2879).saturating_mul(e.into()))
	}
}
