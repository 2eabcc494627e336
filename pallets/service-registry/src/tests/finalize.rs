//! Results, and who is paid.

use super::*;
use frame_support::dispatch::Pays;

const EVERYBODY: [u8; 8] = [CONSUMER, OWNER, DEVELOPER, TREASURY, SLASHED, A, B, C];

#[test]
fn finalize_works() {
	three(reported()).build_and_execute(|| {
		let request = ask();
		report(request, &[(A, number(1)), (B, number(2)), (C, number(3))]);
		events();
		let before = issuance();
		let gained = gains(EVERYBODY, || {
			let info = Registry::finalize(signed(WATCHER), request).unwrap();
			assert_eq!(info.pays_fee, Pays::No);
		});
		// Each operator has a third of 500, rounded down; the treasury what that leaves.
		assert_eq!(gained, [0, 200, 100, 152, 0, 166, 166, 166]);
		assert_eq!((held(HoldReason::Fee, CONSUMER), before - issuance()), (0, 50));
		let result = Ok(number(2));
		let paid = Event::Paid {
			service: 0,
			consumer: who(CONSUMER),
			owner: 200,
			operators: 498,
			developer: 100,
			treasury: 152,
			burned: 50,
		};
		assert_eq!(events(), [paid, Event::Finalized { request, result }]);
		let settled = Settled {
			service: 0,
			version: 1,
			consumer: who(CONSUMER),
			result,
			asked: 3,
			answered: 3,
			confirmed: 3,
			evidence: Registry::result_of(request).unwrap().evidence,
			at: 1,
		};
		assert_eq!(Registry::result_of(request), Some(settled));
		assert_eq!(Requests::<Test>::iter().count() + Inputs::<Test>::iter().count(), 0);
		assert_eq!((service(0).users, operator(A).open), (0, 0));
	});
}

#[test]
fn finalize_fails_when_it_must() {
	three(reported()).build_and_execute(|| {
		let finalize =
			|request| Registry::finalize(signed(WATCHER), request).map_err(|error| error.error);
		assert_noop!(finalize(0), Error::<Test>::RequestNotFound);
		let request = ask();
		assert_noop!(finalize(request), Error::<Test>::RequestOpen);
		report(request, &[(A, number(1)), (B, number(1))]);
		assert_noop!(finalize(request), Error::<Test>::RequestOpen);
		report(request, &[(C, number(1))]);
		assert_ok!(finalize(request));
		// Once.
		assert_noop!(finalize(request), Error::<Test>::RequestNotFound);
	});
}

#[test]
fn the_fee_comes_back_when_too_few_answer() {
	three(reported()).build_and_execute(|| {
		let request = ask();
		report(request, &[(A, number(1)), (B, number(1))]);
		run_over(request);
		events();
		let gained = gains(EVERYBODY, || {
			assert_eq!(finalize(request), Err(NoResult::TooFew));
		});
		assert_eq!(gained, [PRICE as i128, 0, 0, 0, 100, 0, 0, 0]);
		let slashed = Event::OperatorSlashed {
			service: 0,
			operator: who(C),
			request,
			answered: false,
			amount: 100,
			shortfall: 0,
		};
		let refunded = Event::Refunded { service: 0, consumer: who(CONSUMER), amount: PRICE };
		let finalized = Event::Finalized { request, result: Err(NoResult::TooFew) };
		assert_eq!(events(), [slashed, refunded, finalized]);
	});
}

#[test]
fn the_fee_comes_back_when_there_is_a_tie() {
	ExtBuilder::default().service(equal()).operators(4).build_and_execute(|| {
		let request = ask();
		report(request, &[(A, hash(1)), (B, hash(2)), (C, hash(1)), (D, hash(2))]);
		let gained = gains(EVERYBODY, || assert_eq!(finalize(request), Err(NoResult::Tie)));
		// It proves nobody wrong.
		assert_eq!(gained, [PRICE as i128, 0, 0, 0, 0, 0, 0, 0]);
		assert_eq!([A, B, C, D].map(|n| operator(n).stake), [STAKE; 4]);
	});
}

