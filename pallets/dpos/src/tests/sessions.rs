use super::*;
use pallet_session::historical;

#[test]
fn eras_are_sessions_counted() {
	even().build_and_execute(|| {
		for (block, session, era) in
			[(1, 0, 0), (4, 0, 0), (5, 1, 0), (9, 1, 0), (10, 2, 1), (15, 3, 1), (20, 4, 2)]
		{
			run_to_block(block);
			assert_eq!((Session::current_index(), active()), (session, era), "block {block}");
		}
	});
}

#[test]
fn era_begins_with_seats() {
	even().delegated(30, 1, 500).build_and_execute(|| {
		run_to_block(ERA - 1);
		events();
		next_block();
		// The first session of the era after is not its last: no election.
		assert_eq!(events(), [Event::EraBegun { era: 1, validators: 3 }]);
		let blank = Seat { bond: BOND, commission: percent(10), ..Default::default() };
		assert_eq!(seat(1, 1), Seat { delegated: 500, shares: 500, ..blank });
		assert_eq!((seat(1, 2), seat(1, 3)), (blank, blank));
		assert_eq!(Seats::<Test>::iter_prefix(1).count(), 3);
		assert_eq!(candidate(1).unpaid.to_vec(), [0, 1]);
		assert!(candidate(4).unpaid.is_empty());
	});
}

#[test]
fn points_are_blocks() {
	even().build_and_execute(|| {
		run_to_session(1);
		// Blocks 2 to 5: those of a session count when it is over.
		assert_eq!([1, 2, 3].map(|who| seat(0, who).points), [1, 1, 2]);
		assert_eq!(era(0).points, 4);
		assert_eq!(seat(0, 1).expected, 4_000_000 / 3);
		run_to_era(1);
		assert_eq!([1, 2, 3].map(|who| seat(0, who).points), [3, 3, 3]);
		assert_eq!(era(0).points, 9);
		assert_eq!(Authored::<Test>::iter().count(), 0);
	});
}

#[test]
fn expected_blocks_follow_the_shares() {
	even().build_and_execute(|| {
		Weights::set([(1, 3), (2, 1), (3, 1)].into());
		run_to_era(2);
		let expected = |who| seat(1, who).expected;
		assert_eq!([1, 2, 3].map(expected), [6_000_000, 2_000_000, 2_000_000]);
		assert_eq!([1, 2, 3].map(|who| seat(1, who).points), [6, 2, 2]);
	});
}

#[test]
fn history_is_forgotten_when_nothing_can_be_slashed() {
	even().build_and_execute(|| {
		run_to_session(2 * WAIT + 4);
		assert!(historical::HistoricalSessions::<Test>::get(4).is_some());
		assert!(historical::HistoricalSessions::<Test>::get(3).is_none());
		// Era 2 is the oldest whose offences can cost anything, and its sessions are known.
		assert_eq!(active(), 5);
	});
}

#[test]
fn records_of_expired_eras_are_removed() {
	even().build_and_execute(|| {
		assert_ok!(equivocate(1));
		run_to_era(HISTORY - 1);
		assert_eq!(Seats::<Test>::iter_prefix(0).count(), 3);
		assert_eq!(Punishments::<Test>::iter_prefix(0).count(), 1);
		assert!(Eras::<Test>::contains_key(0));
		run_to_era(HISTORY);
		assert_eq!(Seats::<Test>::iter_prefix(0).count(), 0);
		assert_eq!(Punishments::<Test>::iter_prefix(0).count(), 0);
		assert!(!Eras::<Test>::contains_key(0));
		run_to_era(3 * HISTORY);
		assert!(Eras::<Test>::iter_keys().all(|era| era > 2 * HISTORY));
		assert!(Seats::<Test>::iter_keys().all(|(era, _)| era > 2 * HISTORY));
	});
}

#[test]
fn unpaid_eras_are_at_most_as_many_as_can_be_paid() {
	even().build_and_execute(|| {
		for era in 0..12 {
			run_to_era(era);
			let oldest = era.saturating_sub(HISTORY - 1);
			assert_eq!(candidate(1).unpaid.to_vec(), (oldest..=era).collect::<Vec<_>>());
		}
	});
}

#[test]
fn shares_are_the_same_where_nothing_else_is_known() {
	assert_eq!(<() as BlockShares<u64>>::shares(&[7, 8, 9]), [1, 1, 1]);
}

#[test]
fn era_of_a_session_without_length_is_the_first() {
	assert_eq!((era_of(7, 2), era_of(7, 0)), (3, 0));
}

#[test]
fn blocks_of_who_is_no_candidate_earn_nothing() {
	even().build_and_execute(|| {
		use pallet_authorship::EventHandler;
		fund(900);
		<Dpos as EventHandler<_, _>>::note_author(50);
		run_to_era(2);
		assert_eq!(era(0).points, 9);
	});
}
