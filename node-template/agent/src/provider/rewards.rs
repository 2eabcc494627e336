//! Claiming rewards without being asked to.
//!
//! The reward of a round is there once the next challenge has opened, and expires some rounds later.
//! What is claimed is what both finalised state and the best chain list, so that a reorganisation
//! makes no claim void and no reward is claimed twice. Each claim is on record before it is sent:
//! after a crash it is not repeated while it may still get into a block, and not lost if it does not.

use super::Session;
use crate::{
	amount::vaj,
	chain::{At, Balance, BlockNumber, Heads, Round, SubmitError, Until, MORTAL_FOR},
	error::AgentError,
	state::{RewardRecord, RewardStatus},
};
use std::collections::HashSet;
use vajra_primitives::RoundIndex;

/// Blocks after which something that did not work is tried again.
const RETRY_AFTER: BlockNumber = 10;

/// When to claim.
#[derive(Debug)]
pub(super) struct Rewards {
	/// The challenge at which all that could be claimed was.
	done: Option<RoundIndex>,
	/// The challenge at which the claim under way began, and the best block.
	begun: (RoundIndex, BlockNumber),
	/// Whether there are claims that are not final.
	unsettled: bool,
	/// Nothing is tried before this block.
	not_before: BlockNumber,
	/// What was complained about last.
	complaint: Option<String>,
}

impl Default for Rewards {
	fn default() -> Self {
		// An earlier run may have left some.
		Self { done: None, begun: (0, 0), unsettled: true, not_before: 0, complaint: None }
	}
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Claiming {
	/// Whether there are claims that are not final.
	unsettled: bool,
	/// Whether more can be claimed at once.
	more: bool,
	/// What went wrong.
	trouble: Option<String>,
}

impl Rewards {
	/// Is there something to do at these heads? Then tells whether to look for new rewards, or only
	/// after earlier claims.
	pub(super) fn begin(&mut self, challenge: &Round, heads: Heads) -> Option<bool> {
		let look = challenge.opened_at <= heads.finalized.number
			&& self.done != Some(challenge.round)
			&& heads.best.number >= self.not_before;
		if !look && !self.unsettled {
			return None;
		}
		self.begun = (challenge.round, heads.best.number);
		Some(look)
	}

