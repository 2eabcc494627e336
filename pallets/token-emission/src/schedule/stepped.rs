//! Three steps, and a tail that falls exponentially.

use super::{Curve, Height, ScheduleError};
use crate::{
	math::{self, Series, FINE_BITS, FRACTION_BITS},
	Balance,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::FixedU128;
use sp_core::{U256, U512};
use sp_runtime::FixedPointNumber;

/// `R(H) = rewards[0]` for `H ≤ n`; `rewards[1]` for `n < H ≤ n1`; `rewards[2]` for `n1 < H < n2`;
/// `rewards[3]` at `H = n2`; and from then on `R(H) = R(H−1) − decrement · exp(−β · (H−n2))`.
///
/// The tail falls towards `rewards[3] − decrement / (exp(β) − 1)`, which must not be below zero, and
/// pays at least that for ever.
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
pub struct Stepped {
	/// The last height of the first step; 0 if there is none.
	pub n: Height,
	/// The last height of the second step.
	pub n1: Height,
	/// The height at which the tail begins.
	pub n2: Height,
	/// Planck for a block of each step, and at `n2`.
	#[serde(with = "crate::serde_balance::list")]
	pub rewards: [Balance; 4],
	/// Planck by which, times exp(−β), the reward falls right after `n2`.
	#[serde(with = "crate::serde_balance")]
	pub decrement: Balance,
	/// How fast the tail flattens, per block.
	pub beta: FixedU128,
}

/// The part of a stepped curve that has steps: three, and the block at which its tail begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Steps {
	/// The last height of each.
	pub ends: [Height; 4],
	/// Planck for each of its blocks.
	pub rewards: [Balance; 4],
}

impl Stepped {
	/// The published curve: 100, 75, 50 and 30 units of `unit` planck, falling by a hundredth of a
	/// unit times exp(−β), and so on.
	pub fn published(unit: Balance, n: Height, n1: Height, n2: Height, beta: FixedU128) -> Self {
		let rewards = [100, 75, 50, 30].map(|units| unit.saturating_mul(units));
		Self { n, n1, n2, rewards, decrement: unit / 100, beta }
	}

	pub(super) fn curve(&self) -> Result<Curve, ScheduleError> {
		if self.n >= self.n1 || self.n1 >= self.n2 {
			return Err(ScheduleError::StepsOutOfOrder);
		}
		if self.rewards.windows(2).any(|pair| pair[0] < pair[1]) {
			return Err(ScheduleError::RewardsRise);
		}
		let ends = [self.n, self.n1, self.n2.saturating_sub(1), self.n2];
		Ok(Curve::Stepped { steps: Steps { ends, rewards: self.rewards }, tail: self.tail()? })
	}

	/// With x = exp(−β) and g = x / (1 − x), `R(n2 + k) = r − d·(x + … + xᵏ) = r − d·g·(1 − xᵏ)`, of
	/// which the sum over k blocks is `k·(r − d·g) + d·g²·(1 − xᵏ)`.
	fn tail(&self) -> Result<Series, ScheduleError> {
		let [.., reward] = self.rewards;
		let reward = U512::from(reward) << FRACTION_BITS;
		if self.decrement == 0 {
			let slope = math::narrow(reward >> FINE_BITS).ok_or(ScheduleError::CurveTooLarge)?;
			return Ok(Series { slope, limit: U256::zero(), ratio: U256::zero() });
		}
		let beta = U512::from(self.beta.into_inner()) << FRACTION_BITS;
		let beta = beta / U512::from(FixedU128::DIV);
		if beta.is_zero() {
			return Err(ScheduleError::CurveBelowZero);
		}
		let ratio = math::exp_neg(beta);
		let sum = (U512::from(ratio) << FRACTION_BITS) / math::complement(ratio);
		let fall = sum.checked_mul(self.decrement.into()).ok_or(ScheduleError::CurveBelowZero)?;
		let slope = reward.checked_sub(fall).ok_or(ScheduleError::CurveBelowZero)?;
		// β is at least 10⁻¹⁸, so that g has at most 60 bits before the point, and 192 behind it fit.
		let (coarse_fall, coarse_sum) = (fall >> FINE_BITS, sum >> 64);
		let limit = math::narrow(coarse_fall)
			.zip(math::narrow(coarse_sum))
			.and_then(|(fall, sum)| math::narrow(fall.full_mul(sum) >> 192))
			.ok_or(ScheduleError::CurveTooLarge)?;
		let slope = math::narrow(slope >> FINE_BITS).ok_or(ScheduleError::CurveTooLarge)?;
		Ok(Series { slope, limit, ratio })
	}
}

pub(super) fn total(steps: &Steps, tail: &Series, height: Height) -> Balance {
	let tail = tail.total(height.saturating_sub(steps.ends[3]));
	math::saturate(sum(steps, height).saturating_add(math::nearest(tail).into()))
}

pub(super) fn limit(steps: &Steps, tail: &Series) -> Option<Balance> {
	let sum = sum(steps, Height::MAX).saturating_add(math::nearest(tail.limit).into());
	tail.slope.is_zero().then(|| math::saturate(sum))
}

/// What the steps have paid.
fn sum(steps: &Steps, height: Height) -> U256 {
	let (mut sum, mut start) = (U256::zero(), 0);
	for (end, reward) in steps.ends.into_iter().zip(steps.rewards) {
		let blocks = height.min(end).saturating_sub(start);
		sum = sum.saturating_add(U256::from(reward).saturating_mul(blocks.into()));
		start = end;
	}
	sum
}
