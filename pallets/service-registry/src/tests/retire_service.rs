//! Services pause, resume, move in the listings, retire and go.

use super::*;

#[test]
fn pause_and_resume_work() {
	three(sealed()).build_and_execute(|| {
		assert_ok!(Registry::pause_service(signed(OWNER), 0));
		assert_eq!(service(0).status, Status::Paused);
		let asked = Registry::request(signed(CONSUMER), 0, 1, fingerprint(1), input(), None);
		assert_noop!(asked.map_err(|e| e.error), Error::<Test>::ServicePaused);
		assert_noop!(Registry::pause_service(signed(OWNER), 0), Error::<Test>::ServicePaused);
		assert_ok!(Registry::resume_service(signed(OWNER), 0));
		assert_noop!(Registry::resume_service(signed(OWNER), 0), Error::<Test>::ServiceNotPaused);
		assert_eq!(
			events(),
			[Event::ServicePaused { service: 0 }, Event::ServiceResumed { service: 0 }]
		);
		let _ = ask();
	});
}

#[test]
fn update_listing_works() {
	three(sealed()).build_and_execute(|| {
		let moved = Listing { category: label("climate"), tags: Tags::new() };
		assert_ok!(Registry::update_listing(signed(OWNER), 0, moved.clone()));
		assert_eq!(events(), [Event::ListingUpdated { service: 0 }]);
		assert_eq!(service(0).listing, moved);
		assert!(Registry::services_by_category(label("weather"), None, 9).is_empty());
		assert!(Registry::services_by_tag(label("rain"), None, 9).is_empty());
		assert_eq!(Registry::services_by_category(label("climate"), None, 9).len(), 1);
	});
}

#[test]
fn update_listing_fails_when_it_is_unsound() {
	three(sealed()).build_and_execute(|| {
		let unsound = Listing { category: label(""), tags: Tags::new() };
		let refused = Registry::update_listing(signed(OWNER), 0, unsound);
		assert_noop!(refused, Error::<Test>::ListingInvalid);
		assert_ok!(Registry::retire_service(signed(OWNER), 0));
		let late = Registry::update_listing(signed(OWNER), 0, listing());
		assert_noop!(late, Error::<Test>::ServiceRetired);
	});
}

#[test]
fn only_the_owner_decides() {
	three(sealed()).build_and_execute(|| {
		let error = || Error::<Test>::NotOwner;
		assert_noop!(Registry::pause_service(signed(A), 0), error());
		assert_noop!(Registry::resume_service(signed(A), 0), error());
		assert_noop!(Registry::retire_service(signed(A), 0), error());
		assert_noop!(Registry::update_listing(signed(A), 0, listing()), error());
		let removed = Registry::remove_service(signed(A), 0).map_err(|e| e.error);
		assert_noop!(removed, error());
	});
}

#[test]
fn retire_service_works() {
	three(sealed()).build_and_execute(|| {
		let request = ask();
		events();
		assert_ok!(Registry::retire_service(signed(OWNER), 0));
		assert_eq!(events(), [Event::ServiceRetired { service: 0 }]);
		assert!(Registry::services_by_category(label("weather"), None, 9).is_empty());
		assert_noop!(Registry::retire_service(signed(OWNER), 0), Error::<Test>::ServiceRetired);
		assert_noop!(Registry::resume_service(signed(OWNER), 0), Error::<Test>::ServiceNotPaused);
		assert_noop!(Registry::pause_service(signed(OWNER), 0), Error::<Test>::ServiceRetired);
		assert_noop!(Registry::join(signed(D), 0, STAKE), Error::<Test>::ServiceRetired);
		let asked = Registry::request(signed(CONSUMER), 0, 1, fingerprint(1), input(), None);
		assert_noop!(asked.map_err(|e| e.error), Error::<Test>::ServiceRetired);
		// What was asked before is answered.
		answer_sealed(request, &[(A, number(1)), (B, number(2)), (C, number(3))]);
		assert_eq!(finalize(request), Ok(number(2)));
	});
}

#[test]
fn remove_service_works() {
	three(sealed()).build_and_execute(|| {
		assert_ok!(Registry::publish_version(signed(OWNER), 0, fingerprint(2), sealed()));
		assert_ok!(Registry::retire_service(signed(OWNER), 0));
		// The owner of a retired service does not depend on its operators' will to go.
		for n in [A, B, C] {
			let registration = operator(n).registration;
			assert_ok!(Registry::dismiss_operator(signed(OWNER), 0, who(n), registration));
		}
		run_for(DELAY);
		for n in [A, B, C] {
			assert_ok!(Registry::withdraw_stake(signed(WATCHER), 0, who(n)));
			assert_eq!((free(n), held(HoldReason::Stake, n)), (WEALTH, 0));
		}
		events();
		assert_ok!(Registry::remove_service(signed(OWNER), 0));
		assert_eq!(events(), [Event::ServiceRemoved { service: 0 }]);
		assert_eq!((free(OWNER), held(HoldReason::Deposit, OWNER)), (WEALTH, 0));
		assert_eq!(Services::<Test>::iter().count(), 0);
		assert_eq!(Releases::<Test>::iter().count(), 0);
		assert_eq!(Rosters::<Test>::iter().count(), 0);
		assert_eq!(ByTag::<Test>::iter().count(), 0);
		// A later service has another id.
		assert_ok!(register(listing(), Admission::Open, sealed()));
		assert!(Services::<Test>::contains_key(1));
	});
}

#[test]
fn remove_service_fails_when_something_refers_to_it() {
	three(sealed()).build_and_execute(|| {
		let remove = || Registry::remove_service(signed(OWNER), 0).map_err(|e| e.error);
		assert_noop!(remove(), Error::<Test>::ServiceNotRetired);
		let request = ask();
		assert_ok!(Registry::retire_service(signed(OWNER), 0));
		for n in [A, B, C] {
			assert_ok!(Registry::leave(signed(n), 0));
		}
		run_for(DELAY);
		assert_noop!(remove(), Error::<Test>::ServiceInUse);
		let _ = finalize(request);
		assert_noop!(remove(), Error::<Test>::ServiceInUse);
		for n in [A, B, C] {
			assert_ok!(Registry::withdraw_stake(signed(n), 0, who(n)));
		}
		assert_ok!(remove());
		assert_noop!(remove(), Error::<Test>::ServiceNotFound);
	});
}
