//! A small chain around the pallet: sessions of five blocks, eras of two sessions, plain equal weights.

use crate as pallet_dpos;
use crate::*;
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::{Balanced, Inspect, InspectHold},
		Hooks, OnInitialize, OnUnbalanced, Randomness,
	},
	weights::Weight,
	PalletId,
};
use pallet_authorship::EventHandler;
use pallet_session::{historical, PeriodicSessions, SessionHandler};
use sp_core::{ConstU32, ConstU64, H256};
use sp_runtime::{
	impl_opaque_keys,
	testing::UintAuthorityId,
	traits::{Convert, OpaqueKeys},
	BuildStorage, KeyTypeId, Perbill, RuntimeAppPublic,
};
use sp_staking::SessionIndex;
use std::collections::{BTreeMap, BTreeSet};
use vajra_primitives::Accrual;

pub type AccountId = u64;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeTask
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Dpos = pallet_dpos;
	#[runtime::pallet_index(3)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(4)]
	pub type Historical = historical;
	#[runtime::pallet_index(5)]
	pub type Offences = pallet_offences;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = Least;
}

impl_opaque_keys! {
	pub struct Keys {
		pub key: UintAuthorityId,
	}
}

/// Blocks in a session.
pub const SESSION: u64 = 5;
/// Sessions in an era.
pub const SESSIONS: u32 = 2;
/// Blocks in an era.
pub const ERA: u64 = SESSION * SESSIONS as u64;
/// Eras that stake waits.
pub const WAIT: u32 = 3;
/// Eras for which rewards can be paid.
pub const HISTORY: u32 = 5;
/// The existential deposit.
pub const EXISTENTIAL: Balance = 1;
/// What each account has at first.
pub const WEALTH: Balance = 1_000_000;
/// The bond of each genesis candidate.
pub const BOND: Balance = 1_000;

parameter_types! {
	pub const PotSeed: PalletId = PalletId(*b"vaj/dpos");
	/// What misconduct costs unless a test changes it.
	pub static Costs: Penalties = penalties();
	/// What candidates and delegators agree to unless a test changes it.
	pub static Conditions: Terms = terms();
	/// The existential deposit unless a test changes it.
	pub static Least: Balance = EXISTENTIAL;
	/// Validators that make no blocks.
	pub static Silent: BTreeSet<AccountId> = BTreeSet::new();
	/// How many of the blocks each validator makes; one in turn unless a test changes it.
	pub static Weights: BTreeMap<AccountId, u64> = BTreeMap::new();
	/// What has added up for validators.
	pub static Accrued: Balance = 0;
	/// Seed of draws.
	pub static Seed: Option<u64> = Some(7);
	/// Validators whose disabling the session handler has heard of, by index, in this session.
	pub static Disabled: Vec<u32> = Vec::new();
}

/// What misconduct costs unless a test changes it. Verdicts need no certainty, eras being short.
pub fn penalties() -> Penalties {
	Penalties {
		double_sign: Penalty {
			fixed: 50,
			bond: Perbill::from_percent(10),
			pool: Perbill::from_percent(5),
			jail: 4,
		},
		absence: Penalty { fixed: 30, bond: Perbill::zero(), pool: Perbill::zero(), jail: 1 },
		reporter: Perbill::from_percent(10),
		short: Perbill::from_percent(50),
		absent: Perbill::from_percent(90),
		certainty: 0,
	}
}

/// What candidates and delegators agree to unless a test changes it.
pub fn terms() -> Terms {
	Terms {
		min_bond: 500,
		min_delegation: 10,
		max_commission: Perbill::from_percent(30),
		commission_step: Perbill::from_percent(5),
	}
}

/// The randomness of draws: the seed of the test, with the block's number.
pub struct TestRandomness;

impl Randomness<Option<H256>, u64> for TestRandomness {
	fn random(_: &[u8]) -> (Option<H256>, u64) {
		let now = System::block_number();
		(Seed::get().map(|seed| H256::from_low_u64_be(seed.wrapping_add(now))), now)
	}
}

/// The weights of the test.
pub struct TestShares;

