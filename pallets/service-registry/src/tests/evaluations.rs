use super::*;

const E: u8 = EVALUATORS;
const F: u8 = EVALUATORS + 1;
const G: u8 = EVALUATORS + 2;

/// Three operators and three evaluators.
fn chain(test: impl FnOnce()) {
	three(sealed()).build_and_execute(|| {
		for n in [E, F, G] {
			assert_ok!(Registry::register_evaluator(signed(n), 500));
		}
		events();
		test();
	});
}

fn open(operator: Option<u8>) -> EvaluationId {
	let evaluation = NextEvaluation::<Test>::get();
	assert_ok!(Registry::open_evaluation(signed(CONSUMER), 0, operator.map(who), 100));
	evaluation
}

fn commitment(evaluation: EvaluationId, n: u8, score: u32) -> H256 {
	let evaluator = who(n);
	let score = percent(score);
	ScoreCommitment { genesis: genesis(), evaluation, evaluator, score, salt: salt(n) }.hash()
}

fn commit(evaluation: EvaluationId, n: u8, score: u32) -> Result<(), DispatchError> {
	Registry::commit_score(signed(n), evaluation, commitment(evaluation, n, score))
}

fn reveal(evaluation: EvaluationId, n: u8, score: u32) -> Result<(), DispatchError> {
	Registry::reveal_score(signed(n), evaluation, percent(score), salt(n))
}

fn close(evaluation: EvaluationId) -> Result<(), DispatchError> {
	let closed = Registry::close_evaluation(signed(WATCHER), evaluation);
	closed.map(|_| ()).map_err(|error| error.error)
}

fn score(evaluation: EvaluationId, scores: &[(u8, u32)]) {
	for (n, score) in scores {
		assert_ok!(commit(evaluation, *n, *score));
	}
	run_for(WINDOW + 1);
	for (n, score) in scores {
		assert_ok!(reveal(evaluation, *n, *score));
	}
}

fn evaluator(n: u8) -> Evaluator {
	Evaluators::<Test>::get(who(n)).unwrap()
}

#[test]
fn evaluators_come_and_go() {
	ExtBuilder::default().build_and_execute(|| {
		let register = |stake| Registry::register_evaluator(signed(E), stake);
		assert_noop!(register(199), Error::<Test>::StakeTooLow);
		assert_noop!(register(WEALTH), Error::<Test>::InsufficientBalance);
		let retire = || Registry::retire_evaluator(signed(E));
		assert_noop!(retire(), Error::<Test>::EvaluatorNotFound);
		assert_ok!(register(200));
		assert_noop!(register(200), Error::<Test>::EvaluatorExists);
		assert_eq!(held(HoldReason::Evaluation, E), 200);
		let withdraw = || Registry::withdraw_evaluator(signed(WATCHER), who(E));
		assert_noop!(withdraw(), Error::<Test>::EvaluatorNotLeaving);
		assert_ok!(retire());
		assert_noop!(retire(), Error::<Test>::EvaluatorLeaving);
		run_for(DELAY - 1);
		assert_noop!(withdraw(), Error::<Test>::StakeLocked);
		run_for(1);
		assert_ok!(withdraw());
		assert_noop!(withdraw(), Error::<Test>::EvaluatorNotFound);
		let (evaluator, until) = (who(E), 1 + DELAY);
		assert_eq!(
			events(),
			[
				Event::EvaluatorRegistered { evaluator: evaluator.clone(), stake: 200 },
				Event::EvaluatorLeft { evaluator: evaluator.clone(), until },
				Event::EvaluatorWithdrawn { evaluator, amount: 200 },
			]
		);
		assert_eq!(free(E), WEALTH);
	});
}

#[test]
fn evaluations_work() {
	chain(|| {
		let evaluation = open(Some(B));
		let operator_b = Some(who(B));
		let opened =
			Event::EvaluationOpened { evaluation, service: 0, operator: operator_b, bounty: 100 };
		assert_eq!(events(), [opened]);
		assert_eq!(held(HoldReason::Fee, CONSUMER), 100);
		assert_ok!(commit(evaluation, E, 80));
		assert_eq!(events(), [Event::ScoreCommitted { evaluation, evaluator: who(E) }]);
		assert_ok!(commit(evaluation, F, 90));
		assert_ok!(commit(evaluation, G, 20));
		run_for(WINDOW + 1);
		for (n, score) in [(E, 80), (F, 90)] {
			assert_ok!(reveal(evaluation, n, score));
		}
		events();
		assert_ok!(reveal(evaluation, G, 20));
		let score = percent(20);
		assert_eq!(events(), [Event::ScoreRevealed { evaluation, evaluator: who(G), score }]);
		// 80 is the median, 90 is close enough to it, 20 is not.
		let gained = gains([E, F, G, CONSUMER, SLASHED], || ok(close(evaluation)));
		assert_eq!(gained, [50, 50, 0, 0, 250]);
		let slashed =
			Event::EvaluatorSlashed { evaluation, evaluator: who(G), amount: 250, shortfall: 0 };
		let score = Some(percent(80));
		assert_eq!(events(), [slashed, Event::EvaluationClosed { evaluation, score, each: 50 }]);
		let tested = Some(Tested { score: percent(80), at: now() });
		assert_eq!((operator(B).tested, operator(A).tested), (tested, None));
		assert_eq!((evaluator(G).stake, evaluator(E).open), (250, 0));
		assert_eq!(service(0).tested, None);
	});
}

