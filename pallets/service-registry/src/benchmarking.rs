//! Worst cases of every call, with real signatures made by the host's keystore.
//!
//! Services have all the tags that they may, panels all the operators, versions are as many as can be,
//! questions and what callbacks are told as long as they can be.

use crate::{consensus::Standard, *};
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Mutate},
		EnsureOrigin, Get,
	},
	weights::WeightToFee,
};
use frame_system::RawOrigin;
use sp_core::{sr25519, H256};
use sp_runtime::{
	traits::{BlockNumberProvider, IdentifyAccount, Saturating, UniqueSaturatedFrom, Verify},
	KeyTypeId, Perbill,
};
use vajra_primitives::service::{
	Answer, AnswerKind, Commitment, Observation, ScoreCommitment, ServiceId, SignedCall,
};

/// Where the host keeps the operators' and consumers' keys during a run.
const KEYS: KeyTypeId = KeyTypeId(*b"oper");
const SEED: u32 = 0;
/// The block in which everything begins.
const START: Blocks = 1_000;
/// The service that is measured.
const SERVICE: ServiceId = 0;

/// A runtime that can be measured: its strategies hold those that are built in, and its accounts can be
/// sr25519 keys.
pub trait Measured: Config<Consensus: From<Standard>, Signature: Sr25519> {}

impl<T> Measured for T where T: Config<Consensus: From<Standard>, Signature: Sr25519> {}

/// Signatures that the host's keystore can make.
pub trait Sr25519: From<sr25519::Signature> + Verify<Signer: From<sr25519::Public>> {}

impl<S> Sr25519 for S where S: From<sr25519::Signature> + Verify<Signer: From<sr25519::Public>> {}

/// An amount whose parts are enough for anything.
fn unit<T: Config>() -> Balance {
	let terms = T::Terms::get();
	let callback = T::CallbackFee::weight_to_fee(&terms.callbacks.max_weight);
	let least = [terms.deposit, terms.min_stake, terms.min_price, terms.evaluation.min_stake];
	let most = least.into_iter().fold(callback, Balance::max);
	most.max(CurrencyOf::<T>::minimum_balance()).max(1).saturating_mul(1_000)
}

fn endow<T: Config>(who: &T::AccountId) {
	let terms = T::Terms::get();
	let longest = Balance::from(terms.max_period).saturating_add(3_000);
	assert_ok!(CurrencyOf::<T>::mint_into(who, unit::<T>().saturating_mul(longest)));
}

/// An account that can pay for anything.
fn funded<T: Config>(name: &'static str, index: u32) -> T::AccountId {
	let who = account(name, index, SEED);
	endow::<T>(&who);
	who
}

fn origin<T: Config>(who: &T::AccountId) -> RawOrigin<T::AccountId> {
	RawOrigin::Signed(who.clone())
}

fn caller<T: Config>() -> RawOrigin<T::AccountId> {
	RawOrigin::Signed(account("caller", 0, SEED))
}

/// A key in the host's keystore.
fn key(index: u32) -> sr25519::Public {
	let seed = alloc::format!("//operator//{index}").into_bytes();
	sp_io::crypto::sr25519_generate(KEYS, Some(seed))
}

/// The account of a key.
fn account_of<T: Measured>(key: sr25519::Public) -> T::AccountId {
	<T::Signature as Verify>::Signer::from(key).into_account()
}

fn sign<T: Measured>(key: &sr25519::Public, payload: &[u8]) -> T::Signature {
	sp_io::crypto::sr25519_sign(KEYS, key, payload).unwrap_or_default().into()
}

fn at<T: Config>(block: Blocks) {
	T::BlockNumberProvider::set_block_number(UniqueSaturatedFrom::unique_saturated_from(block));
}

fn longest_label(byte: u8, index: u8) -> Label {
	let mut bytes = vec![byte; 32];
	bytes[31] = index;
	Label::truncate_from(bytes)
}

/// A listing with all the tags that there can be.
fn listing(byte: u8) -> Listing {
	let tags = (0..8).map(|index| longest_label(byte, index)).collect();
	Listing { category: longest_label(byte, 0), tags: Tags::truncate_from(tags) }
}

