//! The story, step by step.

use super::{
	harness::{ROUNDS, SOON},
	stage::{
		network_power, provider_metrics, record, Stage, CHIPS, GOVERNANCE, OTHER_CHIPS, OWNER,
		STEADY, TAKER, VENDOR, WATCHER,
	},
};
use anyhow::{ensure, Context, Result};
use futures::future::try_join_all;
use serde_json::{json, Value};
use vajra_agent::{
	local::{ChallengeRecord, Deadline, Process, MODEL_UNITS},
	manifest::ManifestFile,
};

/// What goes into a pot, in VAJ: with a remainder whoever shares it.
const POT: &str = "12.345678901237";

/// Chips that the owner gives up, and the one that is taken over.
const RETIRED: [&str; 2] = ["SOFT-000001", "SOFT-000004"];
const TAKEN: &str = "SOFT-000005";

/// Chips that the owner has left.
const LEFT: u32 = 3;

/// The power of some chips.
fn power(chips: u32) -> u128 {
	u128::from(chips * MODEL_UNITS)
}

impl Stage {
	/// The providers claim their chips.
	pub async fn claim(&mut self) -> Result<()> {
		let cast = &self.scene.cast;
		tokio::try_join!(
			cast.claim(OWNER, "owner", &self.first),
			cast.claim(STEADY, "steady", &self.second)
		)?;
		let at = self.chain.finalized().await?;
		self.assert_holds(&at, OWNER, CHIPS, 0).await?;
		self.assert_holds(&at, STEADY, OTHER_CHIPS, 0).await?;
		assert_eq!(network_power(&at).await?, power(CHIPS + OTHER_CHIPS));
		let (chips, state) = (&self.second.chips, &self.second.state);
		let steady = self.provider(STEADY, "steady", chips, state, Some(self.steady_metrics))?;
		self.steady = Some(steady);
		Ok(())
	}

	/// The owner gives two chips up, one named by its place and one by its serial number. Its agent
	/// does not run yet: two transactions of one account at a time could take each other's nonce.
	pub async fn retire(&mut self) -> Result<()> {
		let by_serial = format!("serial:{}", RETIRED[1]);
		let gone = self.ask(OWNER, &["provider", "retire", "1", &by_serial]).await?;
		let at = self.after(&gone).await?;
		let unlocks_at = at.block().number + self.limits.retirement_delay;
		let expected = json!({
			"chips": 2,
			"power": power(2).to_string(),
			"collateral": self.collateral(2).to_string(),
			"unlocks_at": unlocks_at,
		});
		assert_has(&gone, &expected);
		let before = self.before(&at).await?;
		let before = self.assert_holds(&before, OWNER, CHIPS, 0).await?;
		let after = self.assert_holds(&at, OWNER, CHIPS - 2, 2).await?;
		assert_ne!(before.aggregate_key, after.aggregate_key);
		for serial in RETIRED {
			assert_eq!(at.chip(&self.key(serial)?).await?, None, "{serial} is still there");
		}
		assert_eq!(network_power(&at).await?, power(CHIPS - 2 + OTHER_CHIPS));
		let waits = format!("from block {unlocks_at}");
		self.is_refused(WATCHER, &["provider", "withdraw", "--provider", &account(OWNER)], &waits)
			.await?;
		self.start_owner()
	}

