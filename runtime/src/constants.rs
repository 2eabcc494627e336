//! Units of value and of time.

/// Units of value. One unit is `10^12` planck.
pub mod currency {
	use crate::Balance;

	/// One VAJ, in planck.
	pub const UNIT: Balance = 1_000_000_000_000;
	/// A thousandth of a VAJ, in planck.
	pub const MILLI_UNIT: Balance = UNIT / 1_000;
	/// A millionth of a VAJ, in planck.
	pub const MICRO_UNIT: Balance = UNIT / 1_000_000;

	/// Symbol that clients show.
	pub const TOKEN_SYMBOL: &str = "VAJ";
	/// Decimals that clients show.
	pub const TOKEN_DECIMALS: u8 = 12;

	/// What an account must hold to exist, in planck.
	pub const EXISTENTIAL_DEPOSIT: Balance = MILLI_UNIT;
}

/// Units of time.
///
/// Slots and epochs are fixed by the genesis block: a chain that has started cannot change them.
/// The feature `fast-runtime` is for development and tests and makes another chain.
pub mod time {
	use crate::BlockNumber;

	/// Length of a BABE slot, in milliseconds.
	#[cfg(not(feature = "fast-runtime"))]
	pub const SLOT_DURATION: u64 = 3_000;
	/// Length of a BABE slot, in milliseconds.
	#[cfg(feature = "fast-runtime")]
	pub const SLOT_DURATION: u64 = 1_000;

	/// Length of an epoch, which is also a session, in slots: one hour.
	#[cfg(not(feature = "fast-runtime"))]
	pub const EPOCH_DURATION_IN_SLOTS: u64 = 1_200;
	/// Length of an epoch, which is also a session, in slots: twenty seconds.
	#[cfg(feature = "fast-runtime")]
	pub const EPOCH_DURATION_IN_SLOTS: u64 = 20;

	/// Length of a round of compute challenges, in blocks.
	#[cfg(not(feature = "fast-runtime"))]
	pub const ROUND_LENGTH: BlockNumber = 200;
	/// Length of a round of compute challenges, in blocks.
	#[cfg(feature = "fast-runtime")]
	pub const ROUND_LENGTH: BlockNumber = 15;

	/// How long a challenge can be answered, in blocks.
	#[cfg(not(feature = "fast-runtime"))]
	pub const RESPONSE_WINDOW: BlockNumber = 20;
	/// How long a challenge can be answered, in blocks.
	#[cfg(feature = "fast-runtime")]
	pub const RESPONSE_WINDOW: BlockNumber = 6;

	/// Rounds that a chip waits after its claim before it counts.
	///
	/// They span two epochs, even for a claim at the end of a round: nobody may know the randomness
	/// of a challenge when claiming.
	#[cfg(not(feature = "fast-runtime"))]
	pub const WARM_UP_ROUNDS: u32 = 13;
	/// Rounds that a chip waits after its claim before it counts.
	///
	/// Too few to span two epochs, so that development need not wait for them.
	#[cfg(feature = "fast-runtime")]
	pub const WARM_UP_ROUNDS: u32 = 2;

	/// How long the collateral of retired chips stays on hold, in blocks, for misses that are still
	/// to be reported.
	#[cfg(not(feature = "fast-runtime"))]
	pub const RETIREMENT_DELAY: BlockNumber = 100_800;
	/// How long the collateral of retired chips stays on hold, in blocks, for misses that are still
	/// to be reported.
	#[cfg(feature = "fast-runtime")]
	pub const RETIREMENT_DELAY: BlockNumber = 45;

	/// For how many rounds the rewards of a round can be claimed.
	#[cfg(not(feature = "fast-runtime"))]
	pub const CLAIM_ROUNDS: u32 = 504;
	/// For how many rounds the rewards of a round can be claimed.
	#[cfg(feature = "fast-runtime")]
	pub const CLAIM_ROUNDS: u32 = 8;

	/// Sessions in an era, for which validators are elected: a day of them.
	#[cfg(not(feature = "fast-runtime"))]
	pub const SESSIONS_PER_ERA: u32 = 24;
	/// Sessions in an era, for which validators are elected: a minute of them.
	#[cfg(feature = "fast-runtime")]
	pub const SESSIONS_PER_ERA: u32 = 3;

