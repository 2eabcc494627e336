//! The first and the last block of each window.

use super::*;

#[test]
fn a_commitment_in_the_last_block_can_be_revealed() {
	three(sealed()).build_and_execute(|| {
		let request = ask();
		let Request { commit_until, answer_until, .. } = question(request);
		assert_eq!((commit_until, answer_until), (1 + WINDOW, 1 + 2 * WINDOW));
		// In the block of the request itself, in one in between, and in the last.
		commit(request, A, number(1));
		run_to_block(3);
		commit(request, B, number(2));
		run_to_block(commit_until);
		// C may still commit: nobody reveals.
		let early = Registry::reveal(signed(A), request, number(1), salt(A));
		assert_noop!(early, Error::<Test>::RevealTooEarly);
		commit(request, C, number(3));
		run_to_block(commit_until + 1);
		reveal(request, C, number(3));
		run_to_block(answer_until);
		reveal(request, A, number(1));
		let open = Registry::finalize(signed(WATCHER), request).map_err(|e| e.error);
		assert_noop!(open, Error::<Test>::RequestOpen);
		reveal(request, B, number(2));
		// Nobody can answer any more.
		assert_eq!(finalize(request), Ok(number(2)));
	});
}

#[test]
fn a_block_later_neither_commitments_nor_reveals_count() {
	three(sealed()).build_and_execute(|| {
		let request = ask();
		commit(request, A, number(1));
		commit(request, B, number(1));
		run_to_block(question(request).commit_until + 1);
		let hash = commitment(request, C, number(1));
		let late = Registry::commit(signed(C), request, hash);
		assert_noop!(late, Error::<Test>::CommitWindowClosed);
		reveal(request, A, number(1));
		run_to_block(question(request).answer_until + 1);
		let late = Registry::reveal(signed(B), request, number(1), salt(B));
		assert_noop!(late, Error::<Test>::AnswerWindowClosed);
		assert_eq!(finalize(request), Err(NoResult::TooFew));
	});
}

#[test]
fn reveals_begin_early_once_all_have_committed() {
	three(sealed()).build_and_execute(|| {
		let request = ask();
		for n in [A, B, C] {
			commit(request, n, number(1));
		}
		assert_eq!(question(request).phase(now()), Phase::Reveal);
		for n in [A, B, C] {
			reveal(request, n, number(1));
		}
		assert_eq!(question(request).phase(now()), Phase::Over);
		assert_eq!(finalize(request), Ok(number(1)));
		assert_eq!(now(), 1);
	});
}

#[test]
fn the_shortest_windows_work() {
	let answering = Answering::CommitReveal { commit: 1, reveal: 1 };
	three(Rules { answering, ..sealed() }).build_and_execute(|| {
		let request = ask();
		run_for(1);
		commit(request, A, number(1));
		commit(request, B, number(1));
		run_for(1);
		reveal(request, A, number(1));
		reveal(request, B, number(1));
		// C has not committed, so that nobody can answer any more.
		assert_eq!(finalize(request), Err(NoResult::TooFew));
	});
}

#[test]
fn a_request_that_nobody_commits_to_is_over_with_the_commitments() {
	three(sealed()).build_and_execute(|| {
		let request = ask();
		run_to_block(question(request).commit_until);
		let open = Registry::finalize(signed(WATCHER), request).map_err(|e| e.error);
		assert_noop!(open, Error::<Test>::RequestOpen);
		run_for(1);
		assert_eq!(finalize(request), Err(NoResult::TooFew));
	});
}

#[test]
fn reports_count_in_the_last_block_and_not_after() {
	three(reported()).build_and_execute(|| {
		let (first, second) = (ask(), ask());
		let last = question(first).answer_until;
		run_to_block(last);
		let open = Registry::finalize(signed(WATCHER), second).map_err(|e| e.error);
		assert_noop!(open, Error::<Test>::RequestOpen);
		report(first, &[(A, number(1)), (B, number(1)), (C, number(1))]);
		run_for(1);
		let late = Registry::report(signed(A), second, reports(second, &[(A, number(1))]));
		assert_noop!(late.map_err(|e| e.error), Error::<Test>::AnswerWindowClosed);
		assert_eq!((finalize(first), finalize(second)), (Ok(number(1)), Err(NoResult::TooFew)));
	});
}
