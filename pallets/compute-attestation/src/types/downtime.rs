//! When a provider was away.

use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::BoundedVec;
use scale_info::TypeInfo;
use sp_core::ConstU32;
use vajra_primitives::RoundIndex;

/// Most absences that are told apart.
pub type AbsenceLimit = ConstU32<16>;

/// Rounds that a provider missed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Absence {
	/// The first of them.
	pub from: RoundIndex,
	/// The round after the last of them.
	pub until: RoundIndex,
	/// How many there are: all in between, unless the pallet no longer knows which.
	pub missed: u32,
}

impl Absence {
	/// Rounds in a row.
	pub fn of(from: RoundIndex, until: RoundIndex) -> Self {
		Self { from, until, missed: until.saturating_sub(from) }
	}

	/// Rounds from the first to the last.
	fn length(&self) -> u32 {
		self.until.saturating_sub(self.from)
	}

	/// Whether it is all of its rounds.
	fn is_exact(&self) -> bool {
		self.missed == self.length()
	}

	/// How many of the blocks of `from..until` lie in these rounds of `length` blocks. Where it is no
	/// longer known which of its rounds were missed, the blocks' part of them, rounded down.
	pub fn blocks(&self, from: u128, until: u128, length: u128) -> u128 {
		let first = u128::from(self.from).saturating_mul(length).max(from);
		let last = u128::from(self.until).saturating_mul(length).min(until);
		let overlap = last.saturating_sub(first);
		overlap
			.saturating_mul(self.missed.into())
			.checked_div(self.length().into())
			.unwrap_or_default()
	}
}

/// Rounds that a provider missed, oldest first. Where there are too many gaps between them, the two
/// absences that are closest together become one, of which only the sum is known: so an old absence far
/// away does not blur those of a lease.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Absences(pub BoundedVec<Absence, AbsenceLimit>);

impl Absences {
	/// Notes rounds in a row that were missed, none of which was noted before. O(1).
	pub fn note(&mut self, from: RoundIndex, until: RoundIndex) {
		if from >= until {
			return;
		}
		let mut noted = Absence::of(from, until);
		let mut all = core::mem::take(&mut self.0).into_inner();
		all.retain(|other| {
			let touches = other.until == noted.from || noted.until == other.from;
			let joins = other.is_exact() && touches;
			if joins {
				noted = Absence::of(noted.from.min(other.from), noted.until.max(other.until));
			}
			!joins
		});
		let place = all.partition_point(|other| other.from < noted.from);
		all.insert(place, noted);
		if all.len() > <AbsenceLimit as sp_core::Get<u32>>::get() as usize {
			Self::blur(&mut all);
		}
		self.0 = BoundedVec::truncate_from(all);
	}

	/// Makes one of the two absences that are closest together, the older ones of equals. The newest one
	/// is left alone: a late report can still join it.
	fn blur(all: &mut Vec<Absence>) {
		let pairs = all.len().saturating_sub(2);
		let gap = |place: &usize| {
			let pair = all.get(*place).zip(all.get(place.saturating_add(1)));
			pair.map_or(0, |(older, newer)| newer.from.saturating_sub(older.until))
		};
		let Some(place) = (0..pairs).min_by_key(gap) else { return };
		let older = all.remove(place);
		if let Some(newer) = all.get_mut(place) {
			newer.from = newer.from.min(older.from);
			newer.until = newer.until.max(older.until);
			newer.missed = newer.missed.saturating_add(older.missed);
		}
	}

	/// How many of the blocks of `from..until` lie in missed rounds of `length` blocks. O(1).
	pub fn blocks(&self, from: u128, until: u128, length: u128) -> u128 {
		let blocks = self.0.iter().map(|absence| absence.blocks(from, until, length));
		blocks.fold(0, u128::saturating_add)
	}

	/// Whether they are in order and apart, and no more rounds were missed than there were.
	pub fn is_sound(&self) -> bool {
		self.0.iter().all(|one| one.from < one.until && one.missed <= one.length())
			&& self.0.windows(2).all(|pair| pair[0].until <= pair[1].from)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;
	use std::collections::BTreeSet;

	#[test]
	fn rounds_in_a_row_are_one_absence() {
		let mut absences = Absences::default();
		absences.note(3, 4);
		absences.note(5, 6);
		assert_eq!(absences.0.to_vec(), [Absence::of(3, 4), Absence::of(5, 6)]);
		// Reported late.
		absences.note(4, 5);
		assert_eq!(absences.0.to_vec(), [Absence::of(3, 6)]);
		absences.note(6, 9);
		absences.note(9, 9);
		assert_eq!(absences.0.to_vec(), [Absence::of(3, 9)]);
	}

	#[test]
	fn blocks_are_counted_at_both_edges() {
		let mut absences = Absences::default();
		absences.note(3, 4);
		absences.note(5, 7);
		// Rounds of ten blocks: 30 to 39, and 50 to 69.
		for (from, until, blocks) in
			[(0, 100, 30), (35, 55, 10), (39, 40, 1), (40, 50, 0), (60, 60, 0), (69, 30, 0)]
		{
			assert_eq!(absences.blocks(from, until, 10), blocks, "{from}..{until}");
		}
	}

	#[test]
	fn the_oldest_absences_are_blurred_when_there_are_too_many() {
		let mut absences = Absences::default();
		for n in 0..20 {
			absences.note(10 * n, 10 * n + 1);
		}
		assert_eq!(absences.0.len(), 16);
		assert_eq!(absences.0[0], Absence { from: 0, until: 41, missed: 5 });
		assert_eq!(absences.blocks(0, 10_000, 10), 200);
		// 100 of 410 blocks, of which 50 were missed.
		assert_eq!(absences.blocks(0, 100, 10), 12);
		assert_eq!(absences.blocks(500, 700, 10), 20);
	}

	/// One old miss, and a provider that misses two rounds of three during a lease.
	#[test]
	fn an_old_absence_does_not_thin_out_those_of_a_lease() {
		let mut absences = Absences::default();
		absences.note(10, 11);
		for n in 0..1_000 {
			absences.note(100_000 + 3 * n, 100_000 + 3 * n + 2);
			assert!(absences.is_sound());
		}
		assert_eq!(absences.0[0], Absence::of(10, 11));
		assert_eq!(absences.blocks(1_000_000, 1_030_000, 10), 20_000);
		// Half of the lease, to a round.
		let half = absences.blocks(1_000_000, 1_015_000, 10);
		assert!(half.abs_diff(10_000) <= 20, "{half}");
	}

	proptest! {
		/// Against a plain set of rounds.
		#[test]
		fn absences_equal_a_set(rounds in prop::collection::btree_set(0u32..60, 0..40), from in 0u128..700, length in 0u128..700, late in any::<u64>()) {
			let mut absences = Absences::default();
			let mut order: Vec<_> = rounds.iter().copied().collect();
			// Reports come late by one challenge at most.
			for place in 1..order.len() {
				if late >> (place % 64) & 1 == 1 && place % 2 == 1 {
					order.swap(place - 1, place);
				}
			}
			for round in order {
				absences.note(round, round + 1);
				prop_assert!(absences.is_sound());
			}
			let all: BTreeSet<_> = rounds.iter().flat_map(|round| {
				let first = u128::from(*round) * 10;
				first..first + 10
			}).collect();
			prop_assert_eq!(absences.blocks(0, 10_000, 10), all.len() as u128);
			if absences.0.iter().all(Absence::is_exact) {
				let until = from + length;
				prop_assert_eq!(absences.blocks(from, until, 10), all.range(from..until).count() as u128);
			}
		}
	}
}
