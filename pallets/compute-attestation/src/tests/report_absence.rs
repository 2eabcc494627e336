use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::Pays, traits::fungible::Inspect};
use sp_runtime::Perbill;
use vajra_primitives::{Power, RoundIndex};

/// Alice with two chips, who will be absent, and Bob with four, who answers.
fn two() -> ExtBuilder {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..8)
}

fn reported(round: RoundIndex, misses: u32) -> Event<Test> {
	Event::AbsenceReported { round, provider: ALICE, reporter: WATCHER, misses }
}

fn slashed(round: RoundIndex, amount: u64, reward: u64) -> Event<Test> {
	Event::ProviderSlashed {
		round,
		provider: ALICE,
		amount,
		shortfall: 0,
		reporter: WATCHER,
		reward,
	}
}

fn misses(provider: u64) -> u32 {
	record(provider).misses
}

fn revoke(seed: u32) {
	let vendor = RuntimeOrigin::signed(VENDOR);
	assert_ok!(ComputeAttestation::revoke_chip(vendor, 0, shipment().entry(seed)));
}

/// The power that a challenge opening now would expect.
fn expected() -> Option<Power> {
	NetworkPower::<Test>::get().total()
}

#[test]
fn report_absence_records_a_first_miss_and_is_free() {
	two().build_and_execute(|| {
		pass_round(2, &[BOB]);
		System::reset_events();
		assert_eq!(report(2, ALICE).unwrap().pays_fee, Pays::No);
		assert_eq!(events(), [reported(2, 1)]);
		assert_eq!((held(ALICE), free(WATCHER), free(SLASHED)), (2 * STAKE, ENDOWMENT, 0));
	});
}

#[test]
fn report_absence_slashes_a_second_miss_in_a_row() {
	two().build_and_execute(|| {
		let issuance = Balances::total_issuance();
		pass_round(2, &[BOB]);
		assert_ok!(report(2, ALICE));
		pass_round(3, &[BOB]);
		System::reset_events();
		assert_ok!(report(3, ALICE));
		// 10 % of 300, of which 20 % to the reporter.
		assert_eq!(events(), [reported(3, 2), slashed(3, 30, 6)]);
		assert_eq!((held(ALICE), free(ALICE)), (270, ENDOWMENT - 300));
		assert_eq!((free(WATCHER), free(SLASHED)), (ENDOWMENT + 6, 24));
		let provider = record(ALICE);
		assert_eq!((provider.required, provider.collateral, provider.shortfall), (300, 270, 0));
		assert!(!provider.suspended);
		assert_eq!(Balances::total_issuance(), issuance);
	});
}

#[test]
fn report_absence_slashes_and_suspends_at_a_third_miss_in_a_row() {
	two().build_and_execute(|| {
		for round in 2..4 {
			pass_round(round, &[BOB]);
			assert_ok!(report(round, ALICE));
		}
		pass_round(4, &[BOB]);
		System::reset_events();
		assert_ok!(report(4, ALICE));
		assert_eq!(
			events(),
			[reported(4, 3), slashed(4, 30, 6), Event::ProviderSuspended { provider: ALICE }]
		);
		assert_eq!((held(ALICE), free(WATCHER), free(SLASHED)), (240, ENDOWMENT + 12, 48));
		assert!(record(ALICE).suspended);
		assert_eq!(expected(), Some(4 * POWER));
		run_to_challenge(5);
		assert_eq!(challenge().expected, 4 * POWER);
	});
}

#[test]
fn report_absence_fails_when_suspended() {
	two().build_and_execute(|| {
		suspend(ALICE, &[BOB]);
		assert_noop!(report(4, ALICE), Error::<Test>::Suspended);
		pass_round(5, &[BOB]);
		assert_noop!(report(5, ALICE), Error::<Test>::Suspended);
	});
}

