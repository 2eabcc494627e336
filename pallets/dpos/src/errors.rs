//! What can be wrong with a call.

use frame_support::pallet_macros::pallet_section;

/// The pallet's errors.
#[pallet_section]
mod dpos_errors {
	#[pallet::error]
	pub enum Error<T> {
		/// The account is not a candidate.
		CandidateNotFound,
		/// The account is a candidate already, and has not left.
		CandidateExists,
		/// The bond is, or would be, below the least that a candidate can be elected with. To take
		/// all of it, leave.
		BondTooLow,
		/// The commission is above the highest that is allowed.
		CommissionTooHigh,
		/// The commission moves further than it may in one era.
		CommissionJump,
		/// The commission was set in this era already: wait for the next one.
		CommissionSet,
		/// The candidate stays out of elections already.
		AlreadyChilled,
		/// The candidate stands for election already.
		AlreadyActive,
		/// The candidate has left. Only `register` makes it one again.
		CandidateLeaving,
		/// The candidate is in jail: it takes no delegations and stays out until it has served its
		/// time and called `unjail`, or `register` if it has left.
		CandidateJailed,
		/// The candidate is not in jail.
		NotJailed,
		/// The jail time is not over.
		StillJailed,
		/// The account's free balance is too small.
		InsufficientBalance,
		/// An amount of zero, or one that buys no share.
		AmountTooSmall,
		/// A delegation would be below the least that is allowed. To end it, take all of it.
		DelegationTooLow,
		/// Candidates add to their bond, and do not delegate to themselves.
		SelfDelegation,
		/// Stake moves from one candidate to another one.
		SelfRedelegation,
		/// The account delegates nothing to this candidate.
		DelegationNotFound,
		/// The account delegates to as many candidates as one may: end another delegation, and claim
		/// what it has earned.
		TooManyDelegations,
		/// The delegation has not ended: only its owner may claim its rewards.
		DelegationOpen,
		/// More than the account delegates to this candidate, or has bonded.
		NotEnoughStake,
		/// The stake came from another candidate a short while ago. It can be taken out, but not
		/// moved on, until that candidate's deeds can no longer cost it. Or the delegation that it
		/// would join is liable so for another candidate, or another era.
		CoolingDown,
		/// As many parts of stake as one account may have wait for their release: withdraw those
		/// that have waited long enough, or wait.
		TooManyChunks,
		/// The delegation has changed in as many eras whose reward is not known as it may, or cannot be
		/// closed before they are: have the candidate's oldest eras paid with `payout`, or given up with
		/// `expire_payout`.
		PayoutsPending,
		/// All that was delegated to the candidate is lost. It can take no more before its delegators
		/// have left.
		PoolWorthless,
		/// Nothing has waited long enough to be withdrawn.
		NothingToWithdraw,
		/// The era's rewards cannot be paid yet: they wait for slashes for two eras.
		EraNotPayable,
		/// The era's rewards have expired, and were passed on to a later era.
		EraExpired,
		/// The account had no seat in this era.
		SeatNotFound,
		/// The account has been paid for this era.
		AlreadyPaid,
		/// The account has an earlier era to be paid, or given up, first.
		EarlierEraUnpaid,
		/// The account's oldest unpaid era has not expired.
		NotExpired,
		/// There is no reward to claim: it may not have been paid out yet.
		NothingToClaim,
		/// No former candidate's slash is to be settled for this delegation.
		NothingToSettle,
		/// At least one validator, and at most as many as the chain can have.
		InvalidValidatorCount,
		/// An amount does not fit its type.
		Overflow,
	}
}
