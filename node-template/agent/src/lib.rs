//! The agent of vendors, providers, renters, operators, consumers, arbiters, watchers, candidates and
//! delegators.
//!
//! The library holds everything; the binary only starts it. [`chain`] is the one place that knows
//! the client library and the runtime's metadata.

#![warn(missing_docs)]

pub mod amount;
pub mod arbiter;
pub mod candidate;
pub mod chain;
pub mod chips;
pub mod cli;
pub mod consumer;
pub mod delegate;
pub mod demo;
pub mod error;
pub mod http;
pub mod local;
pub mod manifest;
pub mod metrics;
pub mod operator;
pub mod output;
pub mod payouts;
pub mod progress;
pub mod provider;
pub mod rental;
pub mod renter;
pub mod report;
pub mod rewards;
pub mod service;
pub mod signals;
pub mod state;
pub mod status;
pub mod validators;
pub mod vendor;
pub mod watcher;

pub use error::AgentError;
