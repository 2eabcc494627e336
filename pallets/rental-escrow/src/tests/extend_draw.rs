//! While a lease runs: extensions, draws, early ends.

use super::*;
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use sp_runtime::{DispatchError, DispatchResult, Perbill};

fn extend(id: OrderId, blocks: u64) -> DispatchResult {
	Rental::extend(signed(RENTER), id, blocks)
}

fn draw(id: OrderId) -> DispatchResult {
	Rental::draw(signed(PROVIDER), id)
}

/// What is told of a draw.
fn drawn(order: OrderId, amount: Balance) -> Event<Test> {
	Event::RentDrawn { order, amount: amount - fee(amount), fee: fee(amount) }
}

#[test]
fn extend_works() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		let before = hash(id);
		run_to_block(order(id).until - 1);
		assert_ok!(extend(id, 10));
		let (rent, ends_at) = (10 * RATE, 111);
		assert_ne!(hash(id), before);
		assert_eq!(events(), [Event::LeaseExtended { order: id, hash: hash(id), ends_at, rent }]);
		assert_eq!(held(HoldReason::Rent, RENTER), RENT + rent);
		let extended = order(id);
		assert_eq!((extended.need.duration, extended.until), (DURATION + 10, ends_at));
		assert_eq!((extended.rent, extended.held.rent), (RENT + rent, RENT + rent));
		// Deposit and bond stay: the price does, and the provider has put no more on hold.
		assert_eq!((extended.deposit, extended.bond), (DEPOSIT, BOND));
		assert_eq!(extended.lease.map(|lease| lease.ends_at), Some(ends_at));
	});
}

#[test]
fn extension_is_paid_for_like_the_rest() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		assert_ok!(extend(id, 50));
		run_to_block(order(id).until);
		assert_ok!(Rental::rate(signed(RENTER), id, 80));
		assert_ok!(Rental::rate(signed(PROVIDER), id, 80));
		let rent = RENT + 50 * RATE;
		assert_eq!(free(PAYEE), WEALTH + rent - fee(rent));
		assert_eq!((free(RENTER), total(RENTER)), (WEALTH - rent, WEALTH - rent));
	});
}

#[test]
fn extend_lengthens_sub_tasks_that_last_as_long_as_the_lease() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		let need = deployment(&[(3_000, 1, DURATION), (500, 2, 30)]);
		assert_ok!(Rental::place_order(signed(RENTER), PROVIDER, need, PRICE));
		let id = 0;
		let rent = PRICE * (300 + 30);
		assert_eq!(order(id).rent, rent);
		assert_ok!(Rental::accept(signed(PROVIDER), id, hash(id)));
		assert_ok!(Rental::deliver(signed(PROVIDER), id, ciphertext().0));
		assert_ok!(Rental::confirm(signed(RENTER), id, hash(id), ciphertext().1));
		events();
		assert_ok!(extend(id, 10));
		let more = PRICE * 30;
		let ends_at = 1 + DURATION + 10;
		let expected = Event::LeaseExtended { order: id, hash: hash(id), ends_at, rent: more };
		assert_eq!(events(), [expected]);
		assert_eq!(order(id).rent, rent + more);
	});
}

#[test]
fn extend_fails_beyond_what_was_agreed_on() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		let most = offer().max_duration - DURATION;
		for blocks in [0, most + 1, u64::MAX] {
			assert_noop!(extend(id, blocks), Error::<Test>::DurationOutOfBounds);
		}
		// What the listing says now plays no part.
		let wider = Offer { max_duration: LONGEST, ..offer() };
		assert_ok!(Rental::update_listing(signed(PROVIDER), MODEL, wider));
		assert_noop!(extend(id, most + 1), Error::<Test>::DurationOutOfBounds);
		assert_ok!(extend(id, 1));
		assert_ok!(extend(id, most - 1));
		assert_noop!(extend(id, 1), Error::<Test>::DurationOutOfBounds);
	});
}

#[test]
fn extend_fails_when_the_provider_could_reserve_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		// All other chips are in other leases, which is no matter: these are the renter's already.
		Chips::insert((PROVIDER, MODEL), (HIRED, HIRED));
		assert_ok!(extend(id, 1));
		Chips::insert((PROVIDER, MODEL), (HIRED - 1, HIRED));
		assert_noop!(extend(id, 1), DispatchError::Exhausted);
		Chips::insert((PROVIDER, MODEL), (CHIPS, HIRED));
	});
}

#[test]
fn extend_fails_when_it_is_not_the_renter() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		for who in [PROVIDER, OTHER_RENTER, STRANGER] {
			assert_noop!(Rental::extend(signed(who), id, 1), Error::<Test>::NotParty);
		}
	});
}

#[test]
fn extend_fails_when_no_lease_runs() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(extend(7, 1), Error::<Test>::OrderNotFound);
		for state in [placed, accepted, delivered] {
			let id = state();
			assert_noop!(extend(id, 1), Error::<Test>::NotRunning);
		}
		let id = running();
		run_to_block(order(id).until);
		assert_noop!(extend(id, 1), Error::<Test>::NotRunning);
		run_to_block(order(id).until + 20 + 15);
		assert_noop!(extend(id, 1), Error::<Test>::DeadlinePassed);
	});
}

