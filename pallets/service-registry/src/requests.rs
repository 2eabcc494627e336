//! Questions.

use crate::{consensus::ConsensusStrategy, *};
use frame_support::{
	ensure,
	traits::Get,
	weights::{Weight, WeightToFee},
	BoundedVec,
};
use sp_core::H256;
use sp_runtime::{traits::Zero, DispatchError};
use vajra_primitives::service::{
	Ask, AskInput, ConsumerId, OnResult, Oracle, RequestId, ServiceId, ServiceVersion,
};

/// Where a request's fee comes from.
struct Bill<T: Config> {
	release: ReleaseOf<T>,
	fee: Balance,
	/// The subscription that it comes out of, as it is then.
	subscription: Option<Subscription>,
}

impl<T: Config> Pallet<T> {
	/// The request's id, and how many are asked.
	pub(crate) fn do_request(
		consumer: T::AccountId,
		service: ServiceId,
		version: ServiceVersion,
		fingerprint: H256,
		input: InputOf<T>,
		callback: Option<(ConsumerId, BytesOf<T>)>,
	) -> Result<(RequestId, u32), DispatchError> {
		let callback = callback.map(|(id, data)| Self::callback(id, data)).transpose()?;
		Self::open(consumer, service, version, fingerprint, input, callback)
	}

	/// Opens a request whose callback is known to be one that can be delivered.
	pub(crate) fn open(
		consumer: T::AccountId,
		service: ServiceId,
		version: ServiceVersion,
		fingerprint: H256,
		input: InputOf<T>,
		callback: Option<CallbackOf<T>>,
	) -> Result<(RequestId, u32), DispatchError> {
		let record = Self::service(service)?;
		let Bill { release, fee, subscription } =
			Self::bill(&consumer, service, &record, version, fingerprint)?;
		let panel = Self::panel(service, record.admission).members;
		let asked = panel.len() as u32;
		ensure!(asked >= Self::least_panel(&release), Error::<T>::TooFewOperators);
		let prepaid = callback
			.as_ref()
			.map_or(Zero::zero(), |callback| T::CallbackFee::weight_to_fee(&callback.weight));
		let new = if subscription.is_some() { 0 } else { fee };
		let held = new.checked_add(prepaid).ok_or(Error::<T>::Overflow)?;
		let request = NextRequest::<T>::get();
		let next = request.checked_add(1).ok_or(Error::<T>::Overflow)?;
		Self::hold(HoldReason::Fee, &consumer, held)?;

		NextRequest::<T>::put(next);
		for member in &panel {
			Operators::<T>::try_mutate(service, &member.operator, |operator| {
				let operator = operator.as_mut().ok_or(Error::<T>::OperatorNotFound)?;
				operator.open = operator.open.checked_add(1).ok_or(Error::<T>::Overflow)?;
				Ok::<_, DispatchError>(())
			})?;
		}
		let now = Self::now();
		let (sealed, commit, reveal) = match release.rules.answering {
			Answering::CommitReveal { commit, reveal } => (true, commit, reveal),
			Answering::SignedReport { answer } => (false, answer, 0),
		};
		let commit_until = now.checked_add(commit).ok_or(Error::<T>::Overflow)?;
		let answer_until = commit_until.checked_add(reveal).ok_or(Error::<T>::Overflow)?;
		let seats = panel.into_iter().map(|member| Seat {
			operator: member.operator,
			registration: member.registration,
			stake: member.stake,
			state: SeatState::Silent,
		});
		let question = Request {
			service,
			version,
			consumer: consumer.clone(),
			fee,
			prepaid,
			subscription: subscription.map(|subscription| subscription.registration),
			sealed,
			hidden: matches!(input, Input::Hash(_)),
			asked_at: now,
			commit_until,
			answer_until,
			arrivals: 0,
			evidence: H256::zero(),
			panel: BoundedVec::truncate_from(seats.collect()),
		};
		if let Some(subscription) = subscription {
			Subscriptions::<T>::insert(service, &consumer, subscription);
		}
		if let Some(callback) = callback {
			Callbacks::<T>::insert(request, callback);
		}
		Inputs::<T>::insert(request, input);
		Requests::<T>::insert(request, question);
		Self::begin_use(service, record, version, release)?;
		Self::deposit_event(Event::Requested {
			request,
			service,
			version,
			consumer,
			fee,
			asked,
			answer_until,
		});
		Ok((request, asked))
	}

	/// How many must be asked.
	fn least_panel(release: &ReleaseOf<T>) -> u32 {
		release.rules.consensus.least_panel(release.rules.quorum).max(1)
	}

	/// Whether so many operators serve that there can be a result.
	pub(crate) fn can_answer(
		service: ServiceId,
		record: &ServiceOf<T>,
		release: &ReleaseOf<T>,
	) -> bool {
		let panel = Self::panel(service, record.admission).members;
		panel.len() as u32 >= Self::least_panel(release)
	}

	/// What a request costs. New customers get the latest version; a subscriber the one that it has
	/// subscribed to, for as long as the subscription lasts.
	fn bill(
		consumer: &T::AccountId,
		service: ServiceId,
		record: &ServiceOf<T>,
		version: ServiceVersion,
		fingerprint: H256,
	) -> Result<Bill<T>, DispatchError> {
		let release = Self::release_of(service, version)?;
		ensure!(release.fingerprint == fingerprint, Error::<T>::FingerprintMismatch);
		match release.rules.pricing {
			Pricing::PerCall { price } => {
				Self::agreed(service, record, version, fingerprint)?;
				Ok(Bill { release, fee: price, subscription: None })
			}
			Pricing::Subscription { .. } => {
				let mut subscription = Self::subscription(service, consumer, version)?;
				let fee = subscription.take().ok_or(Error::<T>::QuotaUsed)?;
				Ok(Bill { release, fee, subscription: Some(subscription) })
			}
			Pricing::Session { .. } => Err(Error::<T>::WrongPricing.into()),
		}
	}

	/// A callback, with what it weighs as the consumer says.
	fn callback(consumer: ConsumerId, data: BytesOf<T>) -> Result<CallbackOf<T>, DispatchError> {
		let weight: Weight =
			T::Consumers::weight(consumer, &data).ok_or(Error::<T>::ConsumerUnknown)?;
		let most = T::Terms::get().callbacks.max_weight;
		ensure!(weight.all_lte(most), Error::<T>::CallbackTooHeavy);
		Ok(Callback { consumer, data, weight, attempts: 0 })
	}
}

impl<T: Config> Oracle<T::AccountId> for Pallet<T> {
	fn ask(consumer: &T::AccountId, ask: Ask) -> Result<RequestId, DispatchError> {
		let bounded = |bytes: alloc::vec::Vec<u8>| {
			BytesOf::<T>::try_from(bytes).map_err(|_| DispatchError::Exhausted)
		};
		let input = match ask.input {
			AskInput::Bytes(bytes) => Input::Bytes(bounded(bytes)?),
			AskInput::Hash(hash) => Input::Hash(hash),
		};
		let callback = match ask.callback {
			Some((id, data)) => Some((id, bounded(data)?)),
			None => None,
		};
		frame_support::storage::with_storage_layer(|| {
			Self::do_request(
				consumer.clone(),
				ask.service,
				ask.version,
				ask.fingerprint,
				input,
				callback,
			)
		})
		.map(|(request, _)| request)
	}
}
