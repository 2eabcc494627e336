//! A service, its versions, and its good name.

use super::{Balance, Blocks, ServiceTerms};
use crate::math;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::{PerThing, Perbill};
use vajra_primitives::service::{AnswerKind, ServiceId, ServiceVersion};

/// A category or tag: up to 32 bytes, for example UTF-8.
pub type Label = BoundedVec<u8, ConstU32<32>>;
/// Tags of a service, ascending and unique.
pub type Tags = BoundedVec<Label, ConstU32<8>>;

/// What a service wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Status {
	/// To be called.
	Active,
	/// No new customers for a while. Those who have a subscription or a session are served.
	Paused,
	/// No new customers ever again.
	Retired,
}

/// Who may be an operator of a service.
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
pub enum Admission {
	/// Whoever has the stake, as long as there is room.
	Open,
	/// Whom the owner approves of.
	Approved,
	/// Those with the most stake.
	Elected {
		/// How many of them.
		seats: u32,
	},
}

/// What a service costs. Amounts in planck.
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
pub enum Pricing {
	/// A price for each request that has a result.
	PerCall {
		/// The price.
		price: Balance,
	},
	/// A price for a number of requests or calls within a period.
	Subscription {
		/// The price of all of them.
		price: Balance,
		/// Blocks.
		period: Blocks,
		/// How many.
		quota: u32,
	},
	/// A price for each block in which one operator is at the consumer's disposal, off chain.
	Session {
		/// The price of a block.
		price: Balance,
		/// Longest session, blocks.
		longest: Blocks,
	},
}

impl Pricing {
	/// What is paid at once, for `blocks` of a session. `None` if it does not fit: nothing becomes free
	/// by being too large.
	pub fn due(&self, blocks: Blocks) -> Option<Balance> {
		match self {
			Self::PerCall { price } | Self::Subscription { price, .. } => Some(*price),
			Self::Session { price, .. } => price.checked_mul(blocks.into()),
		}
	}

	/// What one call or block is worth, rounded down. `None` for a subscription without calls.
	pub fn unit(&self) -> Option<Balance> {
		match self {
			Self::PerCall { price } | Self::Session { price, .. } => Some(*price),
			Self::Subscription { price, quota, .. } => price.checked_div((*quota).into()),
		}
	}

	/// Whether its price is at least the least, and its length in bounds.
	pub fn is_within(&self, terms: &ServiceTerms) -> bool {
		let length = match self {
			Self::PerCall { .. } => 1,
			Self::Subscription { period, .. } => *period,
			Self::Session { longest, .. } => *longest,
		};
		let affordable = self.due(length).is_some_and(|due| due > 0);
		let dear = self.unit().is_some_and(|unit| unit >= terms.min_price);
		affordable && dear && (1..=terms.max_period).contains(&length)
	}
}

/// How operators answer, and how long they have, in blocks after that of the request.
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
pub enum Answering {
	/// Each commits to an answer, and reveals it when nobody can commit any more: nobody can copy.
	CommitReveal {
		/// Blocks for commitments.
		commit: Blocks,
		/// Blocks for reveals, after those.
		reveal: Blocks,
	},
	/// They sign their answers, and anyone reports them. Who answers late can know the others' answers.
	SignedReport {
		/// Blocks for reports.
		answer: Blocks,
	},
}

impl Answering {
	/// Whether its windows are in bounds.
	pub fn is_within(&self, terms: &ServiceTerms) -> bool {
		let bounds = terms.min_window..=terms.max_window;
		match self {
			Self::CommitReveal { commit, reveal } => {
				bounds.contains(commit) && bounds.contains(reveal)
			}
			Self::SignedReport { answer } => bounds.contains(answer),
		}
	}
}

/// Who gets what a service earns. Exactly all of it.
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
pub struct Shares {
	/// The owner.
	pub owner: Perbill,
	/// The operators whose answers the result confirms, in equal parts.
	pub operators: Perbill,
	/// The developer.
	pub developer: Perbill,
	/// The treasury, which also gets what rounding leaves and what nobody can take.
	pub treasury: Perbill,
	/// Nobody.
	pub burned: Perbill,
}

impl Shares {
	/// Whether they make exactly one.
	pub fn are_whole(&self) -> bool {
		let parts = [self.owner, self.operators, self.developer, self.treasury, self.burned];
		let sum: u64 = parts.iter().map(|part| u64::from(part.deconstruct())).sum();
		sum == u64::from(Perbill::ACCURACY)
	}

	/// What neither the owner nor anybody it can choose gets.
	pub fn common(&self) -> Perbill {
		Perbill::from_parts(self.treasury.deconstruct().saturating_add(self.burned.deconstruct()))
	}
}

