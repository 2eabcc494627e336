//! One file per call or concept; every error that a call can meet has a test that shows state
//! unchanged.

mod bids;
mod disputes;
mod downtime;
mod dust;
mod extend_draw;
mod market;
mod math;
mod messages;
mod opening;
mod order;
mod property;
mod ratings;
mod requests;
mod settlement;
mod silence;
mod state;
mod try_state;
mod views;

use crate::{mock::*, *};
use sp_runtime::Perbill;
