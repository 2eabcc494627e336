//! The story, order by order.

use super::{
	harness::{scrape, ROUNDS, SOON},
	ledger::Outcome,
	stage::{parties, payee, Stage, PRICE, PRICE_TEXT, PROVIDER, RELAYER, RENTER, STEADY, WATCHER},
};
use anyhow::{ensure, Context, Result};
use std::{os::unix::fs::MetadataExt, path::Path, time::Duration};
use vajra_agent::{
	chain::{OrderState, Weights},
	local::{free_port, Deadline},
};
use vajra_primitives::rental::Role;

const FORGOTTEN: (u32, u32) = (8, 10);
const AGREED: (u32, u32) = (8, 60);
/// Before it is lengthened.
const QUARREL: (u32, u32) = (4, 40);
const QUARREL_PRICE: u128 = 8_000_000_000;
/// More than a request waits for: a bid is taken in time all the same.
const BIDS_WITHIN: u32 = 1_000;
/// Several rounds: one of them is missed.
const KEPT: (u32, u32) = (16, 90);
const BROKEN: (u32, u32) = (8, 10);
const DECLINED: (u32, u32) = (4, 10);

/// What the two sides agree on in words, planck: two VAJ.
const AGREED_RENT: u128 = 2_000_000_000_000;

/// Blocks of a round of the development chain's.
const ROUND: u32 = 15;

/// The rent of chips for blocks, planck.
fn rent((chips, blocks): (u32, u32)) -> u128 {
	PRICE * u128::from(chips) * u128::from(blocks)
}

impl Stage {
	/// The providers claim their chips; one of them offers its own.
	pub async fn open_shop(&mut self) -> Result<()> {
		let cast = &self.scene.cast;
		tokio::try_join!(
			cast.claim(PROVIDER, "provider", &self.first),
			cast.claim(STEADY, "steady", &self.second)
		)?;
		self.steady = Some(cast.provider(STEADY, "steady", &self.second)?);
		self.watcher = Some(cast.watcher(WATCHER)?);
		// What was paid until then is in it already.
		let begun = self.ledger.begin().await?;
		let at = self.chain.at_number(u32::try_from(begun)?).await?;
		self.before = self.totals(&at).await?;
		let payee = payee()?.to_string();
		let list = [
			"provider",
			"list",
			"--model",
			"0",
			"--chips",
			"64",
			"--price",
			PRICE_TEXT,
			"--max-blocks",
			"200",
			"--payee",
			&payee,
		];
		self.ask(PROVIDER, &list).await?;
		self.provider = Some(self.scene.cast.provider(PROVIDER, "provider", &self.first)?);
		self.start_shop(&[])?;
		let state = self.renter_state();
		let dear = [
			"renter",
			"hire",
			"--model",
			"0",
			"--chips",
			"16",
			"--blocks",
			"10",
			"--max-price",
			"0.001",
			"--state",
			&state,
		];
		self.is_refused(RENTER, &dear, "nobody lists").await
	}

	/// A short lease, after which the renter is never heard of again.
	pub async fn forget(&mut self) -> Result<u64> {
		self.hire(FORGOTTEN.0, FORGOTTEN.1, &["--confirm"]).await
	}

	/// Both sides sign what is to be paid, and somebody else submits it.
	pub async fn agree(&mut self) -> Result<()> {
		let id = self.hire(AGREED.0, AGREED.1, &["--confirm"]).await?;
		let order = id.to_string();
		let sign = ["renter", "sign-finish", &order, "--rent", "2", "--renter-score", "70"];
		let offered = self.ask(RENTER, &sign).await?;
		let work = self.scene.cast.work();
		let [one, other] =
			["renter", "provider"].map(|side| work.join(format!("{side}-finish.json")));
		std::fs::write(&one, offered.to_string())?;
		let one = one.display().to_string();
		let answered =
			self.ask(PROVIDER, &["provider", "sign-finish", &order, "--from", &one]).await?;
		// Neither side's signature stands for the other's, and none for another rent.
		let mut forged = answered.clone();
		forged["role"] = "renter".into();
		std::fs::write(&other, forged.to_string())?;
		let other = other.display().to_string();
		self.is_refused(RELAYER, &["relay", "finish", &other, &other], "missing").await?;
		let mut forged = answered.clone();
		forged["rent"] = "1".into();
		std::fs::write(&other, forged.to_string())?;
		self.is_refused(RELAYER, &["relay", "finish", &one, &other], "different").await?;
		std::fs::write(&other, answered.to_string())?;
		let relayed = self.ask(RELAYER, &["relay", "finish", &one, &other]).await?;
		assert_eq!(relayed["settled"]["outcome"], "agreed", "{relayed}");
		let closed = self.ledger.closed(id).await?;
		assert_eq!(closed.outcome, Outcome::Agreed);
		assert_eq!(closed.deposit, rent(AGREED) / 10);
		let (paid, fee) = self.ledger.rent_of(id);
		assert_eq!(paid + fee, AGREED_RENT);
		self.is_refused(RELAYER, &["relay", "finish", &one, &other], "there is no order").await
	}

