//! A small chain with a real registry of services, whose operators say how much it has rained.

use crate as pallet_rain_insurance;
use crate::*;
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::{Inspect, InspectHold},
		Hooks,
	},
	weights::{FixedFee, Weight},
	PalletId,
};
use frame_system::{EnsureRoot, EnsureSigned};
use pallet_service_registry::{
	consensus::Standard, Admission, Answering, CallbackTerms, EvaluationTerms, Input, Listing,
	Pricing, ReputationTerms, Results, Rules, ServiceTerms, Shares, SlashTerms,
};
use sp_core::{ConstU128, ConstU32, H256};
use sp_runtime::{
	traits::IdentityLookup, AccountId32, BuildStorage, DispatchError, MultiSignature, Perbill,
};
use vajra_primitives::service::{
	Answer, AnswerKind, Commitment, ConsumerId, OnResult, RequestId, ServiceResult,
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
	pub type Insurance = pallet_rain_insurance;
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
	type ExistentialDeposit = ConstU128<EXISTENTIAL>;
}

/// The existential deposit.
pub const EXISTENTIAL: Balance = 100;
/// What each account has at first.
pub const WEALTH: Balance = 10_000_000;
/// Who owns the service.
pub const OWNER: u8 = 1;
/// Who puts money into the pot.
pub const INSURER: u8 = 2;
/// Who is insured.
pub const FARMER: u8 = 3;
/// Another one.
pub const NEIGHBOUR: u8 = 4;
/// Who does what anybody may.
pub const WATCHER: u8 = 5;
/// Who operates the service.
pub const OPERATORS: [u8; 3] = [11, 12, 13];
/// Somebody who has nothing.
pub const NOBODY: u8 = 99;
/// What a question costs.
pub const PRICE: Balance = 1_000;
/// Blocks for commitments, and for reveals.
pub const WINDOW: Blocks = 3;
/// Blocks for which results are kept.
pub const RETENTION: Blocks = 30;
/// Blocks for which claims are waited for.
pub const PATIENCE: Blocks = 40;
/// Most products.
pub const MAX_PRODUCTS: u32 = 3;
/// Most policies.
pub const MAX_POLICIES: u32 = 4;
/// Most bytes of a question.
pub const MAX_QUESTION: u32 = 64;
/// What a policy of most tests pays.
pub const SUM: Balance = 40_000;
/// The last block in which the product is sold.
pub const SOLD_UNTIL: Blocks = 10;
/// The first block in which it can be claimed.
pub const CLAIM_FROM: Blocks = 20;
/// The last one.
pub const CLAIM_UNTIL: Blocks = 60;

parameter_types! {
	pub const PotSeed: PalletId = PalletId(*b"vaj/rain");
	pub const AskWeight: Weight = Weight::from_parts(77, 7);
	/// Share of all sums that the pot must have.
	pub static Reserve: Perbill = Perbill::from_percent(50);
	pub Conditions: ServiceTerms = ServiceTerms {
		deposit: 500,
		min_stake: 100,
		min_price: 10,
		min_common: Perbill::from_percent(10),
		min_window: 1,
		max_window: 50,
		max_period: 100,
		leave_delay: 20,
		retention: RETENTION,
		slashes: SlashTerms {
			deviation: Perbill::from_percent(20),
			silence: Perbill::from_percent(10),
			witnesses: Perbill::from_percent(50),
		},
		callbacks: CallbackTerms { max_weight: Weight::from_all(u64::MAX), attempts: 3 },
		reputation: ReputationTerms { half_life: 100, doubt: 1_000 },
		evaluation: EvaluationTerms {
			min_stake: 200,
			commit: 5,
			reveal: 5,
			quorum: 2,
			tolerance: Perbill::from_percent(10),
			slash: Perbill::from_percent(50),
		},
	};
}

/// The consumers of this chain, told apart by their ids.
pub struct TestConsumers;

impl OnResult<AccountId> for TestConsumers {
	fn weight(consumer: ConsumerId, data: &[u8]) -> Option<Weight> {
		match consumer {
			CONSUMER => <Insurance as OnResult<AccountId>>::weight(consumer, data),
			_ => None,
		}
	}

	fn on_result(
		consumer: ConsumerId,
		request: RequestId,
		asked_by: &AccountId,
		data: &[u8],
		result: &ServiceResult,
	) -> Result<(), DispatchError> {
		match consumer {
			CONSUMER => Insurance::on_result(consumer, request, asked_by, data, result),
			_ => Err(DispatchError::Unavailable),
		}
	}
}

