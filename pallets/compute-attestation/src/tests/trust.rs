use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{DispatchResultWithPostInfo, Pays},
};
use vajra_primitives::{Capacity, ManifestId, Power};

/// Bob's four chips of manifest 0, and two of Alice's of it.
fn two() -> ExtBuilder {
	ExtBuilder::default().claimed(ALICE, 0..2).claimed(BOB, 4..8)
}

fn revoke_manifest(manifest: ManifestId) {
	let vendor = RuntimeOrigin::signed(VENDOR);
	assert_ok!(ComputeAttestation::revoke_manifest(vendor, manifest));
}

fn revoke_vendor() {
	assert_ok!(ComputeAttestation::revoke_vendor(RuntimeOrigin::root(), VENDOR));
}

fn prune(provider: u64) -> DispatchResultWithPostInfo {
	ComputeAttestation::prune_revoked(RuntimeOrigin::signed(WATCHER), provider)
}

fn total() -> Power {
	NetworkPower::<Test>::get().total().unwrap()
}

/// Gives Alice two chips of manifest 1, too: indices 2 and 3.
fn claim_second() {
	let second = publish_second();
	assert_ok!(claim_from(1, &second, ALICE, [8, 9]));
	System::reset_events();
}

#[test]
fn revoked_manifest_counts_in_no_proof_any_more() {
	two().build_and_execute(|| {
		claim_second();
		run_to_challenge(2);
		revoke_manifest(1);
		System::reset_events();
		// All chips sign: they are there, and keep their owner's sum as it is.
		assert_ok!(prove_all(ALICE));
		assert_eq!(
			events(),
			[
				Event::PowerRevoked { provider: ALICE, power: 2 * POWER },
				Event::ComputeProved { round: 2, provider: ALICE, power: 2 * POWER, absent: 0 }
			]
		);
		assert_eq!((challenge().expected, challenge().proved), (8 * POWER, 2 * POWER));
		assert_eq!(total(), 6 * POWER);
		let trusted: Vec<_> =
			record(ALICE).batches.iter().map(|batch| (batch.manifest, batch.trusted)).collect();
		assert_eq!(trusted, [(0, true), (1, false)]);
		assert_eq!(Capacities::<Test>::get(ALICE, 0).claimed, 2);
		// Once.
		run_to_challenge(3);
		assert_eq!(challenge().expected, 6 * POWER);
		System::reset_events();
		assert_ok!(prove_all(ALICE));
		assert_eq!(
			events(),
			[Event::ComputeProved { round: 3, provider: ALICE, power: 2 * POWER, absent: 0 }]
		);
	});
}

#[test]
fn revoked_model_counts_in_no_proof_any_more() {
	two().build_and_execute(|| {
		let light = publish_light();
		assert_ok!(claim_from(1, &light, ALICE, [16]));
		run_to_challenge(2);
		let vendor = RuntimeOrigin::signed(VENDOR);
		assert_ok!(ComputeAttestation::revoke_model(vendor, 1));
		System::reset_events();
		assert_ok!(prove_all(ALICE));
		assert_eq!(
			events(),
			[
				Event::PowerRevoked { provider: ALICE, power: LIGHT_UNITS.into() },
				Event::ComputeProved { round: 2, provider: ALICE, power: 2 * POWER, absent: 0 }
			]
		);
		assert!(!Capacities::<Test>::contains_key(ALICE, 1));
		assert_eq!(Capacities::<Test>::get(ALICE, 0).claimed, 2);
	});
}

#[test]
fn revoked_vendor_counts_in_no_proof_any_more() {
	two().build_and_execute(|| {
		run_to_challenge(2);
		assert_ok!(prove_all(BOB));
		revoke_vendor();
		assert_noop!(prove_all(ALICE), Error::<Test>::InWarmUp);
		// What was proved before stays.
		assert_eq!(challenge().proved, 4 * POWER);
	});
}

