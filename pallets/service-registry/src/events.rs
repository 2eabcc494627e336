//! What has happened.

use frame_support::pallet_macros::pallet_section;

/// The pallet's events. Amounts are in planck. New ones are added at the end, as clients know them by
/// their index.
#[pallet_section]
mod service_events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A service was registered, with its first version.
		ServiceRegistered {
			/// Its id.
			service: ServiceId,
			/// Its owner.
			owner: T::AccountId,
			/// Fingerprint of its schema.
			fingerprint: H256,
		},
		/// A new version of a service was published.
		VersionPublished {
			/// The service.
			service: ServiceId,
			/// The version.
			version: ServiceVersion,
			/// Fingerprint of its schema.
			fingerprint: H256,
		},
		/// A service is listed elsewhere.
		ListingUpdated {
			/// The service.
			service: ServiceId,
		},
		/// A service takes no new customers for a while.
		ServicePaused {
			/// The service.
			service: ServiceId,
		},
		/// A service takes new customers again.
		ServiceResumed {
			/// The service.
			service: ServiceId,
		},
		/// A service takes no new customers ever again.
		ServiceRetired {
			/// The service.
			service: ServiceId,
		},
		/// A service was removed.
		ServiceRemoved {
			/// The service.
			service: ServiceId,
		},
		/// A service has found its place among others.
		RankRefreshed {
			/// The service.
			service: ServiceId,
			/// Its rank.
			rank: u64,
		},
		/// An account has put stake on a service.
		OperatorJoined {
			/// The service.
			service: ServiceId,
			/// The account.
			operator: T::AccountId,
			/// Its registration.
			registration: Registration,
			/// Its stake.
			stake: Balance,
			/// Where it stands.
			standing: Standing,
		},
		/// An operator has added to its stake.
		StakeAdded {
			/// The service.
			service: ServiceId,
			/// The operator.
			operator: T::AccountId,
			/// Its stake now.
			stake: Balance,
			/// Where it stands.
			standing: Standing,
		},
		/// An operator serves, as the owner has approved of it.
		OperatorApproved {
			/// The service.
			service: ServiceId,
			/// The operator.
			operator: T::AccountId,
		},
		/// An operator serves no longer, as its stake is too low for it.
		OperatorBenched {
			/// The service.
			service: ServiceId,
			/// The operator.
			operator: T::AccountId,
		},
		/// An operator has left, or was dismissed. Its stake waits.
		OperatorLeft {
			/// The service.
			service: ServiceId,
			/// The operator.
			operator: T::AccountId,
			/// The first block in which its stake can be withdrawn.
			until: Blocks,
		},
		/// An operator's stake was released to it.
		StakeWithdrawn {
			/// The service.
			service: ServiceId,
			/// The operator.
			operator: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// A service was asked.
		Requested {
			/// The request.
			request: RequestId,
			/// The service.
			service: ServiceId,
			/// Its version.
			version: ServiceVersion,
			/// Who asks.
			consumer: T::AccountId,
			/// What a result costs.
			fee: Balance,
			/// How many operators are asked.
			asked: u32,
			/// The last block for answers.
			answer_until: Blocks,
		},
		/// An operator has committed to an answer.
		Committed {
			/// The request.
			request: RequestId,
			/// The operator.
			operator: T::AccountId,
		},
		/// An operator has revealed its answer.
		Revealed {
			/// The request.
			request: RequestId,
			/// The operator.
			operator: T::AccountId,
			/// The answer.
			answer: Answer,
		},
		/// Signed answers were reported.
		Reported {
			/// The request.
			request: RequestId,
			/// How many new ones.
			observations: u32,
			/// Hash over all reports of the request.
			evidence: H256,
		},
		/// A request was finalised.
		Finalized {
			/// The request.
			request: RequestId,
			/// What came of it.
			result: ServiceResult,
		},
		/// What a service has earned was shared out.
		Paid {
			/// The service.
			service: ServiceId,
			/// By whom it was paid.
			consumer: T::AccountId,
			/// The owner's part.
			owner: Balance,
			/// All operators' part.
			operators: Balance,
			/// The developer's part.
			developer: Balance,
			/// The treasury's part, with what rounding leaves, and what others could not take.
			treasury: Balance,
			/// What was burned.
			burned: Balance,
		},
		/// A consumer has money back.
		Refunded {
			/// The service.
			service: ServiceId,
			/// The consumer.
			consumer: T::AccountId,
			/// How much, of what was on hold.
			amount: Balance,
		},
		/// A consumer has a call of its subscription back.
		CallReturned {
			/// The service.
			service: ServiceId,
			/// The consumer.
			consumer: T::AccountId,
		},
		/// An operator was slashed.
		OperatorSlashed {
			/// The service.
			service: ServiceId,
			/// The operator.
			operator: T::AccountId,
			/// The request that it has not answered, or not as it should.
			request: RequestId,
			/// Whether it has answered.
			answered: bool,
			/// What was taken.
			amount: Balance,
			/// What was owed and not there.
			shortfall: Balance,
		},
		/// A result was taken by the consumer on chain.
		CallbackDelivered {
			/// The request.
			request: RequestId,
		},
		/// A consumer on chain did not take a result. It can be tried again for a while.
		CallbackFailed {
			/// The request.
			request: RequestId,
			/// Why.
			error: DispatchError,
			/// How often it may be tried again.
			attempts_left: u32,
		},
		/// A callback is not tried any more.
		CallbackDropped {
			/// The request.
			request: RequestId,
		},
		/// A result is kept no longer.
		ResultForgotten {
			/// The request.
			request: RequestId,
		},
		/// An account has subscribed to a service.
		Subscribed {
			/// The service.
			service: ServiceId,
			/// The account.
			consumer: T::AccountId,
			/// The version.
			version: ServiceVersion,
			/// How many calls it may make.
			calls: u32,
			/// The last block.
			until: Blocks,
		},
		/// A subscription has ended.
		SubscriptionEnded {
			/// The service.
			service: ServiceId,
			/// Whose it was.
			consumer: T::AccountId,
			/// How many calls were left.
			calls: u32,
		},
		/// A call that was made off chain was redeemed by the operator that has served it.
		CallRedeemed {
			/// The service.
			service: ServiceId,
			/// The consumer.
			consumer: T::AccountId,
			/// The operator.
			operator: T::AccountId,
			/// The call's nonce.
			nonce: u64,
		},
		/// A session with an operator was opened.
		SessionOpened {
			/// The service.
			service: ServiceId,
			/// The consumer.
			consumer: T::AccountId,
			/// The operator.
			operator: T::AccountId,
			/// The last block.
			until: Blocks,
		},
		/// A session was closed.
		SessionClosed {
			/// The service.
			service: ServiceId,
			/// The consumer.
			consumer: T::AccountId,
			/// What it has cost.
			cost: Balance,
		},
		/// An account has become an evaluator.
		EvaluatorRegistered {
			/// The account.
			evaluator: T::AccountId,
			/// Its stake.
			stake: Balance,
		},
		/// An evaluator has left. Its stake waits.
		EvaluatorLeft {
			/// The evaluator.
			evaluator: T::AccountId,
			/// The first block in which its stake can be withdrawn.
			until: Blocks,
		},
		/// An evaluator's stake was released to it.
		EvaluatorWithdrawn {
			/// The evaluator.
			evaluator: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// Evaluators are asked to test a service, or an operator.
		EvaluationOpened {
			/// The evaluation.
			evaluation: EvaluationId,
			/// The service.
			service: ServiceId,
			/// The operator; all of the service otherwise.
			operator: Option<T::AccountId>,
			/// What evaluators share.
			bounty: Balance,
		},
		/// An evaluator has committed to a score.
		ScoreCommitted {
			/// The evaluation.
			evaluation: EvaluationId,
			/// The evaluator.
			evaluator: T::AccountId,
		},
		/// An evaluator has revealed its score.
		ScoreRevealed {
			/// The evaluation.
			evaluation: EvaluationId,
			/// The evaluator.
			evaluator: T::AccountId,
			/// The score.
			score: Perbill,
		},
		/// An evaluator was slashed.
		EvaluatorSlashed {
			/// The evaluation.
			evaluation: EvaluationId,
			/// The evaluator.
			evaluator: T::AccountId,
			/// What was taken.
			amount: Balance,
			/// What was owed and not there.
			shortfall: Balance,
		},
		/// An evaluation was closed.
		EvaluationClosed {
			/// The evaluation.
			evaluation: EvaluationId,
			/// The score, if enough evaluators agree.
			score: Option<Perbill>,
			/// What each of those has earned.
			each: Balance,
		},
		/// Too few operators serve for a result: calls of a subscription will be paid back in full.
		SubscriptionFailed {
			/// The service.
			service: ServiceId,
			/// The consumer.
			consumer: T::AccountId,
			/// How many.
			calls: u32,
		},
	}
}
