use super::*;
use crate::math;
use frame_support::{assert_noop, dispatch::Pays};
use sp_runtime::DispatchError::BadOrigin;

/// Era 0 earns 900, shared by three validators; the first has a delegator of half its stake.
fn earned(test: impl FnOnce()) {
	even().delegated(30, 1, BOND).build_and_execute(|| {
		fund(900);
		test();
	});
}

#[test]
fn payout_works() {
	earned(|| {
		run_to_era(2);
		events();
		assert_eq!(
			seat(0, 1),
			Seat {
				bond: BOND,
				delegated: BOND,
				shares: BOND,
				commission: percent(10),
				authored: 3,
				points: 3,
				expected: 2_999_999,
				forfeited: false,
			}
		);
		let info = Dpos::payout(signed(WATCHER), 0, 1).unwrap();
		assert_eq!(info.pays_fee, Pays::No);
		assert_eq!(events(), [Event::PaidOut { era: 0, validator: 1, own: 165, delegated: 135 }]);
		assert_eq!(era(0), Era { pot: 600, points: 6 });
		assert_eq!((candidate(1).rewards.own, candidate(1).rewards.delegated), (165, 135));
		assert_eq!(candidate(1).unpaid.to_vec(), [1, 2]);
		// Nobody's balance has changed yet.
		assert_eq!(held(HoldReason::Rewards, pot()), 900);
	});
}

#[test]
fn payouts_take_the_pot_to_the_last_planck() {
	even().delegated(30, 2, 17).build_and_execute(|| {
		fund(100);
		run_to_era(1);
		fund(7_777);
		run_to_era(3);
		for (index, order) in [[1, 2, 3], [3, 2, 1]].into_iter().enumerate() {
			let paid: Vec<_> = order
				.into_iter()
				.map(|validator| {
					events();
					pay(index as EraIndex, validator);
					let Some(Event::PaidOut { own, delegated, .. }) = events().pop() else {
						panic!("nothing is paid")
					};
					own + delegated
				})
				.collect();
			assert_eq!(era(index as EraIndex), Era::default());
			match index {
				0 => assert_eq!(paid, [33, 33, 34]),
				_ => assert_eq!(paid, [3_110, 2_333, 2_334]),
			}
		}
	});
}

#[test]
fn payout_of_an_empty_pot_pays_nothing() {
	even().delegated(30, 1, BOND).build_and_execute(|| {
		run_to_era(2);
		events();
		pay(0, 1);
		assert_eq!(events(), [Event::PaidOut { era: 0, validator: 1, own: 0, delegated: 0 }]);
		assert_noop!(Dpos::claim(signed(1), 1), Error::<Test>::NothingToClaim);
		assert_noop!(Dpos::claim(signed(30), 1), Error::<Test>::NothingToClaim);
	});
}

#[test]
fn payout_goes_to_the_bond_where_nobody_delegates() {
	earned(|| {
		run_to_era(2);
		pay(0, 2);
		assert_eq!((candidate(2).rewards.own, candidate(2).rewards.delegated), (300, 0));
	});
}

#[test]
fn payout_rounds_down_what_a_share_has_earned() {
	even().delegated(30, 1, 997).build_and_execute(|| {
		fund(900);
		run_to_era(2);
		pay(0, 1);
		let Rewards { delegated, carry, index, .. } = candidate(1).rewards;
		// Each share's part is rounded down, to a part of 10⁻¹⁸ planck.
		assert_eq!((delegated, carry), (135, 0));
		assert_eq!(math::earned(997, 0, index), Some(134));
	});
}

#[test]
fn payout_fails_when_it_is_too_early() {
	earned(|| {
		for age in 0..2 {
			run_to_era(age);
			assert_noop!(Dpos::payout(signed(1), 0, 1), Error::<Test>::EraNotPayable);
		}
		run_to_block(2 * ERA - 1);
		assert_noop!(Dpos::payout(signed(1), 0, 1), Error::<Test>::EraNotPayable);
		// An era to come.
		assert_noop!(Dpos::payout(signed(1), 9, 1), Error::<Test>::EraNotPayable);
	});
}

