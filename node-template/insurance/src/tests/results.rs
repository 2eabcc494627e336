//! Results decide claims.

use super::*;
use pallet_service_registry::{consensus::Standard, Rules};
use vajra_primitives::service::{AnswerKind, OnResult};

#[test]
fn a_drought_is_paid() {
	ready().build_and_execute(|| {
		let policy = insured();
		let request = claim(FARMER, policy);
		// One station lies.
		rain(request, [19_400, 19_900, 119_000]);
		System::reset_events();
		let gained = gains([FARMER], || {
			assert_eq!(finalize(request), Ok(Answer::Number(19_900)));
		});
		assert_eq!(gained, [SUM as i128]);
		let (holder, sum, answer) = (who(FARMER), SUM, 19_900);
		assert_eq!(events(), [Event::PaidOut { policy, holder, sum, answer }]);
		assert_eq!((Policies::<Test>::get(policy), Claims::<Test>::get(request)), (None, None));
		assert_eq!((Pot::<Test>::get(), held()), (102_000 - SUM, 102_000 - SUM));
		assert_eq!(Covered::<Test>::get(), 0);
		// It cannot be claimed twice.
		assert_noop!(Insurance::claim(signed(FARMER), policy), Error::<Test>::PolicyNotFound);
	});
}

#[test]
fn rain_is_not_paid() {
	ready().build_and_execute(|| {
		let policy = insured();
		let request = claim(FARMER, policy);
		rain(request, [20_000, 20_000, 20_000]);
		System::reset_events();
		assert_eq!(gains([FARMER], || assert!(finalize(request).is_ok())), [0]);
		assert_eq!(events(), [Event::Rejected { policy, answer: 20_000 }]);
		assert_eq!((Policies::<Test>::get(policy), Claims::<Test>::get(request)), (None, None));
		assert_eq!((Pot::<Test>::get(), Covered::<Test>::get()), (102_000, 0));
	});
}

#[test]
fn a_flood_is_paid() {
	let flood = Product { peril: Peril::Flood { above: 90_000 }, ..drought() };
	ExtBuilder::default().service(rules()).product(flood).pot(100_000).build_and_execute(|| {
		let (wet, dry) = (insure(FARMER, 0, SUM), insure(NEIGHBOUR, 0, 1_000));
		run_to_block(CLAIM_FROM);
		let (one, other) = (claim(FARMER, wet), claim(NEIGHBOUR, dry));
		rain(one, [90_001, 90_001, 90_001]);
		assert_eq!(gains([FARMER], || assert!(finalize(one).is_ok())), [SUM as i128]);
		// It takes more than that, and answers in time.
		run_over(other);
		assert_eq!(finalize(other), Err(NoResult::TooFew));
		let again = claim(NEIGHBOUR, dry);
		rain(again, [90_000, 90_000, 90_000]);
		assert_eq!(gains([NEIGHBOUR], || assert!(finalize(again).is_ok())), [0]);
	});
}

#[test]
fn perils_come_at_their_limits() {
	for (answer, drought, flood) in [
		(i128::MIN, true, false),
		(-1, true, false),
		(0, false, false),
		(1, false, true),
		(i128::MAX, false, true),
	] {
		assert_eq!(Peril::Drought { below: 0 }.has_come(answer), drought);
		assert_eq!(Peril::Flood { above: 0 }.has_come(answer), flood);
	}
}

#[test]
fn a_claim_without_a_result_can_be_made_again() {
	ready().build_and_execute(|| {
		let policy = insured();
		let before = free(FARMER);
		let request = claim(FARMER, policy);
		run_over(request);
		System::reset_events();
		assert_eq!(finalize(request), Err(NoResult::TooFew));
		assert_eq!(events(), [Event::Unanswered { policy, why: Some(NoResult::TooFew) }]);
		assert_eq!(stage(policy), Stage::Unanswered { at: now() });
		assert_eq!((free(FARMER), Claims::<Test>::get(request)), (before, None));
		// At once.
		let request = claim(FARMER, policy);
		rain(request, [1, 2, 3]);
		assert_eq!(gains([FARMER], || assert!(finalize(request).is_ok())), [SUM as i128]);
	});
}

