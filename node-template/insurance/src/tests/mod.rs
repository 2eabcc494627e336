//! One file per call or concept; every error that a call can meet has a test that shows state
//! unchanged.

mod claim;
mod discontinue;
mod expire;
mod insure;
mod math;
mod offer;
mod pot;
mod property;
mod results;
mod retries;
mod try_state;
mod views;

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use pallet_service_registry::Event as Told;
use sp_core::H256;
use sp_runtime::{DispatchError, Perbill};
use vajra_primitives::service::{Answer, NoResult};

/// A chain with everything: a service, a product, and 100 000 in the pot.
fn ready() -> ExtBuilder {
	ExtBuilder::default().service(rules()).product(drought()).pot(100_000)
}

/// What accounts can spend after `act` that they could not before.
fn gains<const N: usize>(accounts: [u8; N], act: impl FnOnce()) -> [i128; N] {
	let before = accounts.map(free);
	act();
	let after = accounts.map(free);
	core::array::from_fn(|n| after[n] as i128 - before[n] as i128)
}

/// The farmer's policy, in the first block in which it can be claimed.
fn insured() -> PolicyId {
	let policy = insure(FARMER, 0, SUM);
	run_to_block(CLAIM_FROM);
	System::reset_events();
	policy
}

/// How far a policy has come.
fn stage(policy: PolicyId) -> Stage {
	Policies::<Test>::get(policy).unwrap().stage
}

fn percent(percent: u32) -> Perbill {
	Perbill::from_percent(percent)
}

/// What has worked, where a macro has no place.
fn ok<E: core::fmt::Debug>(result: Result<(), E>) {
	result.unwrap()
}
