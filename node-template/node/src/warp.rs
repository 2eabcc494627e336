//! Warp sync without the headers of its proof.
//!
//! The sync of SDK 2609 imports the headers that a warp proof consists of before it imports the
//! state. Their ancestors are not there. If the state's block is the child of one of them, the
//! client (`sc-service` 0.62, `execute_and_import_block`) takes the parent for a part of the chain,
//! tries to finalise it, does not find its ancestors, and refuses the state. The node then falls
//! back to a full sync, and that fails for the same reason, for ever. Without these headers the
//! state goes in. They come back with the rest of the history, with their justifications, once the
//! node fills the gap behind the state.

use async_trait::async_trait;
use sc_consensus::{BlockCheckParams, BlockImport, BlockImportParams, ImportResult};
use sp_consensus::BlockOrigin;
use vajra_runtime::opaque::Block;

/// Imports all blocks but the headers of warp proofs.
#[derive(Clone)]
pub struct WithoutWarpProofs<Import>(pub Import);

#[async_trait]
impl<Import> BlockImport<Block> for WithoutWarpProofs<Import>
where
	Import: BlockImport<Block, Error = sp_consensus::Error> + Send + Sync,
{
	type Error = sp_consensus::Error;

	async fn check_block(
		&self,
		block: BlockCheckParams<Block>,
	) -> Result<ImportResult, Self::Error> {
		self.0.check_block(block).await
	}

	async fn import_block(
		&self,
		block: BlockImportParams<Block>,
	) -> Result<ImportResult, Self::Error> {
		match block.origin {
			BlockOrigin::WarpSync => Ok(ImportResult::AlreadyInChain),
			_ => self.0.import_block(block).await,
		}
	}
}
