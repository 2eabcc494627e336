//! An operator's answers, and the salts of its commitments.
//!
//! This is not like the rest: an answer with its salt is written down before its commitment is sent, and
//! who loses it between commitment and reveal loses stake. It is written once and never changes, so that
//! an operator that starts again says what it has said before.

use super::{State, StateError};
use crate::chain::services::{Answer, PlainAnswer, RequestId};
use redb::{ReadableDatabase, TableDefinition};
use serde::{Deserialize, Serialize};
use sp_core::H256;

pub(super) const ANSWERS: TableDefinition<u64, &[u8]> = TableDefinition::new("answers");
pub(super) const OPENED: TableDefinition<u64, ()> = TableDefinition::new("answers-opened");

/// Requests whose answers are kept; older ones are dropped.
const KEPT: RequestId = 10_000;

/// What an operator says to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRecord {
	/// The request.
	pub request: RequestId,
	/// What tells its question from another one of the same number, on another fork or chain.
	pub question: H256,
	/// The answer.
	pub answer: PlainAnswer,
	/// The answer in words, where the chain has its hash only.
	pub text: Option<String>,
	/// What hides the answer in its commitment: a secret until the reveal.
	pub salt: H256,
	/// The operator's signature of the answer, for reports.
	pub signature: Option<String>,
}

impl AnswerRecord {
	/// The answer. `None` if the record holds a number that is none.
	pub fn answer(&self) -> Option<Answer> {
		self.answer.answer()
	}
}

impl State {
	/// What was said to a request.
	pub fn answer(&self, request: RequestId) -> Result<Option<AnswerRecord>, StateError> {
		self.get(ANSWERS, request)
	}

	/// Writes down what is going to be said to a question, unless something is already: gives what counts.
	/// When this returns, it is on the disk.
	pub fn put_answer_once(&self, record: &AnswerRecord) -> Result<AnswerRecord, StateError> {
		if let Some(before) = self.answer(record.request)? {
			if before.question == record.question {
				return Ok(before);
			}
		}
		let bytes = self.serialize(record)?;
		let oldest = record.request.saturating_sub(KEPT);
		// One program has the database open, and asks about a request once at a time: nothing comes between.
		self.with(|db| {
			let transaction = db.begin_write()?;
			{
				let mut table = transaction.open_table(ANSWERS)?;
				table.insert(record.request, bytes.as_slice())?;
				table.retain_in(..oldest, |_, _| false)?;
				let mut opened = transaction.open_table(OPENED)?;
				opened.remove(record.request)?;
				opened.retain_in(..oldest, |_, ()| false)?;
			}
			transaction.commit()?;
			Ok(())
		})?;
		Ok(record.clone())
	}

	/// Notes that everybody may know an answer from now on.
	pub fn open_answer(&self, request: RequestId) -> Result<(), StateError> {
		self.with(|db| {
			let transaction = db.begin_write()?;
			transaction.open_table(OPENED)?.insert(request, ())?;
			transaction.commit()?;
			Ok(())
		})
	}

	/// The answer to a request, if everybody may know it.
	pub fn opened_answer(&self, request: RequestId) -> Result<Option<AnswerRecord>, StateError> {
		let opened = self.with(|db| {
			let transaction = db.begin_read()?;
			let table = match transaction.open_table(OPENED) {
				Err(redb::TableError::TableDoesNotExist(_)) => return Ok(false),
				table => table?,
			};
			let opened = table.get(request)?.is_some();
			Ok(opened)
		})?;
		if opened {
			self.answer(request)
		} else {
			Ok(None)
		}
	}
}

#[cfg(test)]
mod tests {
	use super::{super::tests::open, *};

	fn record(request: RequestId, answer: i128) -> AnswerRecord {
		AnswerRecord {
			request,
			question: H256::repeat_byte(1),
			answer: Answer::Number(answer).into(),
			text: None,
			salt: H256::repeat_byte(3),
			signature: None,
		}
	}

	#[test]
	fn what_was_said_once_is_never_unsaid() {
		let folder = tempfile::tempdir().unwrap();
		{
			let state = open(folder.path());
			assert_eq!(state.answer(7).unwrap(), None);
			assert_eq!(state.put_answer_once(&record(7, 1)).unwrap(), record(7, 1));
			let other = AnswerRecord { salt: H256::zero(), ..record(7, 2) };
			assert_eq!(state.put_answer_once(&other).unwrap(), record(7, 1));
		}
		let state = open(folder.path());
		assert_eq!(state.answer(7).unwrap(), Some(record(7, 1)));
		assert_eq!(state.put_answer_once(&record(7, 2)).unwrap(), record(7, 1));
		// Another question of the same number, of another fork: nobody may know the answer to that yet.
		state.open_answer(7).unwrap();
		let other = AnswerRecord { question: H256::zero(), ..record(7, 2) };
		assert_eq!(state.put_answer_once(&other).unwrap(), other);
		assert_eq!(state.opened_answer(7).unwrap(), None);
	}

	#[test]
	fn answers_are_secret_until_they_are_opened() {
		let folder = tempfile::tempdir().unwrap();
		let state = open(folder.path());
		assert_eq!(state.opened_answer(7).unwrap(), None);
		state.put_answer_once(&record(7, 1)).unwrap();
		assert_eq!(state.opened_answer(7).unwrap(), None);
		state.open_answer(7).unwrap();
		assert_eq!(state.opened_answer(7).unwrap(), Some(record(7, 1)));
		assert_eq!(state.opened_answer(8).unwrap(), None);
	}

	#[test]
	fn old_answers_are_dropped() {
		let folder = tempfile::tempdir().unwrap();
		let state = open(folder.path());
		state.put_answer_once(&record(1, 1)).unwrap();
		state.open_answer(1).unwrap();
		state.put_answer_once(&record(KEPT + 2, 2)).unwrap();
		assert_eq!(state.answer(1).unwrap(), None);
		assert_eq!(state.opened_answer(1).unwrap(), None);
	}
}
