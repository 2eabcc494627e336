//! Money in is money out, to the planck, whatever comes of it.

mod steps;

use self::steps::{steps, Step, World};
use super::*;
use proptest::{
	prelude::*,
	strategy::ValueTree,
	test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use std::collections::BTreeMap;

/// What an operator does about a request.
#[derive(Clone, Debug)]
enum Deed {
	Answer(i128),
	Commit,
	Nothing,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
	let deed = prop_oneof![
		6 => (0..4i128).prop_map(|n| Deed::Answer(n * 10)),
		1 => any::<i128>().prop_map(Deed::Answer),
		1 => Just(Deed::Commit),
		1 => Just(Deed::Nothing),
	];
	prop::collection::vec(deed, 1..=MAX_OPERATORS as usize)
}

fn any_rules() -> impl Strategy<Value = RulesOf<Test>> {
	let consensus = prop_oneof![
		Just(Standard::Plurality),
		prop::option::of(0..25u128).prop_map(|limit| Standard::Median { limit }),
		(0..25u128).prop_map(|tolerance| Standard::Schelling { tolerance }),
		Just(Standard::First),
	];
	let shares = (0..=90u32).prop_flat_map(|owner| (Just(owner), 0..=90 - owner)).prop_flat_map(
		|(owner, operators)| (Just(owner), Just(operators), 0..=90 - owner - operators),
	);
	(consensus, 10..5_000u128, shares, any::<bool>(), 1..5u32).prop_map(
		|(consensus, price, (owner, operators, developer), by_report, quorum)| {
			let common = 100 - owner - operators - developer;
			let shares = Shares {
				owner: percent(owner),
				operators: percent(operators),
				developer: percent(developer),
				treasury: percent(common / 2),
				burned: percent(common - common / 2),
			};
			let first = consensus == Standard::First;
			let rules = if by_report || first { reported() } else { sealed() };
			let quorum = if first { 1 } else { quorum };
			Rules { consensus, quorum, shares, pricing: Pricing::PerCall { price }, ..rules }
		},
	)
}

fn act(request: RequestId, deeds: &[Deed]) {
	let all = || (OPERATORS..).zip(deeds);
	if !question(request).sealed {
		for (n, deed) in all() {
			if let Deed::Answer(answer) = deed {
				report(request, &[(n, number(*answer))]);
			}
		}
		return;
	}
	for (n, deed) in all() {
		match deed {
			Deed::Answer(answer) => commit(request, n, number(*answer)),
			Deed::Commit => commit(request, n, number(0)),
			Deed::Nothing => {}
		}
	}
	run_to_block(question(request).commit_until + 1);
	for (n, deed) in all() {
		if let Deed::Answer(answer) = deed {
			reveal(request, n, number(*answer));
		}
	}
}

/// Everybody that can have money of a request.
const EVERYBODY: [u8; 10] = [CONSUMER, OWNER, DEVELOPER, TREASURY, SLASHED, A, B, C, D, D + 1];

fn wealth() -> [Balance; 10] {
	EVERYBODY.map(|n| {
		let holds = [HoldReason::Fee, HoldReason::Stake, HoldReason::Deposit];
		holds.into_iter().fold(free(n), |sum, reason| sum + held(reason, n))
	})
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: steps::cases(32),
		failure_persistence: None,
		..Default::default()
	})]

	#[test]
	fn a_request_moves_its_fee_and_slashes_and_nothing_else(
		rules in any_rules(),
		deeds in deeds(),
		with_callback: bool,
	) {
		let builder = ExtBuilder::default().service(rules.clone()).operators(deeds.len() as u8);
		builder.build_and_execute(|| {
			let least = crate::consensus::ConsensusStrategy::least_panel(
				&rules.consensus,
				rules.quorum,
			);
			if least > deeds.len() as u32 {
				return;
			}
			let (before, supply) = (wealth(), issuance());
			let request =
				if with_callback { ask_with_callback(LISTENER, b"") } else { ask() };
			let prepaid: Balance = if with_callback { 70 } else { 0 };
			act(request, &deeds);
			run_over(request);
			let result = finalize(request);
			let after = wealth();
			let burned = supply - issuance();
			let sum = |list: [Balance; 10]| list.into_iter().sum::<Balance>();
			assert_eq!(sum(before), sum(after) + burned);

			let Pricing::PerCall { price } = rules.pricing else { unreachable!() };
			let cost = if result.is_ok() { price } else { 0 };
			assert_eq!(before[0] - after[0], cost + prepaid);
			let gain = |place: usize| after[place] as i128 - before[place] as i128;
			if result.is_err() {
				assert_eq!((gain(1), gain(2), gain(3), burned), (0, 0, prepaid as i128, 0));
			} else {
				assert_eq!(gain(1) as u128, rules.shares.owner.mul_floor(price));
				assert_eq!(gain(2) as u128, rules.shares.developer.mul_floor(price));
				assert_eq!(burned, rules.shares.burned.mul_floor(price));
			}
			// Operators have what the sink has not.
			let stakes = (5..10).map(|n| held(HoldReason::Stake, EVERYBODY[n])).sum::<Balance>();
			assert_eq!(gain(4) as u128, deeds.len() as u128 * STAKE - stakes);
		});
	}

	#[test]
	fn any_sequence_of_calls_conserves_everything(
		steps in prop::collection::vec(steps(), 1..250),
	) {
		play(steps);
	}
}

/// Plays a sequence to its end, and returns how often each outcome was reached.
fn play(steps: Vec<Step>) -> BTreeMap<String, u32> {
	let mut tally = BTreeMap::new();
	ExtBuilder::default().build_and_execute(|| {
		let mut world = World::new();
		for step in steps {
			world.take(step);
		}
		world.wind_up();
		tally = world.tally;
	});
	tally
}

/// The sequences are worth something only if they reach what matters. They are the same at each run.
#[test]
fn sequences_reach_every_call() {
	let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
	let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), rng);
	let strategy = prop::collection::vec(steps(), 1..250);
	let mut tally = BTreeMap::new();
	for _ in 0..40 {
		for (outcome, count) in play(strategy.new_tree(&mut runner).unwrap().current()) {
			*tally.entry(outcome).or_insert(0) += count;
		}
	}
	for outcome in steps::OUTCOMES {
		assert!(tally.contains_key(*outcome), "{outcome}: {tally:#?}");
	}
}
