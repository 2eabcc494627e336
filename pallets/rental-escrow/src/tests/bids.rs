//! Bids for requests.

use super::*;
use frame_support::{assert_noop, assert_ok, dispatch::Pays, traits::fungible::Mutate};
use sp_runtime::DispatchResult;

/// The longest lease that bids here allow.
const LONGER: u64 = 150;

fn bid(provider: AccountId, id: OrderId, price: Balance) -> DispatchResult {
	Rental::bid(signed(provider), id, price, LONGER, PAYEE)
}

fn take(id: OrderId, provider: AccountId) -> DispatchResult {
	Rental::take_bid(signed(RENTER), id, provider, PRICE)
}

/// Takes a bid back, and says whether that was paid for.
fn withdraw(who: AccountId, id: OrderId, provider: AccountId) -> Pays {
	Rental::withdraw_bid(signed(who), id, provider).unwrap().pays_fee
}

/// A request, and a bid of the provider's for it, for four of the five planck that it may cost.
fn bidden() -> OrderId {
	let id = requested();
	assert_ok!(bid(PROVIDER, id, 4));
	events();
	id
}

/// Rent, deposit and bond at a price of four.
const CHEAP: (Balance, Balance, Balance) = (1_600, 160, 800);

#[test]
fn bid_works() {
	ExtBuilder::default().build_and_execute(|| {
		let id = requested();
		assert_ok!(bid(PROVIDER, id, 4));
		let expected = Event::BidPlaced { order: id, provider: PROVIDER, price: 4, bond: CHEAP.2 };
		assert_eq!(events(), [expected]);
		let placed =
			Bid { price: 4, max_duration: LONGER, payee: PAYEE, bond: CHEAP.2, storage: RECORD };
		assert_eq!(Bids::<Test>::get(id, PROVIDER), Some(placed));
		assert_eq!(held(HoldReason::Bond, PROVIDER), CHEAP.2);
		assert_eq!(held(HoldReason::Storage, PROVIDER), RECORD);
		assert_eq!(order(id).bids, 1);
		// Nothing is reserved, nor taken from the renter.
		assert_eq!(Chips::get((PROVIDER, MODEL)), Some((CHIPS, 0)));
		assert_eq!(held(HoldReason::Rent, RENTER), RENT);
	});
}

#[test]
fn bid_works_at_the_limits() {
	ExtBuilder::default().build_and_execute(|| {
		let id = requested();
		assert_ok!(Rental::bid(signed(PROVIDER), id, 1, DURATION, PROVIDER));
		assert_ok!(Rental::bid(signed(OTHER_PROVIDER), id, PRICE, LONGEST, STRANGER));
	});
}

#[test]
fn bid_fails_when_there_are_as_many_as_there_may_be() {
	ExtBuilder::default().build_and_execute(|| {
		let id = requested();
		let bidders: Vec<AccountId> = (10..).take(BIDS as usize + 1).collect();
		for who in &bidders {
			Chips::insert((who, MODEL), (HIRED, 0));
		}
		let (last, others) = bidders.split_last().unwrap();
		for who in others {
			assert_ok!(bid(*who, id, PRICE));
		}
		assert_eq!(order(id).bids, BIDS);
		assert_noop!(bid(*last, id, PRICE), Error::<Test>::TooManyBids);
		// Each request has its own, and a place is free again after a withdrawal.
		let other = requested();
		assert_ok!(bid(*last, other, PRICE));
		assert_eq!(withdraw(others[0], id, others[0]), Pays::Yes);
		assert_ok!(bid(*last, id, PRICE));
	});
}

#[test]
fn bid_fails_when_it_is_not_for_a_request() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(bid(PROVIDER, 7, PRICE), Error::<Test>::OrderNotFound);
		let id = placed();
		assert_noop!(bid(OTHER_PROVIDER, id, PRICE), Error::<Test>::NotRequested);
		let id = bidden();
		assert_ok!(take(id, PROVIDER));
		assert_noop!(bid(OTHER_PROVIDER, id, PRICE), Error::<Test>::NotRequested);
	});
}

