use super::*;
use alloc::vec;
use sp_core::{sr25519, Hasher, Pair};
use sp_runtime::{AccountId32, MultiSignature};

fn pair() -> sr25519::Pair {
	sr25519::Pair::from_seed(&[7; 32])
}

fn call() -> SignedCall<AccountId32> {
	SignedCall {
		genesis: H256::repeat_byte(1),
		service: 2,
		version: 3,
		consumer: pair().public().into(),
		operator: AccountId32::new([4; 32]),
		nonce: 5,
		expiry: 100,
		request: H256::repeat_byte(6),
	}
}

fn gate() -> Gate<AccountId32> {
	Gate {
		genesis: H256::repeat_byte(1),
		service: 2,
		version: 3,
		operator: AccountId32::new([4; 32]),
		longest_life: 50,
	}
}

fn sign(call: &SignedCall<AccountId32>) -> MultiSignature {
	pair().sign(&call.payload()).into()
}

#[test]
fn payloads_are_pinned() {
	let answers = [
		(Answer::Number(-2), ["00fe", &"ff".repeat(15)].concat()),
		(Answer::Hash(H256::repeat_byte(8)), ["01", &"08".repeat(32)].concat()),
	];
	for (answer, bytes) in answers {
		let genesis = H256::repeat_byte(1);
		let salt = H256::repeat_byte(9);
		let commitment = Commitment { genesis, request: 3, operator: 2u64, answer, salt };
		assert_eq!(
			hex::encode(commitment.payload()),
			[
				&hex::encode(COMMITMENT_DOMAIN)[..],
				&"01".repeat(32),
				"0300000000000000",
				"0200000000000000",
				&bytes,
				&"09".repeat(32)
			]
			.concat()
		);
		let observation = Observation { genesis, request: 3, operator: 2u64, answer };
		assert_eq!(
			hex::encode(observation.payload()),
			[
				&hex::encode(OBSERVATION_DOMAIN)[..],
				&"01".repeat(32),
				"0300000000000000",
				"0200000000000000",
				&bytes
			]
			.concat()
		);
	}
	let score = ScoreCommitment {
		genesis: H256::repeat_byte(1),
		evaluation: 3,
		evaluator: 2u64,
		score: Perbill::from_parts(500_000_000),
		salt: H256::repeat_byte(9),
	};
	assert_eq!(
		hex::encode(score.payload()),
		[
			&hex::encode(SCORE_DOMAIN)[..],
			&"01".repeat(32),
			"0300000000000000",
			"0200000000000000",
			"0065cd1d",
			&"09".repeat(32)
		]
		.concat()
	);
	assert_eq!(
		hex::encode(call().payload()),
		[
			&hex::encode(CALL_DOMAIN)[..],
			&"01".repeat(32),
			"02000000",
			"03000000",
			&hex::encode(pair().public()),
			&"04".repeat(32),
			"0500000000000000",
			"6400000000000000",
			&"06".repeat(32)
		]
		.concat()
	);
}

#[test]
fn commitments_hash_their_payload() {
	let commitment = Commitment {
		genesis: H256::zero(),
		request: 1,
		operator: 2u64,
		answer: Answer::Number(3),
		salt: H256::zero(),
	};
	assert_eq!(commitment.hash(), sp_core::Blake2Hasher::hash(&commitment.payload()));
}

#[test]
fn each_field_changes_a_commitment() {
	let base = Commitment {
		genesis: H256::zero(),
		request: 1,
		operator: 2u64,
		answer: Answer::Number(3),
		salt: H256::zero(),
	};
	let variants = [
		Commitment { genesis: H256::repeat_byte(1), ..base.clone() },
		Commitment { request: 9, ..base.clone() },
		Commitment { operator: 9, ..base.clone() },
		Commitment { answer: Answer::Number(9), ..base.clone() },
		Commitment { answer: Answer::Hash(H256::zero()), ..base.clone() },
		Commitment { salt: H256::repeat_byte(1), ..base.clone() },
	];
	for variant in variants {
		assert_ne!(variant.hash(), base.hash());
	}
}

