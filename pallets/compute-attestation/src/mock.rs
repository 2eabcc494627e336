//! A small chain around the pallet, with real keys, manifests and signatures.

use crate as pallet_compute_attestation;
use crate::*;
use codec::Encode;
use curve25519_dalek::scalar::Scalar;
use frame_support::{
	derive_impl,
	dispatch::{DispatchResult, DispatchResultWithPostInfo},
	parameter_types,
	traits::{
		fungible::{Balanced, Inspect, InspectHold},
		tokens::imbalance::ResolveTo,
		Contains, OnUnbalanced, Randomness,
	},
	weights::Weight,
	BoundedVec, PalletId,
};
use schnorrkel::{ExpansionMode, MiniSecretKey, SecretKey};
use sp_core::{ConstU32, ConstU64, H256};
use sp_runtime::{traits::BlakeTwo256, BuildStorage, Perbill};
use std::{
	cell::RefCell,
	collections::{BTreeMap, BTreeSet},
};
use vajra_primitives::*;

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
	pub type ComputeAttestation = pallet_compute_attestation;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type ExistentialDeposit = Minimum;
}

parameter_types! {
	/// First word of the chain's randomness: 0 opens a challenge, 1 leaves it to the last block.
	pub static NextDraw: Option<u64> = Some(1);
	/// Seed of a randomness that is hashed, as a chain's is, instead of [`NextDraw`].
	pub static Hashed: Option<u64> = None;
	/// The existential deposit; 1 unless a test changes it.
	pub static Minimum: u64 = 1;
}

/// [`NextDraw`] and the block's number, or all that is known, [`Hashed`].
pub struct TestRandomness;

impl Randomness<Option<H256>, u64> for TestRandomness {
	fn random(subject: &[u8]) -> (Option<H256>, u64) {
		if let Some(seed) = Hashed::get() {
			let hash =
				sp_io::hashing::blake2_256(&(seed, System::block_number(), subject).encode());
			return (Some(H256(hash)), System::block_number());
		}
		let random = NextDraw::get().map(|word| {
			let mut bytes = [0; 32];
			bytes[..8].copy_from_slice(&word.to_le_bytes());
			bytes[8..16].copy_from_slice(&System::block_number().to_le_bytes());
			H256(bytes)
		});
		(random, System::block_number())
	}
}

pub const ROUND: u64 = 10;
pub const WINDOW: u64 = 4;
pub const RATE: u64 = 3;

/// Blocks for which the collateral of a chip that is gone waits.
pub const THREE_ROUNDS: u64 = 3 * ROUND;
/// Places in the ring of pots.
pub const RING: u32 = 4;

/// What silence costs unless a test changes it.
pub fn penalties() -> Penalties {
	Penalties {
		slash_from: 2,
		suspend_at: 3,
		slash: Perbill::from_percent(10),
		reporter: Perbill::from_percent(20),
		quorum: Perbill::from_percent(50),
	}
}

parameter_types! {
	/// Collateral per unit; [`RATE`] unless a test changes it.
	pub static PerUnit: u64 = RATE;
	/// [`penalties`] unless a test changes them.
	pub static Costs: Penalties = penalties();
	/// [`THREE_ROUNDS`] unless a test changes it.
	pub static Delay: u64 = THREE_ROUNDS;
	/// Who may not claim rewards.
	pub static Barred: Vec<u64> = vec![];
	/// What has added up for providers.
	pub static Accrued: u64 = 0;
	/// Whether expired pots go into the current one.
	pub static Recycles: bool = false;
	pub const PotSeed: PalletId = PalletId(*b"vaj/cat ");
	pub const SlashedAccount: u64 = SLASHED;
	pub const ExpiredAccount: u64 = EXPIRED;
}

/// Credits an account with expired pots, or puts them into the current one.
pub struct Expired;

impl OnUnbalanced<CreditOf<Test>> for Expired {
	fn on_nonzero_unbalanced(credit: CreditOf<Test>) {
		if Recycles::get() {
			RoundPot::<Test>::on_unbalanced(credit);
		} else {
			ResolveTo::<ExpiredAccount, Balances>::on_unbalanced(credit);
		}
	}
}

/// Everybody but those whom a test names.
pub struct Claimers;

