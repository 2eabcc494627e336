//! # Insurance against drought and flood
//!
//! An example of a consumer on chain, to copy and change. Who is insured pays a premium, and has a sum
//! when a service's operators agree that it has rained too little, or too much. Who buys a policy need
//! not trust the insurer to admit the damage, nor the insurer the holder to have any.
//!
//! ## Pallet API
//!
//! See [`Config`] for what a runtime provides, [`Call`] for what users do, [`Error`] for what can be
//! wrong with it, [`Event`] for what happened. The pallet asks through the trait `Oracle` of
//! `vajra-primitives`, and hears of results through its trait `OnResult`, which [`Pallet`] implements, under
//! the name [`CONSUMER`].
//!
//! ## Overview
//!
//! A manager offers **products**: a question, who answers it, below or above which number a sum is paid,
//! and what that costs. A product never changes. Anyone buys a **policy** of one before the rain is known.
//! Premiums, and what others put in, are the **pot**, out of which sums are paid.
//!
//! When the time has come the holder makes a **claim**: the pallet asks the service, for the holder's
//! money, and the result decides. It comes by callback. There are four outcomes:
//!
//! | result | policy |
//! | --- | --- |
//! | a number, and the peril has come | paid, and over |
//! | a number, and it has not | over |
//! | none | can be claimed again, with the fee that came back |
//! | one that is to be paid, of more than is in the pot | unchanged: the callback fails, and can be tried again once the pot is funded |
//!
//! A callback is tried a few times, and kept for a while. A claim of which nothing has been heard for
//! [`Config::Patience`] blocks can be made again, and then the earlier one counts no more.
//!
//! ## What to see in it
//!
//! What any consumer on chain has to do is in `claims.rs`: it remembers its own requests, as anybody can
//! make one that names it; forgets each when its result comes, so that none counts twice; fails where it
//! cannot act, and does so before it changes anything; and says what it weighs. What an insurer has to do
//! is in the rest: terms that are part of the policy, no sale once the outcome can be known, a reserve.
//!
//! ## Example
//!
//! ```
//! use pallet_rain_insurance::{math, Peril};
//! use sp_runtime::Perbill;
//!
//! // Less than 20 mm, in thousandths.
//! let peril = Peril::Drought { below: 20_000 };
//! assert!(peril.has_come(19_999) && !peril.has_come(20_000));
//! // 3 % of 1 001 planck, rounded up.
//! assert_eq!(math::premium(Perbill::from_percent(3), 1_001), 31);
//! ```
//!
//! ## Invariants
//!
//! `try_state` proves each, in this order:
//!
//! 1. What is on hold in the pot's account is what the pot has.
//! 2. The sum that is covered is the sum over all policies.
//! 3. Each claim is that of the policy which waits for it, and each policy that waits has its claim.
//! 4. There are no more products and policies than there may be, and none is ahead of its counter.
//! 5. All terms are sound, and each sum is one that its terms allow.

#![cfg_attr(not(feature = "std"), no_std)]
#![warn(missing_docs)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod claims;
mod errors;
mod events;
pub mod math;
#[cfg(test)]
mod mock;
mod policies;
mod pot;
mod products;
#[cfg(test)]
mod tests;
// With `std`, too, so that the tests of a runtime can check the state without another feature.
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;
use frame_system::Config as SystemConfig;
use vajra_primitives::service::ConsumerId;

/// The name under which results come.
pub const CONSUMER: ConsumerId = *b"rain-ins";

/// [`Product`] of a runtime.
pub type ProductOf<T> = Product<<T as Config>::MaxQuestion>;
/// [`Policy`] of a runtime.
pub type PolicyOf<T> = Policy<<T as SystemConfig>::AccountId, <T as Config>::MaxQuestion>;
/// [`Config::Currency`] of a runtime.
pub type CurrencyOf<T> = <T as Config>::Currency;

