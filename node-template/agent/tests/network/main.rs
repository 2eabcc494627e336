//! Four validators on one machine: blocks in proportion to proved compute, and outages.
//!
//! Real nodes, real agents, real chips and signatures. Blocks are drawn by weight only, with
//! c = 1/2, in slots of one second; an epoch has twenty.
//!
//! # What is counted
//!
//! Authors and weights are told apart by their keys: the order of a session's set is that of its
//! election. Nobody leaves the set meanwhile: with half of the slots empty, too few blocks are expected
//! of one validator in an era for its absence to be more than chance.
//!
//! Four providers with 1, 2, 3 and 6 chips back one validator each. While the announced weights are
//! in effect, the authors of at least [`BY_WEIGHT`] finalised blocks are counted, and after all
//! providers have stopped, of at least [`BY_NONE`] with equal weights. Both counts are compared with
//! what the weights promise by Pearson's chi-square, with 3 degrees of freedom.
//!
//! # Significance and a known bias
//!
//! For independent draws, chi-square exceeds 16.27 once in a thousand times. Blocks are not quite
//! independent: two validators can win the same slot, one of the two blocks stays, and who builds
//! the next one prefers its own (see [`races`]). At c = 1/2 one non-empty slot in five has several
//! winners; half of the weight makes 52.7 % of the blocks instead of 50, and runs of one author are
//! longer, also with equal weights. So an honest chain exceeds 16.27 ten times in a thousand with
//! these weights and these 400 blocks, and three times with equal ones and 120. The bias belongs to
//! BABE, not to the weights: fewer races (a smaller c) make it smaller.
//!
//! The test therefore asks what an honest chain does, races included, by simulation, and refuses
//! what happens to one such chain in a thousand: a chi-square above about 25 for 400 blocks by
//! weight and above about 20 for 120 with equal weights. Both probabilities are printed. Equal
//! shares, or those under the cap of a third, do not pass for 1 : 2 : 3 : 6.

#[path = "../harness/mod.rs"]
mod harness;
mod ledger;
mod races;
mod report;
mod stage;
mod stats;

use anyhow::{ensure, Context, Result};
use ledger::judge;
use stage::{summary, transfers, Stage, CAPPED, CHIPS, EQUAL, NAMES};
use std::{path::Path, time::Duration};

/// Finalised blocks to count while the weights are those of the chips.
const BY_WEIGHT: u64 = 400;

/// Finalised blocks to count with equal weights.
const BY_NONE: u64 = 120;

/// How many of them before all validators are stopped.
const BEFORE_OUTAGE: u64 = 80;

/// Time for a block to become part of a count. Half of the slots stay empty; a busy machine loses
/// some more.
const PER_BLOCK: Duration = Duration::from_secs(4);

/// Transfers that are measured, and the time between them.
const TRANSFERS: u32 = 15;
const TRANSFER_EVERY: Duration = Duration::from_secs(35);

/// Epochs that must have been crossed before the outage.
const EPOCHS: u64 = 5;

#[tokio::test(flavor = "multi_thread")]
async fn blocks_follow_proved_compute_through_outages() -> Result<()> {
	let logs = Path::new(env!("CARGO_TARGET_TMPDIR")).join("logs/network");
	let mut stage = Stage::start(&logs).await?;
	stage.claim_with_one_validator_down().await?;
	stage.revive().await?;
	stage.warp().await?;

	// The runtime's cap first, then none.
	stage.announced(&CAPPED).await?;
	stage.lift_cap().await?;
	stage.announced(&CHIPS).await?;

	let transfers = tokio::spawn(transfers(stage.view.clone(), TRANSFERS, TRANSFER_EVERY));
	stage.ledger.read(&stage.view).await?;
	stage.ledger.forget_lags();
	let within = PER_BLOCK * u32::try_from(BY_WEIGHT)?;
	stage.count(&CHIPS, 0, BY_WEIGHT, within).await?;
	let (median, largest) = stage.ledger.lag();
	stage
		.report
		.say(&format!("finality lags {median} blocks behind the head, at most {largest}"))?;
	let times = transfers.await.context("the transfers ended")??;
	stage.report.say(&summary(&times))?;

	stage.silence().await?;
	let within = PER_BLOCK * u32::try_from(BY_NONE)?;
	let changed = stage.ledger.last();
	stage.count(&EQUAL, changed, 1, within).await?;
	// Weights of the chips are in effect for some blocks after the providers stopped: these count.
	let counts = stage.ledger.count(&CHIPS, 0);
	let (table, by_weight) = judge(&NAMES, &counts, &CHIPS);
	stage.report.say(&format!("blocks by proved compute\n{table}"))?;

	let changed = stage.ledger.last_with(&CHIPS).context("no block by weight")?.number;
	stage.count(&EQUAL, changed, BEFORE_OUTAGE, within).await?;
	let crossed = stage.ledger.blocks().last().context("no blocks")?.epoch;
	ensure!(crossed >= EPOCHS, "only {crossed} epochs were crossed");
	let outage = stage.skip_an_epoch().await?;
	let counts = stage.count(&EQUAL, changed, BY_NONE, within).await?;
	stage.after_outage(&outage).await?;
	let (table, equally) = judge(&NAMES, &counts, &EQUAL);
	stage.report.say(&format!("blocks without proved compute\n{table}"))?;
	stage.report.say(&format!(
		"{crossed} epochs were crossed before the outage, {} blocks finalised in all",
		stage.ledger.last()
	))?;
	stage.stop().await?;

	ensure!(by_weight, "the shares of blocks are not those of proved compute; see above");
	ensure!(equally, "the shares of blocks are not equal without proved compute; see above");
	Ok(())
}