	/// The cheapest bid is taken, the lease is lengthened, the provider ends it early, and the arbiter
	/// decides.
	pub async fn quarrel(&mut self) -> Result<()> {
		let id = self.chain.best().await?.next_order_id().await?;
		let order = id.to_string();
		let mut hire = self.hire_by_bids(QUARREL, BIDS_WITHIN)?;
		self.until(id, OrderState::Requested).await?;
		let payee = payee()?.to_string();
		let bid = |price| ["provider", "bid", order.as_str(), "--price", price];
		let taken = [&bid("0.008")[..], &["--max-blocks", "50", "--payee", &payee]].concat();
		let (withdraw, bidder) =
			(["provider", "withdraw-bid", &order], STEADY.account().to_string());
		tokio::try_join!(self.insist(PROVIDER, &taken), async {
			// It would have been the cheapest.
			self.insist(STEADY, &bid("0.005")).await?;
			let of_another = [&withdraw[..], &["--provider", &bidder]].concat();
			self.is_refused(RELAYER, &of_another, "BidOpen").await?;
			self.insist(STEADY, &withdraw).await
		})?;
		self.is_refused(PROVIDER, &bid("0.007"), "BidExists").await?;
		let status = hire.wait(SOON).await?;
		ensure!(status.success(), "hire ended with {status}: {}", hire.log_tail());
		let begun = self.until(id, OrderState::Running).await?;
		let role = begun.supply.map(|(provider, _)| provider);
		assert_eq!((role, begun.price), (Some(PROVIDER.account()), QUARREL_PRICE));

		let extend = |blocks| ["renter", "extend", order.as_str(), "--blocks", blocks];
		self.is_refused(RENTER, &extend("11"), "DurationOutOfBounds").await?;
		self.ask(RENTER, &extend("10")).await?;
		self.insist(PROVIDER, &["provider", "end-lease", &order]).await?;
		let evidence = ["renter", "dispute", &order, "--evidence-hash", &"0e".repeat(32)];
		self.is_refused(RELAYER, &evidence, "NotParty").await?;
		self.ask(RENTER, &evidence).await?;
		let disputed = self.order(id).await?.context("the order is gone")?;
		// Deposit and bond are parts of the rent before.
		let whole = QUARREL_PRICE * u128::from(QUARREL.0) * u128::from(QUARREL.1 + 10);
		let (deposit, bond) = (begun.rent / 10, begun.rent * 3 / 10);
		assert_eq!((begun.rent, disputed.rent), (whole * 4 / 5, whole));
		let decide =
			["arbiter", "resolve", &order, "--rent", "50", "--deposit", "100", "--bond", "75"];
		self.is_refused(RENTER, &decide, "RequireSudo").await?;
		let decided = self.ask(RELAYER, &decide).await?;
		assert_eq!(decided["settled"]["outcome"], "arbitrated", "{decided}");
		let closed = self.ledger.closed(id).await?;
		assert_eq!((closed.outcome, closed.deposit), (Outcome::Arbitrated, deposit));
		let (paid, fee) = self.ledger.rent_of(id);
		assert_eq!(paid + fee, whole - disputed.held.rent + disputed.held.rent / 2);
		let settled = self.ledger.settled.iter().find(|settled| settled.order == id);
		let settled = settled.context("nothing was settled")?;
		assert_eq!((settled.compensation, settled.bond), (bond / 4, bond - bond / 4));
		Ok(())
	}

