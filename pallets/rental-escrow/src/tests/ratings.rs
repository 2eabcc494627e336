//! Phase II: both sides rate, and what they are thought of.

use super::*;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;

fn rate(who: AccountId, id: OrderId, score: Score) -> DispatchResult {
	Rental::rate(signed(who), id, score)
}

fn reputation(who: AccountId, role: Role) -> (u32, Balance) {
	let known = Rental::reputation_of(who, role);
	(known.mean.deconstruct() / 10_000_000, known.weight)
}

fn in_time(order: OrderId) -> Event<Test> {
	let ended_at = order_end(order);
	Event::LeaseEnded { order, ended_at, ending: Ending::InTime }
}

fn order_end(id: OrderId) -> u64 {
	order(id).lease.unwrap().ends_at
}

/// A renter that has rated, whose lease is over.
fn renter_rated(score: Score) -> OrderId {
	let id = ended();
	assert_ok!(rate(RENTER, id, score));
	events();
	id
}

/// A provider that has rated, whose lease is over.
fn provider_rated(score: Score) -> OrderId {
	let id = ended();
	assert_ok!(rate(PROVIDER, id, score));
	events();
	id
}

/// A provider that has rated, and was paid, as its renter's time is over.
fn unrated(score: Score) -> OrderId {
	let id = provider_rated(score);
	run_to_deadline(id);
	id
}

/// A lease after whose end neither side has rated in the renter's time.
fn overdue() -> OrderId {
	let id = ended();
	run_to_block(deadline(id) + 20);
	id
}

#[test]
fn first_rating_waits_for_the_other() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ended();
		let over = in_time(id);
		pass(5);
		let rated = order_end(id) + 5;
		assert_ok!(rate(RENTER, id, 90));
		assert_eq!(events(), [over, Event::Rated { order: id, role: Role::Renter, score: 90 }]);
		assert_eq!((order(id).state, deadline(id)), (OrderState::RenterRated, rated + 15));
		assert_eq!(order(id).scores, Scores { renter: Some(90), provider: None });
		// Nothing has moved yet, but for the chips.
		assert_eq!(order(id).held, Held { rent: RENT, deposit: DEPOSIT, bond: BOND, storage: 7 });
		assert_eq!(Chips::get((PROVIDER, MODEL)), Some((CHIPS, 0)));
		assert_eq!(Reputations::<Test>::iter().count(), 0);
	});
}

#[test]
fn provider_that_rates_first_takes_nothing_from_the_renter_s_time() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ended();
		pass(5);
		assert_ok!(rate(PROVIDER, id, 0));
		assert_eq!(order(id).state, OrderState::ProviderRated);
		assert_eq!(deadline(id), order_end(id) + 20);
	});
}

#[test]
fn second_rating_settles() {
	for (first, second) in [(Role::Renter, Role::Provider), (Role::Provider, Role::Renter)] {
		ExtBuilder::default().build_and_execute(|| {
			let side = |role| if role == Role::Renter { RENTER } else { PROVIDER };
			let id = ended();
			assert_ok!(rate(side(first), id, 100));
			events();
			run_to_block(deadline(id) - 1);
			assert_ok!(rate(side(second), id, 0));
			let settled = Event::RentSettled {
				order: id,
				paid: RENT - fee(RENT),
				fee: fee(RENT),
				refund: 0,
				compensation: 0,
				bond: BOND,
			};
			let rated = Event::Rated { order: id, role: second, score: 0 };
			let closed =
				Event::OrderClosed { order: id, outcome: Outcome::Signed, deposit: DEPOSIT };
			assert_eq!(events(), [rated, settled, closed]);
			assert_eq!((free(RENTER), total(RENTER)), (WEALTH - RENT, WEALTH - RENT));
			assert_eq!(free(PAYEE), WEALTH + RENT - fee(RENT));
			assert_eq!(held(HoldReason::Bond, PROVIDER), 0);
			assert!(!Orders::<Test>::contains_key(id) && !Delivered::<Test>::contains_key(id));
			// Nobody settles it once more.
			for who in [RENTER, PROVIDER] {
				assert_noop!(rate(who, id, 50), Error::<Test>::OrderNotFound);
			}
		});
	}
}

