//! The daemon of a provider that rents out: accepts orders, delivers credentials, starts and stops
//! sessions, rates, draws rent, and works off deadlines.
//!
//! It is driven by the chain's state at each new best block. What it remembers, before each step, is
//! what the chain cannot tell it: the token and port it has promised, and the processes it has started.
//! A folder is deleted only once finalised state says that its lease is over; a reorganisation costs
//! no renter its work.

use super::{
	door,
	lease::Leases,
	options::Prepared,
	plan::{self, Policy, Seen, Step},
	process::UidRange,
	sending::{perform, sent, Call, Done, Sending},
	Binding,
};
use crate::{
	amount::vaj,
	chain::{
		AccountId, At, BlockNumber, Chain, ChainError, Delivery, Heads, Order, OrderState, Signer,
	},
	error::AgentError,
	metrics::RentalMetrics,
	progress::StatusLine,
	signals::Shutdown,
	state::{Access, LeaseRecord, Stage, State},
};
use futures::future::join_all;
use sp_core::H256;
use std::{
	collections::{BTreeSet, HashMap},
	future::Future,
	net::SocketAddr,
	pin::Pin,
	sync::Arc,
	time::Duration,
};
use tokio::net::TcpListener;
use vajra_primitives::rental::OrderId;

/// Between two looks at sessions, also when no block comes.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Blocks before what the chain refused is tried again; more each time.
const RETRY_AFTER: BlockNumber = 4;

/// How often an order that the chain does not let us accept is tried.
const ACCEPT_ATTEMPTS: u32 = 3;

/// Transactions on their way at once.
const AT_ONCE: usize = 16;

/// How long what is on its way may take when the agent is asked to stop.
const FINISH_WITHIN: Duration = Duration::from_secs(15);

/// How often a step was tried, and when it may be tried again.
#[derive(Clone, Copy, Debug, Default)]
struct Attempts {
	count: u32,
	not_before: BlockNumber,
}

struct Server {
	chain: Chain,
	signer: Signer,
	account: AccountId,
	state: Arc<State>,
	leases: Leases,
	policy: Policy,
	by_hash: bool,
	end_sessions: bool,
	max_ciphertext: usize,
	status: StatusLine,
	metrics: RentalMetrics,
	/// Orders that are looked after.
	watched: BTreeSet<OrderId>,
	/// Orders below were seen in finalised state; `None` before the first look.
	scanned: Option<OrderId>,
	attempts: HashMap<(OrderId, Step), Attempts>,
	/// Orders about which the operator was told why they are not accepted.
	objected: BTreeSet<OrderId>,
	/// Orders whose lease ran at the last look.
	running: BTreeSet<OrderId>,
	/// Requests that wait for bids, this provider's perhaps.
	requests: BTreeSet<OrderId>,
}

/// Serves until asked to stop, or it cannot go on.
pub async fn serve(
	chain: Chain,
	signer: Signer,
	prepared: Prepared,
	status: StatusLine,
	mut shutdown: Shutdown,
) -> Result<(), AgentError> {
	let Prepared { options, base, uids, endpoint } = prepared;
	let account = Chain::account_of(&signer);
	let genesis = chain.genesis();
	let state = Arc::new(State::open_private(&options.state, "leases", genesis, &account)?);
	let metrics = RentalMetrics::new(&chain)?;
	if let Some(endpoint) = endpoint {
		metrics.common.serve(endpoint);
	}
	let (listener, door) = open_door(&state, options.listen).await?;
	let task = tokio::spawn(door::serve(listener, state.clone()));
	let at = chain.best().await?;
	tracing::info!(
		%account,
		chain = chain.name().await?,
		best = at.block().number,
		%door,
		leases = %base.display(),
		state = %state.path().display(),
		known = state.leases()?.len(),
		"renting out"
	);
	match uids {
		Some(UidRange { first, last }) => {
			tracing::info!(first, last, "each lease runs as a user of its own")
		}
		None => tracing::warn!(
			"leases run as this agent's own user and could read what it can, its key and state included: \
			 run it as root, or give a command that starts a container"
		),
	}
	let leases = Leases {
		state: state.clone(),
		base,
		host: options.listen.ip(),
		public: options.public_host,
		door,
		command: options.command,
		cleanup: options.cleanup,
		uids,
		children: HashMap::new(),
		ending: HashMap::new(),
		not_before: HashMap::new(),
	};
	let max_ciphertext = at.max_ciphertext()?;
	let mut server = Server {
		chain,
		signer,
		account,
		state,
		leases,
		policy: options.policy,
		by_hash: options.by_hash,
		end_sessions: options.end_sessions,
		max_ciphertext,
		status,
		metrics,
		watched: BTreeSet::new(),
		scanned: None,
		attempts: HashMap::new(),
		objected: BTreeSet::new(),
		running: BTreeSet::new(),
		requests: BTreeSet::new(),
	};
	let result = server.serve(&mut shutdown).await;
	task.abort();
	server.status.clear();
	if result.is_ok() {
		tracing::info!("stopped");
	}
	result
}

