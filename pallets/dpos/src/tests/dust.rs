//! Nothing is stranded: when all have left and claimed, only pots are left.

use super::*;

/// What is held for stake, and what is held for rewards and in no pot.
fn stranded() -> (Balance, Balance) {
	let pots: Balance = Eras::<Test>::iter_values().map(|era| era.pot).sum();
	(held(HoldReason::Stake, pot()), held(HoldReason::Rewards, pot()) - pots)
}

#[test]
fn nothing_is_on_hold_when_all_have_left() {
	let delegations = [(30, 1, 997), (31, 1, 13), (32, 2, 331), (33, 3, 77), (30, 3, 501)];
	let chain = delegations
		.into_iter()
		.fold(even(), |chain, (who, candidate, amount)| chain.delegated(who, candidate, amount));
	chain.build_and_execute(|| {
		let before = Balances::total_issuance();
		for new in 11..=13 {
			assert_ok!(Dpos::register(signed(new), BOND - 1, percent(7)));
		}
		fund(1_001);
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, Some(331)));
		assert_ok!(report::<BABE>(0, 1, &[1], &[]));
		run_to_era(1);
		fund(777);
		assert_ok!(Dpos::undelegate(signed(32), 2, Some(31)));
		assert_ok!(Dpos::undelegate(signed(30), 2, Some(100)));
		assert_ok!(report::<GRANDPA>(2, 1, &[2], &[]));
		run_to_era(3);
		for who in 1..=4 {
			for era in 0..2 {
				let _ = Dpos::payout(signed(WATCHER), era, who);
			}
		}
		let _ = Dpos::compound(signed(33), 3);
		for (who, candidate) in [(30, 1), (30, 2), (30, 3), (31, 1), (32, 2), (33, 3)] {
			assert_ok!(Dpos::undelegate(signed(who), candidate, None));
		}
		for who in [3, 4] {
			assert_ok!(Dpos::leave(signed(who)));
		}
		run_to_era(8);
		for who in [1, 2] {
			assert_ok!(Dpos::leave(signed(who)));
		}
		run_to_era(12);
		for who in 1..=4 {
			while Dpos::expire_payout(signed(WATCHER), who).is_ok() {}
			for era in 8..11 {
				let _ = Dpos::payout(signed(WATCHER), era, who);
			}
			let _ = Dpos::claim(signed(who), who);
			let _ = Dpos::withdraw(signed(WATCHER), who);
		}
		for who in 30..=33 {
			for candidate in 1..=4 {
				let _ = Dpos::claim(signed(who), candidate);
			}
			assert_ok!(Dpos::withdraw(signed(WATCHER), who));
		}
		for new in 11..=13 {
			for era in 8..11 {
				let _ = Dpos::payout(signed(WATCHER), era, new);
			}
			let _ = Dpos::claim(signed(new), new);
		}
		for who in 1..=4 {
			assert!(!Candidates::<Test>::contains_key(who), "{:?}", candidate(who));
		}
		assert_eq!(stranded(), (0, 0));
		assert_eq!(Delegations::<Test>::iter().count(), 0);
		assert_eq!(Delegators::<Test>::iter().count(), 0);
		assert_eq!(Exits::<Test>::iter().count(), 0);
		assert_eq!(Checkpoints::<Test>::iter().count(), 0);
		for who in 1..=4 {
			assert_eq!(held(HoldReason::Bond, who), 0);
		}
		assert_eq!(Balances::total_issuance(), before + 1_001 + 777);
	});
}

#[test]
fn rounding_never_gives_more_than_there_is() {
	let people = [(30, 1u128), (31, 3), (32, 7), (33, 11), (34, 101)];
	let chain =
		people.into_iter().fold(even(), |chain, (who, amount)| chain.delegated(who, 1, amount + 9));
	chain.build_and_execute(|| {
		run_to_era(1);
		let mut claims = 0;
		for era in 1..20 {
			run_to_era(era);
			fund(u128::from(era) * 31 + 7);
			if era > 1 {
				pay(era - 2, 1);
			}
			if era % 3 == 0 {
				for (who, _) in people {
					if claimable(who) > 0 {
						claims += claimed(who, 1);
					}
				}
			}
		}
		// Each claim loses less than a planck, and so does each payout.
		let left = candidate(1).rewards.delegated;
		assert!(claims > 0 && left > 0);
		let owed: Balance = people.into_iter().map(|(who, _)| claimable(who)).sum();
		assert!(left >= owed && left - owed < 6 * 5 + 18, "{left} for {owed}");
	});
}

#[test]
fn pool_is_empty_when_the_last_share_has_left() {
	let chain = (30..40).fold(even(), |chain, who| chain.delegated(who, 1, Balance::from(who)));
	chain.build_and_execute(|| {
		let all = candidate(1).pool.tokens;
		slash_pool(1, Perbill::from_parts(333_333_333));
		let cut = all - candidate(1).pool.tokens;
		for who in 30..40 {
			assert_ok!(Dpos::undelegate(signed(who), 1, Some(3)));
			assert_ok!(Dpos::undelegate(signed(who), 1, None));
		}
		assert_eq!(candidate(1).pool, Pool::default());
		run_to_era(WAIT);
		let taken: Balance = (30..40).map(withdrawn).sum();
		assert_eq!(taken, all - cut);
		assert_eq!((exit(1, 0), held(HoldReason::Stake, pot())), (None, 0));
	});
}

/// What a delegator of candidate 1 could claim.
fn claimable(who: AccountId) -> Balance {
	let claim = || {
		let before = free(who);
		let _ = Dpos::claim(signed(who), 1);
		let gained = free(who) - before;
		sp_runtime::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(gained))
	};
	frame_support::storage::with_transaction(claim).unwrap()
}
