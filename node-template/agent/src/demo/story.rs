//! The story, step by step.

use super::{
	ledger::LedgerReport,
	progress::Progress,
	rent, service,
	stake::Stake,
	summary::{CatReport, Measured},
};
use crate::{
	amount::vaj,
	chain::STAKING,
	local::{
		Cast, ChainView, Deadline, Head, History, LocalError, LocalNode, NodeOptions, Player,
		Process, Shipment, MODEL_UNITS, PALLET,
	},
};
use anyhow::{bail, ensure, Context, Result};
use std::{
	collections::BTreeSet,
	path::{Path, PathBuf},
	process::ExitStatus,
	time::Duration,
};
use subxt::utils::AccountId32;

/// Names and titles of the steps.
pub(super) const STEPS: &[(&str, &str)] = &[
	("chain", "A development chain starts on ParityDB"),
	("stake", "A delegator backs the validator; a second one stands for election"),
	("vendor", "A vendor registers a model and publishes a manifest of 64 chips"),
	("claim", "A provider claims the 64 chips and backs the validator; a second one claims 8"),
	("rounds", "All chips answer challenges with one signature per provider"),
	("dark", "4 chips go dark; the absent list shows it"),
	("silence", "The second provider falls silent; a watcher reports it, and it is slashed"),
	("rent", "A renter hires 16 chips and works in the session; both rate, and the rent is paid"),
	(
		"services",
		"Three operators with a model each answer by median and by plurality; one lies and pays",
	),
	("equivocation", "The second validator signs two blocks for one slot; it is reported, and out"),
	("reward", "The delegator earns the era two eras later"),
	("ledger", "All that was minted and burned adds up to the issuance"),
];

/// Who plays what.
const VENDOR: Player = Player::BOB;
const FIRST: Player = Player::CHARLIE;
const SECOND: Player = Player::DAVE;
const WATCHER: Player = Player::EVE;
/// The validator of a development chain.
const VALIDATOR: Player = Player::ALICE;

/// Chips of the two providers.
const CHIPS: u32 = 64;
const OTHER_CHIPS: u32 = 8;

/// Chips that go dark.
const DARK: [u32; 4] = [3, 17, 42, 63];

/// Rounds that are proved before chips go dark.
const FULL_ROUNDS: usize = 2;

/// Length of an sr25519 signature.
const SIGNATURE_BYTES: usize = 64;

/// Time for the last look at the chain.
const MEASURE_WITHIN: Duration = Duration::from_secs(20);

/// Time an agent gets to end when it is asked to.
const STOP_WITHIN: Duration = Duration::from_secs(20);

/// Time for anything that takes a few blocks.
const SOON: Duration = Duration::from_secs(120);

/// The chain, the players, and what the blocks have told so far.
pub(super) struct Story {
	cast: Cast,
	logs: PathBuf,
	options: NodeOptions,
	node: Option<LocalNode>,
	view: Option<ChainView>,
	/// The chips of the two providers.
	shipments: Option<(Shipment, Shipment)>,
	provider: Option<Process>,
	second: Option<Process>,
	watcher: Option<Process>,
	stake: Option<Stake>,
	/// Chips of the first provider when they were last counted.
	chips: u32,
	/// Length of a round.
	round: Duration,
	/// Length of an era.
	era: Duration,
	/// What the finalised blocks say, up to `read_to`.
	history: History,
	read_to: u64,
	head: Head,
	ledger: LedgerReport,
}

impl Story {
	/// A story with the given programs, not begun.
	pub(super) fn new(node: PathBuf, agent: PathBuf, logs: &Path) -> Result<Self> {
		Ok(Self {
			cast: Cast::new(agent, logs)?.shielded(),
			logs: logs.into(),
			options: NodeOptions::new(node, logs.join("node.log")).shielded(),
			node: None,
			view: None,
			shipments: None,
			provider: None,
			second: None,
			watcher: None,
			stake: None,
			chips: 0,
			round: Duration::ZERO,
			era: Duration::ZERO,
			history: History::default(),
			read_to: 0,
			head: Head::default(),
			ledger: LedgerReport::default(),
		})
	}

