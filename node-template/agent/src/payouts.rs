//! Paying validators and their delegators for eras that are over: anyone may, and it is free where it
//! succeeds.

use crate::chain::{
	AccountId, At, Chain, ChainError, EraIndex, Eras, PaidOut, Refusal, Signer, SubmitError,
	STAKING,
};
use futures::future::{join_all, try_join_all};
use std::collections::BTreeSet;

/// Transactions on their way at once.
pub(crate) const AT_ONCE: usize = 16;

/// A validator's era that can be closed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
	/// The era.
	pub era: EraIndex,
	/// The validator.
	pub validator: AccountId,
	/// Whether it has expired: then it can only be given up, which lets later ones be paid.
	pub expired: bool,
}

/// All that can be closed now, oldest first; of some validators only where `of` names them.
pub async fn due(at: &At, of: &[AccountId]) -> Result<Vec<Due>, ChainError> {
	let eras = at.eras().await?;
	let validators = match of {
		[] => with_seats(at, &eras).await?,
		named => named.to_vec(),
	};
	let mut due = Vec::new();
	for validator in validators {
		if let Some(candidate) = at.candidate(&validator).await? {
			due.extend(plan(&eras, validator, &candidate.unpaid));
		}
	}
	// The chain takes a validator's eras in their order.
	due.sort_by_key(|due| (due.era, due.validator.0));
	Ok(due)
}

/// Who had seats in the eras that can be paid now.
async fn with_seats(at: &At, eras: &Eras) -> Result<Vec<AccountId>, ChainError> {
	let payable = eras.payable().into_iter().flatten();
	let seats = try_join_all(payable.map(|era| at.seats(era))).await?;
	let accounts: BTreeSet<_> =
		seats.into_iter().flatten().map(|(validator, _)| validator.0).collect();
	Ok(accounts.into_iter().map(AccountId::from).collect())
}

/// What can be closed of a validator's unpaid eras, which are in order.
fn plan(eras: &Eras, validator: AccountId, unpaid: &[EraIndex]) -> Vec<Due> {
	let closes = |era: &EraIndex| eras.is_expired(*era) || eras.is_payable(*era);
	unpaid
		.iter()
		.copied()
		.take_while(closes)
		.map(|era| Due { era, validator, expired: eras.is_expired(era) })
		.collect()
}

/// What became of one: what was paid, nothing where it had expired, or why it was not.
pub type Closed = (Due, Result<Option<PaidOut>, SubmitError>);

/// Closes eras in this order, some of them at once, and tells of each batch. Those that fail do not
/// keep others from being closed.
pub async fn close(
	chain: &Chain,
	signer: &Signer,
	due: &[Due],
	mut tell: impl FnMut(usize),
) -> Result<Vec<Closed>, SubmitError> {
	let account = Chain::account_of(signer);
	let mut closed = Vec::with_capacity(due.len());
	while let Some(next) = due.get(closed.len()..).filter(|rest| !rest.is_empty()) {
		tell(closed.len());
		let best = chain.best().await?;
		let fee = match next.first() {
			Some(due) => chain.payout_fee(signer, due.era, &due.validator).await?,
			None => 0,
		};
		let count = at_once(best.spendable(&account).await?, fee).min(next.len());
		let first = best.nonce(&account).await?;
		let sent = (0..).zip(&next[..count]).map(|(place, due)| async move {
			let nonce = Some(first.saturating_add(place));
			let result = if due.expired {
				chain.expire_payout(signer, &due.validator, nonce).await.map(|_| None)
			} else {
				let paid = chain.payout(signer, due.era, &due.validator, nonce).await;
				paid.map(|(paid, _)| Some(paid))
			};
			(*due, result)
		});
		closed.extend(join_all(sent).await);
	}
	Ok(closed)
}

/// Has another one closed the era first? That is in the nature of the work: anyone may.
pub fn was_closed_by_another(error: &SubmitError) -> bool {
	matches!(
		error,
		SubmitError::Refused(Refusal { pallet, name, .. })
			if pallet == STAKING && matches!(name.as_str(), "AlreadyPaid" | "NotExpired")
	)
}

/// How many can be sent at once: each sets its fee aside while it runs. One is tried in any case, so
/// that its error tells what is missing.
fn at_once(spendable: u128, fee: u128) -> usize {
	let affordable = spendable.checked_div(fee).unwrap_or(u128::MAX);
	usize::try_from(affordable).unwrap_or(AT_ONCE).clamp(1, AT_ONCE)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn eras_are_closed_in_order_up_to_the_first_that_cannot_be() {
		let eras = Eras { active: 10, sessions: 3, bonding: 3, history: 8 };
		let validator = AccountId::from([1; 32]);
		let due = |era, expired| Due { era, validator, expired };
		assert_eq!(plan(&eras, validator, &[]), []);
		assert_eq!(plan(&eras, validator, &[9, 10]), []);
		assert_eq!(
			plan(&eras, validator, &[1, 2, 3, 8, 9, 10]),
			[due(1, true), due(2, true), due(3, false), due(8, false)]
		);
	}

	#[test]
	fn eras_that_others_have_closed_are_no_failure() {
		let refused = |pallet: &str, name: &str| {
			let (pallet, name, docs) = (pallet.into(), name.into(), String::new());
			SubmitError::Refused(Refusal { pallet, name, docs, fee: 1 })
		};
		assert!(was_closed_by_another(&refused(STAKING, "AlreadyPaid")));
		assert!(was_closed_by_another(&refused(STAKING, "NotExpired")));
		assert!(!was_closed_by_another(&refused(STAKING, "EarlierEraUnpaid")));
		assert!(!was_closed_by_another(&refused("Other", "AlreadyPaid")));
		assert!(!was_closed_by_another(&SubmitError::Busy(String::new())));
	}

	#[test]
	fn as_many_go_at_once_as_the_account_can_pay_for() {
		assert_eq!(at_once(100, 30), 3);
		assert_eq!(at_once(10, 30), 1);
		assert_eq!(at_once(10_000, 30), AT_ONCE);
		assert_eq!(at_once(0, 0), AT_ONCE);
	}
}
