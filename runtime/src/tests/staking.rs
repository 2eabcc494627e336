//! Who is elected, and what it earns, with this runtime's sessions, keys and fees.

use super::{
	consensus::{keys_with_proof, next_session},
	mock::{close_block, make_block, new_chain, next_slot, open_block},
	providers::{as_root, root_was_refused},
};
use crate::{
	configs::consensus::MAX_AUTHORITIES,
	constants::{
		currency::{EXISTENTIAL_DEPOSIT, UNIT},
		staking::{GENESIS_BOND, GENESIS_COMMISSION, MIN_BOND},
	},
	AccountId, Authorship, Babe, Balance, Balances, Dpos, Grandpa, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeHoldReason, Session, System, LOCAL_TESTNET_PRESET, PRESET_NAMES,
};
use frame_support::traits::fungible::{Inspect, InspectHold};
use pallet_dpos::{
	ActiveEra, Authored, CandidateOf, Candidates, Elected, ElectionMode, EraIndex, Eras, Error,
	Event, HoldReason, Seats,
};
use sp_keyring::{
	Ed25519Keyring,
	Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie},
};
use sp_runtime::{traits::Zero, DispatchError, DispatchResult, Perbill};

/// The current era.
pub fn era() -> EraIndex {
	ActiveEra::<Runtime>::get()
}

/// Makes the first block of each session up to the next era's.
pub fn next_era() {
	let now = era();
	while era() == now {
		next_session();
	}
	assert_eq!(era(), now + 1);
}

/// What a candidate's record says.
pub fn candidate(who: Sr25519Keyring) -> CandidateOf<Runtime> {
	Candidates::<Runtime>::get(who.to_account_id()).unwrap()
}

/// What an account has on hold.
pub fn held(reason: HoldReason, account: &AccountId) -> Balance {
	Balances::balance_on_hold(&RuntimeHoldReason::from(reason), account)
}

