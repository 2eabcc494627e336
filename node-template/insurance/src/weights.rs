//! Weights of `pallet_rain_insurance`. Nothing has been measured yet: all are zero until the benchmarks
//! have run.

use core::marker::PhantomData;
use frame_support::weights::Weight;

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
	fn offer() -> Weight {
		Weight::zero()
	}
	fn discontinue() -> Weight {
		Weight::zero()
	}
	fn fund() -> Weight {
		Weight::zero()
	}
	fn withdraw() -> Weight {
		Weight::zero()
	}
	fn insure() -> Weight {
		Weight::zero()
	}
	fn claim() -> Weight {
		Weight::zero()
	}
	fn on_result() -> Weight {
		Weight::zero()
	}
	fn expire() -> Weight {
		Weight::zero()
	}
}

/// The same with the database costs of ParityDB, for tests.
impl WeightInfo for () {
	fn offer() -> Weight {
		Weight::zero()
	}
	fn discontinue() -> Weight {
		Weight::zero()
	}
	fn fund() -> Weight {
		Weight::zero()
	}
	fn withdraw() -> Weight {
		Weight::zero()
	}
	fn insure() -> Weight {
		Weight::zero()
	}
	fn claim() -> Weight {
		Weight::zero()
	}
	fn on_result() -> Weight {
		Weight::zero()
	}
	fn expire() -> Weight {
		Weight::zero()
	}
}
