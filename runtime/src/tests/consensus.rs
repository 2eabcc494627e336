//! Sessions, keys, equivocations and randomness.

use super::mock::{
	babe_pair, claim_slot, close_block, happened, make_block, new_chain, next_slot, open_block,
	open_block_for_report_of, session_keys, signed,
};
use crate::{
	configs::consensus::ChallengeRandomness,
	constants::time::{BONDING_DURATION, EPOCH_DURATION_IN_SLOTS, SESSIONS_PER_ERA},
	AccountId, Babe, BlockNumber, Executive, Grandpa, Hash, Header, Historical, Runtime,
	RuntimeCall, RuntimeEvent, Session, SessionKeys, System, UncheckedExtrinsic,
	DEVELOPMENT_PRESET, LOCAL_TESTNET_PRESET,
};
use codec::{Decode, Encode};
use frame_support::traits::{KeyOwnerProofSystem, Randomness};
use sp_consensus_babe::digests::CompatibleDigestItem;
use sp_core::Pair;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::{
	generic::DigestItem,
	traits::{Header as _, OpaqueKeys},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	DispatchError,
};
use sp_session::MembershipProof;

/// Makes the first block of the next epoch.
pub fn next_session() {
	let slot = Babe::current_epoch_start() + EPOCH_DURATION_IN_SLOTS;
	open_block(slot);
	close_block();
}

/// The proof that a key is that of a validator of the current session.
pub fn ownership<Key: AsRef<[u8]>>(id: sp_core::crypto::KeyTypeId, key: Key) -> MembershipProof {
	Historical::prove((id, key)).unwrap()
}

/// Two blocks that a validator made in one slot.
pub fn babe_equivocation(
	validator: Sr25519Keyring,
) -> sp_consensus_babe::EquivocationProof<Header> {
	let pair = babe_pair(&validator.to_account_id());
	let index = Session::validators()
		.iter()
		.position(|account| *account == validator.to_account_id())
		.unwrap() as u32;
	let slot = Babe::current_slot();
	let sealed = |state_root: Hash| {
		let digest = claim_slot(slot, index, &pair);
		let mut header = Header::new(
			System::block_number() + 1,
			Default::default(),
			state_root,
			Default::default(),
			digest,
		);
		let seal = pair.sign(header.hash().as_ref());
		header.digest_mut().push(<DigestItem as CompatibleDigestItem>::babe_seal(seal));
		header
	};
	sp_consensus_babe::EquivocationProof {
		offender: validator.public().into(),
		slot,
		first_header: sealed(Hash::repeat_byte(1)),
		second_header: sealed(Hash::repeat_byte(2)),
	}
}

/// Two prevotes that a validator made in one round.
pub fn grandpa_equivocation(
	validator: Ed25519Keyring,
) -> sp_consensus_grandpa::EquivocationProof<Hash, BlockNumber> {
	let (round, set) = (1u64, Grandpa::current_set_id());
	let vote = |target: Hash| {
		let vote = (target, 1 as BlockNumber);
		// The vote is a prevote, the first of the kinds of votes.
		let signature = validator.sign(&(0u8, vote, round, set).encode());
		(vote, signature)
	};
	let votes = (vote(Hash::repeat_byte(1)), vote(Hash::repeat_byte(2)));
	let proof = (set, 0u8, round, validator.public(), votes).encode();
	Decode::decode(&mut &proof[..]).unwrap()
}

/// A report as a validator's own node makes it.
pub fn babe_report(
	equivocation: sp_consensus_babe::EquivocationProof<Header>,
	key_owner_proof: MembershipProof,
) -> UncheckedExtrinsic {
	UncheckedExtrinsic::new_bare(RuntimeCall::Babe(
		pallet_babe::Call::report_equivocation_unsigned {
			equivocation_proof: Box::new(equivocation),
			key_owner_proof,
		},
	))
}

/// A report as anyone can sign it.
pub fn grandpa_report(
	reporter: Sr25519Keyring,
	equivocation: sp_consensus_grandpa::EquivocationProof<Hash, BlockNumber>,
	key_owner_proof: MembershipProof,
) -> UncheckedExtrinsic {
	let call = pallet_grandpa::Call::report_equivocation {
		equivocation_proof: Box::new(equivocation),
		key_owner_proof,
	};
	signed(reporter, call.into())
}

/// Whether a validator was barred since the open block began.
pub fn was_disabled(validator: Sr25519Keyring) -> bool {
	let account = validator.to_account_id();
	happened(|event| {
		matches!(
			event,
			RuntimeEvent::Session(pallet_session::Event::ValidatorDisabled { validator })
				if *validator == account
		)
	})
}

fn offence_was_recorded() -> bool {
	happened(|event| matches!(event, RuntimeEvent::Offences(_)))
}