#[test]
fn suspended_provider_comes_back_with_an_answer_that_proves_nothing_yet() {
	two().build_and_execute(|| {
		suspend(ALICE, &[BOB]);
		run_to_challenge(5);
		System::reset_events();
		assert_eq!(prove_all(ALICE).unwrap().pays_fee, Pays::No);
		assert_eq!(
			events(),
			[
				Event::ProviderReinstated { provider: ALICE },
				Event::ComputeProved { round: 5, provider: ALICE, power: 0, absent: 0 }
			]
		);
		let provider = record(ALICE);
		assert_eq!((provider.suspended, provider.misses, provider.due_from), (false, 0, Some(6)));
		assert_ok!(prove_all(BOB));
		let five = challenge();
		assert_eq!((five.expected, five.proved, five.answers), (4 * POWER, 4 * POWER, 2));
		assert_eq!(expected(), Some(6 * POWER));
		assert_eq!(Earned::<Test>::get(ALICE, 5 % RING), None);

		// From the next one on it counts, and is due.
		run_to_challenge(6);
		assert_eq!(challenge().expected, 6 * POWER);
		for round in [4, 5] {
			assert!(report(round, ALICE).is_err());
		}
		assert_ok!(prove_all(ALICE));
		assert_eq!(challenge().proved, 2 * POWER);
		pass_round(7, &[BOB]);
		System::reset_events();
		assert_ok!(report(7, ALICE));
		assert_eq!(events(), [reported(7, 1)]);
	});
}

#[test]
fn suspended_provider_comes_back_only_with_chips_that_count() {
	two().build_and_execute(|| {
		suspend(ALICE, &[BOB]);
		let vendor = RuntimeOrigin::signed(VENDOR);
		assert_ok!(ComputeAttestation::revoke_manifest(vendor, 0));
		run_to_challenge(5);
		assert_noop!(prove_all(ALICE), Error::<Test>::InWarmUp);
	});
}

#[test]
fn suspended_provider_comes_back_without_the_chips_that_were_revoked() {
	two().build_and_execute(|| {
		let second = publish_second();
		assert_ok!(claim_from(1, &second, ALICE, [8]));
		suspend(ALICE, &[BOB]);
		let vendor = RuntimeOrigin::signed(VENDOR);
		assert_ok!(ComputeAttestation::revoke_manifest(vendor, 1));
		run_to_challenge(5);
		assert_ok!(prove_all(ALICE));
		assert_eq!(expected(), Some(6 * POWER));
	});
}

#[test]
fn provider_who_gave_all_chips_up_while_suspended_owes_nothing_for_that_time() {
	two().build_and_execute(|| {
		suspend(ALICE, &[BOB]);
		// Nothing was expected of it in this round.
		pass_round(5, &[BOB]);
		assert_ok!(retire(ALICE, &[0, 1]));
		claim(ALICE, [2]);
		assert_noop!(report(5, ALICE), Error::<Test>::NotDue);
	});
}

#[test]
fn row_of_misses_goes_on_after_a_restart_without_an_answer() {
	two().build_and_execute(|| {
		suspend(ALICE, &[BOB]);
		assert_ok!(retire(ALICE, &[0, 1]));
		claim(ALICE, [2]);
		assert_eq!(record(ALICE).due_from, Some(7));
		for round in 5..8 {
			pass_round(round, &[BOB]);
		}
		assert_noop!(report(6, ALICE), Error::<Test>::NotDue);
		System::reset_events();
		assert_ok!(report(7, ALICE));
		assert!(matches!(
			events()[..],
			[
				Event::AbsenceReported { misses: 4, .. },
				Event::ProviderSlashed { .. },
				Event::ProviderSuspended { provider: ALICE }
			]
		));
	});
}

#[test]
fn provider_who_gave_all_chips_away_can_be_suspended_and_starts_again() {
	two().build_and_execute(|| {
		for round in 2..4 {
			pass_round(round, &[BOB]);
			assert_ok!(report(round, ALICE));
		}
		pass_round(4, &[BOB]);
		for seed in 0..2 {
			assert_ok!(take_over(CAROL, seed));
		}
		assert_ok!(report(4, ALICE));
		assert!(record(ALICE).suspended);
		assert_eq!(expected(), Some(6 * POWER));
		claim(ALICE, [2]);
		assert!(!record(ALICE).suspended);
		assert_eq!(expected(), Some(7 * POWER));
	});
}

