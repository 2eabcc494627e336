//! Rounds: challenges and answers.

use crate::*;
use codec::Encode;
use frame_support::{
	defensive, ensure,
	traits::{Get, Randomness},
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{
	traits::{BlockNumberProvider, Saturating, UniqueSaturatedInto, Zero},
	DispatchError,
};
use vajra_primitives::{Accrual, CatStatement, ChipIndex, ChipSignature, Power, RoundIndex};

/// Subject of the draw that opens a challenge.
const DRAW: &[u8] = b"vajra/cat/draw";
/// Domain of a challenge's seed.
const SEED: &[u8] = b"vajra/cat/seed";

/// What a block does for its round's challenge.
pub(crate) enum Draw {
	/// Nothing: the challenge has opened already, or no longer can.
	Idle,
	/// It drew, and the challenge does not open here.
	Missed,
	/// It drew, and the challenge opens here.
	Hit {
		/// The round of the block.
		round: RoundIndex,
		/// What the block drew.
		random: H256,
	},
}

/// How a provider that answers stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
	/// As before.
	Kept,
	/// Back from a suspension.
	Reinstated,
}

impl<T: Config> Pallet<T> {
	/// Draws whether the round's challenge opens at this block. O(1).
	pub(crate) fn draw() -> Draw {
		let Some((round, remaining)) = Self::may_open() else { return Draw::Idle };
		match T::Randomness::random(&(DRAW, round).encode()).0 {
			Some(random) if math::opens(&random, remaining) => Draw::Hit { round, random },
			_ => Draw::Missed,
		}
	}

	/// The round whose challenge may open at this block, and how many of its blocks may, this one
	/// included.
	fn may_open() -> Option<(RoundIndex, u64)> {
		let (round, place) = Self::locate()?;
		let span: u128 =
			T::RoundLength::get().saturating_sub(T::ResponseWindow::get()).unique_saturated_into();
		let remaining: u64 = span.checked_sub(place)?.try_into().ok()?;
		let opened = Challenge::<T>::get().is_some_and(|latest| latest.round >= round);
		(remaining > 0 && !opened).then_some((round, remaining))
	}

	/// Opens the challenge of `round`. O(1).
	pub(crate) fn begin_challenge(round: RoundIndex, random: H256) {
		let mut network = NetworkPower::<T>::get();
		if network.advance(round).is_none() {
			defensive!("claims keep the sum of all power in range");
			return;
		}
		// What has added up since the last challenge is for those who answer this one.
		T::Accrued::hand_over();
		// The round before is over: what is in its pot is shared by what was proved.
		if let Some(old) = Challenge::<T>::get() {
			Self::settle_pot(old.round, old.proved);
			PreviousChallenge::<T>::put(old);
		}
		let seed = H256(blake2_256(&(SEED, random, round).encode()));
		let now = T::BlockNumberProvider::current_block_number();
		let closes_at = now.saturating_add(T::ResponseWindow::get());
		let challenge = Round {
			round,
			seed,
			opened_at: now,
			closes_at,
			expected: network.mature,
			proved: 0,
			unbacked: 0,
			answers: 0,
			chips: 0,
		};
		NetworkPower::<T>::put(network);
		Challenge::<T>::put(challenge);
		Self::deposit_event(Event::ChallengeOpened { round, seed, closes_at });
	}

