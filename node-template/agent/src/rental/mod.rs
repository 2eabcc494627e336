//! Renting compute out: what a provider offers, and what it really starts and stops.
//!
//! # From an order to a session
//!
//! A renter makes an X25519 key for each order. A provider that accepts the order makes a token, and
//! seals it with the addresses of the session to that key: these are the [`credentials`], which only
//! open for the order, chain and terms that they were made for. They go on the chain, or, where they are
//! too long or the provider wants it so, only their hash does, and the renter fetches them at the
//! provider's [`door`].
//!
//! Nothing runs before the lease begins: a renter must not be able to use compute and then decline. That
//! the credentials open is shown without giving any away. The door answers a fresh nonce with a
//! [`proof`], an HMAC under the token over the nonce, order, chain and terms. So the renter knows that
//! what it opened is the token that the provider has, that it was not opened in vain, and that somebody
//! with the token answers at the provider's address, and confirms. What it cannot know before is how
//! well the session works: for that there are misses, ratings and disputes.
//!
//! When the lease begins on the chain, the provider's daemon starts what was rented: a program of the
//! provider's, told where to listen and where the token lies, or by default the agent's own
//! [`session`], which runs commands in the leased folder. When the lease ends it stops the program with
//! all that it has started, and deletes the folder once the end is final.
//!
//! # What keeps leases apart
//!
//! Each lease has a folder of its own that nobody else may enter, and, where the daemon runs as root, a
//! user of its own, whose processes are all ended with the lease. That keeps files and processes
//! apart (without a user of its own, a process that clears its environment and leaves its group is not
//! found again), not the machine's memory, disk, network or kernel: who needs that gives a command that starts
//! a container or a virtual machine. Where the daemon does not run as root, what it starts runs as its
//! own user and could read what that user can, the provider's keys included; it says so.
//!
//! Sessions speak plain HTTP. Credentials for another machine need a tunnel, or a proxy that
//! terminates TLS; the renter's agent sends no token in the clear beyond its own machine unless told to.

pub mod credentials;
pub mod door;
pub mod finish;
pub mod http;
mod lease;
pub mod offers;
mod options;
mod plan;
pub mod process;
pub mod proof;
mod sending;
mod serve;
pub mod session;
pub mod template;

pub use credentials::{Binding, Credentials, KeyPair, Secret};
pub use options::{Options, Prepared};
pub use plan::Policy;
pub use process::UidRange;
pub use serve::serve;
