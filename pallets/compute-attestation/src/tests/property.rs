//! Random sequences of calls by several providers; every invariant holds after each block.

use crate::{mock::*, *};
use frame_support::BoundedVec;
use proptest::prelude::*;
use std::collections::BTreeMap;
use vajra_primitives::ChipIndex;

#[derive(Clone, Debug)]
enum Step {
	Claim { provider: u64, seed: u32 },
	Revoke { seed: u32 },
	Prove { provider: u64, absent: Vec<ChipIndex> },
	Report { provider: u64, back: u32 },
	Pass { blocks: u64, open: bool },
}

fn step() -> impl Strategy<Value = Step> {
	let provider = prop_oneof![Just(ALICE), Just(BOB), Just(POOR)];
	prop_oneof![
		3 => (provider.clone(), 0u32..8).prop_map(|(provider, seed)| Step::Claim { provider, seed }),
		1 => (0u32..8).prop_map(|seed| Step::Revoke { seed }),
		4 => (provider.clone(), prop::collection::btree_set(0u32..8, 0..3))
			.prop_map(|(provider, absent)| Step::Prove { provider, absent: absent.into_iter().collect() }),
		2 => (provider, 0u32..3).prop_map(|(provider, back)| Step::Report { provider, back }),
		4 => (1u64..12, any::<bool>()).prop_map(|(blocks, open)| Step::Pass { blocks, open }),
	]
}

/// The provider's chips in index order, by seed.
fn seeds_of(provider: u64, seeds: &BTreeMap<[u8; 32], u32>) -> Vec<u32> {
	let chips = Providers::<Test>::get(provider).map_or(0, |provider| provider.chips);
	(0..chips).map(|index| seeds[&Slots::<Test>::get(provider, index).unwrap().key.0]).collect()
}

/// What a call may do to the state: all of it or nothing.
fn apply(step: Step, seeds: &BTreeMap<[u8; 32], u32>) -> bool {
	match step {
		Step::Claim { provider, seed } => ComputeAttestation::claim_chips(
			RuntimeOrigin::signed(provider),
			0,
			BoundedVec::truncate_from(vec![shipment().claim(provider, seed)]),
		)
		.is_ok(),
		Step::Revoke { seed } => ComputeAttestation::revoke_chip(
			RuntimeOrigin::signed(VENDOR),
			0,
			shipment().entry(seed),
		)
		.is_ok(),
		Step::Prove { provider, absent } => {
			if Challenge::<Test>::get().is_none() {
				return false;
			}
			prove(provider, &seeds_of(provider, seeds), &absent).is_ok()
		}
		Step::Report { provider, back } => {
			let latest = Challenge::<Test>::get().map_or(0, |challenge| challenge.round);
			ComputeAttestation::report_absence(
				RuntimeOrigin::signed(WATCHER),
				latest.saturating_sub(back),
				provider,
			)
			.is_ok()
		}
		Step::Pass { blocks, open } => {
			NextDraw::set(Some(u64::from(!open)));
			run_to_block(System::block_number() + blocks);
			true
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn any_sequence_of_calls_keeps_the_invariants(steps in prop::collection::vec(step(), 1..60)) {
		let seeds = (0..8).map(|seed| (key(seed).0, seed)).collect();
		ExtBuilder::default().shipment().build_and_execute(|| {
			let total = Balances::total_issuance();
			for step in steps {
				let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
				// Nothing rolls back here: a refused call must not have written at all.
				if !apply(step, &seeds) {
					assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), before);
				}
				check_state();
			}
			assert_eq!(Balances::total_issuance(), total);
		});
	}
}
