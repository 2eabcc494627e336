//! What a node may ask a runtime that has this pallet. The same answers as the pallet's view
//! functions, for programs that know the trait.

use crate::{Round, Slot};
use alloc::vec::Vec;
use codec::Codec;
use vajra_primitives::{ChipIndex, Power, RoundIndex};

sp_api::decl_runtime_apis! {
	/// Proved compute. Amounts are in planck; a page looks at 1,024 entries at most.
	pub trait ComputeAttestationApi<AccountId, Balance, BlockNumber>
	where
		AccountId: Codec,
		Balance: Codec,
		BlockNumber: Codec,
	{
		/// Power that the provider proved in the last round that is closed, as far as chips that are
		/// still there and trusted have it.
		fn proved_power(provider: AccountId) -> Power;

		/// Power proved for the validator in the last round that is closed.
		fn validator_power(validator: AccountId) -> Power;

		/// The challenge that takes answers now.
		fn open_challenge() -> Option<Round<BlockNumber>>;

		/// Whether the provider has answered the challenge of `round`, one of the last two.
		fn has_answered(provider: AccountId, round: RoundIndex) -> bool;

		/// Who has answered the challenge of `round`, one of the last two, and the power proved: of
		/// the next `limit` providers after `after`, those that did, which can be none. The second
		/// part says what `after` the next page follows; `None` where this one is the last.
		fn answers(
			round: RoundIndex,
			after: Option<AccountId>,
			limit: u32,
		) -> (Vec<(AccountId, Power)>, Option<AccountId>);

		/// The provider's chips, by index, from `from` on.
		fn chips_of(provider: AccountId, from: ChipIndex, limit: u32)
			-> Vec<(ChipIndex, Slot<Balance>)>;

		/// The provider's rewards that can be claimed now, by round.
		fn rewards_of(provider: AccountId) -> Vec<(RoundIndex, Balance)>;
	}
}
