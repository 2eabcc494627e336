//! Rents and services in this runtime: what is leased is proved, and all that they cost is in the ledger.

use super::{
	mock::{genesis_hash, make_block, new_chain, run_to},
	providers::{as_root, equip, prove_round, Provider},
};
use crate::{
	constants::{
		currency::{MILLI_UNIT, UNIT},
		rental::{FEE, PERIODS},
		service::{DEVIATION, MIN_STAKE},
		time::ROUND_LENGTH,
	},
	AccountId, Balance, Balances, BlockNumber, ComputeAttestation, RentalEscrow, Runtime,
	RuntimeCall, System, DEVELOPMENT_PRESET,
};
use frame_support::traits::fungible::{Inspect, InspectHold};
use pallet_rental_escrow::{
	Call as Rental, Credentials, NextOrderId, Offer, OrderId, OrderOf, OrderState, Orders, Split,
};
use pallet_service_registry::{
	consensus::Standard, Admission, Answering, Call as Service, Input, Listing, NextRequest,
	NextService, Phase, Pricing, Requests, Rules, RulesOf, Shares,
};
use pallet_token_emission::SupplyLedger;
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie, One};
use sp_runtime::Perbill;
use vajra_primitives::{
	rental::OrderKind,
	service::{Answer, AnswerKind, Commitment, RequestId, ServiceId},
	Capacity, ModelId,
};

type Done = Result<(), sp_runtime::DispatchError>;

/// Price of a chip for a block.
const PRICE: Balance = UNIT;
/// Blocks of a lease.
const DURATION: BlockNumber = 3 * ROUND_LENGTH;

fn id(who: Sr25519Keyring) -> AccountId {
	who.to_account_id()
}

/// Makes a block with one call, and returns what came of it.
fn call(who: Sr25519Keyring, call: impl Into<RuntimeCall>) -> Done {
	make_block(vec![(who, call.into())]).remove(0).unwrap()
}

fn offer(payee: Sr25519Keyring) -> Rental<Runtime> {
	let offer = Offer {
		price: PRICE,
		max_chips: 4,
		min_duration: 1,
		max_duration: 10 * DURATION,
		payee: id(payee),
		datasets: Default::default(),
	};
	Rental::list_capacity { model: model_of(payee), offer }
}

/// The model of each provider's chips, as [`equip`] gives them out.
fn model_of(provider: Sr25519Keyring) -> ModelId {
	match provider {
		Alice => 0,
		Eve => 1,
		_ => 2,
	}
}

fn need(provider: Sr25519Keyring, duration: BlockNumber) -> pallet_rental_escrow::NeedOf<Runtime> {
	pallet_rental_escrow::Need {
		model: model_of(provider),
		chips: 1,
		duration,
		kind: OrderKind::TimeHire { image: H256::repeat_byte(7) },
		key: [9; 32],
	}
}

fn place(provider: Sr25519Keyring, duration: BlockNumber) -> Rental<Runtime> {
	let need = need(provider, duration);
	Rental::place_order { provider: id(provider), need, max_price: PRICE }
}

fn order(order: OrderId) -> OrderOf<Runtime> {
	Orders::<Runtime>::get(order).unwrap()
}

fn ciphertext() -> pallet_rental_escrow::CredentialsOf<Runtime> {
	Credentials::Ciphertext(vec![1, 2, 3].try_into().unwrap())
}

fn confirm(id: OrderId) -> Rental<Runtime> {
	let stored = Orders::<Runtime>::get(id);
	let (terms, credentials) = stored.map_or((None, None), |order| (order.hash, order.credentials));
	let (terms, credentials) = (terms.unwrap_or_default(), credentials.unwrap_or_default());
	Rental::confirm { order: id, terms, credentials }
}

fn accept(id: OrderId) -> Rental<Runtime> {
	let terms = Orders::<Runtime>::get(id).and_then(|order| order.hash).unwrap_or_default();
	Rental::accept { order: id, terms }
}

/// A chain on which Eve's chip is leased to Bob, and her answers to challenges are up to the test.
fn leased(test: impl FnOnce(Vec<Provider>)) {
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		let providers = equip(&[(Alice, 10), (Eve, 10)]);
		let round = prove_round(&providers, None);
		assert_eq!(call(Eve, offer(Eve)), Ok(()));
		assert_eq!(call(Bob, place(Eve, DURATION)), Ok(()));
		assert_eq!(call(Eve, accept(0)), Ok(()));
		assert_eq!(call(Eve, Rental::deliver { order: 0, credentials: ciphertext() }), Ok(()));
		prove_round(&providers, Some(round));
		assert_eq!(call(Bob, confirm(0)), Ok(()));
		assert_eq!(order(0).state, OrderState::Running);
		test(providers);
	});
}

