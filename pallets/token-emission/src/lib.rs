//! # Token emission
//!
//! Mints by a schedule, up to a cap; burns a share of fees; and keeps one ledger of all that was minted
//! and burned, which adds up to the last planck.
//!
//! ## Pallet API
//!
//! See [`Config`] for what a runtime provides, [`Call`] for what users and governance do, [`Error`] for
//! what can be wrong with it, [`Event`] for what happened. [`FeeSplit`] takes fees from
//! pallet-transaction-payment, [`Burned`] burns and counts whatever else ends (dust, slashes, rewards
//! that expire), [`Placed`] counts what a sink drops, [`Fuelled`] tells who has fuel. [`presets`] has the published allocations.
//!
//! ## Overview
//!
//! A [`Schedule`] says what each block releases: in [steps with an exponential tail](Stepped), by
//! [halvings](Halving), in [cycles](Cycles), or [nothing](Schedule::Fixed). Its heights count from the
//! block in which the [start condition](StartCondition) is met. At the end of each block what was
//! released since the block before is shared by the [`Distribution`], and from then on **due**. What is due
//! is minted and handed to the [`Sinks`] when whoever keeps a pot asks for it ([`ValidatorsDue`] at the
//! end of an era, [`ProvidersDue`] at the start of a round); anyone can have the former done
//! ([`Call::hand_over`]). So a block costs a sum, and not three deposits.
//!
//! **The cap** counts all that there ever was: genesis and everything minted, burned or not. So what is
//! burned makes no room for more, the block that reaches the cap is cut, and nothing is released after
//! it, whatever burns later. What is due counts as created. (Nor does a release lift the issuance above
//! the cap, should something have been minted past the ledger.) Governance can lower the cap, not raise it.
//!
//! **The author gate** asks whether the author's compute was proved. If not, the validators' part of the
//! block is not due, then or ever.
//!
//! **The burned share** of what is released is minted and burned in one step, when the rest is handed over,
//! and counted as both. It uses up the cap as all that is minted does.
//!
//! **The ledger** ([`SupplyLedger`]) says what was minted and burned, by cause. What the configured paths
//! burn is counted where it happens. What a sink cannot take and drops is seen by the fall of the
//! issuance, and counted as [`Unplaced`](BurnCause::Unplaced). What other pallets mint or burn by
//! themselves has no place in it: a runtime routes it here, or refuses the call (the README lists
//! those of pallet-balances); and governance can book what happened all the same, openly
//! ([`Call::reconcile`]).
//!
//! **Fuel**, where a runtime wants it: an account puts some balance on hold, which burns linearly. The
//! treasury gets a part of what burns. Anyone may settle it; what is due depends on the block only, so
//! nobody gains or loses by how often that is done.
//!
//! ## A place in the runtime
//!
//! - After every pallet whose genesis mints: the ledger opens with the issuance that it finds.
//! - Before pallet-authorship, if the author gate or the tips ask it for the author: it forgets the author
//!   when the block ends, and asked after that it would remember it into the next block.
//!
//! ## Terminology
//!
//! - **Height**: a block's number counted from the schedule's start; the first is 1.
//! - **Released**: what a schedule has come to, whether it is due or was minted, withheld or cut.
//! - **Due**: what is released, and not minted yet.
//! - **Withheld**: validators' parts that the author gate held back.
//! - **Cut**: what the cap left unminted.
//! - **Created**: what there was at genesis and what was minted since.
//!
//! ## Schedules in numbers
//!
//! [`Curve::total`] is the exact sum of all rewards up to a height, rounded to the nearest planck;
//! rewards are differences of totals. Any sum of rewards is within two planck of the exact one, and any
//! reward within one, but for cycles within two. In units of 10¹² planck that is 10⁻¹² of a unit a block.
//!
//! With cycles of 200 days, of which the first releases 500 million units and each later one 95 % of the
//! one before, 69 cycles release 9.710 billion, and 68 release 9.694: **9.7 billion are reached in the
//! 69th cycle**, in the 38th year.
//!
//! ## Cost
//!
//! The hook is O(log n) in the height: at most 64 squarings of a fraction. It writes one value, and touches
//! no account. Every call is O(1), and so is a hand-over.
//!
//! ## Example
//!
//! ```
//! use pallet_token_emission::{Cycles, Schedule};
//! use sp_runtime::Perbill;
//!
//! let cycles = Cycles { first: 500_000_000, ratio: Perbill::from_percent(95), length: 700 };
//! let curve = Schedule::Cycles(cycles).curve().unwrap();
//! assert_eq!(curve.minted_between(0, 700), 500_000_000);
//! assert_eq!(curve.minted_between(700, 1_400), 475_000_000);
//! assert_eq!(curve.reward_at(1), 714_286);
//! assert_eq!(curve.limit(), Some(10_000_000_000));
//! ```
//!
//! ## Invariants
//!
//! `try_state` proves each, by equality but for two bounds, in this order:
//!
//! 1. The total issuance is what there was at first, and what was minted, less what was burned.
//! 2. What schedules have released was minted, is due, or was withheld or cut.
//! 3. The curve is the schedule's, and its total so far is what its closed form says.
//! 4. What was minted to be burned was burned.
//! 5. What there was at first, and what schedules have minted or is due, is within the cap.
//! 6. The parts of what is released add up to one, and the burned share of fees is allowed.
//! 7. The fuel on hold in an account is what its record has left.

