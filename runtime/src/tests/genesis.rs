//! Each preset makes a genesis block that the chain can start from.

use super::mock::{genesis_json, merge, new_chain};
use crate::{
	configs::consensus::{BABE_GENESIS_EPOCH_CONFIG, WEIGHTED_EPOCH_CONFIG},
	constants::{
		currency::{EXISTENTIAL_DEPOSIT, UNIT},
		emission::MAX_SUPPLY,
	},
	genesis_config_presets::{
		get_preset, preset_names, DEVELOPMENT_PRESET, LOCAL_TESTNET_PRESET, PRESET_NAMES,
		STAGING_PRESET, STAGING_VALIDATORS,
	},
	AccountId, Babe, Balances, Grandpa, Historical, Runtime, RuntimeGenesisConfig, Session,
};
use frame_support::genesis_builder_helper::build_state;
use pallet_token_emission::{CurrentCurve, MaxSupply};
use serde_json::json;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// Number of validators of a preset.
fn validators(preset: &str) -> usize {
	match preset {
		DEVELOPMENT_PRESET => 1,
		LOCAL_TESTNET_PRESET => 4,
		_ => STAGING_VALIDATORS.into(),
	}
}

#[test]
fn presets_give_every_engine_its_authorities() {
	for preset in PRESET_NAMES {
		new_chain(preset).execute_with(|| {
			let count = validators(preset);
			assert_eq!(Session::validators().len(), count, "{preset}");
			let babe = Babe::authorities().into_inner();
			assert_eq!(babe.len(), count, "{preset}");
			assert!(babe.iter().all(|(_, weight)| *weight == 1));
			assert_eq!(Babe::next_epoch().authorities, babe);
			assert_eq!(Grandpa::grandpa_authorities().len(), count, "{preset}");
			assert_eq!(Session::queued_keys().len(), count, "{preset}");
		});
	}
}

#[test]
fn first_two_sessions_are_on_record() {
	for preset in PRESET_NAMES {
		new_chain(preset).execute_with(|| {
			let (first, second) =
				(Historical::historical_root(0).unwrap(), Historical::historical_root(1).unwrap());
			assert_eq!(first, second);
			assert_eq!(first.1 as usize, validators(preset));
		});
	}
}

#[test]
fn presets_choose_their_slots() {
	for (preset, config) in [
		(DEVELOPMENT_PRESET, BABE_GENESIS_EPOCH_CONFIG),
		(LOCAL_TESTNET_PRESET, BABE_GENESIS_EPOCH_CONFIG),
		(STAGING_PRESET, WEIGHTED_EPOCH_CONFIG),
	] {
		new_chain(preset).execute_with(|| assert_eq!(Babe::epoch_config(), Some(config)));
	}
}

#[test]
fn presets_have_a_root_key_that_can_pay() {
	for preset in PRESET_NAMES {
		new_chain(preset).execute_with(|| {
			let root = pallet_sudo::Key::<Runtime>::get().unwrap();
			assert!(Balances::free_balance(&root) > EXISTENTIAL_DEPOSIT, "{preset}");
			for validator in Session::validators() {
				assert!(Balances::free_balance(&validator) > EXISTENTIAL_DEPOSIT, "{preset}");
			}
		});
	}
}

#[test]
fn development_is_run_by_alice() {
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		assert_eq!(Session::validators(), [Sr25519Keyring::Alice.to_account_id()]);
		assert_eq!(Babe::authorities()[0].0, Sr25519Keyring::Alice.public().into());
		assert_eq!(Grandpa::grandpa_authorities()[0].0, Ed25519Keyring::Alice.public().into());
		assert_eq!(pallet_sudo::Key::<Runtime>::get(), Some(Sr25519Keyring::Alice.to_account_id()));
	});
}

/// 3 % of the supply are there at first, whoever has them, and the rest is mined.
#[test]
fn staging_has_the_published_allocation() {
	new_chain(STAGING_PRESET).execute_with(|| {
		assert_eq!(Balances::total_issuance(), MAX_SUPPLY / 100 * 3);
		let curve = CurrentCurve::<Runtime>::get();
		assert!(curve.limit().unwrap() > MAX_SUPPLY / 100 * 97);
		assert_eq!(MaxSupply::<Runtime>::get(), MAX_SUPPLY);
	});
}

#[test]
fn staging_holds_no_development_key() {
	let staging = String::from_utf8(get_preset(&STAGING_PRESET.into()).unwrap()).unwrap();
	for key in Sr25519Keyring::iter() {
		assert!(!staging.contains(&key.to_account_id().to_string()));
	}
}

/// The patch that the presets' documentation describes.
#[test]
fn staging_keys_can_be_replaced_by_a_patch() {
	let validator = |account: Sr25519Keyring, finality: Ed25519Keyring| {
		let address = account.to_account_id().to_string();
		let grandpa = AccountId::from(finality.public().0).to_string();
		json!([address, address, { "babe": address, "grandpa": grandpa }])
	};
	let candidate =
		|account: Sr25519Keyring, bond: u64| json!([account.to_account_id().to_string(), bond, 0]);
	let balance = |account: Sr25519Keyring| {
		json!([account.to_account_id().to_string(), 1_000_000_000_000_000u64])
	};
	let mut genesis = genesis_json(STAGING_PRESET);
	let root = Sr25519Keyring::Eve.to_account_id();
	merge(
		&mut genesis,
		&json!({
			"session": { "keys": [
				validator(Sr25519Keyring::One, Ed25519Keyring::One),
				validator(Sr25519Keyring::Two, Ed25519Keyring::Two),
			] },
			"dpos": { "candidates": [
				candidate(Sr25519Keyring::One, 600_000_000_000_000),
				candidate(Sr25519Keyring::Two, 500_000_000_000_000),
			] },
			"balances": { "balances": [
				balance(Sr25519Keyring::One),
				balance(Sr25519Keyring::Two),
				balance(Sr25519Keyring::Eve),
			] },
			"tokenEmission": { "endowments": [
				{ "account": root.to_string(), "amount": "300000000000000000000" },
			] },
			"sudo": { "key": root.to_string() },
		}),
	);
	sp_io::TestExternalities::default().execute_with(|| {
		build_state::<RuntimeGenesisConfig>(genesis.to_string().into_bytes()).unwrap();
		let accounts = [Sr25519Keyring::One, Sr25519Keyring::Two].map(|key| key.to_account_id());
		assert_eq!(Session::validators(), accounts);
		assert_eq!(Babe::authorities().len(), 2);
		assert_eq!(Babe::epoch_config(), Some(WEIGHTED_EPOCH_CONFIG));
		// The accounts of the rounds' and of the eras' pots exist from the start.
		let balances = 3 * 1_000_000_000_000_000 + 2 * EXISTENTIAL_DEPOSIT;
		assert_eq!(Balances::total_issuance(), balances + 300_000_000 * UNIT);
		assert_eq!(pallet_sudo::Key::<Runtime>::get(), Some(root));
	});
}

#[test]
fn unknown_preset_is_none() {
	assert_eq!(get_preset(&"mainnet".into()), None);
	assert_eq!(preset_names(), PRESET_NAMES);
}

#[test]
fn incomplete_genesis_is_refused_with_a_reason() {
	sp_io::TestExternalities::default().execute_with(|| {
		let reason = build_state::<RuntimeGenesisConfig>(b"{}".to_vec()).unwrap_err();
		assert!(reason.contains("missing field"), "{reason}");
	});
}
