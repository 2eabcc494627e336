//! Answers for clients, off chain.

use crate::*;
use codec::{Decode, Encode};
use frame_support::traits::fungible::Inspect;
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// What is in force.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SettingsView {
	/// How much is minted at which height.
	pub schedule: Schedule,
	/// What had to be before that, or has to.
	pub start: StartCondition,
	/// How far it has come; none before the start.
	pub progress: Option<Progress>,
	/// The most that may ever be there, planck.
	pub max_supply: Balance,
	/// How a block's mint is shared.
	pub distribution: Distribution,
	/// The share of fees that is burned.
	pub burn_share: Perbill,
}

/// An account's fuel.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct FuelView {
	/// What is on hold, planck.
	pub on_hold: Balance,
	/// What of it has not burned by now, planck.
	pub left: Balance,
	/// The block by which it is burned.
	pub until: BlockIndex,
	/// The first block at which it can be withdrawn.
	pub locked_until: BlockIndex,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn view_supply_at(height: Height) -> Balance {
		let progress = CurrentProgress::<T>::get().unwrap_or_default();
		let due = CurrentCurve::<T>::get().minted_between(progress.height, height);
		let minted = due.min(Self::room(&SupplyLedger::<T>::get(), &progress.due));
		let parts = CurrentDistribution::<T>::get().split(minted).plus(progress.due);
		let kept = parts.sum().saturating_sub(parts.burn);
		CurrencyOf::<T>::total_issuance().saturating_add(kept)
	}

	pub(crate) fn view_settings() -> SettingsView {
		SettingsView {
			schedule: CurrentSchedule::<T>::get(),
			start: Start::<T>::get(),
			progress: CurrentProgress::<T>::get(),
			max_supply: MaxSupply::<T>::get(),
			distribution: CurrentDistribution::<T>::get(),
			burn_share: BurnShare::<T>::get(),
		}
	}

	pub(crate) fn view_fuel(who: &T::AccountId) -> Option<FuelView> {
		let fuel = Fuels::<T>::get(who)?;
		Some(FuelView {
			on_hold: fuel.left(),
			left: fuel.left_at(Self::now()),
			until: fuel.until,
			locked_until: fuel.locked_until,
		})
	}
}
