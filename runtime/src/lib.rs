//! The reference runtime: Vajra's pallets composed into one chain.
//!
//! Blocks are made by BABE and finalised by GRANDPA. The crate holds nothing but composition: the
//! types below, one module of configuration per group of pallets, the runtime APIs, and the
//! genesis presets. Values that a chain of one's own would change first are in [`constants`].

#![cfg_attr(not(feature = "std"), no_std)]
// The macro that composes the pallets nests deeper than the default limit.
#![recursion_limit = "512"]

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

extern crate alloc;

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
pub mod constants;
pub mod genesis_config_presets;
#[cfg(test)]
mod tests;

use alloc::{borrow::Cow, vec::Vec};
use configs::consensus::WeighedAuthors;
use sp_runtime::{
	generic, impl_opaque_keys,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

pub use apis::{RuntimeApi, RUNTIME_API_VERSIONS};
pub use configs::consensus::{BABE_GENESIS_EPOCH_CONFIG, WEIGHTED_EPOCH_CONFIG};
pub use genesis_config_presets::{
	DEVELOPMENT_PRESET, LOCAL_TESTNET_PRESET, PRESET_NAMES, STAGING_PRESET,
};

/// A signature by any of the key types that accounts may have.
pub type Signature = MultiSignature;
/// An account: the public key, or the hash of one.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// An amount of the chain's own token, in planck.
pub type Balance = u128;
/// Number of a signed extrinsic of an account.
pub type Nonce = u32;
/// Height of a block.
pub type BlockNumber = u32;
/// Hash of a block, an extrinsic or a state.
pub type Hash = sp_core::H256;
/// How extrinsics name an account.
pub type Address = MultiAddress<AccountId, ()>;
/// Header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block with its extrinsics decoded.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// What a signed extrinsic carries beside its call. Order and content are part of what is signed.
pub type TxExtension = (
	frame_system::AuthorizeCall<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);
/// An extrinsic as it travels.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// What the signer of an extrinsic signs.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;
/// Runs blocks and extrinsics.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// Types for the node, which carries extrinsics without looking into them.
pub mod opaque {
	use sp_runtime::{generic, traits::BlakeTwo256};

	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// Header of a block.
	pub type Header = generic::Header<crate::BlockNumber, BlakeTwo256>;
	/// A block whose extrinsics are bytes.
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;
	/// Id of a block.
	pub type BlockId = generic::BlockId<Block>;
}

impl_opaque_keys! {
	/// The keys that a validator's node signs with. The order is the session handlers' order.
	pub struct SessionKeys {
		pub babe: WeighedAuthors,
		pub grandpa: Grandpa,
	}
}

/// Version of this runtime.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("vajra"),
	impl_name: Cow::Borrowed("vajra"),
	authoring_version: 1,
	spec_version: 1,
	impl_version: 1,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

// Indices are part of every encoded call, event and error, so a pallet keeps its index for ever;
// the gaps leave each group room to grow. They also order hooks and genesis, whatever the order of
// the lines below:
// - Babe comes first of all that look at the slot or its randomness: it reads the slot from the
//   block's header in `on_initialize`.
// - Compute and staking come before Session, so that whatever weights and sets they hold at genesis or
//   at the start of a block are there when Session asks for them. That is why Session and the pallets
//   that hang on it sit at 50 and not beside Babe.
// - TokenEmission comes after all pallets whose genesis mints, as its ledger opens with the issuance that
//   it finds, and before Authorship, which forgets the author when the block ends.
// - Grandpa comes after Session, which hands it its authorities.
// - Authorship comes after Session, too: a header names its author by a place in the set, and in the
//   first block of an epoch that is the new set. It remembers its answer, so nothing may ask it for the
//   author in an `on_initialize` before Session's.
#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	// 0: system.
	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;

	// 10: block production.
	#[runtime::pallet_index(10)]
	pub type Babe = pallet_babe;

	// 20: tokens.
	#[runtime::pallet_index(20)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(21)]
	pub type TransactionPayment = pallet_transaction_payment;

	// 30: compute.
	#[runtime::pallet_index(30)]
	pub type ComputeAttestation = pallet_compute_attestation;

	// 35: what is sold.
	#[runtime::pallet_index(35)]
	pub type RentalEscrow = pallet_rental_escrow;
	#[runtime::pallet_index(36)]
	pub type ServiceRegistry = pallet_service_registry;
	#[runtime::pallet_index(37)]
	pub type RainInsurance = pallet_rain_insurance;

	// 40: staking.
	#[runtime::pallet_index(40)]
	pub type Dpos = pallet_dpos;

	// 45: emission.
	#[runtime::pallet_index(45)]
	pub type TokenEmission = pallet_token_emission;

	// 50: sessions, finality, and who made a block.
	#[runtime::pallet_index(50)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(51)]
	pub type Historical = pallet_session::historical;
	#[runtime::pallet_index(52)]
	pub type Offences = pallet_offences;
	#[runtime::pallet_index(53)]
	pub type Grandpa = pallet_grandpa;
	#[runtime::pallet_index(54)]
	pub type Authorship = pallet_authorship;

	// 60: utilities, and the root key until governance lands.
	#[runtime::pallet_index(60)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(61)]
	pub type Sudo = pallet_sudo;
}

/// Version of the metadata that client code is generated from: the newest that is stable.
pub const METADATA_VERSION: u32 = 16;

/// The runtime's metadata in version [`METADATA_VERSION`], as the SCALE bytes of
/// `RuntimeMetadataPrefixed`, which is what code generators read from a file.
///
/// `None` if the SDK no longer offers that version.
pub fn metadata() -> Option<Vec<u8>> {
	Runtime::metadata_at_version(METADATA_VERSION).map(|metadata| metadata.to_vec())
}
