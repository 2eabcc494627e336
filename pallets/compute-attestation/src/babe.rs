//! Blocks in proportion to proved compute: BABE's authority weights from the last closed round.

use crate::{math, Config, EqualReason, Event, Pallet};
use alloc::{vec, vec::Vec};
use core::marker::PhantomData;
use frame_support::{
	traits::{Get, OneSessionHandler},
	WeakBoundedVec,
};
use pallet_babe::{Authorities, AuthorityId, NextAuthorities};
use sp_consensus_babe::BabeAuthorityWeight;
use sp_runtime::{BoundToRuntimeAppPublic, Perbill};
use vajra_primitives::{Power, RoundIndex};

/// Authorities with their weights.
type AuthoritiesOf<T> =
	WeakBoundedVec<(AuthorityId, BabeAuthorityWeight), <T as pallet_babe::Config>::MaxAuthorities>;

/// Stands in `SessionKeys` in `pallet_babe`'s place, and weighs authors by the compute that was
/// proved for them.
///
/// ```text
/// impl_opaque_keys! {
///     pub struct SessionKeys {
///         pub babe: WeighedBabe<Runtime, MaxAuthorShare>,
///         pub grandpa: Grandpa,
///     }
/// }
/// ```
///
/// Keys are BABE's, of BABE's type, so `SessionKeys` encode as before.
///
/// # What it does
///
/// At each new session it announces the authorities of the session after: the queued validators, in
/// the session's order, with the power proved for each in the last closed round, cut so that no
/// share exceeds `MaxShare` ([`math::author_weights`]), and lifted so that the chain survives the
/// loss of those with the most ([`math::lift`]). What is announced takes effect one epoch
/// later, unchanged. Weights follow accounts, not keys: a validator that changes its keys keeps its
/// weight. The weight of a validator that is disabled stays as it is: its slots stay empty until
/// the session lets it back. Chips that were revoked after they answered still weigh, for as long as
/// [`Tallies`](crate::Tallies) says.
///
/// Every authority weighs 1, and [`Event::AuthorsEqual`] says why, where shares cannot differ under
/// the cap, where all powers are equal, and where proved compute has collapsed: there is no closed
/// round, it missed its quorum, or it proved nothing for any of the queued validators.
///
/// # What it needs
///
/// - Blocks are drawn by weight in primary slots only: choose `AllowedSlots::PrimarySlots`.
/// - BABE's genesis authorities stay empty, its `EpochChangeTrigger` is `ExternalTrigger`, and
///   nothing else enacts epoch changes.
/// - Session comes after this pallet in the runtime, so that a challenge that opens in a session's
///   first block is not taken for a closed one.
/// - The session manager never queues an empty set, which leaves nobody to make blocks.
pub struct WeighedBabe<T, MaxShare>(PhantomData<(T, MaxShare)>);

impl<T: Config + pallet_babe::Config, MaxShare: Get<Perbill>> WeighedBabe<T, MaxShare> {
	/// Weights of the validators for the next epoch, with the event that tells of them.
	fn weigh(validators: &[&T::AccountId]) -> Vec<BabeAuthorityWeight> {
		match Self::proved(validators) {
			Ok((round, weights)) => {
				let total = weights.iter().sum();
				Pallet::<T>::deposit_event(Event::AuthorsWeighed { round, total });
				weights
			}
			Err(reason) => {
				Pallet::<T>::deposit_event(Event::AuthorsEqual { reason });
				vec![1; validators.len()]
			}
		}
	}

	/// Weights by the power that the last closed round proved, with that round.
	fn proved(
		validators: &[&T::AccountId],
	) -> Result<(RoundIndex, Vec<BabeAuthorityWeight>), EqualReason> {
		let round = Pallet::<T>::closed_challenge()
			.filter(Pallet::<T>::met_quorum)
			.map(|challenge| challenge.round);
		let power = |validator: &&T::AccountId| -> Power {
			round.map_or(0, |round| Pallet::<T>::validator_power_in(validator, round))
		};
		let powers: Vec<Power> = validators.iter().map(power).collect();
		let weights = math::lift(math::author_weights(&powers, MaxShare::get())?);
		// Without a round all powers were zero.
		let round = round.ok_or(EqualReason::PowerCollapsed)?;
		Ok((round, weights.into_iter().map(BabeAuthorityWeight::from).collect()))
	}

	/// Authorities of the same weight.
	fn equal<'a>(
		validators: impl Iterator<Item = (&'a T::AccountId, AuthorityId)>,
	) -> AuthoritiesOf<T>
	where
		T::AccountId: 'a,
	{
		Self::bounded(validators.map(|(_, key)| (key, 1)).collect())
	}

	/// Keeps all authorities, even more of them than the bound, and then logs a warning: the order
	/// and number of authorities must be those of the session.
	fn bounded(authorities: Vec<(AuthorityId, BabeAuthorityWeight)>) -> AuthoritiesOf<T> {
		WeakBoundedVec::force_from(
			authorities,
			Some("more validators in the session than `pallet_babe::Config::MaxAuthorities`"),
		)
	}
}

impl<T: pallet_babe::Config, MaxShare> BoundToRuntimeAppPublic for WeighedBabe<T, MaxShare> {
	type Public = AuthorityId;
}

impl<T, MaxShare> OneSessionHandler<T::AccountId> for WeighedBabe<T, MaxShare>
where
	T: Config + pallet_babe::Config + pallet_session::Config,
	MaxShare: Get<Perbill>,
{
	type Key = AuthorityId;

	/// Nothing is proved before the first block: all weigh 1, in the first two epochs.
	fn on_genesis_session<'a, I>(validators: I)
	where
		I: Iterator<Item = (&'a T::AccountId, AuthorityId)> + 'a,
	{
		let authorities = Self::equal(validators);
		if authorities.is_empty() {
			return;
		}
		assert!(
			Authorities::<T>::get().is_empty(),
			"leave BABE's genesis authorities empty: they are those of the session"
		);
		assert!(
			authorities.len() <= T::MaxAuthorities::get() as usize,
			"a genesis set must not have more validators than BABE's limit"
		);
		Authorities::<T>::put(&authorities);
		NextAuthorities::<T>::put(&authorities);
	}

	fn on_new_session<'a, I>(_changed: bool, validators: I, queued_validators: I)
	where
		I: Iterator<Item = (&'a T::AccountId, AuthorityId)> + 'a,
	{
		// Nodes verify this epoch's blocks against what was announced for it, weights included, so
		// that is what the chain must hold, whatever has been proved since. The session's
		// `validators` are the same set: what it queued when this was announced. They only count
		// where nothing was announced, in the first session of a chain that switches to BABE.
		let announced = NextAuthorities::<T>::get();
		let current = if announced.is_empty() { Self::equal(validators) } else { announced };

		let (accounts, keys): (Vec<_>, Vec<_>) = queued_validators.unzip();
		let weights = Self::weigh(&accounts);
		let next = Self::bounded(keys.into_iter().zip(weights).collect());

		let session = pallet_session::Pallet::<T>::current_index();
		pallet_babe::Pallet::<T>::enact_epoch_change(current, next, Some(session));
	}

	fn on_disabled(index: u32) {
		<pallet_babe::Pallet<T> as OneSessionHandler<T::AccountId>>::on_disabled(index);
	}
}
