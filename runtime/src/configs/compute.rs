//! Proved compute.

use super::{consensus::ChallengeRandomness, *};
use crate::{
	constants::{
		currency::MILLI_UNIT,
		penalties::{QUORUM, REPORTER, SLASH, SLASH_FROM, SUSPEND_AT},
		time::{CLAIM_ROUNDS, RESPONSE_WINDOW, RETIREMENT_DELAY, ROUND_LENGTH, WARM_UP_ROUNDS},
	},
	Balances,
};
use frame_support::{
	traits::{ConstU32, ConstU64, Everything},
	PalletId,
};
use frame_system::EnsureRoot;
use pallet_compute_attestation::{Penalties, RoundPot};
use pallet_token_emission::{causes::Slashes, Burned, ProvidersDue};

parameter_types! {
	pub const RoundLength: BlockNumber = ROUND_LENGTH;
	pub const ResponseWindow: BlockNumber = RESPONSE_WINDOW;
	pub const WarmUpRounds: u32 = WARM_UP_ROUNDS;
	/// What a provider puts on hold per rated compute unit, in planck.
	pub const CollateralPerUnit: Balance = MILLI_UNIT;
	/// Id of the account that holds the rounds' rewards.
	pub const PotId: PalletId = PalletId(*b"vaj/cat ");
	pub const MissPenalties: Penalties = Penalties {
		slash_from: SLASH_FROM,
		suspend_at: SUSPEND_AT,
		slash: SLASH,
		reporter: REPORTER,
		quorum: QUORUM,
	};
	pub const RetirementDelay: BlockNumber = RETIREMENT_DELAY;
	pub const ClaimRounds: u32 = CLAIM_ROUNDS;
}

/// Providers may point their power at candidates: who is elected later starts with it.
pub struct Supported;

impl Contains<AccountId> for Supported {
	fn contains(account: &AccountId) -> bool {
		let is_candidate = pallet_dpos::IsCandidate::<Runtime>::contains(account);
		// Benchmarks pay for the look-up, but cannot know who the candidates are.
		is_candidate || cfg!(feature = "runtime-benchmarks")
	}
}

impl pallet_compute_attestation::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	// Root, which is the sudo key until governance lands.
	type VendorOrigin = EnsureRoot<AccountId>;
	type BlockNumberProvider = System;
	type Randomness = ChallengeRandomness;
	type Verifier = pallet_compute_attestation::Sr25519Sum;
	type RoundLength = RoundLength;
	type ResponseWindow = ResponseWindow;
	type WarmUpRounds = WarmUpRounds;
	type CollateralPerUnit = CollateralPerUnit;
	type MaxComputeUnits = ConstU64<1_000_000>;
	type MaxRecordsPerVendor = ConstU32<1_024>;
	type MaxChipsPerClaim = ConstU32<64>;
	type MaxChipsPerProvider = ConstU32<65_536>;
	type MaxAbsent = ConstU32<256>;
	type PotId = PotId;
	type Penalties = MissPenalties;
	type RetirementDelay = RetirementDelay;
	type ClaimRounds = ClaimRounds;
	type MaxRoundsPerClaim = ConstU32<16>;
	type MaxBatches = ConstU32<32>;
	type Backable = Supported;
	type Slashed = Burned<Runtime, Slashes>;
	// What nobody claimed is shared once more.
	type ExpiredRewards = RoundPot<Runtime>;
	// A chain with fuel has `pallet_token_emission::Fuelled<Runtime>` here.
	type MayClaim = Everything;
	type Accrued = ProvidersDue<Runtime>;
	type WeightInfo = pallet_compute_attestation::weights::SubstrateWeight<Runtime>;
}
