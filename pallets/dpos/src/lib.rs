//! # Delegated proof of stake
//!
//! Candidates and their delegators put stake behind a set of validators, share what it earns, and
//! answer for what it does. A payout and a slash cost the same for ten delegators and for a million.
//!
//! ## Pallet API
//!
//! See [`Config`] for what a runtime provides, [`Call`] for what users do, [`Error`] for what can
//! be wrong with it, [`Event`] for what happened. The pallet is the session's manager
//! (`pallet_session::SessionManager`, also the historical one), hears of authors
//! (`pallet_authorship::EventHandler`) and of offences (`OnOffenceHandler`, with [`NotedOffences`]
//! around what reports them), and takes fees and emission as [`EraPot`].
//!
//! In the runtime it comes before Session, which asks it for the genesis set, and Authorship comes after
//! Session: the first block of a session names its author by a place in the new set. Nothing may ask
//! Authorship for the author in an `on_initialize` before that, as it remembers its answer.
//!
//! ## Overview
//!
//! A **candidate** puts a bond on hold and sets a commission. **Delegators** add to it: their tokens
//! go into the candidate's **pool**, of which each has **shares**. The candidates with the most
//! stake, bond and pool together, are elected for an **era** of [`Config::SessionsPerEra`] sessions;
//! or a draw among them decides, by stake ([`ElectionMode`]).
//!
//! What comes in during an era is its **pot**. Validators share it by the blocks that they made, and
//! it can be paid out two eras later, so that offences in the meantime can cost it. A payout raises
//! the **index** of the candidate's pool, which is what one share has earned; delegators claim or
//! compound when they like. Shares earn from the era after the one in which they were bought, up to
//! the end of the era in which they leave.
//!
//! Stake that leaves waits for [`Config::BondingDuration`] eras, a bond for one more, in one **exit** pool for each
//! candidate and era, and can be slashed there. Stake that moves to another candidate earns there at
//! once, cannot move on for as long, and stays liable for the former one: what that costs is taken
//! when the delegation is next touched, or when anyone settles it.
//!
//! A validator that **signs twice** makes no more blocks, as far as Session's limit for that allows, is
//! out of the next set that is planned, in jail, and loses part of its bond and of its
//! pool, and its reward for that era and for the current one. One that makes far fewer blocks than
//! expected of it loses the era's reward, and beyond another threshold part of its bond and its place.
//! Reporters get a share of what is taken of the bond, which is the offender's own money. The rest, and
//! all that is taken of the pool, goes to the other validators of the era, or of the current one where
//! those can have been paid.
//!
//! ## Terminology
//!
//! - **Bond**: a candidate's own stake, on hold in its own account.
//! - **Pool**: stake of a candidate's delegators, on hold in the pallet's account.
//! - **Seat**: a validator's place in one era, with what stood behind it when the era began.
//! - **Points**: blocks made in an era, by which its pot is shared.
//! - **Liable**: stake that an offence of a given era can still cost.
//!
//! ## Who bears a slash
//!
//! An offence in an era takes from the bond, from the pool, and from what left either since then.
//! Who joined the pool between the offence and its report bears it, too: a pool knows no names.
//! Offences are proved on chain within blocks, as a rule. Delegators of other candidates do not
//! pay, but for the rounding, of less than a planck, where stake that moved to theirs pays for its
//! former candidate.
//!
//! To report oneself by another account does not pay: it brings back [`Penalties::reporter`] of
//! what was taken of one's own bond, and nothing of what others have lost with it. Who also runs
//! other validators has their part of the pot back, as with any pot. So [`Penalties::double_sign`]
//! should take a small share of the pool, and enough of the bond.
//!
//! Who has left but still validates, because nobody else can be elected, keeps its bond at stake
//! for as long as it does.
//!
//! ## Session keys
//!
//! Session proves whose a key is by the keys that its owner has set last. Had a validator set new
//! ones, what it signs with those in force could not be proved to be its. So nobody sets keys while
//! it is in the current set or the one that is queued ([`IsCandidate`]): `session.set_keys` then
//! fails with Session's `NoAssociatedValidatorId`. Who wants new keys **chills, waits to be out of
//! the set, sets them, and resumes**, which takes up to the end of the era that it was elected for.
//! One that has lost its keys does the same, or is put out for its absence. The last validator
//! needs another one first.
//!
//! ## What a runtime must see to
//!
//! - `session.purge_keys` must be filtered. Whoever validates could take its keys away with it, and
//!   then not be reported either; and when the last of them does, the chain has no authors. The
//!   pallet takes a candidate's keys away itself when its record goes.
//! - Nobody but candidates may set keys: `ValidatorIdOf` is [`IsCandidate`]. It reads three values,
//!   of which the SDK's weight of `session.set_keys` counts one.
//! - Where nobody at all has keys, no set can be made, and the last one is given to Session as it
//!   is.
//!
//! ## Missing blocks, in numbers
//!
//! Of B blocks in an era, a validator with share s of them makes Bs on average, with a standard
//! deviation of √(Bs(1−s)). At 21 equal validators and 14 400 blocks in a day (slots of 3 s, half
//! of them empty) that is 686 ± 26 blocks, or 3.7 %. The first threshold of the reference runtime,
//! half of the blocks missing, is 13 standard deviations away; the second, nine tenths, 24. If each
//! block is its with probability s, it makes 342 or fewer of them with a probability of
//! 6.65 · 10⁻⁵⁰, and 68 or fewer with one of 5.66 · 10⁻²⁰⁸: so often is a verdict of such an era
//! wrong. Where few blocks are expected the thresholds alone would mean little, so that a shortfall must
//! besides be one that chance explains with a probability of at most
//! exp(−[`Penalties::certainty`]), by Chernoff's bound ([`math::verdict`]): at 20 that is one false
//! verdict in 4.8 · 10⁸ seats, and nobody of whom fewer than 40 blocks are expected is ever judged.
//! When more than a third of an era's validators are short, the network was the reason, and nobody
//! is held to account.
//!
//! ## Cost
//!
//! Each call is O(1) in candidates and delegators. Double signing touches the exits of at most
//! [`Config::BondingDuration`] eras. The session's rotation is O(validators), an election O(places of the
//! ranking looked at), which [`Config::MaxValidators`] and [`Config::AlternateCount`] bound together.
//!
//! ## Example
//!
//! A pool of two delegators, a reward, and a slash:
//!
//! ```
//! use pallet_dpos::{Pool, Rewards};
//! use sp_runtime::Perbill;
//!
//! let (mut pool, mut rewards) = (Pool::default(), Rewards::default());
//! let alice = pool.join(3_000).unwrap();
//! let bob = pool.join(1_000).unwrap();
//! rewards.share(400, pool.shares).unwrap();
//! assert_eq!(pallet_dpos::math::earned(alice, 0, rewards.index), Some(300));
//! assert_eq!(pool.cut(Perbill::from_percent(10)), 400);
//! assert_eq!(pool.leave(bob), Some(900));
//! ```
//!
//! ## Invariants
//!
//! `try_state` proves each, by equality but for one bound, in this order:
//!
//! 1. A candidate's bond and the parts of it that wait are what is on hold in its account.
//! 2. What is on hold for stake in the pallet's account is the sum over pools and exits.
//! 3. A pool's shares are the sum over its delegations, and an exit's over the chunks that wait in it.
//! 4. The ranking lists the electable candidates, each with its stake, and nobody else.
//! 5. What is on hold for rewards is the sum over pots, and over what candidates and their delegators
//!    have not claimed, which covers all that delegations are owed.
//! 6. The effective shares of a seat that is not paid are those that its reward will be shared by.
//! 7. Counts are right: of a candidate's and a delegator's delegations, of those who use a checkpoint,
//!    of those who are liable by an exit; and no such record is kept for nobody.
//! 8. An era's points are the sum over its seats that are not paid.

