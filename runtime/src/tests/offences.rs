//! Signing twice: what real proofs cost the offender, and who gets it.

use super::{
	consensus::{
		babe_equivocation, babe_report, grandpa_equivocation, grandpa_report, keys_with_proof,
		next_session, no_new_keys, ownership, was_disabled,
	},
	mock::{
		close_block, happened, make_block, new_chain, next_slot, open_block_by,
		open_block_for_report_of, signed,
	},
	staking::{call, candidate, delegate, era, held, make_block_ok, next_era, told},
};
use crate::{
	configs::{
		consensus::{MaxSetIdSessionEntries, ReportLongevity},
		RuntimeBlockWeights,
	},
	constants::{
		currency::UNIT,
		staking::{DOUBLE_SIGN, GENESIS_BOND, MIN_BOND, REPORTER},
		time::{BONDING_DURATION, EPOCH_DURATION_IN_SLOTS, REPORTABLE_SESSIONS, SESSIONS_PER_ERA},
	},
	AccountId, Authorship, Babe, Balance, Balances, Dpos, Executive, Grandpa, Header, Historical,
	Runtime, RuntimeCall, RuntimeEvent, Session, TransactionPayment, UncheckedExtrinsic,
	DEVELOPMENT_PRESET, LOCAL_TESTNET_PRESET,
};
use codec::Encode;
use frame_support::{
	dispatch::{DispatchClass, DispatchInfo, GetDispatchInfo},
	traits::{fungible::Inspect, KeyOwnerProofSystem},
	weights::Weight,
};
use pallet_dpos::{BondChunk, EraIndex, Eras, Event, HoldReason, Seats};
use sp_consensus_babe::EquivocationProof;
use sp_keyring::{
	Ed25519Keyring,
	Sr25519Keyring::{self, Alice, Bob, Charlie, Eve, Ferdie},
};
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	ApplyExtrinsicResult, DispatchError,
};
use sp_session::MembershipProof;

/// What Eve delegates to Charlie.
const DELEGATED: Balance = 300 * UNIT;

// The worst case is an offence in the last session of an era, reported in the last session in which it
// can be. Stake that left in that era is released in the era that is `BONDING_DURATION` later, which
// must not have begun by then.
const _: () = assert!(
	SESSIONS_PER_ERA - 1 + REPORTABLE_SESSIONS < SESSIONS_PER_ERA * BONDING_DURATION,
	"stake outlasts the reports that can cost it"
);

/// A test network in era 1, with Eve's stake behind Charlie.
fn network() {
	make_block(vec![]);
	make_block_ok(vec![(Eve, delegate(Charlie, DELEGATED))]);
	next_era();
	make_block(vec![]);
	assert_eq!(era(), 1);
	let seat = Seats::<Runtime>::get(1, Charlie.to_account_id()).unwrap();
	assert_eq!((seat.bond, seat.delegated), (GENESIS_BOND, DELEGATED));
}

/// Goes on to the last session of the era.
fn last_session() {
	while !(Session::current_index() + 1).is_multiple_of(SESSIONS_PER_ERA) {
		next_session();
	}
}

/// Two blocks of a validator in the current slot, and the proof that it is one.
fn babe_evidence(validator: Sr25519Keyring) -> (EquivocationProof<Header>, MembershipProof) {
	let equivocation = babe_equivocation(validator);
	let proof = ownership(sp_consensus_babe::KEY_TYPE, &equivocation.offender);
	(equivocation, proof)
}

/// Opens a block, by another validator, with a report by that block's author. The block stays open.
fn report(
	offender: Sr25519Keyring,
	(equivocation, proof): (EquivocationProof<Header>, MembershipProof),
) -> ApplyExtrinsicResult {
	open_block_for_report_of(offender);
	Executive::apply_extrinsic(babe_report(equivocation, proof))
}

