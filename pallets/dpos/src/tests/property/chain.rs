//! What the chain's records are worth to each account, as they stand, without the rounding of what is
//! yet to be taken out.

use super::model::{exact, Exact, Place};
use crate::{mock::*, *};
use num_traits::One;
use std::collections::BTreeMap;

/// What one share of a pool is worth.
pub fn price(pool: &Pool) -> Exact {
	if pool.shares == 0 {
		return Exact::one();
	}
	exact(pool.tokens) / exact(pool.shares)
}

/// The highest price of a share, at least one.
pub fn highest_price() -> Exact {
	let pools = Candidates::<Test>::iter_values().map(|record| record.pool);
	let exits = Exits::<Test>::iter_values().map(|exit| exit.pool);
	pools.chain(exits).map(|pool| price(&pool)).fold(Exact::one(), Exact::max)
}

/// In how many pools and exits one token is left.
pub fn last_tokens() -> u128 {
	let pools = Candidates::<Test>::iter_values().map(|record| record.pool);
	let exits = Exits::<Test>::iter_values().map(|exit| exit.pool);
	pools.chain(exits).filter(|pool| pool.tokens == 1).count() as u128
}

/// What is kept of stake that has moved, after what it owes now.
fn kept(moved: &MovedOf<Test>) -> Exact {
	let now = Exits::<Test>::get(moved.from, moved.era).unwrap().kept;
	if moved.kept == 0 {
		return Exact::one();
	}
	exact(now) / exact(moved.kept)
}

/// What each account has in each place.
pub fn places() -> BTreeMap<Place, Exact> {
	let mut places = BTreeMap::<_, Exact>::new();
	let mut add = |place, value: Exact| {
		*places.entry(place).or_default() += value;
	};
	for (owner, candidate, delegation) in Delegations::<Test>::iter() {
		let record = crate::mock::candidate(candidate);
		let price = price(&record.pool);
		let free = exact(delegation.free_shares()) * &price;
		add(Place::Stake { candidate, owner, origin: None }, free);
		if let Some((moved, shares)) = &delegation.moved {
			let origin = Some((moved.from, moved.era));
			let value = exact(*shares) * &price * kept(moved);
			add(Place::Stake { candidate, owner, origin }, value);
		}
		add(Place::Reward { candidate, owner }, reward(candidate, &record, &delegation));
	}
	for (candidate, record) in Candidates::<Test>::iter() {
		add(Place::Reward { candidate, owner: candidate }, exact(record.rewards.own));
	}
	for (owner, record) in Delegators::<Test>::iter() {
		for Chunk { candidate, era, shares, moved } in record.unbonding {
			let price = price(&Exits::<Test>::get(candidate, era).unwrap().pool);
			let kept = moved.as_ref().map_or(Exact::one(), kept);
			let origin = moved.map(|moved| (moved.from, moved.era));
			let value = exact(shares) * price * kept;
			add(Place::Waiting { candidate, era, owner, origin }, value);
		}
	}
	places
}

/// What a delegation has earned in eras that are paid.
fn reward(
	candidate: AccountId,
	record: &CandidateOf<Test>,
	delegation: &DelegationOf<Test>,
) -> Exact {
	let mut sum = exact(delegation.owed);
	for (place, span) in delegation.spans.iter().enumerate() {
		let Some(from) = Dpos::value_at(&candidate, span.from) else { break };
		let next = delegation.spans.get(place + 1);
		let end = next.and_then(|next| Dpos::value_at(&candidate, next.from));
		let to = end.unwrap_or(record.rewards.index);
		sum += exact(span.shares) * exact(to - from) / exact(math::ONE);
	}
	sum
}

/// The stake of each delegator of a candidate, before what it owes for former ones.
pub fn stakes(candidate: AccountId) -> BTreeMap<AccountId, Exact> {
	let price = price(&crate::mock::candidate(candidate).pool);
	Delegations::<Test>::iter()
		.filter(|(_, whose, delegation)| *whose == candidate && delegation.shares() > 0)
		.map(|(owner, _, delegation)| (owner, exact(delegation.shares()) * &price))
		.collect()
}
