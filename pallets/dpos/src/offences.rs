//! Reports of validators that have signed twice.

use crate::*;
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};
use sp_runtime::Perbill;
use sp_staking::{
	offence::{Offence, OffenceDetails, OffenceError, OnOffenceHandler, ReportOffence},
	SessionIndex,
};

/// Tells this pallet what kind of offence is being reported, which `OnOffenceHandler` is not told, and
/// refuses as known what can cost nobody anything any more: a key that has signed twice can make any
/// number of proofs, and reports are free if they succeed. A runtime wraps what BABE and GRANDPA report
/// to, `NotedOffences<Runtime, Offences>`.
pub struct NotedOffences<T, Inner>(PhantomData<(T, Inner)>);

impl<T, Inner, Reporter, Identification, O>
	ReportOffence<Reporter, (T::AccountId, Identification), O> for NotedOffences<T, Inner>
where
	T: Config,
	Inner: ReportOffence<Reporter, (T::AccountId, Identification), O>,
	O: Offence<(T::AccountId, Identification)>,
{
	fn report_offence(reporters: Vec<Reporter>, offence: O) -> Result<(), OffenceError> {
		let era = era_of(offence.session_index(), T::SessionsPerEra::get());
		let penalty = T::Penalties::get().double_sign;
		let costs = |(offender, _): &(T::AccountId, Identification)| {
			Pallet::<T>::due(offender, era, O::ID, penalty).is_some()
		};
		if !offence.offenders().iter().any(costs) {
			return Err(OffenceError::DuplicateReport);
		}
		ReportedKind::<T>::put(O::ID);
		let result = Inner::report_offence(reporters, offence);
		ReportedKind::<T>::kill();
		result
	}

	fn is_known_offence(offenders: &[(T::AccountId, Identification)], time_slot: &O::Slot) -> bool {
		Inner::is_known_offence(offenders, time_slot)
	}
}

/// Every offence that is reported is a signature too many. What it costs is [`Config::Penalties`]',
/// not the fraction that the engine suggests, which grows with the number of offenders.
impl<T: Config, Identification>
	OnOffenceHandler<T::AccountId, (T::AccountId, Identification), Weight> for Pallet<T>
{
	fn on_offence(
		offenders: &[OffenceDetails<T::AccountId, (T::AccountId, Identification)>],
		_: &[Perbill],
		session: SessionIndex,
	) -> Weight {
		let era = era_of(session, T::SessionsPerEra::get());
		let kind = ReportedKind::<T>::get();
		let penalty = T::Penalties::get().double_sign;
		for OffenceDetails { offender: (validator, _), reporters } in offenders {
			Self::punish(validator, era, kind, penalty, reporters);
		}
		let age = ActiveEra::<T>::get().saturating_sub(era).saturating_add(1);
		let exits = age.min(T::BondingDuration::get());
		<T as Config>::WeightInfo::punish(exits).saturating_mul(offenders.len() as u64)
	}
}
