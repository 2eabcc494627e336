//! # Rental escrow
//!
//! Compute for rent, in two phases and with two signatures: money is on hold before a lease begins,
//! both sides sign at its end, and every silence has one outcome (RPOI).
//!
//! ## Pallet API
//!
//! See [`Config`] for what a runtime provides, [`Call`] for what users do, [`Error`] for what can
//! be wrong with it, [`Event`] for what happened. The messages that the sides sign are in
//! `vajra_primitives::rental`.
//!
//! ## Overview
//!
//! A **provider** lists chips with a price; a **renter** takes the listing, or requests chips and takes
//! one of the bids. Rent and deposit are on hold in the renter's account from then on. The price, the
//! payee, all shares and deadlines are copied into the order, and its **hash** binds them.
//!
//! *Phase I*: the provider accepts, which puts a bond on hold in its account and reserves its chips, and
//! delivers credentials, encrypted to the renter's key. The renter confirms that they open. With that,
//! never before, the lease begins.
//!
//! *Phase II*: after the lease the renter rates, the provider rates back, and in the same step the deposit
//! is the renter's, the rent is the payee's, and the bond is the provider's again. Both signatures in one
//! call do the same, whoever sends it.
//!
//! Either side may end a lease early, the renter may extend it, the provider may draw part of what it has
//! earned. Time in which the provider missed rounds is not paid for. Either side may ask the arbiter
//! instead of rating.
//!
//! ## State machine
//!
//! [`OrderState::next`] is all of it. Each state has one deadline: before it the sides act, from
//! it on only the clock does. `…` marks what [`Call::resolve`] does then, for anyone.
//!
//! ```text
//! request                     place_order
//!    │                             │
//! Requested ─ cancel ─▶ ◼     Placed ─ cancel ─▶ ◼ Cancelled
//!    │   └…▶ ◼ NotAccepted         │   └…▶ ◼ NotAccepted
//!    │ take_bid                    │ accept
//!    └───────────┬─────────────────┘
//!             Accepted ……▶ ◼ NotDelivered
//!                │ deliver
//!            Delivered ……▶ ◼ NotConfirmed
//!                │ confirm
//!             Running ⟲ extend, draw
//!                │ end, or …
//!              Ended ─ rate (renter) ──▶ RenterRated ─ rate (provider) ──▶ ◼ Signed
//!              │ │ │                          └…▶ ◼ ProviderSilent
//!              │ │ └─ rate (provider) ─▶ ProviderRated ─ rate (renter) ──▶ ◼ Signed
//!              │ …                            …
//!              │ Overdue ─ rate (provider) ─▶ Unrated ─ rate (renter) ──▶ ◼ RatedLate
//!              │ └…▶ ◼ BothSilent             └…▶ ◼ Forfeited
//!              │
//!              └ dispute ▶ Disputed ─ resolve_dispute ──▶ ◼ Arbitrated
//!                              └…▶ as before, with full time again
//!
//! from Running on, but not from Unrated: settle_signed ──▶ ◼ Agreed
//! ```
//!
//! Who could rate can open a dispute instead, once in an order.
//!
//! ## Silence
//!
//! | what did not happen | outcome | rent | deposit | bond |
//! | --- | --- | --- | --- | --- |
//! | no provider accepted | `NotAccepted` | renter | renter | – |
//! | no credentials in time | `NotDelivered` | renter | renter | penalty: renter; rest: provider |
//! | renter did not confirm | `NotConfirmed` | renter | renter | provider |
//! | renter silent, provider rated | (`Unrated`) | payee | stays | provider |
//! | … and silent for the grace | `Forfeited` | | [`Config::Forfeits`] | |
//! | provider silent, renter rated | `ProviderSilent` | renter | renter | provider |
//! | both silent | `BothSilent` | renter | renter | provider |
//! | arbiter silent | as before the dispute | | | |
//!
//! What was drawn comes back out of the bond where the rent is the renter's, and a penalty for an early
//! end is paid in each case. Only ratings that led to a payment make a reputation; a provider that took an
//! order and delivered nothing, or did not rate after its renter had, is rated zero.
//!
//! ## Terminology
//!
//! - **Payee**: the account that a provider wants its rent in.
//! - **Metered**: thousandths of a chip times blocks, summed over sub-tasks; what a price is for. The chips
//!   are reserved for the whole lease, also where sub-tasks end before it: a provider looks at an order's
//!   rent, not at its price alone, before it accepts.
//! - **Draw**: rent that is paid during the lease. It is never more than the bond, less a penalty,
//!   so that each outcome can still be made good.
//! - **Fee**: a share of paid rent that goes to [`Config::Fees`], so that renting from oneself under
//!   two names costs something.
//! - **Lapse**: what the clock does at a deadline.
//!
//! ## Who can block whom
//!
//! Nobody. All value is on hold in the account of whom it came from, for this pallet, in amounts that the
//! order states. A payee that cannot take its rent does not stop a settlement: the provider gets it, or
//! [`Config::Forfeits`] where that fails, too. Only a draw waits instead. A keeper that would not take an
//! order's chips back, against its promise, does not stop it either: [`Event::ChipsNotReleased`] says so.
//! But a renter that does not confirm has kept chips and bond for nothing, and so has a provider that
//! delivers what does not open kept rent and deposit: `Periods::confirm` is best short.
//!
//! ## Time away
//!
//! [`Config::Downtime`] knows which rounds a provider missed once somebody has reported them. A lease is
//! settled with what is known at that moment: a renter rates when no more misses can be reported, for which
//! `Periods::rate` leaves time, and reports them itself. Each sub-task is metered by the blocks in which it
//! ran and the provider was there. Who ends a lease in which there was a miss pays no notice, even if the
//! miss is known only later.
//!
//! ## Cost
//!
//! Each call is O(1) but for an order's own sub-tasks and ciphertext, which are bounded. There is no hook.
//!
//! ## Example
//!
//! The hash that both sides agree on:
//!
//! ```
//! use pallet_rental_escrow::{Conditions, OrderKind, OrderStatement, OrderTerms, SubTask};
//! use sp_core::H256;
//!
//! let terms = OrderTerms {
//!     renter: 1u64,
//!     provider: 2,
//!     payee: 2,
//!     model: 0,
//!     chips: 16,
//!     price: 5,
//!     duration: 100u32,
//!     max_duration: 100,
//!     kind: OrderKind::<Vec<SubTask<u32>>>::TimeHire { image: H256::repeat_byte(7) },
//!     key: [9; 32],
//!     rent: 8_000,
//!     deposit: 800,
//!     bond: 4_000,
//!     conditions: Conditions::default(),
//! };
//! let statement = |order| OrderStatement { genesis: H256::zero(), order, terms: terms.clone() };
//! assert_ne!(statement(0).hash(), statement(1).hash());
//! ```
//!
//! ## Invariants
//!
//! `try_state` proves each by equality, in this order:
//!
//! 1. What is on hold in each account, reason by reason, is what listings, bids and orders say; nothing
//!    is on hold in any other account.
//! 2. An order's rent is what its price makes of what is metered, and what is on hold of it is what
//!    was not paid; deposit and bond are on hold in full in the states that need them.
//! 3. An order's hash is the hash of its terms.
//! 4. A request's number of bids is that of its bids, and at most [`Config::MaxBids`].
//! 5. Credentials are there for orders in which they were delivered, with the hash that the order has.
//! 6. What an order knows (provider, lease, scores, credentials) is what its state says.
//! 7. Ids of orders and of bids are below the next id.
//! 8. The chips that are reserved, by provider and model, are those of orders that hold chips, where
//!    [`Config::Capacity`] tells what is reserved and serves nobody else.