	/// Plays all steps; the first one that does not hold ends it.
	pub(super) async fn play(&mut self, progress: &mut Progress) -> Result<()> {
		let result = self.play_steps(progress).await;
		match (result, self.check_running()) {
			// Whatever failed, a player that is gone is the likelier cause.
			(Err(error), Err(gone)) => match error.downcast_ref() {
				Some(LocalError::EndedEarly { .. }) => Err(error),
				_ => Err(error.context(gone)),
			},
			(result, _) => result,
		}
	}

	async fn play_steps(&mut self, progress: &mut Progress) -> Result<()> {
		progress.begin();
		let detail = self.start_chain(progress).await?;
		progress.succeed(detail);
		progress.begin();
		let detail = self.put_at_stake(progress).await?;
		progress.succeed(detail);
		progress.begin();
		let detail = self.ship_chips(progress).await?;
		progress.succeed(detail);
		progress.begin();
		let detail = self.claim(progress).await?;
		progress.succeed(detail);
		progress.begin();
		let detail = self.prove_rounds(progress).await?;
		progress.succeed(detail);
		progress.begin();
		let detail = self.go_dark(progress).await?;
		progress.succeed(detail);
		progress.begin();
		let detail = self.fall_silent(progress).await?;
		progress.succeed(detail);
		progress.begin();
		let detail = self.rent(progress).await?;
		progress.succeed(detail);
		progress.begin();
		let detail = self.serve(progress).await?;
		progress.succeed(detail);
		progress.begin();
		let detail = self.equivocate(progress).await?;
		progress.succeed(detail);
		progress.begin();
		let detail = self.collect(progress).await?;
		progress.succeed(detail);
		progress.begin();
		progress.note("the ledger is read");
		self.ledger = LedgerReport::read(self.view()?).await?;
		progress.succeed(self.ledger.told()?);
		Ok(())
	}

	async fn start_chain(&mut self, progress: &mut Progress) -> Result<String> {
		progress.note("waiting for its RPC");
		let node = LocalNode::start(self.options.clone()).await?;
		let url = node.url();
		self.cast.connect_to(&url);
		let folder = node.base_path().display().to_string();
		self.node = Some(node);
		let view = ChainView::connect(&url).await?;
		let round_length: u32 = view.constant(PALLET, "RoundLength").await?;
		let block_time: u64 = view.constant("Babe", "ExpectedBlockTime").await?;
		let slot = Duration::from_millis(block_time);
		self.round = slot.saturating_mul(round_length);
		let epoch: u64 = view.constant("Babe", "EpochDuration").await?;
		let sessions: u32 = view.constant(STAKING, "SessionsPerEra").await?;
		self.era = slot.saturating_mul(u32::try_from(epoch)?).saturating_mul(sessions);
		self.view = Some(view);
		self.until("a finalised block", SOON, async |story| {
			progress.note(format!("block {}, finalised {}", story.head.best, story.head.finalized));
			Ok((story.head.finalized > 0).then_some(()))
		})
		.await?;
		let Head { best, finalized } = self.head;
		Ok(format!("{url}, database in {folder}; best block {best}, finalised {finalized}"))
	}

	/// At the beginning, because what is staked counts from the next era on.
	async fn put_at_stake(&mut self, progress: &mut Progress) -> Result<String> {
		progress.note("a node starts, a delegation, a bond, and session keys");
		let url = self.node.as_ref().context("no chain has started")?.url();
		let stake = Stake::begin(&self.cast, self.view()?, &url, &self.options).await?;
		let detail = stake.beginning();
		self.stake = Some(stake);
		Ok(detail)
	}

	async fn rent(&mut self, progress: &mut Progress) -> Result<String> {
		let url = self.node.as_ref().context("no chain has started")?.url();
		rent::play(&self.cast, &url, |text| progress.note(text)).await
	}

	async fn serve(&mut self, progress: &mut Progress) -> Result<String> {
		let url = self.node.as_ref().context("no chain has started")?.url();
		service::play(&self.cast, &self.logs, &url, |text| progress.note(text)).await
	}

