//! Our staking pallet, with the peers' numbers wherever both know one: eras, waiting times, chunks.

use crate::{AccountId, Balance, Balances, BlockNumber, Dpos, Runtime, RuntimeEvent, SessionKeys};
use frame_support::{
	parameter_types,
	traits::{ConstU128, ConstU32, Randomness},
	PalletId,
};
use frame_system::EnsureRoot;
use pallet_dpos::{IsCandidate, Penalties, Penalty, Terms};
use pallet_session::{disabling::UpToLimitDisablingStrategy, historical, PeriodicSessions};
use sp_core::H256;
use sp_runtime::{
	traits::{Convert, OpaqueKeys},
	KeyTypeId, Perbill,
};

/// A token.
const UNIT: Balance = 1_000_000_000_000;

parameter_types! {
	pub const PotId: PalletId = PalletId(*b"vaj/dpos");
	pub const Conditions: Terms = Terms {
		min_bond: 100 * UNIT,
		min_delegation: UNIT,
		max_commission: Perbill::from_percent(50),
		commission_step: Perbill::from_percent(5),
	};
	pub const Costs: Penalties = Penalties {
		double_sign: Penalty {
			fixed: 10 * UNIT,
			bond: Perbill::from_percent(10),
			pool: Perbill::from_percent(5),
			jail: 30,
		},
		absence: Penalty {
			fixed: UNIT,
			bond: Perbill::zero(),
			pool: Perbill::zero(),
			jail: 1,
		},
		reporter: Perbill::from_percent(10),
		short: Perbill::from_percent(50),
		absent: Perbill::from_percent(90),
		certainty: 20,
	};
}

/// No draws: nothing here is elected by one.
pub struct NoRandomness;

impl Randomness<Option<H256>, BlockNumber> for NoRandomness {
	fn random(_: &[u8]) -> (Option<H256>, BlockNumber) {
		(None, 0)
	}
}

impl pallet_dpos::Config for Runtime {
	type Currency = Balances;
	type AdminOrigin = EnsureRoot<AccountId>;
	type PotId = PotId;
	type SessionsPerEra = ConstU32<6>;
	type BondingDuration = ConstU32<28>;
	type HistoryDepth = ConstU32<84>;
	type MaxValidators = ConstU32<100>;
	type AlternateCount = ConstU32<100>;
	type MaxDelegations = ConstU32<16>;
	type MaxChunks = ConstU32<32>;
	type Terms = Conditions;
	type Penalties = Costs;
	type BlockShares = ();
	type Accrued = ();
	type Randomness = NoRandomness;
	type WeightInfo = ();
}

/// Nobody listens to sessions.
pub struct NoHandler;

impl pallet_session::SessionHandler<AccountId> for NoHandler {
	const KEY_TYPE_IDS: &'static [KeyTypeId] = &[];

	fn on_genesis_session<K: OpaqueKeys>(_: &[(AccountId, K)]) {}

	fn on_new_session<K: OpaqueKeys>(_: bool, _: &[(AccountId, K)], _: &[(AccountId, K)]) {}

	fn on_disabled(_: u32) {}
}

/// Nothing more is known of a validator.
pub struct NoIdentification;

impl Convert<AccountId, Option<()>> for NoIdentification {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}

/// One session an hour, at six seconds a block.
type Sessions = PeriodicSessions<ConstU32<600>, ConstU32<0>>;

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = IsCandidate<Self>;
	type ShouldEndSession = Sessions;
	type NextSessionRotation = Sessions;
	type SessionManager = historical::NoteHistoricalRoot<Self, Dpos>;
	type SessionHandler = NoHandler;
	type Keys = SessionKeys;
	type DisablingStrategy = UpToLimitDisablingStrategy;
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ConstU128<0>;
}

impl historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = NoIdentification;
}