#![cfg_attr(not(feature = "std"), no_std)]
#![warn(missing_docs)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod clock;
mod disputes;
mod errors;
mod events;
mod lease;
mod market;
pub mod math;
#[cfg(test)]
mod mock;
mod opening;
mod ratings;
mod requests;
mod settlement;
#[cfg(test)]
mod tests;
// With `std`, too, so that the tests of a runtime can check the state without another feature.
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
mod views;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::{pallet_macros::import_section, traits::fungible, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;

/// A list of [`SubTask`]s of a runtime.
pub type TasksOf<T> = BoundedVec<SubTask<BlockNumberFor<T>>, <T as Config>::MaxTasks>;
/// [`Offer`] of a runtime.
pub type OfferOf<T> = Offer<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
/// [`Listing`] of a runtime.
pub type ListingOf<T> = Listing<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
/// [`Need`] of a runtime.
pub type NeedOf<T> = Need<BlockNumberFor<T>, TasksOf<T>>;
/// [`Bid`] of a runtime.
pub type BidOf<T> = Bid<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;
/// [`Order`] of a runtime.
pub type OrderOf<T> = Order<<T as frame_system::Config>::AccountId, BlockNumberFor<T>, TasksOf<T>>;
/// [`OrderTerms`] of a runtime.
pub type OrderTermsOf<T> =
	OrderTerms<<T as frame_system::Config>::AccountId, BlockNumberFor<T>, TasksOf<T>>;
/// [`Credentials`] of a runtime.
pub type CredentialsOf<T> = Credentials<BoundedVec<u8, <T as Config>::MaxCiphertext>>;
/// [`Settlement`] of a runtime.
pub type SettlementOf<T> = Settlement<BlockNumberFor<T>>;
/// [`Reputation`] of a runtime.
pub type ReputationOf<T> = Reputation<BlockNumberFor<T>>;
/// [`Config::Currency`] of a runtime.
pub type CurrencyOf<T> = <T as Config>::Currency;
/// Value of [`Config::Currency`] that is in no account.
pub type CreditOf<T> = fungible::Credit<<T as frame_system::Config>::AccountId, CurrencyOf<T>>;

// The macros expand to `expect`; nothing written here uses it.
#[allow(clippy::expect_used)]
#[import_section(errors::rental_errors)]
#[import_section(events::rental_events)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible::hold, OnUnbalanced},
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use sp_runtime::traits::{BlockNumberProvider, IdentifyAccount, Verify};
	use vajra_primitives::{Capacity, Downtime, ModelId, ProvedCompute};