#[test]
fn bid_fails_from_the_deadline_on() {
	ExtBuilder::default().build_and_execute(|| {
		let id = requested();
		run_to_block(order(id).until - 1);
		assert_ok!(bid(PROVIDER, id, PRICE));
		run_to_block(order(id).until);
		assert_noop!(bid(OTHER_PROVIDER, id, PRICE), Error::<Test>::DeadlinePassed);
	});
}

#[test]
fn bid_fails_when_it_is_for_ones_own() {
	ExtBuilder::default().build_and_execute(|| {
		Chips::insert((RENTER, MODEL), (CHIPS, 0));
		let id = requested();
		assert_noop!(bid(RENTER, id, PRICE), Error::<Test>::OwnOrder);
	});
}

#[test]
fn bid_fails_when_there_is_one() {
	ExtBuilder::default().build_and_execute(|| {
		let id = bidden();
		assert_noop!(bid(PROVIDER, id, 3), Error::<Test>::BidExists);
		assert_eq!(withdraw(PROVIDER, id, PROVIDER), Pays::Yes);
		assert_ok!(bid(PROVIDER, id, 3));
	});
}

#[test]
fn bid_fails_when_the_price_is_out_of_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		let id = requested();
		assert_noop!(bid(PROVIDER, id, 0), Error::<Test>::PriceZero);
		for price in [PRICE + 1, Balance::MAX] {
			assert_noop!(bid(PROVIDER, id, price), Error::<Test>::PriceTooHigh);
		}
		// One block of half a chip is worth nothing at one planck for a whole one.
		let id = NextOrderId::<Test>::get();
		let least = Need { chips: 1, duration: 1, ..deployment(&[(500, 1, 1)]) };
		assert_ok!(Rental::request(signed(RENTER), least, 2));
		assert_noop!(bid(PROVIDER, id, 1), Error::<Test>::RentOutOfBounds);
		assert_ok!(bid(PROVIDER, id, 2));
	});
}

#[test]
fn bid_fails_when_the_duration_is_out_of_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		let id = requested();
		for longest in [0, DURATION - 1, LONGEST + 1, u64::MAX] {
			let out = Rental::bid(signed(PROVIDER), id, PRICE, longest, PAYEE);
			assert_noop!(out, Error::<Test>::DurationOutOfBounds);
		}
	});
}

#[test]
fn bid_fails_when_there_are_too_few_chips() {
	ExtBuilder::default().build_and_execute(|| {
		let id = requested();
		assert_noop!(bid(STRANGER, id, PRICE), Error::<Test>::NotEnoughChips);
		Chips::insert((STRANGER, MODEL), (HIRED - 1, 0));
		assert_noop!(bid(STRANGER, id, PRICE), Error::<Test>::NotEnoughChips);
		Chips::insert((STRANGER, MODEL), (HIRED, 0));
		assert_ok!(bid(STRANGER, id, PRICE));
	});
}

#[test]
fn bid_fails_when_the_bond_cannot_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let id = requested();
		let all = BOND + RECORD + EXISTENTIAL;
		for funds in [EXISTENTIAL, BOND, BOND + EXISTENTIAL, all - 1] {
			Balances::set_balance(&PROVIDER, funds);
			assert_noop!(bid(PROVIDER, id, PRICE), Error::<Test>::FundsMissing);
		}
		Balances::set_balance(&PROVIDER, all);
		assert_ok!(bid(PROVIDER, id, PRICE));
	});
}

#[test]
fn withdraw_bid_works() {
	ExtBuilder::default().build_and_execute(|| {
		let id = bidden();
		assert_eq!(withdraw(PROVIDER, id, PROVIDER), Pays::Yes);
		assert_eq!(events(), [Event::BidWithdrawn { order: id, provider: PROVIDER }]);
		assert_eq!((free(PROVIDER), total(PROVIDER)), (WEALTH, WEALTH));
		assert_eq!(order(id).bids, 0);
		let again = Rental::withdraw_bid(signed(PROVIDER), id, PROVIDER);
		assert_noop!(again, Error::<Test>::BidNotFound);
	});
}

