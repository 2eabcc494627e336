//! Random sequences of all that mints and burns: after each step every invariant holds.

use super::*;
use frame_support::storage::with_storage_layer;
use proptest::prelude::*;
use sp_runtime::DispatchResult;
use vajra_primitives::Accrual;

/// What can happen.
#[derive(Clone, Debug)]
enum Step {
	Blocks(u64),
	Jump(u64),
	Transfer {
		from: AccountId,
		to: AccountId,
		amount: Balance,
		tip: Balance,
	},
	TransferAll {
		from: AccountId,
		to: AccountId,
	},
	Slash {
		who: AccountId,
		amount: Balance,
	},
	Burn {
		who: AccountId,
		amount: Balance,
	},
	Deposit {
		who: AccountId,
		amount: Balance,
	},
	Settle {
		who: AccountId,
	},
	Withdraw {
		who: AccountId,
	},
	/// What is due is handed over: to all, or to some.
	HandOver(u8),
	Gate(bool),
	Author(Option<AccountId>),
	Terms(Option<FuelTerms>),
	Schedule(Schedule, Heights),
	Distribution(Distribution),
	BurnShare(u32),
	Cap(Balance),
	/// A sink's account is emptied, so that it can close.
	Spend {
		sink: AccountId,
		leave: Balance,
	},
}

fn who() -> impl Strategy<Value = AccountId> {
	prop_oneof![5 => 1..=9u64, 1 => 50..54u64]
}

fn amount() -> impl Strategy<Value = Balance> {
	prop_oneof![0..300u128, 1..=100_000u128, WEALTH - 200..WEALTH + 200, Just(Balance::MAX)]
}

fn schedule() -> impl Strategy<Value = Schedule> {
	prop_oneof![
		Just(Schedule::Fixed),
		Just(Schedule::Stepped(stepped())),
		(1..100_000u128, 0..50u64, any::<bool>()).prop_map(|(reward, period, smooth)| {
			Schedule::Halving(Halving { reward, period, smooth })
		}),
		(1..10_000_000u128, 0..=100u32, 1..50u64).prop_map(|(first, share, length)| {
			Schedule::Cycles(Cycles { first, ratio: percent(share), length })
		}),
	]
}

fn distribution() -> impl Strategy<Value = Distribution> {
	prop::array::uniform3(0..=100u32).prop_map(|[a, b, c]| {
		let validators = percent(a);
		let providers = percent(b.min(100 - a));
		let burn = percent(c.min(100 - a - b.min(100 - a)));
		let treasury = Perbill::one() - validators - providers - burn;
		Distribution { validators, providers, treasury, burn }
	})
}

fn step() -> impl Strategy<Value = Step> {
	let heights = prop_oneof![Just(Heights::Restart), Just(Heights::Continue)];
	let fuel = (1..200u64, 0..20u64, 0..=1_000_000_000u32).prop_map(|(duration, lock, parts)| {
		FuelTerms { duration, lock, least: 10, foundation: Perbill::from_parts(parts) }
	});
	prop_oneof![
		6 => (1..8u64).prop_map(Step::Blocks),
		1 => (2..50u64).prop_map(Step::Jump),
		4 => (who(), who(), amount(), 0..300u128)
			.prop_map(|(from, to, amount, tip)| Step::Transfer { from, to, amount, tip }),
		1 => (who(), who()).prop_map(|(from, to)| Step::TransferAll { from, to }),
		2 => (who(), amount()).prop_map(|(who, amount)| Step::Slash { who, amount }),
		2 => (who(), amount()).prop_map(|(who, amount)| Step::Burn { who, amount }),
		3 => (who(), amount()).prop_map(|(who, amount)| Step::Deposit { who, amount }),
		3 => who().prop_map(|who| Step::Settle { who }),
		2 => who().prop_map(|who| Step::Withdraw { who }),
		3 => (0..3u8).prop_map(Step::HandOver),
		1 => any::<bool>().prop_map(Step::Gate),
		1 => prop::option::of(Just(AUTHOR)).prop_map(Step::Author),
		1 => prop::option::weighted(0.8, fuel).prop_map(Step::Terms),
		1 => (schedule(), heights).prop_map(|(schedule, heights)| Step::Schedule(schedule, heights)),
		1 => distribution().prop_map(Step::Distribution),
		1 => (0..100u32).prop_map(Step::BurnShare),
		1 => (0..2_000_000u128).prop_map(Step::Cap),
		2 => (VALIDATORS..=AUTHOR, 0..200u128)
			.prop_map(|(sink, leave)| Step::Spend { sink, leave }),
	]
}

