//! No mint passes the cap; the one that reaches it is cut; nothing is minted after it.

use super::*;

/// A constant 1 000 planck a block, under a cap.
fn constant(mineable: Balance) -> ExtBuilder {
	let flat = Stepped { rewards: [1_000; 4], decrement: 0, ..stepped() };
	ExtBuilder::default().schedule(Schedule::Stepped(flat)).mineable(mineable)
}

#[test]
fn the_block_that_reaches_the_cap_is_cut() {
	constant(3_500).build_and_execute(|| {
		run_to_block(4);
		assert_eq!((minted(), progress().cut), (3_000, 0));
		events();
		next_block();
		assert_eq!((minted(), progress().cut), (3_500, 500));
		assert_eq!(events(), [Event::CapReached { at: 4 }]);
		run_to_block(20);
		assert_eq!((minted(), progress().cut), (3_500, 15_500));
		assert_eq!(events(), []);
	});
}

#[test]
fn a_block_that_just_reaches_the_cap_is_whole() {
	constant(3_000).build_and_execute(|| {
		run_to_block(3);
		events();
		next_block();
		assert_eq!((minted(), progress().cut), (3_000, 0));
		assert_eq!(events(), [Event::CapReached { at: 3 }]);
		next_block();
		assert_eq!((minted(), progress().cut), (3_000, 1_000));
		assert_eq!(events(), []);
	});
}

#[test]
fn one_planck_below_the_cap_is_minted_by_the_next_block() {
	constant(3_001).build_and_execute(|| {
		run_to_block(4);
		assert_eq!((minted(), progress().cut), (3_000, 0));
		events();
		next_block();
		assert_eq!((minted(), progress().cut), (3_001, 999));
		assert_eq!(events(), [Event::CapReached { at: 4 }]);
	});
}

#[test]
fn nothing_is_minted_when_genesis_is_the_cap() {
	constant(0).build_and_execute(|| {
		run_to_block(10);
		assert_eq!((minted(), progress().cut), (0, 9_000));
		assert_eq!(events(), [Event::Started { at: 1 }]);
		assert_eq!(Balances::total_issuance(), GENESIS);
	});
}

#[test]
fn what_is_burned_makes_no_room() {
	constant(3_500).build_and_execute(|| {
		assert_ok!(Emission::burn(signed(1), 10_000));
		run_to_block(10);
		assert_eq!(minted(), 3_500);
		assert_ok!(Emission::burn(signed(1), 10_000));
		assert_ok!(extrinsic(2, frame_system::Call::remark { remark: vec![] }, 0, 0));
		run_to_block(20);
		assert_eq!(minted(), 3_500);
		let issuance = GENESIS + 3_500 - ledger().burned.sum();
		assert_eq!(Balances::total_issuance(), issuance);
	});
}

#[test]
fn what_is_withheld_leaves_its_room_to_later_blocks() {
	constant(3_500).build_and_execute(|| {
		Proved::set(false);
		run_to_block(5);
		Proved::set(true);
		assert_eq!((minted(), progress().withheld), (2_000, 2_000));
		run_to_block(10);
		assert_eq!((minted(), progress().withheld, progress().cut), (3_500, 2_000, 3_500));
	});
}

#[test]
fn what_is_minted_past_the_ledger_counts() {
	constant(3_500).build_and_execute(|| {
		assert_ok!(Balances::force_set_balance(root(), 9, WEALTH + 3_000));
		end_block();
		assert_eq!((minted(), progress().cut), (500, 500));
		// The sinks' accounts were too small to open with that.
		assert_eq!(ledger().burned.unplaced, 50);
		assert_ok!(Emission::reconcile(root()));
		assert_eq!(ledger().minted.other, 3_000);
		check();
		run_to_block(5);
		assert_eq!(minted(), 500);
	});
}

#[test]
fn set_max_supply_works() {
	constant(100_000).build_and_execute(|| {
		run_to_block(3);
		events();
		assert_ok!(Emission::set_max_supply(root(), GENESIS + 2_500));
		assert_eq!(events(), [Event::MaxSupplySet { max_supply: GENESIS + 2_500 }]);
		run_to_block(10);
		assert_eq!(minted(), 2_500);
	});
}

#[test]
fn set_max_supply_fails_when_it_is_below_the_issuance() {
	constant(100_000).build_and_execute(|| {
		run_to_block(3);
		let least = GENESIS + 2_000;
		let below = Emission::set_max_supply(root(), least - 1);
		assert_noop!(below, Error::<Test>::CapBelowIssuance);
		assert_noop!(Emission::set_max_supply(root(), 0), Error::<Test>::CapBelowIssuance);
		// Burned or not.
		assert_ok!(Emission::burn(signed(1), 10_000));
		let below = Emission::set_max_supply(root(), least - 1);
		assert_noop!(below, Error::<Test>::CapBelowIssuance);
		assert_ok!(Emission::set_max_supply(root(), least));
		run_to_block(10);
		assert_eq!(minted(), 2_000);
	});
}

#[test]
fn set_max_supply_fails_when_it_is_raised() {
	constant(100_000).build_and_execute(|| {
		let raised = Emission::set_max_supply(root(), GENESIS + 100_001);
		assert_noop!(raised, Error::<Test>::CapRaised);
		assert_ok!(Emission::set_max_supply(root(), GENESIS + 100_000));
	});
}

#[test]
fn set_max_supply_fails_when_the_origin_is_another() {
	constant(100_000).build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), signed(1)] {
			assert_noop!(Emission::set_max_supply(origin, GENESIS), BadOrigin);
		}
	});
}

#[test]
fn the_largest_cap_is_none() {
	let flat = Stepped { rewards: [Balance::MAX; 4], decrement: 0, ..stepped() };
	ExtBuilder::default().schedule(Schedule::Stepped(flat)).build_and_execute(|| {
		next_block();
		assert_eq!(minted(), Balance::MAX - GENESIS);
		assert_eq!(events(), [Event::Started { at: 1 }, Event::CapReached { at: 1 }]);
		run_to_block(5);
		assert_eq!(minted(), Balance::MAX - GENESIS);
	});
}
