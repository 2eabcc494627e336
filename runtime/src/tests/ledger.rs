//! All that is minted and burned in this runtime adds up.

use super::{
	mock::{
		check_state, genesis_json, make_block, merge, new_chain, new_chain_of, next_slot,
		open_block, signed, tipped, without_checks,
	},
	providers::{as_root, equip, Provider},
};
use crate::{
	configs::tokens::Treasury,
	constants::{
		currency::{EXISTENTIAL_DEPOSIT, UNIT},
		emission::{BLOCKS_PER_DAY, BURN_SHARE, DISTRIBUTION, MAX_SUPPLY},
		time::{ROUND_LENGTH, WARM_UP_ROUNDS},
	},
	Balance, Balances, Executive, Runtime, RuntimeCall, System, TokenEmission, DEVELOPMENT_PRESET,
	PRESET_NAMES,
};
use frame_support::{
	assert_ok,
	traits::{fungible::Inspect, TypedGet},
};
use pallet_compute_attestation::{Challenge, PreviousChallenge};
use pallet_token_emission::{
	BurnCause, BurnShare, CurrentProgress, Cycles, Distribution, Halving, Heights, Ledger,
	MintCause, Schedule, Stepped, SupplyLedger,
};
use serde_json::json;
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, One, Two};
use sp_runtime::{FixedPointNumber, FixedU128, Perbill};

fn ledger() -> Ledger {
	SupplyLedger::<Runtime>::get()
}

/// What was released for validators, providers and the treasury: minted, or due.
fn released() -> [Balance; 3] {
	let due = CurrentProgress::<Runtime>::get().unwrap_or_default().due;
	let minted = ledger().minted;
	[
		minted.validators + due.validators,
		minted.providers + due.providers,
		minted.treasury + due.treasury,
	]
}

fn assert_adds_up() {
	let Ledger { genesis, minted, burned } = ledger();
	assert_eq!(Balances::total_issuance(), genesis + minted.sum() - burned.sum());
}

#[test]
fn presets_open_the_ledger_with_all_that_there_is() {
	for preset in PRESET_NAMES {
		new_chain(preset).execute_with(|| {
			let opened = Ledger { genesis: Balances::total_issuance(), ..Default::default() };
			assert_eq!(ledger(), opened, "{preset}");
			assert!(opened.genesis < MAX_SUPPLY);
			assert_eq!(BurnShare::<Runtime>::get(), BURN_SHARE);
			// So that it can take any amount.
			assert!(Balances::balance(&Treasury::get()) >= EXISTENTIAL_DEPOSIT, "{preset}");
		});
	}
}

/// A fifth of the fee is burned, the rest waits for the validators, and the author has the tip.
#[test]
fn fees_are_split_and_tips_are_the_authors() {
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		const TIP: Balance = UNIT / 3;
		let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![7; 100] });
		let before = [Alice, Bob].map(|account| Balances::balance(&account.to_account_id()));
		open_block(next_slot());
		assert_ok!(Executive::apply_extrinsic(tipped(Bob, remark, TIP)).unwrap());
		super::mock::close_block();
		let paid = before[1] - Balances::balance(&Bob.to_account_id());
		let fee = paid - TIP;
		assert_eq!(Balances::balance(&Alice.to_account_id()), before[0] + TIP);
		assert_eq!(ledger().burned.fees, BURN_SHARE.mul_floor(fee));
		assert_eq!(pallet_dpos::Eras::<Runtime>::get(0).pot, fee - BURN_SHARE.mul_floor(fee));
		assert_adds_up();
	});
}

/// What pallet-balances burns by itself would be missing in the ledger.
#[test]
fn accounts_burn_through_the_ledger_only() {
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		let past = pallet_balances::Call::burn { value: UNIT, keep_alive: true };
		let booked = pallet_token_emission::Call::burn { amount: UNIT };
		assert_eq!(
			make_block(vec![(Bob, past.into()), (Bob, booked.into())]),
			[Ok(Err(frame_system::Error::<Runtime>::CallFiltered.into())), Ok(Ok(()))]
		);
		assert_eq!(ledger().burned.calls, UNIT);
	});
}

