//! Who lies, or does not answer, pays for it.

use super::*;

#[test]
fn silence_is_punished_where_others_have_answered() {
	three(reported()).build_and_execute(|| {
		let request = ask();
		report(request, &[(A, number(1)), (B, number(1))]);
		run_over(request);
		let _ = finalize(request);
		assert_eq!([A, B, C].map(|n| operator(n).stake), [STAKE, STAKE, STAKE - 100]);
	});
}

#[test]
fn a_question_that_most_cannot_answer_costs_nobody_anything() {
	three(reported()).build_and_execute(|| {
		let (nobody, one) = (ask(), ask());
		report(one, &[(A, number(1))]);
		run_over(one);
		events();
		let _ = (finalize(nobody), finalize(one));
		let slashed = |event: &Event<Test>| matches!(event, Event::OperatorSlashed { .. });
		assert!(!events().iter().any(slashed));
		assert_eq!([A, B, C].map(|n| operator(n).stake), [STAKE; 3]);
	});
}

#[test]
fn who_has_committed_could_have_answered() {
	three(sealed()).build_and_execute(|| {
		let request = ask();
		commit(request, B, number(1));
		run_over(request);
		let _ = finalize(request);
		// As much as a lie: it may have been one that would not have won.
		assert_eq!([A, B, C].map(|n| operator(n).stake), [STAKE, STAKE - 200, STAKE]);
	});
	three(sealed()).build_and_execute(|| {
		conditions(|terms| terms.slashes.silence = percent(30));
		let request = ask();
		commit(request, B, number(1));
		run_over(request);
		let _ = finalize(request);
		assert_eq!(operator(B).stake, STAKE - 300);
	});
}

#[test]
fn a_liar_saves_nothing_by_keeping_its_answer_back() {
	three(sealed()).build_and_execute(|| {
		let request = ask();
		for (n, answer) in [(A, 1), (B, 1), (C, 99)] {
			commit(request, n, number(answer));
		}
		run_for(question(request).commit_until - now() + 1);
		for n in [A, B] {
			assert_ok!(Registry::reveal(signed(n), request, number(1), salt(n)));
		}
		run_over(request);
		let _ = finalize(request);
		assert_eq!([A, B, C].map(|n| operator(n).stake), [STAKE, STAKE, STAKE - 200]);
	});
}

#[test]
fn silences_of_one_cause_take_of_what_is_left() {
	three(reported()).build_and_execute(|| {
		let requests = [ask(), ask()];
		for request in requests {
			report(request, &[(A, number(1)), (B, number(1))]);
		}
		run_over(requests[1]);
		for request in requests {
			let _ = finalize(request);
		}
		// A tenth of 1000, and of 900.
		assert_eq!((operator(C).stake, operator(C).shortfall), (STAKE - 190, 0));
	});
}

#[test]
fn nobody_is_silent_who_may_not_have_been_told_the_question() {
	three(reported()).build_and_execute(|| {
		let hash = Input::Hash(H256::repeat_byte(9));
		let asked = Registry::request(signed(CONSUMER), 0, 1, fingerprint(1), hash, None);
		assert_ok!(asked);
		let request = NextRequest::<Test>::get() - 1;
		report(request, &[(A, number(1)), (B, number(1))]);
		run_over(request);
		let before = operator(C).reputation;
		let _ = finalize(request);
		assert_eq!([A, B, C].map(|n| operator(n).stake), [STAKE; 3]);
		assert_eq!(operator(C).reputation, before);
	});
}

#[test]
fn a_slash_is_a_share_of_what_was_at_stake() {
	three(reported()).build_and_execute(|| {
		let request = ask();
		// Stake that comes later is not at stake, and none can go.
		assert_ok!(Registry::add_stake(signed(C), 0, 500));
		report(request, &[(A, number(1)), (B, number(1)), (C, number(99))]);
		let gained = gains([SLASHED], || {
			let _ = finalize(request);
		});
		assert_eq!(gained, [200]);
		assert_eq!((operator(C).stake, held(HoldReason::Stake, C)), (1_300, 1_300));
	});
}

#[test]
fn slashes_are_rounded_against_the_operator() {
	three(reported()).build_and_execute(|| {
		assert_ok!(Registry::add_stake(signed(C), 0, 1));
		let request = ask();
		report(request, &[(A, number(1)), (B, number(1)), (C, number(99))]);
		let _ = finalize(request);
		// A fifth of 1001 is 200.2.
		assert_eq!(operator(C).stake, 1_001 - 201);
	});
}

#[test]
fn what_is_missing_is_recorded() {
	three(reported()).build_and_execute(|| {
		conditions(|terms| terms.slashes.deviation = percent(60));
		let requests = [ask(), ask()];
		for request in requests {
			report(request, &[(A, number(1)), (B, number(1)), (C, number(99))]);
		}
		let _ = finalize(requests[0]);
		assert_eq!((operator(C).stake, operator(C).shortfall), (400, 0));
		events();
		let gained = gains([SLASHED], || {
			let _ = finalize(requests[1]);
		});
		// All that is left, and not more.
		assert_eq!(gained, [400]);
		assert_eq!((operator(C).stake, operator(C).shortfall), (0, 200));
		let slashed = Event::OperatorSlashed {
			service: 0,
			operator: who(C),
			request: requests[1],
			answered: true,
			amount: 400,
			shortfall: 200,
		};
		let benched = Event::OperatorBenched { service: 0, operator: who(C) };
		assert_eq!(events()[..2], [slashed, benched]);
		// It serves no longer, and can go with nothing.
		assert_eq!(roster(), [A, B].map(who));
		assert_ok!(Registry::leave(signed(C), 0));
		run_for(DELAY);
		assert_ok!(Registry::withdraw_stake(signed(C), 0, who(C)));
		assert_eq!(free(C), WEALTH - 1_000);
	});
}

#[test]
fn stakes_on_other_services_are_not_touched() {
	three(reported()).build_and_execute(|| {
		assert_ok!(register(listing(), Admission::Open, reported()));
		assert_ok!(Registry::join(signed(C), 1, 5_000));
		conditions(|terms| terms.slashes.deviation = percent(60));
		let requests = [ask(), ask()];
		for request in requests {
			report(request, &[(A, number(1)), (B, number(1)), (C, number(99))]);
		}
		for request in requests {
			let _ = finalize(request);
		}
		assert_eq!(operator(C).stake, 0);
		assert_eq!(held(HoldReason::Stake, C), 5_000);
	});
}

#[test]
fn the_roster_follows_a_slash() {
	three(reported()).build_and_execute(|| {
		let request = ask();
		report(request, &[(A, number(99)), (B, number(1)), (C, number(1))]);
		let _ = finalize(request);
		assert_eq!(roster(), [B, C, A].map(who));
		assert_eq!(question(ask()).panel[2].stake, STAKE - 200);
	});
}

#[test]
fn a_liar_and_a_sleeper_pay_and_the_result_is_right() {
	let rules = Rules { quorum: 3, ..equal() };
	ExtBuilder::default().service(rules).operators(5).build_and_execute(|| {
		let (liar, sleeper) = (D, D + 1);
		let request = ask();
		report(request, &[(A, hash(1)), (B, hash(1)), (C, hash(1)), (liar, hash(2))]);
		run_over(request);
		let gained = gains([A, B, C, SLASHED], || assert_eq!(finalize(request), Ok(hash(1))));
		assert_eq!(gained, [166, 166, 166, 300]);
		assert_eq!([liar, sleeper].map(|n| operator(n).stake), [800, 900]);
	});
}