	async fn equivocate(&mut self, progress: &mut Progress) -> Result<String> {
		let limit = self.era.saturating_mul(2).saturating_add(SOON);
		let mut looked_at = 0;
		let (block, key) = self
			.until("a block of the second validator", limit, async |story| {
				progress.note(format!("block {}: no block of its own yet", story.head.best));
				let to = story.head.finalized;
				story.stake()?.first_block(story.view()?, &mut looked_at, to).await
			})
			.await?;
		progress.note(format!("its key signs another block {block}, which is reported"));
		let view = self.view()?.clone();
		let mut stake = self.stake.take().context("nothing is at stake")?;
		let reported = stake.equivocate(&self.cast, &view, block, &key).await;
		self.stake = Some(stake);
		reported?;
		let limit = self.era.saturating_add(SOON);
		let outcome = self
			.until("a session without the offender", limit, async |story| {
				progress.note(format!("block {}: still in the set", story.head.best));
				story.stake()?.outcome().await
			})
			.await?;
		Ok(format!("block {block} a second time: {outcome}"))
	}

	async fn collect(&mut self, progress: &mut Progress) -> Result<String> {
		let limit = self.era.saturating_mul(3).saturating_add(SOON);
		self.until("the era of the payout", limit, async |story| {
			let (now, awaited) = story.stake()?.eras().await?;
			progress.note(format!("block {}: era {now} of {awaited}", story.head.best));
			Ok((now >= awaited).then_some(()))
		})
		.await?;
		progress.note("the era is paid out, and the delegator claims");
		self.stake()?.collect(&self.cast).await
	}

	async fn ship_chips(&mut self, progress: &mut Progress) -> Result<String> {
		progress.note("governance registers the vendor");
		self.cast.register_vendor(VENDOR).await?;
		progress.note("the vendor registers the model");
		self.cast.register_model(VENDOR).await?;
		progress.note("the vendor makes chips and publishes their manifests");
		let first = self.cast.ship(VENDOR, "first", CHIPS).await?;
		let second = self.cast.ship(VENDOR, "second", OTHER_CHIPS).await?;
		self.shipments = Some((first, second));
		Ok(format!("1 model, manifests of {CHIPS} and {OTHER_CHIPS} chips"))
	}

	async fn claim(&mut self, progress: &mut Progress) -> Result<String> {
		let (first, second) = self.shipments()?.clone();
		self.provider = Some(self.cast.provider(FIRST, "first", &first)?);
		self.second = Some(self.cast.provider(SECOND, "second", &second)?);
		self.watcher = Some(self.cast.watcher(WATCHER)?);
		let mut collected = (0, 0);
		self.until("both claims", SOON, async |story| {
			collected = (story.chips_of(FIRST).await?, story.chips_of(SECOND).await?);
			progress.note(format!("{} and {} chips claimed", collected.0, collected.1));
			Ok((collected == (CHIPS, OTHER_CHIPS)).then_some(()))
		})
		.await?;
		let from = self.back(progress).await?;
		Ok(format!(
			"{CHIPS} and {OTHER_CHIPS} chips, each with a Merkle proof and its own signature; the power \
			 of the {CHIPS} is for validator {} from round {from} on",
			VALIDATOR.account()
		))
	}

	/// The first provider points its power at the validator: gives the first round for which that
	/// holds. No power counts yet, so that its agent has nothing to send meanwhile.
	async fn back(&self, progress: &mut Progress) -> Result<u32> {
		progress.note("the first provider backs the validator");
		let (provider, validator) = (FIRST.account(), VALIDATOR.account());
		self.cast.back(FIRST, "first", &validator).await?;
		let record =
			self.view()?.provider(&provider).await?.context("the first provider is gone")?;
		ensure!(
			record.backing.next == Some(validator),
			"the first provider does not back the validator: {:?}",
			record.backing
		);
		Ok(record.backing.from)
	}

