//! Worst cases of every call and of the hook, and evidence that none depends on the height.
//!
//! Of all schedules that are allowed, the one that takes longest has cycles of a single block, each of
//! which releases hardly less than the one before: no power of that ratio vanishes, and two of them
//! are needed for a total. The hook is measured with it, at the last height that 32 bits hold, of which
//! all bits are ones. The schedules that one would publish take less.
//!
//! The evidence has a benchmark for each schedule, near its start and far from it.

use crate::*;
use frame_benchmarking::v2::*;
use frame_support::{
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{Inspect, Mutate, MutateHold},
		EnsureOrigin, Get, Hooks,
	},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{traits::BlockNumberProvider, FixedU128, Perbill};

const SEED: u32 = 0;
/// A height at which schedules have come a little way.
const NEAR: u32 = 5;
/// A height far from the start.
const FAR: u32 = u32::MAX;

/// An amount whose parts are enough for anything.
fn unit<T: Config>() -> Balance {
	let least = T::Fuel::get().map_or(0, |terms| terms.least);
	CurrencyOf::<T>::minimum_balance().max(least).max(1) * 1_000
}

/// Cycles of one block, whose ratio vanishes from no power of 32 bits.
fn slowest<T: Config>() -> Schedule {
	let ratio = Perbill::from_parts(999_999_999);
	Schedule::Cycles(Cycles { first: unit::<T>() * 1_000, ratio, length: 1 })
}

/// Steps of a block, and a tail that has not vanished at the far height.
fn stepped<T: Config>() -> Schedule {
	let beta = FixedU128::from_inner(10_000_000_000);
	let unit = unit::<T>();
	let (rewards, decrement) = ([unit << 40; 4], unit << 12);
	Schedule::Stepped(Stepped { n: 1, n1: 2, n2: 3, rewards, decrement, beta })
}

/// Halvings, of which no more than thirty happen up to the far height.
fn halving<T: Config>(smooth: bool) -> Schedule {
	Schedule::Halving(Halving { reward: unit::<T>() << 34, period: (1 << 27) - 1, smooth })
}

/// Cycles as one would publish them: 200 days of blocks of a second.
fn cycles<T: Config>() -> Schedule {
	let (ratio, length) = (Perbill::from_percent(95), 17_280_000);
	Schedule::Cycles(Cycles { first: unit::<T>() << 44, ratio, length })
}

/// A part for each destination.
fn shares() -> Distribution {
	let quarter = Perbill::from_percent(25);
	Distribution { validators: quarter, providers: quarter, treasury: quarter, burn: quarter }
}

/// The last block at which a schedule is minted, up to now.
fn set_now<T: Config>(block: u32) {
	T::BlockNumberProvider::set_block_number(block.into());
}

/// A chain whose schedule was minted up to the block before `height`, which is the current one.
fn begin<T: Config>(schedule: Schedule, height: u32) -> Result<(), BenchmarkError> {
	let curve = schedule.curve().map_err(|_| BenchmarkError::Stop("a schedule is not valid"))?;
	set_now::<T>(height);
	let before = Height::from(height) - 1;
	let released = curve.total(before);
	CurrentSchedule::<T>::put(schedule);
	CurrentCurve::<T>::put(curve);
	CurrentProgress::<T>::put(Progress {
		first: 1,
		height: before,
		released,
		base: released,
		..Default::default()
	});
	MaxSupply::<T>::put(Balance::MAX);
	CurrentDistribution::<T>::put(shares());
	Pallet::<T>::open_ledger();
	Ok(())
}

/// What the benchmarked hook has released.
fn due<T: Config>() -> Balance {
	CurrentProgress::<T>::get().unwrap_or_default().due.sum()
}

/// Ends the current block.
fn end<T: Config>() {
	let now: BlockNumberFor<T> = T::BlockNumberProvider::current_block_number();
	Pallet::<T>::on_finalize(now);
}

/// An account that can pay for anything.
fn funded<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	let who: T::AccountId = account("payer", 0, SEED);
	CurrencyOf::<T>::mint_into(&who, unit::<T>() * 1_000)?;
	Ok(who)
}

/// An account whose fuel has half burned, and of which nothing was settled.
fn fuelled<T: Config>() -> Result<T::AccountId, BenchmarkError> {
	begin::<T>(slowest::<T>(), FAR)?;
	let who = funded::<T>()?;
	hold_fuel::<T>(&who, unit::<T>() * 100)?;
	Pallet::<T>::open_ledger();
	Ok(who)
}

