//! Listings, and orders that take them.

use super::*;
use frame_support::{assert_noop, assert_ok, dispatch::RawOrigin, traits::fungible::Mutate};
use sp_core::H256;
use sp_runtime::{
	traits::Dispatchable,
	DispatchError::{self, BadOrigin},
	DispatchResult, Perbill,
};

fn list_as(who: AccountId, offer: OfferOf<Test>) -> DispatchResult {
	Rental::list_capacity(signed(who), MODEL, offer)
}

fn place(need: NeedOf<Test>) -> DispatchResult {
	Rental::place_order(signed(RENTER), PROVIDER, need, PRICE)
}

/// What no offer can be, and the error.
fn unsound() -> [(OfferOf<Test>, Error<Test>); 5] {
	[
		(Offer { price: 0, ..offer() }, Error::PriceZero),
		(Offer { max_chips: 0, ..offer() }, Error::NoChips),
		(Offer { min_duration: 0, ..offer() }, Error::DurationOutOfBounds),
		(Offer { min_duration: 201, ..offer() }, Error::DurationOutOfBounds),
		(Offer { max_duration: LONGEST + 1, ..offer() }, Error::DurationOutOfBounds),
	]
}

#[test]
fn list_capacity_works() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(list_as(PROVIDER, offer()));
		let expected = Event::CapacityListed { provider: PROVIDER, model: MODEL, offer: offer() };
		assert_eq!(events(), [expected]);
		let listing = Listing { offer: offer(), storage: RECORD };
		assert_eq!(Listings::<Test>::get(MODEL, PROVIDER), Some(listing));
		assert_eq!(held(HoldReason::Storage, PROVIDER), RECORD);
		// One for each model, whether or not the chips are there yet.
		assert_ok!(Rental::list_capacity(signed(PROVIDER), MODEL + 1, offer()));
		assert_eq!(held(HoldReason::Storage, PROVIDER), 2 * RECORD);
	});
}

#[test]
fn list_capacity_works_at_the_limits() {
	ExtBuilder::default().build_and_execute(|| {
		let datasets = vec![H256::repeat_byte(1); 8].try_into().unwrap();
		let widest = Offer {
			price: 1,
			max_chips: u32::MAX,
			min_duration: 1,
			max_duration: LONGEST,
			payee: PROVIDER,
			datasets,
		};
		assert_ok!(list_as(PROVIDER, widest));
		let narrowest = Offer { price: Balance::MAX, max_chips: 1, min_duration: 200, ..offer() };
		assert_ok!(list_as(OTHER_PROVIDER, narrowest));
	});
}

#[test]
fn list_capacity_fails_when_it_is_listed() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		assert_noop!(list_as(PROVIDER, offer()), Error::<Test>::ListingExists);
	});
}

#[test]
fn no_offer_can_be_unsound() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		for (offer, error) in unsound() {
			let error = DispatchError::from(error);
			assert_noop!(list_as(OTHER_PROVIDER, offer.clone()), error);
			let updated = Rental::update_listing(signed(PROVIDER), MODEL, offer);
			assert_noop!(updated, error);
		}
	});
}

#[test]
fn list_capacity_fails_when_its_record_cannot_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		Balances::set_balance(&OTHER_PROVIDER, RECORD + EXISTENTIAL - 1);
		assert_noop!(list_as(OTHER_PROVIDER, offer()), Error::<Test>::FundsMissing);
		Balances::set_balance(&OTHER_PROVIDER, RECORD + EXISTENTIAL);
		assert_ok!(list_as(OTHER_PROVIDER, offer()));
	});
}

#[test]
fn update_listing_works() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		events();
		// What a record takes now is of no concern to one that is there.
		Rules::mutate(|rules| rules.record_deposit = 1_000);
		let dearer = Offer { price: 2 * PRICE, payee: STRANGER, ..offer() };
		assert_ok!(Rental::update_listing(signed(PROVIDER), MODEL, dearer.clone()));
		let expected =
			Event::ListingUpdated { provider: PROVIDER, model: MODEL, offer: dearer.clone() };
		assert_eq!(events(), [expected]);
		let listing = Listing { offer: dearer, storage: RECORD };
		assert_eq!(Listings::<Test>::get(MODEL, PROVIDER), Some(listing));
		assert_eq!(held(HoldReason::Storage, PROVIDER), RECORD);
	});
}

