//! Every row of the table of silences and every early end, with and without draws and misses: who has how
//! much more or less in the end, to the planck; by anyone, at each deadline and not one block before.

mod rows;

use self::rows::*;
use super::*;
use frame_support::{assert_noop, assert_ok};

/// How the last order closed.
fn last_outcome() -> Outcome {
	let closed = events().into_iter().rev().find_map(|event| match event {
		Event::OrderClosed { outcome, .. } => Some(outcome),
		_ => None,
	});
	closed.unwrap()
}

/// Nothing is left of an order but bids that were not taken, which a stranger takes out.
fn assert_gone(id: OrderId) {
	for provider in Bids::<Test>::iter_key_prefix(id).collect::<Vec<_>>() {
		let done = Rental::withdraw_bid(signed(STRANGER), id, provider).unwrap();
		assert_eq!(done.pays_fee, frame_support::dispatch::Pays::No);
	}
	assert_eq!(Orders::<Test>::iter_keys().count(), 0);
	assert_eq!(Delivered::<Test>::iter_keys().count(), 0);
	let listings = Listings::<Test>::iter_keys().count() as Balance;
	for who in 1..=20 {
		let storage = if who == PROVIDER { listings * RECORD } else { 0 };
		assert_eq!(REASONS.map(|reason| held(reason, who)), [0, 0, 0, storage]);
	}
	assert_eq!(Chips::get((PROVIDER, MODEL)), Some((CHIPS, 0)));
	check_state();
}

/// A stranger resolves the order at each deadline, and cannot one block before.
fn pass_deadlines(id: OrderId) -> u32 {
	let mut deadlines = 0;
	while Orders::<Test>::contains_key(id) {
		if System::block_number() < deadline(id) {
			run_to_block(deadline(id) - 1);
			let early = Rental::resolve(signed(STRANGER), id);
			assert_eq!(early.unwrap_err().error, Error::<Test>::DeadlineAhead.into());
			run_to_deadline(id);
		}
		resolve(id);
		deadlines += 1;
		assert!(deadlines < 10, "there is no end to it");
	}
	deadlines
}

fn play(rows: &[Row]) {
	for Row { name, sides, deadlines, outcome, gains: expected } in rows {
		assert_eq!(expected.iter().sum::<i128>(), 0, "{name}");
		ExtBuilder::default().build_and_execute(|| {
			let mut passed = 0;
			let gained = gains(|| passed = pass_deadlines(sides()));
			assert_eq!((gained, last_outcome()), (*expected, *outcome), "{name}");
			assert_gone(0);
			assert_eq!(passed, *deadlines, "{name}");
		});
		// If nobody looks for a long time, one call does it all, and it comes to the same.
		ExtBuilder::default().build_and_execute(|| {
			let gained = gains(|| {
				let id = sides();
				if Orders::<Test>::contains_key(id) {
					run_to_block(5_000);
					resolve(id);
				}
			});
			assert_eq!((gained, last_outcome()), (*expected, *outcome), "{name}");
			assert_gone(0);
		});
	}
}

#[test]
fn every_silence_has_its_outcome() {
	play(&SILENCES);
}

#[test]
fn every_early_end_has_its_outcome() {
	play(&EARLY_ENDS);
}

