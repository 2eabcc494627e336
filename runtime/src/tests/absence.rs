//! Missing blocks: what is expected of whom, and who is held to account.

use super::{authors::network, consensus::next_session, mock::new_chain, staking::era};
use crate::{
	configs::staking::ExpectedBlocks,
	constants::staking::{ABSENT, SHORT},
	AccountId, Babe, Runtime, Session, LOCAL_TESTNET_PRESET, STAGING_PRESET,
};
use pallet_dpos::{
	math::{verdict, Verdict, BLOCK},
	BlockShares, Seats,
};
use sp_runtime::Perbill;

/// The shares that the runtime expects of validators whose authorities have these weights, as parts of
/// one.
fn shares(weights: [u64; 4]) -> [f64; 4] {
	pallet_babe::Authorities::<Runtime>::mutate(|authorities| {
		let mut weighed = authorities.clone().into_inner();
		weighed.iter_mut().zip(weights).for_each(|((_, old), weight)| *old = weight);
		*authorities = frame_support::WeakBoundedVec::force_from(weighed, None);
	});
	let shares = ExpectedBlocks::shares(&Session::validators());
	assert_eq!(shares.len(), 4);
	let total: u64 = shares.iter().sum();
	std::array::from_fn(|place| shares[place] as f64 / total as f64)
}

fn assert_close(found: [f64; 4], expected: [f64; 4]) {
	for (found, expected) in found.iter().zip(expected) {
		assert!((found - expected).abs() < 1e-8, "{found} instead of {expected}");
	}
}

/// Every slot is drawn: a share is the weight's part of all.
#[test]
fn shares_are_the_weights_where_all_slots_are_drawn() {
	new_chain(STAGING_PRESET).execute_with(|| {
		assert_close(shares([1, 2, 3, 6]), [1.0, 2.0, 3.0, 6.0].map(|weight| weight / 12.0));
		assert_close(shares([1; 4]), [0.25; 4]);
		// Weights as large as the handler gives out.
		let large = u64::from(u32::MAX);
		assert_close(
			shares([large / 6, large / 3, large / 2, large]),
			[1.0, 2.0, 3.0, 6.0].map(|weight| weight / 12.0),
		);
	});
}

/// A quarter of the slots is drawn and the others go round: cθ + (1 − c) / n.
#[test]
fn shares_are_mixed_where_slots_go_round() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		let (c, n) = (0.25, 4.0);
		let expected = [1.0, 2.0, 3.0, 6.0].map(|weight| c * weight / 12.0 + (1.0 - c) / n);
		assert_close(shares([1, 2, 3, 6]), expected);
		assert_close(shares([1; 4]), [0.25; 4]);
	});
}

/// A session's blocks are expected by the weights that were in force while they were made.
#[test]
fn seats_expect_blocks_by_the_weights_in_force() {
	new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
		network();
		next_session();
		next_session();
		let of = era();
		let weights: Vec<_> = Babe::authorities().iter().map(|(_, weight)| *weight).collect();
		assert!(weights.iter().max() > weights.iter().min());
		let total: u64 = weights.iter().sum();
		let validators = Session::validators();
		let seat = |who: &AccountId| Seats::<Runtime>::get(of, who).unwrap();
		let before: Vec<_> = validators.iter().map(seat).collect();
		for _ in 0..7 {
			super::mock::make_block(vec![]);
		}
		next_session();
		let mut blocks = 0;
		let mut expected = 0.0;
		for ((validator, weight), before) in validators.iter().zip(weights).zip(before) {
			let after = seat(validator);
			blocks += after.authored - before.authored;
			let more = (after.expected - before.expected) as f64 / BLOCK as f64;
			let share = 0.25 * weight as f64 / total as f64 + 0.75 / 4.0;
			assert!((more - 8.0 * share).abs() < 1e-5, "{more} instead of {}", 8.0 * share);
			expected += more;
		}
		// The one that opened the session, and seven more.
		assert_eq!(blocks, 8);
		assert!((expected - 8.0).abs() < 1e-5);
	});
}

