//! Disputes, and what the arbiter makes of them.

use super::*;
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::{DispatchError::BadOrigin, DispatchResult};

fn evidence() -> H256 {
	H256::repeat_byte(0xee)
}

fn dispute(who: AccountId, id: OrderId) -> DispatchResult {
	Rental::dispute(signed(who), id, evidence())
}

fn rate(who: AccountId, id: OrderId) -> DispatchResult {
	Rental::rate(signed(who), id, 50)
}

fn arbitrate(id: OrderId, rent: u32, deposit: u32, bond: u32) -> DispatchResult {
	let percent = Perbill::from_percent;
	let split = Split { rent: percent(rent), deposit: percent(deposit), bond: percent(bond) };
	Rental::resolve_dispute(RuntimeOrigin::root(), id, split)
}

/// An order in dispute, after whose end this side has rated; the other has opened it.
fn disputed(rated: Rated) -> OrderId {
	let id = ended();
	match rated {
		Rated::Nobody => {}
		Rated::Renter => ok(rate(RENTER, id)),
		Rated::Provider => ok(rate(PROVIDER, id)),
	}
	let opener = if rated == Rated::Renter { PROVIDER } else { RENTER };
	assert_ok!(dispute(opener, id));
	events();
	id
}

const RATED: [Rated; 3] = [Rated::Nobody, Rated::Renter, Rated::Provider];

#[test]
fn dispute_works_for_who_could_rate() {
	for who in [RENTER, PROVIDER] {
		ExtBuilder::default().build_and_execute(|| {
			let id = ended();
			let role = if who == RENTER { Role::Renter } else { Role::Provider };
			pass(19);
			let (ended_at, now) = (1 + DURATION, System::block_number());
			assert_ok!(dispute(who, id));
			let over = Event::LeaseEnded { order: id, ended_at, ending: Ending::InTime };
			let until = now + 30;
			let evidence = evidence();
			let opened = Event::DisputeOpened { order: id, role, evidence, until };
			assert_eq!(events(), [over, opened]);
			assert_eq!(order(id).state, OrderState::Disputed(Rated::Nobody));
			assert_eq!((deadline(id), order(id).disputed), (until, true));
			// The chips are not part of it.
			assert_eq!(Chips::get((PROVIDER, MODEL)), Some((CHIPS, 0)));
		});
	}
}

#[test]
fn dispute_works_in_the_provider_s_time() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ended();
		pass(20);
		assert_noop!(dispute(RENTER, id), Error::<Test>::RatingOverdue);
		assert_ok!(dispute(PROVIDER, id));
		assert_eq!(order(id).state, OrderState::Disputed(Rated::Nobody));
	});
}

#[test]
fn dispute_works_instead_of_the_second_rating() {
	ExtBuilder::default().build_and_execute(|| {
		for rated in RATED {
			let id = disputed(rated);
			assert_eq!(order(id).state, OrderState::Disputed(rated));
		}
	});
}

#[test]
fn dispute_fails_when_it_is_another_s() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(dispute(RENTER, 7), Error::<Test>::OrderNotFound);
		let id = ended();
		for who in [PAYEE, OTHER_RENTER, OTHER_PROVIDER, STRANGER] {
			assert_noop!(dispute(who, id), Error::<Test>::NotParty);
		}
	});
}

#[test]
fn dispute_fails_before_the_end() {
	ExtBuilder::default().build_and_execute(|| {
		for state in [placed, accepted, delivered] {
			let id = state();
			for who in [RENTER, PROVIDER] {
				assert_noop!(dispute(who, id), Error::<Test>::NotStarted);
			}
		}
		let id = running();
		for who in [RENTER, PROVIDER] {
			assert_noop!(dispute(who, id), Error::<Test>::StillRunning);
		}
	});
}

#[test]
fn dispute_fails_when_that_side_has_agreed() {
	ExtBuilder::default().build_and_execute(|| {
		for who in [RENTER, PROVIDER] {
			let id = ended();
			assert_ok!(rate(who, id));
			assert_noop!(dispute(who, id), Error::<Test>::AlreadyRated);
		}
	});
}

