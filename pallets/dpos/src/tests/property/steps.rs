//! What a sequence consists of.

use crate::{mock::*, Balance, ElectionMode, EraIndex};
use proptest::prelude::*;
use sp_staking::SessionIndex;
use std::collections::BTreeSet;

pub const CANDIDATES: std::ops::RangeInclusive<AccountId> = 1..=6;
pub const DELEGATORS: std::ops::RangeInclusive<AccountId> = 31..=39;
/// Who calls what anybody may; the first reporter.
pub const ANYBODY: AccountId = 50;

/// How much of what is there.
#[derive(Clone, Debug)]
pub enum Take {
	All,
	Planck(Balance),
	/// In thousandths.
	Part(u128),
	/// All but so much.
	But(Balance),
}

#[derive(Clone, Debug)]
pub enum Step {
	Register(AccountId, Balance, u32),
	BondMore(AccountId, Balance),
	BondLess(AccountId, Balance),
	SetCommission(AccountId, u32),
	Chill(AccountId),
	Resume(AccountId),
	Leave(AccountId),
	/// One that has left registers again.
	Return(Balance, u32),
	Unjail(AccountId),
	/// All whose time is over.
	UnjailAll,
	Delegate(AccountId, AccountId, Balance),
	Undelegate(usize, Take),
	Redelegate(usize, AccountId, Take),
	Withdraw(AccountId),
	/// For an era so many eras ago; otherwise the oldest.
	Payout(AccountId, Option<EraIndex>),
	/// All that can be paid.
	Payouts,
	ExpirePayout(AccountId),
	Claim(usize),
	ClaimOwn(AccountId),
	Compound(usize),
	CompoundOwn(AccountId),
	SettleMoved(usize),
	/// One that has ended, or any.
	Close(usize, bool),
	Fund(Balance),
	/// So many sessions ago, two votes or two blocks, by so many reporters.
	Report(AccountId, SessionIndex, bool, usize),
	Silence(BTreeSet<AccountId>),
	Costs {
		fixed: Balance,
		bond: u32,
		pool: u32,
		absent: u32,
		jail: EraIndex,
	},
	Elect(u32, ElectionMode),
	Blocks(u64),
	Eras(EraIndex),
}

fn candidates() -> impl Strategy<Value = AccountId> {
	prop_oneof![6 => 1..=4u64, 1 => 5..=6u64]
}

fn delegators() -> impl Strategy<Value = AccountId> {
	prop_oneof![9 => DELEGATORS, 1 => CANDIDATES]
}

fn amounts() -> impl Strategy<Value = Balance> {
	prop_oneof![3 => 1..40u128, 3 => 40..3_000u128, 2 => 3_000..120_000u128]
}

fn takes() -> impl Strategy<Value = Take> {
	prop_oneof![
		2 => Just(Take::All),
		2 => amounts().prop_map(Take::Planck),
		3 => (1..=1_000u128).prop_map(Take::Part),
		1 => (0..=12u128).prop_map(Take::But),
	]
}

pub fn steps() -> impl Strategy<Value = Step> {
	let place = || any::<prop::sample::Index>().prop_map(|index| index.index(1_000));
	let standing = prop_oneof![
		4 => (5..=6u64, 400..3_000u128, 0..=33u32).prop_map(|(who, bond, commission)| {
			Step::Register(who, bond, commission)
		}),
		1 => (CANDIDATES, 400..3_000u128, 0..=33u32).prop_map(|(who, bond, commission)| {
			Step::Register(who, bond, commission)
		}),
		3 => (candidates(), amounts()).prop_map(|(who, amount)| Step::BondMore(who, amount)),
		3 => (candidates(), 0..600u128).prop_map(|(who, amount)| Step::BondLess(who, amount)),
		3 => (candidates(), 5..=17u32).prop_map(|(who, percent)| Step::SetCommission(who, percent)),
		2 => candidates().prop_map(Step::Chill),
		2 => candidates().prop_map(Step::Resume),
		1 => candidates().prop_map(Step::Leave),
		2 => (400..3_000u128, 0..=33u32).prop_map(|(bond, percent)| Step::Return(bond, percent)),
		3 => candidates().prop_map(Step::Unjail),
		6 => Just(Step::UnjailAll),
	];
	let stake = prop_oneof![
		8 => (delegators(), candidates(), amounts())
			.prop_map(|(who, to, amount)| Step::Delegate(who, to, amount)),
		6 => (place(), takes()).prop_map(|(which, take)| Step::Undelegate(which, take)),
		10 => (place(), candidates(), takes())
			.prop_map(|(which, to, take)| Step::Redelegate(which, to, take)),
		2 => delegators().prop_map(Step::Withdraw),
		1 => CANDIDATES.prop_map(Step::Withdraw),
		5 => place().prop_map(Step::SettleMoved),
	];
	let rewards = prop_oneof![
		4 => (candidates(), prop::option::weighted(0.2, 0..7u32))
			.prop_map(|(who, ago)| Step::Payout(who, ago)),
		10 => Just(Step::Payouts),
		2 => candidates().prop_map(Step::ExpirePayout),
		6 => place().prop_map(Step::Claim),
		4 => (place(), prop::bool::weighted(0.8)).prop_map(|(which, ended)| Step::Close(which, ended)),
		2 => candidates().prop_map(Step::ClaimOwn),
		8 => place().prop_map(Step::Compound),
		2 => candidates().prop_map(Step::CompoundOwn),
		10 => amounts().prop_map(Step::Fund),
	];
	let misconduct = prop_oneof![
		8 => (candidates(), prop_oneof![3 => 0..4u32, 1 => 0..9u32], any::<bool>(), 0..3usize)
			.prop_map(|(who, ago, votes, reporters)| Step::Report(who, ago, votes, reporters)),
		7 => prop::collection::btree_set(candidates(), 0..3).prop_map(Step::Silence),
		2 => (
			0..400u128,
			0..40u32,
			prop_oneof![4 => 0..100_000_000u32, 2 => 0..1_000_000_000u32, 1 => Just(1_000_000_000)],
			prop_oneof![Just(0), 0..300_000_000u32],
			0..3u32,
		).prop_map(|(fixed, bond, pool, absent, jail)| {
			Step::Costs { fixed, bond, pool, absent, jail }
		}),
	];
	let time = prop_oneof![
		20 => (1..12u64).prop_map(Step::Blocks),
		10 => Just(Step::Eras(1)),
		1 => (2..=7u32).prop_map(Step::Eras),
		2 => (0..=5u32, any::<bool>()).prop_map(|(count, draw)| {
			Step::Elect(count, if draw { ElectionMode::Draw } else { ElectionMode::MostStake })
		}),
	];
	prop_oneof![3 => standing, 8 => stake, 7 => rewards, 3 => misconduct, 5 => time]
}
