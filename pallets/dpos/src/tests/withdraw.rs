use super::*;
use frame_support::{assert_noop, dispatch::GetDispatchInfo};
use sp_runtime::{DispatchError::BadOrigin, TokenError};

#[test]
fn withdraw_works() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(400)));
		run_to_era(1);
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(50)));
		run_to_block(ERA * u64::from(WAIT) - 1);
		assert_noop!(Dpos::withdraw(signed(30), 30), Error::<Test>::NothingToWithdraw);
		run_to_era(WAIT);
		events();
		// By anyone.
		assert_ok!(Dpos::withdraw(signed(WATCHER), 30));
		assert_eq!(events(), [Event::Withdrawn { who: 30, amount: 400 }]);
		assert_eq!((free(30), free(WATCHER)), (WEALTH - 600, WEALTH));
		assert_eq!(exit(1, 0), None);
		assert_noop!(Dpos::withdraw(signed(30), 30), Error::<Test>::NothingToWithdraw);
		run_to_era(WAIT + 1);
		assert_eq!(withdrawn(30), 50);
	});
}

#[test]
fn withdraw_takes_bond_and_stake_at_once() {
	even().delegated(1, 2, 1_000).build_and_execute(|| {
		assert_ok!(Dpos::undelegate(signed(1), 2, None));
		assert_ok!(Dpos::bond_less(signed(1), 300));
		run_to_era(WAIT + 1);
		events();
		assert_ok!(Dpos::withdraw(signed(WATCHER), 1));
		assert_eq!(events(), [Event::Withdrawn { who: 1, amount: 1_300 }]);
		assert_eq!(free(1), WEALTH - 700);
	});
}

#[test]
fn withdraw_shares_what_a_slash_has_left() {
	even().delegated(30, 1, 1_000).delegated(31, 1, 333).build_and_execute(|| {
		assert_ok!(Dpos::undelegate(signed(30), 1, None));
		assert_ok!(Dpos::undelegate(signed(31), 1, None));
		assert_ok!(equivocate(1));
		// 1 333 less 67.
		assert_eq!(exit(1, 0).unwrap().pool.tokens, 1_266);
		run_to_era(WAIT);
		let first = withdrawn(30);
		let last = withdrawn(31);
		// Rounded down; the last one takes all there is.
		assert_eq!((first, last), (949, 317));
		assert_eq!(held(HoldReason::Stake, pot()), 0);
	});
}

#[test]
fn withdraw_costs_what_it_takes_out() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(400)));
		run_to_era(WAIT);
		let call = RuntimeCall::Dpos(Call::withdraw { who: 30 });
		let most = call.get_dispatch_info().call_weight;
		let least = Dpos::withdraw(signed(30), 30).unwrap().actual_weight.unwrap();
		assert_eq!(least, <() as WeightInfo>::withdraw(1));
		assert_eq!(most, <() as WeightInfo>::withdraw(5));
	});
}

#[test]
fn withdraw_fails_when_nothing_waits() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		for who in [1, 30, 50] {
			assert_noop!(Dpos::withdraw(signed(who), who), Error::<Test>::NothingToWithdraw);
		}
		run_to_era(WAIT);
		for who in [1, 30, 50] {
			assert_noop!(Dpos::withdraw(signed(who), who), Error::<Test>::NothingToWithdraw);
		}
	});
}

#[test]
fn withdraw_fails_when_nobody_has_signed() {
	even().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Dpos::withdraw(origin, 30), BadOrigin);
		}
	});
}

#[test]
fn withdraw_and_claim_fail_when_the_account_could_not_exist_with_it() {
	even().delegated(30, 1, 1_000).delegated(30, 2, 1_000).build_and_execute(|| {
		fund(90);
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(40)));
		assert_ok!(Balances::transfer_all(signed(30), 50, false));
		run_to_era(WAIT);
		Least::set(41);
		pay(0, 1);
		assert!(!System::account_exists(&30));
		let error = TokenError::CannotCreate;
		assert_noop!(Dpos::withdraw(signed(WATCHER), 30), error);
		assert_noop!(Dpos::claim(signed(30), 1), error);
		// It waits until the account is there.
		assert_ok!(Balances::transfer_allow_death(signed(50), 30, 41));
		assert_eq!((withdrawn(30), claimed(30, 1)), (40, 14));
	});
}
