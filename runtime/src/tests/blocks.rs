//! Blocks with signed extrinsics, through the whole runtime.

use super::mock::{genesis_hash, happened, make_block, new_chain, run_to};
use crate::{
	configs::compute::CollateralPerUnit, constants::currency::UNIT, AccountId, Authorship,
	Balances, Runtime, RuntimeCall, RuntimeEvent, RuntimeHoldReason, System, DEVELOPMENT_PRESET,
	LOCAL_TESTNET_PRESET,
};
use frame_support::traits::fungible::{Inspect, InspectHold};
use pallet_compute_attestation::{ChipClaim, HoldReason, ManifestEntry};
use sp_core::{sr25519, Pair, H256};
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve};
use sp_runtime::{traits::BlockNumberProvider, DispatchError};
use vajra_primitives::{manifest_leaf, CatStatement, Possession};

fn transfer(to: Sr25519Keyring, value: u128) -> RuntimeCall {
	pallet_balances::Call::transfer_keep_alive { dest: to.to_account_id().into(), value }.into()
}

fn as_root(call: RuntimeCall) -> RuntimeCall {
	pallet_sudo::Call::sudo { call: Box::new(call) }.into()
}

#[test]
fn transfer_moves_funds_and_burns_its_fee() {
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		let (alice, bob) = (Alice.to_account_id(), Bob.to_account_id());
		let before = (Balances::balance(&alice), Balances::balance(&bob));
		let issuance = Balances::total_issuance();
		assert_eq!(make_block(vec![(Alice, transfer(Bob, 5 * UNIT))]), [Ok(Ok(()))]);

		let fee = issuance - Balances::total_issuance();
		assert!(fee > 0 && fee < UNIT / 100, "{fee}");
		assert_eq!(Balances::balance(&alice), before.0 - 5 * UNIT - fee);
		assert_eq!(Balances::balance(&bob), before.1 + 5 * UNIT);
	});
}

#[test]
fn authors_take_turns() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		let mut authors = std::collections::BTreeSet::<AccountId>::new();
		for _ in 0..4 {
			super::mock::open_block(super::mock::next_slot());
			authors.extend(Authorship::author());
			super::mock::close_block();
		}
		let all = [Alice, Bob, Charlie, Dave].map(|key| key.to_account_id());
		assert_eq!(authors, all.into());
	});
}

#[test]
fn only_the_root_key_acts_as_root() {
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		let remark = || RuntimeCall::System(frame_system::Call::set_heap_pages { pages: 64 });
		let refusal: DispatchError = pallet_sudo::Error::<Runtime>::RequireSudo.into();
		assert_eq!(
			make_block(vec![(Bob, as_root(remark())), (Alice, as_root(remark()))]),
			[Ok(Err(refusal)), Ok(Ok(()))]
		);
	});
}

/// A vendor's chip is claimed and answers a challenge that the chain drew from its own randomness.
#[test]
fn chip_is_claimed_and_proves_a_round() {
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		const UNITS: u64 = 10;
		let (vendor, provider) = (Dave, Eve);
		let chip = sr25519::Pair::from_seed(&[7; 32]);
		let serial = H256::from(blake2_256(b"serial 1"));

		let register = pallet_compute_attestation::Call::register_vendor {
			vendor: vendor.to_account_id(),
			name: b"vendor".to_vec().try_into().unwrap(),
		};
		// A manifest of one chip: the leaf's hash is the root.
		let publish = pallet_compute_attestation::Call::publish_manifest {
			model: 0,
			root: blake2_256(&manifest_leaf(0, &serial, &chip.public())).into(),
			chips: 1,
			expires_at: 1_000,
		};
		let model = pallet_compute_attestation::Call::register_model {
			name: b"model".to_vec().try_into().unwrap(),
			units: UNITS,
		};
		let possession = Possession {
			genesis: genesis_hash(),
			provider: provider.to_account_id(),
			claim: 0,
			chip: chip.public(),
		};
		let claim = ChipClaim {
			entry: ManifestEntry { key: chip.public(), serial, leaf: 0, proof: Default::default() },
			encrypted_key: vec![0; 40].try_into().unwrap(),
			possession: chip.sign(&possession.payload()),
		};
		let claim = pallet_compute_attestation::Call::claim_chips {
			manifest: 0,
			claims: vec![claim].try_into().unwrap(),
		};
		assert_eq!(
			make_block(vec![
				(Alice, as_root(register.into())),
				(vendor, model.into()),
				(vendor, publish.into()),
				(provider, claim.into()),
			]),
			[Ok(Ok(())); 4]
		);
		assert!(!happened(|event| matches!(
			event,
			RuntimeEvent::Sudo(pallet_sudo::Event::Sudid { sudo_result: Err(_) })
		)));
		let collateral: RuntimeHoldReason = HoldReason::Collateral.into();
		assert_eq!(
			Balances::balance_on_hold(&collateral, &provider.to_account_id()),
			u128::from(UNITS) * CollateralPerUnit::get()
		);

		// The chip counts once it is warm; then a challenge opens in each round.
		let rounds = crate::constants::time::WARM_UP_ROUNDS + 2;
		let deadline = rounds * crate::constants::time::ROUND_LENGTH;
		let challenge = loop {
			run_to(System::current_block_number() + 1);
			assert!(System::block_number() < deadline, "no challenge has opened");
			let open = pallet_compute_attestation::Challenge::<Runtime>::get()
				.filter(|challenge| challenge.closes_at > System::block_number());
			match open {
				Some(challenge) if challenge.expected > 0 => break challenge,
				_ => continue,
			}
		};
		let statement = CatStatement {
			genesis: genesis_hash(),
			provider: provider.to_account_id(),
			round: challenge.round,
			seed: challenge.seed,
			absent: vec![],
		};
		let prove = pallet_compute_attestation::Call::prove {
			round: challenge.round,
			absent: Default::default(),
			signature: chip.sign(&statement.payload()),
		};
		let balance = Balances::balance(&provider.to_account_id());
		assert_eq!(make_block(vec![(provider, prove.into())]), [Ok(Ok(()))]);
		assert!(happened(|event| matches!(
			event,
			RuntimeEvent::ComputeAttestation(pallet_compute_attestation::Event::ComputeProved {
				power: 10,
				absent: 0,
				..
			})
		)));
		// A proof is free.
		assert_eq!(Balances::balance(&provider.to_account_id()), balance);
		let round = pallet_compute_attestation::Challenge::<Runtime>::get().unwrap();
		assert_eq!((round.expected, round.proved, round.answers), (10, 10, 1));
	});
}
