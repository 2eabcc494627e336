//! From answers to a result, and to who is paid and who is slashed.

use crate::{
	consensus::{ConsensusStrategy, Outcome},
	*,
};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	traits::{Get, Imbalance, OnUnbalanced},
	weights::Weight,
};
use sp_runtime::DispatchError;
use vajra_primitives::service::RequestId;

impl<T: Config> Pallet<T> {
	/// How many were asked, and what was used of the callback's weight.
	pub(crate) fn do_finalize(request: RequestId) -> Result<(u32, Weight), DispatchError> {
		let question = Self::open_request(request)?;
		let mut record = Self::service(question.service)?;
		let release = Self::release_of(question.service, question.version)?;
		let rules = &release.rules;
		let votes = question.votes();
		let decided = !rules.consensus.needs_all() && !votes.is_empty();
		let over = question.phase(Self::now()) == Phase::Over;
		ensure!(over || decided, Error::<T>::RequestOpen);

		let terms = T::Terms::get();
		let outcome = rules.consensus.resolve(&votes, rules.quorum);
		let treatments =
			question.treatments(&outcome, rules.consensus.needs_all(), terms.slashes.witnesses);
		Requests::<T>::remove(request);
		Inputs::<T>::remove(request);
		let value = rules.shares.common().mul_floor(question.fee);
		let confirmed = Self::settle_panel(request, &question, &record, &treatments, value);
		let result = match &outcome {
			Outcome::Result { value, .. } => Ok(*value),
			Outcome::NoResult(reason) => Err(*reason),
		};
		// A question that most could not answer says nothing about the service.
		if result.is_ok() || question.is_witnessed(terms.slashes.witnesses) {
			let half_life = terms.reputation.half_life;
			record.reputation.note(result.is_ok(), value, Self::now(), half_life);
		}
		if result.is_ok() {
			let (consumer, fee) = (&question.consumer, question.fee);
			Self::pay(question.service, &record.owner, rules, consumer, fee, &confirmed);
		} else {
			Self::return_fee(&question);
		}
		if question.prepaid > 0 {
			let prepaid = Self::take(HoldReason::Fee, &question.consumer, question.prepaid);
			T::Treasury::on_unbalanced(prepaid);
		}
		Self::end_use(question.service, record, question.version, release);
		let asked = question.panel.len() as u32;
		let settled = Settled {
			service: question.service,
			version: question.version,
			consumer: question.consumer,
			result,
			asked,
			answered: votes.len() as u32,
			confirmed: confirmed.len() as u32,
			evidence: question.evidence,
			at: Self::now(),
		};
		Results::<T>::insert(request, &settled);
		Self::deposit_event(Event::Finalized { request, result });
		Ok((asked, Self::first_callback(request, &settled)))
	}

	/// Settles what the request means for the operators: their counts, their reputations, and what they
	/// lose. Returns those who are to be paid.
	fn settle_panel(
		request: RequestId,
		question: &RequestOf<T>,
		record: &ServiceOf<T>,
		treatments: &[Treatment],
		value: Balance,
	) -> Vec<T::AccountId> {
		let service = question.service;
		let half_life = T::Terms::get().reputation.half_life;
		let mut roster = Rosters::<T>::get(service);
		let mut confirmed = Vec::new();
		let mut slashed = false;
		for (seat, treatment) in question.panel.iter().zip(treatments) {
			let who = &seat.operator;
			// Whoever is referred to cannot have left.
			let found = Operators::<T>::get(service, who)
				.filter(|operator| operator.registration == seat.registration);
			let Some(mut operator) = found else { continue };
			operator.open = operator.open.saturating_sub(1);
			match treatment {
				Treatment::Paid => {
					operator.reputation.note(true, value, Self::now(), half_life);
					confirmed.push(who.clone());
				}
				Treatment::Spared => {}
				Treatment::Deviated | Treatment::Silent | Treatment::Withheld => {
					slashed = true;
					operator.reputation.note(false, value, Self::now(), half_life);
					Self::slash(request, question, seat, &mut operator, *treatment);
					Self::reseat(record, who, &mut operator, &mut roster, service);
				}
			}
			Operators::<T>::insert(service, who, operator);
		}
		if slashed {
			Rosters::<T>::insert(service, roster);
		}
		confirmed
	}

	/// Takes what its [`Treatment`] costs an operator, as far as it is there.
	fn slash(
		request: RequestId,
		question: &RequestOf<T>,
		seat: &SeatOf<T>,
		operator: &mut Operator,
		treatment: Treatment,
	) {
		let answered = treatment == Treatment::Deviated;
		let wanted = treatment.slash(&T::Terms::get().slashes, seat.stake, operator.stake);
		let there = wanted.min(operator.stake);
		let credit = Self::take(HoldReason::Stake, &seat.operator, there);
		let amount = credit.peek();
		let shortfall = wanted.saturating_sub(amount);
		operator.stake = operator.stake.saturating_sub(amount);
		operator.shortfall = operator.shortfall.saturating_add(shortfall);
		T::Slashed::on_unbalanced(credit);
		Self::deposit_event(Event::OperatorSlashed {
			service: question.service,
			operator: seat.operator.clone(),
			request,
			answered,
			amount,
			shortfall,
		});
	}

	/// Gives an operator whose stake has fallen its new place in the roster, or none.
	fn reseat(
		record: &ServiceOf<T>,
		who: &T::AccountId,
		operator: &mut Operator,
		roster: &mut RosterOf<T>,
		service: vajra_primitives::service::ServiceId,
	) {
		if operator.standing != Standing::Serving {
			return;
		}
		if operator.stake >= record.min_stake {
			roster.restake(who, operator.stake);
		} else {
			roster.leave(who);
			operator.standing = Standing::Benched;
			Self::deposit_event(Event::OperatorBenched { service, operator: who.clone() });
		}
	}

	/// Gives the fee of a request without a result back: into the subscription that it came from, if that
	/// is not over.
	fn return_fee(question: &RequestOf<T>) {
		let (service, consumer) = (question.service, &question.consumer);
		let subscription = Subscriptions::<T>::get(service, consumer).filter(|subscription| {
			Some(subscription.registration) == question.subscription
				&& Self::now() <= subscription.until
		});
		match subscription {
			Some(mut subscription) => {
				subscription.put_back(question.fee);
				Subscriptions::<T>::insert(service, consumer, subscription);
				Self::deposit_event(Event::CallReturned { service, consumer: consumer.clone() });
			}
			None => Self::refund(service, consumer, question.fee),
		}
	}
}
