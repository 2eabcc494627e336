//! Rented compute through the agent's commands, on one development chain.
//!
//! Real node, real agents, real sessions. One story, in which waits overlap; each of its orders ends in
//! another way. Rounds take fifteen seconds.
//!
//! | order | what happens | what must follow |
//! | --- | --- | --- |
//! | forgotten | a short lease; the renter never rates | the rent is the payee's, the deposit is forfeited |
//! | agreed | both sides sign a settlement off chain, a third account submits it | the money is divided as it says |
//! | quarrel | two bid for a request, one withdraws; the lease is lengthened, the provider ends it early, the renter disputes | the money is divided as the arbiter decides |
//! | kept | 16 chips; the session runs commands; the provider misses a round; its daemon is killed meanwhile and started again | the session and its files stay, that round is not paid for, both rate, the folder is gone |
//! | declined | credentials are delivered by hash, open, and are not confirmed | all back |
//! | broken | the provider's daemon is killed once it has accepted | all back to the renter, and a part of the bond |
//!
//! At the end, what renter, payee and provider have is what they began with and what the blocks' events
//! say, to the last planck.

#[path = "../harness/mod.rs"]
mod harness;
mod ledger;
mod stage;
mod story;

use anyhow::Result;
use stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn leases_run_and_every_order_ends_as_it_should() -> Result<()> {
	let mut stage = Stage::start().await?;
	stage.open_shop().await?;
	let forgotten = stage.forget().await?;
	stage.agree().await?;
	stage.quarrel().await?;
	let kept = stage.keep().await?;
	stage.break_promise().await?;
	let declined = stage.come_back(kept).await?;
	stage.settle(kept).await?;
	stage.decline(declined).await?;
	stage.forfeit(forgotten).await?;
	stage.add_up().await
}