#[test]
fn a_service_is_evaluated() {
	chain(|| {
		let evaluation = open(None);
		score(evaluation, &[(E, 70), (F, 75), (G, 75)]);
		// The treasury has what rounding leaves.
		let gained = gains([E, F, G, TREASURY], || ok(close(evaluation)));
		assert_eq!(gained, [33, 33, 33, 1]);
		assert_eq!(service(0).tested, Some(Tested { score: percent(75), at: now() }));
	});
}

#[test]
fn without_agreement_there_is_no_score() {
	chain(|| {
		let evaluation = open(None);
		score(evaluation, &[(E, 10), (F, 50), (G, 90)]);
		events();
		let gained = gains([E, F, G, CONSUMER], || ok(close(evaluation)));
		assert_eq!(gained, [0, 0, 0, 100]);
		let refunded = Event::Refunded { service: 0, consumer: who(CONSUMER), amount: 100 };
		let closed = Event::EvaluationClosed { evaluation, score: None, each: 0 };
		assert_eq!(events(), [refunded, closed]);
		assert_eq!([E, F, G].map(|n| evaluator(n).stake), [500; 3]);
		assert_eq!(service(0).tested, None);
	});
}

#[test]
fn who_does_not_reveal_is_slashed() {
	chain(|| {
		let evaluation = open(None);
		assert_ok!(commit(evaluation, E, 80));
		run_for(2 * WINDOW + 1);
		assert_ok!(close(evaluation));
		assert_eq!(evaluator(E).stake, 250);
		// Nobody at all is nobody's fault.
		let evaluation = open(None);
		run_for(WINDOW + 1);
		assert_eq!(gains([CONSUMER], || ok(close(evaluation))), [100]);
	});
}

#[test]
fn what_an_evaluator_lacks_is_recorded() {
	chain(|| {
		let evaluations = [open(None), open(None), open(None)];
		for evaluation in evaluations {
			assert_ok!(commit(evaluation, E, 80));
		}
		run_for(2 * WINDOW + 1);
		for evaluation in evaluations {
			assert_ok!(close(evaluation));
		}
		assert_eq!((evaluator(E).stake, evaluator(E).shortfall), (0, 250));
		// It takes no part any more.
		let evaluation = open(None);
		assert_noop!(commit(evaluation, E, 80), Error::<Test>::StakeTooLow);
	});
}

#[test]
fn open_evaluation_fails_when_it_must() {
	chain(|| {
		let open = |service, operator: Option<u8>, bounty| {
			Registry::open_evaluation(signed(CONSUMER), service, operator.map(who), bounty)
		};
		assert_noop!(open(9, None, 100), Error::<Test>::ServiceNotFound);
		assert_noop!(open(0, Some(D), 100), Error::<Test>::OperatorNotFound);
		assert_noop!(open(0, None, 9), Error::<Test>::BountyTooLow);
		assert_noop!(open(0, None, WEALTH), Error::<Test>::InsufficientBalance);
		assert_ok!(open(0, None, 10));
		NextEvaluation::<Test>::put(EvaluationId::MAX);
		assert_noop!(open(0, None, 100), Error::<Test>::Overflow);
		NextEvaluation::<Test>::put(1);
		assert_ok!(Registry::retire_service(signed(OWNER), 0));
		assert_noop!(open(0, None, 100), Error::<Test>::ServiceRetired);
	});
}

