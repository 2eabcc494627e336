//! Opening credentials, confirming them, and using the session.

use super::own_order;
use crate::{
	chain::{AccountId, At, BlockNumber, Chain, Delivery, Included, Order, OrderState, Signer},
	chips::print,
	error::AgentError,
	output::Output,
	progress::StatusLine,
	rental::{
		door,
		http::{HttpError, Target},
		session::{Done, Job},
		Binding, Credentials,
	},
	state::{HireRecord, State},
	vendor::Receipt,
};
use serde::Serialize;
use sp_core::H256;
use std::{io::Write, path::Path, time::Duration};
use vajra_primitives::rental::{OrderId, Role};

/// How long a command in a session is waited for.
const ANSWER_WITHIN: Duration = Duration::from_secs(3_700);

/// How often a session that has just been started is asked before it counts as not there.
const SESSION_ATTEMPTS: u32 = 40;

/// Credentials that have opened.
#[derive(Clone, Debug)]
pub(super) struct Opened {
	pub(super) order: OrderId,
	pub(super) provider: AccountId,
	/// What they are bound to.
	pub(super) binding: Binding,
	/// Hash of their ciphertext.
	pub(super) ciphertext: H256,
}

fn cannot(id: OrderId, what: &str, error: impl std::fmt::Display) -> AgentError {
	AgentError::Usage(format!(
		"order {id}: {what}: {error}. Nothing has begun: do not confirm, and all comes back"
	))
}

/// Where something of an order's is, if it may be talked to without encryption.
fn target(url: &str, in_the_clear: bool) -> Result<Target, AgentError> {
	let target = Target::parse(url).map_err(|error| AgentError::Usage(error.to_string()))?;
	if in_the_clear || target.is_local() {
		return Ok(target);
	}
	Err(AgentError::Usage(format!(
		"{url} is on another machine, and what is said to it can be read on the way: reach it through a \
		 tunnel, or pass --in-the-clear"
	)))
}

/// Opens what was delivered for an order, and has the provider prove that it knows the token.
pub(super) async fn check(
	chain: &Chain,
	state: &State,
	at: &At,
	id: OrderId,
	door: Option<&str>,
) -> Result<Opened, AgentError> {
	let order = at.order(id).await?.ok_or_else(|| crate::rental::offers::unknown(id))?;
	let (mut record, terms) = known(chain, state, id, &order)?;
	let (Some(promised), Some(provider)) = (order.credentials, order.provider()) else {
		return Err(AgentError::Usage(format!(
			"order {id} is {}: credentials are not delivered",
			order.state.name()
		)));
	};
	let ciphertext = match at.credentials(id).await? {
		Some(Delivery::Ciphertext(bytes)) => bytes,
		Some(Delivery::Hash(_)) => {
			let door = door.ok_or_else(|| {
				AgentError::Usage(format!(
					"only the hash of order {id}'s credentials is on the chain: name the provider's \
					 address with --door http://HOST:PORT"
				))
			})?;
			// Anyone may read it: only the renter can open it.
			let target = target(door, true)?;
			let fetched = target.fetch(&door::credentials_path(id)).await;
			fetched
				.map_err(|error| cannot(id, "the credentials cannot be fetched", error))?
				.to_vec()
		}
		None => return Err(cannot(id, "the credentials are gone", "the order is closed")),
	};
	let hash = H256(sp_crypto_hashing::blake2_256(&ciphertext));
	if hash != promised {
		let text = "they are others than those whose hash is on the chain";
		return Err(cannot(id, "the credentials are not to be trusted", text));
	}
	let binding = Binding { genesis: chain.genesis(), order: id, terms };
	let credentials = Credentials::open(&ciphertext, &record.keys, &binding)
		.map_err(|error| cannot(id, "the credentials do not open", error))?;
	// A proof gives nothing away, so that it can be asked for in the clear.
	let shown = target(&credentials.door, true)?
		.check_token(&door::hello_path(id), &credentials.token, &binding)
		.await;
	shown.map_err(|error| cannot(id, "the credentials open, but lead nowhere", error))?;
	record.order = Some(id);
	record.binding = Some(binding);
	record.ciphertext = Some(hash);
	record.credentials = Some(credentials);
	state.put_hire(&record)?;
	Ok(Opened { order: id, provider: *provider, binding, ciphertext: hash })
}

/// What is known of an order, and the hash of its terms.
fn known(
	chain: &Chain,
	state: &State,
	id: OrderId,
	order: &Order,
) -> Result<(HireRecord, H256), AgentError> {
	let record = state.hire(&order.need.key)?.ok_or_else(|| {
		AgentError::Usage(format!(
			"the key of order {id} is not in {}: it was made with another --state",
			state.path().display()
		))
	})?;
	let terms = order.hash_of_terms(chain.genesis(), id);
	match terms.filter(|terms| order.hash == Some(*terms)) {
		Some(terms) => Ok((record, terms)),
		None => Err(AgentError::Usage(format!("order {id} has no provider yet"))),
	}
}

/// Confirms what has opened: the lease begins. Gives the block after its last.
pub(super) async fn begin(
	chain: &Chain,
	signer: &Signer,
	opened: &Opened,
) -> Result<(BlockNumber, Included), AgentError> {
	let Opened { order, binding, ciphertext, .. } = opened;
	let confirmed = chain.confirm_credentials(signer, *order, binding.terms, *ciphertext).await?;
	tracing::info!(order, ends_at = confirmed.0, "the lease has begun");
	Ok(confirmed)
}

