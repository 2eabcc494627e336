//! A fixed share of the cycle before in each cycle, paid evenly over its blocks.

use super::{Curve, Height, ScheduleError};
use crate::{
	math::{self, Series, FINE_BITS, FRACTION_BITS},
	Balance,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{U256, U512};
use sp_runtime::{PerThing, Perbill};

/// Cycle c, from 0 on, releases `first · ratioᶜ`: all of it, as evenly over the cycle's blocks as whole
/// planck can be. All cycles together release `first / (1 − ratio)`.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cycles {
	/// Planck that the first cycle releases.
	#[serde(with = "crate::serde_balance")]
	pub first: Balance,
	/// What a cycle releases in terms of the one before.
	pub ratio: Perbill,
	/// Blocks in a cycle.
	pub length: Height,
}

impl Cycles {
	pub(super) fn curve(&self) -> Result<Curve, ScheduleError> {
		if self.length == 0 {
			return Err(ScheduleError::ZeroPeriod);
		}
		let whole = Perbill::ACCURACY;
		let missing = whole.saturating_sub(self.ratio.deconstruct());
		if missing == 0 {
			return Err(ScheduleError::RatioNotBelowOne);
		}
		let ratio = (U512::from(self.ratio.deconstruct()) << FRACTION_BITS) / U512::from(whole);
		let limit = (U512::from(self.first) << FINE_BITS) * U512::from(whole) / U512::from(missing);
		let (ratio, limit) =
			math::narrow(ratio).zip(math::narrow(limit)).ok_or(ScheduleError::CurveTooLarge)?;
		let series = Series { slope: U256::zero(), limit, ratio };
		Ok(Curve::Cycles { length: self.length, series })
	}
}

/// Full cycles, each rounded to the nearest planck, and the part of the current one.
pub(super) fn total(length: Height, series: &Series, height: Height) -> Balance {
	let length = length.max(1);
	let (cycles, blocks) = (height / length, height % length);
	let before = math::nearest(series.total(cycles));
	if blocks == 0 {
		return before;
	}
	let current = math::nearest(series.total(cycles.saturating_add(1))).saturating_sub(before);
	before.saturating_add(math::proportion(current, blocks, length))
}
