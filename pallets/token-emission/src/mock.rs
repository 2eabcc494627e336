//! A small chain around the pallet: balances, real fees, and sinks that are accounts.

use crate as pallet_token_emission;
use crate::*;
use frame_support::{
	derive_impl,
	dispatch::GetDispatchInfo,
	parameter_types,
	traits::{
		fungible::{Balanced, Inspect, InspectHold},
		tokens::{imbalance::ResolveTo, Fortitude, Precision, Preservation},
		Contains, Hooks, OnUnbalanced,
	},
	weights::{FixedFee, IdentityFee},
};
use pallet_transaction_payment::{ChargeTransactionPayment, FungibleAdapter};
use sp_core::ConstU8;
use sp_runtime::{
	traits::{BlockNumberProvider, DispatchTransaction},
	transaction_validity::TransactionValidityError,
	BuildStorage, DispatchResult, Perbill,
};

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
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(3)]
	pub type Emission = pallet_token_emission;
}

/// What pallet-balances burns or mints by itself, past the ledger.
pub struct NothingPastTheLedger;

impl Contains<RuntimeCall> for NothingPastTheLedger {
	fn contains(call: &RuntimeCall) -> bool {
		!matches!(
			call,
			RuntimeCall::Balances(
				pallet_balances::Call::burn { .. }
					| pallet_balances::Call::force_set_balance { .. }
					| pallet_balances::Call::force_adjust_total_issuance { .. }
			)
		)
	}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type BaseCallFilter = NothingPastTheLedger;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = sp_core::ConstU128<EXISTENTIAL>;
	type DustRemoval = Burned<Test, causes::Dust>;
}

#[derive_impl(pallet_transaction_payment::config_preludes::TestDefaultConfig)]
impl pallet_transaction_payment::Config for Test {
	type OnChargeTransaction = FungibleAdapter<Balances, FeeSplit<Test>>;
	type OperationalFeeMultiplier = ConstU8<5>;
	// 50 planck for being an extrinsic, and 50 for whatever it does.
	type WeightToFee = FixedFee<50, Balance>;
	type LengthToFee = IdentityFee<Balance>;
}

/// The existential deposit.
pub const EXISTENTIAL: Balance = 100;
/// What each account has at first.
pub const WEALTH: Balance = 1_000_000_000;
/// Accounts with that.
pub const RICH: core::ops::RangeInclusive<AccountId> = 1..=9;
/// The sinks' accounts.
pub const VALIDATORS: AccountId = 100;
pub const PROVIDERS: AccountId = 101;
pub const TREASURY: AccountId = 102;
/// Who makes blocks.
pub const AUTHOR: AccountId = 103;
/// What there is at first.
pub const GENESIS: Balance = WEALTH * 9;

parameter_types! {
	pub const ValidatorsAccount: AccountId = VALIDATORS;
	pub const ProvidersAccount: AccountId = PROVIDERS;
	pub const TreasuryAccount: AccountId = TREASURY;
	pub const MaxBurnShare: Perbill = Perbill::from_percent(80);
	/// Who makes the block, if it is known.
	pub static Known: Option<AccountId> = Some(AUTHOR);
	/// Whether the author's compute is proved.
	pub static Proved: bool = true;
	/// How many chips are proved.
	pub static Chips: u64 = 0;
	/// By how much the clock is ahead of the block's number.
	pub static Ahead: u64 = 0;
	/// Whether what a block releases is handed over when it ends.
	pub static HandsOver: bool = true;
	/// The terms of fuel.
	pub static Terms: Option<FuelTerms> = Some(terms());
}

/// The terms of fuel unless a test changes them.
pub fn terms() -> FuelTerms {
	FuelTerms { duration: 100, lock: 10, least: 1_000, foundation: Perbill::from_percent(5) }
}

/// What the runtime tells the pallet.
pub struct Facts;

impl ProvedChips for Facts {
	fn proved_chips() -> u64 {
		Chips::get()
	}
}

impl AuthorGate for Facts {
	fn may_mint() -> bool {
		Proved::get()
	}
}

impl BlockAuthor<AccountId> for Facts {
	fn author() -> Option<AccountId> {
		Known::get()
	}
}

impl Sinks<CreditOf<Test>> for Facts {
	// Each drops what its account, before it exists, is too little to open it with.
	type Validators = ResolveTo<ValidatorsAccount, Balances>;
	type Providers = ResolveTo<ProvidersAccount, Balances>;
	type Treasury = ResolveTo<TreasuryAccount, Balances>;
}

/// The blocks of System, and what the test adds.
pub struct Clock;

impl BlockNumberProvider for Clock {
	type BlockNumber = u64;

	fn current_block_number() -> u64 {
		System::block_number() + Ahead::get()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_block_number(block: u64) {
		System::set_block_number(block);
	}
}

impl pallet_token_emission::Config for Test {
	type Currency = Balances;
	type AdminOrigin = frame_system::EnsureRoot<AccountId>;
	type BlockNumberProvider = Clock;
	type Sinks = Facts;
	type ProvedChips = Facts;
	type AuthorGate = Facts;
	type BlockAuthor = Facts;
	type MaxBurnShare = MaxBurnShare;
	type Fuel = Terms;
	type WeightInfo = ();
}

/// Half for validators, three tenths for providers, a tenth each for the treasury and to be burned.
pub fn shares() -> Distribution {
	Distribution {
		validators: Perbill::from_percent(50),
		providers: Perbill::from_percent(30),
		treasury: Perbill::from_percent(10),
		burn: Perbill::from_percent(10),
	}
}

/// A first reward of 10 000 planck, which halves every ten blocks.
pub fn halving() -> Schedule {
	Schedule::Halving(Halving { reward: 10_000, period: 10, smooth: false })
}

/// A chain to test on: by default [`halving`], shared by [`shares`], without a cap; a fifth of fees is
/// burned.
pub struct ExtBuilder {
	settings: GenesisConfig<Test>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self {
			settings: GenesisConfig {
				schedule: halving(),
				distribution: shares(),
				burn_share: Perbill::from_percent(20),
				..Default::default()
			},
		}
	}
}

