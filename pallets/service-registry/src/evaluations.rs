//! Evaluators, and what they find.

use crate::*;
use frame_support::{
	ensure,
	pallet_prelude::DispatchResult,
	traits::{Get, Imbalance, OnUnbalanced},
	BoundedVec,
};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{DispatchError, Perbill};
use vajra_primitives::service::{EvaluationId, ScoreCommitment, ServiceId};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_evaluator(who: T::AccountId, stake: Balance) -> DispatchResult {
		ensure!(!Evaluators::<T>::contains_key(&who), Error::<T>::EvaluatorExists);
		let least = T::Terms::get().evaluation.min_stake;
		ensure!(stake >= least, Error::<T>::StakeTooLow);
		Self::hold(HoldReason::Evaluation, &who, stake)?;
		let registration = Self::next_registration()?;
		let evaluator = Evaluator { registration, stake, open: 0, leaving: None, shortfall: 0 };
		Evaluators::<T>::insert(&who, evaluator);
		Self::deposit_event(Event::EvaluatorRegistered { evaluator: who, stake });
		Ok(())
	}

	pub(crate) fn do_retire_evaluator(who: T::AccountId) -> DispatchResult {
		let mut evaluator = Self::evaluator(&who)?;
		ensure!(evaluator.leaving.is_none(), Error::<T>::EvaluatorLeaving);
		let until = Self::now().saturating_add(T::Terms::get().leave_delay);
		evaluator.leaving = Some(until);
		Evaluators::<T>::insert(&who, evaluator);
		Self::deposit_event(Event::EvaluatorLeft { evaluator: who, until });
		Ok(())
	}

	pub(crate) fn do_withdraw_evaluator(who: T::AccountId) -> DispatchResult {
		let evaluator = Self::evaluator(&who)?;
		let until = evaluator.leaving.ok_or(Error::<T>::EvaluatorNotLeaving)?;
		ensure!(Self::now() >= until, Error::<T>::StakeLocked);
		ensure!(evaluator.open == 0, Error::<T>::StakeInUse);
		Evaluators::<T>::remove(&who);
		let amount = Self::give_back(HoldReason::Evaluation, &who, evaluator.stake);
		Self::deposit_event(Event::EvaluatorWithdrawn { evaluator: who, amount });
		Ok(())
	}

	pub(crate) fn do_open_evaluation(
		opener: T::AccountId,
		service: ServiceId,
		operator: Option<T::AccountId>,
		bounty: Balance,
	) -> DispatchResult {
		let record = Self::service(service)?;
		ensure!(record.status != Status::Retired, Error::<T>::ServiceRetired);
		let target = match &operator {
			Some(who) => Some((who.clone(), Self::operator(service, who)?.registration)),
			None => None,
		};
		let terms = T::Terms::get();
		ensure!(bounty >= terms.min_price, Error::<T>::BountyTooLow);
		let now = Self::now();
		let windows = terms.evaluation;
		let commit_until = now.checked_add(windows.commit).ok_or(Error::<T>::Overflow)?;
		let reveal_until = commit_until.checked_add(windows.reveal).ok_or(Error::<T>::Overflow)?;
		let evaluation = NextEvaluation::<T>::get();
		let next = evaluation.checked_add(1).ok_or(Error::<T>::Overflow)?;
		Self::hold(HoldReason::Fee, &opener, bounty)?;
		NextEvaluation::<T>::put(next);
		let test = Evaluation {
			opener,
			service,
			operator: target,
			bounty,
			commit_until,
			reveal_until,
			ballots: BoundedVec::new(),
		};
		Evaluations::<T>::insert(evaluation, test);
		Self::deposit_event(Event::EvaluationOpened { evaluation, service, operator, bounty });
		Ok(())
	}

	pub(crate) fn do_commit_score(
		who: T::AccountId,
		evaluation: EvaluationId,
		commitment: H256,
	) -> DispatchResult {
		let mut test = Self::evaluation(evaluation)?;
		let mut evaluator = Self::evaluator(&who)?;
		ensure!(evaluator.leaving.is_none(), Error::<T>::EvaluatorLeaving);
		let least = T::Terms::get().evaluation.min_stake;
		ensure!(evaluator.stake >= least, Error::<T>::StakeTooLow);
		ensure!(Self::now() <= test.commit_until, Error::<T>::CommitWindowClosed);
		ensure!(test.ballot_of(&who).is_none(), Error::<T>::AlreadyCommitted);
		let state = BallotState::Committed(commitment);
		let ballot = Ballot { evaluator: who.clone(), stake: evaluator.stake, state };
		test.ballots.try_push(ballot).map_err(|_| Error::<T>::TooManyEvaluators)?;
		evaluator.open = evaluator.open.checked_add(1).ok_or(Error::<T>::Overflow)?;
		Evaluators::<T>::insert(&who, evaluator);
		Evaluations::<T>::insert(evaluation, test);
		Self::deposit_event(Event::ScoreCommitted { evaluation, evaluator: who });
		Ok(())
	}

	pub(crate) fn do_reveal_score(
		who: T::AccountId,
		evaluation: EvaluationId,
		score: Perbill,
		salt: H256,
	) -> DispatchResult {
		let mut test = Self::evaluation(evaluation)?;
		let now = Self::now();
		let place = test.ballot_of(&who).ok_or(Error::<T>::CommitNotFound)?;
		ensure!(now > test.commit_until, Error::<T>::RevealTooEarly);
		ensure!(now <= test.reveal_until, Error::<T>::AnswerWindowClosed);
		let ballot = test.ballots.get_mut(place).ok_or(Error::<T>::CommitNotFound)?;
		let BallotState::Committed(commitment) = ballot.state else {
			return Err(Error::<T>::AlreadyAnswered.into());
		};
		let genesis = Self::genesis_hash();
		let opened = ScoreCommitment { genesis, evaluation, evaluator: who.clone(), score, salt };
		let hash = H256(blake2_256(&opened.payload()));
		ensure!(hash == commitment, Error::<T>::RevealMismatch);
		ballot.state = BallotState::Revealed(score);
		Evaluations::<T>::insert(evaluation, test);
		Self::deposit_event(Event::ScoreRevealed { evaluation, evaluator: who, score });
		Ok(())
	}

	/// How many took part.
	pub(crate) fn do_close_evaluation(evaluation: EvaluationId) -> Result<u32, DispatchError> {
		let test = Self::evaluation(evaluation)?;
		let now = Self::now();
		let revealed = test.ballots.iter().all(|one| matches!(one.state, BallotState::Revealed(_)));
		let over = now > test.reveal_until || (now > test.commit_until && revealed);
		ensure!(over, Error::<T>::EvaluationOpen);
		let terms = T::Terms::get().evaluation;
		let judgement = test.judge(&terms);
		Evaluations::<T>::remove(evaluation);
		for (ballot, slashed) in test.ballots.iter().zip(&judgement.slashed) {
			Self::release_evaluator(evaluation, ballot, slashed.then_some(terms.slash));
		}
		let each = match judgement.score {
			Some(score) => {
				Self::note_score(&test, score);
				Self::pay_evaluators(&test, &judgement)
			}
			None => {
				Self::refund(test.service, &test.opener, test.bounty);
				0
			}
		};
		let score = judgement.score;
		Self::deposit_event(Event::EvaluationClosed { evaluation, score, each });
		Ok(test.ballots.len() as u32)
	}

	/// Notes that an evaluation refers to an evaluator no more, and slashes it if it has to be.
	fn release_evaluator(
		evaluation: EvaluationId,
		ballot: &Ballot<T::AccountId>,
		slash: Option<Perbill>,
	) {
		let who = &ballot.evaluator;
		// Whoever is referred to cannot have left.
		let Some(mut evaluator) = Evaluators::<T>::get(who) else { return };
		evaluator.open = evaluator.open.saturating_sub(1);
		if let Some(share) = slash {
			// Rounded up, against the evaluator.
			let wanted = share.mul_ceil(ballot.stake);
			let there = wanted.min(evaluator.stake);
			let credit = Self::take(HoldReason::Evaluation, who, there);
			let amount = credit.peek();
			let shortfall = wanted.saturating_sub(amount);
			evaluator.stake = evaluator.stake.saturating_sub(amount);
			evaluator.shortfall = evaluator.shortfall.saturating_add(shortfall);
			T::Slashed::on_unbalanced(credit);
			let evaluator = who.clone();
			let event = Event::EvaluatorSlashed { evaluation, evaluator, amount, shortfall };
			Self::deposit_event(event);
		}
		Evaluators::<T>::insert(who, evaluator);
	}

	/// Notes what was found, unless whom it is about has gone since.
	fn note_score(test: &EvaluationOf<T>, score: Perbill) {
		let tested = Some(Tested { score, at: Self::now() });
		match &test.operator {
			Some((who, registration)) => {
				let same = |operator: &Operator| operator.registration == *registration;
				if let Some(operator) = Operators::<T>::get(test.service, who).filter(same) {
					Operators::<T>::insert(test.service, who, Operator { tested, ..operator });
				}
			}
			None => Services::<T>::mutate_extant(test.service, |service| service.tested = tested),
		}
	}

	/// Shares the bounty out among those who agree, rounded down; the treasury has what is left. What
	/// each has earned.
	fn pay_evaluators(test: &EvaluationOf<T>, judgement: &Judgement) -> Balance {
		let mut credit = Self::take(HoldReason::Fee, &test.opener, test.bounty);
		let agreeing = judgement.agrees.iter().filter(|agrees| **agrees).count();
		let each = credit.peek().checked_div(agreeing as Balance).unwrap_or(0);
		for (ballot, agrees) in test.ballots.iter().zip(&judgement.agrees) {
			if *agrees {
				Self::give(&mut credit, &ballot.evaluator, each);
			}
		}
		T::Treasury::on_unbalanced(credit);
		each
	}

	/// An evaluator's record.
	fn evaluator(who: &T::AccountId) -> Result<Evaluator, DispatchError> {
		Evaluators::<T>::get(who).ok_or(Error::<T>::EvaluatorNotFound.into())
	}

	/// An open evaluation's record.
	fn evaluation(evaluation: EvaluationId) -> Result<EvaluationOf<T>, DispatchError> {
		Evaluations::<T>::get(evaluation).ok_or(Error::<T>::EvaluationNotFound.into())
	}
}
