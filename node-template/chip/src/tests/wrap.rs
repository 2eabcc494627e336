use super::*;
use crate::{SecureKey, UnlockError, WrapError, ENCRYPTED_KEY_BYTES};
use proptest::prelude::*;

#[test]
fn wrap_agrees_with_rfc_3394() {
	// The RFC has no vector of 128-bit keys around 256 bits of data, so this pins AES-KW through
	// its 16-byte vector (section 4.1) and ours through its length.
	let kek = aes_kw::KekAes128::from([
		0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e,
		0x0f,
	]);
	let data = hex::decode("00112233445566778899aabbccddeeff").unwrap();
	let mut out = [0; 24];
	kek.wrap(&data, &mut out).unwrap();
	assert_eq!(hex::encode(out), "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");
}

#[test]
fn wrapped_key_fits_the_chain() {
	let wrapped = SecureKey::from_bytes([7; 16]).wrap(&private(1)).unwrap();
	assert_eq!(wrapped.len(), ENCRYPTED_KEY_BYTES);
	assert!(wrapped.len() <= 64, "the pallet bounds encrypted keys to 64 bytes");
}

#[test]
fn zero_is_no_private_key() {
	let secure_key = SecureKey::from_bytes([7; 16]);
	assert_eq!(secure_key.wrap(&Scalar::ZERO), Err(WrapError::NotAPrivateKey));
	for bytes in [[0; 32], [0xff; 32]] {
		let mut wrapped = [0; ENCRYPTED_KEY_BYTES];
		aes_kw::KekAes128::from([7; 16]).wrap(&bytes, &mut wrapped).unwrap();
		assert_eq!(secure_key.unwrap(&wrapped), Err(WrapError::NotAPrivateKey));
	}
}

#[test]
fn unlocking_for_another_public_key_is_refused() {
	let secure_key = SecureKey::from_bytes([7; 16]);
	let wrapped = secure_key.wrap(&private(1)).unwrap();
	let other = element(2).key();
	let error = SoftwareElement::unlock_with(&secure_key, &wrapped, other).unwrap_err();
	assert_eq!(error, UnlockError::KeyMismatch(other));
}

#[test]
fn secrets_are_not_printed() {
	let secure_key = SecureKey::from_bytes([7; 16]);
	assert_eq!(format!("{secure_key:?}"), "SecureKey(..)");
	let text = format!("{:?}", element(1));
	assert!(!text.contains(&hex::encode(private(1).as_bytes())));
	assert!(!text.contains("private"));
}

proptest! {
	#[test]
	fn right_key_opens(secure in any::<[u8; 16]>(), seed in any::<u64>()) {
		let secure_key = SecureKey::from_bytes(secure);
		let wrapped = secure_key.wrap(&private(seed)).unwrap();
		let key = element(seed).key();
		let unlocked = SoftwareElement::unlock_with(&secure_key, &wrapped, key).unwrap();
		prop_assert_eq!(unlocked.key(), key);
	}

	#[test]
	fn wrong_key_is_refused(secure in any::<[u8; 16]>(), wrong in any::<[u8; 16]>(), seed in any::<u64>()) {
		prop_assume!(secure != wrong);
		let wrapped = SecureKey::from_bytes(secure).wrap(&private(seed)).unwrap();
		let error =
			SoftwareElement::unlock_with(&SecureKey::from_bytes(wrong), &wrapped, element(seed).key())
				.unwrap_err();
		prop_assert_eq!(error, UnlockError::Wrap(WrapError::WrongSecureKey));
	}

	#[test]
	fn damaged_wrap_is_refused(seed in any::<u64>(), bit in 0..ENCRYPTED_KEY_BYTES * 8) {
		let secure_key = SecureKey::from_bytes([7; 16]);
		let mut wrapped = secure_key.wrap(&private(seed)).unwrap();
		wrapped[bit / 8] ^= 1 << (bit % 8);
		prop_assert_eq!(secure_key.unwrap(&wrapped), Err(WrapError::WrongSecureKey));
	}
}
