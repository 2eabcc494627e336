//! What the arbiter does: decides disputes about orders.

use crate::{
	amount::percent,
	chain::{Chain, Signer, Split},
	error::AgentError,
	output::Output,
	rental::finish::print_settled,
};
use vajra_primitives::rental::OrderId;

/// Decides a dispute through sudo.
pub async fn resolve(
	chain: &Chain,
	sudo: &Signer,
	order: OrderId,
	split: Split,
	output: Output,
) -> Result<(), AgentError> {
	let (settled, included) = chain.resolve_dispute(sudo, order, split).await?;
	let text = format!(
		"order {order} is decided: {} of the rent to the payee, {} of the deposit to the renter, {} of \
		 the bond to the provider",
		percent(split.rent),
		percent(split.deposit),
		percent(split.bond)
	);
	print_settled(output, order, &text, settled, (&included).into())
}
