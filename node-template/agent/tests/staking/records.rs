//! What the chain stores and says about stake, decoded by name through its metadata.

use anyhow::{Context, Result};
use subxt::{
	config::{substrate::H256, PolkadotConfig},
	dynamic,
	ext::scale_decode::DecodeAsType,
	utils::AccountId32,
	OnlineClientAtBlock,
};
use vajra_agent::local::ChainView;

/// Name of the pallet in the runtime.
pub const DPOS: &str = "Dpos";

/// A validator in one era.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Seat {
	/// What its misconduct can cost it, planck.
	pub bond: u128,
	/// What was delegated to it, planck.
	pub delegated: u128,
	/// Shares of that.
	pub shares: u128,
	/// Its commission, in parts of a billion.
	pub commission: u32,
	/// Blocks it made in sessions that are over.
	pub authored: u32,
	/// What it shares the pot by.
	pub points: u32,
	/// Millionths of blocks that were expected of it.
	pub expected: u64,
	/// Whether it has lost the reward.
	pub forfeited: bool,
}

/// An era's pot.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Era {
	/// What has not been paid, planck.
	pub pot: u128,
	/// Points that it is still to be shared by.
	pub points: u32,
}

/// A candidate.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Candidate {
	/// Its bond, planck.
	pub bond: u128,
	/// The first era in which it can leave jail.
	pub jailed_until: Option<u32>,
	/// What is delegated to it.
	pub pool: Pool,
}

/// Stake of many.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Pool {
	/// Planck.
	pub tokens: u128,
	/// Shares of these.
	pub shares: u128,
}

/// An account's money.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Account {
	data: AccountData,
}

#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct AccountData {
	free: u128,
}

/// An amount on hold.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Hold {
	id: Reason,
	amount: u128,
}

/// Why: no account that is asked about here has anything on hold for another reason.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
enum Reason {
	Dpos(DposReason),
}

#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
enum DposReason {
	Bond,
}

/// The chain's state at one block.
pub struct State(OnlineClientAtBlock<PolkadotConfig>);

impl State {
	/// After a block.
	pub async fn at(view: &ChainView, block: H256) -> Result<Self> {
		Ok(Self(view.api().at_block(block).await?))
	}

	/// After the best block.
	pub async fn best(view: &ChainView) -> Result<Self> {
		Ok(Self(view.at_best().await?))
	}

	/// The current era.
	pub async fn active_era(&self) -> Result<u32> {
		let address = dynamic::storage::<(), u32>(DPOS, "ActiveEra");
		let value = self.0.storage().try_fetch(address, ()).await?;
		Ok(value.map(|value| value.decode()).transpose()?.unwrap_or_default())
	}

	/// A validator's seat in an era.
	pub async fn seat(&self, era: u32, who: &AccountId32) -> Result<Option<Seat>> {
		let address = dynamic::storage::<(u32, [u8; 32]), Seat>(DPOS, "Seats");
		let value = self.0.storage().try_fetch(address, (era, who.0)).await?;
		Ok(value.map(|value| value.decode()).transpose()?)
	}

	/// An era's pot.
	pub async fn era(&self, era: u32) -> Result<Era> {
		let address = dynamic::storage::<(u32,), Era>(DPOS, "Eras");
		let value = self.0.storage().try_fetch(address, (era,)).await?;
		let value = value.map(|value| value.decode()).transpose()?;
		Ok(value.unwrap_or(Era { pot: 0, points: 0 }))
	}

	/// A candidate.
	pub async fn candidate(&self, who: &AccountId32) -> Result<Candidate> {
		let address = dynamic::storage::<([u8; 32],), Candidate>(DPOS, "Candidates");
		let value = self.0.storage().try_fetch(address, (who.0,)).await?;
		let value = value.with_context(|| format!("{who} is no candidate"))?;
		Ok(value.decode()?)
	}