/// The numbers that the pallet's documentation gives for this runtime.
#[test]
fn thresholds_are_as_far_from_chance_as_documented() {
	const BLOCKS: f64 = 14_400.0;
	const CERTAINTY: u32 = 20;
	#[cfg(not(feature = "fast-runtime"))]
	{
		use crate::constants::{
			staking::{self, VALIDATOR_COUNT},
			time::{EPOCH_DURATION_IN_SLOTS, SESSIONS_PER_ERA, SLOT_DURATION},
		};
		// A day, half of whose slots are empty.
		let slots = u64::from(SESSIONS_PER_ERA) * EPOCH_DURATION_IN_SLOTS;
		assert_eq!(slots * SLOT_DURATION, 86_400_000);
		let (won, of) = crate::WEIGHTED_EPOCH_CONFIG.c;
		assert_eq!((slots * won / of) as f64, BLOCKS);
		assert_eq!((VALIDATOR_COUNT, staking::CERTAINTY), (21, CERTAINTY));
	}
	let share = 1.0 / 21.0;
	let mean = BLOCKS * share;
	let deviation = (BLOCKS * share * (1.0 - share)).sqrt();
	assert_eq!((mean.round(), deviation.round()), (686.0, 26.0));
	assert!((deviation - 25.6).abs() < 0.05, "{deviation}");
	assert_eq!((deviation / mean * 1_000.0).round(), 37.0);

	let parts = |share: Perbill| f64::from(share.deconstruct()) / 1e9;
	assert_eq!((SHORT, ABSENT), (Perbill::from_percent(50), Perbill::from_percent(90)));
	assert_eq!((mean * parts(SHORT) / deviation).floor(), 13.0);
	assert_eq!((mean * parts(ABSENT) / deviation).floor(), 24.0);
	// One false verdict in so many seats.
	assert!((f64::from(CERTAINTY).exp() / 1e8 - 4.8).abs() < 0.1);

	// Chernoff's bound is far above what really happens at the first threshold: the probability of so
	// few blocks, summed up.
	let (mut log, mut tail) = (BLOCKS * (1.0 - share).ln(), 0.0);
	for blocks in 0..=(mean / 2.0) as u32 {
		tail += f64::exp(log);
		log += ((BLOCKS - f64::from(blocks)) / f64::from(blocks + 1)).ln()
			+ (share / (1.0 - share)).ln();
	}
	let bound = (-(mean / 2.0).powi(2) / (2.0 * mean)).exp();
	println!("P[half or less] = {tail:e}, by the bound {bound:e}");
	assert!(tail > 0.0 && tail < bound && bound < f64::exp(-f64::from(CERTAINTY)));

	// The verdict itself, at the edges.
	let judge = |authored: u32, expected: f64| {
		verdict(authored, (expected * BLOCK as f64) as u64, SHORT, ABSENT, CERTAINTY)
	};
	assert_eq!(judge(343, mean), Verdict::Present);
	assert_eq!(judge(342, mean), Verdict::Short);
	assert_eq!(judge(69, mean), Verdict::Short);
	assert_eq!(judge(68, mean), Verdict::Absent);
	// Of whom fewer than 40 blocks are expected, nobody is judged.
	assert_eq!(judge(0, 40.0), Verdict::Present);
	assert_eq!(judge(0, 40.001), Verdict::Absent);
}

