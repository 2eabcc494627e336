//! What pallet-dpos should do with blocks and money, worked out here a second time.
//!
//! The numbers are those of the runtime's `constants::staking` with its feature `fast-runtime`.

use super::records::{PaidOut, Seat};

/// One VAJ, in planck.
pub const UNIT: u128 = 1_000_000_000_000;

/// Fixed part of what signing twice costs the bond, planck.
const DOUBLE_SIGN_FIXED: u128 = 10 * UNIT;
/// Percentage of the bond beside it.
const DOUBLE_SIGN_BOND: u128 = 10;
/// Percentage of what is delegated.
const DOUBLE_SIGN_POOL: u128 = 1;
/// Eras in jail for it, after the current one.
pub const DOUBLE_SIGN_JAIL: u32 = 10;
/// What absence costs the bond, planck.
pub const ABSENCE: u128 = 10 * UNIT;
/// Eras in jail for it, after the current one.
pub const ABSENCE_JAIL: u32 = 1;
/// Percentage of what is slashed of a bond that the reporters get.
const REPORTER: u128 = 10;

/// Percentage of each fee that is burned.
const FEE_BURNED: u128 = 20;

/// Percentage of the expected blocks whose loss costs the reward, and the place.
const SHORT: u64 = 50;
const ABSENT: u64 = 90;
/// Chance must explain a shortfall with a probability of at most exp(−4).
const CERTAINTY: u64 = 4;

/// One block, in the unit that expectations are counted in.
pub const BLOCK: u64 = 1_000_000;

/// One, as the index of rewards counts.
const ONE: u128 = 1_000_000_000_000_000_000;

/// What became of a validator's duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
	Present,
	Short,
	Absent,
}

/// Judges a seat by its blocks.
pub fn verdict(seat: &Seat) -> Verdict {
	let missing = seat.expected.saturating_sub(u64::from(seat.authored) * BLOCK);
	let certain = missing * missing > 2 * CERTAINTY * BLOCK * seat.expected;
	let lost = |share: u64| missing > seat.expected * share / 100;
	match certain {
		true if lost(ABSENT) => Verdict::Absent,
		true if lost(SHORT) => Verdict::Short,
		_ => Verdict::Present,
	}
}

/// What signing twice takes of a bond and of what is delegated.
pub fn double_sign(bond: u128, delegated: u128) -> (u128, u128) {
	let share = (bond * DOUBLE_SIGN_BOND).div_ceil(100);
	(DOUBLE_SIGN_FIXED + share, (delegated * DOUBLE_SIGN_POOL).div_ceil(100))
}

/// What the reporters get of what was taken of the bond.
pub fn reporters(bond: u128) -> u128 {
	bond * REPORTER / 100
}

/// The part of a fee that is burned.
pub fn burned(fee: u128) -> u128 {
	fee * FEE_BURNED / 100
}

/// A validator's part of a pot, and its delegators'.
pub fn reward(pot: u128, points: u32, seat: &Seat) -> (u128, u128) {
	let reward = pot * u128::from(seat.points) / u128::from(points.max(1));
	let commission = reward * u128::from(seat.commission) / 1_000_000_000;
	let rest = reward - commission;
	let of_bond = rest * seat.bond / (seat.bond + seat.delegated);
	let own = if seat.delegated == 0 { reward } else { commission + of_bond };
	(own, reward - own)
}

/// What one share has earned through payouts, by the shares of their eras.
pub fn index<'a>(payouts: impl IntoIterator<Item = (&'a PaidOut, u128)>) -> u128 {
	let (mut index, mut carry) = (0, 0);
	for (paid, shares) in payouts.into_iter().filter(|(paid, _)| paid.delegated > 0) {
		let ready = carry + paid.delegated;
		let step = ready * ONE / shares;
		carry = ready - (step * shares).div_ceil(ONE);
		index += step;
	}
	index
}

/// What shares have earned at an index.
pub fn earned(shares: u128, index: u128) -> u128 {
	shares * index / ONE
}

/// An amount in words.
pub fn vaj(planck: u128) -> String {
	format!("{}.{:012} VAJ", planck / UNIT, planck % UNIT)
}

fn seat(authored: u32, expected: u64) -> Seat {
	let (bond, delegated, shares, points) = (500 * UNIT, 400 * UNIT, 400 * UNIT, authored);
	let commission = 50_000_000;
	Seat { bond, delegated, shares, commission, authored, points, expected, forfeited: false }
}

#[test]
fn verdict_has_two_thresholds_beyond_chance() {
	assert_eq!(verdict(&seat(0, 8 * BLOCK)), Verdict::Present);
	assert_eq!(verdict(&seat(0, 8 * BLOCK + 1)), Verdict::Absent);
	assert_eq!(verdict(&seat(1, 12 * BLOCK)), Verdict::Absent);
	assert_eq!(verdict(&seat(2, 12 * BLOCK)), Verdict::Short);
	assert_eq!(verdict(&seat(2, 11 * BLOCK)), Verdict::Present);
	assert_eq!(verdict(&seat(10, 15 * BLOCK)), Verdict::Present);
}

#[test]
fn rewards_are_split_to_the_last_planck() {
	let (own, delegated) = reward(1_000_003, 20, &seat(10, 10 * BLOCK));
	assert_eq!(own + delegated, 500_001);
	// 5 %, and of the rest 5/9.
	assert_eq!(own, 25_000 + 475_001 * 5 / 9);
	assert_eq!(double_sign(500 * UNIT, 50 * UNIT), (60 * UNIT, UNIT / 2));
	assert_eq!(reporters(605), 60);
	assert_eq!(burned(1_009), 201);
	let paid = PaidOut {
		era: 1,
		validator: subxt::utils::AccountId32([0; 32]),
		own: 0,
		delegated: 8 * UNIT,
	};
	let index = index([(&paid, 400 * UNIT)]);
	assert_eq!(earned(100 * UNIT, index), 2 * UNIT);
}
