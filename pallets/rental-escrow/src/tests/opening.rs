//! Phase I: acceptance, credentials, confirmation.

use super::*;
use codec::{Decode, Encode};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use sp_core::H256;
use sp_runtime::DispatchResult;

fn accept(who: AccountId, id: OrderId) -> DispatchResult {
	Rental::accept(signed(who), id, hash(id))
}

fn deliver(who: AccountId, id: OrderId) -> DispatchResult {
	Rental::deliver(signed(who), id, ciphertext().0)
}

fn confirm(who: AccountId, id: OrderId) -> DispatchResult {
	Rental::confirm(signed(who), id, hash(id), ciphertext().1)
}

/// A ciphertext of some bytes.
fn bytes(length: u32) -> CredentialsOf<Test> {
	Credentials::Ciphertext(vec![3; length as usize].try_into().unwrap())
}

#[test]
fn accept_works() {
	ExtBuilder::default().build_and_execute(|| {
		let id = placed();
		run_to_block(order(id).until - 1);
		assert_ok!(accept(PROVIDER, id));
		assert_eq!(events(), [Event::OrderAccepted { order: id, bond: BOND }]);
		assert_eq!(held(HoldReason::Bond, PROVIDER), BOND);
		assert_eq!(Chips::get((PROVIDER, MODEL)), Some((CHIPS, HIRED)));
		let accepted = order(id);
		assert_eq!((accepted.state, accepted.until), (OrderState::Accepted, 10 + 11));
		assert_eq!(accepted.held.bond, BOND);
	});
}

#[test]
fn accept_fails_when_it_is_not_the_listing_s_provider() {
	ExtBuilder::default().build_and_execute(|| {
		let id = placed();
		for who in [RENTER, PAYEE, OTHER_PROVIDER, STRANGER] {
			assert_noop!(accept(who, id), Error::<Test>::NotParty);
		}
		// A request has no provider to accept it.
		let id = requested();
		assert_ok!(Rental::bid(signed(PROVIDER), id, PRICE, DURATION, PAYEE));
		let accepted = Rental::accept(signed(PROVIDER), id, H256::zero());
		assert_noop!(accepted, Error::<Test>::NotParty);
	});
}

#[test]
fn accept_fails_when_it_does_not_wait_for_that() {
	ExtBuilder::default().build_and_execute(|| {
		let none = Rental::accept(signed(PROVIDER), 7, H256::zero());
		assert_noop!(none, Error::<Test>::OrderNotFound);
		for state in [accepted, delivered, running, ended] {
			let id = state();
			assert_noop!(accept(PROVIDER, id), Error::<Test>::NotPlaced);
		}
	});
}

#[test]
fn accept_fails_when_the_terms_are_others() {
	ExtBuilder::default().build_and_execute(|| {
		let (id, other) = (placed(), placed());
		for terms in [H256::zero(), hash(other)] {
			let accepted = Rental::accept(signed(PROVIDER), id, terms);
			assert_noop!(accepted, Error::<Test>::TermsMismatch);
		}
	});
}

#[test]
fn accept_fails_when_there_are_too_few_chips() {
	ExtBuilder::default().build_and_execute(|| {
		let id = placed();
		Chips::insert((PROVIDER, MODEL), (HIRED - 1, 0));
		assert_noop!(accept(PROVIDER, id), Error::<Test>::NotEnoughChips);
		Chips::remove((PROVIDER, MODEL));
		assert_noop!(accept(PROVIDER, id), Error::<Test>::NotEnoughChips);
	});
}

#[test]
fn accept_fails_when_the_bond_cannot_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let id = placed();
		Balances::set_balance(&PROVIDER, BOND + EXISTENTIAL - 1);
		assert_noop!(accept(PROVIDER, id), Error::<Test>::FundsMissing);
		Balances::set_balance(&PROVIDER, BOND + EXISTENTIAL);
		assert_ok!(accept(PROVIDER, id));
	});
}

