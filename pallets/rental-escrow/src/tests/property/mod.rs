//! Any calls, by anybody, in any order: what holds after each of them, and that each order ends, once.

mod deeds;
mod hardship;
mod world;

use self::{
	deeds::{deed, Deed},
	world::World,
};
use super::*;
use frame_support::assert_ok;
use proptest::{prelude::*, strategy::Strategy};
use std::collections::{BTreeMap, BTreeSet};

/// How many cases to run: as many as the environment says.
fn cases(least: u32) -> u32 {
	let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
	wanted.unwrap_or(least)
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: cases(48),
		failure_persistence: None,
		..Default::default()
	})]

	/// After each call: what is on hold is what records say, reserved chips are those of open leases, no
	/// money is made or lost, each side has what the terms say, and a call that fails has changed nothing.
	/// In the end a stranger resolves all that is open, and nothing is left on hold but for listings.
	#[test]
	fn orders_end_once_and_move_what_their_terms_say(
		deeds in prop::collection::vec(deed(), 40..120),
	) {
		ExtBuilder::default().build_and_execute(|| {
			let mut world = World::new();
			for deed in &deeds {
				world.step(deed);
			}
			world.resolve_all();
		});
	}
}

/// The random deeds get somewhere: each call succeeds, and each outcome is reached.
#[test]
fn random_deeds_reach_every_call_and_outcome() {
	use proptest::{
		strategy::ValueTree,
		test_runner::{RngAlgorithm, TestRng, TestRunner},
	};
	let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
	let mut runner = TestRunner::new_with_rng(Default::default(), rng);
	let strategy = prop::collection::vec(deed(), 1_000);
	let (mut done, mut outcomes) = (BTreeSet::new(), BTreeSet::new());
	for _ in 0..4 {
		let deeds = strategy.new_tree(&mut runner).unwrap().current();
		ExtBuilder::default().build_and_execute(|| {
			let mut world = World::new();
			for deed in &deeds {
				if world.step(deed) {
					done.insert(format!("{:?}", deed.act));
				}
			}
			world.resolve_all();
			outcomes.extend(world.outcomes());
		});
	}
	assert_eq!(done.len(), deeds::ACTS.len(), "only {done:?}");
	assert_eq!(outcomes.len(), 11, "only {outcomes:?}");
}