	/// Draws the conclusions.
	pub(super) fn settle(
		&mut self,
		claiming: Result<(Claiming, bool), AgentError>,
	) -> Result<(), AgentError> {
		let (Claiming { unsettled, more, trouble }, looked) = match claiming {
			Ok(claiming) => claiming,
			Err(error) if error.is_fatal() => return Err(error),
			Err(error) => {
				let trouble = Some(error.to_string());
				(Claiming { unsettled: self.unsettled, more: false, trouble }, true)
			}
		};
		self.unsettled = unsettled;
		let (round, block) = self.begun;
		if let Some(reason) = &trouble {
			self.not_before = block.saturating_add(RETRY_AFTER);
			if self.complaint != trouble {
				tracing::warn!(%reason, "rewards were not claimed; trying again");
			}
		} else if looked {
			self.done = (!more).then_some(round);
		}
		self.complaint = trouble;
		Ok(())
	}
}

/// Follows up on earlier claims and, where it is to `look`, claims what there is, one batch. Tells
/// whether it looked.
pub(super) async fn claim(
	session: &Session,
	heads: Heads,
	look: bool,
) -> Result<(Claiming, bool), AgentError> {
	let state = &session.state;
	let finalized = session.chain.at(heads.finalized).await?;
	let mut open = Vec::new();
	for record in state.tolerate(state.open_rewards()) {
		open.push(seen_in_block(session, &finalized, record).await?);
	}
	let unsure = |record: &RewardRecord| record.status == RewardStatus::Sent;
	let listed = if look || open.iter().any(unsure) {
		let listed = finalized.rewards_of(&session.account).await?;
		session.metrics.rewards_claimable(sum(&listed));
		listed
	} else {
		Vec::new()
	};
	let open = follow_up(session, &finalized, open, &listed)?;
	let settled = Claiming { unsettled: !open.is_empty(), ..Claiming::default() };
	if !look {
		return Ok((settled, false));
	}
	// From here until the claim is in a block, no answer and no claim of chips takes its nonce.
	let _lane = session.lane.lock().await;
	let best = session.chain.best().await?;
	if is_answer_wanted(session, &best).await? {
		return Ok((Claiming { more: true, ..settled }, true));
	}
	let limit = best.limits()?.rounds_per_claim as usize;
	let batch = plan(&listed, &best.rewards_of(&session.account).await?, &open, limit);
	if batch.is_empty() {
		return Ok((settled, true));
	}
	let rounds: Vec<_> = batch.iter().map(|(round, _)| *round).collect();
	let fee = session.chain.claim_rewards_fee(&session.signer, rounds.clone()).await?;
	let amount = sum(&batch);
	if amount <= fee {
		tracing::debug!(amount = vaj(amount), fee = vaj(fee), "not worth a claim yet");
		return Ok((settled, true));
	}
	let record = |(round, amount): (RoundIndex, Balance)| RewardRecord {
		round,
		amount,
		status: RewardStatus::Sent,
		sent_at: best.block().number,
		block: None,
		extrinsic: None,
	};
	let records: Vec<_> = batch.iter().copied().map(record).collect();
	state.tolerate(state.put_rewards(&records));
	match session.chain.claim_rewards(&session.signer, rounds.clone(), Until::InBlock).await {
		Ok((claimed, included)) => {
			let claimed: Vec<_> = claimed
				.into_iter()
				.map(|claimed| RewardRecord {
					status: RewardStatus::Claimed,
					block: Some(included.block),
					extrinsic: Some(included.extrinsic),
					..record(claimed)
				})
				.collect();
			state.tolerate(state.put_rewards(&claimed));
			let amount: Balance = claimed.iter().map(|record| record.amount).sum();
			session.metrics.rewards_claimable(sum(&listed).saturating_sub(amount));
			tracing::info!(
				?rounds,
				amount = vaj(amount),
				block = included.block.number,
				extrinsic = ?included.extrinsic,
				"rewards claimed"
			);
			let more = rounds.len() >= limit;
			Ok((Claiming { unsettled: true, more, trouble: None }, true))
		}
		Err(SubmitError::Chain(error)) if !error.is_transient() => Err(error.into()),
		Err(error) => {
			if !error.is_open_ended() {
				state.tolerate(state.drop_rewards(&rounds));
			}
			let trouble = Some(error.to_string());
			Ok((Claiming { unsettled: true, more: false, trouble }, true))
		}
	}
}

/// Does a challenge wait for an answer of this account? That goes first.
async fn is_answer_wanted(session: &Session, best: &At) -> Result<bool, AgentError> {
	let Some(challenge) = best.challenge().await? else { return Ok(false) };
	if !challenge.is_open(best.block().number) {
		return Ok(false);
	}
	let provider = best.provider(&session.account).await?;
	Ok(provider.is_some_and(|provider| {
		let round = challenge.round;
		provider.chips > 0 && provider.counted(round) > 0 && provider.answer(round).is_none()
	}))
}

/// What to claim next, oldest first.
fn plan(
	finalized: &[(RoundIndex, Balance)],
	best: &[(RoundIndex, Balance)],
	open: &[RewardRecord],
	limit: usize,
) -> Vec<(RoundIndex, Balance)> {
	let best: HashSet<_> = best.iter().map(|(round, _)| *round).collect();
	let open: HashSet<_> = open.iter().map(|record| record.round).collect();
	let claimable = finalized
		.iter()
		.copied()
		.filter(|(round, amount)| *amount > 0 && best.contains(round) && !open.contains(round));
	claimable.take(limit).collect()
}

fn sum(rewards: &[(RoundIndex, Balance)]) -> Balance {
	rewards.iter().fold(0, |sum, (_, amount)| sum.saturating_add(*amount))
}

/// What finalised state says about the block of a claim.
async fn seen_in_block(
	session: &Session,
	finalized: &At,
	record: RewardRecord,
) -> Result<RewardRecord, AgentError> {
	let Some(block) = record.block.filter(|block| block.number <= finalized.block().number) else {
		return Ok(record);
	};
	if session.chain.is_canonical(block).await? {
		return Ok(RewardRecord { status: RewardStatus::Finalized, ..record });
	}
	// A reorganisation took it back, and it may come into another block.
	Ok(RewardRecord { status: RewardStatus::Sent, block: None, ..record })
}

/// What became of a claim that was not seen in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
	/// It is not decided.
	Open,
	/// It is in a finalised block.
	Final,
	/// It came to nothing, and the reward can be claimed again.
	Void,
	/// The reward is gone, and whether it was claimed cannot be told any more.
	Unknown,
}

/// Tells it from finalised state at block `finalized`: whether the reward can be claimed there, and
/// whether it would have expired by then.
fn fate(sent_at: BlockNumber, finalized: BlockNumber, claimable: bool, expired: bool) -> Fate {
	let over = sent_at.saturating_add(MORTAL_FOR) < finalized;
	match (claimable, over, expired) {
		(true, true, _) => Fate::Void,
		(true, false, _) => Fate::Open,
		// Nobody else can have claimed it.
		(false, _, false) => Fate::Final,
		(false, _, true) => Fate::Unknown,
	}
}