/// Listens. Where any port will do, it is the one of the last time: credentials name it.
async fn open_door(
	state: &State,
	listen: SocketAddr,
) -> Result<(TcpListener, SocketAddr), AgentError> {
	let wrong = |error: std::io::Error| {
		AgentError::Usage(format!("the door cannot listen at {listen}: {error}"))
	};
	let before = state.door_port()?.filter(|_| listen.port() == 0);
	let mut listener = None;
	if let Some(port) = before {
		match TcpListener::bind((listen.ip(), port)).await {
			Ok(bound) => listener = Some(bound),
			Err(error) => tracing::warn!(
				port,
				%error,
				"the door cannot be where it was: credentials that are not confirmed yet lead nowhere"
			),
		}
	}
	let listener = match listener {
		Some(listener) => listener,
		None => TcpListener::bind(listen).await.map_err(wrong)?,
	};
	let door = listener.local_addr().map_err(wrong)?;
	state.put_door_port(door.port())?;
	Ok((listener, door))
}

impl Server {
	async fn serve(&mut self, shutdown: &mut Shutdown) -> Result<(), AgentError> {
		let mut follower = self.chain.follow();
		let mut sending: Sending = None;
		let mut latest = None;
		let mut ticks = tokio::time::interval(LOOK_EVERY);
		ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
		loop {
			tokio::select! {
				() = shutdown.requested() => break,
				done = sent(&mut sending) => self.note(done),
				heads = follower.next() => latest = Some(heads?),
				_ = ticks.tick() => {
					self.keep_up();
					continue;
				},
			}
			let Some(heads) = latest else { continue };
			// Without a connection a look hangs until there is one again.
			let looked = tokio::select! {
				() = shutdown.requested() => break,
				looked = self.look(heads, sending.is_none()) => looked,
			};
			match looked {
				Ok(calls) if calls.is_empty() => {}
				Ok(calls) => sending = Some(self.send(calls)),
				Err(error) if error.is_fatal() => return Err(error),
				Err(error) => tracing::warn!(%error, "could not look at the chain"),
			}
		}
		if sending.is_some() {
			tracing::info!("finishing what is on its way");
			tokio::select! {
				done = sent(&mut sending) => self.note(done),
				() = tokio::time::sleep(FINISH_WITHIN) => tracing::warn!("it took too long"),
				() = shutdown.insisted() => tracing::warn!("not finished"),
			}
		}
		self.leave().await
	}

	/// What becomes of sessions when the daemon stops.
	async fn leave(&mut self) -> Result<(), AgentError> {
		let mut left = 0;
		for mut record in self.state.leases()? {
			if !matches!(record.stage, Stage::Starting | Stage::Running | Stage::Ending) {
				continue;
			}
			left += 1;
			if !self.end_sessions {
				continue;
			}
			while !tokio::task::block_in_place(|| self.leases.halt(&mut record))? {
				tokio::time::sleep(Duration::from_millis(100)).await;
			}
		}
		if left > 0 && !self.end_sessions {
			tracing::warn!(
				sessions = left,
				"sessions go on running without this agent: start it again to look after them"
			);
		}
		Ok(())
	}

