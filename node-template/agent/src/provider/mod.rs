//! The provider's daemon: claims chips, answers challenges and claims the rewards for that. And the
//! commands that providers give now and then.
//!
//! The loop is driven by the chain's state at each new best block, not by memory: is a challenge
//! open, and has this account answered it? So it does the right thing after any interruption, of
//! the node, of the connection or of itself. All it remembers is in which round the chain refused
//! an answer, since another attempt would cost another fee. An answer is signed with fresh nonces
//! each time; none are ever written down.

mod answer;
mod bank;
mod claim;
mod commands;
mod dark;
mod list;
mod rewards;
mod rounds;
mod serve;
mod standing;

pub use bank::Bank;
pub use commands::{back, claim_rewards, retire, take_over, withdraw, Selection};
pub use dark::DarkFile;
pub use list::ChipList;

use crate::{
	amount::vaj,
	chain::{AccountId, Chain, Signer},
	chips,
	error::AgentError,
	manifest::ManifestFile,
	metrics::{Endpoint, ProviderMetrics},
	progress::StatusLine,
	signals::Shutdown,
	state::State,
};
use answer::Chips;
use claim::LoadedManifest;
use std::{collections::HashSet, net::SocketAddr, path::PathBuf, time::Duration};
use tokio::sync::Mutex;
use vajra_chip::ChipKeyFile;

/// Between two looks at a node that is still syncing.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// What the daemon needs.
#[derive(Clone, Debug)]
pub struct Options {
	/// The chip file.
	pub chips: PathBuf,
	/// Manifest files.
	pub manifests: Vec<PathBuf>,
	/// State folder.
	pub state: PathBuf,
	/// Maintenance list.
	pub dark_file: Option<PathBuf>,
	/// Claim, wait until the claims are final, and stop.
	pub claim_only: bool,
	/// Where metrics are served.
	pub metrics: Option<SocketAddr>,
}

/// What the parts of the daemon share.
#[derive(Debug)]
pub(crate) struct Session {
	pub(crate) chain: Chain,
	pub(crate) signer: Signer,
	pub(crate) account: AccountId,
	pub(crate) state: State,
	pub(crate) status: StatusLine,
	pub(crate) metrics: ProviderMetrics,
	/// Held by whoever has a transaction of the account on its way.
	pub(crate) lane: Mutex<()>,
}

/// The operator's files, read and checked.
#[derive(Debug)]
pub struct Prepared {
	file: ChipKeyFile,
	bank: Bank,
	dark: Option<DarkFile>,
	manifests: Vec<LoadedManifest>,
	endpoint: Option<Endpoint>,
	options: Options,
}

impl Options {
	/// Reads all files and unlocks all chips, so that mistakes show before a node is waited for.
	pub fn prepare(self) -> Result<Prepared, AgentError> {
		let file = chips::load(&self.chips)?;
		let bank = Bank::unlock(&file).map_err(|error| AgentError::File {
			path: self.chips.clone(),
			reason: error.to_string(),
		})?;
		let dark = self.dark_file.as_deref().map(DarkFile::open).transpose()?;
		let manifests = self
			.manifests
			.iter()
			.map(|path| Ok(LoadedManifest { path: path.into(), file: ManifestFile::load(path)? }))
			.collect::<Result<_, AgentError>>()?;
		let endpoint = self.metrics.map(Endpoint::check).transpose()?;
		Ok(Prepared { file, bank, dark, manifests, endpoint, options: self })
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
	let Prepared { file, bank, dark, manifests, endpoint, options } = prepared;
	for manifest in &manifests {
		crate::vendor::check_genesis(&chain, &manifest.file, &manifest.path)?;
	}
	let account = Chain::account_of(&signer);
	let state = State::open(&options.state, "provider", chain.genesis(), &account)?;
	let metrics = ProviderMetrics::new(&chain)?;
	metrics.rewards_claimed(state.rewards_claimed()?);
	if let Some(endpoint) = endpoint {
		metrics.common.serve(endpoint);
	}
	let lane = Mutex::new(());
	let session = Session { chain, signer, account, state, status, metrics, lane };
	tokio::select! {
		greeted = greet(&session, &file, &manifests) => greeted?,
		() = shutdown.requested() => {
			session.status.clear();
			return stopped_early(options.claim_only);
		},
	}

	if options.claim_only {
		let result = tokio::select! {
			claimed = claim::claim_finally(&session, &file, &manifests) => claimed,
			() = shutdown.requested() => stopped_early(true),
		};
		session.status.clear();
		return result;
	}
	let chips = Chips::new(bank, dark);
	let result = serve::serve(&session, &chips, &file, &manifests, &mut shutdown).await;
	session.status.clear();
	if result.is_ok() {
		tracing::info!("stopped");
	}
	result
}

/// What it comes to when the agent is asked to stop before it has got to work. Whoever asked for
/// claims only must not take that for success.
pub(crate) fn stopped_early(claim_only: bool) -> Result<(), AgentError> {
	if claim_only {
		let text = "stopped before all chips were claimed; run the command again to go on";
		return Err(AgentError::Usage(text.into()));
	}
	Ok(())
}

async fn greet(
	session: &Session,
	file: &ChipKeyFile,
	manifests: &[LoadedManifest],
) -> Result<(), AgentError> {
	let at = session.chain.best().await?;
	let free = at.funds(&session.account).await?.free;
	tracing::info!(
		account = %session.account,
		chain = session.chain.name().await?,
		genesis = ?session.chain.genesis(),
		best = at.block().number,
		chips_in_file = file.entries().len(),
		free = vaj(free),
		state = %session.state.path().display(),
		"provider started"
	);
	if session.chain.is_syncing().await? {
		tracing::warn!("the node is still syncing; the work begins once it has caught up");
		session.status.set("waiting for the node to catch up");
		// Before that, what has been on the chain for long can seem not to be there.
		while session.chain.is_syncing().await? {
			tokio::time::sleep(LOOK_AGAIN).await;
		}
	}
	if free == 0 {
		tracing::warn!(account = %session.account, "the account has no funds to pay fees with");
	}
	let listed: HashSet<_> = manifests
		.iter()
		.flat_map(|manifest| manifest.file.chips.iter().map(|chip| chip.key.0))
		.collect();
	let unlisted = file.entries().iter().filter(|chip| !listed.contains(&chip.key().0)).count();
	if !manifests.is_empty() && unlisted > 0 {
		tracing::warn!(
			unlisted,
			"chips of the chips file are in no manifest given; left unclaimed"
		);
	}
	match session.state.last_round()? {
		Some(last) => {
			tracing::info!(round = last.round, status = ?last.status, "resuming; last known round")
		}
		None => tracing::info!("no earlier rounds known"),
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn claims_that_were_not_made_are_no_success() {
		assert!(stopped_early(false).is_ok());
		assert!(matches!(stopped_early(true), Err(AgentError::Usage(_))));
	}
}
