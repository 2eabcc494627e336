//! What renters do: hire chips, check and confirm credentials, use the session, rate.
//!
//! A key pair is made for each order, and noted before the order is sent: without it nobody opens the
//! credentials. Everything else can be read from the chain again.

mod access;
mod commands;
mod hire;

pub use access::{confirm, open, Wish};
pub use commands::{cancel, dispute, end, extend, orders, rate, resolve, Evidence};
pub use hire::{hire, HireOptions, Whom};

use crate::{
	chain::{AccountId, Chain, Order, Signer},
	error::AgentError,
	state::State,
};
use std::path::Path;
use vajra_primitives::rental::{OrderId, Role};

/// The renter's state.
fn state(chain: &Chain, account: &AccountId, folder: &Path) -> Result<State, AgentError> {
	Ok(State::open_private(folder, "renter", chain.genesis(), account)?)
}

/// An order of which the signer is a side.
async fn own_order(
	chain: &Chain,
	signer: &Signer,
	id: OrderId,
) -> Result<(Order, Role), AgentError> {
	let account = Chain::account_of(signer);
	let order = chain.best().await?.order(id).await?;
	let order = order.ok_or_else(|| crate::rental::offers::unknown(id))?;
	let role = order.role_of(&account).ok_or_else(|| {
		AgentError::Usage(format!("{account} is neither the renter nor the provider of order {id}"))
	})?;
	Ok((order, role))
}
