//! What the agent knows of the chain, in its own words: no type here depends on the metadata.

use super::{Answer, Provider};
use serde::{Deserialize, Serialize};
use sp_core::H256;
use vajra_primitives::{ChipIndex, ChipKey, ChipSignature, ModelId, Power, RoundIndex, SerialHash};

/// An account of the chain.
pub type AccountId = subxt::utils::AccountId32;

/// A block's number.
pub type BlockNumber = u32;

/// An amount in planck.
pub type Balance = u128;

/// A block by number and hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockId {
	/// Its number.
	pub number: BlockNumber,
	/// Its hash.
	pub hash: H256,
}

/// The attestation pallet's constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
	/// Blocks of one round.
	pub round_length: BlockNumber,
	/// Blocks in which a challenge takes answers.
	pub response_window: BlockNumber,
	/// Rounds until a claimed chip's power counts.
	pub warm_up_rounds: u32,
	/// Chips in one claim.
	pub chips_per_claim: u32,
	/// Chips of one provider.
	pub chips_per_provider: u32,
	/// Absent chips in one answer.
	pub absent: u32,
	/// What is put on hold for each unit of a claimed chip, planck.
	pub collateral_per_unit: Balance,
	/// Blocks that the collateral of retired chips waits for.
	pub retirement_delay: BlockNumber,
	/// Rounds after which an unclaimed reward expires.
	pub claim_rounds: u32,
	/// Rounds in one claim of rewards.
	pub rounds_per_claim: u32,
	/// What becomes of absent providers.
	pub penalties: Penalties,
}

/// A share, in parts of a billion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share(pub u32);

impl Share {
	/// The share of an amount, rounded down.
	pub fn of(self, amount: u128) -> u128 {
		self.split(amount).0
	}

	/// The share of an amount, rounded up.
	pub fn of_rounded_up(self, amount: u128) -> u128 {
		let (share, rest) = self.split(amount);
		share.saturating_add(u128::from(rest > 0))
	}

	/// The share of an amount, rounded down, and what the rounding cut off.
	fn split(self, amount: u128) -> (u128, u128) {
		const BILLION: u128 = 1_000_000_000;
		let parts = u128::from(self.0);
		let rest = (amount % BILLION) * parts;
		let share = (amount / BILLION).saturating_mul(parts).saturating_add(rest / BILLION);
		(share, rest % BILLION)
	}
}

/// What becomes of providers that miss rounds in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Penalties {
	/// Misses in a row from which on each costs a part of the collateral.
	pub slash_from: u32,
	/// Misses in a row at which a provider is suspended.
	pub suspend_at: u32,
	/// The part, of what was put on hold.
	pub slash: Share,
	/// The reporter's part of that.
	pub reporter: Share,
	/// The share of a round's expected power that has to be proved for anyone to be slashed.
	pub quorum: Share,
}

impl Penalties {
	/// What a report that brings a provider to `misses` earns.
	pub fn reward(&self, misses: u32, provider: &Provider) -> Balance {
		if misses < self.slash_from {
			return 0;
		}
		self.reporter.of(self.slash.of(provider.required).min(provider.on_hold()))
	}
}

/// What an account has, planck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Funds {
	/// Free.
	pub free: Balance,
	/// On hold.
	pub reserved: Balance,
	/// Of both together, what may not be spent.
	pub frozen: Balance,
}

impl Funds {
	/// What fees can be paid with, so that the account stays: `existential` is the least that an
	/// account may hold.
	pub fn spendable(&self, existential: Balance) -> Balance {
		let locked = self.frozen.saturating_sub(self.reserved).max(existential);
		self.free.saturating_sub(locked)
	}
}

/// A chip model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
	/// Its vendor.
	pub vendor: AccountId,
	/// Its name.
	pub name: String,
	/// Rated compute of one chip.
	pub units: u64,
	/// Whether its vendor has revoked it.
	pub revoked: bool,
}

/// A shipment of chips.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
	/// The model of all its chips.
	pub model: ModelId,
	/// Merkle root over its chips.
	pub root: H256,
	/// Number of its chips.
	pub chips: u32,
	/// First block at which its chips can no longer be claimed.
	pub expires_at: BlockNumber,
	/// Whether its vendor has revoked it.
	pub revoked: bool,
	/// How many of its chips are claimed.
	pub claimed: u32,
}