#[test]
fn unlist_capacity_gives_back_what_was_held() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		events();
		Rules::mutate(|rules| rules.record_deposit = 1);
		assert_ok!(Rental::unlist_capacity(signed(PROVIDER), MODEL));
		assert_eq!(events(), [Event::CapacityUnlisted { provider: PROVIDER, model: MODEL }]);
		assert_eq!((free(PROVIDER), held(HoldReason::Storage, PROVIDER)), (WEALTH, 0));
		assert_ok!(list_as(PROVIDER, offer()));
	});
}

#[test]
fn only_what_is_listed_changes() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		for (who, model) in [(OTHER_PROVIDER, MODEL), (PROVIDER, MODEL + 1)] {
			let updated = Rental::update_listing(signed(who), model, offer());
			assert_noop!(updated, Error::<Test>::ListingNotFound);
			let unlisted = Rental::unlist_capacity(signed(who), model);
			assert_noop!(unlisted, Error::<Test>::ListingNotFound);
		}
	});
}

#[test]
fn place_order_works() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		events();
		run_to_block(3);
		assert_ok!(place(need()));
		let expected = Event::OrderPlaced {
			order: 0,
			renter: RENTER,
			provider: PROVIDER,
			hash: hash(0),
			rent: RENT,
			deposit: DEPOSIT,
		};
		assert_eq!(events(), [expected]);
		assert_eq!(held(HoldReason::Rent, RENTER), RENT);
		assert_eq!(held(HoldReason::Deposit, RENTER), DEPOSIT);
		assert_eq!(held(HoldReason::Storage, RENTER), RECORD);
		assert_eq!(free(RENTER), WEALTH - RENT - DEPOSIT - RECORD);
		// Nothing of the provider's yet.
		assert_eq!(held(HoldReason::Bond, PROVIDER), 0);
		let placed = order(0);
		assert_eq!(placed.supply, Some(Supply { provider: PROVIDER, payee: PAYEE }));
		assert_eq!((placed.state, placed.until), (OrderState::Placed, 13));
		assert_eq!((placed.price, placed.max_duration), (PRICE, 200));
		assert_eq!((placed.rent, placed.deposit, placed.bond), (RENT, DEPOSIT, BOND));
		let held = Held { rent: RENT, deposit: DEPOSIT, bond: 0, storage: RECORD };
		assert_eq!(placed.held, held);
		// The next one has an id of its own.
		assert_ok!(place(need()));
		assert_eq!((order(1).need, NextOrderId::<Test>::get()), (need(), 2));
		assert_ne!(hash(0), hash(1));
	});
}

#[test]
fn place_order_works_at_the_limits() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		for (chips, duration) in [(10, 5), (10, 200), (1, 5)] {
			assert_ok!(place(Need { chips, duration, ..need() }));
		}
		assert_ok!(place(deployment(&[(2_000, 1, DURATION), (500, 3, 1), (1, 500, 9)])));
	});
}

#[test]
fn place_order_fails_when_the_price_has_changed() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		// The renter has read one price, and the listing has another by the time the order is there.
		let dearer = Offer { price: PRICE + 1, ..offer() };
		assert_ok!(Rental::update_listing(signed(PROVIDER), MODEL, dearer));
		assert_noop!(place(need()), Error::<Test>::PriceTooHigh);
		// What it has become cheaper by is the renter's.
		let cheaper = Offer { price: PRICE - 1, ..offer() };
		assert_ok!(Rental::update_listing(signed(PROVIDER), MODEL, cheaper));
		assert_ok!(place(need()));
		assert_eq!(order(0).rent, RENT / PRICE * (PRICE - 1));
	});
}

#[test]
fn place_order_fails_when_nothing_is_listed() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		let other = Rental::place_order(signed(RENTER), OTHER_PROVIDER, need(), PRICE);
		assert_noop!(other, Error::<Test>::ListingNotFound);
		let other = Need { model: MODEL + 1, ..need() };
		assert_noop!(place(other), Error::<Test>::ListingNotFound);
	});
}

#[test]
fn place_order_fails_when_it_is_ones_own() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		let own = Rental::place_order(signed(PROVIDER), PROVIDER, need(), PRICE);
		assert_noop!(own, Error::<Test>::OwnOrder);
	});
}

#[test]
fn place_order_fails_beyond_the_listing() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		for duration in [0, 4, 201, u64::MAX] {
			let beyond = Need { duration, ..need() };
			assert_noop!(place(beyond), Error::<Test>::DurationOutOfBounds);
		}
		for chips in [11, u32::MAX] {
			assert_noop!(place(Need { chips, ..need() }), Error::<Test>::TooManyChips);
		}
		// The chain's limit has become shorter than the listing's.
		Rules::mutate(|rules| rules.max_duration = DURATION - 1);
		assert_noop!(place(need()), Error::<Test>::DurationOutOfBounds);
		Rules::mutate(|rules| rules.max_duration = DURATION);
		assert_ok!(place(need()));
	});
}

