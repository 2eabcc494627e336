//! What has happened.

use frame_support::pallet_macros::pallet_section;

/// The pallet's events. Amounts are in planck.
#[pallet_section]
mod dpos_events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An account stands for election, for the first time or after it had left.
		CandidateRegistered {
			/// Its account.
			candidate: T::AccountId,
			/// Its bond.
			bond: Balance,
			/// Its commission.
			commission: Perbill,
		},
		/// A candidate's bond has changed.
		BondChanged {
			/// Its account.
			candidate: T::AccountId,
			/// Its bond now.
			bond: Balance,
		},
		/// A candidate has set its commission, for eras to come.
		CommissionSet {
			/// Its account.
			candidate: T::AccountId,
			/// Its commission.
			commission: Perbill,
		},
		/// A candidate stays out of elections.
		Chilled {
			/// Its account.
			candidate: T::AccountId,
		},
		/// A candidate stands for election again.
		Resumed {
			/// Its account.
			candidate: T::AccountId,
		},
		/// A candidate has left: it is no longer elected, and its bond waits.
		CandidateLeft {
			/// Its account.
			candidate: T::AccountId,
		},
		/// A candidate is put in jail.
		Jailed {
			/// Its account.
			candidate: T::AccountId,
			/// The first era in which it can leave.
			until: EraIndex,
		},
		/// A candidate has left jail.
		Unjailed {
			/// Its account.
			candidate: T::AccountId,
		},
		/// An account delegates more to a candidate.
		Delegated {
			/// The account.
			delegator: T::AccountId,
			/// The candidate.
			candidate: T::AccountId,
			/// How much more.
			amount: Balance,
		},
		/// Stake has left a candidate and waits for its release.
		Undelegated {
			/// Whose it is.
			delegator: T::AccountId,
			/// The candidate.
			candidate: T::AccountId,
			/// How much.
			amount: Balance,
			/// The first era in which it can be withdrawn.
			unlocks_at: EraIndex,
		},
		/// Stake has moved from one candidate to another.
		Redelegated {
			/// Whose it is.
			delegator: T::AccountId,
			/// The candidate that it left.
			from: T::AccountId,
			/// The candidate that it joined.
			to: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// Stake has been released to its owner.
		Withdrawn {
			/// Its owner.
			who: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// An era has begun.
		EraBegun {
			/// Its number.
			era: EraIndex,
			/// Number of its validators.
			validators: u32,
		},
		/// Validators were elected, to serve from the next session on.
		Elected {
			/// How many.
			validators: u32,
		},
		/// Nobody could be elected: the validators stay.
		ElectionFailed,
		/// A validator was paid for an era.
		PaidOut {
			/// The era.
			era: EraIndex,
			/// The validator.
			validator: T::AccountId,
			/// Its own part.
			own: Balance,
			/// Its delegators' part.
			delegated: Balance,
		},
		/// A validator's unpaid era was given up, because its rewards have expired.
		PayoutExpired {
			/// The era.
			era: EraIndex,
			/// The validator.
			validator: T::AccountId,
		},
		/// What was left of an era's pot was passed on to the current one.
		PotExpired {
			/// The era.
			era: EraIndex,
			/// How much.
			amount: Balance,
		},
		/// Rewards were claimed.
		Claimed {
			/// By whom.
			who: T::AccountId,
			/// Earned with which candidate.
			candidate: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// Rewards were added to the stake that has earned them.
		Compounded {
			/// By whom.
			who: T::AccountId,
			/// With which candidate.
			candidate: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// A validator was slashed.
		Slashed {
			/// The validator.
			validator: T::AccountId,
			/// The era of its offence.
			era: EraIndex,
			/// What was taken of its bond.
			bond: Balance,
			/// What was owed of its bond, and was not there.
			shortfall: Balance,
			/// What was taken of what is, or was, delegated to it.
			delegated: Balance,
			/// What the reporters got of the bond's part.
			reward: Balance,
		},
		/// A delegation, or stake that waits for its release, has paid for a former candidate's offence.
		MovedStakeSlashed {
			/// Whose stake it is.
			delegator: T::AccountId,
			/// The candidate that it had come from.
			from: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// A validator has lost the era's reward to the others.
		RewardForfeited {
			/// The validator.
			validator: T::AccountId,
			/// The era.
			era: EraIndex,
		},
		/// So many validators were short of blocks in an era that none is held to account for it.
		AbsenceDamped {
			/// The era.
			era: EraIndex,
			/// How many were short.
			short: u32,
		},
		/// The number of validators to elect was set.
		ValidatorCountSet {
			/// How many.
			count: u32,
		},
		/// How validators are elected was set.
		ElectionModeSet {
			/// How.
			mode: ElectionMode,
		},
	}
}