/// What root forces is past the ledger until root books it.
#[test]
fn forced_balances_can_be_booked() {
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		let force = pallet_balances::Call::force_set_balance {
			who: One.to_account_id().into(),
			new_free: 7 * UNIT,
		};
		let book = pallet_token_emission::Call::reconcile {};
		let before = Balances::balance(&One.to_account_id());
		without_checks(|| make_block(vec![(Alice, as_root(force))]));
		assert!(TokenEmission::do_try_state().is_err());
		make_block(vec![(Alice, as_root(book))]);
		let (made, gone) = ((7 * UNIT).saturating_sub(before), before.saturating_sub(7 * UNIT));
		assert_eq!(ledger().minted.of(MintCause::Other), made);
		assert_eq!(ledger().burned.of(BurnCause::Other), gone);
		assert_adds_up();
	});
}

/// Emission starts with the chips that the preset asks for, and the validators' part waits for authors
/// whose compute is proved.
#[test]
fn emission_follows_proved_compute() {
	chain_with_emission_at(2).execute_with(|| {
		let providers = equip(&[(Alice, 10), (Eve, 10)]);
		let mut round = prove(&providers[..1], None);
		assert_eq!(released(), [0; 3], "one chip is too few");
		round = prove(&providers, Some(round));
		let [validators, providers_part, treasury] = released();
		let sum = validators + providers_part + treasury;
		let reward = TokenEmission::reward_at(1);
		assert!(reward > 0 && sum >= reward);
		assert_eq!(validators, DISTRIBUTION.validators * sum);
		assert_eq!(providers_part, DISTRIBUTION.providers * sum);
		// Only the other provider answers: the author's compute is not proved any more.
		prove(&providers[1..], Some(round));
		let closed = released();
		for _ in 0..3 {
			make_block(vec![]);
		}
		let after = released();
		assert_eq!(after[0], closed[0]);
		assert_eq!(after[1], closed[1] + 3 * (DISTRIBUTION.providers * reward));
		assert_adds_up();
	});
}

/// What was released is in an era's pot when the era ends, with the treasury's part, and in a round's when
/// its challenge opens.
#[test]
fn what_is_due_is_handed_over_with_eras_and_rounds() {
	chain_with_emission_at(2).execute_with(|| {
		let providers = equip(&[(Alice, 10), (Eve, 10)]);
		let round = prove(&providers, None);
		// The next challenge takes what was released until then, and no more.
		let (released, before) = (released()[1], ledger().minted.providers);
		while Challenge::<Runtime>::get().is_some_and(|open| open.round == round) {
			make_block(vec![]);
		}
		assert!(ledger().minted.providers > before.max(released));
		let open = Challenge::<Runtime>::get().unwrap().round;
		let pots = pallet_compute_attestation::Pots::<Runtime>::iter_values();
		let filled: Balance = pots.filter(|pot| pot.round == open).map(|pot| pot.amount).sum();
		assert_eq!(filled, ledger().minted.providers - before);
		// An era's pot has nothing of it until it ends.
		let era = pallet_dpos::ActiveEra::<Runtime>::get();
		let minted = ledger().minted.validators;
		while pallet_dpos::ActiveEra::<Runtime>::get() == era {
			assert_eq!(ledger().minted.validators, minted);
			make_block(vec![]);
		}
		let after = ledger().minted;
		assert!(after.validators > minted);
		let pot = pallet_dpos::Eras::<Runtime>::get(era).pot;
		assert!(pot >= after.validators - minted, "fees beside it");
		let treasury = EXISTENTIAL_DEPOSIT + after.treasury;
		assert_eq!(Balances::balance(&Treasury::get()), treasury);
		assert_adds_up();
	});
}

