//! The chain and its model, side by side.

use super::{
	chain,
	model::{exact, part, Exact, Judgement, Model, Place, Slash},
	steps::{self, Step, Take, ANYBODY},
};
use crate::{mock::*, *};
use frame_support::traits::{GetCallName, OnInitialize};
use num_traits::{One, Signed, ToPrimitive, Zero};
use pallet_authorship::EventHandler;
use sp_runtime::{traits::Dispatchable, DispatchError, Perbill, StateVersion};
use sp_staking::{
	offence::{Kind, Offence, OffenceError, ReportOffence},
	SessionIndex,
};
use std::collections::{BTreeMap, BTreeSet};

/// Planck that rounding may move between accounts, what one loses and what others get by it: one for
/// each span whose rewards are settled.
const SETTLED: u128 = 5;
/// A debt to a former candidate: a share too many, and what of its last token is too much.
const DEBT: u128 = 4;
/// Shares that leave a pool, less than a planck too cheap.
const LEFT: u128 = 2;
/// Shares that are bought, less than one too few.
const JOINED: u128 = 2;
/// What waits is released less than a planck too cheap, and what it owes is rounded, too.
const RELEASED: u128 = 3;

/// Planck that a call may move by rounding, times the price of a share where that is above one.
fn most_moved(call: &Call<Test>) -> u128 {
	match call {
		Call::claim { .. } | Call::close { .. } => SETTLED,
		Call::settle_moved { .. } => SETTLED + DEBT,
		Call::delegate { .. } | Call::compound { .. } => SETTLED + DEBT + JOINED,
		// In two parts, if some of it has come from another candidate.
		Call::undelegate { .. } => SETTLED + DEBT + 2 * (LEFT + JOINED),
		Call::redelegate { .. } => 2 * (SETTLED + DEBT) + LEFT + JOINED,
		Call::withdraw { .. } => RELEASED * CHUNKS,
		_ => 0,
	}
}

/// Planck that a payout may move by rounding, beside what it carries.
pub const PER_PAYOUT: u128 = 6;
/// Planck that a slash may take too much of each pool and exit.
pub const PER_SLASH: u128 = 1;
/// Planck that a slash, or a debt to a former candidate, may leave too much of where it leaves one.
pub const SPARED: u128 = 1;

/// Most parts of an account's stake that wait.
const CHUNKS: u128 = 5;

/// Stands for the root origin.
const ROOT: AccountId = 0;

/// Who validates when all others have left.
const KEEPER: AccountId = 20;

/// Delegations at genesis.
pub const DELEGATIONS: [(AccountId, AccountId, Balance); 6] =
	[(31, 1, 997), (32, 1, 15), (33, 2, 50_000), (31, 3, 10), (34, 4, 4_000), (35, 1, 90_000)];

/// The unit of differences: 10⁻¹² planck.
pub const UNIT: i128 = 1_000_000_000_000;
/// What is no difference: each place is rounded to a unit.
const NOISE: i128 = 1_000_000;

/// An offence that somebody reports.
struct Twice<const VOTES: bool> {
	session: SessionIndex,
	offender: AccountId,
}

impl<const VOTES: bool> Offence<(AccountId, ())> for Twice<VOTES> {
	const ID: Kind = if VOTES { *b"test:two votes  " } else { *b"test:two blocks " };
	type Slot = SessionIndex;

	fn offenders(&self) -> Vec<(AccountId, ())> {
		vec![(self.offender, ())]
	}

	fn session_index(&self) -> SessionIndex {
		self.session
	}

	fn validator_set_count(&self) -> u32 {
		3
	}

	fn slot(&self) -> SessionIndex {
		self.session
	}

	fn slash_fraction(&self, _: u32) -> Perbill {
		Perbill::one()
	}
}

pub struct World {
	model: Model,
	/// By how much the chain differs from the model, in [`UNIT`]s.
	gaps: BTreeMap<Place, i128>,
	/// What each account has lost for good, in [`UNIT`]s.
	lost: BTreeMap<AccountId, i128>,
	/// By how much rounding may have put each account ahead since genesis, in [`UNIT`]s.
	allowed: BTreeMap<AccountId, i128>,
	/// By how much rounding of stake has moved each account's rewards since genesis, in [`UNIT`]s.
	carried: BTreeMap<AccountId, i128>,
	/// By how much all other rounding has put anybody ahead, at most, in [`UNIT`]s.
	pub ahead: i128,
	/// How often the last token of a pool or an exit was spared so far.
	spared: u128,
	issuance: Balance,
	/// How often each outcome was reached.
	pub tally: BTreeMap<String, u32>,
}

fn units(amount: &Exact) -> i128 {
	let scaled = amount.numer() * UNIT / amount.denom();
	scaled.to_i128().unwrap()
}