/// What must add up around a slash of Charlie.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Books {
	issuance: Balance,
	pot: Balance,
	on_hold_for_pots: Balance,
	bond: Balance,
	stake: Balance,
	reporter: Balance,
}

impl Books {
	fn now(of: EraIndex, reporter: &AccountId) -> Self {
		let pot_account = Dpos::pot_account();
		Self {
			issuance: Balances::total_issuance(),
			pot: Eras::<Runtime>::get(of).pot,
			on_hold_for_pots: held(HoldReason::Rewards, &pot_account),
			bond: held(HoldReason::Bond, &Charlie.to_account_id()),
			stake: held(HoldReason::Stake, &pot_account),
			reporter: Balances::balance(reporter),
		}
	}

	/// After a slash of these parts. The reporter has a share of the bond's.
	fn slashed(mut self, bond: Balance, delegated: Balance) -> Self {
		let reward = REPORTER.mul_floor(bond);
		self.pot += bond + delegated - reward;
		self.on_hold_for_pots += bond + delegated - reward;
		self.bond -= bond;
		self.stake -= delegated;
		self.reporter += reward;
		self
	}
}

/// What signing twice costs a genesis validator's bond.
fn owed() -> Balance {
	DOUBLE_SIGN.fixed + DOUBLE_SIGN.bond * GENESIS_BOND
}

fn slashes() -> Vec<Event<Runtime>> {
	told().into_iter().filter(|event| matches!(event, Event::Slashed { .. })).collect()
}

/// The event of Charlie's slash.
fn slash(era: EraIndex, bond: Balance, delegated: Balance) -> Event<Runtime> {
	let reward = REPORTER.mul_floor(bond);
	Event::Slashed {
		validator: Charlie.to_account_id(),
		era,
		bond,
		shortfall: 0,
		delegated,
		reward,
	}
}

fn place(validator: Sr25519Keyring) -> Option<u32> {
	let account = validator.to_account_id();
	let place = Session::validators().iter().position(|other| *other == account);
	place.map(|place| place as u32)
}

#[test]
fn double_author_pays_and_is_out() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		let charlie = Charlie.to_account_id();
		let evidence = babe_evidence(Charlie);
		open_block_for_report_of(Charlie);
		let author = Authorship::author().unwrap();
		let before = Books::now(1, &author);
		let (equivocation, proof) = evidence.clone();
		assert_eq!(Executive::apply_extrinsic(babe_report(equivocation, proof)), Ok(Ok(())));

		// 60 of 500 VAJ of its own, of which the block's author has 6, and 3 of 300 delegated.
		let cut = DOUBLE_SIGN.pool * DELEGATED;
		assert_eq!((owed(), cut), (60 * UNIT, 3 * UNIT));
		let until = 1 + DOUBLE_SIGN.jail + 1;
		assert_eq!(
			told(),
			[
				Event::RewardForfeited { validator: charlie.clone(), era: 1 },
				Event::Jailed { candidate: charlie.clone(), until },
				slash(1, owed(), cut),
			]
		);
		assert_eq!(Books::now(1, &author), before.slashed(owed(), cut));
		let record = candidate(Charlie);
		assert_eq!((record.bond, record.pool.tokens), (GENESIS_BOND - owed(), DELEGATED - cut));
		assert_eq!(record.jailed_until, Some(until));
		assert!(was_disabled(Charlie));

		// The same proof is refused, by whoever it comes.
		let (equivocation, proof) = evidence;
		assert_eq!(
			Executive::apply_extrinsic(babe_report(equivocation.clone(), proof.clone())),
			Err(TransactionValidityError::Invalid(InvalidTransaction::Stale))
		);
		let again = pallet_babe::Call::report_equivocation {
			equivocation_proof: Box::new(equivocation),
			key_owner_proof: proof,
		};
		let duplicate: DispatchError = pallet_babe::Error::<Runtime>::DuplicateOffenceReport.into();
		let bond = held(HoldReason::Bond, &charlie);
		assert_eq!(Executive::apply_extrinsic(signed(Ferdie, again.into())), Ok(Err(duplicate)));
		assert_eq!(held(HoldReason::Bond, &charlie), bond);
		assert_eq!(slashes().len(), 1);
		close_block();

		// Barred in this session and in the one that was planned already, out after that.
		for _ in 0..2 {
			assert_eq!(Session::disabled_validators(), [place(Charlie).unwrap()]);
			make_block(vec![]);
			next_session();
		}
		while era() < 4 {
			assert_eq!(place(Charlie), None);
			assert!(Session::disabled_validators().is_empty());
			let key = Charlie.public().into();
			assert!(Babe::authorities().iter().all(|(authority, _)| *authority != key));
			let key = Ed25519Keyring::Charlie.public().into();
			assert!(Grandpa::grandpa_authorities().iter().all(|(voter, _)| *voter != key));
			next_session();
		}
		// Nothing of that era's pot is its own.
		for era in [0, 1] {
			make_block_ok(vec![(Ferdie, super::staking::payout(era, &charlie))]);
		}
		assert!(happened(|event| matches!(
			event,
			RuntimeEvent::Dpos(Event::PaidOut { era: 1, own: 0, delegated: 0, .. })
		)));
	});
}