#[test]
fn revocation_in_warm_up_takes_power_that_has_not_counted() {
	two().build_and_execute(|| {
		claim_second();
		run_to_block(start_of(1));
		revoke_manifest(1);
		assert_ok!(prune(ALICE));
		run_to_challenge(2);
		assert_eq!(challenge().expected, 6 * POWER);
	});
}

#[test]
fn absent_list_over_revoked_chips_takes_no_power() {
	for (absent, power) in
		[(&[2][..], 2 * POWER), (&[2, 3], 2 * POWER), (&[0], POWER), (&[0, 2, 3], POWER)]
	{
		two().build_and_execute(|| {
			claim_second();
			run_to_challenge(2);
			revoke_manifest(1);
			assert_ok!(prove(ALICE, &[0, 1, 8, 9], absent));
			assert_eq!(challenge().proved, power);
		});
	}
}

#[test]
fn answer_of_revoked_chips_alone_is_refused() {
	two().build_and_execute(|| {
		claim_second();
		run_to_challenge(2);
		revoke_manifest(1);
		assert_noop!(prove(ALICE, &[0, 1, 8, 9], &[0, 1]), Error::<Test>::InWarmUp);
	});
}

#[test]
fn prune_revoked_takes_power_out_of_the_networks_and_is_free() {
	two().build_and_execute(|| {
		claim_second();
		run_to_block(start_of(2));
		revoke_manifest(1);
		assert_eq!(total(), 8 * POWER);
		System::reset_events();
		assert_eq!(prune(ALICE).unwrap().pays_fee, Pays::No);
		assert_eq!(events(), [Event::PowerRevoked { provider: ALICE, power: 2 * POWER }]);
		assert_eq!(total(), 6 * POWER);
		run_to_challenge(2);
		assert_eq!(challenge().expected, 6 * POWER);
		assert_ok!(prove_all(ALICE));
		assert_eq!(challenge().proved, 2 * POWER);
	});
}

#[test]
fn prune_revoked_fails_when_nothing_is_revoked() {
	two().build_and_execute(|| {
		claim_second();
		assert_noop!(prune(ALICE), Error::<Test>::NothingRevoked);
		revoke_manifest(1);
		assert_noop!(prune(BOB), Error::<Test>::NothingRevoked);
		assert_ok!(prune(ALICE));
		assert_noop!(prune(ALICE), Error::<Test>::NothingRevoked);
		// A second reason to distrust the same chips takes nothing more.
		revoke_manifest(0);
		assert_ok!(prune(ALICE));
		revoke_vendor();
		assert_noop!(prune(ALICE), Error::<Test>::NothingRevoked);
	});
}

#[test]
fn prune_revoked_fails_when_the_account_has_never_claimed() {
	two().build_and_execute(|| {
		revoke_vendor();
		assert_noop!(prune(CAROL), Error::<Test>::ProviderNotFound);
	});
}

#[test]
fn prune_revoked_works_on_a_suspended_provider() {
	two().build_and_execute(|| {
		suspend(ALICE, &[BOB]);
		let before = total();
		revoke_manifest(0);
		assert_ok!(prune(ALICE));
		assert_eq!(total(), before);
		assert_ok!(prune(BOB));
		assert_eq!(total(), 0);
	});
}

#[test]
fn claim_notices_revocations_before_it() {
	two().build_and_execute(|| {
		claim_second();
		revoke_manifest(0);
		let second = Shipment::new(0, 8..16);
		assert_ok!(claim_from(1, &second, ALICE, [10]));
		assert_eq!(events()[1], Event::PowerRevoked { provider: ALICE, power: 2 * POWER });
		assert_eq!(total(), 7 * POWER);
		assert_ok!(claim_from(1, &second, CAROL, [11]));
		assert_noop!(prune(CAROL), Error::<Test>::NothingRevoked);
	});
}

