//! What has happened.

use frame_support::pallet_macros::pallet_section;

/// The pallet's events. Amounts are in planck. New ones are added at the end.
#[pallet_section]
mod insurance_events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A product is offered.
		Offered {
			/// Its id.
			product: ProductId,
		},
		/// A product is offered no more.
		Discontinued {
			/// Its id.
			product: ProductId,
		},
		/// Somebody has put something into the pot.
		Funded {
			/// Who.
			who: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// Something was taken out of the pot.
		Withdrawn {
			/// Who has it.
			to: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// A policy was bought.
		Insured {
			/// Its id.
			policy: PolicyId,
			/// Of what.
			product: ProductId,
			/// Who is insured.
			holder: T::AccountId,
			/// For how much.
			sum: Balance,
			/// What went into the pot for it.
			premium: Balance,
		},
		/// A policy was claimed: the service was asked.
		Claimed {
			/// Its id.
			policy: PolicyId,
			/// The request that was made.
			request: RequestId,
		},
		/// The peril has come, and the policy's sum was paid. The policy is over.
		PaidOut {
			/// Its id.
			policy: PolicyId,
			/// Who has the sum.
			holder: T::AccountId,
			/// How much.
			sum: Balance,
			/// The service's number.
			answer: i128,
		},
		/// The peril has not come. The policy is over.
		Rejected {
			/// Its id.
			policy: PolicyId,
			/// The service's number.
			answer: i128,
		},
		/// A claim came to nothing, and can be made again.
		Unanswered {
			/// The policy's id.
			policy: PolicyId,
			/// Why. `None`: the service has answered with something else than a number.
			why: Option<NoResult>,
		},
		/// A policy is over without a claim that was decided.
		Expired {
			/// Its id.
			policy: PolicyId,
		},
	}
}