#[test]
fn the_fee_comes_back_when_nobody_agrees() {
	three(equal()).build_and_execute(|| {
		let request = ask();
		report(request, &[(A, hash(1)), (B, hash(2)), (C, hash(3))]);
		let gained = gains(EVERYBODY, || assert_eq!(finalize(request), Err(NoResult::NoAgreement)));
		assert_eq!(gained, [PRICE as i128, 0, 0, 0, 0, 0, 0, 0]);
	});
}

#[test]
fn equal_answers_win_and_the_liar_pays() {
	three(equal()).build_and_execute(|| {
		let request = ask();
		report(request, &[(A, hash(1)), (B, hash(2)), (C, hash(1))]);
		let gained = gains(EVERYBODY, || assert_eq!(finalize(request), Ok(hash(1))));
		assert_eq!(gained, [0, 200, 100, 150, 200, 250, 0, 250]);
		assert_eq!(operator(B).stake, STAKE - 200);
	});
}

#[test]
fn the_first_answer_is_enough() {
	let first = Rules { consensus: Standard::First, quorum: 1, ..reported() };
	three(first).build_and_execute(|| {
		let request = ask();
		report(request, &[(B, number(5))]);
		// Others may still answer; nobody has to wait for them, and nobody is blamed.
		report(request, &[(A, number(6))]);
		let gained = gains(EVERYBODY, || assert_eq!(finalize(request), Ok(number(5))));
		assert_eq!(gained, [0, 200, 100, 150, 0, 0, 500, 0]);
		assert_eq!([A, B, C].map(|n| operator(n).stake), [STAKE; 3]);
		// Without an answer there is none.
		let request = ask();
		run_over(request);
		assert_eq!(finalize(request), Err(NoResult::TooFew));
	});
}

#[test]
fn those_close_to_the_median_are_paid() {
	let consensus = Standard::Schelling { tolerance: 5 };
	let rules = Rules { consensus, quorum: 3, ..reported() };
	ExtBuilder::default().service(rules).operators(4).build_and_execute(|| {
		let request = ask();
		report(request, &[(A, number(10)), (B, number(12)), (C, number(14)), (D, number(40))]);
		let gained = gains([A, B, C, D], || assert_eq!(finalize(request), Ok(number(13))));
		assert_eq!(gained, [166, 166, 166, 0]);
		assert_eq!(operator(D).stake, STAKE - 200);
		let request = ask();
		report(request, &[(A, number(10)), (B, number(20)), (C, number(30)), (D, number(40))]);
		assert_eq!(finalize(request), Err(NoResult::NoAgreement));
		assert_eq!(operator(D).stake, STAKE - 200);
	});
}

#[test]
fn sealed_requests_end_alike() {
	three(sealed()).build_and_execute(|| {
		let request = ask();
		answer_sealed(request, &[(A, number(100)), (B, number(104)), (C, number(9_000))]);
		let gained = gains(EVERYBODY, || assert_eq!(finalize(request), Ok(number(104))));
		assert_eq!(gained, [0, 200, 100, 150, 200, 250, 250, 0]);
	});
}

#[test]
fn reputations_follow_results() {
	three(reported()).build_and_execute(|| {
		let request = ask();
		report(request, &[(A, number(1)), (B, number(1)), (C, number(99))]);
		assert_eq!(finalize(request), Ok(number(1)));
		let good = Reputation { good: 200, total: 200, at: 1 };
		let bad = Reputation { good: 0, total: 200, at: 1 };
		assert_eq!([A, B, C].map(|n| operator(n).reputation), [good, good, bad]);
		assert_eq!(service(0).reputation, good);
		// A question that nobody answers says nothing about anybody.
		let request = ask();
		run_over(request);
		let _ = finalize(request);
		assert_eq!(operator(A).reputation, good);
		assert_eq!(service(0).reputation, good);
	});
}
