//! Genesis settings, checked; and as JSON.

use super::*;
use frame_support::genesis_builder_helper::{build_state, get_preset};

#[test]
fn genesis_opens_the_ledger() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(ledger(), Ledger { genesis: GENESIS, ..Default::default() });
		assert_eq!(CurrentProgress::<Test>::get(), None);
		assert_eq!(CurrentSchedule::<Test>::get(), halving());
	});
}

#[test]
#[should_panic(expected = "CapBelowIssuance")]
fn genesis_fails_when_the_cap_is_below_the_issuance() {
	ExtBuilder::default().max_supply(GENESIS - 1).build();
}

#[test]
#[should_panic(expected = "SharesNotWhole")]
fn genesis_fails_when_the_parts_do_not_add_up() {
	let distribution = Distribution { burn: Perbill::zero(), ..shares() };
	ExtBuilder::default().distribution(distribution).build();
}

#[test]
#[should_panic(expected = "StepsOutOfOrder")]
fn genesis_fails_when_the_schedule_is_not_valid() {
	ExtBuilder::default().schedule(Schedule::Stepped(Stepped { n1: 0, ..stepped() })).build();
}

#[test]
#[should_panic(expected = "BurnShareTooHigh")]
fn genesis_fails_when_too_much_of_fees_is_burned() {
	ExtBuilder::default().burn_share(percent(81)).build();
}

/// Every amount is above 2⁶⁴.
fn large() -> Vec<GenesisConfig<Test>> {
	let unit = 1_000 * UNIT * UNIT;
	let schedules = [
		Schedule::Fixed,
		Schedule::Stepped(Stepped::published(unit, 1, 2, 3, FixedU128::from_rational(1, 2))),
		Schedule::Halving(Halving { reward: unit, period: 10, smooth: true }),
		Schedule::Cycles(Cycles { first: unit, ratio: percent(95), length: 10 }),
	];
	let starts =
		[StartCondition::Immediately, StartCondition::AtHeight(7), StartCondition::AtChips(64)];
	let mut configs = Vec::new();
	for (number, schedule) in schedules.into_iter().enumerate() {
		configs.push(GenesisConfig {
			schedule,
			start: starts[number % starts.len()],
			max_supply: Balance::MAX - 1,
			distribution: shares(),
			burn_share: percent(20),
			..Default::default()
		});
	}
	configs
}

#[test]
fn genesis_passes_through_json_as_the_tools_pass_it() {
	for config in large() {
		// A value of JSON, as chain specifications are merged from; then text, as the runtime reads it.
		let value = serde_json::to_value(&config).unwrap();
		assert_eq!(value["maxSupply"], (Balance::MAX - 1).to_string());
		let text = serde_json::to_vec(&value).unwrap();
		ExtBuilder::default().build_and_execute(|| {
			build_state::<GenesisConfig<Test>>(text).unwrap();
			assert_eq!(CurrentSchedule::<Test>::get(), config.schedule);
			assert_eq!(MaxSupply::<Test>::get(), config.max_supply);
			assert_eq!(Start::<Test>::get(), config.start);
			assert_eq!(CurrentDistribution::<Test>::get(), config.distribution);
			assert_eq!(BurnShare::<Test>::get(), config.burn_share);
		});
	}
}

/// As the part of a supply that nobody mines may be.
#[test]
fn endowments_are_minted_before_the_ledger_opens() {
	let amount = 300_000_000 * UNIT * UNIT;
	let endowed = |amount| {
		let endowments = vec![Endowment { account: 77, amount }];
		serde_json::to_vec(&GenesisConfig::<Test> { endowments, ..Default::default() }).unwrap()
	};
	ExtBuilder::default().build_and_execute(|| {
		let before = Balances::total_issuance();
		build_state::<GenesisConfig<Test>>(endowed(amount)).unwrap();
		assert_eq!(free(77), amount);
		assert_eq!(ledger(), Ledger { genesis: before + amount, ..Default::default() });
	});
}

#[test]
#[should_panic(expected = "EndowmentNotPossible")]
fn genesis_fails_when_an_endowment_is_below_the_existential_deposit() {
	let endowments = vec![Endowment { account: 77, amount: 0 }];
	let config = GenesisConfig::<Test> { endowments, ..Default::default() };
	ExtBuilder::default()
		.build_and_execute(|| frame_support::traits::BuildGenesisConfig::build(&config));
}

#[test]
fn the_default_genesis_passes_through_json() {
	ExtBuilder::default().build_and_execute(|| {
		let text = get_preset::<GenesisConfig<Test>>(&None, |_| None).unwrap();
		build_state::<GenesisConfig<Test>>(text).unwrap();
		assert_eq!(CurrentSchedule::<Test>::get(), Schedule::Fixed);
		assert_eq!(MaxSupply::<Test>::get(), Balance::MAX);
		assert_eq!(CurrentDistribution::<Test>::get(), all_for_validators());
	});
}

#[test]
fn amounts_are_read_from_numbers_too() {
	let cycles = |first: &str| {
		let text =
			format!(r#"{{ "cycles": {{ "first": {first}, "ratio": 950000000, "length": 5 }} }}"#);
		serde_json::from_str::<Schedule>(&text)
	};
	let expected = |first| Schedule::Cycles(Cycles { first, ratio: percent(95), length: 5 });
	assert_eq!(cycles("500").unwrap(), expected(500));
	assert_eq!(cycles("18446744073709551615").unwrap(), expected(u64::MAX.into()));
	assert_eq!(cycles("\"500\"").unwrap(), expected(500));
	assert_eq!(
		cycles("\"340282366920938463463374607431768211455\"").unwrap(),
		expected(Balance::MAX)
	);
	for wrong in
		["\"5e2\"", "-1", "1.5", "\"\"", "null", "\"340282366920938463463374607431768211456\""]
	{
		assert!(cycles(wrong).is_err(), "{wrong}");
	}
}
