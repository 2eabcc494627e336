//! Schedules: how much is minted at which height.
//!
//! A [`Schedule`] holds the published parameters. [`Schedule::curve`] checks them and works out what
//! they imply, once; the [`Curve`] then answers for any height in O(log n).
//!
//! A curve is a sum, not a list of rewards: [`Curve::total`] is what the schedule has released from
//! its start to the end of a height, by a closed form, and everything else is a difference of two
//! totals. So nothing drifts, parts of a span add up to the span exactly, and what rounding takes from
//! one block it gives to another. The exact sum is rounded to the nearest planck. A block's reward is
//! its exact one rounded up or down to a whole planck, and the sum of any span of blocks is within two
//! planck of the exact one (one, but for [`Cycles`]). A curve that falls by less than two planck from
//! block to block can rise again by the one that rounding moves, and by no more.
//!
//! Heights count blocks from the schedule's start; the first is 1.

mod cycles;
mod halving;
mod stepped;

pub use cycles::Cycles;
pub use halving::Halving;
pub use stepped::{Stepped, Steps};

use crate::{
	math::{self, Series},
	Balance,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Blocks from the start of a schedule; its first block has height 1.
pub type Height = u64;

/// How much is minted at which height.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
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
#[serde(rename_all = "camelCase")]
pub enum Schedule {
	/// Nothing: validators live on fees.
	#[default]
	#[codec(index = 0)]
	Fixed,
	/// Three steps, and a tail that falls exponentially.
	#[codec(index = 1)]
	Stepped(Stepped),
	/// Half as much in each period as in the one before.
	#[codec(index = 2)]
	Halving(Halving),
	/// A fixed share of the cycle before in each cycle, paid evenly over its blocks.
	#[codec(index = 3)]
	Cycles(Cycles),
}

/// What is wrong with a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScheduleError {
	/// The steps do not follow each other: n < n1 < n2 is needed.
	StepsOutOfOrder,
	/// A step pays more than the one before.
	RewardsRise,
	/// The tail would fall below zero: β is too small for this decrement, or the decrement too large
	/// for the reward that it is taken from.
	CurveBelowZero,
	/// The period or cycle has no blocks.
	ZeroPeriod,
	/// Cycles must release less and less: the ratio must be below one.
	RatioNotBelowOne,
	/// What the schedule's decreasing part adds up to is more than the largest balance.
	CurveTooLarge,
}

impl Schedule {
	/// Checks the parameters.
	pub fn validate(&self) -> Result<(), ScheduleError> {
		self.curve().map(drop)
	}

	/// The curve that the parameters describe.
	pub fn curve(&self) -> Result<Curve, ScheduleError> {
		Ok(match self {
			Self::Fixed => Curve::Fixed,
			Self::Stepped(stepped) => stepped.curve()?,
			Self::Halving(halving) => halving.curve()?,
			Self::Cycles(cycles) => cycles.curve()?,
		})
	}

	/// What is released at one height, planck; see [`Curve::reward_at`].
	pub fn reward_at(&self, height: Height) -> Result<Balance, ScheduleError> {
		Ok(self.curve()?.reward_at(height))
	}

	/// What is released in a span of heights, planck; see [`Curve::minted_between`].
	pub fn minted_between(&self, after: Height, to: Height) -> Result<Balance, ScheduleError> {
		Ok(self.curve()?.minted_between(after, to))
	}
}

/// A schedule whose parameters were checked, with what they imply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Curve {
	/// Of [`Schedule::Fixed`].
	#[default]
	#[codec(index = 0)]
	Fixed,
	/// Of [`Schedule::Stepped`].
	#[codec(index = 1)]
	Stepped {
		/// What is paid up to and at n2.
		steps: Steps,
		/// What is paid after it, by blocks since then.
		tail: Series,
	},
	/// Of [`Schedule::Halving`], by steps.
	#[codec(index = 2)]
	Halving {
		/// What a block of the first period pays, planck.
		reward: Balance,
		/// Blocks in a period.
		period: Height,
	},
	/// Of [`Schedule::Halving`], smoothly.
	#[codec(index = 3)]
	Smooth {
		/// Blocks in a period.
		period: Height,
		/// What is paid, by blocks.
		series: Series,
	},
	/// Of [`Schedule::Cycles`].
	#[codec(index = 4)]
	Cycles {
		/// Blocks in a cycle.
		length: Height,
		/// What is paid, by full cycles.
		series: Series,
	},
}

impl Curve {
	/// What is released from the start to the end of a height, planck; at most the largest balance.
	/// O(log n).
	pub fn total(&self, height: Height) -> Balance {
		match self {
			Self::Fixed => 0,
			Self::Stepped { steps, tail } => stepped::total(steps, tail, height),
			Self::Halving { reward, period } => halving::total(*reward, *period, height),
			Self::Smooth { period, series } => halving::smooth_total(*period, series, height),
			Self::Cycles { length, series } => cycles::total(*length, series, height),
		}
	}

	/// What is released at one height, planck; nothing at 0. O(log n).
	pub fn reward_at(&self, height: Height) -> Balance {
		self.minted_between(height.saturating_sub(1), height)
	}

	/// What is released at the heights above `after`, up to and including `to`, planck: from `a` to
	/// `c` it is what it is from `a` to `b` and from `b` to `c`. O(log n).
	pub fn minted_between(&self, after: Height, to: Height) -> Balance {
		if after >= to {
			return 0;
		}
		self.total(to).saturating_sub(self.total(after))
	}

	/// What is ever released, planck; none if there is no end to it.
	pub fn limit(&self) -> Option<Balance> {
		match self {
			Self::Fixed => Some(0),
			Self::Stepped { steps, tail } => stepped::limit(steps, tail),
			Self::Halving { reward, period } => Some(halving::limit(*reward, *period)),
			Self::Smooth { series, .. } | Self::Cycles { series, .. } => {
				Some(math::nearest(series.limit))
			}
		}
	}
}
