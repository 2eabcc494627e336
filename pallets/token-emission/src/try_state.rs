//! The invariants of the module documentation, in its order.

use crate::*;
use frame_support::{
	ensure,
	traits::{
		fungible::{Inspect, InspectHold},
		Get,
	},
};
use sp_runtime::TryRuntimeError;

type Outcome = Result<(), TryRuntimeError>;

impl<T: Config> Pallet<T> {
	/// Proves all invariants.
	pub fn do_try_state() -> Outcome {
		Self::ledger_is_the_issuance()?;
		Self::mint_follows_the_schedule()?;
		Self::curve_is_the_schedule()?;
		Self::shares_are_burned()?;
		Self::cap_holds()?;
		Self::settings_are_sound()?;
		Self::fuel_is_on_hold()
	}

	/// 1. The total issuance is what there was at first, and what was minted, less what was burned.
	fn ledger_is_the_issuance() -> Outcome {
		let expected = SupplyLedger::<T>::get().expected();
		ensure!(
			expected == Some(CurrencyOf::<T>::total_issuance()),
			"the ledger is not the total issuance"
		);
		Ok(())
	}

	/// 2. What schedules have released was minted, is due, or was withheld or cut.
	fn mint_follows_the_schedule() -> Outcome {
		let progress = CurrentProgress::<T>::get().unwrap_or_default();
		let minted = SupplyLedger::<T>::get().minted.scheduled();
		let explained = [progress.due.sum(), progress.withheld, progress.cut]
			.into_iter()
			.try_fold(minted, Balance::checked_add);
		ensure!(
			explained.is_some() && explained == progress.released_in_all(),
			"the mint is not what schedules have released"
		);
		Ok(())
	}

	/// 3. The curve is the schedule's, and its total so far is what its closed form says.
	fn curve_is_the_schedule() -> Outcome {
		let curve = CurrentCurve::<T>::get();
		ensure!(
			CurrentSchedule::<T>::get().curve() == Ok(curve),
			"the curve is not the schedule's"
		);
		let Some(progress) = CurrentProgress::<T>::get() else { return Ok(()) };
		ensure!(
			progress.released == curve.total(progress.height),
			"the total so far is not the curve's"
		);
		Ok(())
	}

	/// 4. What was minted to be burned was burned.
	fn shares_are_burned() -> Outcome {
		let ledger = SupplyLedger::<T>::get();
		ensure!(ledger.minted.share == ledger.burned.share, "a share to be burned was not");
		Ok(())
	}

	/// 5. What there was at first, and what schedules have minted or is due, is within the cap.
	fn cap_holds() -> Outcome {
		let ledger = SupplyLedger::<T>::get();
		let due = CurrentProgress::<T>::get().unwrap_or_default().due.sum();
		let minted = ledger.minted.scheduled().checked_add(due);
		let created = minted.and_then(|minted| ledger.genesis.checked_add(minted));
		ensure!(
			created.is_some_and(|created| created <= MaxSupply::<T>::get()),
			"the cap is passed"
		);
		Ok(())
	}

	/// 6. The parts of a block's mint add up to one, and the burned share of fees is allowed.
	fn settings_are_sound() -> Outcome {
		ensure!(CurrentDistribution::<T>::get().is_whole(), "the parts of the mint are not one");
		ensure!(BurnShare::<T>::get() <= T::MaxBurnShare::get(), "too much of fees is burned");
		Ok(())
	}

	/// 7. The fuel on hold in an account is what its record has left.
	fn fuel_is_on_hold() -> Outcome {
		let reason = HoldReason::Fuel.into();
		for (who, fuel) in Fuels::<T>::iter() {
			ensure!(fuel.burned <= fuel.amount, "more fuel has burned than there was");
			let held = CurrencyOf::<T>::balance_on_hold(&reason, &who);
			ensure!(held == fuel.left(), "fuel is not what is on hold");
			ensure!(held > 0, "a record of no fuel");
		}
		for who in frame_system::Account::<T>::iter_keys() {
			let held = CurrencyOf::<T>::balance_on_hold(&reason, &who);
			ensure!(held == 0 || Fuels::<T>::contains_key(&who), "fuel without a record");
		}
		Ok(())
	}
}
