//! Worst cases of every call, with real signatures made by the host's keystore.

use crate::{rounds::Draw, *};
use alloc::{vec, vec::Vec};
use codec::Encode;
use curve25519_dalek::{constants::RISTRETTO_BASEPOINT_POINT, ristretto::RistrettoPoint};
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Mutate, MutateHold},
		EnsureOrigin, Get,
	},
	BoundedVec,
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use sp_core::{Hasher, H256};
use sp_io::hashing::blake2_256;
use sp_runtime::{
	traits::{BlakeTwo256, BlockNumberProvider, Bounded, One, Saturating, Zero},
	KeyTypeId,
};
use vajra_primitives::{
	manifest_leaf, CatStatement, ChipIndex, ChipKey, ChipSignature, ComputeUnits, Possession,
	RoundIndex, Transfer,
};

/// Where the host keeps the chips' keys during a run.
const KEYS: KeyTypeId = KeyTypeId(*b"chip");
const SEED: u32 = 0;
/// Leaves of the Merkle trees: the most that a manifest may have, for the longest proofs.
const LEAVES: u32 = u32::MAX;
/// Chips of all providers together in the evidence that their number does not matter.
const MANY: u32 = 4_096;
/// A block that does not come.
const LATE: u32 = u32::MAX / 2;
/// Units of the benchmarked model.
const UNITS: ComputeUnits = 1;

fn longest_name() -> Name {
	BoundedVec::truncate_from(vec![b'v'; 64])
}

/// The longest record of absences, none of which touches another.
fn away_often<T: Config>(who: &T::AccountId) {
	away_often_from::<T>(who, 0);
}

fn away_often_from<T: Config>(who: &T::AccountId, round: RoundIndex) {
	let absences = (0..16u32).map(|n| {
		let missed = round.saturating_add(n.saturating_mul(2));
		Absence::of(missed, missed.saturating_add(1))
	});
	Missed::<T>::insert(who, Absences(BoundedVec::truncate_from(absences.collect())));
}

/// For benchmarks of what looks at [`Downtime`](vajra_primitives::Downtime): the provider has missed the
/// current round, and its record is one that costs the most.
pub fn absentee<T: Config>(who: &T::AccountId) {
	away_often_from::<T>(who, Pallet::<T>::current_round().unwrap_or_default());
}

/// For benchmarks of what reserves [`Capacity`](vajra_primitives::Capacity): `who` has chips of a model,
/// which must not be among the first ones, and to reserve them costs the most, as all its other chips
/// have just been revoked.
pub fn lessor<T: Config>(who: &T::AccountId, model: vajra_primitives::ModelId, chips: u32) {
	let count = T::MaxBatches::get();
	let vendors = foreign_manifests::<T>(count);
	let provider = with_foreign_chips::<T>(who, count);
	expect_power::<T>(&provider, 1);
	Providers::<T>::insert(who, provider);
	for vendor in vendors {
		let origin = T::VendorOrigin::try_successful_origin();
		let revoked = origin.map(|origin| Pallet::<T>::revoke_vendor(origin, vendor));
		assert!(matches!(revoked, Ok(Ok(()))));
	}
	let vendor = vendor::<T>();
	Models::<T>::insert(model, Model { vendor, name: longest_name(), units: UNITS, revoked: None });
	Capacities::<T>::insert(who, model, CapacityRecord { claimed: chips, reserved: 0, lost: 0 });
}

