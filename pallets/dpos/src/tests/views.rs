use super::*;

/// The answer of a view function: what it writes is thrown away, as it is off chain.
fn view<R>(ask: impl FnOnce() -> R) -> R {
	frame_support::storage::with_transaction(|| {
		sp_runtime::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(ask()))
	})
	.unwrap()
}

fn rewards(who: AccountId, candidate: AccountId) -> Vec<(Option<EraIndex>, Balance)> {
	let rewards = view(|| Dpos::rewards_of(who, candidate));
	rewards.into_iter().map(|reward| (reward.era, reward.amount)).collect()
}

fn unbonding(who: AccountId) -> Vec<(EraIndex, Balance)> {
	let waiting = view(|| Dpos::unbonding_of(who));
	waiting.into_iter().map(|chunk| (chunk.unlocks_at, chunk.amount)).collect()
}

#[test]
fn stake_of_works() {
	even().delegated(30, 1, 1_000).delegated(2, 1, 100).build_and_execute(|| {
		let one = |candidate, amount| DelegationView {
			candidate,
			amount,
			cooling_down: 0,
			moves_at: None,
		};
		assert_eq!(Dpos::stake_of(30), StakeView { bond: 0, delegations: vec![one(1, 1_000)] });
		assert_eq!(Dpos::stake_of(2), StakeView { bond: BOND, delegations: vec![one(1, 100)] });
		assert_eq!(Dpos::stake_of(50), StakeView { bond: 0, delegations: vec![] });
	});
}

#[test]
fn stake_of_tells_what_cools_down_and_what_it_owes() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		assert_ok!(Dpos::delegate(signed(30), 2, 500));
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, None));
		let there = || {
			let found = Dpos::stake_of(30).delegations.into_iter().find(|one| one.candidate == 2);
			let found = found.unwrap();
			(found.amount, found.cooling_down, found.moves_at)
		};
		assert_eq!(there(), (1_500, 1_000, Some(WAIT)));
		assert_ok!(equivocate(1));
		assert_eq!(there(), (1_450, 950, Some(WAIT)));
		assert_ok!(Dpos::settle_moved(signed(30), 30, 2));
		assert_eq!(there(), (1_450, 950, Some(WAIT)));
		run_to_era(WAIT);
		assert_eq!(there(), (1_450, 0, None));
	});
}

#[test]
fn rewards_of_tells_what_eras_have_brought_and_will() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		fund(900);
		assert_eq!(rewards(30, 1), []);
		run_to_era(1);
		fund(1_000);
		assert_eq!((rewards(30, 1), rewards(1, 1)), (vec![(Some(0), 135)], vec![(Some(0), 165)]));
		run_to_era(2);
		let both = vec![(Some(0), 135), (Some(1), 135)];
		assert_eq!(rewards(30, 1), both);
		pay(0, 1);
		assert_eq!(rewards(30, 1), [(None, 135), (Some(1), 135)]);
		assert_eq!(rewards(1, 1), [(None, 165), (Some(1), 165)]);
		assert_eq!(claimed(30, 1), 135);
		assert_eq!(rewards(30, 1), [(Some(1), 135)]);
		run_to_era(3);
		pay(1, 1);
		assert_eq!((rewards(30, 1), rewards(30, 2)), (vec![(None, 135)], vec![]));
		assert_eq!((rewards(30, 5), rewards(31, 1)), (vec![], vec![]));
	});
}

#[test]
fn rewards_of_is_what_a_claim_gives() {
	even().delegated(30, 1, 997).delegated(31, 1, 333).build_and_execute(|| {
		for era in 0..5 {
			run_to_era(era);
			fund(1_003);
			if era == 1 {
				assert_ok!(Dpos::delegate(signed(30), 1, 50));
			}
			if era == 2 {
				assert_ok!(Dpos::undelegate(signed(31), 1, None));
			}
		}
		for era in 0..3 {
			pay(era, 1);
		}
		for who in [30, 31, 1] {
			let [(None, amount), ..] = rewards(who, 1)[..] else { panic!() };
			assert_eq!(claimed(who, 1), amount);
		}
	});
}

#[test]
fn rewards_of_counts_nothing_that_is_lost() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		fund(900);
		assert_ok!(equivocate(1));
		run_to_era(1);
		assert_eq!((rewards(30, 1), rewards(1, 1)), (vec![], vec![]));
		// The others have half of it each, with what was slashed.
		assert_eq!(rewards(2, 2), [(Some(0), (900 + 200) / 2)]);
	});
}

