//! The module's invariants, one function each, in the order of the module documentation.

use crate::*;
use alloc::collections::BTreeMap;
use frame_support::{
	ensure,
	traits::{fungible::InspectHold, Get},
};
use sp_runtime::{
	traits::{CheckedAdd, Zero},
	TryRuntimeError,
};
use vajra_primitives::{ManifestId, Power, RoundIndex};

impl<T: Config> Pallet<T> {
	/// Proves every invariant. Reads all storage of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_state_vendor_counts()?;
		Self::try_state_slots()?;
		Self::try_state_aggregate_keys()?;
		Self::try_state_power()?;
		Self::try_state_collateral()?;
		Self::try_state_manifests()?;
		Self::try_state_challenges()?;
		Self::try_state_revoked_chips()
	}

	/// 1. A vendor's counts are the numbers of its models and manifests; ids are below the next.
	fn try_state_vendor_counts() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<T::AccountId, (u32, u32)>::new();
		for (id, model) in Models::<T>::iter() {
			ensure!(id < NextModelId::<T>::get(), "model id is not below the next");
			counts.entry(model.vendor).or_default().0 += 1;
		}
		for (id, manifest) in Manifests::<T>::iter() {
			ensure!(id < NextManifestId::<T>::get(), "manifest id is not below the next");
			let model = Models::<T>::get(manifest.model).ok_or("manifest without a model")?;
			counts.entry(model.vendor).or_default().1 += 1;
		}
		for (account, vendor) in Vendors::<T>::iter() {
			let counted = counts.remove(&account).unwrap_or_default();
			ensure!(counted == (vendor.models, vendor.manifests), "vendor's counts are off");
		}
		ensure!(counts.is_empty(), "model without a vendor");
		Ok(())
	}

	/// 2. Chips fill the indices without holes; record and slot point at each other.
	fn try_state_slots() -> Result<(), TryRuntimeError> {
		let mut slots = 0usize;
		for (who, provider) in Providers::<T>::iter() {
			for index in 0..provider.chips {
				let slot = Slots::<T>::get(&who, index).ok_or("hole in a provider's indices")?;
				let chip = Chips::<T>::get(slot.key).ok_or("slot without a chip")?;
				ensure!(
					(&chip.provider, chip.index) == (&who, index),
					"chip and slot do not point at each other"
				);
				slots += 1;
			}
		}
		ensure!(Slots::<T>::iter().count() == slots, "slot beyond a provider's chips");
		ensure!(Chips::<T>::iter().count() == slots, "chip without a slot");
		Ok(())
	}

	/// 3. The aggregate key is the sum of the chips' keys.
	fn try_state_aggregate_keys() -> Result<(), TryRuntimeError> {
		for (who, provider) in Providers::<T>::iter() {
			let keys: alloc::vec::Vec<_> =
				Slots::<T>::iter_prefix_values(&who).map(|slot| slot.key).collect();
			let sum = T::Verifier::add(&T::Verifier::neutral(), keys.iter())
				.map_err(|_| "malformed chip key")?;
			ensure!(sum == provider.aggregate_key, "aggregate key is not the sum of chip keys");
		}
		Ok(())
	}

	/// 4. Power is the sum of units, by the round from which they count and are due.
	fn try_state_power() -> Result<(), TryRuntimeError> {
		let now = Self::current_round().ok_or("no current round")?;
		let rounds = now..=now.saturating_add(T::WarmUpRounds::get());
		let network = NetworkPower::<T>::get();
		let mut total = BTreeMap::<RoundIndex, Power>::new();
		for (who, provider) in Providers::<T>::iter() {
			for round in rounds.clone() {
				let power: Power = Slots::<T>::iter_prefix_values(&who)
					.filter(|slot| slot.counts_from <= round)
					.map(|slot| Power::from(slot.units))
					.sum();
				ensure!(
					provider.power.counted(round) == Some(power),
					"provider's power is not the sum of its chips' units"
				);
				*total.entry(round).or_default() += power;
			}
			if provider.chips > 0 {
				let first = Slots::<T>::iter_prefix_values(&who).map(|slot| slot.counts_from).min();
				let counts = provider.power.counted(now) > Some(0);
				ensure!(
					if counts {
						provider.due_from <= now
					} else {
						first == Some(provider.due_from)
					},
					"provider is not due from when its chips count"
				);
			}
		}
		for round in rounds {
			let sum = total.get(&round).copied().unwrap_or_default();
			ensure!(
				network.counted(round) == Some(sum),
				"network's power is not the sum over providers"
			);
		}
		Ok(())
	}

	/// 5. Collateral is the sum over chips, and what is on hold.
	fn try_state_collateral() -> Result<(), TryRuntimeError> {
		let reason = HoldReason::Collateral.into();
		for (who, provider) in Providers::<T>::iter() {
			let sum = Slots::<T>::iter_prefix_values(&who)
				.try_fold(BalanceOf::<T>::zero(), |sum, slot| sum.checked_add(&slot.collateral));
			ensure!(sum == Some(provider.collateral), "collateral is not the sum over chips");
			ensure!(
				T::Currency::balance_on_hold(&reason, &who) == provider.collateral,
				"collateral is not what is on hold"
			);
		}
		Ok(())
	}

	/// 6. A manifest's claimed count is the number of its claimed chips.
	fn try_state_manifests() -> Result<(), TryRuntimeError> {
		let mut claimed = BTreeMap::<ManifestId, u32>::new();
		for chip in Chips::<T>::iter_values() {
			*claimed.entry(chip.manifest).or_default() += 1;
		}
		for (id, manifest) in Manifests::<T>::iter() {
			let counted = claimed.remove(&id).unwrap_or_default();
			ensure!(manifest.claimed == counted, "manifest's claimed count is off");
			ensure!(counted <= manifest.chips, "more chips claimed than the manifest has");
		}
		ensure!(claimed.is_empty(), "chip without a manifest");
		Ok(())
	}

	/// 7. Proved power and answers are the sums over providers; proved is at most expected.
	fn try_state_challenges() -> Result<(), TryRuntimeError> {
		let latest = Challenge::<T>::get();
		let previous = PreviousChallenge::<T>::get();
		if let (Some(latest), Some(previous)) = (&latest, &previous) {
			ensure!(previous.round < latest.round, "challenges out of order");
		}
		for challenge in [latest, previous].into_iter().flatten() {
			let (mut proved, mut answers) = (0, 0);
			for provider in Providers::<T>::iter_values() {
				if let Some(answer) = provider.answer(challenge.round) {
					proved += answer.power;
					answers += 1;
				}
			}
			ensure!(
				(proved, answers) == (challenge.proved, challenge.answers),
				"proved power is not the sum over providers"
			);
			ensure!(challenge.proved <= challenge.expected, "more power proved than expected");
		}
		Ok(())
	}

	/// 8. No chip is claimed with a manifest of a vendor that has revoked it.
	fn try_state_revoked_chips() -> Result<(), TryRuntimeError> {
		for (key, chip) in Chips::<T>::iter() {
			let manifest = Manifests::<T>::get(chip.manifest).ok_or("chip without a manifest")?;
			let vendor = Self::vendor_of(&manifest)?;
			ensure!(!RevokedChips::<T>::contains_key(vendor, key), "revoked chip is claimed");
		}
		Ok(())
	}
}
