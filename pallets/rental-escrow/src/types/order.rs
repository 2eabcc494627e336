//! An order: its terms, its state, and what is on hold for it.

use super::{
	Balance, Conditions, EncryptionKey, Need, Next, OrderId, OrderState, OrderStatement, OrderTerms,
	Outcome, Role, Score, Step, SubTask,
};
use crate::math;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::{traits::AtLeast32BitUnsigned, Perbill};

/// Who rents out.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Supply<AccountId> {
	/// Whose chips they are.
	pub provider: AccountId,
	/// Who gets the rent.
	pub payee: AccountId,
}

/// How a lease ends.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Ending {
	/// When its time is over.
	InTime,
	/// Early, by the renter, who pays for the time of notice.
	WithNotice,
	/// Early, by the renter, whose provider has missed rounds.
	WithoutNotice,
	/// Early, by the provider, which pays a penalty.
	ByProvider,
	/// Early, by both.
	ByAgreement,
}

/// The time in which a renter has the chips.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Lease<BlockNumber> {
	/// Its first block.
	pub started_at: BlockNumber,
	/// The block after its last.
	pub ends_at: BlockNumber,
	/// How it ends.
	pub ending: Ending,
}

/// What is on hold for an order, planck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Held {
	/// Rent that is not paid, in the renter's account.
	pub rent: Balance,
	/// The renter's deposit.
	pub deposit: Balance,
	/// The provider's bond.
	pub bond: Balance,
	/// For the record in storage, in the renter's account.
	pub storage: Balance,
}

/// What the sides think of each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Scores {
	/// What the renter thinks of the provider.
	pub renter: Option<Score>,
	/// What the provider thinks of the renter.
	pub provider: Option<Score>,
}

/// What the arbiter decides.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Split {
	/// The payee's part of the rent that is on hold. The rest is the renter's.
	pub rent: Perbill,
	/// The renter's part of its deposit. The rest is the payee's.
	pub deposit: Perbill,
	/// The provider's part of its bond. The rest is the renter's.
	pub bond: Perbill,
}

/// Credentials, encrypted to the renter's key. `Bytes` is what holds a ciphertext.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Credentials<Bytes> {
	/// The ciphertext itself.
	Ciphertext(Bytes),
	/// Blake2-256 of a ciphertext that the renter has from elsewhere.
	Hash(H256),
}

impl<Bytes: AsRef<[u8]>> Credentials<Bytes> {
	/// Bytes of the ciphertext that are on chain.
	pub fn size(&self) -> u32 {
		match self {
			Self::Ciphertext(bytes) => u32::try_from(bytes.as_ref().len()).unwrap_or(u32::MAX),
			Self::Hash(_) => 0,
		}
	}

	/// Blake2-256 of the ciphertext, which the renter confirms. `None` if there is none.
	pub fn hash(&self) -> Option<H256> {
		match self {
			Self::Ciphertext(bytes) if bytes.as_ref().is_empty() => None,
			Self::Ciphertext(bytes) => Some(H256(sp_io::hashing::blake2_256(bytes.as_ref()))),
			Self::Hash(hash) => Some(*hash),
		}
	}
}

/// What the clock has done to an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
	/// The lease is over: the chips are to be released.
	pub lease_over: bool,
	/// The arbiter has let its time pass.
	pub dispute_over: bool,
	/// The rent is the provider's.
	pub rent_due: bool,
	/// It is closed.
	pub closed: Option<Outcome>,
}

/// What a provider has earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dues {
	/// Its part of the rent, what it has drawn before included, planck.
	pub rent: Balance,
	/// What it owes the renter, planck.
	pub penalty: Balance,
}

/// An order. `Tasks` is a list of [`SubTask`]s.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Order<AccountId, BlockNumber, Tasks> {
	/// Who pays.
	pub renter: AccountId,
	/// Who rents out; nobody yet where it is requested.
	pub supply: Option<Supply<AccountId>>,
	/// What the renter needs.
	pub need: Need<BlockNumber, Tasks>,
	/// Price of one chip for one block, planck: the highest where it is requested.
	pub price: Balance,
	/// Up to which the lease can be extended, in blocks.
	pub max_duration: BlockNumber,
	/// The whole rent, planck.
	pub rent: Balance,
	/// The renter's deposit, planck.
	pub deposit: Balance,
	/// The provider's bond, planck.
	pub bond: Balance,
	/// The rules it was made under.
	pub conditions: Conditions<BlockNumber>,
	/// Hash of its terms, once it has a provider.
	pub hash: Option<H256>,
	/// What it waits for.
	pub state: OrderState,
	/// The first block in which it waits no more.
	pub until: BlockNumber,
	/// What is on hold for it.
	pub held: Held,
	/// The provider's part of the rent so far, planck.
	pub paid: Balance,
	/// The time in which the renter has the chips, once that has begun.
	pub lease: Option<Lease<BlockNumber>>,
	/// Hash of the credentials, once they are delivered.
	pub credentials: Option<H256>,
	/// What the sides think of each other.
	pub scores: Scores,
	/// Whether there was a dispute: there is only one.
	pub disputed: bool,
	/// Number of bids.
	pub bids: u32,
}

