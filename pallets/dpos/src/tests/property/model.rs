//! The reference: what each account has, by name, in exact numbers. Lists and loops, no shares, no
//! indices, no rounding.
//!
//! What moves from one place to another is a whole number of planck that the chain names in its
//! events; it moves here, too. What it should have been is checked where it moves.

use crate::{mock::*, Balance, EraIndex};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use sp_runtime::Perbill;
use sp_staking::offence::Kind;
use std::collections::{BTreeMap, BTreeSet};

pub type Exact = BigRational;

pub fn exact(amount: Balance) -> Exact {
	Exact::from_integer(BigInt::from(amount))
}

pub fn part(share: Perbill) -> Exact {
	Exact::new(share.deconstruct().into(), 1_000_000_000.into())
}

/// The candidate that stake has come from, and when, while it is liable for what that one did.
pub type Origin = Option<(AccountId, EraIndex)>;

/// Where an account can have something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
	Stake { candidate: AccountId, owner: AccountId, origin: Origin },
	Waiting { candidate: AccountId, era: EraIndex, owner: AccountId, origin: Origin },
	Reward { candidate: AccountId, owner: AccountId },
}

impl Place {
	pub fn owner(&self) -> AccountId {
		match self {
			Self::Stake { owner, .. }
			| Self::Waiting { owner, .. }
			| Self::Reward { owner, .. } => *owner,
		}
	}
}

/// Stake, and how much of it is kept after what it owes for a former candidate.
#[derive(Clone, Debug)]
pub struct Stake {
	pub amount: Exact,
	pub kept: Exact,
}

impl Default for Stake {
	fn default() -> Self {
		Self { amount: Exact::zero(), kept: Exact::one() }
	}
}

impl Stake {
	pub fn value(&self) -> Exact {
		&self.amount * &self.kept
	}
}

#[derive(Clone, Debug)]
pub struct Waiting {
	pub owner: AccountId,
	pub candidate: AccountId,
	pub era: EraIndex,
	pub origin: Origin,
	pub stake: Stake,
}

#[derive(Clone, Debug, Default)]
pub struct Candidate {
	pub bond: Balance,
	/// Parts that wait, and the last era in which they may have been at stake.
	pub unbonding: BTreeMap<EraIndex, Balance>,
	pub commission: Perbill,
	pub jailed_until: Option<EraIndex>,
	pub leaving: bool,
}

impl Candidate {
	/// What of its bond an offence in an era can cost.
	fn at_stake(&self, era: EraIndex) -> Balance {
		let waiting = self.unbonding.iter().filter(|(until, _)| **until >= era);
		self.bond + waiting.map(|(_, amount)| amount).sum::<Balance>()
	}
}

/// What a validator did in an era, and who stood behind it.
#[derive(Clone, Debug, Default)]
pub struct Seat {
	pub bond: Balance,
	pub commission: Perbill,
	/// Delegated stake when the era began, exact.
	pub exact: BTreeMap<AccountId, Exact>,
	/// The same as the chain saw it, to tell what its rounding of stake does to rewards.
	pub seen: BTreeMap<AccountId, Exact>,
	pub made: u32,
	pub expected: Exact,
	pub points: u32,
	pub forfeited: bool,
	pub done: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
	Forfeits,
	Absent,
}

/// An offender, and who has reported it.
type Report = (AccountId, Vec<AccountId>);

/// What one offence takes.
pub struct Slash {
	pub offender: AccountId,
	pub era: EraIndex,
	pub bond: Balance,
	pub shortfall: Balance,
	/// What it takes of delegated stake, and from how many pools and exits.
	pub delegated: Exact,
	pub pools: u32,
	pub reporters: Vec<AccountId>,
}