/// The pallet's events of the block that is open, or was made last.
pub fn told() -> Vec<Event<Runtime>> {
	let events = System::events().into_iter().map(|record| record.event);
	events
		.filter_map(|event| match event {
			RuntimeEvent::Dpos(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// Makes a block with calls that must all succeed.
pub fn make_block_ok(calls: Vec<(Sr25519Keyring, RuntimeCall)>) {
	let results = make_block(calls);
	assert!(results.iter().all(|result| *result == Ok(Ok(()))), "{results:?}");
	assert!(!root_was_refused());
}

/// A call of the pallet.
pub fn call(call: pallet_dpos::Call<Runtime>) -> RuntimeCall {
	call.into()
}

pub fn delegate(candidate: Sr25519Keyring, amount: Balance) -> RuntimeCall {
	call(pallet_dpos::Call::delegate { candidate: candidate.to_account_id(), amount })
}

pub fn payout(era: EraIndex, validator: &AccountId) -> RuntimeCall {
	call(pallet_dpos::Call::payout { era, validator: validator.clone() })
}

fn claim(candidate: &AccountId) -> RuntimeCall {
	call(pallet_dpos::Call::claim { candidate: candidate.clone() })
}

fn transfer() -> RuntimeCall {
	let dest = Eve.to_account_id().into();
	pallet_balances::Call::transfer_keep_alive { dest, value: UNIT }.into()
}

fn refusal(error: Error<Runtime>) -> DispatchError {
	error.into()
}

fn accounts<const N: usize>(keys: [Sr25519Keyring; N]) -> [AccountId; N] {
	keys.map(|key| key.to_account_id())
}

/// What accounts have paid for each of the calls of the block made last.
fn each_fee() -> Vec<Balance> {
	use pallet_transaction_payment::Event::TransactionFeePaid;
	let events = System::events().into_iter().map(|record| record.event);
	events
		.filter_map(|event| match event {
			RuntimeEvent::TransactionPayment(TransactionFeePaid { actual_fee, .. }) => {
				Some(actual_fee)
			}
			_ => None,
		})
		.collect()
}

/// The sum of them.
fn fees() -> Balance {
	each_fee().into_iter().sum()
}

/// What of them is burned. The validators have the rest.
fn burned_fees() -> Balance {
	let share = pallet_token_emission::BurnShare::<Runtime>::get();
	each_fee().into_iter().map(|fee| share.mul_floor(fee)).sum()
}

/// Pays a validator for an era, for nothing, and says what it and its delegators got.
fn paid(era: EraIndex, validator: &AccountId) -> (Balance, Balance) {
	let balance = Balances::balance(&Ferdie.to_account_id());
	make_block_ok(vec![(Ferdie, payout(era, validator))]);
	assert_eq!(Balances::balance(&Ferdie.to_account_id()), balance);
	let parts = told().into_iter().find_map(|event| match event {
		Event::PaidOut { era: of, validator: who, own, delegated } => {
			assert_eq!((of, &who), (era, validator));
			Some((own, delegated))
		}
		_ => None,
	});
	parts.unwrap()
}

/// Validators of the session, and their keys' places in both engines.
fn assert_validators(expected: &[Sr25519Keyring]) {
	let accounts: Vec<_> = expected.iter().map(|key| key.to_account_id()).collect();
	assert_eq!(Session::validators(), accounts);
	let babe: Vec<_> = expected.iter().map(|key| key.public().into()).collect();
	let authorities: Vec<sp_consensus_babe::AuthorityId> =
		Babe::authorities().into_iter().map(|(key, _)| key).collect();
	assert_eq!(authorities, babe);
	let finality = |key: &Sr25519Keyring| {
		Ed25519Keyring::iter().find(|other| other.to_string() == key.to_string()).unwrap()
	};
	let voters: Vec<sp_consensus_grandpa::AuthorityId> =
		Grandpa::grandpa_authorities().into_iter().map(|(key, _)| key).collect();
	let expected: Vec<_> = expected.iter().map(|key| finality(key).public().into()).collect();
	assert_eq!(voters, expected);
}

/// Eve stands for election to a set of four, with more stake than Alice, in era 0.
fn challenge_alice() {
	make_block(vec![]);
	let (keys, proof) = keys_with_proof(Eve, &Eve.to_account_id());
	make_block_ok(vec![
		(Alice, as_root(call(pallet_dpos::Call::set_validator_count { count: 4 }))),
		(Eve, call(pallet_dpos::Call::register { bond: MIN_BOND, commission: Perbill::zero() })),
		(Ferdie, delegate(Eve, GENESIS_BOND)),
		(Eve, pallet_session::Call::set_keys { keys, proof }.into()),
	]);
	assert_eq!(era(), 0);
}

#[test]
fn genesis_sets_are_elected_and_have_seats() {
	for preset in PRESET_NAMES {
		new_chain(preset).execute_with(|| {
			let validators = Session::validators();
			assert_eq!(Elected::<Runtime>::get().into_inner(), validators, "{preset}");
			let ranking = Dpos::candidates(None, MAX_AUTHORITIES);
			let expected: Vec<_> =
				validators.iter().map(|account| (account.clone(), GENESIS_BOND)).collect();
			assert_eq!(ranking, expected);
			assert_eq!(Dpos::current_validators().len(), validators.len());
			for validator in &validators {
				let seat = Seats::<Runtime>::get(0, validator).unwrap();
				assert_eq!((seat.bond, seat.delegated), (GENESIS_BOND, 0));
				assert_eq!(seat.commission, GENESIS_COMMISSION);
				assert_eq!(held(HoldReason::Bond, validator), GENESIS_BOND);
			}
			assert_eq!(Balances::balance(&Dpos::pot_account()), EXISTENTIAL_DEPOSIT);
		});
	}
}

#[test]
fn new_candidate_sets_keys_and_unseats_a_validator() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		let eve = Eve.to_account_id();
		let (keys, proof) = keys_with_proof(Eve, &eve);
		let set_keys = |proof: &[u8]| -> RuntimeCall {
			pallet_session::Call::set_keys { keys: keys.clone(), proof: proof.to_vec() }.into()
		};
		// Candidates only, with a proof that the keys are their own.
		let outsider: DispatchError =
			pallet_session::Error::<Runtime>::NoAssociatedValidatorId.into();
		assert_eq!(make_block(vec![(Eve, set_keys(&proof))]), [Ok(Err(outsider))]);
		make_block_ok(vec![
			(Alice, as_root(call(pallet_dpos::Call::set_validator_count { count: 4 }))),
			(
				Eve,
				call(pallet_dpos::Call::register { bond: MIN_BOND, commission: Perbill::zero() }),
			),
			(Ferdie, delegate(Eve, GENESIS_BOND)),
		]);
		let stolen: DispatchError = pallet_session::Error::<Runtime>::InvalidProof.into();
		let (_, of_ferdie) = keys_with_proof(Eve, &Ferdie.to_account_id());
		assert_eq!(make_block(vec![(Eve, set_keys(&of_ferdie))]), [Ok(Err(stolen))]);

		// Elections pass over it until it has keys.
		let next = || Dpos::next_validators().into_iter().map(|(who, _)| who).collect::<Vec<_>>();
		assert_eq!(next(), accounts([Dave, Bob, Charlie, Alice]));
		make_block_ok(vec![(Eve, set_keys(&proof))]);
		assert_eq!(next(), accounts([Eve, Dave, Bob, Charlie]));

		// Elected sets serve for whole eras.
		while era() == 0 {
			assert_validators(&[Dave, Bob, Charlie, Alice]);
			next_session();
		}
		assert_validators(&[Eve, Dave, Bob, Charlie]);
		let seat = Seats::<Runtime>::get(1, &eve).unwrap();
		assert_eq!((seat.bond, seat.delegated), (MIN_BOND, GENESIS_BOND));
		assert!(Seats::<Runtime>::get(1, Alice.to_account_id()).is_none());
		assert_eq!(candidate(Alice).bond, GENESIS_BOND);
	});
}

/// A header names its author by the place in the epoch's set, which may be new in that very block.
#[test]
fn first_block_of_an_epoch_counts_for_its_author() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		challenge_alice();
		next_era();
		// The block that opened the era took the place of its author from the new set.
		let counted: Vec<_> = Authored::<Runtime>::iter().collect();
		let slot = Babe::current_slot();
		let author = Session::validators()[*slot as usize % 4].clone();
		assert_eq!(counted, [(author, 1)]);
		assert_validators(&[Eve, Dave, Bob, Charlie]);

		open_block(next_slot());
		let author = Authorship::author().unwrap();
		close_block();
		assert_eq!(Authored::<Runtime>::get(author), 1);
	});
}