	/// Version of the storage layout.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<Hash = H256, RuntimeEvent: From<Event<Self>>> {
		/// What is paid and held.
		type Currency: fungible::Mutate<Self::AccountId, Balance = Balance>
			+ hold::Mutate<Self::AccountId, Reason: From<HoldReason>>
			+ fungible::BalancedHold<Self::AccountId>;

		/// Who resolves disputes.
		type ArbiterOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The clock of leases and deadlines: the one of [`Config::Downtime`].
		type BlockNumberProvider: BlockNumberProvider<BlockNumber = BlockNumberFor<Self>>;

		/// Whose chips can be reserved. To reserve none fails for a provider that could reserve none, so
		/// that its leases cannot be extended.
		type Capacity: Capacity<Self::AccountId>;

		/// When providers were away.
		type Downtime: Downtime<Self::AccountId, BlockNumberFor<Self>>;

		/// What providers have proved, for rankings.
		type Compute: ProvedCompute<Self::AccountId>;

		/// Signatures of accounts that sign off chain.
		type Signature: Verify<Signer: IdentifyAccount<AccountId = Self::AccountId>> + Parameter;

		/// The rules. Back it with pallet-parameters to let governance move them; orders that are
		/// made keep theirs.
		type Terms: Get<RentalTerms<BlockNumberFor<Self>>>;

		/// Where fees on paid rent go.
		type Fees: OnUnbalanced<CreditOf<Self>>;

		/// Where forfeited deposits go, and what nobody can take.
		type Forfeits: OnUnbalanced<CreditOf<Self>>;

		/// Most bids for one request.
		#[pallet::constant]
		type MaxBids: Get<u32>;

		/// Most sub-tasks of one order.
		#[pallet::constant]
		type MaxTasks: Get<u32>;

		/// Longest ciphertext on chain, in bytes.
		#[pallet::constant]
		type MaxCiphertext: Get<u32>;

