//! Stake as the agent sees it: candidates, delegations, eras and what they earn.

mod calls;
mod keys;
mod read;

pub use calls::{Delegated, PaidOut, Punished, Undelegated};
pub use keys::NodeKeys;

use super::{AccountId, Balance, Share};

/// Number of an era.
pub type EraIndex = u32;

/// Name of the staking pallet in the runtime.
pub const STAKING: &str = "Dpos";

/// The staking pallet's constants, and the current era.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Eras {
	/// The current era.
	pub active: EraIndex,
	/// Sessions of an era.
	pub sessions: u32,
	/// Eras that stake waits for its release.
	pub bonding: EraIndex,
	/// Eras for which rewards can be paid out.
	pub history: EraIndex,
}

impl Eras {
	/// Eras between the one that earns a reward and the first one in which it is paid.
	pub const PAYABLE_AFTER: EraIndex = 2;

	/// Can an era be paid out now?
	pub fn is_payable(&self, era: EraIndex) -> bool {
		let age = self.active.saturating_sub(era);
		age >= Self::PAYABLE_AFTER && age < self.history
	}

	/// Have an era's rewards expired?
	pub fn is_expired(&self, era: EraIndex) -> bool {
		self.active.saturating_sub(era) >= self.history
	}

	/// The oldest and the latest era that can be paid out, if there is one.
	pub fn payable(&self) -> Option<std::ops::RangeInclusive<EraIndex>> {
		let last = self.active.checked_sub(Self::PAYABLE_AFTER)?;
		let first = self.active.saturating_add(1).saturating_sub(self.history);
		(first <= last).then_some(first..=last)
	}
}

/// What a candidate wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
	/// To be elected.
	Active,
	/// To stay out of elections for a while.
	Chilled,
	/// To leave for good.
	Leaving,
}

/// A candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
	/// Its own stake, planck.
	pub bond: Balance,
	/// What is delegated to it, planck.
	pub delegated: Balance,
	/// Number of its delegations.
	pub delegations: u32,
	/// Its commission.
	pub commission: Share,
	/// What it wants.
	pub standing: Standing,
	/// The first era in which it can leave jail, if it is there.
	pub jailed_until: Option<EraIndex>,
	/// Eras that it has not been paid for, oldest first.
	pub unpaid: Vec<EraIndex>,
}

/// What an account has at stake, planck.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stake {
	/// Its bond as a candidate.
	pub bond: Balance,
	/// What it delegates.
	pub delegations: Vec<Delegation>,
}

/// What an account delegates to one candidate, planck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
	/// The candidate.
	pub candidate: AccountId,
	/// What it is worth.
	pub amount: Balance,
	/// How much of that cannot move on yet.
	pub cooling_down: Balance,
	/// The first era in which it can.
	pub moves_at: Option<EraIndex>,
}

/// Stake that waits for its release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unbonding {
	/// The first era in which it can be withdrawn.
	pub unlocks_at: EraIndex,
	/// How much, planck.
	pub amount: Balance,
}

/// A reward that was earned with a candidate, planck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reward {
	/// The era that is not paid yet; none for what can be claimed now.
	pub era: Option<EraIndex>,
	/// How much.
	pub amount: Balance,
}

/// A validator of an era, with what stood behind it when the era began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
	/// Its own bond, planck.
	pub bond: Balance,
	/// What was delegated to it, planck.
	pub delegated: Balance,
	/// Its commission.
	pub commission: Share,
	/// Blocks it made in sessions that are over.
	pub authored: u32,
	/// What it shares the era's pot by.
	pub points: u32,
	/// Whether it has lost the era's reward.
	pub forfeited: bool,
}

#[cfg(test)]
mod tests {
	use super::*;

	fn eras(active: EraIndex) -> Eras {
		Eras { active, sessions: 3, bonding: 3, history: 8 }
	}

	#[test]
	fn eras_are_payable_from_the_second_after_on_until_they_expire() {
		assert!(!eras(5).is_payable(4));
		assert!(eras(5).is_payable(3));
		assert!(eras(9).is_payable(2));
		assert!(!eras(10).is_payable(2));
		assert!(eras(10).is_expired(2));
		assert!(!eras(9).is_expired(2));
	}

	#[test]
	fn payable_eras_are_those_between_the_two() {
		assert_eq!(eras(0).payable(), None);
		assert_eq!(eras(1).payable(), None);
		assert_eq!(eras(2).payable(), Some(0..=0));
		assert_eq!(eras(10).payable(), Some(3..=8));
		for active in 0..20 {
			let eras = eras(active);
			let by_range: Vec<_> = eras.payable().into_iter().flatten().collect();
			let one_by_one: Vec<_> = (0..=active).filter(|era| eras.is_payable(*era)).collect();
			assert_eq!(by_range, one_by_one);
		}
	}
}