	/// Another account takes one of the owner's chips over, by the chip's own signature.
	pub async fn take_over(&mut self) -> Result<()> {
		// The chip signs with the latest challenge's seed.
		Deadline::after(ROUNDS)
			.until("a challenge", async || {
				Ok::<_, anyhow::Error>(self.scene.view.challenge().await?.map(drop))
			})
			.await?;
		let chips = self.first.chips.clone();
		let file = chips.to_str().context("the chips' file has a strange path")?;
		let command = ["provider", "take-over", "--chips", file, "--serial", TAKEN];
		let taken = self.ask(TAKER, &command).await?;
		assert_eq!(taken.as_array().map(Vec::len), Some(1), "{taken}");
		let expected = json!({
			"serial": TAKEN,
			"from": account(OWNER),
			"collateral": self.collateral(1).to_string(),
		});
		assert_has(&taken[0], &expected);
		let at = self.chain.finalized().await?;
		let owner = self.assert_holds(&at, OWNER, LEFT, CHIPS - LEFT).await?;
		let taker = self.assert_holds(&at, TAKER, 1, 0).await?;
		assert_eq!(taken[0]["counts_from"].as_u64(), taker.due_from.map(u64::from), "{taken}");
		let chip = at.chip(&self.key(TAKEN)?).await?.context("the chip is gone")?;
		assert_eq!((chip.provider, chip.index), (TAKER.account(), 0));
		assert_eq!(taker.aggregate_key, self.key(TAKEN)?);
		assert_eq!(network_power(&at).await?, power(LEFT + 1 + OTHER_CHIPS));
		let waiting = owner.retiring.iter().map(|waiting| waiting.unlocks_at);
		self.unlocks_at = waiting.max().context("nothing waits")?;
		// It has the key of one chip in that file; those of the others are not its own.
		let state = self.scene.cast.work().join("taker-state");
		self.taker = Some(self.provider(TAKER, "taker", &chips, &state, None)?);
		Ok(())
	}

	/// A pot is filled, and the owner stops right after it has answered in that round. The reward
	/// cannot be claimed before the next challenge, and the agent answers that one first: so it is
	/// left for the command. Gives the next challenge, which the owner will not answer.
	pub async fn earn(&mut self) -> Result<ChallengeRecord> {
		tokio::try_join!(self.scene.counts(OWNER, 0), self.scene.counts(STEADY, 0))?;
		self.check_running()?;
		self.assert_tells(self.owner_metrics, OWNER, |ledger, record| {
			provider_metrics(OWNER, LEFT, ledger, record)
		})
		.await?;
		let round = loop {
			let funded = self.ask(GOVERNANCE, &["rewards", "fund", "--amount", POT]).await?;
			let round = u32::try_from(funded["round"].as_u64().context("no round")?)?;
			tokio::try_join!(
				self.scene.answered(OWNER, round),
				self.scene.answered(STEADY, round)
			)?;
			stop(&mut self.owner).await?;
			let record = record(&self.chain.best().await?, OWNER).await?;
			if record.latest.is_some_and(|answer| answer.round == round) {
				break round;
			}
			// The machine is so slow that a whole round has passed: its agent may have claimed.
			self.start_owner()?;
		};
		let next = self.scene.challenge_after(round).await?;
		let claimed = self.ask(OWNER, &["provider", "claim-rewards"]).await?;
		let rounds = claimed["rounds"].as_array().context("no rounds")?;
		ensure!(rounds.contains(&round.into()), "round {round} is not claimed: {claimed}");
		self.ledger.read_to(self.scene.view.head().await?.finalized).await?;
		let mine = self.ledger.claims(Some(OWNER)).into_iter();
		let mine: Vec<_> = mine.filter(|claim| rounds.contains(&claim.round.into())).collect();
		assert_eq!(mine.len(), rounds.len(), "{claimed}, {mine:?}");
		let sum: u128 = mine.iter().map(|claim| claim.amount).sum();
		assert_eq!(claimed["amount"], sum.to_string());
		assert!(mine.iter().any(|claim| claim.round == round && claim.amount > 0), "{mine:?}");
		let status = self.scene.cast.status(OWNER).await?;
		assert_eq!(status["providers"][0]["claimable"]["amount"], "0", "{status}");
		Ok(next)
	}