#![cfg_attr(not(feature = "std"), no_std)]
#![warn(missing_docs)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod candidates;
mod delegations;
mod elections;
mod errors;
mod events;
pub mod math;
#[cfg(test)]
mod mock;
mod offences;
mod rewards;
mod sessions;
mod slashing;
#[cfg(test)]
mod tests;
// With `std`, too, so that the tests of a runtime can check the state without another feature.
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
mod unbonding;
mod views;
pub mod weights;

pub use candidates::IsCandidate;
pub use offences::NotedOffences;
pub use pallet::*;
pub use rewards::EraPot;
pub use sessions::BlockShares;
pub use types::*;
pub use views::{ClaimableReward, DelegationView, StakeView, UnbondingView};
pub use weights::WeightInfo;

use frame_support::{pallet_macros::import_section, traits::fungible};

/// [`Candidate`] of a runtime.
pub type CandidateOf<T> = Candidate<<T as Config>::HistoryDepth, <T as Config>::MaxChunks>;
/// [`Delegation`] of a runtime.
pub type DelegationOf<T> = Delegation<<T as frame_system::Config>::AccountId>;
/// [`Delegator`] of a runtime.
pub type DelegatorOf<T> =
	Delegator<<T as frame_system::Config>::AccountId, <T as Config>::MaxChunks>;
