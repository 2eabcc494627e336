//! A provider: its chips in sum, its collateral, and what it owes.

use super::{Answer, Batch};
use crate::math;
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::{
	traits::Get, BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use scale_info::TypeInfo;
use sp_core::ConstU32;
use sp_runtime::traits::{AtLeast32BitUnsigned, Zero};
use vajra_primitives::{ChipKey, ManifestId, Power, RoundIndex};

/// Most amounts of collateral that wait for their release at different times.
pub type RetirementLimit = ConstU32<8>;

/// Collateral of chips that are gone, on hold until it can no longer be slashed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Retirement<Balance, BlockNumber> {
	/// How much, planck.
	pub amount: Balance,
	/// First block at which it can be withdrawn.
	pub unlocks_at: BlockNumber,
}

/// The validator that a provider's power is pointed at.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Backing<AccountId> {
	/// Up to the round before `from`.
	pub current: Option<AccountId>,
	/// From round `from` on.
	pub next: Option<AccountId>,
	/// First round of `next`.
	pub from: RoundIndex,
}

impl<AccountId: Clone> Backing<AccountId> {
	/// No validator.
	pub fn none() -> Self {
		Self { current: None, next: None, from: 0 }
	}

	/// The validator in `round`.
	pub fn at(&self, round: RoundIndex) -> Option<&AccountId> {
		if round < self.from {
			self.current.as_ref()
		} else {
			self.next.as_ref()
		}
	}

	/// Points at `validator` from the round after `now` on.
	pub fn switch(&mut self, now: RoundIndex, validator: Option<AccountId>) -> Option<()> {
		let from = now.checked_add(1)?;
		*self = Self { current: self.at(now).cloned(), next: validator, from };
		Some(())
	}
}

/// An owner of claimed chips.
#[derive(
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[scale_info(skip_type_params(MaxBatches))]
pub struct Provider<
	AccountId: Clone + core::fmt::Debug + Eq,
	Balance: Clone + core::fmt::Debug + Eq,
	BlockNumber: Clone + core::fmt::Debug + Eq,
	MaxBatches: Get<u32>,
> {
	/// Sum of its chips' keys; the neutral key where it has none.
	pub aggregate_key: ChipKey,
	/// Number of its chips; their indices are 0 to `chips` − 1.
	pub chips: u32,
	/// Number of claims it has made, which its chips' next possession proofs state.
	pub claims: u32,
	/// Its chips, counted.
	pub batches: BoundedVec<Batch, MaxBatches>,
	/// How many revocations its batches have been checked against.
	pub checked: u32,
	/// Sum of what was put on hold for each of its chips, planck.
	pub required: Balance,
	/// What is left of that after slashes, planck.
	pub collateral: Balance,
	/// Collateral of chips that are gone, by ascending block.
	pub retiring: BoundedVec<Retirement<Balance, BlockNumber>, RetirementLimit>,
	/// What slashes should have taken and did not find, planck.
	pub shortfall: Balance,
	/// Whom its power is proved for.
	pub backing: Backing<AccountId>,
	/// First round that it has to answer, and all later ones; `None` where no power will count.
	pub due_from: Option<RoundIndex>,
	/// The rounds, first and last, that it had to answer before its power was gone for a while.
	pub owed: Option<(RoundIndex, RoundIndex)>,
	/// Its last answer.
	pub latest: Option<Answer>,
	/// Its last answer but one.
	pub previous: Option<Answer>,
	/// Reported misses since its last answer, damped rounds left out.
	pub misses: u32,
	/// Reported misses of damped rounds since its last answer.
	pub damped: u32,
	/// The latest round for which it was reported absent.
	pub reported: Option<RoundIndex>,
	/// The latest but one.
	pub reported_before: Option<RoundIndex>,
	/// Whether it is out until it answers again.
	pub suspended: bool,
}

impl<AccountId, Balance, BlockNumber, MaxBatches>
	Provider<AccountId, Balance, BlockNumber, MaxBatches>