impl Contains<u64> for Claimers {
	fn contains(who: &u64) -> bool {
		!Barred::get().contains(who)
	}
}

/// Hands over what a test lets add up.
pub struct Accruing;

impl Accrual for Accruing {
	fn hand_over() {
		RoundPot::<Test>::on_unbalanced(Balances::issue(Accrued::take()));
	}

	fn weight() -> Weight {
		Weight::from_parts(1_234_567_890, 0)
	}
}

/// Both validators of the chain.
pub struct Validators;

impl Contains<u64> for Validators {
	fn contains(who: &u64) -> bool {
		#[cfg(feature = "runtime-benchmarks")]
		if *who == frame_benchmarking::account::<u64>("validator", 0, 0) {
			return true;
		}
		[VALIDATOR, OTHER_VALIDATOR].contains(who)
	}
}

impl Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type VendorOrigin = frame_system::EnsureRoot<u64>;
	type BlockNumberProvider = System;
	type Randomness = TestRandomness;
	type Verifier = Sr25519Sum;
	type RoundLength = ConstU64<ROUND>;
	type ResponseWindow = ConstU64<WINDOW>;
	type WarmUpRounds = ConstU32<2>;
	type CollateralPerUnit = PerUnit;
	type MaxComputeUnits = ConstU64<1_000>;
	type MaxRecordsPerVendor = ConstU32<3>;
	type MaxChipsPerClaim = ConstU32<4>;
	type MaxChipsPerProvider = ConstU32<8>;
	type MaxAbsent = ConstU32<3>;
	type MaxBatches = ConstU32<3>;
	type RetirementDelay = Delay;
	type Penalties = Costs;
	type Slashed = ResolveTo<SlashedAccount, Balances>;
	type Backable = Validators;
	type PotId = PotSeed;
	type ClaimRounds = ConstU32<RING>;
	type MaxRoundsPerClaim = ConstU32<3>;
	type ExpiredRewards = Expired;
	type MayClaim = Claimers;
	type Accrued = Accruing;
	type WeightInfo = ();
}

pub const VENDOR: u64 = 100;
pub const OTHER_VENDOR: u64 = 101;
pub const ALICE: u64 = 1;
pub const BOB: u64 = 2;
pub const POOR: u64 = 3;
pub const WATCHER: u64 = 4;
pub const CAROL: u64 = 5;
pub const VALIDATOR: u64 = 50;
pub const OTHER_VALIDATOR: u64 = 51;
/// Where slashed value goes, less the reporter's share.
pub const SLASHED: u64 = 90;
/// Where expired pots go.
pub const EXPIRED: u64 = 91;
/// What each account but [`POOR`] starts with.
pub const ENDOWMENT: u64 = 1_000_000;
/// Rating of [`ExtBuilder`]'s model.
pub const UNITS: u64 = 50;
/// Power of one of its chips.
pub const POWER: Power = UNITS as Power;
/// Collateral of one of its chips.
pub const STAKE: u64 = UNITS * RATE;

/// A chip whose key is derived from a number.
pub fn chip(seed: u32) -> SecretKey {
	let mut bytes = [0x5a; 32];
	bytes[..4].copy_from_slice(&seed.to_le_bytes());
	MiniSecretKey::from_bytes(&bytes).unwrap().expand(ExpansionMode::Uniform)
}

thread_local! {
	/// What [`key`] has worked out, by seed.
	static KEYS: RefCell<BTreeMap<u32, ChipKey>> = Default::default();
	/// The same by key.
	static SEEDS: RefCell<BTreeMap<[u8; 32], u32>> = Default::default();
}

pub fn key(seed: u32) -> ChipKey {
	let key = KEYS.with_borrow_mut(|keys| *keys.entry(seed).or_insert_with(|| public(&chip(seed))));
	SEEDS.with_borrow_mut(|seeds| seeds.insert(key.0, seed));
	key
}

/// The provider's chips in index order, by seed.
pub fn seeds_of(provider: u64) -> Vec<u32> {
	let chips = Providers::<Test>::get(provider).map_or(0, |provider| provider.chips);
	let key = |index| Slots::<Test>::get(provider, index).unwrap().key.0;
	(0..chips).map(|index| SEEDS.with_borrow(|seeds| seeds[&key(index)])).collect()
}

