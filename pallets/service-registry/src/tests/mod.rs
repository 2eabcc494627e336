//! One file per call or concept; every error that a call can meet has a test that shows state
//! unchanged.

mod admission;
mod callbacks;
mod commit;
mod consensus;
mod conservation;
mod cost;
mod dust;
mod evaluations;
mod finalize;
mod indices;
mod join;
mod leave;
mod math;
mod on_chain_consumer;
mod publish_version;
mod rank;
mod redeem_call;
mod register_service;
mod report;
mod request;
mod retire_service;
mod reveal;
mod sessions;
mod slashing;
mod subscriptions;
mod try_state;
mod views;
mod windows;

use crate::{consensus::Standard, mock::*, *};
use frame_support::{assert_noop, assert_ok, weights::Weight};
use sp_core::H256;
use sp_runtime::{DispatchError, Perbill};
use vajra_primitives::service::*;

/// The operators of most tests.
const A: u8 = OPERATORS;
const B: u8 = OPERATORS + 1;
const C: u8 = OPERATORS + 2;
const D: u8 = OPERATORS + 3;

/// A service with three operators.
fn three(rules: RulesOf<Test>) -> ExtBuilder {
	ExtBuilder::default().service(rules).operators(3)
}

fn percent(percent: u32) -> Perbill {
	Perbill::from_percent(percent)
}

/// What accounts can spend after `act` that they could not before.
fn gains<const N: usize>(accounts: [u8; N], act: impl FnOnce()) -> [i128; N] {
	let before = accounts.map(free);
	act();
	let after = accounts.map(free);
	core::array::from_fn(|n| after[n] as i128 - before[n] as i128)
}

/// What has worked, where a macro has no place.
fn ok<E: core::fmt::Debug>(result: Result<(), E>) {
	result.unwrap()
}

/// Changes the terms.
fn conditions(change: impl FnOnce(&mut ServiceTerms)) {
	Conditions::mutate(change);
}

/// All commit to these answers, and reveal them.
fn answer_sealed(request: RequestId, answers: &[(u8, Answer)]) {
	for (n, answer) in answers {
		commit(request, *n, *answer);
	}
	run_to_block(question(request).commit_until + 1);
	for (n, answer) in answers {
		reveal(request, *n, *answer);
	}
}

/// Runs to the first block in which nobody can answer any more.
fn run_over(request: RequestId) {
	run_to_block(question(request).answer_until + 1);
}