#[test]
fn place_order_fails_when_there_are_too_few_chips() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		Chips::insert((PROVIDER, MODEL), (HIRED - 1, 0));
		assert_noop!(place(need()), Error::<Test>::NotEnoughChips);
		Chips::insert((PROVIDER, MODEL), (HIRED, 0));
		assert_ok!(place(need()));
		// Nothing is reserved before the provider accepts.
		assert_ok!(place(need()));
		let id = 0;
		assert_ok!(Rental::accept(signed(PROVIDER), id, hash(id)));
		assert_noop!(place(need()), Error::<Test>::NotEnoughChips);
	});
}

#[test]
fn place_order_fails_when_the_need_is_flawed() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		let flawed = [
			(Need { chips: 0, ..need() }, Error::<Test>::NoChips),
			(Need { key: [0; 32], ..need() }, Error::InvalidKey),
			(deployment(&[]), Error::InvalidTasks),
			(deployment(&[(0, 4, DURATION)]), Error::InvalidTasks),
			(deployment(&[(1_000, 0, DURATION)]), Error::InvalidTasks),
			(deployment(&[(1_000, 3, DURATION), (1_000, 1, 0)]), Error::InvalidTasks),
			(deployment(&[(1_000, 3, DURATION), (1_000, 1, DURATION + 1)]), Error::InvalidTasks),
			(deployment(&[(1_000, 4, DURATION - 1)]), Error::InvalidTasks),
			(deployment(&[(1_000, 3, DURATION)]), Error::ChipsMismatch),
			(deployment(&[(1_000, 4, DURATION), (1, 1, 1)]), Error::ChipsMismatch),
			(deployment(&[(u32::MAX, u32::MAX, DURATION); 3]), Error::ChipsMismatch),
		];
		for (need, error) in flawed {
			let error = DispatchError::from(error);
			assert_noop!(place(need.clone()), error);
			assert_noop!(Rental::request(signed(RENTER), need, PRICE), error);
		}
	});
}

#[test]
fn place_order_fails_when_the_rent_is_nothing_or_too_much() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(list_as(PROVIDER, Offer { price: 1, ..offer() }));
		// Five blocks of a thousandth of a chip, at one planck for a whole one.
		let duration = 5;
		let least = Need { chips: 1, duration, ..deployment(&[(1, 1, duration)]) };
		assert_noop!(place(least), Error::<Test>::RentOutOfBounds);
		// The 200 blocks that make one planck are worth something.
		let duration = 200;
		let least = Need { chips: 1, duration, ..deployment(&[(5, 1, duration)]) };
		assert_ok!(place(least));
		assert_eq!((order(0).rent, order(0).deposit, order(0).bond), (1, 1, 1));

		assert_ok!(list_as(OTHER_PROVIDER, Offer { price: Balance::MAX, ..offer() }));
		let most = Rental::place_order(signed(RENTER), OTHER_PROVIDER, need(), Balance::MAX);
		assert_noop!(most, Error::<Test>::RentOutOfBounds);
	});
}

#[test]
fn place_order_fails_when_it_cannot_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		let all = RENT + DEPOSIT + RECORD + EXISTENTIAL;
		for funds in [EXISTENTIAL, RENT, RENT + DEPOSIT, RENT + DEPOSIT + EXISTENTIAL, all - 1] {
			Balances::set_balance(&RENTER, funds);
			assert_noop!(place(need()), Error::<Test>::FundsMissing);
		}
		Balances::set_balance(&RENTER, all);
		assert_ok!(place(need()));
		assert_eq!(free(RENTER), EXISTENTIAL);
	});
}

