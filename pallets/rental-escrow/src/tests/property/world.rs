//! What is known of all orders, reckoned apart from the pallet: block by block, and by who has how much.

use super::*;
use sp_runtime::StateVersion;

/// Everybody that can have money.
fn accounts() -> impl Iterator<Item = AccountId> {
	(1..=20).chain([FEES, FORFEITS])
}

type Wealth = BTreeMap<AccountId, Balance>;
type Moved = BTreeMap<AccountId, i128>;

fn wealth() -> Wealth {
	accounts().map(|who| (who, total(who))).collect()
}

fn root() -> Vec<u8> {
	sp_io::storage::root(StateVersion::V1)
}

/// Rent that was earned in a lease that is over, and the penalty for its end, by looking at each block.
fn dues(order: &OrderOf<Test>) -> (Balance, Balance) {
	let lease = order.lease.unwrap();
	let provider = *order.provider().unwrap();
	let rate = |offset: u64| -> u128 {
		match &order.need.kind {
			OrderKind::TimeHire { .. } if offset < order.need.duration => {
				u128::from(WHOLE_CHIP) * u128::from(order.need.chips)
			}
			OrderKind::TimeHire { .. } => 0,
			OrderKind::InferenceDeployment { tasks, .. } => {
				let run = tasks.iter().filter(|task| offset < task.blocks);
				run.map(|task| u128::from(task.weight) * u128::from(task.replicas)).sum()
			}
		}
	};
	let missed = |block: &u64| MissedRounds::contains_key((provider, block / ROUND));
	let price = |metered: u128| order.price * metered / u128::from(WHOLE_CHIP);
	let blocks = || lease.started_at..lease.ends_at;
	let there = blocks().filter(|block| !missed(block));
	let mut rent = price(there.map(|block| rate(block - lease.started_at)).sum());
	if lease.ending == Ending::WithNotice && !blocks().any(|block| missed(&block)) {
		let elapsed = lease.ends_at - lease.started_at;
		let until = |end: u64| price((0..end).map(rate).sum());
		rent += until(elapsed + order.conditions.periods.notice) - until(elapsed);
	}
	let penalty = if lease.ending == Ending::ByProvider { penalty(order) } else { 0 };
	(rent, penalty)
}

fn penalty(order: &OrderOf<Test>) -> Balance {
	let parts = Balance::from(order.conditions.shares.penalty.deconstruct());
	(order.bond * parts).div_ceil(1_000_000_000)
}

pub struct World {
	/// All money that there is.
	supply: Balance,
	/// Who has had how much more of each order.
	moved: BTreeMap<OrderId, Moved>,
	/// How orders were closed.
	closed: BTreeMap<OrderId, Outcome>,
	/// Which there was a dispute about.
	disputed: BTreeSet<OrderId>,
}

impl World {
	pub fn new() -> Self {
		events();
		Self {
			supply: Balances::total_issuance(),
			moved: BTreeMap::new(),
			closed: BTreeMap::new(),
			disputed: BTreeSet::new(),
		}
	}

