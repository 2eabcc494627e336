//! What owners of AI services do: publish schemas and terms, decide about operators. And how services are
//! found.
//!
//! A service's **fingerprint** is Blake2-256 of its schema's canonical form (RFC 8785): see [`canonical`].
//! Its **terms** come from a file and from options: see [`Terms`].

pub mod canonical;
mod commands;
mod schema;
mod terms;
mod view;

pub(crate) use commands::known;
pub use commands::{
	change, decide, fingerprint, list, publish, publish_version, relist, show, Change, Publication,
};
pub use schema::{Schema, DECIMALS_FIELD, DEFAULT_DECIMALS};
pub use terms::{Registration, Terms};
