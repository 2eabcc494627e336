//! Providers with real chips, one each.

use super::mock::{genesis_hash, happened, make_block, run_to};
use crate::{
	constants::time::{ROUND_LENGTH, WARM_UP_ROUNDS},
	BlockNumber, Runtime, RuntimeCall, RuntimeEvent, Session, System,
};
use pallet_compute_attestation::{Challenge, ChipClaim, ManifestEntry, Round};
use sp_core::{sr25519, Pair, H256};
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring::{self, Alice, Ferdie};
use vajra_primitives::{manifest_leaf, CatStatement, ComputeUnits, Possession, RoundIndex};

/// Who makes chips here.
pub const VENDOR: Sr25519Keyring = Ferdie;

/// An owner of one chip.
pub struct Provider {
	/// Its account.
	pub account: Sr25519Keyring,
	/// Its chip, which signs for all chips of this owner.
	pub chip: sr25519::Pair,
}

impl Provider {
	/// The chip's answer to a challenge.
	pub fn answer(&self, challenge: &Round<BlockNumber>) -> RuntimeCall {
		let statement = CatStatement {
			genesis: genesis_hash(),
			provider: self.account.to_account_id(),
			round: challenge.round,
			seed: challenge.seed,
			absent: vec![],
		};
		pallet_compute_attestation::Call::prove {
			round: challenge.round,
			absent: Default::default(),
			signature: self.chip.sign(&statement.payload()),
		}
		.into()
	}
}

/// A call by root.
pub fn as_root(call: impl Into<RuntimeCall>) -> RuntimeCall {
	pallet_sudo::Call::sudo { call: Box::new(call.into()) }.into()
}

/// Whether a call by root was refused since the open block began.
pub fn root_was_refused() -> bool {
	happened(|event| {
		matches!(event, RuntimeEvent::Sudo(pallet_sudo::Event::Sudid { sudo_result: Err(_) }))
	})
}

/// Makes a block in which the vendor brings out a model and a chip for each of the accounts, and
/// each claims its chip and, if it is a validator, backs itself.
pub fn equip(units: &[(Sr25519Keyring, ComputeUnits)]) -> Vec<Provider> {
	let register = pallet_compute_attestation::Call::register_vendor {
		vendor: VENDOR.to_account_id(),
		name: b"vendor".to_vec().try_into().unwrap(),
	};
	let mut calls = vec![(Alice, as_root(register))];
	let mut providers = vec![];
	for (id, (account, units)) in (0u32..).zip(units) {
		let chip = sr25519::Pair::from_seed(&[id as u8 + 1; 32]);
		let serial = H256::from(blake2_256(&id.to_le_bytes()));
		let model = pallet_compute_attestation::Call::register_model {
			name: b"model".to_vec().try_into().unwrap(),
			units: *units,
		};
		// A manifest of one chip: the leaf's hash is the root.
		let manifest = pallet_compute_attestation::Call::publish_manifest {
			model: id,
			root: blake2_256(&manifest_leaf(id, &serial, &chip.public())).into(),
			chips: 1,
			expires_at: 1_000,
		};
		let possession = Possession {
			genesis: genesis_hash(),
			provider: account.to_account_id(),
			claim: 0,
			chip: chip.public(),
		};
		let claim = ChipClaim {
			entry: ManifestEntry { key: chip.public(), serial, leaf: 0, proof: Default::default() },
			encrypted_key: vec![0; 40].try_into().unwrap(),
			possession: chip.sign(&possession.payload()),
		};
		let claim = pallet_compute_attestation::Call::claim_chips {
			manifest: id,
			claims: vec![claim].try_into().unwrap(),
		};
		calls.extend([(VENDOR, model.into()), (VENDOR, manifest.into()), (*account, claim.into())]);
		let validator = account.to_account_id();
		if Session::validators().contains(&validator) {
			let back = pallet_compute_attestation::Call::back { validator: Some(validator) };
			calls.push((*account, back.into()));
		}
		providers.push(Provider { account: *account, chip });
	}
	let results = make_block(calls);
	assert!(results.iter().all(|result| *result == Ok(Ok(()))), "{results:?}");
	assert!(!root_was_refused());
	providers
}

/// Makes blocks until a challenge is open that expects power, and is later than `after`.
pub fn await_challenge(after: Option<RoundIndex>) -> Round<BlockNumber> {
	let deadline = System::block_number() + (WARM_UP_ROUNDS + 2) * ROUND_LENGTH;
	loop {
		assert!(System::block_number() < deadline, "no challenge has opened");
		run_to(System::block_number() + 1);
		let open = Challenge::<Runtime>::get().filter(|challenge| {
			challenge.closes_at > System::block_number()
				&& challenge.expected > 0
				&& after.is_none_or(|after| after < challenge.round)
		});
		if let Some(challenge) = open {
			return challenge;
		}
	}
}

/// Has all providers answer the next challenge, makes blocks until it is closed, and returns its
/// round.
pub fn prove_round(providers: &[Provider], after: Option<RoundIndex>) -> RoundIndex {
	let challenge = await_challenge(after);
	let answers: Vec<_> =
		providers.iter().map(|provider| (provider.account, provider.answer(&challenge))).collect();
	let results = make_block(answers);
	assert!(results.iter().all(|result| *result == Ok(Ok(()))), "{results:?}");
	run_to(challenge.closes_at);
	challenge.round
}
