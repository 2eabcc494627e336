//! The peers' configuration.
//!
//! `pallet_staking` is the staking pallet of solo and relay chains, whose `payout_stakers` pays
//! every nominator of a page. Nomination pools come with benchmarks that run on
//! `pallet_staking_async`, so that pallet and its voter list are here too, with `DelegateStake`, the
//! adapter in use today.

use crate::{
	AccountId, Balance, Balances, BlockNumber, DelegatedStaking, NominationPools, Runtime,
	RuntimeEvent, RuntimeFreezeReason, RuntimeHoldReason, Staking, StakingAsync, System, Timestamp,
	VoterList,
};
use alloc::vec::Vec;
use frame_election_provider_support::{
	bounds::{ElectionBounds, ElectionBoundsBuilder},
	onchain, SequentialPhragmen, VoteWeight,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, Nothing},
	PalletId,
};
use frame_system::EnsureRoot;
use sp_core::U256;
use sp_runtime::{
	traits::{Convert, ConvertInto},
	FixedU128, Perbill,
};
use sp_staking::{currency_to_vote::U128CurrencyToVote, EraIndex, SessionIndex};

/// Nominators that one call of `payout_stakers` pays.
pub const NOMINATORS: u32 = 512;

/// Validators that an election returns.
type MaxWinners = ConstU32<100>;

parameter_types! {
	pub const SessionsPerEra: SessionIndex = 6;
	pub const BondingDuration: EraIndex = 28;
	pub const SlashDeferDuration: EraIndex = 27;
	pub const NominatorFastUnbondDuration: EraIndex = 2;
	pub Bounds: ElectionBounds = ElectionBoundsBuilder::default().build();
}

/// Sizes for benchmarks that are not run here.
pub struct BenchmarkSizes;

impl pallet_staking::BenchmarkingConfig for BenchmarkSizes {
	type MaxValidators = ConstU32<1_000>;
	type MaxNominators = ConstU32<1_000>;
}

/// The election that puts the benchmark's validator and its nominators into an era.
pub struct OnChainElection;

impl onchain::Config for OnChainElection {
	type Sort = frame_support::traits::ConstBool<true>;
	type System = Runtime;
	type Solver = SequentialPhragmen<AccountId, Perbill>;
	type MaxBackersPerWinner = ConstU32<{ u32::MAX }>;
	type MaxWinnersPerPage = MaxWinners;
	type DataProvider = Staking;
	type WeightInfo = ();
	type Bounds = Bounds;
}

impl pallet_staking::Config for Runtime {
	type OldCurrency = Balances;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CurrencyBalance = Balance;
	type UnixTime = Timestamp;
	type CurrencyToVote = U128CurrencyToVote;
	type ElectionProvider = onchain::OnChainExecution<OnChainElection>;
	type GenesisElectionProvider = onchain::OnChainExecution<OnChainElection>;
	type NominationsQuota = pallet_staking::FixedNominationsQuota<16>;
	type HistoryDepth = ConstU32<84>;
	type RewardRemainder = ();
	type RuntimeEvent = RuntimeEvent;
	type Slash = ();
	type Reward = ();
	type SessionsPerEra = SessionsPerEra;
	type BondingDuration = BondingDuration;
	type SlashDeferDuration = SlashDeferDuration;
	type AdminOrigin = EnsureRoot<AccountId>;
	type SessionInterface = ();
	type EraPayout = ();
	type NextNewSession = ();
	type MaxExposurePageSize = ConstU32<NOMINATORS>;
	type MaxValidatorSet = MaxWinners;
	// A payout does not touch the list of voters, so the plainest one does.
	type VoterList = pallet_staking::UseNominatorsAndValidatorsMap<Self>;
	type TargetList = pallet_staking::UseValidatorsMap<Self>;
	type MaxUnlockingChunks = ConstU32<32>;
	type MaxControllersInDeprecationBatch = ConstU32<100>;
	type EventListeners = ();
	type Filter = Nothing;
	type BenchmarkingConfig = BenchmarkSizes;
	type WeightInfo = ();
}

/// Where validator sets go: nowhere, for there are none.
pub struct NoRelayChain;

impl pallet_staking_async_rc_client::RcClientInterface for NoRelayChain {
	type AccountId = AccountId;

