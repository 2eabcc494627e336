//! Each invariant, broken on purpose, is caught by its check.

use super::*;
use frame_support::{
	assert_err,
	traits::fungible::{Mutate, MutateHold},
};

/// Breaks a healthy state, and expects `complaint`. In it are: service 0 by report, with three operators
/// and two open requests, one with a callback, and one result; service 1 by subscription, with a
/// subscriber; service 2 in sessions, with an operator and a session; an evaluation with a ballot.
fn caught(complaint: &'static str, breakage: impl FnOnce()) {
	three(reported()).build_and_execute(|| {
		assert_ok!(register(listing(), Admission::Open, subscribed()));
		assert_ok!(register(listing(), Admission::Open, timed()));
		let request = ask();
		report(request, &[(A, number(1)), (B, number(1)), (C, number(1))]);
		let _ = finalize(request);
		let _ = (ask(), ask_with_callback(LISTENER, b""));
		assert_ok!(Registry::subscribe(signed(CONSUMER), 1, 1, fingerprint(1)));
		for n in [A, B, C] {
			assert_ok!(Registry::join(signed(n), 2, STAKE));
		}
		let opened = Registry::open_session(signed(CONSUMER), 2, 1, fingerprint(1), who(A), 5);
		assert_ok!(opened);
		assert_ok!(Registry::register_evaluator(signed(EVALUATORS), 500));
		assert_ok!(Registry::open_evaluation(signed(CONSUMER), 0, None, 100));
		assert_ok!(Registry::commit_score(signed(EVALUATORS), 0, H256::zero()));
		Registry::do_try_state().unwrap();
		frame_support::storage::with_transaction(|| {
			breakage();
			assert_err!(Registry::do_try_state(), complaint);
			sp_runtime::TransactionOutcome::Rollback(Ok::<_, DispatchError>(()))
		})
		.unwrap();
	});
}

fn hold_more(reason: HoldReason, n: u8) {
	assert_ok!(Balances::mint_into(&who(n), 1));
	assert_ok!(Balances::hold(&reason.into(), &who(n), 1));
}

fn change_request(change: impl FnOnce(&mut RequestOf<Test>)) {
	Requests::<Test>::mutate(1, |request| change(request.as_mut().unwrap()));
}

fn change_operator(change: impl FnOnce(&mut Operator)) {
	Operators::<Test>::mutate(0, who(A), |operator| change(operator.as_mut().unwrap()));
}

fn change_service(change: impl FnOnce(&mut ServiceOf<Test>)) {
	Services::<Test>::mutate(0, |service| change(service.as_mut().unwrap()));
}

#[test]
fn fees() {
	let complaint = "fees are not what is on hold";
	caught(complaint, || change_request(|request| request.fee += 1));
	caught(complaint, || change_request(|request| request.prepaid += 1));
	caught(complaint, || change_request(|request| request.consumer = who(A)));
	caught(complaint, || hold_more(HoldReason::Fee, CONSUMER));
	// In an account that nothing refers to.
	caught(complaint, || hold_more(HoldReason::Fee, 50));
	caught(complaint, || {
		Subscriptions::<Test>::mutate(1, who(CONSUMER), |one| one.as_mut().unwrap().held += 1)
	});
	caught(complaint, || {
		Sessions::<Test>::mutate(2, who(CONSUMER), |one| one.as_mut().unwrap().held += 1)
	});
	caught(complaint, || Evaluations::<Test>::mutate(0, |one| one.as_mut().unwrap().bounty += 1));
	caught("a subscription's calls are not on hold", || {
		Subscriptions::<Test>::mutate(1, who(CONSUMER), |one| one.as_mut().unwrap().calls += 1)
	});
}

#[test]
fn stakes() {
	let complaint = "stakes are not what is on hold";
	caught(complaint, || change_operator(|operator| operator.stake += 1));
	caught(complaint, || hold_more(HoldReason::Stake, A));
	let evaluators = "evaluators' stakes are not what is on hold";
	caught(evaluators, || {
		let evaluator = who(EVALUATORS);
		Evaluators::<Test>::mutate(evaluator, |one| one.as_mut().unwrap().stake += 1)
	});
	caught(evaluators, || hold_more(HoldReason::Evaluation, EVALUATORS));
}

#[test]
fn deposits() {
	let complaint = "deposits are not what is on hold";
	caught(complaint, || change_service(|service| service.deposit += 1));
	caught(complaint, || change_service(|service| service.owner = who(A)));
	caught(complaint, || hold_more(HoldReason::Deposit, OWNER));
}

