//! The open requests that an operator was asked, and what it has said to them.

use super::{
	board,
	duty::{duty, Duty, Known},
	question::{question, Trouble},
	reply::Said,
	Session,
};
use crate::{
	chain::{
		services::{
			AnswerKind, Blocks, Consensus, Input, Phase, Release, Request, RequestId, SeatState,
			ServiceVersion, SignedObservation, Step, Stepped,
		},
		At, BlockNumber, Heads, SubmitError,
	},
	error::AgentError,
	state::{AnswerRecord, StateError},
};
use rand::RngCore;
use sp_core::H256;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use vajra_primitives::service::Commitment;

/// Steps that are sent in one transaction.
const MOST_STEPS: usize = 40;

/// Of these, requests that are finalised: each may have a callback of some weight.
const MOST_FINALIZED: usize = 6;

/// Refusals of steps about one request after which nothing more is tried.
const MOST_REFUSALS: u32 = 4;

/// Blocks until an endpoint that did not answer is asked again.
const ASK_AGAIN_AFTER: Blocks = 5;

/// When the endpoint is asked about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asking {
	/// From a block on.
	From(Blocks),
	/// It is being asked.
	Now,
	/// Never: it cannot answer.
	Never,
}

/// An open request.
#[derive(Clone, Debug)]
pub(super) struct Open {
	pub(super) request: Request,
	pub(super) input: Input,
	pub(super) kind: AnswerKind,
	/// `None` where no schema says how numbers are written.
	pub(super) decimals: Option<u32>,
	seat: usize,
	first_decides: bool,
	record: Option<AnswerRecord>,
	commitment: Option<H256>,
	asking: Asking,
	over_since: Option<Blocks>,
	refused: u32,
	lost: bool,
	/// Peers that were told the signed answer.
	told: BTreeSet<usize>,
}

/// The open requests.
#[derive(Debug, Default)]
pub(super) struct Desk {
	open: BTreeMap<RequestId, Open>,
	/// Requests that are settled in a block that was not final when last looked at.
	settled: BTreeMap<RequestId, BlockNumber>,
	/// The best block when it was last looked at.
	now: Blocks,
	/// Requests from here on may be new; `None` before the first look.
	low: Option<RequestId>,
	/// The block with the last steps, until it is looked at.
	awaited: Option<BlockNumber>,
	releases: HashMap<ServiceVersion, Release>,
}

/// A signed answer that is to be told a peer.
#[derive(Clone, Debug)]
pub(super) struct Telling {
	pub(super) request: RequestId,
	pub(super) peer: usize,
	pub(super) signed: SignedObservation,
}

impl Desk {
	/// Looks at the chain at new heads.
	pub(super) async fn look(&mut self, session: &Session, heads: Heads) -> Result<(), AgentError> {
		session.metrics.common.heads(&heads);
		let best = session.chain.at(heads.best).await?;
		let found = match self.low {
			None => best.open_requests().await?,
			Some(low) => {
				let next = best.next_request().await?;
				let mut ids: BTreeSet<_> = (low.min(next)..next).collect();
				ids.extend(self.open.keys());
				ids.extend(self.settled.keys());
				best.requests_among(&ids.into_iter().collect::<Vec<_>>()).await?
			}
		};
		self.now = heads.best.number.into();
		if self.awaited.is_some_and(|awaited| heads.best.number >= awaited) {
			self.awaited = None;
		}
		let mut there = BTreeSet::new();
		for (id, request) in found {
			let seat = request.seat_of(&session.account);
			let (Some(seat), true) = (seat, request.service == session.service) else { continue };
			there.insert(id);
			self.settled.remove(&id);
			match self.open.get_mut(&id) {
				// Another request of this number, after a reorganisation.
				Some(open) if open.request.asked_at != request.asked_at => {
					session.board.close(id);
					self.open.remove(&id);
					self.enter(session, &best, id, request, seat).await?;
				}
				Some(open) => {
					open.request = request;
					open.seat = seat;
				}
				None => self.enter(session, &best, id, request, seat).await?,
			}
		}
		let gone: Vec<_> = self.open.keys().copied().filter(|id| !there.contains(id)).collect();
		for id in gone {
			self.leave(session, &best, id, heads.best.number).await?;
		}
		self.settled.retain(|_, seen| *seen > heads.finalized.number);
		let next = self.now.saturating_add(1);
		for open in self.open.values_mut() {
			let decided = open.first_decides && open.request.answered() > 0;
			if open.request.phase(next) == Phase::Over || decided {
				open.over_since.get_or_insert(next);
			} else {
				open.over_since = None;
			}
		}
		// What is not final may be taken back, and its numbers given again.
		let settled = session.chain.at(heads.finalized).await?.next_request().await?;
		self.low = Some(settled);
		if let Some(record) = best.operator(session.service, &session.account).await? {
			session.metrics.stake(record.stake);
		}
		session.metrics.open(self.open.len());
		session.status.set(self.text(heads));
		Ok(())
	}