#[test]
fn fees_of_an_era_are_paid_out_two_eras_later_to_the_planck() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		let validators = Session::validators();
		let mut pot = 0;
		for _ in 0..10 {
			make_block_ok(vec![(Ferdie, transfer())]);
			assert!(burned_fees() > 0);
			pot += fees() - burned_fees();
		}
		assert_eq!(Eras::<Runtime>::get(0).pot, pot);

		next_era();
		let early = refusal(Error::EraNotPayable);
		assert_eq!(make_block(vec![(Ferdie, payout(0, &validators[0]))]), [Ok(Err(early))]);
		next_era();
		// Later fees are later eras'.
		assert_eq!(Eras::<Runtime>::get(0).pot, pot);
		let issuance = Balances::total_issuance();
		let mut burned = 0;
		let points = Eras::<Runtime>::get(0).points;
		assert!(points > 10);
		let mut left = pot;
		for validator in &validators {
			let seat = Seats::<Runtime>::get(0, validator).unwrap();
			assert!(seat.points >= 2 && seat.points == seat.authored);
			let (own, delegated) = paid(0, validator);
			let due = pot * Balance::from(seat.points) / Balance::from(points);
			assert!(own.abs_diff(due) <= 4, "{own} instead of {due}");
			assert_eq!(delegated, 0);
			left -= own;

			let signer = Sr25519Keyring::from_account_id(validator).unwrap();
			let balance = Balances::balance(validator);
			make_block_ok(vec![(signer, claim(validator))]);
			assert_eq!(Balances::balance(validator), balance + own - fees());
			burned += burned_fees();
		}
		// Nothing stays behind, and nobody is paid twice.
		assert_eq!((left, Eras::<Runtime>::get(0).pot), (0, 0));
		let again = refusal(Error::AlreadyPaid);
		assert_eq!(make_block(vec![(Ferdie, payout(0, &validators[0]))]), [Ok(Err(again))]);
		burned += burned_fees();
		assert_eq!(Balances::total_issuance(), issuance - burned);
	});
}

