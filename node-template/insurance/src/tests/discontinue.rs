//! Products are offered no more.

use super::*;

#[test]
fn discontinue_works() {
	ready().build_and_execute(|| {
		let policy = insure(FARMER, 0, SUM);
		events();
		assert_ok!(Insurance::discontinue(manager(), 0));
		assert_eq!(events(), [Event::Discontinued { product: 0 }]);
		assert_noop!(Insurance::insure(signed(NEIGHBOUR), 0, SUM), Error::<Test>::ProductNotFound);
		// What was sold stays as it was, and is paid.
		run_to_block(CLAIM_FROM);
		let request = claim(FARMER, policy);
		rain(request, [1, 2, 3]);
		assert_eq!(gains([FARMER], || assert!(finalize(request).is_ok())), [SUM as i128]);
		// The id is not used again.
		let late = Product { sold_until: 200, claim_from: 300, claim_until: 400, ..drought() };
		assert_ok!(Insurance::offer(manager(), late));
		assert!(Products::<Test>::contains_key(1));
	});
}

#[test]
fn discontinue_fails_when_it_is_not_the_manager_or_there_is_no_such_product() {
	ready().build_and_execute(|| {
		assert_noop!(Insurance::discontinue(signed(OWNER), 0), DispatchError::BadOrigin);
		assert_noop!(Insurance::discontinue(manager(), 1), Error::<Test>::ProductNotFound);
	});
}
