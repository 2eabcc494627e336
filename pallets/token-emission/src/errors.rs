//! What can be wrong with a call.

use frame_support::pallet_macros::pallet_section;

/// The pallet's errors.
#[pallet_section]
mod emission_errors {
	#[pallet::error]
	pub enum Error<T> {
		/// The steps of the schedule do not follow each other: choose n < n1 < n2.
		StepsOutOfOrder,
		/// A step of the schedule pays more than the one before: order them from the highest reward to
		/// the lowest.
		RewardsRise,
		/// The schedule's tail would fall below zero: choose a larger β, a smaller decrement, or a
		/// larger reward where the tail begins.
		CurveBelowZero,
		/// The schedule's period or cycle has no blocks: choose at least one.
		ZeroPeriod,
		/// The schedule's cycles would never release less: choose a ratio below one.
		RatioNotBelowOne,
		/// The schedule adds up to more than the largest balance: choose smaller rewards, or let them
		/// fall faster.
		CurveTooLarge,
		/// The parts do not add up to 100 %: correct one of them.
		SharesNotWhole,
		/// The share of fees that is burned is above the highest that the runtime allows.
		BurnShareTooHigh,
		/// The cap is below what there is, or what was ever there: choose a higher one.
		CapBelowIssuance,
		/// The cap is above the one in force, which can only be lowered.
		CapRaised,
		/// The schedule's next release is more than the cap leaves: choose one that releases less, or
		/// the fixed one.
		CapExceeded,
		/// An account cannot be endowed with so little, or so much: at least the existential deposit, and
		/// no more than the type of balances holds. At genesis only.
		EndowmentNotPossible,
		/// An amount of zero.
		ZeroAmount,
		/// More than the account can burn and stay alive: what is on hold or frozen, and the existential
		/// deposit, cannot be burned.
		BurnAboveBalance,
		/// The runtime takes no fuel.
		FuelDisabled,
		/// The account has no fuel: deposit some.
		FuelNotFound,
		/// The fuel would be less than the least that counts: deposit more.
		FuelTooLow,
		/// The fuel was deposited too recently: wait until the block that its record names.
		FuelLocked,
		/// The account's free balance is too small.
		InsufficientBalance,
		/// No fuel has burned since it was last settled.
		NothingToBurn,
		/// Nothing was released for validators, for the treasury, or to be burned, since it was handed over.
		NothingDue,
		/// The ledger agrees with the total issuance already.
		NothingToReconcile,
		/// An amount or a height is beyond what its type holds.
		Overflow,
	}
}