	fn text(&self, heads: Heads) -> String {
		let answered = self.open.values().filter(|open| open.record.is_some()).count();
		format!(
			"block {}, finalised {}; {} requests open, {answered} answered",
			heads.best.number,
			heads.finalized.number,
			self.open.len()
		)
	}

	/// Enters a request that was not known before.
	async fn enter(
		&mut self,
		session: &Session,
		best: &At,
		id: RequestId,
		request: Request,
		seat: usize,
	) -> Result<(), AgentError> {
		let release = match self.releases.get(&request.version) {
			Some(release) => release.clone(),
			None => {
				let release = best.release(request.service, Some(request.version)).await?;
				let Some(release) = release else { return Ok(()) };
				self.releases.insert(request.version, release.clone());
				release
			}
		};
		let Some(input) = best.request_input(id).await? else { return Ok(()) };
		let schema =
			session.schemas.iter().find(|schema| schema.fingerprint == release.fingerprint);
		let kind = release.rules.kind;
		let mut open = Open {
			kind,
			decimals: schema.map(|schema| schema.decimals),
			seat,
			first_decides: release.rules.consensus == Consensus::First,
			record: None,
			commitment: None,
			asking: Asking::From(0),
			over_since: None,
			refused: 0,
			lost: false,
			told: BTreeSet::new(),
			request,
			input,
		};
		if kind == AnswerKind::Number && open.decimals.is_none() {
			tracing::error!(
				request = id,
				version = open.request.version,
				fingerprint = ?release.fingerprint,
				"no --schema has this fingerprint, so that it is not known how numbers are written: \
				 NOT ANSWERED"
			);
			open.asking = Asking::Never;
		}
		if !open.request.sealed {
			session.board.open(id, &open.request, kind);
		}
		let question = open.question();
		if let Some(record) = session.state.answer(id)?.filter(|old| old.question == question) {
			tracing::info!(request = id, "resuming with the answer that was written down");
			open.remember(session, id, record);
		}
		tracing::debug!(request = id, until = open.request.answer_until, "asked");
		self.open.insert(id, open);
		Ok(())
	}

	/// Notes that a request is settled.
	async fn leave(
		&mut self,
		session: &Session,
		best: &At,
		id: RequestId,
		seen: BlockNumber,
	) -> Result<(), AgentError> {
		let Some(open) = self.open.remove(&id) else { return Ok(()) };
		self.settled.insert(id, seen);
		session.board.close(id);
		if open.record.is_some() {
			session.state.tolerate(session.state.open_answer(id));
		} else {
			session.metrics.unanswered();
		}
		let said = open.record.as_ref().and_then(AnswerRecord::answer);
		if let Some(settled) = best.service_result(id).await? {
			tracing::info!(
				request = id,
				result = ?settled.result,
				answered = settled.answered,
				asked = settled.asked,
				said = ?said,
				"finalised"
			);
		}
		Ok(())
	}

	/// Requests that the endpoint is to be asked about now. They count as being asked.
	pub(super) fn questions(&mut self) -> Vec<(RequestId, Open)> {
		let now = self.now;
		let mut questions = Vec::new();
		let known = self.duties(|_| 0);
		for (id, _) in known.into_iter().filter(|(_, duty)| *duty == Duty::Ask) {
			let Some(open) = self.open.get_mut(&id) else { continue };
			if matches!(open.asking, Asking::From(from) if now >= from) {
				open.asking = Asking::Now;
				questions.push((id, open.clone()));
			}
		}
		questions
	}

