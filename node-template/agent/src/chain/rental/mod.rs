//! Rented compute as the agent sees it: listings, orders, what both sides agree on and sign.

mod calls;
mod read;

pub use calls::{Placed, Settled};

use super::{AccountId, Balance, BlockNumber, Share};
use sp_core::H256;
use vajra_primitives::{
	rental::{
		Conditions, EncryptionKey, OrderId, OrderKind, OrderStatement, OrderTerms, Role, Score,
		SubTask,
	},
	ModelId, Power,
};

/// Name of the rental pallet in the runtime.
pub const RENTAL: &str = "RentalEscrow";

/// What chips are rented for.
pub type Kind = OrderKind<Vec<SubTask<BlockNumber>>>;

/// All that the two sides of an order agree on.
pub type Terms = OrderTerms<AccountId, BlockNumber, Vec<SubTask<BlockNumber>>>;

/// What a provider offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
	/// Price of one chip for one block, planck.
	pub price: Balance,
	/// Most chips of one order.
	pub max_chips: u32,
	/// Shortest lease, in blocks.
	pub min_duration: BlockNumber,
	/// Longest lease, extensions included, in blocks.
	pub max_duration: BlockNumber,
	/// Who gets the rent.
	pub payee: AccountId,
	/// Hashes of data sets that lie near the chips.
	pub datasets: Vec<H256>,
}

/// What a renter needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
	/// The chips' model.
	pub model: ModelId,
	/// How many chips.
	pub chips: u32,
	/// For how many blocks.
	pub duration: BlockNumber,
	/// What for.
	pub kind: Kind,
	/// What credentials are to be encrypted to.
	pub key: EncryptionKey,
}

/// Who had rated when a dispute was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rated {
	/// Neither side.
	Nobody,
	/// The renter.
	Renter,
	/// The provider.
	Provider,
}

/// What an order waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderState {
	/// A bid that the renter takes.
	Requested,
	/// The listing's provider, to accept.
	Placed,
	/// The provider, to deliver credentials.
	Accepted,
	/// The renter, to confirm them.
	Delivered,
	/// The end of the lease.
	Running,
	/// A rating; the renter's time.
	Ended,
	/// The provider's rating, the renter's time being over.
	Overdue,
	/// The provider's rating, the renter having rated.
	RenterRated,
	/// The renter's rating, the provider having rated.
	ProviderRated,
	/// The renter's rating; the rent is paid, the deposit is not back.
	Unrated,
	/// The arbiter.
	Disputed(Rated),
}

impl OrderState {
	/// Whether the lease is still to come, or runs.
	pub fn is_before_the_end(self) -> bool {
		matches!(
			self,
			Self::Requested | Self::Placed | Self::Accepted | Self::Delivered | Self::Running
		)
	}

	/// What it is, in a word or two.
	pub fn name(self) -> &'static str {
		match self {
			Self::Requested => "requested",
			Self::Placed => "placed",
			Self::Accepted => "accepted",
			Self::Delivered => "delivered",
			Self::Running => "running",
			Self::Ended => "ended",
			Self::Overdue => "overdue",
			Self::RenterRated => "renter rated",
			Self::ProviderRated => "provider rated",
			Self::Unrated => "unrated",
			Self::Disputed(_) => "disputed",
		}
	}

	/// What happens next if the sides do what they should.
	pub fn waits_for(self) -> &'static str {
		match self {
			Self::Requested => "the renter to take a bid",
			Self::Placed => "the provider to accept",
			Self::Accepted => "the provider to deliver credentials",
			Self::Delivered => "the renter to confirm the credentials",
			Self::Running => "the end of the lease",
			Self::Ended | Self::ProviderRated | Self::Unrated => "the renter to rate",
			Self::Overdue | Self::RenterRated => "the provider to rate",
			Self::Disputed(_) => "the arbiter",
		}
	}
}

/// How a lease ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
	/// Its first block.
	pub started_at: BlockNumber,
	/// The block after its last.
	pub ends_at: BlockNumber,
	/// How it ends.
	pub ending: Ending,
}

/// What is on hold for an order, planck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
	/// Rent that is not paid.
	pub rent: Balance,
	/// The renter's deposit.
	pub deposit: Balance,
	/// The provider's bond.
	pub bond: Balance,
	/// For the record in storage.
	pub storage: Balance,
}

