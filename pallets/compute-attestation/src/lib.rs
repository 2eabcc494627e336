//! # Compute attestation
//!
//! Chips prove themselves: ownership by keys in a secure element (PoCI), and presence by one
//! signature for any number of chips at an unpredictable block (CAT).
//!
//! ## Pallet API
//!
//! See [`Config`] for what a runtime provides, [`Call`] for what users do, [`Error`] for what can
//! be wrong with it, [`Event`] for what happened.
//!
//! ## Overview
//!
//! Governance admits **vendors**. A vendor registers **models** with a rated compute and publishes
//! **manifests**: Merkle roots over the chips of a shipment. An owner, the **provider**, claims
//! chips of a manifest with a Merkle proof and a signature of each chip, and puts collateral on
//! hold. The pallet keeps the sum of the provider's chip keys.
//!
//! Time is cut into **rounds** of [`Config::RoundLength`] blocks. In each round one **challenge**
//! opens, at a block drawn with the chain's randomness, and stays open for
//! [`Config::ResponseWindow`] blocks. A provider answers with a list of absent chips and one
//! signature under the sum of the other chips' keys. The power of the chips that answered is
//! **proved** for the round, and for the validator that the provider **backs**. What proves power
//! shares the round's **pot**. Who did not answer can be reported by anyone, and pays for it when
//! that goes on.
//!
//! A revocation takes chips' power at once, but nothing that was proved before: the round, its
//! rewards and its [tallies](Tallies) stay.
//!
//! Chips leave by **retirement**, by a vendor's revocation, or by a **take-over**, for which the
//! chip itself signs. Their collateral stays on hold for [`Config::RetirementDelay`] and can still
//! be slashed.
//!
//! ## Terminology
//!
//! - **Power**: sum of the rated compute units of chips.
//! - **Warm-up**: [`Config::WarmUpRounds`] rounds between a chip's claim and the first round in
//!   which its power counts, so that no chip is claimed in view of known randomness.
//! - **Due**: a provider with counting power owes an answer to each round's challenge.
//! - **Miss**: a round that a provider owed an answer to and was reported absent in.
//! - **Damped**: a round that too little of the network's power answered, so that nobody is slashed
//!   for it.
//! - **Suspended**: out after too many misses in a row, until it answers again.
//! - **Trusted**: neither its manifest, nor its model, nor their vendor is revoked.
//! - **Pot**: what is shared for one round, by proved power.
//!
//! ## How unpredictable
//!
//! Each block of a round that may open the challenge is equally likely to. Who can foretell which
//! one is up to [`Config::Randomness`]: with BABE's, anyone knows a block's draw from its parent on,
//! and a validator knows the draw after each of its own blocks up to an epoch ahead; on a chain of
//! one validator that is every block. Warm-up and a short response window bound what this is worth.
//!
//! ## Cost
//!
//! An answer costs one signature verification and one point subtraction per *absent* chip; it does
//! not depend on how many chips answered. The hook is O(1): at most one draw per block.
//!
//! ## Example
//!
//! What the chips of a provider sign for a round, and how the answer is checked:
//!
//! ```
//! use pallet_compute_attestation::{AggregateVerifier, Sr25519Sum};
//! use sp_core::{crypto::Pair as _, sr25519::Pair, H256};
//! use vajra_primitives::CatStatement;
//!
//! let chip = Pair::from_seed(&[7; 32]);
//! let statement = CatStatement {
//!     genesis: H256::repeat_byte(1),
//!     provider: 42u64,
//!     round: 3,
//!     seed: H256::repeat_byte(9),
//!     absent: vec![],
//! };
//! let key = Sr25519Sum::add(&Sr25519Sum::neutral(), [chip.public()].iter()).unwrap();
//! assert!(Sr25519Sum::verify(&key, &statement.payload(), &chip.sign(&statement.payload())));
//! ```
//!
//! ## Invariants
//!
//! `try_state` proves each by equality, in this order:
//!
//! 1. A vendor's counts are the numbers of its models and manifests; ids are below the next id.
//! 2. A provider's chips fill the indices from 0 without holes, and each chip's record and slot
//!    point at each other.
//! 3. A provider's aggregate key is the sum of its chips' keys.
//! 4. A provider's batches are its chips, counted; it is due from the first trusted one on. The
//!    network's power is the sum over providers that are not suspended.
//! 5. What is on hold for this pallet is a provider's collateral and what waits for its release;
//!    what is required is the sum over its chips, of which slashes may have taken a part.
//! 6. A manifest's claimed count is the number of its claimed chips, and no more than its leaves.
//! 7. The power proved, its chips and the answers counted for each of the last two challenges are the
//!    sums over providers, and the power over the validators they back; it is at most the expected.
//! 8. No chip is claimed with a manifest of a vendor that has revoked it.
//! 9. A provider's capacity for a model is the number of its trusted chips; no more are reserved.
//! 10. What is on hold for rewards is the sum over pots, and covers all that can be claimed.
//! 11. The rounds that a provider missed are in order and apart, and among them are the last ones that
//!     it was reported for.

