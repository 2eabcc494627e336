//! What either side of an order does now and then.

use super::own_order;
use crate::{
	amount::vaj,
	chain::{AccountId, BlockNumber, Chain, Order, OrderState, Signer, SubmitError, Until},
	chips::print,
	error::AgentError,
	output::Output,
	rental::finish::print_settled,
	vendor::Receipt,
};
use serde::Serialize;
use sp_core::H256;
use std::path::PathBuf;
use vajra_primitives::{
	rental::{OrderId, Role, Score},
	RoundIndex,
};

/// Lengthens a lease.
pub async fn extend(
	chain: &Chain,
	signer: &Signer,
	id: OrderId,
	blocks: BlockNumber,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Extended {
		order: OrderId,
		rent: String,
		lease_ends_at: BlockNumber,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let (rent, ends_at, included) = chain.extend_lease(signer, id, blocks).await?;
	let text = format!(
		"the lease of order {id} runs until block {ends_at}; {} more are on hold for it",
		vaj(rent)
	);
	let (rent, receipt) = (rent.to_string(), (&included).into());
	print(output, &text, &Extended { order: id, rent, lease_ends_at: ends_at, receipt })
}

/// Ends a lease early.
pub async fn end(
	chain: &Chain,
	signer: &Signer,
	id: OrderId,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Ended {
		order: OrderId,
		ended_at: BlockNumber,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let (ended_at, included) = chain.end_lease(signer, id).await?;
	let text = format!("the lease of order {id} has ended in block {ended_at}: rate it");
	print(output, &text, &Ended { order: id, ended_at, receipt: (&included).into() })
}

/// Gives up an order that nobody has accepted.
pub async fn cancel(
	chain: &Chain,
	signer: &Signer,
	id: OrderId,
	output: Output,
) -> Result<(), AgentError> {
	let (settled, included) = chain.cancel_order(signer, id).await?;
	print_settled(output, id, &format!("order {id} is given up"), settled, (&included).into())
}

/// Does what follows from deadlines that have passed. Anyone may, and it is free where it succeeds.
pub async fn resolve(
	chain: &Chain,
	signer: &Signer,
	id: OrderId,
	output: Output,
) -> Result<(), AgentError> {
	let at = chain.best().await?;
	let stored = at.stored_order(id).await?;
	let stored = stored.ok_or_else(|| crate::rental::offers::unknown(id))?;
	let now = at.block().number;
	// The next block is the one that it comes into.
	if stored.until > now.saturating_add(1) {
		return Err(AgentError::Usage(format!(
			"order {id} waits for {} until block {}; it is block {now}",
			stored.state.waits_for(),
			stored.until
		)));
	}
	let (settled, included) = chain.resolve_order(signer, id, Until::Finalized, None).await?;
	let text = format!("the deadline of order {id} is worked off");
	print_settled(output, id, &text, settled, (&included).into())
}

/// Rates the other side. A renter first reports what its provider has missed and nobody has reported
/// yet: what is known when an order settles is not paid for.
pub async fn rate(
	chain: &Chain,
	signer: &Signer,
	id: OrderId,
	score: Score,
	output: Output,
) -> Result<(), AgentError> {
	let (order, role) = own_order(chain, signer, id).await?;
	if let (Role::Renter, Some(provider)) = (role, order.provider()) {
		report_misses(chain, signer, &order, provider).await?;
	}
	let (settled, included) = chain.rate_order(signer, id, score, Until::Finalized, None).await?;
	let whom = match role {
		Role::Renter => "provider",
		Role::Provider => "renter",
	};
	let text = format!("the {whom} of order {id} is rated with {score}");
	print_settled(output, id, &text, settled, (&included).into())
}

/// Reports the provider's misses of the last rounds.
async fn report_misses(
	chain: &Chain,
	signer: &Signer,
	order: &Order,
	provider: &AccountId,
) -> Result<(), AgentError> {
	let at = chain.finalized().await?;
	let limits = at.limits()?;
	let Some(lease) = order.lease else { return Ok(()) };
	for challenge in [at.previous_challenge().await?, at.challenge().await?].into_iter().flatten() {
		let round: RoundIndex = challenge.round;
		let first = round.saturating_mul(limits.round_length);
		let within =
			first < lease.ends_at && lease.started_at < first.saturating_add(limits.round_length);
		if !within {
			continue;
		}
		if at.block().number < challenge.closes_at {
			tracing::warn!(
				round,
				"a round of the lease is still open: whether the provider answers is not known yet"
			);
			continue;
		}
		let owes = at.provider(provider).await?.is_some_and(|record| record.owes(round));
		if !owes {
			continue;
		}
		match chain.report_absence(signer, round, provider, None).await {
			Ok((_, included)) => {
				tracing::info!(round, block = included.block.number, "a miss is reported");
			}
			// Somebody else was first.
			Err(SubmitError::Refused(refusal)) => {
				tracing::info!(round, %refusal, "no report needed")
			}
			Err(error) => return Err(error.into()),
		}
	}
	Ok(())
}

/// What a dispute is about.
#[derive(Clone, Debug)]
pub enum Evidence {
	/// A file, whose hash goes on the chain.
	File(PathBuf),
	/// A hash.
	Hash(H256),
}

/// Asks the arbiter.
pub async fn dispute(
	chain: &Chain,
	signer: &Signer,
	id: OrderId,
	evidence: &Evidence,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Disputed {
		order: OrderId,
		evidence: H256,
		until: BlockNumber,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let evidence = match evidence {
		Evidence::Hash(hash) => *hash,
		Evidence::File(path) => {
			let bytes = std::fs::read(path).map_err(|error| AgentError::File {
				path: path.clone(),
				reason: error.to_string(),
			})?;
			H256(sp_crypto_hashing::blake2_256(&bytes))
		}
	};
	let (until, included) = chain.dispute_order(signer, id, evidence).await?;
	let text = format!(
		"the arbiter is asked about order {id}, with evidence {evidence:?}, and decides before block \
		 {until}"
	);
	print(output, &text, &Disputed { order: id, evidence, until, receipt: (&included).into() })
}

/// An order, for people and for programs. Amounts are in planck, as decimal text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Shown {
	order: OrderId,
	role: Option<&'static str>,
	renter: AccountId,
	provider: Option<AccountId>,
	state: &'static str,
	waits_for: &'static str,
	until: BlockNumber,
	due: bool,
	model: u32,
	chips: u32,
	price: String,
	rent: String,
	deposit: String,
	bond: String,
	paid: String,
	started_at: Option<BlockNumber>,
	ends_at: Option<BlockNumber>,
	disputed: bool,
}

impl Shown {
	fn of(id: OrderId, order: &Order, who: &AccountId, due: bool) -> Self {
		let role = order.role_of(who).map(|role| match role {
			Role::Renter => "renter",
			Role::Provider => "provider",
		});
		Self {
			order: id,
			role,
			renter: order.renter,
			provider: order.provider().copied(),
			state: order.state.name(),
			waits_for: order.state.waits_for(),
			until: order.until,
			due,
			model: order.need.model,
			chips: order.need.chips,
			price: order.price.to_string(),
			rent: order.rent.to_string(),
			deposit: order.deposit.to_string(),
			bond: order.bond.to_string(),
			paid: order.paid.to_string(),
			started_at: order.lease.map(|lease| lease.started_at),
			ends_at: order.lease.map(|lease| lease.ends_at),
			disputed: order.disputed,
		}
	}

	fn line(&self, order: &Order) -> String {
		let due = if self.due { ", a deadline is to be worked off" } else { "" };
		format!(
			"order {}: {} chips of model {} at {}, rent {}, {}; waits for {} until block {}{due}",
			self.order,
			self.chips,
			self.model,
			vaj(order.price),
			vaj(order.rent),
			self.state,
			self.waits_for,
			self.until
		)
	}
}

/// Lists the orders of an account that are not closed, and requests that wait for bids.
pub async fn orders(chain: &Chain, who: &AccountId, output: Output) -> Result<(), AgentError> {
	let at = chain.best().await?;
	let (mut shown, mut lines) = (Vec::new(), Vec::new());
	for (id, order) in at.orders().await? {
		let open = order.state == OrderState::Requested;
		if order.role_of(who).is_none() && !open {
			continue;
		}
		let stored = at.stored_order(id).await?;
		let due = stored.is_some_and(|stored| stored.until <= at.block().number);
		let one = Shown::of(id, &order, who, due);
		lines.push(one.line(&order));
		shown.push(one);
	}
	if lines.is_empty() {
		lines.push(format!("{who} has no orders, and nobody asks for bids"));
	}
	print(output, &lines.join("\n"), &shown)
}
