//! Settlements that both sides sign off chain, and terms that change after an order is made.

use super::*;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::testing::TestSignature;

pub fn terms(rent: Balance) -> SettlementOf<Test> {
	Settlement { rent, renter_score: 90, provider_score: 70, expires_at: 1_000 }
}

/// What a side signs for an order as it is now.
pub fn signature(
	who: AccountId,
	id: OrderId,
	role: Role,
	settlement: SettlementOf<Test>,
) -> TestSignature {
	sign(who, finish(id, role, settlement).payload())
}

pub fn settle(id: OrderId, settlement: SettlementOf<Test>) -> sp_runtime::DispatchResult {
	let renter = signature(RENTER, id, Role::Renter, settlement);
	let provider = signature(PROVIDER, id, Role::Provider, settlement);
	Rental::settle_signed(signed(STRANGER), id, settlement, renter, provider)
}

#[test]
fn settle_signed_works() {
	ExtBuilder::default().build_and_execute(|| {
		let gained = gains(|| {
			let id = running();
			run_to_block(31);
			assert_ok!(settle(id, terms(700)));
			assert_eq!(
				events(),
				[
					Event::LeaseEnded { order: id, ended_at: 31, ending: Ending::ByAgreement },
					Event::RentSettled {
						order: id,
						paid: 686,
						fee: 14,
						refund: 1_300,
						compensation: 0,
						bond: BOND,
					},
					Event::OrderClosed { order: id, outcome: Outcome::Agreed, deposit: DEPOSIT },
				]
			);
			let scores = [(PROVIDER, Role::Provider), (RENTER, Role::Renter)]
				.map(|(who, role)| Rental::view_reputation(who, role))
				.map(|reputation| (reputation.mean, reputation.weight));
			let percent = Perbill::from_percent;
			assert_eq!(scores, [(percent(90), 700), (percent(70), 700)]);
		});
		assert_eq!(gained, [-700, 0, 686, 14, 0]);
		assert_eq!(Chips::get((PROVIDER, MODEL)), Some((CHIPS, 0)));
	});
}

/// In every state from the lease on, but not once the rent is paid.
#[test]
fn settle_signed_works_until_the_rent_is_paid() {
	let rate = |who, id| ok(Rental::rate(signed(who), id, 50));
	let states: [fn(OrderId); 6] = [
		|_| (),
		|id| run_to_deadline(id),
		|id| {
			run_to_deadline(id);
			resolve(id);
			run_to_deadline(id);
		},
		|id| {
			run_to_deadline(id);
			assert_ok!(Rental::rate(signed(RENTER), id, 50));
		},
		|id| {
			run_to_deadline(id);
			assert_ok!(Rental::rate(signed(PROVIDER), id, 50));
		},
		|id| {
			run_to_deadline(id);
			assert_ok!(Rental::dispute(signed(PROVIDER), id, Default::default()));
		},
	];
	for reach in states {
		ExtBuilder::default().build_and_execute(|| {
			let gained = gains(|| {
				let id = running();
				reach(id);
				assert_ok!(settle(id, terms(50)));
				assert_noop!(settle_again(id), Error::<Test>::OrderNotFound);
			});
			assert_eq!(gained, [-50, 0, 49, 1, 0]);
		});
	}
	ExtBuilder::default().build_and_execute(|| {
		let id = ended();
		rate(PROVIDER, id);
		run_to_deadline(id);
		assert_noop!(settle(id, terms(50)), Error::<Test>::RentPaid);
		resolve(id);
		assert_noop!(settle(id, terms(50)), Error::<Test>::RentPaid);
	});
}

/// Signatures of an order that is gone.
fn settle_again(id: OrderId) -> sp_runtime::DispatchResult {
	let nothing = TestSignature(RENTER, Vec::new());
	Rental::settle_signed(signed(STRANGER), id, terms(50), nothing.clone(), nothing)
}

