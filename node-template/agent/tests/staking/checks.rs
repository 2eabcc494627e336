//! What must be true of the finalised blocks of the whole run.

use super::{
	arithmetic::{
		double_sign, earned, index, reporters, reward, vaj, verdict, Verdict, ABSENCE,
		ABSENCE_JAIL, BLOCK, DOUBLE_SIGN_JAIL,
	},
	chronicle::{names, Block, Chronicle, Ledger},
	records::{
		AbsenceDamped, Event, Jailed, PaidOut, RewardForfeited, Seat, Slashed, TransactionFeePaid,
	},
	report::Report,
	ACCOUNTS, ALICE, CHARLIE, DAVE, NAMES,
};
use anyhow::{ensure, Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use vajra_agent::local::Player;

/// In every block there is what there was at genesis, less what was burned of fees until then, and the
/// chain's own ledger says the same. Nothing is minted: too few chips are proved for it.
pub async fn ledger(chronicle: &Chronicle, report: &mut Report) -> Result<()> {
	let genesis = chronicle.genesis_issuance().await?;
	let mut burned = 0;
	for block in chronicle.blocks() {
		burned += block.burned();
		let mut expected = Ledger { genesis, ..Ledger::default() };
		expected.burned[0] = burned;
		ensure!(
			(block.issuance, block.ledger) == (genesis - burned, expected),
			"{genesis} planck at genesis, {burned} burned of fees, but: {block:?}"
		);
	}
	report.say(&format!(
		"issuance was {} at genesis; {} were burned of fees in {} blocks, and nothing else changed it",
		vaj(genesis),
		vaj(burned),
		chronicle.blocks().len()
	))
}

/// Who validates in each session, and who of them must not make blocks.
pub fn sets(
	chronicle: &Chronicle,
	report: &mut Report,
	expected: impl Fn(&Block) -> (Vec<usize>, Vec<usize>),
) -> Result<()> {
	let mut told = None;
	for block in chronicle.blocks() {
		let sorted = |validators: &[usize]| {
			let sorted: BTreeSet<_> = validators.iter().copied().collect();
			sorted.into_iter().collect::<Vec<_>>()
		};
		let seen = (sorted(&block.set), sorted(&block.disabled));
		ensure!(seen == expected(block), "set and disabled are {seen:?} in {block:?}");
		let disabled = block.disabled.contains(&block.author);
		ensure!(!disabled, "{} is disabled: {block:?}", NAMES[block.author]);
		let now = (seen, block.set.clone());
		if told.as_ref() != Some(&now) {
			let out = names(&block.disabled);
			let out = if out.is_empty() { out } else { format!("; disabled: {out}") };
			report.say(&format!(
				"era {}, session {}, from block {}: {}{out}",
				block.era,
				block.session,
				block.number,
				names(&block.set)
			))?;
			told = Some(now);
		}
	}
	Ok(())
}

/// What the chain should have decided about an era's validators when it was over.
fn judgement(seats: &BTreeMap<usize, Seat>, era: u32) -> Vec<Event> {
	let verdicts = seats.iter().map(|(validator, seat)| (*validator, verdict(seat)));
	let out: Vec<_> = verdicts.filter(|(_, verdict)| *verdict != Verdict::Present).collect();
	if out.len() * 3 > seats.len() {
		return vec![Event::AbsenceDamped(AbsenceDamped { era, short: out.len() as u32 })];
	}
	let mut events = Vec::new();
	for (validator, verdict) in out {
		let validator = ACCOUNTS[validator].account();
		events.push(Event::RewardForfeited(RewardForfeited { validator, era }));
		if verdict == Verdict::Absent {
			let until = era + ABSENCE_JAIL + 1;
			events.push(Event::Jailed(Jailed { candidate: validator, until }));
			let (bond, shortfall, delegated, reward) = (ABSENCE, 0, 0, 0);
			events.push(Event::Slashed(Slashed {
				validator,
				era,
				bond,
				shortfall,
				delegated,
				reward,
			}));
		}
	}
	events
}

/// Whether an event is about misconduct.
fn is_judgement(event: &Event) -> bool {
	matches!(
		event,
		Event::RewardForfeited(_) | Event::Jailed(_) | Event::Slashed(_) | Event::AbsenceDamped(_)
	)
}

/// An era that is over: blocks, points and pot are what its blocks say, and it was judged as it had to
/// be. Gives the verdicts, and how many were slashed for theirs.
pub async fn era(
	chronicle: &Chronicle,
	report: &mut Report,
	era: u32,
) -> Result<(BTreeMap<usize, Verdict>, usize)> {
	let judged = chronicle.judged(era).await?;
	let last = chronicle.era(era + 1).next().context("the era is not over")?;
	let mut seats = BTreeMap::new();
	for (validator, player) in ACCOUNTS.iter().enumerate() {
		if let Some(seat) = judged.seat(era, &player.account()).await? {
			seats.insert(validator, seat);
		}
	}
	// Blocks made, and blocks expected of each in equal parts, session by session.
	let mut made: BTreeMap<usize, u32> = BTreeMap::new();
	let mut sessions: BTreeMap<u32, (u64, usize)> = BTreeMap::new();
	for block in chronicle.era(era) {
		*made.entry(block.author).or_default() += 1;
		sessions.entry(block.session).or_insert((0, block.set.len())).0 += 1;
	}
	for (validator, seat) in &seats {
		let blocks = made.get(validator).copied().unwrap_or_default();
		let serves = |session: &u32| {
			let mut blocks = chronicle.era(era).filter(|block| block.session == *session);
			blocks.next().is_some_and(|block| block.set.contains(validator))
		};
		let parts = sessions.iter().filter(|(session, _)| serves(session));
		let expected: u64 = parts.map(|(_, (blocks, set))| blocks * BLOCK / *set as u64).sum();
		ensure!(
			(seat.authored, seat.expected) == (blocks, expected),
			"{} made {blocks} blocks of era {era}, {expected} millionths were expected: {seat:?}",
			NAMES[*validator]
		);
		let points = if seat.forfeited { 0 } else { blocks };
		ensure!(seat.points == points, "{points} points in era {era}: {seat:?}");
	}
	let pot = judged.era(era).await?;
	let points: u32 = seats.values().map(|seat| seat.points).sum();
	let fees: u128 = chronicle.era(era).map(Block::fees).sum();
	let slashes = chronicle.events().filter(|(block, _)| block.number <= last.number);
	let slashes: u128 = slashes.map(|(_, event)| to_pot(event, era)).sum();
	ensure!(
		(pot.pot, pot.points) == (fees + slashes, points),
		"fees {fees}, slashes {slashes} and {points} points should be the pot of era {era}: {pot:?}"
	);
	let expected = judgement(&seats, era);
	let seen: Vec<_> = last.events.iter().filter(|event| is_judgement(event)).collect();
	ensure!(
		seen.len() == expected.len() && expected.iter().all(|event| seen.contains(&event)),
		"era {era} was judged {seen:?} instead of {expected:?}; {seats:?}"
	);
	let verdicts: BTreeMap<_, _> =
		seats.iter().map(|(validator, seat)| (*validator, verdict(seat))).collect();
	let blocks: Vec<_> = seats
		.iter()
		.map(|(validator, seat)| {
			format!(
				"{} {} of {:.1} ({:?})",
				NAMES[*validator],
				seat.authored,
				seat.expected as f64 / BLOCK as f64,
				verdicts[validator]
			)
		})
		.collect();
	report.say(&format!(
		"era {era}: {} blocks: {}; pot: fees {} and slashes {}",
		made.values().sum::<u32>(),
		blocks.join(", "),
		vaj(fees),
		vaj(slashes)
	))?;
	for event in &seen {
		report.say(&format!("    {}", words(event)))?;
	}
	let slashes = seen.iter().filter(|event| matches!(event, Event::Slashed(_))).count();
	Ok((verdicts, slashes))
}

/// What an event brings the pot of an era.
fn to_pot(event: &Event, of: u32) -> u128 {
	match event {
		Event::Slashed(slash) if slash.era == of => slash.bond + slash.delegated - slash.reward,
		_ => 0,
	}
}

/// The slash in a block, if there is one.
fn slashed(block: &Block) -> Option<&Slashed> {
	block.events.iter().find_map(|event| match event {
		Event::Slashed(slash) => Some(slash),
		_ => None,
	})
}

/// The one block in which a validator was slashed for signing twice: what was taken, and where it went.
/// Nobody was slashed beside it, but for `absences`. Gives its session.
pub async fn double_signing(
	chronicle: &Chronicle,
	report: &mut Report,
	absences: usize,
) -> Result<u32> {
	let offender = ACCOUNTS[DAVE].account();
	let slashes: Vec<_> = chronicle
		.blocks()
		.iter()
		.filter_map(|block| Some((block, slashed(block)?)))
		.filter(|(_, slash)| slash.validator == offender)
		.collect();
	let all = chronicle.events().filter(|(_, event)| matches!(event, Event::Slashed(_))).count();
	ensure!(all == absences + 1 && slashes.len() == 1, "{all} slashes, of {offender}: {slashes:?}");
	let (block, slash) = slashes[0];
	let (before, after) = (chronicle.state_before(block).await?, chronicle.state(block).await?);
	let seat = before.seat(slash.era, &offender).await?.context("the offender had no seat")?;
	let (was, is) = (before.candidate(&offender).await?, after.candidate(&offender).await?);
	let (bond, delegated) = double_sign(seat.bond, was.pool.tokens);
	let reward = reporters(bond);
	let expected =
		Slashed { validator: offender, era: slash.era, bond, shortfall: 0, delegated, reward };
	ensure!(*slash == expected, "{slash:?} instead of {expected:?}");
	ensure!(delegated > 0, "nothing was delegated to the offender");
	let held = before.bond_on_hold(&offender).await? - after.bond_on_hold(&offender).await?;
	ensure!(held == bond && was.bond - is.bond == bond, "{held} planck of the hold went");
	ensure!(was.pool.tokens - is.pool.tokens == delegated, "{was:?}, {is:?}");
	ensure!(was.pool.shares == is.pool.shares, "{was:?}, {is:?}");
	let until = block.era + DOUBLE_SIGN_JAIL + 1;
	ensure!(is.jailed_until == Some(until), "{is:?} instead of jail until {until}");
	let jailed = Event::Jailed(Jailed { candidate: offender, until });
	let forfeited = Event::RewardForfeited(RewardForfeited { validator: offender, era: slash.era });
	ensure!(block.events.contains(&jailed) && block.events.contains(&forfeited), "{block:?}");
	// The report is unsigned: whoever puts it into a block is paid for it. The offender cannot.
	ensure!(block.author != DAVE, "the offender reported itself: {block:?}");
	let reporter = ACCOUNTS[block.author].account();
	let got = balance_change(&before, &after, ACCOUNTS[block.author]).await?;
	let gained = i128::try_from(reward)? - i128::try_from(fees_of(block, ACCOUNTS[block.author]))?;
	ensure!(got == gained, "{reporter} got {got} planck instead of {gained}");
	let pot = after.era(slash.era).await?.pot - before.era(slash.era).await?.pot;
	let fees = if slash.era == block.era { block.fees() } else { 0 };
	let rest = bond + delegated - reward;
	ensure!(pot == rest + fees, "the pot grew by {pot} instead of {rest} and fees {fees}");
	let made =
		chronicle.blocks().iter().find(|later| later.number > block.number && later.author == DAVE);
	ensure!(made.is_none(), "the offender still makes blocks: {made:?}");
	report.say(&format!(
		"block {} (era {}, session {}): {}; of {} on hold {} went, {} to {} who reported it, {} into \
		 the era's pot",
		block.number,
		block.era,
		block.session,
		words(&Event::Slashed(slash.clone())),
		vaj(was.bond),
		vaj(held),
		vaj(reward),
		NAMES[block.author],
		vaj(rest)
	))?;
	Ok(block.session)
}

/// A delegator's reward for an era, from the pot to its account.
pub async fn earnings(
	chronicle: &Chronicle,
	report: &mut Report,
	delegator: Player,
	delegated: u128,
	era: u32,
) -> Result<()> {
	let validator = ACCOUNTS[ALICE].account();
	let paid: Vec<_> = paid_out(chronicle, ALICE);
	let mut shares = Vec::new();
	for (block, paid) in &paid {
		let before = chronicle.state_before(block).await?;
		let seat = before.seat(paid.era, &validator).await?.context("no seat")?;
		ensure!(block.era >= paid.era + 2, "{paid:?} came too early: {block:?}");
		// Another validator's payout in the same block might have come first.
		let own = |event: &Event| matches!(event, Event::PaidOut(other) if other.era == paid.era);
		if block.events.iter().filter(|event| own(event)).count() == 1 {
			let pot = before.era(paid.era).await?;
			let expected = reward(pot.pot, pot.points, &seat);
			ensure!(
				(paid.own, paid.delegated) == expected,
				"{paid:?} instead of {expected:?} of {pot:?} with {seat:?}"
			);
		}
		shares.push(seat.shares);
	}
	let eras: Vec<_> = paid.iter().map(|(_, paid)| paid.era).collect();
	ensure!(eras == (0..=era).collect::<Vec<_>>(), "paid for eras {eras:?}");
	let last = paid.last().context("never paid")?.1;
	ensure!(last.own > 0 && last.delegated > 0, "{last:?} is no reward");
	let index = index(paid.iter().map(|(_, paid)| *paid).zip(shares));
	let amount = earned(delegated, index);
	let claims: Vec<_> = chronicle
		.events()
		.filter_map(|(block, event)| match event {
			Event::Claimed(claimed) => Some((block, claimed)),
			_ => None,
		})
		.collect();
	ensure!(claims.len() == 1, "one claim was made: {claims:?}");
	let (block, claimed) = claims[0];
	ensure!(
		(claimed.who, claimed.candidate) == (delegator.account(), validator)
			&& claimed.amount == amount,
		"{claimed:?} instead of {amount}"
	);
	let (before, after) = (chronicle.state_before(block).await?, chronicle.state(block).await?);
	let got = balance_change(&before, &after, delegator).await?;
	let fees = fees_of(block, delegator);
	let gained = i128::try_from(amount)? - i128::try_from(fees)?;
	ensure!(got == gained, "the delegator got {got} planck instead of {gained}");
	report.say(&format!(
		"era {era} brought {} {} and its delegators {}, paid in era {}; the delegator with {} claimed \
		 {} and paid a fee of {}",
		NAMES[ALICE],
		vaj(last.own),
		vaj(last.delegated),
		paid.last().context("never paid")?.0.era,
		vaj(delegated),
		vaj(amount),
		vaj(fees)
	))
}

/// A validator that lost an era's reward is paid nothing for it.
pub fn nothing_for(chronicle: &Chronicle, report: &mut Report, era: u32) -> Result<()> {
	let paid = paid_out(chronicle, CHARLIE);
	let (_, paid) = paid.last().context("it was never paid")?;
	ensure!((paid.era, paid.own, paid.delegated) == (era, 0, 0), "{paid:?}");
	report.say(&format!("{} is paid nothing for era {era}", NAMES[CHARLIE]))
}

/// Payouts of a validator, with their blocks.
fn paid_out(chronicle: &Chronicle, validator: usize) -> Vec<(&Block, &PaidOut)> {
	let account = ACCOUNTS[validator].account();
	chronicle
		.events()
		.filter_map(|(block, event)| match event {
			Event::PaidOut(paid) if paid.validator == account => Some((block, paid)),
			_ => None,
		})
		.collect()
}

/// How much more a player can spend.
async fn balance_change(
	before: &super::records::State,
	after: &super::records::State,
	player: Player,
) -> Result<i128> {
	let account = player.account();
	let (was, is) = (before.free(&account).await?, after.free(&account).await?);
	Ok(i128::try_from(is)? - i128::try_from(was)?)
}

/// Fees that a player paid in a block.
fn fees_of(block: &Block, player: Player) -> u128 {
	let account = player.account();
	let fee = |event: &Event| match event {
		Event::FeePaid(TransactionFeePaid { who, actual_fee }) if *who == account => *actual_fee,
		_ => 0,
	};
	block.events.iter().map(fee).sum()
}

/// An event in words.
fn words(event: &Event) -> String {
	let name = |account| {
		let place = ACCOUNTS.iter().position(|player| player.account() == account);
		place.map_or("somebody", |place| NAMES[place])
	};
	match event {
		Event::Slashed(slash) => format!(
			"{} is slashed for era {}: bond {}, delegated {}, shortfall {}, reporters {}",
			name(slash.validator),
			slash.era,
			vaj(slash.bond),
			vaj(slash.delegated),
			vaj(slash.shortfall),
			vaj(slash.reward)
		),
		Event::Jailed(jailed) => {
			format!("{} is in jail until era {}", name(jailed.candidate), jailed.until)
		}
		Event::RewardForfeited(lost) => {
			format!("{} loses the reward of era {}", name(lost.validator), lost.era)
		}
		Event::AbsenceDamped(damped) => {
			format!("{} were short in era {}: nobody pays for it", damped.short, damped.era)
		}
		other => format!("{other:?}"),
	}
}
