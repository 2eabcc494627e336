//! The story's stake: a delegator that earns, and a second validator that signs twice.

use crate::{
	amount::vaj,
	chain::{AccountId, At, Balance, Chain, EraIndex, Eras, SealedHeader, Seat, Signer},
	local::{Cast, ChainView, LocalNode, NodeOptions, Player},
};
use anyhow::{ensure, Context, Result};
use std::{
	ffi::OsString,
	fs,
	path::{Path, PathBuf},
	str::FromStr,
};
use subxt::{config::substrate::H256, rpcs::client::rpc_params};

/// The validator of a development chain, and who reports the other one.
const FIRST: Player = Player::ALICE;
/// The vendor puts what it has to work.
const DELEGATOR: Player = Player::BOB;
/// The one that will sign twice.
const OFFENDER: Player = Player::FERDIE;
const REPORTER: Player = Player::ALICE;

/// What is delegated to the first validator, and bonded by the second one, VAJ.
const DELEGATED: Balance = 1_000;
const BOND: Balance = 400;

/// Planck in a VAJ.
const UNIT: Balance = 1_000_000_000_000;

/// How BABE's keys are marked in a node's keystore: the hex of their type.
const BABE_KEYS: &str = "62616265";

/// Planck by which shares may differ from exact ones, all roundings together.
const ROUNDING: Balance = 4;

/// The stake, and the node of the second validator.
pub(super) struct Stake {
	chain: Chain,
	node: LocalNode,
	/// What the offence was, once there was one.
	offence: Option<Offence>,
}

/// Two blocks for one slot.
#[derive(Clone, Copy, Debug)]
struct Offence {
	/// Its era.
	era: EraIndex,
	/// What was taken of the offender's bond, planck.
	taken: Balance,
	/// The reporter's part of that, planck.
	reward: Balance,
	/// The first era in which the offender can leave jail.
	jailed_until: EraIndex,
}

impl Stake {
	/// A player delegates to the chain's validator. Another one becomes a candidate, with a node and
	/// session keys of its own.
	pub(super) async fn begin(
		cast: &Cast,
		view: &ChainView,
		url: &str,
		options: &NodeOptions,
	) -> Result<Self> {
		let options = second_node(options, &address(view).await?);
		let first = FIRST.account().to_string();
		let mut delegate = cast.command(DELEGATOR);
		let amount = DELEGATED.to_string();
		delegate.args(["delegate", "add", "--candidate", &first, "--amount", &amount]);
		let mut register = cast.command(OFFENDER);
		let bond = BOND.to_string();
		register.args(["candidate", "register", "--bond", &bond, "--commission", "5"]);
		// At the same time: the next election does not wait.
		let (node, delegated, registered) = tokio::join!(
			LocalNode::start(options),
			cast.run("delegate", &mut delegate),
			cast.run("candidate-register", &mut register)
		);
		let node = node?;
		delegated.and(registered)?;
		let mut keys = cast.command(OFFENDER);
		keys.args(["candidate", "keys", "--node", &node.url()]);
		cast.run("candidate-keys", &mut keys).await?;
		let chain = Chain::connect(url, None).await?;
		let stake = Self { chain, node, offence: None };
		stake.check_beginning().await?;
		Ok(stake)
	}

	async fn check_beginning(&self) -> Result<()> {
		let at = self.chain.finalized().await?;
		let stake = at.stake(&DELEGATOR.account()).await?;
		let delegated: Vec<_> =
			stake.delegations.iter().map(|one| (one.candidate, one.amount)).collect();
		ensure!(
			delegated == [(FIRST.account(), DELEGATED * UNIT)],
			"the delegator's stake is another one: {stake:?}"
		);
		let candidate = at.candidate(&OFFENDER.account()).await?;
		let bond = candidate.context("the second validator is no candidate")?.bond;
		ensure!(bond == BOND * UNIT, "its bond is {}", vaj(bond));
		let has_keys = at.has_session_keys(&OFFENDER.account()).await?;
		ensure!(has_keys, "the second validator has no session keys");
		Ok(())
	}