/// Reports Charlie, goes on for some sessions, and has it make a block all the same.
fn author_though_disabled(sessions: u32) {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		assert_eq!(report(Charlie, babe_evidence(Charlie)), Ok(Ok(())));
		close_block();
		for _ in 0..sessions {
			next_session();
		}
		let place = place(Charlie).expect("it is still in the set");
		open_block_by(next_slot(), place, &Charlie.to_account_id());
		close_block();
	});
}

#[test]
#[should_panic(expected = "is disabled and should not be attempting to author blocks")]
fn double_author_makes_no_more_blocks_in_its_session() {
	author_though_disabled(0);
}

#[test]
#[should_panic(expected = "is disabled and should not be attempting to author blocks")]
fn double_author_makes_no_blocks_in_the_session_that_was_planned_already() {
	author_though_disabled(1);
}

/// What is answered to a report that would cost nobody anything.
fn known_already() -> ApplyExtrinsicResult {
	Ok(Err(pallet_babe::Error::<Runtime>::DuplicateOffenceReport.into()))
}

#[test]
fn second_kind_costs_again_and_a_second_slot_does_not() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		let first = babe_evidence(Charlie);
		make_block(vec![]);
		let second = babe_evidence(Charlie);
		assert_ne!(first.0.slot, second.0.slot);
		let vote = grandpa_equivocation(Ed25519Keyring::Charlie);
		let voter = ownership(sp_consensus_grandpa::KEY_TYPE, vote.offender());
		let cut = DOUBLE_SIGN.pool * DELEGATED;

		assert_eq!(report(Charlie, first), Ok(Ok(())));
		assert_eq!(slashes(), [slash(1, owed(), cut)]);
		close_block();

		// Another slot of the same era is paid for already: refused, and not recorded.
		open_block_for_report_of(Charlie);
		let author = Authorship::author().unwrap();
		let before = Books::now(1, &author);
		let (equivocation, proof) = second;
		assert_eq!(Executive::apply_extrinsic(babe_report(equivocation, proof)), known_already());
		assert!(!happened(|event| matches!(event, RuntimeEvent::Offences(_))));
		assert_eq!(told(), []);
		assert_eq!(Books::now(1, &author), before);
		close_block();

		// Two votes are another offence. The report is free, and its signer has the reward.
		let reporter = Ferdie.to_account_id();
		open_block_for_report_of(Charlie);
		let before = Books::now(1, &reporter);
		assert_eq!(Executive::apply_extrinsic(grandpa_report(Ferdie, vote, voter)), Ok(Ok(())));
		let further = DOUBLE_SIGN.pool * (DELEGATED - cut);
		assert_eq!(slashes(), [slash(1, owed(), further)]);
		assert_eq!(Books::now(1, &reporter), before.slashed(owed(), further));
		close_block();
		assert_eq!(candidate(Charlie).bond, GENESIS_BOND - 2 * owed());
	});
}

