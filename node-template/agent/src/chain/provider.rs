//! A provider's record on the chain.

use super::{AccountId, Balance, BlockNumber};
use serde::{Deserialize, Serialize};
use vajra_primitives::{ChipKey, ComputeUnits, ManifestId, Power, RoundIndex};

/// A provider's answer to one challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
	/// The challenge's round.
	pub round: RoundIndex,
	/// The power it proved.
	pub power: Power,
}

/// A provider's chips of one manifest that start to count in the same round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
	/// The manifest.
	pub manifest: ManifestId,
	/// The round.
	pub counts_from: RoundIndex,
	/// How many.
	pub chips: u32,
	/// Their power.
	pub power: Power,
	/// Whether neither vendor, model nor manifest was revoked when the chain last looked.
	pub trusted: bool,
}

/// One of a provider's chips.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
	/// Its key.
	pub key: ChipKey,
	/// The manifest it came with.
	pub manifest: ManifestId,
	/// Its rated compute.
	pub units: ComputeUnits,
	/// First round in which its power counts.
	pub counts_from: RoundIndex,
}

/// Collateral of retired chips, waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retirement {
	/// How much, planck.
	pub amount: Balance,
	/// The block from which it can be withdrawn.
	pub unlocks_at: BlockNumber,
}

/// The validator that a provider's power is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backing {
	/// Before `from`.
	pub current: Option<AccountId>,
	/// From then on.
	pub next: Option<AccountId>,
	/// The first round of `next`.
	pub from: RoundIndex,
}

impl Backing {
	/// The validator in `round`.
	pub fn at(&self, round: RoundIndex) -> Option<&AccountId> {
		if round < self.from { &self.current } else { &self.next }.as_ref()
	}
}

/// An owner of claimed chips.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
	/// Sum of its chips' keys.
	pub aggregate_key: ChipKey,
	/// Number of its chips.
	pub chips: u32,
	/// Number of claims it has made; the next one's possession proofs state it.
	pub claims: u32,
	/// Its chips' power.
	pub batches: Vec<Batch>,
	/// How many revocations its batches have been checked against.
	pub checked: u32,
	/// What was put on hold for its chips, planck.
	pub required: Balance,
	/// What slashes have left of that, planck.
	pub collateral: Balance,
	/// What is on hold for chips it has retired.
	pub retiring: Vec<Retirement>,
	/// What slashes could not take, planck.
	pub shortfall: Balance,
	/// Whom its power is for.
	pub backing: Backing,
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
	/// Last round for which it was reported absent.
	pub reported: Option<RoundIndex>,
	/// The one before.
	pub reported_before: Option<RoundIndex>,
	/// Whether its power counts nowhere until it answers again.
	pub suspended: bool,
}

impl Provider {
	/// Its answer to the challenge of `round`, where that was one of its last two.
	pub fn answer(&self, round: RoundIndex) -> Option<&Answer> {
		[&self.latest, &self.previous].into_iter().flatten().find(|answer| answer.round == round)
	}

	/// Power of its chips that counts in `round`, unless it is suspended.
	pub fn counted(&self, round: RoundIndex) -> Power {
		self.power(|batch| batch.counts_from <= round)
	}

	/// Power of its chips that does not count in `round` yet.
	pub fn waiting(&self, round: RoundIndex) -> Power {
		self.power(|batch| batch.counts_from > round)
	}

	fn power(&self, which: impl Fn(&Batch) -> bool) -> Power {
		let batches = self.batches.iter().filter(|batch| batch.trusted && which(batch));
		batches.fold(0, |sum: Power, batch| sum.saturating_add(batch.power))
	}

	/// Manifests whose chips the record trusts, although it was not checked against all of so many
	/// revocations: some of them may be revoked. One can be in it more than once.
	pub fn unchecked(&self, revocations: u32) -> impl Iterator<Item = ManifestId> + '_ {
		let behind = self.checked != revocations;
		self.batches.iter().filter(move |batch| behind && batch.trusted).map(|batch| batch.manifest)
	}

	/// Power that the record trusts, of manifests that `is_revoked` says no longer deserve it.
	pub fn revoked(&self, is_revoked: impl Fn(ManifestId) -> bool) -> Power {
		self.power(|batch| is_revoked(batch.manifest))
	}

	/// Has it chips whose power does not count in `round`?
	pub fn has_idle_chips(&self, round: RoundIndex) -> bool {
		self.batches.iter().any(|batch| !batch.trusted || batch.counts_from > round)
	}

	/// Power of some of its chips that counts in `round`.
	pub fn counted_in(&self, slots: &[Slot], round: RoundIndex) -> Power {
		let trusted = |slot: &&Slot| {
			self.batches.iter().any(|batch| batch.manifest == slot.manifest && batch.trusted)
		};
		let counted = slots.iter().filter(|slot| slot.counts_from <= round).filter(trusted);
		counted.fold(0, |sum: Power, slot| sum.saturating_add(slot.units.into()))
	}

	/// Has it, or had it, to answer the challenge of `round`?
	pub fn is_due(&self, round: RoundIndex) -> bool {
		let now = self.due_from.is_some_and(|from| from <= round);
		let before = self.owed.is_some_and(|(from, until)| (from..=until).contains(&round));
		!self.suspended && (now || before)
	}

	/// Was it reported absent in `round`, where that was one of the last two such rounds?
	pub fn is_reported(&self, round: RoundIndex) -> bool {
		[self.reported, self.reported_before].contains(&Some(round))
	}

	/// Did it owe an answer to `round`, give none and has not been reported?
	pub fn owes(&self, round: RoundIndex) -> bool {
		self.is_due(round) && self.answer(round).is_none() && !self.is_reported(round)
	}

	/// All that is on hold, planck.
	pub fn on_hold(&self) -> Balance {
		let waiting = self.retiring.iter();
		waiting.fold(self.collateral, |sum, retirement| sum.saturating_add(retirement.amount))
	}

	/// What can be withdrawn at block `now`, planck.
	pub fn withdrawable(&self, now: BlockNumber) -> Balance {
		let ripe = self.retiring.iter().filter(|retirement| retirement.unlocks_at <= now);
		ripe.fold(0, |sum: Balance, retirement| sum.saturating_add(retirement.amount))
	}
}

