//! The service is asked, and answers: what any consumer on chain has to do.

use crate::*;
use codec::{Encode, MaxEncodedLen};
use frame_support::{
	ensure,
	pallet_prelude::{DispatchError, DispatchResult, Weight},
	traits::Get,
};
use vajra_primitives::service::{
	Answer, ConsumerId, NoResult, OnResult, Oracle, RequestId, ServiceResult,
};

impl<T> From<Unclaimable> for Error<T> {
	fn from(unclaimable: Unclaimable) -> Self {
		match unclaimable {
			Unclaimable::TooEarly => Self::ClaimTooEarly,
			Unclaimable::TooLate => Self::ClaimTooLate,
			Unclaimable::Pending => Self::ClaimPending,
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_claim(holder: T::AccountId, policy: PolicyId) -> DispatchResult {
		let record = Self::claimable(&holder, policy)?;
		let request = T::Oracle::ask(&holder, record.terms.ask(CONSUMER, policy.encode()))?;
		Self::note_claim(policy, record, request);
		Ok(())
	}

	/// A policy that its holder can claim now.
	pub(crate) fn claimable(
		holder: &T::AccountId,
		policy: PolicyId,
	) -> Result<PolicyOf<T>, DispatchError> {
		let record = Self::policy(policy)?;
		ensure!(record.holder == *holder, Error::<T>::NotHolder);
		record.may_claim(Self::now(), T::Patience::get()).map_err(Error::<T>::from)?;
		Ok(record)
	}

	/// Remembers a request as that of a policy's claim. One that was made for it before counts no more.
	pub(crate) fn note_claim(policy: PolicyId, record: PolicyOf<T>, request: RequestId) {
		if let Some(before) = record.request() {
			Claims::<T>::remove(before);
		}
		Claims::<T>::insert(request, policy);
		let stage = Stage::Claimed { request, at: Self::now() };
		Policies::<T>::insert(policy, Policy { stage, ..record });
		Self::deposit_event(Event::Claimed { policy, request });
	}

	/// Pays a policy, or not. It fails before it changes anything.
	fn decide(policy: PolicyId, record: PolicyOf<T>, answer: i128) -> DispatchResult {
		if !record.terms.peril.has_come(answer) {
			Self::close(policy, &record)?;
			Self::deposit_event(Event::Rejected { policy, answer });
			return Ok(());
		}
		let (holder, sum) = (record.holder.clone(), record.sum);
		ensure!(sum <= Pot::<T>::get(), Error::<T>::PotTooSmall);
		Self::take_out(&holder, sum)?;
		Self::close(policy, &record)?;
		Self::deposit_event(Event::PaidOut { policy, holder, sum, answer });
		Ok(())
	}

	/// Lets a policy be claimed once more.
	fn leave_open(
		policy: PolicyId,
		request: RequestId,
		record: PolicyOf<T>,
		why: Option<NoResult>,
	) {
		Claims::<T>::remove(request);
		let stage = Stage::Unanswered { at: Self::now() };
		Policies::<T>::insert(policy, Policy { stage, ..record });
		Self::deposit_event(Event::Unanswered { policy, why });
	}
}

impl<T: Config> OnResult<T::AccountId> for Pallet<T> {
	fn weight(consumer: ConsumerId, data: &[u8]) -> Option<Weight> {
		let known = consumer == CONSUMER && data.len() == PolicyId::max_encoded_len();
		known.then(<T as Config>::WeightInfo::on_result)
	}

	fn on_result(
		_: ConsumerId,
		request: RequestId,
		_: &T::AccountId,
		_: &[u8],
		result: &ServiceResult,
	) -> DispatchResult {
		// Anybody can make a request that names this consumer and one of its policies. Only its own
		// requests count, and of these it knows the policy itself.
		let policy = Claims::<T>::get(request).ok_or(Error::<T>::ClaimNotFound)?;
		let record = Self::policy(policy)?;
		match result {
			Ok(Answer::Number(answer)) => Self::decide(policy, record, *answer)?,
			Ok(Answer::Hash(_)) => Self::leave_open(policy, request, record, None),
			Err(why) => Self::leave_open(policy, request, record, Some(*why)),
		}
		Ok(())
	}
}