#[test]
fn admit_works_once() {
	let mut replays = NonceWindows::new();
	let (call, gate) = (call(), gate());
	let signature = sign(&call);
	assert_eq!(gate.admit(&call, &signature, 50, &mut replays), Ok(()));
	let again = gate.admit(&call, &signature, 50, &mut replays);
	assert_eq!(again, Err(CallRefused::Replayed));
	// The next nonce is another call, and so is the same nonce at another service.
	let next = SignedCall { nonce: 6, ..call.clone() };
	assert_eq!(gate.admit(&next, &sign(&next), 50, &mut replays), Ok(()));
	let other = SignedCall { service: 9, ..call };
	let gate = Gate { service: 9, ..gate };
	assert_eq!(gate.admit(&other, &sign(&other), 50, &mut replays), Ok(()));
}

#[test]
fn admit_works_in_the_last_block_and_not_after() {
	let (call, gate) = (call(), gate());
	let signature = sign(&call);
	let admit = |now| gate.admit(&call, &signature, now, &mut NonceWindows::new());
	assert_eq!(admit(100), Ok(()));
	assert_eq!(admit(101), Err(CallRefused::Expired));
	assert_eq!(admit(50), Ok(()));
	assert_eq!(admit(49), Err(CallRefused::ExpiryTooFar));
}

#[test]
fn admit_fails_when_the_call_is_for_somebody_else() {
	let refused = |call: &SignedCall<AccountId32>| {
		gate().admit(call, &sign(call), 60, &mut NonceWindows::new())
	};
	let chain = SignedCall { genesis: H256::zero(), ..call() };
	assert_eq!(refused(&chain), Err(CallRefused::WrongChain));
	let service = SignedCall { service: 9, ..call() };
	assert_eq!(refused(&service), Err(CallRefused::WrongService));
	let version = SignedCall { version: 9, ..call() };
	assert_eq!(refused(&version), Err(CallRefused::WrongVersion));
	let operator = SignedCall { operator: AccountId32::new([9; 32]), ..call() };
	assert_eq!(refused(&operator), Err(CallRefused::WrongOperator));
}

#[test]
fn admit_fails_when_the_consumer_has_not_signed() {
	let mut replays = NonceWindows::new();
	let good = sign(&call());
	let variants = [
		SignedCall { consumer: AccountId32::new([9; 32]), ..call() },
		SignedCall { nonce: 6, ..call() },
		SignedCall { expiry: 99, ..call() },
		SignedCall { request: H256::zero(), ..call() },
	];
	for variant in variants {
		let refused = gate().admit(&variant, &good, 60, &mut replays);
		assert_eq!(refused, Err(CallRefused::BadSignature));
	}
	// Nobody uses up another's nonces.
	assert!(replays.is_empty());
	assert_eq!(gate().admit(&call(), &good, 60, &mut replays), Ok(()));
}

/// A call with a body, signed.
fn call_about(body: &[u8]) -> (SignedCall<AccountId32>, MultiSignature) {
	let call = SignedCall { request: sp_core::Blake2Hasher::hash(body), ..call() };
	let signature = sign(&call);
	(call, signature)
}

#[test]
fn verify_and_admit_work_once() {
	let mut replays = NonceWindows::new();
	let (call, signature) = call_about(b"rain?");
	let verify = || gate().verify(&call, b"rain?", &signature, 60).unwrap();
	assert_eq!(verify().call(), &call);
	// To verify a call does not use up its nonce.
	assert_eq!(verify().admit(true, &mut replays), Ok(()));
	assert_eq!(verify().admit(true, &mut replays), Err(CallRefused::Replayed));
}

