//! What one pallet may ask of another. `()` stands for a chain that leaves the other pallet out.

use crate::{ModelId, Power, RoundIndex};
use alloc::vec::Vec;
use sp_runtime::{DispatchResult, Weight};

/// The chips of providers, as leases see them: counted by model, each in at most one lease.
pub trait Capacity<AccountId> {
	/// How many of the provider's chips of this model can be reserved now.
	fn available(provider: &AccountId, model: ModelId) -> u32;

	/// Reserves chips, all or none. Reserved chips cannot be retired or taken over.
	fn reserve(provider: &AccountId, model: ModelId, chips: u32) -> DispatchResult;

	/// Gives reserved chips back, all or none. What is reserved can always be given back, also where
	/// the provider has lost it since.
	fn release(provider: &AccountId, model: ModelId, chips: u32) -> DispatchResult;

	/// All that is reserved, by provider and model, none of it zero. For proofs of invariants only: it
	/// reads the whole ledger. `None` where the keeper does not tell, or reserves for others, too.
	fn reservations() -> Option<Vec<(AccountId, ModelId, u32)>> {
		None
	}
}

/// No chips at all: nothing can be reserved.
impl<AccountId> Capacity<AccountId> for () {
	fn available(_: &AccountId, _: ModelId) -> u32 {
		0
	}

	fn reserve(_: &AccountId, _: ModelId, chips: u32) -> DispatchResult {
		if chips == 0 {
			Ok(())
		} else {
			Err(sp_runtime::DispatchError::Unavailable)
		}
	}

	fn release(provider: &AccountId, model: ModelId, chips: u32) -> DispatchResult {
		Self::reserve(provider, model, chips)
	}

	fn reservations() -> Option<Vec<(AccountId, ModelId, u32)>> {
		Some(Vec::new())
	}
}

/// What has been proved about an account's compute.
pub trait ProvedCompute<AccountId> {
	/// Power that the provider proved in the last round whose response window is over.
	fn power_of(provider: &AccountId) -> Power;

	/// Power that was proved for the validator in that round, by all providers that back it.
	fn validator_power(validator: &AccountId) -> Power;

	/// Whether the provider answered the challenge of `round`, one of the last two.
	fn answered(provider: &AccountId, round: RoundIndex) -> bool;
}

/// Nobody has proved anything.
impl<AccountId> ProvedCompute<AccountId> for () {
	fn power_of(_: &AccountId) -> Power {
		0
	}

	fn validator_power(_: &AccountId) -> Power {
		0
	}

	fn answered(_: &AccountId, _: RoundIndex) -> bool {
		false
	}
}

/// When providers were away.
pub trait Downtime<AccountId, BlockNumber> {
	/// How many of the blocks of `from..until` lie in rounds that the provider is known to have missed.
	/// What is found out later counts from then on.
	fn blocks(provider: &AccountId, from: BlockNumber, until: BlockNumber) -> BlockNumber;
}

/// Nobody is ever away.
impl<AccountId, BlockNumber: Default> Downtime<AccountId, BlockNumber> for () {
	fn blocks(_: &AccountId, _: BlockNumber, _: BlockNumber) -> BlockNumber {
		BlockNumber::default()
	}
}

/// Value that adds up for somebody, and is minted only when it is asked for.
pub trait Accrual {
	/// Hands over what has added up.
	fn hand_over();

	/// The most that this weighs.
	fn weight() -> Weight;
}

/// Nothing adds up.
impl Accrual for () {
	fn hand_over() {}

	fn weight() -> Weight {
		Weight::zero()
	}
}
