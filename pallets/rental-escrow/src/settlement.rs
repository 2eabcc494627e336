//! What becomes of the money.
//!
//! No settlement can fail: one that stopped half-way, or that one side could stop, would keep the other
//! side from its own. What an account cannot take goes to [`Config::Forfeits`]. What is booked is what has
//! left a hold.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	storage::with_storage_layer,
	traits::{
		fungible::{BalancedHold, Inspect, InspectHold, MutateHold},
		tokens::{Fortitude, Precision, Preservation, Restriction},
		Get, Imbalance, OnUnbalanced,
	},
};
use sp_runtime::traits::BlockNumberProvider;
use vajra_primitives::Downtime;

impl<T: Config> Pallet<T> {
	/// Puts an amount on hold. It is meant to be paid, so that it must not be frozen.
	pub(crate) fn hold(reason: HoldReason, who: &T::AccountId, amount: Balance) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let reason = reason.into();
		let spendable =
			T::Currency::reducible_balance(who, Preservation::Protect, Fortitude::Polite);
		let can_hold = amount <= spendable && T::Currency::can_hold(&reason, who, amount);
		ensure!(can_hold, Error::<T>::FundsMissing);
		T::Currency::hold(&reason, who, amount)
	}

	/// Gives what is on hold back to its owner.
	pub(crate) fn release(
		reason: HoldReason,
		who: &T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		if amount > 0 {
			T::Currency::release(&reason.into(), who, amount, Precision::Exact)?;
		}
		Ok(())
	}

	/// Moves what is on hold to another account, or gives it back where that is the same: all or nothing.
	fn transfer(
		reason: HoldReason,
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Balance,
	) -> DispatchResult {
		if from == to {
			return Self::release(reason, from, amount);
		}
		T::Currency::transfer_on_hold(
			&reason.into(),
			from,
			to,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		)?;
		Ok(())
	}

	/// Takes what is on hold out of an account, and off `held`, by which the order knows it.
	fn take(
		reason: HoldReason,
		from: &T::AccountId,
		amount: Balance,
		held: &mut Balance,
	) -> CreditOf<T> {
		let (credit, _) = T::Currency::slash(&reason.into(), from, amount);
		*held = held.saturating_sub(credit.peek());
		credit
	}

	/// Pays from what is on hold to the first account that can take it, and books it off `held`. `None` if
	/// there is none such, in which case nothing has changed.
	pub(crate) fn pay<const N: usize>(
		reason: HoldReason,
		from: &T::AccountId,
		to: [&T::AccountId; N],
		amount: Balance,
		held: &mut Balance,
	) -> Option<()> {
		if amount > 0 {
			to.into_iter().find(|account| {
				with_storage_layer(|| Self::transfer(reason, from, account, amount)).is_ok()
			})?;
			*held = held.saturating_sub(amount);
		}
		Some(())
	}

	/// The same for a settlement: what no account can take goes to [`Config::Forfeits`]. Returns how much
	/// an account got.
	fn settle<const N: usize>(
		reason: HoldReason,
		from: &T::AccountId,
		to: [&T::AccountId; N],
		amount: Balance,
		held: &mut Balance,
	) -> Balance {
		if Self::pay(reason, from, to, amount, held).is_some() {
			return amount;
		}
		let credit = Self::take(reason, from, amount, held);
		let amount = credit.peek();
		T::Forfeits::on_unbalanced(credit);
		for payee in to.into_iter().take(1).cloned() {
			Self::deposit_event(Event::PayeeUnreachable { payee, amount });
		}
		0
	}

	/// Keeps a fee back from rent on hold. Returns how much.
	pub(crate) fn collect_fee(order: &mut OrderOf<T>, amount: Balance) -> Balance {
		if amount == 0 {
			return 0;
		}
		let credit = Self::take(HoldReason::Rent, &order.renter, amount, &mut order.held.rent);
		let fee = credit.peek();
		T::Fees::on_unbalanced(credit);
		fee
	}

	/// What the provider has earned in a lease that is over, with what is known of its absences now.
	pub(crate) fn dues_of(order: &OrderOf<T>) -> Dues {
		let dues = || {
			let provider = order.provider()?;
			order.dues(|from, until| T::Downtime::blocks(provider, from, until))
		};
		// Without a lease nothing is earned; rent of a lease was found to fit when it was ordered.
		dues().unwrap_or_default()
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
	}

	/// Splits rent, bond and deposit as the arbiter says.
	pub(crate) fn settle_split(id: OrderId, order: &mut OrderOf<T>, split: Split) {
		let Held { rent, bond, deposit, .. } = order.held;
		// Rounded down for whom the rent is, and for whom it was not: the renter has the rest.
		let due = split.rent.mul_floor(rent);
		let kept = split.bond.mul_floor(bond);
		let fee = order.conditions.shares.fee;
		let division = math::split(rent, bond, order.paid, due, kept, fee);
		let lost = deposit.saturating_sub(split.deposit.mul_ceil(deposit));
		if let Some(Supply { provider, payee }) = &order.supply {
			let to = [payee, provider];
			let held = &mut order.held.deposit;
			Self::settle(HoldReason::Deposit, &order.renter, to, lost, held);
		}
		Self::carry_out(id, order, division);
	}

	/// Moves all rent and bond that are on hold.
	fn carry_out(id: OrderId, order: &mut OrderOf<T>, division: math::Division) {
		let fee = Self::collect_fee(order, division.fee);
		let (renter, held) = (&order.renter, &mut order.held);
		let (mut paid, mut compensation, mut bond) = (0, 0, 0);
		if let Some(Supply { provider, payee }) = &order.supply {
			let to = [payee, provider];
			paid = Self::settle(HoldReason::Rent, renter, to, division.pay, &mut held.rent);
			let (owed, kept) = (division.compensation, division.bond);
			compensation = Self::settle(HoldReason::Bond, provider, [renter], owed, &mut held.bond);
			bond = Self::settle(HoldReason::Bond, provider, [provider], kept, &mut held.bond);
		}
		let refund =
			Self::settle(HoldReason::Rent, renter, [renter], division.refund, &mut held.rent);
		order.paid = division.earned;
		Self::deposit_event(Event::RentSettled {
			order: id,
			paid,
			fee,
			refund,
			compensation,
			bond,
		});
	}

	/// Closes an order: settles what is still on hold, gives its chips back, and removes its records.
	pub(crate) fn close(id: OrderId, mut order: OrderOf<T>, outcome: Outcome) {
		if order.state.holds_chips() {
			Self::release_chips(id, &order);
		}
		match outcome {
			Outcome::Cancelled | Outcome::NotAccepted | Outcome::NotConfirmed => {
				Self::settle_rent(id, &mut order, Dues::default());
			}
			Outcome::NotDelivered => {
				Self::note_silence(&order, order.rent);
				let penalty = order.penalty();
				Self::settle_rent(id, &mut order, Dues { rent: 0, penalty });
			}
			Outcome::Signed => {
				Self::settle_dues(id, &mut order);
				Self::note_scores(&order);
			}
			// The rent is the renter's, drawn or not; what is owed for an early end stays owed.
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
		let (renter, held) = (&order.renter, &mut order.held);
		let (mut deposit, storage) = (held.deposit, held.storage);
		if outcome == Outcome::Forfeited {
			let credit = Self::take(HoldReason::Deposit, renter, deposit, &mut held.deposit);
			T::Forfeits::on_unbalanced(credit);
			deposit = 0;
		} else {
			deposit =
				Self::settle(HoldReason::Deposit, renter, [renter], deposit, &mut held.deposit);
		}
		Self::settle(HoldReason::Storage, renter, [renter], storage, &mut held.storage);
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