#[test]
fn report_absence_takes_both_rounds_in_either_order() {
	for order in [[2, 3], [3, 2]] {
		two().build_and_execute(|| {
			pass_round(2, &[BOB]);
			pass_round(3, &[BOB]);
			System::reset_events();
			for round in order {
				assert_ok!(report(round, ALICE));
			}
			let [first, second] = order;
			assert_eq!(events(), [reported(first, 1), reported(second, 2), slashed(second, 30, 6)]);
			for round in order {
				assert_noop!(report(round, ALICE), Error::<Test>::AlreadyReported);
			}
			// Still known with the next one.
			run_to_challenge(4);
			assert_noop!(report(3, ALICE), Error::<Test>::AlreadyReported);
		});
	}
}

#[test]
fn report_absence_works_for_the_challenge_before_the_latest() {
	two().build_and_execute(|| {
		pass_round(2, &[BOB]);
		run_to_challenge(3);
		assert_ok!(report(2, ALICE));
		assert_noop!(report(3, ALICE), Error::<Test>::RoundStillOpen);
		assert_ok!(prove_all(BOB));
		run_past_challenge(3);
		assert_ok!(report(3, ALICE));
		assert_eq!(misses(ALICE), 2);
	});
}

#[test]
fn answer_ends_a_row_of_misses() {
	two().build_and_execute(|| {
		pass_round(2, &[BOB]);
		assert_ok!(report(2, ALICE));
		pass_round(3, &[ALICE, BOB]);
		assert_eq!(misses(ALICE), 0);
		pass_round(4, &[BOB]);
		System::reset_events();
		assert_ok!(report(4, ALICE));
		assert_eq!(events(), [reported(4, 1)]);
	});
}

#[test]
fn late_report_of_a_row_that_has_ended_does_not_start_a_new_one() {
	two().build_and_execute(|| {
		pass_round(2, &[BOB]);
		run_to_challenge(3);
		assert_ok!(prove_all(ALICE));
		System::reset_events();
		assert_ok!(report(2, ALICE));
		assert_eq!(events(), [reported(2, 0)]);
		assert_noop!(report(2, ALICE), Error::<Test>::AlreadyReported);
	});
}

#[test]
fn misses_survive_a_retirement_and_a_new_claim() {
	two().build_and_execute(|| {
		pass_round(2, &[BOB]);
		assert_ok!(report(2, ALICE));
		assert_ok!(retire(ALICE, &[0, 1]));
		claim(ALICE, [0, 1]);
		for round in 3..5 {
			pass_round(round, &[BOB]);
			assert_noop!(report(round, ALICE), Error::<Test>::NotDue);
		}
		pass_round(5, &[BOB]);
		System::reset_events();
		assert_ok!(report(5, ALICE));
		assert_eq!(events()[0], reported(5, 2));
		assert!(free(SLASHED) + free(WATCHER) - ENDOWMENT >= record(ALICE).required / 10);
	});
}

#[test]
fn slash_is_rounded_up_and_the_reward_down() {
	two().build_and_execute(|| {
		Costs::set(Penalties { slash: Perbill::from_rational(1u32, 7), ..penalties() });
		for round in 2..4 {
			pass_round(round, &[BOB]);
			System::reset_events();
			assert_ok!(report(round, ALICE));
		}
		// 300 / 7 = 42.86; 20 % of 43 = 8.6.
		assert_eq!(events(), [reported(3, 2), slashed(3, 43, 8)]);
		assert_eq!((free(WATCHER), free(SLASHED)), (ENDOWMENT + 8, 35));
	});
}

