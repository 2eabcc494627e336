use super::*;
use codec::Encode;

/// Candidate 1, with a delegator of half its stake, and 900 in the pot of era 0.
fn delegated(test: impl FnOnce()) {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		fund(900);
		test();
	});
}

/// What an offence is to cost of the bond.
fn fixed(amount: Balance) {
	Costs::mutate(|costs| {
		costs.double_sign.fixed = amount;
		costs.double_sign.bond = Perbill::zero();
	});
}

#[test]
fn double_sign_costs_bond_pool_reward_and_place() {
	delegated(|| {
		assert_ok!(report::<BABE>(0, 1, &[1], &[WATCHER]));
		let slashed = Event::Slashed {
			validator: 1,
			era: 0,
			bond: 150,
			shortfall: 0,
			delegated: 50,
			// A tenth of what was taken of the bond.
			reward: 15,
		};
		assert_eq!(
			events(),
			[
				Event::RewardForfeited { validator: 1, era: 0 },
				Event::Jailed { candidate: 1, until: 5 },
				slashed
			]
		);
		assert_eq!((candidate(1).bond, candidate(1).pool.tokens), (850, 950));
		assert_eq!((held(HoldReason::Bond, 1), held(HoldReason::Stake, pot())), (850, 950));
		assert_eq!(free(WATCHER), WEALTH + 15);
		// The rest is for the others.
		assert_eq!(era(0).pot, 900 + 185);
		assert_eq!(ranking(), [(2, BOND), (3, BOND), (4, BOND)]);
		run_to_era(1);
		assert_eq!(Session::validators(), [2, 3, 4]);
		assert_eq!(era(0).points, 6);
		run_to_era(2);
		for validator in 1..=3 {
			pay(0, validator);
		}
		assert_eq!([1, 2, 3].map(|who| candidate(who).rewards.own), [0, 542, 543]);
		assert_eq!(candidate(1).rewards.delegated, 0);
	});
}

#[test]
fn double_sign_pays_no_offender_for_its_own_report() {
	// An unsigned report counts as its block's author's.
	delegated(|| {
		assert_ok!(report::<BABE>(0, 1, &[1], &[1]));
		assert_eq!(free(1), WEALTH - BOND);
		assert_eq!(era(0).pot, 900 + 200);
	});
	delegated(|| {
		assert_ok!(report::<BABE>(0, 1, &[1], &[1, WATCHER]));
		assert_eq!((free(1), free(WATCHER)), (WEALTH - BOND, WEALTH + 15));
		assert_eq!(era(0).pot, 900 + 185);
	});
}

/// Whatever others have put behind it: the reward is a part of what the offender itself has lost.
#[test]
fn offender_does_not_gain_by_reporting_itself() {
	for delegated in [0, 10, 1_000, 100_000, WEALTH - 1] {
		let chain = even();
		let chain = if delegated > 0 { chain.delegated(30, 1, delegated) } else { chain };
		chain.build_and_execute(|| {
			let wealth = || free(1) + held(HoldReason::Bond, 1) + free(50);
			let before = wealth();
			assert_ok!(report::<BABE>(0, 1, &[1], &[50]));
			assert_eq!(candidate(1).pool.tokens, delegated - delegated.div_ceil(20));
			// 150 of the bond, of which 15 come back.
			assert_eq!(wealth(), before - 135);
			// Once more, by the other engine, and once there is nothing left to take.
			fixed(BOND);
			assert_ok!(report::<GRANDPA>(0, 1, &[1], &[50]));
			assert_eq!(wealth(), before - 135 - 765);
			assert_eq!(candidate(1).bond, 0);
			Costs::mutate(|costs| costs.double_sign.pool = percent(50));
			assert_ok!(report::<GRANDPA>(0, 2, &[1], &[50]));
			assert_eq!(wealth(), before - 135 - 765);
			Costs::set(penalties());
		});
	}
}

