//! Products are offered.

use super::*;

fn offer(change: impl FnOnce(&mut ProductOf<Test>)) -> Result<(), DispatchError> {
	let mut product = drought();
	change(&mut product);
	Insurance::offer(manager(), product)
}

fn refused(error: Error<Test>, change: impl FnOnce(&mut ProductOf<Test>)) {
	assert_noop!(offer(change), error);
}

#[test]
fn offer_works() {
	ExtBuilder::default().build_and_execute(|| {
		let flood = Product { peril: Peril::Flood { above: 90_000 }, ..drought() };
		assert_ok!(Insurance::offer(manager(), drought()));
		assert_ok!(Insurance::offer(manager(), flood.clone()));
		assert_eq!(Products::<Test>::get(0), Some(drought()));
		assert_eq!(Products::<Test>::get(1), Some(flood));
		assert_eq!(NextProduct::<Test>::get(), 2);
		assert_eq!(events(), [Event::Offered { product: 0 }, Event::Offered { product: 1 }]);
	});
}

#[test]
fn offer_fails_when_it_is_not_the_manager() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(Insurance::offer(signed(INSURER), drought()), DispatchError::BadOrigin);
	});
}

#[test]
fn offer_fails_when_it_is_not_sound() {
	ExtBuilder::default().build_and_execute(|| {
		refused(Error::QuestionEmpty, |product| product.question = Default::default());
		refused(Error::RateZero, |product| product.rate = Perbill::zero());
		refused(Error::SumsInvalid, |product| product.min_sum = EXISTENTIAL - 1);
		refused(Error::SumsInvalid, |product| product.max_sum = product.min_sum - 1);
		refused(Error::BlocksInvalid, |product| product.sold_until = product.claim_from);
		refused(Error::BlocksInvalid, |product| product.claim_until = product.claim_from - 1);
		// At the limits.
		assert_ok!(offer(|product| {
			product.min_sum = EXISTENTIAL;
			product.max_sum = EXISTENTIAL;
			product.rate = Perbill::from_parts(1);
			product.sold_until = product.claim_from - 1;
			product.claim_until = product.claim_from;
		}));
	});
}

#[test]
fn offer_fails_when_its_sale_is_over() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_block(SOLD_UNTIL);
		assert_ok!(Insurance::offer(manager(), drought()));
		run_to_block(SOLD_UNTIL + 1);
		assert_noop!(Insurance::offer(manager(), drought()), Error::<Test>::BlocksInvalid);
	});
}

#[test]
fn offer_fails_when_there_are_too_many() {
	ExtBuilder::default().build_and_execute(|| {
		for _ in 0..MAX_PRODUCTS {
			assert_ok!(Insurance::offer(manager(), drought()));
		}
		assert_noop!(Insurance::offer(manager(), drought()), Error::<Test>::TooManyProducts);
	});
}

#[test]
fn offer_fails_when_ids_have_run_out() {
	ExtBuilder::default().build_and_execute(|| {
		NextProduct::<Test>::put(ProductId::MAX);
		assert_noop!(Insurance::offer(manager(), drought()), Error::<Test>::Overflow);
	});
}