	/// The owner misses two rounds, and is reported for both by command. The second one costs it.
	pub async fn fall_silent(&mut self, first: ChallengeRecord) -> Result<()> {
		self.closed(&first).await?;
		let reported = self.report(first.round).await?;
		assert_has(&reported, &outcome(first.round, 1, 0, 0));
		let at = self.after(&reported).await?;
		let owner = self.assert_holds(&at, OWNER, LEFT, CHIPS - LEFT).await?;
		assert_eq!((owner.misses, owner.reported), (1, Some(first.round)));
		self.reports_are_refused_by_name(first.round).await?;

		let second = self.scene.challenge_after(first.round).await?;
		self.closed(&second).await?;
		// It is too late for an answer to this one, and in time for the next one.
		self.start_owner()?;
		let reported = self.report(second.round).await?;
		let penalties = self.limits.penalties;
		// Of what its chips required, and of what waits.
		let slashed = penalties.slash.of_rounded_up(self.collateral(CHIPS));
		let reward = penalties.reporter.of(slashed);
		assert!(reward > 0 && reward < slashed && slashed < self.collateral(LEFT));
		assert_has(&reported, &outcome(second.round, 2, slashed, reward));
		let at = self.after(&reported).await?;
		let owner = record(&at, OWNER).await?;
		assert_eq!(owner.collateral, self.collateral(LEFT) - slashed, "{owner:?}");
		assert_eq!(owner.on_hold(), self.collateral(CHIPS) - slashed, "{owner:?}");
		assert_eq!(at.funds(&OWNER.account()).await?.reserved, owner.on_hold());
		let before = self.before(&at).await?.funds(&WATCHER.account()).await?;
		let after = at.funds(&WATCHER.account()).await?;
		assert_eq!(after.free - before.free, reward, "the report was free, and is paid for");
		Ok(())
	}

	/// Waits until a challenge takes no more answers.
	async fn closed(&self, challenge: &ChallengeRecord) -> Result<()> {
		let closes_at = u64::from(challenge.closes_at);
		Deadline::after(SOON)
			.until(&format!("block {closes_at}"), async || {
				Ok((self.scene.view.head().await?.best >= closes_at).then_some(()))
			})
			.await
	}

	async fn report(&self, round: u32) -> Result<Value> {
		let (provider, round) = (account(OWNER), round.to_string());
		self.ask(WATCHER, &["watcher", "report", "--provider", &provider, "--round", &round]).await
	}

	/// Reports that the chain would refuse are not sent, and say why in its words.
	async fn reports_are_refused_by_name(&self, round: u32) -> Result<()> {
		let (now, later) = (round.to_string(), (round + 7).to_string());
		let accounts = [OWNER, STEADY, WATCHER].map(account);
		let cases = [
			(&accounts[0], &now, "AlreadyReported"),
			(&accounts[0], &later, "RoundNotReportable"),
			(&accounts[1], &now, "NotAbsent"),
			(&accounts[2], &now, "ProviderNotFound"),
		];
		let before = self.chain.best().await?.nonce(&WATCHER.account()).await?;
		let refused = cases.map(|(provider, round, name)| async move {
			let args = ["watcher", "report", "--provider", provider, "--round", round];
			self.is_refused(WATCHER, &args, name).await
		});
		// At once: the round can be reported for a while only.
		try_join_all(refused).await?;
		let prune = ["watcher", "prune", "--provider", &accounts[0]];
		self.is_refused(WATCHER, &prune, "NothingRevoked").await?;
		let after = self.chain.best().await?.nonce(&WATCHER.account()).await?;
		assert_eq!(after, before, "something was sent all the same");
		Ok(())
	}

	/// The owner answers again, before it is suspended; and a watcher's agent looks on.
	pub async fn come_back(&mut self) -> Result<()> {
		let mut command = self.scene.cast.command(WATCHER);
		let state = self.scene.cast.work().join("watcher-state");
		command.args(["watcher", "run", "--state"]).arg(state);
		command.args(["--metrics-addr", &self.watcher_metrics.to_string()]);
		self.watcher = Some(self.scene.cast.spawn("watcher", &mut command)?);
		let reported = record(&self.chain.best().await?, OWNER).await?.reported;
		let next = reported.context("the owner was not reported")? + 1;
		tokio::try_join!(self.scene.counts(OWNER, next), self.scene.counts(TAKER, 0))?;
		let record = record(&self.chain.best().await?, OWNER).await?;
		assert_eq!((record.misses, record.suspended), (0, false), "{record:?}");
		self.check_running()
	}