#![cfg_attr(not(feature = "std"), no_std)]
#![warn(missing_docs)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod emission;
mod errors;
mod events;
mod fees;
mod fuel;
mod ledger;
pub mod math;
#[cfg(test)]
mod mock;
pub mod presets;
pub mod schedule;
pub mod serde_balance;
#[cfg(test)]
mod tests;
pub mod traits;
// With `std`, too, so that the tests of a runtime can check the state without another feature.
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
mod views;
pub mod weights;

pub use emission::{ProvidersDue, ValidatorsDue};
pub use fees::FeeSplit;
pub use fuel::Fuelled;
pub use ledger::{causes, Burned, Placed};
pub use pallet::*;
pub use schedule::{Curve, Cycles, Halving, Height, Schedule, ScheduleError, Stepped};
pub use traits::{AuthorGate, BlockAuthor, ProvedChips, Sinks};
pub use types::*;
pub use views::{FuelView, SettingsView};
pub use weights::WeightInfo;

use frame_support::{pallet_macros::import_section, traits::fungible};

/// [`Config::Currency`] of a runtime.
pub type CurrencyOf<T> = <T as Config>::Currency;
/// Value of [`Config::Currency`] that is in no account.
pub type CreditOf<T> = fungible::Credit<<T as frame_system::Config>::AccountId, CurrencyOf<T>>;
/// The validators' sink of a runtime.
pub type ValidatorsOf<T> = <<T as Config>::Sinks as Sinks<CreditOf<T>>>::Validators;
/// The compute providers' sink of a runtime.
pub type ProvidersOf<T> = <<T as Config>::Sinks as Sinks<CreditOf<T>>>::Providers;
/// The treasury's sink of a runtime.
pub type TreasuryOf<T> = <<T as Config>::Sinks as Sinks<CreditOf<T>>>::Treasury;

