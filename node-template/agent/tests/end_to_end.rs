//! The real agent against the real node.

mod harness;

use anyhow::{ensure, Context, Result};
use harness::{assert_no_nonce_twice, PoolWatch, Scene, ROUNDS, SOON};
use std::{collections::BTreeSet, fs};
use tokio::sync::Mutex;
use vajra_agent::local::{Deadline, Player};

/// One chain at a time: rounds are short, and a busy machine must not cost an answer.
static TURN: Mutex<()> = Mutex::const_new(());

const PROVIDER: Player = Player::CHARLIE;
const STEADY: Player = Player::DAVE;
const CHIPS: u32 = 16;

/// Attempts to lose an answer: a block may take it sooner than the node forgets it.
const LOSSES: usize = 5;

/// A provider is killed in the middle of rounds and loses its node; it answers on, and never
/// signs twice with one nonce.
#[tokio::test(flavor = "multi_thread")]
async fn provider_survives_kills_and_node_restarts() -> Result<()> {
	let _turn = TURN.lock().await;
	let mut scene = Scene::start("provider_survives").await?;
	let pool = PoolWatch::start(scene.node.url());
	scene.vendor().await?;
	let shipment = scene.cast.ship(Player::BOB, "first", CHIPS).await?;
	let mut provider = scene.cast.provider(PROVIDER, "first", &shipment)?;
	scene.claimed(PROVIDER, CHIPS).await?;
	let first = scene.answered(PROVIDER, 0).await?;
	let status = scene.cast.status(PROVIDER).await?;
	assert_eq!(status["providers"][0]["account"], PROVIDER.account().to_string(), "{status}");
	assert_eq!(status["providers"][0]["chips"], CHIPS, "{status}");
	assert!(status["providers"][0]["latest"]["round"].as_u64() >= Some(first.into()), "{status}");

	// Killed the moment a challenge is open, with an answer half made or just sent.
	let challenge = scene.challenge_after(first).await?;
	provider.kill()?;
	provider = scene.cast.provider(PROVIDER, "first", &shipment)?;
	let mut answered = answered_in_time(&scene, challenge.round, "killed in").await?;

	// Killed with an answer sent that no block takes: it signs the same message once more. Only
	// there do nonces that outlived the kill show, as the same signature: under another message
	// the binding factor gives another R, old nonces or new.
	let mut signed_again = false;
	for _ in 0..LOSSES {
		let latest = scene.answered(PROVIDER, answered).await?;
		let lost = pool.answer_after(latest).await?;
		provider.kill()?;
		scene.empty_pool().await?;
		provider = scene.cast.provider(PROVIDER, "first", &shipment)?;
		answered = answered_in_time(&scene, lost.round, "its answer lost in").await?;
		signed_again = scene.history().await?.proofs.iter().any(|proof| {
			proof.accepted && proof.round == lost.round && proof.signature != lost.signature
		});
		if signed_again {
			break;
		}
	}
	assert!(signed_again, "no second signature in any of {LOSSES} rounds, or the same one again");

	// Dead when the challenge opens, started again in the middle of the round.
	provider.kill()?;
	let challenge = scene.challenge_after(answered).await?;
	provider = scene.cast.provider(PROVIDER, "first", &shipment)?;
	let answered = answered_in_time(&scene, challenge.round, "started again in").await?;

	// The node goes away and comes back; the provider waits for it.
	scene.node.stop().await?;
	provider.check_running()?;
	scene.node.restart().await?;
	scene.reconnect().await?;
	let challenge = scene.challenge_after(answered).await?;
	let answered = answered_in_time(&scene, challenge.round, "the node restarted before").await?;
	provider.check_running()?;

	// The same without a chance for the node to say good-bye.
	scene.node.kill()?;
	provider.check_running()?;
	scene.node.restart().await?;
	scene.reconnect().await?;
	let challenge = scene.challenge_after(answered).await?;
	answered_in_time(&scene, challenge.round, "the node was killed before").await?;
	provider.check_running()?;

	let history = scene.history().await?;
	let rounds: BTreeSet<_> = history.proved.iter().map(|event| event.round).collect();
	assert!(rounds.len() >= 4, "too few rounds proved: {rounds:?}");
	// An answer that was on its way when the provider was killed may be answered twice; no more.
	let refused = history.proofs.iter().filter(|proof| !proof.accepted).count();
	assert!(refused <= 4, "{refused} answers were refused: {:?}", history.proofs);
	let mut proofs = history.proofs;
	let pending = pool.stop().await;
	assert!(!pending.is_empty(), "the watch over the pool saw nothing");
	proofs.extend(pending);
	assert_no_nonce_twice(&proofs);
	let stopped = provider.stop(SOON).await?;
	assert!(stopped.success(), "asked to stop, the provider ended with {stopped}");
	Ok(())
}

/// Waits for an answer to `round` or the next one, and gives its round.
async fn answered_in_time(scene: &Scene, round: u32, what: &str) -> Result<u32> {
	let answered = scene.answered(PROVIDER, round).await?;
	ensure!(answered <= round + 1, "{what} round {round}, it answered only round {answered}");
	Ok(answered)
}

