//! Signed answers that operators gather for reports.

use crate::chain::{
	services::{Answer, AnswerKind, Request, RequestId, SignedObservation},
	AccountId,
};
use sp_core::H256;
use std::{
	collections::BTreeMap,
	sync::{Mutex, MutexGuard, PoisonError},
};
use subxt_signer::sr25519;
use vajra_primitives::service::Observation;

/// Why an observation is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
	/// The request is not open here, or is not answered by reports.
	#[error("no request of this number is open for reports here")]
	UnknownRequest,
	/// The operator was not asked.
	#[error("the operator was not asked")]
	NotAsked,
	/// The answer is of another kind.
	#[error("the service gives answers of another kind")]
	WrongKind,
	/// The signature is not the operator's.
	#[error("the operator has not signed this")]
	BadSignature,
	/// The operator has signed another answer before.
	#[error("the operator has signed another answer before")]
	Contradiction,
}

#[derive(Debug)]
struct Sheet {
	panel: Vec<AccountId>,
	kind: AnswerKind,
	seen: BTreeMap<[u8; 32], (Answer, [u8; 64])>,
}

/// What was gathered about open requests, shared with those who send it.
#[derive(Debug)]
pub struct Board {
	genesis: H256,
	sheets: Mutex<BTreeMap<RequestId, Sheet>>,
}

impl Board {
	/// A board without requests.
	pub fn new(genesis: H256) -> Self {
		Self { genesis, sheets: Mutex::default() }
	}

	/// Takes observations about a request from now on.
	pub fn open(&self, id: RequestId, request: &Request, kind: AnswerKind) {
		self.sheets().entry(id).or_insert_with(|| Sheet {
			panel: request.panel.iter().map(|seat| seat.operator).collect(),
			kind,
			seen: BTreeMap::new(),
		});
	}

	/// Forgets a request.
	pub fn close(&self, id: RequestId) {
		self.sheets().remove(&id);
	}

	/// Takes an observation whose signature is good. Whether it is new.
	pub fn take(&self, id: RequestId, signed: &SignedObservation) -> Result<bool, Refused> {
		let mut sheets = self.sheets();
		let sheet = sheets.get_mut(&id).ok_or(Refused::UnknownRequest)?;
		if !sheet.panel.contains(&signed.operator) {
			return Err(Refused::NotAsked);
		}
		if signed.answer.kind() != sheet.kind {
			return Err(Refused::WrongKind);
		}
		let said = (signed.answer, signed.signature);
		match sheet.seen.get(&signed.operator.0) {
			// What was signed twice has two signatures.
			Some((answer, _)) if *answer == signed.answer => return Ok(false),
			Some(_) => return Err(Refused::Contradiction),
			None => {}
		}
		if !is_signed(self.genesis, id, signed) {
			return Err(Refused::BadSignature);
		}
		sheet.seen.insert(signed.operator.0, said);
		Ok(true)
	}

	/// All observations about a request.
	pub fn known(&self, id: RequestId) -> Vec<SignedObservation> {
		let sheets = self.sheets();
		let Some(sheet) = sheets.get(&id) else { return Vec::new() };
		let signed =
			|(operator, (answer, signature)): (&[u8; 32], &(Answer, [u8; 64]))| SignedObservation {
				operator: AccountId::from(*operator),
				answer: *answer,
				signature: *signature,
			};
		sheet.seen.iter().map(signed).collect()
	}

	fn sheets(&self) -> MutexGuard<'_, BTreeMap<RequestId, Sheet>> {
		// Nothing is left half done in there.
		self.sheets.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

/// What an operator signs.
pub fn payload(genesis: H256, request: RequestId, operator: &AccountId, answer: Answer) -> Vec<u8> {
	Observation { genesis, request, operator: operator.0, answer }.payload()
}

fn is_signed(genesis: H256, request: RequestId, signed: &SignedObservation) -> bool {
	let payload = payload(genesis, request, &signed.operator, signed.answer);
	let signature = sr25519::Signature(signed.signature);
	sr25519::verify(&signature, payload, &sr25519::PublicKey(signed.operator.0))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::services::{testing::request, Seat, SeatState};
	use subxt_signer::sr25519::{dev, Keypair};

	const GENESIS: H256 = H256::repeat_byte(1);

	fn signed(key: &Keypair, genesis: H256, id: RequestId, number: i128) -> SignedObservation {
		let operator = key.public_key().to_account_id();
		let answer = Answer::Number(number);
		let signature = key.sign(&payload(genesis, id, &operator, answer)).0;
		SignedObservation { operator, answer, signature }
	}

	fn board() -> Board {
		let mut request = request(false, &[]);
		request.panel = [dev::alice(), dev::bob()]
			.map(|key| Seat {
				operator: key.public_key().to_account_id(),
				stake: 1,
				state: SeatState::Silent,
			})
			.into();
		let board = Board::new(GENESIS);
		board.open(7, &request, AnswerKind::Number);
		board
	}

	#[test]
	fn signed_answers_are_gathered_once() {
		let board = board();
		let (alice, bob) =
			(signed(&dev::alice(), GENESIS, 7, 5), signed(&dev::bob(), GENESIS, 7, 6));
		assert_eq!(board.take(7, &alice), Ok(true));
		assert_eq!(board.take(7, &signed(&dev::alice(), GENESIS, 7, 5)), Ok(false));
		assert_eq!(board.take(7, &bob), Ok(true));
		let mut known = board.known(7);
		known.sort_by_key(|signed| signed.answer);
		assert_eq!(known, [alice, bob]);
		board.close(7);
		assert!(board.known(7).is_empty());
	}

	#[test]
	fn what_is_not_signed_by_who_was_asked_is_refused() {
		let board = board();
		let good = signed(&dev::alice(), GENESIS, 7, 5);
		assert_eq!(board.take(8, &good), Err(Refused::UnknownRequest));
		let other_request = signed(&dev::alice(), GENESIS, 8, 5);
		assert_eq!(board.take(7, &other_request), Err(Refused::BadSignature));
		let other_chain = signed(&dev::alice(), H256::zero(), 7, 5);
		assert_eq!(board.take(7, &other_chain), Err(Refused::BadSignature));
		let stolen =
			SignedObservation { operator: dev::bob().public_key().to_account_id(), ..good.clone() };
		assert_eq!(board.take(7, &stolen), Err(Refused::BadSignature));
		let changed = SignedObservation { answer: Answer::Number(6), ..good.clone() };
		assert_eq!(board.take(7, &changed), Err(Refused::BadSignature));
		let stranger = signed(&dev::eve(), GENESIS, 7, 5);
		assert_eq!(board.take(7, &stranger), Err(Refused::NotAsked));
		let words = SignedObservation { answer: Answer::Hash(H256::zero()), ..good.clone() };
		assert_eq!(board.take(7, &words), Err(Refused::WrongKind));
		assert_eq!(board.take(7, &good), Ok(true));
		let second = signed(&dev::alice(), GENESIS, 7, 6);
		assert_eq!(board.take(7, &second), Err(Refused::Contradiction));
	}
}
