//! Programs of this project run as real child processes on this machine.
//!
//! The demo and the end-to-end tests start a node and agents with these types. Everything that
//! is started is owned by a handle: it is stopped through it, and killed when it is dropped.

mod authorship;
mod cast;
mod chain;
mod deadline;
mod error;
mod model;
mod network;
mod node;
mod ports;
mod process;
mod records;

pub use authorship::{weights_by_key, Authored, Authority, Clock, Epochs};
pub use cast::{Cast, Player, Shipment, MODEL_UNITS};
pub use chain::{ChainView, PALLET};
pub use deadline::Deadline;
pub use error::LocalError;
pub use model::{LocalModel, ModelOptions};
pub use network::{LocalNetwork, NetworkOptions};
pub use node::{LocalNode, NodeOptions};
pub use ports::free_port;
pub use process::Process;
pub use records::{
	AbsenceReported, AnswerRecord, AuthorsEqual, AuthorsWeighed, BackingRecord, ChallengeRecord,
	ComputeProved, EqualReason, Head, History, ProviderRecord, ProviderReinstated, ProviderSlashed,
	ProviderSuspended, SubmittedProof, TallyRecord,
};