	/// What has waited is released by someone else, so that no fee of the owner's is in the way.
	pub async fn withdraw(&mut self) -> Result<()> {
		let owner = account(OWNER);
		let command = ["provider", "withdraw", "--provider", &owner];
		let withdrawn = Deadline::after(ROUNDS)
			.until_seen("withdrawn collateral", async || {
				let at = self.chain.best().await?;
				let latest = at.challenge().await?.map(|challenge| challenge.round);
				let record = record(&at, OWNER).await?;
				let answered = latest.is_some_and(|round| record.answer(round).is_some());
				let (now, unlocks_at) = (at.block().number, self.unlocks_at);
				if now < unlocks_at || !answered {
					let what =
						format!("block {now} of {unlocks_at}, {:?} in {latest:?}", record.latest);
					return Ok(Err(what));
				}
				match self.ask(WATCHER, &command).await {
					Ok(withdrawn) => Ok(Ok(withdrawn)),
					// The next challenge has opened at this very moment.
					Err(error) if error.to_string().contains("AnswerOwed") => {
						Ok(Err(error.to_string()))
					}
					Err(error) => Err(error),
				}
			})
			.await?;
		let amount = self.collateral(CHIPS - LEFT);
		assert_has(&withdrawn, &json!({ "provider": owner, "amount": amount.to_string() }));
		let at = self.after(&withdrawn).await?;
		let (owner, block) = (OWNER.account(), u64::from(at.block().number));
		let before = self.before(&at).await?.funds(&owner).await?;
		let after = at.funds(&owner).await?;
		assert_eq!(before.reserved - after.reserved, amount);
		self.ledger.read_to(block).await?;
		let (gained, paid) = self.ledger.moved(&owner, block..=block);
		assert_eq!(after.free + paid, before.free + amount + gained);
		let record = record(&at, OWNER).await?;
		assert_eq!((record.retiring.len(), record.on_hold()), (0, after.reserved), "{record:?}");
		self.is_refused(WATCHER, &command, "retire chips first").await
	}

	/// The vendor revokes the first manifest. Neither of those who have its chips can answer any more,
	/// and so lose that power by themselves: the watcher takes it out.
	pub async fn revoke_manifest(&mut self) -> Result<()> {
		let before = self.chain.best().await?;
		assert_eq!(network_power(&before).await?, power(LEFT + 1 + OTHER_CHIPS));
		let manifest = ManifestFile::load(&self.first.manifest)?.manifest;
		let command = ["vendor", "revoke-manifest", "--manifest", &manifest.to_string()];
		self.ask(VENDOR, &command).await?;
		let at = Deadline::after(SOON)
			.until_seen("power without what was revoked", async || {
				let at = self.chain.best().await?;
				let power_left = network_power(&at).await?;
				Ok::<_, anyhow::Error>(match power_left == power(OTHER_CHIPS) {
					true => Ok(at),
					false => Err(format!("{power_left}")),
				})
			})
			.await?;
		let revocations = at.revocations().await?;
		assert_eq!(revocations, 1);
		for player in [OWNER, TAKER] {
			let record = record(&at, player).await?;
			assert!(record.batches.iter().all(|batch| !batch.trusted), "{record:?}");
			assert_eq!((record.checked, record.due_from), (revocations, None), "{record:?}");
		}
		self.ledger.read_to(at.block().number.into()).await?;
		// Those with most of it come first.
		let pruned = [(OWNER.account(), power(LEFT)), (TAKER.account(), power(1))];
		assert_eq!(self.ledger.pruned(WATCHER)?, pruned);

		let latest = at.challenge().await?.context("no challenge")?.round;
		let next = self.scene.challenge_after(latest).await?.round;
		let challenge = self.chain.best().await?.challenge().await?.context("no challenge")?;
		assert!(challenge.round >= next, "{challenge:?}");
		assert_eq!(challenge.expected, power(OTHER_CHIPS), "{challenge:?}");
		self.assert_tells(self.watcher_metrics, STEADY, |ledger, _| {
			let reports = ledger.reports();
			vec![
				("vajra_agent_connected", 1.0),
				("vajra_watcher_prunes_sent_total", 2.0),
				// Both were sent by command.
				("vajra_watcher_reports_sent_total", reports.len() as f64 - 2.0),
				("vajra_watcher_reports_unwanted_total", 0.0),
				("vajra_watcher_fees_vaj_total", 0.0),
			]
		})
		.await?;
		self.assert_tells(self.steady_metrics, STEADY, |ledger, record| {
			provider_metrics(STEADY, OTHER_CHIPS, ledger, record)
		})
		.await?;
		self.check_running()?;
		let agents = [&mut self.owner, &mut self.taker, &mut self.watcher, &mut self.steady];
		for agent in agents {
			stop(agent).await?;
		}
		Ok(())
	}

