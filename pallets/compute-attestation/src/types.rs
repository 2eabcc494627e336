//! Records and the rules of their change; no storage.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	traits::Get, BoundedVec, CloneNoBound, DebugNoBound, DefaultNoBound, EqNoBound,
	PartialEqNoBound,
};
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use vajra_primitives::{
	ChipIndex, ChipKey, ChipSignature, ComputeUnits, ManifestId, ModelId, Power, RoundIndex,
	SerialHash,
};

/// Longest name of a vendor or model, in bytes.
pub type NameLimit = ConstU32<64>;
/// A vendor's or model's name, UTF-8 by convention.
pub type Name = BoundedVec<u8, NameLimit>;
/// Longest Merkle proof: manifests hold up to 2³² − 1 chips.
pub type ProofLimit = ConstU32<32>;
/// Longest encrypted private key, in bytes.
pub type EncryptedKeyLimit = ConstU32<64>;

/// A maker of chips, admitted by governance.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Vendor {
	/// Its name.
	pub name: Name,
	/// Whether governance has withdrawn its trust. Final.
	pub revoked: bool,
	/// How many models it has registered.
	pub models: u32,
	/// How many manifests it has published.
	pub manifests: u32,
}

/// A chip model.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Model<AccountId> {
	/// Its vendor.
	pub vendor: AccountId,
	/// Its name.
	pub name: Name,
	/// Rated compute of one chip.
	pub units: ComputeUnits,
	/// Whether its vendor has revoked it. Final.
	pub revoked: bool,
}

/// One shipment of chips: a Merkle root over serial hashes and keys.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Manifest<BlockNumber> {
	/// The model of all its chips.
	pub model: ModelId,
	/// Merkle root over [`vajra_primitives::manifest_leaf`] of each chip.
	pub root: H256,
	/// Number of leaves.
	pub chips: u32,
	/// First block at which its chips can no longer be claimed.
	pub expires_at: BlockNumber,
	/// Whether its vendor has revoked it. Final.
	pub revoked: bool,
	/// How many of its chips are claimed now.
	pub claimed: u32,
}

/// A claimed chip.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Chip<AccountId> {
	/// Its owner.
	pub provider: AccountId,
	/// Its place among its owner's chips.
	pub index: ChipIndex,
	/// The manifest it came with.
	pub manifest: ManifestId,
	/// Hash of its serial number.
	pub serial: SerialHash,
	/// `PriKEnc`: its private key, readable by its own secure element only.
	pub encrypted_key: BoundedVec<u8, EncryptedKeyLimit>,
}

/// What a round needs to know of one of a provider's chips.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Slot<Balance> {
	/// The chip.
	pub key: ChipKey,
	/// Its rated compute.
	pub units: ComputeUnits,
	/// First round in which its power counts.
	pub counts_from: RoundIndex,
	/// What is on hold for it, planck.
	pub collateral: Balance,
}

/// Proof that a chip belongs to a manifest.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ManifestEntry {
	/// The chip's key.
	pub key: ChipKey,
	/// Hash of its serial number.
	pub serial: SerialHash,
	/// Number of its leaf.
	pub leaf: u32,
	/// Siblings from the leaf up.
	pub proof: BoundedVec<H256, ProofLimit>,
}

/// One chip in a claim.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ChipClaim {
	/// The chip and its proof against the manifest.
	pub entry: ManifestEntry,
	/// `PriKEnc`, kept for the owner.
	pub encrypted_key: BoundedVec<u8, EncryptedKeyLimit>,
	/// The chip's signature over [`vajra_primitives::Possession`].
	pub possession: ChipSignature,
}

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

	/// Adds power that counts `WarmUp` rounds after `now`, and returns that round. `None`, and no
	/// change, on overflow.
	pub fn add(&mut self, now: RoundIndex, power: Power) -> Option<RoundIndex> {
		let counts_from = now.checked_add(WarmUp::get())?;
		self.total()?.checked_add(power)?;
		self.advance(now)?;
		match self.warming.iter_mut().find(|cohort| cohort.counts_from == counts_from) {
			Some(cohort) => cohort.power = cohort.power.checked_add(power)?,
			None => self.warming.try_push(Cohort { counts_from, power }).ok()?,
		}
		Some(counts_from)
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

/// A provider's answer to one challenge.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Answer {
	/// The challenge's round.
	pub round: RoundIndex,
	/// The power it proved.
	pub power: Power,
}