fn hold_fuel<T: Config>(who: &T::AccountId, amount: Balance) -> DispatchResult {
	CurrencyOf::<T>::hold(&HoldReason::Fuel.into(), who, amount)?;
	let now = BlockIndex::from(FAR);
	let fuel =
		Fuel { amount, burned: 0, from: now - 1_000, until: now + 1_000, locked_until: now - 1 };
	Fuels::<T>::insert(who, fuel);
	Ok(())
}

fn admin<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// A block is released.
	#[benchmark]
	fn on_finalize() -> Result<(), BenchmarkError> {
		begin::<T>(slowest::<T>(), FAR)?;
		#[block]
		{
			end::<T>();
		}
		assert!(due::<T>() > 0);
		Ok(())
	}

	/// The first block is released, after the proved chips were counted.
	#[benchmark]
	fn on_finalize_start() -> Result<(), BenchmarkError> {
		begin::<T>(slowest::<T>(), FAR)?;
		CurrentProgress::<T>::kill();
		Start::<T>::put(StartCondition::AtChips(0));
		#[block]
		{
			end::<T>();
		}
		assert!(due::<T>() > 0);
		Ok(())
	}

	/// Each sink is due something, which is more than a call or an era or a round hands over.
	#[benchmark]
	fn hand_over() -> Result<(), BenchmarkError> {
		begin::<T>(slowest::<T>(), FAR)?;
		let part = unit::<T>();
		CurrentProgress::<T>::mutate(|progress| {
			let due = Parts { validators: part, providers: part, treasury: part, burn: part };
			// As if it had been released before.
			*progress = progress.map(|now| Progress { former: due.sum(), due, ..now });
		});
		#[block]
		{
			Pallet::<T>::mint_due(core::mem::take);
		}
		assert_eq!(SupplyLedger::<T>::get().minted.scheduled(), part * 4);
		Ok(())
	}

	/// It goes on where the old schedule has come to.
	#[benchmark]
	fn set_schedule() -> Result<(), BenchmarkError> {
		begin::<T>(slowest::<T>(), FAR)?;
		let (origin, schedule) = (admin::<T>()?, slowest::<T>());
		#[extrinsic_call]
		set_schedule(origin as T::RuntimeOrigin, schedule, Heights::Continue);
		assert_eq!(CurrentSchedule::<T>::get(), schedule);
		Ok(())
	}

	#[benchmark]
	fn set_distribution() -> Result<(), BenchmarkError> {
		let (origin, distribution) = (admin::<T>()?, shares());
		#[extrinsic_call]
		set_distribution(origin as T::RuntimeOrigin, distribution);
		assert_eq!(CurrentDistribution::<T>::get(), distribution);
		Ok(())
	}

	#[benchmark]
	fn set_burn_share() -> Result<(), BenchmarkError> {
		let (origin, share) = (admin::<T>()?, T::MaxBurnShare::get());
		#[extrinsic_call]
		set_burn_share(origin as T::RuntimeOrigin, share);
		assert_eq!(BurnShare::<T>::get(), share);
		Ok(())
	}

	#[benchmark]
	fn set_max_supply() -> Result<(), BenchmarkError> {
		begin::<T>(slowest::<T>(), FAR)?;
		let (origin, max_supply) = (admin::<T>()?, Balance::MAX - 1);
		#[extrinsic_call]
		set_max_supply(origin as T::RuntimeOrigin, max_supply);
		assert_eq!(MaxSupply::<T>::get(), max_supply);
		Ok(())
	}

	#[benchmark]
	fn burn() -> Result<(), BenchmarkError> {
		let who = funded::<T>()?;
		let (burned, amount) = (SupplyLedger::<T>::get().burned.calls, unit::<T>());
		#[extrinsic_call]
		burn(frame_system::RawOrigin::Signed(who), amount);
		assert_eq!(SupplyLedger::<T>::get().burned.calls, burned + amount);
		Ok(())
	}

	/// To fuel that has half burned. Weighs nothing where the runtime takes none.
	#[benchmark]
	fn deposit_fuel() -> Result<(), BenchmarkError> {
		if T::Fuel::get().is_none() {
			return Err(BenchmarkError::Weightless);
		}
		let who = fuelled::<T>()?;
		let amount = unit::<T>() * 10;
		#[extrinsic_call]
		deposit_fuel(frame_system::RawOrigin::Signed(who.clone()), amount);
		assert_eq!(Fuels::<T>::get(&who).map(|fuel| fuel.left()), Some(unit::<T>() * 60));
		Ok(())
	}

	/// Of which half has burned.
	#[benchmark]
	fn burn_fuel() -> Result<(), BenchmarkError> {
		let (caller, who) = (account("caller", 0, SEED), fuelled::<T>()?);
		#[extrinsic_call]
		burn_fuel(frame_system::RawOrigin::Signed(caller), who.clone());
		assert_eq!(Fuels::<T>::get(&who).map(|fuel| fuel.left()), Some(unit::<T>() * 50));
		Ok(())
	}

	/// Of which half has burned.
	#[benchmark]
	fn withdraw_fuel() -> Result<(), BenchmarkError> {
		let who = fuelled::<T>()?;
		#[extrinsic_call]
		withdraw_fuel(frame_system::RawOrigin::Signed(who.clone()));
		assert_eq!(Fuels::<T>::get(&who), None);
		Ok(())
	}

	#[benchmark]
	fn reconcile() -> Result<(), BenchmarkError> {
		begin::<T>(slowest::<T>(), FAR)?;
		funded::<T>()?;
		let origin = admin::<T>()?;
		#[extrinsic_call]
		reconcile(origin as T::RuntimeOrigin);
		assert!(SupplyLedger::<T>::get().minted.other > 0);
		Ok(())
	}

	/// Evidence, not a weight: a block of the stepped curve's tail, near its beginning.
	#[benchmark(extra)]
	fn stepped_near() -> Result<(), BenchmarkError> {
		begin::<T>(stepped::<T>(), NEAR)?;
		#[block]
		{
			end::<T>();
		}
		assert!(due::<T>() > 0);
		Ok(())
	}

	/// Evidence, not a weight: a block of the stepped curve's tail, far from its beginning.
	#[benchmark(extra)]
	fn stepped_far() -> Result<(), BenchmarkError> {
		begin::<T>(stepped::<T>(), FAR)?;
		#[block]
		{
			end::<T>();
		}
		assert!(due::<T>() > 0);
		Ok(())
	}

	/// Evidence, not a weight: a block of the first period of halvings.
	#[benchmark(extra)]
	fn halving_near() -> Result<(), BenchmarkError> {
		begin::<T>(halving::<T>(false), NEAR)?;
		#[block]
		{
			end::<T>();
		}
		assert!(due::<T>() > 0);
		Ok(())
	}

	/// Evidence, not a weight: a block after many halvings.
	#[benchmark(extra)]
	fn halving_far() -> Result<(), BenchmarkError> {
		begin::<T>(halving::<T>(false), FAR)?;
		#[block]
		{
			end::<T>();
		}
		assert!(due::<T>() > 0);
		Ok(())
	}

	/// Evidence, not a weight: a block near the start of a smooth halving.
	#[benchmark(extra)]
	fn smooth_near() -> Result<(), BenchmarkError> {
		begin::<T>(halving::<T>(true), NEAR)?;
		#[block]
		{
			end::<T>();
		}
		assert!(due::<T>() > 0);
		Ok(())
	}

	/// Evidence, not a weight: a block far from the start of a smooth halving.
	#[benchmark(extra)]
	fn smooth_far() -> Result<(), BenchmarkError> {
		begin::<T>(halving::<T>(true), FAR)?;
		#[block]
		{
			end::<T>();
		}
		assert!(due::<T>() > 0);
		Ok(())
	}

	/// Evidence, not a weight: a block of the first cycle.
	#[benchmark(extra)]
	fn cycles_near() -> Result<(), BenchmarkError> {
		begin::<T>(cycles::<T>(), NEAR)?;
		#[block]
		{
			end::<T>();
		}
		assert!(due::<T>() > 0);
		Ok(())
	}

	/// Evidence, not a weight: a block of a late cycle.
	#[benchmark(extra)]
	fn cycles_far() -> Result<(), BenchmarkError> {
		begin::<T>(cycles::<T>(), FAR)?;
		#[block]
		{
			end::<T>();
		}
		assert!(due::<T>() > 0);
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
