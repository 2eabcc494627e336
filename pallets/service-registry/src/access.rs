//! Subscriptions, calls made off chain, and sessions.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use sp_core::H256;
use sp_runtime::DispatchError;
use vajra_primitives::service::{NonceWindow, ServiceId, ServiceVersion, SignedCall};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_subscribe(
		consumer: T::AccountId,
		service: ServiceId,
		version: ServiceVersion,
		fingerprint: H256,
	) -> DispatchResult {
		// One that is over makes room; its end changes the records below.
		if let Some(former) = Subscriptions::<T>::get(service, &consumer) {
			ensure!(Self::now() > former.until, Error::<T>::AlreadySubscribed);
			Self::do_end_subscription(&consumer, service, consumer.clone())?;
		}
		let record = Self::service(service)?;
		let release = Self::agreed(service, &record, version, fingerprint)?;
		let pricing = release.rules.pricing;
		let Pricing::Subscription { price, period, quota } = pricing else {
			return Err(Error::<T>::WrongPricing.into());
		};
		let per_call = pricing.unit().ok_or(Error::<T>::Overflow)?;
		let until = Self::now().checked_add(period).ok_or(Error::<T>::Overflow)?;
		Self::hold(HoldReason::Fee, &consumer, price)?;
		let subscription = Subscription {
			registration: Self::next_registration()?,
			version,
			per_call,
			calls: quota,
			returned: 0,
			held: price,
			until,
			redeemed: NonceWindow::default(),
		};
		Self::begin_use(service, record, version, release)?;
		Subscriptions::<T>::insert(service, &consumer, subscription);
		Self::deposit_event(Event::Subscribed { service, consumer, version, calls: quota, until });
		Ok(())
	}

	pub(crate) fn do_end_subscription(
		who: &T::AccountId,
		service: ServiceId,
		consumer: T::AccountId,
	) -> DispatchResult {
		let subscription =
			Subscriptions::<T>::get(service, &consumer).ok_or(Error::<T>::NotSubscribed)?;
		let record = Self::service(service)?;
		let release = Self::release_of(service, subscription.version)?;
		if Self::now() <= subscription.until {
			let served = *who != consumer || Self::can_answer(service, &record, &release);
			ensure!(!served, Error::<T>::SubscriptionOpen);
			return Self::fail_subscription(service, consumer, subscription);
		}
		Subscriptions::<T>::remove(service, &consumer);
		let left = subscription.held;
		if record.status == Status::Retired {
			Self::refund(service, &consumer, left);
		} else {
			let owed = subscription.owed();
			let unused = left.saturating_sub(owed);
			if unused > 0 {
				Self::pay_unused(service, &record.owner, &release.rules, &consumer, unused);
			}
			Self::refund(service, &consumer, owed);
		}
		Self::end_use(service, record, subscription.version, release);
		Self::deposit_event(Event::SubscriptionEnded {
			service,
			consumer,
			calls: subscription.calls,
		});
		Ok(())
	}

	/// Notes that the service has failed all calls that are left, once. The record stays until it is over:
	/// operators redeem what they have served, and no later subscription pays for it again.
	fn fail_subscription(
		service: ServiceId,
		consumer: T::AccountId,
		mut subscription: Subscription,
	) -> DispatchResult {
		let calls = subscription.calls;
		ensure!(subscription.returned < calls, Error::<T>::SubscriptionOpen);
		subscription.returned = calls;
		Subscriptions::<T>::insert(service, &consumer, subscription);
		Self::deposit_event(Event::SubscriptionFailed { service, consumer, calls });
		Ok(())
	}

	pub(crate) fn do_redeem_call(
		operator: T::AccountId,
		call: SignedCall<T::AccountId>,
		signature: T::Signature,
	) -> DispatchResult {
		let SignedCall { service, version, nonce, .. } = call;
		let mut record = Self::service(service)?;
		let mut server = Self::serving(service, record.admission, &operator)?;
		let mut subscription = Self::subscription(service, &call.consumer, version)?;
		ensure!(call.genesis == Self::genesis_hash(), Error::<T>::BadSignature);
		ensure!(call.operator == operator, Error::<T>::NotCalled);
		ensure!(Self::now() <= call.expiry, Error::<T>::CallSpent);
		// A later subscription of the same consumer does not know which calls were redeemed.
		ensure!(call.expiry <= subscription.until, Error::<T>::CallOutlivesSubscription);
		ensure!(subscription.redeemed.accept(nonce), Error::<T>::CallSpent);
		let fee = subscription.take().ok_or(Error::<T>::QuotaUsed)?;
		ensure!(call.is_signed(&signature), Error::<T>::BadSignature);
		let release = Self::release_of(service, version)?;
		let consumer = call.consumer;
		Subscriptions::<T>::insert(service, &consumer, subscription);
		Self::note_served(&mut record, &mut server, &release.rules, fee);
		Operators::<T>::insert(service, &operator, server);
		let paid = [operator.clone()];
		Self::pay(service, &record.owner, &release.rules, &consumer, fee, &paid);
		Services::<T>::insert(service, record);
		Self::deposit_event(Event::CallRedeemed { service, consumer, operator, nonce });
		Ok(())
	}

	pub(crate) fn do_open_session(
		consumer: T::AccountId,
		service: ServiceId,
		version: ServiceVersion,
		fingerprint: H256,
		operator: T::AccountId,
		blocks: Blocks,
	) -> DispatchResult {
		let record = Self::service(service)?;
		let release = Self::agreed(service, &record, version, fingerprint)?;
		let pricing = release.rules.pricing;
		let Pricing::Session { price, longest } = pricing else {
			return Err(Error::<T>::WrongPricing.into());
		};
		ensure!((1..=longest).contains(&blocks), Error::<T>::SessionLength);
		let exists = Sessions::<T>::contains_key(service, &consumer);
		ensure!(!exists, Error::<T>::SessionExists);
		let mut server = Self::serving(service, record.admission, &operator)?;
		server.open = server.open.checked_add(1).ok_or(Error::<T>::Overflow)?;
		let held = pricing.due(blocks).ok_or(Error::<T>::Overflow)?;
		let since = Self::now();
		let until = since.checked_add(blocks).ok_or(Error::<T>::Overflow)?;
		Self::hold(HoldReason::Fee, &consumer, held)?;
		let session = Session {
			registration: Self::next_registration()?,
			version,
			operator: operator.clone(),
			price,
			held,
			since,
			until,
		};
		Self::begin_use(service, record, version, release)?;
		Operators::<T>::insert(service, &operator, server);
		Sessions::<T>::insert(service, &consumer, session);
		Self::deposit_event(Event::SessionOpened { service, consumer, operator, until });
		Ok(())
	}

	pub(crate) fn do_close_session(
		who: T::AccountId,
		service: ServiceId,
		consumer: T::AccountId,
	) -> DispatchResult {
		let session = Sessions::<T>::get(service, &consumer).ok_or(Error::<T>::SessionNotFound)?;
		let party = who == consumer || who == session.operator;
		let now = Self::now();
		ensure!(party || now > session.until, Error::<T>::SessionOpen);
		let mut record = Self::service(service)?;
		let mut server = Self::operator(service, &session.operator)?;
		let release = Self::release_of(service, session.version)?;
		let cost = session.cost(now);
		Sessions::<T>::remove(service, &consumer);
		server.open = server.open.saturating_sub(1);
		Self::note_served(&mut record, &mut server, &release.rules, cost);
		Operators::<T>::insert(service, &session.operator, server);
		let (owner, paid) = (&record.owner, [session.operator]);
		Self::pay(service, owner, &release.rules, &consumer, cost, &paid);
		let rest = session.held.saturating_sub(cost);
		if rest > 0 {
			Self::refund(service, &consumer, rest);
		}
		Self::end_use(service, record, session.version, release);
		Self::deposit_event(Event::SessionClosed { service, consumer, cost });
		Ok(())
	}

	/// Notes that a consumer has paid for what an operator has done off chain.
	fn note_served(
		record: &mut ServiceOf<T>,
		operator: &mut Operator,
		rules: &RulesOf<T>,
		paid: Balance,
	) {
		let half_life = T::Terms::get().reputation.half_life;
		let value = rules.shares.common().mul_floor(paid);
		record.reputation.note(true, value, Self::now(), half_life);
		operator.reputation.note(true, value, Self::now(), half_life);
	}

	/// A consumer's subscription to this version, if it is not over.
	pub(crate) fn subscription(
		service: ServiceId,
		consumer: &T::AccountId,
		version: ServiceVersion,
	) -> Result<Subscription, DispatchError> {
		let subscription = Subscriptions::<T>::get(service, consumer)
			.filter(|subscription| subscription.version == version)
			.ok_or(Error::<T>::NotSubscribed)?;
		ensure!(Self::now() <= subscription.until, Error::<T>::SubscriptionOver);
		Ok(subscription)
	}
}