/// Takes a step. A call that is refused leaves no trace.
fn take(step: Step) {
	let call = |outcome: &dyn Fn() -> DispatchResult| {
		let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
		if with_storage_layer(outcome).is_err() {
			assert_eq!(before, sp_io::storage::root(sp_runtime::StateVersion::V1));
		}
	};
	match step {
		Step::Blocks(blocks) => run_to_block(System::block_number() + blocks),
		Step::Jump(blocks) => jump_to_block(System::block_number() + blocks),
		Step::Transfer { from, to, amount, tip } => {
			let transfer =
				pallet_balances::Call::<Test>::transfer_allow_death { dest: to, value: amount };
			let _ = extrinsic(from, transfer, amount as usize % 50, tip);
		}
		Step::TransferAll { from, to } => {
			let all = pallet_balances::Call::<Test>::transfer_all { dest: to, keep_alive: false };
			let _ = extrinsic(from, all, 0, 0);
		}
		Step::Slash { who, amount } => slash(who, amount),
		Step::Burn { who, amount } => call(&|| Emission::burn(signed(who), amount)),
		Step::Deposit { who, amount } => call(&|| Emission::deposit_fuel(signed(who), amount)),
		Step::Settle { who } => call(&|| Emission::burn_fuel(signed(9), who)),
		Step::Withdraw { who } => call(&|| Emission::withdraw_fuel(signed(who))),
		Step::HandOver(0) => call(&|| Emission::hand_over(signed(9))),
		Step::HandOver(1) => ValidatorsDue::<Test>::hand_over(),
		Step::HandOver(_) => ProvidersDue::<Test>::hand_over(),
		Step::Gate(open) => Proved::set(open),
		Step::Author(author) => Known::set(author),
		Step::Terms(terms) => Terms::set(terms),
		Step::Schedule(schedule, heights) => {
			call(&|| Emission::set_schedule(root(), schedule, heights))
		}
		Step::Distribution(distribution) => {
			call(&|| Emission::set_distribution(root(), distribution))
		}
		Step::BurnShare(share) => call(&|| Emission::set_burn_share(root(), percent(share))),
		Step::Cap(room) => {
			let cap = ledger().created().saturating_add(room);
			call(&|| Emission::set_max_supply(root(), cap))
		}
		Step::Spend { sink, leave } => {
			let value = free(sink).saturating_sub(leave);
			call(&|| Balances::transfer_allow_death(signed(sink), 1, value))
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn the_ledger_adds_up_whatever_happens(
		first in schedule().prop_filter("valid", |schedule| schedule.validate().is_ok()),
		steps in prop::collection::vec(step(), 1..80),
	) {
		ExtBuilder::default().schedule(first).mineable(5_000_000).build_and_execute(|| {
			HandsOver::set(false);
			let mut created = 0;
			for step in steps {
				take(step);
				check();
				let due = CurrentProgress::<Test>::get().unwrap_or_default().due.sum();
				let now = ledger().created() + due;
				assert!(now <= MaxSupply::<Test>::get());
				assert!(now >= created, "what was created stays");
				created = now;
			}
			// In the end all that is due can be handed over.
			ValidatorsDue::<Test>::hand_over();
			ProvidersDue::<Test>::hand_over();
			assert_eq!((ledger().created(), Emission::supply_at(0)), (created, Balances::total_issuance()));
			check();
			// In the end all fuel can leave.
			Terms::set(None);
			for who in Fuels::<Test>::iter_keys().collect::<Vec<_>>() {
				assert_ok!(Emission::withdraw_fuel(signed(who)));
			}
			check();
			assert_eq!(Fuels::<Test>::iter().count(), 0);
		});
	}
}