/// Whoever signs twice is known by the keys that it signs with, and cannot change them in time.
#[test]
fn double_author_cannot_hide_behind_new_keys() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		let charlie = Charlie.to_account_id();
		let (keys, proof) = keys_with_proof(Ferdie, &charlie);
		let set_keys: RuntimeCall = pallet_session::Call::set_keys { keys, proof }.into();
		let refused = [Ok(Err(no_new_keys()))];
		assert_eq!(make_block(vec![(Charlie, set_keys.clone())]), refused);
		// Not when it is on its way out either, as long as it signs.
		make_block_ok(vec![(Charlie, call(pallet_dpos::Call::chill {}))]);
		assert_eq!(make_block(vec![(Charlie, set_keys.clone())]), refused);
		next_session();
		make_block(vec![]);

		let earlier = babe_evidence(Charlie);
		make_block(vec![]);
		let evidence = babe_evidence(Charlie);
		assert_eq!(make_block(vec![(Charlie, set_keys.clone())]), refused);
		assert_eq!(report(Charlie, evidence), Ok(Ok(())));
		assert_eq!(slashes(), [slash(1, owed(), DOUBLE_SIGN.pool * DELEGATED)]);
		close_block();
		while place(Charlie).is_some() {
			assert_eq!(make_block(vec![(Charlie, set_keys.clone())]), refused);
			next_session();
		}
		// Out of the set it may, and what was signed with the old ones is still known as its own.
		make_block_ok(vec![(Charlie, set_keys)]);
		let (equivocation, proof) = earlier;
		assert_eq!(report(Charlie, (equivocation.clone(), proof.clone())), known_already());
		let key = (sp_consensus_babe::KEY_TYPE, equivocation.offender);
		let owner = <Historical as KeyOwnerProofSystem<_>>::check_proof(key, proof);
		assert_eq!(owner, Some((charlie, ())));
		close_block();
	});
}

/// The offender is among those who may report it, by another account; what others have put behind it must
/// not make that pay.
#[test]
fn double_author_does_not_gain_by_reporting_itself() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		// A hundred times its own bond is delegated to it.
		make_block_ok(vec![(Eve, delegate(Charlie, 100 * GENESIS_BOND))]);
		next_era();
		make_block(vec![]);
		let charlie = Charlie.to_account_id();
		let vote = grandpa_equivocation(Ed25519Keyring::Charlie);
		let voter = ownership(sp_consensus_grandpa::KEY_TYPE, vote.offender());
		let wealth = || {
			held(HoldReason::Bond, &charlie)
				+ Balances::balance(&charlie)
				+ Balances::balance(&Ferdie.to_account_id())
		};
		open_block_for_report_of(Charlie);
		let before = wealth();
		assert_eq!(Executive::apply_extrinsic(grandpa_report(Ferdie, vote, voter)), Ok(Ok(())));
		let delegated = DOUBLE_SIGN.pool * (100 * GENESIS_BOND);
		assert!(delegated > owed());
		assert_eq!(slashes(), [slash(1, owed(), delegated)]);
		assert_eq!(wealth(), before - owed() + REPORTER.mul_floor(owed()));
		close_block();
	});
}

