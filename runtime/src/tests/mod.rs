//! Tests of the composition: what no pallet can know alone.

mod absence;
mod authors;
mod blocks;
mod challenges;
mod composition;
mod compute;
mod consensus;
mod genesis;
mod ledger;
mod market;
mod mock;
mod offences;
mod providers;
mod staking;
