//! What can be wrong with a call.

use frame_support::pallet_macros::pallet_section;

/// The pallet's errors.
#[pallet_section]
mod rental_errors {
	#[pallet::error]
	pub enum Error<T> {
		/// The provider has listed chips of this model already: update the listing.
		ListingExists,
		/// The provider lists no chips of this model.
		ListingNotFound,
		/// A price is at least one planck.
		PriceZero,
		/// The price is above the highest that was named: look at the listing or bid again.
		PriceTooHigh,
		/// At least one chip is needed.
		NoChips,
		/// The listing takes no order of so many chips.
		TooManyChips,
		/// The provider does not have so many chips that can be reserved now.
		NotEnoughChips,
		/// The duration is zero, beyond the chain's limit, or beyond those of the listing or bid.
		DurationOutOfBounds,
		/// Sub-tasks are needed, each with a weight, replicas and blocks, none longer than the lease
		/// and one as long.
		InvalidTasks,
		/// Replicas by weight, summed over sub-tasks, do not come to the number of chips, rounded up.
		ChipsMismatch,
		/// The key is zero: make an X25519 key pair and give its public key.
		InvalidKey,
		/// The rent is zero, or too much for a balance.
		RentOutOfBounds,
		/// The account's free balance does not cover what is to be put on hold, or is frozen.
		FundsMissing,
		/// Nobody can rent from oneself.
		OwnOrder,
		/// No order has this id: it never had one, or is closed.
		OrderNotFound,
		/// The account is not a side of the order that can do this.
		NotParty,
		/// The order was made under other terms than those named: read it again.
		TermsMismatch,
		/// It is no request, or its bid is taken.
		NotRequested,
		/// It waits for no provider, or not for a listing's.
		NotPlaced,
		/// It does not wait for credentials.
		NotAccepted,
		/// It does not wait for a confirmation.
		NotDelivered,
		/// Its lease has not begun.
		NotStarted,
		/// Its lease does not run.
		NotRunning,
		/// Its lease has not ended: end it first.
		StillRunning,
		/// That side has rated, and so agreed.
		AlreadyRated,
		/// The renter's time to rate is over, and the provider's is not: wait for it.
		RatingOverdue,
		/// Its rent is paid.
		RentPaid,
		/// It waits for the arbiter.
		InDispute,
		/// It does not wait for the arbiter.
		NotDisputed,
		/// There was a dispute, and there is only one.
		AlreadyDisputed,
		/// The order's deadline has passed: anyone can resolve it.
		DeadlinePassed,
		/// The order's deadline has not come.
		DeadlineAhead,
		/// The request has as many bids as it may have.
		TooManyBids,
		/// The provider has bid already: withdraw the bid first.
		BidExists,
		/// The provider has no bid there.
		BidNotFound,
		/// As long as it can be taken, only its provider withdraws a bid.
		BidOpen,
		/// The ciphertext is empty.
		NoCredentials,
		/// These are not the credentials that were delivered.
		CredentialsMismatch,
		/// There is no more to draw now: the rest is not earned, or not covered by the bond.
		NothingToDraw,
		/// A score is at most 100.
		InvalidScore,
		/// The message is not signed by that side for this chain, order, role and content.
		InvalidSignature,
		/// The settlement is good no more: sign another.
		SettlementExpired,
		/// Neither the payee's account nor the provider's can take so little: endow one of them, or draw
		/// when more has been earned.
		PayeeUnreachable,
	}

	impl<T> From<Refusal> for Error<T> {
		fn from(refusal: Refusal) -> Self {
			match refusal {
				Refusal::NotRequested => Self::NotRequested,
				Refusal::NotPlaced => Self::NotPlaced,
				Refusal::NotAccepted => Self::NotAccepted,
				Refusal::NotDelivered => Self::NotDelivered,
				Refusal::NotStarted => Self::NotStarted,
				Refusal::NotRunning => Self::NotRunning,
				Refusal::StillRunning => Self::StillRunning,
				Refusal::AlreadyRated => Self::AlreadyRated,
				Refusal::RatingOverdue => Self::RatingOverdue,
				Refusal::RentPaid => Self::RentPaid,
				Refusal::InDispute => Self::InDispute,
				Refusal::NotDisputed => Self::NotDisputed,
			}
		}
	}

	impl<T> From<Flaw> for Error<T> {
		fn from(flaw: Flaw) -> Self {
			match flaw {
				Flaw::NoChips => Self::NoChips,
				Flaw::InvalidTasks => Self::InvalidTasks,
				Flaw::ChipsMismatch => Self::ChipsMismatch,
				Flaw::InvalidKey => Self::InvalidKey,
			}
		}
	}
}
