//! Answers: commitments, reveals and reports.

use crate::*;
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{traits::Verify, DispatchError};
use vajra_primitives::service::{Answer, AnswerKind, Commitment, Observation, RequestId};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_commit(
		operator: T::AccountId,
		request: RequestId,
		commitment: H256,
	) -> DispatchResult {
		let mut question = Self::open_request(request)?;
		ensure!(question.sealed, Error::<T>::WrongAnswering);
		let place = question.seat_of(&operator).ok_or(Error::<T>::NotAsked)?;
		let phase = question.phase(Self::now());
		let seat = question.panel.get_mut(place).ok_or(Error::<T>::NotAsked)?;
		ensure!(seat.state == SeatState::Silent, Error::<T>::AlreadyCommitted);
		ensure!(phase == Phase::Commit, Error::<T>::CommitWindowClosed);
		seat.state = SeatState::Committed(commitment);
		Requests::<T>::insert(request, question);
		Self::deposit_event(Event::Committed { request, operator });
		Ok(())
	}

	pub(crate) fn do_reveal(
		operator: T::AccountId,
		request: RequestId,
		answer: Answer,
		salt: H256,
	) -> DispatchResult {
		let mut question = Self::open_request(request)?;
		ensure!(question.sealed, Error::<T>::WrongAnswering);
		let place = question.seat_of(&operator).ok_or(Error::<T>::NotAsked)?;
		let phase = question.phase(Self::now());
		let kind = Self::kind_of(&question)?;
		let arrival = question.arrivals;
		let seat = question.panel.get_mut(place).ok_or(Error::<T>::NotAsked)?;
		let commitment = match seat.state {
			SeatState::Committed(commitment) => commitment,
			SeatState::Silent => return Err(Error::<T>::CommitNotFound.into()),
			SeatState::Answered { .. } => return Err(Error::<T>::AlreadyAnswered.into()),
		};
		ensure!(phase != Phase::Commit, Error::<T>::RevealTooEarly);
		ensure!(phase == Phase::Reveal, Error::<T>::AnswerWindowClosed);
		ensure!(answer.kind() == kind, Error::<T>::WrongAnswerKind);
		let opened = Commitment {
			genesis: Self::genesis_hash(),
			request,
			operator: operator.clone(),
			answer,
			salt,
		};
		let hash = H256(blake2_256(&opened.payload()));
		ensure!(hash == commitment, Error::<T>::RevealMismatch);
		seat.state = SeatState::Answered { answer, arrival };
		question.arrivals = arrival.saturating_add(1);
		Requests::<T>::insert(request, question);
		Self::deposit_event(Event::Revealed { request, operator, answer });
		Ok(())
	}

	/// How many signatures were verified: observations that are known are passed over, so that nobody
	/// spoils a report by sending a part of it first.
	pub(crate) fn do_report(
		request: RequestId,
		observations: ReportOf<T>,
	) -> Result<u32, DispatchError> {
		ensure!(!observations.is_empty(), Error::<T>::ReportEmpty);
		let mut question = Self::open_request(request)?;
		ensure!(!question.sealed, Error::<T>::WrongAnswering);
		let in_time = Self::now() <= question.answer_until;
		ensure!(in_time, Error::<T>::AnswerWindowClosed);
		let kind = Self::kind_of(&question)?;
		let genesis = Self::genesis_hash();
		let arrival = question.arrivals;
		let mut places: Vec<usize> = Vec::new();
		let mut verified = Vec::new();
		for observation in &observations {
			let SignedObservation { operator, answer, signature } = observation;
			let place = question.seat_of(operator).ok_or(Error::<T>::NotAsked)?;
			ensure!(!places.contains(&place), Error::<T>::DuplicateSigner);
			places.push(place);
			let seat = question.panel.get_mut(place).ok_or(Error::<T>::NotAsked)?;
			if seat.state != SeatState::Silent {
				continue;
			}
			ensure!(answer.kind() == kind, Error::<T>::WrongAnswerKind);
			let statement =
				Observation { genesis, request, operator: operator.clone(), answer: *answer };
			let signed = signature.verify(&statement.payload()[..], operator);
			ensure!(signed, Error::<T>::BadSignature);
			seat.state = SeatState::Answered { answer: *answer, arrival };
			verified.push(observation);
		}
		ensure!(!verified.is_empty(), Error::<T>::AlreadyAnswered);
		// Only what was verified: the hash stands for signed statements.
		let evidence = H256(blake2_256(&(question.evidence, &verified).encode()));
		let verified = verified.len() as u32;
		question.evidence = evidence;
		question.arrivals = arrival.saturating_add(1);
		Requests::<T>::insert(request, question);
		Self::deposit_event(Event::Reported { request, observations: verified, evidence });
		Ok(verified)
	}

	/// An open request's record.
	pub(crate) fn open_request(request: RequestId) -> Result<RequestOf<T>, DispatchError> {
		Requests::<T>::get(request).ok_or(Error::<T>::RequestNotFound.into())
	}

	/// What kind of answers a request takes.
	fn kind_of(question: &RequestOf<T>) -> Result<AnswerKind, DispatchError> {
		Ok(Self::release_of(question.service, question.version)?.rules.kind)
	}
}
