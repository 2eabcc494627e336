//! One file per concept; every error has a test that shows state unchanged.

mod challenge;
mod claim;
mod property;
mod prove;
mod registry;
mod report_absence;
mod revoke_chip;
mod try_state;
