//! The end of the story: all that was minted and burned adds up to what there is.

use crate::{amount::vaj, chain::Balance, local::ChainView};
use anyhow::{ensure, Context, Result};
use serde::{Serialize, Serializer};
use subxt::{config::substrate::H256, ext::codec::Decode, rpcs::client::rpc_params};

/// Both sides of the sum, in planck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct LedgerReport {
	/// What there was in the genesis block.
	#[serde(serialize_with = "digits")]
	pub genesis: Balance,
	/// What was minted since then, whatever the cause.
	#[serde(serialize_with = "digits")]
	pub minted: Balance,
	/// What was burned since then, whatever the cause.
	#[serde(serialize_with = "digits")]
	pub burned: Balance,
	/// What pallet-balances says there is.
	#[serde(serialize_with = "digits")]
	pub issuance: Balance,
}

/// As text: JSON's readers lose digits of large numbers.
fn digits<S: Serializer>(amount: &Balance, serializer: S) -> Result<S::Ok, S::Error> {
	serializer.collect_str(amount)
}

impl LedgerReport {
	/// Reads the latest finalised block; the genesis figure is that of the genesis block itself.
	pub(super) async fn read(view: &ChainView) -> Result<Self> {
		let finalized: H256 = view.rpc().request("chain_getFinalizedHead", rpc_params![]).await?;
		let genesis: Balance = value(view, "Balances", "TotalIssuance", view.genesis()).await?;
		let issuance = value(view, "Balances", "TotalIssuance", finalized).await?;
		// By causes, in the order of the pallet's records.
		let (opened, minted, burned): (Balance, [Balance; 5], [Balance; 11]) =
			value(view, "TokenEmission", "SupplyLedger", finalized).await?;
		ensure!(opened == genesis, "the ledger opened with {opened} planck, not with {genesis}");
		let (minted, burned) = (minted.iter().sum(), burned.iter().sum());
		Ok(Self { genesis, minted, burned, issuance })
	}

	/// The sum in words, if it is right and the story has moved it both ways.
	pub(super) fn told(&self) -> Result<String> {
		let Self { genesis, minted, burned, issuance } = *self;
		ensure!(minted > 0 && burned > 0, "nothing was minted, or nothing burned: {self:?}");
		let sum = genesis.checked_add(minted).and_then(|sum| sum.checked_sub(burned));
		ensure!(sum == Some(issuance), "the ledger does not add up: {self:?}");
		Ok(format!(
			"{} at genesis + {} minted − {} burned = {} issued",
			vaj(genesis),
			vaj(minted),
			vaj(burned),
			vaj(issuance)
		))
	}
}

async fn value<T: Decode>(view: &ChainView, pallet: &str, item: &str, at: H256) -> Result<T> {
	let value = view.plain(pallet, item, at).await?;
	value.with_context(|| format!("the chain has no {pallet}.{item}"))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn only_a_sum_that_is_right_is_told() {
		let right = LedgerReport { genesis: 1_000, minted: 50, burned: 7, issuance: 1_043 };
		right.told().unwrap();
		for wrong in [
			LedgerReport { issuance: 1_044, ..right },
			LedgerReport { minted: 0, issuance: 993, ..right },
			LedgerReport { burned: 0, issuance: 1_050, ..right },
			LedgerReport { burned: 2_000, ..right },
		] {
			assert!(wrong.told().is_err(), "{wrong:?}");
		}
	}

	#[test]
	fn amounts_are_text_in_json() {
		let ledger = LedgerReport { genesis: Balance::MAX, ..LedgerReport::default() };
		let json = serde_json::to_value(ledger).unwrap();
		assert_eq!(json["genesis"], Balance::MAX.to_string());
		assert_eq!(json["burned"], "0");
	}
}
