//! # AI services on chain
//!
//! Services are registered, operators put stake behind them, consumers ask and pay, and many operators'
//! answers become one result. Who lies or does not answer pays for it; without a result the consumer
//! has its money back.
//!
//! ## Pallet API
//!
//! See [`Config`] for what a runtime provides, [`Call`] for what users do, [`Error`] for what can be
//! wrong with it, [`Event`] for what happened. Other pallets ask through the trait `Oracle` of
//! `vajra-primitives`, which [`Pallet`] implements, and hear of results through its trait `OnResult`,
//! which [`Config::Consumers`] implements. Providers off chain check who calls them with `Gate` of
//! `vajra-primitives` and with [`Pallet::may_call`]. Strategies are in [`consensus`].
//!
//! ## Overview
//!
//! A **service** has **versions**: a fingerprint of its schema, with the **rules** by which it is called.
//! A version never changes, and stays as long as something refers to it, so that nobody finds another
//! price, payee or schema than what was agreed to. A service is called in one of three ways
//! ([`Pricing`]): by requests at a price each, by subscription, or in sessions with one operator.
//!
//! **Operators** put stake on a service, and serve if there is room ([`Admission::Open`]), if the owner
//! approves ([`Admission::Approved`]), or while their stake is among the most
//! ([`Admission::Elected`]). Those who serve are the **roster**. Stake that leaves waits, and never leaves
//! while a request refers to it.
//!
//! A **request** asks the whole roster as it is, its **panel**. Operators commit to their answers and
//! reveal them, or sign them for a report that anyone sends ([`Answering`]). When nobody can answer any
//! more anyone **finalises** the request: the service's strategy makes a result of the answers, or says why
//! there is none ([`consensus::ConsensusStrategy`]); the fee is shared out or goes back; slashes are taken; the result
//! is kept for a while, and told to a consumer on chain if the request says so.
//!
//! **Evaluators** put stake behind their judgement, and test services and operators when somebody offers a
//! bounty for it.
//!
//! ## Terminology
//!
//! - **Registration**: a number that tells an operator, evaluator, subscription or session from earlier
//!   ones of the same account. Whoever leaves and comes back inherits nothing.
//! - **Roster**: operators that serve, those with the most stake first.
//! - **Panel**: operators that were asked, with what each had at stake then.
//! - **Sealed**: answered by commitment and reveal.
//!
//! ## Windows
//!
//! A sealed request that is made in block B takes commitments in blocks B to B + `commit`, and reveals in
//! blocks B + `commit` + 1 to B + `commit` + `reveal`; earlier, once all have committed. A request
//! that is answered by report takes reports in blocks B to B + `answer`. It can be finalised in the block
//! after its last, or as soon as nobody can answer any more; [`consensus::first`] needs but one answer.
//!
//! ## Who pays, who is paid
//!
//! | what | fee | operators |
//! | --- | --- | --- |
//! | a result | shared out by [`Shares`]; the operators' part among those whom the result confirms | who deviates is slashed; so is who has not answered |
//! | too few answers, a tie, no agreement | back to the consumer, or into its subscription | who has committed and not revealed is slashed; who is silent if most were not |
//!
//! Silence is only punished if [`SlashTerms::witnesses`] of the panel have answered or committed: otherwise
//! the question may have had no answer, and somebody could have asked it for that reason. Nor is it if the
//! question was given by its hash, which somebody could have told to some of the panel. What is slashed
//! leaves as a credit to [`Config::Slashed`], so that no consumer asks for the sake of slashes. A slash
//! takes what is there, and notes what is missing. A callback is paid for in advance, whatever comes of
//! it. A payee that cannot take its part, such as an account too poor to exist, leaves it to the
//! treasury, and holds up nobody.
//!
//! ## Signed reports
//!
//! Who sends a report may know the others' answers before its own, so that only commitments keep operators
//! from copying. The chain verifies each signature and makes the result itself; who sends the report decides
//! nothing. An operator that is left out of a report sends one of its own. [`Settled::evidence`] binds what
//! was reported: with the blocks' bodies it proves who has signed what.
//!
//! ## Example
//!
//! Three operators answer with numbers, and the median with a limit finds the one that lies:
//!
//! ```
//! use pallet_service_registry::consensus::{ConsensusStrategy, Outcome, Standard, Vote};
//! use vajra_primitives::service::Answer;
//!
//! let vote = |seat, number| Vote { seat, answer: Answer::Number(number), arrival: seat };
//! let strategy = Standard::Median { limit: Some(10) };
//! let outcome = strategy.resolve(&[vote(0, 1_000), vote(1, 1_004), vote(2, 9_999)], 2);
//! let (value, honest, deviating) = (Answer::Number(1_004), vec![0, 1], vec![2]);
//! assert_eq!(outcome, Outcome::Result { value, honest, deviating });
//! ```
//!
//! ## Invariants
//!
//! `try_state` proves each, by equality, in this order:
//!
//! 1. What is on hold for fees in an account is the sum over its open requests, subscriptions, sessions and
//!    the evaluations that it pays for.
//! 2. What is on hold as stake in an account is the sum over its records as an operator, and the
//!    same for evaluators.
//! 3. What is on hold as deposits in an account is the sum over the services that it owns.
//! 4. An operator's count is that of the open requests and sessions that refer to it, by the registration
//!    that it has; and so for evaluators and evaluations.
//! 5. A roster lists the operators that serve, each with its stake, in order, and nobody else.
//! 6. A service's and a version's counts are those of what refers to them, and the versions that are kept are
//!    those between its oldest and its latest.
//! 7. The indices list each service that is not retired by its category and its tags, at its rank, and
//!    nothing else.
//! 8. Each open request has its input, each callback its request or its result, and no id or registration
//!    is ahead of its counter.

