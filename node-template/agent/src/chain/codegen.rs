//! The chain's types, generated at compile time from the committed metadata.
//!
//! To renew the metadata after a change in the runtime:
//! `cargo run -p vajra-runtime --features fast-runtime --example metadata -- node-template/agent/metadata.scale`
//!
//! Constants are read from the node, so the feature `fast-runtime` makes no difference here.

// The macro's output is not ours to document or to lint.
#![allow(missing_docs)]
#![allow(clippy::all, clippy::unwrap_used, clippy::expect_used)]

// The macro reads the file without telling the compiler: this does, so that new metadata make new code.
const _: &[u8] = include_bytes!("../../metadata.scale");

#[subxt::subxt(runtime_metadata_path = "metadata.scale")]
pub mod runtime {}

pub use runtime::*;
