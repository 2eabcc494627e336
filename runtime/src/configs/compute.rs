//! Proved compute.

use super::{consensus::ChallengeRandomness, *};
use crate::{
	constants::{
		currency::MILLI_UNIT,
		time::{RESPONSE_WINDOW, ROUND_LENGTH, WARM_UP_ROUNDS},
	},
	Balances,
};
use frame_support::traits::{ConstU32, ConstU64};
use frame_system::EnsureRoot;

parameter_types! {
	pub const RoundLength: BlockNumber = ROUND_LENGTH;
	pub const ResponseWindow: BlockNumber = RESPONSE_WINDOW;
	pub const WarmUpRounds: u32 = WARM_UP_ROUNDS;
	/// What a provider puts on hold per rated compute unit, in planck.
	pub const CollateralPerUnit: Balance = MILLI_UNIT;
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
	type WeightInfo = pallet_compute_attestation::weights::SubstrateWeight<Runtime>;
}
