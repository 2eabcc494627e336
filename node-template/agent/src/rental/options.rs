//! What the daemon of a provider that rents out is told.

use super::{
	plan::Policy,
	process::{self, UidRange},
	template::Template,
};
use crate::{error::AgentError, metrics::Endpoint};
use std::{
	net::SocketAddr,
	path::{Path, PathBuf},
};

/// What the daemon needs.
#[derive(Clone, Debug)]
pub struct Options {
	/// State folder.
	pub state: PathBuf,
	/// The folder of the leases' folders; in the state folder without.
	pub leases: Option<PathBuf>,
	/// Where the door is; sessions listen at the same address.
	pub listen: SocketAddr,
	/// How renters call this machine; by the address it listens at without.
	pub public_host: Option<String>,
	/// What is started for a lease; the agent's own session without.
	pub command: Option<Template>,
	/// What is run after a lease.
	pub cleanup: Option<Template>,
	/// Users that leases run as, if this runs as root.
	pub uids: UidRange,
	/// Leases run as the agent's own user, also if that is root.
	pub own_user: bool,
	/// Only the hash of credentials goes on the chain.
	pub by_hash: bool,
	/// Sessions end when the daemon is asked to stop.
	pub end_sessions: bool,
	/// Which orders are accepted.
	pub policy: Policy,
	/// Where metrics are served.
	pub metrics: Option<SocketAddr>,
}

/// Options that were looked at.
#[derive(Debug)]
pub struct Prepared {
	pub(super) options: Options,
	pub(super) base: PathBuf,
	pub(super) uids: Option<UidRange>,
	pub(super) endpoint: Option<Endpoint>,
}

fn file_error(path: &Path) -> impl FnOnce(std::io::Error) -> AgentError + '_ {
	move |error| AgentError::File { path: path.into(), reason: error.to_string() }
}

impl Options {
	/// Looks whether they can work, so that mistakes show before a node is waited for.
	pub fn prepare(self) -> Result<Prepared, AgentError> {
		if self.listen.ip().is_unspecified() && self.public_host.is_none() {
			return Err(AgentError::Usage(
				"it listens at all addresses: name the one that renters use with --public-host"
					.into(),
			));
		}
		let base = self.leases.clone().unwrap_or_else(|| self.state.join("leases"));
		std::fs::create_dir_all(&base).map_err(file_error(&base))?;
		// Sessions start in it: a path that does not depend on where this was started.
		let base = base.canonicalize().map_err(file_error(&base))?;
		let uids = (process::is_root() && !self.own_user).then_some(self.uids);
		if let Some(range) = uids {
			use std::os::unix::fs::PermissionsExt;
			// Passed through, but not listed.
			let mode = std::fs::Permissions::from_mode(0o711);
			std::fs::set_permissions(&base, mode).map_err(file_error(&base))?;
			// The one that a lease has last: others look for what runs as their user.
			process::check_user(range.last, &base)?;
		}
		let endpoint = self.metrics.map(Endpoint::check).transpose()?;
		Ok(Prepared { options: self, base, uids, endpoint })
	}
}
