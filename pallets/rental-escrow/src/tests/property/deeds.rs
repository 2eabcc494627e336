//! What anybody can do, chosen at random, mostly by whom and where it can work.

use super::*;
use sp_runtime::DispatchResult;

/// The kinds of deeds: all calls, and what happens around them.
#[derive(Clone, Copy, Debug)]
pub enum Act {
	List,
	Update,
	Unlist,
	Place,
	Request,
	Bid,
	WithdrawBid,
	TakeBid,
	Cancel,
	Accept,
	Deliver,
	Confirm,
	Extend,
	Draw,
	End,
	Rate,
	RateSigned,
	SettleSigned,
	Dispute,
	Arbitrate,
	Resolve,
	/// Blocks pass.
	Pass,
	/// A provider misses a round.
	Miss,
	/// Governance changes the rules.
	Govern,
}

/// How often each happens.
pub const ACTS: [(u32, Act); 24] = [
	(3, Act::List),
	(2, Act::Update),
	(1, Act::Unlist),
	(9, Act::Place),
	(5, Act::Request),
	(7, Act::Bid),
	(2, Act::WithdrawBid),
	(6, Act::TakeBid),
	(1, Act::Cancel),
	(12, Act::Accept),
	(14, Act::Deliver),
	(14, Act::Confirm),
	(3, Act::Extend),
	(6, Act::Draw),
	(4, Act::End),
	(12, Act::Rate),
	(4, Act::RateSigned),
	(2, Act::SettleSigned),
	(7, Act::Dispute),
	(6, Act::Arbitrate),
	(14, Act::Resolve),
	(14, Act::Pass),
	(3, Act::Miss),
	(1, Act::Govern),
];

/// Something that is done, or tried.
#[derive(Clone, Debug)]
pub struct Deed {
	/// What.
	pub act: Act,
	/// By whom; `None` for somebody who may.
	pub who: Option<AccountId>,
	/// Which of the orders, bids or accounts that it is for.
	pub pick: usize,
	/// From which all amounts follow.
	pub n: u32,
}

impl Deed {
	/// What both sides agree that the provider gets, now and then more than there is.
	pub fn agreed(&self, order: &OrderOf<Test>) -> Balance {
		Balance::from(self.n) % (order.rent + 2)
	}

	/// What the arbiter decides.
	pub fn split(&self) -> Split {
		let share = |place| Perbill::from_rational(part(self.n, place, 11), 10);
		Split { rent: share(0), deposit: share(4), bond: share(8) }
	}
}

pub fn deed() -> impl Strategy<Value = Deed> {
	let acts = ACTS.map(|(weight, act)| (weight, Just(act)));
	let act = prop::strategy::Union::new_weighted(acts.to_vec());
	// Who is paid for others has no part of its own, so that what each part gets can be told.
	let anybody =
		prop::sample::select(vec![RENTER, PROVIDER, OTHER_RENTER, OTHER_PROVIDER, STRANGER]);
	let who = prop_oneof![9 => Just(None), 1 => anybody.prop_map(Some)];
	(act, who, any::<usize>(), any::<u32>()).prop_map(|(act, who, pick, n)| Deed {
		act,
		who,
		pick,
		n,
	})
}

const RENTERS: [AccountId; 2] = [RENTER, OTHER_RENTER];
const PROVIDERS: [AccountId; 2] = [PROVIDER, OTHER_PROVIDER];

/// A choice for each of several things from one number.
fn part(n: u32, place: u32, choices: u32) -> u32 {
	(n >> place) % choices
}

fn offer_of(n: u32, provider: AccountId) -> OfferOf<Test> {
	Offer {
		price: (1 + part(n, 0, 9)).into(),
		max_chips: 1 + part(n, 4, 12),
		min_duration: 1 + u64::from(part(n, 8, 8)),
		max_duration: 20 + u64::from(part(n, 12, 60)),
		payee: if part(n, 20, 4) == 0 { provider } else { PAYEE },
		..offer()
	}
}