#[test]
fn double_sign_puts_out_at_once() {
	four().build_and_execute(|| {
		// Elected for the next era, and queued for its first session.
		run_to_session(1);
		assert_ok!(equivocate(2));
		assert_eq!((Session::disabled_validators(), Disabled::get()), (vec![1], vec![1]));
		run_to_era(1);
		assert_eq!(Session::validators(), [1, 2, 3, 4]);
		assert_eq!((Session::disabled_validators(), Disabled::get()), (vec![1], vec![1]));
		assert_eq!(Seats::<Test>::get(1, 2), None);
		run_to_session(3);
		assert_eq!(Session::validators(), [1, 3, 4]);
		assert!(Session::disabled_validators().is_empty());
		// Two eras later nothing has happened to it but that.
		run_to_era(3);
		assert_eq!((candidate(2).bond, candidate(2).jailed_until), (850, Some(5)));
	});
}

#[test]
fn double_sign_is_punished_once_per_era_and_kind() {
	delegated(|| {
		assert_ok!(report::<BABE>(0, 1, &[1], &[]));
		let duplicate = report::<BABE>(0, 1, &[1], &[]);
		assert_eq!(duplicate, Err(OffenceError::DuplicateReport));
		let after = candidate(1);
		events();
		// In another slot of that era, and in its other session, reported later.
		// Nothing is stored of it: there is no end to what the key can sign.
		let reports = pallet_offences::Reports::<Test>::iter().count();
		assert_eq!(report::<BABE>(0, 2, &[1], &[WATCHER]), Err(OffenceError::DuplicateReport));
		run_to_era(1);
		events();
		assert_eq!(report::<BABE>(1, 3, &[1], &[WATCHER]), Err(OffenceError::DuplicateReport));
		assert_eq!(events(), []);
		assert_eq!(pallet_offences::Reports::<Test>::iter().count(), reports);
		assert_eq!((candidate(1).bond, candidate(1).pool), (after.bond, after.pool));
		assert_eq!(candidate(1).jailed_until, after.jailed_until);
		assert_eq!(free(WATCHER), WEALTH);
	});
}

#[test]
fn double_sign_of_each_kind_is_punished() {
	delegated(|| {
		assert_ok!(report::<BABE>(0, 1, &[1], &[]));
		assert_ok!(report::<GRANDPA>(0, 1, &[1], &[]));
		// The seat's bond counts, not what is left of it; of the pool what is left.
		assert_eq!((candidate(1).bond, candidate(1).pool.tokens), (700, 902));
		let forfeited = Event::RewardForfeited { validator: 1, era: 0 };
		assert_eq!(events().into_iter().filter(|event| *event == forfeited).count(), 1);
		assert_eq!(era(0).pot, 900 + 300 + 98);
	});
}

#[test]
fn double_sign_in_each_era_is_punished() {
	delegated(|| {
		run_to_era(1);
		assert_ok!(report::<BABE>(2, 1, &[1], &[]));
		assert_ok!(report::<BABE>(0, 2, &[1], &[]));
		assert_eq!((candidate(1).bond, candidate(1).pool.tokens), (700, 902));
		assert!(seat(0, 1).forfeited && seat(1, 1).forfeited);
	});
}

#[test]
fn only_the_increase_is_taken() {
	delegated(|| {
		assert_ok!(report::<BABE>(0, 1, &[1], &[]));
		Costs::mutate(|costs| {
			costs.double_sign.fixed += 30;
			costs.double_sign.pool = percent(10);
		});
		events();
		assert_ok!(report::<BABE>(0, 2, &[1], &[]));
		assert_eq!((candidate(1).bond, candidate(1).pool.tokens), (820, 900));
		// A lower price gives nothing back, and forgets nothing.
		Costs::set(penalties());
		assert_eq!(report::<BABE>(0, 3, &[1], &[]), Err(OffenceError::DuplicateReport));
		Costs::mutate(|costs| costs.double_sign.fixed += 30);
		assert_eq!(report::<BABE>(0, 4, &[1], &[]), Err(OffenceError::DuplicateReport));
		assert_eq!((candidate(1).bond, candidate(1).pool.tokens), (820, 900));
	});
}

