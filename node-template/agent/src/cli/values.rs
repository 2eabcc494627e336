//! Values that options take.

use crate::chain::AccountId;
use std::str::FromStr;

/// An account by its address.
pub(super) fn account(text: &str) -> Result<AccountId, String> {
	AccountId::from_str(text).map_err(|error| {
		format!("not an SS58 address ({error}); an example is 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY")
	})
}
