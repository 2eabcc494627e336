//! Filling the pots that providers share.

use crate::{
	amount::vaj,
	chain::{Balance, Chain, Signer},
	chips::print,
	error::AgentError,
	output::Output,
	vendor::Receipt,
};
use serde::Serialize;
use vajra_primitives::RoundIndex;

/// Adds to the current round's pot.
pub async fn fund(
	chain: &Chain,
	signer: &Signer,
	amount: Balance,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Funded {
		round: RoundIndex,
		amount: String,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let (round, included) = chain.fund_rewards(signer, amount).await?;
	let text = format!("{} are in the pot of round {round}", vaj(amount));
	let receipt = (&included).into();
	print(output, &text, &Funded { round, amount: amount.to_string(), receipt })
}
