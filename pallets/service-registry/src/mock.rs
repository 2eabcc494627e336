//! A small chain around the pallet, with real keys and signatures, and an insurance that asks.

pub mod insurance;

use crate as pallet_service_registry;
use crate::{consensus::Standard, *};
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::{Inspect, InspectHold},
		tokens::imbalance::ResolveTo,
		Hooks,
	},
	weights::{IdentityFee, Weight},
};
use frame_system::EnsureSigned;
use sp_core::{sr25519, ConstU32, Pair, H256};
use sp_runtime::{
	traits::IdentityLookup, AccountId32, BuildStorage, DispatchError, MultiSignature, Perbill,
};
use std::sync::LazyLock;
use vajra_primitives::service::{
	Answer, AnswerKind, Commitment, ConsumerId, Observation, OnResult, RequestId, ServiceId,
	ServiceResult,
};

pub type AccountId = AccountId32;

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
	pub type Registry = pallet_service_registry;
	#[runtime::pallet_index(3)]
	pub type Insurance = insurance;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = Least;
}

/// Who owns services.
pub const OWNER: u8 = 1;
/// Who develops them.
pub const DEVELOPER: u8 = 2;
/// Who asks.
pub const CONSUMER: u8 = 3;
/// Who has the treasury's share.
pub const TREASURY: u8 = 4;
/// Who has what is slashed.
pub const SLASHED: u8 = 5;
/// Who finalises, and does what anybody may.
pub const WATCHER: u8 = 6;
/// Operators, from this one on.
pub const OPERATORS: u8 = 11;
/// Evaluators, from this one on.
pub const EVALUATORS: u8 = 31;

/// Who has something at first. Few, as the invariants look at each account.
const RICH: [core::ops::Range<u8>; 4] = [1..7, 11..19, 31..36, 50..51];
/// What each of them has.
pub const WEALTH: Balance = 1_000_000;
/// What operators put on a service.
pub const STAKE: Balance = 1_000;
/// What a request costs.
pub const PRICE: Balance = 1_000;
/// Blocks for commitments, and for reveals.
pub const WINDOW: Blocks = 5;
/// Blocks that stake waits.
pub const DELAY: Blocks = 20;
/// Blocks for which results are kept.
pub const RETENTION: Blocks = 30;
/// Half-life of reputations.
pub const HALF_LIFE: Blocks = 100;
/// Most operators that serve.
pub const MAX_OPERATORS: u32 = 5;
/// Most evaluators of an evaluation.
pub const MAX_EVALUATORS: u32 = 4;
/// Most bytes of a question.
pub const MAX_INPUT: u32 = 64;
/// Most versions that are kept.
pub const MAX_VERSIONS: u32 = 3;
/// A consumer that keeps what it hears.
pub const LISTENER: ConsumerId = *b"listener";

/// The terms unless a test changes them.
pub fn terms() -> ServiceTerms {
	ServiceTerms {
		deposit: 500,
		min_stake: 100,
		min_price: 10,
		min_common: Perbill::from_percent(10),
		min_window: 1,
		max_window: 50,
		max_period: 100,
		leave_delay: DELAY,
		retention: RETENTION,
		slashes: SlashTerms {
			deviation: Perbill::from_percent(20),
			silence: Perbill::from_percent(10),
			witnesses: Perbill::from_percent(50),
		},
		callbacks: CallbackTerms { max_weight: Weight::from_all(1_000), attempts: 3 },
		reputation: ReputationTerms { half_life: HALF_LIFE, doubt: 1_000 },
		evaluation: EvaluationTerms {
			min_stake: 200,
			commit: WINDOW,
			reveal: WINDOW,
			quorum: 2,
			tolerance: Perbill::from_percent(10),
			slash: Perbill::from_percent(50),
		},
	}
}