/// A claimed chip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
	/// Its owner.
	pub provider: AccountId,
	/// Its place among its owner's chips.
	pub index: ChipIndex,
	/// Hash of its serial number.
	pub serial: SerialHash,
}

/// Power that counts, and power that does not yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PowerLedger {
	/// Power that counts already.
	pub mature: Power,
	/// Power in warm-up, with the round in which it starts to count.
	pub warming: Vec<(RoundIndex, Power)>,
}

impl PowerLedger {
	/// Power that counts in `round`. The chain moves matured power over only when it next writes
	/// the ledger, so `mature` alone can lag behind.
	pub fn counted(&self, round: RoundIndex) -> Power {
		self.warming
			.iter()
			.filter(|(from, _)| *from <= round)
			.fold(self.mature, |sum, (_, power)| sum.saturating_add(*power))
	}

	/// Power that does not count in `round` yet.
	pub fn waiting(&self, round: RoundIndex) -> Power {
		self.warming
			.iter()
			.filter(|(from, _)| *from > round)
			.fold(0, |sum: Power, (_, power)| sum.saturating_add(*power))
	}
}

/// One round's challenge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
	/// Its number.
	pub round: RoundIndex,
	/// What the chips sign.
	pub seed: H256,
	/// The block that opened it.
	pub opened_at: BlockNumber,
	/// The last block that takes answers.
	pub closes_at: BlockNumber,
	/// Power of all chips that count in this round.
	pub expected: Power,
	/// Power proved so far.
	pub proved: Power,
	/// The part of it that backs no validator.
	#[serde(default)]
	pub unbacked: Power,
	/// Number of answers.
	pub answers: u32,
}

impl Round {
	/// Can an answer that is sent on top of block `best` still arrive?
	pub fn is_open(&self, best: BlockNumber) -> bool {
		best < self.closes_at
	}

	/// Has enough of the network answered for anyone to be slashed for not answering?
	pub fn met_quorum(&self, penalties: &Penalties) -> bool {
		self.proved >= penalties.quorum.of_rounded_up(self.expected)
	}
}

/// Power that providers proved in a validator's name, in its last two rounds with any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
	/// The latest.
	pub latest: Option<Answer>,
	/// The one before.
	pub previous: Option<Answer>,
}

impl Tally {
	/// The power in `round`.
	pub fn power(&self, round: RoundIndex) -> Power {
		let found = [self.latest, self.previous].into_iter().flatten();
		found.filter(|answer| answer.round == round).map(|answer| answer.power).sum()
	}
}

/// A chip with its proof against a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestEntry {
	/// The chip's key.
	pub key: ChipKey,
	/// Hash of its serial number.
	pub serial: SerialHash,
	/// Number of its leaf.
	pub leaf: u32,
	/// Siblings from the leaf up.
	pub proof: Vec<H256>,
}

/// One chip in a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChipClaim {
	/// The chip and its proof.
	pub entry: ManifestEntry,
	/// Its private key, readable by its own secure element only.
	pub encrypted_key: Vec<u8>,
	/// The chip's signature that its owner may claim it.
	pub possession: ChipSignature,
}

/// A claim that the chain accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claimed {
	/// Chips claimed.
	pub count: u32,
	/// Their power.
	pub power: Power,
	/// What was put on hold for them, planck.
	pub collateral: Balance,
}

/// Chips that the chain let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retired {
	/// Chips retired.
	pub count: u32,
	/// Their power.
	pub power: Power,
	/// What stays on hold for them until `unlocks_at`, planck.
	pub collateral: Balance,
	/// The block from which it can be withdrawn.
	pub unlocks_at: BlockNumber,
}

/// A chip that the chain gave a new owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenOver {
	/// Its owner before.
	pub from: AccountId,
	/// What was put on hold for it, planck.
	pub collateral: Balance,
	/// First round in which its power counts.
	pub counts_from: RoundIndex,
}

/// An answer that the chain accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proved {
	/// The round.
	pub round: RoundIndex,
	/// Power proved.
	pub power: Power,
	/// Absent chips.
	pub absent: u32,
}

/// A reported absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported {
	/// The provider's misses in a row, this one included.
	pub misses: u32,
	/// What was taken for it.
	pub slashed: Option<Slashed>,
	/// Whether the provider is suspended now.
	pub suspended: bool,
	/// The fee, planck. A report that the chain accepts is free.
	pub fee: Balance,
}