impl World {
	pub fn new() -> Self {
		let double_sign = Penalty { jail: 1, ..penalties().double_sign };
		Costs::set(Penalties { double_sign, ..penalties() });
		Silent::set(BTreeSet::new());
		let mut model = Model::new((1..=60).map(|who| (who, WEALTH)));
		for (who, bond) in [(1, BOND + 3), (2, BOND + 2), (3, BOND + 1), (4, BOND)] {
			model.register(who, bond, Perbill::from_percent(10));
		}
		for (who, to, amount) in DELEGATIONS {
			model.spend(who, amount);
			model.delegate(who, to, amount);
		}
		let mut world = Self {
			model,
			gaps: BTreeMap::new(),
			lost: BTreeMap::new(),
			allowed: BTreeMap::new(),
			carried: BTreeMap::new(),
			ahead: 0,
			spared: 0,
			issuance: Balances::total_issuance(),
			tally: BTreeMap::new(),
		};
		world.begin_era();
		world.check(0, None);
		world
	}

	fn count(&mut self, what: impl Into<String>) {
		*self.tally.entry(what.into()).or_default() += 1;
	}

	pub fn take(&mut self, step: Step) {
		let now = self.model.now;
		match step {
			Step::Register(who, bond, percent) => {
				let commission = Perbill::from_percent(percent);
				self.call(who, Call::register { bond, commission }, |world, _| {
					if world.model.register(who, bond, commission) {
						world.count("a candidate that comes back");
					}
				});
			}
			Step::BondMore(who, amount) => {
				self.call(who, Call::bond_more { amount }, |world, _| {
					world.model.spend(who, amount);
					world.model.candidates.get_mut(&who).unwrap().bond += amount;
				});
			}
			Step::BondLess(who, amount) => {
				self.call(who, Call::bond_less { amount }, |world, _| {
					world.model.bond_less(who, amount);
				});
			}
			Step::SetCommission(who, percent) => {
				let commission = Perbill::from_percent(percent);
				self.call(who, Call::set_commission { commission }, |world, _| {
					world.model.candidates.get_mut(&who).unwrap().commission = commission;
				});
			}
			Step::Chill(who) => self.call(who, Call::chill {}, |_, _| {}),
			Step::Resume(who) => {
				let chilled = |record: &CandidateOf<Test>| record.status == Status::Chilled;
				let who = Candidates::<Test>::iter()
					.find(|(_, record)| chilled(record))
					.map_or(who, |(who, _)| who);
				self.call(who, Call::resume {}, |_, _| {});
			}
			Step::Leave(who) => self.call(who, Call::leave {}, |world, _| world.model.leave(who)),
			Step::Return(bond, percent) => {
				let left = |record: &CandidateOf<Test>| record.status == Status::Leaving;
				let who = Candidates::<Test>::iter().find(|(_, record)| left(record));
				if let Some((who, _)) = who {
					self.take(Step::Register(who, bond, percent));
				}
			}
			Step::Unjail(who) => {
				self.call(who, Call::unjail {}, |world, _| world.model.unjail(who));
			}
			Step::UnjailAll => {
				let over = |until: &Option<EraIndex>| until.is_some_and(|until| until <= now);
				let jailed: Vec<_> = Candidates::<Test>::iter()
					.filter(|(_, record)| over(&record.jailed_until))
					.map(|(who, _)| who)
					.collect();
				jailed.into_iter().for_each(|who| self.take(Step::Unjail(who)));
			}
			Step::Delegate(who, candidate, amount) => {
				self.call(who, Call::delegate { candidate, amount }, |world, _| {
					world.model.spend(who, amount);
					world.model.delegate(who, candidate, amount);
				});
			}
			Step::Undelegate(which, take) => {
				if let Some((who, from)) = pick(which, |delegation| delegation.shares() > 0) {
					self.undelegate(who, from, amount_of(who, from, take));
				}
			}
			Step::Redelegate(which, to, take) => {
				if let Some((who, from)) = pick(which, |delegation| delegation.free_shares() > 0) {
					// Now and then to where it is.
					let to = if to == from && which % 10 > 0 { to % 4 + 1 } else { to };
					self.redelegate(who, from, to, amount_of(who, from, take));
				}
			}
			Step::Withdraw(who) => self.withdraw(who),
			Step::Payout(who, ago) => {
				let oldest = Candidates::<Test>::get(who)
					.and_then(|record| record.unpaid.first().copied())
					.unwrap_or(0);
				self.payout(who, ago.map_or(oldest, |ago| now.saturating_sub(ago)));
			}
			Step::Payouts => self.payouts(),
			Step::ExpirePayout(validator) => self.expire_payout(validator),
			Step::Claim(which) => {
				if let Some((who, candidate)) = pick(which, |_| true) {
					self.claim(who, candidate);
				}
			}
			Step::ClaimOwn(who) => self.claim(who, who),
			Step::Compound(which) => {
				if let Some((who, candidate)) = pick(which, |_| true) {
					self.compound(who, candidate);
				}
			}
			Step::CompoundOwn(who) => self.compound(who, who),
			Step::SettleMoved(which) => {
				if let Some((delegator, candidate)) =
					pick(which, |delegation| delegation.moved.is_some())
				{
					let call = Call::settle_moved { delegator, candidate };
					self.call_for(ANYBODY, delegator, call, |world, _| {
						world.model.touch(candidate, delegator);
					});
				}
			}
			Step::Close(which, ended) => {
				let wanted = |one: &DelegationOf<Test>| !ended || one.shares() == 0;
				if let Some((delegator, candidate)) = pick(which, wanted) {
					self.close(delegator, candidate);
				}
			}
			Step::Fund(amount) => {
				fund(amount);
				self.issuance += amount;
				self.model.fund(now, amount);
				self.check(0, None);
			}
			Step::Report(offender, ago, votes, reporters) => {
				let session = Session::current_index().saturating_sub(ago);
				if votes {
					self.report(Twice::<true> { session, offender }, reporters);
				} else {
					self.report(Twice::<false> { session, offender }, reporters);
				}
			}
			Step::Silence(who) => Silent::set(who),
			Step::Costs { fixed, bond, pool, absent, jail } => Costs::mutate(|costs| {
				let (bond, pool) = (Perbill::from_percent(bond), Perbill::from_parts(pool));
				costs.double_sign = Penalty { fixed, bond, pool, jail };
				costs.absence.pool = Perbill::from_parts(absent);
			}),
			Step::Elect(count, mode) => {
				self.call(ROOT, Call::set_validator_count { count }, |_, _| {});
				self.call(ROOT, Call::set_election_mode { mode }, |_, _| {});
			}
			Step::Blocks(count) => (0..count).for_each(|_| self.block()),
			Step::Eras(count) => {
				let until = now + count;
				while self.model.now < until {
					self.block();
				}
			}
		}
	}

