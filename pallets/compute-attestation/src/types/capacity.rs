//! Chips as leases see them.

use codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A provider's chips of one model, as leases see them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct CapacityRecord {
	/// How many are claimed and trusted.
	pub claimed: u32,
	/// How many of these are reserved.
	pub reserved: u32,
	/// How many were reserved when a revocation took them.
	pub lost: u32,
}

impl CapacityRecord {
	/// How many can be reserved.
	pub fn available(&self) -> u32 {
		self.claimed.saturating_sub(self.reserved)
	}

	/// Adds claimed chips.
	pub fn grow(&mut self, chips: u32) -> Option<()> {
		self.claimed = self.claimed.checked_add(chips)?;
		Some(())
	}

	/// Takes out chips that nobody has reserved.
	pub fn shrink(&mut self, chips: u32) -> Option<()> {
		self.claimed = self.claimed.checked_sub(chips).filter(|left| *left >= self.reserved)?;
		Some(())
	}

	/// Takes out chips, free ones first, then reserved ones, which are lost.
	pub fn lose(&mut self, chips: u32) -> Option<()> {
		self.claimed = self.claimed.checked_sub(chips)?;
		let lost = self.reserved.saturating_sub(self.claimed);
		self.reserved = self.reserved.checked_sub(lost)?;
		self.lost = self.lost.checked_add(lost)?;
		Some(())
	}

	/// Reserves chips.
	pub fn reserve(&mut self, chips: u32) -> Option<()> {
		self.reserved = self.reserved.checked_add(chips).filter(|sum| *sum <= self.claimed)?;
		Some(())
	}

	/// Gives back reserved chips, lost ones first.
	pub fn release(&mut self, chips: u32) -> Option<()> {
		let gone = chips.min(self.lost);
		self.reserved = self.reserved.checked_sub(chips.checked_sub(gone)?)?;
		self.lost = self.lost.checked_sub(gone)?;
		Some(())
	}

	/// Whether nothing is counted, so that no record is needed.
	pub fn is_empty(&self) -> bool {
		*self == Self::default()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn lost_chips_are_released_before_those_that_are_left() {
		let mut record = CapacityRecord::default();
		record.grow(4).unwrap();
		record.reserve(3).unwrap();
		assert_eq!(record.reserve(2), None);
		assert_eq!(record.clone().shrink(2), None);
		record.lose(2).unwrap();
		assert_eq!(record, CapacityRecord { claimed: 2, reserved: 2, lost: 1 });
		record.release(1).unwrap();
		assert_eq!(record, CapacityRecord { claimed: 2, reserved: 2, lost: 0 });
		assert_eq!(record.clone().release(3), None);
		record.release(2).unwrap();
		record.shrink(2).unwrap();
		assert!(record.is_empty());
	}
}
