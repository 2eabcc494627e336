//! Every finalised block: who made it, who could have, and what it says about stake.

use super::{
	arithmetic::burned,
	records::{Event, State},
	ACCOUNTS, NAMES,
};
use anyhow::{ensure, Context, Result};
use subxt::{
	config::substrate::H256, ext::codec::Decode, rpcs::client::rpc_params, utils::AccountId32,
};
use vajra_agent::local::{ChainView, Head};

/// A finalised block. Validators are numbered by their names, whatever the order of the session.
#[derive(Debug)]
pub struct Block {
	pub number: u64,
	pub hash: H256,
	pub session: u32,
	pub era: u32,
	/// Who made it.
	pub author: usize,
	/// The session's validators.
	pub set: Vec<usize>,
	/// Those of them who must not make blocks.
	pub disabled: Vec<usize>,
	/// All that there is, planck.
	pub issuance: u128,
	/// All that was minted and burned.
	pub ledger: Ledger,
	pub events: Vec<Event>,
}

impl Block {
	/// Each fee paid in it, planck.
	fn each_fee(&self) -> impl Iterator<Item = u128> + '_ {
		self.events.iter().filter_map(|event| match event {
			Event::FeePaid(paid) => Some(paid.actual_fee),
			_ => None,
		})
	}

	/// What was burned of its fees, planck.
	pub fn burned(&self) -> u128 {
		self.each_fee().map(burned).sum()
	}

	/// What its fees brought the validators, planck.
	pub fn fees(&self) -> u128 {
		self.each_fee().map(|fee| fee - burned(fee)).sum()
	}
}

/// What pallet-token-emission has counted, planck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
	pub genesis: u128,
	/// By cause.
	pub minted: [u128; 5],
	/// By cause; fees come first.
	pub burned: [u128; 11],
}

/// Finalised blocks, from 1 on without a gap.
pub struct Chronicle {
	view: ChainView,
	blocks: Vec<Block>,
}

impl Chronicle {
	/// An empty one.
	pub fn new(view: ChainView) -> Self {
		Self { view, blocks: Vec::new() }
	}

	/// Reads what was finalised since the last time.
	pub async fn read(&mut self) -> Result<Head> {
		let head = self.view.head().await?;
		for number in self.blocks.len() as u64 + 1..=head.finalized {
			let block = self.read_block(number).await;
			self.blocks.push(block.with_context(|| format!("block {number} cannot be read"))?);
		}
		Ok(head)
	}

	async fn read_block(&self, number: u64) -> Result<Block> {
		let authored = self.view.authored(number).await?;
		let hash: Option<H256> =
			self.view.rpc().request("chain_getBlockHash", rpc_params![number]).await?;
		let hash = hash.context("it has no hash")?;
		let validators: Vec<[u8; 32]> = self.value("Session", "Validators", hash).await?;
		// The keys are the accounts' own, so that a place in BABE's set is one in the session's.
		let keys: Vec<_> = authored.authorities.iter().map(|authority| authority.key).collect();
		ensure!(keys == validators, "BABE's set is not the session's: {keys:?}, {validators:?}");
		let set: Vec<usize> = validators.iter().map(validator).collect::<Result<_>>()?;
		let author = *set.get(authored.author).context("its author is not in the set")?;
		let disabled: Vec<(u32, u32)> = self.value("Session", "DisabledValidators", hash).await?;
		let disabled = disabled
			.iter()
			.map(|(place, _)| set.get(*place as usize).copied().context("nobody is disabled"))
			.collect::<Result<_>>()?;
		let mut events = Vec::new();
		for event in self.view.api().at_block(hash).await?.events().fetch().await?.iter() {
			events.extend(Event::read(&event?)?);
		}
		Ok(Block {
			number,
			hash,
			session: self.value("Session", "CurrentIndex", hash).await?,
			era: self.value("Dpos", "ActiveEra", hash).await?,
			author,
			set,
			disabled,
			issuance: self.value("Balances", "TotalIssuance", hash).await?,
			ledger: self.ledger(hash).await?,
			events,
		})
	}

	async fn ledger(&self, at: H256) -> Result<Ledger> {
		let (genesis, minted, burned) = self.value("TokenEmission", "SupplyLedger", at).await?;
		Ok(Ledger { genesis, minted, burned })
	}

	/// A plain value, or what stands for none.
	async fn value<T: Decode + Default>(&self, pallet: &str, item: &str, at: H256) -> Result<T> {
		Ok(self.view.plain(pallet, item, at).await?.unwrap_or_default())
	}

	/// What there was in the genesis block, planck.
	pub async fn genesis_issuance(&self) -> Result<u128> {
		self.value("Balances", "TotalIssuance", self.view.genesis()).await
	}

	/// The blocks.
	pub fn blocks(&self) -> &[Block] {
		&self.blocks
	}

	/// Blocks of an era.
	pub fn era(&self, era: u32) -> impl Iterator<Item = &Block> {
		self.blocks.iter().filter(move |block| block.era == era)
	}

	/// All events, with their blocks.
	pub fn events(&self) -> impl Iterator<Item = (&Block, &Event)> {
		self.blocks.iter().flat_map(|block| block.events.iter().map(move |event| (block, event)))
	}

	/// The state after a block.
	pub async fn state(&self, block: &Block) -> Result<State> {
		State::at(&self.view, block.hash).await
	}

	/// The state before a block.
	pub async fn state_before(&self, block: &Block) -> Result<State> {
		let place = usize::try_from(block.number)?.checked_sub(2);
		let parent = place.and_then(|place| self.blocks.get(place));
		State::at(&self.view, parent.map_or(self.view.genesis(), |parent| parent.hash)).await
	}

	/// The state at the end of an era: after the first block of the next one, in which it was judged.
	pub async fn judged(&self, era: u32) -> Result<State> {
		let first = self.era(era + 1).next();
		self.state(first.with_context(|| format!("era {era} is not over"))?).await
	}
}

/// The number of a validator.
fn validator(account: &[u8; 32]) -> Result<usize> {
	let place = ACCOUNTS.iter().position(|player| player.account().0 == *account);
	place.with_context(|| format!("{} is no validator", AccountId32(*account)))
}

/// Names of validators.
pub fn names(validators: &[usize]) -> String {
	let names: Vec<_> = validators.iter().map(|validator| NAMES[*validator]).collect();
	names.join(", ")
}
