//! Chips leave their owner: retirement, revocation, and the collateral that stays behind for a
//! while.

use crate::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{fungible::MutateHold, tokens::Precision, Get},
	BoundedVec,
};
use sp_runtime::{
	traits::{BlockNumberProvider, Saturating, Zero},
	DispatchError,
};
use vajra_primitives::{ChipIndex, ManifestId, Power, RoundIndex};

/// What happens to the leases of chips that leave.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reserved {
	/// Chips that are reserved stay.
	Kept,
	/// A revocation takes reserved chips, too, when no free one is left.
	Lost,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_retire_chips(
		who: T::AccountId,
		indices: BoundedVec<ChipIndex, T::MaxChipsPerClaim>,
	) -> DispatchResult {
		ensure!(!indices.is_empty(), Error::<T>::NoChips);
		ensure!(indices.windows(2).all(|pair| pair[0] < pair[1]), Error::<T>::IndicesNotSorted);
		let provider = Self::fresh_provider(&who)?;
		// What is wrong with the call itself is said whether or not a challenge is open.
		ensure!(indices.last().is_some_and(|last| *last < provider.chips), Error::<T>::UnknownChip);
		ensure!(!Self::owes_answer(&provider), Error::<T>::AnswerOwed);
		let (power, collateral) = Self::depart(&who, provider, &indices, Reserved::Kept)?;
		Self::deposit_event(Event::ChipsRetired {
			provider: who,
			count: indices.len() as u32,
			power,
			collateral,
			unlocks_at: Self::unlock_block(),
		});
		Ok(())
	}

	pub(crate) fn do_revoke_chip(
		vendor: T::AccountId,
		id: ManifestId,
		entry: ManifestEntry,
	) -> DispatchResult {
		let manifest = Manifests::<T>::get(id).ok_or(Error::<T>::ManifestNotFound)?;
		ensure!(Self::vendor_of(&manifest)? == vendor, Error::<T>::NotVendor);
		// Governance revokes a vendor whose key it no longer trusts: that key takes nothing.
		Self::trusted_vendor(&vendor)?;
		let key = entry.key;
		ensure!(!RevokedChips::<T>::contains_key(&vendor, key), Error::<T>::ChipRevoked);
		Self::ensure_in_manifest(&manifest, &entry)?;
		// The chip may have been claimed with another manifest of this vendor. One claimed with
		// another vendor's is not this one's to take.
		let mut owner = None;
		if let Some(chip) = Chips::<T>::get(key) {
			let slot =
				Slots::<T>::get(&chip.provider, chip.index).ok_or(Error::<T>::UnknownChip)?;
			let claimed_with =
				Manifests::<T>::get(slot.manifest).ok_or(Error::<T>::ManifestNotFound)?;
			if Self::vendor_of(&claimed_with)? == vendor {
				let record = Self::fresh_provider(&chip.provider)?;
				Self::depart(&chip.provider, record, &[chip.index], Reserved::Lost)?;
				owner = Some(chip.provider);
			}
		}
		RevokedChips::<T>::insert(&vendor, key, ());
		Self::deposit_event(Event::ChipRevoked { chip: key, manifest: id, provider: owner });
		Ok(())
	}

	pub(crate) fn do_withdraw_collateral(who: T::AccountId) -> DispatchResult {
		let mut provider = Self::fresh_provider(&who)?;
		let amount = provider.unlock(T::BlockNumberProvider::current_block_number());
		ensure!(!amount.is_zero(), Error::<T>::NothingToWithdraw);
		ensure!(!Self::owes_answer(&provider), Error::<T>::AnswerOwed);
		T::Currency::release(&HoldReason::Collateral.into(), &who, amount, Precision::Exact)?;
		Providers::<T>::insert(&who, provider);
		Self::deposit_event(Event::CollateralWithdrawn { provider: who, amount });
		Ok(())
	}

	/// Takes the chips at `indices`, ascending, from their owner: keys, power and capacity go at
	/// once, collateral into the queue. Stores the owner's record, which is to be
	/// [fresh](Self::fresh_provider). Returns the power and the collateral. O(indices).
	pub(crate) fn depart(
		who: &T::AccountId,
		mut provider: ProviderOf<T>,
		indices: &[ChipIndex],
		reserved: Reserved,
	) -> Result<(Power, BalanceOf<T>), DispatchError> {
		let now = Self::current_round().ok_or(Error::<T>::Overflow)?;
		let mut network = NetworkPower::<T>::get();
		network.advance(now).ok_or(Error::<T>::Overflow)?;
		provider.mature(now);
		let mut keys = Vec::with_capacity(indices.len());
		let mut counted_from: Option<RoundIndex> = None;
		let (mut power, mut collateral) = (0, BalanceOf::<T>::zero());
		// From the last one down, so that no index changes before its turn.
		for index in indices.iter().rev() {
			let slot = Slots::<T>::get(who, index).ok_or(Error::<T>::UnknownChip)?;
			let units = Power::from(slot.units);
			let trusted = provider
				.dismiss(now, slot.manifest, slot.counts_from, units)
				.ok_or(Error::<T>::UnknownChip)?;
			if trusted && !provider.suspended {
				network.remove(slot.counts_from, units).ok_or(Error::<T>::Overflow)?;
			}
			let mut manifest =
				Manifests::<T>::get(slot.manifest).ok_or(Error::<T>::ManifestNotFound)?;
			manifest.claimed = manifest.claimed.checked_sub(1).ok_or(Error::<T>::Overflow)?;
			if trusted {
				Self::shrink_capacity(who, manifest.model, reserved)?;
				let first =
					counted_from.map_or(slot.counts_from, |from| from.min(slot.counts_from));
				counted_from = Some(first);
			}
			let freed = provider.free(slot.collateral).ok_or(Error::<T>::Overflow)?;
			collateral = collateral.saturating_add(freed);
			power = power.saturating_add(units);
			provider.chips = provider.chips.checked_sub(1).ok_or(Error::<T>::UnknownChip)?;
			Self::vacate(who, *index, provider.chips)?;
			Chips::<T>::remove(slot.key);
			Manifests::<T>::insert(slot.manifest, manifest);
			keys.push(slot.key);
		}
		provider.aggregate_key = T::Verifier::subtract(&provider.aggregate_key, keys.iter())
			.map_err(|_| Error::<T>::InvalidKey)?;
		provider.retire(collateral, Self::unlock_block()).ok_or(Error::<T>::Overflow)?;
		let lost = counted_from.map(|from| (from, Self::owes_nothing_from()));
		provider.follow(lost.as_slice());
		NetworkPower::<T>::put(network);
		Providers::<T>::insert(who, provider);
		Ok((power, collateral))
	}

	/// Empties the slot `index` and moves the one at `last` there, so that no hole is left.
	fn vacate(who: &T::AccountId, index: ChipIndex, last: ChipIndex) -> DispatchResult {
		let moved = Slots::<T>::take(who, last).ok_or(Error::<T>::UnknownChip)?;
		if index != last {
			Chips::<T>::try_mutate(moved.key, |chip| {
				chip.as_mut().map(|chip| chip.index = index).ok_or(Error::<T>::UnknownChip)
			})?;
			Slots::<T>::insert(who, index, moved);
		}
		Ok(())
	}

	/// When collateral that is freed now can be withdrawn.
	fn unlock_block() -> frame_system::pallet_prelude::BlockNumberFor<T> {
		T::BlockNumberProvider::current_block_number().saturating_add(T::RetirementDelay::get())
	}
}