	/// How orders were closed, by name.
	pub fn outcomes(&self) -> impl Iterator<Item = String> + '_ {
		self.closed.values().map(|outcome| format!("{outcome:?}"))
	}

	/// Does something, and looks at what has come of it. Says whether it worked.
	pub fn step(&mut self, deed: &Deed) -> bool {
		let views: BTreeMap<_, _> =
			Orders::<Test>::iter_keys().map(|id| (id, Rental::view_order(id).unwrap())).collect();
		let (before, hash) = (wealth(), root());
		let Some((about, done)) = deeds::act(deed) else { return false };
		check_state();
		assert_eq!(Balances::total_issuance(), self.supply);
		if done.is_err() {
			assert_eq!(root(), hash, "a call that failed has changed something");
			return false;
		}
		self.look(deed, about.and_then(|id| views.get(&id).map(|view| (id, view))), before);
		true
	}

	/// Compares who has how much more with what the events and the terms say.
	fn look(&mut self, deed: &Deed, about: Option<(OrderId, &OrderOf<Test>)>, before: Wealth) {
		let after = wealth();
		let step: Moved = accounts()
			.map(|who| (who, after[&who] as i128 - before[&who] as i128))
			.filter(|(_, more)| *more != 0)
			.collect();
		let happened = events();
		let Some((id, order)) = about else {
			assert!(step.is_empty(), "money has moved without an order: {step:?}");
			return;
		};
		assert!(!self.closed.contains_key(&id), "something happens to an order that is closed");
		let moved = self.moved.entry(id).or_default();
		for (who, more) in &step {
			*moved.entry(*who).or_default() += more;
		}
		let moved = moved.clone();
		let of = |moved: &Moved, who: AccountId| moved.get(&who).copied().unwrap_or(0);
		let renter = order.renter;
		let (mut settled, mut drawn, mut outcome) = (false, None, None);
		for event in happened {
			match event {
				Event::RentSettled { order, .. } if order == id => settled = true,
				Event::RentDrawn { order, amount, fee } if order == id => {
					drawn = Some((amount, fee))
				}
				Event::OrderClosed { order, outcome: how, .. } if order == id => {
					assert_eq!(self.closed.insert(id, how), None, "an order ends twice");
					outcome = Some(how);
				}
				Event::DisputeOpened { order, .. } => {
					assert!(self.disputed.insert(order), "an order has a second dispute");
				}
				Event::OrderClosed { .. } | Event::RentSettled { .. } | Event::RentDrawn { .. } => {
					panic!("another order has changed")
				}
				Event::PayeeUnreachable { .. } | Event::ChipsNotReleased { .. } => {
					panic!("all accounts and chips are there")
				}
				_ => {}
			}
		}
		assert_eq!(outcome.is_some(), !Orders::<Test>::contains_key(id));
		let allowed =
			[Some(renter), order.provider().copied(), Some(PAYEE), Some(FEES), Some(FORFEITS)];
		assert!(step.keys().all(|who| allowed.contains(&Some(*who))), "{step:?}");
		assert_eq!(step.values().sum::<i128>(), 0);

		if let Some((amount, fee)) = drawn {
			let supply = of(&step, PAYEE) + of(&step, *order.provider().unwrap());
			assert_eq!(of(&step, renter), -((amount + fee) as i128));
			assert_eq!((supply, of(&step, FEES)), (amount as i128, fee as i128));
		} else if settled {
			self.check_settled(deed, order, outcome, of(&moved, renter));
		} else {
			// What was settled before, or nothing.
			let lost = if outcome == Some(Outcome::Forfeited) { order.deposit } else { 0 };
			assert_eq!(of(&step, renter), -(lost as i128));
			assert_eq!(of(&step, FORFEITS), lost as i128);
			assert!(step.keys().all(|who| [renter, FORFEITS].contains(who)), "{step:?}");
		}
		if let Some(outcome) = outcome {
			Self::check_bounds(order, outcome, &moved);
		}
	}

	/// What the renter has had of an order whose rent is settled now.
	fn check_settled(
		&self,
		deed: &Deed,
		order: &OrderOf<Test>,
		outcome: Option<Outcome>,
		renter: i128,
	) {
		use Outcome::*;
		let (rent, owed, forfeit) = match outcome {
			Some(Cancelled | NotAccepted | NotConfirmed) => (0, 0, 0),
			Some(NotDelivered) => (0, penalty(order), 0),
			Some(ProviderSilent | BothSilent) => (0, dues(order).1, 0),
			Some(Signed | RatedLate) | None => (dues(order).0, dues(order).1, 0),
			Some(Forfeited) => (dues(order).0, dues(order).1, order.deposit),
			Some(Agreed) => (deed.agreed(order), 0, 0),
			Some(Arbitrated) => {
				let Held { rent, deposit, bond, .. } = order.held;
				let split = deed.split();
				let tenths = |share: Perbill| Balance::from(share.deconstruct()) / 100_000_000;
				let paid = order.paid + rent * tenths(split.rent) / 10;
				let lost = deposit - (deposit * tenths(split.deposit)).div_ceil(10);
				(paid, bond - bond * tenths(split.bond) / 10, lost)
			}
		};
		let expected = owed as i128 - rent as i128 - forfeit as i128;
		assert_eq!(renter, expected, "{outcome:?} {order:?}");
	}

	/// Nobody has lost more than the terms allow.
	fn check_bounds(order: &OrderOf<Test>, outcome: Outcome, moved: &Moved) {
		let of = |who: AccountId| moved.get(&who).copied().unwrap_or(0);
		let (rent, deposit, bond) = (order.rent as i128, order.deposit as i128, order.bond as i128);
		let renter = of(order.renter);
		let (fees, forfeits) = (of(FEES), of(FORFEITS));
		assert!(fees >= 0 && forfeits >= 0);
		let deposit_at_risk = match outcome {
			Outcome::Forfeited | Outcome::Arbitrated => deposit,
			_ => 0,
		};
		assert!((-rent - deposit_at_risk..=bond).contains(&renter), "{renter} {order:?}");
		if let Some(provider) = order.provider() {
			// The payee has what is drawn, and the bond makes it good.
			let own = of(*provider);
			assert!(own >= -bond, "{own} {order:?}");
			let side = if *provider == PAYEE { own } else { own + of(PAYEE) };
			let at_risk =
				if outcome == Outcome::Arbitrated { bond } else { penalty(order) as i128 };
			assert!(side >= -at_risk - fees, "{side} {order:?}");
		} else {
			assert_eq!(renter, 0);
		}
	}

	/// A stranger resolves all orders, and withdraws all bids. Then nothing is on hold but for listings, and
	/// no chip is reserved.
	pub fn resolve_all(&mut self) {
		let resolve = Deed { act: deeds::Act::Resolve, who: Some(STRANGER), pick: 0, n: 0 };
		let mut left = 0;
		while let Some(next) = Orders::<Test>::iter_values().map(|order| order.until).min() {
			run_to_block(next.max(System::block_number()));
			assert!(self.step(&resolve), "an order is not resolved at its deadline");
			left += 1;
			assert!(left < 5_000, "there is no end to it");
		}
		let withdraw = Deed { act: deeds::Act::WithdrawBid, who: Some(STRANGER), pick: 0, n: 0 };
		while Bids::<Test>::iter_keys().next().is_some() {
			assert!(self.step(&withdraw), "a bid cannot be withdrawn");
		}
		let listed: Balance = Listings::<Test>::iter_values().map(|listing| listing.storage).sum();
		let on_hold = |reason| accounts().map(|who| held(reason, who)).sum::<Balance>();
		assert_eq!(REASONS.map(on_hold), [0, 0, 0, listed]);
		for provider in [PROVIDER, OTHER_PROVIDER] {
			assert_eq!(Chips::get((provider, MODEL)), Some((CHIPS, 0)));
		}
		assert_eq!(Delivered::<Test>::iter_keys().count(), 0);
		assert_eq!(self.closed.len() as u64, NextOrderId::<Test>::get());
	}
}
