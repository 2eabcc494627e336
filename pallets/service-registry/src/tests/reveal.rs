use super::*;

fn reveal_by(n: u8, request: RequestId, answer: Answer, salt: H256) -> Result<(), DispatchError> {
	Registry::reveal(signed(n), request, answer, salt)
}

/// A request that all have committed to.
fn committed() -> RequestId {
	let request = ask();
	for n in [A, B, C] {
		commit(request, n, number(n.into()));
	}
	request
}

#[test]
fn reveal_works() {
	three(sealed()).build_and_execute(|| {
		let request = committed();
		events();
		assert_ok!(reveal_by(B, request, number(B.into()), salt(B)));
		let answer = number(B.into());
		assert_eq!(events(), [Event::Revealed { request, operator: who(B), answer }]);
		let state = question(request).panel[1].state;
		assert_eq!(state, SeatState::Answered { answer, arrival: 0 });
	});
}

#[test]
fn reveal_fails_when_it_must() {
	three(sealed()).build_and_execute(|| {
		let request = ask();
		commit(request, A, number(1));
		assert_noop!(reveal_by(A, 9, number(1), salt(A)), Error::<Test>::RequestNotFound);
		assert_noop!(reveal_by(D, request, number(1), salt(D)), Error::<Test>::NotAsked);
		assert_noop!(reveal_by(B, request, number(1), salt(B)), Error::<Test>::CommitNotFound);
		// B may still commit, and could copy.
		assert_noop!(reveal_by(A, request, number(1), salt(A)), Error::<Test>::RevealTooEarly);
		run_to_block(question(request).commit_until + 1);
		assert_noop!(reveal_by(B, request, number(1), salt(B)), Error::<Test>::CommitNotFound);
		assert_noop!(reveal_by(A, request, hash(1), salt(A)), Error::<Test>::WrongAnswerKind);
		assert_noop!(reveal_by(A, request, number(2), salt(A)), Error::<Test>::RevealMismatch);
		assert_noop!(reveal_by(A, request, number(1), salt(B)), Error::<Test>::RevealMismatch);
		assert_ok!(reveal_by(A, request, number(1), salt(A)));
		assert_noop!(reveal_by(A, request, number(1), salt(A)), Error::<Test>::AlreadyAnswered);
	});
	three(reported()).build_and_execute(|| {
		let request = ask();
		let sealed = reveal_by(A, request, number(1), salt(A));
		assert_noop!(sealed, Error::<Test>::WrongAnswering);
	});
}

#[test]
fn reveal_fails_when_its_time_is_over() {
	three(sealed()).build_and_execute(|| {
		let request = committed();
		run_over(request);
		let late = reveal_by(A, request, number(A.into()), salt(A));
		assert_noop!(late, Error::<Test>::AnswerWindowClosed);
	});
}

#[test]
fn a_copied_commitment_opens_for_nobody_else() {
	three(sealed()).build_and_execute(|| {
		let request = ask();
		let original = commitment(request, A, number(7));
		for n in [A, B, C] {
			assert_ok!(Registry::commit(signed(n), request, original));
		}
		// A reveals, so that B knows all that A knew.
		assert_ok!(reveal_by(A, request, number(7), salt(A)));
		for n in [B, C] {
			let copied = reveal_by(n, request, number(7), salt(A));
			assert_noop!(copied, Error::<Test>::RevealMismatch);
		}
		run_over(request);
		let gained = gains([A, B, C, CONSUMER], || {
			assert_eq!(finalize(request), Err(NoResult::TooFew));
		});
		assert_eq!(gained, [0, 0, 0, PRICE as i128]);
		// Who has copied pays as for a lie.
		assert_eq!([A, B, C].map(|n| operator(n).stake), [STAKE, STAKE - 200, STAKE - 200]);
	});
}

#[test]
fn a_commitment_serves_one_request() {
	three(sealed()).build_and_execute(|| {
		let (first, second) = (ask(), ask());
		let reused = commitment(first, A, number(7));
		for request in [first, second] {
			assert_ok!(Registry::commit(signed(A), request, reused));
		}
		run_to_block(question(second).commit_until + 1);
		let replayed = reveal_by(A, second, number(7), salt(A));
		assert_noop!(replayed, Error::<Test>::RevealMismatch);
		assert_ok!(reveal_by(A, first, number(7), salt(A)));
	});
}

#[test]
fn a_commitment_is_for_this_chain() {
	three(sealed()).build_and_execute(|| {
		let request = committed();
		frame_system::BlockHash::<Test>::insert(0, H256::repeat_byte(1));
		let foreign = reveal_by(A, request, number(A.into()), salt(A));
		assert_noop!(foreign, Error::<Test>::RevealMismatch);
	});
}
