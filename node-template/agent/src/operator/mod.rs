//! The operator of a service: its daemon, which answers every request by asking an HTTP endpoint, and the
//! commands that operators give now and then.
//!
//! The loop is driven by the chain's state at each new best block: what is the state of each open request,
//! and what has this operator said to it? The one thing that it must not forget is an answer between its
//! commitment and its reveal: it is written to the disk, with its salt, before the commitment is sent, and
//! is never changed, so that whatever ends the program, the next run reveals what the last one has
//! committed to, and never commits to two answers.
//!
//! An account is best the operator of one service: transactions of two programs would be in each other's
//! way.

mod board;
mod commands;
mod decimal;
mod desk;
mod duty;
mod endpoint;
mod leader;
mod post;
mod question;
mod reply;
mod serve;

pub use board::{Board, Refused};
pub use commands::{add_stake, join, leave, show, withdraw};
pub use decimal::{parse_decimal, show_decimal, DecimalError, MOST_DECIMALS};
pub use endpoint::{AskError, Endpoint, EndpointOptions, Token};
pub use post::{PlainObservation, Post, ServedAnswer};
pub use reply::{text_hash, Format, ReplyError, Said};

use crate::{
	amount::vaj,
	chain::{
		services::{OperatorStanding, ServiceId},
		AccountId, Chain, Signer,
	},
	error::AgentError,
	http::{check_url, HttpClient},
	metrics::{Endpoint as MetricsEndpoint, OperatorMetrics},
	progress::StatusLine,
	service::Schema,
	signals::Shutdown,
	state::State,
};
use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

/// Between two looks at a node that is still syncing.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// What the daemon needs.
#[derive(Clone, Debug)]
pub struct Options {
	/// The service.
	pub service: ServiceId,
	/// The endpoint that knows the answers.
	pub endpoint: EndpointOptions,
	/// Schemas of its versions, which say how numbers are written.
	pub schemas: Vec<PathBuf>,
	/// State folder.
	pub state: PathBuf,
	/// Questions of which the chain has only the hash, each in a file of its hash's hex.
	pub inputs: Option<PathBuf>,
	/// Where answers are served, and signed ones taken.
	pub listen: Option<SocketAddr>,
	/// Where other operators take signed answers.
	pub peers: Vec<String>,
	/// Where metrics are served.
	pub metrics: Option<SocketAddr>,
}

/// What the parts of the daemon share.
#[derive(Debug)]
pub(crate) struct Session {
	pub(crate) chain: Chain,
	pub(crate) signer: Signer,
	pub(crate) account: AccountId,
	pub(crate) service: ServiceId,
	pub(crate) state: Arc<State>,
	pub(crate) status: StatusLine,
	pub(crate) metrics: OperatorMetrics,
	pub(crate) endpoint: Arc<Endpoint>,
	pub(crate) board: Arc<Board>,
	pub(crate) schemas: Vec<Schema>,
	pub(crate) inputs: Option<PathBuf>,
	pub(crate) peers: Vec<String>,
	pub(crate) client: HttpClient,
}

/// The operator's files, read and checked.
#[derive(Debug)]
pub struct Prepared {
	endpoint: Endpoint,
	schemas: Vec<Schema>,
	metrics: Option<MetricsEndpoint>,
	options: Options,
}

impl Options {
	/// Reads and checks what can be, so that mistakes show before a node is waited for.
	pub fn prepare(self) -> Result<Prepared, AgentError> {
		let usage = |error: crate::http::HttpError| AgentError::Usage(error.to_string());
		let endpoint = Endpoint::new(self.endpoint.clone()).map_err(usage)?;
		for peer in &self.peers {
			check_url(peer).map_err(usage)?;
		}
		let schemas = self.schemas.iter().map(|path| Schema::load(path));
		let schemas = schemas.collect::<Result<_, AgentError>>()?;
		let metrics = self.metrics.map(MetricsEndpoint::check).transpose()?;
		Ok(Prepared { endpoint, schemas, metrics, options: self })
	}
}

/// Runs the daemon until it is asked to stop, or cannot go on.
pub async fn run(
	chain: Chain,
	signer: Signer,
	prepared: Prepared,
	status: StatusLine,
	mut shutdown: Shutdown,
) -> Result<(), AgentError> {
	let Prepared { endpoint, schemas, metrics: metrics_endpoint, options } = prepared;
	let account = Chain::account_of(&signer);
	let state = State::open(&options.state, "operator", chain.genesis(), &account)?;
	keep_private(&state)?;
	let metrics = OperatorMetrics::new(&chain)?;
	if let Some(endpoint) = metrics_endpoint {
		metrics.common.serve(endpoint);
	}
	let session = Session {
		board: Arc::new(Board::new(chain.genesis())),
		chain,
		signer,
		account,
		service: options.service,
		state: Arc::new(state),
		status,
		metrics,
		endpoint: Arc::new(endpoint),
		schemas,
		inputs: options.inputs,
		peers: options.peers,
		client: HttpClient::default(),
	};
	if let Some(address) = options.listen {
		let post = Post::new(
			account,
			session.state.clone(),
			session.board.clone(),
			session.metrics.clone(),
		);
		let address = post.listen(address).await?;
		tracing::info!(%address, "answers are served at /answers/<request>");
	}
	tokio::select! {
		greeted = greet(&session) => greeted?,
		() = shutdown.requested() => {
			session.status.clear();
			return Ok(());
		},
	}
	let result = serve::serve(&session, &mut shutdown).await;
	session.status.clear();
	if result.is_ok() {
		tracing::info!("stopped");
	}
	result
}

/// Who reads answers and salts before they are revealed can copy them.
fn keep_private(state: &State) -> Result<(), AgentError> {
	#[cfg(unix)]
	{
		use std::os::unix::fs::PermissionsExt;
		let mode = std::fs::Permissions::from_mode(0o600);
		std::fs::set_permissions(state.path(), mode).map_err(|error| AgentError::File {
			path: state.path().into(),
			reason: format!("it cannot be kept from other users: {error}"),
		})?;
	}
	Ok(())
}

async fn greet(session: &Session) -> Result<(), AgentError> {
	if session.chain.is_syncing().await? {
		tracing::warn!("the node is still syncing; the work begins once it has caught up");
		session.status.set("waiting for the node to catch up");
		while session.chain.is_syncing().await? {
			tokio::time::sleep(LOOK_AGAIN).await;
		}
	}
	let at = session.chain.best().await?;
	let (service, account) = (session.service, session.account);
	if at.service(service).await?.is_none() {
		return Err(AgentError::Usage(format!("there is no service {service}")));
	}
	let record = at.operator(service, &account).await?.ok_or_else(|| {
		AgentError::Usage(format!(
			"{account} is no operator of service {service}: run `operator join` first"
		))
	})?;
	let free = at.funds(&account).await?.free;
	tracing::info!(
		%account,
		service,
		chain = session.chain.name().await?,
		genesis = ?session.chain.genesis(),
		best = at.block().number,
		stake = vaj(record.stake),
		standing = ?record.standing,
		free = vaj(free),
		state = %session.state.path().display(),
		"operator started"
	);
	if record.standing != OperatorStanding::Serving {
		tracing::warn!(standing = ?record.standing, "it does not serve, and is asked nothing new");
	}
	if free == 0 {
		tracing::warn!(%account, "the account has no funds to pay fees with");
	}
	Ok(())
}
