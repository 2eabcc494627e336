//! All that was minted and burned, by cause.

use crate::Balance;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Declares a cause, and totals with a field for each. The order is the storage layout: add at the
/// end, with a migration.
macro_rules! causes {
	(
		$(#[$cause_doc:meta])* $cause:ident,
		$(#[$totals_doc:meta])* $totals:ident,
		{ $($(#[$doc:meta])* $variant:ident = $index:literal => $field:ident,)* }
	) => {
		$(#[$cause_doc])*
		#[derive(
			Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen,
			TypeInfo,
		)]
		pub enum $cause {
			$($(#[$doc])* #[codec(index = $index)] $variant,)*
		}

		impl $cause {
			/// Every cause, in order.
			pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
		}

		$(#[$totals_doc])*
		#[derive(
			Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo,
		)]
		pub struct $totals {
			$($(#[$doc])* pub $field: Balance,)*
		}

		impl $totals {
			/// The total of one cause.
			pub fn of(&self, cause: $cause) -> Balance {
				match cause { $($cause::$variant => self.$field,)* }
			}

			/// Adds to the total of one cause.
			pub fn add(&mut self, cause: $cause, amount: Balance) {
				let total = match cause { $($cause::$variant => &mut self.$field,)* };
				*total = total.saturating_add(amount);
			}

			/// The totals of all causes together.
			pub fn sum(&self) -> Balance {
				0u128$(.saturating_add(self.$field))*
			}
		}
	};
}

causes! {
	/// Why something was minted.
	MintCause,
	/// What was minted by cause, planck.
	MintedTotals,
	{
		/// The schedule, for validators.
		Validators = 0 => validators,
		/// The schedule, for compute providers.
		Providers = 1 => providers,
		/// The schedule, for the treasury.
		Treasury = 2 => treasury,
		/// The schedule, to be burned at once.
		Share = 3 => share,
		/// Anything else, booked by governance.
		Other = 4 => other,
	}
}

causes! {
	/// Why something was burned.
	BurnCause,
	/// What was burned by cause, planck.
	BurnedTotals,
	{
		/// The burned share of fees.
		Fees = 0 => fees,
		/// What was left in accounts below the existential deposit.
		Dust = 1 => dust,
		/// Slashes.
		Slashes = 2 => slashes,
		/// Fuel of miners.
		Fuel = 3 => fuel,
		/// Calls of `burn`.
		Calls = 4 => calls,
		/// The burned share of what the schedule mints.
		Share = 5 => share,
		/// Rewards that nobody claimed in time.
		Expired = 6 => expired,
		/// What a sink could not take.
		Unplaced = 7 => unplaced,
		/// Shares of what services earn.
		Services = 8 => services,
		/// Shares and penalties of rentals.
		Rentals = 9 => rentals,
		/// Anything else, booked by governance.
		Other = 10 => other,
	}
}

impl MintedTotals {
	/// What schedules have minted, planck.
	pub fn scheduled(&self) -> Balance {
		self.sum().saturating_sub(self.other)
	}
}

/// All that was minted and burned, planck.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Ledger {
	/// What there was at first.
	pub genesis: Balance,
	/// What was minted since then.
	pub minted: MintedTotals,
	/// What was burned since then.
	pub burned: BurnedTotals,
}

impl Ledger {
	/// All that was ever there. Burning does not lower it.
	pub fn created(&self) -> Balance {
		self.genesis.saturating_add(self.minted.sum())
	}

	/// What the total issuance should be.
	pub fn expected(&self) -> Option<Balance> {
		self.genesis.checked_add(self.minted.sum())?.checked_sub(self.burned.sum())
	}

	/// How far `issuance` is below what is expected, modulo 2¹²⁸: differences of it are right in any
	/// case.
	pub(crate) fn drift(&self, issuance: Balance) -> Balance {
		self.genesis
			.wrapping_add(self.minted.sum())
			.wrapping_sub(self.burned.sum())
			.wrapping_sub(issuance)
	}
}
