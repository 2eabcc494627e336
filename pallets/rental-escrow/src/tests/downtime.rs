//! Rounds that the provider missed: rent for just that time is the renter's again.

use super::*;
use frame_support::assert_ok;
use vajra_primitives::Downtime;

/// Both rate an order that has ended. Returns what the renter has paid for it.
fn paid_for(id: OrderId) -> Balance {
	let rent = order(id).rent;
	assert_ok!(Rental::rate(signed(RENTER), id, 100));
	events();
	let [renter, ..] = gains(|| ok(Rental::rate(signed(PROVIDER), id, 100)));
	let settled = events().into_iter().find_map(|event| match event {
		Event::RentSettled { paid, fee, refund, .. } => Some((paid + fee, refund)),
		_ => None,
	});
	let (paid, refund) = settled.unwrap();
	assert_eq!((paid as i128, paid + refund), (-renter, rent));
	paid
}

/// A round counts with those of its blocks that lie in the lease.
#[test]
fn missed_rounds_are_not_paid_for() {
	// The lease is the blocks 1 to 100.
	for (from, until, down) in
		[(50, 51, 10), (0, 1, 9), (100, 101, 1), (110, 120, 0), (45, 65, 30), (0, 200, 100)]
	{
		ExtBuilder::default().build_and_execute(|| {
			let id = ended();
			miss(from, until);
			assert_eq!(OwnRounds::blocks(&PROVIDER, 1, 101), down);
			assert_eq!(paid_for(id), RENT - RATE * Balance::from(down));
		});
	}
}

/// Of sub-tasks that end before the lease does, what ran at the time counts, not the mean.
#[test]
fn sub_tasks_that_had_ended_cost_nothing_when_the_provider_is_away() {
	// Three chips for 20 blocks, one for 100: 160 chips times blocks.
	let tasks = [(3_000, 1, 20), (500, 2, 100)];
	let whole = 160 * PRICE;
	for (from, until, rent) in [
		// The blocks 10 to 19: four chips.
		(10, 20, whole - 10 * 4 * PRICE),
		// Block 20 is the last of the first task.
		(20, 30, whole - (4 + 9) * PRICE),
		(50, 60, whole - 10 * PRICE),
		(0, 110, 0),
	] {
		ExtBuilder::default().build_and_execute(|| {
			list();
			assert_ok!(Rental::place_order(signed(RENTER), PROVIDER, deployment(&tasks), PRICE));
			assert_eq!(order(0).rent, whole);
			assert_ok!(Rental::accept(signed(PROVIDER), 0, hash(0)));
			assert_ok!(Rental::deliver(signed(PROVIDER), 0, ciphertext().0));
			assert_ok!(Rental::confirm(signed(RENTER), 0, hash(0), ciphertext().1));
			run_to_deadline(0);
			miss(from, until);
			assert_eq!(paid_for(0), rent);
		});
	}
}

/// What is found out between a draw and the end comes out of the rest, or of the bond.
#[test]
fn misses_after_a_draw_are_made_good() {
	for (from, until) in [(60, 70), (0, 70), (0, 110)] {
		ExtBuilder::default().build_and_execute(|| {
			let expected = |down: u64| RENT - RATE * Balance::from(down);
			let before = EVERYBODY.map(total);
			let id = running();
			run_to_block(51);
			assert_ok!(Rental::draw(signed(PROVIDER), id));
			run_to_deadline(id);
			miss(from, until);
			let rent = expected(OwnRounds::blocks(&PROVIDER, 1, 101));
			assert_ok!(Rental::rate(signed(RENTER), id, 100));
			assert_ok!(Rental::rate(signed(PROVIDER), id, 100));
			assert_eq!(before[0] - total(RENTER), rent);
			let supply = (total(PROVIDER) + total(PAYEE) + total(FEES))
				- (before[1] + before[2] + before[3]);
			assert_eq!(supply, rent);
		});
	}
}

/// No more can be drawn than was earned, misses that are known considered.
#[test]
fn draws_leave_out_missed_rounds() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		run_to_block(31);
		assert_eq!(Rental::view_drawable(id), 30 * RATE / 10 * 8);
		miss(10, 20);
		assert_eq!(Rental::view_drawable(id), 20 * RATE / 10 * 8);
		miss(0, 31);
		assert_eq!(Rental::view_drawable(id), 0);
	});
}

/// Only a miss in the lease itself frees the renter of notice.
#[test]
fn end_without_notice_needs_a_miss_in_the_lease() {
	for (from, until, ending) in [
		(20, 30, Ending::WithoutNotice),
		(40, 41, Ending::WithoutNotice),
		(50, 60, Ending::WithNotice),
	] {
		ExtBuilder::default().build_and_execute(|| {
			let id = running();
			miss(from, until);
			run_to_block(41);
			assert_ok!(Rental::end(signed(RENTER), id));
			assert_eq!(events(), [Event::LeaseEnded { order: id, ended_at: 41, ending }]);
			assert_eq!(order(id).lease.unwrap().ending, ending);
		});
	}
}