	/// All leave, and take what is theirs. Somebody has to validate: a newcomer does, without delegators.
	pub fn wind_up(&mut self) {
		Silent::set(BTreeSet::new());
		self.take(Step::Register(KEEPER, BOND, 0));
		for _ in 0..60 {
			let candidates: Vec<_> = Candidates::<Test>::iter_keys().collect();
			for who in candidates {
				if who != KEEPER {
					self.take(Step::Leave(who));
				}
				self.claim(who, who);
				self.withdraw(who);
			}
			self.payouts();
			let delegations: Vec<_> = Delegations::<Test>::iter()
				.map(|(who, candidate, delegation)| (who, candidate, delegation.shares()))
				.collect();
			for (who, candidate, shares) in delegations {
				if shares > 0 {
					self.undelegate(who, candidate, None);
				}
				self.claim(who, candidate);
			}
			let delegators: Vec<_> = Delegators::<Test>::iter_keys().collect();
			for who in delegators {
				self.withdraw(who);
			}
			let done = Candidates::<Test>::iter().count() == 1
				&& Delegators::<Test>::iter().next().is_none();
			if done {
				break;
			}
			self.take(Step::Eras(1));
		}
		assert_eq!(Candidates::<Test>::iter_keys().collect::<Vec<_>>(), vec![KEEPER], "candidates");
		assert_eq!(Ranking::<Test>::iter().count(), 1, "ranking");
		self.claim(KEEPER, KEEPER);
		assert_eq!(candidate(KEEPER).rewards, Rewards::default());
		assert_eq!(Delegations::<Test>::iter().collect::<Vec<_>>(), vec![], "delegations");
		assert_eq!(Delegators::<Test>::iter().collect::<Vec<_>>(), vec![], "delegators");
		assert_eq!(Exits::<Test>::iter().collect::<Vec<_>>(), vec![], "exits");
		assert_eq!(Checkpoints::<Test>::iter().collect::<Vec<_>>(), vec![], "checkpoints");
		assert_eq!(held(HoldReason::Stake, pot()), 0, "stake");
		assert_eq!(
			held(HoldReason::Rewards, pot()),
			Eras::<Test>::iter_values().map(|era| era.pot).sum::<Balance>(),
			"rewards"
		);
		for who in 1..=60 {
			let bond = if who == KEEPER { BOND } else { 0 };
			assert_eq!(held(HoldReason::Bond, who), bond, "bond");
		}
	}

	/// Dispatches a call. If it fails it changes nothing; otherwise the model does the same, and rounding
	/// brings the caller nothing.
	fn call(
		&mut self,
		who: AccountId,
		call: Call<Test>,
		apply: impl FnOnce(&mut Self, &[Event<Test>]),
	) {
		self.call_for(who, who, call, apply);
	}

	/// Dispatches a call that concerns another account than its caller's.
	fn call_for(
		&mut self,
		who: AccountId,
		concerns: AccountId,
		call: Call<Test>,
		apply: impl FnOnce(&mut Self, &[Event<Test>]),
	) {
		let price = chain::highest_price();
		let bound = most_moved(&call);
		if let Some(events) = self.dispatch(who, call) {
			self.model.owed = Exact::zero();
			apply(self, &events);
			self.settle_debts(&events, &price);
			let price = price.max(chain::highest_price());
			self.check(units(&(exact(bound) * price)), Some(concerns));
		}
	}

