//! What providers offer and bid, one command each.

use crate::{
	amount::vaj,
	chain::{AccountId, Balance, BlockNumber, Chain, Offer, Signer, Until},
	chips::print,
	error::AgentError,
	output::Output,
	state::State,
	vendor::Receipt,
};
use serde::Serialize;
use std::path::Path;
use vajra_primitives::{rental::OrderId, ModelId};

/// Offers the signer's chips of a model, or changes the offer.
pub async fn list(
	chain: &Chain,
	signer: &Signer,
	model: ModelId,
	offer: &Offer,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Listed {
		model: ModelId,
		price: String,
		max_chips: u32,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let included = chain.list_capacity(signer, model, offer).await?;
	let Offer { price, max_chips, min_duration, max_duration, .. } = *offer;
	let text = format!(
		"up to {max_chips} chips of model {model} are offered for {} a chip and block, for \
		 {min_duration} to {max_duration} blocks; `provider serve` serves orders",
		vaj(price)
	);
	let receipt = (&included).into();
	print(output, &text, &Listed { model, price: price.to_string(), max_chips, receipt })
}

/// Takes the signer's offer back.
pub async fn unlist(
	chain: &Chain,
	signer: &Signer,
	model: ModelId,
	output: Output,
) -> Result<(), AgentError> {
	let included = chain.unlist_capacity(signer, model).await?;
	let text = format!(
		"chips of model {model} are offered no more; orders that are made stay as they are"
	);
	print(output, &text, &Receipt::from(&included))
}

/// A bid for a request.
#[derive(Clone, Debug)]
pub struct Offered {
	/// The request.
	pub order: OrderId,
	/// Price of one chip for one block, planck.
	pub price: Balance,
	/// Longest lease, extensions included, in blocks; that of the request without.
	pub max_duration: Option<BlockNumber>,
	/// Who gets the rent; the provider without.
	pub payee: Option<AccountId>,
}

/// Bids for a request. `state` is where `provider serve` finds the bid, which it serves if it is taken.
pub async fn bid(
	chain: &Chain,
	signer: &Signer,
	bid: &Offered,
	state: Option<&Path>,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Made {
		order: OrderId,
		bond: String,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let account = Chain::account_of(signer);
	let order = chain.best().await?.order(bid.order).await?;
	let order = order.ok_or_else(|| unknown(bid.order))?;
	let max_duration = bid.max_duration.unwrap_or(order.need.duration);
	let payee = bid.payee.unwrap_or(account);
	if let Some(folder) = state {
		State::open_private(folder, "leases", chain.genesis(), &account)?.put_bid(bid.order)?;
	}
	let (bond, included) = chain.bid(signer, bid.order, bid.price, max_duration, &payee).await?;
	let text = format!(
		"bid {} a chip and block for order {}, with {} on hold; `provider serve` serves it if it is \
		 taken",
		vaj(bid.price),
		bid.order,
		vaj(bond)
	);
	let receipt = (&included).into();
	print(output, &text, &Made { order: bid.order, bond: bond.to_string(), receipt })
}

/// Takes a provider's bid back: the bidder's as long as it is not taken, anyone's once it cannot be.
pub async fn withdraw_bid(
	chain: &Chain,
	signer: &Signer,
	order: OrderId,
	provider: &AccountId,
	output: Output,
) -> Result<(), AgentError> {
	let included = chain.withdraw_bid(signer, order, provider, Until::Finalized, None).await?;
	let text =
		format!("the bid of {provider} for order {order} is withdrawn, and its bond is back");
	print(output, &text, &Receipt::from(&included))
}

/// The error about an order that is not there.
pub(crate) fn unknown(order: OrderId) -> AgentError {
	AgentError::Usage(format!("there is no order {order}: it never was, or it is closed"))
}