#[derive(Clone, Default)]
pub struct Model {
	pub now: EraIndex,
	pub wallets: BTreeMap<AccountId, Balance>,
	pub candidates: BTreeMap<AccountId, Candidate>,
	pub stakes: BTreeMap<(AccountId, AccountId, Origin), Stake>,
	pub waiting: Vec<Waiting>,
	pub rewards: BTreeMap<(AccountId, AccountId), Exact>,
	pub pots: BTreeMap<EraIndex, Balance>,
	/// Pots and points of eras when they closed.
	pub closed: BTreeMap<EraIndex, (Balance, u32)>,
	pub seats: BTreeMap<(EraIndex, AccountId), Seat>,
	/// Blocks made in this session.
	pub authored: BTreeMap<AccountId, u32>,
	pub punished: BTreeMap<(EraIndex, AccountId, Kind), (Balance, Perbill)>,
	/// Who was reported for a kind and slot, and by whom.
	pub reports: BTreeMap<(Kind, u32), Vec<Report>>,
	/// What accounts did not get, by rounding, of stake and rewards that are done with.
	pub lost: BTreeMap<AccountId, Exact>,
	/// What stake owed for former candidates in the step that is taken.
	pub owed: Exact,
	/// Slashes and settled debts in the step that is taken.
	pub slashes: u128,
	/// What exits' owners have left behind there.
	pub left_behind: BTreeMap<(AccountId, EraIndex), Exact>,
}

impl Model {
	pub fn new(wealth: impl IntoIterator<Item = (AccountId, Balance)>) -> Self {
		Self { wallets: wealth.into_iter().collect(), ..Default::default() }
	}

	pub fn spend(&mut self, who: AccountId, amount: Balance) {
		*self.wallets.get_mut(&who).unwrap() -= amount;
	}

	pub fn earn(&mut self, who: AccountId, amount: Balance) {
		*self.wallets.get_mut(&who).unwrap() += amount;
	}

	pub fn fund(&mut self, era: EraIndex, amount: Balance) {
		*self.pots.entry(era).or_default() += amount;
	}

	fn is_over(&self, era: EraIndex) -> bool {
		self.now >= era + WAIT
	}

	/// Says whether it comes back.
	pub fn register(&mut self, who: AccountId, bond: Balance, commission: Perbill) -> bool {
		self.spend(who, bond);
		let former = self.candidates.remove(&who);
		let unbonding = former.as_ref().map(|former| {
			assert!(former.leaving && former.bond == 0, "a candidate already");
			assert!(former.jailed_until.is_none_or(|until| self.now >= until), "back from jail");
			former.unbonding.clone()
		});
		let unbonding = unbonding.unwrap_or_default();
		let candidate = Candidate { bond, commission, unbonding, ..Default::default() };
		self.candidates.insert(who, candidate);
		former.is_some()
	}

	pub fn bond_less(&mut self, who: AccountId, amount: Balance) {
		let until = self.now + 1;
		let candidate = self.candidates.get_mut(&who).unwrap();
		candidate.bond -= amount;
		if amount > 0 {
			*candidate.unbonding.entry(until).or_default() += amount;
		}
	}

	pub fn leave(&mut self, who: AccountId) {
		let candidate = &self.candidates[&who];
		assert!(candidate.jailed_until.is_none_or(|until| self.now >= until), "left from jail");
		self.bond_less(who, candidate.bond);
		self.candidates.get_mut(&who).unwrap().leaving = true;
	}

	pub fn unjail(&mut self, who: AccountId) {
		let until = self.candidates.get_mut(&who).unwrap().jailed_until.take();
		assert!(until.unwrap() <= self.now, "out of jail too early");
	}

	/// What stake owes for former candidates is taken; what is liable no longer is free.
	pub fn touch(&mut self, candidate: AccountId, owner: AccountId) {
		let (mut owed, mut slashes) = (Exact::zero(), 0);
		let mut free = Exact::zero();
		let now = self.now;
		self.stakes.retain(|(whose, who, origin), stake| {
			let Some((_, since)) = origin.filter(|_| (*whose, *who) == (candidate, owner)) else {
				return true;
			};
			if !stake.kept.is_one() {
				owed += &stake.amount - stake.value();
				slashes += 1;
			}
			*stake = Stake { amount: stake.value(), kept: Exact::one() };
			let over = now >= since + WAIT;
			if over {
				free += &stake.amount;
			}
			!over
		});
		if !free.is_zero() {
			self.add_stake(candidate, owner, None, free);
		}
		self.owed += owed;
		self.slashes += slashes;
	}