	pub(crate) fn do_prove(
		who: T::AccountId,
		round: RoundIndex,
		absent: BoundedVec<ChipIndex, T::MaxAbsent>,
		signature: ChipSignature,
	) -> Result<Standing, DispatchError> {
		let mut challenge = Self::answerable(round)?;
		let mut provider = Providers::<T>::get(&who).ok_or(Error::<T>::ProviderNotFound)?;
		ensure!(provider.answer(round).is_none(), Error::<T>::AlreadyProved);
		ensure!(absent.windows(2).all(|pair| pair[0] < pair[1]), Error::<T>::AbsentNotSorted);
		ensure!((absent.len() as u32) < provider.chips, Error::<T>::AllChipsAbsent);

		Self::refresh(&who, &mut provider)?;
		provider.mature(round);
		let mut power = provider.counted(round);
		let mut chips = provider.counted_chips(round);
		let mut key = provider.aggregate_key;
		if !absent.is_empty() {
			let mut keys = alloc::vec::Vec::with_capacity(absent.len());
			for index in &absent {
				let slot = Slots::<T>::get(&who, index).ok_or(Error::<T>::UnknownChip)?;
				if slot.counts_from <= round && provider.trusts(slot.manifest) {
					power =
						power.checked_sub(Power::from(slot.units)).ok_or(Error::<T>::Overflow)?;
					chips = chips.checked_sub(1).ok_or(Error::<T>::Overflow)?;
				}
				keys.push(slot.key);
			}
			key = T::Verifier::subtract(&key, keys.iter()).map_err(|_| Error::<T>::InvalidKey)?;
		}
		ensure!(!power.is_zero(), Error::<T>::InWarmUp);
		ensure!(key != T::Verifier::neutral(), Error::<T>::IdentityKey);
		let absentees = absent.len() as u32;
		let statement = CatStatement {
			genesis: Self::genesis_hash(),
			provider: who.clone(),
			round,
			seed: challenge.seed,
			absent: absent.into_inner(),
		};
		let signed = T::Verifier::verify(&key, &statement.payload(), &signature);
		ensure!(signed, Error::<T>::InvalidSignature);

		let mut standing = Standing::Kept;
		if provider.suspended {
			standing = Standing::Reinstated;
			// The challenge did not expect it: its power counts again from the next one on.
			(power, chips) = (0, 0);
			Self::reinstate(&who, &mut provider, round)?;
		}
		challenge.proved = challenge.proved.checked_add(power).ok_or(Error::<T>::Overflow)?;
		challenge.answers = challenge.answers.checked_add(1).ok_or(Error::<T>::Overflow)?;
		challenge.chips = challenge.chips.checked_add(chips).ok_or(Error::<T>::Overflow)?;
		let answer = Answer { round, power, chips };
		match provider.backing.at(round) {
			_ if power.is_zero() => {}
			Some(validator) => Tallies::<T>::try_mutate(validator, |tally| {
				tally.add(answer.clone()).ok_or(Error::<T>::Overflow)
			})?,
			None => {
				challenge.unbacked =
					challenge.unbacked.checked_add(power).ok_or(Error::<T>::Overflow)?;
			}
		}
		if !power.is_zero() {
			Earned::<T>::insert(&who, Self::ring(round), answer.clone());
		}
		provider.answered(answer);
		Providers::<T>::insert(&who, provider);
		Challenge::<T>::put(challenge);
		Self::deposit_event(Event::ComputeProved {
			round,
			provider: who,
			power,
			absent: absentees,
		});
		Ok(standing)
	}

	/// The challenge of `round`, if it takes answers at this block.
	fn answerable(round: RoundIndex) -> Result<RoundOf<T>, DispatchError> {
		let challenge = Challenge::<T>::get().ok_or(Error::<T>::NoOpenChallenge)?;
		let now = T::BlockNumberProvider::current_block_number();
		let open = now <= challenge.closes_at;
		ensure!(open || challenge.round == round, Error::<T>::NoOpenChallenge);
		ensure!(open, Error::<T>::WindowClosed);
		ensure!(challenge.round == round, Error::<T>::WrongRound);
		Ok(challenge)
	}

	/// The last challenge that takes no more answers.
	pub fn closed_challenge() -> Option<RoundOf<T>> {
		let now = T::BlockNumberProvider::current_block_number();
		[Challenge::<T>::get(), PreviousChallenge::<T>::get()]
			.into_iter()
			.flatten()
			.find(|challenge| challenge.closes_at < now)
	}

	/// The round of [`Self::closed_challenge`].
	pub(crate) fn closed_round() -> Option<RoundIndex> {
		Self::closed_challenge().map(|challenge| challenge.round)
	}

	/// Whether enough of the network's power answered the challenge to draw conclusions from it.
	pub fn met_quorum(challenge: &RoundOf<T>) -> bool {
		challenge.met(T::Penalties::get().quorum)
	}

	/// Power proved for a validator in `round`, one of the last two.
	pub fn validator_power_in(validator: &T::AccountId, round: RoundIndex) -> Power {
		Tallies::<T>::get(validator).power(round)
	}

	/// The round that this block lies in.
	pub(crate) fn current_round() -> Option<RoundIndex> {
		Self::locate().map(|(round, _)| round)
	}

	fn locate() -> Option<(RoundIndex, u128)> {
		let now = T::BlockNumberProvider::current_block_number();
		math::locate(now.unique_saturated_into(), T::RoundLength::get().unique_saturated_into())
	}

	/// Binds what chips sign to this chain.
	pub(crate) fn genesis_hash() -> H256 {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
	}
}
