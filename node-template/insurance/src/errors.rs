//! What can be wrong with a call, or with a result.

use frame_support::pallet_macros::pallet_section;

/// The pallet's errors. New ones are added at the end, as clients know them by their index.
#[pallet_section]
mod insurance_errors {
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such product, or it is offered no more.
		ProductNotFound,
		/// As many products as there may be are offered: discontinue one first.
		TooManyProducts,
		/// The product asks nothing.
		QuestionEmpty,
		/// The product costs nothing: it has to have a rate above zero.
		RateZero,
		/// The least sum is above the most, or below the existential deposit, so that it could not be paid
		/// to an account without anything else.
		SumsInvalid,
		/// The blocks do not follow each other: the last sale, which is still to come, then the first
		/// claim, then the last.
		BlocksInvalid,
		/// The product is not sold any more, as the outcome may be known.
		SaleOver,
		/// The product is not sold for such a sum: look at its least and its most.
		SumOutOfRange,
		/// As many policies as there may be are in force: have one expire that can be claimed no more.
		TooManyPolicies,
		/// The pot has too little to cover another such sum: choose a smaller one, or fund the pot.
		ReserveTooSmall,
		/// There is no such policy, or it is over.
		PolicyNotFound,
		/// Only the holder may claim a policy.
		NotHolder,
		/// The policy cannot be claimed yet: wait until the block that its terms name.
		ClaimTooEarly,
		/// The policy cannot be claimed any more.
		ClaimTooLate,
		/// The policy was claimed, and the result is still to come.
		ClaimPending,
		/// The policy can still be claimed, or its claim's result may still come.
		PolicyInForce,
		/// The result is of a request that was not made for a claim, or counts no more.
		ClaimNotFound,
		/// The pot has less than the sum: fund it, and have the callback tried again.
		PotTooSmall,
		/// What is above the reserve is less.
		NothingToSpare,
		/// An amount of zero.
		ZeroAmount,
		/// An amount or an id is beyond what its type holds.
		Overflow,
	}
}
