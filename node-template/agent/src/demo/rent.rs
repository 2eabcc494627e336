//! The story's lease: a renter hires chips, works in a real session, and both sides rate.

use crate::{
	amount::vaj,
	chain::{AccountId, At, Balance, Chain, Order, OrderState},
	local::{Cast, Deadline, Player, Process},
	rental::process,
};
use anyhow::{ensure, Context, Result};
use std::{fs, os::unix::fs::PermissionsExt, str::FromStr, time::Duration};
use tempfile::TempDir;
use vajra_primitives::rental::OrderId;

/// Whose chips they are.
const PROVIDER: Player = Player::CHARLIE;
/// The vendor needs some of its own back.
const RENTER: Player = Player::BOB;

/// What is hired.
const CHIPS: u32 = 16;
const BLOCKS: u32 = 12;

/// Price of one chip for one block: 0.01 VAJ.
const PRICE: Balance = 10_000_000_000;
const PRICE_TEXT: &str = "0.01";

/// What the sides think of each other.
const RENTER_SCORE: &str = "95";
const PROVIDER_SCORE: &str = "90";

/// More than the fees of a few transactions, planck.
const FEES: Balance = 1_000_000_000_000;

/// Time for anything that takes a few blocks.
const SOON: Duration = Duration::from_secs(120);

/// Time an agent gets to end when it is asked to.
const STOP_WITHIN: Duration = Duration::from_secs(20);

/// The lease, and what it needs on this machine.
struct Rent<'a> {
	cast: &'a Cast,
	chain: Chain,
	/// The folder of leases, which all users may pass through.
	leases: TempDir,
}

impl Drop for Rent<'_> {
	fn drop(&mut self) {
		// A session is made to outlive the daemon that has started it, but not the story.
		process::end_all_in(self.leases.path());
	}
}

/// What the accounts have, on hold or not, planck.
#[derive(Clone, Copy, Debug)]
struct Books {
	renter: Balance,
	held: Balance,
	payee: Balance,
}

/// A provider offers chips, a renter hires some, runs a command in the session, and both rate; the money
/// moves as the order says. Gives what happened.
pub(super) async fn play(cast: &Cast, url: &str, mut note: impl FnMut(String)) -> Result<String> {
	let leases = tempfile::Builder::new().prefix("vajra-leases-").tempdir()?;
	fs::set_permissions(leases.path(), fs::Permissions::from_mode(0o711))?;
	let chain = Chain::connect(url, None).await?;
	let rent = Rent { cast, chain, leases };
	note("the provider offers its chips, and starts to rent out".into());
	let mut shop = rent.open_shop().await?;
	let played = rent.play(&mut shop, &mut note).await;
	let status = shop.stop(STOP_WITHIN).await;
	let told = played?;
	let status = status?;
	ensure!(status.success(), "asked to stop, {} ended with {status}", shop.name());
	Ok(told)
}