#[test]
fn dispute_fails_when_the_rent_is_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ended();
		assert_ok!(rate(PROVIDER, id));
		run_to_deadline(id);
		for _ in 0..2 {
			for who in [RENTER, PROVIDER] {
				assert_noop!(dispute(who, id), Error::<Test>::RentPaid);
			}
			// Whether or not somebody has said that it is.
			if order(id).state == OrderState::ProviderRated {
				resolve(id);
			}
		}
	});
}

#[test]
fn dispute_fails_from_the_deadline_on() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ended();
		assert_ok!(rate(RENTER, id));
		run_to_deadline(id);
		assert_noop!(dispute(PROVIDER, id), Error::<Test>::DeadlinePassed);
		let id = ended();
		pass(20 + 15);
		assert_noop!(dispute(PROVIDER, id), Error::<Test>::DeadlinePassed);
	});
}

#[test]
fn dispute_fails_the_second_time() {
	ExtBuilder::default().build_and_execute(|| {
		for rated in RATED {
			let id = disputed(rated);
			for who in [RENTER, PROVIDER] {
				assert_noop!(dispute(who, id), Error::<Test>::InDispute);
			}
			run_to_deadline(id);
			// Whoever could open it now has had its dispute, whether it opened that or the other side.
			let allowed = match rated {
				Rated::Nobody => &[RENTER, PROVIDER][..],
				Rated::Renter => &[PROVIDER],
				Rated::Provider => &[RENTER],
			};
			for who in allowed {
				assert_noop!(dispute(*who, id), Error::<Test>::AlreadyDisputed);
			}
		}
	});
}

#[test]
fn nobody_rates_during_a_dispute() {
	ExtBuilder::default().build_and_execute(|| {
		for rated in RATED {
			let id = disputed(rated);
			for who in [RENTER, PROVIDER] {
				assert_noop!(rate(who, id), Error::<Test>::InDispute);
			}
		}
	});
}

#[test]
fn arbiter_that_is_silent_gives_full_time_again() {
	for rated in RATED {
		ExtBuilder::default().build_and_execute(|| {
			let id = disputed(rated);
			let over = deadline(id);
			run_to_block(over - 1);
			assert_noop!(Rental::resolve(signed(STRANGER), id), Error::<Test>::DeadlineAhead);
			run_to_block(over);
			resolve(id);
			assert_eq!(events(), [Event::DisputeLapsed { order: id }]);
			let (state, time) = match rated {
				Rated::Nobody => (OrderState::Ended, 20),
				Rated::Renter => (OrderState::RenterRated, 15),
				Rated::Provider => (OrderState::ProviderRated, 20),
			};
			assert_eq!((order(id).state, deadline(id)), (state, over + time));
			// It ends as it would have ended without a dispute.
			run_to_block(deadline(id) - 1);
			for who in [RENTER, PROVIDER] {
				let rated = rate(who, id);
				let first = matches!(state, OrderState::RenterRated) && who == RENTER
					|| matches!(state, OrderState::ProviderRated) && who == PROVIDER;
				assert_eq!(rated.is_err(), first);
			}
			assert!(!Orders::<Test>::contains_key(id));
			assert_eq!(free(PAYEE), WEALTH + RENT - fee(RENT));
			assert_eq!((free(RENTER), total(RENTER)), (WEALTH - RENT, WEALTH - RENT));
		});
	}
}

#[test]
fn rating_after_an_unresolved_dispute_says_that_it_lapsed() {
	ExtBuilder::default().build_and_execute(|| {
		let id = disputed(Rated::Nobody);
		run_to_deadline(id);
		assert_ok!(rate(RENTER, id));
		let rated = Event::Rated { order: id, role: Role::Renter, score: 50 };
		assert_eq!(events(), [Event::DisputeLapsed { order: id }, rated]);
	});
}

/// Splits in percent of rent (payee), deposit (renter) and bond (provider), and what renter, provider,
/// payee and fees have more than at the start.
const SPLITS: [([u32; 3], [i128; 4]); 6] = [
	([0, 100, 0], [1_000, -1_000, 0, 0]),
	([0, 100, 100], [0, 0, 0, 0]),
	([100, 100, 100], [-2_000, 0, 1_960, 40]),
	([100, 0, 100], [-2_200, 0, 2_160, 40]),
	([50, 50, 50], [-1_000 - 100 + 500, -500, 980 + 100, 20]),
	([1, 99, 99], [-20 - 2 + 10, -10, 19 + 2, 1]),
];

