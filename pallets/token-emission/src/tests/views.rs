//! What clients are told.

use super::*;

#[test]
fn reward_at_is_the_schedules() {
	ExtBuilder::default().build_and_execute(|| {
		let rewards: Vec<_> = [0, 1, 10, 11, 1_000].map(Emission::reward_at).into();
		assert_eq!(rewards, [0, 10_000, 10_000, 5_000, 0]);
	});
}

#[test]
fn supply_at_is_what_the_issuance_becomes() {
	ExtBuilder::default().mineable(120_000).build_and_execute(|| {
		run_to_block(4);
		let heights = [0, 3, 4, 8, 12, 50];
		let expected: Vec<_> = heights.map(Emission::supply_at).into();
		assert_eq!(expected[0], Balances::total_issuance());
		for (height, expected) in heights.into_iter().zip(expected) {
			run_to_block(height + 1);
			// Rounding of the burned part is done block by block, and once here.
			assert!(Balances::total_issuance().abs_diff(expected) <= 50);
		}
		assert_eq!(minted(), 120_000);
	});
}

#[test]
fn supply_at_is_known_before_the_start() {
	ExtBuilder::default().start(StartCondition::AtChips(1)).build_and_execute(|| {
		assert_eq!(Emission::supply_at(10), GENESIS + 90_000);
		assert_eq!(Emission::supply_at(0), GENESIS);
	});
}

#[test]
fn ledger_and_settings_are_what_is_stored() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_block(4);
		assert_eq!(Emission::ledger(), ledger());
		let expected = SettingsView {
			schedule: halving(),
			start: StartCondition::Immediately,
			progress: Some(progress()),
			max_supply: Balance::MAX,
			distribution: shares(),
			burn_share: percent(20),
		};
		assert_eq!(Emission::settings(), expected);
	});
}

#[test]
fn fuel_of_tells_what_has_burned() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Emission::fuel_of(1), None);
		assert_ok!(Emission::deposit_fuel(signed(1), 10_000));
		let view = |on_hold, left| FuelView { on_hold, left, until: 101, locked_until: 11 };
		assert_eq!(Emission::fuel_of(1), Some(view(10_000, 10_000)));
		run_to_block(31);
		assert_eq!(Emission::fuel_of(1), Some(view(10_000, 7_000)));
		assert_ok!(Emission::burn_fuel(signed(2), 1));
		assert_eq!(Emission::fuel_of(1), Some(view(7_000, 7_000)));
		run_to_block(500);
		assert_eq!(Emission::fuel_of(1), Some(view(7_000, 0)));
	});
}
