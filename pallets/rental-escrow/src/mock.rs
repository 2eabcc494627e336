//! A small chain around the pallet, with a ledger of chips and of downtime of its own: what a chain
//! without the other pallets of this workspace would do.
//!
//! For tests: [`ExtBuilder`] makes the chain, and proves the state before and after a test;
//! [`run_to_block`] and [`pass`] go on, and prove it in each block they stop at. [`placed`],
//! [`accepted`], [`delivered`], [`running`], [`ended`] and [`requested`] make an ordinary order ([`RENT`],
//! [`DEPOSIT`], [`BOND`], …) in that state, and forget the events of it. [`gains`] says who has how much
//! more after something, to the planck.

use crate as pallet_rental_escrow;
use crate::*;
use frame_support::{
	assert_ok, derive_impl, parameter_types, storage_alias,
	traits::{
		fungible::{Inspect, InspectHold, Mutate},
		tokens::{imbalance::ResolveTo, Preservation},
		Hooks,
	},
	Twox64Concat,
};
use sp_core::{ConstU32, H256};
use sp_runtime::{testing::TestSignature, BuildStorage, DispatchError, DispatchResult, Perbill};
use vajra_primitives::{Capacity, Downtime, ModelId, Power, ProvedCompute, RoundIndex};

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
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Rental = pallet_rental_escrow;
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

pub const RENTER: AccountId = 1;
pub const PROVIDER: AccountId = 2;
/// Who gets the provider's rent.
pub const PAYEE: AccountId = 3;
pub const OTHER_RENTER: AccountId = 4;
pub const OTHER_PROVIDER: AccountId = 5;
/// A side of no order.
pub const STRANGER: AccountId = 6;
/// Where fees go.
pub const FEES: AccountId = 90;
/// Where forfeited deposits go.
pub const FORFEITS: AccountId = 91;
/// What each account has at first.
pub const WEALTH: Balance = 1_000_000;
/// The existential deposit.
pub const EXISTENTIAL: Balance = 1;
/// What is on hold for a record.
pub const RECORD: Balance = 7;
/// Blocks in a round that can be missed.
pub const ROUND: u64 = 10;
/// Chips that each provider has of [`MODEL`].
pub const CHIPS: u32 = 20;
pub const MODEL: ModelId = 4;
/// Most bids for a request.
pub const BIDS: u32 = 3;
/// Most sub-tasks of an order.
pub const TASKS: u32 = 3;
/// Longest ciphertext.
pub const CIPHERTEXT: u32 = 64;
/// Longest lease.
pub const LONGEST: u64 = 1_000;

parameter_types! {
	/// The existential deposit.
	pub static Least: Balance = EXISTENTIAL;
	/// The rules unless a test changes them.
	pub static Rules: RentalTerms<u64> = rules();
	pub const FeeAccount: AccountId = FEES;
	pub const ForfeitAccount: AccountId = FORFEITS;
}

/// The rules unless a test changes them.
pub fn rules() -> RentalTerms<u64> {
	RentalTerms {
		conditions: Conditions {
			periods: Periods {
				accept: 10,
				deliver: 11,
				confirm: 12,
				rate: 20,
				counter: 15,
				grace: 50,
				arbitration: 30,
				notice: 8,
			},
			shares: Shares {
				deposit: Perbill::from_percent(10),
				bond: Perbill::from_percent(50),
				penalty: Perbill::from_percent(20),
				draw: Perbill::from_percent(80),
				fee: Perbill::from_percent(2),
			},
		},
		max_duration: LONGEST,
		record_deposit: RECORD,
		half_life: 100,
	}
}

/// Chips by provider and model: all, and reserved.
#[storage_alias]
pub type Chips = StorageMap<TestPrefix, Twox64Concat, (AccountId, ModelId), (u32, u32)>;

/// Rounds that providers missed.
#[storage_alias]
pub type MissedRounds = StorageMap<TestPrefix, Twox64Concat, (AccountId, u64), ()>;

/// Power that providers have proved.
#[storage_alias]
pub type Powers = StorageMap<TestPrefix, Twox64Concat, AccountId, Power>;

/// The chain's own ledger of chips.
pub struct OwnChips;

