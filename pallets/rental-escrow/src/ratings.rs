//! Phase II: both sides rate, on chain or off, and the second rating settles.

use crate::*;
use frame_support::{ensure, pallet_prelude::DispatchResult};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::H256;
use sp_runtime::traits::Zero;
use vajra_primitives::rental::is_signed_by;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_rate(who: T::AccountId, id: OrderId, score: Score) -> DispatchResult {
		let order = Orders::<T>::get(id).ok_or(Error::<T>::OrderNotFound)?;
		let role = order.role_of(&who).ok_or(Error::<T>::NotParty)?;
		Self::note_rating(id, order, role, score)
	}

	pub(crate) fn do_rate_signed(
		id: OrderId,
		role: Role,
		score: Score,
		signature: T::Signature,
	) -> DispatchResult {
		let order = Orders::<T>::get(id).ok_or(Error::<T>::OrderNotFound)?;
		let hash = order.hash.ok_or(Error::<T>::NotStarted)?;
		let statement = Rating { genesis: Self::genesis_hash(), order: hash, role, score };
		Self::ensure_signed_by(&order, role, &statement.payload(), &signature)?;
		Self::note_rating(id, order, role, score)
	}

	/// A side has rated the other, and agreed to the settlement.
	fn note_rating(id: OrderId, mut order: OrderOf<T>, role: Role, score: Score) -> DispatchResult {
		let (now, progress) = Self::pass_time(&mut order)?;
		let next = order.state.next(Step::Rate(role)).map_err(Error::<T>::from)?;
		ensure!(score <= BEST_SCORE, Error::<T>::InvalidScore);
		Self::catch_up(id, &mut order, progress);
		match role {
			Role::Renter => order.scores.renter = Some(score),
			Role::Provider => order.scores.provider = Some(score),
		}
		Self::deposit_event(Event::Rated { order: id, role, score });
		match next {
			Next::State(state) => {
				order.enter(state, now);
				if state == OrderState::Unrated {
					Self::settle_dues(id, &mut order);
				}
				Orders::<T>::insert(id, order);
			}
			Next::Closed(outcome) => Self::close(id, order, outcome),
		}
		Ok(())
	}

	pub(crate) fn do_settle_signed(
		id: OrderId,
		settlement: SettlementOf<T>,
		renter_signature: T::Signature,
		provider_signature: T::Signature,
	) -> DispatchResult {
		let mut order = Orders::<T>::get(id).ok_or(Error::<T>::OrderNotFound)?;
		let (now, progress) = Self::pass_time(&mut order)?;
		order.state.next(Step::Finish).map_err(Error::<T>::from)?;
		let Settlement { rent, renter_score, provider_score, expires_at } = settlement;
		ensure!(now < expires_at, Error::<T>::SettlementExpired);
		ensure!(renter_score.max(provider_score) <= BEST_SCORE, Error::<T>::InvalidScore);
		ensure!(rent <= order.rent, Error::<T>::RentOutOfBounds);
		let hash = order.hash.ok_or(Error::<T>::NotStarted)?;
		for (role, signature) in
			[(Role::Renter, renter_signature), (Role::Provider, provider_signature)]
		{
			let finish = Finish { genesis: Self::genesis_hash(), order: hash, role, settlement };
			Self::ensure_signed_by(&order, role, &finish.payload(), &signature)?;
		}

		Self::catch_up(id, &mut order, progress);
		if order.state == OrderState::Running {
			Self::end_lease(id, &mut order, now, Ending::ByAgreement);
			order.enter(OrderState::Ended, now);
		}
		order.scores = Scores { renter: Some(renter_score), provider: Some(provider_score) };
		Self::settle_rent(id, &mut order, Dues { rent, penalty: Zero::zero() });
		Self::close(id, order, Outcome::Agreed);
		Ok(())
	}

	fn ensure_signed_by(
		order: &OrderOf<T>,
		role: Role,
		payload: &[u8],
		signature: &T::Signature,
	) -> DispatchResult {
		let signer = order.party(role).ok_or(Error::<T>::NotParty)?;
		ensure!(is_signed_by(payload, signature, signer), Error::<T>::InvalidSignature);
		Ok(())
	}

	/// Binds what is signed to this chain.
	pub(crate) fn genesis_hash() -> H256 {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
	}
}
