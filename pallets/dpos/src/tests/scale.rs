//! With 1 000 candidates in the ranking and 1 000 000 delegators behind one of them, each call, each block,
//! an election, a draw and a slash touch as many storage keys as with 30 and 10.

mod store;

use self::store::{Store, Touched};
use super::*;
use codec::Encode;
use frame_support::traits::{
	fungible::{Mutate, MutateHold},
	GetCallName,
};
use sp_runtime::traits::Dispatchable;

/// What is delegated to [`TOP`] in all.
const DELEGATED: Balance = 10_000_000;
/// The candidate with the most stake.
const TOP: AccountId = 1;
/// The next two.
const SECOND: AccountId = 5;
const THIRD: AccountId = 6;
/// One who is no candidate yet.
const NEWCOMER: AccountId = 2_000;
/// The first delegator.
const FIRST: AccountId = 1_000_000;

/// A chain whose steps are counted.
struct Chain {
	store: Store,
	steps: Vec<(String, Touched)>,
}

impl Chain {
	/// A chain with so many candidates and so many delegators, who have come in era 0.
	fn new(candidates: u64, delegators: u32) -> Self {
		let store = Store::new(ExtBuilder::default().storage());
		let mut chain = Self { store, steps: vec![] };
		chain.act(|| {
			System::set_block_number(1);
			for who in (5..=candidates).chain([NEWCOMER]) {
				assert_ok!(<Balances as Mutate<_>>::mint_into(&who, WEALTH));
			}
			for who in 5..=candidates {
				let bond = 4 * BOND - Balance::from(who);
				assert_ok!(Dpos::register(signed(who), bond, percent(10)));
				set_keys(who);
			}
			// What all of them together leave in the records that they share.
			assert_ok!(<Balances as Mutate<_>>::mint_into(&pot(), DELEGATED));
			assert_ok!(Balances::hold(&HoldReason::Stake.into(), &pot(), DELEGATED));
			let joined = Dpos::with_candidate(&TOP, |record| {
				record.delegations = delegators;
				record.pool.join(DELEGATED).ok_or("too many".into())
			});
			assert_eq!(joined, Ok(DELEGATED));
			Checkpoints::<Test>::insert(TOP, 0, Checkpoint { users: delegators, index: None });
		});
		// What each of them leaves beside that.
		let shares = DELEGATED / Balance::from(delegators);
		let mut delegation = DelegationOf::<Test>::new();
		delegation.spans.try_push(Span { shares, from: Start::After(0) }).unwrap();
		let delegation = delegation.encode();
		let delegator = DelegatorOf::<Test> { delegations: 1, ..Default::default() }.encode();
		for who in (FIRST..).take(delegators as usize) {
			chain.store.extend([
				(Delegations::<Test>::hashed_key_for(who, TOP), delegation.clone()),
				(Delegators::<Test>::hashed_key_for(who), delegator.clone()),
			]);
		}
		chain
	}

	/// Does something that does not count.
	fn act<R>(&mut self, act: impl FnOnce() -> R) -> R {
		self.store.run(act).0
	}

	/// Does something that counts.
	fn step(&mut self, name: &str, act: impl FnOnce()) {
		self.act(System::reset_events);
		let ((), touched) = self.store.count(act);
		self.steps.push((name.into(), touched));
	}

	/// Makes the blocks up to the first of an era, each of which counts.
	fn run_to_era(&mut self, era: EraIndex) {
		while self.act(active) < era {
			let number = self.act(System::block_number) + 1;
			self.step(&format!("block {number}"), make_block);
		}
	}

	/// A call, which counts.
	fn call(&mut self, who: AccountId, call: Call<Test>) {
		self.dispatch(signed(who), call);
	}

	fn dispatch(&mut self, origin: RuntimeOrigin, call: Call<Test>) {
		let name = call.get_call_name();
		self.step(name, || {
			assert_ok!(RuntimeCall::from(call).dispatch(origin));
		});
	}

