//! Sending a transaction and following it.

use super::{
	codegen, AccountId, Balance, BlockId, BlockNumber, Chain, ChainError, Config, Refusal, Signer,
	SubmitError,
};
use sp_core::H256;
use std::time::Duration;
use subxt::{
	client::OnlineClientAtBlockImpl,
	config::PolkadotExtrinsicParamsBuilder,
	error::TransactionEventsError,
	events::DecodeAsEvent,
	extrinsics::ExtrinsicEvents,
	tx::{
		Payload, SubmittableTransaction, TransactionInBlock, TransactionProgress, TransactionStatus,
	},
};

/// Blocks for which a transaction is valid: one that is lost does not surface hours later.
pub const MORTAL_FOR: BlockNumber = 64;

/// Longest wait for a block with the transaction.
const IN_BLOCK_WITHIN: Duration = Duration::from_secs(90);

/// Longest wait for that block's finality.
const FINALIZED_WITHIN: Duration = Duration::from_secs(240);

type Client = OnlineClientAtBlockImpl<Config>;

/// When a transaction is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
	/// It is in a block of the best chain.
	InBlock,
	/// It is in a finalised block.
	Finalized,
}

/// A transaction in a block, where it succeeded.
#[derive(Debug)]
pub struct Included {
	/// The block.
	pub block: BlockId,
	/// Hash of the transaction.
	pub extrinsic: H256,
	pub(super) events: ExtrinsicEvents<Config>,
}

impl Included {
	/// The transaction's first event of a kind.
	pub(super) fn event<E: DecodeAsEvent>(&self, name: &'static str) -> Result<E, SubmitError> {
		match self.events.find_first::<E>() {
			Some(Ok(event)) => Ok(event),
			Some(Err(error)) => Err(ChainError::from(subxt::Error::from(error)).into()),
			None => Err(SubmitError::NoEvent(name)),
		}
	}

	/// All of the transaction's events of a kind.
	pub(super) fn all_events<E: DecodeAsEvent>(&self) -> Result<Vec<E>, SubmitError> {
		let events: Result<_, _> = self.events.find::<E>().collect();
		events.map_err(|error| ChainError::from(subxt::Error::from(error)).into())
	}

	/// The fee, planck; nothing where the call was free.
	pub fn fee(&self) -> Balance {
		fee_in(&self.events)
	}
}

fn fee_in(events: &ExtrinsicEvents<Config>) -> Balance {
	use codegen::transaction_payment::events::TransactionFeePaid;
	match events.find_first::<TransactionFeePaid>() {
		Some(Ok(paid)) => paid.actual_fee,
		_ => 0,
	}
}

impl Chain {
	/// Signs, sends and follows a call. Without a `nonce` the account's next one on top of the best
	/// chain is taken.
	pub(super) async fn submit<P: Payload>(
		&self,
		signer: &Signer,
		call: &P,
		until: Until,
		nonce: Option<u64>,
	) -> Result<Included, SubmitError> {
		let limit = match until {
			Until::InBlock => IN_BLOCK_WITHIN,
			Until::Finalized => FINALIZED_WITHIN,
		};
		let follow = async {
			let progress = self.send(signer, call, nonce).await?;
			self.await_success(progress, until).await
		};
		tokio::time::timeout(limit, follow).await.map_err(|_| SubmitError::TimedOut(limit))?
	}

	/// The fee that is set aside for a call until it has run, planck.
	pub(super) async fn fee_of<P: Payload>(
		&self,
		signer: &Signer,
		call: &P,
	) -> Result<Balance, SubmitError> {
		let transaction = self.sign(signer, call, None).await?;
		let fee = transaction.partial_fee_estimate().await;
		fee.map_err(|error| ChainError::from(subxt::Error::from(error)).into())
	}

	async fn send<P: Payload>(
		&self,
		signer: &Signer,
		call: &P,
		nonce: Option<u64>,
	) -> Result<TransactionProgress<Config, Client>, SubmitError> {
		let account = account_of(signer);
		let transaction = self.sign(signer, call, nonce).await?;
		let sent = transaction.submit_and_watch().await;
		sent.map_err(|error| SubmitError::from_submission(error, &account))
	}