/// Shares of which none is zero.
fn shares<T: Config>() -> Shares {
	let common = T::Terms::get().min_common.max(Perbill::from_percent(20));
	let rest = Perbill::one().saturating_sub(common);
	let (treasury, owner) = (Perbill::from_percent(50) * common, Perbill::from_percent(30) * rest);
	let operators = owner;
	let developer = rest.saturating_sub(owner).saturating_sub(operators);
	let burned = common.saturating_sub(treasury);
	Shares { owner, operators, developer, treasury, burned }
}

fn price<T: Config>() -> Balance {
	unit::<T>()
}

/// Hashes by report and plurality, for a price each.
fn rules<T: Measured>() -> RulesOf<T> {
	let window = T::Terms::get().max_window;
	Rules {
		pricing: Pricing::PerCall { price: price::<T>() },
		answering: Answering::SignedReport { answer: window },
		kind: AnswerKind::Hash,
		consensus: Standard::Plurality.into(),
		quorum: 1,
		shares: shares::<T>(),
		developer: account("developer", 0, SEED),
	}
}

fn sealed<T: Measured>() -> RulesOf<T> {
	let window = T::Terms::get().max_window;
	let answering = Answering::CommitReveal { commit: window, reveal: window };
	Rules { answering, ..rules::<T>() }
}

fn subscribed<T: Measured>() -> RulesOf<T> {
	let (period, quota) = (T::Terms::get().max_period, 1_000);
	let price = price::<T>().saturating_mul(1_000).saturating_add(7);
	Rules { pricing: Pricing::Subscription { price, period, quota }, ..rules::<T>() }
}

fn timed<T: Measured>() -> RulesOf<T> {
	let longest = T::Terms::get().max_period;
	Rules { pricing: Pricing::Session { price: price::<T>(), longest }, ..rules::<T>() }
}

fn fingerprint() -> H256 {
	H256::repeat_byte(7)
}

/// A service of as many versions as can be, and its owner.
fn service<T: Measured>(admission: Admission, rules: RulesOf<T>) -> T::AccountId {
	at::<T>(START);
	let owner = funded::<T>("owner", 0);
	let stake = T::Terms::get().min_stake;
	let by = fingerprint();
	let (who, listing) = (owner.clone(), listing(1));
	let registered =
		Pallet::<T>::do_register_service(who, listing, admission, stake, by, rules.clone());
	assert_ok!(registered);
	for _ in 1..T::MaxVersions::get() {
		let who = owner.clone();
		assert_ok!(Pallet::<T>::do_publish_version(who, SERVICE, by, rules.clone()));
	}
	owner
}

fn latest<T: Config>() -> u32 {
	T::MaxVersions::get()
}

fn stake<T: Config>(index: u32) -> Balance {
	// No two have the same.
	unit::<T>().saturating_add(index.into())
}

/// Operators of the service, each with another stake, those with the most first.
fn operators<T: Measured>(count: u32) -> Vec<T::AccountId> {
	let join = |index| {
		let who = account_of::<T>(key(index));
		endow::<T>(&who);
		let stake = stake::<T>(count.saturating_sub(index));
		assert_ok!(Pallet::<T>::do_join(who.clone(), SERVICE, stake));
		who
	};
	(0..count).map(join).collect()
}

fn registration<T: Config>(who: &T::AccountId) -> Registration {
	Operators::<T>::get(SERVICE, who).map_or(0, |operator| operator.registration)
}

fn longest_input<T: Config>() -> InputOf<T> {
	Input::Bytes(longest_bytes::<T>())
}

fn longest_bytes<T: Config>() -> BytesOf<T> {
	BytesOf::<T>::truncate_from(vec![7; T::MaxInput::get() as usize])
}

/// The heaviest callback. Nobody has its id, so that it fails.
fn callback<T: Config>() -> CallbackOf<T> {
	Callback {
		consumer: *b"nobody!!",
		data: longest_bytes::<T>(),
		weight: T::Terms::get().callbacks.max_weight,
		attempts: 0,
	}
}

fn consumer<T: Measured>() -> T::AccountId {
	let who = account_of::<T>(key(1_000_000));
	endow::<T>(&who);
	who
}

/// A request of the consumer's, with a callback.
fn ask<T: Measured>(consumer: &T::AccountId) {
	let opened = Pallet::<T>::open(
		consumer.clone(),
		SERVICE,
		latest::<T>(),
		fingerprint(),
		longest_input::<T>(),
		Some(callback::<T>()),
	);
	assert_ok!(opened);
}