	/// Looks at all orders at new heads, starts and stops sessions, and gives what is to be sent.
	async fn look(
		&mut self,
		heads: Heads,
		may_send: bool,
	) -> Result<Vec<(OrderId, Step, Call)>, AgentError> {
		self.metrics.common.heads(&heads);
		let best = self.chain.at(heads.best).await?;
		let finalized = self.chain.at(heads.finalized).await?;
		self.scan(&best, &finalized).await?;
		self.running.clear();
		let (mut calls, mut running, mut open) = (Vec::new(), 0, 0usize);
		let mut orders = Vec::new();
		for id in self.watched.clone() {
			let order =
				best.order(id).await?.filter(|order| order.provider() == Some(&self.account));
			open += usize::from(order.as_ref().is_some_and(|order| {
				matches!(
					order.state,
					OrderState::Accepted | OrderState::Delivered | OrderState::Running
				)
			}));
			orders.push((id, order));
		}
		for (id, order) in orders {
			let looked = self.look_after(id, order.as_ref(), &best, &finalized).await;
			let wanted = match looked {
				Ok(wanted) => wanted,
				Err(error @ (AgentError::Chain(_) | AgentError::State(_))) => return Err(error),
				// One lease that is in trouble keeps no other back.
				Err(error) => {
					tracing::error!(order = id, %error, "trouble with an order");
					continue;
				}
			};
			running +=
				u64::from(order.as_ref().is_some_and(|order| order.state == OrderState::Running));
			let (Some(order), Some(step)) = (&order, wanted) else { continue };
			if !may_send || calls.len() >= AT_ONCE || !self.may_try(id, step, heads.best.number) {
				continue;
			}
			match self.call(id, order, step, open) {
				Ok(Some(call)) => {
					open += usize::from(step == Step::Accept);
					calls.push((id, step, call));
				}
				Ok(None) => {}
				Err(error @ AgentError::State(_)) => return Err(error),
				Err(error) => tracing::error!(order = id, %error, "trouble with an order"),
			}
		}
		if may_send {
			calls.extend(self.look_after_bids(&best).await?);
		}
		self.metrics.orders(self.watched.len() as u64, running);
		self.status.set(format!(
			"best #{} · finalised #{} · {running} leases run · {} orders",
			heads.best.number,
			heads.finalized.number,
			self.watched.len()
		));
		Ok(calls)
	}

	/// Finds orders of this provider's: at first all of them, then those that are new.
	async fn scan(&mut self, best: &At, finalized: &At) -> Result<(), AgentError> {
		let is_own = |order: &Order| order.provider() == Some(&self.account);
		let next = best.next_order_id().await?;
		let settled = finalized.next_order_id().await?.min(next);
		match self.scanned {
			None => {
				let all = best.orders().await?;
				let own = all.iter().filter(|(_, order)| is_own(order)).map(|(id, _)| *id);
				let mut watched: BTreeSet<_> = own.collect();
				watched.extend(self.state.leases()?.iter().map(|record| record.order));
				self.watched = watched;
				let open = |order: &Order| order.state == OrderState::Requested;
				let requests = all.iter().filter(|(_, order)| open(order)).map(|(id, _)| *id);
				self.requests = requests.collect();
			}
			// After a reorganisation an id can be another order's.
			Some(from) => {
				for id in from.min(settled)..next {
					let order = best.order(id).await?;
					match order {
						Some(order) if is_own(&order) => drop(self.watched.insert(id)),
						Some(order) if order.state == OrderState::Requested => {
							self.requests.insert(id);
						}
						_ => {}
					}
				}
			}
		}
		self.scanned = Some(settled);
		// Bids are made by other commands, at any time.
		for id in self.requests.clone() {
			if best.has_bid(id, &self.account).await? {
				self.state.put_bid(id)?;
				self.requests.remove(&id);
			} else if best
				.stored_order(id)
				.await?
				.is_none_or(|order| order.state != OrderState::Requested)
			{
				self.requests.remove(&id);
			}
		}
		Ok(())
	}