impl<AccountId, BlockNumber, Tasks> Order<AccountId, BlockNumber, Tasks>
where
	AccountId: Clone + PartialEq,
	BlockNumber: AtLeast32BitUnsigned + Copy,
	Tasks: Clone + AsRef<[SubTask<BlockNumber>]> + AsMut<[SubTask<BlockNumber>]>,
{
	/// An order that waits for a provider.
	pub fn new(
		renter: AccountId,
		need: Need<BlockNumber, Tasks>,
		conditions: Conditions<BlockNumber>,
		now: BlockNumber,
	) -> Self {
		let duration = need.duration;
		let mut order = Self {
			renter,
			supply: None,
			need,
			price: 0,
			max_duration: duration,
			rent: 0,
			deposit: 0,
			bond: 0,
			conditions,
			hash: None,
			state: OrderState::Requested,
			until: now,
			held: Held::default(),
			paid: 0,
			lease: None,
			credentials: None,
			scores: Scores::default(),
			disputed: false,
			bids: 0,
		};
		order.enter(OrderState::Requested, now);
		order
	}

	/// Sets the price, and what follows from it. `None` if that is too much, or nothing.
	pub fn price_at(&mut self, price: Balance) -> Option<()> {
		let rent = self.rent_for(price, self.need.duration).filter(|rent| *rent > 0)?;
		let shares = self.conditions.shares;
		self.price = price;
		self.rent = rent;
		self.deposit = shares.deposit.mul_ceil(rent);
		self.bond = shares.bond.mul_ceil(rent);
		Some(())
	}

	/// The rent of the first `elapsed` blocks, rounded down.
	fn rent_for(&self, price: Balance, elapsed: BlockNumber) -> Option<Balance> {
		math::rent(price, self.need.metered(elapsed)?)
	}

	/// The rent that the terms make.
	pub fn full_rent(&self) -> Option<Balance> {
		self.rent_for(self.price, self.need.duration)
	}

	/// All that the two sides agree on, once there are two.
	pub fn terms(&self) -> Option<OrderTerms<AccountId, BlockNumber, Tasks>> {
		let supply = self.supply.as_ref()?;
		Some(OrderTerms {
			renter: self.renter.clone(),
			provider: supply.provider.clone(),
			payee: supply.payee.clone(),
			model: self.need.model,
			chips: self.need.chips,
			price: self.price,
			duration: self.need.duration,
			max_duration: self.max_duration,
			kind: self.need.kind.clone(),
			key: self.key(),
			rent: self.rent,
			deposit: self.deposit,
			bond: self.bond,
			conditions: self.conditions,
		})
	}

	/// The hash of the terms, once there are two sides.
	pub fn hash_of_terms(&self, genesis: H256, order: OrderId) -> Option<H256>
	where
		AccountId: Encode,
		BlockNumber: Encode,
		Tasks: Encode,
	{
		Some(OrderStatement { genesis, order, terms: self.terms()? }.hash())
	}

	/// What credentials are encrypted to.
	pub fn key(&self) -> EncryptionKey {
		self.need.key
	}

	/// The provider, if there is one.
	pub fn provider(&self) -> Option<&AccountId> {
		self.supply.as_ref().map(|supply| &supply.provider)
	}

	/// The side that an account is on.
	pub fn role_of(&self, who: &AccountId) -> Option<Role> {
		if *who == self.renter {
			Some(Role::Renter)
		} else {
			self.provider().filter(|provider| *provider == who).map(|_| Role::Provider)
		}
	}

	/// The account of a side.
	pub fn party(&self, role: Role) -> Option<&AccountId> {
		match role {
			Role::Renter => Some(&self.renter),
			Role::Provider => self.provider(),
		}
	}

	/// Enters a state in block `from`, and sets its deadline.
	pub fn enter(&mut self, state: OrderState, from: BlockNumber) {
		use OrderState::*;
		let periods = &self.conditions.periods;
		let period = match state {
			Requested | Placed => periods.accept,
			Accepted => periods.deliver,
			Delivered => periods.confirm,
			Running => self.need.duration,
			Ended | ProviderRated => periods.rate,
			Overdue | RenterRated => periods.counter,
			Unrated => periods.grace,
			Disputed(_) => periods.arbitration,
		};
		// The provider's rating takes nothing from the renter's time, and adds nothing to it.
		if (self.state, state) != (Ended, ProviderRated) {
			self.until = from.saturating_add(period);
		}
		self.state = state;
	}

	/// Takes the order through the deadlines that have passed, up to one that closes it.
	pub fn progress(&mut self, now: BlockNumber) -> Progress {
		let mut progress = Progress::default();
		while self.until <= now {
			match self.state.next(Step::Lapse) {
				Ok(Next::State(state)) => {
					progress.lease_over |= self.state == OrderState::Running;
					progress.dispute_over |= matches!(self.state, OrderState::Disputed(_));
					progress.rent_due |= state == OrderState::Unrated;
					self.enter(state, self.until);
				}
				Ok(Next::Closed(outcome)) => {
					progress.closed = Some(outcome);
					break;
				}
				Err(_) => break,
			}
		}
		progress
	}

	/// Begins the lease.
	pub fn start(&mut self, now: BlockNumber) {
		self.enter(OrderState::Running, now);
		self.lease = Some(Lease { started_at: now, ends_at: self.until, ending: Ending::InTime });
	}

	/// Lengthens the lease, and returns the rent that comes with it. `None` where that is too much.
	pub fn extend(&mut self, blocks: BlockNumber) -> Option<Balance> {
		let lease = self.lease.as_mut()?;
		self.need.extend(blocks)?;
		self.until = self.until.checked_add(&blocks)?;
		lease.ends_at = self.until;
		let rent = self.full_rent()?;
		let more = rent.checked_sub(self.rent)?;
		self.rent = rent;
		self.held.rent = self.held.rent.checked_add(more)?;
		Some(more)
	}

	/// What the provider has earned in the first part of the lease, up to `now`, of which it was away
	/// for `down` blocks; rounded down.
	pub fn earned(&self, now: BlockNumber, down: BlockNumber) -> Option<Balance> {
		let lease = self.lease?;
		let elapsed = now.min(lease.ends_at).saturating_sub(lease.started_at);
		let accrued = self.rent_for(self.price, elapsed)?;
		math::earned(accrued, down.unique_saturated_into(), elapsed.unique_saturated_into())
	}

	/// What the provider has earned in the whole lease, of which it was away for `down` blocks, and
	/// what it owes for the way in which it ended.
	pub fn dues(&self, down: BlockNumber) -> Option<Dues> {
		let lease = self.lease?;
		let mut rent = self.earned(lease.ends_at, down)?;
		if lease.ending == Ending::WithNotice {
			let elapsed = lease.ends_at.saturating_sub(lease.started_at);
			let billed = elapsed.saturating_add(self.conditions.periods.notice);
			let before = self.rent_for(self.price, elapsed)?;
			let notice = self.rent_for(self.price, billed)?.checked_sub(before)?;
			rent = rent.checked_add(notice)?;
		}
		let penalty = match lease.ending {
			Ending::ByProvider => self.penalty(),
			_ => 0,
		};
		Some(Dues { rent, penalty })
	}

	/// What a provider pays that delivers nothing, or ends the lease early; rounded up.
	pub fn penalty(&self) -> Balance {
		self.conditions.shares.penalty.mul_ceil(self.bond)
	}

	/// How much the provider may draw in block `now`, having been away for `down` blocks: a safe share
	/// of what it has earned, all of which its bond, less a penalty, makes good if it comes to that.
	pub fn drawable(&self, now: BlockNumber, down: BlockNumber) -> Option<Balance> {
		let share = self.conditions.shares.draw.mul_floor(self.earned(now, down)?);
		let covered = self.held.bond.saturating_sub(self.penalty());
		Some(share.min(covered).saturating_sub(self.paid))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::types::{OrderKind, Periods, Rated, Shares};
	use proptest::prelude::*;

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
			move |down| {
				let dues = order.dues(down).unwrap();
				(dues.rent, dues.penalty)
			}
		};
		assert_eq!(end(300, Ending::InTime)(0), (1_500, 0));
		assert_eq!(end(300, Ending::InTime)(7), (1_395, 0));
		assert_eq!(end(300, Ending::InTime)(100), (0, 0));
		assert_eq!(end(300, Ending::InTime)(101), (0, 0));
		// Notice is paid for, up to the end that there would have been.
		assert_eq!(end(240, Ending::WithNotice)(0), (600 + 120, 0));
		assert_eq!(end(240, Ending::WithNotice)(40), (120, 0));
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
		assert_eq!(order.drawable(200, 0), Some(0));
		assert_eq!(order.drawable(210, 0), Some(120));
		assert_eq!(order.drawable(210, 5), Some(60));
		order.paid = 100;
		assert_eq!(order.drawable(210, 0), Some(20));
		assert_eq!(order.drawable(210, 5), Some(0));
		// The bond of 750, less a penalty of 150.
		assert_eq!(order.drawable(299, 0), Some(500));
	}

	#[test]
	fn prices_have_bounds() {
		let mut order = order(5, 100);
		assert_eq!(order.price_at(0), None);
		assert_eq!(order.price_at(Balance::MAX), None);
		assert_eq!(order.price_at(Balance::MAX / 300), Some(()));
	}

	proptest! {
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
			let earned = order.earned(now, down).unwrap();
			let drawable = order.drawable(now, down).unwrap();
			prop_assert!(drawable <= earned && earned <= order.rent);
			prop_assert!(drawable + order.penalty() <= order.bond);
			let ending = [Ending::InTime, Ending::WithNotice, Ending::WithoutNotice, Ending::ByProvider];
			order.lease = Some(Lease { started_at: 200, ends_at: now, ending: ending[usize::from(early)] });
			let dues = order.dues(down).unwrap();
			prop_assert!(dues.rent <= order.rent && dues.penalty <= order.bond);
		}
	}
}
