use super::*;

fn refused(error: Error<Test>, change: impl FnOnce(&mut RulesOf<Test>)) {
	let mut rules = sealed();
	change(&mut rules);
	assert_noop!(register(listing(), Admission::Open, rules), error);
}

#[test]
fn register_service_works() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(register(listing(), Admission::Approved, sealed()));
		let event =
			Event::ServiceRegistered { service: 0, owner: who(OWNER), fingerprint: fingerprint(1) };
		assert_eq!(events(), [event]);
		let record = service(0);
		assert_eq!((record.status, record.admission), (Status::Active, Admission::Approved));
		assert_eq!((record.oldest, record.current, record.deposit), (1, 1, 500));
		let release = Release { fingerprint: fingerprint(1), rules: sealed(), users: 0 };
		assert_eq!(Registry::release(0, None), Some((1, release)));
		assert_eq!((held(HoldReason::Deposit, OWNER), free(OWNER)), (500, WEALTH - 500));
		// Ids are not used twice.
		assert_ok!(register(listing(), Admission::Open, reported()));
		assert_eq!(NextService::<Test>::get(), 2);
	});
}

#[test]
fn register_service_fails_when_the_listing_is_unsound() {
	ExtBuilder::default().build_and_execute(|| {
		let tags = |tags: &[&str]| -> Tags {
			tags.iter().map(|tag| label(tag)).collect::<Vec<_>>().try_into().unwrap()
		};
		let unsound = [
			Listing { category: label(""), ..listing() },
			Listing { tags: tags(&["a", ""]), ..listing() },
			Listing { tags: tags(&["b", "a"]), ..listing() },
			Listing { tags: tags(&["a", "a"]), ..listing() },
		];
		for listing in unsound {
			let refused = register(listing, Admission::Open, sealed());
			assert_noop!(refused, Error::<Test>::ListingInvalid);
		}
		let bare = Listing { tags: tags(&[]), ..listing() };
		assert_ok!(register(bare, Admission::Open, sealed()));
		let full: Vec<_> = ["a", "b", "c", "d", "e", "f", "g", "h"].map(label).to_vec();
		let full = Listing { tags: full.try_into().unwrap(), ..listing() };
		assert_ok!(register(full, Admission::Open, sealed()));
		assert!(Label::try_from(vec![b'x'; 33]).is_err());
	});
}

#[test]
fn register_service_fails_when_the_election_is_impossible() {
	ExtBuilder::default().build_and_execute(|| {
		for seats in [0, MAX_OPERATORS + 1] {
			let refused = register(listing(), Admission::Elected { seats }, sealed());
			assert_noop!(refused, Error::<Test>::AdmissionInvalid);
		}
		let seats = MAX_OPERATORS;
		assert_ok!(register(listing(), Admission::Elected { seats }, sealed()));
	});
}

#[test]
fn register_service_fails_when_the_stake_is_too_low() {
	ExtBuilder::default().build_and_execute(|| {
		let register = |stake| {
			let rules = sealed();
			let origin = signed(OWNER);
			let open = Admission::Open;
			Registry::register_service(origin, listing(), open, stake, fingerprint(1), rules)
		};
		assert_noop!(register(99), Error::<Test>::MinStakeTooLow);
		assert_ok!(register(100));
	});
}

#[test]
fn register_service_fails_when_the_price_is_out_of_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		let wrong = [
			Pricing::PerCall { price: 0 },
			Pricing::PerCall { price: 9 },
			Pricing::Subscription { price: 1_000, period: 0, quota: 1 },
			Pricing::Subscription { price: 1_000, period: 101, quota: 1 },
			Pricing::Subscription { price: 1_000, period: 10, quota: 0 },
			// 9 planck for each call.
			Pricing::Subscription { price: 1_000, period: 10, quota: 101 },
			Pricing::Session { price: 9, longest: 10 },
			Pricing::Session { price: 10, longest: 0 },
			Pricing::Session { price: 10, longest: 101 },
			// What does not fit is not free.
			Pricing::Session { price: Balance::MAX / 2, longest: 3 },
		];
		for pricing in wrong {
			refused(Error::<Test>::PricingInvalid, |rules| rules.pricing = pricing);
		}
		let right = [
			Pricing::PerCall { price: 10 },
			Pricing::PerCall { price: Balance::MAX },
			Pricing::Subscription { price: 1_000, period: 100, quota: 100 },
			Pricing::Session { price: Balance::MAX / 2, longest: 2 },
		];
		for pricing in right {
			let rules = Rules { pricing, ..sealed() };
			assert_ok!(register(listing(), Admission::Open, rules));
		}
	});
}