	/// What is to be sent now.
	pub(super) fn steps(&mut self, session: &Session) -> Vec<Step> {
		if self.awaited.is_some() {
			return Vec::new();
		}
		let unreported = |id: RequestId, open: &Open| -> Vec<_> {
			if open.request.sealed {
				return Vec::new();
			}
			let known = session.board.known(id).into_iter();
			let silent = |operator: &_| {
				let seat = open.request.seat_of(operator);
				let seat = seat.and_then(|seat| open.request.panel.get(seat));
				seat.is_some_and(|seat| seat.state == SeatState::Silent)
			};
			known.filter(|signed| silent(&signed.operator)).collect()
		};
		let counts: BTreeMap<_, _> =
			self.open.iter().map(|(id, open)| (*id, unreported(*id, open).len())).collect();
		let duties = self.duties(|id| counts.get(&id).copied().unwrap_or(0));
		let (mut steps, mut finalized) = (Vec::new(), Vec::new());
		for (id, duty) in duties {
			let Some(open) = self.open.get_mut(&id) else { continue };
			if open.refused >= MOST_REFUSALS {
				continue;
			}
			let answer = open.record.as_ref().and_then(AnswerRecord::answer);
			let salt = open.record.as_ref().map(|record| record.salt);
			match (duty, answer, salt) {
				(Duty::Commit, _, _) => {
					steps.extend(open.commitment.map(|hash| Step::Commit(id, hash)));
				}
				(Duty::Reveal, Some(answer), Some(salt)) => {
					steps.push(Step::Reveal(id, answer, salt));
				}
				(Duty::Report, _, _) => steps.push(Step::Report(id, unreported(id, open))),
				(Duty::Finalize, _, _) => finalized.push(Step::Finalize(id)),
				(Duty::Lost, _, _) if !open.lost => {
					open.lost = true;
					session.metrics.lost();
					tracing::error!(
						request = id,
						"the chain has a commitment that nothing is written down about: it cannot be \
						 revealed, and that costs stake. Was the state folder replaced?"
					);
				}
				_ => {}
			}
		}
		finalized.truncate(MOST_FINALIZED);
		steps.truncate(MOST_STEPS.saturating_sub(finalized.len()));
		// Nobody can copy what is revealed any more.
		for step in &steps {
			if let Step::Reveal(id, ..) = step {
				session.state.tolerate(session.state.open_answer(*id));
			}
		}
		steps.append(&mut finalized);
		steps
	}

	/// Signed answers that peers do not have. They count as told.
	pub(super) fn tellings(&mut self, session: &Session) -> Vec<Telling> {
		let mut tellings = Vec::new();
		for (id, open) in &mut self.open {
			if open.request.sealed || open.told.len() >= session.peers.len() {
				continue;
			}
			let silent = open.request.panel.get(open.seat).map(|seat| seat.state);
			let record = open.record.as_ref().filter(|_| silent == Some(SeatState::Silent));
			let Some(signed) = record.and_then(|record| record.observation(session)) else {
				continue;
			};
			for peer in 0..session.peers.len() {
				if open.told.insert(peer) {
					tellings.push(Telling { request: *id, peer, signed: signed.clone() });
				}
			}
		}
		tellings
	}

	/// Notes that a peer has not taken a signed answer: it is told again.
	pub(super) fn not_told(&mut self, request: RequestId, peer: usize) {
		if let Some(open) = self.open.get_mut(&request) {
			open.told.remove(&peer);
		}
	}

	fn duties(&self, observations: impl Fn(RequestId) -> usize) -> Vec<(RequestId, Duty)> {
		let next = self.now.saturating_add(1);
		let duty_of = |(id, open): (&RequestId, &Open)| {
			let known = Known {
				id: *id,
				request: &open.request,
				seat: open.seat,
				next,
				answered: open.record.is_some(),
				commitment: open.commitment,
				observations: observations(*id),
				first_decides: open.first_decides,
				over_since: open.over_since,
			};
			(*id, duty(&known))
		};
		self.open.iter().map(duty_of).collect()
	}

