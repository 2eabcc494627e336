//! What programs ask.

use super::*;
use frame_support::assert_ok;
use sp_core::H256;

fn ids(page: &[(OrderId, OrderOf<Test>)]) -> Vec<OrderId> {
	page.iter().map(|(id, _)| *id).collect()
}

#[test]
fn order_is_as_the_clock_has_it() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Rental::order(0), None);
		let id = running();
		let state = || Rental::order(id).map(|order| (order.state, order.until));
		assert_eq!(state(), Some((OrderState::Running, 101)));
		run_to_block(101);
		assert_eq!(state(), Some((OrderState::Ended, 121)));
		run_to_block(121);
		assert_eq!(state(), Some((OrderState::Overdue, 136)));
		// A question changes nothing.
		assert_eq!(order(id).state, OrderState::Running);
	});
}

#[test]
fn orders_come_in_pages() {
	ExtBuilder::default().build_and_execute(|| {
		let all: Vec<OrderId> = (0..5).map(|_| placed()).collect();
		let (mut seen, mut after) = (Vec::new(), None);
		let mut pages = 0;
		loop {
			let (page, next) = Rental::orders(after, 2);
			assert!(page.len() <= 2);
			assert!(page.iter().all(|(id, found)| *found == order(*id)));
			seen.extend(ids(&page));
			pages += 1;
			after = next;
			if next.is_none() {
				break;
			}
		}
		assert_eq!(pages, 3);
		// In storage order, each once.
		seen.sort_unstable();
		assert_eq!(seen, all);
		let (page, next) = Rental::orders(None, u32::MAX);
		assert_eq!((page.len(), next), (5, None));
		// A page of none is one of one.
		let (page, next) = Rental::orders(None, 0);
		assert_eq!((page.len(), next.is_some()), (1, true));
	});
}

#[test]
fn pages_are_bounded() {
	ExtBuilder::default().build_and_execute(|| {
		let one = order(placed());
		for id in 1..=1_024 {
			Orders::<Test>::insert(id, one.clone());
		}
		let (page, next) = Rental::orders(None, u32::MAX);
		assert_eq!((page.len(), next.is_some()), (1_024, true));
		let (page, next) = Rental::orders(next, u32::MAX);
		assert_eq!((page.len(), next), (1, None));
		for id in 1..=1_024 {
			Orders::<Test>::remove(id);
		}
	});
}

#[test]
fn order_terms_are_what_the_hash_is_of() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Rental::order_terms(requested()), None);
		assert_eq!(Rental::order_terms(7), None);
		let id = placed();
		let terms = Rental::order_terms(id).unwrap();
		let statement = OrderStatement { genesis: Rental::genesis_hash(), order: id, terms };
		assert_eq!(statement.hash(), hash(id));
		let terms = statement.terms;
		assert_eq!((terms.renter, terms.provider, terms.payee), (RENTER, PROVIDER, PAYEE));
		assert_eq!((terms.rent, terms.deposit, terms.bond), (RENT, DEPOSIT, BOND));
		assert_eq!(terms.conditions, rules().conditions);
	});
}

#[test]
fn bids_are_those_that_can_be_taken() {
	ExtBuilder::default().build_and_execute(|| {
		let id = requested();
		assert_eq!(Rental::bids(id), []);
		assert_ok!(Rental::bid(signed(PROVIDER), id, 4, DURATION, PAYEE));
		assert_ok!(Rental::bid(signed(OTHER_PROVIDER), id, 5, DURATION, STRANGER));
		let mut bids: Vec<_> =
			Rental::bids(id).into_iter().map(|(who, bid)| (who, bid.price, bid.payee)).collect();
		bids.sort_unstable();
		assert_eq!(bids, [(PROVIDER, 4, PAYEE), (OTHER_PROVIDER, 5, STRANGER)]);
		assert_ok!(Rental::take_bid(signed(RENTER), id, PROVIDER, 4));
		// The other one is still there, but for nothing.
		assert!(Bids::<Test>::contains_key(id, OTHER_PROVIDER));
		assert_eq!(Rental::bids(id), []);
		let id = requested();
		assert_ok!(Rental::bid(signed(OTHER_PROVIDER), id, 5, DURATION, STRANGER));
		run_to_deadline(id);
		assert_eq!(Rental::bids(id), []);
	});
}