/// What is leased is reserved where it is proved: it can be rented only once, and not be retired.
#[test]
fn leased_chips_are_the_attested_ones() {
	leased(|_| {
		assert_eq!(ComputeAttestation::available(&id(Eve), model_of(Eve)), 0);
		assert!(call(Charlie, place(Eve, DURATION)).is_err());
		let indices = vec![0].try_into().unwrap();
		let retire = pallet_compute_attestation::Call::retire_chips { indices };
		let refused = pallet_compute_attestation::Error::<Runtime>::ChipsReserved;
		assert_eq!(call(Eve, retire.clone()), Err(refused.into()));
		assert_eq!(call(Eve, Rental::end { order: 0 }), Ok(()));
		// With the end of the lease, before it is settled.
		assert_eq!(ComputeAttestation::available(&id(Eve), model_of(Eve)), 1);
		assert_eq!(call(Eve, retire), Ok(()));
	});
}

/// A provider that misses a round is not paid for it, and what is paid loses the burned fee.
#[test]
fn rent_is_not_paid_for_missed_rounds() {
	leased(|providers| {
		let before = [Bob, Eve].map(|who| Balances::total_balance(&id(who)));
		let lease = order(0).lease.unwrap();
		// Only Alice answers the next challenge.
		let missed = prove_round(&providers[..1], None);
		run_to(System::block_number() + ROUND_LENGTH);
		let report =
			pallet_compute_attestation::Call::report_absence { round: missed, provider: id(Eve) };
		assert_eq!(call(Charlie, report), Ok(()));
		run_to(lease.ends_at);
		assert_eq!(call(Bob, Rental::rate { order: 0, score: 40 }), Ok(()));
		assert_eq!(call(Eve, Rental::rate { order: 0, score: 90 }), Ok(()));
		assert_eq!(Orders::<Runtime>::get(0), None);
		let (from, until) = (missed * ROUND_LENGTH, (missed + 1) * ROUND_LENGTH);
		let away = until.min(lease.ends_at) - from.max(lease.started_at);
		assert!(away > 0 && away < DURATION);
		let rent = PRICE * Balance::from(DURATION - away);
		let fee = FEE * rent;
		let after = [Bob, Eve].map(|who| Balances::total_balance(&id(who)));
		let fees = MILLI_UNIT * 100;
		assert!(before[0] - after[0] - rent < fees, "Bob has paid {rent}, and fees");
		assert!(before[1] + rent - fee - after[1] < fees, "Eve has got {rent} less {fee}");
		assert_eq!(SupplyLedger::<Runtime>::get().burned.rentals, fee);
	});
}

const OPERATORS: [Sr25519Keyring; 4] = [Alice, Charlie, Dave, Eve];

/// With `window` blocks to commit, and as many to reveal.
fn rules(consensus: Standard, window: u64) -> RulesOf<Runtime> {
	Rules {
		pricing: Pricing::PerCall { price: UNIT },
		answering: Answering::CommitReveal { commit: window, reveal: window },
		kind: AnswerKind::Number,
		consensus,
		quorum: 3,
		shares: Shares {
			owner: Perbill::from_percent(20),
			operators: Perbill::from_percent(60),
			developer: Perbill::zero(),
			treasury: Perbill::from_percent(10),
			burned: Perbill::from_percent(10),
		},
		developer: id(Ferdie),
	}
}

fn register(window: u64) -> Service<Runtime> {
	let listing = Listing {
		category: b"weather".to_vec().try_into().unwrap(),
		tags: vec![b"rain".to_vec().try_into().unwrap()].try_into().unwrap(),
	};
	Service::register_service {
		listing,
		admission: Admission::Open,
		min_stake: MIN_STAKE,
		fingerprint: H256::repeat_byte(1),
		rules: rules(Standard::Median { limit: Some(5) }, window),
	}
}

fn ask(service: ServiceId) -> Service<Runtime> {
	Service::request {
		service,
		version: 1,
		fingerprint: H256::repeat_byte(1),
		input: Input::Bytes(b"{}".to_vec().try_into().unwrap()),
		callback: None,
	}
}

fn salt(request: RequestId, who: Sr25519Keyring) -> H256 {
	H256(blake2_256(&codec::Encode::encode(&(request, who.to_account_id()))))
}

fn commit(request: RequestId, who: Sr25519Keyring, answer: Answer) -> Service<Runtime> {
	let (genesis, operator) = (genesis_hash(), id(who));
	let commitment = Commitment { genesis, request, operator, answer, salt: salt(request, who) };
	Service::commit { request, commitment: commitment.hash() }
}

fn reveal(request: RequestId, who: Sr25519Keyring, answer: Answer) -> Service<Runtime> {
	Service::reveal { request, answer, salt: salt(request, who) }
}

