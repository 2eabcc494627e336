use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::DispatchResult,
	traits::{fungible::Balanced, Hooks, OnUnbalanced},
	BoundedVec,
};
use sp_runtime::TokenError;
use vajra_primitives::{Accrual, RoundIndex};

/// Alice with a third of the power and Bob with two.
fn two() -> ExtBuilder {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..8)
}

fn claim_rewards(who: u64, rounds: &[RoundIndex]) -> DispatchResult {
	let rounds = BoundedVec::truncate_from(rounds.to_vec());
	ComputeAttestation::claim_rewards(RuntimeOrigin::signed(who), rounds)
}

/// Plays `round` with a pot of `amount`, to the block after its window.
fn play(round: RoundIndex, amount: u64, answering: &[u64]) {
	run_to_block(start_of(round));
	assert_ok!(fund(amount));
	pass_round(round, answering);
}

fn paid(provider: u64, round: RoundIndex, amount: u64) -> Event<Test> {
	Event::RewardClaimed { provider, round, amount }
}

#[test]
fn fund_rewards_fills_the_current_rounds_pot() {
	two().build_and_execute(|| {
		run_to_block(start_of(2) - 1);
		System::reset_events();
		assert_ok!(fund(100));
		run_to_block(start_of(2));
		assert_ok!(fund(30));
		assert_ok!(ComputeAttestation::fund_rewards(RuntimeOrigin::signed(BOB), 4));
		assert_eq!(
			events(),
			[
				Event::RewardsFunded { round: 1, amount: 100 },
				Event::RewardsFunded { round: 2, amount: 30 },
				Event::RewardsFunded { round: 2, amount: 4 }
			]
		);
		let pot = Pot { round: 2, amount: 34, remaining: 34, proved: None };
		assert_eq!(Pots::<Test>::get(2), Some(pot));
		assert_eq!((in_pots(), free(WATCHER)), (134, ENDOWMENT - 130));
		assert_eq!(free(ComputeAttestation::pot_account()), 1);
	});
}

#[test]
fn fund_rewards_fails_when_nothing_is_given() {
	two().build_and_execute(|| {
		assert_noop!(fund(0), Error::<Test>::NothingToFund);
	});
}

#[test]
fn fund_rewards_fails_when_the_account_would_not_live_on() {
	two().build_and_execute(|| {
		for amount in [10, 11] {
			assert_noop!(
				ComputeAttestation::fund_rewards(RuntimeOrigin::signed(POOR), amount),
				TokenError::FundsUnavailable
			);
		}
		assert_ok!(ComputeAttestation::fund_rewards(RuntimeOrigin::signed(POOR), 9));
	});
}

#[test]
fn claim_rewards_fails_for_those_who_may_not() {
	two().build_and_execute(|| {
		play(2, 300, &[ALICE, BOB]);
		run_to_challenge(3);
		Barred::set(vec![ALICE]);
		assert_noop!(claim_rewards(ALICE, &[2]), Error::<Test>::ClaimNotAllowed);
		assert_ok!(claim_rewards(BOB, &[2]));
		Barred::set(vec![]);
		assert_ok!(claim_rewards(ALICE, &[2]));
		assert_eq!(in_pots(), 0);
	});
}

#[test]
fn round_pot_takes_what_is_emitted() {
	two().build_and_execute(|| {
		let issuance = Balances::total_issuance();
		RoundPot::<Test>::on_unbalanced(<Balances as Balanced<u64>>::issue(500));
		assert_eq!(events(), [Event::RewardsFunded { round: 0, amount: 500 }]);
		assert_eq!((in_pots(), Balances::total_issuance()), (500, issuance + 500));
		RoundPot::<Test>::on_unbalanced(<Balances as Balanced<u64>>::issue(0));
		assert_eq!(events(), []);
		play(1, 1, &[]);
		RoundPot::<Test>::on_unbalanced(<Balances as Balanced<u64>>::issue(7));
		assert_eq!(Pots::<Test>::get(2).unwrap().amount, 7);
	});
}

#[test]
fn what_has_added_up_is_for_those_who_answer_the_challenge_that_opens() {
	two().build_and_execute(|| {
		run_to_block(start_of(2));
		Accrued::set(600);
		run_to_challenge(2);
		assert_eq!((Accrued::get(), Pots::<Test>::get(2).unwrap().amount), (0, 600));
		// Nothing more until the next one opens.
		Accrued::set(50);
		run_to_block(start_of(3));
		assert_eq!(Accrued::get(), 50);
		run_to_challenge(3);
		assert_eq!(Pots::<Test>::get(2).unwrap().amount, 600);
		assert_eq!((Accrued::take(), Pots::<Test>::get(3).unwrap().amount), (0, 50));
	});
}

