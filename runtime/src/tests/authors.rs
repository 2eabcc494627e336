//! Blocks in proportion to proved compute: what Session, BABE and the pallet make of it together.

use super::{
	consensus::{
		babe_equivocation, babe_report, keys_with_proof, next_session, ownership, was_disabled,
	},
	mock::{close_block, make_block, new_chain, open_block, open_block_for_report_of, run_to},
	providers::{as_root, await_challenge, equip, prove_round, root_was_refused, Provider},
};
use crate::{
	configs::consensus::MaxAuthorShare, constants::time::EPOCH_DURATION_IN_SLOTS, Babe, Executive,
	Header, Runtime, RuntimeEvent, Session, System, DEVELOPMENT_PRESET, LOCAL_TESTNET_PRESET,
};
use codec::{Decode, Encode};
use pallet_compute_attestation::{EqualReason, Event};
use sp_consensus_babe::{AuthorityId, ConsensusLog, BABE_ENGINE_ID};
use sp_io::hashing::twox_128;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Ferdie};
use sp_runtime::Perbill;
use vajra_primitives::{ComputeUnits, RoundIndex};

/// The validators of the local test network, with compute 1 : 2 : 3 : 6.
const COMPUTE: [(Sr25519Keyring, ComputeUnits); 4] =
	[(Alice, 10), (Bob, 20), (Charlie, 30), (Dave, 60)];

/// What the handler told of the last weights, in the block made last.
#[derive(Debug, PartialEq, Eq)]
enum Told {
	Weighed { round: RoundIndex, total: u64 },
	Equal(EqualReason),
}

fn told() -> Vec<Told> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::ComputeAttestation(Event::AuthorsWeighed { round, total }) => {
				Some(Told::Weighed { round, total })
			}
			RuntimeEvent::ComputeAttestation(Event::AuthorsEqual { reason }) => {
				Some(Told::Equal(reason))
			}
			_ => None,
		})
		.collect()
}

/// The weights of all authors, in the order of [`COMPUTE`].
fn by_account(authors: &[(AuthorityId, u64)]) -> Vec<u64> {
	let weight = |(account, _): &(Sr25519Keyring, ComputeUnits)| {
		let key = AuthorityId::from(account.public());
		authors.iter().find(|(author, _)| *author == key).map(|(_, weight)| *weight)
	};
	let weights: Vec<_> = COMPUTE.iter().filter_map(weight).collect();
	assert_eq!(weights.len(), authors.len());
	weights
}

/// Weights of this epoch's authors, in the order of [`COMPUTE`].
fn weights() -> Vec<u64> {
	by_account(&Babe::authorities())
}

/// Weights announced for the next epoch's authors, in the order of [`COMPUTE`].
fn announced() -> Vec<u64> {
	by_account(&Babe::next_epoch().authorities)
}

/// Place of a validator in the session's order.
fn place(validator: Sr25519Keyring) -> usize {
	let account = validator.to_account_id();
	Session::validators().iter().position(|other| *other == account).unwrap()
}

/// Asserts that weights are in a ratio, up to rounding.
fn assert_ratio(weights: &[u64], ratio: [u64; 4]) {
	let (sum, of): (u64, u64) = (weights.iter().sum(), ratio.iter().sum());
	assert_eq!(weights.len(), ratio.len());
	for (weight, part) in weights.iter().zip(ratio) {
		let share = *weight as f64 / sum as f64;
		assert!((share - part as f64 / of as f64).abs() < 1e-8, "{weights:?}");
	}
}

/// A test network that has proved 1 : 2 : 3 : 6 in a round that is closed, in an epoch that began
/// before; with that round.
pub fn network() -> (Vec<Provider>, RoundIndex) {
	make_block(vec![]);
	let providers = equip(&COMPUTE);
	let round = prove_round(&providers, None);
	assert_eq!(weights(), [1; 4]);
	(providers, round)
}

/// What BABE's nodes read in a header.
fn logs(header: &Header) -> Vec<ConsensusLog> {
	let logs = header.digest.logs.iter().filter_map(|log| log.as_consensus());
	logs.filter(|(engine, _)| *engine == BABE_ENGINE_ID)
		.map(|(_, mut log)| ConsensusLog::decode(&mut log).unwrap())
		.collect()
}

#[test]
fn genesis_authors_weigh_the_same() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		assert_eq!((weights(), announced()), (vec![1; 4], vec![1; 4]));
		let keys: Vec<_> =
			Babe::authorities().into_iter().map(|(key, _)| key.into_inner()).collect();
		// All have the same stake, so that the order is that of their accounts.
		let mut order = [Alice, Bob, Charlie, Dave].map(|key| key.public());
		order.sort();
		assert_eq!(keys, order);
	});
}