/// All that was behind Charlie in era 1 has left by the time of the report.
#[test]
fn stake_that_has_left_since_is_slashed() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		let charlie = Charlie.to_account_id();
		let evidence = babe_evidence(Charlie);
		let undelegate = pallet_dpos::Call::undelegate { candidate: charlie.clone(), amount: None };
		make_block_ok(vec![(Eve, call(undelegate)), (Charlie, call(pallet_dpos::Call::leave {}))]);
		next_era();
		assert_eq!(era(), 2);
		open_block_for_report_of(Charlie);
		let author = Authorship::author().unwrap();
		let before = Books::now(1, &author);
		let (equivocation, proof) = evidence;
		assert_eq!(Executive::apply_extrinsic(babe_report(equivocation, proof)), Ok(Ok(())));
		let cut = DOUBLE_SIGN.pool * DELEGATED;
		assert_eq!(slashes(), [slash(1, owed(), cut)]);
		// To those who validated then.
		assert_eq!(Books::now(1, &author), before.slashed(owed(), cut));
		close_block();
		let left = GENESIS_BOND - owed();
		// It may have been elected for the era after the one in which it left.
		assert_eq!(candidate(Charlie).unbonding.to_vec(), [BondChunk { era: 2, amount: left }]);

		let withdraw = |who: Sr25519Keyring| {
			(Ferdie, call(pallet_dpos::Call::withdraw { who: who.to_account_id() }))
		};
		let early: DispatchError = pallet_dpos::Error::<Runtime>::NothingToWithdraw.into();
		for (era_left, who, amount) in [(1, Eve, DELEGATED - cut), (2, Charlie, left)] {
			while era() < era_left + BONDING_DURATION {
				assert_eq!(make_block(vec![withdraw(who)]), [Ok(Err(early))]);
				next_era();
			}
			let balance = Balances::balance(&who.to_account_id());
			make_block_ok(vec![withdraw(who)]);
			assert_eq!(Balances::balance(&who.to_account_id()), balance + amount);
		}
	});
}

/// Who leaves in an era's last session has been planned for the next one, and answers for it with all
/// that it had.
#[test]
fn bond_that_leaves_before_the_last_session_of_its_owner_is_slashed() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		make_block(vec![]);
		last_session();
		make_block_ok(vec![(Charlie, call(pallet_dpos::Call::leave {}))]);
		assert_eq!(candidate(Charlie).bond, 0);
		next_session();
		make_block(vec![]);
		assert_eq!(era(), 1);
		assert!(place(Charlie).is_some());
		assert_eq!(report(Charlie, babe_evidence(Charlie)), Ok(Ok(())));
		assert_eq!(slashes(), [slash(1, owed(), 0)]);
		assert_eq!(held(HoldReason::Bond, &Charlie.to_account_id()), GENESIS_BOND - owed());
		close_block();
		next_session();
		assert_eq!(place(Charlie), None);
	});
}

/// Stake of the offence's era waits for every report that can come in time. Later ones cost nothing, and
/// later still they cannot be proved.
#[test]
fn reports_in_time_find_the_stake_and_late_ones_cost_nothing() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		// The worst time: the last session of era 1.
		last_session();
		assert_eq!(era(), 1);
		let offence = Session::current_index();
		let (in_time, late) = (babe_evidence(Charlie), babe_evidence(Bob));
		let undelegate =
			pallet_dpos::Call::undelegate { candidate: Charlie.to_account_id(), amount: None };
		make_block_ok(vec![(Eve, call(undelegate))]);
		for _ in 0..REPORTABLE_SESSIONS {
			next_session();
		}
		assert_eq!(report(Charlie, in_time), Ok(Ok(())));
		assert_eq!(slashes(), [slash(1, owed(), DOUBLE_SIGN.pool * DELEGATED)]);
		close_block();

		next_session();
		assert_eq!(era(), 1 + BONDING_DURATION);
		assert_eq!(report(Bob, late.clone()), known_already());
		assert_eq!(told(), []);
		assert!(!was_disabled(Bob));
		assert_eq!((candidate(Bob).bond, candidate(Bob).jailed_until), (GENESIS_BOND, None));
		close_block();

		while Historical::historical_root(offence).is_some() {
			next_session();
		}
		assert_eq!(
			report(Bob, late),
			Err(TransactionValidityError::Invalid(InvalidTransaction::BadProof))
		);
		close_block();
	});
}