#[test]
fn a_challenge_weighs_what_it_hands_over() {
	two().build_and_execute(|| {
		run_to_block(start_of(2));
		let mut weights = Vec::new();
		while System::block_number() < start_of(3) {
			let number = System::block_number() + 1;
			System::set_block_number(number);
			weights.push(<ComputeAttestation as Hooks<u64>>::on_initialize(number));
		}
		let opening = <() as WeightInfo>::on_initialize_draw()
			.saturating_add(<() as WeightInfo>::on_initialize_open())
			.saturating_add(Accruing::weight());
		assert_eq!(weights.iter().filter(|weight| **weight == opening).count(), 1);
	});
}

#[test]
fn round_pot_burns_what_it_cannot_take() {
	two().build_and_execute(|| {
		let issuance = Balances::total_issuance();
		// The pots' account has less than an account needs.
		Minimum::set(10);
		RoundPot::<Test>::on_unbalanced(<Balances as Balanced<u64>>::issue(500));
		assert_eq!((in_pots(), Balances::total_issuance()), (0, issuance));
		Minimum::set(1);
		// No round has a number any more.
		System::set_block_number(u64::MAX);
		RoundPot::<Test>::on_unbalanced(<Balances as Balanced<u64>>::issue(5));
		System::set_block_number(1);
		assert_eq!((in_pots(), Balances::total_issuance()), (0, issuance));
		assert_eq!(events(), []);
	});
}

#[test]
fn expired_pots_can_go_into_the_current_one() {
	two().build_and_execute(|| {
		Recycles::set(true);
		for round in 2..2 + RING {
			play(round, 100, &[ALICE, BOB]);
		}
		// The first of the next lap takes the place of the pot whose value it gets.
		run_to_block(start_of(2 + RING));
		assert_ok!(fund(7));
		assert_eq!(Pots::<Test>::get(2).unwrap().amount, 107);
		// Challenges that nobody funds settle and recycle, too.
		for round in 2 + RING..2 + 3 * RING {
			run_to_challenge(round);
		}
		assert_eq!((in_pots(), free(EXPIRED)), (100 * u64::from(RING) + 7, 0));
	});
}

#[test]
fn pots_account_can_be_opened_on_a_chain_that_runs() {
	two().build_and_execute(|| {
		let pot = ComputeAttestation::pot_account();
		let issuance = Balances::total_issuance();
		Minimum::set(10);
		assert_ok!(ComputeAttestation::open_pot_account());
		assert_eq!(Balances::total_issuance(), issuance + 10);
		assert!(free(pot) >= 10);
		// Once is enough.
		assert_ok!(ComputeAttestation::open_pot_account());
		assert_eq!(Balances::total_issuance(), issuance + 10);
		assert_ok!(fund(100));
		assert_eq!(in_pots(), 100);
	});
}

#[test]
fn claim_rewards_pays_by_proved_power() {
	two().build_and_execute(|| {
		let issuance = Balances::total_issuance();
		play(2, 1_000, &[ALICE, BOB]);
		run_to_challenge(3);
		let pot = Pot { round: 2, amount: 1_000, remaining: 1_000, proved: Some(6 * POWER) };
		assert_eq!(Pots::<Test>::get(2), Some(pot));
		System::reset_events();
		let (alice, bob) = (free(ALICE), free(BOB));
		assert_ok!(claim_rewards(ALICE, &[2]));
		assert_ok!(claim_rewards(BOB, &[2]));
		// A third and two thirds, rounded down; what is left expires with the pot.
		assert_eq!(events(), [paid(ALICE, 2, 333), paid(BOB, 2, 666)]);
		assert_eq!((free(ALICE), free(BOB), in_pots()), (alice + 333, bob + 666, 1));
		assert_eq!(Earned::<Test>::iter().count(), 0);
		assert_eq!(Balances::total_issuance(), issuance);
	});
}

#[test]
fn claim_rewards_pays_for_the_chips_that_answered_only() {
	two().build_and_execute(|| {
		run_to_block(start_of(2));
		assert_ok!(fund(1_000));
		run_to_challenge(2);
		assert_ok!(prove(ALICE, &[0, 1], &[1]));
		assert_ok!(prove(BOB, &[4, 5, 6, 7], &[0]));
		run_to_challenge(3);
		System::reset_events();
		assert_ok!(claim_rewards(ALICE, &[2]));
		assert_ok!(claim_rewards(BOB, &[2]));
		assert_eq!(events(), [paid(ALICE, 2, 250), paid(BOB, 2, 750)]);
	});
}