#[test]
fn rewards_of_leaves_the_state_as_it_is() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		fund(900);
		assert_ok!(Dpos::delegate(signed(30), 1, 10));
		run_to_era(2);
		pay(0, 1);
		assert_eq!(Dpos::rewards_of(30, 1)[0].amount, 135);
		assert_eq!(Dpos::rewards_of(30, 1)[0].amount, 135);
		Dpos::do_try_state().unwrap();
	});
}

#[test]
fn unbonding_of_works() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		assert_ok!(Dpos::undelegate(signed(30), 1, Some(100)));
		assert_ok!(Dpos::redelegate(signed(30), 1, 2, None));
		run_to_era(1);
		assert_ok!(Dpos::undelegate(signed(30), 2, Some(200)));
		assert_eq!(unbonding(30), [(3, 100), (4, 200)]);
		assert_ok!(report::<BABE>(0, 1, &[1], &[]));
		// What has left, and what has moved and left.
		assert_eq!(unbonding(30), [(3, 95), (4, 190)]);
		assert_ok!(Dpos::bond_less(signed(3), 40));
		assert_ok!(Dpos::leave(signed(4)));
		assert_eq!((unbonding(3), unbonding(4)), (vec![(5, 40)], vec![(5, BOND)]));
		assert_eq!(unbonding(50), []);
		run_to_era(4);
		assert_eq!(withdrawn(30), 285);
		assert_eq!(unbonding(30), []);
	});
}

#[test]
fn current_validators_works() {
	even().delegated(30, 1, 500).build_and_execute(|| {
		let mut seats = Dpos::current_validators();
		seats.sort_by_key(|(who, _)| *who);
		assert_eq!(seats.iter().map(|(who, _)| *who).collect::<Vec<_>>(), [1, 2, 3]);
		assert_eq!(seats[0].1, seat(0, 1));
		run_to_era(1);
		assert_eq!(Dpos::current_validators().len(), 3);
	});
}

#[test]
fn next_validators_works() {
	even().build_and_execute(|| {
		assert_eq!(Dpos::next_validators(), [(1, BOND), (2, BOND), (3, BOND)]);
		// As the election would end now.
		assert_ok!(Dpos::bond_more(signed(4), 1));
		assert_eq!(Dpos::next_validators(), [(4, BOND + 1), (1, BOND), (2, BOND)]);
		// As it has ended.
		run_to_session(1);
		assert_ok!(Dpos::bond_more(signed(3), 9));
		assert_eq!(Dpos::next_validators(), [(4, BOND + 1), (1, BOND), (2, BOND)]);
		run_to_era(1);
		assert_eq!(Session::validators(), [4, 1, 2]);
		assert_eq!(Dpos::next_validators(), [(3, BOND + 9), (4, BOND + 1), (1, BOND)]);
	});
}

#[test]
fn next_validators_are_less_those_put_out_since_the_election() {
	even().build_and_execute(|| {
		run_to_session(1);
		assert_ok!(equivocate(1));
		assert_eq!(Dpos::next_validators(), [(2, BOND), (3, BOND)]);
		assert_ok!(Dpos::leave(signed(2)));
		assert_eq!(Dpos::next_validators(), [(3, BOND)]);
		// The last of them is gone, too: those who step in.
		assert_ok!(Dpos::leave(signed(3)));
		assert_eq!(Dpos::next_validators(), [(4, BOND)]);
		run_to_session(3);
		assert_eq!(Session::validators(), [4]);
	});
}

#[test]
fn candidates_works_by_pages() {
	ExtBuilder::default().build_and_execute(|| {
		let all = vec![(1, BOND + 3), (2, BOND + 2), (3, BOND + 1), (4, BOND)];
		assert_eq!(Dpos::candidates(None, 9), all);
		assert_eq!(Dpos::candidates(None, 2), all[..2]);
		assert_eq!(Dpos::candidates(Some(all[1]), 2), all[2..]);
		assert_eq!(Dpos::candidates(Some(all[3]), 2), []);
		// From where one was that has left since.
		assert_ok!(Dpos::chill(signed(2)));
		assert_eq!(Dpos::candidates(Some(all[1]), 2), all[2..]);
		assert_eq!(Dpos::candidates(None, 0), []);
	});
}

#[test]
fn rewards_of_forgets_what_has_expired() {
	even().delegated(30, 1, 1_000).build_and_execute(|| {
		fund(900);
		assert_ok!(Dpos::chill(signed(1)));
		run_to_era(HISTORY - 1);
		assert_eq!(rewards(30, 1), [(Some(0), 135)]);
		run_to_era(HISTORY);
		assert_eq!(candidate(1).unpaid.to_vec(), [0]);
		assert_eq!(rewards(30, 1), []);
	});
}
