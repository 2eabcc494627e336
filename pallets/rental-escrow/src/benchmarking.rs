//! Worst cases of every call.
//!
//! Orders have all the sub-tasks that they may, listings all their data sets, ciphertexts all their bytes.
//! Providers have missed rounds, have drawn, and have ended their leases early; payees have no account yet.
//! So a settlement pays the payee, the fee, the renter's part of the rent, the penalty, and what is left
//! of the bond. What is signed was signed by a browser's wallet, which takes two verifications.

use crate::*;
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Mutate},
		EnsureOrigin, Get,
	},
};
use frame_system::RawOrigin;
use sp_core::H256;
use sp_runtime::{
	traits::{BlockNumberProvider, One, Saturating, UniqueSaturatedInto},
	Perbill,
};
use vajra_primitives::{
	rental::{wrapped, Finish, Rating},
	ModelId,
};

/// Makes what benchmarks need outside this pallet.
pub trait BenchmarkHelper<AccountId, Signature> {
	/// Gives a provider chips of a model, all of which can be reserved, and whose reservation costs the
	/// most.
	fn provide(provider: &AccountId, model: ModelId, chips: u32);

	/// Lets a provider miss the current round, and makes the record of what it has missed one that costs
	/// the most.
	fn miss(provider: &AccountId);

	/// An account that can sign, another for each seed.
	fn signer(seed: u32) -> AccountId;

	/// Its signature, one that costs the most to check.
	fn sign(seed: u32, payload: &[u8]) -> Signature;
}

const SEED: u32 = 0;
/// Not one of the first ones, which a runtime may fill with others.
const MODEL: ModelId = 1_000_000;
/// The renter's seed.
const RENTER: u32 = 0;
/// The provider's seed.
const PROVIDER: u32 = 1;
/// The block in which everything begins.
const START: u32 = 1_000;

type Helper<T> = <T as Config>::BenchmarkHelper;

/// An order, and who has to do with it.
struct Scene<T: Config> {
	renter: T::AccountId,
	provider: T::AccountId,
	order: OrderId,
}

fn origin<T: Config>(who: &T::AccountId) -> RawOrigin<T::AccountId> {
	RawOrigin::Signed(who.clone())
}

/// Who has to do with no order.
fn caller<T: Config>() -> RawOrigin<T::AccountId> {
	RawOrigin::Signed(account("caller", 0, SEED))
}

fn payee<T: Config>() -> T::AccountId {
	account("payee", 0, SEED)
}

/// A price whose rent for one block can make an account.
fn price<T: Config>() -> Balance {
	let record = T::Terms::get().record_deposit;
	T::Currency::minimum_balance().max(record).max(1).saturating_mul(1_000)
}

/// Half of the longest lease, so that it can be extended by as much.
fn duration<T: Config>() -> BlockNumberFor<T> {
	(T::Terms::get().max_duration / 2u32.into()).max(One::one())
}

/// The account of a seed, which can pay for anything.
fn funded<T: Config>(seed: u32) -> T::AccountId {
	let who = Helper::<T>::signer(seed);
	let longest: u128 = T::Terms::get().max_duration.unique_saturated_into();
	let chips = Balance::from(chips::<T>());
	let rent = price::<T>().saturating_mul(longest.max(1)).saturating_mul(chips);
	assert_ok!(T::Currency::mint_into(&who, rent.saturating_mul(10)));
	who
}

fn chips<T: Config>() -> u32 {
	T::MaxTasks::get()
}

fn at<T: Config>(block: BlockNumberFor<T>) {
	T::BlockNumberProvider::set_block_number(block);
}

/// What a renter needs: a deployment of `t` sub-tasks that take a chip each for the whole of the lease,
/// or one chip to hire where `t` is zero.
fn need<T: Config>(t: u32) -> NeedOf<T> {
	let duration = duration::<T>();
	let task = SubTask { weight: WHOLE_CHIP, replicas: 1, blocks: duration };
	let kind = match t {
		0 => OrderKind::TimeHire { image: H256::repeat_byte(1) },
		_ => OrderKind::InferenceDeployment {
			model: H256::repeat_byte(1),
			dataset: H256::repeat_byte(2),
			verification: Verification::Proved(H256::repeat_byte(3)),
			tasks: BoundedVec::truncate_from(vec![task; t as usize]),
		},
	};
	Need { model: MODEL, chips: t.max(1), duration, kind, key: [4; 32] }
}