		/// Generated weights.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need outside this pallet.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::Signature>;
	}

	/// Listings by model and provider.
	// Nobody checks that a model exists, and accounts are chosen by users: cryptographic hashers.
	#[pallet::storage]
	pub type Listings<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		ModelId,
		Blake2_128Concat,
		T::AccountId,
		ListingOf<T>,
	>;

	/// The id of the next order.
	#[pallet::storage]
	pub type NextOrderId<T: Config> = StorageValue<_, OrderId, ValueQuery>;

	/// Orders that are not closed.
	// Ids are counted by the pallet.
	#[pallet::storage]
	pub type Orders<T: Config> = StorageMap<_, Twox64Concat, OrderId, OrderOf<T>>;

	/// Bids by order and provider. They stay until they are withdrawn, which anyone can do once they
	/// can no longer be taken.
	// Ids are counted by the pallet, accounts are chosen by users: a cryptographic hasher for these.
	#[pallet::storage]
	pub type Bids<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrderId, Blake2_128Concat, T::AccountId, BidOf<T>>;

	/// Credentials of orders that are not closed.
	// Ids are counted by the pallet.
	#[pallet::storage]
	pub type Delivered<T: Config> = StorageMap<_, Twox64Concat, OrderId, CredentialsOf<T>>;

	/// What accounts are thought of in their roles.
	// Accounts are chosen by users: a cryptographic hasher.
	#[pallet::storage]
	pub type Reputations<T: Config> =
		StorageMap<_, Blake2_128Concat, (T::AccountId, Role), ReputationOf<T>, ValueQuery>;

	/// Reasons for holds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Rent that is not paid, in the renter's account.
		#[codec(index = 0)]
		Rent,
		/// The renter's deposit.
		#[codec(index = 1)]
		Deposit,
		/// The provider's bond.
		#[codec(index = 2)]
		Bond,
		/// For a record in storage.
		#[codec(index = 3)]
		Storage,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			use sp_runtime::traits::Zero;
			assert!(T::MaxBids::get() > 0, "a request must be able to have a bid");
			assert!(T::MaxTasks::get() > 0, "a deployment must be able to have a sub-task");
			assert!(T::MaxCiphertext::get() > 0, "credentials must be able to have a byte");
			let terms = T::Terms::get();
			assert!(!terms.max_duration.is_zero(), "leases must be able to last");
			let periods = terms.conditions.periods;
			let steps = [
				periods.accept,
				periods.deliver,
				periods.confirm,
				periods.rate,
				periods.counter,
				periods.grace,
				periods.arbitration,
			];
			assert!(steps.iter().all(|period| !period.is_zero()), "each step must have time");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Offers the sender's chips of a model for rent. O(1).
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::list_capacity())]
		pub fn list_capacity(
			origin: OriginFor<T>,
			model: ModelId,
			offer: OfferOf<T>,
		) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_list_capacity(provider, model, offer)
		}

		/// Changes the sender's offer. Orders that are made keep their terms. O(1).
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::update_listing())]
		pub fn update_listing(
			origin: OriginFor<T>,
			model: ModelId,
			offer: OfferOf<T>,
		) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_update_listing(provider, model, offer)
		}

		/// Takes the sender's offer back. O(1).
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::unlist_capacity())]
		pub fn unlist_capacity(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_unlist_capacity(provider, model)
		}

		/// Takes a provider's listing, at no more than `max_price` planck for a chip and block. Rent and
		/// deposit are put on hold. O(sub-tasks).
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::place_order(need.tasks()))]
		pub fn place_order(
			origin: OriginFor<T>,
			provider: T::AccountId,
			need: NeedOf<T>,
			#[pallet::compact] max_price: Balance,
		) -> DispatchResult {
			let renter = ensure_signed(origin)?;
			Self::do_place_order(renter, provider, need, max_price)
		}

		/// Asks for bids of at most `max_price` planck for a chip and block. Rent at this price and deposit
		/// are put on hold. O(sub-tasks).
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::request(need.tasks()))]
		pub fn request(
			origin: OriginFor<T>,
			need: NeedOf<T>,
			#[pallet::compact] max_price: Balance,
		) -> DispatchResult {
			let renter = ensure_signed(origin)?;
			Self::do_request(renter, need, max_price)
		}

		/// Bids for a request with a price of a chip for a block, in planck, and the longest duration that
		/// the lease can be extended to. Whoever bids has agreed: the bond is put on hold, and the renter's
		/// choice makes the order accepted. O(sub-tasks).
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::bid())]
		pub fn bid(
			origin: OriginFor<T>,
			#[pallet::compact] order: OrderId,
			#[pallet::compact] price: Balance,
			max_duration: BlockNumberFor<T>,
			payee: T::AccountId,
		) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_bid(provider, order, price, max_duration, payee)
		}

		/// Takes a bid back. Origin: its provider; anyone once it cannot be taken any more, for free.
		/// O(1).
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::withdraw_bid())]
		pub fn withdraw_bid(
			origin: OriginFor<T>,
			#[pallet::compact] order: OrderId,
			provider: T::AccountId,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let over = Self::do_withdraw_bid(who, order, provider)?;
			Ok(if over { Pays::No } else { Pays::Yes }.into())
		}

		/// Takes a provider's bid, at no more than `max_price`: its chips are reserved. What the rent is
		/// below the highest comes back. Origin: the renter. O(sub-tasks).
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::take_bid())]
		pub fn take_bid(
			origin: OriginFor<T>,
			#[pallet::compact] order: OrderId,
			provider: T::AccountId,
			#[pallet::compact] max_price: Balance,
		) -> DispatchResult {
			let renter = ensure_signed(origin)?;
			Self::do_take_bid(renter, order, provider, max_price)
		}

		/// Gives up an order that nobody has accepted. Origin: the renter, or the provider that it waits
		/// for. O(sub-tasks).
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::cancel())]
		pub fn cancel(origin: OriginFor<T>, #[pallet::compact] order: OrderId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel(who, order)
		}

		/// Accepts an order with the hash `terms`: the bond is put on hold, the chips are reserved.
		/// Origin: the listing's provider. O(sub-tasks).
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::accept())]
		pub fn accept(
			origin: OriginFor<T>,
			#[pallet::compact] order: OrderId,
			terms: H256,
		) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_accept(provider, order, terms)
		}

		/// Delivers credentials, encrypted to the renter's key. Origin: the provider. O(bytes).
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::deliver(credentials.size()))]
		pub fn deliver(
			origin: OriginFor<T>,
			#[pallet::compact] order: OrderId,
			credentials: CredentialsOf<T>,
		) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_deliver(provider, order, credentials)
		}

		/// Confirms that the credentials with the hash `credentials` open, in an order with the hash
		/// `terms`: the lease begins. Origin: the renter. O(sub-tasks).
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::confirm())]
		pub fn confirm(
			origin: OriginFor<T>,
			#[pallet::compact] order: OrderId,
			terms: H256,
			credentials: H256,
		) -> DispatchResult {
			let renter = ensure_signed(origin)?;
			Self::do_confirm(renter, order, terms, credentials)
		}

		/// Lengthens a lease that runs by `blocks`, at its price; the rent for them is put on hold. Not
		/// beyond what the listing or bid allowed, and only while the provider could reserve chips. Deposit
		/// and bond stay as they are, and with the bond the most that can be drawn.
		/// The order has a new hash. Origin: the renter. O(sub-tasks).
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::extend())]
		pub fn extend(
			origin: OriginFor<T>,
			#[pallet::compact] order: OrderId,
			blocks: BlockNumberFor<T>,
		) -> DispatchResult {
			let renter = ensure_signed(origin)?;
			Self::do_extend(renter, order, blocks)
		}

		/// Draws a safe share of what a lease that runs has earned. Origin: the provider. O(sub-tasks).
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::draw())]
		pub fn draw(origin: OriginFor<T>, #[pallet::compact] order: OrderId) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_draw(provider, order)
		}

		/// Ends a lease that runs. A renter pays for the time of notice, unless its provider has missed
		/// rounds; a provider pays the penalty. Origin: either side. O(sub-tasks).
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::end())]
		pub fn end(origin: OriginFor<T>, #[pallet::compact] order: OrderId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_end(who, order)
		}

		/// Rates the other side after the end, from 0 to 100, and agrees to the settlement. The second
		/// side's rating carries it out. Origin: either side. O(sub-tasks).
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::rate())]
		pub fn rate(
			origin: OriginFor<T>,
			#[pallet::compact] order: OrderId,
			score: Score,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rate(who, order, score)
		}

		/// The same with a side's signature over a [`Rating`]. Origin: anyone. O(sub-tasks).
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::rate_signed())]
		pub fn rate_signed(
			origin: OriginFor<T>,
			#[pallet::compact] order: OrderId,
			role: Role,
			score: Score,
			signature: T::Signature,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_rate_signed(order, role, score, signature)
		}

		/// Settles an order as both sides have signed it, each over its [`Finish`]. It ends a lease that
		/// runs. Origin: anyone. O(sub-tasks).
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::settle_signed())]
		pub fn settle_signed(
			origin: OriginFor<T>,
			#[pallet::compact] order: OrderId,
			settlement: SettlementOf<T>,
			renter_signature: T::Signature,
			provider_signature: T::Signature,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_settle_signed(order, settlement, renter_signature, provider_signature)
		}

		/// Asks the arbiter, with the hash of the evidence. Origin: a side that could rate now.
		/// O(sub-tasks).
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::dispute())]
		pub fn dispute(
			origin: OriginFor<T>,
			#[pallet::compact] order: OrderId,
			evidence: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_dispute(who, order, evidence)
		}

		/// Splits what is on hold for an order in dispute. Origin: [`Config::ArbiterOrigin`].
		/// O(sub-tasks).
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::resolve_dispute())]
		pub fn resolve_dispute(
			origin: OriginFor<T>,
			#[pallet::compact] order: OrderId,
			split: Split,
		) -> DispatchResult {
			T::ArbiterOrigin::ensure_origin(origin)?;
			Self::do_resolve_dispute(order, split)
		}

		/// Does what follows from an order's deadline, once it has passed. Free if it succeeds. Origin:
		/// anyone. O(sub-tasks).
		#[pallet::call_index(20)]
		#[pallet::weight(
			T::WeightInfo::resolve_silence()
				.max(T::WeightInfo::resolve_forfeit())
		)]
		pub fn resolve(
			origin: OriginFor<T>,
			#[pallet::compact] order: OrderId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_resolve(order)?;
			Ok(Pays::No.into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// An order that is not closed, as it would be if the clock's work were done. One that a deadline
		/// closes is shown as it was before, with that deadline, for whoever wants to resolve it.
		pub fn order(order: OrderId) -> Option<OrderOf<T>> {
			Self::view_order(order)
		}

		/// Orders that are not closed, in storage order: a page of at most `limit`, and of 1,024, after
		/// `after`. The second part says what `after` the next page follows; `None` where this is the
		/// last.
		pub fn orders(
			after: Option<OrderId>,
			limit: u32,
		) -> (Vec<(OrderId, OrderOf<T>)>, Option<OrderId>) {
			Self::view_orders(after, limit)
		}

		/// What an order's hash is the hash of, once it has two sides.
		pub fn order_terms(order: OrderId) -> Option<OrderTermsOf<T>> {
			Orders::<T>::get(order)?.terms()
		}

		/// Bids for a request that can still be taken, by provider.
		pub fn bids(order: OrderId) -> Vec<(T::AccountId, BidOf<T>)> {
			Self::view_bids(order)
		}

		/// Rent, deposit and bond of an order at a price, in planck. `None` if there is no such order.
		pub fn quote(need: NeedOf<T>, price: Balance) -> Option<(Balance, Balance, Balance)> {
			Self::view_quote(need, price)
		}

		/// How much the provider may draw now, planck.
		pub fn drawable(order: OrderId) -> Balance {
			Self::view_drawable(order)
		}

		/// What an account is thought of in a role, now.
		pub fn reputation_of(who: T::AccountId, role: Role) -> ReputationOf<T> {
			Self::view_reputation(who, role)
		}

		/// Providers whose listings meet a need, with scores: of the next `limit` listings after `after`,
		/// at least 1 and at most 1,024, those that do, in storage order. They can be none. The second
		/// part says what `after` the next page follows; `None` where this is the last.
		pub fn rank_providers(
			query: RankQuery<BlockNumberFor<T>>,
			after: Option<T::AccountId>,
			limit: u32,
		) -> (Vec<Ranked<T::AccountId>>, Option<T::AccountId>) {
			Self::view_rank(query, after, limit)
		}
	}
}