	/// Notes what the endpoint has said, and writes it down before anything is sent.
	pub(super) fn answered(
		&mut self,
		session: &Session,
		(id, asked): (RequestId, H256),
		said: Result<Said, Trouble>,
	) -> Result<(), AgentError> {
		let again = self.now.saturating_add(ASK_AGAIN_AFTER);
		let Some(open) = self.open.get_mut(&id) else { return Ok(()) };
		let question = open.question();
		if asked != question {
			// Another question has this number since.
			return Ok(());
		}
		let Said { answer, text } = match said {
			Ok(said) => said,
			Err(trouble) => {
				let passing = trouble.is_passing();
				session.metrics.failed(passing);
				open.asking = if passing { Asking::From(again) } else { Asking::Never };
				let reason = trouble.name();
				tracing::warn!(request = id, reason, %trouble, "no answer");
				return Ok(());
			}
		};
		session.metrics.answered();
		let signature = (!open.request.sealed).then(|| {
			let genesis = session.chain.genesis();
			let payload = board::payload(genesis, id, &session.account, answer);
			hex::encode(session.signer.sign(&payload).0)
		});
		let mut salt = H256::zero();
		rand::rngs::OsRng.fill_bytes(salt.as_bytes_mut());
		let record =
			AnswerRecord { request: id, question, answer: answer.into(), text, salt, signature };
		match session.state.put_answer_once(&record) {
			Ok(record) => {
				tracing::debug!(request = id, ?answer, "answered");
				open.remember(session, id, record);
			}
			// Nothing may be committed to that could be forgotten.
			Err(error @ StateError::Damaged { .. }) => {
				tracing::error!(request = id, %error, "the answer cannot be written down: NOT SENT");
				open.asking = Asking::From(again);
			}
			Err(error) => return Err(error.into()),
		}
		Ok(())
	}

	/// Notes what came of steps.
	pub(super) fn stepped(
		&mut self,
		session: &Session,
		steps: &[Step],
		outcome: Result<Stepped, SubmitError>,
	) -> Result<(), AgentError> {
		let Stepped { included, refused } = match outcome {
			Ok(stepped) => stepped,
			Err(SubmitError::Chain(error)) if !error.is_transient() => return Err(error.into()),
			Err(error) => {
				tracing::warn!(%error, steps = steps.len(), "not sent; trying again");
				return Ok(());
			}
		};
		let block = included.map(|included| included.block.number);
		self.awaited = block;
		for (step, refusal) in steps.iter().zip(refused) {
			let (request, what) = (step.request(), step.name());
			match refusal {
				None => {
					session.metrics.stepped(step);
					tracing::info!(request, step = what, block, "done");
				}
				Some(refusal) => {
					session.metrics.refused();
					if let Some(open) = self.open.get_mut(&request) {
						open.refused = open.refused.saturating_add(1);
					}
					tracing::warn!(request, step = what, %refusal, "the chain has refused it");
				}
			}
		}
		Ok(())
	}

	/// Answers that are committed and not revealed.
	pub(super) fn unrevealed(&self) -> usize {
		let committed = |open: &&Open| {
			let seat = open.request.panel.get(open.seat);
			seat.is_some_and(|seat| matches!(seat.state, SeatState::Committed(_)))
		};
		self.open.values().filter(committed).count()
	}
}

impl Open {
	/// What tells its question from others.
	pub(super) fn question(&self) -> H256 {
		question(&self.request, &self.input)
	}

	/// Notes the answer that is written down.
	fn remember(&mut self, session: &Session, id: RequestId, record: AnswerRecord) {
		let Some(answer) = record.answer() else {
			tracing::error!(request = id, "the answer that is written down is none");
			self.asking = Asking::Never;
			return;
		};
		let commitment = Commitment {
			genesis: session.chain.genesis(),
			request: id,
			operator: session.account.0,
			answer,
			salt: record.salt,
		};
		self.commitment = Some(commitment.hash());
		if !self.request.sealed {
			session.state.tolerate(session.state.open_answer(id));
			let own = record.observation(session).map(|signed| session.board.take(id, &signed));
			if let Some(Err(refused)) = own {
				tracing::error!(request = id, %refused, "its own signed answer is refused");
			}
		}
		self.record = Some(record);
	}
}

impl AnswerRecord {
	/// The signed answer, if it was signed.
	fn observation(&self, session: &Session) -> Option<SignedObservation> {
		let signature = hex::decode(self.signature.as_ref()?).ok()?.try_into().ok()?;
		let operator = session.account;
		Some(SignedObservation { operator, answer: self.answer()?, signature })
	}
}
