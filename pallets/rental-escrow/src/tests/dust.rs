//! Money at the edges: accounts that are gone or can take little, frozen money, rent that does not fit,
//! chains without deposits; none of it stops a settlement.

use super::{settlement::*, *};
use frame_support::{
	assert_noop, assert_ok,
	traits::{fungible::Mutate, tokens::Preservation, LockableCurrency, WithdrawReasons},
};

/// Under an existential deposit of 10: a payee that is not there.
fn reap_payee() {
	let all = total(PAYEE);
	assert_ok!(Balances::transfer(&PAYEE, &20, all, Preservation::Expendable));
	assert_eq!(total(PAYEE), 0);
}

#[test]
fn rent_below_the_existential_deposit_goes_to_the_provider_when_the_payee_is_gone() {
	ExtBuilder::default().existential(10).build_and_execute(|| {
		let id = running();
		reap_payee();
		let supply = Balances::total_issuance();
		let gained = gains(|| ok(settle(id, terms(8))));
		// The fee of one planck is below the least, too: its account does not take it.
		assert_eq!(gained, [-8, 7, 0, 0, 0]);
		assert_eq!(supply - Balances::total_issuance(), 1);
	});
}

#[test]
fn rent_makes_the_payee_s_account_when_it_is_enough() {
	ExtBuilder::default().existential(10).build_and_execute(|| {
		let id = ended();
		reap_payee();
		assert_ok!(Rental::rate(signed(RENTER), id, 100));
		let gained = gains(|| ok(Rental::rate(signed(PROVIDER), id, 100)));
		assert_eq!(gained, [-2_000, 0, 1_960, 40, 0]);
	});
}

#[test]
fn a_draw_waits_for_an_account_that_can_take_it() {
	ExtBuilder::default().existential(100).build_and_execute(|| {
		let id = running();
		reap_payee();
		poor(PROVIDER);
		run_to_block(2);
		// 80 % of 20.
		assert_eq!(Rental::view_drawable(id), 16);
		assert_noop!(Rental::draw(signed(PROVIDER), id), Error::<Test>::PayeeUnreachable);
		run_to_block(11);
		let gained = gains(|| ok(Rental::draw(signed(PROVIDER), id)));
		// 160, less a fee of 4, which is too little for a new account.
		assert_eq!(gained, [-160, 0, 156, 0, 0]);
		assert_eq!((order(id).paid, order(id).held.rent), (160, RENT - 160));
	});
}

/// What neither side's account can take does not keep the other side from its own.
#[test]
fn a_settlement_forfeits_what_nobody_can_take() {
	ExtBuilder::default().existential(300).build_and_execute(|| {
		// So that the account can take little.
		assert_ok!(Balances::mint_into(&FORFEITS, 300));
		assert_ok!(Balances::mint_into(&FEES, 300));
		let id = running();
		reap_payee();
		poor(PROVIDER);
		let gained = gains(|| ok(settle(id, terms(200))));
		// The bond of 1,000 is enough for an account that has nothing to spend.
		assert_eq!(gained, [-200, 0, 0, 4, 196]);
		assert_eq!(free(PROVIDER), BOND);
		assert!(events().contains(&Event::PayeeUnreachable { payee: PAYEE, amount: 196 }));
	});
}

/// Nor does a side whose own money comes back to it in parts that its account cannot take.
#[test]
fn a_settlement_forfeits_what_its_owner_cannot_take_back() {
	ExtBuilder::default().existential(300).build_and_execute(|| {
		assert_ok!(Balances::mint_into(&FORFEITS, 300));
		let id = placed();
		poor(RENTER);
		run_to_deadline(id);
		let gained = gains(|| resolve(id));
		assert_eq!(gained, [0; 5]);
		assert_eq!(free(RENTER), RENT + DEPOSIT + RECORD);

		let id = running_for(OTHER_RENTER);
		poor(OTHER_RENTER);
		// Little is left of the rent: 40 is below the least, and so is the deposit of 200.
		let settlement = terms(RENT - 40);
		let renter = signature(OTHER_RENTER, id, Role::Renter, settlement);
		let provider = signature(PROVIDER, id, Role::Provider, settlement);
		let before = total(OTHER_RENTER);
		let [.., forfeits] = gains(|| {
			assert_ok!(Rental::settle_signed(signed(STRANGER), id, settlement, renter, provider));
		});
		assert_eq!(before - total(OTHER_RENTER), RENT + DEPOSIT + RECORD);
		assert_eq!(forfeits, (40 + DEPOSIT + RECORD) as i128);
	});
}

/// A lease of another renter.
fn running_for(renter: AccountId) -> OrderId {
	let id = NextOrderId::<Test>::get();
	assert_ok!(Rental::place_order(signed(renter), PROVIDER, need(), PRICE));
	assert_ok!(Rental::accept(signed(PROVIDER), id, hash(id)));
	assert_ok!(Rental::deliver(signed(PROVIDER), id, ciphertext().0));
	assert_ok!(Rental::confirm(signed(renter), id, hash(id), ciphertext().1));
	events();
	id
}

