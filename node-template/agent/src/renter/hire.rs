//! Hiring: a listing or the best bid is taken, and what is delivered is opened.

use super::access::{self, Opened};
use crate::{
	amount::vaj,
	chain::{
		AccountId, Balance, BlockNumber, Chain, Kind, Need, OrderState, Placed, Query, Signer,
		Weights,
	},
	chips::print,
	error::AgentError,
	output::Output,
	progress::StatusLine,
	rental::KeyPair,
	state::{HireRecord, State},
};
use serde::Serialize;
use sp_core::H256;
use std::path::PathBuf;
use vajra_primitives::{rental::OrderId, ModelId};

/// Who rents out.
#[derive(Clone, Debug)]
pub enum Whom {
	/// The best of those that have listed chips.
	Best(Weights),
	/// This one.
	Provider(AccountId),
	/// Whoever bids the least within so many blocks.
	Bidder(BlockNumber),
}

/// What is to be hired.
#[derive(Clone, Debug)]
pub struct HireOptions {
	/// The chips' model.
	pub model: ModelId,
	/// How many chips.
	pub chips: u32,
	/// For how many blocks.
	pub blocks: BlockNumber,
	/// The highest price of one chip for one block, planck.
	pub max_price: Balance,
	/// What for.
	pub kind: Kind,
	/// The data set that the chips should be near.
	pub dataset: Option<H256>,
	/// Who rents out.
	pub whom: Whom,
	/// State folder.
	pub state: PathBuf,
	/// Where the ciphertext is if only its hash is on the chain: the provider's door.
	pub door: Option<String>,
	/// Begin the lease as soon as the credentials have opened.
	pub confirm: bool,
	/// Do not wait for the credentials.
	pub no_wait: bool,
}

/// Value of rated orders with which a reputation is believed by half: one VAJ.
const FAMILIAR: Balance = 1_000_000_000_000;

/// Blocks before a request's deadline in which a bid is taken at the latest: it takes one or two.
const TAKE_BEFORE: BlockNumber = 4;

#[derive(Serialize)]
struct Hired {
	order: OrderId,
	provider: Option<AccountId>,
	state: &'static str,
	rent: String,
	deposit: String,
	opened: bool,
	lease_ends_at: Option<BlockNumber>,
}

/// Hires chips, and waits until the credentials are there and open.
pub async fn hire(
	chain: &Chain,
	signer: &Signer,
	options: &HireOptions,
	status: &StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	let account = Chain::account_of(signer);
	let state = super::state(chain, &account, &options.state)?;
	let keys = KeyPair::random();
	let need = Need {
		model: options.model,
		chips: options.chips,
		duration: options.blocks,
		kind: options.kind.clone(),
		key: keys.public(),
	};
	let best = chain.best().await?;
	if best.quote(&need, options.max_price).await?.is_none() {
		return Err(AgentError::Usage(
			"the chain knows no such order: look at its number of chips, duration, price and sub-tasks"
				.into(),
		));
	}
	let mut record = HireRecord {
		keys,
		made_at: best.block().number,
		order: None,
		binding: None,
		ciphertext: None,
		credentials: None,
	};
	// Before it is sent: an order whose key is lost can be paid for, but not used.
	state.put_hire(&record)?;
	let placed = place(chain, signer, options, &need, status).await;
	status.clear();
	let Placed { order: id, rent, deposit } = placed?;
	record.order = Some(id);
	state.put_hire(&record)?;
	tracing::info!(order = id, rent = vaj(rent), deposit = vaj(deposit), "order made");
	let provider = chain.best().await?.order(id).await?.and_then(|order| order.provider().copied());
	let mut hired = Hired {
		order: id,
		provider,
		state: "placed",
		rent: rent.to_string(),
		deposit: deposit.to_string(),
		opened: false,
		lease_ends_at: None,
	};
	if options.no_wait {
		let text = format!(
			"order {id} is made, with {} rent and {} deposit on hold; `renter confirm {id}` goes on",
			vaj(rent),
			vaj(deposit)
		);
		return print(output, &text, &hired);
	}
	let opened = follow(chain, &state, id, options, status).await;
	status.clear();
	let opened = opened?;
	hired.provider = Some(opened.provider);
	hired.opened = true;
	hired.state = "delivered";
	let mut text = format!(
		"order {id}: {} chips of {}, credentials open, {} rent and {} deposit on hold",
		options.chips,
		opened.provider,
		vaj(rent),
		vaj(deposit)
	);
	if options.confirm {
		let (ends_at, _) = access::begin(chain, signer, &opened).await?;
		hired.state = "running";
		hired.lease_ends_at = Some(ends_at);
		text.push_str(&format!("; the lease runs until block {ends_at}: `renter open {id}`"));
	} else {
		text.push_str(&format!("; `renter confirm {id}` begins the lease"));
	}
	print(output, &text, &hired)
}