#[test]
fn sessions_follow_epochs_and_keep_the_set() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		let set = Session::validators();
		make_block(vec![]);
		for session in 1..=5 {
			let grandpa_set = Grandpa::current_set_id();
			next_session();
			assert_eq!(Session::current_index(), session);
			assert_eq!(Babe::epoch_index(), u64::from(session));
			assert_eq!(Session::validators(), set);
			assert_eq!(Babe::authorities().len(), set.len());
			assert_eq!(Grandpa::grandpa_authorities().len(), set.len());
			assert!(Grandpa::current_set_id() >= grandpa_set);
			assert!(Historical::historical_root(session + 1).is_some());
		}
	});
}

#[test]
fn records_of_sessions_are_kept_while_they_can_be_slashed() {
	const KEPT: u32 = SESSIONS_PER_ERA * BONDING_DURATION;
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		make_block(vec![]);
		for _ in 0..KEPT + 3 {
			next_session();
		}
		assert_eq!(Session::current_index(), KEPT + 3);
		assert!(Historical::historical_root(2).is_none());
		assert!(Historical::historical_root(3).is_some());
		let kept = pallet_session::historical::HistoricalSessions::<Runtime>::iter().count();
		// Those that can be slashed for, the current one, and the one that is planned.
		assert_eq!(kept as u32, KEPT + 2);
	});
}

#[test]
fn double_author_is_reported_and_disabled() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		let equivocation = babe_equivocation(Sr25519Keyring::Charlie);
		let proof = ownership(sp_consensus_babe::KEY_TYPE, &equivocation.offender);

		open_block_for_report_of(Sr25519Keyring::Charlie);
		let report = babe_report(equivocation.clone(), proof.clone());
		assert_eq!(Executive::apply_extrinsic(report), Ok(Ok(())));
		assert!(offence_was_recorded());
		assert!(was_disabled(Sr25519Keyring::Charlie));
		assert_eq!(Session::disabled_validators(), [2]);

		// Once is enough.
		let again = babe_report(equivocation, proof);
		assert_eq!(
			Executive::apply_extrinsic(again),
			Err(TransactionValidityError::Invalid(InvalidTransaction::Stale))
		);
		close_block();
	});
}

#[test]
fn double_author_of_an_earlier_session_is_reported() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		// In the very first session, whose record is written at genesis.
		let equivocation = babe_equivocation(Sr25519Keyring::Charlie);
		let proof = ownership(sp_consensus_babe::KEY_TYPE, &equivocation.offender);
		assert_eq!(proof.session, 0);
		next_session();
		next_session();

		open_block_for_report_of(Sr25519Keyring::Charlie);
		assert_eq!(Executive::apply_extrinsic(babe_report(equivocation, proof)), Ok(Ok(())));
		assert!(was_disabled(Sr25519Keyring::Charlie));
		close_block();
	});
}

/// A double signer is in jail: it stays disabled in the session that was planned already, and is in none
/// after that.
#[test]
fn disabled_validator_does_not_return() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		// Session lets the disabled go when its set is given anew, which the first set is not.
		next_session();
		let dave = Sr25519Keyring::Dave.to_account_id();
		let equivocation = babe_equivocation(Sr25519Keyring::Dave);
		let proof = ownership(sp_consensus_babe::KEY_TYPE, &equivocation.offender);
		open_block_for_report_of(Sr25519Keyring::Dave);
		Executive::apply_extrinsic(babe_report(equivocation, proof)).unwrap().unwrap();
		close_block();
		let place = |account: &AccountId| {
			let place = Session::validators().iter().position(|other| other == account);
			place.map(|place| place as u32)
		};
		assert_eq!(Some(Session::disabled_validators()), place(&dave).map(|place| vec![place]));
		next_session();
		assert_eq!(Some(Session::disabled_validators()), place(&dave).map(|place| vec![place]));
		for _ in 0..2 * SESSIONS_PER_ERA {
			next_session();
			assert_eq!((Session::validators().len(), place(&dave)), (3, None));
			assert!(Session::disabled_validators().is_empty());
		}
	});
}

#[test]
fn forged_double_authorship_is_refused() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		let mut equivocation = babe_equivocation(Sr25519Keyring::Bob);
		equivocation.second_header = equivocation.first_header.clone();
		let proof = ownership(sp_consensus_babe::KEY_TYPE, &equivocation.offender);
		open_block(next_slot());
		assert_eq!(
			Executive::apply_extrinsic(babe_report(equivocation, proof)),
			Ok(Err(pallet_babe::Error::<Runtime>::InvalidEquivocationProof.into()))
		);
		assert!(Session::disabled_validators().is_empty());
		close_block();
	});
}

#[test]
fn double_voter_is_reported_and_disabled() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		let equivocation = grandpa_equivocation(Ed25519Keyring::Charlie);
		let proof = ownership(sp_consensus_grandpa::KEY_TYPE, equivocation.offender());
		let report = grandpa_report(Sr25519Keyring::Alice, equivocation, proof);
		open_block_for_report_of(Sr25519Keyring::Charlie);
		assert_eq!(Executive::apply_extrinsic(report), Ok(Ok(())));
		assert!(offence_was_recorded());
		assert!(was_disabled(Sr25519Keyring::Charlie));
		close_block();
	});
}

