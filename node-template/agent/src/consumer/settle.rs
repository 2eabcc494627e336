//! Waiting for the outcome of requests.

use super::Outcome;
use crate::{
	chain::{services::RequestId, Chain, ChainError, Signer},
	error::AgentError,
	progress::StatusLine,
};
use std::collections::BTreeMap;

/// Blocks after the last one for answers, after which the consumer finalises a request itself.
const PATIENCE: u64 = 10;

/// Waits for the outcome of requests, in finalised blocks. What nobody finalises it finalises itself.
pub(super) async fn settle(
	chain: &Chain,
	signer: &Signer,
	outcomes: &mut [Outcome],
	decimals: Option<u32>,
	status: &StatusLine,
) -> Result<(), AgentError> {
	let mut waiting: BTreeMap<RequestId, &mut Outcome> =
		outcomes.iter_mut().map(|outcome| (outcome.request, outcome)).collect();
	let mut follower = chain.follow();
	while !waiting.is_empty() {
		status.set(format!("{} requests wait for their outcome", waiting.len()));
		let heads = follower.next().await?;
		let looked = async {
			let at = chain.at(heads.finalized).await?;
			let (mut done, mut overdue) = (Vec::new(), None);
			for id in waiting.keys() {
				if let Some(settled) = at.service_result(*id).await? {
					done.push((*id, settled, at.waits_for_callback(*id).await?));
				} else if let Some(request) = at.request(*id).await? {
					let late = request.answer_until.saturating_add(PATIENCE);
					if u64::from(heads.finalized.number) > late {
						overdue.get_or_insert(*id);
					}
				}
			}
			Ok::<_, ChainError>((done, overdue))
		};
		let (done, overdue) = match looked.await {
			Ok(seen) => seen,
			Err(error) if error.is_transient() => {
				tracing::warn!(%error, "could not look at the chain");
				continue;
			}
			Err(error) => return Err(error.into()),
		};
		for (id, settled, callback_waits) in done {
			if let Some(outcome) = waiting.remove(&id) {
				outcome.settle(&settled, decimals);
				outcome.callback_waits = callback_waits;
			}
		}
		if let Some(id) = overdue {
			tracing::info!(request = id, "nobody finalises it: doing that");
			// Somebody may have, meanwhile.
			if let Err(error) = chain.finalize_request(signer, id).await {
				tracing::debug!(request = id, %error, "not finalised");
			}
		}
	}
	Ok(())
}