async fn place(
	chain: &Chain,
	signer: &Signer,
	options: &HireOptions,
	need: &Need,
	status: &StatusLine,
) -> Result<Placed, AgentError> {
	let provider = match &options.whom {
		Whom::Provider(provider) => *provider,
		Whom::Best(weights) => {
			status.set("looking for providers");
			best_provider(chain, options, *weights).await?
		}
		Whom::Bidder(blocks) => {
			return take_best_bid(chain, signer, options, need, *blocks, status).await
		}
	};
	status.set(format!("ordering from {provider}"));
	Ok(chain.place_order(signer, &provider, need, options.max_price).await?.0)
}

async fn best_provider(
	chain: &Chain,
	options: &HireOptions,
	weights: Weights,
) -> Result<AccountId, AgentError> {
	let best = chain.best().await?;
	let full_power = best.network_power().await?.mature.max(1);
	let query = Query {
		model: options.model,
		chips: options.chips,
		duration: options.blocks,
		max_price: options.max_price,
		dataset: options.dataset,
		familiar: FAMILIAR,
		full_power,
		weights,
	};
	let ranked = best.rank(&query).await?;
	let first = ranked.first().ok_or_else(|| {
		AgentError::Usage(format!(
			"nobody lists {} chips of model {} for {} blocks at {} or less: raise --max-price, ask for \
			 less, or have providers bid with --bids-within",
			options.chips,
			options.model,
			options.blocks,
			vaj(options.max_price)
		))
	})?;
	tracing::info!(
		provider = %first.provider,
		price = vaj(first.price),
		offers = ranked.len(),
		"the best offer"
	);
	Ok(first.provider)
}

/// Posts a request, waits for bids, and takes the cheapest. Without any the request is given up.
async fn take_best_bid(
	chain: &Chain,
	signer: &Signer,
	options: &HireOptions,
	need: &Need,
	blocks: BlockNumber,
	status: &StatusLine,
) -> Result<Placed, AgentError> {
	status.set("asking for bids");
	let (placed, included) = chain.request_order(signer, need, options.max_price).await?;
	let id = placed.order;
	let made = chain.at_number(included.block.number).await?.order(id).await?;
	let deadline = made.map_or(BlockNumber::MAX, |order| order.until);
	let wanted = included.block.number.saturating_add(blocks);
	let until = wanted.min(deadline.saturating_sub(TAKE_BEFORE));
	if until < wanted {
		tracing::warn!(order = id, deadline, until, "the request waits for less long; so do we");
	}
	let mut follower = chain.follow();
	loop {
		let heads = follower.next().await?;
		let at = chain.at(heads.best).await?;
		let bids = at.bids(id).await?;
		status.set(format!(
			"order {id}: {} bids · block {} of {until}",
			bids.len(),
			heads.best.number
		));
		if heads.best.number < until {
			continue;
		}
		let Some(bid) = bids.first() else {
			chain.cancel_order(signer, id).await?;
			return Err(AgentError::Usage(format!(
				"nobody has bid for order {id}, and it is given up; all is back"
			)));
		};
		tracing::info!(order = id, provider = %bid.provider, price = vaj(bid.price), "taking a bid");
		return Ok(chain.take_bid(signer, id, &bid.provider, bid.price).await?.0);
	}
}

/// Waits until credentials are delivered, and opens them.
async fn follow(
	chain: &Chain,
	state: &State,
	id: OrderId,
	options: &HireOptions,
	status: &StatusLine,
) -> Result<Opened, AgentError> {
	let mut follower = chain.follow();
	loop {
		let heads = follower.next().await?;
		let at = chain.at(heads.best).await?;
		let Some(order) = at.order(id).await? else {
			return Err(AgentError::Usage(format!("order {id} is closed")));
		};
		status.set(format!(
			"order {id} is {}: waiting for {}, until block {} · block {}",
			order.state.name(),
			order.state.waits_for(),
			order.until,
			heads.best.number
		));
		if heads.best.number >= order.until {
			return Err(AgentError::Usage(format!(
				"order {id}: the time of {} is over; `renter resolve {id}` brings back what is yours",
				order.state.waits_for()
			)));
		}
		if order.state != OrderState::Delivered {
			continue;
		}
		let door = options.door.as_deref();
		return access::check(chain, state, &at, id, door).await;
	}
}