pub fn public(secret: &SecretKey) -> ChipKey {
	ChipKey::from_raw(secret.to_public().to_bytes())
}

/// The key whose scalar is the sum of the given ones: what present chips can do together.
pub fn join<'a>(secrets: impl IntoIterator<Item = &'a SecretKey>) -> SecretKey {
	let sum: Scalar = secrets
		.into_iter()
		.map(|secret| {
			let bytes: [u8; 32] = secret.to_bytes()[..32].try_into().unwrap();
			Scalar::from_canonical_bytes(bytes).unwrap()
		})
		.sum();
	let mut bytes = [7; 64];
	bytes[..32].copy_from_slice(sum.as_bytes());
	SecretKey::from_bytes(&bytes).unwrap()
}

pub fn sign(secret: &SecretKey, payload: &[u8]) -> ChipSignature {
	let signature = secret.sign_simple(b"substrate", payload, &secret.to_public());
	ChipSignature::from_raw(signature.to_bytes())
}

/// A shipment: chips by seed, and the tree over them.
#[derive(Clone)]
pub struct Shipment {
	pub model: ModelId,
	pub seeds: Vec<u32>,
}

impl Shipment {
	pub fn new(model: ModelId, seeds: impl IntoIterator<Item = u32>) -> Self {
		Self { model, seeds: seeds.into_iter().collect() }
	}

	fn leaves(&self) -> Vec<Vec<u8>> {
		let leaf = |seed: &u32| manifest_leaf(self.model, &serial(*seed), &key(*seed));
		self.seeds.iter().map(leaf).collect()
	}

	pub fn root(&self) -> H256 {
		binary_merkle_tree::merkle_root::<BlakeTwo256, _>(self.leaves())
	}

	pub fn len(&self) -> u32 {
		self.seeds.len() as u32
	}

	pub fn entry(&self, seed: u32) -> ManifestEntry {
		let leaf = self.seeds.iter().position(|other| *other == seed).unwrap() as u32;
		let proof =
			binary_merkle_tree::merkle_proof::<BlakeTwo256, _, _>(self.leaves(), leaf).proof;
		let proof = BoundedVec::truncate_from(proof);
		ManifestEntry { key: key(seed), serial: serial(seed), leaf, proof }
	}

	pub fn claim(&self, provider: u64, seed: u32) -> ChipClaim {
		ChipClaim {
			entry: self.entry(seed),
			encrypted_key: BoundedVec::truncate_from(vec![seed as u8; 40]),
			possession: possession(provider, seed),
		}
	}

	pub fn claims(
		&self,
		provider: u64,
		seeds: impl IntoIterator<Item = u32>,
	) -> BoundedVec<ChipClaim, ConstU32<4>> {
		let claims: Vec<_> = seeds.into_iter().map(|seed| self.claim(provider, seed)).collect();
		claims.try_into().unwrap()
	}
}

pub fn serial(seed: u32) -> SerialHash {
	H256(sp_io::hashing::blake2_256(&seed.to_le_bytes()))
}

pub fn genesis() -> H256 {
	System::block_hash(0)
}

/// The proof for the provider's next claim.
pub fn possession(provider: u64, seed: u32) -> ChipSignature {
	let claim = Providers::<Test>::get(provider).map_or(0, |provider| provider.claims);
	let statement = Possession { genesis: genesis(), provider, claim, chip: key(seed) };
	sign(&chip(seed), &statement.payload())
}

/// A call's result without its weight.
pub fn done(result: DispatchResultWithPostInfo) -> DispatchResult {
	result.map(drop).map_err(|error| error.error)
}

/// What a chip signs for its new owner's next claim, with the latest challenge's seed.
pub fn transfer(from: u64, to: u64, seed: u32) -> Transfer<u64> {
	let claim = Providers::<Test>::get(to).map_or(0, |provider| provider.claims);
	let challenge = Challenge::<Test>::get();
	Transfer {
		genesis: genesis(),
		from,
		to,
		claim,
		chip: key(seed),
		seed: challenge.map_or(H256::zero(), |challenge| challenge.seed),
	}
}

