//! Who makes blocks, who finalises them, who hears of those who do it twice, and the chain's
//! randomness.
//!
//! The validators are those that pallet-dpos elects; candidates, and only they, may set session keys, while
//! they do not validate.
//! How often each validator makes blocks is up to the compute that was proved for it
//! ([`WeighedAuthors`]).

use super::*;
use crate::{
	constants::time::{
		BONDING_DURATION, EPOCH_DURATION_IN_SLOTS, REPORTABLE_SESSIONS, SLOT_DURATION,
	},
	Babe, Balances, Dpos, Historical, Offences, Session, SessionKeys,
};
use codec::Encode;
use frame_support::traits::{ConstU32, Randomness};
use pallet_babe::{ParentBlockRandomness, RandomnessFromOneEpochAgo};
use pallet_compute_attestation::WeighedBabe;
use pallet_dpos::{IsCandidate, NotedOffences, WeightInfo};
use pallet_session::{
	disabling::UpToLimitWithReEnablingDisablingStrategy,
	historical::{self, IdentificationTuple, NoteHistoricalRoot},
};
use sp_consensus_babe::{AllowedSlots, BabeEpochConfiguration};
use sp_runtime::traits::{Convert, OpaqueKeys};

/// Every slot gets a block: one in four is drawn by weight, the others go round. For development
/// and small test networks.
pub const BABE_GENESIS_EPOCH_CONFIG: BabeEpochConfiguration =
	BabeEpochConfiguration { c: (1, 4), allowed_slots: AllowedSlots::PrimaryAndSecondaryVRFSlots };

/// Every block is drawn by weight, and about half of the slots stay empty. For chains whose
/// authorities are weighed by proved compute: slots that go round would ignore the weights.
pub const WEIGHTED_EPOCH_CONFIG: BabeEpochConfiguration =
	BabeEpochConfiguration { c: (1, 2), allowed_slots: AllowedSlots::PrimarySlots };

/// Most validators that a set can have.
pub const MAX_AUTHORITIES: u32 = 100;

parameter_types! {
	pub const EpochDuration: u64 = EPOCH_DURATION_IN_SLOTS;
	pub const ExpectedBlockTime: u64 = SLOT_DURATION;
	// BABE takes twice this for the length of a slot.
	pub const MinimumPeriod: u64 = SLOT_DURATION / 2;
	pub const ReportLongevity: u64 = REPORTABLE_SESSIONS as u64 * EPOCH_DURATION_IN_SLOTS;
	pub const MaxSetIdSessionEntries: u64 = REPORTABLE_SESSIONS as u64;
}

parameter_types! {
	/// Largest share of blocks that one validator may have by the compute that was proved for it.
	/// In a set of three or fewer, whose shares cannot differ under it, all weigh the same.
	///
	/// Root can move it with `system.set_storage`: the key is `twox_128(":MaxAuthorShare:")`, the
	/// value a `Perbill`. It takes effect with the weights that are announced next.
	pub storage MaxAuthorShare: Perbill = Perbill::from_parts(333_333_333);
}

/// Hands BABE the validators, weighed by proved compute. Slots that go round ignore the weights, see
/// [`WEIGHTED_EPOCH_CONFIG`].
pub type WeighedAuthors = WeighedBabe<Runtime, MaxAuthorShare>;

/// What BABE's and GRANDPA's calls weigh: what their authors say, and for a report what the slash takes,
/// which pallet_offences does not pass on.
pub struct ConsensusWeights;

impl ConsensusWeights {
	fn slash() -> Weight {
		pallet_dpos::weights::SubstrateWeight::<Runtime>::punish(BONDING_DURATION)
	}
}

impl pallet_babe::WeightInfo for ConsensusWeights {
	fn plan_config_change() -> Weight {
		<() as pallet_babe::WeightInfo>::plan_config_change()
	}

	fn report_equivocation(validators: u32, nominators: u32) -> Weight {
		<() as pallet_babe::WeightInfo>::report_equivocation(validators, nominators)
			.saturating_add(Self::slash())
	}
}