#[test]
fn quote_is_what_an_order_costs() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Rental::quote(need(), PRICE), Some((RENT, DEPOSIT, BOND)));
		let sub_tasks = deployment(&[(2_000, 1, DURATION), (500, 3, 11), (1, 500, 7)]);
		let rent = (200 * PRICE) + (1_500 * 11 + 500 * 7) * PRICE / 1_000;
		let quoted = Rental::quote(sub_tasks.clone(), PRICE).unwrap();
		assert_eq!(quoted.0, rent);
		list();
		assert_ok!(Rental::place_order(signed(RENTER), PROVIDER, sub_tasks, PRICE));
		assert_eq!(quoted, (order(0).rent, order(0).deposit, order(0).bond));
		for (need, price) in [
			(need(), 0),
			(need(), Balance::MAX),
			(Need { duration: LONGEST + 1, ..need() }, PRICE),
			(Need { chips: 0, ..need() }, PRICE),
		] {
			assert_eq!(Rental::quote(need, price), None);
		}
	});
}

#[test]
fn drawable_is_what_a_draw_takes() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Rental::drawable(7), 0);
		let id = running();
		miss(20, 30);
		for block in [1, 2, 13, 25, 36, 90] {
			run_to_block(block);
			let (expected, before) = (Rental::drawable(id), order(id).paid);
			let drawn = Rental::draw(signed(PROVIDER), id);
			assert_eq!(drawn.is_ok(), expected > 0);
			assert_eq!(order(id).paid - before, expected);
			assert_eq!(Rental::drawable(id), 0);
		}
		run_to_deadline(id);
		assert_eq!(Rental::drawable(id), 0);
	});
}

/// A question that each listing here meets, about price alone.
fn query() -> RankQuery<u64> {
	RankQuery {
		model: MODEL,
		chips: HIRED,
		duration: DURATION,
		max_price: 10,
		dataset: None,
		familiar: RENT,
		full_power: 1_000,
		strategy: Strategy { price: 1, ..Default::default() },
	}
}

fn rank(query: RankQuery<u64>) -> Vec<(AccountId, u32)> {
	let (page, next) = Rental::rank_providers(query, None, 100);
	assert_eq!(next, None);
	let percent = |score: Perbill| score.deconstruct() / 10_000_000;
	let mut ranked: Vec<_> =
		page.into_iter().map(|one| (one.provider, percent(one.score))).collect();
	ranked.sort_unstable();
	ranked
}

/// Two listings: the first is cheap, and its provider is half hired out; the second has the data.
fn market() {
	list();
	let datasets = vec![H256::repeat_byte(3)].try_into().unwrap();
	let dear = Offer { price: 8, datasets, ..offer() };
	assert_ok!(Rental::list_capacity(signed(OTHER_PROVIDER), MODEL, dear));
	Chips::insert((PROVIDER, MODEL), (5, 0));
	Powers::insert(PROVIDER, 250);
	Powers::insert(OTHER_PROVIDER, 5_000);
}