#[test]
fn weights_take_effect_one_epoch_after_they_are_announced() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		let (_, round) = network();

		next_session();
		let first = announced();
		assert_eq!(told(), [Told::Weighed { round, total: first.iter().sum() }]);
		assert_eq!(weights(), [1; 4]);
		// With a cap of a third, 1 : 2 : 3 : 6 becomes 1 : 2 : 3 : 3.
		assert_ratio(&first, [1, 2, 3, 3]);
		let sum: u64 = first.iter().sum();
		assert!(first.iter().all(|weight| MaxAuthorShare::get() * sum >= *weight));

		next_session();
		assert_eq!(weights(), first);
	});
}

#[test]
fn nodes_are_told_the_weights_that_the_chain_will_hold() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		open_block(Babe::current_epoch_start() + EPOCH_DURATION_IN_SLOTS);
		let logs = logs(&close_block());
		let [ConsensusLog::NextEpochData(next)] = &logs[..] else {
			panic!("one epoch is announced")
		};
		assert_eq!(next.authorities, Babe::next_epoch().authorities);
		let told = next.authorities.clone();
		next_session();
		assert_eq!(Babe::authorities().into_inner(), told);
	});
}

/// Nodes hold on to what was announced, so the chain does.
#[test]
fn announced_weights_are_not_computed_anew() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		next_session();
		pallet_babe::NextAuthorities::<Runtime>::mutate(|next| {
			let mut other = next.clone().into_inner();
			(0..).zip(&mut other).for_each(|(index, (_, weight))| *weight = 100 + index);
			*next = frame_support::WeakBoundedVec::force_from(other, None);
		});
		next_session();
		let weights: Vec<_> = Babe::authorities().iter().map(|(_, weight)| *weight).collect();
		assert_eq!(weights, [100, 101, 102, 103]);
	});
}

#[test]
fn authors_are_in_the_order_of_the_session() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		next_session();
		let session: Vec<_> =
			Session::queued_keys().into_iter().map(|(_, keys)| keys.babe).collect();
		let next: Vec<_> = Babe::next_epoch().authorities.into_iter().map(|(key, _)| key).collect();
		assert_eq!(next, session);
	});
}

#[test]
fn authors_are_equal_again_when_nothing_is_proved() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		let (_, round) = network();
		next_session();
		assert!(matches!(told()[..], [Told::Weighed { .. }]));

		let silent = await_challenge(Some(round));
		run_to(silent.closes_at);
		next_session();
		assert_eq!(told(), [Told::Equal(EqualReason::PowerCollapsed)]);
		assert_ratio(&weights(), [1, 2, 3, 3]);
		assert_eq!(announced(), [1; 4]);
		next_session();
		assert_eq!(weights(), [1; 4]);
	});
}

/// An open round says nothing yet: weights come from the last closed one.
#[test]
fn open_round_does_not_count() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		let (_, round) = network();
		let open = await_challenge(Some(round));
		assert_eq!(open.proved, 0);
		next_session();
		assert!(System::block_number() <= open.closes_at);
		assert!(matches!(told()[..], [Told::Weighed { round: of, .. }] if of == round));
	});
}

/// Three of four answer, with half of the power: enough. The fourth weighs as little as may be.
#[test]
fn validator_without_proved_power_stays_in_the_set() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		let mut providers = equip(&COMPUTE);
		providers.pop();
		let round = prove_round(&providers, None);
		next_session();
		let weights = announced();
		assert_eq!(told(), [Told::Weighed { round, total: weights.iter().sum() }]);
		assert_eq!(weights.len(), 4);
		assert!(weights.iter().all(|weight| *weight > 0));
		// A sixteenth of an equal share, before it was lifted.
		let (least, total) = (weights[3], weights.iter().sum::<u64>());
		assert!((total / 70..=total / 64).contains(&least), "{weights:?}");
	});
}

#[test]
fn too_little_of_the_expected_power_is_a_collapse() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		let mut providers = equip(&COMPUTE);
		// 30 of 120.
		providers.truncate(2);
		prove_round(&providers, None);
		next_session();
		assert_eq!(told(), [Told::Equal(EqualReason::PowerCollapsed)]);
		assert_eq!(announced(), [1; 4]);
	});
}

#[test]
fn equal_powers_are_told() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		let providers = equip(&COMPUTE.map(|(account, _)| (account, 10)));
		prove_round(&providers, None);
		next_session();
		assert_eq!(told(), [Told::Equal(EqualReason::PowerEqual)]);
		assert_eq!(announced(), [1; 4]);
	});
}

