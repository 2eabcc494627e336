//! What a node may ask a runtime that has this pallet. The same answers as the pallet's view
//! functions, for programs that know the trait.

use crate::{Round, Slot};
use alloc::vec::Vec;
use codec::Codec;
use vajra_primitives::{ChipIndex, Power, RoundIndex};

sp_api::decl_runtime_apis! {
	/// Proved compute. Amounts are in planck; pages hold at most 1,024 entries.
	pub trait ComputeAttestationApi<AccountId, Balance, BlockNumber>
	where
		AccountId: Codec,
		Balance: Codec,
		BlockNumber: Codec,
	{
		/// Power that the provider proved in the last round that is closed.
		fn proved_power(provider: AccountId) -> Power;

		/// Power proved for the validator in the last round that is closed.
		fn validator_power(validator: AccountId) -> Power;

		/// The challenge that takes answers now.
		fn open_challenge() -> Option<Round<BlockNumber>>;

		/// Whether the provider has answered the challenge of `round`, one of the last two.
		fn has_answered(provider: AccountId, round: RoundIndex) -> bool;

		/// Who has answered the challenge of `round`, one of the last two, and the power proved, from
		/// the account after `after` on.
		fn answers(
			round: RoundIndex,
			after: Option<AccountId>,
			limit: u32,
		) -> Vec<(AccountId, Power)>;

		/// The provider's chips, by index, from `from` on.
		fn chips_of(provider: AccountId, from: ChipIndex, limit: u32)
			-> Vec<(ChipIndex, Slot<Balance>)>;

		/// The provider's rewards that can be claimed now, by round.
		fn rewards_of(provider: AccountId) -> Vec<(RoundIndex, Balance)>;
	}
}
