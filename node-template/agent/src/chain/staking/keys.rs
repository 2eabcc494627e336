//! A validator's session keys: made by its node, registered by its account.

use super::super::{submit::Until, unhex, Chain, ChainError, Included, Signer, SubmitError};
use serde::Deserialize;
use subxt::{
	dynamic,
	ext::scale_encode::{self, EncodeAsType},
	rpcs::client::rpc_params,
};

/// Session keys that a node has just made, with the proof that it holds their secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeKeys {
	/// For BABE, sr25519.
	pub babe: [u8; 32],
	/// For GRANDPA, ed25519.
	pub grandpa: [u8; 32],
	proof: Vec<u8>,
}

/// What the node answers.
#[derive(Debug, Deserialize)]
struct Answer {
	keys: String,
	proof: Option<String>,
}

/// The keys as `session.set_keys` takes them, named as in the runtime.
#[derive(Clone, Debug, EncodeAsType)]
#[encode_as_type(crate_path = "scale_encode")]
struct SessionKeys {
	babe: [u8; 32],
	grandpa: [u8; 32],
}

impl NodeKeys {
	fn read(answer: Answer) -> Result<Self, ChainError> {
		let proof = answer
			.proof
			.ok_or_else(|| ChainError::Incompatible("it does not prove its session keys".into()))?;
		let keys = unhex(&answer.keys)?;
		let strange = || {
			let length = keys.len();
			ChainError::Incompatible(format!("its session keys have {length} bytes, not 64"))
		};
		let (babe, grandpa) = keys.split_at_checked(32).ok_or_else(strange)?;
		Ok(Self {
			babe: babe.try_into().map_err(|_| strange())?,
			grandpa: grandpa.try_into().map_err(|_| strange())?,
			proof: unhex(&proof)?,
		})
	}
}

impl Chain {
	/// Has the node behind this connection make new session keys for the signer. They are in its
	/// keystore then; the old ones stay there.
	pub async fn rotate_keys(&self, signer: &Signer) -> Result<NodeKeys, ChainError> {
		let owner = format!("0x{}", hex::encode(Self::account_of(signer).0));
		let answer = self.request("author_rotateKeysWithOwner", rpc_params![owner]).await?;
		NodeKeys::read(answer)
	}

	/// Registers session keys as the signer's.
	pub async fn set_keys(
		&self,
		signer: &Signer,
		keys: &NodeKeys,
	) -> Result<Included, SubmitError> {
		let NodeKeys { babe, grandpa, proof } = keys.clone();
		let call = dynamic::tx("Session", "set_keys", (SessionKeys { babe, grandpa }, proof));
		self.submit(signer, &call, Until::Finalized, None).await
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn answer(keys: usize, proof: Option<&str>) -> Answer {
		Answer { keys: format!("0x{}", "07".repeat(keys)), proof: proof.map(Into::into) }
	}

	#[test]
	fn keys_are_taken_apart() {
		let keys = NodeKeys::read(answer(64, Some("0x0102"))).unwrap();
		assert_eq!((keys.babe, keys.grandpa, keys.proof), ([7; 32], [7; 32], vec![1, 2]));
	}

	#[test]
	fn other_answers_are_refused() {
		for answer in [
			answer(64, None),
			answer(63, Some("0x")),
			answer(65, Some("0x")),
			answer(0, Some("0x")),
			answer(64, Some("0xzz")),
		] {
			assert!(NodeKeys::read(answer).is_err());
		}
	}
}