#[test]
fn accept_fails_from_the_deadline_on() {
	ExtBuilder::default().build_and_execute(|| {
		let id = placed();
		run_to_block(order(id).until);
		assert_noop!(accept(PROVIDER, id), Error::<Test>::DeadlinePassed);
	});
}

#[test]
fn deliver_works() {
	ExtBuilder::default().build_and_execute(|| {
		let id = accepted();
		run_to_block(order(id).until - 1);
		assert_ok!(deliver(PROVIDER, id));
		let (credentials, hash) = ciphertext();
		assert_eq!(events(), [Event::CredentialsDelivered { order: id, hash }]);
		assert_eq!(Delivered::<Test>::get(id), Some(credentials));
		let delivered = order(id);
		assert_eq!((delivered.state, delivered.until), (OrderState::Delivered, 11 + 12));
		assert_eq!(delivered.credentials, Some(hash));
		// Nothing runs, so that nothing can be drawn or ended.
		assert_eq!(delivered.lease, None);
	});
}

#[test]
fn deliver_takes_a_hash_for_a_ciphertext_from_elsewhere() {
	ExtBuilder::default().build_and_execute(|| {
		let id = accepted();
		let elsewhere = H256::repeat_byte(5);
		let only = Credentials::Hash(elsewhere);
		assert_ok!(Rental::deliver(signed(PROVIDER), id, only.clone()));
		assert_eq!(events(), [Event::CredentialsDelivered { order: id, hash: elsewhere }]);
		assert_eq!(Delivered::<Test>::get(id), Some(only));
		assert_ok!(Rental::confirm(signed(RENTER), id, hash(id), elsewhere));
	});
}

#[test]
fn deliver_works_at_the_limits() {
	ExtBuilder::default().build_and_execute(|| {
		for length in [1, CIPHERTEXT] {
			let id = accepted();
			assert_ok!(Rental::deliver(signed(PROVIDER), id, bytes(length)));
		}
	});
}

#[test]
fn deliver_fails_when_the_ciphertext_is_empty() {
	ExtBuilder::default().build_and_execute(|| {
		let id = accepted();
		let empty = Rental::deliver(signed(PROVIDER), id, bytes(0));
		assert_noop!(empty, Error::<Test>::NoCredentials);
	});
}

#[test]
fn no_call_can_carry_too_much() {
	// A call as it comes over the network, with a ciphertext of this length.
	let call = |length: u32| {
		let (pallet, index) = (2u8, 10u8);
		let bytes = vec![3u8; length as usize];
		let encoded = (pallet, index, codec::Compact(0u64), 0u8, bytes).encode();
		RuntimeCall::decode(&mut &encoded[..])
	};
	let longest = Call::deliver { order: 0, credentials: bytes(CIPHERTEXT) };
	assert_eq!(call(CIPHERTEXT), Ok(RuntimeCall::Rental(longest)));
	assert!(call(CIPHERTEXT + 1).is_err());
	// Nor with more sub-tasks, or data sets.
	let tasks = |count: u32| {
		let task = SubTask { weight: 1, replicas: 1, blocks: 1u64 };
		TasksOf::<Test>::decode(&mut &vec![task; count as usize].encode()[..])
	};
	assert!(tasks(TASKS).is_ok() && tasks(TASKS + 1).is_err());
	let datasets = |count: usize| {
		let encoded = vec![H256::zero(); count].encode();
		BoundedVec::<H256, DatasetLimit>::decode(&mut &encoded[..])
	};
	assert!(datasets(8).is_ok() && datasets(9).is_err());
}

#[test]
fn deliver_fails_when_it_is_not_the_provider() {
	ExtBuilder::default().build_and_execute(|| {
		let id = accepted();
		for who in [RENTER, PAYEE, OTHER_PROVIDER, STRANGER] {
			assert_noop!(deliver(who, id), Error::<Test>::NotParty);
		}
	});
}

