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
use vajra_primitives::{ManifestId, ModelId, Power, RoundIndex};

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
		Self::try_state_revoked_chips()?;
		Self::try_state_capacities()?;
		Self::try_state_pots()?;
		Self::try_state_missed()
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

	/// 4. Batches are the chips, counted, and due from the first trusted one on; the network's
	///    power is the sum over providers that are not suspended.
	fn try_state_power() -> Result<(), TryRuntimeError> {
		let now = Self::current_round().ok_or("no current round")?;
		let rounds = now..=now.saturating_add(T::WarmUpRounds::get());
		let revocations = Revocations::<T>::get();
		let mut total = BTreeMap::<RoundIndex, Power>::new();
		for (who, provider) in Providers::<T>::iter() {
			ensure!(provider.checked <= revocations, "checked against revocations to come");
			let mut mature = provider.clone();
			mature.mature(now);
			let mut counted = BTreeMap::<(ManifestId, RoundIndex), (u32, Power)>::new();
			for slot in Slots::<T>::iter_prefix_values(&who) {
				let from = if slot.counts_from <= now { now } else { slot.counts_from };
				let sum = counted.entry((slot.manifest, from)).or_default();
				*sum = (sum.0 + 1, sum.1 + Power::from(slot.units));
			}
			for batch in &mature.batches {
				let from = batch.counts_from.max(now);
				let sum = counted.remove(&(batch.manifest, from)).unwrap_or_default();
				ensure!(sum == (batch.chips, batch.power), "batch is not its chips, counted");
				let trusted = Self::trusted_manifest(batch.manifest).is_ok();
				ensure!(
					trusted == batch.trusted || provider.checked < revocations,
					"batch is not trusted as its manifest is"
				);
			}
			ensure!(counted.is_empty(), "chips without a batch");
			let trusted = provider.batches.iter().filter(|batch| batch.trusted);
			let first = trusted.map(|batch| batch.counts_from).min();
			ensure!(
				match provider.due_from {
					None => first.is_none(),
					// Not before its chips count, and no later than they, or than the next round where
					// it has come back from a suspension.
					Some(from) => first.is_some_and(|first| {
						first <= from.max(now) && from <= first.max(now.saturating_add(1))
					}),
				},
				"provider is not due from when its chips count"
			);
			if !provider.suspended {
				for round in rounds.clone() {
					*total.entry(round).or_default() += provider.counted(round);
				}
			}
		}
		let network = NetworkPower::<T>::get();
		for round in rounds {
			let sum = total.get(&round).copied().unwrap_or_default();
			ensure!(
				network.counted(round) == Some(sum),
				"network's power is not the sum over providers"
			);
		}
		Ok(())
	}

	/// 5. What is on hold is collateral and what waits; what is required is the sum over chips.
	fn try_state_collateral() -> Result<(), TryRuntimeError> {
		let reason = HoldReason::Collateral.into();
		for (who, provider) in Providers::<T>::iter() {
			let required = Slots::<T>::iter_prefix_values(&who)
				.try_fold(BalanceOf::<T>::zero(), |sum, slot| sum.checked_add(&slot.collateral));
			ensure!(
				required == Some(provider.required),
				"required collateral is not the sum over chips"
			);
			ensure!(provider.collateral <= provider.required, "more collateral than required");
			let held = provider
				.retiring
				.iter()
				.try_fold(provider.collateral, |sum, waiting| sum.checked_add(&waiting.amount));
			ensure!(
				held == Some(T::Currency::balance_on_hold(&reason, &who)),
				"collateral is not what is on hold"
			);
			let ordered =
				provider.retiring.windows(2).all(|pair| pair[0].unlocks_at < pair[1].unlocks_at);
			ensure!(ordered, "waiting collateral out of order");
		}
		for who in frame_system::Account::<T>::iter_keys() {
			ensure!(
				Providers::<T>::contains_key(&who)
					|| T::Currency::balance_on_hold(&reason, &who).is_zero(),
				"collateral of no provider"
			);
		}
		Ok(())
	}

	/// 6. A manifest's claimed count is the number of its claimed chips.
	fn try_state_manifests() -> Result<(), TryRuntimeError> {
		let mut claimed = BTreeMap::<ManifestId, u32>::new();
		for slot in Slots::<T>::iter_values() {
			*claimed.entry(slot.manifest).or_default() += 1;
		}
		for (id, manifest) in Manifests::<T>::iter() {
			let counted = claimed.remove(&id).unwrap_or_default();
			ensure!(manifest.claimed == counted, "manifest's claimed count is off");
			ensure!(counted <= manifest.chips, "more chips claimed than the manifest has");
		}
		ensure!(claimed.is_empty(), "chip without a manifest");
		Ok(())
	}

	/// 7. Proved power, its chips and answers are the sums over providers; proved is at most expected.
	fn try_state_challenges() -> Result<(), TryRuntimeError> {
		let latest = Challenge::<T>::get();
		let previous = PreviousChallenge::<T>::get();
		if let (Some(latest), Some(previous)) = (&latest, &previous) {
			ensure!(previous.round < latest.round, "challenges out of order");
		}
		for challenge in [latest, previous].into_iter().flatten() {
			let (mut proved, mut chips, mut answers) = (0, 0, 0);
			for provider in Providers::<T>::iter_values() {
				if let Some(answer) = provider.answer(challenge.round) {
					proved += answer.power;
					chips += answer.chips;
					answers += 1;
				}
			}
			ensure!(
				(proved, chips, answers) == (challenge.proved, challenge.chips, challenge.answers),
				"proved power is not the sum over providers"
			);
			ensure!(challenge.proved <= challenge.expected, "more power proved than expected");
			let backed: Power =
				Tallies::<T>::iter_values().map(|tally| tally.power(challenge.round)).sum();
			ensure!(
				backed.checked_add(challenge.unbacked) == Some(challenge.proved),
				"proved power is not the sum over validators"
			);
		}
		Ok(())
	}

	/// 8. No chip is claimed with a manifest of a vendor that has revoked it.
	fn try_state_revoked_chips() -> Result<(), TryRuntimeError> {
		for slot in Slots::<T>::iter_values() {
			let manifest = Manifests::<T>::get(slot.manifest).ok_or("chip without a manifest")?;
			let vendor = Self::vendor_of(&manifest)?;
			ensure!(!RevokedChips::<T>::contains_key(vendor, slot.key), "revoked chip is claimed");
		}
		Ok(())
	}

	/// 9. Capacity is the number of trusted chips by model; no more are reserved.
	fn try_state_capacities() -> Result<(), TryRuntimeError> {
		let mut claimed = BTreeMap::<(T::AccountId, ModelId), u32>::new();
		for (who, provider) in Providers::<T>::iter() {
			for batch in provider.batches.iter().filter(|batch| batch.trusted) {
				let manifest =
					Manifests::<T>::get(batch.manifest).ok_or("batch without a manifest")?;
				*claimed.entry((who.clone(), manifest.model)).or_default() += batch.chips;
			}
		}
		for (who, model, record) in Capacities::<T>::iter() {
			let counted = claimed.remove(&(who, model)).unwrap_or_default();
			ensure!(record.claimed == counted, "capacity is not the number of trusted chips");
			ensure!(record.reserved <= record.claimed, "more chips reserved than claimed");
			ensure!(!record.is_empty(), "empty capacity is kept");
		}
		ensure!(claimed.is_empty(), "chips without capacity");
		Ok(())
	}

	/// 10. What is on hold for rewards is the sum over pots, and covers all that can be claimed.
	fn try_state_pots() -> Result<(), TryRuntimeError> {
		let mut owed = BTreeMap::<RoundIndex, BalanceOf<T>>::new();
		for (who, place, earned) in Earned::<T>::iter() {
			ensure!(place == Self::ring(earned.round), "answer out of place");
			if let Ok((_, amount)) = Self::reward(&who, earned.round) {
				let sum = owed.entry(earned.round).or_default();
				*sum = sum.checked_add(&amount).ok_or("more owed than fits")?;
			}
		}
		let mut held = BalanceOf::<T>::zero();
		for (place, pot) in Pots::<T>::iter() {
			ensure!(place == Self::ring(pot.round), "pot out of place");
			let owed = owed.get(&pot.round).copied().unwrap_or_default();
			ensure!(owed <= pot.remaining, "pot does not cover what can be claimed");
			ensure!(pot.remaining <= pot.amount, "more left in a pot than was put in");
			held = held.checked_add(&pot.remaining).ok_or("more in pots than fits")?;
		}
		let reason = HoldReason::Rewards.into();
		ensure!(
			T::Currency::balance_on_hold(&reason, &Self::pot_account()) == held,
			"what is on hold for rewards is not what is in pots"
		);
		Ok(())
	}

	/// 11. Missed rounds are in order and apart; those last reported are among them.
	fn try_state_missed() -> Result<(), TryRuntimeError> {
		ensure!(Missed::<T>::iter_values().all(|missed| missed.is_sound()), "misses out of order");
		for (who, provider) in Providers::<T>::iter() {
			let missed = Missed::<T>::get(&who);
			for round in [provider.reported, provider.reported_before].into_iter().flatten() {
				let noted = missed.0.iter().any(|one| (one.from..one.until).contains(&round));
				ensure!(noted, "reported miss is not noted");
			}
		}
		Ok(())
	}
}
