//! What providers give up and what they get, through the agent's commands, on one development chain:
//! chips and collateral leave, rewards arrive, silence is reported, revoked power is taken out.
//!
//! Real node, real agents, real signatures. One story, in which waits overlap: collateral of chips
//! that leave at the beginning waits for its release while others prove. Rounds take fifteen seconds.
//!
//! | when | what happens | what must follow |
//! | --- | --- | --- |
//! | at once | two providers claim chips; one retires some of them, and another account takes one over | nothing but collateral moves, and all of it stays on hold |
//! | first proofs | a pot is filled; the first provider stops after its answer | it claims its part by command, the other one's agent by itself |
//! | two rounds | the first provider is silent, and is reported by command | a miss; then a miss with a slash, and the reporter's part of it |
//! | back again | the first provider answers | anyone can release what has waited, to its owner |
//! | then | the vendor revokes the first manifest | the watcher's agent takes its power out of what is expected |
//! | at the end | governance revokes the vendor | the same by command |
//!
//! At the end, what each account has is what it began with and what the blocks' events say, to the
//! last planck.

#[path = "../harness/mod.rs"]
mod harness;
mod ledger;
mod stage;
mod story;

use anyhow::Result;
use stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn collateral_and_rewards_arrive_and_revoked_power_goes() -> Result<()> {
	let mut stage = Stage::start().await?;
	stage.claim().await?;
	stage.retire().await?;
	stage.take_over().await?;
	let next = stage.earn().await?;
	stage.fall_silent(next).await?;
	stage.come_back().await?;
	stage.withdraw().await?;
	stage.revoke_manifest().await?;
	stage.revoke_vendor().await?;
	stage.add_up().await
}
