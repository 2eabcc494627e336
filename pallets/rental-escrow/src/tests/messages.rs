//! What sides sign off chain, and what is refused of it.

use super::*;
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::{testing::TestSignature, DispatchError, DispatchResult};
use vajra_primitives::rental::wrapped;

/// A stranger carries a rating that this account has signed for that role.
fn carry(id: OrderId, role: Role, score: Score, signature: TestSignature) -> DispatchResult {
	Rental::rate_signed(signed(STRANGER), id, role, score, signature)
}

/// What a side has signed about the other.
fn rated(id: OrderId, role: Role, score: Score) -> TestSignature {
	sign(account(role), rating(id, role, score).payload())
}

fn account(role: Role) -> AccountId {
	match role {
		Role::Renter => RENTER,
		Role::Provider => PROVIDER,
	}
}

/// An end of which the provider gets this much.
fn settlement(rent: Balance) -> Settlement<u64> {
	Settlement { rent, renter_score: 90, provider_score: 40, expires_at: 500 }
}

/// What both sides have signed.
fn finished(id: OrderId, settlement: Settlement<u64>) -> [TestSignature; 2] {
	[Role::Renter, Role::Provider]
		.map(|role| sign(account(role), finish(id, role, settlement).payload()))
}

/// A stranger carries a settlement with these signatures.
fn settle(id: OrderId, how: Settlement<u64>, by: [TestSignature; 2]) -> DispatchResult {
	let [renter, provider] = by;
	Rental::settle_signed(signed(STRANGER), id, how, renter, provider)
}

/// What was signed for a chain with another genesis.
fn elsewhere() -> H256 {
	H256::repeat_byte(0xcc)
}

const ROLES: [Role; 2] = [Role::Renter, Role::Provider];

#[test]
fn rate_signed_does_what_rate_does() {
	let end = |rate: fn(OrderId, Role)| {
		let mut result = None;
		ExtBuilder::default().build_and_execute(|| {
			let id = ended();
			rate(id, Role::Renter);
			rate(id, Role::Provider);
			result = Some((events(), EVERYBODY.map(total), EVERYBODY.map(free)));
		});
		result.unwrap()
	};
	let signed_off_chain = end(|id, role| ok(carry(id, role, 70, rated(id, role, 70))));
	let sent = end(|id, role| ok(Rental::rate(signed(account(role)), id, 70)));
	assert_eq!(signed_off_chain, sent);
}

#[test]
fn browsers_wallets_can_sign() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ended();
		for role in ROLES {
			let payload = rating(id, role, 70).payload();
			// Wrapped once, and no more.
			let twice = sign(account(role), wrapped(&wrapped(&payload)));
			assert_noop!(carry(id, role, 70, twice), Error::<Test>::InvalidSignature);
			assert_ok!(carry(id, role, 70, sign(account(role), wrapped(&payload))));
		}
		let id = running();
		let how = settlement(RENT);
		let by = ROLES.map(|role| sign(account(role), wrapped(&finish(id, role, how).payload())));
		assert_ok!(settle(id, how, by));
	});
}

#[test]
fn rate_signed_fails_when_something_else_was_signed() {
	ExtBuilder::default().build_and_execute(|| {
		let other = running();
		let id = running();
		run_to_deadline(id);
		for role in ROLES {
			let genuine = rating(id, role, 70);
			let wrong = [
				// Another score, role, order, chain.
				Rating { score: 71, ..genuine.clone() },
				Rating { role: role.other(), ..genuine.clone() },
				Rating { order: hash(other), ..genuine.clone() },
				Rating { order: H256::zero(), ..genuine.clone() },
				Rating { genesis: elsewhere(), ..genuine.clone() },
			];
			for statement in wrong {
				let signature = sign(account(role), statement.payload());
				assert_noop!(carry(id, role, 70, signature), Error::<Test>::InvalidSignature);
			}
			// The same by somebody else.
			for who in [account(role.other()), PAYEE, STRANGER] {
				let signature = sign(who, genuine.payload());
				assert_noop!(carry(id, role, 70, signature), Error::<Test>::InvalidSignature);
			}
			// Part of it, or a settlement.
			let short = genuine.payload()[1..].to_vec();
			let signature = sign(account(role), short);
			assert_noop!(carry(id, role, 70, signature), Error::<Test>::InvalidSignature);
			let finish = finish(id, role, settlement(RENT)).payload();
			let signature = sign(account(role), finish);
			assert_noop!(carry(id, role, 70, signature), Error::<Test>::InvalidSignature);
			// A signature over one side's rating is not the other's.
			let swapped = carry(id, role.other(), 70, rated(id, role, 70));
			assert_noop!(swapped, Error::<Test>::InvalidSignature);
		}
	});
}

