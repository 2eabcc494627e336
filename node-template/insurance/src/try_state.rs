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
		Self::pot_is_on_hold()?;
		Self::sums_are_covered()?;
		Self::claims_are_waited_for()?;
		Self::counts_are_bounded()?;
		Self::terms_are_sound()
	}

	/// 1. What is on hold in the pot's account is what the pot has.
	fn pot_is_on_hold() -> Outcome {
		let reason = HoldReason::Pot.into();
		let held = CurrencyOf::<T>::balance_on_hold(&reason, &Self::pot_account());
		ensure!(held == Pot::<T>::get(), "the pot is not what is on hold");
		Ok(())
	}

	/// 2. The sum that is covered is the sum over all policies.
	fn sums_are_covered() -> Outcome {
		let sum = Policies::<T>::iter_values()
			.try_fold(0, |sum: Balance, policy| sum.checked_add(policy.sum));
		ensure!(sum == Some(Covered::<T>::get()), "what is covered is not the sum of the policies");
		Ok(())
	}

	/// 3. Each claim is that of the policy which waits for it, and the other way round.
	fn claims_are_waited_for() -> Outcome {
		for (request, policy) in Claims::<T>::iter() {
			let waits = Policies::<T>::get(policy).and_then(|record| record.request());
			ensure!(waits == Some(request), "a claim that its policy does not wait for");
		}
		for (policy, record) in Policies::<T>::iter() {
			let Some(request) = record.request() else { continue };
			ensure!(
				Claims::<T>::get(request) == Some(policy),
				"a policy waits for a claim that is not there"
			);
		}
		Ok(())
	}

	/// 4. There are no more products and policies than there may be, and none is ahead of its counter.
	fn counts_are_bounded() -> Outcome {
		let (products, policies) =
			(Products::<T>::iter_keys().count(), Policies::<T>::iter_keys().count());
		ensure!(products == Products::<T>::count() as usize, "products are not counted");
		ensure!(policies == Policies::<T>::count() as usize, "policies are not counted");
		ensure!(products <= T::MaxProducts::get() as usize, "too many products");
		ensure!(policies <= T::MaxPolicies::get() as usize, "too many policies");
		let (next_product, next_policy) = (NextProduct::<T>::get(), NextPolicy::<T>::get());
		ensure!(
			Products::<T>::iter_keys().all(|product| product < next_product),
			"a product is ahead of its counter"
		);
		for (policy, record) in Policies::<T>::iter() {
			ensure!(policy < next_policy, "a policy is ahead of its counter");
			ensure!(record.product < next_product, "a policy of a product that never was");
		}
		Ok(())
	}

	/// 5. All terms are sound, and each sum is one that its terms allow.
	fn terms_are_sound() -> Outcome {
		let existential = CurrencyOf::<T>::minimum_balance();
		for product in Products::<T>::iter_values() {
			ensure!(product.check(existential).is_ok(), "a product is not sound");
		}
		for policy in Policies::<T>::iter_values() {
			ensure!(policy.terms.check(existential).is_ok(), "a policy's terms are not sound");
			ensure!(policy.terms.covers(policy.sum), "a sum that its terms do not allow");
		}
		Ok(())
	}
}