/// A watcher reports a provider that went silent, and only the rounds it missed. From the second
/// miss on that costs collateral, the third one ends its part in the network until it answers
/// again.
#[tokio::test(flavor = "multi_thread")]
async fn watcher_reports_a_silent_provider() -> Result<()> {
	let _turn = TURN.lock().await;
	let scene = Scene::start("watcher_reports").await?;
	scene.vendor().await?;
	// Most of the power answers on: nobody is held to account when the whole network is silent.
	let steady = scene.cast.ship(Player::BOB, "steady", CHIPS).await?;
	let shipment = scene.cast.ship(Player::BOB, "silent", 4).await?;
	let mut watcher = scene.cast.watcher(Player::EVE)?;
	let mut others = scene.cast.provider(STEADY, "steady", &steady)?;
	let mut provider = scene.cast.provider(PROVIDER, "silent", &shipment)?;
	// Nobody owes answers before its power counts.
	scene.counts(STEADY, 0).await?;
	let last = scene.counts(PROVIDER, 0).await?;
	let account = PROVIDER.account();
	let before = scene.view.provider(&account).await?.context("the provider is gone")?;
	provider.kill()?;

	let after = Deadline::after(ROUNDS)
		.until_seen("a suspended provider", async || {
			watcher.check_running()?;
			others.check_running()?;
			let record = scene.view.provider(&account).await?.context("the provider is gone")?;
			Ok::<_, anyhow::Error>(match record.suspended {
				true => Ok(record),
				false => Err(format!("{record:?}")),
			})
		})
		.await?;
	let history = scene.history().await?;
	let mut round = last;
	for (report, misses) in history.reports.iter().zip(1..) {
		assert_eq!((&report.provider, report.misses), (&account, misses), "{report:?}");
		assert_eq!(report.reporter, Player::EVE.account());
		assert!(report.round > round, "round {} was answered or reported before", report.round);
		round = report.round;
	}
	assert_eq!(history.reports.len(), after.misses as usize);
	// Every miss but the first one.
	assert_eq!(history.slashed.len() + 1, history.reports.len(), "{:?}", history.slashed);
	for slash in &history.slashed {
		assert_eq!((&slash.provider, slash.shortfall), (&account, 0), "{slash:?}");
		assert_eq!(slash.reporter, Player::EVE.account());
		assert!(slash.reward > 0 && slash.reward < slash.amount, "{slash:?}");
	}
	let taken: u128 = history.slashed.iter().map(|slash| slash.amount).sum();
	assert_eq!(before.collateral - after.collateral, taken);
	assert!(history.suspended.iter().all(|event| event.provider == account));
	assert_eq!(history.suspended.len(), 1);

	// It comes back by answering; its power counts from the challenge after that on.
	provider = scene.cast.provider(PROVIDER, "silent", &shipment)?;
	scene.counts(PROVIDER, round + 1).await?;
	let record = scene.view.provider(&account).await?.context("the provider is gone")?;
	assert_eq!((record.suspended, record.misses), (false, 0));
	let history = scene.history().await?;
	assert!(history.reinstated.iter().any(|event| event.provider == account));
	for mut agent in [watcher, others, provider] {
		assert!(agent.stop(SOON).await?.success(), "{}", agent.log_tail());
	}
	Ok(())
}

/// Files that do not hold what they should end the provider with a clear error.
#[tokio::test(flavor = "multi_thread")]
async fn provider_refuses_damaged_files() -> Result<()> {
	let _turn = TURN.lock().await;
	let scene = Scene::start("damaged_files").await?;
	scene.vendor().await?;
	let shipment = scene.cast.ship(Player::BOB, "first", 4).await?;
	let good = fs::read(&shipment.chips)?;

	let half = good[..good.len() / 2].to_vec();
	// One digit of one key changed: the file still reads well, but a key no longer fits.
	let mut flipped = good.clone();
	let place = flipped
		.windows(40)
		.rposition(|window| window.iter().all(u8::is_ascii_hexdigit))
		.context("the chips' file holds no hex digits")?;
	flipped[place] = if flipped[place] == b'0' { b'1' } else { b'0' };
	for (name, bytes) in [("half", half), ("flipped", flipped), ("empty", Vec::new())] {
		let mut damaged = shipment.clone();
		damaged.chips = scene.cast.work().join(format!("{name}.json"));
		damaged.state = scene.cast.work().join(format!("{name}.redb"));
		fs::write(&damaged.chips, bytes)?;
		let mut provider = scene.cast.provider(PROVIDER, name, &damaged)?;
		let status = provider.wait(SOON).await?;
		let words = provider.log_tail();
		assert!(!status.success(), "{name}: the provider took a damaged file:\n{words}");
		assert!(words.contains(&format!("{name}.json")), "{name}: which file? It says:\n{words}");
		assert!(!words.contains("panicked"), "{name}: a panic is no error message:\n{words}");
	}
	// Not one chip was claimed with them.
	assert!(scene.view.provider(&PROVIDER.account()).await?.is_none());
	Ok(())
}