#![cfg_attr(not(feature = "std"), no_std)]
#![warn(missing_docs)]

extern crate alloc;

mod access;
mod answers;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod callbacks;
pub mod consensus;
mod errors;
mod evaluations;
mod events;
pub mod math;
#[cfg(test)]
mod mock;
mod operators;
mod payments;
mod requests;
mod services;
mod settlement;
#[cfg(test)]
mod tests;
// With `std`, too, so that the tests of a runtime can check the state without another feature.
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
pub mod types;
mod views;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use views::{Found, OperatorView};
pub use weights::WeightInfo;

use frame_support::{pallet_macros::import_section, traits::fungible, BoundedVec};
use frame_system::Config as SystemConfig;
use vajra_primitives::service::RequestId;

/// [`Service`] of a runtime.
pub type ServiceOf<T> = Service<<T as SystemConfig>::AccountId>;
/// [`Rules`] of a runtime.
pub type RulesOf<T> = Rules<<T as SystemConfig>::AccountId, <T as Config>::Consensus>;
/// [`Release`] of a runtime.
pub type ReleaseOf<T> = Release<<T as SystemConfig>::AccountId, <T as Config>::Consensus>;
/// [`Roster`] of a runtime.
pub type RosterOf<T> = Roster<<T as SystemConfig>::AccountId, <T as Config>::MaxOperators>;
/// [`Request`] of a runtime.
pub type RequestOf<T> = Request<<T as SystemConfig>::AccountId, <T as Config>::MaxOperators>;
/// [`Seat`] of a runtime.
pub type SeatOf<T> = Seat<<T as SystemConfig>::AccountId>;
/// [`Settled`] of a runtime.
pub type SettledOf<T> = Settled<<T as SystemConfig>::AccountId>;
/// [`Session`] of a runtime.
pub type SessionOf<T> = Session<<T as SystemConfig>::AccountId>;
/// [`Evaluation`] of a runtime.
pub type EvaluationOf<T> = Evaluation<<T as SystemConfig>::AccountId, <T as Config>::MaxEvaluators>;
/// [`Input`] of a runtime.
pub type InputOf<T> = Input<<T as Config>::MaxInput>;
/// [`Callback`] of a runtime.
pub type CallbackOf<T> = Callback<<T as Config>::MaxInput>;
/// Bytes of a question, or of what a callback is told besides.
pub type BytesOf<T> = BoundedVec<u8, <T as Config>::MaxInput>;
/// An open request, what can be done about it, and what it asks.
pub type DutyOf<T> = (RequestId, Phase, InputOf<T>);
/// [`SignedObservation`] of a runtime.
pub type SignedObservationOf<T> =
	SignedObservation<<T as SystemConfig>::AccountId, <T as Config>::Signature>;
/// A report of a runtime.
pub type ReportOf<T> = BoundedVec<SignedObservationOf<T>, <T as Config>::MaxOperators>;
/// [`Config::Currency`] of a runtime.
pub type CurrencyOf<T> = <T as Config>::Currency;
/// Value of [`Config::Currency`] that is in no account.
pub type CreditOf<T> = fungible::Credit<<T as SystemConfig>::AccountId, CurrencyOf<T>>;

