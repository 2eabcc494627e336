//! The same calls where an account must have much to live, and many have nothing left to spend or are
//! gone: no side's poverty keeps an order from its end, and all that leaves a hold is in an account, or in
//! nobody's.

use super::{
	deeds::{act, Act},
	*,
};
use frame_support::traits::{
	fungible::{Inspect, Mutate},
	tokens::{Fortitude, Preservation},
};
use sp_runtime::StateVersion;

/// More than most deposits, fees and draws.
const LEAST: Balance = 60;

/// Somebody becomes rich, or spends all.
fn turn_of_fortune(pick: usize, rich: bool) {
	let who = [RENTER, PROVIDER, PAYEE, OTHER_RENTER, OTHER_PROVIDER][pick % 5];
	if rich {
		assert_ok!(Balances::mint_into(&who, 5_000));
	} else if free(who) > 0 && held_by(who) > 0 {
		poor(who);
	} else {
		let all = Balances::reducible_balance(&who, Preservation::Expendable, Fortitude::Force);
		assert_ok!(<Balances as Mutate<_>>::transfer(&who, &20, all, Preservation::Expendable));
	}
}

fn held_by(who: AccountId) -> Balance {
	REASONS.map(|reason| held(reason, who)).iter().sum()
}

fn closed() -> Vec<OrderId> {
	let ids = events().into_iter().filter_map(|event| match event {
		Event::OrderClosed { order, .. } => Some(order),
		_ => None,
	});
	ids.collect()
}

fn step(deed: &Deed, ended: &mut BTreeSet<OrderId>) -> bool {
	let before = sp_io::storage::root(StateVersion::V1);
	let supply = Balances::total_issuance();
	let Some((_, done)) = act(deed) else { return false };
	check_state();
	// What an account of fees or forfeits cannot take is gone, too.
	assert!(Balances::total_issuance() <= supply);
	if done.is_err() {
		assert_eq!(sp_io::storage::root(StateVersion::V1), before);
	}
	for id in closed() {
		assert!(ended.insert(id), "an order ends twice");
		assert!(!Orders::<Test>::contains_key(id));
	}
	done.is_ok()
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: cases(32),
		failure_persistence: None,
		..Default::default()
	})]

	#[test]
	fn orders_end_whatever_accounts_can_take(
		deeds in prop::collection::vec(deed(), 40..120),
	) {
		ExtBuilder::default().existential(LEAST).build_and_execute(|| {
			let mut ended = BTreeSet::new();
			for deed in &deeds {
				match deed.act {
					Act::Miss | Act::Govern | Act::Update => {
						turn_of_fortune(deed.pick, deed.n % 3 == 0);
						check_state();
					}
					_ => drop(step(deed, &mut ended)),
				}
			}
			// All that is left to do, by a stranger.
			let resolve = Deed { act: Act::Resolve, who: Some(STRANGER), pick: 0, n: 0 };
			while let Some(next) = Orders::<Test>::iter_values().map(|order| order.until).min() {
				run_to_block(next.max(System::block_number()));
				assert!(step(&resolve, &mut ended), "an order is not resolved at its deadline");
			}
			assert_eq!(ended.len() as u64, NextOrderId::<Test>::get());
			for reason in [HoldReason::Rent, HoldReason::Deposit] {
				assert_eq!((1..=20).map(|who| held(reason, who)).sum::<Balance>(), 0);
			}
			let bonds = (1..=20).map(|who| held(HoldReason::Bond, who)).sum::<Balance>();
			assert_eq!(bonds, Bids::<Test>::iter_values().map(|bid| bid.bond).sum());
			// Bids wait for accounts that can take their bonds back.
			for who in 1..=20 {
				assert_ok!(Balances::mint_into(&who, LEAST));
			}
			let withdraw = Deed { act: Act::WithdrawBid, ..resolve };
			while Bids::<Test>::iter_keys().next().is_some() {
				assert!(step(&withdraw, &mut ended), "a bid cannot be withdrawn");
			}
			for (provider, model) in [(PROVIDER, MODEL), (OTHER_PROVIDER, MODEL)] {
				assert_eq!(Chips::get((provider, model)), Some((CHIPS, 0)));
			}
		});
	}
}
