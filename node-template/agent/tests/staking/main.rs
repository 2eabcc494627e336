//! Four validators on one machine, and what misconduct and diligence bring them.
//!
//! Real nodes, real keys, real blocks. An era has three sessions of twenty slots of a second, a minute.
//! One network plays one story, in which waits overlap. H is its second era, or a later one if the
//! machine is slow:
//!
//! | era | what happens | what must follow |
//! | --- | --- | --- |
//! | before H | accounts delegate | |
//! | H | half of the network is down; accounts pay fees | finality stalls, blocks go on, nobody is slashed |
//! | H + 1 | one of the two comes back, the other stays down | finality returns; H cannot be paid out yet |
//! | H + 2 | the absentee lost its reward, 10 VAJ and its place | H is paid out, a delegator claims its part |
//! | H + 3 | the absentee leaves jail; another validator stops after three blocks | it loses the reward, and no more |
//! | H + 4 | the first is elected again; a second node makes blocks with a copy of a key | its owner is slashed and out, the other three go on |
//!
//! At the end all finalised blocks are gone through: blocks, points, pots, verdicts, slashes, rewards
//! and the ledger must be what [`arithmetic`] works out from them, to the last planck.

#[path = "../harness/mod.rs"]
mod harness;
#[path = "../network/report.rs"]
mod report;

mod arithmetic;
mod checks;
mod chronicle;
mod records;
mod stage;

use anyhow::{ensure, Context, Result};
use arithmetic::{Verdict, UNIT};
use chronicle::{names, Block};
use records::{Event, State, DPOS};
use stage::{account, payout, Stage, SESSIONS};
use std::{path::Path, time::Duration, time::SystemTime};
use subxt::dynamic::Value as Dynamic;
use vajra_agent::local::Player;

/// The validators, in the order of their names. Their BABE keys are their accounts' keys.
pub const NAMES: [&str; 4] = ["Alice", "Bob", "Charlie", "Dave"];
/// Their accounts.
pub const ACCOUNTS: [Player; 4] = [Player::ALICE, Player::BOB, Player::CHARLIE, Player::DAVE];
/// Never down; all is asked of its node.
pub const ALICE: usize = 0;
/// Stops for most of an era.
pub const BOB: usize = 1;
/// Stops for two eras.
pub const CHARLIE: usize = 2;
/// Stops for an era together with the one before; later its key is copied.
pub const DAVE: usize = 3;

/// Delegates, claims, and asks for payouts.
const DELEGATOR: Player = Player::FERDIE;
/// Delegates, too, and pays fees.
const SPENDER: Player = Player::EVE;

/// What the two delegate to the first validator, and what is delegated to the offender.
const STAKE: u128 = 100 * UNIT;
const OTHER_STAKE: u128 = 300 * UNIT;
const STAKE_LOST: u128 = 50 * UNIT;

/// Transfers in the era whose rewards are followed.
const TRANSFERS: u32 = 12;

/// How long before an era validators are asked to stop, so that they make no block in it.
const AHEAD: Duration = Duration::from_secs(6);

/// Time that must be left before that, for what comes before.
const PREPARE: Duration = Duration::from_secs(4);

/// Blocks by which the best chain must be ahead of finality while that stalls.
const STALLED: u64 = 20;

/// Blocks that a validator makes in an era in which about eighteen are expected of it: too few, but
/// more than an absentee, even if one of them is lost to another for the same height.
const FEW: u32 = 3;

/// Final blocks that show that three of four go on.
const GOES_ON: u64 = 5;