#[test]
fn withdraw_bid_fails_when_it_is_another_s_that_can_be_taken() {
	ExtBuilder::default().build_and_execute(|| {
		let id = bidden();
		for who in [STRANGER, RENTER, OTHER_PROVIDER] {
			let others = Rental::withdraw_bid(signed(who), id, PROVIDER);
			assert_noop!(others, Error::<Test>::BidOpen);
		}
		run_to_block(order(id).until - 1);
		let others = Rental::withdraw_bid(signed(STRANGER), id, PROVIDER);
		assert_noop!(others, Error::<Test>::BidOpen);
		// From the deadline on anyone clears it away, for free, and the bond goes where it came from.
		run_to_block(order(id).until);
		assert_eq!(withdraw(STRANGER, id, PROVIDER), Pays::No);
		assert_eq!(events(), [Event::BidWithdrawn { order: id, provider: PROVIDER }]);
		assert_eq!((free(PROVIDER), free(STRANGER)), (WEALTH, WEALTH));
		let again = Rental::withdraw_bid(signed(STRANGER), id, PROVIDER);
		assert_noop!(again, Error::<Test>::BidNotFound);
	});
}

#[test]
fn anyone_withdraws_bids_of_a_request_that_is_over() {
	ExtBuilder::default().build_and_execute(|| {
		// One is given up, one has lapsed, one was taken.
		let ids = [requested(), requested(), requested()];
		for id in ids {
			assert_ok!(bid(PROVIDER, id, PRICE));
			assert_ok!(bid(OTHER_PROVIDER, id, PRICE));
		}
		assert_ok!(Rental::cancel(signed(RENTER), ids[0]));
		assert_ok!(take(ids[2], OTHER_PROVIDER));
		run_to_block(order(ids[1]).until);
		assert_ok!(Rental::resolve(signed(STRANGER), ids[1]));
		for id in ids {
			assert_eq!(withdraw(STRANGER, id, PROVIDER), Pays::No);
		}
		assert_eq!((free(PROVIDER), total(PROVIDER)), (WEALTH, WEALTH));
		// What was taken is the order's.
		let taken = Rental::withdraw_bid(signed(OTHER_PROVIDER), ids[2], OTHER_PROVIDER);
		assert_noop!(taken, Error::<Test>::BidNotFound);
		assert_eq!(held(HoldReason::Bond, OTHER_PROVIDER), 2 * BOND + BOND);
		// Its own it withdraws for free, too.
		for id in &ids[..2] {
			assert_eq!(withdraw(OTHER_PROVIDER, *id, OTHER_PROVIDER), Pays::No);
		}
		assert_eq!(held(HoldReason::Bond, OTHER_PROVIDER), BOND);
	});
}

#[test]
fn take_bid_works() {
	ExtBuilder::default().build_and_execute(|| {
		let id = bidden();
		assert_ok!(bid(OTHER_PROVIDER, id, PRICE));
		events();
		run_to_block(5);
		assert_ok!(take(id, PROVIDER));
		let (rent, deposit, bond) = CHEAP;
		let expected =
			Event::BidTaken { order: id, provider: PROVIDER, hash: hash(id), rent, deposit };
		assert_eq!(events(), [expected]);
		// What it is cheaper by is free again.
		assert_eq!(held(HoldReason::Rent, RENTER), rent);
		assert_eq!(held(HoldReason::Deposit, RENTER), deposit);
		assert_eq!(free(RENTER), WEALTH - rent - deposit - RECORD);
		// The bond is the order's, the record of the bid is gone.
		assert_eq!(held(HoldReason::Bond, PROVIDER), bond);
		assert_eq!(held(HoldReason::Storage, PROVIDER), 0);
		assert!(!Bids::<Test>::contains_key(id, PROVIDER));
		assert_eq!(Chips::get((PROVIDER, MODEL)), Some((CHIPS, HIRED)));
		let taken = order(id);
		assert_eq!((taken.state, taken.until), (OrderState::Accepted, 16));
		assert_eq!(taken.supply, Some(Supply { provider: PROVIDER, payee: PAYEE }));
		assert_eq!((taken.price, taken.max_duration, taken.bids), (4, LONGER, 0));
		assert_eq!((taken.rent, taken.deposit, taken.bond), CHEAP);
		assert_eq!(taken.held, Held { rent, deposit, bond, storage: RECORD });
		// It goes on as any other.
		assert_ok!(Rental::deliver(signed(PROVIDER), id, ciphertext().0));
		assert_ok!(Rental::confirm(signed(RENTER), id, hash(id), ciphertext().1));
	});
}