#[test]
fn rating_is_good_once() {
	ExtBuilder::default().build_and_execute(|| {
		let id = ended();
		let signature = rated(id, Role::Renter, 70);
		assert_ok!(carry(id, Role::Renter, 70, signature.clone()));
		let again = carry(id, Role::Renter, 70, signature.clone());
		assert_noop!(again, Error::<Test>::AlreadyRated);
		assert_ok!(carry(id, Role::Provider, 1, rated(id, Role::Provider, 1)));
		let again = carry(id, Role::Renter, 70, signature.clone());
		assert_noop!(again, Error::<Test>::OrderNotFound);
		// Nor for the same terms once more.
		let next = ended();
		let again = carry(next, Role::Renter, 70, signature);
		assert_noop!(again, Error::<Test>::InvalidSignature);
	});
}

#[test]
fn rating_of_terms_that_were_changed_is_void() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		let early = rated(id, Role::Renter, 70);
		let how = settlement(RENT);
		let settled = finished(id, how);
		assert_ok!(Rental::extend(signed(RENTER), id, 1));
		run_to_deadline(id);
		assert_noop!(carry(id, Role::Renter, 70, early), Error::<Test>::InvalidSignature);
		assert_noop!(settle(id, how, settled), Error::<Test>::InvalidSignature);
	});
}

#[test]
fn rate_signed_fails_when_rate_would() {
	ExtBuilder::default().build_and_execute(|| {
		let none = carry(7, Role::Renter, 70, sign(RENTER, Vec::new()));
		assert_noop!(none, Error::<Test>::OrderNotFound);
		// A request has nothing that could be signed.
		let id = requested();
		let none = carry(id, Role::Renter, 70, sign(RENTER, Vec::new()));
		assert_noop!(none, Error::<Test>::NotStarted);
		Chips::insert((PROVIDER, MODEL), (10 * CHIPS, 0));
		for role in ROLES {
			let carry = |id, score| carry(id, role, score, rated(id, role, score));
			for state in [placed, accepted, delivered] {
				let id = state();
				assert_noop!(carry(id, 70), Error::<Test>::NotStarted);
			}
			let id = running();
			assert_noop!(carry(id, 70), Error::<Test>::StillRunning);
			run_to_deadline(id);
			assert_noop!(carry(id, 101), Error::<Test>::InvalidScore);
			pass(20);
			if role == Role::Renter {
				assert_noop!(carry(id, 70), Error::<Test>::RatingOverdue);
			}
			pass(15);
			assert_noop!(carry(id, 70), Error::<Test>::DeadlinePassed);
		}
		let id = ended();
		assert_ok!(Rental::dispute(signed(RENTER), id, H256::zero()));
		let during = carry(id, Role::Renter, 70, rated(id, Role::Renter, 70));
		assert_noop!(during, Error::<Test>::InDispute);
	});
}

#[test]
fn settle_signed_ends_a_lease_that_runs() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		pass(30);
		let how = settlement(700);
		let by = finished(id, how);
		let gained = gains(|| ok(settle(id, how, by.clone())));
		let ended = Event::LeaseEnded { order: id, ended_at: 31, ending: Ending::ByAgreement };
		let settled = Event::RentSettled {
			order: id,
			paid: 686,
			fee: 14,
			refund: RENT - 700,
			compensation: 0,
			bond: BOND,
		};
		let closed = Event::OrderClosed { order: id, outcome: Outcome::Agreed, deposit: DEPOSIT };
		assert_eq!(events(), [ended, settled, closed]);
		assert_eq!(gained, [-700, 0, 686, 14, 0]);
		assert_eq!((free(RENTER), total(RENTER)), (WEALTH - 700, WEALTH - 700));
		assert_eq!(held(HoldReason::Bond, PROVIDER), 0);
		assert_eq!(Chips::get((PROVIDER, MODEL)), Some((CHIPS, 0)));
		let known = |who, role| {
			let known = Rental::reputation_of(who, role);
			(known.mean, known.weight)
		};
		let percent = Perbill::from_percent;
		assert_eq!(known(PROVIDER, Role::Provider), (percent(90), 700));
		assert_eq!(known(RENTER, Role::Renter), (percent(40), 700));
		// And not once more.
		assert_noop!(settle(id, how, by), Error::<Test>::OrderNotFound);
	});
}

#[test]
fn settle_signed_takes_what_was_drawn_into_account() {
	// What both agree on, and what renter, provider, payee and fees have more by that.
	for (rent, gained) in
		[(2_000, [-1_200, 0, 1_176, 24]), (800, [0, 0, 0, 0]), (0, [800, -800, 0, 0])]
	{
		ExtBuilder::default().build_and_execute(|| {
			let id = running();
			pass(60);
			assert_ok!(Rental::draw(signed(PROVIDER), id));
			assert_eq!(order(id).paid, 800);
			let how = settlement(rent);
			let by = finished(id, how);
			assert_eq!(gains(|| ok(settle(id, how, by)))[..4], gained);
			assert_eq!(free(RENTER), total(RENTER));
		});
	}
}

