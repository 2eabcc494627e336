//! Worst cases of every call, with real signatures made by the host's keystore.

use crate::{rounds::Draw, *};
use alloc::{vec, vec::Vec};
use codec::Encode;
use curve25519_dalek::{constants::RISTRETTO_BASEPOINT_POINT, ristretto::RistrettoPoint};
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Mutate},
		EnsureOrigin, Get,
	},
	BoundedVec,
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use sp_core::{Hasher, H256};
use sp_io::hashing::blake2_256;
use sp_runtime::{
	traits::{BlakeTwo256, BlockNumberProvider, Bounded, Saturating, Zero},
	KeyTypeId,
};
use vajra_primitives::{
	manifest_leaf, CatStatement, ChipIndex, ChipKey, ChipSignature, ComputeUnits, Possession,
	RoundIndex,
};

/// Where the host keeps the chips' keys during a run.
const KEYS: KeyTypeId = KeyTypeId(*b"chip");
const SEED: u32 = 0;
/// Leaves of the Merkle trees: the most that a manifest may have, for the longest proofs.
const LEAVES: u32 = u32::MAX;
/// Chips of all providers together in the evidence that their number does not matter.
const MANY: u32 = 4_096;
/// Units of the benchmarked model.
const UNITS: ComputeUnits = 1;

fn longest_name() -> Name {
	BoundedVec::truncate_from(vec![b'v'; 64])
}

fn vendor<T: Config>() -> T::AccountId {
	let vendor: T::AccountId = account("vendor", 0, SEED);
	let record = Vendor { name: longest_name(), revoked: false, models: 0, manifests: 0 };
	Vendors::<T>::insert(&vendor, record);
	vendor
}

fn model<T: Config>() -> T::AccountId {
	let vendor = vendor::<T>();
	let origin = RawOrigin::Signed(vendor.clone());
	assert_ok!(Pallet::<T>::register_model(origin.into(), longest_name(), UNITS));
	vendor
}

fn publish<T: Config>(vendor: &T::AccountId, root: H256) {
	let origin = RawOrigin::Signed(vendor.clone());
	let expiry = BlockNumberFor::<T>::max_value();
	assert_ok!(Pallet::<T>::publish_manifest(origin.into(), 0, root, LEAVES, expiry));
}

fn funded<T: Config>() -> T::AccountId {
	let who: T::AccountId = account("provider", 0, SEED);
	let power: BalanceOf<T> = T::MaxChipsPerClaim::get().into();
	let needed = T::CollateralPerUnit::get()
		.saturating_mul(power)
		.saturating_add(T::Currency::minimum_balance())
		.saturating_mul(2u32.into());
	assert_ok!(T::Currency::mint_into(&who, needed));
	who
}

/// Keys of chips in the host's keystore.
fn host_keys(count: u32) -> Vec<ChipKey> {
	(0..count)
		.map(|n| {
			let seed = alloc::format!("//chip//{n}").into_bytes();
			sp_io::crypto::sr25519_generate(KEYS, Some(seed))
		})
		.collect()
}

fn host_signature(key: &ChipKey, payload: &[u8]) -> ChipSignature {
	sp_io::crypto::sr25519_sign(KEYS, key, payload).unwrap_or_default()
}

fn serial(leaf: u32) -> H256 {
	H256(blake2_256(&leaf.encode()))
}

