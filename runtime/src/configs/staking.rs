//! Stake: who is elected, what it earns, and what it loses.

use super::{
	consensus::{ChallengeRandomness, MAX_AUTHORITIES},
	*,
};
use crate::{
	constants::{
		staking::{
			ABSENCE, ABSENT, CERTAINTY, COMMISSION_STEP, DOUBLE_SIGN, MAX_COMMISSION, MIN_BOND,
			MIN_DELEGATION, REPORTER, SHORT,
		},
		time::{BONDING_DURATION, HISTORY_DEPTH, SESSIONS_PER_ERA},
	},
	Babe, Balances,
};
use alloc::vec::Vec;
use frame_support::{traits::ConstU32, PalletId};
use frame_system::EnsureRoot;
use pallet_dpos::{BlockShares, EraIndex, Penalties, Terms};
use pallet_token_emission::ValidatorsDue;
use sp_consensus_babe::AllowedSlots;
use sp_runtime::traits::UniqueSaturatedInto;

parameter_types! {
	/// Id of the account that holds what is delegated, and the validators' rewards.
	pub const StakePotId: PalletId = PalletId(*b"vaj/dpos");
	pub const SessionsPerEra: u32 = SESSIONS_PER_ERA;
	pub const BondingDuration: EraIndex = BONDING_DURATION;
	pub const HistoryDepth: u32 = HISTORY_DEPTH;
	pub const StakingTerms: Terms = Terms {
		min_bond: MIN_BOND,
		min_delegation: MIN_DELEGATION,
		max_commission: MAX_COMMISSION,
		commission_step: COMMISSION_STEP,
	};
	pub const StakingPenalties: Penalties = Penalties {
		double_sign: DOUBLE_SIGN,
		absence: ABSENCE,
		reporter: REPORTER,
		short: SHORT,
		absent: ABSENT,
		certainty: CERTAINTY,
	};
}

/// What share of blocks each validator is expected to make: its weight's share of the slots that are
/// drawn by weight, and an equal share of those that go round.
///
/// A slot is drawn with probability c, `BabeEpochConfiguration::c`, up to the slots that two validators
/// win at once, which [thresholds](crate::constants::staking::SHORT) are far too wide to notice.
pub struct ExpectedBlocks;

impl BlockShares<AccountId> for ExpectedBlocks {
	fn shares(validators: &[AccountId]) -> Vec<u64> {
		let authorities = Babe::authorities();
		let weights = authorities.iter().map(|(_, weight)| u128::from(*weight));
		let total = weights.clone().sum::<u128>().max(1);
		let (won, slots, goes_round) = match Babe::epoch_config() {
			Some(config) if config.allowed_slots != AllowedSlots::PrimarySlots => {
				let (won, slots) = config.c;
				(u128::from(won), u128::from(slots), true)
			}
			_ => (1, 1, false),
		};
		let turns = if goes_round { slots.saturating_sub(won) } else { 0 };
		let count = (validators.len() as u128).max(1);
		// In parts of a billion, which fit beside the largest weights.
		const WHOLE: u128 = 1_000_000_000;
		weights
			.map(|weight| {
				let drawn = weight * WHOLE / total * won;
				let in_turn = WHOLE / count * turns;
				(drawn + in_turn).unique_saturated_into()
			})
			.collect()
	}
}

impl pallet_dpos::Config for Runtime {
	type Currency = Balances;
	// Root, which is the sudo key until governance lands.
	type AdminOrigin = EnsureRoot<AccountId>;
	type PotId = StakePotId;
	type SessionsPerEra = SessionsPerEra;
	type BondingDuration = BondingDuration;
	type HistoryDepth = HistoryDepth;
	type MaxValidators = ConstU32<MAX_AUTHORITIES>;
	type AlternateCount = ConstU32<100>;
	type MaxDelegations = ConstU32<16>;
	type MaxChunks = ConstU32<16>;
	type Terms = StakingTerms;
	type Penalties = StakingPenalties;
	type BlockShares = ExpectedBlocks;
	type Accrued = ValidatorsDue<Runtime>;
	type Randomness = ChallengeRandomness;
	type WeightInfo = pallet_dpos::weights::SubstrateWeight<Runtime>;
}
