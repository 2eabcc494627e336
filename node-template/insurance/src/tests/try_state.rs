//! Each invariant, broken on purpose, is caught by its check.

use super::*;
use frame_support::{assert_err, traits::fungible::MutateHold};

/// Breaks a healthy state, and expects `complaint`. In it are a product, and three policies: one open, one
/// claimed, one whose claim came to nothing.
fn caught(complaint: &'static str, breakage: impl FnOnce()) {
	ready().build_and_execute(|| {
		for _ in 0..3 {
			insure(FARMER, 0, SUM);
		}
		run_to_block(CLAIM_FROM);
		let request = claim(FARMER, 2);
		run_over(request);
		assert!(finalize(request).is_err());
		claim(FARMER, 1);
		check();
		frame_support::storage::with_transaction(|| {
			breakage();
			assert_err!(Insurance::do_try_state(), complaint);
			sp_runtime::TransactionOutcome::Rollback(Ok::<_, DispatchError>(()))
		})
		.unwrap();
	});
}

fn change_policy(policy: PolicyId, change: impl FnOnce(&mut PolicyOf<Test>)) {
	Policies::<Test>::mutate(policy, |record| change(record.as_mut().unwrap()));
}

fn change_product(change: impl FnOnce(&mut ProductOf<Test>)) {
	Products::<Test>::mutate(0, |record| change(record.as_mut().unwrap()));
}

#[test]
fn pot() {
	let complaint = "the pot is not what is on hold";
	caught(complaint, || Pot::<Test>::mutate(|pot| *pot += 1));
	caught(complaint, Pot::<Test>::kill);
	caught(complaint, || {
		let pot = Insurance::pot_account();
		assert_ok!(Balances::mint_into(&pot, 1));
		assert_ok!(Balances::hold(&HoldReason::Pot.into(), &pot, 1));
	});
}

#[test]
fn sums() {
	let complaint = "what is covered is not the sum of the policies";
	caught(complaint, || Covered::<Test>::mutate(|covered| *covered -= 1));
	caught(complaint, || change_policy(0, |policy| policy.sum += 1));
	caught(complaint, || Policies::<Test>::remove(0));
}

#[test]
fn claims() {
	let complaint = "a claim that its policy does not wait for";
	caught(complaint, || Claims::<Test>::insert(7, 0));
	caught(complaint, || Claims::<Test>::insert(7, 1));
	caught(complaint, || Claims::<Test>::insert(7, 99));
	caught(complaint, || change_policy(1, |policy| policy.stage = Stage::Open));
	let complaint = "a policy waits for a claim that is not there";
	caught(complaint, || Claims::<Test>::remove(1));
	let waits = Stage::Claimed { request: 7, at: 1 };
	caught(complaint, || change_policy(0, |policy| policy.stage = waits));
}

#[test]
fn counts() {
	caught("a product is ahead of its counter", || NextProduct::<Test>::put(0));
	caught("a policy is ahead of its counter", || NextPolicy::<Test>::put(2));
	caught("a policy of a product that never was", || {
		change_policy(0, |policy| policy.product = 1)
	});
	caught("too many products", || {
		NextProduct::<Test>::put(10);
		(1..=MAX_PRODUCTS).for_each(|product| Products::<Test>::insert(product, drought()));
	});
	caught("too many policies", || {
		NextPolicy::<Test>::put(10);
		let record = Policies::<Test>::get(0).unwrap();
		(3..=MAX_POLICIES).for_each(|policy| Policies::<Test>::insert(policy, record.clone()));
		Covered::<Test>::put(SUM * 5);
	});
	let counter = |pallet: &str, map: &str| {
		let name = |text: &str| sp_io::hashing::twox_128(text.as_bytes());
		[name(pallet), name(map)].concat()
	};
	caught("products are not counted", || {
		frame_support::storage::unhashed::put(&counter("Insurance", "CounterForProducts"), &9u32)
	});
	caught("policies are not counted", || {
		frame_support::storage::unhashed::put(&counter("Insurance", "CounterForPolicies"), &9u32)
	});
}

#[test]
fn terms() {
	caught("a product is not sound", || change_product(|product| product.rate = percent(0)));
	let complaint = "a policy's terms are not sound";
	caught(complaint, || change_policy(0, |policy| policy.terms.claim_until = 0));
	caught("a sum that its terms do not allow", || {
		change_policy(0, |policy| policy.terms.max_sum = SUM - 1)
	});
}
