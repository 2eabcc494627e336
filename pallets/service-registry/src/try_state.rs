//! The invariants of the module documentation, in its order.

use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::TryRuntimeError;
use vajra_primitives::service::{RequestId, ServiceId, ServiceVersion};

type Outcome = Result<(), TryRuntimeError>;
type Sums<T> = BTreeMap<<T as frame_system::Config>::AccountId, Balance>;

impl<T: Config> Pallet<T> {
	/// Proves all invariants.
	pub fn do_try_state() -> Outcome {
		Self::fees_are_on_hold()?;
		Self::stakes_are_on_hold()?;
		Self::deposits_are_on_hold()?;
		Self::references_are_counted()?;
		Self::rosters_list_those_who_serve()?;
		Self::uses_are_counted()?;
		Self::indices_list_services()?;
		Self::records_belong_to_something()
	}

	/// Whether all accounts have on hold what they should.
	fn is_on_hold(reason: HoldReason, mut sums: Sums<T>) -> bool {
		let reason = reason.into();
		let right = frame_system::Account::<T>::iter_keys().all(|who| {
			let held = CurrencyOf::<T>::balance_on_hold(&reason, &who);
			held == sums.remove(&who).unwrap_or(0)
		});
		right && sums.values().all(|sum| *sum == 0)
	}

	/// 1. What is on hold for fees in an account is the sum over its open requests, subscriptions,
	///    sessions and the evaluations that it pays for.
	fn fees_are_on_hold() -> Outcome {
		let mut sums = Sums::<T>::new();
		for request in Requests::<T>::iter_values() {
			*sums.entry(request.consumer).or_default() += request.fee + request.prepaid;
		}
		for (_, consumer, subscription) in Subscriptions::<T>::iter() {
			let calls = Balance::from(subscription.calls) * subscription.per_call;
			ensure!(calls <= subscription.held, "a subscription's calls are not on hold");
			*sums.entry(consumer).or_default() += subscription.held;
		}
		for (_, consumer, session) in Sessions::<T>::iter() {
			*sums.entry(consumer).or_default() += session.held;
		}
		for evaluation in Evaluations::<T>::iter_values() {
			*sums.entry(evaluation.opener).or_default() += evaluation.bounty;
		}
		ensure!(Self::is_on_hold(HoldReason::Fee, sums), "fees are not what is on hold");
		Ok(())
	}

	/// 2. What is on hold as stake in an account is the sum over its records as an operator, and the
	///    same for evaluators.
	fn stakes_are_on_hold() -> Outcome {
		let mut sums = Sums::<T>::new();
		for (_, who, operator) in Operators::<T>::iter() {
			*sums.entry(who).or_default() += operator.stake;
		}
		ensure!(Self::is_on_hold(HoldReason::Stake, sums), "stakes are not what is on hold");
		let sums = Evaluators::<T>::iter().map(|(who, evaluator)| (who, evaluator.stake));
		ensure!(
			Self::is_on_hold(HoldReason::Evaluation, sums.collect()),
			"evaluators' stakes are not what is on hold"
		);
		Ok(())
	}

	/// 3. What is on hold as deposits in an account is the sum over the services that it owns.
	fn deposits_are_on_hold() -> Outcome {
		let mut sums = Sums::<T>::new();
		for service in Services::<T>::iter_values() {
			*sums.entry(service.owner).or_default() += service.deposit;
		}
		ensure!(Self::is_on_hold(HoldReason::Deposit, sums), "deposits are not what is on hold");
		Ok(())
	}

	/// 4. An operator's count is that of the open requests and sessions that refer to it, by the
	///    registration that it has; and so for evaluators and evaluations.
	fn references_are_counted() -> Outcome {
		let mut open = BTreeMap::<(ServiceId, T::AccountId), u32>::new();
		for request in Requests::<T>::iter_values() {
			for seat in request.panel {
				let operator = Operators::<T>::get(request.service, &seat.operator);
				ensure!(
					operator.is_some_and(|operator| operator.registration == seat.registration),
					"a request refers to an operator that is gone"
				);
				*open.entry((request.service, seat.operator)).or_default() += 1;
			}
		}
		for (service, _, session) in Sessions::<T>::iter() {
			*open.entry((service, session.operator)).or_default() += 1;
		}
		for (service, who, operator) in Operators::<T>::iter() {
			let count = open.remove(&(service, who)).unwrap_or(0);
			ensure!(operator.open == count, "an operator's count is wrong");
		}
		ensure!(open.is_empty(), "a session with nobody");
		let mut open = BTreeMap::<T::AccountId, u32>::new();
		for ballot in Evaluations::<T>::iter_values().flat_map(|evaluation| evaluation.ballots) {
			*open.entry(ballot.evaluator).or_default() += 1;
		}
		for (who, evaluator) in Evaluators::<T>::iter() {
			let count = open.remove(&who).unwrap_or(0);
			ensure!(evaluator.open == count, "an evaluator's count is wrong");
		}
		ensure!(open.is_empty(), "a ballot of nobody");
		Ok(())
	}

