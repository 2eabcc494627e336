//! How the chain treats the provider, and when that changes.

use crate::{
	amount::vaj,
	chain::{Balance, Provider},
};

/// A change for the operator to know about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
	/// An absence was reported; the misses in a row.
	Missed(u32),
	/// Collateral was taken; how much, and what is left, planck.
	Slashed(Balance, Balance),
	/// Its power counts nowhere any more.
	Suspended,
	/// It does again.
	Reinstated,
}

impl Change {
	/// Tells the operator.
	pub(super) fn tell(self) {
		match self {
			Self::Missed(misses) => tracing::warn!(misses, "an absence was reported"),
			Self::Slashed(amount, left) => {
				tracing::error!(amount = vaj(amount), left = vaj(left), "SLASHED for absence");
			}
			Self::Suspended => tracing::error!(
				"SUSPENDED: this provider's power counts nowhere and earns nothing until its next \
				 answer"
			),
			Self::Reinstated => {
				tracing::info!("back from the suspension; power counts from the next challenge on");
			}
		}
	}
}

/// What the record said when last looked at.
#[derive(Clone, Copy, Debug)]
struct Seen {
	misses: u32,
	required: Balance,
	collateral: Balance,
	suspended: bool,
}

/// Follows the provider's record.
#[derive(Debug, Default)]
pub(super) struct Standing(Option<Seen>);

impl Standing {
	/// What has changed since the last look. At the first one, only what needs doing is told.
	pub(super) fn follow(&mut self, provider: &Provider) -> Vec<Change> {
		let Provider { misses, required, collateral, suspended, .. } = *provider;
		let seen = self.0.replace(Seen { misses, required, collateral, suspended });
		let mut changes = Vec::new();
		if let Some(seen) = seen {
			if misses > seen.misses {
				changes.push(Change::Missed(misses));
			}
			// Chips that leave take their share of both.
			if required == seen.required && collateral < seen.collateral {
				changes.push(Change::Slashed(seen.collateral - collateral, collateral));
			}
		}
		let was_suspended = seen.is_some_and(|seen| seen.suspended);
		match (was_suspended, suspended) {
			(false, true) => changes.push(Change::Suspended),
			(true, false) => changes.push(Change::Reinstated),
			_ => {}
		}
		changes
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::testing::provider;

	#[test]
	fn changes_are_told_once() {
		let mut standing = Standing::default();
		let mut record = provider(Some(7));
		assert_eq!(standing.follow(&record), []);
		record.misses = 1;
		assert_eq!(standing.follow(&record), [Change::Missed(1)]);
		assert_eq!(standing.follow(&record), []);
		record = Provider { misses: 2, collateral: 900, suspended: true, ..record };
		assert_eq!(
			standing.follow(&record),
			[Change::Missed(2), Change::Slashed(100, 900), Change::Suspended]
		);
		assert_eq!(standing.follow(&record), []);
		record = Provider { misses: 0, suspended: false, ..record };
		assert_eq!(standing.follow(&record), [Change::Reinstated]);
	}

	#[test]
	fn suspension_is_told_at_the_start() {
		let record = Provider { suspended: true, misses: 3, ..provider(None) };
		assert_eq!(Standing::default().follow(&record), [Change::Suspended]);
	}

	#[test]
	fn chips_that_leave_are_no_slash() {
		let mut standing = Standing::default();
		let record = provider(None);
		standing.follow(&record);
		assert_eq!(standing.follow(&Provider { collateral: 750, required: 750, ..record }), []);
	}
}