/// A manifest of [`LEAVES`] leaves whose first ones are `keys`; the rest is made-up siblings, so
/// that each proof has the longest length.
fn manifest_over(keys: &[ChipKey]) -> (H256, Vec<ManifestEntry>) {
	let mut level: Vec<H256> = (0..)
		.zip(keys)
		.map(|(leaf, key)| <BlakeTwo256 as Hasher>::hash(&manifest_leaf(0, &serial(leaf), key)))
		.collect();
	let mut proofs: Vec<Vec<H256>> = vec![Vec::new(); keys.len()];
	for depth in 0..32u32 {
		if level.len() % 2 == 1 {
			level.push(H256::repeat_byte(depth as u8));
		}
		for (leaf, proof) in proofs.iter_mut().enumerate() {
			proof.push(level[(leaf >> depth) ^ 1]);
		}
		level = level
			.chunks(2)
			.map(|pair| {
				<BlakeTwo256 as Hasher>::hash(&[pair[0].as_bytes(), pair[1].as_bytes()].concat())
			})
			.collect();
	}
	let entries = (0..)
		.zip(keys.iter().zip(proofs))
		.map(|(leaf, (key, proof))| ManifestEntry {
			key: *key,
			serial: serial(leaf),
			leaf,
			proof: BoundedVec::truncate_from(proof),
		})
		.collect();
	(level[0], entries)
}

fn claims<T: Config>(
	who: &T::AccountId,
	entries: Vec<ManifestEntry>,
) -> BoundedVec<ChipClaim, T::MaxChipsPerClaim> {
	let genesis = Pallet::<T>::genesis_hash();
	let claims = entries.into_iter().map(|entry| {
		let statement = Possession { genesis, provider: who.clone(), claim: 0, chip: entry.key };
		let possession = host_signature(&entry.key, &statement.payload());
		let encrypted_key = BoundedVec::truncate_from(vec![0xee; 64]);
		ChipClaim { entry, encrypted_key, possession }
	});
	BoundedVec::truncate_from(claims.collect())
}

/// Points G, 2G, 3G, …: distinct keys, cheap to make.
fn points() -> impl Iterator<Item = RistrettoPoint> {
	core::iter::successors(Some(RISTRETTO_BASEPOINT_POINT), |point| {
		Some(point + RISTRETTO_BASEPOINT_POINT)
	})
}

fn as_key(point: &RistrettoPoint) -> ChipKey {
	ChipKey::from_raw(point.compress().to_bytes())
}

/// Moves the clock to the middle of a round far from genesis.
fn at_round<T: Config>(round: RoundIndex) {
	T::BlockNumberProvider::set_block_number(T::RoundLength::get().saturating_mul(round.into()));
}

/// Makes `who` a provider of these chips in `round`, all but the newest past their warm-up.
fn enroll<T: Config>(who: &T::AccountId, keys: &[ChipKey], round: RoundIndex) {
	let mut provider: ProviderOf<T> = Provider::new(Sr25519Sum::neutral());
	for (index, key) in (0..).zip(keys) {
		let slot = Slot { key: *key, units: UNITS, counts_from: 1, collateral: Zero::zero() };
		Slots::<T>::insert(who, index, slot);
	}
	// The longest ledger: all of the warm-up's cohorts wait, and all but the last fold up now.
	provider.power.mature = (UNITS as u128).saturating_mul(keys.len() as u128);
	for counts_from in round.saturating_sub(T::WarmUpRounds::get())..round {
		let _ = provider.power.warming.try_push(Cohort { counts_from, power: 1 });
	}
	provider.chips = keys.len() as u32;
	provider.latest = Some(Answer { round: round.saturating_sub(1), power: 1 });
	provider.previous = Some(Answer { round: round.saturating_sub(2), power: 1 });
	provider.due_from = 1;
	let sum = T::Verifier::add(&provider.aggregate_key, keys.iter());
	assert!(sum.map(|sum| provider.aggregate_key = sum).is_ok());
	Providers::<T>::insert(who, provider);
}

/// A provider with these chips, and its challenge open.
fn challenged<T: Config>(keys: &[ChipKey]) -> (T::AccountId, RoundIndex) {
	let vendor = model::<T>();
	publish::<T>(&vendor, H256::zero());
	let who = funded::<T>();
	let round = T::WarmUpRounds::get().saturating_add(10);
	at_round::<T>(round);
	enroll::<T>(&who, keys, round);
	let now = T::BlockNumberProvider::current_block_number();
	let challenge = Round {
		round,
		seed: H256::repeat_byte(7),
		opened_at: now,
		closes_at: now.saturating_add(T::ResponseWindow::get()),
		expected: u64::MAX.into(),
		proved: 0,
		answers: 0,
	};
	PreviousChallenge::<T>::put(Round { round: round.saturating_sub(1), ..challenge.clone() });
	Challenge::<T>::put(challenge);
	(who, round)
}