	/// 5. A roster lists the operators that serve, each with its stake, in order, and nobody else.
	fn rosters_list_those_who_serve() -> Outcome {
		let mut serving = BTreeMap::<ServiceId, Vec<(T::AccountId, Registration, Balance)>>::new();
		for (service, who, operator) in Operators::<T>::iter() {
			if operator.standing == Standing::Serving {
				let entry = (who, operator.registration, operator.stake);
				serving.entry(service).or_default().push(entry);
			}
		}
		for (service, roster) in Rosters::<T>::iter() {
			ensure!(roster.is_sorted(), "a roster is out of order");
			let listed = roster
				.members
				.into_iter()
				.map(|member| (member.operator, member.registration, member.stake));
			let mut listed: Vec<_> = listed.collect();
			let mut expected = serving.remove(&service).unwrap_or_default();
			listed.sort();
			expected.sort();
			ensure!(listed == expected, "a roster does not list those who serve");
		}
		ensure!(serving.is_empty(), "an operator serves without a roster");
		Ok(())
	}

	/// 6. A service's and a version's counts are those of what refers to them, and the versions that are
	///    kept are those between its oldest and its latest.
	fn uses_are_counted() -> Outcome {
		let mut users = BTreeMap::<(ServiceId, ServiceVersion), u32>::new();
		let requests = Requests::<T>::iter_values().map(|one| (one.service, one.version));
		let subscribed = Subscriptions::<T>::iter().map(|(service, _, one)| (service, one.version));
		let sessions = Sessions::<T>::iter().map(|(service, _, one)| (service, one.version));
		for used in requests.chain(subscribed).chain(sessions) {
			*users.entry(used).or_default() += 1;
		}
		let mut by_service = BTreeMap::<ServiceId, u32>::new();
		let mut kept = Releases::<T>::iter_keys().count();
		for ((service, version), count) in &users {
			let release = Releases::<T>::get(service, version).ok_or("a version is gone")?;
			ensure!(release.users == *count, "a version's count is wrong");
			*by_service.entry(*service).or_default() += count;
		}
		for (service, version, release) in Releases::<T>::iter() {
			let used = users.contains_key(&(service, version));
			ensure!(used || release.users == 0, "a version's count is wrong");
		}
		let mut operators = BTreeMap::<ServiceId, u32>::new();
		for (service, _) in Operators::<T>::iter_keys() {
			*operators.entry(service).or_default() += 1;
		}
		for (service, record) in Services::<T>::iter() {
			let count = by_service.remove(&service).unwrap_or(0);
			ensure!(record.users == count, "a service's count of users is wrong");
			let count = operators.remove(&service).unwrap_or(0);
			ensure!(record.operators == count, "a service's count of operators is wrong");
			for version in record.oldest..=record.current {
				ensure!(Releases::<T>::contains_key(service, version), "a version is missing");
				kept -= 1;
			}
		}
		ensure!(by_service.is_empty() && operators.is_empty(), "a service is gone");
		ensure!(kept == 0, "a version is kept for nothing");
		Ok(())
	}

	/// 7. The indices list each service that is not retired by its category and its tags, at its rank,
	///    and nothing else.
	fn indices_list_services() -> Outcome {
		let mut categories: Vec<_> = ByCategory::<T>::iter_keys().collect();
		let mut tags: Vec<_> = ByTag::<T>::iter_keys().collect();
		let (mut expected, mut expected_tags) = (Vec::new(), Vec::new());
		for (service, record) in Services::<T>::iter() {
			if record.status == Status::Retired {
				continue;
			}
			let place = Rank::new(record.rank, service);
			expected.push((record.listing.category, place));
			expected_tags.extend(record.listing.tags.into_iter().map(|tag| (tag, place)));
		}
		let by_label = |one: &(Label, Rank)| (one.0.clone(), one.1.rank(), one.1.service());
		for list in [&mut categories, &mut expected, &mut tags, &mut expected_tags] {
			list.sort_by_key(by_label);
		}
		ensure!(categories == expected, "the index of categories is wrong");
		ensure!(tags == expected_tags, "the index of tags is wrong");
		Ok(())
	}

	/// 8. Each open request has its input, each callback its request or its result, and no id or
	///    registration is ahead of its counter.
	fn records_belong_to_something() -> Outcome {
		let requests: Vec<RequestId> = Requests::<T>::iter_keys().collect();
		let inputs = Inputs::<T>::iter_keys().count();
		ensure!(
			inputs == requests.len() && requests.iter().all(Inputs::<T>::contains_key),
			"inputs are not those of the open requests"
		);
		for request in Callbacks::<T>::iter_keys() {
			ensure!(
				Requests::<T>::contains_key(request) || Results::<T>::contains_key(request),
				"a callback for nothing"
			);
		}
		let ahead = requests.iter().copied().chain(Results::<T>::iter_keys());
		let next = NextRequest::<T>::get();
		ensure!(ahead.into_iter().all(|request| request < next), "a request is ahead");
		let next = NextService::<T>::get();
		ensure!(Services::<T>::iter_keys().all(|service| service < next), "a service is ahead");
		let next = NextEvaluation::<T>::get();
		ensure!(Evaluations::<T>::iter_keys().all(|one| one < next), "an evaluation is ahead");
		let mut registrations: Vec<Registration> =
			Operators::<T>::iter_values().map(|operator| operator.registration).collect();
		registrations.extend(Evaluators::<T>::iter_values().map(|one| one.registration));
		registrations.extend(Subscriptions::<T>::iter_values().map(|one| one.registration));
		registrations.extend(Sessions::<T>::iter_values().map(|one| one.registration));
		let next = NextRegistration::<T>::get();
		ensure!(registrations.iter().all(|one| *one < next), "a registration is ahead");
		registrations.sort_unstable();
		ensure!(
			registrations.windows(2).all(|pair| pair[0] != pair[1]),
			"a registration was given twice"
		);
		Ok(())
	}
}