#![cfg_attr(not(feature = "std"), no_std)]
#![warn(missing_docs)]

extern crate alloc;

mod absence;
#[cfg(feature = "babe")]
mod babe;
mod backing;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod capacity;
mod claim;
mod departure;
mod downtime;
mod errors;
mod events;
pub mod math;
#[cfg(test)]
mod mock;
mod registry;
mod rewards;
mod rounds;
pub mod runtime_api;
#[cfg(test)]
mod tests;
mod trust;
// With `std`, too, so that the tests of a runtime can check the state without another feature.
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
mod verifier;
mod views;
pub mod weights;

#[cfg(feature = "babe")]
pub use babe::WeighedBabe;
pub use pallet::*;
pub use rewards::RoundPot;
pub use types::*;
pub use verifier::{AggregateVerifier, MalformedKey, Sr25519Sum};
pub use weights::WeightInfo;

use departure::Reserved;
use frame_support::{pallet_macros::import_section, traits::fungible};
use frame_system::pallet_prelude::BlockNumberFor;
use rounds::{Draw, Standing};

/// Balances of [`Config::Currency`], in planck.
pub type BalanceOf<T> =
	<<T as Config>::Currency as fungible::Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// [`Model`] of a runtime.
pub type ModelOf<T> = Model<<T as frame_system::Config>::AccountId>;
/// [`Manifest`] of a runtime.
pub type ManifestOf<T> = Manifest<BlockNumberFor<T>>;
/// [`Chip`] of a runtime.
pub type ChipOf<T> = Chip<<T as frame_system::Config>::AccountId>;
/// [`Slot`] of a runtime.
pub type SlotOf<T> = Slot<BalanceOf<T>>;
/// [`Provider`] of a runtime.
pub type ProviderOf<T> = Provider<
	<T as frame_system::Config>::AccountId,
	BalanceOf<T>,
	BlockNumberFor<T>,
	<T as Config>::MaxBatches,
>;
/// [`PowerLedger`] of a runtime.
pub type PowerLedgerOf<T> = PowerLedger<<T as Config>::WarmUpRounds>;
/// [`Round`] of a runtime.
pub type RoundOf<T> = Round<BlockNumberFor<T>>;
/// Providers with the power that they proved in a round, and the account that the next page follows.
pub type AnswersPage<T> = (
	alloc::vec::Vec<(<T as frame_system::Config>::AccountId, vajra_primitives::Power)>,
	Option<<T as frame_system::Config>::AccountId>,
);
/// Value of [`Config::Currency`] that is in no account.
pub type CreditOf<T> =
	fungible::Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currency>;