	pub fn add_stake(
		&mut self,
		candidate: AccountId,
		owner: AccountId,
		origin: Origin,
		amount: Exact,
	) {
		self.stakes.entry((candidate, owner, origin)).or_default().amount += amount;
	}

	pub fn delegate(&mut self, owner: AccountId, candidate: AccountId, amount: Balance) {
		self.touch(candidate, owner);
		self.add_stake(candidate, owner, None, exact(amount));
	}

	/// Free stake leaves first, then what is liable for a former candidate.
	pub fn undelegate(&mut self, owner: AccountId, candidate: AccountId, amount: Balance) {
		self.touch(candidate, owner);
		let amount = exact(amount);
		let moved: Vec<_> = self
			.stakes
			.iter()
			.filter(|((whose, who, origin), _)| {
				(*whose, *who) == (candidate, owner) && origin.is_some()
			})
			.map(|((_, _, origin), stake)| (stake.amount.clone(), *origin))
			.collect();
		// What rounding has left of another move is next to nothing.
		let moved = moved.into_iter().max();
		let free = &self.stakes.entry((candidate, owner, None)).or_default().amount;
		let of_free = match moved {
			Some(_) if *free < amount => free.clone().max(Exact::zero()),
			_ => amount.clone(),
		};
		let of_moved = &amount - &of_free;
		self.wait(owner, candidate, None, of_free);
		if let Some((_, origin)) = moved {
			self.wait(owner, candidate, origin, of_moved);
		}
	}

	fn wait(&mut self, owner: AccountId, candidate: AccountId, origin: Origin, amount: Exact) {
		if amount.is_zero() {
			return;
		}
		self.add_stake(candidate, owner, origin, -amount.clone());
		let stake = Stake { amount, ..Default::default() };
		self.waiting.push(Waiting { owner, candidate, era: self.now, origin, stake });
	}

	pub fn redelegate(
		&mut self,
		owner: AccountId,
		from: AccountId,
		to: AccountId,
		amount: Balance,
	) {
		self.touch(from, owner);
		self.touch(to, owner);
		self.add_stake(from, owner, None, -exact(amount));
		let origin = Some((from, self.now));
		self.add_stake(to, owner, origin, exact(amount));
	}

	/// Whether something of an account's has waited long enough.
	pub fn is_ripe(&self, who: AccountId) -> bool {
		let ripe = |era: EraIndex| self.now >= era + WAIT;
		self.waiting.iter().any(|waiting| waiting.owner == who && ripe(waiting.era))
			|| self
				.candidates
				.get(&who)
				.is_some_and(|record| record.unbonding.keys().any(|era| ripe(*era)))
	}

	/// What of an account's bond is released now.
	pub fn release_bond(&mut self, who: AccountId) -> Balance {
		let now = self.now;
		let mut released = 0;
		if let Some(candidate) = self.candidates.get_mut(&who) {
			candidate.unbonding.retain(|era, amount| {
				let ripe = now >= *era + WAIT;
				if ripe {
					released += *amount;
				}
				!ripe
			});
		}
		released
	}

	/// Takes out what an account's stake is released now: by exit, before what it owes, and in total,
	/// after that.
	pub fn release_stake(
		&mut self,
		who: AccountId,
	) -> (BTreeMap<(AccountId, EraIndex), Exact>, Exact) {
		let mut exits = BTreeMap::<_, Exact>::new();
		let mut total = Exact::zero();
		let now = self.now;
		self.waiting.retain(|waiting| {
			if waiting.owner != who || now < waiting.era + WAIT {
				return true;
			}
			*exits.entry((waiting.candidate, waiting.era)).or_default() += &waiting.stake.amount;
			total += waiting.stake.value();
			false
		});
		(exits, total)
	}