#[test]
fn payout_fails_when_the_era_has_expired() {
	earned(|| {
		run_to_era(HISTORY - 1);
		pay(0, 1);
		run_to_era(HISTORY);
		assert_noop!(Dpos::payout(signed(2), 0, 2), Error::<Test>::EraExpired);
	});
}

#[test]
fn payout_fails_when_the_account_had_no_seat() {
	earned(|| {
		run_to_era(2);
		assert_noop!(Dpos::payout(signed(4), 0, 4), Error::<Test>::SeatNotFound);
		assert_noop!(Dpos::payout(signed(30), 0, 30), Error::<Test>::SeatNotFound);
	});
}

#[test]
fn payout_fails_when_it_is_paid() {
	earned(|| {
		run_to_era(2);
		pay(0, 1);
		assert_noop!(Dpos::payout(signed(1), 0, 1), Error::<Test>::AlreadyPaid);
		run_to_era(4);
		assert_noop!(Dpos::payout(signed(1), 0, 1), Error::<Test>::AlreadyPaid);
	});
}

#[test]
fn payout_fails_when_an_earlier_era_is_unpaid() {
	earned(|| {
		run_to_era(3);
		assert_noop!(Dpos::payout(signed(1), 1, 1), Error::<Test>::EarlierEraUnpaid);
		pay(0, 1);
		pay(1, 1);
	});
}

#[test]
fn payout_fails_when_nobody_has_signed() {
	earned(|| {
		run_to_era(2);
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::payout(origin, 0, 1), BadOrigin);
		}
	});
}

#[test]
fn payouts_of_validators_come_in_any_order() {
	earned(|| {
		run_to_era(1);
		fund(1_000);
		run_to_era(2);
		fund(2_000);
		run_to_era(4);
		// One is paid late for all eras, after the others.
		for era in 0..3 {
			pay(era, 3);
			pay(era, 2);
		}
		for era in 0..3 {
			pay(era, 1);
		}
		// 300, 300 and 800.
		assert_eq!(claimed(30, 1), 45 * (3 + 3 + 8));
		assert_eq!(claimed(1, 1), 55 * (3 + 3 + 8));
	});
}

#[test]
fn expire_payout_works() {
	earned(|| {
		assert_ok!(Dpos::chill(signed(1)));
		run_to_era(HISTORY);
		assert_eq!(candidate(1).unpaid.to_vec(), [0]);
		events();
		let info = Dpos::expire_payout(signed(WATCHER), 1).unwrap();
		assert_eq!(info.pays_fee, Pays::No);
		assert_eq!(events(), [Event::PayoutExpired { era: 0, validator: 1 }]);
		assert!(candidate(1).unpaid.is_empty());
		assert_noop!(Dpos::claim(signed(30), 1), Error::<Test>::NothingToClaim);
		assert_noop!(Dpos::expire_payout(signed(1), 1), Error::<Test>::NotExpired);
	});
}

#[test]
fn expired_era_blocks_later_ones_until_it_is_given_up() {
	earned(|| {
		// Out for an era, so that there is room for another.
		run_to_session(1);
		assert_ok!(Dpos::chill(signed(1)));
		run_to_session(3);
		assert_ok!(Dpos::resume(signed(1)));
		run_to_era(HISTORY);
		assert_eq!(candidate(1).unpaid.to_vec(), [0, 1, 3, 4, 5]);
		assert_noop!(Dpos::payout(signed(1), 1, 1), Error::<Test>::EarlierEraUnpaid);
		assert_ok!(Dpos::expire_payout(signed(WATCHER), 1));
		pay(1, 1);
		pay(3, 1);
	});
}

#[test]
fn expire_payout_fails_when_the_era_can_be_paid() {
	earned(|| {
		assert_noop!(Dpos::expire_payout(signed(1), 1), Error::<Test>::NotExpired);
		run_to_block(ERA * u64::from(HISTORY) - 1);
		assert_noop!(Dpos::expire_payout(signed(1), 1), Error::<Test>::NotExpired);
	});
}

#[test]
fn expire_payout_fails_when_the_account_is_no_candidate() {
	earned(|| {
		assert_noop!(Dpos::expire_payout(signed(1), 5), Error::<Test>::CandidateNotFound);
	});
}

#[test]
fn expire_payout_fails_when_nobody_has_signed() {
	earned(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::expire_payout(origin, 1), BadOrigin);
		}
	});
}