impl Capacity<AccountId> for OwnChips {
	fn available(provider: &AccountId, model: ModelId) -> u32 {
		let (all, reserved) = Chips::get((provider, model)).unwrap_or_default();
		all.saturating_sub(reserved)
	}

	fn reserve(provider: &AccountId, model: ModelId, chips: u32) -> DispatchResult {
		let (all, reserved) = Chips::get((provider, model)).ok_or(DispatchError::Unavailable)?;
		let reserved = reserved + chips;
		if reserved > all {
			return Err(DispatchError::Exhausted);
		}
		Chips::insert((provider, model), (all, reserved));
		Ok(())
	}

	fn release(provider: &AccountId, model: ModelId, chips: u32) -> DispatchResult {
		let (all, reserved) = Chips::get((provider, model)).ok_or(DispatchError::Unavailable)?;
		let reserved = reserved.checked_sub(chips).ok_or(DispatchError::Corruption)?;
		Chips::insert((provider, model), (all, reserved));
		Ok(())
	}

	fn reservations() -> Option<Vec<(AccountId, ModelId, u32)>> {
		let all = Chips::iter().map(|((provider, model), (_, chips))| (provider, model, chips));
		Some(all.filter(|(.., chips)| *chips > 0).collect())
	}
}

/// The chain's own record of rounds of ten blocks.
pub struct OwnRounds;

impl Downtime<AccountId, u64> for OwnRounds {
	fn blocks(provider: &AccountId, from: u64, until: u64) -> u64 {
		(from..until).filter(|block| MissedRounds::contains_key((provider, block / ROUND))).count()
			as u64
	}
}

/// The chain's own record of power.
pub struct OwnPower;

impl ProvedCompute<AccountId> for OwnPower {
	fn power_of(provider: &AccountId) -> Power {
		Powers::get(provider).unwrap_or_default()
	}

	fn validator_power(_: &AccountId) -> Power {
		0
	}

	fn answered(_: &AccountId, _: RoundIndex) -> bool {
		false
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub struct OwnBenchmarks;

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AccountId, TestSignature> for OwnBenchmarks {
	fn provide(provider: &AccountId, model: ModelId, chips: u32) {
		Chips::insert((provider, model), (chips, 0));
	}

	fn miss(provider: &AccountId) {
		MissedRounds::insert((provider, System::block_number() / ROUND), ());
	}

	fn signer(seed: u32) -> AccountId {
		1_000 + u64::from(seed)
	}

	fn sign(seed: u32, payload: &[u8]) -> TestSignature {
		TestSignature(Self::signer(seed), payload.to_vec())
	}
}

impl pallet_rental_escrow::Config for Test {
	type Currency = Balances;
	type ArbiterOrigin = frame_system::EnsureRoot<AccountId>;
	type BlockNumberProvider = System;
	type Capacity = OwnChips;
	type Downtime = OwnRounds;
	type Compute = OwnPower;
	type Signature = TestSignature;
	type Terms = Rules;
	type Fees = ResolveTo<FeeAccount, Balances>;
	type Forfeits = ResolveTo<ForfeitAccount, Balances>;
	type MaxBids = ConstU32<BIDS>;
	type MaxTasks = ConstU32<TASKS>;
	type MaxCiphertext = ConstU32<CIPHERTEXT>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = OwnBenchmarks;
}

/// A chain to test on: all accounts are wealthy, both providers have chips.
pub struct ExtBuilder {
	least: Balance,
	rules: RentalTerms<u64>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { least: EXISTENTIAL, rules: rules() }
	}
}

impl ExtBuilder {
	/// Sets the existential deposit.
	pub fn existential(mut self, least: Balance) -> Self {
		self.least = least;
		self
	}

	/// Changes the rules.
	pub fn rules(mut self, change: impl FnOnce(&mut RentalTerms<u64>)) -> Self {
		change(&mut self.rules);
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		// Also for the next test of this thread.
		Least::set(self.least);
		Rules::set(self.rules);
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		pallet_balances::GenesisConfig::<Test> {
			balances: (1..=20).map(|who| (who, WEALTH)).collect(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		let mut chain = sp_io::TestExternalities::from(storage);
		chain.execute_with(|| {
			System::set_block_number(1);
			for provider in [PROVIDER, OTHER_PROVIDER] {
				Chips::insert((provider, MODEL), (CHIPS, 0));
			}
		});
		chain
	}

	/// Runs a test, and proves the invariants before and after it.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			check_state();
			test();
			check_state();
		});
	}
}

