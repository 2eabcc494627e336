//! What has happened.

use frame_support::pallet_macros::pallet_section;

/// The pallet's events.
#[pallet_section]
mod attestation_events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A vendor was admitted.
		VendorRegistered {
			/// Its account.
			vendor: T::AccountId,
		},
		/// A vendor was revoked.
		VendorRevoked {
			/// Its account.
			vendor: T::AccountId,
		},
		/// A model was registered.
		ModelRegistered {
			/// Its id.
			model: ModelId,
			/// Its vendor.
			vendor: T::AccountId,
			/// Rated compute of one chip.
			units: ComputeUnits,
		},
		/// A model was revoked.
		ModelRevoked {
			/// Its id.
			model: ModelId,
		},
		/// A manifest was published.
		ManifestPublished {
			/// Its id.
			manifest: ManifestId,
			/// The model of its chips.
			model: ModelId,
			/// Its Merkle root.
			root: H256,
			/// Its number of chips.
			chips: u32,
			/// First block at which its chips can no longer be claimed.
			expires_at: BlockNumberFor<T>,
		},
		/// A manifest was revoked.
		ManifestRevoked {
			/// Its id.
			manifest: ManifestId,
		},
		/// A chip was revoked; if it was claimed, its power is gone and its collateral waits as after
		/// a retirement.
		ChipRevoked {
			/// Its key.
			chip: ChipKey,
			/// The manifest it came with.
			manifest: ManifestId,
			/// Its owner, if it was claimed.
			provider: Option<T::AccountId>,
		},
		/// A provider claimed chips.
		ChipsClaimed {
			/// The provider.
			provider: T::AccountId,
			/// The manifest of the chips.
			manifest: ManifestId,
			/// How many.
			count: u32,
			/// Their power.
			power: Power,
			/// What was put on hold for them, planck.
			collateral: BalanceOf<T>,
			/// First round in which they count.
			counts_from: RoundIndex,
		},
		/// A challenge opened.
		ChallengeOpened {
			/// Its round.
			round: RoundIndex,
			/// What the chips sign.
			seed: H256,
			/// The last block that takes answers.
			closes_at: BlockNumberFor<T>,
		},
		/// A provider answered a challenge.
		ComputeProved {
			/// The challenge's round.
			round: RoundIndex,
			/// The provider.
			provider: T::AccountId,
			/// Power that counts for the round.
			power: Power,
			/// Number of chips that did not answer.
			absent: u32,
		},
		/// A provider was reported for not answering a challenge.
		AbsenceReported {
			/// The challenge's round.
			round: RoundIndex,
			/// The provider.
			provider: T::AccountId,
			/// Who reported it.
			reporter: T::AccountId,
			/// Reported misses since its last answer, damped rounds left out.
			misses: u32,
		},
		/// A provider was slashed for a miss.
		ProviderSlashed {
			/// The round.
			round: RoundIndex,
			/// The provider.
			provider: T::AccountId,
			/// What was taken, planck.
			amount: BalanceOf<T>,
			/// What should have been taken and was not there, planck.
			shortfall: BalanceOf<T>,
			/// Who reported it.
			reporter: T::AccountId,
			/// What the reporter got of the amount, planck.
			reward: BalanceOf<T>,
		},
		/// A provider is out until it answers again.
		ProviderSuspended {
			/// The provider.
			provider: T::AccountId,
		},
		/// A suspended provider has answered; its power counts from the next challenge on.
		ProviderReinstated {
			/// The provider.
			provider: T::AccountId,
		},
		/// Power of a provider is gone with a revoked vendor, model or manifest.
		PowerRevoked {
			/// The provider.
			provider: T::AccountId,
			/// How much.
			power: Power,
		},
		/// A revocation took chips that were reserved.
		CapacityLost {
			/// The provider.
			provider: T::AccountId,
			/// Their model.
			model: ModelId,
			/// How many.
			chips: u32,
		},
		/// A provider gave chips up.
		ChipsRetired {
			/// The provider.
			provider: T::AccountId,
			/// How many.
			count: u32,
			/// Their power.
			power: Power,
			/// What waits for its release, planck.
			collateral: BalanceOf<T>,
			/// First block at which it can be withdrawn; later if too many amounts wait.
			unlocks_at: BlockNumberFor<T>,
		},
		/// Collateral was released.
		CollateralWithdrawn {
			/// The provider.
			provider: T::AccountId,
			/// How much, planck.
			amount: BalanceOf<T>,
		},
		/// A chip has a new owner.
		ChipTransferred {
			/// The chip.
			chip: ChipKey,
			/// Its owner before.
			from: T::AccountId,
			/// Its owner now.
			to: T::AccountId,
			/// What was put on hold for it, planck.
			collateral: BalanceOf<T>,
			/// First round in which it counts.
			counts_from: RoundIndex,
		},
		/// A provider points its power at a validator, or at none.
		BackingChanged {
			/// The provider.
			provider: T::AccountId,
			/// The validator.
			validator: Option<T::AccountId>,
			/// First round for which that holds.
			from: RoundIndex,
		},
		/// A round's pot grew.
		RewardsFunded {
			/// The round.
			round: RoundIndex,
			/// By how much, planck.
			amount: BalanceOf<T>,
		},
		/// A provider claimed its part of a round's pot.
		RewardClaimed {
			/// The provider.
			provider: T::AccountId,
			/// The round.
			round: RoundIndex,
			/// How much, planck.
			amount: BalanceOf<T>,
		},
		/// What was left in a pot has gone to [`Config::ExpiredRewards`].
		RewardsExpired {
			/// The round.
			round: RoundIndex,
			/// How much, planck.
			amount: BalanceOf<T>,
		},
		/// The validators of the session after the next make blocks in proportion to proved power.
		AuthorsWeighed {
			/// The round whose proofs decide.
			round: RoundIndex,
			/// Sum of the weights.
			total: u64,
		},
		/// The validators of the session after the next make blocks with equal weights.
		AuthorsEqual {
			/// Why.
			reason: EqualReason,
		},
	}
}
