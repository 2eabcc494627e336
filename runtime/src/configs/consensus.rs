//! Who makes blocks, who finalises them, what happens to those who do it twice, and the chain's
//! randomness.
//!
//! Until pallet-dpos lands, the validators are those of the genesis block, for ever
//! ([`FixedValidators`]). They may replace their session keys, and only they may set any. How often
//! each of them makes blocks is up to the compute that was proved for it ([`WeighedAuthors`]).

use super::*;
use crate::{
	constants::time::{EPOCH_DURATION_IN_SLOTS, SLOT_DURATION},
	Babe, Balances, Historical, Offences, Session, SessionKeys,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::traits::{ConstU32, Randomness};
use pallet_babe::{ParentBlockRandomness, RandomnessFromOneEpochAgo};
use pallet_compute_attestation::WeighedBabe;
use pallet_session::{
	disabling::UpToLimitDisablingStrategy,
	historical::{self, IdentificationTuple, NoteHistoricalRoot},
};
use sp_consensus_babe::{AllowedSlots, BabeEpochConfiguration};
use sp_runtime::traits::{Convert, OpaqueKeys};
use sp_staking::{
	offence::{OffenceDetails, OffenceSeverity, OnOffenceHandler},
	SessionIndex,
};

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

/// For how many sessions equivocations can be reported, and so for how many the chain keeps who
/// validated them: 168, a week of sessions of one hour.
pub const REPORTABLE_SESSIONS: SessionIndex = 168;

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
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type MaxNominators = ConstU32<0>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem =
		pallet_babe::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<MAX_AUTHORITIES>;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = MaxSetIdSessionEntries;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem =
		pallet_grandpa::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Babe>;
	type EventHandler = ();
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = CurrentValidator;
	type ShouldEndSession = Babe;
	type NextSessionRotation = Babe;
	type SessionManager = NoteHistoricalRoot<Self, FixedValidators>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = UpToLimitDisablingStrategy;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	// Only validators can set keys, so no deposit need keep others away.
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
	type OnOffenceHandler = DisableOffenders;
}

/// The account itself, if it is a validator now: others have no use for session keys yet.
pub struct CurrentValidator;

impl Convert<AccountId, Option<AccountId>> for CurrentValidator {
	fn convert(account: AccountId) -> Option<AccountId> {
		Session::validators().contains(&account).then_some(account)
	}
}

/// A validator is known by its account and nothing else: nobody stakes on it.
pub struct NoFurtherIdentification;

impl Convert<AccountId, Option<()>> for NoFurtherIdentification {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}

/// The validators of the genesis block, in every session.
///
/// Each session is given its set anew although it never changes, because the record of who
/// validated a session, against which equivocations are proved, is only written with a set.
pub struct FixedValidators;

impl FixedValidators {
	/// The set now. `None` only while the genesis block is built, before there is one; Session then
	/// takes the validators of its genesis configuration.
	fn set() -> Option<Vec<AccountId>> {
		let set = Session::validators();
		(!set.is_empty()).then_some(set)
	}
}

impl pallet_session::SessionManager<AccountId> for FixedValidators {
	fn new_session(_: SessionIndex) -> Option<Vec<AccountId>> {
		Self::set()
	}

	fn start_session(index: SessionIndex) {
		if index == 0 {
			// Session just learnt the genesis set. Hand it out again for the first two sessions, so
			// that their records are written, too.
			type Noted = NoteHistoricalRoot<Runtime, FixedValidators>;
			for session in 0..2 {
				<Noted as pallet_session::SessionManager<AccountId>>::new_session_genesis(session);
			}
		}
		if let Some(up_to) = index.checked_sub(REPORTABLE_SESSIONS).filter(|up_to| *up_to > 0) {
			Historical::prune_up_to(up_to);
		}
	}

	fn end_session(_: SessionIndex) {}
}

impl historical::SessionManager<AccountId, ()> for FixedValidators {
	fn new_session(_: SessionIndex) -> Option<Vec<(AccountId, ())>> {
		Self::set().map(|set| set.into_iter().map(|validator| (validator, ())).collect())
	}

	fn start_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<AccountId>>::start_session(index);
	}

	fn end_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<AccountId>>::end_session(index);
	}
}

/// Who is reported for equivocation makes no more blocks in this session, as long as fewer than a
/// third of the validators are out. There is no stake yet that could be slashed.
pub struct DisableOffenders;

impl<Reporter> OnOffenceHandler<Reporter, IdentificationTuple<Runtime>, Weight>
	for DisableOffenders
{
	fn on_offence(
		offenders: &[OffenceDetails<Reporter, IdentificationTuple<Runtime>>],
		_: &[Perbill],
		_: SessionIndex,
	) -> Weight {
		for OffenceDetails { offender: (validator, ()), .. } in offenders {
			Session::report_offence(validator.clone(), OffenceSeverity::max_severity());
		}
		// Validators, disabled validators; an event and a digest for each.
		let count = offenders.len() as u64;
		ParityDbWeight::get().reads_writes(count.saturating_mul(3), count.saturating_mul(3))
	}
}

/// Randomness of challenges: the parent block's VRF output, which is fresh, mixed with the
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