/// One in four lies: it pays, the others share the fee, and the ledger has what was burned of both.
#[test]
fn services_answer_by_quorum_and_the_ledger_knows_what_they_burn() {
	new_chain(DEVELOPMENT_PRESET).execute_with(|| {
		assert_eq!(call(Ferdie, register(4)), Ok(()));
		let joins = OPERATORS
			.map(|who| (who, Service::<Runtime>::join { service: 0, stake: 2 * MIN_STAKE }.into()));
		assert!(make_block(joins.into()).iter().all(|done| *done == Ok(Ok(()))));
		assert_eq!(call(Bob, ask(0)), Ok(()));
		let answers = [100, 101, 103, 9_000].map(Answer::Number);
		let all = OPERATORS.into_iter().zip(answers);
		let commits = all.clone().map(|(who, answer)| (who, commit(0, who, answer).into()));
		assert!(make_block(commits.collect()).iter().all(|done| *done == Ok(Ok(()))));
		run_to(System::block_number() + 3);
		let reveals = all.map(|(who, answer)| (who, reveal(0, who, answer).into()));
		assert!(make_block(reveals.collect()).iter().all(|done| *done == Ok(Ok(()))));
		let burned = SupplyLedger::<Runtime>::get().burned;
		assert_eq!(call(Ferdie, Service::finalize { request: 0 }), Ok(()));
		let result = pallet_service_registry::Pallet::<Runtime>::result_of(0).unwrap();
		assert_eq!(result.result, Ok(Answer::Number(102)));
		let now = SupplyLedger::<Runtime>::get().burned;
		assert_eq!(now.services - burned.services, UNIT / 10);
		assert_eq!(now.slashes - burned.slashes, DEVIATION * (2 * MIN_STAKE));
		let stake = pallet_service_registry::HoldReason::Stake.into();
		let held = OPERATORS.map(|who| Balances::balance_on_hold(&stake, &id(who)));
		let whole = 2 * MIN_STAKE;
		assert_eq!(held, [whole, whole, whole, whole - DEVIATION * whole]);
	});
}

/// Something that somebody does on one of the markets, right or wrong. `draw` draws numbers below its
/// argument. Providers are those of [`equip`] with Alice, Eve and Dave.
pub fn action(draw: &mut impl FnMut(u64) -> u64) -> (Sr25519Keyring, RuntimeCall) {
	if draw(2) == 0 {
		rental_action(draw)
	} else {
		service_action(draw)
	}
}

/// One of the parties of an order, or somebody else.
fn party(order: OrderId, draw: &mut impl FnMut(u64) -> u64) -> Sr25519Keyring {
	let stored = Orders::<Runtime>::get(order);
	let who = match draw(5) {
		0 => None,
		1 | 2 => stored.map(|order| order.renter),
		_ => stored.and_then(|order| order.provider().cloned()),
	};
	who.and_then(|who| Sr25519Keyring::iter().find(|key| id(*key) == who)).unwrap_or(Ferdie)
}

/// What an order waits for, by the one who should do it.
fn next_step(
	order: OrderId,
	stored: &OrderOf<Runtime>,
	draw: &mut impl FnMut(u64) -> u64,
) -> Option<(Sr25519Keyring, RuntimeCall)> {
	let key = |who: &AccountId| Sr25519Keyring::iter().find(|key| id(*key) == *who);
	let renter = key(&stored.renter)?;
	let provider = stored.provider().and_then(key);
	let rate = Rental::rate { order, score: draw(101) as u8 };
	let over = stored.until <= System::block_number();
	Some(match stored.state {
		// The end of a lease, which a rating sees by itself.
		OrderState::Running if over => (renter, rate.into()),
		_ if over => (Ferdie, Rental::resolve { order }.into()),
		OrderState::Placed => (provider?, accept(order).into()),
		OrderState::Accepted => {
			(provider?, Rental::deliver { order, credentials: ciphertext() }.into())
		}
		OrderState::Delivered => (renter, confirm(order).into()),
		OrderState::Ended | OrderState::ProviderRated => (renter, rate.into()),
		OrderState::RenterRated => (provider?, rate.into()),
		_ => return None,
	})
}