// The macros expand to `expect`; nothing written here uses it.
#[allow(clippy::expect_used)]
#[import_section(errors::emission_errors)]
#[import_section(events::emission_events)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{pallet_prelude::*, traits::fungible::hold};
	use frame_system::pallet_prelude::*;
	use sp_runtime::{traits::BlockNumberProvider, Perbill};

	/// Version of the storage layout.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// What is minted and burned.
		type Currency: fungible::Mutate<Self::AccountId, Balance = Balance>
			+ hold::Mutate<Self::AccountId, Reason: From<HoldReason>>
			+ fungible::BalancedHold<Self::AccountId>;

		/// Who sets the schedule, the shares, and the cap.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The clock of schedules and of fuel.
		type BlockNumberProvider: BlockNumberProvider<BlockNumber = BlockNumberFor<Self>>;

		/// Where what is minted and the rest of fees go.
		type Sinks: Sinks<CreditOf<Self>>;

		/// How many chips are proved. `()` where the start does not depend on it.
		type ProvedChips: ProvedChips;

		/// Whether the validators' part of a block is minted. `()` where it always is.
		type AuthorGate: AuthorGate;

		/// Who gets tips. `()` sends them where fees go.
		type BlockAuthor: BlockAuthor<Self::AccountId>;

		/// The largest share of fees that governance may have burned.
		#[pallet::constant]
		type MaxBurnShare: Get<Perbill>;

		/// On which terms fuel is taken; none where it is not.
		type Fuel: Get<Option<FuelTerms>>;

		/// Generated weights.
		type WeightInfo: WeightInfo;
	}

	/// How much is minted at which height.
	#[pallet::storage]
	pub type CurrentSchedule<T: Config> = StorageValue<_, Schedule, ValueQuery>;

	/// What the schedule implies, worked out when it was set.
	#[pallet::storage]
	pub type CurrentCurve<T: Config> = StorageValue<_, Curve, ValueQuery>;

	/// What has to be before the schedule starts.
	#[pallet::storage]
	pub type Start<T: Config> = StorageValue<_, StartCondition, ValueQuery>;

	/// How far the schedule has come; none before its start.
	#[pallet::storage]
	pub type CurrentProgress<T: Config> = StorageValue<_, Progress>;

	/// The most that may ever be created, planck.
	#[pallet::storage]
	pub type MaxSupply<T: Config> = StorageValue<_, Balance, ValueQuery>;

	/// How what a block releases is shared.
	#[pallet::storage]
	pub type CurrentDistribution<T: Config> = StorageValue<_, Distribution, ValueQuery>;

	/// The share of fees that is burned.
	#[pallet::storage]
	pub type BurnShare<T: Config> = StorageValue<_, Perbill, ValueQuery>;

	/// The ledger.
	#[pallet::storage]
	pub type SupplyLedger<T: Config> = StorageValue<_, Ledger, ValueQuery>;

	/// Fuel by account.
	// Accounts are chosen by users: a cryptographic hasher keeps the trie balanced.
	#[pallet::storage]
	pub type Fuels<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Fuel>;

	/// Reasons for holds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Fuel.
		#[codec(index = 0)]
		Fuel,
	}

	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// How much is minted at which height.
		pub schedule: Schedule,
		/// What has to be before the schedule starts.
		pub start: StartCondition,
		/// The most that may ever be created, planck; by default whatever the type holds.
		#[serde(with = "crate::serde_balance")]
		pub max_supply: Balance,
		/// How what a block releases is shared.
		pub distribution: Distribution,
		/// The share of fees that is burned.
		pub burn_share: Perbill,
		/// What accounts get beside their balances, in strings for what is beyond JSON's numbers.
		pub endowments: alloc::vec::Vec<Endowment<T::AccountId>>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			Self {
				schedule: Schedule::default(),
				start: StartCondition::default(),
				max_supply: Balance::MAX,
				distribution: Distribution::default(),
				burn_share: Perbill::zero(),
				endowments: Default::default(),
			}
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let settled = Pallet::<T>::settle_genesis(self);
			assert!(settled.is_ok(), "genesis settings of emission are not sound: {settled:?}");
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Reserves the weight of what the end of the block does.
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			T::WeightInfo::on_finalize().max(T::WeightInfo::on_finalize_start())
		}

		/// Counts what the schedule releases. The author is known by now.
		fn on_finalize(_: BlockNumberFor<T>) {
			Self::release_block();
		}

		fn integrity_test() {
			if let Some(terms) = T::Fuel::get() {
				assert!(terms.duration > 0, "fuel burns in at least one block");
				assert!(terms.least > 0, "fuel of nothing is none");
			}
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Sets the schedule, from the next block on. It is checked, and its next release must fit under
		/// the cap. It starts anew, or goes on at the height that the old one has come to. Origin:
		/// [`Config::AdminOrigin`]. O(1).
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::set_schedule())]
		pub fn set_schedule(
			origin: OriginFor<T>,
			schedule: Schedule,
			heights: Heights,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_schedule(schedule, heights)
		}

		/// Sets how what a block releases is shared, from the next block on. Origin: [`Config::AdminOrigin`].
		/// O(1).
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::set_distribution())]
		pub fn set_distribution(
			origin: OriginFor<T>,
			distribution: Distribution,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_distribution(distribution)
		}

		/// Sets the share of fees that is burned, at most [`Config::MaxBurnShare`]. Origin:
		/// [`Config::AdminOrigin`]. O(1).
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::set_burn_share())]
		pub fn set_burn_share(origin: OriginFor<T>, share: Perbill) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_burn_share(share)
		}

		/// Lowers the cap, to no less than there ever was, planck. Origin: [`Config::AdminOrigin`].
		/// O(1).
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::set_max_supply())]
		pub fn set_max_supply(
			origin: OriginFor<T>,
			#[pallet::compact] max_supply: Balance,
		) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_max_supply(max_supply)
		}

		/// Burns `amount` planck of the sender's free balance, which must keep the existential deposit.
		/// O(1).
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::burn())]
		pub fn burn(origin: OriginFor<T>, #[pallet::compact] amount: Balance) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_burn(who, amount)
		}

		/// Deposits `amount` planck as fuel. It burns over the terms' duration; together with fuel that
		/// is left, by the mean of both dates, weighted by amount. O(1).
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::deposit_fuel())]
		pub fn deposit_fuel(
			origin: OriginFor<T>,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_deposit_fuel(who, amount)
		}

		/// Burns what has burned of an account's fuel by now. Nothing depends on when that is done.
		/// Origin: anyone. O(1).
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::burn_fuel())]
		pub fn burn_fuel(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_burn_fuel(who)
		}

		/// Takes back the sender's fuel that has not burned, once it is no longer locked. O(1).
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::withdraw_fuel())]
		pub fn withdraw_fuel(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_fuel(who)
		}

		/// Books what was minted or burned past the ledger, so that it is the issuance again, and says so
		/// in an event. Origin: [`Config::AdminOrigin`]. O(1).
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::reconcile())]
		pub fn reconcile(origin: OriginFor<T>) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_reconcile()
		}

		/// Mints what validators and the treasury are due, and what is to be burned, before the era's end
		/// does. What providers are due waits for their round. Origin: anyone. O(1).
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::hand_over())]
		pub fn hand_over(origin: OriginFor<T>) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_hand_over()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What the schedule releases at a height, planck, whatever the cap leaves of it.
		pub fn reward_at(height: Height) -> Balance {
			CurrentCurve::<T>::get().reward_at(height)
		}

		/// What the total issuance will be once all that is due at a height is handed over, planck, if
		/// nothing but the burned part of it is burned until then, and nothing is withheld. For a height
		/// that is past, what it would be now.
		pub fn supply_at(height: Height) -> Balance {
			Self::view_supply_at(height)
		}

		/// All that was minted and burned, by cause.
		pub fn ledger() -> Ledger {
			SupplyLedger::<T>::get()
		}

		/// What is in force.
		pub fn settings() -> SettingsView {
			Self::view_settings()
		}

		/// The account's fuel, if it has any.
		pub fn fuel_of(who: T::AccountId) -> Option<FuelView> {
			Self::view_fuel(&who)
		}
	}
}