/// An offer with all the data sets that there can be.
fn offer<T: Config>() -> OfferOf<T> {
	let most = <DatasetLimit as Get<u32>>::get() as usize;
	let datasets = vec![H256::repeat_byte(5); most];
	Offer {
		price: price::<T>(),
		max_chips: chips::<T>(),
		min_duration: One::one(),
		max_duration: T::Terms::get().max_duration,
		payee: payee::<T>(),
		datasets: BoundedVec::truncate_from(datasets),
	}
}

/// A provider that has all the chips that an order can be about.
fn provider<T: Config>() -> T::AccountId {
	at::<T>(START.into());
	let who = funded::<T>(PROVIDER);
	Helper::<T>::provide(&who, MODEL, chips::<T>());
	who
}

/// A provider that lists them.
fn listed<T: Config>() -> T::AccountId {
	let who = provider::<T>();
	assert_ok!(Pallet::<T>::do_list_capacity(who.clone(), MODEL, offer::<T>()));
	who
}

/// An order that waits for the listing's provider.
fn placed<T: Config>() -> Scene<T> {
	let (provider, renter) = (listed::<T>(), funded::<T>(RENTER));
	let order = NextOrderId::<T>::get();
	let need = need::<T>(chips::<T>());
	let placed = Pallet::<T>::do_place_order(renter.clone(), provider.clone(), need, price::<T>());
	assert_ok!(placed);
	Scene { renter, provider, order }
}

/// A request that the provider has not bid for, at a price above its own.
fn requested<T: Config>() -> Scene<T> {
	let (provider, renter) = (provider::<T>(), funded::<T>(RENTER));
	let order = NextOrderId::<T>::get();
	let need = need::<T>(chips::<T>());
	let highest = price::<T>().saturating_mul(2);
	assert_ok!(Pallet::<T>::do_request(renter.clone(), need, highest));
	Scene { renter, provider, order }
}

/// A request that the provider has bid for.
fn bidden<T: Config>() -> Scene<T> {
	let scene = requested::<T>();
	let longest = T::Terms::get().max_duration;
	let who = scene.provider.clone();
	assert_ok!(Pallet::<T>::do_bid(who, scene.order, price::<T>(), longest, payee::<T>()));
	scene
}

impl<T: Config> Scene<T> {
	fn order(&self) -> Result<OrderOf<T>, BenchmarkError> {
		Orders::<T>::get(self.order).ok_or(BenchmarkError::Stop("no order"))
	}

	fn hash(&self) -> Result<H256, BenchmarkError> {
		self.order()?.hash.ok_or(BenchmarkError::Stop("no hash"))
	}

	fn closed(&self) {
		assert!(!Orders::<T>::contains_key(self.order));
		assert!(!Delivered::<T>::contains_key(self.order));
	}

	/// The payee has no account but for what it was paid.
	fn settled(&self) {
		self.closed();
		assert!(T::Currency::balance(&payee::<T>()) > 0);
	}
}

fn accepted<T: Config>() -> Result<Scene<T>, BenchmarkError> {
	let scene = placed::<T>();
	Pallet::<T>::do_accept(scene.provider.clone(), scene.order, scene.hash()?)?;
	Ok(scene)
}

/// A ciphertext of `c` bytes, or only its hash where there are none.
fn credentials<T: Config>(c: u32) -> CredentialsOf<T> {
	match c {
		0 => Credentials::Hash(H256::repeat_byte(6)),
		_ => Credentials::Ciphertext(BoundedVec::truncate_from(vec![7; c as usize])),
	}
}

fn delivered<T: Config>() -> Result<Scene<T>, BenchmarkError> {
	let scene = accepted::<T>()?;
	let longest = credentials::<T>(T::MaxCiphertext::get());
	Pallet::<T>::do_deliver(scene.provider.clone(), scene.order, longest)?;
	Ok(scene)
}