	/// Cuts a reward by commission, bond and stake.
	pub fn shared(
		reward: &Exact,
		commission: Perbill,
		bond: Balance,
		stakes: &BTreeMap<AccountId, Exact>,
	) -> (Exact, BTreeMap<AccountId, Exact>) {
		let delegated: Exact = stakes.values().sum();
		let own = reward * part(commission);
		let rest = reward - &own;
		let stake = exact(bond) + &delegated;
		if !delegated.is_positive() || !stake.is_positive() {
			return (reward.clone(), BTreeMap::new());
		}
		let parts = stakes.iter().map(|(who, amount)| (*who, &rest * amount / &stake)).collect();
		(own + &rest * exact(bond) / &stake, parts)
	}

	/// What a seat is due of its era's pot.
	pub fn due(&self, era: EraIndex, validator: AccountId) -> Exact {
		let seat = &self.seats[&(era, validator)];
		let (pot, points) = self.closed[&era];
		if seat.forfeited || seat.points == 0 {
			return Exact::zero();
		}
		exact(pot) * exact(seat.points.into()) / exact(points.into())
	}

	/// Pays a seat, and returns how far the chain's rounding of stake carries each part from the exact
	/// one.
	pub fn pay(
		&mut self,
		era: EraIndex,
		validator: AccountId,
		reward: Balance,
	) -> BTreeMap<AccountId, Exact> {
		let age = self.now - era;
		assert!((2..HISTORY).contains(&age), "paid at the wrong time");
		*self.pots.get_mut(&era).unwrap_or(&mut 0) -= reward;
		let seat = self.seats.get_mut(&(era, validator)).unwrap();
		assert!(!std::mem::replace(&mut seat.done, true), "paid twice");
		let reward = exact(reward);
		let (own, parts) = Self::shared(&reward, seat.commission, seat.bond, &seat.exact);
		let (seen_own, seen_parts) = Self::shared(&reward, seat.commission, seat.bond, &seat.seen);
		let mut carried = BTreeMap::from([(validator, seen_own - &own)]);
		let zero = Exact::zero();
		let everybody: BTreeSet<_> = parts.keys().chain(seen_parts.keys()).copied().collect();
		for who in everybody {
			let (exact, seen) = (parts.get(&who), seen_parts.get(&who));
			carried.insert(who, seen.unwrap_or(&zero) - exact.unwrap_or(&zero));
		}
		*self.rewards.entry((validator, validator)).or_default() += own;
		for (who, part) in parts {
			*self.rewards.entry((validator, who)).or_default() += part;
		}
		carried
	}

	/// The record of a candidate is gone: what is left of its delegators' rewards is for others.
	pub fn close_candidate(&mut self, who: AccountId) -> Exact {
		let candidate = self.candidates.remove(&who).unwrap();
		assert_eq!((candidate.bond, candidate.unbonding.len()), (0, 0), "a bond was forgotten");
		let mut rest = Exact::zero();
		let lost = &mut self.lost;
		self.rewards.retain(|(candidate, owner), reward| {
			if *candidate == who {
				rest += &*reward;
				*lost.entry(*owner).or_default() += &*reward;
			}
			*candidate != who
		});
		rest
	}

