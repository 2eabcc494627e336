//! When the schedule starts.

use super::*;

#[test]
fn the_first_block_starts_it() {
	ExtBuilder::default().build_and_execute(|| {
		next_block();
		assert_eq!(events(), [Event::Started { at: 1 }]);
		assert_eq!(progress().first, 1);
	});
}

#[test]
fn a_height_starts_it() {
	ExtBuilder::default().start(StartCondition::AtHeight(10)).build_and_execute(|| {
		run_to_block(10);
		assert_eq!(events(), []);
		assert_eq!((minted(), CurrentProgress::<Test>::get()), (0, None));
		next_block();
		assert_eq!(events(), [Event::Started { at: 10 }]);
		assert_eq!(minted(), 10_000);
		// Heights count from here: the reward halves ten blocks later.
		run_to_block(20);
		assert_eq!(minted(), 100_000);
		next_block();
		assert_eq!(minted(), 105_000);
		assert_eq!(events(), []);
	});
}

#[test]
fn a_height_that_the_clock_passes_over_starts_it() {
	ExtBuilder::default().start(StartCondition::AtHeight(10)).build_and_execute(|| {
		jump_to_block(50);
		next_block();
		assert_eq!(events(), [Event::Started { at: 50 }]);
		assert_eq!(minted(), 10_000);
	});
}

#[test]
fn proved_chips_start_it() {
	ExtBuilder::default().start(StartCondition::AtChips(64)).build_and_execute(|| {
		Chips::set(63);
		run_to_block(5);
		assert_eq!((minted(), events()), (0, vec![]));
		Chips::set(64);
		next_block();
		assert_eq!(events(), [Event::Started { at: 5 }]);
		// It does not stop when they are gone.
		Chips::set(0);
		run_to_block(8);
		assert_eq!(minted(), 30_000);
	});
}

#[test]
fn no_chips_are_as_many_as_none() {
	ExtBuilder::default().start(StartCondition::AtChips(0)).build_and_execute(|| {
		next_block();
		assert_eq!(minted(), 10_000);
	});
	assert_eq!(<() as ProvedChips>::proved_chips(), 0);
	assert!(<() as AuthorGate>::may_mint());
	assert_eq!(<() as BlockAuthor<u64>>::author(), None);
}
