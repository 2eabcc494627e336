//! Sending a transaction and following it.

use super::{AccountId, BlockId, Chain, ChainError, Config, Signer, SubmitError};
use sp_core::H256;
use std::time::Duration;
use subxt::{
	client::OnlineClientAtBlockImpl,
	config::PolkadotExtrinsicParamsBuilder,
	error::TransactionEventsError,
	events::DecodeAsEvent,
	extrinsics::ExtrinsicEvents,
	tx::{Payload, TransactionInBlock, TransactionProgress, TransactionStatus},
};

/// Blocks for which a transaction is valid: one that is lost does not surface hours later.
const MORTAL_FOR: u64 = 64;

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

	async fn send<P: Payload>(
		&self,
		signer: &Signer,
		call: &P,
		nonce: Option<u64>,
	) -> Result<TransactionProgress<Config, Client>, SubmitError> {
		let account = account_of(signer);
		let best = self.best().await?;
		let nonce = match nonce {
			Some(nonce) => nonce,
			None => best.nonce(&account).await?,
		};
		let birth = self.birth_block(best.block()).await?;
		let params = PolkadotExtrinsicParamsBuilder::new()
			.nonce(nonce)
			.mortal_from_unchecked(MORTAL_FOR, birth.number.into(), birth.hash)
			.build();
		let refused = |error| SubmitError::from_submission(error, &account);
		best.inner
			.tx()
			.create_signable_offline(call, params)
			.and_then(|mut transaction| transaction.sign(signer))
			.map_err(refused)?
			.submit_and_watch()
			.await
			.map_err(refused)
	}

	/// The block from which a transaction's mortality counts: a finalised one, because a
	/// transaction born in a block that is retracted is lost with it. Where finality lags too far
	/// behind, the best block has to do.
	async fn birth_block(&self, best: BlockId) -> Result<BlockId, ChainError> {
		let finalized = self.finalized().await?.block();
		let lag = u64::from(best.number.saturating_sub(finalized.number));
		Ok(if lag < MORTAL_FOR / 2 { finalized } else { best })
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
		let events = block.wait_for_success().await.map_err(|error| match error {
			TransactionEventsError::ExtrinsicFailed(error) => SubmitError::Refused(error.into()),
			error => SubmitError::Chain(subxt::Error::from(error).into()),
		})?;
		let block = self.at_hash(hash).await?.block();
		Ok(Included { block, extrinsic, events })
	}
}

/// The account that a signer signs for.
pub(super) fn account_of(signer: &Signer) -> AccountId {
	signer.public_key().to_account_id()
}