#[test]
fn what_changes_later_has_no_effect_on_an_order() {
	ExtBuilder::default().build_and_execute(|| {
		let id = placed();
		let before = (order(id), Rental::order_terms(id));
		let changed = Offer {
			price: 100 * PRICE,
			max_chips: 1,
			min_duration: 200,
			payee: STRANGER,
			..offer()
		};
		assert_ok!(Rental::update_listing(signed(PROVIDER), MODEL, changed));
		let all = Perbill::one();
		Rules::mutate(|rules| {
			*rules = RentalTerms {
				conditions: Conditions {
					periods: Periods {
						accept: 1,
						deliver: 1,
						confirm: 1,
						rate: 1,
						counter: 1,
						grace: 1,
						arbitration: 1,
						notice: 100,
					},
					shares: Shares { deposit: all, bond: all, penalty: all, draw: all, fee: all },
				},
				max_duration: 1,
				record_deposit: 1_000,
				half_life: 1,
			}
		});
		assert_eq!((order(id), Rental::order_terms(id)), before);
		assert_ok!(Rental::unlist_capacity(signed(PROVIDER), MODEL));
		assert_eq!((order(id), Rental::order_terms(id)), before);

		// Each step has the time that it had, and each gets what was agreed on.
		run_to_block(order(id).until - 1);
		assert_ok!(Rental::accept(signed(PROVIDER), id, hash(id)));
		run_to_block(order(id).until - 1);
		assert_ok!(Rental::deliver(signed(PROVIDER), id, ciphertext().0));
		run_to_block(order(id).until - 1);
		assert_ok!(Rental::confirm(signed(RENTER), id, hash(id), ciphertext().1));
		run_to_block(order(id).until + 19);
		assert_ok!(Rental::rate(signed(RENTER), id, 100));
		run_to_block(order(id).until - 1);
		assert_ok!(Rental::rate(signed(PROVIDER), id, 100));
		assert_eq!((free(RENTER), total(RENTER)), (WEALTH - RENT, WEALTH - RENT));
		assert_eq!((free(PROVIDER), total(PROVIDER)), (WEALTH, WEALTH));
		assert_eq!(free(PAYEE), WEALTH + RENT - fee(RENT));
		assert_eq!((free(FEES), free(STRANGER)), (fee(RENT), WEALTH));
	});
}

/// Every call, with what it is not about.
fn calls() -> Vec<RuntimeCall> {
	let settlement = Settlement { rent: 0, renter_score: 0, provider_score: 0, expires_at: 9 };
	let signature = sign(RENTER, Vec::new());
	let order = 0;
	let (terms, credentials) = (H256::zero(), H256::zero());
	let half = Perbill::from_percent(50);
	[
		Call::list_capacity { model: MODEL, offer: offer() },
		Call::update_listing { model: MODEL, offer: offer() },
		Call::unlist_capacity { model: MODEL },
		Call::place_order { provider: PROVIDER, need: need(), max_price: PRICE },
		Call::request { need: need(), max_price: PRICE },
		Call::bid { order, price: PRICE, max_duration: DURATION, payee: PAYEE },
		Call::withdraw_bid { order, provider: PROVIDER },
		Call::take_bid { order, provider: PROVIDER, max_price: PRICE },
		Call::cancel { order },
		Call::accept { order, terms },
		Call::deliver { order, credentials: ciphertext().0 },
		Call::confirm { order, terms, credentials },
		Call::extend { order, blocks: 1 },
		Call::draw { order },
		Call::end { order },
		Call::rate { order, score: 0 },
		Call::rate_signed { order, role: Role::Renter, score: 0, signature: signature.clone() },
		Call::settle_signed {
			order,
			settlement,
			renter_signature: signature.clone(),
			provider_signature: signature,
		},
		Call::dispute { order, evidence: H256::zero() },
		Call::resolve { order },
		Call::resolve_dispute { order, split: Split { rent: half, deposit: half, bond: half } },
	]
	.map(RuntimeCall::Rental)
	.into()
}

#[test]
fn calls_need_an_origin() {
	ExtBuilder::default().build_and_execute(|| {
		placed();
		let mut calls = calls();
		assert_eq!(calls.len(), 21);
		for call in &calls {
			assert_noop!(call.clone().dispatch(RawOrigin::None.into()), BadOrigin);
		}
		// The arbiter's is root's, all others are accounts'.
		let arbiter = calls.pop().unwrap();
		assert_noop!(arbiter.dispatch(signed(RENTER)), BadOrigin);
		for call in calls {
			assert_noop!(call.dispatch(RawOrigin::Root.into()), BadOrigin);
		}
	});
}

#[test]
fn no_order_lasts_longer_than_the_chain_allows_when_it_is_placed() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		Rules::mutate(|rules| rules.max_duration = 150);
		let id = running();
		assert_eq!(order(id).max_duration, 150);
		let beyond = Rental::extend(signed(RENTER), id, 51);
		assert_noop!(beyond, Error::<Test>::DurationOutOfBounds);
		assert_ok!(Rental::extend(signed(RENTER), id, 50));
	});
}