	fn validator_set(_: Vec<AccountId>, _: u32, _: Option<u32>) {}
}

parameter_types! {
	pub const RewardPotsId: PalletId = PalletId(*b"vj/pots_");
}

impl pallet_staking_async::Config for Runtime {
	type OldCurrency = Balances;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CurrencyBalance = Balance;
	type CurrencyToVote = U128CurrencyToVote;
	type ElectionProvider = frame_election_provider_support::NoElection<(
		AccountId,
		BlockNumber,
		StakingAsync,
		MaxWinners,
		ConstU32<NOMINATORS>,
	)>;
	type NominationsQuota = pallet_staking_async::FixedNominationsQuota<16>;
	type HistoryDepth = ConstU32<84>;
	type RewardRemainder = ();
	type Slash = ();
	type Reward = ();
	type SessionsPerEra = SessionsPerEra;
	type PlanningEraOffset = ConstU32<1>;
	type BondingDuration = BondingDuration;
	type NominatorFastUnbondDuration = NominatorFastUnbondDuration;
	type SlashDeferDuration = SlashDeferDuration;
	type AdminOrigin = EnsureRoot<AccountId>;
	type EraPayout = ();
	type DisableMinting = frame_support::traits::ConstBool<true>;
	type UnclaimedRewardHandler = ();
	type RewardPots = pallet_staking_async::Seed<RewardPotsId>;
	type StakerRewardCalculator = ();
	type MaxExposurePageSize = ConstU32<NOMINATORS>;
	type MaxValidatorSet = MaxWinners;
	type VoterList = VoterList;
	type TargetList = pallet_staking_async::UseValidatorsMap<Self>;
	type MaxUnlockingChunks = ConstU32<32>;
	type MaxControllersInDeprecationBatch = ConstU32<100>;
	type EventListeners = (NominationPools, DelegatedStaking);
	type MaxEraDuration = ();
	type MaxPruningItems = ConstU32<100>;
	type RcClientInterface = NoRelayChain;
	type Filter = Nothing;
	type WeightInfo = ();
	type IsValidatorInactive = ();
}

parameter_types! {
	/// A new bag for each doubling of the stake, from one token up.
	pub const BagThresholds: &'static [VoteWeight] = &THRESHOLDS;
}

const THRESHOLDS: [VoteWeight; 24] = {
	let mut thresholds = [0; 24];
	let mut bag = 0;
	while bag < thresholds.len() {
		thresholds[bag] = 1_000_000_000_000 << bag;
		bag += 1;
	}
	thresholds
};

impl pallet_bags_list::Config<pallet_bags_list::Instance1> for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type ScoreProvider = StakingAsync;
	type BagThresholds = BagThresholds;
	type MaxAutoRebagPerBlock = ();
	type Score = VoteWeight;
}

parameter_types! {
	pub const DelegatedStakingId: PalletId = PalletId(*b"vj/deleg");
	pub const SlashRewardFraction: Perbill = Perbill::from_percent(1);
}

impl pallet_delegated_staking::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type PalletId = DelegatedStakingId;
	type Currency = Balances;
	type OnSlash = ();
	type SlashRewardFraction = SlashRewardFraction;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CoreStaking = StakingAsync;
}

/// Back from the wide integers that pools compute in.
pub struct FromWide;

impl Convert<U256, Balance> for FromWide {
	fn convert(wide: U256) -> Balance {
		wide.try_into().unwrap_or(Balance::MAX)
	}
}

parameter_types! {
	pub const PoolsId: PalletId = PalletId(*b"vj/pools");
}

impl pallet_nomination_pools::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type Currency = Balances;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type RewardCounter = FixedU128;
	type PalletId = PoolsId;
	type MaxPointsToBalance = frame_support::traits::ConstU8<10>;
	type MaxUnbonding = ConstU32<8>;
	type BalanceToU256 = ConvertInto;
	type U256ToBalance = FromWide;
	type StakeAdapter =
		pallet_nomination_pools::adapter::DelegateStake<Self, StakingAsync, DelegatedStaking>;
	type MaxUnbondingPools = ConstU32<32>;
	type MaxMetadataLen = ConstU32<256>;
	type AdminOrigin = EnsureRoot<AccountId>;
	type BlockNumberProvider = System;
	type Filter = Nothing;
}
