//! Each invariant, broken on purpose, is caught by its check.

use super::*;
use frame_support::{
	assert_err, assert_ok,
	traits::{fungible::MutateHold, tokens::Precision},
};

const REQUESTED: OrderId = 0;
const PLACED: OrderId = 1;
const ACCEPTED: OrderId = 2;
const RUNNING: OrderId = 3;
const ENDED: OrderId = 4;
const UNRATED: OrderId = 5;
const DISPUTED: OrderId = 6;

/// Breaks a healthy state, and expects `complaint`. In it is an order of every kind of state, with two bids
/// for the request and a draw in the lease.
fn caught(complaint: &'static str, breakage: impl FnOnce()) {
	ExtBuilder::default().build_and_execute(|| {
		requested();
		placed();
		// Shorter leases, so that they end while another runs.
		let lease = |id: OrderId, duration| {
			assert_eq!(NextOrderId::<Test>::get(), id);
			let need = NeedOf::<Test> { chips: 2, duration, ..need() };
			assert_ok!(Rental::place_order(signed(RENTER), PROVIDER, need, PRICE));
			assert_ok!(Rental::accept(signed(PROVIDER), id, hash(id)));
		};
		let confirm = |id: OrderId| {
			assert_ok!(Rental::deliver(signed(PROVIDER), id, ciphertext().0));
			assert_ok!(Rental::confirm(signed(RENTER), id, hash(id), ciphertext().1));
		};
		lease(ACCEPTED, 100);
		for (id, duration) in [(RUNNING, 100), (ENDED, 30), (UNRATED, 10), (DISPUTED, 10)] {
			lease(id, duration);
			confirm(id);
		}
		for provider in [PROVIDER, OTHER_PROVIDER] {
			assert_ok!(Rental::bid(signed(provider), REQUESTED, PRICE, DURATION, PAYEE));
		}
		run_to_block(11);
		assert_ok!(Rental::rate(signed(PROVIDER), UNRATED, 50));
		assert_ok!(Rental::dispute(signed(RENTER), DISPUTED, Default::default()));
		run_to_block(31);
		resolve(UNRATED);
		resolve(ENDED);
		assert_ok!(Rental::draw(signed(PROVIDER), RUNNING));
		check_state();
		let states = [REQUESTED, PLACED, ACCEPTED, RUNNING, ENDED, UNRATED, DISPUTED]
			.map(|id| order(id).state);
		let expected = [
			OrderState::Requested,
			OrderState::Placed,
			OrderState::Accepted,
			OrderState::Running,
			OrderState::Ended,
			OrderState::Unrated,
			OrderState::Disputed(Rated::Nobody),
		];
		assert_eq!(states, expected);
		frame_support::storage::with_transaction(|| {
			breakage();
			assert_err!(Rental::do_try_state(), complaint);
			sp_runtime::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(()))
		})
		.unwrap();
	});
}

fn change(id: OrderId, change: impl FnOnce(&mut OrderOf<Test>)) {
	Orders::<Test>::mutate(id, |order| change(order.as_mut().unwrap()));
}

/// One planck more on hold, in an account that no record names.
fn hold_astray(reason: HoldReason) {
	assert_ok!(Balances::hold(&reason.into(), &STRANGER, 1));
}

fn release_one(reason: HoldReason, who: AccountId) {
	assert_ok!(Balances::release(&reason.into(), &who, 1, Precision::Exact));
}

#[test]
fn held() {
	let complaint = "what is on hold is not what records say";
	for reason in REASONS {
		caught(complaint, || hold_astray(reason));
		caught(complaint, || ok(Balances::hold(&reason.into(), &RENTER, 1)));
	}
	for (reason, who) in [
		(HoldReason::Rent, RENTER),
		(HoldReason::Deposit, RENTER),
		(HoldReason::Bond, PROVIDER),
		(HoldReason::Bond, OTHER_PROVIDER),
		(HoldReason::Storage, RENTER),
		(HoldReason::Storage, OTHER_PROVIDER),
	] {
		caught(complaint, || release_one(reason, who));
	}
	caught(complaint, || change(ENDED, |order| order.held.rent += 1));
	caught(complaint, || change(UNRATED, |order| order.held.deposit -= 1));
	caught(complaint, || change(PLACED, |order| order.held.storage = 0));
	caught(complaint, || {
		Bids::<Test>::mutate(REQUESTED, PROVIDER, |bid| bid.as_mut().unwrap().bond += 1);
	});
	caught(complaint, || {
		Listings::<Test>::mutate(MODEL, PROVIDER, |listing| listing.as_mut().unwrap().storage += 1);
	});
	// Records that vanish, or appear.
	caught(complaint, || Orders::<Test>::remove(DISPUTED));
	caught(complaint, || Bids::<Test>::remove(REQUESTED, PROVIDER));
	caught(complaint, || Listings::<Test>::remove(MODEL, PROVIDER));
	caught(complaint, || {
		Listings::<Test>::insert(9, 999, Listing { offer: offer(), storage: 1 });
	});
	caught("bond without a provider", || change(REQUESTED, |order| order.held.bond = 1));
}

