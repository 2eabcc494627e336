//! What has happened.

use frame_support::pallet_macros::pallet_section;

/// The pallet's events.
#[pallet_section]
mod rental_events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A provider offers chips.
		CapacityListed {
			/// The provider.
			provider: T::AccountId,
			/// The chips' model.
			model: ModelId,
			/// On which terms.
			offer: OfferOf<T>,
		},
		/// A provider changed its offer. Orders that are made keep their terms.
		ListingUpdated {
			/// The provider.
			provider: T::AccountId,
			/// The chips' model.
			model: ModelId,
			/// On which terms.
			offer: OfferOf<T>,
		},
		/// A provider offers chips no more.
		CapacityUnlisted {
			/// The provider.
			provider: T::AccountId,
			/// The chips' model.
			model: ModelId,
		},
		/// A renter took a listing.
		OrderPlaced {
			/// The order.
			order: OrderId,
			/// The renter.
			renter: T::AccountId,
			/// The listing's provider.
			provider: T::AccountId,
			/// Hash of its terms.
			hash: H256,
			/// Rent on hold, planck.
			rent: Balance,
			/// Deposit on hold, planck.
			deposit: Balance,
		},
		/// A renter asked for bids.
		OrderRequested {
			/// The order.
			order: OrderId,
			/// The renter.
			renter: T::AccountId,
			/// The chips' model.
			model: ModelId,
			/// The highest price of one chip for one block, planck.
			price: Balance,
			/// Rent at this price on hold, planck.
			rent: Balance,
			/// Deposit on hold, planck.
			deposit: Balance,
		},
		/// A provider bid for a request.
		BidPlaced {
			/// The order.
			order: OrderId,
			/// The provider.
			provider: T::AccountId,
			/// Price of one chip for one block, planck.
			price: Balance,
			/// Bond on hold, planck.
			bond: Balance,
		},
		/// A bid is gone, and its bond is back.
		BidWithdrawn {
			/// The order.
			order: OrderId,
			/// The provider.
			provider: T::AccountId,
		},
		/// A renter took a bid.
		BidTaken {
			/// The order.
			order: OrderId,
			/// The provider.
			provider: T::AccountId,
			/// Hash of its terms.
			hash: H256,
			/// Rent on hold, planck.
			rent: Balance,
			/// Deposit on hold, planck.
			deposit: Balance,
		},
		/// A provider accepted an order; its chips are reserved.
		OrderAccepted {
			/// The order.
			order: OrderId,
			/// Bond on hold, planck.
			bond: Balance,
		},
		/// A provider delivered credentials.
		CredentialsDelivered {
			/// The order.
			order: OrderId,
			/// Hash of the ciphertext.
			hash: H256,
		},
		/// A renter confirmed that the credentials open: the lease has begun.
		LeaseStarted {
			/// The order.
			order: OrderId,
			/// The block after its last.
			ends_at: BlockNumberFor<T>,
		},
		/// A renter extended a lease.
		LeaseExtended {
			/// The order.
			order: OrderId,
			/// Hash of its new terms.
			hash: H256,
			/// The block after its last.
			ends_at: BlockNumberFor<T>,
			/// The rent that comes with it, on hold, planck.
			rent: Balance,
		},
		/// A provider drew rent before the end.
		RentDrawn {
			/// The order.
			order: OrderId,
			/// How much reached the payee, planck.
			amount: Balance,
			/// How much was kept back, planck.
			fee: Balance,
		},
		/// A lease is over; its chips are free.
		LeaseEnded {
			/// The order.
			order: OrderId,
			/// The block after its last.
			ended_at: BlockNumberFor<T>,
			/// How it ended.
			ending: Ending,
		},
		/// A side rated the other.
		Rated {
			/// The order.
			order: OrderId,
			/// Who rated.
			role: Role,
			/// What it thinks of the other, from 0 to 100.
			score: Score,
		},
		/// A side opened a dispute.
		DisputeOpened {
			/// The order.
			order: OrderId,
			/// Who opened it.
			role: Role,
			/// Hash of the evidence.
			evidence: H256,
			/// The first block in which the arbiter decides no more.
			until: BlockNumberFor<T>,
		},
		/// The arbiter has let its time pass: the order goes on as if there had been no dispute.
		DisputeLapsed {
			/// The order.
			order: OrderId,
		},
		/// What became of an order's rent and bond.
		RentSettled {
			/// The order.
			order: OrderId,
			/// Rent that reached the payee now, planck.
			paid: Balance,
			/// Rent that was kept back, planck.
			fee: Balance,
			/// Rent that is the renter's again, planck.
			refund: Balance,
			/// Bond that the renter got, planck.
			compensation: Balance,
			/// Bond that is the provider's again, planck.
			bond: Balance,
		},
		/// An order is closed, and nothing of it is on hold.
		OrderClosed {
			/// The order.
			order: OrderId,
			/// How.
			outcome: Outcome,
			/// Deposit that is the renter's again, planck.
			deposit: Balance,
		},
		/// An account could not take what was its own, nor could the provider's where it was rent: it
		/// would have been left with less than an account must have. It has gone to [`Config::Forfeits`].
		PayeeUnreachable {
			/// The account that it was for.
			payee: T::AccountId,
			/// How much, planck.
			amount: Balance,
		},
		/// The capacity's keeper would not take back an order's chips: it had lost them.
		ChipsNotReleased {
			/// The order.
			order: OrderId,
		},
	}
}
