//! AI services from end to end: a real node, real operators, and a real model behind each of them.
//!
//! One chain plays one story. Five accounts operate, each with a program of its own; the second one's
//! model lies, and the fifth one sleeps. Blocks take a second.
//!
//! | what happens | what must follow |
//! | --- | --- |
//! | a median of rain, with sensors' noise: 50 questions at once; the first operator is killed between commitments and reveals, and started again | 50 right results; liar and sleeper lose exactly what the rules say, nobody else; the killed one has revealed all it had committed to |
//! | one of four answers | no result; the consumer has all of its money back, and nobody is slashed |
//! | an insurance asks, with too little in its pot | the callback fails, and is delivered once the pot is full |
//! | a plurality of words: 50 questions at once | 50 right results; their words are what the hashes say; liar and sleeper pay |
//! | three operators sign, and one of them reports | one report for each request, the leader's; a forged observation is refused |
//!
//! Each needs the programs `vajra-node` and `vajra-model` beside the agent's.

#[path = "../harness/mod.rs"]
mod harness;

mod events;
mod insurance;
mod stage;
mod story;

use anyhow::Result;
use stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn honest_answers_are_results_and_who_lies_or_sleeps_pays() -> Result<()> {
	let mut stage = Stage::start().await?;
	let median = story::by_median(&mut stage).await?;
	story::without_quorum(&mut stage, &median).await?;
	insurance::pays_once_it_can(&mut stage, &median).await?;
	story::by_plurality(&mut stage).await?;
	story::by_report(&mut stage).await?;
	stage.end().await
}