	/// What an offence takes; nothing if it has been taken before.
	pub fn punish(
		&mut self,
		offender: AccountId,
		era: EraIndex,
		kind: Kind,
		penalty: crate::Penalty,
		reporters: &[AccountId],
	) -> Option<Slash> {
		if self.is_over(era) {
			return None;
		}
		let before = self.punished.get(&(era, offender, kind)).copied();
		let (owed_before, share_before) = before.unwrap_or_default();
		let seat_bond = self.seats.get(&(era, offender)).map(|seat| seat.bond);
		let own_bond = self.candidates.get(&offender).map(|candidate| candidate.at_stake(era));
		let bond = seat_bond.or(own_bond).unwrap_or(0);
		let owed = penalty.fixed
			+ (exact(bond) * part(penalty.bond)).ceil().to_integer().try_into().unwrap_or(0u128);
		let wanted = owed.saturating_sub(owed_before);
		let share = if penalty.pool <= share_before {
			Exact::zero()
		} else {
			// The chain counts shares in parts per billion.
			let rest = Exact::one() - part(share_before);
			let further = (part(penalty.pool) - part(share_before)) / rest;
			(further * exact(1_000_000_000)).floor() / exact(1_000_000_000)
		};
		if before.is_some() && wanted == 0 && share.is_zero() {
			return None;
		}
		self.punished
			.insert((era, offender, kind), (owed.max(owed_before), penalty.pool.max(share_before)));
		self.forfeit(era, offender);
		self.forfeit(self.now, offender);

		let now = self.now;
		let candidate = self.candidates.get_mut(&offender)?;
		let until = now + penalty.jail + 1;
		candidate.jailed_until = Some(candidate.jailed_until.unwrap_or(0).max(until));
		let mut left = wanted;
		let parts = candidate.unbonding.iter_mut().filter(|(until, _)| **until >= era);
		for there in std::iter::once(&mut candidate.bond).chain(parts.map(|(_, amount)| amount)) {
			let taken = left.min(*there);
			*there -= taken;
			left -= taken;
		}
		candidate.unbonding.retain(|_, amount| *amount > 0);

		self.slashes += 1;
		let mut delegated = Exact::zero();
		let mut exits = BTreeSet::new();
		let kept = Exact::one() - &share;
		for ((whose, _, origin), stake) in self.stakes.iter_mut() {
			if *whose == offender {
				delegated += &stake.amount * &share;
				stake.amount *= &kept;
			}
			if origin.is_some_and(|(from, since)| from == offender && since >= era) {
				stake.kept *= &kept;
			}
		}
		for waiting in &mut self.waiting {
			if waiting.candidate == offender && waiting.era >= era {
				delegated += &waiting.stake.amount * &share;
				waiting.stake.amount *= &kept;
				exits.insert(waiting.era);
			}
			if waiting.origin.is_some_and(|(from, since)| from == offender && since >= era) {
				waiting.stake.kept *= &kept;
			}
		}
		Some(Slash {
			offender,
			era,
			bond: wanted - left,
			shortfall: left,
			delegated,
			pools: 1 + exits.len() as u32,
			reporters: reporters.to_vec(),
		})
	}

	pub fn forfeit(&mut self, era: EraIndex, validator: AccountId) {
		let open = self.is_open(era);
		if let Some(seat) = self.seats.get_mut(&(era, validator)) {
			if !seat.forfeited && open {
				seat.points = 0;
			}
			seat.forfeited = true;
		}
	}

	/// Whether nobody can have been paid for an era.
	pub fn is_open(&self, era: EraIndex) -> bool {
		self.now < era + 2
	}

	/// Whether an offence would cost its offender anything.
	pub fn costs(
		&self,
		offender: AccountId,
		era: EraIndex,
		kind: Kind,
		penalty: crate::Penalty,
	) -> bool {
		let mut tried = self.clone();
		// Of one who has left nothing is taken, but what it owes is noted.
		tried.punish(offender, era, kind, penalty, &[]).is_some() || tried.punished != self.punished
	}

	/// Counts the blocks of a session.
	pub fn end_session(&mut self, validators: &[AccountId]) {
		let authored = std::mem::take(&mut self.authored);
		let blocks: u32 = authored.values().sum();
		for validator in validators {
			let made = authored.get(validator).copied().unwrap_or(0);
			if let Some(seat) = self.seats.get_mut(&(self.now, *validator)) {
				seat.made += made;
				seat.expected += exact(blocks.into()) / exact(validators.len() as u128);
				seat.points += if seat.forfeited { 0 } else { made };
			}
		}
	}

	/// Who was short of blocks in the era that ends: nobody, if it was more than a third.
	pub fn judge(&self, penalties: crate::Penalties) -> BTreeMap<AccountId, Judgement> {
		let seats = self.seats.iter();
		let seats = seats.filter(|((era, _), seat)| *era == self.now && !seat.forfeited);
		let judged: BTreeMap<_, _> = seats
			.clone()
			.filter_map(|((_, validator), seat)| {
				let missing = &seat.expected - exact(seat.made.into());
				if missing > part(penalties.absent) * &seat.expected {
					Some((*validator, Judgement::Absent))
				} else if missing > part(penalties.short) * &seat.expected {
					Some((*validator, Judgement::Forfeits))
				} else {
					None
				}
			})
			.collect();
		if judged.len() * 3 > seats.count() {
			return BTreeMap::new();
		}
		judged
	}