/// An order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
	/// Who pays.
	pub renter: AccountId,
	/// Whose chips they are, and who gets the rent; nobody yet where it is requested.
	pub supply: Option<(AccountId, AccountId)>,
	/// What the renter needs.
	pub need: Need,
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
	pub lease: Option<Lease>,
	/// Hash of the credentials, once they are delivered.
	pub credentials: Option<H256>,
	/// What the renter thinks of the provider.
	pub renter_score: Option<Score>,
	/// What the provider thinks of the renter.
	pub provider_score: Option<Score>,
	/// Whether there was a dispute.
	pub disputed: bool,
	/// Number of bids.
	pub bids: u32,
}

impl Order {
	/// The provider, if there is one.
	pub fn provider(&self) -> Option<&AccountId> {
		self.supply.as_ref().map(|(provider, _)| provider)
	}

	/// The side that an account is on.
	pub fn role_of(&self, who: &AccountId) -> Option<Role> {
		if *who == self.renter {
			Some(Role::Renter)
		} else {
			self.provider().filter(|provider| *provider == who).map(|_| Role::Provider)
		}
	}

	/// All that the two sides agree on, once there are two.
	pub fn terms(&self) -> Option<Terms> {
		let (provider, payee) = self.supply?;
		Some(OrderTerms {
			renter: self.renter,
			provider,
			payee,
			model: self.need.model,
			chips: self.need.chips,
			price: self.price,
			duration: self.need.duration,
			max_duration: self.max_duration,
			kind: self.need.kind.clone(),
			key: self.need.key,
			rent: self.rent,
			deposit: self.deposit,
			bond: self.bond,
			conditions: self.conditions,
		})
	}

	/// The hash of its terms as this agent reads them. Whoever signs or names a hash makes sure with
	/// this that it says what the order says.
	pub fn hash_of_terms(&self, genesis: H256, order: OrderId) -> Option<H256> {
		Some(OrderStatement { genesis, order, terms: self.terms()? }.hash())
	}
}

/// A provider's bid for a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bid {
	/// The provider.
	pub provider: AccountId,
	/// Price of one chip for one block, planck.
	pub price: Balance,
	/// Longest lease, extensions included, in blocks.
	pub max_duration: BlockNumber,
	/// What is on hold as a bond, planck.
	pub bond: Balance,
}

/// Delivered credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
	/// The ciphertext itself.
	Ciphertext(Vec<u8>),
	/// Blake2-256 of a ciphertext that the renter has from elsewhere.
	Hash(H256),
}

/// How much each quality counts in a ranking: only the proportions matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weights {
	/// How many of the chips on offer are free.
	pub load: u32,
	/// How far the price is below the highest that would be paid.
	pub price: u32,
	/// What renters think of the provider.
	pub reputation: u32,
	/// Whether the data set lies near the chips.
	pub affinity: u32,
	/// Proved power.
	pub power: u32,
}

/// What a ranking is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
	/// The chips' model.
	pub model: ModelId,
	/// How many chips.
	pub chips: u32,
	/// For how many blocks.
	pub duration: BlockNumber,
	/// The highest price of one chip for one block, planck.
	pub max_price: Balance,
	/// The data set that the chips should be near.
	pub dataset: Option<H256>,
	/// Value of rated orders, in planck, with which a reputation is believed by half.
	pub familiar: Balance,
	/// Proved power that is as good as any more.
	pub full_power: Power,
	/// How much each quality counts.
	pub weights: Weights,
}

/// A provider in a ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
	/// The provider.
	pub provider: AccountId,
	/// Its price of one chip for one block, planck.
	pub price: Balance,
	/// How many of its chips can be reserved now.
	pub available: u32,
	/// What the strategy makes of it: the whole is best.
	pub score: Share,
}

/// What an account is thought of in a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reputation {
	/// The mean of its scores: the whole is best.
	pub mean: Share,
	/// What it is the mean of, planck.
	pub weight: Balance,
}

/// What the arbiter decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
	/// The payee's part of the rent that is on hold.
	pub rent: Share,
	/// The renter's part of its deposit.
	pub deposit: Share,
	/// The provider's part of its bond.
	pub bond: Share,
}

/// How an order closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
	/// By its renter, or declined by the provider.
	Cancelled,
	/// No provider accepted.
	NotAccepted,
	/// The provider delivered no credentials.
	NotDelivered,
	/// The renter did not confirm.
	NotConfirmed,
	/// Both have rated.
	Signed,
	/// Both have signed a settlement of their own.
	Agreed,
	/// The renter has rated, the provider has not.
	ProviderSilent,
	/// Neither has rated.
	BothSilent,
	/// The renter has rated late.
	RatedLate,
	/// The renter has never rated.
	Forfeited,
	/// The arbiter has decided.
	Arbitrated,
}

