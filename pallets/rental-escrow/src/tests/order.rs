//! What follows from an order's terms: deadlines, dues, draws.

use crate::*;
use proptest::{prop_assert, proptest};
use sp_core::H256;
use sp_runtime::Perbill;

type Test = Order<u64, u32, Vec<SubTask<u32>>>;

fn order(price: Balance, duration: u32) -> Test {
	let kind = OrderKind::TimeHire { image: H256::zero() };
	let need = Need { model: 0, chips: 3, duration, kind, key: [1; 32] };
	let periods = Periods {
		accept: 10,
		deliver: 20,
		confirm: 30,
		rate: 40,
		counter: 50,
		grace: 60,
		arbitration: 70,
		notice: 8,
	};
	let shares = Shares {
		deposit: Perbill::from_percent(10),
		bond: Perbill::from_percent(50),
		penalty: Perbill::from_percent(20),
		draw: Perbill::from_percent(80),
		fee: Perbill::from_percent(1),
	};
	let mut order = Order::new(1, need, Conditions { periods, shares }, 100);
	order.supply = Some(Supply { provider: 2, payee: 3 });
	order.price_at(price).unwrap();
	order.held = Held { rent: order.rent, deposit: 0, bond: order.bond, storage: 0 };
	order
}

#[test]
fn deadlines_follow_from_each_other_whoever_comes_when() {
	let mut order = order(5, 100);
	order.start(200);
	assert_eq!((order.state, order.until), (OrderState::Running, 300));
	assert_eq!(order.clone().progress(299), Progress::default());
	let late = |at| {
		let mut order = order.clone();
		let progress = order.progress(at);
		(order.state, order.until, progress.closed)
	};
	assert_eq!(late(300), (OrderState::Ended, 340, None));
	assert_eq!(late(339), (OrderState::Ended, 340, None));
	assert_eq!(late(340), (OrderState::Overdue, 390, None));
	assert_eq!(late(389), (OrderState::Overdue, 390, None));
	assert_eq!(late(390), (OrderState::Overdue, 390, Some(Outcome::BothSilent)));
	assert_eq!(late(9_999), late(390));
}

#[test]
fn a_dispute_that_nobody_resolves_gives_full_time_again() {
	let mut order = order(5, 100);
	order.start(200);
	order.progress(310);
	order.enter(OrderState::ProviderRated, 310);
	assert_eq!(order.until, 340);
	order.enter(OrderState::Disputed(Rated::Provider), 339);
	assert_eq!(order.until, 409);
	let progress = order.clone().progress(409);
	assert_eq!(progress, Progress { dispute_over: true, ..Default::default() });
	order.progress(409);
	assert_eq!((order.state, order.until), (OrderState::ProviderRated, 449));
	let progress = order.progress(449);
	assert_eq!(progress, Progress { rent_due: true, ..Default::default() });
	assert_eq!((order.state, order.until), (OrderState::Unrated, 509));
	assert_eq!(order.progress(509).closed, Some(Outcome::Forfeited));
}

#[test]
fn dues_are_exact() {
	let mut order = order(5, 100);
	assert_eq!((order.rent, order.deposit, order.bond), (1_500, 150, 750));
	order.start(200);
	let end = |at, ending| {
		let mut order = order.clone();
		order.lease = Some(Lease { started_at: 200, ends_at: at, ending });
		move |down: u32| {
			let dues = order.dues(|_, _| down).unwrap();
			(dues.rent, dues.penalty)
		}
	};
	assert_eq!(end(300, Ending::InTime)(0), (1_500, 0));
	assert_eq!(end(300, Ending::InTime)(7), (1_395, 0));
	assert_eq!(end(300, Ending::InTime)(100), (0, 0));
	assert_eq!(end(300, Ending::InTime)(101), (0, 0));
	// Notice is paid for, up to the end that there would have been.
	assert_eq!(end(240, Ending::WithNotice)(0), (600 + 120, 0));
	// Not where it turns out that there was a miss.
	assert_eq!(end(240, Ending::WithNotice)(30), (150, 0));
	assert_eq!(end(240, Ending::WithNotice)(40), (0, 0));
	assert_eq!(end(298, Ending::WithNotice)(0), (1_500, 0));
	assert_eq!(end(240, Ending::WithoutNotice)(10), (450, 0));
	assert_eq!(end(240, Ending::ByProvider)(0), (600, 150));
	assert_eq!(end(200, Ending::ByProvider)(0), (0, 150));
	assert_eq!(end(200, Ending::WithNotice)(0), (120, 0));
}

#[test]
fn draws_are_covered_by_the_bond() {
	let mut order = order(5, 100);
	order.start(200);
	let drawable = |order: &Test, now, down: u32| order.drawable(now, |_, _| down).unwrap();
	assert_eq!(drawable(&order, 200, 0), 0);
	assert_eq!(drawable(&order, 210, 0), 120);
	assert_eq!(drawable(&order, 210, 5), 60);
	order.paid = 100;
	assert_eq!(drawable(&order, 210, 0), 20);
	assert_eq!(drawable(&order, 210, 5), 0);
	// The bond of 750, less a penalty of 150.
	assert_eq!(drawable(&order, 299, 0), 500);
}

#[test]
fn prices_have_bounds() {
	let mut order = order(5, 100);
	assert_eq!(order.price_at(0), None);
	assert_eq!(order.price_at(Balance::MAX), None);
	assert_eq!(order.price_at(Balance::MAX / 300), Some(()));
}

proptest! {
	#![proptest_config(proptest::test_runner::Config {
		failure_persistence: None,
		..Default::default()
	})]

	/// A provider never earns more than the rent, and what it may draw is never more than it has
	/// earned, nor more than its bond makes good.
	#[test]
	fn dues_and_draws_stay_within_bounds(
		price in 1u128..1_000_000,
		duration in 1u32..10_000,
		ended in 0u32..10_000,
		down in 0u32..20_000,
		early in 0u8..4,
	) {
		let mut order = order(price, duration);
		order.start(200);
		let now = 200 + ended.min(duration);
		let away = |from: u32, until: u32| down.min(until - from);
		let earned = order.earned(now, away).unwrap();
		let drawable = order.drawable(now, away).unwrap();
		prop_assert!(drawable <= earned && earned <= order.rent);
		prop_assert!(drawable + order.penalty() <= order.bond);
		let ending = [Ending::InTime, Ending::WithNotice, Ending::WithoutNotice, Ending::ByProvider];
		order.lease = Some(Lease { started_at: 200, ends_at: now, ending: ending[usize::from(early)] });
		let dues = order.dues(away).unwrap();
		prop_assert!(dues.rent <= order.rent && dues.penalty <= order.bond);
	}
}
