//! Random sequences of calls by a few accounts on three services, one for each way to pay.

use super::*;
use sp_core::Pair;

/// Who may operate.
const CREW: u8 = 6;

/// How many sequences are tried; others with `PROPTEST_CASES`.
pub fn cases(usual: u32) -> u32 {
	std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

#[derive(Clone, Debug)]
pub enum Step {
	Join(u8, ServiceId, Balance),
	AddStake(u8, ServiceId, Balance),
	Leave(u8, ServiceId),
	Withdraw(u8, ServiceId),
	Ask(ServiceId, bool),
	Commit(usize, u8, i128),
	Reveal(usize, u8, i128),
	Report(usize, Vec<(u8, i128)>),
	/// All who were asked do what they can.
	Answer(usize, i128),
	Finalize(usize),
	Retry(usize),
	Forget(usize),
	Subscribe(u8),
	EndSubscription(u8),
	Redeem(u8, u8, u64),
	OpenSession(u8, u8, Blocks),
	CloseSession(u8, u8),
	RegisterEvaluator(u8, Balance),
	RetireEvaluator(u8),
	WithdrawEvaluator(u8),
	OpenEvaluation(Option<u8>),
	Score(usize, u8, u32),
	RevealScore(usize, u8, u32),
	CloseEvaluation(usize),
	Publish(ServiceId),
	RefreshRank(ServiceId),
	Refuse(bool),
	Blocks(Blocks),
}

fn operators() -> impl Strategy<Value = u8> {
	OPERATORS..OPERATORS + CREW
}

fn evaluators() -> impl Strategy<Value = u8> {
	EVALUATORS..EVALUATORS + 3
}

fn consumers() -> impl Strategy<Value = u8> {
	prop_oneof![3 => Just(CONSUMER), 1 => Just(OPERATORS), 1 => Just(OWNER)]
}

fn services() -> impl Strategy<Value = ServiceId> {
	prop_oneof![4 => Just(0u32), 3 => Just(1), 2 => Just(2)]
}

fn answers() -> impl Strategy<Value = i128> {
	prop_oneof![5 => Just(7), 1 => 0..100i128]
}

pub fn steps() -> impl Strategy<Value = Step> {
	let place = || any::<prop::sample::Index>().prop_map(|index| index.index(1_000));
	let stakes = prop_oneof![
		6 => (operators(), services(), 100..2_000u128).prop_map(|(n, s, a)| Step::Join(n, s, a)),
		1 => (operators(), services(), 1..500u128).prop_map(|(n, s, a)| Step::AddStake(n, s, a)),
		1 => (operators(), services()).prop_map(|(n, s)| Step::Leave(n, s)),
		2 => (operators(), services()).prop_map(|(n, s)| Step::Withdraw(n, s)),
	];
	let pairs = prop::collection::vec((operators(), answers()), 1..5);
	let requests = prop_oneof![
		12 => (services(), any::<bool>()).prop_map(|(s, callback)| Step::Ask(s, callback)),
		8 => (place(), operators(), answers()).prop_map(|(r, n, a)| Step::Commit(r, n, a)),
		8 => (place(), operators(), answers()).prop_map(|(r, n, a)| Step::Reveal(r, n, a)),
		5 => (place(), pairs).prop_map(|(r, pairs)| Step::Report(r, pairs)),
		4 => (place(), answers()).prop_map(|(r, a)| Step::Answer(r, a)),
		5 => place().prop_map(Step::Finalize),
		2 => place().prop_map(Step::Retry),
		1 => place().prop_map(Step::Forget),
		1 => any::<bool>().prop_map(Step::Refuse),
	];
	let access = prop_oneof![
		3 => consumers().prop_map(Step::Subscribe),
		1 => consumers().prop_map(Step::EndSubscription),
		3 => (operators(), consumers(), 0..3u64).prop_map(|(n, c, i)| Step::Redeem(n, c, i)),
		3 => (consumers(), operators(), 0..40u64)
			.prop_map(|(c, n, blocks)| Step::OpenSession(c, n, blocks)),
		2 => (consumers(), consumers()).prop_map(|(n, c)| Step::CloseSession(n, c)),
	];
	let tests = prop_oneof![
		4 => (evaluators(), 100..700u128).prop_map(|(n, a)| Step::RegisterEvaluator(n, a)),
		1 => evaluators().prop_map(Step::RetireEvaluator),
		1 => evaluators().prop_map(Step::WithdrawEvaluator),
		4 => prop::option::of(operators()).prop_map(Step::OpenEvaluation),
		6 => (place(), evaluators(), 60..75u32).prop_map(|(e, n, s)| Step::Score(e, n, s)),
		6 => (place(), evaluators(), 60..75u32).prop_map(|(e, n, s)| Step::RevealScore(e, n, s)),
		2 => place().prop_map(Step::CloseEvaluation),
	];
	prop_oneof![
		5 => stakes,
		9 => requests,
		3 => access,
		4 => tests,
		1 => services().prop_map(Step::Publish),
		1 => services().prop_map(Step::RefreshRank),
		3 => (1..4u64).prop_map(Step::Blocks),
	]
}

/// The chain, and what it should have in all.
pub struct World {
	pub tally: BTreeMap<String, u32>,
	supply: Balance,
	/// What each operator has committed to.
	sealed: BTreeMap<(RequestId, u8), i128>,
	/// What each evaluator has committed to.
	scores: BTreeMap<(EvaluationId, u8), u32>,
}

impl World {
	/// A sealed service by the call, one by subscription, and one in sessions.
	pub fn new() -> Self {
		let consensus = Standard::Plurality;
		let pricing = Pricing::Subscription { price: 503, period: 20, quota: 2 };
		for rules in [sealed(), Rules { pricing, ..subscribed() }, timed()] {
			register(listing(), Admission::Elected { seats: 4 }, Rules { consensus, ..rules })
				.unwrap();
		}
		// Half of the crew are there from the first.
		for service in 0..3 {
			for n in OPERATORS..OPERATORS + CREW / 2 {
				Registry::join(signed(n), service, 1_000).unwrap();
			}
		}
		for n in EVALUATORS..EVALUATORS + 2 {
			Registry::register_evaluator(signed(n), 400).unwrap();
		}
		// Little has to be waited for.
		conditions(|terms| (terms.retention, terms.leave_delay) = (5, 5));
		let supply = issuance();
		let none = (BTreeMap::new(), BTreeMap::new());
		Self { tally: BTreeMap::new(), supply, sealed: none.0, scores: none.1 }
	}

	/// Takes a step, and checks that nothing has come from nowhere, or gone there.
	pub fn take(&mut self, step: Step) {
		let name = format!("{step:?}").split('(').next().unwrap_or_default().to_string();
		let outcome = frame_support::storage::with_storage_layer(|| self.call(step));
		let name = match outcome {
			Ok(()) => name,
			Err(DispatchError::Module(module)) => {
				format!("{name}: {}", module.message.unwrap_or_default())
			}
			Err(ref other) => format!("{name}: {other:?}"),
		};
		*self.tally.entry(name).or_insert(0) += 1;
		// What fails leaves nothing.
		if outcome.is_ok() {
			Registry::do_try_state().unwrap();
			assert_eq!(self.total(), issuance());
			assert!(issuance() <= self.supply);
		}
	}

	/// What all accounts have, free or on hold.
	fn total(&self) -> Balance {
		let accounts = frame_system::Account::<Test>::iter_values();
		accounts.map(|account| account.data.free + account.data.reserved).sum()
	}

	/// The one of those that are open, as far as there is any.
	fn pick<V>(mut open: Vec<V>, place: usize) -> Option<V>
	where
		V: Ord,
	{
		open.sort();
		(!open.is_empty()).then(|| open.swap_remove(place % open.len()))
	}

	fn call(&mut self, step: Step) -> Result<(), DispatchError> {
		let request = |place| Self::pick(Requests::<Test>::iter_keys().collect(), place);
		let settled = |place| Self::pick(Results::<Test>::iter_keys().collect(), place);
		let test = |place| Self::pick(Evaluations::<Test>::iter_keys().collect(), place);
		let nothing = DispatchError::Other("nothing to do");
		let plain = |result: frame_support::dispatch::DispatchResultWithPostInfo| {
			result.map(|_| ()).map_err(|error| error.error)
		};
		match step {
			Step::Join(n, service, stake) => Registry::join(signed(n), service, stake),
			Step::AddStake(n, service, amount) => Registry::add_stake(signed(n), service, amount),
			Step::Leave(n, service) => Registry::leave(signed(n), service),
			Step::Withdraw(n, service) => Registry::withdraw_stake(signed(6), service, who(n)),
			Step::Ask(service, callback) => {
				// A subscriber goes on with the version that it has.
				let subscription = Subscriptions::<Test>::get(service, who(CONSUMER));
				let current = super::service(service).current;
				let version = subscription.map_or(current, |one| one.version);
				let callback = callback.then(|| (LISTENER, Default::default()));
				let by = fingerprint(version);
				plain(Registry::request(signed(CONSUMER), service, version, by, input(), callback))
			}
			Step::Commit(place, n, answer) => {
				let request = request(place).ok_or(nothing)?;
				let n = asked(request, n);
				let hash = commitment(request, n, number(answer));
				Registry::commit(signed(n), request, hash)?;
				self.sealed.insert((request, n), answer);
				Ok(())
			}
			Step::Reveal(place, n, answer) => {
				let request = request(place).ok_or(nothing)?;
				let n = asked(request, n);
				let answer = self.sealed.get(&(request, n)).copied().unwrap_or(answer);
				Registry::reveal(signed(n), request, number(answer), salt(n))
			}
			Step::Report(place, answers) => {
				let request = request(place).ok_or(nothing)?;
				let answers: Vec<_> = answers
					.into_iter()
					.map(|(n, answer)| (asked(request, n), number(answer)))
					.collect();
				plain(Registry::report(signed(WATCHER), request, reports(request, &answers)))
			}
			Step::Answer(place, answer) => {
				let request = request(place).ok_or(nothing)?;
				let question = question(request);
				let panel: Vec<_> = (0..question.panel.len() as u8)
					.map(|place| asked(request, OPERATORS + place))
					.collect();
				if !question.sealed {
					let all: Vec<_> = panel.into_iter().map(|n| (n, number(answer))).collect();
					return plain(Registry::report(signed(6), request, reports(request, &all)));
				}
				for n in panel {
					match question.phase(now()) {
						Phase::Commit => {
							let hash = commitment(request, n, number(answer));
							if Registry::commit(signed(n), request, hash).is_ok() {
								self.sealed.insert((request, n), answer);
							}
						}
						_ => {
							let known = self.sealed.get(&(request, n)).copied().unwrap_or(answer);
							let _ = Registry::reveal(signed(n), request, number(known), salt(n));
						}
					}
				}
				Ok(())
			}
			Step::Finalize(place) => {
				let request = request(place).ok_or(nothing)?;
				plain(Registry::finalize(signed(WATCHER), request))
			}
			Step::Retry(place) => {
				let request = settled(place).ok_or(nothing)?;
				plain(Registry::retry_callback(signed(WATCHER), request))
			}
			Step::Forget(place) => {
				let request = settled(place).ok_or(nothing)?;
				plain(Registry::forget_result(signed(WATCHER), request))
			}
			Step::Subscribe(n) => {
				let version = super::service(1).current;
				Registry::subscribe(signed(n), 1, version, fingerprint(version))
			}
			Step::EndSubscription(n) => {
				plain(Registry::end_subscription(signed(WATCHER), 1, who(n)))
			}
			Step::Redeem(n, consumer, nonce) => {
				let subscription = Subscriptions::<Test>::get(1, who(consumer)).ok_or(nothing)?;
				let call = SignedCall {
					genesis: genesis(),
					service: 1,
					version: subscription.version,
					consumer: who(consumer),
					operator: who(n),
					nonce,
					expiry: now(),
					request: H256::zero(),
				};
				let signature = pair(consumer).sign(&call.payload()).into();
				Registry::redeem_call(signed(n), call, signature)
			}
			Step::OpenSession(consumer, n, blocks) => {
				let version = super::service(2).current;
				let by = fingerprint(version);
				Registry::open_session(signed(consumer), 2, version, by, who(n), blocks)
			}
			Step::CloseSession(n, consumer) => Registry::close_session(signed(n), 2, who(consumer)),
			Step::RegisterEvaluator(n, stake) => Registry::register_evaluator(signed(n), stake),
			Step::RetireEvaluator(n) => Registry::retire_evaluator(signed(n)),
			Step::WithdrawEvaluator(n) => Registry::withdraw_evaluator(signed(WATCHER), who(n)),
			Step::OpenEvaluation(operator) => {
				Registry::open_evaluation(signed(CONSUMER), 0, operator.map(who), 100)
			}
			Step::Score(place, n, score) => {
				let evaluation = test(place).ok_or(nothing)?;
				Registry::commit_score(signed(n), evaluation, sealed_score(evaluation, n, score))?;
				self.scores.insert((evaluation, n), score);
				Ok(())
			}
			Step::RevealScore(place, n, score) => {
				let evaluation = test(place).ok_or(nothing)?;
				let score = self.scores.get(&(evaluation, n)).copied().unwrap_or(score);
				Registry::reveal_score(signed(n), evaluation, percent(score), salt(n))
			}
			Step::CloseEvaluation(place) => {
				let evaluation = test(place).ok_or(nothing)?;
				plain(Registry::close_evaluation(signed(WATCHER), evaluation))
			}
			Step::Publish(service) => {
				let version = super::service(service).current;
				let rules = Releases::<Test>::get(service, version).unwrap().rules;
				let next = fingerprint(version + 1);
				Registry::publish_version(signed(OWNER), service, next, rules)
			}
			Step::RefreshRank(service) => plain(Registry::refresh_rank(signed(6), service)),
			Step::Refuse(refuses) => {
				Refuses::set(refuses);
				Ok(())
			}
			Step::Blocks(blocks) => {
				System::set_block_number(now() + blocks);
				Ok(())
			}
		}
	}

	/// All is settled, everybody leaves, and nothing stays on hold.
	pub fn wind_up(&mut self) {
		System::set_block_number(now() + 200);
		for _ in 0..Requests::<Test>::iter().count() {
			self.take(Step::Finalize(0));
		}
		for _ in 0..Evaluations::<Test>::iter().count() {
			self.take(Step::CloseEvaluation(0));
		}
		for n in [CONSUMER, OPERATORS, OWNER] {
			self.take(Step::EndSubscription(n));
			self.take(Step::CloseSession(WATCHER, n));
		}
		for n in OPERATORS..OPERATORS + CREW {
			for service in 0..3 {
				self.take(Step::Leave(n, service));
			}
		}
		for n in EVALUATORS..EVALUATORS + 3 {
			self.take(Step::RetireEvaluator(n));
		}
		System::set_block_number(now() + DELAY);
		for n in OPERATORS..OPERATORS + CREW {
			for service in 0..3 {
				self.take(Step::Withdraw(n, service));
			}
		}
		for n in EVALUATORS..EVALUATORS + 3 {
			self.take(Step::WithdrawEvaluator(n));
		}
		for service in 0..3 {
			Registry::retire_service(signed(OWNER), service).unwrap();
			Registry::remove_service(signed(OWNER), service).unwrap();
		}
		Registry::do_try_state().unwrap();
		let accounts = frame_system::Account::<Test>::iter_values();
		assert_eq!(accounts.map(|account| account.data.reserved).sum::<Balance>(), 0);
		assert_eq!(self.total(), issuance());
	}
}

/// Who has the seat of a request that a number stands for; the number itself if there is no such seat.
fn asked(request: RequestId, n: u8) -> u8 {
	let panel = question(request).panel;
	let seat = panel.get(usize::from(n - OPERATORS));
	seat.and_then(|seat| (OPERATORS..OPERATORS + CREW).find(|n| who(*n) == seat.operator))
		.unwrap_or(n)
}

fn sealed_score(evaluation: EvaluationId, n: u8, score: u32) -> H256 {
	let commitment = ScoreCommitment {
		genesis: genesis(),
		evaluation,
		evaluator: who(n),
		score: percent(score),
		salt: salt(n),
	};
	commitment.hash()
}

/// What must be reached: calls that succeed, their more important errors.
pub const OUTCOMES: &[&str] = &[
	"AddStake",
	"Answer",
	"Ask",
	"Ask: NotSubscribed",
	"Ask: QuotaUsed",
	"Ask: TooFewOperators",
	"Ask: WrongPricing",
	"CloseEvaluation",
	"CloseSession",
	"Commit",
	"Commit: AlreadyCommitted",
	"EndSubscription",
	"Finalize",
	"Finalize: RequestOpen",
	"Forget",
	"Join",
	"Leave",
	"OpenEvaluation",
	"OpenSession",
	"Publish",
	"Redeem",
	"Redeem: CallSpent",
	"RefreshRank",
	"RegisterEvaluator",
	"Report",
	"Report: DuplicateSigner",
	"RetireEvaluator",
	"Retry",
	"Reveal",
	"RevealScore",
	"Score",
	"Subscribe",
	"Withdraw",
	"Withdraw: StakeLocked",
	"WithdrawEvaluator",
];
