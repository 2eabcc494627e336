//! Which absences to report, and in which order.

use crate::chain::{AccountId, Balance, Penalties, Provider};
use std::cmp::Reverse;
use vajra_primitives::RoundIndex;

/// A provider that owes answers, and the closed rounds that it owes, ascending.
#[derive(Clone, Debug)]
pub(super) struct Absentee {
	/// The provider.
	pub(super) account: AccountId,
	/// Its record.
	pub(super) provider: Provider,
	/// The rounds.
	pub(super) rounds: Vec<RoundIndex>,
}

/// A report to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Report {
	/// The round.
	pub(super) round: RoundIndex,
	/// Who was absent.
	pub(super) provider: AccountId,
	/// What it should earn, planck.
	pub(super) reward: Balance,
}

/// The reports to make: those that earn most come first, then those that lead to a slash soonest,
/// then those with the most to slash. Reports that count no miss come last: they earn nothing, and
/// the chain takes them for free. So do those of `damped` rounds, by which nobody is slashed.
pub(super) fn plan(
	absentees: &[Absentee],
	damped: &[RoundIndex],
	penalties: &Penalties,
) -> Vec<Report> {
	let mut groups: Vec<_> =
		absentees.iter().map(|absentee| group(absentee, damped, penalties)).collect();
	// Accounts make the order one and the same for the same absentees.
	groups.sort_by_key(|group| {
		(Reverse(group.reward), group.missing, Reverse(group.stake), group.account.0)
	});
	groups.into_iter().flat_map(|group| group.reports).collect()
}

/// The reports of one provider.
struct Group {
	account: AccountId,
	/// What they should earn, planck.
	reward: Balance,
	/// Misses that are missing for a slash after them.
	missing: u32,
	/// What there is to slash, planck.
	stake: Balance,
	/// Them, the older round first: it can be reported for a shorter time.
	reports: Vec<Report>,
}

fn group(absentee: &Absentee, damped: &[RoundIndex], penalties: &Penalties) -> Group {
	let Absentee { account, provider, rounds } = absentee;
	let (mut misses, mut excused, mut total) = (provider.misses, provider.damped, 0);
	let mut reports = Vec::with_capacity(rounds.len());
	let mut counts = false;
	for round in rounds {
		// A miss before the last answer belongs to a row that is over.
		let in_row = provider.latest.is_none_or(|answer| answer.round < *round);
		let (mut reward, mut row) = (0, 0);
		if in_row && damped.contains(round) {
			excused = excused.saturating_add(1);
			row = excused;
		} else if in_row {
			misses = misses.saturating_add(1);
			row = misses;
			counts = true;
			reward = penalties.reward(misses, provider);
		}
		total = reward.saturating_add(total);
		reports.push(Report { round: *round, provider: *account, reward });
		// A suspended provider cannot be reported any more, and the attempt would cost a fee.
		if row >= penalties.suspend_at {
			break;
		}
	}
	let missing = if counts { penalties.slash_from.saturating_sub(misses) } else { u32::MAX };
	Group { account: *account, reward: total, missing, stake: provider.on_hold(), reports }
}

/// How many of the next reports can be sent at once: the fee of each has to be there until it has
/// run, and is lost where another watcher comes first.
pub(super) fn affordable(spendable: Balance, fee: Balance, at_once: usize) -> usize {
	match spendable.checked_div(fee) {
		Some(reports) => usize::try_from(reports).unwrap_or(usize::MAX).min(at_once),
		None => at_once,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::testing::{provider, PENALTIES};

	fn absentee(n: u8, misses: u32, required: Balance, rounds: &[RoundIndex]) -> Absentee {
		let provider = Provider { misses, required, collateral: required, ..provider(Some(5)) };
		Absentee { account: AccountId::from([n; 32]), provider, rounds: rounds.into() }
	}

	/// Which accounts are reported for which rounds.
	fn order(absentees: &[Absentee]) -> Vec<(u8, RoundIndex)> {
		let reports = plan(absentees, &[], &PENALTIES);
		reports.iter().map(|report| (report.provider.0[0], report.round)).collect()
	}

	#[test]
	fn what_earns_most_comes_first_and_what_leads_there_next() {
		let absentees = [
			absentee(1, 0, 9_000, &[7]),
			absentee(2, 1, 1_000, &[7]),
			absentee(3, 1, 5_000, &[7]),
			absentee(4, 0, 10_000, &[7]),
			absentee(5, 2, 2_000, &[7]),
		];
		// Slashed from the second miss on: 3, 5 and 2 earn; 4 and 1 lead there.
		assert_eq!(order(&absentees), [(3, 7), (5, 7), (2, 7), (4, 7), (1, 7)]);
		let rewards: Vec<_> =
			plan(&absentees, &[], &PENALTIES).iter().map(|report| report.reward).collect();
		assert_eq!(rewards, [50, 20, 10, 0, 0]);
	}

	#[test]
	fn two_rounds_of_one_provider_add_up() {
		// The first report brings the miss that makes the second one earn.
		let absentees = [absentee(1, 1, 1_000, &[7]), absentee(2, 0, 4_000, &[6, 7])];
		assert_eq!(order(&absentees), [(2, 6), (2, 7), (1, 7)]);
	}

	#[test]
	fn nobody_is_reported_past_the_suspension() {
		// Suspended at the third miss.
		assert_eq!(order(&[absentee(1, 2, 1_000, &[6, 7])]), [(1, 6)]);
		// One that has given its chips up and claimed others: the next miss suspends it again.
		assert_eq!(order(&[absentee(1, 3, 1_000, &[6, 7])]), [(1, 6)]);
	}

	#[test]
	fn miss_before_the_last_answer_earns_nothing_and_comes_last() {
		let over = Absentee { rounds: vec![4], ..absentee(1, 0, 90_000, &[]) };
		assert_eq!(order(&[over.clone(), absentee(2, 0, 1, &[7])]), [(2, 7), (1, 4)]);
		assert_eq!(plan(&[over], &[], &PENALTIES)[0].reward, 0);
	}

	#[test]
	fn damped_rounds_earn_nothing_and_are_a_row_of_their_own() {
		let absentees = [absentee(1, 1, 90_000, &[6, 7]), absentee(2, 1, 1_000, &[7])];
		let reports = plan(&absentees, &[6], &PENALTIES);
		let rewards: Vec<_> = reports.iter().map(|report| (report.round, report.reward)).collect();
		assert_eq!(rewards, [(6, 0), (7, 900), (7, 10)]);
		// Suspended at the third miss of either kind.
		let damped = |damped| {
			let gone = absentee(1, 0, 1_000, &[6, 7]);
			let gone = Absentee { provider: Provider { damped, ..gone.provider.clone() }, ..gone };
			plan(&[gone], &[6, 7], &PENALTIES).len()
		};
		assert_eq!((damped(1), damped(2), damped(3)), (2, 1, 1));
	}

	#[test]
	fn order_does_not_depend_on_the_list() {
		let mut absentees = vec![absentee(2, 0, 10, &[7]), absentee(1, 0, 10, &[7])];
		let order_before = order(&absentees);
		absentees.reverse();
		assert_eq!(order(&absentees), order_before);
	}

	#[test]
	fn no_more_is_sent_than_can_be_paid() {
		assert_eq!(affordable(100, 30, 16), 3);
		assert_eq!(affordable(29, 30, 16), 0);
		assert_eq!(affordable(u128::MAX, 1, 16), 16);
		assert_eq!(affordable(0, 0, 16), 16);
	}
}