	fn dispatch(&mut self, who: AccountId, call: Call<Test>) -> Option<Vec<Event<Test>>> {
		let origin = if who == ROOT { RuntimeOrigin::root() } else { signed(who) };
		let name = call.get_call_name();
		System::reset_events();
		let before = sp_io::storage::root(StateVersion::V1);
		match RuntimeCall::from(call).dispatch(origin) {
			Ok(_) => {
				self.count(name);
				Some(events())
			}
			Err(refused) => {
				assert!(sp_io::storage::root(StateVersion::V1) == before, "{name} half done");
				let DispatchError::Module(error) = refused.error else {
					panic!("{name}: {:?}", refused.error);
				};
				let error = error.message.unwrap();
				assert_ne!(error, "Overflow", "{name}");
				self.count(format!("{name}: {error}"));
				None
			}
		}
	}

	/// Debts to former candidates that were taken go into the current pot: the exact debts, rounded.
	fn settle_debts(&mut self, events: &[Event<Test>], price: &Exact) {
		let mut paid = 0;
		for event in events {
			if let Event::MovedStakeSlashed { amount, .. } = event {
				self.model.fund(self.model.now, *amount);
				self.count("a debt");
				paid += amount;
			}
		}
		let owed = std::mem::take(&mut self.model.owed);
		let most = exact(2) * (price + exact(1)) + self.distance();
		assert!((exact(paid) - &owed).abs() <= most, "{owed} owed, {paid} paid");
	}

	fn undelegate(&mut self, who: AccountId, candidate: AccountId, amount: Option<Balance>) {
		let price = chain::highest_price();
		self.call(who, Call::undelegate { candidate, amount }, |world, events| {
			let left = find(events, |event| match event {
				Event::Undelegated { amount, .. } => Some(*amount),
				_ => None,
			});
			check_amount(left, amount, &price);
			world.model.undelegate(who, candidate, left);
		});
	}

	fn redelegate(
		&mut self,
		who: AccountId,
		from: AccountId,
		to: AccountId,
		amount: Option<Balance>,
	) {
		let price = chain::highest_price();
		self.call(who, Call::redelegate { from, to, amount }, |world, events| {
			let moved = find(events, |event| match event {
				Event::Redelegated { amount, .. } => Some(*amount),
				_ => None,
			});
			check_amount(moved, amount, &price);
			world.model.redelegate(who, from, to, moved);
		});
	}

	fn withdraw(&mut self, who: AccountId) {
		let tokens =
			|candidate, era| Exits::<Test>::get(candidate, era).map_or(0, |exit| exit.pool.tokens);
		let before: BTreeMap<_, _> = Exits::<Test>::iter()
			.map(|(candidate, era, exit)| ((candidate, era), exit.pool.tokens))
			.collect();
		let ripe = self.model.is_ripe(who);
		let mut done = false;
		self.call_for(ANYBODY, who, Call::withdraw { who }, |world, events| {
			done = true;
			let amount = find(events, |event| match event {
				Event::Withdrawn { amount, .. } => Some(*amount),
				_ => None,
			});
			let bond = world.model.release_bond(who);
			let (exits, total) = world.model.release_stake(who);
			let mut debt = -&total;
			for ((candidate, era), amount) in exits {
				let given = before[&(candidate, era)] - tokens(candidate, era);
				debt += &amount;
				*world.model.left_behind.entry((candidate, era)).or_default() +=
					amount - exact(given);
			}
			world.model.owed += debt;
			*world.model.lost.entry(who).or_default() += total - exact(amount - bond);
			world.model.earn(who, amount);
		});
		assert_eq!(done, ripe, "{who} can withdraw when it can");
	}

	fn payout(&mut self, validator: AccountId, era: EraIndex) {
		let Some(events) = self.dispatch(ANYBODY, Call::payout { era, validator }) else { return };
		let reward = find(&events, |event| match event {
			Event::PaidOut { own, delegated, .. } => Some(own + delegated),
			_ => None,
		});
		let shares = Seats::<Test>::get(era, validator).unwrap().shares;
		let due = self.model.due(era, validator);
		let seats = self.model.seats.keys().filter(|(of, _)| *of == era).count();
		assert!((exact(reward) - &due).abs() < exact(seats as u128), "{due} due, {reward} paid");
		let carried = self.model.pay(era, validator, reward);
		let all: Exact = carried.values().map(Signed::abs).sum();
		if !all.is_zero() && reward > 0 {
			self.count("rounding of stake carried into a payout");
		}
		// An index counts no smaller parts of a planck.
		let lost_in_index = exact(2 * shares) / exact(math::ONE);
		let bound = exact(PER_PAYOUT) + lost_in_index;
		// What is carried moves each by its own part.
		for (who, part) in carried {
			*self.carried.entry(who).or_default() += units(&part);
		}
		let others = units(&bound);
		self.check_within(units(&(all + bound)), others, None);
	}