/// What the renter confirms: the hashes of the terms and of the credentials.
fn confirmation<T: Config>(scene: &Scene<T>) -> Result<(H256, H256), BenchmarkError> {
	let credentials = scene.order()?.credentials.ok_or("no credentials")?;
	Ok((scene.hash()?, credentials))
}

/// A lease that runs, half of which is over.
fn running<T: Config>() -> Result<Scene<T>, BenchmarkError> {
	let scene = delivered::<T>()?;
	let (terms, credentials) = confirmation(&scene)?;
	Pallet::<T>::do_confirm(scene.renter.clone(), scene.order, terms, credentials)?;
	at::<T>(duration::<T>().saturating_add((START * 2).into()) / 2u32.into());
	Ok(scene)
}

/// The same, of which part is drawn, which the payee has spent, and part is missed.
fn drawn<T: Config>() -> Result<Scene<T>, BenchmarkError> {
	let scene = running::<T>()?;
	Pallet::<T>::do_draw(scene.provider.clone(), scene.order)?;
	let payee = payee::<T>();
	assert!(T::Currency::balance(&payee) > 0);
	T::Currency::set_balance(&payee, 0);
	Helper::<T>::miss(&scene.provider);
	Ok(scene)
}

/// A lease that its provider has ended early, and has rated; the renter has asked the arbiter.
fn disputed<T: Config>() -> Result<Scene<T>, BenchmarkError> {
	let scene = drawn::<T>()?;
	Pallet::<T>::do_end(scene.provider.clone(), scene.order)?;
	Pallet::<T>::do_rate(scene.provider.clone(), scene.order, 50)?;
	Pallet::<T>::do_dispute(scene.renter.clone(), scene.order, H256::repeat_byte(8))?;
	Ok(scene)
}

/// The same, after the arbiter's time and the renter's: the rent is due, the renter may still rate.
fn overdue<T: Config>() -> Result<Scene<T>, BenchmarkError> {
	let scene = disputed::<T>()?;
	let order = scene.order()?;
	at::<T>(order.until.saturating_add(order.conditions.periods.rate));
	Ok(scene)
}

