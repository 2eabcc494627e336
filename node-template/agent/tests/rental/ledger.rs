//! What finalised blocks say about the money of orders.

use super::harness::SOON;
use anyhow::{Context, Result};
use subxt::{config::PolkadotConfig, ext::scale_decode::DecodeAsType, utils::AccountId32};
use vajra_agent::{
	chain::RENTAL,
	local::{ChainView, Deadline, PALLET},
};

/// Event: a fee was paid.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct TransactionFeePaid {
	pub who: AccountId32,
	pub actual_fee: u128,
}

/// Event: a provider claimed its part of a round's pot.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct RewardClaimed {
	pub provider: AccountId32,
	pub amount: u128,
}

/// Event: a provider drew rent.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct RentDrawn {
	pub order: u64,
	pub amount: u128,
	pub fee: u128,
}

/// Event: what became of an order's rent and bond.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct RentSettled {
	pub order: u64,
	pub paid: u128,
	pub fee: u128,
	pub refund: u128,
	pub compensation: u128,
	pub bond: u128,
}

/// How an order closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum Outcome {
	Cancelled,
	NotAccepted,
	NotDelivered,
	NotConfirmed,
	Signed,
	Agreed,
	ProviderSilent,
	BothSilent,
	RatedLate,
	Forfeited,
	Arbitrated,
}

/// Event: an order is closed.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct OrderClosed {
	pub order: u64,
	pub outcome: Outcome,
	pub deposit: u128,
}

/// The events of finalised blocks, without a gap.
pub struct Ledger {
	view: ChainView,
	pub fees: Vec<TransactionFeePaid>,
	pub rewards: Vec<RewardClaimed>,
	pub drawn: Vec<RentDrawn>,
	pub settled: Vec<RentSettled>,
	pub closed: Vec<OrderClosed>,
	read_to: u64,
}

impl Ledger {
	/// An empty one.
	pub fn new(view: ChainView) -> Self {
		let (fees, rewards, drawn, settled, closed, read_to) = Default::default();
		Self { view, fees, rewards, drawn, settled, closed, read_to }
	}

	/// Starts with what is finalised after this, and tells the last block that is left out.
	pub async fn begin(&mut self) -> Result<u64> {
		self.read_to = self.view.head().await?.finalized;
		Ok(self.read_to)
	}

	/// Reads what was finalised since the last time, and tells up to which block.
	pub async fn read(&mut self) -> Result<u64> {
		let head = self.view.head().await?;
		while self.read_to < head.finalized {
			let number = self.read_to + 1;
			self.read_block(number).await.with_context(|| format!("block {number}"))?;
			self.read_to = number;
		}
		Ok(self.read_to)
	}

	async fn read_block(&mut self, block: u64) -> Result<()> {
		for event in self.view.api().at_block(block).await?.events().fetch().await?.iter() {
			let event = event?;
			self.take(&event)?;
		}
		Ok(())
	}

	fn take(&mut self, event: &subxt::events::Event<'_, PolkadotConfig>) -> Result<()> {
		match (event.pallet_name(), event.event_name()) {
			("TransactionPayment", "TransactionFeePaid") => {
				self.fees.push(event.decode_fields_unchecked_as()?)
			}
			(PALLET, "RewardClaimed") => self.rewards.push(event.decode_fields_unchecked_as()?),
			(RENTAL, "RentDrawn") => self.drawn.push(event.decode_fields_unchecked_as()?),
			(RENTAL, "RentSettled") => self.settled.push(event.decode_fields_unchecked_as()?),
			(RENTAL, "OrderClosed") => self.closed.push(event.decode_fields_unchecked_as()?),
			_ => {}
		}
		Ok(())
	}

	/// Waits until an order has closed, and tells how.
	pub async fn closed(&mut self, order: u64) -> Result<OrderClosed> {
		Deadline::after(SOON)
			.until(&format!("the end of order {order}"), async || {
				self.read().await?;
				Ok::<_, anyhow::Error>(
					self.closed.iter().find(|closed| closed.order == order).cloned(),
				)
			})
			.await
	}

	/// What an account has paid in fees, planck.
	pub fn fees_of(&self, who: &AccountId32) -> u128 {
		let own = self.fees.iter().filter(|fee| fee.who == *who);
		own.map(|fee| fee.actual_fee).sum()
	}

	/// What a provider has claimed, planck.
	pub fn rewards_of(&self, who: &AccountId32) -> u128 {
		let own = self.rewards.iter().filter(|reward| reward.provider == *who);
		own.map(|reward| reward.amount).sum()
	}

	/// The rent of an order that reached the payee, and what was kept back of it, planck.
	pub fn rent_of(&self, order: u64) -> (u128, u128) {
		let drawn = self.drawn.iter().filter(|drawn| drawn.order == order);
		let settled = self.settled.iter().filter(|settled| settled.order == order);
		let parts = drawn
			.map(|drawn| (drawn.amount, drawn.fee))
			.chain(settled.map(|settled| (settled.paid, settled.fee)));
		parts.fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
	}

	/// What renters got of bonds, planck.
	pub fn compensation(&self) -> u128 {
		self.settled.iter().map(|settled| settled.compensation).sum()
	}
}
