//! Operators come, serve and go.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use sp_runtime::DispatchError;
use vajra_primitives::service::ServiceId;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_join(who: T::AccountId, service: ServiceId, stake: Balance) -> DispatchResult {
		let mut record = Self::service(service)?;
		ensure!(record.status != Status::Retired, Error::<T>::ServiceRetired);
		ensure!(!Operators::<T>::contains_key(service, &who), Error::<T>::OperatorExists);
		ensure!(stake >= record.min_stake, Error::<T>::StakeTooLow);
		record.operators = record.operators.checked_add(1).ok_or(Error::<T>::Overflow)?;
		Self::hold(HoldReason::Stake, &who, stake)?;
		let registration = Self::next_registration()?;
		let mut operator = Operator {
			registration,
			stake,
			standing: Standing::Pending,
			open: 0,
			shortfall: 0,
			reputation: Reputation::default(),
			tested: None,
		};
		if record.admission != Admission::Approved {
			let serves = Self::seat(service, &record, &who, &mut operator);
			let elected = matches!(record.admission, Admission::Elected { .. });
			ensure!(serves || elected, Error::<T>::TooManyOperators);
		}
		let standing = operator.standing;
		Operators::<T>::insert(service, &who, operator);
		Services::<T>::insert(service, record);
		Self::deposit_event(Event::OperatorJoined {
			service,
			operator: who,
			registration,
			stake,
			standing,
		});
		Ok(())
	}

	/// Gives an operator a place in the roster, or a seat on the bench if there is none: whether it
	/// serves. Where stake decides, a newcomer takes the place of the one with the least.
	fn seat(
		service: ServiceId,
		record: &ServiceOf<T>,
		who: &T::AccountId,
		operator: &mut Operator,
	) -> bool {
		operator.standing = Standing::Benched;
		if operator.stake < record.min_stake {
			return false;
		}
		let mut roster = Rosters::<T>::get(service);
		if !roster.has_room() && matches!(record.admission, Admission::Elected { .. }) {
			if let Some(displaced) = roster.displace(operator.stake) {
				Self::bench(service, &displaced.operator);
			}
		}
		let member = Member {
			operator: who.clone(),
			registration: operator.registration,
			stake: operator.stake,
		};
		let serves = roster.enter(member);
		if serves {
			operator.standing = Standing::Serving;
			Rosters::<T>::insert(service, roster);
		}
		serves
	}

	/// Notes that an operator has lost its place in the roster.
	fn bench(service: ServiceId, who: &T::AccountId) {
		Operators::<T>::mutate(service, who, |operator| {
			if let Some(operator) = operator {
				operator.standing = Standing::Benched;
			}
		});
		Self::deposit_event(Event::OperatorBenched { service, operator: who.clone() });
	}

	pub(crate) fn do_add_stake(
		who: T::AccountId,
		service: ServiceId,
		amount: Balance,
	) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::AmountTooSmall);
		let record = Self::service(service)?;
		let mut operator = Self::operator(service, &who)?;
		let leaving = matches!(operator.standing, Standing::Leaving { .. });
		ensure!(!leaving, Error::<T>::OperatorLeaving);
		operator.stake = operator.stake.checked_add(amount).ok_or(Error::<T>::Overflow)?;
		Self::hold(HoldReason::Stake, &who, amount)?;
		match operator.standing {
			Standing::Serving => {
				Rosters::<T>::mutate(service, |roster| roster.restake(&who, operator.stake));
			}
			Standing::Benched if operator.stake >= record.min_stake => {
				Self::seat(service, &record, &who, &mut operator);
			}
			Standing::Benched | Standing::Pending | Standing::Leaving { .. } => {}
		}
		let (stake, standing) = (operator.stake, operator.standing);
		Operators::<T>::insert(service, &who, operator);
		Self::deposit_event(Event::StakeAdded { service, operator: who, stake, standing });
		Ok(())
	}

	pub(crate) fn do_approve_operator(
		owner: T::AccountId,
		service: ServiceId,
		who: T::AccountId,
		registration: Registration,
	) -> DispatchResult {
		let record = Self::owned(&owner, service)?;
		ensure!(record.status != Status::Retired, Error::<T>::ServiceRetired);
		let mut operator = Self::registered(service, &who, registration)?;
		ensure!(operator.standing == Standing::Pending, Error::<T>::OperatorNotPending);
		let serves = Self::seat(service, &record, &who, &mut operator);
		ensure!(serves, Error::<T>::TooManyOperators);
		Operators::<T>::insert(service, &who, operator);
		Self::deposit_event(Event::OperatorApproved { service, operator: who });
		Ok(())
	}

	pub(crate) fn do_dismiss_operator(
		owner: T::AccountId,
		service: ServiceId,
		who: T::AccountId,
		registration: Registration,
	) -> DispatchResult {
		let record = Self::owned(&owner, service)?;
		let may = record.admission == Admission::Approved || record.status == Status::Retired;
		ensure!(may, Error::<T>::NotDismissible);
		Self::registered(service, &who, registration)?;
		Self::do_leave(who, service)
	}

	pub(crate) fn do_leave(who: T::AccountId, service: ServiceId) -> DispatchResult {
		let mut operator = Self::operator(service, &who)?;
		let leaving = matches!(operator.standing, Standing::Leaving { .. });
		ensure!(!leaving, Error::<T>::OperatorLeaving);
		if operator.standing == Standing::Serving {
			Rosters::<T>::mutate(service, |roster| roster.leave(&who));
		}
		let until = Self::now().saturating_add(T::Terms::get().leave_delay);
		operator.standing = Standing::Leaving { until };
		Operators::<T>::insert(service, &who, operator);
		Self::deposit_event(Event::OperatorLeft { service, operator: who, until });
		Ok(())
	}

	pub(crate) fn do_withdraw_stake(who: T::AccountId, service: ServiceId) -> DispatchResult {
		let operator = Self::operator(service, &who)?;
		let Standing::Leaving { until } = operator.standing else {
			return Err(Error::<T>::OperatorNotLeaving.into());
		};
		ensure!(Self::now() >= until, Error::<T>::StakeLocked);
		ensure!(operator.open == 0, Error::<T>::StakeInUse);
		let mut record = Self::service(service)?;
		record.operators = record.operators.saturating_sub(1);
		Services::<T>::insert(service, record);
		Operators::<T>::remove(service, &who);
		let amount = Self::give_back(HoldReason::Stake, &who, operator.stake);
		Self::deposit_event(Event::StakeWithdrawn { service, operator: who, amount });
		Ok(())
	}

	/// An operator's record.
	pub(crate) fn operator(
		service: ServiceId,
		who: &T::AccountId,
	) -> Result<Operator, DispatchError> {
		Operators::<T>::get(service, who).ok_or(Error::<T>::OperatorNotFound.into())
	}

	/// The record of an operator that has not left and come back.
	fn registered(
		service: ServiceId,
		who: &T::AccountId,
		registration: Registration,
	) -> Result<Operator, DispatchError> {
		let operator = Self::operator(service, who)?;
		ensure!(operator.registration == registration, Error::<T>::RegistrationMismatch);
		Ok(operator)
	}

	/// The operators that are asked, those with the most stake first.
	pub(crate) fn panel(service: ServiceId, admission: Admission) -> RosterOf<T> {
		let mut roster = Rosters::<T>::get(service);
		if let Admission::Elected { seats } = admission {
			roster.members.truncate(seats as usize);
		}
		roster
	}

	/// The record of an operator that would be asked now.
	pub(crate) fn serving(
		service: ServiceId,
		admission: Admission,
		who: &T::AccountId,
	) -> Result<Operator, DispatchError> {
		let operator = Self::operator(service, who)?;
		let panel = Self::panel(service, admission);
		let serves = panel.members.iter().any(|member| member.operator == *who);
		ensure!(serves, Error::<T>::OperatorNotServing);
		Ok(operator)
	}
}