/// Costs that slash each miss and never suspend.
fn slash_each(percent: u32) {
	Costs::set(Penalties {
		slash_from: 1,
		suspend_at: 100,
		slash: Perbill::from_percent(percent),
		..penalties()
	});
}

#[test]
fn slash_takes_what_is_there_and_records_the_shortfall() {
	two().build_and_execute(|| {
		slash_each(60);
		for (round, amount, shortfall) in [(2, 180, 0), (3, 120, 60), (4, 0, 180)] {
			pass_round(round, &[BOB]);
			System::reset_events();
			assert_ok!(report(round, ALICE));
			let reward = amount / 5;
			let slashed = Event::ProviderSlashed {
				round,
				provider: ALICE,
				amount,
				shortfall,
				reporter: WATCHER,
				reward,
			};
			assert_eq!(events(), [reported(round, round - 1), slashed]);
		}
		let provider = record(ALICE);
		assert_eq!((provider.required, provider.collateral, provider.shortfall), (300, 0, 240));
		assert_eq!((held(ALICE), free(SLASHED)), (0, 240));
	});
}

#[test]
fn slash_takes_all_of_the_collateral_before_what_waits() {
	two().build_and_execute(|| {
		slash_each(60);
		pass_round(2, &[ALICE, BOB]);
		assert_ok!(retire(ALICE, &[1]));
		for round in 3..5 {
			pass_round(round, &[BOB]);
			assert_ok!(report(round, ALICE));
		}
		// Both chips' collateral was at stake; how much of it a slash takes is for other tests.
		let provider = record(ALICE);
		let waiting: u64 = provider.retiring.iter().map(|waiting| waiting.amount).sum();
		assert!(provider.collateral == 0 && waiting < STAKE, "{provider:?}");
		assert_eq!(waiting, held(ALICE));
	});
}

#[test]
fn slash_leaves_the_reward_of_a_reporter_that_cannot_take_it() {
	two().build_and_execute(|| {
		const NOBODY: u64 = 77;
		for round in 2..4 {
			pass_round(round, &[BOB]);
			Minimum::set(10);
			System::reset_events();
			let nobody = RuntimeOrigin::signed(NOBODY);
			assert_ok!(ComputeAttestation::report_absence(nobody, round, ALICE));
		}
		assert_eq!(
			events()[1],
			Event::ProviderSlashed {
				round: 3,
				provider: ALICE,
				amount: 30,
				shortfall: 0,
				reporter: NOBODY,
				reward: 0
			}
		);
		assert_eq!((free(NOBODY), free(SLASHED)), (0, 30));
	});
}

#[test]
fn provider_may_report_itself_but_does_not_profit() {
	two().build_and_execute(|| {
		let before = Balances::total_balance(&ALICE);
		for round in 2..4 {
			pass_round(round, &[BOB]);
			let alice = RuntimeOrigin::signed(ALICE);
			assert_ok!(ComputeAttestation::report_absence(alice, round, ALICE));
		}
		assert_eq!(Balances::total_balance(&ALICE), before - 24);
	});
}

#[test]
fn report_absence_works_when_just_enough_of_the_power_answered() {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..6).build_and_execute(|| {
		pass_round(2, &[BOB]);
		assert_eq!(PreviousChallenge::<Test>::get().unwrap().round, 1);
		assert_eq!((challenge().expected, challenge().proved), (4 * POWER, 2 * POWER));
		assert_ok!(report(2, ALICE));
	});
}