	/// Pays all that can be paid, and gives up what has expired.
	fn payouts(&mut self) {
		let expired: Vec<_> = Candidates::<Test>::iter()
			.filter(|(_, record)| {
				record.unpaid.first().is_some_and(|era| *era + HISTORY <= self.model.now)
			})
			.map(|(who, _)| who)
			.collect();
		expired.into_iter().for_each(|who| self.expire_payout(who));
		let due: Vec<_> = Candidates::<Test>::iter()
			.flat_map(|(who, record)| record.unpaid.into_iter().map(move |era| (era, who)))
			.filter(|(era, _)| (*era + 2..*era + HISTORY).contains(&self.model.now))
			.collect();
		due.into_iter().for_each(|(era, who)| self.payout(who, era));
	}

	fn expire_payout(&mut self, validator: AccountId) {
		self.call(ANYBODY, Call::expire_payout { validator }, |world, events| {
			let era = find(events, |event| match event {
				Event::PayoutExpired { era, .. } => Some(*era),
				_ => None,
			});
			assert!(world.model.now >= era + HISTORY, "expired too early");
			world.model.seats.get_mut(&(era, validator)).unwrap().done = true;
		});
	}

	fn claim(&mut self, who: AccountId, candidate: AccountId) {
		self.call(who, Call::claim { candidate }, |world, events| {
			let amount = find(events, |event| match event {
				Event::Claimed { amount, .. } => Some(*amount),
				_ => None,
			});
			*world.model.rewards.entry((candidate, who)).or_default() -= exact(amount);
			world.model.earn(who, amount);
		});
	}

	fn close(&mut self, delegator: AccountId, candidate: AccountId) {
		let call = Call::close { delegator, candidate };
		self.call_for(ANYBODY, delegator, call, |world, events| {
			let amount = find(events, |event| match event {
				Event::Claimed { amount, .. } => Some(*amount),
				_ => None,
			});
			*world.model.rewards.entry((candidate, delegator)).or_default() -= exact(amount);
			world.model.earn(delegator, amount);
			assert!(delegation(delegator, candidate).is_none(), "a closed delegation is there");
		});
	}

	fn compound(&mut self, who: AccountId, candidate: AccountId) {
		self.call(who, Call::compound { candidate }, |world, events| {
			let amount = find(events, |event| match event {
				Event::Compounded { amount, .. } => Some(*amount),
				_ => None,
			});
			*world.model.rewards.entry((candidate, who)).or_default() -= exact(amount);
			if who == candidate {
				world.model.candidates.get_mut(&who).unwrap().bond += amount;
				world.count("compound as a candidate");
			} else {
				world.model.delegate(who, candidate, amount);
			}
		});
	}

	fn report<const VOTES: bool>(&mut self, offence: Twice<VOTES>, reporters: usize) {
		let kind = Twice::<VOTES>::ID;
		let reporters: Vec<_> = (ANYBODY..).take(reporters).collect();
		let session = offence.session;
		let offender = offence.offender;
		let (at, price) = (era_of(session, SESSIONS), Costs::get().double_sign);
		let costs = self.model.costs(offender, at, kind, price);
		let reports = self.model.reports.entry((kind, session)).or_default();
		let known = reports.iter().any(|(other, _)| *other == offender);
		System::reset_events();
		let outcome = NotedOffences::<Test, Offences>::report_offence(reporters.clone(), offence);
		if known || !costs {
			assert_eq!(outcome, Err(OffenceError::DuplicateReport));
			self.count("a report of what is known");
			return self.check(0, None);
		}
		assert_eq!(outcome, Ok(()));
		let events = events();
		reports.push((offender, reporters));
		// The earlier ones of the same slot are reported again.
		let reports = reports.clone();
		let mut bound = 0;
		let mut slashed = 0;
		for (who, reporters) in reports {
			if let Some(slash) = self.model.punish(who, at, kind, price, &reporters) {
				bound += self.slash(slash, &events);
				slashed += 1;
				self.count("a double signature");
				if who != offender {
					self.count("an earlier offence costs more");
				}
			}
		}
		let seen = events.iter().filter(|event| matches!(event, Event::Slashed { .. })).count();
		assert_eq!(seen, slashed, "who was slashed");
		self.check(bound, None);
	}