/// Puts on record what became of earlier claims, and gives those that are still open.
fn follow_up(
	session: &Session,
	finalized: &At,
	records: Vec<RewardRecord>,
	listed: &[(RoundIndex, Balance)],
) -> Result<Vec<RewardRecord>, AgentError> {
	if records.is_empty() {
		return Ok(records);
	}
	let limits = finalized.limits()?;
	let number = finalized.block().number;
	// A round early: what is close is not told for certain.
	let next = (number / limits.round_length.max(1)).saturating_add(1);
	let (mut open, mut decided, mut void) = (Vec::new(), Vec::new(), Vec::new());
	for record in records {
		let fate = match record.status {
			RewardStatus::Finalized => Fate::Final,
			RewardStatus::Claimed => Fate::Open,
			RewardStatus::Sent => {
				let claimable = listed.iter().any(|(round, _)| *round == record.round);
				let expired = next >= record.round.saturating_add(limits.claim_rounds);
				fate(record.sent_at, number, claimable, expired)
			}
		};
		match fate {
			Fate::Open => open.push(record),
			Fate::Final => {
				decided.push(RewardRecord { status: RewardStatus::Finalized, ..record });
			}
			Fate::Void => void.push(record.round),
			Fate::Unknown => {
				let (round, amount) = (record.round, vaj(record.amount));
				tracing::warn!(round, amount, "whether this reward was claimed is not known");
				void.push(record.round);
			}
		}
	}
	let state = &session.state;
	if !void.is_empty() {
		tracing::info!(rounds = ?void, "claims of rewards came to nothing");
		state.tolerate(state.drop_rewards(&void));
	}
	let changed = [decided.as_slice(), &open].concat();
	let total = state.tolerate(state.put_rewards(&changed));
	if !decided.is_empty() {
		session.metrics.rewards_claimed(total);
		let rounds: Vec<_> = decided.iter().map(|record| record.round).collect();
		tracing::info!(?rounds, total = vaj(total), "rewards are final");
	}
	Ok(open)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::{testing::round, BlockId, ChainError};
	use sp_core::H256;

	fn sent(round: RoundIndex) -> RewardRecord {
		let status = RewardStatus::Sent;
		RewardRecord { round, amount: 10, status, sent_at: 100, block: None, extrinsic: None }
	}

	fn heads(best: BlockNumber, finalized: BlockNumber) -> Heads {
		let block = |number| BlockId { number, hash: H256::zero() };
		Heads { best: block(best), finalized: block(finalized) }
	}

	#[test]
	fn oldest_rewards_are_claimed_first_and_none_twice() {
		let finalized = [(3, 10), (4, 0), (5, 30), (6, 40), (7, 50)];
		// Round 3 is claimed in a block that is not final.
		let best = [(4, 0), (5, 30), (6, 40), (7, 50), (8, 60)];
		let open = [sent(6)];
		assert_eq!(plan(&finalized, &best, &open, 16), [(5, 30), (7, 50)]);
		assert_eq!(plan(&finalized, &best, &open, 1), [(5, 30)]);
		assert_eq!(plan(&finalized, &[], &open, 16), []);
	}

	#[test]
	fn rewards_are_looked_for_once_a_challenge_and_after_trouble() {
		let (challenge, next) = (round(7, 100, 106), round(8, 120, 126));
		let mut rewards = Rewards::default();
		// Not before the opening is final; but claims of an earlier run are followed up.
		assert_eq!(rewards.begin(&challenge, heads(101, 99)), Some(false));
		rewards.settle(Ok((Claiming::default(), false))).unwrap();
		assert_eq!(rewards.begin(&challenge, heads(101, 99)), None);
		assert_eq!(rewards.begin(&challenge, heads(102, 100)), Some(true));

		let trouble = Claiming { trouble: Some("no funds".into()), ..Claiming::default() };
		rewards.settle(Ok((trouble, true))).unwrap();
		assert_eq!(rewards.begin(&challenge, heads(103, 101)), None);
		assert_eq!(rewards.begin(&challenge, heads(112, 110)), Some(true));

		let more = Claiming { unsettled: true, more: true, trouble: None };
		rewards.settle(Ok((more, true))).unwrap();
		assert_eq!(rewards.begin(&challenge, heads(113, 111)), Some(true));
		let all = Claiming { unsettled: true, ..Claiming::default() };
		rewards.settle(Ok((all, true))).unwrap();
		assert_eq!(rewards.begin(&challenge, heads(114, 112)), Some(false));
		rewards.settle(Ok((Claiming::default(), false))).unwrap();
		assert_eq!(rewards.begin(&challenge, heads(115, 113)), None);
		assert_eq!(rewards.begin(&next, heads(121, 119)), None);
		assert_eq!(rewards.begin(&next, heads(122, 120)), Some(true));
	}

	#[test]
	fn unusable_node_ends_it_and_other_trouble_does_not() {
		let mut rewards = Rewards::default();
		let lost = ChainError::Disconnected(String::new());
		assert!(rewards.settle(Err(lost.into())).is_ok());
		let other = ChainError::Incompatible(String::new());
		assert!(rewards.settle(Err(other.into())).is_err());
	}

	#[test]
	fn claims_end_as_finalised_state_says() {
		// Sent at block 100, and not seen in a block.
		assert_eq!(fate(100, 110, true, false), Fate::Open);
		assert_eq!(fate(100, 110, false, false), Fate::Final);
		assert_eq!(fate(100, 100 + MORTAL_FOR, true, false), Fate::Open);
		assert_eq!(fate(100, 101 + MORTAL_FOR, true, false), Fate::Void);
		assert_eq!(fate(100, 5_000, false, true), Fate::Unknown);
	}
}