#[test]
fn a_claim_without_a_result_can_be_made_again_when_time_is_over() {
	ready().build_and_execute(|| {
		let policy = insured();
		run_to_block(CLAIM_UNTIL);
		let request = claim(FARMER, policy);
		run_over(request);
		assert_eq!(finalize(request), Err(NoResult::TooFew));
		let known = now();
		run_to_block(known + PATIENCE);
		assert_noop!(Insurance::expire(signed(WATCHER), policy), Error::<Test>::PolicyInForce);
		let request = claim(FARMER, policy);
		run_over(request);
		assert_eq!(finalize(request), Err(NoResult::TooFew));
		// But not for ever.
		run_to_block(now() + PATIENCE + 1);
		assert_noop!(Insurance::claim(signed(FARMER), policy), Error::<Test>::ClaimTooLate);
		assert_ok!(Insurance::expire(signed(WATCHER), policy));
	});
}

#[test]
fn another_answer_than_a_number_is_none() {
	let hashes = Rules { kind: AnswerKind::Hash, consensus: Standard::Plurality, ..rules() };
	ExtBuilder::default().service(hashes).product(drought()).pot(100_000).build_and_execute(|| {
		let policy = insured();
		let request = claim(FARMER, policy);
		answer(request, &[Answer::Hash(H256::zero()); 3]);
		System::reset_events();
		assert!(finalize(request).is_ok());
		assert_eq!(events(), [Event::Unanswered { policy, why: None }]);
		assert_eq!(stage(policy), Stage::Unanswered { at: now() });
	});
}

#[test]
fn a_request_of_somebody_elses_moves_nothing() {
	ready().build_and_execute(|| {
		let policy = insured();
		let request = impostor(policy);
		rain(request, [1, 2, 3]);
		System::reset_events();
		assert_eq!(gains([FARMER, NEIGHBOUR], || assert!(finalize(request).is_ok())), [0, 0]);
		let error = Error::<Test>::ClaimNotFound.into();
		assert_eq!(callbacks(), [Told::CallbackFailed { request, error, attempts_left: 2 }]);
		assert_eq!(stage(policy), Stage::Open);
		// Nor while the policy is claimed.
		let mine = claim(FARMER, policy);
		assert_eq!(retry(request), Ok(()));
		assert_eq!(stage(policy), Stage::Claimed { request: mine, at: now() });
	});
}

#[test]
fn a_result_counts_once() {
	ready().build_and_execute(|| {
		let policy = insured();
		let request = claim(FARMER, policy);
		let (farmer, paid) = (who(FARMER), Ok(Answer::Number(0)));
		let tell = || Insurance::on_result(CONSUMER, request, &farmer, &[], &paid);
		assert_eq!(gains([FARMER], || ok(tell())), [SUM as i128]);
		assert_noop!(tell(), Error::<Test>::ClaimNotFound);
	});
}

#[test]
fn a_holder_without_an_account_is_paid() {
	ready().build_and_execute(|| {
		assert_ok!(Balances::mint_into(&who(NOBODY), 50 + EXISTENTIAL));
		let policy = insure(NOBODY, 0, 1_000);
		run_to_block(CLAIM_FROM);
		let record = Insurance::claimable(&who(NOBODY), policy).unwrap();
		Insurance::note_claim(policy, record, 7);
		Balances::set_balance(&who(NOBODY), 0);
		assert!(!System::account_exists(&who(NOBODY)));
		let paid = Ok(Answer::Number(0));
		assert_ok!(Insurance::on_result(CONSUMER, 7, &who(NOBODY), &[], &paid));
		assert_eq!((free(NOBODY), Policies::<Test>::get(policy)), (1_000, None));
	});
}

#[test]
fn the_callback_is_known_by_its_name_and_data() {
	let weight = <Insurance as OnResult<AccountId>>::weight;
	assert_eq!(weight(CONSUMER, &[0; 4]), Some(<() as WeightInfo>::on_result()));
	assert_eq!(weight(CONSUMER, &[0; 3]), None);
	assert_eq!(weight(CONSUMER, &[0; 5]), None);
	assert_eq!(weight(*b"somebody", &[0; 4]), None);
}
