//! Services come, change and go.

use crate::{consensus::ConsensusStrategy, *};
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{InspectHold, MutateHold},
		Get,
	},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::H256;
use sp_runtime::{
	traits::{BlockNumberProvider, Zero},
	DispatchError, SaturatedConversion,
};
use vajra_primitives::service::{ServiceId, ServiceVersion};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_service(
		owner: T::AccountId,
		listing: Listing,
		admission: Admission,
		min_stake: Balance,
		fingerprint: H256,
		rules: RulesOf<T>,
	) -> DispatchResult {
		let terms = T::Terms::get();
		ensure!(listing.is_sound(), Error::<T>::ListingInvalid);
		if let Admission::Elected { seats } = admission {
			let fits = (1..=T::MaxOperators::get()).contains(&seats);
			ensure!(fits, Error::<T>::AdmissionInvalid);
		}
		ensure!(min_stake >= terms.min_stake, Error::<T>::MinStakeTooLow);
		Self::check_rules(&rules, admission)?;
		let service = NextService::<T>::get();
		let next = service.checked_add(1).ok_or(Error::<T>::Overflow)?;
		Self::hold(HoldReason::Deposit, &owner, terms.deposit)?;

		NextService::<T>::put(next);
		let record = Service {
			owner: owner.clone(),
			status: Status::Active,
			listing,
			admission,
			min_stake,
			deposit: terms.deposit,
			oldest: 1,
			current: 1,
			operators: 0,
			users: 0,
			reputation: Reputation::default(),
			tested: None,
			rank: 0,
		};
		Self::list(service, &record);
		Services::<T>::insert(service, record);
		Releases::<T>::insert(service, 1, Release { fingerprint, rules, users: 0 });
		Self::deposit_event(Event::ServiceRegistered { service, owner, fingerprint });
		Ok(())
	}

	pub(crate) fn do_publish_version(
		owner: T::AccountId,
		service: ServiceId,
		fingerprint: H256,
		rules: RulesOf<T>,
	) -> DispatchResult {
		let mut record = Self::owned(&owner, service)?;
		ensure!(record.status != Status::Retired, Error::<T>::ServiceRetired);
		Self::check_rules(&rules, record.admission)?;
		let version = record.current.checked_add(1).ok_or(Error::<T>::Overflow)?;
		if version.saturating_sub(record.oldest) >= T::MaxVersions::get() {
			let oldest = Self::release_of(service, record.oldest)?;
			ensure!(oldest.users == 0, Error::<T>::VersionInUse);
			Releases::<T>::remove(service, record.oldest);
			record.oldest = record.oldest.saturating_add(1);
		}
		record.current = version;
		Services::<T>::insert(service, record);
		Releases::<T>::insert(service, version, Release { fingerprint, rules, users: 0 });
		Self::deposit_event(Event::VersionPublished { service, version, fingerprint });
		Ok(())
	}

	/// Whether a version's rules can work, and are in bounds.
	fn check_rules(rules: &RulesOf<T>, admission: Admission) -> DispatchResult {
		let terms = T::Terms::get();
		ensure!(rules.pricing.is_within(&terms), Error::<T>::PricingInvalid);
		ensure!(rules.answering.is_within(&terms), Error::<T>::WindowInvalid);
		let sealed = matches!(rules.answering, Answering::CommitReveal { .. });
		let fit = rules.consensus.is_fit(rules.kind, sealed, rules.quorum);
		let most = match admission {
			Admission::Elected { seats } => seats,
			Admission::Open | Admission::Approved => T::MaxOperators::get(),
		};
		let possible = rules.consensus.least_panel(rules.quorum) <= most;
		ensure!(fit && possible, Error::<T>::ConsensusInvalid);
		ensure!(rules.shares.are_whole(), Error::<T>::SharesNotWhole);
		ensure!(rules.shares.common() >= terms.min_common, Error::<T>::CommonShareTooLow);
		Ok(())
	}

	pub(crate) fn do_update_listing(
		owner: T::AccountId,
		service: ServiceId,
		listing: Listing,
	) -> DispatchResult {
		let mut record = Self::owned(&owner, service)?;
		ensure!(record.status != Status::Retired, Error::<T>::ServiceRetired);
		ensure!(listing.is_sound(), Error::<T>::ListingInvalid);
		Self::unlist(service, &record);
		record.listing = listing;
		Self::list(service, &record);
		Services::<T>::insert(service, record);
		Self::deposit_event(Event::ListingUpdated { service });
		Ok(())
	}

	pub(crate) fn do_pause_service(owner: T::AccountId, service: ServiceId) -> DispatchResult {
		let mut record = Self::owned(&owner, service)?;
		Self::ensure_active(&record)?;
		record.status = Status::Paused;
		Services::<T>::insert(service, record);
		Self::deposit_event(Event::ServicePaused { service });
		Ok(())
	}

	pub(crate) fn do_resume_service(owner: T::AccountId, service: ServiceId) -> DispatchResult {
		let mut record = Self::owned(&owner, service)?;
		ensure!(record.status == Status::Paused, Error::<T>::ServiceNotPaused);
		record.status = Status::Active;
		Services::<T>::insert(service, record);
		Self::deposit_event(Event::ServiceResumed { service });
		Ok(())
	}

	pub(crate) fn do_retire_service(owner: T::AccountId, service: ServiceId) -> DispatchResult {
		let mut record = Self::owned(&owner, service)?;
		ensure!(record.status != Status::Retired, Error::<T>::ServiceRetired);
		Self::unlist(service, &record);
		record.status = Status::Retired;
		Services::<T>::insert(service, record);
		Self::deposit_event(Event::ServiceRetired { service });
		Ok(())
	}

	/// How many versions were removed.
	pub(crate) fn do_remove_service(
		owner: T::AccountId,
		service: ServiceId,
	) -> Result<u32, DispatchError> {
		let record = Self::owned(&owner, service)?;
		ensure!(record.status == Status::Retired, Error::<T>::ServiceNotRetired);
		ensure!(record.operators == 0 && record.users == 0, Error::<T>::ServiceInUse);
		let versions = record.oldest..=record.current;
		let count = versions.clone().count() as u32;
		for version in versions {
			Releases::<T>::remove(service, version);
		}
		Rosters::<T>::remove(service);
		Services::<T>::remove(service);
		Self::give_back(HoldReason::Deposit, &owner, record.deposit);
		Self::deposit_event(Event::ServiceRemoved { service });
		Ok(count)
	}

	pub(crate) fn do_refresh_rank(service: ServiceId) -> DispatchResult {
		let mut record = Self::service(service)?;
		ensure!(record.status != Status::Retired, Error::<T>::ServiceRetired);
		let rank = record.reputation.rank(T::Terms::get().reputation.half_life);
		ensure!(rank != record.rank, Error::<T>::RankUnchanged);
		Self::unlist(service, &record);
		record.rank = rank;
		Self::list(service, &record);
		Services::<T>::insert(service, record);
		Self::deposit_event(Event::RankRefreshed { service, rank });
		Ok(())
	}

	/// Puts a service into the indices.
	fn list(service: ServiceId, record: &ServiceOf<T>) {
		let place = Rank::new(record.rank, service);
		ByCategory::<T>::insert(&record.listing.category, place, ());
		for tag in &record.listing.tags {
			ByTag::<T>::insert(tag, place, ());
		}
	}

	/// Takes a service out of the indices.
	fn unlist(service: ServiceId, record: &ServiceOf<T>) {
		let place = Rank::new(record.rank, service);
		ByCategory::<T>::remove(&record.listing.category, place);
		for tag in &record.listing.tags {
			ByTag::<T>::remove(tag, place);
		}
	}

	/// The block's number.
	pub(crate) fn now() -> Blocks {
		T::BlockNumberProvider::current_block_number().saturated_into()
	}

	/// Hash of block 0, which binds signatures and commitments to this chain.
	pub(crate) fn genesis_hash() -> H256 {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
	}

	/// A service's record.
	pub(crate) fn service(service: ServiceId) -> Result<ServiceOf<T>, DispatchError> {
		Services::<T>::get(service).ok_or(Error::<T>::ServiceNotFound.into())
	}

	/// The record of a service that `owner` owns.
	pub(crate) fn owned(
		owner: &T::AccountId,
		service: ServiceId,
	) -> Result<ServiceOf<T>, DispatchError> {
		let record = Self::service(service)?;
		ensure!(record.owner == *owner, Error::<T>::NotOwner);
		Ok(record)
	}

	/// A version's record.
	pub(crate) fn release_of(
		service: ServiceId,
		version: ServiceVersion,
	) -> Result<ReleaseOf<T>, DispatchError> {
		Releases::<T>::get(service, version).ok_or(Error::<T>::VersionNotFound.into())
	}

	/// Whether a service takes new customers.
	pub(crate) fn ensure_active(record: &ServiceOf<T>) -> DispatchResult {
		match record.status {
			Status::Active => Ok(()),
			Status::Paused => Err(Error::<T>::ServicePaused.into()),
			Status::Retired => Err(Error::<T>::ServiceRetired.into()),
		}
	}

	/// What a new customer agrees to: the latest version, by the fingerprint that it knows.
	pub(crate) fn agreed(
		service: ServiceId,
		record: &ServiceOf<T>,
		version: ServiceVersion,
		fingerprint: H256,
	) -> Result<ReleaseOf<T>, DispatchError> {
		Self::ensure_active(record)?;
		let release = Self::release_of(service, version)?;
		ensure!(version == record.current, Error::<T>::VersionOutdated);
		ensure!(release.fingerprint == fingerprint, Error::<T>::FingerprintMismatch);
		Ok(release)
	}

	/// Notes that something refers to a service and its version from now on.
	pub(crate) fn begin_use(
		service: ServiceId,
		mut record: ServiceOf<T>,
		version: ServiceVersion,
		mut release: ReleaseOf<T>,
	) -> DispatchResult {
		record.users = record.users.checked_add(1).ok_or(Error::<T>::Overflow)?;
		release.users = release.users.checked_add(1).ok_or(Error::<T>::Overflow)?;
		Services::<T>::insert(service, record);
		Releases::<T>::insert(service, version, release);
		Ok(())
	}

	/// Notes that something refers to a service and its version no more.
	pub(crate) fn end_use(
		service: ServiceId,
		mut record: ServiceOf<T>,
		version: ServiceVersion,
		mut release: ReleaseOf<T>,
	) {
		record.users = record.users.saturating_sub(1);
		release.users = release.users.saturating_sub(1);
		Services::<T>::insert(service, record);
		Releases::<T>::insert(service, version, release);
	}

	/// A number that was never given before.
	pub(crate) fn next_registration() -> Result<Registration, DispatchError> {
		let registration = NextRegistration::<T>::get();
		let next = registration.checked_add(1).ok_or(Error::<T>::Overflow)?;
		NextRegistration::<T>::put(next);
		Ok(registration)
	}

	/// Puts value on hold.
	pub(crate) fn hold(reason: HoldReason, who: &T::AccountId, amount: Balance) -> DispatchResult {
		let reason = reason.into();
		ensure!(CurrencyOf::<T>::can_hold(&reason, who, amount), Error::<T>::InsufficientBalance);
		CurrencyOf::<T>::hold(&reason, who, amount)
	}
}