fn hash(index: u32) -> Answer {
	Answer::Hash(H256(sp_io::hashing::blake2_256(&index.to_le_bytes())))
}

/// Two of the operators agree, and all others are wrong, each in another way.
fn disagree<T: Config>() {
	Requests::<T>::mutate(0, |request| {
		let Some(request) = request else { return };
		let mut seats = core::mem::take(&mut request.panel).into_inner();
		for (seat, index) in seats.iter_mut().zip(0u32..) {
			let answer = hash(index.max(1));
			seat.state = SeatState::Answered { answer, arrival: index };
		}
		request.panel = BoundedVec::truncate_from(seats);
	});
}

/// All versions, with a result and a callback that has failed once.
fn settled<T: Measured>() {
	service::<T>(Admission::Open, rules::<T>());
	operators::<T>(2);
	ask::<T>(&consumer::<T>());
	disagree::<T>();
	assert_ok!(Pallet::<T>::do_finalize(0));
	assert!(Callbacks::<T>::contains_key(0) || T::Terms::get().callbacks.attempts == 1);
}

fn salt() -> H256 {
	H256::repeat_byte(9)
}

fn evaluators<T: Config>(count: u32) -> Vec<T::AccountId> {
	let register = |index| {
		let who = funded::<T>("evaluator", index);
		let stake = T::Terms::get().evaluation.min_stake.max(1);
		assert_ok!(Pallet::<T>::do_register_evaluator(who.clone(), stake));
		who
	};
	(0..count).map(register).collect()
}

/// An evaluation of an operator, and the operator.
fn evaluation<T: Measured>() -> T::AccountId {
	service::<T>(Admission::Open, rules::<T>());
	let operator = operators::<T>(1).remove(0);
	let opener = funded::<T>("opener", 0);
	let target = Some(operator.clone());
	assert_ok!(Pallet::<T>::do_open_evaluation(opener, SERVICE, target, unit::<T>()));
	operator
}

fn score_commitment<T: Config>(who: &T::AccountId) -> H256 {
	let commitment = ScoreCommitment {
		genesis: Pallet::<T>::genesis_hash(),
		evaluation: 0,
		evaluator: who.clone(),
		score: Perbill::one(),
		salt: salt(),
	};
	commitment.hash()
}

/// In tests, proves what came of it.
fn sound<T: Config>() {
	#[cfg(test)]
	assert_ok!(Pallet::<T>::do_try_state());
}