impl Outcome {
	/// What that means, for people.
	pub fn meaning(self) -> &'static str {
		match self {
			Self::Cancelled => "cancelled; all is back",
			Self::NotAccepted => "no provider accepted; all is back",
			Self::NotDelivered => {
				"no credentials in time; rent and deposit are the renter's, with a penalty on top"
			}
			Self::NotConfirmed => "the credentials were not confirmed in time; all is back",
			Self::Signed => {
				"both have rated; rent and bond are the provider's, the deposit the renter's"
			}
			Self::Agreed => "both have signed how to settle it",
			Self::ProviderSilent => "the provider has not rated; rent and deposit are the renter's",
			Self::BothSilent => "neither has rated; rent and deposit are the renter's",
			Self::RatedLate => "rated late; the deposit is the renter's",
			Self::Forfeited => "the renter has never rated; the deposit is forfeited",
			Self::Arbitrated => "the arbiter has decided",
		}
	}
}

/// Records for tests.
#[cfg(test)]
pub(crate) mod testing {
	use super::*;
	use sp_arithmetic::Perbill;
	use vajra_primitives::rental::{Periods, Shares};

	/// A lease of 16 chips for 40 blocks at 5 planck.
	pub(crate) fn order(renter: AccountId, provider: AccountId, state: OrderState) -> Order {
		let kind = OrderKind::TimeHire { image: H256::repeat_byte(7) };
		let shares = Shares {
			deposit: Perbill::from_percent(10),
			bond: Perbill::from_percent(30),
			penalty: Perbill::from_percent(20),
			draw: Perbill::from_percent(80),
			fee: Perbill::from_percent(1),
		};
		let periods = Periods {
			accept: 20,
			deliver: 20,
			confirm: 20,
			rate: 40,
			counter: 15,
			grace: 30,
			arbitration: 20,
			notice: 5,
		};
		Order {
			renter,
			supply: Some((provider, provider)),
			need: Need { model: 0, chips: 16, duration: 40, kind, key: [9; 32] },
			price: 5,
			max_duration: 80,
			rent: 3_200,
			deposit: 320,
			bond: 960,
			conditions: Conditions { periods, shares },
			hash: Some(H256::repeat_byte(3)),
			state,
			until: 100,
			held: Held { rent: 3_200, deposit: 320, bond: 960, storage: 10 },
			paid: 0,
			lease: None,
			credentials: None,
			renter_score: None,
			provider_score: None,
			disputed: false,
			bids: 0,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn hash_binds_each_term() {
		let [renter, provider, other] = [1, 2, 3].map(|n| AccountId::from([n; 32]));
		let order = testing::order(renter, provider, OrderState::Placed);
		let (genesis, id) = (H256::repeat_byte(1), 7);
		let hash = order.hash_of_terms(genesis, id).unwrap();
		assert_ne!(order.hash_of_terms(genesis, 8), Some(hash));
		assert_ne!(order.hash_of_terms(H256::zero(), id), Some(hash));
		let changes: [fn(&mut Order, AccountId); 8] = [
			|order, other| order.renter = other,
			|order, other| order.supply = Some((other, order.supply.unwrap().1)),
			|order, other| order.supply = Some((order.supply.unwrap().0, other)),
			|order, _| order.price += 1,
			|order, _| order.need.chips += 1,
			|order, _| order.need.duration += 1,
			|order, _| order.need.key[0] ^= 1,
			|order, _| order.conditions.periods.notice += 1,
		];
		for change in changes {
			let mut changed = order.clone();
			change(&mut changed, other);
			assert_ne!(changed.hash_of_terms(genesis, id), Some(hash), "{changed:?}");
		}
		assert_eq!(Order { supply: None, ..order }.hash_of_terms(genesis, id), None);
	}

	#[test]
	fn sides_are_told_apart() {
		let [renter, provider, other] = [1, 2, 3].map(|n| AccountId::from([n; 32]));
		let order = testing::order(renter, provider, OrderState::Placed);
		let roles = [renter, provider, other].map(|who| order.role_of(&who));
		assert_eq!(roles, [Some(Role::Renter), Some(Role::Provider), None]);
	}
}
