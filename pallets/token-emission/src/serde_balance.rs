//! Balances in JSON: written as a string of digits, read from that or from a number.
//!
//! JSON's numbers end at 2⁶⁴ in the tools that chain specifications pass through, which is 18.4
//! million units of twelve decimals.

use crate::Balance;
use alloc::string::ToString;
use core::fmt;
use serde::{
	de::{Error, Visitor},
	Deserialize, Deserializer, Serialize, Serializer,
};

/// Writes the digits.
pub fn serialize<S: Serializer>(amount: &Balance, serializer: S) -> Result<S::Ok, S::Error> {
	serializer.serialize_str(&amount.to_string())
}

/// Reads digits or a number.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Balance, D::Error> {
	struct Digits;

	impl Visitor<'_> for Digits {
		type Value = Balance;

		fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
			formatter.write_str("planck, as a string of digits or a number")
		}

		fn visit_str<E: Error>(self, digits: &str) -> Result<Balance, E> {
			digits.parse().map_err(|_| E::custom("not a number of planck"))
		}

		fn visit_u64<E: Error>(self, number: u64) -> Result<Balance, E> {
			Ok(number.into())
		}

		fn visit_u128<E: Error>(self, number: u128) -> Result<Balance, E> {
			Ok(number)
		}
	}

	deserializer.deserialize_any(Digits)
}

/// The same for the rewards of a stepped curve.
pub mod list {
	use super::*;

	struct Item(Balance);

	impl Serialize for Item {
		fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
			super::serialize(&self.0, serializer)
		}
	}

	impl<'de> Deserialize<'de> for Item {
		fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
			super::deserialize(deserializer).map(Self)
		}
	}

	/// Writes four strings of digits.
	pub fn serialize<S: Serializer>(
		amounts: &[Balance; 4],
		serializer: S,
	) -> Result<S::Ok, S::Error> {
		amounts.map(Item).serialize(serializer)
	}

	/// Reads four strings of digits, or numbers.
	pub fn deserialize<'de, D: Deserializer<'de>>(
		deserializer: D,
	) -> Result<[Balance; 4], D::Error> {
		<[Item; 4]>::deserialize(deserializer).map(|items| items.map(|item| item.0))
	}
}