parameter_types! {
	/// [`terms`] unless a test changes them.
	pub static Conditions: ServiceTerms = terms();
	/// The existential deposit; 1 unless a test changes it.
	pub static Least: Balance = 1;
	/// What the listener says it weighs. `None`: there is no listener.
	pub static ListenerWeight: Option<Weight> = Some(Weight::from_all(70));
	/// Whether the listener refuses what it hears, having written it down.
	pub static Refuses: bool = false;
	/// Whether the listener asks for the callback that it is in the middle of.
	pub static Recurses: bool = false;
	pub TreasuryAccount: AccountId = who(TREASURY);
	pub SlashedAccount: AccountId = who(SLASHED);
}

/// What the listener has heard: under this key, the request, who asked, the data, and the result.
pub const HEARD: &[u8] = b":heard:";

/// The consumers of this chain.
pub struct TestConsumers;

impl OnResult<AccountId> for TestConsumers {
	fn weight(consumer: ConsumerId, data: &[u8]) -> Option<Weight> {
		match consumer {
			LISTENER => ListenerWeight::get(),
			_ => <Insurance as OnResult<AccountId>>::weight(consumer, data),
		}
	}

	fn on_result(
		consumer: ConsumerId,
		request: RequestId,
		asked_by: &AccountId,
		data: &[u8],
		result: &ServiceResult,
	) -> Result<(), DispatchError> {
		if consumer != LISTENER {
			return Insurance::on_result(consumer, request, asked_by, data, result);
		}
		frame_support::storage::unhashed::put(HEARD, &(request, asked_by, data, result));
		if Recurses::get() {
			let again = Registry::retry_callback(signed(WATCHER), request);
			return again.map(|_| ()).map_err(|error| error.error);
		}
		if Refuses::get() {
			return Err(DispatchError::Other("not now"));
		}
		Ok(())
	}
}

/// What the listener has heard last.
pub fn heard() -> Option<(RequestId, AccountId, Vec<u8>, ServiceResult)> {
	frame_support::storage::unhashed::get(HEARD)
}

impl pallet_service_registry::Config for Test {
	type Currency = Balances;
	type EvaluatorOrigin = EnsureSigned<AccountId>;
	type BlockNumberProvider = System;
	type Signature = MultiSignature;
	type Consensus = Standard;
	type Terms = Conditions;
	type Consumers = TestConsumers;
	type CallbackFee = IdentityFee<Balance>;
	type Treasury = ResolveTo<TreasuryAccount, Balances>;
	type Burned = ();
	type Slashed = ResolveTo<SlashedAccount, Balances>;
	type MaxOperators = ConstU32<MAX_OPERATORS>;
	type MaxEvaluators = ConstU32<MAX_EVALUATORS>;
	type MaxInput = ConstU32<MAX_INPUT>;
	type MaxVersions = ConstU32<MAX_VERSIONS>;
	type WeightInfo = ();
}

impl insurance::Config for Test {
	type Currency = Balances;
	type Oracle = Registry;
}

static PAIRS: LazyLock<Vec<sr25519::Pair>> =
	LazyLock::new(|| (0..64).map(|n| sr25519::Pair::from_seed(&[n; 32])).collect());

/// The keys of an account.
pub fn pair(n: u8) -> &'static sr25519::Pair {
	&PAIRS[n as usize]
}

/// An account.
pub fn who(n: u8) -> AccountId {
	pair(n).public().into()
}

/// The origin of an account.
pub fn signed(n: u8) -> RuntimeOrigin {
	RuntimeOrigin::signed(who(n))
}

/// A label.
pub fn label(text: &str) -> Label {
	text.as_bytes().to_vec().try_into().unwrap()
}

/// Where services are found.
pub fn listing() -> Listing {
	Listing {
		category: label("weather"),
		tags: vec![label("rain"), label("wind")].try_into().unwrap(),
	}
}

/// Fingerprint of a version.
pub fn fingerprint(version: u32) -> H256 {
	H256::repeat_byte(version as u8)
}

/// Who gets what.
pub fn shares() -> Shares {
	Shares {
		owner: Perbill::from_percent(20),
		operators: Perbill::from_percent(50),
		developer: Perbill::from_percent(10),
		treasury: Perbill::from_percent(15),
		burned: Perbill::from_percent(5),
	}
}