	/// Compares what a slash took with what it should have taken, and gives it to whom it belongs. Returns
	/// what rounding may have moved.
	fn slash(&mut self, slash: Slash, events: &[Event<Test>]) -> i128 {
		let (bond, shortfall, delegated, reward) = find(events, |event| match event {
			Event::Slashed { validator, era, bond, shortfall, delegated, reward }
				if (*validator, *era) == (slash.offender, slash.era) =>
			{
				Some((*bond, *shortfall, *delegated, *reward))
			}
			_ => None,
		});
		assert_eq!((bond, shortfall), (slash.bond, slash.shortfall), "taken of the bond");
		let bound = exact(PER_SLASH) * exact(slash.pools.into());
		let excess = exact(delegated) - &slash.delegated;
		assert!(excess <= &bound + exact(SPARED * self.spared), "{excess} planck too much slashed");
		assert!(-excess <= &bound + self.distance(), "too little slashed");
		if delegated > 0 {
			self.count("a slash of delegated stake");
		}
		if slash.pools > 1 {
			self.count("a slash of stake that waits");
		}

		// Of the offender's own, and of nothing else.
		let share = (exact(bond) * part(Costs::get().reporter)).floor().to_integer();
		let each = share.to_u128().unwrap().checked_div(slash.reporters.len() as u128).unwrap_or(0);
		for reporter in &slash.reporters {
			self.model.earn(*reporter, each);
		}
		assert_eq!(reward, each * slash.reporters.len() as u128, "the reporters' reward");
		let pot = if self.model.is_open(slash.era) { slash.era } else { self.model.now };
		self.model.fund(pot, bond + delegated - reward);
		units(&bound)
	}

	/// The next block, made by one of the validators in turn.
	fn block(&mut self) {
		let number = System::block_number() + 1;
		System::set_block_number(number);
		let validators = Session::validators();
		let disabled = Session::disabled_validators();
		let able: Vec<_> = (0u32..)
			.zip(&validators)
			.filter(|(index, who)| !disabled.contains(index) && !Silent::get().contains(who))
			.map(|(_, who)| *who)
			.collect();
		if let Some(turn) = (number as usize).checked_rem(able.len()) {
			Dpos::note_author(able[turn]);
			*self.model.authored.entry(able[turn]).or_default() += 1;
		}
		System::reset_events();
		<Session as OnInitialize<u64>>::on_initialize(number);
		if !number.is_multiple_of(SESSION) {
			return;
		}
		let events = events();
		self.model.end_session(&validators);
		let mut bound = 0;
		if active() != self.model.now {
			bound = self.judge(&events);
			self.begin_era();
		} else {
			// Who was elected in between takes a seat, too.
			let seats = self.new_seats();
			self.model.seat(active(), &Session::validators(), seats);
			self.compare_seats();
		}
		self.check(bound, None);
	}

	/// Nobody is judged but those who were short of blocks.
	fn judge(&mut self, events: &[Event<Test>]) -> i128 {
		let penalties = Costs::get();
		let judged = self.model.judge(penalties);
		let forfeited: BTreeSet<_> = events
			.iter()
			.filter_map(|event| match event {
				Event::RewardForfeited { validator, .. } => Some(*validator),
				_ => None,
			})
			.collect();
		assert_eq!(judged.keys().copied().collect::<BTreeSet<_>>(), forfeited, "who was judged");
		let damped = events.iter().any(|event| matches!(event, Event::AbsenceDamped { .. }));
		if damped {
			assert!(judged.is_empty());
			self.count("absence damped");
		}
		let mut bound = 0;
		let era = self.model.now;
		for (validator, judgement) in judged {
			if judgement == Judgement::Forfeits {
				self.model.forfeit(era, validator);
				self.count("short of blocks");
				continue;
			}
			self.count("absent");
			let kind = crate::slashing::ABSENCE;
			if let Some(slash) = self.model.punish(validator, era, kind, penalties.absence, &[]) {
				bound += self.slash(slash, events);
			}
		}
		bound
	}

	fn begin_era(&mut self) {
		let seats = self.new_seats();
		self.model.begin_era(active(), &Session::validators(), seats);
		self.compare_seats();
	}

	/// Seats of this era that the model does not know, with the stake behind them as the chain sees it.
	fn new_seats(&self) -> BTreeMap<AccountId, BTreeMap<AccountId, Exact>> {
		let era = active();
		let validators = Session::validators();
		let mut seen = BTreeMap::new();
		for (validator, seat) in Seats::<Test>::iter_prefix(era) {
			if self.model.seats.contains_key(&(era, validator)) {
				continue;
			}
			assert!(validators.contains(&validator), "a seat for somebody who does not validate");
			let stakes = chain::stakes(validator);
			let sum: Exact = stakes.values().sum();
			assert_eq!(sum, exact(seat.delegated), "stake behind a seat");
			seen.insert(validator, stakes);
		}
		seen
	}

	fn compare_seats(&self) {
		let era = active();
		for (validator, seat) in Seats::<Test>::iter_prefix(era) {
			let model = &self.model.seats[&(era, validator)];
			assert_eq!((seat.bond, seat.commission), (model.bond, model.commission), "a seat");
		}
	}

	/// The sum of all differences, in planck, rounded up.
	fn distance(&self) -> Exact {
		exact((distance(&self.gaps, &self.lost) / UNIT + 1) as u128)
	}

	/// Compares the chain with the model after a step that may have moved the one away from the other by
	/// `bound`, and must not have brought `caller` anything.
	fn check(&mut self, bound: i128, caller: Option<AccountId>) {
		self.check_within(bound, bound, caller);
	}