#[test]
fn later_report_in_the_same_slot_takes_from_the_new_offender_only() {
	delegated(|| {
		assert_ok!(report::<BABE>(0, 1, &[1], &[]));
		assert_ok!(report::<BABE>(0, 1, &[2], &[]));
		assert_eq!((candidate(1).bond, candidate(2).bond), (850, 850));
		assert_eq!(candidate(1).pool.tokens, 950);
	});
}

#[test]
fn two_offenders_of_one_report_are_punished() {
	delegated(|| {
		assert_ok!(report::<BABE>(0, 1, &[1, 2], &[WATCHER]));
		assert_eq!((candidate(1).bond, candidate(2).bond), (850, 850));
		assert_eq!(free(WATCHER), WEALTH + 15 + 15);
	});
}

#[test]
fn bond_that_is_not_there_is_recorded_as_short() {
	delegated(|| {
		fixed(1_300);
		assert_ok!(equivocate(1));
		let Some(Event::Slashed { bond, shortfall, .. }) = events().pop() else { panic!() };
		assert_eq!((bond, shortfall), (1_000, 300));
		assert_eq!(candidate(1).bond, 0);
		// Nothing is left for another one.
		assert_ok!(report::<GRANDPA>(0, 1, &[1], &[]));
		let Some(Event::Slashed { bond, shortfall, .. }) = events().pop() else { panic!() };
		assert_eq!((bond, shortfall), (0, 1_300));
		// What is bonded later is not taken for it.
		assert_ok!(Dpos::bond_more(signed(1), 700));
		assert_eq!(report::<BABE>(0, 7, &[1], &[]), Err(OffenceError::DuplicateReport));
		assert_eq!(candidate(1).bond, 700);
	});
}

#[test]
fn bond_that_waits_pays_after_the_bond() {
	delegated(|| {
		fixed(700);
		assert_ok!(Dpos::bond_less(signed(1), 400));
		assert_ok!(equivocate(1));
		assert_eq!(candidate(1).bond, 0);
		assert_eq!(candidate(1).unbonding.to_vec(), [BondChunk { era: 1, amount: 300 }]);
		assert_eq!(held(HoldReason::Bond, 1), 300);
	});
}

#[test]
fn bond_that_left_before_the_offence_does_not_pay() {
	delegated(|| {
		fixed(700);
		assert_ok!(Dpos::bond_less(signed(1), 400));
		run_to_era(1);
		assert_ok!(Dpos::bond_less(signed(1), 100));
		run_to_era(2);
		assert_ok!(equivocate(1));
		// The first part was last at stake in era 1, the second in era 2.
		assert_eq!(candidate(1).unbonding.to_vec(), [BondChunk { era: 1, amount: 400 }]);
		let Some(Event::Slashed { bond, shortfall, .. }) = events().pop() else { panic!() };
		assert_eq!((bond, shortfall), (600, 100));
	});
}

#[test]
fn stake_that_left_since_the_offence_pays() {
	delegated(|| {
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(100)));
		run_to_era(1);
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(200)));
		run_to_era(2);
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(300)));
		events();
		assert_ok!(report::<BABE>(2, 1, &[1], &[]));
		let left = |era| exit(1, era).unwrap().pool.tokens;
		assert_eq!((left(0), left(1), left(2)), (100, 190, 285));
		assert_eq!(candidate(1).pool.tokens, 380);
		let Some(Event::Slashed { delegated, .. }) = events().pop() else { panic!() };
		assert_eq!(delegated, 45);
		assert_eq!(held(HoldReason::Stake, pot()), 955);
		run_to_era(5);
		assert_eq!(withdrawn(30), 575);
	});
}

