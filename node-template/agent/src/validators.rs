//! Who validates now, and who will.

use crate::{
	amount::{percent, vaj},
	chain::{AccountId, Balance, Chain, EraIndex, Seat},
	chips::print,
	error::AgentError,
	output::Output,
};
use serde::Serialize;

/// The validators of this era and the next. Amounts are in planck, as decimal text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Validators {
	/// The current era.
	pub era: EraIndex,
	/// What is in its pot so far.
	pub pot: String,
	/// Its validators.
	pub current: Vec<SeatStatus>,
	/// Those of the next era: elected, or those who would be elected now.
	pub next: Vec<NextStatus>,
}

/// A validator of the current era, with what stood behind it when the era began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatStatus {
	/// Its account.
	pub account: AccountId,
	/// Its own bond.
	pub bond: String,
	/// What was delegated to it.
	pub delegated: String,
	/// Its commission, parts of a billion.
	pub commission: u32,
	/// Blocks it made in sessions of the era that are over.
	pub authored: u32,
	/// Whether it has lost the era's reward.
	pub forfeited: bool,
	/// Whether it is in this session's set: one that is put out leaves it before the era is over.
	pub serves: bool,
}

/// A validator of the next era.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NextStatus {
	/// Its account.
	pub account: AccountId,
	/// Its bond and what is delegated to it.
	pub stake: String,
}

/// Shows both sets.
pub async fn show(chain: &Chain, output: Output) -> Result<(), AgentError> {
	let at = chain.best().await?;
	let era = at.eras().await?.active;
	let (pot, _) = at.era_pot(era).await?;
	let (current, serving) = (at.current_validators().await?, at.session_validators().await?);
	let validators = validators(era, pot, &current, &serving, &at.next_validators().await?);
	print(output, &text(&validators), &validators)
}

fn validators(
	era: EraIndex,
	pot: Balance,
	current: &[(AccountId, Seat)],
	serving: &[AccountId],
	next: &[(AccountId, Balance)],
) -> Validators {
	let current = current.iter().map(|(account, seat)| SeatStatus {
		account: *account,
		bond: seat.bond.to_string(),
		delegated: seat.delegated.to_string(),
		commission: seat.commission.0,
		authored: seat.authored,
		forfeited: seat.forfeited,
		serves: serving.contains(account),
	});
	let next = next
		.iter()
		.map(|(account, stake)| NextStatus { account: *account, stake: stake.to_string() });
	Validators { era, pot: pot.to_string(), current: current.collect(), next: next.collect() }
}

fn text(validators: &Validators) -> String {
	let amount = |planck: &str| planck.parse().map_or_else(|_| planck.into(), vaj);
	let mut lines = vec![format!(
		"era {}: {} validators, {} in the pot",
		validators.era,
		validators.current.len(),
		amount(&validators.pot)
	)];
	for seat in &validators.current {
		let mut line = format!(
			"  {}  bond {}, delegated {}, commission {}, {} blocks in closed sessions",
			seat.account,
			amount(&seat.bond),
			amount(&seat.delegated),
			percent(crate::chain::Share(seat.commission)),
			seat.authored
		);
		if seat.forfeited {
			line.push_str(", HAS LOST THE REWARD");
		}
		if !seat.serves {
			line.push_str(", OUT OF THE SET");
		}
		lines.push(line);
	}
	lines.push(format!("next era: {} validators", validators.next.len()));
	let next = |next: &NextStatus| format!("  {}  stake {}", next.account, amount(&next.stake));
	lines.extend(validators.next.iter().map(next));
	lines.join("\n")
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::Share;

	#[test]
	fn both_sets_are_shown() {
		let account = |n: u8| AccountId::from([n; 32]);
		let seat = |forfeited| Seat {
			bond: 500_000_000_000_000,
			delegated: 0,
			commission: Share(50_000_000),
			authored: 12,
			points: 12,
			forfeited,
		};
		let current = [(account(1), seat(false)), (account(2), seat(true))];
		let shown = validators(4, 7, &current, &[account(1)], &[(account(1), 1_000_000_000_000)]);
		assert_eq!((shown.current[0].serves, shown.current[1].serves), (true, false));
		let text = text(&shown);
		for part in [
			"era 4: 2 validators, 0.000000000007 VAJ in the pot",
			&format!("{}  bond 500 VAJ, delegated 0 VAJ, commission 5 %, 12 blocks", account(1)),
			"HAS LOST THE REWARD, OUT OF THE SET",
			"next era: 1 validators",
			&format!("{}  stake 1 VAJ", account(1)),
		] {
			assert!(text.contains(part), "{part} is missing in:\n{text}");
		}
		assert_eq!(text.matches("OUT OF THE SET").count(), 1);
	}
}
