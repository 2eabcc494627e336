//! Records and the rules of their change; no storage.

mod capacity;
mod downtime;
mod power;
mod provider;
mod registry;
mod round;

pub use capacity::*;
pub use downtime::*;
pub use power::*;
pub use provider::*;
pub use registry::*;
pub use round::*;
