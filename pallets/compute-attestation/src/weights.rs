//! Placeholder until the first benchmark run; replaced by generated weights.
#![allow(missing_docs)]
use frame_support::weights::Weight;
pub trait WeightInfo {
	fn on_initialize_idle() -> Weight;
	fn on_initialize_draw() -> Weight;
	fn on_initialize_open() -> Weight;
	fn register_vendor() -> Weight;
	fn revoke_vendor() -> Weight;
	fn register_model() -> Weight;
	fn revoke_model() -> Weight;
	fn publish_manifest() -> Weight;
	fn revoke_manifest() -> Weight;
	fn revoke_chip() -> Weight;
	fn claim_chips(n: u32) -> Weight;
	fn prove(a: u32) -> Weight;
	fn prove_of_many(c: u32) -> Weight;
	fn report_absence() -> Weight;
}
pub struct SubstrateWeight<T>(core::marker::PhantomData<T>);
macro_rules! body {
	() => {
		fn on_initialize_idle() -> Weight {
			Weight::from_parts(5_000_000, 1_000)
		}
		fn on_initialize_draw() -> Weight {
			Weight::from_parts(9_000_000, 1_000)
		}
		fn on_initialize_open() -> Weight {
			Weight::from_parts(30_000_000, 3_000)
		}
		fn register_vendor() -> Weight {
			Weight::from_parts(20_000_000, 3_000)
		}
		fn revoke_vendor() -> Weight {
			Weight::from_parts(20_000_000, 3_000)
		}
		fn register_model() -> Weight {
			Weight::from_parts(20_000_000, 3_000)
		}
		fn revoke_model() -> Weight {
			Weight::from_parts(20_000_000, 3_000)
		}
		fn publish_manifest() -> Weight {
			Weight::from_parts(20_000_000, 3_000)
		}
		fn revoke_manifest() -> Weight {
			Weight::from_parts(20_000_000, 3_000)
		}
		fn revoke_chip() -> Weight {
			Weight::from_parts(90_000_000, 6_000)
		}
		fn claim_chips(n: u32) -> Weight {
			Weight::from_parts(100_000_000 + 160_000_000 * n as u64, 6_000 + 3_000 * n as u64)
		}
		fn prove(a: u32) -> Weight {
			Weight::from_parts(100_000_000 + 30_000_000 * a as u64, 6_000 + 3_000 * a as u64)
		}
		fn prove_of_many(_c: u32) -> Weight {
			Weight::from_parts(100_000_000, 6_000)
		}
		fn report_absence() -> Weight {
			Weight::from_parts(40_000_000, 6_000)
		}
	};
}
impl<T> WeightInfo for SubstrateWeight<T> {
	body!();
}
impl WeightInfo for () {
	body!();
}
