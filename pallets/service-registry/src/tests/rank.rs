//! Services find their places among others.

use super::*;

/// The order of services in their category.
fn order() -> Vec<ServiceId> {
	let found = Registry::services_by_category(label("weather"), None, 99);
	found.into_iter().map(|service| service.service).collect()
}

fn refresh(service: ServiceId) -> Result<(), DispatchError> {
	let moved = Registry::refresh_rank(signed(WATCHER), service);
	moved.map(|_| ()).map_err(|error| error.error)
}

fn note(service: ServiceId, well: bool, value: Balance) {
	Services::<Test>::mutate(service, |record| {
		record.as_mut().unwrap().reputation.note(well, value, now(), HALF_LIFE)
	});
}

#[test]
fn refresh_rank_works() {
	three(reported()).build_and_execute(|| {
		for _ in 0..2 {
			assert_ok!(register(listing(), Admission::Open, reported()));
		}
		assert_eq!(order(), [0, 1, 2]);
		note(2, true, 1_000);
		note(1, true, 10);
		assert_eq!(order(), [0, 1, 2]);
		events();
		assert_ok!(refresh(2));
		let rank = service(2).rank;
		assert_eq!(events(), [Event::RankRefreshed { service: 2, rank }]);
		assert_ok!(refresh(1));
		assert_eq!(order(), [2, 1, 0]);
		// What goes wrong counts against what went well.
		note(2, false, 500_000);
		assert_ok!(refresh(2));
		assert_eq!(order(), [1, 2, 0]);
	});
}

#[test]
fn refresh_rank_fails_when_it_must() {
	three(reported()).build_and_execute(|| {
		assert_noop!(refresh(9), Error::<Test>::ServiceNotFound);
		assert_noop!(refresh(0), Error::<Test>::RankUnchanged);
		note(0, true, 100);
		assert_ok!(refresh(0));
		// Time moves nobody, so that nobody refreshes for nothing.
		run_for(3 * HALF_LIFE);
		assert_noop!(refresh(0), Error::<Test>::RankUnchanged);
		assert_ok!(Registry::retire_service(signed(OWNER), 0));
		assert_noop!(refresh(0), Error::<Test>::ServiceRetired);
	});
}

#[test]
fn what_is_long_past_counts_little() {
	three(reported()).build_and_execute(|| {
		assert_ok!(register(listing(), Admission::Open, reported()));
		note(0, true, 1_000);
		assert_ok!(refresh(0));
		run_for(5 * HALF_LIFE);
		// A thirty-second of 1000 is 31.
		note(1, true, 32);
		assert_ok!(refresh(1));
		assert_eq!(order(), [1, 0]);
		note(1, false, 2);
		assert_ok!(refresh(1));
		assert_eq!(order(), [0, 1]);
	});
}