#[test]
fn revocation_takes_reserved_chips_when_no_free_ones_are_left() {
	two().build_and_execute(|| {
		claim_second();
		assert_ok!(ComputeAttestation::reserve(&ALICE, 0, 3));
		revoke_manifest(1);
		System::reset_events();
		assert_ok!(prune(ALICE));
		assert_eq!(
			events(),
			[
				Event::CapacityLost { provider: ALICE, model: 0, chips: 1 },
				Event::PowerRevoked { provider: ALICE, power: 2 * POWER }
			]
		);
		let record = CapacityRecord { claimed: 2, reserved: 2, lost: 1 };
		assert_eq!(Capacities::<Test>::get(ALICE, 0), record);
	});
}

#[test]
fn revoked_chips_can_be_retired_and_their_collateral_withdrawn() {
	two().build_and_execute(|| {
		pass_round(2, &[ALICE, BOB]);
		revoke_vendor();
		System::reset_events();
		assert_ok!(retire(ALICE, &[0, 1]));
		let unlocks_at = System::block_number() + THREE_ROUNDS;
		assert_eq!(
			events(),
			[
				Event::PowerRevoked { provider: ALICE, power: 2 * POWER },
				Event::ChipsRetired {
					provider: ALICE,
					count: 2,
					power: 2 * POWER,
					collateral: 2 * STAKE,
					unlocks_at
				}
			]
		);
		run_to_block(unlocks_at);
		let anyone = RuntimeOrigin::signed(WATCHER);
		assert_ok!(ComputeAttestation::withdraw_collateral(anyone, ALICE));
		assert_eq!((held(ALICE), free(ALICE)), (0, ENDOWMENT));
	});
}

#[test]
fn provider_is_not_due_after_its_power_was_revoked() {
	two().build_and_execute(|| {
		pass_round(2, &[ALICE, BOB]);
		revoke_vendor();
		assert_ok!(prune(ALICE));
		assert_eq!(record(ALICE).due_from, None);
		pass_round(3, &[]);
		assert_noop!(report(3, ALICE), Error::<Test>::NotDue);
	});
}

/// Bob with manifest 0, Alice with manifest 1 alone.
fn apart(test: impl FnOnce()) {
	ExtBuilder::default().claimed(BOB, 4..8).build_and_execute(|| {
		claim_second();
		test();
	});
}

#[test]
fn provider_is_not_held_to_account_for_rounds_after_its_power_was_revoked() {
	apart(|| {
		pass_round(2, &[ALICE, BOB]);
		revoke_manifest(1);
		// Nobody has pruned it: it is expected, but it could not answer.
		for round in 3..5 {
			run_to_challenge(round);
			assert_noop!(prove_all(ALICE), Error::<Test>::InWarmUp);
			assert_ok!(prove_all(BOB));
			run_past_challenge(round);
		}
		for round in 3..5 {
			assert_noop!(report(round, ALICE), Error::<Test>::NotDue);
		}
		assert_eq!(held(ALICE), 2 * STAKE);
	});
}

#[test]
fn provider_is_not_held_to_account_for_the_round_in_which_its_power_was_revoked() {
	apart(|| {
		pass_round(2, &[ALICE, BOB]);
		run_to_challenge(3);
		assert_ok!(prove_all(BOB));
		revoke_manifest(1);
		run_past_challenge(3);
		assert_noop!(report(3, ALICE), Error::<Test>::NotDue);
	});
}

#[test]
fn provider_owes_what_it_missed_before_its_power_was_revoked() {
	apart(|| {
		pass_round(2, &[BOB]);
		revoke_manifest(1);
		pass_round(3, &[BOB]);
		assert_noop!(report(3, ALICE), Error::<Test>::NotDue);
		System::reset_events();
		assert_ok!(report(2, ALICE));
		assert_eq!(
			events(),
			[
				Event::PowerRevoked { provider: ALICE, power: 2 * POWER },
				Event::AbsenceReported { round: 2, provider: ALICE, reporter: WATCHER, misses: 1 }
			]
		);
		assert_noop!(report(3, ALICE), Error::<Test>::NotDue);
		assert_eq!(record(ALICE).owed, Some((2, 2)));
	});
}

