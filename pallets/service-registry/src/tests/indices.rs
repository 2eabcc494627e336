//! What clients know by its index stays where it is: new calls, events and errors come at the end.

use super::*;
use scale_info::{TypeDef, TypeInfo};

fn variants<V: TypeInfo<Identity = V> + 'static>() -> Vec<(u8, &'static str)> {
	let TypeDef::Variant(variants) = V::type_info().type_def else { panic!("not an enum") };
	variants.variants.into_iter().map(|one| (one.index, one.name)).collect()
}

fn numbered(names: &'static [&'static str]) -> Vec<(u8, &'static str)> {
	(0..).zip(names.iter().copied()).collect()
}

#[test]
fn calls_are_pinned() {
	let names = &[
		"register_service",
		"publish_version",
		"update_listing",
		"pause_service",
		"resume_service",
		"retire_service",
		"remove_service",
		"refresh_rank",
		"join",
		"add_stake",
		"approve_operator",
		"dismiss_operator",
		"leave",
		"withdraw_stake",
		"request",
		"commit",
		"reveal",
		"report",
		"finalize",
		"retry_callback",
		"forget_result",
		"subscribe",
		"end_subscription",
		"redeem_call",
		"open_session",
		"close_session",
		"register_evaluator",
		"retire_evaluator",
		"withdraw_evaluator",
		"open_evaluation",
		"commit_score",
		"reveal_score",
		"close_evaluation",
	];
	assert_eq!(variants::<Call<Test>>(), numbered(names));
}

#[test]
fn events_are_pinned() {
	let names = &[
		"ServiceRegistered",
		"VersionPublished",
		"ListingUpdated",
		"ServicePaused",
		"ServiceResumed",
		"ServiceRetired",
		"ServiceRemoved",
		"RankRefreshed",
		"OperatorJoined",
		"StakeAdded",
		"OperatorApproved",
		"OperatorBenched",
		"OperatorLeft",
		"StakeWithdrawn",
		"Requested",
		"Committed",
		"Revealed",
		"Reported",
		"Finalized",
		"Paid",
		"Refunded",
		"CallReturned",
		"OperatorSlashed",
		"CallbackDelivered",
		"CallbackFailed",
		"CallbackDropped",
		"ResultForgotten",
		"Subscribed",
		"SubscriptionEnded",
		"CallRedeemed",
		"SessionOpened",
		"SessionClosed",
		"EvaluatorRegistered",
		"EvaluatorLeft",
		"EvaluatorWithdrawn",
		"EvaluationOpened",
		"ScoreCommitted",
		"ScoreRevealed",
		"EvaluatorSlashed",
		"EvaluationClosed",
		"SubscriptionFailed",
	];
	assert_eq!(variants::<Event<Test>>(), numbered(names));
}

#[test]
fn holds_are_pinned() {
	assert_eq!(variants::<HoldReason>(), numbered(&["Fee", "Stake", "Deposit", "Evaluation"]));
}

#[test]
fn storage_keys_of_a_service_do_not_meet() {
	// Services that share a label, and even a rank, have places of their own.
	assert_ne!(Rank::new(7, 1), Rank::new(7, 2));
	assert_eq!((Rank::new(7, 2).rank(), Rank::new(7, 2).service()), (7, 2));
	let ordered = [Rank::new(9, 5), Rank::new(7, 1), Rank::new(7, 2), Rank::new(0, 0)];
	let mut bytes = ordered.map(|rank| codec::Encode::encode(&rank));
	bytes.sort();
	assert_eq!(bytes, ordered.map(|rank| codec::Encode::encode(&rank)));
}