impl pallet_grandpa::WeightInfo for ConsensusWeights {
	fn report_equivocation(validators: u32, nominators: u32) -> Weight {
		<() as pallet_grandpa::WeightInfo>::report_equivocation(validators, nominators)
			.saturating_add(Self::slash())
	}

	fn note_stalled() -> Weight {
		<() as pallet_grandpa::WeightInfo>::note_stalled()
	}
}

/// What Session's calls weigh: beside what its authors say, the two values that [`IsCandidate`] reads
/// more than they count, the validators and their queued keys.
pub struct SessionWeights;

impl pallet_session::WeightInfo for SessionWeights {
	fn set_keys() -> Weight {
		pallet_session::weights::SubstrateWeight::<Runtime>::set_keys()
			.saturating_add(<Runtime as frame_system::Config>::DbWeight::get().reads(2))
	}

	fn purge_keys() -> Weight {
		pallet_session::weights::SubstrateWeight::<Runtime>::purge_keys()
			.saturating_add(<Runtime as frame_system::Config>::DbWeight::get().reads(2))
	}
}

/// Where BABE and GRANDPA report to: offences, whose kind pallet-dpos is told.
pub type KnownOffences = NotedOffences<Runtime, Offences>;

impl pallet_timestamp::Config for Runtime {
	type Moment = u64;
	type OnTimestampSet = Babe;
	type MinimumPeriod = MinimumPeriod;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl pallet_babe::Config for Runtime {
	type EpochDuration = EpochDuration;
	type ExpectedBlockTime = ExpectedBlockTime;
	type EpochChangeTrigger = pallet_babe::ExternalTrigger;
	type DisabledValidators = Session;
	type WeightInfo = ConsensusWeights;
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type MaxNominators = ConstU32<0>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem =
		pallet_babe::EquivocationReportSystem<Self, KnownOffences, Historical, ReportLongevity>;
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ConsensusWeights;
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = MaxSetIdSessionEntries;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem =
		pallet_grandpa::EquivocationReportSystem<Self, KnownOffences, Historical, ReportLongevity>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Babe>;
	type EventHandler = Dpos;
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = IsCandidate<Self>;
	type ShouldEndSession = Babe;
	type NextSessionRotation = Babe;
	type SessionManager = NoteHistoricalRoot<Self, Dpos>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	// Who has signed twice takes the place of one who is only absent.
	type DisablingStrategy = UpToLimitWithReEnablingDisablingStrategy;
	type WeightInfo = SessionWeights;
	type Currency = Balances;
	// Only candidates can set keys, so their bonds keep others away.
	type KeyDeposit = ();
}

impl historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = NoFurtherIdentification;
}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = IdentificationTuple<Self>;
	type OnOffenceHandler = Dpos;
}

/// A validator is known by its account; what backs it is pallet-dpos' business.
pub struct NoFurtherIdentification;

impl Convert<AccountId, Option<()>> for NoFurtherIdentification {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}

/// Randomness of challenges and elections: the parent block's VRF output, which is fresh, mixed with the
/// randomness that the last epoch left behind, which no single author decides.
///
/// `None` before any block carried a VRF output, that is in block 1. The author of the parent block
/// knew the value before the others did, and could have kept the block back; the second half bounds
/// what this is worth. What is committed to must be older than an epoch (see
/// [`WARM_UP_ROUNDS`](crate::constants::time::WARM_UP_ROUNDS)).
///
/// The parent's output is stored when the parent is finalised, so it can be read in any hook and
/// call of a block. The epoch's changes when Session rotates, in `on_initialize`: pallets with a
/// lower index still see the old one in the first block of an epoch, which is as good.
pub struct ChallengeRandomness;

impl Randomness<Option<Hash>, BlockNumber> for ChallengeRandomness {
	fn random(subject: &[u8]) -> (Option<Hash>, BlockNumber) {
		let (parent, known_since) = ParentBlockRandomness::<Runtime>::random(subject);
		let (epoch, _) = RandomnessFromOneEpochAgo::<Runtime>::random(subject);
		let mixed = parent.map(|parent: Hash| {
			Hash::from((parent, epoch).using_encoded(sp_io::hashing::blake2_256))
		});
		(mixed, known_since)
	}
}