	/// Blocks that a validator has made in the current session.
	pub async fn authored(&self, who: &AccountId32) -> Result<u32> {
		let address = dynamic::storage::<([u8; 32],), u32>(DPOS, "Authored");
		let value = self.0.storage().try_fetch(address, (who.0,)).await?;
		Ok(value.map(|value| value.decode()).transpose()?.unwrap_or_default())
	}

	/// What an account can spend, planck.
	pub async fn free(&self, who: &AccountId32) -> Result<u128> {
		let address = dynamic::storage::<([u8; 32],), Account>("System", "Account");
		let value = self.0.storage().try_fetch(address, (who.0,)).await?;
		let account: Option<Account> = value.map(|value| value.decode()).transpose()?;
		Ok(account.map_or(0, |account| account.data.free))
	}

	/// What a candidate has on hold as its bond, planck.
	pub async fn bond_on_hold(&self, who: &AccountId32) -> Result<u128> {
		let address = dynamic::storage::<([u8; 32],), Vec<Hold>>("Balances", "Holds");
		let value = self.0.storage().try_fetch(address, (who.0,)).await?;
		let holds: Option<Vec<Hold>> = value.map(|value| value.decode()).transpose()?;
		let bond = |hold: &&Hold| hold.id == Reason::Dpos(DposReason::Bond);
		Ok(holds.unwrap_or_default().iter().filter(bond).map(|hold| hold.amount).sum())
	}
}

/// Event: a validator was slashed.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Slashed {
	pub validator: AccountId32,
	pub era: u32,
	pub bond: u128,
	pub shortfall: u128,
	pub delegated: u128,
	pub reward: u128,
}

/// Event: a candidate is put in jail.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Jailed {
	pub candidate: AccountId32,
	pub until: u32,
}

/// Event: a candidate has left jail.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Unjailed {
	pub candidate: AccountId32,
}

/// Event: a validator has lost an era's reward.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct RewardForfeited {
	pub validator: AccountId32,
	pub era: u32,
}

/// Event: too many were short of blocks for anyone to be held to account.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct AbsenceDamped {
	pub era: u32,
	pub short: u32,
}

/// Event: a validator was paid for an era.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct PaidOut {
	pub era: u32,
	pub validator: AccountId32,
	pub own: u128,
	pub delegated: u128,
}

/// Event: rewards were claimed.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Claimed {
	pub who: AccountId32,
	pub candidate: AccountId32,
	pub amount: u128,
}

/// Event: a fee was paid, tip included.
#[derive(Clone, Debug, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct TransactionFeePaid {
	pub who: AccountId32,
	pub actual_fee: u128,
}

/// What a block says that these tests look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
	Slashed(Slashed),
	Jailed(Jailed),
	Unjailed(Unjailed),
	RewardForfeited(RewardForfeited),
	AbsenceDamped(AbsenceDamped),
	PaidOut(PaidOut),
	Claimed(Claimed),
	FeePaid(TransactionFeePaid),
}

impl Event {
	/// Reads an event, if it is one of these.
	pub fn read(event: &subxt::events::Event<'_, PolkadotConfig>) -> Result<Option<Self>> {
		Ok(Some(match (event.pallet_name(), event.event_name()) {
			(DPOS, "Slashed") => Self::Slashed(event.decode_fields_unchecked_as()?),
			(DPOS, "Jailed") => Self::Jailed(event.decode_fields_unchecked_as()?),
			(DPOS, "Unjailed") => Self::Unjailed(event.decode_fields_unchecked_as()?),
			(DPOS, "RewardForfeited") => Self::RewardForfeited(event.decode_fields_unchecked_as()?),
			(DPOS, "AbsenceDamped") => Self::AbsenceDamped(event.decode_fields_unchecked_as()?),
			(DPOS, "PaidOut") => Self::PaidOut(event.decode_fields_unchecked_as()?),
			(DPOS, "Claimed") => Self::Claimed(event.decode_fields_unchecked_as()?),
			("TransactionPayment", "TransactionFeePaid") => {
				Self::FeePaid(event.decode_fields_unchecked_as()?)
			}
			_ => return Ok(None),
		}))
	}
}