	/// 16 chips, once the provider's power counts: its misses do, too.
	pub async fn keep(&mut self) -> Result<u64> {
		self.scene.counts(PROVIDER, 0).await?;
		let id = self.hire(KEPT.0, KEPT.1, &[]).await?;
		let (order, state) = (id.to_string(), self.renter_state());
		// Opened, but not confirmed: nothing runs.
		let opened = self.ask(RENTER, &["renter", "open", &order, "--state", &state]).await?;
		assert_eq!(opened["state"], "delivered", "{opened}");
		let session = opened["session"].as_str().context("no session")?;
		let address = session.trim_start_matches("http://").to_owned();
		assert!(std::net::TcpStream::connect(&address).is_err(), "something listens at {address}");
		assert!(!self.folder(id).join("work").exists());
		let run = ["renter", "open", &order, "--state", &state, "--", "true"];
		self.is_refused(RENTER, &run, "while the lease runs").await?;
		// Another renter's folder has no key for it.
		let elsewhere = self.scene.cast.work().join("elsewhere").display().to_string();
		let confirm = ["renter", "confirm", &order, "--state", &elsewhere];
		self.is_refused(RENTER, &confirm, "another --state").await?;
		self.ask(RENTER, &["renter", "confirm", &order, "--state", &state]).await?;

		let done = self.run(id, "echo kept > file; cat file; id -u; pwd").await?;
		let said = done["stdout"].as_str().unwrap_or_default();
		let lines: Vec<_> = said.lines().collect();
		assert_eq!((done["code"].as_i64(), lines.len()), (Some(0), 3), "{done}");
		let work = self.folder(id).join("work");
		assert_eq!(Path::new(lines[2]), work.canonicalize()?);
		assert_eq!(std::fs::read_to_string(work.join("file"))?, "kept\n");
		let own = std::fs::metadata("/proc/self")?.uid().to_string();
		assert_eq!(lines[0], "kept");
		// As root, a user of its own.
		assert_eq!(lines[1] == own, own != "0", "the session runs as {}, this as {own}", lines[1]);
		let about = std::fs::metadata(&work)?;
		assert_eq!((about.mode() & 0o777, about.uid().to_string().as_str()), (0o700, lines[1]));
		// What is above belongs to the daemon.
		assert_eq!(std::fs::metadata(self.folder(id))?.uid().to_string(), own);
		Ok(id)
	}

	/// While the lease runs, the provider stops to answer after the next round, and its daemon is killed
	/// as soon as it has accepted another order.
	pub async fn break_promise(&mut self) -> Result<()> {
		let challenge = self.scene.view.challenge().await?.context("no challenge")?;
		let answered = self.scene.answered(PROVIDER, challenge.round).await?;
		if let Some(mut provider) = self.provider.take() {
			provider.kill()?;
		}
		let missed = self.scene.challenge_after(answered).await?;
		self.missed = Some(missed.round);
		let broken = self.promise().await?;
		// The round is over for it; the next one it answers.
		Deadline::after(ROUNDS)
			.until("the end of the missed round's window", async || {
				let best = self.scene.view.head().await?.best;
				Ok::<_, anyhow::Error>((best > u64::from(missed.closes_at)).then_some(()))
			})
			.await?;
		let provider = self.scene.cast.provider(PROVIDER, "provider-again", &self.first)?;
		self.provider = Some(provider);
		let id = broken.to_string();
		let order = self.order(broken).await?.context("the order is gone")?;
		self.is_refused(RELAYER, &["renter", "resolve", &id], "until block").await?;
		Deadline::after(SOON)
			.until("the deadline of the delivery", async || {
				let best = self.scene.view.head().await?.best;
				Ok::<_, anyhow::Error>((best >= u64::from(order.until)).then_some(()))
			})
			.await?;
		// A stranger does it, for free.
		let resolved = self.ask(RELAYER, &["renter", "resolve", &id]).await?;
		assert_eq!(resolved["settled"]["outcome"], "not_delivered", "{resolved}");
		let closed = self.ledger.closed(broken).await?;
		assert_eq!((closed.outcome, closed.deposit), (Outcome::NotDelivered, rent(BROKEN) / 10));
		let bond = rent(BROKEN) * 3 / 10;
		let settled = self.ledger.settled.iter().find(|settled| settled.order == broken);
		let settled = settled.context("nothing was settled")?;
		assert_eq!((settled.paid, settled.fee, settled.refund), (0, 0, rent(BROKEN)));
		assert_eq!((settled.compensation, settled.bond), (bond / 5, bond - bond / 5));
		Ok(())
	}