/// An owner of claimed chips.
#[derive(
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[scale_info(skip_type_params(WarmUp))]
pub struct Provider<Balance: Clone + core::fmt::Debug + Eq, WarmUp: Get<u32>> {
	/// Sum of its chips' keys; the neutral key where it has none.
	pub aggregate_key: ChipKey,
	/// Number of its chips; their indices are 0 to `chips` − 1.
	pub chips: u32,
	/// Number of claims it has made, which its chips' next possession proofs state.
	pub claims: u32,
	/// Its chips' power.
	pub power: PowerLedger<WarmUp>,
	/// What is on hold for its chips, planck.
	pub collateral: Balance,
	/// First round that it has to answer.
	pub due_from: RoundIndex,
	/// Its last answer.
	pub latest: Option<Answer>,
	/// Its last answer but one.
	pub previous: Option<Answer>,
	/// Reported misses since its last answer.
	pub misses: u32,
	/// Last round for which it was reported absent.
	pub reported: Option<RoundIndex>,
}

impl<Balance: Clone + core::fmt::Debug + Eq + Default, WarmUp: Get<u32>> Provider<Balance, WarmUp> {
	/// A provider without chips.
	pub fn new(neutral: ChipKey) -> Self {
		Self {
			aggregate_key: neutral,
			chips: 0,
			claims: 0,
			power: Default::default(),
			collateral: Default::default(),
			due_from: 0,
			latest: None,
			previous: None,
			misses: 0,
			reported: None,
		}
	}

	/// Its answer to the challenge of `round`, where that was one of its last two.
	pub fn answer(&self, round: RoundIndex) -> Option<&Answer> {
		[&self.latest, &self.previous].into_iter().flatten().find(|answer| answer.round == round)
	}

	/// Puts off the first round to answer to the one from which any power counts.
	pub fn defer(&mut self) {
		if self.power.mature == 0 {
			if let Some(first) = self.power.warming.first() {
				self.due_from = first.counts_from;
			}
		}
	}

	/// Notes an answer, which ends a row of misses.
	pub fn answered(&mut self, answer: Answer) {
		self.previous = self.latest.replace(answer);
		self.misses = 0;
	}

	/// Notes a reported miss of `round`. A miss before the last answer is over already.
	pub fn missed(&mut self, round: RoundIndex) {
		self.reported = Some(round);
		if self.latest.as_ref().is_none_or(|answer| answer.round < round) {
			self.misses = self.misses.saturating_add(1);
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
	/// Number of answers.
	pub answers: u32,
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	type Ledger = PowerLedger<ConstU32<3>>;

	#[test]
	fn power_counts_after_the_warm_up() {
		let mut ledger = Ledger::default();
		ledger.add(5, 10).unwrap();
		assert_eq!(ledger.counted(7), Some(0));
		assert_eq!(ledger.counted(8), Some(10));
		ledger.advance(8).unwrap();
		assert_eq!((ledger.mature, ledger.warming.len()), (10, 0));
	}

	#[test]
	fn overflow_and_underflow_are_refused() {
		let mut ledger = Ledger::default();
		ledger.add(0, Power::MAX).unwrap();
		let before = ledger.clone();
		assert_eq!(ledger.add(0, 1), None);
		assert_eq!(ledger.add(RoundIndex::MAX, 0), None);
		assert_eq!(ledger, before);
		assert_eq!(Ledger::default().remove(0, 1), None);
	}

	#[test]
	fn late_miss_does_not_count_after_an_answer() {
		let mut provider = Provider::<u128, ConstU32<3>>::new(ChipKey::from_raw([0; 32]));
		provider.missed(4);
		assert_eq!(provider.misses, 1);
		provider.answered(Answer { round: 6, power: 1 });
		provider.missed(5);
		assert_eq!((provider.misses, provider.reported), (0, Some(5)));
		provider.missed(7);
		assert_eq!(provider.misses, 1);
	}

	proptest! {
		/// The ledger against a plain list of (counts from, power).
		#[test]
		fn ledger_equals_a_list(steps in prop::collection::vec((0u32..3, 1u128..100, any::<bool>(), any::<prop::sample::Index>()), 1..60)) {
			let (mut ledger, mut list, mut now) = (Ledger::default(), Vec::new(), 0u32);
			for (pass, power, add, pick) in steps {
				now += pass;
				if add || list.is_empty() {
					prop_assert!(ledger.add(now, power).is_some());
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
