//! Requests, and orders that are given up before anybody accepts.

use super::*;
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use sp_runtime::DispatchResult;

fn request(need: NeedOf<Test>, max_price: Balance) -> DispatchResult {
	Rental::request(signed(RENTER), need, max_price)
}

/// What is told of an order that has cost nobody anything.
fn undone(order: OrderId, outcome: Outcome) -> [Event<Test>; 2] {
	let settled =
		Event::RentSettled { order, paid: 0, fee: 0, refund: RENT, compensation: 0, bond: 0 };
	[settled, Event::OrderClosed { order, outcome, deposit: DEPOSIT }]
}

#[test]
fn request_works() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(request(need(), PRICE));
		let expected = Event::OrderRequested {
			order: 0,
			renter: RENTER,
			model: MODEL,
			price: PRICE,
			rent: RENT,
			deposit: DEPOSIT,
		};
		assert_eq!(events(), [expected]);
		assert_eq!(held(HoldReason::Rent, RENTER), RENT);
		assert_eq!(held(HoldReason::Deposit, RENTER), DEPOSIT);
		assert_eq!(held(HoldReason::Storage, RENTER), RECORD);
		let requested = order(0);
		assert_eq!((requested.state, requested.until), (OrderState::Requested, 11));
		assert_eq!((requested.supply, requested.hash, requested.bids), (None, None, 0));
		assert_eq!(Rental::order_terms(0), None);
	});
}

#[test]
fn request_works_at_the_limits() {
	ExtBuilder::default().build_and_execute(|| {
		// No provider has so many chips, and none has to.
		assert_ok!(request(Need { chips: 100 * CHIPS, duration: 1, ..need() }, 1));
		assert_ok!(request(Need { chips: 1, duration: LONGEST, ..need() }, 1));
	});
}

#[test]
fn request_fails_when_the_price_is_nothing_or_too_much() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(request(need(), 0), Error::<Test>::PriceZero);
		assert_noop!(request(need(), Balance::MAX), Error::<Test>::RentOutOfBounds);
	});
}

#[test]
fn request_fails_when_the_duration_is_out_of_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		for duration in [0, LONGEST + 1, u64::MAX] {
			let out = request(Need { duration, ..need() }, PRICE);
			assert_noop!(out, Error::<Test>::DurationOutOfBounds);
		}
	});
}

#[test]
fn request_fails_when_it_cannot_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let all = RENT + DEPOSIT + RECORD + EXISTENTIAL;
		for funds in [RENT, RENT + DEPOSIT, all - 1] {
			Balances::set_balance(&RENTER, funds);
			assert_noop!(request(need(), PRICE), Error::<Test>::FundsMissing);
		}
		Balances::set_balance(&RENTER, all);
		assert_ok!(request(need(), PRICE));
	});
}

#[test]
fn renter_gives_a_request_up() {
	ExtBuilder::default().build_and_execute(|| {
		let id = requested();
		run_to_block(order(id).until - 1);
		assert_ok!(Rental::cancel(signed(RENTER), id));
		assert_eq!(events(), undone(id, Outcome::Cancelled));
		assert_eq!((free(RENTER), total(RENTER)), (WEALTH, WEALTH));
		assert!(!Orders::<Test>::contains_key(id));
	});
}

#[test]
fn either_side_gives_an_order_up_that_is_not_accepted() {
	for who in [RENTER, PROVIDER] {
		ExtBuilder::default().build_and_execute(|| {
			let id = placed();
			run_to_block(order(id).until - 1);
			assert_ok!(Rental::cancel(signed(who), id));
			assert_eq!(events(), undone(id, Outcome::Cancelled));
			assert_eq!((free(RENTER), total(RENTER)), (WEALTH, WEALTH));
			assert_eq!(free(PROVIDER), WEALTH - RECORD);
		});
	}
}

#[test]
fn nobody_is_thought_less_of_for_giving_up() {
	ExtBuilder::default().build_and_execute(|| {
		let id = placed();
		assert_ok!(Rental::cancel(signed(PROVIDER), id));
		assert_eq!(Reputations::<Test>::iter().count(), 0);
	});
}

#[test]
fn cancel_fails_when_it_is_another_s() {
	ExtBuilder::default().build_and_execute(|| {
		let id = requested();
		assert_ok!(Rental::bid(signed(PROVIDER), id, PRICE, DURATION, PAYEE));
		// Who has bid is no side yet.
		for who in [STRANGER, OTHER_RENTER, PROVIDER] {
			assert_noop!(Rental::cancel(signed(who), id), Error::<Test>::NotParty);
		}
		let id = placed();
		for who in [STRANGER, OTHER_PROVIDER, PAYEE] {
			assert_noop!(Rental::cancel(signed(who), id), Error::<Test>::NotParty);
		}
	});
}

#[test]
fn cancel_fails_once_a_provider_has_accepted() {
	ExtBuilder::default().build_and_execute(|| {
		for state in [accepted, delivered, running, ended] {
			let id = state();
			for who in [RENTER, PROVIDER] {
				assert_noop!(Rental::cancel(signed(who), id), Error::<Test>::NotPlaced);
			}
		}
	});
}

#[test]
fn cancel_fails_from_the_deadline_on() {
	ExtBuilder::default().build_and_execute(|| {
		for state in [requested, placed] {
			let id = state();
			run_to_block(order(id).until);
			assert_noop!(Rental::cancel(signed(RENTER), id), Error::<Test>::DeadlinePassed);
			assert_ok!(Rental::resolve(signed(STRANGER), id));
			assert_eq!(events(), undone(id, Outcome::NotAccepted));
			// And not once more.
			assert_noop!(Rental::cancel(signed(RENTER), id), Error::<Test>::OrderNotFound);
			assert_noop!(Rental::resolve(signed(STRANGER), id), Error::<Test>::OrderNotFound);
		}
	});
}