impl BlockShares<AccountId> for TestShares {
	fn shares(validators: &[AccountId]) -> Vec<u64> {
		let weights = Weights::get();
		validators.iter().map(|who| weights.get(who).copied().unwrap_or(1)).collect()
	}
}

/// Remembers who was disabled.
pub struct TestHandler;

impl SessionHandler<AccountId> for TestHandler {
	const KEY_TYPE_IDS: &'static [KeyTypeId] = &[UintAuthorityId::ID];

	fn on_genesis_session<K: OpaqueKeys>(_: &[(AccountId, K)]) {}

	fn on_new_session<K: OpaqueKeys>(_: bool, _: &[(AccountId, K)], _: &[(AccountId, K)]) {}

	fn on_disabled(index: u32) {
		Disabled::mutate(|disabled| disabled.push(index));
	}
}

/// Nothing more is known of a validator.
pub struct Nothing;

impl Convert<AccountId, Option<()>> for Nothing {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = IsCandidate<Self>;
	type ShouldEndSession = PeriodicSessions<ConstU64<SESSION>, ConstU64<0>>;
	type NextSessionRotation = PeriodicSessions<ConstU64<SESSION>, ConstU64<0>>;
	type SessionManager = historical::NoteHistoricalRoot<Self, Dpos>;
	type SessionHandler = TestHandler;
	type Keys = Keys;
	type DisablingStrategy = pallet_session::disabling::UpToLimitDisablingStrategy;
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ();
}

impl historical::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = Nothing;
}

impl pallet_offences::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = historical::IdentificationTuple<Self>;
	type OnOffenceHandler = Dpos;
}

/// Hands over what a test lets add up.
pub struct Accruing;

impl Accrual for Accruing {
	fn hand_over() {
		EraPot::<Test>::on_unbalanced(Balances::issue(Accrued::take()));
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

impl pallet_dpos::Config for Test {
	type Currency = Balances;
	type AdminOrigin = frame_system::EnsureRoot<AccountId>;
	type PotId = PotSeed;
	type SessionsPerEra = ConstU32<SESSIONS>;
	type BondingDuration = ConstU32<WAIT>;
	type HistoryDepth = ConstU32<HISTORY>;
	type MaxValidators = ConstU32<10>;
	type AlternateCount = ConstU32<12>;
	type MaxDelegations = ConstU32<4>;
	type MaxChunks = ConstU32<5>;
	type Terms = Conditions;
	type Penalties = Costs;
	type BlockShares = TestShares;
	type Accrued = Accruing;
	type Randomness = TestRandomness;
	type WeightInfo = ();
}

/// A chain to test on: by default four candidates, of which three are validators, and no delegator.
pub struct ExtBuilder {
	validator_count: u32,
	mode: ElectionMode,
	candidates: Vec<(AccountId, Balance, Perbill)>,
	delegations: Vec<(AccountId, AccountId, Balance)>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		let commission = Perbill::from_percent(10);
		Self {
			validator_count: 3,
			mode: ElectionMode::MostStake,
			candidates: vec![
				(1, BOND + 3, commission),
				(2, BOND + 2, commission),
				(3, BOND + 1, commission),
				(4, BOND, commission),
			],
			delegations: vec![],
		}
	}
}

impl ExtBuilder {
	/// How many validators are elected.
	pub fn validator_count(mut self, count: u32) -> Self {
		self.validator_count = count;
		self
	}

	/// How they are elected.
	pub fn mode(mut self, mode: ElectionMode) -> Self {
		self.mode = mode;
		self
	}

	/// The candidates, in place of the four.
	pub fn candidates(
		mut self,
		candidates: impl IntoIterator<Item = (AccountId, Balance)>,
	) -> Self {
		let commission = Perbill::from_percent(10);
		self.candidates =
			candidates.into_iter().map(|(who, bond)| (who, bond, commission)).collect();
		self
	}

	/// One more delegation.
	pub fn delegated(
		mut self,
		delegator: AccountId,
		candidate: AccountId,
		amount: Balance,
	) -> Self {
		self.delegations.push((delegator, candidate, amount));
		self
	}