/// Takes a chip over from its owner.
pub fn take_over(to: u64, seed: u32) -> DispatchResult {
	let from = Chips::<Test>::get(key(seed)).map_or(ALICE, |chip| chip.provider);
	let possession = sign(&chip(seed), &transfer(from, to, seed).payload());
	done(ComputeAttestation::take_over_chip(RuntimeOrigin::signed(to), key(seed), possession))
}

/// What `provider`'s chips sign for the latest challenge.
pub fn statement(provider: u64, absent: &[ChipIndex]) -> CatStatement<u64> {
	let challenge = Challenge::<Test>::get().unwrap();
	CatStatement {
		genesis: genesis(),
		provider,
		round: challenge.round,
		seed: challenge.seed,
		absent: absent.to_vec(),
	}
}

/// The signature of `seeds` together over a statement.
pub fn answer(
	seeds: impl IntoIterator<Item = u32>,
	statement: &CatStatement<u64>,
) -> ChipSignature {
	let chips: Vec<_> = seeds.into_iter().map(chip).collect();
	sign(&join(&chips), &statement.payload())
}

/// Answers the latest challenge with the provider's chips but the absent ones.
pub fn prove(provider: u64, seeds: &[u32], absent: &[ChipIndex]) -> DispatchResultWithPostInfo {
	let gone: BTreeSet<_> = absent.iter().copied().collect();
	let present = (0..).zip(seeds).filter(|(index, _)| !gone.contains(index));
	let statement = statement(provider, absent);
	let signature = answer(present.map(|(_, seed)| *seed), &statement);
	let absent = BoundedVec::truncate_from(absent.to_vec());
	ComputeAttestation::prove(RuntimeOrigin::signed(provider), statement.round, absent, signature)
}

/// Answers the latest challenge with all of the provider's chips.
pub fn prove_all(provider: u64) -> DispatchResultWithPostInfo {
	prove(provider, &seeds_of(provider), &[])
}

/// Steps through `round`'s challenge to the block after its response window. `answering` answer
/// it with all of their chips.
pub fn pass_round(round: RoundIndex, answering: &[u64]) {
	run_to_challenge(round);
	for provider in answering {
		prove_all(*provider).unwrap();
	}
	run_past_challenge(round);
}

pub fn report(round: RoundIndex, provider: u64) -> DispatchResultWithPostInfo {
	ComputeAttestation::report_absence(RuntimeOrigin::signed(WATCHER), round, provider)
}

/// Lets a provider miss rounds from 2 on while the others answer, and reports it, until it is
/// suspended. Ends after round 4's window.
pub fn suspend(provider: u64, answering: &[u64]) {
	for round in 2..5 {
		pass_round(round, answering);
		report(round, provider).unwrap();
	}
	assert!(record(provider).suspended);
	System::reset_events();
}

pub fn retire(provider: u64, indices: &[ChipIndex]) -> DispatchResult {
	let indices = BoundedVec::truncate_from(indices.to_vec());
	done(ComputeAttestation::retire_chips(RuntimeOrigin::signed(provider), indices))
}

pub fn fund(amount: u64) -> DispatchResult {
	ComputeAttestation::fund_rewards(RuntimeOrigin::signed(WATCHER), amount)
}

/// The provider's record.
pub fn record(provider: u64) -> ProviderOf<Test> {
	Providers::<Test>::get(provider).unwrap()
}

/// The latest challenge.
pub fn challenge() -> RoundOf<Test> {
	Challenge::<Test>::get().unwrap()
}

/// The account's collateral on hold.
pub fn held(who: u64) -> u64 {
	Balances::balance_on_hold(&HoldReason::Collateral.into(), &who)
}

/// What all pots hold.
pub fn in_pots() -> u64 {
	let pot = ComputeAttestation::pot_account();
	Balances::balance_on_hold(&HoldReason::Rewards.into(), &pot)
}

pub fn free(who: u64) -> u64 {
	Balances::balance(&who)
}

/// Steps block by block, with hooks and `try_state` at each.
pub fn run_to_block(end: u64) {
	System::run_to_block_with::<AllPalletsWithSystem>(
		end,
		frame_system::RunToBlockHooks::default().after_initialize(|_| check_state()),
	);
	check_state();
}

/// The first block of a round's window.
pub fn start_of(round: RoundIndex) -> u64 {
	u64::from(round) * ROUND
}