/// What requests of one version are made by. It never changes.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Rules<AccountId, Consensus> {
	/// What it costs.
	pub pricing: Pricing,
	/// How operators answer.
	pub answering: Answering,
	/// With what.
	pub kind: AnswerKind,
	/// How answers become a result.
	pub consensus: Consensus,
	/// How many answers, or equal answers, a result takes: the strategy says which.
	pub quorum: u32,
	/// Who gets what it earns.
	pub shares: Shares,
	/// Who has the developer's share.
	pub developer: AccountId,
}

/// A version of a service. It stays as long as something refers to it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Release<AccountId, Consensus> {
	/// Blake2-256 of its interface's schema in canonical form.
	pub fingerprint: H256,
	/// What it is called by.
	pub rules: Rules<AccountId, Consensus>,
	/// Open requests, subscriptions and sessions that refer to it.
	pub users: u32,
}

/// Where a service is found.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Listing {
	/// What kind of service it is.
	pub category: Label,
	/// What else it is found by.
	pub tags: Tags,
}

impl Listing {
	/// Whether no label is empty, and tags ascend without repetition.
	pub fn is_sound(&self) -> bool {
		!self.category.is_empty()
			&& self.tags.iter().all(|tag| !tag.is_empty())
			&& self.tags.windows(2).all(|pair| pair[0] < pair[1])
	}
}

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Service<AccountId> {
	/// Who decides about it, and has the owner's share.
	pub owner: AccountId,
	/// What the owner wants.
	pub status: Status,
	/// Where it is found.
	pub listing: Listing,
	/// Who may be an operator.
	pub admission: Admission,
	/// Least stake of an operator, planck.
	pub min_stake: Balance,
	/// What is on hold in the owner's account for it, planck.
	pub deposit: Balance,
	/// The oldest version that is kept.
	pub oldest: ServiceVersion,
	/// The latest version.
	pub current: ServiceVersion,
	/// Records of operators, whatever they do.
	pub operators: u32,
	/// Open requests, subscriptions and sessions.
	pub users: u32,
	/// How its requests went.
	pub reputation: Reputation,
	/// What evaluators found last.
	pub tested: Option<Tested>,
	/// Its place among others, as it was last found out.
	pub rank: u64,
}

/// What evaluators found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Tested {
	/// The median of their scores.
	pub score: Perbill,
	/// When.
	pub at: Blocks,
}

/// How well things went, by their value: one large request outweighs many small ones, and what is
/// long past counts little. Value is what a request has cost for sure, the part that is burned or the
/// treasury's, so that a good name costs as much as it is worth, to those as well who pay themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Reputation {
	/// Value of what went well, planck.
	pub good: Balance,
	/// Value of all there was, planck.
	pub total: Balance,
	/// The block at which these were right.
	pub at: Blocks,
}

impl Reputation {
	/// What is left of it at block `now`.
	pub fn decayed(&self, now: Blocks, half_life: Blocks) -> Self {
		let elapsed = now.saturating_sub(self.at);
		let good = math::decay(self.good, elapsed, half_life);
		let total = math::decay(self.total, elapsed, half_life);
		Self { good, total, at: now.max(self.at) }
	}

	/// Adds something of this value that went well, or did not.
	pub fn note(&mut self, well: bool, value: Balance, now: Blocks, half_life: Blocks) {
		*self = self.decayed(now, half_life);
		self.total = self.total.saturating_add(value);
		if well {
			self.good = self.good.saturating_add(value);
		}
	}

	/// The share of what went well, of all there was and `doubt`. Rounded down.
	pub fn score(&self, doubt: Balance) -> Perbill {
		if self.good == 0 {
			return Perbill::zero();
		}
		Perbill::from_rational(self.good, self.total.saturating_add(doubt))
	}

	/// Its place among others; more is better. It does not change as time goes by, as all reputations
	/// decay alike, so that it can be stored: see [`math::rank`].
	pub fn rank(&self, half_life: Blocks) -> u64 {
		math::rank(self.good, self.total, self.at, half_life)
	}
}

/// A service's place in an index: the higher its rank the earlier, and among equals the older one.
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
pub struct Rank {
	/// The rank, subtracted from the largest number, most significant byte first.
	inverted: [u8; 8],
	/// The id, most significant byte first.
	id: [u8; 4],
}

impl Rank {
	/// The place of a service.
	pub fn new(rank: u64, service: ServiceId) -> Self {
		Self { inverted: (u64::MAX - rank).to_be_bytes(), id: service.to_be_bytes() }
	}

	/// Its rank.
	pub fn rank(&self) -> u64 {
		u64::MAX - u64::from_be_bytes(self.inverted)
	}

	/// Its id.
	pub fn service(&self) -> ServiceId {
		ServiceId::from_be_bytes(self.id)
	}
}