fn need_of(n: u32) -> NeedOf<Test> {
	let duration = 5 + u64::from(part(n, 0, 30));
	if part(n, 8, 2) == 0 {
		return Need { chips: 1 + part(n, 9, 5), duration, ..need() };
	}
	let tasks = [
		(1 + part(n, 9, 1_500), 1 + part(n, 12, 3), duration),
		(1 + part(n, 14, 900), 1, 1 + u64::from(part(n, 20, 5))),
	];
	let weight: u32 = tasks.iter().map(|(weight, replicas, _)| weight * replicas).sum();
	Need { chips: weight.div_ceil(WHOLE_CHIP), duration, ..deployment(&tasks) }
}

/// One of the orders that are, by the clock, as they are to be, and wait; of all, where none is so.
fn pick(deed: &Deed, fit: impl Fn(&OrderOf<Test>) -> bool) -> Option<OrderId> {
	let mut all: Vec<_> = Orders::<Test>::iter_keys().collect();
	all.sort_unstable();
	let view = |id: &OrderId| Rental::view_order(*id).unwrap();
	let waits = |order: &OrderOf<Test>| System::block_number() < order.until;
	let fits = |id: &OrderId| {
		let order = view(id);
		waits(&order) && fit(&order)
	};
	let fitting: Vec<_> = all.iter().copied().filter(fits).collect();
	let among = if fitting.is_empty() { all } else { fitting };
	(!among.is_empty()).then(|| among[deed.pick % among.len()])
}

fn pick_bid(deed: &Deed) -> Option<(OrderId, AccountId)> {
	let mut all: Vec<_> = Bids::<Test>::iter_keys().collect();
	all.sort_unstable();
	(!all.is_empty()).then(|| all[deed.pick % all.len()])
}

fn rated_in(order: &OrderOf<Test>) -> bool {
	use OrderState::*;
	matches!(order.state, Ended | Overdue | RenterRated | ProviderRated | Unrated)
}