#[test]
fn nobody_is_slashed_when_a_unit_too_little_of_the_power_answered() {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..6).build_and_execute(|| {
		let light = publish_light();
		assert_ok!(claim_from(1, &light, CAROL, [16]));
		pass_round(2, &[BOB]);
		assert_eq!((challenge().expected, challenge().proved), (220, 100));
		// 110 of 220 and one unit less; each would be the miss that is slashed.
		let proved =
			|units: Power| Challenge::<Test>::mutate(|c| c.as_mut().unwrap().proved = units);
		for absent in [ALICE, CAROL] {
			Providers::<Test>::mutate(absent, |provider| provider.as_mut().unwrap().misses = 1);
		}
		let (alice, carol) = (held(ALICE), held(CAROL));
		proved(109);
		assert_ok!(report(2, ALICE));
		assert_eq!((held(ALICE), record(ALICE).misses, record(ALICE).damped), (alice, 1, 1));
		proved(110);
		assert_ok!(report(2, CAROL));
		assert!(held(CAROL) < carol);
		assert_eq!((record(CAROL).misses, record(CAROL).damped), (2, 0));
		proved(100);
	});
}

#[test]
fn nobody_pays_when_the_network_is_down_but_all_were_away() {
	two().build_and_execute(|| {
		let stakes = [ALICE, BOB].map(held);
		for round in [2, 3] {
			pass_round(round, &[]);
			System::reset_events();
			assert_ok!(report(round, ALICE));
			assert_eq!(events(), [reported(round, 0)]);
			assert_ok!(report(round, BOB));
			assert_noop!(report(round, BOB), Error::<Test>::AlreadyReported);
		}
		assert_eq!([ALICE, BOB].map(held), stakes);
		for provider in [ALICE, BOB] {
			assert_eq!(Missed::<Test>::get(provider).0.to_vec(), [Absence::of(2, 4)]);
		}
		// Nor is anybody kept.
		assert_ok!(retire(ALICE, &[0, 1]));
	});
}

#[test]
fn damped_round_neither_counts_nor_ends_a_row() {
	two().build_and_execute(|| {
		pass_round(2, &[BOB]);
		assert_ok!(report(2, ALICE));
		pass_round(3, &[]);
		assert_ok!(report(3, ALICE));
		pass_round(4, &[BOB]);
		System::reset_events();
		assert_ok!(report(4, ALICE));
		assert_eq!(events(), [reported(4, 2), slashed(4, 30, 6)]);
	});
}

/// Most of the power is gone for good: the rest must not be held back by it.
#[test]
fn power_that_is_gone_is_suspended_without_a_slash() {
	ExtBuilder::default().claimed(ALICE, 0..4).claimed(BOB, 4..6).build_and_execute(|| {
		let stake = held(ALICE);
		for round in 2..5 {
			pass_round(round, &[BOB]);
			assert!(!ComputeAttestation::met_quorum(&challenge()));
			System::reset_events();
			assert_ok!(report(round, ALICE));
		}
		let suspended = Event::ProviderSuspended { provider: ALICE };
		assert_eq!(events(), [reported(4, 0), suspended]);
		assert_eq!((held(ALICE), expected()), (stake, Some(2 * POWER)));
		pass_round(5, &[BOB]);
		assert!(ComputeAttestation::met_quorum(&challenge()));
		assert_noop!(report(5, ALICE), Error::<Test>::Suspended);
		// It comes back with an answer, as it was.
		pass_round(6, &[ALICE, BOB]);
		assert_eq!((record(ALICE).suspended, record(ALICE).damped), (false, 0));
		assert_eq!((held(ALICE), expected()), (stake, Some(6 * POWER)));
		assert_eq!(Missed::<Test>::get(ALICE).0.to_vec(), [Absence::of(2, 6)]);
	});
}

#[test]
fn answer_ends_a_row_of_damped_rounds() {
	ExtBuilder::default().claimed(ALICE, 0..4).claimed(BOB, 4..6).build_and_execute(|| {
		for round in 2..4 {
			pass_round(round, &[BOB]);
			assert_ok!(report(round, ALICE));
		}
		pass_round(4, &[ALICE, BOB]);
		pass_round(5, &[BOB]);
		assert_ok!(report(5, ALICE));
		assert_eq!((record(ALICE).suspended, record(ALICE).damped), (false, 1));
	});
}