/// Records for tests.
#[cfg(test)]
pub(crate) mod testing {
	use super::*;

	/// A provider of 4 chips, due from round 5, that answered in `latest`.
	pub(crate) fn provider(latest: Option<RoundIndex>) -> Provider {
		let power = 400;
		Provider {
			aggregate_key: ChipKey::from_raw([1; 32]),
			chips: 4,
			claims: 1,
			batches: vec![Batch { manifest: 0, counts_from: 0, chips: 4, power, trusted: true }],
			checked: 0,
			collateral: 1_000,
			required: 1_000,
			retiring: vec![],
			shortfall: 0,
			backing: Backing::default(),
			due_from: Some(5),
			owed: None,
			latest: latest.map(|round| Answer { round, power }),
			previous: None,
			misses: 0,
			damped: 0,
			reported: None,
			reported_before: None,
			suspended: false,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::{testing::provider, *};

	#[test]
	fn power_counts_from_its_round_and_while_it_is_trusted() {
		let batch = |counts_from, power, trusted| Batch {
			manifest: 0,
			counts_from,
			chips: 1,
			power,
			trusted,
		};
		let batches = vec![batch(0, 5, true), batch(3, 10, true), batch(4, 20, true)];
		let mut provider = Provider { batches, ..provider(None) };
		assert_eq!((provider.counted(2), provider.waiting(2)), (5, 30));
		assert_eq!((provider.counted(3), provider.waiting(3)), (15, 20));
		assert_eq!((provider.counted(9), provider.waiting(9)), (35, 0));
		assert!(provider.has_idle_chips(3) && !provider.has_idle_chips(4));
		provider.batches[1].trusted = false;
		assert_eq!((provider.counted(2), provider.waiting(2)), (5, 20));
		assert!(provider.has_idle_chips(4));
	}

	#[test]
	fn power_of_chips_counts_like_that_of_their_batches() {
		let batch =
			|manifest, trusted| Batch { manifest, counts_from: 0, chips: 2, power: 20, trusted };
		let provider =
			Provider { batches: vec![batch(1, true), batch(2, false)], ..provider(None) };
		let slot = |manifest, counts_from| Slot {
			key: ChipKey::from_raw([1; 32]),
			manifest,
			units: 10,
			counts_from,
		};
		assert_eq!(provider.counted_in(&[slot(1, 3), slot(1, 4), slot(2, 3)], 3), 10);
		assert_eq!(provider.counted_in(&[], 3), 0);
	}

	#[test]
	fn revoked_power_is_that_of_batches_the_record_still_trusts() {
		let batch = |manifest, counts_from, power, trusted| Batch {
			manifest,
			counts_from,
			chips: 1,
			power,
			trusted,
		};
		let batches = vec![
			batch(1, 0, 5, true),
			batch(2, 0, 10, true),
			batch(2, 9, 20, true),
			batch(3, 0, 40, false),
		];
		let provider = Provider { batches, checked: 7, ..provider(None) };
		// Whether it counts already or is in warm-up.
		assert_eq!(provider.revoked(|manifest| manifest >= 2), 30);
		assert_eq!(provider.revoked(|_| false), 0);
		assert_eq!(provider.unchecked(8).collect::<Vec<_>>(), [1, 2, 2]);
		assert_eq!(provider.unchecked(7).count(), 0);
		// A development chain that starts anew counts from 0 again.
		assert_eq!(provider.unchecked(1).count(), 3);
	}

	#[test]
	fn absence_is_owed_until_it_is_answered_or_reported() {
		assert!(!provider(None).owes(4));
		assert!(provider(None).owes(5));
		assert!(provider(Some(6)).owes(7));
		assert!(!provider(Some(7)).owes(7));
		// Rounds are reported in any order.
		let twice = Provider { reported: Some(6), reported_before: Some(7), ..provider(Some(5)) };
		assert!(!twice.owes(6) && !twice.owes(7) && twice.owes(8));
	}

	#[test]
	fn provider_without_power_owes_what_it_owed_before() {
		assert!(!Provider { due_from: None, ..provider(None) }.owes(7));
		let gone = Provider { due_from: None, owed: Some((6, 7)), ..provider(None) };
		assert_eq!([5, 6, 7, 8].map(|round| gone.owes(round)), [false, true, true, false]);
	}

	#[test]
	fn suspended_provider_owes_nothing() {
		assert!(!Provider { suspended: true, ..provider(None) }.owes(7));
	}

	#[test]
	fn backing_changes_with_its_round() {
		let [old, new] = [1, 2].map(|n| AccountId::from([n; 32]));
		let backing = Backing { current: Some(old), next: Some(new), from: 6 };
		assert_eq!((backing.at(5), backing.at(6)), (Some(&old), Some(&new)));
		assert_eq!(Backing::default().at(0), None);
	}

	#[test]
	fn collateral_of_retired_chips_waits() {
		let retirement = |amount, unlocks_at| Retirement { amount, unlocks_at };
		let retiring = vec![retirement(30, 100), retirement(4, 110)];
		let provider = Provider { retiring, ..provider(None) };
		assert_eq!(provider.on_hold(), 1_034);
		assert_eq!([99, 100, 110].map(|now| provider.withdrawable(now)), [0, 30, 34]);
	}
}
