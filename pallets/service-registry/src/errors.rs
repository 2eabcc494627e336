//! What can be wrong with a call.

use frame_support::pallet_macros::pallet_section;

/// The pallet's errors. New ones are added at the end, as clients know them by their index.
#[pallet_section]
mod service_errors {
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such service.
		ServiceNotFound,
		/// Only the owner may do this.
		NotOwner,
		/// The service takes no new customers for a while: wait until its owner resumes it.
		ServicePaused,
		/// The service takes no new customers ever again.
		ServiceRetired,
		/// The service is not paused.
		ServiceNotPaused,
		/// Only a service that its owner has retired can be removed.
		ServiceNotRetired,
		/// Operators, requests, subscriptions or sessions refer to the service: have them settled,
		/// dismissed and withdrawn first.
		ServiceInUse,
		/// A label is empty, or the tags do not ascend without repetition: sort them.
		ListingInvalid,
		/// An election takes at least one seat, and at most as many as a service can have operators.
		AdmissionInvalid,
		/// The stake that the service asks for is below the least that the chain allows.
		MinStakeTooLow,
		/// The price is below the least, too large to be multiplied, or the period or quota is zero or too
		/// long.
		PricingInvalid,
		/// A window is shorter or longer than the chain allows.
		WindowInvalid,
		/// The strategy does not fit the kind of answers, the way in which they are given, or the quorum; or
		/// it takes more operators than a service can have.
		ConsensusInvalid,
		/// The shares do not make exactly one.
		SharesNotWhole,
		/// The treasury's share and what is burned are together below the least that the chain allows.
		CommonShareTooLow,
		/// As many versions as may be are kept, and something refers to the oldest: have its requests
		/// finalised, and its subscriptions and sessions ended, first.
		VersionInUse,
		/// The service has no such version, or no longer.
		VersionNotFound,
		/// Only the latest version takes new customers: look at its terms again, and name it.
		VersionOutdated,
		/// The version has another fingerprint: look at its schema again.
		FingerprintMismatch,
		/// The index lists the service where it belongs already.
		RankUnchanged,
		/// The account is an operator of the service already, or has not withdrawn its stake since it left.
		OperatorExists,
		/// The account is not an operator of the service.
		OperatorNotFound,
		/// The operator has another registration: it has left and come back. Look at it again.
		RegistrationMismatch,
		/// The stake is below what the service asks of its operators, or of evaluators.
		StakeTooLow,
		/// As many operators serve as can: wait until one has left.
		TooManyOperators,
		/// The operator does not wait for approval.
		OperatorNotPending,
		/// The operator is leaving, for good.
		OperatorLeaving,
		/// The operator is not leaving: its stake is released after it has left.
		OperatorNotLeaving,
		/// The owner dismisses operators that it has approved, and those of a service that it has retired; no
		/// others.
		NotDismissible,
		/// The operator does not serve now.
		OperatorNotServing,
		/// The stake must wait longer.
		StakeLocked,
		/// Requests, sessions or evaluations refer to the stake: have them settled first.
		StakeInUse,
		/// The account's free balance is too small.
		InsufficientBalance,
		/// An amount of zero.
		AmountTooSmall,
		/// Fewer operators serve than a result takes.
		TooFewOperators,
		/// The version is called in another way: by request, by subscription, or in sessions.
		WrongPricing,
		/// Nobody on chain has this id, or it does not take this data.
		ConsumerUnknown,
		/// The callback weighs more than the chain allows, or than was paid for.
		CallbackTooHeavy,
		/// There is no such request, or it has been finalised.
		RequestNotFound,
		/// The account was not asked.
		NotAsked,
		/// The request is answered in the other way: by commitment and reveal, or by a report.
		WrongAnswering,
		/// Commitments are not taken any more.
		CommitWindowClosed,
		/// The operator has committed already.
		AlreadyCommitted,
		/// The operator has not committed to an answer.
		CommitNotFound,
		/// Others may still commit: wait until the window for it is over.
		RevealTooEarly,
		/// Answers are not taken any more.
		AnswerWindowClosed,
		/// The operator has answered already, or all operators of the report have.
		AlreadyAnswered,
		/// The service gives answers of another kind.
		WrongAnswerKind,
		/// The operator has committed to something else.
		RevealMismatch,
		/// The report holds no observation.
		ReportEmpty,
		/// The report holds two observations of one operator.
		DuplicateSigner,
		/// The operator has not signed its observation.
		BadSignature,
		/// Operators may still answer: wait until all have, or their time is over.
		RequestOpen,
		/// There is no such result, or no longer.
		ResultNotFound,
		/// The result must be kept for longer.
		ResultKept,
		/// No callback of this request waits to be tried again.
		CallbackNotFound,
		/// The account has a subscription already.
		AlreadySubscribed,
		/// The account has no subscription to this version of the service.
		NotSubscribed,
		/// The subscription is over: subscribe again.
		SubscriptionOver,
		/// The subscription is not over.
		SubscriptionOpen,
		/// No calls of the subscription are left.
		QuotaUsed,
		/// The call was redeemed before, its nonce is too old to tell, or its expiry is over.
		CallSpent,
		/// The account has a session with this service already.
		SessionExists,
		/// The account has no session with this service.
		SessionNotFound,
		/// A session lasts at least a block, and at most as long as the service allows.
		SessionLength,
		/// Until the session's time is over, only its consumer and its operator may close it.
		SessionOpen,
		/// The account is an evaluator already, or has not withdrawn its stake since it left.
		EvaluatorExists,
		/// The account is not an evaluator.
		EvaluatorNotFound,
		/// The evaluator is leaving, for good.
		EvaluatorLeaving,
		/// The evaluator is not leaving: its stake is released after it has left.
		EvaluatorNotLeaving,
		/// The bounty is below the least.
		BountyTooLow,
		/// There is no such evaluation, or it has been closed.
		EvaluationNotFound,
		/// As many evaluators take part as can.
		TooManyEvaluators,
		/// Scores may still be revealed: wait until all have been, or their time is over.
		EvaluationOpen,
		/// An amount, an id or a count does not fit its type.
		Overflow,
		/// The call was signed for another operator.
		NotCalled,
		/// The call is good for longer than the subscription: sign it with an expiry in its time.
		CallOutlivesSubscription,
	}
}
