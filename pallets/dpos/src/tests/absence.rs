use super::*;
use frame_support::assert_noop;

#[test]
fn absent_validator_is_punished() {
	even().delegated(30, 3, 1_000).build_and_execute(|| {
		fund(900);
		Silent::set([3].into());
		assert_eq!(Session::validators(), [3, 1, 2]);
		run_to_block(ERA - 1);
		events();
		next_block();
		let slashed = Event::Slashed {
			validator: 3,
			era: 0,
			bond: 30,
			shortfall: 0,
			delegated: 0,
			reward: 0,
		};
		assert_eq!(
			events(),
			[
				Event::RewardForfeited { validator: 3, era: 0 },
				Event::Jailed { candidate: 3, until: 2 },
				slashed,
				Event::EraBegun { era: 1, validators: 2 }
			]
		);
		assert_eq!((candidate(3).bond, candidate(3).pool.tokens), (BOND - 30, 1_000));
		// Exactly a third of the set, so that it was not the network.
		assert_eq!(era(0), Era { pot: 930, points: 9 });
		run_to_era(2);
		for validator in 1..=3 {
			pay(0, validator);
		}
		assert_eq!(candidate(3).rewards, Rewards::default());
		assert_eq!(candidate(1).rewards.own + candidate(2).rewards.own, 930);
	});
}

#[test]
fn absent_validator_is_out_and_comes_back() {
	four().build_and_execute(|| {
		Silent::set([4].into());
		run_to_era(1);
		// In the set that was queued, but without a seat, and kept from making blocks.
		assert_eq!(Session::validators(), [1, 2, 3, 4]);
		assert_eq!(Session::disabled_validators(), [3]);
		// In the session that has just ended, and in this one.
		assert_eq!(Disabled::get(), [3, 3]);
		assert_eq!(Seats::<Test>::get(1, 4), None);
		run_to_session(3);
		assert_eq!(Session::validators(), [1, 2, 3]);
		assert_noop!(Dpos::unjail(signed(4)), Error::<Test>::StillJailed);
		// Not judged for the era in which it was out.
		run_to_era(2);
		assert_eq!((candidate(4).bond, candidate(4).jailed_until), (BOND - 30, Some(2)));
		assert_eq!(Session::validators(), [1, 2, 3]);
		assert_ok!(Dpos::unjail(signed(4)));
		Silent::set([].into());
		run_to_era(3);
		assert_eq!(Session::validators(), [1, 2, 3, 4]);
		assert_eq!(seat(3, 4).bond, BOND - 30);
		run_to_era(4);
		assert!(seat(3, 4).points > 0);
		assert_eq!(candidate(4).jailed_until, None);
	});
}

#[test]
fn absent_validator_that_does_not_come_back_is_left_alone() {
	even().build_and_execute(|| {
		Silent::set([3].into());
		run_to_era(8);
		assert_eq!((candidate(3).bond, candidate(3).jailed_until), (BOND - 30, Some(2)));
		assert_eq!(Session::validators(), [1, 2, 4]);
	});
}

#[test]
fn absence_is_punished_again_after_a_return() {
	even().build_and_execute(|| {
		Silent::set([3].into());
		run_to_era(2);
		assert_ok!(Dpos::unjail(signed(3)));
		assert_ok!(Dpos::chill(signed(4)));
		run_to_era(4);
		assert_eq!((candidate(3).bond, candidate(3).jailed_until), (BOND - 60, Some(5)));
	});
}

#[test]
fn short_validator_loses_the_reward_only() {
	even().build_and_execute(|| {
		fund(900);
		Silent::set([3].into());
		run_to_session(1);
		Silent::set([].into());
		events();
		run_to_era(1);
		// One of three blocks.
		assert_eq!((seat(0, 3).authored, seat(0, 3).expected / 1_000), (1, 2_999));
		let forfeited = Event::RewardForfeited { validator: 3, era: 0 };
		assert!(events().contains(&forfeited));
		assert_eq!((candidate(3).bond, candidate(3).jailed_until), (BOND, None));
		assert_eq!(seat(0, 3).points, 0);
		assert_eq!(era(0), Era { pot: 900, points: 8 });
		assert_eq!(Session::validators(), [1, 2, 3]);
		run_to_era(2);
		for validator in 1..=3 {
			pay(0, validator);
		}
		assert_eq!(candidate(3).rewards.own, 0);
		assert_eq!(candidate(1).rewards.own + candidate(2).rewards.own, 900);
	});
}

#[test]
fn nobody_is_judged_where_chance_could_be_the_reason() {
	even().build_and_execute(|| {
		Costs::mutate(|costs| costs.certainty = 20);
		Silent::set([3].into());
		run_to_era(4);
		assert_eq!((candidate(3).bond, candidate(3).jailed_until), (BOND, None));
		assert!(!seat(0, 3).forfeited);
	});
}

