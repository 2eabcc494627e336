//! The pallets whose benchmarks this runtime runs.

use crate::{AllPalletsWithSystem, Dpos, Runtime, Staking};
use alloc::{string::String, vec::Vec};
use frame_benchmarking::{BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};
use pallet_nomination_pools_benchmarking::Pallet as NominationPoolsBench;

frame_benchmarking::define_benchmarks!(
	[pallet_dpos, Dpos]
	[pallet_nomination_pools, NominationPoolsBench::<Runtime>]
	[pallet_staking, Staking]
);

impl pallet_nomination_pools_benchmarking::Config for Runtime {}

/// Names of all benchmarks, and what the pallets store.
pub fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::<BenchmarkList>::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

/// Runs one benchmark.
// The macro inside turns the names that the caller gave back into text.
#[allow(clippy::expect_used)]
pub fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::<BenchmarkBatch>::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}