	async fn prove_rounds(&mut self, progress: &mut Progress) -> Result<String> {
		let warm_up: u32 = self.view()?.constant(PALLET, "WarmUpRounds").await?;
		// Warm-up, the rounds themselves, and one for the round in which the claim fell.
		let rounds = warm_up.saturating_add(FULL_ROUNDS as u32).saturating_add(2);
		let limit = self.round.saturating_mul(rounds).saturating_add(SOON);
		let (first, second) = (FIRST.account(), SECOND.account());
		self.until("the first proofs", limit, async |story| {
			let (proved, other) = (story.rounds_of(&first).len(), story.rounds_of(&second).len());
			progress.note(format!(
				"block {}: {proved} of {FULL_ROUNDS} rounds proved",
				story.head.best
			));
			Ok((proved >= FULL_ROUNDS && other > 0).then_some(()))
		})
		.await?;
		self.check_complete(&first, CHIPS)?;
		self.check_complete(&second, OTHER_CHIPS)?;
		let bytes = self.proof_bytes(&first)?;
		let rounds = self.rounds_of(&first);
		let last = rounds.last().copied().context("no round was proved")?;
		let backed = self.view()?.tally(&VALIDATOR.account()).await?.power(last);
		ensure!(
			backed == full_power(CHIPS),
			"power {backed} was proved for the validator in round {last}; the first provider has {}",
			full_power(CHIPS)
		);
		let rounds: Vec<_> = rounds.iter().map(u32::to_string).collect();
		Ok(format!(
			"rounds {}: one signature of {bytes} bytes each, power {backed} for the validator",
			rounds.join(", ")
		))
	}

	async fn go_dark(&mut self, progress: &mut Progress) -> Result<String> {
		// What is reported later is about the silence that begins here.
		if let Some(early) = self.history.reports.first() {
			bail!("{} was reported in round {} although it answered", early.provider, early.round);
		}
		// The second provider stops now, so that its silence shows while the next round runs.
		if let Some(mut second) = self.second.take() {
			second.kill()?;
		}
		self.cast.go_dark(&self.shipments()?.0, &DARK)?;
		let provider = FIRST.account();
		let limit = self.round.saturating_mul(3).saturating_add(SOON);
		let round = self
			.until("a proof with absent chips", limit, async |story| {
				progress.note(format!("block {}", story.head.best));
				let proof = story.history.proofs.iter().rfind(|proof| {
					proof.provider == provider && proof.accepted && !proof.absent.is_empty()
				});
				let Some(proof) = proof else { return Ok(None) };
				ensure!(
					proof.absent == DARK,
					"the chips {DARK:?} are dark, but the absent list is {:?}",
					proof.absent
				);
				Ok(Some(proof.round))
			})
			.await?;
		let event = self
			.history
			.proved
			.iter()
			.find(|event| event.provider == provider && event.round == round)
			.with_context(|| format!("no event about the proof of round {round}"))?;
		ensure!(event.absent as usize == DARK.len(), "the event counts {} absent", event.absent);
		self.proof_bytes(&provider)?;
		Ok(format!("round {round} proved with chips {DARK:?} absent, power {}", event.power))
	}

	async fn fall_silent(&mut self, progress: &mut Progress) -> Result<String> {
		let (silent, watcher) = (SECOND.account(), WATCHER.account());
		// Misses in a row are slashed from the second or third on.
		let limit = self.round.saturating_mul(6).saturating_add(SOON);
		let slash = self
			.until("a slash for the silence", limit, async |story| {
				let misses =
					story.history.reports.iter().filter(|report| report.provider == silent);
				progress.note(format!("block {}: {} miss(es)", story.head.best, misses.count()));
				Ok(story.history.slashed.iter().find(|slash| slash.provider == silent).cloned())
			})
			.await?;
		ensure!(slash.reporter == watcher, "{} was paid for it, not the watcher", slash.reporter);
		ensure!(
			slash.amount > 0 && slash.shortfall == 0 && slash.reward > 0,
			"the slash took {} planck, missed {}, and paid {}",
			slash.amount,
			slash.shortfall,
			slash.reward
		);
		let report = self
			.history
			.reports
			.iter()
			.find(|report| report.provider == silent)
			.cloned()
			.context("a slash without a report")?;
		ensure!(report.reporter == watcher, "{} reported it, not the watcher", report.reporter);
		let record =
			self.view()?.provider(&silent).await?.context("the second provider is gone")?;
		ensure!(record.misses >= 1, "the report left no miss in the provider's record");
		let last = self.rounds_of(&silent).last().copied();
		ensure!(
			last.is_some_and(|last| report.round > last),
			"round {} was reported, but the silence began after {last:?}",
			report.round
		);
		let first = FIRST.account();
		if let Some(wrong) = self.history.reports.iter().find(|report| report.provider == first) {
			bail!("the first provider was reported in round {}", wrong.round);
		}
		Ok(format!(
			"silent from round {}, {} misses; slashed by {}, of which the watcher has {}",
			report.round,
			record.misses,
			vaj(slash.amount),
			vaj(slash.reward)
		))
	}

