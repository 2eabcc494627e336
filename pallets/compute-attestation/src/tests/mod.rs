//! One file per call or concept; every error has a test that shows state unchanged.

mod back;
mod capacity;
mod challenge;
mod claim;
mod cost;
mod downtime;
mod genesis;
mod property;
mod prove;
mod registry;
mod report_absence;
mod retire_chips;
mod revoke_chip;
mod rewards;
mod take_over_chip;
mod trust;
mod try_state;
mod views;
mod withdraw_collateral;