#[test]
fn settle_signed_works_until_the_rent_is_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let how = settlement(0);
		let overdue = ended();
		pass(20);
		assert_ok!(settle(overdue, how, finished(overdue, how)));
		for who in [RENTER, PROVIDER] {
			let id = ended();
			assert_ok!(Rental::rate(signed(who), id, 3));
			let how = Settlement { expires_at: u64::MAX, ..how };
			assert_ok!(settle(id, how, finished(id, how)));
			let id = ended();
			assert_ok!(Rental::dispute(signed(who), id, H256::zero()));
			assert_ok!(settle(id, how, finished(id, how)));
		}
		let how = Settlement { expires_at: u64::MAX, ..how };
		let id = ended();
		assert_ok!(Rental::rate(signed(PROVIDER), id, 3));
		run_to_deadline(id);
		assert_noop!(settle(id, how, finished(id, how)), Error::<Test>::RentPaid);
		resolve(id);
		assert_noop!(settle(id, how, finished(id, how)), Error::<Test>::RentPaid);
	});
}

#[test]
fn settle_signed_fails_when_something_else_was_signed() {
	ExtBuilder::default().build_and_execute(|| {
		let (other, id) = (running(), running());
		let how = settlement(700);
		let genuine = finished(id, how);
		let [renter, provider] = genuine.clone();
		// Swapped, or one for both.
		for by in [
			[provider.clone(), renter.clone()],
			[renter.clone(), renter.clone()],
			[provider.clone(), provider.clone()],
		] {
			assert_noop!(settle(id, how, by), Error::<Test>::InvalidSignature);
		}
		// Both by one side, in either role.
		for who in [RENTER, PROVIDER, STRANGER] {
			let by = ROLES.map(|role| sign(who, finish(id, role, how).payload()));
			assert_noop!(settle(id, how, by), Error::<Test>::InvalidSignature);
		}
		// Another settlement than what was signed.
		for changed in [
			Settlement { rent: 701, ..how },
			Settlement { renter_score: 91, ..how },
			Settlement { provider_score: 41, ..how },
			Settlement { expires_at: 501, ..how },
		] {
			assert_noop!(settle(id, changed, genuine.clone()), Error::<Test>::InvalidSignature);
		}
		// Another order's, or another chain's; ratings.
		let moved = ROLES.map(|role| sign(account(role), finish(other, role, how).payload()));
		assert_noop!(settle(id, how, moved), Error::<Test>::InvalidSignature);
		let abroad = ROLES.map(|role| {
			let finish = Finish { genesis: elsewhere(), ..finish(id, role, how) };
			sign(account(role), finish.payload())
		});
		assert_noop!(settle(id, how, abroad), Error::<Test>::InvalidSignature);
		let ratings = ROLES.map(|role| rated(id, role, 90));
		assert_noop!(settle(id, how, ratings), Error::<Test>::InvalidSignature);
		assert_ok!(settle(id, how, genuine));
	});
}

#[test]
fn settle_signed_fails_when_it_is_out_of_bounds() {
	ExtBuilder::default().build_and_execute(|| {
		let id = running();
		let good = settlement(RENT);
		let wrong = [
			(Settlement { rent: RENT + 1, ..good }, Error::<Test>::RentOutOfBounds),
			(Settlement { rent: Balance::MAX, ..good }, Error::RentOutOfBounds),
			(Settlement { renter_score: 101, ..good }, Error::InvalidScore),
			(Settlement { provider_score: 101, ..good }, Error::InvalidScore),
			(Settlement { expires_at: 0, ..good }, Error::SettlementExpired),
		];
		for (how, error) in wrong {
			assert_noop!(settle(id, how, finished(id, how)), DispatchError::from(error));
		}
		let short = Settlement { expires_at: 50, ..good };
		run_to_block(50);
		let late = settle(id, short, finished(id, short));
		assert_noop!(late, Error::<Test>::SettlementExpired);
		let long = Settlement { expires_at: 51, ..good };
		assert_ok!(settle(id, long, finished(id, long)));
	});
}

#[test]
fn settle_signed_fails_when_there_is_nothing_to_settle() {
	ExtBuilder::default().build_and_execute(|| {
		let how = settlement(0);
		let nothing = [sign(RENTER, Vec::new()), sign(PROVIDER, Vec::new())];
		assert_noop!(settle(7, how, nothing.clone()), Error::<Test>::OrderNotFound);
		let id = requested();
		assert_noop!(settle(id, how, nothing), Error::<Test>::NotStarted);
		for state in [placed, accepted, delivered] {
			let id = state();
			assert_noop!(settle(id, how, finished(id, how)), Error::<Test>::NotStarted);
		}
		let id = ended();
		pass(20 + 15);
		assert_noop!(settle(id, how, finished(id, how)), Error::<Test>::DeadlinePassed);
	});
}