#[test]
fn claim_rewards_takes_several_rounds_in_any_order_up_to_the_limit() {
	two().build_and_execute(|| {
		for round in 2..5 {
			play(round, 600, &[ALICE, BOB]);
		}
		run_to_challenge(5);
		System::reset_events();
		let before = free(ALICE);
		assert_ok!(claim_rewards(ALICE, &[4, 2, 3]));
		assert_eq!(events(), [4, 2, 3].map(|round| paid(ALICE, round, 200)));
		assert_eq!(free(ALICE), before + 600);
		let rounds: Vec<RoundIndex> = (2..6).collect();
		assert!(BoundedVec::<_, <Test as Config>::MaxRoundsPerClaim>::try_from(rounds).is_err());
	});
}

#[test]
fn claim_rewards_fails_when_the_next_challenge_has_not_opened() {
	two().build_and_execute(|| {
		play(2, 1_000, &[ALICE, BOB]);
		assert_noop!(claim_rewards(ALICE, &[2]), Error::<Test>::RoundNotSettled);
		run_to_block(start_of(3) + ROUND - WINDOW - 2);
		assert_noop!(claim_rewards(ALICE, &[2]), Error::<Test>::RoundNotSettled);
		run_to_challenge(3);
		assert_ok!(claim_rewards(ALICE, &[2]));
	});
}

#[test]
fn claim_rewards_fails_when_the_round_is_not_settled_and_its_pot_is_empty() {
	two().build_and_execute(|| {
		pass_round(2, &[ALICE, BOB]);
		assert_noop!(claim_rewards(ALICE, &[2]), Error::<Test>::RoundNotSettled);
		run_to_challenge(3);
		System::reset_events();
		assert_ok!(claim_rewards(ALICE, &[2]));
		assert_eq!(events(), [paid(ALICE, 2, 0)]);
	});
}

#[test]
fn claim_rewards_fails_when_nothing_was_earned_or_it_was_paid() {
	two().build_and_execute(|| {
		play(2, 1_000, &[BOB]);
		run_to_challenge(3);
		assert_noop!(claim_rewards(ALICE, &[2]), Error::<Test>::RewardNotFound);
		assert_noop!(claim_rewards(CAROL, &[2]), Error::<Test>::RewardNotFound);
		assert_noop!(claim_rewards(BOB, &[]), Error::<Test>::RewardNotFound);
		for round in [1, 3, 6, u32::MAX] {
			assert_noop!(claim_rewards(BOB, &[round]), Error::<Test>::RewardNotFound);
		}
		// All or none, and each once.
		assert_noop!(claim_rewards(BOB, &[2, 1]), Error::<Test>::RewardNotFound);
		assert_noop!(claim_rewards(BOB, &[2, 2]), Error::<Test>::RewardNotFound);
		assert_ok!(claim_rewards(BOB, &[2]));
		assert_noop!(claim_rewards(BOB, &[2]), Error::<Test>::RewardNotFound);
	});
}

#[test]
fn claim_rewards_works_after_the_last_chip_has_left() {
	two().build_and_execute(|| {
		play(2, 1_000, &[ALICE, BOB]);
		assert_ok!(retire(ALICE, &[0, 1]));
		run_to_challenge(3);
		System::reset_events();
		assert_ok!(claim_rewards(ALICE, &[2]));
		assert_eq!(events(), [paid(ALICE, 2, 333)]);
	});
}

#[test]
fn claim_rewards_works_until_the_pots_place_is_taken() {
	two().build_and_execute(|| {
		let issuance = Balances::total_issuance();
		play(2, 1_000, &[ALICE, BOB]);
		run_to_block(start_of(2 + RING));
		assert_ok!(claim_rewards(ALICE, &[2]));
		System::reset_events();
		assert_ok!(fund(5));
		assert_eq!(
			events(),
			[
				Event::RewardsExpired { round: 2, amount: 667 },
				Event::RewardsFunded { round: 6, amount: 5 }
			]
		);
		assert_noop!(claim_rewards(BOB, &[2]), Error::<Test>::RewardNotFound);
		assert_eq!((in_pots(), free(EXPIRED)), (5, 667));
		assert_eq!(free(ComputeAttestation::pot_account()), 1);
		assert_eq!(Balances::total_issuance(), issuance);
	});
}

#[test]
fn pot_expires_without_another_one_being_filled() {
	two().build_and_execute(|| {
		play(2, 1_000, &[ALICE, BOB]);
		run_to_block(start_of(3 + RING) + ROUND - WINDOW - 2);
		// Settled from the seventh challenge on, which takes round 6's place.
		assert_eq!(in_pots(), 1_000);
		System::reset_events();
		run_to_challenge(3 + RING);
		let seven = challenge();
		assert_eq!(
			events(),
			[
				Event::RewardsExpired { round: 2, amount: 1_000 },
				Event::ChallengeOpened { round: 7, seed: seven.seed, closes_at: seven.closes_at }
			]
		);
		assert_noop!(claim_rewards(BOB, &[2]), Error::<Test>::RewardNotFound);
		assert_eq!((in_pots(), free(EXPIRED)), (0, 1_000));
	});
}