	/// Does on this machine what an order asks for, and tells what is to be sent about it.
	async fn look_after(
		&mut self,
		id: OrderId,
		order: Option<&Order>,
		best: &At,
		finalized: &At,
	) -> Result<Option<Step>, AgentError> {
		let record = self.state.lease(id)?;
		let is_its = |record: &LeaseRecord, order: &Order| {
			(record.renter, record.key) == (order.renter, order.need.key)
		};
		let Some(order) = order else {
			// Closed, or never there: for good once finalised state says so.
			let later =
				finalized.next_order_id().await? <= id || finalized.order(id).await?.is_some();
			if let Some(mut record) = record {
				if self.end(&mut record, !later)? && !later {
					self.state.drop_lease(id)?;
					self.watched.remove(&id);
				}
			} else if !later {
				self.watched.remove(&id);
			}
			return Ok(None);
		};
		let mut record = match record {
			Some(mut record) if !is_its(&record, order) => {
				tracing::warn!(order = id, "the order is another one than before; starting over");
				if self.end(&mut record, true)? {
					self.state.drop_lease(id)?;
				}
				return Ok(None);
			}
			record => record,
		};
		match (&mut record, order.state) {
			(Some(record), OrderState::Running) => {
				self.running.insert(id);
				let started = tokio::task::block_in_place(|| self.leases.run(record))?;
				if started {
					self.metrics.started(record.starts > 1);
					tracing::info!(
						order = id,
						renter = %order.renter,
						chips = order.need.chips,
						until = order.until,
						uid = ?record.uid,
						pid = ?record.process.as_ref().map(|process| process.pid),
						"the lease runs, and its session is started"
					);
				}
			}
			(None, OrderState::Running) => tracing::error!(
				order = id,
				"a lease runs of which this state knows nothing: was it lost? Its session cannot be started"
			),
			(Some(record), _) if !order.state.is_before_the_end() => {
				let last = finalized.order(id).await?;
				let over = last.is_some_and(|order| !order.state.is_before_the_end());
				self.end(record, over)?;
			}
			// Not begun, or begun no more after a reorganisation.
			(Some(record), _) => {
				self.end(record, false)?;
			}
			(None, _) => {}
		}
		let now = best.block().number;
		let due_for = best.stored_order(id).await?.and_then(|stored| now.checked_sub(stored.until));
		let drawable = match (order.state, self.policy.draw_at) {
			(OrderState::Running, Some(_)) => best.drawable(id).await?,
			_ => 0,
		};
		Ok(plan::step(&Seen { order, due_for, now, drawable }, &self.policy))
	}

	/// Looks at sessions between two blocks: they may have ended by themselves, or be slow to end.
	fn keep_up(&mut self) {
		let records = self.state.tolerate(self.state.leases());
		for mut record in records {
			let done = tokio::task::block_in_place(|| match record.stage {
				Stage::Running if self.running.contains(&record.order) => {
					let again = self.leases.run(&mut record)?;
					if again {
						self.metrics.started(true);
					}
					Ok(())
				}
				Stage::Ending if !self.running.contains(&record.order) => {
					self.leases.halt(&mut record).map(drop)
				}
				_ => Ok::<_, AgentError>(()),
			});
			if let Err(error) = done {
				tracing::error!(order = record.order, %error, "trouble with a session");
			}
		}
	}

	/// Ends a lease's session, and deletes its folder if it is `over` for good; tells whether all that
	/// is done.
	fn end(&mut self, record: &mut LeaseRecord, over: bool) -> Result<bool, AgentError> {
		tokio::task::block_in_place(|| {
			let halted = self.leases.halt(record)?;
			if halted && over {
				self.leases.wipe(record)?;
			}
			Ok(halted)
		})
	}

	/// What has become of bids.
	async fn look_after_bids(
		&mut self,
		best: &At,
	) -> Result<Vec<(OrderId, Step, Call)>, AgentError> {
		let mut calls = Vec::new();
		for id in self.state.bids()? {
			let order = best.order(id).await?;
			let taken = order.as_ref().is_some_and(|order| order.provider() == Some(&self.account));
			let open = order.as_ref().is_some_and(|order| order.state == OrderState::Requested);
			if taken {
				tracing::info!(order = id, "the bid is taken");
				self.watched.insert(id);
				self.state.drop_bid(id)?;
			} else if open || id >= best.next_order_id().await? {
				// Bids that are being sent are noted before they are on the chain.
			} else if !best.has_bid(id, &self.account).await? {
				self.state.drop_bid(id)?;
			} else if self.may_try(id, Step::WithdrawBid, best.block().number) {
				calls.push((id, Step::WithdrawBid, Call::WithdrawBid));
			}
		}
		Ok(calls)
	}

	fn may_try(&self, id: OrderId, step: Step, now: BlockNumber) -> bool {
		self.attempts.get(&(id, step)).is_none_or(|attempts| {
			now >= attempts.not_before && (step != Step::Accept || attempts.count < ACCEPT_ATTEMPTS)
		})
	}