#[test]
fn extend_fails_when_it_cannot_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		Balances::set_balance(&RENTER, 10 * RATE + EXISTENTIAL - 1);
		assert_noop!(extend(id, 10), Error::<Test>::FundsMissing);
		Balances::set_balance(&RENTER, 10 * RATE + EXISTENTIAL);
		assert_ok!(extend(id, 10));
	});
}

#[test]
fn extend_fails_when_the_rent_is_too_much() {
	ExtBuilder::default().build_and_execute(|| {
		// Twice the duration at this price is more than there can be.
		let price = Balance::MAX / Balance::from(HIRED) / 190;
		Balances::set_balance(&RENTER, Balance::MAX / 10 * 6);
		Balances::set_balance(&PROVIDER, Balance::MAX / 10 * 3);
		assert_ok!(Rental::list_capacity(signed(PROVIDER), MODEL, Offer { price, ..offer() }));
		assert_ok!(Rental::place_order(signed(RENTER), PROVIDER, need(), price));
		let id = 0;
		assert_ok!(Rental::accept(signed(PROVIDER), id, hash(id)));
		assert_ok!(Rental::deliver(signed(PROVIDER), id, ciphertext().0));
		assert_ok!(Rental::confirm(signed(RENTER), id, hash(id), ciphertext().1));
		assert_noop!(extend(id, DURATION), Error::<Test>::RentOutOfBounds);
		// This much there can be, but the renter does not have it.
		assert_noop!(extend(id, DURATION / 2), Error::<Test>::FundsMissing);
	});
}

#[test]
fn draw_works() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		pass(10);
		assert_eq!(Rental::drawable(id), 160);
		let gained = gains(|| ok(draw(id)));
		// Four fifths of 200. The fee is rounded up.
		assert_eq!(events(), [Event::RentDrawn { order: id, amount: 156, fee: 4 }]);
		assert_eq!(gained, [-160, 0, 156, 4, 0]);
		let order = order(id);
		assert_eq!((order.paid, order.held.rent), (160, RENT - 160));
		assert_eq!(held(HoldReason::Rent, RENTER), RENT - 160);
		assert_eq!(held(HoldReason::Bond, PROVIDER), BOND);
	});
}

#[test]
fn nothing_is_drawn_twice() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		pass(10);
		assert_ok!(draw(id));
		assert_eq!(Rental::drawable(id), 0);
		assert_noop!(draw(id), Error::<Test>::NothingToDraw);
		pass(1);
		events();
		assert_ok!(draw(id));
		assert_eq!(events(), [drawn(id, 16)]);
		assert_eq!(order(id).paid, 176);
	});
}

#[test]
fn draws_are_paid_once() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		let gained = gains(|| {
			pass(30);
			assert_ok!(draw(id));
			pass(30);
			assert_ok!(draw(id));
			run_to_block(order(id).until);
			assert_ok!(Rental::rate(signed(PROVIDER), id, 90));
			assert_ok!(Rental::rate(signed(RENTER), id, 90));
		});
		let rent = RENT as i128;
		let fee = [480, 320, 1_200].map(fee).iter().sum::<Balance>() as i128;
		assert_eq!(gained[..4], [-rent, 0, rent - fee, fee]);
	});
}

#[test]
fn draws_are_covered_by_the_bond() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		run_to_block(order(id).until - 1);
		// Four fifths of what is earned are more than the bond less a penalty.
		assert_eq!(Rental::drawable(id), BOND - PENALTY);
		assert_ok!(draw(id));
		assert_eq!(events(), [drawn(id, BOND - PENALTY)]);
		assert_ok!(extend(id, 100));
		pass(50);
		assert_noop!(draw(id), Error::<Test>::NothingToDraw);
	});
}

#[test]
fn draw_fails_before_anything_is_earned() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		assert_noop!(draw(id), Error::<Test>::NothingToDraw);
		miss(1, 10);
		run_to_block(10);
		// All of the nine blocks lie in a round that was missed.
		assert_noop!(draw(id), Error::<Test>::NothingToDraw);
		run_to_block(11);
		assert_ok!(draw(id));
		assert_eq!(events(), [drawn(id, 16)]);
	});
}

#[test]
fn draw_fails_when_more_was_drawn_than_is_earned() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		run_to_block(21);
		assert_ok!(draw(id));
		assert_eq!(order(id).paid, 320);
		// A miss that is found out later. It takes a while until there is something again.
		miss(10, 20);
		run_to_block(31);
		assert_noop!(draw(id), Error::<Test>::NothingToDraw);
		run_to_block(32);
		assert_ok!(draw(id));
		assert_eq!(order(id).paid, 336);
	});
}