	/// The same, where nobody can have gained more than `others` by it.
	fn check_within(&mut self, bound: i128, others: i128, caller: Option<AccountId>) {
		Dpos::do_try_state().unwrap();
		assert_eq!(Balances::total_issuance(), self.issuance, "issuance");
		self.close_candidates();
		self.check_ledgers();
		let spared = std::mem::take(&mut self.model.slashes) * chain::last_tokens();
		self.spared += spared;
		self.check_sums();

		let there = chain::places();
		let expected = self.model.places();
		let mut gaps: BTreeMap<_, _> =
			there.iter().map(|(place, amount)| (*place, units(amount))).collect();
		for (place, amount) in &expected {
			*gaps.entry(*place).or_default() -= units(amount);
		}
		gaps.retain(|_, gap| *gap != 0);
		let lost: BTreeMap<_, _> =
			self.model.lost.iter().map(|(who, amount)| (*who, units(amount))).collect();
		let (before, after) = (distance(&self.gaps, &self.lost), distance(&gaps, &lost));
		assert!(
			after <= before + bound + NOISE,
			"{} planck of rounding, more than {}: {gaps:#?}, before {:#?}",
			(after - before) as f64 / UNIT as f64,
			bound as f64 / UNIT as f64,
			self.gaps,
		);
		if let Some(who) = caller {
			let gain = position(who, &gaps, &lost) - position(who, &self.gaps, &self.lost);
			let most = (SPARED * spared) as i128 * UNIT;
			assert!(
				gain <= most + NOISE,
				"rounding brings {who} {} planck",
				gain as f64 / UNIT as f64
			);
		}
		self.check_positions(others, spared, caller, &gaps, &lost);
		if let Some(who) = caller {
			self.check_views(who, &there);
		}
		self.gaps = gaps;
		self.lost = lost;
	}

	/// Nobody has taken out, and can take out, more than is its own in exact numbers, but for what rounding
	/// of stake has carried into its rewards, and what other rounding has left of its neighbours': the
	/// sum, over all steps since genesis, of what their calls may move.
	fn check_positions(
		&mut self,
		others: i128,
		spared: u128,
		caller: Option<AccountId>,
		gaps: &BTreeMap<Place, i128>,
		lost: &BTreeMap<AccountId, i128>,
	) {
		let accounts = gaps.keys().map(Place::owner).chain(lost.keys().copied());
		let accounts: BTreeSet<_> = accounts.chain(self.allowed.keys().copied()).collect();
		for who in steps::CANDIDATES.chain(steps::DELEGATORS).chain(accounts) {
			self.allowed.entry(who).or_default();
		}
		let spared = (SPARED * spared) as i128 * UNIT + NOISE;
		for (who, allowed) in &mut self.allowed {
			*allowed += spared + if caller == Some(*who) { 0 } else { others };
			let carried = self.carried.get(who).copied().unwrap_or(0);
			let ahead = position(*who, gaps, lost) - carried;
			assert!(
				ahead <= *allowed,
				"{who} is {} planck ahead, more than {}",
				ahead as f64 / UNIT as f64,
				*allowed as f64 / UNIT as f64
			);
			self.ahead = self.ahead.max(ahead);
		}
	}

	/// What clients are told of an account is what it has, less what is rounded when it is taken out.
	fn check_views(&self, who: AccountId, places: &BTreeMap<Place, Exact>) {
		let price = chain::highest_price();
		let close = |told: Balance, there: Exact| {
			exact(told) <= there && &there - exact(told) < &price + exact(2)
		};
		let sum = |wanted: &dyn Fn(&Place) -> bool| -> Exact {
			let mine = places.iter().filter(|(place, _)| place.owner() == who && wanted(place));
			mine.map(|(_, amount)| amount).sum()
		};
		let view = Dpos::view_stake(&who);
		for DelegationView { candidate, amount, cooling_down, .. } in view.delegations {
			let stake = sum(
				&|place| matches!(place, Place::Stake { candidate: whose, .. } if *whose == candidate),
			);
			assert!(close(amount, stake), "what {who} delegates to {candidate}");
			assert!(cooling_down <= amount, "what of it is cooling down");
		}
		let waiting = sum(&|place| matches!(place, Place::Waiting { .. }));
		let view = Dpos::view_unbonding(&who);
		let bond: Balance = self
			.model
			.candidates
			.get(&who)
			.map_or(0, |candidate| candidate.unbonding.values().sum());
		let told = view.iter().map(|chunk| chunk.amount).sum::<Balance>() - bond;
		let most = exact(2 * view.len() as u128);
		assert!(exact(told) <= waiting && waiting - exact(told) <= most, "what of {who} waits");
		for candidate in Candidates::<Test>::iter_keys() {
			let reward = sum(
				&|place| matches!(place, Place::Reward { candidate: whose, .. } if *whose == candidate),
			);
			let told = Dpos::view_rewards(&who, &candidate);
			let told = told.iter().find(|reward| reward.era.is_none()).map_or(0, |now| now.amount);
			let spans = exact(5);
			assert!(exact(told) <= reward && reward - exact(told) < spans, "rewards of {who}");
		}
	}

