//! Subscriptions and sessions, and who may call.

use super::{Balance, Blocks, Registration};
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use vajra_primitives::service::{NonceWindow, ServiceVersion};

/// A consumer's right to a number of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Subscription {
	/// What tells it from other ones of the same consumer.
	pub registration: Registration,
	/// The version that it is for.
	pub version: ServiceVersion,
	/// What one call is worth, planck.
	pub per_call: Balance,
	/// How many are left.
	pub calls: u32,
	/// How many of these the service has failed: a request came to no result, or could not be made.
	pub returned: u32,
	/// What is on hold for them, and what the price leaves beside them, planck.
	pub held: Balance,
	/// The last block in which it is good.
	pub until: Blocks,
	/// Nonces of calls made off chain that were redeemed.
	pub redeemed: NonceWindow,
}

impl Subscription {
	/// Takes a call out, and returns what it is worth. `None` if there is none left.
	pub fn take(&mut self) -> Option<Balance> {
		self.calls = self.calls.checked_sub(1)?;
		self.returned = self.returned.min(self.calls);
		self.held = self.held.checked_sub(self.per_call)?;
		Some(self.per_call)
	}

	/// Puts a call back.
	pub fn put_back(&mut self, fee: Balance) {
		self.calls = self.calls.saturating_add(1);
		self.returned = self.returned.saturating_add(1).min(self.calls);
		self.held = self.held.saturating_add(fee);
	}

	/// What calls are worth that the service has failed, planck.
	pub fn owed(&self) -> Balance {
		self.per_call.saturating_mul(self.returned.into()).min(self.held)
	}
}

/// A consumer's right to one operator's time.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Session<AccountId> {
	/// What tells it from other ones of the same consumer.
	pub registration: Registration,
	/// The version that it is for.
	pub version: ServiceVersion,
	/// Whose time.
	pub operator: AccountId,
	/// What a block costs, planck.
	pub price: Balance,
	/// What is on hold for it, planck.
	pub held: Balance,
	/// When it was opened.
	pub since: Blocks,
	/// The last block in which it is good.
	pub until: Blocks,
}

impl<AccountId> Session<AccountId> {
	/// What it has cost by block `now`: a block at least, and never more than what is on hold.
	pub fn cost(&self, now: Blocks) -> Balance {
		let blocks = now.min(self.until).saturating_sub(self.since).max(1);
		self.price.saturating_mul(blocks.into()).min(self.held)
	}
}

/// What a consumer may do with a service now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum Permission<AccountId> {
	/// Make requests at this price.
	PerCall {
		/// The version.
		version: ServiceVersion,
		/// The price, planck.
		price: Balance,
	},
	/// Call by subscription.
	Subscribed {
		/// The version.
		version: ServiceVersion,
		/// Calls that are left.
		calls: u32,
		/// The last block.
		until: Blocks,
	},
	/// Call one operator.
	InSession {
		/// The version.
		version: ServiceVersion,
		/// The operator.
		operator: AccountId,
		/// The last block.
		until: Blocks,
	},
	/// Nothing.
	Refused(Refusal),
}

/// Why a consumer may not call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum Refusal {
	/// There is no such service.
	ServiceNotFound,
	/// It takes no new customers for a while.
	ServicePaused,
	/// It takes no new customers ever again.
	ServiceRetired,
	/// Fewer operators serve than its quorum needs.
	TooFewOperators,
	/// The consumer cannot pay the price.
	InsufficientBalance,
	/// The service is called by subscription, and the consumer has none.
	NotSubscribed,
	/// The consumer's subscription is over.
	SubscriptionOver,
	/// No calls of the subscription are left.
	QuotaUsed,
	/// The service is called in sessions, and the consumer has none.
	NoSession,
	/// The consumer's session is over.
	SessionOver,
}
