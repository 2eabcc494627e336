//! The pallets whose benchmarks this runtime runs.

use crate::{
	AllPalletsWithSystem, Babe, Balances, ComputeAttestation, Dpos, Grandpa, RainInsurance,
	RentalEscrow, Runtime, ServiceRegistry, Sudo, Timestamp, TokenEmission, TransactionPayment,
	Utility,
};
use alloc::{string::String, vec::Vec};
use frame_benchmarking::{
	baseline::Pallet as BaselineBench, BenchmarkBatch, BenchmarkConfig, BenchmarkList,
};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};
use frame_system_benchmarking::{
	extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench,
};

frame_benchmarking::define_benchmarks!(
	[frame_benchmarking, BaselineBench::<Runtime>]
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensionsBench::<Runtime>]
	[pallet_babe, Babe]
	[pallet_balances, Balances]
	[pallet_compute_attestation, ComputeAttestation]
	[pallet_dpos, Dpos]
	[pallet_grandpa, Grandpa]
	[pallet_rain_insurance, RainInsurance]
	[pallet_rental_escrow, RentalEscrow]
	[pallet_service_registry, ServiceRegistry]
	[pallet_sudo, Sudo]
	[pallet_timestamp, Timestamp]
	[pallet_token_emission, TokenEmission]
	[pallet_transaction_payment, TransactionPayment]
	[pallet_utility, Utility]
);

impl frame_benchmarking::baseline::Config for Runtime {}
impl frame_system_benchmarking::Config for Runtime {}
impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

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