	/// Governance revokes the vendor itself, while no agent runs: what is left is taken out by
	/// command.
	pub async fn revoke_vendor(&mut self) -> Result<()> {
		let (vendor, provider) = (account(VENDOR), account(STEADY));
		self.ask(GOVERNANCE, &["governance", "revoke-vendor", "--account", &vendor]).await?;
		let command = ["watcher", "prune", "--provider", &provider];
		let pruned = self.ask(WATCHER, &command).await?;
		let expected = json!({ "provider": provider, "power": power(OTHER_CHIPS).to_string() });
		assert_has(&pruned, &expected);
		let at = self.after(&pruned).await?;
		assert_eq!(network_power(&at).await?, 0);
		self.ledger.read_to(at.block().number.into()).await?;
		let pruned = self.ledger.pruned(WATCHER)?;
		assert_eq!(pruned.last(), Some(&(STEADY.account(), power(OTHER_CHIPS))), "{pruned:?}");
		self.is_refused(WATCHER, &command, "NothingRevoked").await
	}

	/// What each account has is what it began with and what the events say; each reward is its exact
	/// share; and nobody proved other power than that of its chips.
	pub async fn add_up(&mut self) -> Result<()> {
		let last = self.chain.best().await?.block().number;
		self.ledger.read_to(last.into()).await?;
		let (genesis, end) = (self.chain.at_number(0).await?, self.chain.at_number(last).await?);
		for player in [OWNER, STEADY, TAKER, WATCHER, VENDOR] {
			let account = player.account();
			let (before, after) = (genesis.funds(&account).await?, end.funds(&account).await?);
			let (gained, paid) = self.ledger.moved(&account, 1..=u64::from(last));
			assert_eq!(
				after.free + after.reserved + paid,
				before.free + before.reserved + gained,
				"{player:?} gained {gained} and paid {paid}: {before:?}, {after:?}"
			);
			let on_hold = end.provider(&account).await?.map_or(0, |record| record.on_hold());
			assert_eq!(after.reserved, on_hold, "{player:?}");
		}
		let claims = self.ledger.claims(None);
		for claim in &claims {
			let share = self.ledger.share(claim.round, &claim.provider)?;
			assert_eq!(claim.amount, share, "{claim:?}");
		}
		// The steady one's agent claims by itself.
		assert!(claims.iter().any(|claim| claim.provider == STEADY.account()), "{claims:?}");
		for (player, chips) in [(OWNER, LEFT), (STEADY, OTHER_CHIPS), (TAKER, 1)] {
			let proofs = self.ledger.proofs(player);
			let proof = proofs.last().with_context(|| format!("{player:?} proved nothing"))?;
			assert_eq!((proof.power, proof.absent), (power(chips), 0), "{proof:?}");
		}
		Ok(())
	}
}

fn account(player: vajra_agent::local::Player) -> String {
	player.account().to_string()
}

/// Asks an agent to end.
async fn stop(agent: &mut Option<Process>) -> Result<()> {
	let mut agent = agent.take().context("no such agent runs")?;
	let status = agent.stop(SOON).await?;
	ensure!(status.success(), "asked to stop, {} ended with {status}", agent.name());
	Ok(())
}

/// What a report must print.
fn outcome(round: u32, misses: u32, slashed: u128, reward: u128) -> Value {
	json!({
		"provider": account(OWNER),
		"round": round,
		"misses": misses,
		"slashed": slashed.to_string(),
		"shortfall": "0",
		"reward": reward.to_string(),
		"suspended": false,
		"fee": "0",
	})
}

/// What a command printed has these fields, among others.
fn assert_has(printed: &Value, expected: &Value) {
	for (name, value) in expected.as_object().into_iter().flatten() {
		assert_eq!(printed[name], *value, "{name} in {printed}");
	}
}