/// Session keys and the proof that their holder means to use them for an account.
pub fn keys_with_proof(keys: Sr25519Keyring, owner: &AccountId) -> (SessionKeys, Vec<u8>) {
	let keyring = session_keys(keys);
	let statement = owner.using_encoded(|owner| [b"POP_", owner].concat());
	let finality = Ed25519Keyring::iter().find(|key| key.to_string() == keys.to_string()).unwrap();
	let proof = (keys.sign(&statement), finality.sign(&statement)).encode();
	assert!(owner.using_encoded(|owner| keyring.ownership_proof_is_valid(owner, &proof)));
	(keyring, proof)
}

/// What the chain says to who is no candidate, or sets keys while older ones of its are in force or queued.
pub fn no_new_keys() -> DispatchError {
	pallet_session::Error::<Runtime>::NoAssociatedValidatorId.into()
}

/// It chills, waits to be out of the set, sets them, and resumes.
#[test]
fn validator_replaces_its_keys_while_it_does_not_validate() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		let bob = Sr25519Keyring::Bob;
		let owner = bob.to_account_id();
		let old = session_keys(bob);
		let (keys, proof) = keys_with_proof(Sr25519Keyring::Ferdie, &owner);
		let set_keys: RuntimeCall =
			pallet_session::Call::set_keys { keys: keys.clone(), proof }.into();
		let chill: RuntimeCall = pallet_dpos::Call::chill {}.into();
		assert_eq!(make_block(vec![(bob, chill)]), [Ok(Ok(()))]);
		let validates = || Session::validators().contains(&owner);
		let is_queued = || Session::queued_keys().iter().any(|(queued, _)| *queued == owner);
		let mut refused = 0;
		while validates() || is_queued() {
			let outcome = make_block(vec![(bob, set_keys.clone())]);
			assert_eq!(outcome, [Ok(Err(no_new_keys()))]);
			assert_eq!(Session::load_keys(&owner), Some(old.clone()));
			refused += 1;
			next_session();
		}
		// In all sessions of the era that it was elected for.
		assert_eq!(refused, SESSIONS_PER_ERA);

		let resume: RuntimeCall = pallet_dpos::Call::resume {}.into();
		let outcome = make_block(vec![(bob, set_keys.clone()), (bob, resume)]);
		assert_eq!(outcome, [Ok(Ok(())), Ok(Ok(()))]);
		assert_eq!(Session::load_keys(&owner), Some(keys.clone()));
		while !is_queued() {
			assert!(!validates());
			next_session();
		}
		// Queued with the new ones, which stay as they are from then on.
		assert_eq!(make_block(vec![(bob, set_keys)]), [Ok(Err(no_new_keys()))]);
		next_session();
		assert!(validates());
		assert!(Babe::authorities().iter().any(|(key, _)| *key == keys.babe));
		assert!(Babe::authorities().iter().all(|(key, _)| *key != old.babe));
	});
}

#[test]
fn outsider_cannot_set_keys() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		let (keys, proof) =
			keys_with_proof(Sr25519Keyring::Eve, &Sr25519Keyring::Eve.to_account_id());
		let call = pallet_session::Call::set_keys { keys, proof }.into();
		assert_eq!(make_block(vec![(Sr25519Keyring::Eve, call)]), [Ok(Err(no_new_keys()))]);
	});
}

#[test]
fn last_validator_cannot_take_its_keys_away() {
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		make_block(vec![]);
		let call: RuntimeCall = pallet_session::Call::purge_keys {}.into();
		let batch = pallet_utility::Call::batch_all { calls: vec![call.clone()] }.into();
		let refusal: DispatchError = frame_system::Error::<Runtime>::CallFiltered.into();
		assert_eq!(
			make_block(vec![(Sr25519Keyring::Alice, call), (Sr25519Keyring::Alice, batch)]),
			[Ok(Err(refusal)), Ok(Err(refusal))]
		);
		next_session();
		next_session();
		assert_eq!(Babe::authorities().len(), 1);
	});
}

#[test]
fn challenge_randomness_needs_a_parent_with_a_vrf() {
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		open_block(next_slot());
		assert_eq!(ChallengeRandomness::random(b"subject").0, None);
		close_block();
		open_block(next_slot());
		let (seed, known_since) = ChallengeRandomness::random(b"subject");
		assert!(seed.is_some());
		assert_eq!(known_since, 1);
		close_block();
	});
}

#[test]
fn challenge_randomness_is_new_in_each_block_and_for_each_subject() {
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		make_block(vec![]);
		let mut seen = std::collections::BTreeSet::new();
		for _ in 0..10 {
			open_block(next_slot());
			for subject in [b"one", b"two"] {
				let seed = ChallengeRandomness::random(subject).0.unwrap();
				assert_eq!(ChallengeRandomness::random(subject).0, Some(seed));
				assert!(seen.insert(seed));
			}
			close_block();
		}
	});
}
