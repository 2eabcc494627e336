//! Proved compute with this runtime's money, validators and API.

use super::{
	mock::{happened, make_block, new_chain, run_to},
	providers::{await_challenge, equip, prove_round},
};
use crate::{
	configs::compute::CollateralPerUnit,
	constants::{
		currency::{EXISTENTIAL_DEPOSIT, UNIT},
		penalties::{REPORTER, SLASH, SLASH_FROM},
	},
	AccountId, Balance, Balances, Block, BlockNumber, ComputeAttestation, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeHoldReason, LOCAL_TESTNET_PRESET,
};
use frame_support::traits::fungible::{Inspect, InspectHold};
use pallet_compute_attestation::{
	runtime_api::runtime_decl_for_compute_attestation_api::ComputeAttestationApiV1, Error, Event,
	HoldReason,
};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve};
use sp_runtime::DispatchError;
use vajra_primitives::RoundIndex;

fn fund(amount: Balance) -> RuntimeCall {
	pallet_compute_attestation::Call::fund_rewards { amount }.into()
}

fn claim(round: RoundIndex) -> RuntimeCall {
	let rounds = vec![round].try_into().unwrap();
	pallet_compute_attestation::Call::claim_rewards { rounds }.into()
}

fn held(reason: HoldReason, account: &AccountId) -> Balance {
	Balances::balance_on_hold(&RuntimeHoldReason::from(reason), account)
}

/// What a claim of the block made last paid.
fn paid() -> Balance {
	let events = frame_system::Pallet::<Runtime>::events().into_iter();
	events
		.filter_map(|record| match record.event {
			RuntimeEvent::ComputeAttestation(Event::RewardClaimed { amount, .. }) => Some(amount),
			_ => None,
		})
		.sum()
}

// Benchmarks may point it at anybody.
#[cfg(not(feature = "runtime-benchmarks"))]
#[test]
fn power_can_be_pointed_at_candidates_only() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		equip(&[(Alice, 10)]);
		let back = |validator: AccountId| -> RuntimeCall {
			pallet_compute_attestation::Call::back { validator: Some(validator) }.into()
		};
		let refusal: DispatchError = Error::<Runtime>::NotBackable.into();
		assert_eq!(
			make_block(vec![
				(Alice, back(Eve.to_account_id())),
				(Alice, back(Bob.to_account_id())),
			]),
			[Ok(Err(refusal)), Ok(Ok(()))]
		);
		// Before it has a seat, or session keys.
		let bond = crate::constants::staking::MIN_BOND;
		let register = pallet_dpos::Call::register { bond, commission: Default::default() }.into();
		assert_eq!(
			make_block(vec![(Eve, register), (Alice, back(Eve.to_account_id()))]),
			[Ok(Ok(())), Ok(Ok(()))]
		);
	});
}

/// The slash leaves the issuance, but for the reporter's part. A report costs nothing.
#[test]
fn silence_is_reported_and_slashed() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		let providers = equip(&[(Alice, 10), (Bob, 10)]);
		let silent = Bob.to_account_id();
		let collateral = 10 * CollateralPerUnit::get();
		let mut round = None;
		for miss in 1..=SLASH_FROM {
			let missed = prove_round(&providers[..1], round);
			round = Some(missed);
			let reporter = Balances::balance(&Charlie.to_account_id());
			let issuance = Balances::total_issuance();
			let report = pallet_compute_attestation::Call::report_absence {
				round: missed,
				provider: silent.clone(),
			};
			assert_eq!(make_block(vec![(Charlie, report.into())]), [Ok(Ok(()))]);

			let slash = if miss < SLASH_FROM { 0 } else { SLASH * collateral };
			let reward = REPORTER * slash;
			assert_eq!(Balances::balance(&Charlie.to_account_id()), reporter + reward);
			assert_eq!(Balances::total_issuance(), issuance - (slash - reward));
			assert_eq!(held(HoldReason::Collateral, &silent), collateral - slash);
			assert_eq!(
				happened(|event| matches!(
					event,
					RuntimeEvent::ComputeAttestation(Event::ProviderSlashed { shortfall: 0, .. })
				)),
				slash > 0
			);
		}
	});
}