	/// What has been set up.
	pub(super) fn beginning(&self) -> String {
		format!(
			"{DELEGATED} VAJ delegated to the validator; a second one with a bond of {BOND} VAJ, its \
			 node at {}",
			self.node.url()
		)
	}

	/// The second validator's node.
	pub(super) fn node(&mut self) -> &mut LocalNode {
		&mut self.node
	}

	/// The second validator's first finalised block, and the key it was signed with, out of its node's
	/// keystore. `from` is where the search goes on.
	pub(super) async fn first_block(
		&self,
		view: &ChainView,
		from: &mut u64,
		to: u64,
	) -> Result<Option<(u64, Signer)>> {
		let key = babe_key(self.node.base_path())?;
		while *from < to {
			let number = *from + 1;
			if view.authored(number).await?.author_key() == Some(key.public_key().0) {
				return Ok(Some((number, key)));
			}
			*from = number;
		}
		Ok(None)
	}

	/// The second validator's key signs another block for the slot of block `number`; that is reported,
	/// and costs what it should.
	pub(super) async fn equivocate(
		&mut self,
		cast: &Cast,
		view: &ChainView,
		number: u64,
		key: &Signer,
	) -> Result<()> {
		let hash: H256 = view.rpc().request("chain_getBlockHash", rpc_params![number]).await?;
		let block = u32::try_from(number).context("a block number beyond 32 bits")?;
		let era = self.chain.at_number(block).await?.eras().await?.active;
		let real = self.chain.sealed_header(hash).await?.context("the block has no header")?;
		let file = cast.work().join("second-header.hex");
		write_header(&file, &real.conflicting(key))?;

		let before = self.chain.best().await?;
		let mut report = cast.command(REPORTER);
		report.args(["report-equivocation", "babe", "--first", &format!("{hash:?}")]);
		let mut second = OsString::from("@");
		second.push(&file);
		report.arg("--second").arg(second);
		cast.run("report-equivocation", &mut report).await?;
		let after = self.chain.finalized().await?;
		self.offence = Some(self.check_offence(&before, &after, era).await?);
		Ok(())
	}

	async fn check_offence(&self, before: &At, after: &At, era: EraIndex) -> Result<Offence> {
		let offender = OFFENDER.account();
		let candidate = async |at: &At| {
			let record = at.candidate(&offender).await?;
			record.context("the second validator is no candidate any more")
		};
		let (was, is) = (candidate(before).await?, candidate(after).await?);
		let taken = was.bond.saturating_sub(is.bond);
		ensure!(taken > 0, "the report has cost the offender nothing");
		let jailed_until = is.jailed_until.context("the offender is not in jail")?;
		let funds =
			async |at: &At| Ok::<_, anyhow::Error>(at.funds(&REPORTER.account()).await?.free);
		let reward = funds(after).await?.saturating_sub(funds(before).await?);
		ensure!(reward > 0, "the reporter was not paid");
		let raised = after.era_pot(era).await?.0.saturating_sub(before.era_pot(era).await?.0);
		ensure!(
			raised >= taken.saturating_sub(reward),
			"{} were taken, the reporter has {}, but the era's pot has only {} more",
			vaj(taken),
			vaj(reward),
			vaj(raised)
		);
		let seats = after.seats(era).await?;
		let seat = seats.iter().find(|(account, _)| *account == offender);
		ensure!(
			seat.is_some_and(|(_, seat)| seat.forfeited),
			"the offender keeps its reward of era {era}: {seat:?}"
		);
		Ok(Offence { era, taken, reward, jailed_until })
	}