impl Reported {
	/// What the report earned, planck.
	pub fn reward(&self) -> Balance {
		self.slashed.map_or(0, |slashed| slashed.reward)
	}
}

/// A slash, planck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slashed {
	/// Taken from the collateral.
	pub amount: Balance,
	/// Owed, but not there to be taken.
	pub shortfall: Balance,
	/// The reporter's part.
	pub reward: Balance,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn shares_are_rounded_down_and_never_overflow() {
		let half = Share(500_000_000);
		assert_eq!((half.of(10), half.of(11), half.of(0)), (5, 5, 0));
		assert_eq!([10, 11, 0].map(|amount| half.of_rounded_up(amount)), [5, 6, 0]);
		assert_eq!(Share(1_000_000_000).of(u128::MAX), u128::MAX);
		assert_eq!(Share(0).of(u128::MAX), 0);
		assert_eq!(Share(100_000_000).of(25_000_000_000), 2_500_000_000);
	}

	#[test]
	fn reports_earn_from_the_threshold_on() {
		let (penalties, provider) = (testing::PENALTIES, crate::chain::testing::provider(None));
		assert_eq!(penalties.reward(1, &provider), 0);
		assert_eq!(penalties.reward(2, &provider), 10);
		// What is not there cannot be taken.
		let poor = Provider { collateral: 60, ..provider };
		assert_eq!(penalties.reward(3, &poor), 6);
	}

	#[test]
	fn account_keeps_what_it_needs_to_stay() {
		let funds = |free, reserved, frozen| Funds { free, reserved, frozen };
		assert_eq!(funds(100, 0, 0).spendable(10), 90);
		assert_eq!(funds(5, 0, 0).spendable(10), 0);
		// Part of what is frozen is on hold already.
		assert_eq!(funds(100, 30, 50).spendable(10), 80);
		assert_eq!(funds(100, 0, 50).spendable(10), 50);
		assert_eq!(funds(100, 0, 500).spendable(10), 0);
	}

	#[test]
	fn tally_tells_the_power_of_its_rounds_only() {
		let answer = |round, power| Some(Answer { round, power });
		let tally = Tally { latest: answer(8, 5), previous: answer(6, 3) };
		assert_eq!([5, 6, 7, 8, 9].map(|round| tally.power(round)), [0, 3, 0, 5, 0]);
	}

	#[test]
	fn ledger_counts_matured_cohorts() {
		let ledger = PowerLedger { mature: 5, warming: vec![(3, 10), (4, 20)] };
		assert_eq!((ledger.counted(2), ledger.waiting(2)), (5, 30));
		assert_eq!((ledger.counted(3), ledger.waiting(3)), (15, 20));
		assert_eq!((ledger.counted(9), ledger.waiting(9)), (35, 0));
	}

	#[test]
	fn round_takes_answers_up_to_its_last_block() {
		let round = testing::round(1, 10, 16);
		// Sent on top of block 15, an answer can be in block 16, the last one.
		assert!(round.is_open(15));
		assert!(!round.is_open(16));
	}

	#[test]
	fn quorum_is_a_share_of_what_was_expected() {
		let quorum = |expected, proved| {
			let round = Round { expected, proved, ..testing::round(1, 10, 16) };
			round.met_quorum(&testing::PENALTIES)
		};
		assert!(quorum(100, 50));
		assert!(!quorum(100, 49));
		assert!(!quorum(101, 50));
		assert!(quorum(0, 0));
	}
}

/// Records for tests.
#[cfg(test)]
pub(crate) mod testing {
	use super::*;

	pub(crate) const PENALTIES: Penalties = Penalties {
		slash_from: 2,
		suspend_at: 3,
		slash: Share(100_000_000),
		reporter: Share(100_000_000),
		quorum: Share(500_000_000),
	};

	/// A challenge without answers.
	pub(crate) fn round(
		round: RoundIndex,
		opened_at: BlockNumber,
		closes_at: BlockNumber,
	) -> Round {
		Round {
			round,
			seed: H256::zero(),
			opened_at,
			closes_at,
			expected: 0,
			proved: 0,
			unbacked: 0,
			answers: 0,
		}
	}
}
