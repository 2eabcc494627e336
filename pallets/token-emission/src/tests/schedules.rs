//! Governance changes the schedule.

use super::*;

fn cycles() -> Schedule {
	Schedule::Cycles(Cycles { first: 100_000, ratio: percent(50), length: 10 })
}

#[test]
fn set_schedule_works_when_it_starts_anew() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_block(16);
		assert_eq!(minted(), 125_000);
		events();
		assert_ok!(Emission::set_schedule(root(), cycles(), Heights::Restart));
		let expected = Event::ScheduleSet {
			schedule: cycles(),
			height: 1,
			old_reward: 5_000,
			new_reward: 10_000,
		};
		assert_eq!(events(), [expected]);
		check();
		// From this block on.
		next_block();
		assert_eq!((minted(), progress().height, progress().first), (135_000, 1, 16));
		run_to_block(26);
		assert_eq!(minted(), 225_000);
		run_to_block(36);
		assert_eq!(minted(), 275_000);
	});
}

#[test]
fn set_schedule_works_when_it_goes_on() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_block(16);
		events();
		assert_ok!(Emission::set_schedule(root(), cycles(), Heights::Continue));
		let expected = Event::ScheduleSet {
			schedule: cycles(),
			height: 16,
			old_reward: 5_000,
			new_reward: 5_000,
		};
		assert_eq!(events(), [expected]);
		check();
		run_to_block(21);
		assert_eq!((minted(), progress().height), (150_000, 20));
		next_block();
		assert_eq!(minted(), 152_500);
		let expected = Progress {
			first: 1,
			height: 21,
			released: 152_500,
			base: 125_000,
			former: 125_000,
			..Default::default()
		};
		assert_eq!(progress(), expected);
	});
}

#[test]
fn set_schedule_works_again_and_again() {
	ExtBuilder::default().mineable(300_000).build_and_execute(|| {
		let schedules =
			[cycles(), halving(), Schedule::Fixed, Schedule::Stepped(stepped()), halving()];
		let mut before = 0;
		for (number, schedule) in schedules.into_iter().enumerate() {
			Proved::set(number % 2 == 0);
			let heights = if number % 2 == 0 { Heights::Restart } else { Heights::Continue };
			assert_ok!(Emission::set_schedule(root(), schedule, heights));
			let next = progress_or_none();
			run_to_block(System::block_number() + 7);
			let curve = schedule.curve().unwrap();
			let released = curve.minted_between(next, next + 7);
			assert_eq!(progress().released_in_all(), Some(before + released));
			before += released;
		}
	});
}

fn progress_or_none() -> Height {
	CurrentProgress::<Test>::get().map_or(0, |progress| progress.height)
}

#[test]
fn set_schedule_works_before_the_start() {
	ExtBuilder::default().start(StartCondition::AtHeight(10)).build_and_execute(|| {
		run_to_block(5);
		for heights in [Heights::Continue, Heights::Restart] {
			assert_ok!(Emission::set_schedule(root(), cycles(), heights));
			let expected = Event::ScheduleSet {
				schedule: cycles(),
				height: 1,
				old_reward: 10_000,
				new_reward: 10_000,
			};
			assert_eq!(events(), [expected]);
		}
		run_to_block(11);
		assert_eq!((minted(), progress().first), (10_000, 10));
	});
}

#[test]
fn set_schedule_misses_no_block_when_the_clock_has_jumped() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_block(11);
		jump_to_block(14);
		// Blocks 12, 13 and 14 are the new schedule's.
		assert_ok!(Emission::set_schedule(root(), cycles(), Heights::Restart));
		next_block();
		assert_eq!((minted(), progress().height), (105_000 + 30_000, 3));
	});
}

#[test]
fn set_schedule_fails_when_it_is_not_valid() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_block(3);
		let stepped = |change: fn(&mut Stepped)| {
			let mut curve = stepped();
			change(&mut curve);
			Schedule::Stepped(curve)
		};
		let halving = Halving { reward: 1, period: 0, smooth: false };
		let cycle = Cycles { first: 1, ratio: Perbill::one(), length: 1 };
		let huge = Cycles { first: Balance::MAX, ratio: percent(95), length: 1 };
		for (schedule, error) in [
			(stepped(|curve| curve.n = curve.n1), Error::<Test>::StepsOutOfOrder),
			(stepped(|curve| curve.n2 = curve.n1), Error::<Test>::StepsOutOfOrder),
			(stepped(|curve| curve.rewards[1] = 1_001), Error::<Test>::RewardsRise),
			(stepped(|curve| curve.beta = FixedU128::from_inner(1)), Error::<Test>::CurveBelowZero),
			(stepped(|curve| curve.decrement = 100), Error::<Test>::CurveBelowZero),
			(Schedule::Halving(halving), Error::<Test>::ZeroPeriod),
			(Schedule::Cycles(cycle), Error::<Test>::RatioNotBelowOne),
			(Schedule::Cycles(huge), Error::<Test>::CurveTooLarge),
		] {
			let error = sp_runtime::DispatchError::from(error);
			for heights in [Heights::Continue, Heights::Restart] {
				assert_noop!(Emission::set_schedule(root(), schedule, heights), error);
			}
		}
	});
}

#[test]
fn set_schedule_fails_when_its_next_release_is_above_the_cap() {
	ExtBuilder::default().mineable(20_000).build_and_execute(|| {
		next_block();
		let first = |first| Schedule::Cycles(Cycles { first, ratio: percent(50), length: 1 });
		let above = Emission::set_schedule(root(), first(10_001), Heights::Restart);
		assert_noop!(above, Error::<Test>::CapExceeded);
		// What counts is the height at which it goes on.
		let above = Emission::set_schedule(root(), first(20_002), Heights::Continue);
		assert_noop!(above, Error::<Test>::CapExceeded);
		assert_ok!(Emission::set_schedule(root(), first(20_000), Heights::Continue));
		assert_ok!(Emission::set_schedule(root(), first(10_000), Heights::Restart));
		next_block();
		assert_eq!(minted(), 20_000);
		// Nothing is left: only the fixed one fits.
		let above = Emission::set_schedule(root(), first(1), Heights::Restart);
		assert_noop!(above, Error::<Test>::CapExceeded);
		assert_ok!(Emission::set_schedule(root(), Schedule::Fixed, Heights::Restart));
	});
}

#[test]
fn set_schedule_fails_when_more_was_released_than_can_be_counted() {
	let flat = Stepped { rewards: [Balance::MAX; 4], decrement: 0, ..stepped() };
	ExtBuilder::default().schedule(Schedule::Stepped(flat)).build_and_execute(|| {
		run_to_block(3);
		// Governance may end it: what was released still fits.
		assert_ok!(Emission::set_schedule(root(), Schedule::Fixed, Heights::Restart));
		run_to_block(5);
		CurrentProgress::<Test>::mutate(|progress| progress.as_mut().unwrap().released = 1);
		let overflow = Emission::set_schedule(root(), Schedule::Fixed, Heights::Restart);
		assert_noop!(overflow, Error::<Test>::Overflow);
		CurrentProgress::<Test>::mutate(|progress| progress.as_mut().unwrap().released = 0);
	});
}

#[test]
fn set_schedule_fails_when_the_origin_is_another() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in [RuntimeOrigin::none(), signed(1)] {
			assert_noop!(Emission::set_schedule(origin, cycles(), Heights::Restart), BadOrigin);
		}
	});
}