/// Eras full of blocks, which are short enough for a test with `fast-runtime` only.
#[cfg(feature = "fast-runtime")]
mod eras {
	use super::*;
	use crate::{
		constants::{
			currency::UNIT,
			staking::{ABSENCE, GENESIS_BOND},
		},
		tests::{
			mock::{make_block, make_block_without},
			staking::{call, candidate, delegate, held, make_block_ok, next_era, payout, told},
		},
		Balances, Dpos,
	};
	use pallet_dpos::{Eras, Error, Event, HoldReason};
	use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve};
	use sp_runtime::DispatchError;

	const ALL: [Sr25519Keyring; 4] = [Alice, Bob, Charlie, Dave];

	/// Makes the blocks of an era in which some validators make none, but for its first `few` blocks.
	/// Leaves the chain with the first block of the next era.
	fn run_era(silent: &[Sr25519Keyring], few: u32) {
		let now = era();
		for _ in 0..few {
			make_block(vec![]);
		}
		while era() == now {
			make_block_without(silent);
		}
	}

	fn seat(of: u32, who: Sr25519Keyring) -> pallet_dpos::Seat {
		Seats::<Runtime>::get(of, who.to_account_id()).unwrap()
	}

	#[test]
	fn silent_validator_loses_the_reward_and_its_place_and_comes_back() {
		new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
			make_block(vec![]);
			// Dave comes first, and opens the era.
			make_block_ok(vec![
				(Eve, delegate(Bob, 100 * UNIT)),
				(Eve, delegate(Dave, 101 * UNIT)),
			]);
			next_era();
			let bob = Bob.to_account_id();
			let issuance = Balances::total_issuance();
			let seats = Dpos::current_validators();
			assert!(seats.len() == 4 && seats.iter().all(|(_, seat)| seat.authored == 0));
			run_era(&[Bob], 0);
			assert_eq!(era(), 2);
			let until = 1 + ABSENCE.jail + 1;
			let verdict: Vec<_> = told().into_iter().take(3).collect();
			assert_eq!(
				verdict,
				[
					Event::RewardForfeited { validator: bob.clone(), era: 1 },
					Event::Jailed { candidate: bob.clone(), until },
					Event::Slashed {
						validator: bob.clone(),
						era: 1,
						bond: ABSENCE.fixed,
						shortfall: 0,
						delegated: 0,
						reward: 0,
					},
				]
			);
			let silent = seat(1, Bob);
			assert_eq!((silent.authored, silent.points, silent.forfeited), (0, 0, true));
			// A quarter of the era's slots.
			assert_eq!(u128::from(silent.expected), 15 * BLOCK);
			assert_eq!(candidate(Bob).bond, GENESIS_BOND - ABSENCE.fixed);
			assert_eq!(held(HoldReason::Bond, &bob), GENESIS_BOND - ABSENCE.fixed);
			// Its delegators pay with the reward, not with their stake.
			assert_eq!(candidate(Bob).pool.tokens, 100 * UNIT);
			assert_eq!(Balances::total_issuance(), issuance);
			assert_eq!(Eras::<Runtime>::get(1).pot, ABSENCE.fixed);
			for present in [Alice, Charlie, Dave] {
				assert!(!seat(1, present).forfeited);
				assert_eq!(candidate(present).jailed_until, None);
			}

			// It has no seat in the era that was planned already, and is not in the next session.
			assert!(Seats::<Runtime>::get(2, &bob).is_none());
			assert!(Session::validators().contains(&bob));
			assert_eq!(Session::disabled_validators().len(), 1);
			next_session();
			assert!(!Session::validators().contains(&bob));
			let unjail = || call(pallet_dpos::Call::unjail {});
			let early: DispatchError = Error::<Runtime>::StillJailed.into();
			assert_eq!(make_block(vec![(Bob, unjail())]), [Ok(Err(early))]);
			next_era();
			assert_eq!(era(), until);
			assert!(!Session::validators().contains(&bob));
			make_block_ok(vec![(Bob, unjail())]);

			// The others share what it has lost.
			let pot = Eras::<Runtime>::get(1).pot;
			let mut paid = 0;
			for validator in ALL {
				let account = validator.to_account_id();
				make_block_ok(vec![(Eve, payout(0, &account)), (Eve, payout(1, &account))]);
				let parts = told().into_iter().find_map(|event| match event {
					Event::PaidOut { era: 1, own, delegated, .. } => Some(own + delegated),
					_ => None,
				});
				assert_eq!(parts == Some(0), validator == Bob, "{validator}");
				paid += parts.unwrap();
			}
			assert_eq!((paid, Eras::<Runtime>::get(1).pot), (pot, 0));

			next_era();
			assert!(Session::validators().contains(&bob));
			assert_eq!(seat(4, Bob).bond, GENESIS_BOND - ABSENCE.fixed);
			assert!(Session::disabled_validators().is_empty());
		});
	}

	#[test]
	fn validator_that_makes_few_blocks_loses_the_reward_only() {
		new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
			make_block(vec![]);
			next_era();
			// Three of the fifteen that are expected of it.
			run_era(&[Bob], 12);
			let few = seat(1, Bob);
			assert_eq!((few.authored, few.points, few.forfeited), (3, 0, true));
			let bob = Bob.to_account_id();
			assert_eq!(told()[0], Event::RewardForfeited { validator: bob.clone(), era: 1 });
			assert_eq!((candidate(Bob).bond, candidate(Bob).jailed_until), (GENESIS_BOND, None));
			assert!(Seats::<Runtime>::get(2, &bob).is_some());
			assert!(Session::disabled_validators().is_empty());
			// Their points are all that share the pot.
			let others = [Alice, Charlie, Dave].map(|who| seat(1, who).points);
			assert_eq!(Eras::<Runtime>::get(1).points, others.iter().sum::<u32>());
		});
	}

	#[test]
	fn nobody_is_punished_when_half_of_the_network_is_silent() {
		new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
			make_block(vec![]);
			next_era();
			run_era(&[Alice, Bob], 0);
			assert_eq!(told()[0], Event::AbsenceDamped { era: 1, short: 2 });
			for validator in ALL {
				assert!(!seat(1, validator).forfeited);
				let record = candidate(validator);
				assert_eq!((record.bond, record.jailed_until), (GENESIS_BOND, None));
				assert!(Seats::<Runtime>::get(2, validator.to_account_id()).is_some());
			}
			assert!(Session::disabled_validators().is_empty());
			assert_eq!(Eras::<Runtime>::get(1).pot, 0);
		});
	}

	#[test]
	fn nobody_is_short_in_an_era_in_which_all_take_turns() {
		new_chain(LOCAL_TESTNET_PRESET).execute_with(|| {
			make_block(vec![]);
			next_era();
			run_era(&[], 0);
			let judged = |event: &Event<Runtime>| {
				matches!(event, Event::RewardForfeited { .. } | Event::AbsenceDamped { .. })
			};
			assert!(!told().iter().any(judged));
		});
	}
}
