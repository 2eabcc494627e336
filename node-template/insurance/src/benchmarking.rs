//! Worst cases of every call, and of a result. Questions are as long as they can be.
//!
//! What it weighs to ask is not measured here: the runtime adds it, see [`Config::AskWeight`].

use crate::*;
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Mutate},
		EnsureOrigin, Get,
	},
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_core::H256;
use sp_runtime::{
	traits::{BlockNumberProvider, UniqueSaturatedFrom},
	Perbill,
};
use vajra_primitives::service::{Answer, OnResult};

const SEED: u32 = 0;
/// The block in which everything begins.
const START: Blocks = 1_000;

/// An amount whose parts are enough for anything.
fn unit<T: Config>() -> Balance {
	CurrencyOf::<T>::minimum_balance().max(1).saturating_mul(1_000)
}

fn at<T: Config>(block: Blocks) {
	T::BlockNumberProvider::set_block_number(UniqueSaturatedFrom::unique_saturated_from(block));
}

/// An account that can pay for anything.
fn funded<T: Config>(name: &'static str) -> T::AccountId {
	let who = account(name, 0, SEED);
	assert_ok!(CurrencyOf::<T>::mint_into(&who, unit::<T>().saturating_mul(1_000)));
	who
}

fn manager<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::ManagerOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

/// A product with the longest question.
fn product<T: Config>() -> ProductOf<T> {
	Product {
		question: BoundedVec::truncate_from(vec![b'?'; T::MaxQuestion::get() as usize]),
		peril: Peril::Drought { below: 20_000 },
		service: 0,
		version: 1,
		fingerprint: H256::repeat_byte(1),
		rate: Perbill::from_percent(3),
		min_sum: unit::<T>(),
		max_sum: unit::<T>().saturating_mul(10),
		sold_until: START,
		claim_from: START.saturating_add(1),
		claim_until: START.saturating_add(10),
	}
}

/// A policy of that product, and enough in the pot. Who holds it.
fn policy<T: Config>() -> T::AccountId {
	at::<T>(START);
	let (insurer, holder) = (funded::<T>("insurer"), funded::<T>("holder"));
	assert_ok!(Pallet::<T>::do_fund(insurer, unit::<T>().saturating_mul(100)));
	assert_ok!(Pallet::<T>::do_offer(product::<T>()));
	assert_ok!(Pallet::<T>::do_insure(holder.clone(), 0, unit::<T>()));
	holder
}

/// A claim of that policy, by a request.
fn claimed<T: Config>(request: u64) -> Result<T::AccountId, BenchmarkError> {
	let holder = policy::<T>();
	at::<T>(START.saturating_add(1));
	let record = Pallet::<T>::claimable(&holder, 0)
		.map_err(|_| BenchmarkError::Stop("a policy cannot be claimed"))?;
	Pallet::<T>::note_claim(0, record, request);
	Ok(holder)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn offer() -> Result<(), BenchmarkError> {
		at::<T>(START);
		let (origin, product) = (manager::<T>()?, product::<T>());
		#[extrinsic_call]
		offer(origin as T::RuntimeOrigin, product);
		assert_eq!(Products::<T>::count(), 1);
		Ok(())
	}

	#[benchmark]
	fn discontinue() -> Result<(), BenchmarkError> {
		at::<T>(START);
		let origin = manager::<T>()?;
		assert_ok!(Pallet::<T>::do_offer(product::<T>()));
		#[extrinsic_call]
		discontinue(origin as T::RuntimeOrigin, 0);
		assert_eq!(Products::<T>::count(), 0);
		Ok(())
	}

	/// The first one, which opens the pot's account.
	#[benchmark]
	fn fund() {
		let (who, amount) = (funded::<T>("insurer"), unit::<T>());
		#[extrinsic_call]
		fund(RawOrigin::Signed(who), amount);
		assert_eq!(Pot::<T>::get(), amount);
	}

	/// To an account that is new.
	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let (origin, to, amount) = (manager::<T>()?, account("owner", 0, SEED), unit::<T>());
		assert_ok!(Pallet::<T>::do_fund(funded::<T>("insurer"), amount));
		#[extrinsic_call]
		withdraw(origin as T::RuntimeOrigin, to, amount);
		assert_eq!(Pot::<T>::get(), 0);
		Ok(())
	}

	/// Beside one that is in force.
	#[benchmark]
	fn insure() {
		let holder = policy::<T>();
		#[extrinsic_call]
		insure(RawOrigin::Signed(holder), 0, unit::<T>());
		assert_eq!(Policies::<T>::count(), 2);
	}

	/// All but the question itself, of a policy whose first claim came to nothing.
	#[benchmark]
	fn claim() -> Result<(), BenchmarkError> {
		let holder = claimed::<T>(0)?;
		let again = START.saturating_add(2).saturating_add(T::Patience::get());
		at::<T>(again);
		#[block]
		{
			let record = Pallet::<T>::claimable(&holder, 0)
				.map_err(|_| BenchmarkError::Stop("a policy cannot be claimed again"))?;
			Pallet::<T>::note_claim(0, record, 1);
		}
		assert_eq!((Claims::<T>::get(0), Claims::<T>::get(1)), (None, Some(0)));
		Ok(())
	}

	/// The sum is paid, to an account that has nothing else any more.
	#[benchmark]
	fn on_result() -> Result<(), BenchmarkError> {
		let holder = claimed::<T>(0)?;
		CurrencyOf::<T>::set_balance(&holder, 0);
		let data = codec::Encode::encode(&PolicyId::default());
		#[block]
		{
			let result = Ok(Answer::Number(0));
			assert_ok!(Pallet::<T>::on_result(CONSUMER, 0, &holder, &data, &result));
		}
		assert_eq!(CurrencyOf::<T>::balance(&holder), unit::<T>());
		assert_eq!(Policies::<T>::count(), 0);
		Ok(())
	}

	/// With a claim of which nothing was heard.
	#[benchmark]
	fn expire() -> Result<(), BenchmarkError> {
		claimed::<T>(0)?;
		let over = T::Patience::get().saturating_mul(2).max(10);
		at::<T>(START.saturating_add(2).saturating_add(over));
		let caller: T::AccountId = account("caller", 0, SEED);
		#[extrinsic_call]
		expire(RawOrigin::Signed(caller), 0);
		assert_eq!((Policies::<T>::count(), Claims::<T>::get(0)), (0, None));
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