#[test]
fn commit_score_fails_when_it_must() {
	chain(|| {
		let evaluation = open(None);
		assert_noop!(commit(9, E, 80), Error::<Test>::EvaluationNotFound);
		assert_noop!(commit(evaluation, A, 80), Error::<Test>::EvaluatorNotFound);
		run_for(WINDOW);
		assert_ok!(commit(evaluation, E, 80));
		assert_noop!(commit(evaluation, E, 80), Error::<Test>::AlreadyCommitted);
		assert_ok!(Registry::retire_evaluator(signed(F)));
		assert_noop!(commit(evaluation, F, 80), Error::<Test>::EvaluatorLeaving);
		run_for(1);
		assert_noop!(commit(evaluation, G, 80), Error::<Test>::CommitWindowClosed);
	});
}

#[test]
fn evaluations_have_a_limit() {
	chain(|| {
		let evaluation = open(None);
		for n in EVALUATORS..=EVALUATORS + MAX_EVALUATORS as u8 {
			if n > G {
				assert_ok!(Registry::register_evaluator(signed(n), 500));
			}
			let committed = commit(evaluation, n, 80);
			if n < EVALUATORS + MAX_EVALUATORS as u8 {
				assert_ok!(committed);
			} else {
				assert_noop!(committed, Error::<Test>::TooManyEvaluators);
			}
		}
	});
}

#[test]
fn reveal_score_fails_when_it_must() {
	chain(|| {
		let evaluation = open(None);
		assert_noop!(reveal(9, E, 80), Error::<Test>::EvaluationNotFound);
		assert_ok!(commit(evaluation, E, 80));
		// F copies E's commitment, which it cannot open.
		let copied = commitment(evaluation, E, 80);
		assert_ok!(Registry::commit_score(signed(F), evaluation, copied));
		assert_noop!(reveal(evaluation, G, 80), Error::<Test>::CommitNotFound);
		run_for(WINDOW);
		assert_noop!(reveal(evaluation, E, 80), Error::<Test>::RevealTooEarly);
		run_for(1);
		assert_noop!(reveal(evaluation, E, 81), Error::<Test>::RevealMismatch);
		assert_ok!(reveal(evaluation, E, 80));
		assert_noop!(reveal(evaluation, E, 80), Error::<Test>::AlreadyAnswered);
		let copied = Registry::reveal_score(signed(F), evaluation, percent(80), salt(E));
		assert_noop!(copied, Error::<Test>::RevealMismatch);
		run_for(WINDOW);
		let late = reveal(evaluation, F, 80);
		assert_noop!(late, Error::<Test>::AnswerWindowClosed);
	});
}

#[test]
fn close_evaluation_fails_while_scores_can_be_revealed() {
	chain(|| {
		assert_noop!(close(9), Error::<Test>::EvaluationNotFound);
		let evaluation = open(None);
		assert_noop!(close(evaluation), Error::<Test>::EvaluationOpen);
		assert_ok!(commit(evaluation, E, 80));
		assert_ok!(commit(evaluation, F, 80));
		run_for(WINDOW + 1);
		assert_ok!(reveal(evaluation, E, 80));
		assert_noop!(close(evaluation), Error::<Test>::EvaluationOpen);
		assert_ok!(reveal(evaluation, F, 80));
		assert_ok!(close(evaluation));
		assert_noop!(close(evaluation), Error::<Test>::EvaluationNotFound);
	});
}

#[test]
fn stake_stays_while_an_evaluation_refers_to_it() {
	chain(|| {
		let evaluation = open(None);
		assert_ok!(commit(evaluation, E, 80));
		assert_ok!(Registry::retire_evaluator(signed(E)));
		run_for(DELAY);
		let withdraw = || Registry::withdraw_evaluator(signed(E), who(E));
		assert_noop!(withdraw(), Error::<Test>::StakeInUse);
		assert_ok!(close(evaluation));
		assert_ok!(withdraw());
	});
}

#[test]
fn a_score_is_not_inherited() {
	chain(|| {
		conditions(|terms| terms.leave_delay = 1);
		let evaluation = open(Some(B));
		score(evaluation, &[(E, 10), (F, 10)]);
		// B goes and comes back before the evaluation is closed.
		assert_ok!(Registry::leave(signed(B), 0));
		run_for(1);
		assert_ok!(Registry::withdraw_stake(signed(B), 0, who(B)));
		assert_ok!(Registry::join(signed(B), 0, STAKE));
		assert_ok!(close(evaluation));
		assert_eq!(operator(B).tested, None);
		// And so if it has gone altogether.
		let evaluation = open(Some(C));
		score(evaluation, &[(E, 10), (F, 10)]);
		assert_ok!(Registry::leave(signed(C), 0));
		run_for(1);
		assert_ok!(Registry::withdraw_stake(signed(C), 0, who(C)));
		assert_ok!(close(evaluation));
		assert_eq!(Operators::<Test>::get(0, who(C)), None);
	});
}