	/// Waits for a condition on the story, with fresh blocks at each look.
	async fn until<T>(
		&mut self,
		what: &str,
		limit: Duration,
		mut look: impl AsyncFnMut(&Self) -> Result<Option<T>>,
	) -> Result<T> {
		Deadline::after(limit)
			.until(what, async || {
				self.check_running()?;
				self.read_blocks().await?;
				look(self).await
			})
			.await
	}

	/// Fails when one of the players has ended of itself.
	fn check_running(&mut self) -> Result<()> {
		if let Some(node) = &mut self.node {
			node.check_running()?;
		}
		if let Some(stake) = &mut self.stake {
			stake.node().check_running()?;
		}
		let agents = [&mut self.provider, &mut self.second, &mut self.watcher];
		for agent in agents.into_iter().flatten() {
			agent.check_running()?;
		}
		Ok(())
	}

	/// Reads what has been finalised since the last look.
	async fn read_blocks(&mut self) -> Result<()> {
		let view = self.view()?.clone();
		self.head = view.head().await?;
		while self.read_to < self.head.finalized {
			let next = self.read_to + 1;
			let mut news = view.history(next, next).await?;
			self.read_to = next;
			self.history.proofs.append(&mut news.proofs);
			self.history.proved.append(&mut news.proved);
			self.history.reports.append(&mut news.reports);
			self.history.slashed.append(&mut news.slashed);
		}
		Ok(())
	}

	fn view(&self) -> Result<&ChainView> {
		self.view.as_ref().context("no chain has started")
	}

	fn stake(&self) -> Result<&Stake> {
		self.stake.as_ref().context("nothing is at stake")
	}

	fn shipments(&self) -> Result<&(Shipment, Shipment)> {
		self.shipments.as_ref().context("no chips have been made")
	}

	async fn chips_of(&self, player: Player) -> Result<u32> {
		let record = self.view()?.provider(&player.account()).await?;
		Ok(record.map_or(0, |record| record.chips))
	}

	/// Rounds that a provider proved, by the chain's events.
	fn rounds_of(&self, provider: &AccountId32) -> BTreeSet<u32> {
		self.history
			.proved
			.iter()
			.filter(|event| event.provider == *provider)
			.map(|event| event.round)
			.collect()
	}

	/// Checks that no chip was missing in the rounds that a provider proved so far.
	fn check_complete(&self, provider: &AccountId32, chips: u32) -> Result<()> {
		let full = full_power(chips);
		for event in self.history.proved.iter().filter(|event| event.provider == *provider) {
			ensure!(
				event.absent == 0 && event.power == full,
				"round {}: {} absent, power {}; all {chips} chips answering, it would be {full}",
				event.round,
				event.absent,
				event.power
			);
		}
		Ok(())
	}