/// In tests, proves that what was set up could be there, and what came of it.
fn sound<T: Config>() {
	#[cfg(test)]
	assert_ok!(Pallet::<T>::do_try_state());
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn list_capacity() {
		let who = provider::<T>();
		#[extrinsic_call]
		_(origin::<T>(&who), MODEL, offer::<T>());
		assert!(Listings::<T>::contains_key(MODEL, &who));
		sound::<T>();
	}

	#[benchmark]
	fn update_listing() {
		let who = listed::<T>();
		let cheaper = Offer { price: 1, ..offer::<T>() };
		#[extrinsic_call]
		_(origin::<T>(&who), MODEL, cheaper.clone());
		assert!(Listings::<T>::get(MODEL, &who).is_some_and(|listing| listing.offer == cheaper));
		sound::<T>();
	}

	#[benchmark]
	fn unlist_capacity() {
		let who = listed::<T>();
		#[extrinsic_call]
		_(origin::<T>(&who), MODEL);
		assert!(!Listings::<T>::contains_key(MODEL, &who));
		sound::<T>();
	}

	/// With `t` sub-tasks; without any, chips are hired.
	#[benchmark]
	fn place_order(t: Linear<0, { T::MaxTasks::get() }>) {
		let (provider, renter) = (listed::<T>(), funded::<T>(RENTER));
		let order = NextOrderId::<T>::get();
		#[extrinsic_call]
		_(origin::<T>(&renter), provider, need::<T>(t), price::<T>());
		assert!(Orders::<T>::contains_key(order));
		sound::<T>();
	}

	/// With `t` sub-tasks; without any, chips are hired.
	#[benchmark]
	fn request(t: Linear<0, { T::MaxTasks::get() }>) {
		at::<T>(START.into());
		let renter = funded::<T>(RENTER);
		let order = NextOrderId::<T>::get();
		#[extrinsic_call]
		_(origin::<T>(&renter), need::<T>(t), price::<T>());
		assert!(Orders::<T>::contains_key(order));
		sound::<T>();
	}

	#[benchmark]
	fn bid() {
		let scene = requested::<T>();
		let Scene { provider, order, .. } = &scene;
		let longest = T::Terms::get().max_duration;
		#[extrinsic_call]
		_(origin::<T>(provider), *order, price::<T>(), longest, payee::<T>());
		assert!(Bids::<T>::contains_key(order, provider));
		sound::<T>();
	}

	/// The request is still there.
	#[benchmark]
	fn withdraw_bid() {
		let scene = bidden::<T>();
		let Scene { provider, order, .. } = &scene;
		#[extrinsic_call]
		_(origin::<T>(provider), *order, provider.clone());
		assert!(!Bids::<T>::contains_key(order, provider));
		sound::<T>();
	}

	/// The price is below the highest: rent and deposit come back in part.
	#[benchmark]
	fn take_bid() -> Result<(), BenchmarkError> {
		let scene = bidden::<T>();
		#[extrinsic_call]
		_(origin::<T>(&scene.renter), scene.order, scene.provider.clone(), price::<T>());
		assert_eq!(scene.order()?.state, OrderState::Accepted);
		sound::<T>();
		Ok(())
	}

	#[benchmark]
	fn cancel() {
		let scene = placed::<T>();
		#[extrinsic_call]
		_(origin::<T>(&scene.provider), scene.order);
		scene.closed();
		sound::<T>();
	}

	#[benchmark]
	fn accept() -> Result<(), BenchmarkError> {
		let scene = placed::<T>();
		let hash = scene.hash()?;
		#[extrinsic_call]
		_(origin::<T>(&scene.provider), scene.order, hash);
		assert_eq!(scene.order()?.state, OrderState::Accepted);
		sound::<T>();
		Ok(())
	}

	/// A ciphertext of `c` bytes; without any, only its hash.
	#[benchmark]
	fn deliver(c: Linear<0, { T::MaxCiphertext::get() }>) -> Result<(), BenchmarkError> {
		let scene = accepted::<T>()?;
		#[extrinsic_call]
		_(origin::<T>(&scene.provider), scene.order, credentials::<T>(c));
		assert_eq!(scene.order()?.state, OrderState::Delivered);
		sound::<T>();
		Ok(())
	}

	#[benchmark]
	fn confirm() -> Result<(), BenchmarkError> {
		let scene = delivered::<T>()?;
		let (terms, credentials) = confirmation(&scene)?;
		#[extrinsic_call]
		_(origin::<T>(&scene.renter), scene.order, terms, credentials);
		assert_eq!(scene.order()?.state, OrderState::Running);
		sound::<T>();
		Ok(())
	}

	/// All sub-tasks become longer, and to ask whether the provider could reserve chips costs as much as it
	/// does the first time.
	#[benchmark]
	fn extend() -> Result<(), BenchmarkError> {
		let scene = running::<T>()?;
		// This forgets what is reserved, of which an extension knows nothing.
		Helper::<T>::provide(&scene.provider, MODEL, chips::<T>());
		let before = scene.order()?.rent;
		let blocks = T::Terms::get().max_duration.saturating_sub(duration::<T>());
		#[extrinsic_call]
		_(origin::<T>(&scene.renter), scene.order, blocks);
		assert!(scene.order()?.rent > before);
		Ok(())
	}

	/// The payee has no account yet.
	#[benchmark]
	fn draw() -> Result<(), BenchmarkError> {
		let scene = running::<T>()?;
		Helper::<T>::miss(&scene.provider);
		#[extrinsic_call]
		_(origin::<T>(&scene.provider), scene.order);
		assert!(scene.order()?.paid > 0);
		sound::<T>();
		Ok(())
	}

	/// By the renter, for whom what the provider has missed is looked up.
	#[benchmark]
	fn end() -> Result<(), BenchmarkError> {
		let scene = drawn::<T>()?;
		#[extrinsic_call]
		_(origin::<T>(&scene.renter), scene.order);
		assert_eq!(scene.order()?.state, OrderState::Ended);
		sound::<T>();
		Ok(())
	}

	/// A dispute that nobody resolved and the renter's time are over: the rent is settled, and then the
	/// renter rates and the order closes.
	#[benchmark]
	fn rate() -> Result<(), BenchmarkError> {
		let scene = overdue::<T>()?;
		#[extrinsic_call]
		_(origin::<T>(&scene.renter), scene.order, 50);
		scene.settled();
		sound::<T>();
		Ok(())
	}

	/// The same, by a wallet.
	#[benchmark]
	fn rate_signed() -> Result<(), BenchmarkError> {
		let scene = overdue::<T>()?;
		let (genesis, order) = (Pallet::<T>::genesis_hash(), scene.hash()?);
		let rating = Rating { genesis, order, role: Role::Renter, score: 50 };
		let signature = Helper::<T>::sign(RENTER, &wrapped(&rating.payload()));
		#[extrinsic_call]
		_(caller::<T>(), scene.order, Role::Renter, 50, signature);
		scene.settled();
		sound::<T>();
		Ok(())
	}

	/// The lease has just run out, and nobody has said so: the chips are released, too.
	#[benchmark]
	fn settle_signed() -> Result<(), BenchmarkError> {
		let scene = drawn::<T>()?;
		let Order { rent, until, .. } = scene.order()?;
		at::<T>(until);
		let settlement = Settlement {
			rent: rent.saturating_sub(rent / 4),
			renter_score: 50,
			provider_score: 50,
			expires_at: until.saturating_add(One::one()),
		};
		let (genesis, order) = (Pallet::<T>::genesis_hash(), scene.hash()?);
		let signed = |seed, role| {
			let finish = Finish { genesis, order, role, settlement };
			Helper::<T>::sign(seed, &wrapped(&finish.payload()))
		};
		let (renter, provider) = (signed(RENTER, Role::Renter), signed(PROVIDER, Role::Provider));
		#[extrinsic_call]
		_(caller::<T>(), scene.order, settlement, renter, provider);
		scene.settled();
		sound::<T>();
		Ok(())
	}

	/// The lease has just run out, and nobody has said so: the chips are released, too.
	#[benchmark]
	fn dispute() -> Result<(), BenchmarkError> {
		let scene = drawn::<T>()?;
		at::<T>(scene.order()?.until);
		#[extrinsic_call]
		_(origin::<T>(&scene.renter), scene.order, H256::repeat_byte(8));
		assert_eq!(scene.order()?.state, OrderState::Disputed(Rated::Nobody));
		sound::<T>();
		Ok(())
	}

	/// Rent, deposit and bond are split.
	#[benchmark]
	fn resolve_dispute() -> Result<(), BenchmarkError> {
		let scene = disputed::<T>()?;
		let origin =
			T::ArbiterOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let half = Perbill::from_percent(50);
		let split = Split { rent: half, deposit: half, bond: half };
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, scene.order, split);
		scene.settled();
		sound::<T>();
		Ok(())
	}

	/// The lease has run out, and neither side has ever rated: the chips are released, what was drawn
	/// comes back. Other silences move the same amounts, or less, but for `resolve_forfeit`'s.
	#[benchmark]
	fn resolve_silence() -> Result<(), BenchmarkError> {
		let scene = drawn::<T>()?;
		let Order { until, conditions, .. } = scene.order()?;
		let periods = conditions.periods;
		at::<T>(until.saturating_add(periods.rate).saturating_add(periods.counter));
		#[extrinsic_call]
		resolve(caller::<T>(), scene.order);
		scene.closed();
		sound::<T>();
		Ok(())
	}

	/// A dispute that nobody resolved, the renter's time and its grace are over: the rent is settled, the
	/// deposit is forfeited.
	#[benchmark]
	fn resolve_forfeit() -> Result<(), BenchmarkError> {
		let scene = disputed::<T>()?;
		let Order { until, conditions, .. } = scene.order()?;
		let periods = conditions.periods;
		at::<T>(until.saturating_add(periods.rate).saturating_add(periods.grace));
		#[extrinsic_call]
		resolve(caller::<T>(), scene.order);
		scene.settled();
		sound::<T>();
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