/// The engines' bounds are those of the stake.
#[test]
fn reports_live_as_long_as_stake_waits() {
	assert_eq!(ReportLongevity::get(), u64::from(REPORTABLE_SESSIONS) * EPOCH_DURATION_IN_SLOTS);
	// GRANDPA needs to know the sessions of as many sets, of which each session has one at most.
	assert!(MaxSetIdSessionEntries::get() >= u64::from(REPORTABLE_SESSIONS));
	assert_eq!(
		<Runtime as pallet_dpos::Config>::BondingDuration::get()
			* <Runtime as pallet_dpos::Config>::SessionsPerEra::get(),
		REPORTABLE_SESSIONS + SESSIONS_PER_ERA
	);
}

/// The chain goes on with the only validator that it has, which earns nothing from then on.
#[test]
fn last_validator_stays_though_it_is_in_jail() {
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		make_block(vec![]);
		next_session();
		make_block(vec![]);
		let (equivocation, proof) = babe_evidence(Alice);
		super::mock::open_block(next_slot());
		assert_eq!(Executive::apply_extrinsic(babe_report(equivocation, proof)), Ok(Ok(())));
		assert!(candidate(Alice).jailed_until.is_some());
		close_block();
		for _ in 0..2 * SESSIONS_PER_ERA + 1 {
			next_session();
			make_block(vec![]);
			assert_eq!(Session::validators(), [Alice.to_account_id()]);
			assert_eq!(Babe::authorities().len(), 1);
		}
		assert_eq!(era(), 2);
		assert!(Dpos::current_validators().is_empty());
	});
}

fn fee(extrinsic: &UncheckedExtrinsic) -> Balance {
	let length = extrinsic.encoded_size() as u32;
	TransactionPayment::compute_fee(length, &extrinsic.get_dispatch_info(), 0)
}

/// A report is free once it has proved right, but its signer must have the fee, and waits in line with
/// the others. So the least reward, that for a validator with the least bond and no delegators (nobody
/// reports absence), should be worth any ordinary extrinsic: one of up to half of what a block has for
/// them in time, and a MiB. (One that fills a block costs up to 5.4 VAJ.) That holds as long as fees are
/// at their least, which they are while blocks are less than a quarter full.
#[test]
fn least_reward_of_a_reporter_exceeds_the_fee_of_any_ordinary_extrinsic() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		let least = REPORTER * (DOUBLE_SIGN.fixed + DOUBLE_SIGN.bond * MIN_BOND);
		assert_eq!(least, 2 * UNIT);
		let (equivocation, proof) = babe_evidence(Charlie);
		let vote = grandpa_equivocation(Ed25519Keyring::Charlie);
		let voter = ownership(sp_consensus_grandpa::KEY_TYPE, vote.offender());
		let author = pallet_babe::Call::report_equivocation {
			equivocation_proof: Box::new(equivocation),
			key_owner_proof: proof,
		};
		let dest = Bob.to_account_id().into();
		let transfer: RuntimeCall =
			pallet_balances::Call::transfer_keep_alive { dest, value: UNIT }.into();
		let calls = vec![transfer.clone(); 100];
		let extrinsics = [
			signed(Ferdie, author.into()),
			grandpa_report(Ferdie, vote, voter),
			signed(Ferdie, transfer),
			signed(Ferdie, delegate(Charlie, UNIT)),
			signed(Ferdie, pallet_utility::Call::batch_all { calls }.into()),
		];
		for extrinsic in extrinsics {
			let fee = fee(&extrinsic);
			assert!(fee > 0 && fee < least / 10, "{fee}: {extrinsic:?}");
		}

		let normal = RuntimeBlockWeights::get().get(DispatchClass::Normal).max_total.unwrap();
		let large = DispatchInfo {
			call_weight: Weight::from_parts(normal.ref_time() / 2, 0),
			..Default::default()
		};
		let fee = TransactionPayment::compute_fee(1 << 20, &large, 0);
		assert!(fee < least, "{fee}");
	});
}