	/// Eras that stake waits for its release.
	#[cfg(not(feature = "fast-runtime"))]
	pub const BONDING_DURATION: u32 = 8;
	/// Eras that stake waits for its release.
	#[cfg(feature = "fast-runtime")]
	pub const BONDING_DURATION: u32 = 3;

	/// Eras for which validators' rewards can be paid out.
	#[cfg(not(feature = "fast-runtime"))]
	pub const HISTORY_DEPTH: u32 = 30;
	/// Eras for which validators' rewards can be paid out.
	#[cfg(feature = "fast-runtime")]
	pub const HISTORY_DEPTH: u32 = 8;

	/// For how many sessions equivocations can be reported: as long as all stake that was behind the
	/// offender waits, wherever in an era the offence was.
	pub const REPORTABLE_SESSIONS: u32 = SESSIONS_PER_ERA * (BONDING_DURATION - 1);

	const _: () = assert!(RESPONSE_WINDOW < ROUND_LENGTH, "a challenge fits its round");
	const _: () = assert!(
		RETIREMENT_DELAY >= 3 * ROUND_LENGTH,
		"collateral outlasts the two challenges that can be reported"
	);

	// A slot holds at most one block.
	#[cfg(not(feature = "fast-runtime"))]
	const _: () = assert!(
		(WARM_UP_ROUNDS as u64 - 1) * ROUND_LENGTH as u64 >= 2 * EPOCH_DURATION_IN_SLOTS,
		"the warm-up spans two epochs"
	);
}

/// What a lease is made on.
pub mod rental {
	use super::{currency::UNIT, time::ROUND_LENGTH};
	use crate::{Balance, BlockNumber};
	use pallet_rental_escrow::Periods;
	use sp_runtime::Perbill;

	/// How long each step may take, in blocks. A renter can wait with its rating until no miss of the
	/// lease can be reported any more, which takes two rounds.
	#[cfg(not(feature = "fast-runtime"))]
	pub const PERIODS: Periods<BlockNumber> = Periods {
		accept: 600,
		deliver: 600,
		confirm: 1_200,
		rate: 43_200,
		counter: 14_400,
		grace: 432_000,
		arbitration: 100_800,
		notice: 600,
	};
	/// How long each step may take, in blocks.
	#[cfg(feature = "fast-runtime")]
	pub const PERIODS: Periods<BlockNumber> = Periods {
		accept: 20,
		deliver: 20,
		confirm: 20,
		rate: 3 * ROUND_LENGTH,
		counter: 15,
		grace: 30,
		arbitration: 20,
		notice: 5,
	};

	/// Longest lease, in blocks: a year.
	#[cfg(not(feature = "fast-runtime"))]
	pub const MAX_DURATION: BlockNumber = 5_256_000;
	/// Longest lease, in blocks: a day.
	#[cfg(feature = "fast-runtime")]
	pub const MAX_DURATION: BlockNumber = 86_400;

	/// Blocks in which what a lease counts for a reputation halves: ninety days.
	#[cfg(not(feature = "fast-runtime"))]
	pub const HALF_LIFE: BlockNumber = 1_296_000;
	/// Blocks in which what a lease counts for a reputation halves.
	#[cfg(feature = "fast-runtime")]
	pub const HALF_LIFE: BlockNumber = 3_600;

	/// What is on hold for each record, planck.
	pub const RECORD_DEPOSIT: Balance = UNIT / 10;
	/// The renter's deposit, of the rent.
	pub const DEPOSIT: Perbill = Perbill::from_percent(10);
	/// The provider's bond, of the rent.
	pub const BOND: Perbill = Perbill::from_percent(30);
	/// What breaking a promise costs a provider, of its bond.
	pub const PENALTY: Perbill = Perbill::from_percent(20);
	/// How much of what is earned can be drawn during a lease.
	pub const DRAW: Perbill = Perbill::from_percent(80);
	/// The share of paid rent that is burned.
	pub const FEE: Perbill = Perbill::from_percent(1);

	const _: () = assert!(PERIODS.rate > 2 * ROUND_LENGTH, "a renter can wait for all misses");
}

/// What services and their operators agree to.
pub mod service {
	use super::currency::{MILLI_UNIT, UNIT};
	use crate::Balance;
	use pallet_service_registry::{Blocks, EvaluationTerms};
	use sp_runtime::Perbill;

