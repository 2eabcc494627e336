//! Rounds: answers, what silence costs, and what is shared.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::Perbill;
use vajra_primitives::{Power, RoundIndex};

/// A provider's answer to one challenge, or the sum of answers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Answer {
	/// The challenge's round.
	pub round: RoundIndex,
	/// The power it proved.
	pub power: Power,
	/// The number of chips that have it.
	pub chips: u32,
}

/// Power proved for a validator, by its backers together, in the last two rounds that they proved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Tally {
	/// In the later round.
	pub latest: Option<Answer>,
	/// In the earlier round.
	pub previous: Option<Answer>,
}

impl Tally {
	/// Counts an answer of the latest round.
	pub fn add(&mut self, answer: Answer) -> Option<()> {
		match &mut self.latest {
			Some(latest) if latest.round == answer.round => {
				latest.power = latest.power.checked_add(answer.power)?;
				latest.chips = latest.chips.checked_add(answer.chips)?;
			}
			latest => self.previous = latest.replace(answer),
		}
		Some(())
	}

	/// The sum of `round`, where that was one of the last two.
	pub fn power(&self, round: RoundIndex) -> Power {
		[&self.latest, &self.previous]
			.into_iter()
			.flatten()
			.find(|answer| answer.round == round)
			.map_or(0, |answer| answer.power)
	}
}

/// What silence costs.
///
/// Silence is a round without any answer: a provider whose chips are gone but for one answers with
/// that one, and only proves less. Whoever takes chips away against their owner's will, a vendor by
/// revoking them or a holder of the chip by taking it over, changes what the others have to sign; who
/// does so in each block of a response window can force a miss.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Penalties {
	/// From this many consecutive misses on, each reported one is slashed.
	pub slash_from: u32,
	/// At this many consecutive misses, the provider is suspended until it answers again.
	pub suspend_at: u32,
	/// Share of the collateral, of chips that are there and of those that left a short time ago, for
	/// each miss that is slashed.
	pub slash: Perbill,
	/// Share of what was slashed that goes to the reporter.
	pub reporter: Perbill,
	/// Share of the expected power that must have answered a round; where less did, the network may
	/// have been down as a whole: the round is damped, and nobody is slashed for it. Who was away is
	/// noted all the same, so that nobody pays rent for it; and at `suspend_at` damped rounds in a
	/// row a provider is suspended, without a slash, so that power that is gone for good does not
	/// hold back the quorum. Expected is what counted when the challenge opened, revoked power that
	/// nobody has pruned included; and chips that are listed as absent have not answered.
	pub quorum: Perbill,
}

/// What a reported miss leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
	/// The round's reward is lost, and no more.
	Recorded,
	/// Collateral is slashed, unless the round was damped.
	Slashed,
	/// The same, and the provider is out until it answers.
	Suspended,
}

impl Penalties {
	/// The verdict over the `misses`-th consecutive miss.
	pub fn verdict(&self, misses: u32) -> Verdict {
		if misses >= self.suspend_at {
			Verdict::Suspended
		} else if misses >= self.slash_from {
			Verdict::Slashed
		} else {
			Verdict::Recorded
		}
	}
}

/// One round's challenge and what has been proved for it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Round<BlockNumber> {
	/// Its number.
	pub round: RoundIndex,
	/// What the chips sign; unknown before `opened_at`.
	pub seed: H256,
	/// The block that opened it.
	pub opened_at: BlockNumber,
	/// The last block that takes answers.
	pub closes_at: BlockNumber,
	/// Power of all chips that count in this round.
	pub expected: Power,
	/// Power proved so far.
	pub proved: Power,
	/// The part of it that was proved for no validator.
	pub unbacked: Power,
	/// Number of answers.
	pub answers: u32,
	/// Number of chips that have the proved power.
	pub chips: u32,
}

impl<BlockNumber> Round<BlockNumber> {
	/// Whether enough of the expected power answered to hold the others to account.
	pub fn met(&self, quorum: Perbill) -> bool {
		self.proved >= quorum.mul_ceil(self.expected)
	}
}

/// What is to be shared for one round, by proved power.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Pot<Balance> {
	/// The round.
	pub round: RoundIndex,
	/// What was put in, planck.
	pub amount: Balance,
	/// What has not been claimed, planck.
	pub remaining: Balance,
	/// The power that shares it, once the round is over.
	pub proved: Option<Power>,
}

/// Why validators make blocks with equal weights.
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
)]
pub enum EqualReason {
	/// The cap on one validator's share leaves no other choice in so small a set.
	SetTooSmall,
	/// Each validator has as much proved power as any other.
	PowerEqual,
	/// Nothing was proved for these validators, or too little of the expected power.
	PowerCollapsed,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn tally_keeps_two_rounds() {
		let mut tally = Tally::default();
		let add = |tally: &mut Tally, round, power| tally.add(Answer { round, power, chips: 1 });
		add(&mut tally, 2, 5).unwrap();
		add(&mut tally, 2, 6).unwrap();
		assert_eq!(tally.latest, Some(Answer { round: 2, power: 11, chips: 2 }));
		add(&mut tally, 4, 1).unwrap();
		assert_eq!((tally.power(2), tally.power(3), tally.power(4)), (11, 0, 1));
		add(&mut tally, 5, 2).unwrap();
		assert_eq!((tally.power(2), tally.power(4), tally.power(5)), (0, 1, 2));
		assert_eq!(add(&mut tally, 5, Power::MAX), None);
	}

	#[test]
	fn verdicts_follow_the_thresholds() {
		let penalties = Penalties {
			slash_from: 2,
			suspend_at: 4,
			slash: Perbill::zero(),
			reporter: Perbill::zero(),
			quorum: Perbill::zero(),
		};
		let verdicts: Vec<_> = (1..6).map(|misses| penalties.verdict(misses)).collect();
		use Verdict::*;
		assert_eq!(verdicts, [Recorded, Slashed, Slashed, Suspended, Suspended]);
	}
}