	/// An order that the provider's daemon has accepted and will not deliver, because it is killed.
	async fn promise(&mut self) -> Result<u64> {
		for attempt in 0..3 {
			// Not once it is final: the provider would have delivered by then.
			let id = self.chain.best().await?.next_order_id().await?;
			let mut command = self.scene.cast.command(RENTER);
			let (chips, blocks) = (BROKEN.0.to_string(), BROKEN.1.to_string());
			command.args(["renter", "hire", "--no-wait", "--model", "0", "--chips", &chips]);
			command.args(["--blocks", &blocks, "--max-price", PRICE_TEXT]);
			command.args(["--state", &self.renter_state()]);
			let mut hire = self.scene.cast.spawn(&format!("hire-{attempt}"), &mut command)?;
			let seen = Deadline::after(SOON)
				.every(Duration::from_millis(20))
				.until("an acceptance", async || {
					let state = self.order(id).await?.map(|order| order.state);
					let far = matches!(state, Some(OrderState::Accepted | OrderState::Delivered));
					Ok::<_, anyhow::Error>(state.filter(|_| far))
				})
				.await?;
			let killed = seen == OrderState::Accepted;
			if killed {
				if let Some(mut shop) = self.shop.take() {
					shop.kill()?;
				}
				self.scene.empty_pool().await?;
			}
			let status = hire.wait(SOON).await?;
			ensure!(status.success(), "hire ended with {status}: {}", hire.log_tail());
			if killed {
				// What is on its way to a block is in one by then.
				tokio::time::sleep(Duration::from_secs(3)).await;
				let state = self.order(id).await?.map(|order| order.state);
				if state == Some(OrderState::Accepted) {
					return Ok(id);
				}
				self.start_shop(&[])?;
			}
			// It was faster. Not confirmed, the order ends without a trace.
		}
		anyhow::bail!("the provider delivers too fast to be killed before")
	}

	/// The daemon is started again: the lease has kept its session and its files.
	pub async fn come_back(&mut self, kept: u64) -> Result<u64> {
		let order = self.order(kept).await?.context("the order is gone")?;
		ensure!(order.state == OrderState::Running, "the lease is over too early: {order:?}");
		let before = processes(kept)?;
		ensure!(!before.is_empty(), "the session died with the daemon");
		// Also without it.
		let done = self.run(kept, "cat file").await?;
		assert_eq!(done["stdout"], "kept\n", "{done}");
		let door = format!("127.0.0.1:{}", free_port()?);
		self.start_shop(&["--by-hash", "--listen", &door])?;
		let metrics = self.shop_metrics;
		Deadline::after(SOON)
			.until_despite_errors("the daemon to look after the lease", async || {
				let running = scrape(metrics).await?.get("vajra_rental_leases_running").copied();
				Ok::<_, anyhow::Error>((running == Some(1.0)).then_some(()))
			})
			.await?;
		assert_eq!(processes(kept)?, before, "the session was started again");
		let done = self.run(kept, "cat file").await?;
		assert_eq!(done["stdout"], "kept\n", "{done}");
		// Now credentials come by another way, and open all the same.
		let door = format!("http://{door}");
		self.hire(DECLINED.0, DECLINED.1, &["--door", &door]).await
	}

	/// Both rate, and the missed round is not paid for.
	pub async fn settle(&mut self, kept: u64) -> Result<()> {
		self.until(kept, OrderState::Ended).await?;
		let work = self.folder(kept);
		Deadline::after(SOON)
			.until("the end of the session", async || {
				let over = processes(kept)?.is_empty() && !work.exists();
				Ok::<_, anyhow::Error>(over.then_some(()))
			})
			.await?;
		let order = kept.to_string();
		let lease = self.order(kept).await?.and_then(|order| order.lease).context("no lease")?;
		let rated = self.ask(RENTER, &["renter", "rate", &order, "--score", "80"]).await?;
		assert!(rated["block"].is_u64(), "{rated}");
		let closed = self.ledger.closed(kept).await?;
		assert_eq!((closed.outcome, closed.deposit), (Outcome::Signed, rent(KEPT) / 10));
		let (paid, fee) = self.ledger.rent_of(kept);
		// All of the round, or what of it lies in the lease where the machine is slow.
		let missed = self.missed.context("no round was missed")?;
		let from = (missed * ROUND).max(lease.started_at);
		let until = ((missed + 1) * ROUND).min(lease.ends_at);
		ensure!(from < until, "the missed round {missed} is not in the lease {lease:?}");
		let due = rent((KEPT.0, KEPT.1 - (until - from)));
		assert_eq!(paid + fee, due, "blocks {from} to {until} are not paid for");
		assert!(self.ledger.drawn.iter().any(|drawn| drawn.order == kept), "nothing was drawn");
		let at = self.chain.best().await?;
		let provider = at.reputation(&PROVIDER.account(), Role::Provider).await?;
		let renter = at.reputation(&RENTER.account(), Role::Renter).await?;
		assert!(provider.weight > 0 && provider.mean.0 > 0, "{provider:?}");
		assert!(renter.weight > 0 && renter.mean.0 >= 900_000_000, "{renter:?}");
		Ok(())
	}

