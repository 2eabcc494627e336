//! Genesis configurations that come with the runtime.
//!
//! | preset | validators | root key | slots | emission, up to 10 billion VAJ | starts with |
//! | --- | --- | --- | --- | --- | --- |
//! | `development` | Alice | Alice | every slot filled | 100, 75, 50, 30 VAJ, falling | 64 proved chips |
//! | `local_testnet` | Alice, Bob, Charlie, Dave | Alice | every slot filled | the same | 64 proved chips |
//! | `staging` | four placeholders | a placeholder | drawn by weight only | cycles: 97 % mined, 3 % foundation | 1 000 proved chips |
//!
//! The first two use the well-known development keys and endow their accounts; anyone has these
//! keys, so they are for machines and networks that nobody else reaches.
//!
//! # `staging` wants keys
//!
//! The keys of `staging` are hashes of names. **Nobody has their secrets**: a chain started on the
//! preset as it is makes no block, and what its accounts hold is lost. Replace all of them before
//! the first start, by merging (RFC 7396) a patch of this form into the plain chain spec's
//! `genesis.runtimeGenesis.patch`. Arrays are replaced as a whole, so name every validator, with its
//! session keys, and as a candidate with its bond (planck) and commission (parts of a billion).
//!
//! ```json
//! {
//!   "session": {
//!     "keys": [
//!       [
//!         "<account of validator 1>",
//!         "<the same account again>",
//!         { "babe": "<its sr25519 session key>", "grandpa": "<its ed25519 session key>" }
//!       ]
//!     ]
//!   },
//!   "dpos": { "candidates": [["<account of validator 1>", 500000000000000, 50000000]] },
//!   "balances": { "balances": [["<account>", 1000000000000000]] },
//!   "tokenEmission": { "endowments": [{ "account": "<foundation>", "amount": "299994999997000000000" }] },
//!   "sudo": { "key": "<account that may act as root>" }
//! }
//! ```
//!
//! Accounts and keys are written in SS58. Balances are in planck and at least the existential
//! deposit; those of `tokenEmission` are strings, as they are beyond JSON's numbers. What other accounts
//! have comes out of the foundation's part: the endowment above is 3 % of the supply less what
//! `staging`'s other accounts and the pots have. Leave `session.nonAuthorityKeys` and `babe.authorities` empty: BABE and GRANDPA get
//! their authorities from Session.

use crate::{
	configs::{
		consensus::{BABE_GENESIS_EPOCH_CONFIG, WEIGHTED_EPOCH_CONFIG},
		tokens::Treasury,
	},
	constants::{
		currency::{EXISTENTIAL_DEPOSIT, UNIT},
		emission::{
			development_schedule, BLOCKS_PER_DAY, BURN_SHARE, DEVELOPMENT_CHIPS, DISTRIBUTION,
			MAX_SUPPLY, STAGING_CHIPS,
		},
		staking::{GENESIS_BOND, GENESIS_COMMISSION, VALIDATOR_COUNT},
	},
	AccountId, BabeConfig, Balance, BalancesConfig, DposConfig, RuntimeGenesisConfig,
	SessionConfig, SessionKeys, SudoConfig, TokenEmissionConfig,
};
use alloc::{format, string::ToString, vec, vec::Vec};
use frame_support::{build_struct_json_patch, traits::TypedGet};
use pallet_token_emission::{presets, Endowment, Schedule, StartCondition};
use serde_json::Value;
use sp_consensus_babe::BabeEpochConfiguration;
use sp_core::{ed25519, sr25519};
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_io::hashing::blake2_256;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// One validator, development keys.
pub const DEVELOPMENT_PRESET: &str = DEV_RUNTIME_PRESET;
/// Four validators, development keys.
pub const LOCAL_TESTNET_PRESET: &str = LOCAL_TESTNET_RUNTIME_PRESET;
/// Four validators whose keys must be replaced; see the [module](self).
pub const STAGING_PRESET: &str = "staging";
/// Names of all presets.
pub const PRESET_NAMES: [&str; 3] = [DEVELOPMENT_PRESET, LOCAL_TESTNET_PRESET, STAGING_PRESET];

/// What each account of the development presets is endowed with, in planck.
pub const DEVELOPMENT_ENDOWMENT: Balance = 1_000_000 * UNIT;
/// What each account of `staging` is endowed with, in planck.
pub const STAGING_ENDOWMENT: Balance = 1_000 * UNIT;
/// Number of `staging`'s validators.
pub const STAGING_VALIDATORS: u8 = 4;

/// A validator at genesis.
struct Validator {
	account: AccountId,
	keys: SessionKeys,
}

impl Validator {
	/// A validator with development keys.
	fn well_known(account: Sr25519Keyring, finality: Ed25519Keyring) -> Self {
		let keys = SessionKeys { babe: account.public().into(), grandpa: finality.public().into() };
		Self { account: account.to_account_id(), keys }
	}