	async fn sign<P: Payload>(
		&self,
		signer: &Signer,
		call: &P,
		nonce: Option<u64>,
	) -> Result<SubmittableTransaction<Config, Client>, SubmitError> {
		let account = account_of(signer);
		let best = self.best().await?;
		let nonce = match nonce {
			Some(nonce) => nonce,
			None => best.nonce(&account).await?,
		};
		let birth = self.birth_block(best.block()).await?;
		let params = PolkadotExtrinsicParamsBuilder::new()
			.nonce(nonce)
			.mortal_from_unchecked(MORTAL_FOR.into(), birth.number.into(), birth.hash)
			.build();
		let refused = |error| SubmitError::from_submission(error, &account);
		best.inner
			.tx()
			.create_signable_offline(call, params)
			.and_then(|mut transaction| transaction.sign(signer))
			.map_err(refused)
	}

	/// The block from which a transaction's mortality counts: a finalised one, because a
	/// transaction born in a block that is retracted is lost with it. Where finality lags too far
	/// behind, the best block has to do.
	async fn birth_block(&self, best: BlockId) -> Result<BlockId, ChainError> {
		let finalized = self.finalized().await?.block();
		let lag = best.number.saturating_sub(finalized.number);
		Ok(if lag < MORTAL_FOR / 2 { finalized } else { best })
	}

	/// Waits until a block is finalised. A reorganisation that takes it back is an error.
	pub async fn await_finality(&self, block: BlockId) -> Result<(), SubmitError> {
		let mut follower = self.follow();
		let wait = async {
			while follower.next().await?.finalized.number < block.number {}
			self.is_canonical(block).await
		};
		let waited = tokio::time::timeout(FINALIZED_WITHIN, wait).await;
		if waited.map_err(|_| SubmitError::TimedOut(FINALIZED_WITHIN))?? {
			return Ok(());
		}
		Err(SubmitError::Dropped("a reorganisation took its block back".into()))
	}

	async fn await_success(
		&self,
		mut progress: TransactionProgress<Config, Client>,
		until: Until,
	) -> Result<Included, SubmitError> {
		while let Some(status) = progress.next().await {
			match status.map_err(|error| ChainError::from(subxt::Error::from(error)))? {
				TransactionStatus::InBestBlock(block) if until == Until::InBlock => {
					return self.included(block).await;
				}
				TransactionStatus::InFinalizedBlock(block) => return self.included(block).await,
				TransactionStatus::Error { message }
				| TransactionStatus::Invalid { message }
				| TransactionStatus::Dropped { message } => {
					return Err(SubmitError::Dropped(message));
				}
				TransactionStatus::InBestBlock(_)
				| TransactionStatus::NoLongerInBestBlock
				| TransactionStatus::Validated
				| TransactionStatus::Broadcasted => {}
			}
		}
		Err(SubmitError::Dropped("the node stopped reporting about it".into()))
	}

	async fn included(
		&self,
		block: TransactionInBlock<Config, Client>,
	) -> Result<Included, SubmitError> {
		let hash = block.block_hash();
		let extrinsic = block.extrinsic_hash();
		let events = match block.wait_for_success().await {
			Ok(events) => events,
			Err(TransactionEventsError::ExtrinsicFailed(error)) => {
				// What it cost is good to know, and no more than that.
				let fee = block.fetch_events().await.map_or(0, |events| fee_in(&events));
				return Err(SubmitError::Refused(Refusal { fee, ..error.into() }));
			}
			Err(error) => return Err(SubmitError::Chain(subxt::Error::from(error).into())),
		};
		let block = self.at_hash(hash).await?.block();
		Ok(Included { block, extrinsic, events })
	}
}

/// The account that a signer signs for.
pub(super) fn account_of(signer: &Signer) -> AccountId {
	signer.public_key().to_account_id()
}