	/// What a service's owner puts on hold for its records, planck.
	pub const SERVICE_DEPOSIT: Balance = 10 * UNIT;
	/// Least stake that a service may ask of its operators, planck.
	pub const MIN_STAKE: Balance = 10 * UNIT;
	/// Least price of a call, planck.
	pub const MIN_PRICE: Balance = MILLI_UNIT;
	/// Least part of what a service earns that is burned or the treasury's.
	pub const MIN_COMMON: Perbill = Perbill::from_percent(5);
	/// Shortest window for answers, blocks.
	pub const MIN_WINDOW: Blocks = 2;
	/// Longest window for answers, blocks.
	pub const MAX_WINDOW: Blocks = 14_400;
	/// Longest subscription or session, blocks.
	pub const MAX_PERIOD: Blocks = 5_256_000;

	/// Blocks that an operator's stake waits after it has left: a week.
	#[cfg(not(feature = "fast-runtime"))]
	pub const LEAVE_DELAY: Blocks = 100_800;
	/// Blocks that an operator's stake waits after it has left.
	#[cfg(feature = "fast-runtime")]
	pub const LEAVE_DELAY: Blocks = 20;

	/// Blocks for which a result is kept: a day.
	#[cfg(not(feature = "fast-runtime"))]
	pub const RETENTION: Blocks = 14_400;
	/// Blocks for which a result is kept.
	#[cfg(feature = "fast-runtime")]
	pub const RETENTION: Blocks = 600;

	/// What an operator loses of what it had at stake for an answer that the result proves wrong.
	pub const DEVIATION: Perbill = Perbill::from_percent(10);
	/// What it loses for none.
	pub const SILENCE: Perbill = Perbill::from_percent(1);
	/// Share of those asked who must have answered before silence costs anything.
	pub const WITNESSES: Perbill = Perbill::from_percent(50);
	/// How often a callback is tried.
	pub const CALLBACK_ATTEMPTS: u32 = 3;
	/// Blocks after which what was done counts half for a reputation: thirty days.
	pub const REPUTATION_HALF_LIFE: Blocks = 432_000;
	/// Value that stands between nothing done and a good name, planck.
	pub const DOUBT: Balance = 100 * UNIT;

	/// How evaluations are made.
	pub const EVALUATION: EvaluationTerms = EvaluationTerms {
		min_stake: 100 * UNIT,
		commit: 100,
		reveal: 100,
		quorum: 3,
		tolerance: Perbill::from_percent(10),
		slash: Perbill::from_percent(10),
	};
}

/// What is minted, for whom, and what is burned.
pub mod emission {
	use super::currency::UNIT;
	use crate::Balance;
	use pallet_token_emission::{Distribution, Height, Stepped};
	use sp_runtime::{FixedPointNumber, FixedU128, Perbill};

	/// Blocks in a day: of slots of three seconds one in two is filled where blocks are drawn by weight.
	#[cfg(not(feature = "fast-runtime"))]
	pub const BLOCKS_PER_DAY: Height = 14_400;
	/// Blocks in a day: each slot of a second has one.
	#[cfg(feature = "fast-runtime")]
	pub const BLOCKS_PER_DAY: Height = 86_400;

	/// The most that may ever be created, planck: 10 billion VAJ.
	pub const MAX_SUPPLY: Balance = 10_000_000_000 * UNIT;

	/// How the mint of a block is shared.
	pub const DISTRIBUTION: Distribution = Distribution {
		validators: Perbill::from_percent(30),
		providers: Perbill::from_percent(60),
		treasury: Perbill::from_percent(10),
		burn: Perbill::zero(),
	};

	/// The share of fees that is burned at first.
	pub const BURN_SHARE: Perbill = Perbill::from_percent(20);
	/// The largest share of fees that may be burned.
	pub const MAX_BURN_SHARE: Perbill = Perbill::from_percent(50);

	/// Proved chips with which emission starts in the presets for development.
	pub const DEVELOPMENT_CHIPS: u64 = 64;
	/// Proved chips with which emission starts in the preset `staging`.
	pub const STAGING_CHIPS: u64 = 1_000;