#[test]
fn each_quality_ranks() {
	ExtBuilder::default().build_and_execute(|| {
		market();
		let with = |strategy| rank(RankQuery { strategy, ..query() });
		let none = Strategy::default();
		assert_eq!(with(Strategy { price: 7, ..none }), [(PROVIDER, 50), (OTHER_PROVIDER, 20)]);
		// Five of the ten chips that an order can have, and all of them.
		assert_eq!(with(Strategy { load: 1, ..none }), [(PROVIDER, 50), (OTHER_PROVIDER, 100)]);
		assert_eq!(with(Strategy { power: 1, ..none }), [(PROVIDER, 25), (OTHER_PROVIDER, 100)]);
		let near = Strategy { affinity: 1, ..none };
		assert_eq!(with(near), [(PROVIDER, 0), (OTHER_PROVIDER, 0)]);
		let dataset = Some(H256::repeat_byte(3));
		let ranked = rank(RankQuery { strategy: near, dataset, ..query() });
		assert_eq!(ranked, [(PROVIDER, 0), (OTHER_PROVIDER, 100)]);
		let known = Strategy { reputation: 1, ..none };
		assert_eq!(with(known), [(PROVIDER, 50), (OTHER_PROVIDER, 50)]);
		// One and three parts.
		let mixed = Strategy { price: 1, load: 3, ..none };
		assert_eq!(with(mixed), [(PROVIDER, 50), (OTHER_PROVIDER, 80)]);
		assert_eq!(with(none), [(PROVIDER, 0), (OTHER_PROVIDER, 0)]);
	});
}

#[test]
fn reputation_ranks_as_far_as_it_is_believed() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ended();
		assert_ok!(Rental::rate(signed(RENTER), id, 100));
		assert_ok!(Rental::rate(signed(PROVIDER), id, 0));
		let strategy = Strategy { reputation: 1, ..Default::default() };
		let with = |familiar| rank(RankQuery { strategy, familiar, ..query() });
		assert_eq!(with(0), [(PROVIDER, 100)]);
		assert_eq!(with(RENT), [(PROVIDER, 75)]);
		assert_eq!(with(3 * RENT), [(PROVIDER, 62)]);
		// What is long ago is believed less.
		pass(100);
		assert_eq!(with(RENT / 2), [(PROVIDER, 75)]);
	});
}

#[test]
fn only_what_meets_the_need_is_ranked() {
	ExtBuilder::default().build_and_execute(|| {
		market();
		let only = |query| rank(query).into_iter().map(|(who, _)| who).collect::<Vec<_>>();
		assert_eq!(only(query()), [PROVIDER, OTHER_PROVIDER]);
		assert_eq!(only(RankQuery { max_price: 7, ..query() }), [PROVIDER]);
		assert_eq!(only(RankQuery { max_price: 4, ..query() }), [0u64; 0]);
		assert_eq!(only(RankQuery { chips: 6, ..query() }), [OTHER_PROVIDER]);
		assert_eq!(only(RankQuery { chips: 11, ..query() }), [0u64; 0]);
		assert_eq!(only(RankQuery { duration: 4, ..query() }), [0u64; 0]);
		assert_eq!(only(RankQuery { duration: 201, ..query() }), [0u64; 0]);
		assert_eq!(only(RankQuery { model: MODEL + 1, ..query() }), [0u64; 0]);
	});
}

#[test]
fn ranking_comes_in_pages_of_what_is_looked_at() {
	ExtBuilder::default().build_and_execute(|| {
		let providers: Vec<AccountId> = (10..15).collect();
		for who in &providers {
			// Every other one has chips.
			Chips::insert((who, MODEL), (if who % 2 == 0 { CHIPS } else { 0 }, 0));
			assert_ok!(Rental::list_capacity(signed(*who), MODEL, offer()));
		}
		let (mut seen, mut after, mut pages) = (Vec::new(), None, 0);
		loop {
			let (page, next) = Rental::rank_providers(query(), after, 2);
			assert!(page.len() <= 2);
			seen.extend(page.into_iter().map(|one| (one.provider, one.price, one.available)));
			(after, pages) = (next, pages + 1);
			if next.is_none() {
				break;
			}
		}
		seen.sort_unstable();
		assert_eq!(seen, [10, 12, 14].map(|who| (who, PRICE, 10)));
		assert_eq!(pages, 3);
	});
}