#[test]
fn records_of_rewards_stay_within_the_ring() {
	two().build_and_execute(|| {
		for round in 2..2 + 3 * RING {
			play(round, 600, &[ALICE, BOB]);
		}
		assert_eq!(Earned::<Test>::iter_prefix_values(ALICE).count() as u32, RING);
		assert_eq!(Pots::<Test>::iter().count() as u32, RING);
		assert_eq!(in_pots(), 600 * u64::from(RING));
		run_to_challenge(2 + 3 * RING);
		let last = 1 + 3 * RING;
		System::reset_events();
		assert_ok!(claim_rewards(ALICE, &[last]));
		assert_eq!(events(), [paid(ALICE, last, 200)]);
		assert_noop!(claim_rewards(ALICE, &[last - RING]), Error::<Test>::RewardNotFound);
	});
}

#[test]
fn pot_of_a_round_that_nobody_answered_expires() {
	two().build_and_execute(|| {
		play(2, 1_000, &[]);
		run_to_challenge(3);
		assert_eq!(Pots::<Test>::get(2).unwrap().proved, Some(0));
		for who in [ALICE, BOB] {
			assert_noop!(claim_rewards(who, &[2]), Error::<Test>::RewardNotFound);
		}
		run_to_block(start_of(6));
		assert_ok!(fund(1));
		assert_eq!(free(EXPIRED), 1_000);
	});
}

#[test]
fn pot_of_a_round_without_a_challenge_expires() {
	two().build_and_execute(|| {
		pass_round(2, &[ALICE, BOB]);
		NextDraw::set(None);
		assert_ok!(fund(500));
		run_to_block(start_of(4));
		NextDraw::set(Some(1));
		pass_round(4, &[ALICE, BOB]);
		// The round before the gap is settled, the one in it never.
		assert_ok!(claim_rewards(ALICE, &[2]));
		assert_noop!(claim_rewards(ALICE, &[3]), Error::<Test>::RewardNotFound);
		assert_eq!(Pots::<Test>::get(3).unwrap().proved, None);
		run_to_block(start_of(7));
		System::reset_events();
		assert_ok!(fund(1));
		assert_eq!(events()[0], Event::RewardsExpired { round: 3, amount: 500 });
	});
}

#[test]
fn pot_that_was_never_settled_is_not_mixed_up_with_a_later_one() {
	two().build_and_execute(|| {
		play(2, 1_000, &[ALICE, BOB]);
		NextDraw::set(None);
		run_to_block(start_of(6));
		System::reset_events();
		assert_ok!(fund(10));
		assert_eq!(
			events(),
			[
				Event::RewardsExpired { round: 2, amount: 1_000 },
				Event::RewardsFunded { round: 6, amount: 10 }
			]
		);
		NextDraw::set(Some(1));
		run_to_challenge(6);
		let pot = Pot { round: 6, amount: 10, remaining: 10, proved: None };
		assert_eq!(Pots::<Test>::get(2), Some(pot));
		assert_noop!(claim_rewards(ALICE, &[2]), Error::<Test>::RewardNotFound);
		assert_ok!(prove_all(ALICE));
		run_to_challenge(7);
		System::reset_events();
		assert_ok!(claim_rewards(ALICE, &[6]));
		assert_eq!(events(), [paid(ALICE, 6, 10)]);
	});
}

#[test]
fn pot_outlives_a_gap_without_challenges() {
	two().build_and_execute(|| {
		play(2, 1_000, &[ALICE, BOB]);
		NextDraw::set(None);
		run_to_block(start_of(8));
		assert_noop!(claim_rewards(ALICE, &[2]), Error::<Test>::RoundNotSettled);
		NextDraw::set(Some(1));
		run_to_challenge(8);
		assert_ok!(claim_rewards(ALICE, &[2]));
	});
}

#[test]
fn return_from_a_suspension_earns_nothing() {
	two().build_and_execute(|| {
		suspend(ALICE, &[BOB]);
		play(5, 1_000, &[ALICE, BOB]);
		run_to_challenge(6);
		assert_noop!(claim_rewards(ALICE, &[5]), Error::<Test>::RewardNotFound);
		System::reset_events();
		assert_ok!(claim_rewards(BOB, &[5]));
		assert_eq!(events(), [paid(BOB, 5, 1_000)]);
	});
}