#[test]
fn offence_that_is_too_old_takes_nothing() {
	delegated(|| {
		run_to_era(WAIT);
		let before = candidate(1);
		events();
		assert_eq!(report::<BABE>(1, 1, &[1], &[WATCHER]), Err(OffenceError::DuplicateReport));
		assert_eq!((events(), candidate(1)), (vec![], before));
		assert!(!seat(0, 1).forfeited);
		assert_eq!(Punishments::<Test>::iter().count(), 0);
	});
}

#[test]
fn offence_is_punished_to_the_last_block() {
	delegated(|| {
		run_to_block(ERA * u64::from(WAIT) - 1);
		assert_ok!(report::<BABE>(0, 1, &[1], &[]));
		assert_eq!(candidate(1).bond, 850);
	});
}

#[test]
fn late_report_costs_the_reward_but_pays_a_later_era() {
	delegated(|| {
		run_to_era(2);
		pay(0, 2);
		assert_ok!(report::<BABE>(0, 1, &[1], &[]));
		// Others have been paid by these points: the sum stays.
		assert_eq!(era(0), Era { pot: 600, points: 6 });
		assert_eq!(era(2).pot, 200);
		assert!(seat(2, 1).forfeited);
		pay(0, 1);
		assert_eq!((candidate(1).rewards.own, candidate(1).rewards.delegated), (0, 0));
		pay(0, 3);
		assert_eq!(candidate(3).rewards.own, 300);
		// Its part of the pot is nobody's until the era expires.
		assert_eq!(era(0), Era { pot: 300, points: 3 });
		run_to_era(HISTORY);
		assert_eq!(era(HISTORY).pot, 300);
	});
}

/// What a late report brings goes to those who validate now, and the offender may be among them.
#[test]
fn late_slash_is_not_for_the_offender() {
	delegated(|| {
		run_to_era(2);
		events();
		assert_ok!(report::<BABE>(0, 1, &[1], &[]));
		let forfeited = |era| Event::RewardForfeited { validator: 1, era };
		assert_eq!(events()[..2], [forfeited(0), forfeited(2)]);
		fund(1_000);
		run_to_era(4);
		for validator in 1..=3 {
			for era in 0..=2 {
				pay(era, validator);
			}
		}
		// 200 were slashed; of era 0 the offender's part is nobody's until it expires.
		let all: Balance = [2, 3].map(|who| candidate(who).rewards.own).iter().sum();
		assert_eq!(all, 600 + 200 + 1_000);
		assert_eq!((candidate(1).rewards.own, candidate(1).rewards.delegated), (0, 0));
	});
}

/// What stake that has moved pays for its former candidate goes into the current pot, and that candidate
/// has a seat in it.
#[test]
fn debts_of_moved_stake_are_not_for_the_offender() {
	delegated(|| {
		assert_ok!(Dpos::redelegate(signed(30), 1, 4, None));
		run_to_era(1);
		assert_ok!(report::<BABE>(0, 1, &[1], &[]));
		assert!(seat(0, 1).forfeited && seat(1, 1).forfeited);
		assert_ok!(Dpos::settle_moved(signed(WATCHER), 30, 4));
		assert_eq!(era(1).pot, 50);
		run_to_era(3);
		for era in 0..=1 {
			pay(era, 1);
		}
		assert_eq!((candidate(1).rewards.own, candidate(1).rewards.delegated), (0, 0));
	});
}

#[test]
fn report_after_the_payout_costs_stake_only() {
	delegated(|| {
		run_to_era(2);
		for validator in 1..=3 {
			pay(0, validator);
		}
		events();
		assert_ok!(report::<BABE>(0, 1, &[1], &[]));
		assert_eq!((candidate(1).bond, candidate(1).pool.tokens), (850, 950));
		// What is paid is paid.
		assert_eq!(era(0), Era::default());
		assert!(!events().contains(&Event::RewardForfeited { validator: 1, era: 0 }));
		assert!(seat(2, 1).forfeited);
		Dpos::do_try_state().unwrap();
		assert_eq!((claimed(1, 1), claimed(30, 1)), (165, 135));
	});
}