#[test]
fn nobody_is_punished_when_more_than_a_third_is_short() {
	four().build_and_execute(|| {
		Silent::set([3, 4].into());
		run_to_block(ERA - 1);
		events();
		next_block();
		assert_eq!(
			events(),
			[Event::AbsenceDamped { era: 0, short: 2 }, Event::EraBegun { era: 1, validators: 4 }]
		);
		for who in [3, 4] {
			assert_eq!((candidate(who).bond, candidate(who).jailed_until), (BOND, None));
			assert!(!seat(0, who).forfeited);
		}
	});
}

#[test]
fn a_third_of_the_set_is_punished_and_more_is_not() {
	for (validators, silent, punished) in
		[(3, 1, true), (3, 2, false), (6, 2, true), (6, 3, false), (7, 2, true), (7, 3, false)]
	{
		let candidates = (1..=validators).map(|who| (who, BOND));
		let chain = even().candidates(candidates).validator_count(validators as u32);
		chain.build_and_execute(|| {
			Silent::set((1..=silent).collect());
			run_to_era(1);
			for who in 1..=silent {
				assert_eq!(candidate(who).bond == BOND - 30, punished, "{silent}/{validators}");
				assert_eq!(candidate(who).jailed_until.is_some(), punished);
			}
			Silent::set([].into());
		});
	}
}

#[test]
fn nobody_is_short_when_there_are_no_blocks() {
	even().build_and_execute(|| {
		Silent::set([1, 2, 3].into());
		run_to_block(ERA - 1);
		events();
		next_block();
		assert_eq!(events(), [Event::EraBegun { era: 1, validators: 3 }]);
		assert_eq!(era(0).points, 0);
	});
}

#[test]
fn few_blocks_are_enough_for_who_is_expected_to_make_few() {
	even().build_and_execute(|| {
		Weights::set([(1, 8), (2, 1), (3, 1)].into());
		run_to_era(2);
		assert_eq!([1, 2, 3].map(|who| seat(1, who).authored), [8, 1, 1]);
		run_to_era(5);
		for who in 1..=3 {
			assert_eq!((candidate(who).bond, candidate(who).jailed_until), (BOND, None));
		}
	});
}

#[test]
fn absence_of_who_has_signed_twice_is_not_judged() {
	even().build_and_execute(|| {
		assert_ok!(equivocate(3));
		Silent::set([3].into());
		run_to_era(1);
		assert_eq!((candidate(3).bond, candidate(3).jailed_until), (850, Some(5)));
	});
}

#[test]
fn absence_and_double_sign_of_one_era_are_two_kinds() {
	even().build_and_execute(|| {
		Silent::set([3].into());
		run_to_era(1);
		assert_eq!(candidate(3).bond, BOND - 30);
		assert_ok!(report::<BABE>(0, 1, &[3], &[]));
		assert_eq!(candidate(3).bond, BOND - 30 - 150);
		assert_eq!(Punishments::<Test>::iter_prefix(0).count(), 2);
	});
}

#[test]
fn absent_validator_whose_bond_is_gone_is_short() {
	even().build_and_execute(|| {
		Costs::mutate(|costs| costs.absence.fixed = BOND + 5);
		Silent::set([3].into());
		run_to_block(ERA - 1);
		events();
		next_block();
		let Event::Slashed { bond, shortfall, .. } = events()[2] else { panic!() };
		assert_eq!((bond, shortfall), (BOND, 5));
		run_to_era(2);
		assert_noop!(Dpos::unjail(signed(3)), Error::<Test>::BondTooLow);
		assert_ok!(Dpos::bond_more(signed(3), 500));
		assert_ok!(Dpos::unjail(signed(3)));
	});
}

#[test]
fn absence_costs_the_pool_where_the_chain_says_so() {
	even().delegated(30, 3, 1_000).build_and_execute(|| {
		Costs::mutate(|costs| costs.absence.pool = percent(1));
		Silent::set([3].into());
		run_to_era(1);
		assert_eq!(worth(30, 3), 990);
	});
}

#[test]
fn who_leaves_is_judged_for_its_sessions_only() {
	even().build_and_execute(|| {
		run_to_session(1);
		assert_ok!(Dpos::leave(signed(1)));
		run_to_session(3);
		assert_eq!(Session::validators(), [2, 3]);
		run_to_era(2);
		// One session of five blocks.
		assert_eq!(seat(1, 1).expected, 5_000_000 / 3);
		assert_eq!(candidate(1).unbonding.to_vec(), [BondChunk { era: 1, amount: BOND }]);
		assert_eq!((candidate(1).jailed_until, seat(1, 1).forfeited), (None, false));
	});
}
