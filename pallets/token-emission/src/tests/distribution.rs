//! How a block's mint is shared.

use super::*;
use proptest::prelude::*;

fn parts(validators: u32, providers: u32, treasury: u32, burn: u32) -> Distribution {
	Distribution {
		validators: Perbill::from_parts(validators),
		providers: Perbill::from_parts(providers),
		treasury: Perbill::from_parts(treasury),
		burn: Perbill::from_parts(burn),
	}
}

proptest! {
	#[test]
	fn parts_add_up_to_the_whole(
		mut cuts in prop::array::uniform3(0..=1_000_000_000u32),
		amount in any::<Balance>(),
	) {
		cuts.sort();
		let distribution = parts(cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], 1_000_000_000 - cuts[2]);
		prop_assert!(distribution.is_whole());
		let Parts { validators, providers, treasury, burn } = distribution.split(amount);
		prop_assert_eq!(validators + providers + treasury + burn, amount);
		// The treasury has what rounding leaves: less than a planck for each of the others.
		prop_assert!(treasury - distribution.treasury.mul_floor(amount) <= 3);
	}
}

#[test]
fn the_treasury_gets_the_remainder() {
	let third = 333_333_333;
	let distribution = parts(third, third, 1_000_000_000 - 3 * third, third);
	let split = distribution.split(100);
	assert_eq!(split, Parts { validators: 33, providers: 33, treasury: 1, burn: 33 });
}

#[test]
fn set_distribution_works() {
	ExtBuilder::default().build_and_execute(|| {
		let distribution = all_for_validators();
		assert_ok!(Emission::set_distribution(root(), distribution));
		assert_eq!(events(), [Event::DistributionSet { distribution }]);
		next_block();
		assert_eq!(ledger().minted.validators, 10_000);
		assert_eq!(free(VALIDATORS), 10_000);
	});
}

#[test]
fn set_distribution_fails_when_the_parts_do_not_add_up() {
	ExtBuilder::default().build_and_execute(|| {
		let whole = 1_000_000_000;
		for distribution in [
			parts(0, 0, 0, 0),
			parts(whole, 1, 0, 0),
			parts(whole - 1, 0, 0, 0),
			parts(whole, whole, whole, whole),
			parts(whole / 2, whole / 4, whole / 8, whole / 16),
		] {
			let outcome = Emission::set_distribution(root(), distribution);
			assert_noop!(outcome, Error::<Test>::SharesNotWhole);
		}
	});
}

#[test]
fn set_distribution_fails_when_the_origin_is_another() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), signed(1)] {
			assert_noop!(Emission::set_distribution(origin, shares()), BadOrigin);
		}
	});
}