#[tokio::test(flavor = "multi_thread")]
async fn misconduct_costs_the_guilty_and_diligence_pays() -> Result<()> {
	let logs = Path::new(env!("CARGO_TARGET_TMPDIR")).join("logs/staking");
	let mut stage = Stage::start(&logs).await?;

	for (delegator, validator, amount) in
		[(DELEGATOR, ALICE, STAKE), (SPENDER, ALICE, OTHER_STAKE), (DELEGATOR, DAVE, STAKE_LOST)]
	{
		let arguments = vec![account(ACCOUNTS[validator]), Dynamic::u128(amount)];
		stage.done(delegator, DPOS, "delegate", arguments).await?;
	}
	let joined = State::best(&stage.view).await?.active_era().await?;
	stage.report.say(&format!("stake is delegated in era {joined}"))?;

	// Half of the network.
	let mut half = joined + 1;
	while stage.start_of(half) < SystemTime::now() + AHEAD + PREPARE {
		half += 1;
	}
	stage.moment("the last slots before the outage", stage.start_of(half) - AHEAD).await?;
	stage.stop(&[CHARLIE, DAVE]).await?;
	let outage = stage.view.head().await?;
	stage.begun(half).await?;
	for _ in 0..TRANSFERS {
		let arguments =
			vec![Dynamic::unnamed_variant("Id", [account(Player::BOB)]), Dynamic::u128(UNIT)];
		stage.done(SPENDER, "Balances", "transfer_keep_alive", arguments).await?;
	}
	stage.begun(half + 1).await?;
	let head = stage.view.head().await?;
	stage.report.say(&format!("after an era with half of the network: {head:?}"))?;
	ensure!(
		head.best >= head.finalized + STALLED && head.finalized <= outage.best,
		"finality went on with half of the network: {outage:?}, then {head:?}"
	);

	// Three of four.
	stage.restart(DAVE).await?;
	stage.finalised(head.best).await?;
	stage.report.say(&format!("block {} is final: finality is back", head.best))?;
	stage.refused(DELEGATOR, "payout", payout(half, ALICE), "EraNotPayable").await?;

	// All four: one had been absent.
	stage.begun(half + 2).await?;
	stage.restart(CHARLIE).await?;
	stage.refused(ACCOUNTS[CHARLIE], "unjail", vec![], "StillJailed").await?;
	stage.pay_out(DELEGATOR, ALICE, half).await?;
	stage.refused(DELEGATOR, "payout", payout(half, ALICE), "AlreadyPaid").await?;
	stage.done(DELEGATOR, DPOS, "claim", vec![account(ACCOUNTS[ALICE])]).await?;
	stage.start_spare().await?;

	// One makes a few blocks and no more.
	stage.begun(half + 3).await?;
	let blocks = stage.authored(BOB, half + 3, FEW).await?;
	stage.stop(&[BOB]).await?;
	stage.report.say(&format!("{} has made {blocks} blocks of the era", NAMES[BOB]))?;
	stage.done(ACCOUNTS[CHARLIE], DPOS, "unjail", vec![]).await?;
	stage.report.say(&format!("{} is out of jail", NAMES[CHARLIE]))?;
	stage.pay_out(DELEGATOR, CHARLIE, half + 1).await?;

	// One key at two nodes.
	let best = stage.begun(half + 4).await?;
	stage.copy_key(DAVE, best).await?;
	stage.restart(BOB).await?;
	let caught = stage.caught(DAVE).await?;
	let best = stage.session_begun(caught + 2).await?;
	stage.finalised(best + GOES_ON).await?;
	let head = stage.view.head().await?;
	stage.report.say(&format!("three validators finalise on: {head:?}"))?;

	let Stage { chronicle, report, .. } = &mut stage;
	checks::ledger(chronicle, report).await?;
	let (mut verdicts, mut absences) = (Vec::new(), 0);
	for era in 0..half + 4 {
		let (verdict, slashes) = checks::era(chronicle, report, era).await?;
		verdicts.push(verdict);
		absences += slashes;
	}
	let verdict = |era: u32, validator: usize| {
		let era = verdicts.get(era as usize).context("no such era")?;
		era.get(&validator).copied().context("no seat in that era")
	};
	ensure!(verdict(half, CHARLIE)? == Verdict::Absent, "half of the network was not missed");
	ensure!(verdict(half, DAVE)? == Verdict::Absent, "half of the network was not missed");
	ensure!(verdict(half + 1, CHARLIE)? == Verdict::Absent, "the absentee was not missed");
	ensure!(verdict(half + 1, DAVE)? == Verdict::Present, "who came back is missed");
	ensure!(verdict(half + 3, BOB)? == Verdict::Short, "who was short is not");
	let caught = checks::double_signing(chronicle, report, absences).await?;
	let session = |era: u32| era * SESSIONS;
	let expected = |block: &Block| {
		let mut set = vec![ALICE, BOB, CHARLIE, DAVE];
		let mut disabled = vec![];
		// Put out when its era was judged, and elected again two eras later.
		if (session(half + 2) + 1..session(half + 4)).contains(&block.session) {
			set.retain(|validator| *validator != CHARLIE);
		} else if block.session == session(half + 2) {
			disabled.push(CHARLIE);
		}
		if block.session > caught + 1 {
			set.retain(|validator| *validator != DAVE);
		} else if offence_is_known(block, chronicle.blocks()) {
			disabled.push(DAVE);
		}
		(set, disabled)
	};
	checks::sets(chronicle, report, expected)?;
	checks::earnings(chronicle, report, DELEGATOR, STAKE, half).await?;
	checks::nothing_for(chronicle, report, half + 1)?;
	let back = chronicle.era(half + 4).filter(|block| block.author == CHARLIE).count();
	ensure!(back > 0, "{} is elected and makes no block", NAMES[CHARLIE]);
	let last = chronicle.blocks().last().context("no blocks")?;
	report.say(&format!("at the end, era {}: {} validate", last.era, names(&last.set)))?;
	stage.end().await
}

/// Whether a block is that of the report, or comes after it.
fn offence_is_known(block: &Block, blocks: &[Block]) -> bool {
	let account = ACCOUNTS[DAVE].account();
	let reported = |event: &Event| match event {
		Event::Jailed(jailed) => jailed.candidate == account,
		_ => false,
	};
	let report = blocks.iter().find(|block| block.events.iter().any(reported));
	report.is_some_and(|report| report.number <= block.number)
}
