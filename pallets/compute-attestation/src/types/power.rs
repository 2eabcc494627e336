//! Power, by when it starts to count.

use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{
	traits::Get, BoundedVec, CloneNoBound, DebugNoBound, DefaultNoBound, EqNoBound,
	PartialEqNoBound,
};
use scale_info::TypeInfo;
use vajra_primitives::{ManifestId, Power, RoundIndex};

/// Power that starts to count in a later round.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Cohort {
	/// First round in which it counts.
	pub counts_from: RoundIndex,
	/// How much.
	pub power: Power,
}

/// Power by the round in which it starts to count. At most `WarmUp` cohorts wait at a time.
#[derive(
	CloneNoBound,
	DebugNoBound,
	DefaultNoBound,
	EqNoBound,
	PartialEqNoBound,
	Encode,
	Decode,
	MaxEncodedLen,
	TypeInfo,
)]
#[scale_info(skip_type_params(WarmUp))]
pub struct PowerLedger<WarmUp: Get<u32>> {
	/// Power that counts already.
	pub mature: Power,
	/// Power in warm-up, by ascending round.
	pub warming: BoundedVec<Cohort, WarmUp>,
}

impl<WarmUp: Get<u32>> PowerLedger<WarmUp> {
	/// Moves what counts in round `now` out of the warm-up. O(`WarmUp`).
	pub fn advance(&mut self, now: RoundIndex) -> Option<()> {
		self.mature = self.counted(now)?;
		self.warming.retain(|cohort| cohort.counts_from > now);
		Some(())
	}

	/// Adds power that counts from round `counts_from` on, at most `WarmUp` rounds after `now`.
	/// `None`, and no change, on overflow.
	pub fn add(&mut self, now: RoundIndex, counts_from: RoundIndex, power: Power) -> Option<()> {
		self.total()?.checked_add(power)?;
		self.advance(now)?;
		if counts_from <= now {
			self.mature = self.mature.checked_add(power)?;
			return Some(());
		}
		match self.warming.binary_search_by_key(&counts_from, |cohort| cohort.counts_from) {
			Ok(place) => {
				let cohort = self.warming.get_mut(place)?;
				cohort.power = cohort.power.checked_add(power)?;
			}
			Err(place) => {
				self.warming.try_insert(place, Cohort { counts_from, power }).ok()?;
			}
		}
		Some(())
	}

	/// Takes out power that was to count, or has counted, from round `counts_from` on.
	pub fn remove(&mut self, counts_from: RoundIndex, power: Power) -> Option<()> {
		match self.warming.iter_mut().find(|cohort| cohort.counts_from == counts_from) {
			Some(cohort) => cohort.power = cohort.power.checked_sub(power)?,
			None => self.mature = self.mature.checked_sub(power)?,
		}
		self.warming.retain(|cohort| cohort.power > 0);
		Some(())
	}

	/// Power that counts in `round`.
	pub fn counted(&self, round: RoundIndex) -> Option<Power> {
		self.warming
			.iter()
			.filter(|cohort| cohort.counts_from <= round)
			.try_fold(self.mature, |sum, cohort| sum.checked_add(cohort.power))
	}

	/// All power, warm-up included.
	pub fn total(&self) -> Option<Power> {
		self.counted(RoundIndex::MAX)
	}
}

/// Chips of one provider that came with one manifest and start to count in one round.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Batch {
	/// The manifest.
	pub manifest: ManifestId,
	/// First round in which they count; once they do, the first in which any of them did.
	pub counts_from: RoundIndex,
	/// How many.
	pub chips: u32,
	/// Their power.
	pub power: Power,
	/// Whether it counts: false once the manifest, its model or their vendor is known to be revoked.
	pub trusted: bool,
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use sp_core::ConstU32;

	type Ledger = PowerLedger<ConstU32<3>>;

	#[test]
	fn power_counts_after_the_warm_up() {
		let mut ledger = Ledger::default();
		ledger.add(5, 8, 10).unwrap();
		assert_eq!(ledger.counted(7), Some(0));
		assert_eq!(ledger.counted(8), Some(10));
		ledger.advance(8).unwrap();
		assert_eq!((ledger.mature, ledger.warming.len()), (10, 0));
	}

	#[test]
	fn overflow_and_underflow_are_refused() {
		let mut ledger = Ledger::default();
		ledger.add(0, 3, Power::MAX).unwrap();
		let before = ledger.clone();
		assert_eq!(ledger.add(0, 3, 1), None);
		assert_eq!(ledger, before);
		assert_eq!(Ledger::default().remove(0, 1), None);
	}

	proptest! {
		/// The ledger against a plain list of (counts from, power).
		#[test]
		fn ledger_equals_a_list(steps in prop::collection::vec((0u32..3, 1u128..100, any::<bool>(), any::<prop::sample::Index>()), 1..60)) {
			let (mut ledger, mut list, mut now) = (Ledger::default(), Vec::new(), 0u32);
			for (pass, power, add, pick) in steps {
				now += pass;
				if add || list.is_empty() {
					prop_assert!(ledger.add(now, now + 3, power).is_some());
					list.push((now + 3, power));
				} else {
					let (from, power) = list.swap_remove(pick.index(list.len()));
					prop_assert!(ledger.remove(from, power).is_some());
				}
				for round in now..now + 5 {
					let sum = list.iter().filter(|(from, _)| *from <= round).map(|(_, power)| power).sum();
					prop_assert_eq!(ledger.counted(round), Some(sum));
				}
			}
		}
	}
}
