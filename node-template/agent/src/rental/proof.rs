//! Showing that one has an order's token, without showing the token.

use super::{Binding, Secret};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// Domain of the proofs.
const DOMAIN: &[u8] = b"vajra/rental/hello/v1";

/// Something fresh to prove it for.
pub type Challenge = [u8; 32];

/// A proof.
pub type Proof = [u8; 32];

/// Proves for a challenge that one has the token.
pub fn prove(token: &Secret, binding: &Binding, challenge: &Challenge) -> Proof {
	mac(token, binding, challenge).finalize().into_bytes().into()
}

/// Has whoever made the proof the token? Takes the same time whatever is wrong with it.
pub fn holds(token: &Secret, binding: &Binding, challenge: &Challenge, proof: &Proof) -> bool {
	mac(token, binding, challenge).verify_slice(proof).is_ok()
}

fn mac(token: &Secret, binding: &Binding, challenge: &Challenge) -> Hmac<Sha256> {
	// A key of any length will do, so that this never takes the other branch.
	let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(token.expose())
		.unwrap_or_else(|_| Hmac::<Sha256>::new(&Default::default()));
	mac.update(DOMAIN);
	mac.update(&binding.to_bytes());
	mac.update(challenge);
	mac
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::H256;

	fn secret(byte: u8) -> Secret {
		Secret::from_text(&hex::encode([byte; 32])).unwrap()
	}

	fn binding() -> Binding {
		Binding { genesis: H256::repeat_byte(1), order: 7, terms: H256::repeat_byte(2) }
	}

	/// Computed apart from this program.
	#[test]
	fn proof_is_pinned() {
		let proof = prove(&secret(5), &binding(), &[6; 32]);
		let expected = "34e4b7f4af36fd2c701f30e2a54db5d60f395a195e903a8aa0543c665c535a42";
		assert_eq!(hex::encode(proof), expected);
	}

	#[test]
	fn proof_holds_for_its_token_order_and_challenge_only() {
		let proof = prove(&secret(5), &binding(), &[6; 32]);
		assert!(holds(&secret(5), &binding(), &[6; 32], &proof));
		assert!(!holds(&secret(4), &binding(), &[6; 32], &proof));
		assert!(!holds(&secret(5), &Binding { order: 8, ..binding() }, &[6; 32], &proof));
		assert!(!holds(&secret(5), &binding(), &[7; 32], &proof));
		let mut wrong = proof;
		wrong[31] ^= 1;
		assert!(!holds(&secret(5), &binding(), &[6; 32], &wrong));
	}
}