	/// The curve of the presets for development: 100 VAJ a block for a year, 75 up to the end of the
	/// second, 50 up to the end of the fourth, then 30, falling towards 5.
	pub fn development_schedule() -> Stepped {
		const YEAR: Height = 365 * BLOCKS_PER_DAY;
		// 0.01 / (exp(0.0004) − 1) is 25 to three digits.
		let beta = FixedU128::saturating_from_rational(4, 10_000);
		Stepped::published(UNIT, YEAR, 2 * YEAR, 4 * YEAR, beta)
	}
}

/// What providers lose for challenges that they owed an answer to and missed.
pub mod penalties {
	use sp_runtime::Perbill;

	/// Misses in a row from which on each is slashed.
	#[cfg(not(feature = "fast-runtime"))]
	pub const SLASH_FROM: u32 = 3;
	/// Misses in a row from which on each is slashed.
	#[cfg(feature = "fast-runtime")]
	pub const SLASH_FROM: u32 = 2;

	/// Misses in a row at which a provider is suspended.
	#[cfg(not(feature = "fast-runtime"))]
	pub const SUSPEND_AT: u32 = 6;
	/// Misses in a row at which a provider is suspended.
	#[cfg(feature = "fast-runtime")]
	pub const SUSPEND_AT: u32 = 3;

	/// Share of the collateral that each slashed miss takes.
	pub const SLASH: Perbill = Perbill::from_percent(10);
	/// Share of a slash that its reporter gets.
	pub const REPORTER: Perbill = Perbill::from_percent(10);
	/// Share of the expected power that must have answered a round for anyone to be slashed for it,
	/// and for authors to be weighed by it.
	pub const QUORUM: Perbill = Perbill::from_percent(50);
}

/// What stake is asked for, and what misconduct costs it.
pub mod staking {
	use super::currency::UNIT;
	use crate::Balance;
	use pallet_dpos::{EraIndex, Penalty};
	use sp_runtime::Perbill;

	/// How many validators are elected.
	pub const VALIDATOR_COUNT: u32 = 21;
	/// Least bond of a candidate, planck.
	pub const MIN_BOND: Balance = 100 * UNIT;
	/// Least delegation, planck.
	pub const MIN_DELEGATION: Balance = UNIT;
	/// Highest commission.
	pub const MAX_COMMISSION: Perbill = Perbill::from_percent(50);
	/// How far a commission may move in an era.
	pub const COMMISSION_STEP: Perbill = Perbill::from_percent(5);

	/// Eras in jail for signing twice: four weeks.
	#[cfg(not(feature = "fast-runtime"))]
	pub const DOUBLE_SIGN_JAIL: EraIndex = 28;
	/// Eras in jail for signing twice.
	#[cfg(feature = "fast-runtime")]
	pub const DOUBLE_SIGN_JAIL: EraIndex = 10;

	/// What signing twice costs.
	pub const DOUBLE_SIGN: Penalty = Penalty {
		fixed: 10 * UNIT,
		bond: Perbill::from_percent(10),
		pool: Perbill::from_percent(1),
		jail: DOUBLE_SIGN_JAIL,
	};
	/// What absence costs.
	pub const ABSENCE: Penalty =
		Penalty { fixed: 10 * UNIT, bond: Perbill::zero(), pool: Perbill::zero(), jail: 1 };
	/// Share of what is slashed of a bond that the reporters get.
	pub const REPORTER: Perbill = Perbill::from_percent(10);
	/// Share of the expected blocks whose loss costs a validator the era's reward.
	pub const SHORT: Perbill = Perbill::from_percent(50);
	/// Share of the expected blocks whose loss is absence.
	pub const ABSENT: Perbill = Perbill::from_percent(90);

	/// How certain a shortfall must be: chance explains it with at most exp(−20), one verdict in half
	/// a billion.
	#[cfg(not(feature = "fast-runtime"))]
	pub const CERTAINTY: u32 = 20;
	/// How certain a shortfall must be: chance explains it with at most exp(−4), so that the short
	/// eras of development are enough to judge by.
	#[cfg(feature = "fast-runtime")]
	pub const CERTAINTY: u32 = 4;

	/// Bond of each genesis validator, planck.
	pub const GENESIS_BOND: Balance = 500 * UNIT;
	/// Commission of each genesis validator.
	pub const GENESIS_COMMISSION: Perbill = Perbill::from_percent(5);

	const _: () = assert!(GENESIS_BOND >= MIN_BOND, "genesis validators are candidates");
}