fn rental_action(draw: &mut impl FnMut(u64) -> u64) -> (Sr25519Keyring, RuntimeCall) {
	let mut open: Vec<_> = Orders::<Runtime>::iter().collect();
	open.sort_by_key(|(order, _)| *order);
	// Most of the time somebody does what an open order waits for, so that orders come to every end.
	if !open.is_empty() && draw(3) > 0 {
		let (order, stored) = &open[draw(open.len() as u64) as usize];
		if let Some(step) = next_step(*order, stored, draw) {
			return step;
		}
	}
	let newest = NextOrderId::<Runtime>::get().saturating_sub(1);
	let order = newest.saturating_sub(draw(3));
	let provider = if draw(2) == 0 { Alice } else { Eve };
	let renter = if draw(2) == 0 { Bob } else { Charlie };
	let duration = 1 + draw(2 * u64::from(ROUND_LENGTH)) as BlockNumber;
	let side = party(order, draw);
	// Few at a time, so that somebody comes round to each before its time is over.
	let room = open.len() < 3;
	match draw(20) {
		0 => (provider, offer(provider).into()),
		1 => (provider, Rental::unlist_capacity { model: model_of(provider) }.into()),
		2 | 3 if room => (renter, place(provider, duration).into()),
		4 if room => {
			let need = need(provider, duration);
			(renter, Rental::request { need, max_price: PRICE }.into())
		}
		5 => {
			let (price, max_duration) = (PRICE / 2, 2 * duration);
			(provider, Rental::bid { order, price, max_duration, payee: id(One) }.into())
		}
		6 => {
			let provider = id(provider);
			(side, Rental::take_bid { order, provider, max_price: PRICE }.into())
		}
		7 => (side, Rental::withdraw_bid { order, provider: id(provider) }.into()),
		8 => (side, Rental::cancel { order }.into()),
		9 | 10 => (side, accept(order).into()),
		11 => (side, Rental::deliver { order, credentials: ciphertext() }.into()),
		12 => (side, confirm(order).into()),
		13 => (side, Rental::extend { order, blocks: duration }.into()),
		14 => (side, Rental::draw { order }.into()),
		15 => (side, Rental::end { order }.into()),
		16 => (side, Rental::rate { order, score: draw(101) as u8 }.into()),
		17 => (side, Rental::dispute { order, evidence: H256::repeat_byte(3) }.into()),
		18 => {
			let mut part = || Perbill::from_percent(draw(101) as u32);
			let split = Split { rent: part(), deposit: part(), bond: part() };
			(Alice, as_root(Rental::resolve_dispute { order, split }))
		}
		_ => (Ferdie, Rental::resolve { order }.into()),
	}
}

fn service_action(draw: &mut impl FnMut(u64) -> u64) -> (Sr25519Keyring, RuntimeCall) {
	/// Long enough for some of the operators to do both steps, and short enough for some to miss one.
	const WINDOW: u64 = 100;
	let mut open: Vec<_> = Requests::<Runtime>::iter().collect();
	open.sort_by_key(|(request, _)| *request);
	let next = NextRequest::<Runtime>::get();
	let (request, phase) = match open.len() as u64 {
		0 => (next, None),
		some => {
			let (request, stored) = &open[draw(some) as usize];
			(*request, Some(stored.phase(System::block_number().into())))
		}
	};
	let newest = NextService::<Runtime>::get().saturating_sub(1);
	let service = newest.saturating_sub(draw(2) as u32);
	let operator = OPERATORS[draw(4) as usize];
	// The same when it is revealed.
	let answer = Answer::Number(i128::from(salt(request, operator).0[0] % 4) * 3);
	// Most of the time somebody does what an open request waits for.
	if draw(3) > 0 {
		return match phase {
			None => (Bob, ask(service).into()),
			Some(Phase::Commit) => (operator, commit(request, operator, answer).into()),
			Some(Phase::Reveal) => (operator, reveal(request, operator, answer).into()),
			Some(_) => (Ferdie, Service::finalize { request }.into()),
		};
	}
	match draw(24) {
		0 if newest == 0 => (Ferdie, register(WINDOW).into()),
		1 => (operator, Service::leave { service }.into()),
		2 => {
			let operator = id(operator);
			(Ferdie, Service::withdraw_stake { service, operator }.into())
		}
		3 => (operator, Service::add_stake { service, amount: MILLI_UNIT }.into()),
		4 => {
			let request = next.saturating_sub(1 + draw(10));
			(Ferdie, Service::forget_result { request }.into())
		}
		5..=8 => (operator, Service::join { service, stake: MIN_STAKE }.into()),
		9 | 10 if open.len() < 2 => (Bob, ask(service).into()),
		9..=15 => (operator, commit(request, operator, answer).into()),
		16..=21 => (operator, reveal(request, operator, answer).into()),
		_ => (Ferdie, Service::finalize { request }.into()),
	}
}

/// Everybody who is still owed something can have it: what is open comes to an end by itself.
pub fn close_all() {
	let longest = PERIODS.rate + PERIODS.counter + PERIODS.grace + PERIODS.arbitration;
	for _ in 0..8 {
		let open: Vec<OrderId> = Orders::<Runtime>::iter_keys().collect();
		if open.is_empty() {
			break;
		}
		for order in open {
			make_block(vec![(Ferdie, Rental::<Runtime>::resolve { order }.into())]);
		}
		run_to(System::block_number() + longest);
	}
	assert_eq!(Orders::<Runtime>::iter().count(), 0, "an order has no way out");
	assert!(RentalEscrow::do_try_state().is_ok());
}