	/// What a step takes, with what has to be remembered before it is sent.
	fn call(
		&mut self,
		id: OrderId,
		order: &Order,
		step: Step,
		open: usize,
	) -> Result<Option<Call>, AgentError> {
		Ok(match step {
			Step::Accept => {
				let genesis = self.chain.genesis();
				let hash =
					order.hash_of_terms(genesis, id).filter(|hash| order.hash == Some(*hash));
				let objection = match hash {
					None => Some("its hash is not that of its terms".into()),
					Some(_) => self.policy.objection(order, open),
				};
				match (objection, hash) {
					(None, Some(hash)) => {
						if self.state.lease(id)?.is_none() {
							self.leases.promise(id, order)?;
						}
						Some(Call::Accept(hash))
					}
					(objection, _) => {
						if self.objected.insert(id) {
							let reason = objection.unwrap_or_default();
							tracing::warn!(order = id, %reason, "the order is not accepted");
							self.metrics.objected();
						}
						None
					}
				}
			}
			Step::Deliver => {
				let mut record = match self.state.lease(id)? {
					Some(record) => record,
					// A bid was taken.
					None => self.leases.promise(id, order)?,
				};
				let terms = order.hash.unwrap_or_default();
				let binding = Binding { genesis: self.chain.genesis(), order: id, terms };
				let Access { ciphertext, .. } =
					tokio::task::block_in_place(|| self.leases.seal(&mut record, binding))?;
				let too_long = ciphertext.len() > self.max_ciphertext;
				Some(Call::Deliver(if self.by_hash || too_long {
					Delivery::Hash(H256(sp_crypto_hashing::blake2_256(&ciphertext)))
				} else {
					Delivery::Ciphertext(ciphertext)
				}))
			}
			Step::Draw => Some(Call::Draw),
			Step::Rate => Some(Call::Rate(self.policy.score)),
			Step::Resolve => Some(Call::Resolve),
			Step::WithdrawBid => Some(Call::WithdrawBid),
		})
	}

	/// Sends transactions, each with the nonce after the one before.
	fn send(
		&self,
		calls: Vec<(OrderId, Step, Call)>,
	) -> Pin<Box<dyn Future<Output = Vec<Done>> + Send>> {
		let (chain, signer, account) = (self.chain.clone(), self.signer.clone(), self.account);
		Box::pin(async move {
			// After what waits in the pool: the same account answers challenges, and those go first.
			let first = match chain.next_nonce(&account).await {
				Ok(first) => first,
				Err(error) => {
					let reason = error.to_string();
					return calls
						.into_iter()
						.map(|(order, step, _)| {
							let error = ChainError::Node(reason.clone());
							Done { order, step, result: Err(error.into()) }
						})
						.collect();
				}
			};
			let (chain, signer) = (&chain, &signer);
			let sent = (first..).zip(calls).map(|(nonce, (order, step, call))| async move {
				let result = perform(chain, signer, order, call, nonce).await;
				Done { order, step, result }
			});
			join_all(sent).await
		})
	}

	/// Notes what came of what was sent.
	fn note(&mut self, done: Vec<Done>) {
		for Done { order, step, result } in done {
			match result {
				Ok((what, settled, included)) => {
					let block = included.block.number;
					tracing::info!(order, block, fee = vaj(included.fee()), "{what}");
					if let Some(settled) = settled {
						tracing::info!(
							order,
							rent = vaj(settled.paid),
							bond = vaj(settled.bond),
							outcome = ?settled.outcome,
							"settled"
						);
					}
					let attempts = Attempts { count: 0, not_before: block };
					self.attempts.insert((order, step), attempts);
					match step {
						Step::Accept => self.metrics.accepted(),
						Step::Deliver => self.metrics.delivered(),
						Step::Draw | Step::Rate | Step::Resolve | Step::WithdrawBid => {}
					}
					self.metrics.earned(settled.map_or(0, |settled| settled.paid));
				}
				Err(error) => {
					let transient = error.is_transient();
					let attempts = self.attempts.entry((order, step)).or_default();
					if !transient {
						attempts.count = attempts.count.saturating_add(1);
					}
					let pause = RETRY_AFTER.saturating_mul(attempts.count.clamp(1, 16));
					attempts.not_before = match transient {
						true => 0,
						false => self.metrics.best().saturating_add(pause),
					};
					tracing::warn!(order, ?step, %error, "it did not get through; trying again");
					self.metrics.failed();
				}
			}
		}
	}
}
