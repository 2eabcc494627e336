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

/// Tells this pallet what kind of offence is being reported, which `OnOffenceHandler` is not told:
/// a runtime wraps what BABE and GRANDPA report to, `NotedOffences<Runtime, Offences>`.
pub struct NotedOffences<T, Inner>(PhantomData<(T, Inner)>);

impl<T, Inner, Reporter, Offender, O> ReportOffence<Reporter, Offender, O>
	for NotedOffences<T, Inner>
where
	T: Config,
	Inner: ReportOffence<Reporter, Offender, O>,
	O: Offence<Offender>,
{
	fn report_offence(reporters: Vec<Reporter>, offence: O) -> Result<(), OffenceError> {
		ReportedKind::<T>::put(O::ID);
		let result = Inner::report_offence(reporters, offence);
		ReportedKind::<T>::kill();
		result
	}

	fn is_known_offence(offenders: &[Offender], time_slot: &O::Slot) -> bool {
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
		let exits = ActiveEra::<T>::get().saturating_sub(era).saturating_add(1);
		<T as Config>::WeightInfo::punish(exits).saturating_mul(offenders.len() as u64)
	}
}