impl ExtBuilder {
	/// Another schedule.
	pub fn schedule(mut self, schedule: Schedule) -> Self {
		self.settings.schedule = schedule;
		self
	}

	/// When it starts.
	pub fn start(mut self, start: StartCondition) -> Self {
		self.settings.start = start;
		self
	}

	/// How much can be minted in all.
	pub fn mineable(mut self, amount: Balance) -> Self {
		self.settings.max_supply = GENESIS + amount;
		self
	}

	/// How much there can be in all.
	pub fn max_supply(mut self, amount: Balance) -> Self {
		self.settings.max_supply = amount;
		self
	}

	/// How a block's mint is shared.
	pub fn distribution(mut self, distribution: Distribution) -> Self {
		self.settings.distribution = distribution;
		self
	}

	/// The share of fees that is burned.
	pub fn burn_share(mut self, share: Perbill) -> Self {
		self.settings.burn_share = share;
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		pallet_balances::GenesisConfig::<Test> {
			balances: RICH.map(|who| (who, WEALTH)).collect(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		self.settings.assimilate_storage(&mut storage).unwrap();
		let mut chain = sp_io::TestExternalities::from(storage);
		chain.execute_with(|| System::set_block_number(1));
		chain
	}

	/// Runs a test, and proves the invariants before and after it.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			check();
			test();
			check();
		});
		// For the next test in this thread.
		Known::set(Some(AUTHOR));
		Proved::set(true);
		Chips::set(0);
		Ahead::set(0);
		Terms::set(Some(terms()));
		HandsOver::set(true);
	}
}

/// Proves the invariants, and that balances and holds are what there is.
pub fn check() {
	Emission::do_try_state().unwrap();
	let accounts = frame_system::Account::<Test>::iter_values();
	let sum: Balance = accounts.map(|account| account.data.free + account.data.reserved).sum();
	assert_eq!(sum, Balances::total_issuance(), "balances are not the issuance");
}

/// Ends the current block. What it releases is handed over, unless a test says otherwise.
pub fn end_block() {
	<Emission as Hooks<u64>>::on_finalize(System::block_number());
	if HandsOver::get() {
		Emission::mint_due(core::mem::take);
	}
}

/// Ends the current block, and begins the next.
pub fn next_block() {
	let number = System::block_number();
	end_block();
	check();
	System::set_block_number(number + 1);
	<Emission as Hooks<u64>>::on_initialize(number + 1);
}

/// Runs to the beginning of a block: those before it are minted.
pub fn run_to_block(number: u64) {
	while System::block_number() < number {
		next_block();
	}
}

/// Runs to a later block as if there were none between.
pub fn jump_to_block(number: u64) {
	next_block();
	System::set_block_number(number);
}

/// What an account can spend.
pub fn free(who: AccountId) -> Balance {
	Balances::balance(&who)
}

/// The fuel on hold in an account.
pub fn held(who: AccountId) -> Balance {
	Balances::balance_on_hold(&HoldReason::Fuel.into(), &who)
}

/// What schedules have minted.
pub fn minted() -> Balance {
	ledger().minted.scheduled()
}

/// The ledger.
pub fn ledger() -> Ledger {
	SupplyLedger::<Test>::get()
}

/// How far the schedule has come.
pub fn progress() -> Progress {
	CurrentProgress::<Test>::get().unwrap()
}

/// Takes from an account as a slash does.
pub fn slash(who: AccountId, amount: Balance) {
	let credit = Balances::withdraw(
		&who,
		amount,
		Precision::BestEffort,
		Preservation::Expendable,
		Fortitude::Force,
	);
	Burned::<Test, causes::Slashes>::on_unbalanced(credit.unwrap_or_default());
}

/// A call as an extrinsic pays for it and makes it, with a tip. It costs 100 planck, and one for each of
/// its `length` bytes.
pub fn extrinsic(
	who: AccountId,
	call: impl Into<RuntimeCall>,
	length: usize,
	tip: Balance,
) -> Result<DispatchResult, TransactionValidityError> {
	let call = call.into();
	let info = call.get_dispatch_info();
	let outcome = ChargeTransactionPayment::<Test>::from(tip).dispatch_transaction(
		RuntimeOrigin::signed(who),
		call,
		&info,
		length,
		0,
	)?;
	Ok(outcome.map(drop).map_err(|failure| failure.error))
}

/// The origin of an account.
pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// The origin of governance.
pub fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

/// This pallet's events, oldest first; they are forgotten.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events();
	System::reset_events();
	events
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Emission(event) => Some(event),
			_ => None,
		})
		.collect()
}

#[test]
fn the_chain_is_sound() {
	<Emission as Hooks<u64>>::integrity_test();
}