/// [`Chunk`] of a runtime.
pub type ChunkOf<T> = Chunk<<T as frame_system::Config>::AccountId>;
/// [`Moved`] of a runtime.
pub type MovedOf<T> = Moved<<T as frame_system::Config>::AccountId>;
/// [`Config::Currency`] of a runtime.
pub type CurrencyOf<T> = <T as Config>::Currency;
/// Value of [`Config::Currency`] that is in no account.
pub type CreditOf<T> = fungible::Credit<<T as frame_system::Config>::AccountId, CurrencyOf<T>>;

// The macros expand to `expect`; nothing written here uses it.
#[allow(clippy::expect_used)]
#[import_section(errors::dpos_errors)]
#[import_section(events::dpos_events)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible::hold, Randomness},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use sp_runtime::Perbill;
	use sp_staking::offence::Kind;
	use vajra_primitives::Accrual;

	/// Version of the storage layout.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config:
		frame_system::Config<RuntimeEvent: From<Event<Self>>>
		+ pallet_session::historical::Config<ValidatorId = <Self as frame_system::Config>::AccountId>
	{
		/// What is staked, and what is earned.
		type Currency: fungible::Mutate<Self::AccountId, Balance = Balance>
			+ hold::Mutate<Self::AccountId, Reason: From<HoldReason>>
			+ fungible::BalancedHold<Self::AccountId>;

		/// Who sets the number of validators, and how they are elected.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Seed of the account that holds what is delegated, and the pots.
		#[pallet::constant]
		type PotId: Get<PalletId>;

		/// Sessions in an era. Records count eras of this length: never change it without a
		/// migration.
		#[pallet::constant]
		type SessionsPerEra: Get<u32>;

		/// Eras that stake waits for its release. At least one more than those for which an offence
		/// can be reported.
		#[pallet::constant]
		type BondingDuration: Get<EraIndex>;

		/// Eras for which rewards can be paid out, counted from the era that has earned them: at least
		/// [`Config::BondingDuration`].
		#[pallet::constant]
		type HistoryDepth: Get<u32>;

		/// Most validators that a set can have.
		#[pallet::constant]
		type MaxValidators: Get<u32>;

		/// How many of the candidates with the most stake take part in a draw.
		#[pallet::constant]
		type AlternateCount: Get<u32>;

		/// Most candidates that one account delegates to.
		#[pallet::constant]
		type MaxDelegations: Get<u32>;

		/// Most parts of stake of one account that wait for their release.
		#[pallet::constant]
		type MaxChunks: Get<u32>;

		/// What candidates and delegators agree to. Back it with pallet-parameters to let governance
		/// move it.
		type Terms: Get<Terms>;

		/// What misconduct costs.
		type Penalties: Get<Penalties>;

		/// Each validator's share of blocks. `()` where all make the same number.
		type BlockShares: BlockShares<Self::AccountId>;

		/// What adds up for validators, and is handed over to [`EraPot`] before an era ends. `()` where pots
		/// are filled in another way.
		type Accrued: Accrual;

		/// Seed of draws. Where there is none, the candidates with the most stake are elected.
		type Randomness: Randomness<Option<H256>, BlockNumberFor<Self>>;

		/// Generated weights.
		type WeightInfo: WeightInfo;
	}

	/// Candidates by account.
	// Accounts are chosen by users: a cryptographic hasher keeps the trie balanced.
	#[pallet::storage]
	pub type Candidates<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, CandidateOf<T>>;

	/// Electable candidates in the order of their stake, most first.
	// The key itself is the order, so it is not hashed. To lengthen a path in the trie takes a
	// candidate, and so a bond, for each of its branches.
	#[pallet::storage]
	pub type Ranking<T: Config> = StorageMap<_, Identity, Rank<T::AccountId>, ()>;

	/// Delegations by delegator and candidate.
	// Accounts are chosen by users: a cryptographic hasher.
	#[pallet::storage]
	pub type Delegations<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		T::AccountId,
		DelegationOf<T>,
	>;

	/// Delegators by account.
	// Accounts are chosen by users: a cryptographic hasher.
	#[pallet::storage]
	pub type Delegators<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, DelegatorOf<T>, ValueQuery>;

	/// Stake that has left candidates, by candidate and era.
	// Accounts are chosen by users, eras are counted by the pallet.
	#[pallet::storage]
	pub type Exits<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, EraIndex, Exit>;

	/// Values of candidates' indices after eras in which shares changed.
	// Accounts are chosen by users, eras are counted by the pallet.
	#[pallet::storage]
	pub type Checkpoints<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, EraIndex, Checkpoint>;

	/// The current era.
	#[pallet::storage]
	pub type ActiveEra<T: Config> = StorageValue<_, EraIndex, ValueQuery>;

	/// Eras that can be paid, or will be.
	// Eras are counted by the pallet.
	#[pallet::storage]
	pub type Eras<T: Config> = StorageMap<_, Twox64Concat, EraIndex, Era, ValueQuery>;

	/// Validators of these eras.
	// Eras are counted by the pallet, accounts are chosen by users.
	#[pallet::storage]
	pub type Seats<T: Config> =
		StorageDoubleMap<_, Twox64Concat, EraIndex, Blake2_128Concat, T::AccountId, Seat>;

	/// Blocks that validators have made in this session.
	// Accounts are chosen by users: a cryptographic hasher.
	#[pallet::storage]
	pub type Authored<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// The validators elected last, for the current era or the next.
	#[pallet::storage]
	pub type Elected<T: Config> =
		StorageValue<_, BoundedVec<T::AccountId, T::MaxValidators>, ValueQuery>;

	/// How many validators to elect.
	#[pallet::storage]
	pub type ValidatorCount<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// How to elect them.
	#[pallet::storage]
	pub type Mode<T: Config> = StorageValue<_, ElectionMode, ValueQuery>;

	/// What offences have cost so far, by era, and by offender and kind.
	// Eras are counted by the pallet, accounts are chosen by users.
	#[pallet::storage]
	pub type Punishments<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		EraIndex,
		Blake2_128Concat,
		(T::AccountId, Kind),
		Punishment,
		ValueQuery,
	>;

	/// The kind of the offence that is being reported, while it is.
	#[pallet::storage]
	pub type ReportedKind<T: Config> = StorageValue<_, Kind, ValueQuery>;

	/// Reasons for holds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A candidate's bond.
		#[codec(index = 0)]
		Bond,
		/// What is delegated, in the pallet's account.
		#[codec(index = 1)]
		Stake,
		/// What is in the pots or not claimed, in the pallet's account.
		#[codec(index = 2)]
		Rewards,
	}

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// How many validators to elect.
		pub validator_count: u32,
		/// How to elect them.
		pub mode: ElectionMode,
		/// Candidates, with their bonds and commissions.
		pub candidates: alloc::vec::Vec<(T::AccountId, Balance, Perbill)>,
		/// Delegators, with their candidates and amounts.
		pub delegations: alloc::vec::Vec<(T::AccountId, T::AccountId, Balance)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let opened = Pallet::<T>::open_pot_account();
			assert!(opened.is_ok(), "the pallet's account must be able to exist");
			assert!(
				self.validator_count <= T::MaxValidators::get(),
				"more genesis validators to elect than a set can have"
			);
			assert!(
				self.candidates.is_empty() || self.validator_count > 0,
				"genesis candidates, but none of them to elect"
			);
			ValidatorCount::<T>::put(self.validator_count);
			Mode::<T>::put(self.mode);
			for (candidate, bond, commission) in &self.candidates {
				let added = Pallet::<T>::do_register(candidate.clone(), *bond, *commission);
				assert!(added.is_ok(), "genesis candidate cannot be added: {added:?}");
			}
			for (delegator, candidate, amount) in &self.delegations {
				let added = Pallet::<T>::do_delegate(delegator.clone(), candidate.clone(), *amount);
				assert!(added.is_ok(), "genesis delegation cannot be added: {added:?}");
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::SessionsPerEra::get() > 0, "an era has at least one session");
			assert!(T::BondingDuration::get() > 0, "stake waits for at least one era");
			assert!(
				T::HistoryDepth::get() >= T::BondingDuration::get().max(3),
				"records of an era last as long as it can be slashed and paid for"
			);
			assert!(T::MaxValidators::get() > 0, "somebody validates");
			assert!(T::MaxDelegations::get() > 0, "delegators delegate to somebody");
			assert!(
				T::MaxChunks::get() > T::BondingDuration::get(),
				"a candidate can unbond in each era"
			);
			let penalties = T::Penalties::get();
			assert!(penalties.short <= penalties.absent, "absence is the worse shortfall");
			assert!(penalties.reporter < Perbill::one(), "who reports itself loses by it");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Stands for election, with `bond` planck on hold. Elections pass over the sender until it has
		/// set its session keys with `session.set_keys`, as candidates may. One that had left comes
		/// back, to those who still delegate to it: for them its commission rises by a step at most.
		/// O(1).
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::register())]
		pub fn register(
			origin: OriginFor<T>,
			#[pallet::compact] bond: Balance,
			commission: Perbill,
		) -> DispatchResult {
			let candidate = ensure_signed(origin)?;
			Self::do_register(candidate, bond, commission)
		}

		/// Adds to the sender's bond. O(1).
		#[pallet::call_index(1)]
		#[pallet::weight(<T as Config>::WeightInfo::bond_more())]
		pub fn bond_more(
			origin: OriginFor<T>,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let candidate = ensure_signed(origin)?;
			Self::do_bond_more(candidate, amount)
		}

		/// Takes from the sender's bond what is above the least; it waits for its release as all
		/// stake does. O(1).
		#[pallet::call_index(2)]
		#[pallet::weight(<T as Config>::WeightInfo::bond_less())]
		pub fn bond_less(
			origin: OriginFor<T>,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let candidate = ensure_signed(origin)?;
			Self::do_bond_less(candidate, amount)
		}

		/// Sets the sender's commission for eras to come: once in an era, by a bounded step. O(1).
		#[pallet::call_index(3)]
		#[pallet::weight(<T as Config>::WeightInfo::set_commission())]
		pub fn set_commission(origin: OriginFor<T>, commission: Perbill) -> DispatchResult {
			let candidate = ensure_signed(origin)?;
			Self::do_set_commission(candidate, commission)
		}

		/// Stays out of elections. The sender validates until the end of what it was elected for.
		/// O(1).
		#[pallet::call_index(4)]
		#[pallet::weight(<T as Config>::WeightInfo::chill())]
		pub fn chill(origin: OriginFor<T>) -> DispatchResult {
			let candidate = ensure_signed(origin)?;
			Self::do_chill(candidate)
		}

		/// Stands for election again. O(1).
		#[pallet::call_index(5)]
		#[pallet::weight(<T as Config>::WeightInfo::resume())]
		pub fn resume(origin: OriginFor<T>) -> DispatchResult {
			let candidate = ensure_signed(origin)?;
			Self::do_resume(candidate)
		}

		/// Leaves: the whole bond waits for its release, and delegators can only take their stake out,
		/// unless the sender registers again. Not from jail, before its time is over. O(1).
		#[pallet::call_index(6)]
		#[pallet::weight(<T as Config>::WeightInfo::leave())]
		pub fn leave(origin: OriginFor<T>) -> DispatchResult {
			let candidate = ensure_signed(origin)?;
			Self::do_leave(candidate)
		}

		/// Leaves jail when its time is over, and stands for election. The bond must be the least again.
		/// O(1).
		#[pallet::call_index(7)]
		#[pallet::weight(<T as Config>::WeightInfo::unjail())]
		pub fn unjail(origin: OriginFor<T>) -> DispatchResult {
			let candidate = ensure_signed(origin)?;
			Self::do_unjail(candidate)
		}

		/// Delegates `amount` planck, more of it if the sender has delegated to this candidate before.
		/// It earns from the next era on. O(1).
		#[pallet::call_index(8)]
		#[pallet::weight(<T as Config>::WeightInfo::delegate())]
		pub fn delegate(
			origin: OriginFor<T>,
			candidate: T::AccountId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let delegator = ensure_signed(origin)?;
			Self::do_delegate(delegator, candidate, amount)
		}

		/// Takes `amount` planck, or all, back from a candidate. It earns to the end of the era, and
		/// waits for its release for [`Config::BondingDuration`] eras. O(1).
		#[pallet::call_index(9)]
		#[pallet::weight(<T as Config>::WeightInfo::undelegate())]
		pub fn undelegate(
			origin: OriginFor<T>,
			candidate: T::AccountId,
			amount: Option<Balance>,
		) -> DispatchResult {
			let delegator = ensure_signed(origin)?;
			Self::do_undelegate(delegator, candidate, amount)
		}

		/// Moves `amount` planck, or all that can move, from one candidate to another. It earns for the
		/// old one to the end of the era, and for the new one from then on. For
		/// [`Config::BondingDuration`] eras it cannot move on, and is liable for what the old one did.
		/// O(1).
		#[pallet::call_index(10)]
		#[pallet::weight(<T as Config>::WeightInfo::redelegate())]
		pub fn redelegate(
			origin: OriginFor<T>,
			from: T::AccountId,
			to: T::AccountId,
			amount: Option<Balance>,
		) -> DispatchResult {
			let delegator = ensure_signed(origin)?;
			Self::do_redelegate(delegator, from, to, amount)
		}

		/// Releases the account's stake, delegated or bonded, that has waited long enough. Origin:
		/// anyone. O(chunks), at most [`Config::MaxChunks`].
		#[pallet::call_index(11)]
		#[pallet::weight(<T as Config>::WeightInfo::withdraw(T::MaxChunks::get()))]
		pub fn withdraw(origin: OriginFor<T>, who: T::AccountId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let chunks = Self::do_withdraw(who)?;
			Ok(Some(<T as Config>::WeightInfo::withdraw(chunks)).into())
		}

		/// Pays a validator, and its delegators, for an era two or more eras ago, the oldest that it
		/// has not been paid for. Free if it succeeds. Origin: anyone. O(1).
		#[pallet::call_index(12)]
		#[pallet::weight(<T as Config>::WeightInfo::payout())]
		pub fn payout(
			origin: OriginFor<T>,
			era: EraIndex,
			validator: T::AccountId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_payout(era, validator)?;
			Ok(Pays::No.into())
		}

		/// Gives up the validator's oldest unpaid era, whose rewards have expired, so that later ones
		/// can be paid. Free if it succeeds. Origin: anyone. O(1).
		#[pallet::call_index(13)]
		#[pallet::weight(<T as Config>::WeightInfo::expire_payout())]
		pub fn expire_payout(
			origin: OriginFor<T>,
			validator: T::AccountId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_expire_payout(validator)?;
			Ok(Pays::No.into())
		}

		/// Takes what the sender has earned with a candidate, or as one. O(1).
		#[pallet::call_index(14)]
		#[pallet::weight(<T as Config>::WeightInfo::claim())]
		pub fn claim(origin: OriginFor<T>, candidate: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim(who, candidate)
		}

		/// Adds what the sender has earned with a candidate to its delegation, or as one to its bond.
		/// O(1).
		#[pallet::call_index(15)]
		#[pallet::weight(<T as Config>::WeightInfo::compound())]
		pub fn compound(origin: OriginFor<T>, candidate: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_compound(who, candidate)
		}

		/// Takes from a delegation what it owes for a candidate that it has left. Without it that
		/// happens when the delegator next does something. Free if it succeeds. Origin: anyone. O(1).
		#[pallet::call_index(16)]
		#[pallet::weight(<T as Config>::WeightInfo::settle_moved())]
		pub fn settle_moved(
			origin: OriginFor<T>,
			delegator: T::AccountId,
			candidate: T::AccountId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_settle_moved(delegator, candidate)?;
			Ok(Pays::No.into())
		}

		/// Sets how many validators are elected, from the next election on. Origin:
		/// [`Config::AdminOrigin`]. O(1).
		#[pallet::call_index(17)]
		#[pallet::weight(<T as Config>::WeightInfo::set_validator_count())]
		pub fn set_validator_count(origin: OriginFor<T>, count: u32) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_validator_count(count)
		}

		/// Sets how validators are elected, from the next election on. Origin:
		/// [`Config::AdminOrigin`]. O(1).
		#[pallet::call_index(18)]
		#[pallet::weight(<T as Config>::WeightInfo::set_election_mode())]
		pub fn set_election_mode(origin: OriginFor<T>, mode: ElectionMode) -> DispatchResult {
			T::AdminOrigin::ensure_origin(origin)?;
			Self::do_set_election_mode(mode);
			Ok(())
		}

		/// Claims the rewards of a delegation that has ended for its owner, and removes it, so that none
		/// stays for ever and holds its candidate's record. Free if it succeeds. Origin: anyone. O(1).
		#[pallet::call_index(19)]
		#[pallet::weight(<T as Config>::WeightInfo::claim())]
		pub fn close(
			origin: OriginFor<T>,
			delegator: T::AccountId,
			candidate: T::AccountId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_close(delegator, candidate)?;
			Ok(Pays::No.into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What the account has bonded and delegated.
		pub fn stake_of(who: T::AccountId) -> StakeView<T::AccountId> {
			Self::view_stake(&who)
		}

		/// What the account has earned with a candidate, or as one: what it can claim now, and what
		/// eras that are over will bring once they are paid, as far as is known.
		pub fn rewards_of(
			who: T::AccountId,
			candidate: T::AccountId,
		) -> alloc::vec::Vec<ClaimableReward> {
			Self::view_rewards(&who, &candidate)
		}

		/// The account's stake that waits for its release, oldest first.
		pub fn unbonding_of(who: T::AccountId) -> alloc::vec::Vec<UnbondingView> {
			Self::view_unbonding(&who)
		}

		/// The validators of the current era, with what stood behind them when it began.
		pub fn current_validators() -> alloc::vec::Vec<(T::AccountId, Seat)> {
			Self::view_current_validators()
		}

		/// The validators of the next era: those elected, or those who would be elected now by stake.
		pub fn next_validators() -> alloc::vec::Vec<(T::AccountId, Balance)> {
			Self::view_next_validators()
		}

		/// Candidates by stake, most first: a page of at most `limit`, from the one after `after` on,
		/// which is the last of the page before.
		pub fn candidates(
			after: Option<(T::AccountId, Balance)>,
			limit: u32,
		) -> alloc::vec::Vec<(T::AccountId, Balance)> {
			Self::view_candidates(after, limit)
		}
	}
}