	/// Whoever is gone as a candidate leaves what is left of its rewards to others.
	fn close_candidates(&mut self) {
		let known: Vec<_> = self.model.candidates.keys().copied().collect();
		for who in known {
			if !Candidates::<Test>::contains_key(who) {
				let rest = self.model.close_candidate(who);
				assert!(rest.is_integer(), "a part of a planck is left");
				let rest = rest.to_integer().to_u128().unwrap();
				self.model.fund(self.model.now, rest);
				self.count("a candidate is gone");
			}
		}
	}

	/// What is a whole number of planck is the same.
	fn check_ledgers(&self) {
		let model = &self.model;
		for (who, wallet) in &model.wallets {
			assert_eq!(free(*who), *wallet, "what {who} can spend");
		}
		let pots: BTreeMap<_, _> =
			Eras::<Test>::iter().map(|(era, record)| (era, record.pot)).collect();
		for era in pots.keys().chain(model.pots.keys()) {
			let (there, expected) = (pots.get(era), model.pots.get(era));
			assert_eq!(there.unwrap_or(&0), expected.unwrap_or(&0), "the pot of era {era}");
		}
		assert_eq!(Candidates::<Test>::iter_keys().count(), model.candidates.len(), "candidates");
		for (who, expected) in &model.candidates {
			let there = candidate(*who);
			assert_eq!(there.bond, expected.bond, "the bond of {who}");
			let unbonding: BTreeMap<_, _> =
				there.unbonding.iter().map(|chunk| (chunk.era, chunk.amount)).collect();
			assert_eq!(unbonding, expected.unbonding, "what waits of the bond of {who}");
			assert_eq!(there.commission, expected.commission, "the commission of {who}");
			assert_eq!(there.jailed_until, expected.jailed_until, "the jail of {who}");
			let rewards = there.rewards.own + there.rewards.delegated;
			let owed = model.rewards.iter().filter(|((whose, _), _)| whose == who);
			let owed: Exact = owed.map(|(_, reward)| reward).sum();
			assert_eq!(exact(rewards), owed, "what {who} and its delegators can claim");
		}
	}

	/// No pool and no exit has more than is in it by name.
	fn check_sums(&self) {
		let spared = exact(SPARED * self.spared);
		for (who, record) in Candidates::<Test>::iter() {
			let there = exact(record.pool.tokens);
			assert!(there <= self.model.pool(who) + &spared, "the pool of {who}");
		}
		for (who, era, exit) in Exits::<Test>::iter() {
			let there = exact(exit.pool.tokens);
			assert!(there <= self.model.exit(who, era) + &spared, "the exit of {who} in era {era}");
		}
	}
}

/// The sum of all differences.
fn distance(gaps: &BTreeMap<Place, i128>, lost: &BTreeMap<AccountId, i128>) -> i128 {
	gaps.values().chain(lost.values()).map(|gap| gap.abs()).sum()
}

/// What an account has more than it should have.
fn position(
	who: AccountId,
	gaps: &BTreeMap<Place, i128>,
	lost: &BTreeMap<AccountId, i128>,
) -> i128 {
	let gaps = gaps.iter().filter(|(place, _)| place.owner() == who).map(|(_, gap)| gap);
	gaps.sum::<i128>() - lost.get(&who).copied().unwrap_or(0)
}

/// One of those delegations.
fn pick(
	which: usize,
	wanted: impl Fn(&DelegationOf<Test>) -> bool,
) -> Option<(AccountId, AccountId)> {
	let all: Vec<_> = Delegations::<Test>::iter()
		.filter(|(_, _, delegation)| wanted(delegation))
		.map(|(who, candidate, _)| (who, candidate))
		.collect();
	which.checked_rem(all.len()).map(|index| all[index])
}

fn amount_of(who: AccountId, candidate: AccountId, take: Take) -> Option<Balance> {
	let worth = worth(who, candidate);
	match take {
		Take::All => None,
		Take::Planck(amount) => Some(amount),
		Take::Part(thousandths) => Some(worth * thousandths / 1_000),
		Take::But(rest) => Some(worth.saturating_sub(rest)),
	}
}

/// Who asks for an amount gets it, or up to the price of a share more; if two kinds of stake must leave
/// for it, a planck less.
fn check_amount(left: Balance, wanted: Option<Balance>, price: &Exact) {
	let Some(wanted) = wanted else { return };
	let (left, wanted) = (exact(left), exact(wanted));
	assert!(left >= &wanted - Exact::one() && left <= wanted + price + Exact::one());
}

fn find<T>(events: &[Event<Test>], wanted: impl Fn(&Event<Test>) -> Option<T>) -> T {
	events.iter().find_map(wanted).unwrap()
}
