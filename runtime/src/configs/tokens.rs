//! Balances, fees, and emission.

use super::*;
use crate::{
	constants::{
		currency::{EXISTENTIAL_DEPOSIT, MICRO_UNIT},
		emission::MAX_BURN_SHARE,
	},
	Authorship, Balances, ComputeAttestation, RuntimeFreezeReason,
};
use frame_support::{
	traits::{
		fungible::Credit, tokens::imbalance::ResolveTo, ConstU32, ConstU8, Get, TypedGet,
		VariantCountOf,
	},
	weights::{ConstantMultiplier, IdentityFee},
	PalletId,
};
use frame_system::EnsureRoot;
use pallet_compute_attestation::RoundPot;
use pallet_dpos::EraPot;
use pallet_token_emission::{
	causes::Dust, AuthorGate, BlockAuthor, Burned, FeeSplit, FuelTerms, ProvedChips, Sinks,
};
use pallet_transaction_payment::{FungibleAdapter, Multiplier, TargetedFeeAdjustment};
use sp_runtime::{
	traits::{AccountIdConversion, Bounded, One},
	FixedPointNumber, Perquintill,
};
use vajra_primitives::ProvedCompute;

parameter_types! {
	pub const ExistentialDeposit: Balance = EXISTENTIAL_DEPOSIT;
	/// Price of a byte of an extrinsic, in planck.
	pub const TransactionByteFee: Balance = MICRO_UNIT;
	/// Fullness of blocks at which fees stay as they are.
	pub const TargetBlockFullness: Perquintill = Perquintill::from_percent(25);
	/// How fast fees follow the fullness of blocks: by at most 0.006 % from block to block.
	pub AdjustmentVariable: Multiplier = Multiplier::saturating_from_rational(75, 1_000_000);
	/// Fees never fall below what an extrinsic costs to run.
	pub MinimumMultiplier: Multiplier = Multiplier::one();
	pub MaximumMultiplier: Multiplier = Multiplier::max_value();
}

impl pallet_balances::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
	type Balance = Balance;
	type DustRemoval = Burned<Runtime, Dust>;
	type ExistentialDeposit = ExistentialDeposit;
	type AccountStore = System;
	// No pallet here uses locks or reserves, which holds and freezes replace.
	type ReserveIdentifier = [u8; 8];
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<0>;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type DoneSlashHandler = ();
}

impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FungibleAdapter<Balances, FeeSplit<Runtime>>;
	// One planck per picosecond: a second of the reference machine costs one VAJ.
	type WeightToFee = IdentityFee<Balance>;
	type LengthToFee = ConstantMultiplier<Balance, TransactionByteFee>;
	type FeeMultiplierUpdate = TargetedFeeAdjustment<
		Runtime,
		TargetBlockFullness,
		AdjustmentVariable,
		MinimumMultiplier,
		MaximumMultiplier,
	>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	/// Id of the treasury's account.
	pub const TreasuryId: PalletId = PalletId(*b"vaj/trsy");
	pub const MaxBurnShare: Perbill = MAX_BURN_SHARE;
}

/// The treasury's account. Root spends what is in it.
pub struct Treasury;

impl TypedGet for Treasury {
	type Type = AccountId;

	fn get() -> AccountId {
		TreasuryId::get().into_account_truncating()
	}
}

/// Where fees and the mint of a block go.
pub struct Pots;

impl Sinks<Credit<AccountId, Balances>> for Pots {
	type Validators = EraPot<Runtime>;
	type Providers = RoundPot<Runtime>;
	type Treasury = ResolveTo<Treasury, Balances>;
}

/// Emission as it follows proved compute and authors.
pub struct ByCompute;

/// The chips that answered the last challenge that is closed.
impl ProvedChips for ByCompute {
	fn proved_chips() -> u64 {
		ComputeAttestation::closed_challenge().map_or(0, |challenge| challenge.chips.into())
	}
}

/// Without an author nothing is proved. Only benchmarks have none: they pay for the look-ups all the
/// same, and measure the block that mints most.
fn measured() -> bool {
	#[cfg(feature = "runtime-benchmarks")]
	{
		let round = ComputeAttestation::closed_challenge().map_or(0, |challenge| challenge.round);
		ComputeAttestation::validator_power_in(&Treasury::get(), round);
	}
	cfg!(feature = "runtime-benchmarks")
}

/// Validators' part of a block is minted if compute was proved for its author in that challenge.
impl AuthorGate for ByCompute {
	fn may_mint() -> bool {
		match Authorship::author() {
			Some(author) => {
				<ComputeAttestation as ProvedCompute<AccountId>>::validator_power(&author) > 0
			}
			None => measured(),
		}
	}
}

impl BlockAuthor<AccountId> for ByCompute {
	fn author() -> Option<AccountId> {
		Authorship::author()
	}
}

/// Providers need no fuel on this chain. A chain on which they do gives terms here.
pub struct NoFuel;

impl Get<Option<FuelTerms>> for NoFuel {
	fn get() -> Option<FuelTerms> {
		// Benchmarks measure the calls for those that have it.
		cfg!(feature = "runtime-benchmarks").then(|| FuelTerms {
			duration: 1_000,
			lock: 100,
			least: EXISTENTIAL_DEPOSIT,
			foundation: Perbill::from_percent(5),
		})
	}
}

impl pallet_token_emission::Config for Runtime {
	type Currency = Balances;
	// Root, which is the sudo key until governance lands.
	type AdminOrigin = EnsureRoot<AccountId>;
	type BlockNumberProvider = System;
	type Sinks = Pots;
	type ProvedChips = ByCompute;
	type AuthorGate = ByCompute;
	type BlockAuthor = ByCompute;
	type MaxBurnShare = MaxBurnShare;
	type Fuel = NoFuel;
	type WeightInfo = pallet_token_emission::weights::SubstrateWeight<Runtime>;
}
