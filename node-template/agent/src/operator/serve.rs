//! The loop: looks at the chain at each new head, asks the endpoint, and does what is due.

use super::{
	desk::{Desk, Open, Telling},
	post::PlainObservation,
	question::{known_question, Trouble},
	reply::Said,
	Session,
};
use crate::{
	chain::{
		services::{RequestId, Step, Stepped},
		SubmitError,
	},
	error::AgentError,
	http::{Call, HttpClient},
	signals::Shutdown,
};
use sp_core::H256;
use std::{
	future::{pending, Future},
	pin::Pin,
	time::Duration,
};
use tokio::task::{JoinError, JoinSet};

/// How long steps on their way may take when the agent is asked to stop.
const FINISH_WITHIN: Duration = Duration::from_secs(10);

/// Longest wait for a peer.
const PEER_WITHIN: Duration = Duration::from_secs(3);

/// Most bytes of a peer's reply.
const PEER_REPLY: usize = 4 * 1024;

type Stepping<'a> = Option<Pin<Box<dyn Future<Output = Done> + Send + 'a>>>;
type Done = (Vec<Step>, Result<Stepped, SubmitError>);
/// A request with what tells its question from others, and what was said to it.
type Asked = ((RequestId, H256), Result<Said, Trouble>);
/// A request and a peer, and whether it has taken the signed answer.
type Told = (RequestId, usize, bool);

/// Waits for steps that are on their way, or for ever where there are none.
async fn finished(stepping: &mut Stepping<'_>) -> Done {
	match stepping.as_mut() {
		Some(future) => {
			let done = future.await;
			*stepping = None;
			done
		}
		None => pending().await,
	}
}

/// Answers requests until asked to stop.
pub(super) async fn serve(session: &Session, shutdown: &mut Shutdown) -> Result<(), AgentError> {
	let mut follower = session.chain.follow();
	let mut desk = Desk::default();
	let mut asking: JoinSet<Asked> = JoinSet::new();
	let mut telling: JoinSet<Told> = JoinSet::new();
	let mut stepping: Stepping<'_> = None;
	loop {
		let heads = tokio::select! {
			() = shutdown.requested() => break,
			Some(asked) = asking.join_next() => {
				let (question, said) = asked.map_err(fault)?;
				desk.answered(session, question, said)?;
				None
			},
			Some(told) = telling.join_next() => {
				let (id, peer, taken) = told.map_err(fault)?;
				if !taken {
					desk.not_told(id, peer);
				}
				// It is told again at the next head.
				continue;
			},
			(steps, outcome) = finished(&mut stepping) => {
				desk.stepped(session, &steps, outcome)?;
				None
			},
			heads = follower.next() => Some(heads?),
		};
		if let Some(heads) = heads {
			// Without a connection a look hangs until there is one again.
			let looked = tokio::select! {
				() = shutdown.requested() => break,
				looked = desk.look(session, heads) => looked,
			};
			match looked {
				Ok(()) => {}
				Err(error) if error.is_fatal() => return Err(error),
				Err(error) => {
					tracing::warn!(%error, "could not look at the chain");
					continue;
				}
			}
			for (id, open) in desk.questions() {
				asking.spawn(ask(session, id, open));
			}
		}
		for told in desk.tellings(session) {
			telling.spawn(tell(session, told));
		}
		if stepping.is_none() {
			let steps = desk.steps(session);
			if !steps.is_empty() {
				stepping = Some(Box::pin(async {
					let outcome = session.chain.take_steps(&session.signer, &steps).await;
					(steps, outcome)
				}));
			}
		}
	}
	if stepping.is_some() {
		tracing::info!("finishing what is on its way");
		tokio::select! {
			(steps, outcome) = finished(&mut stepping) => desk.stepped(session, &steps, outcome)?,
			() = tokio::time::sleep(FINISH_WITHIN) => tracing::warn!("it took too long"),
			() = shutdown.insisted() => tracing::warn!("not finished"),
		}
	}
	let unrevealed = desk.unrevealed();
	if unrevealed > 0 {
		tracing::warn!(
			unrevealed,
			"answers are committed to and not revealed: start again soon, with the same state, or it \
			 costs stake"
		);
	}
	Ok(())
}

fn fault(error: JoinError) -> AgentError {
	AgentError::Fault(format!("a task has ended: {error}"))
}

/// Asks the endpoint about a request.
fn ask(
	session: &Session,
	id: RequestId,
	open: Open,
) -> impl Future<Output = Asked> + Send + 'static {
	let endpoint = session.endpoint.clone();
	let folder = session.inputs.clone();
	let question = open.question();
	async move {
		let asked = async {
			let input = known_question(&open.input, folder.as_deref())?;
			// Of answers that are no numbers no decimals are asked for.
			let decimals = open.decimals.unwrap_or_default();
			Ok(endpoint.ask(open.kind, decimals, &input).await?)
		};
		((id, question), asked.await)
	}
}

/// Tells a peer a signed answer.
fn tell(session: &Session, telling: Telling) -> impl Future<Output = Told> + Send + 'static {
	let client: HttpClient = session.client.clone();
	let Telling { request, peer, signed } = telling;
	let base = session.peers.get(peer).cloned().unwrap_or_default();
	async move {
		let url = format!("{}/observations/{request}", base.trim_end_matches('/'));
		let body = serde_json::to_vec(&PlainObservation::from(&signed)).ok();
		let call = Call { url: &url, body, bearer: None, within: PEER_WITHIN, most: PEER_REPLY };
		let told = client.ask(call).await;
		if let Err(error) = &told {
			tracing::debug!(request, %url, %error, "a peer has not taken the signed answer");
		}
		(request, peer, told.is_ok())
	}
}