#[test]
fn delegator_earns_from_the_next_era_on() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		let (eve, bob) = (Eve.to_account_id(), Bob.to_account_id());
		let stake = 250 * UNIT;
		make_block_ok(vec![(Eve, delegate(Bob, stake))]);
		next_era();
		let seat = Seats::<Runtime>::get(1, &bob).unwrap();
		assert_eq!((seat.bond, seat.delegated), (GENESIS_BOND, stake));
		for _ in 0..10 {
			make_block_ok(vec![(Ferdie, transfer())]);
		}
		next_era();
		next_era();

		let order = refusal(Error::EarlierEraUnpaid);
		assert_eq!(make_block(vec![(Ferdie, payout(1, &bob))]), [Ok(Err(order))]);
		// It had no part in era 0.
		assert_eq!(paid(0, &bob).1, 0);
		let nothing = refusal(Error::NothingToClaim);
		assert_eq!(make_block(vec![(Eve, claim(&bob))]), [Ok(Err(nothing))]);

		let (own, delegated) = paid(1, &bob);
		let reward = own + delegated;
		let commission = GENESIS_COMMISSION.mul_floor(reward);
		let of_bond = (reward - commission) * GENESIS_BOND / (GENESIS_BOND + stake);
		assert!(delegated > 0);
		assert_eq!(own, commission + of_bond);
		let balance = Balances::balance(&eve);
		make_block_ok(vec![(Eve, claim(&bob))]);
		let earned = Balances::balance(&eve) + fees() - balance;
		// Rounded down to whole planck, once per share and once per claim.
		assert!((delegated - 1..=delegated).contains(&earned), "{earned} of {delegated}");
	});
}

/// Who is drawn depends on the chain's randomness, which is the same in every run of the test.
#[test]
fn validators_are_drawn_once_root_says_so() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		let draw = || call(pallet_dpos::Call::set_election_mode { mode: ElectionMode::Draw });
		let refused: DispatchResult = Err(DispatchError::BadOrigin);
		assert_eq!(make_block(vec![(Bob, draw())]), [Ok(refused)]);
		make_block_ok(vec![(
			Alice,
			as_root(call(pallet_dpos::Call::set_validator_count { count: 2 })),
		)]);
		next_era();
		let top = accounts([Dave, Bob]).to_vec();
		assert_eq!(Session::validators(), top);

		make_block_ok(vec![(Alice, as_root(draw()))]);
		let candidates = accounts([Alice, Bob, Charlie, Dave]);
		let mut sets = std::collections::BTreeSet::new();
		let mut seen = std::collections::BTreeSet::new();
		for _ in 0..12 {
			next_era();
			let set = Session::validators();
			assert_eq!(set.len(), 2);
			assert!(set[0] != set[1] && set.iter().all(|who| candidates.contains(who)));
			seen.extend(set.clone());
			sets.insert(set);
		}
		assert_eq!(seen.len(), 4);
		assert!(sets.len() > 3, "{sets:?}");
	});
}

/// Dust, that is less than a planck for each share, must not be lost in the pot's account.
#[test]
fn pot_account_holds_what_the_records_say() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		make_block_ok(vec![(Eve, delegate(Bob, 7 * UNIT + 1)), (Ferdie, delegate(Bob, 3 * UNIT))]);
		let pot = Dpos::pot_account();
		assert_eq!(held(HoldReason::Stake, &pot), 10 * UNIT + 1);
		assert_eq!(candidate(Bob).pool.tokens, 10 * UNIT + 1);
		assert_eq!(held(HoldReason::Rewards, &pot), Eras::<Runtime>::get(0).pot);
		assert_eq!(Balances::balance(&pot), EXISTENTIAL_DEPOSIT);
		assert!(held(HoldReason::Bond, &pot).is_zero());
	});
}
