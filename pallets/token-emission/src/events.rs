//! What has happened.

use frame_support::pallet_macros::pallet_section;

/// The pallet's events. Amounts are in planck.
#[pallet_section]
mod emission_events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The schedule has started.
		Started {
			/// The block of height 1.
			at: BlockIndex,
		},
		/// All that may ever be minted has been.
		CapReached {
			/// The block whose mint was the last.
			at: BlockIndex,
		},
		/// The schedule has changed.
		ScheduleSet {
			/// The new one.
			schedule: Schedule,
			/// The height at which it goes on, in the block to come or the current one, whichever is
			/// minted next.
			height: Height,
			/// What the old one would have released next.
			old_reward: Balance,
			/// What the new one releases next.
			new_reward: Balance,
		},
		/// The mint of blocks is shared differently from now on.
		DistributionSet {
			/// How.
			distribution: Distribution,
		},
		/// Another share of fees is burned from now on.
		BurnShareSet {
			/// Which.
			share: Perbill,
		},
		/// The cap has been lowered.
		MaxSupplySet {
			/// The new one.
			max_supply: Balance,
		},
		/// An account has burned some of its balance.
		Burned {
			/// Its account.
			who: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// An account has deposited fuel.
		FuelDeposited {
			/// Its account.
			who: T::AccountId,
			/// How much it has added.
			amount: Balance,
			/// How much it has now.
			left: Balance,
			/// The block by which that is burned.
			until: BlockIndex,
		},
		/// Fuel has burned.
		FuelBurned {
			/// Whose.
			who: T::AccountId,
			/// How much was burned.
			burned: Balance,
			/// How much the treasury's sink got instead.
			foundation: Balance,
		},
		/// An account has taken back the fuel that had not burned.
		FuelWithdrawn {
			/// Its account.
			who: T::AccountId,
			/// How much it got.
			amount: Balance,
		},
		/// Governance has booked what was minted or burned past the ledger.
		Reconciled {
			/// What had been minted.
			minted: Balance,
			/// What had been burned.
			burned: Balance,
		},
	}
}
