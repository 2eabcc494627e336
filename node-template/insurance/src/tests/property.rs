//! Whatever happens in whatever order, no planck is made or lost, and each policy is paid at most once.

use super::*;
use pallet_service_registry::Requests;
use proptest::prelude::*;

/// What happens in one step.
#[derive(Clone, Debug)]
enum Step {
	Fund(Balance),
	Withdraw(Balance),
	Insure(bool, Balance),
	Claim(u32),
	/// The oldest request is answered with this, or not at all, and finalised.
	Answer(Option<i128>),
	Retry(u64),
	Expire(u32),
	Impostor(u32),
	Wait(u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let step = prop_oneof![
		(0..60_000u128).prop_map(Step::Fund),
		(0..60_000u128).prop_map(Step::Withdraw),
		(any::<bool>(), 500..80_000u128).prop_map(|(who, sum)| Step::Insure(who, sum)),
		(0..6u32).prop_map(Step::Claim),
		proptest::option::of(15_000..25_000i128).prop_map(Step::Answer),
		(0..6u64).prop_map(Step::Retry),
		(0..6u32).prop_map(Step::Expire),
		(0..6u32).prop_map(Step::Impostor),
		(1..15u64).prop_map(Step::Wait),
	];
	proptest::collection::vec(step, 1..40)
}

/// What is refused changes nothing: the invariants show that.
fn tried<T, E>(_: Result<T, E>) {}

fn take(step: Step) {
	match step {
		Step::Fund(amount) => tried(Insurance::fund(signed(INSURER), amount)),
		Step::Withdraw(amount) => tried(Insurance::withdraw(manager(), who(INSURER), amount)),
		Step::Insure(farmer, sum) => {
			let n = if farmer { FARMER } else { NEIGHBOUR };
			tried(Insurance::insure(signed(n), 0, sum))
		}
		Step::Claim(policy) => {
			let holder = Policies::<Test>::get(policy).map(|policy| policy.holder);
			let holder = holder.unwrap_or(who(FARMER));
			tried(Insurance::claim(RuntimeOrigin::signed(holder), policy))
		}
		Step::Answer(rainfall) => {
			let Some(request) = Requests::<Test>::iter_keys().min() else { return };
			let open = Requests::<Test>::get(request).unwrap();
			match rainfall {
				Some(mm) if now() <= open.commit_until => rain(request, [mm, mm + 500, mm - 500]),
				_ => run_over(request),
			}
			tried(finalize(request))
		}
		Step::Retry(request) => tried(retry(request)),
		Step::Expire(policy) => tried(Insurance::expire(signed(WATCHER), policy)),
		Step::Impostor(policy) => {
			impostor(policy);
		}
		Step::Wait(blocks) => run_to_block(now() + blocks),
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn money_in_is_money_out(steps in steps()) {
		ready().pot(30_000).build_and_execute(|| {
			let (mut premiums, mut paid) = (0, 0);
			let mut over = std::collections::BTreeSet::new();
			let (mut funded, mut withdrawn) = (0, 0);
			for step in steps {
				take(step);
				check();
				for event in events() {
					match event {
						Event::Funded { amount, .. } => funded += amount,
						Event::Withdrawn { amount, .. } => withdrawn += amount,
						Event::Insured { premium, .. } => premiums += premium,
						Event::PaidOut { policy, sum, .. } => {
							paid += sum;
							assert!(over.insert(policy), "a policy is over once");
						}
						Event::Rejected { policy, .. } | Event::Expired { policy } => {
							assert!(over.insert(policy), "a policy is over once");
						}
						_ => {}
					}
				}
				assert_eq!(held() + paid + withdrawn, 30_000 + funded + premiums);
				assert!(over.iter().all(|policy| !Policies::<Test>::contains_key(policy)));
			}
		});
	}
}