#[test]
fn lost_reward_is_the_only_validators_own() {
	even().validator_count(1).build_and_execute(|| {
		fund(900);
		assert_ok!(equivocate(1));
		run_to_era(1);
		assert_eq!(Session::validators(), [2]);
		// Nobody else made blocks in that era: the pot waits until it expires.
		assert_eq!(era(0), Era { pot: 1_050, points: 0 });
		run_to_era(HISTORY);
		assert_eq!(era(HISTORY).pot, 1_050);
	});
}

#[test]
fn reporters_share_their_part() {
	delegated(|| {
		assert_ok!(report::<BABE>(0, 1, &[1], &[WATCHER, 59]));
		// 15, in two parts of 7.
		assert_eq!([WATCHER, 59].map(free), [WEALTH + 7; 2]);
		let Some(Event::Slashed { reward, .. }) = events().pop() else { panic!() };
		assert_eq!((reward, era(0).pot), (14, 900 + 186));
	});
}

#[test]
fn reporter_that_cannot_exist_leaves_its_part() {
	delegated(|| {
		Least::set(100);
		assert_ok!(Dpos::open_pot_account());
		assert_ok!(report::<BABE>(0, 1, &[1], &[99, WATCHER]));
		assert_eq!((free(99), free(WATCHER)), (0, WEALTH + 7));
		let Some(Event::Slashed { reward, .. }) = events().pop() else { panic!() };
		assert_eq!((reward, era(0).pot), (7, 900 + 193));
		Least::set(EXISTENTIAL);
		// A new account that can is made.
		assert_ok!(report::<GRANDPA>(0, 1, &[1], &[99]));
		assert_eq!(free(99), 15);
	});
}

#[test]
fn issuance_is_what_it_was_after_a_slash() {
	delegated(|| {
		let before = Balances::total_issuance();
		assert_ok!(report::<BABE>(0, 1, &[1], &[WATCHER]));
		run_to_era(2);
		assert_ok!(report::<GRANDPA>(0, 1, &[1], &[WATCHER]));
		assert_eq!(Balances::total_issuance(), before);
	});
}

#[test]
fn punishment_of_one_leaves_other_candidates_and_their_delegators_alone() {
	even().delegated(30, 1, 1_000).delegated(31, 2, 1_000).build_and_execute(|| {
		let before = candidate(2);
		assert_ok!(equivocate(1));
		assert_eq!((candidate(2), worth(31, 2)), (before, 1_000));
	});
}

#[test]
fn who_was_put_out_is_not_judged_for_it() {
	four().build_and_execute(|| {
		run_to_era(1);
		assert_ok!(report::<BABE>(1, 1, &[1], &[]));
		assert_eq!(Session::disabled_validators(), [0]);
		run_to_era(2);
		assert_eq!(candidate(1).bond, 850);
		assert_eq!(candidate(1).jailed_until, Some(6));
	});
}

#[test]
fn who_was_put_out_does_not_count_as_short() {
	four().build_and_execute(|| {
		run_to_era(1);
		assert_ok!(report::<BABE>(1, 1, &[1], &[]));
		Silent::set([2].into());
		run_to_era(2);
		// One of the others, not half of all.
		assert_eq!(candidate(2).bond, BOND - 30);
	});
}

#[test]
fn offence_without_a_kind_is_punished() {
	delegated(|| {
		let offence = Equivocation::<BABE> { session: 0, slot: 1, offenders: vec![1] };
		assert_ok!(Offences::report_offence(vec![], offence));
		assert!(Punishments::<Test>::contains_key(0, (1, [0; 16])));
		assert_eq!(candidate(1).bond, 850);
	});
}

