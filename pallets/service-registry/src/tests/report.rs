use super::*;
use codec::Encode;
use sp_core::Pair;
use sp_io::hashing::blake2_256;

fn send(request: RequestId, report: Vec<SignedObservationOf<Test>>) -> Result<(), DispatchError> {
	let report = report.try_into().unwrap();
	Registry::report(signed(WATCHER), request, report).map(|_| ()).map_err(|e| e.error)
}

#[test]
fn report_works() {
	three(reported()).build_and_execute(|| {
		let request = ask();
		events();
		let first = reports(request, &[(C, number(3)), (A, number(1))]);
		assert_ok!(Registry::report(signed(WATCHER), request, first.clone()));
		let evidence = H256(blake2_256(&(H256::zero(), first).encode()));
		assert_eq!(events(), [Event::Reported { request, observations: 2, evidence }]);
		// One who was left out reports itself. What is known is passed over.
		let second = reports(request, &[(A, number(9)), (B, number(2))]);
		assert_ok!(Registry::report(signed(B), request, second.clone()));
		let evidence = H256(blake2_256(&(evidence, vec![second[1].clone()]).encode()));
		assert_eq!(events(), [Event::Reported { request, observations: 1, evidence }]);
		assert_eq!(finalize(request), Ok(number(2)));
		let settled = Registry::result_of(request).unwrap();
		assert_eq!((settled.asked, settled.answered, settled.confirmed), (3, 3, 3));
		assert_eq!(settled.evidence, evidence);
	});
}

#[test]
fn report_fails_when_it_must() {
	three(reported()).build_and_execute(|| {
		let request = ask();
		let one = |n| observation(request, n, number(1));
		assert_noop!(send(9, vec![one(A)]), Error::<Test>::RequestNotFound);
		assert_noop!(send(request, vec![]), Error::<Test>::ReportEmpty);
		assert_noop!(send(request, vec![one(A), one(D)]), Error::<Test>::NotAsked);
		let twice = send(request, vec![one(A), one(B), one(A)]);
		assert_noop!(twice, Error::<Test>::DuplicateSigner);
		let kind = send(request, vec![observation(request, A, hash(1))]);
		assert_noop!(kind, Error::<Test>::WrongAnswerKind);
		assert_ok!(send(request, vec![one(A)]));
		assert_noop!(send(request, vec![one(A)]), Error::<Test>::AlreadyAnswered);
		// Twice in a report is twice, even if it is known.
		assert_noop!(send(request, vec![one(A), one(A)]), Error::<Test>::DuplicateSigner);
		run_over(request);
		assert_noop!(send(request, vec![one(B)]), Error::<Test>::AnswerWindowClosed);
	});
	three(sealed()).build_and_execute(|| {
		let request = ask();
		let open = send(request, vec![observation(request, A, number(1))]);
		assert_noop!(open, Error::<Test>::WrongAnswering);
	});
}

#[test]
fn report_fails_when_an_observation_is_not_signed() {
	three(reported()).build_and_execute(|| {
		let request = ask();
		let error = || Error::<Test>::BadSignature;
		let good = observation(request, A, number(1));
		// Another's signature, another answer, another request, another chain, another purpose.
		let forged = SignedObservation { operator: who(B), ..good.clone() };
		assert_noop!(send(request, vec![forged]), error());
		let forged = SignedObservation { answer: number(2), ..good.clone() };
		assert_noop!(send(request, vec![forged]), error());
		let other = ask();
		assert_noop!(send(other, vec![good.clone()]), error());
		let sealed = Commitment {
			genesis: genesis(),
			request,
			operator: who(A),
			answer: number(1),
			salt: H256::zero(),
		};
		let signature = pair(A).sign(&sealed.payload()).into();
		assert_noop!(send(request, vec![SignedObservation { signature, ..good.clone() }]), error());
		// One bad observation spoils the report, and nothing of it stays.
		let forged = SignedObservation { answer: number(2), ..good.clone() };
		let mixed = vec![observation(request, B, number(1)), forged];
		assert_noop!(send(request, mixed), error());
		frame_system::BlockHash::<Test>::insert(0, H256::repeat_byte(1));
		assert_noop!(send(request, vec![good]), error());
	});
}

#[test]
fn anybody_may_report_and_decides_nothing() {
	three(reported()).build_and_execute(|| {
		let request = ask();
		// The liar sends the report, in its own order.
		let answers = [(C, number(900)), (B, number(2)), (A, number(1))];
		assert_ok!(Registry::report(signed(C), request, reports(request, &answers)));
		assert_eq!(finalize(request), Ok(number(2)));
		assert_eq!(operator(C).stake, STAKE - 200);
	});
}