where
	AccountId: Clone + core::fmt::Debug + Eq,
	Balance: AtLeast32BitUnsigned + Copy + core::fmt::Debug,
	BlockNumber: Ord + Copy + core::fmt::Debug,
	MaxBatches: Get<u32>,
{
	/// A provider without chips.
	pub fn new(neutral: ChipKey) -> Self {
		Self {
			aggregate_key: neutral,
			chips: 0,
			claims: 0,
			batches: Default::default(),
			checked: 0,
			required: Zero::zero(),
			collateral: Zero::zero(),
			retiring: Default::default(),
			shortfall: Zero::zero(),
			backing: Backing::none(),
			due_from: None,
			owed: None,
			latest: None,
			previous: None,
			misses: 0,
			damped: 0,
			reported: None,
			reported_before: None,
			suspended: false,
		}
	}

	/// Power that counts in `round`. Sums of power fit wherever the network's does.
	pub fn counted(&self, round: RoundIndex) -> Power {
		self.batches
			.iter()
			.filter(|batch| batch.trusted && batch.counts_from <= round)
			.fold(0, |sum: Power, batch| sum.saturating_add(batch.power))
	}

	/// Number of the chips that this power is the sum of.
	pub fn counted_chips(&self, round: RoundIndex) -> u32 {
		self.batches
			.iter()
			.filter(|batch| batch.trusted && batch.counts_from <= round)
			.fold(0, |sum: u32, batch| sum.saturating_add(batch.chips))
	}

	/// Whether chips of the manifest count.
	pub fn trusts(&self, manifest: ManifestId) -> bool {
		self.batches.iter().any(|batch| batch.manifest == manifest && batch.trusted)
	}

	/// Joins the batches of a manifest that count in round `now`. O(batches²) of a bounded few.
	pub fn mature(&mut self, now: RoundIndex) {
		let mut joined = BoundedVec::<Batch, MaxBatches>::default();
		for batch in core::mem::take(&mut self.batches) {
			let same = joined.iter_mut().find(|other| {
				other.manifest == batch.manifest
					&& (other.counts_from == batch.counts_from
						|| other.counts_from.max(batch.counts_from) <= now)
			});
			match same {
				Some(same) => {
					same.counts_from = same.counts_from.min(batch.counts_from);
					same.chips = same.chips.saturating_add(batch.chips);
					same.power = same.power.saturating_add(batch.power);
				}
				// No more than there were.
				None => drop(joined.try_push(batch)),
			}
		}
		self.batches = joined;
	}

	/// Adds chips; `None` where no batch is free.
	pub fn enlist(
		&mut self,
		manifest: ManifestId,
		counts_from: RoundIndex,
		chips: u32,
		power: Power,
	) -> Option<()> {
		let same = self
			.batches
			.iter_mut()
			.find(|batch| (batch.manifest, batch.counts_from) == (manifest, counts_from));
		match same {
			Some(batch) => {
				batch.chips = batch.chips.checked_add(chips)?;
				batch.power = batch.power.checked_add(power)?;
			}
			None => {
				let batch = Batch { manifest, counts_from, chips, power, trusted: true };
				self.batches.try_push(batch).ok()?;
			}
		}
		Some(())
	}

	/// Takes out one chip, and says whether it was trusted. `None` where there is no such chip.
	/// The batches have to be [mature](Self::mature).
	pub fn dismiss(
		&mut self,
		now: RoundIndex,
		manifest: ManifestId,
		counts_from: RoundIndex,
		power: Power,
	) -> Option<bool> {
		let batch = self.batches.iter_mut().find(|batch| {
			batch.manifest == manifest
				&& (batch.counts_from == counts_from || batch.counts_from.max(counts_from) <= now)
		})?;
		batch.chips = batch.chips.checked_sub(1)?;
		batch.power = batch.power.checked_sub(power)?;
		let trusted = batch.trusted;
		self.batches.retain(|batch| batch.chips > 0);
		Some(trusted)
	}

	/// Its answer to the challenge of `round`, where that was one of its last two.
	pub fn answer(&self, round: RoundIndex) -> Option<&Answer> {
		[&self.latest, &self.previous].into_iter().flatten().find(|answer| answer.round == round)
	}

	/// Whether it was reported for `round`, one of the last two challenges.
	pub fn was_reported(&self, round: RoundIndex) -> bool {
		[self.reported, self.reported_before].contains(&Some(round))
	}

	/// Whether it has, or had, to answer the challenge of `round`.
	pub fn due(&self, round: RoundIndex) -> bool {
		let now = self.due_from.is_some_and(|from| from <= round);
		let before = self.owed.is_some_and(|(from, until)| (from..=until).contains(&round));
		!self.suspended && (now || before)
	}

	/// Follows a change of its batches: which rounds it has to answer, and had to.
	///
	/// `lost` are the rounds in which power counted that is trusted no more: the first, and the one
	/// after the last. It is due in each round in which any of its power counts or counted. Rounds
	/// in a row are one stretch; of those that are over, only the last one can still matter.
	/// O(batches²) of a bounded few.
	pub fn follow(&mut self, lost: &[(RoundIndex, RoundIndex)]) {
		let trusted = self.batches.iter().filter(|batch| batch.trusted);
		let first = trusted.map(|batch| batch.counts_from).min();
		let mut spans = lost.to_vec();
		if let Some(since) = self.due_from {
			// Up to the first of these, power counted of which nothing is known any more.
			let known = first.into_iter().chain(lost.iter().map(|(from, _)| *from)).min();
			spans.push((since, known.unwrap_or(since)));
		}
		spans.retain(|(from, end)| from < end);
		let start = first.map(|first| reach(first, &spans));
		let over =
			spans.iter().map(|(_, end)| *end).filter(|end| start.is_none_or(|start| *end < start));
		let floor = self.due_from.unwrap_or_default();
		if let Some(end) = over.max() {
			let from = reach(end, &spans).max(floor);
			self.owed = end.checked_sub(1).filter(|last| from <= *last).map(|last| (from, last));
		}
		self.due_from = start.map(|start| start.max(floor));
	}

	/// Comes back from a suspension with the answer to `round`: it counts from the next one on.
	pub fn reinstate(&mut self, round: RoundIndex) -> Option<()> {
		self.due_from = Some(round.checked_add(1)?);
		self.owed = None;
		self.suspended = false;
		Some(())
	}

	/// Is it suspended, and without chips?
	pub fn may_restart(&self) -> bool {
		self.suspended && self.chips == 0
	}

	/// Comes back from a suspension without chips. It owed nothing while it was out; the row of
	/// misses goes on until it answers.
	pub fn restart(&mut self) {
		self.due_from = None;
		self.owed = None;
		self.suspended = false;
	}

	/// Notes an answer, which ends a row of misses.
	pub fn answered(&mut self, answer: Answer) {
		self.previous = self.latest.replace(answer);
		self.misses = 0;
		self.damped = 0;
	}

	/// Notes a reported miss of `round`, and says how many of its kind there are in a row: misses of
	/// damped rounds are a row of their own. A miss before the last answer belongs to a row that is
	/// over.
	pub fn missed(&mut self, round: RoundIndex, damped: bool) -> Option<u32> {
		if self.reported.is_none_or(|latest| latest < round) {
			self.reported_before = self.reported.replace(round);
		} else {
			self.reported_before = Some(round);
		}
		if self.latest.as_ref().is_some_and(|answer| answer.round > round) {
			return None;
		}
		let row = if damped { &mut self.damped } else { &mut self.misses };
		*row = row.saturating_add(1);
		Some(*row)
	}

	/// Frees the collateral of a chip for which `share` was put on hold: its part of what slashes
	/// have left, rounded down, so that the last chip frees all of the rest.
	pub fn free(&mut self, share: Balance) -> Option<Balance> {
		if share.is_zero() {
			return Some(share);
		}
		let freed = math::share_of_pot(
			self.collateral.unique_saturated_into(),
			share.unique_saturated_into(),
			self.required.unique_saturated_into(),
		)?;
		let freed = Balance::try_from(freed).ok()?;
		self.required = self.required.checked_sub(&share)?;
		self.collateral = self.collateral.checked_sub(&freed)?;
		Some(freed)
	}

	/// Puts collateral into the queue of what waits. Where the queue is full, its last amount
	/// waits longer.
	pub fn retire(&mut self, amount: Balance, unlocks_at: BlockNumber) -> Option<()> {
		if amount.is_zero() {
			return Some(());
		}
		let full = self.retiring.is_full();
		match self.retiring.last_mut() {
			Some(last) if full || last.unlocks_at >= unlocks_at => {
				last.amount = last.amount.checked_add(&amount)?;
				last.unlocks_at = last.unlocks_at.max(unlocks_at);
				Some(())
			}
			_ => self.retiring.try_push(Retirement { amount, unlocks_at }).ok(),
		}
	}

	/// Takes what has waited long enough out of the queue.
	pub fn unlock(&mut self, now: BlockNumber) -> Balance {
		let mut amount = Balance::zero();
		self.retiring.retain(|waiting| {
			let ready = waiting.unlocks_at <= now;
			if ready {
				amount = amount.saturating_add(waiting.amount);
			}
			!ready
		});
		amount
	}

	/// What slashes are measured by: what its chips require, and what waits for its release.
	pub fn at_stake(&self) -> Balance {
		self.retiring.iter().fold(self.required, |sum, waiting| sum.saturating_add(waiting.amount))
	}

	/// Takes a slashed amount out of the records: of the collateral first, then of what waits
	/// longest. Returns what was not there.
	pub fn deduct(&mut self, amount: Balance) -> Balance {
		let taken = amount.min(self.collateral);
		self.collateral = self.collateral.saturating_sub(taken);
		let mut left = amount.saturating_sub(taken);
		for waiting in self.retiring.iter_mut().rev() {
			let taken = left.min(waiting.amount);
			waiting.amount = waiting.amount.saturating_sub(taken);
			left = left.saturating_sub(taken);
		}
		self.retiring.retain(|waiting| !waiting.amount.is_zero());
		left
	}
}

