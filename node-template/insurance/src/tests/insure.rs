//! Policies are bought.

use super::*;
use sp_runtime::TokenError;

#[test]
fn insure_works() {
	ready().build_and_execute(|| {
		let gained = gains([FARMER], || ok(Insurance::insure(signed(FARMER), 0, SUM)));
		assert_eq!(gained, [-2_000]);
		let policy = Policy {
			holder: who(FARMER),
			sum: SUM,
			product: 0,
			terms: drought(),
			stage: Stage::Open,
		};
		assert_eq!(Policies::<Test>::get(0), Some(policy));
		assert_eq!((Pot::<Test>::get(), Covered::<Test>::get()), (102_000, SUM));
		let (holder, premium) = (who(FARMER), 2_000);
		assert_eq!(events(), [Event::Insured { policy: 0, product: 0, holder, sum: SUM, premium }]);
	});
}

#[test]
fn premium_is_rounded_up() {
	ready().build_and_execute(|| {
		let gained = gains([FARMER], || ok(Insurance::insure(signed(FARMER), 0, 1_001)));
		assert_eq!(gained, [-51]);
	});
}

#[test]
fn insure_fails_when_the_sale_is_over() {
	ready().build_and_execute(|| {
		run_to_block(SOLD_UNTIL);
		insure(FARMER, 0, SUM);
		run_to_block(SOLD_UNTIL + 1);
		assert_noop!(Insurance::insure(signed(FARMER), 0, SUM), Error::<Test>::SaleOver);
	});
}

#[test]
fn insure_fails_when_the_product_or_the_sum_is_not_offered() {
	ready().build_and_execute(|| {
		let insure = |product, sum| Insurance::insure(signed(FARMER), product, sum);
		assert_noop!(insure(1, SUM), Error::<Test>::ProductNotFound);
		assert_noop!(insure(0, 999), Error::<Test>::SumOutOfRange);
		assert_noop!(insure(0, 1_000_001), Error::<Test>::SumOutOfRange);
		assert_noop!(insure(0, 0), Error::<Test>::SumOutOfRange);
		assert_ok!(insure(0, 1_000));
	});
}

#[test]
fn insure_fails_when_the_reserve_is_too_small() {
	ready().build_and_execute(|| {
		// 45 % of the sum have to come out of the pot.
		let most = 222_224;
		assert_noop!(
			Insurance::insure(signed(FARMER), 0, most + 1),
			Error::<Test>::ReserveTooSmall
		);
		assert_ok!(Insurance::insure(signed(FARMER), 0, most));
		assert_eq!(Insurance::spare(), 0);
		assert_noop!(Insurance::insure(signed(FARMER), 0, 1_000), Error::<Test>::ReserveTooSmall);
		// The premium of others helps.
		assert_ok!(Insurance::fund(signed(INSURER), 500));
		assert_ok!(Insurance::insure(signed(FARMER), 0, 1_000));
	});
}

#[test]
fn insure_fails_when_there_are_too_many() {
	ready().build_and_execute(|| {
		for _ in 0..MAX_POLICIES {
			insure(FARMER, 0, 1_000);
		}
		assert_noop!(Insurance::insure(signed(FARMER), 0, 1_000), Error::<Test>::TooManyPolicies);
		// One that has run out makes room.
		let late = Product { sold_until: 200, claim_from: 300, claim_until: 400, ..drought() };
		assert_ok!(Insurance::offer(manager(), late));
		run_to_block(CLAIM_UNTIL + 1);
		assert_ok!(Insurance::expire(signed(WATCHER), 2));
		assert_eq!(insure(FARMER, 1, 1_000), MAX_POLICIES);
	});
}

#[test]
fn insure_fails_when_the_premium_cannot_be_paid() {
	ready().build_and_execute(|| {
		assert_noop!(Insurance::insure(signed(NOBODY), 0, SUM), TokenError::FundsUnavailable);
		assert_ok!(Balances::mint_into(&who(NOBODY), 2_000));
		assert_noop!(Insurance::insure(signed(NOBODY), 0, SUM), TokenError::NotExpendable);
	});
}

#[test]
fn insure_fails_when_numbers_have_run_out() {
	ready().build_and_execute(|| {
		NextPolicy::<Test>::put(PolicyId::MAX);
		assert_noop!(Insurance::insure(signed(FARMER), 0, SUM), Error::<Test>::Overflow);
		NextPolicy::<Test>::put(0);
		frame_support::storage::with_transaction(|| {
			Covered::<Test>::put(Balance::MAX);
			assert_noop!(Insurance::insure(signed(FARMER), 0, SUM), Error::<Test>::Overflow);
			sp_runtime::TransactionOutcome::Rollback(Ok::<_, DispatchError>(()))
		})
		.unwrap();
	});
}
