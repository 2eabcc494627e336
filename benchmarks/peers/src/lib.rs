//! A runtime that only serves to measure: the SDK's staking pallets beside ours, in one WASM, with
//! the same balances pallet, the same genesis and the same database costs.
//!
//! It is never a chain. No session is rotated and no validator set is used; what the benchmarks
//! need, they set up themselves. `benchmarks/peers.sh` builds it, measures it and compares; what the
//! figures say is in `benchmarks/README.md`.
//!
//! The peers are configured as their authors do, with one exception: an exposure page holds
//! [`NOMINATORS`] nominators, so that one call of `payout_stakers` pays all of them.

#![cfg_attr(not(feature = "std"), no_std)]
// The macro that composes the pallets nests deeper than the default limit.
#![recursion_limit = "512"]

extern crate alloc;

mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
mod keys;
mod ours;
mod peers;

use alloc::{borrow::Cow, vec::Vec};
use frame_support::{derive_impl, parameter_types, traits::VariantCountOf};
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

pub use apis::{RuntimeApi, RUNTIME_API_VERSIONS};
pub use keys::SessionKeys;
pub use peers::NOMINATORS;

/// An account.
pub type AccountId = <<MultiSignature as Verify>::Signer as IdentifyAccount>::AccountId;
/// An amount, in planck.
pub type Balance = u128;
/// Height of a block.
pub type BlockNumber = u32;
/// Header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// An extrinsic; nobody sends any.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<MultiAddress<AccountId, ()>, RuntimeCall, MultiSignature, ()>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// Runs blocks and extrinsics.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// Version of this runtime.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("vajra-peers"),
	impl_name: Cow::Borrowed("vajra-peers"),
	authoring_version: 1,
	spec_version: 1,
	impl_version: 1,
	apis: RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

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

	// 0: what all of them stand on.
	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances;

	// 10: the peers.
	#[runtime::pallet_index(10)]
	pub type Staking = pallet_staking;
	#[runtime::pallet_index(11)]
	pub type StakingAsync = pallet_staking_async;
	#[runtime::pallet_index(12)]
	pub type VoterList = pallet_bags_list<Instance1>;
	#[runtime::pallet_index(13)]
	pub type DelegatedStaking = pallet_delegated_staking;
	#[runtime::pallet_index(14)]
	pub type NominationPools = pallet_nomination_pools;

	// 20: ours, and the sessions that it manages.
	#[runtime::pallet_index(20)]
	pub type Dpos = pallet_dpos;
	#[runtime::pallet_index(21)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(22)]
	pub type Historical = pallet_session::historical;
}

parameter_types! {
	pub const Version: RuntimeVersion = VERSION;
	/// As in the reference runtime: a thousandth of a token.
	pub const ExistentialDeposit: Balance = 1_000_000_000;
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
	type DbWeight = frame_support::weights::constants::ParityDbWeight;
	type Version = Version;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Runtime {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Runtime {
	type Balance = Balance;
	type ExistentialDeposit = ExistentialDeposit;
	type AccountStore = System;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
}