#[test]
fn provider_owes_nothing_between_a_revocation_and_the_first_round_of_other_chips() {
	apart(|| {
		pass_round(2, &[ALICE, BOB]);
		// These count from round 5 on.
		claim(ALICE, [0]);
		revoke_manifest(1);
		pass_round(3, &[BOB]);
		run_to_challenge(4);
		assert_noop!(prove_all(ALICE), Error::<Test>::InWarmUp);
		assert_ok!(prove_all(BOB));
		run_to_challenge(5);
		// Checked for the first time when there is power again.
		assert_noop!(report(4, ALICE), Error::<Test>::NotDue);
		assert_ok!(prove_all(BOB));
		run_past_challenge(5);
		assert_ok!(report(5, ALICE));
	});
}

#[test]
fn revocations_are_counted_and_run_out() {
	two().build_and_execute(|| {
		revoke_manifest(0);
		revoke_vendor();
		assert_eq!(Revocations::<Test>::get(), 2);
		Revocations::<Test>::put(u32::MAX);
		let vendor = RuntimeOrigin::signed(VENDOR);
		assert_noop!(ComputeAttestation::revoke_model(vendor, 0), Error::<Test>::Overflow);
		Revocations::<Test>::put(2);
	});
}

#[test]
fn tally_keeps_revoked_power_until_the_next_window_is_over() {
	apart(|| {
		for who in [ALICE, BOB] {
			assert_ok!(ComputeAttestation::back(RuntimeOrigin::signed(who), Some(VALIDATOR)));
		}
		let power = || ComputeAttestation::validator_power(VALIDATOR);
		pass_round(2, &[ALICE, BOB]);
		revoke_manifest(1);
		assert_ok!(prune(ALICE));
		assert_eq!((power(), ComputeAttestation::proved_power(ALICE)), (6 * POWER, 0));
		run_to_challenge(3);
		assert_noop!(prove_all(ALICE), Error::<Test>::InWarmUp);
		assert_ok!(prove_all(BOB));
		run_to_block(challenge().closes_at);
		assert_eq!(power(), 6 * POWER);
		run_to_block(challenge().closes_at + 1);
		assert_eq!(power(), 4 * POWER);
	});
}

#[test]
fn revocation_takes_no_reward_that_was_proved_before_it() {
	apart(|| {
		let claim = |who, round| {
			let rounds = frame_support::BoundedVec::truncate_from(vec![round]);
			ComputeAttestation::claim_rewards(RuntimeOrigin::signed(who), rounds)
		};
		let paid = |provider, round, amount| Event::RewardClaimed { provider, round, amount };
		let rest = |round: u32| Pots::<Test>::get(round % RING).unwrap().remaining;
		for round in [2, 3] {
			run_to_block(start_of(round));
			assert_ok!(ComputeAttestation::fund_rewards(RuntimeOrigin::signed(WATCHER), 1_000));
			run_to_challenge(round);
			assert_ok!(prove_all(BOB));
			if round == 2 {
				assert_ok!(prove_all(ALICE));
				// The challenge is open still.
				revoke_manifest(1);
			}
		}
		run_to_challenge(4);
		System::reset_events();
		assert_noop!(claim(ALICE, 3), Error::<Test>::RewardNotFound);
		for (who, round) in [(ALICE, 2), (BOB, 2), (BOB, 3)] {
			assert_ok!(claim(who, round));
		}
		// Not a planck more than was put in, and each by what it proved.
		assert_eq!(events(), [paid(ALICE, 2, 333), paid(BOB, 2, 666), paid(BOB, 3, 1_000)]);
		assert_eq!((rest(2), rest(3), in_pots()), (1, 0, 1));
	});
}