#[test]
fn settle_signed_fails_before_the_lease() {
	for make in [placed as fn() -> OrderId, accepted, delivered] {
		ExtBuilder::default().build_and_execute(|| {
			let id = make();
			assert_noop!(settle(id, terms(50)), Error::<Test>::NotStarted);
		});
	}
	ExtBuilder::default().build_and_execute(|| {
		let id = requested();
		assert_noop!(settle_again(id), Error::<Test>::NotStarted);
		assert_noop!(settle_again(id + 1), Error::<Test>::OrderNotFound);
	});
}

#[test]
fn settle_signed_fails_when_nobody_rated_in_time() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ended();
		run_to_block(101 + 20 + 15);
		assert_noop!(settle(id, terms(50)), Error::<Test>::DeadlinePassed);
	});
}

#[test]
fn settle_signed_fails_when_its_content_is_wrong() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		let late = Settlement { expires_at: 31, ..terms(50) };
		run_to_block(30);
		assert_noop!(settle(id, terms(RENT + 1)), Error::<Test>::RentOutOfBounds);
		let keen = Settlement { renter_score: 101, ..terms(50) };
		assert_noop!(settle(id, keen), Error::<Test>::InvalidScore);
		let keen = Settlement { provider_score: 101, ..terms(50) };
		assert_noop!(settle(id, keen), Error::<Test>::InvalidScore);
		run_to_block(31);
		assert_noop!(settle(id, late), Error::<Test>::SettlementExpired);
		assert_ok!(settle(id, Settlement { expires_at: 32, ..late }));
	});
}

#[test]
fn settle_signed_fails_when_a_signature_is_not_for_it() {
	ExtBuilder::default().build_and_execute(|| {
		let other = running();
		let id = running();
		let agreed = terms(50);
		let renter = signature(RENTER, id, Role::Renter, agreed);
		let provider = signature(PROVIDER, id, Role::Provider, agreed);
		let fails = |renter: &TestSignature, provider: &TestSignature| {
			assert_noop!(
				Rental::settle_signed(
					signed(STRANGER),
					id,
					agreed,
					renter.clone(),
					provider.clone()
				),
				Error::<Test>::InvalidSignature
			);
		};
		// Swapped, of one side for both, of another account.
		fails(&provider, &renter);
		fails(&renter, &renter);
		fails(&renter, &signature(PROVIDER, id, Role::Renter, agreed));
		fails(&renter, &signature(RENTER, id, Role::Provider, agreed));
		fails(&signature(STRANGER, id, Role::Renter, agreed), &provider);
		// Of another order, content, or purpose.
		fails(&signature(RENTER, other, Role::Renter, agreed), &provider);
		fails(&signature(RENTER, id, Role::Renter, terms(51)), &provider);
		let later = Settlement { expires_at: 999, ..agreed };
		fails(&renter, &signature(PROVIDER, id, Role::Provider, later));
		fails(&sign(RENTER, rating(id, Role::Renter, 90).payload()), &provider);
		// Of another chain.
		let elsewhere = Finish {
			genesis: sp_core::H256::repeat_byte(1),
			order: hash(id),
			role: Role::Renter,
			settlement: agreed,
		};
		fails(&sign(RENTER, elsewhere.payload()), &provider);
		// Of the order as it was before it was extended.
		assert_ok!(Rental::extend(signed(RENTER), id, 5));
		fails(&renter, &provider);
		assert_ok!(settle(id, agreed));
	});
}

#[test]
fn settle_signed_takes_what_wallets_sign() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		let wrapped = |who, role| {
			sign(who, vajra_primitives::rental::wrapped(&finish(id, role, terms(50)).payload()))
		};
		let (renter, provider) = (wrapped(RENTER, Role::Renter), wrapped(PROVIDER, Role::Provider));
		assert_ok!(Rental::settle_signed(signed(STRANGER), id, terms(50), renter, provider));
	});
}

/// All of the rent, and none of it.
#[test]
fn settle_signed_has_no_fee_where_nothing_is_paid() {
	for (rent, expected) in [(0, [0; 5]), (RENT, [-2_000, 0, 1_960, 40, 0])] {
		ExtBuilder::default().build_and_execute(|| {
			assert_eq!(gains(|| ok(settle(running(), terms(rent)))), expected);
			let known = Rental::view_reputation(PROVIDER, Role::Provider);
			assert_eq!(known.weight, rent);
		});
	}
}

