//! What is charged is what was used.

use super::*;
use frame_support::dispatch::{GetDispatchInfo, Pays};

#[test]
fn calls_are_charged_for_what_they_touch() {
	three(reported()).build_and_execute(|| {
		let info =
			Registry::request(signed(CONSUMER), 0, 1, fingerprint(1), input(), None).unwrap();
		assert_eq!(info.actual_weight, Some(<() as WeightInfo>::request(3)));
		report(0, &[(A, number(1))]);
		// Two new observations out of three.
		let answers = [(A, number(1)), (B, number(1)), (C, number(1))];
		let info = Registry::report(signed(WATCHER), 0, reports(0, &answers)).unwrap();
		assert_eq!(info.actual_weight, Some(<() as WeightInfo>::report(2)));
		let info = Registry::finalize(signed(WATCHER), 0).unwrap();
		assert_eq!(info.actual_weight, Some(<() as WeightInfo>::finalize(3)));
		assert_eq!(info.pays_fee, Pays::No);
	});
}

#[test]
fn calls_are_weighed_by_their_worst_case() {
	three(reported()).build_and_execute(|| {
		let weight = |call: Call<Test>| call.get_dispatch_info().call_weight;
		let most = terms().callbacks.max_weight;
		assert_eq!(
			weight(Call::finalize { request: 0 }),
			<() as WeightInfo>::finalize(MAX_OPERATORS) + most
		);
		assert_eq!(
			weight(Call::retry_callback { request: 0 }),
			<() as WeightInfo>::retry_callback() + most
		);
		let observations = reports(0, &[(A, number(1)), (B, number(1))]);
		assert_eq!(
			weight(Call::report { request: 0, observations }),
			<() as WeightInfo>::report(2)
		);
	});
}

#[test]
fn what_anybody_may_do_for_others_is_free_once() {
	three(subscribed()).build_and_execute(|| {
		assert_ok!(Registry::subscribe(signed(CONSUMER), 0, 1, fingerprint(1)));
		let request = ask();
		run_to_block(60);
		let free = |result: frame_support::dispatch::DispatchResultWithPostInfo| {
			assert_eq!(result.unwrap().pays_fee, Pays::No)
		};
		free(Registry::finalize(signed(WATCHER), request));
		free(Registry::end_subscription(signed(WATCHER), 0, who(CONSUMER)));
		run_for(RETENTION + 1);
		free(Registry::forget_result(signed(WATCHER), request));
		// What fails is paid for.
		let again = Registry::forget_result(signed(WATCHER), request).unwrap_err();
		assert_eq!(again.post_info.pays_fee, Pays::Yes);
	});
}
