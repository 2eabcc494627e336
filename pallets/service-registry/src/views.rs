//! What programs ask about the state, off chain. Pages bound what one question costs.

use crate::*;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame_support::traits::{fungible::InspectHold, Get};
use scale_info::TypeInfo;
use sp_runtime::Perbill;
use vajra_primitives::service::{RequestId, ServiceId, ServiceVersion};

/// Most entries of one page.
const PAGE: u32 = 256;

/// A service that was found.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Found<AccountId> {
	/// Its place; the next page begins after that of the last one.
	pub place: Rank,
	/// Its id.
	pub service: ServiceId,
	/// Its owner.
	pub owner: AccountId,
	/// Whether it takes new customers.
	pub status: Status,
	/// Where it is found.
	pub listing: Listing,
	/// Its latest version.
	pub version: ServiceVersion,
	/// What that costs.
	pub pricing: Pricing,
	/// How many operators serve.
	pub operators: u32,
	/// How its requests went, by their value, now.
	pub score: Perbill,
	/// What evaluators found last.
	pub tested: Option<Tested>,
}

/// An operator that serves.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct OperatorView<AccountId> {
	/// Who.
	pub operator: AccountId,
	/// Its record.
	pub record: Operator,
	/// How its answers were, by their value, now.
	pub score: Perbill,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn view_may_call(
		consumer: &T::AccountId,
		service: ServiceId,
	) -> Permission<T::AccountId> {
		Self::permission(consumer, service).unwrap_or_else(Permission::Refused)
	}

	fn permission(
		consumer: &T::AccountId,
		service: ServiceId,
	) -> Result<Permission<T::AccountId>, Refusal> {
		let record = Services::<T>::get(service).ok_or(Refusal::ServiceNotFound)?;
		let now = Self::now();
		let suffices = |version| {
			Releases::<T>::get(service, version)
				.filter(|release| Self::can_answer(service, &record, release))
				.map(|release| release.rules)
				.ok_or(Refusal::TooFewOperators)
		};
		// Those who have paid are served whatever the service's status is.
		if let Some(session) = Sessions::<T>::get(service, consumer) {
			if now <= session.until {
				let Session { version, operator, until, .. } = session;
				return Ok(Permission::InSession { version, operator, until });
			}
		}
		if let Some(subscription) = Subscriptions::<T>::get(service, consumer) {
			let Subscription { version, calls, until, .. } = subscription;
			if now <= until {
				suffices(version)?;
				if calls == 0 {
					return Err(Refusal::QuotaUsed);
				}
				return Ok(Permission::Subscribed { version, calls, until });
			}
		}
		match record.status {
			Status::Active => {}
			Status::Paused => return Err(Refusal::ServicePaused),
			Status::Retired => return Err(Refusal::ServiceRetired),
		}
		let rules = suffices(record.current)?;
		match rules.pricing {
			Pricing::PerCall { price } => {
				let reason = HoldReason::Fee.into();
				if !CurrencyOf::<T>::can_hold(&reason, consumer, price) {
					return Err(Refusal::InsufficientBalance);
				}
				Ok(Permission::PerCall { version: record.current, price })
			}
			Pricing::Subscription { .. } => {
				let over = Subscriptions::<T>::contains_key(service, consumer);
				Err(if over { Refusal::SubscriptionOver } else { Refusal::NotSubscribed })
			}
			Pricing::Session { .. } => {
				let over = Sessions::<T>::contains_key(service, consumer);
				Err(if over { Refusal::SessionOver } else { Refusal::NoSession })
			}
		}
	}

	pub(crate) fn view_is_redeemable(
		consumer: &T::AccountId,
		service: ServiceId,
		version: ServiceVersion,
		nonce: u64,
		expiry: Blocks,
	) -> bool {
		Self::subscription(service, consumer, version).is_ok_and(|subscription| {
			let in_time = (Self::now()..=subscription.until).contains(&expiry);
			in_time && subscription.calls > 0 && subscription.redeemed.is_fresh(nonce)
		})
	}

	pub(crate) fn view_release(
		service: ServiceId,
		version: Option<ServiceVersion>,
	) -> Option<(ServiceVersion, ReleaseOf<T>)> {
		let version = match version {
			Some(version) => version,
			None => Services::<T>::get(service)?.current,
		};
		Some((version, Releases::<T>::get(service, version)?))
	}

	pub(crate) fn view_by_category(
		category: &Label,
		after: Option<Rank>,
		limit: u32,
	) -> Vec<Found<T::AccountId>> {
		let places = match after {
			Some(place) => {
				let last = ByCategory::<T>::hashed_key_for(category, place);
				ByCategory::<T>::iter_key_prefix_from(category, last)
			}
			None => ByCategory::<T>::iter_key_prefix(category),
		};
		places.take(limit.min(PAGE) as usize).filter_map(Self::found).collect()
	}

	pub(crate) fn view_by_tag(
		tag: &Label,
		after: Option<Rank>,
		limit: u32,
	) -> Vec<Found<T::AccountId>> {
		let places = match after {
			Some(place) => {
				let last = ByTag::<T>::hashed_key_for(tag, place);
				ByTag::<T>::iter_key_prefix_from(tag, last)
			}
			None => ByTag::<T>::iter_key_prefix(tag),
		};
		places.take(limit.min(PAGE) as usize).filter_map(Self::found).collect()
	}

	fn found(place: Rank) -> Option<Found<T::AccountId>> {
		let service = place.service();
		let record = Services::<T>::get(service)?;
		let release = Releases::<T>::get(service, record.current)?;
		Some(Found {
			place,
			service,
			operators: Self::panel(service, record.admission).members.len() as u32,
			score: Self::score(&record.reputation),
			owner: record.owner,
			status: record.status,
			listing: record.listing,
			version: record.current,
			pricing: release.rules.pricing,
			tested: record.tested,
		})
	}

	/// What a reputation is worth now.
	fn score(reputation: &Reputation) -> Perbill {
		let terms = T::Terms::get().reputation;
		reputation.decayed(Self::now(), terms.half_life).score(terms.doubt)
	}

	pub(crate) fn view_operators_of(service: ServiceId) -> Vec<OperatorView<T::AccountId>> {
		let Some(record) = Services::<T>::get(service) else { return Vec::new() };
		let panel = Self::panel(service, record.admission).members.into_iter();
		panel
			.filter_map(|member| {
				let record = Operators::<T>::get(service, &member.operator)?;
				let score = Self::score(&record.reputation);
				Some(OperatorView { operator: member.operator, record, score })
			})
			.collect()
	}

	pub(crate) fn view_requests_for(
		operator: &T::AccountId,
		after: Option<RequestId>,
		limit: u32,
	) -> (Vec<DutyOf<T>>, Option<RequestId>) {
		let requests = match after {
			Some(request) => Requests::<T>::iter_from_key(request),
			None => Requests::<T>::iter(),
		};
		let limit = limit.min(PAGE) as usize;
		let page: Vec<_> = requests.take(limit).collect();
		let last = page.last().filter(|_| page.len() == limit).map(|(request, _)| *request);
		let now = Self::now();
		let asked = page.into_iter().filter_map(|(request, question)| {
			question.seat_of(operator)?;
			Some((request, question.phase(now), Inputs::<T>::get(request)?))
		});
		(asked.collect(), last)
	}
}