// What changes after an order is made.

/// Price, payee and limits of a listing, and all rules of the chain.
#[test]
fn orders_keep_the_terms_they_were_made_under() {
	let change = || {
		let dearer = Offer { price: 50, payee: STRANGER, max_duration: 101, ..offer() };
		assert_ok!(Rental::update_listing(signed(PROVIDER), MODEL, dearer));
		Rules::mutate(|rules| {
			let shares = &mut rules.conditions.shares;
			(shares.fee, shares.deposit, shares.bond) =
				(Perbill::one(), Perbill::one(), Perbill::one());
			(shares.penalty, shares.draw) = (Perbill::one(), Perbill::zero());
			rules.conditions.periods = Periods {
				accept: 1,
				deliver: 1,
				confirm: 1,
				rate: 1,
				counter: 1,
				grace: 1,
				arbitration: 1,
				notice: 100,
			};
			rules.record_deposit = 1_000;
			rules.max_duration = 1;
		});
	};
	// As if nothing had been changed, step by step, whenever it is.
	for at in 0..6 {
		ExtBuilder::default().build_and_execute(|| {
			let step = |n| (n == at).then(change);
			let gained = gains(|| {
				let id = placed();
				let agreed = (order(id).terms(), hash(id));
				step(0);
				assert_ok!(Rental::accept(signed(PROVIDER), id, agreed.1));
				step(1);
				assert_ok!(Rental::deliver(signed(PROVIDER), id, ciphertext().0));
				step(2);
				assert_ok!(Rental::confirm(signed(RENTER), id, agreed.1, ciphertext().1));
				step(3);
				assert_eq!((order(id).terms(), hash(id)), agreed);
				// Beyond the new limits, at the old price.
				assert_ok!(Rental::extend(signed(RENTER), id, 50));
				assert_eq!(order(id).rent, 150 * RATE);
				run_to_block(41);
				assert_ok!(Rental::draw(signed(PROVIDER), id));
				assert_eq!(order(id).paid, 640);
				step(4);
				assert_ok!(Rental::end(signed(RENTER), id));
				assert_eq!(deadline(id), 41 + 20);
				assert_ok!(Rental::rate(signed(RENTER), id, 100));
				assert_eq!(deadline(id), 41 + 15);
				step(5);
				assert_ok!(Rental::rate(signed(PROVIDER), id, 100));
			});
			assert_eq!(gained, [-960, 0, 940, 20, 0]);
			assert_eq!(held(HoldReason::Storage, RENTER), 0);
			assert_eq!(held(HoldReason::Storage, PROVIDER), RECORD);
		});
	}
}

/// A bid that is changed is another bid, and what was taken stays.
#[test]
fn orders_keep_the_bid_they_took() {
	ExtBuilder::default().build_and_execute(|| {
		let id = requested();
		assert_ok!(Rental::bid(signed(PROVIDER), id, 4, 200, PAYEE));
		assert_ok!(Rental::take_bid(signed(RENTER), id, PROVIDER, 4));
		let agreed = order(id).terms();
		Rules::mutate(|rules| rules.conditions.shares.fee = Perbill::one());
		assert_noop!(
			Rental::bid(signed(PROVIDER), id, 5, 200, STRANGER),
			Error::<Test>::NotRequested
		);
		assert_eq!(order(id).terms(), agreed);
		assert_eq!((order(id).price, order(id).supply.unwrap().payee), (4, PAYEE));
	});
}

/// A listing from before the chain's limit was lowered.
#[test]
fn orders_are_extended_only_up_to_the_limit_they_were_made_under() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		Rules::mutate(|rules| rules.max_duration = DURATION + 5);
		let id = running();
		assert_eq!(order(id).max_duration, DURATION + 5);
		Rules::mutate(|rules| rules.max_duration = 1);
		let extend = |blocks| Rental::extend(signed(RENTER), id, blocks);
		assert_noop!(extend(6), Error::<Test>::DurationOutOfBounds);
		assert_ok!(extend(5));
	});
}
