//! Blocks with signed extrinsics, through the whole runtime.

use super::{
	mock::{happened, make_block, new_chain},
	providers::{as_root, await_challenge, equip},
};
use crate::{
	configs::compute::CollateralPerUnit,
	constants::{currency::UNIT, emission::BURN_SHARE},
	AccountId, Authorship, Balances, Dpos, Runtime, RuntimeCall, RuntimeEvent, RuntimeHoldReason,
	DEVELOPMENT_PRESET, LOCAL_TESTNET_PRESET,
};
use frame_support::traits::fungible::{Inspect, InspectHold};
use pallet_compute_attestation::HoldReason;
use pallet_dpos::Eras;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve};
use sp_runtime::DispatchError;

fn transfer(to: Sr25519Keyring, value: u128) -> RuntimeCall {
	pallet_balances::Call::transfer_keep_alive { dest: to.to_account_id().into(), value }.into()
}

/// Most of the fee waits in the era's pot for the validators, a part is burned.
#[test]
fn transfer_moves_funds_and_its_fee_goes_to_the_pot() {
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		let (alice, bob) = (Alice.to_account_id(), Bob.to_account_id());
		let before = (Balances::balance(&alice), Balances::balance(&bob));
		let issuance = Balances::total_issuance();
		assert_eq!(Eras::<Runtime>::get(0).pot, 0);
		assert_eq!(make_block(vec![(Alice, transfer(Bob, 5 * UNIT))]), [Ok(Ok(()))]);

		let pot = Eras::<Runtime>::get(0).pot;
		let burned = issuance - Balances::total_issuance();
		let fee = pot + burned;
		assert!(fee > 0 && fee < UNIT / 100, "{fee}");
		assert_eq!(burned, BURN_SHARE.mul_floor(fee));
		let rewards: RuntimeHoldReason = pallet_dpos::HoldReason::Rewards.into();
		assert_eq!(Balances::balance_on_hold(&rewards, &Dpos::pot_account()), pot);
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
		let providers = equip(&[(Eve, UNITS)]);
		let (provider, account) = (&providers[0], Eve.to_account_id());
		let collateral: RuntimeHoldReason = HoldReason::Collateral.into();
		assert_eq!(
			Balances::balance_on_hold(&collateral, &account),
			u128::from(UNITS) * CollateralPerUnit::get()
		);

		// The chip counts once it is warm; then a challenge opens in each round.
		let challenge = await_challenge(None);
		assert_eq!((challenge.expected, challenge.proved), (10, 0));
		let balance = Balances::balance(&account);
		assert_eq!(make_block(vec![(Eve, provider.answer(&challenge))]), [Ok(Ok(()))]);
		assert!(happened(|event| matches!(
			event,
			RuntimeEvent::ComputeAttestation(pallet_compute_attestation::Event::ComputeProved {
				power: 10,
				absent: 0,
				..
			})
		)));
		// A proof is free.
		assert_eq!(Balances::balance(&account), balance);
		let round = pallet_compute_attestation::Challenge::<Runtime>::get().unwrap();
		assert_eq!((round.expected, round.proved, round.answers), (10, 10, 1));
	});
}