	/// What the offence has cost, once the offender is out of the session's set; `None` before that.
	pub(super) async fn outcome(&self) -> Result<Option<String>> {
		let Offence { era, taken, reward, jailed_until } =
			self.offence.context("there was no offence")?;
		let at = self.chain.finalized().await?;
		let offender = OFFENDER.account();
		if at.session_validators().await?.contains(&offender) {
			return Ok(None);
		}
		let next = at.next_validators().await?;
		ensure!(
			next.iter().all(|(account, _)| *account != offender),
			"the offender is elected again"
		);
		Ok(Some(format!(
			"{} of its bond taken, {} for the reporter, the rest to the pot of era {era}; out of the \
			 set, in jail until era {jailed_until}",
			vaj(taken),
			vaj(reward)
		)))
	}

	/// The era whose reward the delegator waits for: that of the offence, which has raised its pot.
	fn awaited(&self) -> Result<EraIndex> {
		Ok(self.offence.context("there was no offence")?.era)
	}

	/// How the wait for the era's payout stands: the current era and the one that is waited for, which
	/// are the same once it can be paid.
	pub(super) async fn eras(&self) -> Result<(EraIndex, EraIndex)> {
		let active = self.chain.finalized().await?.eras().await?.active;
		Ok((active, self.awaited()?.saturating_add(Eras::PAYABLE_AFTER)))
	}

	/// The era is paid out, and the delegator claims its part.
	pub(super) async fn collect(&self, cast: &Cast) -> Result<String> {
		let era = self.awaited()?;
		let (first, delegator) = (FIRST.account(), DELEGATOR.account());
		let before = self.chain.finalized().await?;
		let seats = before.seats(era).await?;
		let seat = seats.iter().find(|(account, _)| *account == first).map(|(_, seat)| *seat);
		let seat = seat.with_context(|| format!("the validator had no seat in era {era}"))?;
		ensure!(
			seat.delegated == DELEGATED * UNIT,
			"{} stood behind the validator in era {era}, not the delegator's stake alone",
			vaj(seat.delegated)
		);
		let (pot, points) = before.era_pot(era).await?;
		let expected = delegators_part(pot, points, &seat).context("a pot beyond all numbers")?;
		let foretold = promised(&before, &delegator, &first, Some(era)).await?;
		let mut payout = cast.command(DELEGATOR);
		payout.args(["rewards", "payout"]);
		cast.run("rewards-payout", &mut payout).await?;

		let paid = self.chain.best().await?;
		let due = promised(&paid, &delegator, &first, None).await?;
		let near = |amount: Balance| amount.abs_diff(due) <= ROUNDING;
		ensure!(
			due > 0 && near(expected) && near(foretold),
			"era {era} has brought the delegator {due} planck; its share is {expected}, and it was \
			 told {foretold}"
		);
		let mut claim = cast.command(DELEGATOR);
		claim.args(["rewards", "claim"]);
		cast.run("rewards-claim", &mut claim).await?;
		let after = self.chain.finalized().await?;
		let left = promised(&after, &delegator, &first, None).await?;
		ensure!(left == 0, "{left} planck are left to claim after the claim");
		let free = async |at: &At| Ok::<_, anyhow::Error>(at.funds(&delegator).await?.free);
		let gain = free(&after).await?.saturating_sub(free(&paid).await?);
		// The claim has its fee.
		ensure!(
			gain > 0 && gain < due && due - gain < UNIT,
			"{due} planck were claimed, and {gain} have arrived"
		);
		let active = after.eras().await?.active;
		Ok(format!(
			"{} for era {era}, paid in era {active}: its exact share of the {} that the era brought \
			 the validator",
			vaj(due),
			vaj(part_of_pot(pot, points, &seat).unwrap_or_default())
		))
	}

	/// Stops the second validator's node.
	pub(super) async fn stop(
		mut self,
	) -> Result<std::process::ExitStatus, crate::local::LocalError> {
		self.node.stop().await
	}
}

/// The options of a validator's node on the same chain.
fn second_node(first: &NodeOptions, peer: &str) -> NodeOptions {
	let arguments = [
		"--chain",
		"dev",
		"--validator",
		"--unsafe-force-node-key-generation",
		"--state-pruning",
		"archive",
		"--reserved-nodes",
		peer,
	];
	let name = "second-node";
	let log = first.log.with_file_name(format!("{name}.log"));
	let arguments = arguments.map(Into::into).into();
	NodeOptions { name: name.into(), arguments, log, ..first.clone() }
}