#[test]
fn bond_is_that_of_the_rules_when_the_request_was_made() {
	ExtBuilder::default().build_and_execute(|| {
		let id = requested();
		Rules::mutate(|rules| rules.conditions.shares.bond = sp_runtime::Perbill::one());
		assert_ok!(bid(PROVIDER, id, PRICE));
		assert_ok!(take(id, PROVIDER));
		assert_eq!((order(id).bond, held(HoldReason::Bond, PROVIDER)), (BOND, BOND));
	});
}

#[test]
fn take_bid_fails_when_it_is_not_the_renter_s() {
	ExtBuilder::default().build_and_execute(|| {
		let id = bidden();
		for who in [PROVIDER, OTHER_RENTER, STRANGER] {
			let taken = Rental::take_bid(signed(who), id, PROVIDER, PRICE);
			assert_noop!(taken, Error::<Test>::NotParty);
		}
	});
}

#[test]
fn take_bid_fails_when_there_is_nothing_to_take() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(take(7, PROVIDER), Error::<Test>::OrderNotFound);
		let id = placed();
		assert_noop!(take(id, PROVIDER), Error::<Test>::NotRequested);
		let id = bidden();
		assert_noop!(take(id, OTHER_PROVIDER), Error::<Test>::BidNotFound);
		assert_ok!(bid(OTHER_PROVIDER, id, PRICE));
		assert_ok!(take(id, PROVIDER));
		for provider in [PROVIDER, OTHER_PROVIDER] {
			assert_noop!(take(id, provider), Error::<Test>::NotRequested);
		}
		let id = bidden();
		run_to_block(order(id).until);
		assert_noop!(take(id, PROVIDER), Error::<Test>::DeadlinePassed);
	});
}

#[test]
fn take_bid_fails_when_the_bid_has_changed() {
	ExtBuilder::default().build_and_execute(|| {
		let id = bidden();
		// The renter has read a bid of four, and it is five by the time it is taken.
		assert_eq!(withdraw(PROVIDER, id, PROVIDER), Pays::Yes);
		assert_ok!(bid(PROVIDER, id, 5));
		let taken = Rental::take_bid(signed(RENTER), id, PROVIDER, 4);
		assert_noop!(taken, Error::<Test>::PriceTooHigh);
		assert_ok!(Rental::take_bid(signed(RENTER), id, PROVIDER, 5));
	});
}

#[test]
fn take_bid_fails_when_the_chips_are_gone() {
	ExtBuilder::default().build_and_execute(|| {
		let id = bidden();
		Chips::insert((PROVIDER, MODEL), (HIRED - 1, 0));
		assert_noop!(take(id, PROVIDER), Error::<Test>::NotEnoughChips);
		Chips::insert((PROVIDER, MODEL), (HIRED, 0));
		assert_ok!(take(id, PROVIDER));
	});
}

#[test]
fn one_bond_serves_one_order() {
	ExtBuilder::default().build_and_execute(|| {
		// A provider can bid for more than it has, but not have all of it taken.
		Chips::insert((PROVIDER, MODEL), (HIRED, 0));
		let ids = [bidden(), bidden()];
		assert_eq!(held(HoldReason::Bond, PROVIDER), 2 * CHEAP.2);
		assert_ok!(take(ids[0], PROVIDER));
		assert_noop!(take(ids[1], PROVIDER), Error::<Test>::NotEnoughChips);
		assert_eq!(withdraw(PROVIDER, ids[1], PROVIDER), Pays::Yes);
		assert_eq!(held(HoldReason::Bond, PROVIDER), CHEAP.2);
	});
}