/// Steps to the block at which `round`'s challenge opens, the last one that may.
pub fn run_to_challenge(round: RoundIndex) {
	run_to_block(start_of(round) + ROUND - WINDOW - 1);
	assert_eq!(challenge().round, round);
}

/// Steps past the response window of `round`'s challenge.
pub fn run_past_challenge(round: RoundIndex) {
	run_to_challenge(round);
	run_to_block(challenge().closes_at + 1);
}

pub fn check_state() {
	ComputeAttestation::do_try_state().unwrap();
}

pub fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}

/// Builds a chain, if asked with a vendor, a model and one manifest of chips 0 to 7.
#[derive(Default)]
pub struct ExtBuilder {
	shipment: bool,
	claims: Vec<(u64, Vec<u32>)>,
}

impl ExtBuilder {
	/// With model 0 and manifest 0 of chips 0 to 7.
	pub fn shipment(mut self) -> Self {
		self.shipment = true;
		self
	}

	/// With these chips of manifest 0 claimed in round 0.
	pub fn claimed(mut self, provider: u64, seeds: impl IntoIterator<Item = u32>) -> Self {
		self.claims.push((provider, seeds.into_iter().collect()));
		self.shipment()
	}

	pub fn build_and_execute(self, test: impl FnOnce()) {
		NextDraw::set(Some(1));
		Hashed::set(None);
		Minimum::set(1);
		PerUnit::set(RATE);
		Recycles::set(false);
		Costs::set(penalties());
		Delay::set(THREE_ROUNDS);
		let storage = RuntimeGenesisConfig {
			system: Default::default(),
			balances: pallet_balances::GenesisConfig {
				balances: [VENDOR, OTHER_VENDOR, ALICE, BOB, CAROL, WATCHER]
					.map(|account| (account, ENDOWMENT))
					.into_iter()
					.chain([(POOR, 10)])
					.collect(),
				..Default::default()
			},
			compute_attestation: GenesisConfig {
				vendors: vec![
					(VENDOR, b"Vajra Silicon".to_vec()),
					(OTHER_VENDOR, b"Other Silicon".to_vec()),
				],
			},
		}
		.build_storage()
		.unwrap();
		let mut ext = sp_io::TestExternalities::from(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			if self.shipment {
				register_model(UNITS);
				publish(&shipment());
			}
			for (provider, seeds) in self.claims {
				for seeds in seeds.chunks(4) {
					claim(provider, seeds.iter().copied());
				}
			}
			System::reset_events();
			test();
			check_state();
		});
	}
}

/// Chips 0 to 7 of model 0.
pub fn shipment() -> Shipment {
	Shipment::new(0, 0..8)
}

pub fn register_model(units: u64) {
	let name = BoundedVec::truncate_from(b"V1".to_vec());
	ComputeAttestation::register_model(RuntimeOrigin::signed(VENDOR), name, units).unwrap();
}

pub fn publish(shipment: &Shipment) {
	ComputeAttestation::publish_manifest(
		RuntimeOrigin::signed(VENDOR),
		shipment.model,
		shipment.root(),
		shipment.len(),
		EXPIRY,
	)
	.unwrap();
}

/// Expiry of published manifests.
pub const EXPIRY: u64 = 1_000;

pub fn claim(provider: u64, seeds: impl IntoIterator<Item = u32>) {
	claim_from(0, &shipment(), provider, seeds).unwrap();
}

/// Claims chips of any manifest.
pub fn claim_from(
	manifest: ManifestId,
	shipment: &Shipment,
	provider: u64,
	seeds: impl IntoIterator<Item = u32>,
) -> DispatchResult {
	let claims = shipment.claims(provider, seeds);
	done(ComputeAttestation::claim_chips(RuntimeOrigin::signed(provider), manifest, claims))
}

/// Manifest 1: chips 8 to 15 of model 0.
pub fn publish_second() -> Shipment {
	let second = Shipment::new(0, 8..16);
	publish(&second);
	System::reset_events();
	second
}

/// Rating of [`publish_light`]'s model.
pub const LIGHT_UNITS: u64 = 20;

/// Manifest 1: chips 16 to 23 of model 1, which is rated lower.
pub fn publish_light() -> Shipment {
	register_model(LIGHT_UNITS);
	let light = Shipment::new(1, 16..24);
	publish(&light);
	System::reset_events();
	light
}
