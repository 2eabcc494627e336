//! One file per call or concept; every error that a call can meet has a test that shows state
//! unchanged.

mod absence;
mod arithmetic;
mod bond;
mod chill_resume;
mod claim;
mod commission;
mod compound;
mod delegate;
mod double_sign;
mod draw;
mod dust;
mod elections;
mod former;
mod genesis;
mod jail;
mod leave;
mod payout;
mod pots;
mod property;
mod redelegate;
mod register;
mod scale;
mod sessions;
mod settle_moved;
mod timing;
mod try_state;
mod undelegate;
mod views;
mod withdraw;

use crate::{mock::*, *};
use frame_support::assert_ok;
use sp_runtime::{testing::UintAuthorityId, Perbill};
use sp_staking::{
	offence::{Kind, Offence, OffenceError, ReportOffence},
	SessionIndex,
};

/// Who reports, pays out and settles for others.
const WATCHER: AccountId = 60;

/// Four candidates with the same bond; the first three are validators.
fn even() -> ExtBuilder {
	ExtBuilder::default().candidates((1..=4).map(|who| (who, BOND)))
}

/// Four validators with the same bond, of whom one can be disabled.
fn four() -> ExtBuilder {
	even().validator_count(4)
}

fn percent(percent: u32) -> Perbill {
	Perbill::from_percent(percent)
}

/// Pays a validator for an era.
fn pay(era: EraIndex, validator: AccountId) {
	assert_ok!(Dpos::payout(signed(WATCHER), era, validator));
}

/// What an account can spend after `act` that it could not before.
fn gain(who: AccountId, act: impl FnOnce()) -> Balance {
	let before = free(who);
	act();
	free(who) - before
}

/// What an account gets by a claim.
fn claimed(who: AccountId, candidate: AccountId) -> Balance {
	gain(who, || {
		assert_ok!(Dpos::claim(signed(who), candidate));
	})
}

/// What an account gets by a withdrawal.
fn withdrawn(who: AccountId) -> Balance {
	gain(who, || {
		assert_ok!(Dpos::withdraw(signed(who), who));
	})
}

fn seat(era: EraIndex, validator: AccountId) -> Seat {
	Seats::<Test>::get(era, validator).unwrap()
}

fn era(era: EraIndex) -> Era {
	Eras::<Test>::get(era)
}

fn exit(candidate: AccountId, era: EraIndex) -> Option<Exit> {
	Exits::<Test>::get(candidate, era)
}

/// Gives a candidate session keys.
fn set_keys(who: AccountId) {
	pallet_session::NextKeys::<Test>::insert(who, Keys { key: UintAuthorityId(who) });
}

/// The ranking: candidates with their stake, most first.
fn ranking() -> Vec<(AccountId, Balance)> {
	Ranking::<Test>::iter_keys().map(|rank| (rank.candidate, rank.stake())).collect()
}

/// Lets a validator lose what double signing costs, with a slash of the pool by `pool`.
fn slash_pool(validator: AccountId, pool: Perbill) {
	Costs::mutate(|costs| {
		costs.double_sign = Penalty { fixed: 0, bond: Perbill::zero(), pool, jail: 0 }
	});
	assert_ok!(equivocate(validator));
	Costs::set(penalties());
}

/// Reports that a validator has just signed two blocks.
fn equivocate(validator: AccountId) -> Result<(), OffenceError> {
	let session = Session::current_index();
	report::<BABE>(session, System::block_number(), &[validator], &[])
}

const BABE: u8 = 1;
const GRANDPA: u8 = 2;

/// What a validator has signed twice in a session, at a slot or in a round, of an engine.
struct Equivocation<const ENGINE: u8> {
	session: SessionIndex,
	slot: u64,
	offenders: Vec<AccountId>,
}

impl<const ENGINE: u8> Offence<(AccountId, ())> for Equivocation<ENGINE> {
	const ID: Kind = [ENGINE; 16];
	type Slot = u64;

	fn offenders(&self) -> Vec<(AccountId, ())> {
		self.offenders.iter().map(|who| (*who, ())).collect()
	}

	fn session_index(&self) -> SessionIndex {
		self.session
	}

	fn validator_set_count(&self) -> u32 {
		3
	}

	fn slot(&self) -> u64 {
		self.slot
	}

	// What the engines suggest plays no part.
	fn slash_fraction(&self, _: u32) -> Perbill {
		Perbill::one()
	}
}

/// Reports an equivocation as a runtime does.
fn report<const ENGINE: u8>(
	session: SessionIndex,
	slot: u64,
	offenders: &[AccountId],
	reporters: &[AccountId],
) -> Result<(), OffenceError> {
	let offence = Equivocation::<ENGINE> { session, slot, offenders: offenders.to_vec() };
	NotedOffences::<Test, Offences>::report_offence(reporters.to_vec(), offence)
}