#[benchmarks(where T: Measured)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_service() {
		let owner = funded::<T>("owner", 0);
		let stake = unit::<T>();
		let open = Admission::Open;
		#[extrinsic_call]
		_(origin::<T>(&owner), listing(1), open, stake, fingerprint(), rules::<T>());
		assert!(Services::<T>::contains_key(SERVICE));
		sound::<T>();
	}

	/// The oldest version goes.
	#[benchmark]
	fn publish_version() {
		let owner = service::<T>(Admission::Open, rules::<T>());
		#[extrinsic_call]
		_(origin::<T>(&owner), SERVICE, fingerprint(), rules::<T>());
		assert!(!Releases::<T>::contains_key(SERVICE, 1));
		sound::<T>();
	}

	#[benchmark]
	fn update_listing() {
		let owner = service::<T>(Admission::Open, rules::<T>());
		#[extrinsic_call]
		_(origin::<T>(&owner), SERVICE, listing(2));
		assert!(Services::<T>::get(SERVICE).is_some_and(|record| record.listing == listing(2)));
		sound::<T>();
	}

	#[benchmark]
	fn pause_service() {
		let owner = service::<T>(Admission::Open, rules::<T>());
		#[extrinsic_call]
		_(origin::<T>(&owner), SERVICE);
		let paused = |record: ServiceOf<T>| record.status == Status::Paused;
		assert!(Services::<T>::get(SERVICE).is_some_and(paused));
	}

	#[benchmark]
	fn resume_service() {
		let owner = service::<T>(Admission::Open, rules::<T>());
		assert_ok!(Pallet::<T>::do_pause_service(owner.clone(), SERVICE));
		#[extrinsic_call]
		_(origin::<T>(&owner), SERVICE);
		let active = |record: ServiceOf<T>| record.status == Status::Active;
		assert!(Services::<T>::get(SERVICE).is_some_and(active));
	}

	#[benchmark]
	fn retire_service() {
		let owner = service::<T>(Admission::Open, rules::<T>());
		#[extrinsic_call]
		_(origin::<T>(&owner), SERVICE);
		let retired = |record: ServiceOf<T>| record.status == Status::Retired;
		assert!(Services::<T>::get(SERVICE).is_some_and(retired));
		sound::<T>();
	}

	#[benchmark]
	fn remove_service(v: Linear<1, { T::MaxVersions::get() }>) {
		let owner = service::<T>(Admission::Open, rules::<T>());
		assert_ok!(Pallet::<T>::do_retire_service(owner.clone(), SERVICE));
		Rosters::<T>::insert(SERVICE, RosterOf::<T>::default());
		// All but the last ones have gone before.
		let oldest = latest::<T>().saturating_sub(v).saturating_add(1);
		for version in 1..oldest {
			Releases::<T>::remove(SERVICE, version);
		}
		Services::<T>::mutate(SERVICE, |record| {
			if let Some(record) = record {
				record.oldest = oldest;
			}
		});
		#[extrinsic_call]
		_(origin::<T>(&owner), SERVICE);
		assert!(!Services::<T>::contains_key(SERVICE));
		sound::<T>();
	}

	#[benchmark]
	fn refresh_rank() {
		service::<T>(Admission::Open, rules::<T>());
		Services::<T>::mutate(SERVICE, |record| {
			if let Some(record) = record {
				record.reputation = Reputation { good: 1 << 70, total: 1 << 71, at: START };
			}
		});
		#[extrinsic_call]
		_(caller::<T>(), SERVICE);
		assert!(Services::<T>::get(SERVICE).is_some_and(|record| record.rank > 0));
		sound::<T>();
	}

	/// The roster is full, and who has the least stake in it is displaced.
	#[benchmark]
	fn join() {
		let most = T::MaxOperators::get();
		service::<T>(Admission::Elected { seats: most }, rules::<T>());
		let others = operators::<T>(most);
		let who = funded::<T>("newcomer", 0);
		let stake = stake::<T>(most.saturating_add(1));
		#[extrinsic_call]
		_(origin::<T>(&who), SERVICE, stake);
		let benched = Operators::<T>::get(SERVICE, &others[others.len() - 1]);
		assert!(benched.is_some_and(|operator| operator.standing == Standing::Benched));
		sound::<T>();
	}

	/// Who was benched displaces who has the least stake.
	#[benchmark]
	fn add_stake() {
		let most = T::MaxOperators::get();
		service::<T>(Admission::Elected { seats: most }, rules::<T>());
		operators::<T>(most);
		let who = funded::<T>("newcomer", 0);
		assert_ok!(Pallet::<T>::do_join(who.clone(), SERVICE, stake::<T>(0)));
		#[extrinsic_call]
		_(origin::<T>(&who), SERVICE, unit::<T>());
		let record = Operators::<T>::get(SERVICE, &who);
		assert!(record.is_some_and(|operator| operator.standing == Standing::Serving));
		sound::<T>();
	}

	/// The last place of the roster.
	#[benchmark]
	fn approve_operator() {
		let most = T::MaxOperators::get();
		let owner = service::<T>(Admission::Approved, rules::<T>());
		let all = operators::<T>(most);
		for who in &all[1..] {
			let (owner, number) = (owner.clone(), registration::<T>(who));
			assert_ok!(Pallet::<T>::do_approve_operator(owner, SERVICE, who.clone(), number));
		}
		let number = registration::<T>(&all[0]);
		#[extrinsic_call]
		_(origin::<T>(&owner), SERVICE, all[0].clone(), number);
		assert_eq!(Rosters::<T>::get(SERVICE).members.len(), most as usize);
		sound::<T>();
	}

	#[benchmark]
	fn dismiss_operator() {
		let most = T::MaxOperators::get();
		let owner = service::<T>(Admission::Open, rules::<T>());
		let all = operators::<T>(most);
		assert_ok!(Pallet::<T>::do_retire_service(owner.clone(), SERVICE));
		let number = registration::<T>(&all[0]);
		#[extrinsic_call]
		_(origin::<T>(&owner), SERVICE, all[0].clone(), number);
		assert_eq!(Rosters::<T>::get(SERVICE).members.len(), most as usize - 1);
		sound::<T>();
	}

	#[benchmark]
	fn leave() {
		let most = T::MaxOperators::get();
		service::<T>(Admission::Open, rules::<T>());
		let all = operators::<T>(most);
		#[extrinsic_call]
		_(origin::<T>(&all[0]), SERVICE);
		assert_eq!(Rosters::<T>::get(SERVICE).members.len(), most as usize - 1);
		sound::<T>();
	}

	#[benchmark]
	fn withdraw_stake() {
		service::<T>(Admission::Open, rules::<T>());
		let who = operators::<T>(1).remove(0);
		assert_ok!(Pallet::<T>::do_leave(who.clone(), SERVICE));
		at::<T>(START.saturating_add(T::Terms::get().leave_delay));
		#[extrinsic_call]
		_(caller::<T>(), SERVICE, who.clone());
		assert!(!Operators::<T>::contains_key(SERVICE, &who));
		sound::<T>();
	}

	/// A subscriber's request, whose callback is paid for: it changes all that requests can change.
	#[benchmark]
	fn request(o: Linear<1, { T::MaxOperators::get() }>) {
		service::<T>(Admission::Open, subscribed::<T>());
		operators::<T>(o);
		let who = consumer::<T>();
		let (version, by) = (latest::<T>(), fingerprint());
		assert_ok!(Pallet::<T>::do_subscribe(who.clone(), SERVICE, version, by));
		#[block]
		{
			ask::<T>(&who);
		}
		assert!(Requests::<T>::get(0).is_some_and(|asked| asked.panel.len() == o as usize));
		sound::<T>();
	}

	#[benchmark]
	fn commit() {
		service::<T>(Admission::Open, sealed::<T>());
		let all = operators::<T>(T::MaxOperators::get());
		ask::<T>(&consumer::<T>());
		let last = &all[all.len() - 1];
		#[extrinsic_call]
		_(origin::<T>(last), 0, H256::repeat_byte(1));
		let committed = SeatState::Committed(H256::repeat_byte(1));
		let seat = Requests::<T>::get(0).and_then(|asked| asked.panel.last().cloned());
		assert!(seat.is_some_and(|seat| seat.state == committed));
		sound::<T>();
	}

	#[benchmark]
	fn reveal() {
		service::<T>(Admission::Open, sealed::<T>());
		let all = operators::<T>(T::MaxOperators::get());
		ask::<T>(&consumer::<T>());
		let last = &all[all.len() - 1];
		let commitment = Commitment {
			genesis: Pallet::<T>::genesis_hash(),
			request: 0,
			operator: last.clone(),
			answer: hash(1),
			salt: salt(),
		};
		for who in &all {
			assert_ok!(Pallet::<T>::do_commit(who.clone(), 0, commitment.hash()));
		}
		#[extrinsic_call]
		_(origin::<T>(last), 0, hash(1), salt());
		assert!(Requests::<T>::get(0).is_some_and(|asked| asked.votes().len() == 1));
		sound::<T>();
	}

	/// One signature for each observation.
	#[benchmark]
	fn report(k: Linear<1, { T::MaxOperators::get() }>) {
		service::<T>(Admission::Open, rules::<T>());
		let all = operators::<T>(T::MaxOperators::get());
		ask::<T>(&consumer::<T>());
		let genesis = Pallet::<T>::genesis_hash();
		let observe = |(index, who): (u32, &T::AccountId)| {
			let answer = hash(index);
			let statement = Observation { genesis, request: 0, operator: who.clone(), answer };
			let signature = sign::<T>(&key(index), &statement.payload());
			SignedObservation { operator: who.clone(), answer, signature }
		};
		let observations: Vec<_> = (0..).zip(&all).take(k as usize).map(observe).collect();
		let observations = ReportOf::<T>::truncate_from(observations);
		#[extrinsic_call]
		_(caller::<T>(), 0, observations);
		assert!(Requests::<T>::get(0).is_some_and(|asked| asked.votes().len() == k as usize));
		sound::<T>();
	}

	/// Two operators are paid, and all others slashed; the callback fails.
	#[benchmark]
	fn finalize(o: Linear<1, { T::MaxOperators::get() }>) {
		service::<T>(Admission::Open, rules::<T>());
		operators::<T>(o);
		ask::<T>(&consumer::<T>());
		disagree::<T>();
		#[extrinsic_call]
		_(caller::<T>(), 0);
		assert!(Results::<T>::get(0).is_some_and(|settled| settled.result.is_ok()));
		sound::<T>();
	}

	#[benchmark]
	fn retry_callback() {
		settled::<T>();
		Callbacks::<T>::insert(0, callback::<T>());
		#[extrinsic_call]
		_(origin::<T>(&consumer::<T>()), 0);
		assert!(Callbacks::<T>::get(0).is_none_or(|callback| callback.attempts == 1));
		sound::<T>();
	}

	#[benchmark]
	fn forget_result() {
		settled::<T>();
		Callbacks::<T>::insert(0, callback::<T>());
		at::<T>(START.saturating_add(T::Terms::get().retention).saturating_add(1));
		#[extrinsic_call]
		_(caller::<T>(), 0);
		assert!(!Results::<T>::contains_key(0) && !Callbacks::<T>::contains_key(0));
		sound::<T>();
	}

	/// An earlier subscription is ended.
	#[benchmark]
	fn subscribe() {
		service::<T>(Admission::Open, subscribed::<T>());
		let (who, version) = (consumer::<T>(), latest::<T>());
		assert_ok!(Pallet::<T>::do_subscribe(who.clone(), SERVICE, version, fingerprint()));
		let later = START.saturating_add(T::Terms::get().max_period).saturating_add(1);
		at::<T>(later);
		#[extrinsic_call]
		_(origin::<T>(&who), SERVICE, version, fingerprint());
		let subscription = Subscriptions::<T>::get(SERVICE, &who);
		assert!(subscription.is_some_and(|subscription| subscription.until > later));
		sound::<T>();
	}

	#[benchmark]
	fn end_subscription() {
		service::<T>(Admission::Open, subscribed::<T>());
		let (who, version) = (consumer::<T>(), latest::<T>());
		assert_ok!(Pallet::<T>::do_subscribe(who.clone(), SERVICE, version, fingerprint()));
		at::<T>(START.saturating_add(T::Terms::get().max_period).saturating_add(1));
		#[extrinsic_call]
		_(caller::<T>(), SERVICE, who.clone());
		assert!(!Subscriptions::<T>::contains_key(SERVICE, &who));
		sound::<T>();
	}

	#[benchmark]
	fn redeem_call() {
		service::<T>(Admission::Open, subscribed::<T>());
		let operator = operators::<T>(T::MaxOperators::get()).remove(0);
		let (who, version) = (consumer::<T>(), latest::<T>());
		assert_ok!(Pallet::<T>::do_subscribe(who.clone(), SERVICE, version, fingerprint()));
		let call = SignedCall {
			genesis: Pallet::<T>::genesis_hash(),
			service: SERVICE,
			version,
			consumer: who.clone(),
			operator: operator.clone(),
			nonce: 0,
			expiry: START,
			request: H256::zero(),
		};
		let signature = sign::<T>(&key(1_000_000), &call.payload());
		#[extrinsic_call]
		_(origin::<T>(&operator), call, signature);
		let subscription = Subscriptions::<T>::get(SERVICE, &who);
		assert!(subscription.is_some_and(|subscription| subscription.calls == 999));
		sound::<T>();
	}

	#[benchmark]
	fn open_session() {
		service::<T>(Admission::Open, timed::<T>());
		let operator = operators::<T>(T::MaxOperators::get()).remove(0);
		let who = consumer::<T>();
		let blocks = T::Terms::get().max_period;
		#[extrinsic_call]
		_(origin::<T>(&who), SERVICE, latest::<T>(), fingerprint(), operator, blocks);
		assert!(Sessions::<T>::contains_key(SERVICE, &who));
		sound::<T>();
	}

	/// Before its end, so that something goes back.
	#[benchmark]
	fn close_session() {
		service::<T>(Admission::Open, timed::<T>());
		let operator = operators::<T>(1).remove(0);
		let who = consumer::<T>();
		let (blocks, version) = (T::Terms::get().max_period, latest::<T>());
		let opened = Pallet::<T>::do_open_session(
			who.clone(),
			SERVICE,
			version,
			fingerprint(),
			operator,
			blocks,
		);
		assert_ok!(opened);
		#[extrinsic_call]
		_(origin::<T>(&who), SERVICE, who.clone());
		assert!(!Sessions::<T>::contains_key(SERVICE, &who));
		sound::<T>();
	}

	#[benchmark]
	fn register_evaluator() -> Result<(), BenchmarkError> {
		let allowed =
			T::EvaluatorOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let who = T::EvaluatorOrigin::ensure_origin(allowed.clone())
			.map_err(|_| BenchmarkError::Weightless)?;
		endow::<T>(&who);
		#[extrinsic_call]
		_(allowed as T::RuntimeOrigin, unit::<T>());
		assert!(Evaluators::<T>::contains_key(&who));
		sound::<T>();
		Ok(())
	}

	#[benchmark]
	fn retire_evaluator() {
		let who = evaluators::<T>(1).remove(0);
		#[extrinsic_call]
		_(origin::<T>(&who));
		assert!(Evaluators::<T>::get(&who).is_some_and(|record| record.leaving.is_some()));
		sound::<T>();
	}

	#[benchmark]
	fn withdraw_evaluator() {
		at::<T>(START);
		let who = evaluators::<T>(1).remove(0);
		assert_ok!(Pallet::<T>::do_retire_evaluator(who.clone()));
		at::<T>(START.saturating_add(T::Terms::get().leave_delay));
		#[extrinsic_call]
		_(caller::<T>(), who.clone());
		assert!(!Evaluators::<T>::contains_key(&who));
		sound::<T>();
	}

	#[benchmark]
	fn open_evaluation() {
		service::<T>(Admission::Open, rules::<T>());
		let operator = operators::<T>(1).remove(0);
		let opener = funded::<T>("opener", 0);
		#[extrinsic_call]
		_(origin::<T>(&opener), SERVICE, Some(operator), unit::<T>());
		assert!(Evaluations::<T>::contains_key(0));
		sound::<T>();
	}

	#[benchmark]
	fn commit_score() {
		evaluation::<T>();
		let all = evaluators::<T>(T::MaxEvaluators::get());
		for who in &all[1..] {
			let hash = score_commitment::<T>(who);
			assert_ok!(Pallet::<T>::do_commit_score(who.clone(), 0, hash));
		}
		let hash = score_commitment::<T>(&all[0]);
		#[extrinsic_call]
		_(origin::<T>(&all[0]), 0, hash);
		assert!(Evaluations::<T>::get(0).is_some_and(|test| test.ballots.is_full()));
		sound::<T>();
	}

	#[benchmark]
	fn reveal_score() {
		evaluation::<T>();
		let all = evaluators::<T>(T::MaxEvaluators::get());
		for who in &all {
			let hash = score_commitment::<T>(who);
			assert_ok!(Pallet::<T>::do_commit_score(who.clone(), 0, hash));
		}
		at::<T>(START.saturating_add(T::Terms::get().evaluation.commit).saturating_add(1));
		let last = &all[all.len() - 1];
		#[extrinsic_call]
		_(origin::<T>(last), 0, Perbill::one(), salt());
		let revealed = BallotState::Revealed(Perbill::one());
		let ballot = Evaluations::<T>::get(0).and_then(|test| test.ballots.last().cloned());
		assert!(ballot.is_some_and(|ballot| ballot.state == revealed));
		sound::<T>();
	}

	/// A quorum agrees and is paid, and all others are slashed.
	#[benchmark]
	fn close_evaluation(e: Linear<1, { T::MaxEvaluators::get() }>) {
		let operator = evaluation::<T>();
		let all = evaluators::<T>(e);
		for who in &all {
			let hash = score_commitment::<T>(who);
			assert_ok!(Pallet::<T>::do_commit_score(who.clone(), 0, hash));
		}
		let terms = T::Terms::get().evaluation;
		let reveals = START.saturating_add(terms.commit).saturating_add(1);
		at::<T>(reveals);
		for who in all.iter().take(terms.quorum as usize) {
			let (who, score) = (who.clone(), Perbill::one());
			assert_ok!(Pallet::<T>::do_reveal_score(who, 0, score, salt()));
		}
		at::<T>(reveals.saturating_add(terms.reveal));
		#[extrinsic_call]
		_(caller::<T>(), 0);
		assert!(!Evaluations::<T>::contains_key(0));
		let tested = Operators::<T>::get(SERVICE, &operator).and_then(|record| record.tested);
		assert_eq!(tested.is_some(), e >= terms.quorum);
		sound::<T>();
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::with_keystore(), crate::mock::Test);
}
