//! The published allocations.

use super::*;
use crate::presets::*;

/// Blocks of three seconds in a day.
const DAY: Height = 28_800;
const BILLION: Balance = 1_000_000_000;

#[test]
fn ten_billion_is_97_percent_mined_and_3_percent_the_foundations() {
	for (unit, day) in [(UNIT, DAY), (UNIT, 14_400), (UNIT * 1_000_000, DAY), (1_000_000, 86_400)] {
		let preset = ten_billion(unit, day);
		assert_eq!(preset.max_supply, 10 * BILLION * unit);
		let foundation = vec![(Allocation::Foundation, 300_000_000 * unit)];
		assert_eq!(preset.allocations, foundation);
		assert_eq!(preset.mined(), Some(9_700_000_000 * unit));
		let curve = preset.schedule.curve().unwrap();
		assert_eq!(curve.minted_between(0, 200 * day), 500_000_000 * unit);
		assert_eq!(curve.minted_between(200 * day, 400 * day), 475_000_000 * unit);
		// The cap is reached in cycle 69.
		assert!(curve.total(68 * 200 * day) < 9_700_000_000 * unit);
		assert!(curve.total(69 * 200 * day) > 9_700_000_000 * unit);
	}
}

#[test]
fn a_hundred_billion_is_72_percent_mined() {
	for (unit, day) in [(UNIT, DAY), (UNIT, 14_400), (UNIT * 1_000_000, DAY), (1_000_000, 86_400)] {
		let preset = hundred_billion(unit, day);
		assert_eq!(preset.max_supply, 100 * BILLION * unit);
		let expected = [
			(Allocation::Private, 10 * BILLION * unit),
			(Allocation::Technology, 3 * BILLION * unit),
			(Allocation::Institutions, 15 * BILLION * unit),
		];
		assert_eq!(preset.allocations, expected);
		assert_eq!(preset.mined(), Some(72 * BILLION * unit));
		let curve = preset.schedule.curve().unwrap();
		let first = curve.total(730 * day);
		assert!(first - 36 * BILLION * unit < u128::from(730 * day));
		assert_eq!(curve.minted_between(730 * day, 1_460 * day), first.div_ceil(2));
	}
}

#[test]
fn a_preset_that_allocates_too_much_mines_nothing() {
	let mut preset = ten_billion(UNIT, DAY);
	preset.allocations.push((Allocation::Private, preset.max_supply));
	assert_eq!(preset.mined(), None);
}

#[test]
fn presets_of_no_time_are_not_valid() {
	for preset in [ten_billion(UNIT, 0), hundred_billion(UNIT, 0)] {
		assert_eq!(preset.schedule.validate(), Err(ScheduleError::ZeroPeriod));
		assert_eq!(preset.mined(), None);
	}
}

#[test]
fn a_chain_of_a_preset_mints_its_mined_part_and_no_more() {
	// A day of one block: the cap is reached in block 68 · 200 + 127.
	let preset = ten_billion(1, 1);
	let genesis = GenesisConfig::<Test> {
		schedule: preset.schedule,
		max_supply: preset.max_supply,
		distribution: all_for_validators(),
		..Default::default()
	};
	use sp_runtime::BuildStorage;
	let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
	pallet_balances::GenesisConfig::<Test> {
		balances: vec![(1, preset.allocated())],
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.unwrap();
	genesis.assimilate_storage(&mut storage).unwrap();
	sp_io::TestExternalities::from(storage).execute_with(|| {
		System::set_block_number(1);
		run_to_block(68 * 200);
		assert!(minted() < 9_700_000_000);
		run_to_block(69 * 200);
		assert_eq!(minted(), 9_700_000_000);
		assert_eq!(ledger().created(), 10_000_000_000);
	});
}
