//! What programs ask about the state, off chain. Pages bound what one question costs.

use crate::*;
use alloc::vec::Vec;
use sp_runtime::traits::BlockNumberProvider;
use vajra_primitives::{ChipIndex, Power, ProvedCompute, RoundIndex};

/// Most entries of one page.
const PAGE: u32 = 1_024;

impl<T: Config> Pallet<T> {
	pub(crate) fn view_proved_power(provider: &T::AccountId) -> Power {
		<Self as ProvedCompute<_>>::power_of(provider)
	}

	pub(crate) fn view_validator_power(validator: &T::AccountId) -> Power {
		<Self as ProvedCompute<_>>::validator_power(validator)
	}

	pub(crate) fn view_open_challenge() -> Option<RoundOf<T>> {
		let now = T::BlockNumberProvider::current_block_number();
		Challenge::<T>::get().filter(|challenge| now <= challenge.closes_at)
	}

	pub(crate) fn view_has_answered(provider: &T::AccountId, round: RoundIndex) -> bool {
		<Self as ProvedCompute<_>>::answered(provider, round)
	}

	pub(crate) fn view_answers(
		round: RoundIndex,
		after: Option<T::AccountId>,
		limit: u32,
	) -> AnswersPage<T> {
		let mut providers = match after {
			Some(account) => Providers::<T>::iter_from_key(account),
			None => Providers::<T>::iter(),
		};
		// What is bounded is what is looked at: a page of a round that few have answered must not
		// search all providers for them. A page looks at one at least, so that the next one differs.
		let (mut page, mut last) = (Vec::new(), None);
		for _ in 0..limit.clamp(1, PAGE) {
			let Some((account, provider)) = providers.next() else { return (page, None) };
			if let Some(answer) = provider.answer(round) {
				page.push((account.clone(), answer.power));
			}
			last = Some(account);
		}
		(page, last)
	}

	pub(crate) fn view_chips_of(
		provider: &T::AccountId,
		from: ChipIndex,
		limit: u32,
	) -> Vec<(ChipIndex, SlotOf<T>)> {
		(from..from.saturating_add(limit.min(PAGE)))
			.map_while(|index| Some((index, Slots::<T>::get(provider, index)?)))
			.collect()
	}

	pub(crate) fn view_rewards_of(provider: &T::AccountId) -> Vec<(RoundIndex, BalanceOf<T>)> {
		let mut rewards: Vec<_> = Earned::<T>::iter_prefix_values(provider)
			.filter_map(|earned| {
				let (_, amount) = Self::reward(provider, earned.round).ok()?;
				Some((earned.round, amount))
			})
			.collect();
		rewards.sort_unstable_by_key(|(round, _)| *round);
		rewards
	}
}