/// Proves all that is to hold at any time: the pallet's invariants, and that accounts have all the money
/// that there is, of which this pallet alone has something on hold.
pub fn check_state() {
	Rental::do_try_state().unwrap();
	let accounts: Vec<_> = frame_system::Account::<Test>::iter_keys().collect();
	assert_eq!(accounts.iter().map(|who| total(*who)).sum::<Balance>(), Balances::total_issuance());
	for who in accounts {
		let on_hold = REASONS.map(|reason| held(reason, who)).iter().sum::<Balance>();
		assert_eq!(on_hold, Balances::total_balance_on_hold(&who));
	}
}

/// All reasons for which this pallet puts money on hold.
pub const REASONS: [HoldReason; 4] =
	[HoldReason::Rent, HoldReason::Deposit, HoldReason::Bond, HoldReason::Storage];

/// Goes to a block. There is no hook to run.
pub fn run_to_block(number: u64) {
	assert!(number >= System::block_number());
	System::set_block_number(number);
	check_state();
}

/// Goes on by some blocks.
pub fn pass(blocks: u64) {
	run_to_block(System::block_number() + blocks);
}

/// What has worked, where a macro has no place.
pub fn ok<E: core::fmt::Debug>(result: Result<(), E>) {
	result.unwrap();
}

/// The origin of an account.
pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// What an account can spend.
pub fn free(who: AccountId) -> Balance {
	Balances::balance(&who)
}

/// What an account has, on hold or not.
pub fn total(who: AccountId) -> Balance {
	Balances::total_balance(&who)
}

/// What is on hold in an account for a reason.
pub fn held(reason: HoldReason, who: AccountId) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// This pallet's events, oldest first; they are forgotten.
pub fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}

/// An order that is not closed.
pub fn order(id: OrderId) -> OrderOf<Test> {
	Orders::<Test>::get(id).unwrap()
}

/// An order's hash.
pub fn hash(id: OrderId) -> H256 {
	order(id).hash.unwrap()
}

/// Price of the provider's listing.
pub const PRICE: Balance = 5;
/// Chips of an ordinary order.
pub const HIRED: u32 = 4;
/// Blocks of an ordinary order.
pub const DURATION: u64 = 100;
/// Rent of an ordinary order.
pub const RENT: Balance = PRICE * HIRED as Balance * DURATION as Balance;
/// Its deposit.
pub const DEPOSIT: Balance = RENT / 10;
/// Its bond.
pub const BOND: Balance = RENT / 2;
/// Its penalty.
pub const PENALTY: Balance = BOND / 5;
/// Its rent for one block.
pub const RATE: Balance = PRICE * HIRED as Balance;

/// The fee on rent.
pub fn fee(rent: Balance) -> Balance {
	rules().conditions.shares.fee.mul_ceil(rent)
}

pub fn offer() -> OfferOf<Test> {
	Offer {
		price: PRICE,
		max_chips: 10,
		min_duration: 5,
		max_duration: 200,
		payee: PAYEE,
		datasets: Default::default(),
	}
}

/// An ordinary need of a renter's.
pub fn need() -> NeedOf<Test> {
	Need {
		model: MODEL,
		chips: HIRED,
		duration: DURATION,
		kind: OrderKind::TimeHire { image: H256::repeat_byte(8) },
		key: [9; 32],
	}
}

pub fn deployment(tasks: &[(u32, u32, u64)]) -> NeedOf<Test> {
	let task = |(weight, replicas, blocks): &(u32, u32, u64)| SubTask {
		weight: *weight,
		replicas: *replicas,
		blocks: *blocks,
	};
	let tasks: Vec<_> = tasks.iter().map(task).collect();
	let kind = OrderKind::InferenceDeployment {
		model: H256::repeat_byte(1),
		dataset: H256::repeat_byte(2),
		verification: Verification::Replicated,
		tasks: tasks.try_into().unwrap(),
	};
	Need { kind, ..need() }
}

