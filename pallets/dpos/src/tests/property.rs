//! Random sequences of all calls, beside a model that knows who has what by name, in exact numbers.
//!
//! After each step:
//! - No call brings its caller anything by rounding, and pools and exits never hold more than the
//!   exact stake that is in them; except that less than a planck may be spared where a slash leaves
//!   the last token ([`world::SPARED`]).
//! - Summed over all accounts and places, rounding has moved at most a few planck: none by calls that
//!   touch no shares, 5 by a claim, 11 when stake is added, 17 when it is taken out, 22 when it moves, 3
//!   for each part that is withdrawn, 1 for each pool and exit that is slashed, and 6 by a payout, beside
//!   what earlier rounding of stake carries into it.
//! - Nobody has taken out, together with what it can still take out, more than is its own in exact
//!   numbers, but for two things: what earlier rounding of stake carries into its rewards, and the
//!   sum, over all earlier steps, of what its neighbours' calls may have moved by the figures above.
//!   In the sequences that are the same at each run the second is never more than [`AHEAD`] planck.
//! - Bonds, pots, what a candidate and its delegators have not claimed together, free balances and
//!   issuance are equal to the planck.
//!
//! At the end all leave, and nothing stays behind.

mod chain;
mod model;
mod steps;
mod world;

use self::{steps::Step, world::World};
use crate::mock::*;
use proptest::{
	prelude::*,
	strategy::ValueTree,
	test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use std::collections::BTreeMap;

/// Plays a sequence to its end, and returns how often each outcome was reached, and by how many planck
/// rounding has put anybody ahead, at most.
fn play(steps: Vec<Step>) -> (BTreeMap<String, u32>, f64) {
	let mut chain = ExtBuilder::default();
	for (who, to, amount) in world::DELEGATIONS {
		chain = chain.delegated(who, to, amount);
	}
	let mut outcome = Default::default();
	chain.build_and_execute(|| {
		let mut world = World::new();
		for step in steps {
			world.take(step);
		}
		world.wind_up();
		outcome = (world.tally, world.ahead as f64 / world::UNIT as f64);
	});
	outcome
}

/// How many sequences are tried; more with `PROPTEST_CASES`.
fn cases() -> u32 {
	std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64)
}

fn sequences() -> impl Strategy<Value = Vec<Step>> {
	prop::collection::vec(steps::steps(), 1..200)
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: cases(),
		failure_persistence: None,
		..Default::default()
	})]

	#[test]
	fn any_sequence_of_calls_agrees_with_the_model(steps in sequences()) {
		play(steps);
	}
}

/// The sequences are worth something only if they reach what matters. They are the same at each run.
#[test]
fn sequences_reach_every_call() {
	let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
	let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), rng);
	let mut tally = BTreeMap::new();
	let mut most = 0f64;
	for _ in 0..40 {
		let (outcomes, ahead) = play(sequences().new_tree(&mut runner).unwrap().current());
		for (outcome, count) in outcomes {
			*tally.entry(outcome).or_insert(0) += count;
		}
		most = most.max(ahead);
	}
	println!("nobody was ahead by more than {most} planck");
	assert!(most <= AHEAD, "{most} planck ahead");
	for outcome in OUTCOMES {
		assert!(tally.contains_key(*outcome), "{outcome}: {tally:#?}");
	}
}

/// By how many planck rounding puts anybody ahead in these sequences, at most, beside what it carries into
/// rewards.
const AHEAD: f64 = 10.0;

/// What must be reached: calls that succeed, their more important errors, and what happens in between.
const OUTCOMES: &[&str] = &[
	"a candidate is gone",
	"a candidate that comes back",
	"a debt",
	"a double signature",
	"a report of what is known",
	"a slash of delegated stake",
	"a slash of stake that waits",
	"absence damped",
	"absent",
	"an earlier offence costs more",
	"bond_less",
	"bond_less: BondTooLow",
	"bond_more",
	"chill",
	"claim",
	"claim: NothingToClaim",
	"close",
	"close: DelegationOpen",
	"close: PayoutsPending",
	"compound",
	"compound as a candidate",
	"compound: CandidateJailed",
	"delegate",
	"delegate: CandidateJailed",
	"delegate: DelegationTooLow",
	"expire_payout",
	"leave",
	"leave: CandidateJailed",
	"payout",
	"payout: EraExpired",
	"payout: EraNotPayable",
	"redelegate",
	"redelegate: CandidateJailed",
	"redelegate: CoolingDown",
	"redelegate: DelegationTooLow",
	"register",
	"resume",
	"rounding of stake carried into a payout",
	"set_commission",
	"set_commission: CommissionJump",
	"set_election_mode",
	"set_validator_count",
	"settle_moved",
	"short of blocks",
	"undelegate",
	"undelegate: DelegationTooLow",
	"undelegate: NotEnoughStake",
	"unjail",
	"unjail: BondTooLow",
	"withdraw",
	"withdraw: NothingToWithdraw",
];