/// Numbers, sealed, by median with a limit of 10.
pub fn sealed() -> RulesOf<Test> {
	Rules {
		pricing: Pricing::PerCall { price: PRICE },
		answering: Answering::CommitReveal { commit: WINDOW, reveal: WINDOW },
		kind: AnswerKind::Number,
		consensus: Standard::Median { limit: Some(10) },
		quorum: 2,
		shares: shares(),
		developer: who(DEVELOPER),
	}
}

/// Numbers, by report, by median with a limit of 10.
pub fn reported() -> RulesOf<Test> {
	Rules { answering: Answering::SignedReport { answer: WINDOW }, ..sealed() }
}

/// Hashes, by report, by plurality with a quorum of 2.
pub fn equal() -> RulesOf<Test> {
	Rules { kind: AnswerKind::Hash, consensus: Standard::Plurality, ..reported() }
}

/// By subscription: 4 calls of 250 in 50 blocks, and 3 planck beside them.
pub fn subscribed() -> RulesOf<Test> {
	Rules { pricing: Pricing::Subscription { price: 1_003, period: 50, quota: 4 }, ..reported() }
}

/// In sessions of at most 30 blocks, at 50 a block.
pub fn timed() -> RulesOf<Test> {
	Rules { pricing: Pricing::Session { price: 50, longest: 30 }, ..reported() }
}

/// A chain to test on.
#[derive(Default)]
pub struct ExtBuilder {
	rules: Option<RulesOf<Test>>,
	admission: Option<Admission>,
	operators: u8,
}

impl ExtBuilder {
	/// A service, with the id 0, made by these rules.
	pub fn service(mut self, rules: RulesOf<Test>) -> Self {
		self.rules = Some(rules);
		self
	}

	/// Who may operate it; anybody by default.
	pub fn admission(mut self, admission: Admission) -> Self {
		self.admission = Some(admission);
		self
	}

	/// So many operators of it.
	pub fn operators(mut self, operators: u8) -> Self {
		self.operators = operators;
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		pallet_balances::GenesisConfig::<Test> {
			balances: RICH.into_iter().flatten().map(|n| (who(n), WEALTH)).collect(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		let mut chain = sp_io::TestExternalities::from(storage);
		chain.execute_with(|| {
			System::set_block_number(1);
			frame_system::BlockHash::<Test>::insert(0, genesis());
			if let Some(rules) = self.rules {
				let admission = self.admission.unwrap_or(Admission::Open);
				register(listing(), admission, rules).unwrap();
				for n in 0..self.operators {
					Registry::join(signed(OPERATORS + n), 0, STAKE).unwrap();
				}
			}
			System::reset_events();
		});
		chain
	}

	/// Runs a test, and proves the invariants before and after it.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			Registry::do_try_state().unwrap();
			test();
			Registry::do_try_state().unwrap();
		});
		// For the next test in this thread.
		Conditions::set(terms());
		Least::set(1);
		ListenerWeight::set(Some(Weight::from_all(70)));
		Refuses::set(false);
		Recurses::set(false);
	}
}

/// A chain whose host signs.
#[cfg(feature = "runtime-benchmarks")]
pub fn with_keystore() -> sp_io::TestExternalities {
	let mut chain = ExtBuilder::default().build();
	let keystore = sp_keystore::testing::MemoryKeystore::new();
	chain.register_extension(sp_keystore::KeystoreExt::new(keystore));
	chain
}

/// The chain's genesis hash.
pub fn genesis() -> H256 {
	H256::repeat_byte(0x77)
}

/// Registers a service of the owner's.
pub fn register(
	listing: Listing,
	admission: Admission,
	rules: RulesOf<Test>,
) -> Result<(), DispatchError> {
	Registry::register_service(signed(OWNER), listing, admission, 100, fingerprint(1), rules)
}

/// The block's number.
pub fn now() -> Blocks {
	System::block_number()
}

/// Runs to a block.
pub fn run_to_block(number: Blocks) {
	while now() < number {
		System::set_block_number(now() + 1);
		Registry::do_try_state().unwrap();
	}
}

/// Runs for some blocks.
pub fn run_for(blocks: Blocks) {
	run_to_block(now() + blocks);
}

