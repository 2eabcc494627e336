//! The parts of pallet-compute-attestation's state and events that the view shows.
//!
//! Decoded by name through the chain's metadata, so that fields can be added on chain without a
//! change here.

use subxt::{ext::scale_decode::DecodeAsType, utils::AccountId32};

/// A provider's record.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct ProviderRecord {
	/// Sum of the keys of its chips.
	pub aggregate_key: [u8; 32],
	/// How many chips.
	pub chips: u32,
	/// First round in which it has to answer, if any.
	pub due_from: Option<u32>,
	/// Its latest answer.
	pub latest: Option<AnswerRecord>,
	/// Rounds missed in a row.
	pub misses: u32,
	/// What is on hold for its chips, planck.
	pub collateral: u128,
	/// Whom its power is for.
	pub backing: BackingRecord,
	/// Whether it is out until it answers again.
	pub suspended: bool,
}

/// The validator that a provider's power is for.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct BackingRecord {
	/// Before round `from`.
	pub current: Option<AccountId32>,
	/// From then on.
	pub next: Option<AccountId32>,
	/// The first round of `next`.
	pub from: u32,
}

/// An answered round.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct AnswerRecord {
	/// The round.
	pub round: u32,
	/// The power proved in it.
	pub power: u128,
}

/// Power proved in a validator's name, in its last two rounds with any.
#[derive(Clone, Debug, Default, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct TallyRecord {
	/// The latest.
	pub latest: Option<AnswerRecord>,
	/// The one before.
	pub previous: Option<AnswerRecord>,
}

impl TallyRecord {
	/// The power in `round`.
	pub fn power(&self, round: u32) -> u128 {
		let mut answers = [&self.latest, &self.previous].into_iter().flatten();
		answers.find(|answer| answer.round == round).map_or(0, |answer| answer.power)
	}
}

/// A round's challenge.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct ChallengeRecord {
	/// The round.
	pub round: u32,
	/// What the answers sign.
	pub seed: [u8; 32],
	/// Block in which it opened.
	pub opened_at: u32,
	/// Last block that takes answers.
	pub closes_at: u32,
}

/// Event: a provider proved its compute.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct ComputeProved {
	/// The round.
	pub round: u32,
	/// Who.
	pub provider: AccountId32,
	/// The power that counts.
	pub power: u128,
	/// Number of absent chips.
	pub absent: u32,
}

/// Event: a provider's silence was reported.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct AbsenceReported {
	/// The round.
	pub round: u32,
	/// Who was silent.
	pub provider: AccountId32,
	/// Who reported it.
	pub reporter: AccountId32,
	/// Rounds missed in a row, this one included.
	pub misses: u32,
}

/// Event: a provider lost collateral for a miss.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct ProviderSlashed {
	/// The round.
	pub round: u32,
	/// The provider.
	pub provider: AccountId32,
	/// What was taken, planck.
	pub amount: u128,
	/// What should have been taken and was not there, planck.
	pub shortfall: u128,
	/// Who reported it.
	pub reporter: AccountId32,
	/// What the reporter got of the amount, planck.
	pub reward: u128,
}

/// Event: a provider is out until it answers again.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct ProviderSuspended {
	/// The provider.
	pub provider: AccountId32,
}

/// Event: a provider that was out has answered.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct ProviderReinstated {
	/// The provider.
	pub provider: AccountId32,
}

/// Event: the authors of the epoch after next were weighed by proved compute.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct AuthorsWeighed {
	/// The round whose proofs count.
	pub round: u32,
	/// Sum of the weights.
	pub total: u64,
}

/// Event: the authors of the epoch after next all weigh the same.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct AuthorsEqual {
	/// Why.
	pub reason: EqualReason,
}

/// Why all authors weigh the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum EqualReason {
	/// Too few authors for shares that differ under the cap.
	SetTooSmall,
	/// The same power was proved for each.
	PowerEqual,
	/// Too little was proved.
	PowerCollapsed,
}

/// The arguments of a `prove` call in a block.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct ProveCall {
	pub round: u32,
	pub absent: Vec<u32>,
	pub signature: Vec<u8>,
}

/// A `prove` extrinsic as it stands in a block or waits in the pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmittedProof {
	/// The block, if it is in one.
	pub block: Option<u64>,
	/// Who signed the extrinsic.
	pub provider: AccountId32,
	/// The round it answers.
	pub round: u32,
	/// The chips it leaves out.
	pub absent: Vec<u32>,
	/// The signature argument, byte for byte.
	pub signature: Vec<u8>,
	/// Whether the chain accepted it.
	pub accepted: bool,
}

/// What blocks say about attestation.
#[derive(Clone, Debug, Default)]
pub struct History {
	/// All `prove` extrinsics, rejected ones included.
	pub proofs: Vec<SubmittedProof>,
	/// All `ComputeProved` events.
	pub proved: Vec<ComputeProved>,
	/// All `AbsenceReported` events.
	pub reports: Vec<AbsenceReported>,
	/// All `ProviderSlashed` events.
	pub slashed: Vec<ProviderSlashed>,
	/// All `ProviderSuspended` events.
	pub suspended: Vec<ProviderSuspended>,
	/// All `ProviderReinstated` events.
	pub reinstated: Vec<ProviderReinstated>,
	/// All `AuthorsWeighed` events, with their blocks.
	pub weighed: Vec<(u64, AuthorsWeighed)>,
	/// All `AuthorsEqual` events, with their blocks.
	pub equal: Vec<(u64, AuthorsEqual)>,
}

/// Heights of a chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Head {
	/// The best block's number.
	pub best: u64,
	/// The last finalised block's number.
	pub finalized: u64,
}