/// The answer of `signer` alone, all of `absent` being away.
fn signed<T: Config>(
	who: &T::AccountId,
	round: RoundIndex,
	signer: &ChipKey,
	absent: &[ChipIndex],
) -> ChipSignature {
	let statement = CatStatement {
		genesis: Pallet::<T>::genesis_hash(),
		provider: who.clone(),
		round,
		seed: H256::repeat_byte(7),
		absent: absent.to_vec(),
	};
	host_signature(signer, &statement.payload())
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// The round's challenge has opened.
	#[benchmark]
	fn on_initialize_idle() {
		challenged::<T>(&host_keys(1));
		let drawn;
		#[block]
		{
			drawn = Pallet::<T>::draw();
		}
		assert!(matches!(drawn, Draw::Idle));
	}

	/// The round's challenge may open here; whether it does is up to the chain's randomness.
	#[benchmark]
	fn on_initialize_draw() {
		let (_, round) = challenged::<T>(&host_keys(1));
		at_round::<T>(round.saturating_add(1));
		let drawn;
		#[block]
		{
			drawn = Pallet::<T>::draw();
		}
		assert!(!matches!(drawn, Draw::Idle));
	}

	/// All cohorts of the warm-up wait, and fold up now.
	#[benchmark]
	fn on_initialize_open() {
		let (_, round) = challenged::<T>(&host_keys(1));
		let next = round.saturating_add(1);
		let mut network = PowerLedgerOf::<T>::default();
		for counts_from in next.saturating_sub(T::WarmUpRounds::get())..next {
			let _ = network.warming.try_push(Cohort { counts_from, power: 1 });
		}
		NetworkPower::<T>::put(network);
		#[block]
		{
			Pallet::<T>::open_challenge(next, H256::repeat_byte(7));
		}
		assert!(Challenge::<T>::get().is_some_and(|challenge| challenge.round == next));
	}

	#[benchmark]
	fn register_vendor() -> Result<(), BenchmarkError> {
		let origin =
			T::VendorOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let vendor: T::AccountId = account("vendor", 0, SEED);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, vendor.clone(), longest_name());
		assert!(Vendors::<T>::contains_key(vendor));
		Ok(())
	}

	#[benchmark]
	fn revoke_vendor() -> Result<(), BenchmarkError> {
		let origin =
			T::VendorOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let vendor = vendor::<T>();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, vendor.clone());
		assert!(Vendors::<T>::get(vendor).is_some_and(|vendor| vendor.revoked));
		Ok(())
	}

	#[benchmark]
	fn register_model() {
		let vendor = vendor::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(vendor), longest_name(), UNITS);
		assert!(Models::<T>::contains_key(0));
	}

	#[benchmark]
	fn revoke_model() {
		let vendor = model::<T>();
		#[extrinsic_call]
		_(RawOrigin::Signed(vendor), 0);
		assert!(Models::<T>::get(0).is_some_and(|model| model.revoked));
	}

	#[benchmark]
	fn publish_manifest() {
		let vendor = model::<T>();
		let expiry = BlockNumberFor::<T>::max_value();
		#[extrinsic_call]
		_(RawOrigin::Signed(vendor), 0, H256::zero(), LEAVES, expiry);
		assert!(Manifests::<T>::contains_key(0));
	}

	#[benchmark]
	fn revoke_manifest() {
		let vendor = model::<T>();
		publish::<T>(&vendor, H256::zero());
		#[extrinsic_call]
		_(RawOrigin::Signed(vendor), 0);
		assert!(Manifests::<T>::get(0).is_some_and(|manifest| manifest.revoked));
	}

	/// A claimed chip that is not its owner's last, so that another moves to its place, and that
	/// was claimed with another manifest of the vendor.
	#[benchmark]
	fn revoke_chip() {
		let vendor = model::<T>();
		let keys = host_keys(2.min(T::MaxChipsPerClaim::get()));
		let (root, entries) = manifest_over(&keys);
		publish::<T>(&vendor, root);
		let who = funded::<T>();
		let origin = RawOrigin::Signed(who.clone());
		let claims = claims::<T>(&who, entries.clone());
		assert_ok!(Pallet::<T>::claim_chips(origin.into(), 0, claims));
		publish::<T>(&vendor, root);
		#[extrinsic_call]
		_(RawOrigin::Signed(vendor.clone()), 1, entries[0].clone());
		assert!(RevokedChips::<T>::contains_key(vendor, keys[0]));
		assert!(!Chips::<T>::contains_key(keys[0]));
	}

	/// `n` chips with the longest Merkle proofs.
	#[benchmark]
	fn claim_chips(n: Linear<1, { T::MaxChipsPerClaim::get() }>) {
		let vendor = model::<T>();
		let keys = host_keys(n);
		let (root, entries) = manifest_over(&keys);
		publish::<T>(&vendor, root);
		let who = funded::<T>();
		let claims = claims::<T>(&who, entries);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), 0, claims);
		assert!(Providers::<T>::get(who).is_some_and(|provider| provider.chips == n));
	}

	/// `a` chips are absent and one answers.
	#[benchmark]
	fn prove(a: Linear<0, { T::MaxAbsent::get() }>) {
		let signer = host_keys(1)[0];
		let mut keys: Vec<_> = points().take(a as usize).map(|point| as_key(&point)).collect();
		keys.push(signer);
		let (who, round) = challenged::<T>(&keys);
		let absent: Vec<ChipIndex> = (0..a).collect();
		let signature = signed::<T>(&who, round, &signer, &absent);
		let absent = BoundedVec::truncate_from(absent);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), round, absent, signature);
		assert!(Challenge::<T>::get().is_some_and(|challenge| challenge.answers == 1));
	}

	/// Evidence, not a call of its own: `c` chips answer and none is absent.
	///
	/// Another provider has the rest of [`MANY`] chips. So the state is as large, and the set-up
	/// does as much to the machine's caches, whatever `c` is.
	#[benchmark]
	fn prove_of_many(c: Linear<1, MANY>) {
		let signer = host_keys(1)[0];
		let mut keys: Vec<_> = points().take(MANY as usize).map(|point| as_key(&point)).collect();
		let mut others = keys.split_off(c as usize);
		// All keys but the last are known points; the last makes the sum the signer's key.
		for keys in [&mut keys, &mut others] {
			keys.pop();
			keys.extend(Sr25519Sum::subtract(&signer, keys.iter()));
		}
		let (who, round) = challenged::<T>(&keys);
		enroll::<T>(&account("other", 0, SEED), &others, round);
		let signature = signed::<T>(&who, round, &signer, &[]);
		#[block]
		{
			let origin = RawOrigin::Signed(who);
			assert_ok!(Pallet::<T>::prove(origin.into(), round, Default::default(), signature));
		}
		assert!(Challenge::<T>::get().is_some_and(|challenge| challenge.answers == 1));
	}

	#[benchmark]
	fn report_absence() {
		let keys = host_keys(1);
		let (who, round) = challenged::<T>(&keys);
		at_round::<T>(round.saturating_add(1));
		let reporter: T::AccountId = account("reporter", 0, SEED);
		#[extrinsic_call]
		_(RawOrigin::Signed(reporter), round, who.clone());
		assert!(Providers::<T>::get(who).is_some_and(|provider| provider.misses == 1));
	}

	impl_benchmark_test_suite!(
		Pallet,
		{
			let mut ext = sp_io::TestExternalities::default();
			ext.register_extension(sp_keystore::KeystoreExt::new(
				sp_keystore::testing::MemoryKeystore::new(),
			));
			ext
		},
		crate::mock::Test
	);
}