	/// The next era begins, with these validators, behind each of which the chain sees this stake.
	pub fn begin_era(
		&mut self,
		era: EraIndex,
		serving: &[AccountId],
		validators: BTreeMap<AccountId, BTreeMap<AccountId, Exact>>,
	) {
		self.now = era;
		if let Some(old) = era.checked_sub(HISTORY) {
			let rest = self.pots.remove(&old).unwrap_or(0);
			self.fund(era, rest);
		}
		if let Some(closed) = era.checked_sub(2) {
			let points =
				self.seats.iter().filter(|((of, _), _)| *of == closed).map(|(_, seat)| seat.points);
			let pot = self.pots.get(&closed).copied().unwrap_or(0);
			self.closed.insert(closed, (pot, points.sum()));
		}
		self.seat(era, serving, validators);
	}

	/// Validators take their seats, behind each of which the chain sees this stake.
	/// Who serves though it has left, and longer than it was to, is liable with all of it.
	pub fn seat(
		&mut self,
		era: EraIndex,
		serving: &[AccountId],
		validators: BTreeMap<AccountId, BTreeMap<AccountId, Exact>>,
	) {
		for validator in serving {
			let Some(candidate) = self.candidates.get_mut(validator) else { continue };
			let latest = candidate.unbonding.last_key_value().map(|(until, _)| *until);
			if candidate.leaving && latest.is_some_and(|until| until < era) {
				let all = candidate.unbonding.values().sum();
				candidate.unbonding = BTreeMap::from([(era, all)]);
			}
		}
		for (validator, seen) in validators {
			let candidate = &self.candidates[&validator];
			assert!(candidate.jailed_until.is_none(), "a seat for a candidate in jail");
			let mut exact = BTreeMap::<_, Exact>::new();
			for ((whose, who, _), stake) in &self.stakes {
				if *whose == validator {
					*exact.entry(*who).or_default() += &stake.amount;
				}
			}
			let (bond, commission) = (candidate.at_stake(era), candidate.commission);
			let seat = Seat { bond, commission, exact, seen, ..Default::default() };
			self.seats.insert((era, validator), seat);
		}
	}

	/// What each account has in each place.
	pub fn places(&self) -> BTreeMap<Place, Exact> {
		let mut places = BTreeMap::<_, Exact>::new();
		for ((candidate, owner, origin), stake) in &self.stakes {
			let place = Place::Stake { candidate: *candidate, owner: *owner, origin: *origin };
			*places.entry(place).or_default() += stake.value();
		}
		for Waiting { owner, candidate, era, origin, stake } in &self.waiting {
			let (candidate, era, owner, origin) = (*candidate, *era, *owner, *origin);
			let place = Place::Waiting { candidate, era, owner, origin };
			*places.entry(place).or_default() += stake.value();
		}
		for ((candidate, owner), reward) in &self.rewards {
			let place = Place::Reward { candidate: *candidate, owner: *owner };
			*places.entry(place).or_default() += reward;
		}
		places
	}

	/// What stands behind a candidate in all, before debts for former ones.
	pub fn pool(&self, candidate: AccountId) -> Exact {
		let stakes = self.stakes.iter().filter(|((whose, _, _), _)| *whose == candidate);
		stakes.map(|(_, stake)| &stake.amount).sum()
	}

	/// What waits in an exit in all.
	pub fn exit(&self, candidate: AccountId, era: EraIndex) -> Exact {
		let waiting = self.waiting.iter();
		let there = waiting.filter(|waiting| (waiting.candidate, waiting.era) == (candidate, era));
		let sum: Exact = there.map(|waiting| &waiting.stake.amount).sum();
		sum + self.left_behind.get(&(candidate, era)).cloned().unwrap_or_else(Exact::zero)
	}
}