#[test]
fn renter_that_rates_late_has_its_deposit_back() {
	ExtBuilder::default().build_and_execute(|| {
		let id = unrated(70);
		// Nobody has said that the rent is due; the rating does so first.
		let gained = gains(|| ok(rate(RENTER, id, 60)));
		let settled = Event::RentSettled {
			order: id,
			paid: RENT - fee(RENT),
			fee: fee(RENT),
			refund: 0,
			compensation: 0,
			bond: BOND,
		};
		let rated = Event::Rated { order: id, role: Role::Renter, score: 60 };
		let closed =
			Event::OrderClosed { order: id, outcome: Outcome::RatedLate, deposit: DEPOSIT };
		assert_eq!(events(), [settled, rated, closed]);
		let (rent, fee) = (RENT as i128, fee(RENT) as i128);
		assert_eq!(gained, [-rent, 0, rent - fee, fee, 0]);
		assert_eq!((free(RENTER), total(RENTER)), (WEALTH - RENT, WEALTH - RENT));
		assert_eq!(reputation(PROVIDER, Role::Provider), (60, RENT));
		assert_eq!(reputation(RENTER, Role::Renter), (70, RENT));
	});
}

#[test]
fn provider_rates_in_its_own_time_where_the_renter_is_silent() {
	ExtBuilder::default().build_and_execute(|| {
		let id = overdue();
		let (over, now) = (in_time(id), System::block_number());
		assert_ok!(rate(PROVIDER, id, 40));
		let settled = Event::RentSettled {
			order: id,
			paid: RENT - fee(RENT),
			fee: fee(RENT),
			refund: 0,
			compensation: 0,
			bond: BOND,
		};
		let rated = Event::Rated { order: id, role: Role::Provider, score: 40 };
		assert_eq!(events(), [over, rated, settled]);
		// The deposit waits for the renter.
		assert_eq!((order(id).state, deadline(id)), (OrderState::Unrated, now + 50));
		assert_eq!(order(id).held, Held { rent: 0, deposit: DEPOSIT, bond: 0, storage: RECORD });
		run_to_block(deadline(id) - 1);
		assert_ok!(rate(RENTER, id, 100));
		assert_eq!((free(RENTER), total(RENTER)), (WEALTH - RENT, WEALTH - RENT));
	});
}

#[test]
fn rate_fails_when_there_is_no_such_score() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ended();
		for score in [BEST_SCORE + 1, Score::MAX] {
			for who in [RENTER, PROVIDER] {
				assert_noop!(rate(who, id, score), Error::<Test>::InvalidScore);
			}
		}
		assert_ok!(rate(RENTER, id, BEST_SCORE));
		assert_ok!(rate(PROVIDER, id, 0));
	});
}

#[test]
fn rate_fails_when_it_is_another_s() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(rate(RENTER, 7, 50), Error::<Test>::OrderNotFound);
		let id = ended();
		for who in [PAYEE, OTHER_RENTER, OTHER_PROVIDER, STRANGER] {
			assert_noop!(rate(who, id, 50), Error::<Test>::NotParty);
		}
	});
}

#[test]
fn rate_fails_before_the_end() {
	ExtBuilder::default().build_and_execute(|| {
		for state in [placed, accepted, delivered] {
			let id = state();
			for who in [RENTER, PROVIDER] {
				assert_noop!(rate(who, id, 50), Error::<Test>::NotStarted);
			}
		}
		let id = running();
		run_to_block(deadline(id) - 1);
		for who in [RENTER, PROVIDER] {
			assert_noop!(rate(who, id, 50), Error::<Test>::StillRunning);
		}
	});
}

#[test]
fn rate_fails_when_that_side_has_rated() {
	ExtBuilder::default().build_and_execute(|| {
		let id = renter_rated(80);
		assert_noop!(rate(RENTER, id, 90), Error::<Test>::AlreadyRated);
		let id = provider_rated(80);
		assert_noop!(rate(PROVIDER, id, 90), Error::<Test>::AlreadyRated);
		// Also when it was paid since.
		run_to_deadline(id);
		assert_noop!(rate(PROVIDER, id, 90), Error::<Test>::AlreadyRated);
	});
}

#[test]
fn rate_fails_when_the_renter_is_late_and_the_provider_is_not() {
	ExtBuilder::default().build_and_execute(|| {
		let id = overdue();
		assert_noop!(rate(RENTER, id, 90), Error::<Test>::RatingOverdue);
	});
}

#[test]
fn rate_fails_when_the_deadline_has_closed_it() {
	ExtBuilder::default().build_and_execute(|| {
		// The provider has been silent, or the renter, or both.
		let id = renter_rated(80);
		run_to_deadline(id);
		assert_noop!(rate(PROVIDER, id, 90), Error::<Test>::DeadlinePassed);
		let id = unrated(80);
		run_to_block(deadline(id) + 50);
		assert_noop!(rate(RENTER, id, 90), Error::<Test>::DeadlinePassed);
		let id = overdue();
		run_to_block(System::block_number() + 15);
		for who in [RENTER, PROVIDER] {
			assert_noop!(rate(who, id, 90), Error::<Test>::DeadlinePassed);
		}
	});
}