/// A development chain whose emission starts with this many proved chips.
fn chain_with_emission_at(chips: u64) -> sp_io::TestExternalities {
	let mut genesis = genesis_json(DEVELOPMENT_PRESET);
	merge(&mut genesis, &json!({ "tokenEmission": { "start": { "atChips": chips } } }));
	new_chain_of(&genesis)
}

/// Has providers answer the next challenge, and makes blocks until it is closed.
fn prove(providers: &[Provider], after: Option<u32>) -> u32 {
	let round = super::providers::prove_round(providers, after);
	make_block(vec![]);
	round
}

/// Blocks of the long run.
const BLOCKS: u32 = 100_000;
/// After how many blocks the ledger is checked, and the state committed as a node does.
const CHUNK: u32 = 100;

/// A chain that lives for long: fees and tips, dust, slashes, burns, rewards paid and expired, leases and
/// services, and governance that changes all it can change.
#[test]
fn ledger_adds_up_over_a_long_run() {
	let mut ext = chain_with_emission_at(1);
	let providers = ext.execute_with(|| equip(&[(Alice, 10), (Eve, 10), (Dave, 9)]));
	ext.commit_all().unwrap();
	let mut life = Life { providers, ..Default::default() };
	while ext.execute_with(System::block_number) < BLOCKS {
		ext.execute_with(|| {
			without_checks(|| (0..CHUNK).for_each(|_| life.block()));
			check_state();
			assert_adds_up();
		});
		ext.commit_all().unwrap();
	}
	ext.execute_with(|| {
		super::market::close_all();
		assert_adds_up();
		let Ledger { minted, burned, .. } = ledger();
		let causes = [
			BurnCause::Fees,
			BurnCause::Dust,
			BurnCause::Slashes,
			BurnCause::Calls,
			BurnCause::Services,
			BurnCause::Rentals,
		];
		let unseen: Vec<_> = causes.into_iter().filter(|cause| burned.of(*cause) == 0).collect();
		assert_eq!(unseen, [], "nothing was burned so");
		assert!(burned.share > 0 && minted.validators > 0 && minted.providers > 0);
		println!("after {BLOCKS} blocks: {:?}", ledger());
	});
}

/// What happens on the chain of the long run, by a generator that repeats itself from run to run.
#[derive(Default)]
struct Life {
	providers: Vec<Provider>,
	drawn: u64,
	answered: Option<u32>,
}

impl Life {
	/// A number below `limit`.
	fn draw(&mut self, limit: u64) -> u64 {
		self.drawn += 1;
		let hash = blake2_256(&self.drawn.to_le_bytes());
		u64::from_le_bytes(hash[..8].try_into().unwrap()) % limit
	}

	/// Makes a block.
	fn block(&mut self) {
		let mut calls = self.answers();
		if self.draw(5) == 0 {
			calls.push(self.action());
		}
		if self.draw(3) == 0 {
			calls.push(super::market::action(&mut |limit| self.draw(limit)));
		}
		make_block(calls);
	}

	/// Answers to an open challenge, without the last provider's in most rounds; and a report of its
	/// absence.
	fn answers(&mut self) -> Vec<(Sr25519Keyring, RuntimeCall)> {
		let now = System::block_number();
		let mut calls = vec![];
		if let Some(open) = Challenge::<Runtime>::get().filter(|open| open.closes_at > now) {
			if open.expected > 0 && self.answered != Some(open.round) {
				self.answered = Some(open.round);
				let answering = if self.draw(4) == 0 { 3 } else { 2 };
				let answers = self.providers.iter().take(answering);
				calls.extend(answers.map(|one| (one.account, one.answer(&open))));
			}
		}
		let closed =
			PreviousChallenge::<Runtime>::get().filter(|_| now.is_multiple_of(ROUND_LENGTH));
		if let Some(closed) = closed {
			let provider = Dave.to_account_id();
			let report =
				pallet_compute_attestation::Call::report_absence { round: closed.round, provider };
			calls.push((Charlie, report.into()));
		}
		calls
	}