// The macros expand to `expect`; nothing written here uses it.
#[allow(clippy::expect_used)]
#[import_section(errors::attestation_errors)]
#[import_section(events::attestation_events)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible::hold, Contains, OnUnbalanced, Randomness},
		PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use sp_runtime::traits::BlockNumberProvider;
	use vajra_primitives::{
		Accrual, ChipIndex, ChipKey, ChipSignature, ComputeUnits, ManifestId, ModelId, Power,
		RoundIndex,
	};

	/// Version of the storage layout.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<Hash = H256, RuntimeEvent: From<Event<Self>>> {
		/// The runtime's reasons for holds.
		type RuntimeHoldReason: From<HoldReason> + Parameter + MaxEncodedLen;

		/// What collateral is held in.
		type Currency: fungible::Mutate<Self::AccountId>
			+ hold::Mutate<Self::AccountId, Reason = Self::RuntimeHoldReason>
			+ fungible::BalancedHold<Self::AccountId>;

		/// Who admits and revokes vendors.
		type VendorOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The clock of rounds and expiries.
		type BlockNumberProvider: BlockNumberProvider<BlockNumber = BlockNumberFor<Self>>;

		/// Fresh at each block; `None` where a block has none, in which case no challenge opens at
		/// it. Only who makes a block may know what the next one draws.
		type Randomness: Randomness<Option<H256>, BlockNumberFor<Self>>;

		/// How keys are summed and answers verified.
		type Verifier: AggregateVerifier;

		/// Blocks in a round's window. Records count rounds of this length: never change it without
		/// a migration.
		#[pallet::constant]
		type RoundLength: Get<BlockNumberFor<Self>>;

		/// Blocks that a challenge takes answers for, after the one that opens it. The whole
		/// response window lies inside the round's window.
		#[pallet::constant]
		type ResponseWindow: Get<BlockNumberFor<Self>>;

		/// Rounds from a chip's claim to the first one in which its power counts. Covers the
		/// time for which the randomness may be known, two epochs with BABE. It bounds records in
		/// storage: never change it without a migration.
		#[pallet::constant]
		type WarmUpRounds: Get<u32>;

		/// Planck on hold for each compute unit.
		#[pallet::constant]
		type CollateralPerUnit: Get<BalanceOf<Self>>;

		/// Highest rating of a model. Back it with pallet-parameters to let governance move it.
		#[pallet::constant]
		type MaxComputeUnits: Get<ComputeUnits>;

		/// Most models, and most manifests, that one vendor may ever have.
		#[pallet::constant]
		type MaxRecordsPerVendor: Get<u32>;

		/// Most chips in one claim.
		#[pallet::constant]
		type MaxChipsPerClaim: Get<u32>;

		/// Most chips of one provider.
		#[pallet::constant]
		type MaxChipsPerProvider: Get<u32>;

		/// Most absent chips in one answer. A provider with more dead chips than this cannot answer:
		/// choose it with [`Config::MaxChipsPerProvider`] in mind.
		#[pallet::constant]
		type MaxAbsent: Get<u32>;

		/// Most groups of chips of one provider that differ in manifest or, in warm-up, in the round
		/// from which they count. It bounds what a revocation, a suspension and a return cost.
		#[pallet::constant]
		type MaxBatches: Get<u32>;

		/// Blocks for which the collateral of a chip that is gone stays on hold: at least three
		/// rounds, in which a miss can be reported. Until it is withdrawn it can be slashed.
		#[pallet::constant]
		type RetirementDelay: Get<BlockNumberFor<Self>>;

		/// What silence costs.
		#[pallet::constant]
		type Penalties: Get<Penalties>;

		/// Where slashed value goes, less the reporter's share.
		type Slashed: OnUnbalanced<CreditOf<Self>>;

		/// Whom power may be pointed at. Each such account can have a [`Tally`] of its own, which
		/// stays: let it be an account that has something at stake.
		type Backable: Contains<Self::AccountId>;

		/// Seed of the account that holds the pots.
		#[pallet::constant]
		type PotId: Get<PalletId>;

		/// Rounds after which a pot expires. Records lie in a ring of this length: never change it
		/// without a migration.
		#[pallet::constant]
		type ClaimRounds: Get<u32>;

		/// Most rounds in one claim of rewards.
		#[pallet::constant]
		type MaxRoundsPerClaim: Get<u32>;

		/// Where expired pots go. [`RoundPot`] passes them on to the current round.
		type ExpiredRewards: OnUnbalanced<CreditOf<Self>>;

		/// Who may claim rewards: [`Everything`](frame_support::traits::Everything), or those who meet a
		/// condition of the chain's, such as fuel to burn.
		type MayClaim: Contains<Self::AccountId>;

		/// What adds up for providers, and is handed over to [`RoundPot`] when a challenge opens. `()`
		/// where pots are filled in another way.
		type Accrued: Accrual;

		/// Generated weights.
		type WeightInfo: WeightInfo;
	}

	/// Vendors by account.
	// Accounts are chosen by users: a cryptographic hasher keeps the trie balanced.
	#[pallet::storage]
	pub type Vendors<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Vendor>;

	/// The id of the next model.
	#[pallet::storage]
	pub type NextModelId<T: Config> = StorageValue<_, ModelId, ValueQuery>;

	/// Models by id.
	// Ids are counted by the pallet.
	#[pallet::storage]
	pub type Models<T: Config> = StorageMap<_, Twox64Concat, ModelId, ModelOf<T>>;

	/// The id of the next manifest.
	#[pallet::storage]
	pub type NextManifestId<T: Config> = StorageValue<_, ManifestId, ValueQuery>;

	/// Manifests by id.
	// Ids are counted by the pallet.
	#[pallet::storage]
	pub type Manifests<T: Config> = StorageMap<_, Twox64Concat, ManifestId, ManifestOf<T>>;

	/// Chips that a vendor has revoked, in all of its manifests. A vendor who lists another's chip
	/// cannot revoke it there.
	// Accounts and keys are chosen by users: a cryptographic hasher.
	#[pallet::storage]
	pub type RevokedChips<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, ChipKey, ()>;

	/// Claimed chips by key.
	// Keys are chosen by vendors: a cryptographic hasher.
	#[pallet::storage]
	pub type Chips<T: Config> = StorageMap<_, Blake2_128Concat, ChipKey, ChipOf<T>>;

	/// Claimed chips by owner and place.
	// Accounts are chosen by users, indices are counted by the pallet.
	#[pallet::storage]
	pub type Slots<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, ChipIndex, SlotOf<T>>;

	/// Providers by account. A record stays when its last chip goes, so that no miss is forgotten.
	// Accounts are chosen by users: a cryptographic hasher.
	#[pallet::storage]
	pub type Providers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ProviderOf<T>>;

	/// How many vendors, models and manifests have been revoked.
	#[pallet::storage]
	pub type Revocations<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Providers' chips by model, as leases see them.
	// Accounts are chosen by users, models are counted by the pallet.
	#[pallet::storage]
	pub type Capacities<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Twox64Concat,
		ModelId,
		CapacityRecord,
		ValueQuery,
	>;

	/// Power of all providers that are not suspended, as far as it is trusted.
	#[pallet::storage]
	pub type NetworkPower<T: Config> = StorageValue<_, PowerLedgerOf<T>, ValueQuery>;

	/// The latest challenge, open or closed.
	#[pallet::storage]
	pub type Challenge<T: Config> = StorageValue<_, RoundOf<T>>;

	/// The challenge before the latest, for late absence reports.
	#[pallet::storage]
	pub type PreviousChallenge<T: Config> = StorageValue<_, RoundOf<T>>;

	/// Power proved for validators.
	///
	/// A tally stays as it was proved. Chips that are revoked after their owner's answer stay in it,
	/// so that no vendor can undo a round, with its quorum, after the fact: they count for their
	/// validator until the response window of the next challenge is over, and are in no answer from
	/// the revocation on. Unless rounds pass without a challenge, that is for less than two rounds;
	/// where an epoch is longer than that, the weights of at most one epoch are announced with such
	/// power, beside those of the two epochs that had been announced before the revocation.
	// Accounts are chosen by users: a cryptographic hasher.
	#[pallet::storage]
	pub type Tallies<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Tally, ValueQuery>;

	/// Pots by place in a ring of rounds.
	// Places are counted by the pallet.
	#[pallet::storage]
	pub type Pots<T: Config> = StorageMap<_, Twox64Concat, u32, Pot<BalanceOf<T>>>;

	/// Answers for which no reward has been claimed, by provider and place in the ring of rounds.
	///
	/// What was proved while it was trusted is earned: a later revocation takes no reward away, and
	/// the parts of a pot are never shared anew. The last answer that revoked chips can be in is one to
	/// the challenge that was open when they were revoked, if their owner had answered by then.
	// Accounts are chosen by users, places are counted by the pallet.
	#[pallet::storage]
	pub type Earned<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, u32, Answer>;

	/// Rounds that providers missed. It stays, as leases may have been going on.
	// Accounts are chosen by users: a cryptographic hasher.
	#[pallet::storage]
	pub type Missed<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Absences, ValueQuery>;

	/// Reasons for holds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Collateral for claimed chips.
		#[codec(index = 0)]
		Collateral,
		/// What is in the pots.
		#[codec(index = 1)]
		Rewards,
	}

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Vendors admitted from the start, with their names.
		pub vendors: alloc::vec::Vec<(T::AccountId, alloc::vec::Vec<u8>)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			let opened = Pallet::<T>::open_pot_account();
			assert!(opened.is_ok(), "the pots' account must be able to exist");
			for (vendor, name) in &self.vendors {
				let name = Name::try_from(name.clone());
				assert!(name.is_ok(), "name of a genesis vendor is too long");
				assert!(
					!Vendors::<T>::contains_key(vendor),
					"genesis vendors must not repeat an account"
				);
				let name = name.unwrap_or_default();
				Vendors::<T>::insert(
					vendor,
					Vendor { name, revoked: None, models: 0, manifests: 0 },
				);
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			match Self::draw() {
				Draw::Idle => T::WeightInfo::on_initialize_idle(),
				Draw::Missed => T::WeightInfo::on_initialize_draw(),
				Draw::Hit { round, random } => {
					Self::begin_challenge(round, random);
					T::WeightInfo::on_initialize_draw()
						.saturating_add(T::WeightInfo::on_initialize_open())
						.saturating_add(T::Accrued::weight())
				}
			}
		}

		#[cfg(feature = "std")]
		fn integrity_test() {
			use sp_runtime::traits::{Saturating, Zero};
			assert!(!T::ResponseWindow::get().is_zero(), "a challenge must take answers");
			assert!(
				T::RoundLength::get() > T::ResponseWindow::get(),
				"the response window must fit into the round's window"
			);
			assert!(T::WarmUpRounds::get() > 0, "a chip must not count in the round it is claimed");
			assert!(T::MaxChipsPerClaim::get() > 0, "a claim must hold a chip");
			assert!(T::MaxChipsPerProvider::get() > 0, "a provider must be able to hold a chip");
			assert!(T::MaxComputeUnits::get() > 0, "a model must have a rating");
			assert!(T::MaxBatches::get() > 0, "a provider must be able to hold a chip");
			assert!(T::ClaimRounds::get() > 1, "a pot must outlive its round");
			assert!(
				T::RetirementDelay::get() >= T::RoundLength::get().saturating_mul(3u32.into()),
				"collateral must stay for as long as a miss can be reported"
			);
			let penalties = T::Penalties::get();
			assert!(penalties.slash_from > 0, "a slash needs a miss");
			assert!(
				penalties.suspend_at >= penalties.slash_from,
				"a suspension must not come before a slash"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Admits a vendor. Origin: [`Config::VendorOrigin`]. O(1).
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_vendor())]
		pub fn register_vendor(
			origin: OriginFor<T>,
			vendor: T::AccountId,
			name: Name,
		) -> DispatchResult {
			T::VendorOrigin::ensure_origin(origin)?;
			Self::do_register_vendor(vendor, name)
		}

		/// Revokes a vendor, for good: none of its chips can be claimed, and none counts in a proof,
		/// any more. Origin: [`Config::VendorOrigin`]. O(1).
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::revoke_vendor())]
		pub fn revoke_vendor(origin: OriginFor<T>, vendor: T::AccountId) -> DispatchResult {
			T::VendorOrigin::ensure_origin(origin)?;
			Self::do_revoke_vendor(vendor)
		}

		/// Registers a model whose chips are rated `units` each. Origin: a vendor. O(1).
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::register_model())]
		pub fn register_model(
			origin: OriginFor<T>,
			name: Name,
			units: ComputeUnits,
		) -> DispatchResult {
			let vendor = ensure_signed(origin)?;
			Self::do_register_model(vendor, name, units)
		}

		/// Revokes a model, for good: none of its chips can be claimed, and none counts in a proof,
		/// any more. Origin: its vendor. O(1).
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::revoke_model())]
		pub fn revoke_model(origin: OriginFor<T>, model: ModelId) -> DispatchResult {
			let vendor = ensure_signed(origin)?;
			Self::do_revoke_model(vendor, model)
		}

		/// Publishes the Merkle root over a shipment of `chips` chips of one model, which can be
		/// claimed before `expires_at`. Origin: the model's vendor. O(1).
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::publish_manifest())]
		pub fn publish_manifest(
			origin: OriginFor<T>,
			model: ModelId,
			root: H256,
			chips: u32,
			expires_at: BlockNumberFor<T>,
		) -> DispatchResult {
			let vendor = ensure_signed(origin)?;
			Self::do_publish_manifest(vendor, model, root, chips, expires_at)
		}

		/// Revokes a manifest, for good: none of its chips can be claimed, and none counts in a
		/// proof, any more. Origin: its vendor. O(1).
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::revoke_manifest())]
		pub fn revoke_manifest(origin: OriginFor<T>, manifest: ManifestId) -> DispatchResult {
			let vendor = ensure_signed(origin)?;
			Self::do_revoke_manifest(vendor, manifest)
		}

		/// Revokes one chip of a manifest, for good and in all of the vendor's manifests. If it is
		/// claimed with one of these, its power is gone at once, its collateral waits as after a
		/// retirement, and its owner's last chip takes its index. Origin: the manifest's vendor, not
		/// revoked. O(1).
		#[pallet::call_index(6)]
		#[pallet::weight(
			T::WeightInfo::revoke_chip()
				.saturating_add(T::WeightInfo::prune_revoked(T::MaxBatches::get()))
		)]
		pub fn revoke_chip(
			origin: OriginFor<T>,
			manifest: ManifestId,
			chip: ManifestEntry,
		) -> DispatchResultWithPostInfo {
			let vendor = ensure_signed(origin)?;
			let owner = Chips::<T>::get(chip.key).map(|chip| chip.provider);
			let weight = Self::with_refresh(T::WeightInfo::revoke_chip(), owner.as_ref());
			Self::do_revoke_chip(vendor, manifest, chip)?;
			Ok(Some(weight).into())
		}

		/// Claims chips of a manifest and holds their collateral, and what slashes have taken of
		/// earlier chips'. They take the next indices in the order given. Each chip's possession
		/// proof states how many claims the sender has made before ([`Provider::claims`]). O(chips):
		/// for each a Merkle proof, a signature and a point addition.
		#[pallet::call_index(7)]
		#[pallet::weight(
			T::WeightInfo::claim_chips(claims.len() as u32)
				.saturating_add(T::WeightInfo::prune_revoked(T::MaxBatches::get()))
				.saturating_add(T::WeightInfo::start_over())
		)]
		pub fn claim_chips(
			origin: OriginFor<T>,
			manifest: ManifestId,
			claims: BoundedVec<ChipClaim, T::MaxChipsPerClaim>,
		) -> DispatchResultWithPostInfo {
			let provider = ensure_signed(origin)?;
			let weight = T::WeightInfo::claim_chips(claims.len() as u32);
			let weight = Self::with_claimant(weight, &provider);
			Self::do_claim_chips(provider, manifest, claims)?;
			Ok(Some(weight).into())
		}

		/// Answers the open challenge of `round` for all of the sender's chips but the `absent`
		/// ones, which are listed by ascending index.
		///
		/// `signature` is over [`vajra_primitives::CatStatement`] under the sum of the present
		/// chips' keys. A suspended provider makes up for what slashes took, is taken back, and its
		/// power counts from the next challenge on. Free if it succeeds. O(absent).
		#[pallet::call_index(8)]
		#[pallet::weight(
			T::WeightInfo::prove(absent.len() as u32)
				.saturating_add(T::WeightInfo::prune_revoked(T::MaxBatches::get()))
				.saturating_add(T::WeightInfo::reinstate())
		)]
		pub fn prove(
			origin: OriginFor<T>,
			round: RoundIndex,
			absent: BoundedVec<ChipIndex, T::MaxAbsent>,
			signature: ChipSignature,
		) -> DispatchResultWithPostInfo {
			let provider = ensure_signed(origin)?;
			let weight = T::WeightInfo::prove(absent.len() as u32);
			let mut weight = Self::with_refresh(weight, Some(&provider));
			if Self::do_prove(provider, round, absent, signature)? == Standing::Reinstated {
				weight.saturating_accrue(T::WeightInfo::reinstate());
			}
			Ok((Some(weight), Pays::No).into())
		}

		/// Records that a provider did not answer the challenge of `round`, one of the last two
		/// and closed, and slashes or suspends it as [`Config::Penalties`] says. The reporter has
		/// its share of the slash. Free if it succeeds. O(1).
		#[pallet::call_index(9)]
		#[pallet::weight(
			T::WeightInfo::report_absence()
				.saturating_add(T::WeightInfo::prune_revoked(T::MaxBatches::get()))
		)]
		pub fn report_absence(
			origin: OriginFor<T>,
			round: RoundIndex,
			provider: T::AccountId,
		) -> DispatchResultWithPostInfo {
			let reporter = ensure_signed(origin)?;
			let weight = Self::with_refresh(T::WeightInfo::report_absence(), Some(&provider));
			Self::do_report_absence(reporter, round, provider)?;
			Ok((Some(weight), Pays::No).into())
		}

		/// Gives up the sender's chips at `indices`, ascending. They leave at once, each time the
		/// last chip takes the free index; their collateral can be withdrawn after
		/// [`Config::RetirementDelay`]. No chip signs, so that lost chips can be given up. Not while
		/// they are reserved, or an answer is owed. O(indices).
		#[pallet::call_index(10)]
		#[pallet::weight(
			T::WeightInfo::retire_chips(indices.len() as u32)
				.saturating_add(T::WeightInfo::prune_revoked(T::MaxBatches::get()))
		)]
		pub fn retire_chips(
			origin: OriginFor<T>,
			indices: BoundedVec<ChipIndex, T::MaxChipsPerClaim>,
		) -> DispatchResultWithPostInfo {
			let provider = ensure_signed(origin)?;
			let weight = T::WeightInfo::retire_chips(indices.len() as u32);
			let weight = Self::with_refresh(weight, Some(&provider));
			Self::do_retire_chips(provider, indices)?;
			Ok(Some(weight).into())
		}

		/// Releases a provider's collateral that has waited long enough. Not while an answer is owed.
		/// Origin: anyone. O(1).
		#[pallet::call_index(11)]
		#[pallet::weight(
			T::WeightInfo::withdraw_collateral()
				.saturating_add(T::WeightInfo::prune_revoked(T::MaxBatches::get()))
		)]
		pub fn withdraw_collateral(
			origin: OriginFor<T>,
			provider: T::AccountId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let weight = T::WeightInfo::withdraw_collateral();
			let weight = Self::with_refresh(weight, Some(&provider));
			Self::do_withdraw_collateral(provider)?;
			Ok(Some(weight).into())
		}

		/// Takes a claimed chip over, as its new owner: the chip signs
		/// [`vajra_primitives::Transfer`] with the latest challenge's seed. It warms up again, and
		/// its collateral is held anew. Not while it is reserved. O(1).
		#[pallet::call_index(12)]
		#[pallet::weight(
			T::WeightInfo::take_over_chip()
				.saturating_add(T::WeightInfo::prune_revoked(T::MaxBatches::get()).saturating_mul(2))
				.saturating_add(T::WeightInfo::start_over())
		)]
		pub fn take_over_chip(
			origin: OriginFor<T>,
			chip: ChipKey,
			possession: ChipSignature,
		) -> DispatchResultWithPostInfo {
			let provider = ensure_signed(origin)?;
			let owner = Chips::<T>::get(chip).map(|chip| chip.provider);
			let weight = Self::with_refresh(T::WeightInfo::take_over_chip(), owner.as_ref());
			let weight = Self::with_claimant(weight, &provider);
			Self::do_take_over_chip(provider, chip, possession)?;
			Ok(Some(weight).into())
		}

		/// Points the sender's power at a validator, or at none, from the next round on. O(1).
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::back())]
		pub fn back(origin: OriginFor<T>, validator: Option<T::AccountId>) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_back(provider, validator)
		}

		/// Adds `amount` planck to the current round's pot. Origin: anyone. O(1).
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::fund_rewards())]
		pub fn fund_rewards(
			origin: OriginFor<T>,
			#[pallet::compact] amount: BalanceOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_fund_rewards(who, amount)
		}

		/// Claims the sender's part of the pots of `rounds`, all or none. A pot is shared once the
		/// next challenge has opened, and expires [`Config::ClaimRounds`] rounds later. O(rounds).
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::claim_rewards(rounds.len() as u32))]
		pub fn claim_rewards(
			origin: OriginFor<T>,
			rounds: BoundedVec<RoundIndex, T::MaxRoundsPerClaim>,
		) -> DispatchResult {
			let provider = ensure_signed(origin)?;
			Self::do_claim_rewards(provider, rounds)
		}

		/// Takes a provider's power that a revocation has made worthless out of the network's sum.
		/// Without it that happens when the provider next does something. Free if it succeeds.
		/// Origin: anyone. O(batches).
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::prune_revoked(T::MaxBatches::get()))]
		pub fn prune_revoked(
			origin: OriginFor<T>,
			provider: T::AccountId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let batches = Self::unchecked_batches(&provider).unwrap_or(0);
			Self::do_prune_revoked(provider)?;
			Ok((Some(T::WeightInfo::prune_revoked(batches)), Pays::No).into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Power that the provider proved in the last round that is closed, as far as chips that are
		/// still there and trusted have it.
		pub fn proved_power(provider: T::AccountId) -> Power {
			Self::view_proved_power(&provider)
		}

		/// Power proved for the validator in the last round that is closed, with that of chips which
		/// were revoked since ([`Tallies`]).
		pub fn validator_power(validator: T::AccountId) -> Power {
			Self::view_validator_power(&validator)
		}

		/// The challenge that takes answers now.
		pub fn open_challenge() -> Option<RoundOf<T>> {
			Self::view_open_challenge()
		}

		/// Whether the provider has answered the challenge of `round`, one of the last two.
		pub fn has_answered(provider: T::AccountId, round: RoundIndex) -> bool {
			Self::view_has_answered(&provider, round)
		}

		/// Who has answered the challenge of `round`, one of the last two, and the power proved, in
		/// storage order: of the next `limit` providers after `after`, at least 1 and at most 1,024,
		/// those that did. They can be none. The second part says what `after` the next page
		/// follows; `None` where this one is the last.
		pub fn answers(
			round: RoundIndex,
			after: Option<T::AccountId>,
			limit: u32,
		) -> AnswersPage<T> {
			Self::view_answers(round, after, limit)
		}

		/// The provider's chips, by index: a page of at most `limit`, from `from` on.
		pub fn chips_of(
			provider: T::AccountId,
			from: ChipIndex,
			limit: u32,
		) -> alloc::vec::Vec<(ChipIndex, SlotOf<T>)> {
			Self::view_chips_of(&provider, from, limit)
		}

		/// The provider's rewards that can be claimed now, by round, planck.
		pub fn rewards_of(provider: T::AccountId) -> alloc::vec::Vec<(RoundIndex, BalanceOf<T>)> {
			Self::view_rewards_of(&provider)
		}
	}
}
