//! Weights of `pallet_service_registry`. Nothing has been measured yet: all are zero until the
//! benchmarks have run.

use core::marker::PhantomData;
use frame_support::weights::Weight;

/// The weight of each of the pallet's calls.
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
	fn request(o: u32) -> Weight;
	/// Weight of `commit`.
	fn commit() -> Weight;
	/// Weight of `reveal`.
	fn reveal() -> Weight;
	/// Weight of `report`.
	fn report(k: u32) -> Weight;
	/// Weight of `finalize`.
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
	fn close_evaluation(e: u32) -> Weight;
}

/// The measured weights, for a runtime whose database costs are `T::DbWeight`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_service() -> Weight {
		Weight::zero()
	}
	fn publish_version() -> Weight {
		Weight::zero()
	}
	fn update_listing() -> Weight {
		Weight::zero()
	}
	fn pause_service() -> Weight {
		Weight::zero()
	}
	fn resume_service() -> Weight {
		Weight::zero()
	}
	fn retire_service() -> Weight {
		Weight::zero()
	}
	fn remove_service(_: u32) -> Weight {
		Weight::zero()
	}
	fn refresh_rank() -> Weight {
		Weight::zero()
	}
	fn join() -> Weight {
		Weight::zero()
	}
	fn add_stake() -> Weight {
		Weight::zero()
	}
	fn approve_operator() -> Weight {
		Weight::zero()
	}
	fn dismiss_operator() -> Weight {
		Weight::zero()
	}
	fn leave() -> Weight {
		Weight::zero()
	}
	fn withdraw_stake() -> Weight {
		Weight::zero()
	}
	fn request(_: u32) -> Weight {
		Weight::zero()
	}
	fn commit() -> Weight {
		Weight::zero()
	}
	fn reveal() -> Weight {
		Weight::zero()
	}
	fn report(_: u32) -> Weight {
		Weight::zero()
	}
	fn finalize(_: u32) -> Weight {
		Weight::zero()
	}
	fn retry_callback() -> Weight {
		Weight::zero()
	}
	fn forget_result() -> Weight {
		Weight::zero()
	}
	fn subscribe() -> Weight {
		Weight::zero()
	}
	fn end_subscription() -> Weight {
		Weight::zero()
	}
	fn redeem_call() -> Weight {
		Weight::zero()
	}
	fn open_session() -> Weight {
		Weight::zero()
	}
	fn close_session() -> Weight {
		Weight::zero()
	}
	fn register_evaluator() -> Weight {
		Weight::zero()
	}
	fn retire_evaluator() -> Weight {
		Weight::zero()
	}
	fn withdraw_evaluator() -> Weight {
		Weight::zero()
	}
	fn open_evaluation() -> Weight {
		Weight::zero()
	}
	fn commit_score() -> Weight {
		Weight::zero()
	}
	fn reveal_score() -> Weight {
		Weight::zero()
	}
	fn close_evaluation(_: u32) -> Weight {
		Weight::zero()
	}
}

/// The same, for tests.
impl WeightInfo for () {
	fn register_service() -> Weight {
		Weight::zero()
	}
	fn publish_version() -> Weight {
		Weight::zero()
	}
	fn update_listing() -> Weight {
		Weight::zero()
	}
	fn pause_service() -> Weight {
		Weight::zero()
	}
	fn resume_service() -> Weight {
		Weight::zero()
	}
	fn retire_service() -> Weight {
		Weight::zero()
	}
	fn remove_service(_: u32) -> Weight {
		Weight::zero()
	}
	fn refresh_rank() -> Weight {
		Weight::zero()
	}
	fn join() -> Weight {
		Weight::zero()
	}
	fn add_stake() -> Weight {
		Weight::zero()
	}
	fn approve_operator() -> Weight {
		Weight::zero()
	}
	fn dismiss_operator() -> Weight {
		Weight::zero()
	}
	fn leave() -> Weight {
		Weight::zero()
	}
	fn withdraw_stake() -> Weight {
		Weight::zero()
	}
	fn request(_: u32) -> Weight {
		Weight::zero()
	}
	fn commit() -> Weight {
		Weight::zero()
	}
	fn reveal() -> Weight {
		Weight::zero()
	}
	fn report(_: u32) -> Weight {
		Weight::zero()
	}
	fn finalize(_: u32) -> Weight {
		Weight::zero()
	}
	fn retry_callback() -> Weight {
		Weight::zero()
	}
	fn forget_result() -> Weight {
		Weight::zero()
	}
	fn subscribe() -> Weight {
		Weight::zero()
	}
	fn end_subscription() -> Weight {
		Weight::zero()
	}
	fn redeem_call() -> Weight {
		Weight::zero()
	}
	fn open_session() -> Weight {
		Weight::zero()
	}
	fn close_session() -> Weight {
		Weight::zero()
	}
	fn register_evaluator() -> Weight {
		Weight::zero()
	}
	fn retire_evaluator() -> Weight {
		Weight::zero()
	}
	fn withdraw_evaluator() -> Weight {
		Weight::zero()
	}
	fn open_evaluation() -> Weight {
		Weight::zero()
	}
	fn commit_score() -> Weight {
		Weight::zero()
	}
	fn reveal_score() -> Weight {
		Weight::zero()
	}
	fn close_evaluation(_: u32) -> Weight {
		Weight::zero()
	}
}
