//! Following the chain's heads over disconnections.

use super::{block_number, BlockId, Chain, ChainError, Config};
use std::{sync::atomic::Ordering, time::Duration};
use subxt::client::{Block, Blocks};
use tokio::{sync::watch, task::JoinHandle, time::Instant};

/// Pause before the heads are subscribed to again.
const RESUBSCRIBE_AFTER: Duration = Duration::from_millis(300);

/// Longest time without a new best or finalised block before both are subscribed to again. A node
/// ends a subscription that its reader cannot keep up with, and does not say so.
const QUIET: Duration = Duration::from_secs(60);

/// The heads of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heads {
	/// Head of the best chain.
	pub best: BlockId,
	/// Last finalised block.
	pub finalized: BlockId,
}

/// What the task behind a [`Follower`] says.
#[derive(Clone, Debug, Default)]
struct News {
	best: Option<BlockId>,
	finalized: Option<BlockId>,
	/// The node was replaced by one of another chain: no use in going on.
	fatal: Option<(sp_core::H256, sp_core::H256)>,
}

/// Gives the newest heads; those in between are skipped when the reader is slow.
#[derive(Debug)]
pub struct Follower {
	news: watch::Receiver<News>,
	task: JoinHandle<()>,
}

impl Drop for Follower {
	fn drop(&mut self) {
		self.task.abort();
	}
}

impl Follower {
	/// Waits until a head has changed since the last call.
	pub async fn next(&mut self) -> Result<Heads, ChainError> {
		loop {
			if self.news.changed().await.is_err() {
				return Err(ChainError::Node("the task that follows the chain has ended".into()));
			}
			let news = self.news.borrow_and_update().clone();
			if let Some((expected, found)) = news.fatal {
				return Err(ChainError::OtherChain { expected, found });
			}
			if let (Some(best), Some(finalized)) = (news.best, news.finalized) {
				return Ok(Heads { best, finalized });
			}
		}
	}
}

impl Chain {
	/// Follows the heads until the follower is dropped. Survives restarts of the node.
	pub fn follow(&self) -> Follower {
		let (sender, news) = watch::channel(News::default());
		let chain = self.clone();
		let task = tokio::spawn(async move {
			let mut lost = false;
			loop {
				let ended = chain.follow_once(&sender, &mut lost).await;
				if ended.is_err() {
					chain.in_sight.store(false, Ordering::Relaxed);
				}
				match ended {
					Err(ChainError::OtherChain { expected, found }) => {
						sender.send_modify(|news| news.fatal = Some((expected, found)));
						return;
					}
					Err(error) if !lost => {
						lost = true;
						tracing::warn!(url = chain.url(), %error, "lost sight of the chain");
					}
					Err(error) => tracing::debug!(%error, "still no sight of the chain"),
					Ok(()) => tracing::debug!("subscribing to the heads again"),
				}
				tokio::time::sleep(RESUBSCRIBE_AFTER).await;
			}
		});
		Follower { news, task }
	}

	async fn follow_once(
		&self,
		sender: &watch::Sender<News>,
		lost: &mut bool,
	) -> Result<(), ChainError> {
		self.check_genesis().await?;
		let mut best = self.client.stream_best_blocks().await.map_err(subxt::Error::from)?;
		let mut finalized = self.client.stream_blocks().await.map_err(subxt::Error::from)?;
		let (mut best_at, mut finalized_at) = (Instant::now(), Instant::now());
		loop {
			let (next, is_best) = tokio::select! {
				next = next_block(&mut best) => (next?, true),
				next = next_block(&mut finalized) => (next?, false),
				// Finality, or the chain, may have stalled as well: the node is in sight.
				() = tokio::time::sleep_until(best_at.min(finalized_at) + QUIET) => return Ok(()),
			};
			let Some(block) = next else { return Ok(()) };
			*(if is_best { &mut best_at } else { &mut finalized_at }) = Instant::now();
			self.in_sight.store(true, Ordering::Relaxed);
			if std::mem::take(lost) {
				tracing::info!(url = self.url(), "the chain is in sight again");
			}
			sender.send_if_modified(|news| {
				let slot = if is_best { &mut news.best } else { &mut news.finalized };
				slot.replace(block) != Some(block)
			});
		}
	}
}

async fn next_block(blocks: &mut Blocks<Config>) -> Result<Option<BlockId>, ChainError> {
	match blocks.next().await {
		None => Ok(None),
		Some(Ok(block)) => Ok(Some(block_id(&block)?)),
		Some(Err(error)) => Err(subxt::Error::from(error).into()),
	}
}

fn block_id(block: &Block<Config>) -> Result<BlockId, ChainError> {
	Ok(BlockId { number: block_number(block.number())?, hash: block.hash() })
}