pub fn list() {
	assert_ok!(Rental::list_capacity(signed(PROVIDER), MODEL, offer()));
}

/// A ciphertext, and its hash.
pub fn ciphertext() -> (CredentialsOf<Test>, H256) {
	let bytes = vec![7u8; 10];
	let hash = H256(sp_io::hashing::blake2_256(&bytes));
	(Credentials::Ciphertext(bytes.try_into().unwrap()), hash)
}

/// An order that waits for the provider of the listing. Its events are forgotten.
pub fn placed() -> OrderId {
	if !Listings::<Test>::contains_key(MODEL, PROVIDER) {
		list();
	}
	let id = NextOrderId::<Test>::get();
	assert_ok!(Rental::place_order(signed(RENTER), PROVIDER, need(), PRICE));
	events();
	id
}

/// An order that waits for credentials.
pub fn accepted() -> OrderId {
	let id = placed();
	assert_ok!(Rental::accept(signed(PROVIDER), id, hash(id)));
	events();
	id
}

/// An order that waits for a confirmation.
pub fn delivered() -> OrderId {
	let id = accepted();
	assert_ok!(Rental::deliver(signed(PROVIDER), id, ciphertext().0));
	events();
	id
}

/// An order whose lease runs.
pub fn running() -> OrderId {
	let id = delivered();
	assert_ok!(Rental::confirm(signed(RENTER), id, hash(id), ciphertext().1));
	events();
	id
}

/// An order whose lease has just ended by itself.
pub fn ended() -> OrderId {
	let id = running();
	run_to_block(order(id).until);
	id
}

/// An order with a request's bid of the provider.
pub fn requested() -> OrderId {
	let id = NextOrderId::<Test>::get();
	assert_ok!(Rental::request(signed(RENTER), need(), PRICE));
	events();
	id
}

/// An order's deadline.
pub fn deadline(id: OrderId) -> u64 {
	order(id).until
}

/// Goes to the first block in which an order waits no more.
pub fn run_to_deadline(id: OrderId) {
	run_to_block(deadline(id));
}

/// A stranger resolves an order, for free.
pub fn resolve(id: OrderId) {
	let done = Rental::resolve(signed(STRANGER), id).unwrap();
	assert_eq!(done.pays_fee, frame_support::dispatch::Pays::No);
	check_state();
}

/// Those between whom money moves.
pub const EVERYBODY: [AccountId; 5] = [RENTER, PROVIDER, PAYEE, FEES, FORFEITS];

/// How much more [`EVERYBODY`] has after `act`, on hold or not. Nobody else has more or less.
pub fn gains(act: impl FnOnce()) -> [i128; 5] {
	let before = EVERYBODY.map(total);
	act();
	let after = EVERYBODY.map(total);
	core::array::from_fn(|n| after[n] as i128 - before[n] as i128)
}

/// Leaves an account nothing that it can spend; what it has on hold stays, and it lives on by somebody
/// else's reference.
pub fn poor(who: AccountId) {
	System::inc_providers(&who);
	let all = Balances::reducible_balance(
		&who,
		Preservation::Expendable,
		frame_support::traits::tokens::Fortitude::Force,
	);
	assert_ok!(<Balances as Mutate<_>>::transfer(&who, &20, all, Preservation::Expendable));
	assert_eq!(free(who), 0);
}

/// The provider misses the rounds that lie in these blocks.
pub fn miss(from: u64, until: u64) {
	for round in from / ROUND..until.div_ceil(ROUND) {
		MissedRounds::insert((PROVIDER, round), ());
	}
}

/// What a side signs about the other.
pub fn rating(id: OrderId, role: Role, score: Score) -> Rating {
	Rating { genesis: Rental::genesis_hash(), order: hash(id), role, score }
}

/// What a side signs to settle.
pub fn finish(id: OrderId, role: Role, settlement: Settlement<u64>) -> Finish<u64> {
	Finish { genesis: Rental::genesis_hash(), order: hash(id), role, settlement }
}

/// An account's signature.
pub fn sign(who: AccountId, payload: Vec<u8>) -> TestSignature {
	TestSignature(who, payload)
}

#[test]
fn the_chain_is_sound() {
	<Rental as Hooks<u64>>::integrity_test();
}
