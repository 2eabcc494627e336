//! What a provider does about an order: pure decisions.

use crate::chain::{Balance, BlockNumber, Order, OrderState};
use vajra_primitives::rental::Score;

/// Which orders are accepted, and how leases are looked after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
	/// Most chips of an order.
	pub max_chips: u32,
	/// Longest lease, in blocks.
	pub max_blocks: BlockNumber,
	/// Least price of one chip for one block, planck.
	pub min_price: Balance,
	/// Most orders at a time whose lease is to come or runs.
	pub max_leases: usize,
	/// Rent is drawn whenever so much can be, planck; without it never before the end.
	pub draw_at: Option<Balance>,
	/// What renters are rated with.
	pub score: Score,
}

impl Policy {
	/// Why an order is not accepted, if it is not. `open` orders are accepted already.
	pub(super) fn objection(&self, order: &Order, open: usize) -> Option<String> {
		let need = &order.need;
		if need.chips > self.max_chips {
			Some(format!("it asks for {} chips, of {} at most", need.chips, self.max_chips))
		} else if need.duration > self.max_blocks {
			Some(format!("it lasts {} blocks, of {} at most", need.duration, self.max_blocks))
		} else if order.price < self.min_price {
			Some(format!("its price is {} planck, of {} at least", order.price, self.min_price))
		} else if open >= self.max_leases {
			Some(format!("{open} orders are served, of {} at most", self.max_leases))
		} else {
			None
		}
	}
}

/// What is to be sent about an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Step {
	Accept,
	Deliver,
	Draw,
	Rate,
	Resolve,
	WithdrawBid,
}

/// An order as a look at the chain shows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'a> {
	/// With what deadlines have done to it.
	pub(super) order: &'a Order,
	/// Blocks since the deadline of its record in storage has passed, if it has.
	pub(super) due_for: Option<BlockNumber>,
	/// The block.
	pub(super) now: BlockNumber,
	/// What can be drawn, planck.
	pub(super) drawable: Balance,
}

/// Blocks that the other side, or anyone, is left to have a deadline's work done.
const RESOLVE_AFTER: BlockNumber = 2;

/// What is to be sent about an order, if anything. Whether a placed one is accepted is for the policy's
/// objections to say.
pub(super) fn step(seen: &Seen, policy: &Policy) -> Option<Step> {
	use OrderState::*;
	let Seen { order, due_for, now, drawable } = *seen;
	let due = due_for.is_some_and(|blocks| blocks >= RESOLVE_AFTER);
	let wanted = match order.state {
		Placed => Some(Step::Accept),
		Accepted => Some(Step::Deliver),
		Running if policy.draw_at.is_some_and(|least| drawable >= least.max(1)) => Some(Step::Draw),
		// A rating that nobody waits for any more would lose the rent.
		RenterRated | Overdue => Some(Step::Rate),
		Ended if half_over(order, now) => Some(Step::Rate),
		_ => None,
	};
	// What is sent now comes into the next block: in or after the deadline's it is refused, for a fee.
	let wanted = wanted.filter(|_| now.saturating_add(1) < order.until);
	// These do a deadline's work on their way.
	match wanted {
		Some(Step::Rate) => Some(Step::Rate),
		wanted if !due => wanted,
		_ => Some(Step::Resolve),
	}
}

/// Is half of the renter's time to rate over? Then the provider waits no longer: the renter keeps its
/// time, and the provider's rating is safe.
fn half_over(order: &Order, now: BlockNumber) -> bool {
	order.until.saturating_sub(now) <= order.conditions.periods.rate / 2
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::{testing, AccountId, Rated};

	const POLICY: Policy = Policy {
		max_chips: 16,
		max_blocks: 40,
		min_price: 5,
		max_leases: 2,
		draw_at: Some(100),
		score: 90,
	};

	fn order(state: OrderState) -> Order {
		testing::order(AccountId::from([1; 32]), AccountId::from([2; 32]), state)
	}

	fn at(state: OrderState, now: BlockNumber, due_for: Option<BlockNumber>) -> Option<Step> {
		step(&Seen { order: &order(state), due_for, now, drawable: 0 }, &POLICY)
	}

	#[test]
	fn each_state_has_its_step() {
		use OrderState::*;
		for (state, expected) in [
			(Requested, None),
			(Placed, Some(Step::Accept)),
			(Accepted, Some(Step::Deliver)),
			(Delivered, None),
			(Running, None),
			(Ended, None),
			(Overdue, Some(Step::Rate)),
			(RenterRated, Some(Step::Rate)),
			(ProviderRated, None),
			(Unrated, None),
			(Disputed(Rated::Nobody), None),
		] {
			// The deadline is in block 100, and the renter has 40 to rate.
			assert_eq!(at(state, 70, None), expected, "{state:?}");
		}
		assert_eq!(at(Ended, 79, None), None);
		assert_eq!(at(Ended, 80, None), Some(Step::Rate));
	}

	#[test]
	fn deadlines_are_worked_off_unless_a_rating_does_it() {
		use OrderState::*;
		assert_eq!(at(ProviderRated, 70, Some(RESOLVE_AFTER - 1)), None);
		for state in [Placed, Accepted, Delivered, Ended, ProviderRated, Unrated] {
			assert_eq!(at(state, 70, Some(RESOLVE_AFTER)), Some(Step::Resolve), "{state:?}");
		}
		for state in [Overdue, RenterRated] {
			assert_eq!(at(state, 70, Some(RESOLVE_AFTER)), Some(Step::Rate), "{state:?}");
		}
	}

	#[test]
	fn nothing_is_sent_that_would_come_too_late() {
		use OrderState::*;
		for state in [Placed, Accepted, Ended, Overdue, RenterRated] {
			assert!(at(state, 98, None).is_some(), "{state:?}");
			assert_eq!(at(state, 99, None), None, "{state:?}");
			assert_eq!(at(state, 101, Some(1)), None, "{state:?}");
			assert_eq!(at(state, 102, Some(2)), Some(Step::Resolve), "{state:?}");
		}
	}

	#[test]
	fn rent_is_drawn_where_it_is_worth_it() {
		let order = order(OrderState::Running);
		let drawn = |drawable, draw_at| {
			let seen = Seen { order: &order, due_for: None, now: 70, drawable };
			step(&seen, &Policy { draw_at, ..POLICY })
		};
		assert_eq!(drawn(99, Some(100)), None);
		assert_eq!(drawn(100, Some(100)), Some(Step::Draw));
		assert_eq!(drawn(100, None), None);
		assert_eq!(drawn(0, Some(0)), None);
	}

	#[test]
	fn orders_beyond_the_limits_are_not_accepted() {
		let good = order(OrderState::Placed);
		assert_eq!(POLICY.objection(&good, 1), None);
		assert!(POLICY.objection(&good, 2).is_some());
		for policy in [
			Policy { max_chips: 15, ..POLICY },
			Policy { max_blocks: 39, ..POLICY },
			Policy { min_price: 6, ..POLICY },
		] {
			assert!(policy.objection(&good, 0).is_some(), "{policy:?}");
		}
	}
}