#[test]
fn references() {
	let count = "an operator's count is wrong";
	caught(count, || change_operator(|operator| operator.open += 1));
	caught(count, || change_request(|request| request.panel = Default::default()));
	caught(count, || {
		Sessions::<Test>::mutate(2, who(CONSUMER), |one| one.as_mut().unwrap().operator = who(B))
	});
	caught("a session with nobody", || {
		Sessions::<Test>::mutate(2, who(CONSUMER), |one| {
			one.as_mut().unwrap().operator = who(D);
			Operators::<Test>::mutate(2, who(A), |one| one.as_mut().unwrap().open -= 1);
		})
	});
	let gone = "a request refers to an operator that is gone";
	caught(gone, || change_operator(|operator| operator.registration += 100));
	caught(gone, || change_request(|request| request.panel[0].operator = who(D)));
	caught("an evaluator's count is wrong", || {
		let evaluator = who(EVALUATORS);
		Evaluators::<Test>::mutate(evaluator, |one| one.as_mut().unwrap().open += 1)
	});
	caught("a ballot of nobody", || {
		Evaluations::<Test>::mutate(0, |one| {
			let ballots = &mut one.as_mut().unwrap().ballots;
			let another = Ballot { evaluator: who(50), ..ballots[0].clone() };
			ballots.try_push(another).unwrap();
		})
	});
}

#[test]
fn rosters() {
	let complaint = "a roster does not list those who serve";
	let change = |change: fn(&mut RosterOf<Test>)| Rosters::<Test>::mutate(0, change);
	caught(complaint, || change(|roster| roster.leave(&who(A))));
	caught(complaint, || change(|roster| roster.members[0].stake += 1));
	caught(complaint, || change_operator(|operator| operator.standing = Standing::Benched));
	caught("a roster is out of order", || {
		change(|roster| {
			let mut members = core::mem::take(&mut roster.members).into_inner();
			members.swap(0, 1);
			roster.members = members.try_into().unwrap();
		})
	});
	caught("an operator serves without a roster", || Rosters::<Test>::remove(0));
}

#[test]
fn uses() {
	let change = |change: fn(&mut ReleaseOf<Test>)| {
		Releases::<Test>::mutate(0, 1, |release| change(release.as_mut().unwrap()))
	};
	caught("a version's count is wrong", || change(|release| release.users += 1));
	caught("a version's count is wrong", || change(|release| release.users = 0));
	let unused = Release { fingerprint: H256::zero(), rules: sealed(), users: 0 };
	caught("a version is kept for nothing", || Releases::<Test>::insert(0, 2, unused));
	let used = Release { fingerprint: H256::zero(), rules: sealed(), users: 1 };
	caught("a version's count is wrong", || Releases::<Test>::insert(0, 2, used));
	caught("a version is gone", || Releases::<Test>::remove(0, 1));
	caught("a version is missing", || change_service(|service| service.current += 1));
	caught("a service's count of users is wrong", || change_service(|service| service.users += 1));
	caught("a service's count of operators is wrong", || {
		change_service(|service| service.operators -= 1)
	});
}

#[test]
fn indexed() {
	let categories = "the index of categories is wrong";
	let tags = "the index of tags is wrong";
	caught(categories, || ByCategory::<Test>::remove(label("weather"), Rank::new(0, 0)));
	caught(categories, || ByCategory::<Test>::insert(label("other"), Rank::new(0, 0), ()));
	caught(categories, || change_service(|service| service.rank += 1));
	caught(categories, || change_service(|service| service.status = Status::Retired));
	caught(tags, || ByTag::<Test>::remove(label("rain"), Rank::new(0, 0)));
	caught(tags, || ByTag::<Test>::insert(label("rain"), Rank::new(1, 0), ()));
	caught(tags, || change_service(|service| service.listing.tags = Tags::new()));
}

#[test]
fn records() {
	let inputs = "inputs are not those of the open requests";
	caught(inputs, || Inputs::<Test>::remove(1));
	caught(inputs, || Inputs::<Test>::insert(9, input()));
	caught("a callback for nothing", || {
		let callback = Callbacks::<Test>::take(2).unwrap();
		Callbacks::<Test>::insert(9, callback);
	});
	caught("a request is ahead", || NextRequest::<Test>::put(2));
	caught("a service is ahead", || NextService::<Test>::put(2));
	caught("an evaluation is ahead", || NextEvaluation::<Test>::put(0));
	caught("a registration is ahead", || NextRegistration::<Test>::put(3));
	caught("a registration was given twice", || {
		Subscriptions::<Test>::mutate(1, who(CONSUMER), |one| {
			one.as_mut().unwrap().registration = 0
		})
	});
}