fn vendor<T: Config>() -> T::AccountId {
	let vendor: T::AccountId = account("vendor", 0, SEED);
	let record = Vendor { name: longest_name(), revoked: None, models: 0, manifests: 0 };
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

/// Manifests that each belong to a model and a vendor of their own, `count` of them from id 1 on.
fn foreign_manifests<T: Config>(count: u32) -> Vec<T::AccountId> {
	(1..=count)
		.map(|id| {
			let vendor: T::AccountId = account("foreign vendor", id, SEED);
			let record = Vendor { name: longest_name(), revoked: None, models: 1, manifests: 1 };
			Vendors::<T>::insert(&vendor, record);
			let model =
				Model { vendor: vendor.clone(), name: longest_name(), units: UNITS, revoked: None };
			Models::<T>::insert(id, model);
			let manifest = Manifest {
				model: id,
				root: H256::zero(),
				chips: LEAVES,
				expires_at: Bounded::max_value(),
				revoked: None,
				claimed: 1,
			};
			Manifests::<T>::insert(id, manifest);
			vendor
		})
		.collect()
}

/// A provider that has a chip of each manifest from 1 to `count`, past its warm-up and reserved.
fn with_foreign_chips<T: Config>(who: &T::AccountId, count: u32) -> ProviderOf<T> {
	let mut provider: ProviderOf<T> = Provider::new(Sr25519Sum::neutral());
	for id in 1..=count {
		assert!(provider.enlist(id, 1, 1, UNITS.into()).is_some());
		Capacities::<T>::insert(who, id, CapacityRecord { claimed: 1, reserved: 1, lost: 0 });
	}
	provider.due_from = Some(1);
	provider
}

/// Adds a provider's power to the network's, whose ledger is the longest one: all of the warm-up's
/// cohorts wait.
fn expect_power<T: Config>(provider: &ProviderOf<T>, round: RoundIndex) {
	NetworkPower::<T>::mutate(|network| {
		for batch in &provider.batches {
			assert!(network.add(round, batch.counts_from, batch.power).is_some());
		}
		for ahead in 1..=T::WarmUpRounds::get() {
			assert!(network.add(round, round.saturating_add(ahead), 1).is_some());
		}
	});
}

/// Makes `who` a provider to whom a claim in `round` costs the most: with one batch less than it may
/// have, none of which joins another, a full queue of collateral, and slashes to make up for.
/// Returns how many chips it has.
fn veteran<T: Config>(who: &T::AccountId, round: RoundIndex) -> u32 {
	let chips = T::MaxBatches::get().saturating_sub(1);
	let mut provider = with_foreign_chips::<T>(who, chips);
	provider.chips = chips;
	provider.aggregate_key = as_key(&RISTRETTO_BASEPOINT_POINT);
	expect_power::<T>(&provider, round);
	Providers::<T>::insert(who, provider);
	secure::<T>(who, LATE.into());
	Providers::<T>::mutate(who, |provider| {
		if let Some(provider) = provider {
			provider.required = provider.required.saturating_mul(2u32.into());
		}
	});
	chips
}

/// Makes `who` a provider of these chips in `round`, all past their warm-up, in the last of
/// `batches` batches.
fn enroll<T: Config>(who: &T::AccountId, keys: &[ChipKey], round: RoundIndex, batches: u32) {
	let count = keys.len() as u32;
	// Manifest 0 comes last, so that a search for it passes all others.
	let mut provider = with_foreign_chips::<T>(who, batches.saturating_sub(1));
	for (index, key) in (0..).zip(keys) {
		let slot =
			Slot { key: *key, manifest: 0, units: UNITS, counts_from: 1, collateral: One::one() };
		Slots::<T>::insert(who, index, slot);
	}
	let power = u128::from(UNITS).saturating_mul(count.into());
	assert!(provider.enlist(0, 1, count, power).is_some());
	Capacities::<T>::insert(who, 0, CapacityRecord { claimed: count, reserved: 0, lost: 0 });
	expect_power::<T>(&provider, round);
	provider.chips = count;
	provider.claims = 1;
	provider.latest = Some(Answer { round: round.saturating_sub(1), power: 1, chips: 1 });
	provider.previous = Some(Answer { round: round.saturating_sub(2), power: 1, chips: 1 });
	provider.backing = Backing { current: None, next: Some(validator::<T>()), from: 1 };
	let sum = T::Verifier::add(&provider.aggregate_key, keys.iter());
	assert!(sum.map(|sum| provider.aggregate_key = sum).is_ok());
	Providers::<T>::insert(who, provider);
}

fn validator<T: Config>() -> T::AccountId {
	account("validator", 0, SEED)
}

/// Puts collateral on hold for a provider, and on its record: the same in all places of its queue
/// and for its chips.
fn secure<T: Config>(who: &T::AccountId, unlocks_at: BlockNumberFor<T>) {
	let each = T::Currency::minimum_balance().max(1u32.into()).saturating_mul(100u32.into());
	Providers::<T>::mutate(who, |provider| {
		let Some(provider) = provider else { return };
		provider.required = each;
		provider.collateral = each;
		let mut held = each;
		for later in 0..RetirementLimit::get() {
			assert!(provider.retire(each, unlocks_at.saturating_add(later.into())).is_some());
			held = held.saturating_add(each);
		}
		assert_ok!(T::Currency::mint_into(who, held.saturating_mul(2u32.into())));
		assert_ok!(T::Currency::hold(&HoldReason::Collateral.into(), who, held));
	});
}

/// Opens the pots' account and returns an account that can fill them.
fn sponsor<T: Config>() -> (T::AccountId, BalanceOf<T>) {
	let who: T::AccountId = account("sponsor", 0, SEED);
	let amount = T::Currency::minimum_balance().max(1u32.into()).saturating_mul(1_000u32.into());
	let all = amount.saturating_mul(T::MaxRoundsPerClaim::get().saturating_add(3).into());
	assert_ok!(T::Currency::mint_into(&who, all));
	let pot = Pallet::<T>::pot_account();
	assert_ok!(T::Currency::mint_into(&pot, T::Currency::minimum_balance()));
	(who, amount)
}

/// A provider with these chips and as many batches as it may have, and its challenge open.
fn challenged<T: Config>(keys: &[ChipKey]) -> (T::AccountId, RoundIndex) {
	challenged_in::<T>(keys, T::MaxBatches::get())
}

/// A provider with these chips in `batches` batches, and its challenge open.
fn challenged_in<T: Config>(keys: &[ChipKey], batches: u32) -> (T::AccountId, RoundIndex) {
	let vendor = model::<T>();
	publish::<T>(&vendor, H256::zero());
	let who = funded::<T>();
	let round = T::WarmUpRounds::get().saturating_add(10);
	at_round::<T>(round);
	enroll::<T>(&who, keys, round, batches);
	let now = T::BlockNumberProvider::current_block_number();
	let challenge = Round {
		round,
		seed: H256::repeat_byte(7),
		opened_at: now,
		closes_at: now.saturating_add(T::ResponseWindow::get()),
		expected: 1,
		proved: 1,
		unbacked: 1,
		answers: 0,
		chips: 0,
	};
	PreviousChallenge::<T>::put(Round {
		round: round.saturating_sub(1),
		closes_at: now.saturating_sub(1u32.into()),
		..challenge.clone()
	});
	Challenge::<T>::put(challenge);
	(who, round)
}

/// A provider that has claimed `count` chips, of as many manifests and models as it may, with a
/// challenge open that it has answered.
fn stocked<T: Config>(count: u32) -> Result<(T::AccountId, Vec<ChipKey>), BenchmarkError> {
	let keys = host_keys(count);
	let (who, round) = challenged::<T>(&keys);
	let batches = T::MaxBatches::get();
	foreign_manifests::<T>(batches.saturating_sub(1));
	let mut provider = Providers::<T>::get(&who).ok_or("enrolled")?;
	for id in 0..batches {
		Manifests::<T>::mutate(id, |manifest| {
			if let Some(manifest) = manifest {
				manifest.claimed = count;
			}
		});
		let power = u128::from(UNITS).saturating_mul(count.into());
		assert!(provider.enlist(id, 1, count, power).is_some());
		Capacities::<T>::insert(&who, id, CapacityRecord { claimed: count, reserved: 0, lost: 0 });
	}
	NetworkPower::<T>::mutate(|network| network.mature = u64::MAX.into());
	Providers::<T>::insert(&who, &provider);
	for index in 0..count {
		Slots::<T>::mutate(&who, index, |slot| {
			if let Some(slot) = slot {
				slot.manifest = index.checked_rem(batches).unwrap_or_default();
			}
		});
	}
	for (index, key) in (0..).zip(&keys) {
		let encrypted_key = BoundedVec::truncate_from(vec![0xee; 64]);
		let chip = Chip { provider: who.clone(), index, serial: serial(index), encrypted_key };
		Chips::<T>::insert(key, chip);
	}
	secure::<T>(&who, Zero::zero());
	let mut provider = Providers::<T>::get(&who).ok_or("enrolled")?;
	provider.answered(Answer { round: round.saturating_sub(1), power: 1, chips: 1 });
	provider.answered(Answer { round, power: 1, chips: 1 });
	Providers::<T>::insert(&who, provider);
	Ok((who, keys))
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

	/// All cohorts of the warm-up wait, and fold up now; the settled pot takes the place of one that
	/// expires.
	#[benchmark]
	fn on_initialize_open() {
		let (_, round) = challenged::<T>(&host_keys(1));
		let next = round.saturating_add(1);
		let mut network = PowerLedgerOf::<T>::default();
		for counts_from in next.saturating_sub(T::WarmUpRounds::get())..next {
			let _ = network.warming.try_push(Cohort { counts_from, power: 1 });
		}
		NetworkPower::<T>::put(network);
		let (_, amount) = sponsor::<T>();
		let pot = Pallet::<T>::pot_account();
		assert_ok!(T::Currency::mint_into(&pot, amount));
		assert_ok!(T::Currency::hold(&HoldReason::Rewards.into(), &pot, amount));
		let old = Pot { round: 0, amount, remaining: amount, proved: Some(1) };
		Pots::<T>::insert(Pallet::<T>::ring(round), old);
		#[block]
		{
			Pallet::<T>::begin_challenge(next, H256::repeat_byte(7));
		}
		assert!(Challenge::<T>::get().is_some_and(|challenge| challenge.round == next));
		assert!(Pots::<T>::get(Pallet::<T>::ring(round)).is_some_and(|pot| pot.round == round));
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
		assert!(Vendors::<T>::get(vendor).is_some_and(|vendor| vendor.revoked.is_some()));
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
		assert!(Models::<T>::get(0).is_some_and(|model| model.revoked.is_some()));
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
		assert!(Manifests::<T>::get(0).is_some_and(|manifest| manifest.revoked.is_some()));
	}

	/// A claimed and reserved chip of a provider of many batches that is not its last, so that
	/// another moves to its place, and that was claimed with another manifest of the vendor.
	#[benchmark]
	fn revoke_chip() -> Result<(), BenchmarkError> {
		let (who, keys) = stocked::<T>(2)?;
		Capacities::<T>::mutate(&who, 0, |record| record.reserved = record.claimed);
		let vendor: T::AccountId = account("vendor", 0, SEED);
		let (root, entries) = manifest_over(&keys);
		let manifest = T::MaxBatches::get();
		NextManifestId::<T>::put(manifest);
		publish::<T>(&vendor, root);
		#[extrinsic_call]
		_(RawOrigin::Signed(vendor.clone()), manifest, entries[0].clone());
		assert!(RevokedChips::<T>::contains_key(vendor, keys[0]));
		assert!(!Chips::<T>::contains_key(keys[0]));
		assert_eq!(Capacities::<T>::get(&who, 0).lost, 1);
		Ok(())
	}

	/// `n` chips with the longest Merkle proofs, for a provider of many batches that was slashed.
	#[benchmark]
	fn claim_chips(n: Linear<1, { T::MaxChipsPerClaim::get() }>) -> Result<(), BenchmarkError> {
		let vendor = model::<T>();
		let keys = host_keys(n);
		let (root, entries) = manifest_over(&keys);
		publish::<T>(&vendor, root);
		let who = funded::<T>();
		let round = T::WarmUpRounds::get().saturating_add(10);
		at_round::<T>(round);
		let chips = veteran::<T>(&who, round).saturating_add(n);
		let claims = claims::<T>(&who, entries);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), 0, claims);
		let provider = Providers::<T>::get(who).ok_or("enrolled")?;
		assert_eq!(provider.chips, chips);
		assert_eq!(provider.batches.len() as u32, T::MaxBatches::get());
		assert_eq!(provider.collateral, provider.required);
		Ok(())
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
		enroll::<T>(&account("other", 0, SEED), &others, round, T::MaxBatches::get());
		let signature = signed::<T>(&who, round, &signer, &[]);
		#[block]
		{
			let origin = RawOrigin::Signed(who);
			assert_ok!(Pallet::<T>::prove(origin.into(), round, Default::default(), signature));
		}
		assert!(Challenge::<T>::get().is_some_and(|challenge| challenge.answers == 1));
	}

	/// The miss that suspends: the slash takes all collateral and some of what waits, and all
	/// batches leave the network's power.
	#[benchmark]
	fn report_absence() {
		let keys = host_keys(1);
		let (who, round) = challenged::<T>(&keys);
		secure::<T>(&who, LATE.into());
		away_often::<T>(&who);
		Providers::<T>::mutate(&who, |provider| {
			if let Some(provider) = provider {
				provider.misses = T::Penalties::get().suspend_at;
				provider.required = provider.required.saturating_mul(50u32.into());
			}
		});
		at_round::<T>(round.saturating_add(1));
		let reporter: T::AccountId = account("reporter", 0, SEED);
		#[extrinsic_call]
		_(RawOrigin::Signed(reporter), round, who.clone());
		assert!(Providers::<T>::get(who).is_some_and(|provider| provider.suspended));
	}

	/// What a suspended provider's answer costs beyond another's.
	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let (who, round) = challenged::<T>(&host_keys(1));
		secure::<T>(&who, LATE.into());
		let mut provider = Providers::<T>::get(&who).ok_or("enrolled")?;
		provider.required = provider.required.saturating_mul(2u32.into());
		NetworkPower::<T>::mutate(|network| network.mature = 0);
		provider.suspended = true;
		provider.reported = Some(0);
		away_often::<T>(&who);
		#[block]
		{
			Pallet::<T>::reinstate(&who, &mut provider, round)?;
		}
		assert!(!provider.suspended);
		Ok(())
	}

	/// What a claim costs beyond another's where the claimant was suspended and has given all its chips
	/// up.
	#[benchmark]
	fn start_over() -> Result<(), BenchmarkError> {
		let (who, round) = challenged::<T>(&host_keys(1));
		let mut provider = Providers::<T>::get(&who).ok_or("enrolled")?;
		provider.suspended = true;
		provider.reported = Some(0);
		away_often::<T>(&who);
		at_round::<T>(round.saturating_add(4));
		#[block]
		{
			Pallet::<T>::start_over(&who, &mut provider)?;
		}
		assert!(!provider.suspended);
		Ok(())
	}

	/// `n` chips leave, and for each another one moves to its place.
	#[benchmark]
	fn retire_chips(n: Linear<1, { T::MaxChipsPerClaim::get() }>) -> Result<(), BenchmarkError> {
		let (who, _) = stocked::<T>(n.saturating_mul(2))?;
		let indices: Vec<ChipIndex> = (0..n).collect();
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), BoundedVec::truncate_from(indices));
		assert!(Providers::<T>::get(who).is_some_and(|provider| provider.chips == n));
		Ok(())
	}

	/// All of a full queue is released.
	#[benchmark]
	fn withdraw_collateral() -> Result<(), BenchmarkError> {
		let (who, _) = stocked::<T>(1)?;
		let caller: T::AccountId = account("caller", 0, SEED);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), who.clone());
		assert!(Providers::<T>::get(who).is_some_and(|provider| provider.retiring.is_empty()));
		Ok(())
	}

	/// A chip that is not its owner's last, from one provider of many batches to another, which was
	/// slashed.
	#[benchmark]
	fn take_over_chip() -> Result<(), BenchmarkError> {
		let (from, keys) = stocked::<T>(2)?;
		let to: T::AccountId = account("heir", 0, SEED);
		let round = Challenge::<T>::get().ok_or("opened")?.round;
		let chips = veteran::<T>(&to, round).saturating_add(1);
		let funds = T::CollateralPerUnit::get().saturating_mul(1_000u32.into());
		assert_ok!(T::Currency::mint_into(
			&to,
			funds.saturating_add(T::Currency::minimum_balance())
		));
		let seed = Challenge::<T>::get().ok_or("opened")?.seed;
		let statement = Transfer {
			genesis: Pallet::<T>::genesis_hash(),
			from,
			to: to.clone(),
			claim: 0,
			chip: keys[0],
			seed,
		};
		let possession = host_signature(&keys[0], &statement.payload());
		#[extrinsic_call]
		_(RawOrigin::Signed(to.clone()), keys[0], possession);
		assert!(Chips::<T>::get(keys[0]).is_some_and(|chip| chip.provider == to));
		let provider = Providers::<T>::get(to).ok_or("enrolled")?;
		assert_eq!(provider.chips, chips);
		assert_eq!(provider.batches.len() as u32, T::MaxBatches::get());
		assert_eq!(provider.collateral, provider.required);
		Ok(())
	}

	#[benchmark]
	fn back() {
		let (who, _) = challenged::<T>(&host_keys(1));
		Providers::<T>::mutate(&who, |provider| {
			if let Some(provider) = provider {
				provider.backing = Backing::none();
			}
		});
		// What says who is a validator must take any account in benchmarks, at its full cost.
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), Some(validator::<T>()));
		assert!(Providers::<T>::get(who).is_some_and(|provider| provider.backing.next.is_some()));
	}

	/// The pot whose place the current one takes expires.
	#[benchmark]
	fn fund_rewards() {
		let (who, amount) = sponsor::<T>();
		at_round::<T>(1);
		assert_ok!(Pallet::<T>::fund_rewards(RawOrigin::Signed(who.clone()).into(), amount));
		at_round::<T>(T::ClaimRounds::get().saturating_add(1));
		#[extrinsic_call]
		_(RawOrigin::Signed(who), amount);
		assert!(Pots::<T>::get(1).is_some_and(|pot| pot.round > 1));
	}

	/// The rewards of `n` rounds.
	#[benchmark]
	fn claim_rewards(n: Linear<1, { T::MaxRoundsPerClaim::get() }>) {
		let (sponsor, amount) = sponsor::<T>();
		let who = funded::<T>();
		for round in 0..n {
			at_round::<T>(round);
			assert_ok!(Pallet::<T>::fund_rewards(
				RawOrigin::Signed(sponsor.clone()).into(),
				amount
			));
			Earned::<T>::insert(
				&who,
				Pallet::<T>::ring(round),
				Answer { round, power: 1, chips: 1 },
			);
			Pallet::<T>::settle_pot(round, 1);
		}
		let rounds: Vec<RoundIndex> = (0..n).collect();
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), BoundedVec::truncate_from(rounds));
		assert_eq!(Earned::<T>::iter_prefix(who).count(), 0);
	}

	/// The vendors of all `b` batches are revoked, and their chips reserved.
	#[benchmark]
	fn prune_revoked(b: Linear<1, { T::MaxBatches::get() }>) -> Result<(), BenchmarkError> {
		let (who, _) = challenged_in::<T>(&host_keys(1), b);
		Capacities::<T>::mutate(&who, 0, |record| record.reserved = record.claimed);
		let mut vendors = foreign_manifests::<T>(b.saturating_sub(1));
		vendors.push(account("vendor", 0, SEED));
		for vendor in vendors {
			let origin =
				T::VendorOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
			assert_ok!(Pallet::<T>::revoke_vendor(origin, vendor));
		}
		let caller: T::AccountId = account("caller", 0, SEED);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), who.clone());
		let provider = Providers::<T>::get(who).ok_or("enrolled")?;
		assert_eq!(provider.batches.len() as u32, b);
		assert!(provider.batches.iter().all(|batch| !batch.trusted));
		Ok(())
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
