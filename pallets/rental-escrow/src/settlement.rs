//! What becomes of the money.
//!
//! Nothing here can fail: a settlement that stopped half-way, or that one side could stop, would keep the
//! other side from its own. What an account cannot take goes to [`Config::Forfeits`].

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	storage::with_storage_layer,
	traits::{
		fungible::{BalancedHold, InspectHold, MutateHold},
		tokens::{Fortitude, Precision, Restriction},
		Get, Imbalance, OnUnbalanced,
	},
};
use sp_runtime::{traits::BlockNumberProvider, DispatchError};
use vajra_primitives::Downtime;

impl<T: Config> Pallet<T> {
	/// Puts an amount on hold.
	pub(crate) fn hold(reason: HoldReason, who: &T::AccountId, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let reason = reason.into();
		ensure!(T::Currency::can_hold(&reason, who, amount), Error::<T>::FundsMissing);
		T::Currency::hold(&reason, who, amount)
	}

	/// Gives what is on hold back to its owner. Returns how much.
	pub(crate) fn release(reason: HoldReason, who: &T::AccountId, amount: Balance) -> Balance {
		if amount == 0 {
			return 0;
		}
		// An account with something on hold exists, so that it can take it.
		with_storage_layer(|| {
			T::Currency::release(&reason.into(), who, amount, Precision::BestEffort)
		})
		.unwrap_or_default()
	}

	/// Moves what is on hold to another account. Returns how much; zero if that cannot take it.
	fn transfer(
		reason: HoldReason,
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Balance,
	) -> Balance {
		if amount == 0 {
			return 0;
		}
		let moved: Result<Balance, DispatchError> = with_storage_layer(|| {
			T::Currency::transfer_on_hold(
				&reason.into(),
				from,
				to,
				amount,
				Precision::BestEffort,
				Restriction::Free,
				Fortitude::Force,
			)
		});
		moved.unwrap_or_default()
	}

	/// Takes what is on hold out of an account.
	fn take(reason: HoldReason, from: &T::AccountId, amount: Balance) -> CreditOf<T> {
		T::Currency::slash(&reason.into(), from, amount).0
	}

	/// Pays from what the renter has on hold to the payee, or to the provider if the payee's account
	/// cannot take it. Returns how much reached one of them.
	pub(crate) fn pay_supply(reason: HoldReason, order: &OrderOf<T>, amount: Balance) -> Balance {
		let Some(supply) = order.supply.as_ref().filter(|_| amount > 0) else { return 0 };
		for account in [&supply.payee, &supply.provider] {
			let paid = Self::transfer(reason, &order.renter, account, amount);
			if paid > 0 {
				return paid;
			}
		}
		Self::forfeit_for(reason, &order.renter, &supply.payee, amount);
		0
	}

	/// Gives up what `payee` cannot take.
	fn forfeit_for(
		reason: HoldReason,
		from: &T::AccountId,
		payee: &T::AccountId,
		amount: Balance,
	) {
		let credit = Self::take(reason, from, amount);
		let amount = credit.peek();
		T::Forfeits::on_unbalanced(credit);
		Self::deposit_event(Event::PayeeUnreachable { payee: payee.clone(), amount });
	}

	/// Keeps a fee back from rent on hold. Returns how much.
	pub(crate) fn collect_fee(renter: &T::AccountId, amount: Balance) -> Balance {
		if amount == 0 {
			return 0;
		}
		let credit = Self::take(HoldReason::Rent, renter, amount);
		let fee = credit.peek();
		T::Fees::on_unbalanced(credit);
		fee
	}

	/// What the provider has earned in a lease that is over, with what is known of its absences now.
	pub(crate) fn dues_of(order: &OrderOf<T>) -> Dues {
		let dues = || {
			let lease = order.lease?;
			let down = T::Downtime::blocks(order.provider()?, lease.started_at, lease.ends_at);
			order.dues(down)
		};
		// Without a lease nothing is earned; rent of a lease was found to fit when it was ordered.
		dues().unwrap_or(Dues { rent: 0, penalty: 0 })
	}

	/// Settles rent and bond by what the provider has earned.
	pub(crate) fn settle_dues(id: OrderId, order: &mut OrderOf<T>) {
		let dues = Self::dues_of(order);
		Self::settle_rent(id, order, dues);
	}

	/// Settles rent and bond by `dues`.
	pub(crate) fn settle_rent(id: OrderId, order: &mut OrderOf<T>, dues: Dues) {
		let Held { rent, bond, .. } = order.held;
		let fee = order.conditions.shares.fee;
		let division = math::divide(rent, bond, order.paid, dues.rent, dues.penalty, fee);
		Self::carry_out(id, order, division);
		order.paid = dues.rent;
	}