/// What an account can spend.
pub fn free(n: u8) -> Balance {
	Balances::balance(&who(n))
}

/// What is on hold in an account for a reason.
pub fn held(reason: HoldReason, n: u8) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who(n))
}

/// What there is of everything.
pub fn issuance() -> Balance {
	Balances::total_issuance()
}

/// A service's record.
pub fn service(id: ServiceId) -> ServiceOf<Test> {
	Services::<Test>::get(id).unwrap()
}

/// The record of an operator of service 0.
pub fn operator(n: u8) -> Operator {
	Operators::<Test>::get(0, who(n)).unwrap()
}

/// The roster of service 0.
pub fn roster() -> Vec<AccountId> {
	Rosters::<Test>::get(0).members.into_iter().map(|member| member.operator).collect()
}

/// An open request.
pub fn question(request: RequestId) -> RequestOf<Test> {
	Requests::<Test>::get(request).unwrap()
}

/// What everybody is asked.
pub fn input() -> InputOf<Test> {
	Input::Bytes(b"how much rain?".to_vec().try_into().unwrap())
}

/// Asks service 0 by its first version.
pub fn ask() -> RequestId {
	let request = NextRequest::<Test>::get();
	Registry::request(signed(CONSUMER), 0, 1, fingerprint(1), input(), None).unwrap();
	request
}

/// Asks service 0, to be told by callback.
pub fn ask_with_callback(consumer: ConsumerId, data: &[u8]) -> RequestId {
	let request = NextRequest::<Test>::get();
	let callback = Some((consumer, data.to_vec().try_into().unwrap()));
	Registry::request(signed(CONSUMER), 0, 1, fingerprint(1), input(), callback).unwrap();
	request
}

/// A number as an answer.
pub fn number(number: i128) -> Answer {
	Answer::Number(number)
}

/// A hash as an answer.
pub fn hash(byte: u8) -> Answer {
	Answer::Hash(H256::repeat_byte(byte))
}

/// The salt of an operator.
pub fn salt(n: u8) -> H256 {
	H256::repeat_byte(n)
}

/// An operator's commitment.
pub fn commitment(request: RequestId, n: u8, answer: Answer) -> H256 {
	Commitment { genesis: genesis(), request, operator: who(n), answer, salt: salt(n) }.hash()
}

/// Lets an operator commit.
pub fn commit(request: RequestId, n: u8, answer: Answer) {
	Registry::commit(signed(n), request, commitment(request, n, answer)).unwrap();
}

/// Lets an operator reveal.
pub fn reveal(request: RequestId, n: u8, answer: Answer) {
	Registry::reveal(signed(n), request, answer, salt(n)).unwrap();
}

/// An operator's signed observation.
pub fn observation(request: RequestId, n: u8, answer: Answer) -> SignedObservationOf<Test> {
	let statement = Observation { genesis: genesis(), request, operator: who(n), answer };
	let signature = pair(n).sign(&statement.payload()).into();
	SignedObservation { operator: who(n), answer, signature }
}

/// A report of several.
pub fn reports(request: RequestId, answers: &[(u8, Answer)]) -> ReportOf<Test> {
	let signed = answers.iter().map(|(n, answer)| observation(request, *n, *answer));
	signed.collect::<Vec<_>>().try_into().unwrap()
}

/// Sends a report.
pub fn report(request: RequestId, answers: &[(u8, Answer)]) {
	Registry::report(signed(WATCHER), request, reports(request, answers)).unwrap();
}

/// Finalises a request, and returns what came of it.
pub fn finalize(request: RequestId) -> ServiceResult {
	Registry::finalize(signed(WATCHER), request).unwrap();
	Results::<Test>::get(request).unwrap().result
}

/// This pallet's events, oldest first; they are forgotten.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events();
	System::reset_events();
	events
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Registry(event) => Some(event),
			_ => None,
		})
		.collect()
}

#[test]
fn the_chain_is_sound() {
	sp_io::TestExternalities::default().execute_with(|| {
		<Registry as Hooks<u64>>::integrity_test();
	});
}
