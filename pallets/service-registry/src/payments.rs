//! Who gets what. Nobody who cannot take it holds up the others.

use crate::*;
use frame_support::traits::{
	fungible::{Balanced, BalancedHold, MutateHold},
	tokens::Precision,
	Imbalance, OnUnbalanced,
};
use vajra_primitives::service::ServiceId;

impl<T: Config> Pallet<T> {
	/// Shares out what a service has earned with a consumer: `amount`, out of what is on hold for it.
	pub(crate) fn pay(
		service: ServiceId,
		owner: &T::AccountId,
		rules: &RulesOf<T>,
		consumer: &T::AccountId,
		amount: Balance,
		operators: &[T::AccountId],
	) {
		let credit = Self::take(HoldReason::Fee, consumer, amount);
		let split = math::split(credit.peek(), &rules.shares, operators.len() as u32);
		Self::share_out(service, owner, rules, consumer, credit, split, operators);
	}

	/// Shares out what is left of a subscription, but for the operators' part, which the consumer has
	/// back: nobody has worked for it.
	pub(crate) fn pay_unused(
		service: ServiceId,
		owner: &T::AccountId,
		rules: &RulesOf<T>,
		consumer: &T::AccountId,
		amount: Balance,
	) {
		let back = rules.shares.operators.mul_floor(amount);
		let credit = Self::take(HoldReason::Fee, consumer, amount.saturating_sub(back));
		let split = math::split(amount, &rules.shares, 0);
		Self::share_out(service, owner, rules, consumer, credit, split, &[]);
		Self::refund(service, consumer, back);
	}

	/// Gives each its part of a credit, and the treasury what is left of it.
	fn share_out(
		service: ServiceId,
		owner: &T::AccountId,
		rules: &RulesOf<T>,
		consumer: &T::AccountId,
		mut credit: CreditOf<T>,
		split: math::Split,
		operators: &[T::AccountId],
	) {
		let to_owner = Self::give(&mut credit, owner, split.owner);
		let developer = Self::give(&mut credit, &rules.developer, split.developer);
		let to_operators = operators.iter().fold(0, |sum: Balance, operator| {
			sum.saturating_add(Self::give(&mut credit, operator, split.operator))
		});
		let burned = credit.extract(split.burned);
		let (burned_amount, treasury) = (burned.peek(), credit.peek());
		T::Burned::on_unbalanced(burned);
		T::Treasury::on_unbalanced(credit);
		Self::deposit_event(Event::Paid {
			service,
			consumer: consumer.clone(),
			owner: to_owner,
			operators: to_operators,
			developer,
			treasury,
			burned: burned_amount,
		});
	}

	/// Takes value off hold. As much as its caller has recorded is there.
	pub(crate) fn take(reason: HoldReason, who: &T::AccountId, amount: Balance) -> CreditOf<T> {
		CurrencyOf::<T>::slash(&reason.into(), who, amount).0
	}

	/// Gives a part of a credit to an account, and returns how much it could take: all or nothing.
	pub(crate) fn give(credit: &mut CreditOf<T>, who: &T::AccountId, amount: Balance) -> Balance {
		if amount == 0 {
			return 0;
		}
		let part = credit.extract(amount);
		let given = part.peek();
		match CurrencyOf::<T>::resolve(who, part) {
			Ok(()) => given,
			Err(refused) => {
				credit.subsume(refused);
				0
			}
		}
	}

	/// Releases value, and returns how much its owner has of it. What is too little for an account without
	/// anything else is the treasury's.
	pub(crate) fn give_back(reason: HoldReason, who: &T::AccountId, amount: Balance) -> Balance {
		if amount == 0 {
			return 0;
		}
		match CurrencyOf::<T>::release(&reason.into(), who, amount, Precision::Exact) {
			Ok(released) => released,
			Err(_) => {
				T::Treasury::on_unbalanced(Self::take(reason, who, amount));
				0
			}
		}
	}

	/// Gives a consumer money back.
	pub(crate) fn refund(service: ServiceId, consumer: &T::AccountId, amount: Balance) {
		if amount == 0 {
			return;
		}
		let amount = Self::give_back(HoldReason::Fee, consumer, amount);
		Self::deposit_event(Event::Refunded { service, consumer: consumer.clone(), amount });
	}
}
