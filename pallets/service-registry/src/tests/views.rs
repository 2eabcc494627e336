use super::*;

#[test]
fn may_call_tells_why_not() {
	three(reported()).build_and_execute(|| {
		let may = |n| Registry::may_call(who(n), 0);
		let refused = |why| Permission::Refused(why);
		assert_eq!(may(CONSUMER), Permission::PerCall { version: 1, price: PRICE });
		assert_eq!(Registry::may_call(who(A), 9), refused(Refusal::ServiceNotFound));
		// Who has not enough beside what keeps its account.
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), who(60), PRICE));
		assert_eq!(may(60), refused(Refusal::InsufficientBalance));
		assert_ok!(Registry::leave(signed(A), 0));
		assert_eq!(may(CONSUMER), refused(Refusal::TooFewOperators));
		assert_ok!(Registry::join(signed(D), 0, STAKE));
		assert_ok!(Registry::pause_service(signed(OWNER), 0));
		assert_eq!(may(CONSUMER), refused(Refusal::ServicePaused));
		assert_ok!(Registry::retire_service(signed(OWNER), 0));
		assert_eq!(may(CONSUMER), refused(Refusal::ServiceRetired));
	});
}

#[test]
fn may_call_knows_subscriptions() {
	three(subscribed()).build_and_execute(|| {
		let may = || Registry::may_call(who(CONSUMER), 0);
		assert_ok!(Registry::subscribe(signed(CONSUMER), 0, 1, fingerprint(1)));
		// Whoever has paid is served.
		assert_ok!(Registry::pause_service(signed(OWNER), 0));
		assert_eq!(may(), Permission::Subscribed { version: 1, calls: 4, until: 51 });
		for _ in 0..4 {
			let _ = ask();
		}
		assert_eq!(may(), Permission::Refused(Refusal::QuotaUsed));
		assert_ok!(Registry::leave(signed(A), 0));
		assert_eq!(may(), Permission::Refused(Refusal::TooFewOperators));
		assert_ok!(Registry::resume_service(signed(OWNER), 0));
		assert_ok!(Registry::join(signed(D), 0, STAKE));
		run_to_block(52);
		assert_eq!(may(), Permission::Refused(Refusal::SubscriptionOver));
	});
}

#[test]
fn may_call_knows_sessions() {
	three(timed()).build_and_execute(|| {
		let may = || Registry::may_call(who(CONSUMER), 0);
		assert_eq!(may(), Permission::Refused(Refusal::NoSession));
		assert_ok!(Registry::open_session(signed(CONSUMER), 0, 1, fingerprint(1), who(B), 5));
		let operator = who(B);
		assert_eq!(may(), Permission::InSession { version: 1, operator, until: 6 });
		run_to_block(7);
		assert_eq!(may(), Permission::Refused(Refusal::SessionOver));
	});
}

#[test]
fn services_are_found_in_pages() {
	three(reported()).build_and_execute(|| {
		for n in 1..=6u32 {
			let category = label(if n % 2 == 0 { "weather" } else { "language" });
			let listing = Listing { category, ..listing() };
			assert_ok!(register(listing, Admission::Open, reported()));
			Services::<Test>::mutate(n, |record| {
				record.as_mut().unwrap().reputation.note(true, n.into(), 1, HALF_LIFE)
			});
			assert_ok!(Registry::refresh_rank(signed(WATCHER), n));
		}
		let pages = |find: &dyn Fn(Option<Rank>) -> Vec<Found<AccountId>>| {
			let (mut all, mut after) = (vec![], None);
			loop {
				let page = find(after);
				let Some(last) = page.last() else { return all };
				after = Some(last.place);
				all.extend(page.into_iter().map(|found| found.service));
			}
		};
		for limit in [1, 2, 3, 99] {
			let weather =
				pages(&|after| Registry::services_by_category(label("weather"), after, limit));
			assert_eq!(weather, [6, 4, 2, 0]);
			let rain = pages(&|after| Registry::services_by_tag(label("rain"), after, limit));
			assert_eq!(rain, [6, 5, 4, 3, 2, 1, 0]);
		}
		let found = &Registry::services_by_tag(label("wind"), None, 1)[0];
		assert_eq!((found.owner.clone(), found.status), (who(OWNER), Status::Active));
		assert_eq!((found.version, found.operators), (1, 0));
		assert_eq!(found.pricing, reported().pricing);
		// 6 of 1006.
		assert_eq!(found.score, Perbill::from_rational(6u32, 1_006));
		assert!(Registry::services_by_tag(label("snow"), None, 9).is_empty());
		assert!(Registry::services_by_tag(label("rain"), None, 0).is_empty());
	});
}

#[test]
fn operators_of_tells_who_would_be_asked() {
	let admission = Admission::Elected { seats: 3 };
	ExtBuilder::default().service(reported()).admission(admission).operators(4).build_and_execute(
		|| {
			let request = ask();
			report(request, &[(A, number(1)), (B, number(1)), (C, number(99))]);
			let _ = finalize(request);
			let views = Registry::operators_of(0);
			let names: Vec<_> = views.iter().map(|view| view.operator.clone()).collect();
			assert_eq!(names, [A, B, D].map(who));
			assert_eq!(views[0].record, operator(A));
			// 200 of 1200.
			assert_eq!(views[0].score, Perbill::from_rational(1u32, 6));
			assert!(Registry::operators_of(9).is_empty());
		},
	);
}

#[test]
fn requests_for_tells_what_is_to_be_answered() {
	three(sealed()).build_and_execute(|| {
		let first = ask();
		assert_ok!(Registry::join(signed(D), 0, STAKE));
		let second = ask();
		let (page, next) = Registry::requests_for(who(D), None, 9);
		assert_eq!((page, next), (vec![(second, Phase::Commit, input())], None));
		let all: Vec<_> = Registry::requests_for(who(A), None, 9).0;
		let mut ids: Vec<_> = all.into_iter().map(|(request, ..)| request).collect();
		ids.sort();
		assert_eq!(ids, [first, second]);
		// In pages.
		let (page, next) = Registry::requests_for(who(A), None, 1);
		assert_eq!(page.len(), 1);
		let (rest, end) = Registry::requests_for(who(A), next, 1);
		assert_eq!((page[0].0 + rest[0].0, rest.len()), (first + second, 1));
		assert_eq!(Registry::requests_for(who(A), end, 1), (vec![], None));
		for n in [A, B, C, D] {
			commit(second, n, number(1));
		}
		let (page, _) = Registry::requests_for(who(D), None, 9);
		assert_eq!(page[0].1, Phase::Reveal);
		assert!(Registry::requests_for(who(CONSUMER), None, 9).0.is_empty());
	});
}

#[test]
fn release_tells_versions() {
	three(reported()).build_and_execute(|| {
		assert_eq!(Registry::release(0, None).unwrap().0, 1);
		assert_eq!(Registry::release(0, Some(2)), None);
		assert_eq!(Registry::release(9, None), None);
		assert_eq!(Registry::result_of(0), None);
	});
}