/// Checks an order's credentials and confirms that they open.
pub async fn confirm(
	chain: &Chain,
	signer: &Signer,
	id: OrderId,
	folder: &Path,
	door: Option<&str>,
	output: Output,
) -> Result<(), AgentError> {
	#[derive(Serialize)]
	struct Confirmed {
		order: OrderId,
		lease_ends_at: BlockNumber,
		#[serde(flatten)]
		receipt: Receipt,
	}
	let (_, role) = own_order(chain, signer, id).await?;
	if role != Role::Renter {
		return Err(AgentError::Usage(format!("only its renter confirms order {id}")));
	}
	let state = super::state(chain, &Chain::account_of(signer), folder)?;
	let opened = check(chain, &state, &chain.best().await?, id, door).await?;
	let (ends_at, included) = begin(chain, signer, &opened).await?;
	let text = format!(
		"the credentials of order {id} open and are confirmed; the lease runs until block {ends_at}: \
		 `renter open {id}`"
	);
	let receipt = (&included).into();
	print(output, &text, &Confirmed { order: id, lease_ends_at: ends_at, receipt })
}

/// What is to be done with a session.
#[derive(Clone, Debug)]
pub struct Wish {
	/// The order.
	pub order: OrderId,
	/// The command and its arguments; without any, what opens the session is shown.
	pub command: Vec<String>,
	/// Talk to another machine without encryption.
	pub in_the_clear: bool,
}

/// Shows what opens an order's session, or runs a command in it.
pub async fn open(
	chain: &Chain,
	signer: &Signer,
	folder: &Path,
	wish: Wish,
	status: &StatusLine,
	output: Output,
) -> Result<(), AgentError> {
	let Wish { order: id, command, in_the_clear } = wish;
	let (order, _) = own_order(chain, signer, id).await?;
	let state = super::state(chain, &Chain::account_of(signer), folder)?;
	let (record, _) = known(chain, &state, id, &order)?;
	let (Some(credentials), Some(binding)) = (record.credentials, record.binding) else {
		return Err(AgentError::Usage(format!(
			"the credentials of order {id} are not opened yet: `renter confirm {id}`"
		)));
	};
	if command.is_empty() {
		#[derive(Serialize)]
		struct Shown<'a> {
			order: OrderId,
			state: &'static str,
			session: &'a str,
			token: &'a str,
			runs_commands: bool,
		}
		let token = credentials.token.to_text();
		let text = format!("{}\ntoken {}", credentials.session, &*token);
		let shown = Shown {
			order: id,
			state: order.state.name(),
			session: &credentials.session,
			token: &token,
			runs_commands: credentials.runs_commands,
		};
		return print(output, &text, &shown);
	}
	if order.state != OrderState::Running {
		return Err(AgentError::Usage(format!(
			"order {id} is {}: its session is there while the lease runs",
			order.state.name()
		)));
	}
	if !credentials.runs_commands {
		return Err(AgentError::Usage(format!(
			"the session of order {id} is a program of the provider's, which this agent does not know: use \
			 {} with the token that `renter open {id}` shows",
			credentials.session
		)));
	}
	let target = target(&credentials.session, in_the_clear)?;
	status.set("the session is asked");
	let done = run(&target, &credentials, &binding, command).await;
	status.clear();
	let done = done.map_err(|error| AgentError::Usage(format!("order {id}: {error}")))?;
	show(done, output)
}

async fn run(
	target: &Target,
	credentials: &Credentials,
	binding: &Binding,
	command: Vec<String>,
) -> Result<Done, HttpError> {
	// Before the token is sent. The lease may have begun a moment ago.
	for attempt in 1.. {
		match target.check_token("/hello", &credentials.token, binding).await {
			Err(HttpError::Unreachable { .. }) if attempt < SESSION_ATTEMPTS => {
				tokio::time::sleep(Duration::from_millis(250)).await;
			}
			checked => {
				checked?;
				break;
			}
		}
	}
	let job = serde_json::to_vec(&Job { command }).unwrap_or_default();
	let answer = target.post("/run", &credentials.token, job, ANSWER_WITHIN).await?;
	serde_json::from_slice(&answer).map_err(|error| HttpError::Unreachable {
		address: credentials.session.clone(),
		reason: format!("it answers something else: {error}"),
	})
}

/// What a command said, as if it had run here.
fn show(done: Done, output: Output) -> Result<(), AgentError> {
	match output {
		Output::Json => print(output, "", &done)?,
		Output::Text => {
			let written = std::io::stdout()
				.write_all(done.stdout.as_bytes())
				.and_then(|()| std::io::stderr().write_all(done.stderr.as_bytes()));
			written.map_err(|error| {
				AgentError::Usage(format!("the result cannot be written: {error}"))
			})?;
		}
	}
	if done.truncated {
		tracing::warn!("the command has said more than is kept");
	}
	match (done.code, done.timed_out) {
		(Some(0), _) => Ok(()),
		(_, true) => Err(AgentError::Usage("the command took too long, and was ended".into())),
		(Some(code), _) => {
			Err(AgentError::Usage(format!("the command ended with the exit code {code}")))
		}
		(None, _) => Err(AgentError::Usage("the command was ended by a signal".into())),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn tokens_leave_the_machine_only_when_told() {
		assert!(target("http://127.0.0.1:4000", false).is_ok());
		assert!(target("http://10.0.0.1:4000", false).is_err());
		assert!(target("http://10.0.0.1:4000", true).is_ok());
		assert!(target("nonsense", true).is_err());
	}
}
