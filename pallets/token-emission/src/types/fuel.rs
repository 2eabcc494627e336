//! Fuel: a deposit that burns linearly.

use crate::{Balance, BlockIndex};
use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};
use sp_core::U256;
use sp_runtime::Perbill;

/// On which terms fuel is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FuelTerms {
	/// Blocks in which a deposit burns.
	pub duration: BlockIndex,
	/// Blocks for which fuel cannot be withdrawn after a deposit. Rewards that can be claimed for
	/// longer than this can be claimed with fuel that is deposited for the claim only.
	pub lock: BlockIndex,
	/// Least fuel after a deposit, planck.
	pub least: Balance,
	/// The part of what burns that the treasury gets instead.
	pub foundation: Perbill,
}

/// An account's fuel. It burns from `from` to `until`; what is due follows from the block alone, not
/// from how often it is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Fuel {
	/// What there was at `from`, planck.
	pub amount: Balance,
	/// What was taken of it, planck; the rest is on hold.
	pub burned: Balance,
	/// The block from which it burns.
	pub from: BlockIndex,
	/// The block at which it is gone.
	pub until: BlockIndex,
	/// The first block at which it can be withdrawn.
	pub locked_until: BlockIndex,
}

impl Fuel {
	/// The first deposit of an account, still of nothing.
	pub fn new(now: BlockIndex) -> Self {
		Self { amount: 0, burned: 0, from: now, until: now, locked_until: now }
	}

	/// What is on hold, planck.
	pub fn left(&self) -> Balance {
		self.amount.saturating_sub(self.burned)
	}

	/// What should be burned by a block, planck, rounded up.
	pub fn due_at(&self, now: BlockIndex) -> Balance {
		let window = self.until.saturating_sub(self.from);
		let elapsed = now.saturating_sub(self.from);
		if elapsed >= window {
			return self.amount;
		}
		multiply_by_rational_with_rounding(self.amount, elapsed.into(), window.into(), Rounding::Up)
			.unwrap_or(self.amount)
	}

	/// What is not burned at a block, settled or not, planck.
	pub fn left_at(&self, now: BlockIndex) -> Balance {
		self.left().min(self.amount.saturating_sub(self.due_at(now)))
	}

	/// Takes what has burned: how much, and the part of it that is the treasury's, planck.
	pub fn settle(&mut self, now: BlockIndex, foundation: Perbill) -> (Balance, Balance) {
		let due = self.due_at(now).max(self.burned);
		// Rounded in the sum, so that many settlements give what one gives.
		let share = foundation.mul_floor(due).saturating_sub(foundation.mul_floor(self.burned));
		let burned = due.saturating_sub(self.burned);
		self.burned = due;
		(burned, share.min(burned))
	}

	/// Adds a deposit to settled fuel. All of it then burns by one date: the mean of the dates by
	/// which the old and the new would have burned, weighted by amount, so that a small deposit does
	/// not buy a large one more time.
	pub fn add(&mut self, now: BlockIndex, amount: Balance, terms: &FuelTerms) -> Option<()> {
		let left = self.left();
		let rest = self.until.saturating_sub(now);
		let sum = left.checked_add(amount)?;
		let weighted =
			|amount: Balance, blocks: BlockIndex| U256::from(amount).saturating_mul(blocks.into());
		let window = weighted(left, rest)
			.saturating_add(weighted(amount, terms.duration))
			.checked_div(sum.into())?;
		let window = BlockIndex::try_from(window).ok()?;
		*self = Self {
			amount: sum,
			burned: 0,
			from: now,
			until: now.checked_add(window)?,
			locked_until: now.checked_add(terms.lock)?,
		};
		Some(())
	}
}