	/// All that can be done.
	fn play(&mut self) {
		let delegator = |n: u64| FIRST + n;
		let (bond, commission) = (BOND, percent(10));
		self.run_to_era(1);
		self.act(|| fund(1_000_000_000));
		self.call(NEWCOMER, Call::register { bond, commission });
		self.call(NEWCOMER, Call::bond_more { amount: 100 });
		self.call(NEWCOMER, Call::bond_less { amount: 100 });
		self.call(SECOND, Call::set_commission { commission: percent(12) });
		self.call(NEWCOMER, Call::chill {});
		self.call(NEWCOMER, Call::resume {});
		self.call(NEWCOMER, Call::leave {});
		self.call(NEWCOMER, Call::register { bond, commission });
		self.call(30, Call::delegate { candidate: TOP, amount: 1_000 });
		self.call(delegator(0), Call::undelegate { candidate: TOP, amount: None });
		self.call(delegator(1), Call::redelegate { from: TOP, to: SECOND, amount: None });
		self.dispatch(RuntimeOrigin::root(), Call::set_validator_count { count: 3 });

		self.run_to_era(3);
		self.call(WATCHER, Call::payout { era: 0, validator: TOP });
		self.call(WATCHER, Call::payout { era: 1, validator: TOP });
		assert!(self.act(|| candidate(TOP).rewards.delegated) > DELEGATED);
		self.call(WATCHER, Call::payout { era: 1, validator: SECOND });
		self.call(delegator(2), Call::claim { candidate: TOP });
		assert!(self.act(|| free(delegator(2))) > 0);
		self.call(TOP, Call::claim { candidate: TOP });
		self.call(delegator(3), Call::compound { candidate: TOP });
		self.call(SECOND, Call::compound { candidate: SECOND });
		self.call(WATCHER, Call::close { delegator: delegator(0), candidate: TOP });
		self.act(|| Costs::mutate(|costs| costs.double_sign.jail = 0));
		self.step("a slash", || {
			let pool = candidate(TOP).pool.tokens;
			let session = Session::current_index();
			assert_ok!(report::<BABE>(session, 1, &[TOP], &[WATCHER]));
			assert_eq!(candidate(TOP).pool.tokens, pool - pool.div_ceil(20));
		});
		self.step("a slash for an earlier era", || {
			assert_ok!(report::<BABE>(2, 2, &[TOP], &[WATCHER]));
		});
		let moved = Call::settle_moved { delegator: delegator(1), candidate: SECOND };
		self.call(WATCHER, moved);

		self.run_to_era(4);
		self.call(WATCHER, Call::withdraw { who: delegator(0) });
		assert!(self.act(|| free(delegator(0))) > 0);
		self.call(TOP, Call::unjail {});
		let draw = Call::set_election_mode { mode: ElectionMode::Draw };
		self.dispatch(RuntimeOrigin::root(), draw);
		self.run_to_era(5);
		let most = Call::set_election_mode { mode: ElectionMode::MostStake };
		self.dispatch(RuntimeOrigin::root(), most);
		self.run_to_era(6);
		self.call(WATCHER, Call::expire_payout { validator: THIRD });
		self.step("what clients ask", || {
			assert_eq!(Dpos::next_validators().len(), 3);
			assert_eq!(Dpos::candidates(None, 10).len(), 10);
			assert_eq!(Dpos::stake_of(delegator(2)).delegations.len(), 1);
			assert!(Dpos::rewards_of(delegator(4), TOP)[0].amount > 0);
		});
		Costs::set(penalties());
	}
}

#[test]
fn number_of_delegators_and_candidates_does_not_matter() {
	let [few, many] = [(30, 10), (1_000, 1_000_000)].map(|(candidates, delegators)| {
		let mut chain = Chain::new(candidates, delegators);
		chain.act(|| {
			assert_eq!(ranking().len() as u64, candidates);
			assert_eq!(ranking()[0].0, TOP);
			assert_eq!(candidate(TOP).delegations, delegators);
		});
		chain.play();
		// So it was at first, too: nearly all records are as they were written.
		chain.act(Dpos::do_try_state).unwrap();
		chain.steps
	});
	for ((name, few), (_, many)) in few.iter().zip(&many) {
		println!("{name}: {few:?}");
		assert_eq!(few, many, "{name}");
	}
	assert_eq!(few.len(), many.len());
	// Each call is there.
	for call in Call::<Test>::get_call_names() {
		assert!(few.iter().any(|(name, touched)| name == call && touched.written > 0), "{call}");
	}
}