	/// A validator whose keys nobody has.
	fn placeholder(number: u8) -> Self {
		let babe = sr25519::Public::from_raw(unowned(&format!("validator {number}, babe")));
		let grandpa = ed25519::Public::from_raw(unowned(&format!("validator {number}, grandpa")));
		Self {
			account: unowned(&format!("validator {number}, account")).into(),
			keys: SessionKeys { babe: babe.into(), grandpa: grandpa.into() },
		}
	}
}

/// Bytes of a key that nobody has.
fn unowned(role: &str) -> [u8; 32] {
	blake2_256(format!("vajra/staging/placeholder/{role}").as_bytes())
}

/// How a chain mints, and what there is beside its accounts' balances.
struct Emission {
	schedule: Schedule,
	start: StartCondition,
	endowments: Vec<Endowment<AccountId>>,
}

/// The patch over the default configuration that all presets are made of.
fn genesis(
	validators: Vec<Validator>,
	mut balances: Vec<(AccountId, Balance)>,
	root: AccountId,
	epoch_config: BabeEpochConfiguration,
	Emission { schedule, start, endowments }: Emission,
) -> Value {
	// The treasury can then take any amount.
	balances.push((Treasury::get(), EXISTENTIAL_DEPOSIT));
	let candidates = validators
		.iter()
		.map(|validator| (validator.account.clone(), GENESIS_BOND, GENESIS_COMMISSION))
		.collect();
	let keys = validators
		.into_iter()
		.map(|Validator { account, keys }| (account.clone(), account, keys))
		.collect();
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances },
		babe: BabeConfig { epoch_config },
		dpos: DposConfig { validator_count: VALIDATOR_COUNT, candidates },
		session: SessionConfig { keys },
		sudo: SudoConfig { key: Some(root) },
		token_emission: TokenEmissionConfig {
			schedule,
			start,
			endowments,
			max_supply: MAX_SUPPLY,
			distribution: DISTRIBUTION,
			burn_share: BURN_SHARE,
		},
	})
}

/// A genesis of well-known validators, for development.
fn well_known(validators: Vec<Validator>) -> Value {
	genesis(
		validators,
		Sr25519Keyring::well_known()
			.map(|account| (account.to_account_id(), DEVELOPMENT_ENDOWMENT))
			.collect(),
		Sr25519Keyring::Alice.to_account_id(),
		BABE_GENESIS_EPOCH_CONFIG,
		Emission {
			schedule: Schedule::Stepped(development_schedule()),
			start: StartCondition::AtChips(DEVELOPMENT_CHIPS),
			endowments: vec![],
		},
	)
}

fn development() -> Value {
	well_known(vec![Validator::well_known(Sr25519Keyring::Alice, Ed25519Keyring::Alice)])
}

fn local_testnet() -> Value {
	well_known(vec![
		Validator::well_known(Sr25519Keyring::Alice, Ed25519Keyring::Alice),
		Validator::well_known(Sr25519Keyring::Bob, Ed25519Keyring::Bob),
		Validator::well_known(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie),
		Validator::well_known(Sr25519Keyring::Dave, Ed25519Keyring::Dave),
	])
}

fn staging() -> Value {
	let validators: Vec<_> = (1..=STAGING_VALIDATORS).map(Validator::placeholder).collect();
	let root = AccountId::from(unowned("root"));
	let balances: Vec<_> = validators
		.iter()
		.map(|validator| validator.account.clone())
		.chain([root.clone()])
		.map(|account| (account, STAGING_ENDOWMENT))
		.collect();
	let published = presets::ten_billion(UNIT, BLOCKS_PER_DAY);
	// What the others have, the accounts of the treasury and of both pots among them, is the
	// foundation's, too.
	let others = balances.iter().map(|(_, balance)| balance).sum::<Balance>();
	let others = others.saturating_add(EXISTENTIAL_DEPOSIT.saturating_mul(3));
	let emission = Emission {
		schedule: published.schedule,
		start: StartCondition::AtChips(STAGING_CHIPS),
		endowments: vec![Endowment {
			account: unowned("foundation").into(),
			amount: published.allocated().saturating_sub(others),
		}],
	};
	genesis(validators, balances, root, WEIGHTED_EPOCH_CONFIG, emission)
}

/// The JSON patch of a preset; `None` if there is none of that name.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_str() {
		DEVELOPMENT_PRESET => development(),
		LOCAL_TESTNET_PRESET => local_testnet(),
		STAGING_PRESET => staging(),
		_ => return None,
	};
	Some(patch.to_string().into_bytes())
}

/// Names of all presets.
pub fn preset_names() -> Vec<PresetId> {
	PRESET_NAMES.iter().map(|name| (*name).into()).collect()
}