impl pallet_service_registry::Config for Test {
	type Currency = Balances;
	type EvaluatorOrigin = EnsureSigned<AccountId>;
	type BlockNumberProvider = System;
	type Signature = MultiSignature;
	type Consensus = Standard;
	type Terms = Conditions;
	type Consumers = TestConsumers;
	// So that no balance depends on what was measured.
	type CallbackFee = FixedFee<0, Balance>;
	type Treasury = ();
	type Burned = ();
	type Slashed = ();
	type MaxOperators = ConstU32<5>;
	type MaxEvaluators = ConstU32<4>;
	type MaxInput = ConstU32<MAX_QUESTION>;
	type MaxVersions = ConstU32<3>;
	type WeightInfo = ();
}

impl Config for Test {
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Oracle = Registry;
	type AskWeight = AskWeight;
	type BlockNumberProvider = System;
	type PotId = PotSeed;
	type Reserve = Reserve;
	type Patience = frame_support::traits::ConstU64<PATIENCE>;
	type MaxProducts = ConstU32<MAX_PRODUCTS>;
	type MaxPolicies = ConstU32<MAX_POLICIES>;
	type MaxQuestion = ConstU32<MAX_QUESTION>;
	type WeightInfo = ();
}

/// An account.
pub fn who(n: u8) -> AccountId {
	[n; 32].into()
}

/// The origin of an account.
pub fn signed(n: u8) -> RuntimeOrigin {
	RuntimeOrigin::signed(who(n))
}

/// The manager's origin.
pub fn manager() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

/// Fingerprint of the service's schema.
pub fn fingerprint() -> H256 {
	H256::repeat_byte(0xf1)
}

/// Insurance against less than 20 mm, in thousandths: 5 % of the sum.
pub fn drought() -> ProductOf<Test> {
	Product {
		question: br#"{"station":7,"day":120}"#.to_vec().try_into().unwrap(),
		peril: Peril::Drought { below: 20_000 },
		service: 0,
		version: 1,
		fingerprint: fingerprint(),
		rate: Perbill::from_percent(5),
		min_sum: 1_000,
		max_sum: 1_000_000,
		sold_until: SOLD_UNTIL,
		claim_from: CLAIM_FROM,
		claim_until: CLAIM_UNTIL,
	}
}

/// How the service is called: numbers, sealed, by the median, within 1 mm.
pub fn rules() -> Rules<AccountId, Standard> {
	Rules {
		pricing: Pricing::PerCall { price: PRICE },
		answering: Answering::CommitReveal { commit: WINDOW, reveal: WINDOW },
		kind: AnswerKind::Number,
		consensus: Standard::Median { limit: Some(1_000) },
		quorum: 2,
		shares: Shares {
			owner: Perbill::from_percent(20),
			operators: Perbill::from_percent(50),
			developer: Perbill::from_percent(10),
			treasury: Perbill::from_percent(15),
			burned: Perbill::from_percent(5),
		},
		developer: who(OWNER),
	}
}

/// A chain to test on: a service with three operators, and drought insurance with 100 000 in the pot.
pub struct ExtBuilder {
	rules: Rules<AccountId, Standard>,
	product: Option<ProductOf<Test>>,
	pot: Balance,
	service: bool,
}

impl Default for ExtBuilder {
	/// A chain with rich accounts and nothing else.
	fn default() -> Self {
		Self { rules: rules(), product: None, pot: 0, service: false }
	}
}

impl ExtBuilder {
	/// With a service, and three operators of it.
	pub fn service(mut self, rules: Rules<AccountId, Standard>) -> Self {
		self.rules = rules;
		self.service = true;
		self
	}

	/// With a product.
	pub fn product(mut self, product: ProductOf<Test>) -> Self {
		self.product = Some(product);
		self
	}

	/// With so much in the pot.
	pub fn pot(mut self, pot: Balance) -> Self {
		self.pot = pot;
		self
	}

	pub fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		pallet_balances::GenesisConfig::<Test> {
			balances: (1..=5).chain(OPERATORS).map(|n| (who(n), WEALTH)).collect(),
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		let mut chain = sp_io::TestExternalities::from(storage);
		chain.execute_with(|| {
			System::set_block_number(1);
			if self.service {
				let label = |text: &str| text.as_bytes().to_vec().try_into().unwrap();
				let listing = Listing { category: label("weather"), tags: Default::default() };
				let (owner, open) = (signed(OWNER), Admission::Open);
				Registry::register_service(owner, listing, open, 100, fingerprint(), self.rules)
					.unwrap();
				for n in OPERATORS {
					Registry::join(signed(n), 0, 1_000).unwrap();
				}
			}
			if self.pot > 0 {
				Insurance::fund(signed(INSURER), self.pot).unwrap();
			}
			if let Some(product) = self.product {
				Insurance::offer(manager(), product).unwrap();
			}
			System::reset_events();
		});
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
		Reserve::set(Perbill::from_percent(50));
	}
}