#[test]
fn deliver_fails_when_it_does_not_wait_for_that() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(deliver(PROVIDER, 7), Error::<Test>::OrderNotFound);
		// What was delivered is not exchanged: the renter may just be opening it.
		for state in [placed, delivered, running, ended] {
			let id = state();
			assert_noop!(deliver(PROVIDER, id), Error::<Test>::NotAccepted);
		}
	});
}

#[test]
fn deliver_fails_from_the_deadline_on() {
	ExtBuilder::default().build_and_execute(|| {
		let id = accepted();
		run_to_block(order(id).until);
		assert_noop!(deliver(PROVIDER, id), Error::<Test>::DeadlinePassed);
	});
}

#[test]
fn confirm_works() {
	ExtBuilder::default().build_and_execute(|| {
		let id = delivered();
		run_to_block(order(id).until - 1);
		assert_ok!(confirm(RENTER, id));
		let (started_at, ends_at) = (12, 12 + DURATION);
		assert_eq!(events(), [Event::LeaseStarted { order: id, ends_at }]);
		let running = order(id);
		assert_eq!((running.state, running.until), (OrderState::Running, ends_at));
		let lease = Lease { started_at, ends_at, ending: Ending::InTime };
		assert_eq!(running.lease, Some(lease));
	});
}

#[test]
fn confirm_fails_when_it_is_not_the_renter() {
	ExtBuilder::default().build_and_execute(|| {
		let id = delivered();
		for who in [PROVIDER, OTHER_RENTER, STRANGER] {
			assert_noop!(confirm(who, id), Error::<Test>::NotParty);
		}
	});
}

#[test]
fn confirm_fails_when_it_is_about_something_else() {
	ExtBuilder::default().build_and_execute(|| {
		let (id, other) = (delivered(), delivered());
		let credentials = ciphertext().1;
		for terms in [H256::zero(), hash(other), credentials] {
			let confirmed = Rental::confirm(signed(RENTER), id, terms, credentials);
			assert_noop!(confirmed, Error::<Test>::TermsMismatch);
		}
		for wrong in [H256::zero(), hash(id)] {
			let confirmed = Rental::confirm(signed(RENTER), id, hash(id), wrong);
			assert_noop!(confirmed, Error::<Test>::CredentialsMismatch);
		}
	});
}

#[test]
fn confirm_fails_when_it_does_not_wait_for_that() {
	ExtBuilder::default().build_and_execute(|| {
		let none = Rental::confirm(signed(RENTER), 7, H256::zero(), H256::zero());
		assert_noop!(none, Error::<Test>::OrderNotFound);
		for state in [placed, accepted, running, ended] {
			let id = state();
			assert_noop!(confirm(RENTER, id), Error::<Test>::NotDelivered);
		}
	});
}

#[test]
fn confirm_fails_from_the_deadline_on() {
	ExtBuilder::default().build_and_execute(|| {
		let id = delivered();
		run_to_block(order(id).until);
		assert_noop!(confirm(RENTER, id), Error::<Test>::DeadlinePassed);
	});
}

#[test]
fn nobody_can_use_chips_and_then_decline() {
	ExtBuilder::default().build_and_execute(|| {
		// Without a confirmation there is no lease, and nothing to draw, end, rate or settle.
		let id = delivered();
		for who in [RENTER, PROVIDER] {
			assert_noop!(Rental::end(signed(who), id), Error::<Test>::NotRunning);
			assert_noop!(Rental::rate(signed(who), id, 1), Error::<Test>::NotStarted);
			let disputed = Rental::dispute(signed(who), id, H256::zero());
			assert_noop!(disputed, Error::<Test>::NotStarted);
		}
		assert_noop!(Rental::draw(signed(PROVIDER), id), Error::<Test>::NotRunning);
		assert_noop!(Rental::extend(signed(RENTER), id, 1), Error::<Test>::NotRunning);
	});
}