/// A provider that names its renter as payee, or itself.
#[test]
fn anybody_can_be_the_payee() {
	for (payee, expected) in [(RENTER, [-40, 0, 0, 40, 0]), (PROVIDER, [-2_000, 1_960, 0, 40, 0])] {
		ExtBuilder::default().build_and_execute(|| {
			assert_ok!(Rental::list_capacity(signed(PROVIDER), MODEL, Offer { payee, ..offer() }));
			let gained = gains(|| {
				let id = running();
				run_to_block(51);
				assert_ok!(Rental::draw(signed(PROVIDER), id));
				run_to_deadline(id);
				assert_ok!(Rental::rate(signed(RENTER), id, 100));
				assert_ok!(Rental::rate(signed(PROVIDER), id, 100));
			});
			assert_eq!(gained, expected);
		});
	}
}

/// What is locked cannot be paid with.
#[test]
fn frozen_money_is_not_put_on_hold() {
	ExtBuilder::default().build_and_execute(|| {
		list();
		let lock =
			|amount| Balances::set_lock(*b"vesting_", &RENTER, amount, WithdrawReasons::all());
		let needed = RENT + DEPOSIT + RECORD;
		lock(WEALTH - RENT + 1);
		assert_noop!(
			Rental::place_order(signed(RENTER), PROVIDER, need(), PRICE),
			Error::<Test>::FundsMissing
		);
		lock(WEALTH - needed);
		assert_ok!(Rental::place_order(signed(RENTER), PROVIDER, need(), PRICE));
	});
}

/// A keeper that breaks its promise keeps nobody from the money.
#[test]
fn settlement_does_not_depend_on_the_keeper_of_chips() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		Chips::remove((PROVIDER, MODEL));
		System::set_block_number(deadline(id));
		assert_ok!(Rental::resolve(signed(STRANGER), id));
		assert_eq!(
			events(),
			[
				Event::ChipsNotReleased { order: id },
				Event::LeaseEnded { order: id, ended_at: 101, ending: Ending::InTime },
			]
		);
		assert_ok!(Rental::rate(signed(RENTER), id, 100));
		let gained = gains(|| ok(Rental::rate(signed(PROVIDER), id, 100)));
		assert_eq!(gained, [-2_000, 0, 1_960, 40, 0]);
	});
}

/// A chain that wants no deposits, bonds, fees and penalties.
#[test]
fn orders_work_without_shares() {
	let nothing = |rules: &mut RentalTerms<u64>| {
		rules.conditions.shares = Default::default();
		rules.record_deposit = 0;
	};
	ExtBuilder::default().rules(nothing).build_and_execute(|| {
		let gained = gains(|| {
			let id = running();
			assert_eq!(REASONS.map(|reason| held(reason, RENTER)), [RENT, 0, 0, 0]);
			assert_eq!(REASONS.map(|reason| held(reason, PROVIDER)), [0; 4]);
			run_to_block(51);
			assert_noop!(Rental::draw(signed(PROVIDER), id), Error::<Test>::NothingToDraw);
			run_to_deadline(id);
			assert_ok!(Rental::rate(signed(PROVIDER), id, 100));
			assert_ok!(Rental::rate(signed(RENTER), id, 100));
		});
		assert_eq!(gained, [-2_000, 0, 2_000, 0, 0]);
		let gained = gains(|| {
			let id = accepted();
			run_to_deadline(id);
			resolve(id);
			let id = running();
			assert_ok!(Rental::end(signed(PROVIDER), id));
			run_to_block(1_000);
			resolve(id);
		});
		assert_eq!(gained, [0; 5]);
	});
}

/// Rent that would not fit is refused by name, and never free.
#[test]
fn rent_out_of_bounds_is_an_error() {
	ExtBuilder::default().build_and_execute(|| {
		let request = |need, price| Rental::request(signed(RENTER), need, price);
		let chip_blocks = Balance::from(HIRED) * Balance::from(DURATION);
		let highest = Balance::MAX / chip_blocks;
		assert_noop!(request(need(), highest), Error::<Test>::FundsMissing);
		assert_noop!(request(need(), highest + 1), Error::<Test>::RentOutOfBounds);
		assert_noop!(request(need(), Balance::MAX), Error::<Test>::RentOutOfBounds);
		// So little of a chip, for so little, that nothing would be paid.
		let tiny =
			|weight| NeedOf::<Test> { chips: 1, duration: 5, ..deployment(&[(weight, 1, 5)]) };
		assert_noop!(request(tiny(199), 1), Error::<Test>::RentOutOfBounds);
		assert_ok!(request(tiny(200), 1));
		assert_eq!((order(0).rent, order(0).deposit, order(0).bond), (1, 1, 1));
	});
}