// The macros expand to `expect`; nothing written here uses it.
#[allow(clippy::expect_used)]
#[import_section(errors::insurance_errors)]
#[import_section(events::insurance_events)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::fungible::{hold, Mutate},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::{traits::BlockNumberProvider, Perbill};
	use vajra_primitives::service::{NoResult, Oracle, RequestId};

	/// Version of the storage layout.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// What is paid.
		type Currency: Mutate<Self::AccountId, Balance = Balance>
			+ hold::Mutate<Self::AccountId, Reason: From<HoldReason>>;

		/// Who offers products, and takes out what the pot can spare.
		type ManagerOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Whom it asks.
		type Oracle: Oracle<Self::AccountId>;

		/// What it weighs at most to ask.
		type AskWeight: Get<Weight>;

		/// The clock.
		type BlockNumberProvider: BlockNumberProvider;

		/// Seed of the pot's account. No other pallet may have the same.
		#[pallet::constant]
		type PotId: Get<PalletId>;

		/// Share of all sums that the pot must have when one more is covered, or something is taken out.
		/// Below one, a bad year can empty it.
		#[pallet::constant]
		type Reserve: Get<Perbill>;

		/// Blocks after which a claim of which nothing was heard can be made again. As long as a result
		/// takes at most, and its callback is kept.
		#[pallet::constant]
		type Patience: Get<Blocks>;

		/// Most products.
		#[pallet::constant]
		type MaxProducts: Get<u32>;

		/// Most policies.
		#[pallet::constant]
		type MaxPolicies: Get<u32>;

		/// Most bytes of a question.
		#[pallet::constant]
		type MaxQuestion: Get<u32>;

		/// Generated weights.
		type WeightInfo: WeightInfo;
	}

	/// The next product's id.
	#[pallet::storage]
	pub type NextProduct<T> = StorageValue<_, ProductId, ValueQuery>;

	/// The next policy's id.
	#[pallet::storage]
	pub type NextPolicy<T> = StorageValue<_, PolicyId, ValueQuery>;

	/// Products by id.
	// Ids are counted by the pallet.
	#[pallet::storage]
	pub type Products<T: Config> =
		CountedStorageMap<_, Twox64Concat, ProductId, ProductOf<T>, OptionQuery>;

	/// Policies by id.
	// Ids are counted by the pallet.
	#[pallet::storage]
	pub type Policies<T: Config> =
		CountedStorageMap<_, Twox64Concat, PolicyId, PolicyOf<T>, OptionQuery>;

	/// The policy of each request that was made for a claim, and counts.
	// Ids are counted by the oracle.
	#[pallet::storage]
	pub type Claims<T: Config> = StorageMap<_, Twox64Concat, RequestId, PolicyId>;

	/// What sums are paid from, planck, on hold in the pot's account.
	#[pallet::storage]
	pub type Pot<T> = StorageValue<_, Balance, ValueQuery>;

	/// The sums of all policies, planck.
	#[pallet::storage]
	pub type Covered<T> = StorageValue<_, Balance, ValueQuery>;

	/// Reasons for holds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// What sums are paid from, in the pot's account.
		#[codec(index = 0)]
		Pot,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxProducts::get() > 0, "something can be offered");
			assert!(T::MaxPolicies::get() > 0, "somebody can be insured");
			assert!(T::MaxQuestion::get() > 0, "something can be asked");
			assert!(T::Patience::get() > 0, "claims are waited for");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Offers a product. Origin: [`Config::ManagerOrigin`]. O(1).
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::offer())]
		pub fn offer(origin: OriginFor<T>, product: ProductOf<T>) -> DispatchResult {
			T::ManagerOrigin::ensure_origin(origin)?;
			Self::do_offer(product)
		}

		/// Offers a product no more. Its policies stay as they are. Origin:
		/// [`Config::ManagerOrigin`]. O(1).
		#[pallet::call_index(1)]
		#[pallet::weight(<T as Config>::WeightInfo::discontinue())]
		pub fn discontinue(origin: OriginFor<T>, product: ProductId) -> DispatchResult {
			T::ManagerOrigin::ensure_origin(origin)?;
			Self::do_discontinue(product)
		}

		/// Puts `amount` planck into the pot, for good. Who is the first to do so pays the existential
		/// deposit of the pot's account besides. O(1).
		#[pallet::call_index(2)]
		#[pallet::weight(<T as Config>::WeightInfo::fund())]
		pub fn fund(origin: OriginFor<T>, #[pallet::compact] amount: Balance) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_fund(who, amount)
		}

		/// Takes `amount` planck out of the pot, of what is above the reserve. Origin:
		/// [`Config::ManagerOrigin`]. O(1).
		#[pallet::call_index(3)]
		#[pallet::weight(<T as Config>::WeightInfo::withdraw())]
		pub fn withdraw(
			origin: OriginFor<T>,
			to: T::AccountId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			T::ManagerOrigin::ensure_origin(origin)?;
			Self::do_withdraw(to, amount)
		}

		/// Buys a policy of a product, for `sum` planck. Pays the premium into the pot. O(1).
		#[pallet::call_index(4)]
		#[pallet::weight(<T as Config>::WeightInfo::insure())]
		pub fn insure(
			origin: OriginFor<T>,
			product: ProductId,
			#[pallet::compact] sum: Balance,
		) -> DispatchResult {
			let holder = ensure_signed(origin)?;
			Self::do_insure(holder, product, sum)
		}

		/// Asks the service whether a policy is to be paid. The sender pays what that costs. Origin: the
		/// holder. O(1), and what it weighs to ask.
		#[pallet::call_index(5)]
		#[pallet::weight(
			<T as Config>::WeightInfo::claim().saturating_add(T::AskWeight::get())
		)]
		pub fn claim(origin: OriginFor<T>, policy: PolicyId) -> DispatchResult {
			let holder = ensure_signed(origin)?;
			Self::do_claim(holder, policy)
		}

		/// Removes a policy that can be claimed no more. Free if it succeeds. Origin: anyone. O(1).
		#[pallet::call_index(6)]
		#[pallet::weight(<T as Config>::WeightInfo::expire())]
		pub fn expire(origin: OriginFor<T>, policy: PolicyId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_expire(policy)?;
			Ok(Pays::No.into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The premium for a sum, planck. `None` if there is no such product, or it is not sold for this
		/// sum.
		pub fn quote(product: ProductId, sum: Balance) -> Option<Balance> {
			let product = Products::<T>::get(product)?;
			product.covers(sum).then(|| math::premium(product.rate, sum))
		}

		/// What the pot has above its reserve, planck.
		pub fn spare() -> Balance {
			math::spare(Pot::<T>::get(), Covered::<T>::get(), T::Reserve::get())
		}
	}
}