/// Where peers reach a node on this machine.
async fn address(view: &ChainView) -> Result<String> {
	let addresses: Vec<String> =
		view.rpc().request("system_localListenAddresses", rpc_params![]).await?;
	let local = addresses.iter().find(|address| address.starts_with("/ip4/127.0.0.1/"));
	local.cloned().with_context(|| format!("the node listens nowhere near: {addresses:?}"))
}

/// The BABE key in the keystore of a node, which has only one.
fn babe_key(base: &Path) -> Result<Signer> {
	let file = keystore_file(base).context("the node has no BABE key in its keystore")?;
	let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
	let phrase: String = serde_json::from_str(&text).context("a keystore of another kind")?;
	let secret = subxt_signer::SecretUri::from_str(&phrase).context("a key of another kind")?;
	Signer::from_uri(&secret).context("a key of another kind")
}

fn keystore_file(base: &Path) -> Option<PathBuf> {
	let chains = fs::read_dir(base.join("chains")).ok()?.flatten();
	let files = chains.filter_map(|chain| fs::read_dir(chain.path().join("keystore")).ok());
	let mut paths = files.flatten().flatten().map(|file| file.path());
	paths.find(|path| {
		let name = path.file_name().and_then(|name| name.to_str());
		name.is_some_and(|name| name.starts_with(BABE_KEYS))
	})
}

fn write_header(file: &Path, header: &SealedHeader) -> Result<()> {
	fs::write(file, header.to_hex() + "\n")
		.with_context(|| format!("{} cannot be written", file.display()))
}

/// What the view functions promise an account for an era, or to be claimed now, planck.
async fn promised(
	at: &At,
	account: &AccountId,
	candidate: &AccountId,
	era: Option<EraIndex>,
) -> Result<Balance> {
	let rewards = at.staking_rewards(account, candidate).await?;
	Ok(rewards.iter().filter(|reward| reward.era == era).map(|reward| reward.amount).sum())
}

/// What a validator's points bring it of a pot, planck.
fn part_of_pot(pot: Balance, points: u32, seat: &Seat) -> Option<Balance> {
	pot.checked_mul(seat.points.into())?.checked_div(points.into())
}

/// What all delegators together get of that: without the commission, shared by stake.
fn delegators_part(pot: Balance, points: u32, seat: &Seat) -> Option<Balance> {
	let reward = part_of_pot(pot, points, seat)?;
	let shared = reward.checked_sub(seat.commission.of(reward))?;
	let stake = seat.bond.checked_add(seat.delegated)?;
	shared.checked_mul(seat.delegated)?.checked_div(stake)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::Share;

	#[test]
	fn delegators_have_their_part_of_what_is_left_after_the_commission() {
		let seat = Seat {
			bond: 500,
			delegated: 1_500,
			commission: Share(100_000_000),
			authored: 30,
			points: 30,
			forfeited: false,
		};
		assert_eq!(part_of_pot(8_000, 40, &seat), Some(6_000));
		assert_eq!(delegators_part(8_000, 40, &seat), Some(4_050));
		assert_eq!(delegators_part(8_000, 0, &seat), None);
	}

	#[test]
	fn key_is_found_in_the_keystore() {
		let base = tempfile::tempdir().unwrap();
		assert!(babe_key(base.path()).is_err());
		let keystore = base.path().join("chains/dev/keystore");
		fs::create_dir_all(&keystore).unwrap();
		fs::write(keystore.join("6772616e00"), "\"//Alice\"").unwrap();
		assert!(babe_key(base.path()).is_err());
		fs::write(keystore.join(format!("{BABE_KEYS}00")), "\"//Ferdie\"").unwrap();
		let key = babe_key(base.path()).unwrap();
		assert_eq!(key.public_key().0, Player::FERDIE.pair().public_key().0);
	}
}
