//! The chains this node knows by name, and chains from files.
//!
//! Genesis is not written here: the runtime names its presets, and the chain specification only
//! refers to them. So a preset changes in one place, and any tool that speaks to the runtime's
//! `GenesisBuilder` sees the same chains.

use sc_chain_spec::{ChainSpecExtension, ChainType, GenericChainSpec};
use sc_service::{ChainSpec as AnyChainSpec, Properties};
use serde::{Deserialize, Serialize};
use std::path::Path;
use vajra_runtime::{constants::currency, opaque::Block};

/// The first byte of addresses: the generic format, which every wallet reads.
const SS58_FORMAT: u16 = 42;

/// Fields of a chain specification beyond the SDK's own.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ChainSpecExtension)]
#[serde(rename_all = "camelCase")]
pub struct Extensions {
	/// Blocks that must be on the chain: (number, hash).
	pub fork_blocks: sc_client_api::ForkBlocks<Block>,
	/// Blocks that must not be on the chain.
	pub bad_blocks: sc_client_api::BadBlocks<Block>,
	/// A recent finalised state for light clients, filled in by the RPC `sync_state_genSyncSpec`.
	pub light_sync_state: sc_sync_state_rpc::LightSyncStateExtension,
}

/// A chain specification of this node.
pub type ChainSpec = GenericChainSpec<Extensions>;

/// A chain that comes with the node.
struct Named {
	/// What to type after `--chain`.
	aliases: &'static [&'static str],
	/// The runtime's name of its genesis.
	preset: &'static str,
	/// Shown to people.
	name: &'static str,
	/// Names the folder of the database.
	id: &'static str,
	kind: ChainType,
}

const NAMED: [Named; 3] = [
	Named {
		aliases: &["dev", "development"],
		preset: vajra_runtime::DEVELOPMENT_PRESET,
		name: "Vajra Development",
		id: "vajra_dev",
		kind: ChainType::Development,
	},
	// The empty name is what the SDK asks for when a tool is not told the chain.
	Named {
		aliases: &["local", "local_testnet", ""],
		preset: vajra_runtime::LOCAL_TESTNET_PRESET,
		name: "Vajra Local Testnet",
		id: "vajra_local",
		kind: ChainType::Local,
	},
	Named {
		aliases: &["staging"],
		preset: vajra_runtime::STAGING_PRESET,
		name: "Vajra Staging",
		id: "vajra_staging",
		kind: ChainType::Live,
	},
];

/// Loads the chain called `id`, or else the chain specification in the file `id`.
///
/// # Errors
///
/// Says which names there are if `id` is neither, what is wrong with the file if it is one, and
/// that the node was built without a runtime if it was.
pub fn load(id: &str) -> Result<Box<dyn AnyChainSpec>, String> {
	if let Some(named) = NAMED.iter().find(|named| named.aliases.contains(&id)) {
		return Ok(Box::new(from_preset(named)?));
	}
	if !Path::new(id).is_file() {
		return Err(format!(
			"there is no chain and no file called `{id}`. Use dev, local, staging, or the path of a \
			 chain specification, which `export-chain-spec` writes"
		));
	}
	ChainSpec::from_json_file(id.into())
		.map(|spec| Box::new(spec) as Box<dyn AnyChainSpec>)
		.map_err(|error| format!("`{id}` is not a chain specification of this node: {error}"))
}

fn from_preset(named: &Named) -> Result<ChainSpec, String> {
	let code = vajra_runtime::WASM_BINARY.ok_or(
		"this node was built without its WASM runtime (SKIP_WASM_BUILD was set), so it has no \
		 chains of its own. Give it a file with `--chain`, or build it again with the runtime",
	)?;
	Ok(ChainSpec::builder(code, Extensions::default())
		.with_name(named.name)
		.with_id(named.id)
		.with_chain_type(named.kind.clone())
		.with_protocol_id("vajra")
		.with_properties(properties())
		.with_genesis_config_preset_name(named.preset)
		.build())
}

/// How wallets show amounts and addresses.
fn properties() -> Properties {
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), currency::TOKEN_SYMBOL.into());
	properties.insert("tokenDecimals".into(), currency::TOKEN_DECIMALS.into());
	properties.insert("ss58Format".into(), SS58_FORMAT.into());
	properties
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn named_chains_load() {
		for named in &NAMED {
			for alias in named.aliases {
				let spec = load(alias).expect("the runtime is built in");
				assert_eq!(spec.id(), named.id);
				assert_eq!(spec.protocol_id(), Some("vajra"));
				assert_eq!(spec.properties()["tokenSymbol"], "VAJ");
				assert_eq!(spec.properties()["tokenDecimals"], 12);
				assert_eq!(spec.properties()["ss58Format"], 42);
			}
		}
	}

	#[test]
	fn genesis_builds_for_every_named_chain() {
		for named in &NAMED {
			let spec = load(named.aliases[0]).expect("the runtime is built in");
			let storage = spec.as_storage_builder().build_storage().expect(named.preset);
			assert!(storage.top.contains_key(sp_core::storage::well_known_keys::CODE));
		}
	}

	#[test]
	fn light_clients_can_be_served() {
		let spec = load("dev").expect("the runtime is built in");
		let extension = sc_chain_spec::get_extension::<sc_sync_state_rpc::LightSyncStateExtension>(
			spec.extensions(),
		);
		assert!(extension.is_some());
	}

	#[test]
	fn unknown_chain_names_the_known_ones() {
		let error = load("no-such-chain").expect_err("there is no such chain");
		for word in ["no-such-chain", "dev", "local", "staging", "export-chain-spec"] {
			assert!(error.contains(word), "{error}");
		}
	}
}