/// How far back the stretch goes that leads up to `start` without a gap.
fn reach(mut start: RoundIndex, spans: &[(RoundIndex, RoundIndex)]) -> RoundIndex {
	while let Some((from, _)) = spans.iter().find(|(from, end)| *from < start && start <= *end) {
		start = *from;
	}
	start
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	type Record = Provider<u64, u128, u64, ConstU32<3>>;

	fn record() -> Record {
		Record::new(ChipKey::from_raw([0; 32]))
	}

	#[test]
	fn late_miss_does_not_count_after_an_answer() {
		let mut provider = record();
		assert_eq!(provider.missed(4, false), Some(1));
		provider.answered(Answer { round: 6, power: 1, chips: 1 });
		assert_eq!(provider.missed(5, false), None);
		assert_eq!(provider.misses, 0);
		assert_eq!(provider.missed(7, false), Some(1));
	}

	#[test]
	fn misses_count_in_any_order_and_are_remembered() {
		let mut provider = record();
		assert_eq!(provider.missed(5, false), Some(1));
		assert_eq!(provider.missed(4, false), Some(2));
		assert!(provider.was_reported(4) && provider.was_reported(5));
		assert_eq!(provider.missed(6, false), Some(3));
		assert!(provider.was_reported(5) && provider.was_reported(6));
	}

	#[test]
	fn misses_of_damped_rounds_are_a_row_of_their_own() {
		let mut provider = record();
		assert_eq!(provider.missed(4, false), Some(1));
		assert_eq!(provider.missed(5, true), Some(1));
		assert_eq!(provider.missed(6, true), Some(2));
		assert_eq!(provider.missed(7, false), Some(2));
		provider.answered(Answer { round: 8, power: 1, chips: 1 });
		assert_eq!((provider.misses, provider.damped), (0, 0));
		assert_eq!(provider.missed(7, true), None);
	}

	#[test]
	fn backing_switches_with_the_next_round() {
		let mut backing = Backing::<u64>::none();
		backing.switch(3, Some(7)).unwrap();
		assert_eq!((backing.at(3), backing.at(4)), (None, Some(&7)));
		// Twice in one round: the later choice holds, and this round's stays.
		backing.switch(4, Some(8)).unwrap();
		backing.switch(4, Some(9)).unwrap();
		assert_eq!((backing.at(4), backing.at(5)), (Some(&7), Some(&9)));
		backing.switch(5, None).unwrap();
		assert_eq!((backing.at(5), backing.at(6)), (Some(&9), None));
		assert_eq!(backing.switch(RoundIndex::MAX, None), None);
	}

	#[test]
	fn full_queue_makes_its_last_amount_wait_longer() {
		let mut provider = record();
		for n in 0..20u64 {
			provider.retire(1, 100 + n).unwrap();
		}
		assert_eq!(provider.retiring.len(), 8);
		assert_eq!(provider.unlock(106), 7);
		assert_eq!(provider.unlock(118), 0);
		assert_eq!(provider.unlock(119), 13);
	}

	#[test]
	fn slash_takes_collateral_first_then_what_waits_longest() {
		let mut provider = record();
		provider.collateral = 5;
		provider.retire(3, 10).unwrap();
		provider.retire(4, 20).unwrap();
		assert_eq!(provider.deduct(7), 0);
		assert_eq!(provider.collateral, 0);
		let waiting: Vec<_> = provider.retiring.iter().map(|waiting| waiting.amount).collect();
		assert_eq!(waiting, [3, 2]);
		assert_eq!(provider.deduct(9), 4);
		assert!(provider.retiring.is_empty());
	}

	#[test]
	fn duty_has_a_gap_where_no_power_counted() {
		let mut provider = record();
		provider.enlist(0, 2, 1, 10).unwrap();
		provider.follow(&[]);
		provider.enlist(1, 5, 1, 10).unwrap();
		provider.follow(&[]);
		assert_eq!((provider.due_from, provider.owed), (Some(2), None));
		// What counted from 2 on was lost in 4, noticed later.
		provider.dismiss(9, 0, 2, 10).unwrap();
		provider.follow(&[(2, 4)]);
		assert_eq!((provider.due_from, provider.owed), (Some(5), Some((2, 3))));
		let due: Vec<_> = (0..7).filter(|round| provider.due(*round)).collect();
		assert_eq!(due, [2, 3, 5, 6]);
	}

	#[test]
	fn duty_goes_on_without_a_gap_when_other_power_counts() {
		let mut provider = record();
		provider.enlist(0, 2, 1, 10).unwrap();
		provider.follow(&[]);
		provider.enlist(1, 5, 1, 10).unwrap();
		provider.dismiss(9, 0, 2, 10).unwrap();
		provider.follow(&[(2, 5)]);
		assert_eq!((provider.due_from, provider.owed), (Some(2), None));
		// That the stretch began with power that is gone is not forgotten by the next change.
		provider.enlist(2, 12, 1, 10).unwrap();
		provider.follow(&[]);
		assert_eq!(provider.due_from, Some(2));
		provider.dismiss(13, 1, 5, 10).unwrap();
		provider.dismiss(13, 2, 12, 10).unwrap();
		provider.follow(&[(5, 9), (12, 13)]);
		assert_eq!((provider.due_from, provider.owed), (None, Some((12, 12))));
	}

	#[test]
	fn power_that_never_counted_is_never_owed() {
		let mut provider = record();
		provider.enlist(0, 5, 1, 10).unwrap();
		provider.follow(&[]);
		provider.dismiss(3, 0, 5, 10).unwrap();
		provider.follow(&[(5, 3)]);
		assert_eq!((provider.due_from, provider.owed), (None, None));
	}

	proptest! {
		/// Batches against a plain list of chips.
		#[test]
		fn batches_equal_a_list(steps in prop::collection::vec((0u32..2, 0u32..2, 1u128..100, any::<bool>(), any::<prop::sample::Index>()), 1..60)) {
			let (mut provider, mut list, mut now) = (record(), Vec::new(), 0u32);
			for (pass, manifest, power, add, pick) in steps {
				now += pass;
				provider.mature(now);
				if add || list.is_empty() {
					if provider.enlist(manifest, now + 2, 1, power).is_some() {
						list.push((manifest, now + 2, power));
					}
				} else {
					let (manifest, from, power) = list.swap_remove(pick.index(list.len()));
					prop_assert_eq!(provider.dismiss(now, manifest, from, power), Some(true));
				}
				for round in now..now + 4 {
					let counted = list.iter().filter(|(_, from, _)| *from <= round);
					prop_assert_eq!(provider.counted(round), counted.map(|(.., power)| power).sum());
				}
				let chips: u32 = provider.batches.iter().map(|batch| batch.chips).sum();
				prop_assert_eq!(chips as usize, list.len());
			}
		}

		/// Nothing is made or lost in the queue and by slashes.
		#[test]
		fn slashes_and_unlocks_add_up(collateral in 0u128..100, queue in prop::collection::vec((1u128..50, 0u64..30), 0..15), slash in 0u128..400, at in 0u64..40) {
			let mut provider = record();
			provider.collateral = collateral;
			for (amount, block) in &queue {
				provider.retire(*amount, *block).unwrap();
			}
			let held = collateral + queue.iter().map(|(amount, _)| amount).sum::<u128>();
			let missing = provider.deduct(slash);
			prop_assert_eq!(missing, slash.saturating_sub(held));
			let waiting = |provider: &Record| provider.retiring.iter().map(|waiting| waiting.amount).sum::<u128>();
			let left = provider.collateral + waiting(&provider);
			prop_assert_eq!(left, held.saturating_sub(slash));
			let unlocked = provider.unlock(at);
			prop_assert_eq!(provider.collateral + waiting(&provider) + unlocked, left);
		}
	}
}
