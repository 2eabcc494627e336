//! The published allocations, as schedule, cap and genesis balances. Pure: no storage, no runtime.

use crate::{Balance, Cycles, Halving, Height, Schedule};
use alloc::{vec, vec::Vec};
use sp_runtime::Perbill;

/// A billion.
const BILLION: Balance = 1_000_000_000;

/// A supply: what is there at first, for whom, and how the rest is mined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
	/// How the rest is mined.
	pub schedule: Schedule,
	/// All that may ever be there, planck.
	pub max_supply: Balance,
	/// What is there at first: for what, and how much, planck.
	pub allocations: Vec<(Allocation, Balance)>,
}

/// Whom a part of the genesis is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allocation {
	/// The foundation.
	Foundation,
	/// Private investors.
	Private,
	/// The makers of the technology.
	Technology,
	/// Institutions.
	Institutions,
}

impl Preset {
	/// What is there at first, planck.
	pub fn allocated(&self) -> Balance {
		self.allocations.iter().fold(0, |sum, (_, amount)| sum.saturating_add(*amount))
	}

	/// What is mined in all: what the schedule releases, as far as the cap leaves room for it beside
	/// the allocations, planck. None if the schedule is not valid.
	pub fn mined(&self) -> Option<Balance> {
		let room = self.max_supply.checked_sub(self.allocated())?;
		let curve = self.schedule.curve().ok()?;
		Some(curve.limit().unwrap_or(Balance::MAX).min(room))
	}
}

/// 10 000 000 000 units of `unit` planck: 3 % for the foundation, 97 % mined.
///
/// The first cycle of 200 days releases 500 million units, and each later one 95 % of the one before.
/// For ever that would be 10 billion; the cap ends it at 9.7 billion, in cycle 69.
pub fn ten_billion(unit: Balance, blocks_per_day: Height) -> Preset {
	let supply = unit.saturating_mul(10).saturating_mul(BILLION);
	Preset {
		schedule: Schedule::Cycles(Cycles {
			first: supply / 20,
			ratio: Perbill::from_percent(95),
			length: blocks_per_day.saturating_mul(200),
		}),
		max_supply: supply,
		allocations: vec![(Allocation::Foundation, Perbill::from_percent(3).mul_floor(supply))],
	}
}

/// 100 000 000 000 units of `unit` planck: 10 % private, 3 % for the technology, 15 % for institutions,
/// 72 % mined.
///
/// The reward halves every 730 days: half of the mined part in the first two years, a quarter in the
/// next two, and so on. The first reward is rounded up to a whole planck, and the cap cuts what that
/// is too much.
pub fn hundred_billion(unit: Balance, blocks_per_day: Height) -> Preset {
	let supply = unit.saturating_mul(100).saturating_mul(BILLION);
	let part = |percent| Perbill::from_percent(percent).mul_floor(supply);
	let allocations = vec![
		(Allocation::Private, part(10)),
		(Allocation::Technology, part(3)),
		(Allocation::Institutions, part(15)),
	];
	let period = blocks_per_day.saturating_mul(730);
	let mined = supply.saturating_sub(part(28));
	let reward = mined.div_ceil(Balance::from(period).saturating_mul(2).max(1));
	Preset {
		schedule: Schedule::Halving(Halving { reward, period, smooth: false }),
		max_supply: supply,
		allocations,
	}
}
