//! Sending what orders ask for.

use super::plan::Step;
use crate::{
	amount::vaj,
	chain::{Chain, Delivery, Included, Settled, Signer, SubmitError, Until},
};
use sp_core::H256;
use std::{
	future::{pending, Future},
	pin::Pin,
};
use vajra_primitives::rental::{OrderId, Score};

/// A step with what it takes.
#[derive(Clone, Debug)]
pub(super) enum Call {
	Accept(H256),
	Deliver(Delivery),
	Draw,
	Rate(Score),
	Resolve,
	WithdrawBid,
}

/// What came of a step.
#[derive(Debug)]
pub(super) struct Done {
	pub(super) order: OrderId,
	pub(super) step: Step,
	pub(super) result: Result<(String, Option<Settled>, Included), SubmitError>,
}

/// Transactions on their way.
pub(super) type Sending = Option<Pin<Box<dyn Future<Output = Vec<Done>> + Send>>>;

/// Waits for what is on its way, or for ever where nothing is.
pub(super) async fn sent(sending: &mut Sending) -> Vec<Done> {
	match sending.as_mut() {
		Some(future) => {
			let done = future.await;
			*sending = None;
			done
		}
		None => pending().await,
	}
}

/// Sends a transaction, and tells what it has done.
pub(super) async fn perform(
	chain: &Chain,
	signer: &Signer,
	order: OrderId,
	call: Call,
	nonce: u64,
) -> Result<(String, Option<Settled>, Included), SubmitError> {
	let nonce = Some(nonce);
	Ok(match call {
		Call::Accept(terms) => {
			let (bond, included) = chain.accept_order(signer, order, terms, nonce).await?;
			(format!("accepted, with a bond of {}", vaj(bond)), None, included)
		}
		Call::Deliver(delivery) => {
			let (_, included) = chain.deliver_credentials(signer, order, &delivery, nonce).await?;
			("credentials delivered".into(), None, included)
		}
		Call::Draw => {
			let (amount, included) = chain.draw_rent(signer, order, nonce).await?;
			let drawn = Settled { paid: amount, ..Settled::default() };
			(format!("{} of rent drawn", vaj(amount)), Some(drawn), included)
		}
		Call::Rate(score) => {
			let rated = chain.rate_order(signer, order, score, Until::InBlock, nonce).await?;
			(format!("the renter is rated with {score}"), rated.0, rated.1)
		}
		Call::Resolve => {
			let resolved = chain.resolve_order(signer, order, Until::InBlock, nonce).await?;
			("its deadline has passed, and is worked off".into(), resolved.0, resolved.1)
		}
		Call::WithdrawBid => {
			let account = Chain::account_of(signer);
			let included =
				chain.withdraw_bid(signer, order, &account, Until::InBlock, nonce).await?;
			("the bid was not taken, and is withdrawn".into(), None, included)
		}
	})
}