	/// Splits rent, bond and deposit as the arbiter says.
	pub(crate) fn settle_split(id: OrderId, order: &mut OrderOf<T>, split: Split) {
		let Held { rent, bond, deposit, .. } = order.held;
		// Rounded down for whom the rent is, and for whom it was not: the renter has the rest.
		let due = split.rent.mul_floor(rent);
		let kept = split.bond.mul_floor(bond);
		let fee = order.conditions.shares.fee.mul_ceil(due);
		let division = math::Division {
			pay: due.saturating_sub(fee),
			fee,
			refund: rent.saturating_sub(due),
			compensation: bond.saturating_sub(kept),
			bond: kept,
		};
		let lost = deposit.saturating_sub(split.deposit.mul_ceil(deposit));
		Self::pay_supply(HoldReason::Deposit, order, lost);
		order.held.deposit = deposit.saturating_sub(lost);
		Self::carry_out(id, order, division);
		order.paid = order.paid.saturating_add(due);
	}

	/// Moves all rent and bond that are on hold.
	fn carry_out(id: OrderId, order: &mut OrderOf<T>, division: math::Division) {
		let fee = Self::collect_fee(&order.renter, division.fee);
		let paid = Self::pay_supply(HoldReason::Rent, order, division.pay);
		let refund = Self::release(HoldReason::Rent, &order.renter, division.refund);
		let (mut compensation, mut bond) = (0, 0);
		if let Some(provider) = order.provider() {
			let owed = division.compensation;
			compensation = Self::transfer(HoldReason::Bond, provider, &order.renter, owed);
			if owed > 0 && compensation == 0 {
				Self::forfeit_for(HoldReason::Bond, provider, &order.renter, owed);
			}
			bond = Self::release(HoldReason::Bond, provider, division.bond);
		}
		order.held.rent = 0;
		order.held.bond = 0;
		Self::deposit_event(Event::RentSettled { order: id, paid, fee, refund, compensation, bond });
	}

	/// Closes an order: settles what is still on hold, gives its chips back, and removes its records.
	pub(crate) fn close(id: OrderId, mut order: OrderOf<T>, outcome: Outcome) {
		if order.state.holds_chips() {
			Self::release_chips(id, &order);
		}
		let nothing = Dues { rent: 0, penalty: 0 };
		match outcome {
			Outcome::Cancelled | Outcome::NotAccepted | Outcome::NotConfirmed => {
				Self::settle_rent(id, &mut order, nothing);
			}
			Outcome::NotDelivered => {
				Self::note_silence(&order, order.rent);
				let penalty = order.penalty();
				Self::settle_rent(id, &mut order, Dues { penalty, ..nothing });
			}
			Outcome::Signed => {
				Self::settle_dues(id, &mut order);
				Self::note_scores(&order);
			}
			Outcome::ProviderSilent | Outcome::BothSilent => {
				let dues = Self::dues_of(&order);
				if outcome == Outcome::ProviderSilent {
					Self::note_silence(&order, dues.rent);
				}
				Self::settle_rent(id, &mut order, Dues { rent: 0, ..dues });
			}
			// Their rent is settled.
			Outcome::Agreed | Outcome::RatedLate | Outcome::Forfeited => {
				Self::note_scores(&order);
			}
			Outcome::Arbitrated => {}
		}
		let mut deposit = 0;
		if outcome == Outcome::Forfeited {
			let credit = Self::take(HoldReason::Deposit, &order.renter, order.held.deposit);
			T::Forfeits::on_unbalanced(credit);
		} else {
			deposit = Self::release(HoldReason::Deposit, &order.renter, order.held.deposit);
		}
		Self::release(HoldReason::Storage, &order.renter, order.held.storage);
		Delivered::<T>::remove(id);
		Orders::<T>::remove(id);
		Self::deposit_event(Event::OrderClosed { order: id, outcome, deposit });
	}

	/// Counts the scores of an order whose rent is paid, each for as much as that.
	fn note_scores(order: &OrderOf<T>) {
		if let (Some(provider), Some(score)) = (order.provider(), order.scores.renter) {
			Self::note_score(provider, Role::Provider, score, order.paid);
		}
		if let Some(score) = order.scores.provider {
			Self::note_score(&order.renter, Role::Renter, score, order.paid);
		}
	}

	/// Counts the silence of a provider that had taken an order as the worst score.
	fn note_silence(order: &OrderOf<T>, value: Balance) {
		if let Some(provider) = order.provider() {
			Self::note_score(provider, Role::Provider, 0, value);
		}
	}

	fn note_score(who: &T::AccountId, role: Role, score: Score, value: Balance) {
		if value == 0 {
			return;
		}
		let now = T::BlockNumberProvider::current_block_number();
		let half_life = T::Terms::get().half_life;
		Reputations::<T>::mutate((who, role), |reputation| {
			*reputation = reputation.rated(score, value, now, half_life);
		});
	}
}
