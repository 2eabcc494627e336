//! Checks before a node starts.
//!
//! Where a port is taken, the SDK goes on without saying so plainly: JSON-RPC moves to a random
//! port, and the network and the metrics are simply not there. A node whose operator asked for a
//! port either serves it or says why it cannot.

use sc_network::{multiaddr::Protocol, Multiaddr};
use sc_service::Configuration;
use std::{
	io,
	net::{IpAddr, SocketAddr, TcpListener, UdpSocket},
};

/// Refuses to go on if a port that the node is to listen on is in use, and keeps JSON-RPC from
/// moving to another one.
///
/// # Errors
///
/// Names the address, what it is for, and the option that changes it.
pub fn ports(config: &mut Configuration) -> Result<(), String> {
	for endpoint in config.rpc.addr.iter_mut().flatten() {
		endpoint.retry_random_port = false;
		match TcpListener::bind(endpoint.listen_addr) {
			Err(error) if endpoint.is_optional && error.kind() != io::ErrorKind::AddrInUse => {}
			outcome => explain(outcome, endpoint.listen_addr, "JSON-RPC", "--rpc-port")?,
		}
	}
	for address in &config.network.listen_addresses {
		match transport(address) {
			Some((Transport::Tcp, socket)) => {
				explain(TcpListener::bind(socket), socket, "the network", "--port")?
			}
			Some((Transport::Udp, socket)) => {
				explain(UdpSocket::bind(socket), socket, "the network", "--listen-addr")?
			}
			// A DNS name or the like; the network layer deals with it.
			None => {}
		}
	}
	if let Some(prometheus) = &config.prometheus_config {
		let socket = prometheus.port;
		explain(TcpListener::bind(socket), socket, "Prometheus metrics", "--prometheus-port")?;
	}
	Ok(())
}

fn explain<T>(
	outcome: io::Result<T>,
	address: SocketAddr,
	purpose: &str,
	option: &str,
) -> Result<(), String> {
	match outcome {
		Ok(_) => Ok(()),
		Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(format!(
			"port {} is already in use, so {purpose} cannot listen on {address}. Stop the program \
			 that uses it, or choose another port with {option}",
			address.port(),
		)),
		// Where the system has no IPv6, the node's IPv4 address serves.
		Err(_) if address.is_ipv6() && address.ip().is_unspecified() => Ok(()),
		Err(error) => Err(format!(
			"{purpose} cannot listen on {address}: {error}. Choose another address with {option}",
		)),
	}
}

#[derive(Debug, PartialEq)]
enum Transport {
	Tcp,
	Udp,
}

/// The socket behind `address`, if it names one.
fn transport(address: &Multiaddr) -> Option<(Transport, SocketAddr)> {
	let mut parts = address.iter();
	let ip: IpAddr = match parts.next()? {
		Protocol::Ip4(ip) => ip.into(),
		Protocol::Ip6(ip) => ip.into(),
		_ => return None,
	};
	match parts.next()? {
		Protocol::Tcp(port) => Some((Transport::Tcp, SocketAddr::new(ip, port))),
		Protocol::Udp(port) => Some((Transport::Udp, SocketAddr::new(ip, port))),
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn parse(address: &str) -> Option<(Transport, SocketAddr)> {
		transport(&address.parse().expect("a multiaddress"))
	}

	#[test]
	fn sockets_are_read_from_multiaddresses() {
		let socket = |text: &str| text.parse().expect("a socket address");
		assert_eq!(parse("/ip4/0.0.0.0/tcp/1"), Some((Transport::Tcp, socket("0.0.0.0:1"))));
		assert_eq!(parse("/ip6/::/tcp/2/ws"), Some((Transport::Tcp, socket("[::]:2"))));
		assert_eq!(
			parse("/ip4/127.0.0.1/udp/3/webrtc-direct"),
			Some((Transport::Udp, socket("127.0.0.1:3"))),
		);
		assert_eq!(parse("/dns/example.org/tcp/4"), None);
	}

	#[test]
	fn a_port_in_use_is_named_with_its_option() {
		let holder = TcpListener::bind("127.0.0.1:0").expect("a free port");
		let address = holder.local_addr().expect("it is bound");
		let error = explain(TcpListener::bind(address), address, "JSON-RPC", "--rpc-port")
			.expect_err("the port is held");
		for word in ["in use", "JSON-RPC", "--rpc-port", &address.to_string()] {
			assert!(error.contains(word), "{error}");
		}
		drop(holder);
		assert_eq!(explain(TcpListener::bind(address), address, "JSON-RPC", "--rpc-port"), Ok(()));
	}
}
