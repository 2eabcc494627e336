//! Tests of the composition: what no pallet can know alone.

mod blocks;
mod composition;
mod consensus;
mod genesis;
mod mock;
