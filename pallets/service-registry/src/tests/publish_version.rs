use super::*;

fn publish(version: u32) -> Result<(), DispatchError> {
	Registry::publish_version(signed(OWNER), 0, fingerprint(version), sealed())
}

#[test]
fn publish_version_works() {
	three(sealed()).build_and_execute(|| {
		let dearer = Rules { pricing: Pricing::PerCall { price: 2_000 }, ..sealed() };
		assert_ok!(Registry::publish_version(signed(OWNER), 0, fingerprint(2), dearer.clone()));
		let event = Event::VersionPublished { service: 0, version: 2, fingerprint: fingerprint(2) };
		assert_eq!(events(), [event]);
		let release = Release { fingerprint: fingerprint(2), rules: dearer, users: 0 };
		assert_eq!(Registry::release(0, None), Some((2, release)));
		assert_eq!(Registry::release(0, Some(1)).unwrap().1.rules, sealed());
	});
}

#[test]
fn requests_keep_the_version_that_they_were_made_by() {
	three(reported()).build_and_execute(|| {
		let request = ask();
		let greedy = Rules {
			pricing: Pricing::PerCall { price: 5_000 },
			kind: AnswerKind::Hash,
			consensus: Standard::Plurality,
			shares: Shares {
				owner: percent(90),
				operators: percent(0),
				developer: percent(0),
				..shares()
			},
			developer: who(WATCHER),
			..reported()
		};
		let greedy = Rules {
			shares: Shares { treasury: percent(10), burned: percent(0), ..greedy.shares },
			..greedy
		};
		for version in 2..=MAX_VERSIONS {
			let fingerprint = fingerprint(version);
			assert_ok!(Registry::publish_version(signed(OWNER), 0, fingerprint, greedy.clone()));
		}
		report(request, &[(A, number(1)), (B, number(2)), (C, number(3))]);
		let gained = gains([OWNER, A, B, C, DEVELOPER, WATCHER], || {
			assert_eq!(finalize(request), Ok(number(2)));
		});
		assert_eq!(gained, [200, 166, 166, 166, 100, 0]);
	});
}

#[test]
fn publish_version_forgets_the_oldest() {
	three(sealed()).build_and_execute(|| {
		for version in 2..=MAX_VERSIONS {
			assert_ok!(publish(version));
		}
		assert_eq!((service(0).oldest, service(0).current), (1, 3));
		assert_ok!(publish(4));
		assert_eq!((service(0).oldest, service(0).current), (2, 4));
		assert_eq!(Registry::release(0, Some(1)), None);
	});
}

#[test]
fn publish_version_fails_when_the_oldest_is_in_use() {
	three(sealed()).build_and_execute(|| {
		let request = ask();
		for version in 2..=MAX_VERSIONS {
			assert_ok!(publish(version));
		}
		assert_noop!(publish(4), Error::<Test>::VersionInUse);
		run_over(request);
		let _ = finalize(request);
		assert_ok!(publish(4));
	});
}

#[test]
fn publish_version_fails_when_it_must() {
	three(sealed()).build_and_execute(|| {
		let by =
			|n, service| Registry::publish_version(signed(n), service, fingerprint(2), sealed());
		assert_noop!(by(OWNER, 9), Error::<Test>::ServiceNotFound);
		assert_noop!(by(CONSUMER, 0), Error::<Test>::NotOwner);
		let unsound = Rules { quorum: 0, ..sealed() };
		let refused = Registry::publish_version(signed(OWNER), 0, fingerprint(2), unsound);
		assert_noop!(refused, Error::<Test>::ConsensusInvalid);
		assert_ok!(Registry::retire_service(signed(OWNER), 0));
		assert_noop!(publish(2), Error::<Test>::ServiceRetired);
	});
}
