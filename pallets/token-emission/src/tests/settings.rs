//! The share of fees that is burned.

use super::*;

#[test]
fn set_burn_share_works() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Emission::set_burn_share(root(), percent(50)));
		assert_eq!(events(), [Event::BurnShareSet { share: percent(50) }]);
		assert_ok!(extrinsic(1, frame_system::Call::remark { remark: vec![] }, 900, 0));
		assert_eq!((free(VALIDATORS), ledger().burned.fees), (500, 500));
	});
}

#[test]
fn set_burn_share_fails_when_it_is_too_high() {
	ExtBuilder::default().build_and_execute(|| {
		let most = percent(80);
		let higher = Perbill::from_parts(most.deconstruct() + 1);
		assert_noop!(Emission::set_burn_share(root(), higher), Error::<Test>::BurnShareTooHigh);
		assert_ok!(Emission::set_burn_share(root(), most));
		assert_ok!(Emission::set_burn_share(root(), Perbill::zero()));
	});
}

#[test]
fn set_burn_share_fails_when_the_origin_is_another() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), signed(1)] {
			assert_noop!(Emission::set_burn_share(origin, percent(50)), BadOrigin);
		}
	});
}
