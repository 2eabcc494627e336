//! Half as much in each period as in the one before: `q = q0 · 0.5^(t/T)`.

use super::{Curve, Height, ScheduleError};
use crate::{
	math::{self, Series, FINE_BITS, FRACTION_BITS, LN_2},
	Balance,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::{U256, U512};

/// `R(H) = reward · 0.5^t`, with t the whole periods before `H`, or, if it is smooth, all the time
/// before it, `t = (H−1) / period`. Either way a block pays half of what it would have a period ago, and
/// a period half of the one before.
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
pub struct Halving {
	/// Planck for the first block.
	#[serde(with = "crate::serde_balance")]
	pub reward: Balance,
	/// Blocks in a period.
	pub period: Height,
	/// Whether the reward falls at each block, and not only from period to period.
	pub smooth: bool,
}

impl Halving {
	pub(super) fn curve(&self) -> Result<Curve, ScheduleError> {
		let Self { reward, period, smooth } = *self;
		if period == 0 {
			return Err(ScheduleError::ZeroPeriod);
		}
		if !smooth {
			return Ok(Curve::Halving { reward, period });
		}
		// All blocks together are a geometric series of ratio x: reward / (1 − x).
		let ratio = math::exp_neg(U512::from(LN_2) / U512::from(period));
		let limit = (U512::from(reward) << (FINE_BITS + FRACTION_BITS)) / math::complement(ratio);
		let limit = math::narrow(limit).ok_or(ScheduleError::CurveTooLarge)?;
		Ok(Curve::Smooth { period, series: Series { slope: U256::zero(), limit, ratio } })
	}
}

/// All that there ever is, `2 · reward · period`, less what is left of it.
pub(super) fn total(reward: Balance, period: Height, height: Height) -> Balance {
	let (halvings, blocks) = (height / period.max(1), height % period.max(1));
	let reward = U256::from(reward);
	let twice = U256::from(period) << 1;
	let left = reward.saturating_mul(twice.saturating_sub(blocks.into()));
	// Fewer than 256 bits of it are in use.
	let left = match halvings {
		0 => left,
		1..=255 => (left.saturating_add(U256::one() << (halvings - 1))) >> halvings,
		_ => U256::zero(),
	};
	math::saturate(reward.saturating_mul(twice).saturating_sub(left))
}

pub(super) fn limit(reward: Balance, period: Height) -> Balance {
	math::saturate(U256::from(reward).saturating_mul(U256::from(period) << 1))
}

/// Whole periods are halvings, which are exact; the ratio's powers are needed within a period only.
pub(super) fn smooth_total(period: Height, series: &Series, height: Height) -> Balance {
	let (halvings, blocks) = (height / period.max(1), height % period.max(1));
	let left = math::remaining(series.limit, series.ratio, blocks);
	let left = if halvings < 256 { left >> halvings } else { U256::zero() };
	math::nearest(series.limit.saturating_sub(left))
}