	/// Credentials that opened and were not confirmed cost nothing, and nothing has run for them.
	pub async fn decline(&mut self, declined: u64) -> Result<()> {
		let closed = self.ledger.closed(declined).await?;
		assert_eq!((closed.outcome, closed.deposit), (Outcome::NotConfirmed, rent(DECLINED) / 10));
		assert_eq!(self.ledger.rent_of(declined), (0, 0));
		assert!(!self.folder(declined).exists());
		Ok(())
	}

	/// The renter that was never heard of again has lost its deposit, and the provider has its rent.
	pub async fn forfeit(&mut self, forgotten: u64) -> Result<()> {
		let closed = self.ledger.closed(forgotten).await?;
		assert_eq!((closed.outcome, closed.deposit), (Outcome::Forfeited, 0));
		let (paid, fee) = self.ledger.rent_of(forgotten);
		assert_eq!(paid + fee, rent(FORGOTTEN));
		assert!(!self.folder(forgotten).exists());
		let at = self.chain.best().await?;
		assert_eq!(at.orders().await?, []);
		// All that is left on hold is the renter's nothing and the provider's collateral and listing.
		assert_eq!(at.funds(&RENTER.account()).await?.reserved, 0);
		let query = vajra_agent::chain::Query {
			model: 0,
			chips: 64,
			duration: 10,
			max_price: PRICE,
			dataset: None,
			familiar: 1,
			full_power: 1,
			weights: Weights { price: 1, ..Weights::default() },
		};
		let ranked = at.rank(&query).await?;
		assert_eq!(ranked.len(), 1, "all chips are free again");
		assert_eq!((ranked[0].provider, ranked[0].available), (PROVIDER.account(), 64));
		Ok(())
	}

	/// Nothing is left running, and the books add up.
	pub async fn add_up(mut self) -> Result<()> {
		self.check_running()?;
		let agents = [&mut self.shop, &mut self.provider, &mut self.steady, &mut self.watcher];
		for agent in agents.into_iter().flatten() {
			let status = agent.stop(SOON).await?;
			ensure!(status.success(), "{} ended with {status}", agent.name());
		}
		let best = self.scene.view.head().await?.best;
		let at = Deadline::after(SOON)
			.until("finality of the last block", async || {
				let read = self.ledger.read().await?;
				Ok::<_, anyhow::Error>((read >= best).then_some(read))
			})
			.await?;
		let at = self.chain.at_number(u32::try_from(at)?).await?;
		let after = self.totals(&at).await?;
		let [renter, _, provider] = parties()?;
		let (paid, kept_back) = (0..at.next_order_id().await?)
			.map(|order| self.ledger.rent_of(order))
			.fold((0, 0), |sum, rent| (sum.0 + rent.0, sum.1 + rent.1));
		let compensation = self.ledger.compensation();
		let forfeited = rent(FORGOTTEN) / 10;
		let fees = |who| self.ledger.fees_of(who);
		let expected = [
			self.before[0] + compensation - fees(&renter) - paid - kept_back - forfeited,
			self.before[1] + paid,
			self.before[2] + self.ledger.rewards_of(&provider) - fees(&provider) - compensation,
		];
		assert_eq!(after, expected, "renter, payee and provider");
		Ok(())
	}
}

/// The processes of an order's session, by their mark.
fn processes(order: u64) -> Result<Vec<u32>> {
	let mark = format!("VAJRA_LEASE={order}-");
	let mut found = Vec::new();
	for entry in std::fs::read_dir("/proc")?.flatten() {
		let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
			continue;
		};
		let environment = std::fs::read(entry.path().join("environ")).unwrap_or_default();
		if environment.split(|byte| *byte == 0).any(|one| one.starts_with(mark.as_bytes())) {
			found.push(pid);
		}
	}
	found.sort_unstable();
	Ok(found)
}