/// Proves the invariants of both pallets.
pub fn check() {
	Insurance::do_try_state().unwrap();
	Registry::do_try_state().unwrap();
}

/// The block's number.
pub fn now() -> Blocks {
	System::block_number()
}

/// Runs to a block.
pub fn run_to_block(number: Blocks) {
	while now() < number {
		System::set_block_number(now() + 1);
		check();
	}
}

/// What an account can spend.
pub fn free(n: u8) -> Balance {
	Balances::balance(&who(n))
}

/// What is on hold in the pot's account.
pub fn held() -> Balance {
	Balances::balance_on_hold(&HoldReason::Pot.into(), &Insurance::pot_account())
}

/// Buys a policy, and returns its id.
pub fn insure(n: u8, product: ProductId, sum: Balance) -> PolicyId {
	let policy = NextPolicy::<Test>::get();
	Insurance::insure(signed(n), product, sum).unwrap();
	policy
}

/// Claims a policy, and returns the request.
pub fn claim(n: u8, policy: PolicyId) -> RequestId {
	Insurance::claim(signed(n), policy).unwrap();
	Policies::<Test>::get(policy).unwrap().request().unwrap()
}

/// The operators answer a request, sealed.
pub fn answer(request: RequestId, answers: &[Answer]) {
	let salt = H256::repeat_byte(0x5a);
	let genesis = System::block_hash(0);
	for (n, answer) in OPERATORS.iter().zip(answers) {
		let operator = who(*n);
		let commitment = Commitment { genesis, request, operator, answer: *answer, salt };
		Registry::commit(signed(*n), request, commitment.hash()).unwrap();
	}
	let record = pallet_service_registry::Requests::<Test>::get(request).unwrap();
	run_to_block(record.commit_until + 1);
	for (n, answer) in OPERATORS.iter().zip(answers) {
		Registry::reveal(signed(*n), request, *answer, salt).unwrap();
	}
}

/// The operators say how much it has rained, thousandths of a millimetre.
pub fn rain(request: RequestId, stations: [i128; 3]) {
	answer(request, &stations.map(Answer::Number));
}

/// Runs to the first block in which nobody can answer any more.
pub fn run_over(request: RequestId) {
	let record = pallet_service_registry::Requests::<Test>::get(request).unwrap();
	run_to_block(record.answer_until + 1);
}

/// Finalises a request, and returns what came of it.
pub fn finalize(request: RequestId) -> ServiceResult {
	Registry::finalize(signed(WATCHER), request).unwrap();
	Results::<Test>::get(request).unwrap().result
}

/// Has a callback tried again, by the one who has asked.
pub fn retry(request: RequestId) -> Result<(), DispatchError> {
	Registry::retry_callback(signed(FARMER), request).map(|_| ()).map_err(|error| error.error)
}

/// A request of somebody's that names the insurance, and a policy.
pub fn impostor(policy: PolicyId) -> RequestId {
	let request = pallet_service_registry::NextRequest::<Test>::get();
	let data = codec::Encode::encode(&policy).try_into().unwrap();
	let question = Input::Bytes(b"rain?".to_vec().try_into().unwrap());
	let callback = Some((CONSUMER, data));
	Registry::request(signed(NEIGHBOUR), 0, 1, fingerprint(), question, callback).unwrap();
	request
}

/// This pallet's events, oldest first; all are forgotten.
pub fn events() -> Vec<Event<Test>> {
	let events = System::events();
	System::reset_events();
	let own = events.into_iter().filter_map(|record| match record.event {
		RuntimeEvent::Insurance(event) => Some(event),
		_ => None,
	});
	own.collect()
}

/// What the registry says of callbacks, oldest first; all events are forgotten.
pub fn callbacks() -> Vec<pallet_service_registry::Event<Test>> {
	use pallet_service_registry::Event as Told;
	let events = System::events();
	System::reset_events();
	let told = events.into_iter().filter_map(|record| match record.event {
		RuntimeEvent::Registry(
			event @ (Told::CallbackDelivered { .. }
			| Told::CallbackFailed { .. }
			| Told::CallbackDropped { .. }),
		) => Some(event),
		_ => None,
	});
	told.collect()
}

#[test]
fn the_chain_is_sound() {
	sp_io::TestExternalities::default().execute_with(|| {
		<Insurance as Hooks<u64>>::integrity_test();
		<Registry as Hooks<u64>>::integrity_test();
	});
}
