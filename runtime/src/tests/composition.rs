//! Indices, prefixes and identities that clients and stored data rely on.

use crate::{
	configs::{
		compute::PotId, market::InsurancePotId, staking::StakePotId, tokens::TreasuryId,
		RuntimeBlockLength, RuntimeBlockWeights, MAXIMUM_BLOCK_WEIGHT,
	},
	AccountId, AllPalletsWithSystem, RuntimeHoldReason, SessionKeys, VERSION,
};
use codec::Encode;
use frame_support::{
	dispatch::DispatchClass,
	traits::{PalletsInfoAccess, StorageInfoTrait},
	PalletId,
};
use sp_core::hexdisplay::HexDisplay;
use sp_io::hashing::twox_128;
use sp_runtime::traits::{AccountIdConversion, OpaqueKeys};
use std::collections::{BTreeMap, BTreeSet};

/// Name, index and storage prefix of each pallet. Chains that have started and their clients depend
/// on each: add lines, never change any.
const PALLETS: [(&str, usize, &str); 18] = [
	("System", 0, "26aa394eea5630e07c48ae0c9558cef7"),
	("Timestamp", 1, "f0c365c3cf59d671eb72da0e7a4113c4"),
	("Babe", 10, "1cb6f36e027abb2091cfb5110ab5087f"),
	("Balances", 20, "c2261276cc9d1f8598ea4b6a74b15c2f"),
	("TransactionPayment", 21, "3f1467a096bcd71a5b6a0c8155e20810"),
	("ComputeAttestation", 30, "2aa593f5a303ae346b8d29da894057e1"),
	("RentalEscrow", 35, "c00c7127b3aef660feef3530d2c9b079"),
	("ServiceRegistry", 36, "418ecf77ecc8e30992efe9a664e6e69f"),
	("RainInsurance", 37, "143e350fa2cde46a5bbc77802804f17e"),
	("Dpos", 40, "c2d79890d09027e164e972bd920b2be3"),
	("TokenEmission", 45, "312c2e97b3105b2d94747318860192da"),
	("Session", 50, "cec5070d609dd3497f72bde07fc96ba0"),
	("Historical", 51, "2f85f1e1378cb2d7b83adbaf0b5869c2"),
	("Offences", 52, "d5c41b52a371aa36c9254ce34324f2a5"),
	("Grandpa", 53, "5f9cc45b7a00c5899361e1c6099678dc"),
	("Authorship", 54, "d57bce545fb382c34570e5dfbf338f5e"),
	("Utility", 60, "d5e1a2fa16732ce6906189438c0a82c6"),
	("Sudo", 61, "5c0d1176a568c1f92944340dbfed9e9c"),
];

fn hex(bytes: &[u8]) -> String {
	format!("{:?}", HexDisplay::from(&bytes))
}

#[test]
fn pallet_indices_and_hook_order_are_pinned() {
	let infos = AllPalletsWithSystem::infos();
	let found: Vec<_> = infos.iter().map(|info| (info.name, info.index)).collect();
	let pinned: Vec<_> = PALLETS.iter().map(|(name, index, _)| (*name, *index)).collect();
	assert_eq!(found, pinned);
}

#[test]
fn storage_prefixes_are_pinned() {
	for (name, _, prefix) in PALLETS {
		assert_eq!(hex(&twox_128(name.as_bytes())), prefix, "{name}");
	}
}

#[test]
fn storage_lies_under_the_pinned_prefixes() {
	let pinned: BTreeMap<_, _> = PALLETS.iter().map(|(name, _, prefix)| (*prefix, *name)).collect();
	let mut seen = BTreeSet::new();
	for info in AllPalletsWithSystem::storage_info() {
		let prefix = hex(&info.prefix[..16]);
		let pallet = String::from_utf8(info.pallet_name).unwrap();
		assert_eq!(pinned.get(prefix.as_str()), Some(&pallet.as_str()));
		seen.insert(pallet);
	}
	for stateful in
		["System", "Babe", "Balances", "ComputeAttestation", "Dpos", "TokenEmission", "Session"]
	{
		assert!(seen.contains(stateful), "{stateful} stores nothing");
	}
}

