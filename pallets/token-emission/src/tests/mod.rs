//! One file per call or concept; every error that a call can meet has a test that shows state
//! unchanged.

mod burn;
mod cap;
mod distribution;
mod fees;
mod fuel;
mod genesis;
mod hand_over;
mod ledger;
mod long_run;
mod mint;
mod presets;
mod property;
mod reference;
mod schedule;
mod schedules;
mod settings;
mod start;
mod try_state;
mod views;

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError::BadOrigin, FixedU128, Perbill};

/// A unit of twelve decimals.
const UNIT: Balance = 1_000_000_000_000;

fn percent(percent: u32) -> Perbill {
	Perbill::from_percent(percent)
}

/// A stepped curve of a few blocks, in planck: the tail falls from 300 towards 250.
fn stepped() -> Stepped {
	Stepped {
		n: 5,
		n1: 10,
		n2: 20,
		rewards: [1_000, 750, 500, 300],
		decrement: 10,
		// 1 / (e^β − 1) is 5 at ln 1.2.
		beta: FixedU128::from_inner(182_321_556_793_954_627),
	}
}

/// All of a block's mint for the validators.
fn all_for_validators() -> Distribution {
	Distribution::default()
}