#[test]
fn scores_weigh_what_was_paid() {
	ExtBuilder::default().rules(|rules| rules.half_life = 0).build_and_execute(|| {
		let (first, second) = (running(), running());
		assert_ok!(Rental::extend(signed(RENTER), first, 100));
		run_to_deadline(first);
		for (id, score) in [(first, 90), (second, 60)] {
			// The second one is over the renter's time to rate.
			let renter = rate(RENTER, id, score);
			assert_eq!(renter.is_ok(), id == first);
		}
		assert_ok!(rate(PROVIDER, first, 30));
		assert_eq!(reputation(PROVIDER, Role::Provider), (90, 2 * RENT));
		assert_eq!(reputation(RENTER, Role::Renter), (30, 2 * RENT));
		// Roles are apart.
		assert_eq!(reputation(PROVIDER, Role::Renter), (0, 0));
		assert_ok!(resolve_closed(second));
		let id = ended();
		assert_ok!(rate(RENTER, id, 60));
		assert_ok!(rate(PROVIDER, id, 90));
		// 90 and 60, two to one.
		assert_eq!(reputation(PROVIDER, Role::Provider), (80, 3 * RENT));
		assert_eq!(reputation(RENTER, Role::Renter), (50, 3 * RENT));
	});
}

/// Resolves an order that its deadlines have closed.
fn resolve_closed(id: OrderId) -> DispatchResult {
	resolve(id);
	assert!(!Orders::<Test>::contains_key(id));
	Ok(())
}

#[test]
fn reputation_fades() {
	ExtBuilder::default().build_and_execute(|| {
		let id = renter_rated(80);
		assert_ok!(rate(PROVIDER, id, 50));
		assert_eq!(reputation(PROVIDER, Role::Provider), (80, RENT));
		pass(100);
		assert_eq!(reputation(PROVIDER, Role::Provider), (80, RENT / 2));
		pass(10_000);
		assert_eq!(reputation(PROVIDER, Role::Provider), (80, 0));
		// What is stored is as of the last score.
		let stored = Reputations::<Test>::get((PROVIDER, Role::Provider));
		assert_eq!((stored.weight, stored.updated), (RENT, order_closed_at()));
	});
}

/// The block in which the first order here is closed when both rate at its end.
fn order_closed_at() -> u64 {
	1 + DURATION
}

#[test]
fn provider_that_took_an_order_and_fell_silent_is_rated_zero() {
	ExtBuilder::default().rules(|rules| rules.half_life = 0).build_and_execute(|| {
		let id = accepted();
		run_to_deadline(id);
		resolve(id);
		assert_eq!(reputation(PROVIDER, Role::Provider), (0, RENT));
		let id = renter_rated(100);
		run_to_deadline(id);
		resolve(id);
		// What the renter thinks of it does not count: it has paid nothing.
		assert_eq!(reputation(PROVIDER, Role::Provider), (0, 2 * RENT));
		assert_eq!(reputation(RENTER, Role::Renter), (0, 0));
	});
}

#[test]
fn orders_without_a_payment_make_no_reputation() {
	ExtBuilder::default().build_and_execute(|| {
		let both = overdue();
		pass(15);
		let unconfirmed = delivered();
		run_to_deadline(unconfirmed);
		let untaken = placed();
		run_to_deadline(untaken);
		for id in [both, unconfirmed, untaken] {
			resolve(id);
		}
		// Nor does a lease in which nothing was earned.
		let id = running();
		assert_ok!(Rental::end(signed(PROVIDER), id));
		assert_ok!(rate(RENTER, id, 0));
		assert_ok!(rate(PROVIDER, id, 100));
		assert_eq!(Reputations::<Test>::iter().count(), 0);
	});
}

#[test]
fn deposit_forfeited_counts_for_whom_the_provider_rated() {
	ExtBuilder::default().build_and_execute(|| {
		let id = unrated(10);
		resolve(id);
		events();
		run_to_deadline(id);
		let gained = gains(|| resolve(id));
		let closed = Event::OrderClosed { order: id, outcome: Outcome::Forfeited, deposit: 0 };
		assert_eq!(events(), [closed]);
		let deposit = DEPOSIT as i128;
		assert_eq!(gained, [-deposit, 0, 0, 0, deposit]);
		assert_eq!(reputation(RENTER, Role::Renter), (10, RENT));
		assert_eq!(reputation(PROVIDER, Role::Provider), (0, 0));
	});
}