#[test]
fn hold_reasons_are_pinned_and_distinct() {
	let reasons: [(RuntimeHoldReason, &[u8]); 16] = [
		(pallet_compute_attestation::HoldReason::Collateral.into(), &[30, 0]),
		(pallet_compute_attestation::HoldReason::Rewards.into(), &[30, 1]),
		(pallet_rental_escrow::HoldReason::Rent.into(), &[35, 0]),
		(pallet_rental_escrow::HoldReason::Deposit.into(), &[35, 1]),
		(pallet_rental_escrow::HoldReason::Bond.into(), &[35, 2]),
		(pallet_rental_escrow::HoldReason::Storage.into(), &[35, 3]),
		(pallet_service_registry::HoldReason::Fee.into(), &[36, 0]),
		(pallet_service_registry::HoldReason::Stake.into(), &[36, 1]),
		(pallet_service_registry::HoldReason::Deposit.into(), &[36, 2]),
		(pallet_service_registry::HoldReason::Evaluation.into(), &[36, 3]),
		(pallet_rain_insurance::HoldReason::Pot.into(), &[37, 0]),
		(pallet_dpos::HoldReason::Bond.into(), &[40, 0]),
		(pallet_dpos::HoldReason::Stake.into(), &[40, 1]),
		(pallet_dpos::HoldReason::Rewards.into(), &[40, 2]),
		(pallet_token_emission::HoldReason::Fuel.into(), &[45, 0]),
		(pallet_session::HoldReason::Keys.into(), &[50, 0]),
	];
	let distinct: BTreeSet<_> = reasons.iter().map(|(reason, _)| reason.encode()).collect();
	assert_eq!(distinct.len(), reasons.len());
	for (reason, encoded) in reasons {
		assert_eq!(reason.encode(), encoded);
	}
	// A new reason belongs in the list above.
	assert_eq!(<RuntimeHoldReason as frame_support::traits::VariantCount>::VARIANT_COUNT, 16);
}

/// Money of two pallets must never lie on one account.
#[test]
fn pallet_accounts_are_pinned_and_distinct() {
	let accounts: [(PalletId, &[u8; 8]); 4] = [
		(PotId::get(), b"vaj/cat "),
		(StakePotId::get(), b"vaj/dpos"),
		(TreasuryId::get(), b"vaj/trsy"),
		(InsurancePotId::get(), b"vaj/rain"),
	];
	let distinct: BTreeSet<AccountId> =
		accounts.iter().map(|(id, _)| id.into_account_truncating()).collect();
	assert_eq!(distinct.len(), accounts.len());
	for (id, bytes) in accounts {
		assert_eq!(&id.0, bytes);
	}
}

#[test]
fn session_keys_are_pinned() {
	assert_eq!(
		SessionKeys::key_ids(),
		[sp_consensus_babe::KEY_TYPE, sp_consensus_grandpa::KEY_TYPE]
	);
}

#[test]
fn version_is_pinned() {
	assert_eq!(VERSION.spec_name, "vajra");
	assert_eq!((VERSION.spec_version, VERSION.transaction_version), (1, 1));
}

#[test]
fn blocks_have_their_limits() {
	let weights = RuntimeBlockWeights::get();
	assert_eq!(weights.max_block, MAXIMUM_BLOCK_WEIGHT);
	assert_eq!(weights.max_block.ref_time(), 2_000_000_000_000);
	let normal = weights.get(DispatchClass::Normal).max_total.unwrap();
	assert_eq!(normal.ref_time(), 1_500_000_000_000);

	let length = RuntimeBlockLength::get();
	assert_eq!(*length.max.get(DispatchClass::Operational), 5 * 1024 * 1024);
	assert_eq!(*length.max.get(DispatchClass::Normal), 5 * 1024 * 1024 / 4 * 3);
}

#[test]
fn metadata_is_there_for_clients() {
	let metadata = crate::metadata().unwrap();
	assert_eq!(metadata[..5], *b"meta\x10");
}

#[test]
fn integrity_tests_pass() {
	use frame_support::traits::IntegrityTest;
	sp_io::TestExternalities::default().execute_with(AllPalletsWithSystem::integrity_test);
}

/// The agent's code is generated from a file. Values of constants in it are those of
/// `fast-runtime`, so only that build can compare.
#[cfg(feature = "fast-runtime")]
#[test]
fn metadata_that_the_agent_is_built_from_is_current() {
	const FILE: &str =
		concat!(env!("CARGO_MANIFEST_DIR"), "/../node-template/agent/metadata.scale");
	assert!(
		std::fs::read(FILE).ok() == crate::metadata(),
		"renew it: cargo run -p vajra-runtime --features fast-runtime --example metadata -- \
		 node-template/agent/metadata.scale"
	);
}