#[test]
fn verify_fails_when_the_body_is_another() {
	let (call, signature) = call_about(b"rain?");
	for body in [&b""[..], b"rain", b"rain??", b"Rain?"] {
		let refused = gate().verify(&call, body, &signature, 60);
		assert_eq!(refused, Err(CallRefused::WrongBody));
	}
	// Nor can it be made to fit.
	let (other, _) = call_about(b"wind?");
	let refused = gate().verify(&other, b"wind?", &signature, 60);
	assert_eq!(refused, Err(CallRefused::BadSignature));
}

#[test]
fn verify_fails_when_the_call_is_for_somebody_else_or_over() {
	let (call, signature) = call_about(b"rain?");
	let verify = |gate: Gate<_>, now| gate.verify(&call, b"rain?", &signature, now).err();
	assert_eq!(verify(gate(), 60), None);
	let chain = Gate { genesis: H256::zero(), ..gate() };
	assert_eq!(verify(chain, 60), Some(CallRefused::WrongChain));
	assert_eq!(verify(Gate { service: 9, ..gate() }, 60), Some(CallRefused::WrongService));
	assert_eq!(verify(Gate { version: 9, ..gate() }, 60), Some(CallRefused::WrongVersion));
	let operator = Gate { operator: AccountId32::new([9; 32]), ..gate() };
	assert_eq!(verify(operator, 60), Some(CallRefused::WrongOperator));
	assert_eq!(verify(gate(), 101), Some(CallRefused::Expired));
	assert_eq!(verify(gate(), 49), Some(CallRefused::ExpiryTooFar));
}

#[test]
fn admit_fails_when_the_chain_does_not_permit_it() {
	let mut replays = NonceWindows::new();
	let (call, signature) = call_about(b"rain?");
	let verify = || gate().verify(&call, b"rain?", &signature, 60).unwrap();
	assert_eq!(verify().admit(false, &mut replays), Err(CallRefused::NotPermitted));
	// The nonce is still good: the consumer may subscribe, and call again.
	assert!(replays.is_empty());
	assert_eq!(verify().admit(true, &mut replays), Ok(()));
}

#[test]
fn window_takes_each_nonce_once() {
	let mut window = NonceWindow::default();
	let order = [10, 9, 12, 0, 137, 138, 200, 73, 500, 373];
	for nonce in order {
		assert!(window.accept(nonce), "{nonce}");
		assert!(!window.accept(nonce), "{nonce}");
	}
	// 500 − 128 is out of sight, and so is all before it.
	for nonce in [372, 12, 0] {
		assert!(!window.accept(nonce));
	}
	assert!(window.accept(374));
	assert!(window.accept(u64::MAX));
	assert!(!window.accept(u64::MAX));
	assert!(!window.accept(500));
}

#[test]
fn window_agrees_with_a_set() {
	// All orders of a few nonces around the edge of the window.
	let nonces = [0u64, 1, 126, 127, 128, 129, 255];
	let mut state = 1u64;
	for _ in 0..2_000 {
		let mut window = NonceWindow::default();
		let mut seen = vec![];
		for _ in 0..12 {
			state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
			let nonce = nonces[(state >> 33) as usize % nonces.len()];
			let highest = seen.iter().copied().max().unwrap_or(0);
			let expected = !seen.contains(&nonce) && highest < nonce + NonceWindow::WIDTH;
			assert_eq!(window.is_fresh(nonce), expected, "{seen:?} {nonce}");
			assert_eq!(window.accept(nonce), expected, "{seen:?} {nonce}");
			if expected {
				seen.push(nonce);
			}
		}
	}
}

#[test]
fn nobody_is_asked_without_a_registry() {
	let ask = Ask {
		service: 1,
		version: 1,
		fingerprint: H256::zero(),
		input: AskInput::Hash(H256::zero()),
		callback: None,
	};
	assert_eq!(<() as Oracle<u64>>::ask(&1, ask), Err(DispatchError::Unavailable));
	assert_eq!(<() as OnResult<u64>>::weight([0; 8], &[]), None);
	let result = <() as OnResult<u64>>::on_result([0; 8], 1, &1, &[], &Err(NoResult::Tie));
	assert_eq!(result, Err(DispatchError::Unavailable));
}