#[test]
fn provider_owes_what_it_missed_before_its_chips_were_revoked() {
	two().build_and_execute(|| {
		pass_round(2, &[BOB]);
		pass_round(3, &[BOB]);
		revoke(0);
		revoke(1);
		assert_eq!(record(ALICE).owed, Some((2, 3)));
		assert_ok!(report(2, ALICE));
		System::reset_events();
		assert_ok!(report(3, ALICE));
		// What waits is what was at stake when it missed.
		assert_eq!(events(), [reported(3, 2), slashed(3, 30, 6)]);
		assert_eq!(held(ALICE), 270);
	});
}

#[test]
fn provider_does_not_escape_a_slash_by_giving_its_chips_away() {
	two().build_and_execute(|| {
		pass_round(2, &[BOB]);
		assert_ok!(report(2, ALICE));
		pass_round(3, &[BOB]);
		for seed in 0..2 {
			assert_ok!(take_over(CAROL, seed));
		}
		System::reset_events();
		assert_ok!(report(3, ALICE));
		assert_eq!(events(), [reported(3, 2), slashed(3, 30, 6)]);
		assert_eq!(held(ALICE), 270);
	});
}

#[test]
fn provider_owes_nothing_from_its_revocation_to_new_chips_first_round() {
	two().build_and_execute(|| {
		pass_round(2, &[ALICE, BOB]);
		revoke(0);
		revoke(1);
		assert_noop!(report(2, ALICE), Error::<Test>::NotAbsent);
		pass_round(3, &[BOB]);
		claim(ALICE, [2]);
		assert_eq!(record(ALICE).due_from, Some(6));
		assert_noop!(report(3, ALICE), Error::<Test>::NotDue);
		for round in 4..6 {
			pass_round(round, &[BOB]);
			assert_noop!(report(round, ALICE), Error::<Test>::NotDue);
		}
		pass_round(6, &[BOB]);
		assert_ok!(report(6, ALICE));
	});
}

#[test]
fn provider_does_not_owe_the_round_that_was_open_when_its_chips_were_revoked() {
	two().build_and_execute(|| {
		run_to_challenge(2);
		assert_ok!(prove_all(BOB));
		revoke(0);
		revoke(1);
		run_past_challenge(2);
		assert_noop!(report(2, ALICE), Error::<Test>::NotDue);
	});
}

#[test]
fn report_absence_fails_when_the_window_is_open() {
	two().build_and_execute(|| {
		run_to_challenge(2);
		assert_ok!(prove_all(BOB));
		run_to_block(challenge().closes_at);
		assert_noop!(report(2, ALICE), Error::<Test>::RoundStillOpen);
		run_to_block(challenge().closes_at + 1);
		assert_ok!(report(2, ALICE));
	});
}

#[test]
fn report_absence_fails_when_the_round_is_not_one_of_the_last_two() {
	two().build_and_execute(|| {
		assert_noop!(report(0, ALICE), Error::<Test>::RoundNotReportable);
		for round in 2..5 {
			pass_round(round, &[BOB]);
		}
		for round in [2, 5] {
			assert_noop!(report(round, ALICE), Error::<Test>::RoundNotReportable);
		}
	});
}

#[test]
fn report_absence_fails_when_the_account_is_no_provider() {
	two().build_and_execute(|| {
		pass_round(2, &[BOB]);
		assert_noop!(report(2, CAROL), Error::<Test>::ProviderNotFound);
	});
}

#[test]
fn report_absence_fails_when_the_provider_answered() {
	two().build_and_execute(|| {
		pass_round(2, &[ALICE, BOB]);
		assert_noop!(report(2, ALICE), Error::<Test>::NotAbsent);
		run_to_challenge(3);
		assert_ok!(prove_all(ALICE));
		assert_noop!(report(2, ALICE), Error::<Test>::NotAbsent);
	});
}

#[test]
fn report_absence_fails_when_the_provider_is_in_warm_up() {
	two().build_and_execute(|| {
		pass_round(1, &[]);
		assert_noop!(report(1, ALICE), Error::<Test>::NotDue);
	});
}