	/// Something that somebody does.
	fn action(&mut self) -> (Sr25519Keyring, RuntimeCall) {
		let amount = Balance::from(self.draw(1_000)) * UNIT / 1_000;
		match self.draw(10) {
			0 => (Bob, transfer(Charlie, amount)),
			1 => (Charlie, pallet_token_emission::Call::burn { amount }.into()),
			2 => self.dust(),
			3 => {
				let share = Perbill::from_percent(self.draw(51) as u32);
				(Alice, as_root(pallet_token_emission::Call::set_burn_share { share }))
			}
			4 => {
				let distribution = self.distribution();
				(Alice, as_root(pallet_token_emission::Call::set_distribution { distribution }))
			}
			5 => {
				let schedule = self.schedule();
				let heights = if self.draw(2) == 0 { Heights::Restart } else { Heights::Continue };
				let call = pallet_token_emission::Call::set_schedule { schedule, heights };
				(Alice, as_root(call))
			}
			6 => {
				let era = pallet_dpos::ActiveEra::<Runtime>::get().saturating_sub(2);
				let validator = Alice.to_account_id();
				(Bob, pallet_dpos::Call::payout { era, validator }.into())
			}
			7 => (Alice, pallet_dpos::Call::claim { candidate: Alice.to_account_id() }.into()),
			8 => {
				let now = System::block_number() / ROUND_LENGTH;
				let rounds = vec![now.saturating_sub(WARM_UP_ROUNDS)].try_into().unwrap();
				(Eve, pallet_compute_attestation::Call::claim_rewards { rounds }.into())
			}
			_ => (Bob, pallet_compute_attestation::Call::fund_rewards { amount }.into()),
		}
	}

	/// An account is filled, or one that has something left sends away all but half of the existential
	/// deposit.
	fn dust(&mut self) -> (Sr25519Keyring, RuntimeCall) {
		let account = if self.draw(2) == 0 { One } else { Two };
		let balance = Balances::balance(&account.to_account_id());
		let all = |value| {
			let dest = Bob.to_account_id().into();
			RuntimeCall::from(pallet_balances::Call::transfer_allow_death { dest, value })
		};
		let length = codec::Encode::encoded_size(&signed(account, all(balance))) as u32;
		let fee = crate::TransactionPayment::query_info(signed(account, all(balance)), length);
		let kept = fee.partial_fee + EXISTENTIAL_DEPOSIT / 2;
		match balance.checked_sub(kept) {
			Some(value) if value > 0 => (account, all(value)),
			_ => (Bob, transfer(account, 2 * UNIT)),
		}
	}

	fn distribution(&mut self) -> Distribution {
		let mut part = |most: u64| Perbill::from_percent(self.draw(most) as u32);
		let (validators, providers, burn) = (part(34), part(34), part(33));
		let treasury = Perbill::one() - validators - providers - burn;
		Distribution { validators, providers, treasury, burn }
	}

	fn schedule(&mut self) -> Schedule {
		let beta = FixedU128::saturating_from_rational(1, 100);
		match self.draw(4) {
			0 => Schedule::Fixed,
			1 => Schedule::Stepped(Stepped::published(UNIT / 7, 50, 120, 300, beta)),
			2 => Schedule::Halving(Halving {
				reward: UNIT / 3,
				period: 1_000,
				smooth: self.draw(2) == 0,
			}),
			_ => Schedule::Cycles(Cycles {
				first: 1_000 * UNIT,
				ratio: Perbill::from_percent(95),
				length: BLOCKS_PER_DAY / 99,
			}),
		}
	}
}

fn transfer(to: Sr25519Keyring, value: Balance) -> RuntimeCall {
	pallet_balances::Call::transfer_keep_alive { dest: to.to_account_id().into(), value }.into()
}