#[test]
fn amounts() {
	let rent = "rent is not what is metered makes it";
	caught(rent, || change(PLACED, |order| order.rent += 1));
	caught(rent, || change(RUNNING, |order| order.price += 1));
	caught(rent, || change(RUNNING, |order| order.need.duration += 1));
	let held = "rent on hold is not what was not paid";
	caught(held, || change(RUNNING, |order| order.paid += 1));
	caught(held, || change(PLACED, |order| order.paid += 1));
	caught("more rent paid than there is", || {
		change(UNRATED, |order| order.paid = order.rent + 1);
	});
	caught("deposit is not on hold", || change(ENDED, |order| order.deposit += 1));
	let bond = "bond is not on hold";
	caught(bond, || change(ACCEPTED, |order| order.bond += 1));
	caught("bond does not cover what was drawn", || {
		change(RUNNING, |order| order.conditions.shares.penalty = Perbill::one());
	});
}

#[test]
fn hashes() {
	let complaint = "hash is not that of the terms";
	caught(complaint, || change(PLACED, |order| order.supply.as_mut().unwrap().payee = STRANGER));
	caught(complaint, || change(RUNNING, |order| order.max_duration += 1));
	caught(complaint, || change(ENDED, |order| order.conditions.periods.notice += 1));
	caught(complaint, || change(UNRATED, |order| order.hash = None));
	caught(complaint, || change(REQUESTED, |order| order.hash = Some(Default::default())));
}

#[test]
fn bids() {
	let complaint = "number of bids is off";
	caught(complaint, || change(REQUESTED, |order| order.bids -= 1));
	caught(complaint, || change(PLACED, |order| order.bids += 1));
	caught("too many bids", || change(REQUESTED, |order| order.bids = BIDS + 1));
}

#[test]
fn credentials() {
	let complaint = "credentials are not those of the order";
	caught(complaint, || Delivered::<Test>::remove(RUNNING));
	caught(complaint, || change(ENDED, |order| order.credentials = None));
	caught(complaint, || Delivered::<Test>::insert(ACCEPTED, ciphertext().0));
	caught(complaint, || {
		Delivered::<Test>::insert(RUNNING, CredentialsOf::<Test>::Hash(Default::default()));
	});
	caught("credentials without an order", || Delivered::<Test>::insert(99, ciphertext().0));
}

#[test]
fn states() {
	caught("lease is not what the state says", || change(ENDED, |order| order.lease = None));
	caught("scores are not what the state says", || {
		change(UNRATED, |order| order.scores.provider = None);
	});
	caught("scores are not what the state says", || {
		change(DISPUTED, |order| order.scores.renter = Some(1));
	});
	caught("unnoted dispute", || change(DISPUTED, |order| order.disputed = false));
	let time = "lease does not end with its time";
	caught(time, || change(RUNNING, |order| order.until += 1));
	caught(time, || change(RUNNING, |order| order.lease.as_mut().unwrap().started_at += 1));
	caught("credentials are not what the state says", || {
		// What waits for credentials has some.
		change(ACCEPTED, |order| order.credentials = ciphertext().0.hash());
		Delivered::<Test>::insert(ACCEPTED, ciphertext().0);
	});
	caught("provider is not what the state says", || {
		// All of a request but its state.
		change(PLACED, |order| order.state = OrderState::Requested);
	});
}

#[test]
fn ids() {
	caught("order id is not below the next", || NextOrderId::<Test>::put(DISPUTED));
	caught("bid's id is not below the next", || {
		Bids::<Test>::insert(
			7,
			STRANGER,
			BidOf::<Test> { price: 1, max_duration: 1, payee: 1, bond: 0, storage: 0 },
		);
	});
}

#[test]
fn chips() {
	let complaint = "reserved chips are not those of orders";
	caught(complaint, || Chips::insert((PROVIDER, MODEL), (CHIPS, 1)));
	caught(complaint, || Chips::remove((PROVIDER, MODEL)));
	caught(complaint, || Chips::insert((PROVIDER, MODEL + 1), (1, 1)));
	caught(complaint, || Chips::insert((STRANGER, MODEL), (1, 1)));
}