	/// The state at genesis.
	pub fn storage(self) -> sp_core::storage::Storage {
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		pallet_balances::GenesisConfig::<Test> {
			balances: (1..=60).map(|who| (who, WEALTH)).collect(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		pallet_dpos::GenesisConfig::<Test> {
			validator_count: self.validator_count,
			mode: self.mode,
			candidates: self.candidates,
			delegations: self.delegations,
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		// Accounts up to 20 have keys; the others have none.
		pallet_session::GenesisConfig::<Test> {
			keys: (1..=20).map(|who| (who, who, Keys { key: UintAuthorityId(who) })).collect(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		storage
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let mut chain = sp_io::TestExternalities::from(self.storage());
		chain.execute_with(|| System::set_block_number(1));
		chain
	}

	/// Runs a test, and proves the invariants before and after it.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			Dpos::do_try_state().unwrap();
			test();
			Dpos::do_try_state().unwrap();
		});
		// For the next test in this thread.
		Costs::set(penalties());
		Conditions::set(terms());
		Least::set(EXISTENTIAL);
		Silent::set(BTreeSet::new());
		Weights::set(BTreeMap::new());
		Seed::set(Some(7));
	}
}

/// The next block, made by the validators in turn. The invariants hold after it.
pub fn next_block() {
	make_block();
	Dpos::do_try_state().unwrap();
}

/// The same without a look at the invariants.
pub fn make_block() {
	let number = System::block_number() + 1;
	System::set_block_number(number);
	let validators = Session::validators();
	let disabled = Session::disabled_validators();
	let present: Vec<_> = (0u32..)
		.zip(&validators)
		.filter(|(index, who)| !disabled.contains(index) && !Silent::get().contains(who))
		.map(|(_, who)| *who)
		.collect();
	let weights = Weights::get();
	let turns: Vec<_> = present
		.iter()
		.flat_map(|who| vec![*who; weights.get(who).copied().unwrap_or(1) as usize])
		.collect();
	if !turns.is_empty() {
		Dpos::note_author(turns[number as usize % turns.len()]);
	}
	if number.is_multiple_of(SESSION) {
		Disabled::set(vec![]);
	}
	<Session as OnInitialize<u64>>::on_initialize(number);
}

/// Runs to a block.
pub fn run_to_block(number: u64) {
	while System::block_number() < number {
		next_block();
	}
}

/// Runs to the first block of an era.
pub fn run_to_era(era: EraIndex) {
	while active() < era {
		next_block();
	}
}

/// Runs to the first block of a session.
pub fn run_to_session(session: SessionIndex) {
	while Session::current_index() < session {
		next_block();
	}
}

/// The current era.
pub fn active() -> EraIndex {
	ActiveEra::<Test>::get()
}

/// Puts new value into the current era's pot.
pub fn fund(amount: Balance) {
	EraPot::<Test>::on_unbalanced(Balances::issue(amount));
}

/// A candidate's record.
pub fn candidate(who: AccountId) -> CandidateOf<Test> {
	Candidates::<Test>::get(who).unwrap()
}

/// A delegation's record.
pub fn delegation(delegator: AccountId, candidate: AccountId) -> Option<DelegationOf<Test>> {
	Delegations::<Test>::get(delegator, candidate)
}

/// What a delegation is worth.
pub fn worth(delegator: AccountId, who: AccountId) -> Balance {
	delegation(delegator, who)
		.map_or(0, |delegation| candidate(who).pool.worth(delegation.shares()).unwrap())
}

/// What an account can spend.
pub fn free(who: AccountId) -> Balance {
	Balances::balance(&who)
}

/// What is on hold in an account for a reason.
pub fn held(reason: HoldReason, who: AccountId) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// The account of all that is delegated, and of the pots.
pub fn pot() -> AccountId {
	Dpos::pot_account()
}

/// The origin of an account.
pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// This pallet's events, oldest first; they are forgotten.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events();
	System::reset_events();
	events
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Dpos(event) => Some(event),
			_ => None,
		})
		.collect()
}

#[test]
fn the_chain_is_sound() {
	<Dpos as Hooks<u64>>::integrity_test();
}
