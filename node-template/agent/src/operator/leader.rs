//! Whose turn it is.
//!
//! Anyone may finalise a request, and anyone may send a report of signed answers. One does: the leader,
//! whom everybody finds alike from the request's number and the panel, so that the work goes round. If it
//! is not there the next one takes over, and so on.

use crate::chain::services::{Blocks, RequestId};

/// Blocks that each waits for the one before it to finalise a request.
const PATIENCE: Blocks = 2;

/// An operator's place in the line for a request: 0 leads. `seat` is its place in the panel.
pub fn rank(request: RequestId, panel: usize, seat: usize) -> usize {
	let Ok(size) = u64::try_from(panel) else { return seat };
	if size == 0 || seat >= panel {
		return seat;
	}
	// Both are below the panel's size.
	let first = usize::try_from(request % size).unwrap_or(0);
	(seat + panel - first) % panel
}

/// The first block in which one finalises a request that is over since block `since`.
pub fn finalizes_from(since: Blocks, rank: usize) -> Blocks {
	since.saturating_add(PATIENCE.saturating_mul(rank as u64))
}

/// The first block in which one reports what it has, although answers are missing: half of the window is
/// for all to answer, the other half for those in the line, one after the other.
pub fn reports_from(asked_at: Blocks, until: Blocks, panel: usize, rank: usize) -> Blocks {
	let half = until.saturating_sub(asked_at) / 2;
	let panel = (panel as u64).max(1);
	let turn = half.saturating_mul(rank as u64) / panel;
	asked_at.saturating_add(half).saturating_add(turn).min(until)
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	#[test]
	fn one_leads_and_the_line_goes_round() {
		for request in 0..12 {
			let ranks: BTreeSet<_> = (0..5).map(|seat| rank(request, 5, seat)).collect();
			assert_eq!(ranks, (0..5).collect(), "request {request}");
		}
		let leaders: Vec<_> = (0..5)
			.map(|request| (0..5).find(|seat| rank(request, 5, *seat) == 0).unwrap())
			.collect();
		assert_eq!(leaders, [0, 1, 2, 3, 4]);
		assert_eq!(rank(u64::MAX, 1, 0), 0);
		assert_eq!(rank(3, 0, 0), 0);
	}

	#[test]
	fn others_take_over_after_a_while() {
		assert_eq!([0, 1, 2].map(|rank| finalizes_from(100, rank)), [100, 102, 104]);
		assert_eq!([0, 1, 4].map(|rank| reports_from(100, 120, 5, rank)), [110, 112, 118]);
		// Never after the last block.
		assert_eq!(reports_from(100, 102, 3, 2), 101);
		assert_eq!(reports_from(100, 100, 3, 2), 100);
	}
}
