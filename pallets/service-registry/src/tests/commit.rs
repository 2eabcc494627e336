use super::*;

fn commit_by(n: u8, request: RequestId) -> Result<(), DispatchError> {
	Registry::commit(signed(n), request, H256::repeat_byte(n))
}

#[test]
fn commit_works() {
	three(sealed()).build_and_execute(|| {
		let request = ask();
		events();
		assert_ok!(commit_by(B, request));
		assert_eq!(events(), [Event::Committed { request, operator: who(B) }]);
		let state = |place: usize| question(request).panel[place].state;
		assert_eq!(state(0), SeatState::Silent);
		assert_eq!(state(1), SeatState::Committed(H256::repeat_byte(B)));
	});
}

#[test]
fn commit_fails_when_it_must() {
	three(sealed()).build_and_execute(|| {
		let request = ask();
		assert_noop!(commit_by(A, 9), Error::<Test>::RequestNotFound);
		assert_noop!(commit_by(D, request), Error::<Test>::NotAsked);
		// Who joins later is not asked either.
		assert_ok!(Registry::join(signed(D), 0, STAKE));
		assert_noop!(commit_by(D, request), Error::<Test>::NotAsked);
		assert_ok!(commit_by(A, request));
		assert_noop!(commit_by(A, request), Error::<Test>::AlreadyCommitted);
		run_to_block(question(request).commit_until + 1);
		assert_noop!(commit_by(B, request), Error::<Test>::CommitWindowClosed);
	});
	three(reported()).build_and_execute(|| {
		let request = ask();
		assert_noop!(commit_by(A, request), Error::<Test>::WrongAnswering);
	});
}

#[test]
fn requests_are_answered_beside_each_other() {
	three(sealed()).build_and_execute(|| {
		let (first, second) = (ask(), ask());
		for n in [A, B, C] {
			commit(first, n, number(1));
			commit(second, n, number(2));
		}
		for n in [C, A, B] {
			reveal(second, n, number(2));
			reveal(first, n, number(1));
		}
		assert_eq!((finalize(first), finalize(second)), (Ok(number(1)), Ok(number(2))));
		assert_eq!(operator(A).open, 0);
	});
}