// The macros expand to `expect`; nothing written here uses it.
#[allow(clippy::expect_used)]
#[import_section(errors::service_errors)]
#[import_section(events::service_events)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::consensus::ConsensusStrategy;
	use frame_support::{
		dispatch::PostDispatchInfo,
		pallet_prelude::*,
		traits::{fungible::hold, OnUnbalanced},
		weights::WeightToFee,
	};
	use frame_system::pallet_prelude::*;
	use sp_core::H256;
	use sp_runtime::{
		traits::{BlockNumberProvider, IdentifyAccount, Verify},
		Perbill,
	};
	use vajra_primitives::service::{
		Answer, ConsumerId, EvaluationId, OnResult, ServiceId, ServiceResult, ServiceVersion,
		SignedCall,
	};

	/// Version of the storage layout.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<Hash = H256, RuntimeEvent: From<Event<Self>>> {
		/// What is paid and staked.
		type Currency: fungible::Mutate<Self::AccountId, Balance = Balance>
			+ hold::Mutate<Self::AccountId, Reason: From<HoldReason>>
			+ fungible::BalancedHold<Self::AccountId>;

		/// Who may become an evaluator.
		type EvaluatorOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Self::AccountId>;

		/// The clock.
		type BlockNumberProvider: BlockNumberProvider;

		/// What operators sign observations with, and consumers calls.
		type Signature: Verify<Signer: IdentifyAccount<AccountId = Self::AccountId>>
			+ Parameter
			+ MaxEncodedLen;

		/// The ways to make one result of many answers: [`consensus::Standard`], or a chain's own.
		type Consensus: ConsensusStrategy + Parameter + MaxEncodedLen;

		/// What services, operators and consumers agree to. Back it with pallet-parameters to let
		/// governance move it.
		type Terms: Get<ServiceTerms>;

		/// Who on chain hears of results. `()` where nobody does.
		type Consumers: OnResult<Self::AccountId>;

		/// Price of a callback's weight.
		type CallbackFee: WeightToFee<Balance = Balance>;

		/// Where the treasury's share goes, what rounding leaves, what payees cannot take, and what
		/// callbacks cost.
		type Treasury: OnUnbalanced<CreditOf<Self>>;

		/// Where the share that is burned goes. `()` burns it.
		type Burned: OnUnbalanced<CreditOf<Self>>;

		/// Where slashed stake goes. `()` burns it.
		type Slashed: OnUnbalanced<CreditOf<Self>>;

		/// Most operators of a service that serve.
		#[pallet::constant]
		type MaxOperators: Get<u32>;

		/// Most evaluators that take part in an evaluation.
		#[pallet::constant]
		type MaxEvaluators: Get<u32>;

		/// Most bytes of a question, and of what a callback is told besides.
		#[pallet::constant]
		type MaxInput: Get<u32>;

		/// Most versions of a service that are kept.
		#[pallet::constant]
		type MaxVersions: Get<u32>;

		/// Generated weights.
		type WeightInfo: WeightInfo;
	}

	/// The next service's id.
	#[pallet::storage]
	pub type NextService<T> = StorageValue<_, ServiceId, ValueQuery>;

	/// The next request's id.
	#[pallet::storage]
	pub type NextRequest<T> = StorageValue<_, RequestId, ValueQuery>;

	/// The next evaluation's id.
	#[pallet::storage]
	pub type NextEvaluation<T> = StorageValue<_, EvaluationId, ValueQuery>;

	/// The next registration.
	#[pallet::storage]
	pub type NextRegistration<T> = StorageValue<_, Registration, ValueQuery>;

	/// Services by id.
	// Ids are counted by the pallet.
	#[pallet::storage]
	pub type Services<T: Config> = StorageMap<_, Twox64Concat, ServiceId, ServiceOf<T>>;

	/// Versions of services.
	// Both are counted by the pallet.
	#[pallet::storage]
	pub type Releases<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ServiceId, Twox64Concat, ServiceVersion, ReleaseOf<T>>;

	/// Operators by service and account.
	// Accounts are chosen by users: a cryptographic hasher keeps the trie balanced.
	#[pallet::storage]
	pub type Operators<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ServiceId, Blake2_128Concat, T::AccountId, Operator>;

	/// The operators of each service that serve.
	// Ids are counted by the pallet.
	#[pallet::storage]
	pub type Rosters<T: Config> = StorageMap<_, Twox64Concat, ServiceId, RosterOf<T>, ValueQuery>;

	/// Open requests by id.
	// Ids are counted by the pallet.
	#[pallet::storage]
	pub type Requests<T: Config> = StorageMap<_, Twox64Concat, RequestId, RequestOf<T>>;

	/// What open requests ask. Apart from the requests, which change with each answer.
	// Ids are counted by the pallet.
	#[pallet::storage]
	pub type Inputs<T: Config> = StorageMap<_, Twox64Concat, RequestId, InputOf<T>>;

	/// Callbacks that have not been delivered.
	// Ids are counted by the pallet.
	#[pallet::storage]
	pub type Callbacks<T: Config> = StorageMap<_, Twox64Concat, RequestId, CallbackOf<T>>;

	/// What came of requests, for as long as it is kept.
	// Ids are counted by the pallet.
	#[pallet::storage]
	pub type Results<T: Config> = StorageMap<_, Twox64Concat, RequestId, SettledOf<T>>;

	/// Subscriptions by service and consumer.
	// Accounts are chosen by users: a cryptographic hasher.
	#[pallet::storage]
	pub type Subscriptions<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ServiceId, Blake2_128Concat, T::AccountId, Subscription>;

	/// Sessions by service and consumer.
	// Accounts are chosen by users: a cryptographic hasher.
	#[pallet::storage]
	pub type Sessions<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ServiceId, Blake2_128Concat, T::AccountId, SessionOf<T>>;

	/// Evaluators by account.
	// Accounts are chosen by users: a cryptographic hasher.
	#[pallet::storage]
	pub type Evaluators<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Evaluator>;

	/// Open evaluations by id.
	// Ids are counted by the pallet.
	#[pallet::storage]
	pub type Evaluations<T: Config> = StorageMap<_, Twox64Concat, EvaluationId, EvaluationOf<T>>;

	/// Services that are not retired, by category and rank.
	// Categories are chosen by users: a cryptographic hasher. The rank is the order, so it is not
	// hashed; to lengthen a path in the trie takes services, and so deposits.
	#[pallet::storage]
	pub type ByCategory<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Label, Identity, Rank, ()>;

	/// Services that are not retired, by tag and rank.
	// As with categories.
	#[pallet::storage]
	pub type ByTag<T: Config> = StorageDoubleMap<_, Blake2_128Concat, Label, Identity, Rank, ()>;

	/// Reasons for holds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// What a consumer may have to pay, in its own account.
		#[codec(index = 0)]
		Fee,
		/// An operator's stake, in its own account.
		#[codec(index = 1)]
		Stake,
		/// What the owner of a service pays for its records with, in its own account.
		#[codec(index = 2)]
		Deposit,
		/// An evaluator's stake, in its own account.
		#[codec(index = 3)]
		Evaluation,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let terms = T::Terms::get();
			assert!(T::MaxOperators::get() > 0, "somebody can be asked");
			assert!(T::MaxEvaluators::get() > 0, "somebody can evaluate");
			assert!(T::MaxVersions::get() > 1, "a new version can stand beside the old one");
			assert!(terms.min_price > 0, "nothing is free, or requests would be");
			assert!(
				(1..=terms.max_window).contains(&terms.min_window),
				"windows have at least one block more than that of the request"
			);
			assert!(terms.max_period > 0, "subscriptions and sessions last");
			assert!(terms.callbacks.attempts > 0, "callbacks are tried");
			assert!(terms.reputation.half_life > 0, "reputations decay");
			let evaluation = terms.evaluation;
			assert!(
				evaluation.commit > 0 && evaluation.reveal > 0,
				"evaluations have windows for both of their steps"
			);
			assert!(
				(1..=T::MaxEvaluators::get()).contains(&evaluation.quorum),
				"enough evaluators can agree, and somebody must"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Registers a service with its first version. Holds a deposit. O(1).
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::register_service())]
		pub fn register_service(
			origin: OriginFor<T>,
			listing: Listing,
			admission: Admission,
			#[pallet::compact] min_stake: Balance,
			fingerprint: H256,
			rules: RulesOf<T>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_register_service(owner, listing, admission, min_stake, fingerprint, rules)
		}

		/// Publishes a new version, which is what new customers get. Those of older ones keep what they
		/// have agreed to. Origin: the owner. O(1).
		#[pallet::call_index(1)]
		#[pallet::weight(<T as Config>::WeightInfo::publish_version())]
		pub fn publish_version(
			origin: OriginFor<T>,
			service: ServiceId,
			fingerprint: H256,
			rules: RulesOf<T>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_publish_version(owner, service, fingerprint, rules)
		}

		/// Lists a service elsewhere. Origin: the owner. O(1).
		#[pallet::call_index(2)]
		#[pallet::weight(<T as Config>::WeightInfo::update_listing())]
		pub fn update_listing(
			origin: OriginFor<T>,
			service: ServiceId,
			listing: Listing,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_update_listing(owner, service, listing)
		}

		/// Takes no new customers for a while. Origin: the owner. O(1).
		#[pallet::call_index(3)]
		#[pallet::weight(<T as Config>::WeightInfo::pause_service())]
		pub fn pause_service(origin: OriginFor<T>, service: ServiceId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_pause_service(owner, service)
		}

		/// Takes new customers again. Origin: the owner. O(1).
		#[pallet::call_index(4)]
		#[pallet::weight(<T as Config>::WeightInfo::resume_service())]
		pub fn resume_service(origin: OriginFor<T>, service: ServiceId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_resume_service(owner, service)
		}

		/// Takes no new customers ever again; those who are there are served. Origin: the owner. O(1).
		#[pallet::call_index(5)]
		#[pallet::weight(<T as Config>::WeightInfo::retire_service())]
		pub fn retire_service(origin: OriginFor<T>, service: ServiceId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_retire_service(owner, service)
		}

		/// Removes a retired service that nothing refers to any more, and releases the deposit. Origin: the
		/// owner. O(versions), at most [`Config::MaxVersions`].
		#[pallet::call_index(6)]
		#[pallet::weight(<T as Config>::WeightInfo::remove_service(T::MaxVersions::get()))]
		pub fn remove_service(
			origin: OriginFor<T>,
			service: ServiceId,
		) -> DispatchResultWithPostInfo {
			let owner = ensure_signed(origin)?;
			let versions = Self::do_remove_service(owner, service)?;
			Ok(Some(<T as Config>::WeightInfo::remove_service(versions)).into())
		}

		/// Moves a service to its place among others, as its reputation is now. Free if it moves. Origin:
		/// anyone. O(1).
		#[pallet::call_index(7)]
		#[pallet::weight(<T as Config>::WeightInfo::refresh_rank())]
		pub fn refresh_rank(
			origin: OriginFor<T>,
			service: ServiceId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_refresh_rank(service)?;
			Ok(Pays::No.into())
		}

		/// Puts `stake` planck on a service, to operate it. O(1).
		#[pallet::call_index(8)]
		#[pallet::weight(<T as Config>::WeightInfo::join())]
		pub fn join(
			origin: OriginFor<T>,
			service: ServiceId,
			#[pallet::compact] stake: Balance,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_join(operator, service, stake)
		}

		/// Adds to the sender's stake. Who was benched serves again if that is enough, and there is
		/// room. O(1).
		#[pallet::call_index(9)]
		#[pallet::weight(<T as Config>::WeightInfo::add_stake())]
		pub fn add_stake(
			origin: OriginFor<T>,
			service: ServiceId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_add_stake(operator, service, amount)
		}

		/// Lets an operator serve that waits for approval. Origin: the owner. O(1).
		#[pallet::call_index(10)]
		#[pallet::weight(<T as Config>::WeightInfo::approve_operator())]
		pub fn approve_operator(
			origin: OriginFor<T>,
			service: ServiceId,
			operator: T::AccountId,
			registration: Registration,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_approve_operator(owner, service, operator, registration)
		}

		/// Lets an operator go that the owner has approved of, or had not, or any if the service is
		/// retired. Origin: the owner. O(1).
		#[pallet::call_index(11)]
		#[pallet::weight(<T as Config>::WeightInfo::dismiss_operator())]
		pub fn dismiss_operator(
			origin: OriginFor<T>,
			service: ServiceId,
			operator: T::AccountId,
			registration: Registration,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_dismiss_operator(owner, service, operator, registration)
		}

		/// Leaves a service. The sender is asked no more, answers what it was asked, and its stake
		/// waits. O(1).
		#[pallet::call_index(12)]
		#[pallet::weight(<T as Config>::WeightInfo::leave())]
		pub fn leave(origin: OriginFor<T>, service: ServiceId) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_leave(operator, service)
		}

		/// Releases the stake of an operator that has left, once it has waited and nothing refers to it.
		/// Origin: anyone. O(1).
		#[pallet::call_index(13)]
		#[pallet::weight(<T as Config>::WeightInfo::withdraw_stake())]
		pub fn withdraw_stake(
			origin: OriginFor<T>,
			service: ServiceId,
			operator: T::AccountId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_withdraw_stake(operator, service)
		}

		/// Asks all operators of a service that serve. Holds the price of a result, unless the sender has
		/// subscribed to this version, and that of the callback. O(operators), at most
		/// [`Config::MaxOperators`].
		#[pallet::call_index(14)]
		#[pallet::weight(<T as Config>::WeightInfo::request(T::MaxOperators::get()))]
		pub fn request(
			origin: OriginFor<T>,
			service: ServiceId,
			version: ServiceVersion,
			fingerprint: H256,
			input: InputOf<T>,
			callback: Option<(ConsumerId, BytesOf<T>)>,
		) -> DispatchResultWithPostInfo {
			let consumer = ensure_signed(origin)?;
			let (_, asked) =
				Self::do_request(consumer, service, version, fingerprint, input, callback)?;
			Ok(Some(<T as Config>::WeightInfo::request(asked)).into())
		}

		/// Commits to an answer: see `Commitment` of `vajra-primitives`. O(1).
		#[pallet::call_index(15)]
		#[pallet::weight(<T as Config>::WeightInfo::commit())]
		pub fn commit(
			origin: OriginFor<T>,
			request: RequestId,
			commitment: H256,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_commit(operator, request, commitment)
		}

		/// Reveals the answer that the sender has committed to. O(1).
		#[pallet::call_index(16)]
		#[pallet::weight(<T as Config>::WeightInfo::reveal())]
		pub fn reveal(
			origin: OriginFor<T>,
			request: RequestId,
			answer: Answer,
			salt: H256,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_reveal(operator, request, answer, salt)
		}

		/// Reports operators' signed answers; those that are known are passed over. Origin: anyone.
		/// O(observations), a signature verification each.
		#[pallet::call_index(17)]
		#[pallet::weight(<T as Config>::WeightInfo::report(observations.len() as u32))]
		pub fn report(
			origin: OriginFor<T>,
			request: RequestId,
			observations: ReportOf<T>,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let verified = Self::do_report(request, observations)?;
			Ok(Some(<T as Config>::WeightInfo::report(verified)).into())
		}

		/// Makes a result of the answers, settles the fee, slashes, and tells the consumer on chain. Free if
		/// it succeeds. Origin: anyone. O(operators), at most [`Config::MaxOperators`], and what the
		/// callback weighs.
		#[pallet::call_index(18)]
		#[pallet::weight(
			<T as Config>::WeightInfo::finalize(T::MaxOperators::get())
				.saturating_add(T::Terms::get().callbacks.max_weight)
		)]
		pub fn finalize(origin: OriginFor<T>, request: RequestId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let (asked, callback) = Self::do_finalize(request)?;
			let weight = <T as Config>::WeightInfo::finalize(asked).saturating_add(callback);
			Ok(PostDispatchInfo { actual_weight: Some(weight), pays_fee: Pays::No })
		}

		/// Tries a callback again that has failed. The sender pays for its weight. Origin: anyone; only
		/// the consumer's attempts count. O(1), and what the callback weighs.
		#[pallet::call_index(19)]
		#[pallet::weight(
			<T as Config>::WeightInfo::retry_callback()
				.saturating_add(T::Terms::get().callbacks.max_weight)
		)]
		pub fn retry_callback(
			origin: OriginFor<T>,
			request: RequestId,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let callback = Self::do_retry_callback(&who, request)?;
			Ok(Some(<T as Config>::WeightInfo::retry_callback().saturating_add(callback)).into())
		}

		/// Forgets a result that has been kept for long enough, and its callback. Free if it succeeds.
		/// Origin: anyone. O(1).
		#[pallet::call_index(20)]
		#[pallet::weight(<T as Config>::WeightInfo::forget_result())]
		pub fn forget_result(
			origin: OriginFor<T>,
			request: RequestId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_forget_result(request)?;
			Ok(Pays::No.into())
		}

		/// Subscribes to a service, or again when the last subscription is over. Holds its price, which is
		/// paid call by call. O(1).
		#[pallet::call_index(21)]
		#[pallet::weight(<T as Config>::WeightInfo::subscribe())]
		pub fn subscribe(
			origin: OriginFor<T>,
			service: ServiceId,
			version: ServiceVersion,
			fingerprint: H256,
		) -> DispatchResult {
			let consumer = ensure_signed(origin)?;
			Self::do_subscribe(consumer, service, version, fingerprint)
		}

		/// Ends a subscription that is over. What is left of its price is shared out, but for calls that
		/// the service has failed, and the operators' part of the others, which the consumer has back, as
		/// nobody has worked for it; all of it, if the service is retired. Free if it succeeds. Origin:
		/// anyone. The consumer may send it before, once, while too few operators serve for a result: then
		/// all calls that are left count as failed when the subscription is over. O(1).
		#[pallet::call_index(22)]
		#[pallet::weight(<T as Config>::WeightInfo::end_subscription())]
		pub fn end_subscription(
			origin: OriginFor<T>,
			service: ServiceId,
			consumer: T::AccountId,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_end_subscription(&who, service, consumer)?;
			Ok(Pays::No.into())
		}

		/// Redeems a call that a subscriber has signed and the sender has served off chain: the sender is paid
		/// as for a request. Origin: the operator that the call names, while it serves. O(1).
		#[pallet::call_index(23)]
		#[pallet::weight(<T as Config>::WeightInfo::redeem_call())]
		pub fn redeem_call(
			origin: OriginFor<T>,
			call: SignedCall<T::AccountId>,
			signature: T::Signature,
		) -> DispatchResult {
			let operator = ensure_signed(origin)?;
			Self::do_redeem_call(operator, call, signature)
		}

		/// Opens a session of `blocks` blocks with an operator that serves. Holds the price of all of
		/// them. O(1).
		#[pallet::call_index(24)]
		#[pallet::weight(<T as Config>::WeightInfo::open_session())]
		pub fn open_session(
			origin: OriginFor<T>,
			service: ServiceId,
			version: ServiceVersion,
			fingerprint: H256,
			operator: T::AccountId,
			blocks: Blocks,
		) -> DispatchResult {
			let consumer = ensure_signed(origin)?;
			Self::do_open_session(consumer, service, version, fingerprint, operator, blocks)
		}

		/// Closes a session: what it has cost is shared out, the rest goes back. Origin: the consumer or
		/// the operator, and anyone when its time is over. O(1).
		#[pallet::call_index(25)]
		#[pallet::weight(<T as Config>::WeightInfo::close_session())]
		pub fn close_session(
			origin: OriginFor<T>,
			service: ServiceId,
			consumer: T::AccountId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_session(who, service, consumer)
		}

		/// Becomes an evaluator, with `stake` planck on hold. Origin: [`Config::EvaluatorOrigin`]. O(1).
		#[pallet::call_index(26)]
		#[pallet::weight(<T as Config>::WeightInfo::register_evaluator())]
		pub fn register_evaluator(
			origin: OriginFor<T>,
			#[pallet::compact] stake: Balance,
		) -> DispatchResult {
			let evaluator = T::EvaluatorOrigin::ensure_origin(origin)?;
			Self::do_register_evaluator(evaluator, stake)
		}

		/// Leaves as an evaluator. The sender's stake waits. O(1).
		#[pallet::call_index(27)]
		#[pallet::weight(<T as Config>::WeightInfo::retire_evaluator())]
		pub fn retire_evaluator(origin: OriginFor<T>) -> DispatchResult {
			let evaluator = ensure_signed(origin)?;
			Self::do_retire_evaluator(evaluator)
		}

		/// Releases the stake of an evaluator that has left, once it has waited and no evaluation refers to
		/// it. Origin: anyone. O(1).
		#[pallet::call_index(28)]
		#[pallet::weight(<T as Config>::WeightInfo::withdraw_evaluator())]
		pub fn withdraw_evaluator(origin: OriginFor<T>, evaluator: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_withdraw_evaluator(evaluator)
		}

		/// Asks evaluators to test a service, or one of its operators. Holds the bounty that they
		/// share. O(1).
		#[pallet::call_index(29)]
		#[pallet::weight(<T as Config>::WeightInfo::open_evaluation())]
		pub fn open_evaluation(
			origin: OriginFor<T>,
			service: ServiceId,
			operator: Option<T::AccountId>,
			#[pallet::compact] bounty: Balance,
		) -> DispatchResult {
			let opener = ensure_signed(origin)?;
			Self::do_open_evaluation(opener, service, operator, bounty)
		}

		/// Commits to a score: see `ScoreCommitment` of `vajra-primitives`. Origin: an evaluator. O(1).
		#[pallet::call_index(30)]
		#[pallet::weight(<T as Config>::WeightInfo::commit_score())]
		pub fn commit_score(
			origin: OriginFor<T>,
			evaluation: EvaluationId,
			commitment: H256,
		) -> DispatchResult {
			let evaluator = ensure_signed(origin)?;
			Self::do_commit_score(evaluator, evaluation, commitment)
		}

		/// Reveals the score that the sender has committed to. O(1).
		#[pallet::call_index(31)]
		#[pallet::weight(<T as Config>::WeightInfo::reveal_score())]
		pub fn reveal_score(
			origin: OriginFor<T>,
			evaluation: EvaluationId,
			score: Perbill,
			salt: H256,
		) -> DispatchResult {
			let evaluator = ensure_signed(origin)?;
			Self::do_reveal_score(evaluator, evaluation, score, salt)
		}

		/// Makes one score of the evaluators', pays those who agree, and slashes the others. Free if it
		/// succeeds. Origin: anyone. O(evaluators), at most [`Config::MaxEvaluators`].
		#[pallet::call_index(32)]
		#[pallet::weight(<T as Config>::WeightInfo::close_evaluation(T::MaxEvaluators::get()))]
		pub fn close_evaluation(
			origin: OriginFor<T>,
			evaluation: EvaluationId,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let ballots = Self::do_close_evaluation(evaluation)?;
			let weight = <T as Config>::WeightInfo::close_evaluation(ballots);
			Ok(PostDispatchInfo { actual_weight: Some(weight), pays_fee: Pays::No })
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Whether, and by what right, an account may call a service now.
		pub fn may_call(consumer: T::AccountId, service: ServiceId) -> Permission<T::AccountId> {
			Self::view_may_call(&consumer, service)
		}

		/// Whether an operator that serves could redeem a call with this nonce and expiry now. Providers
		/// ask it before they serve: other operators redeem calls of the same subscription.
		pub fn is_redeemable(
			consumer: T::AccountId,
			service: ServiceId,
			version: ServiceVersion,
			nonce: u64,
			expiry: Blocks,
		) -> bool {
			Self::view_is_redeemable(&consumer, service, version, nonce, expiry)
		}

		/// A version of a service; the latest if none is named.
		pub fn release(
			service: ServiceId,
			version: Option<ServiceVersion>,
		) -> Option<(ServiceVersion, ReleaseOf<T>)> {
			Self::view_release(service, version)
		}

		/// Services of a category, those with the highest rank first: a page of at most `limit`, from the
		/// one after `after` on, which is the place of the last of the page before.
		pub fn services_by_category(
			category: Label,
			after: Option<Rank>,
			limit: u32,
		) -> alloc::vec::Vec<Found<T::AccountId>> {
			Self::view_by_category(&category, after, limit)
		}

		/// Services with a tag, those with the highest rank first, in pages as by category.
		pub fn services_by_tag(
			tag: Label,
			after: Option<Rank>,
			limit: u32,
		) -> alloc::vec::Vec<Found<T::AccountId>> {
			Self::view_by_tag(&tag, after, limit)
		}

		/// Operators of a service that would be asked now, those with the most stake first.
		pub fn operators_of(service: ServiceId) -> alloc::vec::Vec<OperatorView<T::AccountId>> {
			Self::view_operators_of(service)
		}

		/// Open requests that an operator was asked: a page of those among the `limit` requests after
		/// `after`, with the place to go on from, if there is more.
		pub fn requests_for(
			operator: T::AccountId,
			after: Option<RequestId>,
			limit: u32,
		) -> (alloc::vec::Vec<DutyOf<T>>, Option<RequestId>) {
			Self::view_requests_for(&operator, after, limit)
		}

		/// What came of a request, as long as it is kept.
		pub fn result_of(request: RequestId) -> Option<SettledOf<T>> {
			Results::<T>::get(request)
		}
	}
}