	/// Length of the signatures in the accepted proofs of a provider; checks that each of its
	/// rounds took exactly one proof with one ordinary signature.
	fn proof_bytes(&self, provider: &AccountId32) -> Result<usize> {
		let accepted = || {
			self.history.proofs.iter().filter(|proof| proof.provider == *provider && proof.accepted)
		};
		for round in self.rounds_of(provider) {
			let count = accepted().filter(|proof| proof.round == round).count();
			ensure!(count == 1, "round {round} took {count} proofs instead of one");
		}
		if let Some(odd) = accepted().find(|proof| proof.signature.len() != SIGNATURE_BYTES) {
			bail!("round {} has a signature of {} bytes", odd.round, odd.signature.len());
		}
		Ok(accepted().map(|proof| proof.signature.len()).max().unwrap_or_default())
	}

	/// The numbers of the summary, and whether the chain could be read for them; what cannot be
	/// read any more keeps its last value.
	pub(super) async fn measure(&mut self) -> (Measured, Result<()>) {
		let provider = FIRST.account();
		let read = async {
			self.read_blocks().await?;
			self.chips = self.chips_of(FIRST).await?;
			Ok(())
		};
		let read = tokio::time::timeout(MEASURE_WITHIN, read)
			.await
			.unwrap_or_else(|_| bail!("no answer in {} s", MEASURE_WITHIN.as_secs()))
			.context("the chain cannot be read at the end");
		let last =
			self.history.proofs.iter().rfind(|proof| proof.provider == provider && proof.accepted);
		let cat = CatReport {
			chips: self.chips,
			rounds: self.rounds_of(&provider).len(),
			proof_bytes: last.map_or(0, |proof| proof.signature.len()),
			absent: last.map_or(0, |proof| proof.absent.len()),
		};
		(Measured { chain: self.head, cat, ledger: self.ledger }, read)
	}

	/// Stops everything that was started. An agent or a node that does not end well when it is
	/// asked to is an error; the others are stopped all the same.
	pub(super) async fn stop(&mut self) -> Result<()> {
		let mut outcome = Ok(());
		let agents = [self.watcher.take(), self.second.take(), self.provider.take()];
		for mut agent in agents.into_iter().flatten() {
			let status = agent.stop(STOP_WITHIN).await;
			outcome = outcome.and(ended_well(agent.name(), status));
		}
		if let Some(stake) = self.stake.take() {
			outcome = outcome.and(ended_well("second-node", stake.stop().await));
		}
		if let Some(mut node) = self.node.take() {
			outcome = outcome.and(ended_well("node", node.stop().await));
		}
		outcome
	}
}

/// The power of so many chips.
fn full_power(chips: u32) -> u128 {
	u128::from(chips) * u128::from(MODEL_UNITS)
}

fn ended_well(name: &str, status: Result<ExitStatus, LocalError>) -> Result<()> {
	let status = status?;
	ensure!(status.success(), "asked to stop, {name} ended with {status}");
	Ok(())
}

/// Checks that the numbers of the summary are those of a story that held.
pub(super) fn check(measured: &Measured) -> Result<()> {
	let Measured { chain, cat, ledger } = measured;
	let held = chain.finalized > 0
		&& cat.chips == CHIPS
		// The full ones, and at least one with dark chips.
		&& cat.rounds > FULL_ROUNDS
		&& cat.proof_bytes == SIGNATURE_BYTES
		&& cat.absent == DARK.len()
		&& ledger.told().is_ok();
	ensure!(held, "all steps held, but not what is measured at the end: {measured:?}");
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn only_the_numbers_of_a_full_story_pass() {
		let good = Measured {
			chain: Head { best: 9, finalized: 7 },
			cat: CatReport { chips: 64, rounds: 3, proof_bytes: 64, absent: 4 },
			ledger: LedgerReport { genesis: 5, minted: 3, burned: 1, issuance: 7 },
		};
		check(&good).unwrap();
		let cases: [fn(&mut Measured); 6] = [
			|measured| measured.chain.finalized = 0,
			|measured| measured.cat.chips = 0,
			|measured| measured.cat.rounds = 2,
			|measured| measured.cat.proof_bytes = 0,
			|measured| measured.cat.absent = 0,
			|measured| measured.ledger.issuance = 8,
		];
		for spoil in cases {
			let mut bad = good.clone();
			spoil(&mut bad);
			assert!(check(&bad).is_err(), "{bad:?}");
		}
	}
}