/// A round's pot is shared by proved power, to the planck but for rounding.
#[test]
fn rewards_are_shared_by_proved_power() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		let pot = ComputeAttestation::pot_account();
		assert_eq!(Balances::balance(&pot), EXISTENTIAL_DEPOSIT);
		let providers = equip(&[(Alice, 10), (Bob, 20), (Charlie, 30), (Dave, 60)]);
		// The pot is that of the round in which it is filled: fill it while its challenge is open.
		let challenge = await_challenge(None);
		let amount = UNIT + 7;
		let mut calls = vec![(Eve, fund(amount))];
		calls.extend(
			providers.iter().map(|provider| (provider.account, provider.answer(&challenge))),
		);
		assert_eq!(make_block(calls), [Ok(Ok(())); 5]);
		assert_eq!(held(HoldReason::Rewards, &pot), amount);

		let early: DispatchError = Error::<Runtime>::RoundNotSettled.into();
		assert_eq!(make_block(vec![(Alice, claim(challenge.round))]), [Ok(Err(early))]);
		await_challenge(Some(challenge.round));
		for (account, power) in [(Alice, 10), (Bob, 20), (Charlie, 30), (Dave, 60)] {
			assert_eq!(make_block(vec![(account, claim(challenge.round))]), [Ok(Ok(()))]);
			assert_eq!(paid(), amount * power / 120);
		}
		let dust = held(HoldReason::Rewards, &pot);
		assert!(dust < 4, "{dust}");
		assert_eq!(Balances::balance(&pot), EXISTENTIAL_DEPOSIT);
	});
}

/// With `fast-runtime` only: a week of rounds is too long for a test.
#[cfg(feature = "fast-runtime")]
#[test]
fn unclaimed_rewards_are_shared_once_more() {
	use crate::constants::time::{CLAIM_ROUNDS, ROUND_LENGTH};
	use pallet_compute_attestation::Pots;

	new_chain(crate::DEVELOPMENT_PRESET).execute_with(|| {
		make_block(vec![]);
		assert_eq!(make_block(vec![(Eve, fund(UNIT))]), [Ok(Ok(()))]);
		let issuance = Balances::total_issuance();
		let pots = || Pots::<Runtime>::iter_values().map(|pot| (pot.round, pot.remaining));
		assert_eq!(pots().collect::<Vec<_>>(), [(0, UNIT)]);
		run_to((CLAIM_ROUNDS + 2) * ROUND_LENGTH);
		assert!(pots().any(|(round, remaining)| round >= CLAIM_ROUNDS && remaining == UNIT));
		assert_eq!(Balances::total_issuance(), issuance);
		assert_eq!(held(HoldReason::Rewards, &ComputeAttestation::pot_account()), UNIT);
	});
}

/// The runtime's API, as a node calls it.
trait Api: ComputeAttestationApiV1<Block, AccountId, Balance, BlockNumber> {}
impl Api for Runtime {}

fn check_api<R: Api>() {
	let providers = equip(&[(Alice, 10), (Bob, 20)]);
	let (alice, bob) = (Alice.to_account_id(), Bob.to_account_id());
	let chips = R::chips_of(alice.clone(), 0, 10);
	assert_eq!(chips.len(), 1);
	assert_eq!((chips[0].0, chips[0].1.units), (0, 10));
	assert!(R::chips_of(alice.clone(), 1, 10).is_empty());
	assert_eq!(R::proved_power(alice.clone()), 0);

	let challenge = await_challenge(None);
	assert_eq!(R::open_challenge(), Some(challenge.clone()));
	assert!(!R::has_answered(alice.clone(), challenge.round));
	let round = prove_round(&providers, None);
	run_to(challenge.closes_at + 1);
	assert_eq!(round, challenge.round);
	assert!(R::open_challenge().is_none_or(|open| open.round > round));
	assert!(R::has_answered(alice.clone(), round));
	assert_eq!((R::proved_power(alice.clone()), R::validator_power(bob.clone())), (10, 20));
	let (mut answers, next) = R::answers(round, None, 1);
	assert_eq!(next, Some(answers[0].0.clone()));
	let (rest, end) = R::answers(round, next, 10);
	assert_eq!(end, None);
	answers.extend(rest);
	answers.sort_by_key(|(_, power)| *power);
	assert_eq!(answers, [(alice.clone(), 10), (bob, 20)]);
	assert!(R::rewards_of(alice).is_empty());
}

#[test]
fn nodes_can_ask_what_was_proved() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		check_api::<Runtime>();
	});
}