#[test]
fn resolve_dispute_works() {
	for rated in RATED {
		for ([rent, deposit, bond], gained) in SPLITS {
			ExtBuilder::default().build_and_execute(|| {
				let before = EVERYBODY.map(total);
				let id = disputed(rated);
				run_to_block(deadline(id) - 1);
				assert_ok!(arbitrate(id, rent, deposit, bond));
				let after = EVERYBODY.map(total);
				let change = |n: usize| after[n] as i128 - before[n] as i128;
				// The listing's record stays on hold, in the provider's account.
				assert_eq!([0, 1, 2, 3, 4].map(change)[..4], gained);
				assert_eq!(change(4), 0);
				let due = Perbill::from_percent(rent).mul_floor(RENT);
				let kept = Perbill::from_percent(bond).mul_floor(BOND);
				let settled = Event::RentSettled {
					order: id,
					paid: due - fee(due),
					fee: fee(due),
					refund: RENT - due,
					compensation: BOND - kept,
					bond: kept,
				};
				let deposit = Perbill::from_percent(deposit).mul_ceil(DEPOSIT);
				let outcome = Outcome::Arbitrated;
				let closed = Event::OrderClosed { order: id, outcome, deposit };
				assert_eq!(events(), [settled, closed]);
				assert_eq!(free(RENTER), total(RENTER));
				// A dispute is no reason to think anything of anybody.
				assert_eq!(Reputations::<Test>::iter().count(), 0);
			});
		}
	}
}

#[test]
fn resolve_dispute_splits_what_was_not_drawn() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		pass(50);
		assert_ok!(Rental::draw(signed(PROVIDER), id));
		let drawn = order(id).paid;
		run_to_deadline(id);
		assert_ok!(dispute(RENTER, id));
		let gained = gains(|| ok(arbitrate(id, 0, 100, 0)));
		// The bond is more than what was drawn.
		assert!(drawn > 0 && drawn < BOND);
		assert_eq!(gained, [BOND as i128, -(BOND as i128), 0, 0, 0]);
	});
}

#[test]
fn resolve_dispute_rounds_for_the_renter() {
	ExtBuilder::default().build_and_execute(|| {
		let id = disputed(Rated::Nobody);
		let least = Perbill::from_parts(1);
		let split = Split { rent: least, deposit: least, bond: least };
		let gained = gains(|| {
			assert_ok!(Rental::resolve_dispute(RuntimeOrigin::root(), id, split));
		});
		// Less than a planck of rent and bond is nothing, less than one of the deposit is one.
		let (bond, lost) = (BOND as i128, DEPOSIT as i128 - 1);
		assert_eq!(gained, [bond - lost, -bond, lost, 0, 0]);
	});
}

#[test]
fn resolve_dispute_fails_when_it_is_not_the_arbiter() {
	ExtBuilder::default().build_and_execute(|| {
		let id = disputed(Rated::Nobody);
		let half = Perbill::from_percent(50);
		let split = Split { rent: half, deposit: half, bond: half };
		for who in [RENTER, PROVIDER, STRANGER] {
			assert_noop!(Rental::resolve_dispute(signed(who), id, split), BadOrigin);
		}
	});
}

#[test]
fn resolve_dispute_fails_when_there_is_none() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(arbitrate(7, 50, 50, 50), Error::<Test>::OrderNotFound);
		for state in [requested, placed, accepted, delivered, running, ended] {
			let id = state();
			assert_noop!(arbitrate(id, 50, 50, 50), Error::<Test>::NotDisputed);
		}
		// Nor twice.
		let id = disputed(Rated::Nobody);
		assert_ok!(arbitrate(id, 50, 50, 50));
		assert_noop!(arbitrate(id, 0, 0, 0), Error::<Test>::OrderNotFound);
	});
}

#[test]
fn resolve_dispute_fails_from_the_deadline_on() {
	ExtBuilder::default().build_and_execute(|| {
		for rated in RATED {
			let id = disputed(rated);
			run_to_deadline(id);
			assert_noop!(arbitrate(id, 50, 50, 50), Error::<Test>::NotDisputed);
			pass(20 + 50);
			assert_noop!(arbitrate(id, 50, 50, 50), Error::<Test>::DeadlinePassed);
		}
	});
}