#[test]
fn kinds_are_noted_while_they_are_reported() {
	delegated(|| {
		assert_ok!(report::<GRANDPA>(0, 1, &[1], &[]));
		assert!(Punishments::<Test>::contains_key(0, (1, [GRANDPA; 16])));
		assert!(!ReportedKind::<Test>::exists());
		type Noted = NotedOffences<Test, Offences>;
		let known = |slot| {
			<Noted as ReportOffence<_, _, Equivocation<GRANDPA>>>::is_known_offence(
				&[(1, ())],
				&slot,
			)
		};
		assert!(known(1) && !known(2));
	});
}

#[test]
fn offence_of_who_is_no_candidate_is_ignored() {
	delegated(|| {
		assert_ok!(report::<BABE>(0, 1, &[50], &[WATCHER]));
		assert_eq!((events(), free(WATCHER), free(50)), (vec![], WEALTH, WEALTH));
	});
}

#[test]
fn offence_without_a_seat_costs_by_the_bond() {
	even().build_and_execute(|| {
		assert_ok!(report::<BABE>(0, 1, &[4], &[]));
		assert_eq!(candidate(4).bond, 850);
		assert!(!events().contains(&Event::RewardForfeited { validator: 4, era: 0 }));
	});
}

#[test]
fn offence_jails_even_where_it_costs_nothing() {
	delegated(|| {
		slash_pool(1, Perbill::zero());
		assert_eq!((candidate(1).bond, candidate(1).pool.tokens), (1_000, 1_000));
		assert_eq!(candidate(1).jailed_until, Some(1));
		assert!(seat(0, 1).forfeited);
	});
}

#[test]
fn who_was_put_out_earns_nothing_with_the_blocks_it_still_makes() {
	even().build_and_execute(|| {
		// In a set of three, nobody is disabled.
		run_to_session(1);
		assert_ok!(equivocate(1));
		run_to_session(3);
		assert_eq!(Session::validators(), [2, 3]);
		let blocks: u32 = [2, 3].map(|who| seat(1, who).authored).iter().sum();
		assert!(blocks < 5);
		assert_eq!(era(1).points, blocks);
		assert_eq!(era(0).points, seat(0, 2).points + seat(0, 3).points);
		assert_eq!(Authored::<Test>::iter().count(), 0);
	});
}

#[test]
fn proof_of_who_had_a_key_holds_as_long_as_an_offence_can_be_punished() {
	use frame_support::traits::KeyOwnerProofSystem;
	use sp_runtime::RuntimeAppPublic;
	delegated(|| {
		let key = || (UintAuthorityId::ID, UintAuthorityId(1).encode());
		let proof = Historical::prove(key()).unwrap();
		run_to_block(ERA * u64::from(WAIT) - 1);
		let offender = Historical::check_proof(key(), proof.clone()).unwrap();
		assert_eq!(offender, (1, ()));
		assert_ok!(report::<BABE>(proof.session, 1, &[offender.0], &[]));
		assert_eq!(candidate(1).bond, 850);
	});
}

#[test]
fn offence_costs_weight_for_each_offender_and_era_since() {
	use frame_support::weights::Weight;
	use sp_staking::offence::{OffenceDetails, OnOffenceHandler};
	delegated(|| {
		let details = |who: AccountId| OffenceDetails { offender: (who, ()), reporters: vec![] };
		let handle = |offenders: &[OffenceDetails<AccountId, (AccountId, ())>]| {
			<Dpos as OnOffenceHandler<AccountId, (AccountId, ()), Weight>>::on_offence(
				offenders,
				&[],
				0,
			)
		};
		assert_eq!(handle(&[]), Weight::zero());
		assert_eq!(handle(&[details(1)]), <() as WeightInfo>::punish(1));
		run_to_era(2);
		let two = handle(&[details(1), details(2)]);
		assert_eq!(two, <() as WeightInfo>::punish(3).saturating_mul(2));
	});
}
