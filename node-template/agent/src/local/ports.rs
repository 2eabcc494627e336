//! Free ports.

use super::LocalError;
use std::net::{Ipv4Addr, TcpListener};

/// A loopback port that nobody listens on at this moment.
///
/// Another program may take it before it is used; who starts a server on it must be ready to try
/// again with another one.
pub fn free_port() -> Result<u16, LocalError> {
	let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(LocalError::NoPort)?;
	Ok(listener.local_addr().map_err(LocalError::NoPort)?.port())
}