#[test]
fn draw_fails_when_rules_allow_none() {
	ExtBuilder::default().build_and_execute(|| {
		Rules::mutate(|rules| rules.conditions.shares.draw = Perbill::zero());
		let id = running();
		pass(50);
		assert_eq!(Rental::drawable(id), 0);
		assert_noop!(draw(id), Error::<Test>::NothingToDraw);
	});
}

#[test]
fn draw_fails_when_it_is_not_the_provider() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		pass(10);
		for who in [RENTER, PAYEE, OTHER_PROVIDER, STRANGER] {
			assert_noop!(Rental::draw(signed(who), id), Error::<Test>::NotParty);
		}
	});
}

#[test]
fn draw_fails_when_no_lease_runs() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(draw(7), Error::<Test>::OrderNotFound);
		for state in [placed, accepted, delivered, ended] {
			let id = state();
			assert_noop!(draw(id), Error::<Test>::NotRunning);
			assert_eq!(Rental::drawable(id), 0);
		}
	});
}

#[test]
fn draw_goes_to_the_provider_where_the_payee_cannot_take_it() {
	ExtBuilder::default().existential(200).build_and_execute(|| {
		let nobody = 50;
		let payee = Offer { payee: nobody, ..offer() };
		assert_ok!(Rental::list_capacity(signed(PROVIDER), MODEL, payee));
		let id = running();
		pass(10);
		let gained = gains(|| ok(draw(id)));
		assert_eq!(events(), [Event::RentDrawn { order: id, amount: 156, fee: 4 }]);
		assert_eq!(gained[..3], [-160, 156, 0]);
		assert_eq!(total(nobody), 0);
		// Enough for an account makes one.
		pass(30);
		assert_ok!(draw(id));
		assert_eq!(total(nobody), 480 - fee(480));
	});
}

#[test]
fn draw_fails_when_neither_account_can_take_it() {
	ExtBuilder::default().existential(200).build_and_execute(|| {
		let payee = Offer { payee: 50, ..offer() };
		assert_ok!(Rental::list_capacity(signed(PROVIDER), MODEL, payee));
		let id = running();
		poor(PROVIDER);
		pass(10);
		// What is earned stays where it is, for a later draw or the end.
		assert_noop!(draw(id), Error::<Test>::PayeeUnreachable);
		pass(30);
		assert_ok!(draw(id));
		assert_eq!(order(id).paid, 640);
	});
}

#[test]
fn end_works_for_either_side() {
	for (who, ending) in [(RENTER, Ending::WithNotice), (PROVIDER, Ending::ByProvider)] {
		ExtBuilder::default().build_and_execute(|| {
			let id = running();
			pass(10);
			assert_ok!(Rental::end(signed(who), id));
			assert_eq!(events(), [Event::LeaseEnded { order: id, ended_at: 11, ending }]);
			let ended = order(id);
			assert_eq!((ended.state, ended.until), (OrderState::Ended, 31));
			assert_eq!(ended.lease, Some(Lease { started_at: 1, ends_at: 11, ending }));
			// The chips are free, the money is not.
			assert_eq!(Chips::get((PROVIDER, MODEL)), Some((CHIPS, 0)));
			assert_eq!(held(HoldReason::Rent, RENTER), RENT);
			assert_eq!(held(HoldReason::Bond, PROVIDER), BOND);
		});
	}
}

#[test]
fn renter_of_a_provider_that_was_away_ends_without_notice() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		run_to_block(30);
		miss(10, 20);
		assert_ok!(Rental::end(signed(RENTER), id));
		let ending = Ending::WithoutNotice;
		assert_eq!(events(), [Event::LeaseEnded { order: id, ended_at: 30, ending }]);
	});
}

#[test]
fn end_fails_when_no_lease_runs() {
	ExtBuilder::default().build_and_execute(|| {
		let none = Rental::end(signed(RENTER), 7);
		assert_noop!(none, Error::<Test>::OrderNotFound);
		for state in [placed, accepted, delivered, ended] {
			let id = state();
			for who in [RENTER, PROVIDER] {
				assert_noop!(Rental::end(signed(who), id), Error::<Test>::NotRunning);
			}
		}
		// Nor twice.
		let id = running();
		assert_ok!(Rental::end(signed(RENTER), id));
		assert_noop!(Rental::end(signed(PROVIDER), id), Error::<Test>::NotRunning);
	});
}

#[test]
fn end_fails_when_it_is_another_s() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		for who in [PAYEE, OTHER_RENTER, OTHER_PROVIDER, STRANGER] {
			assert_noop!(Rental::end(signed(who), id), Error::<Test>::NotParty);
		}
	});
}

#[test]
fn keeper_that_has_lost_the_chips_stops_nobody() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		let ledger = Chips::take((PROVIDER, MODEL));
		assert_ok!(Rental::end(signed(RENTER), id));
		let ending = Ending::WithNotice;
		let ended = Event::LeaseEnded { order: id, ended_at: 1, ending };
		assert_eq!(events(), [Event::ChipsNotReleased { order: id }, ended]);
		Chips::set((PROVIDER, MODEL), ledger.map(|(chips, _)| (chips, 0)));
	});
}
