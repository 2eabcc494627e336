//! What blocks release adds up, and is minted when it is handed over.

use super::*;
use vajra_primitives::Accrual;

/// Hands over all that is due, as an era's end and a round's start do.
fn all() {
	ValidatorsDue::<Test>::hand_over();
	ProvidersDue::<Test>::hand_over();
}

/// A chain of which three blocks have ended, and nothing was handed over.
fn three_blocks(test: impl FnOnce()) {
	ExtBuilder::default().build_and_execute(|| {
		HandsOver::set(false);
		run_to_block(4);
		events();
		test();
	});
}

fn due() -> Parts {
	progress().due
}

fn sinks() -> (Balance, Balance, Balance) {
	(free(VALIDATORS), free(PROVIDERS), free(TREASURY))
}

#[test]
fn a_block_mints_nothing_and_its_parts_add_up() {
	three_blocks(|| {
		let expected = Parts { validators: 15_000, providers: 9_000, treasury: 3_000, burn: 3_000 };
		assert_eq!((due(), minted()), (expected, 0));
		assert_eq!(Balances::total_issuance(), GENESIS);
		assert_eq!(Emission::supply_at(3), GENESIS + 27_000);
		assert_eq!(sinks(), (0, 0, 0));
	});
}

#[test]
fn hand_over_mints_what_is_due_once() {
	three_blocks(|| {
		assert_ok!(Emission::hand_over(signed(7)));
		assert_eq!(sinks(), (15_000, 0, 3_000));
		let minted = MintedTotals {
			validators: 15_000,
			treasury: 3_000,
			share: 3_000,
			..Default::default()
		};
		// What is the providers' waits for their round.
		let waits = Parts { providers: 9_000, ..Default::default() };
		assert_eq!((ledger().minted, due()), (minted, waits));
		assert_eq!(ledger().burned, BurnedTotals { share: 3_000, ..Default::default() });
		assert_eq!(Balances::total_issuance(), GENESIS + 18_000);
		assert_noop!(Emission::hand_over(signed(7)), Error::<Test>::NothingDue);
		next_block();
		assert_ok!(Emission::hand_over(signed(7)));
		assert_eq!(sinks(), (20_000, 0, 4_000));
		assert_eq!(events(), []);
	});
}

#[test]
fn hand_over_fails_when_nothing_is_due() {
	let start = StartCondition::AtHeight(3);
	ExtBuilder::default().start(start).build_and_execute(|| {
		HandsOver::set(false);
		next_block();
		assert_noop!(Emission::hand_over(signed(1)), Error::<Test>::NothingDue);
		run_to_block(4);
		assert_ok!(Emission::hand_over(signed(1)));
	});
}

#[test]
fn hand_over_fails_when_it_is_not_signed() {
	three_blocks(|| {
		for origin in [RuntimeOrigin::none(), root()] {
			assert_noop!(Emission::hand_over(origin), BadOrigin);
		}
	});
}

#[test]
fn eras_and_rounds_take_what_is_theirs() {
	three_blocks(|| {
		ProvidersDue::<Test>::hand_over();
		assert_eq!(sinks(), (0, 9_000, 0));
		next_block();
		ValidatorsDue::<Test>::hand_over();
		assert_eq!(sinks(), (20_000, 9_000, 4_000));
		assert_eq!(due(), Parts { providers: 3_000, ..Default::default() });
		assert_eq!(ledger().burned.share, 4_000);
		ValidatorsDue::<Test>::hand_over();
		ProvidersDue::<Test>::hand_over();
		ProvidersDue::<Test>::hand_over();
		assert_eq!(sinks(), (20_000, 12_000, 4_000));
		assert_eq!(due(), Parts::default());
	});
}

#[test]
fn eras_and_rounds_find_nothing_before_the_start() {
	ExtBuilder::default().start(StartCondition::AtChips(1)).build_and_execute(|| {
		ValidatorsDue::<Test>::hand_over();
		ProvidersDue::<Test>::hand_over();
		assert_eq!((CurrentProgress::<Test>::get(), minted()), (None, 0));
	});
}

#[test]
fn what_is_due_keeps_the_shares_it_was_released_by() {
	three_blocks(|| {
		assert_ok!(Emission::set_distribution(root(), all_for_validators()));
		next_block();
		all();
		assert_eq!(sinks(), (25_000, 9_000, 3_000));
	});
}

#[test]
fn what_is_due_outlives_its_schedule() {
	three_blocks(|| {
		assert_ok!(Emission::set_schedule(root(), Schedule::Fixed, Heights::Restart));
		run_to_block(9);
		all();
		assert_eq!(sinks(), (15_000, 9_000, 3_000));
	});
}

#[test]
fn what_is_due_uses_up_the_cap() {
	ExtBuilder::default().mineable(25_000).build_and_execute(|| {
		HandsOver::set(false);
		run_to_block(3);
		let below = Emission::set_max_supply(root(), GENESIS + 19_999);
		assert_noop!(below, Error::<Test>::CapBelowIssuance);
		let reward = Stepped { rewards: [5_001; 4], decrement: 0, ..stepped() };
		let schedule = Schedule::Stepped(reward);
		assert_noop!(
			Emission::set_schedule(root(), schedule, Heights::Restart),
			Error::<Test>::CapExceeded
		);
		events();
		run_to_block(6);
		assert_eq!(events(), [Event::CapReached { at: 3 }]);
		assert_eq!((due().sum(), progress().cut), (25_000, 25_000));
		all();
		assert_eq!((minted(), sinks()), (25_000, (12_500, 7_500, 2_500)));
		run_to_block(8);
		assert_noop!(Emission::hand_over(signed(7)), Error::<Test>::NothingDue);
	});
}

#[test]
fn what_a_sink_cannot_take_is_counted_when_it_is_handed_over() {
	let schedule = Schedule::Halving(Halving { reward: 600, period: 10, smooth: false });
	ExtBuilder::default().schedule(schedule).build_and_execute(|| {
		HandsOver::set(false);
		next_block();
		assert_eq!(ledger().burned.unplaced, 0);
		// The treasury's account cannot open with 60 planck.
		all();
		assert_eq!((ledger().burned.unplaced, sinks()), (60, (300, 180, 0)));
	});
}

#[test]
fn what_the_gate_holds_back_is_never_due() {
	three_blocks(|| {
		Proved::set(false);
		next_block();
		Proved::set(true);
		assert_eq!((due().validators, progress().withheld), (15_000, 5_000));
		all();
		assert_eq!(ledger().minted.validators, 15_000);
	});
}