impl Rent<'_> {
	async fn open_shop(&self) -> Result<Process> {
		let mut list = self.cast.command(PROVIDER);
		let (chips, payee) = (CHIPS.to_string(), payee()?.to_string());
		list.args(["provider", "list", "--model", "0", "--chips", &chips, "--price", PRICE_TEXT]);
		list.args(["--max-blocks", "100", "--payee", &payee]);
		self.cast.run("list", &mut list).await?;
		let mut serve = self.cast.command(PROVIDER);
		serve.args(["provider", "serve", "--end-sessions", "--score", PROVIDER_SCORE, "--state"]);
		serve.arg(self.cast.work().join("shop")).arg("--leases").arg(self.leases.path());
		self.cast.spawn("serve", &mut serve)
	}

	async fn play(&self, shop: &mut Process, note: &mut impl FnMut(String)) -> Result<String> {
		let before = self.books(&self.chain.finalized().await?).await?;
		note(format!("a renter hires {CHIPS} chips, and opens the credentials"));
		let state = self.cast.work().join("renter").display().to_string();
		let (chips, blocks) = (CHIPS.to_string(), BLOCKS.to_string());
		let hire = [
			"renter",
			"hire",
			"--model",
			"0",
			"--chips",
			&chips,
			"--blocks",
			&blocks,
			"--max-price",
			PRICE_TEXT,
			"--state",
			&state,
			"--confirm",
		];
		let hired = self.cast.ask(RENTER, &hire).await?;
		ensure!(hired["opened"] == true, "the credentials were not opened: {hired}");
		let id = hired["order"].as_u64().context("no order was made")?;
		let order = self.order(id).await?.context("the order is gone")?;
		ensure!(order.state == OrderState::Running, "the lease does not run: {:?}", order.state);

		note(format!("order {id}: the lease runs, and the renter works in the session"));
		let name = id.to_string();
		let run =
			["renter", "open", &name, "--state", &state, "--json", "--", "sh", "-c", "id -u; pwd"];
		let done = self.cast.ask(RENTER, &run).await?;
		let said = done["stdout"].as_str().unwrap_or_default();
		let (user, folder) = said.trim().split_once('\n').context("the session says nothing")?;
		let leases = self.leases.path().canonicalize()?;
		ensure!(folder.starts_with(&*leases.to_string_lossy()), "it runs elsewhere: {folder}");
		let user = user.to_owned();

		let ended = self.until(id, shop, note, |order| order.state == OrderState::Ended).await?;
		let lease = ended.context("the order closed before its time")?.lease;
		let lease = lease.context("an ended order without a lease")?;
		note("the lease is over, and both sides rate".into());
		let rate = ["renter", "rate", &name, "--score", RENTER_SCORE];
		self.cast.ask(RENTER, &rate).await?;
		let left = self.until(id, shop, note, |_| false).await?;
		ensure!(left.is_none(), "the order is still there");
		let told = self.check(id, &order, before).await?;
		Ok(format!(
			"order {id}: {CHIPS} chips in blocks {} to {}, a session as user {user} ran a command; rated \
			 {RENTER_SCORE} and {PROVIDER_SCORE}; {told}",
			lease.started_at,
			lease.ends_at.saturating_sub(1)
		))
	}

	/// Checks that the money has moved as the order says, and tells how.
	async fn check(&self, id: OrderId, order: &Order, before: Books) -> Result<String> {
		Deadline::after(SOON)
			.until("finality of the settlement", async || {
				let at = self.chain.finalized().await?;
				Ok::<_, anyhow::Error>(at.order(id).await?.is_none().then_some(()))
			})
			.await?;
		let after = self.books(&self.chain.finalized().await?).await?;
		let rent = PRICE.saturating_mul(CHIPS.into()).saturating_mul(BLOCKS.into());
		ensure!(order.rent == rent, "the rent was {}, not {}", vaj(order.rent), vaj(rent));
		let fee = order.conditions.shares.fee.mul_ceil(rent);
		let paid = after.payee.saturating_sub(before.payee);
		ensure!(
			paid == rent.saturating_sub(fee),
			"the payee has {} more; the rent is {}, of which {} are kept back",
			vaj(paid),
			vaj(rent),
			vaj(fee)
		);
		let spent = before.renter.saturating_sub(after.renter);
		ensure!(
			spent >= rent && spent - rent < FEES,
			"the renter has {} less, for a rent of {}",
			vaj(spent),
			vaj(rent)
		);
		ensure!(
			after.held == before.held,
			"of the renter's, {} are on hold, before: {}",
			vaj(after.held),
			vaj(before.held)
		);
		Ok(format!(
			"rent {}: {} to the payee, {} burned; the deposit of {} is back",
			vaj(rent),
			vaj(paid),
			vaj(fee),
			vaj(order.deposit)
		))
	}

	async fn books(&self, at: &At) -> Result<Books> {
		let renter = at.funds(&RENTER.account()).await?;
		let payee = at.funds(&payee()?).await?;
		let all = renter.free.saturating_add(renter.reserved);
		Ok(Books { renter: all, held: renter.reserved, payee: payee.free })
	}

	async fn order(&self, id: OrderId) -> Result<Option<Order>> {
		Ok(self.chain.best().await?.order(id).await?)
	}

	/// Waits until an order is as it should be, or closed.
	async fn until(
		&self,
		id: OrderId,
		shop: &mut Process,
		note: &mut impl FnMut(String),
		holds: impl Fn(&Order) -> bool,
	) -> Result<Option<Order>> {
		Deadline::after(SOON)
			.until(&format!("order {id}"), async || {
				shop.check_running()?;
				let at = self.chain.best().await?;
				let Some(order) = at.order(id).await? else { return Ok(Some(None)) };
				let (block, state, until) = (at.block().number, order.state.name(), order.until);
				note(format!("block {block}: order {id} is {state}, until block {until}"));
				Ok::<_, anyhow::Error>(holds(&order).then_some(Some(order)))
			})
			.await
	}
}

/// The account that the rent is for, which has nothing else.
fn payee() -> Result<AccountId> {
	let secret = subxt_signer::SecretUri::from_str("//Landlord").context("no key")?;
	let key = subxt_signer::sr25519::Keypair::from_uri(&secret).context("no key")?;
	Ok(Chain::account_of(&key))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn price_is_that_of_the_commands() {
		assert_eq!(crate::amount::parse_vaj(PRICE_TEXT), Ok(PRICE));
	}
}
