//! What a block mints, and where it goes.

use super::*;
use frame_support::traits::Hooks;

#[test]
fn a_block_mints_what_the_schedule_releases() {
	ExtBuilder::default().build_and_execute(|| {
		next_block();
		assert_eq!(events(), [Event::Started { at: 1 }]);
		assert_eq!((free(VALIDATORS), free(PROVIDERS), free(TREASURY)), (5_000, 3_000, 1_000));
		let minted = MintedTotals {
			validators: 5_000,
			providers: 3_000,
			treasury: 1_000,
			share: 1_000,
			..Default::default()
		};
		assert_eq!(ledger().minted, minted);
		assert_eq!(ledger().burned, BurnedTotals { share: 1_000, ..Default::default() });
		assert_eq!(Balances::total_issuance(), GENESIS + 9_000);
		let expected = Progress { first: 1, height: 1, released: 10_000, ..Default::default() };
		assert_eq!(progress(), expected);
	});
}

#[test]
fn all_blocks_together_mint_the_whole_schedule() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_block(11);
		assert_eq!(minted(), 100_000);
		run_to_block(21);
		assert_eq!(minted(), 150_000);
		run_to_block(400);
		assert_eq!(minted(), 200_000);
		assert_eq!(events(), [Event::Started { at: 1 }]);
	});
}

#[test]
fn a_fixed_schedule_mints_nothing() {
	ExtBuilder::default().schedule(Schedule::Fixed).build_and_execute(|| {
		run_to_block(20);
		assert_eq!(minted(), 0);
		assert_eq!(progress().height, 19);
	});
}

#[test]
fn a_block_is_minted_once() {
	ExtBuilder::default().build_and_execute(|| {
		for _ in 0..3 {
			end_block();
			check();
		}
		assert_eq!(minted(), 10_000);
	});
}

#[test]
fn a_clock_that_jumps_releases_what_it_passes_over() {
	ExtBuilder::default().build_and_execute(|| {
		jump_to_block(16);
		assert_eq!(minted(), 10_000);
		next_block();
		assert_eq!((minted(), progress().height), (130_000, 16));
		// Back in time: nothing until it has caught up.
		System::set_block_number(12);
		run_to_block(17);
		assert_eq!(minted(), 130_000);
		next_block();
		assert_eq!(minted(), 135_000);
	});
}

#[test]
fn the_configured_clock_counts() {
	ExtBuilder::default().build_and_execute(|| {
		Ahead::set(1_000);
		next_block();
		assert_eq!(progress().first, 1_001);
		Ahead::set(1_009);
		next_block();
		assert_eq!((minted(), progress().height), (105_000, 11));
	});
}

#[test]
fn a_clock_before_the_start_releases_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		Ahead::set(1_000);
		next_block();
		Ahead::set(0);
		run_to_block(10);
		assert_eq!(minted(), 10_000);
	});
}

#[test]
fn the_validators_part_is_withheld_when_the_gate_is_shut() {
	ExtBuilder::default().build_and_execute(|| {
		Proved::set(false);
		next_block();
		assert_eq!((free(VALIDATORS), free(PROVIDERS), free(TREASURY)), (0, 3_000, 1_000));
		assert_eq!((minted(), progress().withheld), (5_000, 5_000));
		Proved::set(true);
		next_block();
		assert_eq!(free(VALIDATORS), 5_000);
		assert_eq!((minted(), progress().withheld), (15_000, 5_000));
	});
}

#[test]
fn nothing_is_minted_when_all_of_it_is_withheld() {
	ExtBuilder::default().distribution(all_for_validators()).build_and_execute(|| {
		Proved::set(false);
		run_to_block(5);
		assert_eq!((minted(), progress().withheld), (0, 40_000));
		assert_eq!(Balances::total_issuance(), GENESIS);
	});
}

#[test]
fn what_a_sink_drops_is_counted() {
	// 150 planck a block: 75 for validators, 45 for providers, 15 for the treasury. None of them is
	// enough to open an account.
	let small = Halving { reward: 150, period: 1_000, smooth: false };
	ExtBuilder::default().schedule(Schedule::Halving(small)).build_and_execute(|| {
		next_block();
		let expected = BurnedTotals { share: 15, unplaced: 135, ..Default::default() };
		assert_eq!(ledger().burned, expected);
		assert_eq!(Balances::total_issuance(), GENESIS);
		// An account that exists takes them.
		assert_ok!(Balances::transfer_allow_death(signed(1), VALIDATORS, EXISTENTIAL));
		next_block();
		assert_eq!(free(VALIDATORS), EXISTENTIAL + 75);
		let expected = BurnedTotals { share: 30, unplaced: 195, ..Default::default() };
		assert_eq!(ledger().burned, expected);
	});
}

#[test]
fn the_weight_of_the_end_is_reserved_at_the_beginning() {
	ExtBuilder::default().build_and_execute(|| {
		let reserved = <Emission as Hooks<u64>>::on_initialize(1);
		let (end, start) = (
			<<Test as Config>::WeightInfo as WeightInfo>::on_finalize(),
			<<Test as Config>::WeightInfo as WeightInfo>::on_finalize_start(),
		);
		assert_eq!(reserved, end.max(start));
	});
}
