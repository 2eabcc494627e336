//! Genesis, and constants that a runtime may not choose.

use crate::{mock::*, *};
use frame_support::traits::{
	fungible::{Inspect, InspectHold},
	Hooks,
};
use sp_runtime::BuildStorage;

#[test]
#[should_panic = "genesis vendors must not repeat an account"]
fn genesis_refuses_a_repeated_vendor() {
	let vendors = vec![(1, vec![]), (1, vec![])];
	let _ = GenesisConfig::<Test> { vendors }.build_storage();
}

#[test]
#[should_panic = "name of a genesis vendor is too long"]
fn genesis_refuses_a_long_name() {
	let vendors = vec![(1, vec![b'x'; 65])];
	let _ = GenesisConfig::<Test> { vendors }.build_storage();
}

#[test]
fn genesis_endows_the_pots_account_once() {
	ExtBuilder::default().build_and_execute(|| {
		let pot = ComputeAttestation::pot_account();
		assert_eq!((Balances::balance(&pot), Balances::total_balance(&pot)), (1, 1));
		assert_eq!(Balances::total_issuance(), 6 * ENDOWMENT + 10 + 1);
		assert!(Balances::hold_available(&HoldReason::Rewards.into(), &pot));
		// The account's id is of no test's account.
		assert!(pot > u64::from(u32::MAX));
	});
}

#[test]
fn accepted_constants() {
	ComputeAttestation::integrity_test();
}

#[test]
#[should_panic = "collateral must stay for as long as a miss can be reported"]
fn a_retirement_delay_below_three_rounds_is_refused() {
	Delay::set(THREE_ROUNDS - 1);
	ComputeAttestation::integrity_test();
}

#[test]
#[should_panic = "a slash needs a miss"]
fn a_slash_without_a_miss_is_refused() {
	Costs::set(Penalties { slash_from: 0, ..penalties() });
	ComputeAttestation::integrity_test();
}

#[test]
#[should_panic = "a suspension must not come before a slash"]
fn a_suspension_before_a_slash_is_refused() {
	Costs::set(Penalties { slash_from: 4, ..penalties() });
	ComputeAttestation::integrity_test();
}