/// What a side can do in each state, up to the block before the deadline, and what it is told from then on.
#[test]
fn sides_have_until_the_block_before_the_deadline() {
	type Step = (fn() -> OrderId, fn(OrderId) -> sp_runtime::DispatchResult, Error<Test>);
	let steps: [Step; 15] = [
		(
			|| bid_for(requested()),
			|id| Rental::take_bid(signed(RENTER), id, PROVIDER, PRICE),
			Error::DeadlinePassed,
		),
		(
			requested,
			|id| Rental::bid(signed(PROVIDER), id, PRICE, DURATION, PAYEE),
			Error::DeadlinePassed,
		),
		(requested, |id| Rental::cancel(signed(RENTER), id), Error::DeadlinePassed),
		(placed, |id| Rental::cancel(signed(PROVIDER), id), Error::DeadlinePassed),
		(placed, |id| Rental::accept(signed(PROVIDER), id, hash(id)), Error::DeadlinePassed),
		(
			accepted,
			|id| Rental::deliver(signed(PROVIDER), id, ciphertext().0),
			Error::DeadlinePassed,
		),
		(
			delivered,
			|id| Rental::confirm(signed(RENTER), id, hash(id), ciphertext().1),
			Error::DeadlinePassed,
		),
		(running, |id| Rental::extend(signed(RENTER), id, 1), Error::NotRunning),
		(running, |id| Rental::draw(signed(PROVIDER), id), Error::NotRunning),
		(running, |id| Rental::end(signed(RENTER), id), Error::NotRunning),
		(
			|| to_end_resolved(running()),
			|id| Rental::rate(signed(RENTER), id, 1),
			Error::RatingOverdue,
		),
		(
			|| to_end_resolved(to_end_resolved(running())),
			|id| Rental::rate(signed(PROVIDER), id, 1),
			Error::DeadlinePassed,
		),
		(
			|| rate(RENTER, ended()),
			|id| Rental::rate(signed(PROVIDER), id, 1),
			Error::DeadlinePassed,
		),
		(
			|| to_end_resolved(rate(PROVIDER, ended())),
			|id| Rental::rate(signed(RENTER), id, 1),
			Error::DeadlinePassed,
		),
		(
			|| dispute(RENTER, ended()),
			|id| {
				let half = Perbill::from_percent(50);
				let split = Split { rent: half, deposit: half, bond: half };
				Rental::resolve_dispute(RuntimeOrigin::root(), id, split)
			},
			Error::NotDisputed,
		),
	];
	for (make, step, late) in steps {
		ExtBuilder::default().build_and_execute(|| {
			let id = make();
			let until = deadline(id);
			run_to_block(until - 1);
			let before = frame_support::storage::with_transaction(|| {
				let done = step(id);
				sp_runtime::TransactionOutcome::Rollback(done)
			});
			assert_ok!(before);
			run_to_block(until);
			assert_noop!(step(id), late);
			resolve(id);
		});
	}
}

/// No order ends twice.
#[test]
fn resolve_fails_when_the_order_is_closed() {
	ExtBuilder::default().build_and_execute(|| {
		let id = accepted();
		run_to_deadline(id);
		resolve(id);
		let again = Rental::resolve(signed(STRANGER), id);
		assert_eq!(again.unwrap_err().error, Error::<Test>::OrderNotFound.into());
		assert_noop!(Rental::rate(signed(RENTER), id, 1), Error::<Test>::OrderNotFound);
		assert_noop!(Rental::cancel(signed(RENTER), id), Error::<Test>::OrderNotFound);
	});
}

#[test]
fn resolve_of_a_silent_provider_says_what_became_of_it() {
	ExtBuilder::default().build_and_execute(|| {
		let id = accepted();
		run_to_deadline(id);
		resolve(id);
		assert_eq!(
			events(),
			[
				Event::RentSettled {
					order: id,
					paid: 0,
					fee: 0,
					refund: RENT,
					compensation: PENALTY,
					bond: BOND - PENALTY,
				},
				Event::OrderClosed { order: id, outcome: Outcome::NotDelivered, deposit: DEPOSIT },
			]
		);
		let worst = Rental::view_reputation(PROVIDER, Role::Provider);
		assert_eq!((worst.mean, worst.weight), (Perbill::zero(), RENT));
	});
}

#[test]
fn resolve_of_a_silent_renter_says_what_became_of_it() {
	ExtBuilder::default().build_and_execute(|| {
		let id = rate(PROVIDER, ended());
		events();
		run_to_deadline(id);
		resolve(id);
		assert_eq!(
			events(),
			[Event::RentSettled {
				order: id,
				paid: RENT - fee(RENT),
				fee: fee(RENT),
				refund: 0,
				compensation: 0,
				bond: BOND,
			}]
		);
		assert_eq!(held(HoldReason::Deposit, RENTER), DEPOSIT);
		run_to_deadline(id);
		resolve(id);
		assert_eq!(
			events(),
			[Event::OrderClosed { order: id, outcome: Outcome::Forfeited, deposit: 0 }]
		);
		// What the provider said of the renter counts.
		let renter = Rental::view_reputation(RENTER, Role::Renter);
		assert_eq!((renter.mean, renter.weight), (Perbill::from_percent(80), RENT));
	});
}