#[test]
fn register_service_fails_when_a_window_is_out_of_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		let wrong = [
			Answering::CommitReveal { commit: 0, reveal: 1 },
			Answering::CommitReveal { commit: 1, reveal: 0 },
			Answering::CommitReveal { commit: 51, reveal: 1 },
			Answering::CommitReveal { commit: 1, reveal: 51 },
			Answering::SignedReport { answer: 0 },
			Answering::SignedReport { answer: 51 },
		];
		for answering in wrong {
			refused(Error::<Test>::WindowInvalid, |rules| rules.answering = answering);
		}
		let answering = Answering::CommitReveal { commit: 1, reveal: 50 };
		assert_ok!(register(listing(), Admission::Open, Rules { answering, ..sealed() }));
	});
}

#[test]
fn register_service_fails_when_the_strategy_does_not_fit() {
	ExtBuilder::default().build_and_execute(|| {
		let error = || Error::<Test>::ConsensusInvalid;
		refused(error(), |rules| rules.quorum = 0);
		refused(error(), |rules| rules.quorum = MAX_OPERATORS + 1);
		refused(error(), |rules| rules.kind = AnswerKind::Hash);
		refused(error(), |rules| {
			rules.kind = AnswerKind::Hash;
			rules.consensus = Standard::Schelling { tolerance: 1 };
		});
		// The first to be revealed is not the first that was given.
		refused(error(), |rules| {
			rules.consensus = Standard::First;
			rules.quorum = 1;
		});
		let first = Rules { consensus: Standard::First, quorum: 2, ..reported() };
		assert_noop!(register(listing(), Admission::Open, first.clone()), error());
		assert_ok!(register(listing(), Admission::Open, Rules { quorum: 1, ..first }));
		// A median takes three, even where two would be a quorum.
		let elected = |seats| register(listing(), Admission::Elected { seats }, sealed());
		assert_noop!(elected(2), error());
		assert_ok!(elected(3));
	});
}

#[test]
fn register_service_fails_when_the_shares_are_not_whole() {
	ExtBuilder::default().build_and_execute(|| {
		let one = Perbill::from_parts(1);
		let error = || Error::<Test>::SharesNotWhole;
		refused(error(), |rules| rules.shares.owner = rules.shares.owner + one);
		refused(error(), |rules| rules.shares.owner = rules.shares.owner - one);
		refused(error(), |rules| {
			// More than all, and as a sum of 32 bits little.
			let all = Perbill::one();
			rules.shares =
				Shares { owner: all, operators: all, developer: all, treasury: all, burned: all };
		});
	});
}

#[test]
fn register_service_fails_when_the_common_share_is_too_low() {
	ExtBuilder::default().build_and_execute(|| {
		let with = |treasury: u32, burned: u32| Rules {
			shares: Shares {
				owner: percent(100 - treasury - burned),
				operators: percent(0),
				developer: percent(0),
				treasury: percent(treasury),
				burned: percent(burned),
			},
			..sealed()
		};
		let low = register(listing(), Admission::Open, with(4, 5));
		assert_noop!(low, Error::<Test>::CommonShareTooLow);
		for (treasury, burned) in [(10, 0), (0, 10), (5, 5), (50, 50)] {
			assert_ok!(register(listing(), Admission::Open, with(treasury, burned)));
		}
	});
}

#[test]
fn register_service_fails_when_the_deposit_cannot_be_held() {
	ExtBuilder::default().build_and_execute(|| {
		conditions(|terms| terms.deposit = WEALTH);
		let poor = register(listing(), Admission::Open, sealed());
		assert_noop!(poor, Error::<Test>::InsufficientBalance);
	});
}

#[test]
fn register_service_fails_when_ids_run_out() {
	ExtBuilder::default().build_and_execute(|| {
		NextService::<Test>::put(ServiceId::MAX);
		assert_noop!(register(listing(), Admission::Open, sealed()), Error::<Test>::Overflow);
		NextService::<Test>::put(0);
	});
}

#[test]
fn calls_fail_when_nobody_has_signed() {
	three(reported()).build_and_execute(|| {
		let bad = DispatchError::BadOrigin;
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			let pause = Registry::pause_service(origin.clone(), 0);
			assert_noop!(pause, bad);
			assert_noop!(Registry::join(origin.clone(), 0, STAKE), bad);
			assert_noop!(Registry::finalize(origin.clone(), 0).map_err(|e| e.error), bad);
			assert_noop!(Registry::register_evaluator(origin, 500), bad);
		}
	});
}
