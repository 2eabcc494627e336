//! What the benchmarking library asks a runtime.

use crate::{Block, Executive, Runtime, RuntimeGenesisConfig, VERSION};
use alloc::{vec, vec::Vec};
use frame_support::genesis_builder_helper::{build_state, get_preset};
use sp_api::impl_runtime_apis;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET};
use sp_runtime::{traits::Block as BlockT, ExtrinsicInclusionMode};
use sp_version::RuntimeVersion;

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block);
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	// The default genesis, and pools with 10, 1 000 and 100 000 delegators; its preset is an empty patch.
	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(json: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(json)?;
			#[cfg(feature = "runtime-benchmarks")]
			pallet_dpos::benchmarking::populate::<Runtime>()
				.map_err(|error| alloc::format!("the pools cannot be set up: {error:?}"))?;
			Ok(())
		}

		fn get_preset(id: &Option<PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, |id| {
				(id == DEV_RUNTIME_PRESET).then(|| b"{}".to_vec())
			})
		}

		fn preset_names() -> Vec<PresetId> {
			vec![DEV_RUNTIME_PRESET.into()]
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(
			extra: bool,
		) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
			crate::benchmarks::metadata(extra)
		}

		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			crate::benchmarks::dispatch(config)
		}
	}
}