/// Does it. Returns which order it was about, and how it went; `None` where there is nothing that it could
/// be done to.
pub fn act(deed: &Deed) -> Option<(Option<OrderId>, DispatchResult)> {
	use OrderState::*;
	let n = deed.n;
	let side = if part(n, 0, 2) == 0 { Role::Renter } else { Role::Provider };
	let by = |account: Option<AccountId>| signed(deed.who.or(account).unwrap_or(STRANGER));
	let in_state = |state: OrderState| pick(deed, move |order| order.state == state);
	let party = |id, role| order(id).party(role).copied();
	let hash_of = |id| order(id).hash.unwrap_or_default();
	let supplier = deed.who.unwrap_or(PROVIDERS[deed.pick % 2]);
	let renter = RENTERS[deed.pick % 2];
	let price = (1 + part(n, 24, 9)).into();
	Some(match deed.act {
		Act::List => {
			let done = Rental::list_capacity(by(Some(supplier)), MODEL, offer_of(n, supplier));
			(None, done)
		}
		Act::Update => {
			let done = Rental::update_listing(by(Some(supplier)), MODEL, offer_of(n, supplier));
			(None, done)
		}
		Act::Unlist => (None, Rental::unlist_capacity(by(Some(supplier)), MODEL)),
		Act::Place => {
			let provider = PROVIDERS[part(n, 30, 2) as usize];
			(None, Rental::place_order(by(Some(renter)), provider, need_of(n), 9))
		}
		Act::Request => (None, Rental::request(by(Some(renter)), need_of(n), price)),
		Act::Bid => {
			let id = in_state(Requested)?;
			let price = (1 + part(n, 0, 5)).into();
			let provider = PROVIDERS[part(n, 4, 2) as usize];
			(Some(id), Rental::bid(by(Some(provider)), id, price, 40, PAYEE))
		}
		Act::WithdrawBid => {
			let (id, provider) = pick_bid(deed)?;
			let done = Rental::withdraw_bid(by(Some(provider)), id, provider);
			(Some(id), done.map(drop).map_err(|failed| failed.error))
		}
		Act::TakeBid => {
			let (id, provider) = pick_bid(deed)?;
			let renter = Orders::<Test>::get(id).map(|order| order.renter);
			(Some(id), Rental::take_bid(by(renter), id, provider, 5))
		}
		Act::Cancel => {
			let id = pick(deed, |order| matches!(order.state, Requested | Placed))?;
			(Some(id), Rental::cancel(by(party(id, side)), id))
		}
		Act::Accept => {
			let id = in_state(Placed)?;
			(Some(id), Rental::accept(by(party(id, Role::Provider)), id, hash_of(id)))
		}
		Act::Deliver => {
			let id = in_state(Accepted)?;
			(Some(id), Rental::deliver(by(party(id, Role::Provider)), id, ciphertext().0))
		}
		Act::Confirm => {
			let id = in_state(Delivered)?;
			let origin = by(party(id, Role::Renter));
			(Some(id), Rental::confirm(origin, id, hash_of(id), ciphertext().1))
		}
		Act::Extend => {
			let id = in_state(Running)?;
			(Some(id), Rental::extend(by(party(id, Role::Renter)), id, part(n, 0, 20).into()))
		}
		Act::Draw => {
			let id = in_state(Running)?;
			(Some(id), Rental::draw(by(party(id, Role::Provider)), id))
		}
		Act::End => {
			let id = in_state(Running)?;
			(Some(id), Rental::end(by(party(id, side)), id))
		}
		Act::Rate => {
			let id = pick(deed, rated_in)?;
			(Some(id), Rental::rate(by(party(id, side)), id, part(n, 1, 102) as Score))
		}
		Act::RateSigned => {
			let id = pick(deed, rated_in)?;
			let score = part(n, 1, 102) as Score;
			let genesis = Rental::genesis_hash();
			let rating = Rating { genesis, order: hash_of(id), role: side, score };
			let signer = deed.who.or(party(id, side)).unwrap_or(STRANGER);
			let signature = sign(signer, rating.payload());
			(Some(id), Rental::rate_signed(signed(STRANGER), id, side, score, signature))
		}
		Act::SettleSigned => {
			let id = pick(deed, |order| order.state == Running || rated_in(order))?;
			let settlement = Settlement {
				rent: deed.agreed(&order(id)),
				renter_score: 50,
				provider_score: 60,
				expires_at: System::block_number() + u64::from(part(n, 0, 9)),
			};
			let signature = |role| {
				let genesis = Rental::genesis_hash();
				let finish = Finish { genesis, order: hash_of(id), role, settlement };
				sign(deed.who.or(party(id, role)).unwrap_or(STRANGER), finish.payload())
			};
			let [one, other] = [Role::Renter, Role::Provider].map(signature);
			(Some(id), Rental::settle_signed(signed(STRANGER), id, settlement, one, other))
		}
		Act::Dispute => {
			let id = pick(deed, |order| rated_in(order) && !order.disputed)?;
			(Some(id), Rental::dispute(by(party(id, side)), id, Default::default()))
		}
		Act::Arbitrate => {
			let id = pick(deed, |order| matches!(order.state, Disputed(_)))?;
			let origin = deed.who.map_or_else(RuntimeOrigin::root, signed);
			(Some(id), Rental::resolve_dispute(origin, id, deed.split()))
		}
		Act::Resolve => {
			let now = System::block_number();
			let mut due: Vec<_> = Orders::<Test>::iter()
				.filter(|(_, order)| order.until <= now)
				.map(|(id, _)| id)
				.collect();
			due.sort_unstable();
			let id = match due.len() {
				0 => pick(deed, |_| true)?,
				some => due[deed.pick % some],
			};
			let done = Rental::resolve(by(None), id);
			(Some(id), done.map(drop).map_err(|failed| failed.error))
		}
		Act::Pass => {
			let blocks = if part(n, 0, 8) == 0 { part(n, 3, 80) } else { part(n, 3, 12) };
			pass(blocks.into());
			(None, Ok(()))
		}
		Act::Miss => {
			let round = (System::block_number() / ROUND).saturating_sub(part(n, 0, 3).into());
			MissedRounds::insert((supplier, round), ());
			(None, Ok(()))
		}
		Act::Govern => {
			Rules::mutate(|rules| {
				let shares = &mut rules.conditions.shares;
				shares.fee = Perbill::from_percent(part(n, 0, 30));
				shares.deposit = Perbill::from_percent(part(n, 5, 101));
				shares.bond = Perbill::from_percent(part(n, 12, 101));
				shares.penalty = Perbill::from_percent(part(n, 19, 101));
				shares.draw = Perbill::from_percent(part(n, 7, 101));
				rules.conditions.periods.notice = part(n, 3, 20).into();
				rules.record_deposit = part(n, 9, 10).into();
			});
			(None, Ok(()))
		}
	})
}