#[test]
fn no_compute_at_all_is_a_collapse_and_one_validator_is_too_small_a_set() {
	for (preset, reason) in [
		(LOCAL_TESTNET_PRESET, EqualReason::PowerCollapsed),
		(DEVELOPMENT_PRESET, EqualReason::SetTooSmall),
	] {
		new_chain(preset).execute_with(|| {
			make_block(vec![]);
			next_session();
			assert_eq!(told(), [Told::Equal(reason)]);
			assert!(announced().iter().all(|weight| *weight == 1));
		});
	}
}

#[test]
fn root_moves_the_cap() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		let items = vec![(twox_128(b":MaxAuthorShare:").to_vec(), Perbill::one().encode())];
		let call = as_root(frame_system::Call::set_storage { items });
		assert_eq!(make_block(vec![(Alice, call)]), [Ok(Ok(()))]);
		assert!(!root_was_refused());
		assert_eq!(MaxAuthorShare::get(), Perbill::one());
		next_session();
		assert_ratio(&announced(), [1, 2, 3, 6]);
	});
}

#[test]
fn cap_is_stored_where_it_is_said_to_be() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		assert_eq!(MaxAuthorShare::key(), twox_128(b":MaxAuthorShare:"));
		assert_eq!(MaxAuthorShare::get(), Perbill::from_rational(1u32, 3));
	});
}

/// Weights are the account's, whichever key it signs blocks with.
#[test]
fn new_keys_keep_their_owners_weight() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		next_session();
		let before = announced();
		// The chain takes no keys from whoever validates: as if it had set them before.
		let (keys, _) = keys_with_proof(Ferdie, &Bob.to_account_id());
		pallet_session::NextKeys::<Runtime>::insert(Bob.to_account_id(), keys.clone());
		next_session();
		let next = Babe::next_epoch().authorities;
		assert_eq!(next[place(Bob)], (keys.babe, before[1]));
		// The epoch that has just begun still has the old key.
		assert_eq!(Babe::authorities()[place(Bob)].0, Bob.public().into());
	});
}

#[test]
fn weighed_double_author_is_reported_and_disabled() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		next_session();
		next_session();
		assert_ratio(&weights(), [1, 2, 3, 3]);
		let equivocation = babe_equivocation(Charlie);
		let proof = ownership(sp_consensus_babe::KEY_TYPE, &equivocation.offender);

		open_block_for_report_of(Charlie);
		assert_eq!(Executive::apply_extrinsic(babe_report(equivocation, proof)), Ok(Ok(())));
		assert!(was_disabled(Charlie));
		// BABE's nodes are told, as by BABE's own handler.
		let logs = logs(&close_block());
		let disabled = place(Charlie) as u32;
		assert!(matches!(logs[..], [ConsensusLog::OnDisabled(index)] if index == disabled));
		assert_ratio(&weights(), [1, 2, 3, 3]);
	});
}

/// All nodes were down for three epochs: what was announced for the first of them is for the next
/// that has a block.
#[test]
fn skipped_epochs_use_what_was_announced() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		next_session();
		let next = announced();
		assert_ratio(&next, [1, 2, 3, 3]);
		let (epoch, session) = (Babe::epoch_index(), Session::current_index());

		open_block(Babe::current_epoch_start() + 4 * EPOCH_DURATION_IN_SLOTS);
		close_block();
		assert_eq!(Babe::epoch_index(), epoch + 4);
		assert_eq!(Session::current_index(), session + 1);
		assert_eq!(weights(), next);
		assert_eq!(Babe::skipped_epochs().into_inner(), [(epoch + 4, session + 1)]);

		// Key ownership still finds the session of such an epoch.
		make_block(vec![]);
		let equivocation = babe_equivocation(Charlie);
		let proof = ownership(sp_consensus_babe::KEY_TYPE, &equivocation.offender);
		open_block_for_report_of(Charlie);
		assert_eq!(Executive::apply_extrinsic(babe_report(equivocation, proof)), Ok(Ok(())));
		assert!(was_disabled(Charlie));
		close_block();

		for index in 1..=3 {
			next_session();
			assert_eq!(Session::current_index(), session + 1 + index);
			assert_eq!(Babe::epoch_index(), epoch + 4 + u64::from(index));
		}
	});
}

/// A block in the middle of an epoch that was reached without any block at its start.
#[test]
fn epoch_that_begins_late_is_handled() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		next_session();
		let next = announced();
		let epoch = Babe::epoch_index();
		open_block(Babe::current_epoch_start() + (2 * EPOCH_DURATION_IN_SLOTS - 1));
		close_block();
		assert_eq!(Babe::epoch_index(), epoch + 1);
		assert!(Babe::skipped_epochs().is_empty());
		assert_eq!(weights(), next);
	});
}
